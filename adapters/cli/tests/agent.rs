//! `klartext agent` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, feed, klartext};
use serde_json::Value;

const FLOW: &str = r#"{
  "start_node_id": "a",
  "default_dynamic_variables": {"customer_name": "x"},
  "nodes": [
    {"id": "a", "type": "conversation",
     "instruction": {"type": "prompt", "text": "Grüß Gott, {{custmer_name}}!"}}
  ]
}
"#;

const TITLE: &str =
    "error[variable_misspelled]: Die Variable `custmer_name` gibt es nicht; meinten Sie `customer_name`?";

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
}

#[test]
fn a_finding_is_drawn_with_its_line_and_a_caret() {
    let done = feed(&["agent", "check", "-"], FLOW.as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let (drawn, summary) = done.out.rsplit_once("\n\n").expect("a blank line before the summary");
    assert_eq!(summary, "error  <stdin>  conversation flow, 1 node, 1 variable: 1 error\n");
    let lines: Vec<&str> = drawn.lines().collect();
    assert_eq!(lines[0], TITLE);
    assert_eq!(lines[1], " --> <stdin>:6:60");
    assert_eq!(lines[5].trim(), "= $.nodes[0].instruction.text");
    // The caret stands under the marker, whatever umlauts are before it.
    let at = lines[3].chars().position(|c| c == 'G').expect("the text") + "Grüß Gott, ".chars().count();
    assert_eq!(lines[4].chars().position(|c| c == '^'), Some(at));
    assert_eq!(lines[4].chars().filter(|c| *c == '^').count(), "{{custmer_name}}".len());
    let english = feed(&["agent", "check", "--lang", "en", "-"], FLOW.as_bytes());
    assert!(english.out.contains("there is no variable `custmer_name`; did you mean `customer_name`?"));
}

#[test]
fn several_files_have_a_line_each_and_the_worst_exit_status() {
    let good = "examples/agents/plain_booking.json";
    let dir = directory(
        "agent",
        &[("flow.json", FLOW.as_bytes()), ("cut.json", b"{\n \"nodes\": ["), ("latin.json", b"\xfc")],
    );
    let path = |name: &str| dir.join(name).display().to_string();
    let done = klartext(&["agent", "check", good]);
    assert_eq!(
        (done.exit, done.out.as_str()),
        (Some(0), "ok  examples/agents/plain_booking.json  prompt, 2 functions, 3 variables\n")
    );
    assert_eq!(klartext(&["agent", "check", good, &path("flow.json")]).exit, Some(1));
    let done = klartext(&[
        "agent",
        "check",
        "--format",
        "json",
        &path("cut.json"),
        &path("flow.json"),
        &path("latin.json"),
        good,
    ]);
    assert_eq!(done.exit, Some(2));
    let out = lines(&done.out);
    assert_eq!(out.len(), 4);
    assert_eq!(out[0]["error"], "not valid JSON: EOF while parsing a list");
    assert!(done.err.contains("cut.json:2:"), "{}", done.err);
    assert_eq!(out[1]["kind"], "conversation_flow");
    assert_eq!(out[1]["findings"][0]["code"], "variable_misspelled");
    assert_eq!(out[1]["findings"][0]["path"], "$.nodes[0].instruction.text");
    assert_eq!(out[1]["counts"]["nodes"], 1);
    assert_eq!(out[2]["error"], "not UTF-8: byte 0, in line 1");
    assert_eq!(out[3]["findings"], serde_json::json!([]));
    for (input, message) in [
        (&b""[..], "nothing in it"),
        (b"[]", "expected an object"),
        (&b"[".repeat(99)[..], "nested more than 64 levels deep"),
    ] {
        let done = feed(&["agent", "check", "-"], input);
        assert_eq!((done.exit, done.out.as_str()), (Some(2), ""));
        assert!(done.err.contains(message), "{}", done.err);
    }
}

#[test]
fn what_every_call_brings_and_the_limit_are_options() {
    let prompt = br#"{"general_prompt": "{{arzt}} {{praxis_name}} {{ort}}"}"#;
    assert_eq!(feed(&["agent", "check", "-"], prompt).exit, Some(1));
    let vars =
        [&["agent", "check", "--var", "arzt,ort", "--vars", r#"{"praxis_name": "x"}"#, "-"][..]].concat();
    assert_eq!(feed(&vars, prompt).exit, Some(0));
    let short = feed(&[&vars[..], &["--max-prompt", "10"]].concat(), prompt);
    assert_eq!(short.exit, Some(1));
    assert!(short.out.contains("prompt_too_long"), "{}", short.out);
    assert_eq!(feed(&["agent", "check", "--vars", "[1]", "-"], prompt).exit, Some(2));
}

#[test]
fn a_difference_is_told_in_parts() {
    let dir = directory(
        "agent_diff",
        &[
            ("a.json", FLOW.as_bytes()),
            ("b.json", FLOW.replace("custmer_name", "customer_name").replace("\"x\"", "\"y\"").as_bytes()),
        ],
    );
    let path = |name: &str| dir.join(name).display().to_string();
    let (a, b) = (path("a.json"), path("b.json"));
    let same = klartext(&["agent", "diff", &a, &a]);
    assert_eq!((same.exit, same.out.as_str()), (Some(0), "no difference\n"));
    let done = klartext(&["agent", "diff", &a, &b]);
    assert_eq!(done.exit, Some(1));
    assert_eq!(
        done.out,
        format!(
            "~ setting default_dynamic_variables
    default_dynamic_variables.customer_name
    - x
    + y
~ node a
    instruction.text
    - Grüß Gott, {{{{custmer_name}}}}!
    + Grüß Gott, {{{{customer_name}}}}!
gone error[variable_misspelled] {a}:6:60: Die Variable `custmer_name` gibt es nicht; meinten Sie `customer_name`?
"
        )
    );
    let json = lines(&klartext(&["agent", "diff", "--format", "json", &a, &b]).out);
    assert_eq!(json[0]["parts"][1]["what"], "node");
    assert_eq!(json[0]["vanished_findings"][0]["code"], "variable_misspelled");
    let done = klartext(&["agent", "diff", &a, "no/such.json"]);
    assert_eq!((done.exit, done.out.as_str()), (Some(2), ""));
    assert!(done.err.contains("no such file"), "{}", done.err);
    assert_eq!(klartext(&["agent", "diff", "-", "-"]).exit, Some(2));
}
