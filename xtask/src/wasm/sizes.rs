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
const HEAD: &str = "part,features,raw,gzip,brotli\n";
const FILE: &str = "record/wasm-size.csv";

/// One line of the record, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Size {
    part: String,
    features: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn line(&self) -> String {
        let Self { part, features, raw, gzip, brotli } = self;
        format!("{part},{features},{raw},{gzip},{brotli}\n")
    }

    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split(',');
        let mut text = || fields.next().map(str::to_owned);
        let (part, features) = (text()?, text()?);
        let mut number = || fields.next()?.trim().parse().ok();
        Some(Self { part, features, raw: number()?, gzip: number()?, brotli: number()? })
    }
}

/// Builds and weighs every part, shows what changed, and writes the record.
pub(super) fn run(wasm: &Wasm<'_>) -> Result {
    let before = record(wasm)?;
    let mut text = String::from(HEAD);
    let mut sizes = Vec::new();
    for (part, features) in PARTS {
        let folder = wasm.dir.join("parts").join(part);
        wasm.link(features, &folder)?;
        let (part, features) = (part.to_owned(), features.replace(',', " "));
        let size = Size { part, features, ..weigh(wasm, &folder)? };
        text.push_str(&size.line());
        sizes.push(size);
    }
    show(&before, &sizes);
    let file = wasm.workspace.root.join(FILE);
    fs::create_dir_all(wasm.workspace.root.join("record"))?;
    fs::write(file, text)?;
    Ok(())
}

/// The package as it was built just now beside the record.
pub(super) fn compare(wasm: &Wasm<'_>, package: &Path) -> Result {
    let size = Size { part: "all".to_owned(), ..weigh(wasm, package)? };
    show(&record(wasm)?, &[size]);
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
    Size::read(&format!(",,{}", said.trim())).ok_or_else(|| format!("size.mjs said `{}`", said.trim()).into())
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
        let size = Size { part: "a".into(), features: "b c".into(), raw: 3, gzip: 2, brotli: 1 };
        assert_eq!(size.line(), "a,b c,3,2,1\n");
        assert_eq!(Size::read(size.line().as_str()), Some(size));
        assert_eq!(Size::read("a,b,c"), None);
    }
}
