//! Slots that are no time: text, enum, boolean, number, phone.

use super::judge::{Judge, Judged, NOT_UNDERSTOOD, Problem, Wording};
use super::{Choice, Slot, SlotType, counted, quantity, speak};
use crate::conversation::{Heard, Part, SlotState};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::heard::answer::leading;
use crate::heard::fold::{Run, fold, folds_to};
use crate::payload::Source;
use crate::phone::finding::{
    AREA_CODE_MISSING, EMERGENCY_NUMBER, NUMBER_CORRECTED, SERVICE_NUMBER, SEVERAL_NUMBERS,
};
use crate::phone::{Number, Status};
use crate::verdict::SlotValue;

/// What was said is none of the choices.
pub static NOT_A_CHOICE: Kind = Kind::new(
    "not_a_choice",
    Severity::Error,
    "`{text}` gehört nicht zur Auswahl",
    "`{text}` is none of the choices",
);

/// What was said is more than one of the choices.
pub static SEVERAL_CHOICES: Kind = Kind::new(
    "several_choices",
    Severity::Warning,
    "`{text}` passt zu mehreren: {choices}",
    "`{text}` fits more than one: {choices}",
);

/// At most so many choices are read out in a question.
const SPOKEN_CHOICES: usize = 4;

impl Judge<'_> {
    /// Judges a slot that holds no time.
    pub(super) fn scalar(&self, name: &str, slot: &Slot, state: &SlotState, heard: &Heard) -> Judged {
        let text = heard.text.as_str();
        match slot.r#type {
            SlotType::Enum => self.choice(slot, text),
            SlotType::Boolean => match leading(text) {
                Some(yes) => {
                    Judged::settled(SlotValue::Bool(yes), speak::yes_no(yes, self.rules.locale), "yes or no")
                }
                None => self.not_understood(text, ("Ja oder Nein", "yes or no")),
            },
            SlotType::Number => match number(text, slot.label.as_deref().unwrap_or(name)) {
                Some(n) => Judged::settled(SlotValue::Number(n), text.to_owned(), "a number"),
                None => self.not_understood(text, ("Zahl", "a number")),
            },
            SlotType::Phone => self.phone(name, slot, state, heard),
            SlotType::Duration => self.duration(slot, state, text),
            SlotType::Email => self.email(state, text),
            SlotType::List => self.list(name, slot, state, heard),
            _ => Judged::settled(SlotValue::Text(text.to_owned()), text.to_owned(), "text as said"),
        }
    }

    pub(super) fn not_understood(&self, text: &str, expected: (&'static str, &'static str)) -> Judged {
        let wording = Wording::After(self.sorry().to_owned());
        let problem = Problem::worded("not_understood", Part::Value, wording);
        Judged::problem(problem, self.did_not_understand(text, expected))
    }

    pub(super) fn did_not_understand(&self, text: &str, (de, en): (&'static str, &'static str)) -> Finding {
        let expected = if self.rules.locale == Lang::De { de } else { en };
        Finding::new(&NOT_UNDERSTOOD).with("text", text.to_owned()).with("expected", expected)
    }

    pub(super) const fn sorry(&self) -> &'static str {
        match self.rules.locale {
            Lang::De => "Das habe ich leider nicht verstanden.",
            Lang::En => "I am sorry, I did not understand that.",
        }
    }

    fn choice(&self, slot: &Slot, text: &str) -> Judged {
        let matches = matching(&slot.choices, text);
        match matches.as_slice() {
            [one] => Judged::settled(
                SlotValue::Choice(one.value.clone()),
                one.spoken().to_owned(),
                "one of the choices",
            ),
            [] => {
                let finding = Finding::new(&NOT_A_CHOICE).with("text", text.to_owned());
                let options = spoken(slot.choices.iter());
                let wording = Wording::Whole(self.which_instead(text, &options));
                Judged::problem(
                    Problem::worded("not_a_choice", Part::Value, wording).with_options(options),
                    finding,
                )
            }
            several => {
                let options = spoken(several.iter().copied());
                let finding = Finding::new(&SEVERAL_CHOICES)
                    .with("text", text.to_owned())
                    .with("choices", several.iter().map(|c| c.value.clone().into()).collect::<Vec<_>>());
                let question = match self.rules.locale {
                    Lang::De => format!("Meinen Sie {}?", super::speak::either(&options, Lang::De)),
                    Lang::En => format!("Do you mean {}?", super::speak::either(&options, Lang::En)),
                };
                let problem = Problem::worded("several_choices", Part::Value, Wording::Whole(question));
                Judged::problem(problem.with_options(options), finding)
            }
        }
    }

    fn which_instead(&self, text: &str, options: &[String]) -> String {
        let choices = choices_question(options, self.rules.locale);
        // Nobody wants to hear a whole sentence of his own again.
        let short = text.chars().count() <= 40;
        match (self.rules.locale, short) {
            (Lang::De, true) => format!("„{text}“ haben wir leider nicht im Angebot. {choices}"),
            (Lang::De, false) => format!("Das haben wir leider nicht im Angebot. {choices}"),
            (Lang::En, true) => format!("I am sorry, there is no “{text}”. {choices}"),
            (Lang::En, false) => format!("I am sorry, we do not offer that. {choices}"),
        }
    }

    fn phone(&self, name: &str, slot: &Slot, state: &SlotState, heard: &Heard) -> Judged {
        let outcome = crate::heard::number::phone(&heard.text, heard.source, &self.rules.region);
        let heaviest = outcome.findings.iter().max_by_key(|f| f.severity());
        let code = heaviest.map_or("not_understood", Finding::code).to_owned();
        let doubtful = heaviest.is_some_and(|f| f.severity() > Severity::Note);
        let mut judged = match &outcome.status {
            Status::Valid(number) => self.number(number, "a phone number"),
            // Whether the numbering plan has it was not asked: no reason to trouble the caller.
            Status::Possible(number)
                if !doubtful || heard.source == Source::Signalled || Self::is_confirmed(state, &code) =>
            {
                self.number(number, "possibly a phone number")
            }
            Status::Possible(number) => {
                let digits = self.digits(number);
                let question = match self.rules.locale {
                    Lang::De => format!("Habe ich Ihre Telefonnummer richtig notiert: {digits}?"),
                    Lang::En => format!("Is your phone number {digits}?"),
                };
                self.asking(&code, Wording::Whole(question))
            }
            Status::Withheld => self.missing(slot, Part::Value, name),
            // Nobody can ask the network to speak more clearly.
            Status::Incomplete | Status::Invalid if heard.source == Source::Signalled && !slot.required => {
                Judged { why: code, ..Judged::default() }
            }
            Status::Incomplete | Status::Invalid => {
                let sorry = why_not(&outcome.findings, &outcome.status);
                self.asking(
                    &code,
                    Wording::After(if self.rules.locale == Lang::De { sorry.0 } else { sorry.1 }.to_owned()),
                )
            }
        };
        judged.findings.extend(outcome.findings);
        judged
    }

    fn number(&self, number: &Number, why: &str) -> Judged {
        Judged::settled(SlotValue::Phone(number.e164().to_owned()), self.digits(number), why)
    }

    fn asking(&self, code: &str, wording: Wording) -> Judged {
        Judged {
            problem: Some(Problem::worded(code, Part::Value, wording)),
            why: code.to_owned(),
            ..Judged::default()
        }
    }

    /// The number as it is dialled here, digit by digit.
    fn digits(&self, number: &Number) -> String {
        let here = number.region() == Some(self.rules.region.as_str());
        let dialled = if here { number.national() } else { number.international() };
        speak::digits(dialled, self.rules.locale)
    }
}

