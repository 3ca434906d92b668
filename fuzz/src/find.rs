//! Every mention lies in the text, behind the one before, and means something.

use klartext::ErrorKind;
use klartext::temporal::{self, Status};

use super::common;

/// The input is the text.
pub fn find(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for context in &common::contexts() {
        let first = temporal::find(text, context);
        assert_eq!(first, temporal::find(text, context), "not the same answer twice");
        let mentions = match first {
            Ok(mentions) => mentions,
            Err(error) => {
                let long = text.len() > temporal::MAX_TEXT;
                assert!(long && matches!(error.kind, ErrorKind::TooLong { .. }), "{error}");
                continue;
            }
        };
        let mut end = 0;
        for mention in &mentions {
            common::span(text, mention.span, "mention");
            assert!(!mention.span.is_empty() && mention.span.start >= end, "overlap: {mentions:?}");
            end = mention.span.end;
            assert!(mention.resolution.status != Status::None, "a mention of nothing: {mention:?}");
            for reading in &mention.resolution.readings {
                common::span(text, reading.span, "reading");
                let inside = mention.span.start <= reading.span.start && reading.span.end <= mention.span.end;
                assert!(inside, "a reading outside its mention: {mention:?}");
            }
            common::findings(text, &mention.resolution.findings);
        }
    }
}
