//! What a tree means by the rules of German, worked out here once more: nothing of the library's resolver is used. `None`
//! is the answer where those rules leave the meaning open; such a sentence only has to be read without harm.

use chrono::{Datelike as _, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use crate::calendar::{self, at, date, months, on_or_after, plus};
use crate::days::{Days, Stretch};
use crate::generate::Tree;

/// The moment of speaking.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now(pub(crate) NaiveDateTime);

impl Now {
    pub(crate) fn today(self) -> NaiveDate {
        self.0.date()
    }
}

/// What is expected of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Offers(Vec<Offer>),
    /// The first offer; whether there are more is left open.
    First(Offer),
    /// Understood, and there is no such date or time.
    Invalid,
}

/// The readings of one offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// In the notation of the fixtures, with the instant of a date-time.
    pub(crate) readings: Vec<String>,
    /// The first reading is the best one; else the order is left open.
    pub(crate) ordered: bool,
}

/// A clock time: what the hands can mean.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    /// Wall times, and how many days after the day named; the best first.
    pub(crate) times: Vec<(NaiveTime, i64)>,
    pub(crate) midnight: bool,
}

impl Clock {
    fn exact(h: u32, m: u32) -> Self {
        let time = if h == 24 { (at(0, m), 1) } else { (at(h, m), 0) };
        Self { times: vec![time], midnight: false }
    }

    /// An hour of the twelve-hour dial: the daytime one first.
    fn dial(h: u32, m: u32) -> Self {
        let h = h % 12;
        let (am, pm) = ((at(h, m), i64::from(h == 0)), (at(h + 12, m), 0));
        let times = if (7..19).contains(&h) { vec![am, pm] } else { vec![pm, am] };
        Self { times, midnight: false }
    }

    /// Minutes before or after an hour of the dial.
    fn beside(h: u32, minutes: i64) -> Self {
        let of_half_day = (i64::from(h) * 60 + minutes).rem_euclid(720) as u32;
        Self::dial(of_half_day / 60, of_half_day % 60)
    }

    fn has_twelve(&self) -> bool {
        self.times.len() > 1 && self.times.iter().any(|(_, days)| *days > 0)
    }
}

pub(crate) fn show_time(t: NaiveTime) -> String {
    t.format("%H:%M").to_string()
}

pub(crate) fn show_local(t: NaiveDateTime) -> String {
    t.format("%Y-%m-%dT%H:%M").to_string()
}

fn one(text: impl Into<String>) -> Option<Meaning> {
    several(vec![text.into()], true)
}

fn several(readings: Vec<String>, ordered: bool) -> Option<Meaning> {
    let mut unique: Vec<String> = Vec::new();
    for r in readings {
        if !unique.contains(&r) {
            unique.push(r);
        }
    }
    if unique.is_empty() { None } else { Some(Meaning::Offers(vec![Offer { readings: unique, ordered }])) }
}

/// Readings with the end of the sentence they belong to.
struct Readings {
    list: Vec<String>,
    ordered: bool,
}

impl Readings {
    fn meaning(self) -> Option<Meaning> {
        if self.list.is_empty() { Some(Meaning::Invalid) } else { several(self.list, self.ordered) }
    }
}

