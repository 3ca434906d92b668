//! Names as heard against names as stored.

#![allow(clippy::panic, reason = "a test may fail")]

use klartext::appointment::name::{Level, Likeness, MAX_BYTES, MAX_WORDS, Name, Reason, compare, koelner};
use proptest::prelude::*;

fn likeness(heard: &str, stored: &str) -> Likeness {
    compare(&Name::parse(heard), &Name::parse(stored))
}

fn level(heard: &str, stored: &str) -> Level {
    likeness(heard, stored).level
}

fn parts(text: &str) -> (Option<String>, Option<String>) {
    let name = Name::parse(text);
    (name.given().map(str::to_owned), name.family().map(str::to_owned))
}

#[test]
fn names_are_taken_apart() {
    for (text, given, family) in [
        ("Anna Keller", "Anna", "Keller"),
        ("Keller, Anna", "Anna", "Keller"),
        ("Keller Anna", "Anna", "Keller"),
        ("Keller", "", "Keller"),
        ("Anna", "Anna", ""),
        ("Frau Anna", "", "Anna"),
        ("Herr Doktor Anton Keller", "Anton", "Keller"),
        ("Prof. Dr. med. Keller", "", "Keller"),
        ("Phil Keller", "Phil", "Keller"),
        ("Anna-Lena von der Heide", "Anna-Lena", "von der Heide"),
        ("Sabine Meier-Schulze", "Sabine", "Meier-Schulze"),
        ("Ben Wirth", "Ben", "Wirth"),
        ("Herr Ben Salah", "", "Ben Salah"),
        ("Karl Fischer junior", "Karl", "Fischer"),
        ("Nachname Lindner, Vorname Paul", "Paul", "Lindner"),
        ("Keller, Jonas Keller", "Jonas", "Keller"),
        ("ja hallo, mein Name ist Jonas Keller", "Jonas", "Keller"),
        ("Schuster hier", "", "Schuster"),
        ("Schmidt mit dt", "", "Schmidt"),
        ("M E I E R", "", "Meier"),
        ("M wie Martha, Doppel L, E wie Emil", "", "Mlle"),
        ("Jilmas, Y I L M A Z", "", "Yilmaz"),
        ("O'Neill", "", "ONeill"),
        ("Linh Le", "Linh", "Le"),
    ] {
        let expected = [given, family].map(|part| (!part.is_empty()).then(|| part.to_owned()));
        assert_eq!(<[_; 2]>::from(parts(text)), expected, "{text}");
    }
    for junk in [
        "",
        " ",
        "ähm, ja",
        "guten Tag",
        "Frau Doktor",
        "mein Name ist",
        "4711",
        "...",
        "🙂",
        "Herr Professor",
    ] {
        assert!(Name::parse(junk).is_empty(), "{junk}");
        assert_eq!(likeness(junk, "Anna Keller").level, Level::Different, "{junk}");
        assert!(likeness("Anna Keller", junk).reasons.contains(Reason::Nothing), "{junk}");
    }
}

#[test]
fn the_same_name_in_other_forms() {
    for (heard, stored, expected) in [
        ("anna KELLER", "Anna Keller", Level::Exact),
        ("Anna Lena Vogt", "Anna-Lena Vogt", Level::Exact),
        ("hier ist die Anna Keller", "Anna Keller", Level::Exact),
        ("Herr Keller", "Keller", Level::Exact),
        ("Mu\u{308}ller", "Müller", Level::Exact),
        ("Mueller", "Müller", Level::Equivalent),
        ("Muller", "Müller", Level::Alike),
        ("Müller", "Muller", Level::Alike),
        ("Weiss", "Weiß", Level::Equivalent),
        ("WEIẞ", "Weiß", Level::Exact),
        ("Doktor Keller", "Keller", Level::Equivalent),
        ("Keller Jonas", "Jonas Keller", Level::Equivalent),
        ("Keller, Jonas", "Jonas Keller", Level::Equivalent),
        ("Kathi Weber", "Katharina Weber", Level::Equivalent),
        ("Hans Lang", "Johannes Lang", Level::Equivalent),
        ("Sepp Huber", "Josef Huber", Level::Equivalent),
        ("Mayer", "Meier", Level::Equivalent),
        ("Schmitt", "Schmidt", Level::Equivalent),
        ("Berg", "von Berg", Level::Equivalent),
        ("Meier Schulze", "Meier-Schulze", Level::Exact),
        ("Meyer Schultze", "Meier-Schulze", Level::Equivalent),
        ("Schröter", "Schröder", Level::Alike),
        ("Sabine Meier", "Sabine Meier-Schulze", Level::Alike),
        ("Keller", "Jonas Keller", Level::Partial),
        ("Jonas", "Jonas Keller", Level::Partial),
        ("Meier", "Meier-Schulze", Level::Partial),
    ] {
        assert_eq!(level(heard, stored), expected, "{heard} / {stored}: {:?}", likeness(heard, stored));
    }
}

