//! Letters of names: lower case, accents as part of their letter, and what of an accent changes a sound.

use smallvec::SmallVec;

/// The letters of one word.
pub(super) type Letters = SmallVec<[char; 16]>;

/// Letters whose accent some orthography reads otherwise than the bare letter; every other accent is dropped.
const KEPT: &str = "äöüßçğışñłąęśźżćńčšžřěđőűåøæœéèêîíóáúý";

/// Bare letters of the blocks Latin-1, Latin Extended-A and Latin Extended Additional that are not [`KEPT`] (Unicode 17, the
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

fn letter(c: char) -> char {
    if c.is_ascii() || KEPT.contains(c) {
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

/// Writes letters as a database without umlauts has them: ä as ae, ß as ss, every other accent gone.
pub(super) fn spell_out(letters: &[char]) -> String {
    let mut out = String::new();
    for c in letters {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' | 'œ' | 'ő' => out.push_str("oe"),
            'ü' | 'ű' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'å' => out.push_str("aa"),
            c => out.push(bare(*c)),
        }
    }
    out
}

/// Writes letters as somebody types them who leaves accents out: ä and ae as a, ß as ss.
pub(super) fn strip(letters: &[char]) -> String {
    let spelt = spell_out(letters);
    let mut out = String::new();
    let mut chars = spelt.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        out.push(c);
        // "aue" and "eue" are a diphthong and an e, "que" is kw and an e.
        if matches!(c, 'a' | 'o' | 'u') && !matches!(before, 'a' | 'e' | 'q') && chars.peek() == Some(&'e') {
            chars.next();
        }
        before = c;
    }
    out
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
        let letters: Letters = "müller".chars().collect();
        assert_eq!(spell_out(&letters), "mueller");
        assert_eq!(strip(&letters), "muller");
        let bauer: Letters = "bauer".chars().collect();
        assert_eq!(strip(&bauer), "bauer");
        let weiss: Letters = "weiß".chars().collect();
        assert_eq!(strip(&weiss), "weiss");
    }
}
