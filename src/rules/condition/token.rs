//! A condition as tokens, each with its place.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::iso;
use crate::span::Span;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `service`, `start.weekday`, and every keyword.
    Name(String),
    /// Between `"` or `'`.
    Text(String),
    Number(f64),
    Date(NaiveDate),
    Time(NaiveTime),
    Local(NaiveDateTime),
    Length(Length),
    /// `==`, `(`, `,` and their like.
    Sign(&'static str),
}

/// A stretch of time as conditions write it: `45min`, `2h`, `30d`.
///
/// Days are days of the calendar, so that `today + 1d` is tomorrow also where the clocks change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Length {
    pub(crate) days: i64,
    pub(crate) minutes: i64,
}

/// What is wrong with a condition, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) span: Span,
    pub(crate) help: Option<String>,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), span, help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The longer before the shorter that it begins with.
const SIGNS: [&str; 19] =
    ["==", "!=", ">=", "<=", "&&", "||", ">", "<", "!", "(", ")", "[", "]", ",", "+", "-", "≥", "≤", "≠"];

/// Cuts a condition into tokens; all that is no token comes at once.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Span)>, Vec<Problem>> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), problems: Vec::new() };
    while let Some(next) = lexer.rest().chars().next() {
        lexer.one(next);
    }
    if lexer.problems.is_empty() { Ok(lexer.tokens) } else { Err(lexer.problems) }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<(Token, Span)>,
    problems: Vec<Problem>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next `bytes`, passed over.
    fn take(&mut self, bytes: usize) -> (&'a str, Span) {
        let rest = self.rest();
        let taken = rest.get(..bytes).unwrap_or(rest);
        let start = self.at;
        self.at = start.saturating_add(taken.len());
        (taken, Span::new(start, self.at))
    }

    fn push(&mut self, token: Token, span: Span) {
        self.tokens.push((token, span));
    }

    fn one(&mut self, next: char) {
        if next.is_whitespace() {
            self.take(next.len_utf8());
        } else if next == '"' || next == '\'' {
            self.quoted(next);
        } else if next.is_ascii_digit() {
            self.number();
        } else if next.is_alphabetic() || next == '_' {
            let rest = self.rest();
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
            let (word, span) = self.take(end);
            self.push(Token::Name(word.to_owned()), span);
        } else if self.rest().starts_with("{{") || self.rest().starts_with("<<") {
            self.marker();
        } else if let Some(sign) = SIGNS.iter().find(|s| self.rest().starts_with(**s)) {
            let (_, span) = self.take(sign.len());
            self.push(Token::Sign(sign), span);
        } else {
            let (taken, span) = self.take(next.len_utf8());
            let problem = Problem::new(format!("`{taken}` has no meaning here"), span);
            self.problems.push(if next == '=' {
                problem.help("equal is written `==`")
            } else if matches!(next, '„' | '“' | '”' | '‚' | '‘' | '’') {
                problem.help("a text stands between straight quotation marks, \"Färben\"")
            } else {
                problem
            });
        }
    }

    /// `{{name}}`, as equations of the platform write a variable.
    fn marker(&mut self) {
        let close = if self.rest().starts_with("{{") { "}}" } else { ">>" };
        let Some(end) = self.rest().find(close) else {
            let (taken, span) = self.take(2);
            self.problems.push(Problem::new(format!("`{taken}` is not closed"), span));
            return;
        };
        let (whole, span) = self.take(end.saturating_add(2));
        let name = whole.get(2..end).unwrap_or_default().trim();
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            self.problems.push(Problem::new(format!("`{whole}` names nothing"), span));
        } else {
            self.push(Token::Name(name.to_owned()), span);
        }
    }

    fn quoted(&mut self, mark: char) {
        let start = self.at;
        let inside = self.rest().get(1..).unwrap_or_default();
        match inside.find(mark) {
            Some(end) => {
                let (whole, span) = self.take(end.saturating_add(2));
                let text = whole.get(1..whole.len().saturating_sub(1)).unwrap_or_default();
                self.push(Token::Text(text.to_owned()), span);
            }
            None => {
                self.at = self.text.len();
                let message = format!("a text that begins with {mark} and does not end");
                self.problems.push(Problem::new(message, Span::new(start, self.at)));
            }
        }
    }

    /// A number, a date, a time of day, a stretch of time: all that begins with a digit.
    fn number(&mut self) {
        let rest = self.rest();
        let end = rest
            .char_indices()
            .find(|(i, c)| {
                let inner = match c {
                    '.' | ':' | ',' | '-' => {
                        // Only between digits; `5-` and `[1,2]` are two tokens.
                        let next = rest.get(i.saturating_add(1)..).and_then(|r| r.chars().next());
                        next.is_some_and(|n| n.is_ascii_digit()) && (*c != ',' && (*c != '-' || *i >= 4))
                    }
                    other => other.is_alphanumeric(),
                };
                !inner
            })
            .map_or(rest.len(), |(i, _)| i);
        let (word, span) = self.take(end);
        match literal(word) {
            Some(token) => self.push(token, span),
            None => self.problems.push(unreadable(word, span)),
        }
    }
}

