//! All that the outside tells the library: the clock, the zone, the opening hours, and how to decide.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::hours::OpeningHours;

/// What holds while one text or one call is judged. The same context and the same text give the same answer.
///
/// ```
/// use klartext::Context;
/// let now = "2025-11-05T09:00:00Z".parse()?;
/// let context = Context::new(now, chrono_tz::Europe::Berlin);
/// assert_eq!(context.local_now().to_string(), "2025-11-05 10:00:00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// The instant at which the text was said.
    pub now: DateTime<Utc>,
    /// The zone whose wall clock the speaker means.
    pub zone: Tz,
    /// Weekly opening hours, if known; they decide between three in the night and three in the afternoon.
    pub hours: Option<OpeningHours>,
    /// How to decide where German leaves a choice.
    pub policy: Policy,
}

impl Context {
    /// A context without opening hours and with the default policy.
    pub fn new(now: DateTime<Utc>, zone: Tz) -> Self {
        Self { now, zone, hours: None, policy: Policy::default() }
    }

    /// The same with opening hours.
    #[must_use]
    pub fn with_hours(mut self, hours: OpeningHours) -> Self {
        self.hours = Some(hours);
        self
    }

    /// The same with another policy.
    #[must_use]
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The wall clock in the zone, right now.
    pub fn local_now(&self) -> NaiveDateTime {
        self.now.with_timezone(&self.zone).naive_local()
    }

    /// The civil date in the zone, right now.
    pub fn today(&self) -> NaiveDate {
        self.local_now().date()
    }

    /// `days` after today, staying inside chrono's calendar.
    pub fn day(&self, days: i64) -> Option<NaiveDate> {
        let today = self.today();
        if days < 0 {
            today.checked_sub_days(Days::new(days.unsigned_abs()))
        } else {
            today.checked_add_days(Days::new(days.unsigned_abs()))
        }
    }
}

/// Decisions that German leaves open. The defaults are those of the reference system; each one that changed a value
/// is named in `assumed` or in a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Policy {
    /// Which way in time the speaker looks.
    pub expect: Expect,
    /// What "nächsten Freitag" means first; the other one stays as a second reading.
    pub next_weekday: NextWeekday,
    /// Which of two equal wall times in autumn is meant.
    pub fold: Fold,
    /// Wall time from which an hour of 1 to 12 is read as daytime when no opening hours are known.
    #[serde(with = "crate::wire::time_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub day_begins: NaiveTime,
    /// Wall time before which it is still daytime.
    #[serde(with = "crate::wire::time_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub day_ends: NaiveTime,
    /// Parts of day.
    pub day_parts: DayParts,
    /// Months ahead beyond which a date with an explicit year is questioned.
    pub far_months: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            expect: Expect::Future,
            next_weekday: NextWeekday::Coming,
            fold: Fold::Ask,
            day_begins: hour(7),
            day_ends: hour(19),
            day_parts: DayParts::default(),
            far_months: 18,
        }
    }
}

/// Which way in time the speaker looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Expect {
    /// An appointment to come: an explicit past year is corrected, anything past is flagged.
    #[default]
    Future,
    /// Something that was: the latest occurrence is taken.
    Past,
    /// Either: explicit years stay as said, and without a year the next occurrence is taken.
    Any,
}

/// What "nächsten Freitag" means first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum NextWeekday {
    /// The coming one.
    #[default]
    Coming,
    /// The one in the next ISO week.
    NextWeek,
}

/// Which of two equal wall times is meant when the clock goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Fold {
    /// Both stay, as readings.
    #[default]
    Ask,
    /// The first, still in summer time.
    Earlier,
    /// The second, in winter time.
    Later,
}

/// A stretch of the day, from `start` to `end`, the end exclusive; an `end` not after `start` lies on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayPart {
    /// First wall time that belongs to it.
    #[serde(with = "crate::wire::time_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub start: NaiveTime,
    /// First wall time that does not.
    #[serde(with = "crate::wire::time_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub end: NaiveTime,
}

impl DayPart {
    /// True where `time` belongs to the part.
    pub fn contains(self, time: NaiveTime) -> bool {
        if self.start < self.end {
            self.start <= time && time < self.end
        } else {
            self.start <= time || time < self.end
        }
    }
}

/// When the parts of the day are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayParts {
    /// früh, morgens
    pub morning: DayPart,
    /// vormittags
    pub forenoon: DayPart,
    /// mittags
    pub noon: DayPart,
    /// nachmittags
    pub afternoon: DayPart,
    /// abends
    pub evening: DayPart,
    /// nachts
    pub night: DayPart,
}

impl Default for DayParts {
    fn default() -> Self {
        let part = |start, end| DayPart { start: hour(start), end: hour(end) };
        Self {
            morning: part(6, 10),
            forenoon: part(8, 12),
            noon: part(12, 14),
            afternoon: part(12, 18),
            evening: part(18, 22),
            night: part(22, 6),
        }
    }
}

/// A full hour; an hour that no clock shows is midnight.
pub(crate) fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN)
}
