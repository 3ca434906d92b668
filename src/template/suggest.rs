//! The name that was probably meant.

use std::collections::HashMap;

use smallvec::SmallVec;

use super::{Format, Problem, TemplateError};
use crate::span::Span;

/// Finds the names that were meant, each once, and only for so many that a hostile template costs no more than a long
/// one.
pub(super) struct Suggestions<'n> {
    names: &'n [&'n str],
    known: HashMap<String, Problem>,
    /// How many names may still be compared.
    budget: usize,
}

impl<'n> Suggestions<'n> {
    pub(super) fn new(names: &'n [&'n str]) -> Self {
        Self { names, known: HashMap::new(), budget: 200_000 }
    }

    /// What is wrong with a name that has no value.
    pub(super) fn problem(&mut self, name: &str) -> Problem {
        if let Some(problem) = self.known.get(name) {
            return problem.clone();
        }
        let name = name.to_owned();
        let Some(budget) = self.budget.checked_sub(self.names.len()) else {
            return Problem::Missing { name };
        };
        self.budget = budget;
        let problem = if let Some(other) = self.names.iter().find(|n| n.eq_ignore_ascii_case(&name)) {
            Problem::WrongCase { name: name.clone(), suggestion: (*other).to_owned() }
        } else if let Some(other) = nearest(&name, self.names) {
            Problem::Misspelled { name: name.clone(), suggestion: other.to_owned() }
        } else {
            Problem::Missing { name: name.clone() }
        };
        self.known.insert(name, problem.clone());
        problem
    }

    pub(super) fn error(&mut self, name: &str, span: Span) -> TemplateError {
        TemplateError { problem: self.problem(name), span }
    }
}

/// The format that was meant.
pub(super) fn format(name: &str) -> Option<Format> {
    let names = Format::ALL.map(Format::as_str);
    Format::from_name(&snake(name)).or_else(|| nearest(name, &names).and_then(Format::from_name))
}

/// As much of a text as a message shows.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.trim();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// `CustomerName`, `customer-name` and `Customer_Name` as a name is written: `customer_name`.
pub(super) fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len().saturating_add(4));
    let mut before_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && before_lower {
            out.push('_');
        }
        before_lower = c.is_lowercase() || c.is_ascii_digit();
        match c {
            '-' | '.' | ' ' | '/' => out.push('_'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The one name that is near enough to be meant; of several equally near ones the first.
fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    names.iter().filter_map(|n| Some((near(name, n)?, *n))).min_by_key(|(d, _)| *d).map(|(_, n)| n)
}

/// The edits between two names where they are few enough for a slip of the fingers: one, and two where both names have ten
/// letters. More would take one thing for another: `new_name` and `new_date`, `first_name` and `last_name`, `appointment_date` and
/// `appointment_time` are two and three edits apart. So are names of less than four letters, and `slot_1` and `slot_2` differ in
/// a number, which nobody mistypes into another slot.
pub(crate) fn near(a: &str, b: &str) -> Option<usize> {
    const LONGEST: usize = 128;
    let allowed = match a.len().min(b.len()) {
        0..4 => return None,
        4..10 => 1,
        _ => 2,
    };
    if a.len().abs_diff(b.len()) > allowed || a.len().max(b.len()) > LONGEST {
        return None;
    }
    let letters =
        |s: &str| -> SmallVec<[u8; LONGEST]> { s.bytes().filter(|b| !b.is_ascii_digit()).collect() };
    if a != b && letters(a) == letters(b) {
        return None;
    }
    Some(crate::heard::edits::distance(a, b)).filter(|d| *d <= allowed)
}
