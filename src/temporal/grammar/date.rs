//! Dates: 05.11.2025, 2025-11-05, 20. November, am dritten zwölften, Ende März.

use chrono::{DateTime, NaiveDate};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::preceded;

use super::{
    In, Number, Res, digits, follows, glued_digits, glued_mark, key, lex, mark, miss, number, piece, small,
    spanned, word,
};
use crate::temporal::syntax::{Base, Day, MonthRef, Year};
use crate::text::{Key, Lex, Punct, Qual, Third, Unit};

/// A date that names at least a day and a month, or a month.
pub(super) fn date(i: In<'_>) -> Res<'_, Day> {
    let (rest, (base, span)) = spanned(alt((
        iso,
        numeric,
        slashed,
        dashed,
        day_month,
        spoken_months,
        month_day,
        third_of,
        last_day,
        piece::piece,
        month,
    )))
    .parse(i)?;
    Ok((rest, Day::new(base, span)))
}

const fn named(day: u32, month: u32, year: Year) -> Base {
    Base::Date { day, month: Some(MonthRef::Named(month)), year }
}

/// 2025-11-06, also 2025/11/06 and 2025.11.06
fn iso(i: In<'_>) -> Res<'_, Base> {
    let (i, year) = digits(i)?;
    if year.digits != 4 {
        return miss();
    }
    let (i, w) = word(i)?;
    let Lex::Punct(sign @ (Punct::Dash | Punct::Slash | Punct::Dot)) = w.lex else { return miss() };
    let (i, month) = glued_digits(i)?;
    let (i, _) = glued_mark(sign).parse(i)?;
    let (i, day) = glued_digits(i)?;
    if month.digits > 2 || day.digits > 2 {
        return miss();
    }
    Ok((i, named(day.value, month.value, Year::Full(full(year)))))
}

fn full(year: Number) -> i32 {
    i32::try_from(year.value).unwrap_or(i32::MAX)
}

/// An RFC 3339 date-time, `2025-11-06T13:00:00Z`: seconds since 1970, and whether it has an offset other than zero.
pub(super) fn instant(i: In<'_>) -> Res<'_, (i64, bool)> {
    let (i, base) = iso(i)?;
    let Base::Date { day, month: Some(MonthRef::Named(month)), year: Year::Full(year) } = base else {
        return miss();
    };
    let (i, _) = opt(key(Key::Tee)).parse(i)?;
    let (i, hour) = digits(i)?;
    let (i, minute) = preceded(glued_mark(Punct::Colon), glued_digits).parse(i)?;
    let (i, second) = opt(preceded(glued_mark(Punct::Colon), glued_digits)).parse(i)?;
    // Fractions of a second are read and dropped.
    let (i, _) = opt((glued_mark(Punct::Dot), alt((glued_digits, long_fraction)))).parse(i)?;
    let (i, offset) = alt((
        |i| key(Key::Zulu).parse(i).map(|(i, _)| (i, 0)),
        |i| {
            let (i, sign) = alt((glued_mark(Punct::Plus), glued_mark(Punct::Dash))).parse(i)?;
            let (i, h) = glued_digits(i)?;
            let (i, m) = opt(preceded(glued_mark(Punct::Colon), glued_digits)).parse(i)?;
            let minutes = match (h.digits, m) {
                (2, Some(m)) => i64::from(h.value).saturating_mul(60).saturating_add(m.value.into()),
                (2, None) => i64::from(h.value).saturating_mul(60),
                (4, None) => {
                    i64::from(h.value / 100).saturating_mul(60).saturating_add((h.value % 100).into())
                }
                _ => return miss(),
            };
            let seconds = minutes.saturating_mul(60);
            Ok((i, if sign.lex == Lex::Punct(Punct::Dash) { seconds.saturating_neg() } else { seconds }))
        },
    ))
    .parse(i)?;
    let at = NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|d| d.and_hms_opt(hour.value, minute.value, second.map_or(0, |s| s.value)))
        .map(|local| local.and_utc().timestamp().saturating_sub(offset))
        .filter(|seconds| DateTime::from_timestamp(*seconds, 0).is_some());
    match at {
        Some(seconds) => Ok((i, (seconds, offset != 0))),
        None => miss(),
    }
}

fn long_fraction(i: In<'_>) -> Res<'_, Number> {
    let (i, w) = word(i)?;
    if w.lex == Lex::LongDigits && w.glued {
        Ok((i, Number { value: 0, digits: w.len, glued: true, article: false }))
    } else {
        miss()
    }
}

/// 5.11., 05.11.2025, 5. 11. 25
fn numeric(i: In<'_>) -> Res<'_, Base> {
    if let Ok(found) = spaced_dots(i) {
        return Ok(found);
    }
    let (i, day) = digits(i)?;
    let (i, _) = glued_mark(Punct::Dot).parse(i)?;
    let (i, month) = digits(i)?;
    if day.digits > 2
        || month.digits > 2
        || (month.value == 0 && month.digits == 1)
        || (!month.glued && (month.value > 12 || starts_clock(i) || split_clock(i)))
        || is_amount(i)
    {
        return miss();
    }
    let (i, dot) = opt(glued_mark(Punct::Dot)).parse(i)?;
    // A space after the first dot needs a second one or the end: "am 1. 2 ab 19 Uhr".
    if !month.glued
        && dot.is_none()
        && matches!(i.first().map(|w| w.lex), Some(Lex::Unknown | Lex::Counted | Lex::Unit(_)))
    {
        return miss();
    }
    let (i, year) = if dot.is_some() { opt(year_behind).parse(i)? } else { opt(spaced_year).parse(i)? };
    Ok((i, named(day.value, month.value, year.unwrap_or_default())))
}

/// 20 . 11 . 2025
fn spaced_dots(i: In<'_>) -> Res<'_, Base> {
    let (i, (day, first, month, _, year)) =
        (digits, mark(Punct::Dot), digits, mark(Punct::Dot), digits).parse(i)?;
    if first.glued || day.digits > 2 || month.digits > 2 || year.digits != 4 {
        return miss();
    }
    Ok((i, named(day.value, month.value, Year::Full(full(year)))))
}

/// "19.99 Euro", "3.5 Stunden"
fn is_amount(i: In<'_>) -> bool {
    follows(lex(|l| matches!(l, Lex::Counted | Lex::Unit(_)).then_some(())), i)
}

/// "am 7. 19 47 Uhr": what looks like a month is the hour, and its minutes follow.
fn split_clock(i: In<'_>) -> bool {
    matches!(
        (i.first().map(|w| w.lex), i.get(1).map(|w| w.lex)),
        (Some(Lex::Digits(_)), Some(Lex::Key(Key::Uhr)))
    )
}

/// True where the number just read is the hour of a clock time.
fn starts_clock(i: In<'_>) -> bool {
    match (i.first(), i.get(1)) {
        (Some(w), _) if matches!(w.lex, Lex::Key(Key::Uhr | Key::H | Key::Pm)) => true,
        (Some(w), Some(n)) if w.glued && w.lex == Lex::Punct(Punct::Colon) => matches!(n.lex, Lex::Digits(_)),
        (Some(w), Some(n)) if w.glued && w.lex == Lex::Punct(Punct::Dot) => {
            n.glued
                && matches!(n.lex, Lex::Digits(_))
                && matches!(i.get(2).map(|w| w.lex), Some(Lex::Key(Key::Uhr | Key::H)))
        }
        _ => false,
    }
}

/// The year behind a date with its dot: four digits, or two directly behind it.
fn year_behind(i: In<'_>) -> Res<'_, Year> {
    let (i, _) = opt(mark(Punct::Bracket)).parse(i)?;
    let (i, n) = digits(i)?;
    if starts_clock(i)
        || (n.glued && matches!(i.first(), Some(w) if w.glued && w.lex == Lex::Punct(Punct::Colon)))
    {
        return miss();
    }
    match n.digits {
        4 if (1900..2200).contains(&n.value) => Ok((i, Year::Full(full(n)))),
        4 if n.glued => Ok((i, Year::Full(full(n)))),
        2 if n.glued => Ok((i, Year::Short(n.value))),
        _ => miss(),
    }
}

/// A year behind a space: 2025, zweitausendfünfundzwanzig, '25
pub(super) fn spaced_year(i: In<'_>) -> Res<'_, Year> {
    let i = match i.first() {
        Some(w) if matches!(w.lex, Lex::Punct(Punct::Comma)) => i.get(1..).unwrap_or(i),
        _ => i,
    };
    if let (Some(q), Some(n)) = (i.first(), i.get(1))
        && q.lex == Lex::Punct(Punct::Bracket)
        && n.glued
        && let Lex::Digits(value) = n.lex
        && n.len == 2
    {
        return Ok((i.get(2..).unwrap_or(&[]), Year::Short(value)));
    }
    let (rest, n) = number(i)?;
    // "zwanzig sechsundzwanzig"; a minute that a clock often shows stays one.
    if let (Lex::Num(20), Some(Lex::Num(year @ 24..=39))) =
        (i.first().map_or(Lex::Unknown, |w| w.lex), rest.first().map(|w| w.lex))
        && year != 30
        && year != 35
    {
        let after = rest.get(1..).unwrap_or(&[]);
        if !starts_clock(after) {
            return Ok((after, Year::Full(i32::try_from(year.saturating_add(2000)).unwrap_or(2000))));
        }
    }
    // "zweitausend fünfundzwanzig", "zweitausend fünf und zwanzig"
    if i.first().is_some_and(|w| w.lex == Lex::Num(2000))
        && let Some((after, more)) = cut_number(rest)
        && !starts_clock(after)
    {
        return Ok((after, Year::Full(i32::try_from(more.saturating_add(2000)).unwrap_or(2000))));
    }
    let four = n.digits == 4 || n.digits == 0;
    if four && (1900..2200).contains(&n.value) && !starts_clock(rest) {
        Ok((rest, Year::Full(full(n))))
    } else {
        miss()
    }
}

/// A number below a hundred in words, also cut: "fünf und zwanzig".
fn cut_number(i: In<'_>) -> Option<(In<'_>, u32)> {
    let (unit, rest) = match i.first()?.lex {
        Lex::Num(n @ 1..=99) => (n, i.get(1..)?),
        Lex::One => (1, i.get(1..)?),
        _ => return None,
    };
    match (rest.first().map(|w| w.lex), rest.get(1).map(|w| w.lex)) {
        (Some(Lex::Key(Key::Und)), Some(Lex::Num(ten @ (20 | 30 | 40)))) if unit < 10 => {
            Some((rest.get(2..)?, ten.saturating_add(unit)))
        }
        // "zweitausend eine Färbung"
        _ if i.first().is_some_and(|w| w.lex == Lex::One) => None,
        _ => Some((rest, unit)),
    }
}

/// 15/11, 21/07/17, 15/11/2025
fn slashed(i: In<'_>) -> Res<'_, Base> {
    let (i, day) = digits(i)?;
    let (i, _) = glued_mark(Punct::Slash).parse(i)?;
    let (i, month) = glued_digits(i)?;
    if day.digits > 2
        || month.digits > 2
        || month.value > 12
        || month.value == 0
        || starts_clock(i)
        || is_amount(i)
    {
        return miss();
    }
    let (i, year) = opt(preceded(glued_mark(Punct::Slash), year_glued)).parse(i)?;
    // "1/2" and "8:00/9:00" are no dates.
    if year.is_none() && (day.value == 0 || day.value > 31 || (day.digits == 1 && month.digits == 1)) {
        return miss();
    }
    if follows(glued_mark(Punct::Dot), i) {
        return miss();
    }
    Ok((i, named(day.value, month.value, year.unwrap_or_default())))
}

fn year_glued(i: In<'_>) -> Res<'_, Year> {
    let (i, n) = glued_digits(i)?;
    match n.digits {
        4 => Ok((i, Year::Full(full(n)))),
        2 => Ok((i, Year::Short(n.value))),
        _ => miss(),
    }
}

/// 14-12-2017, 30-12-16
fn dashed(i: In<'_>) -> Res<'_, Base> {
    let (i, day) = digits(i)?;
    let (i, _) = glued_mark(Punct::Dash).parse(i)?;
    let (i, month) = glued_digits(i)?;
    let (i, _) = glued_mark(Punct::Dash).parse(i)?;
    let (i, year) = year_glued(i)?;
    if day.digits > 2 || month.digits > 2 {
        return miss();
    }
    Ok((i, named(day.value, month.value, year)))
}

fn month_name(i: In<'_>) -> Res<'_, u32> {
    let (i, w) = word(i)?;
    let Lex::Month(month) = w.lex else { return miss() };
    // "Dez." and "Nov.", not the full stop behind "November".
    let i = if w.len <= 4 {
        match i.first() {
            Some(d) if d.glued && d.lex == Lex::Punct(Punct::Dot) => i.get(1..).unwrap_or(i),
            _ => i,
        }
    } else {
        i
    };
    Ok((i, month.into()))
}

/// An ordinal day: 20., zwanzigsten, 3ten, 7th; a plain number too.
fn ordinal_day(i: In<'_>) -> Res<'_, u32> {
    let (i, w) = word(i)?;
    match w.lex {
        Lex::Ord(n) => Ok((i, n)),
        Lex::Num(n) => Ok((i, n)),
        Lex::Digits(n) if w.len <= 2 => {
            let (i, _) = opt(alt((glued_mark(Punct::Dot), ordinal_ending))).parse(i)?;
            Ok((i, n))
        }
        _ => miss(),
    }
}

pub(super) fn ordinal_ending(i: In<'_>) -> Res<'_, crate::text::Word> {
    let (rest, w) = key(Key::OrdinalEnding).parse(i)?;
    if w.glued { Ok((rest, w)) } else { miss() }
}

/// 20. November, zwanzigster November 2025, 14.November, 13AUG, 27th of October, 15. nächsten Monats
fn day_month(i: In<'_>) -> Res<'_, Base> {
    let (i, day) = ordinal_day(i)?;
    let i = small(i);
    if let Ok((i, month)) = month_name(i) {
        let (i, year) = opt(alt((spaced_year, relative_year, short_year))).parse(i)?;
        return Ok((i, named(day, month, year.unwrap_or_default())));
    }
    let (i, month) = relative_month(i)?;
    Ok((i, Base::Date { day, month: Some(month), year: Year::Unsaid }))
}

/// "24. Oktober 17": two digits that are not the hour of a clock time.
fn short_year(i: In<'_>) -> Res<'_, Year> {
    let (rest, n) = digits(i)?;
    let year = n.digits == 2 && (15..60).contains(&n.value) && !starts_clock(rest);
    let ends = match rest.first().map(|w| w.lex) {
        None => true,
        Some(Lex::Key(Key::Latest | Key::Earliest | Key::Um | Key::Ab | Key::Circa)) => true,
        Some(_) => false,
    };
    if year && ends { Ok((rest, Year::Short(n.value))) } else { miss() }
}

/// nächsten Jahres, dieses Jahr
pub(super) fn relative_year(i: In<'_>) -> Res<'_, Year> {
    let (i, _) = opt(mark(Punct::Comma)).parse(i)?;
    let i = small(i);
    alt((
        |i| key(Key::ThisYear).parse(i).map(|(i, _)| (i, Year::Relative(0))),
        |i| {
            let (i, q) = lex(qual).parse(i)?;
            let (i, _) = lex(|l| (l == Lex::Unit(Unit::Year)).then_some(())).parse(i)?;
            Ok((i, Year::Relative(steps(q))))
        },
    ))
    .parse(i)
}

/// nächsten Monats, dieses Monats
fn relative_month(i: In<'_>) -> Res<'_, MonthRef> {
    let i = small(i);
    let (i, q) = opt(lex(qual)).parse(i)?;
    let (rest, _) = lex(|l| (l == Lex::Unit(Unit::Month)).then_some(())).parse(i)?;
    // "15. Monat" is nothing; "15. des Monats" is.
    match q {
        Some(q) => Ok((rest, MonthRef::Relative(steps(q)))),
        None if i.first().is_some_and(|w| w.len == 6) => Ok((rest, MonthRef::Relative(0))),
        None => miss(),
    }
}

pub(super) const fn qual(l: Lex) -> Option<Qual> {
    match l {
        Lex::Qual(q) => Some(q),
        _ => None,
    }
}

/// How many steps a qualifier goes from the current week, month or year.
pub(super) const fn steps(q: Qual) -> i32 {
    match q {
        Qual::This => 0,
        Qual::Coming | Qual::Next => 1,
        Qual::AfterNext => 2,
        Qual::Last | Qual::Gone => -1,
        Qual::BeforeLast => -2,
    }
}

/// am dritten zwölften, fünfter elfter zweitausendfünfundzwanzig
fn spoken_months(i: In<'_>) -> Res<'_, Base> {
    // "dritten", and "3ten" as some recognisers write it
    let ord = |i| {
        let (rest, w) = word(i)?;
        match w.lex {
            Lex::Ord(n) => Ok((rest, n)),
            Lex::Digits(n) if w.len <= 2 => {
                let (rest, _) = ordinal_ending(rest)?;
                Ok((rest, n))
            }
            _ => miss(),
        }
    };
    let (i, day) = ord(i)?;
    let (i, month) = ord(i)?;
    if month > 31 {
        return miss();
    }
    let (i, year) = opt(alt((spaced_year, relative_year))).parse(i)?;
    Ok((i, named(day, month, year.unwrap_or_default())))
}

/// June 22, Oct 27, 2017, September 5th: as language models and English forms write.
fn month_day(i: In<'_>) -> Res<'_, Base> {
    let (i, month) = month_name(i)?;
    let (i, day) = digits(i)?;
    if day.digits > 2 || day.value == 0 || day.value > 31 || starts_clock(i) {
        return miss();
    }
    let (i, ending) = opt(ordinal_ending).parse(i)?;
    if ending.is_none() && follows(glued_mark(Punct::Dot), i) {
        return miss();
    }
    let (i, year) = opt(spaced_year).parse(i)?;
    Ok((i, named(day.value, month, year.unwrap_or_default())))
}

/// Anfang März, Ende des Monats, Mitte nächster Woche, Ende 2026, Monatsende
fn third_of(i: In<'_>) -> Res<'_, Base> {
    let (i, w) = word(i)?;
    let third = match w.lex {
        Lex::ThirdOf(third, unit) => return Ok((i, third_base(third, unit, 0))),
        Lex::Third(third) => third,
        _ => return miss(),
    };
    let i = small(i);
    if let Ok((i, base)) = month(i) {
        let Base::Month { month, year, qual, .. } = base else { return miss() };
        return Ok((i, Base::Month { month, year, third: Some(third), qual }));
    }
    if let Ok((i, base)) = super::day::calendar_week(i) {
        let Base::Week(week, None) = base else { return miss() };
        return Ok((i, Base::Week(week, Some(third))));
    }
    if let Ok((i, n)) = digits(i)
        && n.digits == 4
        && (1900..2200).contains(&n.value)
    {
        return Ok((i, Base::Year(Year::Full(full(n)), Some(third))));
    }
    let (i, q) = opt(lex(qual)).parse(i)?;
    let (i, unit) = lex(|l| match l {
        Lex::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) => Some(unit),
        _ => None,
    })
    .parse(i)?;
    Ok((i, third_base(third, unit, q.map_or(0, steps))))
}

const fn third_base(third: Third, unit: Unit, steps: i32) -> Base {
    match unit {
        Unit::Week => Base::Week(crate::temporal::syntax::WeekRef::Relative(steps), Some(third)),
        Unit::Month => Base::Month {
            month: MonthRef::Relative(steps),
            year: Year::Unsaid,
            third: Some(third),
            qual: None,
        },
        _ => Base::Year(Year::Relative(steps), Some(third)),
    }
}

/// am letzten Tag des Monats, im November, des Jahres
fn last_day(i: In<'_>) -> Res<'_, Base> {
    let (i, q) = lex(qual).parse(i)?;
    let (i, _) = lex(|l| (l == Lex::Unit(Unit::Day)).then_some(())).parse(i)?;
    let j = small(i);
    if q != Qual::Last || j.len() == i.len() {
        return miss();
    }
    if let Ok((rest, Base::Month { month, year, .. })) = month(j) {
        return Ok((rest, Base::LastDay(Some(month), year)));
    }
    let (j, q) = opt(lex(qual)).parse(j)?;
    let steps = q.map_or(0, steps);
    let (j, w) = word(j)?;
    match w.lex {
        Lex::Unit(Unit::Month) => Ok((j, Base::LastDay(Some(MonthRef::Relative(steps)), Year::Unsaid))),
        Lex::Unit(Unit::Year) => Ok((j, Base::LastDay(None, Year::Relative(steps)))),
        _ => miss(),
    }
}

/// November, nächsten März, im November 2025, März nächsten Jahres
fn month(i: In<'_>) -> Res<'_, Base> {
    let (i, q) = opt(lex(qual)).parse(i)?;
    let (i, month) = month_name(i)?;
    let (i, year) = opt(alt((spaced_year, relative_year))).parse(i)?;
    Ok((
        i,
        Base::Month { month: MonthRef::Named(month), year: year.unwrap_or_default(), third: None, qual: q },
    ))
}

/// A bare ordinal: 15., fünfzehnten. Whether it is a day of the month is for the items to say.
pub(super) fn bare_ordinal(i: In<'_>) -> Res<'_, (u32, bool)> {
    let (rest, w) = word(i)?;
    // "sieben und zwanzigsten"
    if let (Lex::Num(unit @ 2..=9), Some(Lex::Key(Key::Und)), Some(Lex::Ord(ten @ (20 | 30)))) =
        (w.lex, rest.first().map(|w| w.lex), rest.get(1).map(|w| w.lex))
    {
        return Ok((rest.get(2..).unwrap_or(&[]), (ten.saturating_add(unit), false)));
    }
    if let (Lex::One, Some(Lex::Key(Key::Und)), Some(Lex::Ord(ten @ (20 | 30)))) =
        (w.lex, rest.first().map(|w| w.lex), rest.get(1).map(|w| w.lex))
    {
        return Ok((rest.get(2..).unwrap_or(&[]), (ten.saturating_add(1), false)));
    }
    match w.lex {
        Lex::Ord(n) => Ok((rest, (n, false))),
        Lex::Digits(n) if w.len <= 2 => {
            let (rest, _) = alt((glued_mark(Punct::Dot), ordinal_ending)).parse(rest)?;
            // "2.0", "12.30 Euro"
            if matches!(rest.first(), Some(w) if w.glued && matches!(w.lex, Lex::Digits(_))) {
                return miss();
            }
            Ok((rest, (n, true)))
        }
        _ => miss(),
    }
}
