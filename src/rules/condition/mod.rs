//! Conditions: `service == "Färben" and start.time >= 17:00`.
//!
//! A condition is read (`token`, `syntax`), understood in the light of the slots (`understand`), looked at for sense
//! (`sense`), and then evaluated (`evaluate`) as often as one likes.

pub(crate) mod codes;
pub(crate) mod evaluate;
pub(crate) mod meaning;
pub(crate) mod sense;
mod show;
pub(crate) mod syntax;
pub(crate) mod token;
pub(crate) mod understand;
pub(crate) mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A condition over slots, counts and findings, as it is written in a rule set.
///
/// - values: a slot (`guests`), something about it (`start.date`, `.time`, `.weekday`, `.year`, `.month`, `.day`,
///   `.hour`, `.minute`, `name.length`, `phone.source`, `start.turn`), the clock (`today`, `now`, `now.weekday`), what is
///   counted (`turns`, `attempts`, `attempts.start`, `findings`, `findings.year_corrected`, `count(bookings)`,
///   `count(bookings where guests > 2)`, `streak(calls where not ok)` for those at the end of a list one after the other),
///   `percent(good, all)`, and `bucket(call_id)`, 0 to 99 and always the same for the same text;
/// - literals: `8`, `1.5`, `"Färben"`, `true`, `2025-12-24`, `2025-12-24T14:00`, `14:30`, `45min`, `2h`, `30d`, `2w`; a
///   weekday is `mon` to `sun`, a source `signalled`, `said` or `model`; `today + 30d`, `now + 2h`;
/// - tests: `==` `!=` `<` `<=` `>` `>=` `contains` `not_contains` `in [ … ]` `not in [ … ]` `exists` `not_exist`; texts are
///   compared without regard to case and umlaut spelling;
/// - joined by `and`, `or`, `not` and brackets (`&&`, `||` and `!` are understood too).
///
/// What is not known makes a test neither true nor false, and a rule applies only where its condition is true.
///
/// ```
/// use klartext::rules::Condition;
/// let condition: Condition = "guests>8 &&  start.weekday in [sat,sun]".into();
/// assert_eq!(condition.formatted().as_deref(), Some("guests > 8 and start.weekday in [sat, sun]"));
/// assert_eq!(Condition::from("guests >").formatted(), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Condition(String);

impl Condition {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is best written; `None` where it cannot be read.
    pub fn formatted(&self) -> Option<String> {
        syntax::parse(&self.0).ok().map(|tree| tree.to_string())
    }
}

impl From<&str> for Condition {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
#[cfg(test)]
mod tests;
