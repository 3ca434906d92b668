//! Repetition.

use chrono::Weekday;

use super::{clock, date, day, list, weekday};
use crate::context::Context;
use crate::number::{cardinal, ordinal};
use crate::temporal::recurrence::{Freq, Recurrence, Weekdays};

pub(super) fn say(r: &Recurrence, context: &Context) -> String {
    let mut out = days(r);
    if let Some(day) = r.month_day {
        match u32::try_from(day) {
            Ok(day) => out.push_str(&format!(" am {}n", ordinal(day))),
            Err(_) => out.push_str(" am letzten Tag"),
        }
    }
    if let Some(from) = r.from {
        // So far ahead the year is heard as well.
        let far = day::ahead(from, context) > 180;
        let spoken = if far {
            day::with_tail(from, day::Case::Dative, day::Tail::Year)
        } else {
            day::full(from, day::Case::Dative, context)
        };
        out.push_str(&format!(" ab {spoken}"));
    }
    if let Some(at) = r.at {
        if r.from.is_some() {
            out.push(',');
        }
        out.push_str(&format!(" um {}", clock::alone(at, context)));
    }
    if let Some(count) = r.count {
        let times = if count == 1 { "ein".to_owned() } else { cardinal(count) };
        out.push_str(&format!(", insgesamt {times}mal"));
    } else if let Some(until) = r.until {
        out.push_str(&format!(", bis {}", date(until, context)));
    }
    out
}

/// On which days: "jeden Montag", "alle zwei Wochen am Dienstag", "jeden ersten Montag im Monat".
fn days(r: &Recurrence) -> String {
    let names: Vec<String> = r.weekdays.iter().map(|d| weekday(d).to_owned()).collect();
    let and = |prefix: &str| {
        let names: Vec<String> = names.iter().map(|n| format!("{prefix}{n}")).collect();
        list(&names, "und")
    };
    match (r.freq, r.interval, r.nth) {
        (_, _, Some(nth)) if !names.is_empty() => {
            let which = which(nth);
            if r.interval > 1 {
                return format!("{} am {which} {}", every(r.freq, r.interval), and(""));
            }
            let of = if r.freq == Freq::Yearly { "im Jahr" } else { "im Monat" };
            format!("jeden {which} {} {of}", and(""))
        }
        (Freq::Weekly, 1, _) if r.weekdays == Weekdays::WORKDAYS => "montags bis freitags".to_owned(),
        (Freq::Weekly | Freq::Daily, 1, _) if r.weekdays == Weekdays::ALL => "jeden Tag".to_owned(),
        (Freq::Weekly | Freq::Daily, 1, _) if names.len() == 6 => {
            let missing = all_days().find(|d| !r.weekdays.has(*d));
            format!("jeden Tag außer {}", missing.map_or("", weekday))
        }
        (Freq::Weekly | Freq::Daily, 1, _) if !names.is_empty() => format!("jeden {}", and("")),
        (freq, interval, _) if names.is_empty() => every(freq, interval),
        (freq, interval, _) => format!("{} {}", every(freq, interval), and("am ")),
    }
}

fn all_days() -> impl Iterator<Item = Weekday> {
    Weekdays::ALL.iter()
}

/// "ersten", "letzten", "vorletzten"
fn which(nth: i8) -> String {
    match nth {
        -1 => "letzten".to_owned(),
        -2 => "vorletzten".to_owned(),
        n if n < 0 => format!("{}letzten", ordinal(u32::from(n.unsigned_abs()))),
        n => format!("{}n", ordinal(u32::from(n.unsigned_abs()))),
    }
}

fn every(freq: Freq, interval: u32) -> String {
    let (one, many) = match freq {
        Freq::Daily => ("jeden Tag", "Tage"),
        Freq::Weekly => ("jede Woche", "Wochen"),
        Freq::Monthly => ("jeden Monat", "Monate"),
        Freq::Yearly => ("jedes Jahr", "Jahre"),
    };
    if interval <= 1 { one.to_owned() } else { format!("alle {} {many}", cardinal(interval)) }
}
