//! Which dates a day can be.

mod dates;
mod months;
mod pieces;
mod shifts;
mod weeks;

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use shifts::beside;
use smallvec::SmallVec;

use super::Resolver;
use crate::context::Expect;
use crate::temporal::syntax::{Base, Day, WeekRef, Year};
use crate::temporal::value::{Assumed, Assumption};
use crate::text::Third;

/// A day, or a stretch of days, that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dates {
    pub(super) start: NaiveDate,
    /// Exclusive.
    pub(super) end: NaiveDate,
    pub(super) assumed: Assumed,
}

pub(super) type Choice = SmallVec<[Dates; 2]>;

/// What else is known when a bare weekday is today's.
#[derive(Clone, Copy, Debug)]
pub(super) enum Said {
    /// No clock time.
    Nothing,
    /// A time that is still to come today.
    Later,
    /// A time that has passed.
    Passed,
}

fn plus(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    if days < 0 {
        date.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        date.checked_add_days(Days::new(days.unsigned_abs()))
    }
}

fn day(start: NaiveDate, assumed: Assumed) -> Option<Dates> {
    Some(Dates { start, end: plus(start, 1)?, assumed })
}

fn stretch(start: NaiveDate, days: i64, assumed: Assumed) -> Option<Dates> {
    Some(Dates { start, end: plus(start, days)?, assumed })
}

fn choice(list: impl IntoIterator<Item = Option<Dates>>) -> Choice {
    let mut out = Choice::new();
    for dates in list.into_iter().flatten() {
        if !out.iter().any(|d| d.start == dates.start && d.end == dates.end) {
            out.push(dates);
        }
    }
    out
}

fn monday(date: NaiveDate) -> Option<NaiveDate> {
    plus(date, i64::from(date.weekday().num_days_from_monday()).saturating_neg())
}

