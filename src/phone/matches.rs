//! Are two numbers the same line?

use super::{Backend, Number, Outcome, Source, Status, digit, normalise, understand};

/// How two telephone numbers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Match {
    /// The same number.
    Exact,
    /// Extensions of one line: `030 23125-0` and `030 23125-12`, or one number with and without "App. 12".
    Extension,
    /// The same national number, and one side came without a calling code: the region that was assumed for it gives it
    /// another one, or none. Ask before acting on it.
    National,
    /// One side can be read in several ways, and not all of them agree with the other side in the same way.
    Unclear,
    /// Different lines, or no number on one side.
    None,
}

impl Match {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Extension => "extension",
            Self::National => "national",
            Self::Unclear => "unclear",
            Self::None => "none",
        }
    }
}

/// One side of a comparison: the numbers that something can mean.
///
/// Made from a [`Number`], from an [`Outcome`] with all its readings, or from a text with its source and region, which
/// says the most: whether a calling code stood there, and where an extension begins.
#[derive(Clone)]
pub struct Side {
    readings: Vec<Number>,
    /// The readings are different numbers given in one field, not meanings of one.
    several: bool,
    /// The text, where it came without a calling code.
    local: Option<(String, Source)>,
    /// The digits before a written `-0`, with the calling code.
    stem: Option<String>,
}

// By hand: no number belongs into a log.
impl std::fmt::Debug for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Side")
            .field("readings", &self.readings)
            .field("several", &self.several)
            .finish_non_exhaustive()
    }
}

impl From<&Number> for Side {
    fn from(number: &Number) -> Self {
        Self { readings: vec![*number], several: false, local: None, stem: None }
    }
}

impl From<&Outcome> for Side {
    fn from(outcome: &Outcome) -> Self {
        let readings = outcome.number().into_iter().chain(&outcome.others).cloned().collect();
        Self { readings, several: outcome.status == Status::Invalid, local: None, stem: None }
    }
}

impl From<(&str, Source, &str)> for Side {
    /// A text, where it comes from, and the region of whoever gave it.
    fn from((text, source, region): (&str, Source, &str)) -> Self {
        Self::with_outcome(text, source, region).0
    }
}

impl Side {
    /// The side that a text is, and all that was noticed about it.
    pub(super) fn with_outcome(text: &str, source: Source, region: &str) -> (Self, Outcome) {
        let mut code_said = false;
        let outcome = understand(Backend::Tables, text, source, region, Some(&mut code_said));
        let mut side = Self::from(&outcome);
        side.local = (!code_said).then(|| (text.to_owned(), source));
        side.stem = outcome.number().and_then(|number| stem_written(text, number));
        (side, outcome)
    }
}

/// The stem of a number that was written with `-0` behind it, the form of a switchboard.
pub(super) fn stem_written(text: &str, number: &Number) -> Option<String> {
    /// A stem has an area code and three digits at least.
    const LEAST: usize = "+4930231".len();
    let tail = text.trim_end().strip_suffix('0')?.trim_end();
    let before =
        tail.strip_suffix(['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'])?;
    let stem = number.e164().strip_suffix('0').filter(|_| number.extension().is_none())?;
    let grouped = before.trim_end().chars().next_back().is_some_and(|c| digit(c).is_some());
    (grouped && stem.len() >= LEAST).then(|| stem.to_owned())
}

/// Whether two numbers are the same line, and how that shows. Symmetric; never a comparison of last digits.
///
/// Numbers agree exactly when their E.164 forms do: the region that a text was read for is given, not guessed. Where a side
/// has several readings, a kind other than [`Match::None`] is only answered if all readings agree on it; else the answer is
/// [`Match::Unclear`]. Extensions are told by a written `-0`, or by one that was named apart.
///
/// ```
/// use klartext::phone::{matches, normalise, Match, Source};
/// let caller = normalise("+493023125012", Source::CallerId, "DE");
/// assert_eq!(matches(&caller, ("030 23125012", Source::Typed, "DE")), Match::Exact);
/// assert_eq!(matches(&caller, ("030 23125-0", Source::Typed, "DE")), Match::Extension);
/// assert_eq!(matches(&caller, ("030 23125013", Source::Typed, "DE")), Match::None);
/// // A German number in the book of a salon in Vienna, written without its calling code.
/// assert_eq!(matches(&caller, ("030 23125012", Source::Typed, "AT")), Match::National);
/// ```
pub fn matches(a: impl Into<Side>, b: impl Into<Side>) -> Match {
    let (a, b) = (a.into(), b.into());
    match agreement(&a, &b) {
        Match::None if national(&a, &b) || national(&b, &a) => Match::National,
        kind => kind,
    }
}

/// True if the text without a calling code is the other's number for somebody in its region.
fn national(local: &Side, other: &Side) -> bool {
    let Some((text, source)) = local.local.as_ref().filter(|_| other.local.is_none() && !other.several)
    else {
        return false;
    };
    let [number] = other.readings.as_slice() else { return false };
    let region = match (number.region(), number.calling_code()) {
        (Some(region), _) => region,
        (None, 43) => "AT",
        (None, 41) => "CH",
        (None, 423) => "LI",
        (None, _) => "DE",
    };
    let there = normalise(text, *source, region);
    there.others.is_empty() && there.number().is_some_and(|n| n.e164() == number.e164())
}

