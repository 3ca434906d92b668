//! Which clock times a tree means.

use chrono::NaiveTime;

use crate::calendar::at;
use crate::generate::Tree;
use crate::meaning::Now;

/// A clock time: what the hands can mean.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    /// Wall times, and how many days after the day named; the best first.
    pub(crate) times: Vec<(NaiveTime, i64)>,
    pub(crate) midnight: bool,
}

impl Clock {
    pub(crate) fn exact(h: u32, m: u32) -> Self {
        let time = if h == 24 { (at(0, m), 1) } else { (at(h, m), 0) };
        Self { times: vec![time], midnight: false }
    }

    /// An hour of the twelve-hour dial: the daytime one first.
    pub(crate) fn dial(h: u32, m: u32) -> Self {
        let h = h % 12;
        let (am, pm) = ((at(h, m), i64::from(h == 0)), (at(h + 12, m), 0));
        let times = if (7..19).contains(&h) { vec![am, pm] } else { vec![pm, am] };
        Self { times, midnight: false }
    }

    /// Minutes before or after an hour of the dial.
    pub(crate) fn beside(h: u32, minutes: i64) -> Self {
        let of_half_day = (i64::from(h) * 60 + minutes).rem_euclid(720) as u32;
        Self::dial(of_half_day / 60, of_half_day % 60)
    }

    pub(crate) fn has_twelve(&self) -> bool {
        self.times.len() > 1 && self.times.iter().any(|(_, days)| *days > 0)
    }
}

impl Now {
    /// With a day beside it, hours of the night with a part of the day are left open.
    pub(crate) fn time(self, t: &Tree, dated: bool) -> Option<Clock> {
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

    pub(crate) fn hour_or_form(self, t: &Tree) -> Option<Clock> {
        match (t.get("bare-hour"), t.get("clock-form")) {
            (Some(hour), _) => Some(hour_clock(hour)),
            (_, Some(form)) => self.form(form.trees().next()?),
            _ => None,
        }
    }

    pub(crate) fn at_clock(self, t: &Tree) -> Option<Clock> {
        self.hour_or_form(t)
    }

    pub(crate) fn clock(self, t: &Tree) -> Option<Clock> {
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

    pub(crate) fn form(self, t: &Tree) -> Option<Clock> {
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
}

pub(crate) fn plain_hour(h: u32) -> Clock {
    if (1..=12).contains(&h) { Clock::dial(h, 0) } else { Clock::exact(h, 0) }
}

pub(crate) fn hour_clock(t: &Tree) -> Clock {
    plain_hour(t.numbers()[0].1)
}

pub(crate) fn uhr(hour: &Tree, minute: u32) -> Option<Clock> {
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

pub(crate) fn digits(t: &Tree) -> Option<Clock> {
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
pub(crate) fn part_times(part: &str) -> (NaiveTime, NaiveTime) {
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
pub(crate) fn with_part(clock: &Clock, part: &str) -> Option<(NaiveTime, i64)> {
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
pub(crate) fn length(t: &Tree) -> Option<i64> {
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
