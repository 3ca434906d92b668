//! Running again whenever something changes.
//!
//! Files are looked at four times a second instead of being told of by the system (`notify`, eight crates more): there are
//! a few hundred of them, looking takes about a millisecond, and it works on shares, in containers and with every editor
//! alike, those that write a new file in the place of the old one too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, SystemTime};

use crate::{Exit, Halt};

const LOOK: Duration = Duration::from_millis(250);

/// Runs, waits for a change, and runs again, until `q` is typed. The exit is that of the last run.
///
/// A run returns its exit and the files that it read.
pub(super) fn run(
    paths: &[PathBuf],
    mut once: impl FnMut() -> Result<(Exit, BTreeSet<PathBuf>), Halt>,
) -> Result<Exit, Halt> {
    let keys = keys();
    let mut keys = Some(keys);
    loop {
        // Looked at before it runs: what changes in the meantime is a change.
        let early = look(paths, &BTreeSet::new());
        let (exit, read) = once()?;
        let mut before = look(paths, &read);
        if early.iter().any(|(path, stamp)| before.get(path).is_some_and(|now| now != stamp)) {
            continue;
        }
        let mut stderr = anstream::stderr().lock();
        let _ = writeln!(stderr, "watching {} files; Enter runs again, q ends", before.len());
        drop(stderr);
        loop {
            match heard(&mut keys) {
                Key::Again => break,
                Key::End => return Ok(exit),
                Key::None => {}
            }
            let now = look(paths, &read);
            if now != before {
                // Several files are often saved at once; wait until nothing moves.
                before = now;
                while heard(&mut keys) == Key::None {
                    let later = look(paths, &read);
                    if later == before {
                        break;
                    }
                    before = later;
                }
                break;
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    None,
    Again,
    End,
}

/// What was typed, waiting a moment for it.
fn heard(keys: &mut Option<Receiver<String>>) -> Key {
    let Some(receiver) = keys else {
        std::thread::sleep(LOOK);
        return Key::None;
    };
    match receiver.recv_timeout(LOOK) {
        Ok(line) if line.trim().eq_ignore_ascii_case("q") => Key::End,
        Ok(_) => Key::Again,
        Err(RecvTimeoutError::Timeout) => Key::None,
        // Nobody is there to type; what changes still counts.
        Err(RecvTimeoutError::Disconnected) => {
            *keys = None;
            Key::None
        }
    }
}

/// The lines of standard input.
fn keys() -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// When a file was changed last and how long it is; nothing where there is none.
type Stamp = Option<(SystemTime, u64)>;

/// What all files look like that a run reads or would read.
fn look(paths: &[PathBuf], read: &BTreeSet<PathBuf>) -> BTreeMap<PathBuf, Stamp> {
    let mut out = BTreeMap::new();
    for path in paths {
        walk(path, &mut out);
    }
    for path in read {
        out.entry(path.clone()).or_insert_with(|| stamp(path));
    }
    out
}

fn stamp(path: &Path) -> Stamp {
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len()))
}

/// Every file that could be a fixture or belong to one.
fn walk(path: &Path, out: &mut BTreeMap<PathBuf, Stamp>) {
    let Ok(entries) = fs::read_dir(path) else {
        out.insert(path.to_owned(), stamp(path));
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            walk(&entry.path(), out);
        } else if name.ends_with(".toml") || name.ends_with(".json") {
            let path = entry.path();
            let stamp = stamp(&path);
            out.insert(path, stamp);
        }
    }
}
