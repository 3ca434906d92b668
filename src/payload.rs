//! What the voice platform posts: a function call, a call event, a stored call, or a flat object of slots.
//!
//! Unknown fields pass, a platform adds some every month. A wrong type in a known field is a finding with its JSON
//! path, never an error: the rest of the call is still good.

use serde_json::{Map, Value};
use smallvec::SmallVec;

use crate::error::{Error, ErrorKind};
use crate::finding::{Finding, Kind, Severity};
use crate::span::Span;

mod fields;
mod read;

use fields::join;
use read::depth;
pub(crate) use read::read;

/// The largest payload that [`Payload::from_slice`] reads, in bytes. A transcript with word times takes some.
pub const MAX_BYTES: usize = 4 << 20;

/// The deepest nesting that [`Payload::from_slice`] reads, in levels.
pub const MAX_DEPTH: usize = 64;

/// A known field of the payload has a type that it never has.
pub static WRONG_TYPE: Kind = Kind::new(
    "wrong_type",
    Severity::Warning,
    "`{path}` ist vom Typ {found}, erwartet wird {expected}",
    "`{path}` is of type {found}, expected {expected}",
);

/// Who vouches for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Source {
    /// The network or the platform: the caller's number, the id of the call.
    Signalled,
    /// The caller, as the speech recognition heard it.
    Said,
    /// A language model filled it in.
    Model,
}

impl Source {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signalled => "signalled",
            Self::Said => "said",
            Self::Model => "model",
        }
    }
}

/// Which of the platform's shapes a payload has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// `{"name", "call", "args"}`: the body of a function call.
    FunctionCall,
    /// `{"event", "call"}`: something happened to a call.
    CallEvent,
    /// The call object itself, as the platform stores it.
    CallRecord,
    /// The arguments at the root.
    Flat,
}

/// A value found in a payload. Its `Debug` shows no telephone number and no address.
#[derive(Clone, PartialEq)]
pub struct Found<'a> {
    /// As it was posted.
    pub value: &'a Value,
    /// Where it stands: `$.args.datum`.
    pub path: String,
    /// Who vouches for it.
    pub source: Source,
}

/// One payload, read but not judged.
///
/// ```
/// use klartext::payload::{Payload, Source};
/// let payload = Payload::from_json(
///     r#"{"name": "book", "call": {"from_number": "+493023125001"}, "args": {"datum": "morgen"}}"#,
/// )?;
/// let datum = payload.lookup("datum").unwrap();
/// assert_eq!((datum.path.as_str(), datum.source), ("$.args.datum", Source::Said));
/// let number = payload.lookup("call.from_number").unwrap();
/// assert_eq!((number.path.as_str(), number.source), ("$.call.from_number", Source::Signalled));
/// assert!(payload.lookup("name").is_none()); // the name of the function is not the name of the caller
/// # Ok::<(), klartext::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Payload {
    root: Map<String, Value>,
    shape: Shape,
    findings: Vec<Finding>,
}

