//! How many, told in a sentence: "wir sind zu viert", "doch zehn", "zwei Erwachsene und drei Kinder".

use super::quantity;
use crate::heard::fold::words;
use crate::number::{self, Numeral};

/// Words around a number that do not change it.
const AROUND: [&str; 34] = [
    "wir",
    "sind",
    "waren",
    "waeren",
    "werden",
    "kommen",
    "es",
    "das",
    "doch",
    "nur",
    "jetzt",
    "dann",
    "lieber",
    "also",
    "ach",
    "was",
    "nein",
    "sagen",
    "mal",
    "insgesamt",
    "zusammen",
    "fuer",
    "ja",
    "bitte",
    "genau",
    "aeh",
    "aehm",
    "hm",
    "ist",
    "er",
    "sie",
    "ich",
    "bin",
    "na",
];

/// What is counted, by what the slot is called: words of its label, and nouns that count it.
const KINDS: [(&[&str], &[&str]); 2] = [
    (
        &["gaeste", "gast", "personen", "person", "leute", "teilnehmer", "guests", "party"],
        &[
            "personen",
            "person",
            "leute",
            "leuten",
            "gaeste",
            "gaesten",
            "mann",
            "erwachsene",
            "erwachsenen",
            "erwachsener",
            "kinder",
            "kind",
            "kindern",
            "baby",
            "babys",
            "people",
            "guests",
        ],
    ),
    (&["alter", "jahre", "age"], &["jahre", "jahr", "jahren"]),
];

/// The number that a sentence tells; `label` is what the slot is called. Two numbers are none, unless each has its own
/// noun and both are counted: "zwei Erwachsene und drei Kinder" for the number of guests.
pub(crate) fn number(text: &str, label: &str) -> Option<f64> {
    // A sign, a decimal comma, a clock, a range: not to be taken apart.
    let digit = |b: &u8| b.is_ascii_digit();
    let joined = |pair: &[u8]| matches!(pair, [a, b] if (digit(a) && b"-,.:/".contains(b)) || (b"-,.:/".contains(a) && digit(b)));
    if text.as_bytes().windows(2).any(joined) {
        return None;
    }
    let named = words(label);
    let nouns: &[&str] = KINDS
        .iter()
        .find(|(labels, _)| named.iter().any(|w| labels.contains(&w.as_str())))
        .map_or(&[], |(_, nouns)| *nouns);
    let said = words(text);
    let said = without_frame(&said);
    if let Some(one) = single(&said, nouns) {
        return Some(one);
    }
    let parts: Vec<&[&str]> = said.split(|w| matches!(*w, "und" | "plus")).collect();
    let counted = |part: &&[&str]| {
        let (noun, number) = part.split_last()?;
        nouns.contains(noun).then(|| quantity_of(number)).flatten()
    };
    if parts.len() < 2 {
        return None;
    }
    parts.iter().map(counted).sum()
}

/// The words that matter; "nur noch" is one thing, a bare "noch" may mean "more".
fn without_frame(said: &[String]) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut before = "";
    for word in said {
        let word = word.as_str();
        if !(AROUND.contains(&word) || (word == "noch" && before == "nur")) {
            out.push(word);
        }
        before = word;
    }
    out
}

fn single(said: &[&str], nouns: &[&str]) -> Option<f64> {
    let said = said.strip_suffix(&["alt"]).unwrap_or(said);
    let said = match said.split_last() {
        Some((last, rest)) if nouns.contains(last) => rest,
        _ => said,
    };
    match said {
        // "zu viert": as many as the ordinal says.
        ["zu", how_many] if nouns.contains(&"personen") => {
            match number::parse(format!("{how_many}e").as_bytes())? {
                Numeral::Ordinal(n) => Some(f64::from(n)),
                _ => None,
            }
        }
        ["ein" | "eine", "halbes", "dutzend"] | ["halbes", "dutzend"] => Some(6.0),
        ["ein", "dutzend"] | ["dutzend"] => Some(12.0),
        number => quantity_of(number),
    }
}

fn quantity_of(said: &[&str]) -> Option<f64> {
    if said.is_empty() {
        return None;
    }
    quantity::number(&said.join(" "), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guests_are_counted_in_every_way() {
        for (text, value) in [
            ("doch zehn", Some(10.0)),
            ("vier Personen", Some(4.0)),
            ("wir sind zu viert", Some(4.0)),
            ("zu zweit", Some(2.0)),
            ("zu acht", Some(8.0)),
            ("wir sind nur noch neun", Some(9.0)),
            ("ach was, wir sind doch sieben Leute", Some(7.0)),
            ("ein halbes Dutzend", Some(6.0)),
            ("für 5 Personen bitte", Some(5.0)),
            ("zwei Erwachsene und drei Kinder", Some(5.0)),
            ("zwei Erwachsene, ein Kind", None),
            ("noch zwei", None),
            ("noch zwei dazu", None),
            ("vier oder fünf", None),
            ("vier bis fünf", None),
            ("mindestens vier", None),
            ("zwei und drei", None),
            ("zwei Tische und drei Kinder", None),
            ("um 19:30 Uhr", None),
            ("wir sind -2", None),
            ("zu spät", None),
            ("wir sind", None),
            ("", None),
        ] {
            assert_eq!(number(text, "Anzahl der Gäste"), value, "{text}");
        }
    }

    #[test]
    fn what_is_counted_has_to_be_what_is_asked_for() {
        assert_eq!(number("vier Jahre", "Alter"), Some(4.0));
        assert_eq!(number("er ist vier Jahre alt", "Alter"), Some(4.0));
        assert_eq!(number("vier Jahre", "Anzahl der Gäste"), None);
        assert_eq!(number("vier Personen", "Alter"), None);
        assert_eq!(number("zu viert", "Zimmer"), None);
    }
}
