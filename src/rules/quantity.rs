//! Numbers as they are said and written in German.

use crate::heard::fold::words;
use crate::number::{self, Numeral};

/// The number that a text is: digits with a decimal comma, number words, "anderthalb", "drei Komma fünf". `unit` is
/// what is counted, "Personen"; it may stand behind the number.
///
/// Two numbers are none: "zwei oder drei", "20 30".
pub(crate) fn number(text: &str, unit: &str) -> Option<f64> {
    if let Some(n) = digits(text.trim()) {
        return Some(n);
    }
    let mut said = words(text);
    let unit = words(unit);
    // The fold takes a minus and a decimal comma for blanks.
    if said.len() > unit.len() && !unit.is_empty() && said.ends_with(&unit) {
        said.truncate(said.len().saturating_sub(unit.len()));
        let number = text.split_whitespace().next().filter(|_| said.len() <= 2).and_then(digits);
        if number.is_some() {
            return number;
        }
    }
    if text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    said.retain(|word| !matches!(word.as_str(), "bitte" | "aeh" | "aehm" | "also" | "genau"));
    let (sign, said) = match said.split_first() {
        Some((first, rest)) if first == "minus" => (-1.0, rest),
        _ => (1.0, said.as_slice()),
    };
    let value = match said.iter().position(|word| word == "komma") {
        Some(at) => {
            let (whole, decimals) = (said.get(..at)?, said.get(at.saturating_add(1)..)?);
            let decimals: String =
                decimals.iter().map(|w| Some(cardinal(w)?.to_string())).collect::<Option<String>>()?;
            if decimals.is_empty() {
                return None;
            }
            format!("{}.{decimals}", cardinal(&whole.concat())?).parse().ok()?
        }
        None => word(&said.concat())?,
    };
    Some(sign * value)
}

/// `3`, `-2`, `1,5`, `1.000`, `1.234,5`; a single point before other than three digits is a decimal point.
fn digits(text: &str) -> Option<f64> {
    let (sign, plain) = match text.strip_prefix('-').or_else(|| text.strip_prefix('−')) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, decimals) = match plain.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (plain, None),
    };
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let thousands = rest.iter().all(|g| g.len() == 3) && (1..=3).contains(&first.len());
    let written = match (rest.as_slice(), decimals) {
        ([], None) if all_digits(first) => first.to_owned(),
        ([], Some(decimals)) if all_digits(first) && all_digits(decimals) => format!("{first}.{decimals}"),
        ([point], None) if !thousands && all_digits(first) && all_digits(point) => format!("{first}.{point}"),
        (groups, decimals) if thousands && all_digits(first) && groups.iter().all(|g| all_digits(g)) => {
            let decimals = decimals.unwrap_or("0");
            if !all_digits(decimals) {
                return None;
            }
            format!("{first}{}.{decimals}", groups.concat())
        }
        _ => return None,
    };
    written.parse::<f64>().ok().map(|n| sign * n)
}

fn cardinal(word: &str) -> Option<u32> {
    if matches!(word, "eine" | "einen" | "einer" | "einem" | "eines") {
        return Some(1);
    }
    match number::parse(word.as_bytes())? {
        Numeral::Cardinal(n) => Some(n),
        Numeral::Ordinal(_) | Numeral::Times(_) | Numeral::AndAHalf(_) => None,
    }
}

fn word(word: &str) -> Option<f64> {
    match word {
        "anderthalb" => Some(1.5),
        "einhalb" => Some(0.5),
        _ => match word.strip_suffix("einhalb") {
            Some(whole) => cardinal(whole).map(|n| f64::from(n) + 0.5),
            None => cardinal(word).map(f64::from),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_digits() {
        for (text, value) in [
            ("3", Some(3.0)),
            ("1,5", Some(1.5)),
            ("1.5", Some(1.5)),
            ("-2", Some(-2.0)),
            ("1.000", Some(1000.0)),
            ("1.234.567,25", Some(1_234_567.25)),
            ("", None),
            ("-", None),
            (",5", None),
            ("5,", None),
            ("1.2.3", None),
            ("1,2,3", None),
            ("20 30", None),
            ("3 bis 4", None),
            ("3x", None),
        ] {
            assert_eq!(number(text, ""), value, "{text}");
        }
    }

    #[test]
    fn numbers_in_words() {
        for (text, value) in [
            ("Zwölf", Some(12.0)),
            ("dreizehn", Some(13.0)),
            ("fünfundzwanzig bitte", Some(25.0)),
            ("ein und zwanzig", Some(21.0)),
            ("zweihundertfünfzig", Some(250.0)),
            ("eine", Some(1.0)),
            ("anderthalb", Some(1.5)),
            ("zweieinhalb", Some(2.5)),
            ("drei Komma zwei fünf", Some(3.25)),
            ("drei Komma fünfundzwanzig", Some(3.25)),
            ("minus drei", Some(-3.0)),
            ("viele", None),
            ("zwei oder drei", None),
            ("zwei drei", None),
            ("zwanzig eins", None),
            ("dritter", None),
            ("zweimal", None),
            ("zwei Dutzend", None),
            ("drei Komma", None),
            ("", None),
        ] {
            assert_eq!(number(text, ""), value, "{text}");
        }
    }

    #[test]
    fn what_is_counted_may_follow() {
        assert_eq!(number("zwei Personen", "Personen"), Some(2.0));
        assert_eq!(number("2 Personen", "Personen"), Some(2.0));
        assert_eq!(number("1,5 Stunden", "Stunden"), Some(1.5));
        assert_eq!(number("zwei Personen", "Plätze"), None);
        assert_eq!(number("Personen", "Personen"), None);
    }
}
