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
    check(&[])?;
    for feature in &workspace.features {
        check(std::slice::from_ref(feature))?;
    }
    check(&workspace.features)?;
    workspace.cargo().args("test --quiet --package klartext --no-default-features").go()
}
