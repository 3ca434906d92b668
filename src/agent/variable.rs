//! Where variables come from: those of the platform, those of the file, those that every call brings.

use std::cell::Cell;
use std::collections::HashMap;

use chrono_tz::Tz;

use super::collect::MOST_CHOICES;

/// What every call brings by itself.
const SYSTEM: [&str; 18] = [
    "agent_id",
    "agent_name",
    "agent_number",
    "agent_version",
    "call_id",
    "call_type",
    "chat_id",
    "current_agent_state",
    "current_calendar",
    "current_hour",
    "current_time",
    "direction",
    "last_agent_state",
    "previous_agent_state",
    "session_duration",
    "session_id",
    "session_type",
    "user_number",
];

/// What takes the name of a time zone behind it, as `current_time_Europe/Berlin` does.
const ZONED: [&str; 3] = ["current_calendar_", "current_hour_", "current_time_"];

/// Where a variable of the file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Origin {
    /// An extraction node or tool.
    Extracted,
    /// A default of the file.
    Default,
    /// `response_variables` of a tool.
    Response,
    /// The values of one call, in a payload.
    Call,
    /// The options of the check.
    Supplied,
}

/// What is known of the values of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Values {
    Any,
    Boolean,
    /// One of these.
    Choices(Vec<String>),
}

/// So many names are compared with one that is unknown before the search for what was meant is given up; the check of a
/// file that was made to be slow must stay linear. A flow of 300 nodes compares some hundred.
const MOST_COMPARED: usize = 50_000;

/// Every variable that the file or the options define.
#[derive(Debug, Default)]
pub(super) struct Variables {
    known: HashMap<String, Known>,
    compared: Cell<usize>,
}

#[derive(Debug)]
struct Known {
    origin: Origin,
    values: Values,
}

/// What a name turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Known,
    /// `current_time_Europa/Berlin`
    NoZone(String),
    WrongCase(String),
    Misspelled(String),
    Unknown,
}

impl Variables {
    /// Adds a source of a variable. Where it has several, its values are those of all of them.
    pub(super) fn add(&mut self, name: &str, origin: Origin, values: Values) {
        match self.known.get_mut(name) {
            None => {
                self.known.insert(name.to_owned(), Known { origin, values });
            }
            Some(known) => {
                known.origin = known.origin.min(origin);
                known.values = match (std::mem::replace(&mut known.values, Values::Any), values) {
                    (Values::Boolean, Values::Boolean) => Values::Boolean,
                    (Values::Choices(mut a), Values::Choices(b)) if a.len() <= MOST_CHOICES => {
                        a.extend(b);
                        Values::Choices(a)
                    }
                    _ => Values::Any,
                };
            }
        }
    }

    /// True for what every call brings by itself.
    pub(super) fn is_system(name: &str) -> bool {
        SYSTEM.contains(&name) || ZONED.iter().any(|base| name.starts_with(base))
    }

    /// True for a variable of the file and for what every call brings; what needs a closer look is not among them.
    pub(super) fn is_known(&self, name: &str) -> bool {
        self.has(name) || SYSTEM.contains(&name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    pub(super) fn values(&self, name: &str) -> &Values {
        self.known.get(name).map_or(&Values::Any, |k| &k.values)
    }

    /// Counts the names that a search goes through; false when there were too many.
    fn may_compare(&self) -> bool {
        let compared = self.compared.get().saturating_add(self.known.len());
        self.compared.set(compared);
        compared <= MOST_COMPARED
    }

    /// Every variable, by name.
    pub(super) fn all(&self) -> Vec<(&str, Origin)> {
        let mut all: Vec<_> = self.known.iter().map(|(n, k)| (n.as_str(), k.origin)).collect();
        all.sort_unstable();
        all
    }

    /// What `name` is, inner markers and all.
    pub(super) fn meaning(&self, name: &str) -> Meaning {
        if self.is_known(name) {
            return Meaning::Known;
        }
        let zoned = ZONED.iter().find_map(|base| name.strip_prefix(base));
        if let Some((before, _)) = name.split_once("{{") {
            // What the inner marker brings is known only in a call: something that begins like this has to exist.
            let begins = ZONED.contains(&before)
                || (self.may_compare() && self.known.keys().any(|k| k.starts_with(before)));
            return if begins { Meaning::Known } else { Meaning::Unknown };
        }
        if let Some(zone) = zoned {
            return if zone_exists(zone) { Meaning::Known } else { Meaning::NoZone(zone.to_owned()) };
        }
        if !self.may_compare() {
            return Meaning::Unknown;
        }
        let fold = |c: &str| -> String {
            c.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let (lower, folded) = (name.to_lowercase(), fold(name));
        // `customerName`, `customer-name`, `call.call_id`
        let last = name.rsplit('.').next().unwrap_or(name);
        let mut near: Option<(usize, &str)> = None;
        for candidate in self.known.keys().map(String::as_str).chain(SYSTEM) {
            if candidate.to_lowercase() == lower {
                return Meaning::WrongCase(candidate.to_owned());
            }
            let distance = if fold(candidate) == folded || last == candidate {
                0
            } else {
                match crate::template::near(name, candidate) {
                    Some(d) => d,
                    None => continue,
                }
            };
            // The order of a hash map must not decide.
            if near.is_none_or(|best| (distance, candidate) < best) {
                near = Some((distance, candidate));
            }
        }
        near.map_or(Meaning::Unknown, |(_, name)| Meaning::Misspelled(name.to_owned()))
    }
}

/// True for a zone of the database. A build that has left most zones out, as the one for browsers does, cannot tell, and
/// takes each that looks like one.
fn zone_exists(name: &str) -> bool {
    let complete = ["America/New_York", "Asia/Tokyo"].iter().all(|z| z.parse::<Tz>().is_ok());
    let looks = || name.split_once('/').is_some_and(|(area, city)| !area.is_empty() && !city.is_empty());
    name.parse::<Tz>().is_ok() || (!complete && looks())
}

/// True for lower snake_case: `[a-z][a-z0-9_]*`.
pub(super) fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(names: &[&str]) -> Variables {
        let mut out = Variables::default();
        for name in names {
            out.add(name, Origin::Extracted, Values::Any);
        }
        out
    }

    #[test]
    fn names_are_known_near_or_unknown() {
        let known = variables(&["customer_name", "slot1", "price_vip"]);
        for (name, meaning) in [
            ("customer_name", Meaning::Known),
            ("user_number", Meaning::Known),
            ("current_time_Europe/Berlin", Meaning::Known),
            ("current_calendar_America/Argentina/Buenos_Aires", Meaning::Known),
            ("current_time_{{my_timezone}}", Meaning::Known),
            ("price_{{kind}}", Meaning::Known),
            ("rate_{{kind}}", Meaning::Unknown),
            ("current_time_Europa/Berlin", Meaning::NoZone("Europa/Berlin".into())),
            ("Customer_Name", Meaning::WrongCase("customer_name".into())),
            ("customerName", Meaning::Misspelled("customer_name".into())),
            ("custommer_name", Meaning::Misspelled("customer_name".into())),
            ("cusotmer_name", Meaning::Misspelled("customer_name".into())),
            ("call.call_id", Meaning::Misspelled("call_id".into())),
            ("slot2", Meaning::Unknown),
            ("customer_phone", Meaning::Unknown),
            ("current_date", Meaning::Unknown),
        ] {
            assert_eq!(known.meaning(name), meaning, "{name}");
        }
    }
}
