//! `klartext test`

use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::time::Instant;

use serde::Serialize;

use crate::args::{Format, TestArgs};
use crate::coverage::Coverage;
use crate::diagnostic::Diagnostic;
use crate::fixture::{Case, Difference, Outcome, Report, Suite};
use crate::{Exit, Halt, paint};

pub(crate) fn run(args: &TestArgs) -> Result<Exit, Halt> {
    let started = Instant::now();
    let mut suite = Suite::load(&args.paths);
    if let Some(part) = &args.filter {
        suite.filter(part);
    }
    let report = suite.run();
    let mut summary = Summary::of(&suite, &report);
    summary.seconds = started.elapsed().as_secs_f64();
    for problem in &suite.problems {
        problem.print();
    }
    let exit = if !suite.problems.is_empty() {
        Exit::Unreadable
    } else if suite.cases.is_empty() {
        Exit::NoTests
    } else if report.is_good() {
        Exit::Fine
    } else {
        Exit::Failed
    };
    let coverage = match args.coverage.then(|| Coverage::of(&report)).transpose() {
        Ok(coverage) => coverage,
        Err(e) => return Err(Diagnostic::new(e).in_file("grammar/german.ebnf").into()),
    };
    let written = match args.format {
        Format::Human => {
            let mut out = human(&report, &summary);
            if let Some(coverage) = &coverage {
                out.push_str(&coverage.human());
            }
            anstream::stdout().lock().write_all(out.as_bytes())
        }
        Format::Json => {
            let mut out = serde_json::to_vec(&json(&report, summary, coverage.as_ref())).unwrap_or_default();
            out.push(b'\n');
            std::io::stdout().lock().write_all(&out)
        }
    };
    match written {
        // A reader that has seen enough does not turn a failed test into a passed one.
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(exit),
        Err(e) => Err(e.into()),
        Ok(()) => Ok(exit),
    }
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Summary {
    passed: usize,
    failed: usize,
    /// Known failures that pass, and known failures without a case.
    surprises: usize,
    known: usize,
    files: usize,
    unreadable: usize,
    #[serde(skip)]
    seconds: f64,
}

impl Summary {
    fn of(suite: &Suite, report: &Report<'_>) -> Self {
        let fixed = report.count(|o| matches!(o, Outcome::Fixed { .. }));
        Self {
            passed: report.count(|o| matches!(o, Outcome::Passed)),
            failed: report.count(|o| matches!(o, Outcome::Failed(_))),
            surprises: fixed.saturating_add(report.stale.len()),
            known: report.count(|o| matches!(o, Outcome::KnownToFail { .. })),
            files: suite.files,
            unreadable: suite.problems.len(),
            seconds: 0.0,
        }
    }
}

/// Failures one after the other, the summary last.
fn human(report: &Report<'_>, summary: &Summary) -> String {
    let mut out = String::new();
    for (case, outcome) in &report.results {
        match outcome {
            Outcome::Failed(differences) => {
                heading(&mut out, "FAIL", case);
                for difference in differences {
                    show(&mut out, difference);
                }
            }
            Outcome::Fixed { reason } => {
                heading(&mut out, "FIXED", case);
                let _ = writeln!(out, "  listed as a known failure: {reason}");
                let _ = writeln!(out, "  it passes; take `{}` off the list", case.id);
            }
            Outcome::Passed | Outcome::KnownToFail { .. } => {}
        }
    }
    for (id, list) in &report.stale {
        paint::styled(&mut out, paint::RED, "STALE");
        let _ = writeln!(out, "  {}: there is no case `{id}`; take it off the list", list.display());
    }
    let style = if report.is_good() && summary.unreadable == 0 { paint::GREEN } else { paint::RED };
    let mut parts = vec![format!("{} passed", summary.passed)];
    for (count, what) in [
        (summary.failed, "failed"),
        (summary.surprises, "not as the list of known failures says"),
        (summary.known, "known to fail"),
        (summary.unreadable, "unreadable"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let files = if summary.files == 1 { "1 file".to_owned() } else { format!("{} files", summary.files) };
    if report.results.is_empty() && summary.unreadable == 0 {
        paint::styled(&mut out, paint::RED, "no tests found");
        let _ = writeln!(out, " in {files}");
    } else {
        paint::styled(&mut out, style, &parts.join(", "));
        let _ = writeln!(out, " in {files}, {:.2} s", summary.seconds);
    }
    out
}

fn heading(out: &mut String, what: &str, case: &Case) {
    paint::styled(out, paint::RED, what);
    let place = format!("{}:{}", case.file.display(), case.line);
    let _ = write!(out, "  {place}  {} ", case.kind.as_str());
    paint::styled(out, paint::BOLD, &format!("`{}`", case.subject));
    let _ = writeln!(out, "  {}({}){:#}", paint::DIM, case.setting, paint::DIM);
}

fn show(out: &mut String, difference: &Difference) {
    let Difference { what, expected, got } = difference;
    let width = what.chars().count();
    let _ = writeln!(out, "  {what}  expected  {}{expected}{:#}", paint::GREEN, paint::GREEN);
    let _ = writeln!(out, "  {:width$}  got       {}{got}{:#}", "", paint::RED, paint::RED);
}

fn json<'a>(report: &'a Report<'_>, summary: Summary, coverage: Option<&'a Coverage>) -> impl Serialize + 'a {
    #[derive(Serialize)]
    struct Json<'a> {
        #[serde(flatten)]
        summary: Summary,
        cases: Vec<JsonCase<'a>>,
        stale: Vec<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        coverage: Option<JsonCoverage<'a>>,
    }
    #[derive(Serialize)]
    struct JsonCoverage<'a> {
        productions: usize,
        derived: usize,
        missing: Vec<&'a str>,
    }
    #[derive(Serialize)]
    struct JsonCase<'a> {
        id: &'a str,
        kind: &'static str,
        file: String,
        line: usize,
        outcome: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'a str>,
        #[serde(skip_serializing_if = "<[Difference]>::is_empty")]
        differences: &'a [Difference],
    }
    let case = |(case, outcome): &'a (&Case, Outcome)| {
        let (name, reason, differences): (_, _, &[Difference]) = match outcome {
            Outcome::Passed => ("passed", None, &[]),
            Outcome::Failed(differences) => ("failed", None, differences),
            Outcome::KnownToFail { reason } => ("known", Some(reason.as_str()), &[]),
            Outcome::Fixed { reason } => ("fixed", Some(reason.as_str()), &[]),
        };
        JsonCase {
            id: &case.id,
            kind: case.kind.as_str(),
            file: case.file.display().to_string(),
            line: case.line,
            outcome: name,
            reason,
            differences,
        }
    };
    Json {
        summary,
        cases: report.results.iter().map(case).collect(),
        stale: report.stale.iter().map(|(id, _)| id.as_str()).collect(),
        coverage: coverage.map(|c| JsonCoverage {
            productions: c.productions.len(),
            derived: c.derived,
            missing: c.missing().map(|p| p.name.as_str()).collect(),
        }),
    }
}
