//! What is counted from a day, and what has to agree with it.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::{Choice, Dates, add_months, choice, day, monday, plus};
use crate::context::Expect;
use crate::finding::Finding;
use crate::span::Span;
use crate::temporal::findings;
use crate::temporal::resolve::Resolver;
use crate::temporal::syntax::{Base, Day, Shift};
use crate::temporal::value::{Assumed, Assumption};
use crate::text::Unit;

impl Resolver<'_> {
    pub(super) fn shifted(&mut self, said: &Day, shift: Shift, dates: &Choice) -> Choice {
        let n = i64::from(shift.n);
        let each = |f: &dyn Fn(NaiveDate) -> Option<NaiveDate>, a: Assumed| -> Choice {
            choice(dates.iter().map(|d| f(d.start).and_then(|s| day(s, d.assumed.union(a)))))
        };
        match shift.unit {
            // The idiom: eight days are a week, counting today.
            Unit::Day
                if shift.n.abs() == 8
                    && (!shift.digits || shift.named)
                    && !matches!(said.base, Base::Holiday(..))
                    || Unit::Day == shift.unit
                        && shift.n.abs() == 8
                        && shift.digits
                        && matches!(said.base, Base::Offset(0))
                        && !shift.named =>
            {
                let week = |d| plus(d, 7i64.saturating_mul(n.signum()));
                let counted = |d| plus(d, n);
                let idiom = each(&week, Assumed::of(Assumption::EightDaysIdiom));
                if shift.named && !shift.digits {
                    return idiom;
                }
                let counted = each(&counted, Assumed::of(Assumption::EightDaysCounted));
                self.note(&findings::EIGHT_DAYS, said.span);
                let counted_first = shift.digits && !shift.named;
                let (a, b) = if counted_first { (counted, idiom) } else { (idiom, counted) };
                a.into_iter().chain(b).collect()
            }
            Unit::Week => {
                let mut out = each(&|d| plus(d, n.saturating_mul(7)), Assumed::NONE);
                if let (Base::Weekday(weekday, None), true) = (said.base, shift.n > 0) {
                    // "Freitag in zwei Wochen" can also be the Friday of the week after next.
                    let other = monday(self.today)
                        .and_then(|m| {
                            plus(m, n.saturating_mul(7).saturating_add(weekday.num_days_from_monday().into()))
                        })
                        .and_then(|d| day(d, Assumed::of(Assumption::Alternative)));
                    if let Some(other) = other
                        && !out.iter().any(|d| d.start == other.start)
                    {
                        self.note(&findings::WEEKS_FROM_WEEKDAY, said.span);
                        out.push(other);
                    }
                }
                out
            }
            Unit::Month | Unit::Quarter | Unit::Year => {
                let months = match shift.unit {
                    Unit::Year => shift.n.saturating_mul(12),
                    Unit::Quarter => shift.n.saturating_mul(3),
                    _ => shift.n,
                };
                let mut out = each(&|d| add_months(d, months), Assumed::NONE);
                for (from, to) in dates.iter().zip(&mut out) {
                    if from.start.day() != to.start.day() {
                        to.assumed = to.assumed.and(Assumption::MonthEnd);
                        self.findings.push(
                            Finding::new(&findings::MONTH_END_CLAMPED).at(said.span).with("date", to.start),
                        );
                    }
                }
                out
            }
            Unit::Workday => each(&|d| workdays(d, n), Assumed::NONE),
            _ => each(&|d| plus(d, n), Assumed::NONE),
        }
    }

    pub(super) fn agree_weekday(&mut self, dates: Choice, weekday: Weekday, span: Span) -> Choice {
        let mut out = Choice::new();
        for d in dates {
            let is = d.start.weekday();
            if is == weekday {
                out.push(d);
                continue;
            }
            self.findings.push(
                Finding::new(&findings::WEEKDAY_CONFLICT)
                    .at(span)
                    .with("said", weekday)
                    .with("date", d.start)
                    .with("is", is),
            );
            let ahead = i64::from(weekday.num_days_from_monday())
                .saturating_sub(is.num_days_from_monday().into())
                .rem_euclid(7);
            let back = ahead.saturating_sub(7);
            let nearest = if ahead <= back.saturating_abs() { [ahead, back] } else { [back, ahead] };
            let ok =
                |n: i64| plus(d.start, n).filter(|x| self.expect() != Expect::Future || *x >= self.today);
            let other = nearest.iter().find_map(|n| ok(*n)).or_else(|| plus(d.start, nearest[0]));
            out.push(Dates { assumed: d.assumed.and(Assumption::DateAsSaid), ..d });
            out.extend(other.and_then(|o| day(o, Assumed::of(Assumption::WeekdayAsSaid))));
        }
        out
    }

    pub(super) fn agree_offset(&mut self, dates: Choice, offset: i32, span: Span) -> Choice {
        let Some(other) = plus(self.today, offset.into()) else { return dates };
        if dates.iter().any(|d| d.start == other) {
            return dates.into_iter().filter(|d| d.start == other).collect();
        }
        let mut out = dates;
        for d in &mut out {
            d.assumed = d.assumed.and(Assumption::DateAsSaid);
        }
        if let Some(first) = out.first() {
            self.findings.push(
                Finding::new(&findings::DATE_CONFLICT)
                    .at(span)
                    .with("date", first.start)
                    .with("other", other),
            );
        }
        out.extend(day(other, Assumed::of(Assumption::Alternative)));
        out
    }
}

/// The first such weekday after a date, or the last before it; never the date itself.
pub(super) fn beside(date: NaiveDate, weekday: Weekday, after: bool) -> Option<NaiveDate> {
    let ahead = i64::from(weekday.num_days_from_monday())
        .saturating_sub(date.weekday().num_days_from_monday().into())
        .rem_euclid(7);
    let days = match (after, ahead) {
        (true, 0) => 7,
        (true, n) => n,
        (false, n) => n.saturating_sub(7),
    };
    plus(date, days)
}

/// `n` workdays on, Monday to Friday.
pub(super) fn workdays(date: NaiveDate, n: i64) -> Option<NaiveDate> {
    let step = n.signum();
    let mut left = n.unsigned_abs();
    if left > 10_000 {
        return None;
    }
    let mut at = date;
    while left > 0 {
        at = plus(at, step)?;
        if at.weekday().num_days_from_monday() < 5 {
            left = left.saturating_sub(1);
        }
    }
    Some(at)
}