impl Now {
    /// What was said.
    pub(crate) fn said(self, t: &Tree) -> Option<Meaning> {
        let answer = t.get("answer")?.trees().next()?;
        // "Nicht Montag, sondern gestern": a day that is over is told, not offered, by somebody who looks ahead. What of it
        // is meant beside another day is left open.
        let told = |t: &Tree| t.says("gestern") || t.says("vorgestern");
        if answer.name != "offer" && answer.any("relative-day", &told)
            || answer.any("weekday-range", &|t| t.get("relative-day").is_some_and(told))
        {
            return None;
        }
        match answer.name.as_str() {
            "offer" => self.offer(answer),
            "choice" => self.choice(answer.trees().next()?),
            "preference" => {
                let days = answer.all("choice-day");
                let first = self.offers([self.day_value(days.first()?.trees().next()?)?])?;
                match (first, days.len()) {
                    (Meaning::Offers(offers), 2) => Some(Meaning::First(offers.into_iter().next()?)),
                    (first, _) => Some(first),
                }
            }
            "exclusion" => {
                let out: Vec<Weekday> = answer.all("weekday").iter().map(|w| weekday_of(w)).collect();
                one(rule("WEEKLY", 1, &by_day(WEEK.iter().copied().filter(|d| !out.contains(d)))))
            }
            "negation" | "refusal" => self.last(answer),
            "repair" => {
                let clocks = answer.all("at-clock");
                match (answer.get("choice-day"), clocks.len()) {
                    (Some(day), 2) => {
                        self.dated(&self.days(day.trees().next()?)?, &self.at_clock(clocks.last()?)?)
                    }
                    _ => self.last(answer),
                }
            }
            "recurrence" => self.recurrence(answer),
            "length" => one(format!("{} s", length(answer.trees().next()?)?)),
            other => panic!("no meaning for {other}"),
        }
    }

    /// The last day or time of several.
    fn last(self, t: &Tree) -> Option<Meaning> {
        let last = t.trees().filter(|t| matches!(t.name.as_str(), "choice-day" | "at-clock")).last()?;
        match last.name.as_str() {
            "at-clock" => self.undated(&self.at_clock(last)?),
            _ => self.offers([self.day_value(last.trees().next()?)?]),
        }
    }

    fn offers(self, list: impl IntoIterator<Item = Meaning>) -> Option<Meaning> {
        let mut offers = Vec::new();
        for m in list {
            match m {
                Meaning::Offers(more) => offers.extend(more),
                // One of several that does not exist: what becomes of the others is left open.
                Meaning::First(_) | Meaning::Invalid => return None,
            }
        }
        Some(Meaning::Offers(offers))
    }

    fn choice(self, t: &Tree) -> Option<Meaning> {
        let days: Vec<&Tree> = t.all("choice-day").iter().filter_map(|d| d.trees().next()).collect();
        match t.name.as_str() {
            "week-choice" => {
                let weeks = t.values("qual").into_iter().map(|q| {
                    let m = plus(calendar::monday(self.today()), 7 * i64::from(crate::days::steps_of(q)));
                    Meaning::Offers(vec![Offer {
                        readings: vec![format!("{m}..{}", plus(m, 7))],
                        ordered: true,
                    }])
                });
                self.offers(weeks)
            }
            "day-choice" | "fallback" => {
                let both = [self.day_value(days[0])?, self.day_value(days[1])?];
                self.offers(both)
            }
            "spread-choice" => {
                let clock = self.time(t.get("time")?, true)?;
                let both =
                    [self.dated(&self.days(days[0])?, &clock)?, self.dated(&self.days(days[1])?, &clock)?];
                self.offers(both)
            }
            "time-choice" => {
                let days = self.days(t.get("day")?.trees().next()?)?;
                let both: Option<Vec<Meaning>> =
                    t.all("at-clock").iter().map(|c| self.dated(&days, &self.at_clock(c)?)).collect();
                self.offers(both?)
            }
            "point-choice" => {
                let both: Option<Vec<Meaning>> = days
                    .iter()
                    .zip(t.all("at-clock"))
                    .map(|(d, c)| self.dated(&self.days(d)?, &self.at_clock(c)?))
                    .collect();
                self.offers(both?)
            }
            other => panic!("no meaning for {other}"),
        }
    }

