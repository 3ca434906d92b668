//! Raw text → words, with a way back to the original bytes.
//!
//! Upper case, umlaut spellings (ü, ue, u, decomposed, UTF-8 read as Latin-1), ß and full-width digits all become one
//! key for the word table; spans stay those of the text as it was given.

mod generated;
mod hash;
mod lex;
mod scan;
mod spelling;

pub(crate) use lex::{Key, Lex, Part, Piece, Punct, Qual, Third, Unit};
pub(crate) use scan::{Scanner, Word, broken_letter, mojibake};

/// What a folded word is, by the table in grammar/de.
fn lookup(key: &[u8]) -> Option<Lex> {
    let h = hash::hash(key);
    let seed = *generated::SEEDS.get(hash::bucket(h, generated::SEEDS.len()))?;
    let (word, lex) = generated::WORDS.get(hash::slot(h, seed, generated::WORDS.len()))?;
    (word.as_bytes() == key && !key.is_empty()).then_some(*lex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_finds_every_word_and_nothing_else() {
        for (word, lex) in &generated::WORDS {
            let expected = (!word.is_empty()).then_some(*lex);
            assert_eq!(lookup(word.as_bytes()), expected, "{word}");
        }
        for word in ["", "x1", "haarschnitt", "montagg", "ontag"] {
            assert_eq!(lookup(word.as_bytes()), None, "{word}");
        }
    }
}
