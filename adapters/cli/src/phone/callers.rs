//! `klartext phone match` and `klartext phone recognise`

use std::io::{self, Write as _};
use std::path::Path;

use klartext::finding::Finding;
use klartext::phone::{
    Consent, CustomerEntry, CustomerList, Match, MatchRequest, MatchResponse, MatchSource, MatchText,
    RecogniseOutcome, RecogniseRequest, RecogniseResponse, normalise,
};
use serde::Serialize;

use crate::args::{Format, MatchArgs, RecogniseArgs};
use crate::diagnostic::Diagnostic;
use crate::input::{Source, json_error};
use crate::jsonl::{answer_lines, print_json, request, write_json};
use crate::{Exit, Halt, paint};

pub(crate) fn matches(args: &MatchArgs) -> Result<Exit, Halt> {
    let (Some(a), Some(b)) = (&args.a, &args.b) else {
        return stream(|line| Ok(request::<MatchRequest>(line)?.answer()));
    };
    let [left, right] = args.sides().map_err(Diagnostic::new)?;
    let side = |text: &str, (source, region)| {
        MatchText::Known(MatchSource { text: text.to_owned(), region, source })
    };
    let answer = MatchRequest { id: serde_json::Value::Null, a: side(a, left), b: side(b, right) }.answer();
    match args.format {
        Format::Json => print_json(&answer)?,
        Format::Human => anstream::stdout().lock().write_all(shown_match(&answer, a, b).as_bytes())?,
    }
    Ok(Exit::Fine)
}

pub(crate) fn recognise(args: &RecogniseArgs) -> Result<Exit, Halt> {
    if args.jsonl && args.customers.as_deref() == Some(Path::new("-")) {
        let both = Diagnostic::new("standard input cannot hold both the customers and the requests");
        return Err(both.help("give the customers as a file").into());
    }
    // Without consent not even the file is read.
    let wanted = args.consent || args.jsonl;
    let customers = args.customers.as_deref().filter(|_| wanted).map(customers).transpose()?;
    let list = customers.as_deref().map(CustomerList::new);
    let Some(caller) = &args.caller else {
        return stream(|line| Ok(request::<RecogniseRequest>(line)?.answer(list.as_ref())));
    };
    let consent = if args.consent { Consent::Given } else { Consent::NotGiven };
    let caller = normalise(caller, args.source(), &args.region);
    let list = list.unwrap_or_else(|| CustomerList::new(&[]));
    let answer = list.recognise(serde_json::Value::Null, &caller, consent);
    match args.format {
        Format::Json => print_json(&answer)?,
        Format::Human => anstream::stdout().lock().write_all(shown_caller(&answer).as_bytes())?,
    }
    Ok(Exit::Fine)
}

fn stream<T: Serialize>(
    mut answer: impl FnMut(&str) -> Result<T, klartext::wire::ErrorResponse>,
) -> Result<Exit, Halt> {
    let all = answer_lines(io::stdin().lock(), &mut io::stdout().lock(), |line, out| {
        write_json(&answer(line)?, out);
        Ok(())
    })?;
    Ok(if all { Exit::Fine } else { Exit::Failed })
}

/// A list of customers: a JSON array, or one object on each line.
fn customers(path: &Path) -> Result<Vec<CustomerEntry>, Diagnostic> {
    let source = Source::read(path)?;
    if !source.is_json() {
        return source.json("a list of customers");
    }
    let mut out = Vec::new();
    let mut start = 0_usize;
    for line in source.text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            out.push(serde_json::from_str(line).map_err(|e| {
                let (message, at) = json_error(&e, line);
                let title = if e.is_data() { "not a customer" } else { "not valid JSON" };
                let at = start.saturating_add(at);
                Diagnostic::new(title)
                    .in_file(&source.name)
                    .at(&source.text, at..at.saturating_add(1))
                    .label(message)
                    .help("a list of customers is a JSON array, or has one object on each line")
            })?);
        }
        start = start.saturating_add(line.len());
    }
    Ok(out)
}

fn shown_match(answer: &MatchResponse, a: &str, b: &str) -> String {
    let mut out = String::new();
    let style = match answer.matches {
        Match::Exact => paint::GREEN,
        Match::None => paint::RED,
        _ => paint::YELLOW,
    };
    paint::styled(&mut out, style, answer.matches.as_str());
    out.push('\n');
    for (name, side, text) in [("A", &answer.a, a), ("B", &answer.b, b)] {
        for finding in &side.findings {
            paint::finding(&mut out, finding, Some((name, text)));
        }
    }
    out
}

fn shown_caller(answer: &RecogniseResponse) -> String {
    let mut out = String::new();
    let style = match answer.outcome {
        RecogniseOutcome::Known => paint::GREEN,
        RecogniseOutcome::Shared => paint::YELLOW,
        _ => paint::DIM,
    };
    paint::styled(&mut out, style, answer.outcome.as_str());
    out.push('\n');
    for id in &answer.customers {
        out.push_str(&format!("  customer  {id}\n"));
    }
    if let Some(question) = &answer.question {
        out.push_str(&format!("  ask       {}\n", question.de));
    }
    for id in &answer.unreadable {
        out.push_str(&format!("  unreadable  {id}\n"));
    }
    let no_text: Option<(&str, &str)> = None;
    answer.findings.iter().for_each(|finding: &Finding| paint::finding(&mut out, finding, no_text));
    out
}
