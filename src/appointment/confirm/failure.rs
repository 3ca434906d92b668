//! What a calendar says when it could not do what was asked.

use serde_json::{Map, Value};

use crate::heard::fold::words;

/// Where the same request may succeed later. Words as [`words`] folds them.
const TEMPORARY: [&str; 37] = [
    "timeout",
    "timed out",
    "time out",
    "temporarily",
    "temporary failure",
    "temporary error",
    "rate limit",
    "rate limited",
    "rate limiting",
    "too many requests",
    "internal server error",
    "internal error",
    "server error",
    "bad gateway",
    "service unavailable",
    "server unavailable",
    "system unavailable",
    "try again",
    "retry later",
    "overloaded",
    "under maintenance",
    "deadline exceeded",
    "connection reset",
    "connection refused",
    "econnreset",
    "econnrefused",
    "etimedout",
    "esockettimedout",
    "vorübergehend",
    "zeitüberschreitung",
    "überlastet",
    "später erneut",
    "später noch einmal",
    "wartungsarbeiten",
    "nicht erreichbar",
    "interner fehler",
    "interner serverfehler",
];

/// Where somebody else has the time, whatever stands beside it.
const TAKEN: [&str; 37] = [
    "already has booking",
    "already has a booking",
    "already booked",
    "already reserved",
    "double booking",
    "double booked",
    "no available users",
    "no available hosts",
    "no availability",
    "booking conflict",
    "time conflict",
    "scheduling conflict",
    "schedule conflict",
    "calendar conflict",
    "appointment conflict",
    "slot conflict",
    "conflicting booking",
    "conflicting appointment",
    "conflicting event",
    "conflicts with another",
    "conflicts with an existing",
    "overlaps with",
    "fully booked",
    "booked out",
    "ausgebucht",
    "terminkonflikt",
    "terminüberschneidung",
    "überschneidet sich",
    "überschneiden sich",
    "bereits gebucht",
    "schon gebucht",
    "doppelbuchung",
    "doppelt gebucht",
    "nicht mehr frei",
    "nicht frei",
    "no longer free",
    "nicht mehr buchbar",
];

/// The same, if it is said of a time or of whoever would be there.
const NOT_FREE: [&str; 10] = [
    "not available",
    "no longer available",
    "isn t available",
    "unavailable",
    "taken",
    "occupied",
    "belegt",
    "vergeben",
    "nicht verfügbar",
    "nicht mehr verfügbar",
];

const OF_A_TIME: [&str; 27] = [
    "slot",
    "slots",
    "timeslot",
    "timeslots",
    "time",
    "times",
    "date",
    "appointment",
    "user",
    "users",
    "host",
    "hosts",
    "staff",
    "employee",
    "room",
    "interval",
    "zeit",
    "zeiten",
    "uhrzeit",
    "termin",
    "termine",
    "zeitfenster",
    "zeitraum",
    "zeitpunkt",
    "mitarbeiter",
    "mitarbeiterin",
    "platz",
];

/// What else may be taken or not available.
const OF_SOMETHING_ELSE: [&str; 22] = [
    "email",
    "mail",
    "phone",
    "telephone",
    "telefon",
    "telefonnummer",
    "rufnummer",
    "username",
    "adresse",
    "address",
    "key",
    "plan",
    "endpoint",
    "api",
    "feature",
    "funktion",
    "parameter",
    "parameters",
    "service",
    "server",
    "system",
    "method",
];

/// What went wrong, as the calendar tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) text: String,
    pub(super) status: Option<u64>,
}

/// What that means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The same request may succeed later.
    Temporary,
    /// Somebody else has the time.
    Taken,
    /// Neither.
    Refused,
}

impl Failure {
    pub(super) fn trouble(&self) -> Trouble {
        let sentences: Vec<Vec<String>> = self
            .text
            .split(['.', ';', '!', '?', '\n'])
            .map(|s| words(&apart(s)))
            .filter(|s| !s.is_empty())
            .collect();
        let says = |phrases: &[&str]| sentences.iter().any(|s| phrases.iter().any(|p| has(s, p)));
        match self.status {
            Some(408 | 425 | 429 | 500..=599) => return Trouble::Temporary,
            // Not the time is taken, but the key: the first of two requests is still on its way.
            Some(409) if sentences.iter().flatten().any(|w| w.starts_with("idempoten")) => {
                return Trouble::Temporary;
            }
            Some(409) => return Trouble::Taken,
            _ => {}
        }
        if sentences.iter().any(|s| is_taken(s)) {
            Trouble::Taken
        } else if self.status.is_none()
            && (says(&TEMPORARY) || sentences.iter().any(|s| is(s, "unavailable")))
        {
            Trouble::Temporary
        } else {
            Trouble::Refused
        }
    }
}

fn is_taken(sentence: &[String]) -> bool {
    let names = |list: &[&str]| list.iter().any(|word| has(sentence, word));
    if names(&OF_SOMETHING_ELSE) {
        return false;
    }
    let said_alone = |p: &str| is(sentence, p) && p != "unavailable";
    is(sentence, "conflict")
        || names(&TAKEN)
        || NOT_FREE.iter().any(|p| has(sentence, p) && (names(&OF_A_TIME) || said_alone(p)))
}

/// True where a sentence has these words, one after the other.
fn has(sentence: &[String], phrase: &str) -> bool {
    let phrase = words(phrase);
    sentence.windows(phrase.len().max(1)).any(|w| w == phrase)
}

fn is(sentence: &[String], phrase: &str) -> bool {
    sentence == words(phrase)
}

/// `InternalServerError`, `SLOT_TAKEN` and `no-show` as words.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut small = false;
    for c in text.chars() {
        if small && c.is_uppercase() {
            out.push(' ');
        }
        small = c.is_lowercase();
        out.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    out
}

