//! Several appointments in one call: each on its own, and against each other.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::bookable::{Answer, Bookability, Request, bookable};
use super::booking::Booking;
use super::hours::ADJUSTED;
use super::say::say;
use crate::context::Context;
use crate::finding::{Finding, Kind, Severity};
use crate::heard::fold::fold;
use crate::temporal::{Moment, Value, speech};

/// More appointments than may be booked in one call; data: `count`, `limit`.
pub static TOO_MANY_BOOKINGS: Kind = Kind::new(
    "too_many_bookings",
    Severity::Error,
    "{count} Termine wurden gewünscht, erlaubt sind {limit} in einem Gespräch",
    "{count} appointments were asked for, {limit} are allowed in one call",
);

/// The same appointment twice; data: `first`, `second`, counted from 1.
pub static DUPLICATE_BOOKING: Kind = Kind::new(
    "duplicate_booking",
    Severity::Warning,
    "Termin {first} und Termin {second} sind derselbe",
    "bookings {first} and {second} are the same",
);

/// One person at two places; data as above.
pub static PERSON_OVERLAPS: Kind = Kind::new(
    "person_overlaps",
    Severity::Warning,
    "Termin {first} und Termin {second} überschneiden sich für dieselbe Person",
    "bookings {first} and {second} overlap for the same person",
);

/// Two appointments with one member of the staff at once; data as above, `staff`.
pub static STAFF_OVERLAPS: Kind = Kind::new(
    "staff_overlaps",
    Severity::Warning,
    "Termin {first} und Termin {second} überschneiden sich bei {staff}",
    "bookings {first} and {second} overlap with {staff}",
);

/// The same service for the same person twice on a day; data as above, `service`, `date`.
pub static SAME_SERVICE_SAME_DAY: Kind = Kind::new(
    "same_service_same_day",
    Severity::Warning,
    "Termin {first} und Termin {second}: {service} zweimal am {date}",
    "bookings {first} and {second}: {service} twice on {date}",
);

/// A repetition without an end; data: `listed`.
pub static ENDLESS: Kind = Kind::new(
    "endless",
    Severity::Warning,
    "Es wurde nicht gesagt, wie oft; aufgeführt sind die ersten {listed} Termine",
    "how often was not said; the first {listed} are listed",
);

/// How it repeats says another day or time than the first appointment has; data: `first`.
pub static REPEAT_DISAGREES: Kind = Kind::new(
    "repeat_disagrees",
    Severity::Warning,
    "Die Wiederholung passt nicht zum ersten Termin, {first}",
    "the repetition does not fit the first appointment, {first}",
);

/// How many appointments may be booked in one call where nothing else is said.
pub const USUAL_LIMIT: usize = 3;

/// One of several appointments that are wished for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// When.
    pub request: Request,
    /// What for.
    pub service: Option<String>,
    /// For whom; nobody named is the caller.
    pub person: Option<String>,
    /// With whom.
    pub staff: Option<String>,
}

impl From<Request> for Wish {
    fn from(request: Request) -> Self {
        Self { request, service: None, person: None, staff: None }
    }
}

/// What the opening hours and the wishes themselves say about several wishes.
#[derive(Clone, Debug, PartialEq)]
pub struct Several {
    /// The answer to each, in their order.
    pub answers: Vec<Answer>,
    /// How they stand together: the limit, overlaps, duplicates.
    pub findings: Vec<Finding>,
}

impl Several {
    /// How they stand as a whole: bookable where each is and nothing stands between them, adjusted where some are.
    pub fn status(&self) -> Bookability {
        if self.findings.iter().any(|f| f.severity() == Severity::Error) {
            return Bookability::NotBookable;
        }
        let all = |status: Bookability| self.answers.iter().all(|a| a.status == status);
        let any = |status: Bookability| self.answers.iter().any(|a| a.status == status);
        if any(Bookability::NotBookable) {
            Bookability::NotBookable
        } else if any(Bookability::Proposed) || self.findings.iter().any(|f| f.severity() > Severity::Note) {
            Bookability::Proposed
        } else if all(Bookability::Bookable) {
            Bookability::Bookable
        } else {
            Bookability::Adjusted
        }
    }

    /// What tells that another time was taken, of each where it was.
    pub fn adjusted(&self) -> impl Iterator<Item = &Finding> {
        self.answers.iter().flat_map(|a| &a.findings).filter(|f| f.is(&ADJUSTED))
    }

