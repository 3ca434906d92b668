//! What is asked and said, in German and English.

use chrono::NaiveDateTime;

use super::clue::About;
use crate::appointment::Appointment;
use crate::context::Context;
use crate::finding::{Datum, Lang};
use crate::temporal::speech;

/// An open question. It names nothing of what is stored.
pub(super) const fn open(about: About, lang: Lang) -> &'static str {
    match (about, lang) {
        (About::Date, Lang::De) => "An welchem Tag ist der Termin?",
        (About::Date, Lang::En) => "On which day is the appointment?",
        (About::Time, Lang::De) => "Um wie viel Uhr ist der Termin?",
        (About::Time, Lang::En) => "At what time is the appointment?",
        (About::Service, Lang::De) => "Um welche Leistung geht es bei dem Termin?",
        (About::Service, Lang::En) => "What is the appointment for?",
        (About::Staff, Lang::De) => "Bei wem ist der Termin?",
        (About::Staff, Lang::En) => "Who is the appointment with?",
        (About::Name, Lang::De) => "Auf welchen Vor- und Nachnamen ist der Termin gebucht?",
        (About::Name, Lang::En) => "What is the first and last name on the appointment?",
        (About::Phone, Lang::De) => "Unter welcher Telefonnummer ist der Termin gebucht?",
        (About::Phone, Lang::En) => "Under which telephone number is the appointment booked?",
        (About::CallId | About::Appointment, Lang::De) => "Welchen Termin meinen Sie?",
        (About::CallId | About::Appointment, Lang::En) => "Which appointment do you mean?",
    }
}

/// Day, time and service in one breath, as far as they are asked for.
pub(super) fn missing(facts: &[About], lang: Lang) -> &'static str {
    let has = |about: About| facts.contains(&about);
    match (has(About::Date), has(About::Time), has(About::Service), lang) {
        (true, true, true, Lang::De) => {
            "An welchem Tag und um wie viel Uhr ist der Termin, und worum geht es?"
        }
        (true, true, true, Lang::En) => {
            "On which day and at what time is the appointment, and what is it for?"
        }
        (true, true, false, Lang::De) => "An welchem Tag und um wie viel Uhr ist der Termin?",
        (true, true, false, Lang::En) => "On which day and at what time is the appointment?",
        (true, false, true, Lang::De) => "An welchem Tag ist der Termin, und worum geht es?",
        (true, false, true, Lang::En) => "On which day is the appointment, and what is it for?",
        (false, true, true, Lang::De) => "Um wie viel Uhr ist der Termin, und worum geht es?",
        (false, true, true, Lang::En) => "At what time is the appointment, and what is it for?",
        (true, false, false, _) => open(About::Date, lang),
        (false, true, false, _) => open(About::Time, lang),
        (false, false, true, _) => open(About::Service, lang),
        (false, false, false, _) => facts.first().map_or("", |about| open(*about, lang)),
    }
}

/// The same behind a question about "der Termin".
fn behind(facts: &[About], lang: Lang) -> &'static str {
    let has = |about: About| facts.contains(&about);
    match (has(About::Date), has(About::Time), has(About::Service), lang) {
        (false, false, false, _) => "",
        (true, false, false, Lang::De) => ", und an welchem Tag ist er",
        (true, false, false, Lang::En) => ", and on which day is it",
        (false, true, false, Lang::De) => ", und um wie viel Uhr ist er",
        (false, true, false, Lang::En) => ", and at what time is it",
        (true, true, false, Lang::De) => ", und wann ist er",
        (true, true, false, Lang::En) => ", and when is it",
        (false, false, true, Lang::De) => ", und worum geht es",
        (false, false, true, Lang::En) => ", and what is it for",
        (true, false, true, Lang::De) => ", an welchem Tag ist er, und worum geht es",
        (true, false, true, Lang::En) => ", on which day is it, and what for",
        (false, true, true, Lang::De) => ", um wie viel Uhr ist er, und worum geht es",
        (false, true, true, Lang::En) => ", at what time is it, and what for",
        (true, true, true, Lang::De) => ", wann ist er, und worum geht es",
        (true, true, true, Lang::En) => ", when is it, and what for",
    }
}

