//! `klartext resolve` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use common::{command, directory, feed, klartext};
use serde_json::{Value, json};

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|l| serde_json::from_str(l).expect("every line is JSON")).collect()
}

#[test]
fn a_text_is_resolved_on_the_wall_clock_that_was_given() {
    let done = klartext(&["resolve", "--now", "2025-11-05T10:00", "--format", "json", "morgen um 14 Uhr"]);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    let got = &lines(&done.out)[0];
    assert_eq!(got["status"], "resolved");
    assert_eq!(got["readings"][0]["local"], "2025-11-06T14:00");
    assert_eq!(got["readings"][0]["utc"], "2025-11-06T13:00:00Z");
}

#[test]
fn people_see_the_value_how_it_is_spoken_and_no_escape_codes() {
    let done = klartext(&["resolve", "--now", "2025-11-05T10:00", "übermorgen", "um", "9", "Uhr"]);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    let mut shown = done.out.lines();
    // Without opening hours nine can be in the morning or in the evening, the morning first.
    assert_eq!(shown.next(), Some("ambiguous"));
    let reading = shown.next().expect("a reading");
    assert!(reading.starts_with("  2025-11-07T09:00 = 2025-11-07T08:00:00Z  Freitag"), "{reading}");
    assert!(!done.out.contains('\u{1b}'));
}

#[test]
fn nothing_said_is_a_result() {
    let done = klartext(&["resolve", "--now", "2025-11-05T10:00", "Frau Freitag"]);
    assert_eq!(done.exit, Some(0));
    assert_eq!(done.out, "none  no date or time\n");
}

