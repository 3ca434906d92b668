//! The shapes of `klartext render` and `klartext template check`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{Format, Lookup, MissingPolicy, Options, Parser, Pronunciation, Syntax, Template, Value};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::finding::Finding;
use crate::span::Span;

/// Values of variables as a voice platform hands them over: a JSON object of texts. Numbers, true and false count as
/// they are written, null as no value, and an empty list, as PHP writes an empty map, as no values.
///
/// ```
/// use klartext::template::{MissingPolicy, Syntax, Template, Variables};
/// let values = Variables::from_json(serde_json::json!({"name": "Eva", "price": 35, "city": null})).map_err(|e| e[0].clone())?;
/// let template = Template::parse("<<name>>: <<price>> Euro <<city|Bonn>>", Syntax::Angle)?;
/// assert_eq!(template.render(&values, MissingPolicy::Default).as_deref(), Ok("Eva: 35 Euro Bonn"));
/// # Ok::<(), klartext::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables(BTreeMap<String, String>);

impl Variables {
    /// Reads a JSON object.
    ///
    /// # Errors
    /// Every value that is an object or a list, by its name; or what came in place of an object.
    pub fn from_json(json: Json) -> Result<Self, Vec<Error>> {
        let object = match json {
            Json::Object(object) => object,
            Json::Array(list) if list.is_empty() => Map::new(),
            other => {
                let kind = ErrorKind::Shape { expected: "an object of variables", found: kind(&other) };
                return Err(vec![Error::new(kind)]);
            }
        };
        let mut values = BTreeMap::new();
        let mut errors = Vec::new();
        for (name, value) in object {
            match value {
                Json::String(text) => {
                    values.insert(name, text);
                }
                Json::Number(_) | Json::Bool(_) => {
                    values.insert(name, value.to_string());
                }
                Json::Null => {}
                Json::Array(_) | Json::Object(_) => {
                    errors.push(Error::new(ErrorKind::Variable { name, found: kind(&value) }));
                }
            }
        }
        if errors.is_empty() { Ok(Self(values)) } else { Err(errors) }
    }
}

impl Lookup for Variables {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        self.0.get(name).map(|v| Value::Text(v))
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

const fn kind(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

fn germany() -> String {
    "DE".to_owned()
}

/// A template to render, with all that it needs.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RenderRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: Json,
    /// The text.
    pub template: String,
    /// The values: texts; numbers, true and false as they are written, null for none.
    #[serde(default)]
    pub vars: Json,
    /// What becomes of a marker without a value.
    #[serde(default)]
    pub policy: MissingPolicy,
    /// Which markers the template has.
    #[serde(default)]
    pub syntax: Syntax,
    /// How many markers may stand inside of one another, in keys such as `{{current_time_{{my_timezone}}}}`; 0 by default.
    #[serde(default)]
    pub nesting: u8,
    /// RFC 3339, or wall time in `zone`, for the formats that need a clock; without it, the caller's default.
    #[serde(default)]
    pub now: Option<String>,
    /// A name of the zone database; without it, the caller's default.
    #[serde(default)]
    pub zone: Option<String>,
    /// ISO 3166, for telephone numbers; `DE` by default.
    #[serde(default = "germany")]
    pub region: String,
    /// The text is to be spoken: words, and how a voice should say them.
    #[serde(default)]
    pub pronunciation: BTreeMap<String, String>,
}

impl RenderRequest {
    /// The answer to it; a clock or zone that it does not name is that of `default`.
    ///
    /// # Errors
    /// What is wrong with the request itself; what is wrong with the template and its values is in the answer.
    pub fn answer(self, default: &Context) -> Result<RenderResponse, Vec<Error>> {
        let one = |e: Error| vec![e];
        let mut context = default.clone();
        if let Some(name) = &self.zone {
            context.zone = crate::wire::zone(name).map_err(one)?;
        }
        if let Some(now) = &self.now {
            context.now = crate::wire::clock(now, context.zone).map_err(one)?;
        }
        let values = match self.vars {
            Json::Null => Variables::default(),
            vars => Variables::from_json(vars)?,
        };
        let template = Parser::new(self.syntax).nesting(self.nesting).parse(&self.template).map_err(one)?;
        let guide = Pronunciation::new(&self.pronunciation)?;
        let mut options = Options::default().context(&context).region(&self.region);
        if !guide.is_empty() {
            options = options.pronunciation(&guide);
        }
        Ok(RenderResponse::new(self.id, &template, &values, self.policy, &options))
    }
}

/// A rendered text, or what is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RenderResponse {
    /// That of the request.
    pub id: Json,
    /// The text; null where something is wrong.
    pub text: Option<String>,
    /// All that is wrong, in the order of the template. Spans count in it.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub errors: Vec<Finding>,
    /// What was noticed about the values and the template, where there is a text.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub findings: Vec<Finding>,
}

