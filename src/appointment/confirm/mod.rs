//! What a calendar booked, compared with what was asked for. The answer is a decision, pure data: nothing is called here.

mod compare;
mod failure;
mod judge;
mod kinds;
mod merge;
mod person;
mod response;
mod say;
mod wire;
mod written;
mod zones;

use chrono::{DateTime, TimeDelta, Utc};

use super::Appointment;
use crate::context::Context;
use crate::finding::Finding;
use crate::temporal::Moment;

pub use kinds::*;
pub use say::say;
pub use wire::{ConfirmRequest, ConfirmResponse, OrderRequest, WireStep};

/// How long before the request a booking may have been made, in seconds, where nothing else is said.
pub const USUAL_STALE_SECONDS: u32 = 30;

/// How far the clock of a calendar may be off, in seconds. A booking that was made longer than this before the request is never
/// cancelled, and one that says it was made longer than [`USUAL_STALE_SECONDS`] after the answer came does not say when.
///
/// Clocks that the network sets differ by a second or two, and a calendar is known to give the booking of half a minute ago for a new one.
pub const CLOCKS_APART_SECONDS: u32 = 5;

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
    /// When the first attempt with the same key was sent: what it booked is no old answer. Without it, of a first attempt `sent`; of a later
    /// one nobody knows, and then nothing is asked for anew because a booking is old.
    pub first_sent: Option<DateTime<Utc>>,
    /// How long before the first attempt a booking may have been made.
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
            first_sent: None,
            stale_seconds: USUAL_STALE_SECONDS,
            attempt: 1,
            attempts: USUAL_ATTEMPTS,
        }
    }

    /// When the first attempt was sent, as far as that is known.
    fn first(&self) -> DateTime<Utc> {
        self.first_sent.map_or(self.sent, |first| first.min(self.sent))
    }

    /// True where an earlier attempt may have booked, and nobody knows when it was sent.
    const fn is_again_since_unknown(&self) -> bool {
        self.attempt > 1 && self.first_sent.is_none()
    }

    /// The instant before which a booking is an old one.
    fn fresh_from(&self) -> DateTime<Utc> {
        self.first_less(self.stale_seconds)
    }

    /// The instant from which a booking may be ours beyond doubt.
    fn ours_from(&self) -> DateTime<Utc> {
        self.first_less(self.stale_seconds.min(CLOCKS_APART_SECONDS))
    }

    fn first_less(&self, seconds: u32) -> DateTime<Utc> {
        let before = TimeDelta::seconds(i64::from(seconds));
        self.first().checked_sub_signed(before).unwrap_or(self.first())
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
    /// Why, and what was noticed. Where several were asked for, the datum `request` counts which of them is meant, from 0.
    pub findings: Vec<Finding>,
    /// The appointments that stand, as they were asked for.
    pub accepted: Vec<Moment>,
    /// All that were asked for.
    pub asked: Vec<Moment>,
}

impl Decision {
    /// What to do, as a whole.
    pub fn verdict(&self) -> Verdict {
        self.steps.iter().map(Step::verdict).max().unwrap_or(Verdict::HandToPerson)
    }
}

/// Compares what a calendar answered with what it was asked for, as instants. `response` is the body of the answer as JSON,
/// `None` where none came; `existing` are the appointments known before the request was sent, those of the caller at least.
///
/// - the same instant, length, service, person and staff as far as the answer tells: accept
/// - anything of these different: cancel that booking if it is ours beyond doubt, else a person has to look. It is ours where it
///   was made after it was asked for, was not known before, is not the one that is moved, and is not both for another person and at
///   another time
/// - made long before the request, or known before: an old answer came again; retry with another key, and leave the old booking alone
/// - moved, and yet it stands where it stood: retry with another key
/// - a time that agrees only if wall time was stored as UTC, no time, a zone that is not known, a name that agrees in part, another number:
///   a person has to look
/// - another appointment of the same person at that instant: cancel the new one; of perhaps the same person: a person has to look
/// - no answer, or a failure that may pass: retry with the same key, after the last attempt a person
/// - refused, or taken by somebody else: a person
/// - bookings that nobody asked for: cancelled if they are ours beyond doubt, left alone where they are somebody else's, else a person
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
