//! The texts of a slot to readings, each text by the clock of the turn in which it was said.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::{clock, day};
use crate::context::Context;
use crate::conversation::{Heard, Part, SlotState};
use crate::iso;
use crate::rules::judge::Judge;
use crate::temporal::zone::{Localised, localise};
use crate::temporal::{self, Assumption, Hint, Reading, Resolution, Status, Value};

/// What was said of a slot, wall times apart from instants.
pub(super) struct Said<'a> {
    pub(super) value: Option<&'a Heard>,
    pub(super) date: Option<&'a Heard>,
    pub(super) time: Option<&'a Heard>,
    pub(super) instants: Vec<(DateTime<Utc>, &'a Heard)>,
    /// What `value` was said in answer to.
    hint: Hint,
}

impl<'a> Said<'a> {
    pub(super) fn of(state: &'a SlotState) -> Self {
        let hint = match state.asked {
            Some(Part::Time) => Hint::Time,
            Some(Part::Date) => Hint::Date,
            _ => Hint::Any,
        };
        let mut said = Self { value: None, date: None, time: None, instants: Vec::new(), hint };
        for (part, heard) in &state.heard {
            match (instant(&heard.text, *part), part) {
                (Some(utc), _) => said.instants.push((utc, heard)),
                (None, Part::Date) => said.date = Some(heard),
                (None, Part::Time) => said.time = Some(heard),
                (None, Part::Value) => said.value = Some(heard),
                // A wall time in a field for instants is a wall time.
                (None, Part::Instant) => said.value = said.value.or(Some(heard)),
            }
        }
        said
    }

    pub(super) fn is_empty(&self) -> bool {
        self.instants.is_empty() && self.walls().next().is_none()
    }

    fn walls(&self) -> impl Iterator<Item = &'a Heard> {
        [self.value, self.date, self.time].into_iter().flatten()
    }

    /// A text of which the readings show nothing: a time said, and only a day understood, or the other way round.
    pub(super) fn unread(&self, readings: &[Reading]) -> Option<&'a Heard> {
        let all =
            |wanted: fn(&Value) -> bool| !readings.is_empty() && readings.iter().all(|r| wanted(&r.value));
        if self.time.is_some() && all(|v| matches!(v, Value::Date(_))) {
            return self.time;
        }
        self.date.filter(|_| all(|v| matches!(v, Value::Time(_))))
    }

    /// All texts, for a message.
    pub(super) fn texts(&self) -> String {
        let texts: Vec<&str> = self.walls().map(|h| h.text.as_str()).collect();
        texts.join(" ")
    }
}

/// An instant: RFC 3339 with Z or an offset; in a field for instants also seconds or milliseconds since 1970.
fn instant(text: &str, part: Part) -> Option<DateTime<Utc>> {
    if let Some(instant) = iso::instant(text.trim()) {
        return Some(instant.with_timezone(&Utc));
    }
    let count: i64 = (part == Part::Instant).then(|| text.trim().parse().ok()).flatten()?;
    // Seconds reach 100,000,000,000 in the year 5138; milliseconds passed it in 1973.
    if count >= 100_000_000_000 {
        DateTime::from_timestamp_millis(count)
    } else {
        DateTime::from_timestamp(count, 0)
    }
}

impl Judge<'_> {
    /// The readings of the texts; `None` when there is no text.
    pub(super) fn walls(&self, said: &Said<'_>) -> Option<Resolution> {
        let parts = self.date_and_time(said);
        let Some(whole) = said.value else { return parts };
        let whole = self.resolve(&[(whole, said.hint)], whole.at);
        let Some(parts) = parts else { return Some(whole) };
        // One field says all, others say it in two: the same, or a contradiction that is asked about.
        Some(match (is_complete(&whole), is_complete(&parts)) {
            (true, true) => either(whole, parts),
            (true, false) => whole,
            (false, true) => parts,
            (false, false) if whole.status == Status::Invalid => whole,
            (false, false) if parts.status == Status::Invalid => parts,
            (false, false) => {
                let dates = whole.readings.iter().any(|r| day(&r.value).is_some());
                let (dates, times) = if dates { (whole, parts) } else { (parts, whole) };
                combine(dates, times, self.context.zone)
            }
        })
    }

    fn date_and_time(&self, said: &Said<'_>) -> Option<Resolution> {
        match (said.date, said.time) {
            (None, None) => None,
            (Some(date), None) => Some(self.resolve(&[(date, Hint::Date)], date.at)),
            (None, Some(time)) => Some(self.resolve(&[(time, Hint::Time)], time.at)),
            (Some(date), Some(time)) => {
                let zone = self.context.zone;
                let day_of = |h: &Heard| h.at.with_timezone(&zone).date_naive();
                if day_of(date) == day_of(time) {
                    return Some(
                        self.resolve(&[(date, Hint::Date), (time, Hint::Time)], date.at.max(time.at)),
                    );
                }
                let dates = self.resolve(&[(date, Hint::Date)], date.at);
                let times = self.resolve(&[(time, Hint::Time)], time.at);
                Some(match (dates.status, times.status) {
                    (Status::Invalid, _) => dates,
                    (_, Status::Invalid) => times,
                    _ => combine(dates, times, zone),
                })
            }
        }
    }

    pub(super) fn resolve(&self, texts: &[(&Heard, Hint)], now: DateTime<Utc>) -> Resolution {
        let parts: Vec<temporal::Part<'_>> = texts
            .iter()
            .map(|(heard, hint)| temporal::Part { slot: field(&heard.path), text: &heard.text, hint: *hint })
            .collect();
        let context = if now == self.context.now {
            Cow::Borrowed(self.context)
        } else {
            Cow::Owned(Context { now, ..self.context.clone() })
        };
        // Texts are far shorter than the limit of the temporal room; one beyond it says nothing.
        temporal::resolve_parts(&parts, &context).unwrap_or_else(|_| Resolution {
            status: Status::None,
            readings: Vec::new(),
            findings: Vec::new(),
        })
    }
}

