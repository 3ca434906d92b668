use crate::phone;

/// Fewer digits than these are hidden altogether: two of five say too much.
const MIN_TELLING: usize = 6;

/// A telephone number for a display or a log: the calling code and the last two digits stay, every other digit becomes
/// `*`. Letters are hidden too, layout stays.
///
/// ```
/// use klartext::privacy::mask_phone;
/// assert_eq!(mask_phone("+49 30 231 25-000"), "+49 ** *** **-*00");
/// assert_eq!(mask_phone("030 23125000"), "*** ******00");
/// assert_eq!(mask_phone("110"), "***");
/// ```
pub fn mask_phone(text: &str) -> String {
    let digits = text.chars().filter(|c| phone::digit(*c).is_some()).count();
    let code = if text.trim_start().starts_with('+') { code_digits(text) } else { 0 };
    let mut seen = 0_usize;
    text.chars()
        .map(|c| match phone::digit(c) {
            Some(_) => {
                seen = seen.saturating_add(1);
                let shown = digits >= MIN_TELLING && (seen <= code || seen.saturating_add(2) > digits);
                if shown { c } else { '*' }
            }
            None if c.is_alphanumeric() => '*',
            None => c,
        })
        .collect()
}

fn code_digits(text: &str) -> usize {
    let first: String = text.chars().filter_map(phone::digit).take(4).map(char::from).collect();
    phone::calling_code_digits(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_code_and_two_digits_are_seen() {
        for (text, masked) in [
            ("+493023125000", "+49********00"),
            ("+41441234567", "+41*******67"),
            ("+423 2345678", "+423 *****78"),
            ("004930 23125 012", "****** ***** *12"),
            ("(030) 231 25-000", "(***) *** **-*00"),
            ("٠٣٠ ٢٣١٢٥٠٠٠", "*** ******٠٠"),
            ("+49", "+**"),
            ("112", "***"),
            ("12345", "*****"),
            ("", ""),
            ("anonymous", "*********"),
            ("030 23125 Äpfel", "*** ***25 *****"),
        ] {
            assert_eq!(mask_phone(text), masked);
        }
    }
}
