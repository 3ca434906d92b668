//! The answer to appointments that were read out: which of them, several, none, or none of these.

use super::super::State;
use super::super::clue::{About, Clue};
use super::super::vocabulary::weekday;
use super::constraint::{Constraint, one_of};
use super::{Understood, knows_nothing, set_moment};
use crate::appointment::Appointment;
use crate::context::Context;
use crate::heard::fold;
use crate::temporal;

const YES: [&str; 24] = [
    "ja", "jawohl", "jo", "jap", "genau", "richtig", "stimmt", "korrekt", "exakt", "klar", "sicher", "gerne",
    "gern", "doch", "yes", "yep", "right", "correct", "ok", "okay", "passt", "jaja", "jau", "joa",
];
const NO: [&str; 12] =
    ["nein", "nee", "ne", "noe", "naa", "falsch", "no", "nope", "leider", "keinesfalls", "quatsch", "nix"];
const NOT: [&str; 8] = ["nicht", "not", "ned", "net", "nit", "nich", "kein", "nie"];
/// What takes something out.
const EXCEPT: [&str; 4] = ["ausser", "ohne", "except", "without"];
/// Words around a yes or a no that add nothing.
const BESIDE: [&str; 69] = [
    "das",
    "des",
    "ist",
    "is",
    "der",
    "er",
    "den",
    "die",
    "dem",
    "es",
    "so",
    "bitte",
    "termin",
    "termine",
    "meine",
    "meinte",
    "meinen",
    "mein",
    "ich",
    "danke",
    "schoen",
    "ganz",
    "da",
    "mal",
    "aeh",
    "aehm",
    "hm",
    "mhm",
    "also",
    "na",
    "ach",
    "oh",
    "aha",
    "achso",
    "that",
    "the",
    "one",
    "it",
    "s",
    "please",
    "thanks",
    "auch",
    "aber",
    "wohl",
    "nur",
    "einer",
    "war",
    "dieser",
    "diesen",
    "genauso",
    "gut",
    "prima",
    "super",
    "dann",
    "nehme",
    "nehmen",
    "wir",
    "halt",
    "von",
    "wars",
    "wollte",
    "will",
    "waere",
    "glaube",
    "glaub",
    "eben",
    "eigentlich",
    "oder",
    "schon",
];
const ALL: [&str; 9] = ["beide", "beiden", "alle", "allen", "alles", "saemtliche", "both", "all", "beides"];
const NONE: [&str; 9] =
    ["keinen", "keiner", "keine", "keins", "keines", "keinem", "none", "neither", "weder"];
const OTHER: [&str; 6] = ["anderen", "andere", "anderer", "anderes", "other", "andern"];
const BEFORE: [&str; 4] = ["davor", "vorher", "zuvor", "before"];
const AFTER: [&str; 4] = ["danach", "darauf", "nachher", "after"];
/// What says that the last thing said is the right one.
const REPAIR: [&str; 12] = [
    "nein",
    "nee",
    "ne",
    "quatsch",
    "sorry",
    "entschuldigung",
    "moment",
    "vielmehr",
    "mein",
    "meine",
    "stopp",
    "halt",
];

/// Takes the answer into the state.
pub(super) fn take(
    state: &mut State,
    reply: &str,
    offered: &[&Appointment],
    about: About,
    context: &Context,
) -> Understood {
    let mut folded = fold::words(reply);
    // "ja genau den, ne": asks for nothing but a nod.
    if folded.last().is_some_and(|w| w == "ne") && folded.iter().any(|w| YES.contains(&w.as_str())) {
        folded.pop();
    }
    let has = |list: &[&str]| folded.iter().any(|w| list.contains(&w.as_str()));
    let bare = |list: &[&str]| {
        has(list) && folded.iter().all(|w| list.contains(&w.as_str()) || BESIDE.contains(&w.as_str()))
    };
    if folded.is_empty() {
        return Understood::No;
    }
    if knows_nothing(&folded.join(" ")) {
        return Understood::Yes;
    }
    let refused = [&NO[..], &NOT[..], &NONE[..]].concat();
    if bare(&[&YES[..], &refused[..]].concat()) {
        // "stimmt nicht" is a no; "nein, ja" is neither.
        let no = has(&refused);
        if no && has(&YES) && !has(&NOT) && !has(&NONE) {
            return Understood::No;
        }
        if no {
            rule_out(state, offered);
            return Understood::Yes;
        }
        let [one] = offered else { return Understood::Several };
        state.confirmed = vec![one.id.clone()];
        return Understood::Yes;
    }
    let heard = Heard::read(reply, offered, about, context);
    if let [one] = offered {
        // "Ja, Moment" asks to wait and is no yes yet; "Moment … ja" and "ja, genau, Moment" are.
        let wait = folded.iter().position(|w| w == "moment");
        let waits = wait.is_some_and(|at| {
            let before = folded.get(..at).unwrap_or_default();
            let after = folded.get(at..).unwrap_or_default();
            before.last().is_some_and(|w| matches!(w.as_str(), "ja" | "jaja" | "jo" | "ok" | "okay"))
                && before.len() < 2
                && !after.iter().any(|w| YES.contains(&w.as_str()))
        });
        // "tja, ja, den wollte ich": a yes with words that say nothing else.
        let plain_yes = has(&YES)
            && !has(&refused)
            && !has(&EXCEPT)
            && !waits
            && !has(&["oder", "aber", "wenn", "frage", "sondern"])
            && !(heard.constrained || heard.other || heard.neighbour || heard.all)
            && temporal::resolve(reply, context).is_ok_and(|r| r.readings.is_empty());
        if plain_yes {
            state.confirmed = vec![one.id.clone()];
            return Understood::Yes;
        }
        return single(state, reply, one, &heard, has(&refused), context);
    }
    several(state, reply, offered, &heard, has(&NONE), context)
}

