//! What a calendar answered, read under the names that such services use. Unknown fields pass, a wrong type is a finding.

use serde_json::{Map, Value};

use super::failure::{Failure, failure};
use super::written::{self, Written};
use super::{TOO_MANY_ANSWERED, WRONG_TYPE};
use crate::appointment::AppointmentStatus;
use crate::finding::{Finding, Word};

/// The most bookings of one answer that are read.
const MOST: usize = 100;

/// How deep a booking may lie in what is wrapped around it.
const DEPTH: usize = 5;

/// What a booking is called, and which of these names are the same one.
const IDS: [(&str, u8); 9] = [
    ("uid", 0),
    ("booking_uid", 1),
    ("bookingUid", 1),
    ("booking_id", 2),
    ("bookingId", 2),
    ("appointment_id", 3),
    ("appointmentId", 3),
    ("event_id", 4),
    ("id", 5),
];
const STARTS: [&str; 9] = [
    "start",
    "start_time",
    "startTime",
    "starts_at",
    "startsAt",
    "start_at",
    "startAt",
    "appointment_time",
    "begin",
];
const ENDS: [&str; 7] = ["end", "end_time", "endTime", "ends_at", "endsAt", "end_at", "endAt"];
/// How long it takes; true where the name says that these are minutes.
const LENGTHS: [(&str, bool); 8] = [
    ("duration_minutes", true),
    ("durationMinutes", true),
    ("duration_in_minutes", true),
    ("lengthInMinutes", true),
    ("length_in_minutes", true),
    ("minutes", true),
    ("duration", false),
    ("length", false),
];
const CREATED: [&str; 5] = ["createdAt", "created_at", "created", "creation_time", "creationTime"];
const WRAPPERS: [&str; 13] = [
    "data",
    "booking",
    "bookings",
    "result",
    "results",
    "appointment",
    "appointments",
    "event",
    "events",
    "response",
    "body",
    "payload",
    "output",
];
const SERVICES: [&str; 8] = [
    "service",
    "service_name",
    "serviceName",
    "dienstleistung",
    "eventType",
    "event_type",
    "eventTypeSlug",
    "treatment",
];
const PERSONS: [&str; 8] = [
    "attendees",
    "attendee",
    "customer",
    "customer_name",
    "customerName",
    "client",
    "client_name",
    "invitee",
];
const STAFF: [&str; 9] =
    ["staff", "staff_name", "staffName", "hosts", "host", "organizer", "user", "employee", "mitarbeiter"];
const PHONES: [&str; 7] = [
    "phone",
    "phone_number",
    "phoneNumber",
    "customer_phone",
    "customerPhone",
    "smsReminderNumber",
    "telefon",
];
const TITLES: [&str; 4] = ["title", "summary", "name", "description"];

/// What is expected, and what is found instead, in a message.
mod term {
    use crate::finding::Word;

    pub(super) const BOOKING: Word = Word { de: "eine Buchung", en: "a booking" };
    pub(super) const OBJECT_WITH_BOOKING: Word =
        Word { de: "ein Objekt mit einer Buchung", en: "an object with a booking" };
    pub(super) const NAME: Word = Word { de: "ein Name", en: "a name" };
    pub(super) const TIME: Word = Word { de: "eine Zeitangabe", en: "a point in time" };
    pub(super) const TEXT_OR_NUMBER: Word = Word { de: "ein Text oder eine Zahl", en: "a text or a number" };
    pub(super) const NULL: Word = Word { de: "nichts", en: "null" };
    pub(super) const BOOL: Word = Word { de: "ein Wahrheitswert", en: "true or false" };
    pub(super) const NUMBER: Word = Word { de: "eine Zahl", en: "a number" };
    pub(super) const TEXT: Word = Word { de: "ein Text", en: "a text" };
    pub(super) const LIST: Word = Word { de: "eine Liste", en: "a list" };
    pub(super) const OBJECT: Word = Word { de: "ein Objekt", en: "an object" };
}

/// How a booking stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing is said.
    Unsaid,
    /// It stands.
    Stands,
    /// Somebody has to agree first.
    Pending,
    /// It was called off.
    CalledOff,
    /// A word that is not known here.
    Unknown(String),
}

/// A length as a number stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) number: i64,
    /// The name of the field says that these are minutes.
    pub(super) minutes: bool,
}

impl Length {
    /// True where it is so many minutes in some unit that it may have.
    pub(super) fn may_be(self, minutes: u32) -> bool {
        let minutes = i64::from(minutes);
        let is = |times: i64| minutes.checked_mul(times) == Some(self.number);
        let hours = || self.number.checked_mul(60) == Some(minutes);
        is(1) || !self.minutes && (is(60) || is(60_000) || hours())
    }

    /// True where it is hardly anything but minutes.
    pub(super) fn is_minutes(self) -> bool {
        self.minutes || (5..=600).contains(&self.number)
    }
}

