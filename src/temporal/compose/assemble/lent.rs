//! What one offer lends another, and what a repair replaces.

use super::{List, first_point, join, map_point};
use crate::temporal::compose::pieces::Conn;
use crate::temporal::syntax::{Base, Day, Point, When};

/// What was said first, with what the repair says instead; whether anything was replaced.
pub(super) fn repair(old: When, new: When) -> (When, bool) {
    let (Some(old_point), Some(new_point)) = (first_point(&old), first_point(&new)) else {
        return (new, true);
    };
    let replaced = (old_point.day.is_some() && new_point.day.is_some())
        || (old_point.clock.is_some() && new_point.clock.is_some())
        || (old_point.part.is_some() && new_point.part.is_some());
    let keep_time = new_point.clock.is_none() && new_point.part.is_none();
    // "am 10. Mai, nein, Juni"
    let new_day = match (old_point.day, new_point.day) {
        (
            Some(Day { base: Base::Date { day, month: Some(_), year }, .. }),
            Some(Day { base: Base::Month { month, third: None, qual: None, .. }, span, .. }),
        ) => Some(Day::new(Base::Date { day, month: Some(month), year }, span)),
        // "nächste Woche Dienstag, nein, Mittwoch"
        (
            Some(Day { base: Base::WeekdayOf(_, week), .. }),
            Some(Day { base: Base::Weekday(day, None), span, .. }),
        ) => Some(Day::new(Base::WeekdayOf(day, week), span)),
        _ => None,
    };
    let fill = |p: Point| Point {
        day: new_day.or(p.day).or(old_point.day),
        clock: p.clock.or(if keep_time { old_point.clock } else { None }),
        part: p.part.or(if keep_time { old_point.part } else { None }),
        about: p.about || (keep_time && old_point.about),
        night_noun: p.night_noun,
    };
    // A new day keeps the shape of the time said before: "Montag ab drei, nein, Dienstag".
    let when = match (old, new) {
        (When::Range(_, to), When::At(p)) if keep_time => When::Range(fill(p), Point { day: None, ..to }),
        (When::From(_), When::At(p)) if keep_time => When::From(fill(p)),
        (When::Until(_), When::At(p)) if keep_time => When::Until(fill(p)),
        (When::Before(_), When::At(p)) if keep_time => When::Before(fill(p)),
        (When::After(_), When::At(p)) if keep_time => When::After(fill(p)),
        (_, When::Range(from, to)) => When::Range(fill(from), to),
        (_, new) => map_point(new, fill),
    };
    (when, replaced)
}

/// A day (and part of it) that stands beside an open end or a range without one.
pub(super) fn attach(last: When, when: When) -> Option<When> {
    let p = first_point(&when)?;
    match last {
        When::At(day) if day.clock.is_none() && (day.day.is_some() || day.part.is_some()) => {
            let joined = join(day, p)?;
            if let (When::At(_), Some(_), Some(_)) = (when, day.day, p.day)
                && day.part.is_none()
            {
                return Some(When::At(joined));
            }
            Some(map_point(when, |_| joined))
        }
        // "ab 15 Uhr, am Montag": the day comes later.
        When::From(_) | When::Until(_) | When::Before(_) | When::After(_) | When::Range(..) | When::At(_) => {
            let said = first_point(&last)?;
            let When::At(day) = when else { return None };
            if said.day.is_some() || day.clock.is_some() || day.day.is_none() || said.clock.is_none() {
                return None;
            }
            let part = day.part;
            Some(map_point(last, |p| Point { day: day.day, part: p.part.or(part), ..p }))
        }
        _ => None,
    }
}

/// What one offer says holds for its neighbours: a time behind the last day, a day before the first time, a week or a
/// month that only one of them names.
pub(super) fn share(drafts: &mut List) {
    for k in 1..drafts.len() {
        let (Some(before), Some(this)) =
            (k.checked_sub(1).and_then(|b| drafts.get(b)).copied(), drafts.get(k).copied())
        else {
            continue;
        };
        let (Some(p), Some(q)) = (first_point(&before.offer.when), first_point(&this.offer.when)) else {
            continue;
        };
        let (p_day, q_day) = match (p.day, q.day) {
            (Some(a), Some(b)) => {
                // "… am 2. Januar neunzig, geht der 30.": only what is listed shares its month.
                let told = this.conn == Conn::Plain && matches!(b.base, Base::Date { month: None, .. });
                let (a, b) = if told { (a, b) } else { share_days(a, b) };
                (Some(a), Some(b))
            }
            // "Montag um neun oder um elf"
            (Some(a), None) => (Some(a), Some(a)),
            other => other,
        };
        set_day(drafts, k, q_day);
        set_day(drafts, k.saturating_sub(1), p_day);
    }
    // Backwards: "Montag oder Dienstag um zehn".
    for k in (1..drafts.len()).rev() {
        let (Some(before), Some(this)) =
            (k.checked_sub(1).and_then(|b| drafts.get(b)).copied(), drafts.get(k).copied())
        else {
            continue;
        };
        let listed = matches!(this.conn, Conn::Or | Conn::And | Conn::Comma | Conn::Slash | Conn::Than);
        let When::At(p) = before.offer.when else { continue };
        let Some(q) = first_point(&this.offer.when) else { continue };
        // "um drei oder um vier am Donnerstag"
        if listed && p.day.is_none() && p.clock.is_some() && q.day.is_some() && q.clock.is_some() {
            set_day(drafts, k.saturating_sub(1), q.day);
            continue;
        }
        if listed
            && p.day.is_some()
            && p.clock.is_none()
            && p.part.is_none()
            && (q.clock.is_some() || q.part.is_some())
        {
            let shared = match this.offer.when {
                When::Range(from, to) => When::Range(Point { day: p.day, ..from }, Point { day: None, ..to }),
                when => map_point(when, |q| Point { day: p.day, ..q }),
            };
            if let Some(d) = drafts.get_mut(k.saturating_sub(1)) {
                d.offer.when = shared;
                d.offer.shared = true;
            }
        }
    }
}

pub(super) fn set_day(drafts: &mut List, k: usize, day: Option<Day>) {
    if let Some(d) = drafts.get_mut(k) {
        d.offer.when = map_point(d.offer.when, |p| Point { day: day.or(p.day), ..p });
    }
}

/// "nächste Woche Montag oder Dienstag", "am 3. oder 4. Dezember"
pub(super) fn share_days(a: Day, b: Day) -> (Day, Day) {
    match (a.base, b.base) {
        (Base::WeekdayOf(_, week), Base::Weekday(d, None)) => {
            (a, Day { base: Base::WeekdayOf(d, week), ..b })
        }
        (Base::Weekday(d, None), Base::WeekdayOf(_, week)) => {
            (Day { base: Base::WeekdayOf(d, week), ..a }, b)
        }
        (Base::Date { day, month: None, .. }, Base::Date { month: Some(m), year, .. }) => {
            (Day { base: Base::Date { day, month: Some(m), year }, ..a }, b)
        }
        (Base::Date { month: Some(m), year, .. }, Base::Date { day, month: None, .. }) => {
            (a, Day { base: Base::Date { day, month: Some(m), year }, ..b })
        }
        _ => (a, b),
    }
}
