//! Lists of records: several bookings in one call, the persons of a group.
//!
//! A list is heard as one text, the JSON of it, so that it is replaced as a whole. Each item is read by the slots of `of`
//! as a payload of its own, and judged as a slot is; appointments are judged against each other as well.

mod together;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::judge::{Judge, Judged, Problem, Wording};
use super::keys::MaxItems;
use super::{Slot, SlotType};
use crate::appointment::several::USUAL_LIMIT;
use crate::conversation::{self, Heard, Inner, Part, SlotState};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::number::{cardinal, ordinal};
use crate::payload::{MAX_DEPTH, wrong_type};
use crate::verdict::SlotValue;

/// One object came where a list is read; it is taken for a list of one.
pub static SINGLE_ITEM: Kind = Kind::new(
    "single_item",
    Severity::Note,
    "In `{path}` steht ein einzelner Eintrag statt einer Liste",
    "`{path}` holds a single item instead of a list",
);

/// Fewer items than wanted; data: `count`, `min`.
pub static TOO_FEW_ITEMS: Kind = Kind::new(
    "too_few_items",
    Severity::Error,
    "{count} Einträge, verlangt sind mindestens {min}",
    "{count} items, at least {min} are wanted",
);

/// More items than allowed; data: `count`, `max`.
pub static TOO_MANY_ITEMS: Kind = Kind::new(
    "too_many_items",
    Severity::Error,
    "{count} Einträge, erlaubt sind höchstens {max}",
    "{count} items, at most {max} are allowed",
);

/// No list of a call is longer; what is beyond is not judged, and the list is not taken.
pub(crate) const MAX_JUDGED: usize = 64;

/// An array or an object, as JSON or in a text.
pub(crate) fn read(value: &Value) -> Option<Value> {
    match value {
        Value::Array(_) | Value::Object(_) => Some(value.clone()),
        Value::String(text) if text.trim_start().starts_with(['[', '{']) => {
            crate::payload::read(text, MAX_DEPTH)
                .ok()
                .filter(|v| matches!(v, Value::Array(_) | Value::Object(_)))
        }
        _ => None,
    }
}

/// True where nothing in the list says anything: no items, or items without a field that is filled in.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => crate::heard::unset::why(text).is_some(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// One item with its path.
struct Item<'a> {
    path: String,
    fields: &'a Map<String, Value>,
}

/// What the slots of an item came to.
struct JudgedItem<'a> {
    slots: Vec<(&'a str, &'a Slot, Judged)>,
}

impl JudgedItem<'_> {
    fn values(&self) -> BTreeMap<String, SlotValue> {
        self.slots.iter().filter_map(|(name, _, is)| Some(((*name).to_owned(), is.value.clone()?))).collect()
    }

    fn spoken(&self, name: &str) -> Option<String> {
        self.slots
            .iter()
            .find(|(n, _, is)| *n == name && is.value.is_some())
            .map(|(_, _, is)| is.spoken.clone())
    }

    /// What has to be settled first, by priority and then by the order of the file.
    fn problem(&self) -> Option<(&str, &Slot, &Judged, &Problem)> {
        self.slots
            .iter()
            .filter_map(|(name, slot, is)| Some((*name, *slot, is, is.problem.as_ref()?)))
            .min_by_key(|(_, slot, _, problem)| (!problem.fatal, slot.priority()))
    }
}

