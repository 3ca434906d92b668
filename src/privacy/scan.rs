//! One pass over a text: from one place where something can begin to the next.

use super::address;
use super::idle;
use super::ids::Ids;
use super::named;
use super::number;
use super::redact::{EMAIL, Mark, PHONE, SECRET};
use super::secret;
use super::spoken;
use crate::span::Span;

/// No recogniser looks further back than so many bytes.
pub(super) const LOOK_BACK: usize = 512;
/// No recogniser looks further ahead than so many bytes.
pub(super) const LOOK_AHEAD: usize = 16 << 10;

/// What a recogniser makes of the text at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This has to go.
    Hide(Span, Mark),
    /// Nothing to hide up to here.
    Skip(usize),
}

/// Where a pass is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Everything before it is looked at.
    pub(super) at: usize,
    /// Everything before it is written already.
    pub(super) written: usize,
    /// Where a telephone number ended that was hidden last.
    pub(super) phone_end: Option<usize>,
}

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Letter,
    Digit,
    Plus,
    Open,
    Percent,
    At,
    Assign,
    Slash,
    Backslash,
    Ampersand,
    Dollar,
    Hyphen,
    /// A part of a character that is not ASCII.
    High,
}

const fn class(byte: u8) -> Class {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        b'+' => Class::Plus,
        b'(' | b'[' | b'{' => Class::Open,
        b'%' => Class::Percent,
        b'@' => Class::At,
        b':' | b'=' | b'>' => Class::Assign,
        b'/' => Class::Slash,
        b'\\' => Class::Backslash,
        b'&' => Class::Ampersand,
        b'$' => Class::Dollar,
        b'-' => Class::Hyphen,
        0x80.. => Class::High,
        _ => Class::Plain,
    }
}

/// The class of every byte.
static CLASSES: [Class; 256] = classes();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "runs at compile time, where a mistake is an error"
)]
const fn classes() -> [Class; 256] {
    let mut out = [Class::Plain; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        out[byte] = class(byte as u8);
        byte += 1;
    }
    out
}

/// Looks at every place before `until` and hands over what has to go, from left to right, no two overlapping.
///
/// A line break ends whatever there is: a text gives what its lines give, and so a stream can be cut there.
pub(super) fn scan(
    text: &str,
    ids: &Ids,
    place: &mut Place,
    until: usize,
    mut hide: impl FnMut(Span, Mark, Option<Span>),
) {
    let bytes = text.as_bytes();
    let Place { mut at, mut written, mut phone_end } = *place;
    while at < until {
        let Some(&byte) = bytes.get(at) else { break };
        let found = match CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Plain) {
            Class::Plain => {
                // A place in a text is far from the last of all numbers.
                at = at.wrapping_add(1);
                continue;
            }
            Class::Letter => {
                let end = letters_end(bytes, at);
                if ids.is_empty() && is_common(bytes, at, end) {
                    // A blank begins nothing.
                    at = end.wrapping_add(usize::from(bytes.get(end) == Some(&b' ')));
                    continue;
                }
                word(text, at, end, written, ids)
            }
            Class::Digit => {
                let near = phone_end.filter(|end| at.saturating_sub(*end) <= 8);
                if ids.is_empty()
                    && let Some(end) = idle::digits(bytes, at, near.is_none())
                {
                    at = end;
                    continue;
                }
                near.and_then(|end| number::second(text, end, at)).or_else(|| digits(text, at, ids))
            }
            Class::Plus => number::behind_sign(text, at),
            Class::Open => match bytes.get(at.saturating_add(1)) {
                Some(b'0'..=b'9' | b'+') => number::in_parentheses(text, at),
                Some(b'a' | b'A') => address::bracketed(text, at, written),
                _ => None,
            },
            Class::Percent => match bytes.get(at.saturating_add(1)) {
                Some(b'2') => number::behind_sign(text, at),
                Some(b'4') => address::email(text, at, written),
                _ => None,
            },
            Class::Ampersand if !matches!(bytes.get(at.saturating_add(1)), Some(b'#' | b'c')) => None,
            Class::At | Class::Ampersand => address::email(text, at, written),
            Class::Assign if !ids.has_keys() && is_clock(bytes, at) => None,
            Class::Assign => named::assigned(text, at, ids),
            Class::Slash if !ids.has_keys() => None,
            Class::Slash => ids.below_key(text, at),
            Class::Backslash => escape(text, at, written),
            Class::Dollar => secret::password_hash(text, at),
            Class::Hyphen => match bytes.get(at..) {
                Some([_, b'-', letter, ..]) if letter.is_ascii_alphabetic() => named::option(text, at),
                _ => {
                    at = at.wrapping_add(1);
                    continue;
                }
            },
            Class::High => high(text, at, written, ids),
        };
        match found {
            Some(Found::Hide(span, mark)) if written <= span.start && at < span.end => {
                let quote = json_quote(bytes, span);
                hide(span, mark, quote);
                written = span.end;
                at = span.end;
                phone_end = (mark == Mark::Phone).then_some(at);
            }
            Some(Found::Skip(end)) if end > at => at = end,
            _ => at = next_char(bytes, at),
        }
    }
    *place = Place { at, written, phone_end };
}

