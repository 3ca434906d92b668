//! The comparison: each appointment asked for with the booking that answers it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::person::{Same, same_name};
use super::response::{Answered, Booked, Failure, State, Written, read};
use super::*;
use crate::appointment::AppointmentStatus;
use crate::finding::Datum;
use crate::heard::fold::words;
use crate::phone;
use crate::temporal::zone::on_the_wall;

/// What a finding means for the booking that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Nothing.
    Fine,
    /// It has to go.
    Cancel,
    /// Nobody can tell from here.
    Hand,
    /// It is an old one: leave it alone, and ask again.
    Again,
}

struct Comparison<'a> {
    order: &'a Order,
    existing: &'a [Appointment],
    context: &'a Context,
    findings: Vec<Finding>,
    steps: Vec<Step>,
    accepted: Vec<Moment>,
}

pub(super) fn decide(
    order: &Order,
    response: Option<&Value>,
    existing: &[Appointment],
    context: &Context,
) -> Decision {
    let mut c = Comparison {
        order,
        existing,
        context,
        findings: Vec::new(),
        steps: Vec::new(),
        accepted: Vec::new(),
    };
    match response {
        None | Some(Value::Null) => {
            c.findings.push(Finding::new(&NO_RESPONSE));
            c.all(|c, wanted| c.again(wanted, false, None, &NO_RESPONSE));
        }
        Some(value) => c.answered(read(value)),
    }
    let Comparison { mut steps, findings, accepted, .. } = c;
    if steps.is_empty() {
        // Nothing was asked for.
        steps.push(Step::HandToPerson { wanted: None, booking: None, because: NO_BOOKING.code.to_string() });
    }
    Decision { steps, findings, accepted }
}

