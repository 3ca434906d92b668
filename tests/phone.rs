//! What holds of telephone numbers whatever comes in, and what must never come out.

use klartext::phone::{self, PhoneResponse, Source, Status, normalise};
use proptest::prelude::*;

/// What the measured engines, Google's own among them, take for a valid number.
#[test]
fn traps_are_never_valid() {
    let valid = |text: &str, source| normalise(text, source, "DE").valid().map(|n| n.e164().to_owned());
    for source in [Source::Typed, Source::CallerId, Source::Spoken] {
        for text in
            ["266696687", "7378742833", "2562533", "2026-11-20", "030 23125000 030 23125001", "110", "112"]
        {
            assert_eq!(valid(text, source), None, "{text}");
        }
        assert_ne!(valid("4915228817386", source).as_deref(), Some("+494915228817386"));
        assert_ne!(valid("436641234567", source).as_deref(), Some("+49436641234567"));
        assert_ne!(valid("030 23125000 App. 12", source).as_deref(), Some("+49302312500012"));
    }
}

#[test]
#[cfg(not(feature = "world"))]
fn without_the_world_a_foreign_number_is_unchecked() {
    for (text, e164) in [("+33 1 23 45 67 89", "+33123456789"), ("0039 06 12345678", "+390612345678")] {
        let outcome = normalise(text, Source::Typed, "DE");
        assert_eq!(outcome.valid(), None);
        assert_eq!(outcome.number().map(phone::Number::e164), Some(e164), "{text}");
        assert_eq!(outcome.findings.iter().map(|f| f.code()).collect::<Vec<_>>(), ["foreign_unchecked"]);
    }
    for (text, e164) in [("030 23125000", "+493023125000"), ("+43 664 1234567", "+436641234567")] {
        let outcome = normalise(text, Source::Typed, "DE");
        assert_eq!(outcome.valid().map(phone::Number::e164), Some(e164), "{text}");
    }
    assert_eq!(normalise("+33 12", Source::Typed, "DE").status, Status::Incomplete);
}

#[test]
fn regions_and_codes_have_the_plan_they_belong_to() {
    assert!(phone::metadata_version().starts_with("9."));
    for (text, region) in
        [("+493023125000", "DE"), ("+431234567890", "AT"), ("+41446681800", "CH"), ("+4232345678", "LI")]
    {
        let outcome = normalise(text, Source::Typed, "DE");
        assert_eq!(outcome.valid().and_then(phone::Number::region), Some(region), "{text}");
    }
}