impl Payload {
    /// Reads a JSON object. Errors name the place in bytes: not UTF-8, empty, larger than [`MAX_BYTES`], nested deeper
    /// than [`MAX_DEPTH`], not JSON, not an object.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
        Self::from_slice_within(bytes, MAX_BYTES, MAX_DEPTH)
    }

    /// The same with limits of one's own, in bytes and in levels; no limit goes beyond 128 levels.
    pub fn from_slice_within(bytes: &[u8], max_bytes: usize, max_depth: usize) -> Result<Self, Error> {
        if bytes.len() > max_bytes {
            return Err(Error::new(ErrorKind::TooLong { limit: max_bytes, actual: bytes.len() }));
        }
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let valid = e.valid_up_to();
            let wrong = e.error_len().unwrap_or_else(|| bytes.len().saturating_sub(valid));
            Error::new(ErrorKind::Utf8 { valid })
                .at(Span::new(valid, valid.saturating_add(wrong)))
                .with_help("post the payload as UTF-8")
        })?;
        match read(text, max_depth)? {
            Value::Object(root) => Ok(Self::from_object(root)),
            other => Err(Error::new(ErrorKind::Shape { expected: "an object", found: type_name(&other) })
                .at(Span::new(0, text.len()))),
        }
    }

    /// The same from text.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::from_slice(text.as_bytes())
    }

    /// A payload from JSON that was read elsewhere. An object nested deeper than [`MAX_DEPTH`] is an error here too.
    pub fn from_value(value: Value) -> Result<Self, Error> {
        if depth(&value, MAX_DEPTH) > MAX_DEPTH {
            return Err(Error::new(ErrorKind::TooDeep { limit: MAX_DEPTH }));
        }
        match value {
            Value::Object(root) => Ok(Self::from_object(root)),
            other => Err(Error::new(ErrorKind::Shape { expected: "an object", found: type_name(&other) })),
        }
    }

    fn from_object(root: Map<String, Value>) -> Self {
        let shape = shape_of(&root);
        let mut payload = Self { root, shape, findings: Vec::new() };
        payload.findings = wrong_types(&payload);
        payload
    }

    /// All that was posted.
    pub fn as_object(&self) -> &Map<String, Value> {
        &self.root
    }

    /// Which shape it has.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Known fields with a wrong type.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The call object, if there is one.
    pub fn call(&self) -> Option<&Map<String, Value>> {
        match self.shape {
            Shape::CallRecord => Some(&self.root),
            _ => self.root.get("call").and_then(Value::as_object),
        }
    }

    /// The id of the call. Only the call object knows it; a `call_id` among the arguments is made up by a model.
    pub fn call_id(&self) -> Option<&str> {
        self.call()?.get("call_id").and_then(Value::as_str)
    }

    /// The name of the function that was called.
    pub fn function(&self) -> Option<&str> {
        match self.shape {
            Shape::FunctionCall => self.root.get("name").and_then(Value::as_str),
            _ => None,
        }
    }

    /// The event that was posted, `call_analyzed` for instance.
    pub fn event(&self) -> Option<&str> {
        match self.shape {
            Shape::CallEvent => {
                ["event", "event_type"].into_iter().find_map(|k| self.root.get(k).and_then(Value::as_str))
            }
            _ => None,
        }
    }

    /// True when there is not one argument: a tool that was called before anything was said.
    pub(crate) fn is_silent(&self) -> bool {
        match self.shape {
            Shape::FunctionCall => self.root.get("args").and_then(Value::as_object).is_none_or(Map::is_empty),
            Shape::Flat => self.root.keys().all(|name| self.is_reserved(name)),
            Shape::CallEvent | Shape::CallRecord => false,
        }
    }

    /// The first value of that name; see [`Payload::lookup_all`].
    pub fn lookup(&self, name: &str) -> Option<Found<'_>> {
        self.fields().all(name).into_iter().next()
    }

    /// Every value of that name, the most trusted first: the arguments, the root, the author's own analysis data, the
    /// variables collected during the call. `call_id` is looked up in the call object before all of these.
    ///
    /// A name with dots is also a path from the root, `call.from_number`, `args.kunde.name`, `bookings.0.datum`.
    pub fn lookup_all(&self, name: &str) -> Vec<Found<'_>> {
        self.fields().all(name).into_vec()
    }

    fn call_path(&self) -> &'static str {
        if self.shape == Shape::CallRecord { "$" } else { "$.call" }
    }

    /// Names at the root that belong to the platform, so that no slot reads them.
    fn is_reserved(&self, name: &str) -> bool {
        match self.shape {
            Shape::FunctionCall => matches!(name, "name" | "call" | "args"),
            Shape::CallEvent => matches!(name, "event" | "event_type" | "call"),
            Shape::CallRecord => true,
            Shape::Flat => name == "call" && self.call().is_some(),
        }
    }
}

impl std::fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Found")
            .field("value", &crate::privacy::Quiet(&self.value.to_string()))
            .field("path", &self.path)
            .field("source", &self.source)
            .finish()
    }
}

impl std::fmt::Debug for Payload {
    // What a caller said does not belong into a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payload")
            .field("shape", &self.shape)
            .field("fields", &self.root.len())
            .field("findings", &self.findings)
            .finish()
    }
}

/// What a JSON value is called in a message.
pub(crate) const fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn shape_of(root: &Map<String, Value>) -> Shape {
    let has = |name: &str| root.contains_key(name);
    if (has("event") || has("event_type")) && has("call") {
        return Shape::CallEvent;
    }
    let function = has("args") && (has("name") || has("call"));
    // A function without arguments may come without `args`; more than its name and the call, and it is flat.
    let bare_function = has("name") && has("call") && root.len() == 2;
    if function || bare_function {
        return Shape::FunctionCall;
    }
    if has("call_id") && has("agent_id") && (has("call_type") || has("call_status")) {
        return Shape::CallRecord;
    }
    Shape::Flat
}

