//! Dates and years that a prompt states as if they were true for ever.
//!
//! "Heute ist der 5. November 2025" and "Das aktuelle Jahr ist 2025" are wrong the day after, and a model believes them.
//! No author wants to be told of opening hours, prices, "seit 2015", the stamp of a version, or a date that only shows how
//! a date is written. So:
//!
//! - A day and a month without a year come back every year ("am 1. Mai geschlossen", "24.12. nur bis 12 Uhr") and pass, unless
//!   the words right before say that it is today.
//! - A date with a year counts, and so does a year in a sentence about time ("nimm das Jahr 2025").
//! - What shows that its sentence is an example, a stamp or a piece of history lets it pass. An example once announced holds
//!   for the rest of its line; "wie", "etwa" and "seit" only for the date right behind them.
//! - Prices, telephone numbers, addresses, names of models, web addresses and quoted dates are none.

mod words;
mod year;

use std::ops::RangeInclusive;

use chrono::DateTime;
use memchr::{memchr, memrchr};

use self::words::{ABOUT, EXAMPLE, GOES_ON, HISTORY, PAST, SHOWS, STAMP};
use self::year::{Years, has_day_and_month, is_amount, is_number, quoted, written_out, years};
use super::text::next_digit;
use crate::context::{Context, Expect};
use crate::span::Span;
use crate::temporal::{self, Mention, Status};

/// The years that a prompt of these days can mean by now. Earlier ones are history, later ones are prices.
const YEARS: RangeInclusive<u32> = 2020..=2039;

/// Longer lines are no prose; they are looked at up to here.
const LONGEST_LINE: usize = 4096;

/// Every date or year in a text that goes stale. `loose` texts, a description of a parameter for instance, have dates for
/// examples only; there, only what says "today" counts.
pub(super) fn fixed(text: &str, loose: bool) -> Vec<Span> {
    let mut out = Vec::new();
    let mut above = Above { text, at: 0, by_heading: false, by_intro: false, intro_open: false };
    let bytes = text.as_bytes();
    let mut at = 0_usize;
    // A line without a digit has no date.
    while let Some(digit) = next_digit(bytes, at) {
        let start = memrchr(b'\n', bytes.get(..digit).unwrap_or_default());
        let from = start.map_or(0, |n| n.saturating_add(1));
        let end = memchr(b'\n', bytes.get(digit..).unwrap_or_default());
        at = end.map_or(text.len(), |n| digit.saturating_add(n).saturating_add(1));
        let line = text.get(from..at).unwrap_or("");
        let line = line.get(..line.floor_char_boundary(LONGEST_LINE.min(line.len()))).unwrap_or(line);
        let years = years(line);
        if !years.is_empty() || says_today(line) {
            let mut example = || loose || words::is_talk(line) || above.is_example(from);
            of_line(line, &years, &mut example, &mut |span| {
                out.push(Span::new(from.saturating_add(span.start), from.saturating_add(span.end)));
            });
        }
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

/// A cheap look for "heute", "today", "aktuell", "current": for their rarest letter.
fn says_today(text: &str) -> bool {
    let bytes = text.as_bytes();
    let stands = |at: usize, back: usize, word: &[u8]| {
        let from = at.checked_sub(back);
        let found = from.and_then(|from| bytes.get(from..from.saturating_add(word.len())));
        found.is_some_and(|w| w.eq_ignore_ascii_case(word))
    };
    let small = memchr::memchr3_iter(b'u', b'k', b'y', bytes);
    small.chain(memchr::memchr3_iter(b'U', b'K', b'Y', bytes)).any(|at| {
        match bytes.get(at).map(|b| b | 0x20) {
            Some(b'u') => stands(at, 2, b"heut") || stands(at, 1, b"current"),
            Some(b'k') => stands(at, 1, b"aktuell"),
            _ => stands(at, 4, b"today"),
        }
    })
}

fn of_line(line: &str, years: &[Span], example: &mut impl FnMut() -> bool, each: &mut impl FnMut(Span)) {
    let lower = line.to_ascii_lowercase();
    let now = words::now(&lower);
    if now.is_none() && years.iter().all(|y| words::passes_near(&lower, y.start)) {
        return;
    }
    let mut stretch = Stretch { line, lower: &lower, mentions: None };
    let mut announced = false;
    let mut start = 0;
    while start < line.len() {
        let end = sentence_end(line, start);
        let own: Years = years.iter().filter(|y| start <= y.start && y.start < end).copied().collect();
        let sentence = lower.get(start..end).unwrap_or("");
        let now = if now.is_some() { words::now(sentence) } else { None };
        let says = words::look(sentence);
        let now = now.map(|at| at.saturating_add(start));
        stretch.sentence(Span::new(start, end), (says, now), &own, announced, example, each);
        announced |= says & EXAMPLE != 0;
        start = end;
    }
}

/// Where the sentence ends that begins at `start`, the blank behind it included. "5. November", "z. B. am" and "Dr. Muster" have no
/// end in them.
fn sentence_end(line: &str, start: usize) -> usize {
    let bytes = line.as_bytes();
    let mut at = start;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'.', b'!', b'?', rest)) {
        let sign = at.saturating_add(found);
        at = sign.saturating_add(1);
        if bytes.get(at) != Some(&b' ') {
            continue;
        }
        let behind = line.get(at..).unwrap_or("").trim_start();
        if behind.starts_with(|c: char| c.is_lowercase()) {
            continue;
        }
        let before = line.get(start..sign).unwrap_or("");
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let day = last.len() < 3 && last.bytes().all(|b| b.is_ascii_digit());
        let short = last.chars().nth(1).is_none()
            || [
                "Dr", "Nr", "St", "Str", "Tel", "Hr", "Fr", "Prof", "ca", "bzw", "inkl", "zzgl", "Dez",
                "Nov", "Okt", "Jan",
            ]
            .contains(&last);
        if bytes.get(sign) != Some(&b'.') || !(day || short) {
            return at.saturating_add(1).min(line.len());
        }
    }
    line.len()
}

