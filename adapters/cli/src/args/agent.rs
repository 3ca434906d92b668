//! The arguments of `klartext agent`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use klartext::finding::Lang;

use super::{Format, Language};

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
