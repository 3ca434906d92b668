//! Writing files so that nobody ever sees half of one.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::input::reason;

/// Puts bytes into a file, new or in the place of what was there: whole, or not at all.
///
/// A link is followed, and the permissions of what was there stay. The folder is made where it is missing.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    replace(path, bytes)
        .map_err(|e| Diagnostic::new(format!("cannot write `{}`: {}", path.display(), reason(&e))))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&path).ok();
    // A pipe or a device, as `/dev/stdout` is, has no place to put another file in.
    if before.as_ref().is_some_and(|m| !m.is_file()) {
        return fs::OpenOptions::new().write(true).open(&path)?.write_all(bytes);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let beside = beside(&path, folder);
    let written = (|| {
        let mut file = File::create_new(&beside)?;
        file.write_all(bytes)?;
        if let Some(before) = before {
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&beside, &path)
    })();
    if written.is_err() {
        // What is left of the attempt is of no use to anybody; that it stays is not worth another error.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A name of this process in the same folder, since a file cannot be renamed across file systems.
fn beside(path: &Path, folder: &Path) -> PathBuf {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    folder.join(format!(".{name}.{}.tmp", std::process::id()))
}
