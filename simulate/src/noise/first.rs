//! What recognisers do to German: confusions of sounds, spellings of names, fillers, figures.

use super::address;
use crate::random::Random;

/// Spellings of the same or of nearly the same sound; each way round.
const SOUNDS: &[(&str, &str)] = &[
    ("ei", "ai"),
    ("ey", "ei"),
    ("ay", "ai"),
    ("tt", "t"),
    ("ff", "f"),
    ("nn", "n"),
    ("mm", "m"),
    ("ll", "l"),
    ("ss", "s"),
    ("ß", "ss"),
    ("dt", "t"),
    ("ck", "k"),
    ("tz", "z"),
    ("th", "t"),
    ("ph", "f"),
    ("ie", "i"),
    ("ah", "a"),
    ("eh", "e"),
    ("oh", "o"),
    ("uh", "u"),
    ("ä", "e"),
    ("eu", "oi"),
    ("äu", "eu"),
    ("v", "f"),
    ("w", "v"),
    ("b", "p"),
    ("d", "t"),
    ("g", "k"),
    ("y", "i"),
    ("j", "y"),
    ("m", "n"),
    ("ski", "sky"),
    ("c", "k"),
];

/// What becomes of a sound, and of letters that German does not have; not the other way round.
const HEARD: &[(&str, &str)] = &[
    ("ü", "i"),
    ("ö", "e"),
    ("üh", "ü"),
    ("sch", "ch"),
    ("z", "s"),
    ("x", "chs"),
    ("qu", "kw"),
    ("aa", "a"),
    // Turkish, Polish, Arabic, Italian and Vietnamese names as a German hears them.
    ("ş", "sch"),
    ("ç", "tsch"),
    ("ğ", ""),
    ("ı", "i"),
    ("sz", "sch"),
    ("cz", "tsch"),
    ("rz", "sch"),
    ("ł", "l"),
    ("ś", "s"),
    ("ń", "n"),
    ("ó", "u"),
    ("ą", "on"),
    ("kh", "ch"),
    ("ou", "u"),
    ("gi", "dschi"),
    ("cc", "tsch"),
    ("ch", "k"),
    ("ng", "n"),
];

const FILLERS: &[&str] = &["äh", "ähm", "also", "ja also", "hm", "ich glaube", "und zwar", "genau also"];

fn respelt(random: &mut Random, name: &str) -> String {
    let lower = name.to_lowercase();
    let fits: Vec<(&str, &str)> = SOUNDS
        .iter()
        .flat_map(|(a, b)| [(*a, *b), (*b, *a)])
        .chain(HEARD.iter().copied())
        .filter(|(from, _)| lower.contains(from))
        .collect();
    if random.chance(150)
        && let Some(stem) = lower.strip_suffix("er")
    {
        return capital(&format!("{stem}a"));
    }
    if fits.is_empty() {
        return name.to_owned();
    }
    let (from, to) = *random.pick(&fits);
    capital(&lower.replacen(from, to, 1))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Marks that a recogniser of German does not write.
fn plain(name: &str) -> String {
    name.chars()
        .flat_map(|c| {
            match c {
                'ş' => "s".chars(),
                'Ş' => "S".chars(),
                'ç' => "c".chars(),
                'Ç' => "C".chars(),
                'ğ' => "g".chars(),
                'ı' => "i".chars(),
                'ł' => "l".chars(),
                'Ł' => "L".chars(),
                'ś' => "s".chars(),
                'ń' => "n".chars(),
                'ą' => "a".chars(),
                'ź' => "z".chars(),
                'ó' => "o".chars(),
                'ẞ' | 'ß' => "ss".chars(),
                _ => "\0".chars(),
            }
            .map(move |x| if x == '\0' { c } else { x })
        })
        .collect()
}

pub(super) fn name(random: &mut Random, name: &str) -> String {
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    if random.chance(600) {
        words = words.iter().map(|w| plain(w)).collect();
    }
    // One word in five: recognisers spell about that many names otherwise than their owners.
    for word in words.iter_mut().filter(|w| !address(w)) {
        let times = random.weighed(&[(80, 0), (15, 1), (5, 2)]);
        for _ in 0..times {
            *word = respelt(random, word);
        }
    }
    let mut out = words.join(" ");
    if random.chance(40) {
        out = out.replace('-', " ");
    }
    if random.chance(40) {
        out = out.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    }
    match random.below(25) {
        0 => out.to_lowercase(),
        1 => format!("{} {out}", random.pick(FILLERS)),
        2 => format!("{out}."),
        _ => out,
    }
}

pub(super) fn phrase(random: &mut Random, phrase: &str) -> String {
    let mut out = phrase.to_owned();
    if random.chance(150) {
        out = format!("{} {out}", random.pick(FILLERS));
    }
    if random.chance(100) {
        out = out.to_lowercase();
    }
    if random.chance(60) {
        out.push_str(&random.text(&[" bitte", ".", " glaube ich", ", ja"]));
    }
    if random.chance(50) {
        // Sounds that a line swallows.
        for (from, to) in
            [("zwei", "zwo"), ("fünfzehn", "fuffzehn"), ("siebten", "siebenten"), ("Uhr", "uhr")]
        {
            out = out.replacen(from, to, 1);
        }
    }
    if random.chance(25) {
        // What sounds alike: "Juni" and "Juli", "zwei" and "drei".
        let pairs = [
            ("Juni", "Juli"),
            ("Juli", "Juni"),
            ("zwei", "drei"),
            ("Dienstag", "Donnerstag"),
            ("siebzehn", "siebzig"),
        ];
        let (from, to) = *random.pick(&pairs);
        out = out.replacen(from, to, 1);
    }
    out
}

pub(super) fn number(random: &mut Random, number: &str) -> String {
    let mut out = number.to_owned();
    if random.chance(300) {
        out = out.replace("zwei", "zwo");
    }
    if random.chance(200) {
        out = format!("{} {out}", random.text(&["das ist die", "äh", "also", "die Nummer ist", "ja, die"]));
    }
    if random.chance(20) {
        let (from, to) =
            *random.pick(&[("fünf", "elf"), ("zwei", "drei"), ("drei", "zwei"), ("neun", "eins")]);
        out = out.replacen(from, to, 1);
    }
    out
}
