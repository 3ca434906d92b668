//! What must vanish from a log, and what must stay.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use klartext::privacy::{Redactor, Stream, redact};
use proptest::prelude::*;

/// A line, and the line as it may be logged.
const VANISH: &[(&str, &str)] = &[
    // Telephone numbers
    ("from +493023125000 to +49 30 23125 001", "from [PHONE_REDACTED] to [PHONE_REDACTED]"),
    ("Rückruf unter 030 23125000 bitte", "Rückruf unter [PHONE_REDACTED] bitte"),
    ("Rückruf unter 030/23125-000.", "Rückruf unter [PHONE_REDACTED]."),
    ("Tel. (030) 231 25-000, danke", "Tel. [PHONE_REDACTED], danke"),
    ("Tel-030-23125000", "Tel-[PHONE_REDACTED]"),
    ("0049 30 23125000", "[PHONE_REDACTED]"),
    ("+49 (0)30 / 23 12 50 00", "[PHONE_REDACTED]"),
    ("0 3 0 2 3 1 2 5 0 0 0", "[PHONE_REDACTED]"),
    ("030.231.25.000", "[PHONE_REDACTED]"),
    ("493023125000 called", "[PHONE_REDACTED] called"),
    ("49 30 23125000 called", "[PHONE_REDACTED] called"),
    ("4915228817386", "[PHONE_REDACTED]"),
    ("15228817386", "[PHONE_REDACTED]"),
    ("\"from_number\": \"+493023125000\",", "\"from_number\": \"[PHONE_REDACTED]\","),
    ("{\"from_number\":\"23125000\"}", "{\"from_number\":\"[PHONE_REDACTED]\"}"),
    ("Telefon: 23125000", "Telefon: [PHONE_REDACTED]"),
    ("sip:+493023125000@10.0.0.1", "sip:[PHONE_REDACTED]@10.0.0.1"),
    ("tel:+493023125000;ext=12", "tel:[PHONE_REDACTED];ext=12"),
    ("?to=%2B493023125000&x=1", "?to=[PHONE_REDACTED]&x=1"),
    ("am 05.11.2025 030 23125000 angerufen", "am 05.11.2025 [PHONE_REDACTED] angerufen"),
    ("030 23125000 05.11.2025", "[PHONE_REDACTED] 05.11.2025"),
    ("030 23125000, 030 23125001; 030 23125002", "[PHONE_REDACTED], [PHONE_REDACTED]; [PHONE_REDACTED]"),
    ("030 23125000 14:30 Uhr", "[PHONE_REDACTED] 14:30 Uhr"),
    ("030 23125000 50 Euro", "[PHONE_REDACTED] 50 Euro"),
    ("030 23125000 - 18 Uhr", "[PHONE_REDACTED] - 18 Uhr"),
    ("Handy: 0152 28817386", "Handy: [PHONE_REDACTED]"),
    ("+43 664 1234567 und +41 44 123 45 67", "[PHONE_REDACTED] und [PHONE_REDACTED]"),
    ("０３０ ２３１２５０００", "[PHONE_REDACTED]"),
    ("٠٣٠٢٣١٢٥٠٠٠", "[PHONE_REDACTED]"),
    ("<030 23125000>", "<[PHONE_REDACTED]>"),
    ("number=03023125000&name=x", "number=[PHONE_REDACTED]&name=x"),
    (
        "meine Nummer ist null drei null dreiundzwanzig zwölf fünfzig doppel null, danke",
        "meine Nummer ist [PHONE_REDACTED], danke",
    ),
    ("plus vier neun drei null zwo drei eins zwo fünf null null null", "[PHONE_REDACTED]"),
    ("Null, drei, null, zwei, drei, eins, zwei, fünf, null", "[PHONE_REDACTED]"),
    // E-mail
    ("max.muster@example.org schrieb", "[EMAIL_REDACTED] schrieb"),
    ("<Max.Muster+termin@mail.example.co.uk>", "<[EMAIL_REDACTED]>"),
    ("mailto:max@example.org?subject=x", "mailto:[EMAIL_REDACTED]?subject=x"),
    ("Schreiben Sie an jörg@müller.example.", "Schreiben Sie an [EMAIL_REDACTED]."),
    ("max%40example.org", "[EMAIL_REDACTED]"),
    ("\"email\":\"info@example.org\"", "\"email\":\"[EMAIL_REDACTED]\""),
    ("03023125000@example.org", "[EMAIL_REDACTED]"),
    // IBAN
    ("IBAN DE89 3704 0044 0532 0130 00 bitte", "IBAN [REDACTED] bitte"),
    ("DE89370400440532013000", "[REDACTED]"),
    ("de89370400440532013000", "[REDACTED]"),
    ("DE89 3704 0044 0532 0130 0 fehlt eine", "[REDACTED] fehlt eine"),
    ("GB82 WEST 1234 5698 7654 32", "[REDACTED]"),
    ("AT61 1904 3002 3457 3201", "[REDACTED]"),
    ("CH93-0076-2011-6238-5295-7", "[REDACTED]"),
    // Secrets
    ("Authorization: Bearer abc123def456ghi789", "Authorization: Bearer [REDACTED]"),
    ("authorization=Basic dXNlcjpwYXNzMTIz", "authorization=Basic [REDACTED]"),
    ("bearer 0123456789abcdef", "bearer [REDACTED]"),
    (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
        "[REDACTED]",
    ),
    ("api_key=sk1234567890abcdef", "api_key=[REDACTED]"),
    ("\"x-api-key\": \"a1b2c3d4e5f6\"", "\"x-api-key\": \"[REDACTED]\""),
    ("RETELL_API_KEY=key_0123456789abcdef0123", "RETELL_API_KEY=[REDACTED]"),
    ("using key_0123456789abcdef0123456789", "using [REDACTED]"),
    ("sk-proj-abcDEF1234567890abcDEF", "[REDACTED]"),
    ("password: hunter2!", "password: [REDACTED]"),
    ("Passwort=geheim&x=1", "Passwort=[REDACTED]&x=1"),
    ("\"client_secret\":\"9f8e7d6c5b4a\"", "\"client_secret\":\"[REDACTED]\""),
    ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "[REDACTED]"),
    ("Zq3vT8kLm2Xw9RbN5yHc7JdF4gPs6AeU1o", "[REDACTED]"),
];

