//! TypeScript declarations from `schema/`, which comes from the library's own types with their documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::Result;

/// What the package takes and gives, by the name of its schema.
const SHAPES: [&str; 22] = [
    "agent_diff",
    "agent_options",
    "agent_report",
    "confirm_request",
    "confirm_response",
    "conversation",
    "explanation",
    "find_response",
    "hours_request",
    "hours_response",
    "lookup_request",
    "lookup_response",
    "phone_request",
    "phone_response",
    "render_request",
    "render_response",
    "resolve_request",
    "resolve_response",
    "rule_set",
    "template_request",
    "template_response",
    "verdict",
];

const HEAD: &str = "// Generated from schema/ by `cargo xtask wasm`. DO NOT EDIT.\n\
    // Dates are `2025-11-06`, wall times `14:30`, wall date-times `2025-11-06T14:30`, instants `2025-11-06T13:30:00Z`.\n\
    // Spans count UTF-16 units: `text.slice(span.start, span.end)`.\n";

const UNITS: [(&str, &str); 5] = [
    ("byte offsets", "UTF-16 offsets"),
    ("First byte.", "First unit."),
    ("the last byte.", "the last unit."),
    (", in bytes", ", in UTF-16 units"),
    ("counts in bytes of", "counts in UTF-16 units of"),
];

/// `types.d.ts`
pub(super) fn of(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    for name in SHAPES {
        let text = fs::read_to_string(folder.join(format!("{name}.json")))?;
        files.push((name, serde_json::from_str(&text)?));
    }
    declarations(&files)
}

fn declarations(files: &[(&str, Value)]) -> Result<String> {
    // Two schemas can have different shapes of one name: what is read and what is written, or a question and another.
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut out = String::from(HEAD);
    for (file, schema) in files {
        let root = pascal(file);
        let empty = Map::new();
        let shapes = schema.get("$defs").and_then(Value::as_object).unwrap_or(&empty);
        let mut names = BTreeMap::new();
        let mut fresh = Vec::new();
        for (name, shape) in shapes {
            let body = closure(shape, shapes);
            let own = format!("{root}{name}");
            let taken = |name: &str| known.get(name).is_some_and(|other| *other != body);
            let chosen =
                if taken(name) || files.iter().any(|(f, _)| pascal(f) == *name) { own } else { name.clone() };
            if known.insert(chosen.clone(), body).is_none() {
                fresh.push((chosen.clone(), shape));
            }
            names.insert(name.as_str(), chosen);
        }
        let writer = Writer { names: &names };
        for (name, shape) in std::iter::once((root, schema)).chain(fresh) {
            out.push('\n');
            writer.declare(&name, shape, &mut out)?;
        }
    }
    Ok(out)
}

/// `resolve_request` is `ResolveRequest`.
fn pascal(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}

