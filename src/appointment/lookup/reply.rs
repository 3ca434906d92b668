//! What a caller answers, understood against what was asked.

mod choice;
mod constraint;

use super::State;
use super::clue::{About, Clue};
use super::finding::{REPLY_AMBIGUOUS, REPLY_NOT_UNDERSTOOD};
use super::when::When;
use crate::appointment::Appointment;
use crate::appointment::name::Name;
use crate::context::Context;
use crate::finding::Finding;
use crate::heard::fold;
use crate::payload::Source;
use crate::temporal::{self, Hint, Resolution};

/// The longest reply, in bytes.
pub const MAX_REPLY: usize = 4096;

/// Takes a reply into the state: clues, picks, and what it rules out. `offered` are the appointments that were read out, in
/// that order.
pub(super) fn take(
    state: &mut State,
    reply: &str,
    offered: &[&Appointment],
    context: &Context,
    findings: &mut Vec<Finding>,
) {
    let about = state.about.unwrap_or(About::Appointment);
    if reply.len() > MAX_REPLY {
        findings.push(Finding::new(&REPLY_NOT_UNDERSTOOD));
        return;
    }
    let reply = &without_target(reply);
    let understood = if offered.is_empty() {
        open_answer(state, reply, about, context)
    } else {
        choice::take(state, reply, offered, about, context)
    };
    match understood {
        Understood::Yes => {}
        Understood::Several => findings.push(Finding::new(&REPLY_AMBIGUOUS)),
        Understood::No => {
            // It may be asked once more.
            state.asked.retain(|asked| *asked != about);
            findings.push(Finding::new(&REPLY_NOT_UNDERSTOOD));
        }
    }
}

/// A reply without the day to which the appointment shall move: "den am Dienstag möchte ich auf Freitag verlegen".
fn without_target(reply: &str) -> String {
    const MOVE: [&str; 14] = [
        "verschieben",
        "verlegen",
        "umbuchen",
        "umlegen",
        "schieben",
        "vorverlegen",
        "legen",
        "tauschen",
        "verschoben",
        "verlegt",
        "move",
        "moved",
        "reschedule",
        "umgebucht",
    ];
    let words: Vec<&str> = reply.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|w| fold::fold(w)).collect();
    let verb = folded.iter().rposition(|w| MOVE.contains(&w.as_str()));
    let to = verb.and_then(|verb| folded.iter().take(verb).rposition(|w| w == "auf" || w == "to"));
    let (Some(verb), Some(to)) = (verb, to) else { return reply.to_owned() };
    let kept = words.iter().take(to).chain(words.iter().skip(verb.saturating_add(1)));
    kept.copied().collect::<Vec<_>>().join(" ")
}

enum Understood {
    Yes,
    /// It can mean several of those that were offered.
    Several,
    No,
}

/// "weiß ich nicht mehr", "keine Ahnung": an answer, that says nothing.
fn knows_nothing(folded: &str) -> bool {
    [
        "weiss nicht",
        "weiss ich nicht",
        "weiss es nicht",
        "keine ahnung",
        "nicht mehr genau",
        "kann mich nicht erinnern",
        "don t know",
    ]
    .iter()
    .any(|phrase| folded.contains(phrase))
        || folded == "egal"
}

/// The answer to an open question.
fn open_answer(state: &mut State, reply: &str, about: About, context: &Context) -> Understood {
    let folded = fold::fold(reply);
    if folded.is_empty() || crate::heard::unset::why(reply).is_some() {
        return Understood::No;
    }
    if knows_nothing(&folded) {
        return Understood::Yes;
    }
    let hint = match about {
        About::Date => Hint::Date,
        About::Time => Hint::Time,
        About::Name | About::Phone | About::Service | About::Staff => {
            let clue = Clue::said(reply.trim());
            let usable = match about {
                About::Name | About::Staff => !Name::parse(reply).is_empty(),
                About::Phone => crate::heard::number::phone(reply, Source::Said, "DE").number().is_some(),
                _ => true,
            };
            if usable {
                if about == About::Name
                    && let Some(before) = &state.clues.name
                {
                    state.also_named.push(before.clone());
                }
                state.clues.set(about, clue);
                return Understood::Yes;
            }
            return Understood::No;
        }
        About::CallId | About::Appointment => Hint::Any,
    };
    let Ok(resolution) = temporal::resolve_as(reply, hint, context) else { return Understood::No };
    if moment(state, &resolution, reply) { Understood::Yes } else { Understood::No }
}

/// Puts a day, a time or both into the clues.
fn moment(state: &mut State, resolution: &Resolution, text: &str) -> bool {
    let when = When::of(resolution, Some(Source::Said), Some(Source::Said));
    let (day, time) = (when.says_day(), when.says_time());
    match (day, time) {
        (false, false) => return false,
        (true, time) => {
            state.clues.set(About::Date, Clue::said(text.trim()));
            if time {
                state.clues.time = None;
            }
        }
        (false, true) => state.clues.set(About::Time, Clue::said(text.trim())),
    }
    true
}