impl RenderResponse {
    /// Renders a template.
    pub fn new<L: Lookup + ?Sized>(
        id: Json,
        template: &Template,
        values: &L,
        policy: MissingPolicy,
        options: &Options<'_>,
    ) -> Self {
        match template.render_checked_with(values, policy, options) {
            Ok(rendered) => {
                Self { id, text: Some(rendered.text), errors: Vec::new(), findings: rendered.findings }
            }
            Err(errors) => {
                let errors = errors.iter().map(super::TemplateError::finding).collect();
                Self { id, text: None, errors, findings: Vec::new() }
            }
        }
    }
}

/// A template to check.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: Json,
    /// The text.
    pub template: String,
    /// Which markers it has.
    #[serde(default)]
    pub syntax: Syntax,
    /// How many markers may stand inside of one another; 0 by default.
    #[serde(default)]
    pub nesting: u8,
    /// The values, an object; or the names that are known, a list of texts; or null: the template is checked by itself.
    #[serde(default)]
    pub vars: Json,
}

impl TemplateRequest {
    /// The answer to it.
    ///
    /// # Errors
    /// What is wrong with the request itself; what is wrong with the template and its values is in the answer.
    pub fn answer(self) -> Result<TemplateResponse, Vec<Error>> {
        let template =
            Parser::new(self.syntax).nesting(self.nesting).parse(&self.template).map_err(|e| vec![e])?;
        TemplateResponse::new(self.id, &template, self.vars)
    }
}

/// What a template is made of, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateResponse {
    /// That of the request.
    pub id: Json,
    /// The names of its variables, each once, in the order of their first use.
    pub variables: Vec<String>,
    /// Every marker, in the order in which they begin.
    pub markers: Vec<WireMarker>,
    /// What was noticed, in the order of the template; what has no place there comes last.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub findings: Vec<Finding>,
}

/// A marker on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireMarker {
    /// The variable; of a nested key all that stands there.
    pub name: String,
    /// How its value is written or said.
    pub format: Option<Format>,
    /// What stands in where there is no value.
    pub default: Option<String>,
    /// True where other markers stand in its key.
    pub nested: bool,
    /// Delimiters and all.
    pub span: Span,
}

impl TemplateResponse {
    /// Checks a template against the values of an object, the names of a list, or by itself where `vars` is null.
    ///
    /// # Errors
    /// `vars` that are none of these.
    pub fn new(id: Json, template: &Template, vars: Json) -> Result<Self, Vec<Error>> {
        let findings = match vars {
            Json::Null => template.check_text(),
            Json::Array(list) => {
                let wrong = |found| {
                    vec![Error::new(ErrorKind::Shape { expected: "a list of the names of variables", found })]
                };
                let names: Vec<&str> = list
                    .iter()
                    .map(|name| name.as_str().ok_or_else(|| wrong(kind(name))))
                    .collect::<Result<_, _>>()?;
                template.check_names(&names)
            }
            vars => template.check(&Variables::from_json(vars)?),
        };
        let markers = template.markers().map(|m| WireMarker {
            name: m.name.to_owned(),
            format: m.format,
            default: m.default.map(str::to_owned),
            nested: m.nested,
            span: m.span,
        });
        Ok(Self {
            id,
            variables: template.variables().map(str::to_owned).collect(),
            markers: markers.collect(),
            findings,
        })
    }
}
