//! Any JSON is a comparison or an error: each appointment asked for gets one step, nothing is accepted that was not booked at
//! that instant, and the same input has the same decision.

use klartext::appointment::confirm::{ConfirmRequest, ConfirmResponse, Verdict};
use klartext::wire;
use serde_json::Value;

use super::common;

/// The input is a line of `klartext confirm --jsonl`.
pub fn confirm(data: &[u8]) {
    let Ok(line) = std::str::from_utf8(data) else { return };
    let Ok(request) = serde_json::from_str::<ConfirmRequest>(line) else { return };
    let [context, ..] = common::contexts();
    let answer = request.clone().answer(&context);
    let again = request.clone().answer(&context);
    assert_eq!(answer.is_ok(), again.is_ok(), "not the same answer twice");
    match (answer, again) {
        (Ok(answer), Ok(again)) => {
            assert_eq!(answer, again, "not the same answer twice");
            check(&answer, &request, context.zone);
        }
        (Err(error), _) => assert!(!error.to_string().is_empty(), "an error without words"),
        _ => {}
    }
}

fn check(answer: &ConfirmResponse, request: &ConfirmRequest, zone: chrono_tz::Tz) {
    let wire = serde_json::to_string(answer);
    assert!(wire.is_ok(), "the answer cannot be written: {wire:?}");
    answer.findings.iter().for_each(common::wording);
    assert!(!answer.say.is_empty(), "nothing to say");
    let wanted = request.requests.as_ref().map_or(1, Vec::len);
    for n in 0..wanted {
        let steps = answer.steps.iter().filter(|s| s.wanted == Some(n)).count();
        assert_eq!(steps, 1, "steps for appointment {n}: {:?}", answer.steps);
    }
    for step in &answer.steps {
        match step.verdict {
            Verdict::Accept => assert!(step.because.is_none()),
            Verdict::Cancel => assert!(step.booking.is_some() && step.because.is_some()),
            Verdict::Retry => assert!(step.new_key.is_some() && step.because.is_some()),
            Verdict::HandToPerson => assert!(step.because.is_some()),
        }
        if let Some(because) = &step.because {
            let told = answer.findings.iter().any(|f| f.code() == because);
            assert!(told, "{because} is told by no finding");
        }
    }
    nothing_of_others_is_cancelled(answer, request);
    let zone = request.zone.as_deref().and_then(|z| wire::zone(z).ok()).unwrap_or(zone);
    // Wall time may have the name of its zone beside it.
    let mut named = vec![zone];
    let readable = zones(&request.response, 0, &mut named).is_some();
    let orders = request.requests.iter().flatten().chain(&request.request);
    for (n, order) in orders.enumerate() {
        let accepted = answer.steps.iter().any(|s| s.wanted == Some(n) && s.verdict == Verdict::Accept);
        if accepted
            && readable
            && let Ok(start) = wire::clock(&order.start, zone)
        {
            assert!(
                named.iter().any(|zone| mentions(&request.response, start, *zone, 0)),
                "{start} was accepted, and is not in the answer"
            );
        }
    }
}

/// What was known before, is moved, or is accepted is not cancelled, and nothing is cancelled twice.
fn nothing_of_others_is_cancelled(answer: &ConfirmResponse, request: &ConfirmRequest) {
    for (at, step) in answer.steps.iter().enumerate().filter(|(_, s)| s.verdict == Verdict::Cancel) {
        let id = step.booking.as_deref();
        assert!(!request.existing.iter().any(|a| Some(a.id.as_str()) == id), "{id:?} was known before");
        let mut moved =
            request.requests.iter().flatten().chain(&request.request).map(|o| o.replaces.as_deref());
        assert!(!moved.any(|replaces| replaces == id), "{id:?} is the one that is moved");
        let mut others = answer.steps.iter().enumerate().filter(|(n, _)| *n != at);
        assert!(
            !others.any(|(_, s)| s.booking.as_deref() == id),
            "{id:?} has another step: {:?}",
            answer.steps
        );
    }
}

/// Every zone that stands somewhere in the answer; none where one is no name of the zone database.
fn zones(value: &Value, depth: usize, out: &mut Vec<chrono_tz::Tz>) -> Option<()> {
    const NAMES: [&str; 5] = ["timeZone", "time_zone", "timezone", "tz", "zone"];
    match value {
        _ if depth > 20 => {}
        Value::Array(items) => items.iter().try_for_each(|v| zones(v, depth + 1, out))?,
        Value::Object(fields) => {
            for (name, value) in fields {
                zones(value, depth + 1, out)?;
                let named = NAMES.contains(&name.as_str())
                    || name.to_lowercase().replace('_', "").ends_with("timezone");
                match value {
                    Value::String(text) if named => out.push(wire::zone(text.trim()).ok()?),
                    _ => {}
                }
            }
        }
        Value::String(text) => {
            if let Some(inner) =
                serde_json::from_str::<Value>(text).ok().filter(|v| v.is_object() || v.is_array())
            {
                zones(&inner, depth + 1, out)?;
            }
        }
        _ => {}
    }
    Some(())
}

/// True where the instant stands somewhere in the answer, in any of the forms that are read.
fn mentions(value: &Value, at: chrono::DateTime<chrono::Utc>, zone: chrono_tz::Tz, depth: usize) -> bool {
    if depth > 20 {
        return false;
    }
    let wall = at.with_timezone(&zone).naive_local();
    match value {
        Value::Array(items) => items.iter().any(|v| mentions(v, at, zone, depth + 1)),
        Value::Object(fields) => fields.values().any(|v| mentions(v, at, zone, depth + 1)),
        Value::String(text) => {
            let read = wire::clock(text, zone).ok();
            let same_wall = read.is_some_and(|r| r.with_timezone(&zone).naive_local() == wall);
            let inner = serde_json::from_str::<Value>(text).ok().filter(|v| v.is_object() || v.is_array());
            read == Some(at) || same_wall || inner.is_some_and(|v| mentions(&v, at, zone, depth + 1))
        }
        Value::Number(number) => {
            number.as_i64().is_some_and(|n| n == at.timestamp() || n == at.timestamp_millis())
        }
        _ => false,
    }
}
