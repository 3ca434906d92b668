//! Letters → sounds: one word read by the rules of an orthography.

use smallvec::SmallVec;

use super::sound::{B, CH, D, G, I, K, P, T};
use super::table::{EDGE, Entry, Numbers, Table};

/// The sounds of a word; see [`MAX_SOUNDS`].
pub(super) type Sounds = SmallVec<[u8; MAX_SOUNDS]>;

/// A word of more sounds is no name that could be compared.
pub(super) const MAX_SOUNDS: usize = 32;

/// What letters sound like.
pub(super) type Spoken = &'static [u8];

/// Letters, between what, and the sounds that they stand for.
pub(super) type Rule = Entry<Spoken>;

/// Reads a word by the rules of its language, and what they leave by those of German. In each table the longest rule that fits
/// counts, the first of several; equal sounds behind each other are one; b, d, g at the end are hard.
pub(super) fn read(word: &Numbers, tables: &[&'static Table<Spoken>]) -> Sounds {
    let mut sounds = Sounds::new();
    let mut at: usize = 0;
    let mut before = EDGE;
    while let Some(window) = word.window(at) {
        let rule = tables.iter().find_map(|table| table.longest(window, before));
        // A letter that no rule knows, such as a Greek one, has no sound.
        let (spoken, letters) = rule.map_or((&[][..], 1), |rule| (rule.value, rule.letters()));
        for sound in spoken {
            if sounds.last() != Some(sound) {
                sounds.push(*sound);
            }
        }
        let last = letters.saturating_sub(1);
        before = window.to_le_bytes().get(last).copied().unwrap_or(EDGE);
        at = at.saturating_add(letters);
    }
    soften(&mut sounds);
    sounds
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
