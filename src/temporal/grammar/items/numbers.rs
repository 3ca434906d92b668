//! Numbers: hours, days of the month, lengths, and numbers of other things.

use super::prepositions::within;
use super::walk::Walk;
use super::{Cue, Item, Join, Kind, Unsaid};
use crate::temporal::Hint;
use crate::temporal::grammar::length::{Length, length, seconds};
use crate::temporal::grammar::{
    In, Number, Res, clock, date, follows, hour_of, miss, number, repeat, small, taken,
};
use crate::temporal::syntax::{Base, Clock, Day, MonthRef, Shift, Year};
use crate::text::{Key, Lex, Part, Punct, Qual, Unit, Word};

impl<'a> Walk<'a> {
    /// How many words from `ahead` on are digits or number words, with spaces, dashes or slashes between them.
    pub(super) fn number_run(&self, ahead: usize) -> usize {
        let mut count: usize = 0;
        let mut end: usize = 0;
        // Twice as long as any telephone number; a longer run is cut, so that the walk stays linear.
        while let Some(l) = self.lex(ahead.saturating_add(count)).filter(|_| count < 32) {
            count = count.saturating_add(1);
            match l {
                Lex::Digits(_) | Lex::LongDigits | Lex::Num(_) | Lex::One => end = count,
                Lex::Punct(Punct::Dash | Punct::Slash | Punct::Bracket) | Lex::Key(Key::Zu) => {}
                _ => break,
            }
        }
        end
    }

