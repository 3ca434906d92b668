//! What holds of every lookup: nobody finds another appointment for knowing more, for the order of the table, or for an index.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use klartext::Context;
use klartext::appointment::lookup::{
    Caller, Clue, Clues, Index, Lookup, Outcome, Unsignalled, answer, answer_in, lookup, lookup_in,
};
use klartext::appointment::{Appointment, AppointmentStatus, Stamp};
use proptest::prelude::*;

const GIVEN: [&str; 6] = ["Lena", "Lina", "Jan", "Jana", "Ahmet", "Mehmet"];
const FAMILY: [&str; 4] = ["Keller", "Kellner", "Yılmaz", "Schmidt"];
const SERVICES: [&str; 4] = ["Färben", "Dauerwelle", "Herrenhaarschnitt", "Massage"];
const STAFF: [&str; 2] = ["Frau Kaya", "Herr Brandt"];

/// A Wednesday.
fn context() -> Context {
    Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin)
}

/// Numbers that make an appointment: name, number, day, hour, service, staff, status.
type Row = (usize, usize, u32, u32, u32, usize, usize, u8);

fn row() -> impl Strategy<Value = Row> {
    (0..6_usize, 0..4_usize, 0..4_u32, 1..29_u32, 8..18_u32, 0..4_usize, 0..2_usize, 0..8_u8)
}

fn record(at: usize, (given, family, phone, day, hour, service, staff, status): Row) -> Appointment {
    let start = format!("2025-11-{day:02}T{hour:02}:00");
    let mut record =
        Appointment::new(format!("a{at}"), Stamp::parse(&start, chrono_tz::Europe::Berlin).unwrap());
    record.name = Some(format!("{} {}", GIVEN[given], FAMILY[family]));
    record.customer_id = record.name.clone().map(|n| format!("{n}{phone}"));
    record.phone = Some(format!("030 2312500{phone}"));
    record.service = Some(SERVICES[service].to_owned());
    record.staff = Some(STAFF[staff].to_owned());
    record.status = match status {
        0 => AppointmentStatus::Cancelled,
        1 => AppointmentStatus::Over,
        2 => AppointmentStatus::Unknown,
        _ => AppointmentStatus::Booked,
    };
    record
}

fn table() -> impl Strategy<Value = Vec<Appointment>> {
    proptest::collection::vec(row(), 1..12)
        .prop_map(|rows| rows.into_iter().enumerate().map(|(i, r)| record(i, r)).collect())
}

/// All that is true of an appointment, said by somebody who calls from its number.
fn all_of(meant: &Appointment) -> Clues {
    let wall = meant.start.wall(chrono_tz::Europe::Berlin);
    Clues {
        name: meant.name.as_deref().map(Clue::said),
        phone: meant.phone.as_deref().map(Clue::signalled),
        date: Some(Clue::said(wall.format("%d.%m.%Y").to_string())),
        time: Some(Clue::said(wall.format("%H:%M").to_string())),
        service: meant.service.as_deref().map(Clue::said),
        staff: meant.staff.as_deref().map(Clue::said),
        call_id: None,
    }
}

/// Those of them that a mask leaves; name and number always are.
fn some_of(clues: &Clues, mask: u8) -> Clues {
    let keep = |bit: u8, clue: &Option<Clue>| clue.clone().filter(|_| mask & (1 << bit) != 0);
    Clues {
        name: keep(0, &clues.name),
        phone: keep(1, &clues.phone),
        date: keep(2, &clues.date),
        time: keep(3, &clues.time),
        service: keep(4, &clues.service),
        staff: keep(5, &clues.staff),
        call_id: None,
    }
}

fn found(answer: &Lookup) -> Option<&[String]> {
    match &answer.outcome {
        Outcome::Found { appointments } => Some(appointments),
        _ => None,
    }
}

