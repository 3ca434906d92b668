//! Any text is a template: what is no marker stays byte for byte, values are not scanned, errors come all at once.

use klartext::Span;
use klartext::template::{Lookup, MAX_SOURCE, MissingPolicy, Parser, Problem, Syntax, Template, Value};

use super::common;

/// A value that would be a marker if it were scanned.
const HOSTILE: &str = "<<name>>{{name}}";

struct Always;

impl Lookup for Always {
    fn get(&self, _: &str) -> Option<Value<'_>> {
        Some(Value::Text(HOSTILE))
    }
}

/// The input is the template; each syntax is tried, without and with nested keys.
pub fn template(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for syntax in [Syntax::Angle, Syntax::Mustache, Syntax::Both] {
        for nesting in [0, 2] {
            match Parser::new(syntax).nesting(nesting).parse(text) {
                Ok(template) => check(text, &template),
                Err(error) => assert!(text.len() > MAX_SOURCE, "no error but a text too long: {error}"),
            }
        }
    }
}

fn check(text: &str, template: &Template) {
    assert_eq!(template.source(), text);
    let none: [(&str, &str); 0] = [];
    let markers: Vec<_> = template.markers().collect();
    let mut end = 0;
    for marker in &markers {
        common::span(text, marker.span, "marker");
        let inside = marker.span.end <= end;
        assert!(inside || end <= marker.span.start, "markers overlap: {markers:?}");
        assert!(!inside || template.nesting() > 0, "a nested marker nobody asked for: {markers:?}");
        end = end.max(marker.span.end);
        assert!(marker.nested || is_name(marker.name), "{:?} is no name", marker.name);
    }
    for name in template.variables() {
        assert!(markers.iter().any(|m| m.name == name), "{name} is in no marker");
    }
    let found = [template.check(&none), template.check_text(), template.check_names(&["a", "Name", "zzz"])];
    found.iter().for_each(|findings| common::findings(text, findings));

    let kept = template.render(&none, MissingPolicy::Keep);
    assert!(kept.is_ok(), "keeping a marker needs no value: {kept:?}");
    if markers.is_empty() && !text.contains("\\<<") && !text.contains("\\{{") {
        assert_eq!(kept.as_deref(), Ok(text), "a text without markers changed");
    }

    // Values are put in as they are: each marker of its own has one in the text, formats aside.
    let outer = outermost(&markers.iter().map(|m| m.span).collect::<Vec<_>>()).len();
    if markers.iter().all(|m| m.format.is_none()) {
        let filled = template.render(&Always, MissingPolicy::Keep);
        let values = filled.as_deref().map(|t| t.matches(HOSTILE).count());
        assert!(values.is_ok_and(|n| n >= outer), "{outer} markers, filled: {filled:?}");
    }

    // Nothing brings a marker that was not escaped in the template.
    if let Ok(empty) = template.render(&none, MissingPolicy::Empty) {
        let again = Parser::new(template.syntax()).nesting(template.nesting()).parse(&empty);
        let made =
            again.map(|t| outermost(&t.markers().map(|m| m.span).collect::<Vec<_>>())).unwrap_or_default();
        for span in made {
            let escaped = format!("\\{}", span.of(&empty).unwrap_or("-"));
            assert!(text.contains(&escaped), "{escaped} came to be in {empty:?}");
        }
    }

    match template.render(&none, MissingPolicy::Error) {
        Ok(rendered) => assert!(markers.is_empty(), "markers without values rendered {rendered:?}"),
        Err(errors) => {
            let missing = errors.iter().filter(|e| matches!(e.problem, Problem::Missing { .. })).count();
            let needed = markers.iter().filter(|m| !m.nested).count();
            let nests = markers.iter().any(|m| m.nested);
            assert!(missing == needed || nests, "each marker without a value is an error: {errors:?}");
            for error in &errors {
                common::span(text, error.span, "error");
                common::wording(&error.finding());
            }
        }
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The spans that lie in no other.
pub(super) fn outermost(spans: &[Span]) -> Vec<Span> {
    let mut end = 0;
    let outer = spans.iter().copied().filter(|span| {
        let outside = span.start >= end;
        end = end.max(span.end);
        outside
    });
    outer.collect()
}
