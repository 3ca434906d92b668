//! German dates and times: words → syntax (no clock) → readings (clock, zone, policy).

pub mod recurrence;
pub mod speech;
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
    let _ = (hint, context);
    if text.len() > MAX_TEXT {
        return Err(Error::new(ErrorKind::TooLong { limit: MAX_TEXT, actual: text.len() }));
    }
    Ok(Resolution { status: Status::None, readings: Vec::new(), findings: Vec::new() })
}

/// Every meaning of several texts that together say one moment.
pub fn resolve_parts(parts: &[Part<'_>], context: &Context) -> Result<Resolution, Error> {
    parts.first().map_or_else(
        || Ok(Resolution { status: Status::None, readings: Vec::new(), findings: Vec::new() }),
        |p| resolve_as(p.text, p.hint, context),
    )
}
