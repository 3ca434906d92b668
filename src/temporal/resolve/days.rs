//! Which dates a day can be.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use smallvec::SmallVec;

use super::Resolver;
use crate::context::{Expect, NextWeekday};
use crate::finding::{Datum, Finding};
use crate::span::Span;
use crate::temporal::syntax::{Base, Day, MonthRef, Shift, WeekRef, Year};
use crate::temporal::value::{Assumed, Assumption};
use crate::temporal::{findings, holiday};
use crate::text::{Qual, Third, Unit};

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
            Base::Week(week, third) => {
                let Some(monday) = self.week(week, said.span, None) else { return Choice::new() };
                let (skip, length) = match third {
                    None => (0, 7),
                    Some(Third::Begin) => (0, 2),
                    Some(Third::Middle) => (2, 1),
                    Some(Third::End) => (3, 2),
                };
                let assumed = if matches!(week, WeekRef::Number(_, Year::Unsaid)) {
                    Assumed::of(Assumption::Occurrence)
                } else {
                    Assumed::NONE
                };
                choice([plus(monday, skip).and_then(|d| stretch(d, length, assumed))])
            }
            Base::Month { month, year, third, qual } => self.month(month, year, third, qual, said.span),
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

    fn weekday(&mut self, weekday: Weekday, qual: Option<Qual>, time: Said, said: &Day) -> Choice {
        let from = self.from();
        let ahead = i64::from(weekday.num_days_from_monday())
            .saturating_sub(from.weekday().num_days_from_monday().into())
            .rem_euclid(7);
        let at = |days: i64, a: Option<Assumption>| {
            plus(from, days).and_then(|d| day(d, a.map_or(Assumed::NONE, Assumed::of)))
        };
        // "von Montag bis Mittwoch": the first one after the start.
        if self.floor.is_some() && qual.is_none() {
            return choice([at(ahead, None)]);
        }
        let this_week = i64::from(weekday.num_days_from_monday())
            .saturating_sub(from.weekday().num_days_from_monday().into());
        match qual {
            None if self.backwards() => {
                let back = ahead.saturating_sub(7);
                match time {
                    _ if ahead != 0 => choice([at(back, None)]),
                    Said::Passed => {
                        choice([at(0, Some(Assumption::Today)), at(-7, Some(Assumption::WeekAhead))])
                    }
                    Said::Later => choice([at(-7, None)]),
                    Said::Nothing => choice([at(-7, None), at(0, Some(Assumption::Today))]),
                }
            }
            None if ahead != 0 => choice([at(ahead, None)]),
            None if said.shift.is_some() => choice([at(7, None)]),
            None => match time {
                Said::Nothing => {
                    self.note(&findings::WEEKDAY_TODAY, said.span);
                    choice([at(7, Some(Assumption::WeekAhead)), at(0, Some(Assumption::Today))])
                }
                Said::Later => {
                    self.note(&findings::WEEKDAY_TODAY, said.span);
                    choice([at(0, Some(Assumption::Today)), at(7, Some(Assumption::WeekAhead))])
                }
                Said::Passed => choice([at(7, Some(Assumption::WeekAhead))]),
            },
            Some(Qual::This) => {
                if ahead == 0 {
                    self.note(&findings::WEEKDAY_TODAY, said.span);
                    return choice([at(0, Some(Assumption::Today)), at(7, Some(Assumption::WeekAhead))]);
                }
                choice([at(ahead, None)])
            }
            Some(Qual::Coming) => choice([at(if ahead == 0 { 7 } else { ahead }, None)]),
            Some(q @ (Qual::Next | Qual::AfterNext)) => {
                let more = if q == Qual::AfterNext { 7 } else { 0 };
                let coming = (if ahead == 0 { 7 } else { ahead }).saturating_add(more);
                let following = this_week.saturating_add(7).saturating_add(more);
                if coming != following {
                    self.note(&findings::NEXT_WEEKDAY, said.span);
                    let coming = at(coming, Some(Assumption::Coming));
                    let following = at(following, Some(Assumption::FollowingWeek));
                    return match self.context.policy.next_weekday {
                        NextWeekday::Coming => choice([coming, following]),
                        NextWeekday::NextWeek => choice([following, coming]),
                    };
                }
                choice([at(coming, None)])
            }
            Some(Qual::Gone) => choice([at(ahead.saturating_sub(7), None)]),
            Some(q @ (Qual::Last | Qual::BeforeLast)) => {
                let more = if q == Qual::BeforeLast { -7 } else { 0 };
                let recent = ahead.saturating_sub(7).saturating_add(more);
                let last_week = this_week.saturating_sub(7).saturating_add(more);
                if recent != last_week {
                    self.note(&findings::NEXT_WEEKDAY, said.span);
                }
                choice([at(recent, None), at(last_week, Some(Assumption::FollowingWeek))])
            }
        }
    }

    /// The Monday of a week. `weekday` is the day of it that is meant, for the next occurrence of a numbered week.
    fn week(&mut self, week: WeekRef, span: Span, weekday: Option<i64>) -> Option<NaiveDate> {
        match week {
            WeekRef::Relative(n) => plus(monday(self.today)?, i64::from(n).saturating_mul(7)),
            WeekRef::Number(number, year) => {
                let of = |y: i32| NaiveDate::from_isoywd_opt(y, number, Weekday::Mon);
                let found = match year {
                    Year::Unsaid => {
                        let this = self.from().iso_week().year();
                        let ends =
                            |m: &NaiveDate| plus(*m, weekday.unwrap_or(6)).is_some_and(|d| d >= self.from());
                        if self.backwards() {
                            (0..7).find_map(|back| of(this.checked_sub(back)?).filter(|m| *m <= self.today))
                        } else {
                            (0..7).find_map(|ahead| of(this.checked_add(ahead)?).filter(ends))
                        }
                    }
                    _ => self.year(year).and_then(|(y, _)| of(y)),
                };
                if found.is_none() || number == 0 {
                    self.refuse(
                        Finding::new(&findings::INVALID_DATE)
                            .at(span)
                            .with("week", number)
                            .with("nearest", "KW 1, KW 52"),
                    );
                    return None;
                }
                found
            }
        }
    }

    fn weekend(&mut self, qual: Option<Qual>, span: Span) -> Choice {
        let Some(this) = monday(self.today).and_then(|m| plus(m, 5)) else { return Choice::new() };
        let running = self.today >= this;
        let at = |weeks: i64, a: Assumed| plus(this, weeks.saturating_mul(7)).and_then(|d| stretch(d, 2, a));
        match qual {
            None if self.backwards() => choice([at(if running { 0 } else { -1 }, Assumed::NONE)]),
            None | Some(Qual::This) => choice([at(0, Assumed::NONE)]),
            Some(Qual::Coming) => choice([at(running.into(), Assumed::NONE)]),
            Some(q @ (Qual::Next | Qual::AfterNext)) => {
                let more = i64::from(q == Qual::AfterNext);
                if running {
                    return choice([at(more.saturating_add(1), Assumed::NONE)]);
                }
                self.note(&findings::NEXT_WEEKDAY, span);
                let coming = at(more, Assumed::of(Assumption::Coming));
                let following = at(more.saturating_add(1), Assumed::of(Assumption::FollowingWeek));
                match self.context.policy.next_weekday {
                    NextWeekday::Coming => choice([coming, following]),
                    NextWeekday::NextWeek => choice([following, coming]),
                }
            }
            Some(Qual::Last | Qual::Gone) => choice([at(-1, Assumed::NONE)]),
            Some(Qual::BeforeLast) => choice([at(-2, Assumed::NONE)]),
        }
    }

    /// The year that was said, and what was assumed about it.
    fn year(&self, year: Year) -> Option<(i32, Assumed)> {
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

    fn date(&mut self, d: u32, month: Option<MonthRef>, year: Year, span: Span) -> Choice {
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
    fn mind_distance(&mut self, date: NaiveDate, span: Span) {
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
    fn occurrence(&self, month: u32, d: u32) -> Option<NaiveDate> {
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
    fn day_of_month(&mut self, d: u32, span: Span) -> Choice {
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
    fn no_such_date(&mut self, d: u32, m: u32, y: Option<i32>, span: Span) {
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

    fn nth_weekday(
        &mut self,
        nth: i32,
        weekday: Weekday,
        month: Option<MonthRef>,
        year: Year,
        span: Span,
    ) -> Choice {
        let in_month = |first: NaiveDate| -> Option<NaiveDate> {
            if nth > 0 {
                NaiveDate::from_weekday_of_month_opt(
                    first.year(),
                    first.month(),
                    weekday,
                    u8::try_from(nth).ok()?,
                )
            } else {
                let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
                let back = i64::from(last.weekday().num_days_from_monday())
                    .saturating_sub(weekday.num_days_from_monday().into())
                    .rem_euclid(7);
                plus(
                    last,
                    back.saturating_add(i64::from(nth.saturating_add(1).unsigned_abs()).saturating_mul(7))
                        .saturating_neg(),
                )
            }
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

    fn holiday(&mut self, rule: u8, year: Year, span: Span) -> Choice {
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

    fn month(
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

    fn month_occurrence(&self, m: u32, qual: Option<Qual>) -> Option<NaiveDate> {
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

    fn shifted(&mut self, said: &Day, shift: Shift, dates: &Choice) -> Choice {
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

    fn agree_weekday(&mut self, dates: Choice, weekday: Weekday, span: Span) -> Choice {
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

    fn agree_offset(&mut self, dates: Choice, offset: i32, span: Span) -> Choice {
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
fn beside(date: NaiveDate, weekday: Weekday, after: bool) -> Option<NaiveDate> {
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

pub(super) fn add_months(date: NaiveDate, n: i32) -> Option<NaiveDate> {
    let months = Months::new(n.unsigned_abs());
    if n < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
}

/// `n` workdays on, Monday to Friday.
fn workdays(date: NaiveDate, n: i64) -> Option<NaiveDate> {
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
