//! Kölner Phonetik: the code of a German word by its sound.
//!
//! Source: H. J. Postel, *Die Kölner Phonetik. Ein Verfahren zur Identifizierung von Personennamen auf der Grundlage der
//! Gestaltanalyse*, IBM-Nachrichten 19 (1969), 925–931.

/// The code of a word: digits, equal ones behind each other once, zeros only in front. Letters that German does not have count
/// as the bare letter that is typed for them; ß and ẞ are s; every other character is passed over.
///
/// ```
/// use klartext::appointment::name::koelner;
/// assert_eq!(koelner("Müller-Lüdenscheidt"), "65752682");
/// assert_eq!(koelner("Breschnew"), "17863");
/// assert_eq!(koelner("Wikipedia"), "3412");
/// assert_eq!(koelner("Meier"), koelner("Mayr"));
/// ```
pub fn koelner(text: &str) -> String {
    let mut letters = super::fold::Letters::new();
    for c in text.chars() {
        super::fold::push(&mut letters, c);
    }
    // "ß" is one s, and ä no ae: an umlaut is a vowel as any other.
    let letters: Vec<u8> = letters
        .iter()
        .filter_map(|c| match c {
            'ä' | 'æ' | 'å' => Some(b'a'),
            'ö' | 'ø' | 'œ' | 'ő' => Some(b'o'),
            'ü' | 'ű' => Some(b'u'),
            'ß' => Some(b's'),
            c => u8::try_from(super::fold::spell_out(*c).0).ok().filter(u8::is_ascii_lowercase),
        })
        .collect();
    let mut out = String::new();
    let mut last = None;
    let mut before = None;
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at.saturating_add(1)).copied();
        for digit in code(*letter, before, next).chars() {
            if last != Some(digit) && (digit != '0' || out.is_empty()) {
                out.push(digit);
            }
            last = Some(digit);
        }
        before = Some(*letter);
    }
    out
}

fn code(letter: u8, before: Option<u8>, next: Option<u8>) -> &'static str {
    match letter {
        b'a' | b'e' | b'i' | b'j' | b'o' | b'u' | b'y' => "0",
        b'b' => "1",
        b'p' if next == Some(b'h') => "3",
        b'p' => "1",
        b'd' | b't' if matches!(next, Some(b'c' | b's' | b'z')) => "8",
        b'd' | b't' => "2",
        b'f' | b'v' | b'w' => "3",
        b'g' | b'k' | b'q' => "4",
        b'c' => {
            let hard = match before {
                None => {
                    matches!(next, Some(b'a' | b'h' | b'k' | b'l' | b'o' | b'q' | b'r' | b'u' | b'x'))
                }
                Some(b's' | b'z') => false,
                Some(_) => matches!(next, Some(b'a' | b'h' | b'k' | b'o' | b'q' | b'u' | b'x')),
            };
            if hard { "4" } else { "8" }
        }
        b'x' if matches!(before, Some(b'c' | b'k' | b'q')) => "8",
        b'x' => "48",
        b'l' => "5",
        b'm' | b'n' => "6",
        b'r' => "7",
        b's' | b'z' => "8",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::koelner;

    #[test]
    fn postels_rules() {
        for (word, expected) in [
            ("Meyer", "67"),
            ("Schmidt", "862"),
            ("Schmitz", "868"),
            ("Pfau", "13"),
            ("Philipp", "351"),
            ("Christoph", "47823"),
            ("Cäsar", "487"),
            ("Czerny", "876"),
            ("Xaver", "4837"),
            ("Axt", "0482"),
            ("Hacks", "048"),
            ("Fuchs", "348"),
            ("Heinz", "068"),
            ("Weiß", "38"),
            ("WEIẞ", "38"),
            ("Ottmar", "0267"),
            ("Aach", "04"),
            ("", ""),
            ("H", ""),
            ("42", ""),
        ] {
            assert_eq!(koelner(word), expected, "{word}");
        }
    }
}
