//! A moment that was understood, against the clock, the booking rules and the opening hours.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};

use super::once;
use crate::appointment::hours::{self, ADJUSTED, BEYOND_HORIZON, CLOSED_DAY, Place};
use crate::appointment::{self, Judgement, Reason};
use crate::context::Expect;
use crate::conversation::{Part, Proposal};
use crate::finding::{Finding, Lang};
use crate::number::cardinal;
use crate::rules::judge::{Judge, Judged, Problem, Wording};
use crate::rules::speak::{self, capital};
use crate::rules::{Beyond, Outside};
use crate::temporal::findings::IN_PAST;
use crate::temporal::{Assumed, Moment};
use crate::verdict::SlotValue;

impl Judge<'_> {
    /// A moment: settled, or what stands against it.
    pub(super) fn allowed(&self, moment: Moment, assumed: Assumed, findings: &[Finding]) -> Judged {
        let judged = self.judge_moment(moment, assumed, findings);
        Judged { date: Some(moment.local.date()), time: Some(moment.local.time()), ..judged }
    }

    /// A moment that is no appointment: it is as it was said.
    pub(super) fn told(&self, moment: Moment, assumed: Assumed) -> Judged {
        Judged {
            date: Some(moment.local.date()),
            time: Some(moment.local.time()),
            ..self.settled(moment, assumed)
        }
    }

    fn judge_moment(&self, moment: Moment, assumed: Assumed, findings: &[Finding]) -> Judged {
        let asked = appointment::Request { minutes: self.minutes, ..appointment::Request::from(moment) };
        let judgement = appointment::judge(&asked, &self.rules.booking, self.context);
        let Judgement { against: Some((reason, finding)), instead, .. } = judgement else {
            return self.settled(moment, assumed);
        };
        match reason {
            Reason::InPast => self.past(moment, findings),
            Reason::BeyondHorizon { .. } => match self.beyond(moment.local.date()) {
                Some(judged) => judged,
                None => self.settled(moment, assumed),
            },
            reason => {
                let wording = self.closed(moment.local, reason);
                // What is proposed is kept as wall time: one that comes twice would have to be asked for again.
                let instead = instead.filter(|m| once(m.local, self.context.zone).is_some());
                self.propose(moment, assumed, finding, instead, wording)
            }
        }
    }

    /// A day without a time: only what the day alone decides. `findings` are those made so far.
    pub(super) fn allowed_day(&self, date: NaiveDate, findings: &[Finding]) -> Option<Judged> {
        let future = self.context.policy.expect == Expect::Future;
        let today = self.context.today();
        if future && date < today {
            let wording = Wording::After(self.day_is_over(date));
            let problem = Problem::worded(&IN_PAST.code, Part::Date, wording);
            return Some(in_past(problem, Finding::new(&IN_PAST).with("requested", date), findings));
        }
        if future && let Some(judged) = self.beyond(date) {
            return Some(judged);
        }
        let opening = self.context.hours.as_ref()?;
        if !opening.on(date).is_empty() {
            return None;
        }
        let next = hours::next_open_day(date, opening).filter(|next| !future || self.beyond(*next).is_none());
        let mut finding = hours::closed_day(date, opening);
        if let Some(next) = next {
            finding = finding.with("alternative", next);
        }
        let lang = self.rules.locale;
        let on = speak::on_day(date, lang, self.context);
        let reason = match lang {
            Lang::De => format!("{} haben wir geschlossen.", capital(&on)),
            Lang::En => format!("We are closed {on}."),
        };
        if self.rules.booking.outside_hours == Outside::Reject {
            return Some(refused(CLOSED_DAY.code.as_ref(), finding, reason));
        }
        let suits = next.map(|next| {
            let spoken = speak::on(&speak::date(next, lang, self.context));
            match lang {
                Lang::De => format!("Passt es Ihnen {spoken}?"),
                Lang::En => format!("Would {spoken} suit you?"),
            }
        });
        let mut problem = match suits {
            Some(suits) => Problem::explained(&CLOSED_DAY.code, Part::Date, reason, &suits),
            None => Problem::worded(&CLOSED_DAY.code, Part::Date, Wording::After(reason)),
        };
        problem.proposal = next.map(Proposal::Day);
        Some(Judged::problem(problem, finding))
    }

    fn settled(&self, moment: Moment, assumed: Assumed) -> Judged {
        let spoken = speak::moment(&moment, self.rules.locale, self.context);
        Judged::settled(SlotValue::Moment(moment, assumed), spoken, "a moment")
    }

    fn past(&self, moment: Moment, findings: &[Finding]) -> Judged {
        let lang = self.rules.locale;
        let today = moment.local.date() == self.context.today();
        let reason = if today {
            let time = speak::time(moment.local.time(), lang, self.context);
            match lang {
                Lang::De => format!("Heute um {time} geht es leider nicht mehr, das ist schon vorbei."),
                Lang::En => format!("I am sorry, {time} today is already over."),
            }
        } else {
            self.day_is_over(moment.local.date())
        };
        let problem = Problem::worded(&IN_PAST.code, Part::Value, Wording::After(reason));
        in_past(problem, Finding::new(&IN_PAST).with("requested", moment.local), findings)
    }

    fn day_is_over(&self, date: NaiveDate) -> String {
        match self.rules.locale {
            Lang::De => {
                let weekday = crate::finding::weekday_name(date.weekday(), Lang::De);
                let year = if date.year() == self.context.today().year() {
                    String::new()
                } else {
                    u32::try_from(date.year()).map_or_else(|_| String::new(), |y| format!(" {}", cardinal(y)))
                };
                format!("{weekday}, {}{year}, ist leider schon vorbei.", speak::the_day(date))
            }
            Lang::En => format!("I am sorry, {date} is already over."),
        }
    }

    /// Beyond the horizon: an earlier day is asked for, or nothing helps.
    fn beyond(&self, date: NaiveDate) -> Option<Judged> {
        let booking = &self.rules.booking;
        let latest = hours::latest(self.context.today(), booking.horizon_days?);
        if date <= latest {
            return None;
        }
        let finding = Finding::new(&BEYOND_HORIZON).with("date", date).with("latest", latest);
        let lang = self.rules.locale;
        let open = self.context.hours.as_ref().and_then(|opening| hours::last_open_day(latest, opening));
        let last = speak::date(open.unwrap_or(latest), lang, self.context);
        let reason = match lang {
            Lang::De => format!("So weit im Voraus vergeben wir noch keine Termine, zurzeit nur bis {last}."),
            Lang::En => format!("We do not plan that far ahead; the last day is {last}."),
        };
        if booking.beyond_horizon == Beyond::Reject {
            return Some(refused(BEYOND_HORIZON.code.as_ref(), finding, reason));
        }
        let problem = Problem::worded(&BEYOND_HORIZON.code, Part::Date, Wording::After(reason));
        Some(Judged::problem(problem, finding))
    }

    fn propose(
        &self,
        moment: Moment,
        assumed: Assumed,
        finding: Finding,
        taken: Option<Moment>,
        reason: String,
    ) -> Judged {
        let code = finding.code().to_owned();
        match (self.rules.booking.outside_hours, taken) {
            (Outside::Reject, _) => refused(&code, finding, reason),
            (Outside::Adjust, Some(taken)) => {
                let adjusted =
                    Finding::new(&ADJUSTED).with("requested", moment.local).with("taken", taken.local);
                let mut judged = self.settled(taken, assumed);
                judged.findings = vec![finding, adjusted];
                judged.why = format!("adjusted: {code}");
                judged
            }
            (_, Some(taken)) => {
                let suits = self.does_it_suit(moment, taken);
                let mut problem = Problem::explained(&code, Part::Value, reason, &suits);
                problem.proposal = Some(Proposal::At(taken.local));
                Judged::problem(problem, finding)
            }
            (_, None) => {
                Judged::problem(Problem::worded(&code, Part::Value, Wording::After(reason)), finding)
            }
        }
    }

    fn does_it_suit(&self, requested: Moment, taken: Moment) -> String {
        let lang = self.rules.locale;
        let same_day = requested.local.date() == taken.local.date();
        match (lang, same_day) {
            (Lang::De, true) => {
                format!("Passt Ihnen {}?", speak::time(taken.local.time(), lang, self.context))
            }
            (Lang::De, false) => {
                format!("Passt es Ihnen {}?", speak::on(&speak::moment(&taken, lang, self.context)))
            }
            (Lang::En, true) => {
                format!("Would {} suit you?", speak::time(taken.local.time(), lang, self.context))
            }
            (Lang::En, false) => format!("Would {} suit you?", speak::moment(&taken, lang, self.context)),
        }
    }

    fn closed(&self, requested: NaiveDateTime, why: Reason) -> String {
        let lang = self.rules.locale;
        let on = speak::on_day(requested.date(), lang, self.context);
        let time = |t| speak::time(t, lang, self.context);
        let german = lang == Lang::De;
        match why {
            Reason::TooSoon => self.worded("Das ist leider zu kurzfristig.", "I am sorry, that is too soon."),
            Reason::Closed(Place::BeforeOpening { opens }) if german => {
                format!("Wir öffnen {on} erst um {}.", time(opens))
            }
            Reason::Closed(Place::AfterClosing { closes }) if german => {
                format!("Wir schließen {on} schon um {}.", time(closes))
            }
            Reason::Closed(Place::Break { opens }) if german => format!(
                "{} haben wir um {} Pause, wir öffnen wieder um {}.",
                capital(&on),
                time(requested.time()),
                time(opens)
            ),
            Reason::DoesNotFit { closes, reopens } if german => format!(
                "{} reicht die Zeit um {} nicht mehr, um {} {}.",
                capital(&on),
                time(requested.time()),
                time(closes),
                if reopens { "machen wir Pause" } else { "schließen wir" }
            ),
            Reason::OffGrid if german => {
                format!("{} beginnt um {} kein Termin.", capital(&on), time(requested.time()))
            }
            Reason::Closed(Place::BeforeOpening { opens }) => format!("We open {on} at {}.", time(opens)),
            Reason::Closed(Place::AfterClosing { closes }) => format!("We close {on} at {}.", time(closes)),
            Reason::Closed(Place::Break { opens }) => format!("We open again {on} at {}.", time(opens)),
            Reason::DoesNotFit { closes, .. } => {
                format!("There is not enough time {on}, we close at {}.", time(closes))
            }
            Reason::OffGrid => format!("No appointment begins {on} at {}.", time(requested.time())),
            _ if german => format!("{} haben wir geschlossen.", capital(&on)),
            _ => format!("We are closed {on}."),
        }
    }

    pub(in crate::rules) fn worded(&self, de: &str, en: &str) -> String {
        if self.rules.locale == Lang::De { de.to_owned() } else { en.to_owned() }
    }
}

fn refused(code: &str, finding: Finding, reason: String) -> Judged {
    let mut problem = Problem::worded(code, Part::Value, Wording::After(reason));
    problem.fatal = true;
    Judged::problem(problem, finding)
}

/// The past, reported once: the temporal room may have said so already.
fn in_past(problem: Problem, finding: Finding, findings: &[Finding]) -> Judged {
    let said = findings.iter().any(|f| f.is(&IN_PAST));
    let mut judged = Judged::problem(problem, finding);
    if said {
        judged.findings.clear();
    }
    judged
}
