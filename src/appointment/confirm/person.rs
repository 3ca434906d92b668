//! Whether a name in a response is the one that was sent.

use super::Wanted;
use crate::appointment::name::{Level, Name, Reason, compare};
use crate::heard::fold::words;
use crate::phone;

/// How far two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Same {
    /// Somebody else.
    No,
    /// Half of a name, or one that sounds the same: a person has to look.
    Part,
    /// The same, whatever the title, the order and the umlauts.
    Yes,
}

/// Two names as they are written, by the comparison that the lookup uses: to cancel a booking because of Meyer for Meier is as wrong as
/// to accept it unseen.
pub(super) fn same_name(sent: &str, booked: &str) -> Same {
    const WRITTEN: [Reason; 4] = [Reason::SameLetters, Reason::Umlaut, Reason::Title, Reason::Swapped];
    let (a, b) = (words(sent), words(booked));
    if a == b && !a.is_empty() {
        return Same::Yes;
    }
    // "Raum 2" is staff to a calendar as well, and no name of anybody.
    let numbered = a.iter().chain(&b).any(|w| w.bytes().any(|c| c.is_ascii_digit()));
    let (sent, booked) = (Name::parse(sent), Name::parse(booked));
    if numbered || sent.is_empty() || booked.is_empty() {
        let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
        let within = !short.is_empty() && short.iter().all(|w| long.contains(w));
        return if within { Same::Part } else { Same::No };
    }
    let likeness = compare(&sent, &booked);
    match likeness.level {
        Level::Exact => Same::Yes,
        Level::Equivalent if likeness.reasons.iter().all(|r| WRITTEN.contains(&r)) => Same::Yes,
        level if level.agrees() => Same::Part,
        _ => Same::No,
    }
}

/// True for two spellings of one number.
pub(super) fn same_number(a: &str, b: &str) -> bool {
    let e164 =
        |text: &str| phone::normalise(text, phone::Source::Typed, "DE").number().map(|n| n.e164().to_owned());
    a == b || e164(a).is_some_and(|a| Some(a) == e164(b))
}

/// Whose an appointment is, seen from the person for whom another one was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// Somebody else's.
    Other,
    /// Nothing tells, or a name and a number contradict each other.
    Perhaps,
    /// Theirs: a whole name and no other number, or all that is known is the same number.
    Theirs,
}

/// A number is one of a household, and a family name one of a family: each alone does not tell its members apart.
pub(super) fn whose(wanted: &Wanted, name: Option<&str>, number: Option<&str>) -> Whose {
    let told = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
    let person = wanted.person.as_deref();
    let names =
        (told(person) && told(name)).then(|| same_name(person.unwrap_or_default(), name.unwrap_or_default()));
    let phone = wanted.phone.as_deref();
    let numbers = (told(phone) && told(number))
        .then(|| same_number(phone.unwrap_or_default(), number.unwrap_or_default()));
    match (names, numbers) {
        (Some(Same::No), _) | (None, Some(false)) => Whose::Other,
        (Some(Same::Yes), Some(true)) => Whose::Theirs,
        (Some(Same::Yes), None) if person.is_some_and(|p| Name::parse(p).is_whole()) => Whose::Theirs,
        (None, Some(true)) if !told(person) && !told(name) => Whose::Theirs,
        _ => Whose::Perhaps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_no_other_person_and_no_proof() {
        for (sent, booked, expected) in [
            ("Eva Schuster", "Eva Schuster", Same::Yes),
            ("Eva Schuster", "Schuster, Eva", Same::Yes),
            ("Eva Schuster", "Frau Dr. Eva Schuster", Same::Yes),
            ("Jörg Müller", "Joerg Mueller", Same::Yes),
            ("Hans-Peter Graf", "Hans Peter Graf", Same::Yes),
            ("Eva Meier", "Eva Meyer", Same::Part),
            ("Eva Schuster", "Schuster", Same::Part),
            ("Eva Schuster", "Eva Maria Schuster", Same::Part),
            ("Anna Keller", "Anja Keller", Same::No),
            ("Herr Keller", "Frau Keller", Same::No),
            ("Eva Schuster", "Tom Schuster", Same::No),
            ("Raum 1", "Raum 2", Same::No),
            ("Raum 1", "raum 1", Same::Yes),
            ("", "Eva Schuster", Same::No),
        ] {
            assert_eq!(same_name(sent, booked), expected, "{sent} / {booked}");
        }
    }

    #[test]
    fn a_name_and_a_number_tell_whose_it_is_only_together() {
        let wanted = |person: Option<&str>, phone: Option<&str>| Wanted {
            person: person.map(str::to_owned),
            phone: phone.map(str::to_owned),
            ..Wanted::at(chrono::DateTime::UNIX_EPOCH)
        };
        let (ours, theirs) = (Some("030 23125104"), Some("+493023125105"));
        for (person, phone, name, number, expected) in [
            (Some("Anna Müller"), ours, Some("Anna Mueller"), Some("+493023125104"), Whose::Theirs),
            (Some("Anna Müller"), None, Some("Anna Müller"), theirs, Whose::Theirs),
            (Some("Anna Müller"), ours, Some("Anna Müller"), theirs, Whose::Perhaps),
            (Some("Müller"), None, Some("Müller"), None, Whose::Perhaps),
            (Some("Eva Meier"), None, Some("Eva Meyer"), None, Whose::Perhaps),
            (Some("Jonas Keller"), None, Some("Keller"), None, Whose::Perhaps),
            (Some("Jonas Keller"), None, None, theirs, Whose::Perhaps),
            (Some("Jonas Keller"), ours, None, ours, Whose::Perhaps),
            (Some("Jonas Keller"), None, None, None, Whose::Perhaps),
            (None, None, None, None, Whose::Perhaps),
            (None, ours, None, ours, Whose::Theirs),
            (None, ours, None, theirs, Whose::Other),
            (Some("Jonas Keller"), ours, Some("Lena Keller"), ours, Whose::Other),
        ] {
            assert_eq!(
                whose(&wanted(person, phone), name, number),
                expected,
                "{person:?} {phone:?} {name:?} {number:?}"
            );
        }
    }
}
