//! `cargo xtask grammar [--check]`: grammar/de/*.toml → src/text/generated.rs, a word table with a perfect hash.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

#[path = "../../src/text/hash.rs"]
mod hash;

const OUTPUT: &str = "src/text/generated.rs";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    class: String,
    #[serde(default)]
    value: String,
    words: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "read by people; its presence is allowed, its wording is free")]
    source: Option<String>,
}

/// Writes the table, or with `--check` compares it with the one that is checked in.
pub(crate) fn run(args: &[String]) -> crate::Result {
    let check = crate::check_flag("grammar", args)?;
    Ok(write_or_compare(crate::workspace::root(), check)?)
}

fn write_or_compare(root: &Path, check: bool) -> Result<(), String> {
    let text = generate(root)?;
    let path = root.join(OUTPUT);
    if check {
        let there = std::fs::read_to_string(&path).map_err(|e| format!("{OUTPUT}: {e}"))?;
        if there != text {
            return Err(format!("{OUTPUT} is not what `cargo xtask grammar` writes; run it"));
        }
        return Ok(());
    }
    std::fs::write(&path, text).map_err(|e| format!("{OUTPUT}: {e}"))
}

fn generate(root: &Path) -> Result<String, String> {
    let mut words: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut aliases: Vec<(String, String, String)> = Vec::new();
    let mut joined: BTreeMap<String, String> = BTreeMap::new();
    let folder = root.join("grammar/de");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .map_err(|e| format!("grammar/de: {e}"))?
        .filter_map(|f| Some(f.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    for path in files {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{name}: {e}"))?;
        let file: File = toml::from_str(&text).map_err(|e| format!("{name}: {e}"))?;
        for entry in file.entry {
            let lex = lex(&entry.class, &entry.value)
                .ok_or_else(|| format!("{name}: no class `{}` with value `{}`", entry.class, entry.value))?;
            for word in &entry.words {
                add(&mut words, &name, word, &lex)?;
                if entry.class == "weekday"
                    && word.len() > 5
                    && word.ends_with("tag") | word.ends_with("abend") | word.ends_with("woch")
                {
                    joined
                        .insert(format!("{word}stermin"), format!("Lex::Weekday(Weekday::{})", entry.value));
                    for (part, forms) in PARTS {
                        for form in *forms {
                            let lex = format!("Lex::WeekdayPart(Weekday::{}, Part::{part})", entry.value);
                            joined.insert(format!("{word}{form}"), lex);
                        }
                    }
                }
                // "Dezemberwoche"; an abbreviation joins nothing.
                if entry.class == "month" && word.len() > 4 || word == "mai" {
                    for (piece, form) in [("Week", "woche"), ("Half", "hälfte")] {
                        let lex = format!("Lex::OfMonth({}, Piece::{piece})", entry.value);
                        joined.insert(format!("{word}{form}"), lex);
                    }
                }
                if let Some(bare) = bare(word) {
                    aliases.push((bare, name.clone(), lex.clone()));
                }
            }
        }
    }
    for (word, lex) in joined {
        add(&mut words, "compounds", &word, &lex)?;
        if let Some(bare) = bare(&word) {
            aliases.push((bare, "compounds".to_owned(), lex));
        }
    }
    for (bare, name, lex) in aliases {
        words.entry(bare).or_insert((name, lex));
    }
    write(&words)
}

const PARTS: &[(&str, &[&str])] = &[
    ("Morning", &["früh", "morgen", "morgens"]),
    ("Forenoon", &["vormittag", "vormittags"]),
    ("Noon", &["mittag", "mittags"]),
    ("Afternoon", &["nachmittag", "nachmittags"]),
    ("Evening", &["abend", "abends"]),
    ("Night", &["nacht", "nachts"]),
];

/// The key of a word: lower case, ä → ae, ß → ss.
fn fold(word: &str) -> String {
    word.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

/// The key of a word whose umlauts lost their dots.
fn bare(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let bare = lower.replace('ä', "a").replace('ö', "o").replace('ü', "u").replace('ß', "ss");
    (bare != lower && bare.len() > 3).then_some(bare)
}

fn add(
    words: &mut BTreeMap<String, (String, String)>,
    file: &str,
    word: &str,
    lex: &str,
) -> Result<(), String> {
    let key = fold(word);
    if !key.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') {
        return Err(format!("{file}: `{word}` is not one word"));
    }
    if let Some((other, there)) = words.insert(key, (file.to_owned(), lex.to_owned()))
        && there != lex
    {
        return Err(format!("{file}: `{word}` is {lex}, but {other} says {there}"));
    }
    Ok(())
}

fn lex(class: &str, value: &str) -> Option<String> {
    Some(match class {
        "weekday" => format!("Lex::Weekday(Weekday::{value})"),
        "weekly" => format!("Lex::Weekly(Weekday::{value})"),
        "relday" => format!("Lex::RelDay({value})"),
        "morgen" => "Lex::Morgen".to_owned(),
        "month" => format!("Lex::Month({value})"),
        "unit" => format!("Lex::Unit(Unit::{value})"),
        "qual" => format!("Lex::Qual(Qual::{value})"),
        "third" => format!("Lex::Third(Third::{value})"),
        "thirdof" => {
            let (third, unit) = value.split_once(", ")?;
            format!("Lex::ThirdOf(Third::{third}, Unit::{unit})")
        }
        "piece" => format!("Lex::Piece(Piece::{value})"),
        "part" => format!("Lex::Part(Part::{value})"),
        "key" => format!("Lex::Key(Key::{value})"),
        "num" => format!("Lex::Num({value})"),
        "one" => "Lex::One".to_owned(),
        "half" => format!("Lex::AndAHalf({value})"),
        "holiday" => format!("Lex::Holiday({value})"),
        "holidayhead" => format!("Lex::HolidayHead({value})"),
        "quarters" => format!("Lex::Quarters({value})"),
        "nameis" => "Lex::NameIs".to_owned(),
        "given" => "Lex::Given".to_owned(),
        "title" => "Lex::Title".to_owned(),
        "numbered" => "Lex::Numbered".to_owned(),
        "counted" => "Lex::Counted".to_owned(),
        "filler" => "Lex::Filler".to_owned(),
        _ => return None,
    })
}

fn is_prime(n: usize) -> bool {
    n > 1 && (2..).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d))
}

