//! Values whose name says that they are secret: `password=…`, `"token": "…"`, `Authorization: …`, `Passwort ist …`.

use super::ids::Ids;
use super::redact::{EMAIL, Mark, PHONE, SECRET};
use super::scan::Found;
use super::secret;
use crate::span::Span;

/// The longest name, in bytes.
const LONGEST_KEY: usize = 64;
/// The longest value, in bytes; what is behind it is looked at anew.
const LONGEST: usize = 8192;

/// How a value with such a name looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Any four characters.
    Password,
    /// Six with a digit among them, or sixteen.
    Token,
    /// Three digits.
    Pin,
    /// A key of 32 hexadecimal digits or more; a shorter one names a place in a store.
    Hex,
    /// A scheme and what it takes.
    Authorization,
    /// All to the end.
    Cookie,
    /// Anything.
    Id,
}

/// What a name ends with, small and without `-` and `_`, and whether a word has to begin there.
const NAMES: [(&str, bool, Kind); 34] = [
    ("password", false, Kind::Password),
    ("passwort", false, Kind::Password),
    ("kennwort", false, Kind::Password),
    ("passwd", false, Kind::Password),
    ("passphrase", false, Kind::Password),
    ("pwd", true, Kind::Password),
    ("pass", true, Kind::Password),
    ("token", false, Kind::Token),
    ("secret", false, Kind::Token),
    ("apikey", false, Kind::Token),
    ("accesskey", false, Kind::Token),
    ("secretkey", false, Kind::Token),
    ("privatekey", false, Kind::Token),
    ("encryptionkey", false, Kind::Token),
    ("signingkey", false, Kind::Token),
    ("masterkey", true, Kind::Token),
    ("authkey", true, Kind::Token),
    ("appkey", true, Kind::Token),
    ("signature", true, Kind::Token),
    ("credential", true, Kind::Token),
    ("credentials", true, Kind::Token),
    ("sessionid", false, Kind::Token),
    ("sessid", false, Kind::Token),
    ("jwt", true, Kind::Token),
    ("sig", true, Kind::Token),
    ("auth", true, Kind::Token),
    ("pin", true, Kind::Pin),
    ("tan", true, Kind::Pin),
    ("otp", true, Kind::Pin),
    ("cvv", true, Kind::Pin),
    ("cvc", true, Kind::Pin),
    ("authorization", false, Kind::Authorization),
    ("cookie", true, Kind::Cookie),
    ("key", true, Kind::Hex),
];

/// What stands before "key" where the key opens nothing.
const NO_KEYS: [&str; 9] =
    ["cache", "foreign", "idempotency", "object", "partition", "primary", "public", "routing", "sort"];

/// Words that are no value.
const EMPTY: [&str; 8] = ["null", "none", "nil", "true", "false", "undefined", "required", "nan"];

/// The value behind the `:`, `=` or `>` at `at`, if the name before it says that it is secret.
pub(super) fn assigned(text: &str, at: usize, ids: &Ids) -> Option<Found> {
    let bytes = text.as_bytes();
    let sign = *bytes.get(at)?;
    let next = bytes.get(at.saturating_add(1)).copied().unwrap_or(b' ');
    if sign == b':'
        && matches!(next, b'/' | b'\\')
        && let Some(found) = userinfo(text, at)
    {
        return Some(found);
    }
    let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied()?;
    let serialised = before.is_ascii_digit() && matches!(next, b'"' | b'\\');
    let key_end = if serialised { serialised_key_end(bytes, at).unwrap_or(at) } else { at };
    if before.is_ascii_digit() && key_end == at && !ids.has_keys() {
        return None;
    }
    let (key_start, key) =
        if ids.has_keys() { key_before(text, key_end)? } else { secret_key(text, key_end)? };
    let listed = bytes.get(at..at.saturating_add(3)).is_some_and(|b| b.contains(&b'['));
    // "tokens": their number is no secret, a list of them is.
    let singular = key.strip_suffix(['s', 'S']).filter(|_| listed);
    let kind = kind_of(key, ids).or_else(|| kind_of(singular?, ids))?;
    if sign == b'>' && key_start.checked_sub(1).and_then(|i| bytes.get(i)) != Some(&b'<') {
        return None;
    }
    let (start, quote) = value_start(bytes, at.saturating_add(1));
    value(text, start, quote, kind)
}

/// Where the name ends whose value PHP has serialised: `s:8:"password";s:6:"`, the last colon being at `at`.
fn serialised_key_end(bytes: &[u8], at: usize) -> Option<usize> {
    let before = bytes.get(at.saturating_sub(12)..at)?;
    let digits = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let end = at.checked_sub(digits)?.checked_sub(3)?;
    (bytes.get(end..)?.starts_with(b";s:")).then_some(end)
}

