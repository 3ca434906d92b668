//! Parts of a longer stretch, counted: the first week of October, the third day of a month, the second half of January,
//! the next quarter.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::date::{bare_ordinal, qual, relative_year, spaced_year, steps};
use super::day::month_of;
use super::{In, Res, lex, miss, small, word};
use crate::temporal::syntax::{Base, Count, MonthRef, WeekRef, Year};
use crate::text::{Lex, Piece, Qual, Unit};

/// The first, the last but one, the next.
#[derive(Clone, Copy)]
enum Which {
    /// From the start, 1 is the first; from the end, -1 is the last.
    Nth(i32),
    /// From the current one.
    Relative(i32),
}

/// erste Woche im Oktober, zweite Dezemberwoche, dritter Tag des Monats, erste Januarhälfte, letztes Quartal 2025
pub(super) fn piece(i: In<'_>) -> Res<'_, Base> {
    let (i, which) = alt((
        |i| bare_ordinal(i).map(|(i, (n, _))| (i, Which::Nth(i32::try_from(n).unwrap_or(0)))),
        |i| {
            let (i, q) = lex(qual).parse(i)?;
            let which = match q {
                Qual::Last => Which::Nth(-1),
                Qual::BeforeLast => Which::Nth(-2),
                other => Which::Relative(steps(other)),
            };
            Ok((i, which))
        },
    ))
    .parse(i)?;
    let (i, w) = word(i)?;
    match (w.lex, which) {
        (Lex::Unit(Unit::Week), Which::Nth(nth @ (-2..=-1 | 1..=5))) => {
            let (i, (month, year)) = month_behind(i)?;
            Ok((i, Base::Week(WeekRef::OfMonth(nth, month, year), None)))
        }
        (Lex::Unit(Unit::Day), Which::Nth(nth @ 1..=31)) => {
            let (i, (month, year)) = month_behind(i)?;
            Ok((i, Base::Date { day: nth.unsigned_abs(), month: Some(month), year }))
        }
        (Lex::OfMonth(month, piece), Which::Nth(nth)) => {
            let (i, year) = opt(alt((spaced_year, relative_year))).parse(i)?;
            of_month(i, piece, nth, MonthRef::Named(month.into()), year.unwrap_or_default())
        }
        (Lex::Piece(Piece::Half), Which::Nth(nth @ (-1 | 1 | 2))) => half(i, nth),
        (Lex::Piece(Piece::MonthHalf), Which::Nth(nth)) => {
            of_month(i, Piece::Half, nth, MonthRef::Relative(0), Year::Unsaid)
        }
        (Lex::Unit(Unit::Quarter), which) => year_part(i, 3, which),
        (Lex::Piece(Piece::HalfYear), which) => year_part(i, 6, which),
        _ => miss(),
    }
}

/// "im Oktober 2025", "des Monats", "Oktober"
fn month_behind(i: In<'_>) -> Res<'_, (MonthRef, Year)> {
    let behind = small(i);
    // "erste Woche Monat" says nothing.
    let led = behind.len() < i.len();
    let named = matches!(behind.first().map(|w| w.lex), Some(Lex::Month(_)));
    if led || named { month_of(behind) } else { miss() }
}

fn of_month(i: In<'_>, piece: Piece, nth: i32, month: MonthRef, year: Year) -> Res<'_, Base> {
    match (piece, nth) {
        (Piece::Week, -2..=-1 | 1..=5) => Ok((i, Base::Week(WeekRef::OfMonth(nth, month, year), None))),
        (Piece::Half, -1 | 2) => Ok((i, Base::MonthHalf { second: true, month, year })),
        (Piece::Half, 1) => Ok((i, Base::MonthHalf { second: false, month, year })),
        _ => miss(),
    }
}

/// "(erste) Hälfte des Monats", "im Januar", "des Jahres"
fn half(i: In<'_>, nth: i32) -> Res<'_, Base> {
    if let Ok((rest, (month, year))) = month_behind(i) {
        return of_month(rest, Piece::Half, nth, month, year);
    }
    let which = Count::Nth(if nth == 1 { 1 } else { 2 });
    let behind = small(i);
    let (rest, year) = alt((relative_year, bare_year)).parse(behind)?;
    if behind.len() < i.len() || matches!(behind.first().map(|w| w.lex), Some(Lex::Qual(_))) {
        Ok((rest, Base::YearPart { months: 6, which, year }))
    } else {
        miss()
    }
}

/// "(des) Jahres"
fn bare_year(i: In<'_>) -> Res<'_, Year> {
    let (i, _) = lex(|l| (l == Lex::Unit(Unit::Year)).then_some(())).parse(i)?;
    Ok((i, Year::Relative(0)))
}

fn year_part(i: In<'_>, months: u32, which: Which) -> Res<'_, Base> {
    let (rest, year) = opt(alt((spaced_year, relative_year, |i| bare_year(small(i))))).parse(i)?;
    let count = 12u32.checked_div(months).unwrap_or(0);
    let which = match (which, year) {
        (Which::Nth(n), _) if n > 0 && n.unsigned_abs() <= count => Count::Nth(n.unsigned_abs()),
        // "das letzte Quartal 2025"; without a year it is the one before the current one.
        (Which::Nth(n @ (-2..=-1)), Some(_)) => {
            Count::Nth(count.saturating_add(1).saturating_sub(n.unsigned_abs()))
        }
        (Which::Nth(n @ (-2..=-1)), None) => Count::Relative(n),
        (Which::Relative(n), None) => Count::Relative(n),
        _ => return miss(),
    };
    Ok((rest, Base::YearPart { months, which, year: year.unwrap_or_default() }))
}
