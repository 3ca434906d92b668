//! The built command, run from the outside.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left behind.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) exit: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The repository.
pub(crate) fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The command, started in the repository without colours.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_klartext"));
    command.current_dir(repository()).env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
    command
}

/// Runs it to its end.
pub(crate) fn klartext(args: &[&str]) -> Done {
    feed(args, b"")
}

/// Runs it to its end with something on standard input.
pub(crate) fn feed(args: &[&str], input: &[u8]) -> Done {
    let mut child = command()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let input = input.to_vec();
    // Written beside, so that neither side waits for the other; a command that has read enough closes the pipe.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the input is written");
    Done {
        exit: output.status.code(),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// A fresh directory with files in it.
pub(crate) fn directory(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&dir);
    for (path, content) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a directory"))
            .expect("the directory is made");
        std::fs::write(path, content).expect("the file is written");
    }
    dir
}

/// An element of XML: its name, its attributes and the text in it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Element {
    /// The value of an attribute, which has to be there.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        assert!(found.is_some(), "no {name} in {self:?}");
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// The elements of a document in the order in which they begin. Fails where it is not well formed.
pub(crate) fn xml(text: &str) -> Vec<Element> {
    let bad = |c: char| (c < ' ' && !"\n\r\t".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
    assert!(!text.contains(bad), "a character that XML cannot hold");
    let mut rest = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("a declaration");
    let mut out: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('>'), "a bare > in {before}");
        match open.last() {
            Some(at) => out[*at].text.push_str(&unescaped(before)),
            None => assert!(before.trim().is_empty(), "text outside: {before}"),
        }
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let at = open.pop().expect("something is open");
            assert_eq!(out[at].name, name);
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut element = Element { name: name.to_owned(), ..Element::default() };
        while let Some((name, after)) = attributes.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("a value ends");
            assert!(!element.attributes.iter().any(|(n, _)| n == name.trim()), "{name} twice");
            element.attributes.push((name.trim().to_owned(), unescaped(value)));
            attributes = after;
        }
        assert!(attributes.trim().is_empty(), "{attributes}");
        out.push(element);
        if !closed {
            open.push(out.len() - 1);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "something is left open");
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once(';').expect("an entity ends");
        let c = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            _ => {
                let code = name.strip_prefix('#').expect("a number, since XML has no other names");
                code.parse().ok().and_then(char::from_u32).expect("the number of a character")
            }
        };
        out.push(c);
        out.push_str(rest);
    }
    out
}
