//! Does the grammar derive a text, and with which productions?

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::ebnf::{Expr, Grammar};
use super::words::Tables;

/// A word, a run of digits or a mark, as the word table spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    text: String,
    /// Nothing stands between it and the one before.
    glued: bool,
}

/// Lower case, ä as ae, ß as ss.
fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let continues =
            c.is_alphabetic() && last.is_alphabetic() || c.is_ascii_digit() && last.is_ascii_digit();
        if !c.is_whitespace() {
            let folded: String = match c {
                'ä' | 'Ä' => "ae".into(),
                'ö' | 'Ö' => "oe".into(),
                'ü' | 'Ü' => "ue".into(),
                'ß' => "ss".into(),
                '–' => "-".into(),
                _ => c.to_lowercase().collect(),
            };
            match out.last_mut() {
                Some(token) if continues => token.text.push_str(&folded),
                _ => out.push(Token { text: folded, glued: !last.is_whitespace() }),
            }
        }
        last = c;
    }
    out
}

pub(super) struct Recogniser<'a> {
    grammar: &'a Grammar,
    classes: Vec<HashSet<String>>,
}

/// Where a production that begins at a place can end.
type Memo = BTreeMap<(usize, usize), BTreeSet<usize>>;

struct Run<'a> {
    of: &'a Recogniser<'a>,
    tokens: Vec<Token>,
    memo: Memo,
    used: BTreeSet<usize>,
}

impl<'a> Recogniser<'a> {
    pub(super) fn new(grammar: &'a Grammar, tables: &Tables) -> Self {
        let fold = |word: &str| tokens(word).into_iter().map(|t| t.text).collect::<String>();
        let classes =
            grammar.classes.iter().map(|c| tables.words(c).iter().map(|w| fold(&w.text)).collect()).collect();
        Self { grammar, classes }
    }

    /// The productions of the first derivation of the whole text; none where there is no derivation.
    pub(super) fn derive(&'a self, text: &str) -> BTreeSet<usize> {
        let tokens = tokens(text);
        let end = tokens.len();
        let mut run = Run { of: self, tokens, memo: Memo::new(), used: BTreeSet::new() };
        if run.rule(0, 0).contains(&end) {
            run.mark_rule(0, 0, end);
        }
        run.used
    }
}

impl<'a> Run<'a> {
    fn rule(&mut self, n: usize, at: usize) -> BTreeSet<usize> {
        if let Some(known) = self.memo.get(&(n, at)) {
            return known.clone();
        }
        let Some(p) = self.of.grammar.productions.get(n) else { return BTreeSet::new() };
        let ends = self.ends(&p.body, at, p.written.then_some(at));
        self.memo.insert((n, at), ends.clone());
        ends
    }

    /// Where an expression that begins at a place can end. `written` is where a production begins whose parts stand
    /// directly side by side.
    fn ends(&mut self, expr: &'a Expr, at: usize, written: Option<usize>) -> BTreeSet<usize> {
        match expr {
            Expr::Seq(list) => {
                let mut places = BTreeSet::from([at]);
                for e in list {
                    places = places.into_iter().flat_map(|p| self.ends(e, p, written)).collect();
                }
                places
            }
            Expr::Alt(list) => list.iter().flat_map(|e| self.ends(e, at, written)).collect(),
            Expr::Opt(e) => {
                let mut places = self.ends(e, at, written);
                places.insert(at);
                places
            }
            Expr::Rule(n) => self.rule(*n, at),
            Expr::Word(word) => self.word(word, at, written).into_iter().collect(),
            Expr::Class(n) => {
                let known = self.of.classes.get(*n);
                let fits = self.tokens.get(at).is_some_and(|t| known.is_some_and(|k| k.contains(&t.text)));
                (fits && self.stands(at, written)).then_some(at.saturating_add(1)).into_iter().collect()
            }
        }
    }