/// `--password geheim`, `--private-key "…"`: a value behind an option of a command that begins at `at`.
pub(super) fn option(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let from = at.saturating_add(2);
    let is_name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let length = bytes.get(from..)?.iter().take(LONGEST_KEY).take_while(is_name).count();
    let end = from.saturating_add(length);
    if bytes.get(end) != Some(&b' ') {
        return None;
    }
    let (_, key) = secret_key(text, end)?;
    let kind = kind_of(key, &Ids::new())?;
    let (start, quote) = value_start(bytes, end);
    value(text, start, quote, kind)
}

/// `Passwort ist Sommer2025`: a value that is said behind its name, a verb between.
pub(super) fn said(text: &str, end: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let (_, key) = secret_key(text, end)?;
    let kind = kind_of(key, &Ids::new())?;
    let from = end.saturating_add(1);
    let rest = bytes.get(from..)?;
    let verb = ["ist ", "lautet ", "is "].iter().find(|v| rest.starts_with(v.as_bytes()))?;
    let start = from.saturating_add(verb.len());
    let end = unquoted_end(bytes, start);
    let telling = bytes.get(start..end)?.iter().any(u8::is_ascii_digit);
    telling.then(|| value(text, start, None, kind)).flatten()
}

/// The name that ends before `at`, behind quotes, blanks and brackets that close it, and where it begins.
pub(super) fn key_before(text: &str, at: usize) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    let end = key_end(bytes, at)?;
    let least = end.saturating_sub(LONGEST_KEY);
    let goes_on = |start: usize| {
        let before = start.checked_sub(1).and_then(|i| bytes.get(i));
        before.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    let mut start = end;
    while start > least && goes_on(start) {
        start = start.saturating_sub(1);
    }
    // A longer one is no name, whatever stands on the lines before.
    if start == end || goes_on(start) {
        return None;
    }
    Some((start, text.get(start..end)?))
}

/// The same where its last letters are those of a secret's name.
fn secret_key(text: &str, at: usize) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    let end = key_end(bytes, at)?;
    let [third, first, second] = bytes.get(end.checked_sub(3)?..end)? else { return None };
    may_end(*third, *first, *second).then(|| key_before(text, at)).flatten()
}

/// Behind the last letter of a name that stands before `at`.
fn key_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    // `"key" :`, `\"key\":`, `[key] =>`
    for _ in 0..6 {
        match bytes.get(end.checked_sub(1)?)? {
            b' ' | b'"' | b'\'' | b'\\' | b']' => end = end.saturating_sub(1),
            _ => break,
        }
    }
    Some(end)
}

/// True if one of the names can end with these three letters, or with the last two of them where it has no more.
const fn may_end(third: u8, first: u8, second: u8) -> bool {
    matches!(
        (third | 0x20, first | 0x20, second | 0x20),
        (b'o', b'r', b'd' | b't')
            | (b's', b'w', b'd')
            | (_, b'w', b'd')
            | (b'a', b's', b's' | b'e')
            | (b'k', b'e', b'n' | b'y')
            | (b'r', b'e', b't')
            | (b'u', b'r', b'e')
            | (b'i', b'a', b'l')
            | (b'a', b'l', b's')
            | (b'n' | b's', b'i', b'd')
            | (_, b'w', b't')
            | (b's', b'i', b'g')
            | (b'u', b't', b'h')
            | (b'p', b'i', b'n')
            | (b't', b'a', b'n')
            | (b'o', b't', b'p')
            | (b'c', b'v', b'v' | b'c')
            | (b'i', b'o', b'n')
            | (b'k', b'i', b'e')
            | (b'e', b'n' | b't' | b'y', b's')
            | (b'r', b'd', b's')
    )
}

/// The letters and digits of a key, the letters small, and how many there are.
pub(super) fn small(key: &str) -> ([u8; LONGEST_KEY], usize) {
    let mut small = [0_u8; LONGEST_KEY];
    let mut length = 0_usize;
    for (place, b) in small.iter_mut().zip(key.bytes().filter(u8::is_ascii_alphanumeric)) {
        *place = b.to_ascii_lowercase();
        length = length.saturating_add(1);
    }
    (small, length)
}

