//! What a calendar answered, read under the names that such services use. Unknown fields pass, a wrong type is a finding.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{TOO_MANY_ANSWERED, WRONG_TYPE};
use crate::appointment::{AppointmentStatus, Stamp};
use crate::finding::Finding;
use crate::iso;
use crate::temporal::zone::{Localised, localise};

/// The most bookings of one answer that are read.
const MOST: usize = 100;

/// How deep a booking may lie in what is wrapped around it.
const DEPTH: usize = 5;

const IDS: [&str; 9] = [
    "uid",
    "booking_uid",
    "bookingUid",
    "booking_id",
    "bookingId",
    "appointment_id",
    "appointmentId",
    "event_id",
    "id",
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

/// A point in time as a calendar wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// With an offset, or as seconds since 1970.
    At(Stamp),
    /// Without: wall time of the zone, if it is not UTC after all.
    Wall(NaiveDateTime),
}

impl Written {
    /// The instant that it is, wall time being that of the zone: the first of two, none in a gap.
    pub(super) fn instant(self, zone: Tz) -> Option<DateTime<Utc>> {
        match self {
            Self::At(stamp) => Some(stamp.at),
            Self::Wall(wall) => match localise(wall, zone) {
                Localised::Unambiguous(m) | Localised::Fold { first: m, .. } => Some(m.utc),
                Localised::Gap { .. } => None,
            },
        }
    }

    /// Every instant that it may be.
    pub(super) fn possible(self, zone: Tz) -> Vec<DateTime<Utc>> {
        match self {
            Self::At(stamp) => vec![stamp.at],
            Self::Wall(wall) => match localise(wall, zone) {
                Localised::Unambiguous(m) => vec![m.utc],
                Localised::Fold { first, second } => vec![first.utc, second.utc],
                Localised::Gap { .. } => Vec::new(),
            },
        }
    }
}

/// How a booking stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It stands, or nothing is said.
    Stands,
    /// Somebody has to agree first.
    Pending,
    /// It was called off.
    CalledOff,
    /// A word that is not known here.
    Unknown(String),
}

/// One booking of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Booked {
    pub(super) id: Option<String>,
    pub(super) start: Option<Written>,
    pub(super) end: Option<Written>,
    pub(super) created: Option<Written>,
    pub(super) state: State,
    pub(super) services: Vec<String>,
    pub(super) persons: Vec<String>,
    pub(super) staff: Vec<String>,
    pub(super) phones: Vec<String>,
    /// Texts in which a name or a service may stand; that they do not proves nothing.
    pub(super) titles: Vec<String>,
    pub(super) failure: Option<Failure>,
}

/// What went wrong, as the calendar tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) text: String,
    pub(super) status: Option<u64>,
}

impl Failure {
    /// True where the same request may succeed later.
    pub(super) fn is_temporary(&self) -> bool {
        const WORDS: [&str; 8] = [
            "timeout",
            "timed out",
            "temporarily",
            "rate limit",
            "too many requests",
            "internal server error",
            "bad gateway",
            "try again",
        ];
        match self.status {
            Some(408 | 425 | 429 | 500..=599) => true,
            Some(_) => false,
            None => WORDS.iter().any(|word| self.text.to_lowercase().contains(word)),
        }
    }

    /// True where somebody else has the time.
    pub(super) fn is_taken(&self) -> bool {
        const WORDS: [&str; 12] = [
            "no longer available",
            "not available",
            "unavailable",
            "already booked",
            "already taken",
            "already has booking",
            "no_available_users",
            "double book",
            "slot",
            "belegt",
            "vergeben",
            "conflict",
        ];
        self.status == Some(409) || WORDS.iter().any(|word| self.text.to_lowercase().contains(word))
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
                    None => wrong(out, path, "a booking", value),
                }
            }
        }
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            // Some platforms hand the body on as text.
            Ok(inner @ (Value::Object(_) | Value::Array(_))) if depth > 0 => {
                wrapped(&inner, path, depth.saturating_sub(1), out);
            }
            _ => wrong(out, path, "an object with a booking", value),
        },
        Value::Object(fields) => object(fields, path, depth, out),
        Value::Bool(_) | Value::Number(_) => wrong(out, path, "an object with a booking", value),
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
                && one.id.is_none()
            {
                let mut ignored = Answered::default();
                one.id = id(fields, path, &mut ignored);
            }
            return;
        }
    }
    if has(&STARTS) || has(&IDS) {
        let booked = booking(fields, path, failure, out);
        out.bookings.push(booked);
    } else if let Some(failure) = failure {
        out.failures.push(failure);
    }
}

