//! Functions that a model may call: names, parameters, and what feeds them.

use std::collections::{HashMap, HashSet};

use super::collect::Collector;
use super::finding;
use super::handover;
use super::marker::{self, What};
use super::sink::{Sink, check_types, wrong_type};
use super::types;
use super::variable::{Meaning, Variables, is_snake};
use crate::finding::Finding;
use crate::json::{Node, Value, short};
use crate::span::Span;

/// The deepest schema that is looked at.
const DEEPEST: usize = 16;

/// No model takes a function of more parameters; what feeds those of a longer list is not looked at.
const MOST_PARAMETERS: usize = 256;

/// A tool, unwrapped from `{"type": "function", "function": {…}}`.
pub(super) fn unwrap<'t, 'n>(tool: &'t Node<'n>) -> &'t Node<'n> {
    tool.get("function").filter(|f| f.is_object()).unwrap_or(tool)
}

/// Functions that are at hand at the same time: no two may have one name, no two one id.
pub(super) fn check_lists(lists: &[&[Node<'_>]], root: &Node<'_>, sink: &mut Sink) {
    let count = lists.iter().map(|list| list.len()).sum();
    let (mut names, mut ids) = (HashMap::with_capacity(count), HashMap::with_capacity(count));
    for tool in lists.iter().copied().flatten() {
        if !tool.is_object() {
            wrong_type(tool, "object", root, sink);
            continue;
        }
        let tool = unwrap(tool);
        if let Some(id) = tool.get("tool_id").and_then(|n| Some((n.as_str()?, n.span)))
            && ids.insert(id.0, id.1).is_some()
        {
            let finding = Finding::new(&finding::DUPLICATE_TOOL).with("id", short(id.0).into_owned());
            sink.put(finding, id.1);
        }
        if let Some(name) = tool.get("name").and_then(|n| Some((n.as_str()?, n.span)))
            && !name.0.trim().is_empty()
            && names.insert(name.0, name.1).is_some()
        {
            let finding = Finding::new(&finding::DUPLICATE_FUNCTION).with("name", short(name.0).into_owned());
            sink.put(finding, name.1);
        }
    }
}

/// One function: its name, address and schema, and the mapping that it brings itself.
pub(super) fn check(tool: &Node<'_>, collected: &Collector<'_>, root: &Node<'_>, sink: &mut Sink) {
    if !tool.is_object() {
        return;
    }
    let tool = unwrap(tool);
    check_types(tool, types::TOOL, root, sink);
    let named = tool.some("name").filter(|n| !n.is_blank());
    let name = named.and_then(Node::as_str).unwrap_or("?");
    match named {
        None => sink.put_of(Finding::new(&finding::FUNCTION_WITHOUT_NAME), first_byte(tool), tool.span),
        Some(node) if node.as_str().is_some() && !allowed(name) => {
            sink.put(Finding::new(&finding::FUNCTION_NAME).with("name", short(name).into_owned()), node.span);
        }
        Some(_) => {}
    }
    let custom = tool.text("type") == Some("custom");
    if custom && tool.get("url").is_some_and(Node::is_blank) {
        let at = tool.get("url").map_or(tool.span, |u| u.span);
        let finding = Finding::new(&finding::FUNCTION_WITHOUT_URL).with("name", short(name).into_owned());
        sink.put_of(finding, at, tool.span);
    }
    if tool.text("type") == Some("transfer_call") {
        handover::telephone(tool, &|| short(name).into_owned(), sink);
    }
    if let Some(schema) = tool.get("parameters") {
        check_schema(schema, name, root, sink, DEEPEST);
    }
    if let Some(mapping) = tool.some("parameter_mapping") {
        check_mapping(mapping, tool, name, collected, sink);
    }
}

fn allowed(name: &str) -> bool {
    name.len() <= 64 && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// A JSON Schema of parameters.
fn check_schema(schema: &Node<'_>, function: &str, root: &Node<'_>, sink: &mut Sink, left: usize) {
    let Some(left) = left.checked_sub(1) else { return };
    check_types(schema, types::SCHEMA, root, sink);
    let properties = schema.get("properties");
    let known: Option<HashSet<&str>> = properties.map(|p| p.members().iter().map(|m| m.key).collect());
    for required in schema.list("required") {
        let Some(name) = required.as_str() else {
            wrong_type(required, "string", root, sink);
            continue;
        };
        if known.as_ref().is_some_and(|k| !k.contains(name)) {
            let finding = Finding::new(&finding::PARAMETER_UNDEFINED)
                .with("parameter", short(name).into_owned())
                .with("function", short(function).into_owned());
            sink.put(finding, required.span);
        }
    }
    for property in properties.map_or(&[][..], Node::members) {
        let node = &property.node;
        if !node.is_object() {
            if !node.is_blank() {
                wrong_type(node, "object", root, sink);
            }
            continue;
        }
        if let Some(choices) =
            node.get("enum").filter(|c| matches!(&c.value, Value::Array(items) if items.is_empty()))
        {
            let finding =
                Finding::new(&finding::ENUM_WITHOUT_CHOICES).with("name", short(property.key).into_owned());
            sink.put(finding, choices.span);
        }
        check_schema(node, function, root, sink, left);
        if let Some(items) = node.get("items") {
            check_schema(items, function, root, sink, left);
        }
    }
}

/// What a node or a tool puts into the parameters of a function.
///
/// Where a mapping feeds one parameter from what the call has found out, the author feeds them by hand, and a required one
/// that is left out is probably forgotten. A mapping of nothing but `{{call_id}}` and fixed values leaves the others to
/// the model.
pub(super) fn check_mapping(
    mapping: &Node<'_>,
    tool: &Node<'_>,
    function: &str,
    collected: &Collector<'_>,
    sink: &mut Sink,
) {
    let properties = tool.get("parameters").and_then(|p| p.get("properties"));
    let described = properties.filter(|p| !p.is_blank());
    if properties.is_some_and(|p| p.members().len() > MOST_PARAMETERS)
        || mapping.members().len() > MOST_PARAMETERS
    {
        return;
    }
    let mut by_hand = false;
    for entry in mapping.members() {
        let value = entry.node.as_str();
        let mut system = false;
        marker::scan(value.unwrap_or(""), &mut |mark| {
            if let What::Name(name) = mark.what {
                by_hand |= collected.variables.has(name);
                system |= Variables::is_system(name);
            }
        });
        // What the platform knows may be handed on without the model being told of it.
        if let Some(described) = described.filter(|_| !system)
            && described.get(entry.key).is_none()
        {
            let finding = Finding::new(&finding::PARAMETER_UNKNOWN)
                .with("parameter", short(entry.key).into_owned())
                .with("function", short(function).into_owned());
            sink.put_of(finding, entry.key_span, entry.node.span);
        }
        let Some(value) = value else { continue };
        by_hand |= collected.variables.has(value);
        // A bare word may be a fixed value; one that is nearly a variable is none.
        if is_snake(value)
            && value.contains('_')
            && matches!(collected.variables.meaning(value), Meaning::Misspelled(_))
            && let Some(finding) = collected.unknown(value)
        {
            sink.put(finding.with("uses", 1), entry.node.span);
        }
    }
    if !by_hand {
        return;
    }
    for required in
        tool.get("parameters").map_or(&[][..], |p| p.list("required")).iter().take(MOST_PARAMETERS)
    {
        let Some(name) = required.as_str() else { continue };
        let property = properties.and_then(|p| p.get(name));
        let fixed = property.is_some_and(|p| p.some("const").is_some() || p.some("default").is_some());
        let entry = mapping.members().iter().rev().find(|m| m.key == name);
        if property.is_some() && !fixed && entry.is_none_or(|e| e.node.is_blank()) {
            let finding = Finding::new(&finding::PARAMETER_NOT_FED)
                .with("parameter", short(name).into_owned())
                .with("function", short(function).into_owned());
            let at = entry.map_or_else(|| first_byte(mapping), |e| e.node.span);
            sink.put_of(finding, at, mapping.span);
        }
    }
}

fn first_byte(node: &Node<'_>) -> Span {
    Span::new(node.span.start, node.span.start.saturating_add(1))
}
