//! The question that tells most, in German that a receptionist would use.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Heard, Standing, best_first, in_time, same_person};
use super::clue::{About, Clue};
use super::weight::{LIKELIER, information, likelihood};
use super::{Caller, Choice, Question, State, Unsignalled, wording};
use crate::appointment::Appointment;
use crate::appointment::name::Name;
use crate::context::Context;
use crate::finding::Lang;

/// A question, and the appointments that were read out with it.
pub(super) struct Asked {
    pub(super) question: Question,
    pub(super) offered: Vec<String>,
}

fn open(about: About, lang: Lang) -> Asked {
    with_text(about, &[], wording::open(about, lang))
}

/// A question for the day, the time and the service, as far as they are missing, in one breath, as people ask at a counter.
fn missing(facts: &[About], lang: Lang) -> Option<Asked> {
    let (first, also) = facts.split_first()?;
    Some(with_text(*first, also, wording::missing(facts, lang)))
}

fn with_text(about: About, also: &[About], text: impl Into<String>) -> Asked {
    Asked {
        question: Question { about, also: also.to_vec(), text: text.into(), options: Vec::new() },
        offered: Vec::new(),
    }
}

/// Who it is, with what else is missing, in one breath.
fn name_and(again: bool, number: bool, facts: &[About], lang: Lang) -> Asked {
    let mut also = Vec::with_capacity(4);
    also.extend(number.then_some(About::Phone));
    also.extend_from_slice(facts);
    let text =
        if again { wording::name_again(number, facts, lang) } else { wording::name(number, facts, lang) };
    with_text(About::Name, &also, text)
}

/// What has to be known of a caller who is not verified. It hangs on the clues alone: whoever asks for somebody else's
/// appointment hears the same, whether there is one or not.
pub(super) fn who(heard: &Heard<'_>, state: &State, caller: &Caller) -> Option<Asked> {
    let lang = caller.lang;
    let asked = |about| state.asked.contains(&about);
    let may_tell =
        caller.consent == crate::phone::Consent::Given && caller.unsignalled != Unsignalled::Refuse;
    let number = may_tell && heard.told.is_none() && !asked(About::Phone);
    // "im Mai" and "irgendwann" name no day.
    let day = !heard.when.names_a_day() && !asked(About::Date);
    let time = !heard.when.says_time() && !asked(About::Time);
    // Who remembers the day or the time wrongly, or not at all, may know what it is for.
    let service = !said(state.clues.service.as_ref()) && !asked(About::Service);
    let mut facts = Vec::with_capacity(3);
    facts.extend(day.then_some(About::Date));
    facts.extend(time.then_some(About::Time));
    facts.extend(service.then_some(About::Service));
    let whole = heard.name.as_ref().is_some_and(Name::is_whole);
    if !whole && !asked(About::Name) {
        return Some(name_and(false, number, &facts, lang));
    }
    // The number fits or not: a name may have been misheard, and anybody is asked for it once more.
    let once_more = whole && state.also_named.is_empty();
    if heard.signalled.is_some() && once_more {
        return Some(name_and(true, number, &facts, lang));
    }
    if caller.unsignalled == Unsignalled::Refuse || heard.name.is_none() {
        return None;
    }
    if number {
        return Some(if facts.is_empty() {
            open(About::Phone, lang)
        } else {
            with_text(About::Phone, &facts, wording::number(&facts, lang))
        });
    }
    // Without the day nobody is found, whatever else was misheard.
    if day {
        return missing(&facts, lang);
    }
    // A number that was told may have been misheard like a name.
    let number_once_more = may_tell && heard.told.is_some() && state.also_told.is_empty();
    if once_more {
        return Some(name_and(true, number_once_more, &facts, lang));
    }
    if !facts.is_empty() {
        return missing(&facts, lang);
    }
    number_once_more.then(|| with_text(About::Phone, &[], wording::number_again(lang)))
}