/// The name, and with it the number and what is missing of the appointment.
pub(super) fn name(number: bool, facts: &[About], lang: Lang) -> String {
    let behind = behind(facts, lang);
    match (number, lang) {
        (false, Lang::De) => format!("Auf welchen Vor- und Nachnamen ist der Termin gebucht{behind}?"),
        (true, Lang::De) => {
            format!(
                "Auf welchen Vor- und Nachnamen und unter welcher Telefonnummer ist der Termin gebucht{behind}?"
            )
        }
        (false, Lang::En) => format!("What is the first and last name on the appointment{behind}?"),
        (true, Lang::En) => {
            format!("What is the first and last name on the appointment, and the telephone number{behind}?")
        }
    }
}

/// The number, and with it what is missing of the appointment.
pub(super) fn number(facts: &[About], lang: Lang) -> String {
    let behind = behind(facts, lang);
    match lang {
        Lang::De => format!("Unter welcher Telefonnummer ist der Termin gebucht{behind}?"),
        Lang::En => format!("Under which telephone number is the appointment booked{behind}?"),
    }
}

/// The number once more.
pub(super) const fn number_again(lang: Lang) -> &'static str {
    match lang {
        Lang::De => {
            "Können Sie mir die Telefonnummer, unter der der Termin gebucht ist, bitte noch einmal Ziffer für Ziffer nennen?"
        }
        Lang::En => {
            "Could you please tell me the telephone number on the appointment once more, digit by digit?"
        }
    }
}

/// The name once more, of anybody whom it has not identified, and what else is missing.
pub(super) fn name_again(number: bool, facts: &[About], lang: Lang) -> String {
    let mut more: Vec<&str> = Vec::with_capacity(4);
    let mut add = |is: bool, de: &'static str, en: &'static str| {
        if is {
            more.push(if lang == Lang::De { de } else { en });
        }
    };
    add(
        number,
        "die Telefonnummer, unter der der Termin gebucht ist",
        "the telephone number on the appointment",
    );
    let has = |about: About| facts.contains(&about);
    match (has(About::Date), has(About::Time)) {
        (true, true) => add(true, "Tag und Uhrzeit des Termins", "day and time of the appointment"),
        (true, false) => add(true, "den Tag des Termins", "the day of the appointment"),
        (false, true) => add(true, "die Uhrzeit des Termins", "the time of the appointment"),
        (false, false) => {}
    }
    add(has(About::Service), "die gebuchte Leistung", "what it is for");
    let (last, others) = match more.split_last() {
        Some((last, others)) => (*last, others.join(", ")),
        None => ("", String::new()),
    };
    match (lang, last, others.as_str()) {
        (Lang::De, "", _) => {
            "Können Sie mir Ihren Vor- und Nachnamen bitte noch einmal langsam nennen?".to_owned()
        }
        (Lang::En, "", _) => {
            "Could you please tell me your first and last name once more, slowly?".to_owned()
        }
        (Lang::De, last, "") => {
            format!("Können Sie mir bitte noch einmal Ihren Vor- und Nachnamen nennen, und {last}?")
        }
        (Lang::En, last, "") => {
            format!("Could you please tell me your first and last name once more, and {last}?")
        }
        (Lang::De, last, others) => {
            format!(
                "Können Sie mir bitte noch einmal Ihren Vor- und Nachnamen nennen, dazu {others}, sowie {last}?"
            )
        }
        (Lang::En, last, others) => {
            format!("Could you please tell me your first and last name once more, {others}, and {last}?")
        }
    }
}

/// Before another question, where nothing fits what was said.
pub(super) const fn no_such(lang: Lang) -> &'static str {
    match lang {
        Lang::De => "So einen Termin finde ich leider nicht.",
        Lang::En => "I am sorry, I cannot find such an appointment.",
    }
}

