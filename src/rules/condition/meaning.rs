//! What a condition means: names resolved, types known. It is this form that is evaluated.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::syntax::Op;
use super::token::Length;
use crate::payload::Source;

/// A condition, ready to be evaluated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cond {
    Any(Box<[Cond]>),
    All(Box<[Cond]>),
    Not(Box<Cond>),
    Test(Test),
}

/// One comparison. A bare boolean is a comparison with `true`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Test {
    pub(crate) left: Term,
    pub(crate) op: Op,
    /// Nothing for `exists`, one value, or the list of `in`.
    pub(crate) right: Box<[Term]>,
    /// As it was written, for people.
    pub(crate) text: Box<str>,
    /// What in it can change, by the name it has in the text.
    pub(crate) inputs: Box<[(Box<str>, Term)]>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    Constant(Constant),
    /// A slot by its place in the rule set, or a field by its place in the record inside `where`.
    Slot(SlotRef),
    /// Something about a value: its weekday, its source.
    Of(SlotRef, Property),
    /// The date of the clock in the zone.
    Today,
    /// The clock.
    Now,
    /// Something about the clock.
    OfNow(Property),
    Shift(Box<Term>, Length),
    /// How many turns there were.
    Turns,
    /// How often a slot was asked for in vain; without a slot, the most of all.
    Attempts(Option<u16>),
    /// How many findings there are, of a code or at all.
    Findings(Option<Box<str>>),
    /// How many items of a list fulfil a condition.
    Count(u16, Option<Box<Cond>>),
    /// How many items at the end of a list fulfil it one after the other.
    Streak(u16, Option<Box<Cond>>),
    /// The first in percent of the second.
    Percent(Box<Term>, Box<Term>),
    /// 0 to 99, always the same for the same text.
    Bucket(Box<Term>, Box<str>),
}

/// A slot of the rule set, or a field of the item that `where` looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SlotRef {
    Slot(u16),
    Field(u16),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    Number(f64),
    /// As written, and as a listener compares it.
    Text(Box<str>, Box<str>),
    Bool(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    Local(NaiveDateTime),
    Minutes(i64),
    Weekday(Weekday),
    Source(Source),
}

/// What may stand behind the dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Property {
    Date,
    Time,
    Weekday,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    /// Characters of a text.
    Length,
    /// Who vouches for it.
    Source,
    /// The turn in which it was said.
    Turn,
}

impl Property {
    pub(super) const ALL: [(&'static str, Self); 11] = [
        ("date", Self::Date),
        ("time", Self::Time),
        ("weekday", Self::Weekday),
        ("year", Self::Year),
        ("month", Self::Month),
        ("day", Self::Day),
        ("hour", Self::Hour),
        ("minute", Self::Minute),
        ("length", Self::Length),
        ("source", Self::Source),
        ("turn", Self::Turn),
    ];
}

impl Cond {
    /// Every test, those inside `where` left out.
    pub(crate) fn each_test<'a>(&'a self, visit: &mut dyn FnMut(&'a Test)) {
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().for_each(|part| part.each_test(visit)),
            Self::Not(part) => part.each_test(visit),
            Self::Test(test) => visit(test),
        }
    }
}

impl Term {
    /// Every slot that has a say in this value.
    pub(crate) fn each_slot(&self, visit: &mut dyn FnMut(u16)) {
        match self {
            Self::Slot(SlotRef::Slot(slot)) | Self::Of(SlotRef::Slot(slot), _) => visit(*slot),
            Self::Count(slot, filter) | Self::Streak(slot, filter) => {
                visit(*slot);
                if let Some(filter) = filter {
                    filter.each_test(&mut |test| test.each_slot(visit));
                }
            }
            Self::Shift(base, _) | Self::Bucket(base, _) => base.each_slot(visit),
            Self::Percent(part, whole) => {
                part.each_slot(visit);
                whole.each_slot(visit);
            }
            _ => {}
        }
    }

    /// The code of the findings that this value counts.
    pub(crate) fn finding_code(&self) -> Option<&str> {
        match self {
            Self::Findings(Some(code)) => Some(code),
            _ => None,
        }
    }
}

impl Test {
    /// Every slot that has a say in this test.
    pub(crate) fn each_slot(&self, visit: &mut dyn FnMut(u16)) {
        for term in std::iter::once(&self.left).chain(self.right.iter()) {
            term.each_slot(visit);
        }
    }
}
