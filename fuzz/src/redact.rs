//! Any text can go into a log: what is said in it otherwise stays in order, a number or an address on its own line is gone,
//! and a second pass leaves the marks of the first alone.

use klartext::privacy::{Redactor, Stream, redact as redacted};

const TAGS: [&str; 3] = ["[EMAIL_REDACTED]", "[PHONE_REDACTED]", "[REDACTED]"];

/// The input is the text.
pub fn redact(data: &[u8]) {
    in_pieces(data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let out = redacted(text);
    assert_eq!(redacted(text), out, "not the same answer twice");
    let again = redacted(&out);
    assert!(marks(&again) >= marks(&out), "a second pass took a mark away: {out:?}, then {again:?}");
    let lines: Vec<_> = text.split('\n').map(|line| redacted(line).into_owned()).collect();
    assert_eq!(lines.join("\n"), out, "a line gives something else beside others");
    // A line of digits is a number in a log, not a document.
    let document = text.trim_start().starts_with(['{', '[']);
    if document && serde_json::from_str::<serde_json::Value>(text).is_ok() {
        assert!(
            serde_json::from_str::<serde_json::Value>(&out).is_ok(),
            "no JSON any more: {text:?}, then {out:?}"
        );
    }
    if !text.contains("REDACTED]") {
        kept_in_order(text, &out);
    }
    let marked = format!("{text}\nRückruf 030 23125042 bitte\nmax@example.org\n{text}");
    let out = redacted(&marked);
    for secret in ["23125042", "max@example.org"] {
        if !text.contains(secret) {
            assert!(!out.contains(secret), "{secret} is still there in {out:?}");
        }
    }
}

/// What comes out of a stream does not depend on how it was cut, and is what the text gives.
fn in_pieces(data: &[u8]) {
    let redactor = Redactor::new()
        .id_key("customer_id")
        .and_then(|r| r.id("call_*"))
        .and_then(|r| r.id("KD-##?"))
        .unwrap_or_default();
    let whole = |pieces: &mut dyn Iterator<Item = &[u8]>| {
        let mut stream = Stream::new(&redactor);
        let mut out = Vec::new();
        for piece in pieces {
            stream.feed(piece, &mut out);
        }
        stream.finish(&mut out);
        out
    };
    let at_once = whole(&mut std::iter::once(data));
    let size = data.first().map_or(1, |b| usize::from(b % 7).saturating_add(1));
    assert_eq!(whole(&mut data.chunks(size)), at_once, "cut in pieces of {size}");
    if let Ok(text) = std::str::from_utf8(data) {
        assert_eq!(redactor.redact(text).as_bytes(), at_once, "a stream and its text");
    }
}

fn marks(text: &str) -> usize {
    TAGS.iter().map(|tag| text.matches(tag).count()).sum()
}

/// What is left between the tags stands in the text, in the same order.
fn kept_in_order(text: &str, out: &str) {
    let mut rest = text;
    let mut left = out;
    while !left.is_empty() {
        let next = TAGS.iter().filter_map(|tag| left.find(tag).map(|at| (at, tag.len()))).min();
        let (piece, after) = match next {
            Some((at, length)) => (left.get(..at).unwrap_or_default(), left.get(at.saturating_add(length)..)),
            None => (left, None),
        };
        // A bare number of JSON gets quotes with its mark.
        let piece = piece.trim_matches(['"', '\\']);
        let found = rest.find(piece);
        assert!(found.is_some(), "{piece:?} is not in {rest:?}");
        let behind = found.unwrap_or_default().saturating_add(piece.len());
        rest = rest.get(behind..).unwrap_or_default();
        left = after.unwrap_or_default();
    }
}
