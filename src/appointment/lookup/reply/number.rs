//! A telephone number inside a reply.

use crate::heard::{self, fold};
use crate::payload::Source;

/// Fewer digits than these are no number of anybody.
const LEAST: usize = 6;

/// The number in a reply as it was said, and the reply without it. The longest run of digits and number words counts.
pub(super) fn split(reply: &str, region: &str) -> Option<(String, String)> {
    let words: Vec<&str> = reply.split_whitespace().collect();
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
        if digits >= LEAST && best.is_none_or(|(_, _, most)| digits > most) {
            best = Some((at, end, digits));
        }
        at = next.max(at.saturating_add(1));
    }
    let (from, to, _) = best?;
    let said = words.get(from..to)?.join(" ");
    heard::number::phone(&said, Source::Said, region).number()?;
    // "die Nummer ist" goes with it; "meine Tochter" stands elsewhere.
    let before = words.get(..from)?.iter().rev().skip_while(|w| announces(w)).count();
    let left: Vec<&str> = words.iter().take(before).chain(words.iter().skip(to)).copied().collect();
    Some((said, left.join(" ")))
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
            ("Eva Schuster, 030 23125001", "030 23125001", "Eva Schuster,"),
            (
                "Eva Schuster die Nummer ist null drei null zwei drei eins zwei fünf dreimal die null",
                "null drei null zwei drei eins zwei fünf dreimal die null",
                "Eva Schuster",
            ),
            (
                "null drei null 231 25 007 am sechsten November",
                "null drei null 231 25 007",
                "am sechsten November",
            ),
            (
                "auf meine Tochter, Eva Schuster, das ist die 030 23125007",
                "030 23125007",
                "auf meine Tochter, Eva Schuster, das",
            ),
            ("Eva Schuster 030 23125007 14 Uhr", "030 23125007", "Eva Schuster 14 Uhr"),
            ("Eva Schuster, 030 23125007, 13:30", "030 23125007,", "Eva Schuster, 13:30"),
            ("030 23125007, am 6.11. um 15:00", "030 23125007,", "am 6.11. um 15:00"),
        ] {
            assert_eq!(split(reply, "DE"), Some((said.to_owned(), left.to_owned())), "{reply}");
        }
        for none in ["Eva Schuster", "am sechsten November um drei", "15", ""] {
            assert_eq!(split(none, "DE"), None, "{none}");
        }
    }
}
