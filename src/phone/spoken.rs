//! Digits as they are said in German: one by one, in pairs, in hundreds, doubled, run together.
//!
//! Words come folded (`fuenf`, `dreissig`). The table is this room's own for now: a telephone number never has a
//! value, only digits, and `zwanzig acht` is 208 here.

const UNITS: [(&str, char); 13] = [
    ("null", '0'),
    ("eins", '1'),
    ("zwei", '2'),
    ("zwo", '2'),
    ("drei", '3'),
    ("vier", '4'),
    ("fuenf", '5'),
    ("funf", '5'),
    ("sechs", '6'),
    ("sieben", '7'),
    ("acht", '8'),
    ("neun", '9'),
    ("ein", '1'),
];

const TEENS: [(&str, &str); 14] = [
    ("zehn", "10"),
    ("elf", "11"),
    ("zwoelf", "12"),
    ("zwolf", "12"),
    ("dreizehn", "13"),
    ("vierzehn", "14"),
    ("fuenfzehn", "15"),
    ("funfzehn", "15"),
    ("fuffzehn", "15"),
    ("sechzehn", "16"),
    ("siebzehn", "17"),
    ("siebenzehn", "17"),
    ("achtzehn", "18"),
    ("neunzehn", "19"),
];

const TENS: [(&str, char); 12] = [
    ("zwanzig", '2'),
    ("dreissig", '3'),
    ("dreisig", '3'),
    ("vierzig", '4'),
    ("fuenfzig", '5'),
    ("funfzig", '5'),
    ("fuffzig", '5'),
    ("sechzig", '6'),
    ("siebzig", '7'),
    ("siebenzig", '7'),
    ("achtzig", '8'),
    ("neunzig", '9'),
];

/// What a word is, as digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// These digits.
    Digits(String),
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
    /// "und": between a unit and tens said apart, nothing elsewhere.
    And,
    /// "ein", "eine": a one between digits, an article elsewhere.
    One,
}

/// What `word` is, if it is said in digits.
pub(super) fn said(word: &str) -> Option<Said> {
    match word {
        "und" => return Some(Said::And),
        "mal" => return Some(Said::Mal),
        "tausend" | "million" | "millionen" => return Some(Said::Thousand),
        "hundert" => return Some(Said::Hundred),
        "ein" | "eine" | "einer" | "einen" => return Some(Said::One),
        "doppel" | "doppelt" | "doppelte" | "zweifach" | "zweimal" | "zwomal" => return Some(Said::Double),
        "dreimal" | "dreifach" => return Some(Said::Times(3)),
        "viermal" | "vierfach" => return Some(Said::Times(4)),
        "fuenfmal" | "funfmal" => return Some(Said::Times(5)),
        "sechsmal" => return Some(Said::Times(6)),
        "einmal" => return Some(Said::Times(1)),
        _ => {}
    }
    if let Some(unit) = word.strip_prefix("doppelte").or_else(|| word.strip_prefix("doppel"))
        && let Some((digit, "")) = unit_at(unit)
    {
        return Some(Said::Digits([digit, digit].iter().collect()));
    }
    digits_of(word).map(Said::Digits)
}

/// The digits of a word, or of several that the recogniser wrote as one: `nulldreinull`, `hundertzwoelf`.
fn digits_of(word: &str) -> Option<String> {
    /// "siebenundsiebzig" thrice has 48 letters; a longer word is not said in one breath.
    const LONGEST: usize = 96;
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let mut out = String::new();
    let mut rest = word;
    while !rest.is_empty() {
        let (digits, tail) = hundreds_at(rest).or_else(|| below_hundred_at(rest))?;
        out.push_str(&digits);
        rest = tail;
    }
    Some(out)
}

/// `achthundert`, `hundertfuenfzehn`, `zweihundertfuenf` at the start.
fn hundreds_at(text: &str) -> Option<(String, &str)> {
    let (hundreds, rest) = match text.strip_prefix("hundert") {
        Some(rest) => ('1', rest),
        None => {
            let (digit, rest) = unit_at(text)?;
            (digit, rest.strip_prefix("hundert")?)
        }
    };
    if hundreds == '0' {
        return None;
    }
    let after_and = rest.strip_prefix("und").unwrap_or(rest);
    match below_hundred_at(after_and) {
        Some((low, tail)) => Some((format!("{hundreds}{low:0>2}"), tail)),
        None => Some((format!("{hundreds}00"), rest)),
    }
}

fn below_hundred_at(text: &str) -> Option<(String, &str)> {
    let longest = |table: &[(&'static str, &str)]| {
        table
            .iter()
            .filter_map(|(word, digits)| Some((word.len(), (*digits).to_owned(), text.strip_prefix(word)?)))
            .max_by_key(|(length, ..)| *length)
    };
    if let Some((_, digits, rest)) = longest(&TEENS) {
        return Some((digits, rest));
    }
    if let Some((tens, rest)) = tens_at(text) {
        return Some((format!("{tens}0"), rest));
    }
    let (unit, rest) = unit_at(text)?;
    if let Some((tens, rest)) = rest.strip_prefix("und").and_then(tens_at) {
        return Some((format!("{tens}{unit}"), rest));
    }
    // "ein" is a one only in "einundzwanzig" and "einhundert"; alone it is an article.
    if text.starts_with("ein") && !text.starts_with("eins") {
        return None;
    }
    Some((unit.to_string(), rest))
}

fn tens_at(text: &str) -> Option<(char, &str)> {
    TENS.iter().find_map(|(word, digit)| Some((*digit, text.strip_prefix(word)?)))
}

fn unit_at(text: &str) -> Option<(char, &str)> {
    UNITS.iter().find_map(|(word, digit)| Some((*digit, text.strip_prefix(word)?)))
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
            super::piece::fold(&mut folded, c);
        }
        let began = self.digits > 0;
        self.last_is_digits = false;
        let digits = match said(&folded) {
            Some(Said::Digits(digits)) => digits,
            Some(Said::Hundred | Said::One) if began => "1".to_owned(),
            Some(Said::Double) => "11".to_owned(),
            Some(Said::Times(times)) if times > 1 => "1".repeat(times),
            Some(Said::And | Said::Mal) => return began,
            _ if folded.bytes().all(|b| b.is_ascii_digit()) && !folded.is_empty() && began => folded,
            _ => {
                return matches!(folded.as_str(), "plus")
                    || (began && matches!(folded.as_str(), "die" | "klammer" | "auf" | "zu"));
            }
        };
        self.telling |= digits.bytes().any(|d| d != b'0');
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
                assert_eq!(said(&word), Some(Said::Digits(digits)), "{word}");
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
            assert_eq!(said(word), Some(Said::Digits(digits.to_owned())), "{word}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for word in ["", "nummer", "einladung", "achtung", "nullen", "dreist", "undzwanzig", "elfe"] {
            assert_eq!(said(word), None, "{word}");
        }
        assert_eq!(said("ein"), Some(Said::One));
        assert_eq!(said(&"null".repeat(1000)), None);
    }
}
