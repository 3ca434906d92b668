//! What may be booked: `[booking]` of a rule set, `booking` of `klartext hours`.

use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

/// What may be booked, and what happens to a request outside of that.
///
/// ```
/// use klartext::appointment::{Booking, SlotsFrom};
/// let booking: Booking = serde_json::from_str(r#"{"slot_minutes": 30, "service_minutes": 90}"#)?;
/// assert_eq!((booking.choices, booking.slots_from), (3, SlotsFrom::Opening));
/// assert!(serde_json::from_str::<Booking>(r#"{"slot_minutes": 0}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Booking {
    /// A time that cannot be booked: closed, off the grid, too late for the service, too soon.
    pub outside_hours: Outside,
    /// Minutes that must lie between now and the appointment, counted in instants.
    pub lead_minutes: u32,
    /// Days ahead that may be booked, today being 0; absent means no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon_days: Option<u32>,
    /// A date beyond the horizon.
    pub beyond_horizon: Beyond,
    /// Minutes that the service takes, where a request does not say; it has to end before the break or the closing.
    /// With 0 only its start counts.
    pub service_minutes: u32,
    /// Appointments begin every so many minutes; absent means at any time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot_minutes: Option<NonZeroU16>,
    /// What the slots are counted from.
    pub slots_from: SlotsFrom,
    /// How many times to offer where the one asked for cannot be booked.
    pub choices: u8,
    /// Minutes that lie between two times offered, at least; with 0 every slot may be offered.
    pub apart_minutes: u32,
}

impl Default for Booking {
    fn default() -> Self {
        Self {
            outside_hours: Outside::Ask,
            lead_minutes: 0,
            horizon_days: None,
            beyond_horizon: Beyond::Ask,
            service_minutes: 0,
            slot_minutes: None,
            slots_from: SlotsFrom::Opening,
            choices: 3,
            apart_minutes: 0,
        }
    }
}

/// What happens to a time that cannot be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Outside {
    /// Another time is proposed.
    #[default]
    Ask,
    /// The other time is taken; a finding says so.
    Adjust,
    /// The request is rejected.
    Reject,
}

/// What happens to a date beyond the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Beyond {
    /// An earlier one is asked for.
    #[default]
    Ask,
    /// The request is rejected.
    Reject,
}

/// What the slots are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SlotsFrom {
    /// From each opening, after a break too: 09:10, 09:40, 10:10.
    #[default]
    Opening,
    /// From midnight on the wall clock, and so from the full hour where it is a multiple of the slots: 09:30, 10:00.
    Hour,
}