/// The last step of a JSON path: `datum` of `$.args.datum`.
pub(super) fn field(path: &str) -> &str {
    path.rsplit(['.', '[']).next().unwrap_or(path).trim_matches(['"', ']'])
}

fn is_complete(resolution: &Resolution) -> bool {
    !resolution.readings.is_empty()
        && resolution.readings.iter().all(|r| matches!(r.value, Value::DateTime(_)))
}

/// Both meanings where they differ; what they share where they share something.
fn either(whole: Resolution, parts: Resolution) -> Resolution {
    let same = |a: &Reading, b: &Reading| a.value == b.value;
    let shared: Vec<Reading> =
        whole.readings.iter().filter(|r| parts.readings.iter().any(|p| same(r, p))).copied().collect();
    let mut findings = whole.findings;
    findings.extend(parts.findings);
    let readings = if shared.is_empty() {
        whole
            .readings
            .into_iter()
            .chain(parts.readings)
            .map(|r| Reading { offer: 0, assumed: r.assumed.and(Assumption::Alternative), ..r })
            .collect()
    } else {
        shared
    };
    finish(readings, findings)
}

/// Every day of the one on every time of the other.
fn combine(dates: Resolution, times: Resolution, zone: Tz) -> Resolution {
    let mut findings = dates.findings;
    findings.extend(times.findings);
    let clocks: Vec<(NaiveTime, &Reading)> =
        times.readings.iter().filter_map(|r| clock(&r.value).map(|t| (t, r))).collect();
    let days: Vec<(NaiveDate, &Reading)> =
        dates.readings.iter().filter_map(|r| day(&r.value).map(|d| (d, r))).collect();
    if clocks.is_empty() || days.is_empty() {
        let readings = if days.is_empty() { times.readings } else { dates.readings };
        return finish(readings, findings);
    }
    let mut readings = Vec::new();
    for (date, on) in days {
        for (time, by) in &clocks {
            let like = Reading { assumed: on.assumed.union(by.assumed), ..*on };
            readings.extend(at(date, *time, like, zone));
        }
    }
    finish(readings, findings)
}

/// Whether one of the caller's offers has more than one reading.
pub(super) fn several_meanings(readings: &[Reading]) -> bool {
    readings.windows(2).any(|w| matches!(w, [a, b] if a.offer == b.offer))
}

fn finish(readings: Vec<Reading>, findings: Vec<crate::Finding>) -> Resolution {
    let status = match (readings.is_empty(), several_meanings(&readings)) {
        (true, _) => Status::None,
        (_, true) => Status::Ambiguous,
        _ => Status::Resolved,
    };
    Resolution { status, readings, findings }
}

/// That time on that day, as often as it exists.
pub(super) fn at(date: NaiveDate, time: NaiveTime, like: Reading, zone: Tz) -> Vec<Reading> {
    let with = |moment, assumption: Option<Assumption>| Reading {
        value: Value::DateTime(moment),
        assumed: assumption.map_or(like.assumed, |a| like.assumed.and(a)),
        ..like
    };
    match localise(date.and_time(time), zone) {
        Localised::Unambiguous(moment) => vec![with(moment, None)],
        Localised::Fold { first, second } => {
            vec![with(first, Some(Assumption::FoldEarlier)), with(second, Some(Assumption::FoldLater))]
        }
        Localised::Gap { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_name_their_zone() {
        let utc = |t: &str| t.parse::<DateTime<Utc>>().ok();
        assert_eq!(instant("2025-11-06T13:00:00Z", Part::Date), utc("2025-11-06T13:00:00Z"));
        assert_eq!(instant("2025-11-06T14:00:00+01:00", Part::Value), utc("2025-11-06T13:00:00Z"));
        assert_eq!(instant("2025-11-06T14:00:00", Part::Instant), None);
        assert_eq!(instant("1762434000000", Part::Instant), utc("2025-11-06T13:00:00Z"));
        assert_eq!(instant("1762434000", Part::Instant), utc("2025-11-06T13:00:00Z"));
        assert_eq!(instant("1400", Part::Time), None);
    }

    #[test]
    fn a_path_ends_in_its_field() {
        assert_eq!(field("$.args.datum"), "datum");
        assert_eq!(field("$.args[\"a b\"]"), "a b");
        assert_eq!(field("$"), "$");
    }

    #[test]
    fn days_and_times_of_different_turns_combine() {
        let reading = |value| Reading { value, ..super::super::whole(value) };
        let resolution = |values: &[Value]| Resolution {
            status: Status::Resolved,
            readings: values.iter().map(|v| reading(*v)).collect(),
            findings: Vec::new(),
        };
        let date = Value::Date("2025-11-06".parse().unwrap());
        let time = |t: &str| Value::Time(t.parse().unwrap());
        let both = combine(
            resolution(&[date]),
            resolution(&[time("03:00:00"), time("15:00:00")]),
            Tz::Europe__Berlin,
        );
        let locals: Vec<_> =
            both.readings.iter().filter_map(|r| clock(&r.value)).map(|t| t.to_string()).collect();
        assert_eq!((both.status, locals), (Status::Ambiguous, vec!["03:00:00".into(), "15:00:00".into()]));
        let none = combine(resolution(&[date]), resolution(&[]), Tz::Europe__Berlin);
        assert_eq!((none.status, none.readings.len()), (Status::Resolved, 1));
    }
}
