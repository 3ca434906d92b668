//! Days, parts of the day and stretches of days.

use nom::Parser;

use super::prepositions::within;
use super::walk::Walk;
use super::{Cue, Item, Kind, Unsaid};
use crate::temporal::grammar::length::{Length, length, seconds};
use crate::temporal::grammar::{In, clock, date, day, fillers, follows, holiday, lex, repeat, small, taken};
use crate::temporal::syntax::{Base, Day, MonthRef, Shift, WeekRef, Year};
use crate::text::{Key, Lex, Part, Punct, Qual, Unit, Word};

impl<'a> Walk<'a> {
    pub(super) fn try_day(&mut self) -> bool {
        let i = self.rest();
        if let Ok((rest, base)) = holiday::holiday(i) {
            self.take(rest, Kind::Day(Day::new(base, taken(i, rest))));
            return true;
        }
        if let Ok((rest, day)) = date::date(i) {
            self.take(rest, Kind::Day(day));
            return true;
        }
        if let Ok((rest, (base, part))) = day::day(i) {
            if let (Base::Weekday(weekday, None), None) = (base, part)
                && let Some((rest, day)) = self.beside(weekday, rest)
            {
                self.take(rest, Kind::Day(day));
                return true;
            }
            let span = taken(i, rest);
            let noun = part == Some(Part::Night);
            self.take(rest, Kind::Day(Day::new(base, span)));
            if let Some(part) = part {
                self.items.push(Item { kind: Kind::Part(part, noun), span });
            }
            return true;
        }
        false
    }

    /// "(Dienstag) nach Ostern", "(Montag) vor Heiligabend"
    pub(super) fn beside(&self, weekday: chrono::Weekday, i: In<'a>) -> Option<(In<'a>, Day)> {
        let after = match i.first()?.lex {
            Lex::Key(Key::Vor) => false,
            Lex::Key(Key::Nach) => true,
            _ => return None,
        };
        let anchor = small(i.get(1..)?);
        // "nach 13.52 Uhr" is a time.
        if follows(clock::clock, anchor) {
            return None;
        }
        let (rest, base) = holiday::holiday(anchor).ok().or_else(|| {
            date::date(anchor).ok().filter(|(_, d)| d.base.is_day()).map(|(rest, d)| (rest, d.base))
        })?;
        let span = taken(self.rest(), rest);
        base.is_day().then(|| (rest, Day { near: Some((weekday, after)), ..Day::new(base, span) }))
    }

    pub(super) fn day_or_gap(&mut self) {
        // "Freitag-Müller": a weekday that is the first half of a name.
        let name = matches!((self.lex(1), self.lex(2)), (Some(Lex::Punct(Punct::Dash)), Some(Lex::Unknown)))
            && self.word(self.at.saturating_add(2)).is_some_and(|n| n.glued);
        if name {
            return self.gap(3);
        }
        // "B MO 1530": a number plate
        let plate = self.before().is_some_and(|b| b.lex == Lex::Unknown && b.capital && b.len <= 3)
            && self.rest().first().is_some_and(|w| w.capital && w.len == 2)
            && self.rest().get(1).is_some_and(|n| matches!(n.lex, Lex::Digits(_)) && !n.glued)
            // "Mo 12.11.", "Mo 12 Uhr"; but a full stop may end the sentence.
            && !matches!(
                (self.lex(2), self.lex(3)),
                (Some(Lex::Punct(Punct::Colon) | Lex::Key(Key::Uhr | Key::H)), _)
                    | (Some(Lex::Punct(Punct::Dot)), Some(Lex::Digits(_) | Lex::Month(_)))
            );
        if plate {
            return self.gap(2);
        }
        // "Freitag ist mein Nachname"
        let behind = fillers(self.rest().get(1..).unwrap_or(&[]));
        if matches!(behind.first().map(|w| w.lex), Some(Lex::Key(Key::Meine | Key::Article)))
            && behind.get(1).is_some_and(|w| w.lex == Lex::NameIs)
        {
            return self.gap(1);
        }
        if self.weekday_after() || self.try_day() {
            return;
        }
        match self.lex(0) {
            // "Mitte bis Ende Dezember": the month stands with the other one.
            Some(Lex::Third(third)) => self.take_words(1, Kind::Third(third)),
            // "Donnerstag ist Feiertag"
            Some(Lex::HolidayHead(4)) => self.take_words(1, Kind::Cue(Cue::Busy)),
            Some(Lex::HolidayHead(7)) => self.event(),
            _ => self.gap(1),
        }
    }

