//! Which appointments come into question for a caller, and how every clue weighs against each.

use std::collections::BTreeMap;

use super::clue::{About, Clue};
use super::finding::{NO_CONSENT, NUMBER_UNCLEAR, NUMBER_WITHHELD};
use super::index::Pool;
use super::weight::{Agreement, PICKED, Tenths, Weighed, weigh};
use super::when::{When, not_understood, usable};
use super::{Caller, State, Unsignalled, line, words};
use crate::appointment::name::{Level, Name, Reason, compare};
use crate::appointment::{Appointment, AppointmentStatus};
use crate::context::Context;
use crate::finding::Finding;
use crate::heard::{fold, number};
use crate::payload::Source;
use crate::phone::{Consent, Status};

/// What entitles the caller to an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Nothing; the appointment only shows who else has the number.
    None,
    /// The call comes from the number, and the name is one that sounds similar. Enough to find what is named by day and time,
    /// not to be told anything.
    Nearly,
    /// The caller knows the name and the number it was booked under. Enough to find what is named exactly, not to be
    /// told anything.
    Knows,
    /// The call comes from the number and the name agrees, it is the call in which the appointment was booked, or the
    /// host has verified the caller.
    Verified,
}

/// An appointment, weighed.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) record: &'a Appointment,
    pub(super) standing: Standing,
    pub(super) evidence: Vec<Weighed>,
    /// The sum of the evidence.
    pub(super) weight: Tenths,
    /// The same if the table says UTC to a time of the wall, where that fits better.
    pub(super) if_mismarked: Tenths,
    /// Clues about the appointment that do not agree.
    pub(super) against: usize,
    /// Its service is called otherwise. That differs too much between callers and tables to stand against it alone.
    pub(super) other_service: bool,
    /// Not yet begun, and it stands.
    pub(super) open: bool,
}

impl Candidate<'_> {
    /// Whether both are the same appointment.
    pub(super) fn is(&self, other: &Candidate<'_>) -> bool {
        std::ptr::eq(self.record, other.record)
    }

    /// A day or a time that was said exactly, and is this one's; a quarter past is not "gegen drei".
    pub(super) fn is_exactly(&self, about: About) -> bool {
        self.evidence.iter().any(|w| w.clue == about && w.agreement == Agreement::Exact)
    }

    /// Something was said of it that is not so, or not quite.
    pub(super) fn disagrees(&self, about: About) -> bool {
        self.evidence.iter().any(|w| w.clue == about && !w.agreement.agrees())
    }

    /// Something was said of it that is so.
    pub(super) fn agrees(&self, about: About) -> bool {
        self.evidence.iter().any(|w| w.clue == about && w.agreement.agrees() && w.weight > 0)
    }

    /// Nothing that was said speaks for another day.
    pub(super) fn may_be_that_day(&self) -> bool {
        self.evidence.iter().all(|w| w.clue != About::Date || w.agreement.agrees())
    }

    /// It was picked out of those that were read out.
    pub(super) fn is_picked(&self) -> bool {
        self.evidence.iter().any(|w| w.clue == About::Appointment && w.agreement.agrees())
    }

    /// What it weighs at most, whatever the mark of its time is worth.
    pub(super) fn at_most(&self) -> Tenths {
        self.weight.max(self.if_mismarked)
    }
}

/// The clues, read once.
pub(super) struct Heard<'a> {
    pub(super) name: Option<Name>,
    /// The same name as it was heard before.
    before: Vec<Name>,
    name_source: Source,
    pub(super) when: When,
    service: Option<(Vec<String>, Source)>,
    staff: Option<(Name, Source)>,
    call_id: Option<&'a str>,
    /// The number from which the call comes.
    pub(super) signalled: Option<String>,
    /// A number that was said or filled in.
    pub(super) told: Option<String>,
    /// The same as it was heard before.
    told_before: Option<String>,
}

