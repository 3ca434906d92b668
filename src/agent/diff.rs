//! What changed between two versions of a definition, in its own terms: nodes, edges, variables, functions, prompts,
//! settings, and what the check has to say about one and not about the other.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::{self, Write as _};

use serde::Serialize;

use super::flow::{self, Edge, Graph};
use super::{File, FileKind, Options, check_file, open, prompt, tool};
use crate::error::Error;
use crate::finding::{Finding, Lang};
use crate::json::{Arena, Member, Node, Value, short};
use crate::payload::WRONG_TYPE;

/// The kinds of parts that a definition has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum What {
    /// A text that holds for the whole definition.
    Prompt,
    /// Anything else that holds for the whole definition.
    Setting,
    /// A node of a flow, a state of a prompt.
    Node,
    /// A way from one node to another.
    Edge,
    /// A function.
    Tool,
    /// A variable, by where it comes from.
    Variable,
    /// A value of a payload.
    Value,
}

impl What {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Setting => "setting",
            Self::Node => "node",
            Self::Edge => "edge",
            Self::Tool => "tool",
            Self::Variable => "variable",
            Self::Value => "value",
        }
    }
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Change {
    /// Only the second file has it.
    Added,
    /// Only the first file has it.
    Removed,
    /// Both have it, with other contents.
    Changed,
}

impl Change {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A part that is not the same in both files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// What it is.
    pub what: What,
    /// What became of it.
    pub change: Change,
    /// Its id or name; of an edge, the id of its node and its own: `greeting/edge_1`.
    pub name: String,
    /// What in it is not the same; of a part that was added or removed, nothing.
    pub fields: Vec<Field>,
}

/// A field that is not the same in both files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// The way to it inside its part: `instruction.text`.
    pub path: String,
    /// Text as it is, anything else as JSON; null where the first file has none.
    pub before: Option<String>,
    /// The same of the second file.
    pub after: Option<String>,
}

/// What changed between two versions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// What the first file is.
    pub kind_before: FileKind,
    /// What the second file is.
    pub kind_after: FileKind,
    /// Parts that are not the same, sorted by kind and name.
    pub parts: Vec<Part>,
    /// What the check says of the second file only. Spans and paths are those of that file.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub new_findings: Vec<Finding>,
    /// What the check says of the first file only. Spans and paths are those of that file.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub vanished_findings: Vec<Finding>,
}

impl Difference {
    /// True where the two files say the same; where nodes stand on the screen does not count.
    pub fn is_empty(&self) -> bool {
        self.kind_before == self.kind_after
            && self.parts.is_empty()
            && self.new_findings.is_empty()
            && self.vanished_findings.is_empty()
    }
}

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first.
    Before,
    /// The second.
    After,
}

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffError {
    /// Which one.
    pub side: Side,
    /// Why.
    pub error: Error,
}

impl fmt::Display for DiffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            Side::Before => "first",
            Side::After => "second",
        };
        write!(f, "{side} file: {}", self.error)
    }
}

