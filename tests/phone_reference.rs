//! Every number of `phone_reference/reference.tsv`, which Google's own rules wrote by way of PyPI `phonenumbers`, through
//! the library: the same answer, or a difference that `phone_reference/differences.toml` lists with its reason.
#![cfg(all(feature = "toml", feature = "world"))]

use std::collections::{BTreeMap, BTreeSet};

use klartext::phone::{Number, Outcome, Source, normalise};
use serde::Deserialize;

const REFERENCE: &str = include_str!("phone_reference/reference.tsv");
const DIFFERENCES: &str = include_str!("phone_reference/differences.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Differences {
    difference: Vec<Difference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    reason: String,
    /// What the library says, as [`ours`] writes it.
    ours: String,
    texts: Vec<String>,
}

/// All that is compared, in one line.
fn shown(number: &Number) -> String {
    [
        number.kind().as_str(),
        number.region().unwrap_or("-"),
        number.e164(),
        number.national(),
        number.international(),
    ]
    .join(" | ")
}

fn ours(outcome: &Outcome) -> String {
    if let Some(number) = outcome.valid() {
        return shown(number);
    }
    let codes: Vec<&str> = outcome.findings.iter().map(|f| f.code()).collect();
    format!("{}{}", if outcome.number().is_some() { "possible: " } else { "" }, codes.join(", "))
}

fn theirs(row: &[&str]) -> String {
    match row {
        [_, _, possible, "-", ..] => match *possible {
            "too_short" => "number_incomplete",
            "too_long" => "too_many_digits",
            "is_possible_local_only" => "area_code_missing",
            _ => "not_in_numbering_plan",
        }
        .to_owned(),
        [_, _, _, kind, region, rest @ ..] => {
            format!("{kind} | {} | {}", region.replace("001", "-"), rest.join(" | "))
        }
        _ => String::new(),
    }
}

#[test]
fn every_difference_is_listed_with_its_reason() {
    let listed: Differences = toml::from_str(DIFFERENCES).unwrap();
    let mut expected: BTreeMap<&str, &Difference> = BTreeMap::new();
    for difference in &listed.difference {
        assert!(difference.reason.len() > 20, "a reason that gives none: {}", difference.reason);
        for text in &difference.texts {
            assert!(expected.insert(text, difference).is_none(), "{text} is listed twice");
        }
    }
    let (mut numbers, mut regions, mut kinds) = (0, BTreeSet::new(), BTreeSet::new());
    let mut unexplained = Vec::new();
    for line in REFERENCE.lines().filter(|l| !l.starts_with('#')) {
        let row: Vec<&str> = line.split('\t').collect();
        let [region, text, _, kind, of, ..] = row[..] else { panic!("{line}") };
        numbers += 1;
        regions.insert(of);
        kinds.insert(kind);
        let outcome = match region {
            "ZZ" => normalise(text, Source::CallerId, "DE"),
            region => normalise(text, Source::Typed, region),
        };
        let (ours, theirs) = (ours(&outcome), theirs(&row));
        let listed_under = format!("{region} {text}");
        match (ours == theirs, expected.remove(listed_under.as_str())) {
            (true, None) => {}
            (true, Some(_)) => unexplained.push(format!("{listed_under}: listed, and the same: {ours}")),
            (false, Some(d)) if d.ours == ours => {}
            (false, _) => unexplained.push(format!("{listed_under}\t{ours}\t{theirs}")),
        }
    }
    unexplained.extend(expected.keys().map(|text| format!("{text}: listed, and not in the reference")));
    assert!(numbers >= 3000 && regions.len() >= 63 && kinds.len() >= 12, "{numbers} {regions:?} {kinds:?}");
    assert!(unexplained.is_empty(), "{} unexplained:\n{}", unexplained.len(), unexplained.join("\n"));
}
