//! How a text was understood, step by step: words, phrases, syntax, readings with their assumptions, findings.

mod phrases;
mod rules;
mod words;

use std::borrow::Cow;

use serde::Serialize;

use super::grammar::{self, Item, Kind};
use super::syntax::{Begin, Offer, Point, Syntax, When};
use super::value::{Assumption, Resolution, Status};
use super::{Hint, check_length, compose, resolve, speech};
use crate::context::Context;
use crate::error::Error;
use crate::finding::{Finding, Lang};
use crate::span::Span;
use crate::text::{Key, Lex, Scanner, Word};
use crate::wire::WireReading;

/// The same in German and English, for a person to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wording {
    /// German.
    pub de: Cow<'static, str>,
    /// English, lower case.
    pub en: Cow<'static, str>,
}

impl Wording {
    pub(crate) fn new(de: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { de: de.into(), en: en.into() }
    }

    /// The one in that language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::De => &self.de,
            Lang::En => &self.en,
        }
    }
}

/// A word, a number or a mark, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WordNote {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its class: `weekday`, `number`, `joint`, `unknown` …
    pub class: &'static str,
    /// What it was taken for.
    pub means: Wording,
    /// It was misspelt or misheard, and is read as the word it is next to.
    pub corrected: bool,
}

/// Words that mean something together: a date, a clock time, a joint such as "oder".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Phrase {
    /// Its words, in bytes.
    pub span: Span,
    /// The production of grammar/german.ebnf that it is; none for a joint, which is part of a larger one.
    pub rule: Option<&'static str>,
    /// What it means, before any clock.
    pub means: Wording,
}

/// A node of the syntax tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Node {
    /// The production of grammar/german.ebnf that it is, where one is named.
    pub rule: Option<&'static str>,
    /// What it means, before any clock.
    pub means: Wording,
    /// Its words, in bytes. A part that holds for several offers stands outside of all but one of them.
    pub span: Span,
    /// Its parts: day, clock time, part of the day.
    pub parts: Vec<Node>,
}

/// Something taken for granted, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssumptionNote {
    /// The code, as in `assumed` of a reading.
    pub code: &'static str,
    /// What was taken for granted.
    pub message: Wording,
}

impl From<Assumption> for AssumptionNote {
    fn from(assumption: Assumption) -> Self {
        let message = Wording::new(assumption.message(Lang::De), assumption.message(Lang::En));
        Self { code: assumption.code(), message }
    }
}

/// A reading, with the rules that made it and what was taken for granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadingNote {
    /// The reading as it is everywhere else.
    #[serde(flatten)]
    pub reading: WireReading,
    /// The productions of grammar/german.ebnf that made it, the outermost first.
    pub rules: Vec<&'static str>,
    /// What was taken for granted, in words.
    pub assumptions: Vec<AssumptionNote>,
    /// The reading as a German voice speaks it.
    pub say: String,
}

/// How a text was understood, from its words to its readings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// Every word and mark, in order.
    pub words: Vec<WordNote>,
    /// The phrases and joints that the words make, in order; what says nothing about time is left out.
    pub phrases: Vec<Phrase>,
    /// What the phrases make, one tree for each offer. There is no clock in it yet.
    pub syntax: Vec<Node>,
    /// How it ended.
    pub status: Status,
    /// Every reading, the best of each offer first.
    pub readings: Vec<ReadingNote>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub findings: Vec<Finding>,
    /// The best reading as a German voice speaks it.
    pub say: Option<String>,
}

/// How a text that is one answer is understood; the readings and findings are those of [`resolve`](super::resolve()).
///
/// ```
/// use klartext::{Context, finding::Lang, temporal};
/// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
/// let explanation = temporal::explain("nächsten Freitag um halb drei", &context)?;
/// let phrases: Vec<&str> = explanation.phrases.iter().map(|p| p.means.in_lang(Lang::En)).collect();
/// assert_eq!(phrases, ["next Friday", "clock time 2:30"]);
/// let best = &explanation.readings[0];
/// assert_eq!(best.rules, ["dated-time", "next-weekday", "half-hour"]);
/// assert_eq!(best.assumptions[1].message.en, "“nächster” is taken as the coming one");
/// assert_eq!(best.say, "Freitag, den siebten November, um vierzehn Uhr dreißig");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`TooLong`](crate::ErrorKind::TooLong) beyond [`MAX_TEXT`](super::MAX_TEXT).
pub fn explain(text: &str, context: &Context) -> Result<Explanation, Error> {
    check_length(text.len())?;
    let syntax = compose::parse(text, 0, Hint::Any);
    let (words, items) = read(text);
    let nodes: Vec<Node> = syntax.offers.iter().map(|o| offer(o, &words)).collect();
    let rules = offer_rules(&syntax, &nodes);
    let resolution = resolve::resolve(syntax, context);
    Ok(Explanation {
        words: words::notes(&words, &items),
        phrases: phrases(&words, &items),
        status: resolution.status,
        readings: readings(&resolution, &rules, context),
        say: resolution.best().map(|r| speech::say(&r.value, context)),
        findings: resolution.findings,
        syntax: nodes,
    })
}

