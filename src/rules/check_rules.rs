//! Whether the rules and conditions of a rule set make sense.

use super::check::Check;
use super::compiled::{self, Compiled};
use super::condition::Condition;
use super::condition::meaning::Cond;
use super::condition::sense::{self, Ways};
use super::condition::token::Problem;
use super::condition::understand::TAKEN;
use super::rule::{Rule, Weight};
use super::{RuleSet, seam};

/// The most rules that a rule set may have.
pub(crate) const MAX_RULES: usize = 1024;

/// Reports everything that is wrong with rules and conditions, and gives them where all were understood.
pub(super) fn problems(rules: &RuleSet, check: &mut Check<'_>) -> Option<Compiled> {
    for (name, _) in rules.slots.iter() {
        if TAKEN.contains(&name) {
            let help = "in conditions it means something of its own";
            check.report(&format!("slots.{name}"), format!("`{name}` is taken"), Some(help));
        }
    }
    if rules.rules.len() > MAX_RULES {
        let message = format!("{} rules are more than the limit of {MAX_RULES}", rules.rules.len());
        check.report("rules", message, None);
        return None;
    }
    let required_if = required_if(rules, check);
    let ids: Vec<&str> = rules.rules.iter().map(|(id, _)| id).collect();
    let mut conditions: Vec<Option<Cond>> = Vec::new();
    for (id, rule) in rules.rules.iter() {
        one(rules, id, rule, check);
        conditions.push(condition(&rule.when, &format!("rules.{id}.when"), rules, &ids, check));
    }
    unreachable(rules, &conditions, check);
    let conditions: Vec<Cond> = conditions.into_iter().collect::<Option<_>>()?;
    match compiled::order(&rules.rules, &conditions) {
        Ok(order) => Some(Compiled { required_if: required_if?, rules: conditions, order }),
        Err(circle) => {
            for id in &circle {
                let message =
                    format!("`{id}` waits for itself: its condition counts findings of {}", listed(&circle));
                let help = Some("a rule can count what earlier rules find");
                check.report(&format!("rules.{id}.when"), message, help);
            }
            None
        }
    }
}

/// A condition understood, every problem reported; one that can never hold is a problem too.
fn condition(
    text: &Condition,
    path: &str,
    rules: &RuleSet,
    ids: &[&str],
    check: &mut Check<'_>,
) -> Option<Cond> {
    let cond = match compiled::condition(text, &rules.slots, ids) {
        Ok(cond) => cond,
        Err(problems) => {
            for Problem { message, span, help } in problems {
                check.report_inside(path, span, message, help.as_deref());
            }
            return None;
        }
    };
    if let Some((one, other)) = sense::never(&cond) {
        let message = if one.is_empty() || other.is_empty() {
            format!("can never be true: `{one}{other}`")
        } else {
            format!("can never be true: `{one}` and `{other}` exclude each other")
        };
        check.report(path, message, None);
    }
    Some(cond)
}

/// The conditions that make slots required, for each slot one or none; `None` where one was not understood.
fn required_if(rules: &RuleSet, check: &mut Check<'_>) -> Option<Vec<Option<Cond>>> {
    let mut conditions: Option<Vec<Option<Cond>>> = Some(Vec::new());
    // For each slot, the slots that decide whether it is wanted.
    let mut depends: Vec<Vec<u16>> = Vec::new();
    for (name, slot) in rules.slots.iter() {
        let mut on = Vec::new();
        let mut understood = None;
        if let Some(text) = &slot.required_if {
            let path = format!("slots.{name}.required_if");
            if slot.required {
                check.report(&path, "`required_if` beside `required = true` says nothing", None);
            }
            understood = condition(text, &path, rules, &[], check);
            if let Some(cond) = &understood {
                cond.each_test(&mut |test| test.each_slot(&mut |slot| on.push(slot)));
                let counts = |cond: &Cond| {
                    let mut any = false;
                    cond.each_test(&mut |test| {
                        any |= test.inputs.iter().any(|(name, _)| name.starts_with("findings"));
                    });
                    any
                };
                if counts(cond) {
                    let help = "a rule with `severity = \"ask\"` can ask because of a finding";
                    check.report(&path, "what is required cannot depend on findings", Some(help));
                }
            } else {
                conditions = None;
            }
        }
        if let Some(conditions) = &mut conditions {
            conditions.push(understood);
        }
        depends.push(on);
    }
    for (at, (name, _)) in rules.slots.iter().enumerate() {
        if let Some(way) = circle(at, &depends) {
            let names: Vec<String> = way
                .iter()
                .filter_map(|at| rules.slots.iter().nth(*at).map(|(name, _)| name.to_owned()))
                .collect();
            let path = format!("slots.{name}.required_if");
            check.report(
                &path,
                format!("whether it is required depends on itself: {}", listed(&names)),
                None,
            );
        }
    }
    conditions
}

