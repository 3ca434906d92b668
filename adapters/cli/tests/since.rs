//! `klartext test`: compared with an earlier run, with a list of known failures of its own, and run again on a change.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc::channel;
use std::time::Duration;

use common::{Done, command, directory, klartext};

/// A fixture of phone numbers, each with whether it is as expected.
fn phones(cases: &[(&str, bool)]) -> String {
    let case = |(text, good): &(&str, bool)| {
        let e164 = if *good { "+493023125000" } else { "+493023125999" };
        format!("[[phone]]\ne164 = \"{e164}\"\ntexts = [\"{text}\"]\n")
    };
    cases.iter().map(case).collect()
}

fn test(dir: &Path, more: &[&str]) -> Done {
    let name = dir.display().to_string();
    let mut args = vec!["test", name.as_str()];
    args.extend(more);
    klartext(&args)
}

#[test]
fn only_what_got_worse_fails_against_a_baseline() {
    let before = phones(&[
        ("030 23125000", true),
        ("030/23125000", false),
        ("030-23125000", true),
        ("030 23 12 50 00", false),
        ("03023125000", true),
    ]);
    let dir = directory("baseline", &[("a.toml", before.as_bytes())]);
    let earlier = dir.join("before.json").display().to_string();
    let baseline = ["--baseline", earlier.as_str()];
    assert_eq!(test(&dir, &["--report", "json", "--output", &earlier]).exit, Some(1));
    // The same again is no worse, though two cases fail.
    let same = test(&dir, &baseline);
    assert_eq!(same.exit, Some(0), "{}", same.out);
    assert!(!same.out.contains("FAIL"), "{}", same.out);
    assert!(
        same.out.contains("0 better, 0 worse, 0 new, 2 failing as before since the baseline\n"),
        "{}",
        same.out
    );
    // Better, new and gone: none of them fails.
    let after = [
        ("030 23125000", true),
        ("030/23125000", true),
        ("030 23 12 50 00", false),
        ("03023125000", true),
        ("0049 30 23125000", true),
        ("+4930 23125000", false),
    ];
    std::fs::write(dir.join("a.toml"), phones(&after)).expect("written");
    let done = test(&dir, &baseline);
    assert_eq!(done.exit, Some(0), "{}", done.out);
    let words: Vec<&str> = done.out.lines().filter(|l| l.starts_with(char::is_uppercase)).collect();
    assert!(words[0].starts_with("NEW FAIL  ") && words[0].contains("`+4930 23125000`"), "{words:?}");
    assert_eq!(
        words[1..],
        ["BETTER  a.toml::030/23125000", "GONE  a.toml::030-23125000", "NEW  a.toml::0049 30 23125000"]
    );
    let counts =
        "1 better, 0 worse, 2 new, 1 of them failing, 1 gone, 1 failing as before since the baseline\n";
    assert!(done.out.contains(counts), "{}", done.out);
    // Worse is told as a failure is, and fails.
    std::fs::write(dir.join("a.toml"), before.replacen("125000\"", "125999\"", 1)).expect("written");
    let worse = test(&dir, &baseline);
    assert_eq!(worse.exit, Some(1));
    assert!(worse.out.starts_with("WORSE  "), "{}", worse.out);
    assert!(worse.out.contains("0 better, 1 worse, 0 new, 2 failing as before since"), "{}", worse.out);
    let json = test(&dir, &["--baseline", &earlier, "--report", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("one JSON object");
    assert_eq!(json["baseline"]["worse"], serde_json::json!(["a.toml::030 23125000"]));
    // Listed as known it is told of, and does not fail.
    std::fs::write(dir.join("known_failures.toml"), "\"a.toml::030 23125000\" = \"on purpose\"\n")
        .expect("written");
    let listed = test(&dir, &baseline);
    assert_eq!(listed.exit, Some(0), "{}", listed.out);
    assert!(listed.out.contains("LISTED  a.toml::030 23125000\n"), "{}", listed.out);
    // What is not looked at, or not chosen, is not gone.
    let other = dir.join("other");
    std::fs::create_dir(&other).expect("made");
    std::fs::write(other.join("b.toml"), phones(&[("030 23125000", true)])).expect("written");
    let elsewhere = test(&other, &baseline);
    assert!(elsewhere.out.contains("0 better, 0 worse, 1 new since the baseline\n"), "{}", elsewhere.out);
    std::fs::remove_dir_all(&other).expect("gone again");
    let part = test(&dir, &["--baseline", &earlier, "--filter", "03023125000"]);
    assert!(part.out.contains("0 better, 0 worse, 0 new since the baseline\n"), "{}", part.out);
}

#[test]
fn a_baseline_that_is_none_is_2() {
    let dir = directory(
        "no_baseline",
        &[("a.toml", phones(&[("030 23125000", true)]).as_bytes()), ("b.json", b"{}")],
    );
    let file = dir.join("b.json").display().to_string();
    let done = test(&dir, &["--baseline", &file]);
    assert_eq!((done.exit, done.out.as_str()), (Some(2), ""));
    assert!(done.err.starts_with("error: not a report of `klartext test --report json`\n"), "{}", done.err);
    let done = test(&dir, &["--baseline", "gibt/es/nicht.json"]);
    assert_eq!(
        (done.exit, done.err.as_str()),
        (Some(2), "error: cannot read `gibt/es/nicht.json`: no such file\n")
    );
    // Broken fixtures are broken, whatever they were before.
    std::fs::write(dir.join("b.json"), test(&dir, &["--report", "json"]).out).expect("written");
    std::fs::write(dir.join("a.toml"), "x = 1\n").expect("written");
    assert_eq!(test(&dir, &["--baseline", &file]).exit, Some(2));
}

#[test]
fn what_failed_runs_again() {
    let cases = phones(&[("030 23125000", true), ("030/23125000", false), ("030-23125000", false)]);
    let dir = directory("failed_in", &[("a.toml", cases.as_bytes())]);
    let earlier = dir.join("before.json").display().to_string();
    test(&dir, &["--report", "json", "--output", &earlier]);
    let ids = test(&dir, &["--failed-in", &earlier, "--list"]).out;
    assert_eq!(ids, "a.toml::030/23125000\na.toml::030-23125000\n");
    assert_eq!(test(&dir, &["--failed-in", &earlier, "--filter", "-"]).exit, Some(1));
    assert_eq!(test(&dir, &["--failed-in", &earlier, "--filter", "030 "]).exit, Some(4));
    assert_eq!(test(&dir, &["--failed-in", "gibt/es/nicht"]).exit, Some(2));
}

#[test]
fn a_list_of_known_failures_may_lie_anywhere() {
    let cases = phones(&[("030 23125000", true), ("030/23125000", false)]);
    let list = "\"a.toml::030/23125000\" = \"the slash\"\n";
    let dir =
        directory("known_file", &[("fixtures/a.toml", cases.as_bytes()), ("list.toml", list.as_bytes())]);
    let (fixtures, list) = (dir.join("fixtures"), dir.join("list.toml").display().to_string());
    assert_eq!(test(&fixtures, &[]).exit, Some(1));
    let done = test(&fixtures, &["--known", &list]);
    assert_eq!(done.exit, Some(0), "{}", done.out);
    assert!(done.out.starts_with("1 passed, 1 known to fail in 1 file"), "{}", done.out);
    // A surprise success fails, and so does an entry without a case.
    std::fs::write(&list, "\"a.toml::030 23125000\" = \"hard\"\n\"a.toml::weg\" = \"gone\"\n")
        .expect("written");
    let done = test(&fixtures, &["--known", &list]);
    assert_eq!(done.exit, Some(1));
    for said in ["FIXED  ", "STALE  ", "take `a.toml::030 23125000` off the list", "1 failed"] {
        assert!(done.out.contains(said), "{said} is missing:\n{}", done.out);
    }
    // The command that runs a case again knows the list too.
    assert!(done.out.contains(&format!("--id a.toml::030/23125000 --known {list}\n")), "{}", done.out);
    std::fs::write(&list, "x = 1\n").expect("written");
    assert_eq!(test(&fixtures, &["--known", &list]).exit, Some(2));
    assert_eq!(test(&fixtures, &["--known", "gibt/es/nicht"]).exit, Some(2));
}

#[test]
fn a_change_runs_again() {
    let rules = "version = 1\n[slots.name]\nrequired = true\n";
    let calls = "rules = \"../r.toml\"\nclock = \"2025-11-05T10:00\"\n[[call]]\nname = \"a name\"\npayload = \"../p.json\"\noutcome = \"accept\"\n";
    let files = [("r.toml", rules), ("p.json", "{\"name\": \"Eva Beispiel\"}"), ("fixtures/c.toml", calls)];
    let dir = directory("watch", &files.map(|(name, text)| (name, text.as_bytes())));
    let mut child = command()
        .args(["test", "--watch"])
        .arg(dir.join("fixtures"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let (sender, summaries) = channel();
    let out = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let ready = BufReader::new(child.stderr.take().expect("stderr is piped"));
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok).filter(|l| l.contains(" file, ")) {
            let _ = sender.send(line);
        }
    });
    let (sender, waits) = channel();
    std::thread::spawn(move || {
        for line in ready.lines().map_while(Result::ok).filter(|l| l.starts_with("watching ")) {
            let _ = sender.send(line);
        }
    });
    let patience = Duration::from_secs(60);
    let next = |expected: &str| {
        let line = summaries.recv_timeout(patience).expect("it runs");
        assert!(line.starts_with(expected), "{line}");
        assert_eq!(waits.recv_timeout(patience).as_deref(), Ok("watching 3 files; Enter runs again, q ends"));
    };
    next("1 passed in 1 file");
    // The payload and the rule set lie outside of what was named, and count.
    std::fs::write(dir.join("p.json"), "{\"name\": \"\"}").expect("written");
    next("0 passed, 1 failed in 1 file");
    std::fs::write(dir.join("r.toml"), "version = 1\n[slots.name]\nrequired = false\n").expect("written");
    next("1 passed in 1 file");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(b"\n").expect("typed");
    next("1 passed in 1 file");
    stdin.write_all(b"q\n").expect("typed");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
