//! What is said is understood as the value that was spoken: every minute of a day, every day of ten years, both clock
//! changes, every shape of a stretch, lengths, repetition.
//!
//! What the parser does not read back yet though a German would is counted apart, by kind: a kind of which nothing fails
//! any more fails the test, so that it is taken off the list.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Weekday};
use klartext::temporal::recurrence::{Freq, Recurrence, Weekdays};
use klartext::temporal::{self, Bound, Moment, Value, speech};
use klartext::{Context, Expect};
use proptest::prelude::*;

use super::{BERLIN, clock, day, expecting, local, moments, time, wednesday};

/// The kinds that are good German and not read back yet.
fn unread(value: &Value, said: &str) -> Option<&'static str> {
    let times: Vec<NaiveTime> = match value {
        Value::Time(t) => vec![*t],
        Value::DateTime(m) => vec![m.local.time()],
        Value::Interval { start, end } => [start, end]
            .into_iter()
            .flatten()
            .filter_map(|b| match b {
                Bound::Time(t) => Some(*t),
                Bound::Local(l) => Some(l.time()),
                Bound::Date(_) => None,
            })
            .collect(),
        Value::Recurrence(r) => r.at.into_iter().collect(),
        _ => Vec::new(),
    };
    if times.iter().any(|t| t.second() > 0) {
        return Some("seconds behind Uhr");
    }
    match value {
        Value::Interval { start: Some(Bound::Time(_) | Bound::Local(_)), end: Some(_) }
            if times.first().is_some_and(|t| (1..=12).contains(&t.minute())) =>
        {
            return Some("minutes up to twelve before „bis“");
        }
        // "jeden Montag und Mittwoch, bis …" is read, "am Montag und am Mittwoch, bis …" and "am ersten, bis …" are not.
        Value::Recurrence(Recurrence { until: Some(_), month_day, weekdays, interval, .. })
            if month_day.is_some() || (*interval > 1 && weekdays.iter().count() > 1) =>
        {
            return Some("until behind „am …“");
        }
        _ => {}
    }
    KINDS.iter().find(|(_, part)| said.contains(part)).map(|(kind, _)| *kind)
}

/// Kinds that their words tell.
const KINDS: &[(&str, &str)] = &[
    ("the second of a fold", "nach der Zeitumstellung"),
    ("every day but one", "außer"),
    ("the first Monday of every other month", "Monate am ersten Montag"),
    ("the last Monday of every other month", "Monate am letzten Montag"),
];

/// Counts what came back and what did not.
#[derive(Default)]
struct Tally {
    /// Kind, how many failed, how many there were.
    kinds: Vec<(&'static str, usize, usize)>,
    wrong: Vec<String>,
    right: usize,
}

impl Tally {
    fn say(&mut self, value: Value, said: &str, context: &Context) {
        let best = temporal::resolve(said, context).unwrap().best().map(|r| r.value);
        let right = best == Some(value);
        match unread(&value, said) {
            Some(kind) => {
                let at = self.kinds.iter().position(|k| k.0 == kind).unwrap_or_else(|| {
                    self.kinds.push((kind, 0, 0));
                    self.kinds.len() - 1
                });
                let entry = self.kinds.get_mut(at).unwrap();
                entry.1 += usize::from(!right);
                entry.2 += 1;
            }
            None if right => self.right += 1,
            None => self.wrong.push(format!("`{said}` means {best:?}, not {value:?}")),
        }
    }

    fn both(&mut self, value: Value, context: &Context) {
        self.say(value, &speech::say(&value, context), context);
        self.say(value, &speech::say_short(&value, context), context);
    }

