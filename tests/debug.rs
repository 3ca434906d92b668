//! No `Debug` of the library shows a whole telephone number.

use klartext::payload::Payload;
use klartext::phone::{PhoneRequest, PhoneResponse, Side, Source, normalise};
use klartext::{Context, Conversation, Engine, RuleSet};

const RULES: &str =
    r#"{"version": 1, "slots": {"telefon": {"type": "phone", "required": true}, "name": {}}}"#;

/// The same number, in digits and in words.
const SPELLINGS: [&str; 5] = [
    "030 23125042",
    "+49 30 23125042",
    "null drei null zwei drei eins zwei fünf null vier zwo",
    "23125042",
    "030 23125042 oder 030 23125043",
];

fn silent(shown: &str, what: &str) {
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    assert!(!digits.contains("23125042") && !shown.contains("zwei drei eins"), "{what}: {shown}");
}

#[test]
fn nothing_shows_a_number() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new(RuleSet::from_json(RULES)?)?;
    let context = Context::new("2025-11-05T09:00:00Z".parse()?, "Europe/Berlin".parse()?);
    for spelling in SPELLINGS {
        let payload =
            Payload::from_json(&format!(r#"{{"telefon": "{spelling}", "name": "Anna, {spelling}"}}"#))?;
        silent(&format!("{payload:?}"), "Payload");
        silent(&format!("{:?}", payload.lookup("telefon")), "Found");
        let (state, verdict) = engine.turn(&Conversation::default(), &payload, &context);
        silent(&format!("{verdict:?}"), "Verdict");
        silent(&format!("{state:?}"), "Conversation");
        for source in [Source::Typed, Source::Spoken, Source::CallerId] {
            let outcome = normalise(spelling, source, "DE");
            silent(&format!("{outcome:?}"), "Outcome");
            silent(&format!("{:?}", Side::from(&outcome)), "Side");
            silent(&format!("{:?}", Side::from((spelling, source, "DE"))), "Side");
            silent(&format!("{:?}", PhoneResponse::new(serde_json::Value::Null, &outcome)), "PhoneResponse");
            let request = serde_json::json!({ "text": spelling, "source": source });
            silent(&format!("{:?}", serde_json::from_value::<PhoneRequest>(request)?), "PhoneRequest");
        }
    }
    Ok(())
}
