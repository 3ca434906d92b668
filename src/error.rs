//! What went wrong before anything could be judged.

use thiserror::Error as ThisError;

use crate::span::Span;

/// A fatal error: the input, not what was said in it, is unusable. Nothing was judged.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[error("{kind}")]
pub struct Error {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where in the input, in bytes, if it has a place there.
    pub span: Option<Span>,
    /// What would help, kept apart from what is wrong.
    pub help: Option<String>,
}

/// The kinds of [`Error`]. Wording: lower case, no final period, what the user wrote in backticks.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A text longer than the limit.
    #[error("text of {actual} bytes is longer than the limit of {limit}")]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
        /// What came, in bytes.
        actual: usize,
    },
    /// Bytes that are not UTF-8.
    #[error("not valid UTF-8 after byte {valid}")]
    Utf8 {
        /// How many bytes were.
        valid: usize,
    },
    /// No text at all.
    #[error("empty input")]
    Empty,
    /// JSON nested more deeply than the limit.
    #[error("nested more than {limit} levels deep")]
    TooDeep {
        /// The limit, in levels.
        limit: usize,
    },
    /// Not JSON.
    #[error("not valid JSON: {message}")]
    Json {
        /// What the parser says.
        message: String,
    },
    /// JSON, but not of the shape that is wanted.
    #[error("expected {expected}, found {found}")]
    Shape {
        /// What would be right.
        expected: &'static str,
        /// What came.
        found: &'static str,
    },
    /// A rule set that is not TOML or JSON of the right shape.
    #[error("not a rule set: {message}")]
    RuleSyntax {
        /// What the parser says.
        message: String,
    },
    /// A rule set that reads well and makes no sense.
    #[error("{message}")]
    Rule {
        /// What is wrong.
        message: String,
        /// The path of the offending key, `slots.date.type`.
        path: String,
    },
    /// A time zone that the zone database does not know.
    #[error("unknown time zone `{name}`")]
    Zone {
        /// What was given.
        name: String,
    },
    /// A clock that is not RFC 3339 nor wall time.
    #[error("`{text}` is not a point in time")]
    Clock {
        /// What was given.
        text: String,
    },
    /// A country, state or canton whose public holidays are not known.
    #[error("unknown region `{code}`")]
    Region {
        /// What was given.
        code: String,
    },
    /// An entry of a pronunciation guide that cannot be used.
    #[error("`{word}` {problem}")]
    Pronunciation {
        /// The word, cut where it is long.
        word: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A variable whose value is neither a text nor a number, true or false.
    #[error("the value of `{name}` is {found}; a text is wanted")]
    Variable {
        /// Its name.
        name: String,
        /// What came.
        found: &'static str,
    },
    /// A variable that has two values.
    #[error("`{name}` stands here twice")]
    VariableTwice {
        /// Its name.
        name: String,
    },
    /// A list with more entries than the limit.
    #[error("{actual} entries are more than the limit of {limit}")]
    TooMany {
        /// The limit.
        limit: usize,
        /// How many came.
        actual: usize,
    },
    /// An appointment that belongs to another company or branch than the one that was called.
    #[error("appointment `{id}` belongs to another tenant")]
    Tenant {
        /// Which.
        id: String,
    },
    /// Opening hours that are not written as hours.
    #[error("`{text}` is not a stretch of opening hours")]
    Hours {
        /// What was given.
        text: String,
    },
}

impl ErrorKind {
    /// A name that stays, snake_case, for programs: `too_long`, `zone`.
    ///
    /// ```
    /// use klartext::wire;
    /// assert_eq!(wire::zone("Berlin").unwrap_err().kind.code(), "zone");
    /// ```
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too_long",
            Self::Utf8 { .. } => "utf8",
            Self::Empty => "empty",
            Self::TooDeep { .. } => "too_deep",
            Self::Json { .. } => "json",
            Self::Shape { .. } => "shape",
            Self::RuleSyntax { .. } => "rule_syntax",
            Self::Rule { .. } => "rule",
            Self::Zone { .. } => "zone",
            Self::Clock { .. } => "clock",
            Self::Region { .. } => "region",
            Self::Pronunciation { .. } => "pronunciation",
            Self::Variable { .. } => "variable",
            Self::VariableTwice { .. } => "variable_twice",
            Self::TooMany { .. } => "too_many",
            Self::Tenant { .. } => "tenant",
            Self::Hours { .. } => "hours",
        }
    }
}

impl Error {
    /// An error without a place.
    pub const fn new(kind: ErrorKind) -> Self {
        Self { kind, span: None, help: None }
    }

    /// The same with its place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same with help.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with the place inside of a larger input, `bookings[1]`.
    #[must_use]
    pub(crate) fn within(mut self, place: &str) -> Self {
        let told = self.help.take().map_or_else(String::new, |help| format!(": {help}"));
        self.help = Some(format!("in `{place}`{told}"));
        self
    }
}
