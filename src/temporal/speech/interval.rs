//! Stretches of time.

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Weekday};

use super::clock;
use super::day::{self, Case, Tail};
use super::weekday;
use crate::context::{Context, Expect};
use crate::temporal::value::Bound;
use crate::text::Part;

pub(super) fn say(start: Option<Bound>, end: Option<Bound>, context: &Context) -> String {
    match (start, end) {
        (None, None) => "jederzeit".to_owned(),
        (Some(Bound::Local(s)), None) if s == this_minute(context) => "so bald wie möglich".to_owned(),
        (Some(Bound::Local(s)), None) => {
            let from = clock::on_day(s.time(), s.date(), context);
            format!("{}, ab {from}", day::full(s.date(), Case::Accusative, context))
        }
        (Some(s), None) => format!("ab {}", first(s, context)),
        (None, Some(e)) => format!("bis {}", last(e, context)),
        (Some(Bound::Date(s)), Some(Bound::Date(e))) => days(s, e, context),
        (Some(Bound::Time(s)), Some(Bound::Time(e))) => match part_of(s, e, context) {
            Some(part) => in_the(part).to_owned(),
            None => clock::range(s, e, None, Some(context)),
        },
        (Some(Bound::Local(s)), Some(Bound::Local(e))) => match of_one_day(s, e, context) {
            Some(OneDay::Part(Part::Night)) => night(s.date(), context),
            Some(OneDay::Part(part)) => {
                format!("{}, {}", day::full(s.date(), Case::Accusative, context), in_the(part))
            }
            Some(OneDay::Clock) => format!(
                "{}, {}",
                day::full(s.date(), Case::Accusative, context),
                clock::range(s.time(), e.time(), Some(s.date()), Some(context))
            ),
            None => both(Bound::Local(s), Bound::Local(e), context),
        },
        (Some(s), Some(e)) => both(s, e, context),
    }
}

pub(super) fn say_short(start: Option<Bound>, end: Option<Bound>, context: &Context) -> String {
    match (start, end) {
        (Some(Bound::Local(s)), None) if s != this_minute(context) => {
            let from = clock::on_day(s.time(), s.date(), context);
            format!("{} ab {from}", day::short(s.date(), context))
        }
        (Some(Bound::Date(s)), None) => format!("ab {}", from_short(s, context)),
        (None, Some(Bound::Date(e))) => format!("bis {}", until_short(previous(e), context)),
        (None, Some(Bound::Local(e))) => {
            let (date, time) = end_of(e);
            format!("bis {} um {}", until_short(date, context), clock::end_on_day(time, date, context))
        }
        (Some(Bound::Date(s)), Some(Bound::Date(e))) => days_short(s, e, context),
        (Some(Bound::Local(s)), Some(Bound::Local(e))) => match of_one_day(s, e, context) {
            Some(OneDay::Part(part)) => part_short(s.date(), part, context),
            Some(OneDay::Clock) => {
                let range = clock::range(s.time(), e.time(), Some(s.date()), Some(context));
                format!("{} {range}", day::short(s.date(), context))
            }
            None => {
                let (until, time) = end_of(e);
                format!(
                    "von {} um {} bis {} um {}",
                    from_short(s.date(), context),
                    clock::on_day(s.time(), s.date(), context),
                    until_short(until, context),
                    clock::end_on_day(time, until, context)
                )
            }
        },
        (start, end) => say(start, end, context),
    }
}

/// What a stretch of one day is.
enum OneDay {
    Part(Part),
    /// From a time to a later one, or into the small hours.
    Clock,
}

fn of_one_day(s: NaiveDateTime, e: NaiveDateTime, context: &Context) -> Option<OneDay> {
    let same = s.date() == e.date() && s < e;
    let following = s.date().succ_opt() == Some(e.date());
    if let Some(part) = part_of(s.time(), e.time(), context)
        // A night that begins after midnight would be heard as the one before.
        && (same && part != Part::Night || (following && e.time() <= s.time()))
    {
        return Some(OneDay::Part(part));
    }
    let small_hours = following && e.time().hour() < 6 && e.time() < s.time();
    (same || small_hours || (following && e.time() == NaiveTime::MIN)).then_some(OneDay::Clock)
}

