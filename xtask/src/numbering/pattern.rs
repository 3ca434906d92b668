//! A pattern of the metadata as an automaton over the ten digits: whole match, match at the start, and the match at the
//! start that a backtracking engine would find first, with its group.

use std::collections::{BTreeSet, HashMap};

use regex_syntax::hir::{Class, Hir, HirKind, Look};

use crate::Result;

/// What an instruction of the program does; the numbers are places in the program.
#[derive(Clone, Debug)]
enum Step {
    /// One digit out of a set, bit for bit.
    Digit(u16, usize),
    /// Either; the first is preferred.
    Split(usize, usize),
    /// Group 1 begins or ends here; other groups are not looked at.
    Save(bool, usize),
    /// Only at the end of the digits.
    End(usize),
    Match,
}

struct Program {
    steps: Vec<Step>,
    start: usize,
}

impl Program {
    /// `group` is the one whose place is kept.
    fn new(pattern: &str, group: u32) -> Result<Self> {
        let hir = parse(pattern)?;
        let mut program = Self { steps: vec![Step::Match], start: 0 };
        program.start = program.compile(&hir, 0, group).map_err(|e| format!("{pattern}: {e}"))?;
        Ok(program)
    }

    fn push(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len().saturating_sub(1)
    }

    /// Adds what matches `hir` and goes on at `next`; the place of its first step.
    fn compile(&mut self, hir: &Hir, next: usize, group: u32) -> Result<usize> {
        Ok(match hir.kind() {
            HirKind::Empty => next,
            HirKind::Literal(literal) => {
                let mut at = next;
                for byte in literal.0.iter().rev() {
                    let digit =
                        byte.checked_sub(b'0').filter(|d| *d < 10).ok_or("a literal that is no digit")?;
                    at = self.push(Step::Digit(1 << digit, at));
                }
                at
            }
            HirKind::Class(class) => {
                let mask = digits_of(class);
                self.push(Step::Digit(mask, next))
            }
            HirKind::Look(Look::End) => self.push(Step::End(next)),
            HirKind::Look(other) => return Err(format!("{other:?} is not read").into()),
            HirKind::Capture(capture) => {
                if capture.index != group {
                    return self.compile(&capture.sub, next, group);
                }
                let end = self.push(Step::Save(false, next));
                let inner = self.compile(&capture.sub, end, group)?;
                self.push(Step::Save(true, inner))
            }
            HirKind::Concat(parts) => {
                let mut at = next;
                for part in parts.iter().rev() {
                    at = self.compile(part, at, group)?;
                }
                at
            }
            HirKind::Alternation(parts) => {
                let mut at = None;
                for part in parts.iter().rev() {
                    let this = self.compile(part, next, group)?;
                    at = Some(match at {
                        None => this,
                        Some(rest) => self.push(Step::Split(this, rest)),
                    });
                }
                at.ok_or("an alternation of nothing")?
            }
            HirKind::Repetition(repetition) => {
                let most = repetition.max.unwrap_or(repetition.min.max(18));
                let mut at = next;
                for count in (0..most).rev() {
                    let inner = self.compile(&repetition.sub, at, group)?;
                    at = match (count < repetition.min, repetition.greedy) {
                        (true, _) => inner,
                        (false, true) => self.push(Step::Split(inner, next)),
                        (false, false) => self.push(Step::Split(next, inner)),
                    };
                }
                at
            }
        })
    }

    fn step(&self, at: usize) -> Result<&Step> {
        Ok(self.steps.get(at).ok_or("a step that is not there")?)
    }
}

/// `\d` is one of ten ASCII digits.
fn parse(pattern: &str) -> Result<Hir> {
    let mut parser = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build();
    Ok(parser.parse(pattern).map_err(|e| format!("{pattern}: {e}"))?)
}

