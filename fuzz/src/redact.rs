//! Any text can go into a log: what is said in it otherwise stays in order, a number or an address on its own line is gone,
//! and a second pass leaves the marks of the first alone.

use klartext::privacy::redact as redacted;

const TAGS: [&str; 3] = ["[EMAIL_REDACTED]", "[PHONE_REDACTED]", "[REDACTED]"];

/// The input is the text.
pub fn redact(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let out = redacted(text);
    assert_eq!(redacted(text), out, "not the same answer twice");
    let again = redacted(&out);
    assert!(marks(&again) >= marks(&out), "a second pass took a mark away: {out:?}, then {again:?}");
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
        let found = rest.find(piece);
        assert!(found.is_some(), "{piece:?} is not in {rest:?}");
        let behind = found.unwrap_or_default().saturating_add(piece.len());
        rest = rest.get(behind..).unwrap_or_default();
        left = after.unwrap_or_default();
    }
}
