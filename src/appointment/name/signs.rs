//! What the letters of a word show of its language.
//!
//! All signs are found in one walk over the word: none of them costs a search of its own.

use super::table::Beside::{Any, Edge, Vowel};
use super::table::{EDGE, Entry, Numbers, table};

/// What a word shows of its language, as bits.
pub(super) type Signs = u32;

pub(super) const CEDILLA: Signs = 1 << 0;
pub(super) const CEDILLA_BEFORE_A_O: Signs = 1 << 1;
pub(super) const TURKISH_LETTER: Signs = 1 << 2;
pub(super) const C_FIRST: Signs = 1 << 3;
pub(super) const C_OF_OTHERS: Signs = 1 << 4;
pub(super) const TURKISH_LIKELY: Signs = 1 << 5;
pub(super) const SKY_OR_EY: Signs = 1 << 6;
pub(super) const S_THERE: Signs = 1 << 7;
pub(super) const Y_BEFORE_VOWEL: Signs = 1 << 8;
pub(super) const SLAVIC_SURE: Signs = 1 << 9;
pub(super) const L_OR_OJ: Signs = 1 << 10;
pub(super) const CYRILLIC_SURE: Signs = 1 << 11;
pub(super) const SH_THERE: Signs = 1 << 12;
pub(super) const A_O_LAST: Signs = 1 << 13;
pub(super) const NOT_CYRILLIC: Signs = 1 << 14;
pub(super) const TRANSCRIBED_SURE: Signs = 1 << 15;
pub(super) const ROMANISED_SURE: Signs = 1 << 16;
pub(super) const J_FIRST: Signs = 1 << 17;
pub(super) const GERMAN_J: Signs = 1 << 18;
pub(super) const Q_THERE: Signs = 1 << 19;
pub(super) const QU_THERE: Signs = 1 << 20;
pub(super) const VOWEL_LAST: Signs = 1 << 21;
pub(super) const ITALIAN_LIKELY: Signs = 1 << 22;
pub(super) const NOT_ITALIAN: Signs = 1 << 23;
pub(super) const ITALIAN_SURE: Signs = 1 << 24;
pub(super) const FRENCH_SURE: Signs = 1 << 25;
pub(super) const VIETNAMESE_SURE: Signs = 1 << 26;
pub(super) const ACUTE: Signs = 1 << 27;
pub(super) const SPANISH_SURE: Signs = 1 << 28;
pub(super) const ENGLISH_SURE: Signs = 1 << 29;
pub(super) const V_FIRST: Signs = 1 << 30;

