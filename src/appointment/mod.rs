//! Appointments: what the opening hours say about a wished-for time, and which appointment a caller means.

mod bookable;
mod booking;
pub mod hours;
mod record;
mod say;
mod starts;

pub use bookable::{Answer, Bookability, Reason, Request, Start, bookable, choices};
pub(crate) use bookable::{Judgement, judge};
pub use booking::{Beyond, Booking, Outside, SlotsFrom};
pub use record::{Appointment, AppointmentStatus, Stamp};
pub use say::say;
