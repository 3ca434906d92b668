//! Texts compared as a listener compares them: case, umlaut spelling and punctuation do not count.

use std::ops::ControlFlow;

use smallvec::SmallVec;

use crate::text::mojibake;

/// The words of a text, folded: lower case, `ä` and `ae` alike, `ß` as `ss`, no punctuation.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// The text folded, words separated by one blank.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let _ = walk(text, &mut |c| {
        out.push(c);
        ControlFlow::Continue(())
    });
    out
}

/// Whether the text folds to `folded`, as `fold(text) == folded` would say; it ends at the first difference.
pub(crate) fn folds_to(text: &str, folded: &str) -> bool {
    let mut rest = folded.chars();
    let same = walk(text, &mut |c| match rest.next() {
        Some(other) if other == c => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    });
    same.is_continue() && rest.next().is_none()
}

/// A folded text with its blanks taken out, and where each word began.
pub(crate) struct Run {
    letters: String,
    starts: SmallVec<[usize; 16]>,
}

impl Run {
    /// Of a text that is folded already.
    pub(crate) fn of(folded: &str) -> Self {
        let mut run = Self { letters: String::with_capacity(folded.len()), starts: SmallVec::new() };
        for word in folded.split_ascii_whitespace() {
            run.starts.push(run.letters.len());
            run.letters.push_str(word);
        }
        run
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// One past the last of the words from `at` on that say `name`, blanks aside: recognition tears words apart and runs
    /// them together. A name without a letter is nowhere.
    pub(crate) fn names_from(&self, at: usize, name: &str) -> Option<usize> {
        let from = *self.starts.get(at)?;
        let mut rest = self.letters.get(from..)?.chars();
        let same = walk(name, &mut |c| match c {
            ' ' => ControlFlow::Continue(()),
            _ if rest.next() == Some(c) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        });
        let end = self.letters.len().checked_sub(rest.as_str().len())?;
        if same.is_break() || end == from {
            return None;
        }
        if end == self.letters.len() { Some(self.len()) } else { self.starts.binary_search(&end).ok() }
    }
}

/// Every letter of the folded text, one blank between words, as long as `on` wants more.
fn walk(text: &str, on: &mut impl FnMut(char) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut parted = Parted { begun: false, blank: false };
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            'a'..='z' | '0'..='9' => parted.letter(c, on)?,
            'A'..='Z' => parted.letter(c.to_ascii_lowercase(), on)?,
            '\0'..='\x7f' => parted.blank = true,
            // An umlaut whose bytes were read in another encoding.
            'Ã' => match chars.clone().next().and_then(mojibake) {
                Some(folded) => {
                    chars.next();
                    for byte in folded {
                        parted.letter(char::from(*byte), on)?;
                    }
                }
                None => parted.lower(c, on)?,
            },
            _ => parted.lower(c, on)?,
        }
    }
    ControlFlow::Continue(())
}

/// Where a walk is.
struct Parted {
    /// A letter has been written.
    begun: bool,
    /// Something that parts words has come since.
    blank: bool,
}

impl Parted {
    fn letter(&mut self, c: char, on: &mut impl FnMut(char) -> ControlFlow<()>) -> ControlFlow<()> {
        if std::mem::take(&mut self.blank) && self.begun {
            on(' ')?;
        }
        self.begun = true;
        on(c)
    }

    fn lower(&mut self, c: char, on: &mut impl FnMut(char) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut both = |a, b| {
            self.letter(a, on)?;
            self.letter(b, on)
        };
        match c {
            'ä' | 'Ä' => return both('a', 'e'),
            'ö' | 'Ö' => return both('o', 'e'),
            'ü' | 'Ü' => return both('u', 'e'),
            'ß' | 'ẞ' => return both('s', 's'),
            _ => {}
        }
        for c in c.to_lowercase() {
            match c {
                // A decomposed umlaut: the letter has been written, the dots follow.
                '\u{308}' => self.letter('e', on)?,
                _ if c.is_alphanumeric() => self.letter(c, on)?,
                // Hidden characters vanish; everything else parts words.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
                _ => self.blank = true,
            }
        }
        ControlFlow::Continue(())
    }
}

/// True when the text is an affirmation and nothing else.
pub(crate) fn is_yes(text: &str) -> Option<bool> {
    yes_or_no(&fold(text))
}

/// The same of a folded text.
pub(crate) fn yes_or_no(folded: &str) -> Option<bool> {
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
    if YES.contains(&folded) {
        Some(true)
    } else if NO.contains(&folded) {
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
    fn a_text_is_compared_as_if_it_were_folded() {
        for (text, folded, same) in [
            (" Färben! ", "faerben", true),
            ("Waschen & Schneiden", "waschen schneiden", true),
            ("Waschen", "waschen schneiden", false),
            ("Waschen & Schneiden", "waschen", false),
            ("…", "", true),
            ("", "a", false),
        ] {
            assert_eq!(folds_to(text, folded), same, "{text}");
            assert_eq!(fold(text) == folded, same, "{text}");
        }
    }

    #[test]
    fn names_are_found_in_torn_and_glued_words() {
        let run = Run::of(&fold("Ein Herren-Haarschnitt, waschenund föhnen"));
        assert_eq!(run.len(), 5);
        assert_eq!(run.names_from(1, "Herrenhaarschnitt"), Some(3));
        assert_eq!(run.names_from(3, "Waschen und Föhnen"), Some(5));
        assert_eq!(run.names_from(3, "Waschen"), None);
        assert_eq!(run.names_from(1, "Herrenhaar"), None);
        assert_eq!(run.names_from(4, "Föhnen und Schneiden"), None);
        assert_eq!(run.names_from(0, "&"), None);
        assert_eq!(run.names_from(9, "ein"), None);
    }

    #[test]
    fn yes_and_no_are_whole_answers() {
        assert_eq!(is_yes("Ja, gerne!"), Some(true));
        assert_eq!(is_yes("Nö."), Some(false));
        assert_eq!(is_yes("ja, aber später"), None);
        assert_eq!(is_yes(""), None);
    }
}