#[test]
fn debug_is_masked() {
    let outcome = normalise("030 23125000 oder +49 30 23125 001", Source::Typed, "DE");
    assert_eq!(outcome.others.len(), 2);
    let shown = format!("{outcome:?}");
    assert!(!shown.contains("23125"), "{shown}");
    let outcome = normalise("030 23125000", Source::Typed, "DE");
    let shown = format!("{outcome:?} {:?}", PhoneResponse::new(serde_json::Value::Null, &outcome));
    assert!(!shown.contains("23125"), "{shown}");
    let request: phone::PhoneRequest = serde_json::from_str(r#"{"text": "030 23125000"}"#).unwrap();
    let shown = format!("{request:?}");
    assert!(!shown.contains("23125"), "{shown}");
}

#[test]
fn the_shapes_of_the_wire() {
    let request: phone::PhoneRequest =
        serde_json::from_str(r#"{"id": 7, "text": "anonymous", "region": "DE", "source": "caller_id"}"#)
            .unwrap();
    let answer = serde_json::to_value(request.answer()).unwrap();
    assert_eq!(answer["id"], 7);
    assert_eq!(answer["status"], "withheld");
    assert_eq!(answer["e164"], serde_json::Value::Null);
    let answer = |text: &str| {
        let request: phone::PhoneRequest =
            serde_json::from_value(serde_json::json!({ "text": text })).unwrap();
        serde_json::to_value(request.answer()).unwrap()
    };
    // The wire has four words for it: what is incomplete is invalid, and the finding tells.
    assert_eq!(answer("030")["status"], "invalid");
    assert_eq!(answer("030")["findings"][0]["code"], "number_incomplete");
    assert_eq!(answer("112")["kind"], "emergency");
    assert_eq!(answer("030 23125042")["say"], "null drei null, zwei drei eins, zwei fünf null, vier zwei");
    assert_eq!(answer("112")["say"], serde_json::Value::Null);
    assert_eq!(
        answer("030 23125000 oder 030 23125001")["others"],
        serde_json::json!(["+493023125000", "+493023125001"])
    );
    let unknown = serde_json::from_str::<phone::PhoneRequest>(r#"{"text": "1", "quelle": "x"}"#).unwrap_err();
    assert!(unknown.to_string().contains("quelle"), "{unknown}");
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![Just(Source::Typed), Just(Source::CallerId), Just(Source::Spoken)]
}

/// What must hold whatever came in.
fn check(text: &str, source: Source, region: &str) -> Result<(), TestCaseError> {
    let outcome = normalise(text, source, region);
    prop_assert_eq!(&outcome, &normalise(text, source, region));
    for finding in &outcome.findings {
        prop_assert!(finding.span.is_none_or(|s| s.of(text).is_some()), "{finding:?} in {text:?}");
    }
    for number in outcome.number().into_iter().chain(&outcome.others) {
        let digits = number.e164().strip_prefix('+').unwrap_or("");
        prop_assert!((7..=15).contains(&digits.len()), "{} from {text:?}", number.e164());
        prop_assert!(digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0'));
        prop_assert!(digits.starts_with(&number.calling_code().to_string()));
        let shown = format!("{number:?}");
        prop_assert!(!shown.contains(digits), "{shown}");
    }
    if let Some(number) = outcome.valid() {
        // A canonical number is its own canonical form.
        let again = normalise(number.e164(), Source::CallerId, region);
        prop_assert_eq!(again.valid().map(phone::Number::e164), Some(number.e164()));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text(text in any::<String>(), source in source(), region in "[A-Z]{0,3}") {
        check(&text, source, &region)?;
    }

    #[test]
    fn text_that_is_nearly_a_number(
        text in "[+0-9 ()/.,;:#@&%xXoOlI٣３\u{308}-]{0,40}",
        source in source(),
        region in prop_oneof![Just("DE"), Just("AT"), Just("CH"), Just("LI"), Just("FR"), Just("US"), Just("AR"), Just("XX")],
    ) {
        check(&text, source, region)?;
    }

    #[test]
    fn words_that_are_nearly_a_number(
        words in proptest::collection::vec(
            prop_oneof![
                Just("null"), Just("drei"), Just("und"), Just("dreißig"), Just("doppel"), Just("mal"), Just("hundert"),
                Just("ein"), Just("zweimal"), Just("plus"), Just("Klammer"), Just("oder"), Just("Durchwahl"), Just("nein"),
                Just("siebzehn"), Just("49"), Just("0"), Just("/"), Just(","), Just("Fenster"), Just("acht"),
            ],
            0..30,
        ),
        source in source(),
    ) {
        check(&words.join(" "), source, "DE")?;
    }

    /// Every fictional number, in every layout, is itself; nothing else of the layout matters.
    #[test]
    fn layouts_agree(tail in 0..1000_u32, layout in 0..8_usize) {
        let (a, b) = ("030", format!("23125{tail:03}"));
        let text = match layout {
            0 => format!("{a}{b}"),
            1 => format!("{a} {b}"),
            2 => format!("({a}) {b}"),
            3 => format!("{a}/{b}"),
            4 => format!("+49 30 {b}"),
            5 => format!("004930{b}"),
            6 => format!("+49 (0)30-{b}"),
            _ => format!("tel:+49-30-{b}"),
        };
        let outcome = normalise(&text, Source::Typed, "DE");
        let e164 = format!("+4930{b}");
        prop_assert_eq!(outcome.number().map(phone::Number::e164), Some(e164.as_str()));
    }
}

#[test]
fn long_texts_are_refused_unread() {
    let outcome = normalise(&"0".repeat(300_000), Source::Typed, "DE");
    assert_eq!(outcome.status, Status::Invalid);
    assert_eq!(outcome.findings[0].code(), "phone_text_too_long");
}
