//! From a parsed template and values to text: a short way where all is plain, and a long one that can tell what is wrong.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use smallvec::SmallVec;

use super::format::{self, Misfit};
use super::marker::{Key, Lookalike, MarkerData, Mistake, Step};
use super::suggest::{self, Suggestions};
use super::{Format, Lookup, MissingPolicy, Options, Problem, Template, TemplateError, Value};
use crate::span::Span;

/// Where the values come from while one text is rendered.
pub(super) trait Source {
    /// The value of the template's name of that index.
    fn slot(&self, name: u32) -> Option<Value<'_>>;
    /// The value of any name.
    fn named(&self, name: &str) -> Option<Value<'_>>;
    /// All names with a value.
    fn names(&self) -> Vec<&str>;
}

/// Each name of the template looked up once, however often it stands there.
struct LookedUp<'v, L: ?Sized> {
    values: &'v L,
    found: SmallVec<[Option<Value<'v>>; 16]>,
}

impl<L: Lookup + ?Sized> Source for LookedUp<'_, L> {
    #[inline]
    fn slot(&self, name: u32) -> Option<Value<'_>> {
        self.found.get(name as usize).copied().flatten()
    }

    fn named(&self, name: &str) -> Option<Value<'_>> {
        self.values.get(name)
    }

    fn names(&self) -> Vec<&str> {
        self.values.names()
    }
}

pub(super) fn by_name<L: Lookup + ?Sized>(
    template: &Template,
    values: &L,
    policy: MissingPolicy,
    options: &Options<'_>,
    out: &mut String,
) -> Result<(), Vec<TemplateError>> {
    if template.is_plain(options)
        && let Some(texts) = texts(template, values)
    {
        let text = |step: &Step| texts.get(step.name as usize).copied().unwrap_or("");
        let values: usize = template.steps.iter().map(|step| text(step).len()).sum();
        let length = template.literals.saturating_add(values);
        if length <= template.limit {
            out.reserve(length);
            for step in &template.steps {
                out.push_str(step.text.of(&template.source).unwrap_or(""));
                out.push_str(text(step));
            }
            return Ok(());
        }
    }
    let found = template.variables().map(|name| values.get(name)).collect();
    render(template, &LookedUp { values, found }, policy, options, out)
}

/// The texts of all variables, or `None` where one has no value or not a text.
fn texts<'v, L: Lookup + ?Sized>(template: &Template, values: &'v L) -> Option<SmallVec<[&'v str; 16]>> {
    let mut texts = SmallVec::with_capacity(template.names.len());
    for name in &template.names {
        match values.get(name.of(&template.source)?) {
            Some(Value::Text(text)) => texts.push(text),
            _ => return None,
        }
    }
    Some(texts)
}

/// Appends the rendered text to `out`, or leaves it as it was and tells all that is wrong. This is the long way, which
/// knows of everything.
pub(super) fn render<S: Source>(
    template: &Template,
    source: &S,
    policy: MissingPolicy,
    options: &Options<'_>,
    out: &mut String,
) -> Result<(), Vec<TemplateError>> {
    let before = out.len();
    Long {
        template,
        source,
        policy,
        options,
        out,
        before,
        pieces: Vec::new(),
        errors: Vec::new(),
        missing: Vec::new(),
        formatted: HashMap::new(),
        too_long: None,
    }
    .run()
    .inspect_err(|_| out.truncate(before))
}

/// What came of a marker.
enum Put<'v> {
    Text(Cow<'v, str>),
    Formatted(Rc<str>),
    /// What the template has for want of a value.
    Default(Cow<'v, str>),
    /// It stays as it stands.
    Kept,
    /// It has no value and needs one, or has one that cannot be put in; that was told.
    Nothing,
}

/// A stretch of the rendered text: where it ends, and where in the template it comes from.
struct Piece {
    end: usize,
    from: Span,
    by: By,
}

/// Who wrote a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// The template.
    Template,
    /// The template, as a marker that stays as it stands.
    Kept,
    /// A value.
    Value,
}

struct Long<'r, S> {
    template: &'r Template,
    source: &'r S,
    policy: MissingPolicy,
    options: &'r Options<'r>,
    out: &'r mut String,
    before: usize,
    pieces: Vec<Piece>,
    errors: Vec<TemplateError>,
    /// Names without a value, with their places; what was meant is looked for at the end.
    missing: Vec<(String, Span)>,
    /// What formats have made of values, so that each is read once, however often its marker stands there.
    formatted: HashMap<(u32, Format), Result<Rc<str>, Misfit>>,
    too_long: Option<Span>,
}

