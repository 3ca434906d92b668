//! Names as heard against names as stored.

mod likeness;

pub use likeness::{Level, Likeness, Reason, Reasons};

/// The longest text, bytes, that is read as a name. A longer one is [too long](Name::is_too_long) and agrees with nothing:
/// half a name would be another name.
pub const MAX_BYTES: usize = 256;

/// A person's name, taken apart once: given names, family name, folded forms, sound keys.
#[derive(Clone, Default)]
pub struct Name {
    family: String,
    given: String,
    too_long: bool,
}

impl Name {
    /// Takes a name apart; never fails. What is no name is [empty](Name::is_empty).
    pub fn parse(text: &str) -> Self {
        if text.len() > MAX_BYTES {
            return Self { too_long: true, ..Self::default() };
        }
        let lower = text.to_lowercase();
        let mut words: Vec<&str> = lower.split_whitespace().collect();
        let family = words.pop().unwrap_or_default().to_owned();
        Self { family, given: words.join(" "), too_long: false }
    }

    /// Whether there is no name in it.
    pub fn is_empty(&self) -> bool {
        self.family.is_empty() && self.given.is_empty()
    }

    /// Whether the text was longer than [`MAX_BYTES`] or had too many words, and was not read.
    pub fn is_too_long(&self) -> bool {
        self.too_long
    }

    /// The family name.
    pub fn family(&self) -> Option<&str> {
        (!self.family.is_empty()).then_some(self.family.as_str())
    }

    /// The given names, with spaces between them.
    pub fn given(&self) -> Option<&str> {
        (!self.given.is_empty()).then_some(self.given.as_str())
    }

    /// Keys for an index: a stored name can agree with a heard one only if they share a key.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        self.family.bytes().next().map(u64::from).into_iter()
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A name is personal data, and a log is no place for it.
        f.debug_struct("Name").field("is_empty", &self.is_empty()).finish_non_exhaustive()
    }
}

/// Compares a heard name with a stored one.
pub fn compare(heard: &Name, stored: &Name) -> Likeness {
    if heard.is_empty() || stored.is_empty() {
        return Likeness { score: 0.0, level: Level::Different, reasons: Reasons::of(Reason::Nothing) };
    }
    if heard.family != stored.family {
        return Likeness { score: 0.0, level: Level::Different, reasons: Reasons::of(Reason::OtherFamily) };
    }
    let reasons = Reasons::of(Reason::SameLetters);
    if heard.given == stored.given {
        Likeness { score: 1.0, level: Level::Exact, reasons }
    } else if heard.given.is_empty() || stored.given.is_empty() {
        Likeness { score: 0.8, level: Level::Partial, reasons: reasons.and(Reason::GivenMissing) }
    } else {
        let reasons = reasons.union(Reasons::of(Reason::OtherGiven));
        Likeness { score: 0.1, level: Level::Different, reasons }
    }
}
