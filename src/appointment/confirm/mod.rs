//! What a calendar booked, compared with what was asked for. The answer is a decision, pure data: nothing is called here.

mod compare;
mod person;
mod response;
mod say;
mod wire;

use chrono::{DateTime, TimeDelta, Utc};

use super::Appointment;
use crate::context::Context;
use crate::finding::{Finding, Kind, Severity};
use crate::temporal::Moment;

pub use say::say;
pub use wire::{ConfirmRequest, ConfirmResponse, OrderRequest, WireStep};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $de:literal, $en:literal;)*) => {
        $($(#[$doc])* pub static $name: Kind = Kind::new($code, Severity::$severity, $de, $en);)*
    };
}

kinds! {
    /// Another time than the one asked for; data: `requested`, `booked` (wall), `requested_utc`, `booked_utc`.
    TIME_MISMATCH = "time_mismatch", Error,
        "Gebucht wurde {booked} statt {requested}", "{booked} was booked instead of {requested}";
    /// The time agrees only if wall time was marked as UTC; data: `requested`, `written`.
    STORED_AS_UTC = "stored_as_utc", Error,
        "{written} ist die gewünschte Zeit {requested} nur, wenn Ortszeit als UTC gespeichert wurde",
        "{written} is the time asked for, {requested}, only if wall time was stored as UTC";
    /// A time without an offset agrees only if it is UTC; data as above.
    UTC_WITHOUT_MARK = "utc_without_mark", Error,
        "{written} ohne Zeitzone ist die gewünschte Zeit {requested} nur, wenn es UTC ist",
        "{written} without a zone is the time asked for, {requested}, only if it is UTC";
    /// A time without an offset was read as wall time; data: `written`.
    READ_AS_WALL_TIME = "read_as_wall_time", Note,
        "{written} steht ohne Zeitzone da und wurde als Ortszeit gelesen",
        "{written} has no zone and was read as wall time";
    /// A booking without a time that could be compared.
    NO_TIME = "no_time", Error,
        "Die Antwort nennt keine Zeit, die sich vergleichen lässt", "the answer has no time to compare";
    /// A booking without an id: it could not be cancelled.
    NO_BOOKING_ID = "no_booking_id", Note,
        "Die Antwort nennt keine Nummer der Buchung", "the answer has no id of the booking";
    /// Made before it was asked for: an earlier answer came again; data: `created`, `sent`, `stale_seconds`.
    STALE = "stale", Error,
        "Die Buchung wurde schon um {created} angelegt, mehr als {stale_seconds} Sekunden vor der Anfrage um {sent}",
        "the booking was made at {created}, more than {stale_seconds} seconds before the request at {sent}";
    /// The booking that came back is one that was known before; data: `appointment`.
    ALREADY_BOOKED = "already_booked", Error,
        "Die Antwort nennt den Termin {appointment}, den es schon gab",
        "the answer names appointment {appointment}, which existed before";
    /// When it was made is not said, so an old answer would not show.
    CREATED_UNKNOWN = "created_unknown", Note,
        "Die Antwort sagt nicht, wann die Buchung angelegt wurde", "the answer does not say when the booking was made";
    /// Shorter or longer than asked for; data: `requested_minutes`, `booked_minutes`.
    LENGTH_MISMATCH = "length_mismatch", Error,
        "Gebucht wurden {booked_minutes} statt {requested_minutes} Minuten",
        "{booked_minutes} minutes were booked instead of {requested_minutes}";
    /// Another service; data: `requested`, `booked`.
    OTHER_SERVICE = "other_service", Error,
        "Gebucht wurde {booked} statt {requested}", "{booked} was booked instead of {requested}";
    /// For somebody else.
    OTHER_PERSON = "other_person", Error,
        "Die Buchung lautet auf eine andere Person", "the booking is for another person";
    /// A part of the name agrees.
    PERSON_UNCLEAR = "person_unclear", Warning,
        "Der Name der Buchung stimmt nur zum Teil mit dem gewünschten überein",
        "the name of the booking agrees only in part with the one asked for";
    /// With somebody else; data: `requested`, `booked`.
    OTHER_STAFF = "other_staff", Error,
        "Gebucht wurde bei {booked} statt bei {requested}", "booked with {booked} instead of {requested}";
    /// What was asked for does not stand in the answer; data: `fields`.
    NOT_COMPARED = "not_compared", Note,
        "Nicht vergleichbar, weil die Antwort es nicht nennt: {fields}", "not in the answer, so not compared: {fields}";
    /// The same person has an appointment at that instant; data: `appointment`.
    DUPLICATE = "duplicate", Error,
        "Diesen Termin gibt es schon: {appointment}", "there is such an appointment already: {appointment}";
    /// The same person has another appointment at that time; data: `appointment`.
    OVERLAPS_EXISTING = "overlaps_existing", Warning,
        "Der Termin überschneidet sich mit {appointment}", "the appointment overlaps with {appointment}";
    /// Somebody has to agree first.
    PENDING = "pending", Warning,
        "Die Buchung muss noch bestätigt werden", "the booking has to be confirmed yet";
    /// The booking was called off.
    CALLED_OFF = "called_off", Error,
        "Die Buchung in der Antwort ist abgesagt", "the booking in the answer is called off";
    /// A status that is not known here; data: `status`.
    UNKNOWN_STATUS = "unknown_status", Warning,
        "Unbekannter Status der Buchung: {status}", "unknown status of the booking: {status}";
    /// No answer came.
    NO_RESPONSE = "no_response", Error,
        "Der Kalender hat nicht geantwortet", "the calendar did not answer";
    /// An answer without any booking or error.
    NO_BOOKING = "no_booking", Error,
        "Die Antwort enthält keine Buchung", "there is no booking in the answer";
    /// The calendar could not do it now; data: `reason`.
    TEMPORARY_FAILURE = "temporary_failure", Error,
        "Der Kalender konnte gerade nicht buchen: {reason}", "the calendar could not book just now: {reason}";
    /// Somebody else has the time; data: `reason`.
    SLOT_TAKEN = "slot_taken", Error,
        "Die Zeit ist nicht mehr frei: {reason}", "the time is not free any more: {reason}";
    /// The calendar refused; data: `reason`.
    REFUSED = "refused", Error,
        "Der Kalender hat abgelehnt: {reason}", "the calendar refused: {reason}";
    /// An error beside a booking, or some of several bookings failed; data: `booked`, `wanted`.
    PARTIAL_FAILURE = "partial_failure", Error,
        "Nur {booked} von {wanted} Terminen sind in Ordnung", "only {booked} of {wanted} appointments are right";
    /// A booking that nobody asked for; data: `booking`.
    EXTRA_BOOKING = "extra_booking", Error,
        "Die Buchung {booking} hat niemand verlangt", "nobody asked for booking {booking}";
    /// A known field of the answer has another type; data: `path`, `expected`, `found`.
    WRONG_TYPE = "wrong_type", Warning,
        "{path} in der Antwort hat den falschen Typ: erwartet {expected}, gefunden {found}",
        "{path} in the answer has the wrong type: expected {expected}, found {found}";
    /// More bookings in the answer than are read; data: `count`, `limit`.
    TOO_MANY_ANSWERED = "too_many_answered", Error,
        "Die Antwort enthält {count} Buchungen, gelesen werden {limit}",
        "the answer has {count} bookings, {limit} are read";
}

/// How long before the request a booking may have been made, in seconds, where nothing else is said.
pub const USUAL_STALE_SECONDS: u32 = 30;

/// How often a request may be sent in all, where nothing else is said.
pub const USUAL_ATTEMPTS: u32 = 2;

/// One appointment that was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Wanted {
    /// When it begins.
    pub start: DateTime<Utc>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// What for.
    pub service: Option<String>,
    /// For whom.
    pub person: Option<String>,
    /// That person's number.
    pub phone: Option<String>,
    /// With whom.
    pub staff: Option<String>,
    /// The appointment that is moved: it is no duplicate.
    pub replaces: Option<String>,
}

