//! What stands in a word, found by letter: tables that the compiler sorts, so that a word is looked at once and not once for each rule.

/// Every letter that a rule can name; its number is its place, from 1 on. All are folded, see `fold`.
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyzäöüßçğışñłąęśźżćńčšžřěđőűåøæœéèêîíóáúý";

/// A letter of another alphabet.
const OTHER: u8 = 0;
/// What stands in front of the first letter and behind the last.
pub(super) const EDGE: u8 = 65;
/// The numbers that letters have.
const NUMBERS: usize = 66;
/// How many letters an entry has at most.
const LONGEST: u32 = 7;
/// Up to here letters have their number in a table.
const NUMBERED: usize = 0x180;

const VOWELS: &str = "aeiouyäöüéèêěęąáíóúýåøæœőűıî";
const FRONT: &str = "eiyäöüéèêěęíýœæøıî";

/// What has to stand beside the letters of an entry.
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

impl Beside {
    /// The numbers that may stand there, as bits.
    const fn bits(self) -> u128 {
        const ANY: u128 = (1 << NUMBERS) - 1;
        const EDGES: u128 = 1 << EDGE;
        match self {
            Self::Any => ANY,
            Self::Edge => EDGES,
            Self::Letter => ANY & !EDGES,
            Self::Vowel => bits(VOWELS),
            Self::Front => bits(FRONT),
            Self::Consonant => ANY & !EDGES & !bits(VOWELS),
            Self::NoVowel => ANY & !bits(VOWELS),
            Self::One(of) => bits(of),
        }
    }
}

/// Letters, between what, and what they stand for.
pub(super) type Entry<T> = (&'static str, Beside, Beside, T);

/// An entry as it is looked up.
#[derive(Clone, Copy)]
pub(super) struct Sorted<T> {
    before: u128,
    after: u128,
    /// The numbers of the letters, the first in the lowest byte.
    letters: u64,
    /// How many bits of it count.
    length: u32,
    pub(super) value: T,
}

impl<T> Sorted<T> {
    pub(super) const fn letters(&self) -> usize {
        (self.length / 8) as usize
    }

    /// Whether it stands at the front of eight letters.
    fn fits(&self, window: u64, before: u8) -> bool {
        (window ^ self.letters) & u64::MAX.wrapping_shr(64_u32.wrapping_sub(self.length)) == 0
            && self.before.wrapping_shr(u32::from(before)) & 1 == 1
            && {
                let [after, ..] = window.wrapping_shr(self.length).to_le_bytes();
                self.after.wrapping_shr(u32::from(after)) & 1 == 1
            }
    }
}

/// Entries in the order of their first letters, the longest of each first, equals in the order in which they were given.
pub(super) struct Table<T: 'static> {
    entries: &'static [Sorted<T>],
    /// Where the entries of each letter begin; one more than there are numbers.
    starts: [u8; NUMBERS + 1],
}

impl<T> Table<T> {
    pub(super) const EMPTY: Self = Self { entries: &[], starts: [0; NUMBERS + 1] };

    pub(super) const fn new(entries: &'static [Sorted<T>]) -> Self {
        assert!(entries.len() < 256);
        let mut starts = [0; NUMBERS + 1];
        let mut left: &mut [u8] = &mut starts;
        let mut number = 0;
        while let Some((start, tail)) = left.split_first_mut() {
            let mut rest = entries;
            let mut before: u8 = 0;
            while let Some((entry, tail)) = rest.split_first() {
                if (entry.letters & 0xff) < number {
                    before = before.wrapping_add(1);
                }
                rest = tail;
            }
            *start = before;
            left = tail;
            number = number.wrapping_add(1);
        }
        Self { entries, starts }
    }

    /// All that stand at the front of eight letters.
    pub(super) fn all(&self, window: u64, before: u8) -> impl Iterator<Item = &'static Sorted<T>> {
        let [first, ..] = window.to_le_bytes();
        let start = |number: usize| self.starts.get(number).copied().map_or(0, usize::from);
        let range = start(usize::from(first))..start(usize::from(first).wrapping_add(1));
        let entries = self.entries.get(range).unwrap_or_default();
        entries.iter().filter(move |entry| entry.fits(window, before))
    }

    /// The longest that stands there.
    pub(super) fn longest(&self, window: u64, before: u8) -> Option<&'static Sorted<T>> {
        self.all(window, before).next()
    }
}

