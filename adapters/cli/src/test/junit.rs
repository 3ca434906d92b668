//! The report in JUnit's XML, as Jenkins, GitLab, GitHub and Azure read it.
//!
//! One page of XML by hand: what a library for it brings (seven crates) is mostly the reading of such reports.

use std::fmt::Write as _;

use super::{Run, plain};
use crate::fixture::{Outcome, Ran};

/// A suite for each file, a test case for each case.
pub(super) fn report(run: &Run<'_>) -> String {
    let results = &run.report.results;
    let summary = run.summary;
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let tests = results.len().saturating_add(run.report.stale.len()).saturating_add(summary.unreadable);
    let failures = summary.failed.saturating_add(summary.surprises);
    let _ = writeln!(
        out,
        "<testsuites name=\"klartext test\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\" skipped=\"{}\" time=\"{:.6}\">",
        summary.unreadable, summary.known, summary.seconds
    );
    for cases in results.chunk_by(|a, b| a.case.file == b.case.file) {
        suite(&mut out, cases);
    }
    outside(&mut out, run);
    out.push_str("</testsuites>\n");
    out
}

fn suite(out: &mut String, cases: &[Ran<'_>]) {
    let Some(first) = cases.first() else { return };
    let file = first.case.file.display().to_string();
    let bad = cases.iter().filter(|c| c.outcome.is_bad()).count();
    let known = cases.iter().filter(|c| matches!(c.outcome, Outcome::KnownToFail { .. })).count();
    let seconds: f64 = cases.iter().map(|c| c.time.as_secs_f64()).sum();
    let _ = writeln!(
        out,
        "  <testsuite name=\"{}\" file=\"{}\" tests=\"{}\" failures=\"{bad}\" errors=\"0\" skipped=\"{known}\" time=\"{seconds:.6}\">",
        attribute(first.case.path()),
        attribute(&file),
        cases.len()
    );
    for ran in cases {
        let case = ran.case;
        let name = case.id.split_once("::").map_or(case.id.as_str(), |(_, name)| name);
        let _ = write!(
            out,
            "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"{:.6}\"",
            attribute(&class(case.path())),
            attribute(name),
            attribute(&file),
            case.line,
            ran.time.as_secs_f64()
        );
        let body = match &ran.outcome {
            Outcome::Passed => None,
            Outcome::Failed(differences) => {
                let what: Vec<&str> = differences.iter().map(|d| d.what.as_str()).collect();
                let message = format!("{} not as expected", what.join(", "));
                let text = format!("{}:{}\n{}\n{}", file, case.line, case.setting, plain(differences));
                Some(element("failure", "difference", &message, &text))
            }
            Outcome::Fixed { reason } => {
                let message = "listed as a known failure, and passes";
                Some(element("failure", "surprise", message, &format!("listed because: {reason}")))
            }
            Outcome::KnownToFail { reason } => {
                Some(format!("<skipped message=\"{}\"/>", attribute(&format!("known failure: {reason}"))))
            }
        };
        match body {
            None => out.push_str("/>\n"),
            Some(body) => {
                let _ = writeln!(out, ">\n      {body}\n    </testcase>");
            }
        }
    }
    out.push_str("  </testsuite>\n");
}

/// What belongs to no case: known failures without one, and what cannot be read.
fn outside(out: &mut String, run: &Run<'_>) {
    let (stale, problems) = (&run.report.stale, &run.suite.problems);
    if stale.is_empty() && problems.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "  <testsuite name=\"klartext test\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\" time=\"0\">",
        stale.len().saturating_add(problems.len()),
        stale.len(),
        problems.len()
    );
    for (id, list) in stale {
        let list = attribute(&list.display().to_string());
        let message = "listed as a known failure, and there is no such case";
        let _ = writeln!(
            out,
            "    <testcase classname=\"known failures\" name=\"{}\" file=\"{list}\" time=\"0\">\n      {}\n    </testcase>",
            attribute(id),
            element("failure", "stale", message, message)
        );
    }
    for problem in problems {
        let file = attribute(problem.path().unwrap_or_default());
        let line = problem.place().map(|(line, _)| format!(" line=\"{line}\"")).unwrap_or_default();
        let _ = writeln!(
            out,
            "    <testcase classname=\"unreadable\" name=\"{}\" file=\"{file}\"{line} time=\"0\">\n      {}\n    </testcase>",
            attribute(&problem.one_line()),
            element("error", "unreadable", &problem.one_line(), &problem.plain())
        );
    }
    out.push_str("  </testsuite>\n");
}

/// A path as a name with points, which is how Jenkins makes a tree of it.
fn class(path: &str) -> String {
    path.strip_suffix(".toml").unwrap_or(path).replace('/', ".")
}

fn element(name: &str, kind: &str, message: &str, text: &str) -> String {
    format!("<{name} type=\"{kind}\" message=\"{}\">{}</{name}>", attribute(message), escaped(text, false))
}

fn attribute(text: &str) -> String {
    escaped(text, true)
}

/// A text within XML 1.0. What no XML can hold, however it is written, is shown as `\u{7}`.
fn escaped(text: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            // A reader makes a blank of these in an attribute, unless they are written so.
            '\n' | '\r' | '\t' if attribute => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "{}", c.escape_unicode());
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_breaks_the_xml() {
        assert_eq!(
            escaped("<a b=\"c\">&\u{7}\u{1b}[0m", true),
            "&lt;a b=&quot;c&quot;&gt;&amp;\\u{7}\\u{1b}[0m"
        );
        assert_eq!(escaped("eins\nzwei\t\r", true), "eins&#10;zwei&#9;&#13;");
        assert_eq!(escaped("eins\nzwei \"drei\"\r", false), "eins\nzwei \"drei\"&#13;");
        assert_eq!(escaped("]]>\u{0}\u{ffff}ü🦀", false), "]]&gt;\\u{0}\\u{ffff}ü🦀");
    }
}
