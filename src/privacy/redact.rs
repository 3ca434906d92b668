use std::borrow::Cow;

use super::{address, number, secret};
use crate::span::Span;

/// What stands where an e-mail address was.
pub const EMAIL: &str = "[EMAIL_REDACTED]";
/// What stands where a telephone number was.
pub const PHONE: &str = "[PHONE_REDACTED]";
/// What stands where an IBAN, a token or a key was.
pub const SECRET: &str = "[REDACTED]";

/// What a recogniser makes of the text at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This has to go.
    Hide(Span, &'static str),
    /// Nothing to hide up to here.
    Skip(usize),
}

/// `text` for a log: without e-mail addresses, telephone numbers in digits or spoken, IBANs, bearer tokens, keys and
/// passwords.
///
/// Dates, times, prices, opening hours, ids and versions stay. In doubt between a number and nothing it hides. One pass,
/// linear in the text; a text with nothing to hide comes back as it is.
///
/// ```
/// use klartext::privacy::redact;
/// assert_eq!(
///     redact("Am 05.11.2025 um 14:30 Uhr, Rückruf 030 23125-000 oder max@example.org"),
///     "Am 05.11.2025 um 14:30 Uhr, Rückruf [PHONE_REDACTED] oder [EMAIL_REDACTED]",
/// );
/// ```
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    // Everything before it is in `out`.
    let mut copied = 0;
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let found = if c == '@' || (c == '%' && address::encoded_at(text, at)) {
            address::email(text, at, copied).map(|span| Found::Hide(span, EMAIL))
        } else if starts_word(text, at, c, copied) {
            secret::token(text, at)
                .or_else(|| address::iban(text, at))
                .or_else(|| address::identifier(text, at))
                .or_else(|| number::number(text, at))
        } else {
            None
        };
        match found {
            Some(Found::Hide(span, tag)) if copied <= span.start && at < span.end => {
                out.push_str(text.get(copied..span.start).unwrap_or(""));
                out.push_str(tag);
                copied = span.end;
                at = span.end;
            }
            Some(Found::Skip(end)) if end > at => at = end,
            _ => at = next_place(text, at, c),
        }
    }
    if copied == 0 && out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// True where a word, a number or a plus begins that belongs to nothing before it.
pub(super) fn starts_word(text: &str, at: usize, c: char, copied: usize) -> bool {
    // Right behind what was hidden, a mark stands before it: "x@example.org_token=…".
    let before = char_before(text, at).filter(|_| at != copied);
    match c {
        // Behind a digit it is a sum or the offset of a zone.
        '+' => before.is_none_or(|b| crate::phone::digit(b).is_none()),
        '(' => true,
        // "%2B" is a plus.
        '%' => true,
        _ => is_word(c) && before.is_none_or(|b| !is_word(b)),
    }
}

/// Where to look next: behind the word, or behind one character that is none.
pub(super) fn next_place(text: &str, at: usize, c: char) -> usize {
    if !is_word(c) {
        return at.saturating_add(c.len_utf8());
    }
    let rest = text.get(at..).unwrap_or("");
    rest.find(|c| !is_word(c)).map_or(text.len(), |i| at.saturating_add(i))
}

pub(super) fn is_word(c: char) -> bool {
    c == '_' || if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}
