//! Any bytes are a payload or an error; any payload has a verdict, and any sequence of them a state that can be kept.

use std::sync::LazyLock;

use klartext::conversation::Conversation;
use klartext::rules::RuleErrors;
use klartext::{Context, Engine, Outcome, Payload, Verdict};

use super::common;

/// The rules of a salon with every type of slot.
static ENGINE: LazyLock<Result<Engine, RuleErrors>> =
    LazyLock::new(|| Engine::from_json(include_str!("salon.json")).map(|engine| engine.with_trace(true)));

/// Each line of the input is a payload, and all of them are one conversation.
pub fn payload(data: &[u8]) {
    let engine = ENGINE.as_ref();
    assert!(engine.is_ok(), "the rules of this target are wrong: {engine:?}");
    let Ok(engine) = engine else { return };
    let [clock, ..] = common::contexts();
    let context = engine.context(clock.now);
    let mut state = Conversation::default();
    for line in data.split(|byte| *byte == b'\n').take(8) {
        match Payload::from_slice(line) {
            Ok(payload) => state = turn(engine, &state, &payload, &context),
            Err(error) => {
                assert!(!error.to_string().is_empty(), "an error without words");
                assert!(error.span.is_none_or(|s| s.start <= s.end && s.end <= line.len()), "{error:?}");
            }
        }
    }
}

fn turn(engine: &Engine, before: &Conversation, payload: &Payload, context: &Context) -> Conversation {
    let (after, verdict) = engine.turn(before, payload, context);
    assert_eq!(
        engine.turn(before, payload, context),
        (after.clone(), verdict.clone()),
        "not the same answer twice"
    );
    if *before == Conversation::default() {
        assert_eq!(engine.check(payload, context), verdict, "a check is the first turn");
    }
    check(engine, payload, &after, &verdict);

    let kept = serde_json::to_string(&after).unwrap_or_default();
    let again = serde_json::from_str::<Conversation>(&kept);
    assert!(again.as_ref().is_ok_and(|again| *again == after), "kept as {kept}, read as {again:?}");

    if let Ok(nothing) = Payload::from_json("{}") {
        let (idle, _) = engine.turn(&after, &nothing, context);
        assert!(heard(&idle).eq(heard(&after)), "a turn that says nothing changed what is known");
    }
    after
}

/// What was said, without what was made of it.
fn heard(state: &Conversation) -> impl Iterator<Item = (&String, Vec<&str>)> {
    state.slots.iter().map(|(name, slot)| (name, slot.heard.values().map(|h| h.text.as_str()).collect()))
}

pub(super) fn check(engine: &Engine, payload: &Payload, state: &Conversation, verdict: &Verdict) {
    match &verdict.outcome {
        Outcome::Accept => {
            for (name, slot) in engine.rules().slots.iter() {
                assert!(!slot.required || verdict.values.contains_key(name), "accepted without `{name}`");
            }
        }
        Outcome::Ask(ask) => {
            assert!(
                engine.rules().slots.get(&ask.slot).is_some(),
                "asked for `{}`, which is no slot",
                ask.slot
            );
            assert!(!ask.text.trim().is_empty(), "a question without words");
        }
        Outcome::Reject => assert!(!verdict.findings.is_empty(), "rejected without a reason"),
    }
    for finding in &verdict.findings {
        common::wording(finding);
        if let Some(span) = finding.span {
            let mut texts = state.slots.values().flat_map(|slot| slot.heard.values().chain(&slot.history));
            // What was not taken is not in the state; its finding has the place in the payload, and counts in it as it came.
            let came =
                finding.datum("path").map(|path| payload.lookup_all(&path.show(klartext::finding::Lang::En)));
            let fits = |text: &str| span.of(text).is_some();
            assert!(
                texts.any(|h| fits(&h.text))
                    || came.iter().flatten().any(|found| found.value.as_str().is_some_and(fits)),
                "{finding:?} points into no text"
            );
        }
    }
    let wire = serde_json::to_string(verdict);
    assert!(wire.is_ok(), "the verdict cannot be written: {wire:?}");
}
