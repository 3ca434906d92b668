//! The shapes of `klartext lookup --jsonl`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{About, Caller, Clues, Evidence, Lookup, Outcome, Question, State, Unsignalled, answer, finding};
use crate::appointment::{Appointment, AppointmentStatus, Stamp};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::finding::{Finding, Lang};
use crate::hours::OpeningHours;
use crate::phone::Consent;

/// The most appointments in one request.
pub const MAX_APPOINTMENTS: usize = 100_000;

/// An appointment as a booking system stores it. An identifier may be a text or a whole number.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireAppointment {
    /// What the booking system calls it.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// Company or branch.
    #[serde(default, deserialize_with = "optional_id")]
    pub tenant: Option<String>,
    /// Whose it is.
    #[serde(default, deserialize_with = "optional_id")]
    pub customer_id: Option<String>,
    /// The customer's name.
    #[serde(default)]
    pub name: Option<String>,
    /// The customer's number.
    #[serde(default)]
    pub phone: Option<String>,
    /// RFC 3339, or wall time in the zone of the request.
    pub start: String,
    /// The same.
    #[serde(default)]
    pub end: Option<String>,
    /// What for.
    #[serde(default)]
    pub service: Option<String>,
    /// With whom.
    #[serde(default)]
    pub staff: Option<String>,
    /// The call in which it was booked.
    #[serde(default, deserialize_with = "optional_id")]
    pub call_id: Option<String>,
    /// The booking system's word: `confirmed`, `cancelled`; booked by default.
    #[serde(default)]
    pub status: Option<String>,
}

/// An identifier: what a database counts comes as a number.
fn id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    optional_id(deserializer)?.ok_or_else(|| serde::de::Error::custom("an id is needed"))
}

/// The same where there may be none.
pub(in crate::appointment) fn optional_id<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    struct Id;

    impl<'de> serde::de::Visitor<'de> for Id {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an id: a text or a whole number")
        }

        fn visit_none<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            deserializer.deserialize_any(self)
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some(text.to_owned()))
        }

        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }

        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }
    }
    deserializer.deserialize_any(Id)
}

// By hand: whose appointment it is belongs into no log.
impl fmt::Debug for WireAppointment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireAppointment")
            .field("id", &self.id)
            .field("start", &self.start)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl WireAppointment {
    /// The appointment, its wall times read in `zone`.
    ///
    /// # Errors
    /// [`ErrorKind::Clock`] where a time is none.
    pub fn read(self, zone: chrono_tz::Tz) -> Result<Appointment, Error> {
        let place = |error: Error| {
            let help = format!("of the appointment `{}`", self.id);
            error.with_help(help)
        };
        let start = Stamp::parse(&self.start, zone).map_err(place)?;
        let end = self.end.as_deref().map(|end| Stamp::parse(end, zone)).transpose().map_err(place)?;
        Ok(Appointment {
            start,
            end,
            status: AppointmentStatus::of(self.status.as_deref().unwrap_or_default()),
            id: self.id,
            tenant: self.tenant,
            customer_id: self.customer_id,
            name: self.name,
            phone: self.phone,
            service: self.service,
            staff: self.staff,
            call_id: self.call_id,
        })
    }
}

/// One line into `klartext lookup --jsonl`.
///
/// The first turn has `clues`. A later one has `reply`, and either the `state` of the answer before, or the `clues` again
/// with the `candidates` that were read out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LookupRequest {
    /// Comes back as it was given.
    pub id: serde_json::Value,
    /// RFC 3339, or wall time in `zone`; without it, the command's clock.
    pub now: Option<String>,
    /// A name of the zone database; `Europe/Berlin` by default.
    pub zone: Option<String>,
    /// What is known.
    pub clues: Option<Clues>,
    /// What the caller answered to the last question.
    pub reply: Option<String>,
    /// What that question was about; without it, which of the candidates.
    pub about: Option<About>,
    /// The ids that were read out with it, in that order.
    pub candidates: Vec<String>,
    /// From the answer before; clues of this request are added to it.
    pub state: Option<State>,
    /// Where to look.
    pub appointments: Vec<WireAppointment>,
    /// The customer that the host has verified by other means.
    pub verified: Option<String>,
    /// The company or branch that was called.
    pub tenant: Option<String>,
    /// Whether the signalled number may be looked up; `given` by default, since the number was sent.
    pub consent: Option<Consent>,
    /// ISO 3166, for numbers without a calling code; `DE` by default.
    pub region: Option<String>,
    /// What may be done without the number.
    pub unsignalled: Unsignalled,
    /// After so many questions it is given up; 3 by default.
    pub max_tries: Option<u32>,
    /// So many appointments are read out at most; 3 by default.
    pub max_choices: Option<u8>,
    /// The language of questions.
    pub lang: Lang,
    /// Weekly opening hours; they decide what "um drei" means.
    pub hours: Option<OpeningHours>,
}

