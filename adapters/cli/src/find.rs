//! `klartext find`

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use klartext::temporal::{self, Mention, Status};
use klartext::{Context, wire};

use crate::args::{FindArgs, Format};
use crate::diagnostic::Diagnostic;
use crate::input::Source;
use crate::jsonl::{answer_lines, failed, print_json, request, write_json};
use crate::place::Place;
use crate::{Exit, Halt, notation, paint};

pub(crate) fn run(args: &FindArgs) -> Result<Exit, Halt> {
    let context = args.time.context()?;
    if args.jsonl {
        return stream(&context);
    }
    let source = if args.text.is_empty() {
        Source::read(args.file.as_deref().unwrap_or(Path::new("-")))?
    } else {
        Source { name: "TEXT".to_owned(), text: args.text.join(" ") }
    };
    let mentions =
        temporal::find(&source.text, &context).map_err(|e| Diagnostic::of(&e, &source.name, &source.text))?;
    match args.format {
        Format::Json => {
            let response =
                wire::FindResponse::new(serde_json::Value::Null, &source.text, &mentions, &context);
            print_json(&response)?;
        }
        Format::Human => {
            let shown = human(&source.text, &mentions, &context);
            anstream::stdout().lock().write_all(shown.as_bytes())?;
        }
    }
    Ok(Exit::Fine)
}

fn stream(default: &Context) -> Result<Exit, Halt> {
    let all = answer_lines(io::stdin().lock(), &mut io::stdout().lock(), |line, out| {
        let request: wire::ResolveRequest = request(line)?;
        let answer = request
            .context(default)
            .and_then(|context| Ok((temporal::find(&request.text, &context)?, context)));
        match answer {
            Ok((mentions, context)) => {
                let response = wire::FindResponse::new(request.id, &request.text, &mentions, &context);
                write_json(&response, out);
                Ok(())
            }
            Err(e) => Err(failed(request.id, &e)),
        }
    })?;
    Ok(if all { Exit::Fine } else { Exit::Failed })
}

/// The mentions for people: line and column, the words, the readings and what was noticed.
fn human(text: &str, mentions: &[Mention], context: &Context) -> String {
    if mentions.is_empty() {
        return "no date or time\n".to_owned();
    }
    let mut out = String::new();
    let mut place = Place::default();
    for mention in mentions {
        place.go(text, mention.span.start);
        let (style, status) = match mention.resolution.status {
            Status::Resolved => (paint::GREEN, "resolved"),
            Status::Ambiguous => (paint::YELLOW, "ambiguous"),
            Status::Invalid => (paint::RED, "invalid"),
            Status::None => (paint::DIM, "none"),
        };
        let _ = write!(out, "{}:{}  ", place.line.saturating_add(1), place.column.saturating_add(1));
        paint::styled(&mut out, style, status);
        out.push_str("  ");
        paint::styled(&mut out, paint::BOLD, &paint::one_line(mention.of(text)));
        out.push('\n');
        let several = mention.resolution.readings.last().is_some_and(|r| r.offer > 0);
        for reading in &mention.resolution.readings {
            out.push_str("    ");
            if several {
                let _ = write!(out, "{}. ", reading.offer.saturating_add(1));
            }
            let value = notation::show_with_instant(&reading.value);
            let _ = writeln!(out, "{value}  {}", temporal::speech::say(&reading.value, context));
        }
        for finding in &mention.resolution.findings {
            paint::finding(&mut out, finding, None);
        }
    }
    out
}
