//! `klartext test` from the outside: what passes, what fails, what is unreadable, and how each is said.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use std::path::Path;

use common::{Done, directory, klartext};

/// Passes with any engine that knows a name from a date, and fails with none.
const GOOD: &str = "clock = \"2025-11-05T10:00\"\n\n[[resolve]]\nstatus = \"none\"\ntexts = [\"Guten Tag\", \"Herr Sommer\"]\n";
const BAD: &str = "clock = \"2025-11-05T10:00\"\n\n[[resolve]]\nmeans = \"2025-11-06\"\nfindings = [\"odd\"]\ntexts = [\n  \"nichts\",\n]\n";

fn test(dir: &Path, more: &[&str]) -> Done {
    let dir = dir.display().to_string();
    let mut args = vec!["test", dir.as_str()];
    args.extend(more);
    let mut done = klartext(&args);
    done.out = without_seconds(&done.out.replace(&dir, "DIR"));
    done.err = done.err.replace(&dir, "DIR");
    done
}

/// The summary without its last word, how long it took.
fn without_seconds(out: &str) -> String {
    match out.rsplit_once(", ") {
        Some((head, tail)) if tail.ends_with(" s\n") => format!("{head}\n"),
        _ => out.to_owned(),
    }
}

#[test]
fn all_as_expected_is_0() {
    let dir = directory("good", &[("a.toml", GOOD.as_bytes()), ("deep/er/b.toml", GOOD.as_bytes())]);
    let done = test(&dir, &[]);
    assert_eq!((done.exit, done.err.as_str(), done.out.as_str()), (Some(0), "", "4 passed in 2 files\n"));
}

#[test]
fn a_difference_is_1_and_is_shown_with_its_place() {
    let dir = directory("bad", &[("a.toml", GOOD.as_bytes()), ("b.toml", BAD.as_bytes())]);
    let done = test(&dir, &[]);
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""));
    assert_eq!(
        done.out,
        "\
FAIL  DIR/b.toml:7  resolve `nichts`  (2025-11-05T10:00 Europe/Berlin)
  status    expected  resolved
            got       none
  readings  expected  2025-11-06  Do 6.11.2025
            got       none
  findings  expected  odd
            got       none
  again     klartext test DIR --id b.toml::nichts
2 passed, 1 failed in 2 files
"
    );
}

#[test]
fn programs_get_json() {
    let dir = directory("bad_json", &[("b.toml", BAD.as_bytes())]);
    let done = test(&dir, &["--format", "json"]);
    assert_eq!(done.exit, Some(1));
    let mut got: serde_json::Value = serde_json::from_str(&done.out).expect("one JSON object");
    // How long it took is the one thing that no two runs have in common.
    for place in ["/cases/0", ""] {
        let timed = got.pointer_mut(place).and_then(serde_json::Value::as_object_mut).expect("an object");
        assert!(timed.remove("seconds").is_some_and(|s| s.is_f64()));
    }
    assert_eq!(
        got,
        serde_json::json!({
            "passed": 0, "failed": 1, "surprises": 0, "known": 0, "files": 1, "unreadable": 0, "stale": [],
            "left_out": 0, "problems": [],
            "cases": [{
                "id": "b.toml::nichts", "kind": "resolve", "file": "DIR/b.toml", "line": 7, "outcome": "failed",
                "differences": [
                    {"what": "status", "expected": "resolved", "got": "none"},
                    {"what": "readings", "expected": "2025-11-06", "got": "none"},
                    {"what": "findings", "expected": "odd", "got": "none"},
                ],
            }],
        })
    );
}

#[test]
fn a_filter_chooses_and_nothing_chosen_is_4() {
    let dir = directory("filter", &[("a.toml", GOOD.as_bytes()), ("b.toml", BAD.as_bytes())]);
    assert_eq!(test(&dir, &["--filter", "Herr Sommer"]).out, "1 passed in 2 files\n");
    assert_eq!(test(&dir, &["--filter", "b.toml::"]).exit, Some(1));
    let none = test(&dir, &["--filter", "gibt es nicht"]);
    assert_eq!((none.exit, none.out.as_str()), (Some(4), "no tests found in 2 files\n"));
    let empty = directory("empty", &[("README.md", b"no fixture")]);
    let none = test(&empty, &[]);
    assert_eq!((none.exit, none.out.as_str()), (Some(4), "no tests found in 0 files\n"));
}

