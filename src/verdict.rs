//! What the engine answers: accept, ask one question, or reject.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::finding::Finding;
use crate::payload::Source;
use crate::privacy::{Quiet, mask_phone};
use crate::temporal::{Assumed, Moment, Value};

/// The judgement on one call or one turn of it. Its `Debug` shows no telephone number and no address.
#[derive(Clone, PartialEq)]
pub struct Verdict {
    /// What to do.
    pub outcome: Outcome,
    /// Every slot that has a value, by name.
    pub values: BTreeMap<String, SlotValue>,
    /// Everything noticed, in the order of the slots.
    pub findings: Vec<Finding>,
    /// What the agent may say now: the question, the confirmation, or why not.
    pub say: Option<String>,
    /// How each slot and rule came to its result, where it was asked for.
    pub trace: Option<Vec<Step>>,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The values are what was asked for; act on them.
    Accept,
    /// Ask this first.
    Ask(Ask),
    /// Do not act; the findings say why.
    Reject,
}

impl Outcome {
    /// The name on the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Ask(_) => "ask",
            Self::Reject => "reject",
        }
    }
}

/// One question.
#[derive(Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ask {
    /// The slot that the answer fills.
    pub slot: String,
    /// The question in German.
    pub text: String,
    /// The answers to choose from, where there are some, as a voice says them.
    pub options: Vec<String>,
}

/// A value of a slot, typed.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum SlotValue {
    /// Text as said, trimmed.
    Text(String),
    /// One of the declared choices.
    Choice(String),
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A date, a time, or what else a text about time can mean, with what was assumed.
    Time(Value, Assumed),
    /// A wall date-time and its instant.
    Moment(Moment, Assumed),
    /// A phone number in E.164.
    Phone(String),
    /// A length of time, in whole seconds.
    Duration {
        /// How many.
        seconds: i64,
    },
    /// An e-mail address, its domain in small letters.
    Email(String),
    /// Several items, each with its values by name.
    List(Vec<BTreeMap<String, SlotValue>>),
}

/// One step of a trace: a slot, a condition that makes it required, or a rule. As a text, by `Display`:
/// `rules.late_colouring: true, since service is "Färben"; start.time is 17:00`.
#[derive(Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// The slot or rule: `slots.start`, `slots.guests.required_if`, `rules.late_colouring`.
    pub rule: String,
    /// What went in.
    pub inputs: Vec<StepInput>,
    /// What came out: a value or a problem of a slot; `true`, `false` or `unknown` of a condition.
    pub outcome: String,
    /// Why, in a few words.
    pub why: String,
}

/// Something that a step of a trace looked at.
#[derive(Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepInput {
    /// What it is called: the path in the payload for a slot, `start.time` in a condition.
    pub name: String,
    /// What it was; null where that is not known.
    pub value: serde_json::Value,
    /// Who vouches for it, where somebody does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The turn in which it was said, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<u32>,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.outcome)?;
        for (i, input) in self.inputs.iter().enumerate() {
            f.write_str(if i == 0 { ", since " } else { "; " })?;
            input.fmt(f)?;
        }
        if self.why.is_empty() { Ok(()) } else { write!(f, " ({})", self.why) }
    }
}

impl fmt::Display for StepInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            serde_json::Value::Null => write!(f, "{} is not known", self.name)?,
            value => write!(f, "{} is {value}", self.name)?,
        }
        match (self.source, self.turn) {
            (Some(source), Some(turn)) => write!(f, " ({}, turn {turn})", source.as_str()),
            (Some(source), None) => write!(f, " ({})", source.as_str()),
            _ => Ok(()),
        }
    }
}

// By hand, all of them: a log needs no telephone number.
impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verdict")
            .field("outcome", &self.outcome)
            .field("values", &self.values)
            .field("findings", &self.findings)
            .field("say", &self.say.as_deref().map(Quiet))
            .field("trace", &self.trace)
            .finish()
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("slot", &self.slot)
            .field("text", &Quiet(&self.text))
            .field("options", &self.options.iter().map(|o| Quiet(o)).collect::<Vec<_>>())
            .finish()
    }
}

