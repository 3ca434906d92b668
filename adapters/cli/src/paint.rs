//! Words and colours for people: readings, findings, and the text they point into.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use klartext::finding::Lang;
use klartext::{Finding, Severity, Span};

/// Good news.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default().bold();
/// A question is open.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
/// Bad news.
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
/// What matters.
pub(crate) const BOLD: Style = Style::new().bold();
/// What frames a text.
const FRAME: Style = AnsiColor::BrightBlue.on_default().bold();
/// What may be skipped.
pub(crate) const DIM: Style = Style::new().dimmed();

/// Texts longer than this are not printed to underline a part of them.
pub(crate) const MAX_SHOWN: usize = 1000;

/// Appends `text` in a style.
pub(crate) fn styled(out: &mut String, style: Style, text: &str) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{style}{text}{style:#}");
}

/// Appends a finding in German: its weight, code and message, and the text underlined where it has a place there.
///
/// `text` is what the finding's span counts in, with a name for it.
pub(crate) fn finding(out: &mut String, finding: &Finding, text: Option<(&str, &str)>) {
    finding_in(Lang::De, out, finding, text);
}

/// The same in either language.
pub(crate) fn finding_in(lang: Lang, out: &mut String, finding: &Finding, text: Option<(&str, &str)>) {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = finding.message(lang);
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(finding.code()));
    if let (Some(span), Some((name, text))) = (finding.span, text)
        && text.len() <= MAX_SHOWN
        && span.of(text).is_some()
    {
        let mark = AnnotationKind::Primary.span(span.start..span.end);
        group = group.element(Snippet::source(text).line_numbering(false).path(name).annotation(mark));
    }
    for line in Renderer::styled().render(&[group]).lines() {
        let _ = writeln!(out, "  {line}");
    }
}

/// Appends a finding about a place in a file, drawn as the others are: the part of the line around it with carets under
/// it, and what it is about. The lines of a file of JSON may be longer than any terminal; `place` is its line and column.
pub(crate) fn finding_in_file(
    lang: Lang,
    out: &mut String,
    finding: &Finding,
    (name, text): (&str, &str),
    place: (usize, usize),
    about: &str,
) {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = finding.message(lang);
    let group = Group::with_title(level.primary_title(message.as_str()).id(finding.code()));
    out.push_str(&Renderer::styled().render(&[group]));
    out.push('\n');
    let Some(span) = finding.span else { return };
    let (line, column) = place;
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    let (before, marked, after) = window(text, span);
    styled(out, FRAME, &format!("{margin}-->"));
    let _ = writeln!(out, " {}:{line}:{column}", one_line(name));
    styled(out, FRAME, &format!("{margin} |"));
    out.push('\n');
    styled(out, FRAME, &format!("{number} |"));
    let _ = writeln!(out, " {before}{marked}{after}");
    styled(out, FRAME, &format!("{margin} |"));
    let style = match finding.severity() {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Note => GREEN,
    };
    let _ = write!(out, " {}", " ".repeat(before.chars().count()));
    styled(out, style, &"^".repeat(marked.chars().count().max(1)));
    out.push('\n');
    if !about.is_empty() {
        styled(out, FRAME, &format!("{margin} ="));
        let _ = writeln!(out, " {}", one_line(about));
    }
}

/// What stands around a span on its line: what is before it, itself, and what is behind it, each as much as fits.
fn window(text: &str, span: Span) -> (String, String, String) {
    const BEFORE: usize = 40;
    const MARKED: usize = 60;
    const AFTER: usize = 30;
    let cut = |c: char| c == '\n' || c == '\r';
    let head = text.get(..span.start).unwrap_or("");
    let mut before: Vec<char> = head.chars().rev().take_while(|c| !cut(*c)).take(BEFORE).collect();
    before.reverse();
    let far = head.chars().rev().take_while(|c| !cut(*c)).take(BEFORE.saturating_add(1)).count() > BEFORE;
    let mut before: String = before.into_iter().collect();
    if far {
        before.insert(0, '…');
    } else {
        before = before.trim_start().to_owned();
    }
    let whole = span.of(text).unwrap_or("");
    let marked: String = whole.chars().take_while(|c| !cut(*c)).take(MARKED).collect();
    let tail = text.get(span.start.saturating_add(marked.len())..).unwrap_or("");
    let mut after: String = tail.chars().take_while(|c| !cut(*c)).take(AFTER).collect();
    if tail.get(after.len()..).and_then(|t| t.chars().next()).is_some_and(|c| !cut(c)) {
        after.push('…');
    }
    (one_line(&before), one_line(&marked), one_line(&after))
}

/// A stretch of somebody's text on one line, with nothing in it that a terminal would obey.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
