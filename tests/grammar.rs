//! `grammar/german.ebnf` is true: every sentence that it makes is read as what it was made from.
//!
//! Sentences are generated with a fixed seed; what each one means is worked out by `meaning` and its neighbours from the rules of
//! German, apart from the library's resolver. Where those rules leave a meaning open (two careful speakers differ), the
//! sentence is not counted.
#![cfg(feature = "toml")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly when something is not as expected"
)]

#[path = "grammar/calendar.rs"]
mod calendar;
#[path = "grammar/clock.rs"]
mod clock;
#[path = "grammar/days.rs"]
mod days;
#[path = "../adapters/cli/src/coverage/ebnf.rs"]
mod ebnf;
#[path = "grammar/generate.rs"]
mod generate;
#[path = "grammar/meaning.rs"]
mod meaning;
#[path = "grammar/range.rs"]
mod range;
#[path = "grammar/repeat.rs"]
mod repeat;
#[path = "grammar/stretch.rs"]
mod stretch;
#[path = "../adapters/cli/src/coverage/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::NaiveDateTime;
use klartext::Context;
use klartext::temporal::{self, Bound, Resolution, Status, Value};
use klartext::wire;

use meaning::{Meaning, Now};
use repeat::canonical;

const GRAMMAR: &str = include_str!("../grammar/german.ebnf");
const TABLES: [&str; 7] = [
    include_str!("../grammar/de/clock.toml"),
    include_str!("../grammar/de/days.toml"),
    include_str!("../grammar/de/holidays.toml"),
    include_str!("../grammar/de/joints.toml"),
    include_str!("../grammar/de/months.toml"),
    include_str!("../grammar/de/names.toml"),
    include_str!("../grammar/de/numbers.toml"),
];

/// Wall times in Berlin: a Wednesday, a Sunday, a Friday afternoon, late at night, the year's end, a leap day and the day
/// before it, the eves of both clock changes, summer, the last of a month.
const CLOCKS: [&str; 12] = [
    "2025-11-05T10:00:00",
    "2025-11-09T12:00:00",
    "2025-11-07T15:00:00",
    "2025-11-05T23:30:00",
    "2025-11-06T00:20:00",
    "2025-12-30T16:00:00",
    "2028-02-29T09:00:00",
    "2028-02-27T11:00:00",
    "2025-03-29T18:00:00",
    "2025-10-25T18:00:00",
    "2026-07-15T14:00:00",
    "2026-01-31T10:00:00",
];

/// How many different texts are compared.
const SENTENCES: usize = 100_000;

/// Sentences that the library does not read as it should yet, by productions that all are in them, and why.
const GAPS: [(&[&str], &str); 3] = [
    (
        &["refusal", "numeric-date"],
        "\"20.5. passt mir nicht, aber morgen\": the dot of the date ends the clause",
    ),
    (&["civil-length"], "\"in zwei Wochen 14-16 Uhr\": two weeks and 14 minutes"),
    (&["clock-range", "range-start"], "\"dreiviertel eins bis null Uhr\": also an end before its start"),
];

#[test]
fn every_sentence_of_the_grammar_means_what_it_was_made_from() {
    let grammar = ebnf::Grammar::read(GRAMMAR).unwrap();
    let tables = words::Tables::read(TABLES).unwrap();
    let mut generator = generate::Generator::new(&grammar, &tables, 0x6b6c_6172_7465_7874);
    let clocks: Vec<(Now, Context)> = CLOCKS
        .iter()
        .map(|c| {
            let local: NaiveDateTime = c.parse().unwrap();
            let utc = calendar::instants(local)[0].and_utc();
            (Now(local), Context::new(utc, chrono_tz::Europe::Berlin))
        })
        .collect();
    let mut decided: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut gaps = [0; GAPS.len()];
    let (mut checked, mut open, mut failed) = (0, 0, 0);
    while checked < SENTENCES {
        let (text, tree) = generator.sentence();
        if !seen.insert(text.clone()) {
            continue;
        }
        let (now, context) = &clocks[seen.len() % clocks.len()];
        let got = temporal::resolve(&text, context).unwrap();
        let Some(expected) = now.said(&tree) else {
            open += 1;
            assert!(open < 3 * SENTENCES, "the test leaves too much open");
            continue;
        };
        checked += 1;
        let mut names = Vec::new();
        tree.names(&mut names);
        let names: BTreeSet<&str> = names.into_iter().collect();
        for name in &names {
            *decided.entry((*name).to_owned()).or_default() += 1;
        }
        if fits(&expected, &got) {
            continue;
        }
        if let Some(gap) = GAPS.iter().position(|(all, _)| all.iter().all(|n| names.contains(n))) {
            gaps[gap] += 1;
            continue;
        }
        failed += 1;
        let path = signature(&tree);
        let list = wrong.entry(path).or_default();
        list.push(format!("{text}  @ {}  expected {expected:?}  got {}", show_local(now.0), shown(&got)));
    }
    for p in &grammar.productions {
        assert!(!p.comment.is_empty(), "`{}` has no comment", p.name);
        let sentences = decided.get(&p.name).copied().unwrap_or_default();
        assert!(sentences >= 5, "only {sentences} sentences tell what `{}` means", p.name);
    }
    let mut report = format!("{failed} of {checked} sentences are read otherwise ({open} left open)\n");
    let mut order: Vec<_> = wrong.iter().collect();
    order.sort_by_key(|(_, list)| std::cmp::Reverse(list.len()));
    for (path, list) in order.into_iter().take(200) {
        let _ = writeln!(report, "{:6}  {path}", list.len());
        for example in list.iter().take(3) {
            let _ = writeln!(report, "            {example}");
        }
    }
    assert_eq!(failed, 0, "{report}");
    for ((all, reason), count) in GAPS.iter().zip(gaps) {
        assert!(count > 0, "{all:?} is read as it should; take it off the list of gaps ({reason})");
    }
}

