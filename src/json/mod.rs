//! JSON with the place of everything in it, which `serde_json` does not keep.

mod read;

use std::borrow::Cow;
use std::fmt::Write as _;

pub(crate) use self::read::read;
use crate::span::Span;

/// Where the objects, lists and decoded strings of a file lie, one behind the other; they go all at once.
pub(crate) type Arena = bumpalo::Bump;

/// A value and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) span: Span,
    pub(crate) value: Value<'a>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    /// As it is written.
    Number(&'a str),
    /// Without its escapes.
    String(&'a str),
    Array(&'a [Node<'a>]),
    /// In the order of the text; of a name that stands twice, the last one counts.
    Object(&'a [Member<'a>]),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Member<'a> {
    pub(crate) key: &'a str,
    /// Of the key.
    pub(crate) tag: u64,
    pub(crate) key_span: Span,
    pub(crate) node: Node<'a>,
}

/// A name as a number: that of another name is hardly ever the same.
#[inline(always)]
pub(crate) const fn tag(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (head, tail) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(head), Some(tail)) => (u32::from_le_bytes(*head) as u64, u32::from_le_bytes(*tail) as u64),
            _ => match bytes {
                [a, b, c] => (u16::from_le_bytes([*a, *b]) as u64, *c as u64),
                [a, b] => (u16::from_le_bytes([*a, *b]) as u64, 0),
                [a] => (*a as u64, 0),
                _ => (0, 0),
            },
        },
    };
    (head ^ tail.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ bytes.len() as u64
}

/// Known names, each with its tag.
#[derive(Debug)]
pub(crate) struct Names<const N: usize> {
    names: [&'static str; N],
    tags: [u64; N],
}

impl<const N: usize> Names<N> {
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "runs at compile time, where a mistake is an error"
    )]
    pub(crate) const fn new(names: [&'static str; N]) -> Self {
        let mut tags = [0; N];
        let mut i = 0;
        while i < N {
            tags[i] = tag(names[i]);
            i += 1;
        }
        Self { names, tags }
    }

    #[inline]
    pub(crate) fn has(&self, name: &str, tag: u64) -> bool {
        self.tags.contains(&tag) && self.names.contains(&name)
    }
}

/// Longer names are shortened in a path, so that a hostile file cannot make each of its findings as long as itself.
const LONGEST_STEP: usize = 80;

impl<'a> Node<'a> {
    /// The value of a field; the last one of that name.
    // Inlined for the tag: that of a name in the program is known when it is compiled.
    #[inline(always)]
    pub(crate) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.find(key, tag(key)).map(|m| &m.node)
    }

    /// The member of a name, the last one.
    pub(crate) fn find(&self, key: &str, tag: u64) -> Option<&Member<'a>> {
        self.members().iter().rev().find(|m| m.tag == tag && m.key == key)
    }

    /// The same, unless it is `null`.
    #[inline(always)]
    pub(crate) fn some(&self, key: &str) -> Option<&Node<'a>> {
        self.get(key).filter(|n| !matches!(n.value, Value::Null))
    }

    #[inline(always)]
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(s) => Some(s),
            _ => None,
        }
    }

    pub(crate) fn members(&self) -> &[Member<'a>] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn items(&self) -> &[Node<'a>] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The elements of the list under a field; none where there is no list.
    #[inline(always)]
    pub(crate) fn list(&self, key: &str) -> &[Node<'a>] {
        self.get(key).map_or(&[], Node::items)
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// True for `{}`, `[]`, `""` and `null`: what a program writes for nothing.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::String(s) => s.trim().is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        }
    }

    pub(crate) const fn type_name(&self) -> &'static str {
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
    pub(crate) fn place(&self, source: &str, part: Span, cursor: &mut Cursor) -> Span {
        let inner = self.span.start.saturating_add(1);
        let Some(raw) = source.get(inner..self.span.end.saturating_sub(1)) else { return self.span };
        if cursor.of != self.span || cursor.decoded > part.start {
            let plain = memchr::memchr(b'\\', raw.as_bytes()).is_none();
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
    pub(crate) fn path(&self, target: Span) -> String {
        self.path_by(target, |out, i, _| {
            let _ = write!(out, "[{i}]");
        })
    }

    /// The same with elements named by their id where they have one, so that it holds when others move.
    pub(crate) fn stable_path(&self, target: Span) -> String {
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
                        push_key(&mut out, m.key);
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
pub(crate) struct Cursor {
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
pub(crate) fn short(text: &str) -> Cow<'_, str> {
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
pub(crate) fn unicode(bytes: &[u8], at: usize) -> Option<(char, usize)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_in_the_file_whatever_was_escaped() {
        let text = r#"{"a": ["x", {"b \"c": "\u00fcber {{name}}\n\ud83d\ude00 {{n}}"}]}"#;
        let arena = Arena::new();
        let root = read(text, 64, &arena).unwrap();
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

    #[test]
    fn names_that_differ_have_other_tags() {
        let names =
            ["", "a", "b", "ab", "ba", "abc", "acb", "id", "di", "type", "name", "tools", "edges", "text"];
        let long = ["destination_node_id", "transfer_option", "transfer_destination", "transition_condition"];
        let all: Vec<&str> = names.into_iter().chain(long).collect();
        for (i, a) in all.iter().enumerate() {
            for b in all.iter().skip(i + 1) {
                assert_ne!(tag(a), tag(b), "{a} {b}");
            }
        }
    }
}
