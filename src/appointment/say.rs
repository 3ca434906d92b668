//! What a German voice says of a time that can or cannot be booked.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};

use super::bookable::{Answer, Bookability, Reason};
use super::hours::Place;
use crate::context::Context;
use crate::temporal::{Moment, Value, speech};

/// The answer in German: the reason, and the question that goes on from there. A time that can be booked is said in full, as
/// [`speech::say`] has it; for the others today is known to the listener.
///
/// ```
/// use klartext::appointment::{self, Booking, Request};
/// use klartext::{Context, OpeningHours};
/// let hours: OpeningHours = serde_json::from_str(r#"{"thu": ["09:00-18:00"]}"#)?;
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin).with_hours(hours);
/// let booking = Booking { choices: 1, ..Booking::default() };
/// let request = Request::from("2025-11-06T08:00:00".parse::<chrono::NaiveDateTime>()?);
/// let answer = appointment::bookable(&request, &booking, &context);
/// assert_eq!(
///     appointment::say(&answer, &context),
///     "Morgen um acht Uhr haben wir noch geschlossen. Passt es Ihnen um neun Uhr?",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn say(answer: &Answer, context: &Context) -> String {
    let (Some(reason), at) = (answer.reason, answer.requested) else {
        return answer.start.map_or_else(String::new, |start| speech::say(&Value::DateTime(start), context));
    };
    let why = because(reason, at, context);
    let then = match (answer.status, answer.instead) {
        (Bookability::Adjusted, Some(taken)) => {
            let taken = from(at, &taken, context);
            // "um zwei Uhr früh, nach der Zeitumstellung,"
            let comma = if taken.contains(',') { "," } else { "" };
            format!("Ich trage Sie stattdessen {taken}{comma} ein.")
        }
        (_, Some(instead)) => format!("Passt es Ihnen {}?", from(at, &instead, context)),
        (Bookability::Proposed, None) => "Meinen Sie vor oder nach der Zeitumstellung?".to_owned(),
        (_, None) => match (reason, answer.choices.as_slice()) {
            (Reason::InPast, [_, ..]) => offer(&answer.choices, context),
            (Reason::InPast | Reason::BeyondHorizon { asks: true, .. }, _) => {
                "Wann passt es Ihnen?".to_owned()
            }
            _ => return why,
        },
    };
    format!("{why} {then}")
}

/// "Passt es Ihnen heute um zehn Uhr, heute um elf Uhr oder morgen um neun Uhr?"
pub(super) fn offer(choices: &[Moment], context: &Context) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut day: Option<NaiveDate> = None;
    for choice in choices {
        let date = choice.local.date();
        said.push(match day {
            Some(before) if before == date => time(choice, context),
            _ => format!("{} {}", on(date, context), time(choice, context)),
        });
        day = Some(date);
    }
    match said.as_slice() {
        [] => String::new(),
        [one] => format!("Passt es Ihnen {one}?"),
        [first @ .., last] => format!("Passt es Ihnen {} oder {last}?", first.join(", ")),
    }
}

/// Why not, as a sentence.
pub(super) fn because(reason: Reason, at: NaiveDateTime, context: &Context) -> String {
    let day = || capital(&on(at.date(), context));
    let clock = |t| speech::time_on(t, at.date(), context);
    let then = || format!("{} um {}", day(), clock(at.time()));
    match reason {
        Reason::InPast if at.date() == context.today() => {
            format!("{} geht es leider nicht mehr, das ist schon vorbei.", then())
        }
        Reason::InPast => format!("{} ist leider schon vorbei.", speech::date(at.date(), context)),
        Reason::BeyondHorizon { latest, .. } => format!(
            "So weit im Voraus vergeben wir noch keine Termine, zurzeit nur bis {}.",
            speech::date(latest, context)
        ),
        Reason::TooSoon => format!("{} ist leider zu kurzfristig.", then()),
        Reason::Closed(Place::BeforeOpening { .. }) => format!("{} haben wir noch geschlossen.", then()),
        Reason::Closed(Place::Break { .. }) => format!("{} haben wir Pause.", then()),
        Reason::Closed(Place::AfterClosing { .. }) => format!("{} haben wir schon geschlossen.", then()),
        Reason::Closed(Place::ClosedDay | Place::Open) => closed(at.date(), context),
        Reason::DoesNotFit { closes, reopens } => {
            let end = if reopens { "machen wir Pause" } else { "schließen wir" };
            let closes = match closes {
                chrono::NaiveTime::MIN => "Mitternacht".to_owned(),
                // Closing time is when the shop is closed; nobody takes it for the one at night.
                closes => speech::time(closes),
            };
            format!("{} reicht die Zeit leider nicht, um {closes} {end}.", then())
        }
        Reason::OffGrid => format!("{} beginnt bei uns kein Termin.", then()),
        Reason::NoSuchTime => format!(
            "{} gibt es {} nicht, weil die Uhr vorgestellt wird.",
            capital(&clock(at.time())),
            on(at.date(), context)
        ),
        Reason::Twice { .. } => format!(
            "{} gibt es {} zweimal, weil die Uhr zurückgestellt wird.",
            capital(&clock(at.time())),
            on(at.date(), context)
        ),
    }
}

/// "Am Sonntag haben wir geschlossen.", with the name of a holiday.
pub(super) fn closed(date: NaiveDate, context: &Context) -> String {
    let day = capital(&on(date, context));
    match context.hours.as_ref().and_then(|hours| hours.holiday(date)) {
        Some(holiday) => format!("{day} ist {}, da haben wir geschlossen.", holiday.name),
        None => format!("{day} haben wir geschlossen."),
    }
}

/// Another time, its day only where it is another day than the one asked for.
fn from(requested: NaiveDateTime, moment: &Moment, context: &Context) -> String {
    if moment.local.date() == requested.date() {
        return time(moment, context);
    }
    format!("{} {}", on(moment.local.date(), context), time(moment, context))
}

/// "um fünfzehn Uhr"
pub(super) fn clock(at: chrono::NaiveTime, date: NaiveDate, context: &Context) -> String {
    format!("um {}", speech::time_on(at, date, context))
}

/// "um neun Uhr"; of a time that comes twice, which one.
fn time(moment: &Moment, context: &Context) -> String {
    let spoken = speech::say_short(&Value::DateTime(*moment), context);
    // Behind the day: the time with all that has to be said of it.
    match spoken.split_once(" um ") {
        Some((_, time)) => format!("um {time}"),
        None => spoken,
    }
}

/// "heute", "am Montag", "am zehnten November"
fn on(date: NaiveDate, context: &Context) -> String {
    let short = speech::say_short(&Value::Date(date), context);
    if short == speech::weekday(date.weekday()) { format!("am {short}") } else { short }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
