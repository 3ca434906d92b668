//! The size of the library's crate tree: normal and build dependencies, for the host, the library itself not counted.
//!
//! The host's tree is what a build here compiles and what a reader has to trust; crates that only another target
//! needs (Windows, WASM) come with `cargo tree --target all` and are not counted.

use std::collections::BTreeSet;

use crate::workspace::Workspace;
use crate::{Result, no_args};

struct Limit {
    what: &'static str,
    /// Of the default features, the ones that stay on.
    keep: fn(&str) -> bool,
    most: usize,
}

const LIMITS: [Limit; 2] = [
    Limit { what: "default features", keep: |_| true, most: 45 },
    Limit { what: "no default features", keep: |_| false, most: 25 },
];

pub(crate) fn run(args: &[String]) -> Result {
    no_args("deps", args)?;
    let workspace = Workspace::load()?;
    println!("crates below klartext (normal and build dependencies, host {}):", workspace.rustc("host")?);
    let mut over = 0_usize;
    for limit in LIMITS {
        let keep: Vec<&str> =
            workspace.default_features.iter().map(String::as_str).filter(|f| (limit.keep)(f)).collect();
        let crates = tree(&workspace, &keep)?;
        let mark = if crates.len() <= limit.most { "ok" } else { "too many" };
        println!("  {:<48} {:>3} of at most {:>2}  {mark}", limit.what, crates.len(), limit.most);
        if crates.len() > limit.most {
            over += 1;
            for name in &crates {
                println!("    {name}");
            }
        }
    }
    if over == 0 { Ok(()) } else { Err(format!("{over} of {} crate trees too large", LIMITS.len()).into()) }
}

/// Name and version of every crate below the library.
fn tree(workspace: &Workspace, features: &[&str]) -> Result<BTreeSet<String>> {
    let text = workspace
        .cargo()
        .args("tree --package klartext --edges normal,build --prefix none --no-default-features --features")
        .arg(features.join(","))
        .read()?;
    Ok(crates(&text))
}

/// From the lines of `cargo tree --prefix none`: `serde v1.0.229 (*)`, the first being the library itself.
fn crates(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let (name, version) = (words.next()?, words.next()?);
            version.starts_with('v').then(|| format!("{name} {version}"))
        })
        .filter(|name| !name.starts_with("klartext "))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_counted_once_for_each_version_and_the_library_never() {
        let text = "klartext v0.1.0 (/x)\nserde v1.0.1\nserde v1.0.1 (*)\nserde v0.9.0\nnom_derive v1.0.0 (proc-macro)\n\n[build-dependencies]\nautocfg v1.5.0\n";
        let names: Vec<String> = crates(text).into_iter().collect();
        assert_eq!(names, ["autocfg v1.5.0", "nom_derive v1.0.0", "serde v0.9.0", "serde v1.0.1"]);
    }
}
