//! The arguments of `klartext test`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args as ClapArgs, ValueEnum};

use super::Format;
use crate::fixture::Kind;

/// Run fixtures
///
/// Shows for each case that is not as its fixture says what differs, where in the text, and how to run it again, and a
/// summary at the end. A case listed in `known_failures.toml` beside or above its file may fail; one that is listed
/// and passes fails the run.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext test fixtures/
  klartext test --filter feiertag --kind resolve fixtures/time
  klartext test fixtures/time/days.toml:12
  klartext test --report junit=target/junit.xml fixtures/
  klartext test --report json --output before.json fixtures/
  klartext test --baseline before.json fixtures/
  klartext test --failed-in before.json fixtures/
  klartext test --update fixtures/salon
  klartext test --watch fixtures/
  klartext test --coverage --slowest 5 fixtures/

Several of --filter, --kind, --file or --id: a case has to fit one of each option that is given.
A pattern is a part of the text, or with a * in it the whole of it.

The format of a fixture is told field by field in fixtures/README.md.

Exit status: 0 all as expected, 1 some not, 2 a fixture cannot be read, 4 no tests found")]
pub(crate) struct TestArgs {
    /// Fixtures; a directory is walked for *.toml, FILE:LINE is what stands there
    #[arg(required = true, value_name = "PATH[:LINE]")]
    pub(crate) paths: Vec<PathBuf>,

    /// Run the cases whose id (PATH::TEXT) fits; may be given more than once
    #[arg(long, value_name = "PATTERN", help_heading = "Choose")]
    pub(crate) filter: Vec<String>,
    /// Leave out the cases whose id fits; may be given more than once
    #[arg(long, value_name = "PATTERN", help_heading = "Choose")]
    pub(crate) exclude: Vec<String>,
    /// Run the cases of a kind; several with commas, or the option again
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND", help_heading = "Choose")]
    pub(crate) kind: Vec<Kind>,
    /// Run the cases of files whose path in the id fits; may be given more than once
    #[arg(long, value_name = "PATTERN", help_heading = "Choose")]
    pub(crate) file: Vec<String>,
    /// Run the case of exactly this id; may be given more than once
    #[arg(long, value_name = "ID", help_heading = "Choose")]
    pub(crate) id: Vec<String>,
    /// Run the cases that failed in an earlier run: a JSON report
    #[arg(long, value_name = "FILE", help_heading = "Choose")]
    pub(crate) failed_in: Option<PathBuf>,
    /// Print what would run, and run nothing
    #[arg(long, help_heading = "Choose", conflicts_with_all = ["update", "watch", "baseline", "coverage", "slowest", "fail_fast", "output"])]
    pub(crate) list: bool,

    /// How many threads run cases [default: one for each core]
    #[arg(long, short, value_name = "N", help_heading = "Run")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Stop at the first case, in the order of the files, that is not as expected
    #[arg(long, help_heading = "Run")]
    pub(crate) fail_fast: bool,
    /// Run again whenever a fixture, a payload or a rule set changes; Enter runs at once, q ends
    #[arg(long, help_heading = "Run", conflicts_with = "update")]
    pub(crate) watch: bool,
    /// Rewrite the expectations of what fails: shows the difference, asks, and writes
    ///
    /// Comments, order and layout stay. A case that is listed as a known failure is not touched. What is written was run
    /// before: a file is left alone where a case would still fail, or another one would.
    #[arg(long, help_heading = "Run")]
    pub(crate) update: bool,
    /// With --update: do not ask
    #[arg(long, short, requires = "update", help_heading = "Run")]
    pub(crate) yes: bool,
    /// A list of known failures beside those that are found; may be given more than once
    ///
    /// Written as `known_failures.toml` is. Its ids are those that this run prints.
    #[arg(long, value_name = "FILE", help_heading = "Run")]
    pub(crate) known: Vec<PathBuf>,
    /// Compare with an earlier run: a JSON report. Only what got worse fails the run
    #[arg(long, value_name = "FILE", help_heading = "Run", conflicts_with_all = ["update", "fail_fast"])]
    pub(crate) baseline: Option<PathBuf>,

    /// How to report: human, json, junit or tap, with =FILE into a file; may be given more than once [default: human]
    #[arg(long, value_name = "FORMAT[=FILE]", help_heading = "Report", value_parser = ReportTo::parse)]
    pub(crate) report: Vec<ReportTo>,
    /// Where the one report goes that has no file of its own; the terminal keeps the human one
    #[arg(long, short, value_name = "FILE", help_heading = "Report")]
    pub(crate) output: Option<PathBuf>,
    /// The same as --report, as other commands call it
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Report", conflicts_with = "report")]
    pub(crate) format: Option<Format>,
    /// Also report what no passing case exercises: productions of the grammar, slots, choices, rules, finding codes
    #[arg(long, help_heading = "Report")]
    pub(crate) coverage: bool,
    /// Also report the slowest cases
    #[arg(long, value_name = "N", help_heading = "Report")]
    pub(crate) slowest: Option<NonZeroUsize>,
}

/// In which form a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Human,
    /// One object, schema/test_report.json
    Json,
    /// JUnit's XML, for Jenkins, GitLab, GitHub and others
    Junit,
    /// TAP 14
    Tap,
}

/// A report and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportTo {
    pub(crate) format: ReportFormat,
    /// Standard output where there is none.
    pub(crate) file: Option<PathBuf>,
}

impl ReportTo {
    fn parse(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the name of a file has to follow `=`".to_owned()),
            Some((format, file)) => (format, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = ReportFormat::from_str(format, false)
            .map_err(|_| "expected human, json, junit or tap, with =FILE into a file".to_owned())?;
        Ok(Self { format, file })
    }
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()))
    }
}
