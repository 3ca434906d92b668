//! What can be written on the command line.

mod appointment;
mod audit;
mod lookup;
mod phone;
mod rules;
mod template;

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use klartext::finding::Lang;
use klartext::phone::Source;
use klartext::temporal::Hint;
use klartext::{Context, Engine, Expect, OpeningHours, wire};

use crate::diagnostic::Diagnostic;
use crate::input;
pub(crate) use appointment::{ConfirmArgs, HoursArgs};
pub(crate) use audit::{AuditArgs, AuditFormat};
pub(crate) use lookup::LookupArgs;
use phone::NumberSource;
pub(crate) use phone::{MatchArgs, PhoneCommand, RecogniseArgs};
pub(crate) use rules::{RulesExplainArgs, RulesFmtArgs};
pub(crate) use template::{RenderArgs, TemplateArgs, TemplateCheckArgs, TemplateCommand};

const EXAMPLES: &str = "\
Examples:
  klartext resolve --now 2025-11-05T10:00 \"nächste Woche Montag um halb drei\"
  klartext check --rules salon.toml call.json
  klartext test fixtures/

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

/// Understand a German date or time
///
/// Prints every reading, best first, what was assumed, and what was noticed. That a text has several meanings or none is
/// a result: the exit status is 0.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext resolve übermorgen um neun
  klartext resolve --now 2025-11-05T10:00 --hint time vierzehn
  klartext resolve --hours '{\"wed\": [\"09:00-18:00\"]}' \"Mittwoch um drei\"
  klartext resolve --format json \"halb drei\" | jq .readings
  klartext resolve --jsonl < requests.jsonl > answers.jsonl

A request of --jsonl is {\"id\", \"text\", \"now\", \"zone\", \"expect\", \"hours\"}, one on each line; only
text is required, and what it leaves out comes from the options. A line that cannot be read is
answered with {\"id\", \"error\"}, the others are answered all the same, and the exit status is 1.")]
pub(crate) struct ResolveArgs {
    /// What was said; several words need no quotes
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) text: Vec<String>,
    /// Read requests from standard input, one JSON object on each line, and answer each on a line
    #[arg(long)]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    time: TimeArgs,
    /// What the text was said in answer to
    #[arg(long, value_enum, default_value = "any", value_name = "KIND")]
    hint: Answer,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t, conflicts_with = "jsonl")]
    pub(crate) format: Format,
}

impl ResolveArgs {
    pub(crate) fn hint(&self) -> Hint {
        match self.hint {
            Answer::Any => Hint::Any,
            Answer::Date => Hint::Date,
            Answer::Time => Hint::Time,
        }
    }

    pub(crate) fn context(&self) -> Result<Context, Diagnostic> {
        self.time.context()
    }
}

/// What holds while a text about time is read.
#[derive(Debug, ClapArgs)]
pub(crate) struct TimeArgs {
    #[command(flatten)]
    clock: ClockArgs,
    /// Which way in time the speaker looks
    #[arg(long, value_enum, default_value = "future", value_name = "WAY")]
    expect: Way,
    /// Weekly opening hours: a file (TOML or JSON), or JSON such as '{"tue": ["09:00-18:00"]}'
    #[arg(long, value_name = "FILE|JSON")]
    hours: Option<String>,
}

impl TimeArgs {
    pub(crate) fn context(&self) -> Result<Context, Diagnostic> {
        let mut context = self.clock.context()?;
        context.policy.expect = match self.expect {
            Way::Future => Expect::Future,
            Way::Past => Expect::Past,
            Way::Any => Expect::Any,
        };
        context.hours = self.hours.as_deref().map(read_hours).transpose()?;
        Ok(context)
    }
}