/// A `&'static Table` of the constant slice of entries, of values of the type.
macro_rules! table {
    ($entries:expr, $value:ty) => {{
        const SORTED: [$crate::appointment::name::table::Sorted<$value>; $entries.len()] =
            $crate::appointment::name::table::sorted($entries);
        static TABLE: $crate::appointment::name::table::Table<$value> =
            $crate::appointment::name::table::Table::new(&SORTED);
        &TABLE
    }};
}
pub(super) use table;

/// The numbers of the letters of a word, with edges behind it.
pub(super) struct Numbers(smallvec::SmallVec<[u8; 32]>);

impl Numbers {
    pub(super) fn of(letters: &[char]) -> Self {
        let mut out = smallvec::SmallVec::new();
        out.extend(letters.iter().map(|c| number(*c)));
        out.extend_from_slice(&[EDGE; 8]);
        Self(out)
    }

    /// The eight from a place on, the first in the lowest byte; `None` from the end of the word on.
    pub(super) fn window(&self, at: usize) -> Option<u64> {
        let window = u64::from_le_bytes(*self.0.get(at..)?.first_chunk::<8>()?);
        (window & 0xff != u64::from(EDGE)).then_some(window)
    }
}

/// Whether it is a letter of the alphabet that rules know.
pub(super) fn is_known(c: char) -> bool {
    number(c) != OTHER
}

fn number(c: char) -> u8 {
    usize::try_from(u32::from(c)).ok().and_then(|c| NUMBER.get(c)).copied().unwrap_or(OTHER)
}

static NUMBER: [u8; NUMBERED] = {
    let mut numbers = [OTHER; NUMBERED];
    let mut rest = ALPHABET.as_bytes();
    let mut number = OTHER;
    while let Some((c, tail)) = decode(rest) {
        number += 1;
        if let Some((cell, _)) = numbers.split_at_mut(c as usize).1.split_first_mut() {
            *cell = number;
        }
        rest = tail;
    }
    assert!(number + 1 == EDGE);
    numbers
};

/// The first character of a text, and the rest of it.
pub(super) const fn decode(text: &[u8]) -> Option<(u32, &[u8])> {
    match text {
        [a, rest @ ..] if *a < 0x80 => Some((*a as u32, rest)),
        [a, b, rest @ ..] if *a < 0xe0 => Some((((*a as u32 & 0x1f) << 6) | (*b as u32 & 0x3f), rest)),
        [a, b, c, rest @ ..] => {
            Some((((*a as u32 & 0xf) << 12) | ((*b as u32 & 0x3f) << 6) | (*c as u32 & 0x3f), rest))
        }
        _ => None,
    }
}

const fn number_of(c: u32) -> u8 {
    match NUMBER.split_at(c as usize).1.split_first() {
        Some((number, _)) => *number,
        None => OTHER,
    }
}

const fn bits(letters: &str) -> u128 {
    let mut bits = 0;
    let mut rest = letters.as_bytes();
    while let Some((c, tail)) = decode(rest) {
        bits |= 1 << number_of(c);
        rest = tail;
    }
    bits
}

const fn entry<T: Copy>(from: &Entry<T>) -> Sorted<T> {
    let mut letters = 0;
    let mut length = 0;
    let mut rest = from.0.as_bytes();
    while let Some((c, tail)) = decode(rest) {
        let number = number_of(c);
        assert!(number != OTHER, "a letter that no name has after folding");
        letters |= (number as u64).wrapping_shl(length);
        length = length.wrapping_add(8);
        rest = tail;
    }
    assert!(length > 0 && length <= 8 * LONGEST);
    Sorted { before: from.1.bits(), after: from.2.bits(), letters, length, value: from.3 }
}

/// Called by the compiler alone.
#[expect(clippy::panic, reason = "a constant without entries does not compile")]
pub(super) const fn sorted<T: Copy, const N: usize>(from: &[Entry<T>]) -> [Sorted<T>; N] {
    let Some((first, mut rest)) = from.split_first() else { panic!("no entries") };
    let mut out = [entry(first); N];
    let mut count: usize = 1;
    while let Some((next, tail)) = rest.split_first() {
        let next = entry(next);
        let mut at = count;
        // Behind all that do not stand behind it.
        while at > 0 {
            let (left, right) = out.split_at_mut(at);
            let (Some((before, _)), Some((here, _))) = (left.split_last(), right.split_first_mut()) else {
                break;
            };
            let (a, b) = (before.letters & 0xff, next.letters & 0xff);
            if a < b || a == b && before.length >= next.length {
                break;
            }
            *here = *before;
            at = at.wrapping_sub(1);
        }
        if let Some((here, _)) = out.split_at_mut(at).1.split_first_mut() {
            *here = next;
        }
        count = count.wrapping_add(1);
        rest = tail;
    }
    out
}
