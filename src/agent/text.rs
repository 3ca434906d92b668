//! What a text for a model must not have: a length beyond the limit, a date that goes stale, a secret.

use super::collect::{Role, Text};
use super::json::{Cursor, short};
use super::sink::Sink;
use super::{date, finding};
use crate::finding::Finding;
use crate::privacy;
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
    for part in date::fixed(words, text.role == Role::Description) {
        let shown = short(part.of(words).unwrap_or_default()).into_owned();
        let at = text.node.place(source, part, &mut cursor);
        sink.put_of(Finding::new(&finding::FIXED_DATE).with("text", shown), at, text.node.span);
    }
    if may_hold_secret(words) {
        for part in privacy::secrets(words) {
            if part.of(words).is_some_and(is_secret) {
                let at = text.node.place(source, part, &mut cursor);
                sink.put_of(Finding::new(&finding::SECRET_IN_PROMPT), at, text.node.span);
            }
        }
    }
}

/// A cheap look ahead: a run without blanks of some length that has letters and digits.
fn may_hold_secret(text: &str) -> bool {
    let (mut length, mut letter, mut digit) = (0_usize, false, false);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'=' | b'.' | b'!' | b'#' | b'$')
        {
            length = length.saturating_add(1);
            letter |= byte.is_ascii_alphabetic();
            digit |= byte.is_ascii_digit();
            if length >= 6 && letter && digit {
                return true;
            }
        } else {
            (length, letter, digit) = (0, false, false);
        }
    }
    false
}

/// What redaction hides in doubt is not always a secret: a log loses nothing by it, a prompt author is bothered. So a
/// place for a value (`{{token}}`, `<token>`, `YOUR_API_KEY`), a word of prose behind "Passwort:", and a name of words
/// and numbers are none.
fn is_secret(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    let place = value.starts_with(['{', '<', '[', '$', '%']) || value.contains("{{");
    let lower = value.to_ascii_lowercase();
    let named_place =
        ["your", "xxx", "example", "beispiel", "placeholder", "...", "***"].iter().any(|w| lower.contains(w));
    let mut parts = 0_usize;
    let of_words = value.split(['_', '-']).all(|part| {
        parts = parts.saturating_add(1);
        part.bytes().all(|b| b.is_ascii_lowercase()) || part.bytes().all(|b| b.is_ascii_digit())
    });
    digits > 0 && letters > 0 && !place && !named_place && !(of_words && parts >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(text: &str) -> Vec<&str> {
        if !may_hold_secret(text) {
            return Vec::new();
        }
        privacy::secrets(text).into_iter().filter_map(|s| s.of(text)).filter(|s| is_secret(s)).collect()
    }

    #[test]
    fn keys_are_secrets() {
        for (text, secret) in [
            ("Nutze den Schlüssel sk-a8f3b2c19d7e4f60a1b2 dafür.", "sk-a8f3b2c19d7e4f60a1b2"),
            ("Authorization: Bearer a8f3b2c19d7e4f60", "a8f3b2c19d7e4f60"),
            ("api_key=9f8e7d6c5b4a", "9f8e7d6c5b4a"),
            ("Das Passwort: Sommer2025! nicht verraten", "Sommer2025!"),
        ] {
            assert_eq!(secrets(text), [secret], "{text}");
        }
    }

    #[test]
    fn prose_and_places_are_none() {
        for text in [
            "Passwort: fragen Sie nie danach.",
            "Token: {{session_token_2}}",
            "Authorization: Bearer {{api_token_v2}}",
            "api_key=YOUR_API_KEY_1",
            "Rufen Sie book_appointment_v17 auf, danach check_availability_v17.",
            "Knoten node_02_customer_routing und tool-v17-check-availability",
            "key_customer_2_information",
            "Termin am 24.12.2025 um 14:30 Uhr, Telefon 030 23125 001",
        ] {
            assert_eq!(secrets(text), Vec::<&str>::new(), "{text}");
        }
    }
}
