//! Texts that are no number before anybody reads digits: withheld callers, dates, addresses.

use super::short::Short;
use super::{Source, digit};
use crate::span::Span;

/// What networks and platforms send where a caller shows no number, letters only and in lower case.
const WITHHELD: [&str; 44] = [
    "anonymous",
    "anonymus",
    "anonym",
    "anonymeranruf",
    "anonymeranrufer",
    "anonymouscaller",
    "blocked",
    "callerunknown",
    "clir",
    "hidden",
    "idunavailable",
    "idwithheld",
    "keinenummer",
    "keinerufnummer",
    "na",
    "nan",
    "nichtbekannt",
    "nichtuebermittelt",
    "nichtverfuegbar",
    "nil",
    "nocallerid",
    "none",
    "nonumber",
    "notavailable",
    "notprovided",
    "outofarea",
    "nummerunbekannt",
    "nummerunterdrueckt",
    "private",
    "privatecaller",
    "privatenumber",
    "privat",
    "restricted",
    "rufnummerunbekannt",
    "rufnummerunterdrueckt",
    "suppressed",
    "unavailable",
    "unbekannt",
    "unbekannterteilnehmer",
    "undefined",
    "unknown",
    "unknowncaller",
    "unterdrueckt",
    "withheld",
];

/// What is withheld, in the same form.
const WHAT: [&str; 14] = [
    "rufnummer",
    "telefonnummer",
    "nummer",
    "anruferid",
    "anrufer",
    "anruf",
    "teilnehmer",
    "phonenumber",
    "number",
    "callerid",
    "callingparty",
    "caller",
    "call",
    "id",
];

/// The longest of both together, with the ending of an adjective between them.
const LONGEST_WITHHELD: usize = 36;

/// True where the text says that there is no number, in words or as those words are dialled on a keypad.
pub(super) fn is_withheld(text: &str, source: Source) -> bool {
    const LONGEST: usize = 64;
    if text.len() > LONGEST {
        return false;
    }
    let mut letters: Short<96> = Short::default();
    let mut digits: Short<32> = Short::default();
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(u8::try_from(c).unwrap_or(b'0')),
            'a'..='z' | 'A'..='Z' => letters.push(u8::try_from(c.to_ascii_lowercase()).unwrap_or(b'?')),
            'ä' | 'Ä' => letters.push_str("ae"),
            'ö' | 'Ö' => letters.push_str("oe"),
            'ü' | 'Ü' => letters.push_str("ue"),
            // Full-width letters.
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                letters.push(u8::try_from(u32::from(c) & 0x1F).unwrap_or(0) | 0x60)
            }
            // A combining diaeresis.
            '\u{308}' => letters.push_str("e"),
            // No word of the list has such a letter.
            _ if c.is_alphabetic() => letters.push(b'?'),
            _ => {
                if let Some(d) = digit(c) {
                    digits.push(d);
                }
            }
        }
        if (!letters.is_empty() && !digits.is_empty()) || letters.len() > LONGEST_WITHHELD {
            return false;
        }
    }
    match (letters.as_str(), digits.as_str()) {
        // A dash is written where nothing is to be written.
        ("", "") => text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | '?' | '_')),
        // ANONYMOUS, RESTRICTED, BLOCKED on the keypad; the first is a trap of Lesotho's calling code 266.
        ("", "266696687" | "7378742833" | "2562533") => true,
        // UNKNOWN, UNAVAILABLE and PRIVATE are numbers that somebody could type.
        ("", "8656696" | "86282452253" | "7748283") => source == Source::CallerId,
        // A zero is a word: "null".
        ("null", "") => source != Source::Spoken,
        (word, "") => WITHHELD.contains(&word) || says_withheld(word),
        _ => false,
    }
}

/// "Unterdrückte Rufnummer", "number withheld", "keine Anrufer-ID": what is withheld is named before it or behind it.
fn says_withheld(word: &str) -> bool {
    WHAT.iter().any(|what| {
        let before = word.strip_suffix(what).filter(|rest| {
            matches!(*rest, "keine" | "kein" | "no" | "without" | "ohne") || {
                // An adjective in any of its endings.
                let stem = rest.strip_suffix("es").or_else(|| rest.strip_suffix("er"));
                let stem = stem.or_else(|| rest.strip_suffix("en")).or_else(|| rest.strip_suffix('e'));
                WITHHELD.contains(rest) || stem.is_some_and(|s| WITHHELD.contains(&s))
            }
        });
        before.is_some() || word.strip_prefix(what).is_some_and(|rest| WITHHELD.contains(&rest))
    })
}