/// The part of day that a stretch of the clock is.
fn part_of(start: NaiveTime, end: NaiveTime, context: &Context) -> Option<Part> {
    let parts = &context.policy.day_parts;
    [
        (Part::Morning, parts.morning),
        (Part::Forenoon, parts.forenoon),
        (Part::Noon, parts.noon),
        (Part::Afternoon, parts.afternoon),
        (Part::Evening, parts.evening),
        (Part::Night, parts.night),
    ]
    .into_iter()
    .find(|(_, p)| p.start == start && p.end == end)
    .map(|(part, _)| part)
}

const fn in_the(part: Part) -> &'static str {
    match part {
        Part::Morning => "am Morgen",
        Part::Forenoon => "am Vormittag",
        Part::Noon => "am Mittag",
        Part::Afternoon => "am Nachmittag",
        Part::Evening => "am Abend",
        Part::Night => "in der Nacht",
    }
}

/// The night that begins on a date: "in der Nacht von Montag, dem zehnten, auf Dienstag, den elften November".
fn night(date: NaiveDate, context: &Context) -> String {
    let next = date.succ_opt().unwrap_or(date);
    let (of_first, of_next) = tails(date, next, context);
    format!(
        "in der Nacht von {} auf {}",
        closed(&day::with_tail(date, Case::Dative, of_first)),
        day::with_tail(next, Case::Accusative, of_next)
    )
}

/// "heute Nachmittag", "morgen früh", "Montagabend", "in der Nacht auf Dienstag", "am zehnten November nachmittags"
fn part_short(date: NaiveDate, part: Part, context: &Context) -> String {
    let Some(word) = day::word(date, context) else {
        if part == Part::Night {
            return night(date, context);
        }
        let part = match part {
            Part::Morning => "morgens",
            Part::Forenoon => "vormittags",
            Part::Noon => "mittags",
            Part::Afternoon => "nachmittags",
            Part::Evening | Part::Night => "abends",
        };
        return format!("{} {part}", day::short(date, context));
    };
    let noun = match part {
        Part::Morning => return format!("{word} früh"),
        Part::Forenoon => "Vormittag",
        Part::Noon => "Mittag",
        Part::Afternoon => "Nachmittag",
        Part::Evening => "Abend",
        Part::Night if day::ahead(date, context) == 0 => "Nacht",
        Part::Night => {
            let next = date.succ_opt().unwrap_or(date);
            return format!("in der Nacht auf {}", weekday(next.weekday()));
        }
    };
    if word.starts_with(char::is_uppercase) {
        format!("{word}{}", noun.to_lowercase())
    } else {
        format!("{word} {noun}")
    }
}

/// "von …, dem zehnten, bis …, den vierzehnten November"; a month and a year by their names.
fn days(start: NaiveDate, end: NaiveDate, context: &Context) -> String {
    let last = previous(end);
    if last <= start {
        return day::full(start, Case::Accusative, context);
    }
    if let Some(named) = named(start, end, context) {
        return named;
    }
    let (of_start, of_last) = tails(start, last, context);
    format!(
        "von {} bis {}",
        closed(&day::with_tail(start, Case::Dative, of_start)),
        day::with_tail(last, Case::Accusative, of_last)
    )
}

fn days_short(start: NaiveDate, end: NaiveDate, context: &Context) -> String {
    let last = previous(end);
    if last <= start {
        return day::short(start, context);
    }
    let monday = context.today().week(Weekday::Mon).checked_first_day();
    let weeks = monday.map(|m| start.signed_duration_since(m).num_days());
    if end.signed_duration_since(start).num_days() == 7 {
        match weeks {
            Some(-7) => return "letzte Woche".to_owned(),
            Some(0) => return "diese Woche".to_owned(),
            Some(7) => return "nächste Woche".to_owned(),
            _ => {}
        }
    }
    if end.signed_duration_since(start).num_days() == 2 && weeks == Some(5) {
        return "dieses Wochenende".to_owned();
    }
    if let Some(named) = named(start, end, context) {
        return named;
    }
    if day::word(start, context).is_none() && day::word(last, context).is_none() {
        let (of_start, of_last) = tails(start, last, context);
        return format!("vom {} bis zum {}", day::numbered(start, of_start), day::numbered(last, of_last));
    }
    format!("von {} bis {}", from_short(start, context), until_short(last, context))
}

