//! Every production of grammar/german.ebnf is exercised by a fixture.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, klartext, repository};
use klartext_cli::coverage::Coverage;
use klartext_cli::fixture::Suite;

#[test]
fn every_production_is_exercised_by_a_fixture() {
    let suite = Suite::load(&[repository().join("fixtures/time")]);
    let coverage = Coverage::of(&suite.run()).expect("the grammar is read");
    let missing: Vec<&str> = coverage.missing().map(|p| p.name.as_str()).collect();
    assert!(
        missing.is_empty(),
        "no fixture exercises {missing:?}; add one to fixtures/time/productions.toml"
    );
    assert!(coverage.productions.len() > 150, "only {} productions", coverage.productions.len());
}

#[test]
fn the_command_names_what_is_not_exercised() {
    let fixture = "clock = \"2025-11-05T10:00\"\n[[resolve]]\nmeans = \"2025-11-06\"\ntexts = [\"morgen\", \"übermorgen\"]\n";
    let dir = directory("one_day", &[("a.toml", fixture.as_bytes())]);
    let dir = dir.display().to_string();
    let human = klartext(&["test", "--coverage", &dir]);
    // "übermorgen" fails here, and so does not count.
    assert_eq!((human.exit, human.err.as_str()), (Some(1), ""));
    assert!(human.out.contains("UNUSED  half-hour"), "{}", human.out);
    assert!(!human.out.contains("UNUSED  relative-day"), "{}", human.out);
    assert!(human.out.ends_with(" by 1 texts that grammar/german.ebnf derives\n"), "{}", human.out);
    let json = klartext(&["test", "--coverage", "--format", "json", &dir]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("one JSON object");
    let missing = json["coverage"]["missing"].as_array().expect("a list");
    assert!(missing.contains(&"half-hour".into()) && !missing.contains(&"day".into()));
    let plain = klartext(&["test", "--format", "json", &dir]);
    let plain: serde_json::Value = serde_json::from_str(&plain.out).expect("one JSON object");
    assert_eq!((plain.get("coverage"), plain["passed"].as_u64()), (None, Some(1)));
}
