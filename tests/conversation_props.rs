//! What holds of every conversation, whatever the rules and whatever is said.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "toml")]

use chrono::{DateTime, TimeDelta, Utc};
use klartext::conversation::{Conversation, SlotState};
use klartext::engine::Limits;
use klartext::{Engine, Outcome, Payload, Verdict};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const RULE_SETS: [&str; 5] = [
    include_str!("../fixtures/talks/rules/salon.toml"),
    include_str!("../fixtures/talks/rules/salon_lengths.toml"),
    include_str!("../fixtures/talks/rules/physio.toml"),
    include_str!("../fixtures/talks/rules/restaurant.toml"),
    include_str!("../fixtures/talks/rules/dentist.toml"),
];

/// Every name that one of these rule sets reads, with the things people and models put there.
const FIELDS: [(&str, &[&str]); 12] = [
    ("name", &["Eva Beispiel", "Leonie Falk", "Frau Freitag", "Sab"]),
    ("dienstleistung", &["Färben", "Herrenschnitt", "doch Damenhaarschnitt", "Maniküre", "Bart und Färben"]),
    ("behandlung", &["KG", "Massage", "Fango"]),
    ("grund", &["Kontrolle", "Zahnweh", "weiß nicht"]),
    ("versicherung", &["gesetzlich", "privat", "ich zahle selbst"]),
    ("rezept", &["ja", "nein", "ja, vom Arzt"]),
    ("neupatient", &["ja", "nein, ich war schon da", "vielleicht"]),
    ("gaeste", &["vier", "zu zehnt", "45", "vier oder fünf"]),
    (
        "telefon",
        &["030 23125000", "030 23", "null drei null zwei drei eins zwei fünf eins eins eins", "anonym"],
    ),
    (
        "datum",
        &[
            "morgen",
            "am Freitag",
            "nächsten Freitag",
            "31. November",
            "Sonntag",
            "den zweiten",
            "eine Woche später",
            "am selben Tag",
            "ja",
            "nein",
            "2023-11-07",
        ],
    ),
    (
        "uhrzeit",
        &[
            "14 Uhr",
            "um acht",
            "um drei",
            "20:00",
            "so gegen elf",
            "gleiche Uhrzeit",
            "ja",
            "25 Uhr",
            "2:30 PM",
        ],
    ),
    (
        "termin",
        &[
            "Freitag um elf",
            "Donnerstag oder Freitag um zehn",
            "um drei",
            "am zwölften",
            "ja gern",
            "nein",
            "den ersten",
            "heute in einer Stunde",
            "15",
            "drei",
            "am dritten",
        ],
    ),
];

/// What says nothing.
const JUNK: [&str; 9] = ["", " ", "None", "null", "N/A", "unbekannt", "{{name}}", "<UNKNOWN>", "call_001"];

fn value(pool: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => prop::sample::select(pool).prop_map(Value::from),
        2 => prop::sample::select(&JUNK[..]).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => "\\PC{0,20}".prop_map(Value::from),
        1 => prop_oneof![Just(json!([])), Just(json!({})), Just(json!(7)), Just(json!(true)), Just(json!(-0.5))],
    ]
}

fn turn() -> impl Strategy<Value = Value> {
    let field = prop::sample::select(&FIELDS[..])
        .prop_flat_map(|(name, pool)| value(pool).prop_map(move |value| (name.to_owned(), value)));
    let fields = prop::collection::vec(field, 0..5);
    let yes = prop::option::weighted(0.2, any::<bool>());
    let caller = prop_oneof![3 => Just(None), 1 => Just(Some("+493023125001")), 1 => Just(Some("anonymous"))];
    (fields, yes, caller).prop_map(|(fields, yes, caller)| {
        let mut args: Map<String, Value> = fields.into_iter().collect();
        args.extend(yes.map(|yes| ("confirmed".to_owned(), Value::from(yes))));
        match caller {
            Some(number) => json!({"name": "collect", "call": {"from_number": number}, "args": args}),
            None => Value::Object(args),
        }
    })
}

/// Turns with the minutes that pass before each.
fn turns() -> impl Strategy<Value = Vec<(Value, i64)>> {
    let minutes = prop_oneof![6 => 0..3_i64, 1 => Just(45), 1 => Just(700)];
    prop::collection::vec((turn(), minutes), 1..9)
}

fn rule_set() -> impl Strategy<Value = Engine> {
    (0..RULE_SETS.len()).prop_map(|at| Engine::from_toml(RULE_SETS[at]).unwrap())
}

