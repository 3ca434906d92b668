//! Which ranges and open ends a tree means.

use chrono::{Datelike as _, NaiveDate, NaiveTime, Weekday};

use crate::calendar::{self, at, date, months, on_or_after, plus};
use crate::clock::{part, part_times, plain_hour};
use crate::days::Days;
use crate::generate::Tree;
use crate::meaning::{
    Meaning, Now, Readings, one, relative, several, show_local, show_time, third, weekday_of,
};

use crate::stretch::{Stretch, third_of};

impl Now {
    pub(crate) fn range(self, t: &Tree) -> Option<Meaning> {
        match t.name.as_str() {
            "clock-range" => {
                let list = self.clock_range(t)?;
                let shown =
                    list.iter().map(|(a, b)| format!("{}..{}", show_time(a.0), show_time(b.0))).collect();
                several(shown, true)
            }
            "part-range" => {
                let mut list = self.clock_range(t.get("clock-range")?)?;
                let (from, to) = part_times(part(t.get("day-part")?));
                list.retain(|(a, b)| a.1 == 0 && b.1 == 0 && from <= a.0 && a.0 < b.0 && b.0 <= to);
                if list.len() > 1 {
                    return None;
                }
                let ((a, _), (b, _)) = list.first()?;
                one(format!("{}..{}", show_time(*a), show_time(*b)))
            }
            "third-range" => {
                let m = t.get("month")?.value("month")?.parse::<u32>().unwrap();
                let thirds = t.all("third");
                if m == self.today().month() || third(thirds[0]) >= third(thirds[1]) {
                    return None;
                }
                let first = self.next_month(m);
                let (from, to) = (third_of(first, third(thirds[0])).0, third_of(first, third(thirds[1])).1);
                one(format!("{from}..{to}"))
            }
            "dated-clock-range" => {
                let range = t.get("clock-range")?;
                // "am 17. 4-13 Uhr" looks like the 17th of April.
                let digits = t.get("day")?.get("date").is_some_and(|d| d.get("day-of-month").is_some());
                let bare = range.get("written-hours").is_some()
                    || range.all("range-hour").first().is_some_and(|h| h.value("digits").is_some());
                if digits && bare {
                    return None;
                }
                let list = self.clock_range(range)?;
                let days = self.days(t.get("day")?.trees().next()?)?;
                self.dated_range(&days, &list)
            }
            "weekday-range" => {
                let days: Vec<Weekday> = t.all("weekday").iter().map(|w| weekday_of(w)).collect();
                let (from, to) = match t.get("relative-day") {
                    Some(day) => (plus(self.today(), relative(day)), days[0]),
                    None if days[0] == self.today().weekday() => return None,
                    None => (on_or_after(self.today(), days[0]), days[1]),
                };
                if from.weekday() == to {
                    return None;
                }
                one(format!("{from}..{}", plus(on_or_after(from, to), 1)))
            }
            "date-range" => {
                let (from, to) = self.date_range(t)?;
                if from >= to || from < self.today() {
                    return None;
                }
                one(format!("{from}..{}", plus(to, 1)))
            }
            "month-range" => {
                let of = |m: &Tree| m.value("month").unwrap().parse::<u32>().unwrap();
                let ends: Vec<u32> = t.all("month").into_iter().map(of).collect();
                let thirds: Vec<&Tree> = t.all("third");
                if ends.contains(&self.today().month()) {
                    return None;
                }
                let from = self.next_month(ends[0]);
                let ahead = (ends[1] + 12 - ends[0]) % 12;
                let to = months(from, ahead as i32);
                let (Some(a), Some(b)) = (thirds.first(), thirds.get(1)) else {
                    if ahead == 0 {
                        return None;
                    }
                    return one(format!("{from}..{}", months(to, 1)));
                };
                let (from, to) = (third_of(from, third(a)).0, third_of(to, third(b)).1);
                if from >= to || ahead == 0 && third(a) >= third(b) {
                    return None;
                }
                one(format!("{from}..{to}"))
            }
            other => panic!("no meaning for {other}"),
        }
    }

