//! Text to rule set: syntax, then shape, then sense; all problems of a stage at once.

use std::fmt;

use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::compiled::Compiled;
use super::place::{Document, Places};
use super::{MAX_BYTES, RuleSet, Slot, Slots};
use crate::error::{Error, ErrorKind};

/// All that is wrong with a rule set, in the order of the text.
///
/// ```
/// use klartext::rules::RuleSet;
/// let errors = RuleSet::from_json(r#"{"version": 1, "slots": {"a": {"typ": "text"}, "b": {"required": "yes"}}}"#)
///     .unwrap_err();
/// assert_eq!(errors.to_string(), "slots.a.typ: unknown key `typ`\n\
///     slots.b.required: invalid type: string \"yes\", expected a boolean");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleErrors(Vec<Error>);

impl RuleErrors {
    /// One after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Error> {
        self.0.iter()
    }

    /// In the order of the text.
    fn sorted(mut errors: Vec<Error>) -> Self {
        errors.sort_by_key(|e| e.span);
        Self(errors)
    }
}

impl fmt::Display for RuleErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            match &error.kind {
                ErrorKind::Rule { path, message } if !path.is_empty() => write!(f, "{path}: {message}")?,
                kind => write!(f, "{kind}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for RuleErrors {}

impl From<Error> for RuleErrors {
    fn from(error: Error) -> Self {
        Self(vec![error])
    }
}

impl IntoIterator for RuleErrors {
    type Item = Error;
    type IntoIter = std::vec::IntoIter<Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a RuleErrors {
    type Item = &'a Error;
    type IntoIter = std::slice::Iter<'a, Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl RuleSet {
    /// Reads and checks TOML. Every problem comes with its place in the text.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, RuleErrors> {
        Self::toml(text).map(|(rules, _)| rules)
    }

    /// Reads and checks JSON. Every problem comes with its place in the text.
    pub fn from_json(text: &str) -> Result<Self, RuleErrors> {
        Self::json(text).map(|(rules, _)| rules)
    }

    /// Checks a rule set that was made in code; the errors have no place.
    pub fn check(&self) -> Result<(), RuleErrors> {
        self.compiled().map(|_| ())
    }

    /// A rule set in TOML and its conditions.
    #[cfg(feature = "toml")]
    pub(crate) fn toml(text: &str) -> Result<(Self, Compiled), RuleErrors> {
        within_limit(text)?;
        super::place::read_toml(text).map_err(RuleErrors).and_then(build)
    }

    /// A rule set in JSON and its conditions.
    pub(crate) fn json(text: &str) -> Result<(Self, Compiled), RuleErrors> {
        within_limit(text)?;
        super::place::read_json(text).map_err(RuleErrors).and_then(build)
    }

    /// The conditions of a rule set that was made in code.
    pub(crate) fn compiled(&self) -> Result<Compiled, RuleErrors> {
        checked(self, &Places::default())
    }
}

fn within_limit(text: &str) -> Result<(), RuleErrors> {
    if text.len() > MAX_BYTES {
        return Err(Error::new(ErrorKind::TooLong { limit: MAX_BYTES, actual: text.len() }).into());
    }
    Ok(())
}

fn build(doc: Document) -> Result<(RuleSet, Compiled), RuleErrors> {
    let places = &doc.places;
    let Value::Object(root) = &doc.root else {
        let found = crate::payload::type_name(&doc.root);
        return Err(Error::new(ErrorKind::Shape { expected: "an object", found }).into());
    };
    let Ok(mut rules) = RuleSet::deserialize(&doc.root) else {
        let mut errors = shape_problems(root, places);
        errors.append(&mut beyond_shape(root, &errors, places));
        return Err(RuleErrors::sorted(errors));
    };
    // A tree sorts its keys; the text has the order that was meant.
    in_order(&mut rules.slots, "slots", places);
    rules.rules.0.sort_by_cached_key(|(id, _)| places.key(&format!("rules.{id}")).map(|s| s.start));
    let compiled = checked(&rules, places)?;
    Ok((rules, compiled))
}

/// The conditions, or all that is wrong with the sense of a rule set.
fn checked(rules: &RuleSet, places: &Places) -> Result<Compiled, RuleErrors> {
    let (errors, compiled) = super::check::problems(rules, places);
    match compiled {
        Some(compiled) if errors.is_empty() => Ok(compiled),
        _ => Err(RuleErrors::sorted(errors)),
    }
}

fn in_order(slots: &mut Slots, path: &str, places: &Places) {
    slots.0.sort_by_cached_key(|(name, _)| places.key(&format!("{path}.{name}")).map(|s| s.start));
    for (name, slot) in &mut slots.0 {
        if !slot.of.is_empty() {
            in_order(&mut slot.of, &format!("{path}.{name}.of"), places);
        }
    }
}

/// What is wrong with the sense of a rule set whose shape is wrong somewhere: it is looked at without the keys that cannot
/// be read, and nothing is said of the slots, rules and tables that they stand in.
fn beyond_shape(root: &Map<String, Value>, errors: &[Error], places: &Places) -> Vec<Error> {
    let path = |error: &Error| match &error.kind {
        ErrorKind::Rule { path, .. } => Some(path.clone()),
        _ => None,
    };
    let Some(broken) = errors.iter().map(path).collect::<Option<Vec<String>>>() else { return Vec::new() };
    let mut root = root.clone();
    for path in &broken {
        let mut steps = path.split('.');
        match (steps.next(), steps.next(), steps.next()) {
            // What the slot is decides what conditions may ask of it.
            (Some("slots"), _, None | Some("type" | "choices" | "of")) => return Vec::new(),
            (Some("rules"), Some(id), key) => {
                let Some(Value::Object(rules)) = root.get_mut("rules") else { return Vec::new() };
                match (key, rules.get_mut(id)) {
                    (Some("severity"), Some(Value::Object(rule))) => {
                        rule.insert("severity".to_owned(), Value::from("note"));
                    }
                    (Some(key), Some(Value::Object(rule))) if key != "when" => {
                        rule.remove(key);
                    }
                    _ => {
                        rules.remove(id);
                    }
                }
            }
            (Some(table), Some(name), Some(key)) => {
                if let Some(Value::Object(entry)) = root.get_mut(table).and_then(|t| t.get_mut(name)) {
                    entry.remove(key);
                }
            }
            (Some(table), _, _) => {
                root.remove(table);
            }
            (None, ..) => {}
        }
    }
    let Ok(rules) = RuleSet::deserialize(&Value::Object(root)) else { return Vec::new() };
    let entry = |path: &str| path.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
    let beside = |error: &Error| {
        path(error).is_some_and(|found| broken.iter().all(|broken| entry(broken) != entry(&found)))
    };
    let (mut found, _) = super::check::problems(&rules, places);
    found.retain(beside);
    found
}

/// Every key that is unknown or has a value of the wrong shape.
fn shape_problems(root: &Map<String, Value>, places: &Places) -> Vec<Error> {
    let mut errors = Vec::new();
    for (key, value) in root {
        match (key.as_str(), value) {
            ("slots", Value::Object(slots)) => {
                for (name, slot) in slots {
                    probe_slot(slot, &format!("slots.{name}"), places, &mut errors);
                }
            }
            ("rules", Value::Object(rules)) => {
                for (id, rule) in rules {
                    probe_rule(rule, &format!("rules.{id}"), places, &mut errors);
                }
            }
            ("limits", Value::Object(_)) => probe::<super::CallLimits>(value, key, places, &mut errors),
            ("hours", Value::Object(_)) => probe::<crate::OpeningHours>(value, key, places, &mut errors),
            ("policy", Value::Object(_)) => probe::<crate::Policy>(value, key, places, &mut errors),
            ("booking", Value::Object(_)) => probe::<super::Booking>(value, key, places, &mut errors),
            ("unset", Value::Object(_)) => probe::<super::Unset>(value, key, places, &mut errors),
            _ => probe_field::<RuleSet>(key, value, key, places, &mut errors),
        }
    }
    if errors.is_empty() {
        // Cannot happen as long as every key can be read alone; said rather than dropped.
        let message = "these keys do not go together".to_owned();
        errors.push(Error::new(ErrorKind::RuleSyntax { message }));
    }
    errors
}

/// A slot, and of a list the slots of its items, each for itself.
fn probe_slot(slot: &Value, path: &str, places: &Places, errors: &mut Vec<Error>) {
    let Some(Value::Object(inner)) = slot.get("of") else {
        return probe::<Slot>(slot, path, places, errors);
    };
    let mut outer = slot.clone();
    if let Value::Object(fields) = &mut outer {
        fields.remove("of");
    }
    probe::<Slot>(&outer, path, places, errors);
    for (name, slot) in inner {
        probe_slot(slot, &format!("{path}.of.{name}"), places, errors);
    }
}

/// Reads each key alone, so that one wrong key does not hide the next.
fn probe<T: DeserializeOwned>(value: &Value, path: &str, places: &Places, errors: &mut Vec<Error>) {
    let Err(whole) = T::deserialize(value) else { return };
    let before = errors.len();
    if let Value::Object(fields) = value {
        for (key, field) in fields {
            probe_field::<T>(key, field, &format!("{path}.{key}"), places, errors);
        }
    }
    if errors.len() == before {
        errors.push(problem(&whole.to_string(), path, places));
    }
}

/// Reads each key of a rule alone, beside the two that every rule has.
fn probe_rule(value: &Value, path: &str, places: &Places, errors: &mut Vec<Error>) {
    let Err(whole) = super::Rule::deserialize(value) else { return };
    let before = errors.len();
    if let Value::Object(fields) = value {
        for (key, field) in fields {
            let mut alone = Map::from_iter([
                ("when".to_owned(), Value::from("x exists")),
                ("severity".to_owned(), Value::from("note")),
            ]);
            alone.insert(key.clone(), field.clone());
            if let Err(error) = super::Rule::deserialize(&Value::Object(alone)) {
                errors.push(problem(&error.to_string(), &format!("{path}.{key}"), places));
            }
        }
        for key in ["when", "severity"] {
            if !fields.contains_key(key) {
                let message = format!("`{key}` is missing");
                errors.push(problem(&message, path, places));
            }
        }
    }
    if errors.len() == before {
        errors.push(problem(&whole.to_string(), path, places));
    }
}

fn probe_field<T: DeserializeOwned>(
    key: &str,
    field: &Value,
    path: &str,
    places: &Places,
    errors: &mut Vec<Error>,
) {
    let alone = Map::from_iter([(key.to_owned(), field.clone())]);
    if let Err(error) = T::deserialize(&Value::Object(alone)) {
        errors.push(problem(&error.to_string(), path, places));
    }
}

fn problem(message: &str, path: &str, places: &Places) -> Error {
    let unknown = message.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", "));
    let (message, help, span) = match unknown {
        Some((key, help)) => (format!("unknown key {key}"), Some(help.to_owned()), places.key(path)),
        None => (message.to_owned(), None, places.value(path)),
    };
    Error { kind: ErrorKind::Rule { message, path: path.to_owned() }, span, help }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "toml")]
    const BAD: &str = r#"version = 1
