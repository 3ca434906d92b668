//! The codes of findings that a verdict can have, so that a condition that asks for one that nobody makes is refused.

use crate::appointment::half;
use crate::appointment::hours;
use crate::appointment::several;
use crate::conversation;
use crate::engine;
use crate::finding::Kind;
use crate::payload;
use crate::phone::finding as phone;
use crate::rules::{content, email, judge, length, list, moment, range, scalar, trust};
use crate::temporal::findings as temporal;

/// Every kind that the engine makes of a payload, besides those about dates and times; `tests/codes.rs` holds both
/// lists against the sources.
static KINDS: &[&Kind] = &[
    &payload::WRONG_TYPE,
    &engine::HAND_OVER,
    &engine::NOTHING_TO_READ,
    &engine::STEP_LIMIT,
    &judge::MISSING,
    &judge::NOT_UNDERSTOOD,
    &content::BIDI_CHARACTER,
    &content::CONTROL_CHARACTER,
    &content::ENCODING_REPAIRED,
    &content::MARKUP,
    &content::MIXED_SCRIPTS,
    &content::MODEL_INSTRUCTION,
    &content::NOT_A_NAME,
    &content::TEMPLATE_MARKER,
    &email::EMAIL_DICTATED,
    &email::EMAIL_DOUBTFUL,
    &length::DURATION_APPROXIMATE,
    &length::UNIT_ASSUMED,
    &length::UNIT_MISSING,
    &list::SINGLE_ITEM,
    &list::TOO_FEW_ITEMS,
    &list::TOO_MANY_ITEMS,
    &range::ABOVE_MAX,
    &range::BELOW_MIN,
    &range::TEXT_TOO_SHORT,
    &trust::LESS_TRUSTED,
    &trust::UNTRUSTED_SOURCE,
    &moment::AMBIGUOUS,
    &moment::DATE_KEPT,
    &moment::INSTANT_DECIDED,
    &moment::MOMENT_CONFLICT,
    &moment::SEVERAL_OFFERS,
    &moment::TIME_APPROXIMATE,
    &moment::TIME_KEPT,
    &moment::WALL_TIME_AS_UTC,
    &scalar::NOT_A_CHOICE,
    &scalar::SEVERAL_CHOICES,
    &conversation::PLACEHOLDER,
    &conversation::TOO_LONG,
    &phone::AREA_CODE_MISSING,
    &phone::CALLER_WITHHELD,
    &phone::CALLING_CODE_ASSUMED,
    &phone::CALLING_CODE_UNCLEAR,
    &phone::COSTLY_NUMBER,
    &phone::DIGITS_UNCLEAR,
    &phone::EMERGENCY_NUMBER,
    &phone::EXTENSION_APART,
    &phone::EXTENSION_UNCLEAR,
    &phone::FOREIGN_UNCHECKED,
    &phone::LETTERS_IN_NUMBER,
    &phone::LETTER_READ_AS_DIGIT,
    &phone::LOOKS_LIKE_DATE,
    &phone::NOT_A_NUMBER,
    &phone::NOT_CHECKED,
    &phone::NOT_IN_PLAN,
    &phone::NUMBER_CORRECTED,
    &phone::NUMBER_INCOMPLETE,
    &phone::SERVICE_NUMBER,
    &phone::SEVERAL_NUMBERS,
    &phone::TEXT_TOO_LONG,
    &phone::TOO_MANY_DIGITS,
    &phone::TRUNK_PREFIX_DROPPED,
    &phone::TRUNK_ZERO_DROPPED,
    &phone::TRUNK_ZERO_MISSING,
    &phone::UNKNOWN_CALLING_CODE,
    &phone::UNKNOWN_REGION,
    &phone::UNREAD_WORDS,
    &phone::UNUSUAL_LENGTH,
    &several::DUPLICATE_BOOKING,
    &several::ENDLESS,
    &several::PERSON_OVERLAPS,
    &several::REPEAT_DISAGREES,
    &several::SAME_SERVICE_SAME_DAY,
    &several::STAFF_OVERLAPS,
    &several::TOO_MANY_BOOKINGS,
    &hours::ADJUSTED,
    &hours::AFTER_CLOSING,
    &hours::BEFORE_OPENING,
    &hours::BEYOND_HORIZON,
    &hours::CLOSED_DAY,
    &hours::CLOSED_HOLIDAY,
    &hours::DOES_NOT_FIT,
    &hours::IN_BREAK,
    &hours::NO_START,
    &hours::OFF_GRID,
    &hours::TOO_SOON,
    &half::DAYTIME_DECIDED,
    &half::HOURS_DECIDED,
    &half::PAST_RULED_OUT,
    &half::USUAL_HOURS_DECIDED,
];

pub(crate) fn all<'a>() -> impl Iterator<Item = &'a str> {
    KINDS.iter().chain(temporal::ALL).map(|kind| -> &'a str { &kind.code })
}

pub(crate) fn is_known(code: &str) -> bool {
    all().any(|known| known == code)
}
