//! What can be written on the command line.

mod agent;
mod appointment;
mod audit;
mod lookup;
mod phone;
mod redact;
mod rules;
mod start;
mod template;
mod test;
mod time;

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use klartext::finding::Lang;
use klartext::{Context, Engine, wire};

use crate::diagnostic::Diagnostic;
pub(crate) use agent::{AgentArgs, AgentCheckArgs, AgentCommand, AgentDiffArgs, AgentOptions};
pub(crate) use appointment::{ConfirmArgs, HoursArgs};
pub(crate) use audit::{AuditArgs, AuditFormat};
pub(crate) use lookup::LookupArgs;
pub(crate) use phone::{MatchArgs, PhoneArgs, PhoneCommand, RecogniseArgs};
pub(crate) use redact::RedactArgs;
pub(crate) use rules::{RulesExplainArgs, RulesFmtArgs};
pub(crate) use start::{CompletionsArgs, InitArgs, ManArgs};
pub(crate) use template::{RenderArgs, TemplateArgs, TemplateCheckArgs, TemplateCommand};
pub(crate) use test::{ReportFormat, ReportTo, TestArgs};
pub(crate) use time::{ExplainArgs, FindArgs, ResolveArgs};

const EXAMPLES: &str = "\
Examples:
  klartext resolve --now 2025-11-05T10:00 \"nächste Woche Montag um halb drei\"
  klartext check --rules salon.toml call.json
  klartext init salon && klartext test salon

Exit status:
  0  done
  1  something failed: a fixture, or a line of --jsonl that could not be read
  2  wrong usage, or input that cannot be read
  4  no tests found

Colour follows the terminal and NO_COLOR; --color overrides both.";

/// Turn what a caller said in German into data that may be booked, or into the one question to ask first.
#[derive(Debug, clap::Parser)]
#[command(name = "klartext", version, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Args {
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(CheckArgs),
    Audit(AuditArgs),
    Rules(RulesArgs),
    Resolve(ResolveArgs),
    Find(FindArgs),
    Explain(ExplainArgs),
    Phone(PhoneArgs),
    Hours(HoursArgs),
    Confirm(ConfirmArgs),
    Lookup(LookupArgs),
    Redact(RedactArgs),
    Render(RenderArgs),
    Template(TemplateArgs),
    Agent(AgentArgs),
    Test(TestArgs),
    Init(InitArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// For whom the output is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
}

/// The clock that holds while a text is judged.
#[derive(Debug, ClapArgs)]
pub(crate) struct ClockArgs {
    /// The moment at which it was said: RFC 3339, or wall time in the zone such as 2025-11-05T10:00
    ///
    /// Without it the system's clock is read. A time stamp in a call is never taken for the clock.
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// The zone of the speaker's wall clock [default: the rule set's, else Europe/Berlin]
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
}

impl ClockArgs {
    /// A context with this clock, and nothing else known.
    pub(crate) fn context(&self) -> Result<Context, Diagnostic> {
        let zone = self.zone()?.unwrap_or(Tz::Europe__Berlin);
        Ok(Context::new(self.now(zone)?, zone))
    }

    /// The context of a rule set at this clock; the zone is the rule set's unless another was given.
    pub(crate) fn context_of(&self, engine: &Engine) -> Result<Context, Diagnostic> {
        let mut context = engine.context(DateTime::UNIX_EPOCH);
        context.zone = self.zone()?.unwrap_or(context.zone);
        context.now = self.now(context.zone)?;
        Ok(context)
    }

    fn zone(&self) -> Result<Option<Tz>, Diagnostic> {
        self.zone.as_deref().map(wire::zone).transpose().map_err(|e| wrong("--zone", &e))
    }

    fn now(&self, zone: Tz) -> Result<DateTime<Utc>, Diagnostic> {
        match &self.now {
            Some(text) => wire::clock(text, zone).map_err(|e| wrong("--now", &e)),
            None => Ok(system_clock()),
        }
    }
}

fn wrong(option: &str, e: &klartext::Error) -> Diagnostic {
    let out = Diagnostic::new(format!("{option}: {e}"));
    match &e.help {
        Some(help) => out.help(help.as_str()),
        None => out,
    }
}

/// Now, by the system's clock; before 1970 it is 1970.
fn system_clock() -> DateTime<Utc> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs())
        .ok()
        .and_then(|s| DateTime::from_timestamp(s, since.subsec_nanos()))
        .unwrap_or_default()
}

/// Judge recorded calls
///
/// Prints a verdict for each: accept with the values, the one question to ask first, or reject with the reasons. Every
/// verdict is a result; the exit status is 0 when all calls could be judged, and 2 when one could not be
/// read, the others being judged all the same.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext check --rules salon.toml calls/*.json
  klartext check --rules salon.toml --now 2025-11-05T10:00 --trace call.json
  klartext check --rules salon.toml --conversation turn1.json turn2.json
  klartext check --rules salon.toml --format json call.json | jq .values
  curl -s … | klartext check --rules salon.toml -
  klartext check --rules salon.toml --jsonl < calls.jsonl > verdicts.jsonl

A call is what the voice platform posts: a function call, a call event, a stored call, or a flat
object of slots. With --jsonl a line that cannot be read is answered with {\"id\", \"error\"}, the
others are judged all the same, and the exit status is 1.")]
pub(crate) struct CheckArgs {
    /// The rule set, TOML or JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: PathBuf,
    /// Calls, one JSON object in each file; - is standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl", value_name = "CALL.json")]
    pub(crate) calls: Vec<PathBuf>,
    /// Read calls from standard input, one JSON object on each line, and answer each on a line
    #[arg(long)]
    pub(crate) jsonl: bool,
    /// With --jsonl: answer as soon as a call is judged; each answer has the number of its line
    #[arg(long, requires = "jsonl")]
    pub(crate) unordered: bool,
    /// With --jsonl: how many calls are judged at a time; without it, as many as there are cores
    #[arg(long, short, value_name = "N", requires = "jsonl")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
    /// With --jsonl: the clock of each call is its own start, `call.start_timestamp`
    #[arg(long, requires = "jsonl", conflicts_with = "now")]
    pub(crate) recorded: bool,
    /// The calls are the turns of one conversation, in this order: what was said in one is known in the next
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) conversation: bool,
    /// Show how each slot and rule came to its result
    #[arg(long)]
    pub(crate) trace: bool,
    #[command(flatten)]
    pub(crate) clock: ClockArgs,
    /// For whom the output is; json is one verdict on each line, in the order of the files
    #[arg(long, value_enum, default_value_t, conflicts_with = "jsonl")]
    pub(crate) format: Format,
}

/// Work on rule sets
#[derive(Debug, ClapArgs)]
pub(crate) struct RulesArgs {
    #[command(subcommand)]
    pub(crate) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    Check(RulesCheckArgs),
    Explain(RulesExplainArgs),
    Fmt(RulesFmtArgs),
}

/// Check rule sets without a call
///
/// Everything that is wrong comes at once, each with its line and column: syntax, unknown keys, values of the wrong
/// shape, and what makes no sense.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext rules check salon.toml
  klartext rules check rules/*.toml

Exit status: 0 all good, 2 a rule set is wrong or cannot be read")]
pub(crate) struct RulesCheckArgs {
    /// Rule sets, TOML or JSON; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Language {
    /// German
    De,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::De => Self::De,
            Language::En => Self::En,
        }
    }
}
