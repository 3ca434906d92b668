//! The engine: built once from a rule set, then one verdict for each call or turn.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

mod apply;
mod decide;
mod known;
mod record;
mod say;

pub use record::{Decision, Judgement, Record};

use crate::context::Context;
use crate::conversation::{Conversation, merge};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::payload::Payload;
use crate::rules::compiled::Compiled;
use crate::rules::judge::{Judge, Judged};
use crate::rules::{RuleErrors, RuleSet, Slot, SlotType};
use crate::verdict::{Outcome, SlotValue, Step, StepInput, Verdict};

/// Nothing in the payload is read by any slot.
pub static NOTHING_TO_READ: Kind = Kind::new(
    "nothing_to_read",
    Severity::Error,
    "Der Aufruf enthält keine Angabe, die eine Regel liest",
    "the payload has nothing that a rule reads",
);

/// A person has to take over: the same was asked for too often, or the call takes too long. Data: `turns`, and `slot`
/// and `attempts` where a slot was asked for in vain.
pub static HAND_OVER: Kind = Kind::new(
    "hand_over",
    Severity::Error,
    "Ein Mensch muss übernehmen: {reason}",
    "a person has to take over: {reason}",
);

/// The conditions took more steps than they may; data: `limit`.
pub static STEP_LIMIT: Kind = Kind::new(
    "step_limit",
    Severity::Error,
    "Die Bedingungen brauchen mehr als {limit} Schritte",
    "the conditions take more than {limit} steps",
);

/// How much the engine takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one slot's text; a longer one is a finding and no answer.
    pub text: usize,
    /// Comparisons that the conditions of a rule set may take for one verdict; where more are needed, the call is
    /// rejected with a finding.
    pub steps: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text: 4096, steps: 100_000 }
    }
}

impl Limits {
    /// The same with another limit of a text, in bytes.
    #[must_use]
    pub const fn with_text(mut self, bytes: usize) -> Self {
        self.text = bytes;
        self
    }

    /// The same with another limit of steps.
    #[must_use]
    pub const fn with_steps(mut self, steps: u32) -> Self {
        self.steps = steps;
        self
    }
}

/// Rules, ready to judge. Built once, shared between threads.
///
/// ```
/// use klartext::{Engine, Outcome, Payload};
/// let engine = Engine::from_json(r#"{
///     "version": 1,
///     "slots": {"name": {"from": ["name", "customer_name"], "required": true}}
/// }"#)?;
/// let context = engine.context("2025-11-05T09:00:00Z".parse()?);
/// let verdict = engine.check(&Payload::from_json(r#"{"customer_name": "Eva Beispiel"}"#)?, &context);
/// assert_eq!(verdict.outcome, Outcome::Accept);
/// let verdict = engine.check(&Payload::from_json(r#"{"customer_name": "N/A"}"#)?, &context);
/// assert_eq!(verdict.say.as_deref(), Some("Auf welchen Namen darf ich den Termin eintragen?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Engine {
    rules: RuleSet,
    compiled: Compiled,
    zone: Tz,
    limits: Limits,
    trace: bool,
}

impl Engine {
    /// An engine for a rule set; the rule set is checked first.
    pub fn new(rules: RuleSet) -> Result<Self, RuleErrors> {
        let compiled = rules.compiled()?;
        Self::compiled((rules, compiled))
    }

    fn compiled((rules, compiled): (RuleSet, Compiled)) -> Result<Self, RuleErrors> {
        let zone = crate::wire::zone(&rules.zone)?;
        Ok(Self { rules, compiled, zone, limits: Limits::default(), trace: false })
    }

