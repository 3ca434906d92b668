//! The arguments of `klartext lookup`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{ClockArgs, Format};

/// Find the appointment that a caller means, or the question that has to be asked first
///
/// Found, ambiguous, not found and refused are all results: the exit status is 0.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext lookup --now 2025-11-05T10:00 request.json
  klartext lookup --jsonl < requests.jsonl

A request is {\"clues\": {\"name\", \"phone\", \"date\", \"time\", \"service\", \"staff\", \"call_id\"}, \"appointments\":
[{\"id\", \"customer_id\", \"name\", \"phone\", \"start\", \"end\", \"service\", \"staff\", \"call_id\", \"status\"}]}; clues are as heard.
The answer brings a \"state\"; send it back with \"reply\" for the next turn. A line that cannot be read is
answered with {\"id\", \"error\"}, the others are answered all the same, and the exit status is 1.")]
pub(crate) struct LookupArgs {
    /// A request as a JSON file; - is standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Read requests from standard input, one JSON object on each line, and answer each on a line
    #[arg(long, conflicts_with = "format")]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) clock: ClockArgs,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