fn number(text: &str, label: &str) -> Option<f64> {
    quantity::number(text, label).or_else(|| counted::number(text, label))
}

/// Why a text is no number to call back, in German and English.
fn why_not(findings: &[Finding], status: &Status) -> (&'static str, &'static str) {
    let any = |kinds: &[&Kind]| findings.iter().any(|f| kinds.iter().any(|kind| f.is(kind)));
    if any(&[&EMERGENCY_NUMBER, &SERVICE_NUMBER]) {
        ("Unter dieser Nummer können wir Sie nicht zurückrufen.", "We cannot call you back on that number.")
    } else if any(&[&SEVERAL_NUMBERS]) {
        ("Sie haben mehrere Telefonnummern genannt.", "You gave more than one phone number.")
    } else if any(&[&NUMBER_CORRECTED]) {
        ("Bitte nennen Sie mir die ganze Nummer noch einmal.", "Please tell me the whole number once more.")
    } else if any(&[&AREA_CODE_MISSING]) {
        ("Der Nummer fehlt leider die Vorwahl.", "I am sorry, the area code is missing.")
    } else if matches!(status, Status::Incomplete) {
        ("Die Nummer scheint nicht vollständig zu sein.", "The number seems to be incomplete.")
    } else {
        (
            "Das habe ich leider nicht als Telefonnummer verstanden.",
            "I did not understand that as a phone number.",
        )
    }
}

