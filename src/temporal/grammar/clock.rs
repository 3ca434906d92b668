//! Clock times: 14:30, 14 Uhr 30, halb drei, fünf vor halb drei, Mitternacht.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::preceded;

use super::{
    In, Number, Res, digits, follows, glued_digits, glued_mark, key, lex, mark, miss, number, spanned, word,
};
use crate::span::Span;
use crate::temporal::syntax::Clock;
use crate::text::{Key, Lex, Part, Punct, Unit};

/// A clock time in any form but a bare number.
pub(super) fn clock(i: In<'_>) -> Res<'_, Clock> {
    let (rest, (mut clock, span)) =
        spanned(alt((colon, uhr, split_uhr, dotted, h, half_day, half, quarter, relative, midnight, spelt)))
            .parse(i)?;
    clock.span = span;
    Ok((rest, clock))
}

fn wall(hour: Number, minute: u32, second: u32) -> Clock {
    Clock {
        hour: hour.value,
        minute,
        second,
        exact: is_exact(hour),
        midnight: false,
        bare: false,
        span: Span::default(),
    }
}

/// 13 and up, zero, or written with a leading zero: there is no other half of the day.
fn is_exact(hour: Number) -> bool {
    hour.value == 0 || hour.value > 12 || (hour.digits >= 2 && hour.value < 10)
}

/// A bare number as an hour: "um drei", "ab 9"; "1700" only where four digits were written.
pub(crate) fn hour_of(n: Number, span: Span) -> Option<Clock> {
    if n.digits == 4 {
        let (hour, minute) = (n.value / 100, n.value % 100);
        if hour > 24 || minute > 59 {
            return None;
        }
        return Some(Clock { hour, minute, second: 0, exact: true, midnight: false, bare: true, span });
    }
    (n.value <= 24 && n.digits <= 2).then(|| Clock { span, bare: false, ..wall(n, 0, 0) })
}

/// "Uhr" or "h" behind a written time, and English am and pm.
fn tail(i: In<'_>, mut clock: Clock) -> (In<'_>, Clock) {
    let (i, _) = opt(alt((key(Key::Uhr), key(Key::H)))).parse(i).unwrap_or((i, None));
    if let Ok((rest, _)) = key(Key::Pm).parse(i) {
        if clock.hour < 12 {
            clock.hour = clock.hour.saturating_add(12);
        }
        clock.exact = true;
        return (rest, clock);
    }
    // "10:30am": only glued, since "am" is also a preposition.
    if let Ok((rest, w)) = key(Key::Am).parse(i)
        && (w.glued
            || matches!(rest.first().map(|w| w.lex), None | Some(Lex::Punct(Punct::Comma | Punct::Stop))))
        && clock.hour <= 12
    {
        if clock.hour == 12 {
            clock.hour = 0;
        }
        clock.exact = true;
        return (rest, clock);
    }
    (i, clock)
}

/// 14:30, 9:05:30, 13::00
fn colon(i: In<'_>) -> Res<'_, Clock> {
    let (i, hour) = digits(i)?;
    let (i, _) = mark(Punct::Colon).parse(i)?;
    let (i, _) = opt(glued_mark(Punct::Colon)).parse(i)?;
    let (i, minute) = digits(i)?;
    if hour.digits > 2 || minute.digits != 2 || (!minute.glued && follows(lex(counted), i)) {
        return miss();
    }
    let (i, second) = opt(preceded(glued_mark(Punct::Colon), glued_digits)).parse(i)?;
    let (i, clock) = tail(i, wall(hour, minute.value, second.map_or(0, |s| s.value)));
    Ok((i, clock))
}

/// 14.30 Uhr; without "Uhr" only where it can be no date: 10.00, 9.45
fn dotted(i: In<'_>) -> Res<'_, Clock> {
    let (i, hour) = digits(i)?;
    let (i, sign) = alt((glued_mark(Punct::Dot), glued_mark(Punct::Comma))).parse(i)?;
    let (i, minute) = glued_digits(i)?;
    if hour.digits > 2 || minute.digits != 2 || follows(glued_mark(Punct::Dot), i) {
        return miss();
    }
    // "15,00 Uhr"; a comma without "Uhr" is a number or a list.
    if sign.lex == Lex::Punct(Punct::Comma) && !follows(key(Key::Uhr), i) {
        return miss();
    }
    let named = matches!(i.first().map(|w| w.lex), Some(Lex::Key(Key::Uhr | Key::H)));
    let no_date = minute.value == 0 || minute.value > 12;
    if !named && (!no_date || hour.value > 24 || minute.value > 59 || follows(lex(counted), i)) {
        return miss();
    }
    let (i, clock) = tail(i, wall(hour, minute.value, 0));
    Ok((i, clock))
}

fn counted(l: Lex) -> Option<()> {
    matches!(l, Lex::Counted | Lex::Unit(_)).then_some(())
}

/// 14 Uhr, 14 Uhr 30, neun Uhr null fünf, acht Uhr und zehn Minuten; also "Uhr 14" never.
fn uhr(i: In<'_>) -> Res<'_, Clock> {
    // "drei und zwanzig Uhr", as recognisers cut it
    if let (
        Some(Lex::Num(unit @ 2..=4)),
        Some(Lex::Key(Key::Und)),
        Some(Lex::Num(20)),
        Some(Lex::Key(Key::Uhr)),
    ) = ahead(i)
    {
        return hour_with_minutes(i.get(4..).unwrap_or(&[]), Number::word(unit.saturating_add(20)));
    }
    if let (Some(Lex::One), Some(Lex::Key(Key::Und)), Some(Lex::Num(20)), Some(Lex::Key(Key::Uhr))) = ahead(i)
    {
        return hour_with_minutes(i.get(4..).unwrap_or(&[]), Number::word(21));
    }
    // "vier zehn Uhr dreißig", as recognisers cut it
    if let (Some(Lex::Num(unit @ 3..=9)), Some(Lex::Num(10)), Some(Lex::Key(Key::Uhr)), _) = ahead(i) {
        return hour_with_minutes(i.get(3..).unwrap_or(&[]), Number::word(unit.saturating_add(10)));
    }
    // "null neun Uhr": the zero leads, as in "09"
    if let (Some(Lex::Num(0)), Some(Lex::Num(hour @ 1..=9)), Some(Lex::Key(Key::Uhr)), _) = ahead(i) {
        let (rest, clock) = hour_with_minutes(i.get(3..).unwrap_or(&[]), Number::word(hour))?;
        return Ok((rest, Clock { exact: true, ..clock }));
    }
    let (i, hour) = number(i)?;
    let (i, _) = key(Key::Uhr).parse(i)?;
    // "1500 Uhr"
    if hour.digits == 4 {
        let clock =
            Clock { minute: hour.value % 100, ..wall(Number { value: hour.value / 100, ..hour }, 0, 0) };
        return if hour.value < 2400 && hour.value % 100 < 60 { Ok((i, clock)) } else { miss() };
    }
    if hour.digits > 2 {
        return miss();
    }
    hour_with_minutes(i, hour)
}

fn ahead(i: In<'_>) -> (Option<Lex>, Option<Lex>, Option<Lex>, Option<Lex>) {
    let at = |n: usize| i.get(n).map(|w| w.lex);
    (at(0), at(1), at(2), at(3))
}

fn hour_with_minutes(i: In<'_>, hour: Number) -> Res<'_, Clock> {
    let (i, minute) = opt(minutes).parse(i)?;
    Ok((i, wall(hour, minute.unwrap_or(0), 0)))
}

/// 15 30 Uhr
fn split_uhr(i: In<'_>) -> Res<'_, Clock> {
    let (i, hour) = number(i)?;
    let (i, minute) = spoken_minute(i)?;
    let (i, _) = key(Key::Uhr).parse(i)?;
    // "fünfzehn fünfzehn Uhr dreißig" is an hour that was said twice.
    if follows(minutes, i) {
        return miss();
    }
    if hour.value > 24 || hour.digits > 2 { miss() } else { Ok((i, wall(hour, minute, 0))) }
}

/// vierzehn null null
fn spelt(i: In<'_>) -> Res<'_, Clock> {
    let (i, hour) = number(i)?;
    let zero = || lex(|l| (l == Lex::Num(0)).then_some(()));
    let (i, _) = (zero(), zero()).parse(i)?;
    if hour.value > 24 || hour.digits > 2 || hour.article || follows(number, i) {
        miss()
    } else {
        Ok((i, wall(hour, 0, 0)))
    }
}

/// Minutes right behind the hour: two digits, a word from ten on, or "null fünf".
fn spoken_minute(i: In<'_>) -> Res<'_, u32> {
    let (i, n) = number(i)?;
    if n.value == 0 && n.digits == 0 {
        let (i, unit) = number(i)?;
        return if (1..10).contains(&unit.value) && unit.digits <= 1 { Ok((i, unit.value)) } else { miss() };
    }
    let minute = n.value < 60 && (n.digits == 2 || (n.digits == 0 && n.value >= 10));
    if minute { Ok((i, n.value)) } else { miss() }
}

/// The minutes behind "Uhr", where the number is not the start of something else.
fn minutes(i: In<'_>) -> Res<'_, u32> {
    let (i, joined) = opt(key(Key::Und)).parse(super::fillers(i))?;
    let (i, first) = number(super::fillers(i))?;

    // "fünf und vierzig", as recognisers cut it
    if let (Some(Lex::Key(Key::Und)), Some(Lex::Num(ten @ (20 | 30 | 40 | 50)))) =
        (i.first().map(|w| w.lex), i.get(1).map(|w| w.lex))
        && first.digits == 0
        && (1..=9).contains(&first.value)
    {
        return Ok((i.get(2..).unwrap_or(&[]), ten.saturating_add(first.value)));
    }
    // "null fünf"
    let (i, n) = if first.value == 0 && first.digits == 0 {
        match number(i) {
            Ok((rest, second)) if second.value < 10 => (rest, second),
            _ => (i, first),
        }
    } else {
        (i, first)
    };
    let (i, unit) = opt(lex(|l| (l == Lex::Unit(Unit::Minute)).then_some(()))).parse(i)?;
    // "um vierzehn Uhr null drei null zwei …": a telephone number is dictated.
    let dictated = |w: Option<&crate::text::Word>| {
        matches!(w.map(|w| w.lex), Some(Lex::Num(_) | Lex::One | Lex::Digits(_) | Lex::LongDigits))
    };
    if first.value == 0 && first.digits == 0 && dictated(i.first()) && dictated(i.get(1)) {
        return miss();
    }
    if n.value > 99 || n.digits > 2 || (joined.is_some() && unit.is_none()) || (n.value > 59 && n.digits == 1)
    {
        return miss();
    }
    if unit.is_none() {
        match (i.first().map(|w| w.lex), i.get(1).map(|w| w.lex)) {
            // 14 Uhr 30. Oktober, 10 Uhr 3.12.; but a full stop ends the sentence.
            (Some(Lex::Punct(Punct::Dot)), Some(Lex::Digits(_) | Lex::Month(_))) if n.digits > 0 => {
                return miss();
            }
            (Some(Lex::Punct(Punct::Dash | Punct::Slash | Punct::Colon)), Some(Lex::Digits(_))) => {
                return miss();
            }
            // "fünfzehn Uhr vier bis sechs Personen"
            (Some(Lex::Key(Key::Bis)), Some(Lex::Num(_) | Lex::Digits(_)))
                if matches!(i.get(2).map(|w| w.lex), Some(Lex::Counted)) =>
            {
                return miss();
            }
            // "neunzehn Uhr vier oder fünf Personen"
            (Some(Lex::Key(Key::Oder)), Some(Lex::Num(_))) if n.digits == 0 && n.value < 10 => {
                return miss();
            }
            (
                Some(Lex::Counted | Lex::Unit(_) | Lex::Month(_) | Lex::Key(Key::Uhr | Key::H | Key::Times)),
                _,
            ) => {
                return miss();
            }
            _ => {}
        }
        // "um 15 Uhr 4 Reifen", "um 15 Uhr zwei Zimmer", "fünfzehn Uhr vier fünf Leute"
        let small = n.digits == 1 || (n.digits == 0 && n.value < 10 && first.value != 0);
        let counted = match i.first().map(|w| w.lex) {
            Some(Lex::Num(_)) => matches!(i.get(1).map(|w| w.lex), Some(Lex::Counted | Lex::Unknown)),
            other => matches!(other, Some(Lex::Unknown | Lex::Numbered)),
        };
        if small && counted {
            return miss();
        }
        // "um 9 Uhr eine Färbung": an article, not a minute.
        if n.article {
            return miss();
        }
    }
    Ok((i, n.value))
}

/// 14h30, 15 h
fn h(i: In<'_>) -> Res<'_, Clock> {
    let (i, hour) = digits(i)?;
    let (i, _) = key(Key::H).parse(i)?;
    if hour.digits > 2 {
        return miss();
    }
    match glued_digits(i) {
        Ok((rest, minute)) if minute.digits == 2 => Ok((rest, wall(hour, minute.value, 0))),
        _ => Ok((i, wall(hour, 0, 0))),
    }
}

/// 9am, 11pm
fn half_day(i: In<'_>) -> Res<'_, Clock> {
    let (i, hour) = digits(i)?;
    let pm = matches!(i.first().map(|w| w.lex), Some(Lex::Key(Key::Pm)));
    // "10 am" with a space only where nothing follows: "am" is a preposition.
    let am = matches!(i.first().map(|w| w.lex), Some(Lex::Key(Key::Am)));
    let am = am
        && (i.first().is_some_and(|w| w.glued)
            || matches!(i.get(1).map(|w| w.lex), None | Some(Lex::Punct(_))));
    if hour.value == 0 || hour.value > 12 || !(pm || am) {
        return miss();
    }
    if am {
        let hour = if hour.value == 12 { Number { value: 0, ..hour } } else { hour };
        return Ok((i.get(1..).unwrap_or(&[]), Clock { exact: true, ..wall(hour, 0, 0) }));
    }
    let (rest, clock) = tail(i, wall(hour, 0, 0));
    if clock.exact && rest.len() < i.len() { Ok((rest, clock)) } else { miss() }
}

/// 12.05 behind "um": a clock time, though it could be a date.
pub(super) fn dotted_after_um(i: In<'_>) -> Res<'_, Clock> {
    let start = i;
    let (i, hour) = digits(i)?;
    let (i, _) = glued_mark(Punct::Dot).parse(i)?;
    let (i, minute) = glued_digits(i)?;
    if hour.digits > 2
        || minute.digits != 2
        || hour.value > 24
        || minute.value > 59
        || follows(glued_mark(Punct::Dot), i)
    {
        return miss();
    }
    let (i, mut clock) = tail(i, wall(hour, minute.value, 0));
    clock.span = super::taken(start, i);
    Ok((i, clock))
}

/// The hour after "halb", "viertel", "vor": 1 to 24, with an idle "Uhr" behind it.
fn spoken_hour(i: In<'_>) -> Res<'_, Number> {
    let (i, hour) = number(i)?;
    if hour.value == 0 || hour.value > 24 || hour.digits > 2 || follows(lex(counted), i) {
        return miss();
    }
    match i.first().map(|w| w.lex) {
        // "zehn nach 3.12." is no clock time; a full stop at the end of a sentence is none of ours.
        Some(Lex::Punct(Punct::Dot | Punct::Colon)) if matches!(i.get(1), Some(w) if w.glued && matches!(w.lex, Lex::Digits(_))) => {
            miss()
        }
        _ => {
            let (i, _) = opt(key(Key::Uhr)).parse(i)?;
            Ok((i, hour))
        }
    }
}

/// `minutes` before the full hour, on a clock that goes round.
fn before(hour: Number, minutes: u32) -> Clock {
    let past = 60u32.saturating_sub(minutes);
    let mut clock = wall(hour, past % 60, 0);
    if past < 60 {
        clock.hour = match hour.value {
            1 => 12,
            h => h.saturating_sub(1),
        };
        // "halb eins" is 12:30 or 0:30: said with a number under 13, it stays on the twelve-hour dial.
        clock.exact = hour.value > 13 || (hour.value == 13 && clock.hour != 12);
    }
    clock
}

/// halb drei
fn half(i: In<'_>) -> Res<'_, Clock> {
    let (i, hour) = preceded(key(Key::Halb), spoken_hour).parse(i)?;
    Ok((i, before(hour, 30)))
}

/// viertel drei, dreiviertel drei, drei viertel drei, viertel vor drei, viertel nach drei
fn quarter(i: In<'_>) -> Res<'_, Clock> {
    alt((
        |i| {
            let (i, hour) = preceded(key(Key::Dreiviertel), spoken_hour).parse(i)?;
            Ok((i, before(hour, 15)))
        },
        |i| {
            let (i, three) = number(i)?;
            let (i, hour) = preceded(key(Key::Viertel), spoken_hour).parse(i)?;
            if three.value == 3 && three.digits == 0 { Ok((i, before(hour, 15))) } else { miss() }
        },
        |i| {
            let (i, hour) = preceded(key(Key::Viertel), spoken_hour).parse(i)?;
            Ok((i, before(hour, 45)))
        },
        |i| {
            let (i, (_, hour)) = (key(Key::Viertel), preceded(key(Key::Vor), spoken_hour)).parse(i)?;
            Ok((i, before(hour, 15)))
        },
        |i| {
            // "viertel ab drei", as the Swiss say it
            let past = alt((key(Key::Nach), key(Key::Ab)));
            let (i, (_, hour)) = (key(Key::Viertel), preceded(past, spoken_hour)).parse(i)?;
            Ok((i, wall(hour, 15, 0)))
        },
        |i| {
            let (i, _) = key(Key::Viertel).parse(i)?;
            beside_noon(i, 15)
        },
    ))
    .parse(i)
}

/// "(zehn) vor Mittag", "(viertel) nach Mitternacht": no twelve-hour question.
fn beside_noon(i: In<'_>, minutes: u32) -> Res<'_, Clock> {
    let (i, w) = word(i)?;
    let (i, noon) = lex(|l| match l {
        Lex::Part(Part::Noon) => Some(true),
        Lex::Key(Key::Midnight) => Some(false),
        _ => None,
    })
    .parse(i)?;
    let hour = match (w.lex, noon) {
        (Lex::Key(Key::Vor), true) => 11,
        (Lex::Key(Key::Vor), false) => 23,
        (Lex::Key(Key::Nach), true) => 12,
        (Lex::Key(Key::Nach), false) => 0,
        _ => return miss(),
    };
    let minute = if hour % 12 == 11 { 60u32.saturating_sub(minutes) } else { minutes };
    Ok((i, Clock { exact: true, ..wall(Number::word(hour), minute, 0) }))
}

/// zehn nach drei, fünf vor halb drei, zehn Minuten vor acht, 5 nach halb 4, fünf vor dreiviertel drei
fn relative(i: In<'_>) -> Res<'_, Clock> {
    let (i, n) = number(i)?;
    let (i, _) = opt(lex(|l| (l == Lex::Unit(Unit::Minute)).then_some(()))).parse(i)?;
    if (1..=29).contains(&n.value)
        && n.digits <= 2
        && let Ok(found) = beside_noon(i, n.value)
    {
        return Ok(found);
    }
    let (i, w) = word(i)?;
    let is_before = match w.lex {
        Lex::Key(Key::Vor) => true,
        Lex::Key(Key::Nach) => false,
        _ => return miss(),
    };
    if n.value == 0 || n.value > 29 || n.digits > 2 {
        return miss();
    }
    let (i, part) = opt(lex(|l| match l {
        Lex::Key(Key::Viertel) => Some(45u32),
        Lex::Key(Key::Halb) => Some(30),
        Lex::Key(Key::Dreiviertel) => Some(15),
        _ => None,
    }))
    .parse(i)?;
    let (i, hour) = spoken_hour(i)?;
    let clock = match (part, is_before) {
        (None, true) => before(hour, n.value),
        (None, false) => wall(hour, n.value, 0),
        (Some(left), true) => before(hour, left.saturating_add(n.value)),
        (Some(left), false) if n.value < left => before(hour, left.saturating_sub(n.value)),
        (Some(_), false) => return miss(),
    };
    Ok((i, clock))
}

/// Mitternacht
fn midnight(i: In<'_>) -> Res<'_, Clock> {
    let (i, _) = key(Key::Midnight).parse(i)?;
    Ok((
        i,
        Clock {
            hour: 24,
            minute: 0,
            second: 0,
            exact: true,
            midnight: true,
            bare: false,
            span: Span::default(),
        },
    ))
}

/// The hour behind "um": "um drei", "um 14", "um eins", and "um achte" as they say in the south.
pub(super) fn bare_hour(i: In<'_>) -> Res<'_, Clock> {
    let (rest, w) = word(i)?;
    let n = match w.lex {
        Lex::Digits(value) => Number { value, digits: w.len, glued: w.glued, article: false },
        Lex::Num(value) => Number::word(value),
        Lex::Ord(value) if value <= 12 => Number::word(value),
        _ => return miss(),
    };
    // "um fünfzehn dreißig"
    if let Ok((rest, minute)) = spoken_minute(rest)
        && n.digits <= 2
        && ends_hour(rest, false)
        && let Some(clock) = hour_of(n, super::taken(i, rest))
    {
        return Ok((rest, Clock { minute, ..clock }));
    }
    if !ends_hour(rest, false) {
        return miss();
    }
    match hour_of(n, super::taken(i, rest)) {
        Some(clock) => Ok(tail(rest, clock)),
        None => miss(),
    }
}

/// "siebzehn dreißig", "17 30": both numbers, or nothing.
pub(super) fn hour_and_minute(i: In<'_>) -> Res<'_, Clock> {
    let (rest, hour) = number(i)?;
    let (rest, minute) = spoken_minute(rest)?;
    if follows(key(Key::Uhr), rest) {
        return miss();
    }
    if hour.article || !ends_hour(rest, false) || rest.first().is_some_and(|w| w.lex == Lex::Unknown) {
        return miss();
    }
    match hour_of(hour, super::taken(i, rest)) {
        Some(clock) if hour.digits <= 2 => Ok((rest, Clock { minute, bare: true, ..clock })),
        _ => miss(),
    }
}

/// True where a bare number can be an hour: what follows does not make it something else.
pub(super) fn ends_hour(rest: In<'_>, article: bool) -> bool {
    match rest.first() {
        None => true,
        Some(w) => match w.lex {
            // "um sieben, Farbe 6.0", but "sieben Zimmer"
            Lex::Numbered => {
                matches!(rest.get(1).map(|n| n.lex), Some(Lex::Digits(_) | Lex::Num(_) | Lex::LongDigits))
            }
            Lex::Counted | Lex::Unit(_) | Lex::Month(_) | Lex::Ord(_) | Lex::Times(_) => false,
            Lex::Key(Key::Times | Key::Halbe | Key::Street) => false,
            Lex::Unknown => !article && !(w.glued),
            Lex::Punct(Punct::Dot | Punct::Slash | Punct::Colon) if w.glued => {
                // "um 14." ends a sentence; "um 14.12" was tried as a date or time before.
                !matches!(rest.get(1), Some(n) if n.glued && matches!(n.lex, Lex::Digits(_)))
            }
            Lex::Punct(Punct::Comma) if w.glued => {
                !matches!(rest.get(1), Some(n) if n.glued && matches!(n.lex, Lex::Digits(_)))
            }
            _ => true,
        },
    }
}

/// A comma inside a number: "1,5".
pub(super) fn decimal(i: In<'_>) -> Res<'_, (u32, u32)> {
    let (i, whole) = digits(i)?;
    let (i, _) = mark(Punct::Comma).parse(i)?;
    let (i, part) = glued_digits(i)?;
    if part.digits == 1 { Ok((i, (whole.value, part.value))) } else { miss() }
}