/// True where the items are appointments.
pub(super) fn holds_appointments(slot: &Slot) -> bool {
    slot.of.iter().any(|(_, inner)| inner.r#type == SlotType::Moment && !super::range::is_told(inner))
}

impl Judge<'_> {
    pub(super) fn list(&self, name: &str, slot: &Slot, state: &SlotState, heard: &Heard) -> Judged {
        let Ok(value) = crate::payload::read(&heard.text, MAX_DEPTH) else {
            // Only a state that was edited by hand.
            return self.not_understood(&heard.text, ("Liste", "a list"));
        };
        let mut findings: Vec<Finding> = Vec::new();
        let (items, is_list) = match &value {
            Value::Array(items) => (items.as_slice(), true),
            single => (std::slice::from_ref(single), false),
        };
        // Some models put each item into a text of its own.
        let parsed: Vec<Option<Value>> = items.iter().map(|v| v.as_str().and(read(v))).collect();
        let mut found: Vec<Item<'_>> = Vec::new();
        for (i, (given, parsed)) in items.iter().zip(&parsed).enumerate() {
            let item = parsed.as_ref().unwrap_or(given);
            let path = if is_list { format!("{}.{i}", heard.path) } else { heard.path.clone() };
            match item {
                item if is_blank(item) => {}
                Value::Object(fields) => found.push(Item { path, fields }),
                other => findings.push(wrong_type(path, "object", other)),
            }
        }
        let limit = match (slot.max_items, holds_appointments(slot)) {
            (Some(MaxItems::AtMost(n)), _) => Some(usize::try_from(n).unwrap_or(usize::MAX)),
            (None, true) => Some(USUAL_LIMIT),
            (Some(MaxItems::Any), _) | (None, false) => None,
        };
        let mut judged = self.items(name, slot, state, heard, &found, limit);
        findings.append(&mut judged.findings);
        Judged { findings, ..judged }
    }

    fn items(
        &self,
        name: &str,
        slot: &Slot,
        state: &SlotState,
        heard: &Heard,
        found: &[Item<'_>],
        limit: Option<usize>,
    ) -> Judged {
        let most = limit.unwrap_or(usize::MAX).min(MAX_JUDGED);
        if found.is_empty() {
            return self.missing(slot, Part::Value, name);
        }
        if found.len() > most {
            return self.too_many(slot, found.len(), most);
        }
        let least = slot.min_items.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let mut items: Vec<JudgedItem<'_>> =
            found.iter().enumerate().map(|(i, item)| self.item(i, item, slot, state, heard)).collect();
        let mut findings: Vec<Finding> = Vec::new();
        for (i, item) in items.iter_mut().enumerate() {
            for (inner, _, is) in &mut item.slots {
                for finding in is.findings.drain(..) {
                    let of = finding.slot.clone().unwrap_or_else(|| (*inner).to_owned());
                    let finding = if finding.datum("item").is_none() {
                        finding.with("item", i.saturating_add(1))
                    } else {
                        finding
                    };
                    findings.push(finding.of_slot(&format!("{name}.{i}.{of}")));
                }
            }
        }
        let mut judged = if let Some(problem) = self.first_problem(slot, &items) {
            Judged { why: problem.code.clone(), problem: Some(problem), ..Judged::default() }
        } else if items.len() < least {
            self.too_few(slot, items.len(), least)
        } else {
            self.together(slot, state, &items)
        };
        findings.append(&mut judged.findings);
        judged.findings = findings;
        judged
    }

    fn item<'s>(
        &self,
        index: usize,
        item: &Item<'_>,
        slot: &'s Slot,
        state: &SlotState,
        heard: &Heard,
    ) -> JudgedItem<'s> {
        let slots = slot.of.iter().map(|(name, inner)| {
            let (mut known, noticed) =
                conversation::of_item(item.fields, &item.path, heard, name, inner, self.rules);
            let key = Inner { index, slot: name.to_owned() };
            if let Some(agreed) = state.items.get(&key.to_string()) {
                (known.accepted, known.confirmed) = (agreed.accepted, agreed.confirmed.clone());
            }
            let refused: Vec<(String, String)> =
                known.refused.take().map(|code| (name.to_owned(), code)).into_iter().collect();
            let opened = self.opened.filter(|o| o.item.as_ref() == Some(&key));
            let judge = Judge { opened, refused: &refused, ..*self };
            let said = Some(&known).filter(|known| !known.heard.is_empty());
            let mut is = judge.slot(name, inner, said);
            is.findings.splice(0..0, noticed);
            (name, inner, is)
        });
        JudgedItem { slots: slots.collect() }
    }

    /// The question about the first item that is not settled.
    fn first_problem(&self, slot: &Slot, items: &[JudgedItem<'_>]) -> Option<Problem> {
        let lang = self.rules.locale;
        let (index, item) = items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.problem().is_some())
            .min_by_key(|(_, item)| item.problem().is_none_or(|(_, _, _, problem)| !problem.fatal))?;
        let (name, inner, is, problem) = item.problem()?;
        let question = self.question(name, inner, is, problem, &|other| item.spoken(other));
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        let appointments = holds_appointments(slot);
        let text = match (lang, items.len() > 1) {
            _ if problem.fatal => match &problem.wording {
                Wording::After(reason) | Wording::Whole(reason) => reason.clone(),
                Wording::Own => question,
            },
            (_, false) => question,
            (Lang::De, true) => {
                format!(
                    "Zum {}n {}: {question}",
                    ordinal(number),
                    if appointments { "Termin" } else { "Eintrag" }
                )
            }
            (Lang::En, true) => {
                format!("About {} {number}: {question}", if appointments { "appointment" } else { "entry" })
            }
        };
        Some(Problem {
            reason: problem.reason.clone(),
            options: problem.options.clone(),
            proposal: problem.proposal,
            fatal: problem.fatal,
            item: Some(Inner { index, slot: name.to_owned() }),
            ..Problem::worded(&problem.code, problem.part, Wording::Whole(text))
        })
    }

    fn too_few(&self, slot: &Slot, count: usize, least: usize) -> Judged {
        let appointments = holds_appointments(slot);
        let reason = match (self.rules.locale, appointments) {
            (Lang::De, true) => format!("Es müssen mindestens {} Termine sein.", spoken_count(least)),
            (Lang::De, false) => format!("Es müssen mindestens {} Einträge sein.", spoken_count(least)),
            (Lang::En, true) => format!("There have to be at least {least} appointments."),
            (Lang::En, false) => format!("There have to be at least {least} entries."),
        };
        let finding = Finding::new(&TOO_FEW_ITEMS).with("count", count).with("min", least);
        Judged::problem(Problem::worded(&TOO_FEW_ITEMS.code, Part::Value, Wording::After(reason)), finding)
    }

    fn too_many(&self, slot: &Slot, count: usize, most: usize) -> Judged {
        use crate::appointment::several::TOO_MANY_BOOKINGS;

        let german = self.rules.locale == Lang::De;
        if holds_appointments(slot) {
            let question = match (german, most) {
                (true, 1) => {
                    "In einem Gespräch kann ich nur einen Termin eintragen. Welcher soll es sein?".to_owned()
                }
                (true, n) => format!(
                    "In einem Gespräch kann ich höchstens {} Termine eintragen. Welche sollen es sein?",
                    spoken_count(n)
                ),
                (false, 1) => "I can put down one appointment in a call. Which one shall it be?".to_owned(),
                (false, n) => {
                    format!("I can put down {n} appointments in a call at most. Which ones shall it be?")
                }
            };
            let finding = Finding::new(&TOO_MANY_BOOKINGS).with("count", count).with("limit", most);
            let problem = Problem::worded(&TOO_MANY_BOOKINGS.code, Part::Value, Wording::Whole(question));
            return Judged::problem(problem, finding);
        }
        let reason = match (german, most) {
            (true, 1) => "Ich kann nur einen Eintrag aufnehmen.".to_owned(),
            (true, n) => format!("Ich kann höchstens {} Einträge aufnehmen.", spoken_count(n)),
            (false, 1) => "I can take one entry only.".to_owned(),
            (false, n) => format!("I can take {n} entries at most."),
        };
        let finding = Finding::new(&TOO_MANY_ITEMS).with("count", count).with("max", most);
        Judged::problem(Problem::worded(&TOO_MANY_ITEMS.code, Part::Value, Wording::After(reason)), finding)
    }
}

fn spoken_count(n: usize) -> String {
    u32::try_from(n).map_or_else(|_| n.to_string(), cardinal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_comes_as_json_or_as_its_text() {
        assert_eq!(read(&json!("[{\"a\": 1}]")), Some(json!([{"a": 1}])));
        assert_eq!(read(&json!(" {\"a\": 1}")), Some(json!({"a": 1})));
        assert_eq!(read(&json!([1])), Some(json!([1])));
        for none in [json!("[1"), json!("morgen"), json!(3), json!(null), json!("")] {
            assert_eq!(read(&none), None, "{none}");
        }
    }

    #[test]
    fn what_says_nothing_is_blank() {
        for blank in [
            json!([]),
            json!({}),
            json!([{}, null]),
            json!([{"datum": "None", "uhrzeit": ""}]),
            json!(["N/A"]),
        ] {
            assert!(is_blank(&blank), "{blank}");
        }
        for filled in [json!([{"datum": "morgen"}]), json!([0]), json!([{"a": [{"b": false}]}])] {
            assert!(!is_blank(&filled), "{filled}");
        }
    }
}
