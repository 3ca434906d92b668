//! A date or time that does not exist: why, in words that can be spoken, and what to ask instead.

use chrono::{NaiveDate, NaiveTime};

use super::wall::{Said, field};
use super::{clock, day};
use crate::conversation::{Part, Proposal};
use crate::finding::{Datum, Finding, Lang, Severity};
use crate::number::{cardinal, ordinal};
use crate::rules::judge::{Judge, Judged, Problem, Wording};
use crate::rules::speak;
use crate::temporal::findings::{GAP, INVALID_DATE, INVALID_TIME};
use crate::temporal::{Hint, Reading};

/// With more days than these to choose from, none is read out.
const SPOKEN_DAYS: usize = 3;

impl Judge<'_> {
    /// There is no such date or time; what was said beside it is kept.
    pub(super) fn invalid(&self, said: &Said<'_>, findings: &mut Vec<Finding>) -> Judged {
        let lang = self.rules.locale;
        let reason = findings.iter().find(|f| f.severity() == Severity::Error).cloned();
        let code = reason.as_ref().map_or("invalid", Finding::code).to_owned();
        let text = reason.as_ref().map_or_else(
            || self.worded("Diesen Zeitpunkt gibt es nicht.", "There is no such date or time."),
            |finding| match lang {
                Lang::De => self.no_such(finding),
                Lang::En => speak::sentence(&finding.message(lang)),
            },
        );
        let (date, time) = reason.as_ref().map_or((None, None), |f| self.beside(f, said, findings));
        let part = match (date, time) {
            (Some(_), None) => Part::Time,
            (None, Some(_)) => Part::Date,
            _ => Part::Value,
        };
        let nearest: Vec<NaiveDate> =
            reason.as_ref().filter(|f| f.is(&INVALID_DATE)).map_or_else(Vec::new, |f| self.nearest(f));
        let options: Vec<String> = nearest.iter().map(|d| speak::date(*d, lang, self.context)).collect();
        let mut problem = if options.is_empty() || options.len() > SPOKEN_DAYS {
            Problem::worded(&code, part, Wording::After(text))
        } else {
            let list = speak::alternatives(&options, lang);
            let question = match lang {
                Lang::De => format!("Meinen Sie {list}?"),
                Lang::En => format!("Do you mean {list}?"),
            };
            Problem::explained(&code, part, text, &question).with_options(options)
        };
        if let [only] = nearest.as_slice() {
            problem.proposal = Some(Proposal::Day(*only));
            problem.options.clear();
        }
        Judged { date, time, why: code, problem: Some(problem), ..Judged::default() }
    }

    /// The day or the time that was said in the other field, and is good.
    fn beside(
        &self,
        wrong: &Finding,
        said: &Said<'_>,
        findings: &mut Vec<Finding>,
    ) -> (Option<NaiveDate>, Option<NaiveTime>) {
        if wrong.is(&GAP) {
            return match wrong.datum("local") {
                Some(Datum::Local(local)) => (Some(local.date()), None),
                _ => (None, None),
            };
        }
        let (Some(date), Some(time)) = (said.date, said.time) else { return (None, None) };
        let wrong_slot = wrong.slot.as_deref();
        if wrong_slot == Some(field(&date.path)) {
            let readings = self.resolve(&[(time, Hint::Time)], time.at).readings;
            (None, only(&self.halves_decided(readings, findings), clock))
        } else if wrong_slot == Some(field(&time.path)) {
            (only(&self.resolve(&[(date, Hint::Date)], date.at).readings, day), None)
        } else {
            (None, None)
        }
    }

    /// The days near one that does not exist that may be booked.
    fn nearest(&self, finding: &Finding) -> Vec<NaiveDate> {
        let Some(Datum::List(days)) = finding.datum("nearest") else { return Vec::new() };
        days.iter()
            .filter_map(|d| match d {
                Datum::Date(date) => Some(*date),
                _ => None,
            })
            .filter(|date| self.allowed_day(*date, &[]).is_none())
            .collect()
    }

    /// "Den einunddreißigsten November gibt es nicht."
    fn no_such(&self, finding: &Finding) -> String {
        let number = |name: &str| match finding.datum(name) {
            Some(Datum::Int(n)) => u32::try_from(*n).ok(),
            _ => None,
        };
        let lang = self.rules.locale;
        if finding.is(&INVALID_DATE) {
            if number("week").is_some() {
                return "Diese Kalenderwoche gibt es nicht.".to_owned();
            }
            let month = number("month").map_or("", crate::temporal::speech::month);
            return match number("day").filter(|day| *day > 0 && !month.is_empty()) {
                Some(29) if number("month") == Some(2) => {
                    let year = number("year")
                        .map_or_else(|| "in dem Jahr".to_owned(), |y| format!("im Jahr {}", cardinal(y)));
                    format!("Den neunundzwanzigsten Februar gibt es {year} nicht.")
                }
                Some(day) => format!("Den {}n {month} gibt es nicht.", ordinal(day)),
                None => "Dieses Datum gibt es nicht.".to_owned(),
            };
        }
        if finding.is(&INVALID_TIME)
            && let Some(hour) = number("hour")
        {
            let minute =
                number("minute").filter(|m| *m > 0).map_or_else(String::new, |m| format!(" {}", cardinal(m)));
            let hour = if hour == 1 { "ein".to_owned() } else { cardinal(hour) };
            return speak::sentence(&format!("{hour} Uhr{minute} gibt es nicht"));
        }
        if finding.is(&GAP)
            && let Some(Datum::Local(local)) = finding.datum("local")
        {
            let on = speak::capital(&speak::on_day(local.date(), lang, self.context));
            let time = speak::time(local.time(), lang, self.context);
            return format!("{on} wird die Uhr vorgestellt, {time} gibt es da nicht.");
        }
        speak::sentence(&finding.message(lang))
    }
}

/// What all readings share, if it is one thing.
fn only<T: PartialEq>(readings: &[Reading], part: fn(&crate::temporal::Value) -> Option<T>) -> Option<T> {
    let mut parts = readings.iter().map(|r| part(&r.value));
    let first = parts.next()??;
    parts.all(|p| p.as_ref() == Some(&first)).then_some(first)
}
