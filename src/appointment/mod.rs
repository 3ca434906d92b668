//! Appointments: what the opening hours say about a wished-for time, whether a name that was heard is the one that is stored,
//! and which appointment a caller means.

pub mod hours;
pub mod lookup;
pub mod name;
mod record;

pub use record::{Appointment, AppointmentStatus, Stamp};
