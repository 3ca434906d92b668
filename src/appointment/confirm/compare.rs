//! The comparison: each appointment asked for with the booking that answers it, and what nobody asked for.

use serde_json::Value;

use super::failure::{Failure, Trouble};
use super::judge::{Judge, Weight, person_of};
use super::merge::once;
use super::person::{Same, Whose, whose};
use super::response::{Answered, Booked, State, read};
use super::*;
use crate::finding::Kind;
use crate::temporal::zone::on_the_wall;

struct Comparison<'a> {
    order: &'a Order,
    judge: Judge<'a>,
    findings: Vec<Finding>,
    steps: Vec<Step>,
}

pub(super) fn decide(
    order: &Order,
    response: Option<&Value>,
    existing: &[Appointment],
    context: &Context,
) -> Decision {
    let judge = Judge { order, existing, context };
    let mut c = Comparison { order, judge, findings: Vec::new(), steps: Vec::new() };
    match response {
        None | Some(Value::Null) => {
            c.findings.push(Finding::new(&NO_RESPONSE));
            c.steps = (0..order.wanted.len())
                .map(|wanted| c.again(wanted, false, None, code(&NO_RESPONSE)))
                .collect();
        }
        Some(value) => c.answered(read(value)),
    }
    let Comparison { mut steps, findings, .. } = c;
    if steps.is_empty() {
        // Nothing was asked for.
        steps.push(Step::HandToPerson { wanted: None, booking: None, because: code(&NO_BOOKING) });
    }
    let asked: Vec<Moment> = order.wanted.iter().map(|w| on_the_wall(w.start, context.zone)).collect();
    let accepted = steps
        .iter()
        .filter_map(|s| if let Step::Accept { wanted, .. } = s { asked.get(*wanted) } else { None });
    Decision { accepted: accepted.copied().collect(), steps, findings, asked }
}

fn code(kind: &Kind) -> String {
    kind.code.to_string()
}

/// What is called off, or failed, or was named twice already.
fn name(booked: &Booked) -> String {
    booked.id().unwrap_or("?").to_owned()
}

