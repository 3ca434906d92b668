//! Everything else: numbers, telephone, service, limits, payloads, traces, English.

use super::*;

// "drei null" is Greece's calling code too: that no number there is so short, only its plan knows.
#[cfg(feature = "world")]
#[test]
fn a_number_that_is_not_certain_is_read_back() {
    let dictated = "drei null, zwei drei eins, zwei fünf eins, null vier";
    let turn = booking(json!({"datum": "morgen", "uhrzeit": "14:00", "telefon": dictated}));
    let (_, verdicts) = talk(&salon(), &[(NOW, turn), (NOW, json!({"telefon": "ja, genau"}))]);
    assert_eq!(
        asked(&verdicts[0]),
        (
            "phone",
            "Habe ich Ihre Telefonnummer richtig notiert: null drei null, zwei drei eins, zwei fünf eins, null vier?"
        )
    );
    assert_eq!(finding(&verdicts[0], "trunk_zero_missing").slot.as_deref(), Some("phone"));
    assert_eq!(values(&verdicts[1])["phone"], json!("+493023125104"));
    for (said, reason) in [
        ("110", "Unter dieser Nummer können wir Sie nicht zurückrufen."),
        ("030 12", "Die Nummer scheint nicht vollständig zu sein."),
        ("030 23125104 oder 030 23125105", "Sie haben mehrere Telefonnummern genannt."),
        ("keine Ahnung", "Das habe ich leider nicht als Telefonnummer verstanden."),
    ] {
        let verdict =
            check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "14:00", "telefon": said})));
        let question = "Unter welcher Telefonnummer können wir Sie erreichen?";
        assert_eq!(asked(&verdict).1, format!("{reason} {question}"), "{said}");
    }
}

#[test]
fn a_confirmation_may_use_every_value_and_its_default() {
    let own = salon_with(json!({
        "confirmation": "<<service>> am <<start>>, Rückruf unter <<phone|der Nummer von eben>>. Vielen Dank, <<name>>!"
    }));
    let payload = json!({"datum": "morgen", "uhrzeit": "14:00"});
    assert_eq!(
        check(&own, booking(payload.clone())).say.as_deref(),
        Some(
            "Herrenhaarschnitt am Donnerstag, den sechsten November, um vierzehn Uhr, Rückruf unter der Nummer von eben. \
             Vielen Dank, Eva Beispiel!"
        )
    );
    let mut with_phone = payload;
    with_phone["telefon"] = json!("030 23125104");
    let said = check(&own, booking(with_phone)).say.unwrap();
    assert!(said.contains("unter null drei null, zwei drei eins, zwei fünf eins, null vier."), "{said}");
}

#[test]
fn numbers_are_read_in_german() {
    let engine = Engine::from_json(
        r#"{"version": 1, "slots": {"personen": {"type": "number", "label": "Personen", "required": true}}}"#,
    )
    .unwrap();
    for (said, number) in [
        (json!("einundzwanzig"), 21.0),
        (json!("zwei Personen"), 2.0),
        (json!("1.000"), 1000.0),
        (json!(1.125), 1.125),
        (json!(4), 4.0),
    ] {
        let verdict = check(&engine, json!({"personen": said}));
        assert_eq!(values(&verdict)["personen"], json!(number), "{said}");
    }
    let verdict = check(&engine, json!({"personen": "zwei oder drei"}));
    assert_eq!(
        asked(&verdict).1,
        "Das habe ich leider nicht verstanden. Welche Zahl darf ich bei „Personen“ eintragen?"
    );
}

#[test]
fn what_is_over_is_asked_again() {
    let verdict = check(&salon(), booking(json!({"datum": "heute", "uhrzeit": "09:00"})));
    assert_eq!(asked(&verdict).0, "start");
    finding(&verdict, "in_past");
    assert_eq!(start(&verdict), None);
    assert_eq!(
        asked(&verdict).1,
        "Heute um neun Uhr geht es leider nicht mehr, das ist schon vorbei. An welchem Tag und um wie viel Uhr passt es \
         Ihnen?"
    );
    for past in [json!({"datum": "gestern", "uhrzeit": "14:00"}), json!({"datum": "gestern"})] {
        let verdict = check(&salon(), booking(past));
        assert!(
            asked(&verdict)
                .1
                .starts_with("Dienstag, der vierte November, ist leider schon vorbei. An welchem Tag"),
            "{:?}",
            verdict.outcome
        );
        assert_eq!(codes(&verdict).iter().filter(|c| **c == "in_past").count(), 1);
    }
}

