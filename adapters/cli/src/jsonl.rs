//! One line in, one line out, in order, as long as lines come.

use std::io::{self, BufRead, BufReader, Read, Write};

use klartext::wire::{ErrorResponse, WireError};
use klartext::{Error, ErrorKind};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::input::json_error;

/// The longest line that is read, in bytes; a text of the library's limit fits in, escaped or not.
pub(crate) const MAX_LINE: usize = 8 << 20;

/// Lines of an input, as long as they come.
pub(crate) struct Lines<R> {
    input: BufReader<R>,
}

/// A line that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// It stands in the buffer, its end included.
    Read,
    /// It was too long and was passed over; so many bytes.
    TooLong(usize),
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input: BufReader::with_capacity(1 << 16, input) }
    }

    /// True where another whole line is there already, so that nobody has to wait for it.
    pub(crate) fn is_waiting(&self) -> bool {
        self.input.buffer().contains(&b'\n')
    }

    /// Appends the next line; `None` at the end.
    pub(crate) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Option<Line>> {
        let limit = u64::try_from(MAX_LINE).unwrap_or(u64::MAX).saturating_add(1);
        let before = line.len();
        let read = (&mut self.input).take(limit).read_until(b'\n', line)?;
        if read == 0 {
            return Ok(None);
        }
        if read > MAX_LINE && line.last() != Some(&b'\n') {
            line.truncate(before);
            return Ok(Some(Line::TooLong(read.saturating_add(skip_line(&mut self.input)?))));
        }
        Ok(Some(Line::Read))
    }
}

/// Appends the answer to one line, and a line end; an error in its place where there is none. Returns whether there is.
///
/// `answer` writes its JSON, without a line end, behind what is in the buffer, or says what is wrong with the line.
pub(crate) fn answer_line(
    line: &[u8],
    kind: Line,
    out: &mut Vec<u8>,
    answer: impl FnOnce(&str, &mut Vec<u8>) -> Result<(), ErrorResponse>,
) -> bool {
    let given = match kind {
        Line::TooLong(actual) => {
            let kind = ErrorKind::TooLong { limit: MAX_LINE, actual };
            Err(refusal(WireError::from(&Error::new(kind))))
        }
        Line::Read => {
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            let text = text.strip_suffix(b"\r").unwrap_or(text);
            std::str::from_utf8(text).map_err(|e| {
                let at = e.valid_up_to();
                let span = Some(klartext::Span::new(at, at.saturating_add(1)));
                refusal(WireError { message: "not UTF-8".to_owned(), span, help: None })
            })
        }
    };
    let before = out.len();
    let answered = given.and_then(|text| answer(text, out));
    if let Err(error) = &answered {
        out.truncate(before);
        write_json(error, out);
    }
    out.push(b'\n');
    answered.is_ok()
}

/// Reads lines and writes an answer to each. What cannot be read gets an error in its place, and the stream goes on.
///
/// Output is buffered and flushed whenever no whole line is waiting, so that a slow writer on the other side sees each
/// answer at once and a fast one costs no system call for each. Returns whether every line could be read.
pub(crate) fn answer_lines(
    input: impl Read,
    output: &mut impl Write,
    mut answer: impl FnMut(&str, &mut Vec<u8>) -> Result<(), ErrorResponse>,
) -> Result<bool, Stop> {
    let mut lines = Lines::new(input);
    let (mut line, mut out) = (Vec::with_capacity(1024), Vec::with_capacity(1 << 16));
    let mut all_read = true;
    loop {
        if out.len() >= 1 << 16 || !out.is_empty() && !lines.is_waiting() {
            output.write_all(&out).and_then(|()| output.flush()).map_err(Stop::Output)?;
            out.clear();
        }
        line.clear();
        let Some(kind) = lines.next(&mut line).map_err(Stop::Input)? else { return Ok(all_read) };
        all_read &= answer_line(&line, kind, &mut out, &mut answer);
    }
}

/// Why a stream of lines ended before its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The input could not be read on.
    Input(io::Error),
    /// The output could not be written.
    Output(io::Error),
}

/// A line as a request. Where it is JSON, the error carries the request's id.
pub(crate) fn request<T: DeserializeOwned>(line: &str) -> Result<T, ErrorResponse> {
    // serde takes the items of a list for the fields of an object, in their order: a guess.
    let blanks = line.bytes().take_while(u8::is_ascii_whitespace).count();
    if line.get(blanks..).is_some_and(|rest| rest.starts_with('[')) && is_json(line) {
        return Err(refusal(WireError {
            message: "not a request: expected an object, found a list".to_owned(),
            span: Some(klartext::Span::new(blanks, blanks.saturating_add(1))),
            help: None,
        }));
    }
    serde_json::from_str(line).map_err(|e| {
        let (message, at) = json_error(&e, line);
        let (what, id) = if e.is_data() { ("not a request", id_of(line)) } else { ("not valid JSON", None) };
        ErrorResponse {
            id: id.unwrap_or_default(),
            error: WireError {
                message: format!("{what}: {message}"),
                span: Some(klartext::Span::new(at.min(line.len()), at.saturating_add(1).min(line.len()))),
                help: None,
            },
        }
    })
}

/// An error of the library in answer to a request that could be read.
pub(crate) fn failed(id: serde_json::Value, error: &Error) -> ErrorResponse {
    ErrorResponse { id, error: WireError::from(error) }
}

