//! What the command tells a person when something cannot be read: where, what, and what would be right.

use std::io::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use klartext::finding::Lang;
use klartext::{Error, Finding, Severity};

/// Lines longer than this are pointed at by line and column only; a caret under a megabyte helps nobody.
const MAX_SHOWN_LINE: usize = 1000;

/// Something that could not be read or done, with its place and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic(Box<Parts>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    severity: Severity,
    code: Option<String>,
    title: String,
    path: Option<String>,
    source: Option<String>,
    /// The number of the first line of `source`.
    first_line: usize,
    span: Option<Range<usize>>,
    label: Option<String>,
    help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(title: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            severity: Severity::Error,
            code: None,
            title: title.into(),
            path: None,
            source: None,
            first_line: 1,
            span: None,
            label: None,
            help: None,
        }))
    }

    /// A finding, in a language.
    pub fn of_finding(finding: &Finding, lang: Lang) -> Self {
        let mut out = Self::new(finding.message(lang));
        out.0.severity = finding.severity();
        out.0.code = Some(finding.code().to_owned());
        out
    }

    /// The same, said of a file as a whole.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// The same, pointing at bytes of a text.
    #[must_use]
    pub fn at(mut self, source: &str, span: Range<usize>) -> Self {
        self.0.span = Some(clamp(source, span));
        self.0.source = Some(source.to_owned());
        self
    }

    /// The same, where the text that is pointed at begins on a later line of its file.
    #[must_use]
    pub fn from_line(mut self, line: usize) -> Self {
        self.0.first_line = line;
        self
    }

    /// The same with words under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.0.label = Some(label.into());
        self
    }

    /// The same with what would help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// An error of the library about a text of a file.
    pub fn of(error: &Error, path: &str, source: &str) -> Self {
        let mut out = Self::new(error.to_string()).in_file(path);
        if let Some(span) = error.span {
            out = out.at(source, span.start..span.end);
        }
        out.0.help.clone_from(&error.help);
        out
    }

    /// What is wrong, without its place.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The file it is about, where it is one.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Line and column of what it points at, both from 1, the column in characters.
    pub fn place(&self) -> Option<(usize, usize)> {
        let (line, column) = position(self.0.source.as_deref()?, self.0.span.as_ref()?.start);
        Some((line.saturating_add(self.0.first_line.saturating_sub(1)), column))
    }

    /// What is wrong and what is said of the place, without the place.
    pub fn one_line(&self) -> String {
        match self.0.label.as_deref() {
            Some(label) if !label.is_empty() => format!("{}: {label}", self.0.title),
            _ => self.0.title.clone(),
        }
    }

    /// The diagnostic as text, with colours as ANSI sequences.
    pub fn styled(&self) -> String {
        self.render(&Renderer::styled())
    }

    /// The diagnostic as text without colours.
    pub fn plain(&self) -> String {
        self.render(&Renderer::plain())
    }

    /// Says it on stderr, in colour where the terminal and `NO_COLOR` allow. Nobody is left to tell if that fails.
    pub fn print(&self) {
        let mut text = self.styled();
        text.push('\n');
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }

    fn render(&self, renderer: &Renderer) -> String {
        let level = match self.0.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut title = level.primary_title(self.0.title.as_str());
        if let Some(code) = &self.0.code {
            title = title.id(code.as_str());
        }
        let mut group = Group::with_title(title);
        let before = self.0.first_line.saturating_sub(1);
        match (&self.0.source, &self.0.span) {
            (Some(source), Some(span)) => {
                let shown = Excerpt::around(source, span);
                if shown.text.lines().any(|l| l.len() > MAX_SHOWN_LINE) {
                    let (line, column) = position(source, span.start);
                    let path = self.0.path.as_deref().unwrap_or("<text>");
                    group = group
                        .element(Origin::path(path).line(line.saturating_add(before)).char_column(column));
                    if let Some(label) = &self.0.label {
                        group = group.element(Level::NOTE.message(label.as_str()));
                    }
                } else {
                    let mark = AnnotationKind::Primary.span(shown.span).label(self.0.label.as_deref());
                    let snippet = Snippet::source(shown.text)
                        .line_start(shown.line.saturating_add(before))
                        .annotation(mark);
                    group = group.element(snippet.path(self.0.path.as_deref()));
                }
            }
            _ => {
                if let Some(path) = &self.0.path {
                    group = group.element(Origin::path(path.as_str()));
                }
            }
        }
        if let Some(help) = &self.0.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }
}

