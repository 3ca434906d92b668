//! Slots that hold time: texts and instants to one date, time or moment, or to the question that decides.

mod allowed;
mod choose;
mod clash;
mod invalid;
mod wall;

pub use choose::{AMBIGUOUS, SEVERAL_OFFERS};
pub use clash::{INSTANT_DECIDED, MOMENT_CONFLICT, WALL_TIME_AS_UTC};

use chrono::{NaiveDate, NaiveTime};

use super::judge::{Judge, Judged, NOT_UNDERSTOOD, Problem, Wording};
use super::{Slot, SlotType, speak};
use crate::context::Expect;
use crate::conversation::{Part, Proposal, SlotState};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::span::Span;
use crate::temporal::zone::{Localised, localise};
use crate::temporal::{
    Assumed, Assumption, Bound, Hint, Moment, Reading, Resolution, Status, Value, findings,
};
use crate::verdict::SlotValue;

/// A new day was said; the time of day stays as it was.
pub static TIME_KEPT: Kind = Kind::new(
    "time_kept",
    Severity::Note,
    "Neuer Tag {date}, die Uhrzeit {time} bleibt",
    "new day {date}, the time {time} stays",
);

/// A new time of day was said; the day stays as it was.
pub static DATE_KEPT: Kind = Kind::new(
    "date_kept",
    Severity::Note,
    "Neue Uhrzeit {time}, der Tag {date} bleibt",
    "new time {time}, the day {date} stays",
);

/// The time was said roughly: "so gegen drei".
pub static TIME_APPROXIMATE: Kind = Kind::new(
    "time_approximate",
    Severity::Note,
    "{time} wurde nur ungefähr genannt",
    "{time} was said only roughly",
);

/// Warnings with a handling of their own, or with none because the value is right as corrected.
static NO_DOUBT: [&Kind; 2] = [&findings::YEAR_CORRECTED, &findings::IN_PAST];

/// What a slot that holds time comes to before the rules look at it.
enum Meaning {
    /// These readings, the best of each offer first; at least one.
    Readings(Vec<Reading>),
    /// Settled otherwise: a question, a refusal.
    Judged(Box<Judged>),
}

impl Meaning {
    fn judged(judged: Judged) -> Self {
        Self::Judged(Box::new(judged))
    }
}

