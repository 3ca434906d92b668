//! `klartext redact` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use std::io::{Read as _, Write as _};
use std::process::Stdio;

use common::{command, directory, feed, klartext};

#[test]
fn a_stream_is_filtered_line_by_line() {
    let done = feed(&["redact"], "Rückruf 030 23125000\n14:30 anna@example.org\nohne Ende".as_bytes());
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    assert_eq!(done.out, "Rückruf [PHONE_REDACTED]\n14:30 [EMAIL_REDACTED]\nohne Ende");
    assert_eq!(feed(&["redact"], b"").out, "");
}

#[test]
fn ids_are_named_on_the_command_line() {
    let line = "{\"customer_id\":4711,\"call\":\"call_3f9a\",\"kd\":\"KD-123456\"}\n";
    let done =
        feed(&["redact", "--id-key", "customer_id", "--id", "call_*", "--id", "KD-######"], line.as_bytes());
    assert_eq!(done.out, "{\"customer_id\":\"[REDACTED]\",\"call\":\"[REDACTED]\",\"kd\":\"[REDACTED]\"}\n");
    assert_eq!(feed(&["redact"], line.as_bytes()).out, line);
    let done = klartext(&["redact", "--id", "a*b"]);
    assert_eq!(
        (done.exit, done.err.trim_end()),
        (Some(2), "error: `--id a*b` names no id: `*` stands at the end only")
    );
}

#[test]
fn a_file_that_cannot_be_read_costs_no_other_its_place() {
    let dir = directory("redact-files", &[("a.log", b"+493023125001\n"), ("b.log", b"+493023125002\n")]);
    let (a, b, none) = (dir.join("a.log"), dir.join("b.log"), dir.join("none.log"));
    let path = |p: &std::path::Path| p.to_str().expect("UTF-8").to_owned();
    let done = klartext(&["redact", &path(&a), &path(&none), &path(&dir), &path(&b)]);
    assert_eq!((done.exit, done.out.as_str()), (Some(2), "[PHONE_REDACTED]\n[PHONE_REDACTED]\n"));
    assert!(done.err.contains("no such file") && done.err.contains("it is a directory"), "{}", done.err);
}

#[test]
fn bytes_that_are_no_utf_8_pass_through() {
    let mut child = command()
        .arg("redact")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin
        .write_all(b"\xff\xfe R\xfcckruf 030 23125000\nnull drei null zwei drei eins zwei f\xfcnf null\n")
        .expect("written");
    drop(stdin);
    let out = child.wait_with_output().expect("the command ends");
    assert!(out.status.success());
    assert_eq!(out.stdout, b"\xff\xfe R\xfcckruf [PHONE_REDACTED]\n[PHONE_REDACTED]\n");
}

#[test]
fn a_line_comes_out_before_the_next_goes_in() {
    let mut child = command()
        .arg("redact")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let mut stdout = child.stdout.take().expect("stdout is piped");
    for _ in 0..3 {
        stdin.write_all(b"030 23125000\n").expect("written");
        let mut line = [0_u8; 17];
        stdout.read_exact(&mut line).expect("the line comes");
        assert_eq!(&line, b"[PHONE_REDACTED]\n");
    }
    drop(stdin);
    assert!(child.wait().expect("the command ends").success());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = command()
        .arg("redact")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    drop(child.stdout.take());
    // The command may be gone before all is written.
    for _ in 0..100 {
        if stdin.write_all("eine Zeile\n".repeat(1000).as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let out = child.wait_with_output().expect("the command ends");
    assert_eq!((out.status.code(), out.stderr.as_slice()), (Some(0), &b""[..]));
}
