//! Any text is a template: what is no marker stays byte for byte, values are not scanned, errors come all at once.

use klartext::template::{Lookup, MissingPolicy, Syntax, Template};

use super::common;

/// A value that would be a marker if it were scanned.
const HOSTILE: &str = "<<name>>{{name}}";

struct Always;

impl Lookup for Always {
    fn get(&self, _: &str) -> Option<&str> {
        Some(HOSTILE)
    }
}

/// The input is the template; each syntax is tried.
pub fn template(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for syntax in [Syntax::Angle, Syntax::Mustache, Syntax::Both] {
        match Template::parse(text, syntax) {
            Ok(template) => check(text, &template),
            Err(error) => {
                assert!(text.len() > klartext::template::MAX_SOURCE, "no error but a text too long: {error}")
            }
        }
    }
}

fn check(text: &str, template: &Template) {
    assert_eq!(template.source(), text);
    let none: [(&str, &str); 0] = [];
    let spans: Vec<_> = template.markers().map(|marker| marker.span).collect();
    for (i, span) in spans.iter().enumerate() {
        common::span(text, *span, "marker");
        if let Some(next) = spans.get(i.saturating_add(1)) {
            assert!(span.end <= next.start, "markers overlap: {spans:?}");
        }
    }
    common::findings(text, &template.check(&none));

    let kept = template.render(&none, MissingPolicy::Keep);
    assert!(kept.is_ok(), "keeping a marker needs no value: {kept:?}");
    if spans.is_empty() && !text.contains('\\') {
        assert_eq!(kept.as_deref(), Ok(text), "a text without markers changed");
    }

    // The lenient policy: a strict one also refuses text that is nearly a marker and has a value.
    let filled = template.render(&Always, MissingPolicy::Empty);
    let values = filled.as_deref().map(|t| t.matches(HOSTILE).count());
    assert!(values.is_ok_and(|n| n >= spans.len()), "{} markers, filled: {filled:?}", spans.len());

    match template.render(&none, MissingPolicy::Error) {
        Ok(rendered) => assert!(spans.is_empty(), "markers without values rendered {rendered:?}"),
        Err(errors) => {
            assert_eq!(errors.len(), spans.len(), "each marker without a value is an error: {errors:?}");
            for error in &errors {
                common::span(text, error.span, "error");
                common::wording(&error.finding());
            }
        }
    }
}
