//! klartext turns what a caller said on the phone into data that a booking backend may act on, or into the one
//! question that has to be asked first.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod context;
pub mod error;
pub mod finding;
pub mod hours;
pub mod phone;
pub mod privacy;
mod span;
pub mod template;
pub mod temporal;
pub mod verdict;
pub mod wire;

pub use context::{Context, Expect, Policy};
pub use error::{Error, ErrorKind};
pub use finding::{Finding, Severity};
pub use hours::OpeningHours;
pub use privacy::{mask_phone, redact};
pub use span::Span;
pub use template::{Lookup, MissingPolicy, Syntax, Template};
pub use verdict::{Ask, Outcome, Verdict};
