//! A text of a few bytes that lives where it stands: a telephone number needs no heap.

use std::fmt;

/// At most `N` bytes of ASCII; what would be more is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Short<const N: usize> {
    bytes: [u8; N],
    len: u8,
}

impl<const N: usize> Default for Short<N> {
    fn default() -> Self {
        Self { bytes: [0; N], len: 0 }
    }
}

impl<const N: usize> Short<N> {
    pub(super) fn of(text: &str) -> Self {
        let mut out = Self::default();
        out.push_str(text);
        out
    }

    /// These bytes, which have to be ASCII.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        out.push_bytes(bytes);
        out
    }

    pub(super) fn push(&mut self, byte: u8) {
        if byte.is_ascii()
            && let Some(place) = self.bytes.get_mut(usize::from(self.len))
        {
            *place = byte;
            self.len = self.len.saturating_add(1);
        }
    }

    pub(super) fn push_str(&mut self, text: &str) {
        for byte in text.bytes() {
            self.push(byte);
        }
    }

    /// These bytes, which have to be ASCII: digits mostly.
    pub(super) fn push_bytes(&mut self, bytes: &[u8]) {
        debug_assert!(bytes.is_ascii());
        let free = self.bytes.get_mut(usize::from(self.len)..).unwrap_or_default();
        let taken = free.len().min(bytes.len());
        if let (Some(place), Some(bytes)) = (free.get_mut(..taken), bytes.get(..taken)) {
            place.copy_from_slice(bytes);
            self.len = self.len.saturating_add(u8::try_from(taken).unwrap_or(u8::MAX));
        }
    }

    /// A number of at most three digits.
    pub(super) fn push_code(&mut self, code: u16) {
        let digit = |n: u16| u8::try_from(n % 10).map_or(b'0', |d| d.saturating_add(b'0'));
        if code >= 100 {
            self.push(digit(code / 100));
        }
        if code >= 10 {
            self.push(digit(code / 10));
        }
        self.push(digit(code));
    }

    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn starts_with(&self, byte: u8) -> bool {
        self.len > 0 && self.bytes.first() == Some(&byte)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or(&[])
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or("")
    }
}

// Telephone numbers live in it.
impl<const N: usize> fmt::Debug for Short<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Short({} bytes)", self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_left() {
        let mut short: Short<6> = Short::of("ab");
        short.push_code(49);
        short.push_code(7);
        assert_eq!(short.as_str(), "ab497");
        short.push_str("xyz");
        assert_eq!(short.as_str(), "ab497x");
        assert_eq!(Short::<4>::of("äb").as_str(), "b");
        assert_eq!(format!("{short:?}"), "Short(6 bytes)");
        let mut code: Short<8> = Short::default();
        code.push_code(423);
        code.push_code(100);
        code.push_code(0);
        assert_eq!(code.as_str(), "4231000");
    }
}