    fn offer(self, t: &Tree) -> Option<Meaning> {
        let t = t.trees().next()?;
        match t.name.as_str() {
            "point" => self.point(t.trees().next()?),
            "range" => self.range(t.trees().next()?),
            "open-end" => self.open_end(t.trees().next()?),
            "elapsed" => {
                let seconds = length(t.get("clock-length")?.trees().next()?)?;
                let seconds = if t.says("vor") { -seconds } else { seconds };
                let utc = *calendar::instants(self.0).first()? + Duration::seconds(seconds);
                one(instant(calendar::wall(utc), utc))
            }
            "window" => {
                let n = i64::from(count(t.get("count")?));
                let days = if t.says("Wochen") { 7 * n } else { n };
                one(format!("{}..{}", self.today(), plus(self.today(), days + 1)))
            }
            "instant" => {
                let n: Vec<u32> = t.get("written-instant")?.numbers().iter().map(|(_, n)| *n).collect();
                let at = date(n[0] as i32, n[1], n[2])?.and_time(at(n[3], n[4]));
                let utc = at - Duration::hours(n.get(5).map_or(0, |h| i64::from(*h)));
                // A moment of this year or later is not corrected.
                if utc < self.0 { None } else { one(instant(calendar::wall(utc), utc)) }
            }
            "now" => one(instant(self.0, *calendar::instants(self.0).first()?)),
            "soonest" => one(format!("{}..", show_local(self.0))),
            "anytime" => one(".."),
            other => panic!("no meaning for {other}"),
        }
    }

    fn point(self, t: &Tree) -> Option<Meaning> {
        match t.name.as_str() {
            "dated-time" => {
                let clock = self.time(t.get("time")?, true)?;
                self.dated(&self.days(t.get("day")?.trees().next()?)?, &clock)
            }
            "timed-day" => {
                let time = t.get("time")?;
                let clock = self.time(time, true)?;
                let day = t.get("on-day")?.trees().next()?;
                // "am Morgen morgen": nobody says it.
                let noun = time.trees().next()?.get("part-noun").is_some_and(|n| n.says("Morgen"));
                if noun && day.says("morgen") {
                    return None;
                }
                self.dated(&self.days(day)?, &clock)
            }
            "dated-part-time" => self.dated_part_time(t),
            "dated-part" => {
                let (days, part) = self.dated_part(t)?;
                self.part_of(&days, part)
            }
            "day" => self.day_value(t.trees().next()?),
            "stretch" => {
                let s = self.stretch(t.trees().next()?)?;
                several(s.list.iter().map(|(a, b)| format!("{a}..{b}")).collect(), s.ordered)
            }
            "time" => self.undated(&self.time(t, false)?),
            "day-part" => {
                let (a, b) = part_times(part(t));
                one(format!("{}..{}", show_time(a), show_time(b)))
            }
            other => panic!("no meaning for {other}"),
        }
    }

    fn dated_part(self, t: &Tree) -> Option<(Days, &str)> {
        if let Some(t) = t.get("weekday-part") {
            let (day, part) = t.value("weekdaypart")?.split_once(' ')?;
            return Some((Days::Weekday(calendar::weekday(day)), part));
        }
        let part = t.get("day-part").or(t.get("part-noun")).map(part)?;
        Some((self.days(t.get("part-day")?.trees().next()?)?, part))
    }

    /// A part of a day: from its start to its end, which for the night is on the next day.
    fn part_of(self, days: &Days, part: &str) -> Option<Meaning> {
        let (from, to) = part_times(part);
        let span = |d: NaiveDate| {
            let end = if to > from { d } else { plus(d, 1) };
            (d.and_time(from), end.and_time(to))
        };
        let (list, ordered) = match days {
            Days::Invalid => return Some(Meaning::Invalid),
            Days::Dates { list, ordered } => (list.clone(), *ordered),
            Days::Weekday(w) if *w == self.today().weekday() => {
                let (start, end) = span(self.today());
                // While it lasts it is neither to come nor over.
                match (start > self.0, end <= self.0) {
                    (true, _) => (vec![self.today(), plus(self.today(), 7)], true),
                    (_, true) => (vec![plus(self.today(), 7)], true),
                    _ => return None,
                }
            }
            Days::Weekday(w) => (vec![on_or_after(self.today(), *w)], true),
        };
        let past = list.iter().any(|d| span(*d).1 <= self.0);
        let shown = list.into_iter().map(|d| {
            let (a, b) = span(d);
            format!("{}..{}", show_local(a), show_local(b))
        });
        several(shown.collect(), ordered && !past)
    }