zon = "Europe/Berlin"

[hours]
tue = ["09-18"]

[slots.b]
type = "datum"
required = 1

[slots.a]
type = "text"
form = ["x"]
"#;

    #[cfg(feature = "toml")]
    #[test]
    fn all_problems_come_with_their_place() {
        let errors = RuleSet::from_toml(BAD).unwrap_err();
        let seen: Vec<_> = errors
            .iter()
            .map(|e| (e.to_string(), e.span.unwrap().line_column(BAD), e.span.unwrap().of(BAD).unwrap()))
            .collect();
        assert_eq!(
            seen,
            [
                ("unknown key `zon`".into(), (2, 1), "zon"),
                ("`09-18` is not a stretch of opening hours: write `09:00-18:00`, the end after the start and at most `24:00`; what is open past midnight goes on from `00:00` on the next day".into(), (5, 7), "[\"09-18\"]"),
                (
                    "unknown variant `datum`, expected one of `text`, `enum`, `boolean`, `number`, `date`, `time`, \
                     `moment`, `phone`, `duration`, `email`, `list`"
                        .into(),
                    (8, 8),
                    "\"datum\""
                ),
                ("invalid type: integer `1`, expected a boolean".into(), (9, 12), "1"),
                ("unknown key `form`".into(), (13, 1), "form"),
            ]
        );
        assert!(
            errors.iter().next().unwrap().help.as_ref().unwrap().starts_with("expected one of `version`")
        );
    }

    #[cfg(feature = "toml")]
    #[test]
    fn a_wrong_shape_hides_nothing_that_stands_elsewhere() {
        let text = "version = 1\nzone = \"Berlin\"\n[slots.guests]\ntype = \"number\"\nrequird = true\n\
            [rules.a]\nwhen = 'guests > 8 and guests < 3'\nseverity = \"ask\"\n\
            [rules.b]\nwhen = 'gests > 8'\nseverity = \"asks\"\n";
        let errors = RuleSet::from_toml(text).unwrap_err().to_string();
        let seen: Vec<&str> = errors.lines().collect();
        assert_eq!(
            seen,
            [
                "zone: unknown time zone `Berlin`",
                "slots.guests.requird: unknown key `requird`",
                "rules.a: `severity = \"ask\"` without a slot to ask for",
                "rules.a.when: can never be true: `guests > 8` and `guests < 3` exclude each other",
                "rules.b.severity: unknown variant `asks`, expected one of `note`, `warning`, `ask`, `reject`",
            ]
        );
    }

    #[cfg(feature = "toml")]
    #[test]
    fn toml_and_json_are_one_language() {
        let toml = RuleSet::from_toml(
            "version = 1\nslots.z.type = \"text\"\nslots.a.type = \"moment\"\n[policy]\nday_begins = 08:00:00\n",
        )
        .unwrap();
        let json = RuleSet::from_json(
            r#"{"version": 1, "slots": {"z": {"type": "text"}, "a": {"type": "moment"}},
                "policy": {"day_begins": "08:00"}}"#,
        )
        .unwrap();
        assert_eq!(toml, json);
        assert_eq!(toml.slots.iter().map(|(n, _)| n).collect::<Vec<_>>(), ["z", "a"]);
        let again = RuleSet::from_json(&serde_json::to_string(&json).unwrap()).unwrap();
        assert_eq!(again, json);
    }

    #[test]
    fn what_is_no_rule_set_is_an_error() {
        let message = |text: &str| RuleSet::from_json(text).unwrap_err().to_string();
        assert_eq!(message("[]"), "expected an object, found an array");
        assert_eq!(message(""), "empty input");
        assert_eq!(message("{"), "not a rule set: EOF while parsing an object");
        let long = " ".repeat(MAX_BYTES + 1);
        assert_eq!(message(&long), "text of 1048577 bytes is longer than the limit of 1048576");
    }
}
