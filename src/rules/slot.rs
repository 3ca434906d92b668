//! One slot of a rule set.

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::condition::Condition;
use super::keys::{Content, LengthUnit, Limit, MaxItems};
use crate::context::Expect;
use crate::finding::Lang;
use crate::payload::Source;

/// Something wanted from the caller.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slot {
    /// What kind of value it holds.
    pub r#type: SlotType,
    /// Names in the payload, the most trusted first; without any, the name of the slot. A name with dots is a path,
    /// `call.from_number`. For a moment: names that hold date and time in one text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// For a moment: names that hold the date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub date: Vec<String>,
    /// For a moment: names that hold the time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub time: Vec<String>,
    /// For a moment: names that hold an instant, RFC 3339 with an offset or Z, or seconds or milliseconds since 1970.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instant: Vec<String>,
    /// Nothing is accepted without it.
    pub required: bool,
    /// Nothing is accepted without it where this holds: `guests > 8`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_if: Option<Condition>,
    /// Slots with a smaller number are asked for first; the default is 100, and then the order of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i32>,
    /// What it is called when a voice speaks of it; without it, the name of the slot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How to ask for it; a template over the other slots. Each type has a question of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// For a moment whose time is known: how to ask for the day. `<<clock>>` is the time as spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_question: Option<Question>,
    /// For a moment whose day is known: how to ask for the time. `<<day>>` is the day as spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_question: Option<Question>,
    /// How a value is read back in the confirmation, `auf den Namen <<name>>`; without it, the value alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub say: Option<Question>,
    /// For an enum: what may be chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// More texts that are no answer for this slot.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unset: Vec<String>,
    /// Who may vouch for it, the most trusted first: `["said", "signalled"]`. A value from anybody else is left out, and
    /// a less trusted one never takes the place of a more trusted one. Without it everybody counts alike.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// The least that is accepted, for a number, date, time, duration or moment; see [`Limit`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Limit>,
    /// The most that is accepted, itself included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Limit>,
    /// For a text: how many characters it has at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// For a text: how many characters it has at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// For a text: what it may contain; without it `name` for slots that hold a name, else `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    /// For a date or a moment: which way in time it lies, where that is not the policy of the rule set. `past` and `any`
    /// are no appointments: opening hours and `[booking]` do not hold for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
    /// For a duration: what a bare number counts; without it a bare number is asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<LengthUnit>,
    /// For a list: the slots of each item.
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    pub of: Slots,
    /// For a list: how many items it has at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u32>,
    /// For a list: how many items it has at most, or `"any"`. Without it a list of appointments has at most three, any other
    /// as many as come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<MaxItems>,
}

impl Slot {
    /// The number by which slots are asked for; the smaller the sooner.
    pub fn priority(&self) -> i32 {
        self.priority.unwrap_or(100)
    }
}

/// The kinds of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SlotType {
    /// Any text.
    #[default]
    Text,
    /// One of the declared choices.
    Enum,
    /// Yes or no.
    Boolean,
    /// A number.
    Number,
    /// A civil date.
    Date,
    /// A wall time.
    Time,
    /// A date and a time on it, with the instant it is.
    Moment,
    /// A phone number, in E.164.
    Phone,
    /// A length of time.
    Duration,
    /// An e-mail address, typed or dictated.
    Email,
    /// Several items, each with the slots of `of`.
    List,
}

impl SlotType {
    /// The name in a rule set.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Enum => "enum",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
            Self::Moment => "moment",
            Self::Phone => "phone",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::List => "list",
        }
    }
}

/// One choice of an enum: a text, or a table with synonyms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WireChoice", into = "WireChoice")]
pub struct Choice {
    /// The value that comes out, and how it is spoken where `say` is not given.
    pub value: String,
    /// What else callers call it.
    pub synonyms: Vec<String>,
    /// How a voice says it.
    pub say: Option<String>,
    /// How long it takes: which times fit. Where several slots have such a choice their minutes add up; without any,
    /// `service_minutes` of `[booking]` counts.
    pub minutes: Option<u32>,
}

