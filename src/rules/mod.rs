//! The rule set: which slots there are, where each comes from, what is required, and when the shop is open.
//!
//! TOML and JSON are read into the same types; unknown keys are errors that name them, and all problems come at once.
//!
//! ```toml
//! version = 1
//! name = "Salon Muster"
//! zone = "Europe/Berlin"
//!
//! [hours]
//! tue = ["09:00-18:00"]
//! wed = ["09:00-12:30", "13:30-18:00"]
//!
//! [booking]
//! outside_hours = "ask"
//! lead_minutes = 60
//!
//! [slots.service]
//! type = "enum"
//! from = ["dienstleistung", "service"]
//! required = true
//! choices = [{ value = "Färben", minutes = 90 }, { value = "Herrenhaarschnitt", synonyms = ["Haarschnitt Herren"] }]
//!
//! [slots.start]
//! type = "moment"
//! date = ["datum", "date"]
//! time = ["uhrzeit", "time"]
//! required = true
//!
//! [slots.phone]
//! type = "phone"
//! from = ["telefon", "call.from_number"]
//!
//! [rules.late_colouring]
//! when = 'service == "Färben" and start.time >= 16:30'
//! severity = "ask"
//! slot = "start"
//! message = "Färben dauert anderthalb Stunden, wir schließen um achtzehn Uhr."
//! ```
//!
//! What a slot may hold can be bounded, and who may fill it:
//!
//! ```toml
//! [slots.personen]
//! type = "number"
//! min = 1
//! max = 8
//!
//! [slots.geburtsdatum]
//! type = "date"
//! expect = "past"
//! max = "today-18y"
//!
//! [slots.email]
//! type = "email"
//! sources = ["said"]
//!
//! [slots.termine]
//! type = "list"
//! from = ["bookings"]
//! max_items = 3
//! of.start = { type = "moment", date = ["datum"], time = ["uhrzeit"], required = true }
//! of.service = { type = "enum", from = ["dienstleistung"], choices = ["Färben", "Bartpflege"] }
//! ```
//!
//! Version 1 grows by new keys alone: every key has a default, and a rule set that names a key unknown to this library
//! is refused rather than half understood. A plain value (`choices`, `question`) can have a table in its place where
//! more has to be said.

mod check;
mod check_rules;
pub(crate) mod compiled;
pub(crate) mod condition;
pub(crate) mod content;
mod counted;
pub(crate) mod email;
mod explain;
pub(crate) mod judge;
mod keys;
pub(crate) mod length;
pub(crate) mod list;
mod load;
pub(crate) mod moment;
mod place;
mod quantity;
pub(crate) mod question;
pub(crate) mod range;
mod rule;
pub(crate) mod scalar;
pub(crate) mod seam;
mod slot;
mod slot_keys;
pub(crate) mod speak;
pub(crate) mod trust;
pub(crate) mod unset;

use serde::{Deserialize, Serialize};

pub use crate::appointment::{Beyond, Booking, Outside, SlotsFrom};
use crate::context::Policy;
use crate::finding::Lang;
use crate::hours::OpeningHours;

pub use condition::Condition;
pub use keys::{Content, LengthUnit, Limit, MaxItems};
pub use load::RuleErrors;
pub use rule::{CallLimits, Rule, Rules, Weight};

