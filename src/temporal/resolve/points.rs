//! Points: a day, a clock time, a part of day, and any of them together.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use smallvec::SmallVec;

use super::days::{Choice, Dates, Said};
use super::times::{Time, Times};
use super::{Candidate, Candidates, Resolver};
use crate::context::{Expect, Fold};
use crate::finding::Finding;
use crate::span::Span;
use crate::temporal::findings;
use crate::temporal::syntax::{Base, Day, Point, Year};
use crate::temporal::value::{Assumed, Assumption, Bound, Moment, Value};
use crate::temporal::zone::{Localised, localise, on_the_wall};
use crate::text::Part;

/// A wall date-time that may be meant, before the zone is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wall {
    pub(super) at: NaiveDateTime,
    /// The day it was said of, which is the day before for an hour after midnight.
    pub(super) of: NaiveDate,
    pub(super) assumed: Assumed,
}

impl Resolver<'_> {
    /// What a bare weekday that is today's has to know about the time said with it.
    pub(super) fn said(&self, times: &Times, part: Option<Part>) -> Said {
        let now = self.now.time();
        if !times.is_empty() {
            let later = times.iter().any(|t| t.days > 0 || t.at > now);
            return if later { Said::Later } else { Said::Passed };
        }
        match part.map(|p| self.part(p)) {
            Some(p) if p.end > now || p.end <= p.start => Said::Later,
            Some(_) => Said::Passed,
            None => Said::Nothing,
        }
    }

    /// True where the speaker looks ahead and this is over.
    pub(super) fn is_past(&self, at: NaiveDateTime) -> bool {
        self.context.policy.expect == Expect::Future && at < self.now
    }

    /// "Nacht" of a day that was named by its distance, not "nachts" of any.
    fn night_of(point: &Point) -> bool {
        let Some(Day { base, shift: None, .. }) = point.day else { return false };
        point.night_noun && matches!(base, Base::Offset(_))
    }

    pub(super) fn at(&mut self, point: &Point, span: Span) -> Candidates {
        let part = point.part.map(|(p, _)| p);
        let Some(clock) = point.clock else {
            return match point.day {
                Some(day) => self.day_only(&day, point, part, span),
                None => part.map(|p| self.part_only(p)).unwrap_or_default(),
            };
        };
        let times = self.times(&clock, part, Self::night_of(point));
        if times.is_empty() {
            // The day is kept apart from a time that does not exist: a finding says which.
            return Candidates::new();
        }
        let Some(day) = point.day else { return self.time_only(&times, point) };
        let said = self.said(&times, part);
        let dates = self.days(&day, said);
        if !day.is_day() {
            return self.time_of_stretch(&day, &dates, &times, span);
        }
        let walls = self.walls(&dates, &times, matches!(said, Said::Later) && is_bare_weekday(&day));
        let mut out = Candidates::new();
        for wall in walls {
            self.moments(wall, point, span, &mut out);
        }
        out
    }

    /// Every date with every time, the time's order first: both Fridays at fifteen before both at three.
    pub(super) fn walls(&self, dates: &Choice, times: &Times, today_first: bool) -> SmallVec<[Wall; 4]> {
        let mut walls = SmallVec::new();
        for time in times {
            for date in dates {
                let Some(at) = on(date.start, time) else { continue };
                // Of a weekday that is today's, only a time that is still to come is today's.
                if today_first && date.assumed.has(Assumption::Today) && at <= self.now {
                    continue;
                }
                walls.push(Wall { at, of: date.start, assumed: date.assumed.union(time.assumed) });
            }
        }
        walls
    }

    /// The moments that a wall time is in the zone.
    fn moments(&mut self, wall: Wall, point: &Point, span: Span, out: &mut Candidates) {
        let mut assumed = wall.assumed;
        if point.about {
            assumed = assumed.and(Assumption::Approximate);
        }
        let odd = self.is_odd(wall.at.time(), Some(wall.at.date()));
        let past = self.is_past(wall.at);
        let one =
            |moment: Moment, a: Assumed| Candidate { value: Value::DateTime(moment), assumed: a, past, odd };
        match localise(wall.at, self.context.zone) {
            Localised::Unambiguous(moment) => out.push(one(moment, assumed)),
            Localised::Gap { before, after } => {
                let finding = Finding::new(&findings::GAP)
                    .at(span)
                    .with("local", wall.at)
                    .with("before", before.local)
                    .with("after", after.local)
                    .with("before_utc", before.utc)
                    .with("after_utc", after.utc);
                self.refuse(finding);
            }
            Localised::Fold { first, second } => {
                let earlier = one(first, assumed.and(Assumption::FoldEarlier));
                let later = one(second, assumed.and(Assumption::FoldLater));
                let finding = Finding::new(&findings::FOLD)
                    .at(span)
                    .with("local", wall.at)
                    .with("first", first.utc)
                    .with("second", second.utc);
                self.findings.push(finding);
                match self.context.policy.fold {
                    Fold::Ask => out.extend([earlier, later]),
                    Fold::Earlier => out.push(earlier),
                    Fold::Later => out.push(later),
                }
            }
        }
    }

    fn time_only(&self, times: &Times, point: &Point) -> Candidates {
        times
            .iter()
            .map(|t| Candidate {
                value: Value::Time(t.at),
                assumed: if point.about { t.assumed.and(Assumption::Approximate) } else { t.assumed },
                past: false,
                odd: self.is_odd(t.at, None),
            })
            .collect()
    }

    fn part_only(&self, part: Part) -> Candidates {
        let p = self.part(part);
        let value = Value::Interval { start: Some(Bound::Time(p.start)), end: Some(Bound::Time(p.end)) };
        super::one(Candidate { assumed: Assumed::of(Assumption::PartOfDay), ..self.plain(value) })
    }

    fn day_only(&mut self, day: &Day, point: &Point, part: Option<Part>, span: Span) -> Candidates {
        let said = self.said(&Times::new(), part);
        let dates = self.days(day, said);
        let mut out = Candidates::new();
        for d in dates {
            let mut assumed = d.assumed;
            if point.about {
                assumed = assumed.and(Assumption::Approximate);
            }
            let candidate = match part {
                Some(part) if day.is_day() => {
                    let (start, end) = self.part_of(d.start, part);
                    Candidate {
                        value: Value::Interval {
                            start: Some(Bound::Local(start)),
                            end: Some(Bound::Local(end)),
                        },
                        assumed: assumed.and(Assumption::PartOfDay),
                        past: self.is_past(end),
                        odd: false,
                    }
                }
                _ if day.is_day() => Candidate {
                    value: Value::Date(d.start),
                    assumed,
                    past: self.context.policy.expect == Expect::Future && d.start < self.today,
                    odd: false,
                },
                _ => {
                    if part.is_some() {
                        self.note(&findings::PART_WITHOUT_DAY, span);
                    }
                    Candidate {
                        value: Value::Interval {
                            start: Some(Bound::Date(d.start)),
                            end: Some(Bound::Date(d.end)),
                        },
                        assumed,
                        past: self.context.policy.expect == Expect::Future && d.end <= self.today,
                        odd: false,
                    }
                }
            };
            out.push(candidate);
        }
        out
    }

    /// When a part of a date begins and ends.
    pub(super) fn part_of(&self, date: NaiveDate, part: Part) -> (NaiveDateTime, NaiveDateTime) {
        let p = self.part(part);
        let start = date.and_time(p.start);
        let end = if p.end > p.start { date } else { date.succ_opt().unwrap_or(date) };
        (start, end.and_time(p.end))
    }

    /// "nächste Woche um zehn": the stretch, and a finding that the day is missing; a weekend offers its two days.
    fn time_of_stretch(&mut self, day: &Day, dates: &Choice, times: &Times, span: Span) -> Candidates {
        let mut out = Candidates::new();
        if matches!(day.base, Base::Weekend(_)) {
            let mut days = Choice::new();
            for d in dates {
                let second = d.start.succ_opt().unwrap_or(d.start);
                days.push(Dates { start: d.start, end: second, assumed: d.assumed });
                days.push(Dates {
                    start: second,
                    end: d.end,
                    assumed: d.assumed.and(Assumption::Alternative),
                });
            }
            for wall in self.walls(&days, times, false) {
                self.moments(wall, &Point::default(), span, &mut out);
            }
            return out;
        }
        if let Some(time) = times.first() {
            self.findings.push(Finding::new(&findings::TIME_WITHOUT_DAY).at(span).with("time", time.at));
        }
        for d in dates {
            let value = Value::Interval { start: Some(Bound::Date(d.start)), end: Some(Bound::Date(d.end)) };
            out.push(Candidate { assumed: d.assumed, ..self.plain(value) });
        }
        out
    }

    /// An RFC 3339 instant on the wall clock of the zone; an explicit past year is corrected on the wall.
    pub(super) fn instant(&mut self, seconds: i64, span: Span) -> Candidates {
        let Some(utc) = chrono::DateTime::from_timestamp(seconds, 0) else { return Candidates::new() };
        let moment = on_the_wall(utc, self.context.zone);
        let date = moment.local.date();
        if self.context.policy.expect == Expect::Future && date.year() < self.today.year() {
            let base = Base::Date {
                day: date.day(),
                month: Some(crate::temporal::syntax::MonthRef::Named(date.month())),
                year: Year::Full(date.year()),
            };
            let dates = self.days(&Day::new(base, span), Said::Nothing);
            let mut out = Candidates::new();
            for d in dates {
                let wall = Wall {
                    at: d.start.and_time(moment.local.time()),
                    of: d.start,
                    assumed: d.assumed.and(Assumption::Converted),
                };
                self.moments(wall, &Point::default(), span, &mut out);
            }
            return out;
        }
        self.findings.push(
            Finding::new(&findings::ZONE_CONVERTED).at(span).with("utc", utc).with("local", moment.local),
        );
        super::one(Candidate {
            value: Value::DateTime(moment),
            assumed: Assumed::of(Assumption::Converted),
            past: self.is_past(moment.local),
            odd: false,
        })
    }
}

/// A time on a date, days later where it lies after midnight.
pub(super) fn on(date: NaiveDate, time: &Time) -> Option<NaiveDateTime> {
    let days = chrono::Days::new(time.days.unsigned_abs());
    date.checked_add_days(days).map(|d| d.and_time(time.at))
}

pub(super) fn is_bare_weekday(day: &Day) -> bool {
    matches!(day.base, Base::Weekday(_, None)) && day.shift.is_none()
}
