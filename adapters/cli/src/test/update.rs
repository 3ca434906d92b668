//! `klartext test --update`: expectations that say what came.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use super::human::visible;
use super::rewrite::{Change, rewrite};
use crate::diagnostic::Diagnostic;
use crate::fixture::{Case, Outcome, Report, Suite};
use crate::input::Source;
use crate::{Halt, output, paint};

/// A file as it was and as it would be.
struct Plan {
    file: PathBuf,
    before: String,
    after: String,
    cases: usize,
}

/// Rewrites the expectations of the cases that failed; true where none of them is left over.
///
/// A case that is listed as a known failure is none that failed, so nothing of it is touched. Nothing is written that
/// was not run before: with the new text the changed cases pass, and no other case ends differently.
pub(super) fn run(report: &Report<'_>, yes: bool) -> Result<bool, Halt> {
    let mut out = String::new();
    let mut left = 0_usize;
    let mut by_file: BTreeMap<&Path, Vec<Change<'_>>> = BTreeMap::new();
    for ran in &report.results {
        let Outcome::Failed(differences) = &ran.outcome else {
            left = left.saturating_add(matches!(ran.outcome, Outcome::Fixed { .. }).into());
            continue;
        };
        if differences.iter().any(|d| d.edits.is_empty()) {
            left = left.saturating_add(1);
            keep(&mut out, ran.case, "no expectation makes it pass");
            continue;
        }
        let edits = differences.iter().flat_map(|d| d.edits.iter().cloned()).collect();
        by_file.entry(&ran.case.file).or_default().push((ran.case, edits));
    }
    left = left.saturating_add(report.stale.len());
    let mut plans = Vec::new();
    for (file, changes) in by_file {
        let all = changes.len();
        let plan = plan(file, changes, &mut out);
        left = left.saturating_add(all.saturating_sub(plan.as_ref().map_or(0, |p| p.cases)));
        plans.extend(plan);
    }
    for plan in &plans {
        show(&mut out, plan);
    }
    anstream::stderr().lock().write_all(out.as_bytes())?;
    if plans.is_empty() {
        return Ok(left == 0);
    }
    Ok(decide(&plans, yes)? && write(&plans)? && left == 0)
}

/// The new text of a file, and how many cases it mends.
fn plan(file: &Path, mut changes: Vec<Change<'_>>, out: &mut String) -> Option<Plan> {
    let source = match Source::read(file) {
        Ok(source) => source,
        Err(problem) => {
            problem.print();
            return None;
        }
    };
    // A case that resists is left as it is, and the others are tried again without it.
    while let Some((like, _)) = changes.first() {
        let like = *like;
        let resists = match rewrite(&source.text, &changes) {
            Ok(after) => match resisting(&source.text, &after, like, &changes) {
                Ok(ids) if ids.is_empty() => {
                    let before = source.text;
                    return Some(Plan { file: file.to_owned(), before, after, cases: changes.len() });
                }
                Ok(ids) => ids,
                Err(why) => {
                    changes.iter().for_each(|(case, _)| keep(out, case, &why));
                    return None;
                }
            },
            Err(why) => {
                changes.iter().for_each(|(case, _)| keep(out, case, &why));
                return None;
            }
        };
        let before = changes.len();
        changes.retain(|(case, _)| {
            let resists = resists.contains(&case.id);
            if resists {
                keep(out, case, "it would still fail");
            }
            !resists
        });
        if changes.len() == before {
            changes.iter().for_each(|(case, _)| keep(out, case, "another case would end differently"));
            return None;
        }
    }
    None
}

