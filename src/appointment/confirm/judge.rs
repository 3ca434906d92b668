//! One booking, held against one of the appointments asked for.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::person::{Same, Whose, same_name, same_number, whose};
use super::response::{Booked, State};
use super::written::Written;
use super::*;
use crate::appointment::AppointmentStatus;
use crate::finding::{Datum, Kind, Word};
use crate::heard::fold::words;
use crate::temporal::zone::on_the_wall;

/// What a finding means for the booking that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Nothing.
    Fine,
    /// All is as it should be, and somebody has to agree.
    Waits,
    /// It has to go.
    Cancel,
    /// Nothing happened: once more.
    Again,
    /// Nobody can tell from here.
    Hand,
    /// It is an old one: leave it alone, and ask again.
    Old,
}

pub(super) type Against = Vec<(Weight, Finding)>;

/// When a booking was made, seen from the request.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Age {
    /// Every instant that it may have been made at; none where it is not told, or where all of them are yet to come.
    readings: Vec<DateTime<Utc>>,
    /// As it was written, where that is yet to come.
    future: Option<DateTime<Utc>>,
}

/// What was asked for, what is known, and when.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) order: &'a Order,
    pub(super) existing: &'a [Appointment],
    pub(super) context: &'a Context,
}

impl<'a> Judge<'a> {
    const fn zone(&self) -> Tz {
        self.context.zone
    }