fn kind_of(key: &str, ids: &Ids) -> Option<Kind> {
    let bytes = key.as_bytes();
    let (small, length) = small(key);
    let small = small.get(..length)?;
    if small.strip_suffix(b"key").is_some_and(|rest| NO_KEYS.iter().any(|n| rest.ends_with(n.as_bytes()))) {
        return ids.has_key(small).then_some(Kind::Id);
    }
    if ids.has_key(small) {
        return Some(Kind::Id);
    }
    NAMES.iter().find_map(|(name, apart, kind)| {
        let fits = name.as_bytes().last() == small.last()
            && small.ends_with(name.as_bytes())
            && (!apart || begins_word(bytes, name.len()));
        fits.then_some(*kind)
    })
}

/// True if a word begins where the last `length` letters and digits of the key do: behind `_`, `-` or a number, with a capital,
/// or at the start. What is glued to a telephone number is read as it is when the number is gone.
fn begins_word(key: &[u8], length: usize) -> bool {
    let mut left = length;
    let mut at = key.len();
    while left > 0 {
        let Some(before) = at.checked_sub(1) else { return false };
        at = before;
        if key.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            left = left.saturating_sub(1);
        }
    }
    let Some(before) = at.checked_sub(1).and_then(|i| key.get(i)) else { return true };
    !before.is_ascii_alphabetic()
        || (key.get(at).is_some_and(u8::is_ascii_uppercase) && before.is_ascii_lowercase())
}

/// A quote that opens a value, with the backslashes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Quote {
    sign: u8,
    slashes: usize,
}

/// Where the value begins and in which quotes.
fn value_start(bytes: &[u8], from: usize) -> (usize, Option<Quote>) {
    let mut at = from;
    if bytes.get(at) == Some(&b'>') {
        at = at.saturating_add(1);
    }
    for _ in 0..8 {
        match bytes.get(at) {
            Some(b' ') => at = at.saturating_add(1),
            // A list of one, as headers are logged.
            Some(b'[') if matches!(bytes.get(at.saturating_add(1)), Some(b'"' | b'\'' | b'\\')) => {
                at = at.saturating_add(1);
            }
            _ => break,
        }
    }
    let mut slashes = 0_usize;
    while bytes.get(at.saturating_add(slashes)) == Some(&b'\\') && slashes < 32 {
        slashes = slashes.saturating_add(1);
    }
    match bytes.get(at.saturating_add(slashes)) {
        Some(sign @ (b'"' | b'\'')) => {
            (at.saturating_add(slashes).saturating_add(1), Some(Quote { sign: *sign, slashes }))
        }
        _ => (at, None),
    }
}

/// Where a quoted value ends: at a quote with as many backslashes as its first, those that stand for backslashes not
/// counted.
fn quoted_end(bytes: &[u8], start: usize, quote: Quote) -> usize {
    let period = quote.slashes.saturating_add(1).saturating_mul(2);
    let mut slashes = 0_usize;
    let mut at = start;
    while let Some(b) = bytes.get(at) {
        if at.saturating_sub(start) >= LONGEST || *b == b'\n' {
            break;
        }
        if *b == quote.sign {
            let closes = slashes.checked_rem(period) == Some(quote.slashes) || slashes < quote.slashes;
            if closes {
                return at.saturating_sub(slashes.min(quote.slashes));
            }
        }
        slashes = if *b == b'\\' { slashes.saturating_add(1) } else { 0 };
        at = at.saturating_add(1);
    }
    at
}

/// True if a list begins right before the quote of the value at `start`.
fn in_list(bytes: &[u8], start: usize) -> bool {
    let before = bytes.get(..start.saturating_sub(1)).unwrap_or_default();
    before.iter().rev().take(32).find(|b| **b != b'\\') == Some(&b'[')
}

/// Where the last string of a list ends, its first one being from `begin` to `end`; those behind a line break are not looked at.
fn list_of_strings_end(text: &str, begin: usize, end: usize, quote: Quote) -> usize {
    let bytes = text.as_bytes();
    let mut last = end;
    // With the longest string behind it that is still within what a stream looks ahead.
    let limit = begin.saturating_add(LONGEST.div_euclid(2));
    loop {
        let mut at = last.saturating_add(quote.slashes);
        // A string that is not closed ends everything.
        if bytes.get(at) != Some(&quote.sign) {
            return last;
        }
        at = at.saturating_add(1);
        let blanks =
            |at: usize| bytes.get(at..).unwrap_or_default().iter().take(8).take_while(|b| **b == b' ');
        at = at.saturating_add(blanks(at).count());
        if bytes.get(at) != Some(&b',') {
            return last;
        }
        at = at.saturating_add(1);
        at = at.saturating_add(blanks(at).count());
        let (start, next) = value_start(bytes, at);
        let next_to_it = start.saturating_sub(at) == quote.slashes.saturating_add(1);
        if next != Some(quote) || !next_to_it || start > limit {
            return last;
        }
        last = floor(text, quoted_end(bytes, start, quote));
    }
}

