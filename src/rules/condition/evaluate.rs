//! A condition against what is known: true, false, or not to be told.
//!
//! What is not known makes a comparison unknown, not false: `not guests > 8` says nothing as long as nobody has said how
//! many come. Only `exists` and `not_exist` ask for that.

use std::cell::{Cell, OnceCell};
use std::cmp::Ordering;

use chrono::{
    DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _, Utc, Weekday,
};

use super::meaning::{Cond, Constant, Property, SlotRef, Term, Test};
use super::syntax::Op;
use super::token::Length;
use crate::context::Context;
use crate::finding::Finding;
use crate::heard::fold::{fold, folds_to};
use crate::payload::Source;
use crate::rules::Rules;
use crate::temporal::zone::{Localised, localise};

/// A value while a condition is evaluated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fact<'a> {
    Unknown,
    Number(f64),
    Text(&'a str),
    Bool(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    Moment(NaiveDateTime, DateTime<Utc>),
    Local(NaiveDateTime),
    Minutes(i64),
    Weekday(Weekday),
    Source(Source),
    List(&'a [Box<[Known<'a>]>]),
}

/// What is known of a slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Known<'a> {
    pub(crate) value: Fact<'a>,
    pub(crate) source: Option<Source>,
    /// 0 where it was not said in a turn.
    pub(crate) turn: u32,
}

impl Known<'_> {
    pub(crate) const NOTHING: Self = Self { value: Fact::Unknown, source: None, turn: 0 };
}

/// Everything that a condition can ask for.
pub(crate) struct Facts<'a> {
    /// In the order of the rule set.
    pub(crate) slots: &'a [Known<'a>],
    pub(crate) context: &'a Context,
    pub(crate) turns: u32,
    /// How often each slot was asked for in vain, in the order of the rule set.
    pub(crate) attempts: &'a [u32],
    /// What was found before the rules.
    pub(crate) findings: &'a [Finding],
    /// Every rule, and the places of those that were found to hold, each of which is a finding too.
    pub(crate) rules: &'a Rules,
    pub(crate) held: &'a [u16],
    /// How many steps are left.
    pub(crate) steps: &'a Cell<u32>,
    /// The clock in the zone, once a condition has asked for it.
    pub(crate) local_now: &'a OnceCell<NaiveDateTime>,
}

/// The outcome of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
        }
    }

    const fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    const fn of(is: bool) -> Self {
        if is { Self::True } else { Self::False }
    }
}

