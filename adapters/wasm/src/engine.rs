//! A rule set, ready to judge.

use std::borrow::Cow;

use klartext::finding::Datum;
use klartext::{Context, Conversation, Finding, Payload, Span, Verdict};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::fault::Fault;
use crate::rooms::{self, Defaults, read, write};
use crate::units::in_one_of;
use crate::{Room, thrown};

/// An engine; its answers to requests leave to the rule set what the request leaves open.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    silent: klartext::Engine,
    /// The same with a trace, once one was asked for.
    telling: Option<klartext::Engine>,
}

/// What holds for one turn.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Circumstances {
    now: Option<String>,
    zone: Option<String>,
    #[serde(default)]
    trace: bool,
}

/// What a turn comes to.
#[derive(Serialize)]
struct Turn {
    state: Conversation,
    verdict: Verdict,
}

#[wasm_bindgen]
impl Engine {
    /// An engine for a rule set in TOML, or in JSON where `json` says so.
    ///
    /// # Errors
    /// As [`answer`](crate::answer()): every problem of the rule set, with its place in the text.
    #[wasm_bindgen(constructor)]
    pub fn new(rules: &str, json: bool) -> Result<Engine, JsValue> {
        Self::of(rules, json).map_err(thrown)
    }

    /// The verdict on a payload.
    ///
    /// # Errors
    /// As [`answer`](crate::answer()).
    pub fn check(&mut self, payload: &str, context: &str) -> Result<String, JsValue> {
        self.turn(None, payload, context).and_then(|turn| write(&turn.verdict)).map_err(thrown)
    }

    /// The state after a turn, and the verdict on all that is known then.
    ///
    /// # Errors
    /// As [`answer`](crate::answer()).
    pub fn conversation(
        &mut self,
        state: Option<String>,
        payload: &str,
        context: &str,
    ) -> Result<String, JsValue> {
        self.turn(state.as_deref(), payload, context).and_then(|turn| write(&turn)).map_err(thrown)
    }

    /// The answer to a request; the zone, the hours and the policy are those of the rule set.
    ///
    /// # Errors
    /// As [`answer`](crate::answer()).
    pub fn answer(&self, room: Room, request: &str, beside: Option<String>) -> Result<String, JsValue> {
        let context = self.silent.context(chrono::DateTime::UNIX_EPOCH);
        let defaults = Defaults::of(&context);
        #[cfg(feature = "appointment")]
        let defaults = defaults.booking(&self.silent.rules().booking);
        rooms::answer(room, request, beside.as_deref(), &defaults).map_err(thrown)
    }

    /// The rule set as JSON, every default written out.
    ///
    /// # Errors
    /// None.
    pub fn rules(&self) -> Result<String, JsValue> {
        write(self.silent.rules()).map_err(thrown)
    }
}

impl Engine {
    fn of(rules: &str, json: bool) -> Result<Self, Fault> {
        let made = if json { klartext::Engine::from_json(rules) } else { klartext::Engine::from_toml(rules) };
        let silent = made.map_err(|e| Fault::all(&e, rules, e.to_string()))?;
        Ok(Self { silent, telling: None })
    }

    fn turn(&mut self, state: Option<&str>, payload: &str, context: &str) -> Result<Turn, Fault> {
        let circumstances: Circumstances = read(context)?;
        let context = self.context(&circumstances)?;
        let before: Conversation = state.map_or_else(|| Ok(Conversation::default()), read)?;
        let read = Payload::from_json(payload).map_err(|e| Fault::of(&e, payload))?;
        let engine = if circumstances.trace {
            &*self.telling.get_or_insert_with(|| self.silent.clone().with_trace(true))
        } else {
            &self.silent
        };
        let (state, mut verdict) = engine.turn(&before, &read, &context);
        if verdict.findings.iter().any(|f| f.span.is_some()) {
            let places = Places { payload: &read, state: &state };
            for finding in &mut verdict.findings {
                finding.span = finding.span.and_then(|span| places.find(finding, span));
            }
        }
        Ok(Turn { state, verdict })
    }

    fn context(&self, given: &Circumstances) -> Result<Context, Fault> {
        let mut context = self.silent.context(chrono::DateTime::UNIX_EPOCH);
        let wrong = |e: klartext::Error| Fault::of(&e, "");
        if let Some(name) = &given.zone {
            context.zone = klartext::wire::zone(name).map_err(wrong)?;
        }
        let now = given.now.as_deref().ok_or_else(Fault::no_clock)?;
        context.now = klartext::wire::clock(now, context.zone).map_err(wrong)?;
        Ok(context)
    }
}

/// The texts that the spans of a verdict count in.
struct Places<'a> {
    payload: &'a Payload,
    state: &'a Conversation,
}

