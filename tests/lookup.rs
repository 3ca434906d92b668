//! Which appointment is meant, turn by turn.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use klartext::Context;
use klartext::appointment::lookup::wire::{LookupOutcome, LookupRequest, LookupResponse};
use serde_json::{Value, json};

/// A Wednesday.
const NOW: &str = "2025-11-05T10:00";

fn context() -> Context {
    Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin)
}

/// A family with one number, a namesake, and what is over or called off.
fn book() -> Value {
    json!([
        {"id": "jonas-thu", "customer_id": "jonas", "name": "Jonas Keller", "phone": "030 23125001", "start": "2025-11-06T10:00", "service": "Herrenhaarschnitt", "staff": "Frau Kaya"},
        {"id": "lena-thu", "customer_id": "lena", "name": "Lena Keller", "phone": "030 23125001", "start": "2025-11-06T15:00", "service": "Färben", "staff": "Frau Kaya"},
        {"id": "lena-fri", "customer_id": "lena", "name": "Lena Keller", "phone": "030 23125001", "start": "2025-11-14T15:00", "service": "Dauerwelle", "staff": "Herr Yilmaz"},
        {"id": "jonas-old", "customer_id": "jonas", "name": "Jonas Keller", "phone": "030 23125001", "start": "2025-10-06T10:00"},
        {"id": "jonas-off", "customer_id": "jonas", "name": "Jonas Keller", "phone": "030 23125001", "start": "2025-11-12T10:00", "status": "cancelled"},
        {"id": "namesake", "customer_id": "jonas2", "name": "Jonas Keller", "phone": "030 23125002", "start": "2025-11-06T10:00", "service": "Herrenhaarschnitt"},
        {"id": "utc", "customer_id": "petra", "name": "Petra Wolf", "phone": "+493023125003", "start": "2025-11-06T14:00:00Z", "service": "Massage"},
        {"id": "odd", "customer_id": "petra", "name": "Petra Wolf", "phone": "+493023125003", "start": "2025-11-07T14:00:00Z", "status": "vielleicht"},
    ])
}

fn ask(request: Value) -> LookupResponse {
    let mut whole = json!({"now": NOW, "appointments": book()});
    whole.as_object_mut().unwrap().extend(request.as_object().unwrap().clone());
    let request: LookupRequest = serde_json::from_value(whole).unwrap();
    request.answer(&context()).unwrap()
}

fn reply(before: &LookupResponse, reply: &str) -> LookupResponse {
    ask(json!({"state": serde_json::to_value(&before.state).unwrap(), "reply": reply}))
}

fn reply_in(before: &LookupResponse, reply: &str, book: &Value) -> LookupResponse {
    ask(json!({"state": serde_json::to_value(&before.state).unwrap(), "reply": reply, "appointments": book}))
}

fn codes(response: &LookupResponse) -> Vec<&str> {
    response.findings.iter().map(klartext::Finding::code).collect()
}

fn question(response: &LookupResponse) -> &str {
    response.question.as_ref().map_or("", |q| q.text.as_str())
}

#[test]
fn number_name_day_and_time_find_it() {
    let clues = |phone: &str, time: &str| json!({"clues": {"name": "Jonas Keller", "phone": phone, "date": "morgen", "time": time}});
    let found = ask(clues("+493023125002", "um zehn"));
    assert_eq!((found.outcome, found.appointment.as_deref()), (LookupOutcome::Found, Some("namesake")));
    assert_eq!(found.candidates, ["namesake"]);
    assert!(found.evidence[0].clues.len() >= 3);
    // His other one was called off, at the same time of another day: one misheard word lies between them.
    let off = ask(clues("+493023125001", "um zehn"));
    assert_eq!((off.outcome, off.candidates.clone()), (LookupOutcome::Ambiguous, vec!["jonas-thu".into()]));
    assert!(codes(&off).contains(&"shared_number"));
    // A day alone may be misheard, or of an appointment that there is not: it is read back.
    let day = ask(clues("+493023125001", ""));
    assert_eq!((day.outcome, day.candidates.clone()), (LookupOutcome::Ambiguous, vec!["jonas-thu".into()]));
    assert_eq!(
        question(&day),
        "Meinen Sie den Herrenhaarschnitt am Donnerstag, den sechsten November, um zehn Uhr, bei Frau Kaya?"
    );
    assert_eq!(reply(&day, "ja").appointment.as_deref(), Some("jonas-thu"));
}

