//! E-mail addresses, written and spoken, and IBANs.

use super::redact::Mark;
use super::scan::{Found, char_at, char_before, is_word, word_end};
use crate::span::Span;

/// RFC 5321: the longest part before the @.
const MAX_LOCAL: usize = 64;
/// RFC 5321: the longest domain.
const MAX_DOMAIN: usize = 255;
/// How far back the words of a spoken address are looked for.
const MAX_SPOKEN: usize = 160;

/// How an @ is written where something escaped it.
const SIGNS: [&str; 8] = ["@", "＠", "%40", "&#64;", "&#x40;", "&commat;", "\\u0040", "\\\\u0040"];

/// Top-level domains that are heard here. A written address needs none of them, a spoken one does.
pub(crate) const TOP: [&str; 44] = [
    "app", "at", "be", "berlin", "biz", "ch", "cloud", "co", "com", "cz", "de", "dev", "dk", "email", "es",
    "eu", "example", "fi", "fr", "gmbh", "gr", "hamburg", "hr", "hu", "info", "io", "it", "koeln", "li",
    "lu", "me", "mobi", "name", "net", "nl", "no", "online", "org", "pl", "se", "shop", "tr", "tv", "uk",
];

/// The sign that a word stands for in an address that is said, the word in small letters.
pub(crate) fn said_sign(word: &str) -> Option<char> {
    Some(match word {
        "punkt" | "dot" => '.',
        "minus" | "strich" | "bindestrich" => '-',
        "unterstrich" | "underscore" => '_',
        "plus" => '+',
        _ => return None,
    })
}

/// Whether a word may stand for an @, and if it stands for nothing else. "at" is English and "et" French; "ett" is what a
/// recogniser hears.
pub(crate) fn said_at(word: &str) -> Option<bool> {
    let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    let umlaut = matches!(word.strip_prefix(['ä', 'Ä']), Some(rest) if rest.eq_ignore_ascii_case("t") || rest.eq_ignore_ascii_case("tt"));
    if umlaut || is(&["aet", "klammeraffe"]) { Some(true) } else { is(&["at", "et", "ett"]).then_some(false) }
}

/// The length of the @ at `at`.
fn sign_length(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    SIGNS.iter().find(|sign| rest.starts_with(*sign)).map(|sign| sign.len())
}

/// The address around the @ at `at`, beginning not before `from`.
pub(super) fn email(text: &str, at: usize, from: usize) -> Option<Found> {
    let length = sign_length(text, at)?;
    email_span(text, at, length, from)
        .or_else(|| apart(text, at, length, from))
        .map(|span| Found::Hide(span, Mark::Email))
}

/// True if the digits that end at `at` are the local part of an address.
pub(super) fn is_mailbox(text: &str, at: usize) -> bool {
    sign_length(text, at).is_some_and(|length| email_span(text, at, length, 0).is_some())
}

fn email_span(text: &str, at: usize, length: usize, from: usize) -> Option<Span> {
    let behind = at.saturating_add(length);
    let start = local_start(text, at, from)?;
    let end = domain_end(text, behind)?;
    Some(Span::new(start, end))
}

fn local_start(text: &str, at: usize, from: usize) -> Option<usize> {
    let mut start = at;
    while let Some(c) = char_before(text, start) {
        let earlier = start.saturating_sub(c.len_utf8());
        if !is_local(c) || earlier < from || at.saturating_sub(earlier) > MAX_LOCAL {
            break;
        }
        start = earlier;
    }
    // In a query the name and its sign stand before it; a sender's address may have a sign inside: `bounce+a=b@…`.
    if let Some(sign) = text.get(start..at)?.find('=')
        && !text.get(start..start.saturating_add(sign))?.contains('+')
    {
        start = start.saturating_add(sign).saturating_add(1);
    }
    start = behind_escape(text, start).min(at);
    // A sentence may end before it: ". max@…" was cut at the blank, ".max@…" begins behind the dot.
    while char_at(text, start).is_some_and(|c| matches!(c, '.' | '-' | '\'' | '&' | '%')) && start < at {
        start = start.saturating_add(1);
    }
    (start < at).then_some(start)
}