#[test]
fn names_of_other_languages_as_germans_write_them() {
    for (heard, stored) in [
        ("Jilmas", "Yılmaz"),
        ("Yilmas", "Yılmaz"),
        ("Schahin", "Şahin"),
        ("Tschelik", "Çelik"),
        ("Wuitschik", "Wójcik"),
        ("Kowaltschik", "Kowalczyk"),
        ("Lukasch", "Łukasz"),
        ("Wukasch", "Łukasz"),
        ("Dschuseppe", "Giuseppe"),
        ("Muhamed", "Mohammed"),
        ("Schewtschenko", "Shevchenko"),
        ("Jowanowitsch", "Jovanović"),
    ] {
        assert!(level(heard, stored) <= Level::Alike, "{heard} / {stored}: {:?}", likeness(heard, stored));
    }
}

#[test]
fn somebody_else() {
    for (heard, stored) in [
        ("Beier", "Meier"),
        ("Geier", "Meier"),
        ("Maria Keller", "Marie Keller"),
        ("Jan Keller", "Jana Keller"),
        ("Schmidt", "Schmitz"),
        ("Anna Keller", "Anja Keller"),
        ("Anna Keller", "Hanna Keller"),
        ("Claudia Bauer", "Claudio Bauer"),
        ("Weber", "Wöber"),
        ("Karl Fischer junior", "Karl Fischer senior"),
        ("Herr Keller", "Frau Keller"),
        ("Sabine Meier-Schulze", "Sabine Meier-Schmidt"),
        ("J. Keller", "Anna Keller"),
        ("Hansi Keller", "Jo Keller"),
    ] {
        let likeness = likeness(heard, stored);
        assert!(!likeness.level.agrees(), "{heard} / {stored}: {likeness:?}");
        assert!(
            likeness.score < self::likeness("Schröter", "Schröder").score,
            "{heard} / {stored}: {likeness:?}"
        );
    }
}

#[test]
fn reasons_are_told() {
    for (heard, stored, reason) in [
        ("Mueller", "Müller", Reason::Umlaut),
        ("Mayer", "Meier", Reason::SameSound),
        ("Tschelik", "Çelik", Reason::Orthography),
        ("Schröter", "Schröder", Reason::NearSound),
        ("Dr. Keller", "Keller", Reason::Title),
        ("Berg", "von Berg", Reason::Particle),
        ("Keller, Jonas", "Jonas Keller", Reason::Swapped),
        ("Kathi Weber", "Katharina Weber", Reason::Nickname),
        ("Kowal Tschik", "Kowalczyk", Reason::Joined),
        ("Sabine Meier", "Sabine Meier-Schulze", Reason::HalfOfDouble),
        ("Anna Vogt", "Anna Maria Vogt", Reason::FurtherGiven),
        ("J. Keller", "Jonas Keller", Reason::Initial),
        ("Keller", "Jonas Keller", Reason::GivenMissing),
        ("Jonas", "Jonas Keller", Reason::FamilyMissing),
        ("Claudia Keller", "Claudio Keller", Reason::OtherEnding),
        ("Schröder", "Schröter", Reason::NearSound),
        ("Anna Keller", "Thomas Keller", Reason::OtherGiven),
        ("Anna Keller", "Anja Keller", Reason::OtherGiven),
        ("Anna Keller", "Anna Wagner", Reason::OtherFamily),
        ("Peter Lang junior", "Peter Lang senior", Reason::Generation),
    ] {
        let likeness = likeness(heard, stored);
        assert!(likeness.reasons.contains(reason), "{heard} / {stored}: {likeness:?}");
        assert!(likeness.reasons.iter().any(|r| r == reason && !r.code().is_empty()), "{heard}");
    }
}

#[test]
fn what_is_too_long_agrees_with_nothing() {
    let long = "Anna ".repeat(MAX_BYTES);
    let name = Name::parse(&long);
    assert!(name.is_too_long() && name.is_empty());
    assert!(compare(&name, &name).reasons.contains(Reason::TooLong));
    assert!(!compare(&name, &name).level.agrees());
    let word = Name::parse(&"Ba".repeat(17));
    assert!(word.is_too_long(), "a word of 34 sounds");
    assert!(!Name::parse(&"Anna ".repeat(MAX_WORDS)).is_too_long());
    assert!(Name::parse(&"Anna ".repeat(MAX_WORDS + 1)).is_too_long());
}

#[test]
fn debug_shows_no_name() {
    let shown = format!("{:?}", Name::parse("Anna Keller"));
    assert!(!shown.to_lowercase().contains("anna") && !shown.to_lowercase().contains("keller"), "{shown}");
}