fn rule_out(state: &mut State, these: &[&Appointment]) {
    state.ruled_out.extend(these.iter().map(|a| a.id.clone()));
}

/// The answer to "Meinen Sie …?"
fn single(
    state: &mut State,
    reply: &str,
    one: &Appointment,
    heard: &Heard<'_>,
    refused: bool,
    context: &Context,
) -> Understood {
    let fits = heard.constrained && one_of(&heard.left, one) && !heard.neighbour;
    if fits && !refused {
        // "den um zehn, ja": it was described once more.
        state.confirmed = vec![one.id.clone()];
        return Understood::Yes;
    }
    if !(refused || heard.constrained || heard.other || heard.neighbour) {
        return other_moment(state, reply, context);
    }
    if fits && refused && !heard.excluded {
        // "Nein, den um zehn": a no and the same one again.
        return Understood::Several;
    }
    state.ruled_out.push(one.id.clone());
    // "Nein, den am Freitag": a clue to another.
    let rest = without_no(reply);
    if let Ok(resolution) = temporal::resolve(&rest, context) {
        set_moment(state, &resolution, &rest);
    }
    Understood::Yes
}

/// The answer to "Welcher Termin ist es: …?"
fn several(
    state: &mut State,
    reply: &str,
    offered: &[&Appointment],
    heard: &Heard<'_>,
    none: bool,
    context: &Context,
) -> Understood {
    let ids = |list: &[&Appointment]| list.iter().map(|a| a.id.clone()).collect::<Vec<_>>();
    if none && !heard.other && !heard.constrained {
        rule_out(state, offered);
        return Understood::Yes;
    }
    if heard.all && heard.left.len() > 1 {
        state.confirmed = ids(&heard.left);
        return Understood::Yes;
    }
    if !heard.constrained && !heard.excluded {
        return other_moment(state, reply, context);
    }
    match heard.left.as_slice() {
        [] => other_moment(state, reply, context),
        [one] if heard.said.position => {
            state.picked = vec![one.id.clone()];
            Understood::Yes
        }
        [one] => {
            let wall = one.start.wall(context.zone);
            if heard.said.day {
                state.clues.set(About::Date, Clue::said(crate::wire::date(wall.date())));
            }
            if heard.said.time {
                state.clues.set(About::Time, Clue::said(crate::wire::time(wall.time())));
            }
            if let (true, Some(service)) = (heard.said.service, &one.service) {
                state.clues.set(About::Service, Clue::said(service.as_str()));
            }
            if let (true, Some(staff)) = (heard.said.staff, &one.staff) {
                state.clues.set(About::Staff, Clue::said(staff.as_str()));
            }
            if heard.excluded {
                state.picked = vec![one.id.clone()];
            }
            Understood::Yes
        }
        left => {
            if left.len() < offered.len() {
                let gone: Vec<&Appointment> = offered.iter().copied().filter(|o| !one_of(left, o)).collect();
                rule_out(state, &gone);
            }
            Understood::Several
        }
    }
}

/// A day or a time that none of those has is still an answer.
fn other_moment(state: &mut State, reply: &str, context: &Context) -> Understood {
    match temporal::resolve(reply, context) {
        Ok(resolution) if set_moment(state, &resolution, reply) => Understood::Yes,
        _ => Understood::No,
    }
}

/// A reply without the no that it begins with.
fn without_no(reply: &str) -> String {
    let refused = |word: &&str| {
        let folded = fold::fold(word);
        [&YES[..], &NO[..], &NOT[..]].concat().contains(&folded.as_str())
            || matches!(folded.as_str(), "aeh" | "aehm")
    };
    reply.split_whitespace().skip_while(refused).collect::<Vec<_>>().join(" ")
}

/// What a reply says about those that were read out.
struct Heard<'a> {
    /// Which of them it leaves.
    left: Vec<&'a Appointment>,
    /// Something was said that fits some of them.
    constrained: bool,
    /// Some were refused.
    excluded: bool,
    /// More than one is meant.
    all: bool,
    /// "den anderen"
    other: bool,
    /// "den davor", "den danach"
    neighbour: bool,
    said: Constraint<'a>,
}

