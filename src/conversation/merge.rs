//! One turn's payload into the state: what is new, what is corrected, what is no answer.

use chrono::{DateTime, Datelike as _, NaiveTime, Utc};
use serde_json::{Map, Value};
use smallvec::{SmallVec, smallvec};

use super::{Conversation, Heard, MAX_HISTORY, Open, Part, Proposal, SlotState};
use crate::finding::{Finding, Kind, Severity};
use crate::heard::answer::{self, Pick};
use crate::heard::fold::is_yes;
use crate::payload::{Found, Payload, Source, wrong_type};
use crate::phone::{Status, finding::CALLER_WITHHELD};
use crate::rules::content::MIXED_SCRIPTS;
use crate::rules::list::SINGLE_ITEM;
use crate::rules::unset::{self, Why};
use crate::rules::{Content, RuleSet, Slot, SlotType, content, list, trust};
use crate::span::Span;

/// A text that is no answer was left out.
pub static PLACEHOLDER: Kind = Kind::new(
    "placeholder",
    Severity::Note,
    "`{text}` in `{path}` ist keine Angabe",
    "`{text}` in `{path}` is no answer",
);

/// A text longer than any answer.
pub static TOO_LONG: Kind = Kind::new(
    "too_long",
    Severity::Warning,
    "Die Angabe in `{path}` ist mit {bytes} Bytes länger als erlaubt ({limit})",
    "the text in `{path}` has {bytes} bytes, more than the {limit} that are allowed",
);

/// What the merge noticed.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// Findings about what was left out.
    pub(crate) findings: Vec<Finding>,
    /// True when the payload has a field that some slot reads, even an empty one.
    pub(crate) read_any: bool,
}

/// Names of a moment whose author named none: complete, date, time, instant.
const START: [&str; 4] = ["start", "termin", "start_time", "appointment"];
const DATE: [&str; 7] =
    ["new_datum", "new_date", "datum", "date", "appointment_date", "wunschdatum", "preferred_date"];
const TIME: [&str; 8] = [
    "selected_alternative_time",
    "new_uhrzeit",
    "new_time",
    "uhrzeit",
    "time",
    "appointment_time",
    "wunschzeit",
    "preferred_time",
];
const INSTANT: [&str; 4] = ["start_utc", "utc", "start_time_utc", "appointment_utc"];

/// The names that fill each part of a slot, the most trusted first.
pub(crate) fn names<'a>(name: &'a str, slot: &'a Slot) -> SmallVec<[(Part, Names<'a>); 4]> {
    let all = |given: &'a [String]| Names { own: None, given, usual: &[] };
    let usual = |usual| Names { own: None, given: &[], usual };
    if slot.r#type != SlotType::Moment {
        let own = Some(name).filter(|_| slot.from.is_empty());
        return smallvec![(Part::Value, Names { own, ..all(&slot.from) })];
    }
    let nothing_named =
        slot.from.is_empty() && slot.date.is_empty() && slot.time.is_empty() && slot.instant.is_empty();
    if nothing_named {
        return smallvec![
            (Part::Value, Names { own: Some(name), ..usual(&START) }),
            (Part::Date, usual(&DATE)),
            (Part::Time, usual(&TIME)),
            (Part::Instant, usual(&INSTANT)),
        ];
    }
    smallvec![
        (Part::Value, all(&slot.from)),
        (Part::Date, all(&slot.date)),
        (Part::Time, all(&slot.time)),
        (Part::Instant, all(&slot.instant)),
    ]
}

/// Names of one part of a slot.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    /// The name of the slot itself.
    own: Option<&'a str>,
    given: &'a [String],
    usual: &'static [&'static str],
}

impl<'a> Names<'a> {
    /// Each name once.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'a str> {
        let usual = self.usual.iter().copied().filter(move |usual| Some(*usual) != self.own);
        self.own.into_iter().chain(self.given.iter().map(String::as_str)).chain(usual)
    }
}

