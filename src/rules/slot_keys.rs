//! Whether the keys of a slot go with its type and with each other.

use super::keys::Limit;
use super::{MaxItems, Slot, SlotType, range};

/// A problem: the key, what is wrong, and what helps.
pub(super) type Problem = (&'static str, String, Option<String>);

/// Everything that is wrong with the keys of one slot, its items aside.
pub(super) fn problems(slot: &Slot) -> Vec<Problem> {
    let mut out = Vec::new();
    let kind = slot.r#type;
    let mut belongs = |key: &'static str, given: bool, fits: bool, to: &str| {
        if given && !fits {
            out.push((key, format!("`{key}` belongs to {to}, this is a {}", kind.as_str()), None));
        }
    };
    let range_of = "a number, date, time, duration or moment";
    belongs("min", slot.min.is_some(), range::has_range(kind), range_of);
    belongs("max", slot.max.is_some(), range::has_range(kind), range_of);
    let text = kind == SlotType::Text;
    belongs("min_length", slot.min_length.is_some(), text, "a text");
    belongs("max_length", slot.max_length.is_some(), text, "a text");
    belongs("content", slot.content.is_some(), text, "a text");
    let day = matches!(kind, SlotType::Date | SlotType::Moment);
    belongs("expect", slot.expect.is_some(), day, "a date or a moment");
    belongs("unit", slot.unit.is_some(), kind == SlotType::Duration, "a duration");
    let list = kind == SlotType::List;
    belongs("of", !slot.of.is_empty(), list, "a list");
    belongs("min_items", slot.min_items.is_some(), list, "a list");
    belongs("max_items", slot.max_items.is_some(), list, "a list");
    if list && slot.of.is_empty() {
        out.push((
            "of",
            "a list without slots".to_owned(),
            Some("`of = { datum = { type = \"date\" } }`".to_owned()),
        ));
    }
    ranges(slot, &mut out);
    for (i, source) in slot.sources.iter().enumerate() {
        if slot.sources.iter().take(i).any(|s| s == source) {
            out.push(("sources", format!("`{}` stands here twice", source.as_str()), None));
        }
    }
    out
}

fn ranges(slot: &Slot, out: &mut Vec<Problem>) {
    if range::has_range(slot.r#type) {
        let mut read = |key: &'static str, limit: Option<&Limit>| {
            let limit = limit?;
            let edge = range::edge(limit, slot.r#type);
            if edge.is_none() {
                let message = format!("`{limit}` is no limit for a {}", slot.r#type.as_str());
                out.push((key, message, Some(range::example(slot.r#type).to_owned())));
            }
            edge
        };
        let (min, max) = (read("min", slot.min.as_ref()), read("max", slot.max.as_ref()));
        if let (Some(min), Some(max)) = (min, max)
            && range::contradict(min, max)
        {
            crossed("min", slot.min.as_ref(), slot.max.as_ref(), out);
        }
    }
    if let (Some(min), Some(max)) = (slot.min_length, slot.max_length)
        && min > max
    {
        crossed("min_length", Some(&min), Some(&max), out);
    }
    if slot.max_length == Some(0) {
        out.push(("max_length", "no text is that short".to_owned(), None));
    }
    match (slot.min_items, slot.max_items) {
        (_, Some(MaxItems::AtMost(0))) => out.push(("max_items", "no list is that short".to_owned(), None)),
        (Some(min), Some(MaxItems::AtMost(max))) if min > max => {
            crossed("min_items", Some(&min), Some(&max), out)
        }
        (Some(min), None) if super::list::holds_appointments(slot) && min > 3 => {
            let help = "a list of appointments has at most three unless `max_items` says otherwise";
            out.push(("min_items", format!("`{min}` is more than the most, `3`"), Some(help.to_owned())));
        }
        _ => {}
    }
}

fn crossed<T: std::fmt::Display>(
    key: &'static str,
    min: Option<&T>,
    max: Option<&T>,
    out: &mut Vec<Problem>,
) {
    if let (Some(min), Some(max)) = (min, max) {
        out.push((key, format!("`{min}` is more than the most, `{max}`"), None));
    }
}
