//! What a German voice says of the decision.

use super::{
    ALREADY_BOOKED, ASKED_TWICE, DUPLICATE, Decision, NOT_MOVED, PENDING, SLOT_TAKEN, STILL_STANDS, Step,
    TIME_MISMATCH,
};
use crate::context::Context;
use crate::finding::{Datum, Kind};
use crate::temporal::zone::on_the_wall;
use crate::temporal::{Moment, Value, speech};

/// The decision as sentences for the caller: what stands, what is wrong with the rest, and what happens now.
///
/// ```
/// use klartext::appointment::confirm::{Order, Wanted, confirm, say};
/// use klartext::Context;
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let order = Order::new(Wanted::at("2025-11-06T13:00:00Z".parse()?), context.now);
/// let answer = serde_json::json!({"uid": "b1", "start": "2025-11-06T13:00:00Z"});
/// assert_eq!(
///     say(&confirm(&order, Some(&answer), &[], &context), &context),
///     "Ihr Termin ist eingetragen: Donnerstag, den sechsten November, um vierzehn Uhr.",
/// );
/// # Ok::<(), chrono::ParseError>(())
/// ```
pub fn say(decision: &Decision, context: &Context) -> String {
    let told = Told { decision, context };
    let mut out: Vec<String> = told.accepted().into_iter().collect();
    let is_cancelled = |step: &&Step| matches!(step, Step::Cancel { .. });
    let is_handed = |step: &&Step| matches!(step, Step::HandToPerson { .. });
    told.each(is_cancelled, &mut out);
    told.each(is_handed, &mut out);
    if decision.steps.iter().any(|step| is_handed(&step)) {
        out.push("Unser Team sieht es sich an und meldet sich bei Ihnen.".to_owned());
    }
    out.extend(told.again());
    out.join(" ")
}

struct Told<'a> {
    decision: &'a Decision,
    context: &'a Context,
}

