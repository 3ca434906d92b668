//! What holds for every text, whatever it says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may fail")]

use klartext::temporal::{self, Bound, Hint, Part, Resolution, Status, Value};
use klartext::{Context, Expect};
use proptest::prelude::*;

fn context(seconds: i64, expect: Expect) -> Context {
    let now = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
    let mut context = Context::new(now, chrono_tz::Europe::Berlin);
    context.policy.expect = expect;
    context
}

/// Words of time, words of nothing, marks and digits, in any order: far denser than what anybody says.
fn salad() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "heute",
            "morgen",
            "Montag",
            "nächsten",
            "Freitag",
            "übermorgen",
            "Woche",
            "KW",
            "im",
            "März",
            "am",
            "dritten",
            "zwölften",
            "um",
            "halb",
            "drei",
            "viertel",
            "vor",
            "nach",
            "Uhr",
            "dreißig",
            "abends",
            "Nacht",
            "bis",
            "von",
            "zwischen",
            "und",
            "oder",
            "nicht",
            "sondern",
            "außer",
            "lieber",
            "als",
            "nein",
            "äh",
            "in",
            "acht",
            "Tagen",
            "zwei",
            "Stunden",
            "jeden",
            "alle",
            "Ostern",
            "Ende",
            "letzten",
            "Mitternacht",
            "ab",
            "spätestens",
            "auf",
            "den",
            "war",
            "kann",
            "Frau",
            "Euro",
            "Nummer",
            "Ã¼bermorgen",
            "Frei",
            "Tag",
            "morgenum",
            "donerstag",
            "T",
            "z",
            "pm",
            "so",
            "bald",
            "wie",
            "möglich",
        ])
        .prop_map(str::to_owned),
        "[0-9]{1,5}",
        "[.,:/+()!?\n-]",
        "\\PC{1,4}",
    ];
    prop::collection::vec((word, prop::bool::weighted(0.85)), 0..24).prop_map(|words| {
        let mut out = String::new();
        for (word, space) in words {
            out.push_str(&word);
            if space {
                out.push(' ');
            }
        }
        out
    })
}

fn check(text: &str, r: &Resolution) {
    for span in r.readings.iter().map(|r| r.span).chain(r.findings.iter().filter_map(|f| f.span)) {
        assert!(span.of(text).is_some(), "{span:?} is no stretch of {text:?}");
        assert!(!span.is_empty(), "{span:?} in {text:?}");
    }
    let offers = r.readings.iter().map(|r| r.offer).collect::<Vec<_>>();
    assert!(offers.is_sorted(), "{offers:?}");
    match r.status {
        Status::Resolved => assert!(!offers.is_empty() && offers.windows(2).all(|w| w[0] != w[1])),
        Status::Ambiguous => assert!(offers.windows(2).any(|w| w[0] == w[1])),
        Status::Invalid | Status::None => assert!(offers.is_empty()),
    }
    for reading in &r.readings {
        if let Value::Interval { start: Some(Bound::Local(s)), end: Some(Bound::Local(e)) } = reading.value {
            assert!(s < e, "{text:?}: {s} is not before {e}");
        }
        if let Value::Interval { start: Some(Bound::Date(s)), end: Some(Bound::Date(e)) } = reading.value {
            assert!(s < e, "{text:?}: {s} is not before {e}");
        }
        if let Value::DateTime(m) = reading.value {
            assert_eq!(m.utc.with_timezone(&m.zone).naive_local(), m.local, "{text:?}");
        }
    }
}

fn any_expect() -> impl Strategy<Value = Expect> {
    prop::sample::select(vec![Expect::Future, Expect::Past, Expect::Any])
}

fn any_hint() -> impl Strategy<Value = Hint> {
    prop::sample::select(vec![Hint::Any, Hint::Date, Hint::Time])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// 1970 to 2100.
    #[test]
    fn any_words_resolve(text in salad(), at in 0i64..4_102_444_800, expect in any_expect(), hint in any_hint()) {
        let context = context(at, expect);
        let first = temporal::resolve_as(&text, hint, &context).unwrap();
        check(&text, &first);
        prop_assert_eq!(&first, &temporal::resolve_as(&text, hint, &context).unwrap());
    }

    #[test]
    fn any_text_resolves(text in "\\PC{0,80}", at in 0i64..4_102_444_800) {
        let context = context(at, Expect::Future);
        check(&text, &temporal::resolve(&text, &context).unwrap());
    }

    /// At the ends of the calendar too.
    #[test]
    fn any_clock_does(text in salad(), at in prop::sample::select(vec![-8_334_600_000_000i64, -62_135_596_800, 253_402_300_799, 8_210_200_000_000])) {
        let context = context(at, Expect::Any);
        let _ = temporal::resolve(&text, &context).unwrap();
    }

    #[test]
    fn two_texts_say_one_moment(date in salad(), time in salad(), at in 0i64..4_102_444_800) {
        let context = context(at, Expect::Future);
        let parts = [
            Part { slot: "datum", text: &date, hint: Hint::Date },
            Part { slot: "uhrzeit", text: &time, hint: Hint::Time },
        ];
        let resolution = temporal::resolve_parts(&parts, &context).unwrap();
        for finding in &resolution.findings {
            if let (Some(span), Some(slot)) = (finding.span, &finding.slot) {
                let text = if slot == "datum" { &date } else { &time };
                prop_assert!(span.of(text).is_some(), "{finding:?} in {text:?}");
            }
        }
    }
}

#[test]
fn a_text_beyond_the_limit_is_refused() {
    let context = context(1_762_333_200, Expect::Future);
    let text = "a".repeat(temporal::MAX_TEXT + 1);
    let error = temporal::resolve(&text, &context).unwrap_err();
    assert_eq!(error.to_string(), "text of 1048577 bytes is longer than the limit of 1048576");
    assert_eq!(temporal::resolve(&text[1..], &context).unwrap().status, Status::None);
}