/// The known fields of a call object and their types.
const CALL_FIELDS: [(&str, Wanted); 20] = [
    ("call_id", Wanted::String),
    ("agent_id", Wanted::String),
    ("agent_version", Wanted::Number),
    ("call_type", Wanted::String),
    ("direction", Wanted::String),
    ("from_number", Wanted::String),
    ("to_number", Wanted::String),
    ("call_status", Wanted::String),
    ("start_timestamp", Wanted::Number),
    ("end_timestamp", Wanted::Number),
    ("duration_ms", Wanted::Number),
    ("disconnection_reason", Wanted::String),
    ("metadata", Wanted::Object),
    ("custom_sip_headers", Wanted::Object),
    ("retell_llm_dynamic_variables", Wanted::Object),
    ("collected_dynamic_variables", Wanted::Object),
    ("transcript", Wanted::String),
    ("transcript_object", Wanted::Array),
    ("transcript_with_tool_calls", Wanted::Array),
    ("call_analysis", Wanted::Object),
];

#[derive(Clone, Copy)]
enum Wanted {
    String,
    Number,
    Object,
    Array,
}

impl Wanted {
    const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Object => "object",
            Self::Array => "array",
        }
    }

    fn fits(self, value: &Value) -> bool {
        match (self, value) {
            // PHP writes an empty map as `[]`.
            (Self::Object, Value::Array(items)) => items.is_empty(),
            (_, Value::Null)
            | (Self::String, Value::String(_))
            | (Self::Number, Value::Number(_))
            | (Self::Object, Value::Object(_))
            | (Self::Array, Value::Array(_)) => true,
            _ => false,
        }
    }
}

fn wrong_types(payload: &Payload) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut check = |fields: &Map<String, Value>, path: &str, name: &str, wanted: Wanted| {
        if let Some(value) = fields.get(name)
            && !wanted.fits(value)
        {
            findings.push(wrong_type(join(path, name), wanted.name(), value));
        }
    };
    match payload.shape {
        Shape::FunctionCall => {
            check(&payload.root, "$", "name", Wanted::String);
            check(&payload.root, "$", "call", Wanted::Object);
            check(&payload.root, "$", "args", Wanted::Object);
        }
        Shape::CallEvent => {
            check(&payload.root, "$", "event", Wanted::String);
            check(&payload.root, "$", "event_type", Wanted::String);
            check(&payload.root, "$", "call", Wanted::Object);
        }
        Shape::CallRecord | Shape::Flat => {}
    }
    if let Some(call) = payload.call() {
        let path = payload.call_path();
        // A call has fewer fields than the platform knows; what is wrong is told in the platform's order.
        let mut known: SmallVec<[usize; 20]> =
            call.keys().filter_map(|key| CALL_FIELDS.iter().position(|(name, _)| name == key)).collect();
        known.sort_unstable();
        for (name, wanted) in known.into_iter().filter_map(|at| CALL_FIELDS.get(at)) {
            check(call, path, name, *wanted);
        }
        if let Some(analysis) = call.get("call_analysis").and_then(Value::as_object) {
            check(analysis, &join(path, "call_analysis"), "custom_analysis_data", Wanted::Object);
        }
    }
    findings
}

