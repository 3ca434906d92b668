//! `cargo xtask numbering [--check]`: Google's metadata → src/phone/numbering/{home,world}.rs.
//!
//! The metadata is not checked in: it comes inside crate `rlibphonenumber`, which the lock file of benches/peers fixes
//! and whose page names the metadata's version. (The XML beside it, in `rlibphonenumber_macro`, is older: PyPI
//! `phonenumbers` of that version disagrees with it.) Every pattern becomes an automaton over digits here; the library has
//! no pattern and no engine for any.

mod automaton;
mod emit;
mod metadata;
mod pattern;

use std::path::Path;

use serde_json::Value;

use crate::Result;
use crate::shell::Run;

const FOLDER: &str = "src/phone/numbering";
const HOME: [&str; 4] = ["AT", "CH", "DE", "LI"];

/// Writes the tables, or with `--check` compares them with those that are checked in.
pub(crate) fn run(args: &[String]) -> Result {
    let check = crate::check_flag("numbering", args)?;
    let root = crate::workspace::root();
    let (bytes, version) = source(root)?;
    let territories = metadata::read(&bytes)?;
    for (name, holds, home) in [
        ("home.rs", "Germany, Austria, Switzerland and Liechtenstein", true),
        ("world.rs", "all other countries", false),
    ] {
        let some: Vec<_> = territories.iter().filter(|t| HOME.contains(&t.id.as_str()) == home).collect();
        let plans = automaton::Plans::new(&some)?;
        let text = emit::rust(&plans, &version, holds)?;
        let shown = format!("{FOLDER}/{name}");
        let path = root.join(FOLDER).join(name);
        if !check {
            std::fs::write(&path, text).map_err(|e| format!("{shown}: {e}"))?;
        } else if std::fs::read_to_string(&path).map_err(|e| format!("{shown}: {e}"))? != text {
            return Err(format!("{shown} is not what `cargo xtask numbering` writes; run it").into());
        }
        println!(
            "{shown}: metadata {version}, {} territories, {} calling codes, {} states, {} classes, {} forms",
            some.len(),
            plans.codes.len(),
            plans.states.len(),
            plans.classes.0.len(),
            plans.forms.0.len()
        );
    }
    Ok(())
}

/// For CI: compares, and says so where the metadata cannot be had, because nothing else needs the rivals' crates there.
pub(crate) fn compare_if_there() -> Result {
    match source(crate::workspace::root()) {
        Ok(_) => run(&["--check".to_owned()]),
        Err(error) => {
            println!("not compared, the metadata is not at hand: {error}");
            Ok(())
        }
    }
}

/// Google's metadata, and its version.
fn source(root: &Path) -> Result<(Vec<u8>, String)> {
    let folder = root.join("benches/peers");
    let text = Run::cargo(&folder).args("metadata --format-version 1 --locked").read()?;
    let metadata: Value = serde_json::from_str(&text)?;
    let all = metadata.get("packages").and_then(Value::as_array);
    let manifest = all
        .into_iter()
        .flatten()
        .find(|p| p.get("name").and_then(Value::as_str) == Some("rlibphonenumber"))
        .and_then(|p| p.get("manifest_path").and_then(Value::as_str))
        .ok_or("benches/peers has no crate `rlibphonenumber`")?;
    let folder = Path::new(manifest).parent().ok_or("a manifest without a folder")?;
    let read =
        |file: &str| std::fs::read(folder.join(file)).map_err(|e| format!("rlibphonenumber: {file}: {e}"));
    let bytes = read("src/generated/metadata/metadata.bin")?;
    let page = String::from_utf8(read("Readme.md")?)?;
    Ok((bytes, version(&page).ok_or("the page of rlibphonenumber does not tell its metadata's version")?))
}

/// `9.0.42` from "**Used metadata version:** `v9.0.42`".
fn version(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("Used metadata version:")?;
    let (_, rest) = rest.split_once("`v")?;
    Some(rest.split_once('`')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_the_page() {
        assert_eq!(version("x\n**Used metadata version:** `v9.0.42`  \n").as_deref(), Some("9.0.42"));
        assert_eq!(version("nothing"), None);
    }
}
