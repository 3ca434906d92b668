//! Months and their thirds.

use chrono::{Datelike as _, Months, NaiveDate};

use super::{Choice, Dates, add_months, choice, plus};
use crate::context::Expect;
use crate::finding::Finding;
use crate::span::Span;
use crate::temporal::findings;
use crate::temporal::resolve::Resolver;
use crate::temporal::syntax::{MonthRef, Year};
use crate::temporal::value::{Assumed, Assumption};
use crate::text::{Qual, Third};

impl Resolver<'_> {
    pub(super) fn month(
        &mut self,
        month: MonthRef,
        year: Year,
        third: Option<Third>,
        qual: Option<Qual>,
        span: Span,
    ) -> Choice {
        let this = self.today.with_day(1);
        let first = match month {
            MonthRef::Relative(n) => this.and_then(|f| add_months(f, n)),
            MonthRef::Named(m) => match self.year(year) {
                Some((y, _)) => {
                    let said = NaiveDate::from_ymd_opt(y, m, 1);
                    if matches!(year, Year::Full(_))
                        && self.expect() == Expect::Future
                        && y < self.today.year()
                    {
                        let to = self.month_occurrence(m, qual);
                        if let (Some(from), Some(to)) = (said, to) {
                            self.findings.push(
                                Finding::new(&findings::YEAR_CORRECTED)
                                    .at(span)
                                    .with("from", from)
                                    .with("to", to),
                            );
                        }
                        to
                    } else {
                        said
                    }
                }
                None => self.month_occurrence(m, qual),
            },
        };
        let Some(first) = first else { return Choice::new() };
        let (from, to) = match third {
            None => (Some(first), first.checked_add_months(Months::new(1))),
            Some(Third::Begin) => (Some(first), plus(first, 10)),
            Some(Third::Middle) => (plus(first, 10), plus(first, 20)),
            Some(Third::End) => (plus(first, 20), first.checked_add_months(Months::new(1))),
        };
        let assumed = if matches!(year, Year::Unsaid) && matches!(month, MonthRef::Named(_)) {
            Assumed::of(Assumption::Occurrence)
        } else {
            Assumed::NONE
        };
        // "Anfang November" said on the fifteenth is next year's, unless this is what "diesen" says.
        let (from, to) = match (from, to) {
            (Some(_), Some(t))
                if t <= self.today
                    && third.is_some()
                    && matches!(month, MonthRef::Named(_))
                    && year == Year::Unsaid
                    && qual.is_none()
                    && self.expect() == Expect::Future =>
            {
                (from.and_then(|f| add_months(f, 12)), add_months(t, 12))
            }
            other => other,
        };
        choice([from.zip(to).map(|(start, end)| Dates { start, end, assumed })])
    }

    pub(super) fn month_occurrence(&self, m: u32, qual: Option<Qual>) -> Option<NaiveDate> {
        let from = self.from();
        let this_year = NaiveDate::from_ymd_opt(from.year(), m, 1)?;
        let current = m == from.month();
        let later = m > from.month();
        match qual {
            Some(Qual::Last | Qual::Gone | Qual::BeforeLast) => {
                if later || current {
                    add_months(this_year, -12)
                } else {
                    Some(this_year)
                }
            }
            None if self.backwards() => {
                if later {
                    add_months(this_year, -12)
                } else {
                    Some(this_year)
                }
            }
            Some(Qual::Next | Qual::Coming) if current => add_months(this_year, 12),
            Some(Qual::AfterNext) => add_months(this_year, if later { 12 } else { 24 }),
            _ if later || current => Some(this_year),
            _ => add_months(this_year, 12),
        }
    }
}
