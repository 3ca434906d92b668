//! Ranges, open ends, lengths from now, repetition.

use chrono::{NaiveDate, NaiveDateTime};
use smallvec::SmallVec;

use super::days::{Choice, Said, add_months};
use super::points::{is_bare_weekday, on};
use super::times::{Time, Times};
use super::{Candidate, Candidates, Resolver};
use crate::context::Expect;
use crate::finding::Finding;
use crate::span::Span;
use crate::temporal::findings;
use crate::temporal::recurrence::Recurrence;
use crate::temporal::syntax::{Begin, Day, Point, Repeat, Shift};
use crate::temporal::value::{Assumed, Assumption, Bound, Value};
use crate::temporal::zone::{Localised, localise};
use crate::text::{Part, Unit};

/// Which end of an interval is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// ab: the point itself belongs to it.
    From,
    /// nach: a day does not, a clock time does.
    After,
    /// bis: a day does.
    Until,
    /// vor: it does not.
    Before,
}

/// A bound that may be meant.
#[derive(Clone, Copy, Debug)]
struct Edge {
    bound: Bound,
    assumed: Assumed,
    odd: bool,
    past: bool,
}

type Edges = SmallVec<[Edge; 4]>;

impl Resolver<'_> {
    pub(super) fn open(&mut self, point: &Point, span: Span, end: End) -> Candidates {
        let starts = matches!(end, End::From | End::After);
        self.edges(point, span, end)
            .into_iter()
            .map(|e| {
                let value = if starts {
                    Value::Interval { start: Some(e.bound), end: None }
                } else {
                    Value::Interval { start: None, end: Some(e.bound) }
                };
                // From yesterday on is not over; until yesterday is.
                Candidate { value, assumed: e.assumed, past: e.past && !starts, odd: e.odd }
            })
            .collect()
    }

    /// Everything that one end of an interval can be.
    fn edges(&mut self, point: &Point, span: Span, end: End) -> Edges {
        let part = point.part.map(|(p, _)| p);
        let about = if point.about { Assumed::of(Assumption::Approximate) } else { Assumed::NONE };
        let mut out = Edges::new();
        let Some(clock) = point.clock else {
            match (point.day, part) {
                (Some(day), part) => {
                    let said = self.said(&Times::new(), part);
                    for d in self.days(&day, said) {
                        let bound = match (part.filter(|_| day.is_day()), end) {
                            (Some(part), End::From | End::Before) => {
                                Bound::Local(self.part_of(d.start, part).0)
                            }
                            (Some(part), End::After | End::Until) => {
                                Bound::Local(self.part_of(d.start, part).1)
                            }
                            (None, End::From | End::Before) => Bound::Date(d.start),
                            (None, End::After | End::Until) => Bound::Date(d.end),
                        };
                        let past = self.context.policy.expect == Expect::Future && d.end <= self.today;
                        out.push(Edge { bound, assumed: d.assumed.union(about), odd: false, past });
                    }
                }
                (None, Some(part)) => {
                    let p = self.part(part);
                    let at = if matches!(end, End::From | End::Before) { p.start } else { p.end };
                    let assumed = about.and(Assumption::PartOfDay);
                    out.push(Edge { bound: Bound::Time(at), assumed, odd: false, past: false });
                }
                (None, None) => {}
            }
            return out;
        };
        let times = self.times(&clock, part, false);
        match point.day {
            None => {
                for t in &times {
                    out.push(Edge {
                        bound: Bound::Time(t.at),
                        assumed: t.assumed.union(about),
                        odd: self.is_odd(t.at, None),
                        past: false,
                    });
                }
            }
            Some(day) => {
                let said = self.said(&times, part);
                let dates = self.days(&day, said);
                if !day.is_day() {
                    if let (Some(t), true) = (times.first(), !dates.is_empty()) {
                        self.findings
                            .push(Finding::new(&findings::TIME_WITHOUT_DAY).at(span).with("time", t.at));
                    }
                    for d in dates {
                        let bound =
                            Bound::Date(if matches!(end, End::From | End::Before) { d.start } else { d.end });
                        out.push(Edge { bound, assumed: d.assumed, odd: false, past: false });
                    }
                    return out;
                }
                for wall in self.walls(&dates, &times, matches!(said, Said::Later) && is_bare_weekday(&day)) {
                    if let Some(at) = self.exists(wall.at, span) {
                        out.push(Edge {
                            bound: Bound::Local(at),
                            assumed: wall.assumed.union(about),
                            odd: self.is_odd(at.time(), Some(at.date())),
                            past: self.is_past(at),
                        });
                    }
                }
            }
        }
        out
    }

    /// A wall time that the zone has; a gap is refused. A fold does not matter to a bound.
    fn exists(&mut self, at: NaiveDateTime, span: Span) -> Option<NaiveDateTime> {
        if let Localised::Gap { before, after } = localise(at, self.context.zone) {
            self.refuse(
                Finding::new(&findings::GAP)
                    .at(span)
                    .with("local", at)
                    .with("before", before.local)
                    .with("after", after.local)
                    .with("before_utc", before.utc)
                    .with("after_utc", after.utc),
            );
            return None;
        }
        Some(at)
    }

    pub(super) fn range(&mut self, from: &Point, to: &Point, span: Span) -> Candidates {
        if let (Some(_), Some(_)) = (from.clock, to.clock)
            && (to.day.is_none() || to.day.map(|d| d.base) == from.day.map(|d| d.base))
        {
            return self.clock_range(from, to, span);
        }
        if let (Some((Part::Night, _)), None, None, Some(first), Some(last)) =
            (from.part, from.clock, to.clock, from.day, to.day)
        {
            return self.night(&first, &last);
        }
        let starts = self.edges(from, span, End::From);
        let mut out = Candidates::new();
        let mut backwards = false;
        for start in starts {
            // "von Montag bis Mittwoch": the end is the first one from the start on.
            let floor = self.floor.replace(date_of(start.bound).unwrap_or(self.today));
            let to = match (to.day, date_of(start.bound)) {
                // "morgen früh bis mittags": the day holds for both ends.
                (None, Some(_)) => Point { day: from.day, ..*to },
                _ => *to,
            };
            let same_day = to.day.is_some() && to.day == from.day;
            if same_day {
                self.floor = floor;
            }
            let ends = self.edges(&to, span, End::Until);
            self.floor = floor;
            for end in ends {
                if !ordered(start.bound, end.bound) {
                    backwards = true;
                    continue;
                }
                out.push(Candidate {
                    value: Value::Interval { start: Some(start.bound), end: Some(end.bound) },
                    assumed: start.assumed.union(end.assumed),
                    past: end.past,
                    odd: start.odd || end.odd,
                });
            }
        }
        if out.is_empty() && backwards {
            self.refuse(Finding::new(&findings::INVALID_RANGE).at(span));
        }
        out
    }

    /// "vom 8. auf den 15.": a stay, or the day onto which something is moved.
    pub(super) fn onto(&mut self, from: &Point, to: &Point, span: Span) -> Candidates {
        let mut out = self.range(from, to, span);
        let night = matches!(from.part, Some((Part::Night, _)));
        let start = out.iter().find_map(|c| match c.value {
            Value::Interval { start: Some(start), .. } => date_of(start),
            _ => None,
        });
        if let (false, Some(start)) = (night, start) {
            let floor = self.floor.replace(start);
            let moved = self.at(to, span);
            self.floor = floor;
            out.extend(moved.into_iter().map(|c| Candidate {
                assumed: c.assumed.and(Assumption::Alternative),
                odd: true,
                ..c
            }));
        }
        out
    }

    /// "in der Nacht vom 5. auf den 6.": the hours of the night, or, for who stays over, the days.
    fn night(&mut self, first: &Day, last: &Day) -> Candidates {
        let mut out = Candidates::new();
        for from in self.days(first, Said::Nothing) {
            let floor = self.floor.replace(from.start);
            let ends = self.days(last, Said::Nothing);
            self.floor = floor;
            for to in ends {
                let (start, _) = self.part_of(from.start, Part::Night);
                let end = to.start.and_time(self.part(Part::Night).end);
                if start >= end {
                    continue;
                }
                let assumed = from.assumed.union(to.assumed);
                let past = self.is_past(end);
                let value = |start, end| Value::Interval { start: Some(start), end: Some(end) };
                out.push(Candidate {
                    value: value(Bound::Local(start), Bound::Local(end)),
                    assumed: assumed.and(Assumption::PartOfDay),
                    past,
                    odd: false,
                });
                out.push(Candidate {
                    value: value(Bound::Date(from.start), Bound::Date(to.start)),
                    assumed: assumed.and(Assumption::Alternative),
                    past,
                    odd: true,
                });
            }
        }
        out
    }

    /// "von 9 bis 11", "morgen zwischen 14 und 16 Uhr": both ends on one day, the second after the first.
    fn clock_range(&mut self, from: &Point, to: &Point, span: Span) -> Candidates {
        let (Some(a), Some(b)) = (from.clock, to.clock) else { return Candidates::new() };
        let part = from.part.map(|(p, _)| p);
        let starts = self.times(&a, part, false);
        let mut ends = self.times(&b, to.part.map(|(p, _)| p), false);
        // "zwischen acht und zwölf": midnight ends a day, noon begins none.
        if a.exact && b.exact && ends.len() > 1 {
            ends.truncate(1);
        }
        if starts.is_empty() || ends.is_empty() {
            return Candidates::new();
        }
        let dates = match from.day.or(to.day) {
            Some(day) => {
                let said = self.said(&starts, part);
                let dates = self.days(&day, said);
                if !day.is_day() {
                    if let Some(t) = starts.first() {
                        self.findings
                            .push(Finding::new(&findings::TIME_WITHOUT_DAY).at(span).with("time", t.at));
                    }
                    return dates
                        .into_iter()
                        .map(|d| Candidate {
                            assumed: d.assumed,
                            ..self.plain(Value::Interval {
                                start: Some(Bound::Date(d.start)),
                                end: Some(Bound::Date(d.end)),
                            })
                        })
                        .collect();
                }
                // A weekday that is today's: today only while the range is still to come.
                let later = matches!(said, Said::Later) && is_bare_weekday(&day);
                Some((dates, later))
            }
            None => None,
        };
        let mut pairs = pairs(&starts, &ends);
        // "von 6 bis 20 Uhr": who says one end on the dial of 24 hours says a morning on it as well; "von drei bis 17 Uhr" is
        // no morning.
        let as_said = b.exact && !a.exact && a.hour >= 6;
        if as_said {
            pairs.sort_by_key(|(start, _)| start.at);
        }
        let mut out = Candidates::new();
        let about = if from.about || to.about { Assumed::of(Assumption::Approximate) } else { Assumed::NONE };
        match dates {
            None => {
                for (s, e) in pairs {
                    out.push(Candidate {
                        value: Value::Interval {
                            start: Some(Bound::Time(s.at)),
                            end: Some(Bound::Time(e.at)),
                        },
                        assumed: s.assumed.union(e.assumed).union(about),
                        past: false,
                        odd: self.is_odd(s.at, None),
                    });
                }
            }
            Some((dates, later)) => self.dated(&pairs, &dates, later, about, span, &mut out),
        }
        for candidate in out.iter_mut().filter(|_| as_said) {
            candidate.odd = false;
        }
        out
    }

    fn dated(
        &mut self,
        pairs: &[(Time, Time)],
        dates: &Choice,
        later: bool,
        about: Assumed,
        span: Span,
        out: &mut Candidates,
    ) {
        for (s, e) in pairs {
            for d in dates {
                let (Some(start), Some(end)) = (on(d.start, s), on(d.start, e)) else { continue };
                if later && d.assumed.has(Assumption::Today) && start <= self.now {
                    continue;
                }
                let (Some(start), Some(end)) = (self.exists(start, span), self.exists(end, span)) else {
                    continue;
                };
                out.push(Candidate {
                    value: Value::Interval { start: Some(Bound::Local(start)), end: Some(Bound::Local(end)) },
                    assumed: d.assumed.union(s.assumed).union(e.assumed).union(about),
                    past: self.is_past(end),
                    odd: self.is_odd(start.time(), Some(start.date())),
                });
            }
        }
    }

    /// in den nächsten drei Tagen: from today, the last day included.
    pub(super) fn within(&mut self, shift: Shift) -> Candidates {
        let n = shift.n;
        if shift.unit == Unit::Second {
            let now = self.this_minute();
            let other =
                chrono::TimeDelta::try_seconds(n.into()).and_then(|d| self.context.now.checked_add_signed(d));
            let Some(other) = other.map(|t| crate::temporal::zone::on_the_wall(t, self.context.zone).local)
            else {
                return Candidates::new();
            };
            let (start, end) = if n < 0 { (other, now) } else { (now, other) };
            let value = Value::Interval { start: Some(Bound::Local(start)), end: Some(Bound::Local(end)) };
            return super::one(Candidate { past: self.is_past(end), ..self.plain(value) });
        }
        if n < 0 {
            // "die letzten drei Tage": up to today, today not included.
            let first = match shift.unit {
                Unit::Month => add_months(self.today, n),
                Unit::Year => add_months(self.today, n.saturating_mul(12)),
                unit => {
                    let days = i64::from(n).saturating_mul(if unit == Unit::Week { 7 } else { 1 });
                    self.today.checked_sub_days(chrono::Days::new(days.unsigned_abs()))
                }
            };
            let value = Value::Interval { start: first.map(Bound::Date), end: Some(Bound::Date(self.today)) };
            return super::one(Candidate {
                past: self.context.policy.expect == Expect::Future,
                ..self.plain(value)
            });
        }
        let days = |days: i64| self.today.checked_add_days(chrono::Days::new(days.unsigned_abs()));
        let last = match shift.unit {
            Unit::Week => days(i64::from(n).saturating_mul(7)),
            Unit::Month => add_months(self.today, n),
            Unit::Year => add_months(self.today, n.saturating_mul(12)),
            _ => days(n.into()),
        };
        let end = last.and_then(|d: NaiveDate| d.succ_opt()).map(Bound::Date);
        super::one(self.plain(Value::Interval { start: Some(Bound::Date(self.today)), end }))
    }

    pub(super) fn repeat(&mut self, said: &Repeat, span: Span) -> Candidates {
        let mut rule = Recurrence::every(said.interval.max(1), said.freq);
        rule.weekdays = said.weekdays;
        rule.nth = said.nth.and_then(|n| i8::try_from(n).ok());
        rule.month_day = said.month_day.and_then(|d| i8::try_from(d).ok());
        rule.count = said.count;
        if let Some(day) = said.until {
            let last = |d: &super::days::Dates| if said.before { d.start } else { d.end }.pred_opt();
            rule.until = self.days(&day, Said::Nothing).first().and_then(last);
        }
        if let Some(d) = said.month_day
            && (d == 0 || d > 31)
        {
            self.refuse(
                Finding::new(&findings::INVALID_DATE).at(span).with("day", d).with("nearest", "1, 31"),
            );
            return Candidates::new();
        }
        let assumed = if said.idiom { Assumed::of(Assumption::EightDaysIdiom) } else { Assumed::NONE };
        let mut rules: SmallVec<[Candidate; 4]> = match said.from {
            None => super::one(Candidate { assumed, ..self.plain(Value::Recurrence(rule)) }),
            Some(begin) => self.beginning(rule, begin, assumed),
        };
        let Some(clock) = said.clock else {
            if said.part.is_some() {
                self.note(&findings::PART_WITHOUT_DAY, span);
            }
            return rules;
        };
        let times = self.times(&clock, said.part.map(|(p, _)| p), false);
        rules = rules
            .iter()
            .flat_map(|one| times.iter().map(move |time| (one, time)))
            .filter_map(|(one, time)| {
                let Value::Recurrence(rule) = one.value else { return None };
                Some(Candidate {
                    value: Value::Recurrence(Recurrence { at: Some(time.at), ..rule }),
                    assumed: one.assumed.union(time.assumed),
                    odd: self.is_odd(time.at, None),
                    ..*one
                })
            })
            .collect();
        rules
    }

    /// The rule from each day on that may be meant.
    fn beginning(&mut self, rule: Recurrence, begin: Begin, assumed: Assumed) -> Candidates {
        let days = self.days(&begin.day(), Said::Nothing);
        let future = self.context.policy.expect == Expect::Future;
        days.iter()
            .map(|d| {
                let (from, until) = match begin {
                    // Of the month that is running, what is left.
                    Begin::On(day) if !day.is_day() => {
                        let from = if future { d.start.max(self.today) } else { d.start };
                        (from, rule.until.or(d.end.pred_opt()))
                    }
                    Begin::On(_) | Begin::From(_) => (d.start, rule.until),
                    Begin::After(_) => (d.end, rule.until),
                };
                Candidate {
                    value: Value::Recurrence(Recurrence { from: Some(from), until, ..rule }),
                    assumed: assumed.union(d.assumed),
                    past: future && matches!(begin, Begin::On(_)) && d.end <= self.today,
                    odd: false,
                }
            })
            .collect()
    }
}

