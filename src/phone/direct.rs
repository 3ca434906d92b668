//! The direct way: a text that says one number and nothing that deserves a finding, as most that reach a booking system
//! do, is read in one pass and without the heap. Whatever is less usual is left to `piece` and `read`, which make the
//! same of it.

use super::read::{MAX_EXTENSION, Run};
use super::spoken::{Said, may_begin, one_digit, said};
use super::words::{Sort, sort};
use crate::span::Span;

/// Longer texts say more than a number.
const LONGEST: usize = 160;
/// The longest word that is looked at, folded.
const LONGEST_WORD: usize = 48;
/// Fewer digits can be a date, a service or the keys of "anonymous"; more can be two numbers.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// So many digits may be a number by themselves; what follows them may be another.
const WHOLE: usize = 7;
/// So many digits behind a whole number are no number of their own.
const NO_NUMBER: usize = 4;

/// Reads the one number that a text says into `run`, which is empty; false where the text takes a closer look.
pub(super) fn read(text: &str, run: &mut Run) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= LONGEST && may_say_digits(bytes) && read_into(bytes, run).is_some()
}

/// False for "anonymous" and "Rufnummer unterdrückt": a text that begins with a letter, without a digit or a word that may be one.
fn may_say_digits(bytes: &[u8]) -> bool {
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return true;
    }
    let mut inside = false;
    let mut rest = bytes;
    while let [byte, behind @ ..] = rest {
        let letter = byte.is_ascii_alphabetic() || *byte >= 0x80;
        if byte.is_ascii_digit() || (letter && !inside && may_begin(rest)) {
            return true;
        }
        inside = letter;
        rest = behind;
    }
    false
}

fn read_into(bytes: &[u8], run: &mut Run) -> Option<()> {
    let mut reader = Reader { run, begin: None, end: 0, repeat: None, in_extension: false, late: None };
    let mut at = 0_usize;
    while let Some(byte) = bytes.get(at) {
        let used = match byte {
            b'0'..=b'9' => reader.digits(bytes.get(at..)?, at)?,
            b' ' | b'-' | b'.' | b')' => 1,
            b'+' => reader.plus(at, at.saturating_add(1))?,
            b'(' => reader.open(bytes.get(at..)?, at)?,
            b'/' | b',' => reader.separator(*byte)?,
            b'a'..=b'z' | b'A'..=b'Z' | 0xC3 => reader.word(bytes, at)?,
            _ => return None,
        };
        at = at.saturating_add(used);
    }
    reader.done()
}

struct Reader<'r> {
    run: &'r mut Run,
    begin: Option<usize>,
    end: usize,
    /// The next digit comes so many times.
    repeat: Option<usize>,
    in_extension: bool,
    /// How many digits stood before the first comma behind a whole number.
    late: Option<usize>,
}