/// Appends a value as JSON.
pub(crate) fn write_json(value: &impl Serialize, out: &mut Vec<u8>) {
    // Our own shapes have string keys only and a Vec takes every byte, so this cannot fail.
    let _ = serde_json::to_writer(out, value);
}

/// Prints a value as one line of JSON.
pub(crate) fn print_json(value: &impl Serialize) -> io::Result<()> {
    let mut out = Vec::new();
    write_json(value, &mut out);
    out.push(b'\n');
    io::stdout().lock().write_all(&out)
}

fn refusal(error: WireError) -> ErrorResponse {
    ErrorResponse { id: serde_json::Value::Null, error }
}

fn is_json(line: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
}

fn id_of(line: &str) -> Option<serde_json::Value> {
    #[derive(serde::Deserialize)]
    struct Id {
        id: serde_json::Value,
    }
    serde_json::from_str::<Id>(line).ok().map(|i| i.id)
}

/// Skips to behind the next line end; how many bytes that were, the line end not counted.
fn skip_line(input: &mut impl BufRead) -> io::Result<usize> {
    let mut skipped = 0_usize;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let (n, found) = buffer.iter().position(|b| *b == b'\n').map_or((buffer.len(), false), |n| (n, true));
        input.consume(n.saturating_add(usize::from(found)));
        skipped = skipped.saturating_add(n);
        if found {
            return Ok(skipped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Echoes the request's `text`.
    fn echo(input: &[u8]) -> (bool, String) {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Request {
            #[serde(default)]
            id: serde_json::Value,
            text: String,
        }
        let mut out = Vec::new();
        let all = answer_lines(input, &mut out, |line, out| {
            let r: Request = request(line)?;
            write_json(&(r.id, r.text), out);
            Ok(())
        });
        (all.unwrap(), String::from_utf8(out).unwrap())
    }

    #[test]
    fn order_is_kept_and_the_last_line_needs_no_end() {
        let (all, out) = echo(b"{\"id\":1,\"text\":\"a\"}\r\n{\"id\":[2],\"text\":\"b\"}");
        assert_eq!((all, out.as_str()), (true, "[1,\"a\"]\n[[2],\"b\"]\n"));
        assert_eq!(echo(b""), (true, String::new()));
    }

    #[test]
    fn a_list_is_no_request() {
        let (all, out) = echo(b" [1,\"a\"]\n[1\n");
        assert!(!all);
        let lines: Vec<serde_json::Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let error = |i: usize| lines[i]["error"]["message"].as_str().unwrap().to_owned();
        assert_eq!(error(0), "not a request: expected an object, found a list");
        assert_eq!(lines[0]["error"]["span"], serde_json::json!({"start": 1, "end": 2}));
        assert!(error(1).starts_with("not valid JSON: "), "{out}");
    }

    #[test]
    fn what_cannot_be_read_gets_an_error_in_its_place() {
        let (all, out) =
            echo(b"{\"text\":\"a\"}\n{\"id\":7,\"txt\":\"b\"}\n\n\"\xff\"\n{\"id\":8\n{\"text\":\"c\"}\n");
        assert!(!all);
        assert_eq!(
            out.lines().collect::<Vec<_>>(),
            [
                r#"[null,"a"]"#,
                r#"{"id":7,"error":{"message":"not a request: unknown field `txt`, expected `id` or `text`","span":{"start":12,"end":13},"help":null}}"#,
                r#"{"id":null,"error":{"message":"not valid JSON: EOF while parsing a value","span":{"start":0,"end":0},"help":null}}"#,
                r#"{"id":null,"error":{"message":"not UTF-8","span":{"start":1,"end":2},"help":null}}"#,
                r#"{"id":null,"error":{"message":"not valid JSON: EOF while parsing an object","span":{"start":6,"end":7},"help":null}}"#,
                r#"[null,"c"]"#,
            ]
        );
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut input = vec![b'x'; MAX_LINE + 100_000];
        input.extend_from_slice(b"\n{\"text\":\"c\"}\n");
        let (all, out) = echo(&input);
        assert!(!all);
        assert_eq!(
            out.lines().collect::<Vec<_>>(),
            [
                r#"{"id":null,"error":{"message":"text of 8488608 bytes is longer than the limit of 8388608","span":null,"help":null}}"#,
                r#"[null,"c"]"#,
            ]
        );
    }

    #[test]
    fn answers_do_not_wait_for_a_line_that_has_not_come() {
        use std::cell::Cell;
        struct Slow<'a>(usize, &'a Cell<usize>);
        impl Read for Slow<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                assert_eq!(self.1.get(), self.0, "everything said so far is out before the next read");
                if self.0 == 3 {
                    return Ok(0);
                }
                self.0 += 1;
                (&b"{\"text\":\"a\"}\n"[..]).read(buffer)
            }
        }
        struct Count<'a>(&'a Cell<usize>);
        impl Write for Count<'_> {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.set(self.0.get() + bytes.iter().filter(|b| **b == b'\n').count());
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let written = Cell::new(0);
        let all = answer_lines(Slow(0, &written), &mut Count(&written), |_, out| {
            out.push(b'1');
            Ok(())
        });
        assert!(all.unwrap());
        assert_eq!(written.get(), 3);
    }
}
