//! `klartext explain` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::klartext;
use serde_json::{Value, json};

const NOW: [&str; 2] = ["--now", "2025-11-05T10:00"];

fn explain(args: &[&str]) -> String {
    let done = klartext(&[&["explain"], &NOW[..], args].concat());
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
    done.out
}

#[test]
fn a_phrase_is_underlined_and_told_from_word_to_voice() {
    assert_eq!(
        explain(&["nächsten", "Freitag", "um", "14", "Uhr"]),
        "\
Wendungen
 |
 | nächsten Freitag um 14 Uhr
 | ^^^^^^^^^^^^^^^^ ^^^^^^^^^ Uhrzeit 14:00
 | |
 | nächster Freitag

Wörter
  nächsten  der nächste
  Freitag   Wochentag Freitag
  um        leitet eine Uhrzeit ein
  14        Zahl 14, in Ziffern
  Uhr       macht die Zahl zur Uhrzeit

Satzbau
  Tag mit Uhrzeit  dated-time  „nächsten Freitag um 14 Uhr“
  ├─ nächster Freitag  next-weekday  „nächsten Freitag“
  └─ Uhrzeit 14:00  uhr-time  „um 14 Uhr“

Lesarten
  mehrdeutig
  2025-11-07T14:00 = 2025-11-07T13:00:00Z  Freitag, den siebten November, um vierzehn Uhr
     dated-time › next-weekday › uhr-time
     · „Nächster“ ist als der kommende verstanden  coming_weekday
  2025-11-14T14:00 = 2025-11-14T13:00:00Z  Freitag, den vierzehnten November, um vierzehn Uhr
     dated-time › next-weekday › uhr-time
     · Gerechnet ist nach Kalenderwochen, nicht vom heutigen Tag an  weekday_of_next_week

Hinweise
  note[next_weekday]: Gemeint sein kann der kommende oder der Tag in der nächsten Woche
  --> TEXT:1:1
   |
   | nächsten Freitag um 14 Uhr
   | ^^^^^^^^^^^^^^^^

Gesprochen
  „Freitag, den siebten November, um vierzehn Uhr“
"
    );
}

#[test]
fn it_speaks_english_too_and_says_when_there_is_nothing() {
    let out = explain(&["--lang", "en", "Frau Freitag"]);
    assert_eq!(
        out,
        "\
Phrases
  none

Words
  Frau     title: what follows is a name
  Freitag  says nothing about time here (else: weekday Friday)

Readings
  no date or time
"
    );
}

#[test]
fn json_has_words_syntax_and_readings_in_both_languages() {
    let out: Value = serde_json::from_str(&explain(&["--format", "json", "ab", "übermorgen"])).expect("JSON");
    assert_eq!(out["words"][1]["means"], json!({"de": "übermorgen", "en": "the day after tomorrow"}));
    assert_eq!(out["syntax"][0]["rule"], "from-day");
    assert_eq!(out["syntax"][0]["parts"][0]["span"], json!({"start": 3, "end": 14}));
    assert_eq!(out["readings"][0]["rules"], json!(["from-day", "relative-day"]));
    assert_eq!(out["readings"][0]["start"], "2025-11-07");
    assert_eq!(out["say"], "ab Freitag, dem siebten November");
}

#[test]
fn escape_sequences_in_a_text_do_not_reach_the_terminal() {
    let out = explain(&["morgen \u{1b}[31m um zehn"]);
    assert!(!out.contains('\u{1b}'), "{out:?}");
}

#[test]
fn without_a_text_the_usage_is_wrong() {
    assert_eq!(klartext(&["explain"]).exit, Some(2));
    let done = klartext(&["explain", "--now", "gestern", "x"]);
    assert_eq!(done.exit, Some(2));
    assert!(done.err.contains("`gestern` is not a point in time"), "{}", done.err);
}
