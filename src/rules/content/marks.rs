//! Markup, script and template markers in a text.

use crate::span::Span;

/// Names of attributes that run script.
const HANDLERS: [&str; 9] = [
    "onerror",
    "onload",
    "onclick",
    "onmouseover",
    "onfocus",
    "oninput",
    "onsubmit",
    "ontoggle",
    "onanimationstart",
];

/// Tags that a browser takes up although nothing closes them.
const OPEN_TAGS: [&str; 12] =
    ["script", "img", "svg", "iframe", "object", "embed", "style", "link", "meta", "body", "input", "a"];

/// What opens and closes a template marker.
const MARKERS: [(&str, &str); 6] =
    [("{{", "}}"), ("<<", ">>"), ("${", "}"), ("{%", "%}"), ("<%", "%>"), ("#{", "}")];

/// Spellings of `<` where something escaped it.
const LESS_THAN: [&str; 6] = ["<", "＜", "&lt;", "&#60;", "&#x3c;", "%3c"];

/// A template marker, whatever stands in it: `<<x>>`, `{{x}}`, `${x}`, `{% x %}`, `<% x %>`, `#{x}`.
pub(super) fn template_marker(text: &str) -> Option<Span> {
    if !text.contains(['{', '<']) {
        return None;
    }
    MARKERS
        .iter()
        .filter_map(|(open, close)| {
            let start = text.find(open)?;
            let inside = start.saturating_add(open.len());
            let end = text.get(inside..)?.find(close)?;
            Some(Span::new(start, inside.saturating_add(end).saturating_add(close.len())))
        })
        .min_by_key(|span| span.start)
}

/// A tag, a comment, a handler or a link that is script.
pub(super) fn markup(text: &str) -> Option<Span> {
    if !text.contains(['<', '＜', '&', '%', '=', ':']) {
        return None;
    }
    // Case does not count, and ASCII keeps every byte at its place.
    let small = text.to_ascii_lowercase();
    tag(&small).or_else(|| script_link(&small)).or_else(|| handler(&small))
}

fn tag(small: &str) -> Option<Span> {
    for (at, _) in small.char_indices() {
        let rest = small.get(at..)?;
        let Some(sign) = LESS_THAN.iter().find(|sign| rest.starts_with(**sign)) else { continue };
        let inner = rest.get(sign.len()..)?;
        let end_of = |length: usize| Span::new(at, at.saturating_add(sign.len()).saturating_add(length));
        if inner.starts_with("!--")
            || inner.starts_with("!doctype")
            || inner.starts_with("?xml")
            || inner.starts_with("?php")
        {
            return Some(end_of(1));
        }
        let name = inner.strip_prefix('/').unwrap_or(inner);
        let length =
            name.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':')).count();
        let (name, behind) = name.split_at_checked(length)?;
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        // `<anna@beispiel.de>` and `<https://…>` are addresses.
        let address = behind.starts_with(['@', '.']) || name.ends_with(':');
        let closed = behind.find(['>', '<']).filter(|i| behind.as_bytes().get(*i) == Some(&b'>'));
        let escaped = ["&gt;", "&#62;", "%3e"].iter().any(|close| behind.contains(close)) && *sign != "<";
        if !address && (closed.is_some() || escaped || OPEN_TAGS.contains(&name)) {
            let slash = inner.len().saturating_sub(name.len()).saturating_sub(behind.len());
            let behind = closed.map_or(0, |i| i.saturating_add(1));
            return Some(end_of(slash.saturating_add(name.len()).saturating_add(behind)));
        }
    }
    None
}

fn script_link(small: &str) -> Option<Span> {
    ["javascript:", "vbscript:", "data:text/html"].iter().find_map(|scheme| {
        let at = small.find(scheme)?;
        Some(Span::new(at, at.saturating_add(scheme.len())))
    })
}

fn handler(small: &str) -> Option<Span> {
    HANDLERS.iter().find_map(|name| {
        let at = small.find(name)?;
        let behind = small.get(at.saturating_add(name.len())..)?;
        let before = small.get(..at)?;
        let apart = before.is_empty() || before.ends_with([' ', '"', '\'', '/', '\t', '\n']);
        (apart && behind.trim_start().starts_with('=')).then(|| Span::new(at, at.saturating_add(name.len())))
    })
}

/// A mark that belongs to the letter before it, or joins two: accents, points, viramas, joiners of Indic and Persian.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{487}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6ed}'
            | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}'
            | '\u{b3c}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}'
            | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ecd}'
            | '\u{1037}' | '\u{1039}' | '\u{103a}' | '\u{17c9}'..='\u{17d3}'
            | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
            | '\u{3099}' | '\u{309a}'
            | '\u{200c}' | '\u{200d}' | '\u{ad}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_found_in_a_sentence() {
        for (text, marker) in [
            ("Hallo <<name>>, wie geht's", "<<name>>"),
            ("um {{ uhrzeit }} Uhr", "{{ uhrzeit }}"),
            ("Preis ${preis} Euro", "${preis}"),
            ("{% if x %}", "{% if x %}"),
            ("<%= name %>", "<%= name %>"),
            ("#{7*7}", "#{7*7}"),
        ] {
            assert_eq!(template_marker(text).and_then(|s| s.of(text)), Some(marker), "{text}");
        }
        for text in ["a << b", "{ein} {zwei}", "5 $ {x}", "<3", ">> los <<", "}} {{", "Zeichen {{"] {
            assert_eq!(template_marker(text), None, "{text}");
        }
    }

    #[test]
    fn tags_and_scripts_are_found() {
        for (text, part) in [
            ("<b>fett</b>", "<b>"),
            ("x</p>", "</p>"),
            ("Eva <script>alert(1)</script>", "<script>"),
            ("<IMG SRC=x onerror=alert(1)", "<IMG"),
            ("<!-- weg -->", "<!"),
            ("&lt;script&gt;", "&lt;script"),
            ("%3Csvg%3E", "%3Csvg"),
            ("[hier](javascript:alert(1))", "javascript:"),
            ("\" onerror=\"x", "onerror"),
            ("<custom-tag a='1'>", "<custom-tag a='1'>"),
        ] {
            assert_eq!(markup(text).and_then(|s| s.of(text)), Some(part), "{text}");
        }
        for text in [
            "a<b",
            "1 < 2 > 0",
            "<anna@beispiel.de>",
            "<https://beispiel.de/x>",
            "x <- y",
            "R&B = gut",
            "100 %ig",
        ] {
            assert_eq!(markup(text), None, "{text}");
        }
    }
}
