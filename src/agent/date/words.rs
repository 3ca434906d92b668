//! What the words of a line make of the dates in it.

/// The sentence shows how something is written, and what comes behind it may do so too.
pub(super) const EXAMPLE: u16 = 1;
/// The sentence says when the prompt was written, not what day it is.
pub(super) const STAMP: u16 = 2;
/// The sentence is about the past of the house.
pub(super) const HISTORY: u16 = 4;
/// The word makes of a year standing alone a statement about time.
pub(super) const ABOUT: u16 = 8;
/// The word occurs in what says: this holds now.
const CUE: u16 = 16;
/// The date right behind it is one of many, or where something began: "wie am 5.11.2025", "seit dem 1.4.2023".
const NEAR: u16 = 32;
/// The sentence tells what something means.
pub(super) const SHOWS: u16 = 64;
/// The sentence is about what was, unless something goes on in it.
pub(super) const PAST: u16 = 128;
/// What is said holds from a day on or up to one.
pub(super) const GOES_ON: u16 = 256;

/// What says: this holds now. Each has a word that says [`CUE`], at this byte.
const NOW: [(&str, usize); 25] = [
    ("heute ist", 0),
    ("heute haben wir", 0),
    ("wir haben heute", 10),
    ("aktuelle datum", 0),
    ("aktuelles datum", 0),
    ("aktuellen datum", 0),
    ("aktuelle jahr", 0),
    ("aktuelles jahr", 0),
    ("aktueller tag", 0),
    ("heutige datum", 0),
    ("heutiges datum", 0),
    ("heutiger tag", 0),
    ("laufende jahr", 0),
    ("laufendes jahr", 0),
    ("jahr ist", 0),
    ("wir haben das jahr", 14),
    ("wir schreiben", 4),
    ("wir sind im jahr", 12),
    ("today is", 0),
    ("today's date", 0),
    ("todays date", 0),
    ("current date", 0),
    ("current year", 0),
    ("the year is", 4),
    ("it is currently", 6),
];

/// What a word makes of its sentence, sorted.
const WORDS: [(&str, u16); 115] = [
    ("ab", GOES_ON),
    ("aktualisiert", STAMP),
    ("aktualisierung", STAMP),
    ("aktuell", ABOUT),
    ("aktuelle", CUE),
    ("aktuellen", CUE),
    ("aktueller", CUE),
    ("aktuelles", CUE),
    ("angenommen", SHOWS),
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
    ("current", ABOUT | CUE),
    ("currently", ABOUT | CUE),
    ("damals", HISTORY),
    ("deployed", STAMP),
    ("deployment", STAMP),
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
    ("heute", ABOUT | CUE),
    ("heutige", CUE),
    ("heutiger", CUE),
    ("heutiges", CUE),
    ("instance", NEAR),
    ("iso", EXAMPLE),
    ("jahr", ABOUT | CUE),
    ("jahres", ABOUT),
    ("jahrgang", HISTORY),
    ("jetzt", ABOUT),
    ("jjjj", EXAMPLE),
    ("kalenderjahr", ABOUT | CUE),
    ("konvertiere", EXAMPLE),
    ("künftig", GOES_ON),
    ("laufende", CUE),
    ("laufendes", CUE),
    ("like", NEAR),
    ("means", SHOWS),
    ("modified", STAMP),
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
    ("schreiben", CUE),
    ("schreibweise", EXAMPLE),
    ("seit", NEAR),
    ("since", NEAR),
    ("stand", STAMP),
    ("statt", NEAR),
    ("suppose", SHOWS),
    ("till", GOES_ON),
    ("today", ABOUT | CUE),
    ("todays", CUE),
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
    ("year", ABOUT | CUE),
    ("yyyy", EXAMPLE),
    ("zb", NEAR),
    ("zukünftig", GOES_ON),
    ("Änderung", STAMP),
    ("änderung", STAMP),
    ("übernommen", HISTORY),
];

/// For the first letter of each of those words, five bits of it, the lengths that they have, a bit for each.
static LENGTHS: [u32; 32] = lengths();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "runs at compile time, where a mistake is an error"
)]
const fn lengths() -> [u32; 32] {
    let mut rows = [0_u32; 32];
    let mut i = 0;
    while i < WORDS.len() {
        let word = WORDS[i].0.as_bytes();
        rows[(word[0] & 31) as usize] |= 1 << word.len();
        i += 1;
    }
    rows
}

/// What one word says, whatever stands around it.
fn of_word(word: &str) -> u16 {
    let Some(first) = word.as_bytes().first() else { return 0 };
    let lengths = LENGTHS.get(usize::from(first & 31)).copied().unwrap_or(0);
    let listed = u32::try_from(word.len()).is_ok_and(|l| lengths.checked_shr(l).is_some_and(|l| l & 1 == 1));
    if listed && let Ok(found) = WORDS.binary_search_by(|(w, _)| (*w).cmp(word)) {
        return WORDS.get(found).map_or(0, |(_, flags)| *flags);
    }
    match first {
        // "Beispieldialog", "formatiert", "Datumsformat"
        b'b' if word.starts_with("beispiel") && word.len() > "beispiel".len() => EXAMPLE,
        b'f' if word.starts_with("format") => EXAMPLE,
        _ if word.ends_with("format") => EXAMPLE,
        b'v' if is_version(word) => STAMP,
        _ => 0,
    }
}

