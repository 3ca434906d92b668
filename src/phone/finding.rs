//! What can be noticed about a telephone number. No message carries a whole number.

use crate::finding::Kind;
use crate::finding::Severity::{Error, Note, Warning};

/// Nobody's number came: withheld, unknown, restricted, or nothing at all.
pub static CALLER_WITHHELD: Kind = Kind::new(
    "caller_withheld",
    Note,
    "Die Rufnummer ist unterdrückt oder nicht bekannt.",
    "the number is withheld or not known",
);
/// A text that holds no telephone number.
pub static NOT_A_NUMBER: Kind =
    Kind::new("not_a_number", Error, "Das ist keine Telefonnummer.", "this is not a telephone number");
/// Longer than any telephone number is written.
pub static TEXT_TOO_LONG: Kind = Kind::new(
    "phone_text_too_long",
    Error,
    "Der Text hat {bytes} Bytes; eine Telefonnummer hat höchstens {limit}.",
    "the text has {bytes} bytes; a telephone number has at most {limit}",
);
/// A date or a time of day, not a number.
pub static LOOKS_LIKE_DATE: Kind = Kind::new(
    "looks_like_date",
    Error,
    "Das ist ein Datum oder eine Uhrzeit, keine Telefonnummer.",
    "this is a date or a time, not a telephone number",
);
/// Letters among the digits.
pub static LETTERS_IN_NUMBER: Kind = Kind::new(
    "letters_in_number",
    Error,
    "In der Telefonnummer stehen Buchstaben: `{text}`.",
    "letters in the telephone number: `{text}`",
);
/// The letter O stood where a zero belongs, or l where a one does.
pub static LETTER_READ_AS_DIGIT: Kind = Kind::new(
    "letter_read_as_digit",
    Warning,
    "`{text}` wurde als Ziffer gelesen.",
    "`{text}` was read as a digit",
);
/// Words beside the number that were not understood.
pub static UNREAD_WORDS: Kind = Kind::new(
    "unread_words",
    Warning,
    "`{text}` gehört nicht zu einer Telefonnummer.",
    "`{text}` is no part of a telephone number",
);
/// The speaker took something back in the middle of a number.
pub static NUMBER_CORRECTED: Kind = Kind::new(
    "number_corrected",
    Error,
    "Mitten in der Nummer wurde etwas verbessert (`{text}`). Bitte wiederholen Sie die ganze Nummer.",
    "something was corrected in the middle of the number (`{text}`); ask for the whole number again",
);
/// More than one number in one text.
pub static SEVERAL_NUMBERS: Kind = Kind::new(
    "several_numbers",
    Error,
    "Es sind mehrere Telefonnummern angegeben: {numbers}.",
    "more than one telephone number was given: {numbers}",
);
/// A number with parts missing.
pub static NUMBER_INCOMPLETE: Kind = Kind::new(
    "number_incomplete",
    Error,
    "Die Telefonnummer ist unvollständig: Es fehlen Ziffern.",
    "the telephone number is incomplete: digits are missing",
);
/// A number that can only be dialled inside its town.
pub static AREA_CODE_MISSING: Kind = Kind::new(
    "area_code_missing",
    Error,
    "Der Telefonnummer fehlt die Vorwahl.",
    "the telephone number lacks its area code",
);
/// More digits than any number has.
pub static TOO_MANY_DIGITS: Kind = Kind::new(
    "too_many_digits",
    Error,
    "Die Telefonnummer hat zu viele Ziffern ({digits}).",
    "the telephone number has too many digits ({digits})",
);
/// No country has this calling code.
pub static UNKNOWN_CALLING_CODE: Kind = Kind::new(
    "unknown_calling_code",
    Error,
    "Diese Ländervorwahl gibt es nicht.",
    "no country has this calling code",
);
/// The region of the caller is not known to the library.
pub static UNKNOWN_REGION: Kind = Kind::new(
    "unknown_region",
    Error,
    "Die Region `{region}` ist nicht bekannt; die Nummer braucht eine Ländervorwahl.",
    "region `{region}` is not known; the number needs a calling code",
);
/// The right length, and no such number in the numbering plan.
pub static NOT_IN_PLAN: Kind = Kind::new(
    "not_in_numbering_plan",
    Error,
    "Diese Telefonnummer ist nicht vergeben.",
    "the numbering plan has no such telephone number",
);
/// The number has the shape of one, and nothing more is known.
pub static NOT_CHECKED: Kind = Kind::new(
    "number_not_checked",
    Note,
    "Die Nummer wurde nur auf ihre Form geprüft.",
    "only the shape of the number was checked",
);
/// The number of a country whose plan is not compiled in (feature `world`).
pub static FOREIGN_UNCHECKED: Kind = Kind::new(
    "foreign_unchecked",
    Note,
    "Die ausländische Nummer (+{calling_code}) wurde nur auf Ländervorwahl und Länge geprüft.",
    "the foreign number (+{calling_code}) was checked for its calling code and length only",
);
/// Longer than the plan gives out today; extensions make such numbers.
pub static UNUSUAL_LENGTH: Kind = Kind::new(
    "unusual_length",
    Warning,
    "Die Telefonnummer hat eine ungewöhnliche Länge.",
    "the telephone number has an unusual length",
);
/// The digits began with a calling code and no plus or 00 before it.
pub static CALLING_CODE_ASSUMED: Kind = Kind::new(
    "calling_code_assumed",
    Note,
    "Die führenden Ziffern {calling_code} wurden als Ländervorwahl gelesen.",
    "the leading digits {calling_code} were read as the calling code",
);
/// The digits can be an international number without its plus or a national one without its zero.
pub static CALLING_CODE_UNCLEAR: Kind = Kind::new(
    "calling_code_unclear",
    Warning,
    "Die Nummer kann mit {calling_code} als Ländervorwahl oder als Ortsvorwahl gelesen werden.",
    "the number can be read with {calling_code} as its calling code or as part of its area code",
);
/// The national number came without its leading zero.
pub static TRUNK_ZERO_MISSING: Kind = Kind::new(
    "trunk_zero_missing",
    Warning,
    "Der Nummer fehlt die führende Null; sie wurde ergänzt.",
    "the number lacks its leading zero; it was supplied",
);
/// A zero between the calling code and the number was left out.
pub static TRUNK_ZERO_DROPPED: Kind = Kind::new(
    "trunk_zero_dropped",
    Note,
    "Die Null nach der Ländervorwahl wurde weggelassen.",
    "the zero after the calling code was left out",
);
/// What is dialled at home before a number stood behind the calling code: the 8 of Russia.
pub static TRUNK_PREFIX_DROPPED: Kind = Kind::new(
    "trunk_prefix_dropped",
    Note,
    "Die {digits} nach der Ländervorwahl wurde weggelassen.",
    "{digits} after the calling code was left out",
);
/// An extension was named apart from the number.
pub static EXTENSION_APART: Kind = Kind::new(
    "extension_apart",
    Note,
    "Die Durchwahl {extension} ist von der Nummer getrennt.",
    "extension {extension} is kept apart from the number",
);
/// The last digits can be an extension or the end of the number.
pub static EXTENSION_UNCLEAR: Kind = Kind::new(
    "extension_unclear",
    Warning,
    "Die letzten Ziffern können eine Durchwahl oder das Ende der Nummer sein.",
    "the last digits can be an extension or the end of the number",
);
/// A word such as "dreißig" said apart from its unit can be one number or two.
pub static DIGITS_UNCLEAR: Kind = Kind::new(
    "digits_unclear",
    Warning,
    "`{text}` lässt sich auf zwei Arten in Ziffern schreiben.",
    "`{text}` can be written in digits in two ways",
);
/// An emergency number: nobody can be called back on it.
pub static EMERGENCY_NUMBER: Kind = Kind::new(
    "emergency_number",
    Error,
    "{number} ist eine Notrufnummer ({name}), keine Nummer für einen Rückruf.",
    "{number} is an emergency number ({name}), not one to call back",
);
/// A public service: nobody can be called back on it.
pub static SERVICE_NUMBER: Kind = Kind::new(
    "service_number",
    Error,
    "{number} ist eine Servicenummer ({name}), keine Nummer für einen Rückruf.",
    "{number} is a service number ({name}), not one to call back",
);
/// A call to this number costs more than a call.
pub static COSTLY_NUMBER: Kind = Kind::new(
    "costly_number",
    Warning,
    "Anrufe bei dieser Nummer sind kostenpflichtig.",
    "calls to this number are charged extra",
);
