//! `klartext confirm` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, feed, klartext};
use serde_json::{Value, json};

const NOW: &str = "2025-11-05T10:00";
const WRONG: &str = r#"{"id": "r1", "request": {"start": "2025-11-06T14:00"}, "response": {"uid": "b1", "start": "2025-11-06T13:30:00Z", "createdAt": "2025-11-05T09:00:01Z"}}"#;

#[test]
fn a_file_is_shown_with_its_steps_and_an_unreadable_one_hides_none() {
    let dir = directory("confirm_files", &[("a.json", WRONG.as_bytes()), ("b.json", b"{\"request\": {}}")]);
    let path = |name: &str| dir.join(name).display().to_string();
    let done = klartext(&["confirm", "--now", NOW, &path("b.json"), &path("a.json")]);
    assert_eq!(done.exit, Some(2));
    assert!(done.err.starts_with("error: not a request with its response\n"), "{}", done.err);
    let out = done.out.replace(&path("a.json"), "a.json");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines,
        [
            "cancel  a.json",
            "  - cancel b1: time_mismatch",
            "  „Der Kalender hat leider vierzehn Uhr dreißig statt vierzehn Uhr eingetragen. Das nehme ich wieder zurück.“",
            "  error[time_mismatch]: Gebucht wurde 06.11.2025, 14:30 Uhr statt 06.11.2025, 14:00 Uhr",
        ]
    );
    let done = klartext(&["confirm", "--now", NOW, "--format", "json", &path("a.json")]);
    assert_eq!(done.exit, Some(0));
    let got: Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!(
        got["steps"],
        json!([{"do": "cancel", "wanted": 0, "booking": "b1", "because": "time_mismatch", "new_key": null}])
    );
}

#[test]
fn lines_are_answered_in_order_and_bad_ones_in_their_place() {
    let input = format!(
        "{WRONG}\n{}\n{}\n{}\n{}\n",
        r#"{"id": "r2", "request": {"start": "2025-11-06T14:00"}, "response": null}"#,
        r#"{"id": "r3", "response": {}}"#,
        r#"{"id": "r4", "request": {"start": "2025-11-06T14:00", "with": "Anna"}, "response": {}}"#,
        r#"{"id": "r5", "request": {"start": "2025-10-26T02:30"}, "response": {}}"#,
    );
    let done = feed(&["confirm", "--now", NOW, "--jsonl"], input.as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let got: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!((&got[0]["id"], &got[0]["decision"]), (&json!("r1"), &json!("cancel")));
    assert_eq!((&got[1]["decision"], &got[1]["steps"][0]["new_key"]), (&json!("retry"), &json!(false)));
    assert_eq!(
        (&got[2]["id"], &got[2]["error"]["message"]),
        (&json!("r3"), &json!("expected one of `request` and `requests`, found none of them"))
    );
    let message = got[3]["error"]["message"].as_str().unwrap_or_default();
    assert!(message.starts_with("not a request: unknown field `with`"), "{message}");
    // A wall time that comes twice is no instant to compare with.
    assert_eq!(got[4]["error"]["help"], "`request.start`: the clock shows this time twice: write its offset");
}

/// The help of the error that a line is answered with.
fn help_of(line: &str) -> String {
    let done = feed(&["confirm", "--now", NOW, "--jsonl"], format!("{line}\n").as_bytes());
    let got: Value = serde_json::from_str(&done.out).expect("JSON");
    got["error"]["help"].as_str().expect("a help").to_owned()
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    let twice = "the clock shows this time twice: write its offset";
    for (line, expected) in [
        (
            r#"{"requests": [{"start": "2025-11-06T14:00"}, {"start": "morgen"}, {"start": "2025-10-26T02:30"}], "response": {}}"#,
            "`requests[1].start`: RFC 3339, or wall time like `2025-11-05T10:00`; wrong too: `requests[2].start`".to_owned(),
        ),
        (
            r#"{"request": {"start": "2025-11-06T14:00"}, "existing": [{"id": "a1", "start": "2025-11-06T14:00"}, {"id": "a2", "start": "14 Uhr"}]}"#,
            "`existing[1]`: of the appointment `a2`".to_owned(),
        ),
        (r#"{"now": "2025-10-26T02:30", "request": {"start": "2025-11-06T14:00"}}"#, format!("`now`: {twice}")),
        (r#"{"sent": "2025-10-26T02:30", "request": {"start": "2025-11-06T14:00"}}"#, format!("`sent`: {twice}")),
        (r#"{"first_sent": "2025-10-26T02:30", "request": {"start": "2025-11-06T14:00"}}"#, format!("`first_sent`: {twice}")),
    ] {
        assert_eq!(help_of(line), expected, "{line}");
    }
}

#[test]
fn messages_are_in_one_language() {
    let line = r#"{"request": {"start": "2025-11-06T14:00", "service": "Färben", "staff": "Anna", "minutes": 30}, "response": {"uid": "b1", "start": true}}"#;
    let done = feed(&["confirm", "--now", NOW, "--jsonl"], format!("{line}\n").as_bytes());
    let got: Value = serde_json::from_str(&done.out).expect("JSON");
    let of = |code: &str| {
        let all = got["findings"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|f| f["code"] == code).expect("a finding of that code")
    };
    let wrong = of("wrong_type");
    assert_eq!(
        wrong["message"]["de"],
        "$.start in der Antwort hat den falschen Typ: erwartet eine Zeitangabe, gefunden ein Wahrheitswert"
    );
    assert_eq!((&wrong["expected"], &wrong["found"]), (&json!("a point in time"), &json!("true or false")));
    let missed = of("not_compared");
    assert_eq!(missed["fields"], json!(["minutes", "service", "staff"]));
    assert_eq!(
        missed["message"]["de"],
        "Nicht vergleichbar, weil die Antwort es nicht nennt: Dauer, Leistung, Mitarbeiter"
    );
}

/// Not a fixture: the package for JavaScript, which answers those too, has no zone behind UTC.
#[test]
fn an_hour_of_the_wall_is_no_old_one_for_being_one_in_utc() {
    let line = r#"{"zone": "America/New_York", "request": {"start": "2025-11-06T14:00"}, "response": {"uid": "b1", "start": "2025-11-06T14:00:00-05:00", "createdAt": "2025-11-05T10:00:02"}}"#;
    let zoned = ["confirm", "--now", NOW, "--zone", "America/New_York", "--jsonl"];
    let done = feed(&zoned, format!("{line}\n").as_bytes());
    let got: Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!(got["decision"], "accept", "{got}");
}
