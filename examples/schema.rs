//! Writes the JSON Schema of every shape at the edges into a folder, one file for each:
//! `cargo run --example schema --features schema -- FOLDER`.
#![expect(clippy::disallowed_methods, reason = "an example stands outside the library and may write files")]

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say which folder to write to")?);
    std::fs::create_dir_all(&folder)?;
    for (name, schema) in klartext::schema::all() {
        let mut text = serde_json::to_string_pretty(&schema)?;
        text.push('\n');
        std::fs::write(folder.join(format!("{name}.json")), text)?;
    }
    Ok(())
}
