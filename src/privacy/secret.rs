//! Tokens, keys and passwords.

use super::redact::{EMAIL, Found, PHONE, SECRET, char_before};
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

/// Names whose value is secret, without `-` and `_`.
const NAMES: [&str; 24] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "apisecret",
    "apitoken",
    "authorization",
    "authtoken",
    "bearertoken",
    "clientsecret",
    "idtoken",
    "kennwort",
    "passphrase",
    "passwd",
    "password",
    "passwort",
    "privatekey",
    "pwd",
    "refreshtoken",
    "secret",
    "secretkey",
    "sessiontoken",
    "token",
    "xapikey",
    "webhooksecret",
];

/// Longer words are data, not keys.
const RANDOM_LONGEST: usize = 512;

/// Longer values are hidden up to here and looked at anew behind it.
const LONGEST: usize = 8192;

/// A secret that begins at the word at `at`, or is named by it.
pub(super) fn token(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at..)?;
    let hide = |from: usize, length: usize| Found::Hide(Span::new(from, from.saturating_add(length)), SECRET);
    // Only at the start of a token: in the middle of one this would look at its rest again and again.
    let begins = char_before(text, at).is_none_or(|c| !matches!(c, '-' | '.' | '~'));
    for (prefix, least) in PREFIXES.iter().filter(|_| begins) {
        if let Some(tail) = rest.strip_prefix(prefix) {
            let length = token_length(tail);
            let digits = tail.bytes().take(length).any(|b| b.is_ascii_digit());
            if length >= *least && digits {
                return Some(hide(at, prefix.len().saturating_add(length)));
            }
        }
    }
    let word_length =
        rest.bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let word = rest.get(..word_length)?;
    let behind = at.saturating_add(word_length);
    if ["bearer", "basic"].iter().any(|w| word.eq_ignore_ascii_case(w)) {
        let from = behind.saturating_add(blanks(text, behind));
        let length = token_length(text.get(from..)?);
        let value = text.get(from..from.saturating_add(length))?;
        let telling = value.bytes().any(|b| b.is_ascii_digit()) || length >= 20;
        if from > behind && length >= 8 && telling {
            return Some(hide(from, length));
        }
    }
    if let Some((from, length)) = named_value(text, word, behind) {
        return Some(hide(from, length));
    }
    if !begins {
        return None;
    }
    let length = rest
        .bytes()
        .take(RANDOM_LONGEST)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'='))
        .count();
    random(rest.get(..length)?).then(|| hide(at, length))
}

/// `api_key=…`, `"token": "…"`, `Passwort: …`: where the value is and how long.
fn named_value(text: &str, word: &str, behind: usize) -> Option<(usize, usize)> {
    let mut name = String::with_capacity(word.len());
    name.extend(word.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()));
    let known = NAMES.iter().any(|n| name == *n)
        || ["apikey", "secret", "password", "passwort", "token"]
            .iter()
            .any(|n| name.ends_with(n) && word.contains(['_', '-']));
    if !known {
        return None;
    }
    let mut from = behind;
    let mut assigned = false;
    // A few quotes, blanks and one sign of assignment.
    for c in text.get(behind..)?.chars().take(8) {
        match c {
            ':' | '=' if !assigned => assigned = true,
            '"' | '\'' | '\\' | ' ' | '>' => {}
            _ => break,
        }
        from = from.saturating_add(c.len_utf8());
    }
    if !assigned || text.get(from..).is_some_and(|v| v.starts_with('[')) {
        return None;
    }
    let scheme = ["basic ", "bearer ", "token ", "digest "]
        .iter()
        .find(|s| text.get(from..from.saturating_add(s.len())).is_some_and(|t| t.eq_ignore_ascii_case(s)));
    from = from.saturating_add(scheme.map_or(0, |s| s.len()));
    let value = text.get(from..)?;
    let length = value
        .char_indices()
        .find(|(i, c)| {
            *i > LONGEST
                || c.is_whitespace()
                || matches!(c, '"' | '\'' | ',' | ';' | '&' | '}' | ')' | '<' | '\\')
        })
        .map_or(value.len(), |(i, _)| i);
    let value = value.get(..length)?;
    // What an earlier pass hid is no part of the value.
    let length = [EMAIL, PHONE, SECRET].iter().filter_map(|mark| value.find(mark)).min().unwrap_or(length);
    let value = value.get(..length)?;
    let password = name.contains("pass") || matches!(name.as_str(), "pwd" | "kennwort");
    let telling = value.bytes().any(|b| b.is_ascii_digit()) || value.len() >= 16;
    let long_enough = if password { value.len() >= 4 } else { value.len() >= 6 && telling };
    long_enough.then_some((from, length))
}

/// How many characters of a token stand at the start: letters, digits, `_ - . ~ + / =`. A dot or slash that ends it
/// belongs to the sentence.
fn token_length(text: &str) -> usize {
    let length = text
        .bytes()
        .take(LONGEST)
        .take_while(|b| {
            b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'~' | b'+' | b'/' | b'=')
        })
        .count();
    text.get(..length).map_or(0, |t| t.trim_end_matches(['.', '/', '-', '~']).len())
}

/// A word that no person writes: long, of small and capital letters and digits. Hexadecimal ids, UUIDs and paths are none.
fn random(word: &str) -> bool {
    let core: &str = word.trim_end_matches('=');
    if core.len() < 32 || word.len() >= RANDOM_LONGEST {
        return false;
    }
    let count = |f: fn(&u8) -> bool| core.bytes().filter(f).count();
    // Words joined by `_` or `-` are a name.
    let joints = count(|b| matches!(b, b'_' | b'-'));
    count(u8::is_ascii_uppercase) >= 3
        && count(u8::is_ascii_lowercase) >= 3
        && count(u8::is_ascii_digit) >= 3
        && joints.saturating_mul(8) <= core.len()
}

fn blanks(text: &str, at: usize) -> usize {
    text.get(at..).map_or(0, |rest| rest.bytes().take(4).take_while(|b| *b == b' ').count())
}