fn caller(policy: u8) -> Caller {
    let unsignalled = [Unsignalled::NameNumberAndDay, Unsignalled::NameAndMoment, Unsignalled::Refuse];
    Caller { unsignalled: unsignalled[usize::from(policy) % 3], ..Caller::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_order_of_the_table_never_matters(
        table in table(), mask in 0..64_u8, meant in 0..12_usize, turn in 0..12_usize, policy in 0..3_u8,
    ) {
        let clues = some_of(&all_of(&table[meant % table.len()]), mask);
        let mut other = table.clone();
        other.reverse();
        other.rotate_left(turn % table.len());
        let (context, caller) = (context(), caller(policy));
        prop_assert_eq!(
            lookup(&clues, &table, &caller, &context),
            lookup(&clues, &other, &caller, &context)
        );
    }

    #[test]
    fn more_that_is_right_never_finds_another(
        table in table(), fewer in 0..64_u8, more in 0..64_u8, meant in 0..12_usize, policy in 0..3_u8,
    ) {
        let meant = &table[meant % table.len()];
        let all = all_of(meant);
        let (context, caller) = (context(), caller(policy));
        let first = lookup(&some_of(&all, fewer), &table, &caller, &context).unwrap();
        let second = lookup(&some_of(&all, fewer | more), &table, &caller, &context).unwrap();
        if let (Some(a), Some(b)) = (found(&first), found(&second)) {
            prop_assert_eq!(a, b);
        }
        // Name, number and all that is true of it mean this one, or are asked about.
        let whole = lookup(&all, &table, &caller, &context).unwrap();
        let twins = table.iter().filter(|r| all_of(r) == all && r.status == AppointmentStatus::Booked).count();
        if let Some(ids) = found(&whole) {
            prop_assert_eq!(twins, 1);
            prop_assert_eq!(ids, std::slice::from_ref(&meant.id));
        }
    }

    #[test]
    fn what_is_found_stands_and_is_ahead(table in table(), mask in 0..64_u8, meant in 0..12_usize, policy in 0..3_u8) {
        let clues = some_of(&all_of(&table[meant % table.len()]), mask);
        let answer = lookup(&clues, &table, &caller(policy), &context()).unwrap();
        let open = |id: &String| table.iter().any(|r| {
            r.id == *id && r.status == AppointmentStatus::Booked && r.start.at >= context().now
        });
        let told = match &answer.outcome {
            Outcome::Found { appointments } => appointments.clone(),
            Outcome::Ambiguous { candidates } => candidates.clone(),
            Outcome::NotFound { near } => near.clone(),
            _ => Vec::new(),
        };
        prop_assert!(told.iter().all(open), "{:?}", told);
    }

    #[test]
    fn list_and_index_agree(
        table in table(), mask in 0..64_u8, meant in 0..12_usize, policy in 0..3_u8,
        reply in prop::sample::select(vec!["ja", "nein", "den zweiten", "Lena Keller", "um drei", "am 13.", "weiß nicht"]),
    ) {
        let clues = some_of(&all_of(&table[meant % table.len()]), mask);
        let (context, caller) = (context(), caller(policy));
        let index = Index::new(&table, "DE");
        let plain = lookup(&clues, &table, &caller, &context).unwrap();
        prop_assert_eq!(&plain, &lookup_in(&clues, &index, &caller, &context).unwrap());
        prop_assert_eq!(
            answer(&plain.state, reply, &table, &caller, &context),
            answer_in(&plain.state, reply, &index, &caller, &context)
        );
    }

    #[test]
    fn who_is_somebody_else_hears_what_nobody_hears(
        table in table(), mask in 0..64_u8, meant in 0..12_usize, withheld in any::<bool>(), reply in "\\PC{0,20}",
    ) {
        // All is known but the number.
        let mut clues = some_of(&all_of(&table[meant % table.len()]), mask);
        clues.phone = (!withheld).then(|| Clue::signalled("+493023125999"));
        let (context, caller) = (context(), caller(0));
        let (with, without) = (
            lookup(&clues, &table, &caller, &context).unwrap(),
            lookup(&clues, &[], &caller, &context).unwrap(),
        );
        prop_assert_eq!(&with, &without);
        prop_assert_eq!(
            answer(&with.state, &reply, &table, &caller, &context).unwrap().outcome,
            answer(&without.state, &reply, &[], &caller, &context).unwrap().outcome
        );
    }

    #[test]
    fn anything_may_be_said(
        table in table(),
        name in "\\PC{0,40}", phone in "\\PC{0,40}", date in "\\PC{0,40}", time in "\\PC{0,40}", service in "\\PC{0,40}",
        reply in "\\PC{0,60}", stored in "\\PC{0,40}", policy in 0..3_u8,
    ) {
        let mut table = table;
        if let Some(first) = table.first_mut() {
            first.name = Some(stored.clone());
            first.phone = Some(stored.clone());
            first.service = Some(stored.clone());
            first.staff = Some(stored.clone());
            first.call_id = Some(stored);
        }
        let clues = Clues {
            name: Some(Clue::said(name.clone())),
            phone: Some(Clue::signalled(phone)),
            date: Some(Clue::said(date)),
            time: Some(Clue::model(time)),
            service: Some(Clue::said(service)),
            staff: Some(Clue::said(name.clone())),
            call_id: Some(Clue::signalled(name)),
        };
        let (context, caller) = (context(), caller(policy));
        let first = lookup(&clues, &table, &caller, &context).unwrap();
        let second = answer(&first.state, &reply, &table, &caller, &context).unwrap();
        prop_assert!(second.question.is_none_or(|q| !q.text.is_empty()));
    }
}
