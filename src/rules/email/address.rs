//! Written addresses, and what makes one valid: RFC 5321 with the dot-atoms of RFC 5322, domains also in their own letters.

use super::Heard;
use crate::privacy::introduces;

/// RFC 5321, 4.5.3.1.1: octets before the @.
const MAX_LOCAL: usize = 64;
/// RFC 5321, 4.5.3.1.2: octets of the domain.
const MAX_DOMAIN: usize = 255;
/// RFC 5321, 4.5.3.1.3: a path has 256 octets, its brackets among them.
const MAX_ADDRESS: usize = 254;
/// RFC 1035: octets of a label.
const MAX_LABEL: usize = 63;

/// The one address in a text, where nothing stands before it but words that introduce it.
pub(super) fn typed(text: &str) -> Option<Heard> {
    let mut found: Option<&str> = None;
    for word in text.split_whitespace() {
        let around = |c: char| {
            matches!(c, '<' | '>' | '"' | '\'' | ',' | ';' | '(' | ')' | '!' | '?' | '„' | '“' | '”')
        };
        let word = word.trim_start_matches(around).trim_end_matches(|c| around(c) || matches!(c, '.' | ':'));
        let word = word.strip_prefix("mailto:").unwrap_or(word);
        let has_sign = word.contains('@');
        match found {
            Some(_) if has_sign => return None,
            // What follows is read with it as it was said.
            Some(_) => return None,
            None if has_sign => found = Some(word),
            None => {
                let small = word.to_lowercase();
                if !(introduces(&small)
                    || matches!(
                        small.as_str(),
                        "e-mail" | "e-mail-adresse" | "mailadresse" | "emailadresse" | "ja" | ""
                    ))
                {
                    return None;
                }
            }
        }
    }
    let (local, domain) = found?.split_once('@')?;
    if local.is_empty() || domain.is_empty() {
        return None;
    }
    let plain = without_umlauts(local);
    let doubt = (plain != local).then_some("umlaut");
    Some(Heard { address: format!("{plain}@{}", domain.to_lowercase()), dictated: false, doubt })
}

/// `ä` as `ae`: mailboxes have no umlauts.
pub(super) fn without_umlauts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'Ä' => out.push_str("Ae"),
            'Ö' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'ß' => out.push_str("ss"),
            other => out.push(other),
        }
    }
    out
}

/// True if it can be an address: one @, a dot-atom before it, a domain of at least two labels behind it, nothing too long.
pub(super) fn is_valid(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    let atom = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    if local.len() > MAX_LOCAL || !local.split('.').all(atom) {
        return false;
    }
    let mut octets = 0_usize;
    let mut labels = 0_usize;
    for label in domain.split('.') {
        let Some(encoded) = encoded_length(label) else { return false };
        if encoded > MAX_LABEL || label.starts_with('-') || label.ends_with('-') {
            return false;
        }
        octets = octets.saturating_add(encoded).saturating_add(usize::from(labels > 0));
        labels = labels.saturating_add(1);
    }
    let top = domain.rsplit('.').next().unwrap_or_default();
    let named = top.chars().count() >= 2 && (top.starts_with("xn--") || top.chars().all(char::is_alphabetic));
    labels >= 2
        && named
        && octets <= MAX_DOMAIN
        && local.len().saturating_add(1).saturating_add(octets) <= MAX_ADDRESS
}

/// How many octets a label has on the wire; `None` where it is none.
fn encoded_length(label: &str) -> Option<usize> {
    let fits = |c: char| c.is_alphanumeric() || c == '-' || matches!(c, '\u{300}'..='\u{36f}');
    if label.is_empty() || label.len() > MAX_DOMAIN || !label.chars().all(fits) {
        return None;
    }
    if label.is_ascii() {
        Some(label.len())
    } else {
        Some("xn--".len().saturating_add(punycode(label)?.len()))
    }
}

/// RFC 3492, section 6.3.
fn punycode(label: &str) -> Option<String> {
    const BASE: u32 = 36;
    let digit = |d: u32| char::from_digit(if d < 26 { d.checked_add(10)? } else { d.checked_sub(26)? }, BASE);
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    let mut done = basic;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias) = (128_u32, 0_u32, 72_u32);
    let length = u32::try_from(label.chars().count()).ok()?;
    while done < length {
        let next = label.chars().map(u32::from).filter(|c| *c >= n).min()?;
        delta = delta.checked_add(next.checked_sub(n)?.checked_mul(done.checked_add(1)?)?)?;
        n = next;
        for c in label.chars().map(u32::from) {
            if c < n {
                delta = delta.checked_add(1)?;
            }
            if c != n {
                continue;
            }
            let mut q = delta;
            let mut k = BASE;
            loop {
                let threshold = k.saturating_sub(bias).clamp(1, 26);
                if q < threshold {
                    break;
                }
                let span = BASE.checked_sub(threshold)?;
                let over = q.checked_sub(threshold)?;
                out.push(digit(threshold.checked_add(over.checked_rem(span)?)?)?);
                q = over.checked_div(span)?;
                k = k.checked_add(BASE)?;
            }
            out.push(digit(q)?);
            bias = adapt(delta, done.checked_add(1)?, done == basic)?;
            delta = 0;
            done = done.checked_add(1)?;
        }
        delta = delta.checked_add(1)?;
        n = n.checked_add(1)?;
    }
    Some(out)
}

fn adapt(delta: u32, points: u32, first: bool) -> Option<u32> {
    let mut delta = delta.checked_div(if first { 700 } else { 2 })?;
    delta = delta.checked_add(delta.checked_div(points)?)?;
    let mut k = 0_u32;
    while delta > 455 {
        delta = delta.checked_div(35)?;
        k = k.checked_add(36)?;
    }
    k.checked_add(delta.checked_mul(36)?.checked_div(delta.checked_add(38)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_encoded_as_the_standard_says() {
        // The first two are the examples of RFC 3492 and of the German registry.
        for (label, encoded) in [
            ("münchen", "mnchen-3ya"),
            ("bücher", "bcher-kva"),
            ("müller", "mller-kva"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ] {
            assert_eq!(punycode(label).as_deref(), Some(encoded), "{label}");
        }
    }

    #[test]
    fn lengths_are_those_of_the_standard() {
        let of = |local: usize, label: usize| format!("{}@{}.de", "a".repeat(local), "b".repeat(label));
        assert!(is_valid(&of(64, 63)));
        assert!(!is_valid(&of(65, 10)));
        assert!(!is_valid(&of(10, 64)));
        let domain = format!("{0}.{0}.{0}.{1}.de", "b".repeat(60), "c".repeat(4));
        assert_eq!(domain.len(), 190);
        assert!(is_valid(&format!("{}@{domain}", "a".repeat(63))));
        assert!(!is_valid(&format!("{}@{domain}", "a".repeat(64))), "255 octets are one too many");
        // On the wire an umlaut takes more room than in the text.
        assert!(!is_valid(&format!("a@{}ü.de", "b".repeat(60))));
    }

    #[test]
    fn an_address_has_a_form() {
        for bad in [
            "a@b",
            "a@b.c",
            "a b@c.de",
            "a@1.2.3.4",
            "a@[1.2.3.4]",
            "a@b_c.de",
            "ä@b.de",
            "a@b.d3",
            "\"a\"@b.de",
        ] {
            assert!(!is_valid(bad), "{bad}");
        }
        for good in ["a@b.de", "o'hara@b.ie", "a@b-c.de", "a@2b.de", "a@пример.рф", "a@b.xn--p1ai"] {
            assert!(is_valid(good), "{good}");
        }
    }
}
