//! Rules for the call as a whole, slots that are required under a condition, and how often is asked.

use super::*;
use klartext::RuleSet;

/// The salon with these rules, and more slots.
fn with(more: Value) -> Engine {
    let mut rules: Value = serde_json::from_str(SALON).unwrap();
    for (key, value) in more.as_object().unwrap() {
        match (rules.get_mut(key), value) {
            (Some(Value::Object(known)), Value::Object(new)) => known.extend(new.clone()),
            _ => rules[key] = value.clone(),
        }
    }
    Engine::from_json(&rules.to_string()).unwrap()
}

fn errors(more: Value) -> Vec<String> {
    let mut rules: Value = serde_json::from_str(SALON).unwrap();
    for (key, value) in more.as_object().unwrap() {
        match (rules.get_mut(key), value) {
            (Some(Value::Object(known)), Value::Object(new)) => known.extend(new.clone()),
            _ => rules[key] = value.clone(),
        }
    }
    let errors = RuleSet::from_json(&rules.to_string()).unwrap_err();
    errors.to_string().lines().map(str::to_owned).collect()
}

fn late_colouring(confirm: bool) -> Value {
    json!({"rules": {"late_colouring": {
        "when": "service == \"Färben\" and start.time >= 16:30",
        "severity": "ask", "slot": "start", "confirm": confirm,
        "message": "Färben dauert anderthalb Stunden, wir schließen um achtzehn Uhr."
    }}})
}

fn colouring(time: &str) -> Value {
    booking(json!({"dienstleistung": "Färben", "datum": "morgen", "uhrzeit": time}))
}

#[test]
fn a_rule_asks_and_the_value_does_not_count_until_it_is_answered() {
    let (state, verdicts) = talk(
        &with(late_colouring(false)),
        &[(NOW, colouring("17 Uhr")), (NOW, json!({"uhrzeit": "15 Uhr"}))],
    );
    assert_eq!(
        asked(&verdicts[0]),
        (
            "start",
            "Färben dauert anderthalb Stunden, wir schließen um achtzehn Uhr. \
             An welchem Tag und um wie viel Uhr passt es Ihnen?"
        )
    );
    assert!(values(&verdicts[0]).get("start").is_none());
    assert_eq!(finding(&verdicts[0], "late_colouring").severity(), klartext::Severity::Warning);
    assert_eq!(verdicts[1].outcome, Outcome::Accept);
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-06T15:00"));
    assert!(state.attempts.is_empty());
}

#[test]
fn a_yes_settles_only_what_may_be_confirmed() {
    let turns = [(NOW, colouring("17 Uhr")), (NOW, json!({"confirmed": true}))];
    let (_, verdicts) = talk(&with(late_colouring(true)), &turns);
    assert_eq!(verdicts[1].outcome, Outcome::Accept);
    assert_eq!(start(&verdicts[1]).as_deref(), Some("2025-11-06T17:00"));
    let (_, verdicts) = talk(&with(late_colouring(false)), &turns);
    assert_eq!(asked(&verdicts[1]).0, "start");
}

#[test]
fn a_rule_rejects_in_its_own_words() {
    let engine = with(json!({"rules": {"no_sundays": {
        "when": "start.weekday in [thu]", "severity": "reject",
        "message": {"de": "Donnerstags, auch für <<name>>, färben wir nicht.", "en": "No colouring on Thursdays."}
    }}}));
    let (_, verdicts) = talk(&engine, &[(NOW, colouring("15 Uhr"))]);
    assert_eq!(verdicts[0].outcome, Outcome::Reject);
    let say = verdicts[0].say.as_deref().unwrap();
    assert!(say.starts_with("Das ist leider nicht möglich. Donnerstags, auch für "), "{say}");
    assert_eq!(finding(&verdicts[0], "no_sundays").message(Lang::En), "No colouring on Thursdays.");
}

#[test]
fn notes_and_warnings_leave_the_call_accepted() {
    let engine = with(json!({"rules": {
        "second": {"when": "findings.first > 0", "severity": "warning"},
        "first": {"when": "start exists", "severity": "note"},
        "third": {"when": "findings.second == 0", "severity": "reject"}
    }}));
    let (_, verdicts) = talk(&engine, &[(NOW, colouring("15 Uhr"))]);
    assert_eq!(verdicts[0].outcome, Outcome::Accept);
    let codes: Vec<_> = verdicts[0].findings.iter().map(Finding::code).collect();
    assert!(codes.ends_with(&["first", "second"]), "{codes:?}");
}

