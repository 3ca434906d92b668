//! Dates and years that a prompt states as if they were true for ever.
//!
//! "Heute ist der 5. November 2025" and "Das aktuelle Jahr ist 2025" are wrong the day after, and a model believes them.
//! No author wants to be told of opening hours, prices, "seit 2015", the stamp of a version, or a date that only shows how
//! a date is written. So a year has to be there, or the words that say "today"; and what shows that the line is an example,
//! a stamp or a piece of history lets it pass.

use std::ops::RangeInclusive;

use chrono::DateTime;

use crate::context::{Context, Expect};
use crate::span::Span;
use crate::temporal::{self, Mention, Status};

/// The years that a prompt of these days can mean by now. Earlier ones are history, later ones are prices.
const YEARS: RangeInclusive<u32> = 2020..=2039;

/// Longer lines are no prose; they are looked at up to here.
const LONGEST_LINE: usize = 4096;

/// What says: this holds now.
const NOW: [&str; 24] = [
    "heute ist",
    "heute haben wir",
    "aktuelle datum",
    "aktuelles datum",
    "aktuellen datum",
    "aktuelle jahr",
    "aktuelles jahr",
    "aktueller tag",
    "heutige datum",
    "heutiges datum",
    "heutiger tag",
    "laufende jahr",
    "laufendes jahr",
    "jahr ist",
    "wir haben das jahr",
    "wir schreiben",
    "wir sind im jahr",
    "today is",
    "today's date",
    "todays date",
    "current date",
    "current year",
    "the year is",
    "it is currently",
];

/// The line shows how something is written or said.
const EXAMPLE: u8 = 1;
/// The line says when the prompt was written, not what day it is.
const STAMP: u8 = 2;
/// The line is about the past of the house.
const HISTORY: u8 = 4;
/// The word makes of a year standing alone a statement about time.
const ABOUT: u8 = 8;
/// The word occurs in what says: this holds now.
const CUE: u8 = 16;

/// What a word makes of its line, sorted.
const WORDS: [(&str, u8); 101] = [
    ("aktualisiert", STAMP),
    ("aktualisierung", STAMP),
    ("aktuell", ABOUT),
    ("aktuelle", CUE),
    ("aktuellen", CUE),
    ("aktueller", CUE),
    ("aktuelles", CUE),
    ("ausgezeichnet", HISTORY),
    ("auszeichnung", HISTORY),
    ("author", STAMP),
    ("autor", STAMP),
    ("award", HISTORY),
    ("bedeutet", EXAMPLE),
    ("beispiel", EXAMPLE),
    ("beispiele", EXAMPLE),
    ("beispielhaft", EXAMPLE),
    ("beispielsweise", EXAMPLE),
    ("birth", HISTORY),
    ("born", HISTORY),
    ("bsp", EXAMPLE),
    ("bugfix", STAMP),
    ("changed", STAMP),
    ("changelog", STAMP),
    ("convert", EXAMPLE),
    ("copyright", STAMP),
    ("created", STAMP),
    ("current", ABOUT | CUE),
    ("currently", ABOUT | CUE),
    ("damals", HISTORY),
    ("deployed", STAMP),
    ("deployment", STAMP),
    ("eg", EXAMPLE),
    ("entspricht", EXAMPLE),
    ("ergibt", EXAMPLE),
    ("erstellt", STAMP),
    ("eröffnet", HISTORY),
    ("eröffnung", HISTORY),
    ("est", HISTORY),
    ("established", HISTORY),
    ("etwa", EXAMPLE),
    ("example", EXAMPLE),
    ("examples", EXAMPLE),
    ("fix", STAMP),
    ("format", EXAMPLE),
    ("formatiert", EXAMPLE),
    ("formats", EXAMPLE),
    ("founded", HISTORY),
    ("geboren", HISTORY),
    ("geburtsdatum", HISTORY),
    ("geburtsjahr", HISTORY),
    ("gegründet", HISTORY),
    ("gewonnen", HISTORY),
    ("geändert", STAMP),
    ("gründung", HISTORY),
    ("heute", ABOUT | CUE),
    ("heutige", CUE),
    ("heutiger", CUE),
    ("heutiges", CUE),
    ("instance", EXAMPLE),
    ("iso", EXAMPLE),
    ("jahr", ABOUT | CUE),
    ("jahres", ABOUT),
    ("jahrgang", HISTORY),
    ("jetzt", ABOUT),
    ("konvertiere", EXAMPLE),
    ("laufende", CUE),
    ("laufendes", CUE),
    ("like", EXAMPLE),
    ("means", EXAMPLE),
    ("modified", STAMP),
    ("muster", EXAMPLE),
    ("opened", HISTORY),
    ("parse", EXAMPLE),
    ("release", STAMP),
    ("released", STAMP),
    ("renoviert", HISTORY),
    ("revision", STAMP),
    ("sagt", EXAMPLE),
    ("said", EXAMPLE),
    ("sample", EXAMPLE),
    ("says", EXAMPLE),
    ("schreiben", CUE),
    ("schreibweise", EXAMPLE),
    ("seit", HISTORY),
    ("since", HISTORY),
    ("stand", STAMP),
    ("statt", EXAMPLE),
    ("today", ABOUT | CUE),
    ("todays", CUE),
    ("umbau", HISTORY),
    ("umgebaut", HISTORY),
    ("update", STAMP),
    ("updated", STAMP),
    ("version", STAMP),
    ("wandle", EXAMPLE),
    ("wie", EXAMPLE),
    ("year", ABOUT | CUE),
    ("zb", EXAMPLE),
    ("Änderung", STAMP),
    ("änderung", STAMP),
    ("übernommen", HISTORY),
];

