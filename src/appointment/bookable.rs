//! Is a wished-for time bookable by the opening hours, and what to take instead.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::booking::{Beyond, Booking, Outside};
use super::hours::{
    ADJUSTED, BEYOND_HORIZON, DOES_NOT_FIT, NO_START, OFF_GRID, Place, TOO_SOON, next_open_day, place_in,
};
use super::starts::Starts;
use crate::context::{Context, Fold};
use crate::finding::{Finding, Severity};
use crate::temporal::Moment;
use crate::temporal::findings::{FOLD, GAP, IN_PAST};
use crate::temporal::zone::{Localised, localise, on_the_wall};

/// When an appointment is wished for, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// When it should begin.
    pub start: Start,
    /// How many minutes it takes; without it, as long as [`Booking::service_minutes`] says.
    pub minutes: Option<u32>,
}

/// The beginning of an appointment that is wished for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// What the clock on the wall shows; perhaps never, perhaps twice.
    Wall(NaiveDateTime),
    /// A certain instant.
    At(Moment),
}

impl From<NaiveDateTime> for Request {
    fn from(wall: NaiveDateTime) -> Self {
        Self { start: Start::Wall(wall), minutes: None }
    }
}

impl From<Moment> for Request {
    fn from(moment: Moment) -> Self {
        Self { start: Start::At(moment), minutes: None }
    }
}

impl Request {
    /// The same for so many minutes.
    #[must_use]
    pub fn lasting(self, minutes: u32) -> Self {
        Self { minutes: Some(minutes), ..self }
    }
}

/// Why a time cannot be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It is over.
    InPast,
    /// Further ahead than may be booked.
    BeyondHorizon {
        /// The last day that may be.
        latest: NaiveDate,
        /// Whether another day is asked for, as [`Beyond`](super::Beyond) says.
        asks: bool,
    },
    /// Sooner than the lead time allows.
    TooSoon,
    /// The shop is closed then; never [`Place::Open`].
    Closed(Place),
    /// Open, but not for as long as the service takes.
    DoesNotFit {
        /// When it closes, for a break or for the day.
        closes: NaiveTime,
        /// True where it opens again that day.
        reopens: bool,
    },
    /// No appointment begins then.
    OffGrid,
    /// The clock is put forward over it.
    NoSuchTime,
    /// The clock shows it twice, and both can be booked.
    Twice {
        /// Before the clock is put back.
        first: Moment,
        /// After.
        second: Moment,
    },
}

/// How a request stands to the opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Bookability {
    /// It can be booked as it was asked for.
    Bookable,
    /// Another time was taken, because the policy says so.
    Adjusted,
    /// It cannot be booked; another time is to be confirmed, or one of several to be chosen.
    Proposed,
    /// It cannot be booked, and no time stands in for it.
    NotBookable,
}

impl Bookability {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bookable => "bookable",
            Self::Adjusted => "adjusted",
            Self::Proposed => "proposed",
            Self::NotBookable => "not_bookable",
        }
    }
}

/// What the opening hours say about a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// How it stands.
    pub status: Bookability,
    /// What was asked for.
    pub requested: NaiveDateTime,
    /// How many minutes it takes.
    pub minutes: u32,
    /// What may be booked without a question: the time asked for, or the one that the policy took instead.
    pub start: Option<Moment>,
    /// The time to take instead.
    pub instead: Option<Moment>,
    /// Why the time asked for cannot be booked.
    pub reason: Option<Reason>,
    /// Times that can be booked, in their order; [`instead`](Self::instead) is among them.
    pub choices: Vec<Moment>,
    /// What was noticed: the reason with its data, and that another time was taken.
    pub findings: Vec<Finding>,
}

impl Answer {
    /// When the appointment ends.
    pub fn end(&self) -> Option<Moment> {
        let start = self.start?;
        let minutes = chrono::TimeDelta::minutes(i64::from(self.minutes));
        Some(on_the_wall(start.utc.checked_add_signed(minutes)?, start.zone))
    }
}

/// What stands against a moment, before any policy.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judgement {
    /// What was asked for; none where the clock never shows it.
    pub(crate) moment: Option<Moment>,
    /// Why not, with the finding that says so.
    pub(crate) against: Option<(Reason, Finding)>,
    /// What to take instead.
    pub(crate) instead: Option<Moment>,
    /// The other neighbour of a time between two.
    beside: Option<Moment>,
    /// What was noticed besides.
    notes: Vec<Finding>,
}

impl Judgement {
    fn fine(moment: Moment) -> Self {
        Self { moment: Some(moment), against: None, instead: None, beside: None, notes: Vec::new() }
    }
}

