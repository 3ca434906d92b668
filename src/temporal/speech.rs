//! Values as a German voice should say them, so that they parse back to the same value.
//!
//! Two forms: [`say`] in full, for a confirmation ("Montag, den zehnten November, um vierzehn Uhr dreißig"), and
//! [`say_short`], for a conversation in which today is known ("Montag um vierzehn Uhr dreißig", "morgen früh").
//! [`ask`] words the question that decides between several meanings.
//!
//! Two things a voice cannot say so that they come back as they were: a stretch of one whole day, which is heard as that
//! day, and what a length of time counts beyond seconds ("eine Woche" is seven days of 24 hours here).

mod choice;
mod clock;
mod day;
mod interval;
mod invalid;
mod length;
mod question;
mod recurrence;

pub(crate) use day::MONTHS;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::value::{Moment, Value};
use super::zone::{Localised, localise};
use crate::context::Context;
use crate::finding::{Lang, weekday_name};

pub(crate) use day::month;
pub use question::{Question, ask, question};

/// The value in full: "Montag, den zehnten November, um vierzehn Uhr dreißig".
///
/// The year is said where the date is not the next occurrence of its day and month, a part of day where the hour could
/// be heard as the one twelve hours later.
///
/// ```
/// use klartext::{Context, temporal::{Value, speech}};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let value = Value::Date("2025-11-10".parse()?);
/// assert_eq!(speech::say(&value, &context), "Montag, den zehnten November");
/// assert_eq!(speech::say(&Value::Duration { seconds: 2700 }, &context), "eine Dreiviertelstunde");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn say(value: &Value, context: &Context) -> String {
    match value {
        Value::Date(d) => date(*d, context),
        Value::Time(t) => time_in(*t, context),
        Value::DateTime(m) => format!(
            "{}, um {}{}",
            date(m.local.date(), context),
            clock::on_day(m.local.time(), m.local.date(), context),
            which_of_two(m)
        ),
        Value::Interval { start, end } => interval::say(*start, *end, context),
        Value::Duration { seconds } => duration(*seconds),
        Value::Recurrence(r) => recurrence::say(r, context),
    }
}

/// The value in short, for a listener who knows what today is: "heute", "Montag um vierzehn Uhr dreißig" within the
/// coming week, "am zehnten November" beyond, "morgen Nachmittag", "nächste Woche".
///
/// ```
/// use klartext::{Context, temporal::{self, speech}};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let short = |text: &str| {
///     let resolution = temporal::resolve(text, &context).unwrap();
///     speech::say_short(&resolution.best().unwrap().value, &context)
/// };
/// assert_eq!(short("10.11.2025 um 14:30"), "Montag um vierzehn Uhr dreißig");
/// assert_eq!(short("6.11. nachmittags"), "morgen Nachmittag");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn say_short(value: &Value, context: &Context) -> String {
    match value {
        Value::Date(d) => day::short(*d, context),
        Value::DateTime(m) => format!(
            "{} um {}{}",
            day::short(m.local.date(), context),
            clock::on_day(m.local.time(), m.local.date(), context),
            which_of_two(m)
        ),
        Value::Interval { start, end } => interval::say_short(*start, *end, context),
        other => say(other, context),
    }
}

/// A weekday's name.
pub const fn weekday(day: chrono::Weekday) -> &'static str {
    weekday_name(day, Lang::De)
}

/// "Montag, den zehnten November"
pub fn date(date: NaiveDate, context: &Context) -> String {
    day::full(date, day::Case::Accusative, context)
}

/// "vierzehn Uhr dreißig", "ein Uhr nachts", "null Uhr fünf"
///
/// An hour that would be heard as the one twelve hours later is spoken with its part of day: "drei Uhr nachts", but
/// "neun Uhr". Where opening hours turn that round, [`time_in`] knows.
pub fn time(time: NaiveTime) -> String {
    use chrono::Timelike as _;
    clock::spoken(time, if matches!(time.hour(), 1..=6) { clock::part(time) } else { "" })
}

/// The time as it has to be said where these opening hours and this policy are known to the listener.
pub fn time_in(time: NaiveTime, context: &Context) -> String {
    clock::alone(time, context)
}

/// The time as it has to be said of that day.
pub fn time_on(time: NaiveTime, date: NaiveDate, context: &Context) -> String {
    clock::on_day(time, date, context)
}

/// A wall date-time of no zone in full, as [`say`] has it; of a time that comes twice it is not said which one.
pub fn local(wall: NaiveDateTime, context: &Context) -> String {
    format!("{}, um {}", date(wall.date(), context), time_on(wall.time(), wall.date(), context))
}

/// The same in short, as [`say_short`] has it.
pub fn local_short(wall: NaiveDateTime, context: &Context) -> String {
    format!("{} um {}", day::short(wall.date(), context), time_on(wall.time(), wall.date(), context))
}

/// "eineinhalb Stunden", "eine Dreiviertelstunde", "drei Tage"; a minus before a negative one.
pub fn duration(seconds: i64) -> String {
    length::say(seconds)
}

/// Of a wall time that comes twice, which one it is: ", vor der Zeitumstellung"; of any other nothing.
pub(crate) fn which_of_two(moment: &Moment) -> &'static str {
    match localise(moment.local, moment.zone) {
        Localised::Fold { second, .. } if second.utc == moment.utc => ", nach der Zeitumstellung",
        Localised::Fold { .. } => ", vor der Zeitumstellung",
        _ => "",
    }
}

/// "A, B oder C"; with a comma before the last word where a part has commas of its own.
fn list(items: &[String], word: &str) -> String {
    let long = items.iter().any(|i| i.contains(','));
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if long => format!("{}, {word} {last}", first.join(", ")),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