impl Wanted {
    /// An appointment of which nothing is known but when it begins.
    pub fn at(start: DateTime<Utc>) -> Self {
        Self { start, minutes: None, service: None, person: None, phone: None, staff: None, replaces: None }
    }
}

// By hand: for whom it is belongs into no log.
impl std::fmt::Debug for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wanted")
            .field("start", &self.start)
            .field("minutes", &self.minutes)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

/// What was sent to the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The appointments, mostly one.
    pub wanted: Vec<Wanted>,
    /// When the request was sent.
    pub sent: DateTime<Utc>,
    /// How long before that a booking may have been made.
    pub stale_seconds: u32,
    /// Which attempt this was, from 1.
    pub attempt: u32,
    /// How many there may be.
    pub attempts: u32,
}

impl Order {
    /// The first attempt at one appointment.
    pub fn new(wanted: Wanted, sent: DateTime<Utc>) -> Self {
        Self {
            wanted: vec![wanted],
            sent,
            stale_seconds: USUAL_STALE_SECONDS,
            attempt: 1,
            attempts: USUAL_ATTEMPTS,
        }
    }

    /// The instant before which a booking is an old one.
    fn fresh_from(&self) -> DateTime<Utc> {
        let before = TimeDelta::seconds(i64::from(self.stale_seconds));
        self.sent.checked_sub_signed(before).unwrap_or(self.sent)
    }
}

