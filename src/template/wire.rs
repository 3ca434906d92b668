//! The shapes of `klartext render` and `klartext template check`.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value as Json};

use super::{Format, Lookup, MissingPolicy, Options, Parser, Pronunciation, Syntax, Template, Value};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::finding::Finding;
use crate::json;
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
pub struct Variables {
    values: BTreeMap<String, String>,
    /// Where each name stands in the text that it was read from.
    places: BTreeMap<String, Span>,
}

impl Variables {
    /// Takes the values of a JSON object. A name that stands there twice has lost its first value before; [`Variables::read`]
    /// notices.
    ///
    /// # Errors
    /// Every value that is an object or a list, by its name; or what came in place of an object.
    pub fn from_json(json: Json) -> Result<Self, Vec<Error>> {
        let object = match json {
            Json::Object(object) => object,
            Json::Array(list) if list.is_empty() => Map::new(),
            other => return Err(vec![no_object(kind(&other))]),
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
        if errors.is_empty() { Ok(Self { values, places: BTreeMap::new() }) } else { Err(errors) }
    }

    /// Reads the text of a JSON object. Which of two values of one name is meant is nothing to guess.
    ///
    /// ```
    /// use klartext::template::Variables;
    /// let text = r#"{"name": "Eva", "city": "Bonn", "name": "Max"}"#;
    /// let errors = Variables::read(text).unwrap_err();
    /// assert_eq!(errors[0].to_string(), "`name` stands here twice");
    /// assert_eq!(errors[0].span.and_then(|s| s.of(text)), Some("\"name\""));
    /// ```
    ///
    /// # Errors
    /// No JSON; what came in place of an object; every value that is an object or a list; every name that stands there
    /// again: each with its place.
    pub fn read(text: &str) -> Result<Self, Vec<Error>> {
        let arena = json::Arena::new();
        let root = json::read(text, MAX_JSON_DEPTH, &arena).map_err(|e| vec![e])?;
        let members = match root.value {
            json::Value::Object(members) => members,
            json::Value::Array([]) => &[],
            _ => return Err(vec![no_object(found(&root)).at(root.span)]),
        };
        let mut out = Self::default();
        let mut errors = Vec::new();
        for member in members {
            let name = member.key.to_owned();
            if out.places.insert(name.clone(), member.key_span).is_some() {
                errors.push(Error::new(ErrorKind::VariableTwice { name }).at(member.key_span));
                continue;
            }
            let value = match &member.node.value {
                json::Value::String(text) => (*text).to_owned(),
                json::Value::Number(number) => (*number).to_owned(),
                json::Value::Bool(value) => value.to_string(),
                json::Value::Null => continue,
                json::Value::Array(_) | json::Value::Object(_) => {
                    let found = found(&member.node);
                    errors.push(Error::new(ErrorKind::Variable { name, found }).at(member.node.span));
                    continue;
                }
            };
            out.values.insert(name, value);
        }
        if errors.is_empty() { Ok(out) } else { Err(errors) }
    }
}

/// The deepest nesting that the text of an object of variables may have, to be told what in it is wrong.
const MAX_JSON_DEPTH: usize = 64;

fn no_object(found: &'static str) -> Error {
    Error::new(ErrorKind::Shape { expected: "an object of variables", found })
}

const fn found(node: &json::Node<'_>) -> &'static str {
    match node.value {
        json::Value::Null => "null",
        json::Value::Bool(_) => "true or false",
        json::Value::Number(_) => "a number",
        json::Value::String(_) => "a text",
        json::Value::Array(_) => "a list",
        json::Value::Object(_) => "an object",
    }
}

impl Lookup for Variables {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        self.values.get(name).map(|v| Value::Text(v))
    }

    fn names(&self) -> Vec<&str> {
        self.values.keys().map(String::as_str).collect()
    }

    fn place(&self, name: &str) -> Option<Span> {
        self.places.get(name).copied()
    }
}

/// A JSON value; an object with a name that stands in it twice is refused, for one of the two values would be lost.
fn distinct<'de, D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
    struct Distinct;
    impl<'de> Visitor<'de> for Distinct {
        type Value = Json;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("variables")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
            let mut out = Map::new();
            while let Some((name, value)) = map.next_entry::<String, Json>()? {
                if out.contains_key(&name) {
                    return Err(A::Error::custom(ErrorKind::VariableTwice { name }));
                }
                out.insert(name, value);
            }
            Ok(Json::Object(out))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
            let mut out = Vec::new();
            while let Some(item) = list.next_element()? {
                out.push(item);
            }
            Ok(Json::Array(out))
        }

        fn visit_bool<E>(self, v: bool) -> Result<Json, E> {
            Ok(Json::from(v))
        }

        fn visit_i64<E>(self, v: i64) -> Result<Json, E> {
            Ok(Json::from(v))
        }

        fn visit_u64<E>(self, v: u64) -> Result<Json, E> {
            Ok(Json::from(v))
        }

        fn visit_f64<E>(self, v: f64) -> Result<Json, E> {
            Ok(Json::from(v))
        }

        fn visit_str<E>(self, v: &str) -> Result<Json, E> {
            Ok(Json::from(v))
        }

        fn visit_unit<E>(self) -> Result<Json, E> {
            Ok(Json::Null)
        }
    }
    from.deserialize_any(Distinct)
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
    #[serde(default, deserialize_with = "distinct")]
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
        let context =
            crate::wire::context_at(default, self.zone.as_deref(), self.now.as_deref()).map_err(one)?;
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
    #[serde(default, deserialize_with = "distinct")]
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
    /// Checks a template against values.
    pub fn of_values<L: Lookup + ?Sized>(id: Json, template: &Template, values: &L) -> Self {
        Self::with(id, template, template.check(values))
    }

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
        Ok(Self::with(id, template, findings))
    }

    fn with(id: Json, template: &Template, findings: Vec<Finding>) -> Self {
        let markers = template.markers().map(|m| WireMarker {
            name: m.name.to_owned(),
            format: m.format,
            default: m.default.map(str::to_owned),
            nested: m.nested,
            span: m.span,
        });
        Self {
            id,
            variables: template.variables().map(str::to_owned).collect(),
            markers: markers.collect(),
            findings,
        }
    }
}
