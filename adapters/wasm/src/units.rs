//! Byte offsets into UTF-16 offsets.

use klartext::Span;

/// Every so many bytes it is known how many units come before.
const STEP: usize = 256;

/// A text whose offsets are wanted in UTF-16 units.
pub(crate) struct Units<'t> {
    text: &'t str,
    /// How many units come before each step; empty where a byte is a unit.
    before: Vec<usize>,
}

impl<'t> Units<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut sum = 0_usize;
            for piece in text.as_bytes().chunks(STEP) {
                before.push(sum);
                sum = sum.saturating_add(units(piece));
            }
        }
        Self { text, before }
    }

    /// How many units come before a byte; none where it lies inside a character or behind the text.
    fn at(&self, byte: usize) -> Option<usize> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        if self.before.is_empty() {
            return Some(byte);
        }
        let step = (byte / STEP).min(self.before.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step.saturating_mul(STEP)..byte)?;
        Some(self.before.get(step)?.saturating_add(units(rest)))
    }

    /// The span in units; none where it is no span of this text.
    pub(crate) fn span(&self, span: Span) -> Option<Span> {
        Some(Span::new(self.at(span.start)?, self.at(span.end)?))
    }

    /// Rewrites spans; one that is none of this text's becomes empty at its start, which the library never makes.
    pub(crate) fn rewrite<'s>(&self, spans: impl IntoIterator<Item = &'s mut Span>) {
        if self.before.is_empty() {
            return;
        }
        for span in spans {
            *span = self.span(*span).unwrap_or_default();
        }
    }

    /// Rewrites the places of findings.
    pub(crate) fn rewrite_findings(&self, findings: &mut [klartext::Finding]) {
        self.rewrite(findings.iter_mut().filter_map(|f| f.span.as_mut()));
    }
}

/// Bytes that begin a character count one, those of four bytes two.
fn units(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .map(|b| usize::from(b & 0xC0 != 0x80).saturating_add(usize::from(*b >= 0xF0)))
        .fold(0, usize::saturating_add)
}

/// The place in whichever of the texts it counts in; none where that is not certain, since a wrong place is worse than none.
#[cfg(any(feature = "rules", feature = "appointment"))]
pub(crate) fn in_one_of<'t>(texts: impl IntoIterator<Item = &'t str>, span: Span) -> Option<Span> {
    let mut found = texts.into_iter().filter_map(|text| Units::of(text).span(span));
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_is_where_encode_utf16_says() {
        let long = "Grüße 😀 von der Ärztin – ".repeat(40);
        for text in ["", "plain", "für", "😀", "e\u{308}x", long.as_str()] {
            let units = Units::of(text);
            for byte in 0..=text.len() {
                let expected = text.get(..byte).map(|t| t.encode_utf16().count());
                assert_eq!(units.at(byte), expected, "{text:?} {byte}");
            }
            assert_eq!(units.at(text.len() + 1), None);
        }
    }

    #[cfg(feature = "rules")]
    #[test]
    fn a_place_that_two_texts_tell_differently_is_none() {
        let span = Span::new(0, 4);
        assert_eq!(in_one_of(["abcd"], span), Some(span));
        assert_eq!(in_one_of(["abcd", "fünf"], span), None);
        // Only one of them has a boundary there.
        assert_eq!(in_one_of(["abcü", "fünf"], span), Some(Span::new(0, 3)));
        assert_eq!(in_one_of(["abc"], span), None);
    }
}