/// The productions below the answer down to three levels: what failures are grouped by.
fn signature(tree: &generate::Tree) -> String {
    fn walk(t: &generate::Tree, depth: usize, out: &mut String) {
        out.push_str(&t.name);
        let inner: Vec<_> = t.trees().collect();
        if depth > 0 && !inner.is_empty() {
            out.push('(');
            for (k, t) in inner.iter().enumerate() {
                if k > 0 {
                    out.push(' ');
                }
                walk(t, depth - 1, out);
            }
            out.push(')');
        }
    }
    let mut out = String::new();
    match tree.get("answer").and_then(|a| a.trees().next()) {
        Some(t) => walk(t, 4, &mut out),
        None => out.push_str(&tree.name),
    }
    out
}

fn show_local(t: NaiveDateTime) -> String {
    meaning::show_local(t)
}

/// The readings of each offer, best first, as the fixtures write them.
fn offers(got: &Resolution) -> Vec<Vec<String>> {
    let mut out: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for r in &got.readings {
        out.entry(r.offer).or_default().push(show(&r.value));
    }
    out.into_values().collect()
}

fn show(value: &Value) -> String {
    let bound = |b: &Option<Bound>| match b {
        None => String::new(),
        Some(Bound::Date(d)) => wire::date(*d),
        Some(Bound::Time(t)) => wire::time(*t),
        Some(Bound::Local(l)) => wire::local(*l),
    };
    match value {
        Value::Date(d) => wire::date(*d),
        Value::Time(t) => wire::time(*t),
        Value::DateTime(m) => format!("{} = {}", wire::local(m.local), wire::instant(m.utc)),
        Value::Interval { start, end } => format!("{}..{}", bound(start), bound(end)),
        Value::Duration { seconds } => format!("{seconds} s"),
        Value::Recurrence(r) => canonical(&r.to_string()),
        other => format!("{other:?}"),
    }
}

fn shown(got: &Resolution) -> String {
    format!("{} {:?}", got.status.as_str(), offers(got))
}

fn fits(expected: &Meaning, got: &Resolution) -> bool {
    let offers = offers(got);
    let same = |e: &meaning::Offer, o: &Vec<String>| {
        let set = |list: &[String]| list.iter().cloned().collect::<BTreeSet<_>>();
        set(&e.readings) == set(o) && (!e.ordered || e.readings.first() == o.first())
    };
    match expected {
        Meaning::Invalid => got.status == Status::Invalid && offers.is_empty(),
        Meaning::First(first) => offers.first().is_some_and(|o| same(first, o)),
        Meaning::Offers(list) => {
            list.len() == offers.len() && list.iter().zip(&offers).all(|(e, o)| same(e, o))
        }
    }
}

#[test]
fn a_grammar_that_is_wrong_is_refused() {
    let read = |text: &str| ebnf::Grammar::read(text).map(|_| ()).unwrap_err();
    assert_eq!(read("(* a *) a = b ;"), "line 1: `b` is not defined");
    assert_eq!(read("(* a *) a = \"x\" ;\n(* b *) b = \"y\" ;"), "`b` is used nowhere");
    assert_eq!(read("(* a *) a = [ \"x\" ], a ;"), "`a` begins with itself");
    assert_eq!(read("a = \"x\" ;"), "line 1: a comment and a name expected");
    assert_eq!(read("(* a *) a = \"x ;"), "line 1: `\"` without end");
    assert_eq!(read("(* a *) a = ? digits 1-3 ? ;"), "line 1: `digits 1-3` is no class of words");
    assert_eq!(read("(* a *) a = \"x\" ;\n(* a *) a = \"y\" ;"), "line 2: `a` is defined twice");
}