#[test]
fn an_unknown_service_is_asked_for_with_the_choices() {
    let verdict = check(
        &salon(),
        booking(json!({"dienstleistung": "Maniküre", "datum": "morgen", "uhrzeit": "14:00"})),
    );
    let Outcome::Ask(ask) = &verdict.outcome else { panic!("{:?}", verdict.outcome) };
    assert_eq!(ask.slot, "service");
    assert_eq!(ask.options, ["Herrenhaarschnitt", "Färben", "Bartpflege"]);
    assert_eq!(
        ask.text,
        "„Maniküre“ haben wir leider nicht im Angebot. Was darf es sein: Herrenhaarschnitt, Färben oder Bartpflege?"
    );
}

#[test]
fn lead_time_and_horizon_hold() {
    let strict = salon_with(json!({"booking": {"lead_minutes": 120, "horizon_days": 30}}));
    let verdict = check(&strict, booking(json!({"datum": "heute", "uhrzeit": "11:30"})));
    assert_eq!(asked(&verdict).1, "Das ist leider zu kurzfristig. Passt Ihnen zwölf Uhr?");
    assert_eq!(
        finding(&verdict, "too_soon").datum("alternative").unwrap().to_json(),
        json!("2025-11-05T12:00")
    );
    let verdict = check(&strict, booking(json!({"datum": "23.12.2025", "uhrzeit": "14:00"})));
    assert_eq!(finding(&verdict, "beyond_horizon").datum("latest").unwrap().to_json(), json!("2025-12-05"));
    assert_eq!(asked(&verdict).0, "start");
    let closed = salon_with(json!({"booking": {"horizon_days": 30, "beyond_horizon": "reject"}}));
    let verdict = check(&closed, booking(json!({"datum": "23.12.2025", "uhrzeit": "14:00"})));
    assert_eq!(verdict.outcome, Outcome::Reject);
}

#[test]
fn a_far_date_is_confirmed_before_it_is_used() {
    // Tuesday, 21 March 2028, is more than 18 months away.
    let (_, verdicts) = talk(
        &salon(),
        &[
            (NOW, booking(json!({"datum": "21.03.2028", "uhrzeit": "15:00"}))),
            (NOW, booking(json!({"datum": "21.03.2028", "uhrzeit": "15:00"}))),
            (NOW, booking(json!({"datum": "21.03.2028", "uhrzeit": "15:00", "confirmed": true}))),
        ],
    );
    assert!(asked(&verdicts[0]).1.starts_with("Habe ich Sie richtig verstanden"), "{:?}", verdicts[0]);
    assert_eq!(asked(&verdicts[1]), asked(&verdicts[0]), "saying it again is no confirmation");
    assert_eq!(verdicts[2].outcome, Outcome::Accept);
    assert_eq!(start(&verdicts[2]).as_deref(), Some("2028-03-21T15:00"));
}

#[test]
fn the_number_of_the_network_is_used_unless_it_is_withheld() {
    let with = |from: &str| {
        let mut payload = booking(json!({"datum": "morgen", "uhrzeit": "14:00"}));
        payload["call"]["from_number"] = json!(from);
        payload
    };
    let verdict = check(&salon(), with("+493033081738"));
    assert_eq!(values(&verdict)["phone"], json!("+493033081738"));
    let verdict = check(&salon(), with("anonymous"));
    assert_eq!((&verdict.outcome, values(&verdict).get("phone")), (&Outcome::Accept, None));
    for typed in ["+49 30 330 817 38", "030 330 817 38", "00493033081738"] {
        let verdict =
            check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "14:00", "telefon": typed})));
        assert_eq!(values(&verdict)["phone"], json!("+493033081738"), "{typed}");
    }
}

