//! German number words: zwölf, einundzwanzigsten, zweitausendfünfundzwanzig, dreimal.

mod speak;

pub(crate) use speak::SMALL;
pub use speak::{cardinal, ordinal};

/// What a number word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numeral {
    /// zwölf
    Cardinal(u32),
    /// zwölfte, zwölften …
    Ordinal(u32),
    /// zwölfmal
    Times(u32),
    /// achteinhalb: the whole part
    AndAHalf(u32),
}

const UNITS: [(&[u8], u32); 15] = [
    (b"null", 0),
    (b"eins", 1),
    (b"ein", 1),
    (b"zwei", 2),
    (b"zwo", 2),
    (b"drei", 3),
    (b"vier", 4),
    (b"fuenf", 5),
    (b"funf", 5),
    (b"sechs", 6),
    (b"sieben", 7),
    (b"acht", 8),
    (b"neun", 9),
    (b"zehn", 10),
    (b"elf", 11),
];

const TEENS: [(&[u8], u32); 10] = [
    (b"zwoelf", 12),
    (b"zwolf", 12),
    (b"dreizehn", 13),
    (b"vierzehn", 14),
    (b"fuenfzehn", 15),
    (b"funfzehn", 15),
    (b"sechzehn", 16),
    (b"siebzehn", 17),
    (b"achtzehn", 18),
    (b"neunzehn", 19),
];

const TENS: [(&[u8], u32); 9] = [
    (b"zwanzig", 20),
    (b"dreissig", 30),
    (b"vierzig", 40),
    (b"fuenfzig", 50),
    (b"funfzig", 50),
    (b"sechzig", 60),
    (b"siebzig", 70),
    (b"achtzig", 80),
    (b"neunzig", 90),
];

const IRREGULAR: [(&[u8], u32); 5] =
    [(b"erst", 1), (b"dritt", 3), (b"siebt", 7), (b"siebent", 7), (b"acht", 8)];

/// The number that a word says; `key` is folded: lower case, ä as ae, ß as ss (or the bare vowel).
pub(crate) fn parse(key: &[u8]) -> Option<Numeral> {
    // Every number word begins with one of these letters; most other words do not.
    if !matches!(key.first()?, b'n' | b'e' | b'z' | b'd' | b'v' | b'f' | b's' | b'a' | b'h' | b't') {
        return None;
    }
    for (stem, n) in IRREGULAR {
        if key.strip_prefix(stem).is_some_and(is_ending) {
            return Some(Numeral::Ordinal(n));
        }
    }
    let (n, rest) = number(key)?;
    match rest {
        b"" => Some(Numeral::Cardinal(n)),
        b"mal" => Some(Numeral::Times(n)),
        b"einhalb" | b"undeinhalb" => Some(Numeral::AndAHalf(n)),
        // Spoken in the south: um viere, um zwölfe.
        b"e" if n <= 12 && n != 8 => Some(Numeral::Cardinal(n)),
        _ => {
            let tens = n % 100 >= 20 || n % 100 == 0;
            let ending: &[u8] = if tens { b"st" } else { b"t" };
            rest.strip_prefix(ending).filter(|r| is_ending(r)).map(|_| Numeral::Ordinal(n))
        }
    }
}

/// The ordinal of which `key` is a misspelling in its ending: zwanzigstn, fünfzehntn.
///
/// Words that end otherwise for a reason stay: zwanziger, fünfzehntel, siebzehnern.
pub(crate) fn misspelt_ordinal(key: &[u8]) -> Option<u32> {
    const OTHERS: [&[u8]; 8] = [b"", b"e", b"er", b"ern", b"es", b"tel", b"teln", b"stel"];
    let (n, rest) = number(key).filter(|(n, _)| (13..=31).contains(n))?;
    let endings: [&[u8]; 2] = if n >= 20 { [b"sten", b"ster"] } else { [b"ten", b"ter"] };
    let slip = |ending: &[u8]| ending.len() > rest.len() && is_subsequence(rest, ending);
    (rest.len() > 1 && !OTHERS.contains(&rest) && endings.into_iter().any(slip)).then_some(n)
}

/// True where `part` is left of `whole` when letters are dropped.
fn is_subsequence(part: &[u8], whole: &[u8]) -> bool {
    let mut left = whole.iter();
    part.iter().all(|b| left.any(|w| w == b))
}

fn is_ending(rest: &[u8]) -> bool {
    matches!(rest, b"e" | b"en" | b"er" | b"es" | b"em")
}

fn prefix<'a>(key: &'a [u8], table: &[(&[u8], u32)]) -> Option<(u32, &'a [u8])> {
    table.iter().find_map(|(word, n)| Some((*n, key.strip_prefix(*word)?)))
}

