//! German dates and times: words → syntax (no clock) → readings (clock, zone, policy).

mod compose;
pub mod findings;
mod grammar;
mod holiday;
pub mod recurrence;
mod resolve;
pub mod speech;
mod syntax;
mod value;
pub mod zone;

pub use value::{Assumed, Assumption, Bound, Moment, Reading, Resolution, Status, Value};

use crate::context::Context;
use crate::error::{Error, ErrorKind};

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1 << 20;

/// What the asker of a text waits for; it decides what a bare "vierzehn" is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Hint {
    /// Anything.
    #[default]
    Any,
    /// A date: "am fünfzehnten", "der 15.", "15" are days of a month.
    Date,
    /// A clock time: "vierzehn" and "14" are hours, "1430" is half past two.
    Time,
}

/// One of several texts that together say one moment, such as the fields `datum` and `uhrzeit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The name under which findings about this text are filed.
    pub slot: &'a str,
    /// What was said.
    pub text: &'a str,
    /// What it was said in answer to.
    pub hint: Hint,
}

/// Every meaning of a text that is one answer.
pub fn resolve(text: &str, context: &Context) -> Result<Resolution, Error> {
    resolve_as(text, Hint::Any, context)
}

/// Every meaning of a text that answers a question for a date or a time.
pub fn resolve_as(text: &str, hint: Hint, context: &Context) -> Result<Resolution, Error> {
    check_length(text.len())?;
    Ok(resolve::resolve(parse(text, hint), context))
}

fn check_length(actual: usize) -> Result<(), Error> {
    if actual > MAX_TEXT { Err(Error::new(ErrorKind::TooLong { limit: MAX_TEXT, actual })) } else { Ok(()) }
}

fn parse(text: &str, hint: Hint) -> syntax::Syntax {
    compose::parse(&crate::text::scan(text), hint)
}

/// Every meaning of several texts that together say one moment.
pub fn resolve_parts(parts: &[Part<'_>], context: &Context) -> Result<Resolution, Error> {
    let _ = parts;
    resolve("", context)
}
