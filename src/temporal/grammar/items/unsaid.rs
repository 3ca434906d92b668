//! What hangs on something that was not said: "eine Stunde später", "am gleichen Tag", "nach der Arbeit", "viertel nach".

use super::walk::Walk;
use super::{Cue, Item, Join, Kind, Unsaid};
use crate::temporal::grammar::{In, clock, follows, holiday, small};
use crate::temporal::syntax::{Base, Day};
use crate::text::{Key, Lex, Qual, Unit, Word};

impl<'a> Walk<'a> {
    /// The next `count` words hang on what was not said.
    pub(super) fn unsaid(&mut self, count: usize, what: Unsaid) {
        self.take_words(count, Kind::Cue(Cue::Unsaid(what)));
    }

    /// "nach der Arbeit", "vor meinem Training": only the caller knows when that is.
    pub(super) fn event(&mut self) {
        let small = |l: Lex| {
            matches!(l, Lex::Key(Key::Article | Key::Feminine | Key::Meine) | Lex::Filler | Lex::Unknown)
        };
        let before = self.words.iter().take(self.at).rev().take(3).map(|w| w.lex).find(|lex| !small(*lex));
        match before {
            Some(Lex::Key(Key::Nach | Key::Vor)) => self.unsaid(1, Unsaid::Time),
            // "ich hab bis drei Schule": then he cannot.
            // Who has "Feierabend" has time from then on.
            _ if self.lex(0) == Some(Lex::Key(Key::Off)) => self.take_words(1, Kind::Cue(Cue::Busy)),
            _ if self.has_event() => self.take_words(1, Kind::Cue(Cue::Negative)),
            _ => self.gap(1),
        }
    }

    /// "am gleichen Tag", "zur selben Zeit", "gleiche Uhrzeit"
    pub(super) fn same(&mut self) {
        match self.lex(1) {
            Some(Lex::Unit(Unit::Day | Unit::Week | Unit::Month)) => self.unsaid(2, Unsaid::Day),
            Some(Lex::Weekday(_)) => self.unsaid(1, Unsaid::Date),
            Some(Lex::Key(Key::Zeit) | Lex::Filler) => self.unsaid(2, Unsaid::Time),
            _ => self.gap(1),
        }
    }

    /// "wie letztes Mal", "wie beim letzten Mal"
    pub(super) fn last_time(&mut self) -> bool {
        let last = (1..4usize).find(|n| matches!(self.lex(*n), Some(Lex::Qual(Qual::Last))));
        let Some(n) = last.filter(|n| self.lex(n.saturating_add(1)) == Some(Lex::Key(Key::Times))) else {
            return false;
        };
        self.unsaid(n.saturating_add(2), Unsaid::Time);
        true
    }

    /// "eine Woche später", "zwei Stunden früher": how many words behind a length make it count from something else.
    pub(super) fn counts_on(rest: In<'a>) -> bool {
        let later = matches!(
            rest.first().map(|w| w.lex),
            Some(Lex::Key(Key::Later | Key::Earlier | Key::Thereafter))
        );
        later && rest.get(1).is_none_or(|w| !matches!(w.lex, Lex::Key(Key::Als)))
    }

    /// "viertel nach", "gegen halb", "zehn vor": a clock without its hour.
    pub(super) fn hourless(&mut self) -> bool {
        let count = match self.lex(0) {
            Some(Lex::Key(Key::Halb | Key::Dreiviertel)) => 1usize,
            _ => 2,
        };
        let led = match self.lex(1) {
            Some(Lex::Key(Key::Nach | Key::Vor)) => true,
            _ => count == 1,
        };
        let ends = led && self.clause_ends(count);
        if ends {
            self.unsaid(count, Unsaid::Time);
        }
        ends
    }

    /// True where "vor" or "nach" stands behind a number and its clause ends there.
    pub(super) fn ends_hourless(&self, rest: In<'a>) -> bool {
        let count = self.rest().len().saturating_sub(rest.len());
        matches!(rest.first().map(|w| w.lex), Some(Lex::Key(Key::Nach | Key::Vor)))
            && self.clause_ends(count.saturating_add(1))
    }

    /// "am 20. oder am Mittwoch drauf": the next such day behind the one that was named; without one, nobody knows which.
    pub(super) fn weekday_after(&mut self) -> bool {
        let (Some(Lex::Weekday(weekday)), Some(Lex::Key(Key::Thereafter))) = (self.lex(0), self.lex(1))
        else {
            return false;
        };
        // "Mittwoch, danach geht es nicht" speaks of what comes behind it.
        if matches!(self.lex(2), Some(Lex::Key(Key::Able | Key::Busy | Key::Must))) {
            return false;
        }
        let named = self.items.iter().rev().take(8).find_map(|i| match i.kind {
            Kind::Day(day) if day.is_day() => Some(day),
            _ => None,
        });
        let span = self.rest().iter().take(2).map(|w| w.span()).reduce(|a, b| a.join(b)).unwrap_or_default();
        match named {
            Some(day) if day.near.is_none() => {
                let near = Some((weekday, true));
                self.take_words(2, Kind::Day(Day { near, weekday: None, offset: None, span, ..day }));
            }
            _ => {
                self.items.push(Item { kind: Kind::Cue(Cue::Unsaid(Unsaid::Date)), span });
                self.take_words(2, Kind::Day(Day::new(Base::Weekday(weekday, None), span)));
            }
        }
        true
    }

