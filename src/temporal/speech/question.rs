//! The question that decides what was meant.

use super::{choice, day, invalid, list, say};
use crate::context::Context;
use crate::finding::{Datum, Finding};
use crate::temporal::findings;
use crate::temporal::value::{Reading, Resolution, Status, Value};

/// A question, and the answers it offers as a voice says them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// In full: "Meinen Sie neun Uhr morgens oder einundzwanzig Uhr?"
    pub text: String,
    /// What can be answered: "neun Uhr morgens", "einundzwanzig Uhr"; empty where the question is open. Where the days
    /// are asked for first and the times later, these are the days.
    pub options: Vec<String>,
}

impl Question {
    pub(super) fn open(text: impl Into<String>) -> Self {
        Self { text: text.into(), options: Vec::new() }
    }

    /// "Meinen Sie A oder B?"
    pub(super) fn mean(options: Vec<String>) -> Self {
        Self { text: format!("Meinen Sie {}?", list(&options, "oder")), options }
    }

    /// The same with a sentence before it.
    pub(super) fn after(self, sentence: &str) -> Self {
        Self { text: format!("{sentence} {}", self.text), ..self }
    }
}

/// The question that has to be asked before a resolution may be acted upon, in formal German; `None` where it is certain
/// or where no date or time was said. [`ask`] gives the answers to choose from along with it.
///
/// Only what differs is said; at most three meanings are listed, beyond that the question is open.
///
/// ```
/// use klartext::{Context, temporal::{self, speech}};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let question = |text: &str| speech::question(&temporal::resolve(text, &context).unwrap(), &context);
/// assert_eq!(
///     question("nächsten Freitag").as_deref(),
///     Some("Meinen Sie diesen Freitag, den siebten, oder Freitag, den vierzehnten November?"),
/// );
/// assert_eq!(
///     question("am 31. November").as_deref(),
///     Some("Den einunddreißigsten November gibt es nicht. \
///           Meinen Sie den dreißigsten November oder den ersten Dezember?"),
/// );
/// assert_eq!(question("morgen um 14 Uhr"), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn question(resolution: &Resolution, context: &Context) -> Option<String> {
    ask(resolution, context).map(|q| q.text)
}

/// The same with the answers to choose from.
pub fn ask(resolution: &Resolution, context: &Context) -> Option<Question> {
    match resolution.status {
        Status::None => None,
        Status::Invalid => Some(invalid::ask(resolution, context)),
        Status::Resolved | Status::Ambiguous => {
            if resolution.is_certain() {
                return None;
            }
            let offer = ambiguous_offer(resolution);
            let readings: Vec<&Reading> =
                resolution.readings.iter().filter(|r| offer.is_none_or(|o| r.offer == o)).collect();
            match readings.as_slice() {
                [] => None,
                [one] => Some(confirm(one, resolution, context)),
                several if offer.is_some() => Some(choice::mean(several, &resolution.findings, context)),
                offers => Some(choice::prefer(offers, context)),
            }
        }
    }
}

/// The first offer that has several readings.
fn ambiguous_offer(resolution: &Resolution) -> Option<u32> {
    resolution.readings.windows(2).find_map(|w| match w {
        [a, b] if a.offer == b.offer => Some(a.offer),
        _ => None,
    })
}

/// One reading, and a doubt about it.
fn confirm(reading: &Reading, resolution: &Resolution, context: &Context) -> Question {
    let value = &reading.value;
    let doubt = |kind| resolution.findings.iter().find(|f: &&Finding| f.is(kind));
    if let Some(question) = doubt(&findings::YEAR_CORRECTED).and_then(|f| other_year(f, value, context)) {
        return question;
    }
    if doubt(&findings::TIME_WITHOUT_DAY).is_some() {
        return Question::open("An welchem Tag soll es sein?");
    }
    if doubt(&findings::PART_WITHOUT_DAY).is_some() {
        return match value {
            Value::Recurrence(_) => Question::open("Um wie viel Uhr soll es sein?"),
            _ => Question::open("An welchem Tag soll es sein?"),
        };
    }
    if doubt(&findings::IN_PAST).is_some() {
        return match value {
            Value::Date(_) => Question::open("Der Tag ist schon vorbei. Welchen Tag meinen Sie?"),
            _ => Question::open("Das ist schon vorbei. Wann soll es sein?"),
        };
    }
    if doubt(&findings::FAR_FUTURE).is_some()
        && let Some(date) = date_of(value)
    {
        let date = day::with_tail(date, day::Case::Accusative, day::Tail::Year);
        return Question { text: format!("Meinen Sie wirklich {date}?"), options: vec![date] };
    }
    if doubt(&findings::PART_OF_DAY_CONFLICT).is_some()
        && let Value::DateTime(m) = value
    {
        return Question::mean(vec![super::clock::on_day(m.local.time(), m.local.date(), context)]);
    }
    Question::mean(vec![say(value, context)])
}

/// "Das Jahr zweitausenddreiundzwanzig ist schon vorbei. Meinen Sie …"
fn other_year(finding: &Finding, value: &Value, context: &Context) -> Option<Question> {
    use chrono::Datelike as _;
    let year = match finding.datum("from")? {
        Datum::Date(from) => from.year(),
        Datum::Text(text) => text.split('-').next()?.parse().ok()?,
        _ => return None,
    };
    let meant = match date_of(value) {
        Some(date) => day::with_tail(date, day::Case::Accusative, day::Tail::Year),
        None => say(value, context),
    };
    let passed = format!("Das Jahr{} ist schon vorbei.", day::year(year));
    Some(Question::mean(vec![meant]).after(&passed))
}

fn date_of(value: &Value) -> Option<chrono::NaiveDate> {
    match value {
        Value::Date(date) => Some(*date),
        Value::DateTime(m) => Some(m.local.date()),
        _ => None,
    }
}
