//! Letters, words and digits that turn into others by chance alone.

use super::{address, kept};
use crate::random::Random;
use crate::speech;

const LETTERS: [char; 29] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u',
    'v', 'w', 'x', 'y', 'z', 'ä', 'ö', 'ü',
];

/// Words of one kind, of which one is heard for the other.
const KINDS: &[&[&str]] = &[
    &["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
    &speech::MONTHS,
    &["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"],
    &["morgen", "übermorgen", "heute"],
    &[
        "ersten", "zweiten", "dritten", "vierten", "fünften", "sechsten", "siebten", "achten", "neunten",
        "zehnten",
    ],
];

const NOISES: &[&str] =
    &["tja", "na", "so", "eben", "mal", "halt", "naja", "moment", "bitte", "ne", "gell", "eigentlich"];

/// Changes one letter: gone, twice, another, or in the wrong place.
fn edit(random: &mut Random, word: &mut Vec<char>) {
    if word.len() < 3 {
        return;
    }
    let at = random.below(word.len());
    let letter = *random.pick(&LETTERS);
    match random.below(4) {
        0 => {
            word.remove(at);
        }
        1 => word.insert(at, letter),
        2 => {
            if let Some(there) = word.get_mut(at) {
                *there = letter;
            }
        }
        _ => {
            let next = at.saturating_add(1).min(word.len().saturating_sub(1));
            word.swap(at, next);
        }
    }
}

pub(super) fn name(random: &mut Random, name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters: Vec<char> = word.chars().collect();
        // One word in six, and a long one sometimes twice.
        if !address(word) && letters.len() > 3 && random.chance(160) {
            edit(random, &mut letters);
            if letters.len() > 7 && random.chance(200) {
                edit(random, &mut letters);
            }
        }
        letters.into_iter().collect::<String>()
    });
    let mut words: Vec<String> = words.collect();
    if random.chance(40) {
        words.insert(0, random.text(NOISES));
    }
    let out = words.join(" ");
    match random.below(30) {
        0 => out.to_uppercase(),
        1 => out.to_lowercase(),
        2 => out.replace(' ', "  "),
        _ => out,
    }
}

pub(super) fn phrase(random: &mut Random, phrase: &str) -> String {
    let mut words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
    if words.len() > 2 && random.chance(60) {
        let at = random.below(words.len());
        if words.get(at).is_some_and(|w| !kept(w)) {
            words.remove(at);
        }
    }
    for word in &mut words {
        if kept(word) {
            continue;
        }
        if random.chance(12) {
            let plain = word.trim_matches(',');
            if let Some(kind) = KINDS.iter().find(|k| k.contains(&plain)) {
                *word = random.text(kind);
            }
        }
        if random.chance(30) && word.chars().all(char::is_alphabetic) && word.chars().count() > 4 {
            let mut letters: Vec<char> = word.chars().collect();
            edit(random, &mut letters);
            *word = letters.into_iter().collect();
        }
    }
    if random.chance(200) {
        let at = if random.chance(500) { 0 } else { words.len() };
        words.insert(at, random.text(NOISES));
    }
    let out = words.join(" ");
    match random.below(12) {
        0 => out.to_uppercase(),
        1 => out.to_lowercase(),
        2 => format!("{out}…"),
        _ => out,
    }
}

pub(super) fn number(random: &mut Random, number: &str) -> String {
    let mut words: Vec<String> = number.split(' ').map(str::to_owned).collect();
    if random.chance(30) {
        // One digit is lost, or is another one.
        let at = random.below(words.len());
        if let Some(word) = words.get_mut(at) {
            if let Some(kind) = KINDS.iter().find(|k| k.contains(&word.as_str())) {
                *word = random.text(kind);
            } else {
                let mut letters: Vec<char> = word.chars().collect();
                if letters.len() > 2 {
                    letters.remove(random.below(word.chars().count()));
                }
                *word = letters.into_iter().collect();
            }
        }
    }
    if random.chance(150) {
        words.insert(0, random.text(NOISES));
    }
    words.join(" ")
}
