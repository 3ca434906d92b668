//! Weeks and halves of a month, quarters and halves of a year.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::{Choice, Dates, add_months, choice, day, monday, nth_in_month, plus, stretch};
use crate::context::Expect;
use crate::span::Span;
use crate::temporal::findings;
use crate::temporal::resolve::Resolver;
use crate::temporal::syntax::{Count, MonthRef, Year};
use crate::temporal::value::{Assumed, Assumption};

impl Resolver<'_> {
    /// The weeks that the first, the second, the last week of a month can be, each from its Monday.
    ///
    /// Best is the count of ISO 8601, whose first week of a year is the one with the first Thursday; where the first
    /// Monday counts otherwise, that is the second reading.
    pub(super) fn weeks_of_month(&mut self, nth: i32, month: MonthRef, year: Year, span: Span) -> Choice {
        let Some(first) = self.month(month, year, None, None, span).first().copied() else {
            return Choice::new();
        };
        let count = |from: NaiveDate, by: Weekday| -> Option<NaiveDate> {
            let found = nth_in_month(from, by, nth)?;
            (found.month() == from.month()).then(|| monday(found)).flatten()
        };
        let over = |start: NaiveDate| count(start, Weekday::Thu).and_then(|m| plus(m, 7));
        let unsaid = year == Year::Unsaid && matches!(month, MonthRef::Named(_));
        let start = match over(first.start) {
            Some(end) if unsaid && end <= self.from() && self.expect() == Expect::Future => {
                add_months(first.start, 12)
            }
            _ => Some(first.start),
        };
        let Some(start) = start else { return Choice::new() };
        let (iso, full) = (count(start, Weekday::Thu), count(start, Weekday::Mon));
        if iso.is_none() && full.is_none() {
            // "die fünfte Woche" of a month that has four
            self.no_such_date(0, start.month(), Some(start.year()), span);
        }
        let differ = iso.is_some() && full.is_some() && iso != full;
        if differ {
            self.note(&findings::WEEK_OF_MONTH, span);
        }
        let also = if differ { first.assumed.and(Assumption::Alternative) } else { first.assumed };
        choice([iso.and_then(|m| stretch(m, 7, first.assumed)), full.and_then(|m| stretch(m, 7, also))])
    }

    /// "Dienstag in der ersten Oktoberwoche": a day of that month, in the weeks that can be meant.
    pub(super) fn weekday_of_month_week(
        &mut self,
        nth: i32,
        offset: i64,
        month: MonthRef,
        year: Year,
        span: Span,
    ) -> Choice {
        let weeks = self.weeks_of_month(nth, month, year, span);
        // The Thursday of the best one lies in the month.
        let wanted = weeks.first().and_then(|w| plus(w.start, 3)).map(|t| t.month());
        let days = |inside: bool| {
            choice(weeks.iter().map(|w| {
                plus(w.start, offset)
                    .filter(|d| !inside || Some(d.month()) == wanted)
                    .and_then(|d| day(d, w.assumed))
            }))
        };
        let found = days(true);
        if found.is_empty() { days(false) } else { found }
    }

    /// Days 1 to 15, or the rest.
    pub(super) fn month_half(&mut self, second: bool, month: MonthRef, year: Year, span: Span) -> Choice {
        let Some(whole) = self.month(month, year, None, None, span).first().copied() else {
            return Choice::new();
        };
        let bounds = |start: NaiveDate| -> Option<(NaiveDate, NaiveDate)> {
            let middle = plus(start, 15)?;
            if second { Some((middle, add_months(start, 1)?)) } else { Some((start, middle)) }
        };
        let unsaid = year == Year::Unsaid && matches!(month, MonthRef::Named(_));
        let found = match bounds(whole.start) {
            Some((_, end)) if unsaid && end <= self.from() && self.expect() == Expect::Future => {
                add_months(whole.start, 12).and_then(bounds)
            }
            other => other,
        };
        choice([found.map(|(start, end)| Dates { start, end, assumed: whole.assumed })])
    }

    /// Quarters and halves of a year: the next one of that number, or counted from the current one.
    pub(super) fn year_part(&mut self, months: u32, which: Count, year: Year) -> Choice {
        let of = |y: i32, nth: u32| -> Option<(NaiveDate, NaiveDate)> {
            let first = nth.checked_sub(1)?.checked_mul(months)?.checked_add(1)?;
            let start = NaiveDate::from_ymd_opt(y, first, 1)?;
            Some((start, add_months(start, i32::try_from(months).ok()?)?))
        };
        let this = self.today.year();
        let (found, assumed) = match (which, self.year(year)) {
            (Count::Relative(n), _) => {
                let current = self.today.month0().checked_div(months).unwrap_or(0).saturating_add(1);
                let step = i32::try_from(months).unwrap_or(3).saturating_mul(n);
                let moved = of(this, current)
                    .and_then(|(start, end)| Some((add_months(start, step)?, add_months(end, step)?)));
                (moved, Assumed::NONE)
            }
            (Count::Nth(n), Some((y, assumed))) => (of(y, n), assumed),
            (Count::Nth(n), None) => {
                let next = if self.backwards() {
                    (0..2).find_map(|back| {
                        of(this.checked_sub(back)?, n).filter(|(start, _)| *start <= self.today)
                    })
                } else {
                    (0..2).find_map(|ahead| {
                        of(this.checked_add(ahead)?, n).filter(|(_, end)| *end > self.from())
                    })
                };
                (next, Assumed::of(Assumption::Occurrence))
            }
        };
        choice([found.map(|(start, end)| Dates { start, end, assumed })])
    }
}