impl Judge<'_> {
    /// Judges a date, a time or a moment.
    pub(super) fn temporal(&self, name: &str, slot: &Slot, state: &SlotState) -> Judged {
        let mut findings = Vec::new();
        let said = wall::Said::of(state);
        let mut judged = match self.meaning(name, slot, state, &said, &mut findings) {
            Meaning::Judged(judged) => *judged,
            Meaning::Readings(readings) => self.readings(name, slot, state, readings, &mut findings),
        };
        if let Some(problem) = &mut judged.problem
            && matches!(problem.wording, Wording::Own)
            && findings.iter().any(|f| f.is(&NOT_UNDERSTOOD))
        {
            problem.wording = Wording::After(self.sorry().to_owned());
        }
        if judged.value.is_some() && judged.problem.is_none() {
            // Said of a reading that was not taken.
            let looks_ahead = self.context.policy.expect == Expect::Future;
            findings.retain(|f| !looks_ahead || !f.is(&findings::IN_PAST));
        }
        if judged.problem.is_none()
            && let Some(value) = judged.value.as_ref()
            && let Some(problem) = self.doubt(state, value, &findings)
        {
            judged.value = None;
            judged.problem = Some(problem);
        }
        findings.append(&mut judged.findings);
        judged.findings = findings;
        judged
    }

    fn meaning(
        &self,
        name: &str,
        slot: &Slot,
        state: &SlotState,
        said: &wall::Said<'_>,
        findings: &mut Vec<Finding>,
    ) -> Meaning {
        let accepted = state.accepted.and_then(|proposal| match proposal {
            Proposal::Day(day) => Some(Value::Date(day)),
            Proposal::At(local) => once(local, self.context.zone).map(Value::DateTime),
        });
        let with_time = said.time.filter(|_| matches!(accepted, Some(Value::Date(_))));
        match (accepted.map(whole), with_time) {
            (Some(accepted), None) => return Meaning::Readings(vec![accepted]),
            (Some(accepted), Some(time)) => {
                let times = self.resolve(&[(time, Hint::Time)], time.at);
                findings.extend(times.findings);
                let clocks: Vec<NaiveTime> = times.readings.iter().filter_map(|r| clock(&r.value)).collect();
                if clocks.is_empty() {
                    if times.status != Status::Invalid && times.readings.is_empty() {
                        findings.push(self.did_not_understand(&time.text, expected(SlotType::Time)));
                    }
                    return Meaning::Readings(vec![accepted]);
                }
                return Meaning::Readings(self.on_the_day(accepted, &times.readings));
            }
            (None, _) => {}
        }
        if said.is_empty() {
            return Meaning::judged(self.missing(slot, Part::Value, name));
        }
        let walls = self.walls(said);
        let instants = self.instants(said);
        if let Some(resolution) = &walls {
            findings.extend(resolution.findings.iter().cloned());
        }
        let readings = match &walls {
            Some(Resolution { status: Status::Invalid, .. }) => {
                return Meaning::judged(self.invalid(said, findings));
            }
            Some(resolution) => resolution.readings.as_slice(),
            None => &[],
        };
        if let Some(unread) = said.unread(readings) {
            // An instant or an earlier turn could fill the gap, but perhaps not with what was said just now.
            findings.push(self.did_not_understand(&unread.text, expected(slot.r#type)));
            return Meaning::Readings(readings.to_vec());
        }
        match (readings, instants.as_slice()) {
            ([], []) => Meaning::judged(self.not_understood(&said.texts(), expected(slot.r#type))),
            (readings, []) => Meaning::Readings(readings.to_vec()),
            ([], instants) => self.instants_alone(instants, findings),
            (readings, instants) => self.compare(readings, instants, findings),
        }
    }

    /// The readings, brought to the type of the slot, decided by the hours where they can decide, and judged.
    fn readings(
        &self,
        name: &str,
        slot: &Slot,
        state: &SlotState,
        readings: Vec<Reading>,
        findings: &mut Vec<Finding>,
    ) -> Judged {
        let readings = self.completed(slot, state, readings, findings);
        let readings = of_type(slot.r#type, readings);
        let readings = self.halves_decided(readings, findings);
        match readings.as_slice() {
            [] => self.missing_part(name, slot),
            [one] => self.one(name, slot, one, findings),
            several => self.several(name, slot, several, findings),
        }
    }

    fn missing_part(&self, name: &str, slot: &Slot) -> Judged {
        let required = Slot { required: true, ..slot.clone() };
        self.missing(&required, Part::Value, name)
    }

    /// A day alone keeps the time that was known, and a time alone the day.
    fn completed(
        &self,
        slot: &Slot,
        state: &SlotState,
        readings: Vec<Reading>,
        findings: &mut Vec<Finding>,
    ) -> Vec<Reading> {
        let unread = findings.iter().any(|f| f.is(&NOT_UNDERSTOOD));
        let all = |is: fn(&Value) -> bool| !readings.is_empty() && readings.iter().all(|r| is(&r.value));
        if slot.r#type != SlotType::Moment || unread {
            return readings;
        }
        if let Some(date) = state.date.filter(|_| all(|v| matches!(v, Value::Time(_)))) {
            let completed = self.on_the_day(whole(Value::Date(date)), &readings);
            let completed = self.halves_decided(completed, findings);
            if let [one] = completed.as_slice()
                && let Some(time) = clock(&one.value)
            {
                findings.push(Finding::new(&DATE_KEPT).with("date", date).with("time", time));
            }
            return completed;
        }
        if let Some(time) = state.time.filter(|_| all(|v| matches!(v, Value::Date(_)))) {
            let on = |r: &Reading| day(&r.value).map(|date| wall::at(date, time, *r, self.context.zone));
            let completed: Vec<Reading> = readings.iter().filter_map(on).flatten().collect();
            if let [one] = completed.as_slice()
                && let Some(date) = day(&one.value)
            {
                findings.push(Finding::new(&TIME_KEPT).with("date", date).with("time", time));
            }
            return completed;
        }
        readings
    }

    /// Every time of day on that day.
    fn on_the_day(&self, date: Reading, times: &[Reading]) -> Vec<Reading> {
        let on = |r: &Reading| {
            let like = Reading { assumed: date.assumed.union(r.assumed), ..*r };
            Some(wall::at(day(&date.value)?, clock(&r.value)?, like, self.context.zone))
        };
        times.iter().filter_map(on).flatten().collect()
    }

    /// One reading: a value, or the part that is missing.
    fn one(&self, name: &str, slot: &Slot, reading: &Reading, findings: &[Finding]) -> Judged {
        let lang = self.rules.locale;
        match (slot.r#type, reading.value) {
            (_, Value::DateTime(moment)) => {
                let mut judged = if super::range::is_told(slot) {
                    self.told(moment, reading.assumed)
                } else {
                    self.allowed(moment, reading.assumed, findings)
                };
                if judged.value.is_some() && reading.assumed.has(Assumption::Approximate) {
                    let time = moment.local.time();
                    judged.findings.push(Finding::new(&TIME_APPROXIMATE).with("time", time));
                }
                judged
            }
            (SlotType::Moment, Value::Date(date)) => match self.allowed_day(date, findings) {
                Some(judged) => judged,
                None => Judged { date: Some(date), ..self.missing(slot, Part::Time, name) },
            },
            (SlotType::Moment, Value::Time(time)) => {
                Judged { time: Some(time), ..self.missing(slot, Part::Date, name) }
            }
            (SlotType::Date, Value::Date(date)) => {
                self.allowed_day(date, findings).unwrap_or_else(|| Judged {
                    date: Some(date),
                    ..Judged::settled(
                        SlotValue::Time(reading.value, reading.assumed),
                        speak::date(date, lang, self.context),
                        "a date",
                    )
                })
            }
            (SlotType::Time, Value::Time(time)) => Judged {
                time: Some(time),
                ..Judged::settled(
                    SlotValue::Time(reading.value, reading.assumed),
                    speak::time(time, lang, self.context),
                    "a time",
                )
            },
            _ => self.stretch(name, slot, reading),
        }
    }

    /// An interval, a duration, a recurrence: no point in time. Where it lies on one day, only the time is asked for.
    fn stretch(&self, name: &str, slot: &Slot, reading: &Reading) -> Judged {
        let day = match reading.value {
            // "So bald wie möglich" begins now and names no day.
            Value::Interval { start: Some(Bound::Local(now)), end: None }
                if now == self.context.local_now() =>
            {
                None
            }
            Value::Interval { start, end } => one_day(start, end),
            _ => None,
        };
        let days = matches!(
            reading.value,
            Value::Interval { start: Some(Bound::Date(_)), .. }
                | Value::Interval { end: Some(Bound::Date(_)), .. }
        );
        let part = match slot.r#type {
            SlotType::Moment if day.is_some() => Part::Time,
            SlotType::Moment | SlotType::Date if days => Part::Date,
            SlotType::Time => Part::Time,
            _ => Part::Value,
        };
        if let (Some(date), SlotType::Moment | SlotType::Date) = (day, slot.r#type)
            && let Some(judged) = self.allowed_day(date, &[])
        {
            return judged;
        }
        let required = Slot { required: true, ..slot.clone() };
        let mut judged = Judged { date: day, ..self.missing(&required, part, name) };
        if let Some(problem) = &mut judged.problem {
            problem.code = "not_a_point".to_owned();
            problem.wording = match (self.rules.locale, reading.value) {
                (Lang::De, Value::Recurrence(_)) => {
                    Wording::After("Ich kann nur einen einzelnen Termin eintragen.".to_owned())
                }
                (Lang::En, Value::Recurrence(_)) => {
                    Wording::After("I can only put down a single appointment.".to_owned())
                }
                (Lang::De, _) if part == Part::Date && slot.date_question.is_none() => {
                    Wording::Whole("An welchem Tag genau passt es Ihnen?".to_owned())
                }
                (Lang::En, _) if part == Part::Date && slot.date_question.is_none() => {
                    Wording::Whole("Which day exactly would suit you?".to_owned())
                }
                _ => Wording::Own,
            };
        }
        judged.why = "not a point in time".to_owned();
        judged
    }

    /// A warning about a value that would be acted upon: it has to be confirmed first.
    fn doubt(&self, state: &SlotState, value: &SlotValue, findings: &[Finding]) -> Option<Problem> {
        let doubtful = findings.iter().find(|f| {
            f.severity() > Severity::Note
                && !NO_DOUBT.iter().any(|kind| f.is(kind))
                && !Self::is_confirmed(state, f.code())
        })?;
        let lang = self.rules.locale;
        let spoken = match value {
            SlotValue::Moment(m, _) => speak::moment(m, lang, self.context),
            SlotValue::Time(v, _) => speak::value(v, lang, self.context),
            _ => return None,
        };
        let question = match lang {
            Lang::De => format!("Habe ich Sie richtig verstanden: {spoken}?"),
            Lang::En => format!("Did I understand you correctly: {spoken}?"),
        };
        Some(Problem::worded(doubtful.code(), Part::Value, Wording::Whole(question)))
    }
}

const fn expected(slot_type: SlotType) -> (&'static str, &'static str) {
    match slot_type {
        SlotType::Date => ("Tag", "a day"),
        SlotType::Time => ("Uhrzeit", "a time of day"),
        _ => ("Tag und Uhrzeit", "a day and a time"),
    }
}

/// A reading of the whole text, nothing assumed.
fn whole(value: Value) -> Reading {
    Reading { value, span: Span::default(), offer: 0, assumed: Assumed::NONE }
}

fn clock(value: &Value) -> Option<NaiveTime> {
    match value {
        Value::Time(t) => Some(*t),
        Value::DateTime(m) => Some(m.local.time()),
        _ => None,
    }
}

fn day(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Date(d) => Some(*d),
        Value::DateTime(m) => Some(m.local.date()),
        _ => None,
    }
}

/// The readings as a slot of that type takes them: a date slot leaves the time out, a time slot the date.
fn of_type(slot_type: SlotType, readings: Vec<Reading>) -> Vec<Reading> {
    let mut out: Vec<Reading> = Vec::with_capacity(readings.len());
    for mut reading in readings {
        reading.value = match (slot_type, reading.value) {
            (SlotType::Date, Value::DateTime(m)) => Value::Date(m.local.date()),
            (SlotType::Time, Value::DateTime(m)) => Value::Time(m.local.time()),
            // A day where a time is wanted says nothing, and the other way round.
            (SlotType::Time, Value::Date(_)) | (SlotType::Date, Value::Time(_)) => continue,
            (_, value) => value,
        };
        if !out.iter().any(|r| r.value == reading.value) {
            out.push(reading);
        }
    }
    out
}

/// The day that an interval lies on, if it is one.
fn one_day(start: Option<Bound>, end: Option<Bound>) -> Option<NaiveDate> {
    let date = |bound| match bound {
        Bound::Date(d) => Some(d),
        Bound::Local(l) => Some(l.date()),
        Bound::Time(_) => None,
    };
    match (start, end) {
        (Some(Bound::Date(a)), Some(Bound::Date(b))) => (a.succ_opt() == Some(b)).then_some(a),
        (Some(a), Some(b)) => {
            // The end is exclusive: midnight still closes the day before.
            let (a, last) = (
                date(a)?,
                match b {
                    Bound::Local(l) if l.time() == NaiveTime::MIN => l.date().pred_opt()?,
                    other => date(other)?,
                },
            );
            (a == last).then_some(a)
        }
        (Some(one), None) | (None, Some(one)) => match one {
            Bound::Local(l) => Some(l.date()),
            _ => None,
        },
        (None, None) => None,
    }
}

/// The moment of a wall time that exists once.
fn once(local: chrono::NaiveDateTime, zone: chrono_tz::Tz) -> Option<Moment> {
    match localise(local, zone) {
        Localised::Unambiguous(moment) => Some(moment),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    fn moment(text: &str) -> Value {
        Value::DateTime(once(text.parse().unwrap(), chrono_tz::Europe::Berlin).unwrap())
    }

    #[test]
    fn an_interval_on_one_day_names_the_day() {
        let date = |t: &str| Bound::Date(t.parse().unwrap());
        let local = |t: &str| Bound::Local(t.parse().unwrap());
        let sixth = "2025-11-06".parse().ok();
        for (start, end, expected) in [
            (Some(date("2025-11-06")), Some(date("2025-11-07")), sixth),
            (Some(date("2025-11-06")), Some(date("2025-11-08")), None),
            (Some(local("2025-11-06T14:00:00")), Some(local("2025-11-06T16:00:00")), sixth),
            (Some(local("2025-11-06T14:00:00")), Some(local("2025-11-07T00:00:00")), sixth),
            (Some(local("2025-11-06T14:00:00")), Some(local("2025-11-07T02:00:00")), None),
            (Some(local("2025-11-06T15:00:00")), None, sixth),
            (None, Some(local("2025-11-06T12:00:00")), sixth),
            (Some(date("2025-11-06")), None, None),
            (Some(Bound::Time(time("14:00:00"))), Some(Bound::Time(time("16:00:00"))), None),
            (None, None, None),
        ] {
            assert_eq!(one_day(start, end), expected, "{start:?} to {end:?}");
        }
    }

    #[test]
    fn a_date_slot_takes_the_day_of_a_moment() {
        let both = vec![whole(moment("2025-11-06T03:00:00")), whole(moment("2025-11-06T15:00:00"))];
        let days: Vec<Value> = of_type(SlotType::Date, both.clone()).iter().map(|r| r.value).collect();
        assert_eq!(days, [Value::Date("2025-11-06".parse().unwrap())]);
        assert_eq!(of_type(SlotType::Time, both.clone()).len(), 2);
        assert_eq!(of_type(SlotType::Moment, both.clone()), both);
        assert_eq!(of_type(SlotType::Time, vec![whole(Value::Date("2025-11-06".parse().unwrap()))]), []);
    }
}