/// One booking of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Booked {
    /// Everything that it is called, the most telling name first, each with its kind.
    pub(super) ids: Vec<(u8, String)>,
    pub(super) start: Option<Written>,
    pub(super) end: Option<Written>,
    pub(super) length: Option<Length>,
    pub(super) created: Option<Written>,
    pub(super) state: State,
    pub(super) services: Vec<String>,
    pub(super) persons: Vec<String>,
    pub(super) staff: Vec<String>,
    pub(super) phones: Vec<String>,
    /// Texts in which a name or a service may stand; that they do not proves nothing.
    pub(super) titles: Vec<String>,
    pub(super) failure: Option<Failure>,
    /// The answer says something else of it at another place.
    pub(super) contradictory: bool,
}

impl Booked {
    /// What it is called in a step.
    pub(super) fn id(&self) -> Option<&str> {
        self.ids.first().map(|(_, id)| id.as_str())
    }

    /// True where it has this id, under whatever name.
    pub(super) fn is_called(&self, id: &str) -> bool {
        self.ids.iter().any(|(_, own)| own == id)
    }
}

/// All of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Answered {
    pub(super) bookings: Vec<Booked>,
    pub(super) failures: Vec<Failure>,
    pub(super) findings: Vec<Finding>,
}

/// Reads an answer.
pub(super) fn read(value: &Value) -> Answered {
    let mut out = Answered::default();
    wrapped(value, "$", DEPTH, &mut out);
    if out.bookings.len() > MOST {
        out.findings
            .push(Finding::new(&TOO_MANY_ANSWERED).with("count", out.bookings.len()).with("limit", MOST));
        out.bookings.truncate(MOST);
    }
    out
}

fn wrapped(value: &Value, path: &str, depth: usize, out: &mut Answered) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                match depth.checked_sub(1) {
                    // What is nested deeper is no booking of any service known here.
                    Some(depth) => wrapped(item, &format!("{path}[{at}]"), depth, out),
                    None => wrong(out, path, term::BOOKING, value),
                }
            }
        }
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            // Some platforms hand the body on as text.
            Ok(inner @ (Value::Object(_) | Value::Array(_))) if depth > 0 => {
                wrapped(&inner, path, depth.saturating_sub(1), out);
            }
            _ => wrong(out, path, term::OBJECT_WITH_BOOKING, value),
        },
        Value::Object(fields) => object(fields, path, depth, out),
        Value::Bool(_) | Value::Number(_) => wrong(out, path, term::OBJECT_WITH_BOOKING, value),
    }
}

fn object(fields: &Map<String, Value>, path: &str, depth: usize, out: &mut Answered) {
    let has = |names: &[&str]| names.iter().any(|n| fields.get(*n).is_some_and(|v| !v.is_null()));
    let failure = failure(fields, has(&STARTS));
    if !has(&STARTS)
        && let Some(inside) = depth.checked_sub(1)
    {
        let (mut found, before) = (false, out.bookings.len());
        for name in WRAPPERS {
            let Some(value) = fields.get(name).filter(|v| !v.is_null()) else { continue };
            // `data` of an error tells about the error.
            let empty =
                value.as_object().is_some_and(Map::is_empty) || value.as_array().is_some_and(Vec::is_empty);
            if empty
                || value.is_string()
                    && !value.as_str().is_some_and(|s| s.trim_start().starts_with(['{', '[']))
            {
                continue;
            }
            found = true;
            wrapped(value, &format!("{path}.{name}"), inside, out);
        }
        if found {
            out.failures.extend(failure);
            // {"booking_id": …, "event": {…}}: the number stands outside.
            if let [one] = out.bookings.get_mut(before..).unwrap_or_default()
                && one.ids.is_empty()
            {
                one.ids = ids(fields, path, &mut Answered::default());
            }
            return;
        }
    }
    if has(&STARTS) || has(&IDS.map(|(name, _)| name)) {
        let booked = booking(fields, path, failure, out);
        out.bookings.push(booked);
    } else if let Some(failure) = failure {
        out.failures.push(failure);
    }
}

