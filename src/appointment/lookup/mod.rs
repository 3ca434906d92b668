//! Which appointment a caller means: found, or the next question, or nothing at all to somebody who is not entitled.
//!
//! [`lookup`] weighs every clue against the appointments that come into question, the way record linkage does
//! ([`Agreement`], weights in bits), and answers with an [`Outcome`]. [`answer`] takes the reply to its question. Both are pure
//! functions of a [`State`] that the host keeps between turns.
//!
//! Who is entitled:
//! - **A name never is.** It narrows, and it has to agree.
//! - The number from which the call comes, *and* the name: the caller is verified, and may be told what is booked.
//! - The call in which it was booked, as the platform signals it; or a customer whom the host has verified itself.
//! - Without that, whoever knows name, number and day finds exactly that appointment, and is told nothing before
//!   ([`Unsignalled`]).
//!
//! To anybody else every answer is the same, whether there is an appointment or not: it hangs on the clues alone.
//!
//! No single clue decides between two appointments: the best has to be ahead of every other by more than one clue
//! about an appointment can weigh. And no single clue finds one: day and time have to be its own, else it is read back before
//! it is found, with everything that tells it from another one that it may be taken for.

mod candidate;
mod clue;
mod decide;
pub mod finding;
mod index;
mod line;
mod question;
mod reply;
mod respelt;
mod vocabulary;
mod weight;
mod when;
pub mod wire;
mod wording;
mod words;

pub use clue::{About, Clue, Clues, MAX_CLUE};
pub use index::Index;
pub use reply::MAX_REPLY;
pub use weight::{Agreement, Tenths, Weighed};

use serde::{Deserialize, Serialize};

use crate::appointment::Appointment;
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::finding::{Finding, Lang};
use crate::phone::Consent;
use index::Pool;

/// What a caller may do whose number is not one that an appointment was booked under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Unsignalled {
    /// Nothing.
    Refuse,
    /// Find the appointment by full name, the number it was booked under, and the day.
    #[default]
    NameNumberAndDay,
    /// The same, or by full name, day and time, if nobody else is called nearly so at that time. A name that may have been misheard
    /// and a number that is not the one on file speak against it.
    NameAndMoment,
}

/// What the host knows of a caller, and how it wants them treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The customer that the host has verified by other means.
    pub verified: Option<String>,
    /// The company or branch that was called. An appointment of another one is an error.
    pub tenant: Option<String>,
    /// Whether the signalled number may be looked up.
    pub consent: Consent,
    /// ISO 3166, for numbers without a calling code.
    pub region: String,
    /// What may be done without the number.
    pub unsignalled: Unsignalled,
    /// After so many questions it is given up.
    pub max_tries: u32,
    /// So many appointments are read out at most.
    pub max_choices: u8,
    /// The language of questions.
    pub lang: Lang,
}

impl Default for Caller {
    fn default() -> Self {
        Self {
            verified: None,
            tenant: None,
            consent: Consent::Given,
            region: "DE".to_owned(),
            unsignalled: Unsignalled::default(),
            max_tries: 3,
            max_choices: 3,
            lang: Lang::De,
        }
    }
}

/// What is known after a turn; the host keeps it and gives it back with the reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct State {
    /// All clues so far, those from replies among them.
    pub clues: Clues,
    /// What the last question was about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// What it asked for in the same breath.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<About>,
    /// The appointments that were read out with it, in that order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<String>,
    /// The caller's name as it was heard before it was asked for again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_named: Vec<Clue>,
    /// The number under which it was booked, as the caller told it beside the one that calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_phone: Option<Clue>,
    /// The number that was told as it was heard before it was asked for again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_told: Vec<Clue>,
    /// What was asked so far.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<About>,
    /// Picked out of those that were read out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub picked: Vec<String>,
    /// What the caller said yes to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<String>,
    /// What the caller said no to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ruled_out: Vec<String>,
    /// How many questions were asked.
    pub tries: u32,
}

/// How a lookup ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// This is meant; several where the caller said "beide".
    Found {
        /// The ids, in order of time.
        appointments: Vec<String>,
    },
    /// More than one comes into question, or it is not certain that it is the one.
    Ambiguous {
        /// The ids of those the caller may be told about, in order of time.
        candidates: Vec<String>,
    },
    /// The caller has no such appointment.
    NotFound {
        /// The ids of those that come near, in order of time.
        near: Vec<String>,
    },
    /// Nothing entitles the caller to anything, so far.
    Refused,
}

/// The next question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// What it is about.
    pub about: About,
    /// What it asks for in the same breath.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<About>,
    /// As a voice asks it.
    pub text: String,
    /// What was read out to choose from; empty where the question is open.
    pub options: Vec<Choice>,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    /// As it is read out.
    pub label: String,
    /// The appointments that it means.
    pub ids: Vec<String>,
}

/// What speaks for an appointment, and what against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// Which.
    pub appointment: String,
    /// The sum, in bits.
    #[serde(serialize_with = "weight::bits")]
    #[cfg_attr(feature = "schema", schemars(with = "f64"))]
    pub weight: Tenths,
    /// Clue by clue.
    pub clues: Vec<Weighed>,
}