/// Whether a time is bookable by the opening hours of the context, the lead time, the horizon, the slots and the length of the
/// service; if not, why, what to take instead, and what else there is.
///
/// What the calendar holds is not known here: bookable means open, not free.
///
/// - before opening, in a break, after closing: the next start
/// - on a closed day: the same time of the next open day, else what is nearest to it or that day's first start
/// - too near to closing for the service: the last start before it or the next one that day, whichever is nearer
/// - between two slots: the nearer one, the later of two that are equally near
/// - too soon: the first start that the lead time allows
/// - over, or beyond the horizon: nothing, since another day is another wish
///
/// ```
/// use klartext::appointment::{self, Bookability, Booking, Request};
/// use klartext::{Context, OpeningHours};
/// let hours: OpeningHours = serde_json::from_str(r#"{"thu": ["09:00-12:30", "13:30-18:00"], "fri": ["09:00-18:00"]}"#)?;
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin).with_hours(hours);
/// let ask = |wall: &str, minutes| {
///     let request = Request::from(wall.parse::<chrono::NaiveDateTime>().unwrap()).lasting(minutes);
///     let answer = appointment::bookable(&request, &Booking::default(), &context);
///     (answer.status, answer.instead.map(|m| m.local.to_string()))
/// };
/// assert_eq!(ask("2025-11-06T09:00:00", 60), (Bookability::Bookable, None));
/// assert_eq!(ask("2025-11-06T08:00:00", 60), (Bookability::Proposed, Some("2025-11-06 09:00:00".into())));
/// assert_eq!(ask("2025-11-06T12:00:00", 60), (Bookability::Proposed, Some("2025-11-06 11:30:00".into())));
/// assert_eq!(ask("2025-11-06T19:00:00", 60), (Bookability::Proposed, Some("2025-11-07 09:00:00".into())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bookable(request: &Request, booking: &Booking, context: &Context) -> Answer {
    let minutes = request.minutes.unwrap_or(booking.service_minutes);
    let starts = Starts::new(minutes, booking, context);
    let judgement = judged(request.start, &starts, booking, context);
    let requested = match (request.start, judgement.moment) {
        (Start::Wall(wall), _) => wall,
        (Start::At(_), Some(moment)) => moment.local,
        (Start::At(moment), None) => moment.local,
    };
    let mut answer = Answer {
        status: Bookability::Bookable,
        requested,
        minutes,
        start: None,
        instead: None,
        reason: None,
        choices: Vec::new(),
        findings: Vec::new(),
    };
    let Judgement { moment, against, instead, beside, notes } = judgement;
    answer.findings = notes;
    let Some((reason, finding)) = against else {
        answer.start = moment;
        return answer;
    };
    answer.reason = Some(reason);
    answer.choices = around(&starts, requested, reason, instead, beside, booking);
    answer.findings.push(finding);
    match (booking.outside_hours, instead) {
        (Outside::Adjust, Some(taken)) => {
            answer.status = Bookability::Adjusted;
            answer.start = instead;
            answer.instead = instead;
            let adjusted = Finding::new(&ADJUSTED).with("requested", requested).with("taken", taken.local);
            answer.findings.push(adjusted);
        }
        (Outside::Ask, Some(_)) => {
            answer.status = Bookability::Proposed;
            answer.instead = instead;
        }
        (Outside::Ask | Outside::Adjust, None) if matches!(reason, Reason::Twice { .. }) => {
            answer.status = Bookability::Proposed;
        }
        _ => {
            answer.status = Bookability::NotBookable;
            let sought =
                !matches!(reason, Reason::InPast | Reason::BeyondHorizon { .. } | Reason::Twice { .. });
            if sought && instead.is_none() {
                answer.findings.push(Finding::new(&NO_START).with("minutes", minutes));
            }
        }
    }
    answer
}

/// The first times from `from` on, and before `until`, at which an appointment of so many minutes may begin.
///
/// ```
/// use klartext::appointment::{self, Booking};
/// use klartext::{Context, OpeningHours};
/// let hours: OpeningHours = serde_json::from_str(r#"{"thu": ["09:00-12:00"]}"#)?;
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin).with_hours(hours);
/// let booking: Booking = serde_json::from_str(r#"{"slot_minutes": 60}"#)?;
/// let times = appointment::choices("2025-11-06T10:00:00".parse()?, None, 60, &booking, &context);
/// let times: Vec<String> = times.iter().map(|m| m.local.to_string()).collect();
/// assert_eq!(times, ["2025-11-06 10:00:00", "2025-11-06 11:00:00", "2025-11-13 09:00:00"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn choices(
    from: NaiveDateTime,
    until: Option<NaiveDateTime>,
    minutes: u32,
    booking: &Booking,
    context: &Context,
) -> Vec<Moment> {
    let mut out = Vec::new();
    fill(&mut out, &Starts::new(minutes, booking, context), from, until, booking);
    out
}

