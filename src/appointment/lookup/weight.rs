//! How much a clue weighs that agrees or does not: Fellegi and Sunter's log-likelihood ratios.
//!
//! A clue that agrees at some level weighs `log2(m / u)`, where `m` is how often it comes out so for the appointment that is
//! meant and `u` how often for another one (Fellegi, Sunter: A Theory for Record Linkage, JASA 64, 1969). Weights are in
//! tenths of a bit and added up as whole numbers, so that every target comes to the same sum.
//!
//! | clue | u, for another appointment | m, for the one that is meant |
//! | --- | --- | --- |
//! | date | one of about 30 open days that lie ahead | 93 % the day, 4 % its neighbour or the same weekday, 3 % another |
//! | time | one of about 20 slots of a day | 90 % the slot, 6 % within a quarter of an hour, 4 % another |
//! | service | three of ten have the same one | 85 % the same, 10 % in other words, 5 % another |
//! | staff | one of three | 95 %, recognition included |
//! | name | one of 1,000 customers by full name, one of 60 nearly so | by the levels of the table of pairs, `fixtures/names` |
//! | phone | one of 1,000; a line of a company one of 60 | 90 %: some call from elsewhere |
//!
//! The `u` follow from the size of a salon's book and not from data of one; the `m` are rounded from what speech recognition
//! does to numbers and names (`cargo xtask simulate` varies them, and no answer of it hangs on a tenth).

use super::clue::About;
use crate::payload::Source;

/// How a clue and an appointment agree, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Agreement {
    /// The same.
    Exact,
    /// The same in other words, or as it may have been heard.
    Alike,
    /// What was said is wider: "nächste Woche", "nachmittags", a family name alone.
    Within,
    /// Not the same, and close to it: the day before, a quarter of an hour later, a name that sounds similar.
    Near,
    /// Something else.
    Different,
}

impl Agreement {
    /// Whether it speaks for the appointment.
    pub const fn agrees(self) -> bool {
        matches!(self, Self::Exact | Self::Alike | Self::Within)
    }
}

/// A clue, weighed against one appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weighed {
    /// Which clue.
    pub clue: About,
    /// How it agrees.
    pub agreement: Agreement,
    /// What that weighs, in bits: positive speaks for the appointment.
    #[serde(serialize_with = "bits")]
    #[cfg_attr(feature = "schema", schemars(with = "f64"))]
    pub weight: Tenths,
}

/// Tenths of a bit.
pub type Tenths = i32;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
pub(super) fn bits<S: serde::Serializer>(tenths: &Tenths, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(f64::from(*tenths) / 10.0)
}

/// How far ahead of every other appointment the best has to be: more than any one clue about the appointment can do, so
/// that one that was misheard never decides between two.
pub(super) const MARGIN: Tenths = 110;
/// What a pick by its place out of those that were read out weighs: one of four, and one word, which may have been misheard as
/// well. With a day or a time that is this one's alone it decides, else it is confirmed.
pub(super) const PICKED: Tenths = 80;

/// So far ahead, four times in five the right one: it is read out alone.
pub(super) const LIKELIER: Tenths = 25;

/// The weight of an agreement.
pub(super) fn weigh(clue: About, agreement: Agreement, source: Source) -> Weighed {
    use Agreement::{Alike, Different, Exact, Near, Within};
    let weight = match (clue, agreement) {
        (About::Date, Exact | Alike) => 48,
        (About::Date, Within) => 21,
        (About::Date, Near) => -17,
        (About::Date, Different) => -43,
        (About::Time, Exact | Alike) => 42,
        (About::Time, Within) => 14,
        (About::Time, Near) => -7,
        (About::Time, Different) => -44,
        (About::Service, Exact) => 15,
        (About::Service, Alike | Within) => 8,
        (About::Service, Near) => -5,
        (About::Service, Different) => -27,
        (About::Staff, Exact) => 14,
        (About::Staff, Alike | Within) => 11,
        (About::Staff, Near) => -5,
        (About::Staff, Different) => -37,
        (About::Name, Exact) => 90,
        (About::Name, Alike) => 60,
        (About::Name, Within) => 50,
        (About::Name, Near) => -10,
        (About::Name, Different) => -80,
        (About::Phone, Exact) => 98,
        (About::Phone, Alike | Within) => 58,
        (About::Phone, Near | Different) => -33,
        (About::CallId, Exact) => 140,
        (About::CallId, _) => 0,
        (About::Appointment, Exact) => PICKED,
        (About::Appointment, _) => 0,
    };
    Weighed { clue, agreement, weight: trusted(weight, source) }
}