/// A shape with every shape that it names, so that two of one name can be compared.
fn closure(shape: &Value, shapes: &Map<String, Value>) -> String {
    let mut seen = BTreeSet::new();
    let mut open = vec![shape];
    let mut out = shape.to_string();
    while let Some(shape) = open.pop() {
        match shape {
            Value::Object(fields) => {
                if let Some(name) =
                    fields.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/"))
                    && seen.insert(name)
                    && let Some(named) = shapes.get(name)
                {
                    out.push_str(&format!("{name}{named}"));
                    open.push(named);
                }
                open.extend(fields.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    out
}

struct Writer<'n> {
    /// What the shapes of a file are called here.
    names: &'n BTreeMap<&'n str, String>,
}

impl Writer<'_> {
    fn declare(&self, name: &str, shape: &Value, out: &mut String) -> Result {
        comment(shape, "", out);
        let text = self.shape(shape, "")?;
        if text.starts_with('{') && text.ends_with('}') && !text.contains("\n} & ") {
            out.push_str(&format!("export interface {name} {text}\n"));
        } else {
            let space = if text.starts_with('\n') { "" } else { " " };
            out.push_str(&format!("export type {name} ={space}{text};\n"));
        }
        Ok(())
    }

    /// A shape as a type; what follows its first line is indented.
    fn shape(&self, shape: &Value, indent: &str) -> Result<String> {
        let Value::Object(fields) = shape else { return Ok("unknown".to_owned()) };
        if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
            let name = name.strip_prefix("#/$defs/").ok_or_else(|| format!("a reference to `{name}`"))?;
            return Ok(self.names.get(name).ok_or_else(|| format!("no shape `{name}`"))?.clone());
        }
        if let Some(value) = fields.get("const") {
            return Ok(value.to_string());
        }
        if let Some(values) = fields.get("enum").and_then(Value::as_array) {
            return Ok(values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | "));
        }
        let mut parts = Vec::new();
        if let Some(types) = fields.get("type") {
            let types = match types {
                Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
                one => one.as_str().into_iter().collect::<Vec<_>>(),
            };
            let written: Vec<String> =
                types.iter().map(|t| self.plain(t, fields, indent)).collect::<Result<_>>()?;
            parts.push(written.join(" | "));
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(ways) = fields.get(key).and_then(Value::as_array) {
                parts.push(self.union(ways, indent)?);
            }
        }
        Ok(match parts.as_slice() {
            [] => "unknown".to_owned(),
            [one] => one.clone(),
            several => several
                .iter()
                .map(|part| if part.contains('|') { format!("({part})") } else { part.clone() })
                .collect::<Vec<_>>()
                .join(" & "),
        })
    }

    fn plain(&self, name: &str, fields: &Map<String, Value>, indent: &str) -> Result<String> {
        Ok(match name {
            "null" | "string" | "boolean" => name.to_owned(),
            "integer" | "number" => "number".to_owned(),
            "array" => {
                let item = fields
                    .get("items")
                    .map_or_else(|| Ok("unknown".to_owned()), |i| self.shape(i, indent))?;
                if item.contains(' ') && !item.starts_with('{') {
                    format!("({item})[]")
                } else {
                    format!("{item}[]")
                }
            }
            "object" => self.object(fields, indent)?,
            other => return Err(format!("a type `{other}`").into()),
        })
    }

    fn object(&self, fields: &Map<String, Value>, indent: &str) -> Result<String> {
        let inner = format!("{indent}  ");
        let required: Vec<&str> = fields
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let empty = Map::new();
        let properties = fields.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        let others = match fields.get("additionalProperties") {
            None | Some(Value::Bool(false)) => None,
            Some(Value::Bool(true)) => Some("unknown".to_owned()),
            Some(shape) => Some(self.shape(shape, indent)?),
        };
        if let (true, Some(others)) = (properties.is_empty(), &others) {
            return Ok(format!("Record<string, {others}>"));
        }
        let mut out = String::from("{\n");
        for (name, shape) in properties {
            comment(shape, &inner, &mut out);
            let mark = if required.contains(&name.as_str()) { "" } else { "?" };
            let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let name = if plain { name.clone() } else { format!("{name:?}") };
            out.push_str(&format!("{inner}{name}{mark}: {};\n", self.shape(shape, &inner)?));
        }
        if others.is_some() {
            // Their type would have to hold for the fields above as well.
            out.push_str(&format!("{inner}[more: string]: unknown;\n"));
        }
        out.push_str(&format!("{indent}}}"));
        Ok(out)
    }

    fn union(&self, ways: &[Value], indent: &str) -> Result<String> {
        let told = ways.iter().any(|way| way.get("description").is_some());
        let inner = format!("{indent}  ");
        let mut out = String::new();
        for (at, way) in ways.iter().enumerate() {
            if told {
                out.push('\n');
                comment(way, &inner, &mut out);
                out.push_str(&format!("{inner}| {}", self.shape(way, &inner)?));
            } else {
                out.push_str(if at == 0 { "" } else { " | " });
                out.push_str(&self.shape(way, indent)?);
            }
        }
        Ok(out)
    }
}

/// The documentation of a shape, if it has one.
fn comment(shape: &Value, indent: &str, out: &mut String) {
    let Some(text) = shape.get("description").and_then(Value::as_str) else { return };
    // What the schemas say of places holds for the wire, where bytes are counted.
    let text =
        UNITS.iter().fold(text.replace("*/", "* /"), |text, (bytes, units)| text.replace(bytes, units));
    let lines: Vec<&str> = text.lines().collect();
    match lines.as_slice() {
        [one] => out.push_str(&format!("{indent}/** {one} */\n")),
        several => {
            out.push_str(&format!("{indent}/**\n"));
            for line in several {
                out.push_str(format!("{indent} * {line}").trim_end());
                out.push('\n');
            }
            out.push_str(&format!("{indent} */\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_schema_becomes_a_declaration_with_its_documentation() {
        let answer = json!({
            "type": "object",
            "description": "An answer.",
            "properties": {
                "id": true,
                "status": {"$ref": "#/$defs/Status"},
                "spans": {"type": "array", "items": {"type": ["integer", "null"]}},
                "vars": {"type": "object", "additionalProperties": {"type": "string"}}
            },
            "required": ["id", "status"],
            "$defs": {"Status": {"oneOf": [
                {"const": "none", "description": "Nothing."},
                {"type": "object", "properties": {"kind": {"const": "date"}}, "required": ["kind"]}
            ]}}
        });
        let expected = "\n/** An answer. */\nexport interface AnAnswer {\n  id: unknown;\n  spans?: (number | null)[];\n  \
            status: Status;\n  vars?: Record<string, string>;\n}\n\nexport type Status =\n  /** Nothing. */\n  | \"none\"\n  \
            | {\n    kind: \"date\";\n  };\n";
        assert_eq!(declarations(&[("an_answer", answer)]).unwrap(), format!("{HEAD}{expected}"));
    }

    #[test]
    fn shapes_of_one_name_that_differ_have_two_names() {
        let file = |inner: &str| {
            json!({
                "type": "object",
                "properties": {"a": {"$ref": "#/$defs/A"}},
                "$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"type": inner}}
            })
        };
        let same = declarations(&[("one", file("string")), ("two", file("string"))]).unwrap();
        assert_eq!(same.matches("type A = B").count(), 1);
        let other = declarations(&[("one", file("string")), ("two", file("number"))]).unwrap();
        assert!(
            other.contains("export type TwoA = TwoB;") && other.contains("export type TwoB = number;"),
            "{other}"
        );
    }

    #[test]
    fn the_schemas_of_this_repository_are_told() {
        let text = of(&crate::workspace::root().join("schema")).unwrap();
        for name in SHAPES {
            let name = pascal(name);
            let count = [format!("interface {name} {{"), format!("type {name} =")]
                .iter()
                .filter(|d| text.contains(*d))
                .count();
            assert_eq!(count, 1, "{name}");
        }
        assert_eq!(text.matches("export interface Span {").count(), 1);
        assert_eq!(text.lines().find(|line| line.contains("byte")), None);
    }
}
