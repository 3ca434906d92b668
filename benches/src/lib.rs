//! What the benches measure with: one clock, and phrases as callers say them, by the kind of work that they make.

pub mod appointments;
mod counting;
mod customers;
mod flow;
mod inputs;
mod long;
mod phrases;
mod precut;
pub mod rules;

pub use counting::{Counting, Use, count};
pub use customers::customers;
pub use flow::flow;
pub use inputs::{LINES, NUMBERS};
pub use long::{HOSTILE, Long, NASTY, PLAIN};
pub use phrases::PHRASES;
pub use precut::Precut;

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

/// The variables of [`prompt`] with a value for each.
pub fn prompt_values() -> Vec<(&'static str, &'static str)> {
    vec![
        ("salon", "Salon Muster"),
        ("agent_name", "Clara"),
        ("current_time", "Mittwoch, 5. November 2025, 10:00 Uhr"),
        ("customer_name", "Erika Beispiel"),
        ("phone", "030 23125042"),
        ("opening_hours", "Dienstag bis Freitag von neun bis achtzehn Uhr"),
        ("service", "Herrenhaarschnitt"),
        ("appointment_date", "Donnerstag, den 6. November"),
        ("appointment_time", "14:30 Uhr"),
        ("staff", "Frau Muster"),
        ("price", "35 Euro"),
        ("address", "Musterstraße 12"),
    ]
}

/// A prompt of about `bytes` bytes in which each of the 12 variables stands once, as evenly as prose allows.
pub fn prompt(bytes: usize) -> String {
    const PROSE: &str = "Sprechen Sie ruhig und höflich, fragen Sie immer nur eine Sache, und raten Sie nie: wenn a < b \
                         oder 1 << 2 im Text steht, ist das kein Platzhalter. ";
    let values = prompt_values();
    let between = bytes.div_euclid(values.len().max(1));
    let mut text = String::with_capacity(bytes);
    for (name, _) in values {
        let start = text.len();
        text.push_str(&format!("<<{name}>> "));
        let left = between.saturating_sub(text.len().saturating_sub(start));
        // Cut where a character begins.
        let end = (0..=left.min(PROSE.len())).rev().find(|i| PROSE.is_char_boundary(*i)).unwrap_or(0);
        text.push_str(PROSE.get(..end).unwrap_or_default());
    }
    text
}

/// The rules of a salon, as `check` judges by them.
pub const RULES: &str = r#"{
    "version": 1,
    "zone": "Europe/Berlin",
    "hours": {
        "tue": ["09:00-18:00"], "wed": ["09:00-18:00"], "thu": ["09:00-18:00"],
        "fri": ["09:00-18:00"], "sat": ["09:00-14:00"]
    },
    "slots": {
        "name": {"from": ["name", "customer_name"], "required": true},
        "service": {
            "type": "enum", "from": ["dienstleistung", "service"], "required": true,
            "choices": ["Färben", {"value": "Herrenhaarschnitt", "synonyms": ["Haarschnitt Herren"]}]
        },
        "start": {"type": "moment", "date": ["datum", "date"], "time": ["uhrzeit", "time"], "required": true},
        "phone": {"type": "phone", "from": ["telefon", "call.from_number"]}
    }
}"#;

/// Recorded calls, as the voice platform posts them, with the name in the report.
pub const CALLS: &[(&str, &str)] = &[
    (
        "accept",
        r#"{"name":"book_appointment_v17","call":{"call_id":"call_7f3a","agent_id":"agent_1","call_type":"phone_call",
        "direction":"inbound","from_number":"+493023125042","to_number":"+493023125000","call_status":"ongoing",
        "start_timestamp":1762333200000},"args":{"name":"Max Muster","datum":"morgen","uhrzeit":"14:00",
        "dienstleistung":"Herrenhaarschnitt"}}"#,
    ),
    ("ask", r#"{"name":"Max Muster","datum":"übermorgen","dienstleistung":"Haarschnitt Herren"}"#),
    (
        "junk",
        r#"{"name":"{{name}}","datum":"null","uhrzeit":"N/A","dienstleistung":"<UNKNOWN>","telefon":"anonymous"}"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_a_wednesday_morning_in_berlin() {
        assert_eq!(context().local_now().to_string(), "2025-11-05 10:00:00");
    }

    #[test]
    fn the_prompt_has_its_size_and_each_variable_once() {
        let text = prompt(2048);
        assert!((1900..=2048).contains(&text.len()), "{} bytes", text.len());
        for (name, _) in prompt_values() {
            assert_eq!(text.matches(&format!("<<{name}>>")).count(), 1, "{name}");
        }
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