/// What one look at the bytes of a text tells: most are neither an address nor a date, and need no second look.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Glance {
    /// A sign that only addresses have.
    pub(super) address: bool,
    /// A sign between the numbers of a date or a time.
    pub(super) date: bool,
}

pub(super) fn glance(text: &str) -> Glance {
    let mut out = Glance::default();
    for byte in text.bytes() {
        match byte {
            b'<' | b'@' | b'=' => out.address = true,
            b':' => out = Glance { address: true, date: true },
            b'.' | b'-' | b'/' => out.date = true,
            _ => {}
        }
    }
    out
}

/// True where the whole text has the shape of a date or a time of day: `2026-11-20`, `20.11.2026`, `20/11/26 14:30`.
pub(super) fn is_date_or_time(text: &str) -> bool {
    let mut parts = text.trim().splitn(2, [' ', 'T', ',']);
    let (Some(first), rest) = (parts.next(), parts.next()) else { return false };
    let rest = rest.map_or("", |r| r.trim().trim_end_matches("Uhr").trim());
    (is_date(first) && (rest.is_empty() || is_time(rest))) || (is_time(first) && matches!(rest, "" | "Uhr"))
}

fn is_date(text: &str) -> bool {
    let separator = match text.find(['.', '-', '/']).and_then(|i| text.get(i..)?.chars().next()) {
        Some(c) => c,
        None => return false,
    };
    let mut numbers = text.trim_end_matches('.').split(separator).map(|p| Some((p.len(), plain(p)?)));
    let (Some(Some(a)), Some(Some(b)), c) = (numbers.next(), numbers.next(), numbers.next()) else {
        return false;
    };
    if numbers.next().is_some() {
        return false;
    }
    let day = |(n, v): (usize, u32)| n <= 2 && (1..=31).contains(&v);
    let month = |(n, v): (usize, u32)| n <= 2 && (1..=12).contains(&v);
    let year = |(n, v): (usize, u32)| n == 2 || (n == 4 && (1900..2200).contains(&v));
    match c {
        Some(Some(c)) if a.0 == 4 => year(a) && month(b) && day(c),
        Some(Some(c)) => ((day(a) && month(b)) || (month(a) && day(b))) && year(c),
        Some(None) => false,
        None => separator == '.' && day(a) && month(b),
    }
}

fn is_time(text: &str) -> bool {
    let text = text.trim_end_matches('Z');
    let mut numbers = text.split(':').map(|p| Some((p.len(), plain(p)?)));
    let (Some(Some(h)), Some(Some(m)), s) = (numbers.next(), numbers.next(), numbers.next()) else {
        return false;
    };
    h.0 <= 2
        && h.1 <= 24
        && m.0 == 2
        && m.1 <= 59
        && s.is_none_or(|s| s.is_some())
        && numbers.next().is_none()
}

fn plain(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// The part of a text that names a number, out of a `tel:` or `sip:` address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// The number, as bytes of the text.
    pub(super) span: Span,
    /// The digits of `phone-context=+49`, with the plus.
    pub(super) context: Option<&'a str>,
    /// The digits of `ext=12`.
    pub(super) extension: Option<&'a str>,
    /// A `sip:` address of a machine, without anybody on it.
    pub(super) host_only: bool,
}

impl Address<'_> {
    /// No address: all of the text.
    pub(super) fn whole(text: &str) -> Self {
        Self { span: Span::new(0, text.len()), context: None, extension: None, host_only: false }
    }
}

/// The number in a `tel:`, `callto:` or `sip:` address, or the whole text where it is none.
pub(super) fn address(text: &str) -> Address<'_> {
    let whole = Address::whole(text);
    // "Muster" <sip:+49…@host>;tag=…
    let (begin, end) = match (text.find('<'), text.find('>')) {
        (Some(open), Some(close)) if open < close && scheme(text, open.saturating_add(1)).is_some() => {
            (open.saturating_add(1), close)
        }
        _ => (text.len().saturating_sub(text.trim_start().len()), text.len()),
    };
    // The parameters of RFC 3966 come without their scheme, too.
    let bare = text.contains(";phone-context=") || text.contains(";ext=");
    let after_scheme = scheme(text, begin).or(Some(begin).filter(|_| bare));
    let from = after_scheme.unwrap_or(begin);
    let Some(rest) = text.get(from..end) else { return whole };
    // Without a scheme, digits before an @ are the user of a SIP address; letters are a mailbox.
    let user_of = rest
        .split_once('@')
        .filter(|(user, host)| {
            let dialled =
                !user.is_empty() && !user.contains(|c: char| c.is_alphabetic() || c.is_whitespace());
            after_scheme.is_some() || (dialled && host.starts_with(char::is_alphanumeric))
        })
        .map(|(user, _)| user);
    let user = user_of.unwrap_or(rest);
    let number = match user.find(';') {
        Some(i) if after_scheme.is_some() => user.get(..i).unwrap_or(user),
        _ => user,
    };
    if after_scheme.is_none() && user_of.is_none() {
        return whole;
    }
    let parameter = |name: &str| {
        rest.split([';', '?']).skip(1).find_map(|p| {
            let (key, value) = p.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.split('@').next().unwrap_or(value))
        })
    };
    let is_dialled =
        |v: &&str| !v.is_empty() && v.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-'));
    Address {
        span: Span::new(from, from.saturating_add(number.len())),
        context: parameter("phone-context").filter(|v| v.starts_with('+')).filter(is_dialled),
        extension: parameter("ext").filter(is_dialled),
        host_only: user_of.is_none() && is_sip(text, begin) && is_host(number),
    }
}

