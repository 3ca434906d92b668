//! Values of slots as conditions see them.

use crate::payload::Source;
use crate::rules::Slots;
use crate::rules::condition::evaluate::{Fact, Known};
use crate::temporal::Value;
use crate::verdict::SlotValue;

/// A value as conditions see it. What is no single date or time cannot be compared.
pub(super) fn fact(value: &SlotValue) -> Fact<'_> {
    match value {
        SlotValue::Text(text) | SlotValue::Choice(text) | SlotValue::Phone(text) | SlotValue::Email(text) => {
            Fact::Text(text)
        }
        SlotValue::Bool(yes) => Fact::Bool(*yes),
        SlotValue::Number(n) => Fact::Number(*n),
        SlotValue::Time(Value::Date(date), _) => Fact::Date(*date),
        SlotValue::Time(Value::Time(time), _) => Fact::Time(*time),
        SlotValue::Moment(moment, _) => Fact::Moment(moment.local, moment.utc),
        // Conditions count in minutes; one that has begun is none yet.
        SlotValue::Duration { seconds } => Fact::Minutes(seconds.div_euclid(60)),
        // A list has its items beside it.
        SlotValue::Time(..) | SlotValue::List(_) => Fact::Unknown,
    }
}

/// What is known of a slot.
pub(super) fn known(value: Option<&SlotValue>, source: Option<Source>, turn: u32) -> Known<'_> {
    match value {
        Some(value) => Known { value: fact(value), source, turn },
        None => Known::NOTHING,
    }
}

/// The items of a list, each with what is known of the slots of `of`, in their order.
pub(super) type Items<'a> = Vec<Box<[Known<'a>]>>;

/// The items of every list that has a value, with the place of its slot.
pub(super) fn lists<'a>(
    values: impl Iterator<Item = Option<&'a SlotValue>>,
    slots: &Slots,
) -> Vec<(usize, Items<'a>)> {
    values
        .zip(slots.iter())
        .enumerate()
        .filter_map(|(at, (value, (_, slot)))| {
            let Some(SlotValue::List(items)) = value else { return None };
            let fields = |item: &'a std::collections::BTreeMap<String, SlotValue>| -> Box<[Known<'a>]> {
                slot.of.iter().map(|(name, _)| known(item.get(name), None, 0)).collect()
            };
            Some((at, items.iter().map(fields).collect()))
        })
        .collect()
}

/// Puts the items where their lists are known.
pub(super) fn with_items<'a>(known: &mut [Known<'a>], lists: &'a [(usize, Items<'a>)]) {
    for (at, items) in lists {
        if let Some(list) = known.get_mut(*at) {
            list.value = Fact::List(items);
        }
    }
}

/// A value in a trace.
pub(super) fn shown(fact: Fact<'_>) -> serde_json::Value {
    use serde_json::Value as Json;
    match fact {
        Fact::Unknown => Json::Null,
        Fact::Number(n) => match whole(n) {
            Some(whole) => Json::from(whole),
            None => serde_json::Number::from_f64(n).map_or(Json::Null, Json::Number),
        },
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

/// A number that is whole, as far as there are integers.
fn whole(n: f64) -> Option<i64> {
    const MOST: f64 = 9.2e18;
    #[expect(clippy::cast_possible_truncation, reason = "a whole number within the bounds")]
    (n.fract() == 0.0 && n.abs() <= MOST).then_some(n as i64)
}
