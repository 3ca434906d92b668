//! `klartext check` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use common::{command, directory, feed, klartext, repository};
use serde_json::{Value, json};

const RULES: &str = "fixtures/salon/rules.toml";
const NOW: &str = "2025-11-05T10:00";

fn check(more: &[&str]) -> common::Done {
    let mut args = vec!["check", "--rules", RULES, "--now", NOW];
    args.extend(more);
    klartext(&args)
}

fn calls() -> Vec<String> {
    let dir = repository().join("fixtures/salon/calls");
    let mut calls: Vec<String> = std::fs::read_dir(dir)
        .expect("the calls are there")
        .map(|e| format!("fixtures/salon/calls/{}", e.expect("an entry").file_name().to_string_lossy()))
        .collect();
    calls.sort();
    calls
}

#[test]
fn every_recorded_call_gets_a_verdict_for_people() {
    let calls = calls();
    assert!(calls.len() >= 14);
    let done = check(&calls.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    for call in &calls {
        let heads = ["accept", "ask", "reject"].map(|o| format!("{o}  {call}"));
        assert_eq!(done.out.lines().filter(|l| heads.iter().any(|h| h == l)).count(), 1, "{call}");
    }
    for outcome in ["accept  ", "ask  ", "reject  "] {
        assert!(done.out.lines().any(|l| l.starts_with(outcome)), "no call ends with {outcome}");
    }
    assert!(!done.out.contains('\u{1b}'));
}

#[test]
fn an_accepted_call_shows_its_values_in_a_column() {
    let done = check(&["fixtures/salon/calls/01_morgen_14_uhr.json"]);
    let shown: Vec<&str> = done.out.lines().take(5).collect();
    assert_eq!(
        shown,
        [
            "accept  fixtures/salon/calls/01_morgen_14_uhr.json",
            "  name     Jonas Keller",
            "  phone    +493023125101",
            "  service  Herrenhaarschnitt",
            "  start    2025-11-06T14:00 = 2025-11-06T13:00:00Z",
        ]
    );
}

#[test]
fn programs_get_a_verdict_on_each_line_in_the_order_of_the_files() {
    let done = check(&[
        "--format",
        "json",
        "fixtures/salon/calls/04_name_fehlt.json",
        "gibt/es/nicht.json",
        "fixtures/salon/calls/01_morgen_14_uhr.json",
    ]);
    assert_eq!(
        (done.exit, done.err.as_str()),
        (Some(2), "error: cannot read `gibt/es/nicht.json`: no such file\n")
    );
    let lines: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["outcome"], &lines[0]["ask"]["slot"]), (&json!("ask"), &json!("name")));
    assert_eq!(lines[1]["error"]["message"], "cannot read `gibt/es/nicht.json`: no such file");
    assert_eq!((&lines[2]["outcome"], &lines[2]["ask"]), (&json!("accept"), &Value::Null));
    assert_eq!(lines[2]["values"]["start"]["utc"], "2025-11-06T13:00:00Z");
    assert!(lines[2].get("trace").is_none());
}

#[test]
fn a_trace_comes_on_request() {
    let done = check(&["--format", "json", "--trace", "fixtures/salon/calls/01_morgen_14_uhr.json"]);
    let got: Value = serde_json::from_str(&done.out).expect("JSON");
    let trace = got["trace"].as_array().expect("a trace");
    assert!(trace.iter().any(|step| step["rule"].as_str().is_some_and(|r| r.contains("start"))), "{trace:?}");
    let shown = check(&["--trace", "fixtures/salon/calls/01_morgen_14_uhr.json"]).out;
    assert!(shown.contains("\n  trace\n"), "{shown}");
}

#[test]
fn calls_stream_line_by_line() {
    let call = |name: &str| {
        let path = repository().join("fixtures/salon/calls").join(name);
        let value: Value = serde_json::from_slice(&std::fs::read(path).expect("the call")).expect("JSON");
        value.to_string()
    };
    let input = format!("{}\n{{\n[1]\n{}\n", call("04_name_fehlt.json"), call("01_morgen_14_uhr.json"));
    let done = feed(&["check", "--rules", RULES, "--now", NOW, "--jsonl"], input.as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let lines: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["outcome"], "ask");
    assert_eq!((&lines[1]["id"], &lines[2]["id"]), (&Value::Null, &Value::Null));
    assert_eq!(lines[1]["error"]["message"], "not valid JSON: EOF while parsing an object");
    assert_eq!(lines[2]["error"]["message"], "expected an object, found an array");
    assert_eq!(lines[3]["outcome"], "accept");
}

