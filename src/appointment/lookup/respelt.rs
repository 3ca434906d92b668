//! Words about a day and a time that are right but for a letter.
//!
//! The temporal engine reads any text and repairs few words for that reason. Here a day or a time was asked for, or stands in a
//! clue about it, and what comes of it is weighed and confirmed: so a word that is one of these but for a letter is that word,
//! where it can be no other. Words that are something themselves stay.

use std::cell::OnceCell;

use super::vocabulary::{MONTHS, WEEKDAYS, weekday};
use crate::heard::{edits, fold};
use crate::number;

/// Besides weekdays, months and numbers.
const WORDS: [&str; 33] = [
    "heute",
    "morgen",
    "uebermorgen",
    "naechste",
    "naechsten",
    "naechster",
    "uebernaechste",
    "uebernaechsten",
    "kommenden",
    "diesen",
    "letzten",
    "woche",
    "wochen",
    "halb",
    "viertel",
    "dreiviertel",
    "gegen",
    "vormittags",
    "nachmittags",
    "mittags",
    "abends",
    "morgens",
    "vormittag",
    "nachmittag",
    "mittag",
    "abend",
    "ersten",
    "zweiten",
    "dritten",
    "frueheren",
    "spaeteren",
    "zwoelf",
    "uhr",
];
/// Words one letter away from one of those that are no slip.
const REAL: [&str; 38] = [
    "montags",
    "montage",
    "dienstags",
    "freitags",
    "samstags",
    "sonntags",
    "mittwochs",
    "abende",
    "abendes",
    "mittage",
    "frueher",
    "spaeter",
    "dieser",
    "dieses",
    "diesem",
    "letzter",
    "letztem",
    "letztes",
    "erster",
    "erstes",
    "erstem",
    "zweiter",
    "zweites",
    "dritter",
    "drittes",
    "naechstes",
    "naechstem",
    "kommender",
    "halbe",
    "halt",
    "legen",
    "regen",
    "wegen",
    "heutig",
    "morgn",
    "sorgen",
    "weiten",
    "ernsten",
];

/// The text with such words put right; none where there are none.
pub(super) fn respelt(text: &str) -> Option<String> {
    let (mut changed, numbers) = (false, OnceCell::new());
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| match slip(&fold::fold(word), &numbers) {
            Some(right) => {
                changed = true;
                let behind = word.chars().next_back().filter(|c| c.is_ascii_punctuation());
                right.chars().chain(behind).collect()
            }
            None => word.to_owned(),
        })
        .collect();
    changed.then(|| words.join(" "))
}

/// The word that a folded one is but for a letter. `numbers` are made once for a text.
fn slip(word: &str, numbers: &OnceCell<Vec<String>>) -> Option<String> {
    if word.len() < 4 || word.contains([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        return None;
    }
    let known = WORDS.contains(&word)
        || MONTHS.contains(&word)
        || REAL.contains(&word)
        || number::parse(word.as_bytes()).is_some()
        || weekday(word).is_some();
    if known {
        return None;
    }
    let numbers = numbers.get_or_init(spoken_numbers).iter().map(String::as_str);
    let words = WORDS.iter().chain(&MONTHS).copied().chain(WEEKDAYS.iter().map(|(name, _)| *name));
    // A short word has too many neighbours: "vier" is heard for "hier" as well.
    let mut near = words.chain(numbers).filter(|w| w.len() > 4 && is_slip(word, w));
    let one = near.next()?;
    near.all(|other| other == one).then(|| one.to_owned())
}

/// Minutes and hours as they are said, and the days of a month behind "am".
fn spoken_numbers() -> Vec<String> {
    let cardinals = (1..=59).map(|n| fold::fold(&number::cardinal(n)));
    let days = (1..=31).map(|n| format!("{}n", fold::fold(&number::ordinal(n))));
    cardinals.chain(days).collect()
}

/// One letter, be it an umlaut, which is two in a folded word.
fn is_slip(word: &str, right: &str) -> bool {
    let umlaut = |w: &str| w.contains("ae") || w.contains("oe") || w.contains("ue");
    let bare = |w: &str| w.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    word.len().abs_diff(right.len()) <= 2
        && (edits::one(word, right)
            || ((umlaut(word) || umlaut(right)) && edits::one(&bare(word), &bare(right))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_put_right() {
        for (heard, meant) in [
            ("den zfölften", "den zwoelften"),
            ("am Motnag", "am montag"),
            ("den einundzwanzigxten", "den einundzwanzigsten"),
            ("am einundzwanzigsten Auust", "am einundzwanzigsten august"),
            ("Mittwoch, den fünfehnten,", "Mittwoch, den fuenfzehnten,"),
            ("den rüheren", "den frueheren"),
            ("den säteren", "den spaeteren"),
            ("gell den zweäten", "gell den zweiten"),
        ] {
            assert_eq!(respelt(heard).as_deref(), Some(meant), "{heard}");
        }
    }

    #[test]
    fn what_is_something_itself_stays() {
        for text in [
            "am Montag um drei",
            "den ersten",
            "wegen morgen",
            // Juni or Juli.
            "im Juxi",
            "hier",
            "am 6.11.",
            "Frau Sommer",
            "früher",
            "den späten",
        ] {
            assert_eq!(respelt(text), None, "{text}");
        }
    }
}
