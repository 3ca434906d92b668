//! `klartext resolve`

use std::fmt::Write as _;
use std::io::{self, Write as _};

use klartext::temporal::{self, Reading, Resolution, Status};
use klartext::{Context, wire};

use crate::args::{Format, ResolveArgs};
use crate::diagnostic::Diagnostic;
use crate::jsonl::{answer_lines, failed, print_json, request, write_json};
use crate::{Exit, Halt, notation, paint};

pub(crate) fn run(args: &ResolveArgs) -> Result<Exit, Halt> {
    let context = args.context()?;
    if args.jsonl {
        return stream(args, &context);
    }
    let text = args.text.join(" ");
    let resolution =
        temporal::resolve_as(&text, args.hint(), &context).map_err(|e| Diagnostic::of(&e, "TEXT", &text))?;
    match args.format {
        Format::Json => {
            let response = wire::ResolveResponse::new(serde_json::Value::Null, &resolution, &context);
            print_json(&response)?;
        }
        Format::Human => {
            let shown = human(&text, &resolution, &context);
            anstream::stdout().lock().write_all(shown.as_bytes())?;
        }
    }
    Ok(Exit::Fine)
}

fn stream(args: &ResolveArgs, default: &Context) -> Result<Exit, Halt> {
    let hint = args.hint();
    let all = answer_lines(io::stdin().lock(), &mut io::stdout().lock(), |line, out| {
        let request: wire::ResolveRequest = request(line)?;
        let answer = request
            .context(default)
            .and_then(|context| Ok((temporal::resolve_as(&request.text, hint, &context)?, context)));
        match answer {
            Ok((resolution, context)) => {
                write_json(&wire::ResolveResponse::new(request.id, &resolution, &context), out);
                Ok(())
            }
            Err(e) => Err(failed(request.id, &e)),
        }
    })?;
    Ok(if all { Exit::Fine } else { Exit::Failed })
}

/// The resolution for people.
fn human(text: &str, resolution: &Resolution, context: &Context) -> String {
    let mut out = String::new();
    let (style, status) = match resolution.status {
        Status::Resolved => (paint::GREEN, "resolved"),
        Status::Ambiguous => (paint::YELLOW, "ambiguous"),
        Status::Invalid => (paint::RED, "invalid"),
        Status::None => (paint::DIM, "none"),
    };
    paint::styled(&mut out, style, status);
    if resolution.status == Status::None {
        out.push_str("  no date or time");
    }
    out.push('\n');
    let values: Vec<String> =
        resolution.readings.iter().map(|r| notation::show_with_instant(&r.value)).collect();
    let width = values.iter().map(String::len).max().unwrap_or(0);
    let several = resolution.readings.last().is_some_and(|r| r.offer > 0);
    for (reading, value) in resolution.readings.iter().zip(&values) {
        out.push_str("  ");
        if several {
            let _ = write!(out, "{}. ", reading.offer.saturating_add(1));
        }
        paint::styled(&mut out, paint::BOLD, value);
        let _ = write!(out, "{:1$}  {2}", "", width.saturating_sub(value.len()), why(reading, context));
        out.push('\n');
    }
    for finding in &resolution.findings {
        paint::finding(&mut out, finding, Some(("TEXT", text)));
    }
    out
}

/// How a reading is spoken, and what was taken for granted.
fn why(reading: &Reading, context: &Context) -> String {
    let mut out = temporal::speech::say(&reading.value, context);
    if !reading.assumed.is_empty() {
        let assumed = reading.assumed.iter().map(|a| a.code()).collect::<Vec<_>>().join(", ");
        let _ = write!(out, "  {}({assumed}){:#}", paint::DIM, paint::DIM);
    }
    out
}
