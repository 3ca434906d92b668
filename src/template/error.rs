use thiserror::Error as ThisError;

use super::finding;
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
    /// The text would be longer than the limit.
    #[error("the rendered text is longer than the limit of {limit} bytes")]
    TooLong {
        /// In bytes.
        limit: usize,
    },
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
            Problem::TooLong { limit } => Finding::new(&finding::OUTPUT_TOO_LONG).with("limit", *limit),
        }
        .at(self.span)
    }
}