    pub(super) fn numeric(&mut self, w: Word) {
        if let Ok((rest, repeat)) = repeat::once_a(self.rest()) {
            return self.take(rest, Kind::Repeat(repeat));
        }
        // "Drei-Tage-Bart", "3-Zimmer-Wohnung"
        let joined =
            |ahead: usize| self.word(self.at.saturating_add(ahead)).filter(|w| w.glued).map(|w| w.lex);
        if let (Some(Lex::Punct(Punct::Dash)), Some(Lex::Unit(_) | Lex::Unknown)) = (joined(1), joined(2)) {
            let more = (3..8usize)
                .take_while(|n| {
                    joined(*n)
                        .is_some_and(|l| !matches!(l, Lex::Punct(Punct::Comma | Punct::Dot | Punct::Stop)))
                })
                .count();
            return self.gap(more.saturating_add(3));
        }
        if let Lex::Times(n) = w.lex {
            // "dreimal täglich": how often in each, which no rule of RFC 5545 says without the times
            if matches!(self.lex(1), Some(Lex::Key(Key::Daily | Key::Weekly | Key::Monthly | Key::Yearly))) {
                return self.gap(2);
            }
            return self.take_words(1, Kind::Times(n));
        }
        // A number that is dictated: four and more numbers in a row, or three that begin with a zero; "0171 2345678".
        let run = self.number_run(0);
        // "30 vorangegangenen Tagen"
        if let (Some(Lex::Qual(Qual::Gone)), Some(Lex::Unit(_))) = (self.lex(1), self.lex(2))
            && let Lex::Digits(value) | Lex::Num(value) = w.lex
            && let Ok((rest, length)) = length_of(value, self.rest().get(2..).unwrap_or(&[]))
        {
            return self.take(rest, within(length, -1));
        }
        // "drei zu zwei", "160 zu 95"
        let number_at = |ahead| matches!(self.lex(ahead), Some(Lex::Digits(_) | Lex::Num(_) | Lex::One));
        let opened = matches!(self.items.last().map(|i| i.kind), Some(Kind::Join(Join::Von | Join::Ab)));
        if number_at(0) && self.lex(1) == Some(Lex::Key(Key::Zu)) && number_at(2) && !opened {
            return self.gap(3);
        }
        // "die 7.3": days are masculine, and a date has its second dot or a month of two digits.
        if let (
            Some(Lex::Key(Key::Feminine)),
            Lex::Digits(_),
            Some(Lex::Punct(Punct::Dot)),
            Some(Lex::Digits(_)),
        ) = (self.before().map(|b| b.lex), w.lex, self.lex(1), self.lex(2))
            && self.rest().get(2).is_some_and(|n| n.glued && n.len == 1)
            && !matches!(self.lex(3), Some(Lex::Punct(Punct::Dot)))
        {
            return self.gap(3);
        }
        if let Some((rest, day)) = self.spaced_date() {
            return self.take(rest, Kind::Day(day));
        }
        let numbers = self.rest().iter().take(run).filter(|w| !matches!(w.lex, Lex::Punct(_))).count();
        let zero =
            w.lex == Lex::Num(0) || matches!(w.lex, Lex::Digits(_) if w.len >= 3 && self.starts_with_zero(w));
        if self.is_dictated(run, numbers, zero) {
            return self.gap(run);
        }
        let i = self.rest();
        // "am 20 um 20 Uhr"
        if let (Some(Lex::Key(Key::Am)), Lex::Digits(n @ 1..=31), Some(Lex::Key(Key::Um))) =
            (self.before().map(|b| b.lex), w.lex, self.lex(1))
            && w.len <= 2
        {
            return self.take_words(1, Kind::Ordinal(n));
        }
        // "Polo 1.2", "Wert 7.2"
        if let (Lex::Digits(_), Some(Lex::Punct(Punct::Dot)), Some(Lex::Digits(_))) =
            (w.lex, self.lex(1), self.lex(2))
            && w.len == 1
            && self.word(self.at.saturating_add(2)).is_some_and(|n| n.glued && n.len == 1)
            && !matches!(self.lex(3), Some(Lex::Punct(Punct::Dot)))
            && self.before().is_some_and(|b| b.lex == Lex::Unknown)
        {
            return self.gap(3);
        }
        if let Ok((rest, (seconds, offset))) = date::instant(i) {
            return self.take(rest, Kind::Instant(seconds, offset));
        }
        if let Ok((rest, clock)) = clock::clock(i) {
            return self.take(rest, Kind::Clock(clock));
        }
        if self.try_day() {
            // "2025-11-06T14:30": the T stands between.
            if matches!((self.lex(0), self.lex(1)), (Some(Lex::Key(Key::Tee)), Some(Lex::Digits(_)))) {
                self.skip();
            }
            return;
        }
        if let Ok((rest, length)) = length(i) {
            if let Some((rest, day)) = length.civil.and_then(|shift| self.anchored(rest, shift)) {
                return self.take(rest, Kind::Day(day));
            }
            // "eine Woche später"
            if Self::counts_on(rest) {
                let count = self.rest().len().saturating_sub(rest.len()).saturating_add(1);
                return self.unsaid(count, Unsaid::Date);
            }
            // "eine Sekunde bitte"
            if length.seconds == 1
                && matches!(rest.first().map(|w| w.lex), Some(Lex::Filler | Lex::Key(Key::Hence)))
            {
                let count = self.rest().len().saturating_sub(rest.len());
                return self.gap(count);
            }
            // "drei Jahre alt", "ab 18 Jahren"
            let age = matches!(self.items.last().map(|i| i.kind), Some(Kind::Join(Join::Ab)))
                && matches!(length.civil, Some(Shift { unit: Unit::Year, .. }));
            if age || matches!(rest.first().map(|w| w.lex), Some(Lex::Counted)) {
                self.retract();
                let count = self.rest().len().saturating_sub(rest.len()).saturating_add(1);
                return self.gap(count);
            }
            return self.take(rest, Kind::Length(length));
        }
        if self.each_month() {
            return;
        }
        if let Ok((rest, (n, digits))) = date::bare_ordinal(i) {
            return self.ordinal(rest, n, digits);
        }
        if let Ok((rest, n)) = number(i) {
            if matches!((rest.first().map(|w| w.lex), n.digits <= 6), (Some(Lex::Key(Key::Times)), true)) {
                return self.take(rest.get(1..).unwrap_or(&[]), Kind::Times(n.value));
            }
            // "ein Termin", "eine Färbung": an article.
            // "vom 3. auf den 4. eine Nacht": how many, not when
            if w.lex == Lex::One && self.lex(1) == Some(Lex::Part(Part::Night)) {
                return self.gap(2);
            }
            if w.lex == Lex::One {
                return self.skip();
            }
            // "am 3 12 um 15 Uhr": a recogniser that leaves the dots out.
            if let Some((rest, day)) = self.dotless(n) {
                return self.take(rest, Kind::Day(day));
            }
            // "8 in der Früh", "morgen acht abends"
            if let Some((rest, clock)) = self.hour_of_part(n, rest) {
                return self.take(rest, Kind::Clock(clock));
            }
            // "1 Nacht"; "9 bis 11 nachts" is a time.
            if self.rest().get(1).is_some_and(|w| w.lex == Lex::Part(Part::Night) && w.len <= 5)
                && n.digits > 0
                && self.hint != Hint::Time
            {
                return self.gap(2);
            }
            // "8 in der Früh"
            if matches!(small(rest).first().map(|w| w.lex), Some(Lex::Part(_)))
                && rest.first().is_some_and(|w| matches!(w.lex, Lex::Key(Key::In | Key::Am)))
                && let Some(clock) = clock::hour_of(n, taken(i, rest))
            {
                return self.take(rest, Kind::Clock(clock));
            }
            // "fünfzehn dreißig" in answer to "Um wie viel Uhr?", or right behind a day
            let behind_day = matches!(self.items.last().map(|i| i.kind), Some(Kind::Day(_) | Kind::Part(..)));
            if behind_day && let Ok((rest, clock)) = clock::hour_and_minute(i) {
                return self.take(rest, Kind::Clock(clock));
            }
            if self.hours_listed(i, n) {
                return;
            }
            if let Some((rest, clock)) = self.hour_behind_day(i, n) {
                // "Freitag 14" may be the 14th as well.
                if n.digits > 0 && self.weekday_last() {
                    self.items.push(Item { kind: Kind::Cue(Cue::Unclear), span: clock.span });
                }
                return self.take(rest, Kind::Clock(clock));
            }
            // "null" in an empty field is no midnight.
            if self.hint != Hint::Any && n.value == 0 && n.digits == 0 && rest.is_empty() {
                return self.gap(1);
            }
            if self.hint == Hint::Time
                && let Ok((rest, clock)) = clock::bare_hour(i)
            {
                return self.take(rest, Kind::Clock(clock));
            }
            // "nach drei Anrufen": a noun that is counted.
            let noun = rest.first().is_some_and(|w| w.lex == Lex::Unknown && w.capital);
            if clock::ends_hour(rest, false) && n.digits <= 4 && !noun {
                return self.take(rest, Kind::Number(n));
            }
            let counted = matches!(rest.first(), Some(w) if matches!(w.lex, Lex::Counted | Lex::Unit(_)) || (w.glued && w.lex == Lex::Unknown));
            // "12.30 Euro", "ein 2.0 TDI"
            let decimal = matches!((rest.first(), rest.get(1)), (Some(d), Some(n)) if d.glued && n.glued && matches!(n.lex, Lex::Digits(_)));
            self.retract();
            return self.gap(if decimal { 3 } else { 1usize.saturating_add(counted.into()) });
        }
        self.gap(1);
    }

