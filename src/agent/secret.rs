//! Keys and passwords: in a text that a model reads, in the address of a tool, in a header.

use memchr::{memchr, memrchr};

use super::finding;
use super::sink::Sink;
use super::text::next_digit;
use crate::finding::Finding;
use crate::json::{Cursor, Member, Node, Value, short};
use crate::privacy;
use crate::span::Span;

/// Longer addresses and values are looked at up to here.
const LONGEST: usize = 4096;

/// Every key or password in a text, in order. A secret has letters and digits, and never goes over the end of a line.
pub(super) fn in_text(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0_usize;
    while let Some(digit) = next_digit(bytes, at) {
        let from = memrchr(b'\n', bytes.get(..digit).unwrap_or_default()).map_or(0, |n| n.saturating_add(1));
        let (run, behind) = run_around(bytes, from.max(at), digit);
        if !may_be_secret(run) {
            at = behind;
            continue;
        }
        let length = memchr(b'\n', bytes.get(digit..).unwrap_or_default());
        let end = length.map_or(bytes.len(), |l| digit.saturating_add(l));
        at = end;
        let Some(line) = text.get(from..end) else { continue };
        let mut found = privacy::secrets(line);
        found.retain(|part| part.of(line).is_some_and(is_secret));
        found.extend(told(line).filter(|t| !found.iter().any(|f| f.start < t.end && t.start < f.end)));
        found.sort_unstable();
        let place = |s: Span| Span::new(from.saturating_add(s.start), from.saturating_add(s.end));
        out.extend(found.into_iter().map(place));
    }
    out
}

/// What stands without a blank around `at`, from `least` on, and the place behind it.
fn run_around(bytes: &[u8], least: usize, at: usize) -> (&[u8], usize) {
    let before = bytes.get(least..at).unwrap_or_default();
    let back = before.iter().rev().take_while(|b| !b.is_ascii_whitespace()).count();
    let behind = bytes.get(at..).unwrap_or_default();
    let end = at.saturating_add(behind.iter().take_while(|b| !b.is_ascii_whitespace()).count());
    (bytes.get(at.saturating_sub(back)..end).unwrap_or_default(), end)
}

/// A cheap look ahead: a run of some length that has letters and digits. What a marker brings does not count.
fn may_be_secret(run: &[u8]) -> bool {
    let run = match run.strip_prefix(b"{{") {
        Some(marked) => {
            let name =
                marked.iter().take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || **b == b'_');
            marked.get(name.count()..).filter(|behind| behind.starts_with(b"}}")).unwrap_or(run)
        }
        None => run,
    };
    run.len() >= 6 && run.iter().any(u8::is_ascii_digit) && run.iter().any(u8::is_ascii_alphabetic)
}

/// "Das Passwort für den Kalender lautet: Schere!2024x"
fn told(line: &str) -> Option<Span> {
    const NAMES: [&str; 6] = ["passwor", "kennwort", "passcode", "api-key", "api key", "zugangscode"];
    // "Das Passwort ist in Zimmer 12 hinterlegt": what it is stands right behind.
    const VERBS: [&str; 4] = [" lautet", " ist ", " is ", ":"];
    let lower = line.to_ascii_lowercase();
    let name = NAMES.iter().filter_map(|n| lower.find(n)).min()?;
    let within = lower.floor_char_boundary(name.saturating_add(80)).min(lower.len());
    let behind = lower.get(name..within)?;
    let verb = VERBS.iter().filter_map(|v| Some(behind.find(v)?.saturating_add(v.len()))).min()?;
    let at = name.saturating_add(verb);
    let rest = line.get(at..)?;
    let lead = rest.len().saturating_sub(rest.trim_start_matches([' ', ':', '"', '\'', '„', '“', '`']).len());
    let word = rest.get(lead..)?;
    let word = word
        .split_ascii_whitespace()
        .next()?
        .trim_end_matches(['.', ',', ';', '"', '\'', '“', '”', '`', ')']);
    let start = at.saturating_add(lead);
    let long = word.len() >= 6 && !word.contains("://");
    (long && is_secret(word)).then(|| Span::new(start, start.saturating_add(word.len())))
}

/// What redaction hides in doubt is not always a secret: a log loses nothing by it, a prompt author is bothered. So a
/// place for a value (`{{token}}`, `<token>`, `YOUR_API_KEY`), a word of prose behind "Passwort:", and a name of words
/// and numbers are none.
fn is_secret(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    let mut parts = 0_usize;
    let of_words = value.split(['_', '-']).all(|part| {
        parts = parts.saturating_add(1);
        part.bytes().all(|b| b.is_ascii_lowercase()) || part.bytes().all(|b| b.is_ascii_digit())
    });
    digits > 0 && letters > 0 && !is_place(value) && !(of_words && parts >= 3)
}