fn unquoted_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(b) = bytes.get(at) {
        let ends = b.is_ascii_whitespace()
            || matches!(b, b'"' | b'\'' | b',' | b';' | b'&' | b'<' | b'>' | b'|' | b'\\');
        if ends || at.saturating_sub(start) >= LONGEST {
            break;
        }
        at = at.saturating_add(1);
    }
    // What closes a list or an object around it is no part of the value.
    while at > start && matches!(bytes.get(at.saturating_sub(1)), Some(b')' | b']' | b'}')) {
        at = at.saturating_sub(1);
    }
    at
}

/// Where the first mark of an earlier pass stands.
fn mark_in(value: &str) -> Option<usize> {
    let bytes = value.as_bytes();
    let is_mark = |at: &usize| {
        let rest = bytes.get(*at..).unwrap_or_default();
        [EMAIL, PHONE, SECRET].iter().any(|mark| rest.starts_with(mark.as_bytes()))
    };
    memchr::memchr_iter(b'[', bytes).find(is_mark)
}

fn value(text: &str, start: usize, quote: Option<Quote>, kind: Kind) -> Option<Found> {
    let bytes = text.as_bytes();
    // An object, a list or a placeholder; what stands in it is looked at by itself.
    if quote.is_none() && matches!(bytes.get(start), Some(b'{' | b'[')) {
        return None;
    }
    let end = quote.map_or_else(|| unquoted_end(bytes, start), |q| quoted_end(bytes, start, q));
    let first_end = floor(text, end);
    // All strings of a list go with the first: how many there are tells nothing worth a mark for each.
    let end = quote
        .filter(|_| in_list(bytes, start))
        .map_or(first_end, |q| list_of_strings_end(text, start, first_end, q));
    match kind {
        Kind::Authorization if end == first_end => return authorization(text, start, quote),
        Kind::Cookie if end == first_end => return cookie(text, start, quote),
        _ => {}
    }
    let first = text.get(start..first_end)?;
    let value = text.get(start..end)?;
    // What an earlier pass hid stays as it is.
    let end = mark_in(value).unwrap_or(value.len());
    let value = value.get(..end)?;
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let good = match kind {
        Kind::Id => !value.is_empty() && !value.starts_with(['{', '[']),
        Kind::Pin => digits >= 3 && value.len() <= 12,
        Kind::Hex => first.len() >= 32 && digits >= 3 && first.bytes().all(|b| b.is_ascii_hexdigit()),
        _ if value.starts_with(['{', '[', '$', '%']) && !value.bytes().any(|b| b.is_ascii_digit()) => false,
        Kind::Password if quote.is_some() => !value.is_empty(),
        Kind::Password => value.len() >= 4,
        _ if quote.is_some() => value.len() >= 4,
        _ => value.len() >= 6 && (digits > 0 || value.len() >= 16),
    };
    if !good || (quote.is_none() && EMPTY.iter().any(|e| value.eq_ignore_ascii_case(e))) {
        return None;
    }
    Some(Found::Hide(Span::new(start, start.saturating_add(value.len())), Mark::Secret))
}

/// `Bearer …`, `Basic …`, `Digest a="…", b="…"`, or a bare token.
fn authorization(text: &str, start: usize, quote: Option<Quote>) -> Option<Found> {
    let bytes = text.as_bytes();
    let line = quote.map_or_else(|| line_end(bytes, start), |q| quoted_end(bytes, start, q));
    let line = floor(text, line);
    let value = text.get(start..line)?;
    if mark_in(value).is_some() {
        return None;
    }
    let letters = value.bytes().take_while(u8::is_ascii_alphabetic).count();
    let scheme = value.get(..letters)?;
    let blanks = secret::blanks(bytes, start.saturating_add(letters));
    if blanks > 0
        && ["bearer", "basic", "token", "apikey", "negotiate"].iter().any(|s| scheme.eq_ignore_ascii_case(s))
    {
        let from = start.saturating_add(letters).saturating_add(blanks);
        let length = unquoted_end(bytes, from).min(line).saturating_sub(from);
        let telling = bytes.iter().skip(from).take(length).any(u8::is_ascii_digit) || length >= 16;
        let hide = Found::Hide(Span::new(from, from.saturating_add(length)), Mark::Secret);
        return (length >= 6 && telling).then_some(hide);
    }
    let from = start.saturating_add(letters).saturating_add(blanks);
    if blanks > 0 && letters >= 4 {
        // Digest, AWS4, Hawk: a list of names and values.
        let end = list_end(bytes, from, line);
        if end > from {
            return Some(Found::Hide(Span::new(from, floor(text, end)), Mark::Secret));
        }
    }
    let end = unquoted_end(bytes, start).min(line);
    let token = text.get(start..end)?;
    let telling = token.bytes().any(|b| b.is_ascii_digit()) || token.len() >= 16;
    (token.len() >= 6 && telling).then(|| Found::Hide(Span::new(start, end), Mark::Secret))
}

