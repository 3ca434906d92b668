//! Tokens to a tree.
//!
//! ```text
//! condition = all { ("or" | "||") all }
//! all       = part { ("and" | "&&") part }
//! part      = ("not" | "!") part | "(" condition ")" | test
//! test      = term [ op term | ["not"] "in" "[" term { "," term } "]" | "exists" | "not_exist" ]
//! op        = "==" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "not_contains"
//! term      = value { ("+" | "-") length }
//! value     = number | text | date | time | length | "true" | "false" | name | name "(" argument { "," argument } ")"
//! argument  = term [ "where" condition ]
//! ```

use super::token::{Length, Problem, Token, tokens};
use crate::span::Span;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// The longest condition, in bytes.
pub(crate) const MAX_BYTES: usize = 4096;

/// How deep brackets, `not` and `where` may lie in each other.
pub(crate) const MAX_DEPTH: usize = 24;

/// A condition, read and not yet understood.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Any(Vec<Tree>),
    All(Vec<Tree>),
    Not(Box<Tree>),
    /// One comparison.
    Test {
        left: Expr,
        op: Op,
        right: Vec<Expr>,
        span: Span,
    },
    /// A value by itself: true or false, it is hoped.
    Bare(Expr),
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ExprKind {
    Number(f64),
    Text(String),
    Bool(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    Local(NaiveDateTime),
    Length(Length),
    /// `start.weekday`
    Name(String),
    /// `count(bookings where guests > 2)`
    Call {
        name: String,
        args: Vec<Expr>,
        filter: Option<Box<Tree>>,
    },
    /// `today + 30d`
    Shift {
        base: Box<Expr>,
        by: Length,
        back: bool,
    },
}

/// What a test asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Contains,
    NotContains,
    In,
    NotIn,
    Exists,
    NotExist,
}

impl Op {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Contains => "contains",
            Self::NotContains => "not_contains",
            Self::In => "in",
            Self::NotIn => "not in",
            Self::Exists => "exists",
            Self::NotExist => "not_exist",
        }
    }

    /// The test that holds where this one does not.
    pub(crate) const fn opposite(self) -> Self {
        match self {
            Self::Eq => Self::Ne,
            Self::Ne => Self::Eq,
            Self::Lt => Self::Ge,
            Self::Ge => Self::Lt,
            Self::Gt => Self::Le,
            Self::Le => Self::Gt,
            Self::Contains => Self::NotContains,
            Self::NotContains => Self::Contains,
            Self::In => Self::NotIn,
            Self::NotIn => Self::In,
            Self::Exists => Self::NotExist,
            Self::NotExist => Self::Exists,
        }
    }

    /// The test with its sides changed: `5 < x` is `x > 5`.
    pub(crate) const fn mirrored(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            other => other,
        }
    }

    fn of(token: &Token) -> Option<Self> {
        Some(match token {
            Token::Sign(sign) => match *sign {
                "==" => Self::Eq,
                "!=" | "≠" => Self::Ne,
                "<" => Self::Lt,
                "<=" | "≤" => Self::Le,
                ">" => Self::Gt,
                ">=" | "≥" => Self::Ge,
                _ => return None,
            },
            Token::Name(word) => match word.as_str() {
                "contains" => Self::Contains,
                "not_contains" => Self::NotContains,
                "in" => Self::In,
                "exists" | "exist" => Self::Exists,
                "not_exist" | "not_exists" => Self::NotExist,
                _ => return None,
            },
            _ => return None,
        })
    }
}

const KEYWORDS: [&str; 12] = [
    "and",
    "or",
    "not",
    "in",
    "where",
    "contains",
    "not_contains",
    "exists",
    "exist",
    "not_exist",
    "not_exists",
    "is",
];