/// The way from a slot back to itself.
fn circle(start: usize, depends: &[Vec<u16>]) -> Option<Vec<usize>> {
    let mut seen = vec![false; depends.len()];
    let mut ways: Vec<Vec<usize>> = vec![vec![start]];
    while let Some(way) = ways.pop() {
        for next in depends.get(*way.last()?)? {
            let next = usize::from(*next);
            if next == start {
                return Some(way);
            }
            if let Some(seen) = seen.get_mut(next).filter(|seen| !**seen) {
                *seen = true;
                ways.push(way.iter().copied().chain([next]).collect());
            }
        }
    }
    None
}

fn one(rules: &RuleSet, id: &str, rule: &Rule, check: &mut Check<'_>) {
    let path = format!("rules.{id}");
    if !seam::is_name(id) {
        let help = "a small letter, then small letters, digits and `_`";
        check.report(&path, format!("`{id}` is not an id for a rule"), Some(help));
    }
    if super::condition::codes::is_known(id) {
        let help = "choose another id, so that the two can be told apart";
        check.report(&path, format!("`{id}` is the code of a finding that the library makes"), Some(help));
    }
    if let Some(slot) = &rule.slot
        && rules.slots.get(slot).is_none()
    {
        let names: Vec<&str> = rules.slots.iter().map(|(name, _)| name).collect();
        let help = super::condition::understand::meant(slot, &names);
        check.report(&format!("{path}.slot"), format!("unknown slot `{slot}`"), Some(&help));
    }
    for (key, question) in [("message", &rule.message), ("question", &rule.question)] {
        if let Some(question) = question {
            super::check::template(&rules.slots, question, &[], &format!("{path}.{key}"), check);
        }
    }
    if rule.severity == Weight::Ask {
        if rule.slot.is_none() {
            check.report(&path, "`severity = \"ask\"` without a slot to ask for", Some("`slot = \"start\"`"));
        }
        return;
    }
    for (key, given) in [
        ("question", rule.question.is_some()),
        ("confirm", rule.confirm),
        ("priority", rule.priority.is_some()),
    ] {
        if given {
            let message =
                format!("`{key}` belongs to `severity = \"ask\"`, this is `{}`", rule.severity.as_str());
            check.report(&format!("{path}.{key}"), message, None);
        }
    }
}

/// A question that nobody will ever hear, since something else rejects first; a rule that stands there twice.
fn unreachable(rules: &RuleSet, conditions: &[Option<Cond>], check: &mut Check<'_>) {
    let all: Vec<(&str, &Rule, Ways<'_>)> = rules
        .rules
        .iter()
        .zip(conditions)
        .filter_map(|((id, rule), cond)| Some((id, rule, Ways::of(cond.as_ref()?))))
        .collect();
    for (at, (id, rule, ways)) in all.iter().enumerate() {
        let path = format!("rules.{id}");
        if rule.severity == Weight::Ask
            && let Some((other, ..)) =
                all.iter().find(|(_, by, other)| by.severity == Weight::Reject && ways.imply(other))
        {
            let message = format!("never asks: wherever it applies, `{other}` rejects");
            check.report(&path, message, None);
        }
        let twin = all.iter().take(at).find(|(_, by, other)| {
            by.severity == rule.severity && by.slot == rule.slot && ways.imply(other) && other.imply(ways)
        });
        if let Some((other, ..)) = twin {
            check.report(&path, format!("applies exactly where `{other}` does, and does the same"), None);
        }
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}
