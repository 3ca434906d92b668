//! Whether a condition can ever hold, and whether one holds wherever another does.
//!
//! Both are decided by constraints on single values (`guests > 8 and guests < 3`), which is what people get wrong. What
//! depends on several values at once is taken for possible.

use std::cmp::Ordering;

use super::evaluate::{Fact, fixed, order};
use super::meaning::{Cond, Constant, Property, Term, Test};
use super::syntax::Op;

/// Above so many ways in which a condition can hold it is taken for possible.
const MAX_WAYS: usize = 128;

/// A test, or its opposite.
type Literal<'a> = (&'a Test, bool);

/// Two tests that cannot hold together, where the condition can never hold; the second is empty where one is enough.
pub(crate) fn never(cond: &Cond) -> Option<(String, String)> {
    let ways = ways(cond, false)?;
    let mut first = None;
    for way in &ways {
        let clash = clash(way)?;
        first.get_or_insert(clash);
    }
    first
}

/// How a condition can hold and how its opposite can, worked out once to be compared with many others.
pub(crate) struct Ways<'a> {
    /// `None` where there are too many.
    holds: Option<Vec<Vec<Literal<'a>>>>,
    fails: Option<Vec<Vec<Literal<'a>>>>,
    tests: Vec<&'a Test>,
}

impl<'a> Ways<'a> {
    pub(crate) fn of(cond: &'a Cond) -> Self {
        let mut tests = Vec::new();
        cond.each_test(&mut |test| tests.push(test));
        Self { holds: ways(cond, false), fails: ways(cond, true), tests }
    }

    /// True where `other` holds wherever this one does, as far as that can be told.
    pub(crate) fn imply(&self, other: &Self) -> bool {
        let (Some(holds), Some(fails)) = (&self.holds, &other.fails) else { return false };
        if holds.len().saturating_mul(fails.len()) > MAX_WAYS {
            return false;
        }
        holds.iter().all(|way| {
            // What the other asks for has to be known where this one holds; else it may be unknown instead of false.
            let known = |test: &&Test| {
                matches!(test.op, Op::Exists | Op::NotExist)
                    || (test.right.iter().all(|t| matches!(t, Term::Constant(_)))
                        && way.iter().any(|(t, no)| t.left == test.left && op_of(t, *no) != Op::NotExist))
            };
            other.tests.iter().all(known)
                && fails.iter().all(|against| {
                    let both: Vec<Literal<'_>> = way.iter().chain(against).copied().collect();
                    clash(&both).is_some()
                })
        })
    }
}

const fn op_of(test: &Test, negated: bool) -> Op {
    if negated { test.op.opposite() } else { test.op }
}

/// The ways in which a condition, or its opposite, can hold: one of them, and in it every test.
fn ways(cond: &Cond, negated: bool) -> Option<Vec<Vec<Literal<'_>>>> {
    match (cond, negated) {
        (Cond::Test(test), _) => Some(vec![vec![(test, negated)]]),
        (Cond::Not(part), _) => ways(part, !negated),
        (Cond::Any(parts), false) | (Cond::All(parts), true) => {
            let mut all = Vec::new();
            for part in parts {
                all.append(&mut ways(part, negated)?);
                if all.len() > MAX_WAYS {
                    return None;
                }
            }
            Some(all)
        }
        (Cond::All(parts), false) | (Cond::Any(parts), true) => {
            let mut all = vec![Vec::new()];
            for part in parts {
                let more = ways(part, negated)?;
                if all.len().saturating_mul(more.len()) > MAX_WAYS {
                    return None;
                }
                all = all
                    .iter()
                    .flat_map(|way| more.iter().map(move |other| way.iter().chain(other).copied().collect()))
                    .collect();
            }
            Some(all)
        }
    }
}

