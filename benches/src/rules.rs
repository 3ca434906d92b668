//! One record and eight checks, in the language of klartext and by hand.

use chrono::{NaiveDate, TimeDelta};
use klartext::temporal::{Assumed, Value};
use klartext::verdict::SlotValue;
use klartext::{Engine, Record};

/// A table is booked: eight checks, as a rule set.
pub const RULES: &str = r#"{
    "version": 1,
    "slots": {
        "name": {"required": true},
        "guests": {"type": "number", "required": true},
        "area": {"type": "enum", "choices": ["innen", "Terrasse", "Bar", "Saal"], "required": true},
        "date": {"type": "date", "required": true},
        "time": {"type": "time", "required": true},
        "email": {"required": true}
    },
    "rules": {
        "name_too_short": {"when": "name.length < 2", "severity": "ask", "slot": "name"},
        "nobody": {"when": "guests < 1", "severity": "ask", "slot": "guests"},
        "too_many": {"when": "guests > 8", "severity": "ask", "slot": "guests"},
        "terrace_closed": {"when": "area == \"Terrasse\" and date.month in [11, 12, 1, 2]", "severity": "ask", "slot": "area"},
        "past": {"when": "date < today", "severity": "ask", "slot": "date"},
        "too_far": {"when": "date > today + 90d", "severity": "ask", "slot": "date"},
        "too_late": {"when": "time < 11:00 or time >= 22:00", "severity": "ask", "slot": "time"},
        "no_email": {"when": "email not_contains \"@\"", "severity": "note"}
    }
}"#;

/// The day of the bench's clock.
pub const TODAY: NaiveDate = match NaiveDate::from_ymd_opt(2025, 11, 5) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Which record.
#[derive(Clone, Copy, Debug)]
pub enum Case {
    /// Nothing is wrong.
    Good,
    /// Five of the eight checks fail.
    Bad,
}

/// The values of a case, untyped.
pub fn values(case: Case) -> (&'static str, f64, &'static str, &'static str, &'static str, &'static str) {
    match case {
        Case::Good => ("Eva Beispiel", 4.0, "innen", "2025-11-20", "19:30", "eva@example.org"),
        Case::Bad => ("E", 12.0, "Terrasse", "2026-12-20", "23:30", "eva@example.org"),
    }
}

/// A case as a record of klartext.
///
/// # Panics
/// Where the values do not fit the rules above.
#[expect(clippy::expect_used, reason = "a bench that cannot set itself up has to stop")]
pub fn record(engine: &Engine, case: Case) -> Record<'_> {
    let (name, guests, area, date, time, email) = values(case);
    let mut record = engine.record();
    let time =
        SlotValue::Time(Value::Time(format!("{time}:00").parse().expect("a time")), Assumed::default());
    let date = SlotValue::Time(Value::Date(date.parse().expect("a date")), Assumed::default());
    for (slot, value) in [
        ("name", SlotValue::Text(name.into())),
        ("guests", SlotValue::Number(guests)),
        ("area", SlotValue::Choice(area.into())),
        ("date", date),
        ("time", time),
        ("email", SlotValue::Text(email.into())),
    ] {
        record.set(slot, value).expect("a value for a slot");
    }
    record
}

/// The same record as a program would hold it that knows nothing else.
#[derive(Debug)]
pub struct ByHand {
    name: String,
    guests: f64,
    area: Area,
    date: NaiveDate,
    time: chrono::NaiveTime,
    email: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Area {
    Inside,
    Terrace,
}

/// A case by hand.
///
/// # Panics
/// Where a date or time of the cases above cannot be read.
#[expect(clippy::expect_used, reason = "a bench that cannot set itself up has to stop")]
pub fn by_hand(case: Case) -> ByHand {
    let (name, guests, area, date, time, email) = values(case);
    ByHand {
        name: name.into(),
        guests,
        area: if area == "Terrasse" { Area::Terrace } else { Area::Inside },
        date: date.parse().expect("a date"),
        time: format!("{time}:00").parse().expect("a time"),
        email: email.into(),
    }
}

impl ByHand {
    /// One bit for each check that fails.
    pub fn wrong(&self, today: NaiveDate) -> u8 {
        use chrono::{Datelike as _, Timelike as _};
        let mut wrong = 0;
        let mut check = |bit: u8, fails: bool| wrong |= u8::from(fails) << bit;
        check(0, self.name.chars().count() < 2);
        check(1, self.guests < 1.0);
        check(2, self.guests > 8.0);
        check(3, self.area == Area::Terrace && matches!(self.date.month(), 11 | 12 | 1 | 2));
        check(4, self.date < today);
        check(5, self.date > today + TimeDelta::days(90));
        check(6, self.time.hour() < 11 || self.time.hour() >= 22);
        check(7, !self.email.contains('@'));
        wrong
    }
}

/// A rule set with that many rules, each with a condition, a message and a question.
pub fn many(count: usize) -> String {
    let rules: Vec<String> = (0..count)
        .map(|i| {
            format!(
                r#""rule_{i}": {{"when": "guests > {i} and time >= {}:00 or name contains \"x{i}\"", "severity": "ask",
                "slot": "guests", "message": {{"de": "Mehr als {i} geht leider nicht, <<name>>.", "en": "No more than {i}."}},
                "question": "Wie viele sind es?"}}"#,
                i % 24
            )
        })
        .collect();
    RULES.replace("\"rules\": {", &format!("\"rules\": {{ {},", rules.join(",")))
}
