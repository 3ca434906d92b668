//! A condition as it is best written.

use std::fmt::{self, Display, Formatter};

use super::syntax::{Expr, ExprKind, Op, Tree};
use super::token::Length;

impl Display for Tree {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any(parts) => joined(f, parts, " or ", |part| matches!(part, Self::Any(_))),
            Self::All(parts) => joined(f, parts, " and ", |part| matches!(part, Self::Any(_) | Self::All(_))),
            Self::Not(part) if matches!(**part, Self::Any(_) | Self::All(_)) => write!(f, "not ({part})"),
            Self::Not(part) => write!(f, "not {part}"),
            Self::Bare(expr) => expr.fmt(f),
            Self::Test { left, op, right, .. } => {
                write!(f, "{left} {}", op.as_str())?;
                match (op, right.as_slice()) {
                    (Op::In | Op::NotIn, items) => {
                        f.write_str(" [")?;
                        separated(f, items)?;
                        f.write_str("]")
                    }
                    (_, [one]) => write!(f, " {one}"),
                    _ => Ok(()),
                }
            }
        }
    }
}

fn joined(f: &mut Formatter<'_>, parts: &[Tree], by: &str, brackets: fn(&Tree) -> bool) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(by)?;
        }
        if brackets(part) {
            write!(f, "({part})")?;
        } else {
            part.fmt(f)?;
        }
    }
    Ok(())
}

fn separated(f: &mut Formatter<'_>, items: &[Expr]) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Number(n) => write!(f, "{n}"),
            // A text cannot hold the mark it stands between.
            ExprKind::Text(text) if text.contains('"') => write!(f, "'{text}'"),
            ExprKind::Text(text) => write!(f, "\"{text}\""),
            ExprKind::Bool(b) => write!(f, "{b}"),
            ExprKind::Date(date) => write!(f, "{date}"),
            ExprKind::Time(time) => f.write_str(&crate::wire::time(*time)),
            ExprKind::Local(local) => f.write_str(&crate::wire::local(*local)),
            ExprKind::Length(length) => length.fmt(f),
            ExprKind::Name(name) => f.write_str(name),
            ExprKind::Call { name, args, filter } => {
                write!(f, "{name}(")?;
                for (i, arg) in args.iter().enumerate() {
                    if i > 0 {
                        f.write_str(", ")?;
                    }
                    arg.fmt(f)?;
                    if let Some(filter) = filter.as_ref().filter(|_| i == 0) {
                        write!(f, " where {filter}")?;
                    }
                }
                f.write_str(")")
            }
            ExprKind::Shift { base, by, back } => write!(f, "{base} {} {by}", if *back { '-' } else { '+' }),
        }
    }
}

impl Display for Length {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.days, self.minutes) {
            (0, minutes) if minutes % 60 == 0 && minutes != 0 => write!(f, "{}h", minutes / 60),
            (0, minutes) => write!(f, "{minutes}min"),
            (days, _) if days % 7 == 0 => write!(f, "{}w", days / 7),
            (days, _) => write!(f, "{days}d"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;

    #[test]
    fn what_is_shown_reads_the_same() {
        for (written, shown) in [
            ("a  and(b or c)", "a and (b or c)"),
            ("a && b || ! c", "a and b or not c"),
            ("not (a and b)", "not (a and b)"),
            ("(a and b) and c", "(a and b) and c"),
            ("x>=08:30", "x >= 08:30"),
            ("x in [ 'a',\"b\" , ]", "x in [\"a\", \"b\"]"),
            ("x not in ['say \"hi\"']", "x not in ['say \"hi\"']"),
            ("{{x}} not_exists", "x not_exist"),
            ("d > today+14d - 120min", "d > today + 2w - 2h"),
            ("count(xs where y==-1.50)≥2", "count(xs where y == -1.5) >= 2"),
            ("s == 2025-11-05T09:00", "s == 2025-11-05T09:00"),
        ] {
            let tree = parse(written).unwrap();
            assert_eq!(tree.to_string(), shown);
            assert_eq!(parse(shown).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        for (written, at, message) in [
            ("", 0, "an empty condition"),
            ("a and", 5, "something is missing at the end"),
            ("and b", 0, "a value is missing before `and`"),
            ("(a or b", 7, "expected `)`, found the end"),
            ("a b", 2, "`b` does not belong here"),
            ("a)", 1, "`)` does not belong here"),
            ("1 < x < 3", 6, "one comparison at a time"),
            ("x in 3", 5, "expected `[`, found the number 3"),
            ("x > today + 3", 12, "only a stretch of time can stand behind `+`"),
            ("x == -\"a\"", 6, "`-` before the text \"a\""),
        ] {
            let problems = parse(written).unwrap_err();
            assert_eq!((problems[0].span.start, problems[0].message.as_str()), (at, message), "{written}");
        }
        let deep = format!("{}a{}", "(".repeat(30), ")".repeat(30));
        assert_eq!(parse(&deep).unwrap_err()[0].message, "nested more than 24 levels deep");
        assert!(parse(&"!".repeat(4000)).is_err());
        assert!(parse(&"a ".repeat(4000)).unwrap_err()[0].message.starts_with("a condition of 8000 bytes"));
    }
}