fn below_hundred(key: &[u8]) -> Option<(u32, &[u8])> {
    prefix(key, &TENS).or_else(|| prefix(key, &TEENS)).or_else(|| {
        let (unit, rest) = prefix(key, &UNITS)?;
        let tens = rest.strip_prefix(b"und").and_then(|r| prefix(r, &TENS));
        match tens {
            Some((ten, rest)) if unit < 10 => Some((ten.saturating_add(unit), rest)),
            _ => Some((unit, rest)),
        }
    })
}

fn and(key: &[u8]) -> &[u8] {
    key.strip_prefix(b"und").unwrap_or(key)
}

fn below_thousand(key: &[u8]) -> Option<(u32, &[u8])> {
    let (n, rest) = match key.strip_prefix(b"hundert") {
        Some(rest) => (1, Some(rest)),
        None => {
            let (n, rest) = below_hundred(key)?;
            match rest.strip_prefix(b"hundert") {
                Some(rest) => (n, Some(rest)),
                None => return Some((n, rest)),
            }
        }
    };
    let rest = rest?;
    let hundreds = n.saturating_mul(100);
    Some(match below_hundred(and(rest)) {
        Some((n, rest)) => (hundreds.saturating_add(n), rest),
        None => (hundreds, rest),
    })
}

fn number(key: &[u8]) -> Option<(u32, &[u8])> {
    let (thousands, rest) = match key.strip_prefix(b"tausend") {
        Some(rest) => (1, rest),
        None => {
            let (n, rest) = below_thousand(key)?;
            match rest.strip_prefix(b"tausend") {
                Some(rest) => (n, rest),
                None => return Some((n, rest)),
            }
        }
    };
    let thousands = thousands.saturating_mul(1000);
    Some(match below_thousand(and(rest)) {
        Some((n, rest)) => (thousands.saturating_add(n), rest),
        None => (thousands, rest),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbers() {
        let card = |w: &str| match parse(w.as_bytes()) {
            Some(Numeral::Cardinal(n)) => n,
            other => panic!("{w}: {other:?}"),
        };
        for (word, n) in [
            ("null", 0),
            ("zwo", 2),
            ("zwoelf", 12),
            ("zwolf", 12),
            ("siebzehn", 17),
            ("einundzwanzig", 21),
            ("achtunddreissig", 38),
            ("hundert", 100),
            ("einhundertfuenf", 105),
            ("neunzehnhundertneunundneunzig", 1999),
            ("zweitausendfuenfundzwanzig", 2025),
            ("zweitausendundsechs", 2006),
            ("viere", 4),
            ("neunhundertneunundneunzigtausendneunhundertneunundneunzig", 999_999),
        ] {
            assert_eq!(card(word), n, "{word}");
        }
        let ord = |w: &str| {
            parse(w.as_bytes())
                == Some(Numeral::Ordinal(match w {
                    "ersten" => 1,
                    "dritter" => 3,
                    "siebte" | "siebenten" => 7,
                    "achten" => 8,
                    "zwoelften" => 12,
                    "zwanzigsten" => 20,
                    "einunddreissigster" => 31,
                    _ => 0,
                }))
        };
        for word in [
            "ersten",
            "dritter",
            "siebte",
            "siebenten",
            "achten",
            "zwoelften",
            "zwanzigsten",
            "einunddreissigster",
        ] {
            assert!(ord(word), "{word}");
        }
        assert_eq!(parse(b"dreimal"), Some(Numeral::Times(3)));
    }

    #[test]
    fn a_letter_that_fell_out_of_an_ending_is_put_back() {
        for (word, n) in [("zwanzigstn", 20), ("einundzwanzigstn", 21), ("fuenfzehntn", 15), ("siebzehtn", 0)]
        {
            assert_eq!(misspelt_ordinal(word.as_bytes()), (n > 0).then_some(n), "{word}");
        }
        for word in
            ["zwanziger", "zwanzigern", "fuenfzehner", "zwanzigstel", "fuenfzehntel", "zwanzig", "zehnte"]
        {
            assert_eq!(misspelt_ordinal(word.as_bytes()), None, "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in [
            "",
            "und",
            "einsam",
            "achtung",
            "dreist",
            "elfe r",
            "zehner",
            "neunmalklug",
            "zwanzigte",
            "vierste",
            "hunde",
            "drittel",
        ] {
            assert_eq!(parse(word.as_bytes()), None, "{word}");
        }
    }

    #[test]
    fn every_spoken_number_parses_back() {
        let fold = |s: &str| s.replace('ü', "ue").replace('ö', "oe").replace('ß', "ss");
        for n in 0..10_000 {
            assert_eq!(parse(fold(&cardinal(n)).as_bytes()), Some(Numeral::Cardinal(n)), "{}", cardinal(n));
        }
        for n in 1..=100 {
            assert_eq!(parse(fold(&ordinal(n)).as_bytes()), Some(Numeral::Ordinal(n)), "{}", ordinal(n));
        }
    }
}