/// A finding that a value is not of the type it should have.
pub(crate) fn wrong_type(path: String, expected: &'static str, found: &Value) -> Finding {
    let found = type_name(found);
    let bare = found.strip_prefix("an ").or_else(|| found.strip_prefix("a ")).unwrap_or(found);
    Finding::new(&WRONG_TYPE).with("path", path).with("expected", expected).with("found", bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;
    use serde_json::json;

    fn payload(value: Value) -> Payload {
        Payload::from_value(value).unwrap()
    }

    #[test]
    fn unreadable_input_names_its_place() {
        let error = |bytes: &[u8]| {
            let e = Payload::from_slice(bytes).unwrap_err();
            (e.to_string(), e.span)
        };
        assert_eq!(
            error(b"{\"a\": \"\xff\"}"),
            ("not valid UTF-8 after byte 7".into(), Some(Span::new(7, 8)))
        );
        assert_eq!(error(b" \n\t"), ("empty input".into(), None));
        assert_eq!(error(b""), ("empty input".into(), None));
        assert_eq!(error(b"[1]"), ("expected an object, found an array".into(), Some(Span::new(0, 3))));
        let (message, span) = error(b"{\n  \"a\": nope\n}");
        assert_eq!(message, "not valid JSON: expected ident");
        assert_eq!(span.map(|s| s.line_column("{\n  \"a\": nope\n}").0), Some(2));
        let deep = format!("{}1", "{\"a\":".repeat(65));
        assert_eq!(
            error(deep.as_bytes()),
            ("nested more than 64 levels deep".into(), Some(Span::new(64 * 5, 64 * 5 + 1)))
        );
        let big = Payload::from_slice_within(b"{\"a\": 1}", 7, 64).unwrap_err();
        assert_eq!(big.to_string(), "text of 8 bytes is longer than the limit of 7");
    }

    #[test]
    fn brackets_in_strings_are_no_depth() {
        let text = format!("{{\"a\": \"{}\\\"[[\"}}", "[".repeat(1000));
        assert!(Payload::from_json(&text).is_ok());
    }

    #[test]
    fn a_byte_order_mark_is_no_error() {
        assert_eq!(Payload::from_json("\u{feff}{\"datum\": \"morgen\"}").unwrap().shape(), Shape::Flat);
    }

    #[test]
    fn shapes_are_told_apart() {
        assert_eq!(payload(json!({"name": "f", "call": {}, "args": {}})).shape(), Shape::FunctionCall);
        assert_eq!(payload(json!({"name": "f", "call": {}})).shape(), Shape::FunctionCall);
        assert_eq!(payload(json!({"event": "call_ended", "call": {}})).shape(), Shape::CallEvent);
        let event = payload(json!({"event_type": "call_analyzed", "call": {}}));
        assert_eq!((event.shape(), event.event()), (Shape::CallEvent, Some("call_analyzed")));
        assert_eq!(payload(json!({"name": "Eva Beispiel", "datum": "morgen"})).shape(), Shape::Flat);
        let record = payload(json!({"call_id": "c", "agent_id": "a", "call_type": "web_call"}));
        assert_eq!((record.shape(), record.call_id()), (Shape::CallRecord, Some("c")));
    }

    #[test]
    fn names_are_searched_by_trust() {
        let p = payload(json!({
            "event": "call_analyzed",
            "call": {
                "call_id": "call_true",
                "from_number": "+493023125001",
                "call_analysis": {"custom_analysis_data": {"name": "Eva", "datum": "2025-11-06"}},
                "collected_dynamic_variables": {"datum": "morgen"}
            }
        }));
        let all: Vec<_> = p.lookup_all("datum").into_iter().map(|f| (f.path, f.source)).collect();
        assert_eq!(
            all,
            [
                ("$.call.call_analysis.custom_analysis_data.datum".to_owned(), Source::Model),
                ("$.call.collected_dynamic_variables.datum".to_owned(), Source::Said),
            ]
        );
        assert_eq!(p.lookup("event"), None);
        let path = p.lookup("call.call_analysis.custom_analysis_data.name").unwrap();
        assert_eq!((path.value, path.source), (&json!("Eva"), Source::Model));
    }

    #[test]
    fn the_true_call_id_is_that_of_the_call() {
        let p =
            payload(json!({"name": "f", "call": {"call_id": "call_true"}, "args": {"call_id": "call_001"}}));
        let all: Vec<_> = p.lookup_all("call_id").into_iter().map(|f| (f.value.clone(), f.source)).collect();
        assert_eq!(all, [(json!("call_true"), Source::Signalled), (json!("call_001"), Source::Model)]);
        assert_eq!(p.call_id(), Some("call_true"));
        assert_eq!(payload(json!({"call_id": "call_001"})).call_id(), None);
    }

    #[test]
    fn wrong_types_are_findings() {
        let p =
            payload(json!({"name": "f", "call": {"from_number": 4930, "call_analysis": []}, "args": "x"}));
        let messages: Vec<_> = p.findings().iter().map(|f| f.message(Lang::En)).collect();
        assert_eq!(
            messages,
            [
                "`$.args` is of type string, expected object",
                "`$.call.from_number` is of type number, expected string",
            ]
        );
        let p = payload(json!({"name": "f", "call": 7, "args": {"datum": "morgen"}}));
        assert_eq!(p.findings().len(), 1);
        assert_eq!(p.lookup("datum").unwrap().path, "$.args.datum");
        assert!(payload(json!({"name": "f", "call": null, "args": []})).findings().is_empty());
    }

    #[test]
    fn paths_go_into_lists_and_quote_odd_names() {
        let p = payload(json!({"args": {"list": [{"a b": 1}]}, "call": {}}));
        let found = p.lookup("args.list.0.a b").unwrap();
        assert_eq!((found.value, found.path.as_str()), (&json!(1), "$.args.list.0[\"a b\"]"));
        assert_eq!(p.lookup("args.list.1.a b"), None);
        assert_eq!(p.lookup("args..x"), None);
    }

    #[test]
    fn a_log_does_not_show_what_was_said() {
        assert!(!format!("{:?}", payload(json!({"name": "Eva Beispiel"}))).contains("Eva"));
    }
}
