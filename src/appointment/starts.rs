//! The times at which an appointment may begin: openings, slots, the length of the service, lead time, horizon.

use std::cell::Cell;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::booking::{Booking, SlotsFrom};
use super::hours::{LOOK_AHEAD, latest};
use crate::context::{Context, Expect};
use crate::hours::{OpeningHours, Stretch, minute_of};
use crate::temporal::Moment;
use crate::temporal::zone::{Localised, localise, on_the_wall};

/// The last year that RFC 3339 can write.
const LAST_YEAR: i32 = 9999;

/// Where no slots are set, a time is proposed on a full quarter of an hour.
const QUARTER: u16 = 15;

static WHOLE_DAY: [Stretch; 1] = [Stretch::WHOLE_DAY];

/// Everything that decides whether a moment can be the beginning of an appointment.
#[derive(Debug)]
pub(super) struct Starts<'a> {
    hours: Option<&'a OpeningHours>,
    zone: Tz,
    slot: Option<u16>,
    from: SlotsFrom,
    minutes: u32,
    /// No start before this instant, none where the speaker looks back.
    earliest: Option<DateTime<Utc>>,
    /// The last day that may be booked.
    latest: Option<NaiveDate>,
    /// The day that was looked up last, with what is open then: most questions are about one day.
    day: Cell<(NaiveDate, &'a [Stretch])>,
}

impl<'a> Starts<'a> {
    pub(super) fn new(minutes: u32, booking: &Booking, context: &'a Context) -> Self {
        let future = context.policy.expect == Expect::Future;
        // What begins now has begun.
        let lead = TimeDelta::minutes(i64::from(booking.lead_minutes)).max(TimeDelta::nanoseconds(1));
        let today = || context.today();
        Self {
            hours: context.hours.as_ref(),
            zone: context.zone,
            slot: booking.slot_minutes.map(std::num::NonZeroU16::get),
            from: booking.slots_from,
            minutes,
            earliest: future.then(|| context.now.checked_add_signed(lead).unwrap_or(context.now)),
            latest: booking.horizon_days.filter(|_| future).map(|days| latest(today(), days)),
            day: Cell::new((NaiveDate::MIN, &[])),
        }
    }

    /// The first wall time that the lead time allows.
    pub(super) fn earliest(&self) -> Option<NaiveDateTime> {
        self.earliest.map(|utc| on_the_wall(utc, self.zone).local)
    }

    pub(super) fn minutes(&self) -> u32 {
        self.minutes
    }

    pub(super) fn zone(&self) -> Tz {
        self.zone
    }

    pub(super) fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    pub(super) fn is_too_soon(&self, moment: &Moment) -> bool {
        self.earliest.is_some_and(|earliest| moment.utc < earliest)
    }

    pub(super) fn is_beyond(&self, date: NaiveDate) -> bool {
        self.latest.is_some_and(|latest| date > latest)
    }

