//! What a caller answers, understood against what was asked.

mod choice;
mod constraint;
mod moment;
mod number;
mod parts;

use std::borrow::Cow;

use super::clue::{About, Clue};
use super::finding::{REPLY_AMBIGUOUS, REPLY_NOT_UNDERSTOOD};
use super::respelt::respelt;
use super::vocabulary::is_particle;
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
/// What stands where a number or a day was taken out of a reply. Nobody says it.
const GAP: &str = "|";

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
        open_answer(state, reply, about, &caller.region, context, findings)
    } else {
        choice::take(state, &spelt(reply, findings), offered, about, context)
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

/// A reply to several questions without what says that one of the answers is not known.
fn without_ignorance(reply: &str) -> String {
    const AROUND: [&str; 19] = [
        "das", "es", "weiss", "ich", "leider", "nicht", "mehr", "genau", "keine", "ahnung", "habe", "im",
        "kopf", "kann", "mich", "erinnern", "don", "know", "t",
    ];
    let words: Vec<(&str, String)> = reply.split_whitespace().map(|w| (w, fold::fold(w))).collect();
    let mut kept: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let run = words.iter().skip(at).take_while(|(_, w)| AROUND.contains(&w.as_str())).count();
        let end = at.saturating_add(run);
        let says_so = words.get(at..end).is_some_and(|run| {
            run.len() > 1 && run.iter().any(|(_, w)| matches!(w.as_str(), "nicht" | "ahnung" | "know"))
        });
        if says_so {
            at = end;
            continue;
        }
        // "ich weiß": the same words, and no such thing.
        let end = end.max(at.saturating_add(1));
        kept.extend(words.get(at..end).unwrap_or_default().iter().map(|(w, _)| *w));
        at = end;
    }
    kept.join(" ")
}

/// The answer to an open question.
fn open_answer(
    state: &mut State,
    reply: &str,
    about: About,
    region: &str,
    context: &Context,
    findings: &mut Vec<Finding>,
) -> Understood {
    let folded = fold::fold(reply);
    if folded.is_empty() || crate::heard::unset::why(reply).is_some() {
        return Understood::No;
    }
    let asked = |one: About| about == one || state.also.contains(&one);
    let (name, number) = (asked(About::Name), asked(About::Phone));
    // Of several things, one may not be known.
    let several = !state.also.is_empty();
    let whole = reply;
    let known = if several { Cow::Owned(without_ignorance(reply)) } else { Cow::Borrowed(reply) };
    // "das weiß ich nicht, naja"
    let ignorant = known.len() < reply.trim().len() && without_fillers(&known).is_empty();
    let reply = known.as_ref();
    if ignorant || (!several && knows_nothing(&folded)) {
        return Understood::Yes;
    }
    if name || number {
        let understood = who_and_when(state, reply, (name, number), region, context, findings);
        if known.len() == whole.trim().len() {
            // What was asked in the same breath and not answered may be asked again.
            asked_again(state);
        }
        return understood;
    }
    let reply = &match about {
        About::Date | About::Time => spelt(reply, findings),
        _ => Cow::Borrowed(reply),
    };
    if state.also.contains(&About::Service) {
        return when_and_service(state, reply, context);
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
    if set_moment(state, &resolution, reply) { Understood::Yes } else { Understood::No }
}

/// The reply with words about day and time put right that are wrong by a letter.
fn spelt<'a>(reply: &'a str, findings: &mut Vec<Finding>) -> Cow<'a, str> {
    match respelt(reply) {
        Some(right) => {
            findings.push(Finding::new(&temporal::findings::SPELLING_CORRECTED));
            Cow::Owned(right)
        }
        None => Cow::Borrowed(reply),
    }
}

/// "um zehn, die Massage", "am Freitag zum Färben", or one of the two.
fn when_and_service(state: &mut State, reply: &str, context: &Context) -> Understood {
    let mut rest = reply.to_owned();
    let mut understood = false;
    if let Some(((text, resolution), left)) = moment::split_behind(reply, context) {
        understood = set_moment(state, &resolution, &text);
        rest = left;
    }
    let service = without_fillers(&rest.replace(GAP, " "));
    if !service.is_empty() {
        state.clues.set(About::Service, Clue::said(service));
        understood = true;
    }
    if understood { Understood::Yes } else { Understood::No }
}