    /// Pairs of clock times, the daytime one first. On the dial the end is the first one behind the start.
    #[expect(clippy::type_complexity, reason = "pairs of pairs")]
    pub(crate) fn clock_range(self, t: &Tree) -> Option<Vec<((NaiveTime, i64), (NaiveTime, i64))>> {
        let hours = t.all("range-hour");
        let (start, end) = if let Some(w) = t.get("written-hours") {
            let n = w.numbers();
            (plain_hour(n[0].1), plain_hour(n[1].1))
        } else if let [a, b] = hours.as_slice() {
            (plain_hour(a.numbers()[0].1), plain_hour(b.numbers()[0].1))
        } else {
            let (first, last) = (t.get("range-start")?.trees().next()?, t.get("clock-form")?.trees().next()?);
            // "zwischen zwei Uhr und zehn Minuten vor drei": two o'clock and ten minutes, until more is heard.
            if t.says("zwischen") && first.name == "uhr-time" && last.says("Minuten") {
                return None;
            }
            (self.form(first)?, self.form(last)?)
        };
        let minute = |t: &(NaiveTime, i64)| (t.0 - at(0, 0)).num_minutes() + 1440 * t.1;
        // "von null Uhr bis zwanzig nach zwölf": past midnight, or past noon.
        if start.times.len() == 1 && start.times[0].0 < at(12, 0) && end.has_twelve() {
            return None;
        }
        let mut out = Vec::new();
        for s in &start.times {
            for e in &end.times {
                // Counted round the clock: the end may lie on the next day.
                let ahead = (minute(e) - minute(s)).rem_euclid(1440);
                if ahead == 0 {
                    return None;
                }
                // Half a day at most, where either end is of the dial; but "von 9 bis 22 Uhr" can be one hour or thirteen.
                if start.times.len() + end.times.len() > 2 && ahead >= 720 {
                    if end.times.len() == 1 && minute(e) > minute(s) {
                        return None;
                    }
                    continue;
                }
                let days = (minute(s) + ahead).div_euclid(1440);
                out.push((*s, (e.0, days)));
            }
        }
        let expected = if start.times.len() == 2 && end.times.len() == 2 { 2 } else { 1 };
        (out.len() == expected).then_some(out)
    }

    #[expect(clippy::type_complexity, reason = "pairs of pairs")]
    pub(crate) fn dated_range(
        self,
        days: &Days,
        list: &[((NaiveTime, i64), (NaiveTime, i64))],
    ) -> Option<Meaning> {
        // Which end of a day twelve at night is, is left open.
        if list.len() > 1 && list.iter().any(|(a, _)| a.1 > 0) {
            return None;
        }
        let on = |d: NaiveDate, t: &(NaiveTime, i64)| plus(d, t.1).and_time(t.0);
        let mut out = Vec::new();
        let (mut ordered, mut choices) = (true, 1);
        for (a, b) in list {
            match days {
                Days::Invalid => return Some(Meaning::Invalid),
                Days::Dates { list, ordered: o } => {
                    (ordered, choices) = (*o, list.len());
                    out.extend(list.iter().map(|d| (on(*d, a), on(*d, b))));
                }
                Days::Weekday(w) => {
                    let d = on_or_after(self.today(), *w);
                    if d != self.today() {
                        out.push((on(d, a), on(d, b)));
                    } else if on(d, a) > self.0 {
                        choices = 2;
                        out.push((on(d, a), on(d, b)));
                        out.push((on(plus(d, 7), a), on(plus(d, 7), b)));
                    } else if on(d, b) < self.0 {
                        out.push((on(plus(d, 7), a), on(plus(d, 7), b)));
                    } else {
                        return None;
                    }
                }
            }
        }
        out.retain(|(a, b)| !calendar::instants(*a).is_empty() && !calendar::instants(*b).is_empty());
        let past = out.iter().any(|(a, _)| *a < self.0);
        let ordered = ordered && !past && (choices == 1 || list.len() == 1);
        let shown = out.iter().map(|(a, b)| format!("{}..{}", show_local(*a), show_local(*b))).collect();
        Readings { list: shown, ordered }.meaning()
    }

    /// What only one end names holds for both; the end is the first such day behind the start.
    pub(crate) fn date_range(self, t: &Tree) -> Option<(NaiveDate, NaiveDate)> {
        let mut ends: Vec<&Tree> = t
            .trees()
            .filter(|t| matches!(t.name.as_str(), "full-date" | "day-ordinal" | "numeric-date"))
            .map(|t| if t.name == "full-date" { t.trees().next().unwrap() } else { t })
            .collect();
        let to = crate::days::Said::of(ends.pop()?)?;
        let first = ends.pop()?;
        let from = match first.name.as_str() {
            "day-ordinal" => {
                let d = crate::days::ordinal(first);
                // "vom 28. bis zum 3. Januar" begins in December.
                if d > to.day {
                    let m = if to.month == 1 { 12 } else { to.month - 1 };
                    let year = to.year.map(|y| if to.month == 1 { y - 1 } else { y });
                    crate::days::Said { day: d, month: m, year }
                } else {
                    crate::days::Said { day: d, ..to }
                }
            }
            _ => crate::days::Said::of(first)?,
        };
        let today = self.today();
        let year_of = |from: &crate::days::Said, to: &crate::days::Said| {
            to.year.map(|y| if (from.month, from.day) <= (to.month, to.day) { y } else { y - 1 })
        };
        let start = match from.year.or(year_of(&from, &to)) {
            Some(y) => date(y, from.month, from.day)?,
            None => crate::days::next(today, from.month, from.day)?,
        };
        let end = match to.year {
            Some(y) => date(y, to.month, to.day)?,
            None => crate::days::next(start, to.month, to.day)?,
        };
        // A range that has begun is left open, and so is one that begins a year after it.
        if from.year.is_none() && to.year.is_none() {
            let running = crate::days::next(today, to.month, to.day)? < start;
            if running {
                return None;
            }
        }
        // Nobody names two days that are most of a year apart in one breath.
        if (end - start).num_days() > 300 {
            return None;
        }
        Some((start, end))
    }

