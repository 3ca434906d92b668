//! Telephone numbers in digits, in any layout, and spoken ones.

use super::redact::{Found, PHONE, char_at, char_before, is_word};
use super::{address, calendar};
use crate::phone::{self, digit};
use crate::span::Span;

/// The digits of a candidate and how they stand.
#[derive(Default)]
struct Candidate {
    digits: String,
    plus: bool,
    /// The length of each group.
    groups: Vec<usize>,
    end: usize,
}

/// No telephone number has more, its international prefix included.
const MOST_DIGITS: usize = 18;

/// A telephone number that begins at `at`, or how far there is none.
pub(super) fn number(text: &str, at: usize) -> Option<Found> {
    let c = char_at(text, at)?;
    if c.is_alphabetic() {
        return spoken(text, at);
    }
    // Arabic digits and their like are never a date in a log.
    if let Some(end) = calendar::date_or_time(text, at) {
        return Some(Found::Skip(end));
    }
    let candidate = candidate(text, at)?;
    if candidate.digits.is_empty() {
        return None;
    }
    if is_phone(&candidate) || (candidate.digits.len() >= 5 && has_cue(text, at)) {
        // `030231@example.org` is a mailbox, `+4930231@10.0.0.1` a telephone.
        if char_at(text, candidate.end) == Some('@') && address::email(text, candidate.end, at).is_some() {
            return Some(Found::Skip(candidate.end));
        }
        return Some(Found::Hide(Span::new(at, candidate.end), PHONE));
    }
    let rest = text.get(at..)?;
    let first =
        rest.char_indices().find(|(i, c)| *i > 0 && digit(*c).is_none()).map_or(rest.len(), |(i, _)| i);
    Some(Found::Skip(at.saturating_add(first)))
}

/// Reads groups of digits with layout between them, as long as they can be one number.
fn candidate(text: &str, at: usize) -> Option<Candidate> {
    let mut out = Candidate { end: at, ..Candidate::default() };
    let mut place = at;
    loop {
        let from = place;
        let mut opened = false;
        let mut gap = 0_usize;
        while let Some(c) = char_at(text, place) {
            let layout = match c {
                '+' | '\u{FF0B}' if out.digits.is_empty() => {
                    out.plus = true;
                    true
                }
                '%' if out.digits.is_empty()
                    && text.get(place..).is_some_and(|r| r.starts_with("%2B") || r.starts_with("%2b")) =>
                {
                    out.plus = true;
                    place = place.saturating_add(2);
                    true
                }
                '(' | '[' => {
                    opened = true;
                    true
                }
                ')' | ']' => !out.digits.is_empty(),
                ' ' | '\u{A0}' | '\u{202F}' | '-' | '/' | '.' | '\u{2010}'..='\u{2015}' => {
                    !out.digits.is_empty() || out.plus || opened
                }
                _ => false,
            };
            if !layout || gap >= 4 {
                break;
            }
            gap = gap.saturating_add(1);
            place = place.saturating_add(if c == '%' { 1 } else { c.len_utf8() });
        }
        // ". 5 Uhr" begins a sentence, "- 18" a range or a list.
        let between = text.get(from..place).unwrap_or("");
        if !out.digits.is_empty() && matches!(between, ". " | "- " | ".. " | "--") {
            break;
        }
        if !out.digits.is_empty() && calendar::date_or_time(text, place).is_some() {
            break;
        }
        let mut group = String::new();
        let mut end = place;
        let mut endless = 0_usize;
        for c in text.get(place..)?.chars() {
            let Some(d) = digit(c) else { break };
            endless = endless.saturating_add(1);
            if endless <= MOST_DIGITS.saturating_add(1) {
                group.push(char::from(d));
            }
            end = end.saturating_add(c.len_utf8());
        }
        let glued_letter = char_at(text, end).is_some_and(|c| is_word(c) && digit(c).is_none());
        let more = out.digits.len().saturating_add(group.len()) > MOST_DIGITS;
        let amount = calendar::is_amount(text, end) || decimals(text, end) || id_goes_on(text, end);
        if group.is_empty() || glued_letter || more || amount || (gap == 0 && !out.digits.is_empty()) {
            break;
        }
        out.digits.push_str(&group);
        out.groups.push(group.len());
        out.end = end;
        place = end;
    }
    Some(out)
}

/// `,50` behind a number: an amount.
fn decimals(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    let fraction =
        rest.strip_prefix(',').map_or(0, |r| r.bytes().take(3).take_while(u8::is_ascii_digit).count());
    matches!(fraction, 1 | 2)
}

/// `-e29b` behind a number: a UUID.
fn id_goes_on(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    let Some(word) = rest.strip_prefix('-') else { return false };
    let part = word.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let part = word.get(..part).unwrap_or("");
    part.bytes().any(|b| b.is_ascii_alphabetic()) && part.bytes().any(|b| b.is_ascii_digit())
}

