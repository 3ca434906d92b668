//! What the words of a line make of the dates in it.

use crate::json::tag;

/// The sentence shows how something is written, and what comes behind it may do so too.
pub(super) const EXAMPLE: u16 = 1;
/// The sentence says when the prompt was written, not what day it is.
pub(super) const STAMP: u16 = 2;
/// The sentence is about the past of the house.
pub(super) const HISTORY: u16 = 4;
/// The word makes of a year standing alone a statement about time.
pub(super) const ABOUT: u16 = 8;
/// The date right behind it is one of many, or where something began: "wie am 5.11.2025", "seit dem 1.4.2023".
const NEAR: u16 = 32;
/// The sentence tells what something means.
pub(super) const SHOWS: u16 = 64;
/// The sentence is about what was, unless something goes on in it.
pub(super) const PAST: u16 = 128;
/// What is said holds from a day on or up to one.
pub(super) const GOES_ON: u16 = 256;

/// The name of a month.
const MONTH: u16 = 512;

/// What says: this holds now, and where the rarest letter of it is.
const NOW: [(&str, usize); 25] = [
    ("heute ist", 2),
    ("heute haben wir", 2),
    ("wir haben heute", 12),
    ("aktuelle datum", 1),
    ("aktuelles datum", 1),
    ("aktuellen datum", 1),
    ("aktuelle jahr", 9),
    ("aktuelles jahr", 10),
    ("aktueller tag", 1),
    ("heutige datum", 2),
    ("heutiges datum", 2),
    ("heutiger tag", 2),
    ("laufende jahr", 9),
    ("laufendes jahr", 10),
    ("jahr ist", 0),
    ("wir haben das jahr", 14),
    ("wir schreiben", 10),
    ("wir sind im jahr", 12),
    ("today is", 4),
    ("today's date", 4),
    ("todays date", 4),
    ("current date", 1),
    ("current year", 8),
    ("the year is", 4),
    ("it is currently", 14),
];

