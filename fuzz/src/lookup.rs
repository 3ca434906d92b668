//! Any bytes are a request or an error; any request has an answer or an error, and so has every reply to it. What is found stands
//! in the table and is ahead; who is refused is told nothing; the order of the table, and an index, change nothing.

use std::collections::BTreeSet;

use klartext::appointment::lookup::wire::{LookupOutcome, LookupRequest, LookupResponse};
use klartext::appointment::lookup::{Caller, Index, State, lookup as look, lookup_in};
use klartext::appointment::{Appointment, AppointmentStatus};
use klartext::{Context, ErrorKind};

use super::common;

/// The first line of the input is a request, each further one a reply.
pub fn lookup(data: &[u8]) {
    let [context, ..] = common::contexts();
    let mut lines = data.splitn(6, |byte| *byte == b'\n');
    let Ok(request) = serde_json::from_slice::<LookupRequest>(lines.next().unwrap_or_default()) else {
        return;
    };
    // A table that takes seconds under the fuzzer shows nothing that a small one does not.
    if request.appointments.len() > 64 {
        return;
    }
    table(&request, &context);
    let Some(mut response) = answer(&request, &context) else { return };
    for line in lines {
        let Ok(reply) = std::str::from_utf8(line) else { return };
        let mut next = request.clone();
        (next.state, next.reply, next.clues) = (Some(response.state.clone()), Some(reply.to_owned()), None);
        match answer(&next, &context) {
            Some(after) => response = after,
            None => return,
        }
    }
}

fn answer(request: &LookupRequest, context: &Context) -> Option<LookupResponse> {
    let first = request.clone().answer(context);
    assert_eq!(first, request.clone().answer(context), "not the same answer twice");
    let response = match first {
        Ok(response) => response,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "an error without words");
            return None;
        }
    };
    let ids: BTreeSet<&str> = request.appointments.iter().map(|a| a.id.as_str()).collect();
    let named = response.candidates.iter().chain(&response.appointment);
    assert!(named.clone().all(|id| ids.contains(id.as_str())), "an id that nobody gave");
    if response.outcome == LookupOutcome::Found {
        assert!(!response.candidates.is_empty(), "found nothing");
        assert!(response.question.is_none(), "found, and asks");
    }
    if response.outcome == LookupOutcome::Refused {
        assert!(response.candidates.is_empty() && response.evidence.is_empty(), "refused, and told");
        assert!(response.question.as_ref().is_none_or(|q| q.options.is_empty()), "refused, and read out");
    }
    if let Some(question) = &response.question {
        assert!(!question.text.is_empty(), "a question without words");
    } else {
        assert!(response.say.is_some() || response.outcome == LookupOutcome::Found, "nothing to say");
    }
    for finding in &response.findings {
        common::wording(finding);
    }
    let wire = serde_json::to_string(&response);
    assert!(wire.is_ok(), "the response cannot be written: {wire:?}");
    let kept = serde_json::to_string(&response.state).unwrap_or_default();
    let again = serde_json::from_str::<State>(&kept);
    assert!(again.is_ok_and(|again| again == response.state), "the state does not survive storage");
    Some(response)
}

/// By way of an index, and the other way round, it is the same.
fn table(request: &LookupRequest, context: &Context) {
    let mut ids = BTreeSet::new();
    if !request.appointments.iter().all(|a| ids.insert(a.id.clone())) {
        return;
    }
    let rows = request.appointments.iter().cloned().map(|a| a.read(context.zone));
    let Ok(mut rows) = rows.collect::<Result<Vec<Appointment>, _>>() else { return };
    let caller =
        Caller { verified: request.verified.clone(), tenant: request.tenant.clone(), ..Caller::default() };
    let clues = request.clues.clone().unwrap_or_default();
    let plain = look(&clues, &rows, &caller, context);
    let indexed = lookup_in(&clues, &Index::new(&rows, &caller.region), &caller, context);
    assert_eq!(plain, indexed, "another answer by way of an index");
    if let Ok(answer) = &plain
        && let klartext::appointment::lookup::Outcome::Found { appointments } = &answer.outcome
    {
        for id in appointments {
            let row = rows.iter().find(|r| r.id == *id);
            assert!(
                row.is_some_and(|r| r.status == AppointmentStatus::Booked && r.start.at >= context.now),
                "found what is over or called off"
            );
        }
    }
    rows.reverse();
    match (plain, look(&clues, &rows, &caller, context)) {
        (Ok(a), Ok(b)) => assert_eq!(a, b, "the order of the table counts"),
        (Err(a), Err(b)) => {
            // Which of two strangers is named first may differ.
            assert!(matches!((a.kind, b.kind), (ErrorKind::Tenant { .. }, ErrorKind::Tenant { .. })));
        }
        (a, b) => assert!(a.is_ok() == b.is_ok(), "an error in one order only"),
    }
}
