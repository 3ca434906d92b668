//! Clauses and what they are about: what the caller wants, what is ruled out, and what only tells a story.
//!
//! "Donnerstag passt mir nicht, aber Freitag ab drei", "ich war am dritten da, jetzt brauche ich Montag etwas": only one
//! of the two clauses holds a wish, and a day of the other must not become an offer.

use smallvec::SmallVec;

use super::pieces::unify;
use crate::temporal::grammar::{Cue, Item, Join, Kind};
use crate::temporal::recurrence::Freq;
use crate::temporal::syntax::{Base, Day, MonthRef, WeekRef, Year};

/// What the days and times of a clause are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// Asked for.
    #[default]
    Wanted,
    /// Ruled out.
    Excluded,
    /// Told beside: a reason, an appointment that was. It counts where nothing else was asked for.
    Told,
    /// Never an appointment: a birthday.
    Unrelated,
}

pub(super) type Roles = SmallVec<[Role; 16]>;

/// The role of every item; adverbs of repetition in a clause that rules out become the weekdays they name.
pub(super) fn roles(items: &mut [Item]) -> Roles {
    let mut roles: Roles = items.iter().map(|_| Role::Wanted).collect();
    let cue = |k: Kind| match k {
        Kind::Cue(c) => c != Cue::Speaker,
        Kind::Join(Join::NotThat | Join::Nicht | Join::Ausser | Join::Auf) => true,
        Kind::Day(d) => is_over(&d),
        _ => false,
    };
    if !items.iter().any(|i| cue(i.kind)) {
        return roles;
    }
    let mut start = 0;
    let mut because = false;
    let mut at = 0;
    let mut busy: SmallVec<[(usize, usize); 2]> = SmallVec::new();
    while at <= items.len() {
        if at < items.len() && !is_boundary(items, start, at) {
            at = at.saturating_add(1);
            continue;
        }
        let role = role_of(items.get(start..at).unwrap_or(&[]), because);
        for r in roles.iter_mut().take(at).skip(start) {
            *r = role;
        }
        let reason = items.iter().skip(at).take(2).any(|i| i.kind == Kind::Cue(Cue::Therefore));
        if role == Role::Wanted
            && items.get(start..at).is_some_and(|c| reason || c.iter().any(|i| may_tell(i.kind)))
        {
            busy.push((start, at));
        }
        if role == Role::Excluded {
            free_bounds(items.get(start..at).unwrap_or(&[]), roles.get_mut(start..at).unwrap_or(&mut []));
            for item in items.iter_mut().take(at).skip(start) {
                as_weekday(item);
            }
        }
        because = matches!(items.get(at).map(|i| i.kind), Some(Kind::Cue(Cue::Because)));
        start = at;
        at = at.saturating_add(1);
    }
    as_weekdays_behind_not(items);
    only_told(items, &mut roles, &busy);
    // A text that only tells is what was meant after all: "Mein letzter Termin war am 3. März."
    let wished = items.iter().zip(&roles).any(|(i, r)| *r == Role::Wanted && is_time(i.kind));
    if !wished {
        for r in &mut roles {
            if *r == Role::Told {
                *r = Role::Wanted;
            }
        }
    }
    moved(items, &mut roles);
    roles
}

/// A word of a clause that may be about something else than the appointment.
const fn may_tell(kind: Kind) -> bool {
    matches!(kind, Kind::Cue(Cue::Busy | Cue::Done | Cue::Holds))
}

const fn is_time(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Day(_)
            | Kind::Clock(_)
            | Kind::Part(..)
            | Kind::Ordinal(_)
            | Kind::Shift(_)
            | Kind::Elapsed(_)
            | Kind::Repeat(_)
            | Kind::Instant(..)
    )
}