/// Each takes what stands at `at` and gives the number of bytes that it used up.
impl Reader<'_> {
    fn reach(&mut self, at: usize, end: usize) {
        self.begin = self.begin.or(Some(at));
        self.end = end;
    }

    fn digits(&mut self, rest: &[u8], at: usize) -> Option<usize> {
        if self.repeat.is_some() {
            return None;
        }
        let into = if self.in_extension { &mut self.run.extension } else { &mut self.run.digits };
        let mut used = 0_usize;
        for digit in rest.iter().take_while(|b| b.is_ascii_digit()) {
            into.push(*digit);
            used = used.saturating_add(1);
        }
        self.reach(at, at.saturating_add(used));
        Some(used)
    }

    fn plus(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.run.plus || !self.run.digits.is_empty() {
            return None;
        }
        self.run.plus = true;
        self.reach(at, end);
        Some(end.saturating_sub(at))
    }

    /// `(0)` behind a calling code, `(030)`, `(+49)`.
    fn open(&mut self, rest: &[u8], at: usize) -> Option<usize> {
        if self.in_extension || self.repeat.is_some() {
            return None;
        }
        match rest.get(1..)? {
            [b'0', b')', ..] => {
                if !self.run.digits.is_empty() {
                    self.run.trunk_zero = Some(self.run.digits.len());
                }
                self.run.digits.push(b'0');
                self.reach(at, at.saturating_add(1));
                Some(3)
            }
            [b'0', b'0'..=b'9', ..] | [b'1'..=b'9' | b'+', ..] => Some(1),
            _ => None,
        }
    }

    /// A comma or a slash between groups of digits; behind a whole number it may be one between two numbers.
    fn separator(&mut self, sign: u8) -> Option<usize> {
        let before = self.run.digits.len();
        if self.in_extension || self.repeat.is_some() || (sign == b'/' && before >= WHOLE) {
            return None;
        }
        if before >= WHOLE {
            self.late = self.late.or(Some(before));
        }
        Some(1)
    }

    fn word(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let mut folded = [0_u8; LONGEST_WORD];
        let mut length = 0_usize;
        let mut end = at;
        while let Some(&byte) = bytes.get(end) {
            let (first, second) = match byte {
                b'a'..=b'z' => (byte, None),
                b'A'..=b'Z' => (byte.to_ascii_lowercase(), None),
                0xC3 => {
                    end = end.saturating_add(1);
                    match bytes.get(end)? {
                        0xA4 | 0x84 => (b'a', Some(b'e')),
                        0xB6 | 0x96 => (b'o', Some(b'e')),
                        0xBC | 0x9C => (b'u', Some(b'e')),
                        0x9F => (b's', Some(b's')),
                        _ => return None,
                    }
                }
                b'0'..=b'9' | 0x80.. => return None,
                _ => break,
            };
            end = end.saturating_add(1);
            *folded.get_mut(length)? = first;
            length = length.saturating_add(1);
            if let Some(second) = second {
                *folded.get_mut(length)? = second;
                length = length.saturating_add(1);
            }
        }
        let digit_before = at.checked_sub(1).and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
        let word = folded.get(..length).filter(|_| !digit_before)?;
        if let Some(digit) = one_digit(word) {
            return self.say(&[digit], at, end);
        }
        match said(word) {
            Some(Said::Digits(digits)) => return self.say(digits.as_bytes(), at, end),
            Some(Said::Double) => self.repeat = Some(2),
            Some(Said::Times(times)) => self.repeat = Some(times),
            Some(_) => return None,
            None => match sort(word) {
                Some(Sort::Noise) if word != b"klammern" => {}
                Some(Sort::Extension) => self.extension()?,
                None if word == b"plus" => return self.plus(at, end),
                _ => return None,
            },
        }
        Some(end.saturating_sub(at))
    }

    fn say(&mut self, digits: &[u8], at: usize, end: usize) -> Option<usize> {
        let into = if self.in_extension { &mut self.run.extension } else { &mut self.run.digits };
        match (self.repeat.take(), digits) {
            (None | Some(1), _) => into.push_bytes(digits),
            (Some(times), [digit]) => (0..times).for_each(|_| into.push(*digit)),
            _ => return None,
        }
        self.reach(at, end);
        Some(end.saturating_sub(at))
    }

    /// "App.": the digits behind it, if enough stand before it.
    fn extension(&mut self) -> Option<()> {
        self.in_extension = true;
        (self.run.digits.len() >= 3 && self.run.extension.is_empty()).then_some(())
    }

    fn done(self) -> Option<()> {
        let digits = self.run.digits.len();
        let late = self.late.map_or(0, |before| digits.saturating_sub(before));
        // Who shows no number sends 266696687 and the like: the keys of a word.
        let keys = matches!(self.run.digits.as_bytes(), [b'2' | b'7' | b'8', ..]);
        if !DIGITS.contains(&digits) || keys || late > NO_NUMBER || self.run.extension.len() > MAX_EXTENSION {
            return None;
        }
        self.run.span = Some(Span::new(self.begin?, self.end));
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::backend::Backend;
    use super::super::decide::{Ask, decide};
    use super::super::{Source, closely, note_calling_code};
    use super::*;

    fn both_ways(text: &str, region: &str) -> bool {
        let mut run = Run::default();
        if !read(text, &mut run) {
            return false;
        }
        for source in [Source::CallerId, Source::Typed, Source::Spoken] {
            let ask = Ask { source, region, backend: Backend::Tables };
            let (mut code_said, mut code_seen) = (false, false);
            let outcome = decide(&run, ask);
            note_calling_code(Some(&mut code_said), &run, &outcome);
            let close = closely(text, ask, Some(&mut code_seen));
            assert_eq!(outcome.settled(), close, "{text:?} {source:?} in {region}");
            assert_eq!(code_said, code_seen, "{text:?} {source:?} in {region}");
        }
        true
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn digits_and_signs(text in "[ (]{0,2}[+]?(49|0049|0)?[ ]?([(]0[)])?[0-9]{1,5}[-/ .,()]{0,2}[0-9]{0,9}[-/ .,+]{0,2}[0-9]{0,6}[,. ]?( App[.] ?[0-9]{0,3})?") {
            both_ways(&text, "DE");
            both_ways(&text, "AT");
            both_ways(&text, "LI");
            both_ways(&text, "FR");
        }

        #[test]
        fn prefixes_of_other_countries(
            region in prop::sample::select(vec!["US", "RU", "FR", "AU", "JP", "HU", "IT", "AR", "BR", "DE", "XX"]),
            prefix in prop::sample::select(vec![
                "", "0", "00", "011", "011 49", "810", "8~10 ", "8 10 49", "0011", "010", "+", "+7 8 ", "+7 (8) ", "+36 06 ", "+1 1",
                "+39 0", "+54 9 ", "+54 0", "0049", "049", "49", "(0) ", "+49 (0)", "+43 (0)", "7 8", "36 06",
            ]),
            digits in "[0-9]{3,6}[ -/]?[0-9]{3,7}",
        ) {
            both_ways(&format!("{prefix}{digits}"), region);
        }

        #[test]
        fn words_and_digits(words in prop::collection::vec(0_usize..WORDS.len(), 1..16), gaps in "[ ,.]{16}") {
            let mut text = String::new();
            for (word, gap) in words.iter().zip(gaps.chars()) {
                text.push_str(WORDS.get(*word).copied().unwrap_or(""));
                if gap != ' ' {
                    text.push(gap);
                }
                text.push(' ');
            }
            both_ways(&text, "DE");
        }
    }

    /// What is said around and in numbers; digits stand in it more than once, so that many of the texts are numbers.
    #[rustfmt::skip] // a word a line is no table
    const WORDS: [&str; 80] = [
        "null", "null", "null", "eins", "zwei", "zwo", "drei", "drei", "vier", "fünf", "Fuenf", "sechs", "sieben", "acht",
        "neun", "dreiundzwanzig", "dreißig", "siebzehn", "hundertzwölf", "achthundert", "doppel", "dreimal die", "einmal",
        "doppeldrei", "meine", "Nummer", "ist", "die", "lautet", "Vorwahl", "plus", "Plus vier neun", "Durchwahl", "App.",
        "und", "ein", "hundert", "mal", "oder", "nein", "Anna", "030", "0171", "23125", "12", "5", "strich", "o",
        "Nullen", "drei Nullen", "Vieren", "ach", "ne", "ach ne", "ohne die", "Uhr", "18 Uhr", "17 30 Uhr", "Zimmer 12", "T", "M",
        "u.", "o.", "HA", "x", "nochmal", "sowie", "Entschuldigung", "von", "hinten", "vorne", "Klappe", "Klammer", "Klammern",
        "plus sieben acht", "null null", "049", "049 30", "Durchwahl zwölf", "ab",
    ];

    #[test]
    fn usual_texts_go_this_way() {
        for text in [
            "+493023125042",
            "493023125042",
            "030 231 25-042",
            "030/23125042",
            "(030) 23125042",
            "+49 (0) 30 / 23125-042",
            "Tel. 030 23125000",
            "030 23125000 App. 12",
            "030 23125000, Durchwahl zwo",
            "null drei null, zwei drei eins, zwei fünf null, vier zwo",
            "meine Nummer ist null dreißig dreiundzwanzig zwölf fünfzig zweiundvierzig",
            "Plus vier neun drei null zwei drei eins zwei fünf dreimal die null",
            "null sieben drei zwei, siebenundsiebzig, achtundachtzig, null, Klappe dreiundzwanzig",
            "049 30 23125042",
            "+36 06 1 234 5678",
        ] {
            assert!(both_ways(text, "DE"), "{text}");
        }
    }

    #[test]
    fn unusual_texts_do_not() {
        for text in [
            "",
            " ",
            "+",
            "266696687",
            "+266696687",
            "030/231",
            "30.11.2026",
            "030 23125000 oder 040 23125000",
            "03023125000/12",
            "03023125000, 04023125000",
            "030 2312500o",
            "null drei null äh nein null drei eins",
            "030 23125000 App. 12345678",
            "030 23125000 ab 18 Uhr",
            "null drei null zwei drei eins zwei fünf drei Nullen",
            "Zimmer 12, 030 23125042",
            "Zimmer 12 030 23125042",
            "T +49 30 23125042",
            "030 23125042 u. 030 23125043",
            "030 23125042 o. 0152 28817386",
            "030 23125042 HA 7",
            "null null vier neun dann ohne die null drei null zwei drei eins zwei fünf null vier zwei",
            "null drei null zwei drei eins zwei sechs, ach ne, zwei fünf null vier zwei",
            "030 23125042;phone-context=+49",
            "anonymous",
            "Rufnummer unterdrückt",
            "(0 )3023125000",
            "03023125000 x 12",
            "0a3023125000",
            "030 23125000\u{A0}",
        ] {
            assert!(!both_ways(text, "DE"), "{text}");
        }
    }
}
