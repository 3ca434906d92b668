//! Every mention of a date or a time in a longer text: a chat message, a mail, a transcript of several turns.

use std::ops::Range;

use super::grammar::{Cue, Item, Join, Kind, items};
use super::resolve::resolve;
use super::syntax::Syntax;
use super::value::{Resolution, Status};
use super::{Hint, check_length, compose};
use crate::context::Context;
use crate::error::Error;
use crate::span::Span;
use crate::text::{Key, Lex, Scanner, Word};

/// More words than this that say nothing about time, and what stands behind them is another mention.
///
/// German lets the verb and what it governs stand between a day and its time: "am Montag hätte ich gern einen Termin zum
/// Waschen und Schneiden bei Ihrer Kollegin um zehn" has seven such words, fillers and articles aside. None of the
/// seven thousand fixtures that are one answer has more.
const MAX_GAP: usize = 8;

/// A mention is at most this many phrases and joints long. Nobody says more in one breath, and the work for a text grows
/// with its length and not with the square of it.
const MAX_ITEMS: usize = 128;

/// A mention of a date or a time in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// From its first word that says something about time to its last, in bytes of the whole text.
    pub span: Span,
    /// What it means. Its status is never [`Status::None`], and its spans count in the whole text.
    pub resolution: Resolution,
}

impl Mention {
    /// The words of the mention in the text that it was found in, `""` in another text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text).unwrap_or_default()
    }
}

/// Every mention of a date or a time, in the order of the text, none overlapping another.
///
/// [`resolve`](super::resolve) takes the whole text for one answer; here every sentence speaks for itself, and so does
/// what stands behind other talk or on a line of its own, unless it goes on with what was said: a time for the day
/// before it, an alternative behind "oder", a correction behind "nein". A text that is nothing but one phrase gives one
/// mention with the resolution that [`resolve`](super::resolve) gives.
///
/// ```
/// use klartext::{Context, temporal::{self, Status}};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let text = "Kunde: Geht es morgen um 14 Uhr?\nSalon: Leider nein. Aber am Freitag, ab 16 Uhr.";
/// let mentions = temporal::find(text, &context)?;
/// let said: Vec<&str> = mentions.iter().map(|m| m.of(text)).collect();
/// assert_eq!(said, ["morgen um 14 Uhr", "Freitag, ab 16 Uhr"]);
/// assert!(mentions.iter().all(|m| m.resolution.status == Status::Resolved));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`TooLong`](crate::ErrorKind::TooLong) beyond [`MAX_TEXT`](super::MAX_TEXT).
pub fn find(text: &str, context: &Context) -> Result<Vec<Mention>, Error> {
    check_length(text.len())?;
    let mut mentions = Vec::new();
    // Block by block, as `resolve` reads: a long text takes no more memory than a short one.
    let mut scanner = Scanner::new(text, 0);
    loop {
        mentions_of(text, scanner.block(), context, &mut mentions);
        if scanner.is_done() {
            break;
        }
    }
    Ok(mentions)
}

fn mentions_of(text: &str, words: &[Word], context: &Context, mentions: &mut Vec<Mention>) {
    let items = items(words, Hint::Any);
    let mut from = 0usize;
    let mut groups = groups(text, words, &items).into_iter().peekable();
    while let Some(group) = groups.next() {
        // What is noticed about a word may belong to one group and the word itself to the next.
        let next = groups.peek().and_then(|g| items.get(g.start)).map_or(text.len(), |i| i.span.start);
        let items = items.get(group).unwrap_or_default();
        let end = items.last().map_or(0, |i| i.span.end).min(next);
        let count = words.get(from..).unwrap_or_default().partition_point(|w| w.span().start < end);
        let own = words.get(from..from.saturating_add(count)).unwrap_or_default();
        from = from.saturating_add(count);
        let syntax = compose::mention(own, items);
        let Some(span) = extent(&syntax, end) else { continue };
        let resolution = resolve(syntax, context);
        if resolution.status != Status::None {
            mentions.push(Mention { span, resolution });
        }
    }
}

/// From the first word to the last of what was offered, corrected and ruled out. A finding about a word behind `end` points
/// at what is a mention of its own.
fn extent(syntax: &Syntax, end: usize) -> Option<Span> {
    let offers = syntax.offers.iter().map(|o| o.span).reduce(Span::join)?;
    Some(syntax.findings.iter().filter_map(|f| f.span).filter(|s| s.end <= end).fold(offers, Span::join))
}

/// What a run of phrases says, as far as it decides whether something else can go on with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Said {
    day: bool,
    clock: bool,
    part: bool,
    /// A length or an instant: complete in itself.
    whole: bool,
}

