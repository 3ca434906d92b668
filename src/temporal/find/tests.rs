use proptest::prelude::*;

use super::*;
use crate::temporal::{MAX_TEXT, Value, resolve as resolve_text};
use crate::wire;

/// Wednesday, 5 November 2025, ten o'clock in Berlin.
fn context() -> Context {
    Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin)
}

fn said(text: &str) -> Vec<&str> {
    find(text, &context()).unwrap().iter().map(|m| m.of(text)).collect()
}

/// The best reading of each mention.
fn meant(text: &str) -> Vec<String> {
    find(text, &context())
        .unwrap()
        .iter()
        .map(|m| match m.resolution.best().map(|r| r.value) {
            Some(Value::Date(d)) => wire::date(d),
            Some(Value::Time(t)) => wire::time(t),
            Some(Value::DateTime(m)) => wire::local(m.local),
            Some(other) => format!("{other:?}"),
            None => m.resolution.status.as_str().to_owned(),
        })
        .collect()
}

#[test]
fn each_sentence_speaks_for_itself() {
    let text =
        "Am Montag um 14 Uhr war ich da. Übermorgen um 9 Uhr 30 komme ich wieder! Geht der 24.12. auch?";
    assert_eq!(said(text), ["Montag um 14 Uhr", "Übermorgen um 9 Uhr 30", "24.12."]);
    assert_eq!(meant(text), ["2025-11-10T14:00", "2025-11-07T09:30", "2025-12-24"]);
}

#[test]
fn what_stands_behind_other_talk_is_another_mention() {
    let text = "Morgen um 10 Uhr bin ich noch in Hamburg aber Freitag um 16 Uhr würde mir passen";
    assert_eq!(said(text), ["Morgen um 10 Uhr", "Freitag um 16 Uhr"]);
    let text = "Am Freitag kann ich wirklich nur wenn meine Schwester auf die beiden Kleinen aufpasst und \
                zwar am besten bei sich zu Hause und 16 Uhr ist mir viel zu spät";
    assert_eq!(said(text), ["Freitag", "16 Uhr"]);
    // The same words side by side are one answer with two choices.
    assert_eq!(said("Montag hat Anna, Dienstag hat Bernd"), ["Montag", "Dienstag"]);
    assert_eq!(said("Montag oder Dienstag"), ["Montag oder Dienstag"]);
}

#[test]
fn a_verb_between_day_and_time_does_not_part_them() {
    for text in [
        "am Montag hätte ich gern einen Termin zum Waschen und Schneiden bei Ihrer Kollegin um 10 Uhr",
        "um 10 Uhr hätte ich gern einen Haarschnitt am Montag",
        "Montag. 10 Uhr.",
        "Montag,\n10 Uhr",
        "Montag, 10. November\n10 Uhr",
        "am Montag um\n10 Uhr",
    ] {
        assert_eq!(meant(text), ["2025-11-10T10:00"], "{text}");
    }
}

#[test]
fn corrections_choices_and_exclusions_stay_with_what_they_belong_to() {
    assert_eq!(meant("Morgen um 14 Uhr. Ach nein, übermorgen."), ["2025-11-07T14:00"]);
    assert_eq!(meant("um 14 Uhr, nein warten Sie, um 15 Uhr"), ["15:00"]);
    assert_eq!(
        said("Nächste Woche, aber bloß nicht am Montag"),
        ["Nächste Woche, aber bloß nicht am Montag"]
    );
    for text in ["Montag oder wenn das nicht geht Dienstag", "Nächste Woche, nur Mittwoch nicht"] {
        assert_eq!(said(text).len(), 1, "{text}");
    }
    let two = find("Am Montag habe ich frei. Oder am Dienstag.", &context()).unwrap();
    assert_eq!(two.len(), 1);
    assert_eq!(two[0].resolution.offers().count(), 2);
}

#[test]
fn what_is_ruled_out_is_told_with_what_is_not() {
    for text in [
        "Am Montag kann ich leider nicht, aber am Dienstag.",
        "Montag geht nicht, aber Dienstag",
        "Nicht am Montag, sondern am Dienstag",
    ] {
        assert_eq!(meant(text), ["2025-11-11"], "{text}");
    }
    // In a sentence of its own it says what the caller does not want, and no more.
    let two = find("Montag geht leider nicht. Am Dienstag um 14 Uhr.", &context()).unwrap();
    assert_eq!(two.len(), 2);
    assert_eq!(two[0].resolution.findings[0].code(), "excluded");
    assert_eq!(meant("Montag geht leider nicht. Am Dienstag um 14 Uhr.")[1], "2025-11-11T14:00");
}

