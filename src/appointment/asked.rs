//! Wishes as they were said or written, against the opening hours.

use chrono::{NaiveDateTime, NaiveTime, Utc};

use super::bookable::{Answer, Bookability, Reason, Request, Start, bookable, choices};
use super::booking::Booking;
use super::half::halves_decided;
use super::hours::{ADJUSTED, NO_START, Place, closed_day, next_open_day};
use super::say::{self, say};
use super::series::{MAX_OCCURRENCES, occurrences};
use super::several::{ENDLESS, REPEAT_DISAGREES, Several, USUAL_LIMIT, Wish, several};
use super::wire_hours::{HoursAnswer, HoursStatus, WireMoment, WishRequest};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::finding::{Datum, Finding, Severity};
use crate::heard::fold;
use crate::hours::OpeningHours;
use crate::iso;
use crate::temporal::findings::{EXCLUDED, FOLD, GAP, IN_PAST, TWELVE_HOUR, YEAR_CORRECTED};
use crate::temporal::recurrence::{Freq, Recurrence};
use crate::temporal::zone::on_the_wall;
use crate::temporal::{self, Bound, Moment, Reading, Resolution, Status, Value, speech};
use crate::wire;

pub(super) fn one_of(found: &'static str) -> Error {
    Error::new(ErrorKind::Shape { expected: "one of `text`, `at` and `bookings`", found })
}

/// What a wish says about time.
enum Meant {
    /// One beginning, with what was noticed on the way to it.
    Point(Start, Vec<Finding>),
    /// A repetition.
    Series(Vec<Start>, Vec<Finding>),
    /// Something that has to be asked about.
    Open(Box<HoursAnswer>),
}

/// What holds for every wish of a line.
pub(super) struct Asked<'a> {
    pub(super) booking: &'a Booking,
    pub(super) context: &'a Context,
    pub(super) limit: Option<usize>,
}

type Answers = (HoursAnswer, Option<Vec<HoursAnswer>>);

