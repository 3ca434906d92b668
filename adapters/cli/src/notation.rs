//! Values in one line: how they are printed for people and how fixtures state what they expect.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use klartext::temporal::{Bound, Value};
use klartext::wire;

/// A value as one line: `2025-11-06`, `14:30`, `2025-11-06T14:30`, `A..B`, `5400 s`, `RRULE:FREQ=WEEKLY;BYDAY=TU`,
/// `FROM:20251111 RRULE:FREQ=DAILY`.
pub fn show(value: &Value) -> String {
    let bound = |b: &Option<Bound>| match b {
        None => String::new(),
        Some(Bound::Date(d)) => wire::date(*d),
        Some(Bound::Time(t)) => wire::time(*t),
        Some(Bound::Local(l)) => wire::local(*l),
    };
    match value {
        Value::Date(d) => wire::date(*d),
        Value::Time(t) => wire::time(*t),
        Value::DateTime(m) => wire::local(m.local),
        Value::Interval { start, end } => format!("{}..{}", bound(start), bound(end)),
        Value::Duration { seconds } => format!("{seconds} s"),
        Value::Recurrence(r) => match r.from {
            Some(from) => format!("FROM:{} RRULE:{r}", from.format("%Y%m%d")),
            None => format!("RRULE:{r}"),
        },
        other => format!("{other:?}"),
    }
}

/// The same with the instant where there is one: `2025-11-06T14:30 = 2025-11-06T13:30:00Z`.
pub fn show_with_instant(value: &Value) -> String {
    match value {
        Value::DateTime(m) => format!("{} = {}", wire::local(m.local), wire::instant(m.utc)),
        other => show(other),
    }
}

/// A value of the wire in the same notation, with its instant where there is one.
pub(crate) fn show_wire(value: &wire::WireValue) -> String {
    match value {
        wire::WireValue::Date { date } => date.clone(),
        wire::WireValue::Time { time } => time.clone(),
        wire::WireValue::DateTime { local, utc, .. } => format!("{local} = {utc}"),
        wire::WireValue::Interval { start, end } => {
            format!("{}..{}", start.as_deref().unwrap_or(""), end.as_deref().unwrap_or(""))
        }
        wire::WireValue::Duration { seconds } => format!("{seconds} s"),
        wire::WireValue::Recurrence { rrule, from: None } => format!("RRULE:{rrule}"),
        wire::WireValue::Recurrence { rrule, from: Some(from) } => {
            format!("FROM:{} RRULE:{rrule}", from.replace('-', ""))
        }
    }
}

/// A value that a fixture expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    text: String,
    instant: Option<DateTime<Utc>>,
}

impl Expected {
    /// Reads the notation; the error says what would be right.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (text, instant) = match text.split_once(" = ") {
            Some((wall, instant)) => {
                let instant = DateTime::parse_from_rfc3339(instant)
                    .map_err(|_| format!("`{instant}` is not an instant like `2025-11-06T13:30:00Z`"))?;
                if local(wall).is_none() {
                    return Err(format!("`{wall}` is not a wall date-time, only that has an instant"));
                }
                (wall, Some(instant.with_timezone(&Utc)))
            }
            None => (text, None),
        };
        let text = canonical(text).ok_or_else(|| format!("`{text}` is not the notation of a value"))?;
        Ok(Self { text, instant })
    }

    /// True when the value is the one that is expected.
    pub fn fits(&self, value: &Value) -> bool {
        let instant = match value {
            Value::DateTime(m) => Some(m.utc),
            _ => None,
        };
        canonical(&show(value)).is_some_and(|t| t == self.text)
            && (self.instant.is_none() || self.instant == instant)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match self.instant {
            Some(instant) => write!(f, " = {}", wire::instant(instant)),
            None => Ok(()),
        }
    }
}

