//! What follows from the weights: found, ambiguous, not found, or refused.

use chrono::{DateTime, Utc};

use super::candidate::{Candidate, Heard, Standing, best_first, gather, in_time, same_person};
use super::clue::{About, Clues};
use super::finding::{
    APPOINTMENT_CANCELLED, APPOINTMENT_OVER, GAVE_UP, SEVERAL_MEANT, SHARED_NUMBER, STATUS_UNKNOWN,
    WALL_TIME_MARKED_UTC,
};
use super::index::Pool;
use super::question::{self, Asked};
use super::weight::{Agreement, MARGIN, Weighed};
use super::when::When;
use super::{Caller, Evidence, Lookup, Outcome, Question, State, wording};
use crate::appointment::AppointmentStatus;
use crate::appointment::name::{Level, Name, compare};
use crate::context::Context;
use crate::finding::Finding;

/// Looks for the appointment that the clues of `state` mean.
pub(super) fn decide(
    mut state: State,
    pool: &Pool<'_, '_>,
    caller: &Caller,
    context: &Context,
    mut findings: Vec<Finding>,
) -> Lookup {
    let before = state.clone();
    let heard = Heard::read(&before, caller, context, &mut findings);
    let mut all = gather(&heard, pool, &state, caller, context);
    unknown_status(&all, &mut findings);
    // What the caller said no to still shows who is calling.
    let entitled = all.iter().any(|c| c.standing == Standing::Verified);
    all.retain(|c| !state.ruled_out.contains(&c.record.id));
    if entitled {
        shared(&all, &heard, &mut findings);
        return verified(state, &all, &heard, caller, context, findings);
    }
    match known(&all, &heard, &state, context.now) {
        Known::Found(one) => {
            let ids = vec![one.record.id.clone()];
            return done(Outcome::Found { appointments: ids }, &[one], None, None, state, findings);
        }
        Known::SayBack(one, time) => {
            // What the caller said is said back, and nothing else.
            let asked = question::is_it(one.record, time, caller, context);
            let candidates = vec![one.record.id.clone()];
            return ask(Outcome::Ambiguous { candidates }, &[], Some(asked), &mut state, caller, findings);
        }
        Known::MoreOf(about) => {
            let asked = question::second(about, &state, caller);
            return ask(Outcome::Refused, &[], asked, &mut state, caller, findings);
        }
        Known::Nobody => {}
    }
    // What is asked and said from here on hangs on the clues alone, never on what is stored.
    let asked = question::who(&heard, &state, caller);
    ask(Outcome::Refused, &[], asked, &mut state, caller, findings)
}