/// A second fact about what was named by its day.
pub(super) fn second(about: &[About], state: &State, caller: &Caller) -> Option<Asked> {
    let open_ones: Vec<About> = about.iter().copied().filter(|a| !state.asked.contains(a)).collect();
    missing(&open_ones, caller.lang)
}

/// What a caller has named, said back: the day, and the time if it was said.
pub(super) fn is_it(record: &Appointment, time: bool, caller: &Caller, context: &Context) -> Asked {
    let label = wording::as_named(record, time, context, caller.lang);
    read_out(About::Appointment, wording::confirm(&label, false, caller.lang), vec![label], &[record])
}

/// Nothing fits what was said: the first thing that was not said yet. Where all was said, the caller hears what there is, if it is
/// little.
pub(super) fn none_such(
    open_ones: &[&Candidate<'_>],
    all: &[Candidate<'_>],
    heard: &Heard<'_>,
    state: &State,
    caller: &Caller,
    context: &Context,
) -> Option<Asked> {
    let missing = best_attribute(open_ones, heard, state, context);
    if missing.is_none() {
        let mut own: Vec<&Candidate<'_>> =
            open_ones.iter().copied().filter(|c| c.standing == Standing::Verified).collect();
        let twins = |a: &Candidate<'_>| own.iter().any(|b| !a.is(b) && super::decide::reads_the_same(a, b));
        let few = own.len() <= usize::from(caller.max_choices) && !own.iter().any(|c| twins(c));
        in_time(&mut own);
        let asked = if few { which(&own, all, true, heard, state, caller, context) } else { None };
        if asked.is_some() {
            return asked;
        }
    }
    let next = missing
        .or_else(|| [About::Date, About::Time].into_iter().find(|about| !state.asked.contains(about)))?;
    let mut asked = open_for(next, heard, state, caller.lang);
    asked.question.text = format!("{} {}", wording::no_such(caller.lang), asked.question.text);
    Some(asked)
}

/// How far what is read out may be something else in a table that says UTC to times of the wall.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shadow {
    None,
    /// The service tells them apart.
    Service,
    /// Nothing does.
    All,
}

fn shadow(shown: &[&Candidate<'_>], all: &[Candidate<'_>], context: &Context) -> Shadow {
    let of = |c: &&Candidate<'_>| {
        let Some(other) = super::decide::shadow(c, all, context) else { return Shadow::None };
        match (&c.record.service, &other.record.service) {
            (Some(a), Some(b)) if crate::heard::fold::fold(a) != crate::heard::fold::fold(b) => {
                Shadow::Service
            }
            _ => Shadow::All,
        }
    };
    shown.iter().map(of).max().unwrap_or(Shadow::None)
}

