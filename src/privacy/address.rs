//! E-mail addresses, IBANs, and words that are ids.

use super::redact::{Found, SECRET, char_at, char_before, is_word};
use crate::span::Span;

/// RFC 5321: the longest part before the @.
const MAX_LOCAL: usize = 64;
/// RFC 5321: the longest domain.
const MAX_DOMAIN: usize = 255;

/// True where `%40`, an @ in a URL, stands.
pub(super) fn encoded_at(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with("%40"))
}

/// The address around the @ at `at`, beginning not before `from`.
pub(super) fn email(text: &str, at: usize, from: usize) -> Option<Span> {
    let behind = at.saturating_add(if encoded_at(text, at) { 3 } else { 1 });
    let mut start = at;
    while let Some(c) = char_before(text, start) {
        let earlier = start.saturating_sub(c.len_utf8());
        if !is_local(c) || earlier < from || at.saturating_sub(earlier) > MAX_LOCAL {
            break;
        }
        start = earlier;
    }
    // A sentence may end before it: ". max@…" was cut at the blank, ".max@…" begins behind the dot.
    while char_at(text, start).is_some_and(|c| matches!(c, '.' | '-' | '\'')) && start < at {
        start = start.saturating_add(1);
    }
    if start == at {
        return None;
    }
    let mut end = behind;
    for c in text.get(behind..)?.chars() {
        if !(c.is_alphanumeric() || matches!(c, '-' | '.')) || end.saturating_sub(behind) > MAX_DOMAIN {
            break;
        }
        end = end.saturating_add(c.len_utf8());
    }
    let domain = text.get(behind..end)?.trim_end_matches(['.', '-']);
    let top = domain.rsplit('.').next()?;
    let named = top.chars().count() >= 2 && top.chars().all(|c| c.is_alphabetic() || c == '-');
    named.then(|| Span::new(start, behind.saturating_add(domain.len())))
}

fn is_local(c: char) -> bool {
    is_word(c) || matches!(c, '.' | '+' | '-' | '%' | '\'' | '&' | '~' | '=')
}

/// The length of an IBAN of a country, from the SWIFT IBAN registry.
fn iban_length(country: &str) -> Option<usize> {
    let length = match country {
        "NO" => 15,
        "BE" => 16,
        "DK" | "FI" | "FO" | "GL" | "NL" => 18,
        "MK" | "SI" => 19,
        "AT" | "BA" | "EE" | "KZ" | "LT" | "LU" | "XK" => 20,
        "CH" | "HR" | "LI" | "LV" => 21,
        "BG" | "BH" | "CR" | "DE" | "GB" | "GE" | "IE" | "ME" | "RS" | "VA" => 22,
        "AE" | "GI" | "IL" | "IQ" | "TL" => 23,
        "AD" | "CZ" | "ES" | "MD" | "PK" | "RO" | "SA" | "SE" | "SK" | "TN" | "VG" => 24,
        "PT" | "ST" => 25,
        "IS" | "TR" => 26,
        "FR" | "GR" | "IT" | "MC" | "MR" | "SM" => 27,
        "AL" | "AZ" | "BY" | "CY" | "DO" | "GT" | "HU" | "LB" | "PL" | "SV" => 28,
        "BR" | "EG" | "PS" | "QA" | "UA" => 29,
        "JO" | "KW" | "MU" => 30,
        "MT" | "SC" => 31,
        "LC" => 32,
        _ => return None,
    };
    Some(length)
}

/// An IBAN that begins at `at`, in groups or in one. A wrong check sum hides it as well, and so does a missing digit.
pub(super) fn iban(text: &str, at: usize) -> Option<Found> {
    let head = text.get(at..at.checked_add(2)?)?;
    if !head.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let wanted = iban_length(&head.to_ascii_uppercase())?;
    let mut count = 0_usize;
    let mut digits = 0_usize;
    let mut end = at;
    let mut last_digit_end = at;
    let mut blank = false;
    for (i, c) in text.get(at..)?.char_indices() {
        let here = at.saturating_add(i);
        match c {
            _ if c.is_ascii_alphanumeric() => {
                // A small letter after a blank is the next word.
                let next_word = blank && c.is_ascii_lowercase();
                let in_check = matches!(count, 2 | 3) && !c.is_ascii_digit();
                if count >= wanted || next_word || in_check {
                    break;
                }
                count = count.saturating_add(1);
                end = here.saturating_add(1);
                blank = false;
                if c.is_ascii_digit() {
                    digits = digits.saturating_add(1);
                    last_digit_end = end;
                }
            }
            ' ' | '-' | '\u{A0}' if !blank && count >= 4 && count < wanted => blank = true,
            _ => break,
        }
    }
    if digits < 10 || count < 12 {
        return None;
    }
    let end = if count == wanted { end } else { last_digit_end };
    (!char_at(text, end).is_some_and(is_word)).then(|| Found::Hide(Span::new(at, end), SECRET))
}

/// An id such as `call_8f2c…` or a UUID: letters and digits joined by `-` or `_`. Its digits are no telephone number.
pub(super) fn identifier(text: &str, at: usize) -> Option<Found> {
    const LONGEST: usize = 80;
    let rest = text.get(at..)?;
    let length = rest
        .bytes()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        .count();
    let word = rest.get(..length)?;
    let mixed = |part: &str| {
        part.bytes().any(|b| b.is_ascii_alphabetic()) && part.bytes().any(|b| b.is_ascii_digit())
    };
    // "Tel-030-23125000" is none: none of its parts has both.
    word.split('-').any(mixed).then(|| Found::Skip(at.saturating_add(length)))
}