    /// An engine from a rule set in TOML.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, RuleErrors> {
        Self::compiled(RuleSet::toml(text)?)
    }

    /// An engine from a rule set in JSON.
    pub fn from_json(text: &str) -> Result<Self, RuleErrors> {
        Self::compiled(RuleSet::json(text)?)
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same, with or without a trace in every verdict.
    #[must_use]
    pub fn with_trace(mut self, trace: bool) -> Self {
        self.trace = trace;
        self
    }

    /// The rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The context of the rule set (zone, hours, policy) at that instant.
    pub fn context(&self, now: DateTime<Utc>) -> Context {
        Context { now, zone: self.zone, hours: self.rules.hours.clone(), policy: self.rules.policy.clone() }
    }

    /// The verdict on one payload; the same as the first turn of a conversation.
    pub fn check(&self, payload: &Payload, context: &Context) -> Verdict {
        self.judged_turn(Conversation::default(), payload, context, false).1
    }

    /// The state after a turn, and the verdict on all that is known then. A pure function of its arguments.
    pub fn turn(
        &self,
        state: &Conversation,
        payload: &Payload,
        context: &Context,
    ) -> (Conversation, Verdict) {
        self.judged_turn(state.clone(), payload, context, true)
    }

    /// A turn; with `keep` the state remembers what was understood, for a turn after it.
    fn judged_turn(
        &self,
        mut state: Conversation,
        payload: &Payload,
        context: &Context,
        keep: bool,
    ) -> (Conversation, Verdict) {
        let opened = state.open.clone();
        let merged = merge(&mut state, payload, &self.rules, self.limits.text, context.now);
        let mut findings = payload.findings().to_vec();
        findings.extend(merged.findings);
        // Once something was asked, whatever is said is part of the conversation.
        if !merged.read_any && state.slots.is_empty() && opened.is_none() && !payload.is_silent() {
            findings.push(Finding::new(&NOTHING_TO_READ));
            let say = match self.rules.locale {
                Lang::De => "Das habe ich leider nicht verstanden. Wie kann ich Ihnen helfen?",
                Lang::En => "I am sorry, I did not understand that. How can I help you?",
            };
            let trace = self.trace.then(Vec::new);
            let verdict = Verdict {
                outcome: Outcome::Reject,
                values: BTreeMap::new(),
                findings,
                say: Some(say.to_owned()),
                trace,
            };
            return (state, verdict);
        }
        let refused = state.refused();
        let mut judge =
            Judge { rules: &self.rules, context, opened: opened.as_ref(), refused: &refused, minutes: None };
        // How long the chosen services take decides which times fit, so they come first.
        let mut judged: Vec<JudgedSlot<'_>> = self
            .rules
            .slots
            .iter()
            .map(|(name, slot)| {
                let is = match slot.r#type {
                    SlotType::Enum => judge.slot(name, slot, state.slots.get(name)),
                    _ => Judged::default(),
                };
                JudgedSlot { name, slot, is }
            })
            .collect();
        judge.minutes = minutes(&judged);
        for JudgedSlot { name, slot, is } in &mut judged {
            if slot.r#type != SlotType::Enum {
                *is = judge.slot(name, slot, state.slots.get(*name));
            }
        }
        if keep {
            self.remember(&judged, &mut state);
        }
        let verdict = self.verdict(&judge, judged, findings, &mut state);
        (state, verdict)
    }

    /// What was understood goes into the state.
    fn remember(&self, judged: &[JudgedSlot<'_>], state: &mut Conversation) {
        for slot in judged {
            let Some(known) = state.slots.get_mut(slot.name) else { continue };
            known.value = slot.is.value.as_ref().and_then(|v| serde_json::to_value(v).ok());
            known.date = slot.is.date.or(known.date);
            known.time = slot.is.time.or(known.time);
        }
    }
}

/// How long the chosen services take together; `None` where no choice says.
fn minutes(judged: &[JudgedSlot<'_>]) -> Option<u32> {
    judged
        .iter()
        .filter_map(|slot| {
            let Some(SlotValue::Choice(chosen)) = &slot.is.value else { return None };
            slot.slot.choices.iter().find(|choice| choice.value == *chosen)?.minutes
        })
        .reduce(u32::saturating_add)
}

/// A slot and what it came to.
struct JudgedSlot<'a> {
    name: &'a str,
    slot: &'a Slot,
    is: Judged,
}

impl JudgedSlot<'_> {
    fn step(&self, state: &Conversation) -> Step {
        let heard = state.slots.get(self.name).map(|s| &s.heard);
        let inputs = heard.into_iter().flatten().map(|(_, h)| StepInput {
            name: h.path.clone(),
            value: h.text.as_str().into(),
            source: Some(h.source),
            turn: Some(h.turn),
        });
        let outcome = match (&self.is.value, &self.is.problem) {
            (_, Some(problem)) if problem.fatal => format!("reject: {}", problem.code),
            (_, Some(problem)) => format!("ask: {}", problem.code),
            (Some(value), None) => serde_json::to_string(value).unwrap_or_default(),
            (None, None) => "no value".to_owned(),
        };
        Step {
            rule: format!("slots.{}", self.name),
            inputs: inputs.collect(),
            outcome,
            why: self.is.why.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_shared_between_threads() {
        fn shared<T: Send + Sync + 'static>() {}
        shared::<Engine>();
        shared::<Verdict>();
        shared::<Conversation>();
    }
}
