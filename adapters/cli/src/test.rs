//! `klartext test`

mod baseline;
mod human;
mod json;
mod junit;
mod progress;
mod readable;
mod rewrite;
mod select;
mod tap;
mod update;
mod watch;

use std::collections::BTreeSet;
use std::io::{ErrorKind, Write as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Instant;

pub(crate) use json::percent;
pub use json::{
    BaselineReport, CaseOutcome, CaseReport, CoverageReport, DifferenceReport, PartReport, ProblemReport,
    TestReport,
};

use crate::args::{Format, ReportFormat, ReportTo, TestArgs};
use crate::coverage::Coverage;
use crate::diagnostic::Diagnostic;
use crate::fixture::{Case, Difference, Outcome, Report, RunOptions, Suite};
use crate::{Exit, Halt, output};
use baseline::Baseline;
use progress::Progress;
use select::Select;

pub(crate) fn run(args: &TestArgs) -> Result<Exit, Halt> {
    let reports = reports(args)?;
    let (paths, select) = Select::of(args)?;
    if args.list {
        return list(args, &reports, &paths, &select);
    }
    let baseline = args.baseline.as_deref().map(|path| Baseline::read(path, &select, &paths)).transpose()?;
    let once = || once(args, &reports, &paths, &select, baseline.as_ref());
    if args.watch { watch::run(&paths, once) } else { Ok(once()?.0) }
}

/// Which reports are written where. People get theirs on the terminal unless something else goes there.
fn reports(args: &TestArgs) -> Result<Vec<ReportTo>, Diagnostic> {
    let mut reports = args.report.clone();
    if let Some(format) = args.format {
        let format = match format {
            Format::Human => ReportFormat::Human,
            Format::Json => ReportFormat::Json,
        };
        reports.push(ReportTo { format, file: None });
    }
    if let Some(file) = &args.output {
        let mut open = reports.iter_mut().filter(|r| r.file.is_none());
        match (open.next(), open.next()) {
            (Some(report), None) => report.file = Some(file.clone()),
            (None, _) => {
                return Err(Diagnostic::new("`--output` has no report to write")
                    .help("say in which form: --report json, junit or tap"));
            }
            (Some(_), Some(_)) => {
                return Err(Diagnostic::new("`--output` has several reports to write")
                    .help("give each a file of its own: --report junit=FILE"));
            }
        }
    }
    // A hyphen is standard output, as elsewhere.
    for report in &mut reports {
        report.file = report.file.take().filter(|file| file.as_os_str() != "-");
    }
    match reports.iter().filter(|r| r.file.is_none()).count() {
        0 => reports.push(ReportTo { format: ReportFormat::Human, file: None }),
        1 => {}
        _ => {
            return Err(Diagnostic::new("only one report can go to standard output")
                .help("give the others a file: --report junit=FILE"));
        }
    }
    Ok(reports)
}

/// Everything that a report tells of.
pub(crate) struct Run<'a> {
    suite: &'a Suite,
    report: &'a Report<'a>,
    summary: Summary,
    coverage: Option<Coverage>,
    baseline: Option<BaselineReport>,
    slowest: Option<NonZeroUsize>,
    known_lists: &'a [PathBuf],
}

impl Run<'_> {
    /// True for what failed before the change that is looked at: it is counted, and not told again.
    fn is_old_failure(&self, case: &Case) -> bool {
        self.baseline.as_ref().is_some_and(|b| b.still_failing.contains(&case.id))
    }

    /// The word in front of a failure, where there is something to compare with.
    fn word_for(&self, case: &Case) -> Option<&'static str> {
        let baseline = self.baseline.as_ref()?;
        Some(if baseline.worse.contains(&case.id) { "WORSE" } else { "NEW FAIL" })
    }
}

#[derive(Clone, Copy, Debug)]
struct Summary {
    passed: usize,
    failed: usize,
    /// Known failures that pass, and known failures without a case.
    surprises: usize,
    known: usize,
    left_out: usize,
    files: usize,
    unreadable: usize,
    seconds: f64,
}

impl Summary {
    fn of(suite: &Suite, report: &Report<'_>, begun: Instant) -> Self {
        let fixed = report.count(|o| matches!(o, Outcome::Fixed { .. }));
        Self {
            passed: report.count(|o| matches!(o, Outcome::Passed)),
            failed: report.count(|o| matches!(o, Outcome::Failed(_))),
            surprises: fixed.saturating_add(report.stale.len()),
            known: report.count(|o| matches!(o, Outcome::KnownToFail { .. })),
            left_out: report.left_out,
            files: suite.files,
            unreadable: suite.problems.len(),
            seconds: begun.elapsed().as_secs_f64(),
        }
    }
}