impl Places<'_> {
    /// A finding's span in UTF-16 units; none where it is not certain which of several texts it counts in.
    fn find(&self, finding: &Finding, span: Span) -> Option<Span> {
        let texts = self.texts(finding);
        in_one_of(texts.iter().map(Cow::as_ref), span)
    }

    fn texts(&self, finding: &Finding) -> Vec<Cow<'_, str>> {
        // Of what was not taken the text is in the payload alone.
        if let Some(Datum::Text(path)) = finding.datum("path")
            && let Some(found) = self.payload.lookup(path)
            && let Some(text) = found.value.as_str()
        {
            return vec![text.into()];
        }
        let Some(name) = finding.slot.as_deref() else { return Vec::new() };
        let heard = self.state.slots.iter().flat_map(|(slot, known)| {
            let field = |path: &str| path.rsplit('.').next() == Some(name);
            known.heard.values().filter(move |h| slot == name || field(&h.path))
        });
        let heard: Vec<Cow<'_, str>> = heard.map(|h| h.text.as_str().into()).collect();
        if heard.is_empty() { self.of_item(name).unwrap_or_default() } else { heard }
    }

    /// The texts of an item of a list: `termine.0.datum` is one field of it, or a slot that takes one of its fields.
    fn of_item(&self, name: &str) -> Option<Vec<Cow<'_, str>>> {
        let mut steps = name.splitn(3, '.');
        let (slot, index, field) = (steps.next()?, steps.next()?.parse::<usize>().ok()?, steps.next()?);
        let heard = self.state.slots.get(slot)?.heard.values().next()?;
        let list: serde_json::Value = serde_json::from_str(&heard.text).ok()?;
        let item = if list.is_array() { list.get(index)? } else { &list };
        let parsed: Option<serde_json::Value> =
            item.as_str().and_then(|text| serde_json::from_str(text).ok());
        let fields = parsed.as_ref().unwrap_or(item).as_object()?;
        let text = |value: &serde_json::Value| value.as_str().map(|t| Cow::Owned(t.trim().to_owned()));
        match fields.get(field).and_then(text) {
            Some(text) => Some(vec![text]),
            None => Some(fields.values().filter_map(text).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const RULES: &str = r#"
version = 1
[slots.name]
from = ["kunde"]
[slots.start]
type = "moment"
date = ["datum"]
time = ["uhrzeit"]
"#;

    fn turn(payload: &Value) -> Value {
        let mut engine = Engine::of(RULES, false).unwrap();
        let turn = engine.turn(None, &payload.to_string(), r#"{"now": "2025-11-05T10:00"}"#).unwrap();
        serde_json::to_value(turn.verdict).unwrap()
    }

    #[test]
    fn places_count_in_the_text_of_their_slot() {
        let verdict =
            turn(&json!({"kunde": "Eva Beispiel", "datum": "für übermorgn", "uhrzeit": "ähm, um zehn Uhr"}));
        let finding =
            verdict["findings"].as_array().unwrap().iter().find(|f| f["code"] == "spelling_corrected");
        assert_eq!(finding.unwrap()["span"], json!({"start": 4, "end": 13}), "{verdict:#}");
    }

    #[test]
    fn what_was_not_taken_has_its_place_in_the_payload() {
        let verdict = turn(&json!({"kunde": "  Ä <b>Eva</b>"}));
        let finding = &verdict["findings"][0];
        assert_eq!(
            (&finding["code"], &finding["span"]["start"]),
            (&json!("markup"), &json!(4)),
            "{verdict:#}"
        );
    }

    #[test]
    fn every_problem_of_a_rule_set_is_told() {
        let fault = Engine::of("version = 1\nzon = \"ä\"\n[slots.a]\ntyp = 1\n", false).unwrap_err();
        let fault: Value = serde_json::from_str(&fault.json()).unwrap();
        assert_eq!(fault["code"], "rule");
        assert_eq!(fault["errors"].as_array().unwrap().len(), 2);
        assert_eq!(fault["errors"][1]["path"], "slots.a.typ");
        assert_eq!(fault["errors"][1]["span"], json!({"start": 32, "end": 35}));
    }

    #[test]
    fn a_turn_without_a_clock_is_none() {
        let mut engine = Engine::of(RULES, false).unwrap();
        let fault = engine.turn(None, "{}", "{}").err().unwrap();
        assert!(fault.json().starts_with(r#"{"code":"now_missing""#));
        let fault = engine.turn(Some("{}"), "{}", r#"{"now": "2025-11-05T10:00"}"#).err().unwrap();
        assert!(fault.json().starts_with(r#"{"code":"request","message":"missing field `version`""#));
    }
}
