//! `klartext confirm`

use std::fmt::Write as _;
use std::io::{self, Write as _};

use klartext::Context;
use klartext::appointment::confirm::{ConfirmRequest, ConfirmResponse, Verdict};
use klartext::wire::{ErrorResponse, WireError};

use crate::args::{ConfirmArgs, Format};
use crate::diagnostic::Diagnostic;
use crate::input::Source;
use crate::jsonl::{answer_lines, failed, print_json, request, write_json};
use crate::{Exit, Halt, paint};

pub(crate) fn run(args: &ConfirmArgs) -> Result<Exit, Halt> {
    let context = args.context()?;
    if args.jsonl {
        return stream(&context);
    }
    let mut exit = Exit::Fine;
    for path in &args.files {
        let read = Source::read(path).and_then(|source| answer(&source, &context).map(|r| (source.name, r)));
        match (read, args.format) {
            (Ok((_, response)), Format::Json) => print_json(&response)?,
            (Ok((name, response)), Format::Human) => {
                anstream::stdout().lock().write_all(human(&name, &response).as_bytes())?;
            }
            (Err(problem), format) => {
                problem.print();
                exit = Exit::Unreadable;
                if format == Format::Json {
                    let error = WireError { message: problem.title().to_owned(), span: None, help: None };
                    print_json(&ErrorResponse { id: serde_json::Value::Null, error })?;
                }
            }
        }
    }
    Ok(exit)
}

fn answer(source: &Source, context: &Context) -> Result<ConfirmResponse, Diagnostic> {
    let request: ConfirmRequest = source.json("a request with its response")?;
    request.answer(context).map_err(|e| {
        let out = Diagnostic::new(e.to_string()).in_file(&source.name);
        match &e.help {
            Some(help) => out.help(help.as_str()),
            None => out,
        }
    })
}

fn stream(context: &Context) -> Result<Exit, Halt> {
    let all = answer_lines(io::stdin().lock(), &mut io::stdout().lock(), |line, out| {
        let request: ConfirmRequest = request(line)?;
        let id = request.id.clone();
        write_json(&request.answer(context).map_err(|e| failed(id, &e))?, out);
        Ok(())
    })?;
    Ok(if all { Exit::Fine } else { Exit::Failed })
}

/// The decision for people.
fn human(name: &str, response: &ConfirmResponse) -> String {
    let mut out = String::new();
    let style = match response.decision {
        Verdict::Accept => paint::GREEN,
        Verdict::Retry => paint::YELLOW,
        Verdict::Cancel | Verdict::HandToPerson => paint::RED,
    };
    paint::styled(&mut out, style, response.decision.as_str());
    let _ = writeln!(out, "  {}", paint::one_line(name));
    for step in &response.steps {
        let _ = write!(out, "  - {}", step.verdict.as_str());
        if let Some(booking) = &step.booking {
            let _ = write!(out, " {}", paint::one_line(booking));
        }
        if let Some(wanted) = step.wanted.filter(|_| response.steps.len() > 1) {
            let _ = write!(out, ", appointment {}", wanted.saturating_add(1));
        }
        match step.new_key {
            Some(true) => out.push_str(" with another key"),
            Some(false) => out.push_str(" with the same key"),
            None => {}
        }
        if let Some(because) = &step.because {
            let _ = write!(out, ": {because}");
        }
        out.push('\n');
    }
    let _ = writeln!(out, "  „{}“", response.say);
    for finding in &response.findings {
        paint::finding(&mut out, finding, None);
    }
    out
}
