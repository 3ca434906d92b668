//! What a caller answers, understood against what was asked.

use chrono::{Datelike as _, Weekday};

use super::clue::{About, Clue};
use super::finding::{REPLY_AMBIGUOUS, REPLY_NOT_UNDERSTOOD};
use super::when::When;
use super::{State, words};
use crate::appointment::Appointment;
use crate::appointment::name::{Name, compare};
use crate::context::Context;
use crate::finding::Finding;
use crate::heard::fold;
use crate::payload::Source;
use crate::temporal::{self, Assumption, Hint, Resolution, Value};

/// The longest reply, in bytes.
pub const MAX_REPLY: usize = 4096;

const YES: [&str; 22] = [
    "ja", "jawohl", "jo", "jap", "genau", "richtig", "stimmt", "korrekt", "exakt", "klar", "sicher", "gerne",
    "gern", "doch", "yes", "yep", "right", "correct", "ok", "okay", "passt", "jaja",
];
const NO: [&str; 12] = [
    "nein",
    "nee",
    "ne",
    "noe",
    "falsch",
    "no",
    "nope",
    "nicht",
    "leider",
    "weder",
    "keinesfalls",
    "quatsch",
];
/// Words around a yes or a no that add nothing.
const BESIDE: [&str; 37] = [
    "das", "ist", "der", "er", "den", "die", "es", "so", "bitte", "termin", "meine", "meinte", "meinen",
    "ich", "danke", "schoen", "ganz", "da", "mal", "aeh", "aehm", "hm", "also", "na", "that", "is", "the",
    "one", "it", "s", "please", "thanks", "auch", "aber", "wohl", "nur", "einer",
];
const ALL: [&str; 8] = ["beide", "beiden", "alle", "allen", "saemtliche", "both", "all", "beides"];
const NONE: [&str; 9] =
    ["keinen", "keiner", "keine", "keins", "keines", "keinem", "none", "neither", "weder"];
const OTHER: [&str; 6] = ["anderen", "andere", "anderer", "anderes", "other", "andern"];

const ORDINALS: [(&str, usize); 26] = [
    ("ersten", 0),
    ("erste", 0),
    ("erster", 0),
    ("erstes", 0),
    ("erstere", 0),
    ("ersteren", 0),
    ("first", 0),
    ("zweiten", 1),
    ("zweite", 1),
    ("zweiter", 1),
    ("zweites", 1),
    ("second", 1),
    ("dritten", 2),
    ("dritte", 2),
    ("dritter", 2),
    ("drittes", 2),
    ("third", 2),
    ("vierten", 3),
    ("vierte", 3),
    ("vierter", 3),
    ("fourth", 3),
    ("fuenften", 4),
    ("fuenfte", 4),
    ("fuenfter", 4),
    ("sechsten", 5),
    ("sechste", 5),
];
const LAST: [&str; 6] = ["letzten", "letzte", "letzter", "letztes", "letzteren", "last"];
const EARLIER: [&str; 8] =
    ["frueheren", "fruehere", "frueherer", "frueher", "fruehen", "fruehesten", "earlier", "earliest"];
const LATER: [&str; 9] =
    ["spaeteren", "spaetere", "spaeterer", "spaeter", "spaeten", "spaetesten", "later", "latest", "spaetere"];

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
    let understood = if offered.is_empty() {
        open_answer(state, reply, about, context)
    } else {
        choice(state, reply, offered, about, context)
    };
    match understood {
        Understood::Yes => {}
        Understood::Several => findings.push(Finding::new(&REPLY_AMBIGUOUS)),
        Understood::No => findings.push(Finding::new(&REPLY_NOT_UNDERSTOOD)),
    }
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

/// The answer to appointments that were read out.
fn choice(
    state: &mut State,
    reply: &str,
    offered: &[&Appointment],
    about: About,
    context: &Context,
) -> Understood {
    let folded = fold::words(reply);
    let has = |list: &[&str]| folded.iter().any(|w| list.contains(&w.as_str()));
    let bare = |list: &[&str]| {
        folded.first().is_some_and(|w| list.contains(&w.as_str()))
            && folded.iter().all(|w| list.contains(&w.as_str()) || BESIDE.contains(&w.as_str()))
    };
    let ids = |list: &[&Appointment]| list.iter().map(|a| a.id.clone()).collect::<Vec<_>>();
    if folded.is_empty() {
        return Understood::No;
    }
    if knows_nothing(&folded.join(" ")) {
        return Understood::Yes;
    }
    if bare(&YES) {
        let [one] = offered else { return Understood::Several };
        state.confirmed = vec![one.id.clone()];
        return Understood::Yes;
    }
    if bare(&NO) || (has(&NONE) && !has(&OTHER)) {
        state.ruled_out.extend(ids(offered));
        return Understood::Yes;
    }
    if has(&ALL) && offered.len() > 1 && !has(&["nicht", "not"]) {
        state.confirmed = ids(offered);
        return Understood::Yes;
    }
    if let ([one], true) = (offered, folded.first().is_some_and(|w| NO.contains(&w.as_str()))) {
        // "Nein, den am Freitag": not this one, and a clue to another.
        state.ruled_out.push(one.id.clone());
        let rest = reply.trim_start().split_once([' ', ',']).map_or("", |(_, rest)| rest);
        return match temporal::resolve(rest, context) {
            Ok(resolution) => {
                moment(state, &resolution, rest);
                Understood::Yes
            }
            Err(_) => Understood::No,
        };
    }
    picked(state, reply, offered, about, context)
}

