//! The oldest Rust that Cargo.toml states, tried with exactly that Rust where it is at hand.

use crate::shell::Run;
use crate::workspace::{Workspace, toolchains};
use crate::{Result, no_args};

pub(crate) fn run(args: &[String]) -> Result {
    no_args("msrv", args)?;
    let workspace = Workspace::load()?;
    let stated = &workspace.rust_version;
    let running = workspace.rustc("release")?;
    let check = "check --workspace --all-targets --locked --quiet";
    if is(&running, stated) {
        println!("rust-version {stated} is the toolchain at hand, {running}");
        return workspace.cargo().args(check).go();
    }
    let named = toolchains().into_iter().find(|t| is(t.split('-').next().unwrap_or(t), stated));
    if let Some(toolchain) = named {
        println!("rust-version {stated} is checked with toolchain {toolchain}; at hand is {running}");
        return Run::new("rustup")
            .dir(&workspace.root)
            .args("run")
            .arg(&toolchain)
            .args("cargo")
            .args(check)
            .env_remove("RUSTC")
            .env_remove("CARGO")
            .go();
    }
    if older(&running, stated)? {
        return Err(format!("the toolchain at hand, {running}, is older than rust-version {stated}").into());
    }
    println!("rust-version {stated} could not be checked itself: rustup has no such toolchain here;");
    println!("the toolchain at hand, {running}, is newer and every other step ran with it");
    Ok(())
}

/// True where `version` is a release of `stated`: 1.95.2 is one of 1.95, and 1.95.0 is only itself; a nightly is none.
fn is(version: &str, stated: &str) -> bool {
    let mut given = version.split('.');
    !version.contains('-') && stated.split('.').all(|part| given.next() == Some(part))
}

/// True where `version` comes before `stated`.
fn older(version: &str, stated: &str) -> Result<bool> {
    Ok(numbers(version)? < numbers(stated)?)
}

/// `1.97.0-nightly` as numbers.
fn numbers(version: &str) -> Result<Vec<u32>> {
    let plain = version.split('-').next().unwrap_or(version);
    plain
        .split('.')
        .map(|part| part.parse().map_err(|_| format!("`{version}` is not a version of Rust").into()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolchain_is_the_stated_one_by_whole_numbers() {
        assert!(is("1.95.0", "1.95"));
        assert!(is("1.95.2", "1.95"));
        assert!(!is("1.9.0", "1.95"));
        assert!(!is("1.950.0", "1.95"));
        assert!(!is("stable", "1.95"));
        assert!(!is("1.95.0-nightly", "1.95"));
        assert!(!is("1.95.1", "1.95.0"));
    }

    #[test]
    fn an_older_toolchain_is_seen_as_such() {
        assert!(older("1.94.1", "1.95").unwrap());
        assert!(older("1.9.0", "1.95").unwrap());
        assert!(!older("1.95.0", "1.95").unwrap());
        assert!(!older("1.100.0-nightly", "1.95").unwrap());
        assert!(older("stable", "1.95").is_err());
    }
}
