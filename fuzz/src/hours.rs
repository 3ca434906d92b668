//! Any JSON is a request about opening hours or an error: what is offered can be booked, what was taken instead is told, and the
//! same request has the same answer.

use klartext::appointment::{Booking, HoursAnswer, HoursRequest, HoursResponse, HoursStatus};
use klartext::{Context, Finding, Severity};

use super::common;

/// The input is a line of `klartext hours --jsonl`.
pub fn hours(data: &[u8]) {
    let Ok(line) = std::str::from_utf8(data) else { return };
    let Ok(request) = serde_json::from_str::<HoursRequest>(line) else { return };
    let [context, ..] = common::contexts();
    let booking = Booking::default();
    let answer = request.clone().answer(&context, &booking);
    let again = request.clone().answer(&context, &booking);
    match (&answer, &again) {
        (Ok(a), Ok(b)) => assert_eq!(a, b, "not the same answer twice"),
        (Err(a), Err(b)) => {
            assert_eq!(a, b, "not the same error twice");
            assert!(!a.to_string().is_empty(), "an error without words");
        }
        _ => assert_eq!(answer.is_ok(), again.is_ok(), "an answer once and an error once"),
    }
    let Ok(response) = answer else { return };
    check(&response, &request, &context);
}

fn check(response: &HoursResponse, request: &HoursRequest, context: &Context) {
    let wire = serde_json::to_string(response);
    assert!(wire.is_ok(), "the answer cannot be written: {wire:?}");
    one(&response.answer);
    let each = response.bookings.as_deref().unwrap_or_default();
    each.iter().for_each(one);
    if response.bookings.is_some() && response.answer.status == HoursStatus::Bookable {
        assert!(each.iter().all(|b| b.status == HoursStatus::Bookable), "bookable, and one is not");
    }
    if response.bookings.is_none() {
        for offer in response.answer.choices.iter().chain(&response.answer.alternative) {
            offered(&offer.utc, request, context);
        }
    }
}

/// What is offered can be booked when it is asked for.
fn offered(utc: &str, request: &HoursRequest, context: &Context) {
    let again = HoursRequest { text: None, repeat: None, at: Some(utc.to_owned()), ..request.clone() };
    let again = again.answer(context, &Booking::default());
    let status = again.as_ref().map(|r| r.answer.status);
    assert_eq!(status, Ok(HoursStatus::Bookable), "{utc} was offered");
}

fn one(answer: &HoursAnswer) {
    answer.findings.iter().for_each(common::wording);
    let told = |code: &str| answer.findings.iter().any(|f: &Finding| f.code() == code);
    match answer.status {
        HoursStatus::Adjusted if answer.requested.is_some() => {
            assert!(answer.start.is_some() && told("adjusted"), "adjusted in silence: {answer:?}");
        }
        HoursStatus::Proposed | HoursStatus::NotBookable if answer.requested.is_some() => {
            assert!(answer.start.is_none(), "not bookable, and yet: {answer:?}");
            let why = answer.findings.iter().any(|f| f.severity() > Severity::Note);
            assert!(why, "no reason: {answer:?}");
        }
        HoursStatus::Ask | HoursStatus::None | HoursStatus::Invalid => {
            assert!(answer.start.is_none() && answer.say.is_some(), "no question: {answer:?}");
        }
        _ => {}
    }
    let sorted = answer.choices.is_sorted_by(|a, b| a.utc < b.utc);
    assert!(sorted, "choices out of order: {:?}", answer.choices);
    assert_eq!(answer.start.is_some(), answer.end.is_some(), "a start without an end");
}
