//! Which days a tree means.

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::calendar::{self, date, monday, months, on_or_after, plus};
use crate::generate::Tree;
use crate::meaning::{Meaning, Now, Offer, count, relative, weekday_of};

/// A day.
#[derive(Clone, Debug)]
pub(crate) enum Days {
    /// The days it can be; whether the first is the best.
    Dates { list: Vec<NaiveDate>, ordered: bool },
    /// A weekday and nothing more: the clock time decides when it is today's.
    Weekday(Weekday),
    /// There is no such day.
    Invalid,
}

impl Days {
    fn one(date: NaiveDate) -> Option<Self> {
        Self::several(vec![date], true)
    }

    fn several(mut list: Vec<NaiveDate>, ordered: bool) -> Option<Self> {
        list.dedup();
        Some(Self::Dates { list, ordered })
    }
}

/// Day, month and perhaps year, as they were said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    pub(crate) day: u32,
    pub(crate) month: u32,
    pub(crate) year: Option<i32>,
}

impl Said {
    /// Of a date whose year is said in numbers, or not at all.
    pub(crate) fn of(t: &Tree) -> Option<Self> {
        let n: Vec<u32> = match t.name.as_str() {
            "named-date" => {
                if t.get("year-said").is_some() {
                    return None;
                }
                let month = t.get("month")?.value("month")?.parse().ok()?;
                let year = t.get("year").map(|y| y.numbers()[0].1);
                [Some(ordinal(t.get("day-ordinal")?)), Some(month), year].into_iter().flatten().collect()
            }
            "spoken-date" => {
                let mut n: Vec<u32> = t.numbers().iter().map(|(_, n)| *n).collect();
                n.extend(t.get("year").map(|y| y.numbers()[0].1));
                n
            }
            "iso-date" => {
                let n = t.trees().next()?.numbers();
                vec![n[2].1, n[1].1, n[0].1]
            }
            "numeric-date" | "slash-date" | "dash-date" => {
                t.trees().next()?.numbers().iter().map(|(_, n)| *n).collect()
            }
            _ => return None,
        };
        let year = n.get(2).map(|y| *y as i32).map(|y| if y < 100 { y + 2000 } else { y });
        Some(Self { day: n[0], month: n[1], year })
    }
}

pub(crate) fn ordinal(t: &Tree) -> u32 {
    t.get("written-ordinal").unwrap_or(t).numbers()[0].1
}

/// The next such day and month on or after a date.
pub(crate) fn next(from: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    (0..9).find_map(|n| date(from.year() + n, month, day).filter(|d| *d >= from))
}

/// How many steps a qualifier goes from the current week, month or year.
pub(crate) fn steps(t: &Tree) -> i32 {
    steps_of(t.value("qual").unwrap_or("This"))
}

pub(crate) fn steps_of(qual: &str) -> i32 {
    match qual {
        "This" => 0,
        "Coming" | "Next" => 1,
        "AfterNext" => 2,
        "Last" | "Gone" => -1,
        "BeforeLast" => -2,
        other => panic!("no qualifier {other}"),
    }
}

impl Now {
    /// The value of a day said alone.
    pub(crate) fn day_value(self, t: &Tree) -> Option<Meaning> {
        let Some((list, ordered)) = self.dates(&self.days(t)?)? else { return Some(Meaning::Invalid) };
        let ordered = ordered && list.iter().all(|d| *d >= self.today());
        let readings = list.iter().map(NaiveDate::to_string).collect();
        Some(Meaning::Offers(vec![Offer { readings, ordered }]))
    }

    /// The dates where no clock time decides; the inner `None` for a day that does not exist.
    #[expect(clippy::option_option, reason = "left open and impossible are two things")]
    pub(crate) fn dates(self, days: &Days) -> Option<Option<(Vec<NaiveDate>, bool)>> {
        Some(match days {
            Days::Dates { list, ordered } => Some((list.clone(), *ordered)),
            Days::Weekday(w) if *w == self.today().weekday() => {
                Some((vec![plus(self.today(), 7), self.today()], true))
            }
            Days::Weekday(w) => Some((vec![on_or_after(self.today(), *w)], true)),
            Days::Invalid => None,
        })
    }

    /// The first such weekday strictly after today.
    fn coming(self, day: Weekday) -> NaiveDate {
        on_or_after(plus(self.today(), 1), day)
    }

    fn of_week(self, weeks: i64, day: Weekday) -> NaiveDate {
        plus(monday(self.today()), 7 * weeks + i64::from(day.num_days_from_monday()))
    }

