//! A conversation flow as a graph: what leads where, what can be reached, what a node needs.

use std::collections::HashMap;

use super::collect::{Collector, is_note};
use super::condition;
use super::finding;
use super::handover;
use super::sink::{Sink, check_types, wrong_type};
use super::tool;
use super::types;
use crate::finding::{Finding, Severity};
use crate::json::{Node, Value, short};
use crate::span::Span;

/// The nodes of a flow or of one of its components.
#[derive(Debug)]
pub(super) struct Graph<'n> {
    /// The object with `nodes` and `start_node_id`.
    pub(super) at: &'n Node<'n>,
    /// False for a component, which may begin where the platform says.
    pub(super) whole: bool,
    pub(super) vertices: Vec<Vertex<'n>>,
}

/// A node of the flow.
#[derive(Debug)]
pub(super) struct Vertex<'n> {
    pub(super) node: &'n Node<'n>,
    pub(super) id: Option<&'n str>,
    pub(super) kind: &'n str,
    pub(super) edges: Vec<Edge<'n>>,
}

/// A way out of a node.
#[derive(Debug)]
pub(super) struct Edge<'n> {
    /// `edges`, `else_edge` …
    pub(super) key: &'n str,
    pub(super) node: &'n Node<'n>,
    pub(super) target: Option<(&'n str, Span)>,
}

/// Tools by their id.
#[derive(Debug, Default)]
pub(super) struct Tools<'t, 'n> {
    by_id: HashMap<&'t str, &'t Node<'n>>,
}

impl<'t, 'n> Tools<'t, 'n> {
    pub(super) fn of(list: &'t [Node<'n>]) -> Self {
        let tools = list.iter().rev().map(tool::unwrap);
        Self { by_id: tools.filter_map(|t| Some((t.text("tool_id")?, t))).collect() }
    }
}

/// Nodes that say nothing and wait for nobody: without a way out the line is silent.
const SILENT: [&str; 3] = ["extract_dynamic_variables", "branch", "code"];

/// Tools of functions that are there to be called and come back.
const RETURNING: [&str; 3] = ["custom", "check_availability_cal", "book_appointment_cal"];

const START: [&str; 3] = ["start_node_id", "start_node", "begin_node_id"];

/// Every graph of a flow: its own, and one for each component.
pub(super) fn graphs<'n>(flow: &'n Node<'n>) -> Vec<Graph<'n>> {
    let mut out = vec![graph(flow, true)];
    out.extend(flow.list("components").iter().filter(|c| c.get("nodes").is_some()).map(|c| graph(c, false)));
    out
}

