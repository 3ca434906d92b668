//! From payload to verdict, with the rules of a small salon. The clock is Wednesday, 2025-11-05, 10:00 in Berlin; every
//! expectation is from the calendar and from german.md.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail")]

use klartext::finding::Lang;
use klartext::{Context, Conversation, Engine, Finding, Outcome, Payload, Verdict};
use proptest::prelude::*;
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

#[test]
fn a_booking_for_tomorrow_is_accepted() {
    let verdict = check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "14:00"})));
    assert_eq!(verdict.outcome, Outcome::Accept, "{:?}", verdict.findings);
    assert_eq!(
        values(&verdict),
        json!({
            "name": "Eva Beispiel",
            "service": "Herrenhaarschnitt",
            "start": {
                "kind": "datetime", "local": "2025-11-06T14:00", "utc": "2025-11-06T13:00:00Z",
                "zone": "Europe/Berlin"
            }
        })
    );
    assert_eq!(
        verdict.say.as_deref(),
        Some(
            "Ich habe notiert: Herrenhaarschnitt, am Donnerstag, den sechsten November, um vierzehn Uhr, auf den Namen \
             Eva Beispiel."
        )
    );
}

#[test]
fn date_and_time_in_one_field() {
    let verdict = check(&salon(), booking(json!({"termin": "übermorgen um 9 Uhr bitte"})));
    assert_eq!((&verdict.outcome, start(&verdict).as_deref()), (&Outcome::Accept, Some("2025-11-07T09:00")));
    assert!(
        codes(&verdict).contains(&"hours_decided"),
        "nine in the morning is inside the hours, 21:00 is not"
    );
}

#[test]
fn a_past_year_is_corrected_and_used() {
    let verdict = check(&salon(), booking(json!({"termin": "05.11.2023 um 15 Uhr"})));
    assert_eq!((&verdict.outcome, start(&verdict).as_deref()), (&Outcome::Accept, Some("2025-11-05T15:00")));
    finding(&verdict, "year_corrected");
}

#[test]
fn a_missing_name_is_asked_for_first() {
    let verdict = check(&salon(), json!({"dienstleistung": "Färben", "datum": "morgen"}));
    assert_eq!(asked(&verdict), ("name", "Auf welchen Namen darf ich den Termin eintragen?"));
    assert_eq!(values(&verdict), json!({"service": "Färben"}));
    let prefer_start = SALON.replace(
        r#""required": true
        },
        "phone""#,
        r#""required": true, "priority": 1
        },
        "phone""#,
    );
    assert_ne!(prefer_start, SALON);
    let verdict = check(&Engine::from_json(&prefer_start).unwrap(), json!({"dienstleistung": "Färben"}));
    assert_eq!(asked(&verdict), ("start", "An welchem Tag und um wie viel Uhr passt es Ihnen?"));
}

#[test]
fn only_what_is_missing_is_asked_for() {
    let verdict = check(&salon(), booking(json!({"datum": "morgen"})));
    assert_eq!(
        asked(&verdict),
        ("start", "Um wie viel Uhr soll es am Donnerstag, den sechsten November, sein?")
    );
    assert_eq!(finding(&verdict, "missing").datum("part").unwrap().to_json(), json!("time"));
    let verdict = check(&salon(), booking(json!({"uhrzeit": "14:30"})));
    assert_eq!(asked(&verdict), ("start", "An welchem Tag soll es um vierzehn Uhr dreißig sein?"));
    assert_eq!(finding(&verdict, "missing").datum("part").unwrap().to_json(), json!("date"));
}

#[test]
fn before_opening_the_opening_is_proposed() {
    let verdict = check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "08:00"})));
    assert_eq!(
        asked(&verdict),
        ("start", "Wir öffnen am Donnerstag, den sechsten November, erst um neun Uhr. Passt Ihnen neun Uhr?")
    );
    let finding = finding(&verdict, "before_opening");
    assert_eq!(finding.datum("alternative").unwrap().to_json(), json!("2025-11-06T09:00"));
    assert_eq!(finding.datum("requested").unwrap().to_json(), json!("2025-11-06T08:00"));
    assert_eq!(start(&verdict), None);
}

