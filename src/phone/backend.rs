//! Asks a numbering plan whether a number exists. The only file that knows which engine answers.

#[cfg(feature = "backend-phonenumber")]
use super::google;
use super::number::{Number, NumberKind};
use super::numbering::{self, Entry, Length};
use super::plan;
use super::short::Short;

/// Whose numbering plans are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Backend {
    /// The tables of this library, compiled from Google's metadata: no start-up, no heap.
    #[default]
    Tables,
    /// The metadata of crate `phonenumber`, an older version of the same: tens of milliseconds for the first number.
    #[cfg(feature = "backend-phonenumber")]
    Phonenumber,
}

/// What the plan says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is in the plan.
    Valid,
    /// The plan has it, and what the regulator publishes does not.
    Possible,
    /// No plan is at hand, and the length does not speak against it.
    Unchecked,
    /// Longer than the plan gives out today.
    Long,
    /// Digits are missing.
    TooShort,
    /// Dialled inside a town only.
    Local,
    /// More digits than any number there.
    TooLong,
    /// The right length, and no such number.
    NotInPlan,
    /// No country has the calling code.
    UnknownCode,
}

/// What the plan says about a national significant number. The number is made of it by whom it convinces.
#[derive(Debug)]
pub(super) struct Judged<'n> {
    pub(super) verdict: Verdict,
    code: u16,
    nsn: &'n [u8],
    known: Known,
}

/// What is known of a number beside its digits.
#[derive(Debug)]
enum Known {
    Nothing,
    Entry(Entry),
    #[cfg(feature = "backend-phonenumber")]
    All(Box<Number>),
}

impl Judged<'_> {
    pub(super) const fn code(&self) -> u16 {
        self.code
    }

    pub(super) fn kind(&self) -> NumberKind {
        match &self.known {
            Known::Nothing => NumberKind::Unknown,
            Known::Entry(entry) => entry.kind,
            #[cfg(feature = "backend-phonenumber")]
            Known::All(number) => number.kind(),
        }
    }

    /// The number, with its written forms.
    pub(super) fn number(&self) -> Number {
        match &self.known {
            Known::Nothing => blank(self.code, self.nsn, NumberKind::Unknown),
            Known::Entry(entry) => written(self.code, self.nsn, entry),
            #[cfg(feature = "backend-phonenumber")]
            Known::All(number) => **number,
        }
    }
}

/// A number of which nothing but the digits is known.
pub(super) fn blank(code: u16, nsn: &[u8], kind: NumberKind) -> Number {
    let mut international = behind_plus(code);
    international.push(b' ');
    international.push_bytes(nsn);
    let mut national = Short::default();
    if plan::has_trunk_zero(code) {
        national.push(b'0');
    }
    national.push_bytes(nsn);
    Number {
        e164: e164(code, nsn),
        calling_code: code,
        region: plan::region_of(code).map(Short::of),
        kind,
        extension: None,
        national,
        international,
    }
}

fn behind_plus<const N: usize>(code: u16) -> Short<N> {
    let mut out = Short::default();
    out.push(b'+');
    out.push_code(code);
    out
}

fn e164(code: u16, nsn: &[u8]) -> Short<17> {
    let mut out = behind_plus(code);
    out.push_bytes(nsn);
    out
}

impl Backend {
    /// Judges a national significant number, ASCII digits without a trunk prefix, under a calling code.
    pub(super) fn judge(self, code: u16, nsn: &[u8]) -> Judged<'_> {
        let (verdict, known) = if !plan::is_calling_code(code) {
            (Verdict::UnknownCode, Known::Nothing)
        } else if nsn.len().saturating_add(plan::code_digits(code)) > 15 {
            // E.164: fifteen digits in all.
            (Verdict::TooLong, Known::Nothing)
        } else if nsn.len() < 4 {
            (Verdict::TooShort, Known::Nothing)
        } else {
            match self {
                Self::Tables => tables(code, nsn),
                #[cfg(feature = "backend-phonenumber")]
                Self::Phonenumber => match google::engine(code, std::str::from_utf8(nsn).unwrap_or("")) {
                    (verdict, Some(number)) => (verdict, Known::All(Box::new(number))),
                    (verdict, None) => (verdict, Known::Nothing),
                },
            }
        };
        Judged { verdict, code, nsn, known }
    }

    /// The national significant number of what was dialled in a region whose dialling rules `plan` does not hold, with
    /// the calling code of that region.
    pub(super) fn dialled_in(self, region: &str, digits: &[u8]) -> Option<(u16, Short<32>)> {
        match self {
            Self::Tables => numbering::dialled_in(region, digits),
            #[cfg(feature = "backend-phonenumber")]
            Self::Phonenumber => google::dialled_in(region, std::str::from_utf8(digits).unwrap_or("")),
        }
    }
}

fn tables(code: u16, nsn: &[u8]) -> (Verdict, Known) {
    let Some(plan) = numbering::plan(code) else {
        let verdict = match nsn.len().saturating_add(plan::code_digits(code)) {
            0..=7 => Verdict::TooShort,
            _ => Verdict::Unchecked,
        };
        return (verdict, Known::Nothing);
    };
    if let Some(entry) = plan.find(nsn) {
        return (german_limits(code, nsn), Known::Entry(entry));
    }
    let verdict = match plan.length(nsn.len()) {
        Length::TooShort => Verdict::TooShort,
        Length::Local => Verdict::Local,
        Length::TooLong => Verdict::TooLong,
        _ if code == 49 && plan::german(nsn) == plan::German::TooShort => Verdict::TooShort,
        Length::Fits | Length::Between => Verdict::NotInPlan,
    };
    (verdict, Known::Nothing)
}

fn written(code: u16, nsn: &[u8], entry: &Entry) -> Number {
    let mut national: Short<32> = Short::default();
    entry.national.write(nsn, &mut national);
    let mut international: Short<32> = behind_plus(code);
    let mut e164: Short<17> = Short::of_bytes(international.as_bytes());
    e164.push_bytes(nsn);
    international.push(b' ');
    if entry.national.is_behind_zero(entry.international) {
        international.push_bytes(national.as_bytes().get(1..).unwrap_or_default());
    } else {
        entry.international.write(nsn, &mut international);
    }
    Number {
        e164,
        calling_code: code,
        region: entry.region.map(Short::of),
        kind: entry.kind,
        extension: None,
        national,
        international,
    }
}

/// Google's German pattern admits every extension that was ever seen; the regulator gives out eleven digits.
pub(super) fn german_limits(code: u16, nsn: &[u8]) -> Verdict {
    if code != 49 {
        return Verdict::Valid;
    }
    match plan::german(nsn) {
        plan::German::Fits => Verdict::Valid,
        plan::German::TooShort => Verdict::TooShort,
        plan::German::TooLong => Verdict::TooLong,
        plan::German::Long => Verdict::Long,
        // A range that the table here does not know, and Google does.
        plan::German::NoSuch => Verdict::Possible,
    }
}
