//! Texts with variables: parsed once into precut pieces, rendered often, every mistake reported at once.
//!
//! A marker is `<<name>>` or `{{name}}` with a name of `[a-z][a-z0-9_]*` and nothing else between the delimiters;
//! `<<name|Kunde>>` has a default. Everything else, `a << b` and `1 << 2 >> 1` among it, is text and stays as it is,
//! byte for byte. A backslash before a marker makes it text: `\<<name>>` renders as `<<name>>`.

mod error;
pub mod finding;
mod lookup;
mod parse;
mod render;

pub use error::{Problem, TemplateError};
pub use lookup::Lookup;
pub use parse::Marker;

use crate::error::Error;
use crate::finding::Finding;

/// The longest template, in bytes.
pub const MAX_SOURCE: usize = 4 << 20;
/// The longest rendered text, in bytes, unless [`Template::with_limit`] says otherwise.
pub const MAX_OUTPUT: usize = 4 << 20;

/// Which markers a template has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Syntax {
    /// `<<name>>`
    #[default]
    Angle,
    /// `{{name}}`
    Mustache,
    /// Either.
    Both,
}

/// What becomes of a marker without a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MissingPolicy {
    /// An error, even where the marker has a default: every value has to be there.
    Error,
    /// The default of the marker; an error where it has none.
    #[default]
    Default,
    /// The default of the marker, else the marker as it stands.
    Keep,
    /// The default of the marker, else nothing.
    Empty,
}

/// A rendered text and what was noticed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Values that look unset, defaults that were used, text that looks like a marker and is none. Spans count in the
    /// template.
    pub findings: Vec<Finding>,
}

/// A text with variables, parsed.
///
/// ```
/// use klartext::template::{MissingPolicy, Syntax, Template};
/// let template = Template::parse("Guten Tag, <<anrede|Frau>> <<name>>!", Syntax::Angle)?;
/// assert_eq!(template.variables().collect::<Vec<_>>(), ["anrede", "name"]);
/// let text = template.render(&[("name", "Muster")], MissingPolicy::Default);
/// assert_eq!(text.as_deref(), Ok("Guten Tag, Frau Muster!"));
///
/// let errors = template.render(&[("Name", "Muster")], MissingPolicy::Error).unwrap_err();
/// assert_eq!(errors[0].to_string(), "no value for `anrede`");
/// assert_eq!(errors[1].to_string(), "no value for `name`, but for `Name`");
/// # Ok::<(), klartext::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    source: Box<str>,
    syntax: Syntax,
    segments: Vec<parse::Segment>,
    names: Vec<Box<str>>,
    lookalikes: Vec<parse::Lookalike>,
    limit: usize,
}

impl Template {
    /// Parses a template. Only a text longer than [`MAX_SOURCE`] is an error; whatever is no marker is text.
    pub fn parse(text: &str, syntax: Syntax) -> Result<Self, Error> {
        parse::parse(text, syntax)
    }

    /// The same with another limit for what it renders, in bytes.
    #[must_use]
    pub fn with_limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// The text it was parsed from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Which markers it was parsed for.
    pub const fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// The names of its variables, each once, in the order of their first use.
    pub fn variables(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// Every marker, in order, with its place.
    pub fn markers(&self) -> impl Iterator<Item = Marker<'_>> {
        self.segments.iter().filter_map(|s| s.marker(self))
    }

    /// Renders the template; all problems at once, or the text. Values are put in as they are and never scanned again.
    ///
    /// # Errors
    /// Every marker that has no value and, by `policy`, needs one, with the name that was probably meant; or the size
    /// of the text.
    pub fn render<L: Lookup + ?Sized>(
        &self,
        values: &L,
        policy: MissingPolicy,
    ) -> Result<String, Vec<TemplateError>> {
        render::render(self, values, policy)
    }

    /// The same, with what was noticed.
    ///
    /// # Errors
    /// As [`Template::render`].
    pub fn render_checked<L: Lookup + ?Sized>(
        &self,
        values: &L,
        policy: MissingPolicy,
    ) -> Result<Rendered, Vec<TemplateError>> {
        let text = render::render(self, values, policy)?;
        Ok(Rendered { text, findings: self.check(values) })
    }

    /// Everything that can be said about the template and a set of values without rendering: names without a value,
    /// misspelled and wrongly cased ones, values that look unset, text that looks like a marker and is none.
    pub fn check<L: Lookup + ?Sized>(&self, values: &L) -> Vec<Finding> {
        render::check(self, values)
    }
}
