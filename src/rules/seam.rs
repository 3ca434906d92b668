//! The doors to the rooms next door: telephone numbers and templates.

use crate::finding::Finding;
use crate::template::{MissingPolicy, Syntax, Template};

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