    pub(super) fn known(&self, booked: &Booked) -> Option<&'a Appointment> {
        self.existing.iter().find(|a| booked.is_called(&a.id))
    }

    /// True for an appointment that is to be moved.
    pub(super) fn is_moved(&self, booked: &Booked) -> bool {
        self.order.wanted.iter().filter_map(|w| w.replaces.as_deref()).any(|id| booked.is_called(id))
    }

    fn age(&self, booked: &Booked) -> Age {
        let latest = self.order.sent.max(self.context.now);
        let latest =
            latest.checked_add_signed(TimeDelta::seconds(i64::from(USUAL_STALE_SECONDS))).unwrap_or(latest);
        let mut readings = booked.created.as_ref().map(|c| c.possible(self.zone())).unwrap_or_default();
        match &booked.created {
            // Without a zone it may be UTC as well.
            Some(Written::Wall(wall)) => readings.push(wall.and_utc()),
            // A time yet to come may be wall time that is marked as UTC.
            Some(Written::At(stamp)) if stamp.at > latest => {
                let wall = stamp.wall_if_mismarked(self.zone()).map(Written::Wall);
                readings.extend(wall.map(|w| w.possible(self.zone())).unwrap_or_default());
            }
            _ => {}
        }
        let future = readings.first().copied().filter(|_| match booked.created {
            Some(Written::At(stamp)) => stamp.at > latest,
            _ => readings.iter().all(|at| *at > latest),
        });
        readings.retain(|at| *at <= latest);
        Age { readings, future }
    }

    /// True where a booking was made too long before the request, whatever its zone.
    pub(super) fn is_old(&self, booked: &Booked) -> bool {
        let age = self.age(booked);
        age.future.is_none()
            && !age.readings.is_empty()
            && age.readings.iter().all(|at| *at < self.order.fresh_from())
    }

    /// True where a booking was made from then on beyond doubt.
    fn made_from(&self, booked: &Booked, from: DateTime<Utc>) -> bool {
        let age = self.age(booked);
        age.future.is_none() && !age.readings.is_empty() && age.readings.iter().all(|at| *at >= from)
    }

    /// True for the one booking in the answer to the first attempt, where the calendar does not tell when it was made and nothing
    /// shows that it was there before: what else should it be?
    pub(super) fn is_the_answer(&self, booked: &Booked) -> bool {
        self.order.attempt <= 1
            && self.order.wanted.len() == 1
            && booked.created.is_none()
            && booked.id().is_some()
            && !booked.contradictory
            && self.known(booked).is_none()
            && !self.is_moved(booked)
    }

    /// True where a booking was made for this request beyond doubt.
    pub(super) fn is_ours(&self, booked: &Booked) -> bool {
        booked.id().is_some()
            && !booked.contradictory
            && self.known(booked).is_none()
            && !self.is_moved(booked)
            && self.made_from(booked, self.order.ours_from())
    }

    /// Everything that is to be said of a booking for an appointment, the gravest first among equals.
    pub(super) fn against(&self, wanted: &Wanted, booked: &Booked) -> Against {
        let mut out = Vec::new();
        let in_place = wanted.replaces.as_deref().is_some_and(|id| booked.is_called(id));
        if booked.contradictory {
            let name = booked.id().unwrap_or("?").to_owned();
            out.push((Weight::Hand, Finding::new(&BOOKING_CONTRADICTORY).with("booking", name)));
        }
        if !in_place {
            self.freshness(wanted, booked, &mut out);
        }
        match &booked.state {
            State::Unsaid | State::Stands => {}
            State::Pending => out.push((Weight::Waits, Finding::new(&PENDING))),
            State::CalledOff => out.push((Weight::Old, Finding::new(&CALLED_OFF))),
            State::Unknown(word) => {
                out.push((Weight::Hand, Finding::new(&UNKNOWN_STATUS).with("status", word.clone())));
            }
        }
        self.time(wanted, booked, &mut out);
        let mut unknown = Vec::new();
        self.length(wanted, booked, &mut out, &mut unknown);
        what_and_whom(wanted, booked, &mut out, &mut unknown);
        if !unknown.is_empty() {
            out.push((Weight::Fine, Finding::new(&NOT_COMPARED).with("fields", unknown)));
        }
        self.others(wanted, booked, &mut out);
        if booked.id().is_none() {
            out.push((Weight::Fine, Finding::new(&NO_BOOKING_ID)));
        }
        if in_place {
            self.in_place(wanted, booked, &mut out);
        }
        out
    }

    /// The appointment that is moved is all that the person has: whatever is wrong with it, it is not cancelled.
    fn in_place(&self, wanted: &Wanted, booked: &Booked, out: &mut Against) {
        let start = booked.start.as_ref().and_then(|s| s.instant(self.zone()));
        let stayed = self.known(booked).filter(|a| Some(a.start.at) == start && a.start.at != wanted.start);
        for (weight, finding) in out.iter_mut() {
            // Of one that was not moved, time and length are the old ones.
            let of_old = stayed.is_some() && (finding.is(&TIME_MISMATCH) || finding.is(&LENGTH_MISMATCH));
            *weight = match *weight {
                Weight::Cancel if of_old => Weight::Fine,
                Weight::Cancel | Weight::Old => Weight::Hand,
                other => other,
            };
        }
        if let Some(stayed) = stayed {
            out.push((Weight::Again, Finding::new(&NOT_MOVED).with("appointment", stayed.id.clone())));
        }
    }

    /// Whether it is a new booking, or an old answer that came again.
    fn freshness(&self, wanted: &Wanted, booked: &Booked, out: &mut Against) {
        let age = self.age(booked);
        let old = self.is_old(booked);
        if let Some(known) = self.known(booked) {
            let start = booked.start.as_ref();
            let stands = known.status == AppointmentStatus::Booked;
            let as_wanted = start.is_some_and(|s| s.possible(self.zone()).contains(&wanted.start));
            if stands && as_wanted {
                out.push((Weight::Hand, Finding::new(&ALREADY_BOOKED).with("appointment", known.id.clone())));
                return;
            }
            // Known before, and made since: one of the two is wrong. Of a later attempt, an earlier one may have made it.
            let replayed = if self.order.attempt > 1 {
                old && !self.order.is_again_since_unknown()
            } else {
                !self.made_from(booked, self.order.sent)
            };
            let told = start.is_some_and(|s| s.instant(self.zone()).is_some());
            let sure = replayed && told && known.status != AppointmentStatus::Unknown;
            let weight = if sure { Weight::Old } else { Weight::Hand };
            out.push((weight, Finding::new(&EARLIER_BOOKING).with("appointment", known.id.clone())));
            return;
        }
        if let Some(future) = age.future {
            out.push((Weight::Fine, Finding::new(&CREATED_IN_FUTURE).with("created", future)));
        }
        let from = self.order.fresh_from();
        let Some(latest) = age.readings.iter().max().copied() else {
            if age.future.is_none() {
                out.push((Weight::Fine, Finding::new(&CREATED_UNKNOWN)));
            }
            return;
        };
        if old {
            // Perhaps an earlier attempt made it, and then another key would book it twice.
            let weight = if self.order.is_again_since_unknown() { Weight::Hand } else { Weight::Old };
            out.push((
                weight,
                Finding::new(&STALE)
                    .with("created", latest)
                    .with("sent", self.order.first())
                    .with("stale_seconds", self.order.stale_seconds),
            ));
            return;
        }
        // As wall time of the zone it is fresh, or in none of its readings old: else nobody can tell.
        let as_wall = match &booked.created {
            Some(wall @ Written::Wall(_)) => wall.possible(self.zone()),
            _ => Vec::new(),
        };
        let first = !as_wall.is_empty() && as_wall.iter().all(|at| age.readings.contains(at) && *at >= from);
        if !first && age.readings.iter().any(|at| *at < from) {
            let created = match &booked.created {
                Some(Written::Wall(wall) | Written::In(wall, _) | Written::Strange(wall, _)) => {
                    Datum::from(*wall)
                }
                _ => Datum::from(latest),
            };
            out.push((Weight::Hand, Finding::new(&CREATED_UNCLEAR).with("created", created)));
        }
    }

    fn time(&self, wanted: &Wanted, booked: &Booked, out: &mut Against) {
        let zone = self.zone();
        let requested = on_the_wall(wanted.start, zone).local;
        let mistaken = |kind: &'static Kind, written: Datum| {
            (Weight::Hand, Finding::new(kind).with("requested", requested).with("written", written))
        };
        let other = |at: DateTime<Utc>| {
            let local = on_the_wall(at, zone).local;
            let kind = if local == requested { &TIME_MISMATCH_IN_FOLD } else { &TIME_MISMATCH };
            let finding = Finding::new(kind).with("requested", requested).with("booked", local);
            (Weight::Cancel, finding.with("requested_utc", wanted.start).with("booked_utc", at))
        };
        let Some(start) = &booked.start else {
            out.push((Weight::Hand, Finding::new(&NO_TIME)));
            return;
        };
        let possible = start.possible(zone);
        match (start, possible.as_slice()) {
            (Written::At(stamp), _) if stamp.at == wanted.start => {}
            (Written::At(stamp), _) if stamp.wall_if_mismarked(zone) == Some(requested) => {
                out.push(mistaken(&STORED_AS_UTC, stamp.at.into()));
            }
            (Written::Strange(wall, name), _) => out.push((
                Weight::Hand,
                Finding::new(&UNKNOWN_ZONE).with("written", *wall).with("zone", name.clone()),
            )),
            (Written::Wall(wall) | Written::In(wall, _), [_, _]) if possible.contains(&wanted.start) => {
                out.push((Weight::Hand, Finding::new(&SHOWN_TWICE).with("written", *wall)));
            }
            (Written::Wall(wall), [one]) if *one == wanted.start => {
                out.push((Weight::Fine, Finding::new(&READ_AS_WALL_TIME).with("written", *wall)));
            }
            (Written::Wall(wall), _) if *wall == wanted.start.naive_utc() => {
                out.push(mistaken(&UTC_WITHOUT_MARK, (*wall).into()));
            }
            (_, [first, ..]) => out.push(other(*first)),
            (_, []) => out.push((Weight::Hand, Finding::new(&NO_TIME))),
        }
    }

    fn length(&self, wanted: &Wanted, booked: &Booked, out: &mut Against, unknown: &mut Vec<Datum>) {
        let zone = self.zone();
        let at = |written: &Option<Written>| written.as_ref().and_then(|w| w.instant(zone));
        let taken = match (at(&booked.start), at(&booked.end)) {
            (Some(start), Some(end)) if end < start => {
                let wall = |at| on_the_wall(at, zone).local;
                let finding =
                    Finding::new(&ENDS_BEFORE_START).with("start", wall(start)).with("end", wall(end));
                out.push((Weight::Hand, finding));
                return;
            }
            (Some(start), Some(end)) => Some(end.signed_duration_since(start)),
            _ => None,
        };
        let Some(minutes) = wanted.minutes else { return };
        let by_end = taken.map(|taken| taken == TimeDelta::minutes(i64::from(minutes)));
        let by_number = booked.length.map(|length| length.may_be(minutes));
        let weight = match (by_end, by_number) {
            (None, None) => {
                unknown.push(term::MINUTES.into());
                return;
            }
            (Some(true), None | Some(true)) | (None, Some(true)) => return,
            (Some(false), None | Some(false)) => Weight::Cancel,
            (None, Some(false)) if booked.length.is_some_and(|l| l.is_minutes()) => Weight::Cancel,
            // The answer contradicts itself, or has another unit.
            _ => Weight::Hand,
        };
        let by_end = taken.filter(|_| by_end == Some(false)).map(|taken| taken.num_minutes());
        let booked = by_end.or(booked.length.map(|l| l.number)).unwrap_or_default();
        out.push((
            weight,
            Finding::new(&LENGTH_MISMATCH).with("requested_minutes", minutes).with("booked_minutes", booked),
        ));
    }

    /// The appointments that the person has besides.
    fn others(&self, wanted: &Wanted, booked: &Booked, out: &mut Against) {
        let Some(from) = booked.start.as_ref().and_then(|s| s.instant(self.zone())) else { return };
        let mut found: Vec<(Weight, Finding)> = self
            .existing
            .iter()
            .filter(|a| !booked.is_called(&a.id))
            .filter_map(|a| self.beside(wanted, from, a))
            .collect();
        found.sort_by_key(|(weight, finding)| {
            (*weight, finding.datum("appointment").map(|d| d.to_json().to_string()))
        });
        out.extend(found);
    }

    /// What an appointment that was known before means for one from then on.
    fn beside(&self, wanted: &Wanted, from: DateTime<Utc>, a: &Appointment) -> Option<(Weight, Finding)> {
        let length = TimeDelta::minutes(i64::from(wanted.minutes.unwrap_or(0).max(1)));
        let until = from.checked_add_signed(length).unwrap_or(from);
        let end = a.end.map_or(a.start.at, |end| end.at);
        let together = a.start.at == from;
        if !together && (a.start.at >= until || from >= end) {
            return None;
        }
        let (weight, kind) = match self.theirs(wanted, a)? {
            _ if !together || is_another(wanted, a) => (Weight::Hand, &OVERLAPS_EXISTING),
            Whose::Theirs => (Weight::Cancel, &DUPLICATE),
            Whose::Perhaps | Whose::Other => (Weight::Hand, &DUPLICATE_UNCLEAR),
        };
        Some((weight, Finding::new(kind).with("appointment", a.id.clone())))
    }

    /// Whose an appointment is that stands, or may; none where it is somebody else's, or is the one that goes.
    fn theirs(&self, wanted: &Wanted, a: &Appointment) -> Option<Whose> {
        if Some(&a.id) == wanted.replaces.as_ref() {
            return None;
        }
        let whose = whose(wanted, a.name.as_deref(), a.phone.as_deref());
        match a.status {
            _ if whose == Whose::Other => None,
            AppointmentStatus::Booked => Some(whose),
            AppointmentStatus::Unknown => Some(Whose::Perhaps),
            AppointmentStatus::Cancelled | AppointmentStatus::Over => None,
        }
    }

    /// Where the calendar says that the time is taken: what is known to stand there, and whether it is theirs.
    pub(super) fn stands_there(&self, wanted: &Wanted) -> Option<(Whose, &'a Appointment)> {
        let there = self.existing.iter().filter(|a| a.start.at == wanted.start);
        there
            .filter_map(|a| Some((self.theirs(wanted, a)?, a)))
            .max_by_key(|(whose, a)| (*whose, std::cmp::Reverse(&a.id)))
    }
}

