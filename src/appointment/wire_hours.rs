//! The shapes of `klartext hours --jsonl`.

use chrono::{NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::bookable::{Answer, Bookability, Request, Start, bookable, choices};
use super::booking::Booking;
use super::half::halves_decided;
use super::hours::{NO_START, closed_day, next_open_day};
use super::say::{self, say};
use super::series::{MAX_OCCURRENCES, occurrences};
use super::several::{ENDLESS, Several, USUAL_LIMIT, Wish, several};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::finding::{Datum, Finding, Severity};
use crate::hours::OpeningHours;
use crate::iso;
use crate::temporal::findings::{FOLD, GAP, IN_PAST, YEAR_CORRECTED};
use crate::temporal::recurrence::Recurrence;
use crate::temporal::zone::on_the_wall;
use crate::temporal::{self, Bound, Moment, Reading, Resolution, Status, Value, speech};
use crate::wire;

const fn usual_limit() -> Option<usize> {
    Some(USUAL_LIMIT)
}

/// One line into `klartext hours --jsonl`: one time that is wished for, in `text` or `at`, perhaps repeated; or several in
/// `bookings`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoursRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: serde_json::Value,
    /// RFC 3339, or wall time in `zone`; without it, the caller's default.
    #[serde(default)]
    pub now: Option<String>,
    /// A name of the zone database; without it, the caller's default.
    #[serde(default)]
    pub zone: Option<String>,
    /// What was said: "morgen um acht", "alle vier Wochen dienstags um zehn, dreimal".
    #[serde(default)]
    pub text: Option<String>,
    /// Instead of `text`: wall time in `zone`, or RFC 3339.
    #[serde(default)]
    pub at: Option<String>,
    /// How `at` or `text` repeats, as it was said: "alle vier Wochen, dreimal".
    #[serde(default)]
    pub repeat: Option<String>,
    /// How long the service takes; without it, what `booking` says.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Several appointments instead of one.
    #[serde(default)]
    pub bookings: Option<Vec<WishRequest>>,
    /// How many appointments may be booked in one call, 3 by default; null for any number.
    #[serde(default = "usual_limit")]
    pub limit: Option<usize>,
    /// Weekly opening hours; without them, the caller's default.
    #[serde(default)]
    pub hours: Option<OpeningHours>,
    /// What may be booked; without it, the caller's default.
    #[serde(default)]
    pub booking: Option<Booking>,
}

/// One of several appointments.
#[derive(Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WishRequest {
    /// What was said.
    pub text: Option<String>,
    /// Instead of `text`: wall time, or RFC 3339.
    pub at: Option<String>,
    /// How it repeats, as it was said.
    pub repeat: Option<String>,
    /// How long the service takes.
    pub minutes: Option<u32>,
    /// What for.
    pub service: Option<String>,
    /// For whom; nobody named is the caller.
    pub person: Option<String>,
    /// With whom.
    pub staff: Option<String>,
}

// By hand: for whom it is belongs into no log.
impl std::fmt::Debug for WishRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WishRequest")
            .field("at", &self.at)
            .field("minutes", &self.minutes)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

/// How a line of `klartext hours --jsonl` ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum HoursStatus {
    /// It can be booked as it was asked for; several: all of them, and nothing stands between them.
    Bookable,
    /// Another time was taken, because the policy says so.
    Adjusted,
    /// It cannot be booked; another time is to be confirmed.
    Proposed,
    /// It cannot be booked, and no time stands in for it.
    NotBookable,
    /// It is not certain which time is meant, or only a day or a stretch of time was said.
    Ask,
    /// Understood, but there is no such date or time.
    Invalid,
    /// No date or time in the text.
    None,
}

impl HoursStatus {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bookable => "bookable",
            Self::Adjusted => "adjusted",
            Self::Proposed => "proposed",
            Self::NotBookable => "not_bookable",
            Self::Ask => "ask",
            Self::Invalid => "invalid",
            Self::None => "none",
        }
    }
}

impl From<Bookability> for HoursStatus {
    fn from(status: Bookability) -> Self {
        match status {
            Bookability::Bookable => Self::Bookable,
            Bookability::Adjusted => Self::Adjusted,
            Bookability::Proposed => Self::Proposed,
            Bookability::NotBookable => Self::NotBookable,
        }
    }
}

/// A moment on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireMoment {
    /// `2025-11-06T14:30`
    pub local: String,
    /// `2025-11-06T13:30:00Z`
    pub utc: String,
    /// `Europe/Berlin`
    pub zone: String,
}

impl From<&Moment> for WireMoment {
    fn from(m: &Moment) -> Self {
        Self { local: wire::local(m.local), utc: wire::instant(m.utc), zone: m.zone.name().to_owned() }
    }
}

