//! Which production of grammar/german.ebnf a phrase or an offer is.

use crate::temporal::grammar::Kind;
use crate::temporal::syntax::{Base, Day, MonthRef, Point, WeekRef, When};
use crate::text::{Key, Lex, Punct, Qual, Word};

/// The production of a phrase that was made of these words; none for joints, gaps, and what has no production.
pub(super) fn phrase(kind: Kind, words: &[Word]) -> Option<&'static str> {
    Some(match kind {
        Kind::Day(day) => return day_rule(&day, words),
        Kind::Clock(clock) if clock.midnight => "midnight",
        Kind::Clock(_) => clock(words),
        Kind::Part(_, true) => "part-noun",
        Kind::Part(_, false) if words.iter().any(|w| matches!(w.lex, Lex::WeekdayPart(..))) => "weekday-part",
        Kind::Part(_, false) => "day-part",
        Kind::Number(_) => "bare-hour",
        Kind::Ordinal(_) => "day-of-month",
        Kind::Shift(shift) if shift.n < 0 => "days-ago",
        Kind::Shift(_) => "days-ahead",
        Kind::Elapsed(_) => "elapsed",
        Kind::Within(_) => "window",
        Kind::Length(_) => length(words),
        Kind::Repeat(_) => repeat(words),
        Kind::Now => "now",
        Kind::Soonest => "soonest",
        Kind::Anytime => "anytime",
        Kind::Instant(..) => "instant",
        Kind::Times(_)
        | Kind::Qual(_)
        | Kind::Third(_)
        | Kind::WeekAfter
        | Kind::Cue(_)
        | Kind::Join(_)
        | Kind::Gap => return None,
    })
}

/// The production of an offer.
pub(super) fn when(when: &When, words: &[Word]) -> Option<&'static str> {
    Some(match when {
        When::At(p) => match (p.day.is_some(), p.clock.is_some(), p.part.is_some()) {
            (true, true, true) => "dated-part-time",
            (true, true, false) => "dated-time",
            (true, false, true) => "dated-part",
            (false, true, true) => "time-part",
            (false, true, false) if p.about => "about-time",
            // The part alone says it all.
            _ => return None,
        },
        When::Range(from, to) => range(from, to),
        When::From(p) => open(p, "from-time", "from-day"),
        When::After(p) => open(p, "after-time", "after-day"),
        When::Until(p) => open(p, "until-time", "until-day"),
        When::Before(p) => open(p, "before-time", "before-day"),
        When::Elapsed(_) => "elapsed",
        When::Within(_) => "window",
        When::Now => "now",
        When::Soonest => "soonest",
        When::Anytime => "anytime",
        When::Length(_) => length(words),
        When::Repeat(_) => "recurrence",
        When::AllBut(_) | When::AllButOther => "exclusion",
        When::Instant(..) => "instant",
    })
}

fn range(from: &Point, to: &Point) -> &'static str {
    let is_month = |p: &Point| matches!(p.day, Some(Day { base: Base::Month { .. }, .. }));
    let is_weekday =
        |p: &Point| matches!(p.day, Some(Day { base: Base::Weekday(..) | Base::WeekdayOf(..), .. }));
    match (from.clock.is_some() && to.clock.is_some(), from.day.is_some() || to.day.is_some()) {
        (true, true) => "dated-clock-range",
        (true, false) if from.part.is_some() => "part-range",
        (true, false) => "clock-range",
        _ if is_month(from) && is_month(to) => "month-range",
        _ if is_weekday(to) => "weekday-range",
        (false, true) => "date-range",
        (false, false) => "range",
    }
}

const fn open(p: &Point, time: &'static str, day: &'static str) -> &'static str {
    match (p.clock.is_some(), p.day.is_some()) {
        (true, true) => "dated-open-time",
        (true, false) => time,
        (false, _) => day,
    }
}

