//! Texts with variables: parsed once into precut pieces, rendered often, every mistake reported at once.
//!
//! A marker is `<<name>>` or `{{name}}` with a name of `[a-z][a-z0-9_]*`. Behind the name a format may stand and a
//! default: `<<name|Kunde>>`, `<<appointment_date:spoken>>`, `<<appointment_date:spoken|noch offen>>`. Nothing else is a
//! marker: `a << b` and `1 << 2 >> 1` are text and stay as they are, byte for byte. What was surely meant as one, such as
//! `<<Name>>`, stays too, and is a finding.
//!
//! - A backslash before a marker makes it text: `\<<name>>` renders as `<<name>>`, `\\<<name>>` as a backslash and the
//!   value. A backslash before anything else is a backslash.
//! - A default stands on one line and ends at the first delimiter that closes; no delimiter opens in it. It is put in as
//!   it is, whatever the format.
//! - Formats are those of [`Format`]. They read values that are typed, or texts in a notation with one meaning. A value
//!   that does not fit is a [`Problem`].
//! - Keys with markers in them, `{{current_time_{{my_timezone}}}}`, are read where [`Parser::nesting`] allows them.
//! - Values are never scanned for markers. A text in which a marker would come to be at the seam of a value and the text
//!   around it is refused, unless the policy is [`MissingPolicy::Keep`] or the value brings a `<` or `{` of its own.

mod bound;
mod check;
mod error;
pub mod finding;
mod format;
mod lookup;
mod marker;
mod parse;
mod pronounce;
mod render;
mod suggest;
mod value;
mod wire;

pub use bound::Bound;
pub use error::{Problem, TemplateError};
pub use format::Format;
pub use lookup::{Lookup, from_fn};
pub use marker::Marker;
pub use parse::Parser;
pub use pronounce::Pronunciation;
pub(crate) use suggest::near;
pub use value::{ToValue, Value};
pub use wire::{RenderRequest, RenderResponse, TemplateRequest, TemplateResponse, Variables, WireMarker};

use crate::context::Context;
use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::span::Span;

/// The longest template, in bytes.
pub const MAX_SOURCE: usize = 4 << 20;
/// The longest rendered text, in bytes, unless [`Template::with_limit`] or [`Parser::max_output`] says otherwise.
pub const MAX_OUTPUT: usize = 4 << 20;
/// How many markers may at most stand inside of one another.
pub const MAX_DEPTH: u8 = 8;

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

/// What else there is to say for rendering.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Options<'a> {
    /// The clock and the zone. The formats that speak of dates and times need it: whether the year has to be said, what is
    /// "morgen".
    pub context: Option<&'a Context>,
    /// Whose telephone numbers come without a calling code, and who dials them (ISO 3166); `DE` by default.
    pub region: &'a str,
    /// The text is to be spoken: how words are said that a voice says wrongly. Markers that are kept are left alone.
    pub pronunciation: Option<&'a Pronunciation>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { context: None, region: "DE", pronunciation: None }
    }
}

impl<'a> Options<'a> {
    /// The same with a clock.
    #[must_use]
    pub fn context(mut self, context: &'a Context) -> Self {
        self.context = Some(context);
        self
    }

    /// The same for another region.
    #[must_use]
    pub fn region(mut self, region: &'a str) -> Self {
        self.region = region;
        self
    }

    /// The same with a guide for the voice.
    #[must_use]
    pub fn pronunciation(mut self, guide: &'a Pronunciation) -> Self {
        self.pronunciation = Some(guide);
        self
    }
}

/// A rendered text and what was noticed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// As [`Template::check`] tells them, as warnings where the policy has let an error pass. Spans count in the
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
    nesting: u8,
    steps: Vec<marker::Step>,
    /// In the order in which they begin.
    markers: Vec<marker::MarkerData>,
    /// Where each name first stands.
    names: Vec<Span>,
    lookalikes: Vec<marker::Lookalike>,
    /// Bytes of text that is no marker.
    literals: usize,
    /// No marker has a format or a key with markers in it.
    simple: bool,
    /// A marker could come to be at the seam of a value and the text around it.
    open_ended: bool,
    limit: usize,
}

impl Template {
    /// Parses a template. Only a text longer than [`MAX_SOURCE`] is an error; whatever is no marker is text.
    pub fn parse(text: &str, syntax: Syntax) -> Result<Self, Error> {
        Parser::new(syntax).parse(text)
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

    /// How many markers may stand inside of one another.
    pub const fn nesting(&self) -> u8 {
        self.nesting
    }

    /// The names of its variables, each once, in the order of their first use. What a nested key asks for is known only
    /// when it is rendered; the variables in it are here.
    pub fn variables(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|span| span.of(&self.source).unwrap_or(""))
    }