/// True for a short word that begins nothing and has no digits behind it.
fn is_common(bytes: &[u8], at: usize, end: usize) -> bool {
    let first = bytes.get(at).copied().unwrap_or(0);
    let second = bytes.get(at.saturating_add(1)).copied().unwrap_or(0);
    let next = bytes.get(end).copied().unwrap_or(b' ');
    !hinted(first, second) && !next.is_ascii_digit() && next != b'-' && end.saturating_sub(at) < 24
}

/// True for the colon of "14:30".
fn is_clock(bytes: &[u8], at: usize) -> bool {
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    digit(at.checked_sub(1)) && digit(at.checked_add(1))
}

/// The first two letters of every word that may matter, five bits of each: a row for the first, a bit for the second.
static HINTS: [u32; 32] = hints();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "runs at compile time, where a mistake is an error"
)]
const fn hints() -> [u32; 32] {
    /// The beginnings of keys and tokens, spoken digits, an @ that is said, and names of secrets.
    const BEGINNINGS: &[u8] =
        b"aiakasbebaeyghgiglhfkenppkrksgskwhxoyanuneeielzwzedrdovisesiachuplfuatetaeafklpapwpitosetaauapotcvjwib";
    let mut rows = [0_u32; 32];
    let mut i = 0;
    while i < BEGINNINGS.len() {
        rows[(BEGINNINGS[i] & 31) as usize] |= 1 << (BEGINNINGS[i + 1] & 31);
        i += 2;
    }
    // "fünf" and `f\u00fcnf` go on with more than letters.
    rows[(b'f' & 31) as usize] |= 1 << (0xC3 & 31) | 1 << (b'\\' & 31);
    rows
}

fn hinted(first: u8, second: u8) -> bool {
    // "ät"
    if first >= 0x80 {
        return true;
    }
    let row = HINTS.get(usize::from(first & 31)).copied().unwrap_or(0);
    row >> (second & 31) & 1 != 0
}

/// The place behind the character at `at`.
fn next_char(bytes: &[u8], at: usize) -> usize {
    let mut next = at.saturating_add(1);
    while bytes.get(next).is_some_and(|b| b & 0xC0 == 0x80) {
        next = next.saturating_add(1);
    }
    next
}

/// What a word of letters begins or is; the word is passed over.
fn word(text: &str, at: usize, end: usize, written: usize, ids: &Ids) -> Option<Found> {
    let bytes = text.as_bytes();
    // Behind what was hidden a mark stands, and no word goes on.
    let before = if at == written { None } else { at.checked_sub(1).and_then(|i| bytes.get(i)).copied() };
    let next = bytes.get(end).copied().unwrap_or(b' ');
    if !ids.is_empty()
        && let Some(found) = ids.shaped(text, at, before)
    {
        return Some(found);
    }
    let first = bytes.get(at).copied().unwrap_or(0) | 0x20;
    let second = bytes.get(at.saturating_add(1)).copied().unwrap_or(0) | 0x20;
    if is_common(bytes, at, end) {
        return Some(Found::Skip(end));
    }
    let begins = !before.is_some_and(|b| matches!(b, b'-' | b'.' | b'~' | b'_'));
    if begins
        && secret::may_begin(first, second)
        && let Some(found) = secret::prefixed(text, at).or_else(|| secret::scheme(text, at, end))
    {
        return Some(found);
    }
    if next.is_ascii_digit() {
        return mixed(text, at, end, begins);
    }
    if next == b'-' && secret::is_uuid(bytes, at) {
        return Some(Found::Skip(at.saturating_add(36)));
    }
    if begins
        && end.saturating_sub(at) >= 24
        && let Some(found) = secret::random(text, at)
    {
        return Some(found);
    }
    if spoken::may_begin(bytes, at, first, second)
        && let Some(found) = spoken::number(text, at)
    {
        return Some(found);
    }
    if second == b'b'
        && first == b'i'
        && let Some(found) = address::said_iban(text, at, end)
    {
        return Some(found);
    }
    if address::may_be_at(first, second, end.saturating_sub(at))
        && let Some(found) = address::spoken(text, at, end, written)
    {
        return Some(found);
    }
    if matches!(next, b' ')
        && secret::may_name(first)
        && let Some(found) = named::said(text, end)
    {
        return Some(found);
    }
    Some(Found::Skip(end))
}