#[test]
fn what_is_only_ruled_out_is_the_day_that_was_said() {
    for (text, day, span) in [
        ("Morgen kann ich nicht.", "2025-11-06", "Morgen"),
        ("nicht am Montag", "2025-11-10", "Montag"),
        ("Freitag um 16 Uhr geht leider nicht", "2025-11-07T16:00", "Freitag um 16 Uhr"),
    ] {
        let mentions = find(text, &context()).unwrap();
        assert_eq!(meant(text), [day], "{text}");
        assert_eq!(said(text), [span], "{text}");
        let codes: Vec<&str> = mentions[0].resolution.findings.iter().map(|f| f.code()).collect();
        assert_eq!(codes, ["excluded"], "{text}");
        // For the whole text as an answer, anything else is possible.
        let whole = resolve_text(text, &context()).unwrap();
        assert!(whole.findings.iter().any(|f| f.code() == "only_excluded"), "{text}");
    }
}

#[test]
fn turns_and_lines_are_kept_apart() {
    let chat = "Kunde: Haben Sie am Freitag noch etwas frei?\n\
                Salon: Um 16 Uhr wäre Frau Mai da.\n\
                Kunde: Nein, lieber Samstag um 11 Uhr.\r\n\
                Salon: Gern.";
    assert_eq!(said(chat), ["Freitag", "Um 16 Uhr", "Samstag um 11 Uhr"]);
    let list = "Termine:\n- Montag, 10. November\n- 14 Uhr am Dienstag\n- 12.11. um 9:30";
    assert_eq!(said(list), ["Montag, 10. November", "14 Uhr am Dienstag", "12.11. um 9:30"]);
}

#[test]
fn names_prices_and_numbers_are_not_found() {
    for text in [
        "",
        "   \n\n",
        "Ich möchte bitte mit Frau Freitag sprechen.",
        "Herr Sommer und Frau Mai warten vorn. Guten Morgen zusammen!",
        "Das kostet 14 Euro, für zwei Personen 28,50 Euro.",
        "Meine Kundennummer ist 1530, meine Telefonnummer 030 23125 010.",
        "Ich wohne in der Straße des 17. Juni 135.",
        "東京 🎉 ́",
    ] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
    let text = "Frau Freitag hat am Freitag frei. Sie kostet 30 Euro und hat um 15 Uhr Zeit.";
    assert_eq!(said(text), ["Freitag", "um 15 Uhr"]);
    assert_eq!(find(text, &context()).unwrap()[0].span, Span::new(20, 27));
}

#[test]
fn spans_count_bytes_of_the_whole_text_and_every_umlaut_counts() {
    let text = "Grüße! Für Ü\u{AD}bermorgen, bitte. ÜBERMORGEN? Ã¼bermorgen!";
    let mentions = find(text, &context()).unwrap();
    let said: Vec<&str> = mentions.iter().map(|m| m.of(text)).collect();
    assert_eq!(said, ["Ü\u{AD}bermorgen", "ÜBERMORGEN", "Ã¼bermorgen"]);
    for m in &mentions {
        assert!(m.resolution.readings.iter().all(|r| r.span == m.span));
    }
}

#[test]
fn what_does_not_exist_is_found_and_said_to_be_invalid() {
    let text = "Passt der 31. November? Der 1. Dezember ginge auch.";
    assert_eq!(meant(text), ["invalid", "2025-12-01"]);
    let mentions = find(text, &context()).unwrap();
    let span = mentions[0].resolution.findings[0].span.unwrap();
    assert_eq!(span.of(text), Some("31. November"));
}

#[test]
fn a_long_text_is_read_to_its_end_and_a_longer_one_refused() {
    let sentence =
        "Ich war gestern bei Müllers und komme am Freitag um 16 Uhr mit drei Leuten, das kostet 40 Euro. ";
    let text = sentence.repeat(MAX_TEXT / sentence.len());
    let count = text.len() / sentence.len();
    let mentions = find(&text, &context()).unwrap();
    assert_eq!(mentions.len(), 2 * count);
    assert_eq!(mentions[2 * count - 1].of(&text), "Freitag um 16 Uhr");
    let error = find(&" ".repeat(MAX_TEXT + 1), &context()).unwrap_err();
    assert_eq!(error.to_string(), "text of 1048577 bytes is longer than the limit of 1048576");
}

#[test]
fn an_endless_phrase_is_cut_and_no_day_of_it_lost() {
    let text = "Freitagabend ".repeat(5000);
    let mentions = find(&text, &context()).unwrap();
    assert!(mentions.len() > 10, "{}", mentions.len());
    let days: usize = mentions.iter().map(|m| m.of(&text).matches("Freitagabend").count()).sum();
    assert_eq!(days, 5000);
}

