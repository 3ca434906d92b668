//! The sounds that German ears tell apart in names, and how easily two of them are taken for each other.
//!
//! The inventory is that of Standard German (Kohler, *German*, in: Handbook of the International Phonetic Association, 1999),
//! without length, with the affricates as sounds of their own. Costs grow with the number of features in which two sounds
//! differ, place weighing more than voice; which pairs a telephone band blurs most is known from Miller & Nicely (1955,
//! *An analysis of perceptual confusions among some English consonants*, JASA 27): voice and nasality survive, place does not.
//! The figures themselves were set by hand on the `dev` half of fixtures/names/pairs.tsv.

macro_rules! sounds {
    ($($name:ident),*) => {
        #[expect(clippy::upper_case_acronyms, reason = "only counts the sounds")]
        #[derive(Clone, Copy)]
        enum Number { $($name),*, END }
        $(pub(super) const $name: u8 = Number::$name as u8;)*
        /// How many sounds there are.
        pub(super) const COUNT: usize = Number::END as usize;
    };
}

sounds!(
    A, E, I, O, U, OE, UE, AI, AU, OY, SCHWA, ER, P, B, T, D, K, G, F, V, S, SH, CH, J, L, R, M, N, NG, H,
    TS, C, PF
);

/// The tables have a power of two of places, so that no look-up needs a check.
const PLACES: usize = 64;
const LAST: u8 = 63;
const _: () = assert!(COUNT <= PLACES);

/// What a cost of one whole sound is counted in.
pub(super) const UNIT: u32 = 20;

pub(super) const fn is_vowel(sound: u8) -> bool {
    sound <= ER
}

/// Pairs that are nearer than two vowels or two consonants are: [`UNIT`] times the cost.
const NEAR: &[(u8, u8, u8)] = &[
    (A, ER, 4),
    (E, ER, 8),
    (E, SCHWA, 4),
    (SCHWA, ER, 12),
    (A, SCHWA, 9),
    (I, SCHWA, 9),
    (O, SCHWA, 10),
    (U, SCHWA, 11),
    (OE, SCHWA, 9),
    (E, I, 10),
    (E, OE, 12),
    (I, UE, 8),
    (O, OE, 11),
    (U, UE, 11),
    (OE, UE, 11),
    (O, U, 9),
    (A, E, 12),
    (A, O, 12),
    (A, AU, 12),
    (O, AU, 12),
    (A, AI, 13),
    (E, AI, 12),
    (I, AI, 14),
    (AI, OY, 9),
    (O, OY, 13),
    (OE, OY, 13),
    (AU, OY, 13),
    (UE, OY, 13),
    (J, I, 6),
    (V, U, 8),
    (J, E, 14),
    (R, ER, 4),
    (P, B, 6),
    (T, D, 5),
    (K, G, 6),
    (F, V, 6),
    (PF, F, 3),
    (PF, P, 7),
    (S, TS, 7),
    (S, SH, 9),
    (SH, C, 7),
    (TS, C, 9),
    (TS, T, 13),
    (C, T, 12),
    (C, D, 14),
    (C, J, 13),
    (CH, SH, 6),
    (CH, K, 8),
    (CH, G, 9),
    (CH, H, 9),
    (CH, S, 13),
    (CH, R, 12),
    (C, CH, 10),
    (C, K, 15),
    (G, H, 12),
    (G, J, 11),
    (K, H, 15),
    (M, N, 7),
    (N, NG, 4),
    (M, NG, 10),
    (B, V, 9),
    (B, F, 14),
    (F, S, 13),
    (F, P, 14),
    (L, R, 15),
    (L, N, 15),
    (L, V, 13),
    (R, H, 13),
    (D, N, 15),
    (P, T, 15),
    (T, K, 15),
    (P, K, 15),
    (B, D, 15),
    (B, G, 15),
    (D, G, 15),
    (B, M, 15),
    (V, M, 16),
];

/// What it costs to hear a sound that is not there, or to miss one that is.
const ALONE: [u8; PLACES] = {
    let mut costs = [16; PLACES];
    let table: &[(u8, u8)] = &[
        (A, 13),
        (E, 10),
        (I, 10),
        (O, 12),
        (U, 11),
        (OE, 13),
        (UE, 13),
        (SCHWA, 12),
        (ER, 14),
        (H, 6),
        (J, 9),
        (R, 10),
        (T, 9),
        (D, 10),
        (N, 10),
        (NG, 10),
        (M, 12),
        (L, 13),
        (S, 14),
        (G, 11),
        (K, 13),
        (P, 12),
        (B, 13),
        (F, 14),
        (V, 14),
    ];
    let mut rest = table;
    while let Some(((sound, cost), tail)) = rest.split_first() {
        set(&mut costs, *sound, *cost);
        rest = tail;
    }
    costs
};

