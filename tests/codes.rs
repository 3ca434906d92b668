//! The codes that a condition may ask for are those that the sources declare.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test may fail, and this one reads the sources"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use klartext::RuleSet;

/// Files whose findings are about something else than a payload: agent files, templates, looking up, redaction.
const ELSEWHERE: [&str; 7] = [
    "agent",
    "template",
    "appointment/lookup",
    "appointment/confirm",
    "schema.rs",
    "finding.rs",
    "rules/condition",
];

/// Kinds of functions of their own, of which no verdict has any.
const OF_FUNCTIONS: [&str; 1] = ["recognise.rs"];

/// Every code in `Kind::new("code", …)` and in the table of `temporal/findings.rs`.
fn declared(dir: &Path, root: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let relative = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if ELSEWHERE.iter().any(|e| relative.starts_with(e))
            || OF_FUNCTIONS.iter().any(|f| relative.ends_with(f))
        {
            continue;
        }
        if path.is_dir() {
            declared(&path, root, codes);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let sources = text.split("#[cfg(test)]").next().unwrap();
        for (before, after) in pairs(sources, "Kind::new(") {
            let is_code = !before.trim_start().starts_with("//");
            if let Some(code) = after.trim_start().strip_prefix('"').filter(|_| is_code) {
                codes.insert(code.split('"').next().unwrap().to_owned());
            }
        }
        if relative == "temporal/findings.rs" {
            codes.extend(
                pairs(sources, " = \"")
                    .into_iter()
                    .map(|(_, after)| after.split('"').next().unwrap().to_owned()),
            );
        }
    }
}

/// The line before each occurrence, and all that follows it.
fn pairs<'a>(text: &'a str, needle: &str) -> Vec<(&'a str, &'a str)> {
    text.match_indices(needle)
        .map(|(at, _)| (text[..at].rsplit('\n').next().unwrap(), &text[at + needle.len()..]))
        .collect()
}

#[test]
fn every_code_can_be_asked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut codes = BTreeSet::new();
    declared(&root, &root, &mut codes);
    assert!(codes.len() > 80 && codes.contains("year_corrected") && codes.contains("hand_over"), "{codes:?}");
    let mut unknown = Vec::new();
    for code in &codes {
        let rules = format!(
            r#"{{"version": 1, "slots": {{"a": {{}}}}, "rules": {{"r": {{"when": "findings.{code} > 0", "severity": "note"}}}}}}"#
        );
        if let Err(errors) = RuleSet::from_json(&rules) {
            unknown.push(errors.to_string());
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}
