//! Telephone numbers in digits, in any layout.

use smallvec::SmallVec;

use super::redact::Mark;
use super::scan::{Found, char_at};
use super::{address, calendar, cue, spoken};
use crate::phone::{self, digit};
use crate::span::Span;

/// Digits that stand together.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// How many digits the groups up to here have.
    digits: usize,
    /// How many it has itself.
    length: usize,
    /// Where it begins and ends in the text.
    start: usize,
    end: usize,
}

/// Groups of digits with layout between them, one number or several.
#[derive(Debug, Default)]
struct Groups {
    plus: bool,
    digits: SmallVec<[u8; 64]>,
    groups: SmallVec<[Group; 12]>,
}

/// No telephone number has fewer digits, its area code included.
const LEAST_DIGITS: usize = 7;
/// No telephone number has more digits, its international prefix included.
const MOST_DIGITS: usize = 18;
/// So many digits are read at once: enough to see where one of two numbers ends.
const MOST_READ: usize = 36;

/// A telephone number that begins with the digit at `at`, or how far there is none.
pub(super) fn number(text: &str, at: usize) -> Option<Found> {
    number_behind(text, at, at)
}

/// A number behind a plus: `+49 …`, `%2B49…`.
pub(super) fn behind_sign(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let rest = text.get(at..)?;
    let length = ["+", "%2B", "%2b", "\u{FF0B}"].iter().find(|s| rest.starts_with(*s))?.len();
    // Behind a digit it is a sum or the offset of a zone.
    if at.checked_sub(1).and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let mut first = at.saturating_add(length);
    // The offset of a zone, as in every line of a web server.
    if let Some([b'0' | b'1', h, m, b'0' | b'5', next]) = bytes.get(first..first.saturating_add(5))
        && matches!((h, m), (b'0'..=b'9', b'0' | b'3' | b'4'))
        && matches!(next, b']' | b'"' | b'\n')
    {
        return Some(Found::Skip(first.saturating_add(4)));
    }
    for _ in 0..2 {
        match bytes.get(first) {
            Some(b' ' | b'(') => first = first.saturating_add(1),
            Some(b'%') if bytes.get(first..)?.starts_with(b"%20") => first = first.saturating_add(3),
            _ => break,
        }
    }
    char_at(text, first).and_then(digit)?;
    match number_behind(text, at, first)? {
        hide @ Found::Hide(..) => Some(hide),
        // What follows may begin a number without it.
        Found::Skip(end) if end > first => Some(Found::Skip(end)),
        Found::Skip(_) => None,
    }
}

/// `(030) 23125`: a number whose first digits stand in parentheses. Where all of it does, the parentheses stay.
pub(super) fn in_parentheses(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'(') {
        return None;
    }
    let inner = bytes.get(at.saturating_add(1)..)?;
    let sign = usize::from(inner.first() == Some(&b'+'));
    let length = inner.iter().skip(sign).take(6).take_while(|b| b.is_ascii_digit()).count();
    let close = sign.saturating_add(length);
    if length == 0 || inner.get(close) != Some(&b')') {
        return None;
    }
    let behind = inner.get(close.saturating_add(1)..)?;
    if !behind.iter().take(4).any(u8::is_ascii_digit) {
        return None;
    }
    let first = at.saturating_add(1).saturating_add(sign);
    number_behind(text, at, first).filter(|found| matches!(found, Found::Hide(..)))
}

