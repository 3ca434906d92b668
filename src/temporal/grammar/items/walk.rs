//! The walk over the words, and what every step of it needs.

use super::{Item, Items, Join, Kind};
use crate::temporal::Hint;
use crate::temporal::grammar::{In, taken};
use crate::text::{Key, Lex, Punct, Word};

/// No phrase has more words; what looks ahead looks no further, so that the walk stays linear.
const LONGEST: usize = 48;

/// Reads the words from the first to the last.
pub(super) struct Walk<'a> {
    pub(super) words: In<'a>,
    pub(super) at: usize,
    pub(super) items: Items,
    pub(super) hint: Hint,
}

impl<'a> Walk<'a> {
    pub(super) fn rest(&self) -> In<'a> {
        let rest = self.words.get(self.at..).unwrap_or(&[]);
        rest.get(..LONGEST).unwrap_or(rest)
    }

    pub(super) fn word(&self, at: usize) -> Option<Word> {
        self.words.get(at).copied()
    }

    pub(super) fn lex(&self, ahead: usize) -> Option<Lex> {
        self.word(self.at.saturating_add(ahead)).map(|w| w.lex)
    }

    pub(super) fn before(&self) -> Option<Word> {
        self.word(self.at.checked_sub(1)?)
    }

    /// Takes the words up to `rest` as one item.
    pub(super) fn take(&mut self, rest: In<'a>, kind: Kind) {
        let all = self.rest();
        self.items.push(Item { kind, span: taken(all, rest) });
        self.at = self.at.saturating_add(all.len().saturating_sub(rest.len()));
    }

    /// Takes the next `count` words as one item; gaps run together.
    pub(super) fn take_words(&mut self, count: usize, kind: Kind) {
        let all = self.rest();
        let rest = all.get(count..).unwrap_or(&[]);
        if kind == Kind::Gap
            && let Some(last) = self.items.last_mut()
            && last.kind == Kind::Gap
        {
            last.span = last.span.join(taken(all, rest));
            self.at = self.at.saturating_add(all.len().saturating_sub(rest.len()));
            return;
        }
        self.take(rest, kind);
    }

    pub(super) fn join(&mut self, count: usize, join: Join) {
        self.take_words(count, Kind::Join(join));
    }

    pub(super) fn gap(&mut self, count: usize) {
        self.take_words(count, Kind::Gap);
    }

    pub(super) fn skip(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    pub(super) fn step(&mut self) {
        let Some(w) = self.word(self.at) else { return };
        match w.lex {
            Lex::Unknown => self.unknown(),
            Lex::Filler => self.skip(),
            Lex::Punct(mark) => self.punct(mark),
            Lex::Digits(_)
            | Lex::Num(_)
            | Lex::One
            | Lex::Ord(_)
            | Lex::AndAHalf(_)
            | Lex::Quarters(_)
            | Lex::Times(_) => self.numeric(w),
            Lex::LongDigits | Lex::Counted | Lex::OfMonth(..) | Lex::Piece(_) => self.gap(1),
            Lex::Weekday(_)
            | Lex::WeekdayPart(..)
            | Lex::RelDay(_)
            | Lex::Month(_)
            | Lex::Third(_)
            | Lex::ThirdOf(..) => {
                self.day_or_gap();
            }
            Lex::Qual(_) => self.qualified(),
            Lex::Morgen => self.morgen(),
            Lex::Part(part) => self.part(part, w),
            Lex::Weekly(_) => self.repeat_or_gap(),
            Lex::Holiday(_) | Lex::HolidayHead(_) => self.day_or_gap(),
            Lex::Unit(_) => self.unit(),
            Lex::Title => self.title(),
            Lex::NameIs => self.name_is(),
            Lex::Given => self.given(),
            Lex::Numbered => self.numbered(),
            Lex::Key(k) => self.key(k, w),
        }
    }

    pub(super) fn punct(&mut self, mark: Punct) {
        match mark {
            Punct::Comma => self.join(1, Join::Comma),
            Punct::Dash => self.join(1, Join::Dash),
            Punct::Slash => self.join(1, Join::Slash),
            Punct::Stop => self.join(1, Join::Stop),
            Punct::Dot => {
                // The dot of an abbreviation is no full stop.
                let short = self.before().is_some_and(|w| {
                    w.len <= 4
                        && matches!(w.lex, Lex::Key(_) | Lex::Weekday(_) | Lex::Month(_) | Lex::Unit(_))
                });
                if short { self.skip() } else { self.join(1, Join::Stop) }
            }
            Punct::Plus => {
                // "+49 30 …": a phone number
                let run = self.number_run(1);
                self.gap(run.saturating_add(1));
            }
            Punct::Colon | Punct::Bracket => self.skip(),
            Punct::Other => self.gap(1),
        }
    }

    /// The words of the clause so far, the last one first.
    pub(super) fn clause(&self) -> impl Iterator<Item = &Word> {
        let ends = |w: &&Word| {
            matches!(
                w.lex,
                Lex::Punct(Punct::Comma | Punct::Stop | Punct::Dot) | Lex::Key(Key::But | Key::Sondern)
            )
        };
        self.words.iter().take(self.at).rev().take(16).take_while(move |w| !ends(w))
    }

    /// True where a clause ends `ahead` words from here, fillers and "so", "möglich" aside.
    pub(super) fn clause_ends(&self, ahead: usize) -> bool {
        let mut rest = self.rest().get(ahead..).unwrap_or(&[]);
        while let Some((first, more)) = rest.split_first() {
            match first.lex {
                // A dash with spaces around it is a pause.
                Lex::Punct(Punct::Dash) if !first.glued => return true,
                Lex::Filler
                | Lex::Key(
                    Key::Also
                    | Key::Fine
                    | Key::Halt
                    | Key::Hence
                    | Key::So
                    | Key::Possible
                    | Key::Hesitation
                    | Key::Able
                    | Key::Then,
                ) => rest = more,
                Lex::Punct(Punct::Comma | Punct::Stop | Punct::Dot)
                | Lex::Key(
                    Key::Sondern | Key::Und | Key::Oder | Key::Doch | Key::But | Key::Lieber | Key::Because,
                ) => {
                    return true;
                }
                _ => return false,
            }
        }
        true
    }
}
