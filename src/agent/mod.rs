//! Definitions of a voice agent, checked before they go live: a prompt with its functions, a conversation flow, or what the
//! platform posts in a call.
//!
//! Unknown fields and types of nodes pass, the platform adds some every month. What is wrong is a finding with its place in
//! the file and its JSON path: an *error* breaks a call, a *warning* is probably a mistake, a *note* can wait.
//! [`finding`] lists them all.
//!
//! A variable comes from an extraction, from the defaults of the file, from `response_variables` of a tool, from the
//! platform itself (`current_time`, `call_id` …), or with the call. Of the last the file knows nothing: name them in
//! [`Options::supplied`].

mod collect;
mod condition;
mod date;
mod diff;
pub mod finding;
mod flow;
mod handover;
mod marker;
mod payload;
mod prompt;
mod report;
mod secret;
mod sink;
mod text;
mod tool;
mod types;
mod variable;

use serde::{Deserialize, Serialize};

pub use diff::{Change, DiffError, Difference, Field, Part, Side, What, diff};
pub use report::{Counts, Report, VariableNote};
pub use sink::MAX_FINDINGS;
pub use variable::Origin;

use collect::Collector;
use sink::Sink;
use variable::{Values, Variables};

use crate::error::{Error, ErrorKind};
use crate::json::{Arena, Node, Value};
use crate::span::Span;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;

/// The deepest nesting that is read, in levels.
pub const MAX_DEPTH: usize = 64;

/// The longest prompt that passes, in characters, unless [`Options::max_prompt`] says otherwise.
///
/// Our pages about the platform's shapes name no limit. Its public pages spoke of 32,768 tokens for a prompt when this was
/// written, which we have from memory and did not verify. Only the model's own tokenizer counts tokens; at three characters
/// a token, as German text has them, that is this many. Set your own limit where you know it.
pub const MAX_PROMPT: usize = 98_304;

/// What the check cannot know from the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Options {
    /// Variables that every call brings.
    pub supplied: Vec<String>,
    /// The longest prompt, in characters.
    pub max_prompt: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { supplied: Vec::new(), max_prompt: MAX_PROMPT }
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum FileKind {
    /// Nodes and edges.
    ConversationFlow,
    /// A prompt with its functions, or functions alone.
    Prompt,
    /// The body of a function call.
    FunctionCall,
    /// Something happened to a call.
    CallEvent,
    /// A call as the platform stores it.
    CallRecord,
    /// Arguments at the root.
    Arguments,
}

impl FileKind {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConversationFlow => "conversation_flow",
            Self::Prompt => "prompt",
            Self::FunctionCall => "function_call",
            Self::CallEvent => "call_event",
            Self::CallRecord => "call_record",
            Self::Arguments => "arguments",
        }
    }
}

/// Checks a definition of an agent, or a payload; which of them it is shows itself.
///
/// ```
/// use klartext::agent::{self, FileKind, Options};
/// let flow = r#"{
///   "start_node_id": "hello",
///   "nodes": [
///     {"id": "hello", "type": "conversation",
///      "instruction": {"type": "prompt", "text": "Begrüßen Sie {{custommer_name}}."},
///      "edges": [{"id": "e1", "destination_node_id": "bye"}]},
///     {"id": "end", "type": "end"}
///   ],
///   "default_dynamic_variables": {"customer_name": "Kundin"}
/// }"#;
/// let report = agent::check(flow, &Options::default())?;
/// assert_eq!(report.kind, FileKind::ConversationFlow);
/// let codes: Vec<&str> = report.findings.iter().map(|f| f.code()).collect();
/// assert_eq!(codes, ["variable_misspelled", "edge_to_nowhere", "unreachable_node"]);
/// assert_eq!(report.findings[0].span.and_then(|s| s.of(flow)), Some("{{custommer_name}}"));
/// # Ok::<(), klartext::Error>(())
/// ```
///
/// # Errors
/// Empty, larger than [`MAX_BYTES`], nested deeper than [`MAX_DEPTH`], not JSON, neither an object nor a list of functions;
/// each with its place.
pub fn check(text: &str, options: &Options) -> Result<Report, Error> {
    let arena = Arena::with_capacity(text.len().min(MAX_BYTES));
    let root = open(text, &arena)?;
    let file = File::of(&root);
    Ok(check_file(text, &file, options))
}

