use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::temporal::resolve as resolve_text;

/// Wednesday, 5 November 2025, ten o'clock in Berlin.
fn context() -> Context {
    Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin)
}

fn explained(text: &str) -> Explanation {
    explain(text, &context()).unwrap()
}

fn words(text: &str, lang: Lang) -> Vec<(String, String)> {
    let note = |w: &WordNote| (w.span.of(text).unwrap().to_owned(), w.means.in_lang(lang).to_owned());
    explained(text).words.iter().map(note).collect()
}

fn pairs<'a>(list: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn each_word_is_told_in_german_and_english() {
    let text = "Frau Freitag kommt nächsten Montag, bitte um halb drei";
    assert_eq!(
        words(text, Lang::De),
        pairs(&[
            ("Frau", "Anrede: dahinter steht ein Name"),
            ("Freitag", "sagt hier nichts über die Zeit (sonst: Wochentag Freitag)"),
            ("kommt", "sagt nichts über die Zeit"),
            ("nächsten", "der nächste"),
            ("Montag", "Wochentag Montag"),
            (",", "Satzzeichen"),
            ("bitte", "Füllwort"),
            ("um", "leitet eine Uhrzeit ein"),
            ("halb", "eine halbe Stunde vor der Stunde"),
            ("drei", "Zahl 3"),
        ])
    );
    assert_eq!(
        words("am Morgen, morgen", Lang::En),
        pairs(&[
            ("am", "leads in a time expression"),
            ("Morgen", "part of day morning"),
            (",", "punctuation mark"),
            ("morgen", "the day after today"),
        ])
    );
    let text = "übermorgn";
    assert!(explained(text).words[0].corrected);
    assert_eq!(words(text, Lang::De), pairs(&[("übermorgn", "übermorgen")]));
}

#[test]
fn phrases_mean_what_they_say() {
    for (text, de, en) in [
        ("nächsten Montag", "nächster Montag", "next Monday"),
        ("übernächstes Wochenende", "übernächstes Wochenende", "the weekend after next"),
        ("KW 48 2026", "Kalenderwoche 48 2026", "calendar week 48 2026"),
        ("20. November 2025", "20. November 2025", "20 November 2025"),
        ("3.12.", "3. Dezember", "3 December"),
        ("Ende März", "Ende: März", "end of March"),
        ("letzter Freitag im Dezember", "letzter Freitag: Dezember", "last Friday of December"),
        ("viertel drei", "Uhrzeit 2:15", "clock time 2:15"),
        ("14:30:05", "Uhrzeit 14:30:05", "clock time 14:30:05"),
        ("in drei Tagen", "3 Tage voraus", "3 days ahead"),
        ("vor einer Woche", "1 Woche zurück", "1 week ago"),
        ("in anderthalb Stunden", "von jetzt an: eineinhalb Stunden", "1 h 30 min from now"),
        ("zwei Stunden", "Dauer: zwei Stunden", "length: 2 h"),
        ("nachmittags", "Tageszeit Nachmittag", "part of day afternoon"),
        ("alle vier Wochen dienstags", "alle 4 Wochen: Dienstag", "every 4 weeks: Tuesday"),
        ("zwischen den Jahren", "zwischen Weihnachten und Neujahr", "between Christmas and New Year"),
    ] {
        let phrases = explained(text).phrases;
        let [phrase] = phrases.as_slice() else { panic!("{text}: {phrases:?}") };
        assert_eq!((phrase.means.de.as_ref(), phrase.means.en.as_ref()), (de, en), "{text}");
        assert_eq!(phrase.span, Span::new(0, text.len()), "{text}");
    }
    let text = "Montag oder Dienstag";
    let joint = &explained(text).phrases[1];
    assert_eq!((joint.rule, joint.means.en.as_ref()), (None, "or: another choice"));
    assert_eq!(joint.span.of(text), Some("oder"));
}

