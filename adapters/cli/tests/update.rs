//! `klartext test --update`: expectations rewritten in place, and nothing else.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use std::path::Path;

use common::{Done, directory, klartext};

fn test(dir: &Path, more: &[&str]) -> Done {
    let name = dir.display().to_string();
    let mut args = vec!["test", name.as_str()];
    args.extend(more);
    klartext(&args)
}

/// What becomes of a fixture, besides which there is nothing in its folder.
fn updated(name: &str, before: &str) -> String {
    let dir = directory(name, &[("a.toml", before.as_bytes())]);
    let done = test(&dir, &["--update", "--yes"]);
    assert_eq!(done.exit, Some(0), "{}{}", done.out, done.err);
    let again = test(&dir, &[]);
    assert_eq!(again.exit, Some(0), "{}", again.out);
    std::fs::read_to_string(dir.join("a.toml")).expect("the fixture is read")
}

#[test]
fn comments_order_and_layout_stay() {
    let before = "\
# At the top.
clock   = \"2025-11-05T10:00\"   # a Wednesday

[[resolve]] # the first
means = '2025-11-07'   # aligned
texts = [ 'morgen' ]
note = '''
free
text'''

# About phones.
[[phone]]
texts = [\"030 23125000\"]
# The number:
e164 = \"+493023125001\"

[[resolve]]
texts = [\"Herr Sommer\"]
status = \"none\"
# At the end.
";
    let after = before
        .replace("'2025-11-07'   # aligned", "\"2025-11-06\"   # aligned")
        .replace("+493023125001", "+493023125000");
    assert_eq!(updated("update_layout", before), after);
    let windows = before.replace('\n', "\r\n");
    assert_eq!(updated("update_windows", &windows), after.replace('\n', "\r\n"));
}

#[test]
fn texts_that_part_get_a_table_of_their_own() {
    let before = "\
clock = \"2025-11-05T10:00\"

# What the day after tomorrow is.
[[resolve]]
means = \"2025-11-07\"
texts = [
  \"morgen\",      # not that
  # the polite way
  \"übermorgen\",  # right
  \"am Donnerstag\",
  \"um 14 Uhr\"
]

[[resolve]]
status = \"none\"
texts = [\"Herr Sommer\"]
";
    let after = "\
clock = \"2025-11-05T10:00\"

# What the day after tomorrow is.
[[resolve]]
means = \"2025-11-07\"
texts = [
  # the polite way
  \"übermorgen\",  # right
]

[[resolve]]
means = \"2025-11-06\"
texts = [
  \"morgen\",      # not that
  \"am Donnerstag\",
]

[[resolve]]
means = \"14:00\"
texts = [
  \"um 14 Uhr\"
]

[[resolve]]
status = \"none\"
texts = [\"Herr Sommer\"]
";
    let got = updated("update_parts", before);
    // Whether the last item of a list has a comma behind it is the one thing that a list of one may change.
    assert_eq!(
        got.replace("\",\n]", "\"\n]").replace("\",  # right\n]", "\"  # right\n]"),
        after.replace("\",\n]", "\"\n]").replace("\",  # right\n]", "\"  # right\n]")
    );
}

#[test]
fn every_kind_of_case_can_be_rewritten() {
    let before = r#"
clock = "2025-11-05T10:00"
hours = { tue = ["09:00-18:00"], thu = ["09:00-18:00"] }
rules = "none.toml"
appointments = [{ id = "a1", name = "Eva Schuster", phone = "030 23125001", start = "2025-11-06T15:00" }]

[[resolve]]
offers = [["2025-11-10"]]
texts = ["Montag oder Dienstag"]

[[resolve]]
means = "2025-11-30"
texts = ["am 31. November"]

[[resolve]]
means = "2025-11-07T14:00 = 2025-11-07T12:00:00Z"
say = "irgendwann"
texts = ["übermorgen um 14 Uhr"]

[[phone]]
status = "invalid"
texts = ["030 23125000"]

[[phone]]
source = "caller_id"
e164 = "+493023125000"
texts = ["anonymous"]

[[redact]]
vanishes = [['Tel. 030 23125000', 'Tel.'], ['nichts dabei', 'x']]
stays = ['a@example.org', 'bleibt']

[[template]]
template = "<<date:spoken>>"
vars = { date = "2025-11-06" }
text = "morgen"

[[template]]
template = "<<nmae>>"
vars = { name = "Eva" }
text = "Eva"

[[bookable]]
status = "bookable"
start = "2025-11-06T08:00"
texts = ["morgen um acht Uhr früh"]

[[confirm]]
name = "half an hour later"
request = { start = "2025-11-06T14:00" }
response = '{"uid": "b1", "start": "2025-11-06T13:30:00Z", "createdAt": "2025-11-05T09:00:01Z"}'
decision = "accept"
steps = []

[[lookup]]
name = "one fact, then yes"
request = { clues = { name = "Eva Schuhster", phone = "+493023125001", time = "um drei" } }
expect = { outcome = "found", appointment = "a2" }
then = [{ reply = "ja genau", expect = { outcome = "found", appointment = "a2" } }]
"#;
    let got = updated("update_kinds", before);
    for (there, gone) in [
        ("offers = [[\"2025-11-10\"], [\"2025-11-11\"]]", "offers = [[\"2025-11-10\"]]"),
        ("status = \"invalid\"", "means = \"2025-11-30\""),
        ("means = \"2025-11-07T14:00 = 2025-11-07T13:00:00Z\"", "12:00:00Z"),
        ("e164 = \"+493023125000\"", "irgendwann"),
        ("status = \"withheld\"", "X_REDACTED"),
        ("['Tel. 030 23125000', \"Tel. [PHONE_REDACTED]\"]", "'Tel.']"),
        ("[\"a@example.org\", \"[EMAIL_REDACTED]\"]", "stays = ['a@"),
        ("'bleibt', \"nichts dabei\"", "'x'"),
        ("text = \"Donnerstag, den sechsten November\"", "text = \"morgen\""),
        ("errors = [\"variable_misspelled\"]", "text = \"Eva\""),
        ("instead = \"2025-11-06T09:00\"", "T08:00"),
        ("findings = [\"before_opening\"]", "status = \"bookable\""),
        ("decision = \"cancel\"", "decision = \"accept\""),
        ("expect = { outcome = \"ambiguous\" }", "a2"),
        ("expect = { outcome = \"found\", appointment = \"a1\" }", "steps = []"),
    ] {
        assert!(got.contains(there), "{there} is missing:\n{got}");
        assert!(!got.contains(gone), "{gone} is still there:\n{got}");
    }
}

#[test]
fn calls_and_their_values_are_rewritten() {
    let rules = "version = 1\n[slots.name]\nrequired = true\n[slots.start]\ntype = \"moment\"\ndate = [\"datum\"]\ntime = [\"uhrzeit\"]\n[slots.many]\ntype = \"number\"\n[slots.sure]\ntype = \"boolean\"\n";
    let calls = r#"rules = "r.toml"
clock = "2025-11-05T10:00"

[[call]]
name = "values"
payload = { name = "Eva Beispiel", datum = "morgen", uhrzeit = "15 Uhr", many = 3, sure = true }
outcome = "ask"
ask = "name"
question = "Wie bitte?"
absent = ["name", "other"]

[call.values]
start = "2025-11-06T14:00 = 2025-11-06T13:00:00Z" # the hour
many = 2
sure = false
gone = "x"

[[call]]
name = "a question"
payload = { datum = "morgen", uhrzeit = "15 Uhr" }
outcome = "accept"
"#;
    let dir = directory("update_calls", &[("r.toml", rules.as_bytes()), ("c.toml", calls.as_bytes())]);
    let done = test(&dir, &["--update", "--yes"]);
    assert_eq!(done.exit, Some(0), "{}{}", done.out, done.err);
    let got = std::fs::read_to_string(dir.join("c.toml")).expect("the fixture is read");
    assert_eq!(
        got,
        r#"rules = "r.toml"
clock = "2025-11-05T10:00"

[[call]]
name = "values"
payload = { name = "Eva Beispiel", datum = "morgen", uhrzeit = "15 Uhr", many = 3, sure = true }
outcome = "accept"
absent = ["other"]

[call.values]
start = "2025-11-06T15:00 = 2025-11-06T14:00:00Z" # the hour
many = 3
sure = true

[[call]]
name = "a question"
payload = { datum = "morgen", uhrzeit = "15 Uhr" }
outcome = "ask"
ask = "name"
"#
    );
}

#[test]
fn a_list_of_a_call_is_rewritten_as_tables() {
    let rules = "version = 1\n[slots.guests]\ntype = \"list\"\n[slots.guests.of.name]\ntype = \"text\"\n[slots.guests.of.age]\ntype = \"number\"\n";
    let calls = "rules = \"r.toml\"\nclock = \"2025-11-05T10:00\"\n[[call]]\nname = \"two\"\npayload = { guests = [{ name = \"Eva\", age = 7 }, { name = \"Tilo\", age = 9 }] }\noutcome = \"accept\"\nvalues = { guests = [{ name = \"Eva\", age = 8 }] }\n";
    let dir = directory("update_list", &[("r.toml", rules.as_bytes()), ("c.toml", calls.as_bytes())]);
    let done = test(&dir, &["--update", "--yes"]);
    assert_eq!(done.exit, Some(0), "{}{}", done.out, done.err);
    let got: toml::Table =
        std::fs::read_to_string(dir.join("c.toml")).expect("the fixture is read").parse().expect("TOML");
    let expected: toml::Table =
        "guests = [{ name = \"Eva\", age = 7 }, { name = \"Tilo\", age = 9 }]".parse().expect("TOML");
    assert_eq!(got["call"][0]["values"].as_table(), Some(&expected));
}

#[test]
fn the_difference_is_shown_and_nothing_written_without_a_yes() {
    let before = "clock = \"2025-11-05T10:00\"\n[[resolve]]\nmeans = \"2025-11-07\"\ntexts = [\"morgen\"]\n";
    let dir = directory("update_asks", &[("a.toml", before.as_bytes())]);
    let done = test(&dir, &["--update"]);
    assert_eq!(done.exit, Some(1));
    let name = dir.join("a.toml").display().to_string();
    assert_eq!(
        done.err,
        format!(
            "--- {name}\n+++ {name}\n@@ -1,4 +1,4 @@\n clock = \"2025-11-05T10:00\"\n [[resolve]]\n-means = \"2025-11-07\"\n+means = \"2025-11-06\"\n texts = [\"morgen\"]\nerror: nothing written: 1 expectation in 1 file would change\n |\n = help: --yes writes without asking\n"
        )
    );
    assert_eq!(std::fs::read_to_string(dir.join("a.toml")).ok().as_deref(), Some(before));
    assert_eq!(test(&dir, &["--yes"]).exit, Some(2), "--yes alone means nothing");
}

#[test]
fn known_failures_and_what_is_not_chosen_stay_as_they_are() {
    let before = "clock = \"2025-11-05T10:00\"\n\n[[resolve]]\nmeans = \"2025-11-07\"\ntexts = [\"morgen\", \"am Donnerstag\"]\n\n[[resolve]]\nmeans = \"2025-11-09\"\ntexts = [\"übermorgen\"]\n";
    let list = "\"a.toml::morgen\" = \"not yet\"\n";
    let dir =
        directory("update_known", &[("a.toml", before.as_bytes()), ("known_failures.toml", list.as_bytes())]);
    let done = test(&dir, &["--update", "--yes", "--exclude", "übermorgen"]);
    assert_eq!(done.exit, Some(0), "{}", done.err);
    assert_eq!(
        std::fs::read_to_string(dir.join("a.toml")).expect("the fixture is read"),
        "clock = \"2025-11-05T10:00\"\n\n[[resolve]]\nmeans = \"2025-11-07\"\ntexts = [\"morgen\"]\n\n[[resolve]]\nmeans = \"2025-11-06\"\ntexts = [\"am Donnerstag\"]\n\n[[resolve]]\nmeans = \"2025-11-09\"\ntexts = [\"übermorgen\"]\n"
    );
    // A surprise success is a matter of the list, not of the fixture.
    std::fs::write(dir.join("known_failures.toml"), "\"a.toml::am Donnerstag\" = \"odd\"\n")
        .expect("written");
    let done = test(&dir, &["--update", "--yes", "--filter", "am Donnerstag"]);
    assert_eq!(done.exit, Some(1), "{}", done.err);
}

#[test]
fn what_no_expectation_makes_good_is_kept_and_said() {
    // The second pass over a line, and a fixture of inline tables.
    let inline =
        "clock = \"2025-11-05T10:00\"\nresolve = [{ means = \"2025-11-07\", texts = [\"morgen\"] }]\n";
    let good = "clock = \"2025-11-05T10:00\"\n[[resolve]]\nmeans = \"2025-11-07\"\ntexts = [\"morgen\"]\n";
    let dir = directory("update_kept", &[("a.toml", inline.as_bytes()), ("b.toml", good.as_bytes())]);
    let done = test(&dir, &["--update", "--yes"]);
    assert_eq!(done.exit, Some(1));
    assert!(done.err.starts_with("KEPT  "), "{}", done.err);
    assert!(done.err.contains("`morgen`: its cases are not written as `[[resolve]]`\n"), "{}", done.err);
    assert!(done.err.ends_with("wrote 1 expectation in 1 file\n"), "{}", done.err);
    assert_eq!(std::fs::read_to_string(dir.join("a.toml")).ok().as_deref(), Some(inline));
}

/// `script`, which every Debian has, gives the command a terminal.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_it_asks() {
    let before = "clock = \"2025-11-05T10:00\"\n[[resolve]]\nmeans = \"2025-11-07\"\ntexts = [\"morgen\"]\n";
    for (typed, written) in [("n\n", false), ("\n", false), ("j\n", true)] {
        let dir = directory("update_terminal", &[("a.toml", before.as_bytes())]);
        let line = format!("{} test --update {}", env!("CARGO_BIN_EXE_klartext"), dir.display());
        let mut child = std::process::Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("script runs");
        let mut stdin = child.stdin.take().expect("stdin is piped");
        let mut shown = String::new();
        let mut out = child.stdout.take().expect("stdout is piped");
        let mut bytes = [0_u8; 1];
        // Typed when it is asked for, as a person would.
        while !shown.ends_with("[y/N] ") && std::io::Read::read(&mut out, &mut bytes).expect("read") > 0 {
            shown.push(char::from(bytes[0]));
        }
        assert!(shown.contains("Write 1 expectation in 1 file? [y/N] "), "{shown}");
        std::io::Write::write_all(&mut stdin, typed.as_bytes()).expect("typed");
        std::io::copy(&mut out, &mut std::io::sink()).expect("read to the end");
        assert_eq!(child.wait().expect("it ends").code(), Some(i32::from(!written)));
        let after = std::fs::read_to_string(dir.join("a.toml")).expect("the fixture is read");
        assert_eq!(after != before, written, "{typed:?}");
    }
}