impl Told<'_> {
    fn accepted(&self) -> Option<String> {
        let mut accepted = self.decision.accepted.clone();
        accepted.sort_by_key(|m| m.utc);
        let moments: Vec<String> =
            accepted.iter().map(|m| speech::say(&Value::DateTime(*m), self.context)).collect();
        match moments.as_slice() {
            [] => None,
            [one] => Some(format!("Ihr Termin ist eingetragen: {one}.")),
            several => Some(format!("Ihre Termine sind eingetragen: {}.", several.join("; "))),
        }
    }

    /// The sentences for the steps of one kind, each once.
    fn each(&self, of: impl Fn(&&Step) -> bool, out: &mut Vec<String>) {
        let steps: Vec<&Step> = self.decision.steps.iter().filter(of).collect();
        let asked = self.decision.asked.len();
        let nothing_more = |step: &&Step| self.known(step).is_none();
        let all = steps.iter().filter(|step| wanted(step).is_some()).count() == asked;
        if asked > 1
            && all
            && steps.iter().all(nothing_more)
            && steps.iter().any(|s| matches!(s, Step::HandToPerson { .. }))
        {
            out.push("Ich konnte Ihre Termine leider nicht sicher eintragen.".to_owned());
            return;
        }
        let (mut back, mut twice, mut extra) = (false, false, 0_usize);
        for step in steps {
            let sentence = match step {
                Step::Cancel { wanted: None, .. } => {
                    extra = extra.saturating_add(1);
                    continue;
                }
                Step::Cancel { because, .. } if DUPLICATE.code == because.as_str() => {
                    twice = true;
                    self.known(step)
                }
                Step::Cancel { wanted, .. } => {
                    back = true;
                    self.known(step).or_else(|| Some(self.other(*wanted)))
                }
                Step::HandToPerson { wanted: None, .. } if self.decision.accepted.is_empty() => None,
                Step::HandToPerson { wanted: Some(n), .. } => {
                    self.known(step).or_else(|| Some(self.unsure(*n)))
                }
                _ => self.known(step),
            };
            out.extend(sentence.filter(|s| !out.contains(s)));
        }
        if back {
            out.push("Das nehme ich wieder zurück.".to_owned());
        }
        if twice {
            out.push("Den doppelten nehme ich wieder heraus.".to_owned());
        }
        match extra {
            0 => {}
            1 => out.push(
                "Der Kalender hat noch einen weiteren Termin eingetragen, den nehme ich wieder zurück."
                    .to_owned(),
            ),
            _ => out.push(
                "Der Kalender hat noch weitere Termine eingetragen, die nehme ich wieder zurück.".to_owned(),
            ),
        }
    }

    /// What there is to say of the reason of a step.
    fn known(&self, step: &Step) -> Option<String> {
        let (wanted, because) = match step {
            Step::Cancel { wanted, because, .. } | Step::HandToPerson { wanted, because, .. } => {
                (*wanted, because)
            }
            Step::Accept { .. } | Step::Retry { .. } => return None,
        };
        let is = |kind: &Kind| kind.code == because.as_str();
        let Some(n) = wanted else {
            let text = if is(&STILL_STANDS) {
                "Der bisherige Termin steht noch daneben."
            } else {
                "Im Kalender steht dazu noch etwas, das ich nicht zuordnen kann."
            };
            return Some(text.to_owned());
        };
        let which = self.which(n);
        let said = |one: &str, of_several: &dyn Fn(&str) -> String| {
            Some(which.as_deref().map_or_else(|| one.to_owned(), of_several))
        };
        if is(&TIME_MISMATCH) {
            self.mismatch(n)
        } else if is(&DUPLICATE) {
            said("Diesen Termin haben Sie schon.", &|w| format!("Den Termin {w} haben Sie schon."))
        } else if is(&SLOT_TAKEN) {
            said("Diese Zeit ist leider gerade vergeben worden.", &|w| {
                format!("Der Termin {w} ist leider gerade vergeben worden.")
            })
        } else if is(&ALREADY_BOOKED) {
            said("Diesen Termin gibt es offenbar schon.", &|w| {
                format!("Den Termin {w} gibt es offenbar schon.")
            })
        } else if is(&PENDING) {
            said("Ihr Termin ist vorgemerkt und muss noch bestätigt werden.", &|w| {
                format!("Der Termin {w} ist vorgemerkt und muss noch bestätigt werden.")
            })
        } else if is(&NOT_MOVED) {
            said("Ihr Termin ließ sich leider nicht verlegen, er steht noch wie bisher im Kalender.", &|w| {
                format!(
                    "Den Termin {w} konnte ich leider nicht eintragen, der bisherige steht noch im Kalender."
                )
            })
        } else if is(&ASKED_TWICE) {
            said("Ihr Termin ist doppelt eingetragen.", &|w| {
                format!("Der Termin {w} ist doppelt eingetragen.")
            })
        } else {
            None
        }
    }

    /// Something else than the time is wrong.
    fn other(&self, wanted: Option<usize>) -> String {
        match wanted.and_then(|n| self.which(n)) {
            Some(which) => format!(
                "Für den Termin {which} hat der Kalender leider etwas anderes eingetragen, als Sie wollten."
            ),
            None => "Der Kalender hat leider etwas anderes eingetragen, als Sie wollten.".to_owned(),
        }
    }

    fn unsure(&self, wanted: usize) -> String {
        match self.which(wanted) {
            Some(which) => format!("Den Termin {which} konnte ich leider nicht sicher eintragen."),
            None => "Ich konnte Ihren Termin leider nicht sicher eintragen.".to_owned(),
        }
    }

    fn mismatch(&self, wanted: usize) -> Option<String> {
        let several = self.decision.asked.len() > 1;
        let of_it = |f: &&crate::finding::Finding| {
            f.is(&TIME_MISMATCH) && (!several || f.datum("request") == Some(&Datum::from(wanted)))
        };
        let finding = self.decision.findings.iter().find(of_it)?;
        let (Datum::Instant(requested), Datum::Instant(booked)) =
            (finding.datum("requested_utc")?, finding.datum("booked_utc")?)
        else {
            return None;
        };
        let moment = |at| on_the_wall(at, self.context.zone);
        let (requested, booked) = (moment(*requested), moment(*booked));
        let same_day = requested.local.date() == booked.local.date();
        let said = |m: Moment| {
            let mut text = if same_day && !several {
                speech::time_on(m.local.time(), m.local.date(), self.context)
            } else {
                speech::local_short(m.local, self.context)
            };
            let which = speech::which_of_two(&m);
            if !which.is_empty() {
                text.push_str(which);
                text.push(',');
            }
            text
        };
        Some(format!("Der Kalender hat leider {} statt {} eingetragen.", said(booked), said(requested)))
    }

    fn again(&self) -> Option<String> {
        let retried: Vec<usize> = self
            .decision
            .steps
            .iter()
            .filter_map(|step| if let Step::Retry { wanted, .. } = step { Some(*wanted) } else { None })
            .collect();
        let one = match retried.as_slice() {
            [] => return None,
            [one] => self.which(*one).map(|which| format!("den Termin {which} versuche ich noch einmal")),
            several if several.len() < self.decision.asked.len() => {
                Some("die anderen versuche ich noch einmal".to_owned())
            }
            _ => None,
        };
        Some(format!("Einen Moment bitte, {}.", one.as_deref().unwrap_or("ich versuche es noch einmal")))
    }

    /// Which of several: "am Freitag um vierzehn Uhr", "morgen um neun Uhr".
    fn which(&self, wanted: usize) -> Option<String> {
        let moment = self.decision.asked.get(wanted).filter(|_| self.decision.asked.len() > 1)?;
        let short = speech::say_short(&Value::DateTime(*moment), self.context);
        // A weekday; the other days have their own word, or their "am".
        Some(if short.starts_with(char::is_uppercase) { format!("am {short}") } else { short })
    }
}

const fn wanted(step: &Step) -> Option<usize> {
    match step {
        Step::Accept { wanted, .. } | Step::Retry { wanted, .. } => Some(*wanted),
        Step::Cancel { wanted, .. } | Step::HandToPerson { wanted, .. } => *wanted,
    }
}
