//! Repetition.

use super::{date, time, weekday};
use crate::context::Context;
use crate::number::{cardinal, ordinal};
use crate::temporal::recurrence::{Freq, Recurrence, Weekdays};

pub(super) fn say(r: &Recurrence, context: &Context) -> String {
    let mut out = String::new();
    let days: Vec<&str> = r.weekdays.iter().map(weekday).collect();
    match (r.freq, r.interval) {
        (Freq::Monthly, _) if r.nth.is_some() && !days.is_empty() => {
            let nth = match r.nth {
                Some(n) if n > 0 => format!("{}n", ordinal(u32::from(n.unsigned_abs()))),
                _ => "letzten".to_owned(),
            };
            out.push_str(&format!("jeden {nth} {} im Monat", and(&days)));
        }
        (Freq::Weekly, 1) if r.weekdays == Weekdays::WORKDAYS => out.push_str("werktags"),
        (Freq::Weekly, 1) if !days.is_empty() => out.push_str(&format!("jeden {}", and(&days))),
        (freq, interval) => {
            out.push_str(&every(freq, interval));
            if !days.is_empty() {
                out.push_str(&format!(" am {}", and(&days)));
            }
        }
    }
    if let Some(day) = r.month_day {
        match u32::try_from(day) {
            Ok(day) => out.push_str(&format!(" am {}n", ordinal(day))),
            Err(_) => out.push_str(" am letzten Tag"),
        }
    }
    if let Some(at) = r.at {
        out.push_str(&format!(" um {}", time(at)));
    }
    if let Some(count) = r.count {
        out.push_str(&format!(", {}mal", if count == 1 { "ein".to_owned() } else { cardinal(count) }));
    } else if let Some(until) = r.until {
        out.push_str(&format!(", bis {}", date(until, context)));
    }
    out
}

fn every(freq: Freq, interval: u32) -> String {
    let (one, many) = match freq {
        Freq::Daily => ("jeden Tag", "Tage"),
        Freq::Weekly => ("jede Woche", "Wochen"),
        Freq::Monthly => ("jeden Monat", "Monate"),
        Freq::Yearly => ("jedes Jahr", "Jahre"),
    };
    if interval == 1 { one.to_owned() } else { format!("alle {} {many}", cardinal(interval)) }
}

fn and(items: &[&str]) -> String {
    match items.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} und {last}", rest.join(", ")),
        None => String::new(),
    }
}
