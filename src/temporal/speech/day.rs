//! Days.

use chrono::{Datelike as _, NaiveDate};

use super::weekday;
use crate::context::{Context, Expect};
use crate::number::{cardinal, ordinal};

pub(crate) const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// The case in which a date stands beside its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// "bis Montag, den zehnten"
    Accusative,
    /// "ab Montag, dem zehnten"
    Dative,
}

impl Case {
    const fn article(self) -> &'static str {
        match self {
            Self::Accusative => "den",
            Self::Dative => "dem",
        }
    }
}

/// How much of a date is said behind its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// "zehnten"
    Day,
    /// "zehnten November"
    Month,
    /// "zehnten November zweitausendsechsundzwanzig"
    Year,
}

pub(crate) fn month(month: u32) -> &'static str {
    let at = month.checked_sub(1).and_then(|m| usize::try_from(m).ok());
    at.and_then(|m| MONTHS.get(m)).copied().unwrap_or("")
}

/// "zehnten", "zehnten November", "zehnten November zweitausendsechsundzwanzig"
pub(super) fn numbered(date: NaiveDate, tail: Tail) -> String {
    let mut out = format!("{}n", ordinal(date.day()));
    if tail != Tail::Day {
        out.push(' ');
        out.push_str(month(date.month()));
    }
    if tail == Tail::Year {
        out.push_str(&year(date.year()));
    }
    out
}

/// " zweitausendfünfundzwanzig"; the years of other centuries by hundreds, none before the first.
pub(super) fn year(year: i32) -> String {
    let Ok(year) = u32::try_from(year) else { return String::new() };
    if !(1100..2000).contains(&year) {
        return format!(" {}", cardinal(year));
    }
    let rest = if year % 100 > 0 { cardinal(year % 100) } else { String::new() };
    format!(" {}hundert{rest}", cardinal(year / 100))
}

/// "zehnten November", with the year where it has to be said.
pub(super) fn day_and_month(date: NaiveDate, context: &Context) -> String {
    numbered(date, if needs_year(date, context) { Tail::Year } else { Tail::Month })
}

/// "Montag, den zehnten November"
pub(super) fn full(date: NaiveDate, case: Case, context: &Context) -> String {
    format!("{}, {} {}", weekday(date.weekday()), case.article(), day_and_month(date, context))
}

/// The same with a tail that is chosen.
pub(super) fn with_tail(date: NaiveDate, case: Case, tail: Tail) -> String {
    format!("{}, {}", weekday(date.weekday()), with_article(date, case, tail))
}

/// "den zehnten November"
pub(super) fn with_article(date: NaiveDate, case: Case, tail: Tail) -> String {
    format!("{} {}", case.article(), numbered(date, tail))
}

/// True unless the date is the one that its day and month mean without a year.
pub(super) fn needs_year(date: NaiveDate, context: &Context) -> bool {
    let today = context.today();
    if context.policy.expect == Expect::Past {
        let latest = (0..=8).find_map(|n| same_day(date, today.year().checked_sub(n)?, |d| d <= today));
        return latest != Some(date);
    }
    needs_year_after(date, today)
}

/// True unless the date is the first of its day and month from `floor` on.
pub(super) fn needs_year_after(date: NaiveDate, floor: NaiveDate) -> bool {
    (0..=8).find_map(|n| same_day(date, floor.year().checked_add(n)?, |d| d >= floor)) != Some(date)
}

fn same_day(date: NaiveDate, year: i32, fits: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, date.month(), date.day()).filter(|d| fits(*d))
}

/// How many days a date is ahead of today.
pub(super) fn ahead(date: NaiveDate, context: &Context) -> i64 {
    date.signed_duration_since(context.today()).num_days()
}

/// A day that has a word of its own, or is one of the coming week: "heute", "übermorgen", "Montag".
pub(super) fn word(date: NaiveDate, context: &Context) -> Option<&'static str> {
    Some(match ahead(date, context) {
        -2 => "vorgestern",
        -1 => "gestern",
        0 => "heute",
        1 => "morgen",
        2 => "übermorgen",
        // Looking back, a bare weekday is the last one.
        3..=6 if context.policy.expect != Expect::Past => weekday(date.weekday()),
        -6..=-3 if context.policy.expect == Expect::Past => weekday(date.weekday()),
        _ => return None,
    })
}

/// "heute", "Montag", "am zehnten November"
pub(super) fn short(date: NaiveDate, context: &Context) -> String {
    match word(date, context) {
        Some(word) => word.to_owned(),
        None => format!("am {}", day_and_month(date, context)),
    }
}