/// What to do, as a whole: the gravest of the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verdict {
    /// All is booked as it was asked for.
    Accept,
    /// Send the request once more.
    Retry,
    /// Cancel what was booked wrongly.
    Cancel,
    /// A person has to look at it.
    HandToPerson,
}

impl Verdict {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Retry => "retry",
            Self::Cancel => "cancel",
            Self::HandToPerson => "hand_to_person",
        }
    }
}

/// One thing to do. `because` is the code of the finding that says why; `wanted` counts the appointments asked for from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// Tell the caller that it is booked.
    Accept {
        /// Which appointment.
        wanted: usize,
        /// The booking, where it has an id.
        booking: Option<String>,
    },
    /// Cancel a booking.
    Cancel {
        /// The appointment that it was meant for; none where nobody asked for it.
        wanted: Option<usize>,
        /// The booking.
        booking: String,
        /// Why.
        because: String,
    },
    /// Send the request again.
    Retry {
        /// Which appointment.
        wanted: usize,
        /// True where it must not be taken for the same request: with the old key the calendar would give the old answer.
        /// False where it must be, since nobody knows whether the first one was booked.
        new_key: bool,
        /// Why.
        because: String,
    },
    /// Let a person look at it.
    HandToPerson {
        /// The appointment; none where the whole answer is meant.
        wanted: Option<usize>,
        /// The booking to look at.
        booking: Option<String>,
        /// Why.
        because: String,
    },
}

impl Step {
    /// The verdict that it makes.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Accept { .. } => Verdict::Accept,
            Self::Cancel { .. } => Verdict::Cancel,
            Self::Retry { .. } => Verdict::Retry,
            Self::HandToPerson { .. } => Verdict::HandToPerson,
        }
    }
}

/// What to do about an answer of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What has to be done, in the order of the appointments asked for; what nobody asked for comes last.
    pub steps: Vec<Step>,
    /// Why, and what was noticed.
    pub findings: Vec<Finding>,
    /// The appointments that stand, as they were asked for.
    pub accepted: Vec<Moment>,
}

impl Decision {
    /// What to do, as a whole.
    pub fn verdict(&self) -> Verdict {
        self.steps.iter().map(Step::verdict).max().unwrap_or(Verdict::HandToPerson)
    }
}

/// Compares what a calendar answered with what it was asked for, as instants. `response` is the body of the answer as JSON,
/// `None` where none came; `existing` are the appointments known before, those of the caller at least.
///
/// - the same instant, length, service, person and staff as far as the answer tells: accept
/// - anything of these different: cancel that booking
/// - made long before the request: an old answer came again; retry with another key, and leave the old booking alone
/// - a time that agrees only if wall time was stored as UTC, no time, a name that agrees in part: a person has to look
/// - another appointment of the same person at that instant: cancel the new one
/// - no answer, or a failure that may pass: retry with the same key, after the last attempt a person
/// - refused, or taken by somebody else: a person
///
/// ```
/// use klartext::appointment::confirm::{Order, Verdict, Wanted, confirm};
/// use klartext::Context;
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let order = Order::new(Wanted::at("2025-11-06T13:00:00Z".parse()?), context.now);
/// let answer = |start: &str| serde_json::json!({"uid": "b1", "start": start, "createdAt": "2025-11-05T09:00:01Z"});
/// let verdict = |start| confirm(&order, Some(&answer(start)), &[], &context).verdict();
/// assert_eq!(verdict("2025-11-06T14:00:00+01:00"), Verdict::Accept);
/// assert_eq!(verdict("2025-11-06T14:30:00+01:00"), Verdict::Cancel);
/// assert_eq!(verdict("2025-11-06T14:00:00Z"), Verdict::HandToPerson); // Berlin wall time, marked as UTC
/// # Ok::<(), chrono::ParseError>(())
/// ```
pub fn confirm(
    order: &Order,
    response: Option<&serde_json::Value>,
    existing: &[Appointment],
    context: &Context,
) -> Decision {
    compare::decide(order, response, existing, context)
}
