//! Everything that is known, and everything that stands against it, to one verdict.

use smallvec::SmallVec;

use super::apply::{Applied, Knowledge, finding};
use super::{Engine, HAND_OVER, JudgedSlot, STEP_LIMIT, known};
use crate::conversation::{Conversation, Open, Part};
use crate::finding::{Finding, Lang};
use crate::rules::condition::evaluate::Known;
use crate::rules::judge::{Judge, Judged, Problem, Wording};
use crate::rules::question::{Spoken, rendered};
use crate::rules::{Rule, Weight};
use crate::verdict::{Ask, Outcome, Verdict};

/// Something that could be asked next.
struct Candidate<'a> {
    slot: &'a JudgedSlot<'a>,
    cause: Cause<'a>,
    priority: i32,
}

enum Cause<'a> {
    Problem(&'a Problem),
    Rule(&'a str, &'a Rule),
}

impl Engine {
    /// The verdict on slots that were judged. What is asked, and how often, goes into the state.
    pub(super) fn verdict(
        &self,
        judge: &Judge<'_>,
        mut judged: Vec<JudgedSlot<'_>>,
        mut findings: Vec<Finding>,
        state: &mut Conversation,
    ) -> Verdict {
        for slot in &mut judged {
            findings.append(&mut slot.is.findings);
        }
        let mut applied = self.apply(judge, &judged, &findings, state);
        let held = applied.holds.iter().filter_map(|at| self.rules.rules.at(*at));
        findings.extend(held.map(|(id, rule)| finding(id, rule, &|name| spoken(&judged, name))));
        for at in std::mem::take(&mut applied.wanted) {
            let Some(slot) = judged.get_mut(usize::from(at)) else { continue };
            if slot.is.value.is_none() && slot.is.problem.is_none() {
                slot.is = judge.explained(Judge::wanted(slot.slot, Part::Value, slot.name), slot.name);
                findings.extend(slot.is.findings.drain(..).map(|f| f.of_slot(slot.name)));
            }
        }
        let trace = self.trace.then(|| {
            judged.iter().map(|slot| slot.step(state)).chain(std::mem::take(&mut applied.trace)).collect()
        });
        let doubted = self.doubted(&applied, state);
        let spoken = |name: &str| spoken(&judged, name);
        let (outcome, say) = self.outcome(judge, &judged, &applied, &doubted, &spoken, &mut findings, state);
        let counts =
            |slot: &&JudgedSlot<'_>| !doubted.iter().any(|(_, rule)| rule.slot.as_deref() == Some(slot.name));
        for slot in &judged {
            if slot.is.value.is_some() && slot.is.problem.is_none() && counts(&slot) {
                state.attempts.remove(slot.name);
            } else if let Some(known) = state.slots.get_mut(slot.name) {
                known.value = None;
            }
        }
        let values = judged
            .iter()
            .filter(counts)
            .filter_map(|s| s.is.value.clone().map(|value| (s.name.to_owned(), value)))
            .collect();
        Verdict { outcome, values, findings, say: Some(say), trace }
    }

