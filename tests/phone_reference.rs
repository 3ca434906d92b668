//! Every number of `phone_reference/reference.tsv`, which Google's own rules wrote by way of PyPI `phonenumbers`, through
//! the library: the same answer, or a difference that `phone_reference/differences.toml` lists with its reason.
#![cfg(all(feature = "toml", feature = "world"))]

use std::collections::{BTreeMap, BTreeSet};

#[cfg(feature = "backend-phonenumber")]
use klartext::phone::{Backend, normalise_with};
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

/// What the plan says of an outcome: kind, region and E.164 of a valid number, or how much of a number it is. The written forms
/// and the reason of a refusal are not asked of the other backend: it knows no forms of a neighbour with the same calling code.
#[cfg(feature = "backend-phonenumber")]
fn judged(outcome: &Outcome) -> String {
    match outcome.valid() {
        Some(n) => [n.kind().as_str(), n.region().unwrap_or("-"), n.e164()].join(" | "),
        None if outcome.number().is_some() => "possible".to_owned(),
        None => "none".to_owned(),
    }
}

/// The same numbers with the metadata of crate `phonenumber`, 9.0.33: nothing differs but where Google's plans have changed since,
/// and what is dialled by rules that the backend does not follow.
#[test]
#[cfg(feature = "backend-phonenumber")]
fn the_other_backend_says_the_same() {
    /// Calling codes whose plan is another in 9.0.42: Senegal, Syria.
    const CHANGED: [u16; 2] = [221, 963];
    /// Argentina's 15 behind the area code, the second prefix of Belarus.
    const DIALLED: [&str; 3] = ["AR 011 15-2345-6789", "BY 8 0152 45-09-11", "BY 8 029 491-19-11"];
    let mut different = Vec::new();
    for line in REFERENCE.lines().filter(|l| !l.starts_with('#')) {
        let mut row = line.split('\t');
        let (Some(region), Some(text)) = (row.next(), row.next()) else { panic!("{line}") };
        let listed = DIALLED.contains(&format!("{region} {text}").as_str());
        let (source, region) =
            if region == "ZZ" { (Source::CallerId, "DE") } else { (Source::Typed, region) };
        let tables = normalise(text, source, region);
        let other = normalise_with(Backend::Phonenumber, text, source, region);
        let changed =
            [&tables, &other].iter().any(|o| o.number().is_some_and(|n| CHANGED.contains(&n.calling_code())));
        if (judged(&tables) != judged(&other)) != listed && !changed {
            different.push(format!("{region} {text}\t{}\t{}", judged(&tables), judged(&other)));
        }
    }
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
}