/// What a sentence says about the dates in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub(super) flags: u16,
    /// Where the first phrase begins that says: this holds now.
    pub(super) now: Option<usize>,
}

/// Reads a sentence in small letters.
pub(super) fn look(lower: &str) -> Look {
    let mut out = Look::default();
    let mut last = "";
    for (at, word) in words(lower) {
        let mut flags = of_word(word);
        flags |= match (last, word) {
            ("wenn" | "falls", "heute") | ("heute", "wäre") | ("if", "today") => SHOWS,
            // A house may be called so: "Salon Beispiel", "Frau Muster".
            (_, "beispiel") if !is_title(last) => EXAMPLE,
            ("dem" | "diesem" | "folgendem" | "im" | "das" | "", "muster") => EXAMPLE,
            _ => 0,
        };
        if flags & CUE != 0 && out.now.is_none() {
            let phrases = NOW.iter().filter_map(|(phrase, cue)| {
                let from = at.checked_sub(*cue)?;
                lower.get(from..)?.starts_with(phrase).then_some(from)
            });
            out.now = phrases.min();
        }
        out.flags |= flags;
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
        out.flags |= if lower.contains('©') || lower.contains("(c)") { HISTORY } else { EXAMPLE };
    }
    out
}

/// True where the words right before `at` make an example of the date there, or a beginning in the past.
pub(super) fn passes_near(lower: &str, at: usize) -> bool {
    const REACH: usize = 96;
    const WORDS_BEFORE: usize = 3;
    let from = lower.ceil_char_boundary(at.saturating_sub(REACH));
    let before: smallvec::SmallVec<[&str; 24]> =
        words(lower.get(from..at).unwrap_or("")).map(|(_, w)| w).collect();
    let mut left = WORDS_BEFORE;
    for (i, word) in before.iter().enumerate().rev() {
        let last = i.checked_sub(1).and_then(|i| before.get(i)).copied().unwrap_or("");
        if of_word(word) & NEAR != 0 || matches!((last, *word), ("z", "b") | ("e", "g") | ("such", "as")) {
            return true;
        }
        let of_date = word.starts_with(|c: char| c.is_ascii_digit())
            || MONTHS.contains(word)
            || matches!(*word, "oder" | "und" | "or" | "and" | "am" | "um" | "uhr" | "on" | "at");
        if of_date {
            continue;
        }
        match left.checked_sub(1) {
            Some(fewer) if fewer > 0 => left = fewer,
            _ => return false,
        }
    }
    false
}

/// True where nothing but the beginning of a date stands in `between`: "heute ist Donnerstag, der".
pub(super) fn leads_to_date(between: &str) -> bool {
    words(between).all(|(_, word)| {
        WEEKDAYS.iter().any(|day| word == *day)
            || matches!(
                word,
                "der" | "den" | "dem" | "the" | "am" | "also" | "nun" | "jetzt" | "ein" | "it" | "is" | "ist" | "heute"
                    | "haben" | "wir" | "datum" | "date" | "tag" | "aktuelle" | "aktuelles" | "aktueller" | "aktuellen"
                    | "heutige" | "heutiges" | "heutiger" | "today" | "s" | "todays" | "current" | "das"
            )
    })
}

const WEEKDAYS: [&str; 15] = [
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];

pub(super) const MONTHS: [&str; 24] = [
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


/// A word before which a name stands, not an example.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "frau" | "herr" | "herrn" | "dr" | "prof" | "doktor" | "familie" | "firma" | "hotel" | "restaurant" | "physiotherapie"
            | "kosmetik" | "friseur" | "barbershop" | "team" | "haus"
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
        let rest = text.get(at..)?;
        let start = at.saturating_add(rest.find(char::is_alphanumeric)?);
        let word = text.get(start..)?;
        let length = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        at = start.saturating_add(length);
        Some((start, text.get(start..at)?))
    })
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
    fn every_phrase_for_now_has_its_cue() {
        for (phrase, at) in NOW {
            let (_, word) = words(phrase).find(|(start, _)| *start == at).unwrap();
            assert!(of_word(word) & CUE != 0, "{phrase}");
            assert_eq!(look(&format!("ja, {phrase} 2025")).now, Some(4), "{phrase}");
        }
    }

    #[test]
    fn a_name_is_no_example() {
        for name in ["salon beispiel", "zahnarztpraxis beispiel", "dr. beispiel", "frau muster", "clara muster"] {
            assert_eq!(look(name).flags & EXAMPLE, 0, "{name}");
        }
        for text in ["beispiel: 5.11.", "im beispiel", "nach dem muster 5.11.", "beispiele", "datumsformat", "formatiere"] {
            assert_ne!(look(text).flags & EXAMPLE, 0, "{text}");
        }
    }
}