fn literal(word: &str) -> Option<Token> {
    if word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return word.parse().ok().filter(|n: &f64| n.is_finite()).map(Token::Number);
    }
    if let Some(time) = iso::time(word) {
        return Some(Token::Time(time));
    }
    if let Some(date) = iso::date(word) {
        return Some(Token::Date(date));
    }
    if let Some(local) = iso::wall(word) {
        return Some(Token::Local(local));
    }
    Length::parse(word).map(Token::Length)
}

fn unreadable(word: &str, span: Span) -> Problem {
    let problem = Problem::new(format!("`{word}` is neither a number nor a time"), span);
    let german_date = word.matches('.').count() == 2;
    if german_date {
        problem.help("a date is written `2025-11-05`")
    } else {
        problem.help("numbers `8`, dates `2025-11-05`, times `14:30`, stretches `45min`, `2h`, `30d`, `2w`")
    }
}

impl Length {
    /// `45min`, `2h`, `30d`, `2w`.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let unit_at = word.find(|c: char| !c.is_ascii_digit())?;
        let count: i64 = word.get(..unit_at)?.parse().ok()?;
        let (days, minutes) = match word.get(unit_at..)? {
            "min" => (0, count),
            "h" => (0, count.checked_mul(60)?),
            "d" => (count, 0),
            "w" => (count.checked_mul(7)?, 0),
            _ => return None,
        };
        // A hundred years are enough, and nothing overflows behind this.
        (days <= 36_525 && minutes <= 52_596_000).then_some(Self { days, minutes })
    }

    /// All of it in minutes; a day has 24 hours here.
    pub(crate) fn as_minutes(self) -> i64 {
        self.days.saturating_mul(1440).saturating_add(self.minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_written_is_a_token() {
        let seen: Vec<Token> = tokens("start.time >= 14:30 and x in [1.5, \"a b\"] or d < 2025-11-05 - 2w")
            .unwrap()
            .into_iter()
            .map(|(t, _)| t)
            .collect();
        let name = |n: &str| Token::Name(n.into());
        assert_eq!(
            seen,
            [
                name("start.time"),
                Token::Sign(">="),
                Token::Time(NaiveTime::from_hms_opt(14, 30, 0).unwrap()),
                name("and"),
                name("x"),
                name("in"),
                Token::Sign("["),
                Token::Number(1.5),
                Token::Sign(","),
                Token::Text("a b".into()),
                Token::Sign("]"),
                name("or"),
                name("d"),
                Token::Sign("<"),
                Token::Date(NaiveDate::from_ymd_opt(2025, 11, 5).unwrap()),
                Token::Sign("-"),
                Token::Length(Length { days: 14, minutes: 0 }),
            ]
        );
    }

    #[test]
    fn a_variable_may_stand_between_its_marks() {
        let seen = tokens("{{ guests }}>2").unwrap();
        assert_eq!(seen[0], (Token::Name("guests".into()), Span::new(0, 12)));
    }

    #[test]
    fn what_is_no_token_is_told_with_its_place_and_what_would_be() {
        let problems = tokens("a = 5.11.2025 # „b“").unwrap_err();
        let seen: Vec<_> =
            problems.iter().map(|p| (p.span.start, p.message.as_str(), p.help.as_deref())).collect();
        assert_eq!(
            seen,
            [
                (2, "`=` has no meaning here", Some("equal is written `==`")),
                (4, "`5.11.2025` is neither a number nor a time", Some("a date is written `2025-11-05`")),
                (14, "`#` has no meaning here", None),
                (
                    16,
                    "`„` has no meaning here",
                    Some("a text stands between straight quotation marks, \"Färben\"")
                ),
                (
                    20,
                    "`“` has no meaning here",
                    Some("a text stands between straight quotation marks, \"Färben\"")
                ),
            ]
        );
        assert_eq!(tokens("x == 'abc").unwrap_err()[0].span, Span::new(5, 9));
        assert_eq!(tokens("x > 25:00").unwrap_err().len(), 1);
    }
}
