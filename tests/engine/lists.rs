//! Several bookings in one payload.

use super::*;

fn salon_of_lists(changes: Value) -> Engine {
    let mut list = json!({
        "type": "list",
        "required": true,
        "of": {
            "start": {"type": "moment", "date": ["datum"], "time": ["uhrzeit"], "required": true},
            "service": {"type": "enum", "from": ["dienstleistung"], "choices": ["Färben", "Bartpflege"], "required": true},
            "name": {}
        }
    });
    list.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    let mut rules: Value = serde_json::from_str(SALON).unwrap();
    rules["slots"] = json!({"bookings": list});
    rules["booking"] = json!({"service_minutes": 60});
    Engine::from_json(&rules.to_string()).unwrap()
}

fn booking(day: &str, time: &str, service: &str) -> Value {
    json!({"datum": day, "uhrzeit": time, "dienstleistung": service})
}

fn check(engine: &Engine, bookings: &Value) -> Verdict {
    engine.check(&Payload::from_value(json!({"bookings": bookings})).unwrap(), &clock(engine, NOW))
}

fn codes(verdict: &Verdict) -> Vec<&str> {
    verdict.findings.iter().map(Finding::code).collect()
}

#[test]
fn every_item_is_judged_as_a_slot_is() {
    let engine = salon_of_lists(json!({}));
    let both = json!([booking("morgen", "14 Uhr", "färben"), booking("Freitag", "10 Uhr", "Bartpflege")]);
    for bookings in [both.clone(), json!(both.to_string())] {
        let verdict = check(&engine, &bookings);
        assert_eq!(verdict.outcome, Outcome::Accept, "{verdict:?}");
        let values = serde_json::to_value(&verdict.values["bookings"]).unwrap();
        assert_eq!(values[0]["start"]["local"], "2025-11-06T14:00");
        assert_eq!(values[0]["service"], "Färben");
        assert_eq!(values[1]["start"]["local"], "2025-11-07T10:00");
        assert_eq!(values.as_array().unwrap().len(), 2);
    }
}

#[test]
fn one_object_is_a_list_of_one() {
    let engine = salon_of_lists(json!({}));
    let verdict = check(&engine, &booking("morgen", "14 Uhr", "Färben"));
    assert_eq!(verdict.outcome, Outcome::Accept);
    assert_eq!(codes(&verdict), ["single_item"]);
}

#[test]
fn the_question_names_the_item() {
    let engine = salon_of_lists(json!({}));
    let bookings =
        json!([booking("morgen", "14 Uhr", "Färben"), {"datum": "Freitag", "dienstleistung": "Bartpflege"}]);
    let verdict = check(&engine, &bookings);
    let Outcome::Ask(ask) = &verdict.outcome else { panic!("{verdict:?}") };
    assert_eq!(ask.slot, "bookings");
    assert_eq!(
        ask.text,
        "Zum zweiten Termin: Um wie viel Uhr soll es am Freitag, den siebten November, sein?"
    );
    let missing = verdict.findings.iter().find(|f| f.code() == "missing").unwrap();
    assert_eq!(missing.slot.as_deref(), Some("bookings.1.start"));
    assert_eq!(missing.datum("item").map(|d| d.to_json()), Some(json!(2)));
}

#[test]
fn a_proposal_about_an_item_can_be_accepted() {
    let engine = salon_of_lists(json!({}));
    let context = clock(&engine, NOW);
    let bookings = json!([booking("morgen", "14 Uhr", "Färben"), booking("Freitag", "8 Uhr", "Bartpflege")]);
    let first = Payload::from_value(json!({"bookings": bookings})).unwrap();
    let (state, verdict) = engine.turn(&Conversation::default(), &first, &context);
    assert_eq!(
        verdict.say.as_deref(),
        Some(
            "Zum zweiten Termin: Wir öffnen am Freitag, den siebten November, erst um neun Uhr. Passt Ihnen neun Uhr?"
        )
    );
    let state: Conversation = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
    for answer in [json!({"confirmed": true}), json!({"confirmed": true, "bookings": bookings})] {
        let (state, verdict) = engine.turn(&state, &Payload::from_value(answer).unwrap(), &context);
        assert_eq!(verdict.outcome, Outcome::Accept, "{verdict:?}");
        let values = serde_json::to_value(&verdict.values["bookings"]).unwrap();
        assert_eq!(values[1]["start"]["local"], "2025-11-07T09:00");
        // Another list is judged anew.
        let other = json!({"bookings": [booking("Freitag", "8 Uhr", "Färben")]});
        let (_, verdict) = engine.turn(&state, &Payload::from_value(other).unwrap(), &context);
        assert_eq!(verdict.outcome.as_str(), "ask");
    }
}

