//! Every number of the library's reference, put to two crates as well: what they answer is what the library answers, or a
//! difference that is listed with its reason. `cargo test --manifest-path fuzz/oracles/Cargo.toml`

use std::collections::BTreeMap;

use klartext_oracles::Library;
use serde::Deserialize;

const REFERENCE: &str = include_str!("../../../tests/phone_reference/reference.tsv");
/// Where the library differs from Google on purpose, `rlibphonenumber` says what Google says.
const FROM_GOOGLE: &str = include_str!("../../../tests/phone_reference/differences.toml");
const DIFFERENCES: &str = include_str!("../differences.toml");

#[derive(Deserialize)]
struct FromGoogle {
    difference: Vec<OnPurpose>,
}

#[derive(Deserialize)]
struct OnPurpose {
    texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Differences {
    difference: Vec<Difference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    library: String,
    reason: String,
    texts: Vec<String>,
}

#[test]
fn every_difference_is_listed_with_its_reason() {
    let from_google: FromGoogle = toml::from_str(FROM_GOOGLE).unwrap();
    let listed: Differences = toml::from_str(DIFFERENCES).unwrap();
    let mut unexplained = Vec::new();
    for (library, name) in
        [(Library::Phonenumber, "phonenumber"), (Library::Rlibphonenumber, "rlibphonenumber")]
    {
        // The text, and whether a difference has to be there.
        let mut expected: BTreeMap<&str, bool> = BTreeMap::new();
        expected.extend(from_google.difference.iter().flat_map(|d| &d.texts).map(|t| (t.as_str(), false)));
        for difference in listed.difference.iter().filter(|d| d.library == name) {
            assert!(difference.reason.len() > 20, "a reason that gives none: {}", difference.reason);
            for text in &difference.texts {
                assert!(expected.insert(text, true).is_none(), "{name}: {text} is listed twice");
            }
        }
        let (mut numbers, mut same) = (0, 0);
        for row in REFERENCE.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = row.split('\t');
            let (region, text) = (fields.next().unwrap(), fields.next().unwrap());
            numbers += 1;
            let (ours, theirs) = (Library::Klartext.asked(region, text), library.asked(region, text));
            // Why it is no number, each says in words of its own.
            let equal = ours == theirs || (ours.is_err() && theirs.is_err());
            same += i32::from(equal);
            let key = format!("{region} {text}");
            match (equal, expected.remove(key.as_str())) {
                (true, None | Some(false)) | (false, Some(_)) => {}
                (true, Some(true)) => unexplained.push(format!("{name}\t{key}\tlisted, and the same")),
                (false, None) => unexplained.push(format!("{name}\t{key}\t{ours:?}\t{theirs:?}")),
            }
        }
        let left = expected.iter().filter(|(_, must)| **must);
        unexplained.extend(left.map(|(text, _)| format!("{name}\t{text}\tlisted, and not in the reference")));
        println!("{name}: {numbers} numbers, {same} the same");
        assert!(numbers >= 3000, "{numbers}");
    }
    assert!(unexplained.is_empty(), "{} unexplained:\n{}", unexplained.len(), unexplained.join("\n"));
}
