//! What does not exist, and what comes near it.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};

use super::choice::capital;
use super::clock;
use super::day::{self, Case, Tail};
use super::question::Question;
use crate::context::Context;
use crate::finding::{Datum, Finding, Severity};
use crate::number::{cardinal, ordinal};
use crate::temporal::findings;
use crate::temporal::value::Resolution;

/// The question for a resolution without readings.
pub(super) fn ask(resolution: &Resolution, context: &Context) -> Question {
    let Some(finding) = resolution.findings.iter().find(|f| f.severity() == Severity::Error) else {
        return Question::open("Wann soll es sein?");
    };
    if finding.is(&findings::INVALID_DATE) {
        return no_such_date(finding);
    }
    if finding.is(&findings::INVALID_TIME) {
        return no_such_time(finding);
    }
    if finding.is(&findings::GAP)
        && let (Some(local), Some(before), Some(after)) =
            (local(finding, "local"), local(finding, "before"), local(finding, "after"))
    {
        return gap(local, before, after, context);
    }
    if finding.is(&findings::INVALID_RANGE) {
        return Question::open("Das Ende liegt vor dem Anfang. Von wann bis wann meinen Sie?");
    }
    Question::open("Wann soll es sein?")
}

/// "Den einunddreißigsten November gibt es nicht. Meinen Sie den dreißigsten November oder den ersten Dezember?"
fn no_such_date(finding: &Finding) -> Question {
    if let Some(week) = int(finding, "week") {
        return Question::open(format!(
            "Eine Kalenderwoche {} gibt es nicht. Welche Woche meinen Sie?",
            cardinal(week)
        ));
    }
    let day = int(finding, "day").filter(|d| *d > 0);
    let month = int(finding, "month");
    let year = int(finding, "year").and_then(|y| i32::try_from(y).ok());
    let what = match (day, month) {
        (_, Some(m)) if m > 12 => format!("Einen {}n Monat", ordinal(m)),
        (Some(d), Some(m)) => {
            format!("Den {}n {}{}", ordinal(d), day::month(m), year.map(day::year).unwrap_or_default())
        }
        (Some(d), None) if year.is_none() || d > 31 => format!("Den {}n", ordinal(d)),
        _ => "Dieses Datum".to_owned(),
    };
    let near: Vec<String> = nearest(finding)
        .into_iter()
        .map(|d| {
            let tail = if year.is_some_and(|y| y != d.year()) { Tail::Year } else { Tail::Month };
            day::with_article(d, Case::Accusative, tail)
        })
        .collect();
    let sentence = format!("{what} gibt es nicht.");
    if near.is_empty() {
        Question::open("Welchen Tag meinen Sie?").after(&sentence)
    } else {
        Question::mean(near).after(&sentence)
    }
}

/// "Fünfundzwanzig Uhr gibt es nicht." What comes near is hardly what was meant, so that the question is open.
fn no_such_time(finding: &Finding) -> Question {
    let open = Question::open("Um wie viel Uhr soll es sein?");
    let Some(hour) = int(finding, "hour") else { return open.after("Diese Uhrzeit gibt es nicht.") };
    let minute = match int(finding, "minute") {
        Some(m) if m > 0 => format!(" {}", cardinal(m)),
        _ => String::new(),
    };
    let hour = if hour == 1 { "ein".to_owned() } else { cardinal(hour) };
    open.after(&format!("{}{minute} gibt es nicht.", capital(&format!("{hour} Uhr"))))
}

/// The clock goes forward: the first time after the gap is proposed.
fn gap(said: NaiveDateTime, before: NaiveDateTime, after: NaiveDateTime, context: &Context) -> Question {
    let date = super::date(said.date(), context);
    let sentence = format!(
        "{} gibt es am {date}, nicht, weil die Uhr vorgestellt wird.",
        capital(&clock::spoken(said.time(), ""))
    );
    if before.date() != after.date() {
        return Question::open("Welchen Tag meinen Sie?").after(&sentence);
    }
    let first = after.time();
    Question::mean(vec![clock::spoken(first, clock::part(first))]).after(&sentence)
}

fn int(finding: &Finding, name: &str) -> Option<u32> {
    match finding.datum(name)? {
        Datum::Int(n) => u32::try_from(*n).ok(),
        _ => None,
    }
}

fn local(finding: &Finding, name: &str) -> Option<NaiveDateTime> {
    match finding.datum(name)? {
        Datum::Local(l) => Some(*l),
        _ => None,
    }
}

fn nearest(finding: &Finding) -> Vec<NaiveDate> {
    let Some(Datum::List(items)) = finding.datum("nearest") else { return Vec::new() };
    items
        .iter()
        .filter_map(|d| match d {
            Datum::Date(d) => Some(*d),
            _ => None,
        })
        .collect()
}
