//! The same booking more than once in an answer: one booking, or a contradiction.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::BOOKING_REPEATED;
use super::response::{Booked, State};
use super::written::Written;
use crate::finding::Finding;
use crate::heard::fold::fold;

/// Each booking once. Those of which the answer says different things stay apart, and are marked.
pub(super) fn once(bookings: Vec<Booked>, zone: Tz, findings: &mut Vec<Finding>) -> Vec<Booked> {
    let mut groups: Vec<Vec<Booked>> = Vec::new();
    for booking in bookings {
        // One that has the ids of two is the same as both.
        let (same, others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|b| is_same(b, &booking)));
        groups = others;
        groups.push(same.into_iter().flatten().chain([booking]).collect());
    }
    let mut out = Vec::new();
    for mut group in groups {
        if group.len() == 1 {
            out.append(&mut group);
            continue;
        }
        let name = group.iter().find_map(Booked::id).unwrap_or("?").to_owned();
        let mut rest = group.iter().cloned();
        let whole = rest.next().and_then(|first| rest.try_fold(first, |all, b| merged(all, b, zone)));
        match whole {
            Some(whole) => {
                findings.push(Finding::new(&BOOKING_REPEATED).with("booking", name));
                out.push(whole);
            }
            // What it was booked for says so.
            None => out.extend(group.into_iter().map(|b| Booked { contradictory: true, ..b })),
        }
    }
    out
}

/// True where two entries are about one booking: what a step would call the one is a name of the other as well, or, of the kinds of ids that
/// both have, the most telling is the same.
fn is_same(a: &Booked, b: &Booked) -> bool {
    let called = |a: &Booked, b: &Booked| a.id().is_some_and(|id| b.is_called(id));
    if called(a, b) || called(b, a) {
        return true;
    }
    let common = a
        .ids
        .iter()
        .find_map(|(kind, id)| b.ids.iter().find(|(other, _)| other == kind).map(|(_, other)| id == other));
    common.unwrap_or(false)
}

/// One booking of two entries; none where they contradict each other.
fn merged(mut a: Booked, b: Booked, zone: Tz) -> Option<Booked> {
    // Two ids of one kind are two bookings, whatever else says that they are one.
    if a.ids.iter().any(|(kind, id)| b.ids.iter().any(|(other, own)| other == kind && own != id)) {
        return None;
    }
    a.start = time(a.start, b.start, zone, TimeDelta::zero())?;
    a.end = time(a.end, b.end, zone, TimeDelta::zero())?;
    // One of them may have no fractions.
    a.created = time(a.created, b.created, zone, TimeDelta::seconds(1))?;
    a.length = match (a.length, b.length) {
        (Some(x), Some(y)) if x.number != y.number => return None,
        (x, y) => x.filter(|x| x.minutes).or(y).or(x),
    };
    a.state = match (a.state, b.state) {
        (State::Unsaid, state) | (state, State::Unsaid) => state,
        (x, y) if x == y => x,
        _ => return None,
    };
    a.services = names(a.services, b.services)?;
    a.persons = names(a.persons, b.persons)?;
    a.staff = names(a.staff, b.staff)?;
    a.phones = names(a.phones, b.phones)?;
    for title in b.titles {
        if !a.titles.contains(&title) {
            a.titles.push(title);
        }
    }
    for id in b.ids {
        if !a.ids.contains(&id) {
            a.ids.push(id);
        }
    }
    a.ids.sort();
    a.failure = a.failure.or(b.failure);
    Some(a)
}

/// None where the two cannot be the same instant.
fn time(a: Option<Written>, b: Option<Written>, zone: Tz, apart: TimeDelta) -> Option<Option<Written>> {
    let (x, y) = match (a, b) {
        (Some(x), Some(y)) => (x, y),
        (one, other) => return Some(one.or(other)),
    };
    if x == y {
        return Some(Some(x));
    }
    let near = |a: &DateTime<Utc>, b: &DateTime<Utc>| a.signed_duration_since(*b).abs() <= apart;
    let (of_x, of_y) = (x.possible(zone), y.possible(zone));
    let agree = of_x.iter().any(|a| of_y.iter().any(|b| near(a, b)));
    // What has an offset tells more than what has none.
    let plain = |w: &Written| matches!(w, Written::At(_));
    agree.then(|| Some(if of_y.len() < of_x.len() || plain(&y) && !plain(&x) { y } else { x }))
}

/// None where neither list has all that the other one has.
fn names(a: Vec<String>, b: Vec<String>) -> Option<Vec<String>> {
    let set = |list: &[String]| -> BTreeSet<String> { list.iter().map(|n| fold(n)).collect() };
    let (of_a, of_b) = (set(&a), set(&b));
    if of_b.is_subset(&of_a) {
        Some(a)
    } else if of_a.is_subset(&of_b) {
        Some(b)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appointment::confirm::response::read;
    use serde_json::{Value, json};

    /// How many bookings there are, and how many of them contradict another one.
    fn count(answer: &Value) -> (usize, usize) {
        let mut findings = Vec::new();
        let all = once(read(answer).bookings, chrono_tz::Europe::Berlin, &mut findings);
        (all.len(), all.iter().filter(|b| b.contradictory).count())
    }

    #[test]
    fn an_id_tells_one_booking_from_another() {
        let at = "2025-11-06T13:00:00Z";
        for (answer, expected) in [
            (json!([{"uid": "b1", "start": at}, {"uid": "b2", "start": at}]), (2, 0)),
            (json!([{"uid": "b1", "start": at}, {"booking_id": "b1", "start": at}]), (1, 0)),
            (json!([{"uid": "b1", "id": 7, "start": at}, {"id": 7, "start": at}]), (1, 0)),
            // An event may have several bookings.
            (
                json!([{"booking_id": 1, "event_id": 9, "start": at}, {"booking_id": 2, "event_id": 9, "start": at}]),
                (2, 0),
            ),
            (json!([{"uid": "b1", "id": 7, "start": at}, {"uid": "b2", "id": 7, "start": at}]), (2, 0)),
            (
                json!([{"booking_id": "b1", "id": 5, "start": at}, {"uid": "b1", "id": 6, "start": at}]),
                (2, 2),
            ),
            // Two that have nothing in common but a third.
            (
                json!([{"uid": "b1", "start": at}, {"uid": "b2", "start": at}, {"booking_id": "b1", "id": "b2", "start": at}]),
                (3, 3),
            ),
            // Without an id nobody knows.
            (json!([{"start": at}, {"start": at}]), (2, 0)),
            (json!([{"uid": "b1", "start": at}, {"start": at}]), (2, 0)),
            (
                json!([{"uid": "b1", "start": at}, {"uid": "b1"}, {"uid": "b1", "start": "2025-11-06T14:00"}]),
                (1, 0),
            ),
            (json!([{"uid": "b1", "start": at}, {"uid": "b1", "start": "2025-11-06T14:00:00Z"}]), (2, 2)),
            (
                json!([{"uid": "b1", "start": at, "service": "Färben"}, {"uid": "b1", "start": at, "service": ["Faerben", "Waschen"]}]),
                (1, 0),
            ),
            (
                json!([{"uid": "b1", "start": at, "service": "Färben"}, {"uid": "b1", "start": at, "service": "Waschen"}]),
                (2, 2),
            ),
            (json!([{"uid": "b1", "start": at, "status": "accepted"}, {"uid": "b1", "start": at}]), (1, 0)),
        ] {
            assert_eq!(count(&answer), expected, "{answer}");
        }
    }
}
