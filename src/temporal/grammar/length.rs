//! Lengths: zwei Stunden, anderthalb Tage, eine Dreiviertelstunde, 1,5 Stunden.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::clock::decimal;
use super::{In, Number, Res, digits, glued_digits, glued_mark, key, lex, miss, number, word};
use crate::temporal::syntax::Shift;
use crate::text::{Key, Lex, Punct, Unit};

/// A length, in the unit in which it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    /// In seconds, where a month counts 30 days and a year 365.
    pub(crate) seconds: i64,
    /// For civil arithmetic, where the unit is a day or longer.
    pub(crate) civil: Option<Shift>,
}

/// Seconds in a unit.
pub(crate) const fn seconds(unit: Unit) -> i64 {
    match unit {
        Unit::Second => 1,
        Unit::Minute => 60,
        Unit::QuarterHour => 900,
        Unit::ThreeQuarterHour => 2700,
        Unit::Hour => 3600,
        Unit::Day | Unit::Workday => 86_400,
        Unit::Week => 604_800,
        Unit::Month => 2_592_000,
        Unit::Quarter => 7_776_000,
        Unit::Year => 31_536_000,
    }
}

fn unit(i: In<'_>) -> Res<'_, Unit> {
    let (i, w) = word(i)?;
    match w.lex {
        Lex::Unit(unit) => Ok((i, unit)),
        // "03h56" is a clock time.
        Lex::Key(Key::H) if !matches!(i.first(), Some(n) if n.glued && matches!(n.lex, Lex::Digits(_))) => {
            Ok((i, Unit::Hour))
        }
        _ => miss(),
    }
}

/// A length, whole or with halves, of one piece or of several: "eine Stunde dreißig", "zwei Tage, drei Stunden und zehn
/// Minuten".
pub(super) fn length(i: In<'_>) -> Res<'_, Length> {
    let (mut i, first) =
        alt((half_unit, and_a_half, some_quarters, fraction, with_comma, quarters, whole)).parse(i)?;
    let (mut total, mut last) = (first, first.seconds);
    // Days, hours, minutes, seconds: no length that is spoken has more pieces.
    for _ in 0..4 {
        let Some((rest, more)) = another(i, total.civil.is_some()).filter(|(_, more)| more.seconds < last)
        else {
            break;
        };
        total = Length { seconds: total.seconds.saturating_add(more.seconds), civil: None };
        last = more.seconds;
        i = rest;
    }
    Ok((i, total))
}

/// One more piece behind the first; behind days and weeks only with a joint, since "in zwei Wochen 14 Uhr" is a day and a
/// time.
fn another(i: In<'_>, civil: bool) -> Option<(In<'_>, Length)> {
    let (behind, joint) = opt(alt((key(Key::Und), super::mark(Punct::Comma)))).parse(i).ok()?;
    let found = if civil {
        joint?;
        alt((half_unit, and_a_half, quarters, whole)).parse(behind)
    } else {
        alt((half_unit, quarters, whole, bare_minutes)).parse(behind)
    };
    found.ok().filter(|(_, more)| more.civil.is_none())
}

fn shift(n: Number, unit: Unit) -> Length {
    let count = i64::from(n.value);
    let shift = |n: u32, unit| {
        Some(Shift { n: i32::try_from(n).unwrap_or(i32::MAX), unit, digits: false, named: false })
    };
    let civil = match unit {
        Unit::Day | Unit::Workday | Unit::Week | Unit::Month | Unit::Year => shift(n.value, unit),
        Unit::Quarter => shift(n.value.saturating_mul(3), Unit::Month),
        _ => None,
    };
    let civil = civil.map(|s| Shift { digits: n.digits > 0, ..s });
    Length { seconds: count.saturating_mul(seconds(unit)), civil }
}

fn whole(i: In<'_>) -> Res<'_, Length> {
    let (i, n) = number(i)?;
    let (i, unit) = unit(i)?;
    if n.digits > 6 { miss() } else { Ok((i, shift(n, unit))) }
}

/// eine halbe Stunde, ein halbes Jahr
fn half_unit(i: In<'_>) -> Res<'_, Length> {
    let (i, n) = opt(number).parse(i)?;
    let (i, _) = key(Key::Halbe).parse(i)?;
    let (i, unit) = unit(i)?;
    if n.is_some_and(|n| n.value != 1) {
        return miss();
    }
    let months = Number::word(6);
    Ok((
        i,
        match unit {
            Unit::Year => shift(months, Unit::Month),
            unit => Length { seconds: seconds(unit) / 2, civil: None },
        },
    ))
}

/// anderthalb Stunden, zweieinhalb Tage, anderthalb Jahre
fn and_a_half(i: In<'_>) -> Res<'_, Length> {
    let (i, n) = lex(|l| match l {
        Lex::AndAHalf(n) => Some(n),
        _ => None,
    })
    .parse(i)?;
    let (i, unit) = unit(i)?;
    Ok((i, halves(n, unit)))
}

fn halves(whole: u32, unit: Unit) -> Length {
    if unit == Unit::Year {
        let months = whole.saturating_mul(12).saturating_add(6);
        return shift(Number::word(months), Unit::Month);
    }
    let half = seconds(unit) / 2;
    Length { seconds: i64::from(whole).saturating_mul(2).saturating_add(1).saturating_mul(half), civil: None }
}

/// "zwei Stunden dreißig": minutes without their noun.
fn bare_minutes(i: In<'_>) -> Res<'_, Length> {
    let (rest, n) = number(i)?;
    let minutes = (10..60).contains(&n.value) && n.digits <= 2 && super::clock::ends_hour(rest, false);
    if minutes && !matches!(rest.first().map(|w| w.lex), Some(Lex::Unknown | Lex::Key(Key::Uhr))) {
        Ok((rest, Length { seconds: i64::from(n.value).saturating_mul(60), civil: None }))
    } else {
        miss()
    }
}

/// eindreiviertel Stunden
fn some_quarters(i: In<'_>) -> Res<'_, Length> {
    let (i, n) = lex(|l| match l {
        Lex::Quarters(n) => Some(n),
        _ => None,
    })
    .parse(i)?;
    let (i, unit) = unit(i)?;
    Ok((i, Length { seconds: (seconds(unit) / 4).saturating_mul(n.into()), civil: None }))
}

/// 1/2 Stunde, 1 1/2 Stunden, 3/4 Stunde
fn fraction(i: In<'_>) -> Res<'_, Length> {
    let (i, first) = digits(i)?;
    let (i, (whole, above)) = match digits(i) {
        Ok((rest, above)) if !above.glued => (rest, (first.value, above)),
        _ => (i, (0, first)),
    };
    let (i, _) = glued_mark(Punct::Slash).parse(i)?;
    let (i, below) = glued_digits(i)?;
    let (i, unit) = unit(i)?;
    if !matches!(below.value, 2 | 4) || above.value >= below.value {
        return miss();
    }
    let part = seconds(unit).checked_div(below.value.into()).unwrap_or(0);
    let parts = i64::from(whole).saturating_mul(below.value.into()).saturating_add(above.value.into());
    Ok((i, Length { seconds: part.saturating_mul(parts), civil: None }))
}

/// 1,5 Stunden
fn with_comma(i: In<'_>) -> Res<'_, Length> {
    let (i, (whole, tenths)) = decimal(i)?;
    let (i, unit) = unit(i)?;
    let tenth = seconds(unit) / 10;
    Ok((
        i,
        Length {
            seconds: i64::from(whole).saturating_mul(10).saturating_add(tenths.into()).saturating_mul(tenth),
            civil: None,
        },
    ))
}

/// eine Viertelstunde, drei viertel Stunden, dreiviertel Stunde
fn quarters(i: In<'_>) -> Res<'_, Length> {
    let (i, n) = opt(number).parse(i)?;
    let (i, w) = word(i)?;
    let quarters = match w.lex {
        Lex::Key(Key::Dreiviertel) if n.is_none_or(|n| n.value == 1) => 3,
        Lex::Key(Key::Viertel) => n.map_or(1, |n| n.value),
        _ => return miss(),
    };
    let (i, unit) = unit(i)?;
    if unit == Unit::Year {
        return Ok((i, shift(Number::word(quarters.saturating_mul(3)), Unit::Month)));
    }
    if unit != Unit::Hour {
        return miss();
    }
    Ok((i, Length { seconds: i64::from(quarters).saturating_mul(900), civil: None }))
}
