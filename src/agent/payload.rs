//! What the platform posts: the body of a function call, a call event, a stored call, the arguments alone.

use super::finding;
use super::marker::{self, What};
use crate::json::{Arena, Cursor, Node, Value, short};

use super::sink::{Sink, check_types, wrong_type};
use super::types;
use super::{FileKind, MAX_DEPTH};
use crate::finding::Finding;
use crate::span::Span;

/// What programs write for nothing.
const UNSET: [&str; 8] = ["null", "NULL", "undefined", "None", "nil", "NaN", "[object Object]", "<UNKNOWN>"];

pub(super) fn check(kind: FileKind, root: &Node<'_>, source: &str, sink: &mut Sink) {
    let call = match kind {
        FileKind::FunctionCall => {
            check_types(root, types::FUNCTION_CALL, root, sink);
            root.get("call")
        }
        FileKind::CallEvent => {
            check_types(root, types::EVENT, root, sink);
            root.get("call")
        }
        FileKind::CallRecord => Some(root),
        _ => None,
    };
    let call = call.filter(|c| c.is_object());
    let args = match kind {
        FileKind::FunctionCall => root.get("args"),
        FileKind::Arguments => Some(root),
        _ => None,
    };
    if let Some(args) = args {
        values(args, "", source, sink, MAX_DEPTH);
        invented(args, call, sink);
    }
    if let Some(call) = call {
        check_call(call, root, source, sink);
    }
}

fn check_call(call: &Node<'_>, root: &Node<'_>, source: &str, sink: &mut Sink) {
    check_types(call, types::CALL, root, sink);
    for map in ["retell_llm_dynamic_variables", "collected_dynamic_variables"] {
        let Some(map) = call.get(map) else { continue };
        for member in map.members() {
            // The values of the platform are all strings.
            if member.node.as_str().is_none() && !matches!(member.node.value, Value::Null) {
                wrong_type(&member.node, "string", root, sink);
            }
        }
        values(map, "", source, sink, MAX_DEPTH);
    }
    if let Some(analysis) = call.get("call_analysis") {
        check_types(analysis, types::ANALYSIS, root, sink);
    }
    // With the tool calls stands everything that stands in the other.
    let turns = ["transcript_with_tool_calls", "transcript_object"]
        .iter()
        .map(|k| call.list(k))
        .find(|turns| !turns.is_empty())
        .unwrap_or_default();
    for turn in turns {
        check_turn(turn, root, source, sink);
    }
}

fn check_turn(turn: &Node<'_>, root: &Node<'_>, source: &str, sink: &mut Sink) {
    check_types(turn, types::TURN, root, sink);
    match turn.text("role") {
        Some("agent") => {
            let Some(content) = turn.get("content") else { return };
            let Some(text) = content.as_str() else { return };
            let mut cursor = Cursor::default();
            marker::scan(text, &mut |mark| {
                if matches!(mark.what, What::Name(_) | What::Broken(_) | What::Logic) {
                    let shown = short(mark.span.of(text).unwrap_or_default()).into_owned();
                    let at = content.place(source, mark.span, &mut cursor);
                    sink.put_of(Finding::new(&finding::MARKER_SPOKEN).with("text", shown), at, content.span);
                }
            });
        }
        Some("tool_call_invocation") => {
            let Some(arguments) = turn.get("arguments") else { return };
            let Some(text) = arguments.as_str().filter(|t| !t.trim().is_empty()) else { return };
            if crate::json::read(text, MAX_DEPTH, &Arena::new()).is_err() {
                let name = short(turn.text("name").unwrap_or("?")).into_owned();
                sink.put(Finding::new(&finding::ARGUMENTS_NO_JSON).with("name", name), arguments.span);
            }
        }
        _ => {}
    }
}

/// Values that are markers or a program's word for nothing.
fn values(node: &Node<'_>, name: &str, source: &str, sink: &mut Sink, left: usize) {
    let Some(left) = left.checked_sub(1) else { return };
    match &node.value {
        Value::Object(members) => {
            for member in *members {
                if member.key != "call" || !member.node.is_object() {
                    values(&member.node, member.key, source, sink, left);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| values(item, name, source, sink, left)),
        Value::String(text) => {
            let mut marker: Option<Span> = None;
            marker::scan(text, &mut |mark| {
                if matches!(mark.what, What::Name(_)) {
                    marker = marker.or(Some(mark.span));
                }
            });
            let shown = |kind, value: &str| {
                Finding::new(kind)
                    .with("name", short(name).into_owned())
                    .with("value", short(value).into_owned())
            };
            if let Some(span) = marker {
                let finding = shown(&finding::VALUE_IS_MARKER, span.of(text).unwrap_or_default());
                sink.put_of(finding, node.place(source, span, &mut Cursor::default()), node.span);
            } else if UNSET.contains(&text.trim()) {
                sink.put(shown(&finding::VALUE_UNSET, text.trim()), node.span);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Only the call object knows the id of the call.
fn invented(args: &Node<'_>, call: Option<&Node<'_>>, sink: &mut Sink) {
    let Some(given) = args.get("call_id") else { return };
    let Some(id) = given.as_str().filter(|id| !id.trim().is_empty() && !id.contains("{{")) else { return };
    let Some(call_id) = call.and_then(|c| c.text("call_id")) else { return };
    if id != call_id && !UNSET.contains(&id) {
        sink.put(Finding::new(&finding::CALL_ID_INVENTED), given.span);
    }
}
