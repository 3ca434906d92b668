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

#[cfg(test)]
mod tests {
    use crate::rules::RuleSet;

    #[test]
    fn keys_that_do_not_go_together_are_listed_with_their_place() {
        let text = r#"{
            "version": 1,
            "slots": {
                "a": {"type": "text", "min": 1, "expect": "past", "of": {"x": {}}, "min_length": 5, "max_length": 3},
                "b": {"type": "number", "min": 9, "max": 8, "content": "name", "unit": "hours"},
                "c": {"type": "date", "min": "morgen", "max": 5},
                "d": {"type": "list", "min_items": 4, "max_items": 3},
                "e": {"type": "list", "of": {
                    "X": {"type": "date", "max": "25h", "question": "Wann, <<y>>?"},
                    "l": {"type": "list", "of": {"z": {}}},
                    "r": {"required_if": "a exists"}
                }},
                "f": {"type": "list", "min_items": 4, "of": {"start": {"type": "moment"}}},
                "g": {"sources": ["said", "said"], "max_length": 0},
                "h": {"type": "time", "min": "18:00", "max": "09:00"},
                "i": {"type": "duration", "min": 15}
            }
        }"#;
        let errors = RuleSet::from_json(text).unwrap_err();
        assert_eq!(
            errors.to_string().lines().collect::<Vec<_>>(),
            [
                "slots.a.min: `min` belongs to a number, date, time, duration or moment, this is a text",
                "slots.a.expect: `expect` belongs to a date or a moment, this is a text",
                "slots.a.of: `of` belongs to a list, this is a text",
                "slots.a.min_length: `5` is more than the most, `3`",
                "slots.b.min: `9` is more than the most, `8`",
                "slots.b.content: `content` belongs to a text, this is a number",
                "slots.b.unit: `unit` belongs to a duration, this is a number",
                "slots.c.min: `morgen` is no limit for a date",
                "slots.c.max: `5` is no limit for a date",
                "slots.d.of: a list without slots",
                "slots.d.min_items: `4` is more than the most, `3`",
                "slots.e.of.X: `X` is not a name for a slot",
                "slots.e.of.X.max: `25h` is no limit for a date",
                "slots.e.of.X.question: unknown variable `y`",
                "slots.e.of.l: a list in a list",
                "slots.e.of.r.required_if: a slot of an item has no conditions",
                "slots.f.min_items: `4` is more than the most, `3`",
                "slots.g.sources: `said` stands here twice",
                "slots.g.max_length: no text is that short",
                "slots.h.min: `18:00` is more than the most, `09:00`",
                "slots.i.min: `15` is no limit for a duration",
            ]
        );
        let limit = errors.iter().find(|e| e.to_string().starts_with("`morgen`")).unwrap();
        assert_eq!(limit.span.unwrap().of(text), Some("\"morgen\""));
        assert!(limit.help.as_ref().unwrap().contains("today+90d"));
    }

    #[test]
    fn keys_of_an_item_have_their_place_too() {
        let text = r#"{"version": 1, "slots": {"l": {"type": "list", "typ": 1, "of": {"b": {"typ": "x"}, "a": {"required": 2}}}}}"#;
        let errors = RuleSet::from_json(text).unwrap_err();
        assert_eq!(
            errors.to_string().lines().collect::<Vec<_>>(),
            [
                "slots.l.typ: unknown key `typ`",
                "slots.l.of.b.typ: unknown key `typ`",
                "slots.l.of.a.required: invalid type: integer `2`, expected a boolean",
            ]
        );
        let rules = RuleSet::from_json(
            r#"{"version": 1, "slots": {"l": {"type": "list", "of": {"b": {}, "a": {}}}}}"#,
        )
        .unwrap();
        let of = &rules.slots.get("l").unwrap().of;
        assert_eq!(of.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["b", "a"]);
    }
}