    /// "vierzehn dreißig oder sechzehn Uhr" is an hour with its minutes, "vierzehn fünfzehn oder sechzehn Uhr" three hours.
    fn hours_listed(&mut self, i: In<'a>, n: Number) -> bool {
        let Ok((rest, clock)) = clock::hour_and_minute(i) else { return false };
        let joined = matches!(rest.first().map(|w| w.lex), Some(Lex::Key(Key::Oder | Key::Und)));
        let behind = rest.get(1..).unwrap_or(&[]);
        if !joined || n.digits > 0 || !follows(clock::clock, behind) {
            return false;
        }
        if clock.minute == clock.hour.saturating_add(1) && clock.minute < 24 {
            self.take_words(1, Kind::Number(n));
            let span = self.items.last().map(|i| i.span).unwrap_or_default();
            self.items.push(Item { kind: Kind::Join(Join::Comma), span });
        } else {
            self.take(rest, Kind::Clock(clock));
        }
        true
    }

    /// "Samstag elf", "morgen Abend acht": a number word at the end of a clause, right behind a day.
    fn hour_behind_day(&self, i: In<'a>, n: Number) -> Option<(In<'a>, Clock)> {
        let day = |k: Kind| match k {
            Kind::Day(day) => {
                matches!(day.base, Base::Weekday(..) | Base::WeekdayOf(..) | Base::Offset(_))
                    && day.shift.is_none()
            }
            _ => false,
        };
        let comma = |i: &&Item| i.kind != Kind::Join(Join::Comma);
        let behind = match self.items.iter().rev().take(2).find(comma).map(|i| i.kind)? {
            Kind::Part(..) => true,
            other => day(other),
        };
        let word = n.digits <= 2 && !n.article && (1..=24).contains(&n.value);
        let (rest, _) = number(i).ok()?;
        (behind && word && self.clause_ends(1))
            .then(|| hour_of(n, taken(i, rest)).map(|clock| (rest, clock)))?
    }

