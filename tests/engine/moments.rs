//! When a booking is: its day and its time, opening hours, and what is asked where they do not settle it.

use super::*;

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