/// Phrases that are one answer, with no other talk in them.
const PHRASES: &[&str] = &[
    "morgen",
    "übermorgen um 9 Uhr",
    "am Montag um halb drei",
    "nächsten Freitag",
    "nächste Woche Montag um vierzehn Uhr dreißig",
    "Montag, den 11.11.2025",
    "05.11.2023 um 15 Uhr",
    "31. November",
    "ab 15 Uhr",
    "von Montag bis Mittwoch",
    "zwischen 14 und 16 Uhr",
    "Montag oder Dienstag um zehn",
    "nicht am Montag, sondern am Dienstag",
    "morgen, äh nein, übermorgen",
    "lieber Freitag als Donnerstag",
    "alle vier Wochen dienstags um 10 Uhr",
    "in anderthalb Stunden",
    "Heiligabend",
    "Ende März",
    "KW 48",
    "am 26. Oktober um 2:30",
    "so gegen drei",
    "jederzeit",
    "übermorgn",
];

#[test]
fn a_text_that_is_one_phrase_is_found_as_it_is_resolved() {
    for phrase in PHRASES {
        for text in [(*phrase).to_owned(), format!("  {phrase}! \n"), format!("Ja, bitte {phrase}.")] {
            let whole = resolve_text(&text, &context()).unwrap();
            let mentions = find(&text, &context()).unwrap();
            assert_eq!(mentions.len(), 1, "{text}");
            assert_eq!(mentions[0].resolution, whole, "{text}");
        }
    }
}

/// Words of time, joints, talk, marks and line ends in any order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        3 => prop::sample::select(PHRASES).prop_map(str::to_owned),
        3 => prop::sample::select(&[
            "und", "oder", "bis", "nein", "nicht", "von", "um", "am", ",", ".", "\n", "\r\n", "!", "-", "/", "…", "äh",
            "Frau", "Straße", "Termin", "Haarschnitt", "Müller", "14", "3.", "Uhr", "Euro", "Tage", "🎉", "u\u{308}ber",
            "morgen", "Ã¼", "halb", "zwei", "jeden", "vor", "nach", "lieber", "sonst", "gegen",
        ][..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec((scrap, prop::bool::weighted(0.8)), 0..40).prop_map(|scraps| {
        scraps
            .into_iter()
            .fold(String::new(), |text, (scrap, spaced)| text + &scrap + if spaced { " " } else { "" })
    })
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let context = context();
    let mentions = find(text, &context).unwrap();
    prop_assert_eq!(&mentions, &find(text, &context).unwrap());
    let mut end = 0;
    for m in &mentions {
        prop_assert!(m.span.start >= end && m.span.start < m.span.end, "{:?} in {:?}", m.span, text);
        prop_assert!(m.span.of(text).is_some(), "{:?} in {:?}", m.span, text);
        prop_assert!(m.resolution.status != Status::None);
        prop_assert!(!m.resolution.readings.is_empty() || m.resolution.status == Status::Invalid);
        let inside = |s: Span| m.span.start <= s.start && s.end <= m.span.end;
        for r in &m.resolution.readings {
            prop_assert!(inside(r.span) && r.span.of(text).is_some());
        }
        for f in &m.resolution.findings {
            prop_assert!(f.span.is_none_or(|s| s.of(text).is_some()), "{f:?} in {text:?}");
        }
        end = m.span.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn mentions_of_scraps_are_sorted_disjoint_and_the_same_each_time(text in scraps()) {
        check(&text)?;
    }

    #[test]
    fn mentions_of_any_text_are_sorted_disjoint_and_the_same_each_time(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn other_talk_around_a_phrase_does_not_change_it(
        phrase in prop::sample::select(PHRASES),
        before in prop::collection::vec(prop::sample::select(&["Hallo", "Haarschnitt", "Müller", "🎉", "Färben"][..]), 0..9),
        after in prop::collection::vec(prop::sample::select(&["Schneiden", "Locken", "Grüße", "東京"][..]), 0..9),
    ) {
        let text = format!("{}. {phrase}. {}", before.join(" "), after.join(" "));
        let alone = resolve_text(phrase, &context()).unwrap();
        let mentions = find(&text, &context()).unwrap();
        prop_assert_eq!(mentions.len(), 1);
        prop_assert_eq!(mentions[0].resolution.status, alone.status);
        let values = |r: &Resolution| r.readings.iter().map(|r| (r.value, r.offer, r.assumed)).collect::<Vec<_>>();
        prop_assert_eq!(values(&mentions[0].resolution), values(&alone));
        let by = text.len() - text.split_once(". ").unwrap().1.len();
        for (here, there) in mentions[0].resolution.readings.iter().zip(&alone.readings) {
            prop_assert_eq!(here.span, Span::new(there.span.start + by, there.span.end + by));
        }
    }
}