    fn weekday_last(&self) -> bool {
        let comma = |i: &&Item| i.kind != Kind::Join(Join::Comma);
        let last = self.items.iter().rev().take(2).find(comma).map(|i| i.kind);
        matches!(last, Some(Kind::Day(Day { base: Base::Weekday(..), .. })))
    }

    /// An hour that nothing but the part of day behind it tells, at the start of the text or right behind a day.
    pub(super) fn hour_of_part(&self, n: Number, rest: In<'a>) -> Option<(In<'a>, Clock)> {
        let free = self.before().is_none_or(|w| {
            matches!(
                w.lex,
                Lex::Weekday(_)
                    | Lex::RelDay(_)
                    | Lex::Morgen
                    | Lex::Filler
                    | Lex::Key(Key::Hence)
                    | Lex::Punct(Punct::Comma)
            )
        });
        // "1 Nacht" is counted.
        let part = small(rest).first().filter(|w| w.lex != Lex::Part(Part::Night) || w.len > 5)?.lex;
        let said = n.digits <= 2 && (1..=12).contains(&n.value) && matches!(part, Lex::Part(_));
        (free && said).then(|| hour_of(n, taken(self.rest(), rest)).map(|clock| (rest, clock)))?
    }

    /// A number that counts things takes back the number and the joints before it: "zwischen 8 und 10 Personen".
    pub(super) fn retract(&mut self) {
        let opener = |k: Kind| {
            matches!(
                k,
                Kind::Join(
                    Join::Von
                        | Join::Vom
                        | Join::Zwischen
                        | Join::Ab
                        | Join::Bis
                        | Join::Nach
                        | Join::Vor
                        | Join::Latest
                        | Join::About
                        | Join::Onto
                )
            )
        };
        let between =
            |k: Kind| matches!(k, Kind::Join(Join::Bis | Join::Und | Join::Oder | Join::Dash | Join::Slash));
        let mut at = self.items.len();
        let kind = |at: usize| at.checked_sub(1).and_then(|i| self.items.get(i)).map(|i| i.kind);
        if kind(at).is_some_and(between) && matches!(kind(at.saturating_sub(1)), Some(Kind::Number(_))) {
            at = at.saturating_sub(2);
        }
        while kind(at).is_some_and(opener) {
            at = at.saturating_sub(1);
        }
        self.items.truncate(at);
    }

    /// "22 06 2026", and what a recogniser leaves of "am 22.06.2026".
    pub(super) fn spaced_date(&self) -> Option<(In<'a>, Day)> {
        let (day, rest) = self.rest().split_first()?;
        let (month, rest) = rest.split_first()?;
        let (year, rest) = rest.split_first()?;
        let (Lex::Digits(d), Lex::Digits(m), Lex::Digits(y)) = (day.lex, month.lex, year.lex) else {
            return None;
        };
        let fits = day.len <= 2
            && month.len <= 2
            && year.len == 4
            && (1..=31).contains(&d)
            && (1..=12).contains(&m)
            && (1900..2200).contains(&y);
        let year = Year::Full(i32::try_from(y).ok()?);
        let base = Base::Date { day: d, month: Some(MonthRef::Named(m)), year };
        fits.then(|| (rest, Day::new(base, taken(self.rest(), rest))))
    }