/// What the opening hours say about one time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoursAnswer {
    /// How it stands.
    pub status: HoursStatus,
    /// The wall time that was asked for, where it is certain.
    pub requested: Option<String>,
    /// What may be booked without a question.
    pub start: Option<WireMoment>,
    /// When it ends.
    pub end: Option<WireMoment>,
    /// The time to take instead.
    pub alternative: Option<WireMoment>,
    /// Times that can be booked by the opening hours, in their order; whether they are free only the calendar knows.
    pub choices: Vec<WireMoment>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<wire::WireFinding>"))]
    pub findings: Vec<Finding>,
    /// What a German voice says now: the reason and the question, or the time that can be booked.
    pub say: Option<String>,
}

/// One line out of `klartext hours --jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoursResponse {
    /// That of the request.
    pub id: serde_json::Value,
    /// The answer; for several appointments the one to all of them together.
    #[serde(flatten)]
    pub answer: HoursAnswer,
    /// Each of several appointments, in the order of the request, a repetition in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bookings: Option<Vec<HoursAnswer>>,
}

impl HoursRequest {
    /// The answer; what the request leaves open comes from the defaults.
    ///
    /// ```
    /// use klartext::{Context, appointment::{Booking, HoursRequest}};
    /// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
    /// let line = r#"{"text": "morgen um acht", "minutes": 60, "hours": {"thu": ["09:00-18:00"]}}"#;
    /// let response = serde_json::from_str::<HoursRequest>(line)?.answer(&context, &Booking::default())?;
    /// assert_eq!(response.answer.alternative.unwrap().local, "2025-11-06T09:00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// An unknown zone, a clock or an `at` that is no point in time, a text that is too long, or none or more than one of
    /// `text`, `at` and `bookings`.
    pub fn answer(self, default: &Context, booking: &Booking) -> Result<HoursResponse, Error> {
        let mut context = wire::context_at(default, self.zone.as_deref(), self.now.as_deref())?;
        if let Some(hours) = self.hours {
            context.hours = Some(hours);
        }
        let booking = self.booking.as_ref().unwrap_or(booking);
        let asked = Asked { booking, context: &context, limit: self.limit };
        let single = WishRequest {
            text: self.text,
            at: self.at,
            repeat: self.repeat,
            minutes: self.minutes,
            ..WishRequest::default()
        };
        let (answer, bookings) = match self.bookings {
            None => asked.one(single)?,
            Some(wishes) if single.text.is_none() && single.at.is_none() && single.repeat.is_none() => {
                let minutes = single.minutes;
                asked.several(wishes, minutes)?
            }
            Some(_) => return Err(one_of("several of them")),
        };
        Ok(HoursResponse { id: self.id, answer, bookings })
    }
}

fn one_of(found: &'static str) -> Error {
    Error::new(ErrorKind::Shape { expected: "one of `text`, `at` and `bookings`", found })
}

/// What a wish says about time.
enum Meant {
    /// One beginning, with what was noticed on the way to it.
    Point(Start, Vec<Finding>),
    /// A repetition.
    Series(Vec<NaiveDateTime>, Vec<Finding>),
    /// Something that has to be asked about.
    Open(Box<HoursAnswer>),
}

/// What holds for every wish of a line.
struct Asked<'a> {
    booking: &'a Booking,
    context: &'a Context,
    limit: Option<usize>,
}

type Answers = (HoursAnswer, Option<Vec<HoursAnswer>>);

