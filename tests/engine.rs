//! From payload to verdict, with the rules of a small salon. The clock is Wednesday, 2025-11-05, 10:00 in Berlin; every
//! expectation is from the calendar and from german.md.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail")]

mod engine {
    mod any;
    mod junk;
    mod lists;
    mod moments;
    mod rules;
    mod slot_types;
    mod slots;
    mod turns;

    use klartext::finding::Lang;
    use klartext::{Context, Conversation, Engine, Finding, Outcome, Payload, Verdict};
    use serde_json::{Value, json};

    const SALON: &str = r#"{
    "version": 1,
    "name": "Salon Muster",
    "hours": {
        "tue": ["09:00-18:00"], "wed": ["09:00-18:00"], "thu": ["09:00-18:00"], "fri": ["09:00-18:00"],
        "sat": ["09:00-14:00"]
    },
    "slots": {
        "name": {"from": ["name", "customer_name"], "required": true, "say": "auf den Namen <<name>>"},
        "service": {
            "type": "enum",
            "from": ["dienstleistung", "service"],
            "required": true,
            "choices": [{"value": "Herrenhaarschnitt", "synonyms": ["Haarschnitt Herren"]}, "Färben", "Bartpflege"]
        },
        "start": {
            "type": "moment",
            "from": ["termin"],
            "date": ["datum", "appointment_date"],
            "time": ["uhrzeit", "appointment_time"],
            "instant": ["start_utc"],
            "required": true
        },
        "phone": {"type": "phone", "from": ["telefon", "call.from_number"]}
    }
}"#;

    /// The salon with some keys set otherwise; its slots come in the order of the alphabet.
    fn salon_with(changes: Value) -> Engine {
        let mut rules: Value = serde_json::from_str(SALON).unwrap();
        for (key, value) in changes.as_object().unwrap() {
            match value {
                Value::Null => rules.as_object_mut().unwrap().remove(key),
                value => rules.as_object_mut().unwrap().insert(key.clone(), value.clone()),
            };
        }
        Engine::from_json(&rules.to_string()).unwrap()
    }

    fn salon() -> Engine {
        Engine::from_json(SALON).unwrap()
    }

    fn clock(engine: &Engine, local: &str) -> Context {
        engine.context(klartext::wire::clock(local, chrono_tz::Europe::Berlin).unwrap())
    }

    fn check(engine: &Engine, payload: Value) -> Verdict {
        engine.check(&Payload::from_value(payload).unwrap(), &clock(engine, "2025-11-05T10:00"))
    }

    /// A booking with name and service, and what else is given.
    fn booking(args: Value) -> Value {
        let mut all = json!({"name": "Eva Beispiel", "dienstleistung": "Herrenhaarschnitt"});
        for (key, value) in args.as_object().unwrap() {
            all[key] = value.clone();
        }
        json!({"name": "book_appointment_v17", "call": {"call_id": "call_0"}, "args": all})
    }

    fn values(verdict: &Verdict) -> Value {
        serde_json::to_value(verdict).unwrap()["values"].clone()
    }

    fn start(verdict: &Verdict) -> Option<String> {
        values(verdict)["start"]["local"].as_str().map(str::to_owned)
    }

    fn codes(verdict: &Verdict) -> Vec<&str> {
        verdict.findings.iter().map(Finding::code).collect()
    }

    /// Slot and question of a verdict that asks.
    fn asked(verdict: &Verdict) -> (&str, &str) {
        match &verdict.outcome {
            Outcome::Ask(ask) => (&ask.slot, &ask.text),
            other => panic!("{other:?}: {:?}", verdict.findings),
        }
    }

    fn finding<'a>(verdict: &'a Verdict, code: &str) -> &'a Finding {
        verdict.findings.iter().find(|f| f.code() == code).unwrap_or_else(|| panic!("{:?}", verdict.findings))
    }

    /// The verdicts of a conversation, one for each turn; the clock may differ.
    fn talk(engine: &Engine, turns: &[(&str, Value)]) -> (Conversation, Vec<Verdict>) {
        let mut state = Conversation::default();
        let mut verdicts = Vec::new();
        for (now, payload) in turns {
            // The state goes through its serialised form, as it does between two requests.
            let stored: Conversation = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
            assert_eq!(stored, state);
            let payload = Payload::from_value(payload.clone()).unwrap();
            let (next, verdict) = engine.turn(&stored, &payload, &clock(engine, now));
            state = next;
            verdicts.push(verdict);
        }
        (state, verdicts)
    }

    const NOW: &str = "2025-11-05T10:00";
}
