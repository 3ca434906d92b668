//! What can be said about a template without rendering it.

use std::collections::{HashMap, HashSet};

use super::format::{self, Misfit};
use super::marker::{Key, MarkerData, Mistake};
use super::render::{self, lookalike_problem};
use super::suggest::{Suggestions, shown, snake};
use super::{Format, Lookup, Options, Parser, Problem, Syntax, Template, TemplateError, Value, finding};
use crate::finding::{Finding, Kind};
use crate::span::Span;

/// Longer values are not searched for markers.
const MAX_SEARCHED: usize = 64 << 10;

pub(super) fn values<L: Lookup + ?Sized>(
    template: &Template,
    values: &L,
    options: &Options<'_>,
) -> Vec<Finding> {
    let names = values.names();
    let mut suggestions = Suggestions::new(&names);
    let mut findings = Vec::new();
    let mut meant = HashSet::new();
    // A value is looked at once in each of its formats, however often its marker stands there.
    let mut seen: HashMap<(String, Option<Format>), Option<Finding>> = HashMap::new();
    for data in &template.markers {
        let Some(marker) = data.public(template) else { continue };
        let Some(name) = key_of(template, data, values) else { continue };
        match (values.get(&name), marker.default) {
            (Some(value), _) => {
                let found = seen
                    .entry((name.clone(), data.format))
                    .or_insert_with(|| about(&name, value, data, options));
                findings.extend(found.clone().map(|f| f.at(data.span)));
            }
            (None, Some(default)) => findings.push(
                Finding::new(&finding::DEFAULT_USED)
                    .at(marker.span)
                    .with("name", name)
                    .with("default", shown(default)),
            ),
            (None, None) => {
                let error = suggestions.error(&name, marker.span);
                meant.extend(suggestion(&error.problem).map(str::to_owned));
                findings.push(error.finding());
            }
        }
    }
    lookalikes(template, |name| values.get(name).is_some(), &mut meant, &mut findings);
    findings.extend(other_syntax(template));
    findings.sort_by_key(|f| f.span);
    unused(
        template,
        &names,
        &meant,
        |key| key_of(template, key, values),
        |name| values.place(name),
        &mut findings,
    );
    findings
}

pub(super) fn names(template: &Template, names: &[&str]) -> Vec<Finding> {
    let mut suggestions = Suggestions::new(names);
    let mut findings = Vec::new();
    let known: HashSet<&str> = names.iter().copied().collect();
    let mut meant = HashSet::new();
    for marker in template.markers().filter(|m| !m.nested && !known.contains(m.name)) {
        let error = suggestions.error(marker.name, marker.span);
        meant.extend(suggestion(&error.problem).map(str::to_owned));
        findings.push(match error.problem {
            Problem::Missing { name } => {
                Finding::new(&finding::VARIABLE_UNKNOWN).at(marker.span).with("name", name)
            }
            _ => error.finding(),
        });
    }
    lookalikes(template, |name| known.contains(name), &mut meant, &mut findings);
    findings.extend(other_syntax(template));
    findings.sort_by_key(|f| f.span);
    unused(template, names, &meant, |_| None, |_| None, &mut findings);
    findings
}

pub(super) fn text(template: &Template) -> Vec<Finding> {
    let mut findings = Vec::new();
    lookalikes(template, |_| false, &mut HashSet::new(), &mut findings);
    findings.extend(other_syntax(template));
    findings.sort_by_key(|f| f.span);
    findings
}

/// The name that a marker asks for, as far as the values say.
fn key_of<L: Lookup + ?Sized>(template: &Template, data: &MarkerData, values: &L) -> Option<String> {
    match &data.key {
        Key::Name(name) => template.name(*name).map(str::to_owned),
        Key::Nested(parts) => {
            let mut key = String::new();
            for part in parts {
                key.push_str(part.literal.of(&template.source)?);
                let Some(inner) = part.marker else { continue };
                let inner = template.marker_data(inner)?;
                let name = key_of(template, inner, values)?;
                match (values.get(&name), inner.default) {
                    // A format in a key needs the clock; that is for rendering.
                    (Some(_), _) if inner.format.is_some() => return None,
                    (Some(value), _) => key.push_str(&format::plain(value).ok()?),
                    (None, default) => key.push_str(default?.of(&template.source)?),
                }
                if key.len() > MAX_SEARCHED {
                    return None;
                }
            }
            Some(key)
        }
    }
}

fn suggestion(problem: &Problem) -> Option<&str> {
    match problem {
        Problem::Misspelled { suggestion, .. }
        | Problem::WrongCase { suggestion, .. }
        | Problem::NoMarker { suggestion, .. } => Some(suggestion),
        Problem::UnknownFormat { name, .. } => Some(name),
        _ => None,
    }
}

