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

/// What a folded word is, if it is known.
pub(super) fn sort(word: &[u8]) -> Option<Sort> {
    let has = |list: &[&str]| list.binary_search_by(|known| known.as_bytes().cmp(word)).is_ok();
    if has(&NOISE) {
        Some(Sort::Noise)
    } else if has(&EXTENSION) {
        Some(Sort::Extension)
    } else if has(&CORRECTION) {
        Some(Sort::Correction)
    } else {
        has(&ALTERNATIVE).then_some(Sort::Alternative)
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
        assert_eq!((sort(b"nein"), sort(b"xyz")), (Some(Sort::Correction), None));
    }
}
