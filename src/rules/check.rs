//! Whether a rule set makes sense; all problems at once.

use std::collections::BTreeMap;

use super::compiled::Compiled;
use super::place::Places;
use super::{Question, RuleSet, Slot, SlotType, Slots, VERSION, seam};
use crate::error::{Error, ErrorKind};
use crate::finding::Lang;
use crate::heard::fold::fold;
use crate::span::Span;
use crate::template::finding::NO_MARKER_BUT_NAME;

pub(super) struct Check<'a> {
    places: &'a Places,
    errors: Vec<Error>,
}

impl Check<'_> {
    pub(super) fn report(&mut self, path: &str, message: impl Into<String>, help: Option<&str>) {
        self.errors.push(Error {
            kind: ErrorKind::Rule { message: message.into(), path: path.to_owned() },
            span: self.places.value(path),
            help: help.map(str::to_owned),
        });
    }

    /// A problem at a place inside a text, in bytes of the text.
    pub(super) fn report_inside(&mut self, path: &str, inside: Span, message: String, help: Option<&str>) {
        let span = self.places.inside(path, inside).or_else(|| self.places.value(path));
        self.errors.push(Error {
            kind: ErrorKind::Rule { message, path: path.to_owned() },
            span,
            help: help.map(str::to_owned),
        });
    }
}

/// Everything that is wrong, and the conditions as they were understood, where all of them were.
pub(super) fn problems(rules: &RuleSet, places: &Places) -> (Vec<Error>, Option<Compiled>) {
    let mut check = Check { places, errors: Vec::new() };
    match rules.version {
        VERSION => {}
        0 => check.report("version", "no version", Some("write `version = 1`")),
        other => check.report(
            "version",
            format!("version {other} is unknown"),
            Some("this library reads version 1"),
        ),
    }
    if let Err(error) = crate::wire::zone(&rules.zone) {
        check.report("zone", error.to_string(), error.help.as_deref());
    }
    if rules.region.len() != 2 || !rules.region.bytes().all(|b| b.is_ascii_uppercase()) {
        check.report(
            "region",
            format!("`{}` is not a region", rules.region),
            Some("two capital letters, `DE`"),
        );
    }
    if rules.slots.is_empty() {
        check.report("slots", "no slots", Some("`[slots.name]`, one table for each slot"));
    }
    hours(rules, &mut check);
    for (name, slot) in rules.slots.iter() {
        let path = format!("slots.{name}");
        one(&rules.slots, name, slot, &path, &mut check);
        lengths(rules, slot, &path, &mut check);
    }
    if let Some(confirmation) = &rules.confirmation {
        template(&rules.slots, confirmation, &[], "confirmation", &mut check);
    }
    if let Some(hand_over) = &rules.limits.hand_over {
        template(&rules.slots, hand_over, &[], "limits.hand_over", &mut check);
    }
    let compiled = super::check_rules::problems(rules, &mut check);
    (check.errors, compiled)
}

fn hours(rules: &RuleSet, check: &mut Check<'_>) {
    let Some(hours) = &rules.hours else { return };
    let days = [
        ("mon", &hours.mon),
        ("tue", &hours.tue),
        ("wed", &hours.wed),
        ("thu", &hours.thu),
        ("fri", &hours.fri),
        ("sat", &hours.sat),
        ("sun", &hours.sun),
    ];
    let exceptions = hours.exceptions.iter().map(|(date, day)| (format!("hours.exceptions.{date}"), day));
    for (path, day) in days.into_iter().map(|(n, d)| (format!("hours.{n}"), d)).chain(exceptions) {
        let mut sorted = day.clone();
        sorted.sort();
        let overlap = sorted.windows(2).find(|w| matches!(w, [a, b] if b.opens_minute() < a.closes_minute()));
        if let Some([a, b]) = overlap {
            check.report(&path, format!("`{a}` and `{b}` overlap"), None);
        }
    }
    if hours.is_empty() && hours.exceptions.is_empty() {
        check.report("hours", "never open", Some("leave `hours` out where nothing is known about them"));
    }
}