/// A number that begins at `start`, its first digit at `at`.
fn number_behind(text: &str, start: usize, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let plus = bytes.get(start..at)?.iter().any(|b| matches!(b, b'+' | b'B' | b'b' | 0x8B));
    let run = ascii_run(bytes, at);
    let run_end = at.saturating_add(run);
    let next = bytes.get(run_end).copied().unwrap_or(b'\n');
    if start == at && run > 0 {
        // `-493023125000` and `493023125000.5` are numbers that one reckons with.
        let negative =
            matches!(bytes.get(at.saturating_sub(2)..at), Some([b':' | b'[' | b',' | b'=' | b' ', b'-']));
        if bytes.get(at) != Some(&b'0') && (negative || (run >= 11 && fraction(bytes, at, run_end) > 0)) {
            return Some(Found::Skip(run_end.saturating_add(fraction(bytes, at, run_end))));
        }
        if let Some(end) = plainly_none(text, at, run, next) {
            return Some(Found::Skip(end));
        }
        // Without plus and zero few numbers are telephone numbers; a word before them has to say so.
        if !may_be(bytes.get(at..run_end)?)
            && !((run >= 5 || digit_follows(bytes, run_end)) && cue::phone(bytes, start))
        {
            let digits = bytes.get(at..run_end)?;
            let said = if run <= 12 { words_behind(text, start, run_end, digits) } else { None };
            return said.or(Some(Found::Skip(run_end.saturating_add(fraction(bytes, at, run_end)))));
        }
    }
    let groups = gather(text, at, plus)?;
    let Some(first) = groups.groups.first().copied() else {
        return Some(Found::Skip(run_end.max(at)));
    };
    if plus && is_offset(&groups) {
        return Some(Found::Skip(first.end));
    }
    if is_address(bytes, &groups) {
        return Some(Found::Skip(groups.groups.last()?.end));
    }
    if let Some(end) = card(&groups) {
        return Some(Found::Hide(Span::new(start, end), Mark::Secret));
    }
    if let Some(count) = phone_length(bytes, &groups) {
        let end = groups.groups.get(count.checked_sub(1)?)?.end;
        if part_of_id(bytes, at) || (is_plain(bytes, &groups, count) && cue::other(bytes, start)) {
            return Some(Found::Skip(end));
        }
        // `030231@example.org` is a mailbox, `sip:030231@example.org` a telephone.
        if !cue::is_call(bytes, start) && address::is_mailbox(text, end) {
            return Some(Found::Skip(end));
        }
        return Some(Found::Hide(Span::new(start, end), Mark::Phone));
    }
    if groups.digits.len() >= 5
        && let Some(end) = cued_end(&groups)
        && cue::phone(bytes, start)
        && !address::is_mailbox(text, end)
    {
        return Some(Found::Hide(Span::new(start, end), Mark::Phone));
    }
    let last = groups.groups.last()?.end;
    if groups.digits.len() <= 12
        && matches!(bytes.get(last), Some(b' ' | b',' | b'-'))
        && let Some(found) = words_behind(text, start, last, &groups.digits)
    {
        return Some(found);
    }
    Some(Found::Skip(first.end.max(run_end.saturating_add(fraction(bytes, at, run_end)))))
}

/// Where digits end that are part of a date, a time or an id, or stand alone and are too few.
fn plainly_none(text: &str, at: usize, run: usize, next: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = at.saturating_add(run);
    if run < 5 && !is_gap(next) && next != b',' {
        return Some(end);
    }
    // The minutes of "14:05".
    if run == 2
        && let Some([before, b':']) = bytes.get(at.saturating_sub(2)..at)
        && before.is_ascii_digit()
    {
        return Some(end);
    }
    if run == 4
        && next == b'-'
        && let Some([m1, m2, b'-', d1, d2]) = bytes.get(end.saturating_add(1)..end.saturating_add(6))
        && [m1, m2, d1, d2].iter().all(|b| b.is_ascii_digit())
        && matches!((m1, m2), (b'0', _) | (b'1', b'0'..=b'2'))
        && matches!(bytes.get(at..), Some([b'1', b'9', ..] | [b'2', b'0' | b'1', ..]))
        && matches!((d1, d2), (b'0'..=b'2', _) | (b'3', b'0' | b'1'))
        && !bytes.get(end.saturating_add(6)).is_some_and(u8::is_ascii_digit)
    {
        return Some(end.saturating_add(6));
    }
    if run <= 3
        && next == b'.'
        && let Some(end) = address_end(bytes, at)
    {
        return Some(end);
    }
    if run <= 4
        && matches!(next, b'-' | b'/' | b'.' | b',')
        && let Some(end) = calendar::date_or_time(text, at)
    {
        return Some(end);
    }
    if run == 8 && is_compact_date(bytes.get(at..end)?, true) {
        return Some(end);
    }
    (run <= 8 && next == b'-' && super::secret::is_uuid(bytes, at)).then(|| at.saturating_add(36))
}

