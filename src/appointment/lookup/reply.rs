//! What a caller answers, understood against what was asked.

mod choice;
mod constraint;
mod number;

use super::clue::{About, Clue};
use super::finding::{REPLY_AMBIGUOUS, REPLY_NOT_UNDERSTOOD};
use super::when::When;
use super::{Caller, State};
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
    caller: &Caller,
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
        open_answer(state, reply, about, &caller.region, context)
    } else {
        choice::take(state, reply, offered, about, context)
    };
    match understood {
        Understood::Yes => {}
        Understood::Several => findings.push(Finding::new(&REPLY_AMBIGUOUS)),
        Understood::No => {
            // It may be asked once more.
            let also = std::mem::take(&mut state.also);
            state.asked.retain(|asked| *asked != about && !also.contains(asked));
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
fn open_answer(state: &mut State, reply: &str, about: About, region: &str, context: &Context) -> Understood {
    let folded = fold::fold(reply);
    if folded.is_empty() || crate::heard::unset::why(reply).is_some() {
        return Understood::No;
    }
    if knows_nothing(&folded) {
        return Understood::Yes;
    }
    let asked = |one: About| about == one || state.also.contains(&one);
    let (name, number) = (asked(About::Name), asked(About::Phone));
    if name || number {
        return who_and_when(state, reply, (name, number), region, context);
    }
    let hint = match about {
        About::Date => Hint::Date,
        About::Time => Hint::Time,
        About::Service | About::Staff => {
            if about == About::Staff && Name::parse(reply).is_empty() {
                return Understood::No;
            }
            state.clues.set(about, Clue::said(reply.trim()));
            return Understood::Yes;
        }
        _ => Hint::Any,
    };
    let Ok(resolution) = temporal::resolve_as(reply, hint, context) else { return Understood::No };
    if moment(state, &resolution, reply) { Understood::Yes } else { Understood::No }
}

/// An answer with a name or a number in it, and what else was said in the same breath: "Eva Schuster, am Donnerstag um drei, null drei
/// null …". The number is taken out first, then day and time; what is left is the name.
fn who_and_when(
    state: &mut State,
    reply: &str,
    (name, number): (bool, bool),
    region: &str,
    context: &Context,
) -> Understood {
    let mut understood = false;
    let mut rest = reply.to_owned();
    if number {
        if let Some((said, left)) = number::split(reply, region) {
            // The number that calls stays what it is.
            if state.clues.phone.as_ref().is_some_and(|clue| clue.source == Source::Signalled) {
                state.told_phone = Some(Clue::said(said));
            } else {
                state.clues.set(About::Phone, Clue::said(said));
            }
            rest = left;
            understood = true;
        } else if !name {
            return Understood::No;
        }
    }
    if let Some((moment, left)) = moments(&rest, context) {
        let known = state.clues.date.is_some() || state.clues.time.is_some();
        if !known || state.also.contains(&About::Date) {
            understood |= self::moment(state, &moment.1, &moment.0);
        }
        rest = left;
    }
    if name {
        let rest = without_fillers(&rest);
        let heard = Name::parse(&rest);
        if !heard.is_empty() {
            let whole = |n: &Name| n.given().is_some() && n.family().is_some();
            // Two hearings of a whole name: the better one will count.
            if let Some(before) = state.clues.name.take_if(|before| whole(&Name::parse(&before.value))) {
                state.also_named.push(before);
            }
            state.clues.set(About::Name, Clue::said(rest.as_str()));
            understood = true;
        }
    }
    // What was asked in the same breath and not answered may be asked again.
    let (clues, also) = (&state.clues, &state.also);
    let told =
        state.told_phone.is_some() || clues.phone.as_ref().is_some_and(|c| c.source != Source::Signalled);
    let answered = |about: About| if about == About::Phone { told } else { clues.get(about).is_some() };
    state.asked.retain(|asked| !also.contains(asked) || answered(*asked));
    if understood { Understood::Yes } else { Understood::No }
}

/// Jan, August, Freitag and Sommer are names of people as well: one word alone is a day only where nobody is called so.
fn is_moment(said: &str) -> bool {
    let words = fold::words(said);
    match words.as_slice() {
        [one] => {
            one.bytes().any(|b| b.is_ascii_digit())
                || matches!(one.as_str(), "heute" | "morgen" | "uebermorgen")
        }
        _ => true,
    }
}

/// A name without what was said between it and what came next.
fn without_fillers(text: &str) -> String {
    const FILLERS: [&str; 14] = [
        "halt", "eben", "so", "also", "aeh", "aehm", "und", "ja", "die", "ne", "gell", "dann", "bitte", "hm",
    ];
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.last().is_some_and(|w| {
        let folded = fold::fold(w);
        folded.is_empty() || FILLERS.contains(&folded.as_str())
    }) {
        words.pop();
    }
    words.join(" ").trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace()).to_owned()
}

/// Day and time of a reply with what they mean, and the reply without them.
fn moments(reply: &str, context: &Context) -> Option<((String, Resolution), String)> {
    let mentions = temporal::find(reply, context).ok()?;
    let mut said = String::new();
    let mut left = String::new();
    let mut at = 0;
    for mention in mentions.iter().filter(|m| is_moment(m.of(reply))) {
        let span = mention.span;
        left.push_str(reply.get(at..span.start)?);
        left.push(' ');
        said.push_str(reply.get(span.start..span.end)?);
        said.push(' ');
        at = span.end;
    }
    left.push_str(reply.get(at..)?);
    let resolution = temporal::resolve(said.trim(), context).ok().filter(|r| !r.readings.is_empty())?;
    // "am" and "um" that were not part of the mention belong to no name.
    let kept = |w: &&str| {
        !matches!(fold::fold(w).as_str(), "am" | "um" | "und" | "der" | "den" | "termin" | "ist" | "war")
    };
    let left = left.split_whitespace().filter(kept).collect::<Vec<_>>().join(" ");
    Some(((said.trim().to_owned(), resolution), left))
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
