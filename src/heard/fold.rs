//! Texts compared as a listener compares them: case, umlaut spelling and punctuation do not count.

use crate::text::mojibake;

/// The words of a text, folded: lower case, `ä` and `ae` alike, `ß` as `ss`, no punctuation.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// The text folded, words separated by one blank.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // An umlaut whose bytes were read in another encoding.
        if c == 'Ã'
            && let Some(folded) = chars.peek().and_then(|second| mojibake(*second))
        {
            chars.next();
            out.extend(folded.iter().map(|b| char::from(*b)));
            continue;
        }
        lower(c, &mut out);
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    out
}

fn lower(c: char, out: &mut String) {
    for c in c.to_lowercase() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            // A decomposed umlaut: the letter has been written, the dots follow.
            '\u{308}' => out.push('e'),
            _ if c.is_alphanumeric() => out.push(c),
            // Hidden characters vanish; everything else parts words.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
}

/// True when the text is an affirmation and nothing else.
pub(crate) fn is_yes(text: &str) -> Option<bool> {
    const YES: [&str; 26] = [
        "ja",
        "ja bitte",
        "ja gerne",
        "ja gern",
        "ja genau",
        "jawohl",
        "jo",
        "jap",
        "gerne",
        "gern",
        "genau",
        "richtig",
        "stimmt",
        "korrekt",
        "passt",
        "ja passt",
        "ja das passt",
        "das passt",
        "einverstanden",
        "in ordnung",
        "okay",
        "ok",
        "yes",
        "true",
        "wahr",
        "1",
    ];
    const NO: [&str; 15] = [
        "nein",
        "nein danke",
        "nee",
        "ne",
        "noe",
        "nicht",
        "lieber nicht",
        "keinesfalls",
        "auf keinen fall",
        "passt nicht",
        "das passt nicht",
        "no",
        "false",
        "falsch",
        "0",
    ];
    let folded = fold(text);
    if YES.contains(&folded.as_str()) {
        Some(true)
    } else if NO.contains(&folded.as_str()) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_one() {
        for text in ["Färben", "FAERBEN", " färben! ", "Fa\u{308}rben", "fär\u{ad}ben", "FÃ¤rben"] {
            assert_eq!(fold(text), "faerben", "{text}");
        }
        assert_eq!(fold("Waschen & Schneiden"), "waschen schneiden");
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("…"), "");
        assert_eq!(words("ein  Herren-Haarschnitt"), ["ein", "herren", "haarschnitt"]);
    }

    #[test]
    fn yes_and_no_are_whole_answers() {
        assert_eq!(is_yes("Ja, gerne!"), Some(true));
        assert_eq!(is_yes("Nö."), Some(false));
        assert_eq!(is_yes("ja, aber später"), None);
        assert_eq!(is_yes(""), None);
    }
}