/// Where a word begins that was read backwards into an escape: behind the `n` of `\nanna`, behind `\u00fcanna`.
fn behind_escape(text: &str, start: usize) -> usize {
    if char_before(text, start) != Some('\\') {
        return start;
    }
    match text.as_bytes().get(start..) {
        Some([b'n' | b'r' | b't' | b'b' | b'f', ..]) => start.saturating_add(1),
        Some([b'u', code @ ..]) if code.iter().take(4).filter(|b| b.is_ascii_hexdigit()).count() == 4 => {
            start.saturating_add(5)
        }
        _ => start,
    }
}

fn domain_end(text: &str, behind: usize) -> Option<usize> {
    let mut end = behind;
    for c in text.get(behind..)?.chars() {
        if !(c.is_alphanumeric() || matches!(c, '-' | '.')) || end.saturating_sub(behind) > MAX_DOMAIN {
            break;
        }
        end = end.saturating_add(c.len_utf8());
    }
    let domain = text.get(behind..end)?.trim_end_matches(['.', '-']);
    let top = domain.rsplit('.').next()?;
    let named = top.len() < domain.len()
        && top.chars().count() >= 2
        && top.chars().all(|c| c.is_alphabetic() || c == '-');
    // `@klartext/core@1.2.3` has no name before its last dot, `x@y.` no domain.
    named.then(|| behind.saturating_add(domain.len()))
}

/// `anna @ example.org`, as a speech recogniser writes it: with a top-level domain that is known.
fn apart(text: &str, at: usize, length: usize, from: usize) -> Option<Span> {
    let behind = at.saturating_add(length);
    let left = text.get(..at)?.strip_suffix(' ').map_or(at, str::len);
    let right = if text.get(behind..)?.starts_with(' ') { behind.saturating_add(1) } else { behind };
    if left == at && right == behind {
        return None;
    }
    let start = local_start(text, left, from)?;
    let end = domain_end(text, right)?;
    let top = text.get(right..end)?.rsplit('.').next()?;
    TOP.iter().any(|t| top.eq_ignore_ascii_case(t)).then(|| Span::new(start, end))
}

fn is_local(c: char) -> bool {
    is_word(c) || matches!(c, '.' | '+' | '-' | '%' | '\'' | '&' | '~' | '=')
}

/// True if a word of this length with these first letters, made small, may stand for an @.
pub(super) const fn may_be_at(first: u8, second: u8, length: usize) -> bool {
    match length {
        2 => matches!((first, second), (b'a', b't') | (b'e', b't')),
        3 => matches!((first, second), (b'a', b'e') | (b'e', b't') | (0xC0.., _)),
        4 => matches!((first, second), (b'a', b'f') | (0xC0.., _)),
        11 => matches!((first, second), (b'k', b'l')),
        _ => false,
    }
}

/// `(at)`, `[at]`, `{at}` at the parenthesis.
pub(super) fn bracketed(text: &str, at: usize, from: usize) -> Option<Found> {
    let inner = text.get(at.saturating_add(1)..at.saturating_add(3))?;
    let close = text.get(at.saturating_add(3)..at.saturating_add(4))?;
    if !inner.eq_ignore_ascii_case("at") || !matches!(close, ")" | "]" | "}") {
        return None;
    }
    said_around(text, at, at.saturating_add(4), from, true)
}

/// The address around a word that may be an @, at `at` to `end`.
pub(super) fn spoken(text: &str, at: usize, end: usize, from: usize) -> Option<Found> {
    let word = text.get(at..end)?;
    if word.eq_ignore_ascii_case("affe") {
        // "Klammer Affe"
        let (start, before) = word_before(text, at, from)?;
        return before.eq_ignore_ascii_case("klammer").then(|| said_around(text, start, end, from, true))?;
    }
    // A domain behind a word that may be another is not enough.
    said_around(text, at, end, from, said_at(word)?)
}