    /// "egal bei wem", "wer, ist egal": not the time matters little, but who.
    pub(super) fn cares_not_who(&self) -> bool {
        let who = |l: Lex| l == Lex::Key(Key::Who);
        let ahead = self.rest().iter().skip(1).take(3).take_while(|w| !matches!(w.lex, Lex::Punct(_)));
        ahead.into_iter().any(|w| who(w.lex)) || self.clause().any(|w| who(w.lex))
    }

    /// "die Kollegin Freitag", but "ich war bei Ihrer Kollegin, Freitag um zwei".
    pub(super) fn colleague(&mut self) {
        let behind = self.rest().get(2..).unwrap_or(&[]);
        let timed = matches!(
            behind.first().map(|w| w.lex),
            Some(Lex::Key(Key::Um | Key::Ab | Key::Circa) | Lex::Part(_) | Lex::Morgen)
        ) || follows(clock::clock, behind);
        match self.lex(1) {
            Some(Lex::Weekday(_) | Lex::Month(_)) if !timed => self.title(),
            Some(Lex::Unknown | Lex::Given) => self.title(),
            _ => self.gap(1),
        }
    }

    /// "Brückentag nach Himmelfahrt" is the day after it; without a holiday it is what somebody does then.
    pub(super) fn bridge_day(&mut self) {
        if !self.day_beside() {
            self.take_words(1, Kind::Cue(Cue::Busy));
        }
    }

    /// True where a day stands `ahead` words from here, and no clock time or number.
    pub(super) fn day_follows(&self, ahead: usize) -> bool {
        let i = small(self.rest().get(ahead..).unwrap_or(&[]));
        let day = matches!(i.first().map(|w| w.lex), Some(Lex::Weekday(_) | Lex::RelDay(_) | Lex::Morgen));
        day || follows(holiday::holiday, i)
    }

    /// "in den nächsten Tagen", "die nächsten Wochen": from now on, and nobody says until when.
    pub(super) fn plural_ahead(&self, qual: Qual) -> bool {
        let unit = self.word(self.at.saturating_add(1));
        let plural = unit.is_some_and(|w| match w.lex {
            Lex::Unit(Unit::Day) => w.len >= 4,
            Lex::Unit(Unit::Week) => w.len >= 6,
            Lex::Unit(Unit::Month) => w.len >= 7,
            _ => false,
        });
        plural && matches!(qual, Qual::Next | Qual::Coming)
    }

    /// "hab ich Schule", "habe bis 17 Uhr Dienst": a bare noun, with a time and its verb in the clause.
    fn has_event(&self) -> bool {
        let bare = self.before().is_some_and(|w| {
            matches!(
                w.lex,
                Lex::Key(Key::Able | Key::Ich | Key::Uhr)
                    | Lex::Num(_)
                    | Lex::Digits(_)
                    | Lex::Weekday(_)
                    | Lex::Part(_)
                    | Lex::Filler
            )
        });
        let time = |k: Kind| match k {
            // "diese Woche hab ich Frühschicht" leaves the rest of every day.
            Kind::Day(day) => day.is_day(),
            other => {
                matches!(other, Kind::Clock(_) | Kind::Number(_) | Kind::Part(..) | Kind::Repeat(_))
            }
        };
        let own = self.clause().any(|w| w.lex == Lex::Key(Key::Able))
            && self.clause().any(|w| w.lex == Lex::Key(Key::Ich));
        bare && own && self.items.iter().rev().take(6).any(|i| time(i.kind))
    }

    /// "um neun hab ich etwas, danach ginge es": what is wanted lies behind the time that was said, or before it.
    pub(super) fn bounds_what_was_said(&mut self, after: bool) {
        let verdict =
            |w: &Word| matches!(w.lex, Lex::Key(Key::Nicht | Key::Nichts | Key::Kein | Key::Also | Key::Bad));
        let denied = self.rest().iter().take(6).any(verdict);
        let near = self.items.len().saturating_sub(16);
        let recent = self.items.get(near..).unwrap_or(&[]);
        let Some(clock) = recent.iter().rposition(|i| matches!(i.kind, Kind::Clock(_))) else { return };
        let clock = near.saturating_add(clock);
        let led = clock.checked_sub(1).and_then(|at| self.items.get(at)).map(|i| i.kind);
        let bound = |join: Join| {
            matches!(
                join,
                Join::Ab
                    | Join::Bis
                    | Join::Vor
                    | Join::Nach
                    | Join::Latest
                    | Join::Dash
                    | Join::Zwischen
                    | Join::Und
            )
        };
        // A time that is asked for stays: "um neun, danach ginge es auch".
        let told = self.items.get(clock..).unwrap_or(&[]).iter().any(|i| i.kind == Kind::Gap);
        if denied || !told || matches!(led, Some(Kind::Join(join)) if bound(join)) {
            return;
        }
        let span = self.items.get(clock).map(|i| i.span).unwrap_or_default();
        let join = if after { Join::Nach } else { Join::Vor };
        self.items.insert(clock, Item { kind: Kind::Join(join), span });
    }
}
