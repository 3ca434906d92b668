//! Words around a telephone number, folded: lower case, `ae` for `ä`, `ss` for `ß`.

/// Words that introduce, join or end a number, and say nothing about it.
#[rustfmt::skip] // a word a line is no table
const NOISE: [&str; 142] = [
    "aber", "ach", "achso", "aeh", "aehm", "aha", "alle", "alles", "also", "am", "an", "anrufen", "auf", "bei",
    "besten", "bin", "bindestrich", "bitte", "buero", "da", "danach", "dank", "danke", "dann", "das", "dem",
    "den", "der", "die", "dienstlich", "durchgehend", "ehm", "eigentlich", "einfach", "ende", "er",
    "erreichbar", "erreichen", "es", "fax", "fertig", "festnetz", "festnetznummer", "folgende", "fon", "funk",
    "geht", "gell", "genau", "gern", "gerne", "gott", "gruess", "gut", "guten", "habe", "haette", "hallo",
    "handy", "handynummer", "hier", "hinten", "hm", "hmm", "ich", "ihnen", "im", "in", "ist", "ja", "jetzt",
    "kann", "klammern", "koennen", "komma", "laendervorwahl", "landesvorwahl", "lautet", "leerzeichen", "man",
    "mein", "meine", "meiner", "mhm", "mich", "minus", "mir", "mit", "mmh", "mobil", "mobile", "mobilnummer",
    "mobiltelefon", "moment", "na", "no", "noch", "nochmals", "notieren", "nr", "nummer", "ok", "okay",
    "ortsvorwahl", "pause", "perfekt", "phone", "privat", "punkt", "querstrich", "rueckruf", "ruf", "rufe",
    "rufen", "rufnummer", "schluss", "schoen", "schraegstrich", "schreiben", "sie", "so", "strich", "super",
    "tag", "tel", "telefon", "telefonisch", "telefonnummer", "telephone", "tschuess", "uebrigens", "unter",
    "vielen", "von", "vorne", "vorwahl", "waere", "war", "wars", "wie", "wiederhoeren", "zu",
];

/// Words before an extension.
#[rustfmt::skip] // a word a line is no table
const EXTENSION: [&str; 13] = [
    "app", "apparat", "apparatnummer", "durchwahl", "durchwahlnummer", "dw", "ext", "extension",
    "hausapparat", "kl", "klappe", "nebenstelle", "nst",
];

/// Words that take back what was said.
#[rustfmt::skip] // a word a line is no table
const CORRECTION: [&str; 14] = [
    "entschuldigung", "falsch", "falsches", "korrektur", "korrigiere", "nee", "nein", "quatsch", "sorry",
    "stopp", "tschuldigung", "verkehrt", "vertan", "verzeihung",
];

/// Words between two numbers, or between a number and the same again.
#[rustfmt::skip] // a word a line is no table
const ALTERNATIVE: [&str; 13] = [
    "alternativ", "andernfalls", "beziehungsweise", "bzw", "ersatzweise", "nochmal", "od", "oder", "or",
    "sonst", "sowie", "wiederhole", "wiederholung",
];

/// What a word beside a number does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Noise,
    Extension,
    Correction,
    Alternative,
}

/// Words in their order, each with its first eight bytes as a number in the same order.
struct List<const N: usize> {
    words: [&'static str; N],
    keys: [u64; N],
}

impl<const N: usize> List<N> {
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "runs at compile time, where a mistake is an error"
    )]
    const fn new(words: [&'static str; N]) -> Self {
        let mut keys = [0; N];
        let mut i = 0;
        while i < N {
            keys[i] = key(words[i].as_bytes());
            i += 1;
        }
        Self { words, keys }
    }

    fn has(&self, word: &[u8], key: u64) -> bool {
        let from = self.keys.partition_point(|k| *k < key);
        let alike = self.keys.get(from..).unwrap_or_default().iter().take_while(|k| **k == key).count();
        let words = self.words.get(from..).unwrap_or_default();
        words.iter().take(alike).any(|known| known.as_bytes() == word)
    }
}

/// The first eight bytes, the first one weighing most; zeros where there are fewer.
const fn key(word: &[u8]) -> u64 {
    if let Some(first) = word.first_chunk::<8>() {
        return u64::from_be_bytes(*first);
    }
    let mut key = 0_u64;
    let mut left = 64_u32;
    let mut rest = word;
    while let [byte, behind @ ..] = rest {
        left = left.saturating_sub(8);
        key |= (*byte as u64) << left;
        rest = behind;
    }
    key
}

static NOISES: List<142> = List::new(NOISE);
static EXTENSIONS: List<13> = List::new(EXTENSION);
static CORRECTIONS: List<14> = List::new(CORRECTION);
static ALTERNATIVES: List<{ ALTERNATIVE.len() }> = List::new(ALTERNATIVE);

/// What a folded word is, if it is known.
pub(super) fn sort(word: &[u8]) -> Option<Sort> {
    let key = key(word);
    if NOISES.has(word, key) {
        Some(Sort::Noise)
    } else if EXTENSIONS.has(word, key) {
        Some(Sort::Extension)
    } else if CORRECTIONS.has(word, key) {
        Some(Sort::Correction)
    } else {
        ALTERNATIVES.has(word, key).then_some(Sort::Alternative)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_a_word_stands_in_one_of_them() {
        let lists: [&[&str]; 4] = [&NOISE, &EXTENSION, &CORRECTION, &ALTERNATIVE];
        for list in lists {
            assert!(list.is_sorted());
            for word in list {
                assert_eq!(lists.iter().filter(|l| l.contains(word)).count(), 1, "{word}");
                assert_eq!(super::super::spoken::said(word.as_bytes()), None, "{word} is said in digits");
            }
        }
        let each = |list: &[&str], kind| assert!(list.iter().all(|w| sort(w.as_bytes()) == Some(kind)));
        each(&NOISE, Sort::Noise);
        each(&EXTENSION, Sort::Extension);
        each(&CORRECTION, Sort::Correction);
        each(&ALTERNATIVE, Sort::Alternative);
        for word in ["", "xyz", "telefonx", "telefonnumme", "festnetznummern", "a", "zz"] {
            assert_eq!(sort(word.as_bytes()), None, "{word}");
        }
    }
}