/// True where a new clause begins at `at`.
fn is_boundary(items: &[Item], start: usize, at: usize) -> bool {
    let Some(item) = items.get(at) else { return true };
    // A clause of more items than this is none that was spoken; looking back no further keeps long texts linear.
    let start = start.max(at.saturating_sub(32));
    match item.kind {
        Kind::Join(Join::Stop | Join::Sondern | Join::Repair)
        | Kind::Cue(Cue::Because | Cue::But | Cue::Therefore) => true,
        // "am Montag ist mir was dazwischengekommen ginge Mittwoch"
        Kind::Cue(Cue::Asks) => {
            let before = items.get(start..at).unwrap_or(&[]);
            told_already(before)
                || before.first().is_some_and(|i| i.kind == Kind::Cue(Cue::Because))
                || (before.iter().any(|i| may_tell(i.kind)) && before.iter().any(|i| is_time(i.kind)))
        }
        // "Mittwoch – halt, da bin ich nicht da – Freitag"
        Kind::Join(Join::Dash) => {
            let before = items.get(start..at).unwrap_or(&[]);
            !before
                .last()
                .is_some_and(|i| is_time(i.kind) || matches!(i.kind, Kind::Number(_) | Kind::Join(_)))
        }
        // "ich war am 3. da und brauche …", "mein letzter Termin war am dritten ich brauche …"
        Kind::Join(Join::Und) | Kind::Cue(Cue::Speaker) => {
            let before = items.get(start..at).unwrap_or(&[]);
            // "zwischen 14 und 16 Uhr" is one thing.
            let open = before.iter().rev().take(3).any(|i| i.kind == Kind::Join(Join::Zwischen));
            // "Freitag ab 15 Uhr ich arbeite …": a subject right behind a time begins a new clause.
            let subject =
                item.kind == Kind::Cue(Cue::Speaker) && before.last().is_some_and(|i| is_time(i.kind));
            // "meine Tochter heiratet am sechsten und ich müsste am fünften …"
            let next = items.get(at.saturating_add(1)).map(|i| i.kind);
            let story = item.kind == Kind::Join(Join::Und)
                && matches!(next, Some(Kind::Cue(Cue::Speaker | Cue::Asks)))
                && before.iter().any(|i| may_tell(i.kind))
                && before.iter().any(|i| is_time(i.kind));
            // "meine Frau hat am Dienstag schon einen Termin ich hätte gern …"
            let other = item.kind == Kind::Cue(Cue::Speaker)
                && before.iter().any(|i| may_tell(i.kind))
                && before.iter().any(|i| matches!(i.kind, Kind::Day(_)));
            subject || ((told_already(before) || story || other) && !open)
        }
        Kind::Join(Join::Comma) if told_already(items.get(start..at).unwrap_or(&[])) => true,
        Kind::Join(Join::Comma) => {
            let rest = items.get(at.saturating_add(1)..).unwrap_or(&[]);
            let before = items.get(start..at).unwrap_or(&[]);
            let (Some(last), Some(next)) = (before.last(), rest.first()) else { return true };
            // A comma inside "Montag, den 3. November, um zehn" ends no clause.
            !is_time(last.kind)
                || !is_time(next.kind)
                || before.iter().any(|i| i.kind == Kind::Cue(Cue::Holds))
                || says_again(before, next.kind)
                || narrows(before, rest)
        }
        // "geboren am 3.4.1950 Dienstag um vier": nobody tells the weekday of a birth behind its date.
        Kind::Day(next)
            if matches!(next.base, Base::Weekday(..) | Base::Offset(_))
                && items.get(start..at).is_some_and(|c| born_on(c) || holds_until(c)) =>
        {
            true
        }
        // "am Montag hat es nicht geklappt am 17. um vier": a participle ends its clause.
        Kind::Day(_) | Kind::Ordinal(_)
            if at
                .checked_sub(1)
                .and_then(|b| items.get(b))
                .is_some_and(|i| matches!(i.kind, Kind::Cue(Cue::Ended | Cue::Done))) =>
        {
            items.get(start..at).unwrap_or(&[]).iter().any(|i| matches!(i.kind, Kind::Day(_)))
        }
        // "am ersten Juli arbeite ich bis abends am dritten Juli …": the stretch has ended, and its day was said.
        Kind::Day(_) | Kind::Ordinal(_) if ends_stretch(items.get(start..at).unwrap_or(&[])) => true,
        // "also morgen geht gar nicht übermorgen würde gehen": without commas, a verdict ends its clause.
        Kind::Day(_) | Kind::Clock(_) | Kind::Ordinal(_) | Kind::Join(Join::Rather) => {
            let before = items.get(start..at).unwrap_or(&[]);
            matches!(
                before.last().map(|i| i.kind),
                Some(Kind::Join(Join::NotThat) | Kind::Cue(Cue::Negative | Cue::Bad))
            ) && before.iter().any(|i| is_time(i.kind))
        }
        _ => false,
    }
}

