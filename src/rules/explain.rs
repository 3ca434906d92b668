//! A rule set in words, for those whose rules they are.

use std::fmt::Write as _;

use super::condition::{Condition, syntax, words};
use super::{Choice, Question, Rule, RuleSet, Slot, SlotType, Weight};
use crate::finding::Lang;
use crate::rules::question::default_question;

impl RuleSet {
    /// What the rules say, in sentences: what is asked for and how, what is required when, and what each rule does.
    ///
    /// ```
    /// use klartext::finding::Lang;
    /// use klartext::RuleSet;
    /// let rules = RuleSet::from_json(r#"{
    ///     "version": 1, "name": "Salon Muster",
    ///     "slots": {"guests": {"type": "number", "label": "Personen", "required": true}},
    ///     "rules": {"many": {"when": "guests > 8", "severity": "reject", "message": "Wir haben nur acht Plätze."}}
    /// }"#)?;
    /// let text = rules.explain(Lang::De);
    /// assert!(text.contains("Wenn gilt: `guests` ist größer als 8, wird abgelehnt: „Wir haben nur acht Plätze.“"));
    /// # Ok::<(), klartext::rules::RuleErrors>(())
    /// ```
    pub fn explain(&self, lang: Lang) -> String {
        let mut out = String::new();
        let german = lang == Lang::De;
        let name =
            if self.name.is_empty() { if german { "Regelwerk" } else { "Rule set" } } else { &self.name };
        let _ = writeln!(out, "{name} ({}, {})", self.zone, self.region);
        out.push('\n');
        out.push_str(if german {
            "Angaben, in der Reihenfolge der Fragen:\n"
        } else {
            "Slots, in the order of asking:\n"
        });
        let mut slots: Vec<(&str, &Slot)> = self.slots.iter().collect();
        slots.sort_by_key(|(_, slot)| slot.priority());
        for (i, (name, slot)) in slots.into_iter().enumerate() {
            self.slot(i.saturating_add(1), name, slot, lang, &mut out);
        }
        if !self.rules.is_empty() {
            out.push('\n');
            out.push_str(if german { "Regeln:\n" } else { "Rules:\n" });
        }
        for (id, rule) in self.rules.iter() {
            let _ = writeln!(out, "  {id}");
            let _ = writeln!(out, "     {}", sentence(rule, lang));
            if let Some(note) = &rule.note {
                let _ = writeln!(out, "     ({note})");
            }
        }
        self.limits_in_words(lang, &mut out);
        out
    }

    fn slot(&self, number: usize, name: &str, slot: &Slot, lang: Lang, out: &mut String) {
        let german = lang == Lang::De;
        let _ = write!(out, "  {number}. {name}: {}", kind(slot, lang));
        match (&slot.required_if, slot.required) {
            (_, true) => out.push_str(if german { ", Pflicht" } else { ", required" }),
            (Some(condition), _) => {
                let when = in_words(condition, lang);
                let _ = match lang {
                    Lang::De => write!(out, ", Pflicht, wenn gilt: {when}"),
                    Lang::En => write!(out, ", required where {when}"),
                };
            }
            (None, false) => out.push_str(if german { ", freiwillig" } else { ", optional" }),
        }
        out.push('\n');
        if slot.required || slot.required_if.is_some() {
            let own = slot.question.as_ref().and_then(|q| q.text(lang));
            let asked = own.map_or_else(
                || default_question(name, slot, crate::conversation::Part::Value, lang, None, None),
                str::to_owned,
            );
            let _ = writeln!(out, "     {}", quoted(&asked, lang));
        }
    }

    fn limits_in_words(&self, lang: Lang, out: &mut String) {
        let limits = &self.limits;
        let mut lines = Vec::new();
        match (limits.attempts, lang) {
            (0, _) => {}
            (n, Lang::De) => lines
                .push(format!("Nach {n} vergeblichen Fragen nach derselben Angabe übernimmt ein Mensch.")),
            (n, Lang::En) => {
                lines.push(format!("After {n} questions in vain for the same slot a person takes over."))
            }
        }
        match (limits.turns, lang) {
            (0, _) => {}
            (n, Lang::De) => lines.push(format!("Nach {n} Runden ohne Ergebnis übernimmt ein Mensch.")),
            (n, Lang::En) => lines.push(format!("After {n} turns without a result a person takes over.")),
        }
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{}", lines.join("\n"));
        }
    }
}

