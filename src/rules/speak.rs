//! Values inside a question, as a voice says them.

use chrono::{NaiveDate, NaiveTime};

use crate::context::Context;
use crate::finding::{Datum, Lang};
use crate::temporal::{Moment, Value, speech};

/// "Donnerstag, den sechsten November"
pub(crate) fn date(date: NaiveDate, lang: Lang, context: &Context) -> String {
    match lang {
        Lang::De => speech::say(&Value::Date(date), context),
        Lang::En => Datum::Date(date).show(lang),
    }
}

/// "vierzehn Uhr dreißig"
pub(crate) fn time(time: NaiveTime, lang: Lang, context: &Context) -> String {
    match lang {
        Lang::De => bare(&speech::say(&Value::Time(time), context)).to_owned(),
        Lang::En => Datum::Time(time).show(lang),
    }
}

/// "Donnerstag, den sechsten November, um vierzehn Uhr dreißig"
pub(crate) fn moment(moment: &Moment, lang: Lang, context: &Context) -> String {
    match lang {
        Lang::De => speech::say(&Value::DateTime(*moment), context),
        Lang::En => Datum::Local(moment.local).show(lang),
    }
}

/// Any value.
pub(crate) fn value(value: &Value, lang: Lang, context: &Context) -> String {
    match value {
        Value::Date(d) => date(*d, lang, context),
        Value::Time(t) => time(*t, lang, context),
        Value::DateTime(m) => moment(m, lang, context),
        other => speech::say(other, context),
    }
}

fn bare(spoken: &str) -> &str {
    spoken.strip_prefix("um ").unwrap_or(spoken)
}

/// "am " before a day, nothing before "heute" and its like.
pub(crate) fn on(spoken: &str) -> String {
    let is_weekday = WEEKDAYS.iter().any(|de| spoken.starts_with(de));
    if is_weekday { format!("am {spoken}") } else { spoken.to_owned() }
}

const WEEKDAYS: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];

/// "A, B oder C"
pub(crate) fn either(items: &[String], lang: Lang) -> String {
    list(items, if lang == Lang::De { "oder" } else { "or" })
}

fn list(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A sentence from a message: its first letter large, a period at its end.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.trim().chars();
    let mut out: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    out.push_str(chars.as_str());
    if !out.ends_with(['.', '!', '?']) && !out.is_empty() {
        out.push('.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_sentences() {
        let items: Vec<String> = ["Färben", "Schneiden", "Föhnen"].map(str::to_owned).to_vec();
        assert_eq!(either(&items, Lang::De), "Färben, Schneiden oder Föhnen");
        assert_eq!(either(&items[..1], Lang::De), "Färben");
        assert_eq!(sentence("übermorgen ist zu"), "Übermorgen ist zu.");
        assert_eq!(sentence("Wirklich?"), "Wirklich?");
        assert_eq!(on("Freitag, den siebten November"), "am Freitag, den siebten November");
        assert_eq!(on("heute"), "heute");
    }
}