/// What stands against a request, for rooms that word it themselves.
pub(crate) fn judge(request: &Request, booking: &Booking, context: &Context) -> Judgement {
    let minutes = request.minutes.unwrap_or(booking.service_minutes);
    judged(request.start, &Starts::new(minutes, booking, context), booking, context)
}

fn judged(start: Start, starts: &Starts<'_>, booking: &Booking, context: &Context) -> Judgement {
    let wall = match start {
        Start::At(moment) => return of(on_the_wall(moment.utc, context.zone), starts, booking, context),
        Start::Wall(wall) => wall,
    };
    match localise(wall, context.zone) {
        Localised::Unambiguous(moment) => of(moment, starts, booking, context),
        Localised::Gap { before, after } => {
            let instead = starts.first(after.local);
            let finding = Finding::new(&GAP)
                .with("local", wall)
                .with("before", before.local)
                .with("after", after.local)
                .with("before_utc", before.utc)
                .with("after_utc", after.utc);
            Judgement {
                moment: None,
                against: Some((Reason::NoSuchTime, with_alternative(finding, instead))),
                instead,
                beside: None,
                notes: Vec::new(),
            }
        }
        Localised::Fold { first, second } => {
            let finding = || twice(wall, first.utc, second.utc);
            let (one, other) = (of(first, starts, booking, context), of(second, starts, booking, context));
            let decided = |mut judgement: Judgement, taken: Moment| {
                judgement.notes.push(finding().weighing(Severity::Note).with("taken", taken.utc));
                judgement
            };
            match (context.policy.fold, one.against.is_none(), other.against.is_none()) {
                (Fold::Earlier, ..) => decided(one, first),
                (Fold::Later, ..) => decided(other, second),
                (Fold::Ask, true, true) => Judgement {
                    moment: Some(first),
                    against: Some((Reason::Twice { first, second }, finding())),
                    instead: None,
                    beside: None,
                    notes: Vec::new(),
                },
                (Fold::Ask, false, true) => decided(other, second),
                (Fold::Ask, true, false) => decided(one, first),
                (Fold::Ask, false, false) => one,
            }
        }
    }
}

fn twice(wall: NaiveDateTime, first: DateTime<Utc>, second: DateTime<Utc>) -> Finding {
    Finding::new(&FOLD).with("local", wall).with("first", first).with("second", second)
}

/// What stands against a moment that exists.
fn of(moment: Moment, starts: &Starts<'_>, booking: &Booking, context: &Context) -> Judgement {
    let mut out = Judgement::fine(moment);
    let requested = moment.local;
    let future = context.policy.expect == crate::context::Expect::Future;
    if future && moment.utc <= context.now {
        out.against = Some((Reason::InPast, Finding::new(&IN_PAST).with("requested", requested)));
        return out;
    }
    if let Some(latest) = starts.latest().filter(|_| starts.is_beyond(requested.date())) {
        let finding = Finding::new(&BEYOND_HORIZON).with("date", requested.date()).with("latest", latest);
        out.against =
            Some((Reason::BeyondHorizon { latest, asks: booking.beyond_horizon == Beyond::Ask }, finding));
        return out;
    }
    if starts.is_too_soon(&moment) {
        out.instead = starts.first(requested);
        let finding =
            Finding::new(&TOO_SOON).with("requested", requested).with("lead_minutes", booking.lead_minutes);
        out.against = Some((Reason::TooSoon, with_alternative(finding, out.instead)));
        return out;
    }
    if let Some(hours) = &context.hours {
        let at = place_in(starts.on(requested.date()), requested.time());
        if at != Place::Open {
            out.instead = match at {
                Place::ClosedDay => next_open_day(requested.date(), hours)
                    .and_then(|day| like(day.and_time(requested.time()), starts, hours)),
                _ => starts.first(requested),
            };
            let finding = at.finding(requested, out.instead.map(|m| m.local), hours);
            out.against = finding.map(|finding| (Reason::Closed(at), finding));
            return out;
        }
        if !starts.fits(&moment) {
            (out.instead, out.beside) = neighbours(&moment, starts);
            let closes = starts.open_until(&moment).map_or(moment, |utc| on_the_wall(utc, context.zone));
            let same_day = closes.local.date() == requested.date();
            let closes = closes.local.time();
            let break_begins = place_in(starts.on(requested.date()), closes);
            let reopens = same_day && matches!(break_begins, Place::Break { .. });
            let finding = Finding::new(&DOES_NOT_FIT)
                .with("requested", requested)
                .with("minutes", starts.minutes())
                .with("closes", closes);
            out.against =
                Some((Reason::DoesNotFit { closes, reopens }, with_alternative(finding, out.instead)));
            return out;
        }
    }
    if starts.is_off_grid(requested) {
        (out.instead, out.beside) = neighbours(&moment, starts);
        let slot = booking.slot_minutes.map_or(0, |m| u32::from(m.get()));
        let finding = Finding::new(&OFF_GRID).with("requested", requested).with("slot_minutes", slot);
        out.against = Some((Reason::OffGrid, with_alternative(finding, out.instead)));
    }
    out
}