/// What stands where a value is to be put in, or was taken out.
fn is_place(value: &str) -> bool {
    const WORDS: [&str; 14] = [
        "your",
        "dein",
        "ihr_",
        "ihr-",
        "xxx",
        "example",
        "beispiel",
        "placeholder",
        "platzhalter",
        "changeme",
        "redacted",
        "entfernt",
        "...",
        "***",
    ];
    let lower = value.to_ascii_lowercase();
    value.starts_with(['{', '<', '[', '$', '%'])
        || value.contains("{{")
        || value.contains("<<")
        || value.contains("${")
        || WORDS.iter().any(|w| lower.contains(w))
}

/// What is said of a name, written in any way: `X-Api-Key`, `api_key`, `apiKey`.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).take(64).map(|c| c.to_ascii_lowercase()).collect()
}

/// The shortest value that is taken for a secret under this name; none where the name says nothing of the kind.
fn least(name: &str) -> Option<usize> {
    const NAMES: [(&str, usize); 20] = [
        ("password", 4),
        ("passwort", 4),
        ("passwd", 4),
        ("pwd", 4),
        ("authorization", 8),
        ("token", 8),
        ("secret", 8),
        ("apikey", 8),
        ("accesskey", 8),
        ("authkey", 8),
        ("secretkey", 8),
        ("privatekey", 8),
        ("appkey", 8),
        ("subscriptionkey", 8),
        ("functionskey", 8),
        ("cookie", 8),
        ("auth", 8),
        ("signature", 16),
        ("sig", 16),
        ("jwt", 16),
    ];
    let name = plain(name);
    let whole = match name.as_str() {
        // `key=` and `code=` may be anything that is short.
        "key" | "code" => Some(20),
        _ => None,
    };
    whole.or_else(|| NAMES.iter().find(|(end, _)| name.ends_with(end)).map(|(_, least)| *least))
}

/// Where the secret stands in the value of such a name; the scheme before it is none.
fn constant(name: &str, value: &str) -> Option<Span> {
    let least = least(name)?;
    let value = value.get(..value.floor_char_boundary(LONGEST.min(value.len())))?;
    let mut secret = value.trim();
    for scheme in ["bearer ", "basic ", "token ", "apikey ", "digest "] {
        if secret.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)) {
            secret = secret.get(scheme.len()..).unwrap_or("").trim_start();
            break;
        }
    }
    if secret.len() < least || is_place(secret) || secret.contains(' ') {
        return None;
    }
    let start = value.len().saturating_sub(value.trim_start().len());
    let start = value.get(start..)?.find(secret)?.saturating_add(start);
    Some(Span::new(start, start.saturating_add(secret.len())))
}

/// The password of `https://user:password@host` and the keys among the parameters of an address.
fn in_url(url: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let url = url.get(..url.floor_char_boundary(LONGEST.min(url.len()))).unwrap_or("");
    let Some(scheme) = url.find("://") else { return out };
    let host = scheme.saturating_add(3);
    let rest = url.get(host..).unwrap_or("");
    let authority = rest.get(..rest.find(['/', '?', '#']).unwrap_or(rest.len())).unwrap_or("");
    if let Some((user, _)) = authority.rsplit_once('@')
        && let Some((name, password)) = user.split_once(':')
        && !password.is_empty()
        && !is_place(password)
    {
        let start = host.saturating_add(name.len()).saturating_add(1);
        out.push(Span::new(start, start.saturating_add(password.len())));
    }
    let Some(query) = url.find('?') else { return out };
    let mut at = query.saturating_add(1);
    for pair in url.get(at..).unwrap_or("").split(['&', '#', ';']) {
        if let Some((name, value)) = pair.split_once('=')
            && let Some(part) = constant(name, value)
        {
            let from = at.saturating_add(name.len()).saturating_add(1);
            out.push(Span::new(from.saturating_add(part.start), from.saturating_add(part.end)));
        }
        at = at.saturating_add(pair.len()).saturating_add(1);
    }
    out
}

/// A field that says how a service is reached: `url`, `headers`, `query_params`.
pub(super) fn check_connection(member: &Member<'_>, source: &str, sink: &mut Sink) {
    let node = &member.node;
    let mut cursor = Cursor::default();
    match member.key {
        "headers" => each(node, &mut |name, value, part| {
            let at = value.place(source, part, &mut Cursor::default());
            let finding = Finding::new(&finding::SECRET_IN_HEADER).with("name", short(name).into_owned());
            sink.put_of(finding, at, value.span);
        }),
        "query_params" => each(node, &mut |_, value, part| {
            let at = value.place(source, part, &mut Cursor::default());
            sink.put_of(Finding::new(&finding::SECRET_IN_URL), at, value.span);
        }),
        _ => {
            let Some(url) = node.as_str() else { return };
            for part in in_url(url) {
                let at = node.place(source, part, &mut cursor);
                sink.put_of(Finding::new(&finding::SECRET_IN_URL), at, node.span);
            }
        }
    }
}

