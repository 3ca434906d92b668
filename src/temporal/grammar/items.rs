//! The walk over the words: at each place the longest phrase that means something, a joint, or a gap.

use nom::Parser;
use smallvec::SmallVec;

use super::length::{Length, length};
use super::{
    In, Number, clock, date, day, fillers, follows, holiday, key, lex, number, repeat, small, taken,
};
use crate::span::Span;
use crate::temporal::Hint;
use crate::temporal::syntax::{Base, Clock, Day, MonthRef, Repeat, Shift, WeekRef, Year};
use crate::text::{Key, Lex, Part, Punct, Qual, Third, Unit, Word};

/// One phrase, joint or gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Day(Day),
    Clock(Clock),
    /// A part of the day; whether it was the noun ("Nacht") rather than the adverb ("nachts").
    Part(Part, bool),
    /// A bare number: its surroundings make it an hour, a day, or nothing.
    Number(Number),
    /// A bare ordinal that can be a day of the month.
    Ordinal(u32),
    /// in drei Tagen, vor zwei Wochen
    Shift(Shift),
    /// in zwei Stunden, in seconds
    Elapsed(i64),
    /// in den nächsten drei Tagen
    Within(Shift),
    Length(Length),
    Repeat(Repeat),
    /// dreimal
    Times(u32),
    Instant(i64, bool),
    Now,
    Soonest,
    Anytime,
    /// nächste, whose noun stands elsewhere: "nächste oder übernächste Woche"
    Qual(Qual),
    /// Anfang, Mitte, Ende, whose noun stands elsewhere
    Third(Third),
    /// die Woche drauf
    WeekAfter,
    /// A word that tells what its clause is about.
    Cue(Cue),
    Join(Join),
    /// Words that say nothing about time.
    Gap,
}

/// What a clause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// It rules out.
    Negative,
    /// It says of what stands before that it does not suit.
    Bad,
    /// It tells of something that was.
    Past,
    /// It tells of a birthday.
    Birth,
    /// It may tell of something else.
    Busy,
    /// The speaker begins a clause: "ich".
    Speaker,
    /// It rules out one of two things, and does not say which.
    Unclear,
    /// It gives a reason.
    Because,
    /// It sets against the clause before.
    But,
    /// It moves an appointment.
    Move,
}

/// How one phrase is joined to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// von
    Von,
    /// vom
    Vom,
    Zwischen,
    Bis,
    /// A dash.
    Dash,
    /// auf: "bis" where days stand on both sides, and where an appointment moves to
    Auf,
    /// zum: "bis" where a stretch of days began with "von" or "vom"
    Onto,
    Slash,
    Und,
    Oder,
    Comma,
    /// The end of a sentence.
    Stop,
    Ab,
    /// spätestens, nicht nach
    Latest,
    Vor,
    Nach,
    Nicht,
    Sondern,
    /// außer, statt
    Ausser,
    /// lieber
    Rather,
    /// als
    Than,
    /// sonst, notfalls
    Else,
    /// nein, ich meine
    Repair,
    /// äh
    Hesitation,
    /// gegen, ungefähr
    About,
    /// an, behind "von heute"
    An,
    /// oder später
    OrLater,
    /// oder früher
    OrEarlier,
    /// "…, meine ich": what stands before replaces what stood before that
    MeantThis,
    /// "Donnerstag passt mir nicht": what stands before is ruled out
    NotThat,
    /// auch: one more offer
    Also,
    /// alles, immer
    All,
    /// für
    Fuer,
}

/// No phrase has more words; what looks ahead looks no further, so that the walk stays linear.
const LONGEST: usize = 48;

/// The items of a text; those of a usual phrase need no heap.
pub(crate) type Items = SmallVec<[Item; 16]>;

/// The items of the words.
pub(crate) fn items(words: In<'_>, hint: Hint) -> Items {
    let mut walk = Walk { words, at: 0, items: Items::new(), hint };
    while walk.at < words.len() {
        let before = walk.at;
        walk.step();
        // Every step takes at least a word, so that the walk ends.
        walk.at = walk.at.max(before.saturating_add(1));
    }
    walk.lend_nouns();
    walk.items
}

struct Walk<'a> {
    words: In<'a>,
    at: usize,
    items: Items,
    hint: Hint,
}

