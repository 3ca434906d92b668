//! Any text is a rule set or a list of problems, each with a place in the text; what was read can be written and read again.

use klartext::rules::{RuleErrors, RuleSet};

use super::common;

/// The input is the rule set, tried as TOML and as JSON.
pub fn rules(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    #[cfg(feature = "toml")]
    check(text, RuleSet::from_toml(text));
    check(text, RuleSet::from_json(text));
}

fn check(text: &str, read: Result<RuleSet, RuleErrors>) {
    match read {
        Ok(rules) => {
            assert_eq!(rules.check(), Ok(()), "a rule set that was read does not hold");
            let written = serde_json::to_string(&rules).unwrap_or_default();
            assert_eq!(RuleSet::from_json(&written).as_ref(), Ok(&rules), "written as {written}");
        }
        Err(errors) => {
            assert!(errors.iter().next().is_some(), "refused without a reason");
            for error in &errors {
                assert!(!error.to_string().is_empty(), "an error without words");
                if let Some(at) = error.span {
                    common::span(text, at, &error.to_string());
                }
            }
        }
    }
}
