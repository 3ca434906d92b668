//! Wall times against instants: the zone database decides, and gaps and folds are types.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::value::Moment;

/// What a wall time is in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Localised {
    /// It exists once.
    Unambiguous(Moment),
    /// The clock was put forward over it: it does not exist.
    Gap {
        /// The last minute before the gap.
        before: Moment,
        /// The first minute after it.
        after: Moment,
    },
    /// The clock was put back over it: it exists twice.
    Fold {
        /// Still in summer time.
        first: Moment,
        /// Already in winter time.
        second: Moment,
    },
}

/// The instant of a wall time in a zone.
///
/// ```
/// use klartext::temporal::zone::{localise, Localised};
/// let berlin = chrono_tz::Europe::Berlin;
/// assert!(matches!(localise("2025-11-06T14:00:00".parse()?, berlin), Localised::Unambiguous(_)));
/// assert!(matches!(localise("2025-03-30T02:30:00".parse()?, berlin), Localised::Gap { .. }));
/// assert!(matches!(localise("2025-10-26T02:30:00".parse()?, berlin), Localised::Fold { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn localise(local: NaiveDateTime, zone: Tz) -> Localised {
    let moment = |utc: DateTime<Tz>| Moment { local: utc.naive_local(), utc: utc.with_timezone(&Utc), zone };
    match zone.from_local_datetime(&local) {
        LocalResult::Single(t) => Localised::Unambiguous(moment(t)),
        LocalResult::Ambiguous(a, b) => {
            let (first, second) = if a <= b { (a, b) } else { (b, a) };
            Localised::Fold { first: moment(first), second: moment(second) }
        }
        LocalResult::None => {
            // Gaps are at most a day long (Samoa skipped one); the transition lies between two existing wall times.
            let existing = |minutes: i64| {
                local
                    .checked_add_signed(TimeDelta::minutes(minutes))
                    .and_then(|l| zone.from_local_datetime(&l).earliest())
            };
            let steps: [i64; 6] = [15, 30, 60, 120, 240, 1500];
            let low = steps.iter().find_map(|m| existing(m.saturating_neg()));
            let high = steps.iter().find_map(|m| existing(*m));
            match (low, high) {
                (Some(low), Some(high)) => {
                    let transition = transition_between(low, high, zone);
                    let before = transition.checked_sub_signed(TimeDelta::minutes(1)).unwrap_or(transition);
                    Localised::Gap {
                        before: moment(before.with_timezone(&zone)),
                        after: moment(transition.with_timezone(&zone)),
                    }
                }
                // Only at the ends of chrono's calendar: read the wall time as UTC rather than fail.
                _ => Localised::Unambiguous(Moment { local, utc: local.and_utc(), zone }),
            }
        }
    }
}

/// The first instant, to the second, whose offset is that of `high`.
fn transition_between(low: DateTime<Tz>, high: DateTime<Tz>, zone: Tz) -> DateTime<Utc> {
    use chrono::Offset as _;
    let offset = |t: DateTime<Utc>| zone.offset_from_utc_datetime(&t.naive_utc()).fix();
    let (mut low, mut high) = (low.with_timezone(&Utc), high.with_timezone(&Utc));
    let after = offset(high);
    while high.signed_duration_since(low) > TimeDelta::seconds(1) {
        let half = high.signed_duration_since(low).checked_div(2);
        let Some(middle) = half.and_then(|h| low.checked_add_signed(h)) else { break };
        if offset(middle) == after { high = middle } else { low = middle }
    }
    high
}

/// The moment of an instant on the wall clock of a zone.
pub fn on_the_wall(utc: DateTime<Utc>, zone: Tz) -> Moment {
    Moment { local: utc.with_timezone(&zone).naive_local(), utc, zone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Tz;

    fn at(text: &str, zone: Tz) -> Localised {
        localise(text.parse().unwrap(), zone)
    }

    #[test]
    fn a_gap_names_the_minutes_around_it() {
        let Localised::Gap { before, after } = at("2025-03-30T02:30:00", Tz::Europe__Berlin) else {
            panic!()
        };
        assert_eq!(before.local.to_string(), "2025-03-30 01:59:00");
        assert_eq!(after.local.to_string(), "2025-03-30 03:00:00");
        assert_eq!(after.utc.to_rfc3339(), "2025-03-30T01:00:00+00:00");
    }

    #[test]
    fn a_fold_has_two_instants_an_hour_apart() {
        let Localised::Fold { first, second } = at("2025-10-26T02:30:00", Tz::Europe__Berlin) else {
            panic!()
        };
        assert_eq!(first.utc.to_rfc3339(), "2025-10-26T00:30:00+00:00");
        assert_eq!(second.utc.to_rfc3339(), "2025-10-26T01:30:00+00:00");
        assert_eq!(first.local, second.local);
    }

    #[test]
    fn odd_zones_have_gaps_too() {
        // Lord Howe Island moves by half an hour; Samoa skipped the whole of 30 December 2011.
        assert!(matches!(at("2025-10-05T02:15:00", Tz::Australia__Lord_Howe), Localised::Gap { .. }));
        let Localised::Gap { before, after } = at("2011-12-30T12:00:00", Tz::Pacific__Apia) else { panic!() };
        assert_eq!(before.local.to_string(), "2011-12-29 23:59:00");
        assert_eq!(after.local.to_string(), "2011-12-31 00:00:00");
    }
}