fn digits_of(class: &Class) -> u16 {
    let has = |digit: u8| {
        let byte = digit.saturating_add(b'0');
        match class {
            Class::Unicode(c) => c.ranges().iter().any(|r| (r.start()..=r.end()).contains(&char::from(byte))),
            Class::Bytes(c) => c.ranges().iter().any(|r| (r.start()..=r.end()).contains(&byte)),
        }
    };
    (0..10_u8).filter(|d| has(*d)).fold(0, |mask, d| mask | 1 << d)
}

/// An automaton; state 0 is where nothing matches any more, state 1 is the start.
pub(super) struct Dfa {
    rows: Vec<[u32; 10]>,
    accepts: Vec<bool>,
}

/// Where every further digit matches as well.
const ALL: usize = usize::MAX;

impl Dfa {
    /// Accepts what the pattern matches from the first to the last digit.
    pub(super) fn whole(pattern: &str) -> Result<Self> {
        Self::build(pattern, false)
    }

    /// Accepts what begins with a match.
    pub(super) fn beginning(pattern: &str) -> Result<Self> {
        Self::build(pattern, true)
    }

    fn build(pattern: &str, beginning: bool) -> Result<Self> {
        let program = Program::new(pattern, u32::MAX)?;
        let start = closure(&program, [program.start].into(), beginning)?;
        let mut names: HashMap<BTreeSet<usize>, u32> = [(BTreeSet::new(), 0), (start.clone(), 1)].into();
        let mut dfa = Self { rows: vec![[0; 10]], accepts: vec![false] };
        let mut todo = std::collections::VecDeque::from([start]);
        while let Some(set) = todo.pop_front() {
            let mut row = [0; 10];
            for (digit, slot) in row.iter_mut().enumerate() {
                let mut next = BTreeSet::new();
                for at in &set {
                    if *at == ALL {
                        next.insert(ALL);
                    } else if let Step::Digit(mask, to) = program.step(*at)?
                        && mask >> digit & 1 == 1
                    {
                        next.insert(*to);
                    }
                }
                let next = closure(&program, next, beginning)?;
                let fresh = u32::try_from(names.len())?;
                *slot = *names.entry(next.clone()).or_insert_with(|| {
                    todo.push_back(next);
                    fresh
                });
            }
            dfa.rows.push(row);
            dfa.accepts.push(set.contains(&0) || set.contains(&ALL));
        }
        Ok(dfa)
    }

    pub(super) fn next(&self, state: u32, digit: usize) -> u32 {
        let row = usize::try_from(state).ok().and_then(|s| self.rows.get(s));
        row.and_then(|r| r.get(digit)).copied().unwrap_or(0)
    }

    pub(super) fn accepts(&self, state: u32) -> bool {
        usize::try_from(state).ok().and_then(|s| self.accepts.get(s)).copied().unwrap_or(false)
    }

    #[cfg(test)]
    fn takes(&self, text: &str) -> bool {
        let state = text.bytes().fold(1, |s, b| self.next(s, usize::from(b.saturating_sub(b'0'))));
        self.accepts(state)
    }
}

/// All places that are reached without a digit; what matches already swallows the rest.
fn closure(program: &Program, from: BTreeSet<usize>, beginning: bool) -> Result<BTreeSet<usize>> {
    if from.contains(&ALL) {
        return Ok([ALL].into());
    }
    let mut out = BTreeSet::new();
    let mut todo: Vec<usize> = from.into_iter().collect();
    while let Some(at) = todo.pop() {
        match program.step(at)? {
            Step::Digit(..) => {
                out.insert(at);
            }
            Step::Split(a, b) => todo.extend([*a, *b]),
            Step::Save(_, next) => todo.push(*next),
            Step::End(_) => return Err("`$` in a pattern that is matched whole".into()),
            Step::Match if beginning => return Ok([ALL].into()),
            Step::Match => {
                out.insert(at);
            }
        }
    }
    Ok(out)
}

