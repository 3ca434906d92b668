//! The words of a text and the classes that the rules about instructions are made of.

use crate::heard::fold::fold;
use crate::span::Span;

/// A word, folded, with what stands behind it.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Span,
    /// Begins the text, a line or a sentence.
    pub(super) first: bool,
    /// A sentence ends behind it.
    pub(super) stop: bool,
    pub(super) comma: bool,
    pub(super) colon: bool,
}

pub(super) fn words(text: &str) -> Vec<Word> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\u{308}' | '\u{ad}' | '\u{200c}' | '\u{200d}');
    let mut out: Vec<Word> = Vec::new();
    let mut start = None;
    let mut first = true;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if inside(c) {
            start = start.or(Some(at));
            continue;
        }
        if let Some(from) = start.take() {
            let latin: String = text.get(from..at).unwrap_or_default().chars().map(plain).collect();
            let span = Span::new(from, at);
            out.push(Word { text: fold(&latin), span, first, stop: false, comma: false, colon: false });
            first = false;
        }
        let last = out.last_mut();
        match c {
            '.' | '!' | '?' | ';' | '\n' | '\r' => {
                first = true;
                if let Some(word) = last {
                    word.stop = true;
                }
            }
            ',' => last.into_iter().for_each(|w| w.comma = true),
            ':' | '：' => last.into_iter().for_each(|w| w.colon = true),
            _ => {}
        }
    }
    out
}

/// The Latin letter that a letter looks like: Cyrillic and Greek ones, full width, mathematical alphabets.
fn plain(c: char) -> char {
    match c {
        'а' | 'А' | 'α' | 'Α' => 'a',
        'е' | 'Е' | 'Ε' => 'e',
        'о' | 'О' | 'ο' | 'Ο' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'с' | 'С' => 'c',
        'у' | 'У' | 'Υ' => 'y',
        'х' | 'Х' | 'Χ' => 'x',
        'і' | 'І' | 'ι' | 'Ι' => 'i',
        'ѕ' | 'Ѕ' => 's',
        'ј' | 'Ј' => 'j',
        'ԁ' => 'd',
        'ɡ' => 'g',
        'В' | 'Β' => 'b',
        'Н' | 'Η' => 'h',
        'К' | 'Κ' | 'κ' => 'k',
        'М' | 'Μ' => 'm',
        'Т' | 'Τ' => 't',
        'Ν' => 'n',
        '\u{ff21}'..='\u{ff5a}' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).map_or(c, |c| c.to_ascii_lowercase())
        }
        '\u{1d400}'..='\u{1d6a3}' => {
            let letter = u32::from(c).saturating_sub(0x1d400).checked_rem(26).unwrap_or(0);
            char::from_u32(letter.saturating_add(0x61)).unwrap_or(c)
        }
        _ => c,
    }
}

pub(super) fn one_of(word: &Word, list: &[&str]) -> bool {
    list.contains(&word.text.as_str())
}

pub(super) fn begins(word: &Word, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.text.starts_with(stem))
}

/// An order to leave something out of account; with the forms that a German sentence can end with.
pub(super) fn overrides(word: &Word) -> bool {
    one_of(
        word,
        &[
            "ignoriere",
            "ignorier",
            "vergiss",
            "vergesse",
            "missachte",
            "ueberschreibe",
            "umgehe",
            "verwirf",
            "uebergehe",
            "loesche",
            "ignore",
            "disregard",
            "forget",
            "override",
            "bypass",
        ],
    ) || ends_sentence(word)
}

pub(super) fn ends_sentence(word: &Word) -> bool {
    one_of(
        word,
        &[
            "ignorieren",
            "vergessen",
            "missachten",
            "ueberschreiben",
            "umgehen",
            "verwerfen",
            "uebergehen",
            "loeschen",
        ],
    )
}

/// Words that speak of the model's own instructions.
pub(super) fn strong(word: &Word) -> bool {
    begins(
        word,
        &[
            "bisherig",
            "vorherig",
            "vorangegangen",
            "vorangehend",
            "obig",
            "vorstehend",
            "bestehend",
            "urspruenglich",
        ],
    ) || one_of(
        word,
        &[
            "deine",
            "deinen",
            "deiner",
            "dein",
            "system",
            "previous",
            "prior",
            "above",
            "preceding",
            "earlier",
            "existing",
            "your",
            "original",
            "initial",
            "foregoing",
        ],
    )
}

pub(super) fn weak(word: &Word) -> bool {
    one_of(
        word,
        &["alle", "allen", "saemtliche", "saemtlichen", "jegliche", "ihre", "ihren", "all", "any", "every"],
    )
}

pub(super) fn own(word: &Word) -> bool {
    one_of(word, &["meine", "meinen", "meiner", "unsere", "unseren", "my", "our"])
}

pub(super) fn object(word: &Word) -> bool {
    begins(
        word,
        &[
            "anweisung",
            "instruktion",
            "instruction",
            "vorgabe",
            "befehl",
            "prompt",
            "systemprompt",
            "systemanweisung",
            "systemnachricht",
            "richtlinie",
            "guideline",
            "direktive",
            "directive",
            "einschraenkung",
            "restriction",
            "sicherheitsregel",
            "sicherheitsvorgabe",
            "constraint",
            "programmierung",
        ],
    ) || one_of(word, &["regel", "regeln", "rule", "rules", "commands", "programming", "training"])
}

/// Whose instructions a person may have: something of daily life.
pub(super) fn daily(word: &Word) -> bool {
    one_of(
        word,
        &[
            "mal",
            "termin",
            "besuch",
            "arzt",
            "aerztin",
            "arztes",
            "kollegin",
            "kollege",
            "kollegen",
            "mann",
            "mannes",
            "frau",
            "woche",
            "monat",
            "jahr",
            "mail",
            "nachricht",
            "rezept",
            "praxis",
            "chef",
            "chefin",
            "mutter",
            "vater",
            "time",
            "visit",
            "appointment",
            "doctor",
            "colleague",
            "week",
            "wife",
            "husband",
        ],
    )
}

pub(super) fn negates(word: &Word) -> bool {
    one_of(word, &["nicht", "nie", "niemals", "not", "never", "don", "keinesfalls"])
}

pub(super) fn was_done(word: &Word) -> bool {
    one_of(
        word,
        &[
            "habe", "haben", "hat", "habt", "hatte", "hatten", "wurde", "wurden", "worden", "have", "has",
            "had", "was", "were",
        ],
    )
}
