//! What a parsed template is made of.

use super::{Format, Template};
use crate::span::Span;

/// A literal, byte for byte, and the marker behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) text: Span,
    /// Index into the markers, or [`Step::NONE`].
    pub(super) marker: u32,
    /// Index into the names where the marker has a fixed one, or [`Step::NONE`].
    pub(super) name: u32,
}

impl Step {
    pub(super) const NONE: u32 = u32::MAX;
}

/// A marker as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MarkerData {
    /// Delimiters and all.
    pub(super) span: Span,
    pub(super) key: Key,
    pub(super) format: Option<Format>,
    /// The text of the default.
    pub(super) default: Option<Span>,
}

/// Which variable a marker asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Index into the names.
    Name(u32),
    /// Put together when it is rendered.
    Nested(Box<[Inner]>),
}

/// A part of a nested key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inner {
    pub(super) literal: Span,
    /// Index into the markers; the value goes behind the literal.
    pub(super) marker: Option<u32>,
}

/// Text that surely was meant as a marker and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lookalike {
    /// Delimiters and all.
    pub(super) span: Span,
    pub(super) mistake: Mistake,
}

/// Why it is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    /// `<<Name>>`, `<< name >>`, `<<kunden-name>>`: no name is written so.
    Name { name: Span },
    /// `<<name:speken>>`: no such format.
    Format { name: Span, format: Span },
    /// `<<name>`, `<<name}}`
    Unclosed { name: Span },
    /// A key with markers in it, more deeply than is allowed.
    Nested { depth: u8, limit: u8 },
}

/// A marker in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Marker<'a> {
    /// The variable; of a nested key all that stands there, `current_time_{{my_timezone}}`.
    pub name: &'a str,
    /// How its value is written or said.
    pub format: Option<Format>,
    /// What stands in where there is no value.
    pub default: Option<&'a str>,
    /// Delimiters and all, in bytes of the template.
    pub span: Span,
    /// True where other markers stand in its key, so that its variable is known only when it is rendered. They
    /// come next.
    pub nested: bool,
}

impl MarkerData {
    pub(super) fn public<'t>(&self, template: &'t Template) -> Option<Marker<'t>> {
        let (name, nested) = match &self.key {
            Key::Name(name) => (template.name(*name)?, false),
            Key::Nested(parts) => {
                let last = parts.last()?.literal;
                (Span::new(parts.first()?.literal.start, last.end).of(&template.source)?, true)
            }
        };
        Some(Marker {
            name,
            format: self.format,
            default: self.default.and_then(|d| d.of(&template.source)),
            span: self.span,
            nested,
        })
    }
}
