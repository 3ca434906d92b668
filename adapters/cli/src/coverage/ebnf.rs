//! `grammar/german.ebnf` as data. It depends on nothing else here: `tests/grammar.rs` of the library reads it too.

/// A grammar: productions by number, the first one is where every text begins.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) productions: Vec<Production>,
    /// What a class of words is, by number.
    pub(crate) classes: Vec<Class>,
}

/// One rule.
#[derive(Debug)]
pub(crate) struct Production {
    pub(crate) name: String,
    /// What stands above it.
    pub(crate) comment: String,
    pub(crate) body: Expr,
    /// Nothing stands between its parts.
    pub(crate) written: bool,
}

/// The right side of a rule.
#[derive(Debug)]
pub(crate) enum Expr {
    Seq(Vec<Expr>),
    Alt(Vec<Expr>),
    Opt(Box<Expr>),
    /// A production, by number.
    Rule(usize),
    /// A word, as it is written.
    Word(String),
    /// A class of words, by number.
    Class(usize),
}

/// A class of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Of the tables in grammar/de; with one value, or with any.
    Table { class: String, value: Option<String> },
    /// Numbers from one to another, and how they are said.
    Number { said: Said, from: u32, to: u32 },
}

/// How a number is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Cardinal,
    Ordinal,
    Digits,
    Pair,
    Year,
    YearWord,
}

impl Grammar {
    /// Reads a grammar; the error says in which line what is wrong.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut reader = Reader { tokens: tokens(text)?, at: 0, names: Vec::new(), classes: Vec::new() };
        for pair in reader.tokens.windows(2) {
            if let [(_, Token::Name(name)), (line, Token::Sign('='))] = pair {
                if reader.names.contains(name) {
                    return Err(format!("line {line}: `{name}` is defined twice"));
                }
                reader.names.push(name.clone());
            }
        }
        let mut productions = Vec::with_capacity(reader.names.len());
        while reader.at < reader.tokens.len() {
            productions.push(reader.production()?);
        }
        let grammar = Self { productions, classes: reader.classes };
        grammar.check()?;
        Ok(grammar)
    }

    /// Every production is used, none begins with itself.
    fn check(&self) -> Result<(), String> {
        let count = self.productions.len();
        let mut used = vec![false; count];
        let mut first: Vec<Vec<usize>> = Vec::with_capacity(count);
        for p in &self.productions {
            visit(&p.body, &mut |n| {
                if let Some(u) = used.get_mut(n) {
                    *u = true;
                }
            });
            let mut begins = Vec::new();
            leading(&p.body, &mut begins);
            first.push(begins);
        }
        for (k, p) in self.productions.iter().enumerate() {
            if k > 0 && used.get(k) == Some(&false) {
                return Err(format!("`{}` is used nowhere", p.name));
            }
            let mut seen = vec![false; count];
            let mut open = first.get(k).cloned().unwrap_or_default();
            while let Some(n) = open.pop() {
                if n == k {
                    return Err(format!("`{}` begins with itself", p.name));
                }
                if let Some(s @ false) = seen.get_mut(n) {
                    *s = true;
                    open.extend(first.get(n).into_iter().flatten());
                }
            }
        }
        Ok(())
    }
}

fn visit(expr: &Expr, f: &mut impl FnMut(usize)) {
    match expr {
        Expr::Seq(list) | Expr::Alt(list) => list.iter().for_each(|e| visit(e, f)),
        Expr::Opt(e) => visit(e, f),
        Expr::Rule(n) => f(*n),
        Expr::Word(_) | Expr::Class(_) => {}
    }
}

