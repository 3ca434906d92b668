//! Other orthographies, read with German ears: what a German who hears the name would write down, as sounds of German.
//!
//! Rules, not words: a spelling that German does not have shows the language, and each language has its table. What a table
//! does not name is read as in German. Sources, by language: *Handbook of the International Phonetic Association* (1999) where it
//! has an illustration of the language (Turkish: Zimmer & Orgun; Croatian: Landau et al.; Czech: Dankovičová, JIPA 1997; Italian:
//! Rogers & d'Arcangeli, JIPA 2004; Polish: Jassem, JIPA 2003; French: Fougeron & Smith; Vietnamese: Kirby, JIPA 2011), and for the
//! forms that Arabic and Cyrillic names take in Latin letters ISO/DIN 31635, ICAO Doc 9303 part 3, and Duden's transcription.

use super::signs::*;
use super::sound::*;
use super::spelling::{Rule, Spoken};
use super::table::Beside::{Any, Consonant, Edge, Front, Letter, NoVowel, One, Vowel};
use super::table::{Numbers, Table, table};

const TURKISH: &[Rule] = &[
    ("oğlu", Any, Edge, &[O, L, U]),
    ("oglu", Any, Edge, &[O, L, U]),
    ("ğ", Any, Any, &[]),
    ("ç", Any, Any, &[C]),
    ("c", Any, Any, &[C]),
    ("ş", Any, Any, &[SH]),
    ("j", Any, Any, &[SH]),
    ("v", Any, Any, &[V]),
    ("z", Any, Any, &[S]),
    ("st", Any, Any, &[S, T]),
    ("sp", Any, Any, &[S, P]),
    ("ay", Any, Vowel, &[A, J]),
    ("ey", Any, Vowel, &[E, J]),
    ("oy", Any, Vowel, &[O, J]),
    ("uy", Any, Any, &[U, J]),
    ("y", Any, Any, &[J]),
    ("er", Any, Edge, &[E, R]),
    ("e", Any, Any, &[E]),
];

/// The same where the database has only ASCII, and s may be ş.
const TURKISH_BARE: &[Rule] =
    &[("s", Edge, Vowel, &[SH]), ("s", Vowel, Edge, &[SH]), ("s", Vowel, One("e"), &[SH])];

const SLAVIC: &[Rule] = &[
    ("szcz", Any, Any, &[SH, C]),
    ("sz", Any, Any, &[SH]),
    ("cz", Any, Any, &[C]),
    ("ch", Any, Any, &[CH]),
    ("cki", Any, Edge, &[TS, K, I]),
    ("ciej", Any, Any, &[C, AI]),
    ("cie", Any, Any, &[C, I]),
    ("ci", Any, Vowel, &[C]),
    ("ci", Any, Any, &[C, I]),
    ("ic", Any, Edge, &[I, C]),
    ("ć", Any, Any, &[C]),
    ("č", Any, Any, &[C]),
    ("c", Any, Any, &[TS]),
    ("dź", Any, Any, &[C]),
    ("dż", Any, Any, &[C]),
    ("dz", Any, Any, &[TS]),
    ("rz", Consonant, Any, &[SH]),
    ("rz", Any, Any, &[SH]),
    ("ř", Consonant, Any, &[R, SH]),
    ("sie", Any, Any, &[SH, I]),
    ("si", Any, Vowel, &[SH]),
    ("zie", Any, Any, &[SH, I]),
    ("zi", Any, Vowel, &[SH]),
    ("ż", Any, Any, &[SH]),
    ("ź", Any, Any, &[SH]),
    ("z", Any, Any, &[S]),
    ("ł", Any, Any, &[L]),
    ("ą", Any, One("bp"), &[O, M]),
    ("ą", Any, Any, &[O, N]),
    ("ę", Any, One("bp"), &[E, M]),
    ("ę", Any, Any, &[E, N]),
    ("ów", Any, Edge, &[U, F]),
    ("ój", Any, NoVowel, &[U, I]),
    ("oj", Any, NoVowel, &[OY]),
    ("ó", Any, Any, &[U]),
    ("w", Any, Edge, &[F]),
    ("w", Any, One("kptsc"), &[F]),
    ("v", Any, Edge, &[F]),
    ("v", Any, Any, &[V]),
    ("st", Any, Any, &[S, T]),
    ("sp", Any, Any, &[S, P]),
    ("ej", Any, NoVowel, &[AI]),
    ("aj", Any, NoVowel, &[AI]),
    ("y", Any, Any, &[I]),
    ("chs", Any, Any, &[CH, S]),
    ("er", Any, Edge, &[E, R]),
];

/// Polish ł as it sounds, and not as it looks; ó without its accent.
const POLISH_HEARD: &[Rule] = &[("ł", Any, Any, &[V]), ("oj", Any, NoVowel, &[U, I])];