    /// Every marker, in the order in which they begin, with its place.
    pub fn markers(&self) -> impl Iterator<Item = Marker<'_>> {
        self.markers.iter().filter_map(|data| data.public(self))
    }

    /// True where a marker has a format that needs a clock.
    pub fn needs_clock(&self) -> bool {
        self.markers.iter().any(|m| m.format.is_some_and(Format::needs_clock))
    }

    /// True where nothing but literals and values has to be put together, one behind the other.
    fn is_plain(&self, options: &Options<'_>) -> bool {
        self.simple && !self.open_ended && self.lookalikes.is_empty() && options.pronunciation.is_none()
    }

    fn name(&self, index: u32) -> Option<&str> {
        self.names.get(index as usize)?.of(&self.source)
    }

    fn marker_data(&self, index: u32) -> Option<&marker::MarkerData> {
        self.markers.get(index as usize)
    }

    /// Renders the template; all problems at once, or the text. Values are put in as they are and never scanned again.
    ///
    /// # Errors
    /// Every marker that has no value and, by `policy`, needs one, with the name that was probably meant; every value that
    /// does not fit its format; text that was surely meant as a marker; or the size of the text.
    pub fn render<L: Lookup + ?Sized>(
        &self,
        values: &L,
        policy: MissingPolicy,
    ) -> Result<String, Vec<TemplateError>> {
        self.render_with(values, policy, &Options::default())
    }

    /// The same with a clock for the formats that need one, and what else there is to say.
    ///
    /// ```
    /// use klartext::Context;
    /// use klartext::template::{MissingPolicy, Options, Syntax, Template};
    /// let template = Template::parse("Ihr Termin: <<date:spoken>> (<<phone:masked>>).", Syntax::Angle)?;
    /// let context = Context::new("2025-11-05T09:00:00Z".parse()?, chrono_tz::Europe::Berlin);
    /// let values = [("date", "2025-11-06T14:30"), ("phone", "+493023125042")];
    /// let text = template.render_with(&values, MissingPolicy::Error, &Options::default().context(&context));
    /// let said = "Ihr Termin: Donnerstag, den sechsten November, um vierzehn Uhr dreißig (+49********42).";
    /// assert_eq!(text.as_deref(), Ok(said));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Template::render`].
    pub fn render_with<L: Lookup + ?Sized>(
        &self,
        values: &L,
        policy: MissingPolicy,
        options: &Options<'_>,
    ) -> Result<String, Vec<TemplateError>> {
        let mut out = String::new();
        self.render_into(values, policy, options, &mut out)?;
        Ok(out)
    }

    /// The same, appended to a text, which stays as it was where there is an error.
    ///
    /// # Errors
    /// As [`Template::render`].
    pub fn render_into<L: Lookup + ?Sized>(
        &self,
        values: &L,
        policy: MissingPolicy,
        options: &Options<'_>,
        out: &mut String,
    ) -> Result<(), Vec<TemplateError>> {
        render::by_name(self, values, policy, options, out)
    }

    /// Renders, and tells what was noticed.
    ///
    /// # Errors
    /// As [`Template::render`].
    pub fn render_checked<L: Lookup + ?Sized>(
        &self,
        values: &L,
        policy: MissingPolicy,
    ) -> Result<Rendered, Vec<TemplateError>> {
        self.render_checked_with(values, policy, &Options::default())
    }

    /// The same with a clock and what else there is to say.
    ///
    /// # Errors
    /// As [`Template::render`].
    pub fn render_checked_with<L: Lookup + ?Sized>(
        &self,
        values: &L,
        policy: MissingPolicy,
        options: &Options<'_>,
    ) -> Result<Rendered, Vec<TemplateError>> {
        let text = self.render_with(values, policy, options)?;
        let mut findings = self.check_with(values, options);
        // By the policy there is a text; what would be an error elsewhere is worth a look here.
        for finding in findings.iter_mut().filter(|f| f.severity() == Severity::Error) {
            *finding = finding.clone().weighing(Severity::Warning);
        }
        Ok(Rendered { text, findings })
    }

    /// Everything that can be said about the template and a set of values without rendering: names without a value,
    /// misspelled and wrongly cased ones, values that look unset, are markers themselves or do not fit their format, text
    /// that looks like a marker and is none, and values that nothing asks for.
    ///
    /// ```
    /// use klartext::finding::Lang;
    /// use klartext::template::{Syntax, Template};
    /// let template = Template::parse("<<customer_nmae>> <<Date>> <<time>>", Syntax::Angle)?;
    /// let found = template.check(&[("customer_name", "Eva"), ("date", "Montag"), ("time", "null"), ("city", "Bonn")]);
    /// let said: Vec<String> = found.iter().map(|f| f.message(Lang::De)).collect();
    /// assert_eq!(said, [
    ///     "Für `customer_nmae` fehlt ein Wert; meinten Sie `customer_name`?",
    ///     "`Date` ist kein Platzhalter; meinten Sie `date`?",
    ///     "Der Wert von `time` ist `null`; vermutlich fehlt er.",
    ///     "`city` wird nicht verwendet.",
    /// ]);
    /// # Ok::<(), klartext::Error>(())
    /// ```
    pub fn check<L: Lookup + ?Sized>(&self, values: &L) -> Vec<Finding> {
        self.check_with(values, &Options::default())
    }

    /// The same, with the region of telephone numbers and with the zone of instants. That a clock is missing is no
    /// finding, for only rendering needs it.
    pub fn check_with<L: Lookup + ?Sized>(&self, values: &L, options: &Options<'_>) -> Vec<Finding> {
        check::values(self, values, options)
    }

    /// The same against the names that are known, when there are no values yet: unknown, misspelled, wrongly cased and
    /// unused ones.
    pub fn check_names<S: AsRef<str>>(&self, names: &[S]) -> Vec<Finding> {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        check::names(self, &names)
    }

    /// What can be said about the template by itself: text that looks like a marker and is none, keys nested too deeply.
    pub fn check_text(&self) -> Vec<Finding> {
        check::text(self)
    }

    /// Binds the variables to the places of a list of values, so that rendering looks nothing up.
    ///
    /// # Errors
    /// Every marker whose name is not among `names` and, by `policy`, needs a value.
    pub fn bind(&self, names: &[&str], policy: MissingPolicy) -> Result<Bound, Vec<TemplateError>> {
        Bound::new(self.clone(), names, policy)
    }
}