/// The changed cases that fail with the new text all the same, by id; `Err` where it cannot be read or other cases change.
fn resisting(before: &str, after: &str, like: &Case, changes: &[Change<'_>]) -> Result<Vec<String>, String> {
    let cases = |text| Suite::cases_of(text, like).map_err(|_| "the new text cannot be read".to_owned());
    let ends = |cases: Vec<Case>| {
        let mut ends: BTreeMap<String, Vec<bool>> = BTreeMap::new();
        for case in &cases {
            ends.entry(case.id.clone()).or_default().push(case.run().is_empty());
        }
        ends.values_mut().for_each(|e| e.sort_unstable());
        ends
    };
    let (before, after) = (ends(cases(before)?), ends(cases(after)?));
    let changed = |id: &String| changes.iter().any(|(case, _)| case.id == *id);
    let mut resist = Vec::new();
    for (id, ends) in &after {
        if changed(id) {
            if ends.contains(&false) {
                resist.push(id.clone());
            }
        } else if before.get(id) != Some(ends) {
            return Err(format!("`{}` would end differently", visible(id)));
        }
    }
    if before.len() == after.len() { Ok(resist) } else { Err("a case would be lost".to_owned()) }
}

fn keep(out: &mut String, case: &Case, why: &str) {
    paint::styled(out, paint::YELLOW, "KEPT");
    let _ = writeln!(out, "  {}:{}  `{}`: {why}", case.file.display(), case.line, visible(&case.subject));
}

/// The difference, as `diff -u` writes it.
fn show(out: &mut String, plan: &Plan) {
    let name = plan.file.display();
    let _ = writeln!(
        out,
        "{}--- {name}{:#}\n{}+++ {name}{:#}",
        paint::BOLD,
        paint::BOLD,
        paint::BOLD,
        paint::BOLD
    );
    let diff = TextDiff::from_lines(&plan.before, &plan.after);
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        let _ = writeln!(out, "{}{}{:#}", paint::DIM, hunk.header(), paint::DIM);
        for change in hunk.iter_changes() {
            let line = visible(change.value().trim_end_matches(['\r', '\n']));
            match change.tag() {
                ChangeTag::Equal => out.push_str(&format!(" {line}")),
                ChangeTag::Delete => paint::styled(out, paint::RED, &format!("-{line}")),
                ChangeTag::Insert => paint::styled(out, paint::GREEN, &format!("+{line}")),
            }
            out.push('\n');
        }
    }
}

/// Whether to write: said beforehand, or asked for on a terminal. Elsewhere the answer is no.
fn decide(plans: &[Plan], yes: bool) -> Result<bool, Halt> {
    let cases: usize = plans.iter().map(|p| p.cases).sum();
    let what = format!("{} in {}", counted(cases, "expectation"), counted(plans.len(), "file"));
    if yes {
        return Ok(true);
    }
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        Diagnostic::new(format!("nothing written: {what} would change"))
            .help("--yes writes without asking")
            .print();
        return Ok(false);
    }
    let mut stderr = io::stderr().lock();
    write!(
        stderr,
        "An expectation comes from the calendar or a speaker of German, not from this program.\nWrite {what}? [y/N] "
    )?;
    stderr.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja"))
}

/// Writes all files; false where one could not be, the others being written.
fn write(plans: &[Plan]) -> Result<bool, Halt> {
    let mut all = true;
    let (mut cases, mut files) = (0_usize, 0_usize);
    for plan in plans {
        let now = std::fs::read(&plan.file).unwrap_or_default();
        let mark: &[u8] = if now.starts_with(b"\xef\xbb\xbf") { b"\xef\xbb\xbf" } else { b"" };
        if now.strip_prefix(mark) != Some(plan.before.as_bytes()) {
            let name = plan.file.display();
            Diagnostic::new(format!("`{name}` has changed meanwhile and was left alone")).print();
            all = false;
            continue;
        }
        match output::write(&plan.file, &[mark, plan.after.as_bytes()].concat()) {
            Ok(()) => {
                cases = cases.saturating_add(plan.cases);
                files = files.saturating_add(1);
            }
            Err(problem) => {
                problem.print();
                all = false;
            }
        }
    }
    let mut stderr = anstream::stderr().lock();
    writeln!(stderr, "wrote {} in {}", counted(cases, "expectation"), counted(files, "file"))?;
    Ok(all)
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