/// A caller who is entitled to at least one appointment, be it one that is over.
fn verified(
    mut state: State,
    all: &[Candidate<'_>],
    heard: &Heard<'_>,
    caller: &Caller,
    context: &Context,
    mut findings: Vec<Finding>,
) -> Lookup {
    let confirmed: Vec<&Candidate<'_>> = all
        .iter()
        .filter(|c| c.open && c.standing == Standing::Verified && state.confirmed.contains(&c.record.id))
        .collect();
    if !confirmed.is_empty() {
        if confirmed.len() > 1 {
            findings.push(Finding::new(&SEVERAL_MEANT).with("count", confirmed.len()));
        }
        let appointments = confirmed.iter().map(|c| c.record.id.clone()).collect();
        return done(Outcome::Found { appointments }, &confirmed, None, None, state, findings);
    }
    let mut open: Vec<&Candidate<'_>> = all.iter().filter(|c| c.open && in_question(c)).collect();
    best_first(&mut open);
    let Some(best) = open.iter().find(|c| c.standing == Standing::Verified).copied() else {
        gone(all, heard, &state.clues, context, &mut findings);
        let say = wording::nothing_open(!state.ruled_out.is_empty(), caller.lang).to_owned();
        return done(Outcome::NotFound { near: Vec::new() }, &[], None, Some(say), state, findings);
    };
    // One that was called off may be the one that the caller has in mind.
    let off = all.iter().filter(|c| !c.open && c.record.start.at >= context.now && in_question(c));
    let mut others = open.iter().copied().chain(off).filter(|c| !c.is(best));
    let ahead = others.all(|c| best.weight.saturating_sub(c.at_most()) >= MARGIN);
    // Where something speaks against it, be it a service that may go by another name, the caller confirms.
    let clear = best.against == 0 && !best.other_service;
    if clear && ahead && is_certain(best, heard, &state) {
        let ids = vec![best.record.id.clone()];
        return done(Outcome::Found { appointments: ids }, &[best], None, None, state, findings);
    }
    let fewest = open.iter().map(|c| c.against).min().unwrap_or(0);
    if fewest > 0 {
        gone(all, heard, &state.clues, context, &mut findings);
        mismarked(&open, heard, context, &mut findings);
    }
    // Those that still come into question: nothing against them, or no more than one clue that may have been misheard.
    let top = open.iter().filter(|c| c.against == fewest).map(|c| c.weight).max().unwrap_or(0);
    let viable: Vec<&Candidate<'_>> = open
        .iter()
        .copied()
        .filter(|c| c.against == fewest && top.saturating_sub(c.weight) < MARGIN)
        .collect();
    let named = viable.iter().any(|c| !c.other_service);
    let picked = viable.iter().any(|c| c.is_picked());
    let viable: Vec<&Candidate<'_>> =
        viable.into_iter().filter(|c| !(named && c.other_service) && (c.is_picked() || !picked)).collect();
    // Whom nothing that can be read out tells apart, a person has to ask.
    let twins = viable.iter().any(|a| viable.iter().any(|b| !a.is(b) && reads_the_same(a, b)));
    let asked = if twins {
        None
    } else if fewest > 1 {
        question::none_such(&open, all, heard, &state, caller, context)
    } else {
        question::which(&viable, all, fewest > 0, heard, &state, caller, context)
    };
    if asked.is_none()
        && let Some(stored) = viable.iter().find_map(|c| shadow(c, all, context)).map(|c| c.record.start.at)
    {
        findings.push(Finding::new(&WALL_TIME_MARKED_UTC).with("stored", stored));
    }
    // By weight, as evidence is shown; the ids go by time.
    let shown: Vec<&Candidate<'_>> =
        viable.into_iter().filter(|c| c.standing == Standing::Verified).collect();
    let ids = || {
        let mut told = shown.clone();
        in_time(&mut told);
        told.iter().map(|c| c.record.id.clone()).collect()
    };
    let outcome = match fewest {
        0 => Outcome::Ambiguous { candidates: ids() },
        1 => Outcome::NotFound { near: ids() },
        _ => Outcome::NotFound { near: asked.as_ref().map(|a| a.offered.clone()).unwrap_or_default() },
    };
    ask(outcome, &shown, asked, &mut state, caller, findings)
}

/// An appointment that stands in the way of another: the caller's own, or one under the same number whose name sounds
/// similar or was not said.
pub(super) fn in_question(candidate: &Candidate<'_>) -> bool {
    candidate.standing == Standing::Verified
        || candidate
            .evidence
            .iter()
            .find(|w| w.clue == About::Name)
            .is_none_or(|w| w.agreement != Agreement::Different)
}

/// Two appointments of which a voice would say the same: father and son of one name, at one time for one service. Titles tell nobody
/// apart.
pub(super) fn reads_the_same(a: &Candidate<'_>, b: &Candidate<'_>) -> bool {
    let name = |c: &Candidate<'_>| Name::parse(c.record.name.as_deref().unwrap_or_default());
    a.record.start.at == b.record.start.at
        && a.record.service == b.record.service
        && (a.record.name == b.record.name
            || matches!(compare(&name(a), &name(b)).level, Level::Exact | Level::Equivalent))
}

/// Two facts name it, or the call in which it was booked: one that was misheard or misremembered finds nothing by itself. Of what was
/// not read out, they are the day and the time; services are few, and staff fewer.
fn is_certain(candidate: &Candidate<'_>, heard: &Heard<'_>, state: &State) -> bool {
    let (day, time) = (candidate.is_exactly(About::Date), candidate.is_exactly(About::Time));
    let what = candidate.is_picked()
        || candidate.evidence.iter().any(|w| is_about_it(w) && w.agreement == Agreement::Exact);
    let read_out = state.offered.contains(&candidate.record.id);
    candidate.evidence.iter().any(|w| w.clue == About::CallId)
        || (heard.when.is_certain() && day && time)
        || (read_out && what && (day || time))
}

/// Another appointment that stands at this one's time if the table says UTC to times of the wall.
pub(super) fn shadow<'a, 'b>(
    of: &Candidate<'_>,
    all: &'b [Candidate<'a>],
    context: &Context,
) -> Option<&'b Candidate<'a>> {
    let wall = of.record.start.wall(context.zone);
    all.iter().find(|c| {
        !c.is(of)
            && c.record.start.at >= context.now
            && in_question(c)
            && c.record.start.wall_if_mismarked(context.zone) == Some(wall)
    })
}

