//! Appointments: what the opening hours say about a wished-for time, and whether a name that was heard is the one that is stored.

pub mod hours;
pub mod name;
