//! `klartext phone`

mod callers;

use std::fmt::Write as _;
use std::io::{self, Write as _};

use klartext::phone::{Outcome, PhoneRequest, PhoneResponse, Status, normalise};

use crate::args::{Format, PhoneArgs, PhoneCommand};
use crate::jsonl::{answer_lines, print_json, request, write_json};
use crate::{Exit, Halt, paint};

pub(crate) fn run(args: &PhoneArgs) -> Result<Exit, Halt> {
    match &args.command {
        Some(PhoneCommand::Match(args)) => return callers::matches(args),
        Some(PhoneCommand::Recognise(args)) => return callers::recognise(args),
        None => {}
    }
    if args.jsonl {
        return stream();
    }
    let text = args.text.join(" ");
    let outcome = normalise(&text, args.source(), &args.region);
    match args.format {
        Format::Json => {
            print_json(&PhoneResponse::new(serde_json::Value::Null, &outcome))?;
        }
        Format::Human => anstream::stdout().lock().write_all(human(&text, &outcome).as_bytes())?,
    }
    Ok(Exit::Fine)
}

fn stream() -> Result<Exit, Halt> {
    let all = answer_lines(io::stdin().lock(), &mut io::stdout().lock(), |line, out| {
        let request: PhoneRequest = request(line)?;
        write_json(&request.answer(), out);
        Ok(())
    })?;
    Ok(if all { Exit::Fine } else { Exit::Failed })
}

/// The outcome for people.
fn human(text: &str, outcome: &Outcome) -> String {
    let mut out = String::new();
    let (style, status) = match outcome.status {
        Status::Valid(_) => (paint::GREEN, "valid"),
        Status::Possible(_) => (paint::YELLOW, "possible"),
        Status::Incomplete => (paint::YELLOW, "incomplete"),
        Status::Withheld => (paint::DIM, "withheld"),
        _ => (paint::RED, "invalid"),
    };
    paint::styled(&mut out, style, status);
    out.push('\n');
    let number = outcome.number();
    let mut fields = Vec::new();
    if let Some(number) = number {
        fields.push(("e164", number.e164().to_owned()));
    }
    if number.is_some() || outcome.kind != klartext::phone::NumberKind::Unknown {
        fields.push(("kind", outcome.kind.as_str().to_owned()));
    }
    if let Some(number) = number {
        fields.push(("national", number.national().to_owned()));
        fields.push(("international", number.international().to_owned()));
        fields.push(("spoken", number.spoken()));
        if let Some(extension) = number.extension() {
            fields.push(("extension", extension.to_owned()));
        }
    }
    for (name, value) in fields {
        let _ = writeln!(out, "  {name:<13}  {}{value}{:#}", paint::BOLD, paint::BOLD);
    }
    for finding in &outcome.findings {
        paint::finding(&mut out, finding, Some(("NUMBER", text)));
    }
    out
}