    /// True if what stands at a place is apart from what stands before, or together with it, as the grammar says.
    fn stands(&self, at: usize, written: Option<usize>) -> bool {
        self.tokens.get(at).is_some_and(|t| match written {
            Some(start) if at > start => t.glued,
            _ => !t.glued || at == 0 || t.text == ",",
        })
    }

    fn word(&self, word: &str, at: usize, written: Option<usize>) -> Option<usize> {
        let said = tokens(word);
        let there = self.tokens.get(at..)?.get(..said.len())?;
        let same = there
            .iter()
            .zip(&said)
            .enumerate()
            .all(|(k, (t, s))| t.text == s.text && (k == 0 || t.glued == s.glued));
        (same && self.stands(at, written)).then(|| at.saturating_add(said.len()))
    }

    fn mark_rule(&mut self, n: usize, at: usize, end: usize) {
        self.used.insert(n);
        if let Some(p) = self.of.grammar.productions.get(n) {
            self.mark(&p.body, at, end, p.written.then_some(at));
        }
    }

    /// Marks the productions of the first derivation from one place to another, which there is.
    fn mark(&mut self, expr: &'a Expr, at: usize, end: usize, written: Option<usize>) {
        match expr {
            Expr::Seq(list) => self.mark_all(list, at, end, written),
            Expr::Alt(list) => {
                if let Some(e) = list.iter().find(|e| self.ends(e, at, written).contains(&end)) {
                    self.mark(e, at, end, written);
                }
            }
            Expr::Opt(e) => {
                if self.ends(e, at, written).contains(&end) {
                    self.mark(e, at, end, written);
                }
            }
            Expr::Rule(n) => self.mark_rule(*n, at, end),
            Expr::Word(_) | Expr::Class(_) => {}
        }
    }

    fn mark_all(&mut self, list: &'a [Expr], at: usize, end: usize, written: Option<usize>) {
        let Some((first, rest)) = list.split_first() else { return };
        let reaches = |run: &mut Self, from: usize| {
            let mut places = BTreeSet::from([from]);
            for e in rest {
                places = places.into_iter().flat_map(|p| run.ends(e, p, written)).collect();
            }
            places.contains(&end)
        };
        let middle = self.ends(first, at, written).into_iter().find(|m| reaches(self, *m));
        if let Some(middle) = middle {
            self.mark(first, at, middle, written);
            self.mark_all(rest, middle, end, written);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ebnf::Grammar;
    use super::*;

    const SMALL: &str = r#"
        (* all *) all = [ "am" ], day, [ ",", clock ] | far ;
        (* day *) day = ? weekday ? | written ;
        (* 3. *) written = ? digits 1..31 ?, "." ;
        (* clock *) clock = ? cardinal 1..12 ?, "Uhr" ;
        (* far *) far = "übermorgen", day ;
    "#;

    fn used(text: &str) -> Vec<String> {
        let grammar = Grammar::read(SMALL).unwrap();
        let table = "[[entry]]\nclass = \"weekday\"\nvalue = \"Mon\"\nwords = [\"montag\"]\n";
        let tables = Tables::read([table]).unwrap();
        let used = Recogniser::new(&grammar, &tables).derive(text);
        used.into_iter().map(|n| grammar.productions[n].name.clone()).collect()
    }

    #[test]
    fn a_text_counts_for_the_productions_that_derive_it() {
        assert_eq!(used("Montag"), ["all", "day"]);
        assert_eq!(used("am MONTAG, zwölf Uhr"), ["all", "day", "clock"]);
        assert_eq!(used("Übermorgen 3."), ["all", "day", "written", "far"]);
    }

    #[test]
    fn what_the_grammar_does_not_derive_counts_for_nothing() {
        for text in ["", "Montag zwölf Uhr", "3 .", "am Montag, drei", "Montag x", "am3.", "32."] {
            assert!(used(text).is_empty(), "{text}");
        }
    }
}
