//! What counts as no answer to a slot.

use super::{Slot, Unset};
use crate::heard::fold::{fold, folds_to};
pub(crate) use crate::heard::unset::Why;

/// Why the text is no answer for this slot; `None` when it is one.
pub(crate) fn why(text: &str, slot: &Slot, unset: &Unset) -> Option<Why> {
    let trimmed = text.trim();
    let folded = fold(trimmed);
    if unset.never.iter().any(|n| folds_to(n, &folded)) {
        return None;
    }
    let listed = |list: &[String]| {
        list.iter().any(|u| folds_to(u, &folded) && (!folded.is_empty() || u.trim() == trimmed))
    };
    if listed(&slot.unset) || listed(&unset.also) {
        return Some(Why::Word);
    }
    crate::heard::unset::why_folded(trimmed, &folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_set_adds_and_takes_away() {
        let unset = Unset { also: vec!["weiß nicht".into()], never: vec!["unbekannt".into()] };
        let slot = Slot { unset: vec!["egal".into()], ..Slot::default() };
        assert_eq!(why("weiss nicht", &slot, &unset), Some(Why::Word));
        assert_eq!(why("Egal!", &slot, &unset), Some(Why::Word));
        assert_eq!(why("unbekannt", &slot, &unset), None);
    }
}
