//! The question that tells most, in German that a receptionist would use.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Heard, Standing, best_first, in_time};
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
    with_text(about, None, wording::open(about, lang))
}

/// A question for two things in one breath, as people ask at a counter.
fn both(about: About, also: About, lang: Lang) -> Asked {
    match wording::both(about, also, lang) {
        Some(text) => with_text(about, Some(also), text),
        None => open(about, lang),
    }
}

fn with_text(about: About, also: Option<About>, text: &str) -> Asked {
    let also = also.into_iter().collect();
    Asked {
        question: Question { about, also, text: text.to_owned(), options: Vec::new() },
        offered: Vec::new(),
    }
}

/// What has to be known of a caller who is not verified. It hangs on the clues alone: whoever asks for somebody else's
/// appointment hears the same, whether there is one or not.
pub(super) fn who(heard: &Heard<'_>, state: &State, caller: &Caller) -> Option<Asked> {
    let lang = caller.lang;
    let asked = |about| state.asked.contains(&about);
    let missing = |about: About| state.clues.get(about).is_none() && !asked(about);
    let number = heard.told.is_none()
        && !asked(About::Phone)
        && caller.consent == crate::phone::Consent::Given
        && caller.unsignalled != Unsignalled::Refuse;
    // One word is a name that whole families have.
    let whole = heard.name.as_ref().is_some_and(|n| n.given().is_some() && n.family().is_some());
    if !whole && !asked(About::Name) {
        let day = missing(About::Date) && heard.signalled.is_some();
        return Some(match (day, number) {
            (true, _) => both(About::Name, About::Date, lang),
            (false, true) => both(About::Name, About::Phone, lang),
            (false, false) => open(About::Name, lang),
        });
    }
    // The number fits or not: a name may have been misheard, and anybody is asked for it once more.
    let once_more = whole && state.also_named.is_empty();
    if heard.signalled.is_some() && once_more {
        return Some(if number {
            with_text(About::Name, Some(About::Phone), wording::name_again_and_number(lang))
        } else {
            with_text(About::Name, None, wording::name_again(lang))
        });
    }
    if caller.unsignalled == Unsignalled::Refuse || heard.name.is_none() {
        return None;
    }
    if number {
        return Some(if missing(About::Date) {
            both(About::Phone, About::Date, lang)
        } else {
            open(About::Phone, lang)
        });
    }
    if missing(About::Date) {
        return Some(if missing(About::Time) {
            both(About::Date, About::Time, lang)
        } else {
            open(About::Date, lang)
        });
    }
    if once_more {
        return Some(with_text(About::Name, None, wording::name_again(lang)));
    }
    missing(About::Time).then(|| open(About::Time, lang))
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
    let mut asked = open_for(next, state, caller.lang);
    asked.question.text = format!("{} {}", wording::no_such(caller.lang), asked.question.text);
    Some(asked)
}

/// One of several, or whether it is the one. `near`: none is quite what was said.
pub(super) fn which(
    viable: &[&Candidate<'_>],
    near: bool,
    state: &State,
    caller: &Caller,
    context: &Context,
) -> Option<Asked> {
    let told = viable.iter().all(|c| c.standing == Standing::Verified);
    let open_question = if told { None } else { best_attribute(viable, state, context) };
    // Somebody else under the number may be meant: what is asked first names nothing. Where that does not help, the caller
    // hears what is their own.
    if let Some(about) =
        open_question.filter(|_| !state.asked.iter().any(|a| *a != About::Name && *a != About::Phone))
    {
        return Some(open_for(about, state, caller.lang));
    }
    let mut ordered: Vec<&Candidate<'_>> =
        viable.iter().copied().filter(|c| c.standing == Standing::Verified).collect();
    in_time(&mut ordered);
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
        best_first(&mut ordered);
        ordered.truncate(most);
        in_time(&mut ordered);
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
    attribute.map(|about| open_for(about, state, caller.lang))
}

/// A day is asked for with its time, where that is not known either: two facts, of which one may be misheard.
fn open_for(about: About, state: &State, lang: Lang) -> Asked {
    let missing = |about: About| !said(state.clues.get(about)) && !state.asked.contains(&about);
    match about {
        About::Date if missing(About::Time) => both(About::Date, About::Time, lang),
        _ => open(about, lang),
    }
}

fn read_out(about: About, text: String, labels: Vec<String>, records: &[&Appointment]) -> Asked {
    let options = labels
        .into_iter()
        .zip(records)
        .map(|(label, record)| Choice { label, ids: vec![record.id.clone()] })
        .collect();
    let offered = records.iter().map(|r| r.id.clone()).collect();
    Asked { question: Question { about, also: Vec::new(), text, options }, offered }
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
