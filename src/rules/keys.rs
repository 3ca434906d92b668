//! The values of a slot's keys: limits, what a text may contain, units, and how many items there may be.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One end of what is accepted, itself included.
///
/// | type | how it is written |
/// | --- | --- |
/// | number | `8`, `0.5` |
/// | date | `"2025-12-24"`, `"today"`, `"today+90d"`, `"today-18y"`; units `d`, `w`, `m`, `y` |
/// | time | `"09:00"` |
/// | moment | as a date, then the whole day counts, or `"2025-12-24T18:00"` on the wall clock |
/// | duration | `"90s"`, `"15min"`, `"2h"`, `"1h30min"`, `"3d"` |
///
/// ```
/// use klartext::rules::{Limit, RuleSet};
/// let rules = RuleSet::from_json(r#"{"version": 1, "slots": {
///     "personen": {"type": "number", "min": 1, "max": 8},
///     "geburtstag": {"type": "date", "expect": "past", "max": "today-18y"}
/// }}"#)?;
/// assert_eq!(rules.slots.get("personen").unwrap().max, Some(Limit::Number(8.0)));
/// let error = RuleSet::from_json(r#"{"version": 1, "slots": {"a": {"type": "number", "min": "9", "max": 8}}}"#);
/// assert_eq!(error.unwrap_err().to_string(), "slots.a.min: `9` is no limit for a number");
/// # Ok::<(), klartext::rules::RuleErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a number or a text")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Limit {
    /// For a number.
    Number(f64),
    /// For anything else.
    Text(String),
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(n) => write!(f, "{n}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// What a text may contain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Content {
    /// Letters, digits and punctuation of any script, line breaks too; no markup or script, no control or bidirectional
    /// characters, no template markers, and no instructions to a language model.
    #[default]
    Text,
    /// The same on one line.
    Line,
    /// A name: letters of any script with their marks, blanks, hyphens, apostrophes, periods and commas.
    Name,
    /// Anything.
    Any,
}

/// What a bare number counts in a slot for a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum LengthUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days of 24 hours.
    Days,
}

impl LengthUnit {
    /// The name in a rule set.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    /// How many seconds one of them has.
    pub const fn seconds(self) -> u32 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3600,
            Self::Days => 86_400,
        }
    }
}

/// How many items a list may have: a count, or `"any"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaxItems {
    /// At most so many.
    AtMost(u32),
    /// As many as come.
    Any,
}

impl Serialize for MaxItems {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::AtMost(n) => serializer.serialize_u32(*n),
            Self::Any => serializer.serialize_str("any"),
        }
    }
}

impl<'de> Deserialize<'de> for MaxItems {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match WireMaxItems::deserialize(deserializer)? {
            WireMaxItems::AtMost(n) => Ok(Self::AtMost(n)),
            WireMaxItems::Word(word) if word == "any" => Ok(Self::Any),
            WireMaxItems::Word(word) => {
                Err(D::Error::custom(format!("`{word}` is no count of items, expected a number or `any`")))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a number or `any`")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "MaxItems"))]
enum WireMaxItems {
    /// At most so many.
    AtMost(u32),
    /// `any`: as many as come.
    Word(String),
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for MaxItems {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        WireMaxItems::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        WireMaxItems::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_counts_survive_a_round() {
        for text in [r#""any""#, "3"] {
            let max: MaxItems = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&max).unwrap(), text);
        }
        let error = serde_json::from_str::<MaxItems>(r#""none""#).unwrap_err();
        assert!(error.to_string().starts_with("`none` is no count of items"), "{error}");
        assert_eq!(serde_json::from_str::<Limit>("8").unwrap(), Limit::Number(8.0));
        assert_eq!(serde_json::from_str::<Limit>(r#""today""#).unwrap(), Limit::Text("today".into()));
    }
}
