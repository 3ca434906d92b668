//! Reading what the world hands in: bounded, as UTF-8, and with a clear word where that fails.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, byte_at};

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 16 << 20;

/// A text with the name to call it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as it was given, or `<stdin>`.
    pub name: String,
    /// What stands in it, without a byte order mark.
    pub text: String,
}

impl Source {
    /// The whole of a file; `-` is standard input.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        if path.as_os_str() == "-" {
            return Self::from_reader("<stdin>", std::io::stdin().lock());
        }
        let name = path.display().to_string();
        let failed = |e: &std::io::Error| Diagnostic::new(format!("cannot read `{name}`: {}", reason(e)));
        let file = File::open(path).map_err(|e| failed(&e))?;
        // Opening a directory succeeds; reading it fails with words that name no directory.
        if file.metadata().is_ok_and(|m| m.is_dir()) {
            return Err(Diagnostic::new(format!("cannot read `{name}`: it is a directory")));
        }
        Self::from_reader(&name, file)
    }

    /// The whole of a reader, under a name.
    pub fn from_reader(name: &str, reader: impl Read) -> Result<Self, Diagnostic> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MAX_FILE).unwrap_or(u64::MAX).saturating_add(1);
        reader
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|e| Diagnostic::new(format!("cannot read `{name}`: {}", reason(&e))))?;
        if bytes.len() > MAX_FILE {
            return Err(
                Diagnostic::new(format!("file is longer than the limit of {MAX_FILE} bytes")).in_file(name)
            );
        }
        Self::from_bytes(name, bytes)
    }

    /// Bytes as text, under a name.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Diagnostic> {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(Diagnostic::new("not UTF-8: the file begins like UTF-16")
                .in_file(name)
                .help("save it as UTF-8"));
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
                if text.trim().is_empty() {
                    return Err(Diagnostic::new("nothing in it").in_file(name));
                }
                Ok(Self { name: name.to_owned(), text })
            }
            Err(e) => {
                let at = e.utf8_error().valid_up_to();
                let line = e.as_bytes().iter().take(at).filter(|b| **b == b'\n').count().saturating_add(1);
                Err(Diagnostic::new(format!("not UTF-8: byte {at}, in line {line}"))
                    .in_file(name)
                    .help("save it as UTF-8"))
            }
        }
    }

    /// The text as JSON.
    pub fn json<T: DeserializeOwned>(&self, expected: &str) -> Result<T, Diagnostic> {
        serde_json::from_str(&self.text).map_err(|e| {
            let (message, at) = json_error(&e, &self.text);
            let title = if e.is_data() { format!("not {expected}") } else { "not valid JSON".to_owned() };
            Diagnostic::new(title).in_file(&self.name).at(&self.text, at..at.saturating_add(1)).label(message)
        })
    }

    /// The text as TOML.
    pub fn toml<T: DeserializeOwned>(&self, expected: &str) -> Result<T, Diagnostic> {
        toml::from_str(&self.text).map_err(|e| {
            let out = Diagnostic::new(format!("not {expected}")).in_file(&self.name);
            match e.span() {
                Some(span) => out.at(&self.text, span).label(e.message().trim()),
                None => out.help(e.message().trim()),
            }
        })
    }

    /// True when the text looks like JSON rather than TOML: its first character opens an object or a list of them.
    pub fn is_json(&self) -> bool {
        self.text.trim_start().starts_with('{')
    }
}

/// What `serde_json` says, without the place that it puts behind it, and the place in bytes.
pub fn json_error(error: &serde_json::Error, source: &str) -> (String, usize) {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
    (message, byte_at(source, error.line(), error.column()))
}

/// Why the operating system refused, in words.
pub fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(bytes: &[u8]) -> Result<Source, String> {
        Source::from_bytes("f", bytes.to_vec()).map_err(|d| d.plain())
    }

    #[test]
    fn text_is_utf_8_and_not_empty() {
        assert_eq!(bytes(b"\xef\xbb\xbfa").unwrap().text, "a");
        assert_eq!(bytes(b" \n").unwrap_err(), "error: nothing in it\n--> f");
        assert_eq!(
            bytes(b"a\n\xfcber").unwrap_err(),
            "error: not UTF-8: byte 2, in line 2\n--> f\n = help: save it as UTF-8"
        );
        assert!(bytes(b"\xff\xfea\0").unwrap_err().contains("UTF-16"));
    }

    #[test]
    fn a_reader_is_bounded() {
        let error = Source::from_reader("f", std::io::repeat(b'a')).unwrap_err().plain();
        assert_eq!(error, "error: file is longer than the limit of 16777216 bytes\n--> f");
    }

    #[test]
    fn json_is_pointed_at() {
        let source = Source { name: "c.json".into(), text: "{\n  \"a\": 1\n  \"b\": 2\n}".into() };
        let error = source.json::<serde_json::Value>("a call").unwrap_err().plain();
        assert_eq!(
            error,
            "error: not valid JSON\n --> c.json:3:3\n  |\n3 |   \"b\": 2\n  |   ^ expected `,` or `}`"
        );
    }

    #[test]
    fn deep_json_is_refused_and_not_recursed_into() {
        let source = Source { name: "c".into(), text: "[".repeat(200_000) };
        let error = source.json::<serde_json::Value>("a call").unwrap_err().plain();
        assert!(error.contains("recursion limit exceeded"), "{error}");
    }
}
