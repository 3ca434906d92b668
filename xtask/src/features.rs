//! The library with no feature, with each alone, and with all; its tests also without default features.

use crate::workspace::Workspace;
use crate::{Result, no_args};

pub(crate) fn run(args: &[String]) -> Result {
    no_args("features", args)?;
    let workspace = Workspace::load()?;
    // Clippy is `cargo check` with more to say: an item that nothing uses without a feature is an error here.
    let check = |features: &[String]| {
        workspace
            .cargo()
            .args("clippy --quiet --package klartext --all-targets --no-default-features --features")
            .arg(features.join(","))
            .args("-- -D warnings")
            .go()
    };
    let mut combinations = vec![Vec::new()];
    combinations.extend(workspace.features.iter().map(|feature| vec![feature.clone()]));
    combinations.push(workspace.features.clone());
    let mut failed: Vec<String> = combinations
        .iter()
        .filter(|features| check(features).is_err())
        .map(|features| if features.is_empty() { "none".to_owned() } else { features.join(",") })
        .collect();
    // Tests too: what a feature takes away must not be missed by what stays, and what it adds is tested only here.
    for (name, args) in
        [("no default features", "--no-default-features"), ("all features", "--all-features --lib")]
    {
        let tests = workspace.cargo().args("test --quiet --package klartext").args(args).go();
        if tests.is_err() {
            failed.push(format!("tests with {name}"));
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("failed with features: {}", failed.join("; ")).into())
    }
}
