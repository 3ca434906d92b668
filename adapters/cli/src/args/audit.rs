//! `klartext audit`

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

/// Summarise the verdicts of many calls: outcomes, findings, what was asked for
///
/// Reads what `klartext check --jsonl` writes.
#[derive(Debug, ClapArgs)]
pub(crate) struct AuditArgs {
    /// Verdicts, one on each line; without a file, standard input
    #[arg(value_name = "VERDICTS.jsonl")]
    pub(crate) verdicts: Vec<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AuditFormat,
    /// How many calls to show for each finding
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub(crate) samples: usize,
    /// The title of the page
    #[arg(long, default_value = "Anrufe im Überblick", value_name = "TEXT")]
    pub(crate) title: String,
}

/// What `klartext audit` writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// For a terminal
    #[default]
    Text,
    /// One JSON object
    Json,
    /// One page with charts that loads nothing
    Html,
}
