//! Clauses and what they are about: what the caller wants, what is ruled out, and what only tells a story.
//!
//! "Donnerstag passt mir nicht, aber Freitag ab drei", "ich war am dritten da, jetzt brauche ich Montag etwas": only one
//! of the two clauses holds a wish, and a day of the other must not become an offer.

use smallvec::SmallVec;

use super::pieces::unify;
use crate::temporal::grammar::{Cue, Item, Join, Kind};
use crate::temporal::recurrence::Freq;
use crate::temporal::syntax::{Base, Day};

/// What the days and times of a clause are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// Asked for.
    #[default]
    Wanted,
    /// Ruled out.
    Excluded,
    /// Told beside: a birthday, a reason, an appointment that was.
    Told,
}

pub(super) type Roles = SmallVec<[Role; 16]>;

/// The role of every item; adverbs of repetition in a clause that rules out become the weekdays they name.
pub(super) fn roles(items: &mut [Item]) -> Roles {
    let mut roles: Roles = items.iter().map(|_| Role::Wanted).collect();
    if !items
        .iter()
        .any(|i| matches!(i.kind, Kind::Cue(_) | Kind::Join(Join::NotThat | Join::Nicht | Join::Ausser)))
    {
        return roles;
    }
    let mut start = 0;
    let mut because = false;
    let mut at = 0;
    while at <= items.len() {
        if at < items.len() && !is_boundary(items, start, at) {
            at = at.saturating_add(1);
            continue;
        }
        let role = role_of(items.get(start..at).unwrap_or(&[]), because);
        for r in roles.iter_mut().take(at).skip(start) {
            *r = role;
        }
        if role == Role::Excluded {
            for item in items.iter_mut().take(at).skip(start) {
                as_weekday(item);
            }
        }
        because = matches!(items.get(at).map(|i| i.kind), Some(Kind::Cue(Cue::Because)));
        start = at;
        at = at.saturating_add(1);
    }
    as_weekdays_behind_not(items);
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
    match item.kind {
        Kind::Join(Join::Stop | Join::Sondern | Join::Repair) | Kind::Cue(Cue::Because | Cue::But) => true,
        Kind::Join(Join::Comma) => {
            let rest = items.get(at.saturating_add(1)..).unwrap_or(&[]);
            let before = items.get(start..at).unwrap_or(&[]);
            let (Some(last), Some(next)) = (before.last(), rest.first()) else { return true };
            // A comma inside "Montag, den 3. November, um zehn" ends no clause.
            !is_time(last.kind)
                || !is_time(next.kind)
                || says_again(before, next.kind)
                || narrows(before, rest)
        }
        // "also morgen geht gar nicht übermorgen würde gehen": without commas, a verdict ends its clause.
        Kind::Day(_) => {
            let before = items.get(start..at).unwrap_or(&[]);
            matches!(before.last().map(|i| i.kind), Some(Kind::Join(Join::NotThat)))
        }
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
    let stretch = before.iter().any(|i| matches!(i.kind, Kind::Day(Day { base, .. }) if !base.is_day()));
    let end = |k: Kind| matches!(k, Kind::Join(Join::Comma | Join::Stop));
    let verdict = |k: Kind| matches!(k, Kind::Join(Join::NotThat) | Kind::Cue(Cue::Negative));
    stretch && rest.iter().take_while(|i| !end(i.kind)).any(|i| verdict(i.kind))
}

fn role_of(clause: &[Item], because: bool) -> Role {
    let mut role = if because { Role::Told } else { Role::Wanted };
    for item in clause {
        match item.kind {
            Kind::Join(Join::NotThat) | Kind::Cue(Cue::Negative) if role == Role::Wanted => {
                role = Role::Excluded
            }
            Kind::Cue(Cue::Past | Cue::Because) => role = Role::Told,
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

/// "den Termin von Donnerstag auf Freitag verlegen": what stands behind "auf" is wanted, the rest was.
fn moved(items: &[Item], roles: &mut Roles) {
    if !items.iter().any(|i| i.kind == Kind::Cue(Cue::Move)) {
        return;
    }
    let Some(onto) = items.iter().rposition(|i| i.kind == Kind::Join(Join::Onto)) else { return };
    if !items.iter().skip(onto).any(|i| is_time(i.kind)) {
        return;
    }
    for (item, role) in items.iter().zip(roles.iter_mut()).take(onto) {
        if is_time(item.kind) || matches!(item.kind, Kind::Number(_)) {
            *role = Role::Told;
        }
    }
}
