//! All that has to pass before a change lands, one heading for each step and a summary at the end.

use std::time::{Duration, Instant};

use crate::Result;
use crate::workspace::Workspace;
use crate::{deps, features, fuzz, grammar, holidays, msrv, names, numbering, preview, schema, wasm};

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Workspace) -> Result,
}

/// Cheap ones first, so that a slip shows early; those that build alike stand together.
const STEPS: &[Step] = &[
    Step { name: "fmt", about: "rustfmt has nothing to change", run: fmt },
    Step { name: "deps", about: "the crate tree is small", run: |_| deps::run(&[]) },
    Step {
        name: "grammar",
        about: "src/text/generated.rs is what grammar/de says",
        run: |_| grammar::run(&["--check".into()]),
    },
    Step {
        name: "holidays",
        about: "the table of public holidays is what grammar/holidays.toml says",
        run: |_| holidays::run(&["--check".into()]),
    },
    Step {
        name: "names",
        about: "the table of given names is what grammar/nicknames.toml says",
        run: |_| names::run(&["--check".into()]),
    },
    Step {
        name: "numbering",
        about: "the numbering plans are what Google's metadata says",
        run: |_| numbering::compare_if_there(),
    },
    Step { name: "clippy", about: "no warning in any target", run: clippy },
    Step { name: "test", about: "unit, integration and documentation tests", run: test },
    Step { name: "fixtures", about: "the fixtures, through the command", run: fixtures },
    Step {
        name: "schema",
        about: "schema/ is what the library says",
        run: |_| schema::run(&["--check".into()]),
    },
    Step {
        name: "features",
        about: "the library with each combination of features",
        run: |_| features::run(&[]),
    },
    Step { name: "doc", about: "the documentation builds without a warning", run: doc },
    Step { name: "msrv", about: "the oldest Rust that is promised", run: |_| msrv::run(&[]) },
    Step { name: "fuzz", about: "the fuzz targets build", run: |_| fuzz::run(&["--build".into()]) },
    Step {
        name: "wasm",
        about: "the package for JavaScript, its size and its tests under Node",
        run: |_| wasm::test_if_there(),
    },
    Step {
        name: "preview",
        about: "the admin page in Chromium, where there is one",
        run: |_| preview::run(&["--test".into()]),
    },
    Step { name: "oracles", about: "what other crates say of telephone numbers", run: oracles },
];

pub(crate) fn run(args: &[String]) -> Result {
    let wanted = match parse(args)? {
        Some(wanted) => wanted,
        None => {
            for step in STEPS {
                println!("{:<10}{}", step.name, step.about);
            }
            return Ok(());
        }
    };
    let workspace = Workspace::load()?;
    let mut ends = Vec::new();
    for step in STEPS {
        if !wanted.contains(&step.name) {
            ends.push((step, End::Skipped));
            continue;
        }
        println!("\n==== {}: {}", step.name, step.about);
        let start = Instant::now();
        let end = match (step.run)(&workspace) {
            Ok(()) => End::Passed(start.elapsed()),
            Err(error) => {
                println!("failed: {error}");
                End::Failed(start.elapsed(), error.to_string())
            }
        };
        ends.push((step, end));
    }
    println!("\n==== summary");
    for (step, end) in &ends {
        match end {
            End::Passed(time) => println!("  {:<10}passed  {:>5.1} s", step.name, time.as_secs_f64()),
            End::Failed(time, error) => {
                let line = error.lines().next().unwrap_or_default();
                println!("  {:<10}FAILED  {:>5.1} s  {line}", step.name, time.as_secs_f64());
            }
            End::Skipped => println!("  {:<10}skipped", step.name),
        }
    }
    let count = |which: fn(&End) -> bool| ends.iter().filter(|(_, e)| which(e)).count();
    let failed = count(|e| matches!(e, End::Failed(..)));
    let passed = count(|e| matches!(e, End::Passed(_)));
    let skipped = count(|e| matches!(e, End::Skipped));
    // This form of the closing line is one that CI reads.
    println!("steps: {passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of {} steps failed", passed + failed).into()) }
}

enum End {
    Passed(Duration),
    Failed(Duration, String),
    Skipped,
}