/// What a word makes of its sentence, sorted.
const WORDS: [(&str, u16); 128] = [
    ("ab", GOES_ON),
    ("aktualisiert", STAMP),
    ("aktualisierung", STAMP),
    ("aktuell", ABOUT),
    ("angenommen", SHOWS),
    ("april", MONTH),
    ("august", MONTH),
    ("ausgezeichnet", HISTORY),
    ("auszeichnung", HISTORY),
    ("author", STAMP),
    ("autor", STAMP),
    ("award", HISTORY),
    ("becomes", SHOWS),
    ("bedeutet", SHOWS),
    ("birth", HISTORY),
    ("bis", GOES_ON),
    ("born", HISTORY),
    ("bsp", NEAR),
    ("bugfix", STAMP),
    ("changed", STAMP),
    ("changelog", STAMP),
    ("convert", EXAMPLE),
    ("copyright", STAMP),
    ("created", STAMP),
    ("current", ABOUT),
    ("currently", ABOUT),
    ("damals", HISTORY),
    ("december", MONTH),
    ("deployed", STAMP),
    ("deployment", STAMP),
    ("dez", MONTH),
    ("dezember", MONTH),
    ("eg", NEAR),
    ("entspricht", SHOWS),
    ("ergibt", SHOWS),
    ("erstellt", STAMP),
    ("eröffnet", HISTORY),
    ("eröffnung", HISTORY),
    ("est", HISTORY),
    ("established", HISTORY),
    ("etwa", NEAR),
    ("example", EXAMPLE),
    ("examples", EXAMPLE),
    ("februar", MONTH),
    ("february", MONTH),
    ("fix", STAMP),
    ("founded", HISTORY),
    ("from", GOES_ON),
    ("geboren", HISTORY),
    ("geburtsdatum", HISTORY),
    ("geburtsjahr", HISTORY),
    ("gegründet", HISTORY),
    ("gewesen", PAST),
    ("gewonnen", HISTORY),
    ("geändert", STAMP),
    ("gründung", HISTORY),
    ("heute", ABOUT),
    ("instance", NEAR),
    ("iso", EXAMPLE),
    ("jahr", ABOUT),
    ("jahres", ABOUT),
    ("jahrgang", HISTORY),
    ("januar", MONTH),
    ("january", MONTH),
    ("jetzt", ABOUT),
    ("jjjj", EXAMPLE),
    ("juli", MONTH),
    ("july", MONTH),
    ("june", MONTH),
    ("juni", MONTH),
    ("jänner", MONTH),
    ("kalenderjahr", ABOUT),
    ("konvertiere", EXAMPLE),
    ("künftig", GOES_ON),
    ("like", NEAR),
    ("mai", MONTH),
    ("march", MONTH),
    ("may", MONTH),
    ("means", SHOWS),
    ("modified", STAMP),
    ("märz", MONTH),
    ("november", MONTH),
    ("october", MONTH),
    ("okt", MONTH),
    ("oktober", MONTH),
    ("opened", HISTORY),
    ("parse", EXAMPLE),
    ("placeholder", EXAMPLE),
    ("platzhalter", EXAMPLE),
    ("release", STAMP),
    ("released", STAMP),
    ("renoviert", HISTORY),
    ("revision", STAMP),
    ("sagt", SHOWS),
    ("said", SHOWS),
    ("sample", EXAMPLE),
    ("says", SHOWS),
    ("schreibweise", EXAMPLE),
    ("seit", NEAR),
    ("sept", MONTH),
    ("september", MONTH),
    ("since", NEAR),
    ("stand", STAMP),
    ("statt", NEAR),
    ("suppose", SHOWS),
    ("till", GOES_ON),
    ("today", ABOUT),
    ("umbau", HISTORY),
    ("umgebaut", HISTORY),
    ("until", GOES_ON),
    ("update", STAMP),
    ("updated", STAMP),
    ("version", STAMP),
    ("wandle", EXAMPLE),
    ("war", PAST),
    ("waren", PAST),
    ("was", PAST),
    ("were", PAST),
    ("wie", NEAR),
    ("wurde", PAST),
    ("wurden", PAST),
    ("year", ABOUT),
    ("yyyy", EXAMPLE),
    ("zb", NEAR),
    ("zukünftig", GOES_ON),
    ("Änderung", STAMP),
    ("änderung", STAMP),
    ("übernommen", HISTORY),
];

/// A bit for each of those words, at a place that its tag says: most other words have none.
static LISTED: [u64; 64] = listed();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "runs at compile time, where a mistake is an error"
)]
const fn listed() -> [u64; 64] {
    let mut bits = [0_u64; 64];
    let mut i = 0;
    while i < WORDS.len() {
        let (row, bit) = place(WORDS[i].0);
        bits[row] |= 1 << bit;
        i += 1;
    }
    bits
}

#[inline]
const fn place(word: &str) -> (usize, u32) {
    let tag = tag(word);
    ((tag >> 58) as usize, ((tag >> 52) & 63) as u32)
}

/// What one word says, whatever stands around it.
fn of_word(word: &str) -> u16 {
    let (row, bit) = place(word);
    let listed = LISTED.get(row).is_some_and(|bits| bits.wrapping_shr(bit) & 1 == 1);
    if listed && let Ok(found) = WORDS.binary_search_by(|(w, _)| (*w).cmp(word)) {
        return WORDS.get(found).map_or(0, |(_, flags)| *flags);
    }
    match word.as_bytes().first() {
        // "Beispieldialog", "formatiert", "Datumsformat"
        Some(b'b') if word.starts_with("beispiel") && word.len() > "beispiel".len() => EXAMPLE,
        Some(b'f') if word.starts_with("format") => EXAMPLE,
        _ if word.ends_with("format") => EXAMPLE,
        Some(b'v') if is_version(word) => STAMP,
        _ => 0,
    }
}