const STAY: &[&str] = &[
    "",
    "Termin am 05.11.2025 um 14:30 Uhr",
    "Termin am 5.11.25, 9.30 Uhr",
    "vom 05.11. bis 07.11.",
    "05. 11. 2025",
    "2025-11-05T14:30:00.123+01:00",
    "2025-11-05 14:30:00,123 INFO",
    "2025-11-05T09:00:00Z",
    "01/02/2025 and 2025/01/02",
    "05112025",
    "Öffnungszeiten: 08:30-18:00, Sa 09.00-13.00 Uhr",
    "08.30 - 18.00 Uhr",
    "0830-1800",
    "Preis 1.234,56 € statt 2.000,00 €",
    "0,50 € oder 0.50 EUR",
    "0.123456789",
    "12345678 Euro",
    "35 Euro für den Herrenhaarschnitt, 120 Minuten",
    "10115 Berlin, 01067 Dresden",
    "Kundennummer 4711, Rechnung 2025-000123",
    "call_8f2c1d3e4b5a69788796a5b4c3d2",
    "550e8400-e29b-41d4-a716-446655440000",
    "03012345-e29b-41d4-a716-446655440000",
    "3f2504e04f8911d39a0c0305e82c3301",
    "commit e0bc3d1a2b4c5d6e7f8091a2b3c4d5e6f7a8b9c0",
    "duration_ms=1762333200000 start=1762333200",
    "192.168.10.20:8080 und 10.0.0.1",
    "version 0.10.4, rustc 1.95.0",
    "[null, null, null, null, null, null, null, null]",
    "halb drei, viertel vor vier, zwanzig nach acht",
    "am zwanzigsten elften zweitausendfünfundzwanzig um vierzehn Uhr dreißig",
    "in drei Tagen um zehn, zwei Personen",
    "KW 48, Zimmer 012, Haus 7a",
    "Notruf 112, Polizei 110, Arzt 116117",
    "@klartext, siehe @v2, a @ b, x@1.2.3",
    "1 << 2 >> 1, 1+1=2, +5 %, -3",
    "token: bitte anfordern",
    "der Bearer ist unbekannt",
    "Secret Service, keyword, password?",
    "src/privacy/redact.rs:120:14",
    "https://example.org/a/b/c?page=2&id=17",
    "[PHONE_REDACTED] und [EMAIL_REDACTED] und password=[REDACTED]",
    "DE, AT und CH",
    "DE12 ist kurz",
    "00000000000000",
    "99999999",
    "Liste: 12 34 56 78",
    "ISBN 978-3-16-148410-0",
];