#[test]
fn a_slot_is_required_where_its_condition_holds() {
    let engine = with(json!({"slots": {"length": {
        "type": "enum", "choices": ["kurz", "lang"], "from": ["laenge"], "question": "Wie lang ist Ihr Haar?",
        "required_if": "service == \"Färben\""
    }}}));
    let (_, verdicts) = talk(
        &engine,
        &[
            (NOW, colouring("15 Uhr")),
            (NOW, json!({"laenge": "kurz"})),
            (NOW, json!({"dienstleistung": "Bartpflege"})),
        ],
    );
    assert_eq!(asked(&verdicts[0]), ("length", "Wie lang ist Ihr Haar?"));
    assert_eq!(finding(&verdicts[0], "missing").slot.as_deref(), Some("length"));
    assert_eq!(verdicts[1].outcome, Outcome::Accept);
    let (_, verdicts) = talk(
        &engine,
        &[(NOW, booking(json!({"dienstleistung": "Bartpflege", "datum": "morgen", "uhrzeit": "15 Uhr"})))],
    );
    assert_eq!(verdicts[0].outcome, Outcome::Accept);
}

#[test]
fn priority_decides_what_is_asked_and_not_the_order() {
    let two = |first: i32, second: i32| {
        with(json!({"rules": {
            "a": {"when": "start exists", "severity": "ask", "slot": "start", "question": "Wann?", "priority": first},
            "b": {"when": "service exists", "severity": "ask", "slot": "service", "question": "Was?", "priority": second}
        }}))
    };
    let question = |engine: &Engine| {
        let (_, verdicts) = talk(engine, &[(NOW, colouring("15 Uhr"))]);
        asked(&verdicts[0]).1.to_owned()
    };
    assert_eq!(question(&two(1, 2)), "Wann?");
    assert_eq!(question(&two(2, 1)), "Was?");
    assert_eq!(question(&two(200, 200)), "Wann?");
}

#[test]
fn what_is_asked_in_vain_too_often_goes_to_a_person() {
    let engine = with(json!({"limits": {"attempts": 2, "hand_over": "Ich verbinde Sie mit dem Salon."}}));
    let junk = (NOW, json!({"name": "unbekannt"}));
    let (state, verdicts) = talk(&engine, &[junk.clone(), junk.clone(), junk.clone()]);
    assert_eq!(asked(&verdicts[0]).0, "name");
    assert_eq!(asked(&verdicts[1]).0, "name");
    assert_eq!(verdicts[2].outcome, Outcome::Reject);
    assert_eq!(verdicts[2].say.as_deref(), Some("Ich verbinde Sie mit dem Salon."));
    let over = finding(&verdicts[2], "hand_over");
    assert_eq!(over.datum("attempts").unwrap().to_json(), json!(2));
    assert_eq!(state.attempts["name"], 2);
    // A name after all: the next question is another one and has attempts of its own.
    let (state, verdicts) =
        talk(&engine, &[junk.clone(), junk.clone(), (NOW, json!({"name": "Eva Beispiel"}))]);
    assert_eq!(asked(&verdicts[2]).0, "service");
    assert!(!state.attempts.contains_key("name"));
    // A call that goes on and on.
    let engine = with(json!({"limits": {"turns": 2, "attempts": 0}}));
    let (_, verdicts) = talk(&engine, &[junk.clone(), junk.clone()]);
    assert_eq!(verdicts[1].say.as_deref(), Some("Einen Moment bitte, ich verbinde Sie mit unserem Team."));
    let engine = with(json!({"limits": {"attempts": 0}}));
    let (_, verdicts) = talk(&engine, &vec![junk; 20]);
    assert_eq!(asked(&verdicts[19]).0, "name");
}

#[test]
fn a_day_is_progress_and_the_time_a_new_question() {
    let engine = with(json!({"limits": {"attempts": 1}}));
    let (_, verdicts) = talk(
        &engine,
        &[
            (NOW, json!({"name": "Eva Beispiel", "dienstleistung": "Färben"})),
            (NOW, json!({"datum": "morgen"})),
        ],
    );
    assert_eq!(asked(&verdicts[0]).0, "start");
    assert_eq!(asked(&verdicts[1]).0, "start");
}

#[test]
fn a_rule_counts_turns_and_attempts() {
    let engine = with(json!({"limits": {"attempts": 0}, "rules": {"patience": {
        "when": "attempts.name >= 1 and turns >= 2", "severity": "warning"
    }}}));
    let junk = (NOW, json!({"name": "unbekannt"}));
    let (_, verdicts) = talk(&engine, &[junk.clone(), junk]);
    assert!(verdicts[0].findings.iter().all(|f| f.code() != "patience"));
    assert_eq!(finding(&verdicts[1], "patience").message(Lang::De), "Die Regel `patience` trifft zu");
}

