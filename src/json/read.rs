//! From the bytes of a JSON text to [`Node`]s.
//!
//! A file is read in one pass. Strings without an escape stay where they are, eight bytes of one are looked at in a step, and
//! the elements of what is open lie on one stack until it closes: then they go into an arena, as many as there are. A tree has no
//! owner of anything in it, so nothing has to be taken apart at the end.

use super::{Arena, Member, Node, Value, tag, unicode};
use crate::error::{Error, ErrorKind};
use crate::payload;
use crate::span::Span;

/// Reads JSON within a depth. What is wrong is told in `serde_json`'s words.
pub(crate) fn read<'a>(text: &'a str, max_depth: usize, arena: &'a Arena) -> Result<Node<'a>, Error> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        arena,
        at,
        left: max_depth,
        members: Vec::with_capacity(64),
        items: Vec::with_capacity(64),
        decoded: String::new(),
    };
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
    arena: &'a Arena,
    at: usize,
    /// Levels that may still be opened.
    left: usize,
    /// Members of the objects that are open.
    members: Vec<Member<'a>>,
    /// Elements of the lists that are open.
    items: Vec<Node<'a>>,
    /// Where a string loses its escapes.
    decoded: String,
}

impl<'a> Parser<'a> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    #[inline]
    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.skip(1);
        }
    }

    #[inline]
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
        self.bytes.get(self.at..)?.starts_with(word.as_bytes()).then(|| {
            self.skip(word.len());
            value
        })
    }

    fn object(&mut self) -> Option<Value<'a>> {
        self.left = self.left.checked_sub(1)?;
        self.eat(b'{')?;
        let from = self.members.len();
        self.blanks();
        if self.eat(b'}').is_none() {
            loop {
                self.blanks();
                let start = self.at;
                let key = self.string()?;
                let key_span = Span::new(start, self.at);
                self.blanks();
                self.eat(b':')?;
                let tag = tag(key);
                let node = self.value()?;
                self.members.push(Member { key, tag, key_span, node });
                self.blanks();
                if self.eat(b',').is_none() {
                    self.eat(b'}')?;
                    break;
                }
            }
        }
        self.left = self.left.saturating_add(1);
        let members = self.arena.alloc_slice_copy(self.members.get(from..)?);
        self.members.truncate(from);
        Some(Value::Object(members))
    }

    fn array(&mut self) -> Option<Value<'a>> {
        self.left = self.left.checked_sub(1)?;
        self.eat(b'[')?;
        let from = self.items.len();
        self.blanks();
        if self.eat(b']').is_none() {
            loop {
                let item = self.value()?;
                self.items.push(item);
                self.blanks();
                if self.eat(b',').is_none() {
                    self.eat(b']')?;
                    break;
                }
            }
        }
        self.left = self.left.saturating_add(1);
        let items = self.arena.alloc_slice_copy(self.items.get(from..)?);
        self.items.truncate(from);
        Some(Value::Array(items))
    }

    fn string(&mut self) -> Option<&'a str> {
        self.eat(b'"')?;
        let start = self.at;
        let end = special(self.bytes, start)?;
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end.saturating_add(1);
            return self.text.get(start..end);
        }
        self.escaped(start, end)
    }

    /// A string from `start` with its first escape at `at`.
    fn escaped(&mut self, start: usize, mut at: usize) -> Option<&'a str> {
        self.decoded.clear();
        let mut from = start;
        loop {
            self.decoded.push_str(self.text.get(from..at)?);
            match *self.bytes.get(at)? {
                b'"' => {
                    self.at = at.saturating_add(1);
                    return Some(self.arena.alloc_str(&self.decoded));
                }
                b'\\' => {}
                _ => return None,
            }
            let (c, taken) = match *self.bytes.get(at.saturating_add(1))? {
                b'n' => ('\n', 2),
                b'"' => ('"', 2),
                b'\\' => ('\\', 2),
                b'/' => ('/', 2),
                b'b' => ('\u{8}', 2),
                b'f' => ('\u{c}', 2),
                b'r' => ('\r', 2),
                b't' => ('\t', 2),
                b'u' => unicode(self.bytes, at)?,
                _ => return None,
            };
            self.decoded.push(c);
            from = at.saturating_add(taken);
            at = special(self.bytes, from)?;
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

/// The first quote, backslash or control character from `from` on.
#[inline]
fn special(bytes: &[u8], from: usize) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    /// The high bit of each byte below `limit`. A borrow can set one wrongly, but only behind one that is set rightly.
    const fn below(word: u64, limit: u64) -> u64 {
        word.wrapping_sub(ONES.wrapping_mul(limit)) & !word & HIGH
    }
    const QUOTES: u64 = u64::from_le_bytes([b'"'; 8]);
    const SLASHES: u64 = u64::from_le_bytes([b'\\'; 8]);
    let mut rest = bytes.get(from..)?;
    let mut at = from;
    while let Some((eight, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*eight);
        let hits = below(word ^ QUOTES, 1) | below(word ^ SLASHES, 1) | below(word, 0x20);
        if hits != 0 {
            return Some(at.saturating_add((hits.trailing_zeros() / 8) as usize));
        }
        at = at.saturating_add(8);
        rest = tail;
    }
    let found = rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20))?;
    Some(at.saturating_add(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str, max_depth: usize) -> Result<(), Error> {
        read(text, max_depth, &Arena::new()).map(|_| ())
    }

    #[test]
    fn what_serde_json_reads_is_read_the_same() {
        for text in [
            "null",
            " [1, -0.5e+3, true, false] ",
            r#"{"a": {"b": ["\u00fc\ud83d\ude00\n\"\\\/", ""]}, "c": {}}"#,
            "\u{feff}{\"ü\": \"ö\"}",
        ] {
            assert!(reads(text, 64).is_ok(), "{text}");
        }
        let text = r#"["\u00fc\ud83d\ude00\n\"\\\/"]"#;
        let expected: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(read(text, 64, &Arena::new()).unwrap().items()[0].as_str(), expected[0].as_str());
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
            assert!(reads(text, 64).is_err(), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        }
        assert!(matches!(reads(&"[".repeat(70), 64).unwrap_err().kind, ErrorKind::TooDeep { limit: 64 }));
        assert!(reads(&format!("{}{}", "[".repeat(64), "]".repeat(64)), 64).is_ok());
    }

    #[test]
    fn what_ends_a_string_is_found_wherever_it_stands() {
        for length in 0..40 {
            for byte in 0..=255_u8 {
                let mut bytes = vec![b'x'; length];
                bytes.extend([byte, b'"', byte, 0]);
                let expected = bytes.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20));
                assert_eq!(special(&bytes, 0), expected, "{length} {byte}");
            }
        }
        assert_eq!(special(&[b'x'; 40], 0), None);
    }

    #[test]
    fn strings_of_any_length_are_read() {
        for length in 0..40 {
            for end in ["", "\\n", "\\u00fc", "ü", "\\\\"] {
                let text = format!("[\"{}{end}{}\", 1]", "a".repeat(length), "ä".repeat(length));
                let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert_eq!(
                    read(&text, 64, &Arena::new()).unwrap().items()[0].as_str(),
                    expected[0].as_str(),
                    "{text}"
                );
            }
        }
    }
}
