#![no_main]

use klartext::phone::{NumberKind, Source, Status, normalise};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    klartext_fuzz::phone(data);
    oracle(data);
});

/// The digits of the input, with a plus before them, put to Google's rules as rlibphonenumber has them. Where those read
/// another number out of it (a national prefix taken off), or where German lengths and E.164 are narrower here on purpose,
/// nothing is compared; `tests/phone_reference` has the reasons.
fn oracle(data: &[u8]) {
    let digits: String =
        data.iter().take(16).filter(|b| b.is_ascii_digit()).map(|b| char::from(*b)).collect();
    if digits.is_empty() || digits.len() > 15 {
        return;
    }
    let text = format!("+{digits}");
    let ours = normalise(&text, Source::CallerId, "DE");
    let Ok(theirs) = PHONE_NUMBER_UTIL.parse(&text, None) else {
        assert!(ours.valid().is_none(), "{text} is no number at all");
        return;
    };
    let e164 = theirs.format_as(PhoneNumberFormat::E164);
    let special = matches!(ours.kind, NumberKind::Emergency | NumberKind::Service);
    if e164 != text || special || ours.status == Status::Withheld {
        return;
    }
    let valid = theirs.is_valid();
    if digits.starts_with("49") {
        assert!(valid || ours.valid().is_none(), "{text} is not valid");
    } else {
        assert_eq!(ours.valid().is_some(), valid, "{text}");
    }
    if let Some(number) = ours.valid() {
        assert_eq!(number.national(), theirs.format_as(PhoneNumberFormat::National), "{text}");
        assert_eq!(number.international(), theirs.format_as(PhoneNumberFormat::International), "{text}");
    }
}
