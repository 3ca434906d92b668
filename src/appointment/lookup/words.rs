//! Services as people call them: "Haarschnitt" for "Herrenhaarschnitt", "Farbe" for "Färben und Tönen".

use super::weight::Agreement;
use crate::heard::{edits, fold};

/// Words that name no service.
const FILLING: [&str; 36] = [
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "oder", "mit",
    "ohne", "fuer", "zum", "zur", "zu", "im", "in", "am", "an", "bei", "mein", "meinen", "meine", "meiner",
    "bitte", "termin", "den", "ja", "also", "ist", "war", "es",
];

/// "beim Marco", "bei der Sandra": the person without what stands before.
pub(super) fn without_preposition(text: &str) -> &str {
    const BEFORE: [&str; 12] =
        ["bei", "beim", "mit", "von", "vom", "zu", "zum", "zur", "der", "dem", "den", "die"];
    let mut rest = text.trim_start();
    while let Some((first, behind)) = rest.split_once(char::is_whitespace) {
        if !BEFORE.contains(&fold::fold(first).as_str()) || behind.trim().is_empty() {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}

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
    let is = |a: &str, b: &str| kin(a, b) || near(a, b);
    let found = |a: &[String], b: &[String]| a.iter().filter(|w| b.iter().any(|o| is(w, o))).count();
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
    let is = |w: &String, o: &String| kin(w, o) || near(w, o);
    said.iter().filter(|w| w.len() >= LEAST && service.iter().any(|o| is(w, o))).count()
}

/// Whether a letter or two of a word were misheard.
fn near(a: &str, b: &str) -> bool {
    let allowed = match a.len() {
        0..5 => return false,
        5..9 => 1,
        _ => 2,
    };
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // "Hkaarschnitt" is a "Damenhaarschnitt" but for a letter.
    let tail = || {
        (short.len().saturating_sub(1)..=short.len().saturating_add(1))
            .filter_map(|n| long.get(long.len().checked_sub(n)?..))
            .any(|tail| edits::one(short, tail))
    };
    edits::within(a, b, allowed) || (short.len() > 7 && tail())
}

/// Services that go by several names, each by how the word begins. Our own list, and a short one: every line is one service in
/// the words of a house and in those of its customers, as its price list and they have it.
const SYNONYMS: [&[&str]; 9] = [
    &["manikur", "handpflege", "nagel"],
    &["pedikur", "fusspflege"],
    &["krankengymnast", "physio"],
    &["farb", "coloration", "kolorier"],
    &["strahn", "highlight"],
    &["kontroll", "vorsorge", "check"],
    &["zahnreinigung", "prophylaxe"],
    &["fullung", "plombe"],
    &["beratung", "gesprach", "besprechung"],
];

fn synonyms(a: &str, b: &str) -> bool {
    let of = |group: &[&str], word: &str| group.iter().position(|stem| word.starts_with(stem));
    SYNONYMS.iter().any(|group| of(group, a).zip(of(group, b)).is_some_and(|(a, b)| a != b))
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
    if pair(a, b) || pair(b, a) || synonyms(a, b) || shortened(short, long) {
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

/// "Kinderschnitt" is a "Kinderhaarschnitt": a compound without its middle.
fn shortened(short: &str, long: &str) -> bool {
    let begins = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let ends = short.bytes().rev().zip(long.bytes().rev()).take_while(|(a, b)| a == b).count();
    begins >= LEAST && ends >= LEAST && begins.saturating_add(ends) >= short.len()
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
            ("Kinderschnitt", "Kinderhaarschnitt", Alike),
            ("Nägel machen", "Maniküre", Alike),
            ("zur Fußpflege", "Pediküre", Alike),
            ("Physio", "Krankengymnastik", Alike),
            ("Kinderhaarshcnitt", "Kinderhaarschnitt", Alike),
            ("Hkaarschnitt", "Damenhaarschnitt", Alike),
            ("Herrenrasur", "Herrenhaarschnitt", Different),
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
    fn a_person_has_no_preposition() {
        for (said, who) in [
            ("beim Marco", "Marco"),
            ("bei der Sandra", "Sandra"),
            ("bei Doktor Winter", "Doktor Winter"),
            ("Frau Kaya", "Frau Kaya"),
            ("Bei", "Bei"),
            ("  bei  Linh", "Linh"),
        ] {
            assert_eq!(without_preposition(said), who);
        }
    }

    #[test]
    fn filling_words_alone_still_compare() {
        assert!(!of("der Termin").is_empty());
        assert_eq!(agree(&of(""), &of("Färben")), Agreement::Near);
    }
}
