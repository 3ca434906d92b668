//! The report for people.

use std::fmt::Write as _;
use std::path::Path;

use similar::{ChangeTag, TextDiff};

use super::readable::german;
use super::{Run, Summary};
use crate::fixture::{Case, Difference, Mark, Outcome, Weight};
use crate::paint;

/// Texts longer than this are not drawn with what was read in them.
const MAX_DRAWN: usize = 200;

/// Failures one after the other, the summary last.
pub(super) fn report(run: &Run<'_>) -> String {
    let mut out = String::new();
    for ran in &run.report.results {
        let case = ran.case;
        if run.is_old_failure(case) {
            continue;
        }
        match &ran.outcome {
            Outcome::Failed(differences) => {
                heading(&mut out, run.word_for(case).unwrap_or("FAIL"), case);
                let width = differences.iter().map(|d| d.what.chars().count()).max().unwrap_or(0);
                let width = width.clamp("again".len(), 24);
                for difference in differences {
                    show(&mut out, difference, width);
                }
                for (what, text) in case.notes() {
                    let _ =
                        writeln!(out, "  {}{what:width$}  {}{:#}", paint::DIM, visible(&text), paint::DIM);
                }
                picture(&mut out, case, width);
                again(&mut out, case, run, width);
            }
            Outcome::Fixed { reason } => {
                heading(&mut out, "FIXED", case);
                let _ = writeln!(out, "  listed as a known failure: {}", paint::one_line(reason));
                let _ = writeln!(out, "  it passes; take `{}` off the list", paint::one_line(&case.id));
            }
            Outcome::Passed | Outcome::KnownToFail { .. } => {}
        }
    }
    for (id, list) in &run.report.stale {
        paint::styled(&mut out, paint::RED, "STALE");
        let id = paint::one_line(id);
        let _ = writeln!(out, "  {}: there is no case `{id}`; take it off the list", list.display());
    }
    slowest(&mut out, run);
    if let Some(coverage) = &run.coverage {
        out.push_str(&coverage.human());
    }
    if let Some(baseline) = &run.baseline {
        super::baseline::human(&mut out, baseline);
    }
    summary(&mut out, run);
    out
}

