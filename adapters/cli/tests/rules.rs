//! `klartext rules explain` and `fmt`.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, klartext};

const UGLY: &str = "version=1\nname = \"Bistro\"   # unser Bistro\n\n\n\n# Wie viele\n[slots.guests]\n  type='number'\nrequired   = true\n[rules.many]\n# acht Plätze\nwhen=\"guests>8  && guests<100\"\nseverity='reject'\n";

const NICE: &str = "version = 1\nname = \"Bistro\" # unser Bistro\n\n# Wie viele\n[slots.guests]\ntype = \"number\"\nrequired = true\n\n[rules.many]\n# acht Plätze\nwhen = 'guests > 8 and guests < 100'\nseverity = \"reject\"\n";

#[test]
fn a_rule_set_is_put_into_its_form_and_keeps_its_comments() {
    let dir = directory("rules-fmt", &[("r.toml", UGLY.as_bytes())]);
    let file = dir.join("r.toml");
    let path = file.to_str().unwrap();
    let check = klartext(&["rules", "fmt", "--check", path]);
    assert_eq!(check.exit, Some(1));
    assert!(check.out.contains("r.toml"), "{}", check.out);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), UGLY);
    assert_eq!(klartext(&["rules", "fmt", path]).exit, Some(0));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), NICE);
    assert_eq!(klartext(&["rules", "fmt", "--check", path]).exit, Some(0));
    assert_eq!(klartext(&["rules", "check", path]).exit, Some(0));
}

#[test]
fn what_is_no_rule_set_is_left_as_it_is() {
    let dir = directory("rules-fmt-bad", &[("r.toml", b"version = 1\nslots = [")]);
    let file = dir.join("r.toml");
    let done = klartext(&["rules", "fmt", file.to_str().unwrap()]);
    assert_eq!(done.exit, Some(2));
    assert_eq!(std::fs::read(&file).unwrap(), b"version = 1\nslots = [");
}

#[test]
fn a_rule_set_is_explained_in_both_languages() {
    let rules = "examples/rules/deployment.toml";
    let german = klartext(&["rules", "explain", rules]).out;
    assert!(german.contains("1. calls: Zahl, Pflicht"), "{german}");
    assert!(
        german.contains("Wenn gilt: succeeded in Prozent von calls ist kleiner als 90, wird abgelehnt: „Von"),
        "{german}"
    );
    let english = klartext(&["rules", "explain", "--lang", "en", rules]).out;
    assert!(
        english.contains("Where succeeded in percent of calls is less than 90, the call is rejected"),
        "{english}"
    );
}
