//! What stands between `{{` and `}}` in a text of the platform.

use memchr::{memchr, memchr_iter};

use crate::span::Span;

/// A place in a text that the platform fills in, or that somebody thought it would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    /// Delimiters and all, in bytes of the text.
    pub(super) span: Span,
    pub(super) what: What<'t>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What<'t> {
    /// A name, blanks around it left off. Inner markers are part of it; they also come as marks of their own.
    Name(&'t str),
    /// `{{#if …}}`, `{{name|default}}`: what other template languages know and the platform does not.
    Logic,
    /// `{{name}` and `{{name` without its end: read aloud as it stands.
    Broken(&'t str),
    /// `{name}`: read aloud as it stands, if it was meant as a marker.
    Single(&'t str),
}

/// A longer name is none.
const LONGEST: usize = 96;
/// `{{a_{{b_{{c}}}}}}` and no deeper.
const DEEPEST: usize = 4;

/// Every mark of a text, the outer ones before those inside them.
pub(super) fn scan<'t>(text: &'t str, each: &mut impl FnMut(Mark<'t>)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr(b'{', rest)) {
        let open = at.saturating_add(found);
        let run = bytes.get(open..).unwrap_or_default().iter().take_while(|b| **b == b'{').count();
        at = if run == 1 { single(text, open, each) } else { double(text, open, run, each) };
    }
}

/// `{name}` at `open`; where to go on.
fn single<'t>(text: &'t str, open: usize, each: &mut impl FnMut(Mark<'t>)) -> usize {
    let from = open.saturating_add(1);
    let rest = text.get(from..).unwrap_or("");
    let length = rest.bytes().take(LONGEST).take_while(|b| is_name_byte(*b)).count();
    let end = from.saturating_add(length);
    let behind = text.get(end..).unwrap_or("");
    if length > 0
        && behind.starts_with('}')
        && let Some(name) = text.get(from..end)
    {
        let close = end.saturating_add(if behind.starts_with("}}") { 2 } else { 1 });
        each(Mark { span: Span::new(open, close), what: What::Single(name) });
        return close;
    }
    from
}

/// A run of two or more braces at `open`; where to go on.
fn double<'t>(text: &'t str, open: usize, run: usize, each: &mut impl FnMut(Mark<'t>)) -> usize {
    // Of `{{{name}}}` the innermost two count.
    let open = open.saturating_add(run.saturating_sub(2));
    let from = open.saturating_add(2);
    match close(text, from, DEEPEST) {
        Close::At(end) => {
            let inner = text.get(from..end).unwrap_or("").trim();
            let span = Span::new(open, end.saturating_add(2));
            if inner.starts_with(['#', '^', '>', '!']) || is_end(inner) || inner.contains('|') {
                each(Mark { span, what: What::Logic });
            } else if is_name(inner) {
                each(Mark { span, what: What::Name(inner) });
            } else {
                // Code, JSON, prose in braces. What stands inside is looked at for itself.
                return from;
            }
            if has_pair(inner, b'{') { from } else { span.end }
        }
        Close::Never => {
            let rest = text.get(from..).unwrap_or("");
            let name = rest.trim_start_matches(' ');
            let lead = rest.len().saturating_sub(name.len());
            let length = name.bytes().take(LONGEST).take_while(|b| is_name_byte(*b)).count();
            let name = name.get(..length).unwrap_or("");
            let end = from.saturating_add(lead).saturating_add(length);
            // `{{customer_name` reads like a name that was meant; `{{a` may be anything.
            if name.contains('_') || text.get(end..).is_some_and(|b| length > 0 && b.starts_with('}')) {
                each(Mark { span: Span::new(open, end), what: What::Broken(name) });
            }
            end.max(from)
        }
    }
}

/// True where the byte stands twice in a row.
pub(super) fn has_pair(text: &str, byte: u8) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(byte, bytes).any(|at| bytes.get(at.saturating_add(1)) == Some(&byte))
}

enum Close {
    At(usize),
    Never,
}

/// Where the `}}` is that ends what begins at `at`.
fn close(text: &str, at: usize, deepest: usize) -> Close {
    let bytes = text.as_bytes();
    let mut here = at;
    while here.saturating_sub(at) <= LONGEST {
        match (bytes.get(here), bytes.get(here.saturating_add(1))) {
            (Some(b'}'), Some(b'}')) => return Close::At(here),
            (Some(b'{'), Some(b'{')) => match deepest.checked_sub(1) {
                Some(left) => match close(text, here.saturating_add(2), left) {
                    Close::At(end) => here = end.saturating_add(2),
                    Close::Never => return Close::Never,
                },
                None => return Close::Never,
            },
            (None | Some(b'\n' | b'{' | b'}'), _) => return Close::Never,
            _ => here = here.saturating_add(1),
        }
    }
    Close::Never
}

/// `{{/if}}`, `{{else}}`, `{{endif}}`
fn is_end(inner: &str) -> bool {
    inner.starts_with('/') || matches!(inner, "else" | "endif" | "end")
}

/// A name, rightly spelled or not: letters first, then whatever people take for a name. Words in a row are too, as long
/// as there are few of them: `{{Name des Kunden}}` is read aloud, and somebody should know.
fn is_name(inner: &str) -> bool {
    inner.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '{'))
        && inner
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ' | '{' | '}' | '+'))
        && inner.split(' ').count() <= 4
}

