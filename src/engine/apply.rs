//! The rules, applied to what is known: which slots are wanted, which rules hold, and why.

use std::cell::{Cell, OnceCell};

use smallvec::SmallVec;

use super::known::shown;
use crate::context::Context;
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::payload::Source;
use crate::rules::compiled::Compiled;
use crate::rules::condition::evaluate::{Fact, Facts, Known, Truth};
use crate::rules::condition::meaning::{Cond, Term};
use crate::rules::question::{Spoken, rendered};
use crate::rules::{Rule, RuleSet, Weight};
use crate::verdict::{Step, StepInput};

/// What is known when the rules are applied.
pub(super) struct Knowledge<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) compiled: &'a Compiled,
    pub(super) context: &'a Context,
    /// In the order of the rule set.
    pub(super) slots: &'a [Known<'a>],
    pub(super) turns: u32,
    pub(super) attempts: &'a [u32],
    /// What the slots alone found.
    pub(super) findings: &'a [Finding],
    /// How many steps the conditions may take together.
    pub(super) steps: u32,
}

/// What came of it.
#[derive(Clone, Default)]
pub(super) struct Applied {
    /// Rules that hold, by their place in the file, in the order of evaluation.
    pub(super) holds: SmallVec<[u16; 8]>,
    /// Slots that are required because of their condition.
    pub(super) wanted: SmallVec<[u16; 4]>,
    /// The limit of steps was reached; what was not evaluated counts as unknown.
    pub(super) exhausted: bool,
    pub(super) trace: Vec<Step>,
}

/// What evaluating the conditions of one rule set shares.
struct Work {
    steps: Cell<u32>,
    local_now: OnceCell<chrono::NaiveDateTime>,
}

impl Knowledge<'_> {
    fn facts<'a>(&'a self, held: &'a [u16], work: &'a Work) -> Facts<'a> {
        Facts {
            slots: self.slots,
            context: self.context,
            turns: self.turns,
            attempts: self.attempts,
            findings: self.findings,
            rules: &self.rules.rules,
            held,
            steps: &work.steps,
            local_now: &work.local_now,
        }
    }

    /// Evaluates every condition.
    pub(super) fn apply(&self, trace: bool) -> Applied {
        let work = Work { steps: Cell::new(self.steps), local_now: OnceCell::new() };
        let mut out = Applied::default();
        for (at, cond) in (0..).zip(&self.compiled.required_if) {
            let Some(cond) = cond else { continue };
            let facts = self.facts(&[], &work);
            let truth = facts.holds(cond);
            if truth == Truth::True {
                out.wanted.push(at);
            }
            if trace && let Some((name, _)) = self.rules.slots.at(at) {
                let rule = ["slots.", name, ".required_if"].concat();
                out.trace.push(self.step(rule, cond, truth, &facts));
            }
        }
        for at in &self.compiled.order {
            let Some(cond) = self.compiled.rules.get(usize::from(*at)) else { continue };
            let facts = self.facts(&out.holds, &work);
            let truth = facts.holds(cond);
            if trace && let Some((id, _)) = self.rules.rules.at(*at) {
                out.trace.push(self.step(["rules.", id].concat(), cond, truth, &facts));
            }
            if truth == Truth::True {
                out.holds.push(*at);
            }
        }
        out.exhausted = work.steps.get() == 0;
        out
    }

    fn step<'a>(&'a self, rule: String, cond: &'a Cond, truth: Truth, facts: &Facts<'a>) -> Step {
        // Looking again must not use up what the next rule needs.
        let steps = Cell::new(self.steps);
        let again = Facts { steps: &steps, ..*facts };
        let mut inputs: Vec<StepInput> = Vec::new();
        let mut why = String::with_capacity(64);
        cond.each_test(&mut |test| {
            for (name, term) in &test.inputs {
                if inputs.iter().any(|i| i.name == **name) {
                    continue;
                }
                let (source, turn) = self.said(term);
                inputs.push(StepInput {
                    name: name.to_string(),
                    value: shown(again.term(term, None)),
                    source,
                    turn,
                });
            }
            let is = again.test(test, None);
            for part in [if why.is_empty() { "" } else { "; " }, &test.text, " is ", is.as_str()] {
                why.push_str(part);
            }
        });
        Step { rule, inputs, outcome: truth.as_str().to_owned(), why }
    }

    /// Who said it and when, where one slot decides.
    fn said(&self, term: &Term) -> (Option<Source>, Option<u32>) {
        let (mut only, mut several) = (None, false);
        term.each_slot(&mut |slot| several |= only.replace(slot).is_some());
        let known = only.filter(|_| !several).and_then(|slot| self.slots.get(usize::from(slot)));
        known
            .filter(|known| known.value != Fact::Unknown)
            .map_or((None, None), |known| (known.source, Some(known.turn).filter(|turn| *turn > 0)))
    }
}

/// The finding of a rule that holds.
pub(super) fn finding(id: &str, rule: &Rule, spoken: &Spoken<'_>) -> Finding {
    let severity = match rule.severity {
        Weight::Note => Severity::Note,
        Weight::Warning | Weight::Ask => Severity::Warning,
        Weight::Reject => Severity::Error,
    };
    let said = |lang: Lang| rule.message.as_ref().and_then(|message| rendered(message, lang, spoken));
    let de = said(Lang::De);
    let en = said(Lang::En).or_else(|| de.clone());
    let kind = Kind {
        code: id.to_owned().into(),
        severity,
        // Without words the finding says that the rule applies, when somebody asks.
        de: de.unwrap_or_default().into(),
        en: en.unwrap_or_default().into(),
    };
    let finding = Finding::owned(kind);
    match &rule.slot {
        Some(slot) => finding.of_slot(slot),
        None => finding,
    }
}
