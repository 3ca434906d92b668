//! Which parts of the rule sets the calls exercise, and which codes of findings the cases bring.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use klartext::finding::Kind as FindingKind;
use klartext::rules::finding as rule;
use klartext::verdict::SlotValue;
use klartext::{Engine, Outcome, Verdict};

use crate::fixture::{self, Kind, Report, Suite};

/// A part of what can be exercised, and what of it no passing case does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The file of the rule set, or the kind of the cases.
    pub name: String,
    /// How many things there are.
    pub total: usize,
    /// Those that no passing case exercises.
    pub missing: Vec<String>,
}

impl Part {
    fn of(name: String, all: impl IntoIterator<Item = String>, hit: &BTreeSet<String>) -> Self {
        let all: Vec<String> = all.into_iter().collect();
        let missing = all.iter().filter(|thing| !hit.contains(*thing)).cloned().collect();
        Self { name, total: all.len(), missing }
    }
}

/// The rule sets in the order of their paths.
///
/// Of each: that a slot gets a value, that each of its choices is chosen, that its question is asked, and that each
/// condition applies in one case and does not in another.
pub(super) fn rule_sets(suite: &Suite, report: &Report<'_>) -> Vec<Part> {
    suite
        .engines()
        .map(|(path, engine)| {
            let traced = Engine::clone(engine).with_trace(true);
            let mut hit = BTreeSet::new();
            let passed = report.results.iter().filter(|ran| ran.outcome == fixture::Outcome::Passed);
            let calls = passed.filter_map(|ran| ran.case.as_call());
            for call in calls.filter(|call| Arc::ptr_eq(call.engine(), engine)) {
                for verdict in call.verdicts_of(&traced) {
                    note(&verdict, &mut hit);
                }
            }
            Part::of(tidy(path).display().to_string(), parts_of(engine), &hit)
        })
        .collect()
}

/// A path without the way down and up again that a fixture's `../` makes; for reading, not for opening.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        let down = matches!(out.components().next_back(), Some(Component::Normal(_)));
        if part == Component::ParentDir && down {
            out.pop();
        } else {
            out.push(part);
        }
    }
    out
}

/// All that a rule set can be exercised in.
fn parts_of(engine: &Engine) -> Vec<String> {
    let mut out = Vec::new();
    for (name, slot) in engine.rules().slots.iter() {
        out.push(format!("slot {name}"));
        out.extend(slot.choices.iter().map(|choice| format!("choice {name} = {}", choice.value)));
        if slot.required || slot.question.is_some() {
            out.push(format!("question {name}"));
        }
        if slot.required_if.is_some() {
            out.extend(conditions(&format!("slots.{name}.required_if")));
        }
    }
    for (id, _) in engine.rules().rules.iter() {
        out.extend(conditions(&format!("rules.{id}")));
    }
    out
}

/// Both ways in which a condition can end, as steps of a trace are called.
fn conditions(step: &str) -> [String; 2] {
    [condition(step, true), condition(step, false)]
}

fn condition(step: &str, holds: bool) -> String {
    format!("{step} {}", if holds { "applies" } else { "does not apply" })
}

fn note(verdict: &Verdict, hit: &mut BTreeSet<String>) {
    for (slot, value) in &verdict.values {
        hit.insert(format!("slot {slot}"));
        if let SlotValue::Choice(choice) = value {
            hit.insert(format!("choice {slot} = {choice}"));
        }
    }
    if let Outcome::Ask(ask) = &verdict.outcome {
        hit.insert(format!("question {}", ask.slot));
    }
    for step in verdict.trace.iter().flatten() {
        match step.outcome.as_str() {
            "true" => hit.insert(condition(&step.rule, true)),
            "false" => hit.insert(condition(&step.rule, false)),
            _ => false,
        };
    }
}

/// The codes of findings by the kind of the cases, as far as cases of that kind were run.
pub(super) fn findings(report: &Report<'_>) -> Vec<Part> {
    let mut heard: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
    for ran in &report.results {
        let codes = heard.entry(ran.case.kind).or_default();
        if ran.outcome == fixture::Outcome::Passed {
            codes.extend(ran.case.codes());
        }
    }
    let part = |(kind, hit): (Kind, BTreeSet<String>)| {
        let all = codes_of(kind);
        (!all.is_empty()).then(|| Part::of(kind.as_str().to_owned(), all, &hit))
    };
    heard.into_iter().filter_map(part).collect()
}

/// The codes that cases of a kind can bring of themselves; those of the rooms below have a kind of their own.
fn codes_of(kind: Kind) -> BTreeSet<String> {
    let named = |kinds: &[&FindingKind]| kinds.iter().map(|k| k.code.clone().into_owned()).collect();
    match kind {
        Kind::Resolve => named(klartext::temporal::findings::ALL),
        Kind::Call => named(&[
            &rule::MISSING,
            &rule::NOT_UNDERSTOOD,
            &rule::AMBIGUOUS,
            &rule::DATE_KEPT,
            &rule::INSTANT_DECIDED,
            &rule::MOMENT_CONFLICT,
            &rule::SEVERAL_OFFERS,
            &rule::TIME_APPROXIMATE,
            &rule::TIME_KEPT,
            &rule::WALL_TIME_AS_UTC,
            &rule::NOT_A_CHOICE,
            &rule::SEVERAL_CHOICES,
            &rule::DAYTIME_DECIDED,
            &rule::HOURS_DECIDED,
            &rule::PAST_RULED_OUT,
            &rule::USUAL_HOURS_DECIDED,
            &rule::ADJUSTED,
            &rule::PLACEHOLDER,
            &rule::TOO_LONG,
        ]),
        Kind::Phone => written(include_str!("../../../../src/phone/finding.rs")),
        Kind::Template => written(include_str!("../../../../src/template/finding.rs")),
        Kind::Lookup => written(include_str!("../../../../src/appointment/lookup/finding.rs")),
        Kind::Hours => written(include_str!("../../../../src/appointment/hours.rs")),
        Kind::Confirm | Kind::Redact => BTreeSet::new(),
    }
}

/// The codes in a table of findings as its source has them: these rooms keep no list of their own.
fn written(source: &str) -> BTreeSet<String> {
    let code = |rest: &str| rest.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned);
    source.split("Kind::new(").skip(1).filter_map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_with_findings_of_its_own_has_codes() {
        for kind in Kind::ALL {
            let codes = codes_of(kind);
            let none = matches!(kind, Kind::Confirm | Kind::Redact);
            assert_eq!(codes.is_empty(), none, "{kind:?}");
            assert!(codes.iter().all(|c| c.chars().all(|c| c.is_ascii_lowercase() || c == '_')), "{codes:?}");
        }
        assert!(codes_of(Kind::Hours).contains("before_opening"));
        assert!(codes_of(Kind::Lookup).contains("clue_invented"));
    }
}
