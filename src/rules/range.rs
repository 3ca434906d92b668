//! Allowed ranges: how limits are read, whether they make sense, and what is said when a value lies outside of them.

mod outside;

pub use outside::{ABOVE_MAX, BELOW_MIN, TEXT_TOO_LONG, TEXT_TOO_SHORT};

use chrono::{Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

use crate::iso;

use super::keys::Limit;
use super::{Slot, SlotType, length};

/// One end of a range, read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Edge {
    Number(f64),
    Day(Day),
    Clock(NaiveTime),
    Wall(NaiveDateTime),
    /// In seconds.
    Length(i64),
}

/// A day, perhaps counted from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    On(NaiveDate),
    /// So many days and months from today, both of one sign.
    FromToday {
        days: i64,
        months: i32,
    },
}

impl Day {
    /// The day, counted from `today`; a month too short gives its last day. `None` beyond the calendar.
    pub(super) fn counted_from(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::On(date) => Some(date),
            Self::FromToday { days, months } => {
                let shifted = if months < 0 {
                    today.checked_sub_months(Months::new(months.unsigned_abs()))
                } else {
                    today.checked_add_months(Months::new(months.unsigned_abs()))
                }?;
                if days < 0 {
                    shifted.checked_sub_days(Days::new(days.unsigned_abs()))
                } else {
                    shifted.checked_add_days(Days::new(days.unsigned_abs()))
                }
            }
        }
    }
}

/// Which types have a range.
pub(super) const fn has_range(slot_type: SlotType) -> bool {
    matches!(
        slot_type,
        SlotType::Number | SlotType::Date | SlotType::Time | SlotType::Moment | SlotType::Duration
    )
}

/// Reads a limit as the type of the slot wants it.
pub(super) fn edge(limit: &Limit, slot_type: SlotType) -> Option<Edge> {
    match (slot_type, limit) {
        (SlotType::Number, Limit::Number(n)) => n.is_finite().then_some(Edge::Number(*n)),
        (SlotType::Date, Limit::Text(text)) => day(text).map(Edge::Day),
        (SlotType::Time, Limit::Text(text)) => iso::time(text).map(Edge::Clock),
        (SlotType::Moment, Limit::Text(text)) => {
            day(text).map(Edge::Day).or_else(|| iso::wall(text).map(Edge::Wall))
        }
        (SlotType::Duration, Limit::Text(text)) => length::compact(text).map(Edge::Length),
        _ => None,
    }
}

/// `2025-12-24`, `today`, `today+90d`, `today-18y`.
fn day(text: &str) -> Option<Day> {
    let Some(shift) = text.strip_prefix("today") else {
        return iso::date(text).map(Day::On);
    };
    let shift = shift.trim();
    if shift.is_empty() {
        return Some(Day::FromToday { days: 0, months: 0 });
    }
    let (sign, count) = match (shift.strip_prefix('+'), shift.strip_prefix('-')) {
        (Some(count), _) => (1, count),
        (_, Some(count)) => (-1, count),
        _ => return None,
    };
    let count = count.trim();
    let unit = count.chars().next_back()?;
    let digits = count.strip_suffix(unit)?.trim_end();
    if digits.is_empty() || digits.len() > 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n: i32 = digits.parse().ok()?;
    let n = if sign < 0 { n.checked_neg()? } else { n };
    let day = match unit {
        'd' => Day::FromToday { days: n.into(), months: 0 },
        'w' => Day::FromToday { days: i64::from(n).checked_mul(7)?, months: 0 },
        'm' => Day::FromToday { days: 0, months: n },
        'y' => Day::FromToday { days: 0, months: n.checked_mul(12)? },
        _ => return None,
    };
    // Beyond the calendar there is no day on any day of our time.
    sample_days().into_iter().flatten().all(|today| day.counted_from(today).is_some()).then_some(day)
}

/// How a limit is written, for an error.
pub(super) const fn example(slot_type: SlotType) -> &'static str {
    match slot_type {
        SlotType::Number => "a number, `8`",
        SlotType::Date => "`\"2025-12-24\"`, `\"today\"`, `\"today+90d\"` or `\"today-18y\"`",
        SlotType::Time => "`\"09:00\"`",
        SlotType::Moment => "a day, `\"today+90d\"`, or `\"2025-12-24T18:00\"`",
        _ => "`\"15min\"`, `\"2h\"` or `\"1h30min\"`",
    }
}

