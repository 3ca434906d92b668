//! Names as heard against names as stored.
//!
//! A [`Name`] is made once for each text: frames ("mein Name ist …"), titles and spelling aids come off, the words get their roles,
//! and each word is read aloud by the rules of German and of the orthographies that its letters show. [`compare`] then aligns sounds.
//!
//! **Names narrow, they never authorise.** Meier, Maier, Mayer and Meyer sound alike: no ear and no program tells them apart, so they
//! come out as [`Level::Equivalent`], and something else has to say which of them calls. How often different people pass for
//! the same, and the same for different ones, is counted on a table of pairs; see benches/README.md.
//!
//! ```
//! use klartext::appointment::name::{Level, Name, compare};
//! let level = |heard: &str, stored: &str| compare(&Name::parse(heard), &Name::parse(stored)).level;
//! assert_eq!(level("ja hallo, hier ist Jonas Keller", "Jonas Keller"), Level::Exact);
//! assert_eq!(level("Frau Doktor Mueller", "Müller"), Level::Equivalent);
//! assert_eq!(level("Jilmas", "Yılmaz"), Level::Equivalent);
//! assert_eq!(level("Schröter", "Schröder"), Level::Alike);
//! assert_eq!(level("Keller", "Jonas Keller"), Level::Partial);
//! assert!(!level("Anja Keller", "Anna Keller").agrees());
//! ```

mod distance;
mod fold;
mod foreign;
mod generated;
mod german;
mod key;
mod koelner;
mod likeness;
mod nickname;
mod parse;
mod score;
mod signs;
mod sound;
mod spelling;
mod table;
mod words;

pub use koelner::koelner;
pub use likeness::{Level, Likeness, Reason, Reasons};
pub use score::compare;

use smallvec::SmallVec;

/// The longest text, bytes, that is read as a name. A longer one is [too long](Name::is_too_long) and agrees with nothing:
/// half a name would be another name.
pub const MAX_BYTES: usize = 256;

/// The most words, particles such as "von" aside, that a name has.
pub const MAX_WORDS: usize = 8;

/// A person's name, taken apart once: given names, family name, folded forms, sound keys.
#[derive(Clone, Default)]
pub struct Name {
    // What a comparison looks at first stands first.
    whole: u64,
    joined_mask: u64,
    particles: u64,
    words: SmallVec<[parse::Word; 2]>,
    readings: SmallVec<[parse::Reading; 2]>,
    /// How many of the words are given names; they stand first.
    given_words: u8,
    /// How many words were said, particles too.
    said: u8,
    titles: u8,
    sex: u8,
    generation: u8,
    addressed: bool,
    /// The family name came first.
    turned: bool,
    too_long: bool,
    joined: SmallVec<[u8; 24]>,
    folded: String,
    family: String,
    given: String,
}

impl Name {
    /// Takes a name apart; never fails. What is no name is [empty](Name::is_empty).
    ///
    /// One word is a given name if the table of given names has it and no "Herr" or "Frau" stands before it, else a family
    /// name; [`compare`] holds it against both. Of several words the last is the family name, unless a comma or the table of
    /// given names says that it comes first.
    ///
    /// ```
    /// use klartext::appointment::name::Name;
    /// let name = Name::parse("Frau Dr. Anna-Lena von der Heide am Apparat");
    /// assert_eq!(name.given(), Some("Anna-Lena"));
    /// assert_eq!(name.family(), Some("von der Heide"));
    /// assert_eq!(Name::parse("S wie Siegfried, E wie Emil, L wie Ludwig, L wie Ludwig").family(), Some("Sell"));
    /// assert!(Name::parse("ähm, ja, guten Tag").is_empty());
    /// ```
    pub fn parse(text: &str) -> Self {
        parse::parse(text)
    }

    /// Whether there is no name in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether the text was longer than [`MAX_BYTES`], had more than [`MAX_WORDS`] words or a word of more than 32 sounds,
    /// and was not read.
    pub fn is_too_long(&self) -> bool {
        self.too_long
    }

    /// The family name as it was written, without titles.
    pub fn family(&self) -> Option<&str> {
        (!self.family.is_empty()).then_some(self.family.as_str())
    }

    /// The given names as they were written, with spaces or hyphens between them.
    pub fn given(&self) -> Option<&str> {
        (!self.given.is_empty()).then_some(self.given.as_str())
    }

    /// Whether a given and a family name are known: one word is a name that whole families have.
    pub(crate) fn is_whole(&self) -> bool {
        !self.given.is_empty() && !self.family.is_empty()
    }

    /// Keys for an index: a stored name is worth a comparison with a heard one only if they share a key. Each word has some: its
    /// coarse sounds, the same with one of them missing, and the given names it is a short form of.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        let mut keys = SmallVec::<[u64; 24]>::new();
        for reading in &self.readings {
            parse::keys(reading.sounds(), &mut keys);
        }
        if self.said > 1 {
            parse::keys(&self.joined, &mut keys);
        }
        for word in &self.words {
            // Without accents: no sound tells Acar from Açar in a database that has lost them.
            keys.push((1 << 62) | (word.bare >> 2));
        }
        for number in self.words.iter().flat_map(|w| w.nickname) {
            let key = (1 << 63) | u64::from(number / 2);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.into_iter()
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A name is personal data, and a log is no place for it.
        f.debug_struct("Name")
            .field("words", &self.words.len())
            .field("too_long", &self.too_long)
            .finish_non_exhaustive()
    }
}
