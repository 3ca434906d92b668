//! The JSON Schemas in `schema/`, written by the library's example `schema` and the command's `cli_schema`, and compared
//! with what is checked in.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::workspace::Workspace;
use crate::{Result, check_flag};

pub(crate) fn run(args: &[String]) -> Result {
    let check = check_flag("schema", args)?;
    let workspace = Workspace::load()?;
    let fresh_dir = workspace.target.join("schema");
    if fresh_dir.exists() {
        fs::remove_dir_all(&fresh_dir)?;
    }
    // The shapes of the library, and those that the command alone writes.
    for example in ["--package klartext --example schema", "--package klartext-cli --example cli_schema"] {
        workspace
            .cargo()
            .args(&format!("run --quiet {example} --features schema --"))
            .arg(&fresh_dir)
            .go()?;
    }
    let dir = workspace.root.join("schema");
    let (fresh, kept) = (read(&fresh_dir)?, read(&dir)?);
    if fresh.is_empty() {
        return Err("the examples wrote no schema".into());
    }
    if !check {
        fs::create_dir_all(&dir)?;
        for name in kept.keys().filter(|n| !fresh.contains_key(*n)) {
            fs::remove_file(dir.join(name))?;
        }
        for (name, text) in &fresh {
            fs::write(dir.join(name), text)?;
        }
        println!("{} schemas in {}", fresh.len(), dir.display());
        return Ok(());
    }
    let found = differences(&kept, &fresh);
    for line in &found {
        println!("  {line}");
    }
    if found.is_empty() {
        println!("{} schemas are up to date", fresh.len());
        Ok(())
    } else {
        Err("schema/ is not what the library says; `cargo xtask schema` writes it anew".into())
    }
}

/// Every `.json` of a folder by name; nothing where there is no folder.
fn read(dir: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    if !dir.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        if let Some(name) = name.filter(|n| n.ends_with(".json")) {
            files.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

/// One line for each file that differs, with the first place where it does.
fn differences(kept: &BTreeMap<String, String>, fresh: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in fresh {
        match kept.get(name) {
            None => found.push(format!("{name}: missing")),
            Some(old) if old != text => {
                let same = old.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
                let line = |t: &str| t.lines().nth(same).unwrap_or("end of file").trim().to_owned();
                found.push(format!(
                    "{name}:{}: `{}` is now `{}`",
                    same.saturating_add(1),
                    line(old),
                    line(text)
                ));
            }
            Some(_) => {}
        }
    }
    found.extend(kept.keys().filter(|n| !fresh.contains_key(*n)).map(|n| format!("{n}: no longer written")));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_is_named_with_its_place() {
        let files = |list: &[(&str, &str)]| list.iter().map(|(n, t)| ((*n).into(), (*t).into())).collect();
        let kept = files(&[("a.json", "{\n1\n}\n"), ("b.json", "{}\n"), ("old.json", "{}\n")]);
        let fresh = files(&[("a.json", "{\n2\n}\n"), ("b.json", "{}\n"), ("new.json", "{}\n")]);
        assert_eq!(
            differences(&kept, &fresh),
            ["a.json:2: `1` is now `2`", "new.json: missing", "old.json: no longer written"]
        );
        assert!(differences(&fresh, &fresh).is_empty());
    }
}