impl Comparison<'_> {
    fn all(&mut self, step: impl Fn(&Self, usize) -> Step) {
        for wanted in 0..self.order.wanted.len() {
            let step = step(self, wanted);
            self.steps.push(step);
        }
    }

    /// Once more while attempts are left, then a person.
    fn again(&self, wanted: usize, new_key: bool, booking: Option<String>, because: &Kind) -> Step {
        let because = because.code.to_string();
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
        // The order of an answer means nothing, so it must decide nothing.
        bookings.sort_by_cached_key(|b| {
            (b.start.and_then(|s| s.instant(self.context.zone)), b.id.clone(), format!("{b:?}"))
        });
        let mut failures = failures.into_iter();
        let pairs = self.pairs(&bookings);
        let mut left: Vec<Option<Booked>> = bookings.into_iter().map(Some).collect();
        for (wanted, at) in pairs.into_iter().enumerate() {
            let booked = at.and_then(|at| left.get_mut(at)).and_then(Option::take);
            let step = match booked {
                Some(booked) => self.booked(wanted, &booked),
                None => self.not_booked(wanted, failures.next()),
            };
            self.steps.push(step);
        }
        if let Some(failure) = failures.next() {
            // An error beside everything that was booked.
            let finding = self.failed(&failure);
            self.findings.push(finding);
            self.partial();
            self.hand_all(&PARTIAL_FAILURE);
        }
        for extra in left.into_iter().flatten().filter(|b| b.failure.is_none()) {
            let id = extra.id.clone();
            let name = id.clone().unwrap_or_else(|| "?".to_owned());
            self.findings.push(Finding::new(&EXTRA_BOOKING).with("booking", name));
            let because = EXTRA_BOOKING.code.to_string();
            // One that was there before is somebody's appointment, not a mistake of today.
            let old = self.is_old(&extra) || id.as_deref().is_some_and(|id| self.known(id).is_some());
            self.steps.push(match id {
                Some(booking) if !old => Step::Cancel { wanted: None, booking, because },
                booking => Step::HandToPerson { wanted: None, booking, because },
            });
        }
        if cut {
            self.hand_all(&TOO_MANY_ANSWERED);
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

    /// Nothing is accepted where the answer as a whole is in doubt.
    fn hand_all(&mut self, because: &Kind) {
        self.accepted.clear();
        for step in &mut self.steps {
            if let Step::Accept { wanted, booking } = step {
                *step = Step::HandToPerson {
                    wanted: Some(*wanted),
                    booking: booking.take(),
                    because: because.code.to_string(),
                };
            }
        }
    }

    /// For each appointment asked for the booking that answers it: the same instant first, then what agrees most.
    fn pairs(&self, bookings: &[Booked]) -> Vec<Option<usize>> {
        let zone = self.context.zone;
        let mut scored: Vec<((bool, usize, i64), usize, usize)> = Vec::new();
        for (w, wanted) in self.order.wanted.iter().enumerate() {
            for (b, booked) in bookings.iter().enumerate() {
                let instants = booked.start.map(|s| s.possible(zone)).unwrap_or_default();
                let away = instants
                    .iter()
                    .map(|at| at.signed_duration_since(wanted.start).num_seconds().saturating_abs())
                    .min();
                let others =
                    self.against(wanted, booked).iter().filter(|(weight, _)| *weight > Weight::Fine).count();
                scored.push(((away != Some(0), others, away.unwrap_or(i64::MAX)), w, b));
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

    fn not_booked(&mut self, wanted: usize, failure: Option<Failure>) -> Step {
        let Some(failure) = failure else {
            self.findings.push(Finding::new(&NO_BOOKING));
            // Whether it was booked all the same nobody knows: the old key, so that it is not booked twice.
            return self.again(wanted, false, None, &NO_BOOKING);
        };
        let finding = self.failed(&failure);
        let step = if finding.is(&TEMPORARY_FAILURE) {
            self.again(wanted, false, None, &TEMPORARY_FAILURE)
        } else {
            let because = finding.code().to_owned();
            Step::HandToPerson { wanted: Some(wanted), booking: None, because }
        };
        self.findings.push(finding);
        step
    }

    fn failed(&self, failure: &Failure) -> Finding {
        let kind = if failure.is_temporary() {
            &TEMPORARY_FAILURE
        } else if failure.is_taken() {
            &SLOT_TAKEN
        } else {
            &REFUSED
        };
        let reason = match (failure.text.as_str(), failure.status) {
            ("", Some(status)) => status.to_string(),
            ("", None) => "?".to_owned(),
            (text, _) => text.to_owned(),
        };
        Finding::new(kind).with("reason", reason)
    }

    /// The step for a booking that answers an appointment.
    fn booked(&mut self, at: usize, booked: &Booked) -> Step {
        let Some(wanted) = self.order.wanted.get(at) else { return self.not_booked(at, None) };
        if let Some(failure) = &booked.failure {
            if booked.id.is_none() || booked.start.is_none() {
                return self.not_booked(at, Some(failure.clone()));
            }
            // Booked, and yet it failed.
            let finding = self.failed(failure);
            self.findings.push(finding);
            self.findings.push(Finding::new(&PARTIAL_FAILURE).with("booked", 0).with("wanted", 1));
            let because = PARTIAL_FAILURE.code.to_string();
            return Step::HandToPerson { wanted: Some(at), booking: booked.id.clone(), because };
        }
        let against = self.against(wanted, booked);
        let worst = against.iter().map(|(weight, _)| *weight).max().unwrap_or(Weight::Fine);
        let because = against
            .iter()
            .find(|(weight, _)| *weight == worst)
            .map_or_else(String::new, |(_, finding)| finding.code().to_owned());
        let again = against.iter().find(|(weight, _)| *weight == Weight::Again).map(|(_, f)| f.clone());
        let start = wanted.start;
        self.findings.extend(against.into_iter().map(|(_, finding)| finding));
        match (worst, &booked.id) {
            (Weight::Fine, id) => {
                self.accepted.push(on_the_wall(start, self.context.zone));
                Step::Accept { wanted: at, booking: id.clone() }
            }
            (Weight::Cancel, Some(id)) => Step::Cancel { wanted: Some(at), booking: id.clone(), because },
            (Weight::Again, id) => {
                let kind = if again.is_some_and(|f| f.is(&CALLED_OFF)) { &CALLED_OFF } else { &STALE };
                self.again(at, true, id.clone(), kind)
            }
            // What has no id cannot be cancelled.
            (Weight::Hand | Weight::Cancel, id) => {
                Step::HandToPerson { wanted: Some(at), booking: id.clone(), because }
            }
        }
    }

    fn known(&self, id: &str) -> Option<&Appointment> {
        self.existing.iter().find(|a| a.id == id)
    }

    /// True where a booking was made too long before the request.
    fn is_old(&self, booked: &Booked) -> bool {
        let Some(created) = booked.created else { return false };
        let fresh = self.order.fresh_from();
        let mut possible = created.possible(self.context.zone);
        if let Written::Wall(wall) = created {
            // Without a zone it may be UTC as well.
            possible.push(wall.and_utc());
        }
        !possible.is_empty() && possible.iter().all(|at| *at < fresh)
    }

    /// Everything that is to be said of a booking for an appointment, the gravest first among equals.
    fn against(&self, wanted: &Wanted, booked: &Booked) -> Vec<(Weight, Finding)> {
        let mut out = Vec::new();
        let moved_in_place = booked.id.is_some() && booked.id == wanted.replaces;
        if !moved_in_place {
            self.age(booked, &mut out);
        }
        match &booked.state {
            State::Stands => {}
            State::Pending => out.push((Weight::Hand, Finding::new(&PENDING))),
            State::CalledOff => out.push((Weight::Again, Finding::new(&CALLED_OFF))),
            State::Unknown(word) => {
                out.push((Weight::Hand, Finding::new(&UNKNOWN_STATUS).with("status", word.clone())));
            }
        }
        self.time(wanted, booked, &mut out);
        self.what_and_whom(wanted, booked, &mut out);
        self.others(wanted, booked, &mut out);
        if booked.id.is_none() {
            out.push((Weight::Fine, Finding::new(&NO_BOOKING_ID)));
        }
        out
    }

    fn age(&self, booked: &Booked, out: &mut Vec<(Weight, Finding)>) {
        let stands = |a: &&Appointment| a.status == AppointmentStatus::Booked;
        if let Some(known) = booked.id.as_deref().and_then(|id| self.known(id)).filter(stands) {
            let finding = Finding::new(&ALREADY_BOOKED).with("appointment", known.id.clone());
            out.push((Weight::Hand, finding));
            return;
        }
        let Some(created) = booked.created else {
            out.push((Weight::Fine, Finding::new(&CREATED_UNKNOWN)));
            return;
        };
        if self.is_old(booked) {
            let created = created.instant(self.context.zone).unwrap_or(self.order.sent);
            out.push((
                Weight::Again,
                Finding::new(&STALE)
                    .with("created", created)
                    .with("sent", self.order.sent)
                    .with("stale_seconds", self.order.stale_seconds),
            ));
        }
    }

    fn time(&self, wanted: &Wanted, booked: &Booked, out: &mut Vec<(Weight, Finding)>) {
        let zone = self.context.zone;
        let requested = on_the_wall(wanted.start, zone).local;
        let Some(start) = booked.start else {
            out.push((Weight::Hand, Finding::new(&NO_TIME)));
            return;
        };
        let mistaken = |kind: &'static Kind, written: Datum| {
            (Weight::Hand, Finding::new(kind).with("requested", requested).with("written", written))
        };
        match start {
            Written::At(stamp) if stamp.at == wanted.start => {}
            Written::At(stamp) if stamp.wall_if_mismarked(zone) == Some(requested) => {
                out.push(mistaken(&STORED_AS_UTC, stamp.at.into()));
            }
            Written::Wall(wall) if start.possible(zone).contains(&wanted.start) => {
                out.push((Weight::Fine, Finding::new(&READ_AS_WALL_TIME).with("written", wall)));
            }
            Written::Wall(wall) if wall == wanted.start.naive_utc() => {
                out.push(mistaken(&UTC_WITHOUT_MARK, wall.into()));
            }
            other => match other.instant(zone) {
                Some(at) => out.push((
                    Weight::Cancel,
                    Finding::new(&TIME_MISMATCH)
                        .with("requested", requested)
                        .with("booked", on_the_wall(at, zone).local)
                        .with("requested_utc", wanted.start)
                        .with("booked_utc", at),
                )),
                None => out.push((Weight::Hand, Finding::new(&NO_TIME))),
            },
        }
        let length = |end: DateTime<Utc>, start: DateTime<Utc>| end.signed_duration_since(start);
        if let (Some(minutes), Some(end)) = (wanted.minutes, booked.end)
            && let (Some(start), Some(end)) = (start.instant(zone), end.instant(zone))
            && length(end, start) != TimeDelta::minutes(i64::from(minutes))
        {
            out.push((
                Weight::Cancel,
                Finding::new(&LENGTH_MISMATCH)
                    .with("requested_minutes", minutes)
                    .with("booked_minutes", length(end, start).num_minutes()),
            ));
        }
    }

    fn what_and_whom(&self, wanted: &Wanted, booked: &Booked, out: &mut Vec<(Weight, Finding)>) {
        let mut unknown: Vec<Datum> = Vec::new();
        let in_title = |text: &str| {
            let wanted = words(text);
            !wanted.is_empty()
                && booked.titles.iter().any(|t| words(t).windows(wanted.len()).any(|w| w == wanted))
        };
        if let Some(service) = &wanted.service {
            let folded = words(service);
            if booked.services.is_empty() {
                if !in_title(service) {
                    unknown.push("service".into());
                }
            } else if !booked.services.iter().any(|s| words(s) == folded) {
                let found = booked.services.first().cloned().unwrap_or_default();
                let finding =
                    Finding::new(&OTHER_SERVICE).with("requested", service.clone()).with("booked", found);
                out.push((Weight::Cancel, finding));
            }
        }
        match &wanted.person {
            Some(person) if !booked.persons.is_empty() => {
                let best = booked.persons.iter().map(|p| same_name(person, p)).max();
                match best {
                    Some(Same::Part) => out.push((Weight::Hand, Finding::new(&PERSON_UNCLEAR))),
                    Some(Same::No) => out.push((Weight::Cancel, Finding::new(&OTHER_PERSON))),
                    _ => {}
                }
            }
            Some(person) if in_title(person) => {}
            person => match (&wanted.phone, booked.phones.as_slice()) {
                (Some(phone), known @ [_, ..]) if !known.iter().any(|p| same_number(phone, p)) => {
                    out.push((Weight::Cancel, Finding::new(&OTHER_PERSON)));
                }
                (Some(_), [_, ..]) => {}
                _ if person.is_some() => unknown.push("person".into()),
                _ => {}
            },
        }
        if let Some(staff) = &wanted.staff {
            match booked.staff.iter().map(|s| same_name(staff, s)).max() {
                None if in_title(staff) => {}
                None => unknown.push("staff".into()),
                Some(Same::No) => {
                    let found = booked.staff.first().cloned().unwrap_or_default();
                    let finding =
                        Finding::new(&OTHER_STAFF).with("requested", staff.clone()).with("booked", found);
                    out.push((Weight::Cancel, finding));
                }
                // The staff is called by a first name.
                Some(_) => {}
            }
        }
        if !unknown.is_empty() {
            out.push((Weight::Fine, Finding::new(&NOT_COMPARED).with("fields", unknown)));
        }
    }

    /// The appointments that the person has besides.
    fn others(&self, wanted: &Wanted, booked: &Booked, out: &mut Vec<(Weight, Finding)>) {
        let Some(from) = booked.start.and_then(|s| s.instant(self.context.zone)) else { return };
        let length = TimeDelta::minutes(i64::from(wanted.minutes.unwrap_or(0).max(1)));
        let until = from.checked_add_signed(length).unwrap_or(from);
        let mut found: Vec<(Weight, Finding)> = self
            .existing
            .iter()
            .filter(|a| a.status == AppointmentStatus::Booked)
            .filter(|a| Some(&a.id) != booked.id.as_ref() && Some(&a.id) != wanted.replaces.as_ref())
            .filter(|a| is_theirs(wanted, a))
            .filter_map(|a| {
                let name = || a.id.clone();
                if a.start.at == from {
                    return Some((Weight::Cancel, Finding::new(&DUPLICATE).with("appointment", name())));
                }
                let end = a.end.map_or(a.start.at, |end| end.at);
                (a.start.at < until && from < end)
                    .then(|| (Weight::Hand, Finding::new(&OVERLAPS_EXISTING).with("appointment", name())))
            })
            .collect();
        found.sort_by_key(|(weight, finding)| {
            (*weight, finding.datum("appointment").map(|d| d.to_json().to_string()))
        });
        out.extend(found);
    }
}

/// Whether an appointment is that of the person asked for: by name, by number where a name is missing, and all of them where
/// nothing tells.
fn is_theirs(wanted: &Wanted, appointment: &Appointment) -> bool {
    match (&wanted.person, &appointment.name) {
        (Some(a), Some(b)) => same_name(a, b) == Same::Yes,
        _ => match (&wanted.phone, &appointment.phone) {
            (Some(a), Some(b)) => same_number(a, b),
            _ => true,
        },
    }
}

fn same_number(a: &str, b: &str) -> bool {
    let e164 =
        |text: &str| phone::normalise(text, phone::Source::Typed, "DE").number().map(|n| n.e164().to_owned());
    a == b || e164(a).is_some_and(|a| Some(a) == e164(b))
}
