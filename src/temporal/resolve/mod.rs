//! Syntax → readings: the clock, the zone and the policy come in here, and only here.

mod days;
mod intervals;
mod points;
mod times;

use chrono::{NaiveDate, NaiveDateTime};
use smallvec::SmallVec;

use super::findings;
use super::syntax::{Offer, Syntax, When};
use super::value::{Assumed, Assumption, Bound, Reading, Resolution, Status, Value};
use super::zone::on_the_wall;
use crate::context::{Context, Expect};
use crate::finding::{Finding, Kind, Severity};
use crate::span::Span;

/// More readings than this are not listed.
const MAX_READINGS: usize = 12;

/// A value in the making: its rank sorts the readings of one offer.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    value: Value,
    assumed: Assumed,
    /// Over already, although the speaker looks ahead.
    past: bool,
    /// Outside opening hours or daytime.
    odd: bool,
}

type Candidates = SmallVec<[Candidate; 4]>;

/// Everything that a text can mean in a context.
pub(super) fn resolve(syntax: Syntax, context: &Context) -> Resolution {
    let now = context.local_now();
    let mut resolver =
        Resolver { context, now, today: now.date(), floor: None, findings: syntax.findings, invalid: false };
    let mut readings: Vec<Reading> = Vec::new();
    let mut number = 0u32;
    for (at, offer) in syntax.offers.iter().enumerate() {
        let before = readings.len();
        let also = syntax.also.iter().find(|(of, _)| *of == at).map(|(_, when)| *when);
        resolver.offer(offer, also, number, &mut readings);
        let made = readings.len().saturating_sub(before);
        if made > 0 {
            number = number.saturating_add(1);
        }
    }
    // Where a reading is left, a time that does not exist only explains why the other one is missing.
    if !readings.is_empty() {
        for f in &mut resolver.findings {
            if f.is(&findings::GAP) {
                *f = f.clone().weighing(Severity::Note);
            }
        }
    }
    let status = if readings.is_empty() {
        if resolver.invalid { Status::Invalid } else { Status::None }
    } else if readings.windows(2).any(|w| matches!(w, [a, b] if a.offer == b.offer)) {
        Status::Ambiguous
    } else {
        Status::Resolved
    };
    Resolution { status, readings, findings: resolver.findings }
}

struct Resolver<'a> {
    context: &'a Context,
    /// The wall clock.
    now: NaiveDateTime,
    today: NaiveDate,
    /// The day from which the next occurrence is looked for, where it is not today: the start of a range.
    floor: Option<NaiveDate>,
    findings: Vec<Finding>,
    /// Something was understood that does not exist.
    invalid: bool,
}