/// True if digits that begin so can be a telephone number or a card's without a word that says so.
const fn may_be(digits: &[u8]) -> bool {
    match digits {
        [b'0', ..] => true,
        [b'4', b'1' | b'2' | b'3' | b'9', ..] => true,
        [b'1', b'5' | b'6' | b'7', ..] => digits.len() == 11,
        [b'2'..=b'6', ..] => matches!(digits.len(), 4 | 15 | 16),
        _ => false,
    }
}

/// True if more digits stand behind one or two signs of layout.
fn digit_follows(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..).unwrap_or_default().iter().skip(1).take(3).any(u8::is_ascii_digit)
}

/// How long `.0301234567` is behind `13`: one number with its decimals.
fn fraction(bytes: &[u8], at: usize, run_end: usize) -> usize {
    if bytes.get(run_end) != Some(&b'.') || bytes.get(at) == Some(&b'0') {
        return 0;
    }
    let digits = ascii_run(bytes, run_end.saturating_add(1));
    if digits > 0 { digits.saturating_add(1) } else { 0 }
}

/// A number that was hidden ends before it, and "oder" or a comma stands between: digits without an area code.
pub(super) fn second(text: &str, phone_end: usize, at: usize) -> Option<Found> {
    let between = text.get(phone_end..at)?.trim_matches(' ');
    if !matches!(between, "," | ";" | "/" | "oder" | "und" | "bzw." | "or" | "&") {
        return None;
    }
    if calendar::date_or_time(text, at).is_some() {
        return None;
    }
    let groups = gather(text, at, false)?;
    let count = groups.groups.iter().rposition(|g| (6..=11).contains(&g.digits))?;
    let end = groups.groups.get(count)?.end;
    let date = is_compact_date(groups.digits.get(..8)?, true);
    (!date).then(|| Found::Hide(Span::new(at, end), Mark::Phone))
}

fn words_behind(text: &str, start: usize, last: usize, digits: &[u8]) -> Option<Found> {
    let bytes = text.as_bytes();
    if !matches!(bytes.get(last), Some(b' ' | b',' | b'-')) {
        return None;
    }
    let blanks = bytes.get(last..)?.iter().take(3).take_while(|b| matches!(b, b' ' | b',' | b'-')).count();
    let words = last.saturating_add(blanks);
    // `875,null` is a list.
    if bytes.get(words.saturating_sub(1)) == Some(&b',') {
        return None;
    }
    if !bytes.get(words).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    spoken::behind_digits(text, start, words, digits)
}

/// How many ASCII digits stand at `at`.
fn ascii_run(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
}

/// True for a byte that may begin the layout between two groups.
const fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'/' | b'.' | b'(' | b')' | b'+' | b'%' | b'\\' | 0x80..)
}

/// Reads groups of digits with layout between them, as long as they can be numbers.
fn gather(text: &str, at: usize, plus: bool) -> Option<Groups> {
    let bytes = text.as_bytes();
    let mut out = Groups { plus, ..Groups::default() };
    let mut place = at;
    loop {
        let gap_start = place;
        if !out.groups.is_empty() {
            if !bytes.get(place).is_some_and(|b| is_gap(*b)) {
                break;
            }
            place = gap(text, place, &out);
            // ". 5 Uhr" begins a sentence, "- 18" a range or a list.
            let between = bytes.get(gap_start..place).unwrap_or_default();
            if matches!(between, b". " | b"- " | b".. " | b"--") || place == gap_start {
                break;
            }
        }
        let start = place;
        let mut length = 0_usize;
        while let Some(&b) = bytes.get(place) {
            if b.is_ascii_digit() {
                if out.digits.len() <= MOST_READ {
                    out.digits.push(b);
                }
                place = place.saturating_add(1);
            } else if b >= 0x80
                && let Some(c) = char_at(text, place)
                && let Some(d) = digit(c)
            {
                if out.digits.len() <= MOST_READ {
                    out.digits.push(d);
                }
                place = place.saturating_add(c.len_utf8());
            } else {
                break;
            }
            length = length.saturating_add(1);
        }
        let before = out.groups.last().map_or(0, |g| g.digits);
        let next = bytes.get(place).copied().unwrap_or(b' ');
        let refused = length == 0
            || before.saturating_add(length) > MOST_READ
            || next.is_ascii_alphabetic()
            || (next >= 0x80 && char_at(text, place).is_some_and(char::is_alphabetic))
            || (length <= 4
                && !out.groups.is_empty()
                && matches!(next, b'-' | b'/' | b'.' | b':' | b',')
                && calendar::date_or_time(text, start).is_some())
            || (length == 8 && before >= 7 && is_compact_date(bytes.get(start..place)?, true))
            || (length == 5
                && out.groups.last().is_some_and(|g| g.length == 5)
                && bytes.get(gap_start) == Some(&b'\\'))
            || decimals(bytes, place)
            || id_goes_on(bytes, place)
            || (may_be_amount(bytes, start, length, before) && calendar::is_amount(text, place));
        if refused {
            out.digits.truncate(before);
            break;
        }
        out.groups.push(Group { digits: before.saturating_add(length), length, start, end: place });
    }
    Some(out)
}

