//! What the engine noticed: stable codes with data, worded in German and English when somebody asks.
//!
//! A finding is not an error. A malformed rule set is an [`Error`](crate::Error); a malformed thing *said* is a
//! finding in a verdict, and the rest of what was said survives it.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Utc, Weekday};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::span::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// An assumption that is as good as certain; written down so that it is not silent.
    Note,
    /// The value may not be what was meant. Do not act on it without a look or a question.
    Warning,
    /// There is no value.
    Error,
}

impl Severity {
    /// The name on the wire: `note`, `warning`, `error`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The language of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Lang {
    /// German, formal.
    #[default]
    De,
    /// English.
    En,
}

/// One kind of finding: its code, weight and wording. `{name}` in a wording stands for the datum of that name.
///
/// Each room of the library declares its own as statics; a rule set makes its own at load time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Stable, snake_case.
    pub code: Cow<'static, str>,
    /// How much it weighs.
    pub severity: Severity,
    /// German wording.
    pub de: Cow<'static, str>,
    /// English wording.
    pub en: Cow<'static, str>,
}

impl Kind {
    /// A kind known at compile time.
    pub const fn new(code: &'static str, severity: Severity, de: &'static str, en: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), severity, de: Cow::Borrowed(de), en: Cow::Borrowed(en) }
    }
}

/// A word that a message says in its own language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// German.
    pub de: &'static str,
    /// English.
    pub en: &'static str,
}

/// One value that belongs to a finding.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Datum {
    /// Any text.
    Text(Cow<'static, str>),
    /// A count.
    Int(i64),
    /// A civil date.
    Date(NaiveDate),
    /// A wall time.
    Time(NaiveTime),
    /// A wall date-time.
    Local(NaiveDateTime),
    /// An instant.
    Instant(DateTime<Utc>),
    /// A weekday: its name in a message, `mon` … `sun` as data.
    Weekday(Weekday),
    /// One of the words that this library has for something, in the language of the message; as data the English one.
    Word(Word),
    /// Several values.
    List(Vec<Datum>),
}

impl Datum {
    /// The datum as a message shows it: dates as `05.11.2025` in German and `2025-11-05` in English.
    pub fn show(&self, lang: Lang) -> String {
        let mut out = String::new();
        self.write(lang, &mut out);
        out
    }

    fn write(&self, lang: Lang, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = match (self, lang) {
            (Self::Text(t), _) => out.write_str(t),
            (Self::Int(n), _) => write!(out, "{n}"),
            (Self::Date(d), Lang::De) => write!(out, "{:02}.{:02}.{:04}", d.day(), d.month(), d.year()),
            (Self::Date(d), Lang::En) => write!(out, "{d}"),
            (Self::Time(t), Lang::De) => write!(out, "{}:{:02} Uhr", t.hour(), t.minute()),
            (Self::Time(t), Lang::En) => write!(out, "{:02}:{:02}", t.hour(), t.minute()),
            (Self::Local(l), _) => {
                Self::Date(l.date()).write(lang, out);
                out.push_str(if lang == Lang::De { ", " } else { " " });
                Self::Time(l.time()).write(lang, out);
                Ok(())
            }
            (Self::Instant(i), _) => out.write_str(&crate::wire::instant(*i)),
            (Self::Weekday(d), lang) => out.write_str(weekday_name(*d, lang)),
            (Self::Word(word), Lang::De) => out.write_str(word.de),
            (Self::Word(word), Lang::En) => out.write_str(word.en),
            (Self::List(items), _) => {
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    item.write(lang, out);
                }
                Ok(())
            }
        };
    }

    /// The datum as JSON, in the forms of the wire.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(t) => serde_json::Value::from(t.as_ref()),
            Self::Int(n) => serde_json::Value::from(*n),
            Self::Date(d) => serde_json::Value::from(crate::wire::date(*d)),
            Self::Time(t) => serde_json::Value::from(crate::wire::time(*t)),
            Self::Local(l) => serde_json::Value::from(crate::wire::local(*l)),
            Self::Instant(i) => serde_json::Value::from(crate::wire::instant(*i)),
            Self::Weekday(d) => {
                serde_json::Value::from(weekday_name(*d, Lang::En).to_ascii_lowercase().get(..3))
            }
            Self::Word(word) => serde_json::Value::from(word.en),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
        }
    }
}

/// The name of a weekday.
pub const fn weekday_name(day: Weekday, lang: Lang) -> &'static str {
    match (day, lang) {
        (Weekday::Mon, Lang::De) => "Montag",
        (Weekday::Tue, Lang::De) => "Dienstag",
        (Weekday::Wed, Lang::De) => "Mittwoch",
        (Weekday::Thu, Lang::De) => "Donnerstag",
        (Weekday::Fri, Lang::De) => "Freitag",
        (Weekday::Sat, Lang::De) => "Samstag",
        (Weekday::Sun, Lang::De) => "Sonntag",
        (Weekday::Mon, Lang::En) => "Monday",
        (Weekday::Tue, Lang::En) => "Tuesday",
        (Weekday::Wed, Lang::En) => "Wednesday",
        (Weekday::Thu, Lang::En) => "Thursday",
        (Weekday::Fri, Lang::En) => "Friday",
        (Weekday::Sat, Lang::En) => "Saturday",
        (Weekday::Sun, Lang::En) => "Sunday",
    }
}

