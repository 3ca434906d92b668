//! Errors as they go over the border.

use klartext::{Error, ErrorKind, Span};
use serde::Serialize;

use crate::units::Units;

/// Why there is no answer.
// Boxed, since an answer is moved through many hands, and it is seldom a fault.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Fault(Box<Told>);

#[derive(Debug, Serialize)]
struct Told {
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
        let message = message.into();
        Self(Box::new(Told {
            code,
            message,
            span: None,
            help: None,
            path: None,
            side: None,
            errors: Vec::new(),
        }))
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    #[cfg(feature = "agent")]
    pub(crate) fn on_side(mut self, side: &'static str) -> Self {
        self.0.side = Some(side);
        self
    }

    /// An error of the library about a text.
    pub(crate) fn of(error: &Error, text: &str) -> Self {
        let mut out = Self::new(error.kind.code(), error.to_string());
        if let ErrorKind::Rule { path, .. } = &error.kind
            && !path.is_empty()
        {
            out.0.path = Some(path.clone());
        }
        out.0.span = error.span.and_then(|span| Units::of(text).span(span));
        out.0.help.clone_from(&error.help);
        out
    }

    /// Several errors about a text: the first, and all of them beside it.
    #[cfg(any(feature = "rules", feature = "template"))]
    pub(crate) fn all<'e>(errors: impl IntoIterator<Item = &'e Error>, text: &str, message: String) -> Self {
        let errors: Vec<Self> = errors.into_iter().map(|e| Self::of(e, text)).collect();
        let mut out = Self::new("error", message);
        if let Some(Self(first)) = errors.first() {
            (out.0.code, out.0.span) = (first.code, first.span);
            out.0.help.clone_from(&first.help);
            out.0.path.clone_from(&first.path);
        }
        out.0.errors = errors;
        out
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
            (fault.0.code, fault.0.message.as_str()),
            ("request", "invalid type: integer `1`, expected a string")
        );
    }
}
