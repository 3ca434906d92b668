//! The question that tells most, in German that a receptionist would use.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Heard, Standing};
use super::clue::{About, Clue};
use super::weight::{information, likelihood};
use super::{Caller, Choice, Question, State, Unsignalled, wording};
use crate::appointment::Appointment;
use crate::context::Context;
use crate::finding::Lang;

/// A question, and the appointments that were read out with it.
pub(super) struct Asked {
    pub(super) question: Question,
    pub(super) offered: Vec<String>,
}

fn open(about: About, lang: Lang) -> Asked {
    let text = wording::open(about, lang).to_owned();
    Asked { question: Question { about, text, options: Vec::new() }, offered: Vec::new() }
}

/// What has to be known of a caller who is not verified. It hangs on the clues alone: whoever asks for somebody else's
/// appointment hears the same, whether there is one or not.
pub(super) fn who(heard: &Heard<'_>, state: &State, caller: &Caller) -> Option<Asked> {
    let asked = |about| state.asked.contains(&about);
    // One word is a name that whole families have.
    let whole = heard.name.as_ref().is_some_and(|n| n.given().is_some() && n.family().is_some());
    if !whole && !asked(About::Name) {
        return Some(open(About::Name, caller.lang));
    }
    // The number fits or not: a name may have been misheard, and anybody is asked for it once more.
    let again = || {
        let once = whole && state.also_named.is_empty() && !asked(About::Name);
        once.then(|| {
            let mut again = open(About::Name, caller.lang);
            again.question.text = wording::name_again(caller.lang).to_owned();
            again
        })
    };
    if heard.signalled.is_some()
        && let Some(again) = again()
    {
        return Some(again);
    }
    if caller.unsignalled == Unsignalled::Refuse || heard.name.is_none() {
        return None;
    }
    if heard.told.is_none() && !asked(About::Phone) && caller.consent == crate::phone::Consent::Given {
        return Some(open(About::Phone, caller.lang));
    }
    let missing = |about: About| state.clues.get(about).is_none() && !asked(about);
    if missing(About::Date) {
        return Some(open(About::Date, caller.lang));
    }
    again().or_else(|| missing(About::Time).then(|| open(About::Time, caller.lang)))
}

/// What a caller has named, said back: the day, and the time if it was said.
pub(super) fn is_it(record: &Appointment, time: bool, caller: &Caller, context: &Context) -> Asked {
    let label = wording::as_named(record, time, context, caller.lang);
    read_out(About::Appointment, wording::confirm(&label, false, caller.lang), vec![label], &[record])
}