/// An answer with a name or a number in it, and what else was said in the same breath: "Eva Schuster, null drei null …, am
/// Donnerstag um drei, zum Färben". The number is taken out first, then day and time; what is left is the name, and behind it the
/// service.
fn who_and_when(
    state: &mut State,
    reply: &str,
    (name, number): (bool, bool),
    region: &str,
    context: &Context,
    findings: &mut Vec<Finding>,
) -> Understood {
    let mut understood = false;
    let mut rest = reply.to_owned();
    if number {
        if let Some((said, left)) = number::split(reply, region) {
            told(state, said);
            rest = left;
            understood = true;
        } else if !name {
            return Understood::No;
        } else {
            // Figures that are no number belong to no name either.
            rest = number::without(reply);
        }
    }
    // A name may be one letter away from a month: what comes before the number stays as it is.
    if let Some((before, behind)) = rest.split_once(GAP) {
        rest = format!("{before}{GAP}{}", spelt(behind, findings));
    }
    let asked_when = state.also.iter().any(|about| matches!(about, About::Date | About::Time));
    let behind = if asked_when { moment::split_behind(&rest, context) } else { None };
    if let Some(((said, resolution), left)) = behind.or_else(|| moment::split(&rest, context)) {
        let known = state.clues.date.is_some() || state.clues.time.is_some();
        if !known || asked_when {
            understood |= set_moment(state, &resolution, &said);
        }
        rest = left;
    }
    let asked_service = state.also.contains(&About::Service);
    let (who, what) = if asked_service { parts::name_and_service(&rest, name) } else { (rest, None) };
    if name {
        let rest = without_fillers(&who.replace(GAP, " "));
        let heard = Name::parse(&rest);
        if !heard.is_empty() {
            // Two hearings of a whole name: the better one will count.
            if let Some(before) = state.clues.name.take_if(|before| Name::parse(&before.value).is_whole()) {
                state.also_named.push(before);
            }
            state.clues.set(About::Name, Clue::said(rest.as_str()));
            understood = true;
        }
    }
    if let Some(service) = what.filter(|_| asked_service) {
        state.clues.set(About::Service, Clue::said(service));
        understood = true;
    }
    if understood { Understood::Yes } else { Understood::No }
}

/// Forgets of what was asked that it was, where no answer to it is known.
fn asked_again(state: &mut State) {
    let (clues, also) = (&state.clues, &state.also);
    let told =
        state.told_phone.is_some() || clues.phone.as_ref().is_some_and(|c| c.source != Source::Signalled);
    let answered = |about: About| match about {
        About::Phone => told,
        _ => clues.get(about).is_some(),
    };
    state.asked.retain(|asked| !also.contains(asked) || answered(*asked));
}

/// A number that was said. The number that calls stays what it is, and of two hearings either may be right.
fn told(state: &mut State, said: String) {
    let signalled = state.clues.phone.as_ref().is_some_and(|clue| clue.source == Source::Signalled);
    let place = if signalled { &mut state.told_phone } else { &mut state.clues.phone };
    if let Some(before) = place.replace(Clue::said(said)) {
        state.also_told.push(before);
    }
}

/// A name without what was said between it and what came next.
fn without_fillers(text: &str) -> String {
    const FILLERS: [&str; 8] = ["und", "die", "zwar", "glaube", "ich", "das", "ist", "nummer"];
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.last().is_some_and(|w| {
        let folded = fold::fold(w);
        folded.is_empty() || is_particle(&folded) || FILLERS.contains(&folded.as_str())
    }) {
        words.pop();
    }
    words.join(" ").trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace()).to_owned()
}

/// Puts a day, a time or both into the clues.
fn set_moment(state: &mut State, resolution: &Resolution, text: &str) -> bool {
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
