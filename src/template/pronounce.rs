//! How a voice should say words that it would say wrongly.

use std::collections::HashMap;

use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// The longest word or phrase of a guide, and the longest way to say it, in bytes.
const MAX_ENTRY: usize = 256;
/// How many entries may begin with the same word.
const MAX_ALIKE: usize = 64;

/// Words, and how a voice should say them: `Balayage` → `Balajasch`.
///
/// A word is found as a whole word, whatever its case; where two entries differ in case only, each stands for itself. An
/// entry of several words is found before a shorter one. What was put in is not looked at again.
///
/// ```
/// use klartext::template::Pronunciation;
/// let guide = Pronunciation::new([("Balayage", "Balajasch"), ("AGB", "A Ge Be")]).map_err(|e| e[0].clone())?;
/// assert_eq!(guide.apply("Balayage-Termin, AGBs, agb"), "Balajasch-Termin, AGBs, A Ge Be");
/// # Ok::<(), klartext::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pronunciation {
    /// By the first word, folded; the longest first.
    entries: HashMap<String, Vec<Entry>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    /// As it was given.
    word: String,
    say: String,
}

impl Pronunciation {
    /// A guide of pairs: a word or a phrase, and what to say for it.
    ///
    /// # Errors
    /// Every entry that is empty, does not begin and end with a letter or a digit, is longer than 256 bytes, stands
    /// there twice, or has a bracket of markers in it; and more than 64 that begin with the same word.
    pub fn new<W: AsRef<str>, S: AsRef<str>>(
        pairs: impl IntoIterator<Item = (W, S)>,
    ) -> Result<Self, Vec<Error>> {
        let mut guide = Self::default();
        let mut errors = Vec::new();
        for (word, say) in pairs {
            let (word, say) = (word.as_ref().trim(), say.as_ref().trim());
            if let Err(problem) = guide.add(word, say) {
                errors.push(Error::new(ErrorKind::Pronunciation {
                    word: super::suggest::shown(word),
                    problem,
                }));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        for alike in guide.entries.values_mut() {
            alike.sort_by(|a, b| b.word.len().cmp(&a.word.len()).then_with(|| a.word.cmp(&b.word)));
        }
        Ok(guide)
    }

    fn add(&mut self, word: &str, say: &str) -> Result<(), &'static str> {
        if word.is_empty() || say.is_empty() {
            return Err("is empty");
        }
        if word.len() > MAX_ENTRY || say.len() > MAX_ENTRY {
            return Err("is longer than 256 bytes");
        }
        if !word.starts_with(in_word) || !word.ends_with(in_word) {
            return Err("does not begin and end with a letter or a digit");
        }
        if [word, say].iter().any(|t| t.contains(['<', '>', '{', '}', '\n', '\r'])) {
            return Err("has a bracket or a line break in it");
        }
        let alike = self.entries.entry(fold(first_word(word))).or_default();
        if alike.iter().any(|e| e.word == word) {
            return Err("stands there twice");
        }
        if alike.len() >= MAX_ALIKE {
            return Err("begins like 64 others");
        }
        alike.push(Entry { word: word.to_owned(), say: say.to_owned() });
        Ok(())
    }

    /// True where there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A text as it should be said.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        self.append(text, &[], usize::MAX, &mut out);
        out
    }

    /// Appends the text as it should be said, what lies in `kept` left alone; false where that would be longer than
    /// `limit`.
    pub(super) fn append(&self, text: &str, kept: &[Span], limit: usize, out: &mut String) -> bool {
        let before = out.len();
        let mut kept = kept.iter().peekable();
        let mut copied = 0;
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            let word = first_word(text.get(start..).unwrap_or(""));
            at = start.saturating_add(word.len());
            while kept.next_if(|k| k.end <= start).is_some() {}
            let found = self.find(text, start, word);
            let Some((length, say)) = found else { continue };
            let end = start.saturating_add(length);
            if kept.peek().is_some_and(|k| k.start < end) {
                continue;
            }
            out.push_str(text.get(copied..start).unwrap_or(""));
            out.push_str(say);
            (copied, at) = (end, end);
            if out.len().saturating_sub(before) > limit {
                return false;
            }
        }
        out.push_str(text.get(copied..).unwrap_or(""));
        out.len().saturating_sub(before) <= limit
    }

    /// The entry that stands at `start`, how long it is there, and what to say.
    fn find(&self, text: &str, start: usize, word: &str) -> Option<(usize, &str)> {
        if word.len() > MAX_ENTRY {
            return None;
        }
        let alike = self.entries.get(&fold(word))?;
        // What stands in brackets of markers is a name and not a word.
        if text.get(..start)?.ends_with(['<', '{', '\\']) {
            return None;
        }
        let rest = text.get(start..)?;
        let fits = |entry: &Entry| -> Option<usize> {
            let length = same(rest, &entry.word)?;
            let behind = rest.get(length..)?.chars().next();
            (!behind.is_some_and(|c| in_word(c) || c == '>' || c == '}')).then_some(length)
        };
        let longest = alike.iter().find_map(|e| fits(e).map(|length| (length, e.word.chars().count())))?;
        let mut equal =
            alike.iter().filter(|e| e.word.chars().count() == longest.1).filter_map(|e| Some((fits(e)?, e)));
        let exact = equal.clone().find(|(length, e)| rest.get(..*length) == Some(e.word.as_str()));
        exact.or_else(|| equal.next()).map(|(length, e)| (length, e.say.as_str()))
    }
}

/// Where the next word begins, at `at` or behind it.
fn next_word(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    rest.char_indices().find(|(_, c)| in_word(*c)).map(|(i, _)| at.saturating_add(i))
}

fn first_word(text: &str) -> &str {
    let end = text.char_indices().find(|(_, c)| !in_word(*c)).map_or(text.len(), |(i, _)| i);
    text.get(..end).unwrap_or(text)
}

/// Letters, digits, and what joins the parts of a name; a mark belongs to the letter before it.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36f}').contains(&c)
}

fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// How much of `text` is `word`, whatever the case.
fn same(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars().flat_map(char::to_lowercase).peekable();
    for (i, c) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(i);
        }
        for lower in c.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
    }
    wanted.peek().is_none().then_some(text.len())
}
