//! `klartext init`, `klartext completions` and `klartext man`.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, klartext};

#[test]
fn what_init_writes_is_green() {
    let dir = directory("init", &[("mine.txt", b"stays")]).join("salon");
    let name = dir.display().to_string();
    let done = klartext(&["init", &name]);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    assert!(done.out.ends_with(&format!("\nnext: klartext test {name}\n")), "{}", done.out);
    let rules = dir.join("regeln.toml").display().to_string();
    assert_eq!(klartext(&["rules", "check", &rules]).exit, Some(0));
    let tested = klartext(&["test", &name, "--coverage", "--report", "json"]);
    assert_eq!(tested.exit, Some(0), "{}", klartext(&["test", &name]).out);
    let report: serde_json::Value = serde_json::from_str(&tested.out).expect("one JSON object");
    assert!(report["passed"].as_u64() >= Some(40), "{}", report["passed"]);
    // Every kind that a salon needs, and every slot, choice and question of the rules.
    let kinds: std::collections::BTreeSet<&str> =
        report["cases"].as_array().expect("a list").iter().filter_map(|c| c["kind"].as_str()).collect();
    assert_eq!(kinds, ["bookable", "call", "phone", "redact", "resolve", "template"].into());
    assert_eq!(report["coverage"]["rule_sets"][0]["missing"], serde_json::json!([]));
    // The page tells of every file, and of no other.
    let page = std::fs::read_to_string(dir.join("README.md")).expect("the page is read");
    for file in done.out.lines().filter_map(|l| l.strip_prefix(&format!("wrote {name}/"))) {
        let known = page.contains(file) || file.starts_with("ci/") || file.starts_with("fixtures/anrufe/");
        assert!(known || file == "README.md", "README.md does not tell of {file}");
    }
}

#[test]
fn init_overwrites_nothing_unless_told_to() {
    let dir = directory("init_there", &[("regeln.toml", b"mine"), ("other.txt", b"mine too")]);
    let name = dir.display().to_string();
    let done = klartext(&["init", &name]);
    assert_eq!((done.exit, done.out.as_str()), (Some(2), ""));
    assert!(done.err.starts_with(&format!("error: already there: `{name}/regeln.toml`\n")), "{}", done.err);
    assert_eq!(std::fs::read(dir.join("regeln.toml")).ok().as_deref(), Some(b"mine".as_slice()));
    assert!(!dir.join("README.md").exists(), "all or nothing");
    assert_eq!(klartext(&["init", "--force", &name]).exit, Some(0));
    assert_eq!(klartext(&["test", &name]).exit, Some(0));
    assert_eq!(std::fs::read(dir.join("other.txt")).ok().as_deref(), Some(b"mine too".as_slice()));
    let file = dir.join("other.txt").display().to_string();
    assert_eq!(klartext(&["init", &file]).exit, Some(2));
}

#[test]
fn every_shell_gets_its_completions() {
    for (shell, sign) in [
        ("bash", "complete -F _klartext"),
        ("zsh", "#compdef klartext"),
        ("fish", "complete -c klartext"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "set edit:completion:arg-completer[klartext]"),
    ] {
        let done = klartext(&["completions", shell]);
        assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
        for word in [sign, "baseline", "fail-fast"] {
            assert!(done.out.contains(word), "{shell} has no {word}");
        }
        // Those shells whose completions know values know the kinds of cases.
        let values = matches!(shell, "bash" | "zsh" | "fish");
        assert_eq!(done.out.contains("bookable"), values, "{shell}");
    }
    assert_eq!(klartext(&["completions", "tcsh"]).exit, Some(2));
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let root = klartext(&["man"]);
    assert_eq!((root.exit, root.err.as_str()), (Some(0), ""));
    assert!(root.out.contains(".TH KLARTEXT 1") && root.out.contains("klartext\\-test(1)"), "{}", root.out);
    let test = klartext(&["man", "test"]);
    assert!(
        test.out.contains(".TH KLARTEXT-TEST 1") && test.out.contains("\\-\\-fail\\-fast"),
        "{}",
        test.out
    );
    assert!(klartext(&["man", "phone", "match"]).out.contains(".TH KLARTEXT-PHONE-MATCH 1"));
    let none = klartext(&["man", "tset"]);
    assert_eq!((none.exit, none.out.as_str()), (Some(2), ""));
    assert!(none.err.contains("no page for `tset`: no such command"), "{}", none.err);
    assert!(none.err.contains("help: one of check, ") && none.err.contains(", test,"), "{}", none.err);
    let dir = directory("man", &[]).join("man1");
    let name = dir.display().to_string();
    let all = klartext(&["man", "--dir", &name]);
    assert_eq!((all.exit, all.err.as_str()), (Some(0), ""));
    let mut pages: Vec<String> = std::fs::read_dir(&dir)
        .expect("the folder is there")
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    pages.sort();
    assert_eq!(all.out, format!("{} pages in {name}\n", pages.len()));
    for page in ["klartext.1", "klartext-test.1", "klartext-phone-recognise.1", "klartext-rules-check.1"] {
        assert!(pages.iter().any(|p| p == page), "{page} is missing: {pages:?}");
    }
    assert_eq!(std::fs::read_to_string(dir.join("klartext-test.1")).ok(), Some(test.out));
}
