//! Which stretches of days a tree means.

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::calendar::{self, date, monday, months, on_or_after, plus};
use crate::days::steps;
use crate::generate::Tree;
use crate::meaning::{Now, third};

/// A stretch of days, its end exclusive: what it can be.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    pub(crate) list: Vec<(NaiveDate, NaiveDate)>,
    pub(crate) ordered: bool,
}

impl Stretch {
    fn one(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        Some(Self { list: vec![(from, to)], ordered: true })
    }
}

/// Days 1 to 10, 11 to 20, 21 to the last.
pub(crate) fn third_of(first: NaiveDate, third: usize) -> (NaiveDate, NaiveDate) {
    let end = if third == 2 { months(first, 1) } else { plus(first, 10 * third as i64 + 10) };
    (plus(first, 10 * third as i64), end)
}

impl Now {
    /// The Monday of a week.
    pub(crate) fn week(self, t: &Tree) -> Option<NaiveDate> {
        let t = t.trees().next().filter(|_| t.name == "week").unwrap_or(t);
        if t.name == "relative-week" {
            return Some(plus(monday(self.today()), 7 * i64::from(steps(t))));
        }
        let n = t.get("written-week").unwrap_or(t).numbers()[0].1;
        let this = monday(self.today());
        let year = plus(this, 3).year();
        let found = [year, year + 1]
            .into_iter()
            .map(|y| calendar::iso_week(y, n))
            .find(|m| plus(*m, 6) >= self.today())?;
        // In that very week it is this one or next year's.
        if found == this { None } else { Some(found) }
    }

