//! What was said around a name, and the words of the name itself.

use smallvec::SmallVec;

use super::fold::{self, Letters};
use super::table;

/// One word of a text.
#[derive(Clone, Default)]
pub(super) struct Token {
    /// Where it stands in the text.
    pub(super) bytes: (u16, u16),
    pub(super) letters: Letters,
    /// The hash of its letters.
    pub(super) exact: u64,
    /// What it may be besides a name, see [`MAYBE`].
    pub(super) maybe: u16,
    /// What it is in the table of given names, once that was looked up.
    pub(super) given: Option<&'static [u16]>,
    /// A hyphen stands between the word before and this one.
    pub(super) hyphen: bool,
    /// A comma stands between the word before and this one.
    pub(super) comma: bool,
    /// Letters that were spelt one by one.
    pub(super) spelt: bool,
}

pub(super) type Tokens = SmallVec<[Token; 4]>;

impl Token {
    pub(super) fn is(&self, word: &str) -> bool {
        self.letters.iter().copied().eq(word.chars())
    }

    fn is_among(&self, kind: u16, words: &[&str]) -> bool {
        self.maybe & kind != 0 && words.iter().any(|word| self.is(word))
    }

    fn find<T: Copy>(&self, kind: u16, words: &[(&str, T)]) -> Option<T> {
        if self.maybe & kind == 0 {
            return None;
        }
        words.iter().find(|(word, _)| self.is(word)).map(|(_, found)| *found)
    }

    /// Looks up what only all of its letters tell.
    fn finish(&mut self) {
        self.exact = hash(self.letters.iter().copied());
        self.maybe = maybe(self.exact);
    }
}

/// Where FNV-1a begins.
pub(super) const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a of a letter behind others.
pub(super) const fn hash_on(hash: u64, c: u32) -> u64 {
    (hash ^ c as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

pub(super) fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(FNV, |hash, c| hash_on(hash, u32::from(c)))
}

const BEGINS: u16 = 1;
const ENDS: u16 = 2;
const ANNOUNCES: u16 = 4;
const TITLE: u16 = 8;
const GENERATION: u16 = 16;
const PARTICLE: u16 = 32;
const SPELLS: u16 = 64;
const OTHER: u16 = 128;

/// By hash what a word may be: most names are nothing besides, and need not be held against any list.
static MAYBE: [u16; 1024] = {
    let mut table = [0; 1024];
    note_firsts(&mut table, BEFORE, BEGINS);
    note(&mut table, &WHOSE, BEGINS);
    note(&mut table, BEHIND, ENDS);
    note_keys(&mut table, ANNOUNCED, ANNOUNCES);
    note_keys(&mut table, TITLES, TITLE);
    note_keys(&mut table, GENERATIONS, GENERATION);
    note(&mut table, PARTICLES, PARTICLE);
    note(&mut table, &DOUBLES, SPELLS);
    note(&mut table, &["wie"], SPELLS);
    note(&mut table, &["mit"], OTHER);
    table
};

fn maybe(hash: u64) -> u16 {
    usize::try_from(hash >> 54).ok().and_then(|at| MAYBE.get(at)).copied().unwrap_or(u16::MAX)
}

const fn note_one(table: &mut [u16; 1024], hash: u64, bit: u16) {
    if let Some((cell, _)) = table.split_at_mut((hash >> 54) as usize).1.split_first_mut() {
        *cell |= bit;
    }
}

const fn note(table: &mut [u16; 1024], words: &[&str], bit: u16) {
    let mut rest = words;
    while let Some((word, tail)) = rest.split_first() {
        note_one(table, last_word(word), bit);
        rest = tail;
    }
}

const fn note_keys<T: Copy>(table: &mut [u16; 1024], words: &[(&str, T)], bit: u16) {
    let mut rest = words;
    while let Some((word, tail)) = rest.split_first() {
        note_one(table, last_word(word.0), bit);
        rest = tail;
    }
}

const fn note_firsts(table: &mut [u16; 1024], frames: &[&str], bit: u16) {
    let mut rest = frames;
    while let Some((frame, tail)) = rest.split_first() {
        note_one(table, first_word(frame), bit);
        rest = tail;
    }
}

/// The hash of what stands in front of the first space.
const fn first_word(frame: &str) -> u64 {
    let mut hash = FNV;
    let mut rest = frame.as_bytes();
    while let Some((c, tail)) = table::decode(rest) {
        if c == ' ' as u32 {
            break;
        }
        hash = hash_on(hash, c);
        rest = tail;
    }
    hash
}

/// The hash of what stands behind the last space.
const fn last_word(frame: &str) -> u64 {
    let mut hash = FNV;
    let mut rest = frame.as_bytes();
    while let Some((c, tail)) = table::decode(rest) {
        hash = if c == ' ' as u32 { FNV } else { hash_on(hash, c) };
        rest = tail;
    }
    hash
}

/// The words of a text of at most [`MAX_BYTES`](super::MAX_BYTES): letters, their marks, and apostrophes between them.
pub(super) fn tokens(text: &str) -> Tokens {
    let mut out = Tokens::new();
    let (mut hyphen, mut comma) = (false, false);
    let mut open: Option<Token> = None;
    for (at, c) in text.char_indices() {
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        let mark = fold::is_mark(c);
        if c.is_alphabetic() || mark && open.is_some() {
            let token = open.get_or_insert_with(|| {
                let token = Token { bytes: (at, at), hyphen, comma, ..Token::default() };
                (hyphen, comma) = (false, false);
                token
            });
            fold::push(&mut token.letters, c);
            let width = u16::try_from(c.len_utf8()).unwrap_or_default();
            token.bytes.1 = at.saturating_add(width);
        } else if open.is_some() && is_apostrophe(c) {
            // O'Neill, D'Angelo: one word.
        } else {
            if let Some(mut token) = open.take() {
                token.finish();
                out.push(token);
            }
            hyphen |= matches!(c, '-' | '‐' | '‑' | '–');
            comma |= c == ',';
        }
    }
    if let Some(mut token) = open {
        token.finish();
        out.push(token);
    }
    out
}

pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '´')
}