#[test]
fn after_closing_the_next_open_day_is_proposed() {
    let verdict = check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "19:00"})));
    assert_eq!(
        asked(&verdict).1,
        "Wir schließen am Donnerstag, den sechsten November, schon um achtzehn Uhr. Passt es Ihnen am Freitag, den \
         siebten November, um neun Uhr?"
    );
    let finding = finding(&verdict, "after_closing");
    assert_eq!(finding.datum("alternative").unwrap().to_json(), json!("2025-11-07T09:00"));
}

#[test]
fn a_closed_day_is_said_before_the_time_is_asked() {
    // 2025-11-10 is a Monday.
    let verdict = check(&salon(), booking(json!({"datum": "10.11.2025"})));
    assert_eq!(
        asked(&verdict).1,
        "Am Montag, den zehnten November, haben wir geschlossen. Passt es Ihnen am Dienstag, den elften November?"
    );
    assert_eq!(finding(&verdict, "closed_day").datum("alternative").unwrap().to_json(), json!("2025-11-11"));
    let verdict = check(&salon(), booking(json!({"datum": "10.11.2025", "uhrzeit": "14:00"})));
    assert_eq!(
        finding(&verdict, "closed_day").datum("alternative").unwrap().to_json(),
        json!("2025-11-11T14:00")
    );
}

#[test]
fn a_policy_adjusts_or_rejects() {
    let adjusting = salon_with(json!({"booking": {"outside_hours": "adjust"}}));
    let verdict = check(&adjusting, booking(json!({"datum": "morgen", "uhrzeit": "08:00"})));
    assert_eq!((&verdict.outcome, start(&verdict).as_deref()), (&Outcome::Accept, Some("2025-11-06T09:00")));
    assert!(codes(&verdict).contains(&"before_opening"));
    assert_eq!(
        finding(&verdict, "adjusted").message(Lang::De),
        "Statt 06.11.2025, 8:00 Uhr wurde 06.11.2025, 9:00 Uhr genommen"
    );
    let rejecting = salon_with(json!({"booking": {"outside_hours": "reject"}}));
    let verdict = check(&rejecting, booking(json!({"datum": "morgen", "uhrzeit": "08:00"})));
    assert_eq!(verdict.outcome, Outcome::Reject);
    assert_eq!(
        verdict.say.as_deref(),
        Some(
            "Das ist leider nicht möglich. Wir öffnen am Donnerstag, den sechsten November, erst um neun Uhr."
        )
    );
}

#[test]
fn an_instant_that_agrees_is_accepted() {
    for instant in ["2025-11-06T13:00:00Z", "2025-11-06T14:00:00+01:00"] {
        let verdict =
            check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "14:00", "start_utc": instant})));
        assert_eq!(
            (&verdict.outcome, start(&verdict).as_deref()),
            (&Outcome::Accept, Some("2025-11-06T14:00"))
        );
        assert_eq!(codes(&verdict), Vec::<&str>::new());
    }
    let verdict = check(&salon(), booking(json!({"start_utc": "2025-11-06T13:00:00Z"})));
    assert_eq!((&verdict.outcome, start(&verdict).as_deref()), (&Outcome::Accept, Some("2025-11-06T14:00")));
}

#[test]
fn wall_time_sent_as_utc_is_caught() {
    let verdict = check(
        &salon(),
        booking(json!({"datum": "morgen", "uhrzeit": "14:00", "start_utc": "2025-11-06T14:00:00Z"})),
    );
    assert_eq!(
        asked(&verdict),
        (
            "start",
            "Soll der Termin am Donnerstag, den sechsten November, um vierzehn Uhr oder um fünfzehn Uhr sein?"
        )
    );
    let found = finding(&verdict, "wall_time_as_utc");
    assert_eq!(found.datum("right").unwrap().to_json(), json!("2025-11-06T13:00:00Z"));
    assert_eq!(found.datum("shown").unwrap().to_json(), json!("2025-11-06T15:00"));
    // The bug hides in the date field too, and in summer it is two hours.
    let verdict = check(&salon(), booking(json!({"datum": "2025-11-06T14:00:00Z", "uhrzeit": "14:00"})));
    finding(&verdict, "wall_time_as_utc");
    let verdict = check(
        &salon(),
        booking(json!({"termin": "21.07.2026 um 14:00 Uhr", "start_utc": "2026-07-21T14:00:00Z"})),
    );
    assert_eq!(
        finding(&verdict, "wall_time_as_utc").datum("right").unwrap().to_json(),
        json!("2026-07-21T12:00:00Z")
    );
}

