//! A salon's book and opening hours, and what is looked for in them.

use klartext::OpeningHours;
use klartext::appointment::lookup::{Clue, Clues};
use klartext::appointment::{Appointment, Stamp};

use crate::context;

/// `count` appointments of customers who have two each; families of four share one of at most 1,000 numbers.
pub fn table(count: usize) -> Vec<Appointment> {
    const GIVEN: [&str; 8] = ["Lena", "Jonas", "Ayşe", "Piotr", "Giulia", "Omar", "Linh", "Klaus"];
    const FAMILY: [&str; 7] = ["Keller", "Schuster", "Yılmaz", "Nowak", "Rossi", "Haddad", "Müller"];
    const SERVICES: [&str; 3] = ["Herrenhaarschnitt", "Färben", "Dauerwelle"];
    let zone = context().zone;
    let nth = |list: &'static [&'static str], i: usize| list.get(i % list.len()).copied().unwrap_or_default();
    (0..count)
        .filter_map(|i| {
            let person = i / 2;
            let start =
                format!("2025-{:02}-{:02}T{:02}:{}0", 11 + i % 2, 6 + (i / 7) % 22, 9 + i % 9, 3 * (i % 2));
            let mut row = Appointment::new(format!("a{i}"), Stamp::parse(&start, zone).ok()?);
            row.customer_id = Some(format!("c{person}"));
            row.name = Some(format!("{} {}", nth(&GIVEN, person), nth(&FAMILY, person / 4)));
            row.phone = Some(format!("030 23125{:03}", (person / 4) % 1000));
            row.service = Some(nth(&SERVICES, i / 3).to_owned());
            row.staff = Some("Frau Kaya".to_owned());
            Some(row)
        })
        .collect()
}

/// A caller with a name and a number, a day and a time.
pub fn clues(name: &str, phone: &str) -> Clues {
    Clues {
        name: Some(Clue::said(name)),
        phone: Some(Clue::signalled(phone)),
        date: Some(Clue::said("am 6. November")),
        time: Some(Clue::said("um neun")),
        ..Clues::default()
    }
}

/// A salon with a break, a federal state and exceptions.
pub fn salon() -> OpeningHours {
    serde_json::from_str(
        r#"{"tue": ["09:00-18:00"], "wed": ["09:00-12:30", "13:30-18:00"], "thu": ["09:00-18:00"],
            "fri": ["09:00-18:00"], "sat": ["09:00-14:00"], "region": "DE-BY",
            "exceptions": {"2025-11-11": [], "2025-12-23": ["09:00-12:00"]}}"#,
    )
    .unwrap_or_default()
}

/// Wall times that are asked for, each with its name in the report.
pub const WISHES: &[(&str, &str)] = &[
    ("bookable", "2025-11-06T10:00:00"),
    ("before opening", "2025-11-06T08:00:00"),
    ("after closing", "2025-11-06T19:00:00"),
    ("break", "2025-11-12T13:00:00"),
    ("does not fit", "2025-11-06T17:30:00"),
    ("off grid", "2025-11-06T10:10:00"),
    ("holiday", "2025-12-25T10:00:00"),
    ("past", "2025-11-04T10:00:00"),
    ("clock change", "2026-03-29T02:30:00"),
];

/// What was heard: a name that is there, one as it was misheard, half of one, one in a frame, one that is not there.
pub const HEARD: &[(&str, &str)] = &[
    ("there", "Jonas Keller"),
    ("misheard", "Mehmet Jilmas"),
    ("family name", "Schuhster"),
    ("doubled", "Sabine Meier Schulze"),
    ("unknown", "Ottokar Wrzesniewski"),
];
