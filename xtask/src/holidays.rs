//! `cargo xtask holidays [--check]`: grammar/holidays.toml → src/temporal/holidays/generated.rs.

use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

const INPUT: &str = "grammar/holidays.toml";
const OUTPUT: &str = "src/temporal/holidays/generated.rs";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    region: Vec<Region>,
    holiday: Vec<Holiday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    code: String,
    name: String,
    law: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    rule: u8,
    name: String,
    #[serde(rename = "in")]
    regions: Vec<String>,
    #[serde(default)]
    partly: Vec<String>,
    #[serde(default, rename = "where")]
    place: Option<String>,
    #[serde(default)]
    from: Option<i32>,
    #[serde(default)]
    to: Option<i32>,
    #[serde(default)]
    source: Option<String>,
}

/// Writes the table, or with `--check` compares it with the one that is checked in.
pub(crate) fn run(args: &[String]) -> crate::Result {
    let check = crate::check_flag("holidays", args)?;
    Ok(write_or_compare(crate::workspace::root(), check)?)
}

fn write_or_compare(root: &Path, check: bool) -> Result<(), String> {
    let text = std::fs::read_to_string(root.join(INPUT)).map_err(|e| format!("{INPUT}: {e}"))?;
    let text = generate(&text).map_err(|e| format!("{INPUT}: {e}"))?;
    let path = root.join(OUTPUT);
    if check {
        let there = std::fs::read_to_string(&path).map_err(|e| format!("{OUTPUT}: {e}"))?;
        if there != text {
            return Err(format!("{OUTPUT} is not what `cargo xtask holidays` writes; run it"));
        }
        return Ok(());
    }
    std::fs::write(&path, text).map_err(|e| format!("{OUTPUT}: {e}"))
}

fn generate(text: &str) -> Result<String, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    if file.region.len() > 64 {
        return Err("more than 64 regions do not fit into the set that a u64 is".to_owned());
    }
    let mut out = String::from(
        "// DO NOT EDIT: `cargo xtask holidays` writes this file from grammar/holidays.toml.\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use super::{Place, Row};\n\n",
    );
    let _ = writeln!(out, "pub(super) static PLACES: [Place; {}] = [", file.region.len());
    for (at, r) in file.region.iter().enumerate() {
        if file.region.iter().take(at).any(|other| other.code == r.code) {
            return Err(format!("`{}` stands there twice", r.code));
        }
        let _ = writeln!(out, "    Place {{ code: {:?}, name: {:?}, law: {:?} }},", r.code, r.name, r.law);
    }
    let _ = writeln!(out, "];\n\npub(super) static ROWS: [Row; {}] = [", file.holiday.len());
    for h in &file.holiday {
        if h.partly.is_empty() != h.place.is_none() {
            return Err(format!("`{}`: `partly` and `where` go together", h.name));
        }
        let everywhere = set(&file.region, &h.regions, within)?;
        let partly = set(&file.region, &h.partly, |region, code| region == code)?;
        let _ = writeln!(
            out,
            "    Row {{ rule: {}, name: {:?}, from: {}, to: {}, everywhere: {everywhere:#x}, partly: {partly:#x}, \
             place: {:?}, source: {:?} }},",
            h.rule,
            h.name,
            h.from.map_or("i32::MIN".to_owned(), |y| y.to_string()),
            h.to.map_or("i32::MAX".to_owned(), |y| y.to_string()),
            h.place.as_deref(),
            h.source.as_deref(),
        );
    }
    out.push_str("];\n");
    Ok(out)
}

/// True where a region is the one of that code, or lies in it.
fn within(region: &str, code: &str) -> bool {
    match region.strip_prefix(code) {
        Some(rest) => rest.is_empty() || rest.starts_with('-') || rest.starts_with('/'),
        None => false,
    }
}

/// The regions as a set of bits.
fn set(regions: &[Region], codes: &[String], fits: fn(&str, &str) -> bool) -> Result<u64, String> {
    let mut bits = 0;
    for code in codes {
        if !regions.iter().any(|r| r.code == *code) {
            return Err(format!("no region `{code}`"));
        }
        for (at, region) in regions.iter().enumerate() {
            if fits(&region.code, code) {
                bits |= 1 << at;
            }
        }
    }
    Ok(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_lies_in_its_country_and_in_its_state() {
        assert!(within("DE-BY/augsburg", "DE-BY") && within("DE-BY", "DE") && within("DE", "DE"));
        assert!(!within("DE", "DE-BY") && !within("DE-BY", "DE-B"));
    }

    #[test]
    fn mistakes_are_named() {
        let day = "[[holiday]]\nrule = 0\nname = \"x\"\n";
        let region = "[[region]]\ncode = \"DE\"\nname = \"\"\nlaw = \"\"\n";
        let error = |tail: &str| generate(&format!("{region}{day}{tail}")).unwrap_err();
        assert_eq!(error("in = [\"AT\"]"), "no region `AT`");
        assert_eq!(error("in = []\npartly = [\"DE\"]"), "`x`: `partly` and `where` go together");
        let text = generate(&format!("{region}{day}in = [\"DE\"]")).unwrap();
        assert!(text.contains("everywhere: 0x1, partly: 0x0, place: None"), "{text}");
    }

    #[test]
    fn the_table_is_up_to_date() {
        assert_eq!(write_or_compare(crate::workspace::root(), true), Ok(()));
    }
}
