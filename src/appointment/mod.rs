//! Appointments: what the opening hours say about a wished-for time, and which appointment a caller means.

pub mod hours;
mod record;

pub use record::{Appointment, AppointmentStatus, Stamp};