impl std::error::Error for DiffError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// What changed from one version of a definition to the next.
///
/// ```
/// use klartext::agent::{self, Change, Options, What};
/// let before = r#"{"general_prompt": "Du bist Clara.", "general_tools": [{"name": "book"}]}"#;
/// let after = r#"{"general_prompt": "Sie sind Clara.", "general_tools": []}"#;
/// let diff = agent::diff(before, after, &Options::default())?;
/// let parts: Vec<_> = diff.parts.iter().map(|p| (p.what, p.change, p.name.as_str())).collect();
/// assert_eq!(parts, [
///     (What::Prompt, Change::Changed, "general_prompt"),
///     (What::Tool, Change::Removed, "book"),
/// ]);
/// # Ok::<(), klartext::agent::DiffError>(())
/// ```
///
/// # Errors
/// Those of [`check`](super::check()), with the file that they are about; both could be wrong, the first is named.
pub fn diff(before: &str, after: &str, options: &Options) -> Result<Difference, DiffError> {
    let (arena_a, arena_b) = (Arena::with_capacity(before.len()), Arena::with_capacity(after.len()));
    let a = open(before, &arena_a).map_err(|error| DiffError { side: Side::Before, error })?;
    let b = open(after, &arena_b).map_err(|error| DiffError { side: Side::After, error })?;
    let (file_a, file_b) = (File::of(&a), File::of(&b));
    let (report_a, report_b) = (check_file(before, &file_a, options), check_file(after, &file_b, options));
    let mut comparison = Comparison { before, after, parts: Vec::new() };
    comparison.files(&file_a, &file_b);
    let origins = |r: &super::Report| -> BTreeMap<String, String> {
        let origin = |o| serde_json::to_value(o).ok().and_then(|v| v.as_str().map(str::to_owned));
        r.variables.iter().map(|v| (v.name.clone(), origin(v.origin).unwrap_or_default())).collect()
    };
    comparison.variables(&origins(&report_a), &origins(&report_b));
    let mut parts = comparison.parts;
    parts.sort_by(|a, b| (a.what, &a.name).cmp(&(b.what, &b.name)));
    let new_findings = only(&report_b.findings, &b, &report_a.findings, &a);
    let vanished_findings = only(&report_a.findings, &a, &report_b.findings, &b);
    Ok(Difference {
        kind_before: report_a.kind,
        kind_after: report_b.kind,
        parts,
        new_findings,
        vanished_findings,
    })
}

/// Findings of one file that the other does not have, wherever they stand in it.
fn only(these: &[Finding], root: &Node<'_>, others: &[Finding], other_root: &Node<'_>) -> Vec<Finding> {
    let mut known: HashMap<String, usize> = HashMap::new();
    for finding in others {
        let count = known.entry(identity(finding, other_root)).or_default();
        *count = count.saturating_add(1);
    }
    let fresh = |finding: &&Finding| match known.get_mut(&identity(finding, root)) {
        Some(count) if *count > 0 => {
            *count = count.saturating_sub(1);
            false
        }
        _ => true,
    };
    these.iter().filter(fresh).cloned().collect()
}

/// What makes two findings the same: what they say, and, where many things can be said to be so, of what.
fn identity(finding: &Finding, root: &Node<'_>) -> String {
    let mut out = finding.code().to_owned();
    for (name, datum) in finding.data() {
        // How often does not matter, and the path counts elements, which move.
        if !matches!(*name, "path" | "uses" | "count" | "length") {
            out.push('\u{1f}');
            out.push_str(&datum.show(Lang::En));
        }
    }
    let told = finding.data().iter().any(|(n, _)| matches!(*n, "name" | "node" | "id" | "function"));
    if (!told || finding.is(&WRONG_TYPE))
        && let Some(span) = finding.span
    {
        out.push('\u{1f}');
        out.push_str(&root.stable_path(span));
    }
    out
}

/// What is compared part by part, or only for people.
const PARTS: [&str; 12] = [
    "nodes",
    "edges",
    "components",
    "states",
    "tools",
    "general_tools",
    "functions",
    "functions_config",
    "function_definitions",
    "custom_functions",
    "display_position",
    "begin_tag_display_position",
];

/// Prompts that hold for the whole definition.
const PROMPTS: [&str; 7] = [
    "global_prompt",
    "general_prompt",
    "prompt",
    "prompt_content",
    "system_prompt",
    "begin_message",
    "instructions",
];

struct Comparison<'t> {
    before: &'t str,
    after: &'t str,
    parts: Vec<Part>,
}

/// Parts by their name; of several of one name, each has its number.
type Named<'n, T> = BTreeMap<(String, usize), &'n T>;

fn named<'n, T>(items: impl Iterator<Item = (String, &'n T)>) -> Named<'n, T> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    items
        .map(|(name, item)| {
            let count = counts.entry(name.clone()).or_default();
            let number = *count;
            *count = count.saturating_add(1);
            ((name, number), item)
        })
        .collect()
}

