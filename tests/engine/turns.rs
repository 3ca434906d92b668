//! Conversations of several turns.

use super::*;

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
