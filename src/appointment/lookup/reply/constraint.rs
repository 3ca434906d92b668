//! What a part of a reply says about appointments that were read out: place, day, time, service, staff.

use chrono::{Datelike as _, Weekday};

use super::super::clue::About;
use super::super::vocabulary::{bare_weekday, begins_with_month, day_of_month};
use super::super::when::{When, month_day};
use super::super::words;
use crate::appointment::Appointment;
use crate::appointment::name::{Level, Name, compare};
use crate::context::Context;
use crate::heard::{edits, fold};
use crate::payload::Source;
use crate::temporal::{self, Hint};

/// The place of an ordinal, counted from 0.
const ORDINALS: [(&str, usize); 10] = [
    ("erst", 0),
    ("first", 0),
    ("zweit", 1),
    ("zwot", 1),
    ("second", 1),
    ("dritt", 2),
    ("third", 2),
    ("viert", 3),
    ("fuenft", 4),
    ("sechst", 5),
];
const LAST: [&str; 8] =
    ["letzten", "letzte", "letzter", "letztes", "letzteren", "last", "letschten", "letzt"];
const LAST_BUT_ONE: [&str; 4] = ["vorletzten", "vorletzte", "vorletzter", "vorletztes"];
const MIDDLE: [&str; 6] = ["mitte", "mittleren", "mittlere", "mittlerer", "mittleres", "middle"];
const EARLIER: [&str; 8] =
    ["frueheren", "fruehere", "frueherer", "frueher", "fruehen", "fruehesten", "earlier", "earliest"];
const LATER: [&str; 8] =
    ["spaeteren", "spaetere", "spaeterer", "spaeter", "spaeten", "spaetesten", "later", "latest"];
/// Words that are no name of anybody, though they may sound like one.
const NO_NAME: [&str; 30] = [
    "ja", "nein", "den", "dem", "der", "die", "das", "bei", "beim", "mit", "und", "oder", "frau", "herr",
    "herrn", "ich", "glaub", "glaube", "bitte", "termin", "nicht", "aber", "doch", "war", "ist", "von",
    "einen", "eine", "haben", "hatte",
];

/// Whether an appointment is one of these.
pub(super) fn one_of(list: &[&Appointment], one: &Appointment) -> bool {
    list.iter().any(|a| std::ptr::eq(*a, one))
}

/// What a part of a reply says.
#[derive(Default)]
pub(super) struct Constraint<'a> {
    /// Something at all.
    pub(super) any: bool,
    /// Which fit it.
    pub(super) ids: Vec<&'a Appointment>,
    /// They were named one by one: "den ersten und den zweiten".
    pub(super) several: bool,
    pub(super) position: bool,
    pub(super) day: bool,
    pub(super) time: bool,
    pub(super) service: bool,
    pub(super) staff: bool,
}