/// The same from bytes, which may turn out not to be UTF-8.
///
/// # Errors
/// As [`check`], and [`Utf8`](ErrorKind::Utf8).
pub fn check_slice(bytes: &[u8], options: &Options) -> Result<Report, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::new(ErrorKind::TooLong { limit: MAX_BYTES, actual: bytes.len() }));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let valid = e.valid_up_to();
        let wrong = e.error_len().unwrap_or_else(|| bytes.len().saturating_sub(valid));
        Error::new(ErrorKind::Utf8 { valid })
            .at(Span::new(valid, valid.saturating_add(wrong)))
            .with_help("save the file as UTF-8")
    })?;
    check(text, options)
}

fn open<'a>(text: &'a str, arena: &'a Arena) -> Result<Node<'a>, Error> {
    if text.len() > MAX_BYTES {
        return Err(Error::new(ErrorKind::TooLong { limit: MAX_BYTES, actual: text.len() }));
    }
    let root = crate::json::read(text, MAX_DEPTH, arena)?;
    let functions =
        |items: &[Node<'_>]| !items.is_empty() && items.iter().all(|i| tool::unwrap(i).get("name").is_some());
    let found = match &root.value {
        Value::Object(_) => return Ok(root),
        Value::Array(items) if functions(items) => return Ok(root),
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
    };
    Err(Error::new(ErrorKind::Shape { expected: "an object or a list of functions", found })
        .at(Span::new(root.span.start, root.span.start.saturating_add(1)))
        .with_help("a prompt with functions, a conversation flow, or what the platform posts"))
}

/// A file whose kind is known.
#[derive(Debug)]
struct File<'n> {
    root: &'n Node<'n>,
    /// The definition, unwrapped.
    body: &'n Node<'n>,
    kind: FileKind,
}

/// What a definition may be wrapped in.
const WRAPPERS: [&str; 10] = [
    "conversation_flow",
    "conversationFlow",
    "flow",
    "flow_data",
    "retellLlmData",
    "retell_llm_data",
    "retell_llm",
    "llm",
    "response_engine",
    "definition",
];

impl<'n> File<'n> {
    fn of(root: &'n Node<'n>) -> Self {
        let mut body = root;
        let mut levels = 4_usize;
        loop {
            if let Some(kind) = kind_of(body) {
                return Self { root, body, kind };
            }
            let inner = WRAPPERS.iter().filter_map(|k| body.get(k)).find(|n| n.is_object());
            match (inner, levels.checked_sub(1)) {
                (Some(inner), Some(left)) => (body, levels) = (inner, left),
                _ => break,
            }
        }
        let agent =
            ["agent_name", "response_engine", "voice_id", "conversation_flow", "conversation_flow_id"];
        let kind =
            if agent.iter().any(|k| root.get(k).is_some()) { FileKind::Prompt } else { FileKind::Arguments };
        Self { root, body: root, kind }
    }
}

fn kind_of(node: &Node<'_>) -> Option<FileKind> {
    let has = |key: &str| node.get(key).is_some();
    if has("nodes") || has("start_node_id") {
        return Some(FileKind::ConversationFlow);
    }
    if has("call") && (has("event") || has("event_type")) {
        return Some(FileKind::CallEvent);
    }
    if (has("args") && (has("name") || has("call")))
        || (has("name") && has("call") && node.members().len() == 2)
    {
        return Some(FileKind::FunctionCall);
    }
    if has("call_id") && has("agent_id") && (has("call_type") || has("call_status")) {
        return Some(FileKind::CallRecord);
    }
    const PROMPT: [&str; 9] = [
        "general_prompt",
        "prompt_content",
        "system_prompt",
        "general_tools",
        "functions",
        "functions_config",
        "function_definitions",
        "custom_functions",
        "states",
    ];
    let loose = (has("prompt") || has("global_prompt")) && !has("call");
    let tools = node.get("tools").is_some_and(|t| matches!(t.value, Value::Array(_)));
    let function = has("name") && node.get("parameters").is_some_and(Node::is_object);
    let list = !node.items().is_empty();
    (PROMPT.iter().any(|k| has(k)) || loose || tools || function || list).then_some(FileKind::Prompt)
}

