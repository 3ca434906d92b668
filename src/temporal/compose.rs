//! Items → syntax: points, ranges, open ends, offers, exclusion, preference, repair. No clock.

mod assemble;
mod parts;
mod pieces;

pub(crate) use parts::combine;

use super::Hint;
use super::grammar::{self, Item};
use super::syntax::Syntax;
use crate::finding::Finding;
use crate::text::{Word, Words};

/// The syntax of one text.
pub(crate) fn parse(words: &Words, hint: Hint) -> Syntax {
    phrase(words, &grammar::items(words), hint)
}

/// The syntax of the items of one phrase, made of these words.
pub(crate) fn phrase(words: &[Word], items: &[Item], hint: Hint) -> Syntax {
    let mut syntax = Syntax::default();
    for word in words.iter().filter(|w| w.respelt) {
        // Only a word that became part of an answer is worth a finding; that is checked when the answer is known.
        syntax.findings.push(Finding::new(&super::findings::SPELLING_CORRECTED).at(word.span()));
    }
    let pieces = pieces::pieces(items, hint);
    assemble::assemble(pieces, hint, &mut syntax);
    let offers = &syntax.offers;
    syntax.findings.retain(|f| {
        !f.is(&super::findings::SPELLING_CORRECTED)
            || f.span.is_some_and(|s| offers.iter().any(|o| o.span.start <= s.start && s.end <= o.span.end))
    });
    syntax
}