#[test]
fn a_family_is_asked_who_calls() {
    let who = ask(json!({"clues": {"phone": "+493023125001", "date": "morgen"}}));
    assert_eq!((who.outcome, who.candidates.len(), who.evidence.len()), (LookupOutcome::Refused, 0, 0));
    assert_eq!(
        question(&who),
        "Auf welchen Vor- und Nachnamen und unter welcher Telefonnummer ist der Termin gebucht, um wie viel Uhr ist er, und worum geht es?"
    );
    // The family name alone fits both.
    let still = reply(&who, "Keller");
    assert_eq!(still.outcome, LookupOutcome::Refused);
    assert!(still.candidates.is_empty());
    // She has two, and a day may be misheard.
    let sure = reply(&who, "Lena Keller");
    assert_eq!(
        question(&sure),
        "Meinen Sie das Färben am Donnerstag, den sechsten November, um fünfzehn Uhr, bei Frau Kaya?"
    );
    assert_eq!(reply(&sure, "ja").appointment.as_deref(), Some("lena-thu"));
    let other = reply(&sure, "nein");
    assert_eq!(other.candidates, ["lena-fri"]);
}

#[test]
fn several_of_one_person_are_told_apart() {
    let which = ask(json!({"clues": {"name": "Lena Keller", "phone": "+493023125001"}}));
    assert_eq!(
        (which.outcome, which.candidates.clone()),
        (LookupOutcome::Ambiguous, vec!["lena-thu".into(), "lena-fri".into()])
    );
    assert_eq!(
        question(&which),
        "Welcher Termin ist es: am Donnerstag, den sechsten November, das Färben, oder am Freitag, den vierzehnten November, die Dauerwelle?"
    );
    for (said, meant) in
        [("die Dauerwelle am Freitag", "lena-fri"), ("am Donnerstag das Färben bitte", "lena-thu")]
    {
        let found = reply(&which, said);
        assert_eq!(found.appointment.as_deref(), Some(meant), "{said}: {found:?}");
    }
    // One fact alone, be it a place in the row, is confirmed before anything is done.
    for (said, meant) in [
        ("den ersten", "lena-thu"),
        ("den zweiten", "lena-fri"),
        ("den späteren", "lena-fri"),
        ("den früheren", "lena-thu"),
        ("den letzten", "lena-fri"),
        ("nicht den Donnerstag, den anderen", "lena-fri"),
        ("den am Freitag", "lena-fri"),
        ("den sechsten", "lena-thu"),
        ("am vierzehnten", "lena-fri"),
        ("das Färben", "lena-thu"),
        ("den bei Herrn Yilmaz", "lena-fri"),
        ("die Dauerwelle", "lena-fri"),
    ] {
        let sure = reply(&which, said);
        assert_eq!(sure.candidates, [meant], "{said}: {sure:?}");
        let found = reply(&sure, "ja, genau");
        assert_eq!(found.appointment.as_deref(), Some(meant), "{said}");
    }
    let both = reply(&which, "beide");
    assert_eq!((both.outcome, both.appointment.as_deref()), (LookupOutcome::Found, None));
    assert_eq!(both.candidates, ["lena-thu", "lena-fri"]);
    assert_eq!(codes(&both).iter().filter(|c| **c == "several_meant").count(), 1);
    let none = reply(&which, "keinen von beiden");
    assert_eq!((none.outcome, none.candidates.len()), (LookupOutcome::NotFound, 0));
    let unclear = reply(&which, "na den halt");
    assert!(codes(&unclear).contains(&"reply_not_understood"), "{unclear:?}");
    assert_eq!(question(&unclear), question(&which));
}

#[test]
fn what_is_not_quite_right_is_confirmed() {
    let near = ask(json!({"clues": {"name": "Jonas Keller", "phone": "+493023125001", "date": "Freitag"}}));
    assert_eq!((near.outcome, near.candidates.clone()), (LookupOutcome::NotFound, vec!["jonas-thu".into()]));
    assert_eq!(
        question(&near),
        "So einen Termin finde ich leider nicht. Meinen Sie vielleicht den Herrenhaarschnitt am Donnerstag, den sechsten November, um zehn Uhr, bei Frau Kaya?"
    );
    assert_eq!(reply(&near, "ja").appointment.as_deref(), Some("jonas-thu"));
    let no = reply(&near, "nein");
    assert_eq!((no.outcome, no.candidates.len()), (LookupOutcome::NotFound, 0));
}

