//! What a tree means by the rules of German, worked out here once more: nothing of the library's resolver is used. `None`
//! is the answer where those rules leave the meaning open; such a sentence only has to be read without harm.

use chrono::{Datelike as _, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use crate::calendar::{self, at, date, on_or_after, plus};
use crate::clock::{Clock, length, part, part_times, with_part};
use crate::days::Days;
use crate::generate::Tree;
use crate::repeat::{WEEK, by_day, rule};

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

pub(crate) fn show_time(t: NaiveTime) -> String {
    t.format("%H:%M").to_string()
}

pub(crate) fn show_local(t: NaiveDateTime) -> String {
    t.format("%Y-%m-%dT%H:%M").to_string()
}

pub(crate) fn one(text: impl Into<String>) -> Option<Meaning> {
    several(vec![text.into()], true)
}

pub(crate) fn several(readings: Vec<String>, ordered: bool) -> Option<Meaning> {
    let mut unique: Vec<String> = Vec::new();
    for r in readings {
        if !unique.contains(&r) {
            unique.push(r);
        }
    }
    if unique.is_empty() { None } else { Some(Meaning::Offers(vec![Offer { readings: unique, ordered }])) }
}

/// Readings with the end of the sentence they belong to.
pub(crate) struct Readings {
    pub(crate) list: Vec<String>,
    pub(crate) ordered: bool,
}

impl Readings {
    pub(crate) fn meaning(self) -> Option<Meaning> {
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
    pub(crate) fn last(self, t: &Tree) -> Option<Meaning> {
        let last = t.trees().filter(|t| matches!(t.name.as_str(), "choice-day" | "at-clock")).last()?;
        match last.name.as_str() {
            "at-clock" => self.undated(&self.at_clock(last)?),
            _ => self.offers([self.day_value(last.trees().next()?)?]),
        }
    }

    pub(crate) fn offers(self, list: impl IntoIterator<Item = Meaning>) -> Option<Meaning> {
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

    pub(crate) fn choice(self, t: &Tree) -> Option<Meaning> {
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

    pub(crate) fn offer(self, t: &Tree) -> Option<Meaning> {
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

    pub(crate) fn point(self, t: &Tree) -> Option<Meaning> {
        match t.name.as_str() {
            "dated-time" => {
                let (day, time) = (t.get("day")?.trees().next()?, t.get("time")?);
                // "am 22. 2pm" looks like the 22nd of February.
                let dotted = day.any("day-of-month", &|d| d.any("written-ordinal", &|_| true));
                let bare = |t: &Tree| {
                    !t.says("um")
                        && t.any("clock-form", &|f| f.get("split-time").or(f.get("half-day-time")).is_some())
                };
                if dotted && time.any("clock", &bare) {
                    return None;
                }
                self.dated(&self.days(day)?, &self.time(time, true)?)
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

    pub(crate) fn dated_part(self, t: &Tree) -> Option<(Days, &str)> {
        if let Some(t) = t.get("weekday-part") {
            let (day, part) = t.value("weekdaypart")?.split_once(' ')?;
            return Some((Days::Weekday(calendar::weekday(day)), part));
        }
        let part = t.get("day-part").or(t.get("part-noun")).map(part)?;
        Some((self.days(t.get("part-day")?.trees().next()?)?, part))
    }

    /// A part of a day: from its start to its end, which for the night is on the next day.
    pub(crate) fn part_of(self, days: &Days, part: &str) -> Option<Meaning> {
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
    pub(crate) fn dated_part_time(self, t: &Tree) -> Option<Meaning> {
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
    pub(crate) fn moments(self, days: &Days, clock: &Clock) -> Option<Option<(Vec<NaiveDateTime>, bool)>> {
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

    pub(crate) fn undated(self, clock: &Clock) -> Option<Meaning> {
        several(clock.times.iter().map(|(t, _)| show_time(*t)).collect(), true)
    }
}

pub(crate) fn instant(local: NaiveDateTime, utc: NaiveDateTime) -> String {
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
