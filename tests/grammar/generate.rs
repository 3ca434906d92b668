//! Sentences from the grammar, each with the tree it was made from.

use std::collections::{BTreeMap, BTreeSet};

use crate::ebnf::{Class, Expr, Grammar, Said};
use crate::words::{Tables, Word};

/// SplitMix64 (Steele, Lea and Flood 2014): the same sentences on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

/// What a production was made of.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) name: String,
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug)]
pub(crate) enum Part {
    Tree(Tree),
    /// A word: its class ("" for one that the grammar names), its value and how it is written.
    Leaf {
        class: String,
        value: String,
        text: String,
    },
}

impl Tree {
    pub(crate) fn get(&self, name: &str) -> Option<&Tree> {
        self.trees().find(|t| t.name == name)
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&Tree> {
        self.trees().filter(|t| t.name == name).collect()
    }

    pub(crate) fn trees(&self) -> impl Iterator<Item = &Tree> {
        self.parts.iter().filter_map(|p| match p {
            Part::Tree(t) => Some(t),
            Part::Leaf { .. } => None,
        })
    }

    /// The value of the first word of a class.
    pub(crate) fn value(&self, of: &str) -> Option<&str> {
        self.values(of).into_iter().next()
    }

    pub(crate) fn values(&self, of: &str) -> Vec<&str> {
        self.parts
            .iter()
            .filter_map(|p| match p {
                Part::Leaf { class, value, .. } if class == of => Some(value.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The numbers among its words, in order, with how they are said.
    pub(crate) fn numbers(&self) -> Vec<(&str, u32)> {
        self.parts
            .iter()
            .filter_map(|p| match p {
                Part::Leaf { class, value, .. }
                    if matches!(
                        class.as_str(),
                        "cardinal" | "ordinal" | "digits" | "pair" | "year" | "yearword"
                    ) =>
                {
                    Some((class.as_str(), value.parse().unwrap()))
                }
                _ => None,
            })
            .collect()
    }

    /// True if the grammar's own word is among its parts.
    pub(crate) fn says(&self, word: &str) -> bool {
        self.parts
            .iter()
            .any(|p| matches!(p, Part::Leaf { class, text, .. } if class.is_empty() && text == word))
    }

    /// True if a production of that name, at any depth, fulfils something.
    pub(crate) fn any(&self, name: &str, f: &dyn Fn(&Tree) -> bool) -> bool {
        self.name == name && f(self) || self.trees().any(|t| t.any(name, f))
    }

    /// The names of all productions in it.
    pub(crate) fn names<'a>(&'a self, out: &mut Vec<&'a str>) {
        out.push(&self.name);
        self.trees().for_each(|t| t.names(out));
    }
}

pub(crate) struct Generator<'a> {
    grammar: &'a Grammar,
    words: Vec<Vec<Word>>,
    random: Random,
    /// How many productions can come of each: what has more to say is said more often.
    reach: Vec<usize>,
    /// How often a production was used: now and then the rarer one of two alternatives is taken.
    used: BTreeMap<usize, usize>,
}

struct Output {
    text: String,
    glue: bool,
}

impl Output {
    fn push(&mut self, word: &str) {
        if !self.text.is_empty() && !self.glue && !word.starts_with(',') {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.glue = false;
    }
}

impl<'a> Generator<'a> {
    pub(crate) fn new(grammar: &'a Grammar, tables: &Tables, seed: u64) -> Self {
        let words: Vec<Vec<Word>> = grammar.classes.iter().map(|c| tables.words(c)).collect();
        for (class, words) in grammar.classes.iter().zip(&words) {
            assert!(!words.is_empty(), "no word of class {class:?}");
        }
        let reach = (0..grammar.productions.len())
            .map(|n| {
                let mut seen = BTreeSet::from([n]);
                let mut open = vec![n];
                while let Some(n) = open.pop() {
                    rules(&grammar.productions[n].body, &mut |k| {
                        if seen.insert(k) {
                            open.push(k);
                        }
                    });
                }
                seen.len()
            })
            .collect();
        Self { grammar, words, random: Random(seed), reach, used: BTreeMap::new() }
    }

    /// A text and its tree.
    pub(crate) fn sentence(&mut self) -> (String, Tree) {
        let mut out = Output { text: String::new(), glue: false };
        let tree = self.production(0, &mut out);
        (out.text, tree)
    }

    fn production(&mut self, n: usize, out: &mut Output) -> Tree {
        *self.used.entry(n).or_default() += 1;
        let p = &self.grammar.productions[n];
        let mut parts = Vec::new();
        self.expr(&p.body, p.written, &mut parts, out);
        Tree { name: p.name.clone(), parts }
    }

    fn expr(&mut self, expr: &'a Expr, written: bool, parts: &mut Vec<Part>, out: &mut Output) {
        match expr {
            Expr::Seq(list) => {
                for e in list {
                    self.expr(e, written, parts, out);
                }
            }
            Expr::Alt(list) => {
                let pick = self.pick(list);
                self.expr(&list[pick], written, parts, out);
            }
            Expr::Opt(e) => {
                if self.random.below(2) == 0 {
                    self.expr(e, written, parts, out);
                }
            }
            Expr::Rule(n) => {
                let tree = self.production(*n, out);
                parts.push(Part::Tree(tree));
            }
            Expr::Word(text) => {
                out.glue |= written && !parts.is_empty();
                out.push(text);
                parts.push(Part::Leaf { class: String::new(), value: String::new(), text: text.clone() });
            }
            Expr::Class(n) => {
                let at = self.random.below(self.words[*n].len());
                let word = self.words[*n][at].clone();
                out.glue |= written && !parts.is_empty();
                out.push(&word.text);
                let class = class_name(&self.grammar.classes[*n]).to_owned();
                parts.push(Part::Leaf { class, value: word.value, text: word.text });
            }
        }
    }

    fn pick(&mut self, list: &[Expr]) -> usize {
        if self.random.below(4) == 0 {
            let (a, b) = (self.random.below(list.len()), self.random.below(list.len()));
            return if self.uses(&list[b]) < self.uses(&list[a]) { b } else { a };
        }
        let weights: Vec<usize> = list.iter().map(|e| self.weight(e)).collect();
        let mut at = self.random.below(weights.iter().sum());
        weights
            .iter()
            .position(|w| {
                let here = at < *w;
                at = at.saturating_sub(*w);
                here
            })
            .unwrap()
    }

    fn weight(&self, expr: &Expr) -> usize {
        let mut most = 1;
        rules(expr, &mut |n| most = most.max(self.reach[n]));
        most
    }

    fn uses(&self, expr: &Expr) -> usize {
        match expr {
            Expr::Rule(n) => self.used.get(n).copied().unwrap_or(0),
            Expr::Seq(list) => list.iter().map(|e| self.uses(e)).min().unwrap_or(0),
            Expr::Alt(list) => list.iter().map(|e| self.uses(e)).min().unwrap_or(0),
            Expr::Opt(_) | Expr::Word(_) | Expr::Class(_) => usize::MAX,
        }
    }
}

fn rules(expr: &Expr, f: &mut impl FnMut(usize)) {
    match expr {
        Expr::Seq(list) | Expr::Alt(list) => list.iter().for_each(|e| rules(e, f)),
        Expr::Opt(e) => rules(e, f),
        Expr::Rule(n) => f(*n),
        Expr::Word(_) | Expr::Class(_) => {}
    }
}

fn class_name(class: &Class) -> &str {
    match class {
        Class::Table { class, .. } => class,
        Class::Number { said, .. } => match said {
            Said::Cardinal => "cardinal",
            Said::Ordinal => "ordinal",
            Said::Digits => "digits",
            Said::Pair => "pair",
            Said::Year => "year",
            Said::YearWord => "yearword",
        },
    }
}