impl LookupRequest {
    /// The answer to it. `default` is the context where the request names no clock and no zone.
    ///
    /// # Errors
    /// Where a clock, a zone or the time of an appointment cannot be read, an appointment belongs to another tenant, or
    /// there are more than [`MAX_APPOINTMENTS`].
    pub fn answer(self, default: &Context) -> Result<LookupResponse, Error> {
        let mut context = crate::wire::context_at(default, self.zone.as_deref(), self.now.as_deref())?;
        if self.hours.is_some() {
            context.hours = self.hours;
        }
        if self.appointments.len() > MAX_APPOINTMENTS {
            let kind = ErrorKind::TooMany { limit: MAX_APPOINTMENTS, actual: self.appointments.len() };
            return Err(Error::new(kind));
        }
        let base = Caller::default();
        let caller = Caller {
            verified: self.verified,
            tenant: self.tenant,
            consent: self.consent.unwrap_or(base.consent),
            region: self.region.unwrap_or(base.region),
            unsignalled: self.unsignalled,
            max_tries: self.max_tries.unwrap_or(base.max_tries),
            max_choices: self.max_choices.unwrap_or(base.max_choices),
            lang: self.lang,
        };
        let appointments: Vec<Appointment> =
            self.appointments.into_iter().map(|a| a.read(context.zone)).collect::<Result<_, _>>()?;
        let mut state = self.state.unwrap_or_else(|| State {
            about: self.about,
            tries: u32::from(self.reply.is_some()),
            asked: self.about.into_iter().collect(),
            offered: self.candidates,
            ..State::default()
        });
        if let Some(clues) = self.clues {
            state.clues.add(clues);
        }
        let found = match &self.reply {
            Some(reply) => answer(&state, reply, &appointments, &caller, &context)?,
            None => super::look(state, &appointments, &caller, &context)?,
        };
        Ok(LookupResponse::new(self.id, found))
    }
}

/// How a line of `klartext lookup --jsonl` ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum LookupOutcome {
    /// `appointment` is meant; where the caller meant several, all are in `candidates`.
    Found,
    /// One of `candidates`, and the question tells.
    Ambiguous,
    /// None; `candidates` come near.
    NotFound,
    /// Nothing entitles the caller, so far.
    Refused,
}

/// One line out of `klartext lookup --jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LookupResponse {
    /// That of the request.
    pub id: serde_json::Value,
    /// How it ended.
    pub outcome: LookupOutcome,
    /// The one that is meant.
    pub appointment: Option<String>,
    /// Those that come into question, in order of time.
    pub candidates: Vec<String>,
    /// What to ask next.
    pub question: Option<Question>,
    /// What speaks for and against each appointment that the caller may know about.
    pub evidence: Vec<Evidence>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub findings: Vec<Finding>,
    /// What to say where there is nothing to ask.
    pub say: Option<String>,
    /// To be sent back with the reply.
    pub state: State,
}

impl LookupResponse {
    /// The response to a request.
    pub fn new(id: serde_json::Value, lookup: Lookup) -> Self {
        let (outcome, candidates) = match lookup.outcome {
            Outcome::Found { appointments } => (LookupOutcome::Found, appointments),
            Outcome::Ambiguous { candidates } => (LookupOutcome::Ambiguous, candidates),
            Outcome::NotFound { near } => (LookupOutcome::NotFound, near),
            Outcome::Refused => (LookupOutcome::Refused, Vec::new()),
        };
        // Several that are meant are no single one.
        let several = lookup.findings.iter().any(|f| f.is(&finding::SEVERAL_MEANT));
        let appointment = match (outcome, several) {
            (LookupOutcome::Found, false) => candidates.first().cloned(),
            _ => None,
        };
        Self {
            id,
            outcome,
            appointment,
            candidates,
            question: lookup.question,
            evidence: lookup.evidence,
            findings: lookup.findings,
            say: lookup.say,
            state: lookup.state,
        }
    }
}