/// The item that `where` looks at.
type Item<'a> = Option<&'a [Known<'a>]>;

impl<'a> Facts<'a> {
    /// Whether the condition holds.
    pub(crate) fn holds(&self, cond: &'a Cond) -> Truth {
        self.cond(cond, None)
    }

    /// One step; false where none is left.
    fn step(&self) -> bool {
        match self.steps.get().checked_sub(1) {
            Some(left) => {
                self.steps.set(left);
                true
            }
            None => false,
        }
    }

    fn cond(&self, cond: &'a Cond, item: Item<'a>) -> Truth {
        match cond {
            Cond::Test(test) => self.test(test, item),
            Cond::Not(part) => self.cond(part, item).not(),
            Cond::All(parts) => {
                let mut all = Truth::True;
                for part in parts {
                    match self.cond(part, item) {
                        Truth::False => return Truth::False,
                        Truth::Unknown => all = Truth::Unknown,
                        Truth::True => {}
                    }
                }
                all
            }
            Cond::Any(parts) => {
                let mut any = Truth::False;
                for part in parts {
                    match self.cond(part, item) {
                        Truth::True => return Truth::True,
                        Truth::Unknown => any = Truth::Unknown,
                        Truth::False => {}
                    }
                }
                any
            }
        }
    }

    /// One comparison.
    pub(crate) fn test(&self, test: &'a Test, item: Item<'a>) -> Truth {
        if !self.step() {
            return Truth::Unknown;
        }
        let left = self.term(&test.left, item);
        match test.op {
            Op::Exists => return Truth::of(left != Fact::Unknown),
            Op::NotExist => return Truth::of(left == Fact::Unknown),
            _ if left == Fact::Unknown => return Truth::Unknown,
            _ => {}
        }
        let mut any = Truth::False;
        for right in &test.right {
            match self.compare(left, test.op, right, item) {
                Truth::True => {
                    any = Truth::True;
                    break;
                }
                Truth::Unknown => any = Truth::Unknown,
                Truth::False => {}
            }
        }
        if test.op == Op::NotIn { any.not() } else { any }
    }

    fn compare(&self, left: Fact<'a>, op: Op, right: &'a Term, item: Item<'a>) -> Truth {
        // A text that was folded when the rules were read is not folded again.
        if let (Fact::Text(text), Term::Constant(Constant::Text(exact, folded))) = (left, right) {
            return texts(text, op, exact, folded);
        }
        let right = self.term(right, item);
        if let (Fact::Text(text), Fact::Text(other)) = (left, right) {
            return texts(text, op, other, &fold(other));
        }
        let Some(order) = order(left, right) else { return Truth::Unknown };
        Truth::of(match op {
            Op::Ne => order != Ordering::Equal,
            Op::Lt => order == Ordering::Less,
            Op::Le => order != Ordering::Greater,
            Op::Gt => order == Ordering::Greater,
            Op::Ge => order != Ordering::Less,
            _ => order == Ordering::Equal,
        })
    }

    /// What a term comes to.
    pub(crate) fn term(&self, term: &'a Term, item: Item<'a>) -> Fact<'a> {
        match term {
            Term::Slot(at) => self.known(*at, item).value,
            Term::Constant(constant) => fixed(constant),
            Term::Of(at, property) => {
                let known = self.known(*at, item);
                match property {
                    Property::Source => known.source.map_or(Fact::Unknown, Fact::Source),
                    Property::Turn if known.turn == 0 => Fact::Unknown,
                    Property::Turn => Fact::Number(known.turn.into()),
                    other => of(known.value, *other),
                }
            }
            Term::Today => Fact::Date(self.local_now().date()),
            Term::Now => Fact::Moment(self.local_now(), self.context.now),
            Term::OfNow(property) => of(Fact::Moment(self.local_now(), self.context.now), *property),
            Term::Shift(base, by) => self.shifted(self.term(base, item), *by),
            Term::Turns => Fact::Number(self.turns.into()),
            Term::Attempts(None) => Fact::Number(self.attempts.iter().copied().max().unwrap_or(0).into()),
            Term::Attempts(Some(slot)) => {
                Fact::Number(self.attempts.get(usize::from(*slot)).copied().unwrap_or(0).into())
            }
            Term::Findings(code) => {
                let counts = |f: &&Finding| code.as_ref().is_none_or(|code| f.code() == &**code);
                let is = |at: &&u16| {
                    code.as_ref().is_none_or(|code| self.rules.at(**at).is_some_and(|(id, _)| id == &**code))
                };
                let rules = self.held.iter().filter(is).count();
                count(self.findings.iter().filter(counts).count().saturating_add(rules))
            }
            Term::Count(list, filter) => {
                self.items(*list, filter.as_deref(), |fits| fits.filter(|t| *t == Truth::True).count())
            }
            // An item of which it is not known ends the row: it is not known to go on.
            Term::Streak(list, filter) => self
                .items(*list, filter.as_deref(), |fits| fits.rev().take_while(|t| *t == Truth::True).count()),
            Term::Percent(part, whole) => match (self.term(part, item), self.term(whole, item)) {
                (Fact::Number(part), Fact::Number(whole)) if whole != 0.0 => {
                    Fact::Number(part * 100.0 / whole)
                }
                _ => Fact::Unknown,
            },
            Term::Bucket(id, salt) => match self.term(id, item) {
                Fact::Text(id) => Fact::Number(bucket(id, salt).into()),
                Fact::Number(id) => Fact::Number(bucket(&id.to_string(), salt).into()),
                _ => Fact::Unknown,
            },
        }
    }

    fn local_now(&self) -> NaiveDateTime {
        *self.local_now.get_or_init(|| self.context.local_now())
    }

    fn known(&self, at: SlotRef, item: Item<'a>) -> &'a Known<'a> {
        let (list, at) = match at {
            SlotRef::Slot(at) => (self.slots, at),
            SlotRef::Field(at) => (item.unwrap_or_default(), at),
        };
        list.get(usize::from(at)).unwrap_or(&Known::NOTHING)
    }

    fn items(
        &self,
        list: u16,
        filter: Option<&'a Cond>,
        number: impl Fn(&mut dyn DoubleEndedIterator<Item = Truth>) -> usize,
    ) -> Fact<'a> {
        let items: &'a [Box<[Known<'a>]>] = match self.known(SlotRef::Slot(list), None).value {
            Fact::List(items) => items,
            // A list that was not given has no items.
            _ => return Fact::Number(0.0),
        };
        let mut fits = items.iter().map(|item| {
            let fits = filter.map_or(Truth::True, |filter| self.cond(filter, Some(item)));
            if self.step() { fits } else { Truth::Unknown }
        });
        count(number(&mut fits))
    }

    fn shifted(&self, base: Fact<'a>, by: Length) -> Fact<'a> {
        let days = |date: NaiveDate| date.checked_add_signed(TimeDelta::try_days(by.days)?);
        let minutes = TimeDelta::try_minutes(by.minutes);
        let moved = || {
            Some(match base {
                Fact::Date(date) => Fact::Date(days(date)?),
                // Behind midnight is another day.
                Fact::Time(time) => match time.overflowing_add_signed(minutes?) {
                    (time, 0) => Fact::Time(time),
                    _ => return None,
                },
                Fact::Moment(_, utc) if by.days == 0 => {
                    let utc = utc.checked_add_signed(minutes?)?;
                    Fact::Moment(utc.with_timezone(&self.context.zone).naive_local(), utc)
                }
                Fact::Moment(local, _) => {
                    let local = days(local.date())?.and_time(local.time());
                    let moment = match localise(local, self.context.zone) {
                        Localised::Unambiguous(moment) | Localised::Fold { first: moment, .. } => moment,
                        Localised::Gap { after, .. } => after,
                    };
                    let rest = Length { days: 0, minutes: by.minutes };
                    self.shifted(Fact::Moment(moment.local, moment.utc), rest)
                }
                _ => return None,
            })
        };
        moved().unwrap_or(Fact::Unknown)
    }
}