/// Reads a condition. Either the whole of it, or what is wrong.
pub(crate) fn parse(text: &str) -> Result<Tree, Vec<Problem>> {
    let whole = Span::new(0, text.len());
    if text.len() > MAX_BYTES {
        let message = format!("a condition of {} bytes is longer than the limit of {MAX_BYTES}", text.len());
        return Err(vec![Problem::new(message, whole)]);
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(vec![Problem::new("an empty condition", whole).help("`guests > 8`, for instance")]);
    }
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), depth: 0 };
    let tree = parser.condition().map_err(|p| vec![p])?;
    match parser.peek() {
        None => Ok(tree),
        Some((token, span)) => {
            let problem = Problem::new(format!("{} does not belong here", show(token)), *span);
            let lone = matches!(token, Token::Sign(")"));
            Err(vec![problem.help(if lone {
                "no bracket is open"
            } else {
                "tests are joined by `and` or `or`"
            })])
        }
    }
}

struct Parser<'a> {
    tokens: &'a [(Token, Span)],
    at: usize,
    end: usize,
    depth: usize,
}

type Parsed<T> = Result<T, Problem>;

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a (Token, Span)> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&'a (Token, Span)> {
        let next = self.peek();
        self.at = self.at.saturating_add(1);
        next
    }

    fn is(&self, words: &[&str]) -> bool {
        self.peek().is_some_and(|(token, _)| match token {
            Token::Name(word) => words.contains(&word.as_str()),
            Token::Sign(sign) => words.contains(sign),
            _ => false,
        })
    }

    fn eat(&mut self, words: &[&str]) -> bool {
        let there = self.is(words);
        if there {
            self.at = self.at.saturating_add(1);
        }
        there
    }

    fn here(&self) -> Span {
        self.peek().map_or(Span::new(self.end, self.end), |(_, span)| *span)
    }

    fn expect(&mut self, sign: &str) -> Parsed<()> {
        if self.eat(&[sign]) {
            return Ok(());
        }
        let message = match self.peek() {
            Some((token, _)) => format!("expected `{sign}`, found {}", show(token)),
            None => format!("expected `{sign}`, found the end"),
        };
        Err(Problem::new(message, self.here()))
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} levels deep");
            return Err(Problem::new(message, self.here()));
        }
        let out = read(self);
        self.depth = self.depth.saturating_sub(1);
        out
    }

    fn condition(&mut self) -> Parsed<Tree> {
        let mut any = vec![self.all()?];
        while self.eat(&["or", "||"]) {
            any.push(self.all()?);
        }
        Ok(joined(any, Tree::Any))
    }

    fn all(&mut self) -> Parsed<Tree> {
        let mut all = vec![self.part()?];
        while self.eat(&["and", "&&"]) {
            all.push(self.part()?);
        }
        Ok(joined(all, Tree::All))
    }

    fn part(&mut self) -> Parsed<Tree> {
        if self.eat(&["not", "!"]) {
            return self.deeper(|p| Ok(Tree::Not(Box::new(p.part()?))));
        }
        if self.eat(&["("]) {
            let tree = self.deeper(Self::condition)?;
            self.expect(")")?;
            return Ok(tree);
        }
        self.test()
    }

    fn test(&mut self) -> Parsed<Tree> {
        let left = self.term()?;
        let negated = self.is(&["not"])
            && matches!(self.tokens.get(self.at.saturating_add(1)), Some((Token::Name(w), _)) if w == "in");
        if negated {
            self.at = self.at.saturating_add(1);
        }
        let Some(op) = self.peek().and_then(|(token, _)| Op::of(token)) else {
            return Ok(Tree::Bare(left));
        };
        let op_span = self.here();
        self.at = self.at.saturating_add(1);
        let right = match op {
            Op::Exists | Op::NotExist => Vec::new(),
            Op::In => self.list()?,
            _ => vec![self.term()?],
        };
        let op = if negated { Op::NotIn } else { op };
        let end = right.last().map_or(op_span.end, |r| r.span.end);
        let span = Span::new(left.span.start, end);
        let chained =
            self.peek().filter(|(token, _)| Op::of(token).is_some() && !matches!(token, Token::Name(_)));
        if let Some((_, span)) = chained {
            return Err(Problem::new("one comparison at a time", *span)
                .help("`9:00 <= x and x < 12:00` instead of `9:00 <= x < 12:00`"));
        }
        Ok(Tree::Test { left, op, right, span })
    }

    fn list(&mut self) -> Parsed<Vec<Expr>> {
        self.expect("[")?;
        let mut items = vec![self.term()?];
        while self.eat(&[","]) {
            if self.is(&["]"]) {
                break;
            }
            items.push(self.term()?);
        }
        self.expect("]")?;
        Ok(items)
    }

    fn term(&mut self) -> Parsed<Expr> {
        let mut expr = self.value()?;
        while self.is(&["+", "-"]) {
            let back = self.is(&["-"]);
            self.at = self.at.saturating_add(1);
            match self.next() {
                Some((Token::Length(by), span)) => {
                    let span = Span::new(expr.span.start, span.end);
                    expr = Expr { kind: ExprKind::Shift { base: Box::new(expr), by: *by, back }, span };
                }
                other => {
                    let span = other.map_or(Span::new(self.end, self.end), |(_, span)| *span);
                    let message =
                        format!("only a stretch of time can stand behind `{}`", if back { '-' } else { '+' });
                    return Err(Problem::new(message, span).help("`today + 30d`, `now + 2h`"));
                }
            }
        }
        Ok(expr)
    }

    fn value(&mut self) -> Parsed<Expr> {
        let negative = self.is(&["-"]);
        let start = self.here().start;
        if negative {
            self.at = self.at.saturating_add(1);
        }
        let Some((token, span)) = self.next() else {
            return Err(Problem::new("something is missing at the end", Span::new(self.end, self.end)));
        };
        let kind = match token {
            Token::Number(n) => ExprKind::Number(if negative { -n } else { *n }),
            _ if negative => {
                return Err(Problem::new(format!("`-` before {}", show(token)), *span)
                    .help("only a number can be negative"));
            }
            Token::Text(text) => ExprKind::Text(text.clone()),
            Token::Date(date) => ExprKind::Date(*date),
            Token::Time(time) => ExprKind::Time(*time),
            Token::Local(local) => ExprKind::Local(*local),
            Token::Length(length) => ExprKind::Length(*length),
            Token::Name(word) if word == "true" || word == "false" => ExprKind::Bool(word == "true"),
            Token::Name(word) if KEYWORDS.contains(&word.as_str()) => {
                return Err(Problem::new(format!("a value is missing before `{word}`"), *span));
            }
            Token::Name(word) if self.is(&["("]) => return self.call(word, *span),
            Token::Name(word) => ExprKind::Name(word.clone()),
            Token::Sign(_) => {
                return Err(Problem::new(format!("a value is missing before {}", show(token)), *span));
            }
        };
        Ok(Expr { kind, span: Span::new(start, span.end) })
    }

    fn call(&mut self, name: &str, span: Span) -> Parsed<Expr> {
        self.expect("(")?;
        let mut args = Vec::new();
        let mut filter = None;
        if !self.is(&[")"]) {
            args.push(self.deeper(Self::term)?);
            if self.eat(&["where"]) {
                filter = Some(Box::new(self.deeper(Self::condition)?));
            }
            while self.eat(&[","]) {
                args.push(self.deeper(Self::term)?);
            }
        }
        let end = self.here().end;
        self.expect(")")?;
        let kind = ExprKind::Call { name: name.to_owned(), args, filter };
        Ok(Expr { kind, span: Span::new(span.start, end) })
    }
}

fn joined(mut parts: Vec<Tree>, join: fn(Vec<Tree>) -> Tree) -> Tree {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => join(parts),
    }
}

fn show(token: &Token) -> String {
    match token {
        Token::Name(word) => format!("`{word}`"),
        Token::Sign(sign) => format!("`{sign}`"),
        Token::Text(text) => format!("the text \"{text}\""),
        Token::Number(n) => format!("the number {n}"),
        Token::Date(_) | Token::Local(_) => "a date".to_owned(),
        Token::Time(_) => "a time".to_owned(),
        Token::Length(_) => "a stretch of time".to_owned(),
    }
}
