//! `klartext rules explain` and `fmt`

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::Language;

/// Say in sentences what a rule set does
#[derive(Debug, ClapArgs)]
pub(crate) struct RulesExplainArgs {
    /// A rule set, TOML or JSON; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) rules: PathBuf,
    /// In which language
    #[arg(long, value_enum, default_value = "de")]
    pub(crate) lang: Language,
}

/// Write rule sets in their one form; comments and the order stay
///
/// Files are rewritten in place, TOML only; - reads standard input and writes standard output.
#[derive(Debug, ClapArgs)]
pub(crate) struct RulesFmtArgs {
    /// Rule sets in TOML
    #[arg(required = true, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,
    /// Change nothing; name what is not in its form, and exit with 1
    #[arg(long)]
    pub(crate) check: bool,
}
