//! A condition in words, for people who write no conditions: "service ist „Färben“ und start.time ist 16:30 oder später".

use std::fmt::Write as _;

use super::syntax::{Expr, ExprKind, Op, Tree};
use super::token::Length;
use crate::finding::{Datum, Lang, weekday_name};

/// The condition in words.
pub(crate) fn words(tree: &Tree, lang: Lang) -> String {
    let mut out = String::new();
    write(tree, lang, &mut out);
    out
}

const fn pick(lang: Lang, de: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::De => de,
        Lang::En => en,
    }
}

fn write(tree: &Tree, lang: Lang, out: &mut String) {
    match tree {
        Tree::Any(parts) => joined(parts, pick(lang, " oder ", " or "), lang, out),
        Tree::All(parts) => joined(parts, pick(lang, " und ", " and "), lang, out),
        Tree::Not(part) => {
            out.push_str(pick(lang, "nicht (", "not ("));
            write(part, lang, out);
            out.push(')');
        }
        Tree::Bare(expr) => {
            value(expr, None, lang, out);
            out.push_str(pick(lang, " ist „ja“", " is “yes”"));
        }
        Tree::Test { left, op, right, .. } => test(left, *op, right, lang, out),
    }
}

fn joined(parts: &[Tree], by: &str, lang: Lang, out: &mut String) {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push_str(by);
        }
        let brackets = matches!(part, Tree::Any(_) | Tree::All(_));
        if brackets {
            out.push('(');
        }
        write(part, lang, out);
        if brackets {
            out.push(')');
        }
    }
}

fn test(left: &Expr, op: Op, right: &[Expr], lang: Lang, out: &mut String) {
    value(left, None, lang, out);
    let first = right.first();
    let in_time = first.is_some_and(is_in_time) || is_in_time(left);
    let weekday = matches!(&left.kind, ExprKind::Name(name) if name.ends_with(".weekday"));
    let (before, behind) = match (op, in_time) {
        (Op::Eq, _) => (pick(lang, " ist ", " is "), ""),
        (Op::Ne, _) => (pick(lang, " ist nicht ", " is not "), ""),
        (Op::Lt, true) => (pick(lang, " ist vor ", " is before "), ""),
        (Op::Lt, false) => (pick(lang, " ist kleiner als ", " is less than "), ""),
        (Op::Le, true) => (pick(lang, " ist ", " is "), pick(lang, " oder früher", " or earlier")),
        (Op::Le, false) => (pick(lang, " ist höchstens ", " is at most "), ""),
        (Op::Gt, true) => (pick(lang, " ist nach ", " is after "), ""),
        (Op::Gt, false) => (pick(lang, " ist größer als ", " is more than "), ""),
        (Op::Ge, true) => (pick(lang, " ist ", " is "), pick(lang, " oder später", " or later")),
        (Op::Ge, false) => (pick(lang, " ist mindestens ", " is at least "), ""),
        (Op::Contains, _) => (pick(lang, " enthält ", " contains "), ""),
        (Op::NotContains, _) => (pick(lang, " enthält nicht ", " does not contain "), ""),
        (Op::In, _) => (pick(lang, " ist ", " is "), ""),
        (Op::NotIn, _) => (pick(lang, " ist weder ", " is neither "), ""),
        (Op::Exists, _) => (pick(lang, " ist bekannt", " is known"), ""),
        (Op::NotExist, _) => (pick(lang, " ist nicht bekannt", " is not known"), ""),
    };
    out.push_str(before);
    let or = if op == Op::NotIn { pick(lang, " noch ", " nor ") } else { pick(lang, " oder ", " or ") };
    for (i, item) in right.iter().enumerate() {
        let last = i.checked_add(1) == Some(right.len());
        out.push_str(match (i, last) {
            (0, _) => "",
            (_, true) => or,
            _ if op == Op::NotIn => or,
            _ => ", ",
        });
        value(item, Some(weekday), lang, out);
    }
    out.push_str(behind);
}

/// True for what is earlier or later, not smaller or larger.
fn is_in_time(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Date(_) | ExprKind::Time(_) | ExprKind::Local(_) => true,
        ExprKind::Name(name) => matches!(name.as_str(), "today" | "now"),
        ExprKind::Shift { base, .. } => is_in_time(base),
        _ => false,
    }
}

