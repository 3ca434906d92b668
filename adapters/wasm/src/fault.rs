//! Errors as they go over the border.

use klartext::{Error, ErrorKind, Span};
use serde::Serialize;

use crate::units::Units;

/// Why there is no answer.
#[derive(Debug, Serialize)]
pub(crate) struct Fault {
    code: &'static str,
    message: String,
    /// In UTF-16 units of the text that was given.
    span: Option<Span>,
    help: Option<String>,
    /// The key of a rule set.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// Which of two files.
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'static str>,
    /// Each of them, where there can be several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Fault>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span: None,
            help: None,
            path: None,
            side: None,
            errors: Vec::new(),
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[cfg(feature = "agent")]
    pub(crate) fn on_side(mut self, side: &'static str) -> Self {
        self.side = Some(side);
        self
    }

    /// An error of the library about a text.
    pub(crate) fn of(error: &Error, text: &str) -> Self {
        let path = match &error.kind {
            ErrorKind::Rule { path, .. } if !path.is_empty() => Some(path.clone()),
            _ => None,
        };
        Self {
            span: error.span.and_then(|span| Units::of(text).span(span)),
            help: error.help.clone(),
            path,
            ..Self::new(error.kind.code(), error.to_string())
        }
    }

    /// Several errors about a text: the first, and all of them beside it.
    #[cfg(any(feature = "rules", feature = "template"))]
    pub(crate) fn all<'e>(errors: impl IntoIterator<Item = &'e Error>, text: &str, message: String) -> Self {
        let errors: Vec<Self> = errors.into_iter().map(|e| Self::of(e, text)).collect();
        let first = errors.first();
        Self {
            span: first.and_then(|e| e.span),
            help: first.and_then(|e| e.help.clone()),
            path: first.and_then(|e| e.path.clone()),
            ..Self::new(first.map_or("error", |e| e.code), message)
        }
        .beside(errors)
    }

    #[cfg(any(feature = "rules", feature = "template"))]
    fn beside(self, errors: Vec<Self>) -> Self {
        Self { errors, ..self }
    }

    /// A request that is not of its shape. The place that serde tells is in a text that the caller never saw.
    pub(crate) fn request(error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&place).unwrap_or(&message);
        let code = if error.is_data() { "request" } else { "json" };
        Self::new(code, message)
    }

    /// The clock is an argument.
    pub(crate) fn no_clock() -> Self {
        Self::new("now_missing", "`now` is missing").with_help(
            "RFC 3339, or wall time like `2025-11-05T10:00`; `nowContext()` has that of the device",
        )
    }

    /// The JSON of it.
    pub(crate) fn json(&self) -> String {
        // Texts and numbers alone, so this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_utf_16_units() {
        let error = Error::new(ErrorKind::Empty).at(Span::new(6, 8)).with_help("something");
        assert_eq!(
            Fault::of(&error, "für 😀 ä").json().as_str(),
            r#"{"code":"empty","message":"empty input","span":null,"help":"something"}"#
        );
        let error = Error::new(ErrorKind::Empty).at(Span::new(5, 9));
        assert_eq!(
            Fault::of(&error, "für 😀 ä").json().as_str(),
            r#"{"code":"empty","message":"empty input","span":{"start":4,"end":6},"help":null}"#
        );
    }

    #[test]
    fn a_request_is_told_without_a_place_in_a_text_that_nobody_saw() {
        let error = serde_json::from_str::<klartext::wire::ResolveRequest>("{\"text\":1}").unwrap_err();
        let fault = Fault::request(&error);
        assert_eq!(
            (fault.code, fault.message.as_str()),
            ("request", "invalid type: integer `1`, expected a string")
        );
    }
}
