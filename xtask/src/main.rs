//! Every chore of this repository: `cargo xtask NAME`.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "chores touch the world, and may fail loudly"
)]

use std::path::Path;
use std::process::ExitCode;

mod grammar;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let flag = |name: &str| args.iter().any(|a| a == name);
    let done = match args.first().map(String::as_str) {
        Some("grammar") => grammar::run(root, flag("--check")),
        _ => Err("cargo xtask grammar [--check]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