fn said_around(text: &str, at: usize, end: usize, from: usize, sure: bool) -> Option<Found> {
    let (domain, dots_said) = said_domain(text, end)?;
    let (start, joined) = said_local(text, at, from)?;
    let telling = sure || dots_said || joined || {
        // "E-Mail anna at example.org" against "look at example.org".
        // A line gives what it gives alone, so the lines before it tell nothing.
        let near = text.get(..start)?.char_indices().rev().take(24).take_while(|(_, c)| *c != '\n').last();
        near.is_some_and(|(i, _)| text.get(i..start).is_some_and(|near| near.to_lowercase().contains("mail")))
    };
    telling.then(|| Found::Hide(Span::new(start, domain), Mark::Email))
}

/// What joins the parts of a domain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Dot { said: bool },
    Hyphen,
}

/// Where the domain that is said behind `from` ends, and whether a dot in it was said as a word.
fn said_domain(text: &str, from: usize) -> Option<(usize, bool)> {
    const MOST_PARTS: usize = 12;
    let mut at = blank(text, from);
    let (mut end, mut dots_said, mut pending) = (None, false, Joint::Hyphen);
    for _ in 0..MOST_PARTS {
        let label = word_end(text.as_bytes(), at);
        let name = text.get(at..label)?;
        if name.is_empty() {
            break;
        }
        if matches!(pending, Joint::Dot { .. }) && TOP.iter().any(|t| name.eq_ignore_ascii_case(t)) {
            end = Some(label);
            dots_said |= pending == Joint::Dot { said: true };
        } else if pending == (Joint::Dot { said: false }) {
            // "com.example.Booking": a written name counts to its end.
            end = None;
        }
        // Letters spelled one by one: "g m x", "punkt d e".
        let mut label = label;
        let mut spelled = name.to_owned();
        while name.chars().count() == 1 {
            let next = blank(text, label);
            let next_end = word_end(text.as_bytes(), next);
            let letter = text.get(next..next_end)?;
            if next == label || letter.chars().count() != 1 {
                break;
            }
            spelled.push_str(letter);
            label = next_end;
        }
        if matches!(pending, Joint::Dot { said: true })
            && spelled.len() > name.len()
            && TOP.iter().any(|t| spelled.eq_ignore_ascii_case(t))
        {
            end = Some(label);
            dots_said = true;
        }
        let Some((joint, behind)) = joint(text, label) else { break };
        pending = joint;
        at = behind;
    }
    end.map(|end| (end, dots_said))
}

/// A joint behind a label, and where the next label begins.
fn joint(text: &str, at: usize) -> Option<(Joint, usize)> {
    match text.as_bytes().get(at)? {
        b'.' => return Some((Joint::Dot { said: false }, at.saturating_add(1))),
        b'-' | b'_' => return Some((Joint::Hyphen, at.saturating_add(1))),
        _ => {}
    }
    let start = blank(text, at);
    let bracket = matches!(text.as_bytes().get(start), Some(b'[' | b'(' | b'{'));
    let start = start.saturating_add(usize::from(bracket));
    let end = word_end(text.as_bytes(), start);
    let word = text.get(start..end)?.to_lowercase();
    let end = end.saturating_add(usize::from(bracket));
    let joint = match said_sign(&word)? {
        '.' => Joint::Dot { said: true },
        '-' | '_' => Joint::Hyphen,
        _ => return None,
    };
    Some((joint, blank(text, end)))
}

/// Behind one or two blanks.
fn blank(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at.saturating_add(rest.iter().take(2).take_while(|b| **b == b' ').count())
}

/// Where the part before the @ that was said begins, not before `from`, and whether it has a joint.
fn said_local(text: &str, at: usize, from: usize) -> Option<(usize, bool)> {
    const MOST_WORDS: usize = 24;
    let mut start = at;
    let mut joined = false;
    // What has to come next, going back.
    let mut wanted = Before::Word;
    for _ in 0..MOST_WORDS {
        let Some((word_start, word)) = word_before(text, start, from) else { break };
        if at.saturating_sub(word_start) > MAX_SPOKEN {
            break;
        }
        let small = word.to_lowercase();
        let is_joint = said_sign(&small).is_some();
        let letter = word.chars().count() == 1;
        let number = small.bytes().all(|b| b.is_ascii_digit()) || is_number_word(&small);
        match wanted {
            Before::Word if is_joint => break,
            Before::Letter if !letter && !is_joint => break,
            Before::Joint if !is_joint => break,
            Before::Name if !is_joint && introduces(&small) => break,
            _ => {}
        }
        start = word_start;
        joined |= is_joint || word.contains(['.', '_']);
        wanted = if is_joint {
            Before::Word
        } else if letter {
            Before::Letter
        } else if number {
            Before::Name
        } else {
            Before::Joint
        };
    }
    (start < at).then_some((start, joined))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Any word.
    Word,
    /// One more letter, or a joint.
    Letter,
    /// A joint.
    Joint,
    /// The name that a number follows, or a joint.
    Name,
}