fn graph<'n>(at: &'n Node<'n>, whole: bool) -> Graph<'n> {
    let mut vertices: Vec<Vertex<'n>> =
        at.list("nodes").iter().filter(|n| n.is_object()).map(vertex).collect();
    // Some tools write the edges beside the nodes.
    let list = at.list("edges");
    if !list.is_empty() {
        let ids: HashMap<&str, usize> =
            vertices.iter().enumerate().rev().filter_map(|(i, v)| Some((v.id?, i))).collect();
        let end = |edge: &'n Node<'n>, keys: &[&str]| {
            keys.iter().find_map(|k| edge.get(k)).and_then(|n| Some((n.as_str()?, n.span)))
        };
        let mut own: Vec<(usize, Edge<'n>)> = Vec::new();
        for edge in list {
            let from = end(edge, &["source_node_id", "source", "from", "source_id"]);
            let target = end(edge, &["destination_node_id", "target_node_id", "target", "to", "target_id"]);
            if let Some(i) = from.and_then(|(id, _)| ids.get(id)) {
                own.push((*i, Edge { key: "edges", node: edge, target }));
            }
        }
        for (i, edge) in own {
            if let Some(vertex) = vertices.get_mut(i) {
                vertex.edges.push(edge);
            }
        }
    }
    Graph { at, whole, vertices }
}

fn vertex<'n>(node: &'n Node<'n>) -> Vertex<'n> {
    let mut edges = Vec::new();
    for member in node.members() {
        edges_under(member.key, &member.node, true, &mut edges);
    }
    Vertex {
        node,
        id: node.text("id").filter(|id| !id.trim().is_empty()),
        kind: node.text("type").unwrap_or(""),
        edges,
    }
}

/// Edges wherever the platform puts them next: a list `edges`, an object `…edge`, and whatever has a destination.
fn edges_under<'n>(key: &'n str, node: &'n Node<'n>, top: bool, out: &mut Vec<Edge<'n>>) {
    if !matches!(node.value, Value::Array(_) | Value::Object(_))
        || matches!(key, "instruction" | "variables" | "display_position")
        || (key.len() >= "examples".len() && key.contains("examples"))
    {
        return;
    }
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| edges_under(key, item, top, out)),
        Value::Object(members) if !members.is_empty() => {
            let target = node.get("destination_node_id");
            let is_edge =
                target.is_some() || (top && (matches!(key, "edges" | "edge") || key.ends_with("_edge")));
            if is_edge {
                let target = target.filter(|t| !t.is_blank()).and_then(|t| Some((t.as_str()?, t.span)));
                out.push(Edge { key, node, target });
            } else {
                for member in *members {
                    edges_under(member.key, &member.node, false, out);
                }
            }
        }
        _ => {}
    }
}

/// Everything about the graph of a flow.
pub(super) fn check(
    graph: &Graph<'_>,
    tools: &Tools<'_, '_>,
    handover: &handover::Ids<'_>,
    collected: &Collector<'_>,
    root: &Node<'_>,
    sink: &mut Sink,
) {
    let at = graph.at;
    check_types(at, types::FLOW, root, sink);
    for node in at.list("nodes").iter().filter(|n| !n.is_object()) {
        wrong_type(node, "object", root, sink);
    }
    let mut ids: HashMap<&str, usize> = HashMap::with_capacity(graph.vertices.len());
    for (i, vertex) in graph.vertices.iter().enumerate() {
        match (vertex.id, vertex.node.get("id")) {
            (Some(id), Some(node)) if ids.contains_key(id) => {
                sink.put(
                    Finding::new(&finding::DUPLICATE_NODE).with("id", short(id).into_owned()),
                    node.span,
                );
            }
            (Some(id), _) => {
                ids.insert(id, i);
            }
            (None, id) if !is_note(vertex.kind) && id.is_none_or(|n| n.is_blank()) => {
                let finding = Finding::new(&finding::NODE_WITHOUT_ID);
                sink.put_of(finding, first_byte(vertex.node), vertex.node.span);
            }
            _ => {}
        }
    }
    let own = if graph.whole { Tools::default() } else { Tools::of(at.list("tools")) };
    for vertex in &graph.vertices {
        check_node(vertex, root, sink);
        for edge in &vertex.edges {
            check_edge(vertex, edge, &ids, root, sink);
        }
        check_examples(vertex, &ids, sink);
        handover.check(vertex.node, vertex.kind, &|| name(vertex), sink);
        let tool = check_function(vertex, [&own, tools], collected, sink);
        check_end(vertex, tool, sink);
    }
    reach(graph, &ids, sink);
}

fn check_node(vertex: &Vertex<'_>, root: &Node<'_>, sink: &mut Sink) {
    check_types(vertex.node, types::NODE, root, sink);
    if let Some(instruction) = vertex.node.get("instruction") {
        check_types(instruction, types::INSTRUCTION, root, sink);
    }
    for item in vertex.node.list("edges").iter().filter(|e| !e.is_object()) {
        wrong_type(item, "object", root, sink);
    }
}

