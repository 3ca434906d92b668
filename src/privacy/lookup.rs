//! A number under a key: to find a caller again without keeping the number.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::phone::Number;

/// The shortest key, in bytes.
pub const MIN_KEY: usize = 16;

/// The key of lookup hashes: a secret of the operator's, 32 random bytes at best.
///
/// German numbers are few enough to try them all, so a hash without a key hides none, and who has the key can undo
/// every hash. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct LookupKey(Hmac<Sha256>);

impl fmt::Debug for LookupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LookupKey(..)")
    }
}

/// A key that is too short to protect anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("key of {actual} bytes is shorter than {MIN_KEY}")]
pub struct KeyTooShort {
    /// How many bytes it has.
    pub actual: usize,
}

impl LookupKey {
    /// A key of [`MIN_KEY`] bytes or more.
    pub fn new(key: &[u8]) -> Result<Self, KeyTooShort> {
        let short = KeyTooShort { actual: key.len() };
        if key.len() < MIN_KEY {
            return Err(short);
        }
        Hmac::new_from_slice(key).map(Self).map_err(|_| short)
    }

    /// The hash of a number: HMAC-SHA-256 (RFC 2104, FIPS 180-4) over the ASCII bytes of its E.164 form, `+493023125000`. The
    /// extension is no part of it. The same on every target, and by any other implementation.
    ///
    /// ```
    /// use klartext::phone::{normalise, Source};
    /// use klartext::privacy::LookupKey;
    /// let key = LookupKey::new(b"0123456789abcdef0123456789abcdef")?;
    /// let outcome = normalise("030 23125000", Source::Typed, "DE");
    /// let number = outcome.number().ok_or("no number")?;
    /// // python3 -c 'import hmac; print(hmac.new(b"0123456789abcdef0123456789abcdef", b"+493023125000", "sha256").hexdigest())'
    /// assert_eq!(key.hash(number).to_hex(), "bda1a3d745542f49273e64d0dc4c21f33fe10c8c973c1e82e4c93f3380912f21");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn hash(&self, number: &Number) -> LookupHash {
        LookupHash(self.0.clone().chain_update(number.e164()).finalize().into_bytes().into())
    }
}

/// A number under a key. It still stands for a person: who sees two of the same knows that one person called twice.
///
/// Two are compared in a time that does not tell where they differ. As the key of a table it may be compared otherwise
/// through [`LookupHash::to_bytes`].
#[derive(Clone, Copy)]
pub struct LookupHash([u8; 32]);

impl LookupHash {
    /// The 32 bytes.
    pub const fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// 64 hexadecimal digits, small.
    pub fn to_hex(self) -> String {
        let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
        self.0.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
    }
}

impl PartialEq for LookupHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for LookupHash {}

// By hand: a log needs no more than to tell two calls apart.
impl fmt::Debug for LookupHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = self.to_hex();
        write!(f, "LookupHash({}…)", hex.get(..8).unwrap_or(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phone::{Source, normalise};

    fn hash(key: &[u8], text: &str) -> String {
        let outcome = normalise(text, Source::Typed, "DE");
        LookupKey::new(key).unwrap().hash(outcome.number().unwrap()).to_hex()
    }

    /// By Python's `hmac`, which is OpenSSL's.
    #[test]
    fn the_hashes_are_those_of_another_implementation() {
        assert_eq!(
            hash(&[0; 16], "030 23125000"),
            "be2db5dd6ea642daff6c825bf113398f87d1ab6a0668e304eb6426a49768a9b5"
        );
        assert_eq!(
            hash(&[0xFF; 64], "030 23125999"),
            "ffca190dca3f57669bb7dac89b88cd60cee7ce8b8a69b112c6c50fbfd5dfc310"
        );
        assert_eq!(
            hash(&[0xAA; 131], "+43 664 123456"),
            "b7604addd6ca994bab0ab86e074055c0554ae3fa08a31813e74a4f2bec822549"
        );
        assert_eq!(
            hash("Schlüssel für Prüfungen".as_bytes(), "+41 21 234 56 78"),
            "8a04b466fc71e8468d5742b66700a62ce2afe580588061f0bece9553aabafb12"
        );
    }

    #[test]
    fn spelling_and_extension_change_nothing() {
        let key = [7; 32];
        for text in ["+49 30 23125000", "0049 30 231 25-000", "030 23125000 App. 12", "tel:+493023125000"] {
            assert_eq!(hash(&key, text), hash(&key, "030 23125000"), "{text}");
        }
        assert_ne!(hash(&key, "030 23125001"), hash(&key, "030 23125000"));
        assert_ne!(hash(&[8; 32], "030 23125000"), hash(&key, "030 23125000"));
    }

    #[test]
    fn a_key_is_long_enough_and_never_shown() {
        assert_eq!(LookupKey::new(&[1; 15]).unwrap_err().to_string(), "key of 15 bytes is shorter than 16");
        let key = LookupKey::new(b"abcdefghijklmnopqrstuvwxyz").unwrap();
        assert_eq!(format!("{key:?}"), "LookupKey(..)");
        let number = normalise("030 23125000", Source::Typed, "DE");
        let hash = key.hash(number.number().unwrap());
        assert_eq!(format!("{hash:?}").chars().count(), "LookupHash(01234567…)".chars().count());
        assert_eq!(hash, key.hash(number.number().unwrap()));
    }
}
