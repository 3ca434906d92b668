//! Whether a condition can ever hold, and whether one holds wherever another does.
//!
//! Both are decided by constraints on single values (`guests > 8 and guests < 3`), which is what people get wrong. What
//! depends on several values at once is taken for possible.

use std::cmp::Ordering;

use smallvec::SmallVec;

use super::evaluate::{Fact, fixed, order};
use super::meaning::{Cond, Constant, Property, Term, Test};
use super::syntax::Op;
use crate::heard::fold::{fold, folds_to};

/// Above so many ways in which a condition can hold it is taken for possible.
const MAX_WAYS: usize = 128;

/// A test, or its opposite.
type Literal<'a> = (&'a Test, bool);

/// The test that says something; `None` for what is so without any.
type Said<'a> = Option<Literal<'a>>;

/// Two tests that cannot hold together; one may be enough.
type Clash<'a> = (Said<'a>, Said<'a>);

/// Two tests that cannot hold together, where the condition can never hold; the second is empty where one is enough.
pub(crate) fn never(cond: &Cond) -> Option<(String, String)> {
    let ways = ways(cond, false)?;
    let mut first = None;
    for way in &ways {
        let clash = clash(way)?;
        first.get_or_insert(clash);
    }
    let written = |said: Said<'_>| match said {
        Some((test, true)) => format!("not {}", test.text),
        Some((test, false)) => test.text.to_string(),
        None => String::new(),
    };
    first.map(|(one, other)| (written(one), written(other)))
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
                    let both: SmallVec<[Literal<'_>; 8]> = way.iter().chain(against).copied().collect();
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

type Values<'a> = SmallVec<[Fact<'a>; 4]>;

/// What one value may be.
#[derive(Default)]
struct Allowed<'a> {
    /// The bound, whether it is allowed itself, and the test that says so.
    low: Option<(Fact<'a>, bool, Said<'a>)>,
    high: Option<(Fact<'a>, bool, Said<'a>)>,
    /// One of these, said by that test.
    one_of: Option<(Values<'a>, Said<'a>)>,
    none_of: SmallVec<[(Fact<'a>, Said<'a>); 4]>,
    exists: Said<'a>,
    absent: Said<'a>,
}

/// Two tests of a way that cannot hold together.
fn clash<'a>(way: &[Literal<'a>]) -> Option<Clash<'a>> {
    let mut seen: SmallVec<[&Term; 8]> = SmallVec::new();
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
        (Fact::Text(a), Fact::Text(b)) => a == b || folds_to(a, &fold(b)),
        _ => a == b,
    }
}

impl<'a> Allowed<'a> {
    /// What is so without any test: nothing is counted below zero.
    fn naturally(term: &Term) -> Self {
        let number = |n: f64| Some((Fact::Number(n), true, None));
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
    fn narrow(&mut self, test: &'a Test, negated: bool) -> Option<Clash<'a>> {
        let op = op_of(test, negated);
        let by = Some((test, negated));
        if op == Op::NotExist {
            self.absent = by;
        } else if self.exists.is_none() {
            self.exists = by;
        }
        if self.absent.is_some() && self.exists.is_some() {
            return Some((self.exists, self.absent));
        }
        let values: Option<Values<'a>> = test
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
                    None => (values, by),
                    Some((before, earlier)) => {
                        let both: Values<'_> =
                            before.iter().filter(|b| values.iter().any(|v| same(b, v))).copied().collect();
                        if both.is_empty() && exact(&before) && exact(&values) {
                            return Some((earlier, by));
                        }
                        (both, by)
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
                    self.raise(fixed(constant), true, by);
                    self.lower(fixed(constant), true, by);
                }
            }
            Op::Ne | Op::NotIn => self.none_of.extend(values.into_iter().map(|v| (v, by))),
            Op::Lt => self.lower(*values.first()?, false, by),
            Op::Le => self.lower(*values.first()?, true, by),
            Op::Gt => self.raise(*values.first()?, false, by),
            Op::Ge => self.raise(*values.first()?, true, by),
            _ => return None,
        }
        self.empty(by)
    }

    fn raise(&mut self, to: Fact<'a>, inclusive: bool, by: Said<'a>) {
        let higher = self.low.as_ref().is_none_or(|(now, with, _)| match order(to, *now) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => *with && !inclusive,
            _ => false,
        });
        if higher {
            self.low = Some((to, inclusive, by));
        }
    }

    fn lower(&mut self, to: Fact<'a>, inclusive: bool, by: Said<'a>) {
        let lower = self.high.as_ref().is_none_or(|(now, with, _)| match order(to, *now) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => *with && !inclusive,
            _ => false,
        });
        if lower {
            self.high = Some((to, inclusive, by));
        }
    }

    fn empty(&self, last: Said<'a>) -> Option<Clash<'a>> {
        if let (Some((low, with_low, a)), Some((high, with_high, b))) = (&self.low, &self.high) {
            let empty = match order(*low, *high) {
                Some(Ordering::Greater) => true,
                // A day has many moments between its bounds, a number only itself.
                Some(Ordering::Equal) => !(*with_low && *with_high),
                _ => false,
            };
            if empty {
                return Some((*a, *b));
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
        let other = if *by == last { self.none_of.first().and_then(|(_, by)| *by) } else { last };
        Some((*by, other))
    }
}

/// Values that are either the same or different, whatever they are compared with.
fn exact(values: &[Fact<'_>]) -> bool {
    values.iter().all(|v| !matches!(v, Fact::Date(_) | Fact::Local(_)))
}
