//! Where findings gather, and the types that known fields have.

use super::finding;
use crate::finding::Finding;
use crate::json::{Node, Value, short, tag};
use crate::payload::WRONG_TYPE;
use crate::span::Span;

/// So many findings are listed; a file with more of them is not a definition that somebody wrote.
pub const MAX_FINDINGS: usize = 5_000;

/// Findings, each with its place and the value that its path leads to.
#[derive(Debug, Default)]
pub(super) struct Sink {
    found: Vec<(Finding, Span)>,
    beyond: usize,
}

impl Sink {
    /// A finding about a value, pointing at it.
    pub(super) fn put(&mut self, finding: Finding, at: Span) {
        self.put_of(finding, at, at);
    }

    /// A finding about the value at `of`, pointing at a part of it.
    pub(super) fn put_of(&mut self, finding: Finding, at: Span, of: Span) {
        if self.found.len() < MAX_FINDINGS {
            self.found.push((finding.at(at), of));
        } else {
            self.beyond = self.beyond.saturating_add(1);
        }
    }

    /// All findings in the order of the file, each with the path of what it is about.
    pub(super) fn finish(mut self, root: &Node<'_>) -> Vec<Finding> {
        self.found.sort_by_key(|(f, _)| f.span.map(|s| s.start));
        let mut out: Vec<Finding> = self
            .found
            .into_iter()
            .map(|(f, of)| if f.datum("path").is_some() { f } else { f.with("path", root.path(of)) })
            .collect();
        if self.beyond > 0 {
            out.push(Finding::new(&finding::TOO_MANY_FINDINGS).with("count", self.beyond));
        }
        out
    }
}

/// What type a known field has. `null` always passes, as absent does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Text,
    Number,
    Flag,
    List,
    Map,
    /// Text, number or boolean.
    Plain,
    /// Text or an object with more.
    TextOrMap,
}

impl Wanted {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::Flag => "boolean",
            Self::List => "array",
            Self::Map => "object",
            Self::Plain => "string, number or boolean",
            Self::TextOrMap => "string or object",
        }
    }

    fn fits(self, value: &Value<'_>) -> bool {
        match (self, value) {
            (_, Value::Null)
            | (Self::Text | Self::Plain | Self::TextOrMap, Value::String(_))
            | (Self::Number | Self::Plain, Value::Number(_))
            | (Self::Flag | Self::Plain, Value::Bool(_))
            | (Self::List, Value::Array(_))
            | (Self::Map | Self::TextOrMap, Value::Object(_)) => true,
            // PHP writes an empty map as `[]`, and with another flag an empty list as `{}`.
            (Self::Map | Self::TextOrMap, Value::Array(items)) => items.is_empty(),
            (Self::List, Value::Object(members)) => members.is_empty(),
            _ => false,
        }
    }
}

/// A known field and its type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    tag: u64,
    name: &'static str,
    wanted: Wanted,
}

impl Field {
    pub(super) const fn new(name: &'static str, wanted: Wanted) -> Self {
        Self { tag: tag(name), name, wanted }
    }
}

/// Known fields of an object that have another type.
pub(super) fn check_types(node: &Node<'_>, fields: &[Field], root: &Node<'_>, sink: &mut Sink) {
    for member in node.members() {
        if let Some(field) = fields.iter().find(|f| f.tag == member.tag && f.name == member.key)
            && !field.wanted.fits(&member.node.value)
        {
            wrong_type(&member.node, field.wanted.name(), root, sink);
        }
    }
}

/// A value that is of another type than it should be.
pub(super) fn wrong_type(node: &Node<'_>, expected: &'static str, root: &Node<'_>, sink: &mut Sink) {
    let finding = Finding::new(&WRONG_TYPE)
        .with("path", root.path(node.span))
        .with("expected", expected)
        .with("found", node.type_name());
    // A caret under a whole object helps nobody.
    let at = if node.items().is_empty() && node.members().is_empty() {
        node.span
    } else {
        Span::new(node.span.start, node.span.start.saturating_add(1))
    };
    sink.put_of(finding, at, node.span);
}

/// Names that stand twice in one object.
pub(super) fn check_keys(node: &Node<'_>, sink: &mut Sink) {
    let members = node.members();
    // Of a few names each is compared with those behind it; only where two tags are the same it is worth a closer look.
    const FEW: usize = 24;
    let mut rest = members;
    let twice = members.len() > FEW
        || std::iter::from_fn(|| {
            let (first, behind) = rest.split_first()?;
            rest = behind;
            Some(behind.iter().any(|m| m.tag == first.tag))
        })
        .any(|same| same);
    if !twice {
        return;
    }
    let mut names: Vec<(&str, Span)> = Vec::with_capacity(members.len());
    names.extend(members.iter().map(|m| (m.key, m.key_span)));
    names.sort_unstable_by(|a, b| (a.0, a.1.start).cmp(&(b.0, b.1.start)));
    for pair in names.windows(2) {
        if let [(first, span), (second, _)] = pair
            && first == second
        {
            sink.put(Finding::new(&finding::DUPLICATE_KEY).with("key", short(first).into_owned()), *span);
        }
    }
}
