//! `klartext test --report`: JSON that its schema describes, JUnit's XML, TAP 14, and where each goes.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use std::path::{Path, PathBuf};

use common::{Done, directory, klartext, repository, xml};
use serde_json::Value;

/// One of each outcome, a text that no format likes, a list with a stale entry, and a file that cannot be read.
fn every_outcome(name: &str) -> PathBuf {
    let cases = "\
clock = \"2025-11-05T10:00\"

[[resolve]]
means = \"2025-11-06\"
texts = [\"morgen\", \"<übermorgen> & \\\"#5\\\" \\\\ \\u0007\\u001b[31m\\n\"]

[[resolve]]
status = \"none\"
texts = [\"Herr Sommer\"]

[[resolve]]
means = \"2025-11-06\"
texts = [\"gar nichts\"]
";
    let list = "\"a.toml::Herr Sommer\" = \"too <hard>\"\n\"a.toml::gar nichts\" = \"not #yet\"\n\"a.toml::weg\" = \"gone\"\n";
    directory(
        name,
        &[("a.toml", cases.as_bytes()), ("b.toml", b"x = 1\n"), ("known_failures.toml", list.as_bytes())],
    )
}

fn test(dir: &Path, more: &[&str]) -> Done {
    let dir = dir.display().to_string();
    let mut args = vec!["test", dir.as_str()];
    args.extend(more);
    klartext(&args)
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(path).expect("the report is read")
}

#[test]
fn json_is_what_its_schema_says() {
    let dir = every_outcome("report_json");
    let earlier = dir.join("earlier.json").display().to_string();
    assert_eq!(test(&dir, &["--report", "json", "--output", &earlier]).exit, Some(2));
    let done = test(&dir, &["--report", "json", "--coverage", "--baseline", &earlier]);
    let report: Value = serde_json::from_str(&done.out).expect("one JSON object");
    let schema: Value =
        serde_json::from_str(&read(repository().join("schema/test_report.json"))).expect("a schema");
    let mut wrong = Vec::new();
    check(&schema, &schema, &report, "$", &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let counts = ["passed", "failed", "surprises", "known", "unreadable"].map(|name| report[name].as_u64());
    assert_eq!(counts, [Some(1), Some(1), Some(2), Some(1), Some(1)]);
    let outcomes: Vec<&str> =
        report["cases"].as_array().expect("a list").iter().filter_map(|c| c["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["passed", "failed", "fixed", "known"]);
    assert_eq!(report["stale"], serde_json::json!(["a.toml::weg"]));
    assert_eq!(report["problems"][0]["line"], 1);
    // The check would see a mistake.
    let mut broken = report;
    broken["cases"][0]["outcome"] = "well".into();
    broken.as_object_mut().expect("an object").remove("passed");
    broken["files"] = "one".into();
    let mut wrong = Vec::new();
    check(&schema, &schema, &broken, "$", &mut wrong);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
}

/// As much of JSON Schema as `schema/test_report.json` uses.
fn check(root: &Value, schema: &Value, value: &Value, path: &str, wrong: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).expect("a reference leads somewhere");
        return check(root, target, value, path, wrong);
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let fits = choices.iter().any(|schema| {
                let mut wrong = Vec::new();
                check(root, schema, value, path, &mut wrong);
                wrong.is_empty()
            });
            if !fits {
                wrong.push(format!("{path}: none of {choice}"));
            }
            return;
        }
    }
    if schema.get("const").is_some_and(|c| c != value)
        || schema["enum"].as_array().is_some_and(|e| !e.contains(value))
    {
        wrong.push(format!("{path}: {value} is no such value"));
    }
    let kind = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => {
            assert_eq!(other, "boolean", "the check does not know the type");
            value.is_boolean()
        }
    };
    let fits = match &schema["type"] {
        Value::String(name) => kind(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(kind),
        _ => true,
    };
    if !fits {
        wrong.push(format!("{path}: {value} is not {}", schema["type"]));
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                wrong.push(format!("{path}: no {name}"));
            }
        }
        for (name, value) in object {
            match properties.get(name) {
                Some(schema) => check(root, schema, value, &format!("{path}.{name}"), wrong),
                None => wrong.push(format!("{path}: the schema knows no {name}")),
            }
        }
    }
    if let (Some(items), Some(schema)) = (value.as_array(), schema.get("items")) {
        for (n, item) in items.iter().enumerate() {
            check(root, schema, item, &format!("{path}[{n}]"), wrong);
        }
    }
}

#[test]
fn junit_is_xml_that_readers_accept() {
    let dir = every_outcome("report_junit");
    let done = test(&dir, &["--report", "junit"]);
    assert_eq!(done.exit, Some(2));
    let elements = xml(&done.out);
    let root = &elements[0];
    assert_eq!(root.name, "testsuites");
    let counts = ["tests", "failures", "errors", "skipped"].map(|name| root.get(name));
    assert_eq!(counts, ["6", "3", "1", "1"]);
    assert!(root.get("time").parse::<f64>().is_ok());
    let cases: Vec<_> = elements.iter().filter(|e| e.name == "testcase").collect();
    assert_eq!(cases.len(), 6);
    let file = dir.join("a.toml").display().to_string();
    assert_eq!((cases[0].get("name"), cases[0].get("classname")), ("morgen", "a"));
    assert_eq!((cases[0].get("file"), cases[0].get("line")), (file.as_str(), "5"));
    assert!(cases.iter().all(|case| case.get("time").parse::<f64>().is_ok()));
    // What XML cannot hold is shown, and the rest comes back as it was.
    assert_eq!(cases[1].get("name"), "<übermorgen> & \"#5\" \\ \\u{7}\\u{1b}[31m\n");
    let inside = |name: &str, n: usize| elements.iter().filter(|e| e.name == name).nth(n).expect(name);
    assert_eq!(inside("failure", 0).get("type"), "difference");
    assert!(inside("failure", 0).text.contains("readings: expected 2025-11-06, got 2025-11-07"));
    assert_eq!(inside("failure", 1).get("type"), "surprise");
    assert_eq!(inside("skipped", 0).get("message"), "known failure: not #yet");
    assert_eq!(inside("failure", 2).get("type"), "stale");
    assert_eq!(inside("error", 0).get("type"), "unreadable");
    // Each suite counts its own.
    let suites: Vec<_> = elements.iter().filter(|e| e.name == "testsuite").collect();
    assert_eq!(suites.iter().map(|s| s.get("tests")).collect::<Vec<_>>(), ["4", "2"]);
}

#[test]
fn tap_is_version_14_with_diagnostics() {
    let dir = every_outcome("report_tap");
    let done = test(&dir, &["--report", "tap"]);
    assert_eq!(done.exit, Some(2));
    let points: Vec<&str> =
        done.out.lines().filter(|l| l.starts_with("ok ") || l.starts_with("not ok ")).collect();
    assert!(done.out.starts_with("TAP version 14\n1..6\n"), "{}", done.out);
    let b = dir.join("b.toml").display().to_string();
    assert_eq!(
        points,
        [
            "ok 1 - a.toml::morgen",
            "not ok 2 - a.toml::<übermorgen> & \"\\#5\" \\\\ \\\\u{7}\\\\u{1b}[31m\\\\n",
            "not ok 3 - a.toml::Herr Sommer",
            "not ok 4 - a.toml::gar nichts # TODO not \\#yet",
            "not ok 5 - known failure a.toml::weg",
            format!("not ok 6 - {b} can be read").as_str(),
        ]
    );
    // Each block of YAML is indented by two, opened and closed; its texts are quoted.
    let mut open = false;
    for line in done.out.lines().skip(2) {
        match line {
            "  ---" => assert!(!std::mem::replace(&mut open, true), "opened twice"),
            "  ..." => assert!(std::mem::replace(&mut open, false), "closed twice"),
            line if open => assert!(line.starts_with("  "), "{line}"),
            line => assert!(line.starts_with("ok ") || line.starts_with("not ok "), "{line}"),
        }
    }
    assert!(!open);
    assert!(done.out.contains("      expect: \"2025-11-06\"\n      got: \"2025-11-07\"\n"), "{}", done.out);
    assert!(!done.out.contains(['\u{7}', '\u{1b}']));
    let empty = directory("report_tap_empty", &[("README.md", b"none")]);
    let none = test(&empty, &["--report", "tap"]);
    assert_eq!((none.exit, none.out.as_str()), (Some(4), "TAP version 14\n1..0 # no tests found\n"));
}

#[test]
fn a_file_leaves_the_terminal_to_people() {
    let dir = every_outcome("report_files");
    let at = |name: &str| dir.join(name).display().to_string();
    let done = test(&dir, &["--report", "json", "--output", &at("deep/er/r.json")]);
    assert!(done.out.starts_with("FAIL  "), "{}", done.out);
    assert!(serde_json::from_str::<Value>(&read(dir.join("deep/er/r.json"))).is_ok());
    let (junit, tap, human) = (at("r.xml"), at("r.tap"), at("r.txt"));
    let several = [format!("junit={junit}"), format!("tap={tap}"), format!("human={human}")];
    let done = test(
        &dir,
        &["--report", &several[0], "--report", &several[1], "--report", &several[2], "--report", "json"],
    );
    assert!(serde_json::from_str::<Value>(&done.out).is_ok());
    assert_eq!(xml(&read(PathBuf::from(junit)))[0].name, "testsuites");
    assert!(read(PathBuf::from(tap)).starts_with("TAP version 14\n"));
    assert!(read(PathBuf::from(human)).starts_with("FAIL  "));
    // Nothing half-written stays behind.
    let left: Vec<_> = std::fs::read_dir(&dir).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn what_cannot_be_meant_is_2() {
    let dir = every_outcome("report_usage");
    let told = |more: &[&str], said: &str| {
        let done = test(&dir, more);
        assert_eq!((done.exit, done.out.as_str()), (Some(2), ""));
        assert!(done.err.contains(said), "{}", done.err);
    };
    told(&["--report", "xml"], "expected human, json, junit or tap");
    told(&["--report", "json="], "the name of a file has to follow `=`");
    told(&["--report", "json", "--report", "tap"], "only one report can go to standard output");
    told(&["--output", "x.json"], "`--output` has no report to write");
    told(
        &["--report", "json", "--report", "tap", "--output", "x"],
        "`--output` has several reports to write",
    );
    told(&["--format", "json", "--report", "tap"], "cannot be used with");
    told(&["--jobs", "0"], "invalid value '0'");
    let done = test(&dir, &["--report", "junit=/dev/null/x.xml"]);
    assert_eq!(done.exit, Some(2));
    assert!(done.err.contains("cannot write `/dev/null/x.xml`"), "{}", done.err);
}
