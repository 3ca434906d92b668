//! Letters → sounds: one word read by the rules of an orthography.

use smallvec::SmallVec;

use super::fold::Letters;
use super::sound::{B, CH, D, G, I, K, P, T};

/// The sounds of a word; see [`MAX_SOUNDS`].
pub(super) type Sounds = SmallVec<[u8; 16]>;

/// A word of more sounds is no name that could be compared.
pub(super) const MAX_SOUNDS: usize = 32;

/// What has to stand beside the letters of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Any,
    /// The edge of the word.
    Edge,
    /// Any letter.
    Letter,
    Vowel,
    /// e, i, y and the umlauts.
    Front,
    Consonant,
    /// A consonant or the edge.
    NoVowel,
    One(&'static str),
}

/// Letters, between what, and the sounds that they stand for.
pub(super) type Rule = (&'static str, Beside, Beside, &'static [u8]);

pub(super) fn is_vowel(c: char) -> bool {
    "aeiouyäöüéèêěęąáíóúýåøæœőűıî".contains(c)
}

fn is_front(c: char) -> bool {
    "eiyäöüéèêěęíýœæøıî".contains(c)
}

impl Beside {
    fn allows(self, letter: Option<char>) -> bool {
        match self {
            Self::Any => true,
            Self::Edge => letter.is_none(),
            Self::Letter => letter.is_some(),
            Self::Vowel => letter.is_some_and(is_vowel),
            Self::Front => letter.is_some_and(is_front),
            Self::Consonant => letter.is_some_and(|c| !is_vowel(c)),
            Self::NoVowel => !letter.is_some_and(is_vowel),
            Self::One(of) => letter.is_some_and(|c| of.contains(c)),
        }
    }
}

/// Reads a word by the rules of its language, and what they leave by those of German. In each table the longest rule that fits
/// counts, the first of several; equal sounds behind each other are one; b, d, g at the end are hard.
pub(super) fn read(
    word: &Letters,
    first: &'static [Rule],
    rules: &'static [Rule],
    german: &'static [Rule],
) -> Sounds {
    let mut sounds = Sounds::new();
    let mut rest: &[char] = word;
    let mut before = None;
    while let Some((letter, tail)) = rest.split_first() {
        let best = |table: &'static [Rule]| {
            // Of rules as long as each other the first: `max_by_key` gives the last.
            table
                .iter()
                .rev()
                .filter(|rule| fits(rule, rest, before))
                .max_by_key(|rule| rule.0.chars().count())
        };
        let Some(rule) = [first, rules, german].into_iter().find_map(best) else {
            // A letter that no rule knows, such as a Greek one, has no sound.
            before = Some(*letter);
            rest = tail;
            continue;
        };
        for sound in rule.3 {
            if sounds.last() != Some(sound) {
                sounds.push(*sound);
            }
        }
        let length = rule.0.chars().count();
        before = length.checked_sub(1).and_then(|last| rest.get(last)).copied();
        rest = rest.get(length..).unwrap_or_default();
    }
    soften(&mut sounds);
    sounds
}

fn fits(rule: &Rule, rest: &[char], before: Option<char>) -> bool {
    let mut left = rest;
    for c in rule.0.chars() {
        match left.split_first() {
            Some((letter, tail)) if *letter == c => left = tail,
            _ => return false,
        }
    }
    rule.1.allows(before) && rule.2.allows(left.first().copied())
}

/// Final devoicing: Schmid as Schmitt. "-ig" as "-ich" is that of Standard German too.
fn soften(sounds: &mut Sounds) {
    let before = sounds.len().checked_sub(2).and_then(|at| sounds.get(at)).copied();
    let Some(last) = sounds.last_mut() else { return };
    *last = match *last {
        B => P,
        D => T,
        G if before == Some(I) => CH,
        G => K,
        other => other,
    };
}