    /// "3 12" behind "am" or "vom", where a clock time, a joint or the end follows.
    pub(super) fn dotless(&self, day: Number) -> Option<(In<'a>, Day)> {
        let led = matches!(self.before()?.lex, Lex::Key(Key::Am | Key::Vom | Key::Article) | Lex::Weekday(_));
        let behind = self.rest().get(1..)?;
        let (rest, month) = number(behind).ok()?;
        let spoken = |n: Number| n.digits <= 2 && n.value > 0;
        let (rest, year) = match date::spaced_year(rest) {
            Ok((rest, year)) => (rest, year),
            // "am 3 1 26"
            Err(_) => match rest.first().map(|w| (w.lex, w.len)) {
                Some((Lex::Digits(y @ 20..=40), 2))
                    if rest.get(1).is_none_or(|w| w.lex != Lex::Key(Key::Uhr)) =>
                {
                    (rest.get(1..).unwrap_or(&[]), Year::Short(y))
                }
                _ => (rest, Year::Unsaid),
            },
        };
        let ends = matches!(
            rest.first().map(|w| w.lex),
            None | Some(
                Lex::Punct(Punct::Comma | Punct::Stop)
                    | Lex::Key(Key::Um | Key::Ab | Key::Bis | Key::Circa | Key::Oder | Key::Und)
            )
        );
        let date = led
            && ends
            && spoken(day)
            && spoken(month)
            && day.value <= 31
            && month.value <= 12
            && day.digits > 0
            && month.digits > 0;
        let base = Base::Date { day: day.value, month: Some(MonthRef::Named(month.value)), year };
        date.then(|| (rest, Day::new(base, taken(self.rest(), rest))))
    }

    pub(super) fn starts_with_zero(&self, w: Word) -> bool {
        let Lex::Digits(value) = w.lex else { return false };
        10u32.checked_pow(u32::from(w.len).saturating_sub(1)).is_some_and(|least| value < least)
    }

    pub(super) fn is_dictated(&self, run: usize, numbers: usize, zero: bool) -> bool {
        if numbers < 2 {
            return self
                .rest()
                .first()
                .is_some_and(|w| matches!(w.lex, Lex::Digits(_)) && w.len > 4 && w.len != 8);
        }
        let long = self
            .rest()
            .iter()
            .take(run)
            .filter(|w| matches!(w.lex, Lex::LongDigits) || matches!(w.lex, Lex::Digits(_)) && w.len >= 5)
            .count();
        // Dashes and slashes between digits also write dates and ranges: "14-12-2017", "0645-0750".
        let spaced = self.rest().iter().take(run).all(|w| !matches!(w.lex, Lex::Punct(_)));
        long > 0
            || (numbers >= 4 && spaced)
            || (zero
                && spaced
                && (numbers >= 3
                    || self.rest().first().is_some_and(|w| w.len >= 3 && matches!(w.lex, Lex::Digits(_)))))
    }