impl Said {
    /// True where the two say nothing twice, so that together they say one thing.
    const fn completes(self, other: Self) -> bool {
        let twice = self.day && other.day || self.clock && other.clock || self.part && other.part;
        !(twice || self.whole || other.whole)
    }

    const fn union(self, other: Self) -> Self {
        Self {
            day: self.day || other.day,
            clock: self.clock || other.clock,
            part: self.part || other.part,
            whole: self.whole || other.whole,
        }
    }
}

/// Joints that can lead from one run to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Joints {
    any: bool,
    /// nein, ich meine, sondern
    corrects: bool,
    /// oder, sonst, als: another choice
    chooses: bool,
    /// nicht, außer, and "… nicht" behind what it rules out
    excludes: bool,
    /// bis, und, a dash: the other end of a stretch
    ends: bool,
    /// A dash at the start: an item of a list.
    lists: bool,
}

impl Joints {
    fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let mut out = Self::default();
        for item in items {
            let Kind::Join(join) = item.kind else { break };
            out.lists |= !out.any && join == Join::Dash;
            out.any = true;
            match join {
                Join::Repair | Join::Sondern | Join::MeantThis => out.corrects = true,
                Join::Oder | Join::Also | Join::OrLater | Join::OrEarlier | Join::Else | Join::Than => {
                    out.chooses = true
                }
                Join::Nicht | Join::Ausser | Join::NotThat => out.excludes = true,
                Join::Bis | Join::Und | Join::Dash | Join::Auf | Join::Onto | Join::An => out.ends = true,
                _ => {}
            }
        }
        out
    }
}

/// Phrases and joints with no gap and no sentence end between them, at least one of them a phrase.
#[derive(Clone, Debug)]
struct Run {
    items: Range<usize>,
    said: Said,
    /// Before its first phrase.
    lead: Joints,
    /// Behind its last phrase.
    tail: Joints,
    /// von, vom or zwischen waits for its other end.
    opens: bool,
    /// Something of it is ruled out.
    excludes: bool,
    /// Cut off from the one before only because that was long enough.
    cut: bool,
}

impl Run {
    fn of(items: &[Item], range: Range<usize>, cut: bool) -> Option<Self> {
        let own = items.get(range.clone()).unwrap_or_default();
        let (lead, tail) = (Joints::of(own.iter()), Joints::of(own.iter().rev()));
        let (said, opens) = (Said::default(), false);
        let excludes = lead.excludes || tail.excludes;
        let mut run = Self { items: range, said, lead, tail, opens, excludes, cut };
        let mut phrases = 0usize;
        for item in own {
            match item.kind {
                Kind::Join(Join::Von | Join::Vom | Join::Zwischen) => run.opens = true,
                Kind::Join(Join::Bis | Join::Dash | Join::Auf | Join::Onto) => run.opens = false,
                Kind::Join(_) | Kind::Cue(_) | Kind::Gap => {}
                Kind::Day(_) | Kind::Ordinal(_) | Kind::Shift(_) | Kind::Within(_) | Kind::Repeat(_) => {
                    run.said.day = true;
                }
                Kind::Clock(_) => run.said.clock = true,
                // A number on its own is no time, and keeps none away.
                Kind::Number(_) => run.said.clock |= own.len() > 1,
                Kind::Part(..) => run.said.part = true,
                Kind::Length(_) | Kind::Elapsed(_) | Kind::Instant(..) => run.said.whole = true,
                // "dreimal", "jetzt", "egal" say nothing beside a time.
                Kind::Times(_)
                | Kind::Now
                | Kind::Soonest
                | Kind::Anytime
                | Kind::Qual(_)
                | Kind::Third(_)
                | Kind::WeekAfter => {}
            }
            phrases = phrases.saturating_add(usize::from(!matches!(item.kind, Kind::Join(_))));
        }
        (phrases > 0).then_some(run)
    }
}

const fn separates(kind: Kind) -> bool {
    matches!(kind, Kind::Gap | Kind::Cue(_) | Kind::Join(Join::Stop))
}

/// The runs of the items, in order.
fn runs(items: &[Item]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0usize;
    let mut cut = false;
    for (at, item) in items.iter().enumerate() {
        // Two items that share words ("Freitagabend") stay together.
        let shared = at
            .checked_sub(1)
            .and_then(|before| items.get(before))
            .is_some_and(|before| item.span.start < before.span.end);
        let full = at.saturating_sub(start) >= MAX_ITEMS && !shared;
        if separates(item.kind) {
            runs.extend(Run::of(items, start..at, cut));
            start = at.saturating_add(1);
            cut = false;
        } else if full {
            runs.extend(Run::of(items, start..at, cut));
            start = at;
            cut = true;
        }
    }
    runs.extend(Run::of(items, start..items.len(), cut));
    runs
}

