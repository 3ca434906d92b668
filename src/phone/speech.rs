//! Telephone numbers as they are written for people and said by a voice.

use super::number::Number;
use crate::number::cardinal;

/// As it is dialled by somebody in `region`: `030 23125000` at home, `+41 44 123 45 67` elsewhere; an extension stands
/// behind a hyphen.
///
/// ```
/// use klartext::phone::{Source, normalise, speech};
/// let outcome = normalise("+493023125000", Source::Typed, "DE");
/// let number = outcome.number().ok_or("no number")?;
/// # #[cfg(feature = "backend-phonenumber")] // knows where the area code ends
/// assert_eq!(speech::written(number, "DE"), "030 23125000");
/// # #[cfg(feature = "backend-phonenumber")]
/// assert_eq!(speech::written(number, "AT"), "+49 30 23125000");
/// # Ok::<(), &str>(())
/// ```
pub fn written(number: &Number, region: &str) -> String {
    let mut out =
        if is_at_home(number, region) { number.national() } else { number.international() }.to_owned();
    if let Some(extension) = number.extension() {
        out.push('-');
        out.push_str(extension);
    }
    out
}

/// Digit by digit, with a pause behind the area code and behind every second digit, as somebody in `region` dials it:
/// "null drei null, zwei drei, eins zwei, fünf null, null null".
///
/// ```
/// use klartext::phone::{Source, normalise, speech};
/// let outcome = normalise("030 23125042", Source::Typed, "DE");
/// let number = outcome.number().ok_or("no number")?;
/// # #[cfg(feature = "backend-phonenumber")] // knows where the area code ends
/// assert_eq!(speech::say(number, "DE"), "null drei null, zwei drei, eins zwei, fünf null, vier zwei");
/// # Ok::<(), &str>(())
/// ```
pub fn say(number: &Number, region: &str) -> String {
    let home = is_at_home(number, region);
    let mut out = String::with_capacity(96);
    let shown = if home { number.national() } else { number.international() };
    for (i, group) in
        shown.split(|c: char| !c.is_ascii_digit() && c != '+').filter(|g| !g.is_empty()).enumerate()
    {
        let digits = match group.strip_prefix('+') {
            Some(code) => {
                out.push_str("plus ");
                code
            }
            None => group,
        };
        // The area code or the calling code is one breath; what follows comes in pairs, an odd digit in the first.
        let pairs = i > 0 && digits.len() > 3;
        let odd = digits.len() % 2;
        for (n, digit) in digits.bytes().enumerate() {
            let pause = n == 0 || (pairs && n >= odd.saturating_add(2) && n % 2 == odd);
            push(&mut out, digit, pause);
        }
    }
    if let Some(extension) = number.extension() {
        out.push_str(", Durchwahl");
        extension.bytes().for_each(|digit| push(&mut out, digit, false));
    }
    out
}

fn push(out: &mut String, digit: u8, pause: bool) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push_str(if pause { ", " } else { " " });
    }
    out.push_str(&cardinal(u32::from(digit.saturating_sub(b'0'))));
}

fn is_at_home(number: &Number, region: &str) -> bool {
    number.region().is_some_and(|r| r.eq_ignore_ascii_case(region))
}
