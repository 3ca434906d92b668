//! Any bytes are a definition or an error: findings lie in the file, say something, and have a path; a file is no different
//! from itself; what is new from one file to another has vanished the other way round.

use klartext::ErrorKind;
use klartext::agent::{self, Change, Options};

use super::common;

/// Between two files of one input.
const NEXT: u8 = 0x1e;

/// The input is a file, or two with a record separator between them.
pub fn agent(data: &[u8]) {
    let mut files = data.splitn(2, |byte| *byte == NEXT);
    let (first, second) = (files.next().unwrap_or_default(), files.next());
    let a = check(first);
    let b = second.and_then(check);
    if let (Some(a), Some(b)) = (a, b) {
        pair(a, b);
    }
}

fn check(data: &[u8]) -> Option<&str> {
    let options = Options { supplied: vec!["salon_name".to_owned()], max_prompt: 200 };
    let first = agent::check_slice(data, &options);
    assert_eq!(first, agent::check_slice(data, &options), "not the same answer twice");
    let text = std::str::from_utf8(data).ok();
    let report = match first {
        Ok(report) => report,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "an error without words");
            assert!(error.span.is_none_or(|s| s.start <= s.end && s.end <= data.len()), "{error:?}");
            let json = text.is_some_and(|t| serde_json::from_str::<serde_json::Value>(t).is_ok());
            let shape = matches!(error.kind, ErrorKind::Shape { .. } | ErrorKind::TooDeep { .. });
            assert!(shape || !json, "{error} in {text:?}");
            return None;
        }
    };
    let text = text?;
    common::findings(text, &report.findings);
    assert!(report.findings.len() <= agent::MAX_FINDINGS + 1, "more findings than the limit");
    let mut last = 0;
    for finding in &report.findings {
        let Some(span) = finding.span else { continue };
        assert!(span.start >= last, "findings out of order");
        last = span.start;
        let path = finding.datum("path").map(|p| p.show(klartext::finding::Lang::En));
        assert!(path.is_some_and(|p| p.starts_with('$')), "no path: {finding:?}");
    }
    let wire = serde_json::to_string(&report);
    assert!(wire.is_ok(), "the report cannot be written: {wire:?}");
    let same = agent::diff(text, text, &options);
    assert!(same.as_ref().is_ok_and(agent::Difference::is_empty), "not the same as itself: {same:?}");
    Some(text)
}

fn pair(a: &str, b: &str) {
    let options = Options::default();
    let (there, back) = (agent::diff(a, b, &options), agent::diff(b, a, &options));
    assert!(there.is_ok() && back.is_ok(), "both could be read");
    let (Ok(there), Ok(back)) = (there, back) else { return };
    assert_eq!(there.new_findings, back.vanished_findings);
    assert_eq!(there.vanished_findings, back.new_findings);
    assert_eq!(there.parts.len(), back.parts.len());
    for (x, y) in there.parts.iter().zip(&back.parts) {
        let mirrored = match x.change {
            Change::Added => Change::Removed,
            Change::Removed => Change::Added,
            Change::Changed => Change::Changed,
        };
        assert_eq!((x.what, mirrored, &x.name), (y.what, y.change, &y.name));
        assert_eq!(x.fields.len(), y.fields.len());
    }
}
