//! Stretches of time.

use chrono::{NaiveDate, NaiveTime};

use super::{date, day_and_month, time, weekday};
use crate::context::Context;
use crate::temporal::value::Bound;

pub(super) fn say(start: Option<Bound>, end: Option<Bound>, context: &Context) -> String {
    match (start, end) {
        (None, None) => "jederzeit".to_owned(),
        (Some(s), None) => format!("ab {}", bound(s, context, false)),
        (None, Some(e)) => format!("bis {}", bound(e, context, true)),
        (Some(Bound::Date(s)), Some(Bound::Date(e))) => days(s, e, context),
        (Some(Bound::Local(s)), Some(Bound::Local(e)))
            if s.date() == e.date() || is_midnight_after(s.date(), e) =>
        {
            format!("{}, von {} bis {}", date(s.date(), context), time(s.time()), end_time(e.time()))
        }
        (Some(Bound::Time(s)), Some(Bound::Time(e))) => format!("von {} bis {}", time(s), end_time(e)),
        (Some(s), Some(e)) => format!("von {} bis {}", bound(s, context, false), bound(e, context, true)),
    }
}

fn is_midnight_after(date: NaiveDate, end: chrono::NaiveDateTime) -> bool {
    end.time() == NaiveTime::MIN && date.succ_opt() == Some(end.date())
}

fn end_time(t: NaiveTime) -> String {
    if t == NaiveTime::MIN { "vierundzwanzig Uhr".to_owned() } else { time(t) }
}

/// One end. The last day of a stretch belongs to it when it is spoken, so an exclusive end is the day before.
fn bound(b: Bound, context: &Context, is_end: bool) -> String {
    match b {
        Bound::Date(d) if is_end => date(d.pred_opt().unwrap_or(d), context),
        Bound::Date(d) => date(d, context),
        Bound::Time(t) if is_end => end_time(t),
        Bound::Time(t) => time(t),
        Bound::Local(l) if is_end && l.time() == NaiveTime::MIN => {
            let day = l.date().pred_opt().unwrap_or(l.date());
            format!("{}, um vierundzwanzig Uhr", date(day, context))
        }
        Bound::Local(l) => format!("{}, um {}", date(l.date(), context), time(l.time())),
    }
}

fn days(start: NaiveDate, end: NaiveDate, context: &Context) -> String {
    use chrono::Datelike as _;
    let last = end.pred_opt().unwrap_or(end);
    if last <= start {
        return date(start, context);
    }
    format!(
        "von {}, dem {}, bis {}, den {}",
        weekday(start.weekday()),
        day_and_month(start, context),
        weekday(last.weekday()),
        day_and_month(last, context)
    )
}