    fn apply(
        &self,
        judge: &Judge<'_>,
        judged: &[JudgedSlot<'_>],
        findings: &[Finding],
        state: &Conversation,
    ) -> Applied {
        if self.compiled.is_empty() {
            return Applied::default();
        }
        let lists = known::lists(judged.iter().map(|slot| slot.is.value.as_ref()), &self.rules.slots);
        let mut known: SmallVec<[Known<'_>; 12]> = judged
            .iter()
            .map(|slot| {
                let heard = state.slots.get(slot.name).and_then(|s| s.heard.values().max_by_key(|h| h.turn));
                known::known(slot.is.value.as_ref(), heard.map(|h| h.source), heard.map_or(0, |h| h.turn))
            })
            .collect();
        known::with_items(&mut known, &lists);
        let attempts: SmallVec<[u32; 12]> =
            judged.iter().map(|slot| state.attempts.get(slot.name).copied().unwrap_or(0)).collect();
        let knowledge = Knowledge {
            rules: &self.rules,
            compiled: &self.compiled,
            context: judge.context,
            slots: &known,
            turns: state.turns,
            attempts: &attempts,
            findings,
            steps: self.limits.steps,
        };
        knowledge.apply(self.trace)
    }

    /// Rules that hold and ask, unless the caller has said yes.
    fn doubted(&self, applied: &Applied, state: &Conversation) -> Vec<(&str, &Rule)> {
        let rules = applied.holds.iter().filter_map(|at| self.rules.rules.at(*at));
        rules
            .filter(|(id, rule)| {
                let slot = rule.slot.as_ref().and_then(|slot| state.slots.get(slot));
                rule.severity == Weight::Ask
                    && !(rule.confirm && slot.is_some_and(|s| s.confirmed.contains(*id)))
            })
            .collect()
    }

    #[expect(clippy::too_many_arguments, reason = "all of it is decided here and nowhere else")]
    fn outcome(
        &self,
        judge: &Judge<'_>,
        judged: &[JudgedSlot<'_>],
        applied: &Applied,
        doubted: &[(&str, &Rule)],
        spoken: &Spoken<'_>,
        findings: &mut Vec<Finding>,
        state: &mut Conversation,
    ) -> (Outcome, String) {
        // Whatever else decides: what was not looked at may be missing among the findings.
        if applied.exhausted {
            findings.push(Finding::new(&STEP_LIMIT).with("limit", self.limits.steps));
        }
        if let Some(fatal) = judged.iter().find_map(|s| s.is.problem.as_ref().filter(|p| p.fatal)) {
            return (Outcome::Reject, self.refusal(Self::reason(fatal)));
        }
        let mut holding = applied.holds.iter().filter_map(|at| self.rules.rules.at(*at));
        if let Some((_, rule)) = holding.find(|(_, rule)| rule.severity == Weight::Reject) {
            let message = rule.message.as_ref().and_then(|m| rendered(m, self.rules.locale, spoken));
            return (Outcome::Reject, self.refusal(message.as_deref()));
        }
        if applied.exhausted {
            return (Outcome::Reject, self.hand_over(spoken));
        }
        let Some(next) = self.next(judged, doubted) else {
            return (Outcome::Accept, self.confirmation(judged, spoken));
        };
        let name = next.slot.name;
        let part = next.part();
        // A day, where day and time were asked for, is an answer: the time is a new question.
        if judge.opened.is_some_and(|open| open.slot == name && open.part != part) {
            state.attempts.remove(name);
        }
        let attempts = state.attempts.get(name).copied().unwrap_or(0);
        if let Some(finding) = self.too_much(name, attempts, state.turns) {
            findings.push(finding);
            return (Outcome::Reject, self.hand_over(spoken));
        }
        state.attempts.insert(name.to_owned(), attempts.saturating_add(1));
        state.open = Some(Open {
            slot: name.to_owned(),
            code: next.code().to_owned(),
            part,
            proposal: next.problem().and_then(|p| p.proposal),
            item: next.problem().and_then(|p| p.item.clone()),
            offered: next.problem().map_or_else(Vec::new, |p| p.offered.clone()),
        });
        let text = self.question(judge, &next, spoken);
        let options = next.problem().map_or_else(Vec::new, |p| p.options.clone());
        (Outcome::Ask(Ask { slot: name.to_owned(), text: text.clone(), options }), text)
    }

    /// What is asked next: the smallest priority; of equals what a slot needs before what a rule wants, in the order
    /// of the file.
    fn next<'a>(
        &self,
        judged: &'a [JudgedSlot<'a>],
        doubted: &[(&'a str, &'a Rule)],
    ) -> Option<Candidate<'a>> {
        let problems = judged.iter().filter_map(|slot| {
            let problem = slot.is.problem.as_ref()?;
            Some(Candidate { slot, cause: Cause::Problem(problem), priority: slot.slot.priority() })
        });
        let rules = doubted.iter().filter_map(|(id, rule)| {
            let slot = judged.iter().find(|slot| Some(slot.name) == rule.slot.as_deref())?;
            let priority = rule.priority.unwrap_or_else(|| slot.slot.priority());
            Some(Candidate { slot, cause: Cause::Rule(id, rule), priority })
        });
        // `min_by_key` takes the first of equals.
        problems.chain(rules).min_by_key(|candidate| candidate.priority)
    }

    fn too_much(&self, slot: &str, attempts: u32, turns: u32) -> Option<Finding> {
        let limits = &self.rules.limits;
        let german = self.rules.locale == Lang::De;
        let finding = |reason: String| Finding::new(&HAND_OVER).with("reason", reason).with("turns", turns);
        if limits.attempts > 0 && attempts >= limits.attempts {
            let reason = if german {
                format!("nach `{slot}` wurde {attempts}-mal gefragt")
            } else {
                format!("`{slot}` was asked for {attempts} times")
            };
            return Some(finding(reason).with("attempts", attempts).of_slot(slot));
        }
        if limits.turns > 0 && turns >= limits.turns {
            let reason = if german {
                format!("das Gespräch hat {turns} Runden")
            } else {
                format!("the call has {turns} turns")
            };
            return Some(finding(reason));
        }
        None
    }

    fn question(&self, judge: &Judge<'_>, next: &Candidate<'_>, spoken: &Spoken<'_>) -> String {
        let (id, rule) = match next.cause {
            Cause::Problem(problem) => {
                return judge.question(next.slot.name, next.slot.slot, &next.slot.is, problem, spoken);
            }
            Cause::Rule(id, rule) => (id, rule),
        };
        let own = |text: &crate::rules::Question| rendered(text, self.rules.locale, spoken);
        if let Some(question) = rule.question.as_ref().and_then(own) {
            return question;
        }
        let wording = rule.message.as_ref().and_then(own).map_or(Wording::Own, Wording::After);
        // The day and time that are known are what is in doubt.
        let nothing = Judged::default();
        judge.question(
            next.slot.name,
            next.slot.slot,
            &nothing,
            &Problem::worded(id, Part::Value, wording),
            spoken,
        )
    }
}

impl Candidate<'_> {
    fn problem(&self) -> Option<&Problem> {
        match self.cause {
            Cause::Problem(problem) => Some(problem),
            Cause::Rule(..) => None,
        }
    }

    fn part(&self) -> Part {
        self.problem().map_or(Part::Value, |problem| problem.part)
    }

    fn code(&self) -> &str {
        match self.cause {
            Cause::Problem(problem) => &problem.code,
            Cause::Rule(id, _) => id,
        }
    }
}

/// A settled value as a voice says it.
fn spoken(judged: &[JudgedSlot<'_>], name: &str) -> Option<String> {
    judged.iter().find(|s| s.name == name && s.is.value.is_some()).map(|s| s.is.spoken.clone())
}
