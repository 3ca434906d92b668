//! Where each key of a rule set stands in its text.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// The spans of key and value by path, `slots.start.date[1]`, and the text that they count in.
#[derive(Debug, Default)]
pub(super) struct Places {
    spans: BTreeMap<String, (Span, Span)>,
    text: String,
}

impl Places {
    /// Where the key stands, or its nearest parent.
    pub(super) fn key(&self, path: &str) -> Option<Span> {
        self.nearest(path).map(|(key, _)| key)
    }

    /// Where the value stands, or the key of its nearest parent.
    pub(super) fn value(&self, path: &str) -> Option<Span> {
        self.spans.get(path).map(|(_, value)| *value).or_else(|| self.key(path))
    }

    /// Where a stretch of a text stands that is the value of a key; `None` where escapes make that uncertain.
    pub(super) fn inside(&self, path: &str, inside: Span) -> Option<Span> {
        let (_, value) = self.spans.get(path)?;
        let written = value.of(&self.text)?;
        let mark = ["\"\"\"\n", "'''\n", "\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|m| written.starts_with(*m))?;
        if mark.starts_with('"') && written.contains('\\') {
            return None;
        }
        let start = value.start.checked_add(mark.len())?;
        let at = |offset: usize| start.checked_add(offset).map(|at| at.min(value.end));
        Some(Span::new(at(inside.start)?, at(inside.end)?))
    }

    fn nearest(&self, path: &str) -> Option<(Span, Span)> {
        let mut path = path;
        loop {
            if let Some(found) = self.spans.get(path) {
                return Some(*found);
            }
            path = path.rfind(['.', '[']).and_then(|at| path.get(..at))?;
        }
    }
}

/// A rule set as a tree, with its places.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) root: Value,
    pub(super) places: Places,
}

fn child(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Reads TOML; every syntax error comes with its place.
#[cfg(feature = "toml")]
pub(super) fn read_toml(text: &str) -> Result<Document, Vec<Error>> {
    use toml::de::DeTable;

    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors
            .iter()
            .map(|e| {
                let error = Error::new(ErrorKind::RuleSyntax { message: e.message().trim().to_owned() });
                match e.span() {
                    Some(range) => error.at(Span::new(range.start, range.end)),
                    None => error,
                }
            })
            .collect());
    }
    let mut places = Places { text: text.to_owned(), ..Places::default() };
    let root = toml_table(table.get_ref(), "", &mut places);
    Ok(Document { root, places })
}

#[cfg(feature = "toml")]
fn toml_table(table: &toml::de::DeTable<'_>, path: &str, places: &mut Places) -> Value {
    let mut fields = serde_json::Map::new();
    for (key, value) in table {
        let path = child(path, key.get_ref());
        let spans = (key.span(), value.span());
        places.spans.insert(
            path.clone(),
            (Span::new(spans.0.start, spans.0.end), Span::new(spans.1.start, spans.1.end)),
        );
        fields.insert(key.get_ref().to_string(), toml_value(value.get_ref(), &path, places));
    }
    Value::Object(fields)
}

#[cfg(feature = "toml")]
fn toml_value(value: &toml::de::DeValue<'_>, path: &str, places: &mut Places) -> Value {
    use toml::de::DeValue;

    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).map_or(Value::Null, Value::from),
        DeValue::Float(x) => x.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(b) => Value::from(*b),
        DeValue::Datetime(t) => Value::from(t.to_string()),
        DeValue::Array(items) => items
            .iter()
            .enumerate()
            .map(|(i, item)| {
                let path = format!("{path}[{i}]");
                let span = Span::new(item.span().start, item.span().end);
                places.spans.insert(path.clone(), (span, span));
                toml_value(item.get_ref(), &path, places)
            })
            .collect(),
        DeValue::Table(table) => toml_table(table, path, places),
    }
}

/// Reads JSON; a key that stands twice in one object is an error.
pub(super) fn read_json(text: &str) -> Result<Document, Vec<Error>> {
    let root = crate::payload::read(text, crate::payload::MAX_DEPTH).map_err(|e| match e.kind {
        ErrorKind::Json { message } => {
            vec![Error { kind: ErrorKind::RuleSyntax { message }, span: e.span, help: e.help }]
        }
        _ => vec![e],
    })?;
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: 0,
        places: Places { text: text.to_owned(), ..Places::default() },
        twice: Vec::new(),
    };
    if text.starts_with('\u{feff}') {
        scan.at = '\u{feff}'.len_utf8();
    }
    scan.value("");
    if scan.twice.is_empty() { Ok(Document { root, places: scan.places }) } else { Err(scan.twice) }
}