impl Comparison<'_> {
    /// A finding, and which of several appointments it is about.
    fn note(&mut self, wanted: Option<usize>, finding: Finding) {
        self.findings.push(match wanted {
            Some(n) if self.order.wanted.len() > 1 => finding.with("request", n),
            _ => finding,
        });
    }

    /// Once more while attempts are left, then a person.
    fn again(&self, wanted: usize, new_key: bool, booking: Option<String>, because: String) -> Step {
        if self.order.attempt < self.order.attempts {
            Step::Retry { wanted, new_key, because }
        } else {
            Step::HandToPerson { wanted: Some(wanted), booking, because }
        }
    }

    fn answered(&mut self, answered: Answered) {
        let Answered { mut bookings, failures, findings } = answered;
        let cut = findings.iter().any(|f| f.is(&TOO_MANY_ANSWERED));
        self.findings.extend(findings);
        let zone = self.judge.context.zone;
        // The order of an answer means nothing, so it must decide nothing.
        bookings.sort_by_cached_key(|b| {
            (b.start.as_ref().and_then(|s| s.instant(zone)), b.ids.clone(), format!("{b:?}"))
        });
        let bookings = once(bookings, zone, &mut self.findings);
        let mut failures = failures.into_iter();
        let pairs = self.pairs(&bookings);
        let shared = self.shared(&pairs, &bookings);
        let crowded = bookings.len() > self.order.wanted.len();
        let mut left: Vec<Option<Booked>> = bookings.into_iter().map(Some).collect();
        for (wanted, at) in pairs.into_iter().enumerate() {
            let booked = at.and_then(|at| left.get_mut(at)).and_then(Option::take);
            let step = match booked {
                Some(booked) => self.booked(wanted, &booked, crowded),
                None => self.not_booked(wanted, failures.next()),
            };
            self.steps.push(step);
        }
        for wanted in shared {
            self.doubt(wanted, &FITS_SEVERAL);
        }
        self.twice();
        let (failed, extra): (Vec<Booked>, Vec<Booked>) =
            left.into_iter().flatten().partition(|b| b.failure.is_some() && b.id().is_none());
        let failed = failed.into_iter().filter_map(|b| b.failure);
        if let Some(failure) = failures.chain(failed).next() {
            // An error beside everything that was booked.
            let finding = failed_with(&failure);
            self.findings.push(finding);
            self.partial();
            for wanted in 0..self.steps.len() {
                if matches!(self.steps.get(wanted), Some(Step::Accept { .. })) {
                    self.hand(wanted, code(&PARTIAL_FAILURE));
                }
            }
        }
        for extra in extra {
            self.extra(&extra);
        }
        if cut {
            // What would be right may be among those that were not read.
            for at in 0..self.steps.len() {
                self.hand(at, code(&TOO_MANY_ANSWERED));
            }
        }
        let right = self.steps.iter().filter(|s| matches!(s, Step::Accept { .. })).count();
        if right > 0 && right < self.order.wanted.len() {
            self.partial();
        }
    }

    fn partial(&mut self) {
        if self.findings.iter().any(|f| f.is(&PARTIAL_FAILURE)) {
            return;
        }
        let right = self.steps.iter().filter(|s| matches!(s, Step::Accept { .. })).count();
        self.findings.push(
            Finding::new(&PARTIAL_FAILURE).with("booked", right).with("wanted", self.order.wanted.len()),
        );
    }

    /// Lets a person look at what was to be done otherwise.
    fn hand(&mut self, at: usize, because: String) {
        let Some(step) = self.steps.get_mut(at) else { return };
        *step = match step {
            Step::Accept { wanted, booking } => {
                Step::HandToPerson { wanted: Some(*wanted), booking: booking.take(), because }
            }
            Step::Cancel { wanted, booking, .. } => {
                Step::HandToPerson { wanted: *wanted, booking: Some(std::mem::take(booking)), because }
            }
            Step::Retry { wanted, .. } => {
                Step::HandToPerson { wanted: Some(*wanted), booking: None, because }
            }
            Step::HandToPerson { .. } => return,
        };
    }

    /// What was accepted, and is in doubt beside the others.
    fn doubt(&mut self, wanted: usize, kind: &'static Kind) {
        if matches!(self.steps.get(wanted), Some(Step::Accept { .. })) {
            self.note(Some(wanted), Finding::new(kind));
            self.hand(wanted, code(kind));
        }
    }

    /// The same appointment asked for twice by one person, and booked twice: perhaps for two, perhaps by mistake.
    fn twice(&mut self) {
        let all = &self.order.wanted;
        let is_accepted = |at: usize| matches!(self.steps.get(at), Some(Step::Accept { .. }));
        let again: Vec<usize> = all
            .iter()
            .enumerate()
            .filter(|(at, wanted)| {
                let same = |other: &Wanted| {
                    other.start == wanted.start
                        && whose(wanted, other.person.as_deref(), other.phone.as_deref()) == Whose::Theirs
                };
                is_accepted(*at)
                    && all.iter().take(*at).enumerate().any(|(n, other)| is_accepted(n) && same(other))
            })
            .map(|(at, _)| at)
            .collect();
        for wanted in again {
            self.doubt(wanted, &ASKED_TWICE);
        }
    }

    /// For each appointment asked for the booking that answers it: of the same person and new first, then the same instant, then what
    /// agrees most.
    fn pairs(&self, bookings: &[Booked]) -> Vec<Option<usize>> {
        let zone = self.judge.context.zone;
        let mut scored = Vec::new();
        for (w, wanted) in self.order.wanted.iter().enumerate() {
            for (b, booked) in bookings.iter().enumerate() {
                let instants = booked.start.as_ref().map(|s| s.possible(zone)).unwrap_or_default();
                let away = instants
                    .iter()
                    .map(|at| at.signed_duration_since(wanted.start).num_seconds().saturating_abs())
                    .min();
                let against = self.judge.against(wanted, booked);
                let others = against.iter().filter(|(weight, _)| *weight > Weight::Fine).count();
                let of_others = against.iter().any(|(weight, finding)| {
                    *weight == Weight::Old
                        || [&OTHER_PERSON, &ALREADY_BOOKED, &EARLIER_BOOKING].iter().any(|k| finding.is(k))
                });
                scored.push(((of_others, away != Some(0), others, away.unwrap_or(i64::MAX)), w, b));
            }
        }
        scored.sort_unstable();
        let mut out = vec![None; self.order.wanted.len()];
        let mut taken = vec![false; bookings.len()];
        for (_, w, b) in scored {
            if let (Some(place @ None), Some(free @ false)) = (out.get_mut(w), taken.get_mut(b)) {
                *place = Some(b);
                *free = true;
            }
        }
        out
    }

    /// The appointments whose booking would be as right for another one that has none.
    fn shared(&self, pairs: &[Option<usize>], bookings: &[Booked]) -> Vec<usize> {
        let fits = |wanted: &Wanted, booked: &Booked| {
            self.judge.against(wanted, booked).iter().all(|(weight, _)| *weight == Weight::Fine)
        };
        let missing: Vec<&Wanted> =
            self.order.wanted.iter().zip(pairs).filter(|(_, pair)| pair.is_none()).map(|(w, _)| w).collect();
        let booked = |pair: &Option<usize>| pair.and_then(|at| bookings.get(at));
        pairs
            .iter()
            .enumerate()
            .filter(|(_, pair)| booked(pair).is_some_and(|b| missing.iter().any(|w| fits(w, b))))
            .map(|(at, _)| at)
            .collect()
    }

    fn not_booked(&mut self, wanted: usize, failure: Option<Failure>) -> Step {
        let Some(failure) = failure else {
            self.note(Some(wanted), Finding::new(&NO_BOOKING));
            // Whether it was booked all the same nobody knows: the old key, so that it is not booked twice.
            return self.again(wanted, false, None, code(&NO_BOOKING));
        };
        self.note(Some(wanted), failed_with(&failure));
        let hand = |because: &Kind, booking: Option<&Appointment>| Step::HandToPerson {
            wanted: Some(wanted),
            booking: booking.map(|a| a.id.clone()),
            because: code(because),
        };
        match failure.trouble() {
            Trouble::Temporary => self.again(wanted, false, None, code(&TEMPORARY_FAILURE)),
            Trouble::Refused => hand(&REFUSED, None),
            Trouble::Taken => {
                let there = self.order.wanted.get(wanted).and_then(|w| self.judge.stands_there(w));
                if let Some((whose, a)) = there {
                    let kind = if whose == Whose::Theirs { &ALREADY_BOOKED } else { &DUPLICATE_UNCLEAR };
                    self.note(Some(wanted), Finding::new(kind).with("appointment", a.id.clone()));
                    return hand(kind, Some(a));
                }
                if self.order.attempt > 1 {
                    self.note(Some(wanted), Finding::new(&TAKEN_ON_RETRY));
                    return hand(&TAKEN_ON_RETRY, None);
                }
                hand(&SLOT_TAKEN, None)
            }
        }
    }

    /// The step for a booking that answers an appointment, among more of them than were asked for or not.
    fn booked(&mut self, at: usize, booked: &Booked, crowded: bool) -> Step {
        let Some(wanted) = self.order.wanted.get(at) else { return self.not_booked(at, None) };
        let hand = |because: String| Step::HandToPerson {
            wanted: Some(at),
            booking: booked.id().map(str::to_owned),
            because,
        };
        if let Some(failure) = &booked.failure {
            if booked.id().is_none() || booked.start.is_none() {
                return self.not_booked(at, Some(failure.clone()));
            }
            // Booked, and yet it failed.
            self.note(Some(at), failed_with(failure));
            self.findings.push(Finding::new(&PARTIAL_FAILURE).with("booked", 0).with("wanted", 1));
            return hand(code(&PARTIAL_FAILURE));
        }
        let against = self.judge.against(wanted, booked);
        let worst = against.iter().map(|(weight, _)| *weight).max().unwrap_or(Weight::Fine);
        let because = against
            .iter()
            .find(|(weight, _)| *weight == worst)
            .map_or_else(String::new, |(_, finding)| finding.code().to_owned());
        let has = |kind: &Kind| against.iter().any(|(_, finding)| finding.is(kind));
        // Neither the person nor the time, or one of many: perhaps another caller's.
        let duplicate = has(&DUPLICATE);
        let of_another = has(&OTHER_PERSON) && (crowded || has(&TIME_MISMATCH));
        for (_, finding) in against {
            self.note(Some(at), finding);
        }
        match (worst, booked.id()) {
            _ if booked.contradictory => hand(code(&BOOKING_CONTRADICTORY)),
            (Weight::Fine, id) => Step::Accept { wanted: at, booking: id.map(str::to_owned) },
            (Weight::Cancel, _) if of_another => hand(code(&OTHER_PERSON)),
            (Weight::Cancel, Some(id))
                if self.judge.is_ours(booked)
                    || (!crowded && !duplicate && self.judge.is_the_answer(booked)) =>
            {
                Step::Cancel { wanted: Some(at), booking: id.to_owned(), because }
            }
            (Weight::Again | Weight::Old, id) => self.again(at, true, id.map(str::to_owned), because),
            (Weight::Waits | Weight::Hand | Weight::Cancel, _) => hand(because),
        }
    }

    /// The step for a booking that answers nothing.
    fn extra(&mut self, booked: &Booked) {
        let wanted = &self.order.wanted;
        let of = |kind: &'static Kind| Finding::new(kind).with("booking", name(booked));
        let hand = |because: &Kind| Step::HandToPerson {
            wanted: None,
            booking: booked.id().map(str::to_owned),
            because: code(because),
        };
        if booked.contradictory {
            let named = |step: &Step| match step {
                Step::HandToPerson { booking, .. } => booking.as_deref() == booked.id(),
                _ => false,
            };
            if !self.steps.iter().any(named) {
                self.findings.push(of(&BOOKING_CONTRADICTORY));
                self.steps.push(hand(&BOOKING_CONTRADICTORY));
            }
            return;
        }
        if let Some(failure) = &booked.failure {
            self.findings.push(failed_with(failure));
            self.findings.push(of(&EXTRA_BOOKING));
            self.steps.push(hand(&EXTRA_BOOKING));
            return;
        }
        let called_off = booked.state == State::CalledOff;
        if self.judge.is_moved(booked) && !called_off {
            let is_moved = |at: usize| {
                wanted.get(at).and_then(|w| w.replaces.as_deref()).is_some_and(|id| booked.is_called(id))
            };
            if self.steps.iter().any(|s| matches!(s, Step::Accept { wanted, .. } if is_moved(*wanted))) {
                self.findings.push(Finding::new(&STILL_STANDS).with("appointment", name(booked)));
                self.steps.push(hand(&STILL_STANDS));
                return;
            }
        }
        // Of a later attempt, an old one may be that of an earlier attempt.
        let old = self.judge.is_old(booked) && !self.order.is_again_since_unknown();
        let persons: Vec<(Option<Same>, Option<bool>)> =
            wanted.iter().map(|w| person_of(w, booked)).collect();
        let another = !persons.is_empty()
            && persons.iter().all(|p| matches!(p, (Some(Same::No), _) | (None, Some(false))));
        let known = self.judge.known(booked).is_some() || self.judge.is_moved(booked);
        if called_off || old || known || another {
            self.findings.push(of(&LEFT_ALONE));
            return;
        }
        self.findings.push(of(&EXTRA_BOOKING));
        // It shows that it is ours: by the person, or where no person is named anywhere.
        let agrees = |p: &(Option<Same>, Option<bool>)| {
            matches!(p, (Some(Same::Yes), None | Some(true)) | (None, Some(true)))
        };
        let unclear = |p: &(Option<Same>, Option<bool>)| {
            matches!(p, (Some(Same::Part), _) | (Some(Same::Yes), Some(false)))
        };
        let nobody = wanted.iter().all(|w| w.person.is_none() && w.phone.is_none())
            && booked.persons.is_empty()
            && booked.phones.is_empty();
        let doubtful = !(nobody || persons.iter().any(agrees))
            || persons.iter().any(unclear)
            || matches!(booked.state, State::Unknown(_));
        match booked.id() {
            Some(id) if !doubtful && self.judge.is_ours(booked) => self.steps.push(Step::Cancel {
                wanted: None,
                booking: id.to_owned(),
                because: code(&EXTRA_BOOKING),
            }),
            _ => self.steps.push(hand(&EXTRA_BOOKING)),
        }
    }
}

fn failed_with(failure: &Failure) -> Finding {
    let kind = match failure.trouble() {
        Trouble::Temporary => &TEMPORARY_FAILURE,
        Trouble::Taken => &SLOT_TAKEN,
        Trouble::Refused => &REFUSED,
    };
    let reason = match (failure.text.as_str(), failure.status) {
        ("", Some(status)) => status.to_string(),
        ("", None) => "?".to_owned(),
        (text, _) => text.to_owned(),
    };
    Finding::new(kind).with("reason", reason)
}