/// What each text is by grammar/german.ebnf, the outermost production first.
const RULES: &[(&str, &[&str])] = &[
    ("übermorgen", &["relative-day"]),
    ("Montag", &["weekday"]),
    ("diesen Montag", &["this-weekday"]),
    ("kommenden Montag", &["coming-weekday"]),
    ("nächsten Montag", &["next-weekday"]),
    ("übernächsten Montag", &["after-next-weekday"]),
    ("letzten Montag", &["last-weekday"]),
    ("vergangenen Montag", &["gone-weekday"]),
    ("Dienstag nach Ostern", &["weekday-beside"]),
    ("Montag nächster Woche", &["weekday-of-week"]),
    ("nächste Woche Montag", &["week-weekday"]),
    ("20. November", &["named-date"]),
    ("dritter zwölfter", &["spoken-date"]),
    ("5.12.2025", &["numeric-date"]),
    ("2025-12-05", &["iso-date"]),
    ("15/12/2025", &["slash-date"]),
    ("15-12-2025", &["dash-date"]),
    ("15. nächsten Monats", &["month-date"]),
    ("am 15.", &["day-of-month"]),
    ("Montag, den 10. November", &["weekday-date"]),
    ("Heiligabend", &["holiday-day"]),
    ("in drei Tagen", &["days-ahead"]),
    ("heute in acht Tagen", &["day-ahead"]),
    ("drei Tage nach Ostern", &["anchored-day"]),
    ("am Tag vor Heiligabend", &["day-beside"]),
    ("der erste Montag im Dezember", &["nth-weekday"]),
    ("nächste Woche", &["relative-week"]),
    ("KW 48", &["calendar-week"]),
    ("am Wochenende", &["weekend"]),
    ("im März", &["month-stretch"]),
    ("nächsten Monat", &["month-said"]),
    ("nächstes Jahr", &["year-stretch"]),
    ("Ende März", &["month-third"]),
    ("Anfang nächster Woche", &["week-third"]),
    ("zwischen den Jahren", &["between-years"]),
    ("um drei", &["at-hour"]),
    ("14 Uhr 30", &["uhr-time"]),
    ("14:30", &["colon-time"]),
    ("14.30 Uhr", &["dotted-time"]),
    ("14h30", &["h-time"]),
    ("9pm", &["half-day-time"]),
    ("15 30 Uhr", &["split-time"]),
    ("acht Uhr und zehn Minuten", &["uhr-minutes"]),
    ("um fünfzehn dreißig", &["bare-minutes"]),
    ("2025-11-06T13:00:00Z", &["instant"]),
    ("halb drei", &["half-hour"]),
    ("viertel vor drei", &["quarter-to"]),
    ("viertel nach drei", &["quarter-past"]),
    ("viertel drei", &["quarter-of"]),
    ("dreiviertel drei", &["three-quarters"]),
    ("drei viertel drei", &["three-quarters"]),
    ("zehn nach drei", &["minutes-by"]),
    ("fünf vor halb drei", &["minutes-by-half"]),
    ("um Mitternacht", &["midnight"]),
    ("nachmittags", &["day-part"]),
    ("acht Uhr abends", &["time-part", "uhr-time", "day-part"]),
    ("gegen halb drei", &["about-time", "half-hour"]),
    ("morgen um 14 Uhr", &["dated-time", "relative-day", "uhr-time"]),
    ("Montag nachmittags", &["dated-part", "weekday", "day-part"]),
    ("von 9 bis 11 Uhr", &["clock-range", "range-hour", "uhr-time"]),
    ("morgen zwischen 14:00 und 16:00", &["dated-clock-range", "relative-day", "colon-time"]),
    ("vormittags zwischen neun und elf", &["part-range", "range-hour", "day-part"]),
    ("Montag bis Mittwoch", &["weekday-range", "weekday"]),
    ("vom 10.12. bis 14.12.", &["date-range", "numeric-date"]),
    ("von Dezember bis Februar", &["month-range", "month-stretch"]),
    ("ab 15 Uhr", &["from-time", "uhr-time"]),
    ("nach 17 Uhr", &["after-time", "uhr-time"]),
    ("bis 16 Uhr", &["until-time", "uhr-time"]),
    ("vor 16 Uhr", &["before-time", "uhr-time"]),
    ("morgen ab 15 Uhr", &["dated-open-time", "relative-day", "uhr-time"]),
    ("ab Montag", &["from-day", "weekday"]),
    ("nach Montag", &["after-day", "weekday"]),
    ("bis Freitag", &["until-day", "weekday"]),
    ("vor Freitag", &["before-day", "weekday"]),
    ("in zwei Stunden", &["elapsed"]),
    ("in den nächsten drei Tagen", &["window"]),
    ("jetzt", &["now"]),
    ("so bald wie möglich", &["soonest"]),
    ("jederzeit", &["anytime"]),
    ("Montag oder Dienstag", &["choice", "weekday"]),
    ("Montag oder Dienstag um 14 Uhr", &["spread-choice", "dated-time", "weekday", "uhr-time"]),
    ("alles außer Montag", &["exclusion"]),
    ("morgen, nein, übermorgen", &["repair", "relative-day"]),
    ("jeden Montag um 10 Uhr", &["recurrence", "uhr-time"]),
    ("eine Stunde", &["one-length"]),
    ("anderthalb Stunden", &["half-length"]),
    ("zwei Stunden", &["many-length"]),
    ("eine Stunde und fünfzehn Minuten", &["compound-length"]),
    ("1,5 Stunden", &["decimal-length"]),
    ("1 1/2 Stunden", &["fraction-length"]),
    ("eindreiviertel Stunden", &["quarter-length"]),
];

