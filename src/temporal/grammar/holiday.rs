//! Days that have a name of one or more words.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::date::{bare_ordinal, relative_year, spaced_year};
use super::{In, Res, key, lex, mark, miss, word};
use crate::temporal::holiday::rule;
use crate::temporal::syntax::{Base, Year};
use crate::text::{Key, Lex, Part, Punct, Unit};

/// Heiligabend, zweiter Weihnachtsfeiertag, Buß- und Bettag, Tag der Deutschen Einheit, zwischen den Jahren
pub(super) fn holiday(i: In<'_>) -> Res<'_, Base> {
    alt((between_years, |i| {
        let (i, rule) = alt((counted, several, single)).parse(i)?;
        let (i, year) = opt(alt((spaced_year, relative_year))).parse(i)?;
        Ok((i, Base::Holiday(rule, year.unwrap_or(Year::Unsaid))))
    }))
    .parse(i)
}

fn single(i: In<'_>) -> Res<'_, u8> {
    lex(|l| match l {
        Lex::Holiday(rule) => Some(rule),
        _ => None,
    })
    .parse(i)
}

fn head<'a>(which: u8) -> impl Parser<In<'a>, Output = (), Error = super::Miss> {
    lex(move |l| (l == Lex::HolidayHead(which)).then_some(()))
}

/// erster Advent, 2. Weihnachtsfeiertag, zweiter Feiertag, erster Ostertag
fn counted(i: In<'_>) -> Res<'_, u8> {
    let (i, (n, _)) = bare_ordinal(i)?;
    let (i, w) = word(i)?;
    match (w.lex, n) {
        (Lex::HolidayHead(3), 1..=4) => {
            Ok((i, rule::ADVENT.saturating_add(u8::try_from(n).unwrap_or(1)).saturating_sub(1)))
        }
        (Lex::HolidayHead(4), 1) | (Lex::Holiday(rule::CHRISTMAS), 1) => Ok((i, rule::CHRISTMAS)),
        (Lex::HolidayHead(4), 2) | (Lex::Holiday(rule::CHRISTMAS), 2) => Ok((i, rule::SECOND_CHRISTMAS)),
        _ => miss(),
    }
}

fn several(i: In<'_>) -> Res<'_, u8> {
    alt((
        // Heilige Drei Könige, Heiliger Abend
        |i| {
            let (i, ()) = head(0).parse(i)?;
            let (i, w) = word(i)?;
            match w.lex {
                Lex::Part(Part::Evening) => Ok((i, rule::CHRISTMAS_EVE)),
                Lex::Num(3) | Lex::Digits(3) => {
                    let (i, _) = opt(head(10)).parse(i)?;
                    Ok((i, rule::EPIPHANY))
                }
                _ => miss(),
            }
        },
        // Buß- und Bettag
        |i| {
            let (i, ()) = head(1).parse(i)?;
            let (i, _) = opt(mark(Punct::Dash)).parse(i)?;
            let (i, _) = key(Key::Und).parse(i)?;
            let (i, rule) = single(i)?;
            if rule == rule::REPENTANCE { Ok((i, rule)) } else { miss() }
        },
        // Sankt Martin
        |i| {
            let (i, _) = alt((
                lex(|l| (l == Lex::HolidayHead(12)).then_some(())),
                lex(|l| (l == Lex::Key(Key::OrdinalEnding)).then_some(())),
            ))
            .parse(i)?;
            let (i, _) = opt(mark(Punct::Dot)).parse(i)?;
            let (i, ()) = head(13).parse(i)?;
            Ok((i, rule::MARTIN))
        },
        // Christi Himmelfahrt
        |i| {
            let (i, ()) = head(2).parse(i)?;
            let (i, rule) = single(i)?;
            if rule == rule::ASCENSION { Ok((i, rule)) } else { miss() }
        },
        // Mariä Himmelfahrt, Mariä Empfängnis
        |i| {
            let (i, ()) = head(5).parse(i)?;
            let (i, w) = word(i)?;
            match w.lex {
                Lex::Holiday(rule::ASCENSION) => Ok((i, rule::ASSUMPTION)),
                Lex::HolidayHead(11) => Ok((i, rule::CONCEPTION)),
                _ => miss(),
            }
        },
        // Tag der Arbeit, Tag der Deutschen Einheit
        |i| {
            let (i, _) = lex(|l| (l == Lex::Unit(Unit::Day)).then_some(())).parse(i)?;
            let (i, _) = key(Key::Article).parse(i)?;
            let (i, german) = opt(head(8)).parse(i)?;
            let (i, w) = word(i)?;
            match (w.lex, german) {
                (Lex::HolidayHead(7), None) => Ok((i, rule::LABOUR)),
                (Lex::HolidayHead(6), _) => Ok((i, rule::UNITY)),
                _ => miss(),
            }
        },
    ))
    .parse(i)
}

/// zwischen den Jahren
fn between_years(i: In<'_>) -> Res<'_, Base> {
    let (i, _) = key(Key::Zwischen).parse(i)?;
    let (i, _) = key(Key::Article).parse(i)?;
    let (i, _) = lex(|l| (l == Lex::Unit(Unit::Year)).then_some(())).parse(i)?;
    Ok((i, Base::BetweenYears))
}