macro_rules! datum_from {
    ($($from:ty => $make:expr),* $(,)?) => {$(
        impl From<$from> for Datum {
            fn from(value: $from) -> Self {
                let make: fn($from) -> Self = $make;
                make(value)
            }
        }
    )*};
}
datum_from! {
    &'static str => |v| Self::Text(Cow::Borrowed(v)),
    String => |v| Self::Text(Cow::Owned(v)),
    i64 => Self::Int,
    i32 => |v| Self::Int(v.into()),
    u32 => |v| Self::Int(v.into()),
    usize => |v| Self::Int(i64::try_from(v).unwrap_or(i64::MAX)),
    NaiveDate => Self::Date,
    NaiveTime => Self::Time,
    NaiveDateTime => Self::Local,
    DateTime<Utc> => Self::Instant,
    Weekday => Self::Weekday,
    Word => Self::Word,
    Vec<Datum> => Self::List,
}

/// Something noticed, with its place and its data.
///
/// ```
/// use klartext::finding::{Finding, Kind, Lang, Severity};
/// static LATE: Kind = Kind::new("late", Severity::Warning, "{minutes} Minuten zu spät", "{minutes} minutes late");
/// let finding = Finding::new(&LATE).with("minutes", 5);
/// assert_eq!(finding.message(Lang::De), "5 Minuten zu spät");
/// assert_eq!(finding.code(), "late");
/// ```
#[derive(Clone, PartialEq)]
pub struct Finding {
    kind: Cow<'static, Kind>,
    /// Where in the text, if it has a place there.
    pub span: Option<Span>,
    /// The slot whose text `span` counts in, if the text came from a slot.
    pub slot: Option<String>,
    data: Vec<(&'static str, Datum)>,
}

impl Finding {
    /// A finding of a kind known at compile time, without place or data yet.
    pub const fn new(kind: &'static Kind) -> Self {
        Self { kind: Cow::Borrowed(kind), span: None, slot: None, data: Vec::new() }
    }

    /// A finding of a kind that a rule set made.
    pub const fn owned(kind: Kind) -> Self {
        Self { kind: Cow::Owned(kind), span: None, slot: None, data: Vec::new() }
    }

    /// The same with its place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same, said of a slot.
    #[must_use]
    pub fn of_slot(mut self, slot: &str) -> Self {
        self.slot = Some(slot.to_owned());
        self
    }

    /// The same with one more datum. On the wire it stands beside `code`, `severity`, `slot`, `span` and `message`, so
    /// none of these can be its name.
    #[must_use]
    pub fn with(mut self, name: &'static str, datum: impl Into<Datum>) -> Self {
        // On the wire the data stand beside these fields.
        debug_assert!(
            !matches!(name, "code" | "severity" | "slot" | "span" | "message"),
            "`{name}` is taken"
        );
        self.data.push((name, datum.into()));
        self
    }

    /// The same with another weight, for a policy that judges this kind differently.
    #[must_use]
    pub fn weighing(mut self, severity: Severity) -> Self {
        if self.kind.severity != severity {
            self.kind.to_mut().severity = severity;
        }
        self
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        &self.kind.code
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.kind.severity
    }

    /// True for findings of this kind, whatever their data.
    pub fn is(&self, kind: &Kind) -> bool {
        self.kind.code == kind.code
    }

    /// The datum of that name.
    pub fn datum(&self, name: &str) -> Option<&Datum> {
        self.data.iter().find(|(n, _)| *n == name).map(|(_, d)| d)
    }

    /// All data, in the order given.
    pub fn data(&self) -> &[(&'static str, Datum)] {
        &self.data
    }

    /// The wording, data filled in.
    pub fn message(&self, lang: Lang) -> String {
        let pattern = match lang {
            Lang::De => &self.kind.de,
            Lang::En => &self.kind.en,
        };
        // A rule that was given no words.
        if pattern.is_empty() {
            return match lang {
                Lang::De => format!("Die Regel `{}` trifft zu", self.code()),
                Lang::En => format!("the rule `{}` applies", self.code()),
            };
        }
        let mut out = String::with_capacity(pattern.len().saturating_add(16));
        let mut rest: &str = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            match after.split_once('}').and_then(|(name, tail)| Some((self.datum(name)?, tail))) {
                Some((datum, tail)) => {
                    datum.write(lang, &mut out);
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

impl std::fmt::Debug for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}[{}]", self.kind.severity.as_str(), self.kind.code)?;
        if let Some(span) = self.span {
            write!(f, "@{}..{}", span.start, span.end)?;
        }
        if let Some(slot) = &self.slot {
            write!(f, " {slot}")?;
        }
        let mut map = f.debug_map();
        for (name, datum) in &self.data {
            match datum {
                // What was said may hold a number.
                Datum::Text(text) => map.entry(name, &crate::privacy::Quiet(text)),
                other => map.entry(name, other),
            };
        }
        map.finish()
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Message {
            de: String,
            en: String,
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &self.kind.code)?;
        map.serialize_entry("severity", &self.kind.severity)?;
        if let Some(slot) = &self.slot {
            map.serialize_entry("slot", slot)?;
        }
        map.serialize_entry("span", &self.span)?;
        map.serialize_entry("message", &Message { de: self.message(Lang::De), en: self.message(Lang::En) })?;
        for (name, datum) in &self.data {
            map.serialize_entry(name, &datum.to_json())?;
        }
        map.end()
    }
}