/// The table of substitutions, a row for each sound.
const INSTEAD: [[u8; PLACES]; PLACES] = {
    let mut table = [[20; PLACES]; PLACES];
    let mut a = 0;
    let mut rows: &mut [[u8; PLACES]] = &mut table;
    while let Some((row, tail)) = rows.split_first_mut() {
        let mut b = 0;
        let mut cells: &mut [u8] = row;
        while let Some((cell, others)) = cells.split_first_mut() {
            *cell = base(a, b);
            cells = others;
            b += 1;
        }
        rows = tail;
        a += 1;
    }
    table
};

const fn set(costs: &mut [u8; PLACES], sound: u8, cost: u8) {
    if let Some((cell, _)) = costs.split_at_mut(sound as usize).1.split_first_mut() {
        *cell = cost;
    }
}

const fn base(a: u8, b: u8) -> u8 {
    if a == b {
        return 0;
    }
    let mut rest = NEAR;
    while let Some(((x, y, cost), tail)) = rest.split_first() {
        if (*x == a && *y == b) || (*x == b && *y == a) {
            return *cost;
        }
        rest = tail;
    }
    match (is_vowel(a), is_vowel(b)) {
        (true, true) => 16,
        (false, false) => 20,
        _ => 26,
    }
}

/// The costs of all sounds in the place of this one.
pub(super) fn row(sound: u8) -> &'static [u8; PLACES] {
    const NONE: [u8; PLACES] = [20; PLACES];
    INSTEAD.get(usize::from(sound & LAST)).unwrap_or(&NONE)
}

/// One of a row.
pub(super) fn cost(row: &[u8; PLACES], sound: u8) -> u32 {
    row.get(usize::from(sound & LAST)).copied().map_or(UNIT, u32::from)
}

/// The cost of one sound in the place of another.
pub(super) fn instead(a: u8, b: u8) -> u32 {
    cost(row(a), b)
}

/// The cost of one sound too much or too few.
pub(super) fn alone(a: u8) -> u32 {
    ALONE.get(usize::from(a & LAST)).copied().map_or(UNIT, u32::from)
}

/// Classes of consonants that blur: the alphabet of keys and masks. `None` for what comes and goes: vowels, h, j.
pub(super) const fn class(sound: u8) -> Option<u8> {
    Some(match sound {
        P | B | F | V | PF => 0,
        T | D => 1,
        S | SH | CH | TS | C => 2,
        K | G => 3,
        L => 4,
        R | ER => 5,
        M | N | NG => 6,
        _ => return None,
    })
}

/// The names of sounds, for tests.
#[cfg(test)]
pub(super) fn names(sounds: &[u8]) -> String {
    const NAMES: [&str; COUNT] = [
        "a", "e", "i", "o", "u", "ö", "ü", "ai", "au", "oi", "ə", "ɐ", "p", "b", "t", "d", "k", "g", "f",
        "w", "s", "sch", "ch", "j", "l", "r", "m", "n", "ng", "h", "ts", "tsch", "pf",
    ];
    sounds.iter().filter_map(|s| NAMES.get(usize::from(*s)).copied()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_have_no_direction_and_stay_below_leaving_out_and_putting_in() {
        let count = u8::try_from(COUNT).unwrap();
        for a in 0..count {
            assert_eq!(instead(a, a), 0);
            assert!(alone(a) > 0);
            for b in 0..count {
                assert_eq!(instead(a, b), instead(b, a), "{} {}", names(&[a]), names(&[b]));
            }
        }
    }

    #[test]
    fn no_pair_stands_twice() {
        for (at, (a, b, _)) in NEAR.iter().enumerate() {
            let again = NEAR[at + 1..].iter().any(|(x, y, _)| (x, y) == (a, b) || (x, y) == (b, a));
            assert!(!again, "{}", names(&[*a, *b]));
        }
    }

    #[test]
    fn voice_is_lost_before_place() {
        assert!(
            instead(P, B) < instead(P, T) && instead(T, D) < instead(T, K) && instead(M, N) < instead(M, L)
        );
    }
}