    pub(crate) fn next_month(self, m: u32) -> NaiveDate {
        let first = date(self.today().year(), m, 1).unwrap();
        if m < self.today().month() { months(first, 12) } else { first }
    }

    pub(crate) fn open_end(self, t: &Tree) -> Option<Meaning> {
        match t.name.as_str() {
            "dated-open-time" => {
                let end = t.trees().nth(1)?;
                // "am 3. Juni bis 17": the day or the hour.
                let mut names = Vec::new();
                t.get("day")?.names(&mut names);
                let dated = names.iter().any(|n| ["date", "full-date", "day-ordinal"].contains(n));
                if dated && end.name == "until-time" && end.get("bare-hour").is_some() {
                    return None;
                }
                self.open_dated(&self.days(t.get("day")?.trees().next()?)?, end)
            }
            "from-now" => one(format!("{}..", self.today())),
            "time-on" => {
                let clock = match (t.get("clock-form"), t.get("uhr-time")) {
                    (Some(form), _) => self.form(form.trees().next()?)?,
                    (_, Some(uhr)) => self.form(uhr)?,
                    _ => return None,
                };
                let kind = if t.says("früher") { "until" } else { "from" };
                several(clock.times.iter().map(|(time, _)| open(kind, &show_time(*time))).collect(), true)
            }
            "open-time-dated" => {
                self.open_dated(&Days::Weekday(weekday_of(t.get("weekday")?)), t.trees().next()?)
            }
            "from-time" | "after-time" | "until-time" | "before-time" => {
                if Self::can_be_elapsed(t) {
                    return None;
                }
                let clock = self.hour_or_form(t)?;
                let shown = clock.times.iter().map(|(time, _)| open(&t.name, &show_time(*time))).collect();
                several(shown, true)
            }
            _ => self.open_day(t),
        }
    }

    /// "vor 5h", "vor zehn Minuten nach drei": so long ago, until more is heard.
    pub(crate) fn can_be_elapsed(t: &Tree) -> bool {
        let form = t.get("clock-form").and_then(|f| f.trees().next());
        t.name == "before-time"
            && form.is_some_and(|f| match f.name.as_str() {
                "h-time" => f.trees().next().is_some_and(|w| w.numbers().len() == 1),
                _ => f.says("Minuten"),
            })
    }

    pub(crate) fn open_dated(self, days: &Days, end: &Tree) -> Option<Meaning> {
        if Self::can_be_elapsed(end) {
            return None;
        }
        let clock = self.hour_or_form(end)?;
        let Some((list, ordered)) = self.moments(days, &clock)? else { return Some(Meaning::Invalid) };
        let past = list.iter().any(|l| *l < self.0);
        let shown = list
            .iter()
            .filter(|l| !calendar::instants(**l).is_empty())
            .map(|l| open(&end.name, &show_local(*l)))
            .collect();
        Readings { list: shown, ordered: ordered && !past }.meaning()
    }

    pub(crate) fn open_day(self, t: &Tree) -> Option<Meaning> {
        let said = match (t.get("open-day"), t.trees().next()) {
            (Some(day), _) => day,
            (_, Some(_)) => t,
            _ => return None,
        };
        let inner = said.trees().next()?;
        // "vor gestern" is "vorgestern" with a space in it.
        let vor = t.name == "before-day" || t.says("vor");
        if vor && (inner.says("gestern") || inner.says("vorgestern")) {
            return None;
        }
        let list = match inner.name.as_str() {
            "relative-week" | "month" | "month-third" => {
                // Whether the end of a month that is said belongs to it is left open.
                if inner.name == "month" && t.name == "until-day" {
                    return None;
                }
                self.stretch(inner)?
            }
            _ => {
                let days = match inner.name.as_str() {
                    "day-ordinal" => self.day_of_month(crate::days::ordinal(inner)),
                    _ => self.days(inner)?,
                };
                match self.dates(&days)? {
                    None => return Some(Meaning::Invalid),
                    Some((list, ordered)) => {
                        Stretch { list: list.into_iter().map(|d| (d, plus(d, 1))).collect(), ordered }
                    }
                }
            }
        };
        let ordered = list.ordered && list.list.iter().all(|(a, _)| *a >= self.today());
        let shown = list
            .list
            .iter()
            .map(|(a, b)| {
                let bound = if matches!(t.name.as_str(), "from-day" | "before-day") { a } else { b };
                open(&t.name, &bound.to_string())
            })
            .collect();
        several(shown, ordered)
    }
}

pub(crate) fn open(kind: &str, bound: &str) -> String {
    if kind.starts_with("from") || kind.starts_with("after") {
        format!("{bound}..")
    } else {
        format!("..{bound}")
    }
}
