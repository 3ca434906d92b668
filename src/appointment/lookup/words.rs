//! Services as people call them: "Haarschnitt" for "Herrenhaarschnitt", "Farbe" for "Färben und Tönen".

use super::weight::Agreement;
use crate::heard::{edits, fold};

/// Words that name no service.
const FILLING: [&str; 36] = [
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "oder", "mit",
    "ohne", "fuer", "zum", "zur", "zu", "im", "in", "am", "an", "bei", "mein", "meinen", "meine", "meiner",
    "bitte", "termin", "den", "ja", "also", "ist", "war", "es",
];

/// The shortest part of a word that still means something.
const LEAST: usize = 4;

/// The words of a service that say what it is, in the form in which they are compared.
pub(super) fn of(text: &str) -> Vec<String> {
    let all = fold::words(text);
    let said: Vec<String> = all.iter().filter(|w| !FILLING.contains(&w.as_str())).map(|w| plain(w)).collect();
    if said.is_empty() { all.iter().map(|w| plain(w)).collect() } else { said }
}

/// Umlauts go, as they do between "Farbe" and "färben".
fn plain(word: &str) -> String {
    word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// How a service that was named agrees with the one that is booked.
pub(super) fn agree(named: &[String], booked: &[String]) -> Agreement {
    if named.is_empty() || booked.is_empty() {
        return Agreement::Near;
    }
    let found = |a: &[String], b: &[String]| a.iter().filter(|w| b.iter().any(|o| kin(w, o))).count();
    if named.len() == booked.len() && named.iter().all(|w| booked.contains(w)) {
        return Agreement::Exact;
    }
    let (of_named, of_booked) = (found(named, booked), found(booked, named));
    if of_named == named.len() || of_booked == booked.len() {
        Agreement::Alike
    } else if of_named > 0 {
        Agreement::Near
    } else {
        Agreement::Different
    }
}

/// How many words of a saying are among those of a service; a letter may be wrong, since it is confirmed.
pub(super) fn shared(said: &[String], service: &[String]) -> usize {
    let near = |w: &str, o: &str| {
        let allowed = match w.len() {
            0..5 => return false,
            5..9 => 1,
            _ => 2,
        };
        edits::distance(w, o) <= allowed
    };
    let is = |w: &String, o: &String| kin(w, o) || near(w, o);
    said.iter().filter(|w| w.len() >= LEAST && service.iter().any(|o| is(w, o))).count()
}

/// Verbs and nouns of one stem that do not look so.
const ABLAUT: [(&str, &str); 4] =
    [("schneid", "schnitt"), ("rasier", "rasur"), ("zieh", "zug"), ("massier", "massage")];

/// Whether two words share their stem, or one is a compound with the other.
fn kin(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < LEAST {
        return short == long;
    }
    let pair = |x: &str, y: &str| ABLAUT.iter().any(|(verb, noun)| x.contains(verb) && y.contains(noun));
    if pair(a, b) || pair(b, a) {
        return true;
    }
    let stem = |word: &str| {
        let bare =
            ["en", "er", "es", "e", "n", "s"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        bare.len().max(LEAST.min(word.len()))
    };
    let Some(root) = short.get(..stem(short)) else { return short == long };
    long.starts_with(root) || long.ends_with(short) || (root.len() >= LEAST && long.contains(root))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_agree_in_other_words() {
        use Agreement::{Alike, Different, Exact, Near};
        for (named, booked, expected) in [
            ("Herrenhaarschnitt", "Herrenhaarschnitt", Exact),
            ("den Herrenhaarschnitt bitte", "herren-haarschnitt", Alike),
            ("Haarschnitt", "Herrenhaarschnitt", Alike),
            ("schneiden", "Schneiden & Föhnen", Alike),
            ("Farbe", "Färben", Alike),
            ("das Färben", "Färben und Tönen", Alike),
            ("Strähnchen", "Strähnen", Alike),
            ("Massage", "Rückenmassage", Alike),
            ("Waschen und Schneiden", "Waschen, Föhnen", Near),
            ("Maniküre", "Pediküre", Different),
            ("Damenhaarschnitt", "Herrenhaarschnitt", Different),
            ("Färben", "Herrenhaarschnitt", Different),
            ("Zahnreinigung", "Kontrolle", Different),
        ] {
            assert_eq!(agree(&of(named), &of(booked)), expected, "{named} / {booked}");
        }
    }

    #[test]
    fn filling_words_alone_still_compare() {
        assert!(!of("der Termin").is_empty());
        assert_eq!(agree(&of(""), &of("Färben")), Agreement::Near);
    }
}