/// Slavic z spelt by Germans, who write s for the soft sound and z for ts.
const TRANSCRIBED: &[Rule] = &[
    ("ow", Any, Edge, &[O, F]),
    ("ew", Any, Edge, &[E, F]),
    ("jew", Any, Edge, &[J, E, F]),
    ("v", Any, Any, &[V]),
    ("st", Any, Any, &[S, T]),
];

/// Russian and Ukrainian names as passports and newspapers in English spell them.
const CYRILLIC: &[Rule] = &[
    ("shch", Any, Any, &[SH, C]),
    ("tch", Any, Any, &[C]),
    ("ch", Any, Any, &[C]),
    ("sh", Any, Any, &[SH]),
    ("zh", Any, Any, &[SH]),
    ("kh", Any, Any, &[CH]),
    ("ts", Any, Any, &[TS]),
    ("tz", Any, Any, &[TS]),
    ("z", Any, Any, &[S]),
    ("ov", Any, Edge, &[O, F]),
    ("ev", Any, Edge, &[E, F]),
    ("yev", Any, Edge, &[E, F]),
    ("v", Any, Any, &[V]),
    ("ei", Any, Edge, &[AI]),
    ("st", Any, Any, &[S, T]),
];

/// Arabic, Persian, Urdu as French and English officials wrote them down, and English names that begin with j.
const ROMANISED: &[Rule] = &[
    ("sh", Any, Any, &[SH]),
    ("kh", Any, Any, &[CH]),
    ("ch", Any, Any, &[SH]),
    ("gh", Any, Any, &[G]),
    ("dj", Any, Any, &[C]),
    ("j", Any, Any, &[C]),
    ("ou", Any, Any, &[U]),
    ("oo", Any, Any, &[U]),
    ("ee", Any, Any, &[I]),
    ("qu", Any, Any, &[K]),
    ("q", Any, Any, &[K]),
    ("z", Any, Any, &[S]),
    ("v", Any, Any, &[V]),
    ("st", Any, Any, &[S, T]),
    ("ay", Any, Vowel, &[AI]),
    ("ae", Any, Any, &[E]),
];

const ITALIAN: &[Rule] = &[
    ("sci", Any, One("aou"), &[SH]),
    ("sc", Any, One("ei"), &[SH]),
    ("sch", Any, Any, &[S, K]),
    ("gli", Any, Vowel, &[L, J]),
    ("gl", Letter, One("i"), &[L, J]),
    ("gn", Any, Any, &[N, J]),
    ("cci", Any, One("aou"), &[C]),
    ("cc", Any, Front, &[C]),
    ("cch", Any, Any, &[K]),
    ("ch", Any, Any, &[K]),
    ("ci", Any, One("aou"), &[C]),
    ("c", Any, Front, &[C]),
    ("gh", Any, Any, &[G]),
    ("gi", Any, One("aou"), &[C]),
    ("ggi", Any, One("aou"), &[C]),
    ("gg", Any, Front, &[C]),
    ("g", Any, Front, &[C]),
    ("gu", Any, Vowel, &[G, V]),
    ("v", Any, Any, &[V]),
    ("h", Any, Any, &[]),
    ("ie", Any, Any, &[I, E]),
    ("ei", Any, Any, &[E, I]),
    ("st", Any, Any, &[S, T]),
    ("sp", Any, Any, &[S, P]),
    ("e", Any, Any, &[E]),
];

const FRENCH: &[Rule] = &[
    ("eaux", Any, Edge, &[O]),
    ("eau", Any, Any, &[O]),
    ("aux", Any, Edge, &[O]),
    ("au", Any, Any, &[O]),
    ("ai", Any, Any, &[E]),
    ("ais", Any, Edge, &[E]),
    ("oy", Any, Any, &[U, A]),
    ("oi", Any, Any, &[U, A]),
    ("ou", Any, Any, &[U]),
    ("eu", Any, Any, &[OE]),
    ("ch", Any, Any, &[SH]),
    ("j", Any, Any, &[SH]),
    ("g", Any, Front, &[SH]),
    ("gn", Any, Any, &[N, J]),
    ("que", Any, Edge, &[K]),
    ("cqu", Any, Any, &[K]),
    ("qu", Any, Any, &[K]),
    ("c", Any, Front, &[S]),
    ("ç", Any, Any, &[S]),
    ("ille", Letter, Edge, &[I]),
    ("ean", Any, Edge, &[A, N]),
    ("er", Letter, Edge, &[E]),
    ("et", Letter, Edge, &[E]),
    ("e", Consonant, Edge, &[]),
    ("s", Vowel, Edge, &[]),
    ("t", Any, Edge, &[]),
    ("d", Any, Edge, &[]),
    ("x", Any, Edge, &[]),
    ("h", Any, Any, &[]),
    ("v", Any, Any, &[V]),
    ("st", Any, Any, &[S, T]),
    ("z", Any, Any, &[S]),
];