impl Asked<'_> {
    pub(super) fn one(&self, wish: WishRequest) -> Result<Answers, Error> {
        Ok(match self.meant(&wish)? {
            Meant::Open(answer) => (*answer, None),
            Meant::Point(start, findings) => {
                let answer = bookable(&Request { start, minutes: wish.minutes }, self.booking, self.context);
                (self.doubted(&answer, findings), None)
            }
            Meant::Series(at, findings) => {
                let wishes: Vec<Wish> = at.iter().map(|at| self.wish(&wish, *at)).collect();
                let mut all = several(&wishes, self.limit, self.booking, self.context);
                all.findings.extend(findings);
                let each = all.answers.iter().map(|a| self.wire(a)).collect();
                (self.together(&all), Some(each))
            }
        })
    }

    pub(super) fn several(&self, given: Vec<WishRequest>, minutes: Option<u32>) -> Result<Answers, Error> {
        if given.len() > MAX_OCCURRENCES {
            let kind = ErrorKind::TooMany { limit: MAX_OCCURRENCES, actual: given.len() };
            return Err(Error::new(kind).with_help("of `bookings`"));
        }
        let (mut wishes, mut findings) = (Vec::new(), Vec::new());
        // Where each answer goes: a wish that was understood, or the question about one that was not.
        let mut order: Vec<Option<Box<HoursAnswer>>> = Vec::new();
        let mut doubts: Vec<Vec<Finding>> = Vec::new();
        for (at, wish) in given.into_iter().enumerate() {
            let wish = WishRequest { minutes: wish.minutes.or(minutes), ..wish };
            match self.meant(&wish).map_err(|error| error.within(&format!("bookings[{at}]")))? {
                Meant::Open(answer) => order.push(Some(answer)),
                Meant::Point(start, noticed) => {
                    wishes.push(self.wish(&wish, start));
                    doubts.push(noticed);
                    order.push(None);
                }
                Meant::Series(at, noticed) => {
                    findings.extend(noticed);
                    if wishes.len().saturating_add(at.len()) > MAX_OCCURRENCES {
                        let actual = wishes.len().saturating_add(at.len());
                        let kind = ErrorKind::TooMany { limit: MAX_OCCURRENCES, actual };
                        return Err(Error::new(kind).with_help("of appointments, repetitions among them"));
                    }
                    for at in at {
                        wishes.push(self.wish(&wish, at));
                        doubts.push(Vec::new());
                        order.push(None);
                    }
                }
            }
        }
        let mut all = several(&wishes, self.limit, self.booking, self.context);
        all.findings.extend(findings);
        let mut answer = self.together(&all);
        let mut understood = all.answers.iter().zip(doubts);
        let bookings: Vec<HoursAnswer> = order
            .into_iter()
            .filter_map(|open| match open {
                Some(open) => Some(*open),
                None => understood.next().map(|(a, doubts)| self.doubted(a, doubts)),
            })
            .collect();
        // A question about one of them comes before everything that depends on its answer.
        let question = bookings
            .iter()
            .find(|b| matches!(b.status, HoursStatus::Ask | HoursStatus::Invalid | HoursStatus::None));
        if let Some(open) = question {
            answer.status = HoursStatus::Ask;
            answer.say.clone_from(&open.say);
        } else if bookings.is_empty() {
            answer.status = HoursStatus::None;
            answer.say = Some(WHEN.to_owned());
        }
        Ok((answer, Some(bookings)))
    }

    fn wish(&self, wish: &WishRequest, start: Start) -> Wish {
        Wish {
            request: Request { start, minutes: wish.minutes },
            service: wish.service.clone(),
            person: wish.person.clone(),
            staff: wish.staff.clone(),
        }
    }

    fn meant(&self, wish: &WishRequest) -> Result<Meant, Error> {
        let meant = match (&wish.text, &wish.at) {
            (Some(text), None) => self.text(text, wish.minutes)?,
            (None, Some(at)) => Meant::Point(start(at, self.context)?, Vec::new()),
            (None, None) => return Err(one_of("none of them")),
            (Some(_), Some(_)) => return Err(one_of("several of them")),
        };
        let Some(repeat) = &wish.repeat else { return Ok(meant) };
        match meant {
            Meant::Point(first, findings) => self.repeated(repeat, first, findings),
            // Two repetitions for one wish.
            Meant::Series(_, findings) => {
                let answer = self.open(HoursStatus::Ask, findings, Vec::new(), HOW_OFTEN.to_owned());
                Ok(Meant::Open(Box::new(answer)))
            }
            open @ Meant::Open(_) => Ok(open),
        }
    }

    /// How a first appointment repeats, in words of their own.
    fn repeated(&self, words: &str, start: Start, mut findings: Vec<Finding>) -> Result<Meant, Error> {
        let first = match start {
            Start::Wall(wall) => wall,
            Start::At(moment) => on_the_wall(moment.utc, self.context.zone).local,
        };
        let resolution = temporal::resolve(words, self.context)?;
        let ask = |findings, say: &str| {
            let answer = self.open(HoursStatus::Ask, findings, Vec::new(), say.to_owned());
            Ok(Meant::Open(Box::new(answer)))
        };
        // The time of the first is certain; that of the words may be one of two.
        let noticed = resolution.findings.into_iter().filter(|f| !f.is(&TWELVE_HOUR));
        findings.extend(noticed);
        let mut rules: Vec<Recurrence> = Vec::new();
        for reading in &resolution.readings {
            let Value::Recurrence(rule) = reading.value else {
                return ask(findings, HOW_OFTEN);
            };
            let any_time = Recurrence { at: None, ..rule };
            if !rules.contains(&any_time) {
                rules.push(any_time);
            }
        }
        let [rule] = rules.as_mut_slice() else { return ask(findings, HOW_OFTEN) };
        if further(words) {
            // The first one is there already.
            rule.count = rule.count.map(|count| count.saturating_add(1));
        }
        let rule = &*rule;
        let at = |reading: &Reading| match reading.value {
            Value::Recurrence(rule) => rule.at,
            _ => None,
        };
        let other_time = resolution.readings.iter().all(|r| at(r).is_some_and(|at| at != first.time()));
        if other_time || occurrences(rule, first, 1).at.first() != Some(&first) {
            findings.push(Finding::new(&REPEAT_DISAGREES).with("first", first));
            let spoken = speech::local(first, self.context);
            return ask(findings, &format!("Der erste Termin wäre {spoken}. Wann sollen die weiteren sein?"));
        }
        let mut series = self.series(rule, first, findings);
        // The first one may say which of two instants it is.
        if let Meant::Series(at, _) = &mut series
            && let Some(one) = at.first_mut()
        {
            *one = start;
        }
        Ok(series)
    }

    /// The appointments of a repetition; `noticed` is what was noticed in its words.
    fn series(&self, recurrence: &Recurrence, from: NaiveDateTime, noticed: Vec<Finding>) -> Meant {
        let mut findings = noticed;
        if findings.iter().any(|f| f.is(&EXCLUDED)) {
            let say = "An welchen Tagen genau sollen die Termine sein?".to_owned();
            return Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, Vec::new(), say)));
        }
        let bounded = recurrence.count.is_some() || recurrence.until.is_some();
        let most = if bounded { MAX_OCCURRENCES } else { self.limit.unwrap_or(USUAL_LIMIT).max(1) };
        let series = occurrences(recurrence, from, most);
        if series.goes_on {
            findings.push(Finding::new(&ENDLESS).with("listed", series.at.len()));
        }
        let doubtful =
            |f: &Finding| f.severity() > Severity::Note && !f.is(&YEAR_CORRECTED) && !f.is(&ENDLESS);
        let over = recurrence.from == Some(from.date()) && recurrence.at.is_some_and(|at| at < from.time());
        // "ab dem 3. November", said on the fifth: in a year, or two days ago?
        let next_year = from.date().checked_add_days(chrono::Days::new(300));
        let far = recurrence.from.zip(next_year).is_some_and(|(day, far)| day > far);
        if over || far || findings.iter().any(doubtful) {
            let day = recurrence.from.unwrap_or(from.date());
            let at = recurrence.at.unwrap_or(from.time());
            if over {
                findings.push(Finding::new(&IN_PAST).with("requested", day.and_time(at)));
            }
            // Without a time of its own it goes on from a first appointment.
            let from = if recurrence.at.is_none() { Some(day) } else { recurrence.from };
            let rule = Recurrence { from, at: Some(at), ..*recurrence };
            let spoken = speech::say(&Value::Recurrence(rule), self.context);
            let say = if over {
                format!(
                    "Heute {} geht es leider nicht mehr. Wann soll der erste Termin sein?",
                    say::clock(at, day, self.context)
                )
            } else {
                format!("Habe ich Sie richtig verstanden: {spoken}?")
            };
            return Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, Vec::new(), say)));
        }
        if series.at.is_empty() {
            let say = "In dieser Zeit liegt kein solcher Termin. Wann soll er sein?".to_owned();
            return Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, Vec::new(), say)));
        }
        Meant::Series(series.at.into_iter().map(Start::Wall).collect(), findings)
    }

    fn text(&self, text: &str, minutes: Option<u32>) -> Result<Meant, Error> {
        let Resolution { status, readings, mut findings } = temporal::resolve(text, self.context)?;
        let open = |status, findings, choices, say: &str| {
            Ok(Meant::Open(Box::new(self.open(status, findings, choices, say.to_owned()))))
        };
        match status {
            Status::None => return open(HoursStatus::None, findings, Vec::new(), WHEN),
            Status::Invalid => {
                let skipped = findings.iter().find(|f| f.is(&GAP)).and_then(|f| f.datum("local"));
                if let Some(Datum::Local(wall)) = skipped {
                    let wall = *wall;
                    findings.retain(|f| !f.is(&GAP));
                    return Ok(Meant::Point(Start::Wall(wall), findings));
                }
                let resolution = Resolution { status, readings, findings };
                let question = speech::question(&resolution, self.context);
                return open(
                    HoursStatus::Invalid,
                    resolution.findings,
                    Vec::new(),
                    question.as_deref().unwrap_or(WHEN),
                );
            }
            Status::Resolved | Status::Ambiguous => {}
        }
        let readings = halves_decided(readings, self.context, &mut findings);
        if let Some(wall) = twice(&readings) {
            findings.retain(|f| !f.is(&FOLD));
            return Ok(Meant::Point(Start::Wall(wall), findings));
        }
        let [one] = readings.as_slice() else { return Ok(self.which(readings, findings, minutes)) };
        let minutes = minutes.unwrap_or(self.booking.service_minutes);
        let within = |from, until| choices(from, Some(until), minutes, self.booking, self.context);
        match one.value {
            Value::DateTime(moment) => Ok(Meant::Point(Start::At(moment), findings)),
            Value::Recurrence(r) if r.at.is_some() && !names_a_day(&r) => {
                open(HoursStatus::Ask, findings, Vec::new(), "An welchem Tag soll der erste Termin sein?")
            }
            // "am 3. Dezember um zehn, danach noch zweimal": with the first one or without?
            Value::Recurrence(r) if r.at.is_some() && r.from.and(r.count).is_some() && further(text) => {
                open(HoursStatus::Ask, findings, Vec::new(), "Wie viele Termine sollen es insgesamt sein?")
            }
            Value::Recurrence(r) if r.at.is_some() => Ok(self.series(&r, self.context.local_now(), findings)),
            Value::Recurrence(_) => {
                open(HoursStatus::Ask, findings, Vec::new(), "Um wie viel Uhr soll es jeweils sein?")
            }
            Value::Time(_) => open(HoursStatus::Ask, findings, Vec::new(), "An welchem Tag soll es sein?"),
            Value::Duration { .. } => open(HoursStatus::Ask, findings, Vec::new(), WHEN),
            Value::Date(date) => {
                let (from, until) = (midnight(date), next_midnight(date));
                Ok(self.window(from, within(from, until), minutes, findings))
            }
            Value::Interval { start, end } => {
                let Some((from, until)) = bounds(start, end, self.context) else {
                    return open(HoursStatus::Ask, findings, Vec::new(), "An welchem Tag soll es sein?");
                };
                Ok(self.window(from, within(from, until), minutes, findings))
            }
        }
    }

    /// A day or a stretch of time: what can be booked in it; where nothing can, why, and what comes next.
    fn window(&self, from: NaiveDateTime, found: Vec<Moment>, minutes: u32, findings: Vec<Finding>) -> Meant {
        if !found.is_empty() {
            let say = say::offer(&found, self.context);
            return Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, found, say)));
        }
        let now = self.context.local_now();
        if from <= now && from.date() == now.date() {
            let say = format!("Dafür ist es heute leider schon zu spät. {ELSE}");
            let mut findings = findings;
            if !findings.iter().any(|f| f.is(&IN_PAST)) {
                findings.push(Finding::new(&NO_START).with("minutes", minutes));
            }
            return Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, Vec::new(), say)));
        }
        let from = from.max(now);
        let request = Request { start: Start::Wall(from), minutes: Some(minutes) };
        let answer = bookable(&request, self.booking, self.context);
        let closed = self.context.hours.as_ref().filter(|hours| hours.on(from.date()).is_empty());
        match (closed, answer.reason) {
            (Some(hours), Some(Reason::Closed(_))) => self.closed(from.date(), hours, minutes, findings),
            (_, Some(reason)) => self.against(&answer, reason, findings),
            (_, None) => self.nothing(minutes, findings),
        }
    }

    /// Why nothing begins in a stretch of time, and what comes next.
    fn against(&self, answer: &Answer, reason: Reason, mut findings: Vec<Finding>) -> Meant {
        findings.extend(answer.findings.iter().filter(|f| !f.is(&NO_START) && !f.is(&ADJUSTED)).cloned());
        let later = |m: &&Moment| m.local >= answer.requested;
        let choices: Vec<Moment> = answer.choices.iter().filter(later).copied().collect();
        let next = if choices.is_empty() { ELSE.to_owned() } else { say::offer(&choices, self.context) };
        // "morgen vor neun" names no beginning.
        let unsaid = answer.requested.time() == NaiveTime::MIN;
        let why = match reason {
            Reason::Closed(Place::BeforeOpening { .. }) if unsaid => {
                "Da haben wir leider noch geschlossen.".to_owned()
            }
            _ => say::because(reason, answer.requested, self.context),
        };
        let say = format!("{why} {next}");
        Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, choices, say)))
    }

    fn nothing(&self, minutes: u32, mut findings: Vec<Finding>) -> Meant {
        findings.push(Finding::new(&NO_START).with("minutes", minutes));
        let say = format!("Da ist in unseren Öffnungszeiten leider nichts möglich. {ELSE}");
        Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, Vec::new(), say)))
    }

    /// A closed day: what can be booked on the next open one.
    fn closed(
        &self,
        date: chrono::NaiveDate,
        hours: &OpeningHours,
        minutes: u32,
        mut findings: Vec<Finding>,
    ) -> Meant {
        let mut finding = closed_day(date, hours);
        let next = next_open_day(date, hours);
        if let Some(next) = next {
            finding = finding.with("alternative", next);
        }
        findings.push(finding);
        let found = next
            .map_or_else(Vec::new, |next| choices(midnight(next), None, minutes, self.booking, self.context));
        let say = format!("{} {}", say::closed(date, self.context), say::offer(&found, self.context));
        Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, found, say.trim_end().to_owned())))
    }

    /// Several meanings or offers: which of them can be booked, and the question.
    fn which(&self, readings: Vec<Reading>, findings: Vec<Finding>, minutes: Option<u32>) -> Meant {
        let moments = readings.iter().filter_map(|r| match r.value {
            Value::DateTime(moment) => Some(moment),
            _ => None,
        });
        let (mut possible, mut against): (Vec<Moment>, Vec<Finding>) = (Vec::new(), Vec::new());
        for moment in moments {
            let request = Request { start: Start::At(moment), minutes };
            let answer = bookable(&request, self.booking, self.context);
            match answer.status {
                Bookability::Bookable => possible.push(moment),
                _ => against.extend(answer.findings.into_iter().next()),
            }
        }
        possible.sort_by_key(|m| m.utc);
        possible.dedup();
        let several = readings.windows(2).any(|w| matches!(w, [a, b] if a.offer == b.offer));
        let status = if several { Status::Ambiguous } else { Status::Resolved };
        let resolution = Resolution { status, readings, findings };
        let mut findings = resolution.findings.clone();
        // Of several offers the one that can be booked is the one to ask about; of several meanings each may be meant.
        let say = if !several && possible.len() == 1 {
            findings.append(&mut against);
            say::offer(&possible, self.context)
        } else {
            speech::question(&resolution, self.context).unwrap_or_else(|| WHEN.to_owned())
        };
        Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, possible, say)))
    }

    fn open(
        &self,
        status: HoursStatus,
        findings: Vec<Finding>,
        choices: Vec<Moment>,
        say: String,
    ) -> HoursAnswer {
        HoursAnswer {
            status,
            requested: None,
            start: None,
            end: None,
            alternative: None,
            choices: choices.iter().map(WireMoment::from).collect(),
            findings,
            say: Some(say),
        }
    }

    fn wire(&self, answer: &Answer) -> HoursAnswer {
        HoursAnswer {
            status: answer.status.into(),
            requested: Some(wire::local(answer.requested)),
            start: answer.start.as_ref().map(WireMoment::from),
            end: answer.end().as_ref().map(WireMoment::from),
            alternative: answer.instead.as_ref().map(WireMoment::from),
            choices: answer.choices.iter().map(WireMoment::from).collect(),
            findings: answer.findings.clone(),
            say: Some(say(answer, self.context)),
        }
    }

    /// The answer with what was noticed in the words; a doubt about them makes a question of a time that could be booked.
    fn doubted(&self, answer: &Answer, noticed: Vec<Finding>) -> HoursAnswer {
        let mut out = self.wire(answer);
        let doubt = noticed
            .iter()
            .any(|f| f.severity() > Severity::Note && !f.is(&IN_PAST) && !f.is(&YEAR_CORRECTED));
        if doubt && let Some(start) = &answer.start {
            out.status = HoursStatus::Ask;
            (out.start, out.end) = (None, None);
            out.alternative = Some(WireMoment::from(start));
            let spoken = speech::say(&Value::DateTime(*start), self.context);
            out.say = Some(format!("Habe ich Sie richtig verstanden: {spoken}?"));
        }
        // The opening hours tell it once more, with what they would take instead.
        let told = noticed.into_iter().filter(|f| !out.findings.iter().any(|o| o.code() == f.code()));
        let mut findings: Vec<Finding> = told.filter(|f| !f.is(&IN_PAST)).collect();
        findings.append(&mut out.findings);
        HoursAnswer { findings, ..out }
    }

    fn together(&self, all: &Several) -> HoursAnswer {
        HoursAnswer {
            status: all.status().into(),
            requested: None,
            start: None,
            end: None,
            alternative: None,
            choices: Vec::new(),
            // That another time was taken is never left to the reader of each.
            findings: all.findings.iter().chain(all.adjusted()).cloned().collect(),
            say: Some(all.say(self.context)),
        }
    }
}