impl<'r, S: Source> Long<'r, S> {
    fn run(mut self) -> Result<(), Vec<TemplateError>> {
        let template = self.template;
        for step in &template.steps {
            self.push(step.text.of(&template.source).unwrap_or(""), step.text, By::Template);
            let Some(data) = template.marker_data(step.marker) else { continue };
            match self.put(data) {
                Put::Text(text) => self.push(&text, data.span, By::Value),
                Put::Formatted(text) => self.push(&text, data.span, By::Value),
                Put::Default(text) => self.push(&text, data.span, By::Template),
                Put::Kept => self.push(data.span.of(&template.source).unwrap_or(""), data.span, By::Kept),
                Put::Nothing => {}
            }
        }
        self.lookalikes();
        if self.missing.is_empty() && self.errors.is_empty() && self.too_long.is_none() {
            if self.policy != MissingPolicy::Keep {
                self.made_markers();
            }
            self.pronounce();
        }
        if let Some(span) = self.too_long {
            let problem = Problem::TooLong { limit: template.limit };
            self.errors.push(TemplateError { problem, span });
        }
        if !self.missing.is_empty() {
            let names = self.source.names();
            let mut suggestions = Suggestions::new(&names);
            self.errors.extend(self.missing.iter().map(|(name, span)| suggestions.error(name, *span)));
        }
        self.errors.sort_by_key(|e| e.span);
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }

    fn push(&mut self, text: &str, from: Span, by: By) {
        let length = self.out.len().saturating_sub(self.before).saturating_add(text.len());
        if length > self.template.limit {
            self.too_long.get_or_insert(from);
        }
        // What follows is still looked at, for all problems are reported at once.
        if self.too_long.is_none() && !text.is_empty() {
            self.out.push_str(text);
            self.pieces.push(Piece { end: self.out.len(), from, by });
        }
    }

