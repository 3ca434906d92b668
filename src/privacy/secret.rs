//! Tokens and keys that are known by their looks.

use super::redact::Mark;
use super::scan::Found;
use crate::span::Span;

/// How the keys of well-known services begin, and how many characters follow at least.
const PREFIXES: [(&str, usize); 27] = [
    ("AIza", 20),
    ("AKIA", 12),
    ("ASIA", 12),
    ("SG.", 20),
    ("eyJ", 20),
    ("ghp_", 16),
    ("gho_", 16),
    ("ghs_", 16),
    ("ghu_", 16),
    ("github_pat_", 16),
    ("glpat-", 16),
    ("hf_", 16),
    ("key_", 16),
    ("npm_", 16),
    ("pk_live_", 10),
    ("pk_test_", 10),
    ("rk_live_", 10),
    ("rk_test_", 10),
    ("sk-", 16),
    ("sk_live_", 10),
    ("sk_test_", 10),
    ("whsec_", 16),
    ("xoxa-", 10),
    ("xoxb-", 10),
    ("xoxp-", 10),
    ("xoxs-", 10),
    ("ya29.", 16),
];

/// The shortest and the longest word that is taken for a key because nobody would write it.
const RANDOM: std::ops::Range<usize> = 32..512;

/// Longer tokens are hidden up to here and looked at anew behind it.
const LONGEST: usize = 8192;

/// True if a known key, "bearer" or "basic" can begin with these letters, made small.
pub(super) const fn may_begin(first: u8, second: u8) -> bool {
    matches!(
        (first, second),
        (b'a', b'i' | b'k' | b's')
            | (b'b', b'e' | b'a')
            | (b'e', b'y')
            | (b'g', b'h' | b'i' | b'l')
            | (b'h', b'f')
            | (b'k', b'e')
            | (b'n', b'p')
            | (b'p' | b'r', b'k')
            | (b's', b'g' | b'k')
            | (b'w', b'h')
            | (b'x', b'o')
            | (b'y', b'a')
    )
}

/// True if the name of a secret can begin so.
pub(super) const fn may_name(first: u8) -> bool {
    matches!(first, b'p' | b'k' | b't' | b's' | b'a')
}

/// A key of a well-known service that begins at `at`.
pub(super) fn prefixed(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at..)?;
    let first = rest.as_bytes().first();
    let fits = |p: &str| p.as_bytes().first() == first && rest.starts_with(p);
    let (prefix, least) = PREFIXES.iter().find(|(prefix, _)| fits(prefix))?;
    let tail = rest.get(prefix.len()..)?.as_bytes();
    // Looked at in full only when its beginning is worth it.
    if !tail.iter().take(64).take_while(|b| is_token(**b)).any(u8::is_ascii_digit) {
        return None;
    }
    let length = token_length(tail);
    let end = at.saturating_add(prefix.len()).saturating_add(length);
    (length >= *least).then(|| Found::Hide(Span::new(at, end), Mark::Secret))
}

/// `Bearer …`, `Basic …` anywhere.
pub(super) fn scheme(text: &str, at: usize, end: usize) -> Option<Found> {
    let word = text.get(at..end)?;
    if !matches!(word.len(), 5 | 6) || !["bearer", "basic"].iter().any(|w| word.eq_ignore_ascii_case(w)) {
        return None;
    }
    let bytes = text.as_bytes();
    let from = end.saturating_add(blanks(bytes, end));
    let value = bytes.get(from..)?;
    let length = token_length(value);
    let telling = value.iter().take(length).any(u8::is_ascii_digit) || length >= 20;
    let hide = Found::Hide(Span::new(from, from.saturating_add(length)), Mark::Secret);
    (from > end && length >= 8 && telling).then_some(hide)
}

/// `$2y$10$…`, `$argon2id$…`: the hash of a password, which can be tried against guesses.
pub(super) fn password_hash(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at..)?;
    let known = ["$2a$", "$2b$", "$2y$", "$argon2i", "$argon2d", "$5$", "$6$"];
    if !known.iter().any(|k| rest.starts_with(k)) {
        return None;
    }
    let length = rest
        .bytes()
        .take(256)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'$' | b'.' | b'/' | b'+' | b'=' | b','))
        .count();
    (length >= 40).then(|| Found::Hide(Span::new(at, at.saturating_add(length)), Mark::Secret))
}

/// A word that no person writes: long, of small and capital letters and digits. Hexadecimal ids, UUIDs and paths are none.
pub(super) fn random(text: &str, at: usize) -> Option<Found> {
    let rest = text.as_bytes().get(at..)?;
    let is_core = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let core = rest.iter().take(RANDOM.end).take_while(|b| is_core(b)).count();
    if !RANDOM.contains(&core) {
        return None;
    }
    let word = rest.get(..core)?;
    let count = |f: fn(&u8) -> bool| word.iter().filter(|b| f(b)).count();
    // Words joined by `_` or `-` are a name.
    let joints = count(|b| matches!(b, b'_' | b'-'));
    let mixed = count(u8::is_ascii_uppercase) >= 3
        && count(u8::is_ascii_lowercase) >= 3
        && count(u8::is_ascii_digit) >= 3
        && joints.saturating_mul(8) <= core;
    let padding = rest.iter().skip(core).take(2).take_while(|b| **b == b'=').count();
    let end = at.saturating_add(core).saturating_add(padding);
    mixed.then(|| Found::Hide(Span::new(at, end), Mark::Secret))
}

/// True if a UUID stands at `at`: 8-4-4-4-12 hexadecimal digits.
pub(super) fn is_uuid(bytes: &[u8], at: usize) -> bool {
    let Some(word) = bytes.get(at..at.saturating_add(36)) else { return false };
    let good = word.iter().enumerate().all(|(i, b)| match i {
        8 | 13 | 18 | 23 => *b == b'-',
        _ => b.is_ascii_hexdigit(),
    });
    good && !bytes.get(at.saturating_add(36)).is_some_and(u8::is_ascii_alphanumeric)
}

const fn is_token(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'~' | b'+' | b'/' | b'=')
}

/// How many characters of a token stand at the start. A dot or slash that ends it belongs to the sentence.
fn token_length(bytes: &[u8]) -> usize {
    let mut length = bytes.iter().take(LONGEST).take_while(|b| is_token(**b)).count();
    while length
        .checked_sub(1)
        .and_then(|i| bytes.get(i))
        .is_some_and(|b| matches!(b, b'.' | b'/' | b'-' | b'~'))
    {
        length = length.saturating_sub(1);
    }
    length
}

/// How many bytes of blanks stand at `at`; a URL writes them as `%20` or `+`.
pub(super) fn blanks(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.starts_with(b"%20") {
        return 3;
    }
    if rest.starts_with(b"+") {
        return 1;
    }
    rest.iter().take(8).take_while(|b| **b == b' ').count()
}