const SIGNS: &[Entry<Signs>] = &[
    ("ç", Any, Any, CEDILLA),
    ("ço", Any, Any, CEDILLA_BEFORE_A_O),
    ("ça", Any, Any, CEDILLA_BEFORE_A_O),
    ("ş", Any, Any, TURKISH_LETTER),
    ("ğ", Any, Any, TURKISH_LETTER),
    ("ı", Any, Any, TURKISH_LETTER),
    ("ç", Edge, Any, TURKISH_LETTER),
    ("ç", Any, Edge, TURKISH_LETTER),
    ("ca", Edge, Any, C_FIRST),
    ("ce", Edge, Any, C_FIRST),
    ("ci", Edge, Any, C_FIRST),
    ("co", Edge, Any, C_FIRST),
    ("cu", Edge, Any, C_FIRST),
    ("cö", Edge, Any, C_FIRST),
    ("cü", Edge, Any, C_FIRST),
    ("ck", Any, Any, C_OF_OTHERS),
    ("tz", Any, Any, C_OF_OTHERS),
    ("cl", Any, Any, C_OF_OTHERS),
    ("th", Any, Any, C_OF_OTHERS),
    ("mm", Any, Any, C_OF_OTHERS),
    ("sp", Any, Any, C_OF_OTHERS),
    ("st", Any, Any, C_OF_OTHERS),
    ("ya", Edge, Any, TURKISH_LIKELY),
    ("ye", Edge, Any, TURKISH_LIKELY),
    ("yi", Edge, Any, TURKISH_LIKELY),
    ("yo", Edge, Any, TURKISH_LIKELY),
    ("yu", Edge, Any, TURKISH_LIKELY),
    ("yö", Edge, Any, TURKISH_LIKELY),
    ("yü", Edge, Any, TURKISH_LIKELY),
    ("oglu", Any, Edge, TURKISH_LIKELY),
    ("ci", Any, Edge, TURKISH_LIKELY),
    ("cu", Any, Edge, TURKISH_LIKELY),
    ("ice", Any, Edge, TURKISH_LIKELY),
    ("kilic", Any, Edge, TURKISH_LIKELY),
    ("koc", Any, Edge, TURKISH_LIKELY),
    ("lioglu", Any, Edge, TURKISH_LIKELY),
    ("demir", Any, Edge, TURKISH_LIKELY),
    ("türk", Any, Edge, TURKISH_LIKELY),
    ("sky", Any, Any, SKY_OR_EY),
    ("ey", Any, Any, SKY_OR_EY),
    ("s", Any, Any, S_THERE),
    ("y", Any, Vowel, Y_BEFORE_VOWEL),
    ("ł", Any, Any, SLAVIC_SURE | L_OR_OJ),
    ("ą", Any, Any, SLAVIC_SURE),
    ("ę", Any, Any, SLAVIC_SURE),
    ("ś", Any, Any, SLAVIC_SURE),
    ("ź", Any, Any, SLAVIC_SURE),
    ("ż", Any, Any, SLAVIC_SURE),
    ("ć", Any, Any, SLAVIC_SURE),
    ("ń", Any, Any, SLAVIC_SURE),
    ("č", Any, Any, SLAVIC_SURE),
    ("š", Any, Any, SLAVIC_SURE),
    ("ž", Any, Any, SLAVIC_SURE),
    ("ř", Any, Any, SLAVIC_SURE),
    ("ě", Any, Any, SLAVIC_SURE),
    ("đ", Any, Any, SLAVIC_SURE),
    ("cz", Any, Any, SLAVIC_SURE),
    ("sz", Any, Any, SLAVIC_SURE),
    ("rz", Any, Any, SLAVIC_SURE),
    ("wój", Any, Any, SLAVIC_SURE),
    ("wojc", Any, Any, SLAVIC_SURE),
    ("dz", Any, Any, SLAVIC_SURE),
    ("ski", Any, Edge, SLAVIC_SURE),
    ("cki", Any, Edge, SLAVIC_SURE),
    ("ska", Any, Edge, SLAVIC_SURE),
    ("cka", Any, Edge, SLAVIC_SURE),
    ("wicz", Any, Edge, SLAVIC_SURE),
    ("czyk", Any, Edge, SLAVIC_SURE),
    ("niak", Any, Edge, SLAVIC_SURE),
    ("vic", Any, Edge, SLAVIC_SURE),
    ("nic", Any, Edge, SLAVIC_SURE),
    ("sky", Any, Edge, SLAVIC_SURE | CYRILLIC_SURE),
    ("oj", Any, Any, L_OR_OJ),
    ("ov", Any, Edge, CYRILLIC_SURE),
    ("ev", Any, Edge, CYRILLIC_SURE),
    ("ova", Any, Edge, CYRILLIC_SURE),
    ("eva", Any, Edge, CYRILLIC_SURE),
    ("enko", Any, Edge, CYRILLIC_SURE),
    ("skiy", Any, Edge, CYRILLIC_SURE),
    ("tsov", Any, Edge, CYRILLIC_SURE),
    ("chuk", Any, Edge, CYRILLIC_SURE),
    ("gey", Any, Edge, CYRILLIC_SURE),
    ("chev", Any, Edge, CYRILLIC_SURE),
    ("sei", Any, Edge, CYRILLIC_SURE),
    ("shch", Any, Any, CYRILLIC_SURE),
    ("zh", Any, Any, CYRILLIC_SURE),
    ("tch", Any, Any, CYRILLIC_SURE),
    ("sh", Any, Any, SH_THERE | ROMANISED_SURE | ENGLISH_SURE),
    ("a", Any, Edge, A_O_LAST | VOWEL_LAST),
    ("o", Any, Edge, A_O_LAST | VOWEL_LAST),
    ("ai", Any, Any, NOT_CYRILLIC),
    ("kh", Any, Any, NOT_CYRILLIC | ROMANISED_SURE),
    ("ou", Any, Any, NOT_CYRILLIC | ROMANISED_SURE),
    ("ow", Any, Edge, TRANSCRIBED_SURE),
    ("ew", Any, Edge, TRANSCRIBED_SURE),
    ("nezow", Any, Edge, TRANSCRIBED_SURE),
    ("gh", Any, Any, ROMANISED_SURE),
    ("dj", Any, Any, ROMANISED_SURE),
    ("oo", Any, Any, ROMANISED_SURE | ENGLISH_SURE),
    ("ee", Any, Any, ROMANISED_SURE | ENGLISH_SURE),
    ("aa", Any, Any, ROMANISED_SURE),
    ("bouch", Any, Any, ROMANISED_SURE),
    ("jenn", Edge, Any, ROMANISED_SURE),
    ("jay", Edge, Any, ROMANISED_SURE),
    ("jass", Edge, Any, ROMANISED_SURE),
    ("jaso", Edge, Any, ROMANISED_SURE),
    ("ja", Edge, Any, J_FIRST),
    ("ji", Edge, Any, J_FIRST),
    ("je", Edge, Any, J_FIRST),
    ("jus", Edge, Any, J_FIRST),
    ("jo", Edge, Any, J_FIRST),
    ("jan", Edge, Any, GERMAN_J),
    ("jak", Edge, Any, GERMAN_J),
    ("joh", Edge, Any, GERMAN_J),
    ("jon", Edge, Any, GERMAN_J),
    ("jos", Edge, Any, GERMAN_J),
    ("jör", Edge, Any, GERMAN_J),
    ("jac", Edge, Any, GERMAN_J),
    ("jas", Edge, Any, GERMAN_J | ENGLISH_SURE),
    ("jahn", Edge, Any, GERMAN_J),
    ("jäg", Edge, Any, GERMAN_J),
    ("jen", Edge, Any, GERMAN_J),
    ("jesk", Edge, Any, GERMAN_J),
    ("jaw", Edge, Any, GERMAN_J),
    ("jai", Edge, Any, GERMAN_J),
    ("jar", Edge, Any, GERMAN_J),
    ("q", Any, Any, Q_THERE),
    ("qu", Any, Any, QU_THERE),
    ("e", Any, Edge, VOWEL_LAST),
    ("i", Any, Edge, VOWEL_LAST),
    ("ci", Any, Any, ITALIAN_LIKELY),
    ("ce", Any, Any, ITALIAN_LIKELY),
    ("cch", Any, Any, ITALIAN_LIKELY),
    ("chi", Any, Any, ITALIAN_LIKELY),
    ("gia", Any, Any, ITALIAN_LIKELY),
    ("gio", Any, Any, ITALIAN_LIKELY),
    ("giu", Any, Any, ITALIAN_LIKELY),
    ("gi", Any, Any, ITALIAN_LIKELY),
    ("gli", Any, Any, ITALIAN_LIKELY),
    ("gn", Any, Any, ITALIAN_LIKELY),
    ("zz", Any, Any, ITALIAN_LIKELY),
    ("sce", Any, Any, ITALIAN_LIKELY),
    ("sci", Any, Any, ITALIAN_LIKELY),
    ("ghi", Any, Any, ITALIAN_LIKELY),
    ("sch", Any, Any, ITALIAN_LIKELY),
    ("gg", Any, Any, ITALIAN_LIKELY),
    ("k", Any, Any, NOT_ITALIAN),
    ("w", Any, Any, NOT_ITALIAN),
    ("y", Any, Any, NOT_ITALIAN),
    ("ä", Any, Any, NOT_ITALIAN),
    ("ö", Any, Any, NOT_ITALIAN),
    ("ü", Any, Any, NOT_ITALIAN),
    ("ß", Any, Any, NOT_ITALIAN),
    ("schi", Any, Any, NOT_ITALIAN),
    ("tsch", Any, Any, NOT_ITALIAN),
    ("scha", Any, Any, NOT_ITALIAN),
    ("schl", Any, Any, NOT_ITALIAN),
    ("schm", Any, Any, NOT_ITALIAN),
    ("schn", Any, Any, NOT_ITALIAN),
    ("schr", Any, Any, NOT_ITALIAN),
    ("schw", Any, Any, NOT_ITALIAN),
    ("lci", Any, Any, NOT_ITALIAN),
    ("giov", Edge, Any, ITALIAN_SURE),
    ("gius", Edge, Any, ITALIAN_SURE),
    ("gior", Edge, Any, ITALIAN_SURE),
    ("giul", Edge, Any, ITALIAN_SURE),
    ("schia", Edge, Any, ITALIAN_SURE),
    ("é", Any, Any, FRENCH_SURE),
    ("è", Any, Any, FRENCH_SURE),
    ("ê", Any, Any, FRENCH_SURE),
    ("œ", Any, Any, FRENCH_SURE),
    ("eau", Any, Any, FRENCH_SURE),
    ("aux", Any, Any, FRENCH_SURE),
    ("cqu", Any, Any, FRENCH_SURE),
    ("oy", Any, Any, FRENCH_SURE),
    ("ouis", Any, Any, FRENCH_SURE),
    ("jean", Edge, Any, FRENCH_SURE),
    ("chant", Edge, Any, FRENCH_SURE),
    ("char", Edge, Any, FRENCH_SURE),
    ("jacq", Edge, Any, FRENCH_SURE),
    ("jeann", Edge, Any, FRENCH_SURE),
    ("que", Any, Edge, FRENCH_SURE),
    ("ette", Any, Edge, FRENCH_SURE),
    ("elle", Any, Edge, FRENCH_SURE),
    ("ng", Edge, Any, VIETNAMESE_SURE),
    ("ñ", Any, Any, ACUTE),
    ("í", Any, Any, ACUTE),
    ("á", Any, Any, ACUTE),
    ("ó", Any, Any, ACUTE),
    ("ez", Any, Edge, SPANISH_SURE),
    ("ea", Any, Any, ENGLISH_SURE),
    ("john", Edge, Any, ENGLISH_SURE),
    ("jack", Edge, Any, ENGLISH_SURE),
    ("jam", Edge, Any, ENGLISH_SURE),
    ("cha", Edge, Any, ENGLISH_SURE),
    ("che", Edge, Any, ENGLISH_SURE),
    ("chi", Edge, Any, ENGLISH_SURE),
    ("th", Any, Edge, ENGLISH_SURE),
    ("son", Any, Edge, ENGLISH_SURE),
    ("ike", Any, Edge, ENGLISH_SURE),
    ("v", Edge, Any, V_FIRST),
];

/// What a word shows.
pub(super) fn signs(word: &Numbers) -> Signs {
    let table = table!(SIGNS, Signs);
    let mut signs = 0;
    let mut at: usize = 0;
    let mut before = EDGE;
    while let Some(window) = word.window(at) {
        signs = table.all(window, before).fold(signs, |signs, sign| signs | sign.value);
        [before, ..] = window.to_le_bytes();
        at = at.saturating_add(1);
    }
    signs
}