impl<'a> Heard<'a> {
    /// Reads the clues; what was noticed goes to `findings`.
    pub(super) fn read(
        state: &'a State,
        caller: &Caller,
        context: &Context,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let clues = &state.clues;
        let mut text = |about| {
            let clue = clues.get(about)?;
            usable(clue, about, findings).map(|text| (text, clue.source))
        };
        let name = text(About::Name);
        let service = text(About::Service);
        let staff = text(About::Staff);
        // Models invent ids of calls.
        let call_id =
            text(About::CallId).filter(|(_, source)| *source == Source::Signalled).map(|(id, _)| id);
        let parsed =
            |(text, source): (&str, Source)| Some((Name::parse(text), source)).filter(|(n, _)| !n.is_empty());
        let read_name = name.and_then(parsed);
        if name.is_some() && read_name.is_none() {
            findings.push(not_understood("name"));
        }
        let service = service.map(|(text, source)| (words::of(text), source)).filter(|(w, _)| !w.is_empty());
        let (signalled, mut told) = match &clues.phone {
            Some(clue) => phone(clue, caller, findings),
            None => (None, None),
        };
        if let Some(clue) = &state.told_phone {
            told = phone(clue, caller, findings).1.or(told);
        }
        Self {
            name_source: read_name.as_ref().map_or(Source::Said, |(_, source)| *source),
            name: read_name.map(|(name, _)| name),
            before: state
                .also_named
                .iter()
                .map(|clue| Name::parse(&clue.value))
                .filter(|n| !n.is_empty())
                .collect(),
            when: When::read(clues, context, findings),
            service,
            staff: staff.and_then(|(text, source)| parsed((words::without_preposition(text), source))),
            call_id,
            signalled,
            told,
            told_before: state.also_told.iter().find_map(|clue| phone(clue, caller, &mut Vec::new()).1),
        }
    }

    /// Whether a given and a family name were heard: one word that is nearly another is nobody's name.
    fn is_whole(&self) -> bool {
        self.names().any(Name::is_whole)
    }

    /// Whether the number that was told was heard in two ways, of which only one can be right.
    pub(super) fn number_is_doubtful(&self) -> bool {
        self.told_before.is_some() && self.told_before != self.told
    }

    /// The name, and as it was heard before.
    fn names(&self) -> impl Iterator<Item = &Name> {
        self.name.iter().chain(&self.before)
    }
}

/// In the order of their appointments.
pub(super) fn in_time(list: &mut [&Candidate<'_>]) {
    list.sort_by(|a, b| a.record.in_time().cmp(&b.record.in_time()));
}

/// What weighs most first.
pub(super) fn best_first(list: &mut [&Candidate<'_>]) {
    list.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.record.in_time().cmp(&b.record.in_time())));
}

/// The number that was signalled, or that was told.
fn phone(clue: &Clue, caller: &Caller, findings: &mut Vec<Finding>) -> (Option<String>, Option<String>) {
    if caller.consent == Consent::NotGiven && clue.source == Source::Signalled {
        findings.push(Finding::new(&NO_CONSENT).of_slot("phone"));
        return (None, None);
    }
    if usable(clue, About::Phone, findings).is_none() && clue.source != Source::Signalled {
        return (None, None);
    }
    let outcome = number::phone(&clue.value, clue.source, &caller.region);
    match outcome.number() {
        Some(number) if outcome.others.is_empty() => {
            let e164 = Some(number.e164().to_owned());
            if clue.source == Source::Signalled { (e164, None) } else { (None, e164) }
        }
        _ => {
            let withheld = outcome.status == Status::Withheld;
            let kind = if withheld { &NUMBER_WITHHELD } else { &NUMBER_UNCLEAR };
            findings.push(Finding::new(kind).of_slot("phone"));
            (None, None)
        }
    }
}

/// The names of the appointments that are looked at, each read and compared once.
#[derive(Default)]
struct Stored<'a>(BTreeMap<&'a str, (Name, Option<Level>)>);

