use serde::{Deserialize, Serialize};

/// A stretch of the original text: byte offsets, `start` inclusive, `end` exclusive.
///
/// Both lie on character boundaries of the text as it was given, whatever normalisation did to it on the way.
///
/// ```
/// use klartext::Span;
/// let text = "bis übermorgen dann";
/// assert_eq!(Span::new(4, 15).of(text), Some("übermorgen"));
/// assert_eq!(Span::new(5, 15).of(text), None); // inside the ü
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True when nothing lies between start and end.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The stretch of `text`, or `None` if the span is not one of its.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }

    /// Line and column of its start in `text`, both from 1, the column in characters.
    ///
    /// ```
    /// use klartext::Span;
    /// assert_eq!(Span::new(8, 9).line_column("für\nab c"), (2, 4));
    /// ```
    pub fn line_column(self, text: &str) -> (usize, usize) {
        let before = text.as_bytes().get(..self.start.min(text.len())).unwrap_or_default();
        let line = before.split(|b| *b == b'\n').count();
        let last = before.rsplit(|b| *b == b'\n').next().unwrap_or_default();
        // A byte of the form 10xxxxxx continues a character.
        let characters = last.iter().filter(|b| **b & 0xC0 != 0x80).count();
        (line, characters.saturating_add(1))
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
