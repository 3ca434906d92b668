//! What every part of the module weighs, in `record/wasm-size.csv`.

use std::fs;
use std::path::Path;

use super::{ALL, MODULE, Wasm};
use crate::Result;

/// The parts that are measured: a name, and the features.
const PARTS: [(&str, &str); 8] = [
    ("temporal", ""),
    ("temporal+phone", "phone"),
    ("temporal+redact", "redact"),
    ("temporal+template", "template"),
    ("temporal+agent", "agent"),
    ("temporal+appointment", "appointment"),
    ("temporal+rules", "rules"),
    ("all", ALL),
];
const HEAD: &str = "part,features,linked_brotli,raw,gzip,brotli\n";
const FILE: &str = "record/wasm-size.csv";

/// One line of the record, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Size {
    part: String,
    features: String,
    /// With brotli, before wasm-opt.
    linked: u64,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn line(&self) -> String {
        let Self { part, features, linked, raw, gzip, brotli } = self;
        format!("{part},{features},{linked},{raw},{gzip},{brotli}\n")
    }

    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split(',');
        let mut text = || fields.next().map(str::to_owned);
        let (part, features) = (text()?, text()?);
        let mut number = || fields.next()?.trim().parse().ok();
        Some(Self { part, features, linked: number()?, raw: number()?, gzip: number()?, brotli: number()? })
    }
}

/// Builds and weighs every part, shows what changed, and writes the record.
pub(super) fn run(wasm: &Wasm<'_>) -> Result {
    if wasm.tools.wasm_opt.is_none() {
        return Err("sizes are those of an optimised module, and wasm-opt is missing".into());
    }
    let before = record(wasm)?;
    let mut text = String::from(HEAD);
    let mut sizes = Vec::new();
    for (part, features) in PARTS {
        let folder = wasm.dir.join("parts").join(part);
        wasm.link(features, &folder)?;
        let linked = weigh(wasm, &folder)?;
        wasm.optimise(&folder)?;
        let size = weigh(wasm, &folder)?;
        let (part, features) = (part.to_owned(), features.replace(',', " "));
        let size = Size { part, features, linked: linked.brotli, ..size };
        text.push_str(&size.line());
        sizes.push(size);
    }
    show(&before, &sizes);
    let file = wasm.workspace.root.join(FILE);
    fs::create_dir_all(wasm.workspace.root.join("record"))?;
    fs::write(file, text)?;
    Ok(())
}

/// What was linked just now beside the record.
pub(super) fn compare(wasm: &Wasm<'_>, package: &Path) -> Result {
    let linked = weigh(wasm, package)?.brotli;
    match record(wasm)?.iter().find(|old| old.part == "all").map(|old| old.linked) {
        Some(old) => {
            let change = i128::from(linked) - i128::from(old);
            println!("the module before wasm-opt has {linked} bytes with brotli, {change:+} to {FILE}");
        }
        None => println!("the module before wasm-opt has {linked} bytes with brotli"),
    }
    Ok(())
}

fn record(wasm: &Wasm<'_>) -> Result<Vec<Size>> {
    let file = wasm.workspace.root.join(FILE);
    if !file.exists() {
        return Ok(Vec::new());
    }
    Ok(fs::read_to_string(file)?.lines().skip(1).filter_map(Size::read).collect())
}

/// Only what a module weighs, of which part is not told.
fn weigh(wasm: &Wasm<'_>, folder: &Path) -> Result<Size> {
    let said = wasm.node()?.arg("size.mjs").arg(folder.join(MODULE)).read()?;
    Size::read(&format!(",,0,{}", said.trim()))
        .ok_or_else(|| format!("size.mjs said `{}`", said.trim()).into())
}

fn show(before: &[Size], sizes: &[Size]) {
    println!("{:<22}{:>10}{:>10}{:>10}  brotli before", "", "raw", "gzip", "brotli");
    for size in sizes {
        let old = before.iter().find(|old| old.part == size.part).map(|old| old.brotli);
        let change = old.map(|old| format!("{old} ({:+})", i128::from(size.brotli) - i128::from(old)));
        let change = change.unwrap_or_default();
        println!("{:<22}{:>10}{:>10}{:>10}  {change}", size.part, size.raw, size.gzip, size.brotli);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_survives_a_round() {
        let size = Size { part: "a".into(), features: "b c".into(), linked: 4, raw: 3, gzip: 2, brotli: 1 };
        assert_eq!(size.line(), "a,b c,4,3,2,1\n");
        assert_eq!(Size::read(size.line().as_str()), Some(size));
        assert_eq!(Size::read("a,b,c"), None);
    }
}