/// One of several, or whether it is the one; none where what would be read out may mean another one of `all`. `near`: none is
/// quite what was said.
pub(super) fn which(
    viable: &[&Candidate<'_>],
    all: &[Candidate<'_>],
    near: bool,
    heard: &Heard<'_>,
    state: &State,
    caller: &Caller,
    context: &Context,
) -> Option<Asked> {
    let told = viable.iter().all(|c| c.standing == Standing::Verified);
    let open_question = if told { None } else { best_attribute(viable, heard, state, context) };
    // Somebody else under the number may be meant: what is asked first names nothing. Where that does not help, the caller
    // hears what is their own.
    if let Some(about) =
        open_question.filter(|_| !state.asked.iter().any(|a| *a != About::Name && *a != About::Phone))
    {
        return Some(open_for(about, heard, state, caller.lang));
    }
    let mut ordered: Vec<&Candidate<'_>> =
        viable.iter().copied().filter(|c| c.standing == Standing::Verified).collect();
    // One that is far likelier than the others is asked for by itself.
    best_first(&mut ordered);
    if let [first, second, ..] = ordered.as_slice()
        && first.weight.saturating_sub(second.weight) >= LIKELIER
    {
        ordered.truncate(1);
    }
    // A pick out of two has to be confirmed; where something was said of it, one of them by itself is found sooner. Who has said
    // nothing of it may mean both.
    let described =
        !heard.when.is_empty() || said(state.clues.service.as_ref()) || said(state.clues.staff.as_ref());
    if ordered.len() == 2 && state.tries > 0 && described {
        ordered.truncate(1);
    }
    in_time(&mut ordered);
    if ordered.is_empty() {
        // What was said fits somebody else's under the number: the name may have been misheard.
        let once_more = state.also_named.is_empty();
        return open_question
            .map(|about| open_for(about, heard, state, caller.lang))
            .or_else(|| once_more.then(|| name_and(true, false, &[], caller.lang)));
    }
    let shadow = shadow(&ordered, all, context);
    if shadow == Shadow::All {
        return best_attribute(&ordered, heard, state, context)
            .map(|about| open_for(about, heard, state, caller.lang));
    }
    let records: Vec<&Appointment> = ordered.iter().map(|c| c.record).collect();
    if let ([one], [candidate]) = (records.as_slice(), ordered.as_slice()) {
        let label = wording::in_full(one, beside(candidate, all, context), context, caller.lang);
        let text = wording::confirm(&label, near, caller.lang);
        return Some(read_out(About::Appointment, text, vec![label], &records));
    }
    let attribute = best_attribute(&ordered, heard, state, context);
    let most = usize::from(caller.max_choices);
    if records.len() > most && attribute.is_none() {
        // Nothing is left to ask: those that fit best.
        best_first(&mut ordered);
        ordered.truncate(most);
        in_time(&mut ordered);
    }
    let records: Vec<&Appointment> = ordered.iter().map(|c| c.record).collect();
    if records.len() <= most {
        let labels = wording::labels(&records, shadow == Shadow::Service, context, caller.lang);
        let distinct =
            labels.iter().enumerate().all(|(i, l)| labels.iter().skip(i.saturating_add(1)).all(|o| o != l));
        if distinct {
            let about = attribute.unwrap_or(About::Appointment);
            let text = wording::choose(&labels, near, caller.lang);
            return Some(read_out(about, text, labels, &records));
        }
    }
    attribute.map(|about| open_for(about, heard, state, caller.lang))
}

/// What has to be read back so that nobody says yes to somebody else's, or to another one than they have in mind: with whom, where
/// there is another one that it may be taken for, and whose, where that is another person's.
fn beside(candidate: &Candidate<'_>, all: &[Candidate<'_>], context: &Context) -> wording::Beside {
    let mut others = all
        .iter()
        .filter(|c| !c.is(candidate) && c.record.start.at >= context.now && super::decide::in_question(c));
    let name = |c: &Candidate<'_>| !same_person(c.record, candidate.record);
    wording::Beside {
        name: others.clone().any(name),
        staff: candidate.disagrees(About::Staff) || others.next().is_some(),
    }
}

/// A day is asked for with its time, and a time with its day, where both are missing, and what it is for with them: one of several
/// facts may be misheard or forgotten.
fn open_for(about: About, heard: &Heard<'_>, state: &State, lang: Lang) -> Asked {
    let open_one = |about: &About| !known(*about, heard, state) && !state.asked.contains(about);
    let facts: Vec<About> = [About::Date, About::Time, About::Service].into_iter().filter(open_one).collect();
    match about {
        About::Date | About::Time if facts.contains(&About::Date) && facts.contains(&About::Time) => {
            missing(&facts, lang).unwrap_or_else(|| open(about, lang))
        }
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
fn best_attribute(
    candidates: &[&Candidate<'_>],
    heard: &Heard<'_>,
    state: &State,
    context: &Context,
) -> Option<About> {
    let top = candidates.iter().map(|c| c.weight).max()?;
    let mut best = None;
    for about in [About::Date, About::Time, About::Service, About::Staff, About::Name] {
        if state.asked.contains(&about) || known(about, heard, state) {
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

/// Whether it was said, and in a way that is understood: "irgendwann" is no day.
fn known(about: About, heard: &Heard<'_>, state: &State) -> bool {
    match about {
        About::Date => heard.when.names_a_day(),
        About::Time => heard.when.says_time(),
        _ => said(state.clues.get(about)),
    }
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
