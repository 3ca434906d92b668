//! What is said of a value means that value again.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use klartext::temporal::zone::{Localised, localise};
use klartext::temporal::{self, Bound, Value, speech};
use klartext::{Context, Expect};

use super::common;

/// The input is numbers: which clock, which shape of value, a day, two times.
pub fn speak_parse(data: &[u8]) {
    let Some((&[clock, shape], rest)) = data.split_first_chunk::<2>() else { return };
    let Some((&[a, b, c, d, e, f], _)) = rest.split_first_chunk::<6>() else { return };
    let number = |high: u8, low: u8| u16::from_be_bytes([high, low]);
    let contexts = common::contexts();
    let Some(context) = contexts.get(usize::from(clock).wrapping_rem(contexts.len())) else { return };
    let Some(value) = value(shape, number(a, b), number(c, d), number(e, f), context) else { return };
    for words in [speech::say(&value, context), speech::say_short(&value, context)] {
        match temporal::resolve(&words, context) {
            Ok(resolution) => assert_eq!(
                resolution.best().map(|r| r.value),
                Some(value),
                "said {words:?} at {}: {resolution:?}",
                context.local_now()
            ),
            Err(error) => assert!(words.is_empty(), "said {words:?}, which errs: {error}"),
        }
    }
}

/// A value that can be asked for with this clock.
fn value(shape: u8, day: u16, one: u16, other: u16, context: &Context) -> Option<Value> {
    let ahead = context.policy.expect != Expect::Past;
    let date = date(context, u64::from(day).wrapping_rem(3_653), ahead)?;
    let (first, second) = (time(one)?, time(other)?);
    let (from, to) = (first.min(second), first.max(second));
    // Who looks ahead does not mean an hour of today that is over.
    let moment = !matches!(shape.wrapping_rem(14), 0 | 1 | 3 | 5 | 12);
    if moment && context.policy.expect == Expect::Future && date == context.today() {
        return None;
    }
    match shape.wrapping_rem(14) {
        0 => Some(Value::Date(date)),
        1 => Some(Value::Time(first)),
        2 => match localise(date.and_time(first), context.zone) {
            Localised::Unambiguous(moment) | Localised::Fold { first: moment, .. } => {
                Some(Value::DateTime(moment))
            }
            Localised::Gap { .. } => None,
        },
        // A look back at a stretch of time is another thing to say.
        _ if !ahead => None,
        3 => {
            let days = u64::from(one).wrapping_rem(60).wrapping_add(2);
            interval(Some(Bound::Date(date)), Some(Bound::Date(date.checked_add_days(Days::new(days))?)))
        }
        4 if from < to => interval(local(date.and_time(from), context), local(date.and_time(to), context)),
        5 => interval(Some(Bound::Date(date)), None),
        6 => interval(None, Some(Bound::Date(date.succ_opt()?))),
        7 => interval(local(date.and_time(first), context), None),
        8 => interval(None, local(date.and_time(first), context)),
        9 if from < to => interval(Some(Bound::Time(from)), Some(Bound::Time(to))),
        10 => interval(Some(Bound::Time(first)), None),
        11 => interval(None, Some(Bound::Time(first))),
        12 => {
            let minutes = i64::from(one).wrapping_rem(4_320).wrapping_add(1);
            Some(Value::Duration { seconds: minutes.wrapping_mul(60) })
        }
        13 => {
            let end = date.and_time(first).checked_add_signed(TimeDelta::minutes(other.into()))?;
            interval(local(date.and_time(first), context), local(end, context)).filter(|_| other > 0)
        }
        _ => None,
    }
}

fn date(context: &Context, days: u64, ahead: bool) -> Option<NaiveDate> {
    let (today, days) = (context.today(), Days::new(days));
    if ahead { today.checked_add_days(days) } else { today.checked_sub_days(days) }
}

/// A minute of the day.
fn time(number: u16) -> Option<NaiveTime> {
    NaiveTime::from_num_seconds_from_midnight_opt(u32::from(number).wrapping_rem(1_440).wrapping_mul(60), 0)
}

/// A wall time that exists once: what else is said of the others is asked about.
fn local(at: NaiveDateTime, context: &Context) -> Option<Bound> {
    matches!(localise(at, context.zone), Localised::Unambiguous(_)).then_some(Bound::Local(at))
}

fn interval(start: Option<Bound>, end: Option<Bound>) -> Option<Value> {
    (start.is_some() || end.is_some()).then_some(Value::Interval { start, end })
}
