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

#[test]
fn two_numbers_are_compared() {
    let done = klartext(&["phone", "match", "--source", "caller_id,typed", "493023125012", "030 23125-0"]);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    assert_eq!(done.out.lines().next(), Some("extension"));
    let done = klartext(&["phone", "match", "--region", "DE,AT", "+493023125012", "030 23125012"]);
    assert_eq!(done.out.lines().next(), Some("national"));
    for wrong in [&["phone", "match", "030 23125012"][..], &["phone", "match", "--region", "A,B,C", "1", "2"]]
    {
        assert_eq!(klartext(wrong).exit, Some(2), "{wrong:?}");
    }
    let lines = concat!(
        r#"{"id": 1, "a": "030 23125012", "b": {"text": "null drei null", "source": "spoken"}}"#,
        "\n",
        r#"{"id": 2, "a": 1, "b": ""}"#
    );
    let done = feed(&["phone", "match", "--jsonl"], lines.as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let got: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!((&got[0]["match"], &got[0]["a"]["masked"]), (&json!("none"), &json!("+49********12")));
    assert_eq!((&got[1]["id"], got[1]["error"].is_object()), (&json!(2), true));
    assert!(!done.out.contains("23125012"), "{}", done.out);
}

#[test]
fn a_caller_is_recognised_only_with_consent() {
    let list = r#"[{"id": "k1", "phone": "030 23125001", "name": "Anna"}, {"id": 2, "phone": ["030 23125002", "030 23125001"]}]"#;
    let ask = ["phone", "recognise", "--customers", "-", "--consent", "--format", "json"];
    let done = feed(&[&ask[..], &["+493023125001"]].concat(), list.as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    let got: Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!((&got["outcome"], &got["customers"]), (&json!("shared"), &json!(["k1", 2])));
    assert_eq!(got["question"]["de"], "Mit wem spreche ich, bitte?");
    // Without consent nothing is looked up, and the list is not even read.
    let done = klartext(&["phone", "recognise", "--customers", "/no/such/file", "+493023125001"]);
    assert_eq!((done.exit, done.out.as_str()), (Some(0), "no_consent\n"));
    let lines = "{\"id\": 1, \"phone\": \"030 23125001\"}\n\n{\"id\": 2}\n{\"id\": 3, \"phone\": 7}\n";
    let done =
        feed(&["phone", "recognise", "--customers", "-", "--consent", "+493023125001"], lines.as_bytes());
    assert_eq!(done.exit, Some(2));
    assert!(done.err.contains("<stdin>:4:"), "{}", done.err);
    let calls = concat!(
        r#"{"id": 1, "caller": "anonymous", "consent": "given"}"#,
        "\n",
        r#"{"id": 2, "caller": "+493023125001", "consent": "given", "customers": [{"id": 9, "phone": "030 23125001"}]}"#
    );
    let done = feed(&["phone", "recognise", "--jsonl"], calls.as_bytes());
    let got: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!((&got[0]["outcome"], &got[1]["customers"]), (&json!("withheld"), &json!([9])));
}
