//! Digits as they are said in German: one by one, in pairs, in hundreds, doubled, run together.
//!
//! Words come folded (`fuenf`, `dreissig`). The table is this room's own for now: a telephone number never has a
//! value, only digits, and `zwanzig acht` is 208 here.

use super::short::Short;

/// The digits of one word. More than fit are more than any number has.
pub(super) type Digits = Short<48>;

/// The units that begin with a letter; longer ones first.
const fn units(first: u8) -> &'static [(&'static [u8], u8)] {
    match first {
        b'n' => &[(b"null", b'0'), (b"neun", b'9')],
        b'e' => &[(b"eins", b'1'), (b"ein", b'1')],
        b'z' => &[(b"zwei", b'2'), (b"zwo", b'2')],
        b'd' => &[(b"drei", b'3')],
        b'v' => &[(b"vier", b'4')],
        b'f' => &[(b"fuenf", b'5'), (b"funf", b'5')],
        b's' => &[(b"sechs", b'6'), (b"sieben", b'7')],
        b'a' => &[(b"acht", b'8')],
        _ => &[],
    }
}

/// The words below a hundred that have two digits and begin with a letter.
#[rustfmt::skip] // a word a line is no table
const fn two_digits(first: u8) -> &'static [(&'static [u8], &'static [u8])] {
    match first {
        b'z' => &[(b"zehn", b"10"), (b"zwoelf", b"12"), (b"zwolf", b"12"), (b"zwanzig", b"20")],
        b'e' => &[(b"elf", b"11")],
        b'd' => &[(b"dreizehn", b"13"), (b"dreissig", b"30"), (b"dreisig", b"30")],
        b'v' => &[(b"vierzehn", b"14"), (b"vierzig", b"40")],
        b'f' => &[
            (b"fuenfzehn", b"15"), (b"funfzehn", b"15"), (b"fuffzehn", b"15"),
            (b"fuenfzig", b"50"), (b"funfzig", b"50"), (b"fuffzig", b"50"),
        ],
        b's' => &[
            (b"sechzehn", b"16"), (b"siebzehn", b"17"), (b"siebenzehn", b"17"),
            (b"sechzig", b"60"), (b"siebzig", b"70"), (b"siebenzig", b"70"),
        ],
        b'a' => &[(b"achtzehn", b"18"), (b"achtzig", b"80")],
        b'n' => &[(b"neunzehn", b"19"), (b"neunzig", b"90")],
        _ => &[],
    }
}

/// What a word is, as digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// These digits.
    Digits(Digits),
    /// "doppel", "doppelt": the next digit twice.
    Double,
    /// "zweimal", "dreimal": the next digit so many times.
    Times(usize),
    /// "mal": the digit before says how many times.
    Mal,
    /// "hundert" said apart: after a unit, hundreds.
    Hundred,
    /// "tausend", "million": no digits of a telephone number.
    Thousand,
    /// "Nullen", "Vieren": as many as the digit before says.
    Several(u8),
    /// "und": between a unit and tens said apart, nothing elsewhere.
    And,
    /// "ein", "eine": a one between digits, an article elsewhere.
    One,
}

/// The digit that a word is, if it is said as one and no more.
pub(super) const fn one_digit(word: &[u8]) -> Option<u8> {
    Some(match word {
        b"null" => b'0',
        b"eins" => b'1',
        b"zwei" | b"zwo" => b'2',
        b"drei" => b'3',
        b"vier" => b'4',
        b"fuenf" | b"funf" => b'5',
        b"sechs" => b'6',
        b"sieben" => b'7',
        b"acht" => b'8',
        b"neun" => b'9',
        _ => return None,
    })
}

/// True if a word that is said in digits may begin so, folded or not.
pub(super) const fn may_begin(text: &[u8]) -> bool {
    let [first, second, third, ..] = text else { return false };
    // An umlaut keeps its first byte.
    matches!(
        (*first | 0x20, *second | 0x20, *third | 0x20),
        (b'n', b'u', b'l')
            | (b'n', b'e', b'u')
            | (b'e', b'i', b'n')
            | (b'e', b'l', b'f')
            | (b'z', b'w', b'e' | b'o' | b'a' | 0x80..)
            | (b'z', b'e', b'h')
            | (b'd', b'r', b'e')
            | (b'd', b'o', b'p')
            | (b'v', b'i', b'e')
            | (b'f', b'u', b'e' | b'n' | b'f')
            | (b'f', 0x80.., _)
            | (b's', b'e', b'c')
            | (b's', b'i', b'e')
            | (b'a', b'c', b'h')
            | (b'h', b'u', b'n')
    )
}

