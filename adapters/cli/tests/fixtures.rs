//! Every fixture of the repository, through the library and through the built command.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{klartext, repository};
use klartext_cli::fixture::{Outcome, Ran, Suite};

#[test]
fn every_case_comes_out_as_its_fixture_says() {
    let suite = Suite::load(&[repository().join("fixtures")]);
    let problems: Vec<String> = suite.problems.iter().map(|p| p.plain()).collect();
    assert!(problems.is_empty(), "unreadable fixtures:\n{}", problems.join("\n"));
    assert!(suite.cases.len() >= 50, "only {} cases were found", suite.cases.len());
    let report = suite.run();
    let mut wrong = Vec::new();
    for Ran { case, outcome, .. } in &report.results {
        let place = format!("{}:{} `{}`", case.file.display(), case.line, case.subject);
        match outcome {
            Outcome::Passed | Outcome::KnownToFail { .. } => {}
            Outcome::Fixed { .. } => wrong.push(format!("{place}: passes, but is listed as a known failure")),
            Outcome::Failed(differences) => {
                for d in differences {
                    wrong.push(format!("{place}: {} expected {}, got {}", d.what, d.expected, d.got));
                }
            }
        }
    }
    wrong.extend(report.stale.iter().map(|(id, _)| format!("known failure `{id}` names no case")));
    assert!(report.is_good() && wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_command_agrees() {
    let done = klartext(&["test", "fixtures", "--format", "json"]);
    assert_eq!(done.err, "");
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("one JSON object");
    let suite = Suite::load(&[repository().join("fixtures")]);
    assert_eq!(report["cases"].as_array().map(Vec::len), Some(suite.cases.len()));
    assert_eq!(done.exit, Some(i32::from(!suite.run().is_good())));
    assert_eq!((&report["failed"], &report["surprises"]), (&0.into(), &0.into()));
}
