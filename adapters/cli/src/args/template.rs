//! What can be written behind `klartext render` and `klartext template`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use klartext::finding::Lang;
use klartext::template::{MissingPolicy, Parser, Syntax};

use super::{ClockArgs, Format, Language};

/// Which markers a template has, and how its problems are told.
#[derive(Debug, ClapArgs)]
pub(crate) struct SyntaxArgs {
    /// Which markers there are
    #[arg(long, value_enum, default_value = "angle", value_name = "SYNTAX")]
    syntax: MarkerSyntax,
    /// How many markers may stand inside of one another, as in {{current_time_{{my_timezone}}}}
    #[arg(long, default_value_t = 0, value_name = "DEPTH", value_parser = clap::value_parser!(u8).range(0..=8))]
    nesting: u8,
    /// The language of the messages; json has both
    #[arg(long, value_enum, default_value = "de")]
    lang: Language,
}

impl SyntaxArgs {
    pub(crate) fn parser(&self) -> Parser {
        let syntax = match self.syntax {
            MarkerSyntax::Angle => Syntax::Angle,
            MarkerSyntax::Mustache => Syntax::Mustache,
            MarkerSyntax::Both => Syntax::Both,
        };
        Parser::new(syntax).nesting(self.nesting)
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang.into()
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MarkerSyntax {
    /// <<name>>
    Angle,
    /// {{name}}
    Mustache,
    /// Either
    Both,
}

/// Fill in a template
///
/// Prints the text, and nothing behind it. What is wrong with the template or its values comes all at once on standard
/// error, each with its line, column and a caret; then there is no text, and the exit status is 1.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext render prompt.txt --vars vars.json
  klartext render prompt.txt --vars '{\"name\": \"Eva\", \"date\": \"2025-11-06\"}' --policy keep
  klartext render greeting.txt --vars vars.json --pronunciation words.json --now 2025-11-05T10:00
  klartext render --format json prompt.txt --vars vars.json | jq .errors

Markers are <<name>>, <<name|default>>, <<name:format>> and <<name:format|default>>; a backslash
before one makes it text. Formats: date, time, spoken, spoken_short, date_spoken, time_spoken for
2025-11-06, 14:30 and 2025-11-06T14:30; phone, phone_spoken, masked for telephone numbers.

Exit status: 0 done, 1 the template or its values are wrong, 2 something cannot be read")]
pub(crate) struct RenderArgs {
    /// The template; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The values: a JSON object, or a file with one; - is standard input
    #[arg(long, value_name = "JSON|FILE")]
    pub(crate) vars: Option<String>,
    /// What becomes of a marker without a value
    #[arg(long, value_enum, default_value = "default", value_name = "POLICY")]
    policy: Missing,
    #[command(flatten)]
    pub(crate) syntax: SyntaxArgs,
    /// The text is to be spoken: words and how a voice says them, a JSON object or a file with one
    #[arg(long, value_name = "JSON|FILE")]
    pub(crate) pronunciation: Option<String>,
    /// The region whose telephone numbers come without a calling code, two letters
    #[arg(long, default_value = "DE", value_name = "REGION")]
    pub(crate) region: String,
    #[command(flatten)]
    pub(crate) clock: ClockArgs,
    /// For whom the output is; json holds the text or the errors, and what was noticed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

impl RenderArgs {
    pub(crate) fn policy(&self) -> MissingPolicy {
        match self.policy {
            Missing::Error => MissingPolicy::Error,
            Missing::Default => MissingPolicy::Default,
            Missing::Keep => MissingPolicy::Keep,
            Missing::Empty => MissingPolicy::Empty,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Missing {
    /// An error, even where the marker has a default
    Error,
    /// Its default; an error where it has none
    Default,
    /// Its default, else the marker as it stands
    Keep,
    /// Its default, else nothing
    Empty,
}

/// Work on templates
#[derive(Debug, ClapArgs)]
pub(crate) struct TemplateArgs {
    #[command(subcommand)]
    pub(crate) command: TemplateCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TemplateCommand {
    Check(TemplateCheckArgs),
}

/// Check templates without rendering them
///
/// Names without a value, misspelled, wrongly cased and unused ones, values that look unset or do not fit their format,
/// and text that looks like a marker and is none: everything at once, with line, column and a caret.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext template check prompts/*.txt
  klartext template check prompt.txt --vars vars.json
  klartext template check prompt.txt --vars '[\"customer_name\", \"date\"]'
  klartext template check --format json prompt.txt | jq -r '.variables[]'

Exit status: 0 no errors, 1 a template has errors, 2 something cannot be read")]
pub(crate) struct TemplateCheckArgs {
    /// Templates; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The values, a JSON object, or the names that are known, a JSON list; or a file with either
    #[arg(long, value_name = "JSON|FILE")]
    pub(crate) vars: Option<String>,
    #[command(flatten)]
    pub(crate) syntax: SyntaxArgs,
    /// For whom the output is; json is one object on each line, in the order of the files
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