    /// "heute Nacht um zwei" is of the night that begins today; of any other day the morning hours are left open.
    fn dated_part_time(self, t: &Tree) -> Option<Meaning> {
        let dated = t.get("dated-part")?;
        let (days, part) = self.dated_part(dated)?;
        let clock = self.clock(t.get("clock")?)?;
        let time = with_part(&clock, part)?;
        if part == "Night" && time.0 < at(12, 0) {
            let noun = dated.get("part-noun").is_some()
                || dated.get("day-part").is_some_and(|p| {
                    p.parts
                        .iter()
                        .any(|p| matches!(p, crate::generate::Part::Leaf { text, .. } if text == "nacht"))
                });
            let relative = dated.get("part-day").is_some_and(|d| d.get("relative-day").is_some());
            // Nor is nine in the morning in any night.
            if !(noun && relative) || time.0 > at(6, 0) {
                return None;
            }
            return self.dated(&days, &Clock { times: vec![(time.0, 1)], midnight: false });
        }
        self.dated(&days, &Clock { times: vec![time], midnight: false })
    }

    /// Every day with every time.
    pub(crate) fn dated(self, days: &Days, clock: &Clock) -> Option<Meaning> {
        let list = self.moments(days, clock)?;
        let Some((list, ordered)) = list else { return Some(Meaning::Invalid) };
        let past = list.iter().any(|l| *l < self.0);
        let shown = list
            .iter()
            .flat_map(|l| calendar::instants(*l).into_iter().map(|utc| instant(*l, utc)))
            .collect();
        Readings { list: shown, ordered: ordered && !past }.meaning()
    }

    /// The wall times that a day with a time can be; the inner `None` for a day that does not exist.
    #[expect(clippy::option_option, reason = "left open and impossible are two things")]
    fn moments(self, days: &Days, clock: &Clock) -> Option<Option<(Vec<NaiveDateTime>, bool)>> {
        // Which end of a day twelve at night is, is left open.
        if clock.has_twelve() && !clock.midnight {
            return None;
        }
        let on = |d: NaiveDate, t: &(NaiveTime, i64)| plus(d, t.1).and_time(t.0);
        let mut out = Vec::new();
        let mut choices = 1;
        let mut ordered = true;
        match days {
            Days::Invalid => return Some(None),
            Days::Dates { list, ordered: o } => {
                choices = list.len();
                ordered = *o;
                for t in &clock.times {
                    out.extend(list.iter().map(|d| on(*d, t)));
                }
            }
            Days::Weekday(w) if *w == self.today().weekday() => {
                for t in &clock.times {
                    let today = on(self.today(), t);
                    if today == self.0 {
                        return None;
                    }
                    if today > self.0 {
                        choices = 2;
                        out.push(today);
                    }
                    out.push(today + Duration::days(7));
                }
            }
            Days::Weekday(w) => out.extend(clock.times.iter().map(|t| on(on_or_after(self.today(), *w), t))),
        }
        Some(Some((out, ordered && (choices == 1 || clock.times.len() == 1))))
    }

    fn undated(self, clock: &Clock) -> Option<Meaning> {
        several(clock.times.iter().map(|(t, _)| show_time(*t)).collect(), true)
    }

    // ---- Clock ----

    /// With a day beside it, hours of the night with a part of the day are left open.
    fn time(self, t: &Tree, dated: bool) -> Option<Clock> {
        let t = t.trees().next()?;
        match t.name.as_str() {
            "clock" => self.clock(t),
            "part-time" | "time-part" => {
                let clock = self.clock(t.get("clock")?)?;
                let part = t.get("day-part").or(t.get("part-noun")).map(part)?;
                let time = with_part(&clock, part)?;
                if dated && part == "Night" && time.0 < at(12, 0) {
                    return None;
                }
                Some(Clock { times: vec![time], midnight: false })
            }
            "about-time" => self.hour_or_form(t),
            other => panic!("no meaning for {other}"),
        }
    }