/// What there is for a caller who knows name and number, or is called nearly so.
enum Known<'a, 'b> {
    /// Named exactly, and no other is near it.
    Found(&'b Candidate<'a>),
    /// Named, and something is left to be asked: said back with its day, and with its time where that was said.
    SayBack(&'b Candidate<'a>, bool),
    /// Found by name, number and day but for others of the same person: a second fact is needed.
    MoreOf(&'static [About]),
    Nobody,
}

/// The one appointment that a caller who is not verified has named.
fn known<'a, 'b>(
    all: &'b [Candidate<'a>],
    heard: &Heard<'_>,
    state: &State,
    now: DateTime<Utc>,
) -> Known<'a, 'b> {
    let knows = |c: &&Candidate<'_>| c.open && matches!(c.standing, Standing::Knows | Standing::Nearly);
    if let Some(said_yes) = all.iter().filter(knows).find(|c| state.confirmed.contains(&c.record.id)) {
        return Known::Found(said_yes);
    }
    let Some(best) = all.iter().filter(knows).max_by_key(|c| c.weight) else { return Known::Nobody };
    let (day, time) = (best.is_exactly(About::Date), best.is_exactly(About::Time));
    // Without the number, or under a name that only sounds similar, it takes the day and the time.
    // So it does where the number was heard in two ways.
    let by_day = heard.told.is_some() && best.standing == Standing::Knows && !heard.number_is_doubtful();
    if !day || !(time || by_day) {
        return Known::Nobody;
    }
    // Whatever is said back, it may be what stands there if the table is wrong, and no more may be said.
    let mut rivals = all.iter().filter(|c| !c.is(best) && in_question(c));
    if rivals.any(|c| best.weight.saturating_sub(c.if_mismarked) < MARGIN && c.if_mismarked > c.weight) {
        return Known::Nobody;
    }
    // What is over is nobody's to be meant.
    let near: Vec<&Candidate<'_>> = all
        .iter()
        .filter(|c| !c.is(best) && in_question(c) && c.record.start.at >= now)
        .filter(|c| best.weight.saturating_sub(c.weight) < MARGIN)
        .collect();
    let clear = best.against == 0 && !best.other_service && heard.when.is_certain();
    if clear && near.is_empty() {
        return Known::Found(best);
    }
    // What contradicts would be left out of what is said back, and who has another one in mind would say yes. Who has no other is
    // wrong in one thing, if another fact speaks for it.
    let wrong =
        [About::Time, About::Service, About::Staff].into_iter().filter(|about| best.disagrees(*about));
    let others = || all.iter().any(|c| !c.is(best) && in_question(c) && c.record.start.at >= now);
    match wrong.count() {
        0 => {}
        1 if best.standing == Standing::Knows && (time || best.agrees(About::Service)) && !others() => {
            return Known::SayBack(best, time);
        }
        _ => return Known::Nobody,
    }
    // Who remembers the day wrongly says yes to it, and to the time as well: what it is for has to be asked before, and a second
    // fact has to speak for it.
    if best.record.service.is_some() && !best.agrees(About::Service) && service_is_open(state) {
        return second_fact(heard, state);
    }
    // A time that was said about is not said back, and another one may be at the very time that is meant: a person asks.
    let about = !time && best.agrees(About::Time);
    if about && near.iter().any(|c| !c.disagrees(About::Service) && !c.disagrees(About::Staff)) {
        return Known::Nobody;
    }
    // Said back, it has to be the only one of that day, or of that time.
    let apart = |c: &Candidate<'_>| !c.may_be_that_day() || (time && c.disagrees(About::Time));
    let second = time || best.agrees(About::Service) || best.agrees(About::Staff);
    match (second, near.iter().all(|c| apart(c))) {
        (true, true) => Known::SayBack(best, time),
        (false, true) => second_fact(heard, state),
        _ => Known::Nobody,
    }
}

fn service_is_open(state: &State) -> bool {
    !state.asked.contains(&About::Service) && state.clues.service.is_none()
}

/// What else may be asked of who has named name, number and day.
fn second_fact<'a, 'b>(heard: &Heard<'_>, state: &State) -> Known<'a, 'b> {
    let open = |about: About| !state.asked.contains(&about);
    let time = open(About::Time) && !heard.when.says_time();
    let service = service_is_open(state);
    match (time, service) {
        (true, true) => Known::MoreOf(&[About::Time, About::Service]),
        (true, false) => Known::MoreOf(&[About::Time]),
        (false, true) => Known::MoreOf(&[About::Service]),
        (false, false) => Known::Nobody,
    }
}