    pub(crate) fn days(self, t: &Tree) -> Option<Days> {
        let day = || t.get("weekday").map(weekday_of);
        match t.name.as_str() {
            "relative-day" => Days::one(plus(self.today(), relative(t))),
            "weekday" => Some(Days::Weekday(weekday_of(t))),
            "on-weekday" => Some(Days::Weekday(day()?)),
            "this-weekday" => {
                // Of today's name it is today or a week ahead: which one is best is left open.
                if day()? == self.today().weekday() {
                    return None;
                }
                Days::one(self.coming(day()?))
            }
            "coming-weekday" => Days::one(self.coming(day()?)),
            "next-weekday" => Days::several(vec![self.coming(day()?), self.of_week(1, day()?)], true),
            "after-next-weekday" => {
                Days::several(vec![plus(self.coming(day()?), 7), self.of_week(2, day()?)], true)
            }
            "last-weekday" => {
                let recent = plus(on_or_after(self.today(), day()?), -7);
                Days::several(vec![recent, self.of_week(-1, day()?)], true)
            }
            "gone-weekday" => Days::one(plus(on_or_after(self.today(), day()?), -7)),
            "doubled-day" => {
                let found = plus(self.today(), relative(t.get("relative-day")?));
                match (t.get("weekday").map(weekday_of), t.get("full-date")) {
                    (Some(w), _) => {
                        let nearest = (-3..=3).map(|n| plus(found, n)).find(|d| d.weekday() == w)?;
                        if nearest < self.today() || found < self.today() {
                            return None;
                        }
                        Days::several(vec![found, nearest], true)
                    }
                    // Where two dates do not agree it is left open which is right.
                    (_, Some(d)) => match self.days(d)? {
                        Days::Dates { list, .. } if list == [found] => Days::one(found),
                        _ => None,
                    },
                    _ => None,
                }
            }
            "weekday-beside" => {
                let Days::Dates { list, .. } = self.anchor(t)? else { return Some(Days::Invalid) };
                let anchor = *list.first()?;
                Days::one(if t.says("vor") {
                    plus(on_or_after(plus(anchor, -7), day()?), 0)
                } else {
                    on_or_after(plus(anchor, 1), day()?)
                })
            }
            "week-weekday" | "weekday-of-week" => {
                let monday = self.week(t.get("week")?)?;
                let found = plus(monday, i64::from(day()?.num_days_from_monday()));
                Days::one(found)
            }
            "full-date" => self.days(t.trees().next()?),
            "date" | "led-date" | "holiday-day" => match t.get("holiday") {
                None => self.days(t.trees().last()?),
                Some(h) => match t.get("year").map(|y| y.numbers()[0].1 as i32) {
                    None => Days::one(self.holiday(h)?),
                    Some(y) if y < self.today().year() => Days::one(self.holiday(h)?),
                    Some(y) => Days::one(calendar::holiday(rule_of(h)?, y)),
                },
            },
            "holiday" => Days::one(self.holiday(t)?),
            "day-of-month" => Some(self.day_of_month(ordinal(t.get("day-ordinal")?))),
            "month-date" => {
                let first = months(date(self.today().year(), self.today().month(), 1)?, steps(t));
                Some(match date(first.year(), first.month(), ordinal(t.get("day-ordinal")?)) {
                    Some(d) => Days::Dates { list: vec![d], ordered: true },
                    None => Days::Invalid,
                })
            }
            "named-date" if t.get("year-said").is_some() => {
                let steps = t.get("year-said").map(steps)?;
                let year = self.today().year() + steps;
                let month = t.get("month")?.value("month")?.parse().ok()?;
                match date(year, month, ordinal(t.get("day-ordinal")?)) {
                    None => Some(Days::Invalid),
                    Some(d) if d < self.today() => None,
                    Some(d) => Days::one(d),
                }
            }
            "named-date" | "spoken-date" | "numeric-date" | "iso-date" | "slash-date" | "dash-date" => {
                self.date_said(Said::of(t)?)
            }
            "weekday-date" => {
                let said = day()?;
                let full = t.get("full-date")?;
                let Days::Dates { list, .. } = self.days(full)? else { return Some(Days::Invalid) };
                let found = *list.first()?;
                if found.weekday() == said {
                    return Days::one(found);
                }
                // Two errors in one date: which of them is repaired is left open.
                if Said::of(full.trees().next()?)
                    .is_some_and(|s| s.year.is_some_and(|y| y < self.today().year()))
                {
                    return None;
                }
                let nearest = (-3..=3).map(|n| plus(found, n)).find(|d| d.weekday() == said)?;
                if nearest < self.today() {
                    return None;
                }
                Days::several(vec![found, nearest], true)
            }
            "days-ahead" | "days-ago" => {
                let length = t.get("civil-length")?;
                let back = t.name == "days-ago";
                if let Some((how, 8)) = eight_days(length) {
                    // In words a week, by idiom; in digits counted. Looking back it is left open.
                    let (week, counted) = (plus(self.today(), 7), plus(self.today(), 8));
                    // "In acht Tagen von heute an" is said by one who counts, or by one who does not.
                    return match (back || t.says("heute"), how) {
                        (true, _) => None,
                        (false, "digits") => Days::several(vec![counted, week], true),
                        (false, _) => Days::several(vec![week, counted], true),
                    };
                }
                Days::one(shift(self.today(), length, if back { -1 } else { 1 })?)
            }
            "day-ahead" => {
                let length = t.get("civil-length")?;
                let weekday = t.get("weekday").or(t.get("on-weekday").and_then(|d| d.get("weekday")));
                let (from, named) = match weekday.map(weekday_of) {
                    Some(w) if w == self.today().weekday() => return None,
                    Some(w) => (self.coming(w), Some(w)),
                    // From a day that is over nobody counts ahead.
                    None if relative(t.get("relative-day")?) < 0 => return None,
                    None => (plus(self.today(), relative(t.get("relative-day")?)), None),
                };
                if let Some((how, 8)) = eight_days(length) {
                    return if how == "digits" { None } else { Days::one(plus(from, 7)) };
                }
                let found = shift(from, length, 1)?;
                match (named, weeks(length)) {
                    (Some(w), Some(n)) => Days::several(vec![found, self.of_week(n, w)], true),
                    // Months from a weekday: nobody says it.
                    (Some(_), None) if !in_days(length) => None,
                    _ => Days::one(found),
                }
            }
            "anchored-day" => {
                let n = t.get("anchor-length")?;
                let days = n.get("count").map_or(1, count);
                let days = i64::from(days) * if n.says("Wochen") || n.says("Woche") { 7 } else { 1 };
                let anchor = self.anchor(t)?;
                self.beside(&anchor, if t.says("vor") { -days } else { days })
            }
            "day-beside" => {
                let anchor = self.anchor(t)?;
                self.beside(&anchor, if t.says("vor") { -1 } else { 1 })
            }
            "nth-weekday" => self.nth_weekday(t),
            "nth-day" => self.nth_day(t),
            // Alternatives that only stand for others.
            "day" | "on-day" | "part-day" | "choice-day" => self.days(t.trees().next()?),
            other => panic!("no meaning for {other}"),
        }
    }

