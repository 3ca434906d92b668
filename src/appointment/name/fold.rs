//! Letters of names: lower case, accents as part of their letter, and what of an accent changes a sound.

use smallvec::SmallVec;

use super::table;

/// The letters of one word.
pub(super) type Letters = SmallVec<[char; 16]>;

/// Bare letters of the blocks Latin-1, Latin Extended-A and Latin Extended Additional that no rule knows (Unicode 17, the
/// canonical decompositions; ø, ł, đ and their like have none and stand for the letter that is typed for them).
const BARE: &[(&str, char)] = &[
    ("àâãāăạảấầẩẫậắằẳẵặǎ", 'a'),
    ("ëēĕėẹẻẽếềểễệ", 'e'),
    ("ìïĩīĭįỉịǐ", 'i'),
    ("òôõōŏơọỏốồổỗộớờởỡợǒ", 'o'),
    ("ùûũūŭůųưụủứừửữựǔ", 'u'),
    ("ÿŷỳỵỷỹ", 'y'),
    ("ĉċ", 'c'),
    ("ďð", 'd'),
    ("ĝġģ", 'g'),
    ("ĥħ", 'h'),
    ("ĵ", 'j'),
    ("ķ", 'k'),
    ("ĺļľŀ", 'l'),
    ("ņňŋ", 'n'),
    ("ŕŗ", 'r'),
    ("ŝșſ", 's'),
    ("ţťŧț", 't'),
    ("ŵẁẃẅ", 'w'),
];

/// Marks that follow their letter, and what they make of it. ş and ç come from a cedilla, ș from a comma.
const COMPOSED: &[(char, &str, &str)] = &[
    ('\u{308}', "aoueiy", "äöüeiy"),
    ('\u{301}', "aeiouycnsz", "áéíóúýćńśź"),
    ('\u{300}', "ae", "aè"),
    ('\u{302}', "aeiou", "aêîou"),
    ('\u{303}', "naoeiu", "ñaoeiu"),
    ('\u{327}', "cs", "çş"),
    ('\u{328}', "ae", "ąę"),
    ('\u{30c}', "csnzred", "čšnžřěd"),
    ('\u{307}', "zi", "żi"),
    ('\u{306}', "gau", "ğau"),
    ('\u{30a}', "au", "åu"),
    ('\u{30b}', "ou", "őű"),
];

/// Whether a character is a mark upon the letter before it.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Puts a character behind the letters of a word: in lower case, with its accent or without.
pub(super) fn push(letters: &mut Letters, c: char) {
    if c.is_ascii() {
        letters.push(c.to_ascii_lowercase());
        return;
    }
    if is_mark(c) {
        compose(letters, c);
        return;
    }
    for lower in c.to_lowercase() {
        if is_mark(lower) {
            continue;
        }
        letters.push(letter(lower));
    }
}

/// An accent stays where some orthography reads its letter otherwise than the bare one; every other is dropped.
fn letter(c: char) -> char {
    if c.is_ascii() || table::is_known(c) {
        return c;
    }
    BARE.iter().find(|(all, _)| all.contains(c)).map_or(c, |(_, bare)| *bare)
}

fn compose(letters: &mut Letters, mark: char) {
    let Some(last) = letters.last_mut() else { return };
    let Some((_, from, to)) = COMPOSED.iter().find(|(m, ..)| *m == mark) else { return };
    if let Some((_, composed)) = from.chars().zip(to.chars()).find(|(f, _)| f == last) {
        *last = composed;
    }
}

/// A letter as a database without umlauts has it: ä as ae, ß as ss, every other accent gone.
pub(super) fn spell_out(c: char) -> (char, Option<char>) {
    match c {
        c if c.is_ascii() => (c, None),
        'ä' | 'æ' => ('a', Some('e')),
        'ö' | 'ø' | 'œ' | 'ő' => ('o', Some('e')),
        'ü' | 'ű' => ('u', Some('e')),
        'ß' => ('s', Some('s')),
        'å' => ('a', Some('a')),
        c => (bare(c), None),
    }
}

/// Which letters, [spelt out](spell_out), somebody types who leaves accents out: ä and ae as a, ß as ss.
#[derive(Default)]
pub(super) struct Strip {
    before: char,
    drops_e: bool,
}

impl Strip {
    /// Whether the letter behind those before stays.
    pub(super) fn keeps(&mut self, c: char) -> bool {
        if self.drops_e && c == 'e' {
            self.drops_e = false;
            return false;
        }
        // "aue" and "eue" are a diphthong and an e, "que" is kw and an e.
        self.drops_e = matches!(c, 'a' | 'o' | 'u') && !matches!(self.before, 'a' | 'e' | 'q');
        self.before = c;
        true
    }
}

fn bare(c: char) -> char {
    match c {
        'ç' | 'ć' | 'č' => 'c',
        'ğ' => 'g',
        'ı' | 'î' | 'í' => 'i',
        'ş' | 'ś' | 'š' => 's',
        'ñ' | 'ń' => 'n',
        'ł' => 'l',
        'ą' | 'á' => 'a',
        'ę' | 'ě' | 'é' | 'è' | 'ê' => 'e',
        'ź' | 'ż' | 'ž' => 'z',
        'ř' => 'r',
        'đ' => 'd',
        'ó' => 'o',
        'ú' => 'u',
        'ý' => 'y',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> String {
        let mut letters = Letters::new();
        for c in text.chars() {
            push(&mut letters, c);
        }
        letters.into_iter().collect()
    }

    #[test]
    fn accents_belong_to_their_letter() {
        assert_eq!(fold("MU\u{308}LLER"), "müller");
        assert_eq!(fold("S\u{327}ahin"), "şahin");
        assert_eq!(fold("İnci"), "inci");
        assert_eq!(fold("Nguyễn"), "nguyen");
        assert_eq!(fold("HEUẞ"), "heuß");
        assert_eq!(fold("Dvořák"), "dvořák");
        assert_eq!(fold("\u{301}a"), "a");
    }

    #[test]
    fn umlauts_are_written_out_or_lost() {
        let both = |word: &str| {
            let spelt: String = word
                .chars()
                .map(spell_out)
                .flat_map(|(first, second)| std::iter::once(first).chain(second))
                .collect();
            let mut strip = Strip::default();
            let bare: String = spelt.chars().filter(|c| strip.keeps(*c)).collect();
            (spelt, bare)
        };
        assert_eq!(both("müller"), ("mueller".to_owned(), "muller".to_owned()));
        assert_eq!(both("bauer"), ("bauer".to_owned(), "bauer".to_owned()));
        assert_eq!(both("weiß"), ("weiss".to_owned(), "weiss".to_owned()));
        assert_eq!(both("quentin"), ("quentin".to_owned(), "quentin".to_owned()));
    }
}