/// An amount stands alone and begins with no zero; behind other digits it is short. "030 23125000 km" is a number, whatever was
/// meant by what follows.
fn may_be_amount(bytes: &[u8], start: usize, length: usize, before: usize) -> bool {
    let zero = bytes.get(start) == Some(&b'0') && length > 1;
    if before == 0 { !zero } else { length <= 4 }
}

/// Where the layout at `at` ends: at most four signs of it.
fn gap(text: &str, at: usize, groups: &Groups) -> usize {
    let bytes = text.as_bytes();
    let mut place = at;
    for _ in 0..4 {
        let step = match bytes.get(place) {
            Some(b' ' | b'-' | b'/' | b'.' | b'(' | b')') => 1,
            // A form sends blanks as plus signs.
            Some(b'+') if place == at && (groups.plus || groups.digits.first() == Some(&b'0')) => 1,
            Some(b'%') if text.get(place..).is_some_and(|r| r.starts_with("%20")) => 3,
            Some(b'%') if text.get(place..).is_some_and(|r| r.starts_with("%2F") || r.starts_with("%2f")) => {
                3
            }
            Some(b'\\') if bytes.get(place.saturating_add(1)) == Some(&b'/') => 2,
            // A line that was broken in a string of JSON, before so many digits as a number has.
            Some(b'\\')
                if groups.digits.len() < LEAST_DIGITS
                    && bytes.get(place.saturating_add(1)).is_some_and(|b| matches!(b, b'n' | b'r')) =>
            {
                2
            }
            Some(0x80..) => match char_at(text, place) {
                Some(c @ ('\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2010}'..='\u{2015}' | '\u{2212}')) => {
                    c.len_utf8()
                }
                _ => break,
            },
            _ => break,
        };
        place = place.saturating_add(step);
    }
    place
}

/// `,50` behind a number: an amount.
fn decimals(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b',') && matches!(ascii_run_within(bytes, at.saturating_add(1), 3), 1 | 2)
}

fn ascii_run_within(bytes: &[u8], at: usize, most: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take(most).take_while(|b| b.is_ascii_digit()).count()
}

/// `-e29b` behind a number: an id.
fn id_goes_on(bytes: &[u8], at: usize) -> bool {
    if bytes.get(at) != Some(&b'-') {
        return false;
    }
    let word = bytes.get(at.saturating_add(1)..).unwrap_or_default();
    let part = word.iter().take(12).take_while(|b| b.is_ascii_alphanumeric());
    let (letters, digits) =
        part.fold((false, false), |(l, d), b| (l | b.is_ascii_alphabetic(), d | b.is_ascii_digit()));
    letters && digits
}

/// True for digits behind a hyphen and a word of letters and digits: `4bf92f35-0301234567`.
fn part_of_id(bytes: &[u8], at: usize) -> bool {
    let Some(hyphen) = at.checked_sub(1).filter(|i| bytes.get(*i) == Some(&b'-')) else { return false };
    let (mut letters, mut digits) = (false, false);
    let before = bytes.get(hyphen.saturating_sub(40)..hyphen).unwrap_or_default();
    for b in before.iter().rev().take_while(|b| b.is_ascii_alphanumeric()) {
        letters |= b.is_ascii_alphabetic();
        digits |= b.is_ascii_digit();
    }
    letters && digits
}

