//! Rule sets from files, and `klartext rules`.

use std::io::{self, Write as _};
use std::path::Path;

use klartext::{Engine, ErrorKind};

use crate::args::RulesCheckArgs;
use crate::diagnostic::Diagnostic;
use crate::input::Source;
use crate::{Exit, Halt};

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