    fn anchor(self, t: &Tree) -> Option<Days> {
        match (t.get("holiday"), t.get("full-date")) {
            (Some(h), _) => {
                // Ostern, Pfingsten and Weihnachten have two days: from which one is counted is left open.
                let open = h.parts.iter().any(|p| {
                    matches!(p, crate::generate::Part::Leaf { text, .. }
                        if ["ostern", "pfingsten", "weihnachten", "weihnacht"].contains(&text.as_str()))
                });
                if open { None } else { self.days(h) }
            }
            (_, Some(d)) => self.days(d),
            _ => None,
        }
    }

    fn beside(self, anchor: &Days, days: i64) -> Option<Days> {
        match anchor {
            Days::Dates { list, .. } => Days::one(plus(*list.first()?, days)),
            _ => Some(Days::Invalid),
        }
    }

    fn nth_weekday(self, t: &Tree) -> Option<Days> {
        let day = weekday_of(t.get("weekday")?);
        let n = t.numbers().first().map(|(_, n)| *n);
        let in_month = |first: NaiveDate| match n {
            Some(n) => plus(on_or_after(first, day), 7 * (i64::from(n) - 1)),
            None => plus(on_or_after(months(first, 1), day), -7),
        };
        let Some(month) = t.get("month") else {
            let first = date(self.today().year(), self.today().month(), 1)?;
            return Days::one(in_month(months(first, 1)));
        };
        let m = month.value("month")?.parse().ok()?;
        match t.get("year").map(|y| y.numbers()[0].1 as i32) {
            Some(y) => {
                let found = in_month(date(y, m, 1)?);
                if found < self.today() { None } else { Days::one(found) }
            }
            None => Days::one(
                (0..2)
                    .map(|k| in_month(date(self.today().year() + k, m, 1).unwrap()))
                    .find(|d| *d >= self.today())?,
            ),
        }
    }