const MONTHS: [&str; 24] = [
    "januar",
    "jänner",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "january",
    "february",
    "march",
    "may",
    "june",
    "july",
    "october",
    "december",
    "sept",
    "okt",
    "dez",
];

/// Every date or year in a text that goes stale. `loose` texts, a description of a parameter for instance, have dates for
/// examples only; there, only what says "today" counts.
pub(super) fn fixed(text: &str, loose: bool) -> Vec<Span> {
    let mut out = Vec::new();
    let years = years(text);
    let digits = text.bytes().any(|b| b.is_ascii_digit());
    if years.is_empty() && !(digits && says_today(text)) {
        return out;
    }
    let mut years = years.as_slice();
    let mut above = Above { text, at: 0, by_heading: false, by_intro: false, intro_open: false };
    let mut at = 0_usize;
    for line in text.split_inclusive('\n') {
        let from = at;
        at = at.saturating_add(line.len());
        let count = years.partition_point(|y| y.start < at);
        let (own, rest) = years.split_at_checked(count).unwrap_or((years, &[]));
        years = rest;
        let line = line.get(..line.floor_char_boundary(LONGEST_LINE.min(line.len()))).unwrap_or(line);
        if own.is_empty() && !(line.bytes().any(|b| b.is_ascii_digit()) && says_today(line)) {
            continue;
        }
        let own: Vec<Span> = own
            .iter()
            .map(|y| Span::new(y.start.saturating_sub(from), y.end.saturating_sub(from)))
            .filter(|y| y.end <= line.len())
            .collect();
        let mut example = || loose || is_talk(line) || above.is_example(from);
        of_line(line, own, &mut example, &mut |span| {
            out.push(Span::new(from.saturating_add(span.start), from.saturating_add(span.end)));
        });
    }
    out
}

/// What the lines above say of those below them. The words of a heading hold up to the next one, those of an introduction
/// for the paragraph below it. Most dates are judged by their own line; the lines above are read when it matters.
struct Above<'t> {
    text: &'t str,
    /// Up to here they were read.
    at: usize,
    by_heading: bool,
    by_intro: bool,
    intro_open: bool,
}