#[test]
fn what_cannot_be_read_is_2_and_is_pointed_at() {
    let unreadable = |name: &str, text: &[u8]| {
        let dir = directory(name, &[("f.toml", text)]);
        let done = test(&dir, &[]);
        assert_eq!(done.exit, Some(2), "{}", done.out);
        done.err
    };
    assert_eq!(
        unreadable("syntax", b"clock = \"2025-11-05T10:00\"\n[[resolve]\n"),
        "error: not a fixture\n --> DIR/f.toml:2:11\n  |\n2 | [[resolve]\n  |           ^ unclosed array table, expected `]`\n"
    );
    assert_eq!(
        unreadable("key", b"[[resolve]]\ntext = [\"x\"]\n"),
        "error: not a fixture\n --> DIR/f.toml:2:1\n  |\n2 | text = [\"x\"]\n  | ^^^^ unknown field `text`, expected one of `texts`, `means`, `offers`, `status`, `findings`, `hint`, `say`, `clock`, `zone`, `expect`, `hours`, `note`\n  |\n  = help: did you mean `texts`?\n"
    );
    assert_eq!(
        unreadable(
            "value",
            b"clock = \"2025-11-05T10:00\"\n[[resolve]]\nmeans = \"2025-11-31\"\ntexts = [\"x\"]\n"
        ),
        "error: `2025-11-31` is not the notation of a value\n --> DIR/f.toml:3:9\n  |\n3 | means = \"2025-11-31\"\n  |         ^^^^^^^^^^^^ a date, time, date-time, interval, duration or recurrence\n"
    );
    assert_eq!(
        unreadable("clock", b"[[resolve]]\nstatus = \"none\"\ntexts = [\"x\"]\n"),
        "error: no clock for this case\n --> DIR/f.toml:3:9\n  |\n3 | texts = [\"x\"]\n  |         ^^^^^ add `clock`, here or at the top of the file\n"
    );
    assert_eq!(
        unreadable("bad_clock", b"clock = \"10 Uhr\"\n[[resolve]]\nstatus = \"none\"\ntexts = [\"x\"]\n"),
        "error: `10 Uhr` is not a point in time\n --> DIR/f.toml:1:9\n  |\n1 | clock = \"10 Uhr\"\n  |         ^^^^^^^^ RFC 3339, or wall time like `2025-11-05T10:00`\n"
    );
    assert_eq!(
        unreadable("nothing", b"clock = \"2025-11-05T10:00\"\n[[resolve]]\ntexts = [\"x\"]\n"),
        "error: a case expects `means`, `offers` or `status`\n --> DIR/f.toml:3:9\n  |\n3 | texts = [\"x\"]\n  |         ^^^^^ add one of them to this case\n"
    );
    assert_eq!(
        unreadable("no_texts", b"clock = \"2025-11-05T10:00\"\n[[resolve]]\nstatus = \"none\"\ntexts = []\n"),
        "error: a case without texts tests nothing\n --> DIR/f.toml:4:9\n  |\n4 | texts = []\n  |         ^^ add a text\n"
    );
    assert_eq!(
        unreadable("phone", b"[[phone]]\ntexts = [\"x\"]\n"),
        "error: a case expects `e164` or `status`\n --> DIR/f.toml:2:9\n  |\n2 | texts = [\"x\"]\n  |         ^^^^^ add one of them to this case\n"
    );
    assert_eq!(
        unreadable("latin_1", b"clock = \"2025-11-05T10:00\"\n# \xfcber\n"),
        "error: not UTF-8: byte 29, in line 2\n--> DIR/f.toml\n = help: save it as UTF-8\n"
    );
    assert_eq!(unreadable("blank", b" \n"), "error: nothing in it\n--> DIR/f.toml\n");
    let done = klartext(&["test", "gibt/es/nicht"]);
    assert_eq!(
        (done.exit, done.err.as_str()),
        (Some(2), "error: cannot read `gibt/es/nicht`: no such file\n")
    );
}