/// "ich arbeite im Schichtbetrieb, Freitag bis 16 Uhr": a bound behind the verdict is not what it rules out.
fn free_bounds(clause: &[Item], roles: &mut [Role]) {
    let Some(verdict) = clause.iter().position(|i| matches!(i.kind, Kind::Cue(Cue::Negative | Cue::Bad)))
    else {
        return;
    };
    let bound =
        |k: Kind| matches!(k, Kind::Join(Join::Ab | Join::Bis | Join::Vor | Join::Nach | Join::Latest));
    let before = clause.iter().take(verdict).any(|i| is_time(i.kind));
    // "ich arbeite bis 16 Uhr" rules out just that.
    let day = |k: Kind| matches!(k, Kind::Day(_) | Kind::Ordinal(_) | Kind::Repeat(_));
    let behind = || clause.iter().skip(verdict);
    if !before && behind().any(|i| bound(i.kind)) && behind().any(|i| day(i.kind)) {
        for r in roles.iter_mut().skip(verdict) {
            *r = Role::Wanted;
        }
    }
}

/// True where a clause has told a date of birth.
fn born_on(clause: &[Item]) -> bool {
    clause.iter().any(|i| i.kind == Kind::Cue(Cue::Birth))
        && clause.iter().any(|i| match i.kind {
            Kind::Day(day) => !matches!(day.base, Base::Weekday(..) | Base::Offset(_)),
            Kind::Number(year) => year.value >= 1900,
            _ => false,
        })
}

/// True where a clause that rules out ends with "bis …", and has named its day.
fn ends_stretch(clause: &[Item]) -> bool {
    let bound = clause.iter().rposition(|i| i.kind == Kind::Join(Join::Bis));
    let ended = clause.last().is_some_and(|i| matches!(i.kind, Kind::Clock(_) | Kind::Part(..)));
    ended
        && bound.is_some_and(|at| at.saturating_add(2) == clause.len())
        && told_already(clause)
        && clause.iter().any(|i| matches!(i.kind, Kind::Day(_) | Kind::Ordinal(_)))
}

/// True where a clause has told until when something holds.
fn holds_until(clause: &[Item]) -> bool {
    clause.iter().any(|i| i.kind == Kind::Cue(Cue::Holds)) && clause.iter().any(|i| is_time(i.kind))
}

/// True where a clause that tells of something, or rules it out, has named its time.
fn told_already(clause: &[Item]) -> bool {
    clause.iter().any(|i| is_time(i.kind))
        && clause.iter().any(|i| {
            matches!(
                i.kind,
                Kind::Cue(Cue::Past | Cue::Ended | Cue::Birth | Cue::Negative | Cue::Bad)
                    | Kind::Join(Join::NotThat)
            )
        })
}