const WHEN: &str = "Wann soll der Termin sein?";
const ELSE: &str = "Wann passt es Ihnen sonst?";
const HOW_OFTEN: &str = "In welchem Abstand und wie oft soll sich der Termin wiederholen?";

/// "noch zweimal", "zwei weitere Male": so many besides.
fn further(words: &str) -> bool {
    fold::words(words).iter().any(|word| word == "noch" || word.starts_with("weiter"))
}

/// Whether a rule says on which day it begins, or on which days it is: "alle vier Wochen um zehn" begins nowhere.
fn names_a_day(rule: &Recurrence) -> bool {
    let every_day = rule.freq == Freq::Daily && rule.interval <= 1;
    every_day || rule.from.is_some() || rule.month_day.is_some() || !rule.weekdays.is_empty()
}

/// A beginning as a program writes it.
fn start(text: &str, context: &Context) -> Result<Start, Error> {
    let trimmed = text.trim();
    if let Some(instant) = iso::instant(trimmed) {
        return Ok(Start::At(on_the_wall(instant.with_timezone(&Utc), context.zone)));
    }
    iso::wall(trimmed).map(Start::Wall).ok_or_else(|| {
        Error::new(ErrorKind::Clock { text: text.to_owned() })
            .with_help("wall time like `2025-11-05T10:00`, or RFC 3339")
    })
}