fn check_file(text: &str, file: &File<'_>, options: &Options) -> Report {
    let mut sink = Sink::default();
    let mut variables = Variables::default();
    for name in &options.supplied {
        variables.add(name, Origin::Supplied, Values::Any);
    }
    let mut counts = Counts::default();
    match file.kind {
        FileKind::ConversationFlow | FileKind::Prompt => {
            let mut collected = Collector::new(text, file.root, variables);
            if std::ptr::eq(file.root, file.body) {
                collected.walk(file.body, collect::Key::new("$"), &mut sink);
            } else {
                // What stands around the definition counts too: defaults, a greeting, data to be analysed.
                collected.walk(file.body, collect::Key::new("$"), &mut sink);
                for member in file.root.members() {
                    let holds = member.node.span.start <= file.body.span.start
                        && file.body.span.end <= member.node.span.end;
                    if !holds {
                        collected.beside(member, &mut sink);
                    }
                }
            }
            if file.kind == FileKind::ConversationFlow {
                check_flow(file, &collected, &mut counts, &mut sink);
            } else {
                check_prompt(file, &collected, &mut counts, &mut sink);
            }
            condition::check(&collected, file.root, &mut sink);
            collected.check_uses(&mut sink);
            for text_of in &collected.texts {
                text::check(*text_of, options.max_prompt, text, &mut sink);
            }
            counts.prompts = collected.texts.iter().filter(|t| t.role == collect::Role::Prompt).count();
            variables = collected.variables;
        }
        kind => {
            payload::check(kind, file.root, text, &mut sink);
            let call = if kind == FileKind::CallRecord { Some(file.root) } else { file.root.get("call") };
            let maps = ["retell_llm_dynamic_variables", "collected_dynamic_variables"];
            for member in maps.iter().filter_map(|m| call?.get(m)).flat_map(Node::members) {
                variables.add(member.key, Origin::Call, Values::Any);
            }
        }
    }
    let variables = variables
        .all()
        .into_iter()
        .map(|(name, origin)| VariableNote { name: name.to_owned(), origin })
        .collect();
    Report { kind: file.kind, counts, variables, findings: sink.finish(file.root) }
}

fn check_flow(file: &File<'_>, collected: &Collector<'_>, counts: &mut Counts, sink: &mut Sink) {
    let tools = file.body.list("tools");
    let shared = flow::Tools::of(tools);
    let ids = handover::Ids::of(file.body, file.root);
    for graph in flow::graphs(file.body) {
        counts.nodes = counts.nodes.saturating_add(graph.vertices.len());
        counts.edges = graph.vertices.iter().fold(counts.edges, |n, v| n.saturating_add(v.edges.len()));
        let own = if graph.whole { &[][..] } else { graph.at.list("tools") };
        flow::check(&graph, &shared, &ids, collected, file.root, sink);
        check_tools(&[own], collected, file, counts, sink);
        for vertex in &graph.vertices {
            check_tools(&[vertex.node.list("tools")], collected, file, counts, sink);
        }
    }
    check_tools(&[tools], collected, file, counts, sink);
}

fn check_prompt(file: &File<'_>, collected: &Collector<'_>, counts: &mut Counts, sink: &mut Sink) {
    prompt::check(file.body, file.root, sink);
    let states = file.body.list("states");
    counts.nodes = states.len();
    counts.edges = states.iter().fold(0, |n, s| n.saturating_add(s.list("edges").len()));
    let lists = prompt::tools(file.body);
    for tools in lists.iter().copied().chain(states.iter().map(|s| s.list("tools"))) {
        counts.tools = counts.tools.saturating_add(tools.len());
        for tool in tools {
            tool::check(tool, collected, file.root, sink);
        }
    }
}

fn check_tools(
    lists: &[&[Node<'_>]],
    collected: &Collector<'_>,
    file: &File<'_>,
    counts: &mut Counts,
    sink: &mut Sink,
) {
    tool::check_lists(lists, file.root, sink);
    for tool in lists.iter().copied().flatten() {
        counts.tools = counts.tools.saturating_add(1);
        tool::check(tool, collected, file.root, sink);
    }
}