impl<'a> Constraint<'a> {
    /// Reads a part of a reply.
    pub(super) fn read(text: &str, offered: &[&'a Appointment], about: About, context: &Context) -> Self {
        let whole = Self::of(text, offered, about, context);
        // "den ersten und den zweiten" are two, "Waschen und Schneiden" is one.
        for (word, several) in [(" und ", true), (" and ", true), (" oder ", false)] {
            let Some((left, right)) = text.split_once(word) else { continue };
            let (left, right) =
                (Self::of(left, offered, about, context), Self::read(right, offered, about, context));
            let apart = left.any && right.any && !left.ids.iter().any(|a| one_of(&right.ids, a));
            if apart && !left.ids.is_empty() && !right.ids.is_empty() && !whole.service {
                let mut both = left;
                both.ids.extend(right.ids.iter().copied());
                both.several = several;
                both.add(&right);
                return both;
            }
        }
        whole
    }

    /// Takes over what the other one says, but not which fit.
    pub(super) const fn add(&mut self, other: &Self) {
        self.any |= other.any;
        self.position |= other.position;
        self.day |= other.day;
        self.time |= other.time;
        self.service |= other.service;
        self.staff |= other.staff;
    }

    fn of(text: &str, offered: &[&'a Appointment], about: About, context: &Context) -> Self {
        let words = fold::words(text);
        let mut said = Self { ids: offered.to_vec(), ..Self::default() };
        if let Some(serving) = by_service(&words, offered) {
            said.keep(&serving);
            said.service = true;
        }
        if let Some(with) = by_staff(text, offered) {
            said.keep(&with);
            said.staff = true;
        }
        // "die zweite Massage": the place among those.
        let row = if said.any && !said.ids.is_empty() { said.ids.clone() } else { offered.to_vec() };
        let place = if names_a_date(&words) { None } else { position(&words, &row) };
        let (dated, day, time) = by_moment(text, &words, offered, about, context);
        match (place, dated) {
            // "den ersten" is a place in the row, also where one of them is on the first of a month; it is confirmed.
            (Some(at), Some(_)) => {
                said.keep(&at);
                said.position = true;
            }
            (Some(at), None) => {
                // "die letzten beiden"
                said.several = at.len() > 1;
                said.keep(&at);
                said.position = true;
            }
            (None, Some(dated)) => {
                said.keep(&dated);
                (said.day, said.time) = (day, time);
            }
            (None, None) => {}
        }
        said
    }

    fn keep(&mut self, these: &[&Appointment]) {
        self.any = true;
        self.ids.retain(|a| one_of(these, a));
    }
}

/// "am ersten", "den ersten Dezember": a day, and no place in a row.
fn names_a_date(words: &[String]) -> bool {
    let at = words.iter().position(|w| ordinal(w).is_some());
    at.is_some_and(|at| {
        let before = at.checked_sub(1).and_then(|i| words.get(i));
        before.is_some_and(|w| w == "am" || w == "vom")
            || (before.is_some_and(|w| w == "den" || w == "der")
                && bare_weekday(words.get(..at).unwrap_or_default()).is_some())
            || words.get(at.saturating_add(1)).is_some_and(|w| begins_with_month(w))
    })
}

/// By their place in the row, or in time.
fn position<'a>(words: &[String], row: &[&'a Appointment]) -> Option<Vec<&'a Appointment>> {
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let one = |a: Option<&&'a Appointment>| a.map(|a| vec![*a]);
    if has(&["beiden", "zwei"]) && row.len() > 2 {
        if has(&LAST) {
            return row.get(row.len().checked_sub(2)?..).map(<[_]>::to_vec);
        }
        if words.iter().any(|w| ordinal(w) == Some(0)) {
            return row.get(..2).map(<[_]>::to_vec);
        }
    }
    if has(&LAST_BUT_ONE) {
        return one(row.len().checked_sub(2).and_then(|at| row.get(at)));
    }
    if let Some(at) = words.iter().find_map(|w| ordinal(w)) {
        return one(row.get(at));
    }
    if let Some(word) = words.iter().position(|w| w == "nummer").and_then(|i| words.get(i.checked_add(1)?)) {
        let number = word.parse::<usize>().ok().or_else(|| {
            ["eins", "zwei", "drei", "vier", "fuenf"]
                .iter()
                .position(|n| n == word)
                .and_then(|n| n.checked_add(1))
        })?;
        return one(row.get(number.checked_sub(1)?));
    }
    if has(&LAST) {
        return one(row.last());
    }
    if has(&MIDDLE) && row.len() == 3 {
        return one(row.get(1));
    }
    let superlative = words.iter().any(|w| w.ends_with("esten") || w.ends_with("est"));
    if has(&EARLIER) && (row.len() == 2 || superlative) {
        return one(row.iter().min_by_key(|a| a.start.at));
    }
    if has(&LATER) && (row.len() == 2 || superlative) {
        return one(row.iter().max_by_key(|a| a.start.at));
    }
    None
}

/// "ersten", "allererste", "zweiter": which place. One letter may be another: a place is confirmed before it counts.
fn ordinal(word: &str) -> Option<usize> {
    const SPOKEN: [(&str, usize); 6] =
        [("ersten", 0), ("zweiten", 1), ("dritten", 2), ("erste", 0), ("zweite", 1), ("dritte", 2)];
    let word = word.strip_prefix("aller").unwrap_or(word);
    let exact = ORDINALS.iter().find_map(|(stem, at)| {
        let ending = word.strip_prefix(stem)?;
        matches!(ending, "" | "e" | "en" | "er" | "es" | "em" | "ere" | "eren")
            .then_some(*at)
            .filter(|_| word != "erst")
    });
    let near = || {
        // "vierten" is a number of its own.
        let known = crate::number::parse(word.as_bytes()).is_some() || LAST.contains(&word);
        let mut fits = SPOKEN.iter().filter(|(spoken, _)| edits::one(word, spoken));
        fits.next().filter(|_| !known && word.len() > 4).map(|(_, at)| *at)
    };
    exact.or_else(near)
}

