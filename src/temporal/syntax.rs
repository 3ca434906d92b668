//! What was said about time, as a tree with spans. No clock in it: the same words give the same tree on any day.

use chrono::Weekday;
use smallvec::SmallVec;

use super::recurrence::{Freq, Weekdays};
use crate::finding::Finding;
use crate::span::Span;
use crate::text::{Part, Qual, Third, Unit};

/// A year as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Year {
    /// Not at all.
    #[default]
    Unsaid,
    /// 2025
    Full(i32),
    /// 25
    Short(u32),
    /// dieses Jahr 0, nächstes Jahr 1
    Relative(i32),
}

/// A month as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MonthRef {
    /// November, or 11; not checked yet.
    Named(u32),
    /// dieser Monat 0, nächster Monat 1
    Relative(i32),
}

/// A week as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WeekRef {
    /// diese Woche 0, nächste Woche 1
    Relative(i32),
    /// KW 48
    Number(u32, Year),
    /// die erste Woche im Oktober; -1 the last
    OfMonth(i32, MonthRef, Year),
}

/// Which of several equal parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// The first is 1.
    Nth(u32),
    /// The current one is 0.
    Relative(i32),
}

/// The day, or stretch of days, before anything is counted from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// heute 0, morgen 1
    Offset(i32),
    /// Montag, nächsten Montag
    Weekday(Weekday, Option<Qual>),
    /// Montag nächster Woche
    WeekdayOf(Weekday, WeekRef),
    /// der 15., der 15. November, 15.11.2025; not checked yet
    Date { day: u32, month: Option<MonthRef>, year: Year },
    /// der erste Montag im Dezember; -1 the last
    NthWeekday { nth: i32, day: Weekday, month: Option<MonthRef>, year: Year },
    /// Heiligabend, by rule
    Holiday(u8, Year),
    /// zwischen den Jahren
    BetweenYears,
    /// Wochenende
    Weekend(Option<Qual>),
    /// nächste Woche, Anfang nächster Woche
    Week(WeekRef, Option<Third>),
    /// November, Ende März, nächster Monat; a qualifier as in "nächsten März"
    Month { month: MonthRef, year: Year, third: Option<Third>, qual: Option<Qual> },
    /// nächstes Jahr, Ende 2026
    Year(Year, Option<Third>),
    /// die zweite Hälfte des Monats
    MonthHalf { second: bool, month: MonthRef, year: Year },
    /// das dritte Quartal, nächstes Halbjahr: a part of the year of so many months, counted in it or from the current one
    YearPart { months: u32, which: Count, year: Year },
    /// am letzten Tag des Monats; of the year, where no month is said
    LastDay(Option<MonthRef>, Year),
}

impl Base {
    /// True for a single day, false for a stretch of days.
    pub(crate) const fn is_day(self) -> bool {
        !matches!(
            self,
            Self::Weekend(_)
                | Self::Week(..)
                | Self::Month { .. }
                | Self::MonthHalf { .. }
                | Self::Year(..)
                | Self::YearPart { .. }
                | Self::BetweenYears
        )
    }
}

/// Counted from a day: in drei Tagen, zwei Wochen vor …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shift {
    /// How many, negative for the past.
    pub(crate) n: i32,
    /// Days, workdays, weeks, months, years.
    pub(crate) unit: Unit,
    /// Written in digits: "in 8 Tagen" counts, "in acht Tagen" is a week.
    pub(crate) digits: bool,
    /// After a named day the idiom is certain: "heute in acht Tagen".
    pub(crate) named: bool,
}

/// A day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    /// What is counted from.
    pub(crate) base: Base,
    /// How far.
    pub(crate) shift: Option<Shift>,
    /// A weekday said beside a date: it has to agree.
    pub(crate) weekday: Option<Weekday>,
    /// A relative day said beside a date: it has to agree.
    pub(crate) offset: Option<i32>,
    /// The nearest such weekday before or after it: "Dienstag nach Ostern".
    pub(crate) near: Option<(Weekday, bool)>,
    /// The week that it lies in: "Woche vom 17. November".
    pub(crate) whole_week: bool,
    /// Its words.
    pub(crate) span: Span,
}

impl Day {
    /// True for a single day.
    pub(crate) const fn is_day(&self) -> bool {
        self.base.is_day() && !self.whole_week
    }

    pub(crate) const fn new(base: Base, span: Span) -> Self {
        Self { base, shift: None, weekday: None, offset: None, near: None, whole_week: false, span }
    }
}