fn condition() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(
        &[
            "guests > 3",
            "guests <= 8",
            "service == \"Färben\"",
            "service in [\"Färben\", \"Massage\"]",
            "ok == true",
            "start.time >= 16:00",
            "start.weekday in [fri, sat]",
            "start.date > today + 3d",
            "start > now + 2h",
            "name contains \"Eva\"",
            "name exists",
            "phone not_exist",
            "phone.source == said",
            "name.length > 4",
            "start.turn > 1",
            "turns > 2",
            "attempts >= 2",
            "attempts.start >= 1",
            "findings > 2",
            "findings.missing > 0",
            "bucket(name) < 50",
            "percent(guests, 10) > 50",
            "now.weekday in [wed, thu]",
        ][..],
    )
    .prop_map(str::to_owned);
    atom.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

/// A rule set with conditions of every kind. What the check refuses (a rule that can never hold) is taken out again, so
/// that every case has a rule set.
fn made_up() -> impl Strategy<Value = Engine> {
    let weight = prop::sample::select(&["note", "warning", "ask", "reject"][..]);
    let rules = prop::collection::vec((condition(), weight, any::<bool>()), 0..12);
    (rules, prop::option::of(condition())).prop_map(|(mut rules, mut wanted)| {
        loop {
            let table: Map<String, Value> = rules
                .iter()
                .enumerate()
                .map(|(at, (when, severity, confirm))| {
                    let mut rule = json!({"when": when, "severity": severity, "slot": "start"});
                    if *severity == "ask" {
                        rule["confirm"] = Value::from(*confirm);
                    }
                    (format!("r{at}"), rule)
                })
                .collect();
            let mut set = json!({
                "version": 1,
                "hours": {"tue": ["09:00-18:00"], "wed": ["09:00-18:00"], "fri": ["09:00-18:00"]},
                "slots": {
                    "name": {"required": true},
                    "service": {"type": "enum", "from": ["dienstleistung", "behandlung"], "choices": ["Färben", {"value": "Massage", "minutes": 90}]},
                    "guests": {"type": "number", "from": ["gaeste"]},
                    "ok": {"type": "boolean", "from": ["rezept"]},
                    "start": {"type": "moment", "from": ["termin"], "date": ["datum"], "time": ["uhrzeit"], "required": true},
                    "phone": {"type": "phone", "from": ["telefon", "call.from_number"]}
                },
                "rules": table
            });
            if let Some(wanted) = &wanted {
                set["slots"]["phone"]["required_if"] = Value::from(wanted.as_str());
            }
            match Engine::from_json(&set.to_string()) {
                Ok(engine) => return engine,
                Err(errors) if rules.pop().is_none() && wanted.take().is_none() => panic!("{errors}"),
                Err(_) => {}
            }
        }
    })
}

fn started() -> DateTime<Utc> {
    "2025-11-05T22:30:00Z".parse().unwrap()
}

/// The whole conversation; the state after and the verdict on every turn.
fn hold(engine: &Engine, turns: &[(Value, i64)], stored: bool) -> Vec<(Conversation, Verdict)> {
    let mut state = Conversation::default();
    let mut now = started();
    turns
        .iter()
        .map(|(turn, minutes)| {
            now += TimeDelta::minutes(*minutes);
            if stored {
                state = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
            }
            let payload = Payload::from_value(turn.clone()).unwrap();
            let (next, verdict) = engine.turn(&state, &payload, &engine.context(now));
            state = next.clone();
            (next, verdict)
        })
        .collect()
}

fn after(engine: &Engine, state: &Conversation, turn: Value, now: DateTime<Utc>) -> (Conversation, Verdict) {
    engine.turn(state, &Payload::from_value(turn).unwrap(), &engine.context(now))
}

fn said_or_agreed(slot: &SlotState) -> impl PartialEq + std::fmt::Debug {
    (slot.heard.clone(), slot.history.clone(), slot.accepted, slot.confirmed.clone())
}