fn day_rule(day: &Day, words: &[Word]) -> Option<&'static str> {
    if day.whole_week {
        return None;
    }
    if day.near.is_some() {
        return Some("weekday-beside");
    }
    if day.shift.is_some() {
        return Some(match day.base {
            Base::Offset(0) if words.iter().all(|w| !matches!(w.lex, Lex::RelDay(_))) => {
                if day.shift.is_some_and(|s| s.n < 0) { "days-ago" } else { "days-ahead" }
            }
            Base::Offset(_) | Base::Weekday(..) | Base::WeekdayOf(..) => "day-ahead",
            _ if matches!(words.first().map(|w| w.lex), Some(Lex::Unit(_))) => "day-beside",
            _ => "anchored-day",
        });
    }
    if day.weekday.is_some() {
        return Some("weekday-date");
    }
    Some(match day.base {
        Base::Offset(_) => "relative-day",
        Base::Weekday(..) if words.iter().any(|w| matches!(w.lex, Lex::WeekdayPart(..))) => "weekday-part",
        Base::Weekday(_, None) => "weekday",
        Base::Weekday(_, Some(Qual::This)) => "this-weekday",
        Base::Weekday(_, Some(Qual::Coming)) => "coming-weekday",
        Base::Weekday(_, Some(Qual::Next)) => "next-weekday",
        Base::Weekday(_, Some(Qual::AfterNext)) => "after-next-weekday",
        Base::Weekday(_, Some(Qual::Last | Qual::BeforeLast)) => "last-weekday",
        Base::Weekday(_, Some(Qual::Gone)) => "gone-weekday",
        Base::WeekdayOf(..) if matches!(words.first().map(|w| w.lex), Some(Lex::Weekday(_))) => {
            "weekday-of-week"
        }
        Base::WeekdayOf(..) => "week-weekday",
        Base::Date { month: None, .. } => "day-of-month",
        Base::Date { month: Some(MonthRef::Relative(_)), .. } => "month-date",
        Base::Date { .. } => date(words),
        Base::NthWeekday { .. } => "nth-weekday",
        Base::Holiday(..) => "holiday-day",
        Base::BetweenYears => "between-years",
        Base::Weekend(_) => "weekend",
        Base::Week(_, Some(_)) => "week-third",
        Base::Week(WeekRef::Relative(_), None) => "relative-week",
        Base::Week(WeekRef::Number(..), None) => "calendar-week",
        Base::Week(WeekRef::OfMonth(..), None) => "week-of-month",
        Base::MonthHalf { .. } => "month-half",
        Base::YearPart { .. } => "year-part",
        Base::Month { third: Some(_), .. } => "month-third",
        Base::Month { month: MonthRef::Named(_), .. } => "month-stretch",
        Base::Month { month: MonthRef::Relative(_), .. } => "month-said",
        Base::Year(..) => "year-stretch",
        Base::LastDay(..) => return None,
    })
}

fn date(words: &[Word]) -> &'static str {
    let has = |f: fn(Lex) -> bool| words.iter().any(|w| f(w.lex));
    if has(|l| matches!(l, Lex::Month(_))) {
        "named-date"
    } else if has(|l| l == Lex::Punct(Punct::Slash)) {
        "slash-date"
    } else if has(|l| l == Lex::Punct(Punct::Dash)) {
        if words.first().is_some_and(|w| w.len == 4) { "iso-date" } else { "dash-date" }
    } else if has(|l| l == Lex::Punct(Punct::Dot)) {
        "numeric-date"
    } else if has(|l| matches!(l, Lex::Ord(_))) {
        "spoken-date"
    } else {
        "full-date"
    }
}

