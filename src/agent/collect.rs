//! One walk through a definition: every variable it defines, every place that uses one, every condition, every text.

use std::collections::HashMap;

use super::finding;
use super::marker::{self, What, has_pair};
use super::secret;
use super::sink::{Sink, check_keys, check_types, wrong_type};
use super::types;
use super::variable::{Meaning, Origin, Values, Variables, is_snake};
use crate::finding::Finding;
use crate::json::{Cursor, Member, Names, Node, Value, short, tag};
use crate::span::Span;
use crate::template::{Syntax, Template};

/// Who reads a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The model acts on it, or the voice speaks it.
    Prompt,
    /// What a parameter or function is; examples are at home here.
    Description,
    /// A machine.
    Other,
}

/// A text for a model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'n> {
    pub(super) node: &'n Node<'n>,
    pub(super) role: Role,
}

#[derive(Debug)]
struct Use<'n> {
    name: &'n str,
    node: &'n Node<'n>,
    /// In the text without its escapes.
    part: Span,
    single: bool,
}

/// What the walk gathers.
#[derive(Debug)]
pub(super) struct Collector<'n> {
    source: &'n str,
    root: &'n Node<'n>,
    pub(super) variables: Variables,
    pub(super) texts: Vec<Text<'n>>,
    pub(super) equations: Vec<&'n Node<'n>>,
    uses: Vec<Use<'n>>,
}

/// What is not for the voice: examples for the model's training, code, positions, names.
static SKIPPED: Names<9> = Names::new([
    "finetune_conversation_examples",
    "finetune_transition_examples",
    "positive_finetune_examples",
    "negative_finetune_examples",
    "code",
    "id",
    "name",
    "display_position",
    "begin_tag_display_position",
]);

/// Maps from the name of a variable to its value.
static DEFAULTS: Names<2> = Names::new(["default_dynamic_variables", "dynamic_variables"]);

/// Fields whose text a model acts on or a voice speaks.
static PROMPTS: Names<15> = Names::new([
    "begin_message",
    "condition",
    "conditional_prompt",
    "content",
    "execution_message_description",
    "general_prompt",
    "global_prompt",
    "instruction",
    "instructions",
    "message",
    "prompt",
    "prompt_content",
    "state_prompt",
    "system_prompt",
    "text",
]);

/// Fields with a meaning of their own; what is not among them is only walked through.
static TELLING: Names<11> = Names::new([
    "code",
    "url",
    "webhook_url",
    "headers",
    "query_params",
    "variables",
    "post_call_analysis_data",
    "response_variables",
    "equations",
    "default_dynamic_variables",
    "dynamic_variables",
]);

/// The field that a value stands under.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'n> {
    name: &'n str,
    tag: u64,
}

impl<'n> Key<'n> {
    pub(super) const fn new(name: &'n str) -> Self {
        Self { name, tag: tag(name) }
    }

    fn of(member: &'n Member<'_>) -> Self {
        Self { name: member.key, tag: member.tag }
    }
}

/// A longer list of choices is not compared with.
pub(super) const MOST_CHOICES: usize = 1_000;

impl<'n> Collector<'n> {
    pub(super) fn new(source: &'n str, root: &'n Node<'n>, variables: Variables) -> Self {
        Self { source, root, variables, texts: Vec::new(), equations: Vec::new(), uses: Vec::new() }
    }

