//! Telephone numbers said in words, as far as a redaction has to know them: how many digits, not which.

use super::calendar;
use super::redact::Mark;
use super::scan::{Found, char_at};
use crate::phone::SpokenCount;
use crate::span::Span;

/// So many digits said one by one are a number, or a part of one that was given in several breaths.
const ONE_BY_ONE: usize = 4;

/// So many words are read as one number at most.
const MOST_WORDS: usize = 64;

/// No word of so many bytes is a number by itself: "dreizehn", not "nulldreinull".
const LONE: usize = 8;

/// Digits that are said one by one, folded.
const SINGLE: [&str; 12] =
    ["null", "eins", "zwei", "zwo", "drei", "vier", "fuenf", "funf", "sechs", "sieben", "acht", "neun"];

/// Words that people put between the parts of a number.
const FILLER: [&str; 26] = [
    "aeh",
    "aehm",
    "also",
    "auf",
    "bindestrich",
    "dann",
    "danach",
    "die",
    "durchwahl",
    "eh",
    "genau",
    "hm",
    "ja",
    "klammer",
    "komma",
    "minus",
    "moment",
    "noch",
    "nochmal",
    "pause",
    "punkt",
    "schraegstrich",
    "strich",
    "und",
    "vorwahl",
    "zu",
];

/// True if the word at `at` can begin a number that is said: a filter before all that costs.
pub(super) fn may_begin(bytes: &[u8], at: usize, first: u8, second: u8) -> bool {
    let lower = |i: usize| bytes.get(at.saturating_add(i)).map_or(0, |b| b | 0x20);
    match (first, second) {
        (b'n', b'u') => lower(2) == b'l' && lower(3) == b'l',
        (b'n', b'e') => lower(2) == b'u' && lower(3) == b'n',
        (b'e', b'i') => lower(2) == b'n' && matches!(lower(3), b's' | b'u' | b'h' | b'm'),
        (b'e', b'l') => lower(2) == b'f',
        (b'z', b'w') => matches!(lower(2), b'e' | b'o' | b'a' | 0xC0..),
        (b'z', b'e') => lower(2) == b'h' && lower(3) == b'n',
        (b'd', b'r') => lower(2) == b'e' && lower(3) == b'i',
        (b'd', b'o') => lower(2) == b'p' && lower(3) == b'p',
        (b'v', b'i') => lower(2) == b'e' && lower(3) == b'r',
        (b's', b'e') => lower(2) == b'c' && lower(3) == b'h',
        (b's', b'i') => lower(2) == b'e' && lower(3) == b'b',
        (b'a', b'c') => lower(2) == b'h' && lower(3) == b't',
        (b'h', b'u') => lower(2) == b'n' && lower(3) == b'd',
        (b'p', b'l') => lower(2) == b'u' && lower(3) == b's',
        // "fünf" in each of its spellings, `\u00fc` and wrong encodings among them.
        (b'f', b'u') => matches!(lower(2), b'e' | b'n' | b'f' | 0xC0..),
        (b'f', 0xC0..) => true,
        (b'f', _) => bytes.get(at.saturating_add(1)) == Some(&b'\\'),
        _ => false,
    }
}

/// A number whose first word stands at `at`, or how far there is none.
pub(super) fn number(text: &str, at: usize) -> Option<Found> {
    // "vierzehn Uhr dreißig, null drei null": the minutes are no part of it.
    let clock = text.get(..at).is_some_and(|before| before.ends_with("Uhr ") || before.ends_with("uhr "));
    if clock {
        return Some(Found::Skip(super::scan::word_end(text.as_bytes(), at)));
    }
    let end = super::scan::word_end(text.as_bytes(), at);
    if end.saturating_sub(at) <= LONE && !goes_on(text, end) {
        return Some(Found::Skip(end));
    }
    run(text, at, SpokenCount::default(), at)
}

/// True if what stands behind the first word can be part of a number too.
fn goes_on(text: &str, end: usize) -> bool {
    let bytes = text.as_bytes();
    let next = gap(text, end);
    let lower = |i: usize| bytes.get(next.saturating_add(i)).map_or(0, |b| b | 0x20);
    match bytes.get(next) {
        Some(b'0'..=b'9' | b'\\' | 0x80..) => true,
        Some(b) if b.is_ascii_alphabetic() => {
            let word = text.get(next..super::scan::word_end(bytes, next)).unwrap_or("");
            may_begin(bytes, next, lower(0), lower(1)) || FILLER.iter().any(|f| f.eq_ignore_ascii_case(word))
        }
        _ => false,
    }
}

/// A number that begins with digits at `at` and goes on in words at `words`: "030 zwei drei eins".
pub(super) fn behind_digits(text: &str, at: usize, words: usize, digits: &[u8]) -> Option<Found> {
    let bytes = text.as_bytes();
    let lower = |i: usize| bytes.get(words.saturating_add(i)).map_or(0, |b| b | 0x20);
    if !may_begin(bytes, words, lower(0), lower(1)) {
        return None;
    }
    // One word behind digits is a unit or a sentence that goes on.
    if !goes_on(text, super::scan::word_end(bytes, words)) {
        return None;
    }
    let mut count = SpokenCount::default();
    for digit in digits {
        count.add(if *digit == b'0' { "null" } else { "eins" });
    }
    match run(text, words, count, at)? {
        hide @ Found::Hide(..) => Some(hide),
        Found::Skip(_) => None,
    }
}