#[test]
fn nobody_hears_of_anybody_else() {
    // Asked for Jonas, for somebody who has nothing, and for nobody at all: the same answer, to the letter.
    let strangers = [
        json!({"clues": {"name": "Jonas Keller", "date": "morgen", "time": "um zehn"}}),
        json!({"clues": {"name": "Jonas Keller", "phone": "+493023125099", "date": "morgen", "time": "um zehn"}}),
        json!({"clues": {"name": "Klaus Niemand", "date": "morgen", "time": "um zehn"}}),
        json!({"clues": {"name": "Jonas Keller", "phone": "anonymous", "date": "morgen", "time": "um zehn"}}),
        json!({"clues": {"name": "Petra Wolf", "phone": "+493023125001", "date": "morgen", "time": "um zehn"}}),
    ];
    for stranger in strangers {
        let mut empty = stranger.clone();
        empty["appointments"] = json!([]);
        let (with, without) = (ask(stranger.clone()), ask(empty));
        assert_eq!(with.outcome, LookupOutcome::Refused, "{stranger}");
        assert_eq!(with, without, "{stranger}");
        let asked = if stranger["clues"]["phone"].as_str().is_some_and(|p| p.starts_with('+')) {
            "Können Sie mir bitte noch einmal Ihren Vor- und Nachnamen nennen, dazu die Telefonnummer, unter der der Termin gebucht ist, sowie die gebuchte Leistung?"
        } else {
            "Unter welcher Telefonnummer ist der Termin gebucht, und worum geht es?"
        };
        assert_eq!(question(&with), asked);
        // And on through every turn.
        let mut turns = (with, without);
        for said in
            ["Klaus Niemand", "null drei null zwei drei eins zwei fünf neun neun neun", "nächste Woche"]
        {
            let again = |turn: &LookupResponse, appointments: Option<Value>| {
                let mut request = json!({"state": serde_json::to_value(&turn.state).unwrap(), "reply": said});
                if let Some(appointments) = appointments {
                    request["appointments"] = appointments;
                }
                ask(request)
            };
            turns = (again(&turns.0, None), again(&turns.1, Some(json!([]))));
            assert_eq!(turns.0, turns.1, "{stranger}, {said}");
        }
    }
}

#[test]
fn name_number_and_day_find_without_the_telephone() {
    let first = ask(json!({"clues": {"name": "Petra Wolf", "phone": "anonymous"}}));
    let number = reply(&first, "null drei null zwei drei eins zwei fünf null null drei");
    assert_eq!(question(&number), "An welchem Tag und um wie viel Uhr ist der Termin, und worum geht es?");
    assert_eq!((number.outcome, number.candidates.len()), (LookupOutcome::Refused, 0));
    // She has another one a day later, of which nobody knows whether it stands.
    let said = reply(&number, "morgen um drei");
    assert_eq!(
        question(&said),
        "Meinen Sie den Termin am Donnerstag, den sechsten November, um fünfzehn Uhr?"
    );
    assert!(said.evidence.is_empty());
    let found = reply(&said, "ja");
    assert_eq!(found.appointment.as_deref(), Some("utc"), "{found:?}");
    // The wrong day is no reason to tell the right one.
    let wrong = reply(&number, "am Montag");
    assert_eq!((wrong.outcome, wrong.candidates.len(), wrong.evidence.len()), (LookupOutcome::Refused, 0, 0));
    let refused =
        ask(json!({"clues": {"name": "Petra Wolf", "phone": "anonymous"}, "unsignalled": "refuse"}));
    assert_eq!((refused.outcome, refused.question.is_none()), (LookupOutcome::Refused, true));
    let moment = ask(
        json!({"clues": {"name": "Petra Wolf", "date": "morgen", "time": "15 Uhr"}, "unsignalled": "name_and_moment"}),
    );
    // Who remembers the day wrongly would say yes to it: what it is for is asked before it is said back.
    assert_eq!(
        (moment.outcome, question(&moment)),
        (LookupOutcome::Refused, "Um welche Leistung geht es bei dem Termin?")
    );
    let policy = |reply: &str| {
        ask(
            json!({"state": serde_json::to_value(&moment.state).unwrap(), "reply": reply, "unsignalled": "name_and_moment"}),
        )
    };
    assert_eq!(policy("eine Massage").candidates, ["utc"]);
    assert!(policy("die Pediküre").candidates.is_empty());
}

