use std::collections::HashMap;

use super::parse::{Lookalike, Marker, Segment};
use super::{Lookup, MissingPolicy, Problem, Template, TemplateError, finding};
use crate::finding::Finding;
use crate::span::Span;

pub(super) fn render<L: Lookup + ?Sized>(
    template: &Template,
    values: &L,
    policy: MissingPolicy,
) -> Result<String, Vec<TemplateError>> {
    let mut out = String::with_capacity(template.source.len().min(template.limit));
    let mut missing = Vec::new();
    let mut too_long = None;
    for segment in &template.segments {
        let piece = match segment {
            Segment::Text(span) => span.of(&template.source).unwrap_or(""),
            Segment::Marker { span, .. } => {
                let Some(marker) = segment.marker(template) else { continue };
                match (values.get(marker.name), marker.default, policy) {
                    (Some(value), _, _) => value,
                    (None, Some(default), p) if p != MissingPolicy::Error => default,
                    (None, _, MissingPolicy::Keep) => span.of(&template.source).unwrap_or(""),
                    (None, _, MissingPolicy::Empty) => "",
                    (None, _, MissingPolicy::Error | MissingPolicy::Default) => {
                        missing.push(marker);
                        continue;
                    }
                }
            }
        };
        if too_long.is_none() && out.len().saturating_add(piece.len()) > template.limit {
            too_long = Some(TemplateError {
                problem: Problem::TooLong { limit: template.limit },
                span: segment.span(),
            });
        }
        // Later markers are still looked at, for all problems are reported at once.
        if too_long.is_none() {
            out.push_str(piece);
        }
    }
    let strict = matches!(policy, MissingPolicy::Error | MissingPolicy::Default);
    let lookalikes = strict && !template.lookalikes.is_empty();
    if missing.is_empty() && too_long.is_none() && !lookalikes {
        return Ok(out);
    }
    let names = values.names();
    let mut suggestions = Suggestions::new(&names);
    let mut errors: Vec<TemplateError> = missing.iter().map(|m| suggestions.error(m)).collect();
    if lookalikes {
        errors.extend(template.lookalikes.iter().filter_map(|l| no_marker(template, values, l)));
    }
    errors.extend(too_long);
    errors.sort_by_key(|e| e.span);
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

impl Segment {
    fn span(&self) -> Span {
        match self {
            Self::Text(span) | Self::Marker { span, .. } => *span,
        }
    }
}

/// Finds the names that were meant, each once, and only for so many that a hostile template costs no more than a long
/// one.
struct Suggestions<'n> {
    names: &'n [&'n str],
    known: HashMap<String, Problem>,
}

impl<'n> Suggestions<'n> {
    const MOST: usize = 200;

    fn new(names: &'n [&'n str]) -> Self {
        Self { names, known: HashMap::new() }
    }

    fn error(&mut self, marker: &Marker<'_>) -> TemplateError {
        let name = marker.name.to_owned();
        let problem = if let Some(problem) = self.known.get(&name) {
            problem.clone()
        } else if self.known.len() >= Self::MOST || self.names.len() > 10_000 {
            Problem::Missing { name }
        } else {
            let problem = if let Some(other) = self.names.iter().find(|n| n.eq_ignore_ascii_case(&name)) {
                Problem::WrongCase { name: name.clone(), suggestion: (*other).to_owned() }
            } else if let Some(other) = nearest(&name, self.names) {
                Problem::Misspelled { name: name.clone(), suggestion: other.to_owned() }
            } else {
                Problem::Missing { name: name.clone() }
            };
            self.known.insert(name, problem.clone());
            problem
        };
        TemplateError { problem, span: marker.span }
    }
}

/// Text such as `<<Name>>` that is no marker, where `name` has a value: surely meant, and it would be read aloud.
fn no_marker<L: Lookup + ?Sized>(
    template: &Template,
    values: &L,
    lookalike: &Lookalike,
) -> Option<TemplateError> {
    let name = lookalike.inner.of(&template.source)?;
    let suggestion = snake(name);
    values.get(&suggestion)?;
    Some(TemplateError {
        problem: Problem::NoMarker { name: name.to_owned(), suggestion },
        span: lookalike.span,
    })
}