impl<'a> Heard<'a> {
    fn read(reply: &str, offered: &[&'a Appointment], about: About, context: &Context) -> Self {
        let mut heard = Self {
            left: offered.to_vec(),
            constrained: false,
            excluded: false,
            all: false,
            other: false,
            neighbour: false,
            said: Constraint::default(),
        };
        let mut refused: Vec<&'a Appointment> = Vec::new();
        let mut repaired = false;
        for clause in clauses(reply) {
            let words = fold::words(&clause.text);
            let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
            repaired |= has(&REPAIR);
            if !clause.refused {
                heard.all |= has(&ALL);
                heard.other |= has(&OTHER);
            }
            if let Some(step) = step(has(&BEFORE), has(&AFTER)) {
                heard.neighbour = true;
                let anchor = match (refused.as_slice(), heard.left.as_slice()) {
                    ([one], _) | ([], [one]) => Some(*one),
                    _ => None,
                };
                if let Some(next) = anchor.and_then(|anchor| neighbour(anchor, offered, step)) {
                    heard.left = vec![next];
                    heard.constrained = true;
                    heard.said.position = true;
                    refused.clear();
                }
                continue;
            }
            // "den Dienstag, aber den späteren": of those that are left.
            let row = if clause.refused { offered } else { heard.left.as_slice() };
            let mut meant = Constraint::read(&clause.text, row, about, context);
            if row.len() < offered.len() && (!meant.any || meant.ids.is_empty()) {
                meant = Constraint::read(&clause.text, offered, about, context);
            }
            if !meant.any {
                continue;
            }
            if let (Some(step), [anchor]) = (step(has(&["vor"]), has(&["nach"])), meant.ids.as_slice())
                && meant.service
                && !meant.day
                && !meant.time
            {
                // "den nach der Massage"
                heard.neighbour = true;
                if let Some(next) = neighbour(anchor, offered, step) {
                    (heard.left, heard.constrained, heard.said.position) = (vec![next], true, true);
                }
                continue;
            }
            if clause.refused {
                refused.extend(meant.ids);
                continue;
            }
            let both: Vec<&Appointment> =
                heard.left.iter().copied().filter(|a| one_of(&meant.ids, a)).collect();
            heard.all |= meant.several;
            heard.left = if both.is_empty() && heard.constrained && repaired {
                // "Dienstag, äh, nee, Freitag": the last one counts.
                heard.said = Constraint::default();
                meant.ids.clone()
            } else if both.is_empty() && !heard.constrained {
                meant.ids.clone()
            } else {
                both
            };
            heard.constrained = true;
            heard.said.add(&meant);
        }
        if !refused.is_empty() {
            heard.excluded = true;
            heard.left.retain(|a| !one_of(&refused, a));
        }
        heard
    }
}

fn step(before: bool, after: bool) -> Option<bool> {
    (before != after).then_some(after)
}

/// The one after another in time, or the one before it.
fn neighbour<'a>(anchor: &Appointment, offered: &[&'a Appointment], after: bool) -> Option<&'a Appointment> {
    let others = offered.iter().copied().filter(|a| !std::ptr::eq(*a, anchor));
    if after {
        others.filter(|a| a.start.at >= anchor.start.at).min_by_key(|a| a.start.at)
    } else {
        others.filter(|a| a.start.at <= anchor.start.at).max_by_key(|a| a.start.at)
    }
}

/// A part of a reply that is wanted or refused as a whole.
struct Clause {
    text: String,
    refused: bool,
}

/// The parts of a reply. A comma, a full stop that ends a word, "sondern" and "aber" part them; a "nicht" or "außer" refuses what
/// comes behind it.
fn clauses(reply: &str) -> Vec<Clause> {
    let mut out = Vec::new();
    let mut open = Clause { text: String::new(), refused: false };
    let mut close = |clause: &mut Clause, refused: bool| {
        let done = std::mem::replace(clause, Clause { text: String::new(), refused });
        if !done.text.trim().is_empty() {
            out.push(done);
        }
    };
    let mut words = reply.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let folded = fold::fold(word);
        let is = |list: &[&str]| list.contains(&folded.as_str());
        if is(&NOT) || is(&EXCEPT) {
            close(&mut open, true);
        } else if matches!(folded.as_str(), "sondern" | "aber" | "but") {
            close(&mut open, false);
        } else {
            open.text.push_str(word);
            open.text.push(' ');
        }
        // "Dienstag, den ersten" is one day.
        let day = weekday(&folded).is_some()
            && words.peek().is_some_and(|next| matches!(fold::fold(next).as_str(), "den" | "der" | "dem"));
        // A full stop behind a number belongs to it.
        let ends = word.ends_with([',', ';', '!', '?'])
            || (word.ends_with('.') && !word.ends_with(|c: char| c.is_ascii_digit()));
        let numbered = word.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit());
        if ends && !day && !(word.ends_with('.') && numbered) {
            close(&mut open, false);
        }
    }
    close(&mut open, false);
    out
}