fn now_after(turns: &[(Value, i64)]) -> DateTime<Utc> {
    started() + TimeDelta::minutes(turns.iter().map(|(_, minutes)| minutes).sum())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Nothing hidden decides: the same turns at the same clocks give the same states and verdicts, and so do turns
    /// between which the state was stored as JSON.
    #[test]
    fn a_conversation_can_be_replayed_and_stored(engine in prop_oneof![rule_set(), made_up()], turns in turns()) {
        let once = hold(&engine, &turns, false);
        prop_assert_eq!(&hold(&engine, &turns, false), &once);
        prop_assert_eq!(&hold(&engine, &turns, true), &once);
        for (at, (state, _)) in once.iter().enumerate() {
            prop_assert_eq!(usize::try_from(state.turns).unwrap(), at + 1);
        }
    }

    /// A turn that says nothing, at the same clock, counts itself and the question that is asked once more; all else
    /// stays: what was said, what it means, what was agreed to, the values.
    #[test]
    fn an_empty_turn_changes_nothing_but_the_counters(engine in rule_set(), turns in turns()) {
        let Some((state, verdict)) = hold(&engine, &turns, false).pop() else { return Ok(()) };
        let (idle, again) = after(&engine, &state, json!({}), now_after(&turns));
        prop_assert_eq!(idle.turns, state.turns + 1);
        prop_assert_eq!(&idle.slots, &state.slots);
        prop_assert_eq!(&again.values, &verdict.values);
        match (&verdict.outcome, &again.outcome) {
            (Outcome::Ask(before), Outcome::Ask(now)) => {
                prop_assert_eq!(&before.slot, &now.slot);
                prop_assert_eq!(&idle.open, &state.open);
                let mut counted = state.attempts.clone();
                *counted.entry(now.slot.clone()).or_default() += 1;
                prop_assert_eq!(&idle.attempts, &counted);
            }
            // Asked once too often, or a turn too many.
            (Outcome::Ask(_), Outcome::Reject) => {
                prop_assert!(again.findings.iter().any(|f| f.code() == "hand_over"), "{:?}", again.findings);
            }
            // A tool that called with nothing that anybody reads is an error; an empty call after it is a beginning.
            (Outcome::Reject, Outcome::Ask(_)) => {
                prop_assert!(verdict.findings.iter().any(|f| f.code() == "nothing_to_read"), "{:?}", verdict.findings);
            }
            (before, now) => {
                prop_assert_eq!(before.as_str(), now.as_str());
                prop_assert_eq!(&idle.attempts, &state.attempts);
            }
        }
    }

    /// The same at a later clock: what was said and agreed to stays. What it comes to may not: a time can be over by
    /// then, or too soon.
    #[test]
    fn time_alone_takes_nothing_back(engine in prop_oneof![rule_set(), made_up()], turns in turns(), minutes in 0..9000_i64) {
        let Some((state, _)) = hold(&engine, &turns, false).pop() else { return Ok(()) };
        let (idle, _) = after(&engine, &state, json!({}), now_after(&turns) + TimeDelta::minutes(minutes));
        prop_assert_eq!(idle.slots.keys().collect::<Vec<_>>(), state.slots.keys().collect::<Vec<_>>());
        for (name, slot) in &state.slots {
            prop_assert_eq!(said_or_agreed(&idle.slots[name]), said_or_agreed(slot), "{}", name);
        }
    }

    /// Junk in every field overwrites nothing.
    #[test]
    fn junk_overwrites_nothing(engine in rule_set(), turns in turns(), junk in prop::sample::select(&JUNK[..])) {
        let Some((state, _)) = hold(&engine, &turns, false).pop() else { return Ok(()) };
        let fields: Map<String, Value> = FIELDS.iter().map(|(name, _)| ((*name).to_owned(), Value::from(junk))).collect();
        let (idle, _) = after(&engine, &state, Value::Object(fields), now_after(&turns));
        for (name, slot) in &state.slots {
            prop_assert_eq!(said_or_agreed(&idle.slots[name]), said_or_agreed(slot), "{}", name);
        }
    }

    /// With too few steps the call is rejected and the finding says why; with enough the verdict is that of any number
    /// of steps. Nothing in between.
    #[test]
    fn no_verdict_is_cut_short_in_silence(engine in made_up(), turns in turns(), steps in 0..60_u32) {
        let few = engine.clone().with_limits(Limits::default().with_steps(steps));
        let mut state = Conversation::default();
        let mut now = started();
        for (turn, minutes) in &turns {
            now += TimeDelta::minutes(*minutes);
            let (next, whole) = after(&engine, &state, turn.clone(), now);
            let (_, bounded) = after(&few, &state, turn.clone(), now);
            let limited = |verdict: &Verdict| verdict.findings.iter().any(|f| f.code() == "step_limit");
            prop_assert!(!limited(&whole), "rules of this size need no more than the default limit");
            if limited(&bounded) {
                prop_assert_eq!(&bounded.outcome, &Outcome::Reject);
            } else {
                prop_assert_eq!(&bounded, &whole);
            }
            state = next;
        }
    }
}
