//! Appointments: what the opening hours say about a wished-for time.

pub mod hours;