#[expect(
    clippy::indexing_slicing,
    reason = "each number is a remainder by the length of the list it counts in"
)]
fn write(words: &BTreeMap<String, (String, String)>) -> Result<String, String> {
    // A prime, so that no seed walks in a circle.
    let slots = (words.len() + words.len() / 4..).find(|n| is_prime(*n)).unwrap_or(usize::MAX);
    let buckets = words.len().div_ceil(4);
    let mut members: Vec<Vec<&str>> = vec![Vec::new(); buckets];
    for word in words.keys() {
        members[hash::bucket(hash::hash(word.as_bytes()), buckets)].push(word);
    }
    let mut order: Vec<usize> = (0..buckets).collect();
    order.sort_by_key(|b| std::cmp::Reverse(members[*b].len()));
    let mut seeds = vec![0u16; buckets];
    let mut table: Vec<Option<&str>> = vec![None; slots];
    for b in order {
        let place = |seed: u16| -> Vec<usize> {
            members[b].iter().map(|w| hash::slot(hash::hash(w.as_bytes()), seed, slots)).collect()
        };
        let seed = (0..=u16::MAX).find(|seed| {
            let places = place(*seed);
            places.iter().enumerate().all(|(i, p)| table[*p].is_none() && !places[..i].contains(p))
        });
        let seed = seed.ok_or_else(|| format!("no seed places {:?} in the table", members[b]))?;
        seeds[b] = seed;
        for (word, p) in members[b].iter().zip(place(seed)) {
            table[p] = Some(word);
        }
    }
    let mut out = String::from(
        "// DO NOT EDIT: `cargo xtask grammar` writes this file from grammar/de/*.toml.\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use chrono::Weekday;\n\n\
         use super::lex::{Key, Lex, Part, Piece, Qual, Third, Unit};\n\n",
    );
    let _ = writeln!(out, "pub(super) static SEEDS: [u16; {buckets}] = [");
    for row in seeds.chunks(20) {
        let row: Vec<String> = row.iter().map(u16::to_string).collect();
        let _ = writeln!(out, "    {},", row.join(", "));
    }
    let _ = writeln!(out, "];\n\npub(super) static WORDS: [(&str, Lex); {slots}] = [");
    for place in table {
        let (word, lex) = place.map_or(("", "Lex::Unknown"), |w| (w, words[w].1.as_str()));
        let _ = writeln!(out, "    (\"{word}\", {lex}),");
    }
    out.push_str("];\n");
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_table_is_what_the_word_lists_say() {
        let root = crate::workspace::root();
        assert_eq!(std::fs::read_to_string(root.join(OUTPUT)).unwrap(), generate(root).unwrap());
    }

    #[test]
    fn a_word_of_two_meanings_is_refused() {
        let mut words = BTreeMap::new();
        add(&mut words, "a.toml", "März", "Lex::Month(3)").unwrap();
        add(&mut words, "b.toml", "maerz", "Lex::Month(3)").unwrap();
        let error = add(&mut words, "b.toml", "märz", "Lex::Filler").unwrap_err();
        assert_eq!(error, "b.toml: `märz` is Lex::Filler, but b.toml says Lex::Month(3)");
        assert!(add(&mut words, "b.toml", "zwei Wörter", "Lex::Filler").is_err());
    }
}