/// Letters with digits right behind them: an IBAN, a token, an id, or a number with its word glued to it.
fn mixed(text: &str, at: usize, letters: usize, begins: bool) -> Option<Found> {
    let bytes = text.as_bytes();
    if letters.saturating_sub(at) == 2
        && let Some(found) = address::iban(text, at)
    {
        return Some(found);
    }
    if begins && let Some(found) = secret::random(text, at) {
        return Some(found);
    }
    if secret::is_uuid(bytes, at) {
        return Some(Found::Skip(at.saturating_add(36)));
    }
    if number::is_cue(text.get(at..letters).unwrap_or("")) {
        return Some(Found::Skip(letters));
    }
    Some(Found::Skip(word_end(bytes, letters)))
}

/// What digits begin.
fn digits(text: &str, at: usize, ids: &Ids) -> Option<Found> {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied();
    if !ids.is_empty()
        && let Some(found) = ids.shaped(text, at, before)
    {
        return Some(found);
    }
    if let Some(found) = number::number(text, at) {
        if let Found::Skip(end) = found
            && bytes.get(end).is_some_and(u8::is_ascii_alphabetic)
            && bytes.get(end.saturating_sub(1)).is_some_and(u8::is_ascii_digit)
        {
            if let Some(found) = secret::random(text, at) {
                return Some(found);
            }
            return Some(Found::Skip(word_end(bytes, end)));
        }
        return Some(found);
    }
    Some(Found::Skip(word_end(bytes, at)))
}

/// A character that is not ASCII: part of a word, a digit of another script, a full-width sign.
fn high(text: &str, at: usize, written: usize, ids: &Ids) -> Option<Found> {
    match text.get(at..)?.chars().next()? {
        '\u{FF20}' => address::email(text, at, written),
        '\u{FF0B}' => number::behind_sign(text, at),
        c if crate::phone::digit(c).is_some() => number::number(text, at),
        c if c.is_alphabetic() => {
            word(text, at, letters_end(text.as_bytes(), at).max(next_char(text.as_bytes(), at)), written, ids)
        }
        _ => None,
    }
}

/// `\n` and its like are no letters of the word behind them; `\u0040` is an @.
fn escape(text: &str, at: usize, written: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut end = at;
    while bytes.get(end) == Some(&b'\\') {
        end = end.saturating_add(1);
    }
    let code = || bytes.get(end.saturating_add(1)..end.saturating_add(5));
    // A run of backslashes is looked at once, whatever follows it.
    let skipped = match bytes.get(end) {
        Some(b'n' | b'r' | b't' | b'b' | b'f') => end.saturating_add(1),
        Some(b'u') if code() == Some(b"0040") => {
            let behind = Some(Found::Skip(end.saturating_add(5)));
            return address::email(text, at, written).or(behind);
        }
        // `\u002b`, a plus.
        Some(b'u') if code().is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit)) => {
            end.saturating_add(5)
        }
        _ => end,
    };
    Some(Found::Skip(skipped))
}

/// Where the letters that begin at `at` end; a letter that is not ASCII is one of them.
pub(super) fn letters_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        // Eight at a time as far as they are ASCII.
        if let Some(eight) = bytes.get(end..).and_then(<[u8]>::first_chunk::<8>) {
            let letters = leading_letters(*eight);
            end = end.wrapping_add(letters);
            if letters == 8 {
                continue;
            }
        }
        match bytes.get(end) {
            Some(b) if b.is_ascii_alphabetic() || (*b >= 0x80 && is_letter_byte(bytes, end)) => {
                end = end.saturating_add(1);
            }
            _ => return end,
        }
    }
}

