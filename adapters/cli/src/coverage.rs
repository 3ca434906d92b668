//! What the fixtures exercise: productions of `grammar/german.ebnf`, parts of rule sets, codes of findings.
//!
//! The library's parser is written in Rust and does not know the names of productions. So a text counts for a production
//! when the grammar itself derives the whole text with it: a recogniser runs over the text, and of several derivations the
//! first one, in the order of the alternatives, counts. Texts that the grammar does not derive (names, broken words,
//! whole sentences) count for nothing.

mod ebnf;
mod recognise;
mod rules;
mod words;

use std::fmt::Write as _;

use crate::fixture::{Kind, Outcome, Report, Suite};
use crate::paint;
use crate::test::{CoverageReport, PartReport, percent};
use recognise::Recogniser;
pub use rules::Part;

const GRAMMAR: &str = include_str!("../../../grammar/german.ebnf");
const TABLES: [&str; 7] = [
    include_str!("../../../grammar/de/clock.toml"),
    include_str!("../../../grammar/de/days.toml"),
    include_str!("../../../grammar/de/holidays.toml"),
    include_str!("../../../grammar/de/joints.toml"),
    include_str!("../../../grammar/de/months.toml"),
    include_str!("../../../grammar/de/names.toml"),
    include_str!("../../../grammar/de/numbers.toml"),
];

/// A production, and how many cases exercise it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Production {
    /// Its name in the grammar.
    pub name: String,
    /// What the grammar says about it.
    pub comment: String,
    /// How many texts of passing cases are derived with it.
    pub cases: usize,
}

/// What is exercised and what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The productions of the grammar in its order; none where no case is about time.
    pub productions: Vec<Production>,
    /// How many texts the grammar derives.
    pub derived: usize,
    /// The codes of findings, by the kind of the cases that can bring them.
    pub findings: Vec<Part>,
    /// The rule sets of calls.
    pub rule_sets: Vec<Part>,
}

impl Coverage {
    /// What the cases of a report exercise; a case that fails exercises nothing.
    ///
    /// An error names the line of the grammar that cannot be read.
    pub fn of(suite: &Suite, report: &Report<'_>) -> Result<Self, String> {
        let about_time = || report.results.iter().filter(|ran| ran.case.kind == Kind::Resolve);
        let mut out = if about_time().next().is_some() {
            let passed = about_time().filter(|ran| ran.outcome == Outcome::Passed);
            Self::of_texts(passed.map(|ran| ran.case.subject.as_str()))?
        } else {
            Self { productions: Vec::new(), derived: 0, findings: Vec::new(), rule_sets: Vec::new() }
        };
        out.findings = rules::findings(report);
        out.rule_sets = rules::rule_sets(suite, report);
        Ok(out)
    }

    /// What texts exercise.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let grammar = ebnf::Grammar::read(GRAMMAR)?;
        let tables = words::Tables::read(TABLES)?;
        let recogniser = Recogniser::new(&grammar, &tables);
        let mut productions: Vec<Production> = grammar
            .productions
            .iter()
            .map(|p| Production { name: p.name.clone(), comment: p.comment.clone(), cases: 0 })
            .collect();
        let mut derived = 0usize;
        for text in texts {
            let used = recogniser.derive(text);
            derived = derived.saturating_add((!used.is_empty()).into());
            for n in used {
                if let Some(p) = productions.get_mut(n) {
                    p.cases = p.cases.saturating_add(1);
                }
            }
        }
        Ok(Self { productions, derived, findings: Vec::new(), rule_sets: Vec::new() })
    }

    /// Those that no case exercises.
    pub fn missing(&self) -> impl Iterator<Item = &Production> {
        self.productions.iter().filter(|p| p.cases == 0)
    }

    /// For people: what is missing, and how much there is.
    pub(crate) fn human(&self) -> String {
        let mut out = String::new();
        for (parts, what) in [(&self.findings, "codes of findings of"), (&self.rule_sets, "parts of")] {
            for part in parts {
                for thing in &part.missing {
                    paint::styled(&mut out, paint::RED, "UNUSED");
                    let _ = writeln!(out, "  {}  {thing}", part.name);
                }
                total(&mut out, part.total, part.missing.len(), &format!("{what} {}", part.name));
                out.push('\n');
            }
        }
        if self.productions.is_empty() {
            return out;
        }
        let width = self.missing().map(|p| p.name.len()).max().unwrap_or_default();
        for p in self.missing() {
            paint::styled(&mut out, paint::RED, "UNUSED");
            let _ = writeln!(out, "  {:width$}  {}", p.name, p.comment);
        }
        total(&mut out, self.productions.len(), self.missing().count(), "productions");
        let _ = writeln!(out, " by {} texts that grammar/german.ebnf derives", self.derived);
        out
    }

    /// For programs.
    pub(crate) fn report(&self) -> CoverageReport {
        let parts = |parts: &[Part]| {
            let part = |p: &Part| PartReport {
                name: p.name.clone(),
                total: p.total,
                missing: p.missing.clone(),
                percent: percent(p.total.saturating_sub(p.missing.len()), p.total),
            };
            parts.iter().map(part).collect()
        };
        let (all, missing) = (self.productions.len(), self.missing().count());
        CoverageReport {
            productions: all,
            derived: self.derived,
            missing: self.missing().map(|p| p.name.clone()).collect(),
            percent: percent(all.saturating_sub(missing), all),
            findings: parts(&self.findings),
            rule_sets: parts(&self.rule_sets),
        }
    }
}

/// `12 of 14 productions exercised (85.7 %)`
fn total(out: &mut String, all: usize, missing: usize, what: &str) {
    let hit = all.saturating_sub(missing);
    let style = if missing == 0 { paint::GREEN } else { paint::RED };
    paint::styled(out, style, &format!("{hit} of {all} {what} exercised ({} %)", percent(hit, all)));
}
