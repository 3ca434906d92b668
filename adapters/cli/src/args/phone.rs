//! What can be written behind `klartext phone`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use klartext::phone::Source;

use super::Format;

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

#[derive(Debug, Subcommand)]
pub(crate) enum PhoneCommand {
    Match(MatchArgs),
    Recognise(RecogniseArgs),
}

/// Tell whether two numbers are the same line
///
/// Prints exact, extension (of one line), national (the same but for a calling code that was assumed), unclear or none,
/// and what each side is. Last digits alone decide nothing. Each answer is a result: the exit status is 0.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext phone match +493023125012 \"030 23125-0\"
  klartext phone match --source caller_id,typed --region DE,AT 493023125012 \"030 23125012\"
  klartext phone match --jsonl < pairs.jsonl

A request of --jsonl is {\"id\", \"a\", \"b\"}, one on each line; a and b are texts, or objects of
{\"text\", \"region\", \"source\"}. A line that cannot be read is answered with {\"id\", \"error\"}, the
others are answered all the same, and the exit status is 1.")]
pub(crate) struct MatchArgs {
    /// One number
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl", requires = "b")]
    pub(crate) a: Option<String>,
    /// The other
    pub(crate) b: Option<String>,
    /// Read requests from standard input, one JSON object on each line, and answer each on a line
    #[arg(long, conflicts_with_all = ["region", "source", "format"])]
    pub(crate) jsonl: bool,
    /// The region whose numbers come without a calling code; one for both, or one for each
    #[arg(long, default_value = "DE", value_name = "REGION[,REGION]", value_delimiter = ',')]
    region: Vec<String>,
    /// Where the numbers come from; one for both, or one for each
    #[arg(long, value_enum, default_value = "typed", value_name = "SOURCE[,SOURCE]", value_delimiter = ',')]
    source: Vec<NumberSource>,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

impl MatchArgs {
    /// The source and region of each side; those given too many are the rest.
    pub(crate) fn sides(&self) -> Result<[(Source, String); 2], &'static str> {
        let pair = |n: usize| if n > 2 { Err("more than two values for two numbers") } else { Ok(()) };
        pair(self.region.len()).and_then(|()| pair(self.source.len()))?;
        let side = |at: usize| {
            let source = self.source.get(at).or(self.source.last()).copied().unwrap_or(NumberSource::Typed);
            let region =
                self.region.get(at).or(self.region.last()).cloned().unwrap_or_else(|| "DE".to_owned());
            (source.into(), region)
        };
        Ok([side(0), side(1)])
    }
}

/// Tell which customer may be calling
///
/// Prints known, shared (a family or a company: with the question to ask), unknown, withheld, or no_consent where
/// --consent is not given: then nobody is looked up. A number is one clue, not an identity. Each answer is a result: the
/// exit status is 0.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext phone recognise --customers customers.json --consent +493023125001
  klartext phone recognise --customers customers.jsonl --jsonl < calls.jsonl

A customer is {\"id\", \"phone\", \"region\"}, phone being a text or a list of them; other fields are
not read. The file is a JSON array, or has one customer on each line. A request of --jsonl is {\"id\",
\"caller\", \"region\", \"source\", \"consent\", \"customers\"}; only caller is required, and
customers stand for the file. A line that cannot be read is answered with {\"id\", \"error\"}, the others
are answered all the same, and the exit status is 1.")]
pub(crate) struct RecogniseArgs {
    /// What the network signalled
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl", requires = "customers")]
    pub(crate) caller: Option<String>,
    /// The customers; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) customers: Option<PathBuf>,
    /// The caller has agreed to be looked up by the number
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) consent: bool,
    /// Read requests from standard input, one JSON object on each line, and answer each on a line
    #[arg(long, conflicts_with_all = ["region", "source", "format"])]
    pub(crate) jsonl: bool,
    /// The region of a caller without a calling code, two letters
    #[arg(long, default_value = "DE", value_name = "REGION")]
    pub(crate) region: String,
    /// Where the caller's number comes from
    #[arg(long, value_enum, default_value = "caller_id", value_name = "SOURCE")]
    source: NumberSource,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

impl RecogniseArgs {
    pub(crate) fn source(&self) -> Source {
        self.source.into()
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum NumberSource {
    /// Typed into a field: 49… may be a calling code or an area code
    Typed,
    /// Signalled by the network: 49… begins with a calling code
    CallerId,
    /// Heard: number words, fillers, pairs
    Spoken,
}

impl From<NumberSource> for Source {
    fn from(source: NumberSource) -> Self {
        match source {
            NumberSource::Typed => Self::Typed,
            NumberSource::CallerId => Self::CallerId,
            NumberSource::Spoken => Self::Spoken,
        }
    }
}
