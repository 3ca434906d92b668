//! Names, titles, streets and greetings: words of time that mean none.

use nom::Parser;

use super::walk::Walk;
use crate::temporal::grammar::{clock, date, follows, holiday, key, number};
use crate::text::{Key, Lex, Punct, Unit};

impl<'a> Walk<'a> {
    pub(super) fn unknown(&mut self) {
        // "A4", "B12": digits that belong to a word.
        let digits =
            self.word(self.at.saturating_add(1)).is_some_and(|n| n.glued && matches!(n.lex, Lex::Digits(_)));
        // "Müller-Freitag": a weekday that belongs to a name.
        let name = matches!(self.lex(1), Some(Lex::Punct(Punct::Dash)))
            && self.word(self.at.saturating_add(1)).is_some_and(|d| d.glued)
            && self.word(self.at.saturating_add(2)).is_some_and(|n| {
                n.glued && matches!(n.lex, Lex::Weekday(_) | Lex::Month(_) | Lex::Part(_) | Lex::Holiday(_))
            });
        self.gap(if name { 3 } else { 1usize.saturating_add(digits.into()) });
    }

    /// Frau, Herr: the word behind is a name, whatever it looks like.
    pub(super) fn title(&mut self) {
        let count = self.past_fillers(1);
        self.gap(count.saturating_add(self.is_name(count).into()));
        // "Frau Müller-Mai"
        if matches!(self.lex(0), Some(Lex::Punct(Punct::Dash)))
            && self.rest().first().is_some_and(|w| w.glued)
        {
            self.gap(2);
        }
    }

    /// How many words from `count` on are fillers, dots and colons, all counted from here.
    pub(super) fn past_fillers(&self, mut count: usize) -> usize {
        while matches!(self.lex(count), Some(Lex::Filler | Lex::Punct(Punct::Dot | Punct::Colon))) {
            count = count.saturating_add(1);
        }
        count
    }

    /// True where the word can be a family name behind a title.
    pub(super) fn is_name(&self, count: usize) -> bool {
        match self.lex(count) {
            Some(
                Lex::Unknown | Lex::Given | Lex::Weekday(_) | Lex::Month(_) | Lex::Part(_) | Lex::Holiday(_),
            ) => true,
            Some(Lex::Key(Key::Street | Key::Kurz | Key::Long | Key::Halbe)) => true,
            Some(Lex::Morgen) => self.word(self.at.saturating_add(count)).is_some_and(|w| w.capital),
            _ => false,
        }
    }

    /// "mein Name ist Klaus Freitag", "auf den Namen Freitag"
    pub(super) fn name_is(&mut self) {
        let mut count = self.past_fillers(1);
        let twice = self.is_name(count) && self.is_name(count.saturating_add(1));
        if matches!(self.lex(count), Some(Lex::Given | Lex::Unknown)) || twice {
            count = count.saturating_add(1);
        } else if matches!(self.lex(count), Some(Lex::Title)) {
            return self.gap(count);
        }
        self.gap(count.saturating_add(self.is_name(count).into()));
    }

    /// "Max Freitag", and nothing else: a name. With a time or a preposition it is a day.
    pub(super) fn given(&mut self) {
        let name = matches!(self.lex(1), Some(Lex::Weekday(_) | Lex::Month(_) | Lex::Holiday(_)));
        let ends = matches!(self.lex(2), None | Some(Lex::Punct(Punct::Comma | Punct::Stop | Punct::Dot)));
        self.gap(if name && ends { 2 } else { 1 });
    }

    /// Nummer, Zimmer: the number behind is no time.
    pub(super) fn numbered(&mut self) {
        let mut count: usize = 1;
        while matches!(
            self.lex(count),
            Some(Lex::Filler | Lex::Punct(Punct::Dot | Punct::Colon | Punct::Plus))
        ) {
            count = count.saturating_add(1);
        }
        // "Kennzeichen B-MA 1511"
        while self.word(self.at.saturating_add(count)).is_some_and(|w| {
            matches!(w.lex, Lex::Unknown | Lex::Key(Key::Ab) | Lex::Punct(Punct::Dash)) && w.len <= 3
        }) {
            count = count.saturating_add(1);
        }
        let run = self.number_run(count);
        if run == 0 {
            return self.gap(1);
        }
        // "Farbe 6.0"
        let mut end = count.saturating_add(run);
        let glued = |at: usize| self.word(self.at.saturating_add(at)).filter(|w| w.glued).map(|w| w.lex);
        if let (Some(Lex::Punct(Punct::Dot | Punct::Comma)), Some(Lex::Digits(_))) =
            (glued(end), glued(end.saturating_add(1)))
        {
            end = end.saturating_add(2);
        }
        self.gap(end);
    }

    /// guten Morgen, schönen Tag noch, frohe Ostern
    pub(super) fn greeting(&mut self) {
        let wished = matches!(
            self.lex(1),
            Some(
                Lex::Morgen
                    | Lex::Part(_)
                    | Lex::Unit(Unit::Day | Unit::Week | Unit::Year)
                    | Lex::Holiday(_)
                    | Lex::Key(Key::Weekend)
                    | Lex::Weekday(_)
            )
        );
        self.gap(1usize.saturating_add(wished.into()));
    }

    /// die Straße des 17. Juni 135
    pub(super) fn street(&mut self) {
        let behind = self.rest().get(1..).unwrap_or(&[]);
        let dated = key(Key::Article).parse(behind).ok().and_then(|(i, _)| {
            date::date(i)
                .ok()
                .map(|(rest, _)| rest)
                .or_else(|| holiday::holiday(i).ok().map(|(rest, _)| rest))
        });
        let after = dated.unwrap_or(behind);
        // The house number, with a letter or a range: 135, 7a, 3-5.
        let rest = match number(after) {
            Ok((rest, n)) if n.digits > 0 && n.digits <= 4 && !follows(clock::clock, after) => rest,
            _ => after,
        };
        let count = self.rest().len().saturating_sub(rest.len());
        self.gap(count);
    }
}
