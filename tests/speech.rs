//! What a German voice says, word for word, and that what it says is understood as the same value.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod speech {
    mod questions;
    mod round_trip;
    mod wording;

    use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
    use klartext::temporal::zone::{Localised, localise};
    use klartext::temporal::{Bound, Moment, Value};
    use klartext::{Context, Expect, Policy};

    const BERLIN: chrono_tz::Tz = chrono_tz::Europe::Berlin;

    /// A clock in Berlin.
    fn clock(local: &str) -> Context {
        Context::new(klartext::wire::clock(local, BERLIN).unwrap(), BERLIN)
    }

    /// Wednesday.
    fn wednesday() -> Context {
        clock("2025-11-05T10:00")
    }

    fn expecting(expect: Expect, context: Context) -> Context {
        let policy = Policy { expect, ..context.policy.clone() };
        context.with_policy(policy)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        text.parse().or_else(|_| NaiveTime::parse_from_str(text, "%H:%M")).unwrap()
    }

    fn local(text: &str) -> NaiveDateTime {
        text.parse().or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")).unwrap()
    }

    /// One moment, or the two of a fold.
    fn moments(at: NaiveDateTime) -> Vec<Moment> {
        match localise(at, BERLIN) {
            Localised::Unambiguous(m) => vec![m],
            Localised::Fold { first, second } => vec![first, second],
            Localised::Gap { .. } => Vec::new(),
        }
    }

    /// A value in the notation of the fixtures: `2025-11-06`, `14:30`, `2025-11-06T14:30`, `A..B`, `5400 s`.
    fn value(text: &str) -> Value {
        if let Some((start, end)) = text.split_once("..") {
            return Value::Interval { start: bound(start), end: bound(end) };
        }
        if let Some(seconds) = text.strip_suffix(" s") {
            return Value::Duration { seconds: seconds.parse().unwrap() };
        }
        match bound(text).unwrap() {
            Bound::Date(d) => Value::Date(d),
            Bound::Time(t) => Value::Time(t),
            Bound::Local(l) => Value::DateTime(*moments(l).first().unwrap()),
        }
    }

    fn bound(text: &str) -> Option<Bound> {
        match text {
            "" => None,
            text if text.contains('T') => Some(Bound::Local(local(text))),
            text if text.contains(':') => Some(Bound::Time(time(text))),
            text => Some(Bound::Date(day(text))),
        }
    }
}
