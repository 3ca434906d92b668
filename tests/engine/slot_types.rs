//! Durations, e-mail addresses and lists; ranges; which way in time a slot looks.

use klartext::verdict::SlotValue;

use super::*;

fn engine(slots: Value) -> Engine {
    let hours = json!({"tue": ["09:00-18:00"], "wed": ["09:00-18:00"], "thu": ["09:00-18:00"], "fri": ["09:00-18:00"]});
    Engine::from_json(&json!({"version": 1, "hours": hours, "slots": slots}).to_string()).unwrap()
}

/// One slot `x`, and what one text comes to: value or question, and the codes above a note.
fn heard(slot: Value, text: Value) -> (Option<Value>, Option<String>, Vec<String>) {
    let engine = engine(json!({"x": slot}));
    let verdict = engine.check(&Payload::from_value(json!({"x": text})).unwrap(), &clock(&engine, NOW));
    let ask = match &verdict.outcome {
        Outcome::Ask(ask) => Some(ask.text.clone()),
        _ => None,
    };
    let value = verdict.values.get("x").map(|v| serde_json::to_value(v).unwrap());
    (value, ask, verdict.findings.iter().map(|f| f.code().to_owned()).collect())
}

#[test]
fn durations_are_whole_seconds() {
    let lasting = |text: &str| {
        heard(json!({"type": "duration"}), json!(text)).0.map(|v| v["seconds"].as_i64().unwrap())
    };
    for (text, seconds) in [
        ("anderthalb Stunden", Some(5400)),
        ("45 Minuten", Some(2700)),
        ("eine Dreiviertelstunde", Some(2700)),
        ("eine Viertelstunde", Some(900)),
        ("eine halbe Stunde", Some(1800)),
        ("zweieinhalb Stunden", Some(9000)),
        ("zwei Stunden und zehn Minuten", Some(7800)),
        ("1,5 Stunden", Some(5400)),
        ("so ungefähr eine Stunde", Some(3600)),
        ("90 min", Some(5400)),
        ("PT90M", Some(5400)),
        ("morgen", None),
        ("lange", None),
        ("um drei", None),
    ] {
        assert_eq!(lasting(text), seconds, "{text}");
    }
    let (value, ..) = heard(json!({"type": "duration"}), json!("eine Stunde"));
    assert_eq!(value, Some(json!({"kind": "duration", "seconds": 3600})));
}

#[test]
fn a_bare_number_is_asked_about_unless_the_slot_has_a_unit() {
    let (value, ask, codes) = heard(json!({"type": "duration"}), json!("zwei"));
    assert_eq!(value, None);
    assert_eq!(ask.as_deref(), Some("Meinen Sie zwei Stunden oder zwei Minuten?"));
    assert_eq!(codes, ["unit_missing"]);
    let (value, _, codes) = heard(json!({"type": "duration", "unit": "minutes"}), json!(90));
    assert_eq!(
        (value, codes),
        (Some(json!({"kind": "duration", "seconds": 5400})), vec!["unit_assumed".into()])
    );
    let (value, ..) = heard(json!({"type": "duration", "unit": "hours"}), json!(1.5));
    assert_eq!(value, Some(json!({"kind": "duration", "seconds": 5400})));
}

#[test]
fn a_length_outside_its_range_is_asked_about() {
    let slot = json!({"type": "duration", "min": "15min", "max": "2h"});
    let (value, ask, codes) = heard(slot.clone(), json!("drei Stunden"));
    assert_eq!(value, None);
    assert_eq!(ask.as_deref(), Some("Es darf höchstens zwei Stunden dauern. Wie lange soll es dauern?"));
    assert_eq!(codes, ["above_max"]);
    let (_, ask, codes) = heard(slot.clone(), json!("zehn Minuten"));
    assert_eq!(
        ask.as_deref(),
        Some("Es muss mindestens eine Viertelstunde dauern. Wie lange soll es dauern?")
    );
    assert_eq!(codes, ["below_min"]);
    assert_eq!(heard(slot, json!("zwei Stunden")).1, None);
}

#[test]
fn a_number_outside_its_range_is_asked_about() {
    let slot = json!({"type": "number", "label": "Personen", "min": 1, "max": 8, "question": "Für wie viele Personen darf es sein?"});
    let (value, ask, codes) = heard(slot.clone(), json!("zwölf"));
    assert_eq!(value, None);
    assert_eq!(
        ask.as_deref(),
        Some("Bei „Personen“ kann ich höchstens acht eintragen. Für wie viele Personen darf es sein?")
    );
    assert_eq!(codes, ["above_max"]);
    assert_eq!(heard(slot.clone(), json!(0)).2, ["below_min"]);
    assert_eq!(heard(slot.clone(), json!("8")).0, Some(json!(8.0)));
    assert_eq!(heard(slot, json!("1")).0, Some(json!(1.0)));
}

