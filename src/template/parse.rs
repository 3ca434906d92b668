//! From the source to literals and markers, in one pass.

use std::collections::HashMap;

use memchr::{memchr, memchr2, memrchr, memrchr2};
use smallvec::{SmallVec, smallvec};

use super::marker::{Inner, Key, Lookalike, MarkerData, Mistake, Step};
use super::{Format, MAX_DEPTH, MAX_OUTPUT, MAX_SOURCE, Syntax, Template};
use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// How many markers a template has room for from the start.
const USUAL: usize = 16;

/// Reads templates with other settings than [`Template::parse`]: nested keys and limits.
///
/// ```
/// use klartext::template::{MissingPolicy, Parser, Syntax};
/// let template = Parser::new(Syntax::Mustache).nesting(1).parse("Es ist {{current_time_{{my_timezone}}}}.")?;
/// let values = [("my_timezone", "Europe/Berlin"), ("current_time_Europe/Berlin", "zehn Uhr")];
/// assert_eq!(template.render(&values, MissingPolicy::Error).as_deref(), Ok("Es ist zehn Uhr."));
/// # Ok::<(), klartext::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Parser {
    syntax: Syntax,
    nesting: u8,
    max_source: usize,
    max_output: usize,
}

impl Parser {
    /// No nested keys, [`MAX_SOURCE`] and [`MAX_OUTPUT`].
    pub const fn new(syntax: Syntax) -> Self {
        Self { syntax, nesting: 0, max_source: MAX_SOURCE, max_output: MAX_OUTPUT }
    }

    /// How many markers may stand inside of one another: 0 for none, 1 for `{{current_time_{{my_timezone}}}}`, at most
    /// [`MAX_DEPTH`]. A value then decides which variable is asked for, so values have to be trusted that far.
    #[must_use]
    pub const fn nesting(mut self, depth: u8) -> Self {
        self.nesting = if depth > MAX_DEPTH { MAX_DEPTH } else { depth };
        self
    }

    /// The longest template, in bytes; never more than 4 GiB.
    #[must_use]
    pub const fn max_source(mut self, limit: usize) -> Self {
        self.max_source = limit;
        self
    }

    /// The longest rendered text, in bytes.
    #[must_use]
    pub const fn max_output(mut self, limit: usize) -> Self {
        self.max_output = limit;
        self
    }

    /// Parses a template. Only a text that is too long is an error; whatever is no marker is text.
    pub fn parse(&self, text: &str) -> Result<Template, Error> {
        let limit = self.max_source.min(u32::MAX as usize);
        if text.len() > limit {
            return Err(Error::new(ErrorKind::TooLong { limit, actual: text.len() }));
        }
        let reader = Reader { text, syntax: self.syntax };
        let mut builder = Builder {
            reader,
            nesting: self.nesting,
            ids: HashMap::new(),
            text_from: 0,
            opener: None,
            escaped: self.nesting > 0,
            nested_until: 0,
            template: Template {
                source: text.into(),
                syntax: self.syntax,
                nesting: self.nesting,
                // A prompt has a dozen markers; growing to that by steps would take longer than reading it.
                steps: Vec::with_capacity(USUAL),
                markers: Vec::with_capacity(USUAL),
                names: Vec::with_capacity(USUAL),
                lookalikes: Vec::new(),
                literals: 0,
                simple: true,
                open_ended: false,
                limit: self.max_output,
            },
        };
        builder.run();
        Ok(builder.template)
    }
}

/// Looks at a text for delimiters.
#[derive(Clone, Copy)]
struct Reader<'t> {
    text: &'t str,
    syntax: Syntax,
}

/// A marker that was read; nothing is stored yet.
struct Read {
    span: Span,
    /// One literal for a fixed key, else literals with a marker behind each but the last.
    literals: SmallVec<[Span; 1]>,
    inner: Vec<Read>,
    format: Option<Format>,
    default: Option<Span>,
}

