//! The shapes of `klartext hours --jsonl`.

use serde::{Deserialize, Serialize};

use super::asked::{Asked, one_of};
use super::bookable::Bookability;
use super::booking::Booking;
use super::several::USUAL_LIMIT;
use crate::context::Context;
use crate::error::Error;
use crate::finding::Finding;
use crate::hours::OpeningHours;
use crate::temporal::Moment;
use crate::wire;

const fn usual_limit() -> Option<usize> {
    Some(USUAL_LIMIT)
}

/// One line into `klartext hours --jsonl`: one time that is wished for, in `text` or `at`, perhaps repeated; or several in
/// `bookings`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoursRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: serde_json::Value,
    /// RFC 3339, or wall time in `zone`; without it, the caller's default.
    #[serde(default)]
    pub now: Option<String>,
    /// A name of the zone database; without it, the caller's default.
    #[serde(default)]
    pub zone: Option<String>,
    /// What was said: "morgen um acht", "alle vier Wochen dienstags um zehn, dreimal".
    #[serde(default)]
    pub text: Option<String>,
    /// Instead of `text`: wall time in `zone`, or RFC 3339.
    #[serde(default)]
    pub at: Option<String>,
    /// How `at` or `text` repeats, as it was said: "alle vier Wochen, dreimal".
    #[serde(default)]
    pub repeat: Option<String>,
    /// How long the service takes; without it, what `booking` says.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Several appointments instead of one.
    #[serde(default)]
    pub bookings: Option<Vec<WishRequest>>,
    /// How many appointments may be booked in one call, 3 by default; null or 0 for any number.
    #[serde(default = "usual_limit")]
    pub limit: Option<usize>,
    /// Weekly opening hours; without them, the caller's default.
    #[serde(default)]
    pub hours: Option<OpeningHours>,
    /// What may be booked; without it, the caller's default.
    #[serde(default)]
    pub booking: Option<Booking>,
}

/// One of several appointments.
#[derive(Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WishRequest {
    /// What was said.
    pub text: Option<String>,
    /// Instead of `text`: wall time, or RFC 3339.
    pub at: Option<String>,
    /// How it repeats, as it was said.
    pub repeat: Option<String>,
    /// How long the service takes.
    pub minutes: Option<u32>,
    /// What for.
    pub service: Option<String>,
    /// For whom; nobody named is the caller.
    pub person: Option<String>,
    /// With whom.
    pub staff: Option<String>,
}

// By hand: for whom it is belongs into no log.
impl std::fmt::Debug for WishRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WishRequest")
            .field("at", &self.at)
            .field("minutes", &self.minutes)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

/// How a line of `klartext hours --jsonl` ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum HoursStatus {
    /// It can be booked as it was asked for; several: all of them, and nothing stands between them.
    Bookable,
    /// Another time was taken, because the policy says so.
    Adjusted,
    /// It cannot be booked; another time is to be confirmed.
    Proposed,
    /// It cannot be booked, and no time stands in for it.
    NotBookable,
    /// It is not certain which time is meant, or only a day or a stretch of time was said.
    Ask,
    /// Understood, but there is no such date or time.
    Invalid,
    /// No date or time in the text.
    None,
}

impl HoursStatus {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bookable => "bookable",
            Self::Adjusted => "adjusted",
            Self::Proposed => "proposed",
            Self::NotBookable => "not_bookable",
            Self::Ask => "ask",
            Self::Invalid => "invalid",
            Self::None => "none",
        }
    }
}

impl From<Bookability> for HoursStatus {
    fn from(status: Bookability) -> Self {
        match status {
            Bookability::Bookable => Self::Bookable,
            Bookability::Adjusted => Self::Adjusted,
            Bookability::Proposed => Self::Proposed,
            Bookability::NotBookable => Self::NotBookable,
        }
    }
}

/// A moment on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireMoment {
    /// `2025-11-06T14:30`
    pub local: String,
    /// `2025-11-06T13:30:00Z`
    pub utc: String,
    /// `Europe/Berlin`
    pub zone: String,
}

impl From<&Moment> for WireMoment {
    fn from(m: &Moment) -> Self {
        Self { local: wire::local(m.local), utc: wire::instant(m.utc), zone: m.zone.name().to_owned() }
    }
}

/// What the opening hours say about one time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoursAnswer {
    /// How it stands.
    pub status: HoursStatus,
    /// The wall time that was asked for, where it is certain.
    pub requested: Option<String>,
    /// What may be booked without a question.
    pub start: Option<WireMoment>,
    /// When it ends.
    pub end: Option<WireMoment>,
    /// The time to take instead.
    pub alternative: Option<WireMoment>,
    /// Times that can be booked by the opening hours, in their order; whether they are free only the calendar knows.
    pub choices: Vec<WireMoment>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<wire::WireFinding>"))]
    pub findings: Vec<Finding>,
    /// What a German voice says now: the reason and the question, or the time that can be booked.
    pub say: Option<String>,
}

/// One line out of `klartext hours --jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoursResponse {
    /// That of the request.
    pub id: serde_json::Value,
    /// The answer; for several appointments the one to all of them together.
    #[serde(flatten)]
    pub answer: HoursAnswer,
    /// Each of several appointments, in the order of the request, a repetition in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bookings: Option<Vec<HoursAnswer>>,
}

impl HoursRequest {
    /// The answer; what the request leaves open comes from the defaults.
    ///
    /// ```
    /// use klartext::{Context, appointment::{Booking, HoursRequest}};
    /// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
    /// let line = r#"{"text": "morgen um acht", "minutes": 60, "hours": {"thu": ["09:00-18:00"]}}"#;
    /// let response = serde_json::from_str::<HoursRequest>(line)?.answer(&context, &Booking::default())?;
    /// assert_eq!(response.answer.alternative.unwrap().local, "2025-11-06T09:00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// An unknown zone, a clock or an `at` that is no point in time, a text that is too long, or none or more than one of
    /// `text`, `at` and `bookings`.
    pub fn answer(self, default: &Context, booking: &Booking) -> Result<HoursResponse, Error> {
        let mut context = wire::context_at(default, self.zone.as_deref(), self.now.as_deref())?;
        if let Some(hours) = self.hours {
            context.hours = Some(hours);
        }
        let booking = self.booking.as_ref().unwrap_or(booking);
        let asked = Asked { booking, context: &context, limit: self.limit.filter(|limit| *limit > 0) };
        let single = WishRequest {
            text: self.text,
            at: self.at,
            repeat: self.repeat,
            minutes: self.minutes,
            ..WishRequest::default()
        };
        let (answer, bookings) = match self.bookings {
            None => asked.one(single)?,
            Some(wishes) if single.text.is_none() && single.at.is_none() && single.repeat.is_none() => {
                let minutes = single.minutes;
                asked.several(wishes, minutes)?
            }
            Some(_) => return Err(one_of("several of them")),
        };
        Ok(HoursResponse { id: self.id, answer, bookings })
    }
}