#[test]
fn what_must_vanish() {
    let wrong: Vec<String> = VANISH
        .iter()
        .filter(|(line, expected)| redact(line) != *expected)
        .map(|(line, expected)| format!("`{line}`\n  expected `{expected}`\n  found    `{}`", redact(line)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_must_stay() {
    let wrong: Vec<String> = STAY
        .iter()
        .filter(|line| redact(line) != **line)
        .map(|line| format!("`{line}`\n  found `{}`", redact(line)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Neighbours change nothing: each line inside a longer one gives the same.
#[test]
fn lines_do_not_touch_each_other() {
    let all: String = VANISH.iter().map(|(line, _)| format!("{line}\n")).collect();
    let expected: String = VANISH.iter().map(|(_, line)| format!("{line}\n")).collect();
    assert_eq!(redact(&all), expected);
    let stay = STAY.join("\n");
    assert_eq!(redact(&stay), stay);
}

#[test]
fn hostile_texts_take_linear_time() {
    // Minutes instead of a second, were any recogniser to look back or ahead without a limit.
    for seed in [
        "0",
        "+",
        "@",
        "a@",
        "0 ",
        "null ",
        "und ",
        "-0",
        "a-",
        "(",
        "DE89 ",
        "Bearer ",
        "0.",
        "0/",
        "%2B",
        "1.1.",
        "key_",
        "=",
        "ü@",
        "plus ",
        "sk-",
        "token=[",
        "100.",
        "a@a.",
        "1:00 - ",
        "eins die ",
        "\\",
        "\\\\\\u00g0",
    ] {
        let text = seed.repeat(20_000 / seed.len());
        assert!(!redact(&text).is_empty());
    }
}

proptest! {
    #[test]
    fn redacting_twice_changes_nothing(text in any::<String>()) {
        let once = redact(&text).into_owned();
        prop_assert_eq!(redact(&once), once.as_str());
    }

    #[test]
    fn every_number_in_every_layout_vanishes(tail in 0..1000_u32, layout in 0..9_usize, before in "[a-zäöü ,:]{0,12}".prop_filter("a label of another number", |b| !b.trim_end().ends_with("az")), after in "[a-z ,;!?]{0,12}") {
        let b = format!("23125{tail:03}");
        let number = match layout {
            0 => format!("030{b}"),
            1 => format!("030 {b}"),
            2 => format!("(030) {b}"),
            3 => format!("030/{b}"),
            4 => format!("+49 30 {b}"),
            5 => format!("004930{b}"),
            6 => format!("+49 (0)30-{b}"),
            7 => format!("4930{b}"),
            _ => format!("+4930{b}"),
        };
        let text = format!("{before} {number} {after}");
        let redacted = redact(&text);
        prop_assert!(!redacted.contains(&b), "{text} -> {redacted}");
        prop_assert!(redacted.contains("[PHONE_REDACTED]"), "{text} -> {redacted}");
    }

    #[test]
    fn every_date_and_time_stays(day in 1..=31_u32, month in 1..=12_u32, year in 1990..2099_u32, hour in 0..24_u32, minute in 0..60_u32) {
        let text = format!(
            "{day:02}.{month:02}.{year} {hour:02}:{minute:02}, {year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+01:00, {day}.{month}.{:02} um {hour}.{minute:02} Uhr",
            year % 100
        );
        prop_assert_eq!(redact(&text), text.as_str());
    }

    #[test]
    fn what_was_json_stays_json(
        keys in prop::collection::vec("(phone|telefon|token|password|pin|note|cookie|id|call_id|Authorization|[a-zü\"\\\\ ]{0,8})", 1..5),
        texts in prop::collection::vec("(\\+49|030 |sk-|Bearer |Cookie: |a@b.de|DE89|null drei |https://a:b@|Digest a=\"|[a-z0-9 @:=;\"\\\\/\\n\\t{}üé,.-]){0,12}", 1..5),
        numbers in prop::collection::vec(any::<i64>(), 1..5),
        decimals in any::<f32>(),
        nested in any::<bool>(),
    ) {
        let mut object = serde_json::Map::new();
        for (i, key) in keys.iter().enumerate() {
            object.insert(key.clone(), texts[i % texts.len()].clone().into());
            object.insert(format!("{key}2"), numbers[i % numbers.len()].into());
            object.insert(format!("{i} {key}"), serde_json::json!([493_023_125_000_u64, numbers[0], decimals, null_or(i)]));
            object.insert(format!("x-{key}"), 493_023_125_000_u64.into());
        }
        let mut text = serde_json::Value::from(object).to_string();
        if nested {
            text = serde_json::json!({ "body": text, "telefon": 23_125_000 }).to_string();
        }
        let redactor = Redactor::new().id_key("call_id").and_then(|r| r.id("##*")).unwrap();
        for out in [redact(&text), redactor.redact(&text)] {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{text}\n{out}");
        }
    }

    #[test]
    fn a_stream_gives_what_its_text_gives(
        parts in prop::collection::vec("(030 23125000|null drei null zwei |anna punkt |at web punkt de|password=\"a b\"|\\n|[a-z0-9äöü@ ,:/+=-]{0,6})", 0..30),
        sizes in prop::collection::vec(1..40_usize, 1..6),
    ) {
        let text = parts.concat();
        let expected = redact(&text);
        let redactor = Redactor::new();
        let mut stream = Stream::new(&redactor);
        let (mut out, mut rest, mut i) = (Vec::new(), text.as_bytes(), 0);
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at(sizes[i % sizes.len()].min(rest.len()));
            stream.feed(piece, &mut out);
            (rest, i) = (behind, i + 1);
        }
        stream.finish(&mut out);
        prop_assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}

fn null_or(i: usize) -> serde_json::Value {
    if i.is_multiple_of(2) { serde_json::Value::Null } else { 15_228_817_386_u64.into() }
}

/// A line without an end is written in parts, and gives what it gives as a whole, wherever the parts meet.
#[test]
fn an_endless_line_leaks_nothing() {
    let seed = "ein Wort, 030 23125042 und anna punkt mueller at web punkt de, {\"token\":\"abc123def456\"} ";
    for shift in [0, 5, 6] {
        let text = "x".repeat(shift * 13) + " " + &seed.repeat(5_000);
        let redactor = Redactor::new();
        let mut stream = Stream::new(&redactor);
        let mut out = Vec::new();
        for piece in text.as_bytes().chunks(65_536) {
            stream.feed(piece, &mut out);
        }
        assert!(out.len() > text.len() / 4, "much of it is out before the end");
        stream.finish(&mut out);
        assert!(String::from_utf8(out).unwrap() == redact(&text), "shifted by {shift}");
    }
}