/// A caller who has nothing ahead, or nothing further.
pub(super) const fn nothing_open(further: bool, lang: Lang) -> &'static str {
    match (lang, further) {
        (Lang::De, false) => "Ich finde leider keinen Termin von Ihnen, der noch bevorsteht.",
        (Lang::De, true) => "Einen weiteren Termin von Ihnen finde ich leider nicht.",
        (Lang::En, false) => "I am sorry, I cannot find an appointment of yours that lies ahead.",
        (Lang::En, true) => "I am sorry, I cannot find any further appointment of yours.",
    }
}

/// Where no question is left.
pub(super) const fn hand_over(lang: Lang) -> &'static str {
    match lang {
        Lang::De => "Das kann ich von hier aus leider nicht klären. Ich verbinde Sie gern mit dem Team.",
        Lang::En => "I am sorry, I cannot settle this from here. Let me put you through to the team.",
    }
}

/// "Meinen Sie den Termin am Donnerstag, den sechsten November, um zehn Uhr?"
pub(super) fn confirm(label: &str, near: bool, lang: Lang) -> String {
    match (lang, near) {
        (Lang::De, false) => format!("Meinen Sie {label}?"),
        (Lang::De, true) => format!("{} Meinen Sie vielleicht {label}?", no_such(lang)),
        (Lang::En, false) => format!("Do you mean {label}?"),
        (Lang::En, true) => format!("{} Do you perhaps mean {label}?", no_such(lang)),
    }
}

/// "Welcher Termin ist es: um zehn Uhr der Herrenhaarschnitt oder um fünfzehn Uhr das Färben?"
pub(super) fn choose(labels: &[String], near: bool, lang: Lang) -> String {
    let before = if near { format!("{} ", no_such(lang)) } else { String::new() };
    match lang {
        Lang::De => format!("{before}Welcher Termin ist es: {}?", either(labels, "oder")),
        Lang::En => format!("{before}Which appointment is it: {}?", either(labels, "or")),
    }
}

fn either(labels: &[String], word: &str) -> String {
    match labels {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            let long = labels.iter().any(|l| l.contains(','));
            format!("{}{} {word} {last}", first.join(", "), if long { "," } else { "" })
        }
    }
}

fn wall(record: &Appointment, context: &Context) -> NaiveDateTime {
    record.start.wall(context.zone)
}

fn day(record: &Appointment, context: &Context, lang: Lang) -> String {
    let date = wall(record, context).date();
    match lang {
        Lang::De => format!("am {}", speech::date(date, context)),
        Lang::En => format!("on {}", Datum::Date(date).show(lang)),
    }
}

fn time(record: &Appointment, context: &Context, lang: Lang) -> String {
    let wall = wall(record, context);
    match lang {
        Lang::De => format!("um {}", speech::time_on(wall.time(), wall.date(), context)),
        Lang::En => format!("at {}", Datum::Time(wall.time()).show(lang)),
    }
}

/// What of an appointment is said besides service, day and time.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// In whose name: others under the number are called nearly so.
    pub(super) name: bool,
    /// With whom: the caller named somebody else.
    pub(super) staff: bool,
}

impl Beside {
    fn of(self, record: &Appointment, lang: Lang) -> String {
        let mut text = String::new();
        if let Some(staff) = spoken(record.staff.as_deref()).filter(|_| self.staff) {
            text.push_str(", ");
            text.push_str(&with(&staff, lang));
        }
        if let Some(name) = spoken(record.name.as_deref()).filter(|_| self.name) {
            text.push_str(if lang == Lang::De { ", auf den Namen " } else { ", in the name of " });
            text.push_str(&name);
        }
        text
    }
}

/// "bei Herrn Yilmaz"
fn with(staff: &str, lang: Lang) -> String {
    match (lang, staff.strip_prefix("Herr ")) {
        (Lang::De, Some(name)) => format!("bei Herrn {name}"),
        (Lang::De, None) => format!("bei {staff}"),
        (Lang::En, _) => format!("with {staff}"),
    }
}

/// A name as people say it: "Seidel, Maria" is Maria Seidel.
fn spoken(name: Option<&str>) -> Option<String> {
    let name = name.map(str::trim).filter(|n| !n.is_empty())?;
    Some(match name.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() && !given.contains(',') => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.to_owned(),
    })
}