/// Repetitions: what the phrase is, inside `recurrence`.
const REPEATS: &[(&str, &str)] = &[
    ("jeden Montag", "each-weekday"),
    ("dienstags", "weekday-adverb"),
    ("immer dienstags", "always"),
    ("jeden Tag", "each-unit"),
    ("alle vier Wochen", "every-count"),
    ("alle vier Wochen dienstags", "count-weekday"),
    ("jeden ersten Montag im Monat", "each-nth"),
    ("täglich", "frequency"),
    ("jedes halbe Jahr", "each-half-year"),
    ("einmal pro Woche", "once"),
    ("Tag für Tag", "day-for-day"),
    ("immer am ersten Montag im Monat", "always-of-month"),
];

#[test]
fn a_reading_names_the_productions_that_made_it() {
    for (text, rules) in RULES {
        let explanation = explained(text);
        assert!(!explanation.readings.is_empty(), "{text}");
        assert_eq!(explanation.readings[0].rules, *rules, "{text}");
    }
    for (text, rule) in REPEATS {
        let explanation = explained(text);
        assert_eq!(explanation.phrases[0].rule, Some(*rule), "{text}");
        assert_eq!(explanation.readings[0].rules[0], "recurrence", "{text}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the grammar is a file beside the library")]
fn every_production_that_is_named_stands_in_the_grammar() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/german.ebnf");
    let grammar = std::fs::read_to_string(path).unwrap();
    let known: BTreeSet<&str> =
        grammar.lines().filter_map(|l| l.split_once(" =")).map(|(name, _)| name).collect();
    let named = RULES.iter().flat_map(|(_, rules)| rules.iter()).chain(REPEATS.iter().map(|(_, rule)| rule));
    for rule in named {
        assert!(known.contains(rule), "{rule}");
    }
}

#[test]
fn the_tree_has_a_branch_for_each_offer_and_its_parts() {
    let text = "Montag oder Dienstag um halb drei";
    let syntax = explained(text).syntax;
    let shown = |n: &Node| format!("{} {:?}", n.rule.unwrap_or("-"), n.span.of(text).unwrap());
    let tree: Vec<(String, Vec<String>)> =
        syntax.iter().map(|n| (shown(n), n.parts.iter().map(shown).collect())).collect();
    let time = "half-hour \"um halb drei\"".to_owned();
    assert_eq!(tree.len(), 2);
    assert_eq!(tree[0].1, ["weekday \"Montag\"".to_owned(), time.clone()]);
    assert_eq!(tree[1].1, ["weekday \"Dienstag\"".to_owned(), time]);
}

