//! Digits as they are said in German: one by one, in pairs, in hundreds, doubled, run together.
//!
//! Words come folded (`fuenf`, `dreissig`). The table is this room's own for now: a telephone number never has a
//! value, only digits, and `zwanzig acht` is 208 here.

use super::short::Short;

/// The digits of one word. More than fit are more than any number has.
pub(super) type Digits = Short<48>;

/// The units that begin with a letter; longer ones first.
const fn units(first: u8) -> &'static [(&'static str, u8)] {
    match first {
        b'n' => &[("null", b'0'), ("neun", b'9')],
        b'e' => &[("eins", b'1'), ("ein", b'1')],
        b'z' => &[("zwei", b'2'), ("zwo", b'2')],
        b'd' => &[("drei", b'3')],
        b'v' => &[("vier", b'4')],
        b'f' => &[("fuenf", b'5'), ("funf", b'5')],
        b's' => &[("sechs", b'6'), ("sieben", b'7')],
        b'a' => &[("acht", b'8')],
        _ => &[],
    }
}

/// The words below a hundred that have two digits and begin with a letter.
#[rustfmt::skip] // a word a line is no table
const fn two_digits(first: u8) -> &'static [(&'static str, &'static str)] {
    match first {
        b'z' => &[("zehn", "10"), ("zwoelf", "12"), ("zwolf", "12"), ("zwanzig", "20")],
        b'e' => &[("elf", "11")],
        b'd' => &[("dreizehn", "13"), ("dreissig", "30"), ("dreisig", "30")],
        b'v' => &[("vierzehn", "14"), ("vierzig", "40")],
        b'f' => &[
            ("fuenfzehn", "15"), ("funfzehn", "15"), ("fuffzehn", "15"),
            ("fuenfzig", "50"), ("funfzig", "50"), ("fuffzig", "50"),
        ],
        b's' => &[
            ("sechzehn", "16"), ("siebzehn", "17"), ("siebenzehn", "17"),
            ("sechzig", "60"), ("siebzig", "70"), ("siebenzig", "70"),
        ],
        b'a' => &[("achtzehn", "18"), ("achtzig", "80")],
        b'n' => &[("neunzehn", "19"), ("neunzig", "90")],
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

/// What `word` is, if it is said in digits.
pub(super) fn said(word: &str) -> Option<Said> {
    if word != "hundert"
        && let Some(digits) = digits_of(word)
    {
        return Some(Said::Digits(digits));
    }
    Some(match word {
        "und" => Said::And,
        "mal" => Said::Mal,
        "tausend" | "million" | "millionen" => Said::Thousand,
        "hundert" => Said::Hundred,
        "ein" | "eine" | "einer" | "einen" => Said::One,
        "doppel" | "doppelt" | "doppelte" | "zweifach" | "zweimal" | "zwomal" => Said::Double,
        "dreimal" | "dreifach" => Said::Times(3),
        "viermal" | "vierfach" => Said::Times(4),
        "fuenfmal" | "funfmal" => Said::Times(5),
        "sechsmal" => Said::Times(6),
        "einmal" => Said::Times(1),
        "nullen" => Said::Several(b'0'),
        "einsen" | "einser" => Said::Several(b'1'),
        "zweien" | "zweier" | "zwoen" | "zwoer" => Said::Several(b'2'),
        "dreien" | "dreier" => Said::Several(b'3'),
        "vieren" | "vierer" => Said::Several(b'4'),
        "fuenfen" | "fuenfer" => Said::Several(b'5'),
        "sechsen" | "sechser" => Said::Several(b'6'),
        "siebenen" | "siebener" => Said::Several(b'7'),
        "achten" | "achter" => Said::Several(b'8'),
        "neunen" | "neuner" => Said::Several(b'9'),
        _ => {
            let unit = word.strip_prefix("doppelte").or_else(|| word.strip_prefix("doppel"))?;
            let (digit, "") = unit_at(unit)? else { return None };
            let mut digits = Digits::default();
            digits.push(digit);
            digits.push(digit);
            Said::Digits(digits)
        }
    })
}

/// The digits of a word, or of several that the recogniser wrote as one: `nulldreinull`, `hundertzwoelf`.
fn digits_of(word: &str) -> Option<Digits> {
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
fn hundreds_at<'a>(text: &'a str, out: &mut Digits) -> Option<&'a str> {
    let (hundreds, rest) = match text.strip_prefix("hundert") {
        Some(rest) => (b'1', rest),
        None => {
            let (digit, rest) = unit_at(text)?;
            (digit, rest.strip_prefix("hundert")?)
        }
    };
    if hundreds == b'0' {
        return None;
    }
    out.push(hundreds);
    let after_and = rest.strip_prefix("und").unwrap_or(rest);
    let mut low = Digits::default();
    let Some(tail) = below_hundred_at(after_and, &mut low) else {
        out.push_str("00");
        return Some(rest);
    };
    if low.as_str().len() == 1 {
        out.push(b'0');
    }
    out.push_str(low.as_str());
    Some(tail)
}

/// Adds one or two digits; what follows them.
fn below_hundred_at<'a>(text: &'a str, out: &mut Digits) -> Option<&'a str> {
    if let Some((digits, rest)) = two_at(text) {
        out.push_str(digits);
        return Some(rest);
    }
    let (unit, rest) = unit_at(text)?;
    if let Some((tens, rest)) = rest.strip_prefix("und").and_then(two_at)
        && is_tens(tens)
    {
        out.push_str(tens.get(..1)?);
        out.push(unit);
        return Some(rest);
    }
    // "ein" is a one only in "einundzwanzig" and "einhundert"; alone it is an article.
    if text.starts_with("ein") && !text.starts_with("eins") {
        return None;
    }
    out.push(unit);
    Some(rest)
}

fn two_at(text: &str) -> Option<(&'static str, &str)> {
    let table = two_digits(*text.as_bytes().first()?);
    table.iter().find_map(|(word, digits)| Some((*digits, text.strip_prefix(word)?)))
}

fn unit_at(text: &str) -> Option<(u8, &str)> {
    let table = units(*text.as_bytes().first()?);
    table.iter().find_map(|(word, digit)| Some((*digit, text.strip_prefix(word)?)))
}

/// True for digits that tens said apart from their unit have: 20, 30 … 90.
pub(super) fn is_tens(digits: &str) -> bool {
    digits.len() == 2 && digits.ends_with('0') && !digits.starts_with(['0', '1'])
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
        let digits = match said(&folded) {
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
        self.telling |= digits.as_str().bytes().any(|d| d != b'0');
        self.digits = self.digits.saturating_add(digits.as_str().len());
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
                assert_eq!(said(&word), Some(Said::Digits(Digits::of(&digits))), "{word}");
            }
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
            assert_eq!(said(word), Some(Said::Digits(Digits::of(digits))), "{word}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for word in ["", "nummer", "einladung", "achtung", "dreist", "undzwanzig", "elfe"] {
            assert_eq!(said(word), None, "{word}");
        }
        assert_eq!(said("ein"), Some(Said::One));
        assert_eq!(said(&"null".repeat(1000)), None);
    }
}
