//! What holds for every payload and every rule set.

use proptest::prelude::*;

use super::*;

/// Any JSON, its keys often those that the salon reads.
fn any_json() -> impl Strategy<Value = Value> {
    let texts = prop::sample::select(vec![
        "morgen",
        "14:00",
        "um drei",
        "31. November",
        "N/A",
        "{{name}}",
        "2025-11-06T14:00:00Z",
        "Färben",
        "ja",
        "anonymous",
        "+493023125001",
        "Eva Beispiel",
        "",
        "\u{202e}x",
        "nächsten Freitag",
        "99:99",
    ]);
    let keys = prop::sample::select(vec![
        "name",
        "call",
        "args",
        "datum",
        "uhrzeit",
        "termin",
        "start_utc",
        "dienstleistung",
        "telefon",
        "from_number",
        "call_id",
        "call_analysis",
        "custom_analysis_data",
        "event",
        "confirmed",
        "x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        texts.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys.clone(), inner), 0..8).prop_map(|fields| {
                Value::Object(fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_payload_gets_one_verdict_and_always_the_same(turns in prop::collection::vec(any_json(), 1..4)) {
        let engine = salon();
        let context = clock(&engine, NOW);
        let run = || {
            let mut state = Conversation::default();
            let mut verdicts = Vec::new();
            for turn in &turns {
                let Ok(payload) = Payload::from_value(turn.clone()) else { continue };
                let (next, verdict) = engine.turn(&state, &payload, &context);
                state = next;
                verdicts.push(serde_json::to_string(&verdict).unwrap());
            }
            (serde_json::to_string(&state).unwrap(), verdicts)
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn an_empty_turn_changes_nothing_that_is_known(first in any_json()) {
        let engine = salon();
        let context = clock(&engine, NOW);
        let Ok(payload) = Payload::from_value(first) else { return Ok(()) };
        let (one, before) = engine.turn(&Conversation::default(), &payload, &context);
        let empty = Payload::from_value(json!({"x": 1})).unwrap();
        let (two, after) = engine.turn(&one, &empty, &context);
        prop_assert_eq!(&one.slots, &two.slots);
        if !one.slots.is_empty() {
            prop_assert_eq!(before.outcome, after.outcome);
            prop_assert_eq!(before.values, after.values);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = Payload::from_slice(&bytes)
            && let (Some(span), Ok(text)) = (error.span, std::str::from_utf8(&bytes))
        {
            prop_assert!(span.of(text).is_some(), "{:?} of {:?}", span, text);
        }
    }

    #[test]
    fn any_rule_set_is_read_or_refused(text in "\\PC{0,200}") {
        if let Err(errors) = Engine::from_json(&text) {
            prop_assert!(!errors.to_string().is_empty());
        }
    }
}