fn read_hours(given: &str) -> Result<OpeningHours, Diagnostic> {
    let source = if given.trim_start().starts_with('{') {
        input::Source::from_bytes("--hours", given.as_bytes().to_vec())?
    } else {
        input::Source::read(&PathBuf::from(given))?
    };
    if source.is_json() { source.json("opening hours") } else { source.toml("opening hours") }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Way {
    /// An appointment to come: a past year is corrected
    Future,
    /// Something that was
    Past,
    /// Either
    Any,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Answer {
    /// Nothing in particular
    Any,
    /// A question for the day: "am fünfzehnten"
    Date,
    /// A question for the time: "vierzehn"
    Time,
}

/// Find every date and time in a longer text
///
/// A chat message, a mail, a transcript of several turns: each mention is printed with its place, every reading of it,
/// and what was noticed. That there is none is a result: the exit status is 0.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext find \"Morgen kann ich nicht, aber am Freitag ab 16 Uhr.\"
  klartext find --file transcript.txt --now 2025-11-05T10:00
  klartext find --format json < mail.txt | jq '.mentions[].text'
  klartext find --jsonl < requests.jsonl > answers.jsonl

Without TEXT and without --file the text is read from standard input. A request of --jsonl is
{\"id\", \"text\", \"now\", \"zone\", \"expect\", \"hours\"}, one on each line; only text is required. A line
that cannot be read is answered with {\"id\", \"error\"}, the others are answered all the same, and
the exit status is 1.")]
pub(crate) struct FindArgs {
    /// The text; several words need no quotes
    #[arg(conflicts_with_all = ["jsonl", "file"])]
    pub(crate) text: Vec<String>,
    /// A file with the text; - is standard input
    #[arg(long, conflicts_with = "jsonl", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Read requests from standard input, one JSON object on each line, and answer each on a line
    #[arg(long)]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) time: TimeArgs,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t, conflicts_with = "jsonl")]
    pub(crate) format: Format,
}

/// Show how a date or time is understood
///
/// Underlines in the text what was recognised, then shows each word, the syntax, every reading with the grammar rules
/// that made it and what was taken for granted, what was noticed, and how it is spoken.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext explain nächsten Freitag um halb drei
  klartext explain --lang en --now 2025-11-05T10:00 \"morgen, äh nein, übermorgen\"
  klartext explain --format json \"KW 48\" | jq .syntax

The rules are the productions of grammar/german.ebnf.")]
pub(crate) struct ExplainArgs {
    /// What was said; several words need no quotes
    #[arg(required = true)]
    pub(crate) text: Vec<String>,
    #[command(flatten)]
    pub(crate) time: TimeArgs,
    /// The language of the explanation
    #[arg(long, value_enum, default_value = "de")]
    lang: Language,
    /// For whom the output is; json has both languages
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

impl ExplainArgs {
    pub(crate) fn lang(&self) -> Lang {
        self.lang.into()
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
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

/// Normalise a telephone number
///
/// Prints the one canonical number with its kind, or that it is withheld, incomplete or no number; each of these is a
/// result: the exit status is 0.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext phone 030 231 25-000
  klartext phone --source spoken \"null drei null zwei drei eins zwei fünf doppel null eins\"
  klartext phone --source caller_id --format json anonymous | jq .status
  klartext phone --jsonl < numbers.jsonl
  klartext phone match --source caller_id,typed 493023125012 \"030 23125-0\"
  klartext phone recognise --customers customers.json --consent +493023125001

A request of --jsonl is {\"id\", \"text\", \"region\", \"source\"}, one on each line; only text is
required. A line that cannot be read is answered with {\"id\", \"error\"}, the others are answered all
the same, and the exit status is 1.")]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct PhoneArgs {
    #[command(subcommand)]
    pub(crate) command: Option<PhoneCommand>,
    /// What was signalled, typed or said; several words need no quotes
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl", value_name = "NUMBER")]
    pub(crate) text: Vec<String>,
    /// Read requests from standard input, one JSON object on each line, and answer each on a line
    #[arg(long, conflicts_with_all = ["region", "source", "format"])]
    pub(crate) jsonl: bool,
    /// The region whose numbers come without a calling code, two letters
    #[arg(long, default_value = "DE", value_name = "REGION")]
    pub(crate) region: String,
    /// Where the text comes from
    #[arg(long, value_enum, default_value = "typed", value_name = "SOURCE")]
    source: NumberSource,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

impl PhoneArgs {
    pub(crate) fn source(&self) -> Source {
        self.source.into()
    }
}

/// Work on definitions of a voice agent
#[derive(Debug, ClapArgs)]
pub(crate) struct AgentArgs {
    #[command(subcommand)]
    pub(crate) command: AgentCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AgentCommand {
    Check(AgentCheckArgs),
    Diff(AgentDiffArgs),
}

/// What the files cannot tell.
#[derive(Debug, ClapArgs)]
pub(crate) struct AgentOptions {
    /// A variable that every call brings; several with commas, or the option again
    #[arg(long = "var", value_name = "NAME")]
    pub(crate) supplied: Vec<String>,
    /// The same as a file, or as JSON: an object whose names are those of the variables
    #[arg(long, value_name = "FILE|JSON")]
    pub(crate) vars: Option<String>,
    /// The longest prompt that passes, in characters [default: 98304]
    #[arg(long, value_name = "CHARACTERS")]
    pub(crate) max_prompt: Option<usize>,
    /// The language of the findings
    #[arg(long, value_enum, default_value = "de")]
    lang: Language,
}

impl AgentOptions {
    pub(crate) fn lang(&self) -> Lang {
        self.lang.into()
    }
}

/// Check definitions of a voice agent before they go live
///
/// A conversation flow, a prompt with its functions, or what the platform posts in a call; which of them a file is shows
/// itself. Each finding is printed with its line and a caret, and the JSON path of what it is about.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext agent check flow.json
  klartext agent check --var salon_name,opening_hours agents/*.json
  klartext agent check --vars '{\"salon_name\": \"Salon Muster\"}' prompt.json
  klartext agent check --format json flow.json | jq '.findings[] | .path, .message.en'

An error breaks a call, a warning is probably a mistake, a note can wait. With --format json there
is one line for each file: {\"file\", \"kind\", \"counts\", \"variables\", \"findings\"}, or {\"file\", \"error\"}.

Exit status: 0 nothing but notes, 1 an error or a warning, 2 a file cannot be read")]
pub(crate) struct AgentCheckArgs {
    /// Definitions or payloads, JSON; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) options: AgentOptions,
    /// For whom the output is; json is one report on each line, in the order of the files
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Show what changed between two versions of a definition
///
/// Nodes, edges, functions, variables, prompts and settings that were added, removed or changed, and findings of the
/// check that are new or gone. Where nodes stand on the screen does not count.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext agent diff flow-v17.json flow-v18.json
  git show HEAD:flow.json | klartext agent diff - flow.json
  klartext agent diff --format json a.json b.json | jq '.parts[] | select(.what == \"node\")'

Exit status: 0 no difference, 1 differences, 2 a file cannot be read")]
pub(crate) struct AgentDiffArgs {
    /// The earlier version; - is standard input
    #[arg(value_name = "A")]
    pub(crate) before: PathBuf,
    /// The later version; - is standard input
    #[arg(value_name = "B")]
    pub(crate) after: PathBuf,
    #[command(flatten)]
    pub(crate) options: AgentOptions,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Run fixtures
///
/// Shows a difference for each case that is not as its fixture says, and a summary. A case listed in
/// `known_failures.toml` beside or above its file may fail; one that is listed and passes fails the run.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext test fixtures/
  klartext test --filter feiertag fixtures/time
  klartext test --format json fixtures/ | jq '.cases[] | select(.outcome == \"failed\") | .id'
  klartext test --coverage fixtures/time

The format of a fixture is told field by field in fixtures/README.md.

Exit status: 0 all as expected, 1 some not, 2 a fixture cannot be read, 4 no tests found")]
pub(crate) struct TestArgs {
    /// Fixtures; a directory is walked for *.toml
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Run only the cases whose id (PATH::TEXT) contains this
    #[arg(long, value_name = "SUBSTRING")]
    pub(crate) filter: Option<String>,
    /// Also print the productions of the German grammar that no passing case exercises
    #[arg(long)]
    pub(crate) coverage: bool,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Take what is personal or secret out of a log
///
/// Copies standard input, or files one after the other, to standard output. E-mail addresses become [EMAIL_REDACTED],
/// telephone numbers [PHONE_REDACTED], IBANs, card numbers, tokens, keys, cookies, passwords and the ids that are
/// named here [REDACTED]; dates, times, prices and everything else stay. Spoken numbers and addresses count.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext redact laravel.log > shareable.log
  tail -f /var/log/asterisk/full | klartext redact
  klartext redact --id-key customer_id --id 'call_*' --id 'KD-######' calls.jsonl

An id is named by its shape, # a digit, ? a letter, * at the end letters, digits, _ and - with a
digit among them; or by the key before it, in JSON, key=value, key: value or a path /key/4711.

What was one line stays one line, and JSON stays JSON. Memory is bounded, however long a line is.
Bytes that are not UTF-8 pass through as they are and are read as Latin-1.

Exit status: 0 all was filtered, 2 wrong usage, or a file could not be read (the others are filtered)")]
pub(crate) struct RedactArgs {
    /// Files to filter; without one, or as -, standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Hide ids of this shape, such as 'call_*' or 'KD-######'; may be given more than once
    #[arg(long, value_name = "SHAPE")]
    pub(crate) id: Vec<String>,
    /// Hide the value of this key, such as customer_id; may be given more than once
    #[arg(long, value_name = "KEY")]
    pub(crate) id_key: Vec<String>,
}