/// An appointment in full, as the object of a question.
pub(super) fn in_full(record: &Appointment, beside: Beside, context: &Context, lang: Lang) -> String {
    let (day, time) = (day(record, context, lang), time(record, context, lang));
    let what = match (record.service.as_deref().map(str::trim).filter(|s| !s.is_empty()), lang) {
        (Some(service), Lang::De) => named(service, Case::Accusative),
        (Some(service), Lang::En) => format!("the appointment for {service}"),
        (None, Lang::De) => "den Termin".to_owned(),
        (None, Lang::En) => "the appointment".to_owned(),
    };
    let beside = beside.of(record, lang);
    match lang {
        Lang::De => format!("{what} {day}, {time}{beside}"),
        Lang::En => format!("{what} {day} {time}{beside}"),
    }
}

/// An appointment by its day, and by its time where the caller knows it.
pub(super) fn as_named(record: &Appointment, with_time: bool, context: &Context, lang: Lang) -> String {
    let day = day(record, context, lang);
    match (lang, with_time) {
        (Lang::De, true) => format!("den Termin {day}, {}", time(record, context, lang)),
        (Lang::De, false) => format!("den Termin {day}"),
        (Lang::En, true) => format!("the appointment {day} {}", time(record, context, lang)),
        (Lang::En, false) => format!("the appointment {day}"),
    }
}

