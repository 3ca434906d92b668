//! A repetition as the days that it means: "alle vier Wochen, dreimal".

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime};

use crate::temporal::recurrence::{Freq, Recurrence};

/// How many days ahead a repetition is followed: a hundred years.
const FARTHEST: u64 = 36_525;

/// The most occurrences that are listed, whatever was asked for.
pub const MAX_OCCURRENCES: usize = 366;

/// The occurrences of a repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Wall times, in order. Each keeps the time of day, whatever the clock does in between.
    pub at: Vec<NaiveDateTime>,
    /// True where the repetition would go on: it has no end, or more occurrences than may be listed.
    pub goes_on: bool,
}

/// The occurrences of a repetition from a wall time on, which is the first where it fits; at most `most` of them, and never more
/// than [`MAX_OCCURRENCES`].
///
/// Without weekdays or days of the month the first day gives them, and without a time of day the first one does. Every how many
/// weeks, months or years is counted from the first day that fits, be it over. As in RFC 5545 a month without such a day has no
/// occurrence. A rule that begins on a [day](Recurrence::from) of its own begins there, and what of it lies before `from` is counted
/// and not listed.
///
/// ```
/// use klartext::appointment::occurrences;
/// use klartext::temporal::recurrence::{Freq, Recurrence};
/// let mut every_four_weeks = Recurrence::every(4, Freq::Weekly);
/// every_four_weeks.count = Some(3);
/// let series = occurrences(&every_four_weeks, "2025-03-11T10:00:00".parse()?, 10);
/// let at: Vec<String> = series.at.iter().map(|t| t.to_string()).collect();
/// assert_eq!(at, ["2025-03-11 10:00:00", "2025-04-08 10:00:00", "2025-05-06 10:00:00"]); // winter, then summer time
/// # Ok::<(), chrono::ParseError>(())
/// ```
pub fn occurrences(recurrence: &Recurrence, from: NaiveDateTime, most: usize) -> Series {
    let time = recurrence.at.unwrap_or(from.time());
    let most = most.min(MAX_OCCURRENCES);
    let wanted = recurrence.count.map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    let mut out = Series { at: Vec::new(), goes_on: false };
    let mut anchor: Option<NaiveDate> = None;
    let begins = recurrence.from.unwrap_or(from.date());
    let mut over = 0_usize;
    for ahead in 0..=FARTHEST {
        let Some(date) = begins.checked_add_days(Days::new(ahead)) else { break };
        if recurrence.until.is_some_and(|until| date > until) {
            return out;
        }
        let at = date.and_time(time);
        // Without a day of its own it begins where something is still to come.
        if (at < from && recurrence.from.is_none()) || !fits(recurrence, begins, anchor, date) {
            continue;
        }
        if wanted.is_some_and(|wanted| out.at.len().saturating_add(over) >= wanted) {
            return out;
        }
        if out.at.len() >= most {
            out.goes_on = true;
            return out;
        }
        anchor = anchor.or(Some(date));
        // Who says "ab heute" counts from the next that can be had.
        if at >= from {
            out.at.push(at);
        } else if date < from.date() {
            over = over.saturating_add(1);
        }
    }
    out
}

/// True where a day is one of the repetition; without an anchor it may become the first.
fn fits(recurrence: &Recurrence, from: NaiveDate, anchor: Option<NaiveDate>, date: NaiveDate) -> bool {
    let first = anchor.unwrap_or(date);
    let interval = i64::from(recurrence.interval.max(1));
    let counts = |units: i64| units.checked_rem(interval) == Some(0);
    let day = |d: NaiveDate| i64::from(d.num_days_from_ce());
    let in_phase = match recurrence.freq {
        Freq::Daily => counts(day(date).saturating_sub(day(first))),
        // Weeks begin on Monday.
        Freq::Weekly => {
            let monday = |d: NaiveDate| {
                day(d).saturating_sub(i64::from(d.weekday().num_days_from_monday())).div_euclid(7)
            };
            counts(monday(date).saturating_sub(monday(first)))
        }
        Freq::Monthly => counts(months(date).saturating_sub(months(first))),
        Freq::Yearly => counts(i64::from(date.year()).saturating_sub(i64::from(first.year()))),
    };
    in_phase && is_day(recurrence, from, date)
}

fn months(date: NaiveDate) -> i64 {
    i64::from(date.year()).saturating_mul(12).saturating_add(i64::from(date.month0()))
}

/// True where the day of the week, the month or the year is right.
fn is_day(recurrence: &Recurrence, from: NaiveDate, date: NaiveDate) -> bool {
    let weekday = recurrence.weekdays.is_empty() || recurrence.weekdays.has(date.weekday());
    let nth = recurrence.nth.is_none_or(|nth| nth_in_month(date, nth));
    let month_day = recurrence.month_day.is_none_or(|day| is_month_day(date, day));
    let named = !recurrence.weekdays.is_empty() || recurrence.month_day.is_some();
    let like_the_first = match recurrence.freq {
        Freq::Daily => true,
        Freq::Weekly => named || date.weekday() == from.weekday(),
        Freq::Monthly => named || date.day() == from.day(),
        Freq::Yearly => date.month() == from.month() && (named || date.day() == from.day()),
    };
    weekday && nth && month_day && like_the_first
}