#[test]
fn assumptions_are_spelt_out() {
    let explanation = explained("nächsten Freitag um halb drei");
    let told: Vec<(&str, &str)> =
        explanation.readings[0].assumptions.iter().map(|a| (a.code, a.message.de.as_ref())).collect();
    assert_eq!(
        told,
        [
            ("hour_plus_twelve", "Eine Tageszeit wurde nicht genannt: die Stunde gilt zwölf Stunden später"),
            ("coming_weekday", "„Nächster“ ist als der kommende verstanden"),
        ]
    );
    assert_eq!(explanation.say.as_deref(), Some("Freitag, den siebten November, um vierzehn Uhr dreißig"));
}

#[test]
fn it_is_written_as_json() {
    let json = serde_json::to_value(explained("übermorgen")).unwrap();
    let span = serde_json::json!({"start": 0, "end": 11});
    let means = serde_json::json!({"de": "übermorgen", "en": "the day after tomorrow"});
    assert_eq!(
        json,
        serde_json::json!({
            "words": [{"span": span, "class": "day", "means": means, "corrected": false}],
            "phrases": [{"span": span, "rule": "relative-day", "means": means}],
            "syntax": [{"rule": "relative-day", "means": means, "span": span, "parts": []}],
            "status": "resolved",
            "readings": [{
                "kind": "date", "date": "2025-11-07", "span": span, "offer": 0, "assumed": [],
                "rules": ["relative-day"], "assumptions": [],
                "say": "Freitag, den siebten November",
            }],
            "findings": [],
            "say": "Freitag, den siebten November",
        })
    );
}

#[test]
fn an_invalid_date_and_a_text_without_one_are_explained_too() {
    let invalid = explained("31. November");
    assert_eq!((invalid.status, invalid.phrases[0].rule), (Status::Invalid, Some("named-date")));
    assert_eq!(invalid.findings[0].code(), "invalid_date");
    let none = explained("Frau Freitag");
    assert_eq!((none.status, none.phrases.len(), none.syntax.len()), (Status::None, 0, 0));
    assert_eq!(none.words.len(), 2);
}

#[test]
fn an_offer_that_does_not_exist_does_not_lend_its_rules_to_the_next() {
    let explanation = explained("31. November oder morgen");
    assert_eq!(explanation.readings.len(), 1);
    assert_eq!(explanation.readings[0].rules, ["choice", "relative-day"]);
}

proptest! {
    #[test]
    fn an_explanation_has_the_readings_and_findings_of_the_resolution(
        scraps in prop::collection::vec(
            prop_oneof![
                4 => prop::sample::select(RULES).prop_map(|(text, _)| (*text).to_owned()),
                2 => prop::sample::select(&["und", "oder", "bis", "nein,", "nicht", ",", ".", "\n", "Frau", "!", "14", "Ã¼", "🎉"][..])
                    .prop_map(str::to_owned),
                1 => any::<String>(),
            ],
            0..12,
        )
    ) {
        let text = scraps.join(" ");
        let context = context();
        let explanation = explain(&text, &context).unwrap();
        let resolution = resolve_text(&text, &context).unwrap();
        prop_assert_eq!(explanation.status, resolution.status);
        prop_assert_eq!(&explanation.findings, &resolution.findings);
        let readings: Vec<WireReading> = resolution.readings.iter().map(WireReading::from).collect();
        let explained: Vec<WireReading> = explanation.readings.iter().map(|r| r.reading.clone()).collect();
        prop_assert_eq!(explained, readings);
        let mut end = 0;
        for w in &explanation.words {
            prop_assert!(w.span.start >= end && w.span.of(&text).is_some());
            end = w.span.end;
        }
        let nodes = explanation.syntax.iter().flat_map(|n| n.parts.iter().map(|p| p.span).chain([n.span]));
        for span in nodes.chain(explanation.phrases.iter().map(|p| p.span)) {
            prop_assert!(span.of(&text).is_some_and(|s| !s.is_empty()));
        }
    }
}
