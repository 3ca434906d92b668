//! What several targets look at.

use chrono::{DateTime, Utc};
use klartext::{Context, Finding, OpeningHours, Span};

/// Clocks worth having: an ordinary Wednesday, the night the clock goes back, a leap day, and the last minute of a year.
pub fn contexts() -> [Context; 4] {
    let berlin = chrono_tz::Europe::Berlin;
    let at =
        |seconds: i64| Context::new(DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default(), berlin);
    let hours: Option<OpeningHours> =
        serde_json::from_str(r#"{"tue": ["09:00-12:30", "13:30-18:00"], "sat": ["09:00-14:00"]}"#).ok();
    // 2025-11-05T09:00Z, 2025-10-25T23:30Z, 2024-02-29T11:00Z, 2025-12-31T22:59Z
    let mut all = [at(1_762_333_200), at(1_761_435_000), at(1_709_204_400), at(1_767_221_940)];
    if let Some(context) = all.get_mut(1) {
        context.hours = hours;
    }
    if let Some(context) = all.get_mut(2) {
        context.policy.expect = klartext::Expect::Past;
    }
    if let Some(context) = all.get_mut(3) {
        context.policy.expect = klartext::Expect::Any;
    }
    all
}

/// A span lies in the text, in the right order, on character boundaries.
pub fn span(text: &str, span: Span, of: &str) {
    assert!(span.of(text).is_some(), "{of}: {}..{} is no stretch of {text:?}", span.start, span.end);
}

/// Findings have spans of the text, and wordings without a hole.
pub fn findings(text: &str, findings: &[Finding]) {
    for finding in findings {
        if let Some(at) = finding.span {
            span(text, at, finding.code());
        }
        wording(finding);
    }
}

/// The message names each datum that it speaks of, in both languages.
pub fn wording(finding: &Finding) {
    use klartext::finding::Lang;
    for lang in [Lang::De, Lang::En] {
        assert!(!finding.message(lang).is_empty(), "{} says nothing", finding.code());
    }
}
