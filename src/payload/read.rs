//! JSON within limits, its errors with their place.

use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// Reads JSON within a depth.
pub(crate) fn read(text: &str, max_depth: usize) -> Result<Value, Error> {
    let text_after_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text_after_mark.trim().is_empty() {
        return Err(Error::new(ErrorKind::Empty).with_help("a JSON object"));
    }
    if let Some(span) = too_deep(text, max_depth) {
        return Err(Error::new(ErrorKind::TooDeep { limit: max_depth }).at(span));
    }
    serde_json::from_str(text_after_mark).map_err(|e| {
        let at = byte_of(text_after_mark, e.line(), e.column())
            .saturating_add(text.len().saturating_sub(text_after_mark.len()));
        let message = e.to_string();
        // The place is the span; serde_json says it once more at the end.
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
        Error::new(ErrorKind::Json { message: message.to_owned() }).at(character_at(text, at))
    })
}

/// The bracket that goes beyond the depth.
fn too_deep(text: &str, max_depth: usize) -> Option<Span> {
    // With no more brackets than levels, in strings or not, nothing can be too deep.
    if text.bytes().filter(|byte| matches!(byte, b'{' | b'[')).count() <= max_depth {
        return None;
    }
    let (mut level, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                level = level.saturating_add(1);
                if level > max_depth {
                    return Some(Span::new(at, at.saturating_add(1)));
                }
            }
            b'}' | b']' if !in_string => level = level.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// How deep a value is nested, counted no further than one beyond `limit`.
pub(super) fn depth(value: &Value, limit: usize) -> usize {
    let mut deepest = 0;
    let mut open = vec![(value, 1_usize)];
    while let Some((value, level)) = open.pop() {
        match value {
            Value::Object(fields) if level <= limit => {
                deepest = deepest.max(level);
                open.extend(fields.values().map(|v| (v, level.saturating_add(1))));
            }
            Value::Array(items) if level <= limit => {
                deepest = deepest.max(level);
                open.extend(items.iter().map(|v| (v, level.saturating_add(1))));
            }
            Value::Object(_) | Value::Array(_) => return level,
            _ => {}
        }
    }
    deepest
}

/// The byte that serde_json means by line and column, both from 1; the column counts bytes.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    start.saturating_add(column.saturating_sub(1)).min(text.len())
}

/// The whole character that byte `at` belongs to.
fn character_at(text: &str, at: usize) -> Span {
    let start = (0..=at.min(text.len())).rev().find(|b| text.is_char_boundary(*b)).unwrap_or(0);
    let width = text.get(start..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    Span::new(start, start.saturating_add(width))
}
