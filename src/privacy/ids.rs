//! Ids that an operator wants to be hidden: by the key before them or by their shape. No regular expressions: a shape
//! is read in one step for each character.

use super::named;
use super::redact::Mark;
use super::scan::Found;
use crate::span::Span;

/// The longest shape and the longest key, in bytes.
const LONGEST: usize = 64;
/// The longest id, in bytes.
const LONGEST_ID: usize = 256;

/// Why a shape or a key of an id cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// Nothing to go by.
    #[error("an id needs at least one letter, digit or `#`")]
    Empty,
    /// Longer than any id begins.
    #[error("longer than {LONGEST} bytes")]
    TooLong,
    /// A `*` that is not the last character.
    #[error("`*` stands at the end only")]
    StarInside,
    /// A character that no id or key has.
    #[error("`{0}` is no character of an id")]
    Character(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    /// This byte, small.
    Byte(u8),
    Digit,
    Letter,
    /// One or more letters, digits, `_` or `-`, a digit among them: `call_3f9a`, not `call_started`.
    Rest,
}

/// The ids that are configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ids {
    /// Small, without `-` and `_`.
    keys: Vec<Vec<u8>>,
    shapes: Vec<Vec<Element>>,
}

impl Ids {
    pub(super) const fn new() -> Self {
        Self { keys: Vec::new(), shapes: Vec::new() }
    }

    pub(super) fn add_key(&mut self, key: &str) -> Result<(), IdError> {
        if key.len() > LONGEST {
            return Err(IdError::TooLong);
        }
        if let Some(c) = key.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))) {
            return Err(IdError::Character(c));
        }
        let key: Vec<u8> =
            key.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase()).collect();
        if key.is_empty() {
            return Err(IdError::Empty);
        }
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
        Ok(())
    }

    pub(super) fn add_shape(&mut self, shape: &str) -> Result<(), IdError> {
        if shape.len() > LONGEST {
            return Err(IdError::TooLong);
        }
        let mut elements = Vec::with_capacity(shape.len());
        for c in shape.chars() {
            if elements.last() == Some(&Element::Rest) {
                return Err(IdError::StarInside);
            }
            elements.push(match c {
                '#' => Element::Digit,
                '?' => Element::Letter,
                '*' => Element::Rest,
                _ if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/') => {
                    Element::Byte(u8::try_from(c).unwrap_or(b'_').to_ascii_lowercase())
                }
                _ => return Err(IdError::Character(c)),
            });
        }
        let begins = |e: &Element| match e {
            Element::Byte(b) => b.is_ascii_alphanumeric(),
            Element::Digit | Element::Letter => true,
            Element::Rest => false,
        };
        if !elements.first().is_some_and(begins) {
            return Err(IdError::Empty);
        }
        if !self.shapes.contains(&elements) {
            self.shapes.push(elements);
        }
        Ok(())
    }

    /// True if the key, small and without `-` and `_`, is one whose value is an id; a number may be glued to its start.
    pub(super) fn has_key(&self, key: &[u8]) -> bool {
        let digits = key.iter().take_while(|b| b.is_ascii_digit()).count();
        let bare = key.get(digits..).unwrap_or_default();
        self.keys.iter().any(|k| k == key || k == bare)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    pub(super) const fn has_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// An id of one of the shapes that begins at `at`, `before` being the byte before it.
    pub(super) fn shaped(&self, text: &str, at: usize, before: Option<u8>) -> Option<Found> {
        if self.shapes.is_empty() || before.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return None;
        }
        let bytes = text.as_bytes();
        let longest = self.shapes.iter().filter_map(|shape| fits(shape, bytes, at)).max()?;
        // A number with a sign or with decimals is one that is reckoned with.
        let signed =
            matches!(bytes.get(at.saturating_sub(2)..at), Some([b':' | b'[' | b',' | b'=' | b' ', b'-']));
        let decimals = matches!(bytes.get(longest..), Some([b'.', b'0'..=b'9', ..]));
        let number = bytes.get(at..longest)?.iter().all(u8::is_ascii_digit);
        if number && (signed || decimals) {
            return None;
        }
        Some(Found::Hide(Span::new(at, longest), Mark::Secret))
    }

    /// `/kunden/4711`: an id behind a slash whose key stands before it. It has a digit.
    pub(super) fn below_key(&self, text: &str, at: usize) -> Option<Found> {
        if self.keys.is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        let mut key_end = at;
        // JSON may write the slash as `\/`.
        while key_end.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b'\\')
            && at.saturating_sub(key_end) < 8
        {
            key_end = key_end.saturating_sub(1);
        }
        let (_, key) = named::key_before(text, key_end)?;
        let (small, length) = named::small(key);
        if !self.has_key(small.get(..length)?) {
            return None;
        }
        let start = at.saturating_add(1);
        let value = bytes.get(start..)?;
        let length = value.iter().take(LONGEST_ID).take_while(|b| is_id_byte(**b)).count();
        let telling = value.iter().take(length).any(u8::is_ascii_digit);
        telling.then(|| Found::Hide(Span::new(start, start.saturating_add(length)), Mark::Secret))
    }
}

const fn is_id_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')
}

/// Where an id of this shape that begins at `at` ends.
fn fits(shape: &[Element], bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    for element in shape {
        let b = *bytes.get(end)?;
        let good = match element {
            Element::Byte(wanted) => b.to_ascii_lowercase() == *wanted,
            Element::Digit => b.is_ascii_digit(),
            Element::Letter => b.is_ascii_alphabetic(),
            Element::Rest => {
                let rest = bytes.get(end..)?;
                let length = rest.iter().take(LONGEST_ID).take_while(|b| is_id_byte(**b)).count();
                let core = rest.get(..length)?;
                let core = core.iter().rposition(u8::is_ascii_alphanumeric)?.saturating_add(1);
                let telling = rest.iter().take(core).any(u8::is_ascii_digit);
                return telling.then(|| end.saturating_add(core));
            }
        };
        if !good {
            return None;
        }
        end = end.saturating_add(1);
    }
    let next = bytes.get(end).copied().unwrap_or(b' ');
    (!(next.is_ascii_alphanumeric() || next == b'_')).then_some(end)
}