impl<'a> Walk<'a> {
    fn rest(&self) -> In<'a> {
        let rest = self.words.get(self.at..).unwrap_or(&[]);
        rest.get(..LONGEST).unwrap_or(rest)
    }

    fn word(&self, at: usize) -> Option<Word> {
        self.words.get(at).copied()
    }

    fn lex(&self, ahead: usize) -> Option<Lex> {
        self.word(self.at.saturating_add(ahead)).map(|w| w.lex)
    }

    fn before(&self) -> Option<Word> {
        self.word(self.at.checked_sub(1)?)
    }

    /// Takes the words up to `rest` as one item.
    fn take(&mut self, rest: In<'a>, kind: Kind) {
        let all = self.rest();
        self.items.push(Item { kind, span: taken(all, rest) });
        self.at = self.at.saturating_add(all.len().saturating_sub(rest.len()));
    }

    /// Takes the next `count` words as one item; gaps run together.
    fn take_words(&mut self, count: usize, kind: Kind) {
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

    fn join(&mut self, count: usize, join: Join) {
        self.take_words(count, Kind::Join(join));
    }

    fn gap(&mut self, count: usize) {
        self.take_words(count, Kind::Gap);
    }

    fn skip(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn step(&mut self) {
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
            Lex::LongDigits | Lex::Counted => self.gap(1),
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

    fn punct(&mut self, mark: Punct) {
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

    /// How many words from `ahead` on are digits or number words, with spaces, dashes or slashes between them.
    fn number_run(&self, ahead: usize) -> usize {
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

    fn unknown(&mut self) {
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
    fn title(&mut self) {
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
    fn past_fillers(&self, mut count: usize) -> usize {
        while matches!(self.lex(count), Some(Lex::Filler | Lex::Punct(Punct::Dot | Punct::Colon))) {
            count = count.saturating_add(1);
        }
        count
    }

    /// True where the word can be a family name behind a title.
    fn is_name(&self, count: usize) -> bool {
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
    fn name_is(&mut self) {
        let mut count = self.past_fillers(1);
        if matches!(self.lex(count), Some(Lex::Given | Lex::Unknown)) {
            count = count.saturating_add(1);
        } else if matches!(self.lex(count), Some(Lex::Title)) {
            return self.gap(count);
        }
        self.gap(count.saturating_add(self.is_name(count).into()));
    }

    /// "Max Freitag", and nothing else: a name. With a time or a preposition it is a day.
    fn given(&mut self) {
        let name = matches!(self.lex(1), Some(Lex::Weekday(_) | Lex::Month(_) | Lex::Holiday(_)));
        let ends = matches!(self.lex(2), None | Some(Lex::Punct(Punct::Comma | Punct::Stop | Punct::Dot)));
        self.gap(if name && ends { 2 } else { 1 });
    }

    /// Nummer, Zimmer: the number behind is no time.
    fn numbered(&mut self) {
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
        self.gap(if run > 0 { count.saturating_add(run) } else { 1 });
    }

    fn try_day(&mut self) -> bool {
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
    fn beside(&self, weekday: chrono::Weekday, i: In<'a>) -> Option<(In<'a>, Day)> {
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

    fn day_or_gap(&mut self) {
        // "Freitag-Müller": a weekday that is the first half of a name.
        let name = matches!((self.lex(1), self.lex(2)), (Some(Lex::Punct(Punct::Dash)), Some(Lex::Unknown)))
            && self.word(self.at.saturating_add(2)).is_some_and(|n| n.glued);
        if name {
            return self.gap(3);
        }
        // "Freitag ist mein Nachname"
        let behind = fillers(self.rest().get(1..).unwrap_or(&[]));
        if matches!(behind.first().map(|w| w.lex), Some(Lex::Key(Key::Meine | Key::Article)))
            && behind.get(1).is_some_and(|w| w.lex == Lex::NameIs)
        {
            return self.gap(1);
        }
        if self.try_day() {
            return;
        }
        match self.lex(0) {
            // "Mitte bis Ende Dezember": the month stands with the other one.
            Some(Lex::Third(third)) => self.take_words(1, Kind::Third(third)),
            // "Donnerstag ist Feiertag"
            Some(Lex::HolidayHead(4)) => self.take_words(1, Kind::Cue(Cue::Busy)),
            _ => self.gap(1),
        }
    }

    fn qualified(&mut self) {
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
        if !self.try_day() {
            // "nächster Termin", "der nächste freie Montag": the rest is read for itself, unless a noun is lent.
            self.take_words(1, Kind::Qual(qual));
        }
    }

    /// "am letzten Tag jedes Monats", "am 15. jedes Monats"
    fn each_month(&mut self) -> bool {
        let i = self.rest();
        let Ok((rest, found)) = repeat::monthly(i) else { return false };
        let every = i.iter().take(i.len().saturating_sub(rest.len())).any(|w| w.lex == Lex::Key(Key::Every));
        if every {
            self.take(rest, Kind::Repeat(found));
        }
        every
    }

    /// morgen: the morning behind a day, "am" or "jeden"; a greeting behind "guten"; else tomorrow.
    fn morgen(&mut self) {
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

    fn part(&mut self, part: Part, w: Word) {
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
        let noun = part == Part::Night && w.len == 5;
        self.take_words(1, Kind::Part(part, noun));
    }

    fn repeat_or_gap(&mut self) {
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
    fn unit(&mut self) {
        if self.try_day() {
            return;
        }
        // "die Woche drauf"
        if self.lex(0) == Some(Lex::Unit(Unit::Week)) && self.lex(1) == Some(Lex::Key(Key::Thereafter)) {
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
            return self
                .take_words(1, Kind::Length(Length { seconds: super::length::seconds(unit), civil: None }));
        }
        if self.lex(0) == Some(Lex::Unit(Unit::Day))
            && let Some(anchored) = self.anchored(
                self.rest().get(1..).unwrap_or(&[]),
                Shift { n: 1, unit: Unit::Day, digits: true, named: false },
            )
        {
            return self.take(anchored.0, Kind::Day(anchored.1));
        }
        self.gap(1);
    }

    /// "Woche vom 17. November", "Woche nach der nächsten"
    fn week_with(&self) -> Option<(In<'a>, Day)> {
        let i = self.rest().get(1..)?;
        let k = i.first()?.lex;
        let behind = small(i.get(1..)?);
        let next = matches!(behind.first().map(|w| w.lex), Some(Lex::Qual(Qual::Next)));
        if k == Lex::Key(Key::Nach) && next && !matches!(behind.get(1).map(|w| w.lex), Some(Lex::Unit(_))) {
            let rest = behind.get(1..)?;
            let base = Base::Week(WeekRef::Relative(2), None);
            return Some((rest, Day::new(base, taken(self.rest(), rest))));
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
    fn anchored(&self, i: In<'a>, shift: Shift) -> Option<(In<'a>, Day)> {
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

    fn numeric(&mut self, w: Word) {
        if let Ok((rest, repeat)) = repeat::once_a(self.rest()) {
            return self.take(rest, Kind::Repeat(repeat));
        }
        if let Lex::Times(n) = w.lex {
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
            // "eine Sekunde bitte"
            if length.seconds == 1 && matches!(rest.first().map(|w| w.lex), Some(Lex::Filler)) {
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
            // "1 Nacht"
            if let Some(Lex::Part(_)) = self.lex(1)
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
            let behind_day = matches!(self.items.last().map(|i| i.kind), Some(Kind::Day(_)));
            if behind_day && let Ok((rest, clock)) = clock::hour_and_minute(i) {
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

    /// An hour that nothing but the part of day behind it tells, at the start of the text or right behind a day.
    fn hour_of_part(&self, n: Number, rest: In<'a>) -> Option<(In<'a>, Clock)> {
        let free = self.before().is_none_or(|w| {
            matches!(
                w.lex,
                Lex::Weekday(_) | Lex::RelDay(_) | Lex::Morgen | Lex::Filler | Lex::Punct(Punct::Comma)
            )
        });
        // "1 Nacht" is counted.
        let part = small(rest).first().filter(|w| w.lex != Lex::Part(Part::Night) || w.len > 5)?.lex;
        let said = n.digits <= 2 && (1..=12).contains(&n.value) && matches!(part, Lex::Part(_));
        (free && said).then(|| super::hour_of(n, taken(self.rest(), rest)).map(|clock| (rest, clock)))?
    }

    /// A number that counts things takes back the number and the joints before it: "zwischen 8 und 10 Personen".
    fn retract(&mut self) {
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
    fn spaced_date(&self) -> Option<(In<'a>, Day)> {
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
    fn dotless(&self, day: Number) -> Option<(In<'a>, Day)> {
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

    /// "nächste oder übernächste Woche", "nächste Woche, nein, übernächste": the noun that only one of them has.
    fn lend_nouns(&mut self) {
        for at in 0..self.items.len() {
            let Some(Item { kind, span }) = self.items.get(at).copied() else { continue };
            if !matches!(kind, Kind::Qual(_) | Kind::Third(_)) {
                continue;
            }
            let is_joint = |k: Kind| matches!(k, Kind::Join(_) | Kind::Qual(_) | Kind::Third(_));
            let ahead = self.items.iter().skip(at.saturating_add(1)).take(6).find(|i| !is_joint(i.kind));
            let behind = self.items.iter().take(at).rev().take(6).find(|i| !is_joint(i.kind));
            let lent = [ahead, behind].into_iter().flatten().find_map(|i| match i.kind {
                Kind::Day(day) => lend(kind, day.base),
                _ => None,
            });
            if let Some(item) = self.items.get_mut(at) {
                item.kind = lent.map_or(Kind::Gap, |base| Kind::Day(Day::new(base, span)));
            }
        }
    }

    fn starts_with_zero(&self, w: Word) -> bool {
        let Lex::Digits(value) = w.lex else { return false };
        10u32.checked_pow(u32::from(w.len).saturating_sub(1)).is_some_and(|least| value < least)
    }

    fn is_dictated(&self, run: usize, numbers: usize, zero: bool) -> bool {
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
    fn ordinal(&mut self, rest: In<'a>, n: u32, digits: bool) {
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
        let noun = match rest.first() {
            Some(w) => match w.lex {
                Lex::Unknown => w.capital && (!digits || !led),
                Lex::Counted
                | Lex::Unit(_)
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
        let alone = self.at == 0 && rest.iter().all(|w| matches!(w.lex, Lex::Punct(_) | Lex::Filler));
        // "vierundzwanzigster bis achtundzwanzigster November"
        let opens = rest.first().is_some_and(|w| w.lex == Lex::Key(Key::Bis))
            && rest.get(1..).is_some_and(|end| follows(date::date, end));
        let adjective = !digits && !led && !alone && !opens && self.hint != Hint::Date;
        if noun || adjective || n == 0 || n > 99 {
            let count = self.rest().len().saturating_sub(rest.len());
            return self.gap(count);
        }
        self.take(rest, Kind::Ordinal(n));
    }

    fn key(&mut self, k: Key, _w: Word) {
        match k {
            Key::Um => self.um(),
            Key::In => self.shifted(1),
            Key::Vor => self.vor(),
            Key::Within => self.within(),
            Key::Circa => self.join(1, Join::About),
            Key::Kurz => match self.lex(1) {
                Some(Lex::Key(Key::Vor | Key::Nach)) => self.join(2, Join::About),
                // "Freitag wird knapp"
                _ if self.clause_ends(1) => self.take_words(1, Kind::Cue(Cue::Negative)),
                _ => self.gap(1),
            },
            Key::Halb | Key::Viertel | Key::Dreiviertel | Key::Midnight => self.clock_or_gap(),
            Key::Halbe => self.length_or_gap(),
            Key::Am | Key::Im | Key::Article | Key::Feminine => self.skip(),
            Key::An => self.join(1, Join::An),
            Key::Wenn => self.wenn(),
            Key::Spot => {
                // "auf der Stelle"
                self.take_words(1, Kind::Now);
            }
            Key::Nach => self.join(1, Join::Nach),
            Key::Seit => {
                let span = self.rest().first().map(|w| w.span()).unwrap_or_default();
                self.items.push(Item { kind: Kind::Cue(Cue::Past), span });
                self.join(1, Join::Ab);
            }
            // "den frühesten Termin am Montag" asks for one of that day.
            Key::Earliest if self.lex(1) == Some(Lex::Key(Key::Appointment)) => self.gap(1),
            Key::Ab | Key::Earliest => self.join(1, Join::Ab),
            Key::Latest => self.join(1, Join::Latest),
            // "alles bis auf Montag"
            // "bis dahin arbeite ich" begins a clause of its own.
            Key::Bis if self.lex(1) == Some(Lex::Key(Key::Then)) => self.join(2, Join::Stop),
            Key::Bis if self.lex(1) == Some(Lex::Key(Key::Auf)) => self.join(2, Join::Ausser),
            Key::Bis => self.join(1, Join::Bis),
            Key::Von => self.join(1, Join::Von),
            Key::Vom => self.join(1, Join::Vom),
            // "ist mir zu früh", "zu knapp"
            Key::Zu
                if matches!(
                    self.lex(1),
                    Some(Lex::Part(Part::Morning) | Lex::Key(Key::Late | Key::Later | Key::Kurz))
                ) =>
            {
                self.take_words(2, Kind::Cue(Cue::Negative));
            }
            // "Donnerstag haben Sie zu"
            Key::Zu if matches!(self.lex(1), None | Some(Lex::Punct(_))) => {
                self.take_words(1, Kind::Cue(Cue::Negative))
            }
            Key::Auf => self.join(1, Join::Auf),
            // "zur Not"
            Key::Zum if self.lex(1) == Some(Lex::Key(Key::Need)) => self.join(2, Join::Else),
            Key::Zum | Key::Zu => self.join(1, Join::Onto),
            Key::Zwischen => {
                if !self.try_day() {
                    self.join(1, Join::Zwischen);
                }
            }
            // "im Dezember, und zwar am fünften"
            Key::Und if self.lex(1) == Some(Lex::Key(Key::Zwar)) => self.at = self.at.saturating_add(2),
            Key::Und => self.join(1, Join::Und),
            Key::Oder => match (self.lex(1), self.lex(2)) {
                (_, Some(Lex::Key(Key::Als))) => self.join(1, Join::Oder),
                (Some(Lex::Key(Key::Later | Key::Thereafter)), _) => self.join(2, Join::OrLater),
                // "Dienstag oder so"
                (Some(Lex::Key(Key::So)), _) => self.gap(2),
                (Some(Lex::Key(Key::Earlier)), _) => self.join(2, Join::OrEarlier),
                _ => self.join(1, Join::Oder),
            },
            // "keine Zeit" rules out; "kein Föhnen", "noch keinen Termin" say nothing about time.
            Key::Kein => match self.lex(1) {
                Some(Lex::Key(Key::Zeit)) if self.about_rest() => self.gap(2),
                Some(Lex::Key(Key::Zeit)) => self.take_words(2, Kind::Cue(Cue::Bad)),
                // "auf keinen Fall später als"
                Some(Lex::Key(Key::Fall)) => match (self.lex(2), self.lex(3)) {
                    (Some(Lex::Key(Key::Later)), Some(Lex::Key(Key::Als))) => self.join(4, Join::Latest),
                    (Some(Lex::Key(Key::Earlier | Key::Eher)), Some(Lex::Key(Key::Als))) => {
                        self.join(4, Join::Ab)
                    }
                    (Some(Lex::Key(Key::Vor)), _) => self.join(3, Join::Ab),
                    (Some(Lex::Key(Key::Nach)), _) => self.join(3, Join::Latest),
                    _ => self.join(2, Join::Nicht),
                },
                Some(
                    Lex::Weekday(_)
                    | Lex::Weekly(_)
                    | Lex::Morgen
                    | Lex::Part(_)
                    | Lex::Month(_)
                    | Lex::Key(Key::Weekend),
                ) => self.join(1, Join::Nicht),
                _ => self.gap(1),
            },
            // "nichts vor", "nichts gegen" are about other things.
            Key::Nichts if matches!(self.lex(1), Some(Lex::Key(Key::Vor | Key::Circa))) => self.gap(2),
            Key::Nicht | Key::Nichts => self.nicht(),
            Key::Also => self.join(1, Join::Also),
            Key::Sondern => self.join(1, Join::Sondern),
            // "Dienstag ausgenommen"
            Key::Ausser if self.clause_ends(1) => self.join(1, Join::NotThat),
            Key::Ausser | Key::Statt => self.join(1, Join::Ausser),
            // "Freitag wäre mir am liebsten" stands behind what it prefers.
            Key::Lieber if self.clause_ends(1) => self.skip(),
            Key::Lieber => self.join(1, Join::Rather),
            Key::Eher => match self.lex(1) {
                Some(Lex::Key(Key::Als)) => self.join(2, Join::Vor),
                Some(Lex::Key(Key::Nicht)) => self.skip(),
                _ => self.join(1, Join::Rather),
            },
            Key::Zwar | Key::Then => self.skip(),
            Key::Als => self.join(1, Join::Than),
            Key::Sonst => self.join(1, Join::Else),
            Key::Later | Key::Earlier => match self.lex(1) {
                Some(Lex::Key(Key::Als)) => {
                    self.join(2, if k == Key::Later { Join::Nach } else { Join::Vor })
                }
                // "ab 15 Uhr, früher hab ich keine Zeit" speaks of the other side.
                Some(Lex::Key(Key::Able | Key::Busy)) => self.join(1, Join::Stop),
                _ => self.gap(1),
            },
            Key::Thereafter if matches!(self.lex(1), Some(Lex::Key(Key::Able | Key::Busy))) => {
                self.join(1, Join::Stop)
            }
            Key::Repair => self.join(1, Join::Repair),
            Key::Ich => match self.lex(1) {
                Some(Lex::Key(Key::Meine)) => self.join(2, Join::Repair),
                _ => self.take_words(1, Kind::Cue(Cue::Speaker)),
            },
            Key::Doch => match self.lex(1) {
                Some(Lex::Key(Key::Lieber)) => self.join(2, Join::Repair),
                _ => self.skip(),
            },
            Key::Hesitation => self.join(1, Join::Hesitation),
            // "am letzten Tag jedes Monats" is read with what stands before.
            Key::Every
            | Key::Alle
            | Key::Daily
            | Key::Weekly
            | Key::Monthly
            | Key::Yearly
            | Key::Fortnightly
            | Key::Workdays
            | Key::Quarterly
            | Key::HalfYearly => {
                self.repeat_or_gap();
            }
            Key::All => match repeat::repeat(self.rest()) {
                Ok((rest, repeat)) => self.take(rest, Kind::Repeat(repeat)),
                Err(_) => self.join(1, Join::All),
            },
            Key::CalendarWeek | Key::Weekend | Key::ThisYear | Key::So => {
                if !self.try_day() {
                    if k == Key::So { self.skip() } else { self.gap(1) }
                }
            }
            Key::Now => self.take_words(1, Kind::Now),
            Key::Asap => self.take_words(1, Kind::Soonest),
            Key::Soon => self.soon(),
            Key::Any => self.take_words(1, Kind::Anytime),
            Key::Fuer => self.join(1, Join::Fuer),
            Key::Good => self.greeting(),
            Key::Street => self.street(),
            Key::Late | Key::Possibly => self.skip(),
            Key::OrdinalEnding => {
                // "St. Martin"
                if !self.try_day() {
                    self.gap(1);
                }
            }
            Key::Negative => self.take_words(1, Kind::Cue(Cue::Negative)),
            // "… oder ist das schon weg" asks.
            Key::Bad if self.clause().any(|w| w.lex == Lex::Key(Key::Oder)) => {
                self.take_words(1, Kind::Cue(Cue::Unclear))
            }
            Key::Bad if self.about_rest() => self.gap(1),
            Key::Bad => self.take_words(1, Kind::Cue(Cue::Bad)),
            Key::Fine => self.skip(),
            Key::Holiday if self.before().is_some_and(|b| b.lex == Lex::Key(Key::Im)) => {
                self.take_words(1, Kind::Cue(Cue::Negative));
            }
            Key::Past => self.take_words(1, Kind::Cue(Cue::Past)),
            Key::Birth => self.take_words(1, Kind::Cue(Cue::Birth)),
            // "Montag bin ich zu Hause"
            Key::Busy if self.rest().iter().take(5).any(|w| w.lex == Lex::Key(Key::Home)) => self.gap(1),
            Key::Busy => self.take_words(1, Kind::Cue(Cue::Busy)),
            Key::Because => self.take_words(1, Kind::Cue(Cue::Because)),
            Key::Move | Key::Appointment => self.take_words(1, Kind::Cue(Cue::Move)),
            Key::But => self.take_words(1, Kind::Cue(Cue::But)),
            // "mein Termin ist am 15. Mai"
            Key::Meine if self.lex(1) == Some(Lex::Key(Key::Appointment)) => {
                self.take_words(1, Kind::Cue(Cue::Busy))
            }
            Key::Meine if self.lex(1) == Some(Lex::Key(Key::Ich)) => self.join(2, Join::MeantThis),
            Key::Able
            | Key::Zeit
            | Key::Need
            | Key::Fall
            | Key::Whether
            | Key::Holiday
            | Key::Thereafter
            | Key::Home
            | Key::Per
            | Key::Uhr
            | Key::H
            | Key::Times
            | Key::Long
            | Key::Meine
            | Key::Zulu
            | Key::Tee
            | Key::Pm
            | Key::Possible
            | Key::Plus
            | Key::Minus => {
                self.gap(1);
            }
        }
    }

    fn um(&mut self) {
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
    fn shifted(&mut self, sign: i32) {
        let i = fillers(self.rest().get(1..).unwrap_or(&[]));
        let i = match i.split_first() {
            Some((w, rest)) if matches!(w.lex, Lex::Key(Key::Circa | Key::So)) => rest,
            _ => i,
        };
        match length(i) {
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

    /// vor drei Tagen looks back; "vor drei" and "vor Montag" are open.
    fn vor(&mut self) {
        if follows(length, self.rest().get(1..).unwrap_or(&[])) {
            self.shifted(-1);
        } else if matches!(self.lex(1), Some(Lex::Punct(_)) | None) {
            // "Ich habe vor, am Dienstag …": half a verb. "Montag hab ich schon was vor": Monday is taken.
            let taken = self.before().is_some_and(|w| matches!(w.lex, Lex::Unknown | Lex::Filler));
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
    fn within(&mut self) {
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

    fn clock_or_gap(&mut self) {
        match clock::clock(self.rest()) {
            Ok((rest, clock)) => self.take(rest, Kind::Clock(clock)),
            Err(_) => self.length_or_gap(),
        }
    }

    fn length_or_gap(&mut self) {
        match length(self.rest()) {
            Ok((rest, length)) => self.take(rest, Kind::Length(length)),
            Err(_) => self.gap(1),
        }
    }

    /// nicht vor, nicht nach, nicht später als turn an open end round.
    fn nicht(&mut self) {
        match (self.lex(1), self.lex(2)) {
            (Some(Lex::Key(Key::Vor)), _) => self.join(2, Join::Ab),
            (Some(Lex::Key(Key::Nach)), _) => self.join(2, Join::Latest),
            (Some(Lex::Key(Key::Later)), Some(Lex::Key(Key::Als))) => self.join(3, Join::Latest),
            (Some(Lex::Key(Key::Earlier | Key::Eher)), Some(Lex::Key(Key::Als))) => self.join(3, Join::Ab),
            // "erst im Dezember, nicht früher"
            (Some(Lex::Key(Key::Earlier)), _) if !self.clock_said() => self.join(2, Join::OrLater),
            (Some(Lex::Key(Key::Later)), _) if !self.clock_said() => self.join(2, Join::OrEarlier),
            (Some(Lex::Key(Key::Earlier | Key::Later)), _) => self.gap(2),
            // "nicht schlecht"
            (Some(Lex::Key(Key::Negative | Key::Bad)), _) => self.gap(2),
            // "mir geht es nicht gut"
            (Some(Lex::Key(Key::Fine)), _) if !self.able() => self.gap(2),
            // "Geht es nicht am Freitag?", "warum nicht Freitag", "ginge nicht auch Freitag": a suggestion.
            _ if self.suggests() => self.gap(1),
            // "wenn es am Freitag nicht geht, dann Montag"
            _ if self.conditional() => self.join(1, Join::Else),
            // "nein, stimmt gar nicht, am Freitag": said of what is repaired.
            _ if self.comments_repair() => self.gap(1),
            // "Donnerstag passt mir nicht, aber Freitag"; "es eilt nicht" is about nothing that was said.
            // With other words between, nobody can tell: "ab 15 Uhr, meine Nummer hab ich nicht da".
            _ if self.able() && self.strays() => self.take_words(1, Kind::Cue(Cue::Unclear)),
            _ if self.able() || self.directly() || self.between_times() => self.join(1, Join::NotThat),
            _ if self.clause_ends(1) => {
                // "Montag arbeite ich nicht": what would have ruled the day out does not.
                for item in self.items.iter_mut().rev().take(4) {
                    if item.kind == Kind::Cue(Cue::Negative) {
                        item.kind = Kind::Gap;
                    }
                }
                self.gap(1);
            }
            _ => {
                // "mittwoch nicht donnerstag": without a comma nobody can tell which of the two is ruled out.
                let settled = (2..8usize).any(|n| matches!(self.lex(n), Some(Lex::Key(Key::Sondern))));
                let day =
                    self.items.iter().rev().take(6).take_while(|i| !matches!(i.kind, Kind::Join(_))).any(
                        |i| match i.kind {
                            Kind::Day(day) => day.is_day(),
                            other => matches!(other, Kind::Ordinal(_)),
                        },
                    );
                let mut behind = self.rest().get(1..).unwrap_or(&[]);
                while let Some((Lex::Filler | Lex::Key(Key::Am), rest)) =
                    behind.split_first().map(|(w, rest)| (w.lex, rest))
                {
                    behind = rest;
                }
                let next = matches!(
                    behind.first().map(|w| w.lex),
                    Some(Lex::Weekday(_) | Lex::RelDay(_) | Lex::Morgen)
                ) || follows(date::date, behind);
                if day && next && !settled {
                    let span = self.rest().first().map(|w| w.span()).unwrap_or_default();
                    self.items.push(Item { kind: Kind::Cue(Cue::Unclear), span });
                }
                self.join(1, Join::Nicht);
            }
        }
    }

    /// True where "kann", "geht", "passt" stands between a time and this word, in the same clause.
    fn able(&self) -> bool {
        let mut able = false;
        let mut verb = false;
        for w in self.words.iter().take(self.at).rev().take(8) {
            let before_verb = std::mem::replace(&mut verb, w.lex == Lex::Key(Key::Able));
            match w.lex {
                // "… oder geht das nicht" asks.
                Lex::Key(Key::Oder) if before_verb => return false,
                Lex::Key(Key::Able | Key::Busy) => able = true,
                // "vorher geht nicht" is about what lies before, not about what was said.
                Lex::Key(Key::Earlier | Key::Later | Key::Thereafter) => return false,
                Lex::Punct(Punct::Comma | Punct::Stop) | Lex::Key(Key::But | Key::Sondern) => return false,
                Lex::Weekday(_)
                | Lex::Weekly(_)
                | Lex::RelDay(_)
                | Lex::Morgen
                | Lex::Part(_)
                | Lex::Month(_)
                | Lex::Holiday(_)
                | Lex::Ord(_)
                | Lex::Unit(_)
                | Lex::WeekdayPart(..)
                | Lex::Key(Key::Uhr | Key::Weekend)
                | Lex::Digits(_)
                | Lex::Num(_) => return able,
                _ => {}
            }
        }
        false
    }

    /// The words of the clause so far, the last one first.
    fn clause(&self) -> impl Iterator<Item = &Word> {
        let ends = |w: &&Word| {
            matches!(
                w.lex,
                Lex::Punct(Punct::Comma | Punct::Stop | Punct::Dot) | Lex::Key(Key::But | Key::Sondern)
            )
        };
        self.words.iter().take(self.at).rev().take(16).take_while(move |w| !ends(w))
    }

    /// A question that begins with its verb, and names the time behind "nicht".
    fn suggests(&self) -> bool {
        if self
            .words
            .get(self.at.saturating_add(1)..)
            .unwrap_or(&[])
            .iter()
            .take(2)
            .any(|w| w.lex == Lex::Key(Key::Whether))
        {
            return true;
        }
        let times = |w: &Word| {
            matches!(
                w.lex,
                Lex::Weekday(_)
                    | Lex::RelDay(_)
                    | Lex::Morgen
                    | Lex::Digits(_)
                    | Lex::Num(_)
                    | Lex::Ord(_)
                    | Lex::Part(_)
                    | Lex::Month(_)
                    | Lex::Unit(_)
            )
        };
        if self.clause().any(times) {
            return false;
        }
        let asks = self.clause().take(2).any(|w| w.lex == Lex::Key(Key::Whether));
        let verb_first =
            self.clause().last().is_some_and(|w| w.lex == Lex::Key(Key::Able)) && self.clause().count() > 1;
        asks || verb_first
    }

    /// True in a clause that begins with "wenn" or "falls" and has named a time.
    fn conditional(&self) -> bool {
        self.clause().any(|w| w.lex == Lex::Key(Key::Wenn))
            && self
                .items
                .iter()
                .rev()
                .take(6)
                .any(|i| matches!(i.kind, Kind::Day(_) | Kind::Clock(_) | Kind::Part(..)))
    }

    /// True where the last time that was said is one of the clock.
    fn clock_said(&self) -> bool {
        let time =
            self.items.iter().rev().find(|i| {
                matches!(i.kind, Kind::Day(_) | Kind::Clock(_) | Kind::Part(..) | Kind::Ordinal(_))
            });
        matches!(time.map(|i| i.kind), Some(Kind::Clock(_)))
    }

    /// True where nothing but words that say nothing about time stands between a repair and here.
    fn comments_repair(&self) -> bool {
        let mut gap = false;
        for item in self.items.iter().rev().take(4) {
            match item.kind {
                Kind::Gap => gap = true,
                Kind::Join(Join::Comma | Join::Hesitation) => {}
                Kind::Join(Join::Repair) => return gap,
                _ => return false,
            }
        }
        false
    }

    /// "… ab 15 Uhr, vorher hab ich keine Zeit": said of what lies before or after the time.
    fn about_rest(&self) -> bool {
        let time = |w: &&Word| {
            !matches!(
                w.lex,
                Lex::Weekday(_) | Lex::RelDay(_) | Lex::Morgen | Lex::Part(_) | Lex::Key(Key::Uhr)
            )
        };
        self.clause()
            .take_while(time)
            .any(|w| matches!(w.lex, Lex::Key(Key::Earlier | Key::Later | Key::Thereafter)))
    }

    /// True where words that say nothing about time stand between the last time and here.
    fn strays(&self) -> bool {
        let time = |w: &&Word| {
            !matches!(
                w.lex,
                Lex::Weekday(_)
                    | Lex::Weekly(_)
                    | Lex::RelDay(_)
                    | Lex::Morgen
                    | Lex::Part(_)
                    | Lex::Month(_)
                    | Lex::Ord(_)
                    | Lex::Key(Key::Uhr | Key::Weekend)
                    | Lex::Digits(_)
                    | Lex::Num(_)
            )
        };
        self.clause()
            .take_while(time)
            .any(|w| matches!(w.lex, Lex::Unknown | Lex::Given | Lex::Title | Lex::Counted))
    }

    /// "leider kann ich am Donnerstag nicht am 20. November schon": right behind a time that a verb stood before, and right
    /// before another.
    fn between_times(&self) -> bool {
        let behind = matches!(
            self.items.last().map(|i| i.kind),
            Some(Kind::Day(_) | Kind::Clock(_) | Kind::Ordinal(_))
        );
        let before =
            matches!(self.lex(1), Some(Lex::Key(Key::Am) | Lex::Weekday(_) | Lex::RelDay(_) | Lex::Morgen));
        behind && before && self.clause().any(|w| w.lex == Lex::Key(Key::Able))
    }

    /// "Mittwoch nicht, …": the word stands right behind a time, and its clause ends.
    fn directly(&self) -> bool {
        let last = self.items.iter().rev().find(|i| !matches!(i.kind, Kind::Join(Join::Hesitation)));
        let time = last.is_some_and(|i| {
            matches!(
                i.kind,
                Kind::Day(_) | Kind::Clock(_) | Kind::Part(..) | Kind::Ordinal(_) | Kind::Repeat(_)
            )
        });
        time && self.clause_ends(1)
    }

    /// True where a clause ends `ahead` words from here, fillers and "so", "möglich" aside.
    fn clause_ends(&self, ahead: usize) -> bool {
        let mut rest = self.rest().get(ahead..).unwrap_or(&[]);
        while let Some((first, more)) = rest.split_first() {
            match first.lex {
                Lex::Filler
                | Lex::Key(
                    Key::Also | Key::Fine | Key::So | Key::Possible | Key::Hesitation | Key::Able | Key::Then,
                ) => rest = more,
                Lex::Punct(Punct::Comma | Punct::Stop | Punct::Dot)
                | Lex::Key(Key::Sondern | Key::Und | Key::Oder | Key::Doch | Key::But | Key::Lieber) => {
                    return true;
                }
                _ => return false,
            }
        }
        true
    }

    /// "wenn das nicht geht", "falls nicht": what follows is the second choice.
    fn wenn(&mut self) {
        let times = |l: Lex| {
            matches!(
                l,
                Lex::Weekday(_)
                    | Lex::RelDay(_)
                    | Lex::Morgen
                    | Lex::Digits(_)
                    | Lex::Num(_)
                    | Lex::Ord(_)
                    | Lex::Part(_)
            )
        };
        let not = (1..6usize)
            .take_while(|n| !self.lex(*n).is_some_and(times))
            .find(|n| self.lex(*n) == Some(Lex::Key(Key::Nicht)));
        match not {
            Some(n) => {
                let more = matches!(
                    self.lex(n.saturating_add(1)),
                    Some(Lex::Key(Key::Possible) | Lex::Unknown | Lex::Filler)
                );
                self.join(n.saturating_add(1).saturating_add(more.into()), Join::Else);
            }
            None => self.gap(1),
        }
    }

    /// so bald wie möglich, möglichst bald
    fn soon(&mut self) {
        if matches!((self.lex(1), self.lex(2)), (Some(Lex::Key(Key::Als)), Some(Lex::Key(Key::Possible)))) {
            self.take_words(3, Kind::Soonest);
        } else if self.before().is_some_and(|b| b.lex == Lex::Key(Key::Possibly)) {
            self.take_words(1, Kind::Soonest);
        } else {
            self.gap(1);
        }
    }

    /// guten Morgen, schönen Tag noch, frohe Ostern
    fn greeting(&mut self) {
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
    fn street(&mut self) {
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

/// What a qualifier or a third means with the noun of another phrase.
fn lend(to: Kind, from: Base) -> Option<Base> {
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

/// A stretch from now on, or up to now.
fn within(length: Length, sign: i32) -> Kind {
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

fn length_of(value: u32, i: In<'_>) -> super::Res<'_, Length> {
    match i.split_first() {
        Some((w, rest)) => match w.lex {
            Lex::Unit(unit) => {
                let n = i32::try_from(value).unwrap_or(i32::MAX);
                let civil = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
                let shift = Shift { n, unit, digits: true, named: true };
                let seconds = super::length::seconds(unit).saturating_mul(value.into());
                Ok((rest, Length { seconds, civil: civil.then_some(shift) }))
            }
            _ => super::miss(),
        },
        None => super::miss(),
    }
}

/// "von heute an", "ab morgen" behind a length that is counted from there.
fn from_here(i: In<'_>) -> Option<(In<'_>, i32)> {
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
