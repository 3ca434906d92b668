//! Any text is a number, part of one, withheld, or none: canonical forms are canonical, nothing leaks into `Debug`.

use klartext::phone::{Match, Number, Outcome, PhoneRequest, Source, matches, normalise};
use klartext::privacy::mask_phone;

use super::common;

/// The input is the text; every source is tried, for a German and an Austrian listener.
pub fn phone(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for source in [Source::CallerId, Source::Typed, Source::Spoken] {
        for region in ["DE", "AT"] {
            let outcome = normalise(text, source, region);
            assert_eq!(outcome, normalise(text, source, region), "not the same answer twice");
            check(text, &outcome);
            let request = PhoneRequest {
                id: serde_json::Value::Null,
                text: text.to_owned(),
                region: region.to_owned(),
                source,
            };
            let wire = serde_json::to_string(&request.answer());
            assert!(wire.is_ok(), "the answer cannot be written: {wire:?}");
        }
    }
    mask(text);
    let (a, b) = text.split_once('\n').unwrap_or((text, "030 23125-0"));
    compared(a, b);
}

/// Which number stands first makes no difference, and a number that is read without a doubt is itself.
fn compared(a: &str, b: &str) {
    let side = |text, region| (text, Source::Typed, region);
    for region in ["DE", "AT"] {
        let kind = matches(side(a, region), side(b, "DE"));
        assert_eq!(kind, matches(side(b, "DE"), side(a, region)), "not the same the other way round");
        let own = matches(side(a, region), side(a, region));
        if normalise(a, Source::Typed, region).valid().is_some() {
            assert_eq!(own, Match::Exact, "a number is not itself");
        }
    }
}

pub(super) fn check(text: &str, outcome: &Outcome) {
    common::findings(text, &outcome.findings);
    for number in outcome.number().into_iter().chain(&outcome.others) {
        canonical(number);
        assert!(!format!("{outcome:?}").contains(number.e164()), "Debug shows a whole number");
    }
}

fn canonical(number: &Number) {
    let e164 = number.e164();
    let digits = e164.strip_prefix('+').unwrap_or_default();
    assert!(
        (4..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit()),
        "{e164} is not E.164"
    );
    for form in [e164, number.international()] {
        let again = normalise(form, Source::CallerId, "DE");
        assert_eq!(again.number().map(Number::e164), Some(e164), "{form} is read as another number");
    }
}

/// As many characters as before, and no more digits than a calling code and the last two.
fn mask(text: &str) {
    let masked = mask_phone(text);
    assert_eq!(masked.chars().count(), text.chars().count());
    let digits = masked.chars().filter(char::is_ascii_digit).count();
    assert!(digits <= 5, "{digits} digits are left in {masked:?}");
}
