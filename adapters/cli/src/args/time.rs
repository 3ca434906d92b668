//! The arguments of `klartext resolve`, `find` and `explain`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use klartext::finding::Lang;
use klartext::temporal::Hint;
use klartext::{Context, Expect, OpeningHours};

use super::{ClockArgs, Format, Language};
use crate::diagnostic::Diagnostic;
use crate::input;

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

pub(super) fn read_hours(given: &str) -> Result<OpeningHours, Diagnostic> {
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
