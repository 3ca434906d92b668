//! Several readings: decided where rules and clock decide, asked about where they do not.

use chrono::{NaiveDate, NaiveTime};

use super::{clock, day, one_day, wall};
use crate::conversation::{Part, Proposal};
use crate::finding::{Datum, Finding, Kind, Lang, Severity};
use crate::rules::judge::{Judge, Judged, Problem, Wording};
use crate::rules::{Slot, SlotType, speak};
use crate::temporal::findings::{DATE_CONFLICT, WEEKDAY_CONFLICT};
use crate::temporal::{Reading, Value};

/// Several meanings are left.
pub static AMBIGUOUS: Kind =
    Kind::new("ambiguous", Severity::Note, "Mehrere Bedeutungen: {meanings}", "several meanings: {meanings}");

/// The caller named several times, and any of them may be booked.
pub static SEVERAL_OFFERS: Kind =
    Kind::new("several_offers", Severity::Note, "Zur Wahl gestellt: {meanings}", "offered: {meanings}");

/// With more answers than these to choose from, none is read out.
const SPOKEN_OPTIONS: usize = 4;

impl Judge<'_> {
    /// Of two readings twelve hours apart, the one that makes more sense here.
    pub(super) fn halves_decided(&self, readings: Vec<Reading>, findings: &mut Vec<Finding>) -> Vec<Reading> {
        crate::appointment::halves_decided(readings, self.context, findings)
    }

    /// Several readings: which one is meant, of those that may be booked.
    pub(super) fn several(
        &self,
        name: &str,
        slot: &Slot,
        readings: &[Reading],
        findings: &mut Vec<Finding>,
    ) -> Judged {
        let Some(best) = readings.first() else { return self.missing(slot, Part::Value, name) };
        if slot.r#type == SlotType::Moment && readings.iter().all(|r| matches!(r.value, Value::Time(_))) {
            // Which half of the day may follow from the day.
            return Judged { why: "time without a day".to_owned(), ..self.missing(slot, Part::Date, name) };
        }
        if readings.iter().all(|r| matches!(r.value, Value::Recurrence(_) | Value::Duration { .. })) {
            return self.stretch(name, slot, best);
        }
        let (possible, impossible) = self.bookable(slot, readings);
        match (possible.as_slice(), impossible.as_slice()) {
            ([], _) => {
                let judged = self.one(name, slot, best, findings);
                // The rules would move it to another time, but what is it that would be moved?
                if judged.value.is_some() { self.which_of(name, slot, readings, findings) } else { judged }
            }
            ([one], [_, ..]) => self.only_one_left(name, slot, one, impossible, findings),
            (several, _) => {
                let judged = self.which_of(name, slot, several, findings);
                findings.extend(impossible.into_iter().flat_map(|j| j.findings));
                judged
            }
        }
    }

    /// The readings that may be booked, and what stands against the others.
    fn bookable(&self, slot: &Slot, readings: &[Reading]) -> (Vec<Reading>, Vec<Judged>) {
        let against = |reading: &Reading| -> Option<Judged> {
            match (slot.r#type, reading.value) {
                (SlotType::Moment, Value::DateTime(moment)) => {
                    let judged = self.allowed(moment, reading.assumed, &[]);
                    (judged.problem.is_some() || !judged.findings.is_empty()).then_some(judged)
                }
                (SlotType::Moment | SlotType::Date, Value::Date(date)) => self.allowed_day(date, &[]),
                (SlotType::Moment | SlotType::Date, Value::Interval { start, end }) => {
                    one_day(start, end).and_then(|date| self.allowed_day(date, &[]))
                }
                _ => None,
            }
        };
        let (mut possible, mut impossible) = (Vec::new(), Vec::new());
        for reading in readings {
            match against(reading) {
                Some(judged) => impossible.push(judged),
                None => possible.push(*reading),
            }
        }
        (possible, impossible)
    }

    /// One meaning may be booked, the others not: no silent choice, but a proposal.
    fn only_one_left(
        &self,
        name: &str,
        slot: &Slot,
        one: &Reading,
        impossible: Vec<Judged>,
        findings: &mut Vec<Finding>,
    ) -> Judged {
        let lang = self.rules.locale;
        let reason = impossible.iter().find_map(|j| j.problem.as_ref()?.reason.clone());
        let sentences: Vec<String> = self.contradiction(findings).into_iter().chain(reason).collect();
        findings.extend(impossible.into_iter().flat_map(|j| j.findings));
        let proposal = match one.value {
            Value::DateTime(m) => Some(Proposal::At(m.local)),
            Value::Date(d) => Some(Proposal::Day(d)),
            _ => None,
        };
        let spoken = speak::value(&one.value, lang, self.context);
        let mut judged = match proposal {
            Some(_) => {
                let suits = match lang {
                    Lang::De => format!("Passt es Ihnen {}?", speak::on(&spoken)),
                    Lang::En => format!("Would {spoken} suit you?"),
                };
                let question = sentences.iter().cloned().chain([suits]).collect::<Vec<_>>().join(" ");
                let mut problem = Problem::worded(&AMBIGUOUS.code, Part::Value, Wording::Whole(question));
                problem.proposal = proposal;
                Judged { problem: Some(problem), ..Judged::default() }
            }
            None => {
                let mut judged = self.one(name, slot, one, findings);
                if let Some(problem) = &mut judged.problem
                    && !sentences.is_empty()
                {
                    problem.wording = Wording::After(sentences.join(" "));
                }
                judged
            }
        };
        judged.date = judged.date.or_else(|| day(&one.value));
        judged.time = judged.time.or_else(|| clock(&one.value));
        judged.why = "one of several meanings may be booked".to_owned();
        judged
    }

    /// The question which of these is meant.
    fn which_of(&self, name: &str, slot: &Slot, readings: &[Reading], findings: &[Finding]) -> Judged {
        let lang = self.rules.locale;
        let dates: Vec<NaiveDate> = readings.iter().filter_map(|r| day(&r.value)).collect();
        let times: Vec<NaiveTime> = readings.iter().filter_map(|r| clock(&r.value)).collect();
        let one_date = common(&dates, readings.len());
        let one_time = common(&times, readings.len());
        let offered = readings.iter().any(|r| r.offer > 0);
        let (options, question) = match (one_date, one_time) {
            (Some(date), Some(_)) => self.which_of_the_fold(date),
            (Some(date), None) if times.len() == readings.len() => {
                let options: Vec<String> =
                    times.iter().map(|t| speak::time(*t, lang, self.context)).collect();
                let on = speak::on_day(date, lang, self.context);
                let question = match (lang, offered) {
                    (Lang::De, true) => {
                        format!("Was ist Ihnen {on} lieber: {}?", speak::either(&options, lang))
                    }
                    (Lang::De, false) => format!("Meinen Sie {on} {}?", speak::at_times(&options, lang)),
                    (Lang::En, true) => format!("Which {on}: {}?", speak::either(&options, lang)),
                    (Lang::En, false) => {
                        format!("Do you mean {} {on}?", speak::either(&options, lang))
                    }
                };
                (options, question)
            }
            _ => {
                let options: Vec<String> =
                    readings.iter().map(|r| speak::value(&r.value, lang, self.context)).collect();
                let list = match one_time.filter(|_| dates.len() == readings.len()) {
                    Some(time) => {
                        let days: Vec<String> =
                            dates.iter().map(|d| speak::date(*d, lang, self.context)).collect();
                        let clock = speak::time(time, lang, self.context);
                        let days = speak::alternatives(&days, lang);
                        match lang {
                            Lang::De => format!("{days}, jeweils um {clock}"),
                            Lang::En => format!("{days}, at {clock}"),
                        }
                    }
                    None => speak::alternatives(&options, lang),
                };
                let question = match (lang, offered) {
                    (Lang::De, true) => format!("Was ist Ihnen lieber: {list}?"),
                    (Lang::De, false) => format!("Meinen Sie {list}?"),
                    (Lang::En, true) => format!("Which would you prefer: {list}?"),
                    (Lang::En, false) => format!("Do you mean {list}?"),
                };
                (options, question)
            }
        };
        let meanings: Vec<Datum> = options.iter().map(|o| o.clone().into()).collect();
        let wording = match self.contradiction(findings) {
            _ if options.len() > SPOKEN_OPTIONS => Wording::After(match lang {
                Lang::De => "Da kommen mehrere Zeiten infrage.".to_owned(),
                Lang::En => "That can be several times.".to_owned(),
            }),
            Some(first) => Wording::Whole(format!("{first} {question}")),
            None => Wording::Whole(question),
        };
        let (kind, why) = match wall::several_meanings(readings) {
            false if offered => (&SEVERAL_OFFERS, "several times on offer"),
            _ => (&AMBIGUOUS, "several meanings"),
        };
        let mut problem = Problem::worded(&kind.code, Part::Value, wording).with_options(options);
        problem.offered = offered_for_choice(readings, self.context.zone);
        Judged {
            date: one_date,
            time: one_time.filter(|_| slot.r#type != SlotType::Date),
            why: format!("{name} has {why}"),
            ..Judged::problem(problem, Finding::new(kind).with("meanings", meanings))
        }
    }

    /// What contradicts itself, as a sentence before the question.
    fn contradiction(&self, findings: &[Finding]) -> Option<String> {
        let lang = self.rules.locale;
        if let Some(conflict) = findings.iter().find(|f| f.is(&WEEKDAY_CONFLICT)) {
            let (Some(Datum::Date(date)), Some(Datum::Weekday(is))) =
                (conflict.datum("date"), conflict.datum("is"))
            else {
                return None;
            };
            let is = crate::finding::weekday_name(*is, lang);
            return Some(match lang {
                Lang::De => speak::sentence(&format!("{} ist ein {is}", speak::the_day(*date))),
                Lang::En => format!("{date} is a {is}."),
            });
        }
        findings.iter().any(|f| f.is(&DATE_CONFLICT)).then(|| match lang {
            Lang::De => "Sie haben zwei verschiedene Tage genannt.".to_owned(),
            Lang::En => "You named two different days.".to_owned(),
        })
    }

    fn which_of_the_fold(&self, date: NaiveDate) -> (Vec<String>, String) {
        let lang = self.rules.locale;
        let on = speak::on_day(date, lang, self.context);
        match lang {
            Lang::De => (
                ["vor der Zeitumstellung", "nach der Zeitumstellung"].map(str::to_owned).to_vec(),
                format!("Diese Uhrzeit gibt es {on} zweimal. Meinen Sie vor oder nach der Zeitumstellung?"),
            ),
            Lang::En => (
                ["before the clock change", "after the clock change"].map(str::to_owned).to_vec(),
                format!("This time comes twice {on}. Do you mean before or after the clock change?"),
            ),
        }
    }
}