/// Takes over what the payload says; counts the turn.
pub(crate) fn merge(
    state: &mut Conversation,
    payload: &Payload,
    rules: &RuleSet,
    max_text: usize,
    now: DateTime<Utc>,
) -> Merged {
    let mut merged = Merged::default();
    state.turns = state.turns.saturating_add(1);
    let turn = state.turns;
    let fields = payload.fields();
    let said_yes = rules.confirmed.iter().any(|name| {
        fields.all(name).first().is_some_and(|f| match f.value {
            Value::Bool(yes) => *yes,
            Value::String(text) => is_yes(text) == Some(true),
            _ => false,
        })
    });
    let open = state.open.take();
    for (name, slot) in rules.slots.iter() {
        let asked = open.as_ref().filter(|o| o.slot == name);
        let mut stated: Vec<(Part, Heard)> = Vec::new();
        let noticed = merged.findings.len();
        let before = state.slots.get(name);
        let mut picked = None;
        let mut yes = said_yes;
        for (part, names) in names(name, slot) {
            let found: SmallVec<[Found<'_>; 2]> = names.iter().flat_map(|n| fields.all(n)).collect();
            if found.is_empty() {
                continue;
            }
            merged.read_any = true;
            let answer = answer(found, name, slot, rules, max_text, &mut merged.findings);
            let Some((text, path, source)) = answer else { continue };
            let known = before.and_then(|slot| slot.heard.get(&part));
            // What the network repeats with every turn does not take back what the caller said since.
            let told = known.is_some_and(|known| known.source == Source::Said);
            if source == Source::Signalled && told && slot.sources.is_empty() {
                continue;
            }
            if before.is_some_and(|slot| !slot.heard.is_empty()) && answer::as_before(&text) {
                continue;
            }
            if let Some(choice) = asked.and_then(|open| pick(&text, open)) {
                picked = choice.or(picked);
                continue;
            }
            // "Ja" and "nein" answer a question; they are no date or number, and must not overwrite one.
            let answers = takes_no_yes(slot.r#type).then(|| answer::whole(&text)).flatten();
            match answers {
                Some(answer) if text.parse::<i64>().is_err() => yes |= answer,
                _ => stated.push((part, Heard { text, path, source, turn, at: now })),
            }
        }
        trust::keep_the_more_trusted(name, slot, state.slots.get(name), &mut stated, &mut merged.findings);
        let refused = merged.findings.iter().skip(noticed).find_map(content::refusal);
        if let Some(code) = refused.filter(|_| stated.is_empty()) {
            let slot_state = state.slots.entry(name.to_owned()).or_default();
            if slot_state.heard.is_empty() {
                slot_state.refused = Some(code.to_owned());
            }
        }
        let known = state.slots.contains_key(name);
        if stated.is_empty() && !known {
            continue;
        }
        let slot_state = state.slots.entry(name.to_owned()).or_default();
        // Who is asked and says the same in other words has answered.
        let changed = take_over(slot_state, stated, asked.is_none() || said_yes);
        if slot_state.heard.get(&Part::Value).is_some_and(|heard| heard.turn == turn) {
            slot_state.asked =
                asked.map(|open| open.part).filter(|part| matches!(part, Part::Date | Part::Time));
        }
        if let Some(picked) = picked.filter(|_| !changed) {
            slot_state.accepted = Some(picked);
        }
        if let Some(asked) = asked
            && yes
            && !changed
        {
            let (accepted, confirmed) = match &asked.item {
                Some(item) => {
                    let agreed = slot_state.items.entry(item.to_string()).or_default();
                    (&mut agreed.accepted, &mut agreed.confirmed)
                }
                None => (&mut slot_state.accepted, &mut slot_state.confirmed),
            };
            match asked.proposal {
                Some(proposal) => *accepted = Some(proposal),
                None => {
                    confirmed.insert(asked.code.clone());
                }
            }
        }
    }
    merged
}

/// What an answer picks of what was offered. The inner `None`: a place and a day of the month at once, "den zweiten" where
/// the second of December is offered in the first place, so that it has to be asked again.
fn pick(text: &str, open: &Open) -> Option<Option<Proposal>> {
    let day = |proposal: &Proposal| match proposal {
        Proposal::Day(day) => *day,
        Proposal::At(local) => local.date(),
    };
    let begins = |proposal: &&Proposal| match proposal {
        Proposal::Day(day) => day.and_time(NaiveTime::MIN),
        Proposal::At(local) => *local,
    };
    let at = match answer::pick(text, open.offered.len())? {
        Pick::Earliest => return Some(open.offered.iter().min_by_key(begins).copied()),
        Pick::Latest => return Some(open.offered.iter().max_by_key(begins).copied()),
        Pick::Place(at) => at,
    };
    let picked = open.offered.get(at)?;
    let place = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
    let another = open.offered.iter().any(|o| day(o) != day(picked) && day(o).day() == place);
    Some((!another).then_some(*picked))
}

/// True for slots that a yes or no cannot fill.
const fn takes_no_yes(slot_type: SlotType) -> bool {
    matches!(
        slot_type,
        SlotType::Date
            | SlotType::Time
            | SlotType::Moment
            | SlotType::Phone
            | SlotType::Duration
            | SlotType::Email
            | SlotType::List
    )
}

/// The first usable of what was found for a part of a slot, the most trusted before the others.
fn answer(
    found: SmallVec<[Found<'_>; 2]>,
    name: &str,
    slot: &Slot,
    rules: &RuleSet,
    max_text: usize,
    findings: &mut Vec<Finding>,
) -> Option<(String, String, Source)> {
    trust::trusted(found.into_iter(), name, slot, findings)
        .iter()
        .find_map(|found| usable(found, name, slot, rules, max_text, findings))
}

/// What an item of a list says about one of its slots, and what was left out.
pub(crate) fn of_item(
    fields: &Map<String, Value>,
    path: &str,
    list: &Heard,
    name: &str,
    slot: &Slot,
    rules: &RuleSet,
) -> (SlotState, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut state = SlotState::default();
    for (part, names) in names(name, slot) {
        let found: SmallVec<[Found<'_>; 2]> = names
            .iter()
            .filter_map(|name| {
                Some(Found { value: fields.get(name)?, path: format!("{path}.{name}"), source: list.source })
            })
            .collect();
        let answer = answer(found, name, slot, rules, usize::MAX, &mut findings);
        if let Some((text, path, source)) = answer {
            state.heard.insert(part, Heard { text, path, source, turn: list.turn, at: list.at });
        }
    }
    state.refused =
        findings.iter().find_map(content::refusal).filter(|_| state.heard.is_empty()).map(str::to_owned);
    (state, findings)
}

/// The text of a value, unless it is no answer.
fn usable(
    found: &Found<'_>,
    name: &str,
    slot: &Slot,
    rules: &RuleSet,
    max_text: usize,
    findings: &mut Vec<Finding>,
) -> Option<(String, String, Source)> {
    let text = match found.value {
        value if value.is_null() => return None,
        value if slot.r#type == SlotType::List => match list::read(value) {
            Some(list) if list::is_blank(&list) => return None,
            Some(list) => {
                if list.is_object() {
                    findings.push(Finding::new(&SINGLE_ITEM).of_slot(name).with("path", found.path.clone()));
                }
                list.to_string()
            }
            None => match value.as_str().and_then(|text| unset::why(text, slot, &rules.unset)) {
                Some(_) => value.as_str().unwrap_or_default().trim().to_owned(),
                None => {
                    findings.push(wrong_type(found.path.clone(), "array", value).of_slot(name));
                    return None;
                }
            },
        },
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(b) => b.to_string(),
        // A point before three decimals is one for thousands in German, so a comma it is.
        Value::Number(n) if matches!(slot.r#type, SlotType::Number | SlotType::Duration) => {
            n.to_string().replace('.', ",")
        }
        Value::Number(n) => n.to_string(),
        Value::Array(_) | Value::Object(_) => {
            findings.push(wrong_type(found.path.clone(), "string", found.value).of_slot(name));
            return None;
        }
    };
    if text.len() > max_text {
        findings.push(
            Finding::new(&TOO_LONG)
                .of_slot(name)
                .with("path", found.path.clone())
                .with("bytes", text.len())
                .with("limit", max_text),
        );
        return None;
    }
    let (text, came) = match content::repaired(&text).filter(|_| slot.r#type == SlotType::Text) {
        Some(repaired) => {
            findings.push(
                Finding::new(&content::ENCODING_REPAIRED)
                    .of_slot(name)
                    .with("text", text)
                    .with("repaired", repaired.clone()),
            );
            (repaired, None)
        }
        None => (text, found.value.as_str()),
    };
    // "unknown" from the network is a number that is not shown; in a form it is a field that nobody filled in.
    let no_answer = unset::why(&text, slot, &rules.unset);
    if slot.r#type == SlotType::Phone
        && (no_answer.is_none() || found.source == Source::Signalled)
        && crate::heard::number::phone(&text, found.source, &rules.region).status == Status::Withheld
    {
        findings.push(Finding::new(&CALLER_WITHHELD).of_slot(name).with("path", found.path.clone()));
        return None;
    }
    match no_answer {
        None if is_allowed(&found.path, came.unwrap_or(&text), &text, name, slot, findings) => {
            Some((text, found.path.clone(), found.source))
        }
        None => None,
        Some(Why::Blank) => None,
        Some(Why::Word | Why::Unrendered | Why::Placeholder | Why::InventedId) => {
            findings.push(
                Finding::new(&PLACEHOLDER).of_slot(name).with("text", text).with("path", found.path.clone()),
            );
            None
        }
    }
}

/// Whether a text contains only what its slot allows; where it does not, a finding says what.
fn is_allowed(
    path: &str,
    came: &str,
    text: &str,
    name: &str,
    slot: &Slot,
    findings: &mut Vec<Finding>,
) -> bool {
    let content = content::of(name, slot);
    if content == Content::Any {
        return true;
    }
    // Spans count in the text as it came.
    let before = came.len().saturating_sub(came.trim_start().len());
    let offset = |span: Span| Span::new(span.start.saturating_add(before), span.end.saturating_add(before));
    if let Some(mut offence) = content::offence(text, content) {
        offence.span = offset(offence.span);
        findings.push(offence.finding(came, path).of_slot(name));
        return false;
    }
    if let Some((span, scripts)) = content::mixed_scripts(text) {
        findings.push(
            Finding::new(&MIXED_SCRIPTS)
                .at(offset(span))
                .of_slot(name)
                .with("path", path.to_owned())
                .with("scripts", scripts),
        );
    }
    true
}

/// Puts what was stated into the slot; true when something is new. With `reworded` the same in other words is not.
fn take_over(slot: &mut SlotState, stated: Vec<(Part, Heard)>, reworded: bool) -> bool {
    let is_stated = |part: Part| stated.iter().any(|(p, _)| *p == part);
    let same = |slot: &SlotState, part: &Part, text: &str| {
        slot.heard.get(part).is_some_and(|old| {
            old.text == text
                || reworded && bare(text, *part).is_some_and(|text| bare(&old.text, *part) == Some(text))
        })
    };
    let new: Vec<Part> =
        stated.iter().filter(|(part, heard)| !same(slot, part, &heard.text)).map(|(part, _)| *part).collect();
    if new.is_empty() {
        return false;
    }
    let time_again = is_stated(Part::Time);
    // What is newly said replaces what says the same thing in another way, unless that was said again with it.
    let stale: &[Part] = if new.contains(&Part::Value) {
        &[Part::Date, Part::Time, Part::Instant]
    } else if new.contains(&Part::Date) || new.contains(&Part::Time) {
        &[Part::Value, Part::Instant]
    } else {
        &[Part::Value, Part::Date, Part::Time]
    };
    for part in stale {
        if !is_stated(*part)
            && let Some(old) = slot.heard.remove(part)
        {
            remember(slot, old);
        }
    }
    for (part, heard) in stated {
        if new.contains(&part)
            && let Some(old) = slot.heard.insert(part, heard)
        {
            remember(slot, old);
        }
    }
    slot.confirmed.clear();
    slot.items.clear();
    slot.refused = None;
    // Another day keeps the time that was agreed to, not the one that was asked for first.
    if new == [Part::Date]
        && let Some(Proposal::At(_)) = slot.accepted
        && !time_again
        && let Some(old) = slot.heard.remove(&Part::Time)
    {
        remember(slot, old);
    }
    // Another time of day leaves the day standing that the caller has agreed to.
    slot.accepted = slot.accepted.filter(|_| new == [Part::Time]).map(|accepted| match accepted {
        Proposal::At(local) => Proposal::Day(local.date()),
        Proposal::Day(day) => Proposal::Day(day),
    });
    true
}

/// A day or a time without the words that say no more than that it is one: "am Freitag" and "Freitag". `None` for
/// parts in which every character counts.
fn bare(text: &str, part: Part) -> Option<String> {
    let around: &[&str] = match part {
        Part::Date => &["am", "den", "der", "dem"],
        Part::Time => &["um", "uhr"],
        Part::Value | Part::Instant => return None,
    };
    let lower = text.to_lowercase();
    let said = lower.split_whitespace().map(|word| word.trim_end_matches(['.', ',', '!', '?']));
    let kept: Vec<&str> = said.filter(|word| !word.is_empty() && !around.contains(word)).collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

fn remember(slot: &mut SlotState, old: Heard) {
    slot.history.push(old);
    if slot.history.len() > MAX_HISTORY {
        slot.history.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const RULES: &str = r#"{"version": 1, "slots": {
        "name": {"from": ["name", "customer_name"], "required": true},
        "start": {"type": "moment", "from": ["termin"], "date": ["datum"], "time": ["uhrzeit"], "instant": ["utc"]}
    }}"#;

    fn after(turns: &[Value]) -> (Conversation, Merged) {
        let rules = RuleSet::from_json(RULES).unwrap();
        let mut state = Conversation::default();
        let mut last = Merged::default();
        for turn in turns {
            let payload = Payload::from_value(turn.clone()).unwrap();
            last = merge(&mut state, &payload, &rules, 100, "2025-11-05T09:00:00Z".parse().unwrap());
        }
        (state, last)
    }

    fn heard(state: &Conversation, slot: &str) -> Vec<(Part, String, u32)> {
        state
            .slots
            .get(slot)
            .map_or_else(Vec::new, |s| s.heard.iter().map(|(p, h)| (*p, h.text.clone(), h.turn)).collect())
    }

    #[test]
    fn a_name_stays_and_junk_never_overwrites() {
        let (state, last) = after(&[
            json!({"name": "Eva Beispiel"}),
            json!({"name": "", "datum": "morgen"}),
            json!({"name": "None"}),
            json!({"name": "{{name}}", "customer_name": null}),
        ]);
        assert_eq!(heard(&state, "name"), [(Part::Value, "Eva Beispiel".into(), 1)]);
        assert_eq!(heard(&state, "start"), [(Part::Date, "morgen".into(), 2)]);
        assert_eq!(state.turns, 4);
        assert_eq!(last.findings.len(), 1);
        assert_eq!(
            last.findings[0].message(crate::finding::Lang::De),
            "`{{name}}` in `$.name` ist keine Angabe"
        );
    }

    #[test]
    fn the_first_usable_source_counts() {
        let (state, _) = after(&[json!({"name": "unbekannt", "customer_name": "Eva Beispiel"})]);
        assert_eq!(heard(&state, "name"), [(Part::Value, "Eva Beispiel".into(), 1)]);
        assert_eq!(state.slots["name"].heard[&Part::Value].path, "$.customer_name");
    }

    #[test]
    fn a_correction_overwrites_and_is_remembered() {
        let (state, _) = after(&[json!({"name": "Eva Beispiel"}), json!({"name": "Ewa Beispiel"})]);
        assert_eq!(heard(&state, "name"), [(Part::Value, "Ewa Beispiel".into(), 2)]);
        assert_eq!(state.slots["name"].history[0].text, "Eva Beispiel");
    }

    #[test]
    fn a_new_date_keeps_the_time_text() {
        let (state, _) =
            after(&[json!({"datum": "morgen", "uhrzeit": "14 Uhr"}), json!({"datum": "Freitag"})]);
        assert_eq!(
            heard(&state, "start"),
            [(Part::Date, "Freitag".into(), 2), (Part::Time, "14 Uhr".into(), 1)]
        );
    }

    #[test]
    fn newer_wall_time_retires_an_older_instant() {
        let (state, _) = after(&[json!({"utc": "2025-11-06T14:00:00Z"}), json!({"uhrzeit": "15 Uhr"})]);
        assert_eq!(heard(&state, "start"), [(Part::Time, "15 Uhr".into(), 2)]);
    }

    #[test]
    fn what_is_said_again_stays_as_it_was() {
        let again = json!({"datum": "morgen"});
        let (state, _) = after(&[again.clone(), again]);
        assert_eq!(heard(&state, "start"), [(Part::Date, "morgen".into(), 1)]);
        assert!(state.slots["start"].history.is_empty());
    }

    #[test]
    fn a_bare_yes_is_no_date() {
        let (state, _) = after(&[json!({"uhrzeit": "14 Uhr"}), json!({"uhrzeit": "ja"})]);
        assert_eq!(heard(&state, "start"), [(Part::Time, "14 Uhr".into(), 1)]);
    }

    #[test]
    fn history_is_bounded_and_long_texts_are_left_out() {
        let turns: Vec<_> = (0..40).map(|i| json!({"name": format!("Name {}", "x".repeat(i + 1))})).collect();
        let (state, _) = after(&turns);
        assert_eq!(state.slots["name"].history.len(), MAX_HISTORY);
        let (state, last) = after(&[json!({"name": "x".repeat(101)})]);
        assert!(state.slots.is_empty());
        assert_eq!(last.findings[0].code(), "too_long");
        assert!(last.read_any);
    }

    #[test]
    fn one_of_two_is_picked_by_its_place_unless_it_may_be_a_day() {
        let open = |days: [&str; 2]| Open {
            slot: "start".into(),
            code: "ambiguous".into(),
            part: Part::Value,
            proposal: None,
            offered: days.iter().map(|day| Proposal::Day(day.parse().unwrap())).collect(),
            item: None,
        };
        let day = |text: &str| Some(Some(Proposal::Day(text.parse().unwrap())));
        let fridays = open(["2025-11-14", "2025-11-07"]);
        assert_eq!(pick("den zweiten", &fridays), day("2025-11-07"));
        assert_eq!(pick("den späteren", &fridays), day("2025-11-14"));
        assert_eq!(pick("den siebten", &fridays), None);
        let december = open(["2025-12-02", "2025-12-09"]);
        assert_eq!(pick("den zweiten", &december), Some(None));
        assert_eq!(pick("den ersten", &december), day("2025-12-02"));
        assert_eq!(pick("den zweiten", &open(["2025-12-01", "2025-12-02"])), day("2025-12-02"));
    }

    #[test]
    fn what_the_network_repeats_takes_nothing_back() {
        let rules = RuleSet::from_json(
            r#"{"version": 1, "slots": {"phone": {"type": "phone", "from": ["telefon", "call.from_number"]}}}"#,
        )
        .unwrap();
        let mut state = Conversation::default();
        for args in [json!({}), json!({"telefon": "030 23125001"}), json!({"telefon": null})] {
            let payload = json!({"name": "f", "call": {"from_number": "+493023125000"}, "args": args});
            let now = "2025-11-05T09:00:00Z".parse().unwrap();
            merge(&mut state, &Payload::from_value(payload).unwrap(), &rules, 100, now);
        }
        assert_eq!(heard(&state, "phone"), [(Part::Value, "030 23125001".into(), 2)]);
    }

    #[test]
    fn the_same_day_in_other_words_is_no_correction() {
        let (state, _) = after(&[
            json!({"datum": "am Freitag", "uhrzeit": "11 Uhr"}),
            json!({"datum": "Freitag.", "uhrzeit": "um 11"}),
            json!({"datum": "am selben Tag", "uhrzeit": "gleiche Uhrzeit"}),
        ]);
        assert_eq!(
            heard(&state, "start"),
            [(Part::Date, "am Freitag".into(), 1), (Part::Time, "11 Uhr".into(), 1)]
        );
    }

    #[test]
    fn a_withheld_number_leaves_the_next_source_its_turn() {
        let rules = RuleSet::from_json(
            r#"{"version": 1, "slots": {"phone": {"type": "phone", "from": ["call.from_number", "telefon"]}}}"#,
        )
        .unwrap();
        let payload = json!({"call": {"from_number": "anonymous"}, "args": {"telefon": "030 23125001"}});
        let mut state = Conversation::default();
        let now = "2025-11-05T09:00:00Z".parse().unwrap();
        let merged = merge(&mut state, &Payload::from_value(payload).unwrap(), &rules, 100, now);
        assert_eq!(heard(&state, "phone"), [(Part::Value, "030 23125001".into(), 1)]);
        assert_eq!(merged.findings[0].code(), "caller_withheld");
    }

    #[test]
    fn a_list_where_a_text_belongs_is_a_finding() {
        let (_, last) = after(&[json!({"args": {"name": ["Eva"]}, "call": {}, "x": 1})]);
        assert_eq!(
            last.findings[0].message(crate::finding::Lang::En),
            "`$.args.name` is of type array, expected string"
        );
    }
}
