//! Words → items: the phrases of German that mean something in one piece (a date, a clock time, "nächste Woche"), the
//! joints between them, and gaps. nom over words; no clock.

mod clock;
mod date;
mod day;
mod holiday;
mod items;
mod length;
mod piece;
mod repeat;

use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult, Parser};

use crate::span::Span;
use crate::text::{Key, Lex, Punct, Word};

pub(crate) use clock::hour_of;
pub(crate) use items::{Cue, Item, Items, Join, Kind, Unsaid, items};
pub(crate) use length::Length;

/// What the parsers read: the words that are left.
pub(crate) type In<'a> = &'a [Word];

/// What they answer.
pub(crate) type Res<'a, T> = IResult<In<'a>, T, Miss>;

/// "Not this one": the next alternative is tried. It carries nothing, so that a miss costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Miss;

impl<I> ParseError<I> for Miss {
    fn from_error_kind(_: I, _: ErrorKind) -> Self {
        Self
    }

    fn append(_: I, _: ErrorKind, other: Self) -> Self {
        other
    }
}

const fn miss<'a, T>() -> Res<'a, T> {
    Err(Err::Error(Miss))
}

/// The next word.
fn word(i: In<'_>) -> Res<'_, Word> {
    match i.split_first() {
        Some((first, rest)) => Ok((rest, *first)),
        None => miss(),
    }
}

/// The next word, if `f` makes something of it.
fn lex<'a, T>(f: impl Fn(Lex) -> Option<T>) -> impl Parser<In<'a>, Output = T, Error = Miss> {
    move |i: In<'a>| match i.split_first() {
        Some((first, rest)) => match f(first.lex) {
            Some(t) => Ok((rest, t)),
            None => miss(),
        },
        None => miss(),
    }
}

fn key<'a>(key: Key) -> impl Parser<In<'a>, Output = Word, Error = Miss> {
    move |i: In<'a>| match i.split_first() {
        Some((first, rest)) if first.lex == Lex::Key(key) => Ok((rest, *first)),
        _ => miss(),
    }
}

fn mark<'a>(mark: Punct) -> impl Parser<In<'a>, Output = Word, Error = Miss> {
    move |i: In<'a>| match i.split_first() {
        Some((first, rest)) if first.lex == Lex::Punct(mark) => Ok((rest, *first)),
        _ => miss(),
    }
}

/// A mark with no space before it.
fn glued_mark<'a>(punct: Punct) -> impl Parser<In<'a>, Output = Word, Error = Miss> {
    move |i: In<'a>| match i.split_first() {
        Some((first, rest)) if first.glued && first.lex == Lex::Punct(punct) => Ok((rest, *first)),
        _ => miss(),
    }
}

/// What `p` makes, with the span of the words it took.
fn spanned<'a, T>(
    mut p: impl Parser<In<'a>, Output = T, Error = Miss>,
) -> impl Parser<In<'a>, Output = (T, Span), Error = Miss> {
    move |i: In<'a>| {
        let (rest, t) = p.parse(i)?;
        Ok((rest, (t, taken(i, rest))))
    }
}

/// The span of the words between two positions.
fn taken(before: In<'_>, after: In<'_>) -> Span {
    let count = before.len().saturating_sub(after.len());
    let words = before.get(..count).unwrap_or(before);
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span().join(last.span()),
        _ => Span::default(),
    }
}

/// A number as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: u32,
    /// How many digits it was written with; 0 for a word.
    pub(crate) digits: u8,
    pub(crate) glued: bool,
    /// ein, eine: an article as often as a number.
    pub(crate) article: bool,
}

impl Number {
    const fn word(value: u32) -> Self {
        Self { value, digits: 0, glued: false, article: false }
    }
}

/// Digits or a cardinal word, "ein" included.
fn number(i: In<'_>) -> Res<'_, Number> {
    let (rest, w) = word(i)?;
    match w.lex {
        Lex::Digits(value) => Ok((rest, Number { value, digits: w.len, glued: w.glued, article: false })),
        Lex::Num(value) => Ok((rest, Number { glued: w.glued, ..Number::word(value) })),
        Lex::One => Ok((rest, Number { glued: w.glued, article: true, ..Number::word(1) })),
        _ => miss(),
    }
}

/// Digits.
fn digits(i: In<'_>) -> Res<'_, Number> {
    let (rest, n) = number(i)?;
    if n.digits > 0 { Ok((rest, n)) } else { miss() }
}

/// Digits with no space before them.
fn glued_digits(i: In<'_>) -> Res<'_, Number> {
    let (rest, n) = digits(i)?;
    if n.glued { Ok((rest, n)) } else { miss() }
}

/// True where `p` would succeed.
fn follows<'a, T>(mut p: impl Parser<In<'a>, Output = T, Error = Miss>, i: In<'a>) -> bool {
    p.parse(i).is_ok()
}

/// Words that carry nothing between two pieces of one phrase.
fn fillers(mut i: In<'_>) -> In<'_> {
    while let Some((first, rest)) = i.split_first() {
        match first.lex {
            Lex::Filler
            | Lex::Key(Key::Hesitation | Key::Then | Key::Also | Key::Fine | Key::Halt | Key::Hence) => {
                i = rest
            }
            _ => break,
        }
    }
    i
}

/// Any number of articles and the prepositions am, im, in, an.
fn small(mut i: In<'_>) -> In<'_> {
    while let Some((first, rest)) = i.split_first() {
        match first.lex {
            Lex::Key(Key::Article | Key::Feminine | Key::Am | Key::An | Key::Im | Key::In) => i = rest,
            _ => break,
        }
    }
    i
}
