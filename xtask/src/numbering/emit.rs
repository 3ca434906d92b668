//! The plans as Rust.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::automaton::{Kept, Plans, State};
use crate::Result;

/// How many digits there are, and in the count of edges: one edge for all of them.
const ANY: u16 = 15;
const CLASSES: u16 = 1 << 12;

/// The tables of `plans`, and how many states they have.
pub(super) fn rust(plans: &Plans, version: &str, holds: &str) -> Result<String> {
    let mut out = format!(
        "// DO NOT EDIT: `cargo xtask numbering` writes this file from Google's metadata for telephone numbers.\n\
         // libphonenumber {version}, Copyright (C) 2009 The Libphonenumber Authors,\n\
         // licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0\n\
         //! The numbering plans of {holds}.\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use super::{{Class, Code, Cut, Form, Kept, Plans, Region}};\n\
         use crate::phone::NumberKind::*;\n\n"
    );
    let (words, places) = words(&plans.states)?;
    let place = |state: u32| -> Result<u16> {
        let at = usize::try_from(state)?;
        Ok(*places.get(at).ok_or("a state that has no place")?)
    };
    let list = |out: &mut String, items: &[String]| {
        let mut line = String::from("   ");
        for item in items {
            if line.len().saturating_add(item.len()) > 130 {
                let _ = writeln!(out, "{line}");
                line = String::from("   ");
            }
            let _ = write!(line, " {item},");
        }
        let _ = writeln!(out, "{line}\n];\n");
    };
    let _ = writeln!(out, "pub(super) static PLANS: Plans = Plans {{");
    let _ = writeln!(
        out,
        "    version: {version:?}, words: &WORDS, classes: &CLASSES, forms: &FORMS, cuts: &CUTS, regions: &REGIONS, codes: &CODES,\n}};\n"
    );
    let _ = writeln!(out, "static CODES: [Code; {}] = [", plans.codes.len());
    for code in &plans.codes {
        let _ = writeln!(
            out,
            "    Code {{ code: {}, lengths: {:#b}, local: {:#b}, start: {} }},",
            code.code,
            code.lengths,
            code.local,
            place(code.start)?
        );
    }
    let _ = writeln!(out, "];\n\nstatic REGIONS: [Region; {}] = [", plans.regions.len());
    for (id, code, start, abroad) in &plans.regions {
        let (start, abroad) = (place(*start)?, place(*abroad)?);
        let _ = writeln!(out, "    Region {{ id: {id:?}, code: {code}, start: {start}, abroad: {abroad} }},");
    }
    let _ = writeln!(out, "];\n\nstatic CUTS: [Cut; {}] = [", plans.cuts.0.len());
    let kept = |kept: Option<Kept>| match kept {
        None => "None".to_owned(),
        Some(k) => {
            let before = plans.literals.0.get(k.before).map(String::as_str).unwrap_or("");
            format!("Some(Kept {{ before: {before:?}, from: {}, to: {} }})", k.digits.0, k.digits.1)
        }
    };
    for cut in &plans.cuts.0 {
        let (here, at_end) = cut.map_or((None, None), |c| (c.here, c.at_end));
        let _ = writeln!(out, "    Cut {{ here: {}, at_end: {} }},", kept(here), kept(at_end));
    }
    let _ = writeln!(out, "];\n\nstatic FORMS: [Form; {}] = [", plans.forms.0.len());
    for form in &plans.forms.0 {
        let widths: Vec<String> = form.widths.iter().map(|(a, b)| format!("({a}, {b})")).collect();
        let _ = writeln!(out, "    Form {{ text: {:?}, widths: &[{}] }},", form.text, widths.join(", "));
    }
    if plans.classes.0.len() > usize::from(CLASSES) {
        return Err("too many classes for twelve bits".into());
    }
    let _ = writeln!(
        out,
        "];\n\n// Region, kind, national and international form.\nstatic CLASSES: [Class; {}] = [",
        plans.classes.0.len()
    );
    let classes: Vec<String> = plans
        .classes
        .0
        .iter()
        .map(|class| match class {
            None => "Class(0, Unknown, 0, 0)".to_owned(),
            Some(c) => format!("Class({}, {}, {}, {})", c.region, c.kind, c.national, c.international),
        })
        .collect();
    list(&mut out, &classes);
    let _ = writeln!(
        out,
        "// A state: class and number of edges (15: one for every digit); then for each edge the set of its digits and where it leads.\n\
         static WORDS: [u16; {}] = [",
        words.len()
    );
    let words: Vec<String> = words.iter().map(u16::to_string).collect();
    list(&mut out, &words);
    while out.ends_with("\n\n") {
        out.pop();
    }
    Ok(out)
}

/// The states one behind the other, and where each begins.
fn words(states: &[State]) -> Result<(Vec<u16>, Vec<u16>)> {
    let mut words: Vec<u16> = Vec::new();
    let mut places: Vec<u16> = Vec::new();
    for state in states {
        let at = u16::try_from(words.len()).map_err(|_| "more states than sixteen bits address")?;
        places.push(at);
        let mut edges: Vec<(u16, u32)> = Vec::new();
        let mut known: HashMap<u32, usize> = HashMap::new();
        for (digit, next) in state.next.iter().enumerate().filter(|(_, next)| **next != 0) {
            let fresh = edges.len();
            let at = *known.entry(*next).or_insert(fresh);
            if at == fresh {
                edges.push((0, *next));
            }
            if let Some((mask, _)) = edges.get_mut(at) {
                *mask |= 1 << digit;
            }
        }
        // The set with most digits is the likeliest.
        edges.sort_by_key(|(mask, _)| std::cmp::Reverse(mask.count_ones()));
        let target = |next: u32| -> Result<u16> {
            let next = usize::try_from(next)?;
            Ok(*places.get(next).ok_or("a state that leads to a later one")?)
        };
        match edges.as_slice() {
            [(mask, next)] if mask.count_ones() == 10 => {
                words.extend([state.out << 4 | ANY, target(*next)?]);
            }
            edges => {
                words.push(state.out << 4 | u16::try_from(edges.len())?);
                for (mask, next) in edges {
                    words.extend([*mask, target(*next)?]);
                }
            }
        }
    }
    Ok((words, places))
}
