//! The report in the Test Anything Protocol, version 14.

use std::fmt::Write as _;

use super::Run;
use crate::fixture::Outcome;

/// A test point for each case, for each known failure without one, and for each mistake that keeps a file from being read.
pub(super) fn report(run: &Run<'_>) -> String {
    let results = &run.report.results;
    let (stale, problems) = (&run.report.stale, &run.suite.problems);
    let count = results.len().saturating_add(stale.len()).saturating_add(problems.len());
    let mut out = format!("TAP version 14\n1..{count}");
    if count == 0 {
        out.push_str(" # no tests found");
    }
    out.push('\n');
    let mut numbers = 1..;
    let mut number = || numbers.next().unwrap_or_default();
    for ran in results {
        let case = ran.case;
        let (ok, directive) = match &ran.outcome {
            Outcome::Passed => ("ok", String::new()),
            Outcome::Failed(_) | Outcome::Fixed { .. } => ("not ok", String::new()),
            // A failure that is marked as to be done fails no run.
            Outcome::KnownToFail { reason } => ("not ok", format!(" # TODO {}", description(reason))),
        };
        let _ = writeln!(out, "{ok} {} - {}{directive}", number(), description(&case.id));
        match &ran.outcome {
            Outcome::Passed | Outcome::KnownToFail { .. } => continue,
            Outcome::Fixed { reason } => {
                let _ = writeln!(
                    out,
                    "  ---\n  message: \"listed as a known failure, and passes\"\n  severity: fail"
                );
                let _ = writeln!(out, "  listed_because: {}", quoted(reason));
            }
            Outcome::Failed(differences) => {
                let what: Vec<&str> = differences.iter().map(|d| d.what.as_str()).collect();
                let message = quoted(&format!("{} not as expected", what.join(", ")));
                let _ = writeln!(out, "  ---\n  message: {message}\n  severity: fail\n  data:");
                for d in differences {
                    let (what, expected, got) = (quoted(&d.what), quoted(&d.expected), quoted(&d.got));
                    let _ = writeln!(out, "    - what: {what}\n      expect: {expected}\n      got: {got}");
                }
            }
        }
        let file = quoted(&case.file.display().to_string());
        let _ = writeln!(out, "  at:\n    file: {file}\n    line: {}", case.line);
        let _ = writeln!(out, "  duration_ms: {:.3}\n  ...", ran.time.as_secs_f64() * 1000.0);
    }
    for (id, list) in stale {
        let _ = writeln!(out, "not ok {} - {}", number(), description(&format!("known failure {id}")));
        let file = quoted(&list.display().to_string());
        let _ = writeln!(
            out,
            "  ---\n  message: \"there is no such case\"\n  severity: fail\n  at:\n    file: {file}\n  ..."
        );
    }
    for problem in problems {
        let path = problem.path().unwrap_or("input");
        let _ = writeln!(out, "not ok {} - {}", number(), description(&format!("{path} can be read")));
        let _ = writeln!(out, "  ---\n  message: {}\n  severity: error", quoted(&problem.one_line()));
        if let Some((line, column)) = problem.place() {
            let file = quoted(path);
            let _ = writeln!(out, "  at:\n    file: {file}\n    line: {line}\n    column: {column}");
        }
        out.push_str("  ...\n");
    }
    out
}

/// A text behind the number of a test point: one line, in which `#` begins no directive.
fn description(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '#' => out.push_str("\\#"),
            c if c.is_control() => {
                out.push_str(&c.escape_default().to_string().replace('\\', "\\\\"));
            }
            c => out.push(c),
        }
    }
    out
}

/// A text of YAML in quotes: JSON's, and the control characters that JSON may leave as they are.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(2));
    for c in serde_json::Value::from(text).to_string().chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{description, quoted};

    #[test]
    fn a_description_is_one_line_without_a_directive() {
        assert_eq!(description("a.toml::Nr. #5 \\ # TODO\nx"), "a.toml::Nr. \\#5 \\\\ \\# TODO\\\\nx");
    }

    #[test]
    fn a_text_of_yaml_has_no_raw_control() {
        assert_eq!(quoted("\u{7}\"\u{85}\u{feff}ü\n"), "\"\\u0007\\\"\\u0085\\ufeffü\\n\"");
    }
}