/// Reads words from `from`; what they are begins at `start`.
fn run(text: &str, from: usize, mut count: SpokenCount, start: usize) -> Option<Found> {
    let mut place = from;
    let mut end = from;
    let mut folded = String::new();
    let mut fillers = 0_usize;
    let (mut streak, mut longest, mut telling) = (0_usize, 0_usize, false);
    // A longer run is several numbers; the rest is looked at anew.
    for _ in 0..MOST_WORDS {
        let (behind, digits) = word(text, place, &mut folded)?;
        if folded.is_empty() {
            break;
        }
        if digits && (calendar::date_or_time(text, place).is_some() || calendar::is_amount(text, behind)) {
            break;
        }
        if count.add(&folded) {
            if count.ends_with_digits() {
                end = behind;
                fillers = 0;
                let single = SINGLE.contains(&folded.as_str());
                streak = if single || (digits && folded.len() <= 2) { streak.saturating_add(1) } else { 0 };
                longest = longest.max(streak);
                telling |= single && folded != "null";
            }
        } else if end > from && fillers < 3 && FILLER.contains(&folded.as_str()) {
            fillers = fillers.saturating_add(1);
        } else {
            break;
        }
        place = gap(text, behind);
        if place == behind && !char_at(text, place).is_some_and(char::is_alphanumeric) {
            break;
        }
    }
    if end == from {
        return None;
    }
    if count.is_number() || (longest >= ONE_BY_ONE && telling) {
        return Some(Found::Hide(Span::new(start, end), Mark::Phone));
    }
    // What is too short from here on is too short from every later word of it.
    Some(Found::Skip(end))
}

/// Reads the word at `at` into `folded`; where it ends, and whether it is of digits.
fn word(text: &str, at: usize, folded: &mut String) -> Option<(usize, bool)> {
    const LONGEST: usize = 160;
    folded.clear();
    let mut end = at;
    let mut digits = true;
    while let Some(c) = char_at(text, end) {
        if end.saturating_sub(at) > LONGEST {
            // Not said in one breath.
            folded.clear();
            break;
        }
        if c == '\\' {
            let Some((escaped, length)) = escaped(text, end) else { break };
            fold(folded, escaped);
            digits = false;
            end = end.saturating_add(length);
            continue;
        }
        let part = c.is_alphanumeric() || matches!(c, '\u{308}' | '¼' | '¶' | '¤' | 'Ÿ');
        // Digits and letters in one word are two words: "null30".
        if !part || (!folded.is_empty() && digits != c.is_ascii_digit()) {
            break;
        }
        digits = c.is_ascii_digit();
        fold(folded, c);
        end = end.saturating_add(c.len_utf8());
    }
    Some((end, digits && !folded.is_empty()))
}

/// The letter that `\u00fc` stands for, however often its backslash was escaped, and the length of that.
fn escaped(text: &str, at: usize) -> Option<(char, usize)> {
    let rest = text.get(at..)?;
    let slashes = rest.bytes().take(8).take_while(|b| *b == b'\\').count();
    let code = rest.get(slashes..)?.strip_prefix('u')?.get(..4)?;
    let c = char::from_u32(u32::from_str_radix(code, 16).ok()?).filter(|c| c.is_alphabetic())?;
    Some((c, slashes.saturating_add(5)))
}

/// Where the next word begins: behind blanks, commas, hyphens and full stops, and never behind a line break.
fn gap(text: &str, at: usize) -> usize {
    let mut end = at;
    for _ in 0..3 {
        match char_at(text, end) {
            Some(c @ (' ' | ',' | '-' | '.' | '/' | '…' | '\u{A0}' | '–')) => {
                end = end.saturating_add(c.len_utf8());
            }
            Some('+') => end = end.saturating_add(1),
            Some('%') if text.get(end..).is_some_and(|r| r.starts_with("%20")) => {
                end = end.saturating_add(3);
            }
            // Digits right behind letters, or the other way round.
            Some(c) if end == at && c.is_alphanumeric() => return at,
            _ => break,
        }
    }
    end
}

/// Lower case, `ä` as `ae`, `ß` as `ss`, also where UTF-8 was read as Latin-1 (`fÃ¼nf`) or the dots stand apart.
fn fold(word: &mut String, c: char) {
    let umlaut = match c {
        'ä' | 'Ä' => "ae",
        'ö' | 'Ö' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' | 'ẞ' => "ss",
        '\u{308}' => "e",
        '¼' | '¶' | '¤' | 'Ÿ' if word.ends_with('ã') => {
            word.pop();
            match c {
                '¼' => "ue",
                '¶' => "oe",
                '¤' => "ae",
                _ => "ss",
            }
        }
        _ => return word.extend(c.to_lowercase()),
    };
    word.push_str(umlaut);
}
