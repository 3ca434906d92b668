//! `klartext phone` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{feed, klartext};
use serde_json::{Value, json};

#[test]
fn a_number_is_shown_in_its_forms() {
    let done = klartext(&["phone", "030", "231", "25-007"]);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = done.out.lines().collect();
    assert_eq!(lines[..2], ["valid", "  e164           +493023125007"]);
    assert!(lines.contains(&"  national       030 23125007"), "{}", done.out);
    assert!(lines.contains(&"  international  +49 30 23125007"), "{}", done.out);
}

#[test]
fn a_withheld_number_is_a_result() {
    let done = klartext(&["phone", "--source", "caller_id", "--format", "json", "anonymous"]);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    let got: Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!((&got["id"], &got["status"], &got["e164"]), (&Value::Null, &json!("withheld"), &Value::Null));
}

#[test]
fn lines_are_answered_in_order_and_bad_ones_in_their_place() {
    let input = concat!(
        r#"{"id": 1, "text": "030 23125 001"}"#,
        "\n{}\n",
        r#"{"id": 3, "text": "4930 23125003", "source": "caller_id"}"#,
        "\n",
        r#"{"id": 4, "text": "x", "source": "guessed"}"#,
    );
    let done = feed(&["phone", "--jsonl"], input.as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let got: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(got.len(), 4);
    assert_eq!((&got[0]["id"], &got[0]["e164"]), (&json!(1), &json!("+493023125001")));
    assert_eq!(got[1]["error"]["message"], "not a request: missing field `text`");
    assert_eq!((&got[2]["id"], &got[2]["e164"]), (&json!(3), &json!("+493023125003")));
    assert_eq!(got[3]["id"], 4);
    assert_eq!(
        got[3]["error"]["message"],
        "not a request: unknown variant `guessed`, expected one of `caller_id`, `typed`, `spoken`"
    );
}
