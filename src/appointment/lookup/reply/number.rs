//! A telephone number inside a reply.

use std::borrow::Cow;

use super::GAP;
use crate::heard::{self, edits, fold};
use crate::payload::Source;

/// Fewer digits than these are no number of anybody.
const LEAST: usize = 6;
/// So many in a row are part of one.
const FEW: usize = 3;

/// The number in a reply as it was said, and the reply with [`GAP`] in its place. The longest run of digits and number words
/// counts.
pub(super) fn split(reply: &str, region: &str) -> Option<(String, String)> {
    let (said, left) = run(reply, LEAST)?;
    heard::number::phone(&said, Source::Said, region).number()?;
    Some((said, left))
}

/// A reply without the run of figures in it, be it none that could be a number.
pub(super) fn without(reply: &str) -> String {
    run(reply, FEW).map_or_else(|| reply.to_owned(), |(_, left)| left)
}

fn run(reply: &str, least: usize) -> Option<(String, String)> {
    let spelt: Vec<Cow<'_, str>> = spelt(reply);
    let words: Vec<&str> = spelt.iter().map(AsRef::as_ref).collect();
    let kinds: Vec<Kind> = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            // "14 Uhr" and "13:30" behind a number are when, and no digits of it.
            let hour = words.get(at.saturating_add(1)).is_some_and(|next| fold::fold(next) == "uhr");
            if hour || word.contains(':') { Kind::Other } else { kind(word) }
        })
        .collect();
    let mut best: Option<(usize, usize, usize)> = None;
    let mut at = 0;
    while at < kinds.len() {
        if kinds.get(at) != Some(&Kind::Number) {
            at = at.saturating_add(1);
            continue;
        }
        let (mut end, mut digits) = (at, 0_usize);
        let mut next = at;
        while let Some(kind) = kinds.get(next) {
            match kind {
                Kind::Number => {
                    digits = digits.saturating_add(words.get(next).map_or(0, |w| weight(w)));
                    next = next.saturating_add(1);
                    end = next;
                }
                // "dreimal die sieben"
                Kind::Between => next = next.saturating_add(1),
                Kind::Other => break,
            }
        }
        if digits >= least && best.is_none_or(|(_, _, most)| digits > most) {
            best = Some((at, end, digits));
        }
        at = next.max(at.saturating_add(1));
    }
    let (from, to, _) = best?;
    let said = words.get(from..to)?.join(" ");
    // "die Nummer ist" goes with it; "meine Tochter" stands elsewhere.
    let before = words.get(..from)?.iter().rev().skip_while(|w| announces(w)).count();
    let left: Vec<&str> = words
        .iter()
        .take(before)
        .chain(std::iter::once(&GAP))
        .chain(words.iter().skip(to))
        .copied()
        .collect();
    Some((said, left.join(" ")))
}

/// The words of a reply; among figures, one that is a figure but for a letter is one: "null drei ull zwei".
fn spelt(reply: &str) -> Vec<Cow<'_, str>> {
    let words: Vec<&str> = reply.split_whitespace().collect();
    let is_number = |word: Option<&&str>| {
        word.is_some_and(|w| kind(w) == Kind::Number && w.chars().all(char::is_alphanumeric))
    };
    let mut out: Vec<Cow<'_, str>> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at.saturating_add(1));
        let before = || {
            is_number(next)
                || (is_number(words.get(at.saturating_add(2))) && next.and_then(|w| figure(w)).is_some())
        };
        let behind = || out.last().is_some_and(|w| is_number(Some(&w.as_ref())));
        let unknown = kind(word) == Kind::Other;
        let right = if unknown && behind() && before() { figure(word) } else { None };
        out.push(right.map_or(Cow::Borrowed(*word), Cow::Owned));
    }
    out
}

/// The figure or the number of two digits that a word is but for a letter; none for what is something else.
fn figure(word: &str) -> Option<String> {
    const FIGURES: [&str; 11] =
        ["null", "eins", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun", "zehn"];
    let folded = fold::fold(word);
    if kind(word) != Kind::Other || folded.len() < 3 {
        return None;
    }
    let mut near = FIGURES.iter().filter(|figure| edits::one(&folded, figure));
    let one = near.next().filter(|_| near.next().is_none());
    one.map(|figure| (*figure).to_owned()).or_else(|| tens(&folded))
}

/// "dreiundzwanzg": the number of two digits that it is but for a letter.
fn tens(folded: &str) -> Option<String> {
    if folded.len() < 8 {
        return None;
    }
    let mut near = (10_u32..100).filter_map(|n| {
        let word = fold::fold(&crate::number::cardinal(n));
        edits::one(folded, &word).then_some(word)
    });
    near.next().filter(|_| near.next().is_none())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Between,
    Other,
}

fn kind(word: &str) -> Kind {
    let folded = fold::fold(word);
    let digits = word.bytes().any(|b| b.is_ascii_digit());
    // A date or a time in digits is none of a number's.
    let dotted = digits && (word.trim_end_matches([',', '.']).contains(['.', ':']) || word.ends_with("."));
    if digits && !dotted
        || matches!(
            folded.as_str(),
            "plus" | "doppel" | "doppelt" | "zweimal" | "dreimal" | "viermal" | "zwo"
        )
        || (!folded.is_empty() && crate::number::parse(folded.as_bytes()).is_some())
    {
        Kind::Number
    } else if matches!(folded.as_str(), "" | "die" | "und" | "aeh" | "aehm" | "dann" | "der" | "mal") {
        Kind::Between
    } else {
        Kind::Other
    }
}

/// How many digits a word stands for, about.
fn weight(word: &str) -> usize {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits > 0 { digits } else { 1 }
}

/// Words around a number that say that it is one.
fn announces(word: &str) -> bool {
    matches!(
        fold::fold(word).as_str(),
        "nummer"
            | "telefonnummer"
            | "handynummer"
            | "rufnummer"
            | "mobilnummer"
            | "unter"
            | "ist"
            | "lautet"
            | "die"
            | "meine"
            | "und"
            | "number"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_comes_out_of_what_else_was_said() {
        for (reply, said, left) in [
            ("Eva Schuster, 030 23125001", "030 23125001", "Eva Schuster, |"),
            (
                "Eva Schuster die Nummer ist null drei null zwei drei eins zwei fünf dreimal die null",
                "null drei null zwei drei eins zwei fünf dreimal die null",
                "Eva Schuster |",
            ),
            (
                "null drei null 231 25 007 am sechsten November",
                "null drei null 231 25 007",
                "| am sechsten November",
            ),
            (
                "Eva Schuster, null drei ull dreiundzwanzg zwölf fünf null sieben",
                "null drei null dreiundzwanzig zwölf fünf null sieben",
                "Eva Schuster, |",
            ),
            (
                "auf meine Tochter, Eva Schuster, das ist die 030 23125007",
                "030 23125007",
                "auf meine Tochter, Eva Schuster, das |",
            ),
            ("Eva Schuster 030 23125007 14 Uhr", "030 23125007", "Eva Schuster | 14 Uhr"),
            ("Eva Schuster, 030 23125007, 13:30", "030 23125007,", "Eva Schuster, | 13:30"),
            ("030 23125007, am 6.11. um 15:00", "030 23125007,", "| am 6.11. um 15:00"),
        ] {
            assert_eq!(split(reply, "DE"), Some((said.to_owned(), left.to_owned())), "{reply}");
        }
        for none in ["Eva Schuster", "am sechsten November um drei", "15", ""] {
            assert_eq!(split(none, "DE"), None, "{none}");
        }
    }
}
