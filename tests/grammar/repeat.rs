//! Which repetitions a tree means.

use chrono::Weekday;

use crate::calendar;
use crate::generate::Tree;
use crate::meaning::{Meaning, Now, count, one, several, weekday_of};

impl Now {
    pub(crate) fn recurrence(self, t: &Tree) -> Option<Meaning> {
        let rule = self.repeat(t.get("repeat")?.trees().next()?)?;
        let Some(at) = t.get("at-clock") else { return one(rule) };
        let clock = self.at_clock(at)?;
        use chrono::Timelike as _;
        let shown = clock
            .times
            .iter()
            .map(|(t, _)| canonical(&format!("{rule};BYHOUR={};BYMINUTE={}", t.hour(), t.minute())))
            .collect();
        several(shown, true)
    }

    pub(crate) fn repeat(self, t: &Tree) -> Option<String> {
        let days = || t.all("weekday").into_iter().map(weekday_of).collect::<Vec<_>>();
        let weekly = |t: &Tree| t.values("weekly").into_iter().map(calendar::weekday).collect::<Vec<_>>();
        Some(match t.name.as_str() {
            "each-weekday" => rule("WEEKLY", 1, &by_day(days())),
            "weekday-adverb" => rule("WEEKLY", 1, &by_day(weekly(t))),
            "always" => match t.get("weekday-adverb") {
                Some(adverb) => rule("WEEKLY", 1, &by_day(weekly(adverb))),
                None => rule("WEEKLY", 1, &by_day(days())),
            },
            "each-unit" if t.says("Tag") => rule("DAILY", 1, ""),
            "each-unit" if t.says("Woche") => rule("WEEKLY", 1, ""),
            "each-unit" if t.says("Monat") => rule("MONTHLY", 1, ""),
            "each-unit" if t.says("Quartal") => rule("MONTHLY", 3, ""),
            "each-unit" if t.says("Jahr") => rule("YEARLY", 1, ""),
            // Whether Saturday is a working day is left open.
            "each-unit" => return None,
            "every-count" => {
                let n = count(t.get("count")?);
                if t.says("Tage") {
                    // Seven, eight, fourteen days are weeks, or are not.
                    if n.is_multiple_of(7) || n == 8 {
                        return None;
                    }
                    rule("DAILY", n, "")
                } else if t.says("Wochen") {
                    rule("WEEKLY", n, "")
                } else if t.says("Monate") {
                    rule("MONTHLY", n, "")
                } else {
                    rule("YEARLY", n, "")
                }
            }
            "count-weekday" => {
                let mut on = weekly(t);
                on.extend(days());
                rule("WEEKLY", count(t.get("count")?), &by_day(on))
            }
            "each-nth" => {
                let nth = t.numbers().first().map_or(-1, |(_, n)| *n as i32);
                let day = by_day(days());
                rule("MONTHLY", 1, &day.replace("BYDAY=", &format!("BYDAY={nth}")))
            }
            "frequency" => match t.value("key")? {
                "Daily" => rule("DAILY", 1, ""),
                "Weekly" => rule("WEEKLY", 1, ""),
                "Monthly" => rule("MONTHLY", 1, ""),
                "Yearly" => rule("YEARLY", 1, ""),
                "Fortnightly" => rule("WEEKLY", 2, ""),
                "Quarterly" => rule("MONTHLY", 3, ""),
                "HalfYearly" => rule("MONTHLY", 6, ""),
                _ => return None,
            },
            "each-half-year" => rule("MONTHLY", 6, ""),
            "once" | "day-for-day" => {
                if t.says("Tag") {
                    rule("DAILY", 1, "")
                } else if t.says("Woche") {
                    rule("WEEKLY", 1, "")
                } else if t.says("Monat") {
                    rule("MONTHLY", 1, "")
                } else if t.says("Quartal") {
                    rule("MONTHLY", 3, "")
                } else {
                    rule("YEARLY", 1, "")
                }
            }
            "always-of-month" => {
                if t.says("Tag") {
                    return Some(rule("MONTHLY", 1, ";BYMONTHDAY=-1"));
                }
                if let Some(d) = t.get("day-ordinal") {
                    return Some(rule("MONTHLY", 1, &format!(";BYMONTHDAY={}", crate::days::ordinal(d))));
                }
                let nth = t.numbers().first().map_or(-1, |(_, n)| *n as i32);
                rule("MONTHLY", 1, &by_day(days()).replace("BYDAY=", &format!("BYDAY={nth}")))
            }
            "each-day-of-month" => {
                rule("MONTHLY", 1, &format!(";BYMONTHDAY={}", crate::days::ordinal(t.get("day-ordinal")?)))
            }
            other => panic!("no meaning for {other}"),
        })
    }
}

pub(crate) const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

pub(crate) fn by_day(days: impl IntoIterator<Item = Weekday>) -> String {
    let said: Vec<Weekday> = days.into_iter().collect();
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let list: Vec<&str> =
        WEEK.iter().zip(names).filter(|(d, _)| said.contains(d)).map(|(_, name)| name).collect();
    format!(";BYDAY={}", list.join(","))
}

pub(crate) fn rule(freq: &str, interval: u32, more: &str) -> String {
    let every = if interval > 1 { format!(";INTERVAL={interval}") } else { String::new() };
    canonical(&format!("RRULE:FREQ={freq}{every}{more}"))
}

/// RFC 5545 leaves the order of the parts open.
pub(crate) fn canonical(rule: &str) -> String {
    let mut parts: Vec<&str> = rule.trim_start_matches("RRULE:").split(';').collect();
    parts.sort_unstable();
    format!("RRULE:{}", parts.join(";"))
}