/// `CustomerName`, `customer-name` and `Customer_Name` as a name is written: `customer_name`.
fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len().saturating_add(4));
    let mut before_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && before_lower {
            out.push('_');
        }
        before_lower = c.is_lowercase() || c.is_ascii_digit();
        match c {
            '-' | '.' | ' ' => out.push('_'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The one name that is near enough to be meant; of several equally near ones the first.
fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    // A third of a name may be wrong; any two names of one or two letters would be near.
    let allowed = (name.len() / 3).min(3);
    if allowed == 0 {
        return None;
    }
    names
        .iter()
        .filter(|n| n.len().abs_diff(name.len()) <= allowed && n.len() <= 128)
        .map(|n| (distance(name, n), *n))
        .filter(|(d, _)| *d <= allowed)
        .min_by_key(|(d, _)| *d)
        .map(|(_, n)| n)
}

/// Edits between two names, a swap of neighbours counting one (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<u8> = b.bytes().collect();
    let width = b.len().saturating_add(1);
    let mut before: Vec<usize> = vec![usize::MAX; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut previous = None;
    for (i, x) in a.bytes().enumerate() {
        let mut row: Vec<usize> = Vec::with_capacity(width);
        row.push(i.saturating_add(1));
        for (j, y) in b.iter().enumerate() {
            let at = |r: &[usize], k: usize| r.get(k).copied().unwrap_or(usize::MAX);
            let replace = at(&last, j).saturating_add(usize::from(x != *y));
            let insert = at(&row, j).saturating_add(1);
            let delete = at(&last, j.saturating_add(1)).saturating_add(1);
            let swapped = previous == Some(*y) && j.checked_sub(1).and_then(|k| b.get(k)) == Some(&x);
            let swap = if swapped { at(&before, j.saturating_sub(1)).saturating_add(1) } else { usize::MAX };
            row.push(replace.min(insert).min(delete).min(swap));
        }
        before = last;
        last = row;
        previous = Some(x);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

pub(super) fn check<L: Lookup + ?Sized>(template: &Template, values: &L) -> Vec<Finding> {
    let names = values.names();
    let mut suggestions = Suggestions::new(&names);
    let mut findings = Vec::new();
    for marker in template.markers() {
        match (values.get(marker.name), marker.default) {
            (Some(value), _) => findings.extend(suspicious(value).map(|kind| {
                let shown: String = value.trim().chars().take(60).collect();
                Finding::new(kind).at(marker.span).with("name", marker.name.to_owned()).with("value", shown)
            })),
            (None, Some(default)) => findings.push(
                Finding::new(&finding::DEFAULT_USED)
                    .at(marker.span)
                    .with("name", marker.name.to_owned())
                    .with("default", default.to_owned()),
            ),
            (None, None) => findings.push(suggestions.error(&marker).finding()),
        }
    }
    for lookalike in &template.lookalikes {
        findings.push(match no_marker(template, values, lookalike) {
            Some(error) => error.finding(),
            None => Finding::new(&finding::LOOKS_LIKE_MARKER)
                .at(lookalike.span)
                .with("text", lookalike.span.of(&template.source).unwrap_or("").to_owned()),
        });
    }
    findings.sort_by_key(|f| f.span);
    findings
}

/// What is wrong with a value that was given: a marker nobody rendered, or a program's word for nothing.
fn suspicious(value: &str) -> Option<&'static crate::finding::Kind> {
    let value = value.trim();
    let marked = |open, close| value.strip_prefix(open).is_some_and(|v: &str| v.ends_with(close));
    if value.len() <= 256 && (marked("<<", ">>") || marked("{{", "}}")) {
        return Some(&finding::VALUE_IS_MARKER);
    }
    let unset = ["null", "undefined", "none", "nil", "nan", "n/a", "<unknown>", "[object object]"];
    unset.iter().any(|u| value.eq_ignore_ascii_case(u)).then_some(&finding::VALUE_LOOKS_UNSET)
}