impl Asked<'_> {
    fn one(&self, wish: WishRequest) -> Result<Answers, Error> {
        Ok(match self.meant(&wish)? {
            Meant::Open(answer) => (*answer, None),
            Meant::Point(start, findings) => {
                let answer = bookable(&Request { start, minutes: wish.minutes }, self.booking, self.context);
                (self.doubted(&answer, findings), None)
            }
            Meant::Series(at, findings) => {
                let wishes: Vec<Wish> = at.iter().map(|at| self.wish(&wish, Start::Wall(*at))).collect();
                let mut all = several(&wishes, self.limit, self.booking, self.context);
                all.findings.extend(findings);
                let each = all.answers.iter().map(|a| self.wire(a)).collect();
                (self.together(&all), Some(each))
            }
        })
    }

    fn several(&self, given: Vec<WishRequest>, minutes: Option<u32>) -> Result<Answers, Error> {
        if given.len() > MAX_OCCURRENCES {
            let kind = ErrorKind::TooMany { limit: MAX_OCCURRENCES, actual: given.len() };
            return Err(Error::new(kind).with_help("of `bookings`"));
        }
        let (mut wishes, mut findings) = (Vec::new(), Vec::new());
        // Where each answer goes: a wish that was understood, or the question about one that was not.
        let mut order: Vec<Option<Box<HoursAnswer>>> = Vec::new();
        let mut doubts: Vec<Vec<Finding>> = Vec::new();
        for wish in given {
            let wish = WishRequest { minutes: wish.minutes.or(minutes), ..wish };
            match self.meant(&wish)? {
                Meant::Open(answer) => order.push(Some(answer)),
                Meant::Point(start, noticed) => {
                    wishes.push(self.wish(&wish, start));
                    doubts.push(noticed);
                    order.push(None);
                }
                Meant::Series(at, noticed) => {
                    findings.extend(noticed);
                    for at in at {
                        wishes.push(self.wish(&wish, Start::Wall(at)));
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
        let Meant::Point(first, findings) = meant else { return Ok(meant) };
        let resolution = temporal::resolve(repeat, self.context)?;
        let first = match first {
            Start::Wall(wall) => wall,
            Start::At(moment) => on_the_wall(moment.utc, self.context.zone).local,
        };
        Ok(match resolution.best().map(|r| r.value) {
            Some(Value::Recurrence(recurrence)) => {
                // The time of the first is certain; that of the words may be one of two.
                let recurrence = Recurrence { at: None, ..recurrence };
                let mut series = self.series(&recurrence, first);
                if let Meant::Series(_, noticed) = &mut series {
                    noticed.extend(findings);
                }
                series
            }
            _ => Meant::Open(Box::new(self.open(
                HoursStatus::Ask,
                resolution.findings,
                Vec::new(),
                "In welchem Abstand und wie oft soll sich der Termin wiederholen?".to_owned(),
            ))),
        })
    }

    fn series(&self, recurrence: &Recurrence, from: NaiveDateTime) -> Meant {
        let bounded = recurrence.count.is_some() || recurrence.until.is_some();
        let most = if bounded { MAX_OCCURRENCES } else { self.limit.unwrap_or(USUAL_LIMIT).max(1) };
        let series = occurrences(recurrence, from, most);
        let mut findings = Vec::new();
        if series.goes_on {
            findings.push(Finding::new(&ENDLESS).with("listed", series.at.len()));
        }
        if series.at.is_empty() {
            let say = "In dieser Zeit liegt kein solcher Termin. Wann soll er sein?".to_owned();
            return Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, Vec::new(), say)));
        }
        Meant::Series(series.at, findings)
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
            Value::Recurrence(r) if r.at.is_some() => {
                let mut series = self.series(&r, self.context.local_now());
                if let Meant::Series(_, noticed) = &mut series {
                    noticed.extend(findings);
                }
                Ok(series)
            }
            Value::Recurrence(_) => {
                open(HoursStatus::Ask, findings, Vec::new(), "Um wie viel Uhr soll es jeweils sein?")
            }
            Value::Time(_) => open(HoursStatus::Ask, findings, Vec::new(), "An welchem Tag soll es sein?"),
            Value::Duration { .. } => open(HoursStatus::Ask, findings, Vec::new(), WHEN),
            Value::Date(date) => {
                let (from, until) = (midnight(date), next_midnight(date));
                if let Some(hours) = self.context.hours.as_ref().filter(|h| h.on(date).is_empty()) {
                    return Ok(self.closed(date, hours, minutes, findings));
                }
                Ok(self.window(within(from, until), minutes, findings))
            }
            Value::Interval { start, end } => {
                let Some((from, until)) = bounds(start, end, self.context) else {
                    return open(HoursStatus::Ask, findings, Vec::new(), "An welchem Tag soll es sein?");
                };
                Ok(self.window(within(from, until), minutes, findings))
            }
        }
    }

    /// A day or a stretch of time: what can be booked in it.
    fn window(&self, found: Vec<Moment>, minutes: u32, mut findings: Vec<Finding>) -> Meant {
        let say = if found.is_empty() {
            findings.push(Finding::new(&NO_START).with("minutes", minutes));
            "Da ist in unseren Öffnungszeiten leider nichts möglich. Wann passt es Ihnen sonst?".to_owned()
        } else {
            say::offer(&found, self.context)
        };
        Meant::Open(Box::new(self.open(HoursStatus::Ask, findings, found, say)))
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
            findings: all.findings.clone(),
            say: Some(all.say(self.context)),
        }
    }
}

const WHEN: &str = "Wann soll der Termin sein?";

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

/// Where a stretch of time begins and ends, open ends a year away; none for times of no day.
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
        None => context.local_now(),
    };
    let until = match end {
        Some(bound) => wall(bound)?,
        None => from.checked_add_days(chrono::Days::new(366))?,
    };
    Some((from, until))
}