fn check_edge(
    vertex: &Vertex<'_>,
    edge: &Edge<'_>,
    ids: &HashMap<&str, usize>,
    root: &Node<'_>,
    sink: &mut Sink,
) {
    check_types(edge.node, types::EDGE, root, sink);
    let condition = edge.node.get("transition_condition");
    if let Some(condition) = condition {
        condition::shape(condition, edge.target.is_some() && edge.key == "edges", root, sink);
    }
    match edge.target {
        Some((target, span)) if !ids.contains_key(target) => {
            let finding = Finding::new(&finding::EDGE_NOWHERE)
                .with("node", name(vertex))
                .with("target", short(target).into_owned());
            sink.put(finding, span);
        }
        Some(_) => {}
        // A destination of a wrong type was said already.
        None if edge
            .node
            .get("destination_node_id")
            .is_some_and(|t| !t.is_blank() && t.as_str().is_none()) => {}
        None => {
            let mut finding = Finding::new(&finding::EDGE_DANGLING).with("node", name(vertex));
            // What the editor leaves behind when an edge was begun: nothing ever chooses it.
            let unused = condition.is_some_and(|c| {
                c.text("type") == Some("prompt")
                    && c.get("prompt").is_some_and(|p| {
                        p.is_blank() || p.as_str() == Some("Describe the transition condition")
                    })
            });
            // Where a transfer fails, the call ends unless somebody drew the edge; the editor brings it undrawn.
            let failed = matches!(edge.key, "edge" | "failed_edge")
                && matches!(vertex.kind, "transfer_call" | "bridge_transfer" | "agent_swap");
            if unused || failed {
                finding = finding.weighing(Severity::Note);
            }
            let at = ["destination_node_id", "id"].iter().find_map(|k| edge.node.get(k));
            sink.put_of(finding, at.map_or_else(|| first_byte(edge.node), |n| n.span), edge.node.span);
        }
    }
}

fn check_examples(vertex: &Vertex<'_>, ids: &HashMap<&str, usize>, sink: &mut Sink) {
    for example in vertex.node.list("finetune_transition_examples") {
        if let Some(target) = example.get("destination_node_id")
            && let Some(id) = target.as_str().filter(|id| !id.trim().is_empty() && !ids.contains_key(id))
        {
            let finding = Finding::new(&finding::EXAMPLE_NOWHERE)
                .with("node", name(vertex))
                .with("target", short(id).into_owned());
            sink.put(finding, target.span);
        }
    }
}

/// The tool of a function node, if it is in the file; one that is shared is elsewhere.
fn check_function<'t, 'n>(
    vertex: &Vertex<'_>,
    tools: [&Tools<'t, 'n>; 2],
    collected: &Collector<'_>,
    sink: &mut Sink,
) -> Option<&'t Node<'n>> {
    if vertex.kind != "function" || vertex.node.text("tool_type") == Some("shared") {
        return None;
    }
    let Some(node) = vertex.node.some("tool_id").filter(|n| !n.is_blank()) else {
        // A function node may bring its tool along.
        if !["tool", "tool_name", "function", "function_name", "name_of_tool"]
            .iter()
            .any(|k| vertex.node.some(k).is_some())
        {
            let at = ["tool_id", "id"]
                .iter()
                .find_map(|k| vertex.node.get(k))
                .map_or_else(|| first_byte(vertex.node), |n| n.span);
            sink.put_of(
                Finding::new(&finding::TOOL_MISSING).with("node", name(vertex)),
                at,
                vertex.node.span,
            );
        }
        return None;
    };
    let id = node.as_str()?;
    let Some(tool) = tools.iter().find_map(|t| t.by_id.get(id).copied()) else {
        let finding = Finding::new(&finding::UNKNOWN_TOOL)
            .with("node", name(vertex))
            .with("tool", short(id).into_owned());
        sink.put(finding, node.span);
        return None;
    };
    if let Some(mapping) = vertex.node.some("parameter_mapping") {
        tool::check_mapping(mapping, tool, tool.text("name").unwrap_or(id), collected, sink);
    }
    Some(tool)
}