    pub(super) fn on(&self, date: NaiveDate) -> &'a [Stretch] {
        let Some(hours) = self.hours else { return &WHOLE_DAY };
        let (known, open) = self.day.get();
        if known == date && date > NaiveDate::MIN {
            return open;
        }
        let open = hours.on(date);
        self.day.set((date, open));
        open
    }

    /// The first start at or after a wall time.
    ///
    /// A wall time that comes twice is offered once: its first occurrence, or its second where the first is too soon.
    pub(super) fn first(&self, from: NaiveDateTime) -> Option<Moment> {
        self.first_from(from, self.earliest)
    }

    /// The first start after a moment, also in an hour that the clock shows twice.
    pub(super) fn first_after(&self, moment: &Moment) -> Option<Moment> {
        let floor = Some(self.earliest.map_or(moment.utc, |earliest| earliest.max(moment.utc)));
        let later = self.first_from(moment.local, floor);
        match localise(moment.local, self.zone) {
            // Walls before this one come once more.
            Localised::Fold { first, second } if first.utc == moment.utc => {
                let again = second.utc.signed_duration_since(first.utc);
                let sooner =
                    moment.local.checked_sub_signed(again).and_then(|from| self.first_from(from, floor));
                later.into_iter().chain(sooner).min_by_key(|start| start.utc)
            }
            _ => later,
        }
    }

    /// No start is before the instant `floor`.
    fn first_from(&self, from: NaiveDateTime, floor: Option<DateTime<Utc>>) -> Option<Moment> {
        let from = self.earliest().map_or(from, |earliest| earliest.max(from));
        (0..=LOOK_AHEAD)
            .map_while(|ahead| from.date().checked_add_days(Days::new(ahead)))
            .take_while(|date| !self.is_beyond(*date) && date.year() <= LAST_YEAR)
            .find_map(|date| {
                let not_before = if date == from.date() { minute_from(from.time())? } else { 0 };
                self.first_on(date, not_before, floor)
            })
    }

    /// The first start of a day at or after a minute of it.
    fn first_on(&self, date: NaiveDate, not_before: u16, floor: Option<DateTime<Utc>>) -> Option<Moment> {
        self.on(date)
            .iter()
            .filter(|s| s.closes_minute() > not_before)
            .filter_map(|stretch| {
                let mut minute = self.slot_from(*stretch, not_before);
                loop {
                    let at = minute.filter(|m| *m < stretch.closes_minute())?;
                    // A gap has no such time; of two, the first that is not too soon.
                    let start = self.starts_at(date, at).find(|m| floor.is_none_or(|floor| m.utc >= floor));
                    if let Some(start) = start {
                        // What begins later in this stretch fits no better.
                        return self.fits_in(&start, date, *stretch).then_some(start);
                    }
                    minute = at.checked_add(self.slot.unwrap_or(QUARTER)).and_then(|m| match self.slot {
                        Some(_) => Some(m),
                        None => self.slot_from(*stretch, m),
                    });
                }
            })
            .min_by_key(|start| start.utc)
    }

    /// The last start of the day before a moment of it.
    pub(super) fn last_before(&self, moment: &Moment) -> Option<Moment> {
        let before = moment.local;
        let date = before.date();
        if self.is_beyond(date) {
            return None;
        }
        let limit = minute_from(before.time()).unwrap_or(1440);
        self.on(date)
            .iter()
            .filter(|s| s.opens_minute() < limit)
            .filter_map(|stretch| {
                // What is open together may be open longer than this stretch, whose slots end with it.
                let end = stretch.closes_minute().min(limit);
                let last = self.last_that_fits(date, *stretch)?.min(end.checked_sub(1)?);
                let mut minute = self.slot_until(*stretch, last);
                loop {
                    let at = minute.filter(|m| *m >= stretch.opens_minute())?;
                    let start = self
                        .starts_at(date, at)
                        .filter(|m| m.utc < moment.utc && !self.is_too_soon(m))
                        .filter(|m| self.fits_in(m, date, *stretch))
                        .last();
                    if start.is_some() {
                        return start;
                    }
                    if self.earliest().is_some_and(|e| date.and_time(minute_time(at)) < e) {
                        return None;
                    }
                    minute = self.slot_until(*stretch, at.checked_sub(1)?);
                }
            })
            .max_by_key(|start| start.utc)
    }

    /// The wall minute after which nothing that begins in the stretch fits; a bound, not always a start.
    fn last_that_fits(&self, date: NaiveDate, stretch: Stretch) -> Option<u16> {
        let opens = localise(date.and_time(stretch.opens()), self.zone);
        let length = TimeDelta::minutes(i64::from(self.minutes));
        let end_of_day = instant(date, 1440, self.zone)?;
        let closes = self.closing(date, stretch, end_of_day.checked_add_signed(length)?)?;
        let last = on_the_wall(closes.checked_sub_signed(length)?, self.zone).local;
        let opening = match opens {
            Localised::Unambiguous(m) | Localised::Fold { first: m, .. } => m.local,
            Localised::Gap { after, .. } => after.local,
        };
        if last < opening {
            return None;
        }
        Some(if last.date() > date { 1439 } else { minute_of(last.time()) })
    }

    /// The moments of a wall minute: none, one or two.
    fn starts_at(&self, date: NaiveDate, minute: u16) -> impl Iterator<Item = Moment> + use<> {
        let (a, b) = match localise(date.and_time(minute_time(minute)), self.zone) {
            Localised::Unambiguous(moment) => (Some(moment), None),
            Localised::Fold { first, second } => (Some(first), Some(second)),
            Localised::Gap { .. } => (None, None),
        };
        a.into_iter().chain(b)
    }

    /// The first slot of a stretch at or after a minute.
    fn slot_from(&self, stretch: Stretch, minute: u16) -> Option<u16> {
        let opens = stretch.opens_minute();
        let base = match (self.slot, self.from) {
            (None, _) if minute <= opens => return Some(opens),
            (None, _) | (Some(_), SlotsFrom::Hour) => 0,
            (Some(_), SlotsFrom::Opening) => opens,
        };
        let slot = self.slot.unwrap_or(QUARTER);
        let beyond = minute.max(opens).checked_sub(base)?;
        beyond.div_ceil(slot).checked_mul(slot)?.checked_add(base)
    }

    /// The last slot of a stretch at or before a minute.
    fn slot_until(&self, stretch: Stretch, minute: u16) -> Option<u16> {
        let opens = stretch.opens_minute();
        let base = if self.slot.is_some() && self.from == SlotsFrom::Opening { opens } else { 0 };
        let slot = self.slot.unwrap_or(QUARTER);
        let aligned = minute.checked_sub(base)?.checked_div(slot)?.checked_mul(slot)?.checked_add(base)?;
        if self.slot.is_none() && aligned < opens && minute >= opens {
            return Some(opens);
        }
        Some(aligned)
    }

    /// True where slots are set and none of them is this wall time.
    pub(super) fn is_off_grid(&self, local: NaiveDateTime) -> bool {
        use chrono::Timelike as _;
        if self.slot.is_none() {
            return false;
        }
        let minute = minute_of(local.time());
        let is_slot = |s: &Stretch| s.contains_minute(minute) && self.slot_from(*s, minute) == Some(minute);
        local.second() != 0 || local.nanosecond() != 0 || !self.on(local.date()).iter().any(is_slot)
    }

    /// Until when the shop is open at a moment; none where it is closed then.
    pub(super) fn open_until(&self, moment: &Moment) -> Option<DateTime<Utc>> {
        let date = moment.local.date();
        let minute = minute_of(moment.local.time());
        let stretch = self.on(date).iter().find(|s| s.contains_minute(minute))?;
        self.closing(date, *stretch, self.end(moment)?)
    }

    /// True where the service ends before the shop closes, and begins before it does: of a closing time that comes twice,
    /// the first counts.
    pub(super) fn fits(&self, moment: &Moment) -> bool {
        let date = moment.local.date();
        let minute = minute_of(moment.local.time());
        self.on(date)
            .iter()
            .filter(|s| s.contains_minute(minute))
            .any(|stretch| self.fits_in(moment, date, *stretch))
    }

    fn fits_in(&self, moment: &Moment, date: NaiveDate, stretch: Stretch) -> bool {
        if self.hours.is_none() {
            return true;
        }
        let Some(end) = self.end(moment) else { return false };
        self.closing(date, stretch, end).is_some_and(|closes| end <= closes && moment.utc < closes)
    }

    /// When a service ends that begins at a moment. Length counts in instants.
    pub(super) fn end(&self, moment: &Moment) -> Option<DateTime<Utc>> {
        moment.utc.checked_add_signed(TimeDelta::minutes(i64::from(self.minutes)))
    }

    /// When the shop closes that is open in a stretch; stretches that touch are one, over midnight too. Followed no further
    /// than `needed`.
    fn closing(&self, date: NaiveDate, stretch: Stretch, needed: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (mut date, mut closes) = (date, stretch.closes_minute());
        for _ in 0..=LOOK_AHEAD {
            while let Some(later) = self
                .on(date)
                .iter()
                .filter(|s| s.opens_minute() <= closes && s.closes_minute() > closes)
                .map(|s| s.closes_minute())
                .max()
            {
                closes = later;
            }
            let at = instant(date, closes, self.zone)?;
            if at >= needed || closes < 1440 {
                return Some(at);
            }
            let next = date.checked_add_days(Days::new(1))?;
            match self.on(next).iter().find(|s| s.opens_minute() == 0) {
                Some(goes_on) => (date, closes) = (next, goes_on.closes_minute()),
                None => return Some(at),
            }
        }
        Some(needed)
    }
}

/// The instant of a minute of a day, 1440 being the next midnight: the first of two, the end of a gap.
fn instant(date: NaiveDate, minute: u16, zone: Tz) -> Option<DateTime<Utc>> {
    let date = if minute < 1440 { date } else { date.checked_add_days(Days::new(1))? };
    Some(match localise(date.and_time(minute_time(minute)), zone) {
        Localised::Unambiguous(m) | Localised::Fold { first: m, .. } => m.utc,
        Localised::Gap { after, .. } => after.utc,
    })
}

fn minute_time(minute: u16) -> NaiveTime {
    let (hour, minute) = (u32::from(minute / 60 % 24), u32::from(minute % 60));
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN)
}

/// The first full minute at or after a time of day; none in its last minute.
fn minute_from(time: NaiveTime) -> Option<u16> {
    use chrono::Timelike as _;
    let minute = minute_of(time);
    let up = if time.second() > 0 || time.nanosecond() > 0 { minute.saturating_add(1) } else { minute };
    (up < 1440).then_some(up)
}