fn is_sip(text: &str, at: usize) -> bool {
    text.get(at..at.saturating_add(3)).is_some_and(|head| head.eq_ignore_ascii_case("sip"))
}

/// A name with dots, or the four numbers of an IPv4 address, with a port or without.
fn is_host(text: &str) -> bool {
    let name = text.split_once(':').map_or(text, |(name, _)| name);
    let parts = name.split('.');
    let numbers = parts.clone().all(|p| (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    let letters = name.contains('.') && name.contains(|c: char| c.is_ascii_alphabetic());
    letters || (numbers && !name.starts_with('0') && parts.count() == 4)
}

/// Where the text after `tel:`, `callto:`, `sip:` or `sips:` begins, if one stands at `at`.
fn scheme(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    ["tel:", "sip:", "sips:", "callto:"].into_iter().find_map(|s| {
        rest.get(..s.len()).filter(|head| head.eq_ignore_ascii_case(s))?;
        at.checked_add(s.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_withheld_word_is_longer_than_what_is_looked_at() {
        let longest = |words: &[&str]| words.iter().map(|word| word.len()).max().unwrap();
        assert_eq!(longest(&WITHHELD) + "es".len() + longest(&WHAT), LONGEST_WITHHELD);
        assert!(is_withheld("unbekannterteilnehmeres phone number", Source::Typed));
    }

    #[test]
    fn dates_and_times() {
        for text in [
            "2026-11-20",
            "20.11.2026",
            "20.11.26",
            "20.11.",
            "20/11/2026",
            "11/20/2026",
            "2026/11/20",
            "14:30",
            "14:30 Uhr",
            "2026-11-20T14:30",
            "2026-11-20 14:30:00",
            "20.11.2026, 14:30 Uhr",
            " 5.11.2025 ",
            "2026-11-20T13:30:00Z",
        ] {
            assert!(is_date_or_time(text), "{text}");
        }
        for text in [
            "030-23125-000",
            "0172 1234567",
            "01.72.34.56.78",
            "030.23125",
            "2026-13-40",
            "45.11.2026",
            "030/23125",
            "1:2",
            "",
            "+49 30",
            "12.34",
            "112",
            "20.11.2026 030 23125000",
        ] {
            assert!(!is_date_or_time(text), "{text}");
        }
    }

    #[test]
    fn addresses() {
        let number = |text: &'static str| {
            let a = address(text);
            (a.span.of(text).unwrap(), a.context, a.extension)
        };
        assert_eq!(number("tel:+49-30-23125000"), ("+49-30-23125000", None, None));
        assert_eq!(number("TEL:030-23125000;phone-context=+49"), ("030-23125000", Some("+49"), None));
        assert_eq!(number("tel:+493023125000;ext=12"), ("+493023125000", None, Some("12")));
        assert_eq!(number("sip:+493023125000@example.org;user=phone"), ("+493023125000", None, None));
        assert_eq!(number("\"Muster\" <sip:03023125000@10.0.0.1>;tag=9"), ("03023125000", None, None));
        assert_eq!(number("sips:anonymous@anonymous.invalid"), ("anonymous", None, None));
        assert_eq!(number("+493023125000@example.org"), ("+493023125000", None, None));
        assert_eq!(number("max23125@example.org"), ("max23125@example.org", None, None));
        assert_eq!(
            number("sip:+493023125000;phone-context=+49@example.org"),
            ("+493023125000", Some("+49"), None)
        );
        for odd in ["<>", "<sip:", "><tel:1", "tel:", ";;;", "@", "sip:@", "<tel:>", "ü<sip:ü@ü>"] {
            assert!(address(odd).span.of(odd).is_some(), "{odd}");
        }
    }
}
