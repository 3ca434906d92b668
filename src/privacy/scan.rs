use super::redact::{Found, char_at, next_place, starts_word};
use super::secret;
use crate::span::Span;

/// Where tokens, keys and passwords stand in a text, in order. What [`redact`](super::redact()) hides for another reason,
/// addresses and numbers, is not among them.
pub(crate) fn secrets(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let behind = out.last().map_or(0, |s| s.end);
        let found = if starts_word(text, at, c, behind) { secret::token(text, at) } else { None };
        at = match found {
            Some(Found::Hide(span, _)) if behind <= span.start && at < span.end => {
                out.push(span);
                span.end
            }
            Some(Found::Skip(end)) if end > at => end,
            _ => next_place(text, at, c),
        };
    }
    out
}
