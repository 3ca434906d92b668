//! How a slot is asked for.

use super::judge::{Judge, Judged, Problem, Wording};
use super::{Question, Slot, SlotType, seam, speak};
use crate::conversation::Part;
use crate::finding::Lang;

/// The other slots' settled values, as a voice says them.
pub(crate) type Spoken<'a> = dyn Fn(&str) -> Option<String> + 'a;

impl Judge<'_> {
    /// The question that solves a problem.
    pub(crate) fn question(
        &self,
        name: &str,
        slot: &Slot,
        judged: &Judged,
        problem: &Problem,
        spoken: &Spoken<'_>,
    ) -> String {
        match &problem.wording {
            Wording::Whole(question) => question.clone(),
            Wording::Own => self.own(name, slot, judged, problem.part, spoken),
            Wording::After(reason) => {
                format!("{reason} {}", self.own(name, slot, judged, problem.part, spoken))
            }
        }
    }

    fn own(&self, name: &str, slot: &Slot, judged: &Judged, part: Part, spoken: &Spoken<'_>) -> String {
        let lang = self.rules.locale;
        let day = judged.date.map(|d| speak::date(d, lang, self.context));
        let clock = judged.time.map(|t| speak::time(t, lang, self.context));
        let value = |variable: &str| match variable {
            "day" => day.clone(),
            "clock" => clock.clone(),
            other => spoken(other),
        };
        let given = match part {
            Part::Date => slot.date_question.as_ref(),
            Part::Time => slot.time_question.as_ref(),
            Part::Value | Part::Instant => slot.question.as_ref(),
        };
        if let Some(text) = given.and_then(|q| rendered(q, lang, &value)) {
            return text;
        }
        default_question(name, slot, part, lang, day.as_deref(), clock.as_deref())
    }
}

/// A template in a language; `None` where it is not given or a variable has no value.
pub(crate) fn rendered(question: &Question, lang: Lang, value: &Spoken<'_>) -> Option<String> {
    seam::render(question.text(lang)?, value)
}

/// The question that each type has of its own.
pub(crate) fn default_question(
    name: &str,
    slot: &Slot,
    part: Part,
    lang: Lang,
    day: Option<&str>,
    clock: Option<&str>,
) -> String {
    let label = slot.label.as_deref().unwrap_or(name);
    let german = lang == Lang::De;
    // What is told is no appointment.
    let told = super::range::is_told(slot);
    match (slot.r#type, part) {
        (SlotType::Date, _) if told && german => format!("Welches Datum darf ich bei „{label}“ eintragen?"),
        (SlotType::Date, _) if told => format!("Which date may I put down for “{label}”?"),
        (SlotType::Moment, Part::Value) if told && german => {
            format!("Welches Datum und welche Uhrzeit darf ich bei „{label}“ eintragen?")
        }
        (SlotType::Moment, Part::Value) if told => {
            format!("Which date and time may I put down for “{label}”?")
        }
        (SlotType::Duration, _) if german => "Wie lange soll es dauern?".to_owned(),
        (SlotType::Duration, _) => "How long should it take?".to_owned(),
        (SlotType::Email, _) if german => "Wie lautet Ihre E-Mail-Adresse?".to_owned(),
        (SlotType::Email, _) => "What is your e-mail address?".to_owned(),
        (SlotType::List, _) if super::list::holds_appointments(slot) => {
            if german { "Welche Termine darf ich eintragen?" } else { "Which appointments may I put down?" }
                .to_owned()
        }
        (SlotType::Moment, Part::Time) | (SlotType::Time, _) => match day {
            Some(day) if german => format!("Um wie viel Uhr soll es {} sein?", speak::within(day, lang)),
            Some(day) => format!("At what time {}?", speak::within(day, lang)),
            None if german => "Um wie viel Uhr passt es Ihnen?".to_owned(),
            None => "At what time would it suit you?".to_owned(),
        },
        (SlotType::Moment, Part::Date) | (SlotType::Date, _) => match clock {
            Some(clock) if german => format!("An welchem Tag soll es um {clock} sein?"),
            Some(clock) => format!("On which day at {clock}?"),
            None if german => "An welchem Tag passt es Ihnen?".to_owned(),
            None => "Which day would suit you?".to_owned(),
        },
        (SlotType::Moment, _) if german => "An welchem Tag und um wie viel Uhr passt es Ihnen?".to_owned(),
        (SlotType::Moment, _) => "Which day and what time would suit you?".to_owned(),
        (SlotType::Enum, _) => {
            super::scalar::choices_question(&super::scalar::spoken(slot.choices.iter()), lang)
        }
        (SlotType::Phone, _) if german => "Unter welcher Telefonnummer können wir Sie erreichen?".to_owned(),
        (SlotType::Phone, _) => "On which phone number can we reach you?".to_owned(),
        (SlotType::Boolean, _) if german => {
            format!("{}: ja oder nein?", speak::sentence(label).trim_end_matches('.'))
        }
        (SlotType::Boolean, _) => format!("{}: yes or no?", speak::sentence(label).trim_end_matches('.')),
        (SlotType::Number, _) if german => format!("Welche Zahl darf ich bei „{label}“ eintragen?"),
        (SlotType::Number, _) => format!("Which number may I put down for “{label}”?"),
        (SlotType::Text, _) if is_name(name) && german => {
            "Auf welchen Namen darf ich den Termin eintragen?".to_owned()
        }
        (SlotType::Text, _) if is_name(name) => "What name may I put the appointment under?".to_owned(),
        (SlotType::Text | SlotType::List, _) if german => format!("Was darf ich bei „{label}“ eintragen?"),
        (SlotType::Text | SlotType::List, _) => format!("What may I put down for “{label}”?"),
    }
}

