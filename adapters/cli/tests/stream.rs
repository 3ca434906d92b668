//! Calls by the thousand: `check --jsonl` on all cores, and `audit` of what came of it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, feed, klartext};
use serde_json::{Value, json};

const RULES: &str = "fixtures/salon/rules.toml";
const NOW: &str = "2025-11-05T10:00";

/// Calls that differ, one bad line among them.
fn calls(count: usize) -> String {
    (0..count)
        .map(|i| match i % 4 {
            0 => format!("{{\"name\": \"Eva Beispiel\", \"gast\": {i}, \"datum\": \"morgen\", \"uhrzeit\": \"14 Uhr\", \"dienstleistung\": \"Färben\", \"telefon\": \"030 23125101\"}}\n"),
            1 => "{\"name\": \"Jonas Keller\", \"dienstleistung\": \"Färben\"}\n".to_owned(),
            2 => "{\"name\": \"unbekannt\"}\n".to_owned(),
            _ => "{\"wetter\": \"schön\"}\n".to_owned(),
        })
        .collect()
}

#[test]
fn the_answers_are_the_same_whatever_the_number_of_workers() {
    let input = calls(3000);
    let run = |jobs: &str| {
        feed(&["check", "--rules", RULES, "--now", NOW, "--jsonl", "--jobs", jobs], input.as_bytes())
    };
    let one = run("1");
    assert_eq!((one.exit, one.out.lines().count()), (Some(0), 3000), "{}", one.err);
    assert_eq!(run("3"), one);
    let verdicts: Vec<Value> = one.out.lines().take(4).map(|l| serde_json::from_str(l).unwrap()).collect();
    let outcomes: Vec<&str> = verdicts.iter().map(|v| v["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["accept", "ask", "ask", "reject"]);
}

#[test]
fn without_order_each_answer_names_its_line() {
    let done = feed(
        &["check", "--rules", RULES, "--now", NOW, "--jsonl", "--unordered", "-j", "2"],
        calls(2000).as_bytes(),
    );
    let mut lines: Vec<u64> = done
        .out
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap()["line"].as_u64().unwrap())
        .collect();
    lines.sort_unstable();
    assert_eq!(lines, (1..=2000).collect::<Vec<_>>());
}

#[test]
fn a_recorded_call_is_judged_at_its_own_time() {
    // 2025-11-03T09:00:00Z, a Monday: tomorrow is Tuesday, the fourth.
    let call = json!({"name": "book", "call": {"call_id": "x1", "start_timestamp": 1_762_160_400_000_i64},
        "args": {"datum": "morgen", "uhrzeit": "14 Uhr", "name": "Eva Beispiel", "dienstleistung": "Färben"}});
    let none = json!({"name": "Eva Beispiel"});
    let done =
        feed(&["check", "--rules", RULES, "--jsonl", "--recorded"], format!("{call}\n{none}\n").as_bytes());
    let answers: Vec<Value> = done.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(answers[0]["values"]["start"]["local"], "2025-11-04T14:00");
    assert_eq!(answers[1]["error"]["message"], "no `start_timestamp` in the call");
    assert_eq!(done.exit, Some(1));
}

#[test]
fn an_audit_counts_what_a_run_came_to() {
    let run = feed(&["check", "--rules", RULES, "--now", NOW, "--jsonl"], calls(400).as_bytes());
    let input = format!("{}not json\n", run.out);
    let done = feed(&["audit", "--format", "json", "--samples", "2"], input.as_bytes());
    assert_eq!(done.exit, Some(1), "a line was not read");
    let report: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(report["calls"], 400);
    assert_eq!(report["unreadable"], 1);
    assert_eq!(report["outcomes"], json!({"accept": 100, "ask": 200, "reject": 100}));
    let asked: Vec<(&str, u64)> = report["asked_for"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["slot"].as_str().unwrap(), s["calls"].as_u64().unwrap()))
        .collect();
    assert_eq!(asked, [("name", 100), ("start", 100)]);
    let nothing =
        report["findings"].as_array().unwrap().iter().find(|f| f["code"] == "nothing_to_read").unwrap();
    assert_eq!((nothing["calls"].as_u64(), nothing["rejected"].as_u64()), (Some(100), Some(100)));
    assert_eq!(nothing["samples"].as_array().unwrap().len(), 2);
    assert_eq!(nothing["samples"][0]["line"], 4);
}

#[test]
fn the_page_stands_alone_and_shows_nobody() {
    let verdict = json!({"outcome": "ask", "ask": {"slot": "<b>", "text": "?", "options": []}, "findings": [
        {"code": "not_understood", "severity": "error", "message": {"de": "`<script>` 030 23125042 & max@example.org", "en": ""}}
    ]});
    let dir = directory("audit-page", &[("v.jsonl", format!("{verdict}\n").as_bytes())]);
    let file = dir.join("v.jsonl");
    let done = klartext(&["audit", "--format", "html", "--title", "Salon <Muster>", file.to_str().unwrap()]);
    assert_eq!(done.exit, Some(0), "{}", done.err);
    let page = &done.out;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<title>Salon &lt;Muster&gt;</title>"));
    assert!(page.contains("&lt;b&gt;") && page.contains("&lt;script&gt;"));
    for gone in ["<script", "http", "23125042", "max@example.org", "src="] {
        assert!(!page.contains(gone), "{gone} in {page}");
    }
    let text = klartext(&["audit", file.to_str().unwrap()]).out;
    assert!(
        text.contains("1 calls") && text.contains("not_understood") && text.contains("[PHONE_REDACTED]"),
        "{text}"
    );
}