/// What is said in front of a name, longest first where one begins as another.
const BEFORE: &[&str] = &[
    "guten tag",
    "guten morgen",
    "guten abend",
    "schönen guten tag",
    "schönen guten morgen",
    "grüß gott",
    "grüezi",
    "servus",
    "moin moin",
    "moin",
    "hallo",
    "hi",
    "ja",
    "nein",
    "also",
    "äh",
    "ähm",
    "eh",
    "ehm",
    "hm",
    "mhm",
    "okay",
    "genau",
    "richtig",
    "bitte",
    "und",
    "so",
    "na",
    "naja",
    "ne",
    "nee",
    "tja",
    "gell",
    "moment",
    "eben",
    "halt",
    "mal",
    "eigentlich",
    "und zwar",
    "ach so",
    "achso",
    "ich glaube",
    "ich glaub",
    "glaube ich",
    "mein voller name ist",
    "mein nachname ist",
    "mein vorname ist",
    "mein name ist",
    "mein name lautet",
    "mein name wäre",
    "mein name",
    "der name ist",
    "der name lautet",
    "der name wäre",
    "name ist",
    "name",
    "ich heiße",
    "ich heisse",
    "ich bin",
    "ich bins",
    "ich",
    "hier ist",
    "hier spricht",
    "hier",
    "es spricht",
    "das ist",
    "das wäre",
    "das war",
    "das",
    "es ist",
    "ist auf",
    "ist",
    "sie sprechen mit",
    "auf den namen",
    "auf dem namen",
    "auf meinen namen",
    "auf",
    "unter dem namen",
    "unter",
    "für",
    "der termin ist auf",
    "der termin ist für",
    "der termin war auf",
    "termin",
    "der",
    "die",
    "den",
    "dem",
];

/// What is said behind a name.
const BEHIND: &[&str] = &[
    "am apparat",
    "am telefon",
    "ist mein name",
    "mein name",
    "ist der name",
    "heiße ich",
    "heisse ich",
    "hier",
    "spricht",
    "bitte",
    "genau",
    "ja",
    "danke",
    "hallo",
    "guten tag",
    "guten morgen",
    "guten abend",
    "grüß gott",
    "gell",
    "ne",
    "nochmal",
    "noch einmal",
    "glaube ich",
    "glaub ich",
    "buchstabiert",
    "ich buchstabiere",
    "geschrieben",
];

