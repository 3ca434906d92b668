//! The engine: built once from a rule set, then one verdict for each call or turn.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::context::Context;
use crate::conversation::{Conversation, Open, merge};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::payload::Payload;
use crate::rules::judge::{Judge, Judged, Problem, Wording};
use crate::rules::question::{Spoken, is_name, rendered};
use crate::rules::{RuleErrors, RuleSet, Slot, SlotType, speak};
use crate::verdict::{Ask, Outcome, Step, Verdict};

/// Nothing in the payload is read by any slot.
pub static NOTHING_TO_READ: Kind = Kind::new(
    "nothing_to_read",
    Severity::Error,
    "Der Aufruf enthält keine Angabe, die eine Regel liest",
    "the payload has nothing that a rule reads",
);

/// How much the engine takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one slot's text; a longer one is a finding and no answer.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text: 4096 }
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
    zone: Tz,
    limits: Limits,
    trace: bool,
}

impl Engine {
    /// An engine for a rule set; the rule set is checked first.
    pub fn new(rules: RuleSet) -> Result<Self, RuleErrors> {
        rules.check()?;
        let zone = crate::wire::zone(&rules.zone)?;
        Ok(Self { rules, zone, limits: Limits::default(), trace: false })
    }

    /// An engine from a rule set in TOML.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, RuleErrors> {
        Self::new(RuleSet::from_toml(text)?)
    }

    /// An engine from a rule set in JSON.
    pub fn from_json(text: &str) -> Result<Self, RuleErrors> {
        Self::new(RuleSet::from_json(text)?)
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
        self.turn(&Conversation::default(), payload, context).1
    }

    /// The state after a turn, and the verdict on all that is known then. A pure function of its arguments.
    pub fn turn(
        &self,
        state: &Conversation,
        payload: &Payload,
        context: &Context,
    ) -> (Conversation, Verdict) {
        let mut state = state.clone();
        let opened = state.open.clone();
        let merged = merge(&mut state, payload, &self.rules, self.limits.text, context.now);
        let mut findings = payload.findings().to_vec();
        findings.extend(merged.findings);
        if !merged.read_any && state.slots.is_empty() {
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
        let judge = Judge { rules: &self.rules, context, opened: opened.as_ref(), refused: &refused };
        let judged: Vec<JudgedSlot<'_>> = self
            .rules
            .slots
            .iter()
            .map(|(name, slot)| JudgedSlot { name, slot, is: judge.slot(name, slot, state.slots.get(name)) })
            .collect();
        self.remember(&judged, &mut state);
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

    fn verdict(
        &self,
        judge: &Judge<'_>,
        mut judged: Vec<JudgedSlot<'_>>,
        mut findings: Vec<Finding>,
        state: &mut Conversation,
    ) -> Verdict {
        for slot in &mut judged {
            findings.append(&mut slot.is.findings);
        }
        let trace = self.trace.then(|| judged.iter().map(|slot| slot.step(state)).collect());
        let spoken = |name: &str| {
            judged.iter().find(|s| s.name == name && s.is.value.is_some()).map(|s| s.is.spoken.clone())
        };
        let fatal = judged.iter().find_map(|s| s.is.problem.as_ref().filter(|p| p.fatal));
        // `min_by_key` takes the first of equals: the order of the file.
        let next = judged
            .iter()
            .filter_map(|s| s.is.problem.as_ref().map(|p| (s, p)))
            .min_by_key(|(s, _)| s.slot.priority());
        let (outcome, say) = if let Some(fatal) = fatal {
            (Outcome::Reject, self.refusal(fatal))
        } else if let Some((slot, problem)) = next {
            let text = judge.question(slot.name, slot.slot, &slot.is, problem, &spoken);
            state.open = Some(Open {
                slot: slot.name.to_owned(),
                code: problem.code.clone(),
                part: problem.part,
                proposal: problem.proposal,
                item: problem.item.clone(),
            });
            let ask =
                Ask { slot: slot.name.to_owned(), text: text.clone(), options: problem.options.clone() };
            (Outcome::Ask(ask), text)
        } else {
            (Outcome::Accept, self.confirmation(&judged, &spoken))
        };
        let values = judged
            .iter()
            .filter_map(|s| s.is.value.clone().map(|value| (s.name.to_owned(), value)))
            .collect();
        Verdict { outcome, values, findings, say: Some(say), trace }
    }

    fn refusal(&self, fatal: &Problem) -> String {
        let sorry = match self.rules.locale {
            Lang::De => "Das ist leider nicht möglich.",
            Lang::En => "I am sorry, that is not possible.",
        };
        match &fatal.wording {
            Wording::After(reason) | Wording::Whole(reason) => format!("{sorry} {reason}"),
            Wording::Own => sorry.to_owned(),
        }
    }

    /// The values read back.
    fn confirmation(&self, judged: &[JudgedSlot<'_>], spoken: &Spoken<'_>) -> String {
        let lang = self.rules.locale;
        let own = self.rules.confirmation.as_ref().and_then(|c| rendered(c, lang, spoken));
        if let Some(own) = own {
            return own;
        }
        let mut parts: Vec<(u8, String)> = judged
            .iter()
            .filter(|s| s.is.value.is_some())
            .filter_map(|s| match &s.slot.say {
                Some(say) => Some((rank(s), rendered(say, lang, spoken)?)),
                None => Some((rank(s), read_back(s, lang)?)),
            })
            .filter(|(_, part)| !part.is_empty())
            .collect();
        // What, when, for whom: the order in which a voice would say it. Equal ones stay in the order of the file.
        parts.sort_by_key(|(rank, _)| *rank);
        let parts: Vec<String> = parts.into_iter().map(|(_, part)| part).collect();
        match (lang, parts.is_empty()) {
            (Lang::De, true) => "Vielen Dank, ich habe alles notiert.".to_owned(),
            (Lang::De, false) => format!("Ich habe notiert: {}.", parts.join(", ")),
            (Lang::En, true) => "Thank you, I have everything.".to_owned(),
            (Lang::En, false) => format!("I have noted: {}.", parts.join(", ")),
        }
    }
}

/// What comes first when values are read back: what it is about, then when, then for whom.
fn rank(slot: &JudgedSlot<'_>) -> u8 {
    match slot.slot.r#type {
        SlotType::Date | SlotType::Time | SlotType::Moment => 1,
        SlotType::Text if is_name(slot.name) => 2,
        _ => 0,
    }
}

/// A value in the confirmation, where the rules do not say how; `None` for what nobody needs to hear again.
fn read_back(slot: &JudgedSlot<'_>, lang: Lang) -> Option<String> {
    let spoken = &slot.is.spoken;
    Some(match (slot.slot.r#type, lang) {
        (
            SlotType::Phone | SlotType::Boolean | SlotType::Number | SlotType::Email | SlotType::Duration,
            _,
        ) => {
            return None;
        }
        (SlotType::Date | SlotType::Moment, Lang::De) => speak::on(spoken),
        (SlotType::Date | SlotType::Moment, Lang::En) => format!("on {spoken}"),
        (SlotType::Time, Lang::De) => format!("um {spoken}"),
        (SlotType::Time, Lang::En) => format!("at {spoken}"),
        (SlotType::Text, Lang::De) if is_name(slot.name) => format!("auf den Namen {spoken}"),
        (SlotType::Text, Lang::En) if is_name(slot.name) => format!("for {spoken}"),
        _ => spoken.clone(),
    })
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
        let input: Vec<String> = heard
            .into_iter()
            .flatten()
            .map(|(_, h)| format!("{} = {:?} ({}, turn {})", h.path, h.text, h.source.as_str(), h.turn))
            .collect();
        let outcome = match (&self.is.value, &self.is.problem) {
            (_, Some(problem)) if problem.fatal => format!("reject: {}", problem.code),
            (_, Some(problem)) => format!("ask: {}", problem.code),
            (Some(value), None) => serde_json::to_string(value).unwrap_or_default(),
            (None, None) => "no value".to_owned(),
        };
        Step {
            rule: format!("slots.{}", self.name),
            input: input.join("; "),
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
