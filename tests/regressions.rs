//! Every seed of the fuzz targets, and every input that once broke a promise, as an ordinary test.
//!
//! Each file of `fuzz/seeds/TARGET` and `fuzz/regressions/TARGET` goes through the same function as in the fuzz target.
#![expect(clippy::disallowed_methods, reason = "a test reads its inputs")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[path = "../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "a library for the fuzz targets, a module here")]
mod bodies;

/// The files of one folder, by name; none where there is no folder.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

/// Runs `body` with each input of `target`, and names on stderr the one that it is at.
fn replay(target: &str, body: fn(&[u8])) -> io::Result<()> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut ran = 0_usize;
    for kind in ["seeds", "regressions"] {
        for file in files(&fuzz.join(kind).join(target))? {
            eprintln!("{}", file.display());
            body(&fs::read(&file)?);
            ran = ran.saturating_add(1);
        }
    }
    assert!(ran > 0, "fuzz/seeds/{target} has no file");
    Ok(())
}

#[test]
fn agent() -> io::Result<()> {
    replay("agent", bodies::agent)
}

#[test]
fn confirm() -> io::Result<()> {
    replay("confirm", bodies::confirm)
}

#[test]
fn find() -> io::Result<()> {
    replay("find", bodies::find)
}

#[test]
fn hours() -> io::Result<()> {
    replay("hours", bodies::hours)
}

#[test]
fn lookup() -> io::Result<()> {
    replay("lookup", bodies::lookup)
}

#[test]
fn conversation() -> io::Result<()> {
    replay("conversation", bodies::conversation)
}

#[test]
fn payload() -> io::Result<()> {
    replay("payload", bodies::payload)
}

#[test]
fn phone() -> io::Result<()> {
    replay("phone", bodies::phone)
}

#[test]
fn redact() -> io::Result<()> {
    replay("redact", bodies::redact)
}

#[test]
fn resolve() -> io::Result<()> {
    replay("resolve", bodies::resolve)
}

#[test]
fn rules() -> io::Result<()> {
    replay("rules", bodies::rules)
}

#[test]
fn speak_parse() -> io::Result<()> {
    replay("speak_parse", bodies::speak_parse)
}

#[test]
fn spoken_phone() -> io::Result<()> {
    replay("spoken_phone", bodies::spoken_phone)
}

#[test]
fn template() -> io::Result<()> {
    replay("template", bodies::template)
}

#[test]
fn template_values() -> io::Result<()> {
    replay("template_values", bodies::template_values)?;
    replay("template_values", bodies::template_values_every_way)
}

/// A target that is not replayed here would have its regressions forgotten.
#[test]
fn every_target_has_a_test_here() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let here = include_str!("regressions.rs");
    let targets = files(&folder)?;
    assert!(!targets.is_empty());
    for target in targets {
        let name = target.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        assert!(
            here.contains(&format!("replay(\"{name}\", bodies::{name})")),
            "no test for fuzz target {name}"
        );
    }
    Ok(())
}
