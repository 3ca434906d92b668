//! `cargo xtask names [--check]`: grammar/nicknames.toml and grammar/de/names.toml → src/appointment/name/generated.rs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

#[path = "../../src/appointment/name/key.rs"]
mod key;

const NICKNAMES: &str = "grammar/nicknames.toml";
const GIVEN: &str = "grammar/de/names.toml";
const OUTPUT: &str = "src/appointment/name/generated.rs";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nicknames {
    name: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    short: Vec<String>,
}

#[derive(Deserialize)]
struct Given {
    entry: Vec<Words>,
}

#[derive(Deserialize)]
struct Words {
    class: String,
    words: Vec<String>,
}

/// Writes the table, or with `--check` compares it with the one that is checked in.
pub(crate) fn run(args: &[String]) -> crate::Result {
    let check = crate::check_flag("names", args)?;
    Ok(write_or_compare(crate::workspace::root(), check)?)
}

fn write_or_compare(root: &Path, check: bool) -> Result<(), String> {
    let read = |path: &str| std::fs::read_to_string(root.join(path)).map_err(|e| format!("{path}: {e}"));
    let text = generate(&read(NICKNAMES)?, &read(GIVEN)?)?;
    let path = root.join(OUTPUT);
    if check {
        if read(OUTPUT)? != text {
            return Err(format!("{OUTPUT} is not what `cargo xtask names` writes; run it"));
        }
        return Ok(());
    }
    std::fs::write(&path, text).map_err(|e| format!("{OUTPUT}: {e}"))
}

fn key(name: &str) -> String {
    let mut out = String::new();
    key::each(name.chars().flat_map(char::to_lowercase), |c| out.push(c));
    out
}

fn generate(nicknames: &str, given: &str) -> Result<String, String> {
    let nicknames: Nicknames = toml::from_str(nicknames).map_err(|e| format!("{NICKNAMES}: {e}"))?;
    let given: Given = toml::from_str(given).map_err(|e| format!("{GIVEN}: {e}"))?;
    let mut table: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (at, entry) in nicknames.name.iter().enumerate() {
        let base = key(&entry.name);
        if base.is_empty() || !names.insert(base.clone()) {
            return Err(format!("{NICKNAMES}: `{}` stands there twice, or is no name", entry.name));
        }
        // The number of the name, and in the last bit whether this is the name itself.
        let number = at.saturating_mul(2);
        table.entry(base.clone()).or_default().insert(number.saturating_add(1));
        for (place, short) in entry.short.iter().enumerate() {
            if entry.short.iter().take(place).any(|other| other == short) {
                return Err(format!("{NICKNAMES}: `{short}` stands twice under `{}`", entry.name));
            }
            let short_key = key(short);
            // Another spelling of the name itself needs no row, and Freddy none beside Fredi.
            if short_key != base {
                table.entry(short_key).or_default().insert(number);
            }
        }
    }
    for entry in given.entry.iter().filter(|e| e.class == "given") {
        for word in &entry.words {
            table.entry(key(word)).or_default();
        }
    }
    let mut out = String::from(
        "// DO NOT EDIT: `cargo xtask names` writes this file from grammar/nicknames.toml and grammar/de/names.toml.\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n",
    );
    let _ = writeln!(out, "pub(super) static GIVEN: [(&str, &[u16]); {}] = [", table.len());
    for (key, numbers) in &table {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "    ({key:?}, &[{}]),", numbers.join(", "));
    }
    out.push_str("];\n");
    Ok(out)
}
