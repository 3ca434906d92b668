use std::collections::HashMap;

use super::{MAX_OUTPUT, MAX_SOURCE, Syntax, Template};
use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Text, byte for byte.
    Text(Span),
    /// A variable.
    Marker {
        /// Delimiters and all.
        span: Span,
        /// Index into the names.
        name: usize,
        /// The text of the default.
        default: Option<Span>,
    },
}

/// Text between delimiters that would be a marker if it were written right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lookalike {
    /// Delimiters and all.
    pub(super) span: Span,
    /// What stands between them.
    pub(super) inner: Span,
}

/// A marker in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker<'a> {
    /// The variable.
    pub name: &'a str,
    /// What stands in where there is no value.
    pub default: Option<&'a str>,
    /// Delimiters and all, in bytes of the template.
    pub span: Span,
}

impl Segment {
    pub(super) fn marker<'t>(&self, template: &'t Template) -> Option<Marker<'t>> {
        match self {
            Self::Text(_) => None,
            Self::Marker { span, name, default } => Some(Marker {
                name: template.names.get(*name)?,
                default: default.and_then(|d| d.of(&template.source)),
                span: *span,
            }),
        }
    }
}

pub(super) fn parse(text: &str, syntax: Syntax) -> Result<Template, Error> {
    if text.len() > MAX_SOURCE {
        return Err(Error::new(ErrorKind::TooLong { limit: MAX_SOURCE, actual: text.len() }));
    }
    let mut template = Template {
        source: text.into(),
        syntax,
        segments: Vec::new(),
        names: Vec::new(),
        lookalikes: Vec::new(),
        limit: MAX_OUTPUT,
    };
    let mut builder = Builder { text, template: &mut template, ids: HashMap::new(), text_from: 0 };
    builder.run();
    Ok(template)
}

struct Builder<'t, 'b> {
    text: &'t str,
    template: &'b mut Template,
    /// The index of each name.
    ids: HashMap<&'t str, usize>,
    /// Where the text that is not yet a segment begins.
    text_from: usize,
}

/// What stands at an opening delimiter.
enum Found {
    Marker { end: usize, name: Span, default: Option<Span> },
    Lookalike { end: usize, inner: Span },
    Nothing,
}

impl<'t> Builder<'t, '_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some((open, close)) = self.next_opener(at) {
            match self.read(open, close) {
                Found::Marker { end, name, default } => {
                    if self.unescape(open) {
                        // The text of the marker is text; it goes out with what follows.
                    } else {
                        self.text_until(open);
                        let name = self.intern(name);
                        self.template.segments.push(Segment::Marker {
                            span: Span::new(open, end),
                            name,
                            default,
                        });
                        self.text_from = end;
                    }
                    at = end;
                }
                Found::Lookalike { end, inner } => {
                    self.template.lookalikes.push(Lookalike { span: Span::new(open, end), inner });
                    at = end;
                }
                // One byte on: in `<<<name>>` the marker begins at the second.
                Found::Nothing => at = open.saturating_add(1),
            }
        }
        self.text_until(self.text.len());
    }

    /// The next `<<` or `{{` from `at` on, with the delimiter that closes it.
    fn next_opener(&self, at: usize) -> Option<(usize, &'static str)> {
        let bytes = self.text.as_bytes();
        let angle = matches!(self.template.syntax, Syntax::Angle | Syntax::Both);
        let mustache = matches!(self.template.syntax, Syntax::Mustache | Syntax::Both);
        let rest = bytes.get(at..)?;
        let offset = rest.windows(2).position(|w| (angle && w == b"<<") || (mustache && w == b"{{"))?;
        let open = at.checked_add(offset)?;
        Some((open, if bytes.get(open) == Some(&b'<') { ">>" } else { "}}" }))
    }

    fn read(&self, open: usize, close: &'static str) -> Found {
        let from = open.saturating_add(2);
        let Some(rest) = self.text.get(from..) else { return Found::Nothing };
        let name_len =
            rest.bytes().take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'_').count();
        let named = rest.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let name_end = from.saturating_add(name_len);
        let after = self.text.get(name_end..).unwrap_or("");
        if named && after.starts_with(close) {
            return Found::Marker {
                end: name_end.saturating_add(2),
                name: Span::new(from, name_end),
                default: None,
            };
        }
        if named && after.starts_with('|') {
            let begin = name_end.saturating_add(1);
            if let Some(length) = self.default_len(begin, close) {
                let end = begin.saturating_add(length);
                return Found::Marker {
                    end: end.saturating_add(2),
                    name: Span::new(from, name_end),
                    default: Some(Span::new(begin, end)),
                };
            }
            return Found::Nothing;
        }
        self.lookalike(from, close)
    }

    /// How long the default at `begin` is: up to `close`, on one line, without a marker in it. A default with a marker
    /// in it would bring one into the rendered text.
    fn default_len(&self, begin: usize, close: &'static str) -> Option<usize> {
        let rest = self.text.as_bytes().get(begin..)?;
        for (i, pair) in rest.windows(2).enumerate() {
            if pair == close.as_bytes() {
                return Some(i);
            }
            if pair.starts_with(b"\n") || pair == b"<<" || pair == b"{{" {
                return None;
            }
        }
        None
    }

    /// `<<Name>>`, `<< name >>`, `<<kunden-name>>`: one short word between the delimiters, not written as a name.
    fn lookalike(&self, from: usize, close: &'static str) -> Found {
        const LONGEST: usize = 64;
        let Some(rest) = self.text.get(from..) else { return Found::Nothing };
        let length = rest
            .char_indices()
            .take_while(|(i, c)| {
                *i <= LONGEST && (c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | ' '))
            })
            .last()
            .map_or(0, |(i, c)| i.saturating_add(c.len_utf8()));
        let inner = rest.get(..length).unwrap_or("");
        let word = inner.trim();
        let one_word = word.starts_with(char::is_alphabetic) && !word.contains(' ');
        if one_word && rest.get(length..).is_some_and(|r| r.starts_with(close)) {
            let end = from.saturating_add(length);
            let lead = inner.len().saturating_sub(inner.trim_start().len());
            let begin = from.saturating_add(lead);
            let inner = Span::new(begin, begin.saturating_add(word.len()));
            return Found::Lookalike { end: end.saturating_add(2), inner };
        }
        Found::Nothing
    }

    /// Takes the backslashes before a marker: a pair is one backslash, an odd one makes the marker text. True for that.
    fn unescape(&mut self, open: usize) -> bool {
        let before = self.text.as_bytes().get(self.text_from..open).unwrap_or(&[]);
        let slashes = before.iter().rev().take_while(|b| **b == b'\\').count();
        if slashes == 0 {
            return false;
        }
        self.text_until(open.saturating_sub(slashes.div_ceil(2)));
        self.text_from = open;
        slashes % 2 == 1
    }

    fn text_until(&mut self, end: usize) {
        if self.text_from < end {
            self.template.segments.push(Segment::Text(Span::new(self.text_from, end)));
        }
        self.text_from = end;
    }

    fn intern(&mut self, name: Span) -> usize {
        let name: &'t str = name.of(self.text).unwrap_or("");
        let next = self.template.names.len();
        let id = *self.ids.entry(name).or_insert(next);
        if id == next {
            self.template.names.push(name.into());
        }
        id
    }
}