/// A node that is silent and has no edge at all.
fn check_end(vertex: &Vertex<'_>, tool: Option<&Node<'_>>, sink: &mut Sink) {
    let silent = SILENT.contains(&vertex.kind)
        || tool.and_then(|t| t.text("type")).is_some_and(|t| RETURNING.contains(&t));
    if silent && vertex.edges.is_empty() && !is_global(vertex) {
        let at = vertex.node.get("id").map_or_else(|| first_byte(vertex.node), |n| n.span);
        let finding =
            Finding::new(&finding::DEAD_END).with("node", name(vertex)).with("type", vertex.kind.to_owned());
        sink.put_of(finding, at, vertex.node.span);
    }
}

/// Nodes that the platform goes to from anywhere.
fn is_global(vertex: &Vertex<'_>) -> bool {
    vertex.node.some("global_node_setting").is_some_and(|g| !g.is_blank())
        || ["is_global", "global_node", "is_global_node"]
            .iter()
            .any(|k| matches!(vertex.node.get(k).map(|n| &n.value), Some(Value::Bool(true))))
}

/// Where the call begins, and what no way leads to.
fn reach(graph: &Graph<'_>, ids: &HashMap<&str, usize>, sink: &mut Sink) {
    let vertices = &graph.vertices;
    let begins =
        |v: &Vertex<'_>| matches!(v.kind, "begin" | "start") || matches!(v.id, Some("begin" | "start"));
    let mut open: Vec<usize> =
        vertices.iter().enumerate().filter(|(_, v)| begins(v) || is_global(v)).map(|(i, _)| i).collect();
    let mut known = vertices.iter().any(|v| matches!(v.kind, "begin" | "start"));
    if let Some(start) = START.iter().find_map(|k| graph.at.some(k)).filter(|s| !s.is_blank()) {
        let Some(id) = start.as_str() else { return };
        match ids.get(id) {
            Some(i) => {
                open.push(*i);
                known = true;
            }
            None => {
                let finding = Finding::new(&finding::START_NOWHERE).with("id", short(id).into_owned());
                return sink.put(finding, start.span);
            }
        }
    }
    if !known && vertices.iter().any(|v| matches!(v.id, Some("begin" | "start"))) {
        known = true;
    }
    if !known {
        if graph.whole && graph.at.get("nodes").is_some() {
            sink.put_of(Finding::new(&finding::START_MISSING), first_byte(graph.at), graph.at.span);
        }
        return;
    }
    let mut reached = vec![false; vertices.len()];
    while let Some(i) = open.pop() {
        let Some(seen) = reached.get_mut(i).filter(|seen| !**seen) else { continue };
        *seen = true;
        let targets =
            vertices.get(i).map_or(&[][..], |v| &v.edges).iter().filter_map(|e| ids.get(e.target?.0));
        open.extend(targets.copied());
    }
    for (vertex, _) in vertices.iter().zip(&reached).filter(|(v, reached)| !**reached && !is_note(v.kind)) {
        let id = vertex.id.and_then(|id| ids.get(id)).and_then(|i| reached.get(*i));
        // A second node of an id that is reached was said already; one without an id, too.
        if id == Some(&false) {
            let at = vertex.node.get("id").map_or_else(|| first_byte(vertex.node), |n| n.span);
            let finding = Finding::new(&finding::UNREACHABLE_NODE).with("node", name(vertex));
            sink.put_of(finding, at, vertex.node.span);
        }
    }
}

/// What a node is called in a message: its name where it has one that tells more than its id.
fn name(vertex: &Vertex<'_>) -> String {
    let title = vertex.node.text("name").map(str::trim).filter(|n| !n.is_empty());
    short(vertex.id.or(title).unwrap_or("?")).into_owned()
}

fn first_byte(node: &Node<'_>) -> Span {
    Span::new(node.span.start, node.span.start.saturating_add(1))
}