/// Where a list `name="value", name=value` ends.
fn list_end(bytes: &[u8], from: usize, line: usize) -> usize {
    let mut end = from;
    let mut at = from;
    loop {
        let is_name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'*');
        let name = bytes.get(at..line).unwrap_or_default().iter().take_while(is_name).count();
        let sign = at.saturating_add(name);
        if name == 0 || bytes.get(sign) != Some(&b'=') {
            return end;
        }
        let (start, quote) = value_start(bytes, sign.saturating_add(1));
        end = match quote {
            // The quote that closes it is part of the list.
            Some(q) => quoted_end(bytes, start, q).saturating_add(q.slashes).saturating_add(1).min(line),
            None => unquoted_end(bytes, start).min(line),
        };
        let gap =
            bytes.get(end..line).unwrap_or_default().iter().take_while(|b| matches!(b, b',' | b' ')).count();
        if gap == 0 {
            return end;
        }
        at = end.saturating_add(gap);
    }
}

/// All cookies of a header: no name in it says which one is the session.
fn cookie(text: &str, start: usize, quote: Option<Quote>) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut end = quote.map_or_else(|| line_end(bytes, start), |q| quoted_end(bytes, start, q));
    if quote.is_none() {
        // `-H 'Cookie: …'`. A cookie has no quotation mark and no backslash (RFC 6265), but it may have an apostrophe.
        let within = opened_by_apostrophe(text, start);
        let ends = |b: &u8| matches!(b, b'"' | b'\\') || within && *b == b'\'';
        end = bytes.get(start..end)?.iter().position(ends).map_or(end, |i| start.saturating_add(i));
    }
    let end = floor(text, end);
    let value = text.get(start..end)?.trim_end();
    let good = value.contains('=') && !value.contains(SECRET);
    good.then(|| Found::Hide(Span::new(start, start.saturating_add(value.len())), Mark::Secret))
}

/// Whether an apostrophe stands before the name of the header whose value begins at `start`.
fn opened_by_apostrophe(text: &str, start: usize) -> bool {
    let bytes = text.as_bytes();
    let blanks = bytes.iter().take(start).rev().take(32).take_while(|b| b.is_ascii_whitespace()).count();
    let sign = start.checked_sub(blanks.saturating_add(1)).filter(|at| bytes.get(*at) == Some(&b':'));
    let name = sign.and_then(|at| key_before(text, at));
    name.and_then(|(begin, _)| bytes.get(begin.checked_sub(1)?)) == Some(&b'\'')
}

/// `https://name:password@host`: what stands before the host.
fn userinfo(text: &str, at: usize) -> Option<Found> {
    /// Longer ones are no names.
    const LONGEST: usize = 256;
    let bytes = text.as_bytes();
    let mut start = at.saturating_add(1);
    // JSON may write `:\/\/`.
    for _ in 0..2 {
        while bytes.get(start) == Some(&b'\\') && start.saturating_sub(at) < 8 {
            start = start.saturating_add(1);
        }
        if bytes.get(start) != Some(&b'/') {
            return None;
        }
        start = start.saturating_add(1);
    }
    let rest = bytes.get(start..)?;
    let stop = rest.iter().take(LONGEST).position(|b| {
        b.is_ascii_whitespace() || matches!(b, b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'\\' | b'`')
    });
    let host = rest.get(..stop.unwrap_or(rest.len().min(LONGEST)))?;
    let sign = host.iter().rposition(|b| *b == b'@');
    let Some(sign) = sign.filter(|n| *n > 0 && !host.starts_with(SECRET.as_bytes())) else {
        return Some(Found::Skip(start));
    };
    let end = start.saturating_add(sign);
    Some(Found::Hide(Span::new(start, end), Mark::Secret))
}

fn line_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest.iter().take(LONGEST).position(|b| matches!(b, b'\n' | b'\r'));
    start.saturating_add(length.unwrap_or(rest.len().min(LONGEST)))
}

/// The boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}