/// The table of pairs: (same person, part, heard, stored).
fn pairs() -> Vec<(bool, &'static str, &'static str, &'static str)> {
    include_str!("../fixtures/names/pairs.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| match line.split('\t').collect::<Vec<_>>().as_slice() {
            [person @ ("same" | "other"), _, part @ ("dev" | "held"), heard, stored] => {
                (*person == "same", *part, *heard, *stored)
            }
            _ => panic!("five columns: {line}"),
        })
        .collect()
}

/// A floor under the figures in benches/README.md, so that nobody loses them by accident.
#[test]
fn the_table_of_pairs_keeps_its_level() {
    let pairs = pairs();
    for part in ["dev", "held"] {
        let share = |same: bool| {
            let all = pairs.iter().filter(|p| p.0 == same && p.1 == part);
            let agree = all.clone().filter(|p| level(p.2, p.3).agrees()).count();
            (agree, all.count())
        };
        let ((recalled, same), (accepted, other)) = (share(true), share(false));
        assert!(same >= 150 && other >= 150, "{part}");
        assert!(recalled * 100 >= same * 85, "{part}: {recalled} of {same} recalled");
        assert!(accepted * 100 <= other * 20, "{part}: {accepted} of {other} accepted");
    }
}

#[test]
fn who_agrees_shares_a_key() {
    let mut agreeing = 0;
    for (_, _, heard, stored) in pairs() {
        if level(heard, stored).agrees() {
            agreeing += 1;
            let stored_keys: Vec<u64> = Name::parse(stored).keys().collect();
            assert!(Name::parse(heard).keys().any(|k| stored_keys.contains(&k)), "{heard} / {stored}");
        }
    }
    assert!(agreeing > 300);
}

#[test]
fn koelner_of_pairs_that_sound_alike() {
    for (a, b) in [("Meier", "Mayr"), ("Schmidt", "Schmitt"), ("Weiß", "WEIẞ"), ("Müller", "Muller")] {
        assert_eq!(koelner(a), koelner(b), "{a} {b}");
    }
    assert_ne!(koelner("Schmidt"), koelner("Schmitz"));
}

/// Texts that are half like names.
fn some_name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-ZÄÖÜŞÇŁŻ][a-zäöüßşçıłżóéñ]{1,9}",
        Just("Anna".to_owned()),
        Just("Keller".to_owned()),
        Just("von".to_owned()),
        Just("Dr.".to_owned()),
        Just("Meier-Schulze".to_owned()),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_taken(heard in any::<String>(), stored in "\\PC{0,80}") {
        let (heard, stored) = (Name::parse(&heard), Name::parse(&stored));
        let likeness = compare(&heard, &stored);
        prop_assert!((0.0..=1.0).contains(&likeness.score));
        prop_assert!(heard.keys().count() <= 200 && koelner(heard.family().unwrap_or_default()).len() <= 1024);
    }

    #[test]
    fn a_name_is_itself(text in some_name()) {
        let name = Name::parse(&text);
        prop_assume!(!name.is_empty());
        let likeness = compare(&name, &name);
        prop_assert_eq!(likeness.level, Level::Exact);
        prop_assert!(likeness.score > 0.98);
        let shouted = Name::parse(&text.to_uppercase().replace("SS", "ß"));
        prop_assert!(shouted.is_empty() == name.is_empty());
    }

    #[test]
    fn whether_they_agree_has_no_direction_but_for_lost_dots(a in some_name(), b in some_name()) {
        let (a, b) = (Name::parse(&a), Name::parse(&b));
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        if !there.reasons.contains(Reason::Umlaut) && !back.reasons.contains(Reason::Umlaut) {
            // How well may have one: half of a doubled name that was said is less than one that is stored.
            prop_assert_eq!(there.level.agrees(), back.level.agrees(), "{:?} {:?}", there, back);
            prop_assert_eq!(there.level == Level::Exact, back.level == Level::Exact);
        }
    }

    #[test]
    fn exact_is_the_same_letters(a in some_name(), b in some_name()) {
        if level(&a, &b) == Level::Exact {
            let letters = |text: &str| -> String {
                text.replace("Dr.", "").to_lowercase().chars().filter(|c| c.is_alphabetic()).collect()
            };
            prop_assert_eq!(letters(&a), letters(&b));
        }
    }

    #[test]
    fn a_comma_turns_the_order(given in "[A-Z][a-z]{2,8}", family in "[A-Z][a-z]{2,8}") {
        let turned = Name::parse(&format!("{family}, {given}"));
        prop_assume!(!turned.is_empty() && turned.given() == Some(given.as_str()) && given != family);
        let straight = Name::parse(&format!("{given} {family}"));
        prop_assert!(compare(&turned, &straight).level <= Level::Equivalent);
    }
}