#[test]
fn the_trace_has_every_rule_with_what_went_in() {
    let engine = with(late_colouring(false)).with_trace(true);
    let (_, verdicts) = talk(&engine, &[(NOW, colouring("17 Uhr"))]);
    let trace = verdicts[0].trace.as_ref().unwrap();
    let step = trace.iter().find(|s| s.rule == "rules.late_colouring").unwrap();
    assert_eq!(
        serde_json::to_value(step).unwrap(),
        json!({
            "rule": "rules.late_colouring",
            "inputs": [
                {"name": "service", "value": "Färben", "source": "said", "turn": 1},
                {"name": "start.time", "value": "17:00", "source": "said", "turn": 1}
            ],
            "outcome": "true",
            "why": "service == \"Färben\" is true; start.time >= 16:30 is true"
        })
    );
    assert_eq!(
        step.to_string(),
        "rules.late_colouring: true, since service is \"Färben\" (said, turn 1); start.time is \"17:00\" (said, turn 1) \
         (service == \"Färben\" is true; start.time >= 16:30 is true)"
    );
    let nothing = with(late_colouring(false)).with_trace(true);
    let (_, verdicts) = talk(&nothing, &[(NOW, json!({"name": "Eva Beispiel"}))]);
    let step = verdicts[0].trace.as_ref().unwrap().last().unwrap().clone();
    assert_eq!(step.outcome, "unknown");
    assert_eq!(step.inputs[0].value, Value::Null);
}

#[test]
fn conditions_are_bounded_and_say_so() {
    let engine =
        with(json!({"rules": {"r": {"when": "start exists and service exists", "severity": "note"}}}));
    let engine = engine.with_limits(klartext::Limits::default().with_steps(1));
    let (_, verdicts) = talk(&engine, &[(NOW, colouring("15 Uhr"))]);
    assert_eq!(verdicts[0].outcome, Outcome::Reject);
    assert_eq!(finding(&verdicts[0], "step_limit").datum("limit").unwrap().to_json(), json!(1));
}

#[test]
fn a_rule_set_that_makes_no_sense_is_refused_with_everything_that_is_wrong() {
    let mut errors = errors(json!({
        "slots": {"a": {"required_if": "b exists"}, "b": {"required_if": "a exists"}, "today": {}},
        "rules": {
            "Late": {"when": "start exists", "severity": "note"},
            "missing": {"when": "start exists and name exists", "severity": "note"},
            "r1": {"when": "findings.r2 > 0", "severity": "note"},
            "r2": {"when": "findings.r1 > 0", "severity": "note"},
            "r3": {"when": "start.time > 18:00 and start.time < 08:00", "severity": "note"},
            "r4": {"when": "start.time > 12:00", "severity": "ask"},
            "r5": {"when": "start.hour > 12", "severity": "ask", "slot": "strat", "message": "<<naem>>"},
            "r6": {"when": "start.hour > 10", "severity": "reject", "confirm": true},
            "r7": {"when": "start.hour > 11", "severity": "ask", "slot": "start"},
            "r8": {"when": "start.hour > 11", "severity": "ask", "slot": "start"}
        }
    }));
    errors.sort();
    let mut expected = [
        "slots.a.required_if: whether it is required depends on itself: `a`, `b`",
        "slots.b.required_if: whether it is required depends on itself: `b`, `a`",
        "slots.today: `today` is taken",
        "rules.Late: `Late` is not an id for a rule",
        "rules.missing: `missing` is the code of a finding that the library makes",
        "rules.r1.when: `r1` waits for itself: its condition counts findings of `r1`, `r2`",
        "rules.r2.when: `r2` waits for itself: its condition counts findings of `r1`, `r2`",
        "rules.r3.when: can never be true: `start.time > 18:00` and `start.time < 08:00` exclude each other",
        "rules.r4: `severity = \"ask\"` without a slot to ask for",
        "rules.r5: never asks: wherever it applies, `r6` rejects",
        "rules.r5.slot: unknown slot `strat`",
        "rules.r5.message: unknown variable `naem`",
        "rules.r6.confirm: `confirm` belongs to `severity = \"ask\"`, this is `reject`",
        "rules.r7: never asks: wherever it applies, `r6` rejects",
        "rules.r8: never asks: wherever it applies, `r6` rejects",
        "rules.r8: applies exactly where `r7` does, and does the same",
    ];
    expected.sort_unstable();
    assert_eq!(errors, expected);
}

#[cfg(feature = "toml")]
#[test]
fn a_problem_inside_a_condition_has_its_line_and_column() {
    let text = "version = 1\n[slots.guests]\ntype = \"number\"\n\n[rules.many]\nwhen = 'guests > 8 and gests < 3'\nseverity = \"note\"\n";
    let errors = RuleSet::from_toml(text).unwrap_err();
    let first = errors.iter().next().unwrap();
    assert_eq!(first.to_string(), "unknown slot `gests`");
    assert_eq!(first.span.unwrap().line_column(text), (6, 24));
    assert_eq!(first.help.as_deref(), Some("did you mean `guests`?"));
    let missing = "version = 1\nslots.guests = { type = \"number\" }\n[rules.many]\nserverity = \"note\"\n";
    let errors: Vec<String> =
        RuleSet::from_toml(missing).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(errors, ["`when` is missing", "`severity` is missing", "unknown key `serverity`"]);
}