    fn hour_or_form(self, t: &Tree) -> Option<Clock> {
        match (t.get("bare-hour"), t.get("clock-form")) {
            (Some(hour), _) => Some(hour_clock(hour)),
            (_, Some(form)) => self.form(form.trees().next()?),
            _ => None,
        }
    }

    fn at_clock(self, t: &Tree) -> Option<Clock> {
        self.hour_or_form(t)
    }

    fn clock(self, t: &Tree) -> Option<Clock> {
        let t = t.trees().next()?;
        match t.name.as_str() {
            "at-hour" => match t.get("bare-minutes") {
                Some(m) => Some(Clock::exact(m.numbers()[0].1, m.numbers()[1].1)),
                None => Some(hour_clock(t.get("bare-hour")?)),
            },
            "midnight" => Some(Clock { times: vec![(at(0, 0), 1), (at(0, 0), 0)], midnight: true }),
            _ => self.form(t.trees().next()?),
        }
    }

    fn form(self, t: &Tree) -> Option<Clock> {
        let dial = || t.get("dial-hour").map(|h| h.numbers()[0].1);
        let sign = if t.says("vor") { -1 } else { 1 };
        match t.name.as_str() {
            "uhr-time" => {
                let minute = t.get("minutes").map_or(0, |m| m.numbers()[0].1);
                uhr(t.get("uhr-hour")?, minute)
            }
            "uhr-minutes" => uhr(t.get("uhr-hour")?, t.numbers()[0].1),
            "split-time" => digits(t),
            "half-day-time" => Some(Clock::exact(t.get("written-pm")?.numbers()[0].1 + 12, 0)),
            "colon-time" => digits(t.get("written-colon")?),
            "dotted-time" => digits(t.get("written-dotted")?),
            "h-time" => digits(t.get("written-h")?),
            "half-hour" => Some(Clock::beside(dial()?, -30)),
            "quarter-to" => Some(Clock::beside(dial()?, -15)),
            "quarter-past" => Some(Clock::beside(dial()?, 15)),
            "quarter-of" => Some(Clock::beside(dial()?, -45)),
            "three-quarters" => Some(Clock::beside(dial()?, -15)),
            "minutes-by" => Some(Clock::beside(dial()?, sign * i64::from(t.numbers()[0].1))),
            "minutes-by-half" => Some(Clock::beside(dial()?, sign * i64::from(t.numbers()[0].1) - 30)),
            other => panic!("no meaning for {other}"),
        }
    }

    // ---- Ranges ----

