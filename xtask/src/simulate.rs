//! Calls that were never made, in a release build: what the lookup of appointments makes of them.

use crate::Result;
use crate::workspace::Workspace;

pub(crate) fn run(args: &[String]) -> Result {
    let workspace = Workspace::load()?;
    let mut run = workspace.cargo().args("run --release --quiet --package klartext-simulate --");
    for arg in args {
        run = run.arg(arg);
    }
    run.go()
}