/// What [`lookup`] and [`answer`] say.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// How it ended.
    pub outcome: Outcome,
    /// What to ask next.
    pub question: Option<Question>,
    /// For each appointment that the caller may know about.
    pub evidence: Vec<Evidence>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// What to say where there is nothing to ask.
    pub say: Option<String>,
    /// To be given back with the reply.
    pub state: State,
}

/// Looks for the appointment that the clues mean.
///
/// ```
/// use klartext::Context;
/// use klartext::appointment::{Appointment, Stamp, lookup::{lookup, Caller, Clue, Clues, Outcome}};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let mut booked = Appointment::new("a1", Stamp::parse("2025-11-06T15:00", context.zone)?);
/// booked.name = Some("Eva Schuster".into());
/// booked.phone = Some("030 23125001".into());
/// let clues = Clues {
///     name: Some(Clue::said("Eva Schuhster")),
///     phone: Some(Clue::signalled("+493023125001")),
///     date: Some(Clue::said("morgen")),
///     time: Some(Clue::said("um drei")),
///     ..Clues::default()
/// };
/// let answer = lookup(&clues, &[booked], &Caller::default(), &context)?;
/// assert_eq!(answer.outcome, Outcome::Found { appointments: vec!["a1".into()] });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Tenant`] where an appointment belongs to another company than the one that was called, or to several.
pub fn lookup(
    clues: &Clues,
    appointments: &[Appointment],
    caller: &Caller,
    context: &Context,
) -> Result<Lookup, Error> {
    let state = State { clues: clues.clone(), ..State::default() };
    look(state, appointments, caller, context)
}

/// The same by way of an index.
///
/// # Errors
/// As [`lookup`].
pub fn lookup_in(
    clues: &Clues,
    index: &Index<'_>,
    caller: &Caller,
    context: &Context,
) -> Result<Lookup, Error> {
    index.one_tenant(caller)?;
    let state = State { clues: clues.clone(), ..State::default() };
    Ok(decide::decide(state, &Pool::Indexed(index), caller, context, Vec::new()))
}

/// Takes the reply to the last question and looks again.
///
/// ```
/// use klartext::Context;
/// use klartext::appointment::{Appointment, Stamp, lookup::{answer, lookup, Caller, Clue, Clues, Outcome}};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let mut booked = Appointment::new("a1", Stamp::parse("2025-11-06T15:00", context.zone)?);
/// booked.name = Some("Eva Schuster".into());
/// booked.phone = Some("030 23125001".into());
/// let (booked, caller) = ([booked], Caller::default());
/// let clues = Clues {
///     name: Some(Clue::said("Schuster")),
///     phone: Some(Clue::signalled("+493023125001")),
///     ..Clues::default()
/// };
/// let first = lookup(&clues, &booked, &caller, &context)?;
/// assert_eq!(first.question.as_ref().unwrap().text,
///     "Meinen Sie den Termin am Donnerstag, den sechsten November, um fünfzehn Uhr?");
/// let second = answer(&first.state, "ja genau", &booked, &caller, &context)?;
/// assert_eq!(second.outcome, Outcome::Found { appointments: vec!["a1".into()] });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`lookup`].
pub fn answer(
    state: &State,
    reply: &str,
    appointments: &[Appointment],
    caller: &Caller,
    context: &Context,
) -> Result<Lookup, Error> {
    one_tenant(appointments, caller)?;
    Ok(next(state, reply, &Pool::List(appointments), caller, context))
}

/// The same by way of an index.
///
/// # Errors
/// As [`lookup`].
pub fn answer_in(
    state: &State,
    reply: &str,
    index: &Index<'_>,
    caller: &Caller,
    context: &Context,
) -> Result<Lookup, Error> {
    index.one_tenant(caller)?;
    Ok(next(state, reply, &Pool::Indexed(index), caller, context))
}

/// Looks with what is known by now, be it the first clues.
fn look(
    state: State,
    appointments: &[Appointment],
    caller: &Caller,
    context: &Context,
) -> Result<Lookup, Error> {
    one_tenant(appointments, caller)?;
    Ok(decide::decide(state, &Pool::List(appointments), caller, context, Vec::new()))
}

fn next(state: &State, reply: &str, pool: &Pool<'_, '_>, caller: &Caller, context: &Context) -> Lookup {
    let (mut state, mut findings) = (state.clone(), Vec::new());
    state.confirmed.clear();
    let offered: Vec<&Appointment> = state.offered.iter().filter_map(|id| pool.booked(id)).collect();
    if offered.len() < state.offered.len() {
        findings.push(Finding::new(&finding::CANDIDATE_GONE));
    }
    reply::take(&mut state, reply, &offered, caller, context, &mut findings);
    decide::decide(state, pool, caller, context, findings)
}

/// Nobody's appointments of another company may even be looked at.
fn one_tenant(appointments: &[Appointment], caller: &Caller) -> Result<(), Error> {
    let mut own = caller.tenant.as_deref();
    for record in appointments {
        match (own, record.tenant.as_deref()) {
            (_, None) => {}
            (None, theirs) => own = theirs,
            (Some(ours), Some(theirs)) if ours == theirs => {}
            (Some(_), Some(_)) => return Err(Error::new(ErrorKind::Tenant { id: record.id.clone() })),
        }
    }
    Ok(())
}
