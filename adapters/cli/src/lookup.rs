//! `klartext lookup`

use std::fmt::Write as _;
use std::io::{self, Write as _};

use klartext::Context;
use klartext::appointment::lookup::wire::{LookupOutcome, LookupRequest, LookupResponse};

use crate::args::{Format, LookupArgs};
use crate::diagnostic::Diagnostic;
use crate::input::Source;
use crate::jsonl::{answer_lines, failed, print_json, request, write_json};
use crate::{Exit, Halt, paint};

pub(crate) fn run(args: &LookupArgs) -> Result<Exit, Halt> {
    let context = args.clock.context()?;
    let Some(file) = args.file.as_ref().filter(|_| !args.jsonl) else { return stream(&context) };
    let source = Source::read(file)?;
    let request: LookupRequest = source.json("a request of `klartext lookup`")?;
    let response = request.answer(&context).map_err(|e| Diagnostic::of(&e, &source.name, &source.text))?;
    match args.format {
        Format::Json => {
            print_json(&response)?;
        }
        Format::Human => anstream::stdout().lock().write_all(human(&response).as_bytes())?,
    }
    Ok(Exit::Fine)
}

fn stream(default: &Context) -> Result<Exit, Halt> {
    let all = answer_lines(io::stdin().lock(), &mut io::stdout().lock(), |line, out| {
        let request: LookupRequest = request(line)?;
        let id = request.id.clone();
        match request.answer(default) {
            Ok(response) => {
                write_json(&response, out);
                Ok(())
            }
            Err(e) => Err(failed(id, &e)),
        }
    })?;
    Ok(if all { Exit::Fine } else { Exit::Failed })
}

/// The answer for people.
fn human(response: &LookupResponse) -> String {
    let mut out = String::new();
    let (style, outcome) = match response.outcome {
        LookupOutcome::Found => (paint::GREEN, "found"),
        LookupOutcome::Ambiguous => (paint::YELLOW, "ambiguous"),
        LookupOutcome::NotFound => (paint::DIM, "not found"),
        LookupOutcome::Refused => (paint::RED, "refused"),
    };
    paint::styled(&mut out, style, outcome);
    if !response.candidates.is_empty() {
        let _ = write!(out, "  {}", response.candidates.join(", "));
    }
    out.push('\n');
    for evidence in &response.evidence {
        let _ = write!(out, "  {:<12} ", evidence.appointment);
        paint::styled(&mut out, paint::BOLD, &bits(evidence.weight));
        for clue in &evidence.clues {
            let _ = write!(out, "  {} {}", clue.clue.as_str(), bits(clue.weight));
        }
        out.push('\n');
    }
    if let Some(question) = &response.question {
        let _ = writeln!(out, "  ? {}  {}", question.about.as_str(), question.text);
    }
    if let Some(say) = &response.say {
        let _ = writeln!(out, "  {say}");
    }
    for finding in &response.findings {
        paint::finding(&mut out, finding, None);
    }
    out
}

fn bits(tenths: i32) -> String {
    format!("{:+.1}", f64::from(tenths) / 10.0)
}