#[test]
fn all_that_is_wrong_with_a_fixture_comes_at_once() {
    let text = "\
clock = \"2025-11-05T10:00\"
[[resolve]]
mean = \"2025-11-06\"
texts = [\"morgen\", 7]
hint = \"dat\"
[[resolve]]
means = 5
texts = [\"morgen\"]
[[resolve]]
means = \"2025-11-31\"
texts = [\"morgen\"]
[[call]]
name = \"x\"
payload = {}
outcome = \"accept\"
";
    let dir = directory("all_wrong", &[("a.toml", GOOD.as_bytes()), ("f.toml", text.as_bytes())]);
    let done = test(&dir, &[]);
    assert_eq!(done.exit, Some(2));
    let places: Vec<&str> = done.err.lines().filter_map(|l| l.trim().strip_prefix("--> DIR/")).collect();
    assert_eq!(
        places,
        ["f.toml:3:1", "f.toml:4:20", "f.toml:5:8", "f.toml:7:9", "f.toml:10:9", "f.toml:13:8"]
    );
    for said in [
        "^^^^ unknown field `mean`, expected one of",
        "= help: did you mean `means`?",
        "^ invalid type: integer `7`, expected a string",
        "unknown variant `dat`, expected one of `any`, `date`, `time`",
        "= help: did you mean `date`?",
        "^ expected a value or a list of values, as texts",
        "error: `2025-11-31` is not the notation of a value",
        "error: no rule set for this call",
    ] {
        assert!(done.err.contains(said), "{said} is missing:\n{}", done.err);
    }
    // A key that was misspelled is not missed as well, and the other file ran.
    assert!(!done.err.contains("missing field"), "{}", done.err);
    assert_eq!(done.out, "2 passed, 6 unreadable in 2 files\n");
    let json = test(&dir, &["--report", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("one JSON object");
    assert_eq!(json["problems"].as_array().map(Vec::len), Some(6));
    assert_eq!(
        json["problems"][1],
        serde_json::json!({
            "message": "not a fixture: invalid type: integer `7`, expected a string",
            "file": "DIR/f.toml", "line": 4, "column": 20,
        })
    );
}

#[test]
fn every_mistake_in_the_syntax_comes_at_once() {
    let dir = directory("all_syntax", &[("f.toml", b"clock = \n[[resolve]\ntexts = [\"x\"\n")]);
    let done = test(&dir, &[]);
    assert_eq!(done.exit, Some(2));
    let places: Vec<&str> = done.err.lines().filter_map(|l| l.trim().strip_prefix("--> DIR/")).collect();
    assert_eq!(places.first(), Some(&"f.toml:1:9"), "{}", done.err);
    assert!(places.contains(&"f.toml:2:11"), "{}", done.err);
}

#[test]
fn one_unreadable_fixture_does_not_hide_the_others() {
    let dir =
        directory("mixed", &[("a.toml", GOOD.as_bytes()), ("b.toml", b"x"), ("c.toml", BAD.as_bytes())]);
    let done = test(&dir, &[]);
    assert_eq!(done.exit, Some(2));
    assert!(done.out.ends_with("2 passed, 1 failed, 1 unreadable in 3 files\n"), "{}", done.out);
}

#[test]
fn a_known_failure_may_fail() {
    let list = b"\"sub/b.toml::nichts\" = \"not yet\"\n";
    let dir = directory("known", &[("sub/b.toml", BAD.as_bytes()), ("known_failures.toml", list)]);
    let done = test(&dir, &[]);
    assert_eq!((done.exit, done.out.as_str()), (Some(0), "0 passed, 1 known to fail in 1 file\n"));
    // The same when only the file or its folder is named.
    assert_eq!(test(&dir.join("sub"), &[]).exit, Some(0));
    assert_eq!(test(&dir.join("sub/b.toml"), &[]).exit, Some(0));
}

#[test]
fn a_surprise_success_fails_and_so_does_a_stale_entry() {
    let list = b"\"a.toml::Guten Tag\" = \"too hard\"\n\"a.toml::Hallo\" = \"gone\"\n\"other.toml::x\" = \"not read\"\n";
    let dir = directory("surprise", &[("a.toml", GOOD.as_bytes()), ("known_failures.toml", list)]);
    let done = test(&dir, &[]);
    assert_eq!(done.exit, Some(1));
    assert_eq!(
        done.out,
        "\
FIXED  DIR/a.toml:5  resolve `Guten Tag`  (2025-11-05T10:00 Europe/Berlin)
  listed as a known failure: too hard
  it passes; take `a.toml::Guten Tag` off the list
STALE  DIR/known_failures.toml: there is no case `a.toml::Hallo`; take it off the list
1 passed, 2 not as the list of known failures says in 1 file
"
    );
}

#[test]
fn a_broken_list_of_known_failures_is_2() {
    let dir = directory("broken_list", &[("a.toml", GOOD.as_bytes()), ("known_failures.toml", b"x = 1\n")]);
    let done = test(&dir, &[]);
    assert_eq!(done.exit, Some(2));
    assert_eq!(
        done.err,
        "error: not a list of known failures: ids with a reason\n --> DIR/known_failures.toml:1:5\n  |\n1 | x = 1\n  |     ^ invalid type: integer `1`, expected a string\n"
    );
}

#[test]
fn a_rule_set_beside_its_fixture_is_no_fixture() {
    let rules = b"version = 1\n[slots.name]\nrequired = true\n";
    let calls = "rules = \"r.toml\"\nclock = \"2025-11-05T10:00\"\n\n[[call]]\nname = \"a name\"\npayload = { name = \"Eva Beispiel\" }\noutcome = \"accept\"\nvalues = { name = \"Eva Beispiel\" }\n\n[[call]]\nname = \"none\"\npayload = { name = \"\" }\noutcome = \"accept\"\nabsent = [\"name\"]\n";
    let dir = directory("rules", &[("r.toml", rules), ("c.toml", calls.as_bytes())]);
    let done = test(&dir, &[]);
    assert_eq!((done.exit, done.err.as_str()), (Some(1), ""), "{}", done.out);
    assert!(
        done.out.starts_with(
            "FAIL  DIR/c.toml:11  call `none`  (2025-11-05T10:00 Europe/Berlin)\n  outcome  expected  accept\n           got       ask\n  asks     name: "
        ),
        "{}",
        done.out
    );
    assert!(done.out.contains("\n  again    klartext test DIR --id c.toml::none\n"), "{}", done.out);
    assert!(done.out.ends_with("1 passed, 1 failed in 1 file\n"), "{}", done.out);
    // Named itself it is taken at its word.
    assert_eq!(test(&dir.join("r.toml"), &[]).exit, Some(2));
}