fn is_phone(candidate: &Candidate) -> bool {
    let digits = candidate.digits.as_str();
    let length = digits.len();
    let glued = candidate.groups.len() == 1;
    if candidate.plus {
        return (7..=17).contains(&length);
    }
    if digits.starts_with("000") {
        return false;
    }
    if let Some(abroad) = digits.strip_prefix("00") {
        return (7..=15).contains(&abroad.len()) && phone::calling_code_digits(abroad) > 0;
    }
    if digits.starts_with('0') {
        return (7..=14).contains(&length) && !is_compact_date(candidate) && !is_clock_range(candidate);
    }
    // Without plus or zero: the calling codes of this part of the world, and mobiles that lost their zero.
    let home = ["49", "43", "41", "423"].iter().any(|code| {
        let first = candidate.groups.first().copied().unwrap_or(0);
        let spaced = first == code.len() && candidate.groups.iter().skip(1).any(|g| *g >= 3);
        digits.starts_with(code) && (glued || spaced) && (11..=14).contains(&length)
    });
    let mobile = glued && length == 11 && ["15", "16", "17"].iter().any(|m| digits.starts_with(m));
    home || mobile
}

/// `05112025`: a date without its dots.
fn is_compact_date(candidate: &Candidate) -> bool {
    let part = |from: usize, to: usize| {
        candidate.digits.get(from..to).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0)
    };
    candidate.digits.len() == 8
        && matches!(candidate.groups.as_slice(), [8] | [2, 2, 4])
        && (1..=31).contains(&part(0, 2))
        && (1..=12).contains(&part(2, 4))
        && (1900..2100).contains(&part(4, 8))
}

/// `0830-1800`, `08 30 - 18 00`.
fn is_clock_range(candidate: &Candidate) -> bool {
    let clock = |from: usize| {
        let hours = candidate.digits.get(from..from.saturating_add(2)).and_then(|d| d.parse::<u32>().ok());
        let minutes = candidate
            .digits
            .get(from.saturating_add(2)..from.saturating_add(4))
            .and_then(|d| d.parse::<u32>().ok());
        hours.is_some_and(|h| h <= 24) && minutes.is_some_and(|m| m % 5 == 0 && m < 60)
    };
    matches!(candidate.groups.as_slice(), [4, 4] | [2, 2, 2, 2]) && clock(0) && clock(4)
}

/// True where the word before a number says that it is a telephone number: `Tel.`, `"from_number": "`.
fn has_cue(text: &str, at: usize) -> bool {
    const CUES: [&str; 26] = [
        "agent_number",
        "anruf",
        "callback",
        "caller",
        "caller_id",
        "fax",
        "fon",
        "from_number",
        "handy",
        "handynummer",
        "mobil",
        "mobile",
        "mobilnummer",
        "mobiltelefon",
        "phone",
        "phone_number",
        "rufnummer",
        "rückruf",
        "rückrufnummer",
        "tel",
        "telefon",
        "telefonnummer",
        "telephone",
        "to_number",
        "user_number",
        "whatsapp",
    ];
    const NEAR: usize = 6;
    let mut end = at;
    for _ in 0..NEAR {
        match char_before(text, end) {
            Some(c) if !is_word(c) => end = end.saturating_sub(c.len_utf8()),
            _ => break,
        }
    }
    let mut start = end;
    while let Some(c) = char_before(text, start) {
        if !is_word(c) || end.saturating_sub(start) > 24 {
            break;
        }
        start = start.saturating_sub(c.len_utf8());
    }
    let word = text.get(start..end).unwrap_or("").to_lowercase();
    CUES.contains(&word.as_str())
}

/// A number said in words: at least seven digits, not all of them zero.
fn spoken(text: &str, at: usize) -> Option<Found> {
    let mut place = at;
    let mut end = at;
    let mut count = phone::SpokenCount::default();
    loop {
        let rest = text.get(place..)?;
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = rest.get(..length)?;
        if word.is_empty() || !count.add(word) {
            break;
        }
        place = place.saturating_add(length);
        if count.ends_with_digits() {
            end = place;
        }
        let gap = text
            .get(place..)?
            .chars()
            .take(3)
            .take_while(|c| matches!(c, ' ' | ',' | '-' | '.' | '/' | '\u{A0}'));
        place = place.saturating_add(gap.map(char::len_utf8).sum());
    }
    if place == at {
        return None;
    }
    if count.is_number() {
        return Some(Found::Hide(Span::new(at, end), PHONE));
    }
    // What is too short from here on is too short from every later word of it.
    Some(Found::Skip(place))
}