#[test]
fn another_contradiction_is_asked_about() {
    let verdict = check(
        &salon(),
        booking(json!({"datum": "morgen", "uhrzeit": "14:00", "start_utc": "2025-11-07T13:00:00Z"})),
    );
    assert_eq!(
        asked(&verdict).1,
        "Welcher Zeitpunkt ist richtig: Donnerstag, den sechsten November, um vierzehn Uhr oder Freitag, den siebten \
         November, um vierzehn Uhr?"
    );
    finding(&verdict, "moment_conflict");
    let verdict = check(
        &salon(),
        booking(json!({"termin": "morgen um 14:00 Uhr", "datum": "morgen", "uhrzeit": "16:00"})),
    );
    assert_eq!(asked(&verdict).0, "start");
}

#[test]
fn opening_hours_decide_between_three_and_fifteen() {
    let verdict = check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "um drei"})));
    assert_eq!((&verdict.outcome, start(&verdict).as_deref()), (&Outcome::Accept, Some("2025-11-06T15:00")));
    finding(&verdict, "hours_decided");
    let closed_book = salon_with(json!({"hours": null}));
    let verdict = check(&closed_book, booking(json!({"datum": "morgen", "uhrzeit": "um drei"})));
    let Outcome::Ask(ask) = &verdict.outcome else { panic!("{:?}", verdict.outcome) };
    assert_eq!(ask.options, ["fünfzehn Uhr", "drei Uhr nachts"]);
    assert_eq!(
        ask.text,
        "Meinen Sie am Donnerstag, den sechsten November, um fünfzehn Uhr oder um drei Uhr nachts?"
    );
}

#[test]
fn two_fridays_are_asked_about() {
    let verdict = check(&salon(), booking(json!({"datum": "nächsten Freitag", "uhrzeit": "14:00"})));
    let Outcome::Ask(ask) = &verdict.outcome else { panic!("{:?}", verdict.outcome) };
    assert_eq!(
        ask.options,
        [
            "Freitag, den siebten November, um vierzehn Uhr",
            "Freitag, den vierzehnten November, um vierzehn Uhr"
        ]
    );
    assert_eq!(
        ask.text,
        "Meinen Sie Freitag, den siebten November, oder Freitag, den vierzehnten November, jeweils um vierzehn Uhr?"
    );
}

#[test]
fn two_offers_are_a_choice() {
    let verdict = check(&salon(), booking(json!({"termin": "Donnerstag oder Freitag um 14:00 Uhr"})));
    let Outcome::Ask(ask) = &verdict.outcome else { panic!("{:?}", verdict.outcome) };
    assert_eq!(ask.options.len(), 2);
    assert_eq!(
        ask.text,
        "Was ist Ihnen lieber: Donnerstag, den sechsten November, oder Freitag, den siebten November, jeweils um \
         vierzehn Uhr?"
    );
}

#[test]
fn a_day_that_does_not_exist_is_asked_for_with_the_reason() {
    let verdict = check(&salon(), booking(json!({"datum": "31. November", "uhrzeit": "14:00"})));
    // 30 November is a Sunday and 1 December a Monday, and closed both: neither is offered. The time is known.
    assert_eq!(
        asked(&verdict),
        (
            "start",
            "Den einunddreißigsten November gibt es nicht. An welchem Tag soll es um vierzehn Uhr sein?"
        )
    );
    assert_eq!(start(&verdict), None);
}

