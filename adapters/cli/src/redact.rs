//! `klartext redact`

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write as _};
use std::path::Path;

use klartext::privacy::{Redactor, Stream};

use crate::args::RedactArgs;
use crate::diagnostic::Diagnostic;
use crate::{Exit, Halt, input};

/// How much is read at once, in bytes.
const PIECE: usize = 64 << 10;

pub(crate) fn run(args: &RedactArgs) -> Result<Exit, Halt> {
    let redactor = redactor(args)?;
    let mut exit = Exit::Fine;
    if args.files.is_empty() {
        filter(&redactor, "<stdin>", io::stdin().lock(), &mut exit)?;
    }
    for path in &args.files {
        let name = path.display().to_string();
        if path.as_os_str() == "-" {
            filter(&redactor, "<stdin>", io::stdin().lock(), &mut exit)?;
            continue;
        }
        match open(path) {
            Ok(file) => filter(&redactor, &name, file, &mut exit)?,
            Err(e) => {
                Diagnostic::new(format!("cannot read `{name}`: {}", input::reason(&e))).print();
                exit = Exit::Unreadable;
            }
        }
    }
    Ok(exit)
}

fn redactor(args: &RedactArgs) -> Result<Redactor, Diagnostic> {
    let wrong = |option: &str, text: &str, e: klartext::privacy::IdError| {
        Diagnostic::new(format!("`{option} {text}` names no id: {e}"))
    };
    let mut redactor = Redactor::new();
    for key in &args.id_key {
        redactor = redactor.id_key(key).map_err(|e| wrong("--id-key", key, e))?;
    }
    for shape in &args.id {
        redactor = redactor.id(shape).map_err(|e| wrong("--id", shape, e))?;
    }
    Ok(redactor)
}

fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    // Opening a directory succeeds; reading it fails with words that name no directory.
    if file.metadata()?.is_dir() {
        return Err(io::Error::from(ErrorKind::IsADirectory));
    }
    Ok(file)
}

/// Copies a reader to standard output without what has to go. What cannot be read ends this one input.
fn filter(redactor: &Redactor, name: &str, mut reader: impl Read, exit: &mut Exit) -> Result<(), Halt> {
    let mut stream = Stream::new(redactor);
    let mut piece = vec![0_u8; PIECE];
    let mut out = Vec::with_capacity(PIECE.saturating_mul(2));
    let mut output = io::stdout().lock();
    loop {
        let read = match reader.read(&mut piece) {
            Ok(n) => n,
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => {
                Diagnostic::new(format!("cannot read `{name}`: {}", input::reason(&e))).print();
                *exit = Exit::Unreadable;
                0
            }
        };
        out.clear();
        match piece.get(..read) {
            Some(bytes) if !bytes.is_empty() => stream.feed(bytes, &mut out),
            _ => stream.finish(&mut out),
        }
        // At once, so that `tail -f … | klartext redact` shows every line when it comes.
        output.write_all(&out)?;
        output.flush()?;
        if read == 0 {
            return Ok(());
        }
    }
}