impl Comparison<'_> {
    fn files(&mut self, a: &File<'_>, b: &File<'_>) {
        let definition = |k| matches!(k, FileKind::ConversationFlow | FileKind::Prompt);
        if !definition(a.kind) || !definition(b.kind) {
            let fields = self.fields(a.root, b.root, &[]);
            for field in fields {
                let change = match (&field.before, &field.after) {
                    (None, _) => Change::Added,
                    (_, None) => Change::Removed,
                    _ => Change::Changed,
                };
                self.parts.push(Part {
                    what: What::Value,
                    change,
                    name: field.path.clone(),
                    fields: vec![field],
                });
            }
            return;
        }
        self.settings(a.body, b.body);
        if !std::ptr::eq(a.root, a.body) && !std::ptr::eq(b.root, b.body) {
            self.around(a, b);
        }
        self.graphs(a, b);
        self.tools(&prompt::tools(a.body), &prompt::tools(b.body), "");
    }

    /// What stands around a wrapped definition.
    fn around(&mut self, a: &File<'_>, b: &File<'_>) {
        let outer = |f: &File<'_>| -> Vec<String> {
            let inside = |m: &&Member<'_>| {
                m.node.span.start <= f.body.span.start && f.body.span.end <= m.node.span.end
            };
            f.root.members().iter().filter(inside).map(|m| m.key.to_string()).collect()
        };
        let skipped: Vec<String> = outer(a).into_iter().chain(outer(b)).collect();
        let skipped: Vec<&str> = skipped.iter().map(String::as_str).collect();
        let fields = self.fields(a.root, b.root, &skipped);
        self.top(fields);
    }

    fn settings(&mut self, a: &Node<'_>, b: &Node<'_>) {
        if a.is_object() && b.is_object() {
            let fields = self.fields(a, b, &PARTS);
            self.top(fields);
        }
    }

    /// Fields of the whole, each name a part of its own.
    fn top(&mut self, fields: Vec<Field>) {
        let mut by_name: BTreeMap<String, Vec<Field>> = BTreeMap::new();
        for field in fields {
            let name = field.path.split(['.', '[']).next().unwrap_or("").to_owned();
            by_name.entry(name).or_default().push(field);
        }
        for (name, fields) in by_name {
            let what = if PROMPTS.contains(&name.as_str()) { What::Prompt } else { What::Setting };
            let whole = |pick: fn(&Field) -> bool| fields.iter().all(|f| f.path == name && pick(f));
            let change = if whole(|f| f.before.is_none()) {
                Change::Added
            } else if whole(|f| f.after.is_none()) {
                Change::Removed
            } else {
                Change::Changed
            };
            self.parts.push(Part { what, change, name, fields });
        }
    }

    fn graphs(&mut self, a: &File<'_>, b: &File<'_>) {
        let (graphs_a, graphs_b) = (flow::graphs(a.body), flow::graphs(b.body));
        let name = |g: &Graph<'_>| if g.whole { String::new() } else { label(g.at, &["id", "name"]) };
        let of_a = named(graphs_a.iter().map(|g| (name(g), g)));
        let of_b = named(graphs_b.iter().map(|g| (name(g), g)));
        let none = Graph { at: a.body, whole: true, vertices: Vec::new() };
        for key in keys(&of_a, &of_b) {
            let prefix = if key.0.is_empty() { String::new() } else { format!("{}/", key.0) };
            let (x, y) = (of_a.get(&key).copied(), of_b.get(&key).copied());
            self.vertices(x.unwrap_or(&none), y.unwrap_or(&none), &prefix);
            if !key.0.is_empty() {
                let list =
                    |g: Option<&Graph<'_>>| g.map(|g| g.at.list("tools")).is_some_and(|l| !l.is_empty());
                if list(x) || list(y) {
                    let tools_of =
                        |g| -> &[Node<'_>] { Option::<&Graph<'_>>::map_or(g, &[], |g| g.at.list("tools")) };
                    self.tools(&[tools_of(x)], &[tools_of(y)], &prefix);
                }
            }
        }
        let state = |s: &Node<'_>| label(s, &["name"]);
        let of_a = named(a.body.list("states").iter().map(|s| (state(s), s)));
        let of_b = named(b.body.list("states").iter().map(|s| (state(s), s)));
        for key in keys(&of_a, &of_b) {
            self.part(What::Node, show(&key), of_a.get(&key).copied(), of_b.get(&key).copied(), &[]);
        }
    }

    fn vertices(&mut self, a: &Graph<'_>, b: &Graph<'_>, prefix: &str) {
        let of = |v: &flow::Vertex<'_>| format!("{prefix}{}", label(v.node, &["id", "name"]));
        let of_a = named(a.vertices.iter().map(|v| (of(v), v)));
        let of_b = named(b.vertices.iter().map(|v| (of(v), v)));
        for key in keys(&of_a, &of_b) {
            let (x, y) = (of_a.get(&key).copied(), of_b.get(&key).copied());
            let mut skipped = vec!["display_position", "id"];
            skipped.extend(x.iter().chain(&y).flat_map(|v| &v.edges).map(|e| e.key));
            self.part(What::Node, show(&key), x.map(|v| v.node), y.map(|v| v.node), &skipped);
            // Of a node that is new or gone, its edges are too.
            if let (Some(x), Some(y)) = (x, y) {
                self.edges(&x.edges, &y.edges, &show(&key));
            }
        }
    }

    fn edges(&mut self, a: &[Edge<'_>], b: &[Edge<'_>], node: &str) {
        let of = |e: &Edge<'_>| {
            let id = e.node.text("id").filter(|id| !id.trim().is_empty());
            format!("{node}/{}", short(id.unwrap_or(e.key)))
        };
        let of_a = named(a.iter().map(|e| (of(e), e)));
        let of_b = named(b.iter().map(|e| (of(e), e)));
        for key in keys(&of_a, &of_b) {
            let (x, y) = (of_a.get(&key).map(|e| e.node), of_b.get(&key).map(|e| e.node));
            self.part(What::Edge, show(&key), x, y, &["id"]);
        }
    }

    fn tools(&mut self, a: &[&[Node<'_>]], b: &[&[Node<'_>]], prefix: &str) {
        let of = |t: &Node<'_>| format!("{prefix}{}", label(t, &["tool_id", "name"]));
        let of_a = named(a.iter().copied().flatten().map(tool::unwrap).map(|t| (of(t), t)));
        let of_b = named(b.iter().copied().flatten().map(tool::unwrap).map(|t| (of(t), t)));
        for key in keys(&of_a, &of_b) {
            self.part(What::Tool, show(&key), of_a.get(&key).copied(), of_b.get(&key).copied(), &[]);
        }
    }

    fn variables(&mut self, a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) {
        let mut names: Vec<&String> = a.keys().chain(b.keys()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let (before, after) = (a.get(name), b.get(name));
            let (change, fields) = match (before, after) {
                (None, _) => (Change::Added, Vec::new()),
                (_, None) => (Change::Removed, Vec::new()),
                (before, after) if before == after => continue,
                (before, after) => {
                    let field =
                        Field { path: "origin".to_owned(), before: before.cloned(), after: after.cloned() };
                    (Change::Changed, vec![field])
                }
            };
            self.parts.push(Part { what: What::Variable, change, name: short(name).into_owned(), fields });
        }
    }

    fn part(
        &mut self,
        what: What,
        name: String,
        a: Option<&Node<'_>>,
        b: Option<&Node<'_>>,
        skipped: &[&str],
    ) {
        let (change, fields) = match (a, b) {
            (None, None) => return,
            (None, Some(_)) => (Change::Added, Vec::new()),
            (Some(_), None) => (Change::Removed, Vec::new()),
            (Some(a), Some(b)) => (Change::Changed, self.fields(a, b, skipped)),
        };
        if change != Change::Changed || !fields.is_empty() {
            self.parts.push(Part { what, change, name, fields });
        }
    }

    /// Every field that is not the same, as deep as both have it.
    fn fields(&self, a: &Node<'_>, b: &Node<'_>, skipped: &[&str]) -> Vec<Field> {
        let mut out = Vec::new();
        self.compare(Some(a), Some(b), &mut String::new(), skipped, &mut out);
        out
    }

    fn compare(
        &self,
        a: Option<&Node<'_>>,
        b: Option<&Node<'_>>,
        path: &mut String,
        skipped: &[&str],
        out: &mut Vec<Field>,
    ) {
        match (a.map(|n| &n.value), b.map(|n| &n.value)) {
            // Absent and null are the same, and so are the two ways to write an empty map.
            (None | Some(Value::Null), None | Some(Value::Null)) => {}
            (Some(Value::Object(x)), Some(Value::Object(y))) => {
                let mut field = |name: &str, a: Option<&Node<'_>>, b: Option<&Node<'_>>| {
                    if !skipped.contains(&name) {
                        let before = path.len();
                        if before > 0 {
                            path.push('.');
                        }
                        path.push_str(&short(name));
                        self.compare(a, b, path, &[], out);
                        path.truncate(before);
                    }
                };
                // Most objects have the same names in the same order.
                if are_alike(x, y) {
                    x.iter().zip(*y).for_each(|(a, b)| field(a.key, Some(&a.node), Some(&b.node)));
                    return;
                }
                let (of_a, of_b) = (index(x), index(y));
                let mut seen = HashSet::new();
                for name in x.iter().chain(*y).map(|m| m.key).filter(|name| seen.insert(*name)) {
                    field(name, of_a.get(name).copied(), of_b.get(name).copied());
                }
            }
            (Some(Value::Array(x)), Some(Value::Array(y))) if x.len() == y.len() => {
                for (i, (x, y)) in x.iter().zip(*y).enumerate() {
                    let before = path.len();
                    // Writing to a String cannot fail.
                    let _ = write!(path, "[{i}]");
                    self.compare(Some(x), Some(y), path, &[], out);
                    path.truncate(before);
                }
            }
            (Some(Value::String(x)), Some(Value::String(y))) if x == y => {}
            (Some(Value::Bool(x)), Some(Value::Bool(y))) if x == y => {}
            (Some(Value::Number(x)), Some(Value::Number(y)))
                if x == y || x.parse::<f64>() == y.parse::<f64>() => {}
            _ if a.is_some_and(is_empty_map) && b.is_some_and(is_empty_map) => {}
            _ => {
                let before = a.and_then(|n| written(n, self.before));
                let after = b.and_then(|n| written(n, self.after));
                out.push(Field { path: path.clone(), before, after });
            }
        }
    }
}