/// What tells several appointments apart, and no more: the day where the days differ, the time where it differs or the
/// days do not, then service, staff and name where they have to. `service`: in any case.
pub(super) fn labels(records: &[&Appointment], service: bool, context: &Context, lang: Lang) -> Vec<String> {
    let differ = |of: &dyn Fn(&Appointment) -> Option<String>| {
        let mut values = records.iter().map(|r| of(r));
        let first = values.next();
        values.any(|v| Some(v) != first)
    };
    let days = differ(&|r| Some(wall(r, context).date().to_string()));
    let times = differ(&|r| Some(wall(r, context).time().to_string()));
    let services = (service || differ(&|r| r.service.clone())) && records.iter().all(|r| r.service.is_some());
    let staff = differ(&|r| r.staff.clone()) && records.iter().all(|r| r.staff.is_some());
    let names = differ(&|r| spoken(r.name.as_deref())) && records.iter().all(|r| r.name.is_some());
    records
        .iter()
        .map(|r| {
            let mut parts = Vec::with_capacity(5);
            if days {
                parts.push(day(r, context, lang));
            }
            if times {
                parts.push(time(r, context, lang));
            }
            let comma = lang == Lang::De && days && times;
            let mut text = parts.join(if comma { ", " } else { " " });
            let mut add = |more: String| {
                // "am Donnerstag, den sechsten November, das Färben"
                if lang == Lang::De && days && !times {
                    text.push(',');
                }
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&more);
            };
            let service = r.service.as_deref().unwrap_or_default().trim();
            match (services, lang) {
                (true, Lang::De) => add(named(service, Case::Nominative)),
                (true, Lang::En) => add(format!("for {service}")),
                _ => {}
            }
            if staff && !(days || times || services) {
                add(with(r.staff.as_deref().unwrap_or_default(), lang));
            }
            // Whose it is tells most, whatever else does.
            if names {
                let who = spoken(r.name.as_deref()).unwrap_or_default();
                add(if lang == Lang::De { format!("für {who}") } else { format!("for {who}") });
            }
            text
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Nominative,
    Accusative,
}

/// The service with its article where the ending tells the gender, else "der Termin für …".
///
/// Endings after Duden, Die Grammatik, "Genus": -ung, -ion, -ur, -ik and most -e are feminine, -schnitt and -termin masculine
/// by their last part, an infinitive as a noun neuter.
fn named(service: &str, case: Case) -> String {
    const MASCULINE: [&str; 9] =
        ["schnitt", "termin", "service", "check", "besuch", "wechsel", "abend", "ton", "zusatz"];
    const FEMININE: [&str; 15] = [
        "ung",
        "ion",
        "age",
        "üre",
        "kur",
        "welle",
        "farbe",
        "frisur",
        "pflege",
        "massage",
        "kontrolle",
        "visite",
        "akupunktur",
        "rasur",
        "therapie",
    ];
    let plain =
        service.split_whitespace().count() == 1 && service.chars().all(|c| c.is_alphabetic() || c == '-');
    let lower = service.to_lowercase();
    let ends = |list: &[&str]| list.iter().any(|end| lower.ends_with(end));
    let article = if !plain {
        None
    } else if ends(&MASCULINE) {
        Some(if case == Case::Nominative { "der" } else { "den" })
    } else if ends(&FEMININE) {
        Some("die")
    } else if (lower.ends_with("en")
        && (!lower.ends_with("chen") || lower.ends_with("schen"))
        && !lower.ends_with("ähnen"))
        || lower.ends_with("eln")
    {
        Some("das")
    } else {
        None
    };
    match (article, case) {
        (Some(article), _) => format!("{article} {service}"),
        (None, Case::Nominative) => format!("der Termin für {service}"),
        (None, Case::Accusative) => format!("den Termin für {service}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appointment::Stamp;

    fn context() -> Context {
        Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin)
    }

    fn at(start: &str, service: &str) -> Appointment {
        let mut a = Appointment::new(start, Stamp::parse(start, chrono_tz::Europe::Berlin).unwrap());
        a.service = (!service.is_empty()).then(|| service.to_owned());
        a
    }

    fn spoken(records: &[Appointment]) -> String {
        let records: Vec<&Appointment> = records.iter().collect();
        choose(&labels(&records, false, &context(), Lang::De), false, Lang::De)
    }

    #[test]
    fn only_what_differs_is_said() {
        assert_eq!(
            spoken(&[at("2025-11-06T10:00", "Herrenhaarschnitt"), at("2025-11-06T15:00", "Färben")]),
            "Welcher Termin ist es: um zehn Uhr der Herrenhaarschnitt oder um fünfzehn Uhr das Färben?"
        );
        assert_eq!(
            spoken(&[at("2025-11-06T10:00", "Färben"), at("2025-11-07T10:00", "Färben")]),
            "Welcher Termin ist es: am Donnerstag, den sechsten November, oder am Freitag, den siebten November?"
        );
        assert_eq!(
            spoken(&[at("2025-11-06T10:00", ""), at("2025-11-06T11:30", "")]),
            "Welcher Termin ist es: um zehn Uhr oder um elf Uhr dreißig?"
        );
    }

    #[test]
    fn with_whom_and_whose() {
        let mut one = at("2025-11-06T15:00", "Massage");
        one.staff = Some("Herr Dr. Demir".into());
        one.name = Some("Seidel, Maria".into());
        let beside = Beside { name: true, staff: true };
        assert_eq!(
            in_full(&one, beside, &context(), Lang::De),
            "die Massage am Donnerstag, den sechsten November, um fünfzehn Uhr, bei Herrn Dr. Demir, auf den Namen Maria Seidel"
        );
        one.staff = None;
        assert_eq!(
            in_full(&one, beside, &context(), Lang::En),
            "the appointment for Massage on 2025-11-06 at 15:00, in the name of Maria Seidel"
        );
    }

    #[test]
    fn one_appointment_is_named_in_full() {
        let full = |service: &str| {
            in_full(&at("2025-11-06T15:00", service), Beside::default(), &context(), Lang::De)
        };
        let when = "am Donnerstag, den sechsten November, um fünfzehn Uhr";
        assert_eq!(full("Herrenhaarschnitt"), format!("den Herrenhaarschnitt {when}"));
        assert_eq!(full("Massage"), format!("die Massage {when}"));
        assert_eq!(full("Waschen"), format!("das Waschen {when}"));
        assert_eq!(full("Strähnchen"), format!("den Termin für Strähnchen {when}"));
        assert_eq!(full("Waschen und Föhnen"), format!("den Termin für Waschen und Föhnen {when}"));
        assert_eq!(full("Balayage L"), format!("den Termin für Balayage L {when}"));
        assert_eq!(full(""), format!("den Termin {when}"));
        assert_eq!(
            in_full(&at("2025-11-06T15:00", "haircut"), Beside::default(), &context(), Lang::En),
            "the appointment for haircut on 2025-11-06 at 15:00"
        );
    }
}
