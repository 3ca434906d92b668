//! Repetition: jeden Montag, alle vier Wochen, dienstags, täglich.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::date::{bare_ordinal, qual};
use super::length::length;
use super::{In, Res, fillers, key, lex, miss, small, word};
use crate::temporal::recurrence::{Freq, Weekdays};
use crate::temporal::syntax::Repeat;
use crate::text::{Key, Lex, Part, Qual, Unit};

const fn every(interval: u32, freq: Freq) -> Repeat {
    Repeat {
        freq,
        interval,
        weekdays: Weekdays::NONE,
        nth: None,
        month_day: None,
        clock: None,
        part: None,
        count: None,
        until: None,
        idiom: false,
    }
}

/// "Tag für Tag"
pub(super) const fn each_unit(unit: Unit) -> Option<Repeat> {
    Some(every(
        1,
        match unit {
            Unit::Day => Freq::Daily,
            Unit::Week => Freq::Weekly,
            Unit::Month => Freq::Monthly,
            Unit::Year => Freq::Yearly,
            _ => return None,
        },
    ))
}

/// Anything that says how often.
pub(super) fn repeat(i: In<'_>) -> Res<'_, Repeat> {
    alt((each, all, adverb, always)).parse(i)
}

fn on(days: Weekdays) -> Repeat {
    Repeat { weekdays: days, ..every(1, Freq::Weekly) }
}

/// jeden Montag, jeden zweiten Dienstag, jeden ersten Montag im Monat, jede Woche, jeden Werktag, jeden Morgen
fn each(i: In<'_>) -> Res<'_, Repeat> {
    let (i, _) = key(Key::Every).parse(i)?;
    let (i, nth) = opt(alt((
        |i| bare_ordinal(i).map(|(i, (n, _))| (i, i32::try_from(n).unwrap_or(0))),
        |i| {
            let (i, q) = lex(qual).parse(i)?;
            if q == Qual::Last { Ok((i, -1)) } else { miss() }
        },
    )))
    .parse(i)?;
    let (i, w) = word(i)?;
    let interval = nth.and_then(|n| u32::try_from(n).ok()).unwrap_or(1).max(1);
    let mut repeat = match w.lex {
        Lex::Weekday(day) => {
            let (j, monthly) = opt(of_the_month).parse(i)?;
            if let (Some(()), Some(n)) = (monthly, nth) {
                let nth = Some(n).filter(|n| (-1..=5).contains(n));
                return Ok((j, Repeat { nth, weekdays: Weekdays::NONE.and(day), ..every(1, Freq::Monthly) }));
            }
            if nth == Some(-1) {
                return miss();
            }
            let (i, days) = more_days(i, Weekdays::NONE.and(day));
            return Ok((i, Repeat { weekdays: days, ..every(interval, Freq::Weekly) }));
        }
        Lex::WeekdayPart(day, part) => Repeat { part: Some((part, w.span())), ..on(Weekdays::NONE.and(day)) },
        Lex::Unit(Unit::Day) => every(interval, Freq::Daily),
        Lex::Unit(Unit::Workday) => on(Weekdays::WORKDAYS),
        Lex::Unit(Unit::Week) => every(interval, Freq::Weekly),
        Lex::Unit(Unit::Month) => every(interval, Freq::Monthly),
        Lex::Unit(Unit::Quarter) => every(interval.saturating_mul(3), Freq::Monthly),
        Lex::Unit(Unit::Year) => every(interval, Freq::Yearly),
        Lex::Morgen => Repeat { part: Some((Part::Morning, w.span())), ..every(1, Freq::Daily) },
        Lex::Part(part) => Repeat { part: Some((part, w.span())), ..every(1, Freq::Daily) },
        Lex::Key(Key::Weekend) => on(Weekdays::WEEKEND),
        _ => return miss(),
    };
    if nth == Some(-1) {
        return miss();
    }
    // "jede Woche am Dienstag"
    let mut rest = i;
    if repeat.freq == Freq::Weekly
        && repeat.weekdays.is_empty()
        && let Ok((j, day)) = lex(weekday).parse(small(fillers(i)))
    {
        let (j, days) = more_days(j, Weekdays::NONE.and(day));
        repeat.weekdays = days;
        rest = j;
    }
    Ok((rest, repeat))
}

const fn weekday(l: Lex) -> Option<chrono::Weekday> {
    match l {
        Lex::Weekday(day) | Lex::Weekly(day) => Some(day),
        _ => None,
    }
}

/// "und Mittwoch", "und jeden Mittwoch"
fn more_days(mut i: In<'_>, mut days: Weekdays) -> (In<'_>, Weekdays) {
    loop {
        let next = (
            opt(alt((key(Key::Und), super::mark(crate::text::Punct::Comma)))),
            opt(key(Key::Every)),
            lex(weekday),
        )
            .parse(small(i));
        match next {
            Ok((rest, (joined, each, day))) if joined.is_some() || each.is_some() => {
                days = days.and(day);
                i = rest;
            }
            _ => return (i, days),
        }
    }
}

/// im Monat, des Monats
fn of_the_month(i: In<'_>) -> Res<'_, ()> {
    let j = small(i);
    if j.len() == i.len() {
        return miss();
    }
    lex(|l| (l == Lex::Unit(Unit::Month)).then_some(())).parse(j)
}

/// alle vier Wochen, alle zwei Tage, alle vierzehn Tage
fn all(i: In<'_>) -> Res<'_, Repeat> {
    let (i, _) = key(Key::Alle).parse(i)?;
    let (i, length) = length(i)?;
    let Some(shift) = length.civil else { return miss() };
    let n = u32::try_from(shift.n).unwrap_or(1).max(1);
    let mut repeat = match shift.unit {
        // Seven, fourteen … days are weeks; "alle acht Tage" is one, said the old way.
        Unit::Day if n == 8 && !shift.digits => Repeat { idiom: true, ..every(1, Freq::Weekly) },
        Unit::Day if n % 7 == 0 => every(n / 7, Freq::Weekly),
        Unit::Day => every(n, Freq::Daily),
        Unit::Week => every(n, Freq::Weekly),
        Unit::Month => every(n, Freq::Monthly),
        Unit::Year => every(n, Freq::Yearly),
        _ => return miss(),
    };
    let mut rest = i;
    if repeat.freq == Freq::Weekly
        && let Ok((j, day)) = lex(weekday).parse(small(fillers(i)))
    {
        let (j, days) = more_days(j, Weekdays::NONE.and(day));
        repeat.weekdays = days;
        rest = j;
    }
    Ok((rest, repeat))
}

/// täglich, werktags, dienstags und donnerstags
fn adverb(i: In<'_>) -> Res<'_, Repeat> {
    let (i, w) = word(i)?;
    Ok(match w.lex {
        Lex::Weekly(day) => {
            let (i, days) = more_days(i, Weekdays::NONE.and(day));
            (i, on(days))
        }
        Lex::Key(Key::Daily) => (i, every(1, Freq::Daily)),
        Lex::Key(Key::Weekly) => (i, every(1, Freq::Weekly)),
        Lex::Key(Key::Fortnightly) => (i, every(2, Freq::Weekly)),
        Lex::Key(Key::Monthly) => (i, every(1, Freq::Monthly)),
        Lex::Key(Key::Yearly) => (i, every(1, Freq::Yearly)),
        Lex::Key(Key::Workdays) => (i, on(Weekdays::WORKDAYS)),
        _ => return miss(),
    })
}

/// immer am Montag, immer dienstags
fn always(i: In<'_>) -> Res<'_, Repeat> {
    let (i, _) = key(Key::All).parse(i)?;
    let (i, day) = lex(weekday).parse(small(i))?;
    let (i, days) = more_days(i, Weekdays::NONE.and(day));
    Ok((i, on(days)))
}
