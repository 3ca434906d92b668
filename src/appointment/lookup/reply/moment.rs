//! A day and a time inside a reply.

use super::super::vocabulary::{MONTHS, day_of_month, is_number, is_part_of_a_day, weekday};
use super::super::when::When;
use super::GAP;
use crate::context::Context;
use crate::heard::fold;
use crate::payload::Source;
use crate::temporal::{self, Hint, Resolution};

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

/// Day and time of a reply with what they mean, and the reply without them.
pub(super) fn split(reply: &str, context: &Context) -> Option<((String, Resolution), String)> {
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
pub(super) fn split_behind(reply: &str, context: &Context) -> Option<((String, Resolution), String)> {
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
        let last = folded.get(at.saturating_add(end)).is_some_and(|word| belongs_to_a_moment(word));
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

/// A number, a weekday, a month, a part of the day, or what stands between those.
fn belongs_to_a_moment(word: &str) -> bool {
    is_number(word)
        || weekday(word).is_some()
        || is_part_of_a_day(word)
        || MONTHS.contains(&word)
        || matches!(
            word,
            "uhr" | "woche" | "wochen" | "halb" | "am" | "um" | "den" | "gegen" | "vor" | "nach"
        )
}

/// "am sechsten", "den 6.", "Dienstag, den sechsten", "gegen drei", "halb vier", "am Vormittag"
fn begins_a_moment(words: &[String]) -> bool {
    let article = |w: &str| matches!(w, "am" | "den" | "der" | "dem");
    let numbered = |w: &str| w.starts_with(|c: char| c.is_ascii_digit()) || day_of_month(w).is_some();
    let names_a_day = |w: &str| weekday(w).is_some();
    match words {
        [first, second, ..] if names_a_day(first) => article(second) || numbered(second),
        [first, second, ..] if article(first) => {
            names_a_day(second) || numbered(second) || is_part_of_a_day(second)
        }
        [first, second, ..] if matches!(first.as_str(), "um" | "gegen" | "halb") => {
            is_number(second) || matches!(second.as_str(), "halb" | "viertel" | "dreiviertel")
        }
        [first, second, ..] if matches!(first.as_str(), "viertel" | "dreiviertel") => {
            is_number(second) || matches!(second.as_str(), "vor" | "nach")
        }
        [first, second, ..] if second == "uhr" => is_number(first),
        [first, ..] => is_part_of_a_day(first) && words.len() < 4,
        [] => false,
    }
}
