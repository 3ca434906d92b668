//! `klartext test`: which cases run, how a failed one is run again, and how many threads do it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use std::path::{Path, PathBuf};

use common::{Done, command, directory, klartext};

const TIMES: &str = "\
clock = \"2025-11-05T10:00\"

# The first table.
[[resolve]]
means = \"2025-11-06\"
texts = [
  \"morgen\",
  \"am Donnerstag\",
]

[[resolve]]
means = \"2025-11-07\"
texts = [\"am Donnerstag\"]
clock = \"2025-11-06T10:00\"

[[resolve]]
status = \"none\"
texts = [\"wie geht's, Herr Sommer?\"]
";
const PHONES: &str =
    "[[phone]]\ne164 = \"+493023125000\"\ntexts = [\"030 23125000\", \"030 23125001\", \"030 23125000 \"]\n";

fn fixtures(name: &str) -> PathBuf {
    directory(name, &[("sub/times.toml", TIMES.as_bytes()), ("phones.toml", PHONES.as_bytes())])
}

fn test(dir: &Path, more: &[&str]) -> Done {
    let dir = dir.display().to_string();
    let mut args = vec!["test", dir.as_str()];
    args.extend(more);
    klartext(&args)
}

/// The ids that are listed.
fn listed(dir: &Path, more: &[&str]) -> Vec<String> {
    let args: Vec<&str> = more.iter().copied().chain(["--list"]).collect();
    let done = test(dir, &args);
    assert_eq!(done.err, "");
    assert_eq!(done.exit, Some(if done.out.is_empty() { 4 } else { 0 }));
    done.out.lines().map(str::to_owned).collect()
}

#[test]
fn cases_are_chosen_by_text_kind_file_and_id() {
    let dir = fixtures("choose");
    let all = listed(&dir, &[]);
    assert_eq!(
        all,
        [
            "phones.toml::030 23125000",
            "phones.toml::030 23125001",
            "phones.toml::030 23125000 ",
            "sub/times.toml::morgen",
            "sub/times.toml::am Donnerstag",
            "sub/times.toml::am Donnerstag @ 2025-11-06T10:00",
            "sub/times.toml::wie geht's, Herr Sommer?",
        ]
    );
    let count = |more: &[&str]| listed(&dir, more).len();
    assert_eq!(count(&["--filter", "donnerstag"]), 2);
    assert_eq!(count(&["--filter", "DONNERSTAG"]), 0);
    assert_eq!(count(&["--filter", "morgen", "--filter", "Sommer"]), 2);
    assert_eq!(count(&["--filter", "*::am*"]), 2);
    assert_eq!(count(&["--filter", "am*"]), 0);
    assert_eq!(count(&["--exclude", "23125", "--exclude", "*T10:00"]), 3);
    assert_eq!(count(&["--kind", "phone"]), 3);
    assert_eq!(count(&["--kind", "phone,resolve", "--filter", "o"]), 7);
    assert_eq!(count(&["--file", "sub/*"]), 4);
    assert_eq!(count(&["--file", "times", "--filter", "am "]), 2);
    assert_eq!(count(&["--id", "sub/times.toml::am Donnerstag"]), 1);
    assert_eq!(count(&["--id", "am Donnerstag"]), 0);
    let wrong = test(&dir, &["--kind", "weather"]);
    assert_eq!(wrong.exit, Some(2));
    assert!(wrong.err.contains("[possible values: resolve, phone, call,"), "{}", wrong.err);
}

#[test]
fn a_line_of_a_file_chooses_what_stands_there() {
    let dir = fixtures("choose_line");
    let at = |line: &str| {
        let done = klartext(&["test", "--list", &format!("{}:{line}", dir.join("sub/times.toml").display())]);
        let ids: Vec<String> = done.out.lines().map(str::to_owned).collect();
        (done.exit, ids)
    };
    assert_eq!(at("7"), (Some(0), vec!["times.toml::morgen".to_owned()]));
    // Elsewhere in a table all that it lists.
    assert_eq!(at("5").1, ["times.toml::morgen", "times.toml::am Donnerstag"]);
    assert_eq!(at("14").1, ["times.toml::am Donnerstag @ 2025-11-06T10:00"]);
    assert_eq!(at("1"), (Some(4), Vec::new()));
    assert_eq!(at("0").0, Some(2));
    // Of two lines both.
    let (one, two) = (dir.join("sub/times.toml:8"), dir.join("phones.toml"));
    let done = klartext(&["test", "--list", &one.display().to_string(), &two.display().to_string()]);
    assert_eq!(done.out.lines().count(), 4);
}

#[test]
fn a_list_tells_programs_more() {
    let dir = fixtures("choose_json");
    let done = test(&dir, &["--list", "--report", "json", "--filter", "Sommer"]);
    let case: serde_json::Value = serde_json::from_str(&done.out).expect("one line of JSON");
    let file = dir.join("sub/times.toml").display().to_string();
    assert_eq!(
        case,
        serde_json::json!({
            "id": "sub/times.toml::wie geht's, Herr Sommer?", "kind": "resolve", "file": file, "line": 18, "known": null,
        })
    );
    let none = test(&dir, &["--list", "--report", "tap"]);
    assert_eq!((none.exit, none.out.as_str()), (Some(2), ""));
}

#[test]
fn the_command_below_a_failure_runs_that_case_alone() {
    let bad = "clock = \"2025-11-05T10:00\"\n[[resolve]]\nmeans = \"2025-11-06\"\ntexts = [\"wie geht's, Herr Sommer?\", \"zu\\nspät \\\\\", \"morgen\"]\n";
    let dir = directory("again", &[("sub/b c.toml", bad.as_bytes()), ("a.toml", PHONES.as_bytes())]);
    let done = test(&dir, &[]);
    assert_eq!(done.exit, Some(1));
    let commands: Vec<&str> =
        done.out.lines().filter_map(|l| l.trim().strip_prefix("again").map(str::trim)).collect();
    assert_eq!(commands.len(), 3, "{}", done.out);
    for again in commands {
        let arguments = again.strip_prefix("klartext ").expect("the command");
        let script = format!("\"$KLARTEXT\" {arguments}");
        let out = std::process::Command::new("bash")
            .args(["-c", &script])
            .env("KLARTEXT", command().get_program())
            .env("NO_COLOR", "1")
            .output()
            .expect("bash runs");
        let out = String::from_utf8(out.stdout).expect("UTF-8");
        assert!(out.contains("\n0 passed, 1 failed in 2 files, "), "{again}\n{out}");
    }
}

#[test]
fn the_order_is_the_same_whatever_the_number_of_threads() {
    let dir = fixtures("jobs");
    let many: String = (0..300)
        .map(|n| {
            format!("[[phone]]\ne164 = \"+4930231250{:02}\"\ntexts = [\"030 231250{:02}\"]\n", n % 97, n % 89)
        })
        .collect();
    std::fs::write(dir.join("many.toml"), many).expect("the file is written");
    let run = |jobs: &str, more: &[&str]| {
        let args: Vec<&str> = ["--jobs", jobs].iter().chain(more).copied().collect();
        let done = test(&dir, &args);
        let (out, _) = done.out.rsplit_once(", ").expect("a summary with the seconds");
        (done.exit, out.to_owned())
    };
    let one = run("1", &[]);
    assert_eq!(one.0, Some(1));
    for jobs in ["2", "3", "16", "1000"] {
        assert_eq!(run(jobs, &[]), one);
        // The first failure in the order of the files, not in that of the clock.
        let first = run(jobs, &["--fail-fast"]);
        assert_eq!(first, run("1", &["--fail-fast"]));
        assert_eq!(first.1.matches("FAIL  ").count(), 1);
        assert!(first.1.ends_with("left out after the first failure in 3 files"), "{}", first.1);
    }
    let json = test(&dir, &["--fail-fast", "--jobs", "8", "--report", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("one JSON object");
    let (cases, left) = (json["cases"].as_array().expect("a list").len(), json["left_out"].as_u64());
    assert_eq!((json["failed"].as_u64(), left), (Some(1), u64::try_from(307 - cases).ok()));
}

#[test]
fn the_slowest_are_named() {
    let dir = fixtures("slowest");
    let done = test(&dir, &["--slowest", "3", "--file", "sub/*"]);
    let slow: Vec<&str> = done.out.lines().filter(|l| l.starts_with("SLOW  ")).collect();
    assert_eq!(slow.len(), 3);
    let ms: Vec<f64> =
        slow.iter().filter_map(|l| l.split_whitespace().nth(1)).filter_map(|t| t.parse().ok()).collect();
    assert!(ms.len() == 3 && ms.is_sorted_by(|a, b| a >= b), "{slow:?}");
}

#[test]
fn colour_follows_the_environment() {
    let dir = fixtures("colour");
    let run = |pairs: &[(&str, &str)]| {
        let mut command = command();
        command.env_remove("NO_COLOR").args(["test", "--filter", "030"]).arg(&dir);
        command.envs(pairs.iter().copied());
        String::from_utf8(command.output().expect("the command runs").stdout).expect("UTF-8")
    };
    assert!(!run(&[]).contains('\u{1b}'));
    assert!(run(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!run(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains('\u{1b}'));
}
