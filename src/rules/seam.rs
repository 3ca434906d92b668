//! The doors to the rooms next door: telephone numbers and templates.

use crate::finding::Finding;
use crate::heard::fold::words;
use crate::payload::Source;
use crate::phone::{self, Outcome};
use crate::template::{MissingPolicy, Syntax, Template};

/// Reads a telephone number, by whom it came from.
pub(crate) fn phone(text: &str, source: Source, region: &str) -> Outcome {
    let from = match source {
        Source::Signalled => phone::Source::CallerId,
        Source::Said if has_number_words(text) => phone::Source::Spoken,
        // Speech recognition and models write digits, as hands do.
        Source::Said | Source::Model => phone::Source::Typed,
    };
    phone::normalise(text, from, region)
}

fn has_number_words(text: &str) -> bool {
    words(text).iter().any(|word| crate::number::parse(word.as_bytes()).is_some())
}

/// The template with its variables filled in; `None` when one has neither a value nor a default.
pub(crate) fn render(template: &str, value: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let template = Template::parse(template, Syntax::Angle).ok()?;
    let values: Vec<(&str, String)> =
        template.variables().filter_map(|name| Some((name, value(name)?))).collect();
    template.render(&values, MissingPolicy::Default).ok()
}

/// What is wrong with a template, when only these names have a value.
pub(crate) fn problems(template: &str, names: &[&str]) -> Vec<Finding> {
    let Ok(template) = Template::parse(template, Syntax::Angle) else { return Vec::new() };
    let values: Vec<(&str, &str)> = names.iter().map(|name| (*name, "x")).collect();
    let mut found = template.check(&values);
    found.retain(|f| f.severity() > crate::finding::Severity::Note);
    found
}

/// `[a-z][a-z0-9_]*`
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phone::Status;

    #[test]
    fn the_source_decides_how_a_number_is_read() {
        let e164 = |text: &str, source| phone(text, source, "DE").number().map(|n| n.e164().to_owned());
        let number = Some("+493023125000".to_owned());
        assert_eq!(e164("493023125000", Source::Signalled), number);
        assert_eq!(e164("030 231 25 000", Source::Said), number);
        assert_eq!(e164("null drei null, zwei drei eins, zwei fünf, dreimal die null", Source::Said), number);
        assert_eq!(phone("anonymous", Source::Signalled, "DE").status, Status::Withheld);
        assert!(phone("keine Ahnung", Source::Said, "DE").number().is_none());
    }

    #[test]
    fn templates_are_filled_in_or_not_spoken_at_all() {
        let value = |name: &str| (name == "name").then(|| "Eva".to_owned());
        assert_eq!(render("Hallo <<name>>, 1 << 2", &value).as_deref(), Some("Hallo Eva, 1 << 2"));
        assert_eq!(render("Hallo <<anrede|Frau>> <<name>>", &value).as_deref(), Some("Hallo Frau Eva"));
        assert_eq!(render("Hallo <<wer>>", &value), None);
        // A value is never scanned for markers.
        let sly = |_: &str| Some("<<name>>".to_owned());
        assert_eq!(render("Hallo <<wer>>", &sly).as_deref(), Some("Hallo <<name>>"));
    }
}
