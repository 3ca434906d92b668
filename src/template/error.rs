use thiserror::Error as ThisError;

use super::{Format, finding};
use crate::finding::Finding;
use crate::span::Span;

/// Why a template cannot be rendered: one problem of one marker.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[error("{problem}")]
pub struct TemplateError {
    /// What is wrong.
    pub problem: Problem,
    /// The marker, in bytes of the template.
    pub span: Span,
}

/// The kinds of [`TemplateError`].
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing of that name or a similar one.
    #[error("no value for `{name}`")]
    Missing {
        /// The name in the template.
        name: String,
    },
    /// A similar name has a value.
    #[error("no value for `{name}`; did you mean `{suggestion}`?")]
    Misspelled {
        /// The name in the template.
        name: String,
        /// The name that has a value.
        suggestion: String,
    },
    /// The same name in other case has a value. Names are case-sensitive.
    #[error("no value for `{name}`, but for `{suggestion}`")]
    WrongCase {
        /// The name in the template.
        name: String,
        /// The name that has a value.
        suggestion: String,
    },
    /// In place of a marker stands one that is none because of its case, and the right name has a value.
    #[error("`{name}` is no marker; did you mean `{suggestion}`?")]
    NoMarker {
        /// What stands between the delimiters.
        name: String,
        /// The name that has a value.
        suggestion: String,
    },
    /// A marker whose format is none; its name has a value.
    #[error("`{format}` is no format{}", did_you_mean(*suggestion))]
    UnknownFormat {
        /// The name in the template.
        name: String,
        /// What stands behind the colon.
        format: String,
        /// The format that was probably meant.
        suggestion: Option<Format>,
    },
    /// A value that is not what its format is for, or of which that is not certain.
    #[error("the value of `{name}`, `{value}`, does not fit the format `{}`", format.as_str())]
    DoesNotFit {
        /// The name.
        name: String,
        /// The format.
        format: Format,
        /// The value, cut where it is long; masked where the format is for telephone numbers.
        value: String,
    },
    /// A format that depends on what today is, or an instant without a zone, and no clock.
    #[error("`{name}` cannot be written as `{}` without a clock", format.as_str())]
    NoClock {
        /// The name.
        name: String,
        /// The format.
        format: Format,
    },
    /// A stretch of time, a length or a repetition in a marker without a format.
    #[error("the value of `{name}` needs a format such as `spoken`")]
    NeedsFormat {
        /// The name.
        name: String,
    },
    /// A key with markers in it, more deeply than is allowed.
    #[error("`{text}` nests markers {depth} deep; {limit} are allowed")]
    Nested {
        /// The marker.
        text: String,
        /// How many stand inside of one another.
        depth: u8,
        /// How many may.
        limit: u8,
    },
    /// A name put together from values that is longer than any name.
    #[error("the name put together here is longer than {limit} bytes")]
    KeyTooLong {
        /// In bytes.
        limit: usize,
    },
    /// A value and the text around it would be a marker together.
    #[error("with its value this becomes the marker `{text}`")]
    MarkerMade {
        /// The marker that nobody wrote.
        text: String,
    },
    /// A list of values of another length than the list of names.
    #[error("{actual} values for {expected} names")]
    SlotCount {
        /// How many names were bound.
        expected: usize,
        /// How many values came.
        actual: usize,
    },
    /// The text would be longer than the limit.
    #[error("the rendered text is longer than the limit of {limit} bytes")]
    TooLong {
        /// In bytes.
        limit: usize,
    },
}

fn did_you_mean(suggestion: Option<Format>) -> String {
    suggestion.map_or_else(String::new, |s| format!("; did you mean `{}`?", s.as_str()))
}

impl TemplateError {
    /// The same as a finding, worded in German and English.
    pub fn finding(&self) -> Finding {
        match &self.problem {
            Problem::Missing { name } => Finding::new(&finding::VARIABLE_MISSING).with("name", name.clone()),
            Problem::Misspelled { name, suggestion } => Finding::new(&finding::VARIABLE_MISSPELLED)
                .with("name", name.clone())
                .with("suggestion", suggestion.clone()),
            Problem::WrongCase { name, suggestion } => Finding::new(&finding::VARIABLE_WRONG_CASE)
                .with("name", name.clone())
                .with("suggestion", suggestion.clone()),
            Problem::NoMarker { name, suggestion } => Finding::new(&finding::NO_MARKER_BUT_NAME)
                .with("name", name.clone())
                .with("suggestion", suggestion.clone()),
            Problem::UnknownFormat { name, format, suggestion: None } => {
                Finding::new(&finding::FORMAT_UNKNOWN)
                    .with("name", name.clone())
                    .with("format", format.clone())
            }
            Problem::UnknownFormat { name, format, suggestion: Some(suggestion) } => {
                Finding::new(&finding::FORMAT_MISSPELLED)
                    .with("name", name.clone())
                    .with("format", format.clone())
                    .with("suggestion", suggestion.as_str())
            }
            Problem::DoesNotFit { name, format, value } => Finding::new(&finding::VALUE_DOES_NOT_FIT)
                .with("name", name.clone())
                .with("format", format.as_str())
                .with("value", value.clone()),
            Problem::NoClock { name, format } => Finding::new(&finding::CLOCK_MISSING)
                .with("name", name.clone())
                .with("format", format.as_str()),
            Problem::NeedsFormat { name } => Finding::new(&finding::FORMAT_NEEDED).with("name", name.clone()),
            Problem::Nested { text, depth, limit } => Finding::new(&finding::NESTED_TOO_DEEPLY)
                .with("text", text.clone())
                .with("depth", u32::from(*depth))
                .with("limit", u32::from(*limit)),
            Problem::KeyTooLong { limit } => Finding::new(&finding::KEY_TOO_LONG).with("limit", *limit),
            Problem::MarkerMade { text } => Finding::new(&finding::MARKER_MADE).with("text", text.clone()),
            Problem::SlotCount { expected, actual } => {
                Finding::new(&finding::SLOT_COUNT).with("expected", *expected).with("actual", *actual)
            }
            Problem::TooLong { limit } => Finding::new(&finding::OUTPUT_TOO_LONG).with("limit", *limit),
        }
        .at(self.span)
    }
}
