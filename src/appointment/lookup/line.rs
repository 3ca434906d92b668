//! A name heard on a line of which it is known who has it.
//!
//! Who calls from a customer's number is one of a few people, and a letter that recognition got wrong does not make a caller
//! somebody else: "Thomas Webed" on the Webers' line is Thomas Weber. What stays another name is one that people have: Anja is
//! not Anna, however near it is.

use crate::appointment::name::{Level, Name, compare};
use crate::heard::{edits, fold};

/// Whether a heard name is a stored one but for letters that nobody's name has there.
pub(super) fn slip(heard: &Name, stored: &Name) -> bool {
    let parts = |name: &Name| Some((fold::fold(name.given()?), fold::fold(name.family()?)));
    let (Some((given, family)), Some((its_given, its_family))) = (parts(heard), parts(stored)) else {
        return false;
    };
    let near = |said: &str, its: &str| edits::within(said, its, allowed(its));
    let fits = |given: &str, family: &str| {
        // A given name that is another one is another person of the family.
        let same_given = given == its_given
            || (near(given, &its_given) && (!is_given_name(given) || sounds_the_same(given, &its_given)));
        same_given && near(family, &its_family)
    };
    // "Ibrahim, Fatöma"
    fits(&given, &family) || fits(&family, &given)
}

/// Whether a brother or a sister of the stored name may have been heard so: the family name agrees or a letter or two make it so, and of the given names one
/// begins with the other, or a letter or two make one of the other. Luka is no other name of Lukas, and one that a line
/// makes of it.
pub(super) fn could_be(heard: &Name, stored: &Name) -> bool {
    let (Some(given), Some(family)) = (heard.given(), heard.family()) else { return false };
    let (Some(its_given), Some(its_family)) = (stored.given(), stored.family()) else { return false };
    let agrees = |family: &str| {
        let (said, its) = (fold::fold(family), fold::fold(its_family));
        edits::within(&said, &its, allowed(&its))
            || compare(&Name::parse(family), &Name::parse(its_family)).level.agrees()
    };
    // "Zimmermann Macs"
    (near(given, its_given) && agrees(family)) || (near(family, its_given) && agrees(given))
}

/// Whether a line makes one given name of another.
fn near(given: &str, its: &str) -> bool {
    let (given, its) = (fold::fold(given), fold::fold(its));
    let (short, long) = if given.len() < its.len() { (&given, &its) } else { (&its, &given) };
    long.starts_with(short.as_str())
        || (short.len() > 2 && edits::within(short, long, if long.len() > 5 { 2 } else { 1 }))
}

/// So many letters may differ.
fn allowed(name: &str) -> usize {
    match name.len() {
        0..3 => 0,
        3..6 => 1,
        _ => 2,
    }
}

/// Sofie for Sophie.
fn sounds_the_same(given: &str, its: &str) -> bool {
    let level = compare(&Name::parse(given), &Name::parse(its)).level;
    matches!(level, Level::Exact | Level::Equivalent)
}

/// Whether people are called so, as far as the table of given names knows.
fn is_given_name(word: &str) -> bool {
    Name::parse(word).given().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_no_other_person() {
        let slip = |heard: &str, stored: &str| slip(&Name::parse(heard), &Name::parse(stored));
        for (heard, stored) in [
            ("Thomas Webed", "Thomas Weber"),
            ("Thomas eber", "Thomas Weber"),
            ("Lkuas Jäger", "Lukas Jäger"),
            ("Urfula Kogel", "Ursula Vogel"),
            ("Jan Küin", "Jan Kühn"),
            ("Sofie Kelerr", "Sophie Keller"),
            ("Tom Nkuhyen", "Tom Nguyen"),
        ] {
            assert!(slip(heard, stored), "{heard}, {stored}");
        }
        for (heard, stored) in [
            ("Luka Bui", "Lukas Bui"),
            ("Jan Keller", "Jana Keller"),
            ("Tim Roth", "Tom Rot"),
            ("Zimmermann Macs", "Mats Zimmermann"),
            ("Jgnkowski, Simoen", "Dr. Simone Jankowski"),
        ] {
            assert!(could_be(&Name::parse(heard), &Name::parse(stored)), "{heard}, {stored}");
        }
        for (heard, stored) in
            [("Anna Keller", "Thomas Keller"), ("Luka Bui", "Lukas Weber"), ("Keller", "Lena Keller")]
        {
            assert!(!could_be(&Name::parse(heard), &Name::parse(stored)), "{heard}, {stored}");
        }
        for (heard, stored) in [
            ("Anja Keller", "Anna Keller"),
            ("Jana Keller", "Jan Keller"),
            ("Lina Keller", "Lena Keller"),
            ("Thomas Keller", "Thomas Weber"),
            ("Keller", "Thomas Keller"),
            ("Waltraud Schuster", "Julia Schuster"),
        ] {
            assert!(!slip(heard, stored), "{heard}, {stored}");
        }
    }
}
