//! Which productions of `grammar/german.ebnf` the fixtures exercise.
//!
//! The library's parser is written in Rust and does not know the names of productions. So a text counts for a production
//! when the grammar itself derives the whole text with it: a recogniser runs over the text, and of several derivations the
//! first one, in the order of the alternatives, counts. Texts that the grammar does not derive (names, broken words,
//! whole sentences) count for nothing.

mod ebnf;
mod recognise;
mod words;

use std::fmt::Write as _;

use crate::fixture::{Kind, Outcome, Report};
use crate::paint;
use recognise::Recogniser;

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

/// The productions of the grammar in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// All of them.
    pub productions: Vec<Production>,
    /// How many texts the grammar derives.
    pub derived: usize,
}

impl Coverage {
    /// What the cases of a report exercise; a case that fails exercises nothing.
    ///
    /// An error names the line of the grammar that cannot be read.
    pub fn of(report: &Report<'_>) -> Result<Self, String> {
        let passed = report
            .results
            .iter()
            .filter(|(case, outcome)| case.kind == Kind::Resolve && matches!(outcome, Outcome::Passed));
        Self::of_texts(passed.map(|(case, _)| case.subject.as_str()))
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
        Ok(Self { productions, derived })
    }

    /// Those that no case exercises.
    pub fn missing(&self) -> impl Iterator<Item = &Production> {
        self.productions.iter().filter(|p| p.cases == 0)
    }

    /// For people: what is missing, and how many there are.
    pub(crate) fn human(&self) -> String {
        let mut out = String::new();
        let width = self.missing().map(|p| p.name.len()).max().unwrap_or_default();
        for p in self.missing() {
            paint::styled(&mut out, paint::RED, "UNUSED");
            let _ = writeln!(out, "  {:width$}  {}", p.name, p.comment);
        }
        let all = self.productions.len();
        let missing = self.missing().count();
        let style = if missing == 0 { paint::GREEN } else { paint::RED };
        let count = format!("{} of {all} productions exercised", all.saturating_sub(missing));
        paint::styled(&mut out, style, &count);
        let _ = writeln!(out, " by {} texts that grammar/german.ebnf derives", self.derived);
        out
    }
}
