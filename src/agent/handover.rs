//! Whom a node hands over to: a component, an MCP server, somebody on another line.

use std::collections::HashSet;

use super::finding;
use super::sink::Sink;
use crate::finding::{Finding, Severity};
use crate::json::{Node, Value, short};
use crate::span::Span;

/// The components and MCP servers of a file, by their ids.
#[derive(Debug)]
pub(super) struct Ids<'n> {
    components: Known<'n>,
    mcps: Known<'n>,
}

/// The ids of a list.
#[derive(Debug, Default)]
struct Known<'n> {
    /// The file has such a list.
    listed: bool,
    /// Something in it has no id, or none that is known here; what is asked for may be that.
    unclear: bool,
    ids: HashSet<&'n str>,
}

impl<'n> Known<'n> {
    fn add(&mut self, list: Option<&'n Node<'n>>, keys: &[&str]) {
        let Some(list) = list.filter(|l| matches!(l.value, Value::Array(_))) else { return };
        self.listed = true;
        for item in list.items() {
            let before = self.ids.len();
            self.ids.extend(keys.iter().filter_map(|k| item.text(k)));
            self.unclear |= self.ids.len() == before;
        }
    }

    fn lacks(&self, id: &str) -> bool {
        !self.unclear && !self.ids.contains(id)
    }
}

impl<'n> Ids<'n> {
    /// Those of a flow, of its components, and of what stands around it.
    pub(super) fn of(flow: &'n Node<'n>, root: &'n Node<'n>) -> Self {
        let (mut components, mut mcps) = (Known::default(), Known::default());
        const COMPONENT: [&str; 4] = ["conversation_flow_component_id", "component_id", "id", "reference_id"];
        const MCP: [&str; 2] = ["id", "mcp_id"];
        components.add(flow.get("components"), &COMPONENT);
        mcps.add(flow.get("mcps"), &MCP);
        for component in flow.list("components") {
            mcps.add(component.get("mcps"), &MCP);
        }
        if !std::ptr::eq(flow, root) {
            components.add(root.get("components"), &COMPONENT);
            mcps.add(root.get("mcps"), &MCP);
        }
        Self { components, mcps }
    }

    /// A node of a flow whose work something else does.
    pub(super) fn check(&self, node: &Node<'_>, kind: &str, name: &dyn Fn() -> String, sink: &mut Sink) {
        match kind {
            "component" => self.component(node, name, sink),
            "mcp" => self.mcp(node, name, sink),
            "transfer_call" | "bridge_transfer" => telephone(node, name, sink),
            _ => {}
        }
    }

    fn component(&self, node: &Node<'_>, name: &dyn Fn() -> String, sink: &mut Sink) {
        let kind = node.text("component_type");
        let Some((id, span)) = named(node, "component_id") else {
            if !is_wrong(node, "component_id") {
                let finding = Finding::new(&finding::COMPONENT_MISSING).with("node", name());
                sink.put_of(finding, place(node, "component_id"), node.span);
            }
            return;
        };
        // One that is shared is elsewhere, and so is one of an unknown sort where the file has no list.
        let here = kind == Some("local") || (kind.is_none() && self.components.listed);
        if here && self.components.lacks(id) {
            let finding = Finding::new(&finding::UNKNOWN_COMPONENT)
                .with("node", name())
                .with("component", short(id).into_owned());
            sink.put(finding, span);
        }
    }

    fn mcp(&self, node: &Node<'_>, name: &dyn Fn() -> String, sink: &mut Sink) {
        let Some((id, span)) = named(node, "mcp_id") else {
            if !is_wrong(node, "mcp_id") {
                let finding = Finding::new(&finding::MCP_MISSING).with("node", name());
                sink.put_of(finding, place(node, "mcp_id"), node.span);
            }
            return;
        };
        if self.mcps.lacks(id) {
            let finding =
                Finding::new(&finding::UNKNOWN_MCP).with("node", name()).with("mcp", short(id).into_owned());
            // A file without any list may be a part of one that has it.
            let severity = if self.mcps.listed { Severity::Error } else { Severity::Warning };
            sink.put(finding.weighing(severity), span);
        }
    }
}

/// Where a call is transferred to, by a node or a function of type `transfer_call`: a number, an address, a marker, or words
/// by which the model is to know the number.
pub(super) fn telephone(node: &Node<'_>, name: &dyn Fn() -> String, sink: &mut Sink) {
    // As functions had it once, and as other tools have it.
    const PLAIN: [&str; 5] = ["number", "transfer_number", "phone_number", "transfer_to", "sip_uri"];
    let destination = node.some("transfer_destination");
    let given = match destination.map(|d| (d, &d.value)) {
        None => PLAIN.iter().find_map(|k| node.some(k)),
        Some((d, Value::String(_))) => Some(d),
        // PHP writes an empty map as `[]`; any other type was said already.
        Some((_, Value::Array(items))) if !items.is_empty() => return,
        Some((_, Value::Null | Value::Bool(_) | Value::Number(_))) => return,
        Some((d, _)) => {
            let inferred = d.text("type") == Some("inferred");
            let keys: &[&str] = if inferred { &["prompt", "description"] } else { &PLAIN };
            // A sort of destination that is not known here passes.
            if !inferred && !matches!(d.text("type"), None | Some("predefined" | "")) {
                return;
            }
            keys.iter().find_map(|k| d.some(k))
        }
    };
    let written = given.map(|n| (n, n.as_str().map(str::trim)));
    match written {
        // A number of another type was said already, or is no concern of anybody.
        Some((_, None)) => {}
        Some((number, Some(text))) if !text.is_empty() => {
            let words = destination.and_then(|d| d.text("type")) == Some("inferred");
            if !words && !is_dialled(node, text) {
                let finding = Finding::new(&finding::TRANSFER_NUMBER)
                    .with("node", name())
                    .with("number", crate::mask_phone(&short(text)));
                sink.put(finding, number.span);
            }
        }
        _ => {
            let at = given.or(destination).map_or_else(|| place(node, "transfer_destination"), |n| n.span);
            let at = if given.is_none() { Span::new(at.start, at.start.saturating_add(1)) } else { at };
            let finding = Finding::new(&finding::TRANSFER_WITHOUT_NUMBER).with("node", name());
            sink.put_of(finding, at, given.or(destination).unwrap_or(node).span);
        }
    }
}

/// What the platform dials: a number in E.164, an address, or what a marker brings. A system of one's own may take more.
fn is_dialled(node: &Node<'_>, text: &str) -> bool {
    let own = matches!(node.get("ignore_e164_validation").map(|n| &n.value), Some(Value::Bool(true)));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let number = text.starts_with('+') && digits >= 7 && !text.bytes().any(|b| b.is_ascii_alphabetic());
    own || number || ["{{", "<<", ":", "@"].iter().any(|sign| text.contains(sign))
}

fn named<'n>(node: &'n Node<'_>, key: &str) -> Option<(&'n str, Span)> {
    let node = node.get(key).filter(|n| !n.is_blank())?;
    Some((node.as_str()?, node.span))
}

/// True for an id of a wrong type, which was said already.
fn is_wrong(node: &Node<'_>, key: &str) -> bool {
    node.get(key).is_some_and(|n| !n.is_blank())
}

/// The place of a field, else of the id of its node, else of its first byte.
fn place(node: &Node<'_>, key: &str) -> Span {
    let found = node.get(key).or_else(|| node.get("id"));
    found.map_or(Span::new(node.span.start, node.span.start.saturating_add(1)), |n| n.span)
}