/// The secrets of a map, or of a list of `{"key", "value"}`.
fn each(node: &Node<'_>, put: &mut impl FnMut(&str, &Node<'_>, Span)) {
    let mut one = |name: &str, value: &Node<'_>| {
        if let Some(part) = value.as_str().and_then(|v| constant(name, v)) {
            put(name, value, part);
        }
    };
    match &node.value {
        Value::Object(members) => members.iter().for_each(|m| one(m.key, &m.node)),
        Value::Array(items) => {
            for item in *items {
                if let Some(name) = item.text("key").or_else(|| item.text("name"))
                    && let Some(value) = item.get("value")
                {
                    one(name, value);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(text: &str) -> Vec<&str> {
        in_text(text).into_iter().filter_map(|s| s.of(text)).collect()
    }

    #[test]
    fn keys_are_secrets() {
        for (text, secret) in [
            ("Nutze den Schlüssel sk-a8f3b2c19d7e4f60a1b2 dafür.", "sk-a8f3b2c19d7e4f60a1b2"),
            ("Authorization: Bearer a8f3b2c19d7e4f60", "a8f3b2c19d7e4f60"),
            ("api_key=9f8e7d6c5b4a", "9f8e7d6c5b4a"),
            ("Das Passwort: Sommer2025! nicht verraten", "Sommer2025!"),
            ("Erste Zeile\nDas Passwort für den Kalender lautet: Schere!2024x.", "Schere!2024x"),
            ("Unser API-Key für Termine ist „a8f3b2c19d7e“", "a8f3b2c19d7e"),
            ("Siehe https://salon:Kamm4711@buchung.example.org/", "salon:Kamm4711"),
        ] {
            assert_eq!(secrets(text), [secret], "{text}");
        }
    }

    #[test]
    fn prose_and_places_are_none() {
        for text in [
            "Passwort: fragen Sie nie danach.",
            "Token: {{session_token_2}}",
            "Authorization: Bearer {{api_token_v2}}",
            "api_key=YOUR_API_KEY_1",
            "Rufen Sie book_appointment_v17 auf, danach check_availability_v17.",
            "Knoten node_02_customer_routing und tool-v17-check-availability",
            "key_customer_2_information",
            "Das Passwort ist in Zimmer 12 hinterlegt, Punkt 3b.",
            "Passwort vergessen? Hilfe: https://example.org/hilfe2",
            "Der Gutscheincode SOMMER10 gilt, Termin {{free_slot_2}}.",
            "Termin am 24.12.2025 um 14:30 Uhr, Telefon 030 23125 001",
        ] {
            assert_eq!(secrets(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn addresses_and_headers_with_a_secret() {
        let found =
            |url: &'static str| in_url(url).into_iter().map(|s| s.of(url).unwrap()).collect::<Vec<_>>();
        assert_eq!(
            found("https://salon:kamm@example.org/a?token=9f8e7d6c5b4a&x=1"),
            ["kamm", "9f8e7d6c5b4a"]
        );
        assert_eq!(found("https://example.org/hook?x=1&api_key=geheimnis#a"), ["geheimnis"]);
        assert_eq!(
            found("https://maps.example.org/?key=AIzaA1b2C3d4E5f6G7h8I9j0"),
            ["AIzaA1b2C3d4E5f6G7h8I9j0"]
        );
        for url in [
            "https://example.org/termine?service=schnitt&token_type=bearer&key=plz",
            "https://example.org/?token={{api_token}}&api_key=YOUR_API_KEY&secret=<secret>",
            "https://{{user}}:{{password}}@example.org/",
            "https://salon@example.org:8443/a@b:c",
            "https://example.org:8443/a",
            "mailto:a:b@example.org",
            "",
        ] {
            assert_eq!(found(url), Vec::<&str>::new(), "{url}");
        }
        let header = |name: &str, value: &'static str| constant(name, value).map(|s| s.of(value).unwrap());
        assert_eq!(header("Authorization", "Bearer geheimnis-1"), Some("geheimnis-1"));
        assert_eq!(header("authorization", " Basic c2Fsb246a2FtbQ== "), Some("c2Fsb246a2FtbQ=="));
        assert_eq!(header("X-Api-Key", "a8f3b2c1"), Some("a8f3b2c1"));
        for (name, value) in [
            ("Content-Type", "application/json"),
            ("Authorization", "Bearer {{api_token}}"),
            ("Authorization", "Bearer"),
            ("X-Api-Key", "YOUR_API_KEY"),
            ("X-Idempotency-Key", "booking-2025-0001"),
            ("X-Salon", "muster-salon-1"),
        ] {
            assert_eq!(header(name, value), None, "{name}");
        }
    }
}
