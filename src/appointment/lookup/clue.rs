//! What points to an appointment, and who says so.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::payload::Source;

/// The longest clue, in bytes. A longer one is reported and not used: half a clue would be another clue.
pub const MAX_CLUE: usize = 1024;

/// One thing that points to an appointment, as it was heard.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Clue {
    /// As heard: "um drei", "Schuhster".
    pub value: String,
    /// Who vouches for it.
    pub source: Source,
}

impl Clue {
    /// What the caller said.
    pub fn said(value: impl Into<String>) -> Self {
        Self { value: value.into(), source: Source::Said }
    }

    /// What the network signalled.
    pub fn signalled(value: impl Into<String>) -> Self {
        Self { value: value.into(), source: Source::Signalled }
    }

    /// What a language model filled in.
    pub fn model(value: impl Into<String>) -> Self {
        Self { value: value.into(), source: Source::Model }
    }
}

// By hand: a clue is a name or a number.
impl fmt::Debug for Clue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clue").field("source", &self.source).finish_non_exhaustive()
    }
}

/// All that points to an appointment. What is not known is `None`.
///
/// As data, a clue is a text or `{"value", "source"}`; a plain `phone` or `call_id` counts as signalled by the network,
/// the others as said by the caller.
///
/// ```
/// use klartext::appointment::lookup::{Clue, Clues};
/// let clues: Clues = serde_json::from_str(r#"{"phone": "+493023125001", "date": {"value": "2025-11-06", "source": "model"}}"#)?;
/// assert_eq!(clues.phone, Some(Clue::signalled("+493023125001")));
/// assert_eq!(clues.date, Some(Clue::model("2025-11-06")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Clues {
    /// Who has the appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Clue>,
    /// The number that calls, or under which it was booked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Clue>,
    /// On which day it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Clue>,
    /// At what time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Clue>,
    /// What for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Clue>,
    /// With whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<Clue>,
    /// The call in which it was booked. Only one that the platform signals is a clue, models invent them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_id: Option<Clue>,
}

/// What a clue or a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum About {
    /// On which day.
    Date,
    /// At what time.
    Time,
    /// What for.
    Service,
    /// With whom.
    Staff,
    /// Whose.
    Name,
    /// Under which number.
    Phone,
    /// In which call; never asked.
    CallId,
    /// Which of those that were read out, or whether it is the one; never a clue.
    Appointment,
}

impl About {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Service => "service",
            Self::Staff => "staff",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::CallId => "call_id",
            Self::Appointment => "appointment",
        }
    }
}

impl Clues {
    /// The clue about something.
    pub const fn get(&self, about: About) -> Option<&Clue> {
        match about {
            About::Date => self.date.as_ref(),
            About::Time => self.time.as_ref(),
            About::Service => self.service.as_ref(),
            About::Staff => self.staff.as_ref(),
            About::Name => self.name.as_ref(),
            About::Phone => self.phone.as_ref(),
            About::CallId => self.call_id.as_ref(),
            About::Appointment => None,
        }
    }

    /// Puts what is known by now in the place of what was.
    pub(super) fn add(&mut self, more: Self) {
        let Self { name, phone, date, time, service, staff, call_id } = more;
        let all = [
            (About::Name, name),
            (About::Phone, phone),
            (About::Date, date),
            (About::Time, time),
            (About::Service, service),
            (About::Staff, staff),
            (About::CallId, call_id),
        ];
        for (about, clue) in all {
            if let Some(clue) = clue {
                self.set(about, clue);
            }
        }
    }

    /// Puts a clue in the place of what was known.
    pub(super) fn set(&mut self, about: About, clue: Clue) {
        let place = match about {
            About::Date => &mut self.date,
            About::Time => &mut self.time,
            About::Service => &mut self.service,
            About::Staff => &mut self.staff,
            About::Name => &mut self.name,
            About::Phone => &mut self.phone,
            About::CallId => &mut self.call_id,
            About::Appointment => return,
        };
        *place = Some(clue);
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Clue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Clue".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let source = generator.subschema_for::<Source>();
        schemars::json_schema!({
            "description": "as heard; a plain text for `phone` and `call_id` counts as signalled by the network, for the others as said",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": { "value": { "type": "string" }, "source": source },
                    "required": ["value"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

/// A clue as it comes: its source may be left out.
struct Given {
    value: String,
    source: Option<Source>,
}

// By hand, because an untagged enum says of a wrong clue only that it fits nothing.
impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Given;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a clue: a text, or an object with `value` and `source`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Given, E> {
                Ok(Given { value: text.to_owned(), source: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Given, A::Error> {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Object {
                    value: String,
                    #[serde(default)]
                    source: Option<Source>,
                }
                let object = Object::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(Given { value: object.value, source: object.source })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Clue {
    /// A text alone counts as said.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Given { value, source } = Given::deserialize(deserializer)?;
        Ok(Self { value, source: source.unwrap_or(Source::Said) })
    }
}

impl<'de> Deserialize<'de> for Clues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Default, Deserialize)]
        #[serde(default, deny_unknown_fields, rename = "Clues")]
        struct All {
            name: Option<Given>,
            phone: Option<Given>,
            date: Option<Given>,
            time: Option<Given>,
            service: Option<Given>,
            staff: Option<Given>,
            call_id: Option<Given>,
        }
        let all = All::deserialize(deserializer)?;
        let clue = |given: Option<Given>, source| {
            given.map(|g| Clue { value: g.value, source: g.source.unwrap_or(source) })
        };
        Ok(Self {
            name: clue(all.name, Source::Said),
            phone: clue(all.phone, Source::Signalled),
            date: clue(all.date, Source::Said),
            time: clue(all.time, Source::Said),
            service: clue(all.service, Source::Said),
            staff: clue(all.staff, Source::Said),
            call_id: clue(all.call_id, Source::Signalled),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clue_is_a_text_or_an_object() {
        let clues: Clues = serde_json::from_str(
            r#"{"name": "Schuhster", "phone": {"value": "030 23125001", "source": "said"}, "call_id": "call_1", "time": null}"#,
        )
        .unwrap();
        assert_eq!(clues.name, Some(Clue::said("Schuhster")));
        assert_eq!(clues.phone, Some(Clue::said("030 23125001")));
        assert_eq!(clues.call_id, Some(Clue::signalled("call_1")));
        assert_eq!(clues.time, None);
        let again: Clues = serde_json::from_value(serde_json::to_value(&clues).unwrap()).unwrap();
        assert_eq!(again, clues);
    }

    #[test]
    fn what_is_no_clue_is_said() {
        let error = |json: &str| serde_json::from_str::<Clues>(json).unwrap_err().to_string();
        assert!(error(r#"{"surname": "Keller"}"#).starts_with("unknown field `surname`"));
        assert!(error(r#"{"name": 7}"#).contains("a clue: a text, or an object with `value` and `source`"));
        assert!(error(r#"{"name": {"value": "Keller", "who": "said"}}"#).contains("unknown field `who`"));
        assert!(error(r#"{"name": {"value": "Keller", "source": "me"}}"#).contains("unknown variant `me`"));
    }

    #[test]
    fn nothing_shows_who_it_is() {
        let clues = Clues {
            name: Some(Clue::said("Keller")),
            phone: Some(Clue::signalled("+493023125001")),
            ..Clues::default()
        };
        let shown = format!("{clues:?}");
        assert!(!shown.contains("Keller") && !shown.contains("23125"), "{shown}");
    }
}