    fn range(self, t: &Tree) -> Option<Meaning> {
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
                let (from, to) = (
                    crate::days::third_of(first, third(thirds[0])).0,
                    crate::days::third_of(first, third(thirds[1])).1,
                );
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
                let (from, to) =
                    (crate::days::third_of(from, third(a)).0, crate::days::third_of(to, third(b)).1);
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
    fn clock_range(self, t: &Tree) -> Option<Vec<((NaiveTime, i64), (NaiveTime, i64))>> {
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
    fn dated_range(self, days: &Days, list: &[((NaiveTime, i64), (NaiveTime, i64))]) -> Option<Meaning> {
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
    fn date_range(self, t: &Tree) -> Option<(NaiveDate, NaiveDate)> {
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

    // ---- Open ends ----

    fn open_end(self, t: &Tree) -> Option<Meaning> {
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
    fn can_be_elapsed(t: &Tree) -> bool {
        let form = t.get("clock-form").and_then(|f| f.trees().next());
        t.name == "before-time"
            && form.is_some_and(|f| match f.name.as_str() {
                "h-time" => f.trees().next().is_some_and(|w| w.numbers().len() == 1),
                _ => f.says("Minuten"),
            })
    }

    fn open_dated(self, days: &Days, end: &Tree) -> Option<Meaning> {
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

    fn open_day(self, t: &Tree) -> Option<Meaning> {
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

    // ---- Recurrence ----

    fn recurrence(self, t: &Tree) -> Option<Meaning> {
        let rule = self.repeat(t.get("repeat")?.trees().next()?)?;
        let Some(at) = t.get("at-clock") else { return one(rule) };
        let clock = self.at_clock(at)?;
        use chrono::Timelike as _;
        let shown = clock
            .times
            .iter()
            .map(|(t, _)| canonical(&format!("{rule};BYHOUR={};BYMINUTE={}", t.hour(), t.minute())))
            .collect();
        several(shown, true)
    }

    fn repeat(self, t: &Tree) -> Option<String> {
        let days = || t.all("weekday").into_iter().map(weekday_of).collect::<Vec<_>>();
        let weekly = |t: &Tree| t.values("weekly").into_iter().map(calendar::weekday).collect::<Vec<_>>();
        Some(match t.name.as_str() {
            "each-weekday" => rule("WEEKLY", 1, &by_day(days())),
            "weekday-adverb" => rule("WEEKLY", 1, &by_day(weekly(t))),
            "always" => match t.get("weekday-adverb") {
                Some(adverb) => rule("WEEKLY", 1, &by_day(weekly(adverb))),
                None => rule("WEEKLY", 1, &by_day(days())),
            },
            "each-unit" if t.says("Tag") => rule("DAILY", 1, ""),
            "each-unit" if t.says("Woche") => rule("WEEKLY", 1, ""),
            "each-unit" if t.says("Monat") => rule("MONTHLY", 1, ""),
            "each-unit" if t.says("Quartal") => rule("MONTHLY", 3, ""),
            "each-unit" if t.says("Jahr") => rule("YEARLY", 1, ""),
            // Whether Saturday is a working day is left open.
            "each-unit" => return None,
            "every-count" => {
                let n = count(t.get("count")?);
                if t.says("Tage") {
                    // Seven, eight, fourteen days are weeks, or are not.
                    if n.is_multiple_of(7) || n == 8 {
                        return None;
                    }
                    rule("DAILY", n, "")
                } else if t.says("Wochen") {
                    rule("WEEKLY", n, "")
                } else if t.says("Monate") {
                    rule("MONTHLY", n, "")
                } else {
                    rule("YEARLY", n, "")
                }
            }
            "count-weekday" => {
                let mut on = weekly(t);
                on.extend(days());
                rule("WEEKLY", count(t.get("count")?), &by_day(on))
            }
            "each-nth" => {
                let nth = t.numbers().first().map_or(-1, |(_, n)| *n as i32);
                let day = by_day(days());
                rule("MONTHLY", 1, &day.replace("BYDAY=", &format!("BYDAY={nth}")))
            }
            "frequency" => match t.value("key")? {
                "Daily" => rule("DAILY", 1, ""),
                "Weekly" => rule("WEEKLY", 1, ""),
                "Monthly" => rule("MONTHLY", 1, ""),
                "Yearly" => rule("YEARLY", 1, ""),
                "Fortnightly" => rule("WEEKLY", 2, ""),
                "Quarterly" => rule("MONTHLY", 3, ""),
                "HalfYearly" => rule("MONTHLY", 6, ""),
                _ => return None,
            },
            "each-half-year" => rule("MONTHLY", 6, ""),
            "once" | "day-for-day" => {
                if t.says("Tag") {
                    rule("DAILY", 1, "")
                } else if t.says("Woche") {
                    rule("WEEKLY", 1, "")
                } else if t.says("Monat") {
                    rule("MONTHLY", 1, "")
                } else if t.says("Quartal") {
                    rule("MONTHLY", 3, "")
                } else {
                    rule("YEARLY", 1, "")
                }
            }
            "always-of-month" => {
                if t.says("Tag") {
                    return Some(rule("MONTHLY", 1, ";BYMONTHDAY=-1"));
                }
                if let Some(d) = t.get("day-ordinal") {
                    return Some(rule("MONTHLY", 1, &format!(";BYMONTHDAY={}", crate::days::ordinal(d))));
                }
                let nth = t.numbers().first().map_or(-1, |(_, n)| *n as i32);
                rule("MONTHLY", 1, &by_day(days()).replace("BYDAY=", &format!("BYDAY={nth}")))
            }
            "each-day-of-month" => {
                rule("MONTHLY", 1, &format!(";BYMONTHDAY={}", crate::days::ordinal(t.get("day-ordinal")?)))
            }
            other => panic!("no meaning for {other}"),
        })
    }
}

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn by_day(days: impl IntoIterator<Item = Weekday>) -> String {
    let said: Vec<Weekday> = days.into_iter().collect();
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let list: Vec<&str> =
        WEEK.iter().zip(names).filter(|(d, _)| said.contains(d)).map(|(_, name)| name).collect();
    format!(";BYDAY={}", list.join(","))
}

fn rule(freq: &str, interval: u32, more: &str) -> String {
    let every = if interval > 1 { format!(";INTERVAL={interval}") } else { String::new() };
    canonical(&format!("RRULE:FREQ={freq}{every}{more}"))
}

/// RFC 5545 leaves the order of the parts open.
pub(crate) fn canonical(rule: &str) -> String {
    let mut parts: Vec<&str> = rule.trim_start_matches("RRULE:").split(';').collect();
    parts.sort_unstable();
    format!("RRULE:{}", parts.join(";"))
}

fn open(kind: &str, bound: &str) -> String {
    if kind.starts_with("from") || kind.starts_with("after") {
        format!("{bound}..")
    } else {
        format!("..{bound}")
    }
}

fn instant(local: NaiveDateTime, utc: NaiveDateTime) -> String {
    format!("{} = {}", show_local(local), utc.format("%Y-%m-%dT%H:%M:%SZ"))
}

pub(crate) fn weekday_of(t: &Tree) -> Weekday {
    calendar::weekday(t.value("weekday").unwrap())
}

pub(crate) fn relative(t: &Tree) -> i64 {
    let words = ["vorgestern", "gestern", "heute", "morgen", "übermorgen", "überübermorgen"];
    words.iter().position(|w| t.says(w)).unwrap() as i64 - 2
}

pub(crate) fn count(t: &Tree) -> u32 {
    t.numbers()[0].1
}

/// Anfang 0, Mitte 1, Ende 2.
pub(crate) fn third(t: &Tree) -> usize {
    ["Anfang", "Mitte", "Ende"].iter().position(|w| t.says(w)).unwrap()
}

fn plain_hour(h: u32) -> Clock {
    if (1..=12).contains(&h) { Clock::dial(h, 0) } else { Clock::exact(h, 0) }
}

fn hour_clock(t: &Tree) -> Clock {
    plain_hour(t.numbers()[0].1)
}

fn uhr(hour: &Tree, minute: u32) -> Option<Clock> {
    match hour.numbers().first() {
        None if hour.says("null") => Some(Clock::exact(0, minute)),
        None => Some(Clock::dial(1, minute)),
        // Past 24:00 there is no minute; whether that is an error or the next day is left open.
        Some((_, 24)) if minute > 0 => None,
        Some(("pair", h)) => Some(Clock::exact(*h, minute)),
        Some((_, h)) if *h == 12 || (1..12).contains(h) => Some(Clock::dial(*h, minute)),
        Some((_, h)) => Some(Clock::exact(*h, minute)),
    }
}

fn digits(t: &Tree) -> Option<Clock> {
    let n = t.numbers();
    let (how, hour) = *n.first()?;
    let minute = n.get(1).map_or(0, |(_, m)| *m);
    // Two digits without a leading zero say no more than one word.
    let zero = how == "pair" && hour < 10;
    Some(if zero || hour == 0 || hour > 12 { Clock::exact(hour, minute) } else { Clock::dial(hour, minute) })
}

pub(crate) fn part(t: &Tree) -> &str {
    if let Some(value) = t.value("part") {
        return value;
    }
    let nouns = [
        ("Morgen", "Morning"),
        ("Vormittag", "Forenoon"),
        ("Mittag", "Noon"),
        ("Nachmittag", "Afternoon"),
        ("Abend", "Evening"),
        ("Früh", "Morning"),
        ("Nacht", "Night"),
    ];
    nouns.iter().find(|(w, _)| t.says(w)).map(|(_, p)| *p).unwrap()
}

/// früh 06–10, Vormittag 08–12, Mittag 12–14, Nachmittag 12–18, Abend 18–22, Nacht 22–06
fn part_times(part: &str) -> (NaiveTime, NaiveTime) {
    let (a, b) = match part {
        "Morning" => (6, 10),
        "Forenoon" => (8, 12),
        "Noon" => (12, 14),
        "Afternoon" => (12, 18),
        "Evening" => (18, 22),
        "Night" => (22, 6),
        _ => panic!("no part {part}"),
    };
    (at(a, 0), at(b, 0))
}

/// The part of the day decides between the two hours of the dial: the one that lies in it. Where neither does, it is left
/// open ("nachmittags um elf"); an exact hour stays as it was said.
fn with_part(clock: &Clock, part: &str) -> Option<(NaiveTime, i64)> {
    if clock.midnight {
        return None;
    }
    if let [time] = clock.times.as_slice() {
        return Some(*time);
    }
    let (from, to) = part_times(part);
    let minutes = |t: NaiveTime| (t - at(0, 0)).num_minutes();
    let length = (minutes(to) - minutes(from)).rem_euclid(1440);
    let inside = |t: NaiveTime| (minutes(t) - minutes(from)).rem_euclid(1440) <= length;
    // Twelve at night is the end of one day or the start of the next.
    if clock.times.iter().any(|(t, _)| t.format("%H").to_string() == "00")
        && matches!(part, "Evening" | "Night")
    {
        return None;
    }
    match clock.times.iter().filter(|(t, _)| inside(*t)).collect::<Vec<_>>().as_slice() {
        [time] => Some((time.0, 0)),
        _ => None,
    }
}

/// In seconds.
fn length(t: &Tree) -> Option<i64> {
    let unit = |t: &Tree| -> i64 {
        [
            ("Minute", 60),
            ("Minuten", 60),
            ("Viertelstunde", 900),
            ("Dreiviertelstunde", 2700),
            ("Stunde", 3600),
            ("Stunden", 3600),
            ("Tage", 86_400),
            ("Wochen", 604_800),
        ]
        .iter()
        .find(|(w, _)| t.says(w))
        .unwrap()
        .1
    };
    let numbers = t.numbers();
    Some(match t.name.as_str() {
        "one-clock" | "one-length" if t.says("halben") || t.says("halbe") => 1800,
        "one-clock" | "one-length" => unit(t),
        "quarter-length" => t.value("quarters")?.parse::<i64>().ok()? * 900,
        "fraction-length" => {
            let whole = numbers.first().map_or(0, |(_, n)| i64::from(*n)) * 3600;
            let part = t.get("written-fraction")?;
            whole
                + if part.says("1/2") {
                    1800
                } else if part.says("1/4") {
                    900
                } else {
                    2700
                }
        }
        "half-clock" | "half-length" => t.value("half")?.parse::<i64>().ok()? * 3600 + 1800,
        "many-clock" | "many-length" => i64::from(numbers[0].1) * unit(t),
        "compound-length" => {
            let (hours, minutes) = match numbers.as_slice() {
                [(_, m)] => (1, *m),
                [(_, h), (_, m)] => (*h, *m),
                _ => return None,
            };
            i64::from(hours) * 3600 + i64::from(minutes) * 60
        }
        "decimal-length" => {
            let n = t.get("written-decimal")?.numbers();
            i64::from(n[0].1) * 3600 + i64::from(n[1].1) * 360
        }
        other => panic!("no length {other}"),
    })
}
