//! How well names are told apart: recall and false accepts on fixtures/names/pairs.tsv, beside Kölner Phonetik alone and
//! Jaro–Winkler.
//!
//! `cargo run --profile bench -p klartext-benches --bin names [-- dev|held] [--list] [--scores]`; without a half, the whole table.
//! `--list` shows the pairs that came out wrong, `--scores` the score of each.

#![expect(clippy::disallowed_methods, reason = "a program has arguments")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use klartext::appointment::name::{Level, Likeness, Name, compare};
use rphonetic::{Cologne, Encoder};

const PAIRS: &str = include_str!("../../../fixtures/names/pairs.tsv");

struct Pair {
    same: bool,
    kind: &'static str,
    heard: &'static str,
    stored: &'static str,
}

struct Rival {
    name: &'static str,
    accepts: fn(&Pair) -> bool,
}

const RIVALS: &[Rival] = &[
    Rival { name: "klartext, a level that agrees", accepts: |p| ours(p).level.agrees() },
    Rival { name: "klartext, equivalent or better", accepts: |p| ours(p).level <= Level::Equivalent },
    Rival { name: "klartext, score from .5", accepts: |p| ours(p).score >= 0.5 },
    Rival { name: "Kölner Phonetik (rphonetic 4.0.0)", accepts: cologne },
    Rival { name: "Jaro–Winkler from .85 (strsim)", accepts: |p| jaro(p) >= 0.85 },
    Rival { name: "both of them", accepts: |p| cologne(p) && jaro(p) >= 0.85 },
    Rival { name: "one of them", accepts: |p| cologne(p) || jaro(p) >= 0.85 },
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let list = args.iter().any(|a| a == "--list");
    let scores = args.iter().any(|a| a == "--scores");
    let half = args.iter().find(|a| *a != "--list" && *a != "--scores").map(String::as_str);
    if !matches!(half, None | Some("dev" | "held")) {
        eprintln!("usage: names [dev|held] [--list] [--scores]");
        return ExitCode::from(2);
    }
    let pairs: Vec<Pair> = PAIRS.lines().filter_map(|line| pair(line, half)).collect();
    let (same, other): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(|p| p.same);
    println!("{} pairs: {} of the same person, {} of different people", pairs.len(), same.len(), other.len());
    println!("{:<36}{:>16}{:>22}", "accepts", "same person", "different people");
    for rival in RIVALS {
        println!("{:<36}{}{:>6}", rival.name, share(&same, rival), share(&other, rival));
    }
    let near = same.iter().filter(|p| !Name::parse(p.heard).keys().any(|k| keys(p.stored).contains(&k)));
    println!("\nof the same person, without a common key: {}", near.count());
    by_kind("same person, by kind: level", &same);
    by_kind("different people, by kind: level", &other);
    calibration(&pairs);
    if list {
        wrong(&pairs);
    }
    if scores {
        for pair in &pairs {
            println!("{}\t{:.4}\t{:?}", pair.same, ours(pair).score, ours(pair).level);
        }
    }
    ExitCode::SUCCESS
}

fn pair(line: &'static str, half: Option<&str>) -> Option<Pair> {
    let [person, kind, part, heard, stored] =
        <[&str; 5]>::try_from(line.split('\t').collect::<Vec<_>>()).ok()?;
    let wanted = !line.starts_with('#') && half.is_none_or(|half| half == part);
    wanted.then_some(Pair { same: person == "same", kind, heard, stored })
}

fn keys(name: &str) -> Vec<u64> {
    Name::parse(name).keys().collect()
}

fn ours(pair: &Pair) -> Likeness {
    compare(&Name::parse(pair.heard), &Name::parse(pair.stored))
}

/// The names as the rivals get them: lower case. Their users would have to take frames and titles off as well.
fn cologne(pair: &Pair) -> bool {
    // It drops the capital ß.
    let code = |name: &str| Cologne.encode(&name.to_lowercase());
    code(pair.heard) == code(pair.stored)
}

fn jaro(pair: &Pair) -> f64 {
    strsim::jaro_winkler(&pair.heard.to_lowercase(), &pair.stored.to_lowercase())
}

fn share(pairs: &[&Pair], rival: &Rival) -> String {
    let accepted = pairs.iter().filter(|p| (rival.accepts)(p)).count();
    let percent = accepted as f64 * 100.0 / pairs.len().max(1) as f64;
    format!("{accepted:>6} {percent:>5.1} %   ")
}

fn by_kind(title: &str, pairs: &[&Pair]) {
    let mut table: BTreeMap<&str, BTreeMap<Level, usize>> = BTreeMap::new();
    for pair in pairs {
        let count = table.entry(pair.kind).or_default().entry(ours(pair).level).or_default();
        *count = count.saturating_add(1);
    }
    println!(
        "\n{title:<36}{:>6}{:>6}{:>6}{:>6}{:>6}{:>6}",
        "exact", "equiv", "alike", "part", "doubt", "diff"
    );
    for (kind, levels) in table {
        print!("{kind:<36}");
        for level in
            [Level::Exact, Level::Equivalent, Level::Alike, Level::Partial, Level::Doubtful, Level::Different]
        {
            print!("{:>6}", levels.get(&level).copied().unwrap_or_default());
        }
        println!();
    }
}

/// What the score promises and what came, in tenths.
fn calibration(pairs: &[Pair]) {
    // (score, weight, weight of the same person): the two kinds count alike, however many pairs there are of each.
    let mut bins = [(0.0_f64, 0.0_f64, 0.0_f64); 10];
    let same = pairs.iter().filter(|p| p.same).count().max(1) as f64;
    let other = pairs.iter().filter(|p| !p.same).count().max(1) as f64;
    for pair in pairs {
        let score = f64::from(ours(pair).score);
        let weight = if pair.same { 1.0 / same } else { 1.0 / other };
        if let Some(bin) = bins.get_mut(((score * 10.0) as usize).min(9)) {
            bin.0 += score * weight;
            bin.1 += weight;
            bin.2 += if pair.same { weight } else { 0.0 };
        }
    }
    println!("\nscore, mean of the tenth    same person    share of the pairs");
    for (score, weight, same) in bins.into_iter().filter(|b| b.1 > 0.0) {
        println!("{:>8.2}{:>26.2}{:>20.1} %", score / weight, same / weight, weight * 50.0);
    }
}

fn wrong(pairs: &[Pair]) {
    println!();
    for pair in pairs {
        let likeness = ours(pair);
        if likeness.level.agrees() != pair.same {
            println!(
                "{} {:<11} {:<28} {:<28} {:.2} {:?} {:?}",
                if pair.same { "missed  " } else { "accepted" },
                pair.kind,
                pair.heard,
                pair.stored,
                likeness.score,
                likeness.level,
                likeness.reasons
            );
        }
    }
}