    fn problem(&mut self, problem: Problem, span: Span) -> Put<'r> {
        self.errors.push(TemplateError { problem, span });
        Put::Nothing
    }

    /// The text of a marker.
    fn put(&mut self, data: &'r MarkerData) -> Put<'r> {
        let (source, template) = (self.source, self.template);
        let (name, value): (Cow<'r, str>, _) = match &data.key {
            Key::Name(name) => (template.name(*name).unwrap_or("").into(), source.slot(*name)),
            Key::Nested(parts) => {
                let mut key = String::new();
                // The parts behind one that has no value are looked at too, for all problems are reported at once.
                let mut without: Option<Put<'r>> = None;
                for part in parts {
                    key.push_str(part.literal.of(&template.source).unwrap_or(""));
                    let Some(inner) = part.marker.and_then(|m| template.marker_data(m)) else { continue };
                    match self.put(inner) {
                        Put::Text(text) | Put::Default(text) => key.push_str(&text),
                        Put::Formatted(text) => key.push_str(&text),
                        other => without = without.or(Some(other)),
                    }
                    if key.len() > MAX_KEY {
                        return self.problem(Problem::KeyTooLong { limit: MAX_KEY }, data.span);
                    }
                }
                if let Some(without) = without {
                    return without;
                }
                let value = source.named(&key);
                (key.into(), value)
            }
        };
        let default = data.default.and_then(|d| d.of(&template.source));
        match (value, default, self.policy) {
            (Some(value), _, _) => match self.text(value, data) {
                Ok(text) => text,
                Err(misfit) => self.problem(misfit_problem(&name, value, data, misfit), data.span),
            },
            (None, Some(default), MissingPolicy::Default | MissingPolicy::Keep | MissingPolicy::Empty) => {
                Put::Default(default.into())
            }
            (None, _, MissingPolicy::Keep) => Put::Kept,
            (None, _, MissingPolicy::Empty) => Put::Default("".into()),
            (None, _, MissingPolicy::Error | MissingPolicy::Default) => {
                self.missing.push((name.into_owned(), data.span));
                Put::Nothing
            }
        }
    }

    /// The text of a value, in the format of its marker.
    fn text(&mut self, value: Value<'r>, data: &MarkerData) -> Result<Put<'r>, Misfit> {
        let (Some(format), Key::Name(name)) = (data.format, &data.key) else {
            return text_of(value, data, self.options).map(Put::Text);
        };
        let known = self.formatted.entry((*name, format)).or_insert_with(|| {
            let Options { context, region, .. } = self.options;
            format::formatted(value, format, *context, region).map(Rc::from)
        });
        known.clone().map(Put::Formatted)
    }

    /// Text that was surely meant as a marker would be read aloud as it stands.
    fn lookalikes(&mut self) {
        let strict = matches!(self.policy, MissingPolicy::Error | MissingPolicy::Default);
        for lookalike in &self.template.lookalikes {
            let of_policy = match lookalike.mistake {
                Mistake::Nested { .. } => self.policy != MissingPolicy::Keep,
                Mistake::Name { .. } | Mistake::Format { .. } => strict,
                Mistake::Unclosed { .. } => false,
            };
            if of_policy
                && let Some(problem) =
                    lookalike_problem(self.template, lookalike, |name| self.source.named(name).is_some())
            {
                self.errors.push(TemplateError { problem, span: lookalike.span });
            }
        }
    }

    /// Markers of the rendered text that begin with what the template wrote and end in another piece: nobody wrote them.
    /// A value that opens a marker of its own is put in as it is, like any other.
    fn made_markers(&mut self) {
        let Some(text) = self.out.get(self.before..) else { return };
        let parser = super::Parser::new(self.template.syntax);
        let parser = parser.nesting(self.template.nesting).max_source(usize::MAX);
        let Ok(again) = parser.parse(text) else { return };
        let mut pieces = self.pieces.iter().peekable();
        for marker in again.markers() {
            let (start, end) =
                (marker.span.start.saturating_add(self.before), marker.span.end.saturating_add(self.before));
            while pieces.next_if(|p| p.end <= start).is_some() {}
            if let Some(piece) = pieces.peek().filter(|p| p.end < end && p.by != By::Value) {
                let problem = Problem::MarkerMade { text: marker.span.of(text).unwrap_or("").to_owned() };
                self.errors.push(TemplateError { problem, span: piece.from });
            }
        }
    }

    fn pronounce(&mut self) {
        let Some(guide) = self.options.pronunciation.filter(|_| self.errors.is_empty()) else { return };
        let text = self.out.split_off(self.before);
        let mut start = 0;
        let kept: Vec<Span> = self
            .pieces
            .iter()
            .filter_map(|p| {
                let span = Span::new(start, p.end.saturating_sub(self.before));
                start = span.end;
                (p.by == By::Kept).then_some(span)
            })
            .collect();
        if !guide.append(&text, &kept, self.template.limit, self.out) {
            self.too_long = Some(Span::new(0, self.template.source.len()));
        }
    }
}

/// The longest name that values may be put together to, in bytes.
const MAX_KEY: usize = 256;

/// A value as the marker wants it.
pub(super) fn text_of<'v>(
    value: Value<'v>,
    data: &MarkerData,
    options: &Options<'_>,
) -> Result<Cow<'v, str>, Misfit> {
    match data.format {
        None => format::plain(value),
        Some(format) => format::formatted(value, format, options.context, options.region).map(Cow::Owned),
    }
}

pub(super) fn misfit_problem(name: &str, value: Value<'_>, data: &MarkerData, misfit: Misfit) -> Problem {
    let name = name.to_owned();
    let format = data.format;
    match (misfit, format) {
        (Misfit::NoClock, Some(format)) => Problem::NoClock { name, format },
        (Misfit::Value, Some(format)) => {
            let shown = match value {
                // Whatever it is, nobody's number is told in a message.
                _ if format.is_phone() => {
                    format::plain(value).map(|t| crate::mask_phone(&t)).unwrap_or_default()
                }
                _ => format::plain(value).map(Cow::into_owned).unwrap_or_default(),
            };
            Problem::DoesNotFit { name, format, value: suggest::shown(&shown) }
        }
        _ => Problem::NeedsFormat { name },
    }
}

/// What is wrong with text that looks like a marker; `None` where it may well be text.
pub(super) fn lookalike_problem(
    template: &Template,
    lookalike: &Lookalike,
    has_value: impl Fn(&str) -> bool,
) -> Option<Problem> {
    let of = |span: Span| span.of(&template.source).unwrap_or("").to_owned();
    match lookalike.mistake {
        Mistake::Name { name } => {
            let name = of(name);
            let suggestion = suggest::snake(&name);
            has_value(&suggestion).then_some(Problem::NoMarker { name, suggestion })
        }
        Mistake::Format { name, format } => {
            let (name, format) = (of(name), of(format));
            let suggestion = suggest::format(&format);
            has_value(&name).then_some(Problem::UnknownFormat { name, format, suggestion })
        }
        Mistake::Nested { depth, limit } => {
            Some(Problem::Nested { text: suggest::shown(&of(lookalike.span)), depth, limit })
        }
        Mistake::Unclosed { .. } => None,
    }
}