fn date_of(bound: Bound) -> Option<NaiveDate> {
    match bound {
        Bound::Date(d) => Some(d),
        Bound::Local(l) => Some(l.date()),
        Bound::Time(_) => None,
    }
}

fn ordered(start: Bound, end: Bound) -> bool {
    let key = |b: Bound| match b {
        Bound::Date(d) => Some(d.and_time(chrono::NaiveTime::MIN)),
        Bound::Local(l) => Some(l),
        Bound::Time(_) => None,
    };
    match (key(start), key(end)) {
        (Some(s), Some(e)) => s < e,
        _ => true,
    }
}

/// Starts and ends that make a plausible range. On the twelve-hour dial the end is the first one after the start; where
/// one end is certain, a range over midnight is only taken if there is no other.
fn pairs(starts: &Times, ends: &Times) -> SmallVec<[(Time, Time); 4]> {
    let minute = |t: &Time| {
        use chrono::Timelike as _;
        i64::from(t.at.num_seconds_from_midnight()).saturating_add(t.days.saturating_mul(86_400))
    };
    let mut out: SmallVec<[(Time, Time); 4]> = SmallVec::new();
    for s in starts {
        let after = |e: &&Time| minute(e) > minute(s);
        let first = ends.iter().filter(after).min_by_key(|e| minute(e)).copied();
        if let Some(e) = first {
            out.push((*s, e));
        }
    }
    // A start that is certain goes with either end: "von 14 bis 16", but "von 8 Uhr (08:00) bis 3" ends in the afternoon.
    let over = starts.len() > 1 && ends.len() > 1;
    if out.is_empty() || over {
        for s in starts {
            if out.iter().any(|(o, _)| o == s) {
                continue;
            }
            let next =
                ends.iter().min_by_key(|e| minute(e)).map(|e| Time { days: e.days.saturating_add(1), ..*e });
            if let Some(e) = next
                && (1..=43_200).contains(&minute(&e).saturating_sub(minute(s)))
            {
                out.push((*s, e));
            }
        }
    }
    if out.is_empty()
        && let (Some(s), Some(e)) = (starts.first(), ends.first())
    {
        // "von 22 bis 2 Uhr" on an exact clock: over midnight.
        out.push((*s, Time { days: e.days.saturating_add(1), ..*e }));
    }
    out
}
