//! What the benches measure with: one clock, and phrases as callers say them, by the kind of work that they make.

use chrono::{DateTime, Utc};
use klartext::{Context, OpeningHours};

/// Wednesday, 2025-11-05, 10:00 in Berlin, without opening hours.
pub fn context() -> Context {
    let now = DateTime::<Utc>::from_timestamp(1_762_333_200, 0).unwrap_or_default();
    Context::new(now, chrono_tz::Europe::Berlin)
}

/// The same with the hours of a salon.
pub fn context_with_hours() -> Context {
    let stretch =
        |opens, closes| klartext::hours::Stretch::new(opens, closes).into_iter().collect::<Vec<_>>();
    let day = stretch(9 * 60, 18 * 60);
    context().with_hours(OpeningHours {
        tue: day.clone(),
        wed: day.clone(),
        thu: day.clone(),
        fri: day,
        sat: stretch(9 * 60, 14 * 60),
        ..OpeningHours::default()
    })
}

/// The phrase that the bar of one microsecond is about.
pub const TYPICAL: &str = "morgen um halb drei";

/// A class of phrases with its name in the report.
pub const CLASSES: &[(&str, &[&str])] = &[
    ("day", &["heute", "morgen", "übermorgen", "am Donnerstag", "nächste Woche Montag"]),
    ("clock", &["14:30", "um 14 Uhr 30", "halb drei", "fünf vor halb drei", "Viertel nach neun"]),
    ("date", &["05.11.", "am 20. November", "20.11.2025", "2025-11-20", "den zwölften Dezember"]),
    (
        "moment",
        &[
            "morgen um 14 Uhr",
            "übermorgen um 9 Uhr bitte",
            "nächste Woche Montag um halb drei",
            "05.11.2023 um 15 Uhr",
        ],
    ),
    (
        "sentence",
        &[
            "ich hätte gern morgen um vierzehn Uhr einen Termin zum Haareschneiden",
            "ginge es vielleicht auch am Freitag so gegen halb vier",
        ],
    ),
    ("garbled", &["uebermorgen frueh", "NÄCHSTEN DIENSTAG", "Ã¼bermorgen um neun", "u\u{308}bermorgen"]),
    ("none", &["einen Herrenhaarschnitt bitte", "Max Muster", "das kostet 14,30 Euro", "ja, gern"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_a_wednesday_morning_in_berlin() {
        assert_eq!(context().local_now().to_string(), "2025-11-05 10:00:00");
    }

    #[test]
    fn the_salon_is_closed_on_mondays_and_opens_at_nine() {
        let hours = context_with_hours().hours.unwrap();
        let open = |text: &str| hours.is_open(text.parse().unwrap());
        assert!(!open("2025-11-10T10:00:00")); // Monday
        assert!(!open("2025-11-11T08:59:00")); // Tuesday
        assert!(open("2025-11-11T09:00:00"));
        assert!(!open("2025-11-08T14:00:00")); // Saturday
    }
}
