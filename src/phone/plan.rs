//! What is known of numbering plans beside Google's tables: calling codes, trunk prefixes, short numbers, German lengths.
//!
//! Sources: ITU-T E.164 list of assigned codes (2016, Annex to Operational Bulletin 1114); Bundesnetzagentur,
//! Nummernpläne Ortsnetzrufnummern, Mobile Dienste, (0)800, (0)900, (0)180, (0)32, (0)700, and Kurzrufnummern;
//! RTR, KEM-V 2009 (Austria); BAKOM, E.164 numbering plan (Switzerland).

use super::number::NumberKind;

/// How many digits the calling code has that the digits begin with, by the ITU's zones; nothing says that it is in use.
pub(super) const fn code_length(first: u8, second: u8) -> usize {
    match (first, second) {
        (b'1' | b'7', _) => 1,
        (b'2', b'0' | b'7')
        | (b'3', b'0'..=b'4' | b'6' | b'9')
        | (b'4', b'0' | b'1' | b'3'..=b'9')
        | (b'5', b'1'..=b'8')
        | (b'6', b'0'..=b'6')
        | (b'8', b'1' | b'2' | b'4' | b'6')
        | (b'9', b'0'..=b'5' | b'8') => 2,
        _ => 3,
    }
}

/// Splits the digits of an international number into calling code and the rest; `None` where no country has the code.
pub(super) fn split_code(digits: &[u8]) -> Option<(u16, &[u8])> {
    // Zone 0 is nobody's.
    let [first @ b'1'..=b'9', second, ..] = digits else { return None };
    let (code, rest) = digits.split_at_checked(code_length(*first, *second))?;
    let code = code
        .iter()
        .fold(0_u16, |n, d| n.saturating_mul(10).saturating_add(u16::from(d.saturating_sub(b'0'))));
    is_calling_code(code).then_some((code, rest))
}

/// Three-digit codes in use; those of one and two digits follow from [`code_length`].
const THREE_DIGIT: &[u16] = &[
    211, 212, 213, 216, 218, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235,
    236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255, 256,
    257, 258, 260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 290, 291, 297, 298, 299, 350, 351, 352, 353,
    354, 355, 356, 357, 358, 359, 370, 371, 372, 373, 374, 375, 376, 377, 378, 379, 380, 381, 382, 383, 385,
    386, 387, 389, 420, 421, 423, 500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 590, 591, 592, 593, 594,
    595, 596, 597, 598, 599, 670, 672, 673, 674, 675, 676, 677, 678, 679, 680, 681, 682, 683, 685, 686, 687,
    688, 689, 690, 691, 692, 800, 808, 850, 852, 853, 855, 856, 870, 878, 880, 881, 882, 883, 886, 888, 960,
    961, 962, 963, 964, 965, 966, 967, 968, 970, 971, 972, 973, 974, 975, 976, 977, 979, 992, 993, 994, 995,
    996, 998,
];

/// True if a country or a service has the code.
pub(super) fn is_calling_code(code: u16) -> bool {
    match code {
        1 | 7 => true,
        10..=99 => {
            let digit = |n: u16| u8::try_from(n).map_or(0, |d| d.saturating_add(b'0'));
            code_length(digit(code / 10), digit(code % 10)) == 2
        }
        _ => THREE_DIGIT.binary_search(&code).is_ok(),
    }
}

/// How many digits a calling code has.
pub(super) const fn code_digits(code: u16) -> usize {
    match code {
        0..=9 => 1,
        10..=99 => 2,
        _ => 3,
    }
}

/// The calling code of the regions whose dialling rules are held here: trunk prefix 0, international prefix 00.
pub(super) fn calling_code(region: &str) -> Option<u16> {
    match region {
        "DE" => Some(49),
        "AT" => Some(43),
        "CH" => Some(41),
        "LI" => Some(423),
        _ => None,
    }
}

/// The region of a calling code of ours.
pub(super) const fn region_of(code: u16) -> Option<&'static str> {
    match code {
        49 => Some("DE"),
        43 => Some("AT"),
        41 => Some("CH"),
        423 => Some("LI"),
        _ => None,
    }
}

/// True where a zero is dialled before national numbers and none of them begins with one.
pub(super) const fn has_trunk_zero(code: u16) -> bool {
    matches!(code, 49 | 43 | 41)
}

/// True where national numbers may begin with a zero, which belongs to them: Italy, San Marino, the Vatican.
pub(super) const fn keeps_zero(code: u16) -> bool {
    matches!(code, 39 | 378 | 379)
}

