//! Eight in the morning or in the evening: what decides between two readings twelve hours apart.

use chrono::{NaiveTime, TimeDelta, Timelike as _};

use crate::context::{Context, Expect};
use crate::finding::{Finding, Kind, Severity};
use crate::temporal::{Assumed, Assumption, Bound, Reading, Value};

/// The opening hours decided between the two halves of the day.
pub static HOURS_DECIDED: Kind = Kind::new(
    "hours_decided",
    Severity::Note,
    "{taken} liegt in den Öffnungszeiten, {left} nicht",
    "{taken} is within opening hours, {left} is not",
);

/// The hours of other days decided between the two halves of a day that is closed.
pub static USUAL_HOURS_DECIDED: Kind = Kind::new(
    "usual_hours_decided",
    Severity::Note,
    "{taken} liegt in den üblichen Öffnungszeiten, {left} an keinem Tag",
    "{taken} is within the usual opening hours, {left} on no day",
);

/// Both halves of the day are closed; the one by day was taken.
pub static DAYTIME_DECIDED: Kind = Kind::new(
    "daytime_decided",
    Severity::Note,
    "Geöffnet ist weder um {taken} noch um {left}; gemeint ist wohl die Zeit am Tag",
    "open neither at {taken} nor at {left}; the one by day is taken to be meant",
);

/// Of the two halves of the day one is over.
pub static PAST_RULED_OUT: Kind = Kind::new(
    "past_ruled_out",
    Severity::Note,
    "{left} ist schon vorbei, also ist {taken} gemeint",
    "{left} is over, so {taken} is meant",
);