    pub(super) fn qualified(&mut self) {
        let i = self.rest();
        let Ok((after, qual)) = lex(date::qual).parse(i) else { return self.gap(1) };
        if self.each_month() {
            return;
        }
        // "in den nächsten drei Tagen", "die letzten zwei Wochen"
        if qual != Qual::This
            && let Ok((rest, length)) = length(after)
            && !matches!(after.first().map(|w| w.lex), Some(Lex::Unit(_)))
        {
            let sign = if date::steps(qual) < 0 { -1 } else { 1 };
            return self.take(rest, within(length, sign));
        }
        if self.plural_ahead(qual) {
            return self.take_words(2, Kind::Soonest);
        }
        if !self.try_day() {
            // "nächster Termin", "der nächste freie Montag": the rest is read for itself, unless a noun is lent.
            self.take_words(1, Kind::Qual(qual));
        }
    }

    /// "am letzten Tag jedes Monats", "am 15. jedes Monats"
    pub(super) fn each_month(&mut self) -> bool {
        let i = self.rest();
        let Ok((rest, found)) = repeat::monthly(i) else { return false };
        let every = i.iter().take(i.len().saturating_sub(rest.len())).any(|w| w.lex == Lex::Key(Key::Every));
        if every {
            self.take(rest, Kind::Repeat(found));
        }
        every
    }

    /// morgen: the morning behind a day, "am" or "jeden"; a greeting behind "guten"; else tomorrow.
    pub(super) fn morgen(&mut self) {
        // "guten Morgen, morgen": the first one was a greeting.
        let greeted = matches!(self.items.last().map(|i| i.kind), Some(Kind::Gap));
        let morning = self.before().filter(|w| w.lex != Lex::Morgen || !greeted).is_some_and(|w| {
            matches!(
                w.lex,
                Lex::RelDay(_)
                    | Lex::Weekday(_)
                    | Lex::Morgen
                    | Lex::Key(Key::Am | Key::Every)
                    | Lex::Weekly(_)
            )
        });
        if morning {
            self.take_words(1, Kind::Part(Part::Morning, true));
        } else {
            let span = self.rest().first().map(|w| w.span()).unwrap_or_default();
            self.take_words(1, Kind::Day(Day::new(Base::Offset(1), span)));
        }
    }

    pub(super) fn part(&mut self, part: Part, w: Word) {
        // "so früh wie möglich", "möglichst früh"
        if part == Part::Morning {
            if matches!((self.lex(1), self.lex(2)), (Some(Lex::Key(Key::Als)), Some(Lex::Key(Key::Possible))))
            {
                return self.take_words(3, Kind::Soonest);
            }
            if self.before().is_some_and(|b| b.lex == Lex::Key(Key::Possibly)) {
                return self.take_words(1, Kind::Soonest);
            }
        }
        // "früh morgens", "früh am Abend": the later word says when.
        if part == Part::Morning
            && let Some(Lex::Part(_)) = small(self.rest().get(1..).unwrap_or(&[])).first().map(|w| w.lex)
        {
            return self.skip();
        }
        // "am frühen Morgen": the noun says no more, and certainly not tomorrow; "früh morgen" does.
        if part == Part::Morning && w.len == 7 && self.lex(1) == Some(Lex::Morgen) {
            return self.take_words(2, Kind::Part(part, false));
        }
        let noun = part == Part::Night && w.len == 5;
        self.take_words(1, Kind::Part(part, noun));
    }

    pub(super) fn repeat_or_gap(&mut self) {
        // "am Abend des Mittwochs": a genitive, not every Wednesday.
        if let (Some(Lex::Weekly(day)), Some(Lex::Key(Key::Article))) =
            (self.lex(0), self.before().map(|w| w.lex))
        {
            let span = self.rest().first().map(|w| w.span()).unwrap_or_default();
            return self.take_words(1, Kind::Day(Day::new(Base::Weekday(day, None), span)));
        }
        match repeat::repeat(self.rest()) {
            Ok((rest, repeat)) => self.take(rest, Kind::Repeat(repeat)),
            Err(_) => self.gap(1),
        }
    }

