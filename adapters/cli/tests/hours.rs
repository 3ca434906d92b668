//! `klartext hours` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, feed, klartext};
use serde_json::{Value, json};

const HOURS: &str = r#"{"thu": ["09:00-18:00"], "fri": ["09:00-18:00"]}"#;
const NOW: &str = "2025-11-05T10:00";

#[test]
fn a_time_that_is_closed_is_told_with_what_to_say() {
    let done = klartext(&[
        "hours",
        "--now",
        NOW,
        "--hours",
        HOURS,
        "--service",
        "60",
        "morgen",
        "um",
        "8:00",
        "Uhr",
        "früh",
    ]);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = done.out.lines().collect();
    assert_eq!(
        lines[..4],
        [
            "proposed  2025-11-06T08:00",
            "  instead   2025-11-06T09:00 = 2025-11-06T08:00:00Z",
            "  choices   2025-11-06T09:00, 2025-11-06T09:15, 2025-11-06T09:30",
            "  „Morgen um acht Uhr haben wir noch geschlossen. Passt es Ihnen um neun Uhr?“",
        ]
    );
    assert!(done.out.contains("warning[before_opening]"), "{}", done.out);
}

#[test]
fn what_may_be_booked_comes_from_a_file_or_the_line() {
    let dir = directory("hours_files", &[("b.toml", b"outside_hours = \"adjust\"\nslot_minutes = 30\n")]);
    let file = dir.join("b.toml").display().to_string();
    let run = |booking: &str| {
        let args = [
            "hours",
            "--now",
            NOW,
            "--hours",
            HOURS,
            "--at",
            "2025-11-06T08:00",
            "--booking",
            booking,
            "--format",
            "json",
        ];
        let done = klartext(&args);
        assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
        serde_json::from_str::<Value>(&done.out).expect("JSON")
    };
    let adjusted = run(&file);
    assert_eq!(
        (&adjusted["status"], &adjusted["start"]["utc"]),
        (&json!("adjusted"), &json!("2025-11-06T08:00:00Z"))
    );
    assert_eq!(run(r#"{"outside_hours": "reject"}"#)["status"], "not_bookable");
    let done = klartext(&["hours", "--booking", r#"{"slot_minuets": 30}"#, "--at", "2025-11-06T08:00"]);
    assert_eq!(done.exit, Some(2));
    assert!(done.err.starts_with("error: not rules for booking\n"), "{}", done.err);
    assert!(done.err.contains("unknown field `slot_minuets`"), "{}", done.err);
}

#[test]
fn a_repetition_is_listed() {
    let args = [
        "hours",
        "--now",
        NOW,
        "--hours",
        HOURS,
        "--at",
        "2025-11-06T10:00",
        "--repeat",
        "jede Woche, zweimal",
    ];
    let done = klartext(&args);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    assert!(done.out.starts_with("bookable\n"), "{}", done.out);
    assert!(done.out.contains("\n1. bookable  2025-11-06T10:00\n"), "{}", done.out);
    assert!(done.out.contains("\n2. bookable  2025-11-13T10:00\n"), "{}", done.out);
}

#[test]
fn lines_are_answered_in_order_and_bad_ones_in_their_place() {
    let input = concat!(
        r#"{"id": 1, "text": "morgen um 10 Uhr"}"#,
        "\n",
        r#"{"id": 2, "at": "2025-11-06T10:00", "text": "morgen"}"#,
        "\n",
        r#"{"id": 3, "texts": "morgen"}"#,
        "\n",
        r#"{"id": 4, "at": "morgen"}"#,
        "\n",
        r#"{"id": 5, "bookings": [{"at": "2025-11-06T10:00"}, {"at": "2025-11-06T10:00"}], "limit": 1}"#,
        "\n",
        r#"{"id": 6, "at": "2025-11-06T10:00", "zone": "Europe/Athens", "now": "2025-11-06T09:59"}"#,
        "\n",
    );
    let done = feed(&["hours", "--now", NOW, "--hours", HOURS, "--jsonl"], input.as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let got: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(got.len(), 6);
    assert_eq!((&got[0]["id"], &got[0]["status"]), (&json!(1), &json!("bookable")));
    assert_eq!(
        (&got[1]["id"], &got[1]["error"]["message"]),
        (&json!(2), &json!("expected one of `text`, `at` and `bookings`, found several of them"))
    );
    let message = got[2]["error"]["message"].as_str().unwrap_or_default();
    assert!(message.starts_with("not a request: unknown field `texts`, expected one of `id`"), "{message}");
    assert_eq!(got[3]["error"]["message"], "`morgen` is not a point in time");
    assert_eq!(
        (&got[4]["status"], &got[4]["findings"][0]["code"]),
        (&json!("not_bookable"), &json!("too_many_bookings"))
    );
    assert_eq!(got[4]["bookings"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&got[5]["status"], &got[5]["start"]["utc"]),
        (&json!("bookable"), &json!("2025-11-06T08:00:00Z"))
    );
}