fn is_number_word(small: &str) -> bool {
    let mut count = crate::phone::SpokenCount::default();
    small.len() > 2 && count.add(small) && count.ends_with_digits()
}

/// Words before an address that are no part of it.
pub(crate) fn introduces(small: &str) -> bool {
    const WORDS: [&str; 14] = [
        "adresse", "an", "auf", "die", "email", "ist", "lautet", "mail", "meine", "mit", "und", "unter",
        "von", "war",
    ];
    WORDS.contains(&small)
}

/// The word before `at`, one or two blanks between.
fn word_before(text: &str, at: usize, from: usize) -> Option<(usize, &str)> {
    let before = text.get(from..at)?;
    let trimmed = before.trim_end_matches(' ');
    if before.len().saturating_sub(trimmed.len()) > 2 {
        return None;
    }
    let end = from.saturating_add(trimmed.len());
    let mut start = end;
    while let Some(c) = char_before(text, start) {
        let earlier = start.saturating_sub(c.len_utf8());
        let part = is_word(c) || matches!(c, '.' | '-' | '+');
        if !part || earlier < from || end.saturating_sub(earlier) > MAX_LOCAL {
            break;
        }
        start = earlier;
    }
    start = behind_escape(text, start).min(end);
    let word = text.get(start..end)?;
    (!word.is_empty() && word.contains(is_word)).then_some((start, word))
}

/// The length of an IBAN of a country, from the SWIFT IBAN registry.
fn iban_length(country: [u8; 2]) -> Option<usize> {
    let length = match &country {
        b"NO" => 15,
        b"BE" => 16,
        b"DK" | b"FI" | b"FO" | b"GL" | b"NL" => 18,
        b"MK" | b"SI" => 19,
        b"AT" | b"BA" | b"EE" | b"KZ" | b"LT" | b"LU" | b"XK" => 20,
        b"CH" | b"HR" | b"LI" | b"LV" => 21,
        b"BG" | b"BH" | b"CR" | b"DE" | b"GB" | b"GE" | b"IE" | b"ME" | b"RS" | b"VA" => 22,
        b"AE" | b"GI" | b"IL" | b"IQ" | b"TL" => 23,
        b"AD" | b"CZ" | b"ES" | b"MD" | b"PK" | b"RO" | b"SA" | b"SE" | b"SK" | b"TN" | b"VG" => 24,
        b"PT" | b"ST" => 25,
        b"IS" | b"TR" => 26,
        b"FR" | b"GR" | b"IT" | b"MC" | b"MR" | b"SM" => 27,
        b"AL" | b"AZ" | b"BY" | b"CY" | b"DO" | b"GT" | b"HU" | b"LB" | b"PL" | b"SV" => 28,
        b"BR" | b"EG" | b"PS" | b"QA" | b"UA" => 29,
        b"JO" | b"KW" | b"MU" => 30,
        b"MT" | b"SC" => 31,
        b"LC" => 32,
        _ => return None,
    };
    Some(length)
}

