//! The doors to the rooms next door: telephone numbers, templates, numbers.

use crate::finding::Finding;
use crate::payload::Source;

/// What a text is, as a telephone number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phone {
    /// A number without a doubt, in E.164.
    Valid(String),
    /// It looks like a number; to be confirmed.
    Possible(String),
    /// Digits are missing.
    Incomplete,
    /// The caller does not show a number.
    Withheld,
    /// No number, or more than one.
    Invalid,
}

/// Reads a telephone number.
pub(crate) fn phone(text: &str, source: Source, region: &str) -> (Phone, Vec<Finding>) {
    let folded = super::fold::fold(text);
    if matches!(
        folded.as_str(),
        "anonymous" | "anonym" | "unknown" | "restricted" | "private" | "unavailable"
    ) {
        return (Phone::Withheld, Vec::new());
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let strange = text.chars().any(|c| !(c.is_ascii_digit() || " +-/().".contains(c)));
    let calling_code = match region {
        "AT" => "43",
        "CH" => "41",
        _ => "49",
    };
    let international = if text.trim_start().starts_with('+') {
        Some(digits.clone())
    } else if let Some(rest) = digits.strip_prefix("00") {
        Some(rest.to_owned())
    } else if let Some(rest) = digits.strip_prefix('0') {
        Some(format!("{calling_code}{rest}"))
    } else {
        (source == Source::Signalled).then(|| digits.clone())
    };
    let read = match international {
        _ if strange || digits.is_empty() => Phone::Invalid,
        Some(number) if number.len() > 15 => Phone::Invalid,
        Some(number) if number.len() >= 8 => Phone::Valid(format!("+{number}")),
        Some(_) => Phone::Incomplete,
        None if digits.starts_with(calling_code) && (10..=15).contains(&digits.len()) => {
            Phone::Possible(format!("+{digits}"))
        }
        None => Phone::Incomplete,
    };
    (read, Vec::new())
}

/// The variables `<<name>>` of a template.
pub(crate) fn variables(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once("<<") {
        rest = after;
        if let Some((name, tail)) = after.split_once(">>")
            && is_name(name)
        {
            found.push(name);
            rest = tail;
        }
    }
    found
}

/// The template with its variables filled in; `None` when one has no value.
pub(crate) fn render(template: &str, value: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("<<") {
        out.push_str(before);
        match after.split_once(">>") {
            Some((name, tail)) if is_name(name) => {
                out.push_str(&value(name)?);
                rest = tail;
            }
            _ => {
                out.push_str("<<");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

/// `[a-z][a-z0-9_]*`
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A number in digits, with a German decimal comma, or a German number word up to zwölf.
pub(crate) fn number(text: &str) -> Option<f64> {
    const WORDS: [&str; 13] = [
        "null", "eins", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
        "zwoelf",
    ];
    let trimmed = text.trim();
    let plain = !trimmed.is_empty()
        && trimmed.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
    if plain {
        let one_mark = trimmed.bytes().filter(|b| matches!(b, b',' | b'.')).count() <= 1;
        return one_mark.then(|| trimmed.replace(',', ".").parse().ok()).flatten();
    }
    let folded = super::fold::fold(trimmed);
    let word = match folded.as_str() {
        "ein" | "eine" | "einen" | "einer" => "eins",
        "zwo" => "zwei",
        other => other,
    };
    let at = WORDS.iter().position(|w| *w == word)?;
    u32::try_from(at).ok().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_one_number() {
        for text in
            ["+493033081738", "+49 30 330 817 38", "030 330 817 38", "00493033081738", "030/330-81738"]
        {
            assert_eq!(phone(text, Source::Said, "DE").0, Phone::Valid("+493033081738".into()), "{text}");
        }
        assert_eq!(phone("493033081738", Source::Signalled, "DE").0, Phone::Valid("+493033081738".into()));
        assert_eq!(phone("493033081738", Source::Said, "DE").0, Phone::Possible("+493033081738".into()));
        assert_eq!(phone("anonymous", Source::Signalled, "DE").0, Phone::Withheld);
        assert_eq!(phone("keine Ahnung", Source::Said, "DE").0, Phone::Invalid);
        assert_eq!(phone("030 12", Source::Said, "DE").0, Phone::Incomplete);
    }

    #[test]
    fn templates_know_their_variables() {
        assert_eq!(variables("Hallo <<name>>, a << b, <<Name>> <<x_1>>"), ["name", "x_1"]);
        let value = |name: &str| (name == "name").then(|| "Eva".to_owned());
        assert_eq!(render("Hallo <<name>>, 1 << 2", &value).as_deref(), Some("Hallo Eva, 1 << 2"));
        assert_eq!(render("Hallo <<wer>>", &value), None);
    }

    #[test]
    fn numbers_in_digits_and_words() {
        for (text, value) in [
            ("3", Some(3.0)),
            ("1,5", Some(1.5)),
            ("-2", Some(-2.0)),
            ("Zwölf", Some(12.0)),
            ("eine", Some(1.0)),
            ("", None),
            ("viele", None),
            ("1.2.3", None),
        ] {
            assert_eq!(number(text), value, "{text}");
        }
    }
}