/// Of two readings twelve hours apart, the one that makes more sense in the opening hours; a finding says why.
pub(crate) fn halves_decided(
    readings: Vec<Reading>,
    context: &Context,
    findings: &mut Vec<Finding>,
) -> Vec<Reading> {
    let mut kept = Vec::with_capacity(readings.len());
    for reading in &readings {
        let better = readings
            .iter()
            .filter(|other| half_a_day_apart(reading, other))
            .find_map(|other| Some((other, gives_way(reading, other, context)?)));
        let Some((other, why)) = better else {
            kept.push(*reading);
            continue;
        };
        if let (Some(taken), Some(left)) = (clock(&other.value), clock(&reading.value)) {
            let finding = Finding::new(why).with("taken", taken).with("left", left);
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    kept
}

/// Why `reading` gives way to `other`, if it does. Where both are open, only the clock can rule one out.
fn gives_way(reading: &Reading, other: &Reading, context: &Context) -> Option<&'static Kind> {
    let past = |r: &Reading| match r.value {
        Value::DateTime(m) => context.policy.expect == Expect::Future && m.utc <= context.now,
        Value::Interval { start: None, end: Some(Bound::Local(end)) } => {
            context.policy.expect == Expect::Future && end <= context.local_now()
        }
        _ => false,
    };
    let policy = &context.policy;
    let Some(hours) = &context.hours else {
        // Three at night is unlikely, and without hours nothing rules it out.
        return (past(reading) && !past(other)).then_some(&PAST_RULED_OUT);
    };
    let usual = |r: &Reading| clock(&r.value).is_some_and(|t| hours.ever_open_at(t));
    let open = |r: &Reading| match r.value {
        Value::DateTime(m) => hours.is_open(m.local),
        Value::Interval { start: Some(Bound::Local(from)), end: None } => hours.is_open(from),
        // Closing time is an end as well.
        Value::Interval { start: None, end: Some(Bound::Local(end)) } => {
            let before = end.checked_sub_signed(TimeDelta::minutes(1));
            hours.is_open(end) || before.is_some_and(|before| hours.is_open(before))
        }
        _ => usual(r),
    };
    let by_day = |r: &Reading| clock(&r.value).is_some_and(|t| policy.day_begins <= t && t < policy.day_ends);
    let decides = |test: &dyn Fn(&Reading) -> bool| test(reading) != test(other);
    let (test, why): (&dyn Fn(&Reading) -> bool, _) = if decides(&open) {
        (&open, &HOURS_DECIDED)
    } else if open(reading) {
        return (past(reading) && !past(other)).then_some(&PAST_RULED_OUT);
    } else if decides(&usual) {
        (&usual, &USUAL_HOURS_DECIDED)
    } else if !usual(reading) && decides(&by_day) {
        (&by_day, &DAYTIME_DECIDED)
    } else {
        return None;
    };
    test(other).then_some(why)
}

fn clock(value: &Value) -> Option<NaiveTime> {
    match value {
        Value::Time(t) => Some(*t),
        Value::DateTime(m) => Some(m.local.time()),
        Value::Recurrence(r) => r.at,
        _ => match only_bound(value)? {
            Bound::Local(at) => Some(at.time()),
            Bound::Time(at) => Some(at),
            Bound::Date(_) => None,
        },
    }
}

/// "ab zehn", "bis zehn": the one end that is said.
fn only_bound(value: &Value) -> Option<Bound> {
    match *value {
        Value::Interval { start: Some(one), end: None } | Value::Interval { start: None, end: Some(one) } => {
            Some(one)
        }
        _ => None,
    }
}

/// True when two readings differ by nothing but the half of the day.
fn half_a_day_apart(a: &Reading, b: &Reading) -> bool {
    let half =
        |assumed: Assumed| assumed.without(Assumed::of(Assumption::Morning).and(Assumption::Afternoon));
    let marked = |r: &Reading| r.assumed.has(Assumption::Morning) || r.assumed.has(Assumption::Afternoon);
    let apart = match (a.value, b.value) {
        (Value::Time(x), Value::Time(y)) => x.signed_duration_since(y).num_seconds().abs() == 43_200,
        (Value::DateTime(x), Value::DateTime(y)) => {
            let later = x.local.max(y.local);
            // The twelve that is not noon is the midnight after it.
            (x.local.date() == y.local.date() || later.hour() == 0)
                && x.local.signed_duration_since(y.local).abs() == TimeDelta::hours(12)
        }
        (Value::Recurrence(x), Value::Recurrence(y)) => match (x.at, y.at) {
            (Some(a), Some(b)) => a.signed_duration_since(b).num_seconds().abs() == 43_200,
            _ => false,
        },
        (Value::Interval { start: x, .. }, Value::Interval { start: y, .. })
            if x.is_some() == y.is_some() =>
        {
            match (only_bound(&a.value), only_bound(&b.value)) {
                (Some(Bound::Local(a)), Some(Bound::Local(b))) => {
                    a.date() == b.date() && a.signed_duration_since(b).abs() == TimeDelta::hours(12)
                }
                (Some(Bound::Time(a)), Some(Bound::Time(b))) => {
                    a.signed_duration_since(b).num_seconds().abs() == 43_200
                }
                _ => false,
            }
        }
        _ => false,
    };
    apart && a.offer == b.offer && marked(a) && marked(b) && half(a.assumed) == half(b.assumed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::temporal::zone::{Localised, localise};

    fn reading(value: Value, assumption: Assumption) -> Reading {
        Reading { value, span: Span::default(), offer: 0, assumed: Assumed::of(assumption) }
    }

    fn moment(text: &str) -> Value {
        match localise(text.parse().unwrap(), chrono_tz::Europe::Berlin) {
            Localised::Unambiguous(moment) => Value::DateTime(moment),
            other => panic!("{other:?}"),
        }
    }

    fn time(text: &str) -> Value {
        Value::Time(text.parse().unwrap())
    }

    #[test]
    fn half_a_day_apart_is_nothing_but_the_half() {
        let three = reading(moment("2025-11-06T03:00:00"), Assumption::Morning);
        let fifteen = reading(moment("2025-11-06T15:00:00"), Assumption::Afternoon);
        assert!(half_a_day_apart(&three, &fifteen));
        assert!(half_a_day_apart(&fifteen, &three));
        let next_day = reading(moment("2025-11-07T03:00:00"), Assumption::Morning);
        assert!(!half_a_day_apart(&fifteen, &next_day), "twelve hours, but another day");
        let exact = Reading { assumed: Assumed::NONE, ..fifteen };
        assert!(!half_a_day_apart(&three, &exact), "nobody asked which half");
        let coming = Reading { assumed: fifteen.assumed.and(Assumption::Coming), ..fifteen };
        assert!(!half_a_day_apart(&three, &coming), "they differ by another assumption too");
        let other_offer = Reading { offer: 1, ..fifteen };
        assert!(!half_a_day_apart(&three, &other_offer));
        assert!(half_a_day_apart(
            &reading(time("03:30:00"), Assumption::Morning),
            &reading(time("15:30:00"), Assumption::Afternoon)
        ));
        let noon = reading(moment("2025-11-08T12:00:00"), Assumption::Morning);
        let midnight = reading(moment("2025-11-09T00:00:00"), Assumption::Afternoon);
        assert!(half_a_day_apart(&noon, &midnight), "the midnight after noon");
    }
}