    fn nth_day(self, t: &Tree) -> Option<Days> {
        let day = t.numbers()[0].1;
        let Some(month) = t.get("month") else {
            return Days::one(date(self.today().year(), self.today().month(), day)?);
        };
        let year = t.get("year").map(|y| y.numbers()[0].1 as i32);
        self.date_said(Said { day, month: month.value("month")?.parse().ok()?, year })
    }

    /// A date with or without its year.
    fn date_said(self, s: Said) -> Option<Days> {
        let today = self.today();
        if date(2024, s.month, s.day).is_none() {
            return Some(Days::Invalid);
        }
        let near = next(today, s.month, s.day).filter(|d| (*d - today).num_days() <= 366);
        match s.year {
            // A leap day that is years away is left open.
            None => Days::one(near?),
            // An explicit past year: the next occurrence, and 29 February is never moved.
            Some(y) if y < today.year() => match (near, date(y, s.month, s.day)) {
                (_, None) => None,
                (Some(d), _) => Days::one(d),
                (None, _) => Some(Days::Invalid),
            },
            Some(y) => match date(y, s.month, s.day) {
                None => Some(Days::Invalid),
                // Of this year and over: as said, or next year's, is left open.
                Some(d) if d < today => None,
                Some(d) => Days::one(d),
            },
        }
    }

    /// The next such day of a month, today included; short months are skipped.
    pub(crate) fn day_of_month(self, d: u32) -> Days {
        let first = date(self.today().year(), self.today().month(), 1).unwrap();
        let found = (0..12)
            .map(|n| months(first, n))
            .find_map(|m| date(m.year(), m.month(), d).filter(|x| *x >= self.today()));
        Days::Dates { list: found.into_iter().collect(), ordered: true }
    }

    fn holiday(self, t: &Tree) -> Option<NaiveDate> {
        let rule = rule_of(t)?;
        (0..2).map(|n| calendar::holiday(rule, self.today().year() + n)).find(|d| *d >= self.today())
    }
}

/// The rule of a holiday, by its number in grammar/de/holidays.toml.
fn rule_of(t: &Tree) -> Option<u32> {
    if let Some(rule) = t.value("holiday") {
        return rule.parse().ok();
    }
    let inner = t.trees().next()?;
    Some(match inner.name.as_str() {
        "advent" => {
            let n = inner.get("written-sunday").unwrap_or(inner).numbers()[0].1;
            30 + n
        }
        "christmas-day" => 37 + inner.numbers()[0].1,
        "long-holiday" => match inner.trees().next()?.name.as_str() {
            "epiphany" => 1,
            "holy-evening" => 37,
            "repentance-day" => 29,
            "ascension-day" => 16,
            "assumption-day" => 21,
            "conception-day" => 36,
            "labour-day" => 14,
            "unity-day" => 23,
            "saint-martin" => 27,
            other => panic!("no holiday {other}"),
        },
        other => panic!("no holiday {other}"),
    })
}

/// How many days were said, and how: "acht" or "8".
fn eight_days(t: &Tree) -> Option<(&str, u32)> {
    let many = t.get("many-civil").filter(|m| m.says("Tagen"))?;
    many.get("count")?.numbers().first().copied()
}

fn in_days(t: &Tree) -> bool {
    t.trees().any(|t| t.says("Tag") || t.says("Tagen"))
}

fn weeks(t: &Tree) -> Option<i64> {
    let t = t.trees().next()?;
    if t.says("Woche") {
        return Some(1);
    }
    if t.says("Wochen") { Some(i64::from(count(t.get("count")?))) } else { None }
}

/// A date and so many days, weeks, months or years.
fn shift(from: NaiveDate, t: &Tree, sign: i64) -> Option<NaiveDate> {
    let t = t.trees().next()?;
    let n = t.get("count").map_or(1, count);
    let n = i64::from(n) * sign;
    Some(if t.says("halben") {
        months(from, 6 * sign as i32)
    } else if t.says("Tag") || t.says("Tagen") {
        plus(from, n)
    } else if t.says("Woche") || t.says("Wochen") {
        plus(from, 7 * n)
    } else if t.says("Monat") || t.says("Monaten") {
        months(from, n as i32)
    } else if t.says("Jahr") || t.says("Jahren") {
        months(from, 12 * n as i32)
    } else if t.says("Werktagen") {
        calendar::workdays(from, n)
    } else {
        return None;
    })
}