fn with_alternative(finding: Finding, instead: Option<Moment>) -> Finding {
    match instead {
        Some(moment) => finding.with("alternative", moment.local),
        None => finding,
    }
}

/// The start nearest to a moment, on its day if there is one, and the one on the other side of it.
fn neighbours(moment: &Moment, starts: &Starts<'_>) -> (Option<Moment>, Option<Moment>) {
    let before = starts.last_before(moment);
    let Some(after) = starts.first_after(moment) else { return (before, None) };
    let Some(before) = before else { return (Some(after), None) };
    if after.local.date() != moment.local.date() {
        return (Some(before), Some(after));
    }
    let (back, ahead) =
        (moment.utc.signed_duration_since(before.utc), after.utc.signed_duration_since(moment.utc));
    if back < ahead { (Some(before), Some(after)) } else { (Some(after), Some(before)) }
}

/// The start on an open day that is most like a time of day: that time, its neighbour where only the slot or the length is
/// wrong, else the first of the day.
fn like(at: NaiveDateTime, starts: &Starts<'_>, hours: &crate::OpeningHours) -> Option<Moment> {
    let exact = starts.first(at).filter(|m| m.local == at);
    if exact.is_some() {
        return exact;
    }
    let near = match localise(at, starts.zone()) {
        Localised::Unambiguous(moment) if hours.is_open(at) => neighbours(&moment, starts).0,
        _ => None,
    };
    near.filter(|m| m.local.date() == at.date()).or_else(|| starts.first(at.date().and_time(NaiveTime::MIN)))
}

/// What can be offered: what to take instead, its neighbour, and what comes next.
fn around(
    starts: &Starts<'_>,
    requested: NaiveDateTime,
    reason: Reason,
    instead: Option<Moment>,
    beside: Option<Moment>,
    booking: &Booking,
) -> Vec<Moment> {
    let mut out: Vec<Moment> = Vec::with_capacity(usize::from(booking.choices));
    let from = match reason {
        Reason::BeyondHorizon { .. } => return out,
        Reason::Twice { first, second } => {
            out.extend([first, second]);
            return out;
        }
        // The lead time is the floor of every start.
        Reason::InPast => starts.earliest().unwrap_or(requested),
        Reason::Closed(Place::ClosedDay) => instead.map_or(requested, |m| m.local),
        _ => requested,
    };
    out.extend(instead.into_iter().take(usize::from(booking.choices)));
    if let Some(beside) =
        beside.filter(|m| out.len() < usize::from(booking.choices) && apart(&out, m, booking))
    {
        out.push(beside);
    }
    fill(&mut out, starts, from, None, booking);
    out.sort_by_key(|m| m.utc);
    out
}

/// More starts, up to the number of choices, each far enough from the others.
fn fill(
    out: &mut Vec<Moment>,
    starts: &Starts<'_>,
    from: NaiveDateTime,
    until: Option<NaiveDateTime>,
    booking: &Booking,
) {
    let gap = chrono::TimeDelta::minutes(i64::from(booking.apart_minutes.max(1)));
    let mut from = from;
    while out.len() < usize::from(booking.choices) {
        let Some(next) = starts.first(from).filter(|m| until.is_none_or(|end| m.local < end)) else { return };
        let near = out.iter().filter(|m| !far(m, &next, gap)).max_by_key(|m| m.utc).copied();
        if near.is_none() {
            out.push(next);
        }
        // Counted on the wall, where an hour may be missing: never back to where this one was found.
        let beyond = near.unwrap_or(next).local.checked_add_signed(gap);
        let after = next.local.checked_add_signed(chrono::TimeDelta::minutes(1));
        let Some(later) = beyond.max(after) else { return };
        from = later;
    }
}

fn apart(chosen: &[Moment], moment: &Moment, booking: &Booking) -> bool {
    let gap = chrono::TimeDelta::minutes(i64::from(booking.apart_minutes.max(1)));
    chosen.iter().all(|m| far(m, moment, gap))
}

fn far(a: &Moment, b: &Moment, gap: chrono::TimeDelta) -> bool {
    a.utc.signed_duration_since(b.utc).abs() >= gap
}
