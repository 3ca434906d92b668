//! German dates and times: words → syntax (no clock) → readings (clock, zone, policy).

mod assumption;
mod compose;
mod explain;
mod find;
pub mod findings;
mod grammar;
mod holiday;
pub mod holidays;
pub mod recurrence;
mod resolve;
pub mod speech;
mod syntax;
mod value;
pub mod zone;

pub use explain::{AssumptionNote, Explanation, Node, Phrase, ReadingNote, WordNote, Wording, explain};
pub use find::{Mention, find};
pub use value::{Assumed, Assumption, Bound, Moment, Reading, Resolution, Status, Value};

use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::span::Span;

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
    compose::parse(text, 0, hint)
}

/// Every meaning of several texts that together say one moment. A finding is filed under the slot of its text, and its
/// span counts in that text; where two texts say the same thing, only what both can mean is left, and where they do not
/// agree, both stay, with the finding `texts_disagree`.
///
/// ```
/// use klartext::{Context, temporal::{self, Hint, Part}};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let parts = [
///     Part { slot: "datum", text: "morgen", hint: Hint::Date },
///     Part { slot: "uhrzeit", text: "14", hint: Hint::Time },
/// ];
/// let resolution = temporal::resolve_parts(&parts, &context)?;
/// assert_eq!(temporal::speech::say(&resolution.best().unwrap().value, &context),
///     "Donnerstag, den sechsten November, um vierzehn Uhr");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn resolve_parts(parts: &[Part<'_>], context: &Context) -> Result<Resolution, Error> {
    check_length(parts.iter().fold(0, |sum, p| p.text.len().saturating_add(1).saturating_add(sum)))?;
    let mut syntax = syntax::Syntax::default();
    let mut bases: Vec<usize> = Vec::with_capacity(parts.len());
    let mut base = 0usize;
    for part in parts {
        bases.push(base);
        // The texts lie side by side as one, so that every span tells which of them it belongs to.
        let by = u32::try_from(base).unwrap_or(u32::MAX);
        syntax = compose::combine(syntax, compose::parse(part.text, by, part.hint));
        base = base.saturating_add(part.text.len()).saturating_add(1);
    }
    let mut resolution = resolve::resolve(syntax, context);
    let place = |span: Span| -> Option<(usize, Span)> {
        let at = bases.partition_point(|b| *b <= span.start).checked_sub(1)?;
        let (base, part) = (bases.get(at)?, parts.get(at)?);
        let inside = |n: usize| n.saturating_sub(*base).min(part.text.len());
        Some((at, Span::new(inside(span.start), inside(span.end))))
    };
    for finding in &mut resolution.findings {
        if let Some((at, span)) = finding.span.and_then(place) {
            finding.span = Some(span);
            finding.slot = parts.get(at).map(|p| p.slot.to_owned());
        }
    }
    for reading in &mut resolution.readings {
        if let Some((_, span)) = place(reading.span) {
            reading.span = span;
        }
    }
    Ok(resolution)
}