impl Resolver<'_> {
    const fn expect(&self) -> Expect {
        self.context.policy.expect
    }

    const fn backwards(&self) -> bool {
        matches!(self.expect(), Expect::Past) && self.floor.is_none()
    }

    /// The day from which the next occurrence is looked for, itself included.
    fn from(&self) -> NaiveDate {
        self.floor.unwrap_or(self.today)
    }

    /// The dates that a day can be, best first; none, with a finding, where it cannot be any.
    pub(super) fn days(&mut self, said: &Day, time: Said) -> Choice {
        let mut dates = self.base(said, time);
        if let Some(shift) = said.shift {
            dates = self.shifted(said, shift, &dates);
        }
        if let Some((weekday, after)) = said.near {
            dates =
                choice(dates.iter().map(|d| beside(d.start, weekday, after).and_then(|x| day(x, d.assumed))));
        }
        if said.whole_week {
            dates = choice(dates.iter().map(|d| monday(d.start).and_then(|m| stretch(m, 7, d.assumed))));
        }
        if let Some(weekday) = said.weekday {
            dates = self.agree_weekday(dates, weekday, said.span);
        }
        if let Some(offset) = said.offset {
            dates = self.agree_offset(dates, offset, said.span);
        }
        if let Some(first) = dates.first() {
            self.mind_distance(first.start, said.span);
        }
        dates
    }

    fn base(&mut self, said: &Day, time: Said) -> Choice {
        match said.base {
            Base::Offset(n) => choice([plus(self.today, n.into()).and_then(|d| day(d, Assumed::NONE))]),
            Base::Weekday(weekday, qual) => self.weekday(weekday, qual, time, said),
            Base::WeekdayOf(weekday, week) => {
                let offset = i64::from(weekday.num_days_from_monday());
                if let WeekRef::OfMonth(nth, month, year) = week {
                    return self.weekday_of_month_week(nth, offset, month, year, said.span);
                }
                let assumed = if matches!(week, WeekRef::Number(..)) {
                    Assumed::of(Assumption::Occurrence)
                } else {
                    Assumed::NONE
                };
                choice([self
                    .week(week, said.span, Some(offset))
                    .and_then(|m| plus(m, offset))
                    .and_then(|d| day(d, assumed))])
            }
            Base::Date { day: d, month, year } => self.date(d, month, year, said.span),
            Base::NthWeekday { nth, day: d, month, year } => self.nth_weekday(nth, d, month, year, said.span),
            Base::Holiday(rule, year) => self.holiday(rule, year, said.span),
            Base::BetweenYears => {
                let year = self.today.year();
                let days = |y| {
                    NaiveDate::from_ymd_opt(y, 12, 27)
                        .and_then(|d| stretch(d, 5, Assumed::of(Assumption::Occurrence)))
                };
                let first = days(year).filter(|d| d.end > self.from() || self.backwards());
                choice([first.or_else(|| days(year.saturating_add(1)))])
            }
            Base::Weekend(qual) => self.weekend(qual, said.span),
            Base::Week(WeekRef::OfMonth(nth, month, year), third) => {
                let (skip, length) = week_third(third);
                let mondays = self.weeks_of_month(nth, month, year, said.span);
                choice(
                    mondays.iter().map(|m| plus(m.start, skip).and_then(|d| stretch(d, length, m.assumed))),
                )
            }
            Base::Week(week, third) => {
                let Some(monday) = self.week(week, said.span, None) else { return Choice::new() };
                let (skip, length) = week_third(third);
                let assumed = if matches!(week, WeekRef::Number(_, Year::Unsaid)) {
                    Assumed::of(Assumption::Occurrence)
                } else {
                    Assumed::NONE
                };
                choice([plus(monday, skip).and_then(|d| stretch(d, length, assumed))])
            }
            Base::Month { month, year, third, qual } => self.month(month, year, third, qual, said.span),
            Base::MonthHalf { second, month, year } => self.month_half(second, month, year, said.span),
            Base::YearPart { months, which, year } => self.year_part(months, which, year),
            Base::LastDay(month, year) => {
                let stretch = match month {
                    Some(month) => self.month(month, year, None, None, said.span),
                    None => self.base(&Day::new(Base::Year(year, None), said.span), Said::Nothing),
                };
                choice(stretch.iter().map(|d| d.end.pred_opt().and_then(|last| day(last, d.assumed))))
            }
            Base::Year(year, third) => {
                let Some((year, assumed)) = self.year(year) else { return Choice::new() };
                let (from, to) = match third {
                    None => (1, 13),
                    Some(Third::Begin) => (1, 5),
                    Some(Third::Middle) => (5, 9),
                    Some(Third::End) => (9, 13),
                };
                let first = |month: u32| {
                    if month > 12 {
                        NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 1)
                    } else {
                        NaiveDate::from_ymd_opt(year, month, 1)
                    }
                };
                choice([first(from).zip(first(to)).map(|(start, end)| Dates { start, end, assumed })])
            }
        }
    }
}

/// Where a third of a week begins, and how many days it has.
const fn week_third(third: Option<Third>) -> (i64, i64) {
    match third {
        None => (0, 7),
        Some(Third::Begin) => (0, 2),
        Some(Third::Middle) => (2, 1),
        Some(Third::End) => (3, 2),
    }
}

/// The `nth` such weekday from the first day of a month on, or with -1 the last before its end; it may lie beyond the month.
fn nth_in_month(first: NaiveDate, weekday: Weekday, nth: i32) -> Option<NaiveDate> {
    let weeks = |n: i32| i64::from(n.unsigned_abs()).saturating_mul(7);
    let apart = |from: Weekday, to: Weekday| {
        i64::from(to.num_days_from_monday()).saturating_sub(from.num_days_from_monday().into()).rem_euclid(7)
    };
    if nth > 0 {
        plus(first, apart(first.weekday(), weekday).saturating_add(weeks(nth.saturating_sub(1))))
    } else {
        let last = add_months(first, 1)?.pred_opt()?;
        let back = apart(weekday, last.weekday()).saturating_add(weeks(nth.saturating_add(1)));
        plus(last, back.saturating_neg())
    }
}

pub(super) fn add_months(date: NaiveDate, n: i32) -> Option<NaiveDate> {
    let months = Months::new(n.unsigned_abs());
    if n < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
}