/// What a calendar says when it could not do what was asked.
fn failure(fields: &Map<String, Value>, is_booking: bool) -> Option<Failure> {
    let number = |name: &str| fields.get(name).and_then(Value::as_u64).filter(|n| (400..600).contains(n));
    // In a booking a `code` is one of its own.
    let names: &[&str] = if is_booking {
        &["statusCode", "status_code", "http_status"]
    } else {
        &["statusCode", "status_code", "http_status", "status", "code"]
    };
    let status = names.iter().find_map(|n| number(n));
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
    for name in ["message", "reason", "detail"] {
        if let Some(more) = fields.get(name) {
            texts(more, 1, &mut text);
        }
    }
    let inner = error.and_then(Value::as_object).and_then(|e| {
        ["statusCode", "status", "code"].iter().find_map(|n| e.get(*n).and_then(Value::as_u64))
    });
    Some(Failure { text: text.chars().take(200).collect(), status: status.or(inner) })
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

fn booking(fields: &Map<String, Value>, path: &str, failure: Option<Failure>, out: &mut Answered) -> Booked {
    let state = match fields.get("status") {
        None | Some(Value::Null | Value::Number(_)) => State::Stands,
        Some(Value::String(word)) => state(word),
        Some(other) => {
            wrong(out, &format!("{path}.status"), "a text", other);
            State::Stands
        }
    };
    let mut names = |fields_of: &[&str], keys: &[&str]| {
        let mut found = Vec::new();
        for name in fields_of {
            let Some(value) = fields.get(*name) else { continue };
            if !named(value, keys, 3, &mut found) {
                wrong(out, &format!("{path}.{name}"), "a name", value);
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
        id: id(fields, path, out),
        start: time(fields, &STARTS, path, out),
        end: time(fields, &ENDS, path, out),
        created: time(fields, &CREATED, path, out),
        state,
        services,
        persons,
        staff,
        phones,
        titles,
        failure,
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
        "success" | "ok" | "created" | "booked" | "error" | "failed" | "failure" | "fail" => State::Stands,
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

fn id(fields: &Map<String, Value>, path: &str, out: &mut Answered) -> Option<String> {
    for name in IDS {
        match fields.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) if !text.trim().is_empty() => return Some(text.clone()),
            Some(Value::Number(number)) => return Some(number.to_string()),
            Some(other) => wrong(out, &format!("{path}.{name}"), "a text or a number", other),
        }
    }
    None
}

fn time(fields: &Map<String, Value>, names: &[&str], path: &str, out: &mut Answered) -> Option<Written> {
    for name in names {
        let Some(value) = fields.get(*name).filter(|v| !v.is_null()) else { continue };
        let read = match value {
            // Google's calendar: {"dateTime", "timeZone"}.
            Value::Object(inner) => {
                let text = ["dateTime", "date_time", "time", "utc"].iter().find_map(|n| inner.get(*n));
                let zone = inner.get("timeZone").and_then(Value::as_str).and_then(|z| z.parse::<Tz>().ok());
                text.and_then(written).map(|at| match (at, zone) {
                    (Written::Wall(wall), Some(zone)) => match localise(wall, zone) {
                        Localised::Unambiguous(m) => {
                            Written::At(Stamp { at: m.utc, marked_utc: zone == chrono_tz::UTC })
                        }
                        _ => Written::Wall(wall),
                    },
                    (at, _) => at,
                })
            }
            other => written(other),
        };
        if read.is_some() {
            return read;
        }
        wrong(out, &format!("{path}.{name}"), "a point in time", value);
    }
    None
}

fn written(value: &Value) -> Option<Written> {
    match value {
        Value::String(text) => {
            let text = text.trim();
            if let Some(at) = iso::instant(text) {
                let marked_utc = at.offset().local_minus_utc() == 0;
                return Some(Written::At(Stamp { at: at.with_timezone(&Utc), marked_utc }));
            }
            iso::wall(text).map(Written::Wall)
        }
        Value::Number(number) => {
            let n = number.as_i64()?;
            let at = match n {
                1_000_000_000..=99_999_999_999 => DateTime::from_timestamp(n, 0),
                100_000_000_000..=99_999_999_999_999 => DateTime::from_timestamp_millis(n),
                _ => None,
            }?;
            // Seconds since 1970 cannot be wall time by mistake of a mark, but by mistake of whoever counted them.
            Some(Written::At(Stamp { at, marked_utc: true }))
        }
        _ => None,
    }
}

fn wrong(out: &mut Answered, path: &str, expected: &'static str, found: &Value) {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    out.findings.push(
        Finding::new(&WRONG_TYPE)
            .with("path", path.to_owned())
            .with("expected", expected)
            .with("found", found),
    );
}
