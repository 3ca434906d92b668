//! Any text resolves or errs: spans lie in the text, status and readings agree, the same question has the same answer.

use klartext::temporal::{self, Hint, Part, Resolution, Status};
use klartext::wire::ResolveResponse;
use klartext::{Context, ErrorKind};

use super::common;

/// The input is the text.
pub fn resolve(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let hints = [Hint::Any, Hint::Time, Hint::Date, Hint::Any];
    for (context, hint) in common::contexts().iter().zip(hints) {
        let first = temporal::resolve_as(text, hint, context);
        assert_eq!(first, temporal::resolve_as(text, hint, context), "not the same answer twice");
        match first {
            Ok(resolution) => check(text, &resolution, context),
            Err(error) => assert!(
                matches!(error.kind, ErrorKind::TooLong { .. }) && text.len() > temporal::MAX_TEXT,
                "no error but a text too long: {error}"
            ),
        }
    }
    parts(text);
}

fn check(text: &str, resolution: &Resolution, context: &Context) {
    let readings = &resolution.readings;
    for reading in readings {
        common::span(text, reading.span, "reading");
        assert!(!reading.span.is_empty(), "a reading made of nothing");
        assert!(!temporal::speech::say(&reading.value, context).is_empty(), "a value that cannot be said");
    }
    common::findings(text, &resolution.findings);
    assert!(
        readings.windows(2).all(|pair| match pair {
            [a, b] => a.offer == b.offer || a.offer.checked_add(1) == Some(b.offer),
            _ => true,
        }),
        "offers out of order: {readings:?}"
    );
    assert!(readings.first().is_none_or(|r| r.offer == 0), "the first offer is 0");
    let offers = resolution.offers().count();
    match resolution.status {
        Status::Resolved => assert!(offers >= 1 && readings.len() == offers, "resolved: {readings:?}"),
        Status::Ambiguous => assert!(readings.len() > offers, "ambiguous: {readings:?}"),
        Status::Invalid => assert!(!resolution.findings.is_empty(), "invalid, and nobody says why"),
        Status::None => assert!(readings.is_empty(), "none: {readings:?}"),
    }
    let wire = serde_json::to_string(&ResolveResponse::new(serde_json::Value::Null, resolution, context));
    assert!(wire.is_ok(), "the answer cannot be written: {wire:?}");
}

/// The text as two fields of a form, cut at its first line break.
fn parts(text: &str) {
    let (date, time) = text.split_once('\n').unwrap_or((text, ""));
    let parts = [
        Part { slot: "datum", text: date, hint: Hint::Date },
        Part { slot: "uhrzeit", text: time, hint: Hint::Time },
    ];
    let [context, ..] = common::contexts();
    let Ok(resolution) = temporal::resolve_parts(&parts, &context) else { return };
    for finding in &resolution.findings {
        let text = parts.iter().find(|p| finding.slot.as_deref() == Some(p.slot));
        if let (Some(part), Some(at)) = (text, finding.span) {
            common::span(part.text, at, finding.code());
        }
        common::wording(finding);
    }
}