#[test]
fn a_payload_that_nobody_reads_is_rejected() {
    let verdict = check(&salon(), json!({"wetter": "gut"}));
    assert_eq!(verdict.outcome, Outcome::Reject);
    assert_eq!(codes(&verdict), ["nothing_to_read"]);
    assert_eq!(
        verdict.say.as_deref(),
        Some("Das habe ich leider nicht verstanden. Wie kann ich Ihnen helfen?")
    );
    let verdict = check(&salon(), json!({"datum": null}));
    assert_eq!(asked(&verdict).0, "name", "an empty answer is a reason to ask");
}

#[test]
fn a_wrong_type_is_a_finding_and_the_rest_survives() {
    let mut payload = booking(json!({"datum": "morgen", "uhrzeit": "14:00"}));
    payload["call"]["from_number"] = json!(493_023_125_001_u64);
    let verdict = check(&salon(), payload);
    assert_eq!(verdict.outcome, Outcome::Accept);
    assert_eq!(finding(&verdict, "wrong_type").datum("path").unwrap().to_json(), json!("$.call.from_number"));
}

#[test]
fn a_trace_tells_each_slot() {
    let payload = Payload::from_value(booking(json!({"datum": "morgen"}))).unwrap();
    let engine = salon().with_trace(true);
    let trace = engine.check(&payload, &clock(&engine, NOW)).trace.unwrap();
    assert_eq!(trace.len(), 4);
    assert_eq!(trace[0].rule, "slots.name");
    assert_eq!(trace[0].inputs[0].to_string(), r#"$.args.name is "Eva Beispiel" (said, turn 1)"#);
    assert_eq!(trace[0].outcome, "\"Eva Beispiel\"");
    assert_eq!(trace[2].outcome, "ask: missing");
    assert_eq!(salon().check(&payload, &clock(&engine, NOW)).trace, None);
}

#[test]
fn english_questions_for_an_english_locale() {
    let english = salon_with(json!({"locale": "en"}));
    assert_eq!(
        asked(&check(&english, json!({"datum": null}))).1,
        "What name may I put the appointment under?"
    );
}

#[test]
fn how_long_the_services_take_decides_which_times_fit() {
    let mut slots: Value = serde_json::from_str::<Value>(SALON).unwrap()["slots"].clone();
    slots["service"]["choices"] = json!(["Bartpflege", {"value": "Färben", "minutes": 90}]);
    slots["extra"] =
        json!({"type": "enum", "choices": [{"value": "Pflege", "minutes": 30}, {"value": "Tee"}]});
    let engine = salon_with(json!({"slots": slots, "booking": {"service_minutes": 15}}));
    let at = |service: &str, extra: &str, time: &str| {
        let asked = json!({"dienstleistung": service, "extra": extra, "datum": "morgen", "uhrzeit": time});
        let verdict = check(&engine, booking(asked));
        (verdict.outcome == Outcome::Accept, codes(&verdict).contains(&"does_not_fit"))
    };
    // Closing is at six. What has no length takes the fifteen minutes of every service.
    for (service, extra, time, fits) in [
        ("Bartpflege", "", "17:45", true),
        ("Bartpflege", "", "17:46", false),
        ("Färben", "", "16:30", true),
        ("Färben", "", "16:31", false),
        ("Färben", "Tee", "16:30", true),
        ("Färben", "Pflege", "16:00", true),
        ("Färben", "Pflege", "16:01", false),
        ("Bartpflege", "Pflege", "17:30", true),
    ] {
        assert_eq!(at(service, extra, time), (fits, !fits), "{service} {extra} {time}");
    }
}

#[test]
fn a_tool_that_is_called_too_early_is_the_beginning_of_a_conversation() {
    for nothing in [json!({}), json!({"name": "f", "call": {"call_type": "web_call"}, "args": {}})] {
        let verdict = check(&salon(), nothing);
        assert_eq!(asked(&verdict).0, "name");
    }
    // Once something was asked, a question of the caller's is no reason to hang up.
    let (_, verdicts) = talk(&salon(), &[(NOW, json!({})), (NOW, json!({"frage": "Was kostet das?"}))]);
    assert_eq!(asked(&verdicts[1]).0, "name");
}