#[test]
fn the_days_near_one_that_does_not_exist_are_offered_where_they_can_be_booked() {
    // 28 February 2026 is a Saturday, 1 March a Sunday and closed.
    let verdict = check(&salon(), booking(json!({"datum": "30.02.2026", "uhrzeit": "10:00 Uhr"})));
    assert_eq!(
        asked(&verdict).1,
        "Den dreißigsten Februar gibt es nicht. Meinen Sie Samstag, den achtundzwanzigsten Februar?"
    );
    let (_, verdicts) = talk(
        &salon(),
        &[
            (NOW, booking(json!({"datum": "30.02.2026", "uhrzeit": "10:00 Uhr"}))),
            (NOW, json!({"datum": "ja"})),
        ],
    );
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2026-02-28T10:00"));
    let always = salon_with(json!({"hours": null}));
    let verdict = check(&always, booking(json!({"datum": "29.02.2027", "uhrzeit": "14:00"})));
    assert_eq!(
        asked(&verdict).1,
        "Den neunundzwanzigsten Februar gibt es im Jahr zweitausendsiebenundzwanzig nicht. Meinen Sie Sonntag, den \
         achtundzwanzigsten Februar zweitausendsiebenundzwanzig, oder Montag, den ersten März \
         zweitausendsiebenundzwanzig?"
    );
}

#[test]
fn a_time_that_does_not_exist_is_asked_for_alone() {
    for (said, reason) in [
        ("25 Uhr", "Fünfundzwanzig Uhr gibt es nicht."),
        ("14:75", "Vierzehn Uhr fünfundsiebzig gibt es nicht."),
    ] {
        let verdict = check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": said})));
        let question = "Um wie viel Uhr soll es am Donnerstag, den sechsten November, sein?";
        assert_eq!(asked(&verdict).1, format!("{reason} {question}"));
    }
    // In the night of 29 March 2026 the clock goes from two to three.
    let always = salon_with(json!({"hours": null}));
    let verdict = check(&always, booking(json!({"datum": "29.03.2026", "uhrzeit": "02:30"})));
    assert_eq!(
        asked(&verdict).1,
        "Am Sonntag, den neunundzwanzigsten März, wird die Uhr vorgestellt, zwei Uhr dreißig nachts gibt es da nicht. \
         Um wie viel Uhr soll es am Sonntag, den neunundzwanzigsten März, sein?"
    );
}

#[test]
fn no_choice_is_offered_that_cannot_be_booked() {
    // 2025-11-11 is a Tuesday, and on Mondays the salon is closed: at eleven as at twenty-three.
    let verdict = check(&salon(), booking(json!({"datum": "Montag, den 11.11.2025", "uhrzeit": "11:00"})));
    let Outcome::Ask(ask) = &verdict.outcome else { panic!("{:?}", verdict.outcome) };
    assert_eq!(
        ask.text,
        "Der elfte November ist ein Dienstag. Am Montag, den zehnten November, haben wir geschlossen. Passt es Ihnen am \
         Dienstag, den elften November, um elf Uhr?"
    );
    assert_eq!(ask.options, Vec::<String>::new());
    finding(&verdict, "weekday_conflict");
    // 17:30 can be booked, 18:30 is after closing.
    let sent = json!({"datum": "morgen", "uhrzeit": "17:30", "start_utc": "2025-11-06T17:30:00Z"});
    let (_, verdicts) =
        talk(&salon(), &[(NOW, booking(sent)), (NOW, json!({"confirmed": true, "datum": "morgen"}))]);
    assert_eq!(
        asked(&verdicts[0]).1,
        "Soll der Termin am Donnerstag, den sechsten November, um siebzehn Uhr dreißig sein?"
    );
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-06T17:30"));
    // Open at neither eight on any day: the opening is proposed, not a choice between two closed doors.
    let verdict = check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "um acht"})));
    assert_eq!(
        asked(&verdict).1,
        "Wir öffnen am Donnerstag, den sechsten November, erst um neun Uhr. Passt Ihnen neun Uhr?"
    );
    // Noon is in the hours of a Saturday, the midnight after it is not.
    let verdict = check(&salon(), booking(json!({"datum": "Samstag", "uhrzeit": "12 Uhr"})));
    assert_eq!(start(&verdict).as_deref(), Some("2025-11-08T12:00"));
    // Beyond the horizon the last day that is named is one on which the salon is open: 7 December is a Sunday.
    let strict = salon_with(json!({"booking": {"horizon_days": 32}}));
    let verdict = check(&strict, booking(json!({"datum": "23.12.2025", "uhrzeit": "14:00"})));
    assert_eq!(finding(&verdict, "beyond_horizon").datum("latest").unwrap().to_json(), json!("2025-12-07"));
    assert_eq!(
        asked(&verdict).1,
        "So weit im Voraus vergeben wir noch keine Termine, zurzeit nur bis Samstag, den sechsten Dezember. An welchem \
         Tag soll es um vierzehn Uhr sein?"
    );
}