/// True where two objects have the same names in the same order and none of them twice, which is asked of small ones only.
fn are_alike(a: &[Member<'_>], b: &[Member<'_>]) -> bool {
    const FEW: usize = 24;
    let mut behind = a;
    let mut once = || {
        std::iter::from_fn(|| {
            let (first, rest) = behind.split_first()?;
            behind = rest;
            Some(rest.iter().all(|m| m.tag != first.tag))
        })
        .all(|once| once)
    };
    a.len() == b.len()
        && a.len() <= FEW
        && a.iter().zip(b).all(|(a, b)| a.tag == b.tag && a.key == b.key)
        && once()
}

/// Members by name; the last of a name counts.
fn index<'m, 'n>(members: &'m [Member<'n>]) -> HashMap<&'m str, &'m Node<'n>> {
    members.iter().map(|m| (m.key, &m.node)).collect()
}

fn is_empty_map(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A value as text: a string as it is, anything else as it is written in the file.
fn written(node: &Node<'_>, source: &str) -> Option<String> {
    match &node.value {
        Value::Null => None,
        Value::String(s) => Some((*s).to_owned()),
        _ => node.span.of(source).map(str::to_owned),
    }
}

fn label(node: &Node<'_>, keys: &[&str]) -> String {
    let found = keys.iter().find_map(|k| node.text(k).filter(|t| !t.trim().is_empty()));
    short(found.unwrap_or("?")).into_owned()
}

fn show((name, number): &(String, usize)) -> String {
    if *number == 0 { name.clone() } else { format!("{name} ({})", number.saturating_add(1)) }
}

fn keys<T>(a: &Named<'_, T>, b: &Named<'_, T>) -> Vec<(String, usize)> {
    let mut all: Vec<(String, usize)> = a.keys().chain(b.keys()).cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}
