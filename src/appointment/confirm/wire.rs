//! The shapes of `klartext confirm --jsonl`.

use std::fmt;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Decision, Order, Step, USUAL_ATTEMPTS, USUAL_STALE_SECONDS, Verdict, Wanted, confirm, say};
use crate::appointment::lookup::wire::{WireAppointment, optional_id};
use crate::appointment::{Appointment, MAX_OCCURRENCES};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::finding::Finding;
use crate::iso;
use crate::temporal::zone::{Localised, localise};
use crate::wire;

/// The most appointments known before that one request may bring.
pub(super) const MAX_EXISTING: usize = 10_000;

const fn usual_stale() -> u32 {
    USUAL_STALE_SECONDS
}

const fn first() -> u32 {
    1
}

const fn usual_attempts() -> u32 {
    USUAL_ATTEMPTS
}

/// One line into `klartext confirm --jsonl`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: serde_json::Value,
    /// RFC 3339, or wall time in `zone`; without it, the caller's default.
    #[serde(default)]
    pub now: Option<String>,
    /// A name of the zone database; without it, the caller's default.
    #[serde(default)]
    pub zone: Option<String>,
    /// The appointment that was asked for.
    #[serde(default)]
    pub request: Option<OrderRequest>,
    /// Several instead of one.
    #[serde(default)]
    pub requests: Option<Vec<OrderRequest>>,
    /// When it was sent: RFC 3339, or wall time in `zone`; without it, `now`.
    #[serde(default)]
    pub sent: Option<String>,
    /// When the first attempt with the same key was sent, in the same form. Without it, `sent` where `attempt` is 1; later nobody
    /// knows whether an old booking is that of an earlier attempt, and a person has to look at it.
    #[serde(default)]
    pub first_sent: Option<String>,
    /// What the calendar answered, as it came; null where it did not answer. Unknown fields pass.
    #[serde(default)]
    pub response: serde_json::Value,
    /// The appointments known before the first attempt, those of the caller at least.
    #[serde(default)]
    pub existing: Vec<WireAppointment>,
    /// How many seconds before the request a booking may have been made; 30 by default.
    #[serde(default = "usual_stale")]
    pub stale_seconds: u32,
    /// Which attempt this was, from 1.
    #[serde(default = "first")]
    pub attempt: u32,
    /// How many there may be; 2 by default.
    #[serde(default = "usual_attempts")]
    pub attempts: u32,
}

/// An appointment that was asked for.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderRequest {
    /// RFC 3339, or wall time in `zone`.
    pub start: String,
    /// How long it takes.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// What for.
    #[serde(default)]
    pub service: Option<String>,
    /// For whom.
    #[serde(default)]
    pub person: Option<String>,
    /// That person's number.
    #[serde(default)]
    pub phone: Option<String>,
    /// With whom.
    #[serde(default)]
    pub staff: Option<String>,
    /// The id of the appointment that is moved: a text or a whole number.
    #[serde(default, deserialize_with = "optional_id")]
    pub replaces: Option<String>,
}

// By hand: for whom it is belongs into no log.
impl fmt::Debug for OrderRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderRequest")
            .field("start", &self.start)
            .field("minutes", &self.minutes)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

/// One thing to do, on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireStep {
    /// What: `accept`, `retry`, `cancel` or `hand_to_person`.
    #[serde(rename = "do")]
    pub verdict: Verdict,
    /// Which of the appointments asked for, from 0; null where nobody asked for the booking.
    pub wanted: Option<usize>,
    /// The booking that is meant.
    pub booking: Option<String>,
    /// The code of the finding that says why.
    pub because: Option<String>,
    /// With `retry`: true where the request needs another key than before, false where it must have the same.
    pub new_key: Option<bool>,
}

impl From<&Step> for WireStep {
    fn from(step: &Step) -> Self {
        let verdict = step.verdict();
        let (wanted, booking, because, new_key) = match step {
            Step::Accept { wanted, booking } => (Some(*wanted), booking.clone(), None, None),
            Step::Cancel { wanted, booking, because } => {
                (*wanted, Some(booking.clone()), Some(because.clone()), None)
            }
            Step::Retry { wanted, new_key, because } => {
                (Some(*wanted), None, Some(because.clone()), Some(*new_key))
            }
            Step::HandToPerson { wanted, booking, because } => {
                (*wanted, booking.clone(), Some(because.clone()), None)
            }
        };
        Self { verdict, wanted, booking, because, new_key }
    }
}

/// One line out of `klartext confirm --jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmResponse {
    /// That of the request.
    pub id: serde_json::Value,
    /// What to do, as a whole.
    pub decision: Verdict,
    /// What to do, one after the other.
    pub steps: Vec<WireStep>,
    /// Why, and what was noticed. Where several were asked for, `request` of a finding says which of them is meant, from 0.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<wire::WireFinding>"))]
    pub findings: Vec<Finding>,
    /// What a German voice says to the caller.
    pub say: String,
}