/// How many of the groups are one telephone number: the most that are, unless fewer leave another number behind them.
fn phone_length(bytes: &[u8], groups: &Groups) -> Option<usize> {
    let count = groups.groups.len();
    if groups.digits.len() < LEAST_DIGITS || (groups.digits.starts_with(b"000") && !groups.plus) {
        return None;
    }
    let mut longest = None;
    for length in (1..=count).rev() {
        if !is_phone(bytes, groups, 0, length, groups.plus) {
            continue;
        }
        let rest =
            (length.saturating_add(1)..=count).rev().any(|end| is_phone(bytes, groups, length, end, false));
        if length == count || rest {
            return Some(length);
        }
        longest = longest.or(Some(length));
    }
    longest
}

/// True if the groups `from..to` are a telephone number.
fn is_phone(bytes: &[u8], groups: &Groups, from: usize, to: usize, plus: bool) -> bool {
    let Some(part) = groups.groups.get(from..to) else { return false };
    let before = from.checked_sub(1).and_then(|i| groups.groups.get(i)).map_or(0, |g| g.digits);
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return false };
    let Some(digits) = groups.digits.get(before..last.digits) else { return false };
    let length = digits.len();
    if !(LEAST_DIGITS..=MOST_DIGITS).contains(&length) {
        return false;
    }
    let separator = part.get(1).and_then(|_| bytes.get(first.end)).copied();
    if !plus && separator == Some(b'-') && part.len() == 6 && part.iter().all(|g| g.length == 2) {
        // The address of a network card.
        return false;
    }
    match digits {
        [b'0', b'0', b'0', ..] => false,
        [b'0', b'0', abroad @ ..] => {
            let code: String = abroad.iter().take(4).map(|b| char::from(*b)).collect();
            (7..=15).contains(&abroad.len()) && phone::calling_code_digits(&code) > 0
        }
        [b'0', ..] => {
            let version = first.length == 1 && separator == Some(b'.');
            // No number goes on with a zero behind its area code; two postcodes do.
            let two = (3..=5).contains(&first.length)
                && part.get(1).is_some_and(|g| g.length >= 3 && bytes.get(g.start) == Some(&b'0'));
            length <= 14 && !version && !two && !is_date(digits, part) && !is_clock_list(digits, part)
        }
        _ if plus => length <= 17,
        // Without plus or zero: the calling codes of this part of the world, and mobiles that lost their zero.
        _ => {
            let glued = part.len() == 1;
            let home = ["49", "43", "41", "423"].iter().any(|code| {
                let spaced = first.length == code.len() && part.iter().skip(1).any(|g| g.length >= 3);
                digits.starts_with(code.as_bytes()) && (glued || spaced) && (11..=14).contains(&length)
            });
            home || (glued && length == 11 && matches!(digits, [b'1', b'5' | b'6' | b'7', ..]))
        }
    }
}

/// `05112025`, `05 11 2025`: a date without its dots.
fn is_date(digits: &[u8], part: &[Group]) -> bool {
    let lengths = part.iter().map(|g| g.length);
    (lengths.clone().eq([8]) || lengths.eq([2, 2, 4])) && is_compact_date(digits, false)
}