impl fmt::Debug for SlotValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.debug_tuple("Text").field(&Quiet(text)).finish(),
            Self::Choice(text) => f.debug_tuple("Choice").field(text).finish(),
            Self::Bool(value) => f.debug_tuple("Bool").field(value).finish(),
            Self::Number(value) => f.debug_tuple("Number").field(value).finish(),
            Self::Time(value, assumed) => f.debug_tuple("Time").field(value).field(assumed).finish(),
            Self::Moment(moment, assumed) => f.debug_tuple("Moment").field(moment).field(assumed).finish(),
            Self::Phone(e164) => f.debug_tuple("Phone").field(&mask_phone(e164)).finish(),
            Self::Duration { seconds } => f.debug_struct("Duration").field("seconds", seconds).finish(),
            Self::Email(_) => f.debug_tuple("Email").field(&crate::privacy::EMAIL).finish(),
            Self::List(items) => f.debug_tuple("List").field(items).finish(),
        }
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Step")
            .field("rule", &self.rule)
            .field("inputs", &self.inputs)
            .field("outcome", &Quiet(&self.outcome))
            .field("why", &Quiet(&self.why))
            .finish()
    }
}

impl fmt::Debug for StepInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StepInput")
            .field("name", &self.name)
            .field("value", &Quiet(&self.value.to_string()))
            .field("source", &self.source)
            .field("turn", &self.turn)
            .finish()
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ask = match &self.outcome {
            Outcome::Ask(ask) => Some(ask),
            _ => None,
        };
        let mut out = serializer.serialize_struct("Verdict", 6)?;
        out.serialize_field("outcome", self.outcome.as_str())?;
        out.serialize_field("values", &self.values)?;
        out.serialize_field("ask", &ask)?;
        out.serialize_field("findings", &self.findings)?;
        out.serialize_field("say", &self.say)?;
        match &self.trace {
            Some(trace) => out.serialize_field("trace", trace)?,
            None => out.skip_field("trace")?,
        }
        out.end()
    }
}

impl Serialize for SlotValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(t) | Self::Choice(t) | Self::Phone(t) | Self::Email(t) => serializer.serialize_str(t),
            Self::Bool(b) => serializer.serialize_bool(*b),
            Self::Number(n) => serializer.serialize_f64(*n),
            Self::Time(Value::Date(d), _) => serializer.serialize_str(&crate::wire::date(*d)),
            Self::Time(Value::Time(t), _) => serializer.serialize_str(&crate::wire::time(*t)),
            Self::Time(value, _) => crate::wire::WireValue::from(value).serialize(serializer),
            Self::Moment(m, _) => crate::wire::WireValue::from(&Value::DateTime(*m)).serialize(serializer),
            Self::Duration { seconds } => {
                crate::wire::WireValue::Duration { seconds: *seconds }.serialize(serializer)
            }
            Self::List(items) => items.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::collections::BTreeMap;

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::{Ask, SlotValue, Step, Verdict};
    use crate::wire::{WireFinding, WireValue};

    /// A verdict on the wire. Written by [`Verdict`] itself; this type is for schemas.
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "the schema of what Verdict writes by hand")]
    struct WireVerdict {
        /// What to do.
        outcome: WireOutcome,
        /// Every slot that has a settled value, by name.
        values: BTreeMap<String, SlotValue>,
        /// The one question, where the outcome is `ask`.
        ask: Option<Ask>,
        /// Everything noticed.
        findings: Vec<WireFinding>,
        /// What the agent may say now.
        say: Option<String>,
        /// How each slot came to its result; only where it was asked for.
        #[schemars(skip_serializing_if = "Option::is_none")]
        trace: Option<Vec<Step>>,
    }

    #[derive(JsonSchema)]
    #[schemars(rename_all = "snake_case")]
    #[allow(dead_code, reason = "the schema of what Verdict writes by hand")]
    enum WireOutcome {
        Accept,
        Ask,
        Reject,
    }

    /// A value on the wire: a text (also a date `2025-11-06`, a time `14:30`, a phone number in E.164, an e-mail
    /// address), a truth value, a number, an object for what else time can mean, or a list of items with values by name.
    #[derive(JsonSchema)]
    #[schemars(untagged)]
    #[allow(dead_code, reason = "the schema of what SlotValue writes by hand")]
    enum WireSlotValue {
        Text(String),
        Bool(bool),
        Number(f64),
        Time(WireValue),
        List(Vec<BTreeMap<String, SlotValue>>),
    }

    impl JsonSchema for Verdict {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Verdict".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            WireVerdict::json_schema(generator)
        }
    }

    impl JsonSchema for SlotValue {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "SlotValue".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            WireSlotValue::json_schema(generator)
        }
    }
}
