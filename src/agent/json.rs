//! JSON with the place of everything in it, which `serde_json` does not keep.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::error::{Error, ErrorKind};
use crate::payload;
use crate::span::Span;

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) span: Span,
    pub(super) value: Value<'a>,
}

#[derive(Debug)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    /// As it is written.
    Number(&'a str),
    /// Without its escapes.
    String(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    /// In the order of the text; of a name that stands twice, the last one counts.
    Object(Vec<Member<'a>>),
}

#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) key_span: Span,
    pub(super) node: Node<'a>,
}

/// Longer names are shortened in a path, so that a hostile file cannot make each of its findings as long as itself.
const LONGEST_STEP: usize = 80;

impl<'a> Node<'a> {
    /// The value of a field; the last one of that name.
    pub(super) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.members().iter().rev().find(|m| m.key == key).map(|m| &m.node)
    }

    /// The same, unless it is `null`.
    pub(super) fn some(&self, key: &str) -> Option<&Node<'a>> {
        self.get(key).filter(|n| !matches!(n.value, Value::Null))
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(s) => Some(s),
            _ => None,
        }
    }

    pub(super) fn members(&self) -> &[Member<'a>] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    pub(super) fn items(&self) -> &[Node<'a>] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The elements of the list under a field; none where there is no list.
    pub(super) fn list(&self, key: &str) -> &[Node<'a>] {
        self.get(key).map_or(&[], Node::items)
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// True for `{}`, `[]`, `""` and `null`: what a program writes for nothing.
    pub(super) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::String(s) => s.trim().is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        }
    }

    pub(super) const fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }

    /// Where a stretch of this string stands in the file; `part` counts in the string without its escapes. Stretches of one
    /// string that come in order, with the same cursor, cost no more together than one of them.
    pub(super) fn place(&self, source: &str, part: Span, cursor: &mut Cursor) -> Span {
        let inner = self.span.start.saturating_add(1);
        let Some(raw) = source.get(inner..self.span.end.saturating_sub(1)) else { return self.span };
        if cursor.of != self.span || cursor.decoded > part.start {
            let plain = !raw.contains('\\');
            *cursor = Cursor { of: self.span, plain, decoded: 0, at: 0 };
        }
        if cursor.plain {
            return Span::new(inner.saturating_add(part.start), inner.saturating_add(part.end));
        }
        let from = cursor.go(raw, part.start);
        let mut ahead = *cursor;
        let to = ahead.go(raw, part.end);
        Span::new(inner.saturating_add(from), inner.saturating_add(to.max(from)))
    }

    /// The way from here to what stands at `target`: `$.nodes[3].edges[0].destination_node_id`.
    pub(super) fn path(&self, target: Span) -> String {
        self.path_by(target, |out, i, _| {
            let _ = write!(out, "[{i}]");
        })
    }

    /// The same with elements named by their id where they have one, so that it holds when others move.
    pub(super) fn stable_path(&self, target: Span) -> String {
        self.path_by(target, |out, i, element| {
            let id = ["id", "tool_id", "name"].iter().find_map(|k| element.text(k));
            let _ = match id {
                Some(id) => write!(out, "[{}]", short(id)),
                None => write!(out, "[{i}]"),
            };
        })
    }

    fn path_by(&self, target: Span, index: impl Fn(&mut String, usize, &Node<'_>)) -> String {
        let holds = |span: Span| span.start <= target.start && target.end <= span.end;
        let mut out = String::from("$");
        let mut here = self;
        while here.span != target {
            let next = match &here.value {
                Value::Object(members) => {
                    let after = members.partition_point(|m| m.key_span.start <= target.start);
                    let member = after.checked_sub(1).and_then(|i| members.get(i));
                    member.filter(|m| holds(m.node.span) || holds(m.key_span)).map(|m| {
                        push_key(&mut out, &m.key);
                        &m.node
                    })
                }
                Value::Array(items) => {
                    let after = items.partition_point(|n| n.span.start <= target.start);
                    let at = after.checked_sub(1);
                    at.and_then(|i| Some((i, items.get(i)?))).filter(|(_, n)| holds(n.span)).map(|(i, n)| {
                        index(&mut out, i, n);
                        n
                    })
                }
                _ => None,
            };
            match next {
                Some(node) if holds(node.span) => here = node,
                _ => break,
            }
        }
        out
    }
}

/// A place in a string, in the file and in memory.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    of: Span,
    /// Nothing in the string is escaped.
    plain: bool,
    decoded: usize,
    at: usize,
}