/// Yesterday, and clauses that are about the speaker's own plans, are told where another day is asked for.
fn only_told(items: &[Item], roles: &mut Roles, busy: &[(usize, usize)]) {
    let wanted_day = |roles: &Roles, skip: &dyn Fn(usize) -> bool| {
        items.iter().zip(roles).enumerate().any(|(at, (i, r))| {
            let day = match i.kind {
                Kind::Day(d) => !is_over(&d),
                Kind::Ordinal(_) => true,
                Kind::Shift(s) => s.n >= 0,
                _ => false,
            };
            *r == Role::Wanted && day && !skip(at)
        })
    };
    for (from, to) in busy {
        // "Morgen, vor 15 Uhr bin ich in der Arbeit": what is taken is said, and what is left of the day follows.
        let clause = items.get(*from..*to).unwrap_or(&[]);
        if bounds_day(clause) {
            let latest = clause.iter().any(|i| i.kind == Kind::Join(Join::Latest));
            for r in roles.iter_mut().take(*to).skip(*from).filter(|_| !latest) {
                *r = Role::Excluded;
            }
            continue;
        }
        if wanted_day(roles, &|at| *from <= at && at < *to) {
            for r in roles.iter_mut().take(*to).skip(*from) {
                *r = Role::Told;
            }
        }
    }
    for at in 0..items.len() {
        let past = match items.get(at).map(|i| i.kind) {
            Some(Kind::Day(d)) => is_over(&d),
            Some(Kind::Shift(s)) => s.n < 0,
            _ => false,
        };
        // "von gestern bis Montag"
        let range = matches!(
            items.get(at.saturating_add(1)).map(|i| i.kind),
            Some(Kind::Join(Join::Bis | Join::Dash))
        );
        // "letzte Woche Dienstag" is one day; "letzte Woche war ich da, …" is a story.
        let whole = matches!(items.get(at).map(|i| i.kind), Some(Kind::Day(d)) if !d.is_day());
        let talk = matches!(items.get(at.saturating_add(1)).map(|i| i.kind), Some(Kind::Gap | Kind::Cue(_)));
        if past
            && (talk || !whole)
            && !range
            && wanted_day(roles, &|other| other == at)
            && let Some(r) = roles.get_mut(at)
            && *r == Role::Wanted
        {
            *r = Role::Told;
        }
    }
}

/// True for a clause with a bound of the clock and no day: "bis vier hab ich Schule".
fn bounds_day(clause: &[Item]) -> bool {
    let bound = |k: Kind| matches!(k, Kind::Join(Join::Vor | Join::Bis | Join::Latest | Join::Nach));
    clause.iter().any(|i| bound(i.kind))
        && clause.iter().any(|i| matches!(i.kind, Kind::Clock(_)))
        && !clause.iter().any(|i| matches!(i.kind, Kind::Day(_) | Kind::Ordinal(_) | Kind::Shift(_)))
}

/// True for a day that can only be over: gestern, letzte Woche.
pub(super) const fn is_over(day: &Day) -> bool {
    match day.base {
        Base::Offset(n)
        | Base::Week(WeekRef::Relative(n), _)
        | Base::Month { month: MonthRef::Relative(n), .. } => n < 0,
        Base::Year(Year::Relative(n), _) => n < 0,
        _ => false,
    }
}

fn says_again(before: &[Item], next: Kind) -> bool {
    match next {
        Kind::Day(day) => before.iter().any(|i| matches!(i.kind, Kind::Day(d) if unify(d, day).is_none())),
        Kind::Clock(_) => before.iter().any(|i| matches!(i.kind, Kind::Clock(_))),
        Kind::Part(part, _) => before.iter().any(|i| matches!(i.kind, Kind::Part(p, _) if p != part)),
        _ => false,
    }
}

/// "nächste Woche, Mittwoch nicht": a day of the stretch is ruled out, not the stretch.
fn narrows(before: &[Item], rest: &[Item]) -> bool {
    // … and "Montag um drei, heute schaffe ich es nicht": two days that happen to be able to be one.
    let other = |a: Base, b: Base| {
        matches!((a, b), (Base::Offset(_), Base::Weekday(..)) | (Base::Weekday(..), Base::Offset(_)))
    };
    let stretch = before.iter().any(|i| match (i.kind, rest.first().map(|r| r.kind)) {
        (Kind::Day(d), Some(Kind::Day(next))) => !d.is_day() || other(d.base, next.base),
        (Kind::Day(d), _) => !d.is_day(),
        _ => false,
    });
    let end = |k: Kind| matches!(k, Kind::Join(Join::Comma | Join::Stop));
    let verdict = |k: Kind| matches!(k, Kind::Join(Join::NotThat) | Kind::Cue(Cue::Negative | Cue::Bad));
    stretch && rest.iter().take_while(|i| !end(i.kind)).any(|i| verdict(i.kind))
}

