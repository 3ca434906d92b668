//! Slots that hold time: texts and instants to one date, time or moment, or to the question that decides.

mod allowed;
mod clash;
mod wall;

pub use allowed::ADJUSTED;
pub use clash::{INSTANT_DECIDED, MOMENT_CONFLICT, WALL_TIME_AS_UTC};

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::judge::{Judge, Judged, NOT_UNDERSTOOD, Problem, Wording};
use super::{Slot, SlotType, speak};
use crate::conversation::{Part, Proposal, SlotState};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::span::Span;
use crate::temporal::zone::{Localised, localise};
use crate::temporal::{Assumed, Assumption, Moment, Reading, Resolution, Status, Value};
use crate::verdict::SlotValue;

/// The opening hours decided between the two halves of the day.
pub static HOURS_DECIDED: Kind = Kind::new(
    "hours_decided",
    Severity::Note,
    "{taken} liegt in den Öffnungszeiten, {left} nicht",
    "{taken} is within opening hours, {left} is not",
);

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

/// Several meanings are left.
pub static AMBIGUOUS: Kind =
    Kind::new("ambiguous", Severity::Note, "Mehrere Bedeutungen: {meanings}", "several meanings: {meanings}");

/// Doubts of the temporal room that have a handling of their own, or none because the value is right as corrected.
const NO_DOUBT: [&str; 3] = ["year_corrected", "in_the_past", "past"];

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
        if let Some(accepted) = accepted {
            return Meaning::Readings(vec![whole(accepted)]);
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
                return Meaning::judged(self.invalid(findings));
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

    fn invalid(&self, findings: &[Finding]) -> Judged {
        let lang = self.rules.locale;
        let reason = findings.iter().find(|f| f.severity() == Severity::Error);
        let code = reason.map_or("invalid", Finding::code).to_owned();
        let text = match (reason, lang) {
            (Some(finding), lang) => speak::sentence(&finding.message(lang)),
            (None, Lang::De) => "Diesen Zeitpunkt gibt es nicht.".to_owned(),
            (None, Lang::En) => "There is no such date or time.".to_owned(),
        };
        Judged {
            why: code.clone(),
            problem: Some(Problem::worded(&code, Part::Value, Wording::After(text))),
            ..Judged::default()
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
        let readings = self.decided_by_hours(readings, findings);
        match readings.as_slice() {
            [] => self.missing_part(name, slot),
            [one] => self.one(name, slot, one, findings),
            several => self.several(name, slot, several),
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
        let [one] = readings.as_slice() else { return readings };
        let unread = findings.iter().any(|f| f.is(&NOT_UNDERSTOOD));
        if slot.r#type != SlotType::Moment || unread {
            return readings;
        }
        let (date, time, kind) = match (one.value, state.date, state.time) {
            (Value::Date(date), _, Some(time)) => (date, time, &TIME_KEPT),
            (Value::Time(time), Some(date), _) => (date, time, &DATE_KEPT),
            _ => return readings,
        };
        findings.push(Finding::new(kind).with("date", date).with("time", time));
        wall::at(date, time, *one, self.context.zone)
    }

    /// Of two readings twelve hours apart, the one at which the shop is open.
    fn decided_by_hours(&self, readings: Vec<Reading>, findings: &mut Vec<Finding>) -> Vec<Reading> {
        let Some(hours) = &self.context.hours else { return readings };
        let open = |r: &Reading| match r.value {
            Value::DateTime(m) => Some(hours.is_open(m.local)),
            Value::Time(t) => Some(hours.ever_open_at(t)),
            _ => None,
        };
        let mut kept = Vec::with_capacity(readings.len());
        for reading in &readings {
            let open_sibling =
                readings.iter().find(|other| half_a_day_apart(reading, other) && open(other) == Some(true));
            match open_sibling {
                Some(other) if open(reading) == Some(false) => {
                    if let (Some(taken), Some(left)) = (clock(&other.value), clock(&reading.value)) {
                        findings.push(Finding::new(&HOURS_DECIDED).with("taken", taken).with("left", left));
                    }
                }
                _ => kept.push(*reading),
            }
        }
        kept
    }

    /// One reading: a value, or the part that is missing.
    fn one(&self, name: &str, slot: &Slot, reading: &Reading, findings: &[Finding]) -> Judged {
        let lang = self.rules.locale;
        match (slot.r#type, reading.value) {
            (_, Value::DateTime(moment)) => self.allowed(moment, reading.assumed, findings),
            (SlotType::Moment, Value::Date(date)) => match self.allowed_day(date) {
                Some(judged) => judged,
                None => Judged { date: Some(date), ..self.missing(slot, Part::Time, name) },
            },
            (SlotType::Moment, Value::Time(time)) => {
                Judged { time: Some(time), ..self.missing(slot, Part::Date, name) }
            }
            (SlotType::Date, Value::Date(date)) => self.allowed_day(date).unwrap_or_else(|| Judged {
                date: Some(date),
                ..Judged::settled(
                    SlotValue::Time(reading.value, reading.assumed),
                    speak::date(date, lang, self.context),
                    "a date",
                )
            }),
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
        let lang = self.rules.locale;
        let day = match reading.value {
            Value::Interval { start, end } => one_day(start, end),
            _ => None,
        };
        let part = match (slot.r#type, reading.value, day) {
            (SlotType::Moment, Value::Interval { .. }, Some(_)) | (SlotType::Time, ..) => Part::Time,
            _ => Part::Value,
        };
        let required = Slot { required: true, ..slot.clone() };
        let mut judged = Judged { date: day, ..self.missing(&required, part, name) };
        if let Some(problem) = &mut judged.problem {
            problem.code = "not_a_point".to_owned();
            if let (SlotType::Moment | SlotType::Date, Value::Interval { .. }, None, Lang::De) =
                (slot.r#type, reading.value, day, lang)
            {
                problem.wording = Wording::After("Bitte nennen Sie mir einen genauen Tag.".to_owned());
            }
        }
        judged.why = "not a point in time".to_owned();
        judged
    }

    /// Several readings: which one is meant.
    fn several(&self, name: &str, slot: &Slot, readings: &[Reading]) -> Judged {
        let lang = self.rules.locale;
        let times: Option<Vec<NaiveTime>> = readings.iter().map(|r| clock(&r.value)).collect();
        if slot.r#type == SlotType::Moment && readings.iter().all(|r| matches!(r.value, Value::Time(_))) {
            // Which half of the day may follow from the day.
            return Judged { why: "time without a day".to_owned(), ..self.missing(slot, Part::Date, name) };
        }
        let dates: Vec<NaiveDate> = readings.iter().filter_map(|r| day(&r.value)).collect();
        let one_date =
            dates.first().filter(|d| dates.len() == readings.len() && dates.iter().all(|o| o == *d));
        let fold = match readings {
            [a, b] => {
                matches!((a.value, b.value), (Value::DateTime(a), Value::DateTime(b)) if a.local == b.local)
            }
            _ => false,
        };
        let (options, question) = match (one_date, times) {
            (Some(date), _) if fold => self.which_of_the_fold(*date),
            (Some(date), Some(times)) => {
                let options: Vec<String> =
                    times.iter().map(|t| speak::time(*t, lang, self.context)).collect();
                let list = speak::either(&options, lang);
                let on = speak::on(&speak::date(*date, lang, self.context));
                let question = match lang {
                    Lang::De => format!("Meinen Sie {on} um {list}?"),
                    Lang::En => format!("On {on}, do you mean {list}?"),
                };
                (options, question)
            }
            _ => {
                let options: Vec<String> =
                    readings.iter().map(|r| speak::value(&r.value, lang, self.context)).collect();
                let list = speak::either(&options, lang);
                let offered = readings.iter().any(|r| r.offer > 0);
                let question = match (lang, offered) {
                    (Lang::De, true) => format!("Was ist Ihnen lieber: {list}?"),
                    (Lang::De, false) => format!("Meinen Sie {list}?"),
                    (Lang::En, true) => format!("Which would you prefer: {list}?"),
                    (Lang::En, false) => format!("Do you mean {list}?"),
                };
                (options, question)
            }
        };
        let meanings = options.iter().map(|o| o.clone().into()).collect::<Vec<_>>();
        let problem =
            Problem::worded("ambiguous", Part::Value, Wording::Whole(question)).with_options(options);
        Judged {
            date: one_date.copied(),
            ..Judged::problem(problem, Finding::new(&AMBIGUOUS).with("meanings", meanings))
        }
    }

    fn which_of_the_fold(&self, date: NaiveDate) -> (Vec<String>, String) {
        let lang = self.rules.locale;
        let on = speak::date(date, lang, self.context);
        match lang {
            Lang::De => (
                ["vor der Zeitumstellung", "nach der Zeitumstellung"].map(str::to_owned).to_vec(),
                format!(
                    "Diese Uhrzeit gibt es {} zweimal. Meinen Sie vor oder nach der Zeitumstellung?",
                    speak::on(&on)
                ),
            ),
            Lang::En => (
                ["before the clock change", "after the clock change"].map(str::to_owned).to_vec(),
                format!("On {on} this time comes twice. Do you mean before or after the clock change?"),
            ),
        }
    }

    /// A warning about a value that would be acted upon: it has to be confirmed first.
    fn doubt(&self, state: &SlotState, value: &SlotValue, findings: &[Finding]) -> Option<Problem> {
        let doubtful = findings.iter().find(|f| {
            f.severity() > Severity::Note
                && !NO_DOUBT.contains(&f.code())
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

/// True when two readings differ by nothing but the half of the day.
fn half_a_day_apart(a: &Reading, b: &Reading) -> bool {
    let half =
        |assumed: Assumed| assumed.without(Assumed::of(Assumption::Morning).and(Assumption::Afternoon));
    let marked = |r: &Reading| r.assumed.has(Assumption::Morning) || r.assumed.has(Assumption::Afternoon);
    let apart = match (a.value, b.value) {
        (Value::Time(x), Value::Time(y)) => x.signed_duration_since(y).num_seconds().abs() == 43_200,
        (Value::DateTime(x), Value::DateTime(y)) => {
            x.local.date() == y.local.date()
                && x.local.signed_duration_since(y.local).abs() == TimeDelta::hours(12)
        }
        _ => false,
    };
    apart && a.offer == b.offer && marked(a) && marked(b) && half(a.assumed) == half(b.assumed)
}

/// The day that an interval lies on, if it is one.
fn one_day(start: Option<crate::temporal::Bound>, end: Option<crate::temporal::Bound>) -> Option<NaiveDate> {
    use crate::temporal::Bound;
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
    use crate::temporal::Bound;

    fn time(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    fn reading(value: Value, assumption: Assumption) -> Reading {
        Reading { assumed: Assumed::of(assumption), ..whole(value) }
    }

    fn moment(text: &str) -> Value {
        Value::DateTime(once(text.parse().unwrap(), chrono_tz::Europe::Berlin).unwrap())
    }

    #[test]
    fn half_a_day_apart_is_nothing_but_the_half() {
        let three = reading(moment("2025-11-06T03:00:00"), Assumption::Morning);
        let fifteen = reading(moment("2025-11-06T15:00:00"), Assumption::Afternoon);
        assert!(half_a_day_apart(&three, &fifteen));
        assert!(half_a_day_apart(&fifteen, &three));
        let next_day = reading(moment("2025-11-07T03:00:00"), Assumption::Morning);
        assert!(!half_a_day_apart(&fifteen, &next_day), "twelve hours, but another day");
        let exact = whole(moment("2025-11-06T15:00:00"));
        assert!(!half_a_day_apart(&three, &exact), "nobody asked which half");
        let coming = Reading { assumed: fifteen.assumed.and(Assumption::Coming), ..fifteen };
        assert!(!half_a_day_apart(&three, &coming), "they differ by another assumption too");
        let other_offer = Reading { offer: 1, ..fifteen };
        assert!(!half_a_day_apart(&three, &other_offer));
        let bare = |t: &str, a| reading(Value::Time(time(t)), a);
        assert!(half_a_day_apart(
            &bare("03:30:00", Assumption::Morning),
            &bare("15:30:00", Assumption::Afternoon)
        ));
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