/// One run, reported; and the files that it read.
fn once(
    args: &TestArgs,
    reports: &[ReportTo],
    paths: &[PathBuf],
    select: &Select,
    baseline: Option<&Baseline>,
) -> Result<(Exit, BTreeSet<PathBuf>), Halt> {
    let begun = Instant::now();
    let mut suite = Suite::load_with(paths, &args.known);
    select.apply(&mut suite);
    let mut options = RunOptions { fail_fast: args.fail_fast, ..RunOptions::default() };
    options.jobs = args.jobs.unwrap_or(options.jobs);
    let progress = Progress::new(suite.cases.len());
    let report = suite.run_with(options, &|outcome| progress.ended(outcome));
    progress.clear();
    let summary = Summary::of(&suite, &report, begun);
    suite.problems.iter().for_each(Diagnostic::print);
    let coverage = args.coverage.then(|| Coverage::of(&suite, &report)).transpose();
    let coverage = coverage.map_err(|e| Diagnostic::new(e).in_file("grammar/german.ebnf"))?;
    let compared = baseline.map(|baseline| baseline.compare(&report));
    let good = match &compared {
        Some(changes) => changes.worse.is_empty(),
        None => report.is_good(),
    };
    let mut exit = if !suite.problems.is_empty() {
        Exit::Unreadable
    } else if suite.cases.is_empty() {
        Exit::NoTests
    } else if good {
        Exit::Fine
    } else {
        Exit::Failed
    };
    let run = Run {
        suite: &suite,
        report: &report,
        summary,
        coverage,
        baseline: compared,
        slowest: args.slowest,
        known_lists: &args.known,
    };
    for to in reports {
        if write(&run, to)?.is_none() {
            exit = Exit::Unreadable;
        }
    }
    if args.update {
        let updated = update::run(&report, args.yes)?;
        if updated && exit == Exit::Failed {
            exit = Exit::Fine;
        }
    }
    Ok((exit, suite.read.clone()))
}

/// Writes a report; nothing where its file cannot be written, which has been said then.
fn write(run: &Run<'_>, to: &ReportTo) -> Result<Option<()>, Halt> {
    let text = match to.format {
        ReportFormat::Human => human::report(run),
        ReportFormat::Json => {
            let mut text = serde_json::to_string(&json::report(run)).unwrap_or_default();
            text.push('\n');
            text
        }
        ReportFormat::Junit => junit::report(run),
        ReportFormat::Tap => tap::report(run),
    };
    let written = match (&to.file, to.format) {
        (Some(file), ReportFormat::Human) => {
            return Ok(wrote(output::write(
                file,
                anstream::adapter::strip_str(&text).to_string().as_bytes(),
            )));
        }
        (Some(file), _) => return Ok(wrote(output::write(file, text.as_bytes()))),
        (None, ReportFormat::Human) => anstream::stdout().lock().write_all(text.as_bytes()),
        (None, _) => std::io::stdout().lock().write_all(text.as_bytes()),
    };
    match written {
        // A reader that has seen enough does not turn a failed test into a passed one.
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(Some(())),
        Err(e) => Err(e.into()),
        Ok(()) => Ok(Some(())),
    }
}

fn wrote(written: Result<(), Diagnostic>) -> Option<()> {
    written.inspect_err(Diagnostic::print).ok()
}

/// What would run: an id on each line, or as JSON its kind, file and line too.
fn list(args: &TestArgs, reports: &[ReportTo], paths: &[PathBuf], select: &Select) -> Result<Exit, Halt> {
    let json = match reports {
        [ReportTo { format: ReportFormat::Human, .. }] => false,
        [ReportTo { format: ReportFormat::Json, file: None }] => true,
        _ => return Err(Diagnostic::new("a list is for people or JSON, on standard output").into()),
    };
    let mut suite = Suite::load_with(paths, &args.known);
    select.apply(&mut suite);
    suite.problems.iter().for_each(Diagnostic::print);
    let mut out = String::new();
    for case in &suite.cases {
        if json {
            let value = serde_json::json!({
                "id": case.id,
                "kind": case.kind.as_str(),
                "file": case.file.display().to_string(),
                "line": case.line,
                "known": suite.known(case),
            });
            out.push_str(&value.to_string());
        } else {
            out.push_str(&human::visible(&case.id));
        }
        out.push('\n');
    }
    std::io::stdout().lock().write_all(out.as_bytes())?;
    Ok(match (suite.problems.is_empty(), suite.cases.is_empty()) {
        (false, _) => Exit::Unreadable,
        (true, true) => Exit::NoTests,
        (true, false) => Exit::Fine,
    })
}

/// Differences one on each line, without colours.
fn plain(differences: &[Difference]) -> String {
    let line = |d: &Difference| format!("{}: expected {}, got {}", d.what, d.expected, d.got);
    differences.iter().map(line).collect::<Vec<_>>().join("\n")
}