/// What can be picked by its place in the question; nothing where one of them is no certain day or time.
fn offered_for_choice(readings: &[Reading], zone: chrono_tz::Tz) -> Vec<Proposal> {
    let proposal = |reading: &Reading| match reading.value {
        Value::DateTime(m) if super::once(m.local, zone).is_some() => Some(Proposal::At(m.local)),
        Value::Date(date) => Some(Proposal::Day(date)),
        _ => None,
    };
    if readings.len() > SPOKEN_OPTIONS {
        return Vec::new();
    }
    readings.iter().map(proposal).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// The value that all of them are.
fn common<T: Copy + PartialEq>(values: &[T], wanted: usize) -> Option<T> {
    let first = values.first()?;
    (values.len() == wanted && values.iter().all(|v| v == first)).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::super::{once, whole};
    use super::*;
    use crate::rules::RuleSet;
    use crate::temporal::{Assumed, Assumption};
    use crate::{Context, OpeningHours};

    fn reading(value: Value, assumption: Assumption) -> Reading {
        Reading { assumed: Assumed::of(assumption), ..whole(value) }
    }

    fn moment(text: &str) -> Value {
        Value::DateTime(once(text.parse().unwrap(), chrono_tz::Europe::Berlin).unwrap())
    }

    fn time(text: &str) -> Value {
        Value::Time(text.parse().unwrap())
    }

    /// The clock time that is left of a pair, and the finding that says why; the clock is Wednesday 10:00.
    fn decided(hours: Option<&str>, a: Value, b: Value) -> (Vec<String>, Vec<String>) {
        let rules = RuleSet::default();
        let mut context = Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin);
        context.hours = hours.map(|h| serde_json::from_str::<OpeningHours>(h).unwrap());
        let judge = Judge { rules: &rules, context: &context, opened: None, refused: &[], minutes: None };
        let mut findings = Vec::new();
        let pair = vec![reading(a, Assumption::Morning), reading(b, Assumption::Afternoon)];
        let kept = judge.halves_decided(pair, &mut findings);
        (
            kept.iter().filter_map(|r| clock(&r.value)).map(|t| t.format("%H:%M").to_string()).collect(),
            findings.iter().map(|f| f.code().to_owned()).collect(),
        )
    }

    #[test]
    fn the_half_of_the_day_is_decided_by_hours_then_clock_then_usual_hours_then_daytime() {
        let salon = Some(r#"{"wed": ["09:00-18:00"], "thu": ["09:00-18:00"]}"#);
        let late = Some(r#"{"wed": ["08:00-23:00"]}"#);
        let one = |time: &str, code: &str| (vec![time.to_owned()], vec![code.to_owned()]);
        // Thursday: 15:00 is open, 3:00 is not.
        let pair = (moment("2025-11-06T03:00:00"), moment("2025-11-06T15:00:00"));
        assert_eq!(decided(salon, pair.0, pair.1), one("15:00", "hours_decided"));
        // Nothing is known of the hours: nothing decides.
        assert_eq!(decided(None, pair.0, pair.1).0, ["03:00", "15:00"]);
        // Friday is closed, but other days are open at eleven.
        let friday = (moment("2025-11-07T11:00:00"), moment("2025-11-07T23:00:00"));
        assert_eq!(decided(salon, friday.0, friday.1), one("11:00", "usual_hours_decided"));
        // Open at neither eight on any day.
        let eight = (moment("2025-11-06T08:00:00"), moment("2025-11-06T20:00:00"));
        assert_eq!(decided(salon, eight.0, eight.1), one("08:00", "daytime_decided"));
        // Today: both are open, nine in the morning is over.
        let nine = (moment("2025-11-05T09:00:00"), moment("2025-11-05T21:00:00"));
        assert_eq!(decided(late, nine.0, nine.1), one("21:00", "past_ruled_out"));
        assert_eq!(decided(None, nine.0, nine.1), one("21:00", "past_ruled_out"));
        assert_eq!(decided(salon, nine.0, nine.1), one("09:00", "hours_decided"));
        // Both open and both to come.
        let tomorrow = (moment("2025-11-12T09:00:00"), moment("2025-11-12T21:00:00"));
        assert_eq!(decided(late, tomorrow.0, tomorrow.1).0, ["09:00", "21:00"]);
        // Without a day, the usual hours.
        assert_eq!(decided(salon, time("03:00:00"), time("15:00:00")), one("15:00", "hours_decided"));
    }
}