/// The one spelling of a notation, or `None` where it is none.
fn canonical(text: &str) -> Option<String> {
    if let Some((from, rule)) = text.strip_prefix("FROM:").and_then(|rest| rest.split_once(' ')) {
        let from = (from.len() == 8).then(|| NaiveDate::parse_from_str(from, "%Y%m%d").ok()).flatten()?;
        let rule = canonical(rule).filter(|rule| rule.starts_with("RRULE:"))?;
        return Some(format!("FROM:{} {rule}", from.format("%Y%m%d")));
    }
    if let Some(rule) = text.strip_prefix("RRULE:") {
        // RFC 5545 leaves the order of the parts open.
        let mut parts: Vec<&str> = rule.split(';').collect();
        parts.sort_unstable();
        let sound =
            parts.iter().all(|p| p.split_once('=').is_some_and(|(k, v)| !k.is_empty() && !v.is_empty()));
        return (sound && parts.iter().any(|p| p.starts_with("FREQ=")))
            .then(|| format!("RRULE:{}", parts.join(";")));
    }
    if let Some(seconds) = text.strip_suffix(" s") {
        return seconds.parse::<i64>().ok().map(|s| format!("{s} s"));
    }
    if let Some((start, end)) = text.split_once("..") {
        let bound = |b: &str| if b.is_empty() { Some(String::new()) } else { point(b) };
        return Some(format!("{}..{}", bound(start)?, bound(end)?));
    }
    point(text)
}

/// A date, a time or a wall date-time.
fn point(text: &str) -> Option<String> {
    date(text).map(wire::date).or_else(|| time(text).map(wire::time)).or_else(|| local(text).map(wire::local))
}

fn date(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

fn time(text: &str) -> Option<NaiveTime> {
    let form = match text.len() {
        5 => "%H:%M",
        8 => "%H:%M:%S",
        _ => return None,
    };
    NaiveTime::parse_from_str(text, form).ok()
}

fn local(text: &str) -> Option<NaiveDateTime> {
    let (d, t) = text.split_once('T')?;
    Some(date(d)?.and_time(time(t)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use klartext::temporal::zone::{Localised, localise};

    #[test]
    fn every_notation_reads_and_shows_the_same() {
        for text in [
            "2025-11-06",
            "14:30",
            "14:30:05",
            "2025-11-06T14:30",
            "2025-11-06T14:30 = 2025-11-06T13:30:00Z",
            "2025-11-06..2025-11-08",
            "14:00..",
            "..2025-11-06T14:30",
            "..",
            "5400 s",
            "RRULE:BYDAY=TU;FREQ=WEEKLY",
            "FROM:20251111 RRULE:COUNT=3;FREQ=WEEKLY",
        ] {
            assert_eq!(Expected::parse(text).unwrap().to_string(), text);
        }
        let rule = Expected::parse("RRULE:FREQ=WEEKLY;BYDAY=TU").unwrap();
        assert_eq!(rule, Expected::parse("RRULE:BYDAY=TU;FREQ=WEEKLY").unwrap());
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for text in [
            "",
            "morgen",
            "2025-11-31",
            "2025-1-06",
            "25:00",
            "9:00",
            "5400",
            "RRULE:BYDAY=TU",
            "FROM:20251131 RRULE:FREQ=DAILY",
            "FROM:20251111 2025-11-11",
            "14:30..x",
            "2025-11-06 14:30",
        ] {
            assert_eq!(
                Expected::parse(text).unwrap_err(),
                format!("`{text}` is not the notation of a value")
            );
        }
        assert_eq!(
            Expected::parse("14:30 = 2025-11-06T13:30:00Z").unwrap_err(),
            "`14:30` is not a wall date-time, only that has an instant"
        );
        assert_eq!(
            Expected::parse("2025-11-06T14:30 = 13:30").unwrap_err(),
            "`13:30` is not an instant like `2025-11-06T13:30:00Z`"
        );
    }

    #[test]
    fn an_instant_is_compared_where_it_is_stated() {
        let wall = "2025-10-26T02:30:00".parse().unwrap();
        let Localised::Fold { first, second } = localise(wall, chrono_tz::Europe::Berlin) else { panic!() };
        let any = Expected::parse("2025-10-26T02:30").unwrap();
        let summer = Expected::parse("2025-10-26T02:30 = 2025-10-26T00:30:00Z").unwrap();
        assert!(any.fits(&Value::DateTime(first)) && any.fits(&Value::DateTime(second)));
        assert!(summer.fits(&Value::DateTime(first)) && !summer.fits(&Value::DateTime(second)));
        assert!(!any.fits(&Value::Date(wall.date())));
    }
}