/// An emergency or service number of a few digits, with its German name.
pub(super) fn short_number(region: &str, digits: &str) -> Option<(NumberKind, &'static str)> {
    use NumberKind::{Emergency, Service};
    let known = match (region, digits) {
        ("DE", "112") => (Emergency, "Feuerwehr und Rettungsdienst"),
        (_, "112") => (Emergency, "europäischer Notruf"),
        ("DE", "110") => (Emergency, "Polizei"),
        ("DE", "19222") => (Service, "Krankentransport"),
        ("DE", "115") => (Service, "Behördenrufnummer"),
        ("DE", "116115") => (Service, "Behördenrufnummer"),
        ("DE", "116116") => (Service, "Sperr-Notruf"),
        ("DE", "116117") => (Service, "Ärztlicher Bereitschaftsdienst"),
        ("DE", "116123" | "116111") => (Service, "Telefonseelsorge und Kinder- und Jugendtelefon"),
        ("DE", "116016") => (Service, "Hilfetelefon"),
        ("DE", "116000") => (Service, "Hotline für vermisste Kinder"),
        ("DE", "116006") => (Service, "Opfer-Telefon"),
        ("AT", "122") => (Emergency, "Feuerwehr"),
        ("AT", "133") => (Emergency, "Polizei"),
        ("AT", "144") => (Emergency, "Rettung"),
        ("AT", "140") => (Emergency, "Bergrettung"),
        ("AT", "128") => (Emergency, "Gasgebrechen"),
        ("AT", "141") => (Service, "Ärztefunkdienst"),
        ("AT", "142") => (Service, "Telefonseelsorge"),
        ("AT", "147") => (Service, "Rat auf Draht"),
        ("AT", "1450") => (Service, "Gesundheitsberatung"),
        ("CH" | "LI", "117") => (Emergency, "Polizei"),
        ("CH" | "LI", "118") => (Emergency, "Feuerwehr"),
        ("CH" | "LI", "144") => (Emergency, "Sanität"),
        ("CH" | "LI", "1414") => (Emergency, "Rettungsflugwacht"),
        ("CH" | "LI", "145") => (Emergency, "Vergiftungen"),
        ("CH" | "LI", "143") => (Service, "Die Dargebotene Hand"),
        ("CH" | "LI", "147") => (Service, "Pro Juventute"),
        ("DE", d) if d.len() == 5 && d.starts_with("118") => (Service, "Auskunft"),
        ("AT", d) if d.len() == 6 && d.starts_with("118") => (Service, "Auskunft"),
        ("CH" | "LI", d) if d.len() == 4 && d.starts_with("18") => (Service, "Auskunft"),
        ("AT" | "CH" | "LI", "116000" | "116117" | "116123" | "116111" | "116006") => {
            (Service, "Harmonisierter Dienst von sozialem Wert")
        }
        _ => return None,
    };
    Some(known)
}

/// What the lengths of the German plan say about a national significant number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum German {
    /// A number that the regulator gives out.
    Fits,
    /// Longer than that, as extensions make them.
    Long,
    /// Digits are missing.
    TooShort,
    /// Too many digits.
    TooLong,
    /// No such range.
    NoSuch,
}

/// Judges a German national significant number by its range and length alone.
pub(super) fn german(nsn: &[u8]) -> German {
    let length = nsn.len();
    let within = |min: usize, max: usize, far: usize| {
        if length < min {
            German::TooShort
        } else if length <= max {
            German::Fits
        } else if length <= far {
            German::Long
        } else {
            German::TooLong
        }
    };
    match nsn {
        [] | [_] => German::TooShort,
        // Longer ones reach a mailbox: two digits stand between the prefix and the number.
        [b'1', b'5', ..] => within(11, 11, 13),
        [b'1', b'6', b'0' | b'2' | b'3', ..] | [b'1', b'7', _, ..] => within(10, 11, 13),
        [b'1', b'6', b'4' | b'8' | b'9', ..] => within(7, 14, 14),
        [b'1', b'8', b'0', ..] => within(7, 11, 14),
        [b'7', b'0', b'0', ..] => within(11, 11, 11),
        [b'8', b'0', b'0', ..] => within(10, 10, 15),
        [b'9', b'0', b'0', ..] => within(10, 10, 11),
        [b'1', b'3', b'7', ..] => within(8, 10, 10),
        [b'1', b'8', ..] => within(5, 14, 14),
        [b'3', b'2', ..] => within(11, 11, 11),
        [b'2'..=b'9', ..] => within(6, 11, 13),
        _ => German::NoSuch,
    }
}