/// What one value may be.
#[derive(Default)]
struct Allowed<'a> {
    /// The bound, whether it is allowed itself, and the test that says so.
    low: Option<(Fact<'a>, bool, String)>,
    high: Option<(Fact<'a>, bool, String)>,
    /// One of these, said by that test.
    one_of: Option<(Vec<Fact<'a>>, String)>,
    none_of: Vec<(Fact<'a>, String)>,
    exists: Option<String>,
    absent: Option<String>,
}

/// Two tests of a way that cannot hold together.
fn clash(way: &[Literal<'_>]) -> Option<(String, String)> {
    let mut seen: Vec<&Term> = Vec::new();
    for (test, _) in way {
        if seen.contains(&&test.left) {
            continue;
        }
        seen.push(&test.left);
        let mut allowed = Allowed::naturally(&test.left);
        for (test, negated) in way.iter().filter(|(t, _)| t.left == test.left) {
            if let Some(clash) = allowed.narrow(test, *negated) {
                return Some(clash);
            }
        }
    }
    None
}

fn same(a: &Fact<'_>, b: &Fact<'_>) -> bool {
    match (a, b) {
        (Fact::Text(a), Fact::Text(b)) => {
            a == b || crate::heard::fold::fold(a) == crate::heard::fold::fold(b)
        }
        _ => a == b,
    }
}

impl<'a> Allowed<'a> {
    /// What is so without any test: nothing is counted below zero.
    fn naturally(term: &Term) -> Self {
        let number = |n: f64| Some((Fact::Number(n), true, String::new()));
        let (low, high) = match term {
            Term::Turns | Term::Attempts(_) | Term::Findings(_) | Term::Count(..) | Term::Streak(..) => {
                (number(0.0), None)
            }
            Term::Bucket(..) => (number(0.0), number(99.0)),
            Term::Of(_, property) | Term::OfNow(property) => match property {
                Property::Month => (number(1.0), number(12.0)),
                Property::Day => (number(1.0), number(31.0)),
                Property::Hour => (number(0.0), number(23.0)),
                Property::Minute => (number(0.0), number(59.0)),
                Property::Length | Property::Turn => (number(0.0), None),
                _ => (None, None),
            },
            _ => (None, None),
        };
        Self { low, high, ..Self::default() }
    }

    /// One more test; what it clashes with, if it does.
    fn narrow(&mut self, test: &'a Test, negated: bool) -> Option<(String, String)> {
        let op = op_of(test, negated);
        let text = if negated { format!("not {}", test.text) } else { test.text.to_string() };
        if op == Op::NotExist {
            self.absent = Some(text.clone());
        } else if self.exists.is_none() {
            self.exists = Some(text.clone());
        }
        if let (Some(absent), Some(exists)) = (&self.absent, &self.exists) {
            return Some((exists.clone(), absent.clone()));
        }
        let values: Option<Vec<Fact<'a>>> = test
            .right
            .iter()
            .map(|term| match term {
                Term::Constant(constant) => Some(fixed(constant)),
                _ => None,
            })
            .collect();
        let values = values.filter(|v| !v.is_empty())?;
        match op {
            Op::Eq | Op::In => {
                let kept = match self.one_of.take() {
                    None => (values, text.clone()),
                    Some((before, by)) => {
                        let both: Vec<_> =
                            before.iter().filter(|b| values.iter().any(|v| same(b, v))).copied().collect();
                        if both.is_empty() && exact(&before) && exact(&values) {
                            return Some((by, text));
                        }
                        (both, text.clone())
                    }
                };
                // A moment that is on a day is not that day; only values of one kind can be told apart.
                self.one_of = exact(&kept.0).then_some(kept);
                if let [only] = test.right.as_ref()
                    && let Term::Constant(constant) = only
                    && matches!(
                        constant,
                        Constant::Date(_)
                            | Constant::Local(_)
                            | Constant::Number(_)
                            | Constant::Time(_)
                            | Constant::Minutes(_)
                    )
                {
                    self.raise(fixed(constant), true, &text);
                    self.lower(fixed(constant), true, &text);
                }
            }
            Op::Ne | Op::NotIn => self.none_of.extend(values.into_iter().map(|v| (v, text.clone()))),
            Op::Lt => self.lower(*values.first()?, false, &text),
            Op::Le => self.lower(*values.first()?, true, &text),
            Op::Gt => self.raise(*values.first()?, false, &text),
            Op::Ge => self.raise(*values.first()?, true, &text),
            _ => return None,
        }
        self.empty(&text)
    }

    fn raise(&mut self, to: Fact<'a>, inclusive: bool, text: &str) {
        let higher = self.low.as_ref().is_none_or(|(now, with, _)| match order(to, *now) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => *with && !inclusive,
            _ => false,
        });
        if higher {
            self.low = Some((to, inclusive, text.to_owned()));
        }
    }

    fn lower(&mut self, to: Fact<'a>, inclusive: bool, text: &str) {
        let lower = self.high.as_ref().is_none_or(|(now, with, _)| match order(to, *now) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => *with && !inclusive,
            _ => false,
        });
        if lower {
            self.high = Some((to, inclusive, text.to_owned()));
        }
    }

    fn empty(&self, text: &str) -> Option<(String, String)> {
        if let (Some((low, with_low, a)), Some((high, with_high, b))) = (&self.low, &self.high) {
            let empty = match order(*low, *high) {
                Some(Ordering::Greater) => true,
                // A day has many moments between its bounds, a number only itself.
                Some(Ordering::Equal) => !(*with_low && *with_high),
                _ => false,
            };
            if empty {
                return Some((a.clone(), b.clone()));
            }
        }
        let (one_of, by) = self.one_of.as_ref()?;
        let possible = |value: &&Fact<'_>| {
            let above = self.low.as_ref().is_none_or(|(low, with, _)| match order(**value, *low) {
                Some(Ordering::Less) => false,
                Some(Ordering::Equal) => *with,
                _ => true,
            });
            let below = self.high.as_ref().is_none_or(|(high, with, _)| match order(**value, *high) {
                Some(Ordering::Greater) => false,
                Some(Ordering::Equal) => *with,
                _ => true,
            });
            above && below && !self.none_of.iter().any(|(no, _)| same(no, value))
        };
        if one_of.iter().any(|value| possible(&value)) {
            return None;
        }
        let other = if by == text {
            self.none_of.first().map_or_else(String::new, |(_, t)| t.clone())
        } else {
            text.to_owned()
        };
        Some((by.clone(), other))
    }
}

/// Values that are either the same or different, whatever they are compared with.
fn exact(values: &[Fact<'_>]) -> bool {
    values.iter().all(|v| !matches!(v, Fact::Date(_) | Fact::Local(_)))
}
