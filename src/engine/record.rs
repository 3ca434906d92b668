//! Values that are typed already, judged by the rules alone: no text is read, nothing is asked of a state.

use std::fmt;

use smallvec::SmallVec;

use super::apply::{Applied, Knowledge, finding};
use super::{Engine, STEP_LIMIT, known};
use crate::context::Context;
use crate::conversation::Part;
use crate::error::{Error, ErrorKind};
use crate::finding::Finding;
use crate::rules::condition::evaluate::Known;
use crate::rules::judge::Judge;
use crate::rules::{Rule, Slot, SlotType, Weight};
use crate::temporal::Value;
use crate::verdict::{SlotValue, Step};

/// Typed values for the slots of an engine: what a form, a database or another program already knows for certain.
///
/// ```
/// use klartext::verdict::SlotValue;
/// use klartext::{Decision, Engine};
/// let engine = Engine::from_json(r#"{
///     "version": 1,
///     "slots": {"success": {"type": "number", "required": true}},
///     "rules": {"roll_back": {"when": "success < 90", "severity": "reject"}}
/// }"#)?;
/// let context = engine.context("2025-11-05T09:00:00Z".parse()?);
/// let mut record = engine.record();
/// assert_eq!(record.judge(&context).decision(), Decision::Ask);
/// record.set("success", SlotValue::Number(88.5))?;
/// let judgement = record.judge(&context);
/// assert_eq!(judgement.decision(), Decision::Reject);
/// assert_eq!(judgement.rules().map(|(id, _)| id).collect::<Vec<_>>(), ["roll_back"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Record<'e> {
    engine: &'e Engine,
    values: Vec<Option<SlotValue>>,
}

/// What a verdict comes to, without what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Act on the values.
    Accept,
    /// Something is missing or in doubt.
    Ask,
    /// Do not act.
    Reject,
}

/// The judgement on a [`Record`]. Nothing is put into words until somebody asks for it.
pub struct Judgement<'r> {
    record: &'r Record<'r>,
    applied: Applied,
    missing: SmallVec<[u16; 8]>,
}

impl Engine {
    /// A record without values.
    pub fn record(&self) -> Record<'_> {
        Record { engine: self, values: vec![None; self.rules.slots.len()] }
    }
}

