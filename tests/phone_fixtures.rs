//! Every file of fixtures/phone through the library.
#![cfg(all(feature = "toml", feature = "world"))]

use std::path::Path;

use klartext::phone::{Outcome, PhoneResponse, Source, Status, normalise};
use klartext::{Severity, phone};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: Option<Source>,
    phone: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    texts: Vec<String>,
    e164: Option<String>,
    status: Option<String>,
    kind: Option<String>,
    national: Option<String>,
    international: Option<String>,
    masked: Option<String>,
    extension: Option<String>,
    region: Option<String>,
    source: Option<Source>,
    #[serde(default)]
    findings: Vec<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

fn status(outcome: &Outcome) -> &'static str {
    match outcome.status {
        Status::Valid(_) => "valid",
        Status::Possible(_) => "possible",
        Status::Incomplete => "incomplete",
        Status::Withheld => "withheld",
        Status::Invalid => "invalid",
        _ => "?",
    }
}

/// What is wrong with the answer to one text.
fn complaints(case: &Case, outcome: &Outcome, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let response = PhoneResponse::new(serde_json::Value::Null, outcome);
    let mut want = |name: &str, expected: Option<&String>, found: Option<&str>| {
        if let Some(expected) = expected
            && found != Some(expected)
        {
            out.push(format!("{name}: expected {expected}, found {found:?}"));
        }
    };
    want("status", case.status.as_ref(), Some(status(outcome)));
    want("e164", case.e164.as_ref(), response.e164.as_deref());
    want("kind", case.kind.as_ref(), response.kind.map(phone::NumberKind::as_str));
    want("national", case.national.as_ref(), response.national.as_deref());
    want("international", case.international.as_ref(), response.international.as_deref());
    want("masked", case.masked.as_ref(), response.masked.as_deref());
    want("extension", case.extension.as_ref(), response.extension.as_deref());
    if outcome.number().is_some() && case.extension.is_none() && response.extension.is_some() {
        out.push("an extension that nobody named".to_owned());
    }
    for code in &case.findings {
        if !outcome.findings.iter().any(|f| f.code() == code) {
            out.push(format!("finding {code} is missing"));
        }
    }
    for finding in &outcome.findings {
        if finding.severity() > Severity::Note && !case.findings.iter().any(|c| c == finding.code()) {
            out.push(format!("unexpected {finding:?}"));
        }
        if finding.span.is_some_and(|s| s.of(text).is_none()) {
            out.push(format!("a span that is none: {finding:?}"));
        }
    }
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its fixtures")]
fn fixtures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/phone");
    let (mut texts, mut spoken) = (0, 0);
    let mut failures = Vec::new();
    for name in ["typed", "caller_id", "spoken", "callers", "regions", "hostile"] {
        let content = std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
        let file: File = toml::from_str(&content).unwrap_or_else(|e| panic!("{name}: {e}"));
        for case in &file.phone {
            assert!(case.e164.is_some() || case.status.is_some(), "{name}: a case that expects nothing");
            for text in &case.texts {
                texts += 1;
                let source = case.source.or(file.source).unwrap_or_default();
                spoken += usize::from(source == Source::Spoken);
                let outcome = normalise(text, source, case.region.as_deref().unwrap_or("DE"));
                for complaint in complaints(case, &outcome, text) {
                    failures.push(format!("{name}: `{text}`: {complaint}"));
                }
            }
        }
    }
    assert!(texts >= 450 && spoken >= 240, "{texts} texts, {spoken} spoken");
    assert!(failures.is_empty(), "{} of {texts}:\n{}", failures.len(), failures.join("\n"));
}