const fn is_name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<(&str, What<'_>)> {
        let mut out = Vec::new();
        scan(text, &mut |m| out.push((m.span.of(text).unwrap(), m.what)));
        out
    }

    #[test]
    fn names_as_people_write_them() {
        for (text, name) in [
            ("{{name}}", "name"),
            ("{{ name }}", "name"),
            ("{{Name}}", "Name"),
            ("{{call.call_id}}", "call.call_id"),
            ("{{current_time_Europe/Berlin}}", "current_time_Europe/Berlin"),
            ("{{Name des Kunden}}", "Name des Kunden"),
            ("{{größe}}", "größe"),
        ] {
            assert_eq!(marks(&format!("ä {text}.")), [(text, What::Name(name))]);
        }
        assert_eq!(marks("{{{name}}}"), [("{{name}}", What::Name("name"))]);
        assert_eq!(
            marks("{{current_time_{{my_timezone}}}}"),
            [
                ("{{current_time_{{my_timezone}}}}", What::Name("current_time_{{my_timezone}}")),
                ("{{my_timezone}}", What::Name("my_timezone")),
            ]
        );
    }

    #[test]
    fn what_is_no_marker_stays_text() {
        for text in [
            "",
            "{",
            "{{",
            "{{}}",
            "{{ }}",
            "{\"a\": {\"b\": 1}}",
            "{{\"a\": 1}}",
            "a << b >> c",
            "${x.y}",
            "function f() {{ return {}; }}",
            "{{ a: 1 }}",
            "}} {{",
        ] {
            assert_eq!(marks(text), [], "{text}");
        }
    }

    #[test]
    fn what_the_platform_does_not_know_is_told_apart() {
        assert_eq!(
            marks("{{#if vip}}Hallo{{else}}{{/if}}").iter().map(|m| m.1).collect::<Vec<_>>(),
            [What::Logic; 3]
        );
        assert_eq!(marks("{{name|Kunde}}"), [("{{name|Kunde}}", What::Logic)]);
        assert_eq!(marks("Hallo {{customer_name}, ja"), [("{{customer_name", What::Broken("customer_name"))]);
        assert_eq!(marks("Hallo {{customer_name und"), [("{{customer_name", What::Broken("customer_name"))]);
        assert_eq!(marks("Hallo {customer_name}."), [("{customer_name}", What::Single("customer_name"))]);
    }
}