/// True where the date is the nth such weekday of its month, counted from its end below zero.
fn nth_in_month(date: NaiveDate, nth: i8) -> bool {
    let week = |days: u32| i64::from(days.checked_div(7).unwrap_or(0)).saturating_add(1);
    match nth {
        1.. => week(date.day0()) == i64::from(nth),
        0 => false,
        _ => week(last_day(date).saturating_sub(date.day())) == i64::from(nth).saturating_neg(),
    }
}

fn is_month_day(date: NaiveDate, day: i8) -> bool {
    let from_end = i64::from(date.day()).saturating_sub(i64::from(last_day(date))).saturating_sub(1);
    if day > 0 { i64::from(date.day()) == i64::from(day) } else { from_end == i64::from(day) }
}

/// How many days the month of a date has.
fn last_day(date: NaiveDate) -> u32 {
    (28..=31).rev().find(|day| date.with_day(*day).is_some()).unwrap_or(28)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporal::recurrence::Weekdays;

    fn listed(recurrence: Recurrence, from: &str, most: usize) -> (Vec<String>, bool) {
        let series = occurrences(&recurrence, from.parse().unwrap(), most);
        (series.at.iter().map(|t| t.format("%Y-%m-%dT%H:%M").to_string()).collect(), series.goes_on)
    }

    #[test]
    fn weeks_are_counted_from_the_first_day_that_fits() {
        let mut r = Recurrence::every(2, Freq::Weekly);
        r.weekdays = Weekdays::NONE.and(chrono::Weekday::Tue).and(chrono::Weekday::Thu);
        r.at = "10:00:00".parse().ok();
        r.count = Some(4);
        // 2025-11-05 is a Wednesday: Thursday is the first, its week counts, the Tuesday of two weeks later is next.
        let (at, goes_on) = listed(r, "2025-11-05T12:00:00", 10);
        assert_eq!(at, ["2025-11-06T10:00", "2025-11-18T10:00", "2025-11-20T10:00", "2025-12-02T10:00"]);
        assert!(!goes_on);
    }

    #[test]
    fn today_counts_unless_its_time_is_over() {
        let mut r = Recurrence::every(1, Freq::Daily);
        r.at = "09:00:00".parse().ok();
        assert_eq!(
            listed(r, "2025-11-05T10:00:00", 2),
            (vec!["2025-11-06T09:00".into(), "2025-11-07T09:00".into()], true)
        );
        assert_eq!(listed(r, "2025-11-05T09:00:00", 1).0, ["2025-11-05T09:00"]);
    }

    #[test]
    fn months_have_nth_weekdays_and_last_days() {
        let mut r = Recurrence::every(1, Freq::Monthly);
        r.weekdays = Weekdays::NONE.and(chrono::Weekday::Mon);
        r.nth = Some(-1);
        r.count = Some(2);
        assert_eq!(listed(r, "2025-11-05T10:00:00", 9).0, ["2025-11-24T10:00", "2025-12-29T10:00"]);
        let mut r = Recurrence::every(1, Freq::Monthly);
        r.month_day = Some(-1);
        r.until = "2026-02-28".parse().ok();
        let (at, goes_on) = listed(r, "2025-12-01T10:00:00", 9);
        assert_eq!(
            (at, goes_on),
            (vec!["2025-12-31T10:00".into(), "2026-01-31T10:00".into(), "2026-02-28T10:00".into()], false)
        );
        // The 31st: as in RFC 5545 a month without one has none.
        let r = Recurrence::every(1, Freq::Monthly);
        assert_eq!(
            listed(r, "2026-01-31T10:00:00", 3).0,
            ["2026-01-31T10:00", "2026-03-31T10:00", "2026-05-31T10:00"]
        );
    }

    #[test]
    fn a_rule_begins_on_its_own_day() {
        let mut r = Recurrence::every(4, Freq::Weekly);
        r.from = "2025-11-11".parse().ok();
        r.count = Some(3);
        r.at = "10:00:00".parse().ok();
        // 2025-11-11 is a Tuesday.
        assert_eq!(
            listed(r, "2025-11-05T08:00:00", 9),
            (vec!["2025-11-11T10:00".into(), "2025-12-09T10:00".into(), "2026-01-06T10:00".into()], false)
        );
        // One of the three is over.
        assert_eq!(listed(r, "2025-11-20T08:00:00", 9).0, ["2025-12-09T10:00", "2026-01-06T10:00"]);
        r.weekdays = Weekdays::NONE.and(chrono::Weekday::Fri);
        assert_eq!(listed(r, "2025-11-05T08:00:00", 1).0, ["2025-11-14T10:00"]);
    }

    #[test]
    fn a_leap_day_comes_every_four_years() {
        let mut r = Recurrence::every(1, Freq::Yearly);
        r.count = Some(2);
        assert_eq!(listed(r, "2028-02-29T10:00:00", 9).0, ["2028-02-29T10:00", "2032-02-29T10:00"]);
    }

    #[test]
    fn nothing_runs_without_end() {
        let (at, goes_on) = listed(Recurrence::every(1, Freq::Daily), "2025-11-05T10:00:00", usize::MAX);
        assert_eq!((at.len(), goes_on), (MAX_OCCURRENCES, true));
        let mut never = Recurrence::every(1, Freq::Monthly);
        never.month_day = Some(31);
        never.until = "2025-11-30".parse().ok();
        assert_eq!(listed(never, "2025-11-05T10:00:00", 9), (Vec::new(), false));
        let mut none = Recurrence::every(0, Freq::Weekly);
        none.count = Some(0);
        assert_eq!(listed(none, "2025-11-05T10:00:00", 9), (Vec::new(), false));
    }
}
