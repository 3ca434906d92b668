//! The arguments of what one runs once: `klartext init`, `completions` and `man`.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap_complete::Shell;

/// Write a rule set and fixtures to start from
///
/// A hair salon in German: the rules, recorded calls, a conversation, times, numbers, opening hours, a text with
/// variables, a page that tells how to go on, and what a CI machine runs. `klartext test DIR` is green at once.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext init salon
  klartext test salon

Nothing is written where one of the files is there already, unless --force is given.

Exit status: 0 written, 2 a file is there already or cannot be written")]
pub(crate) struct InitArgs {
    /// The folder; it is made where it is missing
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Overwrite files that are there already
    #[arg(long)]
    pub(crate) force: bool,
}

/// Print the completions of a shell
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext completions bash > ~/.local/share/bash-completion/completions/klartext
  klartext completions zsh > ~/.zfunc/_klartext
  klartext completions fish > ~/.config/fish/completions/klartext.fish
  klartext completions powershell >> $PROFILE
  klartext completions elvish > ~/.config/elvish/lib/klartext.elv")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Print a page of the manual, or write all of them
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext man | man -l -
  klartext man test | man -l -
  klartext man --dir ~/.local/share/man/man1

Exit status: 0 written, 2 there is no such command, or a page cannot be written")]
pub(crate) struct ManArgs {
    /// A command, such as `test` or `phone match`; without one the page of klartext itself
    #[arg(conflicts_with = "dir", value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
    /// Write every page into this folder; it is made where it is missing
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}
