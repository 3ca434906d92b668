//! Conditions from text to truth.

use std::cell::{Cell, OnceCell};

use super::evaluate::{Fact, Facts, Known, Truth, bucket};
use super::meaning::Cond;
use super::sense::{self, Ways};
use super::understand::{Scope, understand};
use crate::context::Context;
use crate::finding::Finding;
use crate::payload::Source;
use crate::rules::{RuleSet, Rules, Slots};

const BUCKETS: [(&str, &str, u32); 5] = [
    ("call_1", "", 90),
    ("call_1", "rollout", 12),
    ("", "", 14),
    ("8f14e45f-ceea-467f", "v17", 76),
    ("Färben", "", 95),
];

const RULES: &str = r#"{"version": 1, "slots": {
    "guests": {"type": "number"},
    "service": {"type": "enum", "choices": ["Färben", "Bartpflege"]},
    "start": {"type": "moment"},
    "note": {},
    "new": {"type": "boolean"},
    "born": {"type": "date"}
}}"#;

fn slots() -> Slots {
    RuleSet::from_json(RULES).unwrap().slots
}

fn read(text: &str) -> Result<Cond, Vec<super::token::Problem>> {
    let slots = slots();
    let tree = super::syntax::parse(text)?;
    understand(&tree, Scope { slots: &slots, rules: &["late"], fields: None })
}

/// Wednesday, 2025-11-05, 10:00 in Berlin; six guests, Färben on Friday the seventh at 17:00, said in turn 2.
fn truth(text: &str) -> Truth {
    let cond = read(text).unwrap();
    let context = Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin);
    let said = |value| Known { value, source: Some(Source::Said), turn: 2 };
    let known = [
        said(Fact::Number(6.0)),
        said(Fact::Text("Färben")),
        said(Fact::Moment("2025-11-07T17:00:00".parse().unwrap(), "2025-11-07T16:00:00Z".parse().unwrap())),
        said(Fact::Text("Bitte KEINE Fönwelle")),
        Known::NOTHING,
        Known::NOTHING,
    ];
    let findings =
        [Finding::new(&crate::rules::finding::MISSING), Finding::new(&crate::rules::finding::MISSING)];
    let steps = Cell::new(1000);
    let facts = Facts {
        slots: &known,
        context: &context,
        turns: 3,
        attempts: &[0, 2],
        findings: &findings,
        rules: &Rules::default(),
        held: &[],
        steps: &steps,
        local_now: &OnceCell::new(),
    };
    facts.holds(&cond)
}

#[test]
fn what_holds() {
    for text in [
        "guests > 5",
        "5 < guests",
        "guests >= 6 and guests <= 6 and guests == 6 and guests != 7",
        "not guests > 6",
        "service == \"Färben\"",
        "service in [\"Bartpflege\", \"Färben\"]",
        "service not in [\"Bartpflege\"]",
        "note contains 'keine foenwelle'",
        "note not_contains \"Dauerwelle\"",
        "note not_contains \"@\" and note contains \" \"",
        "note.length == 20",
        "start.weekday == fri",
        "start.weekday in [sat, \"fri\"]",
        "start.time >= 17:00 and start.hour == 17 and start.minute == 0",
        "start.date == 2025-11-07 and start == 2025-11-07 and start <= 2025-11-07",
        "start == 2025-11-07T17:00 and start < 2025-11-07T17:01",
        "start > now + 2d and start < now + 55h + 1min",
        "start.date == today + 2d",
        "today == 2025-11-05 and today.weekday == wed and now.hour == 10",
        "start.source == said and start.turn == 2 and turns == 3",
        "born not_exist and not new exists",
        "attempts == 2 and attempts.service == 2 and attempts.guests == 0",
        "findings == 2 and findings.missing == 2 and findings.late == 0",
        "percent(guests, 8) == 75",
        "new or guests == 6",
        "bucket(note) < 100",
        "{{guests}} ≥ 6 && !(guests ≠ 6)",
    ] {
        assert_eq!(truth(text), Truth::True, "{text}");
    }
}

#[test]
fn what_does_not_hold() {
    for text in
        ["guests > 6", "start.weekday == sat", "service == \"Bartpflege\"", "new exists", "not guests == 6"]
    {
        assert_eq!(truth(text), Truth::False, "{text}");
    }
}

#[test]
fn what_is_not_known_is_neither() {
    for text in [
        "new",
        "not new",
        "born < today - 18w",
        "born != 2000-01-01",
        "guests == 6 and new",
        "guests == 7 or new",
        "percent(guests, turns) > 3 and new",
    ] {
        assert_eq!(truth(text), Truth::Unknown, "{text}");
    }
    assert_eq!(truth("guests == 7 and new"), Truth::False);
    assert_eq!(truth("born.weekday in [sat, sun]"), Truth::Unknown);
    assert_eq!(truth("born.weekday not in [sat, sun]"), Truth::Unknown);
}

#[test]
fn the_steps_are_counted() {
    let context = Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin);
    let known = [Known { value: Fact::Number(6.0), source: None, turn: 0 }];
    let steps = Cell::new(2);
    let facts = Facts {
        slots: &known,
        context: &context,
        turns: 0,
        attempts: &[],
        findings: &[],
        rules: &Rules::default(),
        held: &[],
        steps: &steps,
        local_now: &OnceCell::new(),
    };
    assert_eq!(facts.holds(&read("guests == 6 and guests == 6").unwrap()), Truth::True);
    assert_eq!(steps.get(), 0);
    assert_eq!(facts.holds(&read("guests == 6").unwrap()), Truth::Unknown);
}

