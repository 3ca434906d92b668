//! Values as a German voice should say them, so that they parse back to the same value.

mod interval;
mod recurrence;

use chrono::{Datelike as _, NaiveDate, NaiveTime, Timelike as _};

use super::value::{Bound, Value};
use crate::context::{Context, Expect};
use crate::finding::{Lang, weekday_name};
use crate::number::{cardinal, ordinal};

/// The value in full: "Montag, den zehnten November, um vierzehn Uhr dreißig".
///
/// The year is said where the date is not the next occurrence of its day and month.
///
/// ```
/// use klartext::{Context, temporal::{Value, speech}};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let value = Value::Date("2025-11-10".parse()?);
/// assert_eq!(speech::say(&value, &context), "Montag, den zehnten November");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn say(value: &Value, context: &Context) -> String {
    match value {
        Value::Date(d) => date(*d, context),
        Value::Time(t) => time_in(*t, context),
        Value::DateTime(m) => {
            format!("{}, um {}", date(m.local.date(), context), time_in(m.local.time(), context))
        }
        Value::Interval { start, end } => interval::say(*start, *end, context),
        Value::Duration { seconds } => duration(*seconds),
        Value::Recurrence(r) => recurrence::say(r, context),
    }
}

/// The value in short: "Montag um vierzehn Uhr dreißig" within the coming week, "am zehnten November" beyond.
pub fn say_short(value: &Value, context: &Context) -> String {
    match value {
        Value::Date(d) => date_short(*d, context),
        Value::DateTime(m) => {
            format!("{} um {}", date_short(m.local.date(), context), time_in(m.local.time(), context))
        }
        Value::Interval { start: Some(Bound::Local(s)), end: Some(Bound::Local(e)) }
            if s.date() == e.date() =>
        {
            format!("{} von {} bis {}", date_short(s.date(), context), time(s.time()), time(e.time()))
        }
        other => say(other, context),
    }
}

/// A weekday's name.
pub const fn weekday(day: chrono::Weekday) -> &'static str {
    weekday_name(day, Lang::De)
}

pub(crate) const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

fn month(date: NaiveDate) -> &'static str {
    usize::try_from(date.month0()).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or("")
}

/// "zehnten November", with the year where it has to be said.
fn day_and_month(date: NaiveDate, context: &Context) -> String {
    let mut out = format!("{}n {}", ordinal(date.day()), month(date));
    if needs_year(date, context)
        && let Ok(year) = u32::try_from(date.year())
    {
        out.push(' ');
        out.push_str(&year_words(year));
    }
    out
}

/// 2025 is said in full, 1999 by hundreds.
fn year_words(year: u32) -> String {
    if (1100..2000).contains(&year) {
        let mut out = cardinal(year / 100);
        out.push_str("hundert");
        if year % 100 > 0 {
            out.push_str(&cardinal(year % 100));
        }
        return out;
    }
    cardinal(year)
}

/// True unless the date is the one that its day and month mean without a year.
fn needs_year(date: NaiveDate, context: &Context) -> bool {
    let today = context.today();
    let meant = |year: i32| NaiveDate::from_ymd_opt(year, date.month(), date.day());
    let occurrence = if context.policy.expect == Expect::Past {
        (0..=8).find_map(|n| meant(today.year().checked_sub(n)?).filter(|d| *d <= today))
    } else {
        (0..=8).find_map(|n| meant(today.year().checked_add(n)?).filter(|d| *d >= today))
    };
    occurrence != Some(date)
}

/// "Montag, den zehnten November"
pub fn date(date: NaiveDate, context: &Context) -> String {
    format!("{}, den {}", weekday(date.weekday()), day_and_month(date, context))
}

fn date_short(d: NaiveDate, context: &Context) -> String {
    let ahead = d.signed_duration_since(context.today()).num_days();
    match ahead {
        0 => "heute".to_owned(),
        1 => "morgen".to_owned(),
        2 => "übermorgen".to_owned(),
        3..=6 => weekday(d.weekday()).to_owned(),
        _ => format!("am {}", day_and_month(d, context)),
    }
}

/// "vierzehn Uhr dreißig", "ein Uhr nachts", "null Uhr fünf"
///
/// An hour that would be heard as the one twelve hours later is spoken with its part of day: "drei Uhr nachts", but
/// "neun Uhr". Where opening hours turn that round, [`time_in`] knows.
pub fn time(time: NaiveTime) -> String {
    spoken(time, matches!(time.hour(), 1..=6))
}

/// The time as it has to be said where these opening hours and this policy are known to the listener.
pub fn time_in(time: NaiveTime, context: &Context) -> String {
    let certain = match time.hour() {
        0 | 13.. => true,
        12 => !is_odd(time, context),
        hour => {
            let other = NaiveTime::from_hms_opt(hour.saturating_add(12), time.minute(), time.second());
            !is_odd(time, context) || other.is_some_and(|o| is_odd(o, context))
        }
    };
    spoken(time, matches!(time.hour(), 1..=6) || !certain)
}

fn is_odd(time: NaiveTime, context: &Context) -> bool {
    match context.hours.as_ref().filter(|h| !h.is_empty()) {
        Some(hours) => !hours.ever_open_at(time),
        None => !(context.policy.day_begins <= time && time < context.policy.day_ends),
    }
}

fn spoken(time: NaiveTime, with_part: bool) -> String {
    let (h, m, s) = (time.hour(), time.minute(), time.second());
    let mut out = match h {
        1 => "ein".to_owned(),
        h => cardinal(h),
    };
    out.push_str(" Uhr");
    if m > 0 || s > 0 {
        out.push(' ');
        out.push_str(&cardinal(m));
    }
    if s > 0 {
        out.push_str(" und ");
        out.push_str(&cardinal(s));
        out.push_str(if s == 1 { " Sekunde" } else { " Sekunden" });
    }
    if with_part {
        out.push_str(match h {
            1..=4 => " nachts",
            5..=9 => " morgens",
            10..=11 => " vormittags",
            12 => " mittags",
            _ => "",
        });
    }
    out
}

/// "eineinhalb Stunden", "neunzig Minuten", "drei Tage"
pub fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "minus " } else { "" };
    let mut rest = seconds.unsigned_abs();
    let mut parts: Vec<String> = Vec::new();
    for (size, one, many) in [
        (86_400, "ein Tag", "Tage"),
        (3600, "eine Stunde", "Stunden"),
        (60, "eine Minute", "Minuten"),
        (1, "eine Sekunde", "Sekunden"),
    ] {
        let n = rest / size;
        rest %= size;
        if n == 1 {
            parts.push(one.to_owned());
        } else if n > 1 {
            parts.push(format!("{} {many}", cardinal(u32::try_from(n).unwrap_or(u32::MAX))));
        }
    }
    if parts.is_empty() {
        return "null Sekunden".to_owned();
    }
    format!("{sign}{}", parts.join(" und "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spoken() {
        for (clock, words) in [
            ("14:30", "vierzehn Uhr dreißig"),
            ("09:00", "neun Uhr"),
            ("03:30", "drei Uhr dreißig nachts"),
            ("00:05", "null Uhr fünf"),
            ("01:01", "ein Uhr eins nachts"),
            ("12:15", "zwölf Uhr fünfzehn"),
            ("21:00", "einundzwanzig Uhr"),
        ] {
            assert_eq!(time(NaiveTime::parse_from_str(clock, "%H:%M").unwrap()), words);
        }
    }

    #[test]
    fn lengths_are_spoken() {
        assert_eq!(duration(5400), "eine Stunde und dreißig Minuten");
        assert_eq!(duration(172_800), "zwei Tage");
    }
}