fn count(n: usize) -> Fact<'static> {
    Fact::Number(u32::try_from(n).unwrap_or(u32::MAX).into())
}

pub(super) fn fixed(constant: &Constant) -> Fact<'_> {
    match constant {
        Constant::Number(n) => Fact::Number(*n),
        Constant::Text(text, _) => Fact::Text(text),
        Constant::Bool(b) => Fact::Bool(*b),
        Constant::Date(d) => Fact::Date(*d),
        Constant::Time(t) => Fact::Time(*t),
        Constant::Local(l) => Fact::Local(*l),
        Constant::Minutes(m) => Fact::Minutes(*m),
        Constant::Weekday(d) => Fact::Weekday(*d),
        Constant::Source(s) => Fact::Source(*s),
    }
}

/// Two texts, the second as it was written and folded.
fn texts(text: &str, op: Op, exact: &str, folded: &str) -> Truth {
    // What has no letter and no digit, "@" for one, is looked for as it stands.
    let contains = || text.contains(exact) || !folded.is_empty() && fold(text).contains(folded);
    let same = || text == exact || folds_to(text, folded);
    Truth::of(match op {
        Op::Contains => contains(),
        Op::NotContains => !contains(),
        Op::Ne => !same(),
        _ => same(),
    })
}

/// How two values stand to each other; `None` where they cannot be compared.
pub(super) fn order(a: Fact<'_>, b: Fact<'_>) -> Option<Ordering> {
    Some(match (a, b) {
        (Fact::Number(a), Fact::Number(b)) => a.partial_cmp(&b)?,
        (Fact::Bool(a), Fact::Bool(b)) => a.cmp(&b),
        (Fact::Date(a), Fact::Date(b)) => a.cmp(&b),
        (Fact::Time(a), Fact::Time(b)) => a.cmp(&b),
        (Fact::Moment(_, a), Fact::Moment(_, b)) => a.cmp(&b),
        // A day is all of it: `start <= 2025-12-24` holds until its midnight.
        (Fact::Moment(a, _) | Fact::Local(a), Fact::Date(b)) => a.date().cmp(&b),
        (Fact::Date(a), Fact::Moment(b, _) | Fact::Local(b)) => a.cmp(&b.date()),
        (Fact::Moment(a, _) | Fact::Local(a), Fact::Moment(b, _) | Fact::Local(b)) => a.cmp(&b),
        (Fact::Minutes(a), Fact::Minutes(b)) => a.cmp(&b),
        (Fact::Weekday(a), Fact::Weekday(b)) => a.num_days_from_monday().cmp(&b.num_days_from_monday()),
        (Fact::Source(a), Fact::Source(b)) => a.cmp(&b),
        _ => return None,
    })
}

fn of(value: Fact<'_>, property: Property) -> Fact<'static> {
    let (date, time) = match value {
        Fact::Date(date) => (Some(date), None),
        Fact::Time(time) => (None, Some(time)),
        Fact::Moment(local, _) => (Some(local.date()), Some(local.time())),
        Fact::Text(text) if property == Property::Length => return count(text.chars().count()),
        _ => (None, None),
    };
    let part = || {
        Some(match property {
            Property::Date => Fact::Date(date?),
            Property::Time => Fact::Time(time?),
            Property::Weekday => Fact::Weekday(date?.weekday()),
            Property::Year => Fact::Number(date?.year().into()),
            Property::Month => Fact::Number(date?.month().into()),
            Property::Day => Fact::Number(date?.day().into()),
            Property::Hour => Fact::Number(time?.hour().into()),
            Property::Minute => Fact::Number(time?.minute().into()),
            Property::Length | Property::Source | Property::Turn => return None,
        })
    };
    part().unwrap_or(Fact::Unknown)
}

/// A number from 0 to 99 for a text, the same on every machine: FNV-1a over salt, a zero byte and text, mixed as
/// SplitMix64 does (both are in the public domain), and the upper bits scaled.
pub(crate) fn bucket(id: &str, salt: &str) -> u32 {
    let bytes = salt.bytes().chain(std::iter::once(0)).chain(id.bytes());
    let mut hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^= hash >> 31;
    let scaled = u128::from(hash).wrapping_mul(100) >> 64;
    u32::try_from(scaled).unwrap_or(0)
}
