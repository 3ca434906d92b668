//! The hash behind the word table. `cargo xtask grammar` builds the table with the same function.

/// 64 bits of a key: FNV-1a, then a finaliser, so that both halves can be used.
pub(crate) const fn hash(key: &[u8]) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    let mut rest = key;
    while let Some((byte, tail)) = rest.split_first() {
        h = (h ^ (*byte as u64)).wrapping_mul(0x0000_0100_0000_01b3);
        rest = tail;
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^ (h >> 32)
}

/// Where a key stands in a table of `slots` places, a prime, given the seed of its bucket.
#[cfg_attr(
    not(test),
    expect(
        clippy::arithmetic_side_effects,
        reason = "a table has places, and the products of 32 and 16 bits fit"
    )
)]
pub(crate) const fn slot(hash: u64, seed: u16, slots: usize) -> usize {
    let low = hash as u32 as u64;
    // Never a multiple of `slots`: another seed is always another place.
    let high = (hash >> 32) % (slots as u64).saturating_sub(1) + 1;
    (low.wrapping_add((seed as u64).wrapping_mul(high)) % slots as u64) as usize
}

/// Which bucket's seed applies, of `buckets`.
#[cfg_attr(
    not(test),
    expect(
        clippy::arithmetic_side_effects,
        reason = "a table has places, and the products of 32 and 16 bits fit"
    )
)]
pub(crate) const fn bucket(hash: u64, buckets: usize) -> usize {
    ((hash >> 40) % buckets as u64) as usize
}
