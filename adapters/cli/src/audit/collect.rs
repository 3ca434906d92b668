//! What is counted, one verdict at a time.

use std::collections::{BTreeMap, BTreeSet};

use klartext::finding::Severity;
use klartext::redact;
use serde::{Deserialize, Serialize};

/// More codes or slots than that are counted together, so that no input makes the summary grow without end.
const MAX_NAMES: usize = 2000;

/// Under which they are counted then.
const OTHERS: &str = "(others)";

/// Characters of a message in a sample.
const MESSAGE: usize = 160;

/// What a run came to.
#[derive(Debug, Default)]
pub(super) struct Audit {
    pub(super) calls: u64,
    pub(super) accepted: u64,
    pub(super) asked: u64,
    pub(super) rejected: u64,
    /// Lines that are no verdict, those among them that tell of an error.
    pub(super) unreadable: u64,
    slots: BTreeMap<String, u64>,
    codes: BTreeMap<String, Code>,
    samples: usize,
}

/// How often a finding was made.
#[derive(Debug, Serialize)]
pub(super) struct Code {
    pub(super) severity: Severity,
    /// Calls that have it.
    pub(super) calls: u64,
    /// How often it was made at all.
    pub(super) times: u64,
    /// Of the calls: how many were accepted, asked back, rejected.
    pub(super) accepted: u64,
    pub(super) asked: u64,
    pub(super) rejected: u64,
    pub(super) samples: Vec<Sample>,
}

/// A call that has a finding.
#[derive(Debug, Serialize)]
pub(super) struct Sample {
    /// The line of the verdict, from 1; the number that the verdict has itself, where it has one.
    pub(super) line: u64,
    /// The finding's German message, telephone numbers and addresses taken out.
    pub(super) message: String,
}

#[derive(Deserialize)]
struct Verdict {
    outcome: Outcome,
    #[serde(default)]
    ask: Option<Ask>,
    #[serde(default)]
    findings: Vec<Finding>,
    #[serde(default)]
    line: Option<u64>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Accept,
    Ask,
    Reject,
}

#[derive(Deserialize)]
struct Ask {
    slot: String,
}

#[derive(Deserialize)]
struct Finding {
    code: String,
    severity: Severity,
    #[serde(default)]
    message: Message,
}

#[derive(Default, Deserialize)]
struct Message {
    #[serde(default)]
    de: String,
}

/// The summary as data.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    calls: u64,
    outcomes: Outcomes,
    /// Lines that are no verdict.
    unreadable: u64,
    asked_for: Vec<Slot<'a>>,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Outcomes {
    accept: u64,
    ask: u64,
    reject: u64,
}

#[derive(Serialize)]
struct Slot<'a> {
    slot: &'a str,
    calls: u64,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    #[serde(flatten)]
    counted: &'a Code,
}

fn one_more(count: &mut u64) {
    *count = count.saturating_add(1);
}

impl Audit {
    /// An empty one that keeps so many samples of each finding.
    pub(super) fn new(samples: usize) -> Self {
        Self { samples, ..Self::default() }
    }

    /// Counts one line.
    pub(super) fn line(&mut self, number: u64, line: &[u8]) {
        if line.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        let Ok(verdict) = serde_json::from_slice::<Verdict>(line) else {
            one_more(&mut self.unreadable);
            return;
        };
        one_more(&mut self.calls);
        one_more(match verdict.outcome {
            Outcome::Accept => &mut self.accepted,
            Outcome::Ask => &mut self.asked,
            Outcome::Reject => &mut self.rejected,
        });
        if let Some(ask) = verdict.ask {
            let slot = name(&self.slots, ask.slot);
            one_more(self.slots.entry(slot).or_default());
        }
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for finding in verdict.findings {
            let code = name(&self.codes, finding.code);
            let counted = self.codes.entry(code.clone()).or_insert_with(|| Code {
                severity: finding.severity,
                calls: 0,
                times: 0,
                accepted: 0,
                asked: 0,
                rejected: 0,
                samples: Vec::new(),
            });
            one_more(&mut counted.times);
            counted.severity = counted.severity.max(finding.severity);
            if !seen.insert(code) {
                continue;
            }
            one_more(&mut counted.calls);
            one_more(match verdict.outcome {
                Outcome::Accept => &mut counted.accepted,
                Outcome::Ask => &mut counted.asked,
                Outcome::Reject => &mut counted.rejected,
            });
            if counted.samples.len() < self.samples {
                let message = redact(&finding.message.de).chars().take(MESSAGE).collect();
                counted.samples.push(Sample { line: verdict.line.unwrap_or(number), message });
            }
        }
    }

    /// Slots by how often they were asked for, the most first.
    pub(super) fn slots(&self) -> Vec<(&str, u64)> {
        let mut slots: Vec<_> = self.slots.iter().map(|(slot, count)| (slot.as_str(), *count)).collect();
        slots.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        slots
    }

    /// Findings by how many calls have them, the most first.
    pub(super) fn codes(&self) -> Vec<(&str, &Code)> {
        let mut codes: Vec<_> = self.codes.iter().map(|(code, counted)| (code.as_str(), counted)).collect();
        codes.sort_by_key(|(_, counted)| std::cmp::Reverse(counted.calls));
        codes
    }

    pub(super) fn report(&self) -> Report<'_> {
        Report {
            calls: self.calls,
            outcomes: Outcomes { accept: self.accepted, ask: self.asked, reject: self.rejected },
            unreadable: self.unreadable,
            asked_for: self.slots().into_iter().map(|(slot, calls)| Slot { slot, calls }).collect(),
            findings: self.codes().into_iter().map(|(code, counted)| Entry { code, counted }).collect(),
        }
    }
}

/// The name to count under.
fn name<T>(known: &BTreeMap<String, T>, name: String) -> String {
    if known.len() < MAX_NAMES || known.contains_key(&name) { name } else { OTHERS.to_owned() }
}