/// "den um drei", "den ersten", "nicht den Montag, den anderen", "das Färben".
fn picked(
    state: &mut State,
    reply: &str,
    offered: &[&Appointment],
    about: About,
    context: &Context,
) -> Understood {
    let mut left: Vec<&Appointment> = offered.to_vec();
    let (mut said, mut excluded) = (Said::default(), false);
    for (segment, negated) in segments(reply) {
        let meant = Said::read(&segment, offered, about, context);
        if negated {
            if meant.any {
                left.retain(|a| !meant.ids.iter().any(|m| std::ptr::eq(*m, *a)));
                excluded = true;
            }
        } else if meant.any {
            left.retain(|a| meant.ids.iter().any(|m| std::ptr::eq(*m, *a)));
            said.any = true;
            said.by_position |= meant.by_position;
            said.day |= meant.day;
            said.time |= meant.time;
            said.service |= meant.service;
            said.staff |= meant.staff;
        } else if fold::words(&segment).iter().any(|w| OTHER.contains(&w.as_str()))
            && (excluded || offered.len() == 2)
        {
            said.by_position |= excluded;
        }
    }
    if !said.any && !excluded {
        // A day or a time that none of those has is still an answer.
        let resolution = temporal::resolve(reply, context);
        return match resolution {
            Ok(resolution) if moment(state, &resolution, reply) => Understood::Yes,
            _ => Understood::No,
        };
    }
    match left.as_slice() {
        [] => Understood::No,
        [one] => {
            let wall = one.start.wall(context.zone);
            if said.day {
                state.clues.set(About::Date, Clue::said(crate::wire::date(wall.date())));
            }
            if said.time {
                state.clues.set(About::Time, Clue::said(crate::wire::time(wall.time())));
            }
            if let (true, Some(service)) = (said.service, &one.service) {
                state.clues.set(About::Service, Clue::said(service.as_str()));
            }
            if let (true, Some(staff)) = (said.staff, &one.staff) {
                state.clues.set(About::Staff, Clue::said(staff.as_str()));
            }
            if said.by_position || excluded {
                state.picked = vec![one.id.clone()];
            }
            Understood::Yes
        }
        _ if left.len() < offered.len() => {
            state.ruled_out.extend(
                offered.iter().filter(|o| !left.iter().any(|l| std::ptr::eq(*l, **o))).map(|a| a.id.clone()),
            );
            Understood::Several
        }
        _ => Understood::Several,
    }
}

/// The parts of a reply, and whether each is refused.
fn segments(reply: &str) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    for part in reply.split([',', ';', '.', '!', '?']) {
        for (at, half) in part.split(" sondern ").enumerate() {
            let words = fold::words(half);
            let negated =
                at == 0 && words.iter().any(|w| matches!(w.as_str(), "nicht" | "not" | "kein" | "keinen"));
            if words.is_empty() {
                continue;
            }
            // What is refused is read as if it were wanted.
            let kept = |w: &&str| !matches!(fold::fold(w).as_str(), "nicht" | "not" | "kein" | "keinen");
            let plain = half.split_whitespace().filter(kept).collect::<Vec<_>>().join(" ");
            out.push((if negated { plain } else { half.trim().to_owned() }, negated));
        }
    }
    // A full stop behind a number or inside a time parts nothing.
    if out.iter().any(|(s, _)| s.chars().all(|c| c.is_ascii_digit())) {
        return vec![(reply.to_owned(), false)];
    }
    out
}

/// What a part of a reply says about those that were read out.
#[derive(Default)]
struct Said<'a> {
    any: bool,
    ids: Vec<&'a Appointment>,
    by_position: bool,
    day: bool,
    time: bool,
    service: bool,
    staff: bool,
}

