//! The distance of two sequences of sounds: the cheapest way from one to the other, by the costs in `sound`.

use super::sound::{self, H, UNIT};

/// The longest sequence that is aligned.
pub(super) const LONGEST: usize = 64;

/// A distance from which on two words are no more alike than any two.
pub(super) const FAR: u32 = 260;

/// Thousandths of a sound for each sound of the mean length; [`FAR`] and more where the words have nothing to do with each other.
/// What the words begin with counts half as much again: stress lies there, and there people listen.
pub(super) fn distance(a: &[u8], b: &[u8]) -> u32 {
    if a == b {
        return 0;
    }
    if a.len() > LONGEST || b.len() > LONGEST || a.is_empty() || b.is_empty() || a.len().abs_diff(b.len()) > 4
    {
        return FAR;
    }
    // Twice the mean length, and one: short words are not as different as one sound in three makes them.
    let length = u32::try_from(a.len().saturating_add(b.len()).saturating_add(1)).unwrap_or(u32::MAX).max(6);
    let limit = FAR.saturating_mul(UNIT).saturating_mul(length) / 2000;
    let cost = cheapest(a, b, limit);
    cost.saturating_mul(2000).checked_div(UNIT.saturating_mul(length)).unwrap_or(FAR).min(FAR)
}

/// In units of [`UNIT`] for a sound; gives up above the limit. Costs are below 64 and there are at most 128 of them, so that no sum
/// wraps around.
fn cheapest(a: &[u8], b: &[u8], limit: u32) -> u32 {
    let (Some(a_first), Some(b_first)) = (a.first(), b.first()) else { return u32::MAX };
    let begin = half_more(sound::instead(*a_first, *b_first));
    if begin.min(first_alone(*a_first)).min(first_alone(*b_first)) > limit {
        return u32::MAX;
    }
    let mut row = [0_u32; LONGEST];
    let mut above = 0_u32;
    for (at, (cell, sound)) in row.iter_mut().zip(b).enumerate() {
        above = above.wrapping_add(if at == 0 { first_alone(*sound) } else { sound::alone(*sound) });
        *cell = above;
    }
    // The cell left of the first of a row: all of `a` so far against nothing.
    let mut edge = 0_u32;
    for (i, x) in a.iter().enumerate() {
        let mut corner = edge;
        let x_alone = if i == 0 { first_alone(*x) } else { sound::alone(*x) };
        edge = edge.wrapping_add(x_alone);
        let mut left = edge;
        let mut least = edge;
        let costs = sound::row(*x);
        for (j, (cell, y)) in row.iter_mut().zip(b).enumerate() {
            let instead = if i == 0 && j == 0 { begin } else { sound::cost(costs, *y) };
            let best = corner
                .wrapping_add(instead)
                .min(cell.wrapping_add(x_alone))
                .min(left.wrapping_add(sound::alone(*y)));
            corner = *cell;
            *cell = best;
            left = best;
            least = least.min(best);
        }
        if least > limit {
            return u32::MAX;
        }
    }
    b.len().checked_sub(1).and_then(|last| row.get(last)).copied().unwrap_or(edge)
}

const fn half_more(cost: u32) -> u32 {
    cost.wrapping_add(cost / 2)
}

/// h goes lost inside a word, but not in front: Anna and Hanna.
fn first_alone(sound: u8) -> u32 {
    let alone = sound::alone(sound);
    if sound == H { alone.saturating_mul(3) } else { half_more(alone) }
}

/// Classes of consonants in a word, twice: how often each is there (once, twice), and which follow each other.
pub(super) fn mask(sounds: &[u8]) -> u64 {
    let mut mask = 0_u64;
    let mut before: Option<u8> = None;
    for class in sounds.iter().filter_map(|s| sound::class(*s)) {
        let bit = 1_u64 << (class & 7);
        mask |= if mask & bit == 0 { bit } else { bit << 7 };
        if let Some(before) = before {
            mask |=
                1_u64 << (before & 7).saturating_mul(7).saturating_add(class & 7).saturating_add(14).min(63);
        }
        before = Some(class);
    }
    mask
}

/// Whether an alignment is worth its time, by the masks. A consonant too much or too few changes at most four bits; one of another
/// class in its place six, and that in a short word is another name.
pub(super) fn may_be_near(a: u64, b: u64, longest: usize) -> bool {
    let bits = (a ^ b).count_ones();
    bits <= if longest <= 5 { 4 } else { MOST }
}

/// Bits in which the masks of near words differ at most.
const MOST: u32 = 6;

/// Whether any reading of one word may be near any of another: of each word the bits that all of its masks have, and that any has.
pub(super) fn may_any_be_near(a: (u64, u64), b: (u64, u64)) -> bool {
    (a.0 & !b.1 | b.0 & !a.1).count_ones() <= MOST
}

#[cfg(test)]
mod tests {
    use super::super::sound::*;
    use super::*;

    #[test]
    fn near_sounds_are_near_and_order_of_words_does_not_matter() {
        let pairs: [(&[u8], &[u8]); 4] = [
            (&[K, E, L, ER], &[K, E, L, A]),
            (&[M, AI, ER], &[N, AI, ER]),
            (&[A, N, A], &[H, A, N, A]),
            (&[SH, R, OE, D, ER], &[SH, R, OE, T, ER]),
        ];
        for (a, b) in pairs {
            assert_eq!(distance(a, b), distance(b, a), "{a:?}");
            assert!(distance(a, b) < FAR && distance(a, b) > 0, "{a:?}");
        }
        let [keller, meier, anna, schroeder] = pairs.map(|(a, b)| distance(a, b));
        // What words begin with weighs more than what stands inside of them.
        assert!(keller.max(schroeder) < anna.min(meier), "{keller} {schroeder} {anna} {meier}");
        assert_eq!(distance(&[A], &[A]), 0);
        assert_eq!(distance(&[], &[A]), FAR);
        assert_eq!(distance(&[A; 65], &[E; 65]), FAR);
    }
}
