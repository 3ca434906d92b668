//! What prepositions lead: clock times behind "um", lengths behind "in", "vor" and "innerhalb".

use super::walk::Walk;
use super::{Cue, Item, Join, Kind, Unsaid};
use crate::temporal::grammar::length::{Length, length};
use crate::temporal::grammar::{In, clock, date, fillers, follows, number, taken};
use crate::temporal::syntax::{Base, Day, Shift};
use crate::text::{Key, Lex, Punct, Qual, Unit};

impl<'a> Walk<'a> {
    pub(super) fn um(&mut self) {
        let mut i = fillers(self.rest().get(1..).unwrap_or(&[]));
        let mut about = false;
        while let Some((first, rest)) = i.split_first() {
            match first.lex {
                Lex::Key(Key::Circa | Key::So | Key::Um) => about |= first.lex == Lex::Key(Key::Circa),
                Lex::Punct(Punct::Dot) if about => {}
                _ => break,
            }
            i = rest;
        }
        let found = clock::clock(i).or_else(|_| clock::dotted_after_um(i));
        let found = match found {
            Ok(found) => Some(found),
            // A date may follow "um" too: "um den 15. herum", "um 12.11. herum".
            Err(_) if follows(date::date, i) => None,
            Err(_) => clock::bare_hour(i).ok(),
        };
        match found {
            // "um zehn nach"
            Some((rest, clock)) if clock.minute == 0 && self.ends_hourless(rest) => {
                let count = self.rest().len().saturating_sub(rest.len()).saturating_add(1);
                self.unsaid(count, Unsaid::Time);
            }
            Some((rest, clock)) => {
                if about {
                    self.items.push(Item { kind: Kind::Join(Join::About), span: clock.span });
                }
                self.take(rest, Kind::Clock(clock));
            }
            None => self.skip(),
        }
    }

    /// in drei Tagen, in zwei Stunden; "in der Nacht" is no length.
    pub(super) fn shifted(&mut self, sign: i32) {
        let i = fillers(self.rest().get(1..).unwrap_or(&[]));
        let i = match i.split_first() {
            Some((w, rest)) if matches!(w.lex, Lex::Key(Key::Circa | Key::So)) => rest,
            _ => i,
        };
        if self.between_lengths(i, sign) {
            return;
        }
        match length(i) {
            // "in anderthalb Wochen": between the days that lie around it.
            Ok((rest, Length { seconds, civil: None })) if seconds >= 604_800 => {
                let days = i32::try_from(seconds / 86_400).unwrap_or(i32::MAX).saturating_mul(sign);
                let shift = |n: i32| Kind::Shift(Shift { n, unit: Unit::Day, digits: true, named: true });
                let span = taken(self.rest(), rest);
                self.items.push(Item { kind: shift(days), span });
                self.items.push(Item { kind: Kind::Join(Join::Bis), span });
                self.take(rest, shift(days.saturating_add(sign)));
            }
            Ok((rest, Length { civil: Some(shift), .. })) => {
                let shift = Shift { n: shift.n.saturating_mul(sign), ..shift };
                match from_here(rest) {
                    Some((rest, offset)) => {
                        let span = taken(self.rest(), rest);
                        let day = Day {
                            shift: Some(Shift { named: true, ..shift }),
                            ..Day::new(Base::Offset(offset), span)
                        };
                        self.take(rest, Kind::Day(day));
                    }
                    None => self.take(rest, Kind::Shift(shift)),
                }
            }
            Ok((rest, Length { seconds, civil: None })) => {
                self.take(rest, Kind::Elapsed(seconds.saturating_mul(sign.into())));
            }
            Err(_) => self.skip(),
        }
    }