/// The one line at the end.
fn summary(out: &mut String, run: &Run<'_>) {
    let summary: Summary = run.summary;
    let files = if summary.files == 1 { "1 file".to_owned() } else { format!("{} files", summary.files) };
    if run.report.results.is_empty() && summary.unreadable == 0 {
        paint::styled(out, paint::RED, "no tests found");
        let _ = writeln!(out, " in {files}");
        return;
    }
    let mut parts = vec![format!("{} passed", summary.passed)];
    for (count, what) in [
        (summary.failed, "failed"),
        (summary.surprises, "not as the list of known failures says"),
        (summary.known, "known to fail"),
        (summary.left_out, "left out after the first failure"),
        (summary.unreadable, "unreadable"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let style = if run.report.is_good() && summary.unreadable == 0 { paint::GREEN } else { paint::RED };
    paint::styled(out, style, &parts.join(", "));
    let _ = writeln!(out, " in {files}, {:.2} s", summary.seconds);
}

fn heading(out: &mut String, what: &str, case: &Case) {
    paint::styled(out, paint::RED, what);
    let place = format!("{}:{}", case.file.display(), case.line);
    let _ = write!(out, "  {place}  {} ", case.kind.as_str());
    paint::styled(out, paint::BOLD, &format!("`{}`", visible(&case.subject)));
    let _ = writeln!(out, "  {}({}){:#}", paint::DIM, visible(&case.setting), paint::DIM);
}

/// What was expected above what came; dates as Germans read them behind, the words that differ of a longer text marked.
fn show(out: &mut String, difference: &Difference, width: usize) {
    let (expected, got) = (visible(&difference.expected), visible(&difference.got));
    let read = |values: &str| german(values).map(|r| format!("  {}{r}{:#}", paint::DIM, paint::DIM));
    let (read_expected, read_got) = (read(&expected), read(&got));
    let prose = read_expected.is_none() && read_got.is_none() && expected.contains(' ') && got.contains(' ');
    let marks = prose.then(|| changed(&expected, &got)).flatten();
    let rows = [
        (difference.what.as_str(), "expected", &expected, paint::GREEN, read_expected, ChangeTag::Delete),
        ("", "got", &got, paint::RED, read_got, ChangeTag::Insert),
    ];
    for (what, side, text, style, read, tag) in rows {
        let _ = write!(out, "  {what:width$}  {side:<8}  ");
        paint::styled(out, style, text);
        let _ = writeln!(out, "{}", read.unwrap_or_default());
        if let Some(carets) = marks.as_ref().map(|diff| carets(diff, tag)).filter(|c| !c.is_empty()) {
            let _ = write!(out, "  {:width$}  {:<8}  ", "", "");
            paint::styled(out, style, &carets);
            out.push('\n');
        }
    }
}

/// Which words differ, in the order of both texts; `None` where most of them do and marks would help nobody.
fn changed(expected: &str, got: &str) -> Option<Vec<(ChangeTag, String)>> {
    let diff = TextDiff::from_words(expected, got);
    let changes: Vec<_> = diff.iter_all_changes().map(|c| (c.tag(), c.value().to_owned())).collect();
    (diff.ratio() >= 0.4).then_some(changes)
}

/// A line of carets under the words that one side has alone.
fn carets(changes: &[(ChangeTag, String)], tag: ChangeTag) -> String {
    let mut out = String::new();
    for (change, text) in changes.iter().filter(|(c, _)| *c == tag || *c == ChangeTag::Equal) {
        let mark = if *change == tag { "^" } else { " " };
        out.push_str(&mark.repeat(text.chars().count()));
    }
    out.trim_end().to_owned()
}

/// The text with what was read and noticed in it underlined.
fn picture(out: &mut String, case: &Case, width: usize) {
    let marks = case.marks();
    let drawable = case.subject.len() <= MAX_DRAWN && !case.subject.contains(char::is_control);
    if marks.is_empty() || !drawable {
        return;
    }
    let _ = writeln!(out, "  {:width$}  {}", "text", case.subject);
    for Mark { span, label, weight } in &marks {
        let Some(marked) = span.of(&case.subject) else { continue };
        let before = case.subject.get(..span.start).map_or(0, |t| t.chars().count());
        let style = match weight {
            Weight::Read => paint::BOLD,
            Weight::Noticed => paint::YELLOW,
        };
        let _ = write!(out, "  {:width$}  {}", "", " ".repeat(before));
        paint::styled(out, style, &"^".repeat(marked.chars().count().max(1)));
        let read = german(label).map(|r| format!(" ({r})")).unwrap_or_default();
        let _ = writeln!(out, " {label}{read}");
    }
}

/// How to run the case again, and nothing else.
fn again(out: &mut String, case: &Case, run: &Run<'_>, width: usize) {
    let mut command = format!("klartext test {} --id {}", path_quoted(&case.given), quoted(&case.id));
    for list in run.known_lists {
        let _ = write!(command, " --known {}", path_quoted(list));
    }
    let _ = writeln!(out, "  {}{:width$}  {command}{:#}", paint::DIM, "again", paint::DIM);
}

fn slowest(out: &mut String, run: &Run<'_>) {
    let Some(most) = run.slowest else { return };
    let mut slow: Vec<_> = run.report.results.iter().collect();
    // Equal times in the order of the suite.
    slow.sort_by_key(|ran| std::cmp::Reverse(ran.time));
    for ran in slow.into_iter().take(most.get()) {
        paint::styled(out, paint::YELLOW, "SLOW");
        let place = format!("{}:{}", ran.case.file.display(), ran.case.line);
        let ms = ran.time.as_secs_f64() * 1000.0;
        let _ = writeln!(out, "  {ms:>9.3} ms  {place}  `{}`", visible(&ran.case.subject));
    }
}

/// A text on one line, in which nothing is hidden from the reader and nothing commands the terminal.
pub(super) fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

fn path_quoted(path: &Path) -> String {
    quoted(&path.display().to_string())
}

/// An argument as a POSIX shell takes it.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    if text.contains(char::is_control) {
        // Known to bash, zsh, ksh and since 2024 to POSIX.
        let mut out = String::from("$'");
        for c in text.chars() {
            match c {
                '\'' | '\\' => out.extend(['\\', c]),
                c if c.is_control() => {
                    for byte in c.to_string().bytes() {
                        let _ = write!(out, "\\x{byte:02x}");
                    }
                }
                c => out.push(c),
            }
        }
        out.push('\'');
        return out;
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_survives_a_shell() {
        assert_eq!(quoted("fixtures/time"), "fixtures/time");
        assert_eq!(quoted("a.toml::wie geht's?"), "'a.toml::wie geht'\\''s?'");
        assert_eq!(quoted("a\nb'"), "$'a\\x0ab\\''");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn carets_stand_under_what_differs() {
        let diff = changed("Passt Ihnen neun Uhr?", "Passt Ihnen zehn Uhr?").unwrap();
        assert_eq!(carets(&diff, ChangeTag::Insert), "            ^^^^");
        assert_eq!(changed("ganz anders", "etwas Neues"), None);
    }

    #[test]
    fn nothing_is_hidden() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\nü"), "a\\u{1b}[31m\\u{202e}b\\nü");
    }
}