impl Record<'_> {
    /// Gives a slot its value; the one before is replaced. A slot that is not in the rule set and a value of another
    /// type than the slot's are errors.
    pub fn set(&mut self, name: &str, value: SlotValue) -> Result<&mut Self, Error> {
        let wrong = |message: String| Error::new(ErrorKind::Rule { message, path: format!("slots.{name}") });
        let found = self.engine.rules.slots.0.iter().position(|(n, _)| n == name);
        let Some((at, (_, slot))) = found.and_then(|at| Some((at, self.engine.rules.slots.0.get(at)?)))
        else {
            return Err(wrong(format!("unknown slot `{name}`")));
        };
        if !fits(&value, slot) {
            return Err(wrong(format!("no value for `{name}`, which is a {}", slot.r#type.as_str())));
        }
        if let Some(place) = self.values.get_mut(at) {
            *place = Some(value);
        }
        Ok(self)
    }

    /// Judges the values: which required slots are missing, and which rules hold. Ranges and formats that a slot
    /// demands of what is *said* are not looked at; `count` and `streak` are.
    pub fn judge(&self, context: &Context) -> Judgement<'_> {
        let engine = self.engine;
        let lists = known::lists(self.values.iter().map(Option::as_ref), &engine.rules.slots);
        let mut known: SmallVec<[Known<'_>; 12]> =
            self.values.iter().map(|value| known::known(value.as_ref(), None, 0)).collect();
        known::with_items(&mut known, &lists);
        let knowledge = Knowledge {
            rules: &engine.rules,
            compiled: &engine.compiled,
            context,
            slots: &known,
            turns: 0,
            attempts: &[],
            findings: &[],
            steps: engine.limits.steps,
        };
        let applied = knowledge.apply(engine.trace);
        let slots = (0..).zip(engine.rules.slots.0.iter().zip(&self.values));
        let missing = slots
            .filter(|(at, ((_, slot), value))| {
                value.is_none() && (slot.required || applied.wanted.contains(at))
            })
            .map(|(at, _)| at)
            .collect();
        Judgement { record: self, applied, missing }
    }

    /// Takes every value away, so that the record can be used again.
    pub fn clear(&mut self) {
        self.values.fill(None);
    }
}

impl<'r> Judgement<'r> {
    fn rule(&self, at: u16) -> Option<(&'r str, &'r Rule)> {
        self.record.engine.rules.rules.at(at)
    }

    /// What to do.
    pub fn decision(&self) -> Decision {
        let mut decision = if self.missing.is_empty() { Decision::Accept } else { Decision::Ask };
        if self.applied.exhausted {
            return Decision::Reject;
        }
        for (_, rule) in self.rules() {
            match rule.severity {
                Weight::Reject => return Decision::Reject,
                Weight::Ask => decision = Decision::Ask,
                Weight::Note | Weight::Warning => {}
            }
        }
        decision
    }

    /// The rules that hold, by id, in the order of evaluation.
    pub fn rules(&self) -> impl Iterator<Item = (&'r str, &'r Rule)> {
        self.applied.holds.iter().filter_map(|at| self.rule(*at))
    }

    /// The slots that are required and have no value.
    pub fn missing(&self) -> impl Iterator<Item = &'r str> {
        let slots = &self.record.engine.rules.slots.0;
        self.missing.iter().filter_map(|at| slots.get(usize::from(*at)).map(|(name, _)| name.as_str()))
    }

    /// Everything as findings, as in a verdict: what is missing, then the rules that hold. Messages show values as they
    /// are on the wire.
    pub fn findings(&self) -> Vec<Finding> {
        let engine = self.record.engine;
        let mut findings = Vec::with_capacity(self.missing.len().saturating_add(self.applied.holds.len()));
        for at in &self.missing {
            if let Some((name, slot)) = engine.rules.slots.at(*at) {
                let missing = Judge::wanted(slot, Part::Value, name);
                findings.extend(missing.findings.into_iter().map(|f| f.of_slot(name)));
            }
        }
        let written = |name: &str| {
            let at = engine.rules.slots.0.iter().position(|(n, _)| n == name)?;
            let value = self.record.values.get(at)?.as_ref()?;
            Some(match known::shown(known::fact(value)) {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            })
        };
        findings.extend(self.rules().map(|(id, rule)| finding(id, rule, &written)));
        if self.applied.exhausted {
            findings.push(Finding::new(&STEP_LIMIT).with("limit", engine.limits.steps));
        }
        findings
    }

    /// How each condition came to its result; empty where the engine makes no trace.
    pub fn trace(&self) -> &[Step] {
        &self.applied.trace
    }
}

impl fmt::Debug for Judgement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judgement")
            .field("decision", &self.decision())
            .field("missing", &self.missing().collect::<Vec<_>>())
            .field("rules", &self.rules().map(|(id, _)| id).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// Whether a value is of the type of its slot, the items of a list among them.
fn fits(value: &SlotValue, slot: &Slot) -> bool {
    match (value, slot.r#type) {
        (SlotValue::Text(_), SlotType::Text)
        | (SlotValue::Bool(_), SlotType::Boolean)
        | (SlotValue::Number(_), SlotType::Number)
        | (SlotValue::Moment(..), SlotType::Moment)
        | (SlotValue::Phone(_), SlotType::Phone)
        | (SlotValue::Email(_), SlotType::Email)
        | (SlotValue::Duration { .. }, SlotType::Duration)
        | (SlotValue::Time(Value::Date(_), _), SlotType::Date)
        | (SlotValue::Time(Value::Time(_), _), SlotType::Time) => true,
        (SlotValue::Choice(choice), SlotType::Enum) => slot.choices.iter().any(|c| c.value == *choice),
        (SlotValue::List(items), SlotType::List) => items.iter().all(|item| {
            item.iter().all(|(name, value)| slot.of.get(name).is_some_and(|inner| fits(value, inner)))
        }),
        _ => false,
    }
}