/// An IBAN that begins at `at`, in groups or in one. A wrong check sum hides it as well, and so does a digit more or less;
/// a right one tells that letters behind a blank belong to it.
pub(super) fn iban(text: &str, at: usize) -> Option<Found> {
    /// So many characters of an IBAN in groups are enough of it.
    const LEAST: usize = 12;
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|i| bytes.get(i));
    let [first, second, check @ ..] = bytes.get(at..at.saturating_add(4))? else { return None };
    if !check.iter().all(u8::is_ascii_digit) || before.is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let wanted = iban_length([first.to_ascii_uppercase(), second.to_ascii_uppercase()])?;
    if let Some(end) = checked_iban(bytes, at, wanted) {
        return Some(Found::Hide(Span::new(at, end), Mark::Secret));
    }
    let mut count = 0_usize;
    let mut digits = 0_usize;
    let mut end = at;
    let mut last_digit_end = at;
    let (mut gap, mut gaps) = (false, false);
    for (i, b) in bytes.get(at..)?.iter().enumerate().take(64) {
        match b {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                // A small letter after a blank is the next word.
                if count > wanted || (gap && b.is_ascii_lowercase()) {
                    break;
                }
                count = count.saturating_add(1);
                end = at.saturating_add(i).saturating_add(1);
                gap = false;
                if b.is_ascii_digit() {
                    digits = digits.saturating_add(1);
                    last_digit_end = end;
                }
            }
            b' ' | b'-' | b'.' if !gap && (4..wanted).contains(&count) => {
                (gap, gaps) = (true, true);
            }
            _ => break,
        }
    }
    let near = count >= wanted.saturating_sub(3) || (gaps && count >= LEAST);
    if digits < 10 || !near {
        return None;
    }
    let end = if count == wanted { end } else { last_digit_end };
    (!bytes.get(end).is_some_and(u8::is_ascii_alphanumeric))
        .then(|| Found::Hide(Span::new(at, end), Mark::Secret))
}

/// "IBAN DE 89 3704 …": with its country set apart, which only the word before it tells.
pub(super) fn said_iban(text: &str, at: usize, end: usize) -> Option<Found> {
    if !text.get(at..end)?.eq_ignore_ascii_case("iban") {
        return None;
    }
    let bytes = text.as_bytes();
    let is_sign = |b: &&u8| matches!(b, b' ' | b':' | b'.');
    let from = end.saturating_add(bytes.get(end..)?.iter().take(4).take_while(is_sign).count());
    let [first, second, b' ', check @ ..] = bytes.get(from..from.saturating_add(5))? else { return None };
    if !check.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let wanted = iban_length([first.to_ascii_uppercase(), second.to_ascii_uppercase()])?;
    let hide = |end| Found::Hide(Span::new(from, end), Mark::Secret);
    if let Some(end) = checked_iban(bytes, from, wanted) {
        return Some(hide(end));
    }
    // A slip in it, or a digit less: digits and blanks, as far as it may go.
    let (mut count, mut end) = (2_usize, from);
    for (i, b) in bytes.get(from.saturating_add(2)..)?.iter().enumerate().take(64) {
        if b.is_ascii_digit() && count <= wanted {
            count = count.saturating_add(1);
            end = from.saturating_add(i).saturating_add(3);
        } else if !matches!(b, b' ' | b'-' | b'.') {
            break;
        }
    }
    (count >= wanted.saturating_sub(3)).then(|| hide(end))
}

/// Where an IBAN of the wanted length ends whose check sum is right (ISO 7064, MOD 97-10).
fn checked_iban(bytes: &[u8], at: usize, wanted: usize) -> Option<usize> {
    let mut signs = [0_u8; 34];
    let mut count = 0_usize;
    let mut end = at;
    for (i, b) in bytes.get(at..)?.iter().enumerate().take(64) {
        if b.is_ascii_alphanumeric() {
            *signs.get_mut(count)? = b.to_ascii_uppercase();
            count = count.saturating_add(1);
            end = at.saturating_add(i).saturating_add(1);
            if count == wanted {
                break;
            }
        } else if !matches!(b, b' ' | b'-' | b'.') {
            return None;
        }
    }
    let (head, rest) = signs.get(..count).filter(|_| count == wanted)?.split_at_checked(4)?;
    let mut sum = 0_u32;
    for b in rest.iter().chain(head) {
        let value =
            u32::from(*b).saturating_sub(u32::from(if b.is_ascii_digit() { b'0' } else { b'A' - 10 }));
        let shift = if b.is_ascii_digit() { 10 } else { 100 };
        sum = sum.saturating_mul(shift).saturating_add(value) % 97;
    }
    (sum == 1 && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)).then_some(end)
}
