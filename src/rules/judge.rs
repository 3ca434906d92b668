//! One slot, judged: a settled value, or the one thing that has to be asked about it.

use chrono::{NaiveDate, NaiveTime};

use super::{RuleSet, Slot, SlotType, content};
use crate::context::{Context, Expect};
use crate::conversation::{Inner, Open, Part, Proposal, SlotState};
use crate::finding::{Finding, Kind, Severity};
use crate::verdict::SlotValue;

/// A required slot has no value; the question for it is in the verdict, now or in a later turn.
pub static MISSING: Kind =
    Kind::new("missing", Severity::Note, "Es fehlt noch: {what}", "still missing: {what}");

/// What was said is no value of the slot's type.
pub static NOT_UNDERSTOOD: Kind = Kind::new(
    "not_understood",
    Severity::Error,
    "`{text}` ist nicht als {expected} zu verstehen",
    "`{text}` could not be understood as {expected}",
);

/// What is there to judge with.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    pub(crate) rules: &'a RuleSet,
    pub(crate) context: &'a Context,
    /// The question that this turn may answer.
    pub(crate) opened: Option<&'a Open>,
    /// Slots of which the last text was not taken for what it contains, each with the code of that finding.
    pub(crate) refused: &'a [(String, String)],
    /// How long the chosen services take, where their choices say.
    pub(crate) minutes: Option<u32>,
}

/// A slot after judging.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// The value, settled: nothing about it has to be asked.
    pub(crate) value: Option<SlotValue>,
    /// The value as a voice says it.
    pub(crate) spoken: String,
    /// What has to be asked, or why it cannot be.
    pub(crate) problem: Option<Problem>,
    pub(crate) findings: Vec<Finding>,
    /// The day that was understood, if any.
    pub(crate) date: Option<NaiveDate>,
    /// The time of day that was understood, if any.
    pub(crate) time: Option<NaiveTime>,
    /// For the trace.
    pub(crate) why: String,
}

/// Something that stands between a slot and its value.
#[derive(Debug)]
pub(crate) struct Problem {
    /// The code of the finding that made it necessary.
    pub(crate) code: String,
    /// What is to be asked for.
    pub(crate) part: Part,
    pub(crate) wording: Wording,
    /// Answers to choose from, as spoken.
    pub(crate) options: Vec<String>,
    /// What stands in the way, as a sentence.
    pub(crate) reason: Option<String>,
    /// What a yes takes.
    pub(crate) proposal: Option<Proposal>,
    /// What the question puts up for choice, in the order of speaking; "den zweiten" takes the second.
    pub(crate) offered: Vec<Proposal>,
    /// No question helps.
    pub(crate) fatal: bool,
    /// Which slot of which item of a list it is about.
    pub(crate) item: Option<Inner>,
}

/// How a problem is put into words.
#[derive(Debug)]
pub(crate) enum Wording {
    /// The question of the slot.
    Own,
    /// A reason, then the question of the slot.
    After(String),
    /// A question of its own.
    Whole(String),
}

impl Problem {
    /// A problem that the question of the slot solves.
    pub(crate) fn own(code: &str, part: Part) -> Self {
        Self::worded(code, part, Wording::Own)
    }

    /// A problem with its wording.
    pub(crate) fn worded(code: &str, part: Part, wording: Wording) -> Self {
        let reason = match &wording {
            Wording::After(reason) => Some(reason.clone()),
            Wording::Own | Wording::Whole(_) => None,
        };
        Self {
            code: code.to_owned(),
            part,
            wording,
            options: Vec::new(),
            reason,
            proposal: None,
            offered: Vec::new(),
            fatal: false,
            item: None,
        }
    }

    /// A reason, and a question of its own behind it.
    pub(crate) fn explained(code: &str, part: Part, reason: String, question: &str) -> Self {
        let wording = Wording::Whole(format!("{reason} {question}"));
        Self { reason: Some(reason), ..Self::worded(code, part, wording) }
    }

    /// The same with answers to choose from.
    pub(crate) fn with_options(mut self, options: Vec<String>) -> Self {
        self.options = options;
        self
    }
}

impl Judged {
    /// A settled value.
    pub(crate) fn settled(value: SlotValue, spoken: String, why: &str) -> Self {
        Self { value: Some(value), spoken, why: why.to_owned(), ..Self::default() }
    }

    /// A problem, with the finding that made it.
    pub(crate) fn problem(problem: Problem, finding: Finding) -> Self {
        let why = problem.code.clone();
        Self { problem: Some(problem), findings: vec![finding], why, ..Self::default() }
    }
}

impl Judge<'_> {
    /// Judges one slot by what is known of it.
    pub(crate) fn slot(&self, name: &str, slot: &Slot, state: Option<&SlotState>) -> Judged {
        let judged = match (state, slot.r#type) {
            (None, _) => self.missing(slot, Part::Value, name),
            (Some(state), SlotType::Date | SlotType::Time | SlotType::Moment) => match slot.expect {
                None => self.temporal(name, slot, state),
                Some(expect) => {
                    let context = self.looking(expect);
                    Judge { context: &context, ..*self }.temporal(name, slot, state)
                }
            },
            (Some(state), _) => match state.heard.get(&Part::Value) {
                Some(heard) => self.scalar(name, slot, state, heard),
                None => self.missing(slot, Part::Value, name),
            },
        };
        let mut judged = self.within(slot, judged);
        for finding in &mut judged.findings {
            if finding.slot.is_none() {
                finding.slot = Some(name.to_owned());
            }
        }
        judged
    }

    /// Nothing was said: a problem where it is required.
    pub(crate) fn missing(&self, slot: &Slot, part: Part, name: &str) -> Judged {
        if !slot.required && part == Part::Value {
            return Judged { why: "not said and not required".to_owned(), ..Judged::default() };
        }
        self.explained(Self::wanted(slot, part, name), name)
    }

    /// The same with the reason why what was said last was not taken.
    pub(crate) fn explained(&self, mut judged: Judged, name: &str) -> Judged {
        let refused = self.refused.iter().find(|(slot, _)| slot == name);
        if let (Some((_, code)), Some(problem)) = (refused, &mut judged.problem) {
            let reason = content::reason(code, self.rules.locale).to_owned();
            problem.reason = Some(reason.clone());
            problem.wording = Wording::After(reason);
        }
        judged
    }

    /// Nothing was said of what is required.
    pub(crate) fn wanted(slot: &Slot, part: Part, name: &str) -> Judged {
        let what = slot.label.clone().unwrap_or_else(|| name.to_owned());
        let finding = Finding::new(&MISSING).with("what", what).with("part", part_name(part));
        Judged::problem(Problem::own("missing", part), finding)
    }

    /// The context of a slot that looks another way in time than the rules. What was, or may have been, is no
    /// appointment, and no opening hours hold for it.
    fn looking(&self, expect: Expect) -> Context {
        let mut context = self.context.clone();
        context.policy.expect = expect;
        if expect != Expect::Future {
            context.hours = None;
        }
        context
    }

    /// True when the caller has said yes to this doubt.
    pub(crate) fn is_confirmed(state: &SlotState, code: &str) -> bool {
        state.confirmed.contains(code)
    }
}

pub(crate) const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Value => "value",
        Part::Date => "date",
        Part::Time => "time",
        Part::Instant => "instant",
    }
}