#[test]
fn a_stretch_of_time_is_narrowed_down() {
    let question = |args: Value| asked(&check(&salon(), booking(args))).1.to_owned();
    let tomorrow = "Um wie viel Uhr soll es am Donnerstag, den sechsten November, sein?";
    assert_eq!(question(json!({"datum": "morgen", "uhrzeit": "zwischen 14 und 16 Uhr"})), tomorrow);
    assert_eq!(question(json!({"datum": "morgen nachmittag"})), tomorrow);
    assert_eq!(question(json!({"datum": "nächste Woche"})), "An welchem Tag genau passt es Ihnen?");
    assert_eq!(
        question(json!({"termin": "jeden Dienstag um zehn"})),
        "Ich kann nur einen einzelnen Termin eintragen. An welchem Tag und um wie viel Uhr passt es Ihnen?"
    );
    assert_eq!(
        question(json!({"termin": "so bald wie möglich"})),
        "An welchem Tag und um wie viel Uhr passt es Ihnen?"
    );
}

#[test]
fn what_was_accepted_or_known_stays_when_the_other_part_is_said() {
    let after = |turns: &[Value]| {
        let turns: Vec<(&str, Value)> = turns.iter().map(|t| (NOW, t.clone())).collect();
        start(talk(&salon(), &turns).1.last().unwrap())
    };
    // The day that was proposed, then a time with two halves.
    let offer = booking(json!({"termin": "Montag oder Dienstag"}));
    let got = after(&[offer, json!({"termin": "ja"}), json!({"uhrzeit": "elf"})]);
    assert_eq!(got.as_deref(), Some("2025-11-11T11:00"));
    // The closed Sunday is gone for good, though the argument still says it.
    let sunday = json!({"datum": "Sonntag", "uhrzeit": "15:00"});
    let again = json!({"datum": "Sonntag", "uhrzeit": "16:00"});
    let got = after(&[booking(sunday), json!({"confirmed": true}), again]);
    assert_eq!(got.as_deref(), Some("2025-11-11T16:00"));
    let got =
        after(&[booking(json!({"termin": "morgen um zehn oder um elf"})), json!({"uhrzeit": "elf Uhr"})]);
    assert_eq!(got.as_deref(), Some("2025-11-06T11:00"));
}

#[test]
fn a_rough_time_is_noted() {
    let verdict = check(&salon(), booking(json!({"datum": "morgen", "uhrzeit": "so gegen drei"})));
    assert_eq!(start(&verdict).as_deref(), Some("2025-11-06T15:00"));
    assert_eq!(finding(&verdict, "time_approximate").datum("time").unwrap().to_json(), json!("15:00"));
}

// Whether a number lacks its zero, or is complete, only the numbering plan tells.
#[cfg(feature = "backend-phonenumber")]
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
fn a_name_of_turn_one_is_there_in_turn_two() {
    let (state, verdicts) = talk(
        &salon(),
        &[
            (NOW, json!({"name": "Eva Beispiel", "datum": "None"})),
            (NOW, json!({"name": "", "dienstleistung": "Färben", "datum": "morgen", "uhrzeit": "14:00"})),
        ],
    );
    assert_eq!(asked(&verdicts[0]).0, "service");
    assert_eq!(verdicts[1].outcome, Outcome::Accept);
    assert_eq!(values(&verdicts[1])["name"], json!("Eva Beispiel"));
    let name = state.slots["name"].heard.values().next().unwrap();
    assert_eq!((name.text.as_str(), name.turn), ("Eva Beispiel", 1));
    assert_eq!(state.slots["start"].value.as_ref().unwrap()["local"], json!("2025-11-06T14:00"));
}