impl Choice {
    /// As a voice says it.
    pub fn spoken(&self) -> &str {
        self.say.as_deref().unwrap_or(&self.value)
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a text or a table with `value`, `synonyms`, `say` and `minutes`")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Choice"))]
enum WireChoice {
    /// The value, without synonyms.
    Plain(String),
    /// The value and what else callers call it.
    Full(FullChoice),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct FullChoice {
    /// The value that comes out.
    value: String,
    /// What else callers call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    synonyms: Vec<String>,
    /// How a voice says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    say: Option<String>,
    /// How long it takes, in minutes; an appointment has to end before the break or the closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1440)))]
    minutes: Option<u32>,
}

impl From<WireChoice> for Choice {
    fn from(wire: WireChoice) -> Self {
        match wire {
            WireChoice::Plain(value) => Self { value, synonyms: Vec::new(), say: None, minutes: None },
            WireChoice::Full(FullChoice { value, synonyms, say, minutes }) => {
                Self { value, synonyms, say, minutes }
            }
        }
    }
}

impl From<Choice> for WireChoice {
    fn from(choice: Choice) -> Self {
        let Choice { value, synonyms, say, minutes } = choice;
        if synonyms.is_empty() && say.is_none() && minutes.is_none() {
            Self::Plain(value)
        } else {
            Self::Full(FullChoice { value, synonyms, say, minutes })
        }
    }
}

/// A text to speak: German, and English where it is wanted. Written as a text or as `{ de = "…", en = "…" }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WireQuestion", into = "WireQuestion")]
pub struct Question {
    /// German, formal.
    pub de: String,
    /// English.
    pub en: Option<String>,
}

impl Question {
    /// The text in that language, if it was given.
    pub fn text(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::De => Some(&self.de),
            Lang::En => self.en.as_deref(),
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a text or a table with `de` and `en`")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Question"))]
enum WireQuestion {
    /// German.
    Plain(String),
    /// In both languages.
    Full(FullQuestion),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct FullQuestion {
    /// German, formal.
    de: String,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    en: Option<String>,
}

impl From<WireQuestion> for Question {
    fn from(wire: WireQuestion) -> Self {
        match wire {
            WireQuestion::Plain(de) => Self { de, en: None },
            WireQuestion::Full(FullQuestion { de, en }) => Self { de, en },
        }
    }
}

impl From<Question> for WireQuestion {
    fn from(question: Question) -> Self {
        match question {
            Question { de, en: None } => Self::Plain(de),
            Question { de, en } => Self::Full(FullQuestion { de, en }),
        }
    }
}

#[cfg(feature = "schema")]
macro_rules! schema_of {
    ($($public:ty => $wire:ty),*) => {$(
        impl schemars::JsonSchema for $public {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                <$wire>::schema_name()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <$wire>::json_schema(generator)
            }
        }
    )*};
}
#[cfg(feature = "schema")]
schema_of!(Choice => WireChoice, Question => WireQuestion);

/// A map that keeps the order of its file; a name may stand in it once.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered<T>(pub Vec<(String, T)>);

/// The slots by name, in the order of the file.
pub type Slots = Ordered<Slot>;

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Ordered<T> {
    /// The entry of that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, t)| t)
    }

    /// Name and entry at a place in the order.
    pub(crate) fn at(&self, place: u16) -> Option<(&str, &T)> {
        self.0.get(usize::from(place)).map(|(n, t)| (n.as_str(), t))
    }

    /// Name and entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(n, t)| (n.as_str(), t))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Ordered<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, entry) in &self.0 {
            map.serialize_entry(name, entry)?;
        }
        map.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Ordered<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered<T>, A::Error> {
                let mut entries: Vec<(String, T)> = Vec::new();
                while let Some((name, entry)) = map.next_entry::<String, T>()? {
                    if entries.iter().any(|(n, _)| *n == name) {
                        return Err(A::Error::custom(format!("`{name}` stands here twice")));
                    }
                    entries.push((name, entry));
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(Entries(std::marker::PhantomData))
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Ordered<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}sByName", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <std::collections::BTreeMap<String, T>>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_and_questions_have_a_short_form() {
        let slot: Slot = serde_json::from_str(
            r#"{"type": "enum", "choices": ["Färben", {"value": "H", "synonyms": ["Herren"]}], "question": "Was?"}"#,
        )
        .unwrap();
        assert_eq!(slot.choices.first().map(|c| c.value.as_str()), Some("Färben"));
        assert_eq!(slot.question.as_ref().and_then(|q| q.text(Lang::De)), Some("Was?"));
        assert_eq!(slot.question.as_ref().and_then(|q| q.text(Lang::En)), None);
        let again: Slot = serde_json::from_str(&serde_json::to_string(&slot).unwrap()).unwrap();
        assert_eq!(again, slot);
    }

    #[test]
    fn the_order_of_the_file_stays() {
        let slots: Slots = serde_json::from_str(r#"{"z": {}, "a": {}}"#).unwrap();
        assert_eq!(slots.iter().map(|(n, _)| n).collect::<Vec<_>>(), ["z", "a"]);
        let twice = serde_json::from_str::<Slots>(r#"{"z": {}, "z": {}}"#).unwrap_err();
        assert!(twice.to_string().starts_with("`z` stands here twice"), "{twice}");
    }
}