fn clock(words: &[Word]) -> &'static str {
    let has = |key: Key| words.iter().any(|w| w.lex == Lex::Key(key));
    let mark = |punct: Punct| words.iter().any(|w| w.lex == Lex::Punct(punct));
    let beside = has(Key::Vor) || has(Key::Nach);
    let three = words.iter().any(|w| w.lex == Lex::Num(3));
    let quarter_first =
        words.iter().find(|w| !matches!(w.lex, Lex::Key(Key::Um) | Lex::Filler)).map(|w| w.lex)
            == Some(Lex::Key(Key::Viertel));
    if mark(Punct::Colon) {
        "colon-time"
    } else if mark(Punct::Dot) {
        "dotted-time"
    } else if has(Key::Halb) {
        if beside { "minutes-by-half" } else { "half-hour" }
    } else if has(Key::Dreiviertel) || (has(Key::Viertel) && three && !quarter_first) {
        "three-quarters"
    } else if has(Key::Viertel) {
        match (has(Key::Vor), has(Key::Nach)) {
            (true, _) => "quarter-to",
            (_, true) => "quarter-past",
            _ => "quarter-of",
        }
    } else if beside {
        "minutes-by"
    } else if has(Key::Pm) {
        "half-day-time"
    } else if has(Key::Uhr) {
        let before = words.iter().take_while(|w| w.lex != Lex::Key(Key::Uhr));
        match (before.filter(|w| matches!(w.lex, Lex::Digits(_))).count(), has(Key::Und)) {
            (2, _) => "split-time",
            (_, true) => "uhr-minutes",
            _ => "uhr-time",
        }
    } else if has(Key::H) {
        "h-time"
    } else if words.iter().filter(|w| matches!(w.lex, Lex::Num(_))).count() > 1 {
        "bare-minutes"
    } else if has(Key::Um) {
        "at-hour"
    } else {
        "bare-hour"
    }
}

fn length(words: &[Word]) -> &'static str {
    let units = words.iter().filter(|w| matches!(w.lex, Lex::Unit(_) | Lex::Key(Key::H))).count();
    if words.iter().any(|w| w.lex == Lex::Punct(Punct::Comma)) {
        "decimal-length"
    } else if words.iter().any(|w| w.lex == Lex::Punct(Punct::Slash)) {
        "fraction-length"
    } else if words.iter().any(|w| matches!(w.lex, Lex::Quarters(_))) {
        "quarter-length"
    } else if words.iter().any(|w| matches!(w.lex, Lex::AndAHalf(_))) {
        "half-length"
    } else if units > 1 {
        "compound-length"
    } else if words.first().is_some_and(|w| w.lex == Lex::One) {
        "one-length"
    } else {
        "many-length"
    }
}

fn repeat(words: &[Word]) -> &'static str {
    let has = |f: fn(Lex) -> bool| words.iter().any(|w| f(w.lex));
    let weekday = has(|l| matches!(l, Lex::Weekday(_) | Lex::WeekdayPart(..)));
    let weekly = has(|l| matches!(l, Lex::Weekly(_)));
    match words.first().map(|w| w.lex) {
        Some(Lex::Times(_)) => "once",
        Some(Lex::Unit(_)) => "day-for-day",
        Some(Lex::Key(Key::All)) if has(|l| matches!(l, Lex::Ord(_) | Lex::Digits(_) | Lex::Qual(_))) => {
            "always-of-month"
        }
        Some(Lex::Key(Key::All)) => "always",
        Some(Lex::Key(Key::Every)) if has(|l| l == Lex::Key(Key::Halbe)) => "each-half-year",
        Some(Lex::Key(Key::Alle)) if weekday || weekly => "count-weekday",
        Some(Lex::Key(Key::Alle)) => "every-count",
        Some(Lex::Weekly(_)) => "weekday-adverb",
        Some(Lex::Key(Key::Every)) => {
            let counted = has(|l| matches!(l, Lex::Ord(_) | Lex::Digits(_) | Lex::Qual(_)));
            match (weekday || weekly, counted && has(|l| matches!(l, Lex::Unit(_)))) {
                (true, true) => "each-nth",
                (true, false) => "each-weekday",
                (false, _) => "each-unit",
            }
        }
        _ => "frequency",
    }
}