/// True where an appointment at the same instant is for another service, or with somebody else: no duplicate, but they collide.
fn is_another(wanted: &Wanted, a: &Appointment) -> bool {
    let service = wanted.service.as_ref().zip(a.service.as_ref()).is_some_and(|(x, y)| words(x) != words(y));
    let staff = wanted.staff.as_ref().zip(a.staff.as_ref()).is_some_and(|(x, y)| same_name(x, y) == Same::No);
    service || staff
}

/// What was asked for, by name.
mod term {
    use crate::finding::Word;

    pub(super) const MINUTES: Word = Word { de: "Dauer", en: "minutes" };
    pub(super) const SERVICE: Word = Word { de: "Leistung", en: "service" };
    pub(super) const PERSON: Word = Word { de: "Person", en: "person" };
    pub(super) const PHONE: Word = Word { de: "Telefonnummer", en: "phone" };
    pub(super) const STAFF: Word = Word { de: "Mitarbeiter", en: "staff" };
}

fn what_and_whom(wanted: &Wanted, booked: &Booked, out: &mut Against, unknown: &mut Vec<Datum>) {
    let mut miss = |word: Word| unknown.push(word.into());
    let in_title = |text: &str| in_title(booked, text);
    if let Some(service) = &wanted.service {
        let folded = words(service);
        if booked.services.is_empty() {
            if !in_title(service) {
                miss(term::SERVICE);
            }
        } else if !booked.services.iter().any(|s| words(s) == folded) {
            let found = booked.services.first().cloned().unwrap_or_default();
            let finding =
                Finding::new(&OTHER_SERVICE).with("requested", service.clone()).with("booked", found);
            out.push((Weight::Cancel, finding));
        }
    }
    let (name, number) = person_of(wanted, booked);
    match (name, number) {
        (Some(Same::No), _) | (None, Some(false)) => out.push((Weight::Cancel, Finding::new(&OTHER_PERSON))),
        (Some(Same::Part), _) => out.push((Weight::Hand, Finding::new(&PERSON_UNCLEAR))),
        (Some(Same::Yes), Some(false)) => out.push((Weight::Hand, Finding::new(&OTHER_PHONE))),
        _ => {}
    }
    // The number says whose it is as well.
    if wanted.person.is_some() && name.is_none() && number.is_none() {
        miss(term::PERSON);
    }
    if wanted.phone.is_some() && number.is_none() {
        miss(term::PHONE);
    }
    if let Some(staff) = &wanted.staff {
        match booked.staff.iter().map(|s| same_name(staff, s)).max() {
            None if in_title(staff) => {}
            None => miss(term::STAFF),
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
}

fn in_title(booked: &Booked, text: &str) -> bool {
    let wanted = words(text);
    !wanted.is_empty() && booked.titles.iter().any(|t| words(t).windows(wanted.len()).any(|w| w == wanted))
}

/// How far the name and the number of a booking are those asked for; none where one of them is missing.
pub(super) fn person_of(wanted: &Wanted, booked: &Booked) -> (Option<Same>, Option<bool>) {
    let name = wanted.person.as_ref().and_then(|person| {
        let named = booked.persons.iter().map(|p| same_name(person, p)).max();
        named.or_else(|| in_title(booked, person).then_some(Same::Yes))
    });
    let number = wanted.phone.as_ref().filter(|_| !booked.phones.is_empty());
    (name, number.map(|phone| booked.phones.iter().any(|p| same_number(phone, p))))
}
