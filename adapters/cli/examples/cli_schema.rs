//! Writes the JSON Schema of every shape that the command alone writes into a folder, one file for each:
//! `cargo run -p klartext-cli --example cli_schema --features schema -- FOLDER`.
#![allow(clippy::disallowed_methods, reason = "an example may write files")]

use std::error::Error;
use std::path::PathBuf;

use schemars::generate::SchemaSettings;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say which folder to write to")?);
    std::fs::create_dir_all(&folder)?;
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<klartext_cli::report::TestReport>();
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    std::fs::write(folder.join("test_report.json"), text)?;
    Ok(())
}
