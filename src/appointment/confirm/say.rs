//! What a German voice says of the decision.

use super::{ALREADY_BOOKED, DUPLICATE, Decision, PENDING, SLOT_TAKEN, TIME_MISMATCH, Verdict};
use crate::context::Context;
use crate::finding::{Datum, Kind};
use crate::temporal::{Value, speech};

/// The decision as a sentence for the caller.
///
/// ```
/// use klartext::appointment::confirm::{Order, Wanted, confirm, say};
/// use klartext::Context;
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let order = Order::new(Wanted::at("2025-11-06T13:00:00Z".parse()?), context.now);
/// let answer = serde_json::json!({"uid": "b1", "start": "2025-11-06T13:00:00Z"});
/// assert_eq!(
///     say(&confirm(&order, Some(&answer), &[], &context), &context),
///     "Ihr Termin ist eingetragen: Donnerstag, den sechsten November, um vierzehn Uhr.",
/// );
/// # Ok::<(), chrono::ParseError>(())
/// ```
pub fn say(decision: &Decision, context: &Context) -> String {
    let told = |kind: &Kind| decision.findings.iter().find(|f| f.is(kind));
    match decision.verdict() {
        Verdict::Accept => {
            let mut accepted = decision.accepted.clone();
            accepted.sort_by_key(|m| m.utc);
            let moments: Vec<String> =
                accepted.iter().map(|m| speech::say(&Value::DateTime(*m), context)).collect();
            match moments.as_slice() {
                [one] => format!("Ihr Termin ist eingetragen: {one}."),
                several => format!("Ihre Termine sind eingetragen: {}.", several.join("; ")),
            }
        }
        Verdict::Retry => "Einen Moment bitte, ich versuche es noch einmal.".to_owned(),
        Verdict::Cancel if told(&DUPLICATE).is_some() => {
            "Diesen Termin haben Sie schon. Den doppelten nehme ich wieder heraus.".to_owned()
        }
        Verdict::Cancel => {
            let times =
                told(&TIME_MISMATCH).and_then(|f| match (f.datum("requested")?, f.datum("booked")?) {
                    (Datum::Local(requested), Datum::Local(booked)) => Some((*requested, *booked)),
                    _ => None,
                });
            let what = match times {
                Some((requested, booked)) if requested.date() == booked.date() => {
                    let clock = |at: chrono::NaiveDateTime| speech::time_on(at.time(), at.date(), context);
                    format!("{} statt {} eingetragen", clock(booked), clock(requested))
                }
                Some((requested, booked)) => {
                    format!(
                        "{} statt {} eingetragen",
                        speech::local_short(booked, context),
                        speech::local_short(requested, context)
                    )
                }
                None => "etwas anderes eingetragen, als Sie wollten".to_owned(),
            };
            format!("Der Kalender hat leider {what}. Das nehme ich wieder zurück.")
        }
        Verdict::HandToPerson => {
            let what = if told(&SLOT_TAKEN).is_some() {
                "Diese Zeit ist leider gerade vergeben worden."
            } else if told(&ALREADY_BOOKED).is_some() {
                "Diesen Termin gibt es offenbar schon."
            } else if told(&PENDING).is_some() {
                "Ihr Termin ist vorgemerkt und muss noch bestätigt werden."
            } else {
                "Ich konnte Ihren Termin leider nicht sicher eintragen."
            };
            format!("{what} Unser Team sieht es sich an und meldet sich bei Ihnen.")
        }
    }
}
