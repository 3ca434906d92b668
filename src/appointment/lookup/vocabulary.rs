//! Words of a clue or a reply, folded: those of a day and a time, and those that say nothing.

use chrono::Weekday;

use crate::number::{self, Numeral};

pub(super) const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "maerz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];
pub(super) const WEEKDAYS: [(&str, Weekday); 8] = [
    ("montag", Weekday::Mon),
    ("dienstag", Weekday::Tue),
    ("mittwoch", Weekday::Wed),
    ("donnerstag", Weekday::Thu),
    ("freitag", Weekday::Fri),
    ("samstag", Weekday::Sat),
    ("sonnabend", Weekday::Sat),
    ("sonntag", Weekday::Sun),
];
/// Words beside a weekday that tell the week or the date.
const TELLING: [&str; 27] = [
    "naechste",
    "naechsten",
    "naechster",
    "kommende",
    "kommenden",
    "diese",
    "diesen",
    "dieser",
    "dieses",
    "uebernaechste",
    "uebernaechsten",
    "letzte",
    "letzten",
    "vorige",
    "vorigen",
    "vergangenen",
    "woche",
    "wochen",
    "heute",
    "morgen",
    "uebermorgen",
    "gestern",
    "tag",
    "tagen",
    "next",
    "week",
    "kw",
];

/// What stands in spoken German between the words that say something.
const PARTICLES: [&str; 20] = [
    "halt",
    "eben",
    "so",
    "also",
    "aeh",
    "aehm",
    "ja",
    "ne",
    "gell",
    "dann",
    "bitte",
    "hm",
    "mal",
    "na",
    "naja",
    "tja",
    "moment",
    "eigentlich",
    "genau",
    "glaub",
];

/// "halt", "also", "äh"
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// The weekday that folded words name, where they say nothing of which one it is.
pub(super) fn bare_weekday(words: &[String]) -> Option<Weekday> {
    let mut named = words.iter().filter_map(|word| weekday(word));
    let day = named.next()?;
    let one = named.all(|other| other == day);
    let told = words.iter().any(|w| {
        TELLING.contains(&w.as_str())
            || w.contains(|c: char| c.is_ascii_digit())
            || begins_with_month(w)
            || ((w.ends_with("te") || w.ends_with("ten")) && number::parse(w.as_bytes()).is_some())
    });
    (one && !told).then_some(day)
}

/// The weekday that a word begins with: "montags", "montagmorgen"; a "dienstagswoche" is none.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let names = |name: &str| word.strip_prefix(name).is_some_and(|rest| !rest.contains("woch"));
    WEEKDAYS.iter().find(|(name, _)| names(name)).map(|(_, day)| *day)
}

/// "oktober", "oktobertermin"
pub(super) fn begins_with_month(word: &str) -> bool {
    MONTHS.iter().any(|month| word.starts_with(month))
}

/// "dreiundzwanzigsten", "dritter": the day of a month.
pub(super) fn day_of_month(word: &str) -> Option<u32> {
    match number::parse(word.as_bytes())? {
        Numeral::Ordinal(n) if (1..=31).contains(&n) => Some(n),
        _ => None,
    }
}

pub(super) fn is_part_of_a_day(word: &str) -> bool {
    matches!(
        word,
        "vormittag"
            | "nachmittag"
            | "mittag"
            | "abend"
            | "vormittags"
            | "nachmittags"
            | "mittags"
            | "abends"
            | "morgens"
    )
}

/// A number in digits or in words.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || number::parse(word.as_bytes()).is_some()
}
