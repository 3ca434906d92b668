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
    let coverage = Coverage::of(&suite, &suite.run()).expect("the grammar is read");
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
    assert!(human.out.contains(" by 1 texts that grammar/german.ebnf derives\n"), "{}", human.out);
    assert!(human.out.contains("UNUSED  resolve  weekday_conflict\n"), "{}", human.out);
    assert!(!human.out.contains("UNUSED  DIR"), "{}", human.out);
    let json = klartext(&["test", "--coverage", "--format", "json", &dir]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("one JSON object");
    let missing = json["coverage"]["missing"].as_array().expect("a list");
    assert!(missing.contains(&"half-hour".into()) && !missing.contains(&"day".into()));
    let all = json["coverage"]["productions"].as_f64().expect("a number");
    let percent = json["coverage"]["percent"].as_f64().expect("a number");
    let exact = (all - f64::from(u32::try_from(missing.len()).expect("few"))) / all * 100.0;
    assert!((percent - exact).abs() <= 0.1, "{percent} is not {exact}");
    let plain = klartext(&["test", "--format", "json", &dir]);
    let plain: serde_json::Value = serde_json::from_str(&plain.out).expect("one JSON object");
    assert_eq!((plain.get("coverage"), plain["passed"].as_u64()), (None, Some(1)));
}

#[test]
fn slots_choices_questions_and_codes_of_a_rule_set_count() {
    let rules = b"version = 1\n[slots.name]\nrequired = true\n[slots.service]\ntype = \"enum\"\nchoices = [\"Schnitt\", \"Farbe\"]\n[slots.note]\n[rules.colour]\nwhen = 'service == \"Farbe\"'\nseverity = \"warning\"\nmessage = \"Das dauert.\"\n";
    let calls = "rules = \"r.toml\"\nclock = \"2025-11-05T10:00\"\n[[call]]\nname = \"a\"\npayload = { name = \"Eva Beispiel\", service = \"Farbe\" }\noutcome = \"accept\"\nfindings = [\"colour\"]\n";
    let dir = directory("rule_coverage", &[("r.toml", rules), ("c.toml", calls.as_bytes())]);
    let dir = dir.display().to_string();
    let human = klartext(&["test", "--coverage", &dir]);
    assert_eq!((human.exit, human.err.as_str()), (Some(0), ""));
    let unused: Vec<&str> = human.out.lines().filter(|l| l.contains("r.toml")).collect();
    let file = format!("{dir}/r.toml");
    assert_eq!(
        unused,
        [
            format!("UNUSED  {file}  question name"),
            format!("UNUSED  {file}  choice service = Schnitt"),
            format!("UNUSED  {file}  slot note"),
            format!("UNUSED  {file}  rules.colour does not apply"),
            format!("4 of 8 parts of {file} exercised (50 %)"),
        ]
    );
    // A grammar that nothing here is about is not complained of.
    assert!(!human.out.contains("productions"), "{}", human.out);
    assert!(human.out.contains("UNUSED  call  missing\n"), "{}", human.out);
    let json = klartext(&["test", "--coverage", "--report", "json", &dir]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("one JSON object");
    let part = &json["coverage"]["rule_sets"][0];
    assert_eq!((&part["total"], &part["percent"]), (&8.into(), &50.0.into()));
    let missing = ["question name", "choice service = Schnitt", "slot note", "rules.colour does not apply"];
    assert_eq!(part["missing"], serde_json::json!(missing));
}
