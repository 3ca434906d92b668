//! Values of slots as conditions see them.

use crate::payload::Source;
use crate::rules::condition::evaluate::{Fact, Known};
use crate::temporal::Value;
use crate::verdict::SlotValue;

/// A value as conditions see it. What is no single date or time cannot be compared.
pub(super) fn fact(value: &SlotValue) -> Fact<'_> {
    match value {
        SlotValue::Text(text) | SlotValue::Choice(text) | SlotValue::Phone(text) => Fact::Text(text),
        SlotValue::Bool(yes) => Fact::Bool(*yes),
        SlotValue::Number(n) => Fact::Number(*n),
        SlotValue::Time(Value::Date(date), _) => Fact::Date(*date),
        SlotValue::Time(Value::Time(time), _) => Fact::Time(*time),
        SlotValue::Moment(moment, _) => Fact::Moment(moment.local, moment.utc),
        SlotValue::Time(..) => Fact::Unknown,
    }
}

/// What is known of a slot.
pub(super) fn known(value: Option<&SlotValue>, source: Option<Source>, turn: u32) -> Known<'_> {
    match value {
        Some(value) => Known { value: fact(value), source, turn },
        None => Known::NOTHING,
    }
}

/// A value in a trace.
pub(super) fn shown(fact: Fact<'_>) -> serde_json::Value {
    use serde_json::Value as Json;
    match fact {
        Fact::Unknown => Json::Null,
        // A whole number is written as one.
        Fact::Number(n) => serde_json::Number::from_f64(n).map_or(Json::Null, |number| {
            let whole = n.to_string().parse::<i64>();
            whole.map_or(Json::Number(number), Json::from)
        }),
        Fact::Text(text) => Json::from(text),
        Fact::Bool(yes) => Json::from(yes),
        Fact::Date(date) => Json::from(crate::wire::date(date)),
        Fact::Time(time) => Json::from(crate::wire::time(time)),
        Fact::Moment(local, _) | Fact::Local(local) => Json::from(crate::wire::local(local)),
        Fact::Minutes(minutes) => Json::from(minutes),
        Fact::Weekday(day) => crate::finding::Datum::Weekday(day).to_json(),
        Fact::Source(source) => Json::from(source.as_str()),
        Fact::List(items) => Json::from(items.len()),
    }
}