/// What `word` is, if it is said in digits.
pub(super) fn said(word: &[u8]) -> Option<Said> {
    if word != b"hundert"
        && let Some(digits) = digits_of(word)
    {
        return Some(Said::Digits(digits));
    }
    Some(match word {
        b"und" => Said::And,
        b"mal" => Said::Mal,
        b"tausend" | b"million" | b"millionen" => Said::Thousand,
        b"hundert" => Said::Hundred,
        b"ein" | b"eine" | b"einer" | b"einen" => Said::One,
        b"doppel" | b"doppelt" | b"doppelte" | b"zweifach" | b"zweimal" | b"zwomal" => Said::Double,
        b"dreimal" | b"dreifach" => Said::Times(3),
        b"viermal" | b"vierfach" => Said::Times(4),
        b"fuenfmal" | b"funfmal" => Said::Times(5),
        b"sechsmal" => Said::Times(6),
        b"einmal" => Said::Times(1),
        b"nullen" => Said::Several(b'0'),
        b"einsen" | b"einser" => Said::Several(b'1'),
        b"zweien" | b"zweier" | b"zwoen" | b"zwoer" => Said::Several(b'2'),
        b"dreien" | b"dreier" => Said::Several(b'3'),
        b"vieren" | b"vierer" => Said::Several(b'4'),
        b"fuenfen" | b"fuenfer" => Said::Several(b'5'),
        b"sechsen" | b"sechser" => Said::Several(b'6'),
        b"siebenen" | b"siebener" => Said::Several(b'7'),
        b"achten" | b"achter" => Said::Several(b'8'),
        b"neunen" | b"neuner" => Said::Several(b'9'),
        _ => {
            let unit = word.strip_prefix(b"doppelte").or_else(|| word.strip_prefix(b"doppel"))?;
            let (digit, []) = unit_at(unit)? else { return None };
            let mut digits = Digits::default();
            digits.push(digit);
            digits.push(digit);
            Said::Digits(digits)
        }
    })
}

/// The digits of a word, or of several that the recogniser wrote as one: `nulldreinull`, `hundertzwoelf`.
fn digits_of(word: &[u8]) -> Option<Digits> {
    /// "siebenundsiebzig" thrice has 48 letters; a longer word is not said in one breath.
    const LONGEST: usize = 96;
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let mut out = Digits::default();
    let mut rest = word;
    while !rest.is_empty() {
        rest = match hundreds_at(rest, &mut out) {
            Some(rest) => rest,
            None => below_hundred_at(rest, &mut out)?,
        };
    }
    Some(out)
}

/// `achthundert`, `hundertfuenfzehn`, `zweihundertfuenf` at the start; what follows it.
fn hundreds_at<'a>(text: &'a [u8], out: &mut Digits) -> Option<&'a [u8]> {
    let (hundreds, rest) = match text.strip_prefix(b"hundert") {
        Some(rest) => (b'1', rest),
        None => {
            let (digit, rest) = unit_at(text)?;
            (digit, rest.strip_prefix(b"hundert")?)
        }
    };
    if hundreds == b'0' {
        return None;
    }
    out.push(hundreds);
    let after_and = rest.strip_prefix(b"und").unwrap_or(rest);
    let mut low = Digits::default();
    let Some(tail) = below_hundred_at(after_and, &mut low) else {
        out.push_bytes(b"00");
        return Some(rest);
    };
    if low.len() == 1 {
        out.push(b'0');
    }
    out.push_bytes(low.as_bytes());
    Some(tail)
}

/// Adds one or two digits; what follows them.
fn below_hundred_at<'a>(text: &'a [u8], out: &mut Digits) -> Option<&'a [u8]> {
    if let Some((digits, rest)) = two_at(text) {
        out.push_bytes(digits);
        return Some(rest);
    }
    let (unit, rest) = unit_at(text)?;
    if let Some((tens, rest)) = rest.strip_prefix(b"und").and_then(two_at)
        && is_tens(tens)
    {
        out.push(*tens.first()?);
        out.push(unit);
        return Some(rest);
    }
    // "ein" is a one only in "einundzwanzig" and "einhundert"; alone it is an article.
    if text.starts_with(b"ein") && !text.starts_with(b"eins") {
        return None;
    }
    out.push(unit);
    Some(rest)
}

fn two_at(text: &[u8]) -> Option<(&'static [u8], &[u8])> {
    let table = two_digits(*text.first()?);
    table.iter().find_map(|(word, digits)| Some((*digits, text.strip_prefix(*word)?)))
}

fn unit_at(text: &[u8]) -> Option<(u8, &[u8])> {
    let table = units(*text.first()?);
    table.iter().find_map(|(word, digit)| Some((*digit, text.strip_prefix(*word)?)))
}