fn booking(fields: &Map<String, Value>, path: &str, failure: Option<Failure>, out: &mut Answered) -> Booked {
    let state = match fields.get("status") {
        None | Some(Value::Null | Value::Number(_)) => State::Unsaid,
        Some(Value::String(word)) => state(word),
        Some(other) => {
            wrong(out, &format!("{path}.status"), term::TEXT, other);
            State::Unsaid
        }
    };
    let mut names = |fields_of: &[&str], keys: &[&str]| {
        let mut found = Vec::new();
        for name in fields_of {
            let Some(value) = fields.get(*name) else { continue };
            if !named(value, keys, 3, &mut found) {
                wrong(out, &format!("{path}.{name}"), term::NAME, value);
            }
        }
        found
    };
    let services = names(&SERVICES, &["title", "name", "slug"]);
    let mut persons = names(&PERSONS, &["name", "full_name", "fullName", "displayName"]);
    let staff = names(&STAFF, &["name", "full_name", "fullName", "displayName"]);
    let mut phones = names(&PHONES, &[]);
    let titles = names(&TITLES, &[]);
    for holder in PERSONS.iter().filter_map(|n| fields.get(*n)) {
        inside(holder, &PHONES, 3, &mut phones);
    }
    for holder in ["responses", "bookingFieldsResponses"].iter().filter_map(|n| fields.get(*n)) {
        if let Some(name) = holder.get("name") {
            named(name, &["value", "name"], 2, &mut persons);
        }
    }
    Booked {
        ids: ids(fields, path, out),
        start: time(fields, &STARTS, Some("start"), path, out),
        end: time(fields, &ENDS, Some("end"), path, out),
        length: LENGTHS.iter().find_map(|(name, minutes)| {
            let number = match fields.get(*name)? {
                Value::Number(number) => number.as_i64(),
                Value::String(text) => text.trim().parse().ok(),
                _ => None,
            }?;
            Some(Length { number, minutes: *minutes })
        }),
        // The zone of an event is not the one in which a server notes what it did.
        created: time(fields, &CREATED, None, path, out),
        state,
        services,
        persons,
        staff,
        phones,
        titles,
        failure,
        contradictory: false,
    }
}

/// Collects names: a text, an object with one under some key, or a list of either. False where it is none of these.
fn named(value: &Value, keys: &[&str], depth: usize, out: &mut Vec<String>) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => {
            if !text.trim().is_empty() {
                out.push(text.clone());
            }
            true
        }
        Value::Array(items) if depth > 0 => {
            items.iter().all(|item| named(item, keys, depth.saturating_sub(1), out))
        }
        Value::Object(fields) if depth > 0 => {
            for value in keys.iter().filter_map(|key| fields.get(*key)) {
                named(value, &[], 0, out);
            }
            true
        }
        _ => false,
    }
}

/// Collects the texts under some keys of an object, or of the objects in a list.
fn inside(value: &Value, keys: &[&str], depth: usize, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let texts = keys.iter().filter_map(|key| fields.get(*key)).filter_map(Value::as_str);
            out.extend(texts.filter(|t| !t.trim().is_empty()).map(str::to_owned));
        }
        Value::Array(items) if depth > 0 => {
            items.iter().for_each(|item| inside(item, keys, depth.saturating_sub(1), out));
        }
        _ => {}
    }
}

fn state(word: &str) -> State {
    let plain: String =
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(32).collect();
    match plain.as_str() {
        // The status of the call, not of the booking.
        "" | "success" | "ok" | "error" | "failed" | "failure" | "fail" => State::Unsaid,
        "created" => State::Stands,
        "pending"
        | "tentative"
        | "unconfirmed"
        | "requested"
        | "awaitinghost"
        | "awaitingconfirmation"
        | "awaitingpayment"
        | "angefragt" => State::Pending,
        _ => match AppointmentStatus::of(word) {
            AppointmentStatus::Booked => State::Stands,
            AppointmentStatus::Cancelled | AppointmentStatus::Over => State::CalledOff,
            AppointmentStatus::Unknown => State::Unknown(word.chars().take(40).collect()),
        },
    }
}

fn ids(fields: &Map<String, Value>, path: &str, out: &mut Answered) -> Vec<(u8, String)> {
    let mut ids = Vec::new();
    for (name, kind) in IDS {
        match fields.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) if !text.trim().is_empty() => ids.push((kind, text.clone())),
            Some(Value::Number(number)) => ids.push((kind, number.to_string())),
            // One that tells is enough.
            Some(_) if !ids.is_empty() => {}
            Some(other) => wrong(out, &format!("{path}.{name}"), term::TEXT_OR_NUMBER, other),
        }
    }
    ids
}

fn time(
    fields: &Map<String, Value>,
    names: &[&'static str],
    zoned: Option<&str>,
    path: &str,
    out: &mut Answered,
) -> Option<Written> {
    let (read, none) = written::time(fields, names, zoned);
    for (name, value) in none {
        wrong(out, &format!("{path}.{name}"), term::TIME, value);
    }
    read
}

fn wrong(out: &mut Answered, path: &str, expected: Word, found: &Value) {
    let found = match found {
        Value::Null => term::NULL,
        Value::Bool(_) => term::BOOL,
        Value::Number(_) => term::NUMBER,
        Value::String(_) => term::TEXT,
        Value::Array(_) => term::LIST,
        Value::Object(_) => term::OBJECT,
    };
    out.findings.push(
        Finding::new(&WRONG_TYPE)
            .with("path", path.to_owned())
            .with("expected", expected)
            .with("found", found),
    );
}