    /// The first thing to be settled, in German; where nothing is, all of them, and why another time was taken.
    pub fn say(&self, context: &Context) -> String {
        let told = |kind: &Kind| self.findings.iter().find(|f| f.is(kind));
        if let Some(finding) = told(&TOO_MANY_BOOKINGS) {
            let limit = finding.datum("limit").map(|d| d.show(crate::finding::Lang::De));
            let limit = limit.and_then(|l| l.parse::<u32>().ok()).unwrap_or(0);
            return match limit {
                1 => {
                    "In einem Gespräch kann ich nur einen Termin eintragen. Welcher soll es sein?".to_owned()
                }
                n => format!(
                    "In einem Gespräch kann ich höchstens {} Termine eintragen. Welche sollen es sein?",
                    crate::number::cardinal(n)
                ),
            };
        }
        if told(&ENDLESS).is_some() {
            return "Wie viele Termine sollen es sein?".to_owned();
        }
        let unsettled = self.answers.iter().enumerate().find(|(_, a)| a.start.is_none());
        if let Some((at, answer)) = unsettled {
            let said = say(answer, context);
            return if self.answers.len() == 1 { said } else { format!("Zum {}n Termin: {said}", nth(at)) };
        }
        if let Some(finding) = self.findings.iter().find(|f| f.severity() > Severity::Note) {
            let which = |name: &str| {
                let n = finding.datum(name).and_then(|d| d.to_json().as_u64()).unwrap_or(1);
                nth(usize::try_from(n).unwrap_or(1).saturating_sub(1))
            };
            let (first, second) = (which("first"), which("second"));
            return if finding.is(&DUPLICATE_BOOKING) {
                format!(
                    "Der {first} und der {second} Termin sind derselbe. Soll ich ihn nur einmal eintragen?"
                )
            } else if finding.is(&SAME_SERVICE_SAME_DAY) {
                "Das wäre zweimal dasselbe an einem Tag. Ist das richtig so?".to_owned()
            } else {
                format!(
                    "Der {first} und der {second} Termin überschneiden sich. \
                     Welchen von beiden soll ich auf eine andere Zeit legen?"
                )
            };
        }
        let moments = self.answers.iter().filter_map(|a| a.start);
        let said: Vec<String> = moments.map(|m| speech::say(&Value::DateTime(m), context)).collect();
        let adjusted = self.answers.iter().enumerate().filter(|(_, a)| a.status == Bookability::Adjusted);
        let why: Vec<String> = adjusted
            .map(|(at, answer)| match self.answers.len() {
                1 => say(answer, context),
                _ => format!("Zum {}n Termin: {}", nth(at), say(answer, context)),
            })
            .collect();
        if why.is_empty() {
            return said.join("; ");
        }
        format!("{} Das sind dann: {}.", why.join(" "), said.join("; "))
    }
}

/// "erste", "zweite"
fn nth(index: usize) -> String {
    let n = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
    crate::number::ordinal(n)
}

/// Each wish against the opening hours, and all of them against each other: overlaps of a person and of the staff, duplicates,
/// the same service twice a day. `limit` is how many may be booked in one call; with `None` there is no limit. What is
/// beyond it is answered all the same.
///
/// ```
/// use klartext::appointment::{self, Booking, Request, several::Wish};
/// use klartext::Context;
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let at = |text: &str| Wish::from(Request::from(text.parse::<chrono::NaiveDateTime>().unwrap()).lasting(60));
/// let wishes = [at("2025-11-06T10:00:00"), at("2025-11-06T10:30:00")];
/// let several = appointment::several(&wishes, Some(3), &Booking::default(), &context);
/// assert_eq!(several.findings[0].code(), "person_overlaps");
/// # Ok::<(), chrono::ParseError>(())
/// ```
pub fn several(wishes: &[Wish], limit: Option<usize>, booking: &Booking, context: &Context) -> Several {
    let answers: Vec<Answer> = wishes.iter().map(|w| bookable(&w.request, booking, context)).collect();
    let mut findings = Vec::new();
    if let Some(limit) = limit.filter(|limit| wishes.len() > *limit) {
        findings.push(Finding::new(&TOO_MANY_BOOKINGS).with("count", wishes.len()).with("limit", limit));
    }
    let taken: Vec<Taken> = wishes
        .iter()
        .zip(&answers)
        .enumerate()
        .filter_map(|(at, (wish, answer))| Taken::new(at, wish, answer))
        .collect();
    for (at, first) in taken.iter().enumerate() {
        for second in taken.iter().skip(at.saturating_add(1)) {
            findings.extend(first.against(second));
        }
    }
    Several { answers, findings }
}

/// What an appointment would take up.
struct Taken {
    number: usize,
    requested: NaiveDateTime,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    date: NaiveDate,
    person: Option<String>,
    staff: Option<(String, String)>,
    service: Option<(String, String)>,
}

impl Taken {
    fn new(at: usize, wish: &Wish, answer: &Answer) -> Option<Self> {
        let start: Moment = answer.start.or(answer.instead)?;
        // What takes no time is still there for a moment.
        let length = TimeDelta::minutes(i64::from(answer.minutes.max(1)));
        let folded = |text: &Option<String>| text.as_ref().map(|t| (fold(t), t.clone()));
        Some(Self {
            number: at.saturating_add(1),
            requested: answer.requested,
            from: start.utc,
            until: start.utc.checked_add_signed(length)?,
            date: start.local.date(),
            person: wish.person.as_deref().map(fold),
            staff: folded(&wish.staff),
            service: folded(&wish.service),
        })
    }

    fn against(&self, other: &Self) -> Option<Finding> {
        let of =
            |kind: &'static Kind| Finding::new(kind).with("first", self.number).with("second", other.number);
        let overlap = self.from < other.until && other.from < self.until;
        let same_person = self.person == other.person;
        let service = |t: &Self| t.service.as_ref().map(|(folded, _)| folded.clone());
        let staff = |t: &Self| t.staff.as_ref().map(|(folded, _)| folded.clone());
        // Two wishes that were moved to one time are still two.
        let same_time = self.from == other.from && self.requested == other.requested;
        if same_person && same_time && service(self) == service(other) {
            return Some(of(&DUPLICATE_BOOKING));
        }
        if same_person && overlap {
            return Some(of(&PERSON_OVERLAPS));
        }
        if overlap && staff(self).is_some() && staff(self) == staff(other) {
            let name = self.staff.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
            return Some(of(&STAFF_OVERLAPS).with("staff", name));
        }
        if same_person
            && self.date == other.date
            && service(self).is_some()
            && service(self) == service(other)
        {
            let name = self.service.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
            return Some(of(&SAME_SERVICE_SAME_DAY).with("service", name).with("date", self.date));
        }
        None
    }
}