/// What stands between two runs.
#[derive(Clone, Copy, Debug, Default)]
struct Between {
    /// Words that say nothing about time.
    words: usize,
    /// Signs that say nothing about time, as in a table or a list.
    signs: bool,
    sentence: bool,
    line: bool,
    /// "nein", "ich meine", "sondern"
    corrects: bool,
    /// "… passt mir nicht", "… bin ich verreist"
    excludes: bool,
    /// How many of the items belong to what stands before.
    before: usize,
}

/// The items of each mention: all items in order, what stands between two mentions with the one whose clause it is in.
fn groups(text: &str, words: &[Word], items: &[Item]) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut start = 0usize;
    let mut before: Option<Run> = None;
    let mut word = 0usize;
    for run in runs(items) {
        let Some(last) = before else {
            before = Some(run);
            continue;
        };
        let gap = items.get(last.items.end..run.items.start).unwrap_or_default();
        let between = between(text, words, &mut word, gap);
        let long = run.items.end.saturating_sub(start) > MAX_ITEMS;
        if !long && !run.cut && continues(&last, &run, between) {
            before = Some(Run {
                items: last.items.start..run.items.end,
                said: last.said.union(run.said),
                lead: last.lead,
                tail: run.tail,
                opens: run.opens,
                excludes: last.excludes || run.excludes || between.excludes,
                cut: last.cut,
            });
        } else {
            let end = last.items.end.saturating_add(between.before);
            groups.push(start..end);
            start = end;
            before = Some(run);
        }
    }
    if before.is_some() {
        groups.push(start..items.len());
    }
    groups
}

/// Looks through what stands between two runs; `word` is a word at or before it, and moves on.
fn between(text: &str, words: &[Word], word: &mut usize, gap: &[Item]) -> Between {
    let mut out = Between { before: gap.len(), ..Between::default() };
    let mut comma = None;
    let mut stop = None;
    for (at, item) in gap.iter().enumerate() {
        let behind = Some(at.saturating_add(1));
        match item.kind {
            Kind::Gap | Kind::Cue(_) => {
                while let Some(w) = words.get(*word).filter(|w| w.span().start < item.span.end) {
                    let inside = w.span().start >= item.span.start;
                    out.signs |= inside && matches!(w.lex, Lex::Punct(_));
                    out.words = out.words.saturating_add(usize::from(inside && !is_small(w.lex)));
                    *word = word.saturating_add(1);
                }
                out.excludes |= item.kind == Kind::Cue(Cue::Negative);
                if matches!(item.kind, Kind::Cue(Cue::But | Cue::Because)) {
                    comma = Some(at);
                }
            }
            Kind::Join(Join::Stop) => {
                let line = item.span.of(text).is_some_and(|s| s.contains(['\n', '\r']));
                out.line |= line;
                out.sentence |= !line;
                stop = behind;
            }
            Kind::Join(Join::Repair | Join::Sondern | Join::MeantThis) => out.corrects = true,
            Kind::Join(Join::NotThat) => out.excludes = true,
            Kind::Join(Join::Comma) => comma = behind,
            _ => {}
        }
    }
    if let Some(end) = stop.or(comma) {
        out.before = end;
    }
    out
}

/// Words that stand inside a phrase as well as between two.
const fn is_small(lex: Lex) -> bool {
    matches!(
        lex,
        Lex::Punct(_)
            | Lex::One
            | Lex::Filler
            | Lex::Key(Key::Hence | Key::Halt)
            | Lex::Key(Key::Article | Key::Feminine | Key::Am | Key::An | Key::Im | Key::In)
    )
}

/// True where `next` goes on with what `last` says.
const fn continues(last: &Run, next: &Run, between: Between) -> bool {
    let completes = last.said.completes(next.said);
    if between.words > MAX_GAP {
        return false;
    }
    if between.line {
        // A line that breaks in the middle of a phrase, or the time on the line below the day. A dash begins a list, and
        // any other word may be the name of who speaks now.
        return between.words == 0 && !between.sentence && !next.lead.lists && (last.tail.any || completes);
    }
    // "Montag geht nicht, aber Dienstag": what is ruled out stands beside what is not.
    let contrast = !between.sentence && (last.excludes || between.excludes);
    if contrast
        || between.corrects
        || last.tail.corrects
        || next.lead.corrects
        || next.lead.chooses
        || last.tail.chooses
    {
        return true;
    }
    if between.sentence {
        return between.words == 0 && completes;
    }
    completes
        || (last.opens && next.lead.ends)
        || (last.said.day && (next.lead.excludes || next.tail.excludes))
        || (between.words == 0 && !between.signs)
}

#[cfg(test)]
mod tests;
