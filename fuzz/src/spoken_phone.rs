//! A number as it is said: the input chooses words, so that every one of them is reached. What holds of any text holds of it,
//! and digits said one by one are the digits of the number.

use klartext::phone::{Number, Source, normalise};

use super::phone::check;

/// What callers say around a number and in it.
#[rustfmt::skip] // a word a line is no table
const WORDS: [&str; 64] = [
    "null", "eins", "zwei", "zwo", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "siebzehn", "zwanzig", "dreißig", "fünfzig", "neunzig", "einundzwanzig", "dreiunddreißig",
    "achtunddreißig", "hundert", "hundertzwölf", "achthundert", "nullachthundert", "tausend", "und", "ein", "mal",
    "doppel", "doppeldrei", "zweimal", "dreimal", "die", "plus", "Klammer", "auf", "zu", "Vorwahl", "Durchwahl", "App.",
    "oder", "nein", "Quatsch", "äh", "ich", "wiederhole", "bitte", ",", ".", "/", "Schrägstrich", "0", "49", "030",
    "23125", "Fenster", "fuenf", "meine Nummer ist", "nochmal", "anonym", "112",
];

const DIGITS: [&str; 10] =
    ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"];

fn pick<'a>(list: &[&'a str], byte: u8) -> &'a str {
    list.iter().cycle().nth(usize::from(byte)).copied().unwrap_or("")
}

/// The first byte is the region, each other one a word.
pub fn spoken_phone(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let region = pick(&["DE", "AT", "CH", "LI", "FR", ""], *first);
    let words: Vec<&str> = rest.iter().take(80).map(|b| pick(&WORDS, *b)).collect();
    let text = words.join(" ");
    let outcome = normalise(&text, Source::Spoken, region);
    assert_eq!(outcome, normalise(&text, Source::Spoken, region), "not the same answer twice");
    check(&text, &outcome);
    // One by one, nothing can be heard in two ways: said and typed are the same number.
    let said: Vec<&str> = rest.iter().take(16).map(|b| pick(&DIGITS, *b)).collect();
    let digits: String = rest.iter().take(16).map(|b| char::from(b'0' + b % 10)).collect();
    let said = normalise(&said.join(" "), Source::Spoken, region);
    let typed = normalise(&digits, Source::Typed, region);
    // Said twice it is one number to a listener; typed in a row it is too long a one.
    let twice = said.number().is_some_and(|number| {
        let tail = number.e164().get(number.e164().len().saturating_sub(5)..).unwrap_or_default();
        digits.matches(tail).count() > 1
    });
    if twice {
        return;
    }
    // As one word of digits they may be a keypad's way to say that there is no number; said, they are as well.
    assert_eq!(
        said.number().map(Number::e164),
        typed.number().map(Number::e164),
        "{region}: said and typed differ"
    );
}
