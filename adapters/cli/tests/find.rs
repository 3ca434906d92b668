//! `klartext find` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, feed, klartext};
use serde_json::{Value, json};

const NOW: [&str; 2] = ["--now", "2025-11-05T10:00"];

const CHAT: &str = "Kunde: Morgen kann ich nicht, aber am Freitag ab 16 Uhr.\nSalon: Der 31. November?\n";

const SHOWN: &str = "\
1:8  resolved  Morgen kann ich nicht, aber am Freitag ab 16 Uhr
    2025-11-07T16:00..  Freitag, den siebten November, ab sechzehn Uhr
  note[excluded]: Dieser Tag oder diese Zeit wurde ausgeschlossen
2:12  invalid  31. November
  error[invalid_date]: Dieses Datum gibt es nicht; am nächsten liegen: 30.11.2025, 01.12.2025
";

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
}

#[test]
fn every_mention_is_shown_with_its_place() {
    let dir = directory("find", &[("chat.txt", CHAT.as_bytes())]);
    let file = dir.join("chat.txt").display().to_string();
    let from_file = klartext(&[&["find", "--file", &file], &NOW[..]].concat());
    assert_eq!((from_file.exit, from_file.out.as_str(), from_file.err.as_str()), (Some(0), SHOWN, ""));
    assert_eq!(feed(&[&["find"], &NOW[..]].concat(), CHAT.as_bytes()).out, SHOWN);
    assert_eq!(feed(&[&["find", "--file", "-"], &NOW[..]].concat(), CHAT.as_bytes()).out, SHOWN);
    assert_eq!(klartext(&[&["find"], &NOW[..], &[CHAT]].concat()).out, SHOWN);
}

#[test]
fn none_is_a_result() {
    let done = klartext(&["find", "Frau", "Freitag", "zahlt", "14", "Euro"]);
    assert_eq!((done.exit, done.out.as_str(), done.err.as_str()), (Some(0), "no date or time\n", ""));
    let done = klartext(&["find", "--format", "json", "Guten Morgen!"]);
    assert_eq!(done.out, "{\"id\":null,\"mentions\":[]}\n");
}

#[test]
fn json_has_the_words_and_their_meaning() {
    let done =
        klartext(&[&["find", "--format", "json"], &NOW[..], &["Grüße, übermorgen um 9 Uhr 30!"]].concat());
    let [out] = lines(&done.out).try_into().expect("one line");
    assert_eq!(
        out,
        json!({"id": null, "mentions": [{
            "span": {"start": 9, "end": 32},
            "text": "übermorgen um 9 Uhr 30",
            "status": "ambiguous",
            "readings": out["mentions"][0]["readings"],
            "findings": out["mentions"][0]["findings"],
            "say": "Freitag, den siebten November, um neun Uhr dreißig",
        }]})
    );
    assert_eq!(out["mentions"][0]["readings"][0]["local"], "2025-11-07T09:30");
    assert_eq!(out["mentions"][0]["findings"][0]["code"], "twelve_hour_clock");
}

#[test]
fn a_stream_answers_each_line_in_its_place() {
    let input = b"{\"id\": 1, \"text\": \"Am Montag. Am Dienstag.\"}\n{\"id\": 2}\n{\"id\": 3, \"text\": \"heute\", \"now\": \"2025-12-24T08:00\"}\n";
    let done = feed(&[&["find", "--jsonl"], &NOW[..]].concat(), input);
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    let got = lines(&done.out);
    assert_eq!(got[0]["id"], 1);
    assert_eq!(got[0]["mentions"][0]["readings"][0]["date"], "2025-11-10");
    assert_eq!(got[0]["mentions"][1]["readings"][0]["date"], "2025-11-11");
    assert_eq!(got[1]["id"], 2);
    assert_eq!(got[1]["error"]["message"], "not a request: missing field `text`");
    assert_eq!(got[2]["mentions"][0]["readings"][0]["date"], "2025-12-24");
}

#[test]
fn what_cannot_be_read_is_said() {
    for (args, input, message) in [
        (&["find", "--file", "no/such.txt"][..], &b""[..], "cannot read `no/such.txt`: no such file"),
        (&["find"], b"", "nothing in it"),
        (&["find"], b"a\xffb", "not UTF-8"),
        (&["find"], &vec![b'a'; (1 << 20) + 1], "text of 1048577 bytes is longer than the limit of 1048576"),
    ] {
        let done = feed(args, input);
        assert_eq!((done.exit, done.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(done.err.contains(message), "{}", done.err);
    }
    assert_eq!(klartext(&["find", "--file", "a", "morgen"]).exit, Some(2));
}