fn agreement(a: &Side, b: &Side) -> Match {
    let mut kinds = a.readings.iter().flat_map(|x| b.readings.iter().map(move |y| kind(a, x, b, y)));
    let Some(first) = kinds.next() else { return Match::None };
    let (same, any) = kinds.fold((true, first != Match::None), |(same, any), kind| {
        (same && kind == first, any || kind != Match::None)
    });
    match (same && !a.several && !b.several, any) {
        (_, false) => Match::None,
        (true, true) => first,
        (false, true) => Match::Unclear,
    }
}

fn kind(a: &Side, x: &Number, b: &Side, y: &Number) -> Match {
    if x.e164() == y.e164() {
        return if x.extension() == y.extension() { Match::Exact } else { Match::Extension };
    }
    let one_line = |a: &Side, x: &Number, y: &Number| {
        let dialled = |stem: &str| {
            x.extension().is_some_and(|e| y.extension().is_none() && y.e164().strip_prefix(stem) == Some(e))
        };
        // "030 23125 App. 12" and "030 2312512"; "030 23125-0 App. 12" rings at the same desk.
        let named = dialled(x.e164()) || x.e164().strip_suffix('0').is_some_and(dialled);
        let behind = a.stem.as_deref().and_then(|stem| y.e164().strip_prefix(stem));
        named
            || (x.calling_code() == y.calling_code()
                && behind.is_some_and(|rest| (1..=4).contains(&rest.len())))
    };
    if one_line(a, x, y) || one_line(b, y, x) {
        return Match::Extension;
    }
    Match::None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(a: &str, b: &str) -> Match {
        let kind = matches((a, Source::Typed, "DE"), (b, Source::Typed, "DE"));
        assert_eq!(kind, matches((b, Source::Typed, "DE"), (a, Source::Typed, "DE")), "{a} and {b}");
        kind
    }

    #[test]
    fn the_same_number_in_any_spelling_is_exact() {
        for other in ["+49 30 23125012", "0049 30 23125-012", "(030) 231 25 012", "tel:+493023125012"] {
            assert_eq!(typed("030 23125012", other), Match::Exact, "{other}");
        }
        assert_eq!(typed("030 23125012 App. 7", "+493023125012 App. 7"), Match::Exact);
    }

    #[test]
    fn extensions_are_told_by_what_was_written() {
        assert_eq!(typed("030 23125-0", "030 23125-12"), Match::Extension);
        assert_eq!(typed("030 23125-0", "+4930 23125 012"), Match::Extension);
        assert_eq!(typed("030 23125012 App. 7", "030 23125012"), Match::Extension);
        assert_eq!(typed("030 23125012 App. 7", "030 23125012 App. 8"), Match::Extension);
    }

    #[test]
    fn last_digits_decide_nothing() {
        assert_eq!(typed("030 23125012", "030 23125013"), Match::None);
        assert_eq!(typed("030 23125012", "+43 1 23125012"), Match::None);
        // A hyphen that groups is no extension.
        assert_eq!(typed("030 23125-010", "030 23125-011"), Match::None);
        assert_eq!(typed("030 231250", "030 2312512"), Match::None);
        // The stem is too short to be one.
        assert_eq!(typed("030-0", "030 23125012"), Match::None);
    }

    #[test]
    fn no_number_matches_nothing() {
        for text in ["", "anonymous", "Keller", "030", "2026-11-20"] {
            assert_eq!(typed(text, "030 23125012"), Match::None, "{text}");
            assert_eq!(typed(text, text), Match::None, "{text}");
        }
    }

    #[test]
    fn two_numbers_in_one_field_never_match_exactly() {
        assert_eq!(typed("030 23125012 oder 030 23125013", "030 23125012"), Match::Unclear);
        assert_eq!(typed("030 23125012 oder 030 23125013", "030 23125014"), Match::None);
    }

    /// Whose calling code stands in the text is the same number wherever it is read; whose does not, is another.
    #[test]
    fn a_calling_code_that_was_said_is_seen() {
        for (text, source, said) in [
            ("+49 30 23125012", Source::Typed, true),
            ("0049 (0)30 23125012", Source::Typed, true),
            ("493023125012", Source::CallerId, true),
            ("493023125012", Source::Typed, true),
            ("tel:030-23125012;phone-context=+49", Source::Typed, true),
            ("plus vier neun drei null zwei drei eins zwei fünf null eins zwei", Source::Spoken, true),
            ("+7 8 495 1234567", Source::Typed, true),
            ("030 23125012", Source::Typed, false),
            ("04941 231250", Source::Typed, false),
            ("null drei null zwei drei eins zwei fünf null eins zwei", Source::Spoken, false),
            ("030", Source::Typed, false),
        ] {
            let (side, outcome) = Side::with_outcome(text, source, "DE");
            assert_eq!(side.local.is_none(), said, "{text}");
            let elsewhere = normalise(text, source, "AT");
            let same =
                outcome.number().is_some_and(|n| elsewhere.number().is_some_and(|e| e.e164() == n.e164()));
            assert_eq!(same, said, "{text}");
        }
    }

    #[test]
    fn national_is_what_an_assumed_calling_code_hides() {
        let vienna = ("030 23125012", Source::Typed, "AT");
        assert_eq!(matches(vienna, ("+49 30 23125012", Source::Typed, "AT")), Match::National);
        // Both were read for a region, and these differ: nothing says that they are one line.
        assert_eq!(matches(vienna, ("030 23125012", Source::Typed, "DE")), Match::None);
        assert_eq!(matches(vienna, ("+49 30 23125013", Source::Typed, "AT")), Match::None);
    }
}