/// The findings that judging a slot can make.
pub mod finding {
    pub use super::content::{
        BIDI_CHARACTER, CONTROL_CHARACTER, ENCODING_REPAIRED, MARKUP, MIXED_SCRIPTS, MODEL_INSTRUCTION,
        NOT_A_NAME, TEMPLATE_MARKER,
    };
    pub use super::email::{EMAIL_DICTATED, EMAIL_DOUBTFUL};
    pub use super::judge::{MISSING, NOT_UNDERSTOOD};
    pub use super::length::{DURATION_APPROXIMATE, UNIT_ASSUMED, UNIT_MISSING};
    pub use super::list::{SINGLE_ITEM, TOO_FEW_ITEMS, TOO_MANY_ITEMS};
    pub use super::moment::{
        AMBIGUOUS, DATE_KEPT, INSTANT_DECIDED, MOMENT_CONFLICT, SEVERAL_OFFERS, TIME_APPROXIMATE, TIME_KEPT,
        WALL_TIME_AS_UTC,
    };
    pub use super::range::{ABOVE_MAX, BELOW_MIN, TEXT_TOO_LONG, TEXT_TOO_SHORT};
    pub use super::scalar::{NOT_A_CHOICE, SEVERAL_CHOICES};
    pub use super::trust::{LESS_TRUSTED, UNTRUSTED_SOURCE};
    pub use crate::appointment::half::{DAYTIME_DECIDED, HOURS_DECIDED, PAST_RULED_OUT, USUAL_HOURS_DECIDED};
    pub use crate::appointment::hours::ADJUSTED;
    pub use crate::conversation::{PLACEHOLDER, TOO_LONG};
}
pub use slot::{Choice, Ordered, Question, Slot, SlotType, Slots};

/// The version of the language that this library reads.
pub const VERSION: u32 = 1;

/// The longest rule set that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// A rule set, read and checked. See the [module](self) for how it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleSet {
    /// The version of the language; must be given, today 1.
    pub version: u32,
    /// Whose rules these are; for people.
    pub name: String,
    /// The zone of every wall time, by its name in the zone database.
    pub zone: String,
    /// The region whose phone numbers come without a country code, two letters.
    pub region: String,
    /// The language of the questions.
    pub locale: Lang,
    /// When the shop is open; absent means that nothing is known about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpeningHours>,
    /// How to decide where German leaves a choice.
    pub policy: Policy,
    /// What may be booked.
    pub booking: Booking,
    /// What counts as no answer.
    pub unset: Unset,
    /// Names of a field of the payload that is true when the caller has said yes to the last question.
    pub confirmed: Vec<String>,
    /// What is said when everything is accepted; a template over the slots. Without it the values are read out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Question>,
    /// How often may be asked before a person takes over.
    pub limits: CallLimits,
    /// What is wanted from the caller, by name; the order is the order of asking where no priority is given.
    pub slots: Slots,
    /// What holds for the call as a whole, by id.
    #[serde(skip_serializing_if = "Rules::is_empty")]
    pub rules: Rules,
}

impl Default for RuleSet {
    fn default() -> Self {
        Self {
            version: 0,
            name: String::new(),
            zone: "Europe/Berlin".to_owned(),
            region: "DE".to_owned(),
            locale: Lang::De,
            hours: None,
            policy: Policy::default(),
            booking: Booking::default(),
            unset: Unset::default(),
            confirmed: ["confirmed", "bestaetigt", "bestätigt"].map(str::to_owned).to_vec(),
            confirmation: None,
            limits: CallLimits::default(),
            slots: Slots::default(),
            rules: Rules::default(),
        }
    }
}

/// What counts as no answer, besides `null` and nothing but blanks.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unset {
    /// More texts that are no answer, compared without regard to case and umlaut spelling.
    pub also: Vec<String>,
    /// Texts that are an answer here although the library takes them for none.
    pub never: Vec<String>,
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;

    #[test]
    fn the_schema_names_every_key() {
        let schema = serde_json::to_value(schemars::schema_for!(RuleSet)).unwrap();
        let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        let mut full = RuleSet {
            hours: Some(OpeningHours::default()),
            confirmation: Some(Question { de: "Ja".into(), en: None }),
            ..RuleSet::default()
        };
        let rule = serde_json::json!({ "when": "turn > 3", "severity": "note" });
        full.rules.0.push(("late".into(), serde_json::from_value(rule).unwrap()));
        let rules = serde_json::to_value(full).unwrap();
        assert_eq!(keys, rules.as_object().unwrap().keys().collect::<Vec<_>>());
        let question = &schema["$defs"]["Question"]["anyOf"];
        assert_eq!(question[0]["type"], "string", "a question may be a text: {schema:#}");
    }
}
