//! One rule: when it applies, how much it weighs, and what is said then.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::slot::{Ordered, Question};

/// The rules by id, in the order of the file.
pub type Rules = Ordered<Rule>;

/// What holds for a whole call, not for one slot. Its id is the code of its finding.
///
/// ```toml
/// [rules.late_colouring]
/// when = 'service == "Färben" and start.time >= 16:30'
/// severity = "ask"
/// slot = "start"
/// message = "Färben dauert anderthalb Stunden, wir schließen um achtzehn Uhr."
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rule {
    /// When it applies: `guests > 8 and start.weekday in [fri, sat]`.
    pub when: Condition,
    /// What happens then.
    pub severity: Weight,
    /// The slot that it is about. What `ask` asks for; with `ask` it has to be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// What the finding says, and what the caller is told where the rule asks or rejects; a template over the slots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Question>,
    /// For `ask`: the whole of what is asked; without it, the message and then the question of the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// For `ask`: a yes to the question lets the value stand, and the rule does not ask again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirm: bool,
    /// Among the questions that are possible the one with the smallest number is asked; the default is that of the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<i32>,
    /// Why there is this rule; for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What happens where a rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Weight {
    /// A finding, and nothing else.
    Note,
    /// A finding that somebody should look at; the call is accepted all the same.
    Warning,
    /// A question; the value of the slot does not count until it is answered.
    Ask,
    /// The call is rejected.
    Reject,
}

impl Weight {
    /// The name in a rule set.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Ask => "ask",
            Self::Reject => "reject",
        }
    }
}

/// How much may happen in one conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallLimits {
    /// How often a slot is asked for in vain before a person takes over; 0 means again and again.
    pub attempts: u32,
    /// How many turns there may be before a person takes over; 0 means any number.
    pub turns: u32,
    /// What is said when a person takes over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_over: Option<Question>,
}

impl Default for CallLimits {
    fn default() -> Self {
        Self { attempts: 4, turns: 0, hand_over: None }
    }
}