impl Above<'_> {
    /// True where what stands before the line at `to` makes an example of it.
    fn is_example(&mut self, to: usize) -> bool {
        let rest = self.text.get(self.at..to).unwrap_or("");
        for line in rest.split_inclusive('\n') {
            let line = line.get(..line.floor_char_boundary(LONGEST_LINE.min(line.len()))).unwrap_or(line);
            let written = line.trim();
            if written.is_empty() {
                self.by_intro &= self.intro_open;
                continue;
            }
            self.intro_open = written.ends_with(':');
            if written.starts_with('#') {
                (self.by_heading, self.by_intro) = (is_example(line), false);
            } else if self.intro_open || !line.bytes().any(|b| b.is_ascii_digit()) {
                self.by_intro |= is_example(line);
            }
        }
        self.at = to.max(self.at);
        self.by_heading || self.by_intro
    }
}

/// A cheap look for "heute", "today", "aktuell", "current".
fn says_today(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(i, b)| {
        let word: &[u8] = match b {
            b'h' | b'H' => b"heut",
            b't' | b'T' => b"today",
            b'a' | b'A' => b"aktuell",
            b'c' | b'C' => b"current",
            _ => return false,
        };
        bytes.get(i..i.saturating_add(word.len())).is_some_and(|w| w.eq_ignore_ascii_case(word))
    })
}

fn of_line(line: &str, years: Vec<Span>, example: &mut impl FnMut() -> bool, each: &mut impl FnMut(Span)) {
    let lower = line.to_ascii_lowercase();
    let flags = flags(&lower);
    let cued = flags & CUE != 0;
    let now = if cued { NOW.iter().filter_map(|cue| lower.find(cue)).min() } else { None };
    if years.is_empty() && now.is_none() {
        return;
    }
    let history = flags & HISTORY != 0 || lower.contains('©') || lower.contains("(c)");
    let own = flags & (EXAMPLE | STAMP) != 0;
    if (own || history) && now.is_none() {
        return;
    }
    let example = example();
    let passes = own || example;
    // Behind "heute ist" it counts, unless the example was announced before that.
    let before = self::flags(now.and_then(|cue| lower.get(..cue)).unwrap_or(""));
    let stated = |at: usize| now.is_some_and(|cue| cue < at && before & (EXAMPLE | STAMP) == 0);
    if (passes || history) && !years.iter().map(|y| y.start).chain([line.len()]).any(&stated) {
        return;
    }
    let mentions = mentions(line);
    let mut end = 0;
    // "Das Jahr ist 2025, nie 2024": one statement.
    let mut told = false;
    for year in years {
        if year.start < end {
            continue;
        }
        let date = mentions
            .iter()
            .find(|m| m.span.start <= year.start && year.end <= m.span.end)
            .map(|m| m.span)
            .or_else(|| written_out(line, &lower, year));
        let span = date.unwrap_or(year);
        end = span.end;
        let said_now = stated(year.start) && (!example || !quoted(line, span));
        let bare = date.is_none();
        let number: u32 = year.of(line).and_then(|y| y.parse().ok()).unwrap_or(0);
        let counts = if bare {
            said_now || (YEARS.contains(&number) && !passes && !history && flags & ABOUT != 0)
        } else {
            said_now || (YEARS.contains(&number) && !passes && !history && !quoted(line, span))
        };
        if counts && !(bare && told) && !is_amount(&lower, year) {
            told |= bare;
            each(span);
        }
    }
    // "Heute ist der 5. November."
    for mention in &mentions {
        let words = mention.of(line);
        if mention.span.start >= end && has_day_and_month(words) {
            let behind = now.filter(|cue| *cue <= mention.span.start);
            if behind.is_some() && (stated(mention.span.end)) && !(example && quoted(line, mention.span)) {
                each(mention.span);
            }
        }
    }
}