/// What says which part of a name comes next: `true` for the family name.
const ANNOUNCED: &[(&str, bool)] = &[
    ("nachname", true),
    ("familienname", true),
    ("zuname", true),
    ("hausname", true),
    ("vorname", false),
    ("rufname", false),
];

pub(super) fn announces(token: &Token) -> Option<bool> {
    token.find(ANNOUNCES, ANNOUNCED)
}

/// Takes away what was said around a name. A frame that would leave nothing is none only for what can be a name: "Mein Name ist"
/// alone is no name.
pub(super) fn unframe(tokens: &mut Tokens) {
    while let Some(n) = tokens.first().filter(|t| t.maybe & BEGINS != 0).and_then(|_| {
        BEFORE.iter().filter_map(|frame| begins(tokens, frame)).max().or_else(|| relation(tokens))
    }) {
        tokens.drain(..n);
    }
    while let Some(n) = tokens
        .last()
        .filter(|t| t.maybe & ENDS != 0)
        .and_then(|_| BEHIND.iter().filter_map(|frame| ends(tokens, frame)).max())
    {
        tokens.truncate(tokens.len().saturating_sub(n));
    }
    // "Anna mit zwei n", "Schmidt mit dt": about letters, which no sound tells.
    if let Some(at) = tokens.iter().position(|t| t.is_among(OTHER, &["mit"]))
        && at > 0
    {
        tokens.truncate(at);
    }
    if let Some(first) = tokens.first_mut() {
        (first.comma, first.hyphen) = (false, false);
    }
}

const WHOSE: [&str; 10] =
    ["meine", "meinen", "meiner", "meinem", "mein", "unsere", "unseren", "unserer", "unserem", "von"];

/// "meine Tochter", "unseren Sohn", in front of whose name it is; behind "auf" or "für", which are frames of their own.
fn relation(tokens: &[Token]) -> Option<usize> {
    const WHO: [&str; 22] = [
        "tochter",
        "sohn",
        "frau",
        "mann",
        "mutter",
        "vater",
        "mama",
        "papa",
        "oma",
        "opa",
        "bruder",
        "schwester",
        "enkel",
        "enkelin",
        "kind",
        "partner",
        "partnerin",
        "freund",
        "freundin",
        "kleine",
        "kleinen",
        "grosse",
    ];
    let is_whose = |at: usize| tokens.get(at).is_some_and(|t| WHOSE.iter().any(|word| t.is(word)));
    let whose_then = tokens.first().is_some_and(|t| t.is("von")) && is_whose(1);
    let at = if whose_then { 2 } else { 1 };
    let is_who = tokens.get(at).is_some_and(|t| WHO.iter().any(|word| t.is(word)));
    (is_whose(0) && is_who).then_some(at.saturating_add(1))
}

fn begins(tokens: &[Token], frame: &str) -> Option<usize> {
    let mut count: usize = 0;
    for word in frame.split(' ') {
        if !tokens.get(count)?.is(word) {
            return None;
        }
        count = count.saturating_add(1);
    }
    // "Ja-Ra" is one name, whatever its first half means.
    (!tokens.get(count).is_some_and(|t| t.hyphen)).then_some(count)
}

fn ends(tokens: &[Token], frame: &str) -> Option<usize> {
    let count = frame.split(' ').count();
    let from = tokens.len().checked_sub(count)?;
    let tail = tokens.get(from..)?;
    let fits = !tail.first()?.hyphen && tail.iter().zip(frame.split(' ')).all(|(t, word)| t.is(word));
    fits.then_some(count)
}

/// What stands behind "Dr.": a name elsewhere (Phil).
pub(super) fn is_faculty(token: &Token) -> bool {
    const FACULTIES: [&str; 11] =
        ["med", "rer", "nat", "phil", "jur", "dent", "vet", "habil", "hc", "h", "c"];
    FACULTIES.iter().any(|word| token.is(word))
}

