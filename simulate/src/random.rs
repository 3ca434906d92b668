//! Chance that is the same on every machine.

/// xoshiro256** by Blackman and Vigna (<https://prng.di.unimi.it>), seeded by SplitMix64 as they advise.
#[derive(Clone, Debug)]
pub struct Random([u64; 4]);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(GOLDEN);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Random {
    /// The stream number `stream` of a seed; streams have nothing to do with each other.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut state = seed;
        let seed = mix(&mut state);
        let mut state = seed ^ stream.wrapping_mul(0xd134_2543_de82_ef95);
        Self([mix(&mut state), mix(&mut state), mix(&mut state), mix(&mut state)])
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.0;
        let out = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let t = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= t;
        *d = d.rotate_left(45);
        out
    }

    /// 0 .. `limit`; 0 where the limit is 0. The bias of the remainder is below 2⁻⁴⁰ for the limits here.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        usize::try_from(self.bits().checked_rem(limit).unwrap_or(0)).unwrap_or(0)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(0);
        low.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    /// True so many times in a thousand.
    pub fn chance(&mut self, of_thousand: usize) -> bool {
        self.below(1000) < of_thousand
    }

    /// One of the list; the list is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = self.below(list.len());
        list.get(at).or_else(|| list.first()).unwrap_or_else(|| std::process::abort())
    }

    /// One of the texts.
    pub fn text(&mut self, list: &[&str]) -> String {
        (*self.pick(list)).to_owned()
    }

    /// One of the list, each as often as its number says.
    pub fn weighed<T: Copy>(&mut self, list: &[(usize, T)]) -> T {
        let sum: usize = list.iter().map(|(weight, _)| weight).sum();
        let mut at = self.below(sum);
        for (weight, value) in list {
            if at < *weight {
                return *value;
            }
            at = at.saturating_sub(*weight);
        }
        list.last().map_or_else(|| std::process::abort(), |(_, value)| *value)
    }

    /// The list in any order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.below(last.saturating_add(1));
            list.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_everywhere_and_no_other_is() {
        let draw = |seed, stream| {
            let mut random = Random::new(seed, stream);
            (0..4).map(|_| random.bits()).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, 7), draw(1, 7));
        assert_ne!(draw(1, 7), draw(1, 8));
        assert_ne!(draw(1, 7), draw(2, 7));
    }

    #[test]
    fn chance_is_about_even() {
        let mut random = Random::new(3, 0);
        let hits = (0..10_000).filter(|_| random.chance(250)).count();
        assert!((2300..2700).contains(&hits), "{hits}");
        let mut seen = [0_usize; 3];
        for _ in 0..9000 {
            seen[random.weighed(&[(1, 0), (2, 1), (6, 2)])] += 1;
        }
        assert!((850..1150).contains(&seen[0]) && (5700..6300).contains(&seen[2]), "{seen:?}");
    }
}
