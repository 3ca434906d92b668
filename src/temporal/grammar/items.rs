//! The walk over the words: at each place the longest phrase that means something, a joint, or a gap.

mod days;
mod keys;
mod names;
mod negation;
mod numbers;
mod prepositions;
mod unsaid;
mod walk;

use smallvec::SmallVec;

use super::length::Length;
use super::{In, Number};
use crate::span::Span;
use crate::temporal::Hint;
use crate::temporal::syntax::{Clock, Day, Repeat, Shift};
use crate::text::{Part, Qual, Third};
use walk::Walk;

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
    /// It hangs on something that was not said.
    Unsaid(Unsaid),
    /// It ends a clause that tells of something that was: "abgesagt".
    Ended,
    /// It ends a clause that may tell of something else: "eingeladen".
    Done,
    /// It says how long something holds, which is no appointment: "gilt bis März".
    Holds,
    /// It gives the reason for what follows: "deshalb".
    Therefore,
    /// A question begins behind a story: "… kann ich am Dienstag kommen".
    Asks,
    /// Not as otherwise: "diesmal".
    ThisOnce,
}

/// What would have to be known for words that hang on something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsaid {
    /// A clock time: nach der Arbeit, viertel nach.
    Time,
    /// A day: am gleichen Tag.
    Day,
    /// The date, even where a day was said: eine Woche später, den Mittwoch darauf.
    Date,
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
