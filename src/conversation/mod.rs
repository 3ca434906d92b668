//! What is known after every turn of a call, from whom, and since when.
//!
//! The state keeps texts as they were said, with the clock of that turn: "morgen" said before midnight stays that day.
//! Values are made from the texts anew at every turn, so that nothing in the state can disagree with the rules.

mod merge;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use crate::payload::Source;
use crate::privacy::Quiet;

pub use merge::{PLACEHOLDER, TOO_LONG};
pub(crate) use merge::{merge, of_item};

/// The version of the serialised state.
pub const VERSION: u32 = 1;

/// How many replaced texts of a slot are kept.
pub const MAX_HISTORY: usize = 16;

/// The state of one call between two turns. Empty by default; made by [`Engine::turn`](crate::Engine::turn).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conversation {
    #[serde(deserialize_with = "known_version")]
    version: u32,
    /// How many turns there were.
    pub turns: u32,
    /// What is known, by slot.
    pub slots: BTreeMap<String, SlotState>,
    /// How often each slot was asked for since it was last settled; a slot that was not is not in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attempts: BTreeMap<String, u32>,
    /// What was asked last and is not answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
}

impl Conversation {
    /// Slots of which the last text was not taken for what it contains, with the code of that finding.
    pub(crate) fn refused(&self) -> Vec<(String, String)> {
        self.slots.iter().filter_map(|(name, slot)| Some((name.clone(), slot.refused.clone()?))).collect()
    }
}

fn known_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    use serde::de::Error as _;
    let version = u32::deserialize(deserializer)?;
    if version == VERSION {
        Ok(version)
    } else {
        Err(D::Error::custom(format!("conversation of version {version}, expected {VERSION}")))
    }
}

impl Default for Conversation {
    fn default() -> Self {
        Self { version: VERSION, turns: 0, slots: BTreeMap::new(), attempts: BTreeMap::new(), open: None }
    }
}

/// What is known of one slot.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SlotState {
    /// What counts now.
    pub heard: BTreeMap<Part, Heard>,
    /// The value that was made of it, as in a verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// Which part was asked for when the text for the whole slot was said: "15" is a day or a time after that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Part>,
    /// The last day that was understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub date: Option<NaiveDate>,
    /// The last time of day that was understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub time: Option<NaiveTime>,
    /// A proposal that the caller has said yes to; it counts until something new is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Proposal>,
    /// Codes of doubts that the caller has said yes to.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub confirmed: BTreeSet<String>,
    /// While nothing is known: the code of the finding for which the last text was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// For a list: what the caller has said yes to about one slot of one item, by `1.start`, items counted from 0.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, Agreed>,
    /// What was said before and replaced since, the oldest first, at most [`MAX_HISTORY`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Heard>,
}

/// Which part of a slot a text fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Part {
    /// All of it.
    Value,
    /// The day of a moment.
    Date,
    /// The time of day of a moment.
    Time,
    /// An instant, from a machine.
    Instant,
}

/// Something said.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Heard {
    /// As it came.
    pub text: String,
    /// Where in the payload: `$.args.datum`.
    pub path: String,
    /// From whom.
    pub source: Source,
    /// In which turn, from 1.
    pub turn: u32,
    /// The clock of that turn.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: DateTime<Utc>,
}

// By hand: what callers say does not belong into a log as it is.
impl fmt::Debug for SlotState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.as_ref().map(ToString::to_string);
        f.debug_struct("SlotState")
            .field("heard", &self.heard)
            .field("value", &value.as_deref().map(Quiet))
            .field("asked", &self.asked)
            .field("date", &self.date)
            .field("time", &self.time)
            .field("accepted", &self.accepted)
            .field("confirmed", &self.confirmed)
            .field("refused", &self.refused)
            .field("items", &self.items)
            .field("history", &self.history)
            .finish()
    }
}

impl fmt::Debug for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Heard")
            .field("text", &Quiet(&self.text))
            .field("path", &self.path)
            .field("source", &self.source)
            .field("turn", &self.turn)
            .field("at", &self.at)
            .finish()
    }
}

/// A question that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Open {
    /// The slot that was asked for.
    pub slot: String,
    /// The code of the finding that made it necessary.
    pub code: String,
    /// Which part of the slot was asked for.
    pub part: Part,
    /// What was proposed; a yes takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// What was put up for choice, in the order of speaking; "den zweiten" takes the second.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<Proposal>,
    /// For a list: which slot of which item was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Inner>,
}

/// A slot of an item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inner {
    /// Which item, from 0.
    pub index: usize,
    /// Its slot.
    pub slot: String,
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.index, self.slot)
    }
}

/// What the caller has said yes to about a slot of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Agreed {
    /// A proposal; it counts until the list changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Proposal>,
    /// Codes of doubts.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub confirmed: BTreeSet<String>,
}

/// What the engine proposed instead of what was asked for; wall time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub enum Proposal {
    /// A day, its time to be asked for.
    Day(NaiveDate),
    /// A day and a time.
    At(NaiveDateTime),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_survives_a_round_through_json() {
        let mut state = Conversation { turns: 2, ..Conversation::default() };
        let heard = Heard {
            text: "morgen".into(),
            path: "$.args.datum".into(),
            source: Source::Said,
            turn: 1,
            at: "2025-11-05T09:00:00Z".parse().unwrap(),
        };
        let mut slot = SlotState { date: "2025-11-06".parse().ok(), ..SlotState::default() };
        slot.heard.insert(Part::Date, heard);
        state.slots.insert("start".into(), slot);
        let text = serde_json::to_string(&state).unwrap();
        assert!(text.contains(r#""heard":{"date":{"text":"morgen""#), "{text}");
        assert_eq!(serde_json::from_str::<Conversation>(&text).unwrap(), state);
    }

    #[test]
    fn a_proposal_is_a_day_or_a_moment() {
        for text in ["\"2025-11-06\"", "\"2025-11-06T09:00:00\""] {
            let proposal: Proposal = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&proposal).unwrap(), text);
        }
    }

    #[test]
    fn another_version_is_refused() {
        let error =
            serde_json::from_str::<Conversation>(r#"{"version": 2, "turns": 0, "slots": {}}"#).unwrap_err();
        assert!(error.to_string().starts_with("conversation of version 2, expected 1"), "{error}");
    }
}
