//! What becomes of words on their way through the telephone and the recogniser.
//!
//! Two generators that have nothing in common: the first knows what recognisers do to German, the second knows no language.
//! Neither loses "ja", "nein", "nicht" or "kein": whoever does not hear those cannot be asked anything.

mod first;
mod second;

use crate::random::Random;

/// One way to mishear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// Sounds that recognisers confuse, and their habits of writing.
    First,
    /// Letters, words and digits that get lost or turn into others, without any knowledge of German.
    Second,
}

impl Noise {
    /// As on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }

    /// A name as it is written down.
    pub fn name(self, random: &mut Random, name: &str) -> String {
        match self {
            Self::First => first::name(random, name),
            Self::Second => second::name(random, name),
        }
    }

    /// A phrase about a day, a time, a service, or a choice.
    pub fn phrase(self, random: &mut Random, phrase: &str) -> String {
        match self {
            Self::First => first::phrase(random, phrase),
            Self::Second => second::phrase(random, phrase),
        }
    }

    /// A telephone number as it was said.
    pub fn number(self, random: &mut Random, number: &str) -> String {
        match self {
            Self::First => first::number(random, number),
            Self::Second => second::number(random, number),
        }
    }
}

/// Words in front of a name that every recogniser knows.
fn address(word: &str) -> bool {
    ["Frau", "Herr", "Doktor", "Dr.", "med.", "Prof.", "Dipl.-Ing."].contains(&word)
}

/// Words that no noise touches.
fn kept(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    plain.starts_with("kein")
        || ["ja", "nein", "nicht", "doch", "beide", "genau", "richtig", "weiß", "anderen"]
            .contains(&plain.as_str())
}