fn in_words(condition: &Condition, lang: Lang) -> String {
    syntax::parse(condition.as_str()).map_or_else(|_| condition.to_string(), |tree| words::words(&tree, lang))
}

fn quoted(text: &str, lang: Lang) -> String {
    match lang {
        Lang::De => format!("„{text}“"),
        Lang::En => format!("“{text}”"),
    }
}

fn sentence(rule: &Rule, lang: Lang) -> String {
    let when = in_words(&rule.when, lang);
    let slot = rule.slot.as_deref().unwrap_or_default();
    let said = |text: &Option<Question>| {
        text.as_ref().and_then(|t| t.text(lang).or(Some(&t.de))).map(|t| quoted(t, lang))
    };
    let text = said(&rule.question).filter(|_| rule.severity == Weight::Ask).or_else(|| said(&rule.message));
    let what = match (rule.severity, lang) {
        (Weight::Note, Lang::De) => "wird das vermerkt".to_owned(),
        (Weight::Note, Lang::En) => "that is noted".to_owned(),
        (Weight::Warning, Lang::De) => "wird gewarnt".to_owned(),
        (Weight::Warning, Lang::En) => "there is a warning".to_owned(),
        (Weight::Ask, Lang::De) => format!("wird nach `{slot}` gefragt"),
        (Weight::Ask, Lang::En) => format!("`{slot}` is asked for"),
        (Weight::Reject, Lang::De) => "wird abgelehnt".to_owned(),
        (Weight::Reject, Lang::En) => "the call is rejected".to_owned(),
    };
    let confirm = match (rule.confirm, lang) {
        (false, _) => "",
        (true, Lang::De) => " Ein Ja lässt den Wert stehen.",
        (true, Lang::En) => " A yes lets the value stand.",
    };
    let end = text.map_or_else(|| ".".to_owned(), |text| format!(": {text}"));
    match lang {
        Lang::De => format!("Wenn gilt: {when}, {what}{end}{confirm}"),
        Lang::En => format!("Where {when}, {what}{end}{confirm}"),
    }
}

fn kind(slot: &Slot, lang: Lang) -> String {
    let german = lang == Lang::De;
    if slot.r#type == SlotType::Enum {
        let minutes = if german { "Minuten" } else { "minutes" };
        let choice = |c: &Choice| {
            c.minutes.map_or_else(|| c.value.clone(), |length| format!("{} ({length} {minutes})", c.value))
        };
        let choices: Vec<String> = slot.choices.iter().map(choice).collect();
        return format!("{} {}", if german { "eines von" } else { "one of" }, choices.join(", "));
    }
    match (slot.r#type, german) {
        (SlotType::Text, true) => "Text",
        (SlotType::Text, false) => "text",
        (SlotType::Boolean, true) => "Ja oder Nein",
        (SlotType::Boolean, false) => "yes or no",
        (SlotType::Number, true) => "Zahl",
        (SlotType::Number, false) => "number",
        (SlotType::Date, true) => "Tag",
        (SlotType::Date, false) => "day",
        (SlotType::Time, true) => "Uhrzeit",
        (SlotType::Time, false) => "time of day",
        (SlotType::Moment, true) => "Tag und Uhrzeit",
        (SlotType::Moment, false) => "day and time",
        (SlotType::Phone, true) => "Telefonnummer",
        (SlotType::Phone, false) => "phone number",
        (SlotType::Enum, _) => "enum",
        (SlotType::Duration, true) => "Dauer",
        (SlotType::Duration, false) => "duration",
        (SlotType::Email, true) => "E-Mail-Adresse",
        (SlotType::Email, false) => "email address",
        (SlotType::List, true) => "Liste",
        (SlotType::List, false) => "list",
    }
    .to_owned()
}