/// Nothing fits what was said: the first thing that was not said yet.
pub(super) fn none_such(
    open_ones: &[&Candidate<'_>],
    state: &State,
    caller: &Caller,
    context: &Context,
) -> Option<Asked> {
    let next = best_attribute(open_ones, state, context)
        .or_else(|| [About::Date, About::Time].into_iter().find(|about| !state.asked.contains(about)))?;
    let mut asked = open(next, caller.lang);
    asked.question.text = format!("{} {}", wording::no_such(caller.lang), asked.question.text);
    Some(asked)
}

/// One of several, or whether it is the one. `told`: all of them may be read out; `near`: none is quite what was said.
pub(super) fn which(
    viable: &[&Candidate<'_>],
    told: bool,
    near: bool,
    state: &State,
    caller: &Caller,
    context: &Context,
) -> Option<Asked> {
    let open_question = if told { None } else { best_attribute(viable, state, context) };
    // Somebody else under the number may be meant: what is asked first names nothing. Where that does not help, the caller
    // hears what is their own.
    if let Some(about) =
        open_question.filter(|_| !state.asked.iter().any(|a| *a != About::Name && *a != About::Phone))
    {
        return Some(open(about, caller.lang));
    }
    let mut ordered: Vec<&Candidate<'_>> =
        viable.iter().copied().filter(|c| c.standing == Standing::Verified).collect();
    ordered.sort_by(|a, b| (&a.record.start, &a.record.id).cmp(&(&b.record.start, &b.record.id)));
    let records: Vec<&Appointment> = ordered.iter().map(|c| c.record).collect();
    if let [one] = records.as_slice() {
        let label = wording::in_full(one, context, caller.lang);
        let text = wording::confirm(&label, near, caller.lang);
        return Some(read_out(About::Appointment, text, vec![label], &records));
    }
    let attribute = best_attribute(&ordered, state, context);
    let most = usize::from(caller.max_choices);
    if records.len() > most && attribute.is_none() {
        // Nothing is left to ask: those that fit best.
        ordered.sort_by(|a, b| {
            b.weight
                .cmp(&a.weight)
                .then_with(|| (&a.record.start, &a.record.id).cmp(&(&b.record.start, &b.record.id)))
        });
        ordered.truncate(most);
        ordered.sort_by(|a, b| (&a.record.start, &a.record.id).cmp(&(&b.record.start, &b.record.id)));
    }
    let records: Vec<&Appointment> = ordered.iter().map(|c| c.record).collect();
    if records.len() <= most {
        let labels = wording::labels(&records, context, caller.lang);
        let distinct =
            labels.iter().enumerate().all(|(i, l)| labels.iter().skip(i.saturating_add(1)).all(|o| o != l));
        if distinct {
            let about = attribute.unwrap_or(About::Appointment);
            let text = wording::choose(&labels, near, caller.lang);
            return Some(read_out(about, text, labels, &records));
        }
    }
    attribute.map(|about| open(about, caller.lang))
}

fn read_out(about: About, text: String, labels: Vec<String>, records: &[&Appointment]) -> Asked {
    let options = labels
        .into_iter()
        .zip(records)
        .map(|(label, record)| Choice { label, ids: vec![record.id.clone()] })
        .collect();
    let offered = records.iter().map(|r| r.id.clone()).collect();
    Asked { question: Question { about, text, options }, offered }
}

/// The attribute whose answer tells most, by the expected information, among those that were neither said nor asked.
fn best_attribute(candidates: &[&Candidate<'_>], state: &State, context: &Context) -> Option<About> {
    let top = candidates.iter().map(|c| c.weight).max()?;
    let mut best = None;
    for about in [About::Date, About::Time, About::Service, About::Staff, About::Name] {
        if state.asked.contains(&about) || said(state.clues.get(about)) {
            continue;
        }
        let mut groups: BTreeMap<String, u64> = BTreeMap::new();
        for candidate in candidates {
            let Some(value) = value(candidate.record, about, context) else { continue };
            let size = groups.entry(value).or_default();
            *size = size.saturating_add(likelihood(candidate.weight, top).max(1));
        }
        let sizes: Vec<u64> = groups.into_values().collect();
        let told = information(&sizes);
        if told > best.map_or(0, |(_, most)| most) {
            best = Some((about, told));
        }
    }
    best.map(|(about, _)| about)
}

fn said(clue: Option<&Clue>) -> bool {
    clue.is_some_and(|c| crate::heard::unset::why(&c.value).is_none())
}

/// What an answer to the question would be.
fn value(record: &Appointment, about: About, context: &Context) -> Option<String> {
    match about {
        About::Date => Some(record.start.wall(context.zone).date().to_string()),
        About::Time => Some(record.start.wall(context.zone).time().to_string()),
        About::Service => record.service.as_deref().map(crate::heard::fold::fold),
        About::Staff => record.staff.as_deref().map(crate::heard::fold::fold),
        About::Name => record.name.as_deref().map(crate::heard::fold::fold),
        _ => None,
    }
}

/// The caller has nothing ahead, or nothing but what they said no to.
pub(super) fn nothing_open(further: bool, lang: Lang) -> String {
    wording::nothing_open(further, lang).to_owned()
}

/// A person takes over.
pub(super) fn hand_over(lang: Lang) -> String {
    wording::hand_over(lang).to_owned()
}
