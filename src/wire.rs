//! The JSON at the edges: one shape for the command line and every binding.
//!
//! Dates `2025-11-06`, wall times `14:30`, wall date-times `2025-11-06T14:30`, instants `2025-11-06T13:30:00Z`.
//! Spans are byte offsets. Field names are snake_case; unknown fields of our own requests are errors.

use std::fmt::Write as _;

use chrono::{
    DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone as _,
    Timelike as _, Utc,
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Expect};
use crate::error::{Error, ErrorKind};
use crate::finding::Finding;
use crate::hours::OpeningHours;
use crate::iso;
use crate::span::Span;
use crate::temporal::{Bound, Mention, Reading, Resolution, Status, Value};

/// `2025-11-06`
pub fn date(date: NaiveDate) -> String {
    let mut out = String::with_capacity(24);
    push_date(&mut out, date);
    out
}

fn push_date(out: &mut String, date: NaiveDate) {
    match u32::try_from(date.year()) {
        Ok(year @ 0..=9999) => {
            push_digits(out, year, 1000);
            out.push('-');
            push_digits(out, date.month(), 10);
            out.push('-');
            push_digits(out, date.day(), 10);
        }
        // Writing to a String cannot fail.
        _ => drop(write!(out, "{date}")),
    }
}

fn push_time(out: &mut String, time: NaiveTime) {
    push_digits(out, time.hour(), 10);
    out.push(':');
    push_digits(out, time.minute(), 10);
    if time.second() != 0 {
        out.push(':');
        push_digits(out, time.second(), 10);
    }
}

/// A number with leading zeros, from the digit of that weight on.
fn push_digits(out: &mut String, number: u32, weight: u32) {
    let mut weight = weight;
    while weight > 0 {
        let digit = number.div_euclid(weight).rem_euclid(10);
        out.push(char::from_digit(digit, 10).unwrap_or('0'));
        weight = weight.div_euclid(10);
    }
}

/// `14:30`, with seconds only where they are not zero: `14:30:05`
pub fn time(time: NaiveTime) -> String {
    let mut out = String::with_capacity(8);
    push_time(&mut out, time);
    out
}

/// `2025-11-06T14:30`
pub fn local(local: NaiveDateTime) -> String {
    let mut out = String::with_capacity(24);
    push_date(&mut out, local.date());
    out.push('T');
    push_time(&mut out, local.time());
    out
}

/// `2025-11-06T13:30:00Z`
pub fn instant(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A wall time as `14:30` in serde's `with`.
pub mod time_text {
    use chrono::NaiveTime;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    /// Writes `14:30`.
    pub fn serialize<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::time(*time))
    }

    /// Reads `14:30` or `14:30:05`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::iso::time(&text)
            .ok_or_else(|| D::Error::custom(format!("`{text}` is not a wall time like `14:30`")))
    }
}

/// The zone of that name in the zone database.
pub fn zone(name: &str) -> Result<Tz, Error> {
    name.parse().map_err(|_| {
        Error::new(ErrorKind::Zone { name: name.to_owned() }).with_help("a name such as `Europe/Berlin`")
    })
}

/// A clock: RFC 3339 with offset or Z, or wall time in `zone`.
///
/// ```
/// use klartext::wire;
/// let berlin = chrono_tz::Europe::Berlin;
/// assert_eq!(wire::clock("2025-11-05T10:00", berlin)?, wire::clock("2025-11-05T09:00:00Z", berlin)?);
/// assert!(wire::clock("2025-03-30T02:30", berlin).is_err()); // no such wall time
/// # Ok::<(), klartext::Error>(())
/// ```
pub fn clock(text: &str, zone: Tz) -> Result<DateTime<Utc>, Error> {
    let trimmed = text.trim();
    let wrong = || Error::new(ErrorKind::Clock { text: text.to_owned() });
    if let Some(instant) = iso::instant(trimmed) {
        return Ok(instant.with_timezone(&Utc));
    }
    let wall = iso::wall(trimmed)
        .ok_or_else(|| wrong().with_help("RFC 3339, or wall time like `2025-11-05T10:00`"))?;
    zone.from_local_datetime(&wall)
        .earliest()
        .map(|t| t.with_timezone(&Utc))
        .ok_or_else(|| wrong().with_help("the clock was put forward over this time"))
}