#[test]
fn what_makes_no_sense_is_told_with_its_place_and_what_would() {
    for (text, at, message, help) in [
        ("gests > 5", 0, "unknown slot `gests`", "did you mean `guests`?"),
        ("guests > \"5\"", 9, "`guests` is a number, `\"5\"` is a text", "a number has no quotation marks"),
        ("service == \"Färbn\"", 11, "`Färbn` is no choice of `service`", "did you mean `Färben`?"),
        (
            "service > \"A\"",
            0,
            "`service` is a choice, which has no order",
            "`==`, `!=` or `in` can be asked",
        ),
        (
            "start > 17:00",
            8,
            "`start` is a moment, `17:00` is a time of day",
            "`start.time` is its time of day",
        ),
        ("start.weekday == fr", 17, "`fr` is no weekday", "mon, tue, wed, thu, fri, sat, sun"),
        ("guests", 0, "`guests` is a number, no condition", "`guests exists`, or a comparison"),
        ("guests.weekday == fri", 0, "`guests` is a number and has no `weekday`", ""),
        ("start.weekdy == fri", 0, "`start` is a moment and has no `weekdy`", "did you mean `weekday`?"),
        ("findings.lat > 0", 0, "no finding has the code `lat`", "did you mean `late`?"),
        ("count(guests) > 0", 6, "`guests` is no list", "a slot with `type = \"list\"`"),
        ("cout(guests) > 0", 0, "unknown function `cout`", "did you mean `count`?"),
        ("1 == 1", 0, "nothing here ever changes", "one side has to be a slot"),
        ("guests contains \"6\"", 0, "`contains` looks for a text in a text; `guests` is a number", ""),
        ("born > today + 2h", 7, "a date moves by days or weeks", ""),
        ("born == 2000-01-01T10:00", 8, "`born` is a date, `2000-01-01T10:00` is a date and time", ""),
    ] {
        let problems = read(text).unwrap_err();
        let first = &problems[0];
        assert_eq!(
            (first.span.start, first.message.as_str(), first.help.as_deref().unwrap_or_default()),
            (at, message, help),
            "{text}"
        );
    }
    assert_eq!(read("gests > 5 and servic exists or nam == 'x'").unwrap_err().len(), 3);
}

#[test]
fn what_can_never_hold_is_found() {
    for (text, one, other) in [
        ("guests > 5 and guests < 3", "guests > 5", "guests < 3"),
        ("guests == 5 and guests == 6", "guests == 5", "guests == 6"),
        ("guests > 5 and not guests > 5", "guests > 5", "not guests > 5"),
        ("new and not new", "new", "not new"),
        (
            "service == \"Färben\" and service == \"Bartpflege\"",
            "service == \"Färben\"",
            "service == \"Bartpflege\"",
        ),
        (
            "service == \"Färben\" and service not in [\"Färben\"]",
            "service == \"Färben\"",
            "service not in [\"Färben\"]",
        ),
        ("note exists and note not_exist", "note exists", "note not_exist"),
        ("start.time < 09:00 and start.time > 10:00", "start.time > 10:00", "start.time < 09:00"),
        ("start < 2025-01-01 and start > 2025-06-01", "start > 2025-06-01", "start < 2025-01-01"),
        ("turns < 0", "", "turns < 0"),
        ("bucket(note) >= 100", "bucket(note) >= 100", ""),
        ("(guests < 2 or guests < 1) and guests > 4", "guests > 4", "guests < 2"),
    ] {
        let found = sense::never(&read(text).unwrap());
        assert_eq!(found, Some((one.to_owned(), other.to_owned())), "{text}");
    }
}

#[test]
fn what_can_hold_is_left_alone() {
    for text in [
        "guests > 5 or guests < 3",
        "guests >= 5 and guests <= 5",
        "start >= 2025-11-07 and start <= 2025-11-07 and start.time > 12:00",
        "start == 2025-11-07 and start == 2025-11-07T17:00",
        "start.date > today and start.date < today + 1d",
        "service != \"Färben\" and service != \"Bartpflege\"",
        "note == \"Färben\" and note == \"faerben\"",
        "attempts.guests > 2 and attempts.start < 1",
    ] {
        assert_eq!(sense::never(&read(text).unwrap()), None, "{text}");
    }
}

#[test]
fn one_condition_inside_another() {
    let implies = |a: &str, b: &str| Ways::of(&read(a).unwrap()).imply(&Ways::of(&read(b).unwrap()));
    assert!(implies("guests > 10", "guests > 8"));
    assert!(implies("guests > 10 and new", "guests > 8"));
    assert!(implies("service == \"Färben\"", "service in [\"Färben\", \"Bartpflege\"]"));
    assert!(implies("new", "new"));
    assert!(implies("note exists and guests > 3", "note exists"));
    assert!(!implies("guests > 8", "guests > 10"));
    assert!(!implies("new", "guests > 8"));
    // Where nobody has said how many, the second is unknown.
    assert!(!implies("new", "guests > 8 or guests <= 8"));
}

#[test]
fn a_bucket_is_the_same_everywhere() {
    // Worked out by a program of a few lines in another language, from the description.
    for (id, salt, expected) in BUCKETS {
        assert_eq!(bucket(id, salt), expected, "{id} {salt}");
    }
    let mut counts = [0_u32; 100];
    for i in 0..100_000 {
        counts[bucket(&format!("call_{i}"), "") as usize] += 1;
    }
    assert!(counts.iter().all(|n| (850..1150).contains(n)), "{counts:?}");
}
