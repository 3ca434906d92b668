//! `klartext render` and `klartext template`

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;

use klartext::finding::{Datum, Lang};
use klartext::template::{Options, Pronunciation, RenderResponse, Template, TemplateResponse, Variables};
use klartext::{Error, Finding, Severity};
use serde_json::Value as Json;

use crate::args::{Format, RenderArgs, TemplateCheckArgs};
use crate::diagnostic::Diagnostic;
use crate::input::Source;
use crate::jsonl::{print_json, write_json};
use crate::{Exit, Halt};

/// `klartext render`
pub(crate) fn render(args: &RenderArgs) -> Result<Exit, Halt> {
    let context = args.clock.context()?;
    let source = Source::read(&args.file)?;
    let template = args
        .syntax
        .parser()
        .parse(&source.text)
        .map_err(|e| Diagnostic::of(&e, &source.name, &source.text))?;
    let mut vars = None;
    let values = match &args.vars {
        None => Variables::default(),
        Some(given) => {
            let read = given_json(given, "--vars")?;
            let values = match Variables::read(&read.text) {
                Ok(values) => values,
                Err(errors) => return Ok(unreadable(&errors, &read)),
            };
            vars = Some(read);
            values
        }
    };
    let guide = match &args.pronunciation {
        None => Pronunciation::default(),
        Some(given) => {
            let words = given_json(given, "--pronunciation")?;
            let pairs: BTreeMap<String, String> = words.json("an object of words")?;
            match Pronunciation::new(&pairs) {
                Ok(guide) => guide,
                Err(errors) => return Ok(unreadable(&errors, &words)),
            }
        }
    };
    let mut options = Options::default().context(&context).region(&args.region);
    if !guide.is_empty() {
        options = options.pronunciation(&guide);
    }
    let response = RenderResponse::new(Json::Null, &template, &values, args.policy(), &options);
    let exit = if response.text.is_some() { Exit::Fine } else { Exit::Failed };
    if args.format == Format::Json {
        print_json(&response)?;
        return Ok(exit);
    }
    // Notes are for `template check`; here they would drown what matters.
    let told = response.errors.iter().chain(&response.findings).filter(|f| f.severity() > Severity::Note);
    draw(told, args.syntax.lang(), &source, vars.as_ref());
    if let Some(text) = &response.text {
        io::stdout().lock().write_all(text.as_bytes())?;
    }
    Ok(exit)
}

/// `klartext template check`
pub(crate) fn check(args: &TemplateCheckArgs) -> Result<Exit, Halt> {
    let vars = match &args.vars {
        None => None,
        Some(given) => {
            let source = given_json(given, "--vars")?;
            let known = if source.text.trim_start().starts_with('[') {
                Known::Names(source.json("a list of the names of variables")?)
            } else {
                match Variables::read(&source.text) {
                    Ok(values) => Known::Values(values),
                    Err(errors) => return Ok(unreadable(&errors, &source)),
                }
            };
            Some((known, source))
        }
    };
    let mut exit = Exit::Fine;
    let mut stdout = io::stdout().lock();
    for path in &args.files {
        let (template, source) = match load(path, args) {
            Ok(loaded) => loaded,
            Err(problem) => {
                problem.print();
                exit = Exit::Unreadable;
                continue;
            }
        };
        let id = Json::from(source.name.as_str());
        let response = match &vars {
            None => TemplateResponse::new(id, &template, Json::Null),
            Some((Known::Names(names), _)) => TemplateResponse::new(id, &template, names.clone()),
            Some((Known::Values(values), _)) => Ok(TemplateResponse::of_values(id, &template, values)),
        };
        let response = match (response, &vars) {
            (Ok(response), _) => response,
            (Err(errors), vars) => return Ok(unreadable(&errors, vars.as_ref().map_or(&source, |(_, s)| s))),
        };
        let wrong = response.findings.iter().any(|f| f.severity() == Severity::Error);
        exit = exit.max(if wrong { Exit::Failed } else { Exit::Fine });
        if args.format == Format::Json {
            let mut out = Vec::new();
            write_json(&response, &mut out);
            out.push(b'\n');
            stdout.write_all(&out)?;
            continue;
        }
        draw(response.findings.iter(), args.syntax.lang(), &source, vars.as_ref().map(|(_, source)| source));
        let names = response.variables.join(", ");
        let word = if wrong { "not ok" } else { "ok" };
        let noun = if response.variables.len() == 1 { "variable" } else { "variables" };
        let colon = if names.is_empty() { "" } else { ": " };
        writeln!(stdout, "{word}  {}  {} {noun}{colon}{names}", source.name, response.variables.len())?;
    }
    Ok(exit)
}

fn load(path: &Path, args: &TemplateCheckArgs) -> Result<(Template, Source), Diagnostic> {
    let source = Source::read(path)?;
    let template = args
        .syntax
        .parser()
        .parse(&source.text)
        .map_err(|e| Diagnostic::of(&e, &source.name, &source.text))?;
    Ok((template, source))
}

/// JSON that stands on the command line itself, or in the file that is named there.
fn given_json(given: &str, option: &str) -> Result<Source, Diagnostic> {
    if given.trim_start().starts_with(['{', '[']) {
        return Ok(Source { name: option.to_owned(), text: given.to_owned() });
    }
    Source::read(Path::new(given))
}

fn unreadable(errors: &[Error], source: &Source) -> Exit {
    errors.iter().for_each(|e| Diagnostic::of(e, &source.name, &source.text).print());
    Exit::Unreadable
}

/// What a template is checked against.
enum Known {
    /// A list of names.
    Names(Json),
    Values(Variables),
}

/// Where a finding points in the variables.
fn in_vars(finding: &Finding) -> Option<std::ops::Range<usize>> {
    let at = |name| match finding.datum(name) {
        Some(Datum::Int(at)) => usize::try_from(*at).ok(),
        _ => None,
    };
    Some(at("vars_start")?..at("vars_end")?)
}

/// Draws findings, each with the lines that it lies on. The text is walked through once, however many there are.
fn draw<'f>(findings: impl Iterator<Item = &'f Finding>, lang: Lang, source: &Source, vars: Option<&Source>) {
    let text = source.text.as_str();
    let (mut line, mut line_start) = (1_usize, 0_usize);
    for finding in findings {
        if let (Some(vars), Some(place)) = (vars, in_vars(finding)) {
            Diagnostic::of_finding(finding, lang).in_file(&vars.name).at(&vars.text, place).print();
            continue;
        }
        let diagnostic = Diagnostic::of_finding(finding, lang).in_file(&source.name);
        let Some(span) = finding.span else {
            diagnostic.print();
            continue;
        };
        // Findings come in the order of the text; one that does not starts over.
        if span.start < line_start {
            (line, line_start) = (1, 0);
        }
        while let Some(length) = text.get(line_start..span.start).and_then(|t| t.find('\n')) {
            line_start = line_start.saturating_add(length).saturating_add(1);
            line = line.saturating_add(1);
        }
        let end = text
            .get(span.end..)
            .and_then(|t| t.find('\n'))
            .map_or(text.len(), |n| span.end.saturating_add(n));
        let lines = text.get(line_start..end).unwrap_or(text);
        let place = span.start.saturating_sub(line_start)..span.end.saturating_sub(line_start);
        diagnostic.at(lines, place).from_line(line).print();
    }
}
