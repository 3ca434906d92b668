//! `klartext completions` and `klartext man`: what the definition of the arguments tells to shells and readers.

use std::io::{self, Write as _};
use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use crate::args::{Args, CompletionsArgs, ManArgs};
use crate::diagnostic::Diagnostic;
use crate::{Exit, Halt, output};

pub(crate) fn completions(args: &CompletionsArgs) -> Result<Exit, Halt> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "klartext", &mut out);
    io::stdout().lock().write_all(&out)?;
    Ok(Exit::Fine)
}

pub(crate) fn man(args: &ManArgs) -> Result<Exit, Halt> {
    let mut root = Args::command().disable_help_subcommand(true);
    // Fills in the names that sub-commands are called by, and the options that all of them know.
    root.build();
    if let Some(dir) = &args.dir {
        let mut pages = 0_usize;
        return Ok(if all(&root, dir, &mut pages) {
            writeln!(io::stdout().lock(), "{pages} pages in {}", dir.display())?;
            Exit::Fine
        } else {
            Exit::Unreadable
        });
    }
    let mut command = &root;
    for name in &args.command {
        command = command.find_subcommand(name).ok_or_else(|| {
            let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let out = Diagnostic::new(format!("no page for `{}`: no such command", args.command.join(" ")));
            if names.is_empty() { out } else { out.help(format!("one of {}", names.join(", "))) }
        })?;
    }
    io::stdout().lock().write_all(&page(command)?)?;
    Ok(Exit::Fine)
}

/// A page for a command and each below it, as `klartext-phone-match.1`; false where one could not be written.
fn all(command: &Command, dir: &Path, pages: &mut usize) -> bool {
    let name = format!("{}.1", file_name(command));
    let written = match page(command) {
        Ok(page) => output::write(&dir.join(name), &page).inspect_err(Diagnostic::print).is_ok(),
        Err(_) => false,
    };
    *pages = pages.saturating_add(written.into());
    written && command.get_subcommands().all(|inner| all(inner, dir, pages))
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let version = concat!("klartext ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).title(file_name(command).to_uppercase()).source(version).render(&mut out)?;
    Ok(out)
}

/// The name of a page, which pages refer to: the words of the command with hyphens.
fn file_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}