/// Every word and item of a text, however long.
fn read(text: &str) -> (Vec<Word>, Vec<Item>) {
    let (mut words, mut items) = (Vec::new(), Vec::new());
    let mut scanner = Scanner::new(text, 0);
    loop {
        let block = scanner.block();
        items.extend(grammar::items(block, Hint::Any));
        words.extend_from_slice(block);
        if scanner.is_done() {
            return (words, items);
        }
    }
}

fn phrases(words: &[Word], items: &[Item]) -> Vec<Phrase> {
    let mut out = Vec::new();
    for item in items {
        if let Some(means) = phrases::means(item.kind) {
            out.push(Phrase {
                span: item.span,
                rule: rules::phrase(item.kind, within(words, item.span)),
                means,
            });
        }
    }
    out
}

/// The words that lie in a span.
fn within(words: &[Word], span: Span) -> &[Word] {
    let from = words.partition_point(|w| w.span().start < span.start);
    let to = words.partition_point(|w| w.span().start < span.end);
    words.get(from..to).unwrap_or_default()
}

fn offer(offer: &Offer, words: &[Word]) -> Node {
    let mut parts = Vec::new();
    match offer.when {
        When::Range(from, to) => {
            for p in [from, to] {
                let mut end = Vec::new();
                point(&p, words, &mut end);
                for node in end.iter_mut().filter(|n| n.rule == Some("bare-hour")) {
                    node.rule = Some("range-hour");
                }
                parts.append(&mut end);
            }
        }
        When::At(p) | When::From(p) | When::Until(p) | When::After(p) | When::Before(p) => {
            point(&p, words, &mut parts);
        }
        When::Repeat(repeat) => {
            let p = Point { day: repeat.until, clock: repeat.clock, part: repeat.part, ..Point::default() };
            let begin = Point { day: repeat.from.map(Begin::day), ..Point::default() };
            point(&begin, words, &mut parts);
            point(&p, words, &mut parts);
        }
        _ => {}
    }
    // An end of a range that says nothing of its own, such as the part of the day of both, is listed once.
    let mut seen: Vec<Span> = Vec::with_capacity(parts.len());
    parts.retain(|n: &Node| {
        let new = !seen.contains(&n.span);
        seen.push(n.span);
        new
    });
    let (rule, means) = (rules::when(&offer.when, within(words, offer.span)), phrases::when(&offer.when));
    // A point that is a single day, time or part of the day is that part, and no tree around it.
    if matches!(offer.when, When::At(_))
        && rule.is_none()
        && parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return only;
    }
    Node { rule, means, span: offer.span, parts }
}

fn point(p: &Point, words: &[Word], out: &mut Vec<Node>) {
    let mut push = |kind: Kind, span: Span| {
        if let Some(means) = phrases::means(kind) {
            let rule = rules::phrase(kind, within(words, span));
            out.push(Node { rule, means, span, parts: Vec::new() });
        }
    };
    if let Some(day) = p.day {
        push(Kind::Day(day), day.span);
    }
    if let Some(clock) = p.clock {
        // The "um" that makes a bare number an hour stands before the number.
        let before = words.partition_point(|w| w.span().start < clock.span.start).checked_sub(1);
        let um = before.and_then(|at| words.get(at)).filter(|w| w.lex == Lex::Key(Key::Um));
        let span = um.map_or(clock.span, |w| w.span().join(clock.span));
        push(Kind::Clock(clock), span);
    }
    if let Some((part, span)) = p.part {
        push(Kind::Part(part, p.night_noun), span);
    }
}

/// The productions that made each offer, and where that offer stands.
fn offer_rules(syntax: &Syntax, nodes: &[Node]) -> Vec<(Span, Vec<&'static str>)> {
    let several = syntax.offers.len() > 1;
    let made = |(offer, node): (&Offer, &Node)| {
        let mut rules: Vec<&'static str> = Vec::new();
        if offer.repaired {
            rules.push("repair");
        }
        if offer.shared {
            rules.push("spread-choice");
        } else if several {
            rules.push("choice");
        }
        rules.extend(node.rule);
        for part in node.parts.iter().filter_map(|p| p.rule) {
            if !rules.contains(&part) {
                rules.push(part);
            }
        }
        (offer.span, rules)
    };
    syntax.offers.iter().zip(nodes).map(made).collect()
}

fn readings(
    resolution: &Resolution,
    rules: &[(Span, Vec<&'static str>)],
    context: &Context,
) -> Vec<ReadingNote> {
    let mut offers = rules.iter();
    let mut current: Option<(u32, &[&'static str])> = None;
    let mut out = Vec::with_capacity(resolution.readings.len());
    for reading in &resolution.readings {
        // An offer without a reading has no number; those that have one come in the same order.
        if current.is_none_or(|(number, _)| number != reading.offer) {
            let made = offers.find(|(span, _)| *span == reading.span);
            current = Some((reading.offer, made.map_or(&[], |(_, rules)| rules.as_slice())));
        }
        out.push(ReadingNote {
            reading: WireReading::from(reading),
            rules: current.map(|(_, rules)| rules.to_vec()).unwrap_or_default(),
            assumptions: reading.assumed.iter().map(AssumptionNote::from).collect(),
            say: speech::say(&reading.value, context),
        });
    }
    out
}

#[cfg(test)]
mod tests;
