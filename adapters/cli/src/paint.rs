//! Words and colours for people: readings, findings, and the text they point into.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use klartext::finding::Lang;
use klartext::{Finding, Severity};

/// Good news.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default().bold();
/// A question is open.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
/// Bad news.
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
/// What matters.
pub(crate) const BOLD: Style = Style::new().bold();
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

/// A stretch of somebody's text on one line, with nothing in it that a terminal would obey.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
