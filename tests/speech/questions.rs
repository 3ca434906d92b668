//! Questions, word for word. The clock is Wednesday, 2025-11-05, 10:00 in Berlin unless said.

use klartext::temporal::{self, speech};
use klartext::{Context, OpeningHours};

use super::{clock, wednesday};

fn question(text: &str, context: &Context) -> Option<String> {
    speech::question(&temporal::resolve(text, context).unwrap(), context)
}

fn check(context: &Context, cases: &[(&str, &str)]) {
    for (text, words) in cases {
        assert_eq!(question(text, context).as_deref(), Some(*words), "{text}");
    }
}

#[test]
fn what_is_certain_is_not_asked() {
    for text in ["morgen um 14 Uhr", "Montag um 15:30", "am 20. November", "14 Uhr", "Frau Freitag", ""] {
        assert_eq!(question(text, &wednesday()), None, "{text}");
    }
}

#[test]
fn two_days() {
    check(
        &wednesday(),
        &[
            (
                "nächsten Freitag",
                "Meinen Sie diesen Freitag, den siebten, oder Freitag, den vierzehnten November?",
            ),
            (
                "nächsten Freitag um 15 Uhr",
                "Meinen Sie diesen Freitag, den siebten, oder Freitag, den vierzehnten November?",
            ),
            (
                "nächsten Donnerstag",
                "Meinen Sie morgen, den sechsten, oder Donnerstag, den dreizehnten November?",
            ),
            (
                "nächstes Wochenende",
                "Meinen Sie dieses Wochenende oder das Wochenende am fünfzehnten und sechzehnten November?",
            ),
            // The bare weekday that is today's.
            ("Mittwoch", "Meinen Sie heute, den fünften, oder Mittwoch, den zwölften November?"),
            (
                "in acht Tagen",
                "Meinen Sie Mittwoch, den zwölften, oder Donnerstag, den dreizehnten November?",
            ),
        ],
    );
    // The last of a month and the first of the next: both months are said.
    check(
        &clock("2025-11-26T10:00"),
        &[(
            "nächsten Freitag",
            "Meinen Sie diesen Freitag, den achtundzwanzigsten November, oder Freitag, den fünften Dezember?",
        )],
    );
}

#[test]
fn two_times() {
    check(
        &wednesday(),
        &[
            ("um neun", "Meinen Sie neun Uhr morgens oder einundzwanzig Uhr?"),
            ("morgen um neun", "Meinen Sie neun Uhr morgens oder einundzwanzig Uhr?"),
            ("morgen um drei", "Meinen Sie fünfzehn Uhr oder drei Uhr nachts?"),
            ("halb elf", "Meinen Sie zehn Uhr dreißig vormittags oder zweiundzwanzig Uhr dreißig?"),
            ("morgen um zwölf", "Meinen Sie zwölf Uhr mittags oder Mitternacht?"),
            ("jeden Dienstag um neun", "Meinen Sie neun Uhr morgens oder einundzwanzig Uhr?"),
            ("ab drei", "Meinen Sie ab fünfzehn Uhr oder ab drei Uhr nachts?"),
            (
                "morgen von neun bis elf",
                "Meinen Sie von neun Uhr morgens bis elf Uhr vormittags oder von einundzwanzig bis dreiundzwanzig Uhr?",
            ),
        ],
    );
}

#[test]
fn days_and_times_differ_and_the_day_comes_first() {
    check(
        &wednesday(),
        &[(
            "nächsten Freitag um drei",
            "Meinen Sie diesen Freitag, den siebten, oder Freitag, den vierzehnten November?",
        )],
    );
    let resolution = temporal::resolve("nächsten Freitag um drei", &wednesday()).unwrap();
    let asked = speech::ask(&resolution, &wednesday()).unwrap();
    assert_eq!(asked.options, ["diesen Freitag, den siebten", "Freitag, den vierzehnten November"]);
}

#[test]
fn a_night_belongs_to_two_days() {
    check(
        &wednesday(),
        &[
            ("Freitag um Mitternacht", "Meinen Sie die Nacht auf Freitag oder die Nacht auf Samstag?"),
            ("Freitag nachts um zwei", "Meinen Sie die Nacht auf Freitag oder die Nacht auf Samstag?"),
        ],
    );
}

#[test]
fn weekday_and_date_contradict_each_other() {
    check(
        &wednesday(),
        &[(
            "Montag, den 11.11.2025",
            "Der elfte November ist ein Dienstag, kein Montag. \
             Meinen Sie Montag, den zehnten, oder Dienstag, den elften November?",
        )],
    );
}