/// Where group 1 of a match lies, if it took part.
pub(super) type Group = Option<(u8, u8)>;

/// What a state of [`Prefix`] says of the digits so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Cut {
    /// They are a match.
    pub(super) here: Option<Group>,
    /// They are one if nothing follows, and a better one.
    pub(super) at_end: Option<Group>,
}

/// The match at the start that comes first in a backtracking engine: the last state passed that says so.
pub(super) struct Prefix {
    pub(super) rows: Vec<[u32; 10]>,
    pub(super) cuts: Vec<Cut>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Thread {
    at: usize,
    begin: Option<u8>,
    end: Option<u8>,
}

impl Prefix {
    /// State 0 is where nothing more can match, state 1 the start. `group` is the one that a transform rule names.
    pub(super) fn new(pattern: &str, group: u32) -> Result<Self> {
        let program = Program::new(pattern, group)?;
        let begin = Thread { at: program.start, begin: None, end: None };
        let start = follow(&program, &[begin], 0)?;
        type Key = (u8, Vec<Thread>, Cut);
        let mut names: HashMap<Key, u32> = HashMap::new();
        let mut out = Self { rows: vec![[0; 10]], cuts: vec![Cut::default()] };
        let first: Key = (0, start.0, start.1);
        names.insert(first.clone(), 1);
        let mut todo = std::collections::VecDeque::from([first]);
        while let Some((depth, threads, cut)) = todo.pop_front() {
            let mut row = [0; 10];
            for (digit, slot) in row.iter_mut().enumerate() {
                let mut moved = Vec::new();
                for thread in &threads {
                    if let Step::Digit(mask, to) = program.step(thread.at)?
                        && mask >> digit & 1 == 1
                    {
                        moved.push(Thread { at: *to, ..*thread });
                    }
                }
                if moved.is_empty() {
                    continue;
                }
                let deeper = depth.saturating_add(1);
                let (threads, cut) = follow(&program, &moved, deeper)?;
                let fresh = u32::try_from(names.len())?.saturating_add(1);
                let key: Key = (deeper, threads, cut);
                *slot = *names.entry(key.clone()).or_insert_with(|| {
                    todo.push_back(key);
                    fresh
                });
            }
            out.rows.push(row);
            out.cuts.push(cut);
        }
        Ok(out)
    }