#[test]
fn lines_are_answered_in_order_and_bad_ones_in_their_place() {
    let input = concat!(
        r#"{"id": "a", "text": "morgen", "now": "2025-11-05T10:00"}"#,
        "\nkein JSON\n",
        r#"{"id": [1], "text": "morgen", "zone": "Europe/Entenhausen"}"#,
        "\n",
        r#"{"id": 3, "text": "morgen", "extra": 1}"#,
        "\n",
        r#"{"id": {"k": null}, "text": "übermorgen", "now": "2025-11-05T09:00:00Z"}"#,
    );
    let done = feed(&["resolve", "--jsonl"], input.as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let got = lines(&done.out);
    assert_eq!(got.len(), 5);
    assert_eq!(got[0]["id"], "a");
    assert_eq!(
        got[1],
        json!({"id": null, "error": {"message": "not valid JSON: expected value", "span": {"start": 0, "end": 1}, "help": null}})
    );
    assert_eq!(
        got[2],
        json!({"id": [1], "error": {"message": "unknown time zone `Europe/Entenhausen`", "span": null, "help": "a name such as `Europe/Berlin`"}})
    );
    assert_eq!(got[3]["id"], 3);
    assert_eq!(
        got[3]["error"]["message"],
        "not a request: unknown field `extra`, expected one of `id`, `text`, `now`, `zone`, `expect`, `hours`"
    );
    assert_eq!(got[4]["id"], json!({"k": null}));
    assert_eq!(got[0]["readings"][0]["date"], "2025-11-06");
    assert_eq!(got[4]["readings"][0]["date"], "2025-11-07");
}

#[test]
fn every_bad_line_of_a_kind_is_answered_and_the_next_one_is_read() {
    let mut input = Vec::new();
    input.extend_from_slice(b"\n\xff\n");
    input.extend(std::iter::repeat_n(b'[', 100_000));
    input.push(b'\n');
    input.extend(std::iter::repeat_n(b'x', 9 << 20));
    input.push(b'\n');
    input.extend_from_slice(b"{\"text\": \"");
    input.extend(std::iter::repeat_n(b'a', (1 << 20) + 1));
    input.extend_from_slice(b"\"}\n{\"id\": 6, \"text\": \"\"}\n");
    let done = feed(&["resolve", "--jsonl"], &input);
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let got = lines(&done.out);
    let message = |n: usize| got[n]["error"]["message"].as_str().unwrap_or("no error");
    assert_eq!(message(0), "not valid JSON: EOF while parsing a value");
    assert_eq!(message(1), "not UTF-8");
    assert_eq!(message(2), "not valid JSON: recursion limit exceeded");
    assert_eq!(message(3), "text of 9437184 bytes is longer than the limit of 8388608");
    assert_eq!(message(4), "text of 1048577 bytes is longer than the limit of 1048576");
    assert_eq!((&got[5]["id"], &got[5]["status"]), (&json!(6), &json!("none")));
}

#[test]
fn answers_come_while_the_input_is_still_open() {
    let mut child = command()
        .args(["resolve", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
    for id in 0..3 {
        writeln!(stdin, "{{\"id\": {id}, \"text\": \"x\"}}").expect("the line is taken");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("an answer comes");
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().expect("the command ends").code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = command()
        .args(["resolve", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // As `head -1` does: one line is read, and the pipe is closed.
    let reader = std::thread::spawn({
        let stdout = child.stdout.take().expect("stdout is piped");
        move || {
            let mut line = String::new();
            BufReader::new(stdout).read_line(&mut line).expect("a line comes");
            line
        }
    });
    for _ in 0..100_000 {
        if stdin.write_all(b"{\"text\": \"morgen\"}\n").is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().expect("the command ends");
    assert!(reader.join().expect("the reader ends").starts_with("{\"id\":null"));
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_would_be_right() {
    let done = klartext(&["resolve"]);
    assert_eq!(done.exit, Some(2));
    assert!(
        done.err.starts_with("error: the following required arguments were not provided:\n  <TEXT>...\n"),
        "{}",
        done.err
    );
    let done = klartext(&["resolve", "--now", "gestern", "morgen"]);
    assert_eq!(
        (done.exit, done.err.as_str()),
        (
            Some(2),
            "error: --now: `gestern` is not a point in time\n |\n = help: RFC 3339, or wall time like `2025-11-05T10:00`\n"
        )
    );
    let done = klartext(&["resolve", "--zone", "Mars/Olympus", "morgen"]);
    assert_eq!(done.exit, Some(2));
    assert!(done.err.starts_with("error: --zone: unknown time zone `Mars/Olympus`\n"), "{}", done.err);
    let done = klartext(&["resolve", "--hours", r#"{"tue": ["9-18"]}"#, "morgen"]);
    assert_eq!(
        (done.exit, done.err.as_str()),
        (
            Some(2),
            "error: not opening hours\n --> --hours:1:15\n  |\n1 | {\"tue\": [\"9-18\"]}\n  |               ^ `9-18` is not a stretch of opening hours: write `09:00-18:00`, the end after the start and at most `24:00`; what is open past midnight goes on from `00:00` on the next day\n"
        )
    );
}

#[test]
fn hours_come_from_a_file_too() {
    let dir = directory(
        "hours",
        &[
            ("h.toml", b"wed = [\"09:00-18:00\"]\nthu = [\"09:00-18:00\"]\n"),
            ("h.json", br#"{"thu": ["01:00-05:00"]}"#),
            ("bad.toml", b"wed = [\n  \"18:00-09:00\"\n]\n"),
        ],
    );
    let at = |file: &str| dir.join(file).display().to_string();
    let best = |file: &str| {
        let args = [
            "resolve",
            "--now",
            "2025-11-05T10:00",
            "--format",
            "json",
            "--hours",
            &at(file),
            "morgen um drei",
        ];
        let done = klartext(&args);
        assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
        lines(&done.out)[0]["readings"][0]["local"].clone()
    };
    assert_eq!(best("h.toml"), "2025-11-06T15:00");
    assert_eq!(best("h.json"), "2025-11-06T03:00");
    let done = klartext(&["resolve", "--hours", &at("bad.toml"), "morgen"]);
    assert_eq!(done.exit, Some(2));
    let expected = format!(
        "error: not opening hours\n --> {}:2:3\n  |\n2 |   \"18:00-09:00\"\n  |   ^^^^^^^^^^^^^ `18:00-09:00` is not a stretch of opening hours: write `09:00-18:00`, the end after the start and at most `24:00`; what is open past midnight goes on from `00:00` on the next day\n",
        at("bad.toml")
    );
    assert_eq!(done.err, expected);
    let done = klartext(&["resolve", "--hours", "nirgends.toml", "morgen"]);
    assert_eq!(
        (done.exit, done.err.as_str()),
        (Some(2), "error: cannot read `nirgends.toml`: no such file\n")
    );
}