/// How many of the first of these bytes are ASCII letters.
const fn leading_letters(eight: [u8; 8]) -> usize {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    const HIGH: u64 = !LOW;
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let word = u64::from_le_bytes(eight);
    // Without their highest bit and in small letters no sum reaches the next byte.
    let small = (word | each(0x20)) & LOW;
    let from_a = small.wrapping_add(each(0x80 - b'a'));
    let behind_z = small.wrapping_add(each(0x7F - b'z'));
    let others = (!from_a | behind_z | word) & HIGH;
    (others.trailing_zeros() / 8) as usize
}

/// Where the letters and digits end.
pub(super) fn word_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(&b) = bytes.get(end) {
        if !b.is_ascii_alphanumeric() && (b < 0x80 || !is_letter_byte(bytes, end)) {
            break;
        }
        end = end.saturating_add(1);
    }
    end
}

/// True for bytes of letters of the Latin, Greek and Cyrillic blocks and of all scripts behind them that have no digits
/// or punctuation of their own in common use: U+0080–U+00BF, U+2000–U+2BFF and full-width forms are no letters.
fn is_letter_byte(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        // A continuation counts with its lead.
        Some(0x80..=0xBF) => {
            let mut lead = at;
            for _ in 0..3 {
                lead = lead.saturating_sub(1);
                match bytes.get(lead) {
                    Some(0x80..=0xBF) => {}
                    Some(0xC0..) => return is_letter_byte(bytes, lead),
                    _ => return false,
                }
            }
            false
        }
        // Latin-1: the signs stand below U+00C0.
        Some(0xC3..=0xCB | 0xCD..=0xD8) => true,
        // Combining marks belong to the letter before them.
        Some(0xCC) => true,
        _ => false,
    }
}

/// The quotes that a mark needs in place of a bare number in JSON, as the span of those of its key.
fn json_quote(bytes: &[u8], span: Span) -> Option<Span> {
    let value = bytes.get(span.start..span.end)?;
    if !is_json_number(value) {
        return None;
    }
    let behind = bytes.get(span.end..)?.iter().find(|b| **b != b' ');
    if !behind.is_none_or(|b| matches!(b, b',' | b'}' | b']' | b'\r' | b'\n')) {
        return None;
    }
    let mut at = before_blanks(bytes, span.start)?;
    if matches!(bytes.get(at), Some(b'[' | b',')) {
        // In a list: its key stands before the bracket.
        for _ in 0..LOOK_BACK.div_euclid(2) {
            match bytes.get(at)? {
                b'[' => break,
                b',' | b' ' | b'.' | b'+' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'E' => {
                    at = at.checked_sub(1)?
                }
                _ => return None,
            }
        }
        if bytes.get(at) != Some(&b'[') {
            return None;
        }
        at = before_blanks(bytes, at)?;
    }
    if bytes.get(at) != Some(&b':') {
        return None;
    }
    let quote = before_blanks(bytes, at)?;
    if bytes.get(quote) != Some(&b'"') {
        return None;
    }
    let mut start = quote;
    while start.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b'\\') && quote.saturating_sub(start) < 32
    {
        start = start.saturating_sub(1);
    }
    // Of n backslashes the last 2^d - 1 belong to the quote, d being how deep it is nested: the rest stand for backslashes.
    let depth = quote.saturating_sub(start).trailing_ones();
    let own = 1_usize.checked_shl(depth)?.saturating_sub(1);
    Some(Span::new(quote.saturating_sub(own), quote.saturating_add(1)))
}

/// True for what a bare number of JSON may be.
fn is_json_number(value: &[u8]) -> bool {
    let whole = value.strip_prefix(b"-").unwrap_or(value);
    let digits = whole.iter().take_while(|b| b.is_ascii_digit()).count();
    let leading_zero = whole.first() == Some(&b'0') && digits > 1;
    let rest = whole.get(digits..).unwrap_or_default();
    let decimals = rest.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'))
        && rest.last().is_none_or(u8::is_ascii_digit);
    digits > 0 && !leading_zero && decimals
}

/// The last byte before `at` that is no blank.
fn before_blanks(bytes: &[u8], at: usize) -> Option<usize> {
    let mut before = at.checked_sub(1)?;
    for _ in 0..16 {
        if bytes.get(before) != Some(&b' ') {
            break;
        }
        before = before.checked_sub(1)?;
    }
    Some(before)
}

/// The text that stands for a mark.
pub(super) const fn tag(mark: Mark) -> &'static str {
    match mark {
        Mark::Email => EMAIL,
        Mark::Phone => PHONE,
        Mark::Secret => SECRET,
    }
}

/// True for a letter, a digit or `_`.
pub(super) fn is_word(c: char) -> bool {
    c == '_' || if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}