fn lookalikes(
    template: &Template,
    has_value: impl Fn(&str) -> bool,
    meant: &mut HashSet<String>,
    findings: &mut Vec<Finding>,
) {
    for lookalike in &template.lookalikes {
        let span = lookalike.span;
        if let Mistake::Unclosed { name } = lookalike.mistake {
            meant.extend(name.of(&template.source).map(snake));
        }
        findings.push(match lookalike_problem(template, lookalike, &has_value) {
            Some(problem) => {
                meant.extend(suggestion(&problem).map(str::to_owned));
                TemplateError { problem, span }.finding()
            }
            None => Finding::new(&finding::LOOKS_LIKE_MARKER)
                .at(span)
                .with("text", shown(span.of(&template.source).unwrap_or(""))),
        });
    }
}

/// Markers that another program is to fill in, or that were written for it by mistake.
fn other_syntax(template: &Template) -> Vec<Finding> {
    let other = match template.syntax {
        Syntax::Angle => Syntax::Mustache,
        Syntax::Mustache => Syntax::Angle,
        Syntax::Both => return Vec::new(),
    };
    let Ok(parsed) = Parser::new(other).max_source(usize::MAX).parse(&template.source) else {
        return Vec::new();
    };
    let mut own = template.markers.iter().map(|m| m.span).peekable();
    let found = parsed.markers().filter(|marker| {
        while own.next_if(|o| o.end <= marker.span.start).is_some() {}
        own.peek().is_none_or(|o| o.start >= marker.span.end)
    });
    found
        .map(|m| {
            let text = shown(m.span.of(&template.source).unwrap_or(""));
            Finding::new(&finding::OTHER_SYNTAX).at(m.span).with("text", text)
        })
        .collect()
}

fn unused(
    template: &Template,
    names: &[&str],
    meant: &HashSet<String>,
    key: impl Fn(&MarkerData) -> Option<String>,
    place: impl Fn(&str) -> Option<Span>,
    findings: &mut Vec<Finding>,
) {
    let mut used: HashSet<String> = template.variables().map(str::to_owned).collect();
    // A nested key asks for one name where its values are known, and else for any that fits.
    let mut open = Vec::new();
    for data in &template.markers {
        if let Key::Nested(parts) = &data.key {
            match key(data) {
                Some(name) => {
                    used.insert(name);
                }
                None => {
                    let of = |part: Option<&super::marker::Inner>| {
                        part.and_then(|p| p.literal.of(&template.source))
                    };
                    open.push((of(parts.first()).unwrap_or(""), of(parts.last()).unwrap_or("")));
                }
            }
        }
    }
    for name in names {
        let fits = |(start, end): &(&str, &str)| name.starts_with(start) && name.ends_with(end);
        if !used.contains(*name) && !meant.contains(*name) && !open.iter().any(fits) {
            let mut finding = Finding::new(&finding::VARIABLE_UNUSED).with("name", (*name).to_owned());
            // Its place is in another text than that of the other findings.
            if let Some(span) = place(name) {
                finding = finding.with("vars_start", span.start).with("vars_end", span.end);
            }
            findings.push(finding);
        }
    }
}

/// What is wrong with a value that was given.
fn about(name: &str, value: Value<'_>, data: &MarkerData, options: &Options<'_>) -> Option<Finding> {
    let found = |kind| Finding::new(kind).at(data.span).with("name", name.to_owned());
    if let Value::Text(text) = value {
        if let Some(kind) = suspicious(text) {
            return Some(found(kind).with("value", shown(text)));
        }
        if let Some(marker) = marker_in(text) {
            return Some(found(&finding::VALUE_HAS_MARKER).with("marker", marker));
        }
        if text.trim().is_empty() && data.format.is_none() {
            return Some(found(&finding::VALUE_EMPTY));
        }
    }
    match render::text_of(value, data, options) {
        Ok(_) | Err(Misfit::NoClock) => None,
        Err(misfit) => {
            let problem = render::misfit_problem(name, value, data, misfit);
            Some(TemplateError { problem, span: data.span }.finding())
        }
    }
}

/// A value that stands for none: a marker nobody rendered, or a program's word for nothing.
fn suspicious(value: &str) -> Option<&'static Kind> {
    let value = value.trim();
    let marked = |open, close| value.strip_prefix(open).is_some_and(|v: &str| v.ends_with(close));
    if value.len() <= 256 && (marked("<<", ">>") || marked("{{", "}}")) {
        return Some(&finding::VALUE_IS_MARKER);
    }
    let unset = ["null", "undefined", "none", "nil", "nan", "n/a", "<unknown>", "[object object]"];
    unset.iter().any(|u| value.eq_ignore_ascii_case(u)).then_some(&finding::VALUE_LOOKS_UNSET)
}

fn marker_in(value: &str) -> Option<String> {
    if value.len() > MAX_SEARCHED || !value.contains(['<', '{']) {
        return None;
    }
    let parsed = Parser::new(Syntax::Both).parse(value).ok()?;
    let span = parsed.markers().next()?.span;
    span.of(value).map(shown)
}