    /// "Tag der Arbeit", "Tag vor Heiligabend", or a noun that says nothing.
    pub(super) fn unit(&mut self) {
        if self.try_day() {
            return;
        }
        // "die Woche drauf"
        if self.lex(0) == Some(Lex::Unit(Unit::Week)) && self.lex(1) == Some(Lex::Key(Key::Thereafter)) {
            // Behind which week, only a day that was said tells.
            if !self.day_said() {
                let span = self.rest().first().map(|w| w.span()).unwrap_or_default();
                self.items.push(Item { kind: Kind::Cue(Cue::Unsaid(Unsaid::Date)), span });
            }
            return self.take_words(2, Kind::WeekAfter);
        }
        if self.lex(0) == Some(Lex::Unit(Unit::Week))
            && let Some((rest, day)) = self.week_with()
        {
            return self.take(rest, Kind::Day(day));
        }
        // "Woche für Woche", "Tag für Tag"
        if let (Some(Lex::Unit(unit)), Some(Lex::Key(Key::Fuer)), Some(Lex::Unit(again))) =
            (self.lex(0), self.lex(1), self.lex(2))
            && unit == again
            && let Some(repeat) = repeat::each_unit(unit)
        {
            return self.take_words(3, Kind::Repeat(repeat));
        }
        // "Viertelstunde", alone
        if let Some(Lex::Unit(unit @ (Unit::QuarterHour | Unit::ThreeQuarterHour))) = self.lex(0) {
            return self.take_words(1, Kind::Length(Length { seconds: seconds(unit), civil: None }));
        }
        if self.lex(0) == Some(Lex::Unit(Unit::Day)) && self.day_beside() {
            return;
        }
        self.gap(1);
    }

    /// "Tag vor Heiligabend", "Brückentag nach Himmelfahrt"
    pub(super) fn day_beside(&mut self) -> bool {
        let one = Shift { n: 1, unit: Unit::Day, digits: true, named: false };
        let found = self.anchored(self.rest().get(1..).unwrap_or(&[]), one);
        if let Some((rest, day)) = found {
            self.take(rest, Kind::Day(day));
        }
        found.is_some()
    }

    /// "Woche vom 17. November", "Woche nach der nächsten"
    pub(super) fn week_with(&self) -> Option<(In<'a>, Day)> {
        let i = self.rest().get(1..)?;
        let k = i.first()?.lex;
        let behind = small(i.get(1..)?);
        let next = matches!(behind.first().map(|w| w.lex), Some(Lex::Qual(Qual::Next)));
        if k == Lex::Key(Key::Nach) && next && !matches!(behind.get(1).map(|w| w.lex), Some(Lex::Unit(_))) {
            let rest = behind.get(1..)?;
            let base = Base::Week(WeekRef::Relative(2), None);
            return Some((rest, Day::new(base, taken(self.rest(), rest))));
        }
        // "in der Woche vor Weihnachten"
        if let Lex::Key(Key::Vor | Key::Nach) = k
            && let Ok((rest, base)) = holiday::holiday(behind)
        {
            let n = if k == Lex::Key(Key::Vor) { -1 } else { 1 };
            let shift = Some(Shift { n, unit: Unit::Week, digits: true, named: true });
            return Some((rest, Day { whole_week: true, shift, ..Day::new(base, taken(self.rest(), rest)) }));
        }
        if !matches!(k, Lex::Key(Key::Vom | Key::Von | Key::Ab | Key::Am)) {
            return None;
        }
        let (rest, base) = match date::date(behind) {
            Ok((rest, day)) if day.base.is_day() => (rest, day.base),
            _ => {
                let (rest, (n, _)) = date::bare_ordinal(behind).ok()?;
                (rest, Base::Date { day: n, month: None, year: Year::Unsaid })
            }
        };
        // "die Woche vom 17. bis zum 21." is a range.
        if matches!(rest.first().map(|w| w.lex), Some(Lex::Key(Key::Bis) | Lex::Punct(Punct::Dash))) {
            return None;
        }
        Some((rest, Day { whole_week: true, ..Day::new(base, taken(self.rest(), rest)) }))
    }