/// Academic titles by their bit, ways to address a man or a woman by 16 and 32; 0 for what tells nothing.
const TITLES: &[(&str, u8)] = &[
    ("herr", 16),
    ("herrn", 16),
    ("mister", 16),
    ("mr", 16),
    ("bey", 16),
    ("frau", 32),
    ("fräulein", 32),
    ("mrs", 32),
    ("ms", 32),
    ("familie", 0),
    ("fam", 0),
    ("firma", 0),
    ("dr", 1),
    ("doktor", 1),
    ("doctor", 1),
    ("drs", 1),
    ("prof", 2),
    ("professor", 2),
    ("professorin", 2),
    ("dipl", 4),
    ("diplom", 4),
    ("ing", 4),
    ("ingenieur", 4),
    ("diplomingenieur", 4),
    ("diplomingenieurin", 4),
    ("kfm", 4),
    ("mag", 8),
    ("magister", 8),
    ("magistra", 8),
];

/// The bits of a title.
pub(super) fn title(token: &Token) -> Option<u8> {
    token.find(TITLE, TITLES)
}

const GENERATIONS: &[(&str, u8)] =
    &[("junior", 1), ("jun", 1), ("jr", 1), ("senior", 2), ("sen", 2), ("sr", 2)];

/// 1 for junior, 2 for senior.
pub(super) fn generation(token: &Token) -> Option<u8> {
    token.find(GENERATION, GENERATIONS)
}

/// Words that stand before a family name and are easily left away or grown together with it: prepositions and articles of
/// German, Dutch, French, Italian, Spanish, Portuguese and Arabic names.
const PARTICLES: &[&str] = &[
    "von", "vom", "van", "vander", "zu", "zum", "zur", "der", "den", "dem", "de", "del", "della", "dello",
    "dell", "degli", "dei", "di", "da", "dal", "do", "dos", "du", "des", "la", "le", "el", "al", "ul", "ben",
    "bin", "ibn", "abu", "ter", "ten", "te", "af", "av", "und", "y", "mc", "mac", "op",
];

pub(super) fn is_particle(token: &Token) -> bool {
    token.is_among(PARTICLE, PARTICLES)
}

const DOUBLES: [&str; 3] = ["doppel", "doppelt", "zweimal"];

/// "S wie Siegfried C wie Cäsar …", "M E I E R": runs of letters become one word.
pub(super) fn spelled(tokens: Tokens) -> Tokens {
    if !tokens.iter().any(|t| t.letters.len() == 1 || t.maybe & SPELLS != 0) {
        return tokens;
    }
    let mut out = Tokens::new();
    let mut rest: &[Token] = &tokens;
    while let Some((first, tail)) = rest.split_first() {
        let (letters, used) = run(rest);
        // Two initials are no spelling.
        if letters.len() < 3 {
            out.push(first.clone());
            rest = tail;
            continue;
        }
        let mut token = Token { letters, spelt: true, hyphen: false, ..first.clone() };
        token.finish();
        out.push(token);
        rest = rest.get(used..).unwrap_or_default();
    }
    out
}

/// The letters that a run of spelling at the start of the tokens gives, and how many tokens it takes.
fn run(tokens: &[Token]) -> (Letters, usize) {
    let mut letters = Letters::new();
    let mut used: usize = 0;
    let mut rest = tokens;
    loop {
        let (double, from) = match rest {
            [first, tail @ ..] if first.is_among(SPELLS, &DOUBLES) => (true, tail),
            _ => (false, rest),
        };
        let (token, taken): (&Token, usize) = match from {
            [letter, wie, _, ..] if wie.is_among(SPELLS, &["wie"]) && letter.letters.len() <= 3 => {
                (letter, 3)
            }
            [letter, ..] if letter.letters.len() == 1 => (letter, 1),
            _ => return (letters, used),
        };
        letters.extend(token.letters.iter().copied());
        if double {
            letters.extend(token.letters.iter().copied());
        }
        let taken = taken.saturating_add(usize::from(double));
        used = used.saturating_add(taken);
        rest = rest.get(taken..).unwrap_or_default();
    }
}

/// Puts a word as it was given behind others; one that was spelt with a capital in front.
pub(super) fn write(token: &Token, text: &str, out: &mut String) {
    if token.spelt {
        let mut letters = token.letters.iter();
        out.extend(letters.next().into_iter().flat_map(|c| c.to_uppercase()));
        out.extend(letters);
        return;
    }
    let given = text.get(usize::from(token.bytes.0)..usize::from(token.bytes.1)).unwrap_or_default();
    if given.contains(is_apostrophe) {
        out.extend(given.chars().filter(|c| !is_apostrophe(*c)));
    } else {
        out.push_str(given);
    }
}
