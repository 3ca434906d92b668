//! What `Debug` shows of a text that somebody said.

use std::fmt;

use super::calendar;
use super::mask::mask_phone;
use super::redact::redact;

/// A text whose `Debug` shows nothing personal: redacted, and without long numbers.
pub(crate) struct Quiet<'a>(pub(crate) &'a str);

impl fmt::Debug for Quiet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// So many digits can be a telephone number without its area code.
        const TELLING: usize = 5;
        let text = redact(self.0);
        let digits = text.chars().filter(|c| crate::phone::digit(*c).is_some()).count();
        let date = text
            .find(|c: char| c.is_ascii_digit())
            .is_some_and(|at| calendar::date_or_time(&text, at).is_some());
        if digits >= TELLING && !date && !text.contains(char::is_alphabetic) {
            return fmt::Debug::fmt(&mask_phone(&text), f);
        }
        // A log can do without a long number, whatever it is.
        let mut out = String::with_capacity(text.len());
        let mut run = String::new();
        for c in text.chars().map(Some).chain([None]) {
            match c.filter(char::is_ascii_digit) {
                Some(digit) => run.push(digit),
                None => {
                    let long = run.len() >= TELLING;
                    out.push_str(&if long { "*".repeat(run.len()) } else { std::mem::take(&mut run) });
                    run.clear();
                    out.extend(c);
                }
            }
        }
        fmt::Debug::fmt(&out, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_what_is_not_personal() {
        for (text, shown) in [
            ("morgen um 14:30", "\"morgen um 14:30\""),
            ("2025-11-06", "\"2025-11-06\""),
            ("030 23125000", "\"[PHONE_REDACTED]\""),
            ("23125000", "\"******00\""),
            ("null drei null zwei drei eins zwei", "\"[PHONE_REDACTED]\""),
            ("anna@example.org", "\"[EMAIL_REDACTED]\""),
            ("90", "\"90\""),
            ("Anna, 23125000", "\"Anna, ********\""),
        ] {
            assert_eq!(format!("{:?}", Quiet(text)), shown);
        }
    }
}