fn role_of(clause: &[Item], because: bool) -> Role {
    let mut role = if because { Role::Told } else { Role::Wanted };
    let mut negative = false;
    let mut named = false;
    for item in clause {
        named |= is_time(item.kind) || matches!(item.kind, Kind::Soonest | Kind::Within(_));
        match item.kind {
            // "mir ist schlecht, Freitag um zehn" is about something else.
            Kind::Cue(Cue::Bad) if !named => {}
            // "Montag arbeite ich nicht"
            Kind::Join(Join::NotThat | Join::Nicht) if negative => role = Role::Wanted,
            Kind::Cue(Cue::Negative | Cue::Bad) if role == Role::Wanted => {
                negative = true;
                role = Role::Excluded;
            }
            // Before any time of its clause it is about the clause before: "… gebucht, das schaff ich nicht, geht Freitag".
            Kind::Join(Join::NotThat) if role == Role::Wanted && named => role = Role::Excluded,
            Kind::Cue(Cue::Birth) => return Role::Unrelated,
            Kind::Cue(Cue::Past | Cue::Ended | Cue::Because) => role = Role::Told,
            _ => {}
        }
    }
    role
}

/// "außer mittwochs", "nie montags"
fn as_weekdays_behind_not(items: &mut [Item]) {
    let mut ruled_out = false;
    for item in items {
        match item.kind {
            Kind::Join(Join::Nicht | Join::Ausser) => ruled_out = true,
            Kind::Join(Join::Und | Join::Oder) => {}
            Kind::Repeat(_) if ruled_out => as_weekday(item),
            _ => ruled_out = false,
        }
    }
}

fn as_weekday(item: &mut Item) {
    if let Kind::Repeat(r) = item.kind
        && r.freq == Freq::Weekly
        && r.interval == 1
        && let Some(day) = r.weekdays.iter().next()
    {
        item.kind = Kind::Day(Day::new(Base::Weekday(day, None), item.span));
    }
}

/// "den Termin von Donnerstag auf Freitag verlegen": what stands behind "auf" is wanted, what it replaces was.
fn moved(items: &[Item], roles: &mut Roles) {
    let moves = items.iter().any(|i| i.kind == Kind::Cue(Cue::Move));
    let Some(onto) = items.iter().rposition(|i| i.kind == Kind::Join(Join::Auf)) else { return };
    let behind = items.get(onto.saturating_add(1)..).unwrap_or(&[]);
    if !behind.first().is_some_and(|i| is_time(i.kind) || matches!(i.kind, Kind::Number(_))) {
        return;
    }
    let day = behind.iter().any(|i| matches!(i.kind, Kind::Day(_) | Kind::Ordinal(_) | Kind::Shift(_)));
    // "Freitag von 15 auf 16 Uhr": only what "von" opens is replaced.
    let from = items.iter().take(onto).rposition(|i| matches!(i.kind, Kind::Join(Join::Von | Join::Vom)));
    // "von 14 auf 15 Uhr" moves, with a verb or without. Of days, nobody can tell: who stays over says the same.
    let night = || items.iter().take(onto).any(|i| matches!(i.kind, Kind::Part(..)));
    if !moves && (from.is_none() || day || night()) {
        return;
    }
    let from = from.unwrap_or(0);
    for (item, role) in items.iter().zip(roles.iter_mut()).take(onto).skip(from) {
        let replaced = match item.kind {
            Kind::Clock(_) | Kind::Number(_) | Kind::Part(..) => true,
            other => is_time(other) && (day || from > 0),
        };
        if replaced {
            *role = Role::Told;
        }
    }
}
