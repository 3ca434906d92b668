//! The report for programs: one object, and what an earlier run left for `--baseline`.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Run;
use crate::diagnostic::Diagnostic;
use crate::fixture::{Outcome, Ran};
use crate::input::Source;

/// A run of `klartext test`, as `--report json` writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestReport {
    /// How many cases are as expected.
    pub passed: usize,
    /// How many are not.
    pub failed: usize,
    /// Known failures that pass, and known failures without a case.
    pub surprises: usize,
    /// How many are not as expected and listed as such.
    pub known: usize,
    /// How many cases did not run, since an earlier one failed (`--fail-fast`).
    #[serde(default)]
    pub left_out: usize,
    /// How many fixtures were read.
    pub files: usize,
    /// How many mistakes keep fixtures from being read.
    pub unreadable: usize,
    /// How long it took, reading included.
    #[serde(default)]
    pub seconds: f64,
    /// The cases in the order of the files and of the lines in them.
    pub cases: Vec<CaseReport>,
    /// Known failures that no case bears, by id.
    #[serde(default)]
    pub stale: Vec<String>,
    /// What keeps fixtures from being read.
    #[serde(default)]
    pub problems: Vec<ProblemReport>,
    /// What no passing case exercises (`--coverage`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<CoverageReport>,
    /// What changed since an earlier run (`--baseline`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineReport>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseReport {
    /// The file's path below the directory that ids count from, `::`, the text or name, and what the case overrides.
    pub id: String,
    /// The name of its array in the fixture.
    pub kind: String,
    /// The file, as it was found.
    pub file: String,
    /// The line of the text or name, from 1.
    pub line: usize,
    /// How it ended.
    pub outcome: CaseOutcome,
    /// Why it is known to fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What is not as expected, of a case that failed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceReport>,
    /// How long it took.
    #[serde(default)]
    pub seconds: f64,
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CaseOutcome {
    /// As expected.
    Passed,
    /// Not as expected.
    Failed,
    /// Not as expected, and listed as a known failure.
    Known,
    /// As expected, though listed as a known failure.
    Fixed,
}

/// One thing that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DifferenceReport {
    /// What differs: `readings`, `status`, `findings`, a field or a slot.
    pub what: String,
    /// What the fixture says.
    pub expected: String,
    /// What came.
    pub got: String,
}

/// A mistake that keeps a fixture from being read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProblemReport {
    /// What is wrong, with what is said of its place.
    pub message: String,
    /// The file, where it is one.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
}

/// What no passing case exercises.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoverageReport {
    /// How many productions `grammar/german.ebnf` has; 0 where no case is about time.
    pub productions: usize,
    /// How many texts the grammar derives.
    pub derived: usize,
    /// The productions that no passing case exercises.
    pub missing: Vec<String>,
    /// How many of a hundred productions are exercised.
    pub percent: f64,
    /// The codes of findings, by the kind of the cases that can bring them.
    pub findings: Vec<PartReport>,
    /// The rule sets that calls are judged by.
    pub rule_sets: Vec<PartReport>,
}

/// A part of what can be exercised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartReport {
    /// The kind of the cases, or the file of the rule set.
    pub name: String,
    /// How many things there are.
    pub total: usize,
    /// Those that no passing case exercises.
    pub missing: Vec<String>,
    /// How many of a hundred are exercised.
    pub percent: f64,
}

/// What changed since an earlier run. Ids; of several cases with one id each stands for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BaselineReport {
    /// Failed, and does not any more.
    pub better: Vec<String>,
    /// Was as expected, and is not any more, without being listed as a known failure.
    pub worse: Vec<String>,
    /// Was as expected, is not any more, and is listed as a known failure now.
    pub listed: Vec<String>,
    /// Fails as it did.
    pub still_failing: Vec<String>,
    /// Was not there, and is as expected.
    pub new_passing: Vec<String>,
    /// Was not there, and is not as expected.
    pub new_failing: Vec<String>,
    /// Was there, and is not any more.
    pub gone: Vec<String>,
}

impl TestReport {
    /// An earlier report.
    pub(super) fn read(path: &Path) -> Result<Self, Diagnostic> {
        Source::read(path)?.json("a report of `klartext test --report json`")
    }
}

/// The report of a run.
pub(super) fn report(run: &Run<'_>) -> TestReport {
    let summary = run.summary;
    TestReport {
        passed: summary.passed,
        failed: summary.failed,
        surprises: summary.surprises,
        known: summary.known,
        left_out: summary.left_out,
        files: summary.files,
        unreadable: summary.unreadable,
        seconds: rounded(summary.seconds),
        cases: run.report.results.iter().map(case).collect(),
        stale: run.report.stale.iter().map(|(id, _)| id.clone()).collect(),
        problems: run
            .suite
            .problems
            .iter()
            .map(|problem| {
                let place = problem.place();
                ProblemReport {
                    message: problem.one_line(),
                    file: problem.path().map(str::to_owned),
                    line: place.map(|(line, _)| line),
                    column: place.map(|(_, column)| column),
                }
            })
            .collect(),
        coverage: run.coverage.as_ref().map(|c| c.report()),
        baseline: run.baseline.clone(),
    }
}

fn case(ran: &Ran<'_>) -> CaseReport {
    let (outcome, reason, differences) = match &ran.outcome {
        Outcome::Passed => (CaseOutcome::Passed, None, [].as_slice()),
        Outcome::Failed(differences) => (CaseOutcome::Failed, None, differences.as_slice()),
        Outcome::KnownToFail { reason } => (CaseOutcome::Known, Some(reason.clone()), [].as_slice()),
        Outcome::Fixed { reason } => (CaseOutcome::Fixed, Some(reason.clone()), [].as_slice()),
    };
    let differences = differences.iter().map(|d| DifferenceReport {
        what: d.what.clone(),
        expected: d.expected.clone(),
        got: d.got.clone(),
    });
    CaseReport {
        id: ran.case.id.clone(),
        kind: ran.case.kind.as_str().to_owned(),
        file: ran.case.file.display().to_string(),
        line: ran.case.line,
        outcome,
        reason,
        differences: differences.collect(),
        seconds: rounded(ran.time.as_secs_f64()),
    }
}

/// Millionths of a second are finer than any clock here is true.
fn rounded(seconds: f64) -> f64 {
    (seconds * 1e6).round() / 1e6
}

/// How many of a hundred; nothing of nothing is all of it.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 100.0;
    }
    // A tenth of a percent is as fine as anybody reads it.
    let tenths = part.saturating_mul(1000).checked_div(whole).unwrap_or_default();
    f64::from(u32::try_from(tenths).unwrap_or(1000)) / 10.0
}
