//! Several meanings, told apart by what differs.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Weekday};

use super::day::{self, Case, Tail};
use super::question::Question;
use super::{clock, list, say, weekday};
use crate::context::Context;
use crate::finding::{Datum, Finding};
use crate::number::ordinal;
use crate::temporal::findings;
use crate::temporal::value::{Bound, Reading, Value};

/// More than these are not listed.
const MOST: usize = 3;

/// "Meinen Sie …": one of several readings of one thing that was said.
pub(super) fn mean(readings: &[&Reading], findings: &[Finding], context: &Context) -> Question {
    let values: Vec<Value> = readings.iter().map(|r| r.value).collect();
    let question = match differing(&values, context) {
        Differing::Fold(time, night) => fold(time, night),
        Differing::Nights(first, second) => Question::mean(vec![night_before(first), night_before(second)]),
        Differing::Times(times) => listed(spoken_times(&times), "Um wie viel Uhr meinen Sie?"),
        Differing::Dates(dates) => listed(spoken_dates(&in_order(dates), context), "Welchen Tag meinen Sie?"),
        Differing::Said(options) => listed(options, "Wann genau meinen Sie?"),
    };
    match findings.iter().find(|f| f.is(&findings::WEEKDAY_CONFLICT)).and_then(|f| conflict(f, context)) {
        Some(conflict) => question.after(&conflict),
        None => question,
    }
}

/// "Möchten Sie lieber …": what the caller offered to choose from.
pub(super) fn prefer(offers: &[&Reading], context: &Context) -> Question {
    let values: Vec<Value> = offers.iter().map(|r| r.value).collect();
    let options = match differing(&values, context) {
        Differing::Times(times) => spoken_times(&times),
        // The order is the caller's own.
        Differing::Dates(dates) => spoken_dates(&dates, context),
        _ => values.iter().map(|v| say(v, context)).collect(),
    };
    if options.len() > MOST {
        return Question::open("Welcher dieser Termine ist Ihnen am liebsten?");
    }
    Question { text: format!("Möchten Sie lieber {}?", list(&options, "oder")), options }
}

fn listed(options: Vec<String>, open: &str) -> Question {
    if options.len() > MOST { Question::open(open) } else { Question::mean(options) }
}

fn in_order(mut dates: Vec<NaiveDate>) -> Vec<NaiveDate> {
    dates.sort_unstable();
    dates
}

/// In what several values differ.
enum Differing {
    /// In their times only, or these come first.
    Times(Vec<NaiveTime>),
    /// In their dates only, or these come first.
    Dates(Vec<NaiveDate>),
    /// In which of two equal wall times it is; true for one of the night.
    Fold(NaiveTime, bool),
    /// In the night, named by the days that it leads to.
    Nights(NaiveDate, NaiveDate),
    /// In more: each in full.
    Said(Vec<String>),
}

fn differing(values: &[Value], context: &Context) -> Differing {
    if let Some(locals) = all(values, |v| match v {
        Value::DateTime(m) => Some(m.local),
        _ => None,
    }) {
        return moments(&locals, values, context);
    }
    if let Some(dates) = all(values, |v| match v {
        Value::Date(d) => Some(*d),
        _ => None,
    }) {
        return Differing::Dates(unique(dates));
    }
    let times = all(values, |v| match v {
        Value::Time(t) => Some(*t),
        _ => None,
    });
    // Of a repetition only the hour can have two meanings.
    let times = times.or_else(|| {
        all(values, |v| match v {
            Value::Recurrence(r) => r.at,
            _ => None,
        })
    });
    if let Some(times) = times {
        return Differing::Times(unique(times));
    }
    Differing::Said(values.iter().map(|v| in_contrast(v, values, context)).collect())
}

fn all<T>(values: &[Value], f: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    values.iter().map(f).collect()
}

fn unique<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut out: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

fn moments(locals: &[NaiveDateTime], values: &[Value], context: &Context) -> Differing {
    let locals = unique(locals.to_vec());
    match locals.as_slice() {
        [one] => return Differing::Fold(one.time(), one.hour() < 6),
        [a, b] if a.time() == b.time() && a.hour() < 6 => {
            let (first, second) = (a.date().min(b.date()), a.date().max(b.date()));
            if first.succ_opt() == Some(second) {
                return Differing::Nights(first, second);
            }
        }
        _ => {}
    }
    // Midnight at the end of a day is of that day, where another reading is on it.
    let days: Vec<(NaiveDate, NaiveTime)> = locals
        .iter()
        .map(|l| {
            let before = l.date().pred_opt().filter(|d| {
                l.time() == NaiveTime::MIN && locals.iter().any(|o| o.date() == *d && o.hour() == 12)
            });
            (before.unwrap_or(l.date()), l.time())
        })
        .collect();
    let dates = unique(days.iter().map(|(d, _)| *d).collect());
    let times = unique(days.iter().map(|(_, t)| *t).collect());
    match (dates.len(), times.len()) {
        (1, _) => Differing::Times(times),
        (_, 1) => Differing::Dates(dates),
        // Every day with every time: first the day.
        (d, t) if d.saturating_mul(t) == days.len() => Differing::Dates(dates),
        _ => Differing::Said(values.iter().map(|v| say(v, context)).collect()),
    }
}

