//! An appointment as a booking system stores it.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::iso;

/// A point in time as a table stores it: the instant, and whether it was marked as UTC. Tables are known that hold
/// Berlin wall time with a `Z` behind it; only a stamp that was marked so can have that mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stamp {
    /// The instant, as it stands there.
    pub at: DateTime<Utc>,
    /// True where it was written with `Z` or `+00:00`.
    pub marked_utc: bool,
}

impl Stamp {
    /// Reads RFC 3339, or wall time in `zone`.
    ///
    /// ```
    /// use klartext::appointment::Stamp;
    /// let berlin = chrono_tz::Europe::Berlin;
    /// let (wall, utc) = (Stamp::parse("2025-11-06T15:00", berlin)?, Stamp::parse("2025-11-06T14:00:00Z", berlin)?);
    /// assert_eq!(wall.at, utc.at);
    /// assert!(utc.marked_utc && !wall.marked_utc);
    /// # Ok::<(), klartext::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Clock`](crate::ErrorKind::Clock) for anything else, and for a wall time that the zone skips.
    pub fn parse(text: &str, zone: Tz) -> Result<Self, Error> {
        let at = crate::wire::clock(text, zone)?;
        let marked_utc =
            iso::instant(text.trim()).is_some_and(|with_offset| with_offset.offset().local_minus_utc() == 0);
        Ok(Self { at, marked_utc })
    }

    /// What the clock on the wall shows.
    pub fn wall(self, zone: Tz) -> NaiveDateTime {
        self.at.with_timezone(&zone).naive_local()
    }

    /// What the clock would show if the table held wall time with a wrong mark; none where it cannot.
    pub fn wall_if_mismarked(self, zone: Tz) -> Option<NaiveDateTime> {
        let as_written = self.at.naive_utc();
        (self.marked_utc && as_written != self.wall(zone)).then_some(as_written)
    }
}

impl From<DateTime<Utc>> for Stamp {
    fn from(at: DateTime<Utc>) -> Self {
        Self { at, marked_utc: true }
    }
}

/// Whether an appointment still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AppointmentStatus {
    /// It stands.
    #[default]
    Booked,
    /// It was called off, by whomever.
    Cancelled,
    /// It has been kept, or missed.
    Over,
    /// A word of the booking system that is not known here: it never matches, and a finding says so.
    Unknown,
}

impl AppointmentStatus {
    /// The status that a booking system's word means; case, blanks, hyphens and underscores do not count.
    ///
    /// ```
    /// use klartext::appointment::AppointmentStatus;
    /// assert_eq!(AppointmentStatus::of("Confirmed"), AppointmentStatus::Booked);
    /// assert_eq!(AppointmentStatus::of("no-show"), AppointmentStatus::Over);
    /// assert_eq!(AppointmentStatus::of("vielleicht"), AppointmentStatus::Unknown);
    /// ```
    pub fn of(word: &str) -> Self {
        let plain: String =
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(32).collect();
        match plain.as_str() {
            "" | "booked" | "confirmed" | "scheduled" | "accepted" | "active" | "pending" | "open"
            | "new" | "approved" | "rescheduled" | "gebucht" | "bestätigt" | "geplant" | "offen"
            | "aktiv" => Self::Booked,
            "cancelled" | "canceled" | "deleted" | "rejected" | "declined" | "storniert" | "abgesagt"
            | "gelöscht" | "abgelehnt" => Self::Cancelled,
            "completed" | "done" | "over" | "finished" | "noshow" | "missed" | "attended" | "arrived"
            | "erledigt" | "abgeschlossen" | "wahrgenommen" | "nichterschienen" => Self::Over,
            _ => Self::Unknown,
        }
    }
}

/// An appointment as a booking system stores it.
#[derive(Clone, PartialEq, Eq)]
pub struct Appointment {
    /// What the booking system calls it.
    pub id: String,
    /// Company or branch, where several share a table.
    pub tenant: Option<String>,
    /// Whose it is; customers of one family have one each.
    pub customer_id: Option<String>,
    /// The customer's name as stored.
    pub name: Option<String>,
    /// The customer's number as stored.
    pub phone: Option<String>,
    /// When it begins.
    pub start: Stamp,
    /// When it ends.
    pub end: Option<Stamp>,
    /// What for.
    pub service: Option<String>,
    /// With whom.
    pub staff: Option<String>,
    /// The call in which it was booked, as the voice platform named it.
    pub call_id: Option<String>,
    /// Whether it still stands.
    pub status: AppointmentStatus,
}

impl Appointment {
    /// One that stands, with nothing known but when it begins.
    pub fn new(id: impl Into<String>, start: impl Into<Stamp>) -> Self {
        Self {
            id: id.into(),
            tenant: None,
            customer_id: None,
            name: None,
            phone: None,
            start: start.into(),
            end: None,
            service: None,
            staff: None,
            call_id: None,
            status: AppointmentStatus::Booked,
        }
    }

    /// What orders appointments: when they begin, and their ids where that is the same.
    pub(crate) fn in_time(&self) -> (&Stamp, &str) {
        (&self.start, &self.id)
    }
}

// By hand: whose appointment it is belongs into no log.
impl fmt::Debug for Appointment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Appointment")
            .field("id", &self.id)
            .field("tenant", &self.tenant)
            .field("start", &self.start.at)
            .field("service", &self.service)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_mark_of_utc_can_be_wrong() {
        let berlin = chrono_tz::Europe::Berlin;
        let parse = |text: &str| Stamp::parse(text, berlin).unwrap();
        let summer = parse("2025-07-01T15:00:00Z");
        assert_eq!(summer.wall(berlin).to_string(), "2025-07-01 17:00:00");
        assert_eq!(summer.wall_if_mismarked(berlin).unwrap().to_string(), "2025-07-01 15:00:00");
        assert_eq!(parse("2025-07-01T15:00").wall_if_mismarked(berlin), None);
        assert_eq!(parse("2025-07-01T15:00:00+02:00").wall_if_mismarked(berlin), None);
        assert_eq!(parse("2025-07-01T15:00:00+00:00").at, summer.at);
        assert_eq!(summer.wall_if_mismarked(chrono_tz::UTC), None);
        assert!(Stamp::parse("2025-03-30T02:30", berlin).is_err());
        assert!(Stamp::parse("morgen", berlin).is_err());
    }

    #[test]
    fn no_name_and_no_number_is_shown() {
        let mut appointment = Appointment::new("a1", DateTime::UNIX_EPOCH);
        appointment.name = Some("Jonas Keller".into());
        appointment.phone = Some("030 23125108".into());
        let shown = format!("{appointment:?}");
        assert!(!shown.contains("Keller") && !shown.contains("23125"), "{shown}");
    }
}