#[test]
fn a_new_date_keeps_the_time_and_a_new_time_the_date() {
    let whole = |text: &str| (NOW, json!({"termin": text}));
    let (_, verdicts) = talk(
        &salon(),
        &[
            (NOW, booking(json!({"termin": "morgen um 14:00 Uhr"}))),
            whole("lieber am Freitag"),
            whole("um 16:30 Uhr"),
        ],
    );
    let starts: Vec<_> = verdicts.iter().map(|v| start(v).unwrap()).collect();
    assert_eq!(starts, ["2025-11-06T14:00", "2025-11-07T14:00", "2025-11-07T16:30"]);
    assert_eq!(finding(&verdicts[1], "time_kept").datum("time").unwrap().to_json(), json!("14:00"));
    assert_eq!(finding(&verdicts[2], "date_kept").datum("date").unwrap().to_json(), json!("2025-11-07"));
    let (_, verdicts) = talk(
        &salon(),
        &[
            (NOW, booking(json!({"datum": "morgen", "uhrzeit": "14:00"}))),
            (NOW, json!({"datum": "Freitag", "uhrzeit": null})),
        ],
    );
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-07T14:00"));
}

#[test]
fn tomorrow_is_the_day_after_the_turn_in_which_it_was_said() {
    let (_, verdicts) = talk(
        &salon(),
        &[
            ("2025-11-05T23:58", booking(json!({"datum": "morgen"}))),
            ("2025-11-06T00:03", json!({"uhrzeit": "14:00"})),
        ],
    );
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-06T14:00"));
}

#[test]
fn a_yes_takes_the_proposal_and_repeated_arguments_do_not_undo_it() {
    let early = json!({"datum": "morgen", "uhrzeit": "08:00"});
    let mut yes = early.clone();
    yes["confirmed"] = json!(true);
    let (_, verdicts) =
        talk(&salon(), &[(NOW, booking(early.clone())), (NOW, booking(yes)), (NOW, booking(early.clone()))]);
    assert_eq!(asked(&verdicts[0]).0, "start");
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-06T09:00"));
    assert_eq!(start(&verdicts[2]).as_deref(), Some("2025-11-06T09:00"));
    // The yes may stand in the field itself; another time is an answer as well.
    let (_, verdicts) =
        talk(&salon(), &[(NOW, booking(early.clone())), (NOW, json!({"uhrzeit": "Ja, gerne"}))]);
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-06T09:00"));
    let (_, verdicts) = talk(&salon(), &[(NOW, booking(early)), (NOW, json!({"uhrzeit": "10:30"}))]);
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-06T10:30"));
}

#[test]
fn a_corrected_time_outweighs_an_older_instant() {
    let (_, verdicts) = talk(
        &salon(),
        &[
            (
                NOW,
                booking(json!({"datum": "morgen", "uhrzeit": "14:00", "start_utc": "2025-11-06T14:00:00Z"})),
            ),
            (NOW, json!({"uhrzeit": "14:00 Uhr"})),
        ],
    );
    assert_eq!(asked(&verdicts[0]).0, "start");
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-06T14:00"));
}

#[test]
fn nothing_else_fills_in_for_what_was_not_understood() {
    // The instant agrees with the day, but the time that was said is not known to agree with it.
    let verdict = check(
        &salon(),
        booking(json!({"datum": "morgen", "uhrzeit": "blaukraut", "start_utc": "2025-11-06T13:00:00Z"})),
    );
    assert_eq!(
        asked(&verdict).1,
        "Das habe ich leider nicht verstanden. Um wie viel Uhr soll es am Donnerstag, den sechsten November, sein?"
    );
    assert_eq!(finding(&verdict, "not_understood").datum("text").unwrap().to_json(), json!("blaukraut"));
    let (_, verdicts) = talk(
        &salon(),
        &[
            (NOW, booking(json!({"termin": "morgen um 14:00 Uhr"}))),
            (NOW, json!({"datum": "Freitag", "uhrzeit": "blaukraut"})),
        ],
    );
    assert_eq!(start(&verdicts[1]), None);
    assert_eq!(asked(&verdicts[1]).0, "start");
}

#[test]
fn a_trace_tells_each_slot() {
    let payload = Payload::from_value(booking(json!({"datum": "morgen"}))).unwrap();
    let engine = salon().with_trace(true);
    let trace = engine.check(&payload, &clock(&engine, NOW)).trace.unwrap();
    assert_eq!(trace.len(), 4);
    assert_eq!(trace[0].rule, "slots.name");
    assert_eq!(trace[0].input, r#"$.args.name = "Eva Beispiel" (said, turn 1)"#);
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