/// One slot, at `path` among its `slots`; of a list also the slots of its items.
fn one(slots: &Slots, name: &str, slot: &Slot, path: &str, check: &mut Check<'_>) {
    if !seam::is_name(name) {
        let help = "a small letter, then small letters, digits and `_`";
        check.report(path, format!("`{name}` is not a name for a slot"), Some(help));
    }
    if matches!(name, "day" | "clock") {
        check.report(
            path,
            format!("`{name}` is taken"),
            Some("questions use it for the day and time that is known"),
        );
    }
    for (key, list) in
        [("from", &slot.from), ("date", &slot.date), ("time", &slot.time), ("instant", &slot.instant)]
    {
        let path = format!("{path}.{key}");
        if key != "from" && !list.is_empty() && slot.r#type != SlotType::Moment {
            check.report(
                &path,
                format!("`{key}` belongs to a moment, this is a {}", slot.r#type.as_str()),
                None,
            );
        }
        for (i, source) in list.iter().enumerate() {
            if source.trim().is_empty() {
                check.report(&format!("{path}[{i}]"), "empty name", None);
            } else if list.iter().take(i).any(|s| s == source) {
                check.report(&format!("{path}[{i}]"), format!("`{source}` stands here twice"), None);
            }
        }
    }
    choices(slot, path, check);
    for (key, message, help) in super::slot_keys::problems(slot) {
        check.report(&format!("{path}.{key}"), message, help.as_deref());
    }
    for (inner_name, inner) in slot.of.iter() {
        let path = format!("{path}.of.{inner_name}");
        if inner.r#type == SlotType::List {
            check.report(&path, "a list in a list", Some("give the items a slot for each of its fields"));
            continue;
        }
        if inner.required_if.is_some() {
            let help = "write `required = true`, or a rule over `count(list where …)`";
            check.report(&format!("{path}.required_if"), "a slot of an item has no conditions", Some(help));
        }
        if inner.choices.iter().any(|choice| choice.minutes.is_some()) {
            check.report(
                &format!("{path}.choices"),
                "`minutes` counts for the moment of a call, not of an item",
                None,
            );
        }
        one(&slot.of, inner_name, inner, &path, check);
    }
    let questions = [
        ("question", &slot.question, &[] as &[&str]),
        ("date_question", &slot.date_question, &["clock"]),
        ("time_question", &slot.time_question, &["day"]),
        ("say", &slot.say, &[]),
    ];
    for (key, question, extra) in questions {
        let path = format!("{path}.{key}");
        if let Some(question) = question {
            template(slots, question, extra, &path, check);
        }
        let of_a_moment = matches!(key, "date_question" | "time_question");
        if of_a_moment && question.is_some() && slot.r#type != SlotType::Moment {
            check.report(
                &path,
                format!("`{key}` belongs to a moment, this is a {}", slot.r#type.as_str()),
                None,
            );
        }
    }
}

fn choices(slot: &Slot, path: &str, check: &mut Check<'_>) {
    let path = format!("{path}.choices");
    match (slot.r#type, slot.choices.is_empty()) {
        (SlotType::Enum, true) => check.report(&path, "an enum without choices", None),
        (SlotType::Enum, false) | (_, true) => {}
        (other, false) => {
            check.report(&path, format!("`choices` belongs to an enum, this is a {}", other.as_str()), None);
        }
    }
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (i, choice) in slot.choices.iter().enumerate() {
        let path = format!("{path}[{i}]");
        if slot.choices.iter().take(i).any(|c| c.value == choice.value) {
            check.report(&path, format!("`{}` stands here twice", choice.value), None);
            continue;
        }
        for name in std::iter::once(&choice.value).chain(&choice.synonyms) {
            let folded = fold(name);
            if folded.is_empty() {
                check.report(&path, format!("`{name}` has no word in it"), None);
                continue;
            }
            match owners.insert(folded, &choice.value) {
                Some(owner) if owner != choice.value => {
                    check.report(&path, format!("`{name}` also means `{owner}`"), None);
                }
                _ => {}
            }
        }
    }
}

/// The longest that a service may take: a day.
const MAX_MINUTES: u32 = 24 * 60;