const fn is_about_it(weighed: &Weighed) -> bool {
    matches!(weighed.clue, About::Service | About::Staff)
}

fn unknown_status(all: &[Candidate<'_>], findings: &mut Vec<Finding>) {
    let count = all.iter().filter(|c| c.record.status == AppointmentStatus::Unknown).count();
    if count > 0 {
        findings.push(Finding::new(&STATUS_UNKNOWN).with("count", count));
    }
}

fn shared(all: &[Candidate<'_>], heard: &Heard<'_>, findings: &mut Vec<Finding>) {
    if heard.signalled.is_none() {
        return;
    }
    let mut people: Vec<&Candidate<'_>> = Vec::new();
    for candidate in all {
        if !people.iter().any(|p| same_person(p.record, candidate.record)) {
            people.push(candidate);
        }
    }
    if people.len() > 1 {
        findings.push(Finding::new(&SHARED_NUMBER).with("count", people.len()));
    }
}

/// Says where what was named is over or cancelled.
fn gone(
    all: &[Candidate<'_>],
    heard: &Heard<'_>,
    clues: &Clues,
    context: &Context,
    findings: &mut Vec<Finding>,
) {
    if heard.when.is_empty() {
        return;
    }
    let mine = |c: &&Candidate<'_>| c.standing == Standing::Verified && !c.open;
    let cancelled = |c: &Candidate<'_>| c.record.status == AppointmentStatus::Cancelled;
    if all.iter().filter(mine).any(|c| cancelled(c) && c.against == 0 && c.record.start.at >= context.now) {
        findings.push(Finding::new(&APPOINTMENT_CANCELLED));
        return;
    }
    let mut past: Option<When> = None;
    let over =
        all.iter().filter(mine).filter(|c| c.record.start.at < context.now && !cancelled(c)).any(|c| {
            let when = past.get_or_insert_with(|| When::looking_back(clues, context));
            let agreed = when.agree(c.record.start, context);
            [agreed.date, agreed.time].into_iter().flatten().all(|w| w.agreement.agrees())
        });
    if over {
        findings.push(Finding::new(&APPOINTMENT_OVER));
    }
}

/// Says where what was named would fit if the table held wall time marked as UTC.
fn mismarked(open: &[&Candidate<'_>], heard: &Heard<'_>, context: &Context, findings: &mut Vec<Finding>) {
    let fits = open.iter().filter(|c| c.standing == Standing::Verified).find(|c| {
        heard.when.agree_if_mismarked(c.record.start, context).is_some_and(|agreed| {
            agreed.time.is_some_and(|w| w.agreement == Agreement::Exact)
                && agreed.date.is_none_or(|w| w.agreement.agrees())
        })
    });
    if let Some(candidate) = fits {
        findings.push(Finding::new(&WALL_TIME_MARKED_UTC).with("stored", candidate.record.start.at));
    }
}

/// The answer with a question, unless there is none left or enough were asked.
fn ask(
    outcome: Outcome,
    shown: &[&Candidate<'_>],
    asked: Option<Asked>,
    state: &mut State,
    caller: &Caller,
    mut findings: Vec<Finding>,
) -> Lookup {
    let left = state.tries < caller.max_tries;
    let Some(asked) = asked.filter(|_| left) else {
        findings.push(Finding::new(&GAVE_UP).with("tries", i64::from(state.tries)));
        let say = wording::hand_over(caller.lang).to_owned();
        let mut state = std::mem::take(state);
        state.offered.clear();
        state.also.clear();
        state.about = None;
        return done(outcome, shown, None, Some(say), state, findings);
    };
    state.tries = state.tries.saturating_add(1);
    for about in std::iter::once(asked.question.about).chain(asked.question.also.iter().copied()) {
        if !state.asked.contains(&about) {
            state.asked.push(about);
        }
    }
    state.also.clone_from(&asked.question.also);
    state.about = Some(asked.question.about);
    state.offered = asked.offered;
    done(outcome, shown, Some(asked.question), None, std::mem::take(state), findings)
}

fn done(
    outcome: Outcome,
    shown: &[&Candidate<'_>],
    question: Option<Question>,
    say: Option<String>,
    state: State,
    findings: Vec<Finding>,
) -> Lookup {
    let evidence = shown
        .iter()
        .map(|c| Evidence { appointment: c.record.id.clone(), weight: c.weight, clues: c.evidence.clone() })
        .collect();
    Lookup { outcome, question, evidence, findings, say, state }
}