    pub(crate) fn stretch(self, t: &Tree) -> Option<Stretch> {
        let today = self.today();
        let month = || t.get("month").and_then(|m| m.value("month")).map(|m| m.parse::<u32>().unwrap());
        let year = || t.get("year").map(|y| y.numbers()[0].1 as i32);
        match t.name.as_str() {
            "led-week" => self.stretch(t.get("week")?),
            "week" | "relative-week" => {
                let m = self.week(t)?;
                Stretch::one(m, plus(m, 7))
            }
            "weekend" => {
                let running = today.weekday().num_days_from_monday() >= 5;
                let saturday = plus(monday(today), 5);
                let at = |n: i64| (plus(saturday, 7 * n), plus(saturday, 7 * n + 2));
                let said = t.value("qual");
                let list = match (said, running) {
                    (Some("Next"), false) => vec![at(0), at(1)],
                    (Some("AfterNext"), false) => vec![at(1), at(2)],
                    (Some("Next"), true) => vec![at(1)],
                    (Some("Last"), false) => vec![at(-1)],
                    (None | Some("This"), false) => vec![at(0)],
                    _ => return None,
                };
                Some(Stretch { list, ordered: said != Some("Last") })
            }
            "month" | "month-stretch" => {
                let m = match t.name.as_str() {
                    "month" => t.value("month")?.parse().ok()?,
                    _ => month()?,
                };
                let first = match year() {
                    Some(y) if y >= today.year() => date(y, m, 1)?,
                    _ => self.next_month(m),
                };
                // Of the running month the whole or the rest is left open, of one that is over the next one.
                if first <= today {
                    return None;
                }
                Stretch::one(first, months(first, 1))
            }
            "month-said" => {
                let first = months(date(today.year(), today.month(), 1)?, steps(t));
                Some(Stretch { list: vec![(first, months(first, 1))], ordered: first >= today })
            }
            "year-stretch" => {
                let y = year().unwrap_or(today.year() + steps(t));
                if y < today.year() && year().is_some() {
                    return None;
                }
                Some(Stretch { list: vec![(date(y, 1, 1)?, date(y + 1, 1, 1)?)], ordered: y > today.year() })
            }
            "month-third" => {
                let this = date(today.year(), today.month(), 1)?;
                if let Some(one) = t.get("third-of-month") {
                    let n = ["Monatsanfang", "Monatsmitte", "Monatsende"].iter().position(|w| one.says(w))?;
                    let (a, b) = third_of(this, n);
                    return Some(Stretch { list: vec![(a, b)], ordered: false });
                }
                let n = third(t.get("third")?);
                let Some(m) = month() else {
                    let (a, b) = third_of(months(this, steps(t)), n);
                    return Some(Stretch { list: vec![(a, b)], ordered: false });
                };
                let (a, b) = match year() {
                    Some(y) if y < today.year() => return None,
                    Some(y) => third_of(date(y, m, 1)?, n),
                    None => {
                        let (a, b) = third_of(date(today.year(), m, 1)?, n);
                        if b <= today { third_of(date(today.year() + 1, m, 1)?, n) } else { (a, b) }
                    }
                };
                if b <= today { None } else { Stretch::one(a, b) }
            }
            "week-third" => {
                let m = match t.get("week") {
                    Some(week) => self.week(week)?,
                    None => monday(today),
                };
                let (skip, days) = [(0, 2), (2, 1), (3, 2)][third(t.get("third")?)];
                Some(Stretch { list: vec![(plus(m, skip), plus(m, skip + days))], ordered: false })
            }
            "week-of-month" => {
                let n = t.numbers().first().map(|(_, n)| i64::from(*n));
                // The nth such weekday of the month tells the week that it lies in.
                let week = |first: NaiveDate, day: Weekday| {
                    monday(match n {
                        Some(n) => plus(on_or_after(first, day), 7 * (n - 1)),
                        None => plus(on_or_after(months(first, 1), day), -7),
                    })
                };
                let first = match (month(), year()) {
                    (None, _) => date(today.year(), today.month(), 1)?,
                    (Some(_), Some(y)) if y < today.year() => return None,
                    (Some(m), Some(y)) => date(y, m, 1)?,
                    (Some(m), None) => [today.year(), today.year() + 1]
                        .into_iter()
                        .filter_map(|y| date(y, m, 1))
                        .find(|first| plus(week(*first, Weekday::Thu), 7) > today)?,
                };
                let mut list = vec![week(first, Weekday::Thu), week(first, Weekday::Mon)];
                list.dedup();
                // The month that runs, and the week at its end: what is over is left open.
                if list.iter().any(|m| plus(*m, 7) <= today) {
                    return None;
                }
                Some(Stretch { list: list.into_iter().map(|m| (m, plus(m, 7))).collect(), ordered: true })
            }
            "month-half" => {
                let second = t.numbers()[0].1 == 2;
                let half = |first: NaiveDate| {
                    let middle = plus(first, 15);
                    if second { (middle, months(first, 1)) } else { (first, middle) }
                };
                let (a, b) = match (month(), year()) {
                    (None, _) => half(date(today.year(), today.month(), 1)?),
                    (Some(m), Some(y)) => half(date(y, m, 1)?),
                    (Some(m), None) => [today.year(), today.year() + 1]
                        .into_iter()
                        .filter_map(|y| date(y, m, 1))
                        .map(half)
                        .find(|(_, end)| *end > today)?,
                };
                if b <= today { None } else { Stretch::one(a, b) }
            }
            "year-part" => {
                let length = if t.get("part-of-year").is_some_and(|p| p.says("Halbjahr")) { 6 } else { 3 };
                let of = |y: i32, n: u32| {
                    let first = date(y, (n - 1) * length + 1, 1).unwrap();
                    (first, months(first, length as i32))
                };
                let (a, b) = match (t.numbers().first(), year()) {
                    (None, _) => {
                        let (a, b) = of(today.year(), today.month0() / length + 1);
                        let step = steps(t) * length as i32;
                        (months(a, step), months(b, step))
                    }
                    (Some((_, n)), Some(y)) => of(y, *n),
                    (Some((_, n)), None) => [today.year(), today.year() + 1]
                        .map(|y| of(y, *n))
                        .into_iter()
                        .find(|(_, b)| *b > today)?,
                };
                if b <= today { None } else { Stretch::one(a, b) }
            }
            "between-years" => {
                let of = |y: i32| Some((date(y, 12, 27)?, date(y + 1, 1, 1)?));
                // It ends with the year, so that this year's is never over.
                let (a, b) = of(today.year())?;
                Stretch::one(a, b)
            }
            other => panic!("no meaning for {other}"),
        }
    }
}