impl Resolver<'_> {
    fn offer(&mut self, offer: &Offer, also: Option<When>, number: u32, readings: &mut Vec<Reading>) {
        let mut candidates = self.candidates(offer);
        if let Some(when) = also {
            self.compare(offer, when, &mut candidates);
        }
        // Stable, so that equal ranks keep the order in which German puts them.
        // "Freitag in einer Woche, also der vierzehnte": what both can mean is meant.
        if offer.apposed && !candidates.is_empty() {
            let last = readings.last().map(|r| r.offer);
            let again = |v: &Value| candidates.iter().any(|c| c.value == *v);
            if readings.iter().any(|r| Some(r.offer) == last && again(&r.value)) {
                readings.retain(|r| Some(r.offer) != last || again(&r.value));
                return;
            }
            if last.is_some() {
                self.note(&findings::UNCONNECTED, offer.span);
            }
        }
        candidates.sort_by_key(|c| (c.past, c.odd));
        if candidates.len() > MAX_READINGS {
            candidates.truncate(MAX_READINGS);
            self.note(&findings::TOO_MANY, offer.span);
        }
        if self.context.policy.expect == Expect::Future && candidates.first().is_some_and(|c| c.past) {
            self.note(&findings::IN_PAST, offer.span);
        }
        let mut common = Assumed::NONE;
        if offer.shared {
            common = common.and(Assumption::Shared);
        }
        if offer.repaired {
            common = common.and(Assumption::Repaired);
        }
        let first = readings.len();
        for c in candidates {
            let reading =
                Reading { value: c.value, span: offer.span, offer: number, assumed: c.assumed.union(common) };
            let again = readings.get(first..).is_some_and(|r| r.iter().any(|r| r.value == reading.value));
            if !again {
                readings.push(reading);
            }
        }
    }

    fn candidates(&mut self, offer: &Offer) -> Candidates {
        match offer.when {
            When::At(point) => self.at(&point, offer.span),
            When::Range(from, to) if offer.onto => self.onto(&from, &to, offer.span),
            When::Range(from, to) => self.range(&from, &to, offer.span),
            When::From(point) => self.open(&point, offer.span, intervals::End::From),
            When::After(point) => self.open(&point, offer.span, intervals::End::After),
            When::Until(point) => self.open(&point, offer.span, intervals::End::Until),
            When::Before(point) => self.open(&point, offer.span, intervals::End::Before),
            When::Repeat(repeat) => self.repeat(&repeat, offer.span),
            When::Instant(seconds, _) => self.instant(seconds, offer.span),
            When::Elapsed(seconds) => self.elapsed(seconds),
            When::Within(shift) => self.within(shift),
            When::Now => self.elapsed(0),
            When::Soonest => {
                one(self.plain(Value::Interval { start: Some(Bound::Local(self.this_minute())), end: None }))
            }
            When::Anytime | When::AllButOther => one(self.plain(Value::Interval { start: None, end: None })),
            When::Length(seconds) => one(self.plain(Value::Duration { seconds })),
            When::AllBut(days) => {
                let mut rule = super::recurrence::Recurrence::every(1, super::recurrence::Freq::Weekly);
                rule.weekdays = super::recurrence::Weekdays::ALL;
                for day in days.iter() {
                    rule.weekdays = rule.weekdays.without(day);
                }
                one(self.plain(Value::Recurrence(rule)))
            }
        }
    }

    /// Two texts say the same thing: what both can mean is meant; where there is no such thing, both stay.
    fn compare(&mut self, offer: &Offer, when: When, candidates: &mut Candidates) {
        let others = self.candidates(&Offer { when, ..*offer });
        if others.iter().any(|o| candidates.iter().any(|c| c.value == o.value)) {
            candidates.retain(|c| others.iter().any(|o| o.value == c.value));
        } else if candidates.is_empty() {
            *candidates = others;
        } else if !others.is_empty() {
            self.note(&findings::TEXTS_DISAGREE, offer.span);
            candidates.extend(others);
        }
    }

    const fn plain(&self, value: Value) -> Candidate {
        Candidate { value, assumed: Assumed::NONE, past: false, odd: false }
    }

    fn this_minute(&self) -> NaiveDateTime {
        use chrono::Timelike as _;
        self.now.with_second(0).and_then(|t| t.with_nanosecond(0)).unwrap_or(self.now)
    }

    /// A finding without data, once for each place.
    fn note(&mut self, kind: &'static Kind, span: Span) {
        if !self.findings.iter().any(|f| f.is(kind) && f.span == Some(span)) {
            self.findings.push(Finding::new(kind).at(span));
        }
    }

    fn refuse(&mut self, finding: Finding) {
        self.invalid = true;
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Elapsed time counts on the instant, so that it is right across a clock change.
    fn elapsed(&mut self, seconds: i64) -> Candidates {
        let minute = chrono::TimeDelta::seconds(i64::from(chrono::Timelike::second(&self.now)));
        let delta = chrono::TimeDelta::try_seconds(seconds);
        let at = delta.and_then(|d| self.context.now.checked_sub_signed(minute)?.checked_add_signed(d));
        let Some(at) = at.and_then(|t| chrono::SubsecRound::trunc_subsecs(t, 0).into()) else {
            return Candidates::new();
        };
        let moment = on_the_wall(at, self.context.zone);
        one(Candidate { past: seconds < 0, ..self.plain(Value::DateTime(moment)) })
    }
}

fn one(candidate: Candidate) -> Candidates {
    let mut list = Candidates::new();
    list.push(candidate);
    list
}