/// A clock time as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// 0 to 24 where it is right; not checked yet.
    pub(crate) hour: u32,
    /// Not checked yet.
    pub(crate) minute: u32,
    /// Not checked yet.
    pub(crate) second: u32,
    /// 13 and up, a leading zero, or "pm": no twelve-hour question.
    pub(crate) exact: bool,
    /// Mitternacht: which end of the day is not said.
    pub(crate) midnight: bool,
    /// Digits without a colon or "Uhr".
    pub(crate) bare: bool,
    /// Its words.
    pub(crate) span: Span,
}

/// A point in time: any of its pieces may be missing, not all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Point {
    /// The day.
    pub(crate) day: Option<Day>,
    /// The clock time.
    pub(crate) clock: Option<Clock>,
    /// The part of the day.
    pub(crate) part: Option<(Part, Span)>,
    /// "gegen", "ungefähr", "kurz nach".
    pub(crate) about: bool,
    /// "Nacht", not "nachts": the night that begins on the day named.
    pub(crate) night_noun: bool,
}

impl Point {
    /// True when nothing was said.
    pub(crate) const fn is_empty(&self) -> bool {
        self.day.is_none() && self.clock.is_none() && self.part.is_none()
    }
}

/// What an offer says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// At a point.
    At(Point),
    /// From one to the other.
    Range(Point, Point),
    /// From a point on: ab, frühestens, nicht vor.
    From(Point),
    /// Up to a point: bis, spätestens.
    Until(Point),
    /// After a point: nach Montag begins on Tuesday.
    After(Point),
    /// Before a point.
    Before(Point),
    /// in zwei Stunden: seconds on the instant.
    Elapsed(i64),
    /// in den nächsten drei Tagen: from now for so long.
    Within(Shift),
    /// jetzt
    Now,
    /// so bald wie möglich
    Soonest,
    /// jederzeit
    Anytime,
    /// eine Stunde: a length and nothing else, in seconds.
    Length(i64),
    /// An RFC 3339 instant, in seconds since 1970, and whether it was written with an offset other than UTC.
    Instant(i64, bool),
    /// Something that repeats.
    Repeat(Repeat),
    /// Every day but these: alles außer Montag.
    AllBut(Weekdays),
    /// Everything but something that is not a weekday.
    AllButOther,
}

/// Where a repetition begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    /// "am 11. November": the first one, or all that lies in a stretch, "im Dezember".
    On(Day),
    /// "ab dem 11. November"
    From(Day),
    /// "nach dem 11. November"
    After(Day),
}

impl Begin {
    /// The day that was said.
    pub(crate) const fn day(self) -> Day {
        match self {
            Self::On(day) | Self::From(day) | Self::After(day) => day,
        }
    }
}

/// Repetition as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    /// Unit that is counted.
    pub(crate) freq: Freq,
    /// Every how many.
    pub(crate) interval: u32,
    /// Days.
    pub(crate) weekdays: Weekdays,
    /// The first, the last … of the month.
    pub(crate) nth: Option<i32>,
    /// On the 15., or on the last day: -1.
    pub(crate) month_day: Option<i32>,
    /// At.
    pub(crate) clock: Option<Clock>,
    /// In the morning.
    pub(crate) part: Option<(Part, Span)>,
    /// Three times.
    pub(crate) count: Option<u32>,
    /// From that day on.
    pub(crate) from: Option<Begin>,
    /// Until that day.
    pub(crate) until: Option<Day>,
    /// "vor dem 25. November": the day itself is none of it.
    pub(crate) before: bool,
    /// "alle acht Tage": a week, by idiom.
    pub(crate) idiom: bool,
}

/// One of the caller's alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// What it says.
    pub(crate) when: When,
    /// Its words.
    pub(crate) span: Span,
    /// The time was said once, for another offer too.
    pub(crate) shared: bool,
    /// Replaced something said before.
    pub(crate) repaired: bool,
    /// Stands beside the one before without a word that joins them: the same thing said again, or who knows what.
    pub(crate) apposed: bool,
    /// The second end of its range was joined by "auf": what is meant may be that end alone, onto which something moves.
    pub(crate) onto: bool,
}

/// All that a text says about time.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Syntax {
    /// The alternatives, in the order of preference.
    pub(crate) offers: SmallVec<[Offer; 2]>,
    /// What a second text says of the offer of that number, where it says again what the first one said.
    pub(crate) also: Vec<(usize, When)>,
    /// What the words alone tell: a spelling repaired, a day excluded.
    pub(crate) findings: Vec<Finding>,
}