impl<'a> Stored<'a> {
    /// How the name of an appointment agrees; none where there is none to compare.
    fn level(&mut self, heard: &Heard<'_>, record: &'a Appointment) -> Option<Level> {
        let read = |text: &&str| {
            let name = Name::parse(text);
            let level = level(heard, &name);
            (name, level)
        };
        let text = record.name.as_deref()?;
        self.0.entry(text).or_insert_with_key(read).1
    }

    /// The name of an appointment that was looked at.
    fn name(&self, record: &Appointment) -> Option<&Name> {
        self.0.get(record.name.as_deref()?).map(|(name, _)| name)
    }
}

/// Every appointment that comes into question, weighed; in an order that hangs on the appointments alone.
pub(super) fn gather<'a>(
    heard: &Heard<'_>,
    pool: &Pool<'a, '_>,
    state: &State,
    caller: &Caller,
    context: &Context,
) -> Vec<Candidate<'a>> {
    let same_line =
        heard.signalled.as_deref().map(|n| pool.with_number(n, &caller.region)).unwrap_or_default();
    let told: Vec<&Appointment> = heard
        .told
        .iter()
        .chain(&heard.told_before)
        .flat_map(|n| pool.with_number(n, &caller.region).exact)
        .collect();
    let this_call = heard.call_id.map(|id| pool.of_call(id)).unwrap_or_default();
    let own = caller.verified.as_deref().map(|id| pool.of_customer(id)).unwrap_or_default();
    let named = match caller.unsignalled {
        Unsignalled::NameAndMoment => heard.when.instants().flat_map(|at| pool.at(at)).collect(),
        _ => Vec::new(),
    };
    let mut names = Stored::default();
    let theirs = of_the_same(&named, heard, &mut names, pool, &caller.region);
    // Whoever is known by number and name is known with what they have booked under another number.
    let known = same_line
        .exact
        .iter()
        .chain(&told)
        .filter(|record| record.customer_id.is_some() && is_full(names.level(heard, record)));
    let elsewhere: Vec<&Appointment> =
        customers(known).into_iter().flat_map(|id| pool.of_customer(id)).collect();
    let mut all: Vec<&Appointment> = same_line
        .exact
        .iter()
        .chain(&same_line.line)
        .chain(&told)
        .chain(&this_call)
        .chain(&own)
        .chain(&named)
        .chain(&theirs)
        .chain(&elsewhere)
        .copied()
        .collect();
    all.sort_by(|a, b| a.in_time().cmp(&b.in_time()));
    all.dedup_by(|a, b| std::ptr::eq(*a, *b));

    let holds = |list: &[&Appointment], record: &Appointment| list.iter().any(|r| std::ptr::eq(*r, record));
    let mut levels: Vec<Option<Level>> = all.iter().map(|record| names.level(heard, record)).collect();
    let stored: Vec<Option<&Name>> = all.iter().map(|record| names.name(record)).collect();
    slips(heard, &all, &stored, &mut levels);
    all.iter()
        .zip(&levels)
        .zip(&stored)
        .map(|((record, level), name)| {
            let full = is_full(*level);
            let exact = holds(&same_line.exact, record)
                || (full
                    && holds(&elsewhere, record)
                    && same_line.exact.iter().any(|own| same_customer(own, record)));
            // A family name alone is enough where it fits nobody else under the number; a given name is not: numbers
            // change hands.
            // Who says both names is not meant by a record of two that has one of them.
            let one_word = |stored: &Name| !heard.is_whole() || !stored.is_whole();
            let only = *level == Some(Level::Partial)
                && name.is_some_and(|stored| one_word(stored) && is_of_the_family(heard, stored))
                && heard.name.as_ref().is_some_and(|name| name.family().is_some())
                && all.iter().zip(&levels).all(|(other, theirs)| {
                    !holds(&same_line.exact, other)
                        || same_person(record, other)
                        || matches!(theirs, Some(Level::Different) | None)
                });
            let not_other = level.is_none_or(Level::agrees);
            let standing = if holds(&own, record)
                || (holds(&this_call, record) && not_other)
                || (exact && (full || only))
            {
                Standing::Verified
            } else if exact && *level == Some(Level::Doubtful) && heard.is_whole() && nearly(heard, *name) {
                // From the right number, under a name that is nearly right: a letter may have been misheard.
                Standing::Nearly
            } else if (full && holds(&told, record) && caller.unsignalled != Unsignalled::Refuse)
                || (matches!(level, Some(Level::Exact | Level::Equivalent))
                    && holds(&named, record)
                    && (heard.told.is_none() || record.phone.is_none()))
            {
                // By the name and the moment, the name vouches alone: one that may have been misheard does not, nor one beside a number
                // that is not the one on file.
                Standing::Knows
            } else {
                Standing::None
            };
            let line = holds(&same_line.line, record);
            let number = if exact || holds(&told, record) {
                Some(Agreement::Exact)
            } else if line {
                Some(Agreement::Within)
            } else {
                None
            };
            weighed(record, heard, *level, number, standing, state, context)
        })
        .collect()
}