/// True where no value lies between the two on any day.
pub(super) fn contradict(min: Edge, max: Edge) -> bool {
    match (min, max) {
        (Edge::Number(a), Edge::Number(b)) => a > b,
        (Edge::Clock(a), Edge::Clock(b)) => a > b,
        (Edge::Length(a), Edge::Length(b)) => a > b,
        (Edge::Wall(a), Edge::Wall(b)) => a > b,
        (Edge::Day(Day::On(a)), Edge::Day(Day::On(b))) => a > b,
        (Edge::Day(Day::On(a)), Edge::Wall(b)) => a > b.date(),
        (Edge::Wall(a), Edge::Day(Day::On(b))) => a.date() > b,
        (Edge::Day(a @ Day::FromToday { .. }), Edge::Day(b @ Day::FromToday { .. })) => {
            sample_days().into_iter().flatten().all(
                |today| matches!((a.counted_from(today), b.counted_from(today)), (Some(a), Some(b)) if a > b),
            )
        }
        // A fixed day and one that moves: whether anything lies between them depends on today.
        _ => false,
    }
}

/// Days on which months and years are as long and as short as they get.
fn sample_days() -> [Option<NaiveDate>; 4] {
    [(2024, 2, 29), (2025, 1, 31), (2025, 3, 1), (2026, 12, 31)]
        .map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day))
}

/// True for a date that is told, not booked.
pub(super) fn is_told(slot: &Slot) -> bool {
    use crate::context::Expect;
    matches!(slot.expect, Some(Expect::Past | Expect::Any))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(limit: &str, slot_type: SlotType) -> Option<Edge> {
        edge(&Limit::Text(limit.into()), slot_type)
    }

    #[test]
    fn days_are_counted_from_today() {
        let on = |limit: &str, today: &str| {
            let Some(Edge::Day(day)) = text(limit, SlotType::Date) else { panic!("{limit}") };
            day.counted_from(today.parse().unwrap()).unwrap().to_string()
        };
        assert_eq!(on("2025-12-24", "2025-11-05"), "2025-12-24");
        assert_eq!(on("today", "2025-11-05"), "2025-11-05");
        assert_eq!(on("today+90d", "2025-11-05"), "2026-02-03");
        assert_eq!(on("today-2w", "2025-11-05"), "2025-10-22");
        assert_eq!(on("today + 1m", "2025-01-31"), "2025-02-28");
        assert_eq!(on("today-18y", "2025-11-05"), "2007-11-05");
        // Who was born on 29 February comes of age on 1 March.
        assert_eq!(on("today-18y", "2026-02-28"), "2008-02-28");
        for bad in [
            "",
            "todayish",
            "today90d",
            "today+d",
            "today+9",
            "today+9h",
            "today+999999d",
            "2025-02-30",
            "morgen",
        ] {
            assert_eq!(text(bad, SlotType::Date), None, "{bad}");
        }
    }

    #[test]
    fn a_limit_has_the_type_of_its_slot() {
        assert_eq!(edge(&Limit::Number(8.0), SlotType::Number), Some(Edge::Number(8.0)));
        assert_eq!(edge(&Limit::Number(f64::NAN), SlotType::Number), None);
        assert_eq!(edge(&Limit::Number(8.0), SlotType::Date), None);
        assert_eq!(text("8", SlotType::Number), None);
        assert_eq!(text("09:00", SlotType::Time), NaiveTime::from_hms_opt(9, 0, 0).map(Edge::Clock));
        assert_eq!(text("25:00", SlotType::Time), None);
        assert_eq!(text("1h30min", SlotType::Duration), Some(Edge::Length(5400)));
        assert!(matches!(text("2025-12-24T18:00", SlotType::Moment), Some(Edge::Wall(_))));
        assert!(matches!(text("today", SlotType::Moment), Some(Edge::Day(_))));
        assert_eq!(text("today", SlotType::Time), None);
    }

    #[test]
    fn ends_that_cross_contradict() {
        let cross = |min: &str, max: &str, slot_type| {
            contradict(text(min, slot_type).unwrap(), text(max, slot_type).unwrap())
        };
        assert!(cross("today+2d", "today+1d", SlotType::Date));
        assert!(cross("today", "today-18y", SlotType::Date));
        assert!(!cross("today-120y", "today-18y", SlotType::Date));
        assert!(!cross("today+30d", "today+1m", SlotType::Date), "it depends on the month");
        assert!(!cross("2025-12-24", "today+1d", SlotType::Date));
        assert!(cross("18:00", "09:00", SlotType::Time));
        assert!(cross("2h", "90min", SlotType::Duration));
        assert!(!cross("2h", "120min", SlotType::Duration));
    }
}
