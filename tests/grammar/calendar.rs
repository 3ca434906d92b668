//! The calendar as the test counts it, apart from the library: weekdays, weeks, Easter, the clock of Berlin.

use chrono::{Datelike as _, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

pub(crate) fn date(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(y, m, d)
}

pub(crate) fn plus(date: NaiveDate, days: i64) -> NaiveDate {
    date + Duration::days(days)
}

pub(crate) fn monday(date: NaiveDate) -> NaiveDate {
    plus(date, -i64::from(date.weekday().num_days_from_monday()))
}

/// The first such weekday on or after a date.
pub(crate) fn on_or_after(from: NaiveDate, day: Weekday) -> NaiveDate {
    (0..7).map(|n| plus(from, n)).find(|d| d.weekday() == day).unwrap()
}

/// Months on, clamped to the last day of a shorter month.
pub(crate) fn months(from: NaiveDate, n: i32) -> NaiveDate {
    let month = from.year() * 12 + from.month0() as i32 + n;
    let (y, m) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
    (1..=from.day()).rev().find_map(|d| date(y, m, d)).unwrap()
}

/// Monday to Friday, `n` of them.
pub(crate) fn workdays(from: NaiveDate, n: i64) -> NaiveDate {
    let step = n.signum();
    let mut at = from;
    let mut left = n.abs();
    while left > 0 {
        at = plus(at, step);
        if !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    at
}

/// The Monday of an ISO week: week 1 is the one with 4 January.
pub(crate) fn iso_week(year: i32, week: u32) -> NaiveDate {
    plus(monday(date(year, 1, 4).unwrap()), 7 * (i64::from(week) - 1))
}

/// Easter Sunday by Gauss's formula with Lichtenberg's supplement.
pub(crate) fn easter(x: i32) -> NaiveDate {
    let k = x / 100;
    let m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
    let s = 2 - (3 * k + 3) / 4;
    let a = x % 19;
    let d = (19 * a + m) % 30;
    let r = (d + a / 11) / 29;
    let og = 21 + d - r;
    let sz = 7 - (x + x / 4 + s).rem_euclid(7);
    let oe = 7 - (og - sz).rem_euclid(7);
    plus(date(x, 3, 1).unwrap(), i64::from(og + oe) - 1)
}

/// The date of a rule of grammar/de/holidays.toml.
pub(crate) fn holiday(rule: u32, y: i32) -> NaiveDate {
    let fixed = |m, d| date(y, m, d).unwrap();
    // The fourth Sunday of Advent is the last Sunday before Christmas Day.
    let fourth = plus(on_or_after(fixed(12, 25), Weekday::Sun), -7);
    match rule {
        0 => fixed(1, 1),
        1 => fixed(1, 6),
        2 => fixed(2, 14),
        3 => plus(easter(y), -52),
        4 => plus(easter(y), -48),
        5 => plus(easter(y), -47),
        6 => plus(easter(y), -46),
        7 => fixed(3, 8),
        8 => plus(easter(y), -7),
        9 => plus(easter(y), -3),
        10 => plus(easter(y), -2),
        11 => plus(easter(y), -1),
        12 => easter(y),
        13 => plus(easter(y), 1),
        14 => fixed(5, 1),
        15 => plus(on_or_after(fixed(5, 1), Weekday::Sun), 7),
        16 => plus(easter(y), 39),
        17 => plus(easter(y), 49),
        18 => plus(easter(y), 50),
        19 => plus(easter(y), 60),
        20 => fixed(8, 1),
        21 => fixed(8, 15),
        22 => fixed(9, 20),
        23 => fixed(10, 3),
        24 => fixed(10, 31),
        25 => fixed(11, 1),
        26 => fixed(11, 2),
        27 => fixed(11, 11),
        28 => plus(fourth, -35),
        // The Wednesday before 23 November.
        29 => (1..=7).map(|n| plus(fixed(11, 23), -n)).find(|d| d.weekday() == Weekday::Wed).unwrap(),
        30 => plus(fourth, -28),
        31 => plus(fourth, -21),
        32 => plus(fourth, -14),
        33 => plus(fourth, -7),
        34 => fourth,
        35 => fixed(12, 6),
        36 => fixed(12, 8),
        37 => fixed(12, 24),
        38 => fixed(12, 25),
        39 => fixed(12, 26),
        40 => fixed(12, 31),
        41 => fixed(10, 26),
        42 => fixed(1, 2),
        _ => panic!("no rule {rule}"),
    }
}

/// The instants at which the clocks of Berlin show a wall time: none in spring's gap, two in autumn's fold. Summer time runs
/// from 01:00 UTC on the last Sunday in March to 01:00 UTC on the last Sunday in October (Directive 2000/84/EC).
pub(crate) fn instants(local: NaiveDateTime) -> Vec<NaiveDateTime> {
    let change = |y, m| {
        let last = (25..=31).filter_map(|d| date(y, m, d)).find(|d| d.weekday() == Weekday::Sun).unwrap();
        last.and_hms_opt(1, 0, 0).unwrap()
    };
    let summer = |utc: NaiveDateTime| change(utc.year(), 3) <= utc && utc < change(utc.year(), 10);
    [2, 1]
        .into_iter()
        .map(|hours| (hours, local - Duration::hours(hours)))
        .filter(|(hours, utc)| summer(*utc) == (*hours == 2))
        .map(|(_, utc)| utc)
        .collect()
}

/// What the clocks of Berlin show at an instant.
pub(crate) fn wall(utc: NaiveDateTime) -> NaiveDateTime {
    let two = utc + Duration::hours(2);
    if instants(two).contains(&utc) { two } else { utc + Duration::hours(1) }
}

pub(crate) fn at(h: u32, m: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(h, m, 0).unwrap()
}

pub(crate) fn weekday(value: &str) -> Weekday {
    match value {
        "Mon" => Weekday::Mon,
        "Tue" => Weekday::Tue,
        "Wed" => Weekday::Wed,
        "Thu" => Weekday::Thu,
        "Fri" => Weekday::Fri,
        "Sat" => Weekday::Sat,
        "Sun" => Weekday::Sun,
        _ => panic!("no weekday {value}"),
    }
}

#[test]
fn the_calendar_of_the_test_is_that_of_the_world() {
    // Easter and clock changes as published by the Physikalisch-Technische Bundesanstalt.
    for (y, m, d) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2038, 4, 25)]
    {
        assert_eq!(easter(y), date(y, m, d).unwrap());
    }
    let local = |m, d, h, n| date(2025, m, d).unwrap().and_time(at(h, n));
    assert_eq!(instants(local(3, 30, 2, 30)), []);
    assert_eq!(instants(local(10, 26, 2, 30)), [local(10, 26, 0, 30), local(10, 26, 1, 30)]);
    assert_eq!(instants(local(11, 5, 10, 0)), [local(11, 5, 9, 0)]);
    assert_eq!(wall(local(7, 1, 10, 0)), local(7, 1, 12, 0));
    assert_eq!(iso_week(2025, 48), date(2025, 11, 24).unwrap());
    assert_eq!(months(date(2026, 1, 31).unwrap(), 1), date(2026, 2, 28).unwrap());
}