impl ConfirmRequest {
    /// The decision; what the request leaves open comes from the default.
    ///
    /// ```
    /// use klartext::{Context, appointment::confirm::ConfirmRequest};
    /// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
    /// let line = r#"{"request": {"start": "2025-11-06T14:00"}, "response": {"uid": "b1", "start": "2025-11-06T13:30:00Z", "createdAt": "2025-11-05T09:00:01Z"}}"#;
    /// let response = serde_json::from_str::<ConfirmRequest>(line)?.answer(&context)?;
    /// assert_eq!(serde_json::to_value(&response.steps)?[0]["because"], "time_mismatch");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// An unknown zone, a time that is none, that the zone skips or that it shows twice, more than the limit of appointments, or none
    /// or both of `request` and `requests`. The help names the place, and every further one with such a mistake; nothing is decided
    /// for the rest, since a booking for what cannot be read would look like one that nobody asked for.
    pub fn answer(self, default: &Context) -> Result<ConfirmResponse, Error> {
        let context = wire::context_at(default, self.zone.as_deref(), self.now.as_deref())?;
        let zone = context.zone;
        let mut wrong = Wrong::default();
        if let Some(now) = &self.now {
            wrong.take("now".to_owned(), instant(now, zone));
        }
        let shape =
            |found| Error::new(ErrorKind::Shape { expected: "one of `request` and `requests`", found });
        let requests: Vec<(String, OrderRequest)> = match (self.request, self.requests) {
            (Some(one), None) => vec![("request.start".to_owned(), one)],
            (None, Some(several)) if !several.is_empty() => several
                .into_iter()
                .enumerate()
                .map(|(n, one)| (format!("requests[{n}].start"), one))
                .collect(),
            (None, Some(_)) => return Err(shape("an empty list")),
            (None, None) => return Err(shape("none of them")),
            (Some(_), Some(_)) => return Err(shape("both")),
        };
        let too_many = |what: &str, limit, actual| {
            Error::new(ErrorKind::TooMany { limit, actual }).with_help(format!("of `{what}`"))
        };
        if requests.len() > MAX_OCCURRENCES {
            return Err(too_many("requests", MAX_OCCURRENCES, requests.len()));
        }
        if self.existing.len() > MAX_EXISTING {
            return Err(too_many("existing", MAX_EXISTING, self.existing.len()));
        }
        let wanted: Vec<Wanted> =
            requests.into_iter().filter_map(|(place, one)| wrong.take(place, one.read(zone))).collect();
        let mut clock = |place: &str, text: Option<&str>| {
            text.and_then(|text| wrong.take(place.to_owned(), instant(text, zone)))
        };
        let sent = clock("sent", self.sent.as_deref());
        let first_sent = clock("first_sent", self.first_sent.as_deref());
        let existing: Vec<Appointment> = self
            .existing
            .into_iter()
            .enumerate()
            .filter_map(|(n, a)| wrong.take(format!("existing[{n}]"), a.read(zone)))
            .collect();
        wrong.none()?;
        let order = Order {
            wanted,
            sent: sent.unwrap_or(context.now),
            first_sent,
            stale_seconds: self.stale_seconds,
            attempt: self.attempt,
            attempts: self.attempts,
        };
        let decision = confirm(&order, Some(&self.response), &existing, &context);
        Ok(ConfirmResponse::new(self.id, &decision, &context))
    }
}

/// What could not be read, with its place.
#[derive(Debug, Default)]
struct Wrong {
    first: Option<Error>,
    places: Vec<String>,
}

impl Wrong {
    fn take<T>(&mut self, place: String, read: Result<T, Error>) -> Option<T> {
        read.map_err(|error| {
            self.places.push(format!("`{place}`"));
            self.first.get_or_insert(error);
        })
        .ok()
    }

    /// The first mistake, with the places of all.
    fn none(self) -> Result<(), Error> {
        /// More of them nobody reads.
        const MOST: usize = 5;
        let Some(error) = self.first else { return Ok(()) };
        let (here, more) =
            self.places.split_first().map_or(("", [].as_slice()), |(here, more)| (here.as_str(), more));
        let mut help = match &error.help {
            Some(help) => format!("{here}: {help}"),
            None => here.to_owned(),
        };
        if !more.is_empty() {
            let named: Vec<&str> = more.iter().map(String::as_str).take(MOST).collect();
            help.push_str("; wrong too: ");
            help.push_str(&named.join(", "));
            if more.len() > MOST {
                help.push_str(", …");
            }
        }
        Err(error.with_help(help))
    }
}

/// An instant: what the clock shows twice is none.
fn instant(text: &str, zone: Tz) -> Result<DateTime<Utc>, Error> {
    let at = wire::clock(text, zone)?;
    let wall = at.with_timezone(&zone).naive_local();
    let twice = matches!(localise(wall, zone), Localised::Fold { .. });
    if twice && iso::instant(text.trim()).is_none() {
        let kind = ErrorKind::Clock { text: text.to_owned() };
        return Err(Error::new(kind).with_help("the clock shows this time twice: write its offset"));
    }
    Ok(at)
}

impl OrderRequest {
    fn read(self, zone: Tz) -> Result<Wanted, Error> {
        Ok(Wanted {
            start: instant(&self.start, zone)?,
            minutes: self.minutes,
            service: self.service,
            person: self.person,
            phone: self.phone,
            staff: self.staff,
            replaces: self.replaces,
        })
    }
}

impl ConfirmResponse {
    /// The response to a request.
    pub fn new(id: serde_json::Value, decision: &Decision, context: &Context) -> Self {
        Self {
            id,
            decision: decision.verdict(),
            steps: decision.steps.iter().map(WireStep::from).collect(),
            findings: decision.findings.clone(),
            say: say(decision, context),
        }
    }
}