/// Walks JSON that is known to be valid and not deeply nested.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    places: Places,
    twice: Vec<Error>,
}

impl Scan<'_> {
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes.get(self.at) {
            if !byte.is_ascii_whitespace() {
                return Some(*byte);
            }
            self.step();
        }
        None
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn value(&mut self, path: &str) -> Span {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'{') => self.object(path),
            Some(b'[') => self.array(path),
            Some(b'"') => {
                self.string();
            }
            _ => {
                while self
                    .bytes
                    .get(self.at)
                    .is_some_and(|b| !matches!(b, b',' | b'}' | b']') && !b.is_ascii_whitespace())
                {
                    self.step();
                }
            }
        }
        Span::new(start, self.at)
    }

    fn object(&mut self, path: &str) {
        self.step();
        while let Some(b'"') = self.peek() {
            let start = self.at;
            let key = self.string();
            let key_span = Span::new(start, self.at);
            self.peek();
            self.step(); // the colon
            let path = child(path, &key);
            let value_span = self.value(&path);
            if self.places.spans.insert(path, (key_span, value_span)).is_some() {
                let message = format!("`{key}` stands here twice");
                self.twice.push(Error::new(ErrorKind::RuleSyntax { message }).at(key_span));
            }
            if self.peek() == Some(b',') {
                self.step();
            }
            self.peek();
        }
        self.step();
    }

    fn array(&mut self, path: &str) {
        self.step();
        let mut index = 0_usize;
        while let Some(next) = self.peek() {
            match next {
                b']' => break,
                b',' => self.step(),
                _ => {
                    let path = format!("{path}[{index}]");
                    let span = self.value(&path);
                    self.places.spans.insert(path, (span, span));
                    index = index.saturating_add(1);
                }
            }
        }
        self.step();
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.step();
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.step(),
                b'"' => break,
                _ => {}
            }
            self.step();
        }
        self.step();
        let quoted = self.bytes.get(start..self.at).unwrap_or_default();
        serde_json::from_slice(quoted).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keys_have_their_places() {
        let text = r#"{"slots": {"ü": {"from": ["a", "b\"]"]}, "x": 12}}"#;
        let doc = read_json(text).unwrap();
        let key = |path: &str| doc.places.key(path).unwrap().of(text).unwrap();
        let value = |path: &str| doc.places.value(path).unwrap().of(text).unwrap();
        assert_eq!(key("slots.ü"), "\"ü\"");
        assert_eq!(value("slots.ü.from[1]"), r#""b\"]""#);
        assert_eq!(value("slots.x"), "12");
        assert_eq!(key("slots.x.type"), "\"x\"", "a missing key is placed at its parent");
    }

    #[test]
    fn a_key_that_stands_twice_is_an_error() {
        let errors = read_json(r#"{"a": 1, "a": 2}"#).unwrap_err();
        assert_eq!(errors[0].to_string(), "not a rule set: `a` stands here twice");
        assert_eq!(errors[0].span, Some(Span::new(9, 12)));
    }

    #[cfg(feature = "toml")]
    #[test]
    fn toml_keys_have_their_places() {
        let text = "[slots.x]\nfrom = [\"a\", 'b']\n[hours]\nmon = []\n";
        let doc = read_toml(text).unwrap();
        let key = |path: &str| doc.places.key(path).unwrap().of(text).unwrap();
        assert_eq!(key("slots.x"), "x");
        assert_eq!(doc.places.value("slots.x.from[1]").unwrap().of(text), Some("'b'"));
        assert_eq!(key("hours.mon"), "mon");
    }

    #[cfg(feature = "toml")]
    #[test]
    fn toml_values_become_those_of_json() {
        let doc =
            read_toml("a = 1_000\nb = 0x1f\nc = -2.5e1\nd = 07:30:00\ne = [true]\nf.g = \"x\"\n").unwrap();
        let expected = serde_json::json!({
            "a": 1000, "b": 31, "c": -25.0, "d": "07:30:00", "e": [true], "f": {"g": "x"}
        });
        assert_eq!(doc.root, expected);
    }

    #[cfg(feature = "toml")]
    #[test]
    fn every_syntax_error_of_toml_is_listed() {
        let errors = read_toml("a = \nb = [1,,2]\nc = 3\n").unwrap_err();
        assert!(errors.len() >= 2, "{errors:?}");
        assert!(errors.iter().all(|e| e.span.is_some()));
    }
}
