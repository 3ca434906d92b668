//! Clock times: which ones need their part of day, and stretches of the clock.

use chrono::{NaiveDate, NaiveTime, Timelike as _};

use crate::context::Context;
use crate::number::cardinal;

/// " nachts", " morgens", " vormittags", " mittags"; nothing where the hour says it.
pub(super) fn part(time: NaiveTime) -> &'static str {
    match time.hour() {
        1..=4 => " nachts",
        5..=9 => " morgens",
        10..=11 => " vormittags",
        12 => " mittags",
        _ => "",
    }
}

/// The same beside a day, where "nachts" could be the night that the day ends with.
fn part_of_day(time: NaiveTime) -> &'static str {
    match time.hour() {
        1..=4 => " früh",
        _ => part(time),
    }
}

/// True where the hour alone would be heard as the one twelve hours later.
fn needs_part(time: NaiveTime, date: Option<NaiveDate>, context: &Context) -> bool {
    match time.hour() {
        0 | 13.. => false,
        1..=6 => true,
        12 => is_odd(time, date, context),
        hour => {
            let other = NaiveTime::from_hms_opt(hour.saturating_add(12), time.minute(), time.second());
            is_odd(time, date, context) && !other.is_some_and(|o| is_odd(o, date, context))
        }
    }
}

/// True where a listener would not expect the time; as the resolver judges it.
fn is_odd(time: NaiveTime, date: Option<NaiveDate>, context: &Context) -> bool {
    match context.hours.as_ref().filter(|h| !h.is_empty()) {
        Some(hours) => match date {
            Some(date) if !hours.on(date).is_empty() => !hours.is_open(date.and_time(time)),
            _ => !hours.ever_open_at(time),
        },
        None => !(context.policy.day_begins <= time && time < context.policy.day_ends),
    }
}

/// A time without a date.
pub(super) fn alone(time: NaiveTime, context: &Context) -> String {
    spoken(time, if needs_part(time, None, context) { part(time) } else { "" })
}

/// A time on a date.
pub(super) fn on_day(time: NaiveTime, date: NaiveDate, context: &Context) -> String {
    spoken(time, if needs_part(time, Some(date), context) { part_of_day(time) } else { "" })
}

/// "vierzehn Uhr dreißig", with a part of day behind it.
pub(super) fn spoken(time: NaiveTime, part: &str) -> String {
    let mut out = hour(time.hour());
    out.push_str(" Uhr");
    let (m, s) = (time.minute(), time.second());
    if s > 0 {
        // "neun Uhr fünf und dreißig Sekunden" would be heard as thirty-five.
        let seconds = counted(s, "eine Sekunde", "Sekunden");
        out.push_str(&match m {
            0 => format!(" und {seconds}"),
            m => format!(", {} und {seconds}", counted(m, "eine Minute", "Minuten")),
        });
    } else if m > 0 {
        out.push(' ');
        out.push_str(&cardinal(m));
    }
    out.push_str(part);
    out
}

fn hour(hour: u32) -> String {
    if hour == 1 { "ein".to_owned() } else { cardinal(hour) }
}

fn counted(n: u32, one: &str, many: &str) -> String {
    if n == 1 { one.to_owned() } else { format!("{} {many}", cardinal(n)) }
}

/// The end of a stretch, where midnight is twenty-four o'clock.
pub(super) fn end_alone(time: NaiveTime, context: &Context) -> String {
    if time == NaiveTime::MIN { TWENTY_FOUR.to_owned() } else { alone(time, context) }
}

/// The same on a date.
pub(super) fn end_on_day(time: NaiveTime, date: NaiveDate, context: &Context) -> String {
    if time == NaiveTime::MIN { TWENTY_FOUR.to_owned() } else { on_day(time, date, context) }
}

const TWENTY_FOUR: &str = "vierundzwanzig Uhr";

/// "von neun bis elf Uhr", "von zweiundzwanzig Uhr bis zwei Uhr nachts"; an end at midnight is 24 o'clock, any other end
/// that is not after the start lies on the next day. `context` is `None` where the caller wants every part of day said.
pub(super) fn range(
    start: NaiveTime,
    end: NaiveTime,
    date: Option<NaiveDate>,
    context: Option<&Context>,
) -> String {
    let to_midnight = end == NaiveTime::MIN;
    let overnight = !to_midnight && end <= start;
    // A night that is over by morning is no question of two days when the start names the day.
    let part = |t: NaiveTime| if date.is_some() && !overnight { part_of_day(t) } else { part(t) };
    let needed = match context {
        None => true,
        Some(context) => needs_part(start, date, context) || overnight,
    };
    let of_start = if needed { part(start) } else { "" };
    let of_end = if to_midnight || !needed { "" } else { part(end) };
    let end = if to_midnight { TWENTY_FOUR.to_owned() } else { spoken(end, of_end) };
    // Both in the same part of day: it is said once, and so is "Uhr" behind a full hour.
    let shared = of_start == of_end;
    let full_hour = start.minute() == 0 && start.second() == 0;
    if shared && full_hour && !overnight && start.hour() != 1 {
        return format!("von {} bis {end}", hour(start.hour()));
    }
    format!("von {} bis {end}", spoken(start, if shared { "" } else { of_start }))
}