impl<'a> Said<'a> {
    fn read(segment: &str, offered: &[&'a Appointment], about: About, context: &Context) -> Self {
        let words = fold::words(segment);
        let mut said = Self { ids: offered.to_vec(), ..Self::default() };
        let position = position(&words, offered);
        let (dated, day, time) = by_moment(segment, &words, offered, about, context);
        match (position, dated) {
            // "den ersten" is a place in the row, unless one of them is on the first of a month.
            (Some(at), Some(dated)) => {
                let mut both = at;
                both.extend(dated.iter().copied());
                said.keep(&both);
                (said.by_position, said.day, said.time) = (true, false, false);
            }
            (Some(at), None) => {
                said.keep(&at);
                said.by_position = true;
            }
            (None, Some(dated)) => {
                said.keep(&dated);
                (said.day, said.time) = (day, time);
            }
            (None, None) => {}
        }
        if let Some(serving) = by_service(&words, offered) {
            said.keep(&serving);
            said.service = true;
        }
        if let Some(with) = by_staff(segment, offered) {
            said.keep(&with);
            said.staff = true;
        }
        said
    }

    fn keep(&mut self, these: &[&Appointment]) {
        self.any = true;
        self.ids.retain(|a| these.iter().any(|t| std::ptr::eq(*t, *a)));
    }
}

/// By their place in the row, or in time.
fn position<'a>(words: &[String], offered: &[&'a Appointment]) -> Option<Vec<&'a Appointment>> {
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let one = |a: Option<&&'a Appointment>| a.map(|a| vec![*a]);
    if let Some((_, at)) = ORDINALS.iter().find(|(word, _)| words.iter().any(|w| w == word)) {
        return one(offered.get(*at));
    }
    if let Some(at) = words.iter().position(|w| w == "nummer").and_then(|i| words.get(i.checked_add(1)?)) {
        let number = at.parse::<usize>().ok().or_else(|| {
            ["eins", "zwei", "drei", "vier", "fuenf"]
                .iter()
                .position(|n| n == at)
                .and_then(|n| n.checked_add(1))
        })?;
        return one(offered.get(number.checked_sub(1)?));
    }
    if has(&LAST) {
        return one(offered.last());
    }
    let superlative = words.iter().any(|w| w.ends_with("esten") || w.ends_with("est"));
    if has(&EARLIER) && (offered.len() == 2 || superlative) {
        return one(offered.iter().min_by_key(|a| a.start.at));
    }
    if has(&LATER) && (offered.len() == 2 || superlative) {
        return one(offered.iter().max_by_key(|a| a.start.at));
    }
    None
}

const WEEKDAYS: [(&str, Weekday); 8] = [
    ("montag", Weekday::Mon),
    ("dienstag", Weekday::Tue),
    ("mittwoch", Weekday::Wed),
    ("donnerstag", Weekday::Thu),
    ("freitag", Weekday::Fri),
    ("samstag", Weekday::Sat),
    ("sonnabend", Weekday::Sat),
    ("sonntag", Weekday::Sun),
];

/// By day and time; whether a day and whether a time was said. None where neither is, or none of those has it.
fn by_moment<'a>(
    segment: &str,
    words: &[String],
    offered: &[&'a Appointment],
    about: About,
    context: &Context,
) -> (Option<Vec<&'a Appointment>>, bool, bool) {
    let hint = match about {
        About::Date => Hint::Date,
        About::Time => Hint::Time,
        _ => Hint::Any,
    };
    let Ok(resolution) = temporal::resolve_as(segment, hint, context) else { return (None, false, false) };
    let when = When::of(&resolution, Some(Source::Said), Some(Source::Said));
    let (day, time) = (when.says_day(), when.says_time());
    // A weekday, or a day of a month, is looked for among those that were read out, not in the coming week.
    let weekday =
        WEEKDAYS.iter().find(|(name, _)| words.iter().any(|w| w.starts_with(name))).map(|(_, d)| *d);
    let month_day =
        resolution.readings.iter().find(|r| r.assumed.has(Assumption::Month)).and_then(|r| match r.value {
            Value::Date(d) => Some(d.day()),
            Value::DateTime(m) => Some(m.local.day()),
            _ => None,
        });
    let fits = |a: &Appointment| {
        let agreed = when.agree(a.start, context);
        let wall = a.start.wall(context.zone);
        let day_fits = agreed.date.is_none_or(|w| w.agreement.agrees())
            || weekday.is_some_and(|d| wall.weekday() == d)
            || month_day.is_some_and(|d| wall.day() == d);
        let time_fits = agreed.time.is_none_or(|w| w.agreement.agrees());
        day_fits && time_fits
    };
    if when.is_empty() {
        return (None, false, false);
    }
    let those: Vec<&Appointment> = offered.iter().copied().filter(|a| fits(a)).collect();
    if those.is_empty() { (None, day, time) } else { (Some(those), day, time) }
}

/// By the service that is named.
fn by_service<'a>(said: &[String], offered: &[&'a Appointment]) -> Option<Vec<&'a Appointment>> {
    let plain = words::of(&said.join(" "));
    let shared = |a: &Appointment| a.service.as_deref().map_or(0, |s| words::shared(&plain, &words::of(s)));
    let most = offered.iter().map(|a| shared(a)).max().filter(|n| *n > 0)?;
    Some(offered.iter().copied().filter(|a| shared(a) == most).collect())
}

/// By the person who does it.
fn by_staff<'a>(segment: &str, offered: &[&'a Appointment]) -> Option<Vec<&'a Appointment>> {
    let words: Vec<Name> = segment
        .split_whitespace()
        .filter(|w| w.chars().next().is_some_and(char::is_uppercase) && w.chars().count() > 2)
        .map(Name::parse)
        .filter(|n| !n.is_empty())
        .collect();
    let with = |a: &Appointment| {
        a.staff.as_deref().is_some_and(|staff| {
            let stored = Name::parse(staff);
            words.iter().any(|word| compare(word, &stored).level.agrees())
        })
    };
    let those: Vec<&Appointment> = offered.iter().copied().filter(|a| with(a)).collect();
    (!those.is_empty()).then_some(those)
}
