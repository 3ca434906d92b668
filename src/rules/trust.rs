//! Who may vouch for a slot, and whose word counts more.

use super::{Slot, SlotType};
use crate::conversation::{Heard, Part, SlotState};
use crate::finding::{Finding, Kind, Severity};
use crate::payload::{Found, Source};

/// A value from somebody whose word does not count for this slot was left out; data: `path`, `source`.
pub static UNTRUSTED_SOURCE: Kind = Kind::new(
    "untrusted_source",
    Severity::Note,
    "Die Angabe in `{path}` zählt hier nicht, ihre Quelle ist `{source}`",
    "the text in `{path}` does not count here, its source is `{source}`",
);

/// A value from somebody whose word counts less than what is known was left out; data: `path`, `source`, `known`.
pub static LESS_TRUSTED: Kind = Kind::new(
    "less_trusted",
    Severity::Note,
    "Die Angabe in `{path}` (`{source}`) ersetzt nicht, was aus einer verlässlicheren Quelle (`{known}`) bekannt ist",
    "the text in `{path}` (`{source}`) does not replace what a more trusted source (`{known}`) gave",
);

/// The place of a source in the order of trust, the smaller the better; `None` where its word does not count.
fn rank(slot: &Slot, source: Source) -> Option<usize> {
    if slot.sources.is_empty() { Some(0) } else { slot.sources.iter().position(|s| *s == source) }
}

/// What was found, by trust; what does not count is left out with a finding, unless it says nothing anyway.
pub(crate) fn trusted<'a>(
    found: impl Iterator<Item = Found<'a>>,
    name: &str,
    slot: &Slot,
    findings: &mut Vec<Finding>,
) -> Vec<Found<'a>> {
    if slot.sources.is_empty() {
        return found.collect();
    }
    let mut kept: Vec<(usize, Found<'a>)> = Vec::new();
    for found in found {
        match rank(slot, found.source) {
            Some(rank) => kept.push((rank, found)),
            None if found.value.is_null() || found.value.as_str().is_some_and(|t| t.trim().is_empty()) => {}
            None => findings.push(
                Finding::new(&UNTRUSTED_SOURCE)
                    .of_slot(name)
                    .with("path", found.path)
                    .with("source", found.source.as_str()),
            ),
        }
    }
    // Equals stay in the order of their names.
    kept.sort_by_key(|(rank, _)| *rank);
    kept.into_iter().map(|(_, found)| found).collect()
}

/// Leaves out what would take the place of something more trusted.
pub(crate) fn keep_the_more_trusted(
    name: &str,
    slot: &Slot,
    known: Option<&SlotState>,
    stated: &mut Vec<(Part, Heard)>,
    findings: &mut Vec<Finding>,
) {
    let Some(known) = known.filter(|_| !slot.sources.is_empty()) else { return };
    stated.retain(|(part, new)| {
        let rival = known
            .heard
            .iter()
            .filter(|(old_part, _)| slot.r#type != SlotType::Moment || replaces(*part, **old_part))
            .find(|(_, old)| rank(slot, old.source) < rank(slot, new.source));
        let Some((_, old)) = rival else { return true };
        if old.text != new.text {
            findings.push(
                Finding::new(&LESS_TRUSTED)
                    .of_slot(name)
                    .with("path", new.path.clone())
                    .with("source", new.source.as_str())
                    .with("known", old.source.as_str()),
            );
        }
        false
    });
}

/// Whether saying one part takes the place of another: a day leaves the time of day standing.
fn replaces(new: Part, old: Part) -> bool {
    new == old || !matches!((new, old), (Part::Date, Part::Time) | (Part::Time, Part::Date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_sources_is_the_order_of_trust() {
        let slot = Slot { sources: vec![Source::Said, Source::Signalled], ..Slot::default() };
        assert_eq!(rank(&slot, Source::Said), Some(0));
        assert_eq!(rank(&slot, Source::Signalled), Some(1));
        assert_eq!(rank(&slot, Source::Model), None);
        assert_eq!(rank(&Slot::default(), Source::Model), Some(0));
        assert!(replaces(Part::Value, Part::Time));
        assert!(!replaces(Part::Date, Part::Time));
    }
}