/// The names of the steps to run; `None` where only the list is wanted.
fn parse(args: &[String]) -> Result<Option<Vec<&'static str>>> {
    let (mut only, mut skip) = (Vec::new(), Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let list = match arg.as_str() {
            "--list" => return Ok(None),
            "--only" => &mut only,
            "--skip" => &mut skip,
            _ => return Err(format!("`ci` takes no `{arg}`").into()),
        };
        let name = args.next().ok_or_else(|| format!("`{arg}` wants the name of a step"))?;
        let step = STEPS.iter().find(|s| s.name == name).ok_or_else(|| {
            let all: Vec<&str> = STEPS.iter().map(|s| s.name).collect();
            format!("no step `{name}`; there are {}", all.join(", "))
        })?;
        list.push(step.name);
    }
    let wanted = STEPS.iter().map(|s| s.name);
    Ok(Some(wanted.filter(|n| (only.is_empty() || only.contains(n)) && !skip.contains(n)).collect()))
}

fn fmt(workspace: &Workspace) -> Result {
    component(workspace, "fmt", "rustfmt")?;
    workspace.cargo().args("fmt --all --check").go()?;
    workspace.cargo().args("fmt --manifest-path adapters/wasm/build/Cargo.toml --check").go()?;
    workspace.cargo().args("fmt --manifest-path fuzz/Cargo.toml --check").go()
}

fn clippy(workspace: &Workspace) -> Result {
    component(workspace, "clippy", "clippy")?;
    workspace.cargo().args("clippy --workspace --all-targets --locked --quiet -- -D warnings").go()
}

/// Some toolchains come without these.
fn component(workspace: &Workspace, command: &str, name: &str) -> Result {
    if workspace.cargo().arg(command).args("--version").works() {
        return Ok(());
    }
    Err(format!("there is no `cargo {command}` here; `rustup component add {name}` brings it").into())
}

fn test(workspace: &Workspace) -> Result {
    if workspace.cargo().args("nextest --version").works() {
        // Every test in a process of its own; documentation tests are not its business.
        let tests = "nextest run --workspace --locked --no-fail-fast --status-level fail";
        let tests = workspace.cargo().args(tests).go();
        let examples = workspace.cargo().args("test --workspace --locked --doc --quiet").go();
        tests.and(examples)
    } else {
        workspace.cargo().args("test --workspace --locked --no-fail-fast --quiet").go()
    }
}

fn fixtures(workspace: &Workspace) -> Result {
    let said = workspace
        .cargo()
        .args("run --quiet --locked --package klartext-cli --bin klartext -- test fixtures")
        .tell()?;
    if said.trim().is_empty() {
        return Err("the command printed nothing, so nothing shows that it ran a fixture".into());
    }
    Ok(())
}

/// In a workspace of its own, for two crates that nothing else here depends on.
fn oracles(workspace: &Workspace) -> Result {
    let test = "test --manifest-path fuzz/Cargo.toml --package klartext-oracles --locked --quiet";
    workspace.cargo().args(test).go()
}

/// The library only: it is what has readers, and the command, of the same name, would be written to the same place.
fn doc(workspace: &Workspace) -> Result {
    workspace
        .cargo()
        .args("doc --package klartext --all-features --no-deps --locked --quiet")
        .env("RUSTDOCFLAGS", "-D warnings")
        .go()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str) -> std::result::Result<Vec<&'static str>, String> {
        let args: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        parse(&args).map(Option::unwrap_or_default).map_err(|e| e.to_string())
    }

    #[test]
    fn steps_are_chosen_by_name() {
        assert_eq!(wanted("").unwrap().len(), STEPS.len());
        assert_eq!(wanted("--only fmt --only deps").unwrap(), ["fmt", "deps"]);
        assert!(!wanted("--skip test").unwrap().contains(&"test"));
        assert_eq!(wanted("--skip test").unwrap().len(), STEPS.len() - 1);
        assert_eq!(wanted("--fast").unwrap_err(), "`ci` takes no `--fast`");
        assert_eq!(wanted("--skip").unwrap_err(), "`--skip` wants the name of a step");
        assert!(wanted("--only tests").unwrap_err().starts_with("no step `tests`; there are fmt, deps, "));
    }
}
