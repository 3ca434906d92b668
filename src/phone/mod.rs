//! Telephone numbers: from anything that reaches a booking system to one canonical number, or to a clear "withheld",
//! "incomplete" or "not a number".

mod backend;
pub mod finding;
mod number;
mod plan;
mod wire;

pub use number::{Number, NumberKind};
pub use wire::{PhoneRequest, PhoneResponse};

use crate::finding::Finding;

/// Where a number comes from; the policy differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Source {
    /// Signalled by the network: `4930…` begins with a calling code.
    CallerId,
    /// Typed into a field, or written by a model: `4930…` can be both.
    #[default]
    Typed,
    /// Heard: number words, fillers, pairs.
    Spoken,
}

/// What a text is, as a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// A number of the numbering plan, read without a doubt.
    Valid(Number),
    /// It has the shape of a number; the plan was not asked, or the reading is not certain. Confirm it.
    Possible(Number),
    /// Part of a number: digits or the area code are missing.
    Incomplete,
    /// The caller does not show a number, or none was given.
    Withheld,
    /// Not a telephone number, or more than one.
    Invalid,
}

/// What [`normalise`] answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What the text is.
    pub status: Status,
    /// The kind of line; known for emergency and service numbers too, which are no [`Number`].
    pub kind: NumberKind,
    /// The other numbers that the text can mean, or all of them where it holds several.
    pub others: Vec<Number>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// The number, valid or possible.
    pub const fn number(&self) -> Option<&Number> {
        match &self.status {
            Status::Valid(n) | Status::Possible(n) => Some(n),
            _ => None,
        }
    }

    /// The number if it is valid.
    pub const fn valid(&self) -> Option<&Number> {
        match &self.status {
            Status::Valid(n) => Some(n),
            _ => None,
        }
    }
}

/// What a text means as a telephone number of somebody in `region` (ISO 3166, `DE`).
///
/// It never fails and never panics; a text that is no number is [`Status::Invalid`] with a finding. Spans are bytes of
/// `text`.
///
/// With feature `backend-phonenumber` the first call in a process takes some 40 ms: crate `phonenumber` unpacks its
/// metadata then. Numbers are neither logged nor kept.
///
/// ```
/// use klartext::phone::{normalise, Source, Status};
/// let outcome = normalise("null drei null zwei drei eins zwei fünf dreimal die null", Source::Spoken, "DE");
/// assert_eq!(outcome.number().map(|n| n.e164()), Some("+493023125000"));
/// assert_eq!(normalise("anonymous", Source::CallerId, "DE").status, Status::Withheld);
/// ```
pub fn normalise(text: &str, source: Source, region: &str) -> Outcome {
    let _ = source;
    let digits: String = text.chars().filter(char::is_ascii_digit).take(20).collect();
    let own = plan::calling_code(region).unwrap_or(49);
    let split = if text.trim_start().starts_with('+') {
        plan::split_code(&digits)
    } else if let Some(rest) = digits.strip_prefix("00") {
        plan::split_code(rest)
    } else {
        digits.strip_prefix('0').map(|nsn| (own, nsn))
    };
    let (status, finding) = match split.map(|(code, nsn)| backend::judge(code, nsn)) {
        Some(j) if j.verdict == backend::Verdict::Valid => (Status::Valid(j.number), None),
        Some(j) if j.verdict == backend::Verdict::Possible => (Status::Possible(j.number), None),
        _ => (Status::Invalid, Some(Finding::new(&finding::NOT_A_NUMBER))),
    };
    Outcome { status, kind: NumberKind::Unknown, others: Vec::new(), findings: finding.into_iter().collect() }
}

/// The ASCII digit that a character stands for: ASCII, full-width, Arabic, Persian, Devanagari, mathematical.
pub(crate) fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c).ok().filter(u8::is_ascii_digit);
    }
    let code = u32::from(c);
    let zero = match code {
        0x0660..=0x0669 => 0x0660,
        0x06F0..=0x06F9 => 0x06F0,
        0x0966..=0x096F => 0x0966,
        0xFF10..=0xFF19 => 0xFF10,
        0x1D7CE..=0x1D7FF => return u8::try_from(code.checked_sub(0x1D7CE)? % 10).ok()?.checked_add(b'0'),
        _ => return None,
    };
    u8::try_from(code.checked_sub(zero)?).ok()?.checked_add(b'0')
}

/// How many of the first digits of an international number are its calling code; 0 where no country has it.
pub(crate) fn calling_code_digits(digits: &str) -> usize {
    plan::split_code(digits).map_or(0, |(code, _)| plan::code_digits(code))
}
