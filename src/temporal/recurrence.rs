//! Repetition, in the terms of RFC 5545.

use std::fmt;

use chrono::{Datelike as _, NaiveDate, NaiveTime, Timelike as _, Weekday};

/// The unit that a recurrence counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Freq {
    /// Every n-th day.
    Daily,
    /// Every n-th week.
    Weekly,
    /// Every n-th month.
    Monthly,
    /// Every n-th year.
    Yearly,
}

/// A set of weekdays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// No day.
    pub const NONE: Self = Self(0);
    /// Monday to Friday.
    pub const WORKDAYS: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self(0b110_0000);
    /// All seven.
    pub const ALL: Self = Self(0b111_1111);

    /// With one more day.
    #[must_use]
    pub fn and(self, day: Weekday) -> Self {
        Self(self.0 | Self::bit(day))
    }

    /// Without a day.
    #[must_use]
    pub fn without(self, day: Weekday) -> Self {
        Self(self.0 & !Self::bit(day))
    }

    /// Days of either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True if the day is in it.
    pub fn has(self, day: Weekday) -> bool {
        self.0 & Self::bit(day) != 0
    }

    /// True if no day is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into_iter().filter(move |d| self.has(*d))
    }

    fn bit(day: Weekday) -> u8 {
        1 << day.num_days_from_monday()
    }
}

/// A rule that repeats; [`fmt::Display`] writes it as an RFC 5545 `RRULE` value.
///
/// ```
/// use klartext::temporal::recurrence::{Freq, Recurrence, Weekdays};
/// let mut every_other_tuesday = Recurrence::every(2, Freq::Weekly);
/// every_other_tuesday.weekdays = Weekdays::NONE.and(chrono::Weekday::Tue);
/// assert_eq!(every_other_tuesday.to_string(), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Recurrence {
    /// What is counted.
    pub freq: Freq,
    /// Every how many of them; at least 1.
    pub interval: u32,
    /// On which weekdays only.
    pub weekdays: Weekdays,
    /// Which of those weekdays in the month: 1 the first, -1 the last.
    pub nth: Option<i8>,
    /// On which day of the month; -1 is its last.
    pub month_day: Option<i8>,
    /// At what wall time.
    pub at: Option<NaiveTime>,
    /// How often in all.
    pub count: Option<u32>,
    /// The first day that may be part of it; where nothing else names a day, it does. No `DTSTART` of RFC 5545, which has to be an
    /// occurrence itself: [`occurrences`](crate::appointment::occurrences) lists those.
    pub from: Option<NaiveDate>,
    /// The last day that may be part of it.
    pub until: Option<NaiveDate>,
}

impl Recurrence {
    /// Every `interval` of `freq`, nothing more.
    pub const fn every(interval: u32, freq: Freq) -> Self {
        Self {
            freq,
            interval,
            weekdays: Weekdays::NONE,
            nth: None,
            month_day: None,
            at: None,
            count: None,
            from: None,
            until: None,
        }
    }
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.freq {
            Freq::Daily => "FREQ=DAILY",
            Freq::Weekly => "FREQ=WEEKLY",
            Freq::Monthly => "FREQ=MONTHLY",
            Freq::Yearly => "FREQ=YEARLY",
        })?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        if let Some(count) = self.count {
            write!(f, ";COUNT={count}")?;
        } else if let Some(until) = self.until {
            write!(f, ";UNTIL={:04}{:02}{:02}", until.year(), until.month(), until.day())?;
        }
        if !self.weekdays.is_empty() {
            f.write_str(";BYDAY=")?;
            for (i, day) in self.weekdays.iter().enumerate() {
                if i > 0 {
                    f.write_str(",")?;
                }
                if let Some(nth) = self.nth {
                    write!(f, "{nth}")?;
                }
                f.write_str(match day {
                    Weekday::Mon => "MO",
                    Weekday::Tue => "TU",
                    Weekday::Wed => "WE",
                    Weekday::Thu => "TH",
                    Weekday::Fri => "FR",
                    Weekday::Sat => "SA",
                    Weekday::Sun => "SU",
                })?;
            }
        }
        if let Some(day) = self.month_day {
            write!(f, ";BYMONTHDAY={day}")?;
        }
        if let Some(at) = self.at {
            write!(f, ";BYHOUR={};BYMINUTE={}", at.hour(), at.minute())?;
        }
        Ok(())
    }
}
