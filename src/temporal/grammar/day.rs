//! Days and stretches of days by name: heute, nächsten Montag, nächste Woche, KW 48, Wochenende.

use chrono::Weekday;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::date::{bare_ordinal, ordinal_ending, qual, relative_year, spaced_year, steps};
use super::{In, Res, digits, glued_mark, key, lex, mark, miss, number, small, word};
use crate::temporal::syntax::{Base, MonthRef, WeekRef, Year};
use crate::text::{Key, Lex, Part, Punct, Qual, Unit};

/// What a day word is: a day, perhaps with a part of it.
pub(super) type DayPart = (Base, Option<Part>);

/// A day, or stretch of days, that has a name.
pub(super) fn day(i: In<'_>) -> Res<'_, DayPart> {
    alt((
        nth_weekday,
        weekday,
        qualified,
        calendar_week_day,
        |i| {
            let (i, w) = word(i)?;
            match w.lex {
                Lex::RelDay(n) => Ok((i, (Base::Offset(n.into()), None))),
                Lex::WeekdayPart(day, part) => Ok((i, (Base::Weekday(day, None), Some(part)))),
                Lex::Key(Key::Weekend) => Ok((i, (Base::Weekend(None), None))),
                Lex::Key(Key::ThisYear) => Ok((i, (Base::Year(Year::Relative(0), None), None))),
                _ => miss(),
            }
        },
        year,
    ))
    .parse(i)
}

/// A weekday by its name, an abbreviation with its dot included.
fn weekday_name(i: In<'_>) -> Res<'_, Weekday> {
    let (i, w) = word(i)?;
    let day = match w.lex {
        Lex::Weekday(day) => day,
        Lex::Key(Key::So) => Weekday::Sun,
        _ => return miss(),
    };
    let i = match i.first() {
        Some(d) if w.len <= 4 && d.glued && d.lex == Lex::Punct(Punct::Dot) => i.get(1..).unwrap_or(i),
        _ => i,
    };
    if w.lex == Lex::Key(Key::So) {
        // "so" is Sunday only right before a date in digits.
        let after = mark(Punct::Comma).parse(i).map_or(i, |(rest, _)| rest);
        let dated = matches!(
            (after.first().map(|w| w.lex), after.get(1).map(|w| w.lex)),
            (Some(Lex::Digits(_)), Some(Lex::Punct(Punct::Dot | Punct::Slash) | Lex::Month(_)))
        );
        if !dated {
            return miss();
        }
    }
    Ok((i, day))
}

fn weekday(i: In<'_>) -> Res<'_, DayPart> {
    let (i, day) = weekday_name(i)?;
    Ok((i, (Base::Weekday(day, None), None)))
}

/// nächsten Montag, nächste Woche, dieses Wochenende, diesen Abend, nächsten Monat, letzte Nacht
fn qualified(i: In<'_>) -> Res<'_, DayPart> {
    let (i, q) = lex(qual).parse(i)?;
    let i = super::fillers(i);
    if let Ok((i, day)) = weekday_name(i) {
        return Ok((i, (Base::Weekday(day, Some(q)), None)));
    }
    let (i, w) = word(i)?;
    let base = match w.lex {
        Lex::WeekdayPart(day, part) => return Ok((i, (Base::Weekday(day, Some(q)), Some(part)))),
        Lex::Unit(Unit::Week) => Base::Week(WeekRef::Relative(steps(q)), None),
        Lex::Unit(Unit::Month) => {
            Base::Month { month: MonthRef::Relative(steps(q)), year: Year::Unsaid, third: None, qual: None }
        }
        Lex::Unit(Unit::Year) => Base::Year(Year::Relative(steps(q)), None),
        Lex::Key(Key::Weekend) => Base::Weekend(Some(q)),
        Lex::ThirdOf(third, Unit::Week) => Base::Week(WeekRef::Relative(steps(q)), Some(third)),
        Lex::Holiday(rule) => {
            Base::Holiday(rule, if steps(q) < 0 { Year::Relative(-1) } else { Year::Unsaid })
        }
        // "am nächsten Tag", "am nächsten Morgen", "diesen Abend", "letzte Nacht"
        Lex::Unit(Unit::Day) if q == Qual::Next => Base::Offset(1),
        Lex::Morgen => return Ok((i, (Base::Offset(day_steps(q)), Some(Part::Morning)))),
        Lex::Part(Part::Night) if q == Qual::Coming || q == Qual::Next => {
            return Ok((i, (Base::Offset(0), Some(Part::Night))));
        }
        Lex::Part(part) => return Ok((i, (Base::Offset(day_steps(q)), Some(part)))),
        _ => return miss(),
    };
    Ok((i, (base, None)))
}

const fn day_steps(q: Qual) -> i32 {
    match q {
        Qual::This | Qual::Coming => 0,
        Qual::Next => 1,
        Qual::AfterNext => 2,
        Qual::Last | Qual::Gone => -1,
        Qual::BeforeLast => -2,
    }
}

/// der erste Montag im Dezember, jeder letzte Freitag des Monats
fn nth_weekday(i: In<'_>) -> Res<'_, DayPart> {
    let (i, nth) = alt((
        |i| bare_ordinal(i).map(|(i, (n, _))| (i, i32::try_from(n).unwrap_or(0))),
        |i| {
            let (i, q) = lex(qual).parse(i)?;
            match q {
                Qual::Last => Ok((i, -1)),
                Qual::BeforeLast => Ok((i, -2)),
                _ => miss(),
            }
        },
    ))
    .parse(i)?;
    if nth == 0 || nth > 5 {
        return miss();
    }
    let (i, day) = weekday_name(i)?;
    let (before, i) = (i, small(i));
    if before.len() == i.len() && !matches!(i.first().map(|w| w.lex), Some(Lex::Qual(_))) {
        return miss();
    }
    let (i, (month, year)) = month_of(i)?;
    Ok((i, (Base::NthWeekday { nth, day, month: Some(month), year }, None)))
}

/// The month behind "im" or "des": Dezember 2025, nächsten Monat, Monats
pub(super) fn month_of(i: In<'_>) -> Res<'_, (MonthRef, Year)> {
    let (i, q) = opt(lex(qual)).parse(i)?;
    let (i, w) = word(i)?;
    match w.lex {
        Lex::Month(m) => {
            let (i, year) = opt(alt((spaced_year, relative_year))).parse(i)?;
            Ok((i, (MonthRef::Named(m.into()), year.unwrap_or_default())))
        }
        Lex::Unit(Unit::Month) => Ok((i, (MonthRef::Relative(q.map_or(0, steps)), Year::Unsaid))),
        _ => miss(),
    }
}

/// KW 48, KW48, Kalenderwoche 2, 48. KW, in der 48. Kalenderwoche; of a year, if one is said
pub(super) fn calendar_week(i: In<'_>) -> Res<'_, Base> {
    let (i, week) = alt((
        // "Woche 46"
        |i| {
            let (i, _) = lex(|l| (l == Lex::Unit(Unit::Week)).then_some(())).parse(i)?;
            let (i, n) = digits(i)?;
            let ends = matches!(
                i.first().map(|w| w.lex),
                None | Some(Lex::Punct(_) | Lex::Weekday(_) | Lex::Key(_))
            );
            if ends && (1..=53).contains(&n.value) { Ok((i, n.value)) } else { miss() }
        },
        |i| {
            let (i, _) = key(Key::CalendarWeek).parse(i)?;
            let (i, _) = opt(glued_mark(Punct::Dot)).parse(i)?;
            let (i, n) = number(i)?;
            Ok((i, n.value))
        },
        |i| {
            let (i, n) = alt((
                |i| bare_ordinal(i).map(|(i, (n, _))| (i, n)),
                |i| {
                    let (i, n) = digits(i)?;
                    let (i, _) = opt(ordinal_ending).parse(i)?;
                    Ok((i, n.value))
                },
            ))
            .parse(i)?;
            let (i, _) = key(Key::CalendarWeek).parse(i)?;
            Ok((i, n))
        },
    ))
    .parse(i)?;
    // "KW 48/2025"
    let (i, _) = opt(glued_mark(Punct::Slash)).parse(i)?;
    let (i, year) = opt(alt((spaced_year, relative_year))).parse(i)?;
    Ok((i, Base::Week(WeekRef::Number(week, year.unwrap_or_default()), None)))
}

fn calendar_week_day(i: In<'_>) -> Res<'_, DayPart> {
    let (i, base) = calendar_week(i)?;
    Ok((i, (base, None)))
}

/// im Jahr 2026, nächsten Jahres
fn year(i: In<'_>) -> Res<'_, DayPart> {
    let (i, _) = lex(|l| (l == Lex::Unit(Unit::Year)).then_some(())).parse(i)?;
    let (i, year) = spaced_year(i)?;
    Ok((i, (Base::Year(year, None), None)))
}