/// Whether a family name that was heard is the stored one's, and not its given name: Lang is nobody's Lan Anh. One that only sounds
/// similar is none, by itself: Herr Pham may have the number that was Frau Phan's.
fn is_of_the_family(heard: &Heard<'_>, stored: &Name) -> bool {
    let Some(its) = stored.family().map(Name::parse) else { return true };
    let same =
        |family: &str| matches!(compare(&Name::parse(family), &its).level, Level::Exact | Level::Equivalent);
    heard.names().filter_map(Name::family).any(same)
}

const fn is_full(level: Option<Level>) -> bool {
    matches!(level, Some(Level::Exact | Level::Equivalent | Level::Alike))
}

fn same_customer(a: &Appointment, b: &Appointment) -> bool {
    a.customer_id.is_some() && a.customer_id == b.customer_id
}

/// Each customer once.
fn customers<'b, 'a: 'b>(records: impl Iterator<Item = &'b &'a Appointment>) -> Vec<&'a str> {
    let mut out: Vec<&str> = records.filter_map(|record| record.customer_id.as_deref()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whoever is found by name and moment has other appointments as well, and one of those may be the one that is meant.
fn of_the_same<'a>(
    named: &[&'a Appointment],
    heard: &Heard<'_>,
    names: &mut Stored<'a>,
    pool: &Pool<'a, '_>,
    region: &str,
) -> Vec<&'a Appointment> {
    let mut out = Vec::new();
    for record in named {
        if names.level(heard, record).is_none_or(|level| level == Level::Different) {
            continue;
        }
        out.extend(record.customer_id.as_deref().map(|id| pool.of_customer(id)).unwrap_or_default());
        let number = record.phone.as_deref().map(|text| number::phone(text, Source::Said, region));
        if let Some(number) = number.as_ref().and_then(|outcome| outcome.number()) {
            out.extend(pool.with_number(number.e164(), region).exact);
        }
    }
    out
}

/// Where nobody under the number has the name that was heard, and one person has it but for a letter, that person is meant.
fn slips(heard: &Heard<'_>, all: &[&Appointment], stored: &[Option<&Name>], levels: &mut [Option<Level>]) {
    if levels.iter().flatten().any(|level| level.agrees()) {
        return;
    }
    let near = |stored: &Name| heard.names().any(|name| line::slip(name, stored));
    let those: Vec<bool> = stored.iter().map(|stored| stored.is_some_and(near)).collect();
    let mut people = all.iter().zip(&those).filter(|(_, near)| **near).map(|(record, _)| record);
    let Some(first) = people.next() else { return };
    if people.all(|other| same_person(first, other)) {
        for (level, near) in levels.iter_mut().zip(&those) {
            if *near {
                *level = Some(Level::Alike);
            }
        }
    }
}

/// Whether it is the name itself that leaves a doubt. A sister's that may have been heard so stands in the way, and vouches for nobody.
fn nearly(heard: &Heard<'_>, stored: Option<&Name>) -> bool {
    let only_misheard = |stored: &Name, name: &Name| {
        let likeness = compare(name, stored);
        // "Waltraud L. Masri" has Layla's initial and another given name.
        let initial =
            likeness.reasons.contains(Reason::Initial) && likeness.reasons.contains(Reason::OtherGiven);
        likeness.level == Level::Doubtful && !initial
    };
    stored.is_some_and(|stored| heard.names().any(|name| only_misheard(stored, name)))
}

/// How the name agrees; of two hearings of it the better one.
fn level(heard: &Heard<'_>, stored: &Name) -> Option<Level> {
    if stored.is_empty() || heard.name.is_none() {
        return None;
    }
    let best = heard.names().map(|name| compare(name, stored).level).min()?;
    if best == Level::Different && heard.names().any(|name| line::could_be(name, stored)) {
        return Some(Level::Doubtful);
    }
    Some(best)
}

/// Whether two appointments are one person's.
pub(super) fn same_person(a: &Appointment, b: &Appointment) -> bool {
    match (&a.customer_id, &b.customer_id) {
        (Some(a), Some(b)) => a == b,
        _ => match (&a.name, &b.name) {
            (Some(a), Some(b)) => fold::fold(a) == fold::fold(b),
            _ => false,
        },
    }
}

fn weighed<'a>(
    record: &'a Appointment,
    heard: &Heard<'_>,
    level: Option<Level>,
    number: Option<Agreement>,
    standing: Standing,
    state: &State,
    context: &Context,
) -> Candidate<'a> {
    let mut who = Vec::with_capacity(7);
    if let Some(level) = level {
        who.push(weigh(About::Name, of_level(level), heard.name_source));
    }
    if let Some(number) = number {
        who.push(weigh(About::Phone, number, Source::Said));
    }
    let mut it = Vec::with_capacity(5);
    if heard.call_id.is_some() && record.call_id.as_deref() == heard.call_id {
        it.push(weigh(About::CallId, Agreement::Exact, Source::Signalled));
    }
    let agreed = heard.when.agree(record.start, context);
    let gained = heard.when.gained_if_mismarked(agreed, record.start, context);
    it.extend(agreed.date);
    it.extend(agreed.time);
    if let (Some((wanted, source)), Some(service)) = (&heard.service, &record.service) {
        it.push(weigh(About::Service, words::agree(wanted, &words::of(service)), *source));
    }
    if let (Some((wanted, source)), Some(staff)) = (&heard.staff, &record.staff) {
        it.push(weigh(About::Staff, of_level(compare(wanted, &Name::parse(staff)).level), *source));
    }
    if state.picked.contains(&record.id) {
        it.push(Weighed { clue: About::Appointment, agreement: Agreement::Exact, weight: PICKED });
    } else if !state.picked.is_empty() {
        it.push(Weighed { clue: About::Appointment, agreement: Agreement::Different, weight: 0 });
    }
    let sum = |list: &[Weighed]| list.iter().fold(0, |sum: Tenths, w| sum.saturating_add(w.weight));
    let weight = sum(&it).saturating_add(sum(&who));
    let (service, hard): (Vec<&Weighed>, Vec<&Weighed>) =
        it.iter().filter(|w| !w.agreement.agrees()).partition(|w| w.clue == About::Service);
    let (against, other_service) = (hard.len(), !service.is_empty());
    let open = record.status == AppointmentStatus::Booked && record.start.at >= context.now;
    who.append(&mut it);
    let if_mismarked = weight.saturating_add(gained);
    Candidate { record, standing, evidence: who, weight, if_mismarked, against, other_service, open }
}

const fn of_level(level: Level) -> Agreement {
    match level {
        Level::Exact | Level::Equivalent => Agreement::Exact,
        Level::Alike => Agreement::Alike,
        Level::Partial => Agreement::Within,
        Level::Doubtful => Agreement::Near,
        _ => Agreement::Different,
    }
}