    /// "in vier bis fünf Wochen", "in zwei, drei Wochen", "in einer oder zwei Wochen"
    fn between_lengths(&mut self, i: In<'a>, sign: i32) -> bool {
        let Ok((behind, first)) = number(i) else { return false };
        let join = match behind.first().map(|w| w.lex) {
            // "in 1,5 Stunden" is one number.
            Some(Lex::Punct(Punct::Comma)) if behind.get(1).is_some_and(|w| w.glued) => return false,
            Some(Lex::Key(Key::Bis) | Lex::Punct(Punct::Comma | Punct::Dash)) => Join::Bis,
            Some(Lex::Key(Key::Oder)) => Join::Oder,
            _ => return false,
        };
        let behind = behind.get(1..).unwrap_or(&[]);
        let (Ok((rest, Length { civil, seconds })), Ok((_, end))) = (length(behind), number(behind)) else {
            return false;
        };
        let Ok(n) = i32::try_from(first.value) else { return false };
        if first.digits > 3 || first.value >= end.value {
            return false;
        }
        let Some(last) = civil else {
            // "in zwei bis drei Stunden": the one or the other.
            let unit = seconds.checked_div(end.value.into()).unwrap_or(0);
            let span = taken(self.rest(), rest);
            let first = unit.saturating_mul(first.value.into()).saturating_mul(sign.into());
            self.items.push(Item { kind: Kind::Elapsed(first), span });
            self.items.push(Item { kind: Kind::Join(Join::Oder), span });
            self.take(rest, Kind::Elapsed(seconds.saturating_mul(sign.into())));
            return true;
        };
        let shift = |n: i32| Kind::Shift(Shift { n: n.saturating_mul(sign), digits: true, ..last });
        let span = taken(self.rest(), rest);
        self.items.push(Item { kind: shift(n), span });
        self.items.push(Item { kind: Kind::Join(join), span });
        self.take(rest, shift(last.n));
        true
    }

    /// vor drei Tagen looks back; "vor drei" and "vor Montag" are open.
    pub(super) fn vor(&mut self) {
        if follows(length, self.rest().get(1..).unwrap_or(&[])) {
            self.shifted(-1);
        } else if matches!(self.lex(1), Some(Lex::Punct(_)) | None) {
            // "Ich habe vor, am Dienstag …": half a verb. "Montag hab ich schon was vor": Monday is taken.
            let taken = self
                .before()
                .is_some_and(|w| matches!(w.lex, Lex::Unknown | Lex::Filler | Lex::Key(Key::Who)));
            if taken && self.items.iter().any(|i| matches!(i.kind, Kind::Day(_))) {
                self.take_words(1, Kind::Cue(Cue::Negative));
            } else {
                self.gap(1);
            }
        } else {
            self.join(1, Join::Vor);
        }
    }

    /// innerhalb von zwei Wochen, binnen drei Tagen
    pub(super) fn within(&mut self) {
        let mut i = self.rest().get(1..).unwrap_or(&[]);
        while let Some((first, rest)) = i.split_first() {
            match first.lex {
                Lex::Key(Key::Von | Key::Article) | Lex::Qual(Qual::Next | Qual::Coming) => i = rest,
                _ => break,
            }
        }
        match length(i) {
            Ok((rest, length)) => self.take(rest, within(length, 1)),
            _ => self.gap(1),
        }
    }

    pub(super) fn clock_or_gap(&mut self) {
        match clock::clock(self.rest()) {
            Ok((rest, clock)) => self.take(rest, Kind::Clock(clock)),
            Err(_) if self.hourless() => {}
            Err(_) => self.length_or_gap(),
        }
    }

    pub(super) fn length_or_gap(&mut self) {
        match length(self.rest()) {
            Ok((rest, length)) => self.take(rest, Kind::Length(length)),
            Err(_) => self.gap(1),
        }
    }

    /// so bald wie möglich, möglichst bald
    pub(super) fn soon(&mut self) {
        if matches!((self.lex(1), self.lex(2)), (Some(Lex::Key(Key::Als)), Some(Lex::Key(Key::Possible)))) {
            self.take_words(3, Kind::Soonest);
        } else if self.before().is_some_and(|b| b.lex == Lex::Key(Key::Possibly)) {
            self.take_words(1, Kind::Soonest);
        } else {
            self.gap(1);
        }
    }
}

/// A stretch from now on, or up to now.
pub(super) fn within(length: Length, sign: i32) -> Kind {
    match length.civil {
        Some(shift) => Kind::Within(Shift { n: shift.n.saturating_mul(sign), ..shift }),
        None => {
            let seconds = i32::try_from(length.seconds).unwrap_or(i32::MAX);
            Kind::Within(Shift {
                n: seconds.saturating_mul(sign),
                unit: Unit::Second,
                digits: true,
                named: true,
            })
        }
    }
}

/// "von heute an", "ab morgen" behind a length that is counted from there.
pub(super) fn from_here(i: In<'_>) -> Option<(In<'_>, i32)> {
    let (first, rest) = i.split_first()?;
    if !matches!(first.lex, Lex::Key(Key::Von | Key::Ab)) {
        return None;
    }
    let (day, rest) = rest.split_first()?;
    let offset = match day.lex {
        Lex::RelDay(n) => n.into(),
        Lex::Morgen => 1,
        Lex::Key(Key::Now) => 0,
        _ => return None,
    };
    let rest = match rest.split_first() {
        Some((w, rest)) if w.lex == Lex::Key(Key::An) => rest,
        _ => rest,
    };
    Some((rest, offset))
}
