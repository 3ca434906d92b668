//! Years in a line, and what stands around them.

use smallvec::SmallVec;

use super::words::{self, is_month};
use crate::span::Span;

/// Most texts have few years.
pub(super) type Years = SmallVec<[Span; 4]>;

/// Four digits that could be a year and belong to no longer number, name or address.
pub(super) fn years(line: &str) -> Years {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut out = Years::new();
    let mut at = 0_usize;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'1', b'2', rest)) {
        let start = at.saturating_add(found);
        at = start.saturating_add(1);
        let century = bytes.get(start..start.saturating_add(2));
        if !(century == Some(b"20") || century == Some(b"19")) || start.checked_sub(1).is_some_and(digit) {
            continue;
        }
        let length = bytes.get(start..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
        at = start.saturating_add(length);
        if length != 4 {
            continue;
        }
        let before = line.get(..start).unwrap_or("");
        let joined = match before.chars().next_back() {
            Some('.' | '-' | '/') => !before
                .get(..before.len().saturating_sub(1))
                .is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit())),
            Some(c) => c.is_alphanumeric() || matches!(c, '_' | '#' | '+' | '=' | '&' | '?' | '@'),
            None => false,
        };
        let after = line.get(at..).unwrap_or("");
        let mut next = after.chars();
        let glued = match next.next() {
            Some('T') => false,
            Some(c) if c.is_alphanumeric() || c == '_' => true,
            // A domain, a decimal, an address.
            Some('.' | '/' | '@') => next.next().is_some_and(char::is_alphanumeric),
            _ => false,
        };
        // In a web address everything belongs together.
        let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(256))..).unwrap_or("");
        let word = near.rsplit(char::is_whitespace).next().unwrap_or("");
        if !joined && !glued && !word.contains("://") && !word.contains("www.") {
            out.push(Span::new(start, at));
        }
    }
    out
}

/// `2025-11-05`, and an English date around the year: "November 5, 2025", "5th of November 2025".
pub(super) fn written_out(line: &str, lower: &str, year: Span) -> Option<Span> {
    let after = line.get(year.end..)?;
    let b = after.as_bytes();
    let digit = |i: usize| b.get(i).is_some_and(u8::is_ascii_digit);
    if b.first() == Some(&b'-') && digit(1) && digit(2) && b.get(3) == Some(&b'-') && digit(4) && digit(5) {
        return Some(Span::new(year.start, year.end.saturating_add(6)));
    }
    // `11/06/2025`, which is not German and still a date.
    let slashed = line.get(..year.start).unwrap_or("");
    let lead = slashed.trim_end_matches(|c: char| c.is_ascii_digit() || c == '/').len();
    if slashed.ends_with('/') && slashed.bytes().skip(lead).filter(|b| *b == b'/').count() == 2 {
        return Some(Span::new(lead, year.end));
    }
    let from = lower.floor_char_boundary(year.start.saturating_sub(24));
    let before = lower.get(from..year.start)?;
    let (month, between) = words::words(before).fold((None, 0_usize), |(month, between), (at, word)| {
        if is_month(word) { (Some(at), 1) } else { (month, between.saturating_add(1)) }
    });
    let month = month?;
    (between <= 2).then(|| Span::new(from.saturating_add(month), year.end))
}

/// A day and a month, in words or as `5.11.`; a clock time is neither.
pub(super) fn has_day_and_month(words: &str) -> bool {
    let lower = words.to_lowercase();
    let month = words::words(&lower).any(|(_, w)| is_month(w));
    let parts: Vec<&str> = words.split('.').collect();
    let digits = |s: &str, at_end: bool| {
        let c = if at_end { s.trim().chars().next_back() } else { s.trim().chars().next() };
        c.is_some_and(|c| c.is_ascii_digit())
    };
    let dotted = parts.windows(3).any(|w| match w {
        [day, month, _] => {
            digits(day, true) && !month.trim().is_empty() && month.trim().bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    });
    dotted || (month && words.bytes().any(|b| b.is_ascii_digit()))
}

/// "2025 Euro", "2030 Uhr", "2000 ms": no year.
pub(super) fn is_amount(lower: &str, year: Span) -> bool {
    const UNITS: [&str; 26] = [
        "cent",
        "ct",
        "punkte",
        "personen",
        "meter",
        "km",
        "minuten",
        "gramm",
        "euro",
        "eur",
        "€",
        "$",
        "usd",
        "chf",
        "uhr",
        "ms",
        "sekunden",
        "seconds",
        "zeichen",
        "characters",
        "token",
        "tokens",
        "stück",
        "m²",
        "qm",
        "%",
    ];
    let after = lower.get(year.end..).unwrap_or("").trim_start();
    UNITS.iter().any(|u| after.starts_with(u))
}

/// The end of a telephone number, a house number, a room: "030 23125 2025", "Musterstraße 2025".
pub(super) fn is_number(lower: &str, year: Span) -> bool {
    let before = lower.get(..year.start).unwrap_or("").trim_end_matches(' ');
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let number = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()) && before.ends_with(last);
    let place =
        ["straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "raum", "zimmer", "ziffer"];
    let coded = ["nr", "nummer", "plz", "telefon", "tel", "fax", "code", "pin"];
    number || place.iter().chain(&coded).any(|end| last.ends_with(end))
}

/// True where a quote or bracket of its own encloses it.
pub(super) fn quoted(line: &str, span: Span) -> bool {
    let before = line.get(..span.start).and_then(|b| b.chars().next_back());
    let after =
        line.get(span.end..).and_then(|a| a.chars().find(|c| *c != 'T' && *c != ':' && !c.is_ascii_digit()));
    let quote = |c: char| matches!(c, '"' | '\'' | '`' | '„' | '“' | '”' | '‚' | '‘' | '’' | '»' | '«');
    before.is_some_and(quote) && after.is_some_and(quote)
}
