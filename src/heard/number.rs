//! A telephone number, read by whom it came from.

use super::fold::words;
use crate::payload::Source;
use crate::phone::{self, Outcome};

/// Reads a telephone number, by whom it came from.
pub(crate) fn phone(text: &str, source: Source, region: &str) -> Outcome {
    let from = match source {
        Source::Signalled => phone::Source::CallerId,
        Source::Said if has_number_words(text) => phone::Source::Spoken,
        // Speech recognition and models write digits, as hands do.
        Source::Said | Source::Model => phone::Source::Typed,
    };
    phone::normalise(text, from, region)
}

fn has_number_words(text: &str) -> bool {
    words(text).iter().any(|word| crate::number::parse(word.as_bytes()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phone::Status;

    #[test]
    fn the_source_decides_how_a_number_is_read() {
        let e164 = |text: &str, source| phone(text, source, "DE").number().map(|n| n.e164().to_owned());
        let number = Some("+493023125000".to_owned());
        assert_eq!(e164("493023125000", Source::Signalled), number);
        assert_eq!(e164("030 231 25 000", Source::Said), number);
        assert_eq!(e164("null drei null, zwei drei eins, zwei fünf, dreimal die null", Source::Said), number);
        assert_eq!(phone("anonymous", Source::Signalled, "DE").status, Status::Withheld);
        assert!(phone("keine Ahnung", Source::Said, "DE").number().is_none());
    }
}