/// Where the first phrase begins that says: this holds now.
pub(super) fn now(lower: &str) -> Option<usize> {
    let bytes = lower.as_bytes();
    let phrase_at = |letter: usize| {
        let phrases = NOW.iter().filter_map(|(phrase, back)| {
            if phrase.as_bytes().get(*back) != bytes.get(letter) {
                return None;
            }
            let from = letter.checked_sub(*back)?;
            bytes.get(from..)?.starts_with(phrase.as_bytes()).then_some(from)
        });
        phrases.min()
    };
    let some = memchr::memchr3_iter(b'j', b'k', b'y', bytes).filter_map(phrase_at).min();
    let others = memchr::memchr2_iter(b'u', b'b', bytes).filter_map(phrase_at).min();
    some.into_iter().chain(others).min()
}

/// What a sentence in small letters says about the dates in it.
pub(super) fn look(lower: &str) -> u16 {
    let mut out = 0;
    let mut last = "";
    for (_, word) in words(lower) {
        let mut flags = of_word(word);
        flags |= match (last, word) {
            ("wenn" | "falls", "heute") | ("heute", "wäre") | ("if", "today") => SHOWS,
            // A house may be called so: "Salon Beispiel", "Frau Muster".
            (_, "beispiel") if !is_title(last) => EXAMPLE,
            ("dem" | "diesem" | "folgendem" | "im" | "das" | "", "muster") => EXAMPLE,
            _ => 0,
        };
        out |= flags;
        last = word;
    }
    let bytes = lower.as_bytes();
    let before = |at: usize| at.checked_sub(1).and_then(|i| bytes.get(i)).copied();
    // `->`, `=>` and the end of `→`
    if memchr::memchr2_iter(b'>', 0x92, bytes).any(|at| match bytes.get(at) {
        Some(b'>') => matches!(before(at), Some(b'-' | b'=')),
        _ => before(at) == Some(0x86),
    }) || lower.contains('©')
        || lower.contains("(c)")
    {
        out |= if lower.contains('©') || lower.contains("(c)") { HISTORY } else { EXAMPLE };
    }
    out
}

/// True where the words right before `at` make an example of the date there, or a beginning in the past.
pub(super) fn passes_near(lower: &str, at: usize) -> bool {
    const REACH: usize = 96;
    let mut left = 3_u8;
    let mut word = word_before(lower, at);
    while let Some((start, here)) = word.filter(|(start, _)| at.saturating_sub(*start) <= REACH) {
        let before = word_before(lower, start);
        let last = before.map_or("", |(_, w)| w);
        let flags = of_word(here);
        if flags & NEAR != 0 || matches!((last, here), ("z", "b") | ("e", "g") | ("such", "as")) {
            return true;
        }
        let of_date = here.starts_with(|c: char| c.is_ascii_digit())
            || matches!(here, "oder" | "und" | "or" | "and" | "am" | "um" | "uhr" | "on" | "at")
            || flags & MONTH != 0;
        if !of_date {
            left = left.saturating_sub(1);
        }
        if left == 0 {
            return false;
        }
        word = before;
    }
    false
}

/// True where nothing but the beginning of a date stands in `between`: "heute ist Donnerstag, der".
pub(super) fn leads_to_date(between: &str) -> bool {
    words(between).all(|(_, word)| {
        WEEKDAYS.contains(&word)
            || matches!(
                word,
                "der"
                    | "den"
                    | "dem"
                    | "the"
                    | "am"
                    | "also"
                    | "nun"
                    | "jetzt"
                    | "ein"
                    | "it"
                    | "is"
                    | "ist"
                    | "heute"
                    | "haben"
                    | "wir"
                    | "datum"
                    | "date"
                    | "tag"
                    | "aktuelle"
                    | "aktuelles"
                    | "aktueller"
                    | "aktuellen"
                    | "heutige"
                    | "heutiges"
                    | "heutiger"
                    | "today"
                    | "s"
                    | "todays"
                    | "current"
                    | "das"
            )
    })
}

