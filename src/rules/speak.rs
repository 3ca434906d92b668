//! Values inside a question, as a voice says them.

use chrono::{Datelike as _, NaiveDate, NaiveTime};

use crate::context::Context;
use crate::finding::{Datum, Lang};
use crate::number::{SMALL, ordinal};
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

/// The day inside a sentence that goes on: "am Donnerstag, den sechsten November,"
pub(crate) fn on_day(day: NaiveDate, lang: Lang, context: &Context) -> String {
    within(&date(day, lang, context), lang)
}

/// A spoken day inside a sentence that goes on.
pub(crate) fn within(day: &str, lang: Lang) -> String {
    match lang {
        Lang::De => format!("{},", on(day)),
        Lang::En => format!("on {day}"),
    }
}

/// "der sechste November"
pub(crate) fn the_day(date: NaiveDate) -> String {
    format!("der {} {}", ordinal(date.day()), speech::month(date.month()))
}

/// "ja", "nein"
pub(crate) fn yes_no(yes: bool, lang: Lang) -> String {
    match (yes, lang) {
        (true, Lang::De) => "ja",
        (false, Lang::De) => "nein",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    }
    .to_owned()
}

/// A telephone number digit by digit, in breaths of three: "null drei null, zwei drei eins, …"
pub(crate) fn digits(number: &str, lang: Lang) -> String {
    const FIGURES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    crate::phone::in_breaths(number, if lang == Lang::De { &SMALL } else { &FIGURES })
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

/// Answers to choose from. Days and moments have commas of their own, so "oder" stands between all of them.
pub(crate) fn alternatives(items: &[String], lang: Lang) -> String {
    let german = lang == Lang::De;
    let open_apposition = |item: &String| german && item.contains(", den ") && !item.contains(", um ");
    match items {
        [a, b] if !german || !open_apposition(a) => either(&[a.clone(), b.clone()], lang),
        _ if german && items.iter().any(|i| i.contains(',')) => items.join(", oder "),
        _ => either(items, lang),
    }
}

/// "um vierzehn Uhr oder um fünfzehn Uhr"
pub(crate) fn at_times(clocks: &[String], lang: Lang) -> String {
    let word = if lang == Lang::De { "um" } else { "at" };
    let at: Vec<String> = clocks.iter().map(|clock| format!("{word} {clock}")).collect();
    either(&at, lang)
}

fn list(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The text with a large first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let mut out: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    out.push_str(chars.as_str());
    out
}

/// A sentence from a message: its first letter large, a period at its end.
pub(crate) fn sentence(text: &str) -> String {
    let mut out = capital(text.trim());
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
        assert_eq!(the_day("2025-11-07".parse().unwrap()), "der siebte November");
    }

    #[test]
    fn alternatives_can_be_heard_apart() {
        let days = ["Freitag, den siebten November", "Samstag, den achten November"].map(str::to_owned);
        assert_eq!(
            alternatives(&days, Lang::De),
            "Freitag, den siebten November, oder Samstag, den achten November"
        );
        let moments = days.map(|d| format!("{d}, um zehn Uhr"));
        assert_eq!(
            alternatives(&moments, Lang::De),
            "Freitag, den siebten November, um zehn Uhr oder Samstag, den achten November, um zehn Uhr"
        );
        let clocks = ["vierzehn Uhr", "fünfzehn Uhr"].map(str::to_owned);
        assert_eq!(alternatives(&clocks, Lang::De), "vierzehn Uhr oder fünfzehn Uhr");
        assert_eq!(at_times(&clocks, Lang::De), "um vierzehn Uhr oder um fünfzehn Uhr");
    }

    #[test]
    fn a_number_is_spoken_in_breaths() {
        assert_eq!(
            digits("030 23125104", Lang::De),
            "null drei null, zwei drei eins, zwei fünf eins, null vier"
        );
        assert_eq!(digits("+49 30 2312", Lang::De), "plus vier neun, drei null, zwei drei, eins zwei");
        assert_eq!(digits("030 2312", Lang::En), "0 3 0, 2 3, 1 2");
    }
}