/// "im November", "im Jahr zweitausendsechsundzwanzig"
fn named(start: NaiveDate, end: NaiveDate, context: &Context) -> Option<String> {
    if start.day() != 1 || end.day() != 1 {
        return None;
    }
    let months = |d: NaiveDate| i64::from(d.year()).saturating_mul(12).saturating_add(d.month0().into());
    match months(end).saturating_sub(months(start)) {
        1 => {
            let ahead = months(start).saturating_sub(months(context.today()));
            let meant = match context.policy.expect {
                Expect::Past => -11..=0,
                _ => 0..=11,
            };
            let year = if meant.contains(&ahead) { String::new() } else { day::year(start.year()) };
            Some(format!("im {}{year}", day::month(start.month())))
        }
        12 if start.month() == 1 => Some(format!("im Jahr{}", day::year(start.year()))),
        _ => None,
    }
}

/// How much has to be said of both ends: the month once where it is the same, the year at the last end for both.
fn tails(start: NaiveDate, last: NaiveDate, context: &Context) -> (Tail, Tail) {
    let of_start = day::needs_year(start, context);
    let of_last = day::needs_year_after(last, start);
    let same_year = start.year() == last.year();
    let same_month = same_year && start.month() == last.month();
    let first = match (of_start || of_last, same_month) {
        (_, true) => Tail::Day,
        (true, false) if !same_year => Tail::Year,
        _ => Tail::Month,
    };
    (first, if of_start || of_last { Tail::Year } else { Tail::Month })
}

fn both(start: Bound, end: Bound, context: &Context) -> String {
    let first = first(start, context);
    let first = if matches!(start, Bound::Date(_)) { closed(&first) } else { first };
    format!("von {first} bis {}", last(end, context))
}

/// A comma closes the date behind a weekday: "von Montag, dem zehnten, bis …".
fn closed(date: &str) -> String {
    if date.contains(',') { format!("{date},") } else { date.to_owned() }
}

fn first(bound: Bound, context: &Context) -> String {
    match bound {
        Bound::Date(d) => day::full(d, Case::Dative, context),
        Bound::Time(t) => clock::alone(t, context),
        Bound::Local(l) => format!(
            "{}, um {}",
            day::full(l.date(), Case::Dative, context),
            clock::on_day(l.time(), l.date(), context)
        ),
    }
}

/// One end. The last day of a stretch belongs to it when it is spoken, so an exclusive end is the day before.
fn last(bound: Bound, context: &Context) -> String {
    match bound {
        Bound::Date(d) => day::full(previous(d), Case::Accusative, context),
        Bound::Time(t) => clock::end_alone(t, context),
        Bound::Local(l) => {
            let (date, time) = end_of(l);
            format!(
                "{}, um {}",
                day::full(date, Case::Accusative, context),
                clock::end_on_day(time, date, context)
            )
        }
    }
}

/// Midnight is the end of the day before.
fn end_of(end: NaiveDateTime) -> (NaiveDate, NaiveTime) {
    if end.time() == NaiveTime::MIN { (previous(end.date()), end.time()) } else { (end.date(), end.time()) }
}

fn previous(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(1)).unwrap_or(date)
}

/// "heute", "Montag", "dem zehnten November"
fn from_short(date: NaiveDate, context: &Context) -> String {
    match day::word(date, context) {
        Some(word) => word.to_owned(),
        None => format!("dem {}", day::day_and_month(date, context)),
    }
}

/// "heute", "Montag", "zum zehnten November"
fn until_short(date: NaiveDate, context: &Context) -> String {
    match day::word(date, context) {
        Some(word) => word.to_owned(),
        None => format!("zum {}", day::day_and_month(date, context)),
    }
}

fn this_minute(context: &Context) -> NaiveDateTime {
    let now = context.local_now();
    now.with_second(0).and_then(|t| t.with_nanosecond(0)).unwrap_or(now)
}