const WEEKDAYS: [&str; 15] = [
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The name of a month, or what is written for one.
pub(super) fn is_month(word: &str) -> bool {
    of_word(word) & MONTH != 0
}

/// A word before which a name stands, not an example.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "frau"
            | "herr"
            | "herrn"
            | "dr"
            | "prof"
            | "doktor"
            | "familie"
            | "firma"
            | "hotel"
            | "restaurant"
            | "physiotherapie"
            | "kosmetik"
            | "friseur"
            | "barbershop"
            | "team"
            | "haus"
    ) || ["salon", "praxis", "studio", "klinik", "meister"].iter().any(|end| word.ends_with(end))
}

/// A line of a dialogue that shows how a call may go.
pub(super) fn is_talk(line: &str) -> bool {
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

/// The words of a text, each with its place.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        let start = skip(text, at, false);
        at = skip(text, start, true);
        text.get(start..at).filter(|word| !word.is_empty()).map(|word| (start, word))
    })
}

/// Behind what is part of a word at `at`, or behind what is not.
fn skip(text: &str, mut at: usize, in_word: bool) -> usize {
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let (is_word, length) = if byte.is_ascii() {
            (byte.is_ascii_alphanumeric(), 1)
        } else {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            (c.is_alphanumeric(), c.len_utf8())
        };
        if is_word != in_word {
            break;
        }
        at = at.saturating_add(length);
    }
    at
}

/// The word that ends last before `at`, and where it begins.
fn word_before(text: &str, at: usize) -> Option<(usize, &str)> {
    let before = text.get(..at)?;
    let bytes = before.as_bytes();
    let is = |end: usize, fits: fn(u8) -> bool| {
        end.checked_sub(1).and_then(|i| bytes.get(i)).is_some_and(|b| fits(*b))
    };
    let mut end = bytes.len();
    while is(end, |b| b.is_ascii() && !b.is_ascii_alphanumeric()) {
        end = end.saturating_sub(1);
    }
    let mut start = end;
    while is(start, |b| b.is_ascii_alphanumeric()) {
        start = start.saturating_sub(1);
    }
    if !is(start, |b| !b.is_ascii()) {
        return before.get(start..end).filter(|word| !word.is_empty()).map(|word| (start, word));
    }
    let mut end = None;
    let mut start = 0;
    for (i, c) in before.char_indices().rev() {
        match (end, c.is_alphanumeric()) {
            (None, true) => end = Some(i.saturating_add(c.len_utf8())),
            (Some(_), false) => {
                start = i.saturating_add(c.len_utf8());
                break;
            }
            _ => {}
        }
    }
    Some((start, before.get(start..end?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_and_short() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(WORDS.iter().all(|(word, _)| word.len() < 32));
    }

    #[test]
    fn every_phrase_for_now_is_found() {
        for (phrase, at) in NOW {
            assert!(matches!(phrase.as_bytes()[at], b'j' | b'k' | b'y' | b'u' | b'b'), "{phrase}");
            assert_eq!(now(&format!("ja, {phrase} 2025")), Some(4), "{phrase}");
        }
    }

    #[test]
    fn a_name_is_no_example() {
        for name in
            ["salon beispiel", "zahnarztpraxis beispiel", "dr. beispiel", "frau muster", "clara muster"]
        {
            assert_eq!(look(name) & EXAMPLE, 0, "{name}");
        }
        for text in [
            "beispiel: 5.11.",
            "im beispiel",
            "nach dem muster 5.11.",
            "beispiele",
            "datumsformat",
            "formatiere",
        ] {
            assert_ne!(look(text) & EXAMPLE, 0, "{text}");
        }
    }
}
