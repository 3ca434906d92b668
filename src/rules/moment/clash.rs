//! Wall times against instants: the off-by-one-hour bug, caught.

use chrono::{DateTime, Utc};

use super::{Meaning, clock, day, once, wall::Said, whole};
use crate::conversation::{Part, Proposal};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::rules::judge::{Judge, Judged, Problem, Wording};
use crate::rules::speak;
use crate::temporal::zone::on_the_wall;
use crate::temporal::{Assumed, Assumption, Moment, Reading, Value};

/// Somebody wrote a wall time down as if it were UTC.
pub static WALL_TIME_AS_UTC: Kind = Kind::new(
    "wall_time_as_utc",
    Severity::Error,
    "{said} Ortszeit wurde als {sent} gesendet, das ist {shown} Ortszeit; richtig wäre {right}",
    "{said} local time was sent as {sent}, which is {shown} local time; {right} would be right",
);

/// Two fields say different moments.
pub static MOMENT_CONFLICT: Kind = Kind::new(
    "moment_conflict",
    Severity::Error,
    "Widerspruch: {said} gegen {shown}",
    "contradiction: {said} against {shown}",
);

/// An instant picked one of several meanings of the text.
pub static INSTANT_DECIDED: Kind = Kind::new(
    "instant_decided",
    Severity::Note,
    "Der mitgesendete Zeitpunkt {sent} entscheidet für {said}",
    "the instant {sent} that was sent along decides for {said}",
);

impl Judge<'_> {
    /// The instants on the wall clock of the zone, each once.
    pub(super) fn instants(&self, said: &Said<'_>) -> Vec<Moment> {
        let mut moments: Vec<Moment> = Vec::new();
        for (utc, _) in &said.instants {
            if !moments.iter().any(|m| m.utc == *utc) {
                moments.push(on_the_wall(*utc, self.context.zone));
            }
        }
        moments
    }

    pub(super) fn instants_alone(&self, instants: &[Moment], findings: &mut Vec<Finding>) -> Meaning {
        match instants {
            [one] => Meaning::Readings(vec![converted(*one)]),
            [first, second, ..] => {
                findings.push(
                    Finding::new(&MOMENT_CONFLICT).with("said", first.local).with("shown", second.local),
                );
                Meaning::judged(self.which(MOMENT_CONFLICT.code.as_ref(), *first, *second))
            }
            [] => Meaning::Readings(Vec::new()),
        }
    }

    /// A text and an instant agree, or one has to be asked for.
    pub(super) fn compare(
        &self,
        readings: &[Reading],
        instants: &[Moment],
        findings: &mut Vec<Finding>,
    ) -> Meaning {
        let Some(sent) = instants.first().copied() else { return Meaning::Readings(readings.to_vec()) };
        if let [_, _, ..] = instants {
            return self.instants_alone(instants, findings);
        }
        let agreeing = readings.iter().find(|r| agrees(r, &sent));
        if let Some(reading) = agreeing {
            if readings.len() > 1 {
                findings.push(Finding::new(&INSTANT_DECIDED).with("sent", sent.utc).with("said", sent.local));
            }
            return Meaning::Readings(vec![Reading { value: Value::DateTime(sent), ..*reading }]);
        }
        // The best reading speaks for the text; a day or a time alone is completed from the instant.
        let said = readings.iter().find_map(|r| {
            let date = day(&r.value).unwrap_or_else(|| sent.local.date());
            let time = clock(&r.value).unwrap_or_else(|| sent.local.time());
            match r.value {
                Value::DateTime(m) => Some(m),
                Value::Date(_) | Value::Time(_) => once(date.and_time(time), self.context.zone),
                _ => None,
            }
        });
        let Some(said) = said else { return Meaning::Readings(readings.to_vec()) };
        let as_utc = readings.iter().find_map(|r| meant_as_utc(r, sent.utc, said));
        match as_utc {
            Some(said) => {
                findings.push(
                    Finding::new(&WALL_TIME_AS_UTC)
                        .with("said", said.local)
                        .with("sent", sent.utc)
                        .with("shown", sent.local)
                        .with("right", said.utc),
                );
                Meaning::judged(self.which(WALL_TIME_AS_UTC.code.as_ref(), said, sent))
            }
            None => {
                findings.push(
                    Finding::new(&MOMENT_CONFLICT)
                        .with("said", said.local)
                        .with("shown", sent.local)
                        .with("sent", sent.utc),
                );
                Meaning::judged(self.which(MOMENT_CONFLICT.code.as_ref(), said, sent))
            }
        }
    }

    /// Which of two moments is right; one that may not be booked is not offered.
    fn which(&self, code: &str, said: Moment, shown: Moment) -> Judged {
        let lang = self.rules.locale;
        let may_be_booked = |moment: &Moment| {
            let judged = self.allowed(*moment, Assumed::NONE, &[]);
            judged.problem.is_none() && judged.findings.is_empty()
        };
        let left: Vec<Moment> = [said, shown].into_iter().filter(may_be_booked).collect();
        let same_day = said.local.date() == shown.local.date();
        let (wording, options, proposal) = match left.as_slice() {
            [] => (Wording::Own, Vec::new(), None),
            [one] => {
                let spoken = speak::moment(one, lang, self.context);
                let question = match lang {
                    Lang::De => format!("Soll der Termin {} sein?", speak::on(&spoken)),
                    Lang::En => format!("Is the appointment on {spoken}?"),
                };
                (Wording::Whole(question), Vec::new(), Some(Proposal::At(one.local)))
            }
            several => {
                let spoken = |m: &Moment| match same_day {
                    true => speak::time(m.local.time(), lang, self.context),
                    false => speak::moment(m, lang, self.context),
                };
                let options: Vec<String> = several.iter().map(spoken).collect();
                let on = speak::on_day(said.local.date(), lang, self.context);
                let question = match (lang, same_day) {
                    (Lang::De, true) => {
                        format!("Soll der Termin {on} {} sein?", speak::at_times(&options, lang))
                    }
                    (Lang::De, false) => {
                        format!("Welcher Zeitpunkt ist richtig: {}?", speak::alternatives(&options, lang))
                    }
                    (Lang::En, true) => {
                        format!("Is the appointment {on} {}?", speak::at_times(&options, lang))
                    }
                    (Lang::En, false) => format!("Which is right: {}?", speak::either(&options, lang)),
                };
                (Wording::Whole(question), options, None)
            }
        };
        let mut problem = Problem::worded(code, Part::Value, wording).with_options(options);
        problem.proposal = proposal;
        Judged {
            problem: Some(problem),
            date: same_day.then(|| said.local.date()),
            why: code.to_owned(),
            ..Judged::default()
        }
    }
}

fn converted(moment: Moment) -> Reading {
    Reading { assumed: Assumed::of(Assumption::Converted), ..whole(Value::DateTime(moment)) }
}

fn agrees(reading: &Reading, sent: &Moment) -> bool {
    match reading.value {
        Value::DateTime(m) => m.utc == sent.utc,
        Value::Date(d) => d == sent.local.date(),
        Value::Time(t) => t == sent.local.time(),
        _ => false,
    }
}

/// The moment that was said, where its wall time was written with a Z.
fn meant_as_utc(reading: &Reading, sent: DateTime<Utc>, said: Moment) -> Option<Moment> {
    let sent = sent.naive_utc();
    match reading.value {
        Value::DateTime(m) => (m.local == sent).then_some(m),
        Value::Time(t) => (t == sent.time()).then_some(said),
        _ => None,
    }
}