/// The context at a request's clock and in its zone; what the request leaves open comes from `default`.
pub(crate) fn context_at(default: &Context, name: Option<&str>, now: Option<&str>) -> Result<Context, Error> {
    let mut context = default.clone();
    if let Some(name) = name {
        context.zone = zone(name)?;
    }
    if let Some(now) = now {
        context.now = clock(now, context.zone)?;
    }
    Ok(context)
}

/// One line into `klartext resolve --jsonl` and `klartext find --jsonl`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResolveRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: serde_json::Value,
    /// What was said.
    pub text: String,
    /// RFC 3339, or wall time in `zone`; without it, the caller's default.
    #[serde(default)]
    pub now: Option<String>,
    /// A name of the zone database; without it, the caller's default.
    #[serde(default)]
    pub zone: Option<String>,
    /// Which way in time the speaker looks.
    #[serde(default)]
    pub expect: Option<Expect>,
    /// Weekly opening hours.
    #[serde(default)]
    pub hours: Option<OpeningHours>,
}

impl ResolveRequest {
    /// The context that the request asks for; what it leaves open comes from `default`.
    pub fn context(&self, default: &Context) -> Result<Context, Error> {
        let mut context = context_at(default, self.zone.as_deref(), self.now.as_deref())?;
        if let Some(expect) = self.expect {
            context.policy.expect = expect;
        }
        if let Some(hours) = &self.hours {
            context.hours = Some(hours.clone());
        }
        Ok(context)
    }
}

/// One line out of `klartext resolve --jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResolveResponse {
    /// That of the request.
    pub id: serde_json::Value,
    /// How it ended.
    pub status: Status,
    /// Every reading, the best of each offer first.
    pub readings: Vec<WireReading>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<WireFinding>"))]
    pub findings: Vec<Finding>,
    /// The best reading as a German voice speaks it.
    pub say: Option<String>,
}

impl ResolveResponse {
    /// The response to a request, in the context in which it was resolved.
    pub fn new(id: serde_json::Value, resolution: &Resolution, context: &Context) -> Self {
        Self {
            id,
            status: resolution.status,
            readings: resolution.readings.iter().map(WireReading::from).collect(),
            findings: resolution.findings.clone(),
            say: resolution.best().map(|r| crate::temporal::speech::say(&r.value, context)),
        }
    }
}

/// One line out of `klartext find --jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindResponse {
    /// That of the request.
    pub id: serde_json::Value,
    /// Every mention, in the order of the text.
    pub mentions: Vec<WireMention>,
}

impl FindResponse {
    /// The response to a request, in the context in which its text was searched.
    pub fn new(id: serde_json::Value, text: &str, mentions: &[Mention], context: &Context) -> Self {
        let wire = |m: &Mention| WireMention {
            span: m.span,
            text: m.of(text).to_owned(),
            status: m.resolution.status,
            readings: m.resolution.readings.iter().map(WireReading::from).collect(),
            findings: m.resolution.findings.clone(),
            say: m.resolution.best().map(|r| crate::temporal::speech::say(&r.value, context)),
        };
        Self { id, mentions: mentions.iter().map(wire).collect() }
    }
}

/// A mention of a date or time in a longer text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireMention {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// How it ended; never `none`.
    pub status: Status,
    /// Every reading, the best of each offer first.
    pub readings: Vec<WireReading>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<WireFinding>"))]
    pub findings: Vec<Finding>,
    /// The best reading as a German voice speaks it.
    pub say: Option<String>,
}

/// What stands in the place of an answer to a line that could not be read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErrorResponse {
    /// That of the request where it could be read, else null.
    pub id: serde_json::Value,
    /// What was wrong.
    pub error: WireError,
}

