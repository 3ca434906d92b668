//! Every chore of this repository. `cargo xtask` lists them; each has a file of its own beside this one.
#![expect(clippy::disallowed_methods, reason = "chores touch files, the environment and the clock")]

mod ci;
mod deps;
mod features;
mod fuzz;
mod grammar;
mod holidays;
mod msrv;
mod names;
mod numbering;
mod preview;
mod schema;
mod shell;
mod simulate;
mod wasm;
mod workspace;

use std::process::ExitCode;

/// What a chore ends with; the text of an error is all that the reader sees of it.
pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

struct Chore {
    name: &'static str,
    args: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "ci",
        args: "[--only STEP]… [--skip STEP]… [--list]",
        about: "all that has to pass before a change lands",
        run: ci::run,
    },
    Chore { name: "deps", args: "", about: "the size of the library's crate tree", run: deps::run },
    Chore {
        name: "features",
        args: "",
        about: "the library with each combination of features",
        run: features::run,
    },
    Chore {
        name: "fuzz",
        args: "[SECONDS] [--build] [--target NAME]… [--sanitizer address]",
        about: "run each fuzz target for a while, or only build them",
        run: fuzz::run,
    },
    Chore {
        name: "grammar",
        args: "[--check]",
        about: "write src/text/generated.rs from grammar/de/*.toml, or compare it",
        run: grammar::run,
    },
    Chore {
        name: "holidays",
        args: "[--check]",
        about: "write the table of public holidays from grammar/holidays.toml, or compare it",
        run: holidays::run,
    },
    Chore {
        name: "msrv",
        args: "",
        about: "build with the oldest Rust that Cargo.toml states",
        run: msrv::run,
    },
    Chore {
        name: "names",
        args: "[--check]",
        about: "write the table of given names from grammar/nicknames.toml, or compare it",
        run: names::run,
    },
    Chore {
        name: "numbering",
        args: "[--check]",
        about: "write the telephone numbering plans from Google's metadata, or compare them",
        run: numbering::run,
    },
    Chore {
        name: "preview",
        args: "[--no-serve] [--port N] [--test] [--bench] [--package DIR]",
        about: "build the admin page and serve it, or test or measure it in Chromium",
        run: preview::run,
    },
    Chore {
        name: "schema",
        args: "[--check]",
        about: "write the JSON Schemas in schema/, or compare them",
        run: schema::run,
    },
    Chore {
        name: "simulate",
        args: "[--calls N] [--seed S] [--noise first|second] [--call K] [--failures N] [--missed N]",
        about: "100,000 calls that were never made: what the lookup of appointments makes of them",
        run: simulate::run,
    },
    Chore {
        name: "wasm",
        args: "[--features LIST] [--test] [--sizes] [--bench]",
        about: "the package for JavaScript, in target/wasm/pkg; its tests, what each part weighs, benches",
        run: wasm::run,
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match args.split_first() {
        None => ("help", &[][..]),
        Some((name, rest)) => (name.as_str(), rest),
    };
    if matches!(name, "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(chore) = CHORES.iter().find(|c| c.name == name) else {
        eprint!("error: no chore `{name}`\n\n{}", help());
        return ExitCode::from(2);
    };
    match (chore.run)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// For chores that write what they generate, or with `--check` compare it with what is checked in.
pub(crate) fn check_flag(chore: &str, args: &[String]) -> Result<bool> {
    match args {
        [] => Ok(false),
        [flag] if flag == "--check" => Ok(true),
        _ => Err(format!("`{chore}` takes nothing, or `--check`").into()),
    }
}

/// For chores without arguments.
pub(crate) fn no_args(chore: &str, args: &[String]) -> Result {
    args.first().map_or(Ok(()), |arg| Err(format!("`{chore}` takes no `{arg}`").into()))
}

fn help() -> String {
    let mut out = String::from("cargo xtask CHORE\n\n");
    for chore in CHORES {
        out.push_str(&format!("  {:<10}{}\n", chore.name, chore.about));
        if !chore.args.is_empty() {
            out.push_str(&format!("  {:<10}  {}\n", "", chore.args));
        }
    }
    out
}
