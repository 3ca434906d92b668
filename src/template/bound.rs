//! Variables bound to slots: values come as a list, and no name is looked up.

use super::render::{self, Source};
use super::suggest::Suggestions;
use super::{MissingPolicy, Options, Problem, Template, TemplateError, ToValue, Value};
use crate::span::Span;

/// A template whose variables are bound to places in a list of values. Made by [`Template::bind`].
///
/// ```
/// use klartext::template::{MissingPolicy, Syntax, Template};
/// let template = Template::parse("Guten Tag, <<anrede>> <<name>>!", Syntax::Angle)?;
/// let bound = template.bind(&["name", "anrede"], MissingPolicy::Error).map_err(|e| e[0].to_string())?;
/// let mut text = String::new();
/// for name in ["Muster", "Beispiel"] {
///     text.clear();
///     bound.render_into(&[name, "Frau"], &mut text).map_err(|e| e[0].to_string())?;
/// }
/// assert_eq!(text, "Guten Tag, Frau Beispiel!");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    template: Template,
    names: Vec<Box<str>>,
    policy: MissingPolicy,
    /// For each name of the template its place in the list, or one that no list has.
    slots: Vec<u32>,
    /// Literals, each with the place of the value behind it, for the short way.
    pieces: Vec<(Box<str>, u32)>,
    /// What follows the last value.
    tail: Box<str>,
}

const NO_SLOT: u32 = u32::MAX;

impl Bound {
    pub(super) fn new(
        template: Template,
        names: &[&str],
        policy: MissingPolicy,
    ) -> Result<Self, Vec<TemplateError>> {
        let place = |name: &str| {
            let at = names.iter().position(|n| *n == name).and_then(|p| u32::try_from(p).ok());
            at.unwrap_or(NO_SLOT)
        };
        let slots: Vec<u32> = template.variables().map(place).collect();
        let mut suggestions = Suggestions::new(names);
        let errors: Vec<TemplateError> = template
            .markers()
            .filter(|m| !m.nested && !names.contains(&m.name))
            .filter(|m| match policy {
                MissingPolicy::Error => true,
                MissingPolicy::Default => m.default.is_none(),
                MissingPolicy::Keep | MissingPolicy::Empty => false,
            })
            .map(|m| suggestions.error(m.name, m.span))
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let names = names.iter().map(|n| Box::from(*n)).collect();
        let mut pieces = Vec::with_capacity(template.steps.len());
        let mut literal = String::new();
        for step in &template.steps {
            literal.push_str(step.text.of(&template.source).unwrap_or(""));
            if let Some(slot) = slots.get(step.name as usize) {
                pieces.push((std::mem::take(&mut literal).into_boxed_str(), *slot));
            }
        }
        Ok(Self { template, names, policy, slots, pieces, tail: literal.into() })
    }

    /// The template.
    pub const fn template(&self) -> &Template {
        &self.template
    }

    /// The names in the order of the values.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// Renders the text from one value for each name, in the order of the names.
    ///
    /// # Errors
    /// As [`Template::render`], and where there are not as many values as names.
    pub fn render<V: ToValue>(&self, values: &[V]) -> Result<String, Vec<TemplateError>> {
        let mut out = String::new();
        self.render_into(values, &mut out)?;
        Ok(out)
    }

    /// Appends the text to `out`, which stays as it was where there is an error.
    ///
    /// # Errors
    /// As [`Bound::render`].
    pub fn render_into<V: ToValue>(&self, values: &[V], out: &mut String) -> Result<(), Vec<TemplateError>> {
        self.render_with(values, &Options::default(), out)
    }

    /// The same with a clock for the formats that need one, and what else there is to say.
    ///
    /// # Errors
    /// As [`Bound::render`].
    pub fn render_with<V: ToValue>(
        &self,
        values: &[V],
        options: &Options<'_>,
        out: &mut String,
    ) -> Result<(), Vec<TemplateError>> {
        if values.len() != self.names.len() {
            let problem = Problem::SlotCount { expected: self.names.len(), actual: values.len() };
            return Err(vec![TemplateError { problem, span: Span::default() }]);
        }
        if self.template.is_plain(options)
            && let Some(length) = self.plain_length(values)
            && length <= self.template.limit
        {
            out.reserve(length);
            for (literal, slot) in &self.pieces {
                out.push_str(literal);
                if let Some(Value::Text(text)) = values.get(*slot as usize).and_then(V::to_value) {
                    out.push_str(text);
                }
            }
            out.push_str(&self.tail);
            return Ok(());
        }
        let source = Slots { bound: self, values };
        render::render(&self.template, &source, self.policy, options, out)
    }
}

impl Bound {
    /// How long the text gets, if every marker has a text for its value.
    fn plain_length<V: ToValue>(&self, values: &[V]) -> Option<usize> {
        let mut length = self.template.literals;
        for (_, slot) in &self.pieces {
            let Some(Value::Text(text)) = values.get(*slot as usize)?.to_value() else { return None };
            length = length.saturating_add(text.len());
        }
        Some(length)
    }
}

struct Slots<'v, V> {
    bound: &'v Bound,
    values: &'v [V],
}

impl<V: ToValue> Source for Slots<'_, V> {
    #[inline]
    fn slot(&self, name: u32) -> Option<Value<'_>> {
        let slot = *self.bound.slots.get(name as usize)?;
        self.values.get(slot as usize)?.to_value()
    }

    fn named(&self, name: &str) -> Option<Value<'_>> {
        let at = self.bound.names.iter().position(|n| **n == *name)?;
        self.values.get(at)?.to_value()
    }

    fn names(&self) -> Vec<&str> {
        let valued = self.bound.names.iter().zip(self.values).filter(|(_, v)| v.to_value().is_some());
        valued.map(|(name, _)| name.as_ref()).collect()
    }
}
