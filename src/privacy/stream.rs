//! A stream of bytes, in pieces of any size, without what has to go.

use super::redact::Redactor;
use super::scan::{LOOK_AHEAD, LOOK_BACK, Place, scan, tag};

/// A line longer than this is written out in parts, in bytes.
const LONG_LINE: usize = 256 << 10;

/// Redacts a stream of bytes that comes in pieces, as a pipe delivers it.
///
/// What comes out does not depend on where the pieces were cut: nothing leaks because it lies across a cut, however long
/// the line. Whole lines come out at once, a line that is not finished waits for its end. Memory is bounded: no more than
/// the last piece, 256 KB of an unfinished line and as much again for what is made of it.
///
/// Bytes that are not UTF-8 pass through as they are, and count as the letters that they are in Latin-1: `f\xFCnf` is
/// "fünf" when a number is said.
///
/// ```
/// use klartext::privacy::{Redactor, Stream};
/// let redactor = Redactor::new();
/// let mut stream = Stream::new(&redactor);
/// let mut out = Vec::new();
/// stream.feed(b"R\xFCckruf 030 231", &mut out);
/// stream.feed(b"25 000 um 14:30\n", &mut out);
/// stream.finish(&mut out);
/// assert_eq!(out, b"R\xFCckruf [PHONE_REDACTED] um 14:30\n");
/// ```
#[derive(Debug)]
pub struct Stream<'r> {
    redactor: &'r Redactor,
    /// What was read and may still matter.
    text: String,
    /// Where in `text` a character stands for one byte that was not UTF-8.
    raw: Vec<usize>,
    /// The first bytes of a character that is not complete.
    tail: Vec<u8>,
    place: Place,
    /// Everything in `text` before it is written.
    copied: usize,
}

impl<'r> Stream<'r> {
    /// A stream that has not begun.
    pub const fn new(redactor: &'r Redactor) -> Self {
        Self {
            redactor,
            text: String::new(),
            raw: Vec::new(),
            tail: Vec::new(),
            place: Place { at: 0, written: 0, phone_end: None },
            copied: 0,
        }
    }

    /// Takes the next piece and appends to `out` what can be said of it already.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        // A piece of any size is worked off in parts, so that no more than one of them is held.
        for part in bytes.chunks(LONG_LINE) {
            self.append(part);
            let from = self.place.at.min(self.text.len());
            if let Some(n) = self.text.get(from..).and_then(|rest| rest.rfind('\n')) {
                self.advance(from.saturating_add(n).saturating_add(1), true, out);
            }
            if self.text.len().saturating_sub(self.place.at) > LONG_LINE {
                self.advance(self.text.len().saturating_sub(LOOK_AHEAD), false, out);
            }
        }
    }

    /// Ends the stream and appends the rest to `out`. The next piece begins another one.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        let tail = std::mem::take(&mut self.tail);
        self.append_raw(&tail);
        self.advance(self.text.len(), true, out);
    }

    fn append(&mut self, bytes: &[u8]) {
        let joined;
        let mut rest = if self.tail.is_empty() {
            bytes
        } else {
            let mut tail = std::mem::take(&mut self.tail);
            tail.extend_from_slice(bytes);
            joined = tail;
            &joined
        };
        while !rest.is_empty() {
            let error = match std::str::from_utf8(rest) {
                Ok(text) => return self.text.push_str(text),
                Err(error) => error,
            };
            let (valid, behind) = rest.split_at_checked(error.valid_up_to()).unwrap_or((rest, &[]));
            self.text.push_str(std::str::from_utf8(valid).unwrap_or(""));
            let Some(wrong) = error.error_len() else {
                self.tail = behind.to_vec();
                return;
            };
            let (wrong, behind) = behind.split_at_checked(wrong).unwrap_or((behind, &[]));
            self.append_raw(wrong);
            rest = behind;
        }
    }

    fn append_raw(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.raw.push(self.text.len());
            self.text.push(char::from(*byte));
        }
    }

    /// Looks at everything before `until`; `ended` where nothing that begins before it goes on behind it.
    fn advance(&mut self, until: usize, ended: bool, out: &mut Vec<u8>) {
        let Self { redactor, text, raw, place, copied, .. } = self;
        let seen = if ended { text.get(..until).unwrap_or(text) } else { text.as_str() };
        let mut writer = Writer { text: seen, raw, next_raw: 0, copied: *copied };
        scan(seen, &redactor.ids, place, until, |span, mark, quote| {
            writer.copy(span.start, out);
            let quote = quote.and_then(|q| q.of(seen)).unwrap_or("");
            for part in [quote, tag(mark), quote] {
                out.extend_from_slice(part.as_bytes());
            }
            writer.copied = span.end;
        });
        // What begins behind the last place that was looked at may reach back so far.
        let mut end = if ended { until } else { place.at.saturating_sub(LOOK_BACK) };
        while !seen.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        writer.copy(end, out);
        *copied = writer.copied;
        let mut keep = copied.saturating_sub(if ended { 0 } else { LOOK_BACK });
        while !text.is_char_boundary(keep) {
            keep = keep.saturating_sub(1);
        }
        place.written = place.written.max(*copied);
        drop(text.drain(..keep));
        raw.retain_mut(|at| {
            let stays = *at >= keep;
            *at = at.saturating_sub(keep);
            stays
        });
        *copied = copied.saturating_sub(keep);
        place.at = place.at.saturating_sub(keep);
        place.written = place.written.saturating_sub(keep);
        place.phone_end = place.phone_end.and_then(|end| end.checked_sub(keep));
    }
}

struct Writer<'a> {
    text: &'a str,
    raw: &'a [usize],
    next_raw: usize,
    copied: usize,
}

impl Writer<'_> {
    /// Writes the text up to `end`, its odd bytes as they were.
    fn copy(&mut self, end: usize, out: &mut Vec<u8>) {
        while let Some(&at) = self.raw.get(self.next_raw).filter(|at| **at < end) {
            self.next_raw = self.next_raw.saturating_add(1);
            if at < self.copied {
                continue;
            }
            out.extend_from_slice(self.text.get(self.copied..at).unwrap_or("").as_bytes());
            let c = self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('?');
            out.push(u8::try_from(u32::from(c)).unwrap_or(b'?'));
            self.copied = at.saturating_add(c.len_utf8());
        }
        if end > self.copied {
            out.extend_from_slice(self.text.get(self.copied..end).unwrap_or("").as_bytes());
            self.copied = end;
        }
    }
}