/// The productions with which an expression can begin; true where it can be empty.
fn leading(expr: &Expr, out: &mut Vec<usize>) -> bool {
    match expr {
        Expr::Seq(list) => list.iter().all(|e| leading(e, out)),
        Expr::Alt(list) => {
            let mut empty = false;
            for e in list {
                empty |= leading(e, out);
            }
            empty
        }
        Expr::Opt(e) => {
            leading(e, out);
            true
        }
        Expr::Rule(n) => {
            out.push(*n);
            false
        }
        Expr::Word(_) | Expr::Class(_) => false,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Name(String),
    Word(String),
    Special(String),
    Sign(char),
    Comment(String),
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, String> {
    let mut out = Vec::new();
    let mut line = 1usize;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (token, length) = if let Some(body) = rest.strip_prefix("(*") {
            let end = body.find("*)").ok_or_else(|| format!("line {line}: a comment without end"))?;
            let comment = body.get(..end).unwrap_or_default();
            let said = comment.split_whitespace().collect::<Vec<_>>().join(" ");
            (Some(Token::Comment(said)), end.saturating_add(4))
        } else if c == '"' || c == '?' {
            let body = rest.get(1..).unwrap_or_default();
            let end = body.find(c).ok_or_else(|| format!("line {line}: `{c}` without end"))?;
            let inner = body.get(..end).unwrap_or_default();
            let token = if c == '"' {
                Token::Word(inner.to_owned())
            } else {
                Token::Special(inner.trim().to_owned())
            };
            (Some(token), end.saturating_add(2))
        } else if c.is_ascii_lowercase() {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
            (Some(Token::Name(rest.get(..end).unwrap_or_default().to_owned())), end)
        } else if "=,|;()[]".contains(c) {
            (Some(Token::Sign(c)), 1)
        } else if c.is_whitespace() {
            (None, c.len_utf8())
        } else {
            return Err(format!("line {line}: unexpected `{c}`"));
        };
        if let Some(token) = token {
            out.push((line, token));
        }
        let taken = rest.get(..length).unwrap_or(rest);
        line = line.saturating_add(taken.matches('\n').count());
        rest = rest.get(length..).unwrap_or_default();
    }
    // A comment belongs to the production behind it; all others are for people only.
    let mut kept: Vec<(usize, Token)> = Vec::new();
    let mut all = out.into_iter().peekable();
    while let Some((line, token)) = all.next() {
        if matches!(token, Token::Comment(_)) && !matches!(all.peek(), Some((_, Token::Name(_)))) {
            continue;
        }
        kept.push((line, token));
    }
    Ok(kept)
}

struct Reader {
    tokens: Vec<(usize, Token)>,
    at: usize,
    names: Vec<String>,
    classes: Vec<Class>,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, t)| t)
    }

    fn line(&self) -> usize {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(1, |(line, _)| *line)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at = self.at.saturating_add(1);
        token
    }

    fn sign(&mut self, c: char) -> Result<(), String> {
        let line = self.line();
        match self.take() {
            Some(Token::Sign(s)) if s == c => Ok(()),
            other => Err(format!("line {line}: `{c}` expected, found {other:?}")),
        }
    }

    fn production(&mut self) -> Result<Production, String> {
        let line = self.line();
        let (Some(Token::Comment(comment)), Some(Token::Name(name))) = (self.take(), self.take()) else {
            return Err(format!("line {line}: a comment and a name expected"));
        };
        self.sign('=')?;
        let body = self.alternatives()?;
        self.sign(';')?;
        Ok(Production { written: name.starts_with("written"), name, comment, body })
    }

    fn alternatives(&mut self) -> Result<Expr, String> {
        let mut list = vec![self.sequence()?];
        while self.peek() == Some(&Token::Sign('|')) {
            self.at = self.at.saturating_add(1);
            list.push(self.sequence()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Expr::Alt(list) })
    }

    fn sequence(&mut self) -> Result<Expr, String> {
        let mut list = vec![self.part()?];
        while self.peek() == Some(&Token::Sign(',')) {
            self.at = self.at.saturating_add(1);
            list.push(self.part()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Expr::Seq(list) })
    }

    fn part(&mut self) -> Result<Expr, String> {
        let line = self.line();
        match self.take() {
            Some(Token::Word(word)) => Ok(Expr::Word(word)),
            Some(Token::Name(name)) => match self.names.iter().position(|n| *n == name) {
                Some(n) => Ok(Expr::Rule(n)),
                None => Err(format!("line {line}: `{name}` is not defined")),
            },
            Some(Token::Special(text)) => {
                let class =
                    class(&text).ok_or_else(|| format!("line {line}: `{text}` is no class of words"))?;
                let n = self.classes.iter().position(|c| *c == class).unwrap_or_else(|| {
                    self.classes.push(class);
                    self.classes.len().saturating_sub(1)
                });
                Ok(Expr::Class(n))
            }
            Some(Token::Sign('(')) => {
                let inner = self.alternatives()?;
                self.sign(')')?;
                Ok(inner)
            }
            Some(Token::Sign('[')) => {
                let inner = self.alternatives()?;
                self.sign(']')?;
                Ok(Expr::Opt(Box::new(inner)))
            }
            other => Err(format!("line {line}: a word, a class or a name expected, found {other:?}")),
        }
    }
}

fn class(text: &str) -> Option<Class> {
    let (class, value) = match text.split_once(' ') {
        Some((class, value)) => (class, Some(value.trim())),
        None => (text, None),
    };
    let said = match class {
        "cardinal" => Said::Cardinal,
        "ordinal" => Said::Ordinal,
        "digits" => Said::Digits,
        "pair" => Said::Pair,
        "year" => Said::Year,
        "yearword" => Said::YearWord,
        _ => return Some(Class::Table { class: class.to_owned(), value: value.map(str::to_owned) }),
    };
    let (from, to) = value?.split_once("..")?;
    Some(Class::Number { said, from: from.parse().ok()?, to: to.parse().ok()? })
}
