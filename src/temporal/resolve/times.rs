//! Which wall times a clock time can be.

use chrono::NaiveTime;
use smallvec::SmallVec;

use super::Resolver;
use crate::context::DayPart;
use crate::finding::{Datum, Finding};
use crate::span::Span;
use crate::temporal::findings;
use crate::temporal::syntax::Clock;
use crate::temporal::value::{Assumed, Assumption};
use crate::text::Part;

/// A wall time that may be meant, and how many days after the day that was named it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) at: NaiveTime,
    pub(super) days: i64,
    pub(super) assumed: Assumed,
    /// 24:00 rather than 0:00: the end of a range, not its start.
    pub(super) end_of_day: bool,
}

pub(super) type Times = SmallVec<[Time; 2]>;

fn time(hour: u32, minute: u32, second: u32, days: i64, assumed: Assumed) -> Option<Time> {
    let (hour, more, end) = if hour == 24 { (0, 1, true) } else { (hour, 0, false) };
    let at = NaiveTime::from_hms_opt(hour, minute, second)?;
    Some(Time { at, days: days.saturating_add(more), assumed, end_of_day: end })
}

impl Resolver<'_> {
    /// The stretch of a part of day.
    pub(super) const fn part(&self, part: Part) -> DayPart {
        let parts = &self.context.policy.day_parts;
        match part {
            Part::Morning => parts.morning,
            Part::Forenoon => parts.forenoon,
            Part::Noon => parts.noon,
            Part::Afternoon => parts.afternoon,
            Part::Evening => parts.evening,
            Part::Night => parts.night,
        }
    }

    /// The wall times that a clock time can be, in the order in which German puts them. `night` tells that the noun
    /// "Nacht" was said of a named day.
    pub(super) fn times(&mut self, clock: &Clock, part: Option<Part>, night: bool) -> Times {
        let mut about = Assumed::NONE;
        if clock.bare {
            about = about.and(Assumption::BareClock);
        }
        if clock.hour > 24 || clock.minute > 59 || clock.second > 59 || (clock.hour == 24 && clock.minute > 0)
        {
            self.no_such_time(clock);
            return Times::new();
        }
        let at =
            |hour: u32, days: i64, a: Assumed| time(hour, clock.minute, clock.second, days, a.union(about));
        let list = |times: [Option<Time>; 2]| -> Times { times.into_iter().flatten().collect() };
        if clock.midnight {
            self.note(&findings::MIDNIGHT, clock.span);
            return list([
                at(24, 0, Assumed::of(Assumption::EndOfDay)),
                at(0, 0, Assumed::of(Assumption::StartOfDay)),
            ]);
        }
        let plain = Assumed::NONE;
        let h = clock.hour;
        if clock.exact {
            if let Some(part) = part
                && !fits(part, h)
            {
                self.part_conflict(clock);
                return list([at(h, 0, plain), None]);
            }
            if part == Some(Part::Night) && h < 12 {
                return self.after_midnight(clock.span, night, |days, a| at(h, days, a));
            }
            return list([at(h, 0, plain), None]);
        }
        let Some(part) = part else {
            self.note(&findings::TWELVE_HOUR, clock.span);
            let morning = Assumed::of(Assumption::Morning);
            let afternoon = Assumed::of(Assumption::Afternoon);
            return if h == 12 {
                list([at(12, 0, morning), at(0, 1, afternoon)])
            } else {
                list([at(h, 0, morning), at(h.saturating_add(12), 0, afternoon)])
            };
        };
        let pm = h.saturating_add(12);
        match (part, h) {
            (Part::Morning, 12) => {
                self.part_conflict(clock);
                list([at(12, 0, plain), at(0, 0, plain)])
            }
            (Part::Morning | Part::Forenoon, _) => list([at(h, 0, plain), None]),
            (Part::Noon, 1..=5) => list([at(pm, 0, plain), None]),
            (Part::Noon, _) => list([at(h, 0, plain), None]),
            (Part::Afternoon, 12) => list([at(12, 0, plain), None]),
            (Part::Afternoon, 1..=8) => list([at(pm, 0, plain), None]),
            (Part::Afternoon, _) => {
                self.part_conflict(clock);
                list([at(h, 0, plain), at(pm, 0, plain)])
            }
            (Part::Evening, 12) if clock.minute == 0 => list([at(24, 0, plain), None]),
            (Part::Evening, 12) => list([at(0, 1, plain), None]),
            (Part::Evening, 4..=11) => list([at(pm, 0, plain), None]),
            (Part::Evening, _) => {
                self.part_conflict(clock);
                list([at(pm, 0, plain), at(h, 0, plain)])
            }
            (Part::Night, 12) => self.after_midnight(clock.span, night, |days, a| at(0, days, a)),
            (Part::Night, 7..=11) => list([at(pm, 0, plain), None]),
            (Part::Night, _) => self.after_midnight(clock.span, night, |days, a| at(h, days, a)),
        }
    }

    /// An hour after midnight: "heute Nacht um zwei" is tomorrow's date; "Freitag nachts um zwei" can be either.
    fn after_midnight(
        &mut self,
        span: Span,
        night: bool,
        at: impl Fn(i64, Assumed) -> Option<Time>,
    ) -> Times {
        let following = at(1, Assumed::of(Assumption::AfterMidnight));
        if night {
            return following.into_iter().collect();
        }
        self.note(&findings::NIGHT, span);
        [at(0, Assumed::NONE), following].into_iter().flatten().collect()
    }

    fn part_conflict(&mut self, clock: &Clock) {
        let time = NaiveTime::from_hms_opt(clock.hour % 24, clock.minute, clock.second).unwrap_or_default();
        self.findings.push(Finding::new(&findings::PART_OF_DAY_CONFLICT).at(clock.span).with("time", time));
    }

    fn no_such_time(&mut self, clock: &Clock) {
        let hour = clock.hour.min(23);
        let nearest: Vec<Datum> = if clock.hour >= 24 {
            vec![Datum::from("23:59"), Datum::from("00:00")]
        } else {
            let next = NaiveTime::from_hms_opt(hour.saturating_add(1) % 24, 0, 0);
            NaiveTime::from_hms_opt(hour, 59, 0).into_iter().chain(next).map(Datum::Time).collect()
        };
        self.refuse(
            Finding::new(&findings::INVALID_TIME)
                .at(clock.span)
                .with("hour", clock.hour)
                .with("minute", clock.minute)
                .with("nearest", nearest),
        );
    }

    /// True where an hour on the wall is neither in opening hours nor, where none are known, in daytime.
    pub(super) fn is_odd(&self, time: NaiveTime, date: Option<chrono::NaiveDate>) -> bool {
        let policy = &self.context.policy;
        if let Some(hours) = self.context.hours.as_ref().filter(|h| !h.is_empty()) {
            return match date {
                // On a day that is closed altogether the usual hours still tell what is meant.
                Some(date) if !hours.on(date).is_empty() => !hours.is_open(date.and_time(time)),
                _ => !hours.ever_open_at(time),
            };
        }
        !(policy.day_begins <= time && time < policy.day_ends)
    }
}

/// True where an hour that needs no explanation can be said with a part of day.
const fn fits(part: Part, hour: u32) -> bool {
    match part {
        Part::Morning => hour < 12,
        Part::Forenoon => 5 <= hour && hour <= 12,
        Part::Noon => 10 <= hour && hour <= 15,
        Part::Afternoon => 12 <= hour && hour <= 19,
        Part::Evening => 16 <= hour && hour <= 24,
        Part::Night => hour <= 7 || hour >= 20,
    }
}