/// "fünfzehn Uhr", "drei Uhr nachts"; with their parts of day, since that is what is asked.
fn spoken_times(times: &[NaiveTime]) -> Vec<String> {
    let noon = times.iter().any(|t| t.hour() == 12 && t.minute() == 0);
    times
        .iter()
        .map(|t| {
            if noon && *t == NaiveTime::MIN {
                "Mitternacht".to_owned()
            } else {
                clock::spoken(*t, clock::part(*t))
            }
        })
        .collect()
}

/// "diesen Freitag, den siebten", "Freitag, den vierzehnten November"; a month is said once for all days of it.
fn spoken_dates(dates: &[NaiveDate], context: &Context) -> Vec<String> {
    let tail = |d: NaiveDate| if day::needs_year(d, context) { Tail::Year } else { Tail::Month };
    let last = dates.last().copied();
    dates
        .iter()
        .map(|d| {
            let same = |l: &NaiveDate| {
                l != d && (l.year(), l.month()) == (d.year(), d.month()) && tail(*l) == tail(*d)
            };
            let tail = if last.as_ref().is_some_and(same) { Tail::Day } else { tail(*d) };
            let article = day::with_article(*d, Case::Accusative, tail);
            let ahead = day::ahead(*d, context);
            let twin = dates.iter().any(|o| o != d && o.weekday() == d.weekday());
            match day::word(*d, context) {
                Some(word) if ahead <= 1 => format!("{word}, {article}"),
                Some(_) if twin && ahead > 0 => format!("diesen {}, {article}", weekday(d.weekday())),
                Some(word) if ahead == 2 => format!("{word}, {article}"),
                _ => format!("{}, {article}", weekday(d.weekday())),
            }
        })
        .collect()
}

/// Zwei Uhr dreißig gibt es in dieser Nacht zweimal.
fn fold(time: NaiveTime, night: bool) -> Question {
    let when = if night { "in dieser Nacht" } else { "an diesem Tag" };
    Question {
        text: format!(
            "{} gibt es {when} zweimal. Meinen Sie vor oder nach der Zeitumstellung?",
            capital(&clock::spoken(time, ""))
        ),
        options: vec!["vor der Zeitumstellung".to_owned(), "nach der Zeitumstellung".to_owned()],
    }
}

/// "die Nacht auf Samstag"
fn night_before(date: NaiveDate) -> String {
    format!("die Nacht auf {}", weekday(date.weekday()))
}

/// "Der elfte November ist ein Dienstag, kein Montag."
fn conflict(finding: &Finding, context: &Context) -> Option<String> {
    let (Datum::Date(date), Datum::Weekday(is), Datum::Weekday(said)) =
        (finding.datum("date")?, finding.datum("is")?, finding.datum("said")?)
    else {
        return None;
    };
    let year = if day::needs_year(*date, context) { day::year(date.year()) } else { String::new() };
    Some(format!(
        "Der {} {}{year} ist ein {}, kein {}.",
        ordinal(date.day()),
        day::month(date.month()),
        weekday(*is),
        weekday(*said)
    ))
}

/// A stretch of the clock beside others: without the day where that is the same, with its parts of day.
fn in_contrast(value: &Value, values: &[Value], context: &Context) -> String {
    let certain = |t: NaiveTime| clock::spoken(t, clock::part(t));
    let one_day = day_of(value).is_some_and(|d| values.iter().all(|v| day_of(v) == Some(d)));
    match value {
        Value::Interval { start: Some(Bound::Time(s)), end: Some(Bound::Time(e)) } => {
            clock::range(*s, *e, None, None)
        }
        Value::Interval { start: Some(Bound::Local(s)), end: Some(Bound::Local(e)) } if one_day => {
            clock::range(s.time(), e.time(), Some(s.date()), None)
        }
        Value::Interval { start: Some(Bound::Date(s)), end: Some(Bound::Date(e)) } if is_weekend(*s, *e) => {
            let this = (0..=6).contains(&day::ahead(*s, context));
            let second = e.pred_opt().unwrap_or(*e);
            if this {
                return "dieses Wochenende".to_owned();
            }
            format!(
                "das Wochenende am {} und {}",
                day::numbered(*s, if s.month() == second.month() { Tail::Day } else { Tail::Month }),
                day::day_and_month(second, context)
            )
        }
        Value::Interval { start: Some(Bound::Time(t)), end: None } => format!("ab {}", certain(*t)),
        Value::Interval { start: Some(Bound::Local(l)), end: None } if one_day => {
            format!("ab {}", certain(l.time()))
        }
        Value::Interval { start: None, end: Some(Bound::Time(t)) } if *t == NaiveTime::MIN => {
            "bis Mitternacht".to_owned()
        }
        Value::Interval { start: None, end: Some(Bound::Time(t)) } => format!("bis {}", certain(*t)),
        Value::Interval { start: None, end: Some(Bound::Local(l)) } if one_day => {
            if l.time() == NaiveTime::MIN {
                "bis Mitternacht".to_owned()
            } else {
                format!("bis {}", certain(l.time()))
            }
        }
        other => say(other, context),
    }
}

fn is_weekend(start: NaiveDate, end: NaiveDate) -> bool {
    start.weekday() == Weekday::Sat && end.signed_duration_since(start).num_days() == 2
}

/// The day that a stretch of the clock lies on, or begins on.
fn day_of(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Interval { start: Some(Bound::Local(s)), .. } => Some(s.date()),
        Value::Interval { start: None, end: Some(Bound::Local(e)) } => {
            if e.time() == NaiveTime::MIN {
                e.date().pred_opt()
            } else {
                Some(e.date())
            }
        }
        _ => None,
    }
}

/// The text with a large first letter.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars.as_str().chars()).collect()
}
