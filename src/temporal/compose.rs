//! Items → syntax: points, ranges, open ends, offers, exclusion, preference, repair. No clock.

mod assemble;
mod clauses;
mod parts;
mod pieces;

pub(crate) use parts::combine;

use smallvec::SmallVec;

use super::grammar::{self, Item, Items, Unsaid};
use super::syntax::Syntax;
use super::{Hint, findings};
use crate::finding::Finding;
use crate::span::Span;
use crate::text::{Scanner, Word};

/// An answer that says more than this is none; what comes behind is not read, and a finding says so.
const MOST: usize = 64;

/// More findings of one kind help nobody.
const HANGING: usize = 8;

/// Where words were repaired.
type Respelt = SmallVec<[Span; 4]>;

/// The syntax of one text, whose spans begin at `base`.
pub(crate) fn parse(text: &str, base: u32, hint: Hint) -> Syntax {
    let mut respelt = Respelt::new();
    let mut scanner = Scanner::new(text, base);
    let mut unclear = None;
    let mut hanging = Hanging::new();
    let mut read = |words: &[Word]| {
        respelt.extend(words.iter().filter(|w| w.respelt).map(|w| w.span()));
        let mut items = grammar::items(words, hint);
        unclear = unclear.or_else(|| unclear_at(&items));
        let room = HANGING.saturating_sub(hanging.len());
        hanging.extend(hanging_of(&items).take(room));
        pieces_of(&mut items, hint)
    };
    let mut pieces = read(scanner.block());
    while pieces.list.len() <= MOST && !scanner.is_done() {
        pieces.append(read(scanner.block()));
    }
    let mut syntax = assemble(pieces, &respelt, hint);
    syntax.findings.extend(unclear.map(|span| Finding::new(&findings::UNCONNECTED).at(span)));
    unanchored(&hanging, &mut syntax);
    syntax
}

/// What hangs on something that was not said, and what would have to be known.
type Hanging = SmallVec<[(Unsaid, Span); 2]>;

fn hanging_of(items: &[Item]) -> impl Iterator<Item = (Unsaid, Span)> {
    items.iter().filter_map(|i| match i.kind {
        grammar::Kind::Cue(grammar::Cue::Unsaid(what)) => Some((what, i.span)),
        _ => None,
    })
}

/// A finding for what hangs on something that was not said, where nothing else says it: "am Freitag um fünf, nach der
/// Arbeit" is complete.
fn unanchored(hanging: &[(Unsaid, Span)], syntax: &mut Syntax) {
    for (what, span) in hanging {
        let mut points = syntax.offers.iter().filter_map(|o| assemble::first_point(&o.when));
        let said = match what {
            Unsaid::Time => points.any(|p| p.clock.is_some() || p.part.is_some()),
            Unsaid::Day => points.any(|p| p.day.is_some_and(|d| d.is_day())),
            Unsaid::Date => false,
        };
        if !said {
            syntax.findings.push(Finding::new(&findings::UNANCHORED).at(*span));
        }
    }
}

/// Where it is not clear what was ruled out.
fn unclear_at(items: &[Item]) -> Option<Span> {
    items.iter().find(|i| i.kind == grammar::Kind::Cue(grammar::Cue::Unclear)).map(|i| i.span)
}

/// The syntax of the items of one phrase, made of these words.
pub(crate) fn phrase(words: &[Word], items: &[Item], hint: Hint) -> Syntax {
    let respelt: Respelt = words.iter().filter(|w| w.respelt).map(|w| w.span()).collect();
    let mut syntax = assemble(pieces_of(&mut Items::from_slice(items), hint), &respelt, hint);
    syntax.findings.extend(unclear_at(items).map(|span| Finding::new(&findings::UNCONNECTED).at(span)));
    let hanging: Hanging = hanging_of(items).take(HANGING).collect();
    unanchored(&hanging, &mut syntax);
    syntax
}

/// As [`phrase`], but where a phrase does nothing but rule a time out, that time, with the finding that it is ruled out.
pub(crate) fn mention(words: &[Word], items: &[Item]) -> Syntax {
    let syntax = phrase(words, items, Hint::Any);
    if !syntax.findings.iter().any(|f| f.code() == findings::ONLY_EXCLUDED.code) {
        return syntax;
    }
    let mut pieces = pieces_of(&mut Items::from_slice(items), Hint::Any);
    pieces.affirm();
    let mut affirmed = Syntax::default();
    assemble::assemble(pieces, Hint::Any, &mut affirmed);
    let kept = syntax.findings.into_iter().filter(|f| f.code() != findings::ONLY_EXCLUDED.code);
    affirmed.findings.extend(kept);
    affirmed
}

fn pieces_of(items: &mut Items, hint: Hint) -> pieces::Pieces {
    let roles = clauses::roles(items);
    pieces::pieces(items, &roles, hint)
}

fn assemble(mut pieces: pieces::Pieces, respelt: &[Span], hint: Hint) -> Syntax {
    let mut syntax = Syntax::default();
    if let Some(beyond) = pieces.list.get(MOST) {
        syntax.findings.push(Finding::new(&findings::TOO_MANY).at(beyond.span));
        pieces.list.truncate(MOST);
    }
    assemble::assemble(pieces, hint, &mut syntax);
    // Only a word that became part of an answer is worth a finding.
    for span in respelt {
        if syntax.offers.iter().any(|o| o.span.start <= span.start && span.end <= o.span.end) {
            syntax.findings.push(Finding::new(&findings::SPELLING_CORRECTED).at(*span));
        }
    }
    syntax
}
