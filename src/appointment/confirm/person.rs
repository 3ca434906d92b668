//! Whether a name in a response is the one that was sent.

use crate::appointment::name::{Level, Name, Reason, compare};
use crate::heard::fold::words;

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
}
