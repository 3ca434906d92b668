//! Numbers as German words.

/// Zero to nineteen.
pub(crate) const SMALL: [&str; 20] = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const TENS: [&str; 10] =
    ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

fn word(table: &[&'static str], index: u32) -> &'static str {
    usize::try_from(index).ok().and_then(|i| table.get(i)).copied().unwrap_or("")
}

/// A number in German words, up to 999,999; beyond that its digits.
///
/// ```
/// use klartext::number::cardinal;
/// assert_eq!(cardinal(21), "einundzwanzig");
/// assert_eq!(cardinal(2025), "zweitausendfünfundzwanzig");
/// ```
pub fn cardinal(n: u32) -> String {
    if n >= 1_000_000 {
        return n.to_string();
    }
    let mut out = String::with_capacity(32);
    write(&mut out, n, true);
    out
}

/// `last` tells whether nothing follows: "eins" at the end, "ein" before more.
fn write(out: &mut String, n: u32, last: bool) {
    if n >= 1000 {
        write(out, n / 1000, false);
        out.push_str("tausend");
        return if !n.is_multiple_of(1000) {
            write(out, n % 1000, last)
        };
    }
    if n >= 100 {
        write(out, n / 100, false);
        out.push_str("hundert");
        return if !n.is_multiple_of(100) {
            write(out, n % 100, last)
        };
    }
    if n == 1 && !last {
        out.push_str("ein");
    } else if n < 20 {
        out.push_str(word(&SMALL, n));
    } else {
        if !n.is_multiple_of(10) {
            write(out, n % 10, false);
            out.push_str("und");
        }
        out.push_str(word(&TENS, n / 10));
    }
}

/// An ordinal as it stands after "der": erste, zwölfte, zwanzigste. Append `n` for "am ersten".
///
/// ```
/// use klartext::number::ordinal;
/// assert_eq!(ordinal(3), "dritte");
/// assert_eq!(ordinal(21), "einundzwanzigste");
/// ```
pub fn ordinal(n: u32) -> String {
    let mut out = match n % 100 {
        1 | 3 | 7 | 8 => {
            let mut out = if n >= 100 { cardinal(n.saturating_sub(n % 100)) } else { String::new() };
            out.push_str(match n % 100 {
                1 => "ers",
                3 => "drit",
                7 => "sieb",
                _ => "ach",
            });
            out
        }
        r => {
            let mut out = cardinal(n);
            if r >= 20 || r == 0 {
                out.push('s');
            }
            out
        }
    };
    out.push_str("te");
    out
}
