//! `klartext agent`

mod changes;

use std::collections::BTreeMap;
use std::io::Write as _;

use klartext::Severity;
use klartext::agent::{self, Options, Report};
use klartext::finding::Lang;
use serde::Serialize;

use crate::args::{AgentCheckArgs, AgentDiffArgs, AgentOptions, Format};
use crate::diagnostic::Diagnostic;
use crate::input::Source;
use crate::jsonl::print_json;
use crate::place::Place;
use crate::{Exit, Halt, paint};

/// One line of `klartext agent check --format json`.
#[derive(Serialize)]
struct Checked<'a> {
    file: &'a str,
    #[serde(flatten)]
    report: &'a Report,
}

/// The same for a file that cannot be read.
#[derive(Serialize)]
struct Unread<'a> {
    file: &'a str,
    error: &'a str,
}

/// `klartext agent check`
pub(crate) fn check(args: &AgentCheckArgs) -> Result<Exit, Halt> {
    let options = options(&args.options)?;
    let mut exit = Exit::Fine;
    for path in &args.files {
        let name = path.display().to_string();
        let checked = Source::read(path).and_then(|source| {
            let report = agent::check(&source.text, &options)
                .map_err(|e| Diagnostic::of(&e, &source.name, &source.text))?;
            Ok((source, report))
        });
        match checked {
            Ok((source, report)) => {
                if report.worst() >= Some(Severity::Warning) {
                    exit = exit.max(Exit::Failed);
                }
                match args.format {
                    Format::Human => {
                        let shown = human(&source, &report, args.options.lang());
                        anstream::stdout().lock().write_all(shown.as_bytes())?;
                    }
                    Format::Json => print_json(&Checked { file: &source.name, report: &report })?,
                }
            }
            Err(diagnostic) => {
                exit = Exit::Unreadable;
                match args.format {
                    Format::Human => diagnostic.print(),
                    Format::Json => {
                        diagnostic.print();
                        print_json(&Unread { file: &name, error: diagnostic.title() })?;
                    }
                }
            }
        }
    }
    Ok(exit)
}

/// `klartext agent diff`
pub(crate) fn diff(args: &AgentDiffArgs) -> Result<Exit, Halt> {
    let options = options(&args.options)?;
    if args.before.as_os_str() == "-" && args.after.as_os_str() == "-" {
        return Err(Diagnostic::new("only one of the two files can be standard input").into());
    }
    let (before, after) = (Source::read(&args.before)?, Source::read(&args.after)?);
    let difference = agent::diff(&before.text, &after.text, &options).map_err(|e| {
        let source = if e.side == agent::Side::Before { &before } else { &after };
        Diagnostic::of(&e.error, &source.name, &source.text)
    })?;
    match args.format {
        Format::Json => print_json(&difference)?,
        Format::Human => {
            let shown = changes::human(&before, &after, &difference, args.options.lang());
            anstream::stdout().lock().write_all(shown.as_bytes())?;
        }
    }
    Ok(if difference.is_empty() { Exit::Fine } else { Exit::Failed })
}

fn options(args: &AgentOptions) -> Result<Options, Diagnostic> {
    let mut options = Options::default();
    if let Some(limit) = args.max_prompt {
        options.max_prompt = limit;
    }
    for name in args.supplied.iter().flat_map(|n| n.split(',')) {
        options.supplied.push(name.trim().to_owned());
    }
    if let Some(given) = &args.vars {
        let source = if given.trim_start().starts_with('{') {
            Source::from_bytes("--vars", given.as_bytes().to_vec())?
        } else {
            Source::read(std::path::Path::new(given))?
        };
        let vars: BTreeMap<String, serde_json::Value> =
            source.json("an object whose names are those of the variables")?;
        options.supplied.extend(vars.into_keys());
    }
    Ok(options)
}

/// A report for people: each finding with the line and a caret, then one line for the file.
fn human(source: &Source, report: &Report, lang: Lang) -> String {
    let mut out = String::new();
    let mut place = Place::default();
    for finding in &report.findings {
        if let Some(span) = finding.span {
            place.go(&source.text, span.start);
        }
        let path = finding.datum("path").map(|p| p.show(lang)).unwrap_or_default();
        let at = (place.line.saturating_add(1), place.column.saturating_add(1));
        paint::finding_in_file(lang, &mut out, finding, (&source.name, &source.text), at, &path);
        out.push('\n');
    }
    let count = |severity| report.findings.iter().filter(|f| f.severity() == severity).count();
    let (style, word) = match report.worst() {
        None => (paint::GREEN, "ok"),
        Some(Severity::Note) => (paint::GREEN, "note"),
        Some(Severity::Warning) => (paint::YELLOW, "warning"),
        Some(Severity::Error) => (paint::RED, "error"),
    };
    paint::styled(&mut out, style, word);
    let kind = report.kind.as_str().replace('_', " ");
    out.push_str(&format!("  {}  {kind}", paint::one_line(&source.name)));
    for (number, one, many) in [
        (report.counts.nodes, "node", "nodes"),
        (report.counts.edges, "edge", "edges"),
        (report.counts.tools, "function", "functions"),
        (report.variables.len(), "variable", "variables"),
    ] {
        if number > 0 {
            out.push_str(&format!(", {number} {}", if number == 1 { one } else { many }));
        }
    }
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|s| (count(s), s.as_str()))
        .filter(|(n, _)| *n > 0)
        .map(|(n, s)| format!("{n} {s}{}", if n == 1 { "" } else { "s" }))
        .collect();
    if !counts.is_empty() {
        out.push_str(": ");
        out.push_str(&counts.join(", "));
    }
    out.push('\n');
    out
}