#[test]
fn a_clock_change() {
    let context = clock("2025-10-20T10:00");
    check(
        &context,
        &[(
            "26.10.2025 um 02:30",
            "Zwei Uhr dreißig gibt es in dieser Nacht zweimal. \
             Meinen Sie vor oder nach der Zeitumstellung?",
        )],
    );
    let resolution = temporal::resolve("26.10.2025 um 02:30", &context).unwrap();
    assert_eq!(
        speech::ask(&resolution, &context).unwrap().options,
        ["vor der Zeitumstellung", "nach der Zeitumstellung"]
    );
    check(
        &clock("2025-03-25T10:00"),
        &[(
            "30.3.2025 um 02:30",
            "Zwei Uhr dreißig gibt es am Sonntag, den dreißigsten März, nicht, weil die Uhr vorgestellt wird. \
             Meinen Sie drei Uhr nachts?",
        )],
    );
}

#[test]
fn what_does_not_exist() {
    check(
        &wednesday(),
        &[
            (
                "31. November",
                "Den einunddreißigsten November gibt es nicht. \
                 Meinen Sie den dreißigsten November oder den ersten Dezember?",
            ),
            (
                "am 29.2.2026",
                "Den neunundzwanzigsten Februar zweitausendsechsundzwanzig gibt es nicht. \
                 Meinen Sie den achtundzwanzigsten Februar oder den ersten März?",
            ),
            (
                "32.12.2025",
                "Den zweiunddreißigsten Dezember zweitausendfünfundzwanzig gibt es nicht. \
                 Meinen Sie den einunddreißigsten Dezember oder den ersten Januar zweitausendsechsundzwanzig?",
            ),
            ("2025-00-10", "Dieses Datum gibt es nicht. Welchen Tag meinen Sie?"),
            ("am 32.", "Den zweiunddreißigsten gibt es nicht. Welchen Tag meinen Sie?"),
            ("KW 60", "Eine Kalenderwoche sechzig gibt es nicht. Welche Woche meinen Sie?"),
            ("um 25 Uhr", "Fünfundzwanzig Uhr gibt es nicht. Um wie viel Uhr soll es sein?"),
            ("14:75", "Vierzehn Uhr fünfundsiebzig gibt es nicht. Um wie viel Uhr soll es sein?"),
        ],
    );
}

#[test]
fn offers_are_a_choice_and_no_doubt() {
    check(
        &wednesday(),
        &[
            (
                "Montag oder Dienstag",
                "Möchten Sie lieber Montag, den zehnten, oder Dienstag, den elften November?",
            ),
            ("morgen um 14 Uhr oder um 16 Uhr", "Möchten Sie lieber vierzehn Uhr oder sechzehn Uhr?"),
            (
                "morgen um 15 Uhr oder Freitag Vormittag",
                "Möchten Sie lieber Donnerstag, den sechsten November, um fünfzehn Uhr, \
                 oder Freitag, den siebten November, am Vormittag?",
            ),
            // An offer with two meanings is made clear first.
            ("Montag oder Dienstag um drei", "Meinen Sie fünfzehn Uhr oder drei Uhr nachts?"),
            ("Montag, Dienstag, Donnerstag oder Samstag", "Welcher dieser Termine ist Ihnen am liebsten?"),
        ],
    );
}

#[test]
fn a_doubt_about_one_meaning() {
    check(
        &wednesday(),
        &[
            (
                "05.12.2023",
                "Das Jahr zweitausenddreiundzwanzig ist schon vorbei. \
                 Meinen Sie Freitag, den fünften Dezember zweitausendfünfundzwanzig?",
            ),
            ("am 10.11.2028", "Meinen Sie wirklich Freitag, den zehnten November zweitausendachtundzwanzig?"),
            ("nächste Woche um 10:30 Uhr", "An welchem Tag soll es sein?"),
            ("gestern", "Der Tag ist schon vorbei. Welchen Tag meinen Sie?"),
            ("heute um 08:00", "Das ist schon vorbei. Wann soll es sein?"),
            ("vom 14.11.2026 bis 10.11.2026", "Das Ende liegt vor dem Anfang. Von wann bis wann meinen Sie?"),
        ],
    );
}

#[test]
fn opening_hours_put_the_likely_time_first() {
    let hours: OpeningHours = serde_json::from_str(r#"{"thu": ["17:00-22:00"]}"#).unwrap();
    check(
        &wednesday().with_hours(hours),
        &[("morgen um neun", "Meinen Sie einundzwanzig Uhr oder neun Uhr morgens?")],
    );
}

/// Whatever must not be acted upon without a look has a question, and nothing else has one.
#[test]
fn there_is_a_question_exactly_where_one_is_needed() {
    let context = wednesday();
    for text in include_str!("phrases.txt").lines().filter(|l| !l.is_empty()) {
        let resolution = temporal::resolve(text, &context).unwrap();
        let question = speech::question(&resolution, &context);
        let needed = resolution.status != temporal::Status::None && !resolution.is_certain();
        assert_eq!(question.is_some(), needed, "{text}: {question:?}");
        if let Some(question) = question {
            assert!(question.ends_with('?') && question.starts_with(char::is_uppercase), "{question}");
        }
    }
}
