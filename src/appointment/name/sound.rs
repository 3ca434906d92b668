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
    (SCHWA, ER, 6),
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
    (OE, UE, 9),
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
    (TS, T, 11),
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
const ALONE: [u8; COUNT] = {
    let mut costs = [16; COUNT];
    let table: &[(u8, u8)] = &[
        (A, 13),
        (E, 10),
        (I, 10),
        (O, 12),
        (U, 11),
        (OE, 13),
        (UE, 13),
        (SCHWA, 7),
        (ER, 10),
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
const INSTEAD: [[u8; COUNT]; COUNT] = {
    let mut table = [[20; COUNT]; COUNT];
    let mut a = 0;
    let mut rows: &mut [[u8; COUNT]] = &mut table;
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

const fn set(costs: &mut [u8; COUNT], sound: u8, cost: u8) {
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

/// The cost of one sound in the place of another.
pub(super) fn instead(a: u8, b: u8) -> u32 {
    INSTEAD.get(usize::from(a)).and_then(|row| row.get(usize::from(b))).copied().map_or(UNIT, u32::from)
}

/// The cost of one sound too much or too few.
pub(super) fn alone(a: u8) -> u32 {
    ALONE.get(usize::from(a)).copied().map_or(UNIT, u32::from)
}

/// Classes of consonants that blur: the alphabet of keys and masks. `None` for what comes and goes: vowels, h, j.
pub(super) const fn class(sound: u8) -> Option<u8> {
    Some(match sound {
        P | B | F | V | PF => 0,
        T | D => 1,
        S | SH | CH | TS | C => 2,
        K | G => 3,
        L => 4,
        R => 5,
        M | N | NG => 6,
        _ => return None,
    })
}
