//! Dates by number, by rule and by holiday.

use chrono::{Datelike as _, Months, NaiveDate, Weekday};

use super::{Choice, add_months, choice, day, nth_in_month};
use crate::context::Expect;
use crate::finding::{Datum, Finding};
use crate::span::Span;
use crate::temporal::resolve::Resolver;
use crate::temporal::syntax::{MonthRef, Year};
use crate::temporal::value::{Assumed, Assumption};
use crate::temporal::{findings, holiday};

impl Resolver<'_> {
    /// The year that was said, and what was assumed about it.
    pub(super) fn year(&self, year: Year) -> Option<(i32, Assumed)> {
        match year {
            Year::Unsaid => None,
            Year::Full(y) => Some((y, Assumed::NONE)),
            Year::Short(y) => {
                let y = i32::try_from(y).ok()?;
                Some((
                    if y >= 80 { y.saturating_add(1900) } else { y.saturating_add(2000) },
                    Assumed::of(Assumption::Century),
                ))
            }
            Year::Relative(n) => Some((self.today.year().checked_add(n)?, Assumed::NONE)),
        }
    }

    pub(super) fn date(&mut self, d: u32, month: Option<MonthRef>, year: Year, span: Span) -> Choice {
        let m = match month {
            None => return self.day_of_month(d, span),
            Some(MonthRef::Relative(n)) => {
                let first = self.today.with_day(1).and_then(|f| add_months(f, n));
                let found = first.and_then(|f| f.with_day(d)).and_then(|d| day(d, Assumed::NONE));
                if found.is_none() {
                    let (month, year) = first.map_or((0, None), |f| (f.month(), Some(f.year())));
                    self.no_such_date(d, month, year, span);
                }
                return choice([found]);
            }
            Some(MonthRef::Named(m)) => m,
        };
        let valid_somewhere = NaiveDate::from_ymd_opt(2024, m, d).is_some();
        let Some((y, assumed)) = self.year(year) else {
            if !valid_somewhere {
                self.no_such_date(d, m, None, span);
                return Choice::new();
            }
            let found = self.occurrence(m, d);
            return choice([found.and_then(|f| day(f, Assumed::of(Assumption::Occurrence)))]);
        };
        let exact = NaiveDate::from_ymd_opt(y, m, d);
        let past_year = matches!(year, Year::Full(_) | Year::Short(_))
            && self.expect() == Expect::Future
            && y < self.today.year()
            && self.floor.is_none_or(|f| y < f.year());
        if past_year && valid_somewhere {
            // 29 February is never moved to another day, and four years on is not what was meant.
            let near =
                self.occurrence(m, d).filter(|f| f.signed_duration_since(self.today).num_days() <= 366);
            let Some(to) = near else {
                self.no_such_date(d, m, Some(self.today.year()), span);
                return Choice::new();
            };
            let from = match exact {
                Some(from) => Datum::Date(from),
                None => Datum::Text(format!("{y:04}-{m:02}-{d:02}").into()),
            };
            self.findings
                .push(Finding::new(&findings::YEAR_CORRECTED).at(span).with("from", from).with("to", to));
            return choice([day(to, assumed.and(Assumption::YearCorrected))]);
        }
        match exact {
            Some(found) => choice([day(found, assumed)]),
            None => {
                self.no_such_date(d, m, Some(y), span);
                Choice::new()
            }
        }
    }

    /// A date beyond the policy's horizon is questioned.
    pub(super) fn mind_distance(&mut self, date: NaiveDate, span: Span) {
        if self.expect() == Expect::Future
            && self
                .today
                .checked_add_months(Months::new(self.context.policy.far_months))
                .is_some_and(|far| date > far)
        {
            self.findings.push(Finding::new(&findings::FAR_FUTURE).at(span).with("date", date));
        }
    }

    /// The next such day and month, today included; looking back, the latest.
    pub(super) fn occurrence(&self, month: u32, d: u32) -> Option<NaiveDate> {
        let from = self.from();
        let year = from.year();
        if self.backwards() {
            return (0..=8).find_map(|back| {
                NaiveDate::from_ymd_opt(year.checked_sub(back)?, month, d).filter(|x| *x <= from)
            });
        }
        // Eight years: around 2100 there is no 29 February for that long.
        (0..=8).find_map(|ahead| {
            NaiveDate::from_ymd_opt(year.checked_add(ahead)?, month, d).filter(|x| *x >= from)
        })
    }

    /// "am 15.": the next such day of a month, today included; short months are skipped.
    pub(super) fn day_of_month(&mut self, d: u32, span: Span) -> Choice {
        if d == 0 || d > 31 {
            self.no_such_date(d, 0, None, span);
            return Choice::new();
        }
        let from = self.from();
        let Some(first) = from.with_day(1) else { return Choice::new() };
        let found = if self.backwards() {
            (0..=12)
                .find_map(|n: i32| add_months(first, n.checked_neg()?)?.with_day(d).filter(|x| *x <= from))
        } else {
            (0..=12).find_map(|n| add_months(first, n)?.with_day(d).filter(|x| *x >= from))
        };
        choice([found.and_then(|f| day(f, Assumed::of(Assumption::Month)))])
    }

    /// Refuses a date that the calendar does not have, and names the nearest that it has.
    pub(super) fn no_such_date(&mut self, d: u32, m: u32, y: Option<i32>, span: Span) {
        let mut nearest: Vec<Datum> = Vec::new();
        // Without a year, the next one in which the month is not over.
        let year = y.unwrap_or_else(|| self.today.year().saturating_add((m < self.today.month()).into()));
        if (1..=12).contains(&m) {
            let first = NaiveDate::from_ymd_opt(year, m, 1);
            let next = first.and_then(|f| f.checked_add_months(Months::new(1)));
            if d == 0 {
                nearest.extend(first.map(Datum::Date));
            } else {
                nearest.extend(next.and_then(|n| n.pred_opt()).map(Datum::Date));
                nearest.extend(next.map(Datum::Date));
            }
        } else if m > 12
            && let (Some(swapped), true) = (NaiveDate::from_ymd_opt(year, d.min(12), m.min(31)), d <= 12)
        {
            // 11/14: month and day the English way round.
            nearest.push(Datum::Date(swapped));
        }
        let mut finding = Finding::new(&findings::INVALID_DATE).at(span).with("day", d);
        if m > 0 {
            finding = finding.with("month", m);
        }
        if let Some(y) = y {
            finding = finding.with("year", y);
        }
        self.refuse(finding.with("nearest", nearest));
    }

    pub(super) fn nth_weekday(
        &mut self,
        nth: i32,
        weekday: Weekday,
        month: Option<MonthRef>,
        year: Year,
        span: Span,
    ) -> Choice {
        let in_month = |first: NaiveDate| {
            nth_in_month(first, weekday, nth).filter(|d| nth < 0 || d.month() == first.month())
        };
        let from = self.from();
        let found = match month {
            Some(MonthRef::Relative(n)) => {
                let first = from.with_day(1);
                let this = first.and_then(|f| add_months(f, n)).and_then(in_month);
                // "am ersten Montag im Monat": this month's if it is still to come.
                if n == 0 && this.is_none_or(|t| t < from) && self.expect() == Expect::Future {
                    (1..4).find_map(|k| first.and_then(|f| add_months(f, k)).and_then(in_month))
                } else {
                    this
                }
            }
            Some(MonthRef::Named(m)) => match self.year(year) {
                Some((y, _)) => NaiveDate::from_ymd_opt(y, m, 1).and_then(in_month),
                None => (0..6).find_map(|k| {
                    NaiveDate::from_ymd_opt(from.year().checked_add(k)?, m, 1)
                        .and_then(in_month)
                        .filter(|d| *d >= from)
                }),
            },
            None => None,
        };
        if found.is_none() {
            self.no_such_date(0, 0, None, span);
        }
        choice([found.and_then(|d| day(d, Assumed::of(Assumption::Occurrence)))])
    }

    pub(super) fn holiday(&mut self, rule: u8, year: Year, span: Span) -> Choice {
        let from = self.from();
        let found = match self.year(year) {
            Some((y, _))
                if self.expect() != Expect::Future
                    || y >= self.today.year()
                    || matches!(year, Year::Relative(_)) =>
            {
                holiday::date(rule, y)
            }
            said => {
                let next = if self.backwards() {
                    (0..2).find_map(|back| {
                        holiday::date(rule, from.year().checked_sub(back)?).filter(|d| *d <= from)
                    })
                } else {
                    (0..2).find_map(|ahead| {
                        holiday::date(rule, from.year().checked_add(ahead)?).filter(|d| *d >= from)
                    })
                };
                if let (Some((y, _)), Some(to)) = (said, next) {
                    let mut finding = Finding::new(&findings::YEAR_CORRECTED).at(span);
                    if let Some(old) = holiday::date(rule, y) {
                        finding = finding.with("from", old);
                    }
                    self.findings.push(finding.with("to", to));
                }
                next
            }
        };
        choice([found.and_then(|d| day(d, Assumed::of(Assumption::Occurrence)))])
    }
}
