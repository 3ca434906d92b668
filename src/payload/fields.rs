//! Where the fields of a payload stand, so that every slot can look its names up.

use serde_json::{Map, Value};
use smallvec::SmallVec;

use super::{Found, Payload, Shape, Source};

/// The fields of a payload, with their places looked up once for all names.
pub(crate) struct Fields<'p> {
    payload: &'p Payload,
    places: SmallVec<[Place<'p>; 4]>,
}

/// One object of the payload that holds what slots read.
struct Place<'p> {
    fields: &'p Map<String, Value>,
    path: &'static str,
    source: Source,
    /// A bit for every name in it. Nearly every name that is looked up is in none of the places.
    names: u64,
}

impl<'p> Place<'p> {
    fn new(fields: &'p Map<String, Value>, path: &'static str, source: Source) -> Self {
        let names = fields.keys().fold(0, |names, name| names | bit(name));
        Self { fields, path, source, names }
    }
}

/// The bit of a name: equal names have equal bits.
fn bit(name: &str) -> u64 {
    let first = name.bytes().next().unwrap_or_default();
    let length = u32::try_from(name.len() & 63).unwrap_or_default();
    1_u64.rotate_left(u32::from(first).wrapping_add(length.wrapping_mul(5)))
}

impl Payload {
    /// The fields that slots read, the most trusted first: the arguments, the root, the author's own analysis data, the
    /// variables collected during the call.
    pub(crate) fn fields(&self) -> Fields<'_> {
        let record = self.shape == Shape::CallRecord;
        let call = self.call();
        let args = self.root.get("args").and_then(Value::as_object);
        let custom = call
            .and_then(|c| c.get("call_analysis"))
            .and_then(|a| a.get("custom_analysis_data"))
            .and_then(Value::as_object);
        let collected = call.and_then(|c| c.get("collected_dynamic_variables")).and_then(Value::as_object);
        let (custom_path, collected_path) = if record {
            ("$.call_analysis.custom_analysis_data", "$.collected_dynamic_variables")
        } else {
            ("$.call.call_analysis.custom_analysis_data", "$.call.collected_dynamic_variables")
        };
        let places = [
            args.map(|m| Place::new(m, "$.args", Source::Said)),
            (!record).then(|| Place::new(&self.root, "$", Source::Said)),
            custom.map(|m| Place::new(m, custom_path, Source::Model)),
            collected.map(|m| Place::new(m, collected_path, Source::Said)),
        ];
        Fields { payload: self, places: places.into_iter().flatten().collect() }
    }
}

impl<'p> Fields<'p> {
    /// Every value of that name; see [`Payload::lookup_all`].
    pub(crate) fn all(&self, name: &str) -> SmallVec<[Found<'p>; 2]> {
        let mut found = SmallVec::new();
        let payload = self.payload;
        if name == "call_id"
            && let Some(value) = payload.call().and_then(|call| call.get(name))
        {
            found.push(Found { value, path: join(payload.call_path(), name), source: Source::Signalled });
        }
        let bit = bit(name);
        for place in self.places.iter().filter(|place| place.names & bit != 0) {
            let reserved = place.path == "$" && payload.is_reserved(name);
            if !reserved && let Some(value) = place.fields.get(name) {
                let source = if invented(name) { Source::Model } else { place.source };
                found.push(Found { value, path: join(place.path, name), source });
            }
        }
        if name.contains('.') {
            found.extend(walk(payload, name));
        }
        found
    }
}

/// What stands at a path from the root.
fn walk<'p>(payload: &'p Payload, name: &str) -> Option<Found<'p>> {
    let steps = name.strip_prefix("$.").unwrap_or(name).split('.');
    // In the record of a call the call is the root.
    let whole = payload.shape == Shape::CallRecord && steps.clone().next() == Some("call");
    let steps = steps.skip(usize::from(whole));
    let mut walked = steps.clone();
    let mut here = payload.root.get(walked.next()?)?;
    for step in walked {
        here = match here {
            Value::Object(fields) => fields.get(step)?,
            Value::Array(items) => items.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(Found {
        value: here,
        path: steps.fold("$".to_owned(), |path, step| join(&path, step)),
        source: source_of(name),
    })
}

/// `path` with one more step, quoted where it is no plain name.
pub(super) fn join(path: &str, step: &str) -> String {
    let plain = !step.is_empty() && step.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !plain {
        return format!("{path}[{step:?}]");
    }
    [path, ".", step].concat()
}

/// Arguments that a model fills in without anybody having said them.
fn invented(name: &str) -> bool {
    matches!(name, "call_id" | "agent_id" | "session_id" | "caller_id")
}

fn source_of(path: &str) -> Source {
    let path = path.strip_prefix("$.").unwrap_or(path);
    match path.strip_prefix("call.") {
        Some(rest) if rest.starts_with("call_analysis") => Source::Model,
        Some(rest) if rest.starts_with("collected_dynamic_variables") || rest.starts_with("transcript") => {
            Source::Said
        }
        Some(_) => Source::Signalled,
        None if path.rsplit('.').next().is_some_and(invented) => Source::Model,
        None => Source::Said,
    }
}