impl Read {
    /// How many markers stand inside of one another, this one not counted.
    fn depth(&self) -> u8 {
        self.inner.iter().map(|i| i.depth().saturating_add(1)).max().unwrap_or(0)
    }
}

impl<'t> Reader<'t> {
    fn bytes(self) -> &'t [u8] {
        self.text.as_bytes()
    }

    fn byte(self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }

    fn stands(self, at: usize, what: &[u8]) -> bool {
        self.bytes().get(at..).is_some_and(|rest| rest.starts_with(what))
    }

    fn pair(self, at: usize) -> Option<&'t [u8; 2]> {
        self.bytes().get(at..)?.first_chunk()
    }

    /// The delimiter that closes the one opened at `at`, if a marker may begin there.
    fn closes(self, at: usize) -> Option<&'static [u8; 2]> {
        let angle = matches!(self.syntax, Syntax::Angle | Syntax::Both);
        let mustache = matches!(self.syntax, Syntax::Mustache | Syntax::Both);
        match self.pair(at)? {
            b"<<" if angle => Some(b">>"),
            b"{{" if mustache => Some(b"}}"),
            _ => None,
        }
    }

    /// The next place from `at` on where a delimiter opens, with the one that closes it.
    fn next_opener(self, mut at: usize) -> Option<(usize, &'static [u8; 2])> {
        loop {
            let rest = self.bytes().get(at..)?;
            let found = match self.syntax {
                Syntax::Angle => memchr(b'<', rest),
                Syntax::Mustache => memchr(b'{', rest),
                Syntax::Both => memchr2(b'<', b'{', rest),
            }?;
            let open = at.saturating_add(found);
            if let Some(close) = self.closes(open) {
                return Some((open, close));
            }
            at = open.saturating_add(1);
        }
    }

    /// Where the stretch of `[a-z0-9_]` ends that begins at `at`.
    fn name_end(self, at: usize) -> usize {
        let rest = self.bytes().get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|b| is_name_byte(**b)).count();
        at.saturating_add(length)
    }

    /// The name of the marker at `open` where nothing else stands in it, as in most.
    fn plain(self, open: usize, close: &[u8; 2]) -> Option<Span> {
        let from = open.saturating_add(2);
        if !self.byte(from)?.is_ascii_lowercase() {
            return None;
        }
        let name = Span::new(from, self.name_end(from));
        (self.pair(name.end) == Some(close)).then_some(name)
    }

    /// The marker at `open`, with at most `depth` markers inside of one another in its key.
    fn marker(self, open: usize, close: &[u8; 2], depth: u8) -> Option<Read> {
        let from = open.saturating_add(2);
        if !self.byte(from)?.is_ascii_lowercase() {
            return None;
        }
        let mut at = self.name_end(from);
        let mut read = Read {
            span: Span::new(open, open),
            literals: smallvec![Span::new(from, at)],
            inner: Vec::new(),
            format: None,
            default: None,
        };
        while depth > 0
            && let Some(close) = self.closes(at)
        {
            let inner = self.marker(at, close, depth.saturating_sub(1))?;
            let end = self.name_end(inner.span.end);
            read.literals.push(Span::new(inner.span.end, end));
            read.inner.push(inner);
            at = end;
        }
        if self.byte(at) == Some(b':') {
            let name = Span::new(at.saturating_add(1), self.name_end(at.saturating_add(1)));
            read.format = Some(Format::from_name(name.of(self.text)?)?);
            at = name.end;
        }
        if self.byte(at) == Some(b'|') {
            let begin = at.saturating_add(1);
            let default = Span::new(begin, self.default_end(begin, close)?);
            read.default = Some(default);
            at = default.end;
        }
        if !self.stands(at, close) {
            return None;
        }
        read.span.end = at.saturating_add(2);
        Some(read)
    }

    /// Where the default that begins at `begin` ends: before `close`, on one line, without a marker in it. A default
    /// with a marker in it would bring one into the rendered text.
    fn default_end(self, begin: usize, close: &[u8; 2]) -> Option<usize> {
        let rest = self.bytes().get(begin..)?;
        for (i, pair) in rest.windows(2).enumerate() {
            if pair == close {
                return Some(begin.saturating_add(i));
            }
            if matches!(pair, [b'\n' | b'\r', _] | b"<<" | b"{{") {
                return None;
            }
        }
        None
    }

    /// What surely was meant as a marker and is none.
    fn lookalike(self, open: usize, close: &'static [u8; 2], nesting: u8) -> Option<Lookalike> {
        let first = self.bytes().get(open.saturating_add(2)..)?.iter().find(|b| **b != b' ')?;
        if first.is_ascii() && !first.is_ascii_alphabetic() {
            return None;
        }
        if let Some(read) = self.marker(open, close, MAX_DEPTH) {
            let mistake = Mistake::Nested { depth: read.depth(), limit: nesting };
            return Some(Lookalike { span: read.span, mistake });
        }
        let from = open.saturating_add(2);
        let rest = self.text.get(from..)?;
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        // A name as long as anybody would write one; what is longer is prose.
        const LONGEST: usize = 64;
        let ends_after = |text: &str, fits: &dyn Fn(char) -> bool| -> usize {
            let end = text.char_indices().find(|(i, c)| *i > LONGEST || !fits(*c));
            end.map_or(text.len(), |(i, _)| i)
        };
        let blank = ends_after(rest, &|c| c == ' ');
        let begin = from.saturating_add(blank);
        let word = rest.get(blank..)?;
        let length = ends_after(word, &in_word);
        if !word.starts_with(char::is_alphabetic) || length > LONGEST {
            return None;
        }
        let name = Span::new(begin, begin.saturating_add(length));
        let mut at = name.end.saturating_add(ends_after(self.text.get(name.end..)?, &|c| c == ' '));
        let mut mistake = Mistake::Name { name };
        let lone = [close[0]];
        if self.byte(at) == Some(b':') && self.byte(at.saturating_add(1)) != Some(b':') {
            let tail = self.text.get(at.saturating_add(1)..)?;
            let lead = ends_after(tail, &|c| c == ' ');
            let start = at.saturating_add(1).saturating_add(lead);
            let end = start.saturating_add(ends_after(tail.get(lead..)?, &in_word));
            let format = Span::new(start, end);
            let plain = name.of(self.text).is_some_and(is_name) && blank == 0 && at == name.end;
            if plain && format.of(self.text).and_then(Format::from_name).is_none() {
                mistake = Mistake::Format { name, format };
            }
            at = end.saturating_add(ends_after(self.text.get(end..)?, &|c| c == ' '));
        }
        if self.byte(at) == Some(b'|') {
            at = self.default_end(at.saturating_add(1), close)?;
        }
        if self.stands(at, close) {
            return Some(Lookalike { span: Span::new(open, at.saturating_add(2)), mistake });
        }
        // `<<name>` and `<<name}}`: one word, and a bracket that does not close it.
        let other: &[u8] = if close == b">>" { b"}}" } else { b">>" };
        let plain = blank == 0
            && name.of(self.text).is_some_and(is_name)
            && !self.text.get(name.end..at)?.contains(' ');
        let length = if self.stands(at, other) {
            2
        } else if self.stands(at, &lone) {
            1
        } else {
            return None;
        };
        let span = Span::new(open, at.saturating_add(length));
        plain.then_some(Lookalike { span, mistake: Mistake::Unclosed { name } })
    }

    /// True where a marker could come to be if something were put behind the text: `<<`, `<<name`, `<<name|Her`, `<`.
    fn is_open_ended(self) -> bool {
        if self.ends_with_sign() {
            return true;
        }
        // No delimiter opens inside of a marker, so the last one counts.
        let mut rest = self.bytes();
        let open = loop {
            let found = match self.syntax {
                Syntax::Angle => memrchr(b'<', rest),
                Syntax::Mustache => memrchr(b'{', rest),
                Syntax::Both => memrchr2(b'<', b'{', rest),
            };
            let Some((before, _)) = found.and_then(|at| rest.split_at_checked(at)) else { return false };
            if let Some(open) = before.len().checked_sub(1)
                && self.closes(open).is_some()
            {
                break open;
            }
            rest = before;
        };
        self.is_open_from(open)
    }

    /// True where the text ends with one half of a delimiter that opens.
    fn ends_with_sign(self) -> bool {
        let last = self.bytes().last();
        match self.syntax {
            Syntax::Angle => last == Some(&b'<'),
            Syntax::Mustache => last == Some(&b'{'),
            Syntax::Both => matches!(last, Some(b'<' | b'{')),
        }
    }

    /// True where the text from the delimiter at `open` on is the beginning of a marker.
    fn is_open_from(self, open: usize) -> bool {
        let bytes = self.bytes();
        let from = open.saturating_add(2);
        let mut at = self.name_end(from);
        match self.byte(from) {
            None => return true,
            Some(first) if !first.is_ascii_lowercase() => return false,
            Some(_) => {}
        }
        if self.byte(at) == Some(b':') {
            at = self.name_end(at.saturating_add(1));
        }
        // A default stands on one line.
        at >= bytes.len()
            || (self.byte(at) == Some(b'|')
                && memchr2(b'\n', b'\r', bytes.get(at..).unwrap_or_default()).is_none())
    }
}