    /// A bare ordinal is a day of the month behind "am", "der", "vom" …, and unless a noun follows it.
    pub(super) fn ordinal(&mut self, rest: In<'a>, n: u32, digits: bool) {
        let before = self.before().map(|w| w.lex);
        let led = matches!(
            before,
            Some(Lex::Key(
                Key::Am
                    | Key::Article
                    | Key::Vom
                    | Key::Von
                    | Key::Zum
                    | Key::Ab
                    | Key::Bis
                    | Key::Nach
                    | Key::Vor
                    | Key::Auf
                    | Key::Zwischen
                    | Key::Und
                    | Key::Oder
            ))
        );
        // "am zehnten fünften, nein, sechsten": the part of the date that was said last, and of the same kind, is replaced.
        let repairs = matches!(before, Some(Lex::Key(Key::Repair)));
        let last = self.items.iter().rev().take(6).find(|i| !matches!(i.kind, Kind::Join(_)));
        if repairs
            && (1..=12).contains(&n)
            && let Some(Item { kind: Kind::Day(Day { base: Base::Date { month: Some(_), .. }, .. }), span }) =
                last
            && self
                .words
                .iter()
                .take(self.at)
                .rev()
                .take(16)
                .any(|w| w.span().end == span.end && matches!(w.lex, Lex::Ord(_)))
        {
            let month = MonthRef::Named(n);
            let base = Base::Month { month, year: Year::Unsaid, third: None, qual: None };
            let span = taken(self.rest(), rest);
            return self.take(rest, Kind::Day(Day::new(base, span)));
        }
        let noun = match rest.first() {
            Some(w) => match w.lex {
                Lex::Unknown => w.capital && (!digits || !led),
                Lex::Counted
                | Lex::Unit(_)
                | Lex::Piece(_)
                | Lex::OfMonth(..)
                | Lex::Numbered
                | Lex::HolidayHead(_)
                | Lex::Key(Key::Times | Key::Street) => true,
                // "die ersten zwei Termine"; "am neunten zehn bis zwölf Uhr" is a day and a time.
                Lex::Num(_) => {
                    !digits
                        && matches!(
                            rest.get(1).map(|w| w.lex),
                            Some(Lex::Unknown | Lex::Counted | Lex::Unit(_))
                        )
                }
                Lex::Key(Key::Halbe | Key::Appointment) => !digits,
                _ => false,
            },
            None => false,
        };
        // "erste", "zweite" are adjectives far more often than dates.
        let alone = self.at == 0
            && rest.iter().all(|w| matches!(w.lex, Lex::Punct(_) | Lex::Filler | Lex::Key(Key::Hence)));
        // "vierundzwanzigster bis achtundzwanzigster November"
        let opens = rest.first().is_some_and(|w| w.lex == Lex::Key(Key::Bis))
            && rest.get(1..).is_some_and(|end| follows(date::date, end));
        let adjective = !digits && !led && !repairs && !alone && !opens && self.hint != Hint::Date;
        // "in der zweiten Reihe": days are masculine.
        let feminine = self.at.checked_sub(2).is_some_and(|at| {
            self.word(at).is_some_and(|w| w.lex == Lex::Key(Key::In))
                && self
                    .word(at.saturating_add(1))
                    .is_some_and(|w| w.lex == Lex::Key(Key::Article) && w.len == 3)
        });
        if noun || adjective || feminine || n == 0 || n > 99 {
            let count = self.rest().len().saturating_sub(rest.len());
            return self.gap(count);
        }
        // "den zweiten" may be the second of what was offered.
        let offered = !digits
            && n <= 2
            && self.hint != Hint::Date
            && matches!(before, Some(Lex::Key(Key::Article)))
            && self.items.len() <= 8
            && self.items.iter().all(|i| matches!(i.kind, Kind::Gap | Kind::Cue(_) | Kind::Join(_)))
            && rest
                .iter()
                .all(|w| matches!(w.lex, Lex::Unknown | Lex::Filler | Lex::Punct(_) | Lex::Key(Key::Ich)));
        if offered {
            let span = taken(self.rest(), rest);
            self.items.push(Item { kind: Kind::Cue(Cue::Unclear), span });
        }
        self.take(rest, Kind::Ordinal(n));
    }
}

pub(super) fn length_of(value: u32, i: In<'_>) -> Res<'_, Length> {
    match i.split_first() {
        Some((w, rest)) => match w.lex {
            Lex::Unit(unit) => {
                let n = i32::try_from(value).unwrap_or(i32::MAX);
                let civil = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
                let shift = Shift { n, unit, digits: true, named: true };
                let seconds = seconds(unit).saturating_mul(value.into());
                Ok((rest, Length { seconds, civil: civil.then_some(shift) }))
            }
            _ => miss(),
        },
        None => miss(),
    }
}
