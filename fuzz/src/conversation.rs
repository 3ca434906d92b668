//! Any rule set and any turns make a conversation that can be stopped, stored and taken up again, within its limits.

use std::sync::LazyLock;

use chrono::TimeDelta;
use klartext::conversation::Conversation;
use klartext::engine::Limits;
use klartext::rules::RuleErrors;
use klartext::{Engine, Outcome, Payload, Verdict};

use super::common;
use super::payload::check;

/// The rules where the first line of the input is none.
static SALON: LazyLock<Result<Engine, RuleErrors>> =
    LazyLock::new(|| Engine::from_json(include_str!("salon.json")));

/// Few enough steps that a rule set of the size of a fuzz input needs more.
const FEW_STEPS: u32 = 12;

/// The first line is a rule set as JSON, or else the first turn for the rules of a salon; every further line is a turn. The
/// clock runs on by half an hour from turn to turn, from twenty past eleven at night.
pub fn conversation(data: &[u8]) {
    let mut lines = data.split(|byte| *byte == b'\n').take(12).peekable();
    let own = lines.peek().and_then(|line| std::str::from_utf8(line).ok()).map(Engine::from_json);
    let engine = match own {
        Some(Ok(engine)) => {
            lines.next();
            engine
        }
        _ => {
            assert!(SALON.is_ok(), "the rules of this target are wrong: {:?}", *SALON);
            let Ok(engine) = SALON.as_ref() else { return };
            engine.clone()
        }
    };
    let engine = engine.with_trace(true);
    let few = engine.clone().with_limits(Limits::default().with_steps(FEW_STEPS));
    let [clock, ..] = common::contexts();
    let mut now = clock.now.checked_add_signed(TimeDelta::minutes(800)).unwrap_or(clock.now);
    let mut state = Conversation::default();
    for line in lines {
        let Ok(payload) = Payload::from_slice(line) else { continue };
        let context = engine.context(now);
        let (next, verdict) = engine.turn(&state, &payload, &context);
        let again = engine.turn(&kept(&state), &payload, &context);
        assert_eq!(again, (next.clone(), verdict.clone()), "a state that was stored goes on in another way");
        assert_eq!(next.turns, state.turns.saturating_add(1), "a turn that was not counted");
        check(&engine, &payload, &next, &verdict);
        let (_, bounded) = few.turn(&state, &payload, &context);
        let limited = bounded.findings.iter().any(|finding| finding.code() == "step_limit");
        assert!(
            !limited || bounded.outcome == Outcome::Reject,
            "out of steps, and yet {:?}",
            bounded.outcome
        );
        assert!(limited || bounded == verdict, "out of steps without saying so");
        said_nothing(&engine, &next, &verdict, now);
        state = next;
        now = now.checked_add_signed(TimeDelta::minutes(30)).unwrap_or(now);
    }
}

/// The state after it was stored and read again.
fn kept(state: &Conversation) -> Conversation {
    let text = serde_json::to_string(state).unwrap_or_default();
    let again = serde_json::from_str::<Conversation>(&text);
    assert!(again.as_ref().is_ok_and(|again| again == state), "kept as {text}, read as {again:?}");
    again.unwrap_or_default()
}

/// A turn without a word, at any clock, leaves what was said and agreed to as it was.
fn said_nothing(
    engine: &Engine,
    state: &Conversation,
    verdict: &Verdict,
    now: chrono::DateTime<chrono::Utc>,
) {
    let Ok(nothing) = Payload::from_json("{}") else { return };
    for minutes in [0, 1500] {
        let later = now.checked_add_signed(TimeDelta::minutes(minutes)).unwrap_or(now);
        let (idle, said) = engine.turn(state, &nothing, &engine.context(later));
        check(engine, &nothing, &idle, &said);
        for (name, slot) in &state.slots {
            let after = idle.slots.get(name);
            assert!(
                after.is_some_and(|after| after.heard == slot.heard
                    && after.history == slot.history
                    && after.accepted == slot.accepted
                    && after.confirmed == slot.confirmed),
                "a turn without a word changed `{name}` after {:?}: {after:?}",
                verdict.outcome
            );
        }
    }
}
