//! Short forms of given names.

use smallvec::SmallVec;

use super::generated::GIVEN;
use super::key;

/// What the table says of a given name; `None` for a word that it does not know. Each number is that of a name, doubled, and one
/// more where the word is the name itself and no short form of it.
pub(super) fn known(letters: &[char]) -> Option<&'static [u16]> {
    let mut key: SmallVec<[u8; 32]> = SmallVec::new();
    key::each(letters.iter().copied(), |c| key.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
    let at = GIVEN.binary_search_by(|(there, _)| there.as_bytes().cmp(&key)).ok()?;
    GIVEN.get(at).map(|(_, numbers)| *numbers)
}

/// Whether one is a short form of the other. Two short forms of one name are not enough: Hans and Jo are both Johannes.
pub(super) fn is_short(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x ^ y == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(a: &str, b: &str) -> bool {
        let numbers = |name: &str| known(&name.chars().collect::<Vec<_>>()).unwrap_or_default();
        is_short(numbers(a), numbers(b))
    }

    #[test]
    fn short_forms_in_any_spelling() {
        assert!(short("kathi", "katharina") && short("katharina", "cathy"));
        assert!(short("sepp", "josef") && short("sepp", "joseph"));
        assert!(short("hans", "johannes") && short("schorsch", "georg"));
        assert!(!short("hans", "jo"), "two short forms");
        assert!(!short("maria", "marie") && !short("jan", "jana") && !short("anna", "anna"));
        assert_eq!(known(&"schreibtisch".chars().collect::<Vec<_>>()), None);
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(GIVEN.windows(2).all(|w| matches!(w, [a, b] if a.0 < b.0)));
    }
}
