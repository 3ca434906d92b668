//! The `klartext` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    klartext_cli::main()
}