/// The same for an agreement of a given weight.
pub(super) fn weigh_as(clue: About, agreement: Agreement, weight: Tenths, source: Source) -> Weighed {
    Weighed { clue, agreement, weight: trusted(weight, source) }
}

/// A model writes what fits its prompt: its agreement says less, and its contradiction counts half.
const fn trusted(weight: Tenths, source: Source) -> Tenths {
    match source {
        Source::Model if weight > 5 => weight.saturating_sub(5),
        Source::Model if weight < 0 => weight / 2,
        _ => weight,
    }
}

/// The weight of a stretch of `days` that holds the day: what is left of one in thirty.
pub(super) fn within_days(days: i64) -> Tenths {
    match days {
        ..=1 => 48,
        2 => 38,
        3 => 32,
        4..=5 => 26,
        6..=7 => 21,
        8..=10 => 16,
        11..=14 => 11,
        15..=21 => 5,
        _ => 0,
    }
}

/// The weight of a stretch of `minutes` that holds the time: what is left of a day of ten hours.
pub(super) fn within_minutes(minutes: i64) -> Tenths {
    match minutes {
        ..=30 => 42,
        31..=60 => 32,
        61..=120 => 22,
        121..=240 => 13,
        241..=360 => 7,
        _ => 0,
    }
}

/// Logarithms for [`information`]: tenths of a bit of `numerator / denominator`, at least 0, at most 200.
fn log2_tenths(numerator: u64, denominator: u64) -> u64 {
    // 2^(k/10), in 1/1024: after whole halvings the rest lies between two of them.
    const STEPS: [u64; 10] = [1024, 1097, 1176, 1261, 1351, 1448, 1552, 1664, 1783, 1911];
    if denominator == 0 || numerator <= denominator {
        return 0;
    }
    let (mut whole, mut below) = (0_u64, denominator);
    while whole < 20 && below.saturating_mul(2) <= numerator {
        below = below.saturating_mul(2);
        whole = whole.saturating_add(1);
    }
    let rest = numerator.saturating_mul(1024).checked_div(below).unwrap_or(1024);
    let tenths = STEPS.iter().take_while(|step| **step <= rest).count().saturating_sub(1);
    whole.saturating_mul(10).saturating_add(u64::try_from(tenths).unwrap_or(0))
}

/// What an answer tells on average that comes out in groups of these sizes, in tenths of a bit times the sum of the sizes.
pub(super) fn information(groups: &[u64]) -> u64 {
    let all: u64 = groups.iter().fold(0, |sum, g| sum.saturating_add(*g));
    groups.iter().fold(0, |sum, g| sum.saturating_add(g.saturating_mul(log2_tenths(all, *g))))
}

/// How likely an appointment still is, from what it weighs beside the best: 1,024 for the best.
pub(super) fn likelihood(weight: Tenths, best: Tenths) -> u64 {
    let behind = best.saturating_sub(weight).max(0) / 10;
    1024_u64 >> behind.min(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_single_clue_about_the_appointment_decides_between_two() {
        for clue in [About::Date, About::Time, About::Service, About::Staff] {
            let span = weigh(clue, Agreement::Exact, Source::Said).weight
                - weigh(clue, Agreement::Different, Source::Said).weight;
            assert!(span < MARGIN, "{clue:?}");
        }
        // Nor does a name that only sounds similar.
        let names = weigh(About::Name, Agreement::Exact, Source::Said).weight
            - weigh(About::Name, Agreement::Near, Source::Said).weight;
        assert!(names < MARGIN);
        const { assert!(PICKED < MARGIN) };
    }

    #[test]
    fn a_model_weighs_less() {
        for clue in [About::Date, About::Time, About::Service, About::Staff, About::Name] {
            for agreement in [Agreement::Exact, Agreement::Different] {
                let (said, model) = (
                    weigh(clue, agreement, Source::Said).weight,
                    weigh(clue, agreement, Source::Model).weight,
                );
                assert!(model.abs() < said.abs() && model.signum() == said.signum(), "{clue:?}");
            }
        }
    }

    #[test]
    fn logarithms_are_those_of_the_table() {
        assert_eq!(log2_tenths(8, 1), 30);
        assert_eq!(log2_tenths(3, 1), 15); // 1.585
        assert_eq!(log2_tenths(10, 9), 1); // 0.152
        assert_eq!(log2_tenths(1, 1), 0);
        assert_eq!(log2_tenths(1, 0), 0);
        // Two halves tell one bit, a certain answer none, an even split more than an uneven one.
        assert_eq!(information(&[5, 5]), 100);
        assert_eq!(information(&[10]), 0);
        assert!(information(&[5, 5]) > information(&[9, 1]));
        assert!(information(&[4, 3, 3]) > information(&[5, 5]));
    }
}
