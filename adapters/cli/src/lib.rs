//! The `klartext` command: the library with a clock, files and a terminal.
//!
//! The binary is a shell around [`main`]. [`fixture`] is the runner of `klartext test`, open to other test suites.
#![allow(
    clippy::disallowed_methods,
    reason = "an adapter is where the clock, the files and the environment come in"
)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod agent;
mod args;
mod audit;
mod check;
mod confirm;
pub mod coverage;
pub mod diagnostic;
mod explain;
mod find;
pub mod fixture;
mod hours;
pub mod input;
mod jsonl;
mod lookup;
pub mod notation;
mod paint;
mod parallel;
mod phone;
mod place;
mod redact;
mod resolve;
mod rules;
mod rules_fmt;
mod template;
mod test;

use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use args::{AgentCommand, Args, Command, RulesCommand, TemplateCommand};
use diagnostic::Diagnostic;
use jsonl::Stop;

/// How a run of the command ended; the number is its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// All was done.
    Fine = 0,
    /// All was read, and something in it failed.
    Failed = 1,
    /// Something could not be read, or the command was called wrongly.
    Unreadable = 2,
    /// `klartext test` found no test.
    NoTests = 4,
}

/// Runs the command with the arguments of the process.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(e) => {
            // Help asked for goes to stdout and is fine; anything else is wrong usage. A closed pipe hurts nobody.
            let _ = e.print();
            let exit = if e.use_stderr() { Exit::Unreadable } else { Exit::Fine };
            return ExitCode::from(exit as u8);
        }
    };
    args.color.write_global();
    let done = match args.command {
        Command::Check(args) => check::run(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Rules(args) => match args.command {
            RulesCommand::Check(args) => rules::check(&args),
            RulesCommand::Explain(args) => rules::explain(&args),
            RulesCommand::Fmt(args) => rules::fmt(&args),
        },
        Command::Resolve(args) => resolve::run(&args),
        Command::Find(args) => find::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Phone(args) => phone::run(&args),
        Command::Hours(args) => hours::run(&args),
        Command::Confirm(args) => confirm::run(&args),
        Command::Lookup(args) => lookup::run(&args),
        Command::Redact(args) => redact::run(&args),
        Command::Render(args) => template::render(&args),
        Command::Template(args) => match args.command {
            TemplateCommand::Check(args) => template::check(&args),
        },
        Command::Agent(args) => match args.command {
            AgentCommand::Check(args) => agent::check(&args),
            AgentCommand::Diff(args) => agent::diff(&args),
        },
        Command::Test(args) => test::run(&args),
    };
    let exit = match done {
        Ok(exit) => exit,
        Err(Halt::Diagnostic(diagnostic)) => {
            diagnostic.print();
            Exit::Unreadable
        }
        // A reader that has seen enough, as `head` does, ends the job well.
        Err(Halt::Output(e)) if e.kind() == io::ErrorKind::BrokenPipe => Exit::Fine,
        Err(Halt::Output(e)) => {
            Diagnostic::new(format!("cannot write the answer: {}", input::reason(&e))).print();
            Exit::Unreadable
        }
    };
    ExitCode::from(exit as u8)
}

/// Why a command ended before its end.
#[derive(Debug)]
enum Halt {
    /// The input or the usage is wrong in a way that leaves nothing to do.
    Diagnostic(Diagnostic),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<Diagnostic> for Halt {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Diagnostic(diagnostic)
    }
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Input(e) => Diagnostic::new(format!("cannot read `<stdin>`: {}", input::reason(&e))).into(),
            Stop::Output(e) => Self::Output(e),
        }
    }
}

impl From<io::Error> for Halt {
    fn from(e: io::Error) -> Self {
        Self::Output(e)
    }
}