/// What stands in an answer about something that went wrong; none where nothing did.
pub(super) fn failure(fields: &Map<String, Value>, is_booking: bool) -> Option<Failure> {
    const ALWAYS: [&str; 3] = ["statusCode", "status_code", "http_status"];
    // In a booking a `code` is one of its own.
    const ELSE: [&str; 5] = ["statusCode", "status_code", "http_status", "status", "code"];
    let names: &[&str] = if is_booking { &ALWAYS } else { &ELSE };
    let status = status(fields, names);
    let says_no = ["success", "ok"].iter().any(|n| fields.get(*n) == Some(&Value::Bool(false)));
    let word = fields.get("status").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let failed = matches!(word.as_str(), "error" | "failed" | "failure" | "fail");
    let error = ["error", "errors", "exception"].iter().filter_map(|n| fields.get(*n)).find(|v| tells(v));
    if status.is_none() && !says_no && !failed && error.is_none() {
        return None;
    }
    let mut text = String::new();
    if let Some(error) = error {
        texts(error, 3, &mut text);
    }
    for name in ["message", "reason", "detail", "code"] {
        if let Some(more) = fields.get(name).filter(|_| name != "code" || !is_booking) {
            texts(more, 1, &mut text);
        }
    }
    let inner = || match error? {
        Value::Object(fields) => self::status(fields, &ELSE),
        Value::Array(items) => items.iter().filter_map(Value::as_object).find_map(|e| self::status(e, &ELSE)),
        other => number(other),
    };
    Some(Failure { text: text.chars().take(200).collect(), status: status.or_else(inner) })
}

fn status(fields: &Map<String, Value>, names: &[&str]) -> Option<u64> {
    names.iter().filter_map(|name| fields.get(*name)).find_map(number)
}

/// The number of an error in HTTP, as a number or as text.
fn number(value: &Value) -> Option<u64> {
    let number = match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|n| (400..600).contains(n))
}

/// True where an error is more than its absence: not null, false, empty.
fn tells(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

fn texts(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::String(text) if out.len() < 400 => {
            if !out.is_empty() {
                out.push_str("; ");
            }
            out.push_str(text);
        }
        Value::Object(fields) if depth > 0 => {
            fields.values().for_each(|v| texts(v, depth.saturating_sub(1), out));
        }
        Value::Array(items) if depth > 0 => items.iter().for_each(|v| texts(v, depth.saturating_sub(1), out)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_failed_is_told_by_its_number_and_by_what_is_said_of_what() {
        use Trouble::{Refused, Taken, Temporary};
        for (answer, expected) in [
            (json!({"error": "Service Unavailable"}), Temporary),
            (
                json!({"status": "error", "error": {"code": "INTERNAL_SERVER_ERROR", "message": "Something went wrong"}}),
                Temporary,
            ),
            (json!({"status": "error", "error": {"code": "TOO_MANY_REQUESTS"}}), Temporary),
            (json!({"errors": [{"status": 503, "message": "x"}]}), Temporary),
            (json!({"statusCode": "503"}), Temporary),
            (json!({"error": 502}), Temporary),
            (json!({"error": "ServiceUnavailableException"}), Temporary),
            (json!({"error": "UNAVAILABLE"}), Temporary),
            (json!({"error": "connect ECONNREFUSED 192.0.2.1:443"}), Temporary),
            (json!({"error": "Kalender vorübergehend nicht erreichbar"}), Temporary),
            (json!({"error": "Bitte versuchen Sie es später erneut"}), Temporary),
            (json!({"statusCode": 409, "message": "Idempotency key is in use"}), Temporary),
            (json!({"statusCode": 409}), Taken),
            (json!({"error": "conflict"}), Taken),
            (json!({"error": "Zeit nicht verfügbar"}), Taken),
            (json!({"error": "Die gewünschte Zeit ist leider nicht mehr verfuegbar."}), Taken),
            (json!({"error": "ausgebucht"}), Taken),
            (json!({"error": "belegt"}), Taken),
            (json!({"error": "Termin bereits vergeben"}), Taken),
            (json!({"error": {"code": "SLOT_TAKEN"}}), Taken),
            (json!({"error": "TIME_SLOT_NOT_AVAILABLE"}), Taken),
            (json!({"error": "no_available_users_found_error"}), Taken),
            (json!({"error": "This slot was just taken, please try again"}), Taken),
            (
                json!({"statusCode": 400, "message": "User either already has booking at this time or is not available"}),
                Taken,
            ),
            (json!({"statusCode": 400, "message": "slotDuration must be a positive number"}), Refused),
            (
                json!({"statusCode": 400, "message": "conflicting parameters: eventTypeId and eventTypeSlug"}),
                Refused,
            ),
            (json!({"error": "This endpoint is not available in your plan"}), Refused),
            (json!({"statusCode": 400, "message": "Invalid date, please try again"}), Refused),
            (json!({"error": "E-Mail-Adresse bereits vergeben"}), Refused),
            (json!({"error": "slot is required"}), Refused),
            (json!({"error": "unknown event type"}), Refused),
        ] {
            let failure = failure(answer.as_object().unwrap(), false).unwrap();
            assert_eq!(failure.trouble(), expected, "{answer}");
        }
    }

    #[test]
    fn a_booking_is_no_failure() {
        for answer in [
            json!({"status": "accepted", "code": 503, "error": null, "errors": []}),
            json!({"statusCode": 201, "success": true, "error": false}),
        ] {
            assert_eq!(failure(answer.as_object().unwrap(), true), None, "{answer}");
        }
    }
}