impl Cursor {
    /// Walks on to a byte of the string without its escapes; the byte of the raw string there.
    fn go(&mut self, raw: &str, decoded: usize) -> usize {
        while self.decoded < decoded
            && let Some(rest) = raw.get(self.at..).filter(|r| !r.is_empty())
        {
            let (taken, width) = one_character(rest);
            self.at = self.at.saturating_add(taken);
            self.decoded = self.decoded.saturating_add(width);
        }
        self.at
    }
}

fn push_key(out: &mut String, key: &str) {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
    // Writing to a String cannot fail.
    let _ = if plain { write!(out, ".{}", short(key)) } else { write!(out, "[{:?}]", short(key)) };
}

/// A name as it is shown: whole, unless it is absurdly long.
pub(super) fn short(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_STEP) {
        None => Cow::Borrowed(text),
        Some((at, _)) => Cow::Owned(format!("{}…", text.get(..at).unwrap_or(""))),
    }
}

/// How many bytes one character takes in JSON, and how many in memory.
fn one_character(raw: &str) -> (usize, usize) {
    let bytes = raw.as_bytes();
    if bytes.first() != Some(&b'\\') {
        let width = raw.chars().next().map_or(1, char::len_utf8);
        return (width, width);
    }
    if bytes.get(1) != Some(&b'u') {
        return (2, 1);
    }
    match unicode(bytes, 0) {
        Some((c, taken)) => (taken, c.len_utf8()),
        None => (2, 1),
    }
}

/// The character of `\uXXXX`, or of two of them, at `at`, and how many bytes it takes.
fn unicode(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let hex = |from: usize| -> Option<u32> {
        if bytes.get(from) != Some(&b'\\') || bytes.get(from.checked_add(1)?) != Some(&b'u') {
            return None;
        }
        let digits = bytes.get(from.checked_add(2)?..from.checked_add(6)?)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let first = hex(at)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, 6));
    }
    let second = hex(at.checked_add(6)?)?;
    let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    char::decode_utf16(pair).next()?.ok().map(|c| (c, 12))
}