/// Line and column of a byte, both from 1, the column in characters.
pub fn position(source: &str, byte: usize) -> (usize, usize) {
    let before = source.get(..clamp(source, byte..byte).start).unwrap_or(source);
    let line = before.bytes().filter(|b| *b == b'\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count().saturating_add(1);
    (line, column)
}

/// The byte at line and column, both from 1, the column in bytes as `serde_json` counts them.
pub fn byte_at(source: &str, line: usize, column: usize) -> usize {
    let mut start = 0_usize;
    for (n, text) in source.split_inclusive('\n').enumerate() {
        if n.saturating_add(1) == line {
            return start.saturating_add(column.saturating_sub(1).min(text.trim_end_matches('\n').len()));
        }
        start = start.saturating_add(text.len());
    }
    source.len()
}

/// The lines that a span lies on, so that a long file need not be carried to the renderer.
struct Excerpt<'a> {
    text: &'a str,
    line: usize,
    span: Range<usize>,
}

impl<'a> Excerpt<'a> {
    fn around(source: &'a str, span: &Range<usize>) -> Self {
        let start = source.get(..span.start).and_then(|s| s.rfind('\n')).map_or(0, |n| n.saturating_add(1));
        let end = source
            .get(span.end..)
            .and_then(|s| s.find('\n'))
            .map_or(source.len(), |n| span.end.saturating_add(n));
        Self {
            text: source.get(start..end).unwrap_or(source),
            line: position(source, start).0,
            span: span.start.saturating_sub(start)..span.end.saturating_sub(start),
        }
    }
}

/// The span moved outwards to character boundaries inside the text; the renderer must never see another.
fn clamp(source: &str, span: Range<usize>) -> Range<usize> {
    let start = source.floor_char_boundary(span.start.min(source.len()));
    let end = source.ceil_char_boundary(span.end.min(source.len())).max(start);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_with_its_line_and_column_in_characters() {
        let text = "eins\nüber = 3 x\ndrei";
        let at = text.find('x').unwrap();
        let shown =
            Diagnostic::new("not a number").in_file("f.toml").at(text, at..at + 1).label("here").plain();
        assert_eq!(shown, "error: not a number\n --> f.toml:2:10\n  |\n2 | über = 3 x\n  |          ^ here");
    }

    #[test]
    fn a_span_outside_of_the_text_does_no_harm() {
        for span in [0..0, 1..2, 90..99, 5..5, 0..900] {
            assert!(Diagnostic::new("x").at("ü", span).plain().starts_with("error: x"));
        }
        assert!(Diagnostic::new("x").at("", 0..1).plain().starts_with("error: x"));
    }

    #[test]
    fn a_long_line_is_named_and_not_printed() {
        let text = "a".repeat(5000);
        let shown = Diagnostic::new("no").in_file("f").at(&text, 4000..4001).label("a comma").plain();
        assert_eq!(shown, "error: no\n--> f:1:4001\n = note: a comma");
    }

    #[test]
    fn bytes_and_positions_agree() {
        let text = "ab\ncdü\n\nx";
        assert_eq!(byte_at(text, 2, 3), 5);
        assert_eq!(position(text, 5), (2, 3));
        assert_eq!(position(text, 8), (3, 1));
        assert_eq!(byte_at(text, 9, 1), text.len());
    }
}
