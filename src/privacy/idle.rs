//! Digits that begin nothing: most of those in a log. A few bytes tell; what they do not settle, `number` looks at.

use super::spoken;

/// With fewer digits there is no telephone number, whatever word stands before them.
const FEWEST: usize = 5;

/// Where the digits at `at` end that are too few for anything, or a point in time. `alone` where no telephone number ends
/// right before them.
pub(super) fn digits(bytes: &[u8], at: usize, alone: bool) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let run = run(rest);
    if run >= FEWEST {
        return None;
    }
    let length = match rest.get(run)? {
        b'\n' | b'"' | b':' | b']' | b';' | b'|' | b'\'' | b'}' | b'&' | b'>' => Some(run),
        _ if !alone => None,
        b'-' | b'/' if run == 4 => point_in_time(rest).or_else(|| few(rest, run)),
        _ => few(rest, run),
    }?;
    Some(at.saturating_add(length))
}

/// How many digits stand at the start, none counted behind those that are enough.
fn run(bytes: &[u8]) -> usize {
    bytes.iter().take(FEWEST).take_while(|b| b.is_ascii_digit()).count()
}

/// The length of digits in groups that are fewer than five in all and have no more behind them, digits or words.
fn few(rest: &[u8], first: usize) -> Option<usize> {
    let mut length = first;
    let mut digits = first;
    loop {
        let behind = rest.get(length..)?;
        let signs = behind.iter().take(5).take_while(|b| is_sign(**b)).count();
        let behind = behind.get(signs..)?;
        match behind.first()? {
            b'0'..=b'9' if signs > 0 => {
                let more = run(behind);
                digits = digits.saturating_add(more);
                if digits >= FEWEST {
                    return None;
                }
                length = length.saturating_add(signs).saturating_add(more);
            }
            // "030 zwei drei eins", "4bf92f35".
            b'a'..=b'z' | b'A'..=b'Z' => {
                let first = behind.first().map_or(0, |b| b | 0x20);
                let second = behind.get(1).map_or(0, |b| b | 0x20);
                return (signs > 0 && !spoken::may_begin(behind, 0, first, second)).then_some(length);
            }
            // `%20`, `\/` and signs that are not ASCII may be layout.
            b'+' | b'%' | b'\\' | 0x80.. => return None,
            _ => return Some(length),
        }
    }
}

/// Layout between groups of digits, and the comma of a list.
const fn is_sign(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'/' | b'.' | b'(' | b')' | b',')
}

/// The length of `2025-11-05`, `2025/11/05 14:30`, `2025-11-05T14:30:00.123` at the start.
fn point_in_time(rest: &[u8]) -> Option<usize> {
    const DATE: usize = 10;
    const MINUTES: usize = 16;
    let [c1, c2, _, _, sign, m1, m2, again, d1, d2, behind @ ..] = rest else { return None };
    let century = matches!((c1, c2), (b'1', b'9') | (b'2', b'0' | b'1'));
    let month = matches!((m1, m2), (b'0', b'1'..=b'9') | (b'1', b'0'..=b'2'));
    let day = matches!((d1, d2), (b'0', b'1'..=b'9') | (b'1' | b'2', b'0'..=b'9') | (b'3', b'0' | b'1'));
    if !(century && month && day && sign == again) {
        return None;
    }
    match behind {
        [b' ' | b'T', b'0'..=b'2', b'0'..=b'9', b':', b'0'..=b'5', b'0'..=b'9', behind @ ..] => {
            Some(MINUTES.saturating_add(seconds(behind)?))
        }
        [b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z', ..] => None,
        _ => Some(DATE),
    }
}

/// The length of `:00`, `:00.123` or of nothing; `None` where more digits follow.
fn seconds(rest: &[u8]) -> Option<usize> {
    let (length, behind) = match rest {
        [b':', b'0'..=b'6', b'0'..=b'9', behind @ ..] => (3_usize, behind),
        _ => (0, rest),
    };
    match behind {
        [b'0'..=b'9', ..] => None,
        [b'.' | b',', fraction @ ..] if length > 0 => {
            let digits = fraction.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
            // Thousandths, millionths, billionths.
            let whole = matches!(digits, 3 | 6 | 9);
            Some(if whole { length.saturating_add(digits).saturating_add(1) } else { length })
        }
        _ => Some(length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_nothing() {
        for (text, length) in [
            ("2025-11-05T14:30:00.123Z info", 23),
            ("2025-11-05 14:30:00] x", 19),
            ("2025/11/05 14:30:00,123456 x", 26),
            ("2025-11-05 14:30 Uhr", 16),
            ("2025-11-05\n", 10),
            ("2025-11-05 030 23125", 10),
            ("17,\"start\"", 2),
            ("05/Nov/2025", 2),
            ("5.0 (Windows", 3),
            ("64) Apple", 2),
            ("250 OK", 3),
            ("35.00\"", 5),
            ("12: x", 2),
        ] {
            assert_eq!(digits(text.as_bytes(), 0, true), Some(length), "{text}");
        }
    }

    #[test]
    fn what_takes_a_closer_look() {
        for text in [
            "030 23125042 ",
            "0 3 0 2 3 ",
            "030-23125 ",
            "12345 ",
            "030 zwei drei eins null",
            "2025-11-05030 ",
            "2025-13-05 030231 ",
            "2025-11-05T14:300 ",
            "4bf92f35 ",
            "030%2023125 ",
            "030\u{A0}23125 ",
            "030\\/23125 ",
            "2025-11-05Tabc ",
            "030",
            "49",
            "12. (030) 23125 ",
        ] {
            assert_eq!(digits(text.as_bytes(), 0, true), None, "{text}");
        }
        assert_eq!(digits(b"23 ende", 0, false), None);
    }
}