/// Puts together what is read.
struct Builder<'t> {
    reader: Reader<'t>,
    nesting: u8,
    /// The index of each name, once there are many.
    ids: HashMap<&'t str, u32>,
    /// Where the text that is not yet in a step begins.
    text_from: usize,
    /// The last place where a delimiter opened that began no marker.
    opener: Option<usize>,
    /// A marker with a backslash before it, which is text, may stand in the text that is not yet in a step.
    escaped: bool,
    /// Where the outermost marker of a key ends that is nested too deeply: what stands in it is told with it.
    nested_until: usize,
    template: Template,
}

impl<'t> Builder<'t> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some((open, close)) = self.reader.next_opener(at) {
            // One byte on unless something is found: in `<<<name>>` the marker begins at the second.
            at = open.saturating_add(1);
            if let Some(name) = self.reader.plain(open, close) {
                at = name.end.saturating_add(2);
                let span = Span::new(open, at);
                self.place(span, |builder| builder.store_named(span, name, None, None));
                continue;
            }
            if let Some(read) = self.reader.marker(open, close, self.nesting) {
                at = read.span.end;
                self.place(read.span, |builder| builder.store(read));
                continue;
            }
            self.opener = Some(open);
            if open >= self.nested_until
                && self.slashes(open).is_multiple_of(2)
                && let Some(found) = self.reader.lookalike(open, close, self.nesting)
            {
                match found.mistake {
                    // The markers in it are markers all the same.
                    Mistake::Nested { .. } => self.nested_until = found.span.end,
                    Mistake::Unclosed { .. } => {}
                    _ => at = found.span.end,
                }
                self.template.lookalikes.push(found);
            }
        }
        self.literal_until(self.reader.text.len());
    }

    /// Puts a marker behind the text before it, unless a backslash makes text of it.
    fn place(&mut self, span: Span, store: impl FnOnce(&mut Self) -> u32) {
        let slashes = self.slashes(span.start);
        if slashes > 0 {
            // A pair is one backslash, an odd one makes the marker text.
            self.literal_until(span.start.saturating_sub(slashes.div_ceil(2)));
            self.text_from = span.start;
        }
        if slashes.is_multiple_of(2) {
            let marker = store(self);
            self.step(span.start, Some(marker));
            self.text_from = span.end;
            self.escaped = self.nesting > 0;
        } else {
            self.escaped = true;
        }
    }

    /// How many backslashes stand before `open`, in text that is no part of a marker.
    fn slashes(&self, open: usize) -> usize {
        let before = self.reader.bytes().get(self.text_from..open).unwrap_or_default();
        before.iter().rev().take_while(|b| **b == b'\\').count()
    }

    fn literal_until(&mut self, end: usize) {
        if self.text_from < end {
            self.step(end, None);
        }
    }

    /// A literal up to `end`, and a marker behind it.
    fn step(&mut self, end: usize, marker: Option<u32>) {
        let text = Span::new(self.text_from, end);
        self.template.literals = self.template.literals.saturating_add(text.len());
        let name = marker.and_then(|m| match self.template.marker_data(m)?.key {
            Key::Name(name) => Some(name),
            Key::Nested(_) => None,
        });
        // An escaped marker behind the literal may end up in the key of one that nobody escaped.
        if (marker.is_some() || self.nesting > 0) && !self.template.open_ended {
            let literal = Reader { text: text.of(self.reader.text).unwrap_or(""), ..self.reader };
            self.template.open_ended = if self.escaped {
                literal.is_open_ended()
            } else {
                let opener = self.opener.and_then(|open| open.checked_sub(text.start));
                let inside = opener.filter(|open| open.saturating_add(2) <= text.len());
                let open = literal.ends_with_sign() || inside.is_some_and(|open| literal.is_open_from(open));
                debug_assert_eq!(open, literal.is_open_ended());
                open
            };
        }
        self.template.steps.push(Step {
            text,
            marker: marker.unwrap_or(Step::NONE),
            name: name.unwrap_or(Step::NONE),
        });
        self.text_from = end;
    }

    /// Keeps a marker and those in its key; the index of it.
    fn store(&mut self, read: Read) -> u32 {
        let index = self.template.markers.len();
        let id = u32::try_from(index).unwrap_or(Step::NONE);
        self.template.simple &= read.format.is_none() && read.inner.is_empty();
        if let ([name], true) = (read.literals.as_slice(), read.inner.is_empty()) {
            return self.store_named(read.span, *name, read.format, read.default);
        }
        // Its place is taken before those inside of it take theirs: markers are in the order in which they begin.
        self.template.markers.push(MarkerData {
            span: read.span,
            key: Key::Nested(Box::default()),
            format: read.format,
            default: read.default,
        });
        let mut parts = Vec::with_capacity(read.literals.len());
        let mut inner = read.inner.into_iter();
        for literal in read.literals {
            let marker = inner.next().map(|i| self.store(i));
            parts.push(Inner { literal, marker });
        }
        if let Some(data) = self.template.markers.get_mut(index) {
            data.key = Key::Nested(parts.into());
        }
        id
    }

    /// Keeps a marker whose key is one name; the index of it.
    fn store_named(&mut self, span: Span, name: Span, format: Option<Format>, default: Option<Span>) -> u32 {
        let id = u32::try_from(self.template.markers.len()).unwrap_or(Step::NONE);
        let key = Key::Name(self.intern(name));
        self.template.markers.push(MarkerData { span, key, format, default });
        id
    }

    fn intern(&mut self, name: Span) -> u32 {
        // A look along a short list is faster than a hash.
        const FEW: usize = 16;
        let text: &'t str = name.of(self.reader.text).unwrap_or("");
        let bytes = self.reader.bytes();
        let names = &mut self.template.names;
        let next = u32::try_from(names.len()).unwrap_or(Step::NONE);
        if names.len() <= FEW {
            let same = |n: &Span| n.len() == text.len() && bytes.get(n.start..n.end) == Some(text.as_bytes());
            if let Some((known, _)) = (0..).zip(names.iter()).find(|(_, n)| same(n)) {
                return known;
            }
            if names.len() == FEW {
                for (id, name) in (0..).zip(names.iter()) {
                    self.ids.insert(name.of(self.reader.text).unwrap_or(""), id);
                }
            }
        }
        if names.len() >= FEW {
            if let Some(known) = self.ids.get(text) {
                return *known;
            }
            self.ids.insert(text, next);
        }
        names.push(name);
        next
    }
}

const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

/// `[a-z][a-z0-9_]*`
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(is_name_byte)
}
