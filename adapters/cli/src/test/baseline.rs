//! What changed since an earlier run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::human::visible;
use super::json::{BaselineReport, CaseOutcome, CaseReport, TestReport};
use super::select::Select;
use crate::diagnostic::Diagnostic;
use crate::fixture::{Outcome, Report};
use crate::paint;

/// An earlier run.
#[derive(Debug)]
pub(crate) struct Baseline {
    cases: Vec<Before>,
}

/// A case of it.
#[derive(Debug)]
struct Before {
    id: String,
    outcome: CaseOutcome,
    /// Whether its file lies where this run looks; what is looked for elsewhere is not gone.
    here: bool,
}

/// An id, and which of the cases that bear it, from 0.
type Key<'a> = (&'a str, usize);

impl Baseline {
    /// Reads a report, and keeps what is chosen now of the files and folders that are looked at.
    pub(crate) fn read(path: &Path, select: &Select, paths: &[PathBuf]) -> Result<Self, Diagnostic> {
        let cases = TestReport::read(path)?.cases.into_iter().filter(|c| select.fits(&c.id, &c.kind));
        let here = |file: &Path| paths.iter().any(|path| file.starts_with(path));
        let before = |c: CaseReport| Before { here: here(Path::new(&c.file)), id: c.id, outcome: c.outcome };
        Ok(Self { cases: cases.map(before).collect() })
    }

    /// How a run differs from it. How long a case took is not compared.
    ///
    /// Of files outside the paths of this run nothing is said to be gone.
    pub(crate) fn compare(&self, report: &Report<'_>) -> BaselineReport {
        let mut before: BTreeMap<Key<'_>, &Before> =
            numbered(self.cases.iter().map(|before| (before.id.as_str(), before))).collect();
        let mut out = BaselineReport::default();
        let now = numbered(report.results.iter().map(|ran| (ran.case.id.as_str(), &ran.outcome)));
        for (key, outcome) in now {
            let passes = matches!(outcome, Outcome::Passed | Outcome::Fixed { .. });
            let well = |b: &Before| matches!(b.outcome, CaseOutcome::Passed | CaseOutcome::Fixed);
            let passed = before.remove(&key).map(well);
            let list = match (passed, passes) {
                (None, true) => &mut out.new_passing,
                (None, false) => &mut out.new_failing,
                (Some(false), true) => &mut out.better,
                (Some(false), false) => &mut out.still_failing,
                (Some(true), true) => continue,
                (Some(true), false) if matches!(outcome, Outcome::KnownToFail { .. }) => &mut out.listed,
                (Some(true), false) => &mut out.worse,
            };
            list.push(key.0.to_owned());
        }
        let gone = before.into_iter().filter(|(_, before)| before.here);
        out.gone = gone.map(|((id, _), _)| id.to_owned()).collect();
        out
    }
}

/// Each with the number of its like before it.
fn numbered<'a, T>(cases: impl Iterator<Item = (&'a str, T)>) -> impl Iterator<Item = (Key<'a>, T)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    cases.map(move |(id, outcome)| {
        let next = seen.entry(id).or_default();
        let key = (id, *next);
        *next = next.saturating_add(1);
        (key, outcome)
    })
}

/// What changed, one line for each case, and a line that counts.
pub(super) fn human(out: &mut String, changes: &BaselineReport) {
    let lists = [
        ("BETTER", paint::GREEN, &changes.better),
        ("GONE", paint::YELLOW, &changes.gone),
        ("LISTED", paint::YELLOW, &changes.listed),
        ("NEW", paint::GREEN, &changes.new_passing),
    ];
    for (word, style, ids) in lists {
        for id in ids {
            paint::styled(out, style, word);
            let _ = writeln!(out, "  {}", visible(id));
        }
    }
    let style = if changes.worse.is_empty() { paint::GREEN } else { paint::RED };
    let new = changes.new_passing.len().saturating_add(changes.new_failing.len());
    paint::styled(out, style, &format!("{} better, {} worse", changes.better.len(), changes.worse.len()));
    let _ = write!(out, ", {new} new");
    for (count, what) in [
        (changes.new_failing.len(), "of them failing"),
        (changes.gone.len(), "gone"),
        (changes.listed.len(), "worse and listed as known failures"),
        (changes.still_failing.len(), "failing as before"),
    ] {
        if count > 0 {
            let _ = write!(out, ", {count} {what}");
        }
    }
    out.push_str(" since the baseline\n");
}
