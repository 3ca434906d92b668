//! What a text for a model must not have: a length beyond the limit, a date that goes stale, a secret.

use super::collect::{Role, Text};
use super::sink::Sink;
use super::{date, finding, secret};
use crate::finding::Finding;
use crate::json::{Cursor, short};
use crate::span::Span;

pub(super) fn check(text: Text<'_>, limit: usize, source: &str, sink: &mut Sink) {
    let Some(words) = text.node.as_str() else { return };
    let mut cursor = Cursor::default();
    // A character has four bytes at most.
    if text.role == Role::Prompt && words.len() > limit {
        let length = words.chars().count();
        if length > limit {
            let finding = Finding::new(&finding::PROMPT_TOO_LONG).with("length", length).with("limit", limit);
            let end = text.node.place(source, Span::new(0, 0), &mut cursor).end;
            sink.put_of(finding, Span::new(text.node.span.start, end), text.node.span);
        }
    }
    // Neither a date nor a key is without a digit, and most texts have none.
    if next_digit(words.as_bytes(), 0).is_none() {
        return;
    }
    for part in date::fixed(words, text.role == Role::Description) {
        let shown = short(part.of(words).unwrap_or_default()).into_owned();
        let at = text.node.place(source, part, &mut cursor);
        sink.put_of(Finding::new(&finding::FIXED_DATE).with("text", shown), at, text.node.span);
    }
    for part in secret::in_text(words) {
        let at = text.node.place(source, part, &mut cursor);
        sink.put_of(Finding::new(&finding::SECRET_IN_PROMPT), at, text.node.span);
    }
}

/// The first digit from `at` on; whole blocks are looked at, since digits are rare.
pub(super) fn next_digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(rest) = bytes.get(at..).filter(|r| !r.is_empty()) {
        let block = rest.get(..32).unwrap_or(rest);
        if block.iter().fold(false, |any, b| any | b.is_ascii_digit()) {
            return Some(at.saturating_add(block.iter().position(u8::is_ascii_digit)?));
        }
        at = at.saturating_add(block.len());
    }
    None
}
