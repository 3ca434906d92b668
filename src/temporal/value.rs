//! What a text can mean: values, readings, and the resolution that holds them all.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use super::recurrence::Recurrence;
use crate::finding::{Finding, Severity};
use crate::span::Span;

/// A wall date-time that exists in its zone, with the instant it is.
///
/// Made by [`localise`](super::zone::localise) only, so that no wall time becomes an instant without its zone named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// What the clock on the wall shows.
    pub local: NaiveDateTime,
    /// The instant.
    pub utc: DateTime<Utc>,
    /// The zone of the wall clock.
    pub zone: Tz,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// A civil date.
    Date(NaiveDate),
    /// A wall time of any day.
    Time(NaiveTime),
    /// A wall date-time.
    Local(NaiveDateTime),
}

/// A value that was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Value {
    /// A civil date.
    Date(NaiveDate),
    /// A wall time said without a date.
    Time(NaiveTime),
    /// A wall date-time and its instant.
    DateTime(Moment),
    /// From `start` up to, not including, `end`; `None` is an open end.
    Interval {
        /// First.
        start: Option<Bound>,
        /// First that no longer belongs to it.
        end: Option<Bound>,
    },
    /// A length of time.
    Duration {
        /// In seconds; a day counts 86,400.
        seconds: i64,
    },
    /// Something that repeats.
    Recurrence(Recurrence),
}

/// What was taken for granted to arrive at a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Assumption {
    /// No year was said: the next (or, looking back, the latest) occurrence.
    Occurrence,
    /// No month was said: the next such day of a month.
    Month,
    /// An hour of 1 to 12 with no part of day, read as it stands.
    Morning,
    /// An hour of 1 to 12 with no part of day, read as afternoon or night.
    Afternoon,
    /// An explicit past year was replaced.
    YearCorrected,
    /// A year of two digits.
    Century,
    /// "nächsten …": the coming one.
    Coming,
    /// "nächsten …": the one of the next ISO week.
    FollowingWeek,
    /// A bare weekday that is today's, read as today.
    Today,
    /// A bare weekday that is today's, read as a week ahead.
    WeekAhead,
    /// "in acht Tagen": the idiom for a week.
    EightDaysIdiom,
    /// "in acht Tagen": counted.
    EightDaysCounted,
    /// Weekday and date contradict each other: the date as said.
    DateAsSaid,
    /// Weekday and date contradict each other: the nearest such weekday.
    WeekdayAsSaid,
    /// A month is too short: its last day.
    MonthEnd,
    /// "Mitternacht": the end of the day named.
    EndOfDay,
    /// "Mitternacht": the start of the day named.
    StartOfDay,
    /// An hour after midnight of the night that begins on the day named.
    AfterMidnight,
    /// The part of day stands for a stretch of the clock.
    PartOfDay,
    /// "gegen", "ungefähr".
    Approximate,
    /// The first of two equal wall times.
    FoldEarlier,
    /// The second of two equal wall times.
    FoldLater,
    /// A word was repaired.
    Spelling,
    /// The speaker corrected himself: what came before is gone.
    Repaired,
    /// A UTC or offset time, shown on the wall clock of the zone.
    Converted,
    /// Digits without a colon or "Uhr", read as a clock time.
    BareClock,
    /// The time was said once and holds for every offer.
    Shared,
    /// The other of two possible meanings, as the finding says.
    Alternative,
}

impl Assumption {
    /// Every assumption, in the order of their codes on the wire.
    pub const ALL: [Self; 28] = [
        Self::Occurrence,
        Self::Month,
        Self::Morning,
        Self::Afternoon,
        Self::YearCorrected,
        Self::Century,
        Self::Coming,
        Self::FollowingWeek,
        Self::Today,
        Self::WeekAhead,
        Self::EightDaysIdiom,
        Self::EightDaysCounted,
        Self::DateAsSaid,
        Self::WeekdayAsSaid,
        Self::MonthEnd,
        Self::EndOfDay,
        Self::StartOfDay,
        Self::AfterMidnight,
        Self::PartOfDay,
        Self::Approximate,
        Self::FoldEarlier,
        Self::FoldLater,
        Self::Spelling,
        Self::Repaired,
        Self::Converted,
        Self::BareClock,
        Self::Shared,
        Self::Alternative,
    ];