    /// The day that a length is counted from: "(zwei Tage) vor Heiligabend".
    pub(super) fn anchored(&self, i: In<'a>, shift: Shift) -> Option<(In<'a>, Day)> {
        let sign = match i.first()?.lex {
            Lex::Key(Key::Vor) => -1,
            Lex::Key(Key::Nach) => 1,
            _ => return None,
        };
        let anchor = small(i.get(1..)?);
        // "nach 13.52 Uhr" is a time.
        if follows(clock::clock, anchor) {
            return None;
        }
        let (rest, base) = holiday::holiday(anchor)
            .ok()
            .or_else(|| date::date(anchor).ok().map(|(rest, day)| (rest, day.base)))
            .or_else(|| {
                day::day(anchor)
                    .ok()
                    .filter(|(_, (_, part))| part.is_none())
                    .map(|(rest, (base, _))| (rest, base))
            })?;
        let span = taken(self.rest(), rest);
        let shift = Shift { n: shift.n.saturating_mul(sign), digits: true, ..shift };
        base.is_day().then(|| (rest, Day { shift: Some(shift), ..Day::new(base, span) }))
    }

    /// "nächste oder übernächste Woche", "nächste Woche, nein, übernächste": the noun that only one of them has.
    pub(super) fn lend_nouns(&mut self) {
        for at in 0..self.items.len() {
            let Some(Item { kind, span }) = self.items.get(at).copied() else { continue };
            if !matches!(kind, Kind::Qual(_) | Kind::Third(_)) {
                continue;
            }
            let is_joint =
                |k: Kind| matches!(k, Kind::Join(_) | Kind::Qual(_) | Kind::Third(_) | Kind::Cue(Cue::But));
            let ahead = self.items.iter().skip(at.saturating_add(1)).take(6).find(|i| !is_joint(i.kind));
            // "diese Woche passt es mir nicht, aber nächste": behind "aber" the noun may stand further off.
            let but = at.checked_sub(1).and_then(|b| self.items.get(b)).map(|i| i.kind);
            let but = but == Some(Kind::Cue(Cue::But));
            let passed = |k: Kind| is_joint(k) || (but && matches!(k, Kind::Gap | Kind::Cue(Cue::Speaker)));
            let behind = self.items.iter().take(at).rev().take(8).find(|i| !passed(i.kind));
            let lent = [ahead, behind].into_iter().flatten().find_map(|i| match i.kind {
                Kind::Day(day) => lend(kind, day.base),
                _ => None,
            });
            if let Some(item) = self.items.get_mut(at) {
                item.kind = lent.map_or(Kind::Gap, |base| Kind::Day(Day::new(base, span)));
            }
        }
    }
}

/// What a qualifier or a third means with the noun of another phrase.
pub(super) fn lend(to: Kind, from: Base) -> Option<Base> {
    match (to, from) {
        (Kind::Qual(q), Base::Week(WeekRef::Relative(_), third)) => {
            Some(Base::Week(WeekRef::Relative(date::steps(q)), third))
        }
        (Kind::Qual(q), Base::Weekend(Some(_))) => Some(Base::Weekend(Some(q))),
        (Kind::Qual(q), Base::Weekday(day, Some(_))) => Some(Base::Weekday(day, Some(q))),
        (Kind::Qual(q), Base::Month { month: MonthRef::Relative(_), year, third, qual: None }) => {
            Some(Base::Month { month: MonthRef::Relative(date::steps(q)), year, third, qual: None })
        }
        (Kind::Third(third), Base::Month { month, year, third: Some(_), qual }) => {
            Some(Base::Month { month, year, third: Some(third), qual })
        }
        (Kind::Third(third), Base::Week(week, Some(_))) => Some(Base::Week(week, Some(third))),
        (Kind::Third(third), Base::Year(year, Some(_))) => Some(Base::Year(year, Some(third))),
        _ => None,
    }
}
