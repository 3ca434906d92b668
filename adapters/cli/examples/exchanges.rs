//! Writes every fixture as requests with the library's answers, for the tests of bindings:
//! `cargo run -p klartext-cli --example exchanges -- FILE [FOLDER]…`.
//!
//! Two lines for each exchange: what is asked, as JSON with `id`, `ask`, `args` and, for a call, `rules`; and the answer,
//! byte for byte as the library writes it. A line with `rules` and `text` comes before the first call of a rule set.
#![allow(clippy::disallowed_methods, reason = "an example may read and write files")]

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use klartext::agent::{self, Options};
use klartext_cli::fixture::{Kind, Outcome, Suite};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let file = args.next().ok_or("say which file to write to")?;
    let mut folders: Vec<PathBuf> = args.collect();
    if folders.is_empty() {
        folders.push("fixtures".into());
    }
    let suite = Suite::load(&folders);
    for problem in &suite.problems {
        problem.print();
    }
    if !suite.problems.is_empty() {
        return Err("not every fixture could be read".into());
    }
    let mut out = BufWriter::new(File::create(&file)?);
    let (mut written, mut rule_sets) = (0_usize, BTreeSet::new());
    for case in &suite.cases {
        let rules = if case.kind == Kind::Call { suite.rules_of(case) } else { None };
        if let Some(rules) = rules.filter(|rules| rule_sets.insert(rules.to_path_buf())) {
            let text = std::fs::read_to_string(rules)?;
            writeln!(out, "{}\n", json!({ "rules": rules, "text": text }))?;
        }
        let exchanges = case.exchanges();
        if exchanges.is_empty() {
            return Err(format!("no answer to {}", case.id).into());
        }
        for exchange in exchanges {
            let (ask, args) = (exchange.ask, exchange.args);
            let asked = match rules {
                Some(rules) => json!({ "id": case.id, "ask": ask, "args": args, "rules": rules }),
                None => json!({ "id": case.id, "ask": ask, "args": args }),
            };
            writeln!(out, "{asked}\n{}", exchange.answer)?;
            written += 1;
        }
    }
    for folder in &folders {
        written += agents(&folder.join("agent"), &mut out)?;
    }
    out.flush()?;
    let report = suite.run();
    println!(
        "{written} exchanges of {} cases in {} files; {} cases are as expected, {} are not",
        suite.cases.len(),
        suite.files,
        report.count(|o| matches!(o, Outcome::Passed)),
        report.count(|o| !matches!(o, Outcome::Passed)),
    );
    for ran in report.results.iter().filter(|ran| ran.outcome != Outcome::Passed) {
        println!("  {}: {}", ran.outcome.as_str(), ran.case.id);
    }
    Ok(())
}

/// Files of agents, each checked, and compared with the one before it.
fn agents(folder: &Path, out: &mut impl Write) -> Result<usize, Box<dyn Error>> {
    let mut files: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(|e| Some(e.ok()?.path())).collect(),
        Err(_) => return Ok(0),
    };
    files.retain(|f| f.extension().is_some_and(|e| e == "json"));
    files.sort();
    let (mut written, mut before) = (0, None::<String>);
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let id = format!("{}", file.display());
        let report = agent::check(&text, &Options::default())?;
        writeln!(out, "{}", json!({ "id": id, "ask": "agentCheck", "args": [text] }))?;
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
        written += 1;
        if let Some(before) = &before {
            let difference = agent::diff(before, &text, &Options::default())?;
            writeln!(out, "{}", json!({ "id": id, "ask": "agentDiff", "args": [before, text] }))?;
            writeln!(out, "{}", serde_json::to_string(&difference)?)?;
            written += 1;
        }
        before = Some(text);
    }
    Ok(written)
}