    /// The code on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Occurrence => "next_occurrence",
            Self::Month => "next_month_day",
            Self::Morning => "hour_as_said",
            Self::Afternoon => "hour_plus_twelve",
            Self::YearCorrected => "year_corrected",
            Self::Century => "two_digit_year",
            Self::Coming => "coming_weekday",
            Self::FollowingWeek => "weekday_of_next_week",
            Self::Today => "today",
            Self::WeekAhead => "week_ahead",
            Self::EightDaysIdiom => "eight_days_a_week",
            Self::EightDaysCounted => "eight_days_counted",
            Self::DateAsSaid => "date_as_said",
            Self::WeekdayAsSaid => "weekday_as_said",
            Self::MonthEnd => "month_end",
            Self::EndOfDay => "end_of_day",
            Self::StartOfDay => "start_of_day",
            Self::AfterMidnight => "after_midnight",
            Self::PartOfDay => "part_of_day",
            Self::Approximate => "approximate",
            Self::FoldEarlier => "fold_earlier",
            Self::FoldLater => "fold_later",
            Self::Spelling => "spelling_corrected",
            Self::Repaired => "repaired",
            Self::Converted => "zone_converted",
            Self::BareClock => "bare_clock",
            Self::Shared => "shared_time",
            Self::Alternative => "alternative",
        }
    }

    const fn bit(self) -> u32 {
        1 << (self as u8)
    }
}

/// A set of [`Assumption`]s.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Assumed(u32);

impl Assumed {
    /// None.
    pub const NONE: Self = Self(0);

    /// Just one.
    pub const fn of(assumption: Assumption) -> Self {
        Self(assumption.bit())
    }

    /// With one more.
    #[must_use]
    pub const fn and(self, assumption: Assumption) -> Self {
        Self(self.0 | assumption.bit())
    }

    /// All of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without those of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// True if it is among them.
    pub const fn has(self, assumption: Assumption) -> bool {
        self.0 & assumption.bit() != 0
    }

    /// True if there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Assumption> {
        Assumption::ALL.into_iter().filter(move |a| self.has(*a))
    }
}

impl std::fmt::Debug for Assumed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(Assumption::code)).finish()
    }
}

/// One meaning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// What was meant.
    pub value: Value,
    /// The words it was made from.
    pub span: Span,
    /// Which of the caller's alternatives it belongs to: 0, 1, …
    pub offer: u32,
    /// What was taken for granted.
    pub assumed: Assumed,
}

/// How a resolution ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Status {
    /// Every offer has one reading.
    Resolved,
    /// An offer has several readings.
    Ambiguous,
    /// Understood, but there is no such date or time.
    Invalid,
    /// No date or time in the text.
    None,
}

impl Status {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Ambiguous => "ambiguous",
            Self::Invalid => "invalid",
            Self::None => "none",
        }
    }
}

/// All that a text means: every reading, the best of each offer first, and what was noticed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// How it ended.
    pub status: Status,
    /// The readings, ordered by offer, best first.
    pub readings: Vec<Reading>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

impl Resolution {
    /// The best reading of the first offer.
    pub fn best(&self) -> Option<&Reading> {
        self.readings.first()
    }

    /// The best reading of each offer.
    pub fn offers(&self) -> impl Iterator<Item = &Reading> {
        let mut next = None;
        self.readings.iter().filter(move |r| {
            let first = next != Some(r.offer);
            next = Some(r.offer);
            first
        })
    }

    /// True when a value may be used without asking: one reading, and nothing noticed above a note.
    pub fn is_certain(&self) -> bool {
        self.status == Status::Resolved
            && self.readings.len() == 1
            && self.findings.iter().all(|f| f.severity() == Severity::Note)
    }
}