/// Choices named in the text: the whole text, else every choice whose words stand in it, the longer before the
/// shorter that it contains.
fn matching<'a>(choices: &'a [Choice], text: &str) -> Vec<&'a Choice> {
    let folded = fold(text);
    let names = |choice: &'a Choice| std::iter::once(&choice.value).chain(&choice.synonyms);
    if let Some(exact) = choices.iter().find(|c| names(c).any(|n| folds_to(n, &folded))) {
        return vec![exact];
    }
    let said = Run::of(&folded);
    // (choice, first word, one past the last)
    let mut hits: Vec<(&Choice, usize, usize)> = Vec::new();
    for choice in choices {
        for name in names(choice) {
            hits.extend((0..said.len()).filter_map(|at| Some((choice, at, said.names_from(at, name)?))));
        }
    }
    let inside = |a: &(&Choice, usize, usize), b: &(&Choice, usize, usize)| {
        b.1 <= a.1 && a.2 <= b.2 && (b.2.saturating_sub(b.1)) > (a.2.saturating_sub(a.1))
    };
    let mut kept: Vec<&Choice> = Vec::new();
    for hit in &hits {
        if !hits.iter().any(|other| inside(hit, other)) && !kept.iter().any(|c| c.value == hit.0.value) {
            kept.push(hit.0);
        }
    }
    kept
}

pub(super) fn spoken<'a>(choices: impl Iterator<Item = &'a Choice>) -> Vec<String> {
    choices.map(|c| c.spoken().to_owned()).collect()
}

/// "Was darf es sein: A, B oder C?"
pub(super) fn choices_question(options: &[String], lang: Lang) -> String {
    let some: Vec<String> = options.iter().take(SPOKEN_CHOICES).cloned().collect();
    let all = some.len() == options.len();
    let list = super::speak::either(&some, lang);
    match (lang, all) {
        (Lang::De, true) => format!("Was darf es sein: {list}?"),
        (Lang::De, false) => format!("Was darf es sein? Möglich ist zum Beispiel {list}."),
        (Lang::En, true) => format!("What would you like: {list}?"),
        (Lang::En, false) => format!("What would you like? There is {list}, for example."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salon() -> Vec<Choice> {
        let choice = |value: &str, synonyms: &[&str]| Choice {
            value: value.into(),
            synonyms: synonyms.iter().map(|s| (*s).to_owned()).collect(),
            say: None,
            minutes: None,
        };
        vec![
            choice("Herrenhaarschnitt", &["Haarschnitt Herren", "Männerhaarschnitt"]),
            choice("Schneiden", &["Haare schneiden"]),
            choice("Waschen und Schneiden", &[]),
            choice("Färben", &["Farbe"]),
        ]
    }

    #[test]
    fn choices_are_found_in_a_sentence() {
        let found = |text: &str| matching(&salon(), text).iter().map(|c| c.value.clone()).collect::<Vec<_>>();
        assert_eq!(found("herrenhaarschnitt"), ["Herrenhaarschnitt"]);
        assert_eq!(found("einen Haarschnitt Herren, bitte"), ["Herrenhaarschnitt"]);
        assert_eq!(found("Waschen und Schneiden"), ["Waschen und Schneiden"]);
        assert_eq!(found("einmal waschen und schneiden bitte"), ["Waschen und Schneiden"]);
        assert_eq!(found("FAERBEN"), ["Färben"]);
        assert_eq!(found("Schneiden und Färben"), ["Schneiden", "Färben"]);
        assert_eq!(found("ein herren haarschnitt"), ["Herrenhaarschnitt"]);
        assert_eq!(found("waschenund schneiden"), ["Waschen und Schneiden"]);
        assert_eq!(found("Maniküre"), Vec::<String>::new());
        assert_eq!(found(""), Vec::<String>::new());
        assert_eq!(found("Farbenspiel"), Vec::<String>::new());
    }

    #[test]
    fn a_question_reads_out_a_few_choices() {
        let options = |n: usize| (1..=n).map(|i| format!("W{i}")).collect::<Vec<_>>();
        assert_eq!(choices_question(&options(3), Lang::De), "Was darf es sein: W1, W2 oder W3?");
        assert_eq!(
            choices_question(&options(9), Lang::De),
            "Was darf es sein? Möglich ist zum Beispiel W1, W2, W3 oder W4."
        );
    }
}