/// Eight digits as a date, its year first or last.
fn is_compact_date(digits: &[u8], year_first: bool) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).map_or(0, value);
    let (year, month, day) =
        if year_first { (part(0, 4), part(4, 6), part(6, 8)) } else { (part(4, 8), part(2, 4), part(0, 2)) };
    digits.len() == 8 && (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// `0830-1800`, `08 30 - 18 00`, `0800-1200 1300-1800`.
fn is_clock_list(digits: &[u8], part: &[Group]) -> bool {
    let is_clock = |four: &[u8]| {
        let (hours, minutes) = four.split_at_checked(2).unwrap_or((four, four));
        value(hours) <= 24 && value(minutes) < 60 && value(minutes).is_multiple_of(5)
    };
    let all = |length: usize| part.iter().all(|g| g.length == length);
    let listed = (part.len() >= 2 && all(4)) || (part.len() == 4 && all(2));
    listed && digits.len().is_multiple_of(4) && digits.chunks(4).all(is_clock)
}

fn value(digits: &[u8]) -> u32 {
    digits.iter().fold(0_u32, |n, d| n.saturating_mul(10).saturating_add(u32::from(d.saturating_sub(b'0'))))
}

/// `+0100`: the offset of a zone.
fn is_offset(groups: &Groups) -> bool {
    let Some(first) = groups.groups.first().filter(|g| g.length == 4) else { return false };
    let four = groups.digits.get(..first.digits).map_or(9999, value);
    four <= 1400
        && matches!(four % 100, 0 | 30 | 45)
        && groups.digits.first().is_some_and(|d| matches!(d, b'0' | b'1'))
}

/// Where an IPv4 address ends that stands alone.
fn address_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut place = at;
    for i in 0..4 {
        let run = ascii_run_within(bytes, place, 4);
        let part = bytes.get(place..place.saturating_add(run))?;
        let zero = i == 0 && run > 1 && part.first() == Some(&b'0');
        if !(1..=3).contains(&run) || zero || value(part) > 255 {
            return None;
        }
        place = place.saturating_add(run);
        if i < 3 {
            if bytes.get(place) != Some(&b'.') {
                return None;
            }
            place = place.saturating_add(1);
        }
    }
    let next = bytes.get(place).copied().unwrap_or(b'\n');
    matches!(next, b' ' | b',' | b':' | b']' | b'"' | b'\n' | b')' | b';' | b'/' | b'\'').then_some(place)
}

/// An IPv4 address: four groups up to 255 with dots between. A telephone number in such groups has a zero before one.
fn is_address(bytes: &[u8], groups: &Groups) -> bool {
    let mut before = 0_usize;
    let mut parts = 0_usize;
    for (i, group) in groups.groups.iter().enumerate() {
        let own = groups.digits.get(before..group.digits).unwrap_or_default();
        before = group.digits;
        let dot = bytes.get(group.end) == Some(&b'.');
        let zero = i == 0 && own.first() == Some(&b'0') && own.len() > 1;
        if value(own) > 255 || own.len() > 3 || zero || (i < 3 && !dot) || i > 3 {
            return false;
        }
        parts = parts.saturating_add(1);
    }
    parts == 4
}

/// Where the number of a credit card ends: sixteen digits, or fifteen, with a right check sum (ISO/IEC 7812, Luhn).
fn card(groups: &Groups) -> Option<usize> {
    let lengths: SmallVec<[usize; 12]> = groups.groups.iter().map(|g| g.length).collect();
    let count: usize = match lengths.as_slice() {
        [16 | 15, ..] => 1,
        [4, 4, 4, 4, ..] => 4,
        [4, 6, 5, ..] => 3,
        _ => return None,
    };
    let last = groups.groups.get(count.checked_sub(1)?)?;
    let digits = groups.digits.get(..last.digits)?;
    let known = match digits {
        [b'4' | b'5' | b'6' | b'2', ..] => digits.len() == 16,
        [b'3', b'4' | b'7', ..] => digits.len() == 15,
        _ => false,
    };
    let sum = digits.iter().rev().enumerate().fold(0_u32, |sum, (i, d)| {
        let d = u32::from(d.saturating_sub(b'0'));
        let d = if i % 2 == 1 { d.saturating_mul(2) } else { d };
        sum.saturating_add(if d > 9 { d.saturating_sub(9) } else { d })
    });
    (known && !groups.plus && sum.is_multiple_of(10)).then_some(last.end)
}

/// Digits with nothing but hyphens between: as an order or a bill is numbered too.
fn is_plain(bytes: &[u8], groups: &Groups, count: usize) -> bool {
    let Some(part) = groups.groups.get(..count) else { return false };
    let bare = part.iter().take(count.saturating_sub(1)).all(|g| bytes.get(g.end) == Some(&b'-'));
    let abroad = groups.digits.starts_with(b"00");
    !groups.plus && !abroad && bare
}

/// The end of the digits behind a word that says that they are a telephone number.
fn cued_end(groups: &Groups) -> Option<usize> {
    let fits = |g: &&Group| (5..=15).contains(&g.digits);
    let end = groups.groups.iter().rev().find(fits)?;
    (!is_clock_list(&groups.digits, &groups.groups)).then_some(end.end)
}

pub(super) use cue::is_phone as is_cue;