#[test]
fn somebody_elses_is_never_confirmed_by_mistake() {
    let book = json!([
        {"id": "marie", "name": "Seidel, Marie", "phone": "030 23125001", "start": "2025-11-20T10:00", "service": "Maniküre", "staff": "Ayşe"},
        {"id": "maria", "name": "Seidel, Maria", "phone": "030 23125001", "start": "2025-11-20T12:00", "service": "Maniküre", "staff": "Ayşe"},
    ]);
    // Heard as either of the sisters: whose it is, is said.
    let sure = ask(json!({
        "clues": {"name": "Maria Seidel", "phone": "+493023125001", "date": "am zwanzigsten November"},
        "appointments": book.clone(),
    }));
    assert_eq!(question(&sure), "Um wie viel Uhr ist der Termin?");
    assert_eq!(
        question(&reply_in(&sure, "gegen Mittag", &book)),
        "Meinen Sie die Maniküre am Donnerstag, den zwanzigsten November, um zwölf Uhr, bei Ayşe, auf den Namen Maria Seidel?"
    );
}

/// The new owner of a number is called as the given name of the old one sounds.
#[test]
fn a_family_name_is_not_a_given_name() {
    let book =
        json!([{"id": "lan", "name": "Lan Anh Hoang", "phone": "030 23125001", "start": "2025-11-20T10:00"}]);
    let told = ask(json!({"clues": {"name": "Lang", "phone": "+493023125001"}, "appointments": book}));
    assert_eq!((told.outcome, told.candidates.len()), (LookupOutcome::Refused, 0), "{told:?}");
}

#[test]
fn two_hearings_of_a_number_are_better_than_one() {
    let first = ask(json!({"clues": {
        "name": "Petra Wolf", "date": "morgen", "time": "um drei", "service": "Massage",
        "phone": {"value": "030 23125008", "source": "said"},
    }}));
    assert_eq!(first.outcome, LookupOutcome::Refused);
    assert!(question(&first).contains("die Telefonnummer, unter der der Termin gebucht ist"), "{first:?}");
    let second = reply(&first, "Petra Wolf, null drei null zwei drei eins zwei fünf null null drei");
    assert_eq!(second.candidates, ["utc"], "{second:?}");
    // Figures that are no number belong to no name.
    let garbled = reply(&first, "Petra Wolf, null drei null");
    assert_eq!(garbled.state.clues.name.as_ref().map(|c| c.value.as_str()), Some("Petra Wolf"));
}

#[test]
fn all_in_one_breath() {
    let first = ask(json!({"clues": {"phone": "+493023125001"}}));
    assert_eq!(
        question(&first),
        "Auf welchen Vor- und Nachnamen und unter welcher Telefonnummer ist der Termin gebucht, wann ist er, und worum geht es?"
    );
    for said in [
        "Jonas Keller, 030 23125001, am Donnerstag um zehn, ein Herrenschnitt",
        "auf Jonas Keller null drei null zwei drei eins zwei fünf null null eins morgen um zehn zum Haareschneiden",
    ] {
        let sure = reply(&first, said);
        assert_eq!(sure.candidates, ["jonas-thu"], "{said}: {sure:?}");
        assert_eq!(
            sure.state.clues.name.as_ref().map(|c| c.value.contains("Jonas Keller")),
            Some(true),
            "{said}"
        );
        assert!(sure.state.clues.service.is_some(), "{said}");
    }
    // What is not known is not asked again.
    let vague = reply(&first, "Jonas Keller, 030 23125001, das weiß ich nicht");
    assert_eq!(vague.candidates, ["jonas-thu"], "{vague:?}");
}

#[test]
fn a_yes_is_a_yes() {
    let sure = ask(json!({"clues": {"name": "Jonas Keller", "phone": "+493023125001", "date": "morgen"}}));
    for yes in ["Moment … ja, genau", "ja, den meine ich, Moment", "ja bitte", "richtig"] {
        assert_eq!(reply(&sure, yes).outcome, LookupOutcome::Found, "{yes}");
    }
    for no_yes in ["ja, Moment", "ne, ja", "ja, aber am Freitag"] {
        assert_ne!(reply(&sure, no_yes).outcome, LookupOutcome::Found, "{no_yes}");
    }
}

#[test]
fn one_letter_is_put_right_and_said_so() {
    let which = ask(json!({"clues": {"name": "Lena Keller", "phone": "+493023125001"}}));
    for (said, meant) in [
        ("den am Donnerstga", "lena-thu"),
        ("den sptäeren", "lena-fri"),
        // The month was misheard, and only one of them is on a fourteenth.
        ("am vierzehnten Dezember", "lena-fri"),
    ] {
        assert_eq!(reply(&which, said).candidates, [meant], "{said}");
    }
    assert!(codes(&reply(&which, "den sptäeren")).contains(&"spelling_corrected"));
}