#[test]
fn appointments_are_held_against_each_other() {
    let engine = salon_of_lists(json!({}));
    let ask = |bookings: Value| {
        let verdict = check(&engine, &bookings);
        let code = verdict.findings.iter().find(|f| f.severity() > klartext::finding::Severity::Note);
        (code.map(|f| f.code().to_owned()).unwrap_or_default(), verdict.say.unwrap_or_default())
    };
    let at = |time: &str, service: &str| booking("morgen", time, service);
    assert_eq!(
        ask(json!([at("14 Uhr", "Färben"), at("14:30 Uhr", "Bartpflege")])),
        (
            "person_overlaps".into(),
            "Der erste und der zweite Termin überschneiden sich. \
             Welchen von beiden soll ich auf eine andere Zeit legen?"
                .into()
        )
    );
    assert_eq!(ask(json!([at("10 Uhr", "Färben"), at("14 Uhr", "Färben")])).0, "same_service_same_day");
    let four = json!([
        at("9 Uhr", "Färben"),
        at("11 Uhr", "Färben"),
        at("13 Uhr", "Färben"),
        at("15 Uhr", "Färben")
    ]);
    assert_eq!(
        ask(four.clone()),
        (
            "too_many_bookings".into(),
            "In einem Gespräch kann ich höchstens drei Termine eintragen. Welche sollen es sein?".into()
        )
    );
    let open = salon_of_lists(json!({"max_items": "any"}));
    assert!(!codes(&check(&open, &four)).contains(&"too_many_bookings"));
    let strict = salon_of_lists(json!({"max_items": 1}));
    let two = json!([at("9 Uhr", "Färben"), at("11 Uhr", "Bartpflege")]);
    assert_eq!(
        check(&strict, &two).say.as_deref(),
        Some("In einem Gespräch kann ich nur einen Termin eintragen. Welcher soll es sein?")
    );
}

#[test]
fn the_same_twice_is_put_down_once_when_the_caller_agrees() {
    let engine = salon_of_lists(json!({}));
    let context = clock(&engine, NOW);
    let twice =
        json!({"bookings": [booking("morgen", "14 Uhr", "Färben"), booking("morgen", "14:00", "Färben")]});
    let (state, verdict) =
        engine.turn(&Conversation::default(), &Payload::from_value(twice).unwrap(), &context);
    assert_eq!(
        verdict.say.as_deref(),
        Some("Der erste und der zweite Termin sind derselbe. Soll ich ihn nur einmal eintragen?")
    );
    let yes = Payload::from_value(json!({"confirmed": "ja"})).unwrap();
    let (_, verdict) = engine.turn(&state, &yes, &context);
    assert_eq!(verdict.outcome, Outcome::Accept, "{verdict:?}");
    assert_eq!(serde_json::to_value(&verdict.values["bookings"]).unwrap().as_array().unwrap().len(), 1);
}

#[test]
fn what_is_no_item_is_a_finding_with_its_path() {
    let engine = salon_of_lists(json!({}));
    let verdict = check(&engine, &json!([booking("morgen", "14 Uhr", "Färben"), "Freitag", null, {}]));
    let wrong = verdict.findings.iter().find(|f| f.code() == "wrong_type").unwrap();
    assert_eq!(wrong.message(Lang::En), "`$.bookings.1` is of type string, expected object");
    let verdict = check(&engine, &json!("übermorgen um zehn"));
    assert_eq!(codes(&verdict), ["wrong_type", "missing"]);
    assert_eq!(verdict.say.as_deref(), Some("Welche Termine darf ich eintragen?"));
    let junk =
        json!([{"datum": "morgen", "uhrzeit": "14 Uhr", "dienstleistung": "Färben", "name": "Eva <b>"}]);
    let verdict = check(&engine, &junk);
    let markup = verdict.findings.iter().find(|f| f.code() == "markup").unwrap();
    assert_eq!(markup.slot.as_deref(), Some("bookings.0.name"));
    assert!(markup.message(Lang::De).contains("$.bookings.0.name"), "{}", markup.message(Lang::De));
}

#[test]
fn an_empty_list_never_overwrites() {
    let engine = salon_of_lists(json!({"min_items": 2}));
    let context = clock(&engine, NOW);
    let one = json!({"bookings": [booking("morgen", "14 Uhr", "Färben")]});
    let (state, verdict) =
        engine.turn(&Conversation::default(), &Payload::from_value(one).unwrap(), &context);
    assert_eq!(
        verdict.say.as_deref(),
        Some("Es müssen mindestens zwei Termine sein. Welche Termine darf ich eintragen?")
    );
    for empty in
        [json!([]), json!([{}]), json!("[]"), json!(null), json!("None"), json!([{"datum": "<UNKNOWN>"}])]
    {
        let payload = Payload::from_value(json!({"bookings": empty})).unwrap();
        let (next, _) = engine.turn(&state, &payload, &context);
        assert_eq!(next.slots["bookings"].heard, state.slots["bookings"].heard, "{empty}");
    }
}

#[test]
fn conditions_count_the_items() {
    let rules = json!({
        "version": 1,
        "slots": {
            "gaeste": {"type": "list", "of": {"name": {}, "jahre": {"type": "number"}}},
            "dauer": {"type": "duration"}
        },
        "rules": {
            "kinder": {"when": "count(gaeste where jahre < 12) >= 2", "severity": "note"},
            "lang": {"when": "dauer > 90min", "severity": "note"}
        }
    });
    let engine = Engine::from_json(&rules.to_string()).unwrap();
    let held = |payload: Value| {
        let verdict = engine.check(&Payload::from_value(payload).unwrap(), &clock(&engine, NOW));
        codes(&verdict).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let two = json!([{"name": "Mia", "jahre": 4}, {"name": "Ben", "jahre": 9}, {"name": "Eva Beispiel", "jahre": 34}]);
    assert_eq!(held(json!({"gaeste": two})), ["kinder"]);
    assert_eq!(
        held(json!({"gaeste": [{"name": "Mia", "jahre": 4}], "dauer": "eine Stunde"})),
        Vec::<String>::new()
    );
    assert_eq!(held(json!({"dauer": "zwei Stunden"})), ["lang"]);
}
