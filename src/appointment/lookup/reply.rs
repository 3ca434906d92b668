//! What a caller answers, understood against what was asked.

mod choice;
mod constraint;
mod number;

use std::borrow::Cow;

use super::clue::{About, Clue};
use super::finding::{REPLY_AMBIGUOUS, REPLY_NOT_UNDERSTOOD};
use super::respelt::respelt;
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
    let known = if several { without_ignorance(reply) } else { reply.to_owned() };
    // "das weiß ich nicht, naja"
    let ignorant = known.len() < reply.trim().len() && without_fillers(&known).is_empty();
    let reply = &known;
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
        About::Date | About::Time => spelt(reply, findings).into_owned(),
        _ => reply.clone(),
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
    if moment(state, &resolution, reply) { Understood::Yes } else { Understood::No }
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
    if let Some(((text, resolution), left)) = moment_behind(reply, context) {
        understood = moment(state, &resolution, &text);
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
    let behind = if asked_when { moment_behind(&rest, context) } else { None };
    if let Some((moment, left)) = behind.or_else(|| moments(&rest, context)) {
        let known = state.clues.date.is_some() || state.clues.time.is_some();
        if !known || asked_when {
            understood |= self::moment(state, &moment.1, &moment.0);
        }
        rest = left;
    }
    let asked_service = state.also.contains(&About::Service);
    let (who, what) = if asked_service { name_and_service(&rest, name) } else { (rest, None) };
    if name {
        let rest = without_fillers(&who.replace(GAP, " "));
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

/// What is left of a reply: the name first, then the service. They are parted by what was between them, by a comma, or by the
/// article of the service.
fn name_and_service(rest: &str, name: bool) -> (String, Option<String>) {
    let parts: Vec<String> = rest.split(GAP).map(without_fillers).filter(|part| !part.is_empty()).collect();
    if !name {
        let all = parts.join(" ");
        return (String::new(), Some(all).filter(|s| !s.is_empty()));
    }
    match parts.as_slice() {
        [] => (String::new(), None),
        [one] => {
            let (who, what) = name_before_service(one);
            (who, what)
        }
        [who, what @ ..] => (who.clone(), Some(what.join(" "))),
    }
}

/// "Eva Schuster, Massage", "Eva Schuster zum Färben", "Eva Schuster Massage"
fn name_before_service(text: &str) -> (String, Option<String>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = |at: usize| {
        let before = at.checked_sub(1).and_then(|i| words.get(i));
        let comma = at > 1 && before.is_some_and(|w| w.ends_with(','));
        let article = words.get(at).is_some_and(|w| {
            matches!(
                fold::fold(w).as_str(),
                "die" | "das" | "den" | "der" | "zum" | "zur" | "fuer" | "eine" | "einen" | "ein" | "wegen"
            )
        });
        comma || (article && at > 0)
    };
    // "van der Berg": an article behind a particle is one of the name.
    let particle = |at: usize| {
        at.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|w| {
            matches!(fold::fold(w).as_str(), "van" | "von" | "in" | "auf" | "zu" | "ist" | "de")
        })
    };
    let whole = |n: &Name| n.given().is_some() && n.family().is_some();
    let name_ends = || {
        // "Eva Schuster Massage": behind a given and a family name. Of "Lan Anh Dang", both first words are given names.
        let is_whole = |end: usize| words.get(..end).is_some_and(|w| whole(&Name::parse(&w.join(" "))));
        let given = |at: usize| words.get(at).is_some_and(|w| Name::parse(w).given().is_some());
        let joins = |end: usize| {
            let last = end.checked_sub(1).and_then(|i| words.get(i)).map(|w| fold::fold(w));
            last.is_some_and(|w| {
                matches!(w.as_str(), "der" | "den" | "dem" | "la" | "el" | "al" | "del" | "di")
            })
        };
        let end = (2..words.len()).find(|end| is_whole(*end) && !particle(*end) && !joins(*end))?;
        let last = end.saturating_sub(1);
        let more = given(last) && end.saturating_add(1) < words.len();
        Some(if more { end.saturating_add(1) } else { end })
    };
    let at = (1..words.len()).find(|at| begins(*at) && !particle(*at)).or_else(name_ends);
    match at.and_then(|at| words.split_at_checked(at)) {
        Some((who, what)) if whole(&Name::parse(&who.join(" "))) => {
            let what = without_fillers(&what.join(" "));
            (without_fillers(&who.join(" ")), Some(what).filter(|s| !s.is_empty()))
        }
        _ => (text.to_owned(), None),
    }
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
    const FILLERS: [&str; 27] = [
        "halt",
        "eben",
        "so",
        "also",
        "aeh",
        "aehm",
        "und",
        "ja",
        "die",
        "ne",
        "gell",
        "dann",
        "bitte",
        "hm",
        "zwar",
        "genau",
        "glaube",
        "ich",
        "tja",
        "na",
        "naja",
        "mal",
        "moment",
        "eigentlich",
        "das",
        "ist",
        "nummer",
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
        left.push_str(" | ");
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

/// The same where a day or a time was asked for, which then ends the reply: "Eva Schuster, den dreiundzwanzigsten gegen zehn" is a
/// moment here, and elsewhere none for certain.
fn moment_behind(reply: &str, context: &Context) -> Option<((String, Resolution), String)> {
    let words: Vec<&str> = reply.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|w| fold::fold(w)).collect();
    let begins = |at: &usize| begins_a_moment(folded.get(*at..).unwrap_or_default());
    let own = (0..words.len()).find(begins);
    let mentions = temporal::find(reply, context).unwrap_or_default();
    let mention = mentions.iter().find(|m| is_moment(m.of(reply)));
    // "Thu Trang Pham": a short word in front is no day in English.
    let short = folded.first().is_some_and(|w| w.len() < 5 && !matches!(w.as_str(), "in" | "ab" | "ende"));
    let found = mention
        .and_then(|m| Some(reply.get(..m.span.start)?.split_whitespace().count()))
        .filter(|at| *at > 0 || !short);
    let at = own.into_iter().chain(found).min()?;
    let (before, said) = words.split_at_checked(at)?;
    // What comes behind may be something else: no word that changes nothing belongs to it.
    let read = |end: usize| {
        let text = said.get(..end)?.join(" ");
        let resolution = temporal::resolve_as(&text, Hint::Any, context).ok()?;
        let when = When::of(&resolution, Some(Source::Said), Some(Source::Said));
        (when.says_day() || when.says_time()).then_some((text, resolution, when))
    };
    let mut ends = (1..=said.len().min(LONGEST_MOMENT)).rev();
    let mut best = ends.by_ref().find_map(|end| Some((end, read(end)?)))?;
    for end in ends {
        let last = folded.get(at.saturating_add(end)).is_some_and(belongs_to_a_moment);
        match read(end).filter(|shorter| !last && shorter.2.means_the_same(&best.1.2)) {
            Some(shorter) => best = (end, shorter),
            None => break,
        }
    }
    let (end, (text, resolution, _)) = best;
    let left = [before, &[GAP], said.get(end..)?].concat().join(" ");
    Some(((text, resolution), left))
}

/// No day with a time has more words.
const LONGEST_MOMENT: usize = 14;

fn is_weekday(word: &String) -> bool {
    super::when::bare_weekday(std::slice::from_ref(word)).is_some()
}

fn is_part_of_a_day(word: &str) -> bool {
    matches!(
        word,
        "vormittag"
            | "nachmittag"
            | "mittag"
            | "abend"
            | "vormittags"
            | "nachmittags"
            | "mittags"
            | "abends"
            | "morgens"
    )
}

/// A number, a weekday, a month, a part of the day, or what stands between those.
fn belongs_to_a_moment(word: &String) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || crate::number::parse(word.as_bytes()).is_some()
        || is_weekday(word)
        || is_part_of_a_day(word)
        || temporal::speech::MONTHS.iter().any(|month| fold::fold(month) == *word)
        || matches!(
            word.as_str(),
            "uhr" | "woche" | "wochen" | "halb" | "am" | "um" | "den" | "gegen" | "vor" | "nach"
        )
}

/// "am sechsten", "den 6.", "Dienstag, den sechsten", "gegen drei", "halb vier", "am Vormittag"
fn begins_a_moment(words: &[String]) -> bool {
    let weekday = is_weekday;
    let article = |w: &String| matches!(w.as_str(), "am" | "den" | "der" | "dem");
    let part = |w: &String| is_part_of_a_day(w);
    let clock = |w: &String| {
        w.starts_with(|c: char| c.is_ascii_digit()) || crate::number::parse(w.as_bytes()).is_some()
    };
    let numbered = |w: &String| {
        w.starts_with(|c: char| c.is_ascii_digit())
            || ((w.ends_with("ten") || w.ends_with("te")) && crate::number::parse(w.as_bytes()).is_some())
    };
    match words {
        [first, second, ..] if weekday(first) => article(second) || numbered(second),
        [first, second, ..] if article(first) => weekday(second) || numbered(second) || part(second),
        [first, second, ..] if matches!(first.as_str(), "um" | "gegen" | "halb") => {
            clock(second) || matches!(second.as_str(), "halb" | "viertel" | "dreiviertel")
        }
        [first, second, ..] if matches!(first.as_str(), "viertel" | "dreiviertel") => {
            clock(second) || matches!(second.as_str(), "vor" | "nach")
        }
        [first, second, ..] if second == "uhr" => clock(first),
        [first, ..] => part(first) && words.len() < 4,
        [] => false,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_service_come_apart() {
        for (text, who, what) in [
            ("Eva Schuster, | die Massage", "Eva Schuster", "die Massage"),
            ("Eva Schuster | , | zum Färben bitte", "Eva Schuster", "zum Färben"),
            ("Eva Schuster, Massage", "Eva Schuster", "Massage"),
            ("Eva Schuster zum Färben", "Eva Schuster", "zum Färben"),
            ("auf Waltraud Krämer Balayage L", "auf Waltraud Krämer", "Balayage L"),
            ("Schuster, Eva | Massage", "Schuster, Eva", "Massage"),
            ("Jan van der Berg |", "Jan van der Berg", ""),
            ("Eva Schuster", "Eva Schuster", ""),
        ] {
            let service = Some(what.to_owned()).filter(|s| !s.is_empty());
            assert_eq!(name_and_service(text, true), (who.to_owned(), service), "{text}");
        }
        assert_eq!(name_and_service("| die Massage", false).1.as_deref(), Some("die Massage"));
    }
}