#[test]
fn wall_time_marked_as_utc_is_a_finding_and_no_match() {
    let near = ask(
        json!({"clues": {"name": "Petra Wolf", "phone": "+493023125003", "date": "morgen", "time": "14 Uhr"}}),
    );
    assert_ne!(near.outcome, LookupOutcome::Found);
    assert!(codes(&near).contains(&"wall_time_marked_utc"), "{near:?}");
    let right = ask(
        json!({"clues": {"name": "Petra Wolf", "phone": "+493023125003", "date": "morgen", "time": "15 Uhr"}}),
    );
    assert_eq!(right.candidates, ["utc"]);
    assert!(!codes(&right).contains(&"wall_time_marked_utc"), "{right:?}");
    assert!(codes(&right).contains(&"status_unknown"));
    assert_eq!(reply(&right, "ja").appointment.as_deref(), Some("utc"));
}

#[test]
fn what_is_over_or_cancelled_never_comes_back() {
    let clues =
        |date: &str| json!({"clues": {"name": "Jonas Keller", "phone": "+493023125001", "date": date}});
    let over = ask(clues("am 6. Oktober"));
    assert_ne!(over.appointment.as_deref(), Some("jonas-old"));
    assert!(codes(&over).contains(&"appointment_over"), "{over:?}");
    let off = ask(clues("nächsten Mittwoch"));
    assert_ne!(off.outcome, LookupOutcome::Found);
    assert!(codes(&off).contains(&"appointment_cancelled"), "{off:?}");
    let mut later = clues("am 12. November");
    later["now"] = json!("2025-11-20T10:00");
    let nothing = ask(later);
    assert_eq!((nothing.outcome, nothing.question.is_none()), (LookupOutcome::NotFound, true));
    assert_eq!(
        nothing.say.as_deref(),
        Some("Ich finde leider keinen Termin von Ihnen, der noch bevorsteht.")
    );
}

#[test]
fn an_invented_call_id_is_no_clue() {
    let mut appointments = book();
    appointments[0]["call_id"] = json!("call_001");
    appointments[1]["call_id"] = json!("call_3f9c1b7e2a6d4c58b0e1f2a3b4c5d6e7");
    let invented = ask(json!({"clues": {"call_id": "call_001"}, "appointments": appointments}));
    assert_eq!(invented.outcome, LookupOutcome::Refused);
    assert!(codes(&invented).contains(&"clue_invented"));
    let model = json!({"call_id": {"value": "call_3f9c1b7e2a6d4c58b0e1f2a3b4c5d6e7", "source": "model"}});
    assert_eq!(ask(json!({"clues": model, "appointments": appointments})).outcome, LookupOutcome::Refused);
    let signalled = json!({"call_id": "call_3f9c1b7e2a6d4c58b0e1f2a3b4c5d6e7"});
    let found = ask(json!({"clues": signalled, "appointments": appointments}));
    assert_eq!(found.appointment.as_deref(), Some("lena-thu"));
}

#[test]
fn another_company_is_an_error() {
    let mut appointments = book();
    appointments[3]["tenant"] = json!("b");
    let request = |tenant: Value| {
        let request = json!({"appointments": appointments.clone(), "tenant": tenant, "clues": {"name": "Jonas Keller"}});
        serde_json::from_value::<LookupRequest>(request).unwrap().answer(&context())
    };
    assert_eq!(
        request(json!("a")).unwrap_err().to_string(),
        "appointment `jonas-old` belongs to another tenant"
    );
    assert!(request(json!("b")).is_ok());
}

#[test]
fn it_gives_up_after_the_set_number_of_questions() {
    let mut turn = ask(json!({"clues": {"phone": "+493023125001"}, "max_tries": 2}));
    for _ in 0..2 {
        assert!(turn.question.is_some());
        turn =
            ask(json!({"state": serde_json::to_value(&turn.state).unwrap(), "reply": "hm", "max_tries": 2}));
    }
    assert!(turn.question.is_none());
    assert!(codes(&turn).contains(&"gave_up"));
    assert!(turn.say.unwrap().contains("Ich verbinde Sie"));
}

#[test]
fn candidates_and_reply_do_without_a_state() {
    let found = ask(json!({
        "clues": {"name": "Lena Keller", "phone": "+493023125001", "service": "Dauerwelle"},
        "candidates": ["lena-thu", "lena-fri"], "reply": "den späteren, am Freitag"
    }));
    assert_eq!(found.candidates, ["lena-fri"], "{found:?}");
    let gone = ask(json!({
        "clues": {"name": "Lena Keller", "phone": "+493023125001"}, "candidates": ["nope"], "reply": "ja"
    }));
    assert!(codes(&gone).contains(&"candidate_gone"));
    assert_ne!(gone.outcome, LookupOutcome::Found);
}