/// An [`Error`] on the wire.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireError {
    /// What is wrong.
    pub message: String,
    /// Where, if it has a place.
    pub span: Option<Span>,
    /// What would help.
    pub help: Option<String>,
}

impl From<&Error> for WireError {
    fn from(error: &Error) -> Self {
        Self { message: error.to_string(), span: error.span, help: error.help.clone() }
    }
}

/// A finding; its data stand beside these fields.
// Finding writes itself; this mirror of it is for schemas.
#[cfg(feature = "schema")]
#[derive(Debug, schemars::JsonSchema)]
#[schemars(rename = "Finding")]
#[allow(dead_code, reason = "the schema of what Finding writes by hand")]
pub struct WireFinding {
    /// Stable, snake_case.
    code: String,
    severity: crate::finding::Severity,
    /// The slot whose text `span` counts in; absent where the text is no slot's.
    #[schemars(skip_serializing_if = "Option::is_none")]
    slot: Option<String>,
    span: Option<Span>,
    message: WireMessage,
    #[schemars(flatten)]
    data: std::collections::BTreeMap<String, serde_json::Value>,
}

/// A message in both languages.
#[cfg(feature = "schema")]
#[derive(Debug, schemars::JsonSchema)]
#[schemars(rename = "Message")]
#[allow(dead_code, reason = "the schema of what Finding writes by hand")]
pub struct WireMessage {
    de: String,
    en: String,
}

/// A reading on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireReading {
    /// The value.
    #[serde(flatten)]
    pub value: WireValue,
    /// The words it was made from.
    pub span: Span,
    /// Which of the caller's alternatives.
    pub offer: u32,
    /// What was taken for granted.
    pub assumed: Vec<&'static str>,
}

/// A value on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum WireValue {
    /// A civil date.
    Date {
        /// `2025-11-06`
        date: String,
    },
    /// A wall time.
    Time {
        /// `14:30`
        time: String,
    },
    /// A wall date-time with its instant.
    DateTime {
        /// `2025-11-06T14:30`
        local: String,
        /// `2025-11-06T13:30:00Z`
        utc: String,
        /// `Europe/Berlin`
        zone: String,
    },
    /// An interval, its end exclusive, `null` where it is open.
    Interval {
        /// Date, time or local date-time.
        start: Option<String>,
        /// Date, time or local date-time.
        end: Option<String>,
    },
    /// A length.
    Duration {
        /// In seconds.
        seconds: i64,
    },
    /// A repetition.
    Recurrence {
        /// An RFC 5545 RRULE value.
        rrule: String,
        /// The first day that may be part of it; absent where none was said. No DTSTART, which would have to be an occurrence.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<String>,
    },
}

impl From<&Value> for WireValue {
    fn from(value: &Value) -> Self {
        let bound = |b: &Bound| match b {
            Bound::Date(d) => date(*d),
            Bound::Time(t) => time(*t),
            Bound::Local(l) => local(*l),
        };
        match value {
            Value::Date(d) => Self::Date { date: date(*d) },
            Value::Time(t) => Self::Time { time: time(*t) },
            Value::DateTime(m) => {
                Self::DateTime { local: local(m.local), utc: instant(m.utc), zone: m.zone.name().to_owned() }
            }
            Value::Interval { start, end } => {
                Self::Interval { start: start.as_ref().map(bound), end: end.as_ref().map(bound) }
            }
            Value::Duration { seconds } => Self::Duration { seconds: *seconds },
            Value::Recurrence(r) => Self::Recurrence { rrule: r.to_string(), from: r.from.map(date) },
        }
    }
}

impl From<&Reading> for WireReading {
    fn from(r: &Reading) -> Self {
        Self {
            value: WireValue::from(&r.value),
            span: r.span,
            offer: r.offer,
            assumed: r.assumed.iter().map(|a| a.code()).collect(),
        }
    }
}