/// By day and time; whether a day and whether a time was said. None where neither is, or none of those has it.
fn by_moment<'a>(
    text: &str,
    words: &[String],
    offered: &[&'a Appointment],
    about: About,
    context: &Context,
) -> (Option<Vec<&'a Appointment>>, bool, bool) {
    let hint = match about {
        About::Date => Hint::Date,
        About::Time => Hint::Time,
        _ => Hint::Any,
    };
    let Ok(resolution) = temporal::resolve_as(text, hint, context) else { return (None, false, false) };
    let when = When::of(&resolution, Some(Source::Said), Some(Source::Said));
    if when.is_empty() {
        let numbered = by_day_of_month(words, offered, context);
        let day = numbered.is_some();
        return (numbered, day, false);
    }
    let (day, time) = (when.says_day(), when.says_time());
    // A weekday or a day of a month is looked for among those that were read out, not in the coming week.
    let weekday = bare_weekday(words);
    let month_day = month_day(&resolution);
    let fits = |a: &Appointment, weekday: Option<Weekday>| {
        let agreed = when.agree(a.start, context);
        let wall = a.start.wall(context.zone);
        let on_day = match (weekday, month_day) {
            (Some(weekday), _) => wall.weekday() == weekday,
            (None, Some(day)) => wall.day() == day,
            (None, None) => agreed.date.is_none_or(|w| w.agreement.agrees()),
        };
        on_day && agreed.time.is_none_or(|w| w.agreement.agrees())
    };
    let those: Vec<&Appointment> = offered.iter().copied().filter(|a| fits(a, weekday)).collect();
    if those.is_empty() {
        let numbered = if day && !time { by_day_of_month(words, offered, context) } else { None };
        return (numbered, day, time);
    }
    (Some(those), day, time)
}

/// "am 25. September", where the twenty-fifth of March was read out and no other twenty-fifth: the month was misheard, or is none with
/// that day. What comes of it is confirmed.
fn by_day_of_month<'a>(
    words: &[String],
    offered: &[&'a Appointment],
    context: &Context,
) -> Option<Vec<&'a Appointment>> {
    let at = words.iter().position(|w| begins_with_month(w))?;
    let number = words.get(at.checked_sub(1)?)?;
    let day = number.parse().ok().or_else(|| day_of_month(number))?;
    let on_that: Vec<&Appointment> =
        offered.iter().copied().filter(|a| a.start.wall(context.zone).date().day() == day).collect();
    (on_that.len() == 1).then_some(on_that)
}

/// By the service that is named.
fn by_service<'a>(said: &[String], offered: &[&'a Appointment]) -> Option<Vec<&'a Appointment>> {
    let plain = words::of(&said.join(" "));
    let shared = |a: &Appointment| a.service.as_deref().map_or(0, |s| words::shared(&plain, &words::of(s)));
    let most = offered.iter().map(|a| shared(a)).max().filter(|n| *n > 0)?;
    Some(offered.iter().copied().filter(|a| shared(a) == most).collect())
}

/// By the person who does it.
fn by_staff<'a>(text: &str, offered: &[&'a Appointment]) -> Option<Vec<&'a Appointment>> {
    let spoken: Vec<&str> = text
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| w.chars().count() > 2 && !NO_NAME.contains(&fold::fold(w).as_str()))
        .collect();
    let doctor = spoken
        .iter()
        .any(|w| matches!(fold::fold(w).as_str(), "doktor" | "doktorin" | "dr" | "arzt" | "aerztin"));
    let said: Vec<Name> = spoken.iter().map(|w| Name::parse(w)).filter(|n| !n.is_empty()).collect();
    let with = |a: &Appointment| {
        a.staff.as_deref().is_some_and(|staff| {
            let stored = Name::parse(staff);
            (doctor && fold::words(staff).iter().any(|w| w == "dr" || w == "doktor"))
                || said.iter().any(|name| {
                    // A single word that only sounds similar may be any other word.
                    matches!(compare(name, &stored).level, Level::Exact | Level::Equivalent | Level::Partial)
                })
        })
    };
    let those: Vec<&Appointment> = offered.iter().copied().filter(|a| with(a)).collect();
    (!those.is_empty()).then_some(those)
}