/// The wall time of two readings that differ by the clock change alone.
fn twice(readings: &[Reading]) -> Option<NaiveDateTime> {
    match readings {
        [Reading { value: Value::DateTime(a), .. }, Reading { value: Value::DateTime(b), .. }]
            if a.local == b.local && a.utc != b.utc =>
        {
            Some(a.local)
        }
        _ => None,
    }
}

fn midnight(date: chrono::NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN)
}

fn next_midnight(date: chrono::NaiveDate) -> NaiveDateTime {
    midnight(date.succ_opt().unwrap_or(date))
}

/// Where a stretch of time begins and ends, open ends a year away; none for times of no day. "Freitag ab 17 Uhr" and "Freitag bis 10 Uhr"
/// are Friday.
fn bounds(
    start: Option<Bound>,
    end: Option<Bound>,
    context: &Context,
) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let wall = |bound: Bound| match bound {
        Bound::Date(date) => Some(midnight(date)),
        Bound::Local(local) => Some(local),
        Bound::Time(_) => None,
    };
    let from = match start {
        Some(bound) => wall(bound)?,
        None => match end {
            Some(Bound::Local(end)) => midnight(end.date()).max(context.local_now()),
            _ => context.local_now(),
        },
    };
    let until = match end {
        Some(bound) => wall(bound)?,
        None if matches!(start, Some(Bound::Local(_))) => next_midnight(from.date()),
        None => from.checked_add_days(chrono::Days::new(366))?,
    };
    Some((from, until))
}
