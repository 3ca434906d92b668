//! Rule sets from files, and `klartext rules`.

use std::io::{self, Write as _};
use std::path::Path;

use klartext::{Engine, ErrorKind};

use crate::args::{RulesCheckArgs, RulesExplainArgs, RulesFmtArgs};
use crate::diagnostic::Diagnostic;
use crate::input::Source;
use crate::{Exit, Halt, rules_fmt};

/// `klartext rules check`
pub(crate) fn check(args: &RulesCheckArgs) -> Result<Exit, Halt> {
    let mut exit = Exit::Fine;
    let mut stdout = io::stdout().lock();
    for path in &args.rules {
        match load(path) {
            Ok((engine, source)) => {
                let slots = engine.rules().slots.len();
                let noun = if slots == 1 { "slot" } else { "slots" };
                writeln!(stdout, "ok  {}  {slots} {noun}", source.name)?;
            }
            Err(problems) => {
                problems.iter().for_each(Diagnostic::print);
                exit = Exit::Unreadable;
            }
        }
    }
    Ok(exit)
}

/// `klartext rules explain`
pub(crate) fn explain(args: &RulesExplainArgs) -> Result<Exit, Halt> {
    match load(&args.rules) {
        Ok((engine, _)) => {
            io::stdout().lock().write_all(engine.rules().explain(args.lang.into()).as_bytes())?;
            Ok(Exit::Fine)
        }
        Err(problems) => {
            problems.iter().for_each(Diagnostic::print);
            Ok(Exit::Unreadable)
        }
    }
}

/// `klartext rules fmt`
pub(crate) fn fmt(args: &RulesFmtArgs) -> Result<Exit, Halt> {
    let mut exit = Exit::Fine;
    let mut stdout = io::stdout().lock();
    for path in &args.rules {
        let source = match Source::read(path) {
            Ok(source) => source,
            Err(problem) => {
                problem.print();
                exit = Exit::Unreadable;
                continue;
            }
        };
        let formatted = match rules_fmt::toml(&source.text) {
            Ok(formatted) => formatted,
            Err(e) => {
                let message = format!("not TOML: {}", e.message().trim());
                let error = klartext::Error::new(ErrorKind::RuleSyntax { message });
                let error = match e.span() {
                    Some(range) => error.at(klartext::Span::new(range.start, range.end)),
                    None => error,
                };
                Diagnostic::of(&error, &source.name, &source.text).print();
                exit = Exit::Unreadable;
                continue;
            }
        };
        let piped = path.as_os_str() == "-";
        if piped && !args.check {
            stdout.write_all(formatted.as_bytes())?;
        } else if formatted != source.text {
            if args.check {
                writeln!(stdout, "not in its form: {}", source.name)?;
                exit = exit.max(Exit::Failed);
            } else if let Err(e) = std::fs::write(path, &formatted) {
                Diagnostic::new(format!("cannot write `{}`: {}", source.name, crate::input::reason(&e)))
                    .print();
                exit = Exit::Unreadable;
            }
        }
    }
    Ok(exit)
}

/// Reads a rule set, TOML or JSON, and builds its engine. All that is wrong with it comes at once, each with its place.
pub(crate) fn load(path: &Path) -> Result<(Engine, Source), Vec<Diagnostic>> {
    let source = Source::read(path).map_err(|d| vec![d])?;
    let json = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) || source.is_json();
    let built = if json { Engine::from_json(&source.text) } else { Engine::from_toml(&source.text) };
    match built {
        Ok(engine) => Ok((engine, source)),
        Err(errors) => Err(errors
            .iter()
            .map(|e| {
                let out = Diagnostic::of(e, &source.name, &source.text);
                match &e.kind {
                    ErrorKind::Rule { path, .. } if !path.is_empty() => out.label(format!("in `{path}`")),
                    _ => out,
                }
            })
            .collect()),
    }
}
