//! Appointments: what the opening hours say about a wished-for time, whether a name that was heard is the one that is stored,
//! and which appointment a caller means.

mod asked;
mod bookable;
mod booking;
pub mod confirm;
pub mod half;
pub mod hours;
pub mod lookup;
pub mod name;
mod record;
mod say;
mod series;
pub mod several;
mod starts;
mod wire_hours;

pub use bookable::{Answer, Bookability, Reason, Request, Start, bookable, choices};
pub(crate) use bookable::{Judgement, judge};
pub use booking::{Beyond, Booking, Outside, SlotsFrom};
pub use confirm::confirm;
pub(crate) use half::halves_decided;
pub use record::{Appointment, AppointmentStatus, Stamp};
pub use say::say;
pub use series::{MAX_OCCURRENCES, Series, occurrences};
pub use several::several;
pub use wire_hours::{HoursAnswer, HoursRequest, HoursResponse, HoursStatus, WireMoment, WishRequest};
