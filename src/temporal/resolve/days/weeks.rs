//! Weekdays, weeks and weekends.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::{Choice, Said, choice, day, monday, plus, stretch};
use crate::context::NextWeekday;
use crate::finding::Finding;
use crate::span::Span;
use crate::temporal::findings;
use crate::temporal::resolve::Resolver;
use crate::temporal::syntax::{Day, WeekRef, Year};
use crate::temporal::value::{Assumed, Assumption};
use crate::text::Qual;

impl Resolver<'_> {
    pub(super) fn weekday(&mut self, weekday: Weekday, qual: Option<Qual>, time: Said, said: &Day) -> Choice {
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
    pub(super) fn week(&mut self, week: WeekRef, span: Span, weekday: Option<i64>) -> Option<NaiveDate> {
        match week {
            WeekRef::Relative(n) => plus(monday(self.today)?, i64::from(n).saturating_mul(7)),
            WeekRef::OfMonth(nth, month, year) => {
                self.weeks_of_month(nth, month, year, span).first().map(|d| d.start)
            }
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

    pub(super) fn weekend(&mut self, qual: Option<Qual>, span: Span) -> Choice {
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
}