/// What the library itself takes for a date in the line. The clock is any: only the place counts, and a year that is said
/// stays as it is said.
fn mentions(line: &str) -> Vec<Mention> {
    let mut context = Context::new(DateTime::UNIX_EPOCH, chrono_tz::UTC);
    context.policy.expect = Expect::Any;
    let mut found = temporal::find(line, &context).unwrap_or_default();
    found.retain(|m| m.resolution.status != Status::None);
    found
}

/// Four digits that could be a year and belong to no longer number, name or address.
fn years(line: &str) -> Vec<Span> {
    let bytes = line.as_bytes();
    let mut out = Vec::new();
    let mut at = 0_usize;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let start = at.saturating_add(found);
        let length = bytes.get(start..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
        at = start.saturating_add(length);
        let century = bytes.get(start..start.saturating_add(2));
        if length != 4 || !(century == Some(b"20") || century == Some(b"19")) {
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
fn written_out(line: &str, lower: &str, year: Span) -> Option<Span> {
    let after = line.get(year.end..)?;
    let b = after.as_bytes();
    let digit = |i: usize| b.get(i).is_some_and(u8::is_ascii_digit);
    if b.first() == Some(&b'-') && digit(1) && digit(2) && b.get(3) == Some(&b'-') && digit(4) && digit(5) {
        return Some(Span::new(year.start, year.end.saturating_add(6)));
    }
    let from = lower.floor_char_boundary(year.start.saturating_sub(24));
    let before = lower.get(from..year.start)?;
    let month = MONTHS.iter().filter_map(|m| before.rfind(m)).max()?;
    let between =
        before.get(month..)?.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
    (between <= 2).then(|| Span::new(from.saturating_add(month), year.end))
}

/// A day and a month, in words or as `5.11.`; a clock time is neither.
fn has_day_and_month(words: &str) -> bool {
    let lower = words.to_lowercase();
    let month = self::words(&lower).any(|w| MONTHS.contains(&w));
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
fn is_amount(lower: &str, year: Span) -> bool {
    const UNITS: [&str; 18] = [
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

/// True where a quote or bracket of its own encloses it.
fn quoted(line: &str, span: Span) -> bool {
    let before = line.get(..span.start).and_then(|b| b.chars().next_back());
    let after =
        line.get(span.end..).and_then(|a| a.chars().find(|c| *c != 'T' && *c != ':' && !c.is_ascii_digit()));
    let quote = |c: char| matches!(c, '"' | '\'' | '`' | '„' | '“' | '”' | '‚' | '‘' | '’' | '»' | '«');
    before.is_some_and(quote) && after.is_some_and(quote)
}

fn is_example(line: &str) -> bool {
    flags(&line.to_ascii_lowercase()) & EXAMPLE != 0
}

/// What the words of a line make of it.
fn flags(lower: &str) -> u8 {
    let mut out = 0_u8;
    let mut last = "";
    for word in words(lower) {
        if let Ok(found) = WORDS.binary_search_by(|(w, _)| (*w).cmp(word)) {
            out |= WORDS.get(found).map_or(0, |(_, flags)| *flags);
        }
        // "z. B.", "e.g.", "such as"; "Beispielantwort", "Beispieldialog"
        if matches!((last, word), ("z", "b") | ("e", "g") | ("such", "as")) || word.starts_with("beispiel") {
            out |= EXAMPLE;
        }
        if is_version(word) {
            out |= STAMP;
        }
        last = word;
    }
    let arrow = |pair: &[u8]| matches!(pair, b"->" | b"=>" | [0x86, 0x92] /* the end of `→` */);
    if lower.as_bytes().windows(2).any(arrow) {
        out |= EXAMPLE;
    }
    out
}

/// A line of a dialogue that shows how a call may go.
fn is_talk(line: &str) -> bool {
    const SPEAKERS: [&str; 14] = [
        "user",
        "kunde",
        "kundin",
        "anrufer",
        "anruferin",
        "patient",
        "patientin",
        "gast",
        "caller",
        "customer",
        "agent",
        "assistant",
        "assistent",
        "bot",
    ];
    let line = line.trim().trim_start_matches(['-', '*', '•', '>', ' ', '„', '"']);
    let Some((speaker, _)) = line.split_once(':') else { return false };
    let speaker = speaker.trim_matches(['*', ' ']).to_ascii_lowercase();
    SPEAKERS.contains(&speaker.as_str())
}

/// `v17`
fn is_version(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        fixed(text, false).into_iter().filter_map(|s| s.of(text)).collect()
    }

    #[test]
    fn the_words_are_sorted() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn what_goes_stale() {
        for (text, expected) in [
            ("Das aktuelle Jahr ist 2025.", "2025"),
            ("Wichtig: Wir haben das Jahr 2025!", "2025"),
            ("Current year: 2025", "2025"),
            ("Das Jahr ist 2025, NIEMALS 2023 oder 2024.", "2025"),
            ("## Beispiele\n- 5.11.2025\n## Datum\nHeute: 2025-11-05", "2025-11-05"),
            ("Today is November 5, 2025.", "November 5, 2025"),
            ("Heute ist der 5. November.", "5. November"),
            ("Heute ist Mittwoch, der 5.11.2025, du bist Clara.", "Mittwoch, der 5.11.2025"),
            ("Termine nur bis 31.12.2025 annehmen.", "31.12.2025"),
            ("Buche nie vor dem 2025-11-20 einen Termin.", "2025-11-20"),
            ("Alle Termine liegen im Jahr 2026.", "2026"),
            ("Aktuelles Datum: 2025-11-05 (Format JJJJ-MM-TT)", "2025-11-05"),
        ] {
            let all = found(text);
            assert!(all.len() == 1 && all[0].contains(expected), "{text}: {all:?}");
        }
    }

    #[test]
    fn what_no_author_wants_to_hear_of() {
        for text in [
            "Öffnungszeiten: Montag bis Freitag 9 bis 18 Uhr, Samstag 9.00–14.00 Uhr",
            "Waschen, Schneiden, Föhnen: 2025 Euro im Abo, sonst 45 €",
            "Am 24. und 31. Dezember ist geschlossen.",
            "Familienbetrieb seit 1998, neu eröffnet 2021",
            "Heute ist {{current_time_Europe/Berlin}}.",
            "Heute ist bis 14.30 Uhr geöffnet.",
            "Gib das Datum im Format JJJJ-MM-TT an, z. B. 2025-11-20.",
            "„am fünften\" → 2025-12-05",
            "# Agent V17 (2025-10-22)",
            "Stand: 22.10.2025",
            "Version 3, zuletzt geändert am 01.11.2025",
            "© 2025 Salon Muster",
            "Modell gpt-4o-2024-08-06, Adresse https://example.org/2025/11/05/termine",
            "Beispiele:\n- Kunde: \"am 5.11.2025\"\n- 06.11.2025 um 14 Uhr",
            "Rufnummer 030 23125 2025, Postleitzahl 20253",
            "Senden Sie {\"datum\": \"2025-11-20\"} an die Funktion.",
            "Warte höchstens 2000 ms.",
            "DIN 2035 und ISO 2022",
            "## Beispiele\n\n- am 5.11.2025 um 14 Uhr\n\n- 06.11.2025",
            "Beispiel:\n\n05.11.2025",
            "- Kunde: Am 5. November 2025 bitte.\n**Agent**: Am 5.11.2025, gern.",
            "Beispielantwort: Ihr Termin am 20.11.2025 um 14 Uhr ist gebucht.",
            "Im Jahr 2023 haben wir umgebaut.",
            "The caller mentions a date like 15.11.2025",
            "\"morgen\" bedeutet am 5.11.2025 den 6.11.2025",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
        assert!(fixed("Datum, etwa 2025-11-20 oder 20.11.2025", true).is_empty());
        assert!(fixed("Datum. Heute ist der 20.11.2025.", true).len() == 1);
    }
}
