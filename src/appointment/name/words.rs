//! What was said around a name, and the words of the name itself.

use super::fold::{self, Letters};

/// One word of a text.
#[derive(Clone)]
pub(super) struct Token {
    /// As it was given.
    pub(super) text: String,
    pub(super) letters: Letters,
    /// The letters as a text, for look-ups.
    pub(super) plain: String,
    /// A hyphen stands between the word before and this one.
    pub(super) hyphen: bool,
    /// A comma stands between the word before and this one.
    pub(super) comma: bool,
    /// Letters that were spelt one by one.
    pub(super) spelt: bool,
}

/// The words of a text: letters, their marks, and apostrophes between them.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let (mut hyphen, mut comma, mut inside) = (false, false, false);
    for c in text.chars() {
        let mark = fold::is_mark(c);
        if c.is_alphabetic() || mark && inside {
            if !inside {
                out.push(Token {
                    text: String::new(),
                    letters: Letters::new(),
                    plain: String::new(),
                    hyphen,
                    comma,
                    spelt: false,
                });
                (hyphen, comma) = (false, false);
            }
            inside = true;
            if let Some(token) = out.last_mut() {
                token.text.push(c);
                fold::push(&mut token.letters, c);
            }
        } else if inside && matches!(c, '\'' | '’' | '`' | '´') {
            // O'Neill, D'Angelo: one word.
        } else {
            inside = false;
            hyphen |= matches!(c, '-' | '‐' | '‑' | '–');
            comma |= c == ',';
        }
    }
    for token in &mut out {
        token.plain = token.letters.iter().collect();
    }
    out
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
    "jo",
    "gell",
    "moment",
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

/// What says which part of a name comes next.
pub(super) fn announces(plain: &str) -> Option<bool> {
    match plain {
        "nachname" | "familienname" | "zuname" | "hausname" => Some(true),
        "vorname" | "rufname" => Some(false),
        _ => None,
    }
}

/// Takes away what was said around a name. A frame that would leave nothing is none only for what can be a name: "Mein Name ist"
/// alone is no name.
pub(super) fn unframe(tokens: &mut Vec<Token>) {
    while let Some(n) =
        BEFORE.iter().filter_map(|frame| begins(tokens, frame)).max().or_else(|| relation(tokens))
    {
        tokens.drain(..n);
    }
    while let Some(n) = BEHIND.iter().filter_map(|frame| ends(tokens, frame)).max() {
        tokens.truncate(tokens.len().saturating_sub(n));
    }
    // "Anna mit zwei n", "Schmidt mit dt": about letters, which no sound tells.
    if let Some(at) = tokens.iter().position(|t| t.plain == "mit")
        && at > 0
    {
        tokens.truncate(at);
    }
    if let Some(first) = tokens.first_mut() {
        (first.comma, first.hyphen) = (false, false);
    }
}

/// "meine Tochter", "unseren Sohn", in front of whose name it is; behind "auf" or "für", which are frames of their own.
fn relation(tokens: &[Token]) -> Option<usize> {
    const WHOSE: [&str; 10] =
        ["meine", "meinen", "meiner", "meinem", "mein", "unsere", "unseren", "unserer", "unserem", "von"];
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
    let word = |at: usize| tokens.get(at).map(|t| t.plain.as_str());
    let whose = WHOSE.contains(&word(0)?);
    let whose_then = word(0) == Some("von") && WHOSE.contains(&word(1)?);
    let at = if whose_then { 2 } else { 1 };
    (whose && WHO.contains(&word(at)?)).then_some(at.saturating_add(1))
}

fn begins(tokens: &[Token], frame: &str) -> Option<usize> {
    let mut count: usize = 0;
    for word in frame.split(' ') {
        if tokens.get(count)?.plain != word {
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
    let fits = !tail.first()?.hyphen && tail.iter().zip(frame.split(' ')).all(|(t, word)| t.plain == word);
    fits.then_some(count)
}

/// What stands behind "Dr.": a name elsewhere (Phil).
pub(super) fn is_faculty(plain: &str) -> bool {
    matches!(plain, "med" | "rer" | "nat" | "phil" | "jur" | "dent" | "vet" | "habil" | "hc" | "h" | "c")
}

/// Academic titles by their bit, ways to address a man or a woman by 16 and 32; 0 for what tells nothing.
pub(super) fn title(plain: &str) -> Option<u8> {
    Some(match plain {
        "herr" | "herrn" | "mister" | "mr" | "bey" => 16,
        "frau" | "fräulein" | "mrs" | "ms" => 32,
        "familie" | "fam" | "firma" => 0,
        "dr" | "doktor" | "doctor" | "drs" => 1,
        "prof" | "professor" | "professorin" => 2,
        "dipl" | "diplom" | "ing" | "ingenieur" | "diplomingenieur" | "diplomingenieurin" | "kfm" => 4,
        "mag" | "magister" | "magistra" => 8,
        _ => return None,
    })
}

/// 1 for junior, 2 for senior.
pub(super) fn generation(plain: &str) -> Option<u8> {
    match plain {
        "junior" | "jun" | "jr" => Some(1),
        "senior" | "sen" | "sr" => Some(2),
        _ => None,
    }
}

/// Words that stand before a family name and are easily left away or grown together with it: prepositions and articles of
/// German, Dutch, French, Italian, Spanish, Portuguese and Arabic names.
pub(super) fn is_particle(plain: &str) -> bool {
    matches!(
        plain,
        "von"
            | "vom"
            | "van"
            | "vander"
            | "zu"
            | "zum"
            | "zur"
            | "der"
            | "den"
            | "dem"
            | "de"
            | "del"
            | "della"
            | "dello"
            | "dell"
            | "degli"
            | "dei"
            | "di"
            | "da"
            | "dal"
            | "do"
            | "dos"
            | "du"
            | "des"
            | "la"
            | "le"
            | "el"
            | "al"
            | "ul"
            | "ben"
            | "bin"
            | "ibn"
            | "abu"
            | "ter"
            | "ten"
            | "te"
            | "af"
            | "av"
            | "und"
            | "y"
            | "mc"
            | "mac"
            | "op"
    )
}

/// "S wie Siegfried C wie Cäsar …", "M E I E R": runs of letters become one word.
pub(super) fn spelled(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut rest: &[Token] = &tokens;
    while let Some((first, tail)) = rest.split_first() {
        let (letters, used) = run(rest);
        // Two initials are no spelling.
        if letters.len() < 3 {
            out.push(first.clone());
            rest = tail;
            continue;
        }
        let plain: String = letters.iter().collect();
        let mut token = Token { text: capital(&plain), letters, plain, spelt: true, ..first.clone() };
        token.hyphen = false;
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
            [first, tail @ ..] if matches!(first.plain.as_str(), "doppel" | "doppelt" | "zweimal") => {
                (true, tail)
            }
            _ => (false, rest),
        };
        let (token, taken): (&Token, usize) = match from {
            [letter, wie, _, ..] if wie.plain == "wie" && letter.letters.len() <= 3 => (letter, 3),
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

fn capital(plain: &str) -> String {
    let mut chars = plain.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
