//! A prompt with its functions, with or without states.

use std::collections::{HashMap, HashSet};

use super::finding;
use super::sink::{Sink, check_types, wrong_type};
use super::{tool, types};
use crate::finding::Finding;
use crate::json::{Node, short};
use crate::span::Span;

/// Where functions are written.
const LISTS: [&str; 6] =
    ["general_tools", "tools", "functions", "functions_config", "function_definitions", "custom_functions"];

/// The functions that hold for the whole prompt.
pub(super) fn tools<'n>(body: &'n Node<'n>) -> Vec<&'n [Node<'n>]> {
    let mut out: Vec<&[Node<'_>]> = LISTS.iter().map(|k| body.list(k)).collect();
    // A file that is a list of functions, or one function.
    out.push(body.items());
    if body.get("parameters").is_some() && body.get("name").is_some() {
        out.push(std::slice::from_ref(body));
    }
    out.retain(|list| !list.is_empty());
    out
}

pub(super) fn check(body: &Node<'_>, root: &Node<'_>, sink: &mut Sink) {
    check_types(body, types::PROMPT, root, sink);
    let general = tools(body);
    tool::check_lists(&general, root, sink);
    let at_hand: HashSet<&str> =
        general.iter().copied().flatten().filter_map(|t| tool::unwrap(t).text("name")).collect();
    let states = body.list("states");
    let mut names: HashMap<&str, usize> = HashMap::new();
    for (i, state) in states.iter().enumerate() {
        if !state.is_object() {
            wrong_type(state, "object", root, sink);
            continue;
        }
        check_types(state, types::STATE, root, sink);
        if let Some(name) = state.get("name")
            && let Some(id) = name.as_str()
            && names.insert(id, i).is_some()
        {
            sink.put(Finding::new(&finding::DUPLICATE_NODE).with("id", short(id).into_owned()), name.span);
        }
        let own = state.list("tools");
        if !own.is_empty() {
            check_state_tools(&at_hand, own, root, sink);
        }
    }
    reach(body, states, &names, root, sink);
}

/// The functions of one state, beside the general ones; what is wrong with the general ones was said.
fn check_state_tools(names: &HashSet<&str>, own: &[Node<'_>], root: &Node<'_>, sink: &mut Sink) {
    tool::check_lists(&[own], root, sink);
    for tool in own.iter().map(tool::unwrap) {
        if let Some(name) = tool.get("name")
            && let Some(text) = name.as_str().filter(|n| names.contains(n))
        {
            let finding = Finding::new(&finding::DUPLICATE_FUNCTION).with("name", short(text).into_owned());
            sink.put(finding, name.span);
        }
    }
}

fn reach(
    body: &Node<'_>,
    states: &[Node<'_>],
    names: &HashMap<&str, usize>,
    root: &Node<'_>,
    sink: &mut Sink,
) {
    let mut open = Vec::new();
    if let Some(start) = body.some("starting_state").filter(|s| !s.is_blank()) {
        let Some(id) = start.as_str() else { return };
        match names.get(id) {
            Some(i) => open.push(*i),
            None => {
                let finding = Finding::new(&finding::START_NOWHERE).with("id", short(id).into_owned());
                return sink.put(finding, start.span);
            }
        }
    } else if !states.is_empty() {
        sink.put_of(Finding::new(&finding::START_MISSING), first_byte(body), body.span);
    }
    let started = !open.is_empty();
    let mut reached = vec![false; states.len()];
    let targets = |state: &Node<'_>| -> Vec<usize> {
        state
            .list("edges")
            .iter()
            .filter_map(|e| names.get(e.text("destination_state_name")?).copied())
            .collect()
    };
    while let Some(i) = open.pop() {
        let Some(seen) = reached.get_mut(i).filter(|seen| !**seen) else { continue };
        *seen = true;
        open.extend(states.get(i).map(targets).unwrap_or_default());
    }
    for (state, reached) in states.iter().zip(&reached) {
        let name = state.text("name").unwrap_or("?");
        for edge in state.list("edges") {
            check_types(edge, types::STATE_EDGE, root, sink);
            if let Some(target) = edge.get("destination_state_name")
                && let Some(id) = target.as_str().filter(|id| !names.contains_key(id))
            {
                let finding = Finding::new(&finding::EDGE_NOWHERE)
                    .with("node", short(name).into_owned())
                    .with("target", short(id).into_owned());
                sink.put(finding, target.span);
            }
        }
        if started && !reached && state.is_object() {
            let at = state.get("name").map_or_else(|| first_byte(state), |n| n.span);
            let finding = Finding::new(&finding::UNREACHABLE_NODE).with("node", short(name).into_owned());
            sink.put_of(finding, at, state.span);
        }
    }
}

fn first_byte(node: &Node<'_>) -> Span {
    Span::new(node.span.start, node.span.start.saturating_add(1))
}
