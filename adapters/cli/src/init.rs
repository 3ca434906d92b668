//! `klartext init`: a rule set and fixtures to start from.

use std::io::{self, Write as _};

use crate::args::InitArgs;
use crate::diagnostic::Diagnostic;
use crate::{Exit, Halt, output};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../init/", $path)))),*]
    };
}

/// What is written, by its path below the folder.
const FILES: [(&str, &str); 12] = files![
    "README.md",
    "regeln.toml",
    "fixtures/anrufe.toml",
    "fixtures/anrufe/termin.json",
    "fixtures/gespraeche.toml",
    "fixtures/zeiten.toml",
    "fixtures/oeffnungszeiten.toml",
    "fixtures/telefon.toml",
    "fixtures/texte.toml",
    "fixtures/protokoll.toml",
    "ci/github.yml",
    "ci/gitlab.yml",
];

pub(crate) fn run(args: &InitArgs) -> Result<Exit, Halt> {
    let taken: Vec<String> = FILES
        .iter()
        .map(|(path, _)| args.dir.join(path))
        .filter(|path| std::fs::symlink_metadata(path).is_ok())
        .map(|path| format!("`{}`", path.display()))
        .collect();
    if !taken.is_empty() && !args.force {
        return Err(Diagnostic::new(format!("already there: {}", taken.join(", ")))
            .help("nothing was written; --force overwrites, another folder keeps them")
            .into());
    }
    let mut stdout = io::stdout().lock();
    for (path, text) in FILES {
        let path = args.dir.join(path);
        output::write(&path, text.as_bytes())?;
        writeln!(stdout, "wrote {}", path.display())?;
    }
    writeln!(stdout, "\nnext: klartext test {}", args.dir.display())?;
    Ok(Exit::Fine)
}