fn lengths(rules: &RuleSet, slot: &Slot, path: &str, check: &mut Check<'_>) {
    let moment = rules.slots.iter().any(|(_, slot)| slot.r#type == SlotType::Moment);
    for (i, choice) in slot.choices.iter().enumerate() {
        let Some(minutes) = choice.minutes else { continue };
        let path = format!("{path}.choices[{i}].minutes");
        if !(1..=MAX_MINUTES).contains(&minutes) {
            let help =
                "how long it takes, up to the 1440 minutes of a day; leave it out where that does not matter";
            check.report(&path, format!("{minutes} minutes"), Some(help));
        } else if !moment {
            check.report(&path, "`minutes`, but no slot of type moment that they could count for", None);
        } else if rules.hours.is_none() {
            check.report(&path, "`minutes`, but no `[hours]` in which they have to fit", None);
        }
    }
}

pub(super) fn template(
    slots: &Slots,
    question: &Question,
    extra: &[&str],
    path: &str,
    check: &mut Check<'_>,
) {
    let names: Vec<&str> = slots.iter().map(|(name, _)| name).chain(extra.iter().copied()).collect();
    for text in [Some(&question.de), question.en.as_ref()].into_iter().flatten() {
        if text.trim().is_empty() {
            check.report(path, "empty text", None);
        }
        for problem in seam::problems(text, &names) {
            let suggestion = problem.datum("suggestion").map(|d| d.show(Lang::En));
            let meant = suggestion.map(|name| format!("did you mean `{name}`?"));
            match problem.datum("name").map(|d| d.show(Lang::En)) {
                Some(name) if !problem.is(&NO_MARKER_BUT_NAME) => {
                    let help = meant.as_deref().unwrap_or("the name of a slot");
                    check.report(path, format!("unknown variable `{name}`"), Some(help));
                }
                _ => check.report(path, problem.message(Lang::En), None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_makes_no_sense_is_listed() {
        let text = r#"{
            "zone": "Europe/Berlim",
            "region": "de",
            "hours": {"mon": ["09:00-12:00", "11:00-13:00"]},
            "slots": {
                "Name": {"type": "text", "date": ["x"]},
                "service": {"type": "enum", "choices": ["A", {"value": "B", "synonyms": ["a"]}]},
                "other": {"type": "enum"},
                "phone": {"type": "phone", "choices": ["x"], "from": ["p", "p", ""]},
                "start": {"type": "moment", "question": "Wann, <<nam>>?", "time_question": "Wann <<day>>, <<clock>>?"}
            },
            "confirmation": "<<service>> <<Service>>"
        }"#;
        let errors = RuleSet::from_json(text).unwrap_err();
        assert_eq!(
            errors.to_string().lines().collect::<Vec<_>>(),
            [
                "version: no version",
                "zone: unknown time zone `Europe/Berlim`",
                "region: `de` is not a region",
                "hours.mon: `09:00-12:00` and `11:00-13:00` overlap",
                "slots.Name: `Name` is not a name for a slot",
                "slots.Name.date: `date` belongs to a moment, this is a text",
                "slots.service.choices[1]: `a` also means `A`",
                "slots.other.choices: an enum without choices",
                "slots.phone.choices: `choices` belongs to an enum, this is a phone",
                "slots.phone.from[1]: `p` stands here twice",
                "slots.phone.from[2]: empty name",
                "slots.start.question: unknown variable `nam`",
                "slots.start.time_question: unknown variable `clock`",
                "confirmation: `Service` is no marker; did you mean `service`?",
            ]
        );
        let zone = errors.iter().nth(1).unwrap();
        assert_eq!(zone.span.unwrap().of(text), Some("\"Europe/Berlim\""));
    }

    #[test]
    fn a_length_needs_an_appointment_and_hours_to_fit_in() {
        let rules = |hours: &str, start: &str, minutes: &str| {
            RuleSet::from_json(&format!(
                r#"{{"version": 1, {hours} "slots": {{
                    "service": {{"type": "enum", "choices": ["A", {{"value": "B", "minutes": {minutes}}}]}},
                    "start": {{"type": "{start}"}}
                }}}}"#
            ))
            .map_err(|errors| errors.to_string())
        };
        let open = r#""hours": {"mon": ["09:00-12:00"]},"#;
        assert_eq!(rules(open, "moment", "90").unwrap().slots.0[0].1.choices[1].minutes, Some(90));
        let wrong = |message: &str| Err(format!("slots.service.choices[1].minutes: {message}"));
        assert_eq!(rules(open, "moment", "0").map(|_| ()), wrong("0 minutes"));
        assert_eq!(rules(open, "moment", "1441").map(|_| ()), wrong("1441 minutes"));
        assert_eq!(
            rules("", "moment", "90").map(|_| ()),
            wrong("`minutes`, but no `[hours]` in which they have to fit")
        );
        assert_eq!(
            rules(open, "date", "90").map(|_| ()),
            wrong("`minutes`, but no slot of type moment that they could count for")
        );
    }

    #[test]
    fn a_version_of_the_future_is_refused() {
        let errors = RuleSet::from_json(r#"{"version": 2, "slots": {"a": {}}}"#).unwrap_err();
        assert_eq!(errors.to_string(), "version: version 2 is unknown");
    }
}