/// True for digits that tens said apart from their unit have: 20, 30 … 90.
pub(super) fn is_tens(digits: &[u8]) -> bool {
    digits.len() == 2 && digits.ends_with(b"0") && !matches!(digits, [b'0' | b'1', ..])
}

/// Counts the digits of words said one after the other, for a redaction that needs to know that they are a number and
/// not which.
#[derive(Debug, Default)]
pub(crate) struct SpokenCount {
    digits: usize,
    telling: bool,
    last_is_digits: bool,
}

impl SpokenCount {
    /// Adds a word; false if it belongs to no number.
    pub(crate) fn add(&mut self, word: &str) -> bool {
        const LONGEST: usize = 120;
        if word.len() > LONGEST {
            return false;
        }
        let mut folded = String::with_capacity(word.len().saturating_add(4));
        for c in word.chars() {
            super::piece::fold(&mut folded, 0, c);
        }
        let began = self.digits > 0;
        let behind_digits = std::mem::take(&mut self.last_is_digits);
        let digits = match said(folded.as_bytes()) {
            Some(Said::Digits(digits)) => digits,
            Some(Said::Hundred | Said::One) if began => Digits::of("1"),
            Some(Said::Double) => Digits::of("11"),
            Some(Said::Several(_)) if behind_digits => Digits::of("0"),
            Some(Said::Times(times)) if times > 1 => Digits::of(&"1".repeat(times)),
            Some(Said::And | Said::Mal) => return began,
            _ if folded.bytes().all(|b| b.is_ascii_digit()) && !folded.is_empty() && began => {
                Digits::of(&folded)
            }
            _ => {
                return matches!(folded.as_str(), "plus")
                    || (began && matches!(folded.as_str(), "die" | "klammer" | "auf" | "zu"));
            }
        };
        self.telling |= digits.as_bytes().iter().any(|d| *d != b'0');
        self.digits = self.digits.saturating_add(digits.len());
        self.last_is_digits = true;
        true
    }

    /// True if the last word had digits.
    pub(crate) const fn ends_with_digits(&self) -> bool {
        self.last_is_digits
    }

    /// True if the words are as many digits as a telephone number has, and not a list of nulls.
    pub(crate) const fn is_number(&self) -> bool {
        self.digits >= 7 && self.telling
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_below_a_hundred_has_its_two_digits() {
        let units = ["", "ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun"];
        let tens = ["zwanzig", "dreissig", "vierzig", "fuenfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
        for (t, ten) in tens.iter().enumerate() {
            for (u, unit) in units.iter().enumerate() {
                let word = if u == 0 { (*ten).to_owned() } else { format!("{unit}und{ten}") };
                let digits = format!("{}{u}", t + 2);
                assert_eq!(said(word.as_bytes()), Some(Said::Digits(Digits::of(&digits))), "{word}");
            }
        }
    }

    #[test]
    fn every_word_that_is_said_in_digits_may_begin_one() {
        for first in b'a'..=b'z' {
            let words = units(first).iter().map(|(word, _)| *word);
            for word in words.chain(two_digits(first).iter().map(|(word, _)| *word)) {
                assert!(may_begin(word) && may_begin(&word.to_ascii_uppercase()), "{word:?}");
            }
        }
        for word in ["hundert", "Fünf", "FÜNFZIG", "zwölf", "ZWÖLF", "doppel", "einmal", "dreifach"] {
            assert!(may_begin(word.as_bytes()), "{word}");
        }
        for word in ["", "an", "anonymous", "Nummer", "unterdrückt", "private"] {
            assert!(!may_begin(word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn words_that_run_together() {
        for (word, digits) in [
            ("nulldreinull", "030"),
            ("siebzehnachtunddreissig", "1738"),
            ("achthundert", "800"),
            ("nullachthundert", "0800"),
            ("nullhundertzweiundfuenfzig", "0152"),
            ("hundertzwoelf", "112"),
            ("einhundertfuenfzehn", "115"),
            ("zweihundertfuenf", "205"),
            ("hundertundeins", "101"),
            ("doppeldrei", "33"),
            ("doppelnull", "00"),
            ("dreizehn", "13"),
            ("einszweidrei", "123"),
        ] {
            assert_eq!(said(word.as_bytes()), Some(Said::Digits(Digits::of(digits))), "{word}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for word in ["", "nummer", "einladung", "achtung", "dreist", "undzwanzig", "elfe"] {
            assert_eq!(said(word.as_bytes()), None, "{word}");
        }
        assert_eq!(said(b"ein"), Some(Said::One));
        assert_eq!(said(&b"null".repeat(1000)), None);
    }
}