/// Reads JSON within a depth. What is wrong is told in `serde_json`'s words.
pub(super) fn read(text: &str, max_depth: usize) -> Result<Node<'_>, Error> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut parser = Parser { text, bytes: text.as_bytes(), at, left: max_depth };
    let parsed = parser.value().and_then(|node| {
        parser.blanks();
        (parser.at == text.len()).then_some(node)
    });
    match parsed {
        Some(node) => Ok(node),
        None => Err(payload::read(text, max_depth).err().unwrap_or_else(|| {
            Error::new(ErrorKind::Json { message: "not read to its end".to_owned() })
                .at(Span::new(parser.at, parser.at))
        })),
    }
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Levels that may still be opened.
    left: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.skip(1);
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.skip(1))
    }

    fn value(&mut self) -> Option<Node<'a>> {
        self.blanks();
        let start = self.at;
        let value = match self.peek()? {
            b'{' => self.object()?,
            b'[' => self.array()?,
            b'"' => Value::String(self.string()?),
            b't' => self.word("true", Value::Bool(true))?,
            b'f' => self.word("false", Value::Bool(false))?,
            b'n' => self.word("null", Value::Null)?,
            _ => self.number()?,
        };
        Some(Node { span: Span::new(start, self.at), value })
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Option<Value<'a>> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.skip(word.len());
            value
        })
    }

    fn object(&mut self) -> Option<Value<'a>> {
        self.left = self.left.checked_sub(1)?;
        self.eat(b'{')?;
        let mut members = Vec::new();
        self.blanks();
        if self.eat(b'}').is_none() {
            loop {
                self.blanks();
                let start = self.at;
                let key = self.string()?;
                let key_span = Span::new(start, self.at);
                self.blanks();
                self.eat(b':')?;
                members.push(Member { key, key_span, node: self.value()? });
                self.blanks();
                if self.eat(b',').is_none() {
                    self.eat(b'}')?;
                    break;
                }
            }
        }
        self.left = self.left.saturating_add(1);
        Some(Value::Object(members))
    }

    fn array(&mut self) -> Option<Value<'a>> {
        self.left = self.left.checked_sub(1)?;
        self.eat(b'[')?;
        let mut items = Vec::new();
        self.blanks();
        if self.eat(b']').is_none() {
            loop {
                items.push(self.value()?);
                self.blanks();
                if self.eat(b',').is_none() {
                    self.eat(b']')?;
                    break;
                }
            }
        }
        self.left = self.left.saturating_add(1);
        Some(Value::Array(items))
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.eat(b'"')?;
        let start = self.at;
        let rest = self.bytes.get(start..)?;
        let end = rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20))?;
        if rest.get(end) == Some(&b'"') {
            self.at = start.saturating_add(end).saturating_add(1);
            return self.text.get(start..start.saturating_add(end)).map(Cow::Borrowed);
        }
        self.escaped(start, start.saturating_add(end)).map(Cow::Owned)
    }

    /// A string from `start` with its first escape at `at`.
    fn escaped(&mut self, start: usize, mut at: usize) -> Option<String> {
        let mut out = String::with_capacity(at.saturating_sub(start).saturating_mul(2).max(64));
        let mut from = start;
        loop {
            match *self.bytes.get(at)? {
                b'"' => {
                    out.push_str(self.text.get(from..at)?);
                    self.at = at.saturating_add(1);
                    return Some(out);
                }
                b'\\' => {
                    out.push_str(self.text.get(from..at)?);
                    let (c, taken) = match *self.bytes.get(at.saturating_add(1))? {
                        b'"' => ('"', 2),
                        b'\\' => ('\\', 2),
                        b'/' => ('/', 2),
                        b'b' => ('\u{8}', 2),
                        b'f' => ('\u{c}', 2),
                        b'n' => ('\n', 2),
                        b'r' => ('\r', 2),
                        b't' => ('\t', 2),
                        b'u' => unicode(self.bytes, at)?,
                        _ => return None,
                    };
                    out.push(c);
                    at = at.saturating_add(taken);
                    from = at;
                }
                0..0x20 => return None,
                _ => at = at.saturating_add(1),
            }
        }
    }

    fn number(&mut self) -> Option<Value<'a>> {
        let start = self.at;
        let _ = self.eat(b'-');
        let whole = self.digits();
        let leading_zero = self.bytes.get(self.at.saturating_sub(whole)) == Some(&b'0');
        if whole == 0 || (whole > 1 && leading_zero) {
            return None;
        }
        if self.eat(b'.').is_some() && self.digits() == 0 {
            return None;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.skip(1);
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.skip(1);
            }
            if self.digits() == 0 {
                return None;
            }
        }
        self.text.get(start..self.at).map(Value::Number)
    }

    fn digits(&mut self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        self.skip(count);
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_json_reads_is_read_the_same() {
        for text in [
            "null",
            " [1, -0.5e+3, true, false] ",
            r#"{"a": {"b": ["\u00fc\ud83d\ude00\n\"\\\/", ""]}, "c": {}}"#,
            "\u{feff}{\"ü\": \"ö\"}",
        ] {
            assert!(read(text, 64).is_ok(), "{text}");
        }
        let text = r#"["\u00fc\ud83d\ude00\n\"\\\/"]"#;
        let expected: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(read(text, 64).unwrap().items()[0].as_str(), expected[0].as_str());
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for text in [
            "",
            " ",
            "{",
            "[1,]",
            "{\"a\" 1}",
            "01",
            "1.",
            "1e",
            "-",
            "tru",
            "\"a\nb\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\u12g4\"",
            "1 2",
            "{a: 1}",
            "'a'",
            "[1 2]",
        ] {
            assert!(read(text, 64).is_err(), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        }
        assert!(matches!(read(&"[".repeat(70), 64).unwrap_err().kind, ErrorKind::TooDeep { limit: 64 }));
        assert!(read(&format!("{}{}", "[".repeat(64), "]".repeat(64)), 64).is_ok());
    }

    #[test]
    fn places_count_in_the_file_whatever_was_escaped() {
        let text = r#"{"a": ["x", {"b \"c": "\u00fcber {{name}}\n\ud83d\ude00 {{n}}"}]}"#;
        let root = read(text, 64).unwrap();
        let string = &root.list("a")[1].members()[0].node;
        let decoded = string.as_str().unwrap();
        let mut cursor = Cursor::default();
        for marker in ["{{name}}", "{{n}}", "{{name}}"] {
            let at = decoded.find(marker).unwrap();
            let place = string.place(text, Span::new(at, at + marker.len()), &mut cursor);
            assert_eq!(place.of(text), Some(marker));
            assert_eq!(root.path(place), "$.a[1][\"b \\\"c\"]");
        }
        let end = decoded.len();
        assert_eq!(string.place(text, Span::new(end - 1, end), &mut cursor).of(text), Some("}"));
        assert_eq!(root.path(root.span), "$");
        assert_eq!(root.path(root.list("a")[1].span), "$.a[1]");
    }
}