/// A line while its sentences are read.
struct Stretch<'l> {
    line: &'l str,
    /// In small letters, as far as they are ASCII.
    lower: &'l str,
    mentions: Option<Vec<Mention>>,
}

impl Stretch<'_> {
    /// One sentence of the line; `announced` where an example was announced before it.
    fn sentence(
        &mut self,
        span: Span,
        (says, now): (u16, Option<usize>),
        years: &[Span],
        announced: bool,
        example: &mut impl FnMut() -> bool,
        each: &mut impl FnMut(Span),
    ) {
        let (line, lower) = (self.line, self.lower);
        if years.is_empty() && now.is_none() {
            return;
        }
        let past = says & PAST != 0 && says & GOES_ON == 0;
        let history = says & HISTORY != 0 || past;
        let own = announced || says & (EXAMPLE | SHOWS | STAMP) != 0;
        if (own || history) && now.is_none() {
            return;
        }
        let years: Years = years
            .iter()
            .filter(|y| now.is_some_and(|cue| cue < y.start) || !words::passes_near(lower, y.start))
            .copied()
            .collect();
        if years.is_empty() && now.is_none() {
            return;
        }
        let example = example();
        let passes = own || example;
        // Behind "heute ist" it counts, unless the example was announced before that, or the platform fills in the day.
        let before = now.and_then(|cue| lower.get(span.start..cue)).unwrap_or("");
        let quoting = announced || words::look(before) & (EXAMPLE | SHOWS | STAMP) != 0;
        let filled = now.and_then(|cue| marker_from(line, cue)).unwrap_or(usize::MAX);
        let stated = |at: usize| now.is_some_and(|cue| cue < at && at <= filled && !quoting);
        if (passes || history)
            && !years.iter().map(|y| y.start).chain([span.end]).any(stated)
            && filled == usize::MAX
        {
            return;
        }
        let mentions = self.mentions.get_or_insert_with(|| mentions(line));
        let mut end = span.start;
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
                .or_else(|| written_out(line, lower, year));
            let place = date.unwrap_or(year);
            end = place.end;
            let said_now = stated(year.start) && (!example || !quoted(line, place));
            let bare = place.len() == year.len() || date.is_none();
            let number: u32 = year.of(line).and_then(|y| y.parse().ok()).unwrap_or(0);
            let holds = YEARS.contains(&number) && !passes && !history;
            let counts = if bare {
                said_now || (holds && says & ABOUT != 0 && !is_number(lower, year))
            } else {
                said_now || (holds && !quoted(line, place))
            };
            if counts && !(bare && told) && !is_amount(lower, year) {
                told = true;
                each(place);
            }
        }
        // "Heute ist der 5. November."
        let Some(cue) = now else { return };
        for mention in mentions.iter().filter(|m| m.span.start >= end && m.span.end <= span.end) {
            let from = mention.span.start.max(cue);
            let leads = lower.get(cue..from).is_some_and(words::leads_to_date);
            if mention.span.end > cue
                && leads
                && has_day_and_month(mention.of(line))
                && stated(mention.span.end)
                && !(example && quoted(line, mention.span))
            {
                each(mention.span);
            }
        }
    }
}

/// The first marker behind `at`.
fn marker_from(line: &str, at: usize) -> Option<usize> {
    let rest = line.get(at..)?;
    let found = ["{{", "<<"].iter().filter_map(|open| rest.find(open)).min()?;
    Some(at.saturating_add(found))
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

fn is_example(line: &str) -> bool {
    words::look(&line.to_ascii_lowercase()) & (EXAMPLE | SHOWS) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        fixed(text, false).into_iter().filter_map(|s| s.of(text)).collect()
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