#[test]
fn days_and_times_have_limits() {
    let (_, ask, codes) = heard(json!({"type": "date", "max": "today+7d"}), json!("am 20. November"));
    assert_eq!(
        ask.as_deref(),
        Some("Möglich ist es nur bis Mittwoch, den zwölften November. An welchem Tag passt es Ihnen?")
    );
    assert_eq!(codes, ["above_max"]);
    assert_eq!(heard(json!({"type": "date", "max": "2025-11-20"}), json!("am 20. November")).1, None);
    let (_, ask, codes) = heard(json!({"type": "time", "min": "10:00"}), json!("9:30 Uhr"));
    assert_eq!(ask.as_deref(), Some("Möglich ist es erst ab zehn Uhr. Um wie viel Uhr passt es Ihnen?"));
    assert_eq!(codes.last().map(String::as_str), Some("below_min"));
    let slot = json!({"type": "moment", "min": "2025-11-07T12:00"});
    let (_, ask, codes) = heard(slot, json!("Freitag 11 Uhr"));
    assert_eq!(codes.last().map(String::as_str), Some("below_min"));
    assert_eq!(
        ask.as_deref(),
        Some(
            "Möglich ist es erst ab Freitag, den siebten November, um zwölf Uhr. \
             An welchem Tag und um wie viel Uhr passt es Ihnen?"
        )
    );
    // The day alone is enough to see that it will not do.
    let (_, _, codes) = heard(json!({"type": "moment", "max": "today+7d"}), json!("am 20. November"));
    assert_eq!(codes, ["above_max"]);
}

#[test]
fn a_date_of_birth_looks_back() {
    let slot = json!({"type": "date", "expect": "past", "label": "Geburtsdatum", "max": "today-18y", "required": true});
    // A Sunday: no opening hours hold for it.
    assert_eq!(heard(slot.clone(), json!("11. März 1990")).0, Some(json!("1990-03-11")));
    assert_eq!(heard(slot.clone(), json!("1990-03-11")).0, Some(json!("1990-03-11")));
    assert_eq!(heard(slot.clone(), json!("5. November 2007")).0, Some(json!("2007-11-05")));
    let (value, ask, codes) = heard(slot.clone(), json!("6. November 2007"));
    assert_eq!(value, None);
    assert!(codes.contains(&"above_max".to_owned()), "{codes:?}");
    let ask = ask.unwrap();
    assert!(ask.starts_with("Bei „Geburtsdatum“ kann ich spätestens Montag, den fünften November"), "{ask}");
    assert!(ask.ends_with("Welches Datum darf ich bei „Geburtsdatum“ eintragen?"), "{ask}");
    let moment = json!({"type": "moment", "expect": "past"});
    assert_eq!(heard(moment, json!("gestern um 20 Uhr")).0.unwrap()["local"], "2025-11-04T20:00");
}

#[test]
fn texts_have_a_length() {
    let slot = json!({"min_length": 3, "max_length": 10});
    let (_, ask, codes) = heard(slot.clone(), json!("ä"));
    assert_eq!(codes, ["too_short"]);
    assert!(ask.unwrap().starts_with("Das ist leider zu kurz, ich brauche mindestens drei Zeichen."));
    assert_eq!(heard(slot.clone(), json!("äöüäöüäöüä")).2, Vec::<String>::new());
    let (_, ask, codes) = heard(slot, json!("äöüäöüäöüäö"));
    assert_eq!(codes, ["too_long"]);
    assert!(ask.unwrap().starts_with("Das ist leider zu lang, ich kann höchstens zehn Zeichen eintragen."));
}

#[test]
fn a_doubtful_address_is_spelled_back() {
    let engine = engine(json!({"email": {"type": "email", "required": true}}));
    let context = clock(&engine, NOW);
    let turn = |state: &Conversation, payload: Value| {
        engine.turn(state, &Payload::from_value(payload).unwrap(), &context)
    };
    let (state, verdict) =
        turn(&Conversation::default(), json!({"email": "anna muster at beispiel punkt de"}));
    assert_eq!(
        verdict.say.as_deref(),
        Some(
            "Habe ich Ihre E-Mail-Adresse richtig notiert: A N N A M U S T E R, ät, B E I S P I E L, Punkt, D E?"
        )
    );
    let (_, verdict) = turn(&state, json!({"confirmed": true}));
    assert_eq!(verdict.outcome, Outcome::Accept);
    assert_eq!(verdict.values["email"], SlotValue::Email("annamuster@beispiel.de".into()));
    assert!(!format!("{verdict:?}").contains("annamuster"), "{verdict:?}");
    let (_, verdict) = turn(&Conversation::default(), json!({"email": "anna at"}));
    assert_eq!(
        verdict.say.as_deref(),
        Some("Das habe ich leider nicht als E-Mail-Adresse verstanden. Wie lautet Ihre E-Mail-Adresse?")
    );
}