const VIETNAMESE: &[Rule] = &[
    ("nguye", Edge, Any, &[N, U, J, E]),
    ("ngh", Edge, Any, &[N]),
    ("ng", Edge, Any, &[N]),
    ("nh", Any, Any, &[N, J]),
    ("ph", Any, Any, &[F]),
    ("th", Any, Any, &[T]),
    ("kh", Any, Any, &[CH]),
    ("gi", Edge, Vowel, &[S]),
    ("x", Edge, Any, &[S]),
    ("v", Any, Any, &[V]),
];

const SPANISH: &[Rule] = &[
    ("ñ", Any, Any, &[N, J]),
    ("ll", Any, Any, &[J]),
    ("j", Any, Any, &[CH]),
    ("z", Any, Any, &[S]),
    ("c", Any, Front, &[S]),
    ("ch", Any, Any, &[C]),
    ("h", Any, Any, &[]),
    ("v", Any, Any, &[B]),
    ("st", Any, Any, &[S, T]),
];

const ENGLISH: &[Rule] = &[
    ("th", Any, Any, &[S]),
    ("sh", Any, Any, &[SH]),
    ("ch", Any, Any, &[C]),
    ("j", Any, Any, &[C]),
    ("ee", Any, Any, &[I]),
    ("ea", Any, Any, &[I]),
    ("oo", Any, Any, &[U]),
    ("ike", Any, Edge, &[AI, K]),
    ("ohn", Any, Any, &[O, N]),
    ("w", Any, Any, &[V]),
    ("v", Any, Any, &[V]),
    ("st", Any, Any, &[S, T]),
    ("z", Any, Any, &[S]),
];

static NONE: Table<Spoken> = Table::EMPTY;

/// German, by which every word is read.
pub(super) fn german() -> &'static Table<Spoken> {
    table!(super::german::RULES, Spoken)
}

/// The tables by which a word may have to be read beside German, each with one to go before it. At most three.
pub(super) fn orthographies(
    word: &Numbers,
    ascii: bool,
) -> impl Iterator<Item = (&'static Table<Spoken>, &'static Table<Spoken>)> {
    let signs = signs(word);
    let any = |of: Signs| signs & of != 0;
    let turkish = any(TURKISH_LETTER | TURKISH_LIKELY)
        || any(CEDILLA) && !any(CEDILLA_BEFORE_A_O)
        || any(Y_BEFORE_VOWEL) && !any(SKY_OR_EY)
        || any(C_FIRST) && !any(C_OF_OTHERS);
    let slavic = any(SLAVIC_SURE);
    let cyrillic = any(CYRILLIC_SURE) || any(SH_THERE) && any(A_O_LAST) && !any(NOT_CYRILLIC);
    let romanised = any(ROMANISED_SURE | Y_BEFORE_VOWEL)
        || any(J_FIRST) && !any(GERMAN_J)
        || any(Q_THERE) && !any(QU_THERE);
    let italian = any(VOWEL_LAST) && any(ITALIAN_LIKELY) && !any(NOT_ITALIAN) || any(ITALIAN_SURE);
    let spanish = any(ACUTE) && !slavic || any(SPANISH_SURE);
    [
        (turkish, table!(TURKISH, Spoken), &NONE),
        (turkish && ascii && any(S_THERE), table!(TURKISH, Spoken), table!(TURKISH_BARE, Spoken)),
        (slavic, table!(SLAVIC, Spoken), &NONE),
        (slavic && any(L_OR_OJ), table!(SLAVIC, Spoken), table!(POLISH_HEARD, Spoken)),
        (any(TRANSCRIBED_SURE), table!(TRANSCRIBED, Spoken), &NONE),
        (cyrillic, table!(CYRILLIC, Spoken), &NONE),
        (romanised, table!(ROMANISED, Spoken), &NONE),
        (italian, table!(ITALIAN, Spoken), &NONE),
        (any(FRENCH_SURE | CEDILLA), table!(FRENCH, Spoken), &NONE),
        (any(VIETNAMESE_SURE), table!(VIETNAMESE, Spoken), &NONE),
        (spanish, table!(SPANISH, Spoken), &NONE),
        (any(ENGLISH_SURE), table!(ENGLISH, Spoken), &NONE),
        (any(V_FIRST), table!(super::german::LATIN, Spoken), &NONE),
    ]
    .into_iter()
    .filter_map(|(applies, rules, first)| applies.then_some((rules, first)))
    .take(3)
}
