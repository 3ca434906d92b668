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
        from: None,
        until: None,
        before: false,
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

/// Monday to Friday.
pub(super) const fn workdays() -> Repeat {
    Repeat { weekdays: Weekdays::WORKDAYS, ..every(1, Freq::Weekly) }
}

fn on(days: Weekdays) -> Repeat {
    Repeat { weekdays: days, ..every(1, Freq::Weekly) }
}

/// jeden Montag, jeden zweiten Dienstag, jeden ersten Montag im Monat, jede Woche, jeden Werktag, jeden Morgen
fn each(i: In<'_>) -> Res<'_, Repeat> {
    let (i, _) = key(Key::Every).parse(i)?;
    if let Ok(found) = monthly(i) {
        return Ok(found);
    }
    // "jedes halbe Jahr"
    if let (Some(Lex::Key(Key::Halbe)), Some(Lex::Unit(Unit::Year))) =
        (i.first().map(|w| w.lex), i.get(1).map(|w| w.lex))
    {
        return Ok((i.get(2..).unwrap_or(&[]), every(6, Freq::Monthly)));
    }
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
            // "jeden letzten Freitag", "jeden ersten Montag": of what, if not of the month
            if matches!(nth, Some(-1 | 1)) {
                let weekdays = Weekdays::NONE.and(day);
                return Ok((i, Repeat { nth, weekdays, ..every(1, Freq::Monthly) }));
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

/// (immer) am ersten Montag im Monat, (immer) am 15. des Monats, (jeden) Ersten im Monat, am letzten Tag des Monats
pub(super) fn monthly(i: In<'_>) -> Res<'_, Repeat> {
    let i = match i.first().map(|w| w.lex) {
        Some(Lex::Key(Key::Zum)) => i.get(1..).unwrap_or(i),
        _ => i,
    };
    let i = small(i);
    if let Ok((rest, (n, _))) = bare_ordinal(i) {
        if let Ok((rest, ())) = of_the_month(rest) {
            return Ok((rest, Repeat { month_day: i32::try_from(n).ok(), ..every(1, Freq::Monthly) }));
        }
        if let Ok((rest, day)) = lex(weekday).parse(rest)
            && let Ok((rest, ())) = of_the_month(rest)
            && n <= 5
        {
            let nth = i32::try_from(n).ok();
            return Ok((rest, Repeat { nth, weekdays: Weekdays::NONE.and(day), ..every(1, Freq::Monthly) }));
        }
    }
    let (i, q) = lex(qual).parse(i)?;
    if q != Qual::Last {
        return miss();
    }
    let (i, w) = word(i)?;
    let (i, ()) = of_the_month(i)?;
    match w.lex {
        Lex::Unit(Unit::Day) => Ok((i, Repeat { month_day: Some(-1), ..every(1, Freq::Monthly) })),
        Lex::Weekday(day) => {
            Ok((i, Repeat { nth: Some(-1), weekdays: Weekdays::NONE.and(day), ..every(1, Freq::Monthly) }))
        }
        _ => miss(),
    }
}

/// im Monat, des Monats, jedes Monats
fn of_the_month(i: In<'_>) -> Res<'_, ()> {
    let j = small(i);
    let (j, each) = opt(key(Key::Every)).parse(j)?;
    if j.len() == i.len() && each.is_none() {
        return miss();
    }
    lex(|l| (l == Lex::Unit(Unit::Month)).then_some(())).parse(j)
}

/// alle vier Wochen, alle zwei Tage, alle vierzehn Tage
fn all(i: In<'_>) -> Res<'_, Repeat> {
    let (i, _) = key(Key::Alle).parse(i)?;
    // "alle Jahre"
    if let Ok((rest, w)) = word(i)
        && let Lex::Unit(unit) = w.lex
        && let Some(repeat) = each_unit(unit)
    {
        return Ok((rest, repeat));
    }
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

fn ahead(i: In<'_>) -> (Option<Lex>, Option<Lex>) {
    (i.first().map(|w| w.lex), i.get(1).map(|w| w.lex))
}

/// täglich, werktags, dienstags und donnerstags
fn adverb(i: In<'_>) -> Res<'_, Repeat> {
    let (i, w) = word(i)?;
    Ok(match w.lex {
        Lex::Weekly(from) if matches!(ahead(i), (Some(Lex::Key(Key::Bis)), Some(Lex::Weekly(_)))) => {
            // "montags bis freitags"
            let to = match ahead(i).1 {
                Some(Lex::Weekly(to)) => to,
                _ => return miss(),
            };
            let mut days = Weekdays::NONE.and(from);
            let mut day = from;
            while day != to {
                day = day.succ();
                days = days.and(day);
            }
            (i.get(2..).unwrap_or(&[]), on(days))
        }
        Lex::Weekly(day) => {
            let (i, days) = more_days(i, Weekdays::NONE.and(day));
            (i, on(days))
        }
        Lex::Key(Key::Daily) => (i, every(1, Freq::Daily)),
        Lex::Key(Key::Weekly) => (i, every(1, Freq::Weekly)),
        Lex::Key(Key::Fortnightly) => (i, every(2, Freq::Weekly)),
        Lex::Key(Key::Quarterly) => (i, every(3, Freq::Monthly)),
        Lex::Key(Key::HalfYearly) => (i, every(6, Freq::Monthly)),
        Lex::Key(Key::Monthly) => (i, every(1, Freq::Monthly)),
        Lex::Key(Key::Yearly) => (i, every(1, Freq::Yearly)),
        Lex::Key(Key::Workdays) => (i, on(Weekdays::WORKDAYS)),
        _ => return miss(),
    })
}

/// einmal pro Woche, einmal im Monat, einmal wöchentlich
pub(super) fn once_a(i: In<'_>) -> Res<'_, Repeat> {
    let (i, w) = word(i)?;
    if w.lex != Lex::Times(1) {
        return miss();
    }
    if let Ok(found) = adverb(i) {
        return Ok(found);
    }
    let (i, per) = word(i)?;
    if !matches!(per.lex, Lex::Key(Key::Per | Key::Im | Key::Article | Key::Feminine | Key::Am) | Lex::One) {
        return miss();
    }
    let (i, w) = word(i)?;
    match w.lex {
        Lex::Unit(Unit::Quarter) => Ok((i, every(3, Freq::Monthly))),
        Lex::Unit(unit) => match each_unit(unit) {
            Some(repeat) => Ok((i, repeat)),
            None => miss(),
        },
        _ => miss(),
    }
}

/// immer am Montag, immer dienstags
fn always(i: In<'_>) -> Res<'_, Repeat> {
    let (i, _) = key(Key::All).parse(i)?;
    if let Ok(found) = monthly(i) {
        return Ok(found);
    }
    let (i, day) = lex(weekday).parse(small(i))?;
    let (i, days) = more_days(i, Weekdays::NONE.and(day));
    Ok((i, on(days)))
}