fn value(expr: &Expr, beside_weekday: Option<bool>, lang: Lang, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = match &expr.kind {
        ExprKind::Text(text) if beside_weekday == Some(true) => weekday(text, lang, out),
        ExprKind::Text(text) => match lang {
            Lang::De => write!(out, "„{text}“"),
            Lang::En => write!(out, "“{text}”"),
        },
        ExprKind::Bool(yes) => out.write_str(match (yes, lang) {
            (true, Lang::De) => "„ja“",
            (false, Lang::De) => "„nein“",
            (true, Lang::En) => "“yes”",
            (false, Lang::En) => "“no”",
        }),
        ExprKind::Date(date) => out.write_str(&Datum::Date(*date).show(lang)),
        ExprKind::Time(time) => out.write_str(&Datum::Time(*time).show(lang)),
        ExprKind::Local(local) => out.write_str(&Datum::Local(*local).show(lang)),
        ExprKind::Length(by) => out.write_str(&length(*by, lang)),
        ExprKind::Number(n) => match lang {
            Lang::De => out.write_str(&n.to_string().replace('.', ",")),
            Lang::En => write!(out, "{n}"),
        },
        ExprKind::Name(name) => match name.as_str() {
            "today" => out.write_str(pick(lang, "heute", "today")),
            "now" => out.write_str(pick(lang, "jetzt", "now")),
            "turns" => out.write_str(pick(lang, "die Zahl der Runden", "the number of turns")),
            other if beside_weekday == Some(true) => weekday(other, lang, out),
            other => write!(out, "`{other}`"),
        },
        ExprKind::Shift { base, by, back } => {
            value(base, beside_weekday, lang, out);
            let sign = if *back { pick(lang, "minus", "minus") } else { "plus" };
            write!(out, " {sign} {}", length(*by, lang))
        }
        ExprKind::Call { name, args, filter } => match (name.as_str(), args.as_slice()) {
            ("count", [list]) => write!(out, "{} {list}", pick(lang, "die Zahl der", "the number of")),
            ("streak", [list]) => {
                write!(out, "{} {list}", pick(lang, "die Zahl der letzten", "the number of the last"))
            }
            ("percent", [part, whole]) => {
                write!(out, "{part} {} {whole}", pick(lang, "in Prozent von", "in percent of"))
            }
            _ => write!(out, "{expr}"),
        }
        .map(|()| {
            if let Some(filter) = filter {
                out.push_str(pick(lang, ", bei denen gilt: ", " for which "));
                write(filter, lang, out);
            }
        }),
    };
}

fn weekday(name: &str, lang: Lang, out: &mut String) -> std::fmt::Result {
    match name.parse::<chrono::Weekday>() {
        Ok(day) => out.write_str(weekday_name(day, lang)),
        Err(_) => write!(out, "`{name}`"),
    }
}

/// "45 Minuten", "2 Stunden", "1 Tag".
fn length(by: Length, lang: Lang) -> String {
    let (count, one, many) = match (by.days, by.minutes) {
        (0, minutes) if minutes % 60 == 0 && minutes != 0 => {
            (minutes / 60, ("Stunde", "hour"), ("Stunden", "hours"))
        }
        (0, minutes) => (minutes, ("Minute", "minute"), ("Minuten", "minutes")),
        (days, _) => (days, ("Tag", "day"), ("Tage", "days")),
    };
    let (de, en) = if count == 1 { one } else { many };
    format!("{count} {}", pick(lang, de, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_read_like_sentences() {
        for (text, de, en) in [
            (
                "service == \"Färben\" and start.time >= 16:30",
                "`service` ist „Färben“ und `start.time` ist 16:30 Uhr oder später",
                "`service` is “Färben” and `start.time` is 16:30 or later",
            ),
            ("guests > 8", "`guests` ist größer als 8", "`guests` is more than 8"),
            (
                "not (new or start < now + 2h)",
                "nicht (`new` ist „ja“ oder `start` ist vor jetzt plus 2 Stunden)",
                "not (`new` is “yes” or `start` is before now plus 2 hours)",
            ),
            (
                "start.weekday in [sat, sun]",
                "`start.weekday` ist Samstag oder Sonntag",
                "`start.weekday` is Saturday or Sunday",
            ),
            ("name not_exist", "`name` ist nicht bekannt", "`name` is not known"),
            (
                "service not in [\"A\", \"B\"]",
                "`service` ist weder „A“ noch „B“",
                "`service` is neither “A” nor “B”",
            ),
            (
                "count(xs where ok == false) >= 2",
                "die Zahl der xs, bei denen gilt: `ok` ist „nein“ ist mindestens 2",
                "the number of xs for which `ok` is “no” is at least 2",
            ),
            ("born < today - 1d", "`born` ist vor heute minus 1 Tag", "`born` is before today minus 1 day"),
        ] {
            let tree = super::super::syntax::parse(text).unwrap();
            assert_eq!(words(&tree, Lang::De), de);
            assert_eq!(words(&tree, Lang::En), en);
        }
    }
}
