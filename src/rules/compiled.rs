//! The conditions of a rule set, understood once and then evaluated for every call.

use super::condition::meaning::Cond;
use super::condition::token::Problem;
use super::condition::understand::{Scope, understand};
use super::condition::{Condition, syntax};
use super::{Rules, Slots};

/// Every condition of a rule set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compiled {
    /// For each slot: when it is required, if that depends.
    pub(crate) required_if: Vec<Option<Cond>>,
    /// For each rule, in the order of the file.
    pub(crate) rules: Vec<Cond>,
    /// Rules in the order in which they are evaluated: those that count the findings of others behind these.
    pub(crate) order: Vec<u16>,
}

/// The condition, or everything that is wrong with it.
pub(crate) fn condition(text: &Condition, slots: &Slots, rules: &[&str]) -> Result<Cond, Vec<Problem>> {
    understand(&syntax::parse(text.as_str())?, Scope { slots, rules, fields: None })
}

impl Compiled {
    /// True where there is nothing to evaluate.
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.required_if.iter().all(Option::is_none)
    }
}

/// The order in which rules can be evaluated, or the ids of rules that wait for each other.
pub(super) fn order(rules: &Rules, conditions: &[Cond]) -> Result<Vec<u16>, Vec<String>> {
    let ids: Vec<&str> = rules.iter().map(|(id, _)| id).collect();
    let waits_for: Vec<Vec<usize>> = conditions
        .iter()
        .map(|cond| {
            let mut others = Vec::new();
            cond.each_test(&mut |test| {
                for (_, term) in &test.inputs {
                    others.extend(term.finding_code().and_then(|code| ids.iter().position(|id| *id == code)));
                }
            });
            others
        })
        .collect();
    let mut order: Vec<u16> = Vec::with_capacity(ids.len());
    let mut done = vec![false; ids.len()];
    loop {
        let before = order.len();
        for (at, others) in waits_for.iter().enumerate() {
            let ready = others.iter().all(|o| done.get(*o).copied().unwrap_or(true));
            if ready && let Some(done) = done.get_mut(at).filter(|done| !**done) {
                *done = true;
                order.extend(u16::try_from(at));
            }
        }
        if order.len() == ids.len() {
            return Ok(order);
        }
        if order.len() == before {
            let left = ids.iter().zip(&done).filter(|(_, done)| !**done);
            return Err(left.map(|(id, _)| (*id).to_owned()).collect());
        }
    }
}
