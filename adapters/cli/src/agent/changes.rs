//! What changed between two versions, for people.

use std::fmt::Write as _;

use klartext::Finding;
use klartext::agent::{Change, Difference, Part};
use klartext::finding::Lang;

use crate::input::Source;
use crate::paint;

/// Longer values are shown from where they begin to differ.
const LONGEST: usize = 100;

pub(super) fn human(before: &Source, after: &Source, difference: &Difference, lang: Lang) -> String {
    let mut out = String::new();
    if difference.is_empty() {
        out.push_str("no difference\n");
        return out;
    }
    if difference.kind_before != difference.kind_after {
        let _ =
            writeln!(out, "kind: {} -> {}", difference.kind_before.as_str(), difference.kind_after.as_str());
    }
    for part in &difference.parts {
        one(&mut out, part);
    }
    findings(&mut out, "new", paint::RED, &difference.new_findings, after, lang);
    findings(&mut out, "gone", paint::GREEN, &difference.vanished_findings, before, lang);
    out
}

fn one(out: &mut String, part: &Part) {
    let (style, sign) = match part.change {
        Change::Added => (paint::GREEN, "+"),
        Change::Removed => (paint::RED, "-"),
        Change::Changed => (paint::YELLOW, "~"),
    };
    paint::styled(out, style, sign);
    let _ = write!(out, " {} ", part.what.as_str());
    paint::styled(out, paint::BOLD, &paint::one_line(&part.name));
    out.push('\n');
    for field in &part.fields {
        let (from, to) = (field.before.as_deref().unwrap_or(""), field.after.as_deref().unwrap_or(""));
        if field.path != part.name {
            let _ = writeln!(out, "    {}", paint::one_line(&field.path));
        }
        let same = common(from, to);
        if field.before.is_some() {
            let _ = writeln!(out, "    - {}", excerpt(from, same));
        }
        if field.after.is_some() {
            let _ = writeln!(out, "    + {}", excerpt(to, same));
        }
    }
}

fn findings(
    out: &mut String,
    title: &str,
    style: anstyle::Style,
    findings: &[Finding],
    source: &Source,
    lang: Lang,
) {
    for finding in findings {
        paint::styled(out, style, title);
        let (line, column) = finding.span.map_or((1, 1), |s| s.line_column(&source.text));
        let _ = writeln!(
            out,
            " {}[{}] {}:{line}:{column}: {}",
            finding.severity().as_str(),
            finding.code(),
            paint::one_line(&source.name),
            paint::one_line(&finding.message(lang)),
        );
    }
}

/// How many bytes two texts have in common at their start, up to a whole character.
fn common(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    a.floor_char_boundary(same).min(b.floor_char_boundary(same))
}

/// A value on one line, from a little before it differs.
fn excerpt(text: &str, same: usize) -> String {
    let shown = if text.len() <= LONGEST || text.chars().count() <= LONGEST {
        text.to_owned()
    } else {
        let from = text.floor_char_boundary(same.saturating_sub(30).min(text.len()));
        let rest = text.get(from..).unwrap_or("");
        let cut = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(i, _)| i);
        let lead = if from > 0 { "…" } else { "" };
        let tail = if cut < rest.len() { "…" } else { "" };
        format!("{lead}{}{tail}", rest.get(..cut).unwrap_or(""))
    };
    paint::one_line(&shown).split_whitespace().collect::<Vec<_>>().join(" ")
}