#[test]
fn a_call_may_come_from_standard_input() {
    let done = feed(
        &["check", "--rules", RULES, "--now", NOW, "--format", "json", "-"],
        r#"{"name": "Eva Beispiel"}"#.as_bytes(),
    );
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    let got: Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!((&got["outcome"], &got["values"]), (&json!("ask"), &json!({"name": "Eva Beispiel"})));
}

#[test]
fn calls_that_cannot_be_read_are_pointed_at_and_the_others_are_judged() {
    let mut deep = vec![b'['; 100];
    deep.extend([b']'; 100]);
    let mut huge = b"{\"name\": \"".to_vec();
    huge.extend(std::iter::repeat_n(b'a', 17 << 20));
    huge.extend_from_slice(b"\"}");
    let dir = directory(
        "calls",
        &[
            ("1_comma.json", b"{\n  \"name\": \"Eva\"\n  \"datum\": \"morgen\"\n}\n"),
            ("2_empty.json", b""),
            ("3_latin.json", b"{\"name\": \"J\xfcrgen\"}"),
            ("4_deep.json", &deep),
            ("5_huge.json", &huge),
            ("6_list.json", b"[]"),
            ("7_good.json", b"{\"name\": \"Eva Beispiel\"}"),
        ],
    );
    let path = |name: &str| dir.join(name).display().to_string();
    let err = |name: &str| {
        let done = check(&[&path(name)]);
        assert_eq!((done.exit, done.out.as_str()), (Some(2), ""), "{name}");
        done.err.replace(&path(name), "FILE")
    };
    assert_eq!(
        err("1_comma.json"),
        "error: not valid JSON: expected `,` or `}`\n --> FILE:3:3\n  |\n3 |   \"datum\": \"morgen\"\n  |   ^\n"
    );
    assert_eq!(err("2_empty.json"), "error: nothing in it\n--> FILE\n");
    assert_eq!(
        err("3_latin.json"),
        "error: not UTF-8: byte 11, in line 1\n--> FILE\n = help: save it as UTF-8\n"
    );
    let deep = err("4_deep.json");
    assert!(deep.contains("deep") && deep.contains("FILE:1:65"), "{deep}");
    assert_eq!(err("5_huge.json"), "error: file is longer than the limit of 16777216 bytes\n--> FILE\n");
    let list = err("6_list.json");
    assert!(list.starts_with("error: expected an object, found an array\n"), "{list}");
    let all: Vec<String> = (1..=7)
        .zip(["comma", "empty", "latin", "deep", "huge", "list", "good"])
        .map(|(n, name)| path(&format!("{n}_{name}.json")))
        .collect();
    let done = check(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(done.exit, Some(2));
    assert!(done.out.starts_with(&format!("ask  {}\n", path("7_good.json"))), "{}", done.out);
}

#[test]
fn a_rule_set_that_is_wrong_is_2_with_every_problem_pointed_at() {
    let rules = "version = 1\n\n[slots.name]\ntyp = \"text\"\n\n[slots.start]\ntype = \"momemt\"\n";
    let dir = directory(
        "bad_rules",
        &[("r.toml", rules.as_bytes()), ("syntax.toml", b"version = \n"), ("c.json", b"{}")],
    );
    let run = |rules: &str| {
        let (rules, call) = (dir.join(rules).display().to_string(), dir.join("c.json").display().to_string());
        let done = klartext(&["check", "--rules", &rules, &call]);
        assert_eq!((done.exit, done.out.as_str()), (Some(2), ""));
        done.err.replace(&rules, "RULES")
    };
    let err = run("r.toml");
    assert!(err.contains(" --> RULES:4:1\n  |\n4 | typ = \"text\"\n  | ^^^"), "{err}");
    assert!(err.contains(" --> RULES:7:8\n  |\n7 | type = \"momemt\"\n  |        ^^^^^^^^"), "{err}");
    let err = run("syntax.toml");
    assert!(err.contains(" --> RULES:1:"), "{err}");
    let done = klartext(&["check", "--rules", "gibt/es/nicht.toml", "c.json"]);
    assert_eq!(
        (done.exit, done.err.as_str()),
        (Some(2), "error: cannot read `gibt/es/nicht.toml`: no such file\n")
    );
}

#[test]
fn rule_sets_are_checked_without_a_call() {
    let done = klartext(&["rules", "check", RULES]);
    assert_eq!(
        (done.exit, done.out.as_str(), done.err.as_str()),
        (Some(0), "ok  fixtures/salon/rules.toml  4 slots\n", "")
    );
    let text = "version = 1\n\n[slots.name]\nquestion = \"Wie heißen Sie, <<nahme>>?\"\nsay = \"<<Name>>\"\n";
    let dir = directory("rules_check", &[("r.toml", text.as_bytes())]);
    let path = dir.join("r.toml").display().to_string();
    let done = klartext(&["rules", "check", &path, RULES, "gibt/es/nicht.toml"]);
    assert_eq!(done.exit, Some(2));
    assert_eq!(done.out, "ok  fixtures/salon/rules.toml  4 slots\n");
    assert_eq!(
        done.err.replace(&path, "RULES"),
        "error: unknown variable `nahme`\n --> RULES:4:12\n  |\n4 | question = \"Wie heißen Sie, <<nahme>>?\"\n  \
         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `slots.name.question`\n  |\n  = help: did you mean `name`?\n\
         error: `Name` is no marker; did you mean `name`?\n --> RULES:5:7\n  |\n5 | say = \"<<Name>>\"\n  \
         |       ^^^^^^^^^^ in `slots.name.say`\n\
         error: cannot read `gibt/es/nicht.toml`: no such file\n"
    );
}

#[test]
fn a_conversation_keeps_what_was_said() {
    let turns = [
        json!({"name": "Eva Beispiel", "dienstleistung": "Färben", "telefon": "030 231 25 120", "datum": "Sonntag"}),
        json!({"datum": "ja, gerne"}),
        json!({"uhrzeit": "um drei"}),
    ];
    let texts: Vec<String> = turns.iter().map(Value::to_string).collect();
    let dir = directory(
        "conversation",
        &[("1.json", texts[0].as_bytes()), ("2.json", texts[1].as_bytes()), ("3.json", texts[2].as_bytes())],
    );
    let paths: Vec<String> = (1..=3).map(|n| dir.join(format!("{n}.json")).display().to_string()).collect();
    let mut args = vec!["--conversation", "--format", "json"];
    args.extend(paths.iter().map(String::as_str));
    let done = check(&args);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    let lines: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let said: Vec<&str> = lines.iter().filter_map(|v| v["say"].as_str()).collect();
    // The ninth is a Sunday; Monday is closed as well.
    assert_eq!(
        said,
        [
            "Am Sonntag, den neunten November, haben wir geschlossen. Passt es Ihnen am Dienstag, den elften November?",
            "Um wie viel Uhr soll es am Dienstag, den elften November, sein?",
            "Ich habe notiert: Färben, am Dienstag, den elften November, um fünfzehn Uhr, auf den Namen Eva Beispiel.",
        ]
    );
    assert_eq!(lines[2]["values"]["start"]["utc"], "2025-11-11T14:00:00Z");
    let apart = check(&[paths[1].as_str()]);
    assert!(apart.out.starts_with("ask  "), "without the conversation a yes says nothing: {}", apart.out);
}

#[test]
fn wrong_usage_is_2() {
    for args in [
        &["check"][..],
        &["check", "--rules", RULES],
        &["check", "--rules", RULES, "--jsonl", "call.json"],
        &["check", "call.json"],
        &["frobnicate"],
        &[],
    ] {
        let done = klartext(args);
        assert_eq!((done.exit, done.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(done.err.contains("Usage: klartext"), "{args:?}: {}", done.err);
    }
}

#[test]
fn help_is_asked_for_and_shows_examples() {
    for command in ["check", "resolve", "phone", "test"] {
        let done = klartext(&[command, "--help"]);
        assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
        assert!(done.out.contains(&format!("Examples:\n  klartext {command} ")), "{}", done.out);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let calls = calls();
    let mut child = command()
        .args(["check", "--rules", RULES, "--now", NOW])
        .args((0..200).flat_map(|_| calls.iter()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // As `head -1` does: one line is read, and the pipe is closed.
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("stdout is piped")).read_line(&mut line).expect("a line comes");
    let output = child.wait_with_output().expect("the command ends");
    assert!(line.starts_with("accept  "), "{line}");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    let done = check(&["--color", "always", "fixtures/salon/calls/01_morgen_14_uhr.json"]);
    assert!(done.out.starts_with("\u{1b}["), "{:?}", done.out);
}
