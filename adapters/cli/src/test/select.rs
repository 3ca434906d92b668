//! Which cases of a suite run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::json::{CaseOutcome, CaseReport, TestReport};
use crate::args::TestArgs;
use crate::diagnostic::Diagnostic;
use crate::fixture::{Case, Kind, Suite};

/// What was chosen on the command line.
#[derive(Debug, Default)]
pub(crate) struct Select {
    filter: Vec<Pattern>,
    exclude: Vec<Pattern>,
    kinds: Vec<Kind>,
    files: Vec<Pattern>,
    ids: BTreeSet<String>,
    /// What failed in an earlier run, where only that is wanted.
    failed: Option<BTreeSet<String>>,
    /// Lines by file, as `FILE:LINE` has them.
    lines: BTreeMap<PathBuf, BTreeSet<usize>>,
}

impl Select {
    /// The paths to read, and what to run of them.
    pub(crate) fn of(args: &TestArgs) -> Result<(Vec<PathBuf>, Self), Diagnostic> {
        let patterns = |texts: &[String]| texts.iter().map(|t| Pattern::of(t)).collect();
        let mut select = Self {
            filter: patterns(&args.filter),
            exclude: patterns(&args.exclude),
            kinds: args.kind.clone(),
            files: patterns(&args.file),
            ids: args.id.iter().cloned().collect(),
            failed: args.failed_in.as_deref().map(failed_in).transpose()?,
            lines: BTreeMap::new(),
        };
        let mut paths = Vec::new();
        for given in &args.paths {
            match line_of(given) {
                Some((file, line)) => {
                    select.lines.entry(file.clone()).or_default().insert(line);
                    paths.push(file);
                }
                None => paths.push(given.clone()),
            }
        }
        Ok((paths, select))
    }

    /// Keeps what was chosen.
    pub(crate) fn apply(&self, suite: &mut Suite) {
        let blocks = self.blocks(suite);
        suite.retain(|case| {
            let here = match self.lines.get(&*case.file) {
                None => true,
                Some(lines) => {
                    lines.contains(&case.line)
                        || blocks.contains(&(case.file.to_path_buf(), case.kind, case.block))
                }
            };
            here && self.fits(&case.id, case.kind.as_str())
        });
    }

    /// Whether a case was chosen, as far as its id and its kind tell.
    pub(crate) fn fits(&self, id: &str, kind: &str) -> bool {
        let path = id.split_once("::").map_or(id, |(path, _)| path);
        let any = |patterns: &[Pattern], text: &str| patterns.iter().any(|p| p.fits(text));
        (self.filter.is_empty() || any(&self.filter, id))
            && !any(&self.exclude, id)
            && (self.kinds.is_empty() || self.kinds.iter().any(|k| k.as_str() == kind))
            && (self.files.is_empty() || any(&self.files, path))
            && (self.ids.is_empty() || self.ids.contains(id))
            && self.failed.as_ref().is_none_or(|failed| failed.contains(id))
    }

    /// The tables that lines stand in on which no case of theirs does: that of the last case before, or the first behind.
    fn blocks(&self, suite: &Suite) -> BTreeSet<(PathBuf, Kind, usize)> {
        let mut out = BTreeSet::new();
        for (file, lines) in &self.lines {
            let cases: Vec<&Case> = suite.cases.iter().filter(|c| *c.file == **file).collect();
            let Ok(text) = std::fs::read_to_string(file) else { continue };
            let header = |line: usize| {
                text.lines().take(line).enumerate().filter(|(_, l)| l.trim_start().starts_with("[[")).last()
            };
            for line in lines.iter().filter(|line| !cases.iter().any(|c| c.line == **line)) {
                let Some((begin, _)) = header(*line) else { continue };
                let same = |c: &&&Case| header(c.line).is_some_and(|(n, _)| n == begin);
                out.extend(cases.iter().find(same).map(|c| (file.clone(), c.kind, c.block)));
            }
        }
        out
    }
}

/// The ids of what failed, or passed by surprise, in an earlier run.
fn failed_in(path: &Path) -> Result<BTreeSet<String>, Diagnostic> {
    let bad = |c: &CaseReport| matches!(c.outcome, CaseOutcome::Failed | CaseOutcome::Fixed);
    Ok(TestReport::read(path)?.cases.into_iter().filter(bad).map(|c| c.id).collect())
}

/// `FILE:LINE`, where there is no file of that whole name.
fn line_of(given: &Path) -> Option<(PathBuf, usize)> {
    if given.exists() {
        return None;
    }
    let (file, line) = given.to_str()?.rsplit_once(':')?;
    Some((PathBuf::from(file), line.parse().ok().filter(|l| *l > 0)?))
}

/// A part of a text, or with stars in it the whole of it. Without a capital letter in it, capital letters do not count.
#[derive(Debug)]
struct Pattern {
    /// What stands between the stars.
    parts: Vec<String>,
    any_case: bool,
}

impl Pattern {
    fn of(text: &str) -> Self {
        let any_case = !text.chars().any(char::is_uppercase);
        Self { parts: text.split('*').map(str::to_owned).collect(), any_case }
    }

    fn fits(&self, text: &str) -> bool {
        let lower;
        let text = if self.any_case {
            lower = text.to_lowercase();
            lower.as_str()
        } else {
            text
        };
        let Some((first, rest)) = self.parts.split_first() else { return true };
        let Some((last, between)) = rest.split_last() else { return text.contains(first.as_str()) };
        let Some(mut text) = text.strip_prefix(first.as_str()) else { return false };
        for part in between {
            match text.find(part.as_str()) {
                Some(at) => text = text.get(at.saturating_add(part.len())..).unwrap_or_default(),
                None => return false,
            }
        }
        text.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_part_or_with_a_star_the_whole() {
        for (pattern, text, fits) in [
            ("Montag", "time/days.toml::am Montag", true),
            ("montag", "time/days.toml::am Montag", true),
            ("Montag", "time/days.toml::am montag", false),
            ("übermorgen", "a::Übermorgen", true),
            ("", "a", true),
            ("time/*", "time/days.toml::x", true),
            ("days*", "time/days.toml::x", false),
            ("*days*", "time/days.toml::x", true),
            ("*::x", "time/days.toml::x", true),
            ("*::x", "time/days.toml::xy", false),
            ("t*d*x", "time/days.toml::x", true),
            ("t*dd*x", "time/days.toml::x", false),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(Pattern::of(pattern).fits(text), fits, "{pattern} {text}");
        }
    }
}
