//! A name and a service that were said in one breath.

use super::{GAP, without_fillers};
use crate::appointment::name::Name;
use crate::heard::fold;

/// What is left of a reply: the name first, then the service. They are parted by what was between them, by a comma, or by the
/// article of the service.
pub(super) fn name_and_service(rest: &str, name: bool) -> (String, Option<String>) {
    let parts: Vec<String> = rest.split(GAP).map(without_fillers).filter(|part| !part.is_empty()).collect();
    if !name {
        let all = parts.join(" ");
        return (String::new(), Some(all).filter(|s| !s.is_empty()));
    }
    match parts.as_slice() {
        [] => (String::new(), None),
        [one] => name_before_service(one),
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
    let name_ends = || {
        // "Eva Schuster Massage": behind a given and a family name. Of "Lan Anh Dang", both first words are given names.
        let is_whole = |end: usize| words.get(..end).is_some_and(|w| Name::parse(&w.join(" ")).is_whole());
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
        Some((who, what)) if Name::parse(&who.join(" ")).is_whole() => {
            let what = without_fillers(&what.join(" "));
            (without_fillers(&who.join(" ")), Some(what).filter(|s| !s.is_empty()))
        }
        _ => (text.to_owned(), None),
    }
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