    /// Walks through a value that stands under `key`.
    pub(super) fn walk(&mut self, node: &'n Node<'n>, key: Key<'_>, sink: &mut Sink) {
        match &node.value {
            Value::String(text) => self.text(node, text, role(key)),
            Value::Array(items) => items.iter().for_each(|item| self.walk(item, key, sink)),
            Value::Object(_) => self.object(node, key, sink),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Walks through one member of the file that stands beside the definition.
    pub(super) fn beside(&mut self, member: &'n Member<'n>, sink: &mut Sink) {
        self.member(member, Key::new(""), false, sink);
    }

    fn object(&mut self, node: &'n Node<'n>, key: Key<'_>, sink: &mut Sink) {
        check_keys(node, sink);
        let kind = node.text("type").unwrap_or("");
        if is_note(kind) && key.name == "nodes" {
            return;
        }
        let extracts = kind.starts_with("extract_dynamic_variable");
        for member in node.members() {
            self.member(member, key, extracts, sink);
        }
    }

    /// One member of an object that stands under `key`.
    fn member(&mut self, member: &'n Member<'n>, key: Key<'_>, extracts: bool, sink: &mut Sink) {
        if !TELLING.has(member.key, member.tag) {
            // In a map of parameters any name is a parameter.
            let skipped = SKIPPED.has(member.key, member.tag);
            if !skipped || matches!(key.name, "properties" | "parameter_mapping") {
                self.walk(&member.node, Key::of(member), sink);
            }
            return;
        }
        match member.key {
            "variables" if extracts => {
                member.node.items().iter().for_each(|v| self.extraction(v, sink));
                self.walk(&member.node, Key::of(member), sink);
            }
            "variables" if key.name == "$" => self.declared(&member.node),
            "url" | "webhook_url" | "headers" | "query_params" => {
                if key.name != "properties" && key.name != "parameter_mapping" {
                    secret::check_connection(member, self.source, sink);
                }
                self.walk(&member.node, Key::of(member), sink);
            }
            "post_call_analysis_data" => {
                for data in member.node.items() {
                    choices(data, sink);
                }
                self.walk(&member.node, Key::of(member), sink);
            }
            "response_variables" => {
                for variable in member.node.members() {
                    self.variables.add(variable.key, Origin::Response, Values::Any);
                }
            }
            "equations" => {
                for equation in member.node.items() {
                    self.equations.push(equation);
                    if let Some(right) = equation.get("right") {
                        self.walk(right, Key::new("right"), sink);
                    }
                }
            }
            "code" => {
                let code = member.node.as_str().unwrap_or("");
                assigned(code, &mut |name| self.variables.add(name, Origin::Response, Values::Any));
            }
            _ if DEFAULTS.has(member.key, member.tag) => {
                for variable in member.node.members() {
                    self.variables.add(variable.key, Origin::Default, Values::Any);
                }
                self.walk(&member.node, Key::new(""), sink);
            }
            _ => self.walk(&member.node, Key::of(member), sink),
        }
    }

    /// `"variables": ["salon_name"]`, `{"salon_name": "…"}` or `[{"name": "salon_name"}]` at the top of a file: what is
    /// filled in before it is used.
    fn declared(&mut self, node: &Node<'_>) {
        for member in node.members() {
            self.variables.add(member.key, Origin::Default, Values::Any);
        }
        for item in node.items() {
            if let Some(name) = item.as_str().or_else(|| item.text("name")) {
                self.variables.add(name, Origin::Default, Values::Any);
            }
        }
    }

    /// One variable of an extraction node or tool.
    fn extraction(&mut self, node: &Node<'_>, sink: &mut Sink) {
        if !node.is_object() {
            return wrong_type(node, "object", self.root, sink);
        }
        check_types(node, types::VARIABLE, self.root, sink);
        let Some(named) = node.some("name").filter(|n| !n.is_blank()) else {
            let at = Span::new(node.span.start, node.span.start.saturating_add(1));
            return sink.put_of(Finding::new(&finding::EXTRACTION_WITHOUT_NAME), at, node.span);
        };
        let Some(name) = named.as_str() else { return };
        if !is_snake(name) {
            sink.put(
                Finding::new(&finding::EXTRACTION_NAME)
                    .with("name", short(name).into_owned())
                    .with("suggestion", snake(name)),
                named.span,
            );
        }
        let kind = node.get("type");
        let values = match kind.and_then(Node::as_str) {
            Some("boolean") => Values::Boolean,
            Some("enum") => {
                choices(node, sink);
                let list = node.list("choices").iter().filter_map(Node::as_str).map(str::to_owned);
                Some(list.collect::<Vec<_>>())
                    .filter(|l| !l.is_empty() && l.len() <= MOST_CHOICES)
                    .map_or(Values::Any, Values::Choices)
            }
            None | Some("string" | "text" | "number") => Values::Any,
            Some(other) => {
                sink.put(
                    Finding::new(&finding::EXTRACTION_TYPE)
                        .with("name", short(name).into_owned())
                        .with("type", short(other).into_owned()),
                    kind.map_or(node.span, |k| k.span),
                );
                Values::Any
            }
        };
        self.variables.add(name, Origin::Extracted, values);
    }

    fn text(&mut self, node: &'n Node<'n>, text: &'n str, role: Role) {
        if role != Role::Other {
            self.texts.push(Text { node, role });
            if has_pair(text, b'<')
                && let Ok(template) = Template::parse(text, Syntax::Angle)
            {
                for marker in template.markers().filter(|m| m.default.is_none()) {
                    let name =
                        Span::new(marker.span.start.saturating_add(2), marker.span.end.saturating_sub(2));
                    if let Some(name) = name.of(text) {
                        self.uses.push(Use { name, node, part: marker.span, single: false });
                    }
                }
            }
        }
        let uses = &mut self.uses;
        marker::scan(text, &mut |mark| {
            let (name, single) = match mark.what {
                What::Name(name) => (name, false),
                What::Single(name) if role == Role::Prompt => (name, true),
                What::Single(_) => return,
                // Told apart again when it is reported; it needs no variable.
                What::Logic | What::Broken(_) => ("", false),
            };
            uses.push(Use { name, node, part: mark.span, single });
        });
    }

    /// Everything that is wrong with the markers, each unknown name once.
    pub(super) fn check_uses(&self, sink: &mut Sink) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for used in self.uses.iter().filter(|u| !u.single && !u.name.is_empty()) {
            if !self.variables.is_known(used.name) {
                let count = counts.entry(used.name).or_default();
                *count = count.saturating_add(1);
            }
        }
        let mut cursor = Cursor::default();
        for used in &self.uses {
            let mut at = || used.node.place(self.source, used.part, &mut cursor);
            let text =
                || short(used.node.as_str().and_then(|t| used.part.of(t)).unwrap_or_default()).into_owned();
            if used.name.is_empty() {
                let written = text();
                let kind =
                    if written.ends_with("}}") { &finding::TEMPLATE_LOGIC } else { &finding::MARKER_BROKEN };
                sink.put_of(Finding::new(kind).with("text", written), at(), used.node.span);
            } else if used.single {
                if self.variables.has(used.name) && used.name.contains('_') {
                    let finding = Finding::new(&finding::MARKER_SINGLE)
                        .with("text", text())
                        .with("name", used.name.to_owned());
                    sink.put_of(finding, at(), used.node.span);
                }
            } else if !counts.is_empty()
                && let Some(count) = counts.remove(used.name)
                && let Some(finding) = self.unknown(used.name)
            {
                sink.put_of(finding.with("uses", count), at(), used.node.span);
            }
        }
    }

    /// What is wrong with a name, if anything is.
    pub(super) fn unknown(&self, name: &str) -> Option<Finding> {
        let shown = short(name).into_owned();
        Some(match self.variables.meaning(name) {
            Meaning::Known => return None,
            Meaning::NoZone(zone) => Finding::new(&finding::UNKNOWN_ZONE)
                .with("name", shown)
                .with("zone", short(&zone).into_owned()),
            Meaning::WrongCase(meant) => {
                Finding::new(&finding::VARIABLE_WRONG_CASE).with("name", shown).with("suggestion", meant)
            }
            Meaning::Misspelled(meant) => {
                Finding::new(&finding::VARIABLE_MISSPELLED).with("name", shown).with("suggestion", meant)
            }
            Meaning::Unknown => Finding::new(&finding::VARIABLE_NOT_SUPPLIED).with("name", shown),
        })
    }
}

/// An enumeration without choices, in an extraction or in what is analysed after the call.
fn choices(node: &Node<'_>, sink: &mut Sink) {
    if node.text("type") != Some("enum") {
        return;
    }
    let given = ["choices", "enum", "options"].iter().find_map(|k| node.some(k));
    let empty = given.is_none_or(|g| match &g.value {
        Value::Array(items) => items.iter().all(Node::is_blank),
        _ => g.is_blank(),
    });
    if empty {
        let name = node.text("name").unwrap_or("?");
        let at = given.or_else(|| node.get("type")).map_or(node.span, |n| n.span);
        sink.put_of(
            Finding::new(&finding::ENUM_WITHOUT_CHOICES).with("name", short(name).into_owned()),
            at,
            node.span,
        );
    }
}

/// A node that is there for people.
pub(super) fn is_note(kind: &str) -> bool {
    matches!(kind, "note" | "notes" | "sticky_note" | "comment" | "annotation")
}

fn role(key: Key<'_>) -> Role {
    if PROMPTS.has(key.name, key.tag) {
        Role::Prompt
    } else if key.name == "description" {
        Role::Description
    } else {
        Role::Other
    }
}

/// Names in snake_case that the code of a node gives a value: `dv.slot_text = …`, `slot_text: …`, `return { slot_text, ok }`. What
/// becomes a variable of the call only the platform knows, so each may.
fn assigned(code: &str, each: &mut impl FnMut(&str)) {
    let bytes = code.as_bytes();
    let mut at = 0;
    while let Some(rest) = code.get(at..) {
        let Some(found) = rest.find(|c: char| c.is_ascii_lowercase()) else { return };
        let start = at.saturating_add(found);
        let name_byte = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'_';
        let length = bytes.get(start..).unwrap_or_default().iter().take_while(name_byte).count();
        let end = start.saturating_add(length);
        at = end;
        let Some(name) = code.get(start..end).filter(|n| is_snake(n)) else { continue };
        let behind =
            code.get(end..).unwrap_or("").trim_start_matches([' ', '"', '\'', ']', '\n', '\r', '\t']);
        let before = code.get(..start).unwrap_or("").trim_end();
        let given = behind.starts_with(':')
            || (behind.starts_with('=') && !behind.starts_with("==") && !behind.starts_with("=>"));
        let listed = before.ends_with(['{', ',']) && behind.starts_with([',', '}']);
        if given || listed {
            each(name);
        }
    }
}

/// The name as it should be: `Kunden-Name` as `kunden_name`, `customerName` as `customer_name`.
fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut small = false;
    for c in name.chars().take(64) {
        let plain = match c {
            'ä' | 'Ä' => "ae",
            'ö' | 'Ö' => "oe",
            'ü' | 'Ü' => "ue",
            'ß' => "ss",
            _ => "",
        };
        if c.is_uppercase() && small {
            out.push('_');
        }
        small = c.is_lowercase() || c.is_ascii_digit();
        if !plain.is_empty() {
            out.push_str(plain);
        } else if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    let out = out.trim_matches('_');
    if out.starts_with(|c: char| c.is_ascii_lowercase()) { out.to_owned() } else { format!("v_{out}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_code_gives_a_value() {
        let names = |code: &str| {
            let mut out = Vec::new();
            assigned(code, &mut |name| out.push(name.to_owned()));
            out
        };
        assert_eq!(
            names("dv.slot_text = dv.datum + 1;\nreturn { slot_text, ok: true }"),
            ["slot_text", "slot_text", "ok"]
        );
        assert_eq!(names("vars[\"total_price\"] = 3; const x_y = 'ä';"), ["total_price", "x_y"]);
        assert_eq!(names("if (dv.vip == 'ja') call(dv.name); f = () => a >= b"), ["f"]);
        assert_eq!(names("ä = 1; customerName = 2; "), Vec::<String>::new());
    }

    #[test]
    fn a_name_is_made_snake_case() {
        for (name, expected) in [
            ("customerName", "customer_name"),
            ("Kunden-Name", "kunden_name"),
            ("CUSTOMER_NAME", "customer_name"),
            ("größe in cm", "groesse_in_cm"),
            ("2nd", "v_2nd"),
            ("_x", "x"),
        ] {
            assert_eq!(snake(name), expected, "{name}");
        }
    }
}