/// True for slots that hold the caller's name.
pub(crate) fn is_name(slot: &str) -> bool {
    matches!(slot, "name" | "customer_name" | "kundenname" | "kunde" | "full_name" | "caller_name")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: &str, slot_type: SlotType, part: Part, day: Option<&str>, clock: Option<&str>) -> String {
        let slot = Slot { r#type: slot_type, ..Slot::default() };
        default_question(name, &slot, part, Lang::De, day, clock)
    }

    #[test]
    fn every_type_has_a_formal_question() {
        use SlotType::{Boolean, Date, Duration, Email, List, Moment, Number, Phone, Text, Time};
        let day = Some("Donnerstag, den sechsten November");
        for (expected, actual) in [
            (
                "Um wie viel Uhr soll es am Donnerstag, den sechsten November, sein?",
                ask("start", Moment, Part::Time, day, None),
            ),
            ("Um wie viel Uhr passt es Ihnen?", ask("time", Time, Part::Value, None, None)),
            (
                "An welchem Tag soll es um vierzehn Uhr sein?",
                ask("start", Moment, Part::Date, None, Some("vierzehn Uhr")),
            ),
            ("An welchem Tag passt es Ihnen?", ask("date", Date, Part::Value, None, None)),
            (
                "An welchem Tag und um wie viel Uhr passt es Ihnen?",
                ask("start", Moment, Part::Value, None, None),
            ),
            (
                "Unter welcher Telefonnummer können wir Sie erreichen?",
                ask("phone", Phone, Part::Value, None, None),
            ),
            ("Auf welchen Namen darf ich den Termin eintragen?", ask("name", Text, Part::Value, None, None)),
            ("Was darf ich bei „notiz“ eintragen?", ask("notiz", Text, Part::Value, None, None)),
            (
                "Welche Zahl darf ich bei „personen“ eintragen?",
                ask("personen", Number, Part::Value, None, None),
            ),
            ("Wie lange soll es dauern?", ask("dauer", Duration, Part::Value, None, None)),
            ("Wie lautet Ihre E-Mail-Adresse?", ask("email", Email, Part::Value, None, None)),
            ("Was darf ich bei „gäste“ eintragen?", ask("gäste", List, Part::Value, None, None)),
            ("Neukunde: ja oder nein?", ask("neukunde", Boolean, Part::Value, None, None)),
        ] {
            assert_eq!(actual, expected);
        }
    }
}