    /// How many digits the match has, and its group.
    #[cfg(test)]
    fn find(&self, text: &str) -> Option<(usize, Group)> {
        let (mut state, mut found) = (1_u32, None);
        for at in 0..=text.len() {
            let cut = self.cuts.get(usize::try_from(state).ok()?).copied()?;
            if let Some(group) = cut.at_end.filter(|_| at == text.len()).or(cut.here) {
                found = Some((at, group));
            }
            let Some(byte) = text.as_bytes().get(at) else { break };
            let row = self.rows.get(usize::try_from(state).ok()?)?;
            state = *row.get(usize::from(byte.saturating_sub(b'0')))?;
        }
        found
    }
}

/// The threads after all steps that take no digit, best first; those behind a match are given up.
fn follow(program: &Program, from: &[Thread], depth: u8) -> Result<(Vec<Thread>, Cut)> {
    let mut cut = Cut::default();
    let mut out: Vec<Thread> = Vec::new();
    // Best last, so that it is popped first. The flag: only if nothing follows.
    let mut todo: Vec<(Thread, bool)> = from.iter().rev().map(|t| (*t, false)).collect();
    while let Some((thread, at_end)) = todo.pop() {
        match *program.step(thread.at)? {
            Step::Digit(..) => {
                // A worse thread at the same place never wins.
                if !at_end && !out.iter().any(|t| t.at == thread.at) {
                    out.push(thread);
                }
            }
            Step::Split(a, b) => {
                todo.push((Thread { at: b, ..thread }, at_end));
                todo.push((Thread { at: a, ..thread }, at_end));
            }
            Step::Save(true, at) => todo.push((Thread { at, begin: Some(depth), ..thread }, at_end)),
            Step::Save(false, at) => todo.push((Thread { at, end: Some(depth), ..thread }, at_end)),
            Step::End(at) => todo.push((Thread { at, ..thread }, true)),
            Step::Match => {
                let group = thread.begin.zip(thread.end);
                if at_end {
                    cut.at_end = cut.at_end.or(Some(group));
                } else {
                    cut.here = Some(group);
                    break;
                }
            }
        }
    }
    Ok((out, cut))
}

/// How many digits a group of a format may have.
pub(super) type Width = (u8, u8);

/// The groups of a format's pattern, each with its fewest and most digits.
pub(super) fn groups(pattern: &str) -> Result<Vec<Width>> {
    let hir = parse(pattern)?;
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        _ => std::slice::from_ref(&hir),
    };
    parts
        .iter()
        .map(|part| {
            let HirKind::Capture(capture) = part.kind() else {
                return Err(format!("{pattern}: something outside the groups").into());
            };
            let width = |length: Option<usize>| u8::try_from(length.unwrap_or(15).min(15)).unwrap_or(15);
            let properties = capture.sub.properties();
            Ok((width(properties.minimum_len()), width(properties.maximum_len())))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_matches_and_matches_at_the_start() -> Result {
        let dfa = Dfa::whole("(?:1[05]|2)\\d{2,3}|9")?;
        for (text, expected) in [
            ("1012", true),
            ("10123", true),
            ("101234", false),
            ("212", true),
            ("11", false),
            ("9", true),
            ("91", false),
            ("", false),
        ] {
            assert_eq!(dfa.takes(text), expected, "{text}");
        }
        let dfa = Dfa::beginning("1[05]|2")?;
        for (text, expected) in [("1", false), ("10", true), ("10999", true), ("2", true), ("12", false)] {
            assert_eq!(dfa.takes(text), expected, "{text}");
        }
        Ok(())
    }

    #[test]
    fn the_first_match_of_a_backtracking_engine() -> Result {
        let at = |pattern: &str, text: &str| Prefix::new(pattern, 1).map(|p| p.find(text));
        // Not the longest: the first alternative wins.
        assert_eq!(at("0|01", "012")?, Some((1, None)));
        assert_eq!(at("01|0", "012")?, Some((2, None)));
        assert_eq!(at("0(1\\d)?", "0123")?, Some((3, Some((1, 3)))));
        assert_eq!(at("0(1\\d)?", "0234")?, Some((1, None)));
        assert_eq!(at("0", "12")?, None);
        assert_eq!(at("0?(?:(11|22)15)?", "0111599")?, Some((5, Some((1, 3)))));
        assert_eq!(at("0?(?:(11|22)15)?", "221599")?, Some((4, Some((0, 2)))));
        assert_eq!(at("0?(?:(11|22)15)?", "999")?, Some((0, None)));
        assert_eq!(at("([2-9]\\d{2})$|1", "234")?, Some((3, Some((0, 3)))));
        assert_eq!(at("([2-9]\\d{2})$|1", "2345")?, None);
        assert_eq!(at("([2-9]\\d{2})$|1", "123")?, Some((1, None)));
        assert_eq!(at("([1-9]\\d)$|18", "18")?, Some((2, Some((0, 2)))));
        assert_eq!(at("([1-9]\\d)$|18", "180")?, Some((2, None)));
        assert_eq!(
            Prefix::new("(?:0|90)(?:(1[245])(\\d{2,3}))?", 2)?.find("012345"),
            Some((6, Some((3, 6))))
        );
        Ok(())
    }

    #[test]
    fn widths_of_groups() -> Result {
        assert_eq!(groups("(\\d{2})(\\d{3,13})(9)")?, [(2, 2), (3, 13), (1, 1)]);
        assert!(groups("1(\\d)").is_err());
        Ok(())
    }
}