    #[track_caller]
    fn end(self, at_least: usize) {
        let shown: Vec<&String> = self.wrong.iter().step_by(self.wrong.len() / 25 + 1).collect();
        assert!(self.wrong.is_empty(), "{} wrong, such as {shown:#?}", self.wrong.len());
        assert!(self.right >= at_least, "only {} were tried", self.right);
        let done: Vec<&str> = self.kinds.iter().filter(|k| k.1 == 0).map(|k| k.0).collect();
        assert!(done.is_empty(), "all of {done:?} are read back now: take them off the list");
    }
}

fn any(local: &str) -> Context {
    expecting(Expect::Any, clock(local))
}

fn with_hours(hours: &str) -> Context {
    let mut context = expecting(Expect::Any, wednesday());
    context.hours = Some(serde_json::from_str(hours).unwrap());
    context
}

fn minutes() -> impl Iterator<Item = NaiveTime> {
    (0..1440).filter_map(|m| NaiveTime::from_num_seconds_from_midnight_opt(m * 60, 0))
}

#[test]
fn every_minute_of_a_day() {
    let mut tally = Tally::default();
    let week = |day: &str| {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat"].map(|d| format!(r#""{d}": ["{day}"]"#));
        with_hours(&format!("{{{}}}", days.join(",")))
    };
    let contexts = [
        any("2025-11-05T10:00"),
        week("09:00-18:00"),
        week("17:00-23:00"),
        week("06:00-22:00"),
        week("00:00-24:00"),
    ];
    for context in &contexts {
        for time in minutes() {
            tally.both(Value::Time(time), context);
        }
    }
    tally.end(10_000);
}

#[test]
fn seconds_of_a_minute() {
    let mut tally = Tally::default();
    for second in (1..60).chain([61, 119, 600, 3601]) {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(14 * 3600 + second, 0).unwrap();
        tally.both(Value::Time(time), &any("2025-11-05T10:00"));
    }
    tally.end(2);
}

#[test]
fn every_minute_of_a_day_that_is_named() {
    let mut tally = Tally::default();
    // Saturday opens earlier than the week.
    let salon = with_hours(r#"{"thu": ["09:00-18:00"], "mon": ["14:00-22:00"], "sat": ["07:00-10:00"]}"#);
    for context in [&any("2025-11-05T10:00"), &salon] {
        for date in ["2025-11-05", "2025-11-06", "2025-11-08", "2025-11-10", "2026-06-01"] {
            for time in minutes().step_by(if date == "2025-11-06" { 1 } else { 7 }) {
                for moment in moments(day(date).and_time(time)) {
                    tally.both(Value::DateTime(moment), context);
                }
            }
        }
    }
    tally.end(5_000);
}

#[test]
fn every_minute_around_both_clock_changes() {
    let mut tally = Tally::default();
    for (context, from) in
        [(any("2025-10-20T10:00"), "2025-10-26T00:00"), (any("2025-03-25T10:00"), "2025-03-30T00:00")]
    {
        for minute in 0..300 {
            let at = local(from) + TimeDelta::minutes(minute);
            for moment in moments(at) {
                tally.both(Value::DateTime(moment), &context);
            }
        }
    }
    assert!(tally.kinds.iter().any(|k| k.0 == "the second of a fold" && k.2 >= 100));
    tally.end(1_000);
}

fn ten_years() -> impl Iterator<Item = NaiveDate> {
    day("2024-01-01").iter_days().take_while(|d| *d <= day("2033-12-31"))
}

#[test]
fn every_day_of_ten_years() {
    let mut tally = Tally::default();
    let clocks = ["2025-11-05T10:00", "2024-02-29T23:30", "2026-01-01T00:00", "2028-12-31T12:00"];
    for now in clocks {
        let context = any(now);
        for date in ten_years() {
            tally.both(Value::Date(date), &context);
        }
    }
    tally.end(29_000);
}

#[test]
fn every_day_ahead_and_every_day_back() {
    let mut tally = Tally::default();
    for now in ["2025-11-05T10:00", "2028-02-29T08:00"] {
        let (ahead, back) = (expecting(Expect::Future, clock(now)), expecting(Expect::Past, clock(now)));
        for date in ten_years() {
            if date >= ahead.today() {
                tally.both(Value::Date(date), &ahead);
            }
            if date <= back.today() {
                tally.both(Value::Date(date), &back);
            }
        }
    }
    tally.end(10_000);
}

/// The year is said in exactly those dates that would be understood as another one without it.
#[test]
fn the_year_is_said_only_where_it_is_needed() {
    let context = any("2025-11-05T10:00");
    for date in ten_years() {
        let said = speech::say(&Value::Date(date), &context);
        let within_a_year = date >= context.today() && date < day("2026-11-05");
        let leap_day = date == day("2028-02-29");
        assert_eq!(said.contains("zweitausend"), !within_a_year && !leap_day, "{said}");
    }
}

#[test]
fn every_stretch_of_the_clock_on_the_half_hour() {
    let context = any("2025-11-05T10:00");
    let mut tally = Tally::default();
    let halves: Vec<NaiveTime> = minutes().step_by(30).collect();
    let interval = |s: NaiveTime, e: NaiveTime| Value::Interval {
        start: Some(Bound::Time(s)),
        end: Some(Bound::Time(e)),
    };
    for start in &halves {
        for end in halves.iter().filter(|e| *e != start) {
            tally.both(interval(*start, *end), &context);
        }
        tally.both(Value::Interval { start: Some(Bound::Time(*start)), end: None }, &context);
        tally.both(Value::Interval { start: None, end: Some(Bound::Time(*start)) }, &context);
    }
    tally.end(4_000);
}

#[test]
fn every_stretch_of_a_day_on_the_hour() {
    let context = any("2025-11-05T10:00");
    let mut tally = Tally::default();
    let interval =
        |start, end| Value::Interval { start: Some(Bound::Local(start)), end: Some(Bound::Local(end)) };
    for date in ["2025-11-05", "2025-11-06", "2025-11-10", "2026-06-01"] {
        let midnight = day(date).and_time(NaiveTime::MIN);
        for from in 0..24 {
            let start = midnight + TimeDelta::hours(from);
            // Up to the end of the day after next.
            for until in from + 1..=48 {
                tally.both(interval(start, midnight + TimeDelta::hours(until)), &context);
            }
            tally.both(Value::Interval { start: Some(Bound::Local(start)), end: None }, &context);
            tally.both(Value::Interval { start: None, end: Some(Bound::Local(start)) }, &context);
        }
    }
    tally.end(5_000);
}

#[test]
fn stretches_of_days() {
    let mut tally = Tally::default();
    for now in ["2025-11-05T10:00", "2027-12-30T18:00"] {
        let context = any(now);
        let today = context.today();
        let interval = |start: NaiveDate, end: NaiveDate| Value::Interval {
            start: Some(Bound::Date(start)),
            end: Some(Bound::Date(end)),
        };
        for ahead in 0..420 {
            let start = today + Days::new(ahead);
            tally.both(Value::Interval { start: Some(Bound::Date(start)), end: None }, &context);
            tally.both(Value::Interval { start: None, end: Some(Bound::Date(start)) }, &context);
            // One day alone is heard as that day.
            for length in [2, 3, 5, 7, 10, 14, 31, 80, 400] {
                tally.both(interval(start, start + Days::new(length)), &context);
            }
        }
        for back in 1..40 {
            let start = today - Days::new(back);
            tally.both(interval(start, start + Days::new(7)), &context);
        }
        for month in 0..30 {
            let first = |n: u32| {
                let month = chrono::Datelike::month0(&today) + n;
                let year = chrono::Datelike::year(&today) + i32::try_from(month / 12).unwrap();
                NaiveDate::from_ymd_opt(year, month % 12 + 1, 1).unwrap()
            };
            tally.both(interval(first(month), first(month + 1)), &context);
        }
    }
    tally.both(Value::Interval { start: None, end: None }, &any("2025-11-05T10:00"));
    tally.end(15_000);
}

#[test]
fn lengths_up_to_weeks() {
    let context = wednesday();
    let mut tally = Tally::default();
    let mut say = |seconds: i64| tally.both(Value::Duration { seconds }, &context);
    (0..=1440).for_each(|minutes| say(minutes * 60));
    (1..=100).for_each(&mut say);
    (1..=72).for_each(|hours| say(hours * 3600));
    (1..=60).for_each(|days| say(days * 86_400));
    (3..=25).for_each(|halves| say(halves * 43_200));
    (2..=52).for_each(|weeks| say(weeks * 604_800));
    tally.end(3_000);
}

#[test]
fn repetition() {
    let context = any("2025-11-05T10:00");
    let mut tally = Tally::default();
    let days = |set: &[Weekday]| set.iter().fold(Weekdays::NONE, |days, day| days.and(*day));
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let mut rules: Vec<Recurrence> = Vec::new();
    for interval in 1..=12 {
        for freq in [Freq::Daily, Freq::Weekly, Freq::Monthly, Freq::Yearly] {
            // Seven days are a week.
            if freq != Freq::Daily || interval % 7 != 0 && interval != 8 {
                rules.push(Recurrence::every(interval, freq));
            }
        }
        for set in [&[Mon][..], &[Tue, Thu], &[Mon, Wed, Fri], &[Sat, Sun], &[Mon, Tue, Wed, Thu]] {
            rules.push(Recurrence { weekdays: days(set), ..Recurrence::every(interval, Freq::Weekly) });
        }
        for day in [1, 2, 15, 28, 31] {
            rules.push(Recurrence { month_day: Some(day), ..Recurrence::every(interval, Freq::Monthly) });
        }
    }
    for day in [Mon, Tue, Wed, Thu, Fri, Sat, Sun] {
        for nth in [1, 2, 3, 4, -1] {
            let monthly = Recurrence::every(1, Freq::Monthly);
            rules.push(Recurrence { nth: Some(nth), weekdays: days(&[day]), ..monthly });
        }
    }
    rules.push(Recurrence { weekdays: Weekdays::WORKDAYS, ..Recurrence::every(1, Freq::Weekly) });
    for missing in [Mon, Thu, Sun] {
        let weekdays = Weekdays::ALL.without(missing);
        rules.push(Recurrence { weekdays, ..Recurrence::every(1, Freq::Weekly) });
    }
    for nth in [1, -1] {
        let every_other = Recurrence::every(2, Freq::Monthly);
        rules.push(Recurrence { nth: Some(nth), weekdays: days(&[Mon]), ..every_other });
    }
    for rule in rules {
        for at in [None, Some(time("10:00")), Some(time("14:30")), Some(time("03:00"))] {
            let plain = Recurrence { at, ..rule };
            tally.both(Value::Recurrence(plain), &context);
            tally.both(Value::Recurrence(Recurrence { count: Some(3), ..plain }), &context);
            tally.both(Value::Recurrence(Recurrence { until: Some(day("2026-03-31")), ..plain }), &context);
        }
    }
    tally.end(2_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Any moment of ten years, under any clock of them.
    #[test]
    fn any_moment_under_any_clock(now in 0i64..5_259_000, at in 0i64..5_259_000) {
        let start = local("2024-01-01T00:00");
        let now = temporal::zone::localise(start + TimeDelta::minutes(now), BERLIN);
        let temporal::zone::Localised::Unambiguous(Moment { utc, .. }) = now else { return Ok(()) };
        let context = expecting(Expect::Any, Context::new(utc, BERLIN));
        for moment in moments(start + TimeDelta::minutes(at)) {
            let value = Value::DateTime(moment);
            for said in [speech::say(&value, &context), speech::say_short(&value, &context)] {
                if unread(&value, &said).is_none() {
                    let best = temporal::resolve(&said, &context).unwrap().best().map(|r| r.value);
                    prop_assert_eq!(best, Some(value), "{}", said);
                }
            }
        }
    }

    /// Any two moments as a stretch.
    #[test]
    fn any_stretch(at in 0i64..1_000_000, length in 1i64..20_000) {
        let context = any("2025-11-05T10:00");
        let start = local("2025-11-05T00:00") + TimeDelta::minutes(at);
        let end = start + TimeDelta::minutes(length);
        prop_assume!(moments(start).len() == 1 && moments(end).len() == 1);
        let value = Value::Interval { start: Some(Bound::Local(start)), end: Some(Bound::Local(end)) };
        for said in [speech::say(&value, &context), speech::say_short(&value, &context)] {
            if unread(&value, &said).is_none() {
                let best = temporal::resolve(&said, &context).unwrap().best().map(|r| r.value);
                prop_assert_eq!(best, Some(value), "{}", said);
            }
        }
    }
}
