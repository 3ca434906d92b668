//! What each word was taken for.

use super::{WordNote, Wording, phrases};
use crate::finding::{Lang, weekday_name};
use crate::temporal::grammar::{Item, Kind};
use crate::text::{Key, Lex, Word};

/// A note for each word. The items tell what became of it.
pub(super) fn notes(words: &[Word], items: &[Item]) -> Vec<WordNote> {
    let mut rest = items;
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        let span = word.span();
        while let Some((first, more)) = rest.split_first()
            && first.span.end <= span.start
        {
            rest = more;
        }
        let kind = rest.first().filter(|i| i.span.start <= span.start).map(|i| i.kind);
        let (class, means) = note(word.lex, kind);
        out.push(WordNote { span, class, means, corrected: word.respelt });
    }
    out
}

fn note(lex: Lex, kind: Option<Kind>) -> (&'static str, Wording) {
    let (class, means) = plain(lex, kind);
    let silent = kind == Some(Kind::Gap)
        && !matches!(
            lex,
            Lex::Unknown
                | Lex::Title
                | Lex::NameIs
                | Lex::Given
                | Lex::Numbered
                | Lex::Counted
                | Lex::Punct(_)
                | Lex::Filler
        );
    if silent {
        let de = format!("sagt hier nichts über die Zeit (sonst: {})", means.de);
        let en = format!("says nothing about time here (else: {})", means.en);
        return (class, Wording::new(de, en));
    }
    (class, means)
}

/// What a word is by itself, and where that has two meanings, which of them its phrase gave it.
fn plain(lex: Lex, kind: Option<Kind>) -> (&'static str, Wording) {
    let say = |class, de: &'static str, en: &'static str| (class, Wording::new(de, en));
    match lex {
        Lex::Unknown => say("unknown", "sagt nichts über die Zeit", "says nothing about time"),
        Lex::Punct(_) => say("mark", "Satzzeichen", "punctuation mark"),
        Lex::Digits(n) => {
            ("number", Wording::new(format!("Zahl {n}, in Ziffern"), format!("number {n}, in digits")))
        }
        Lex::LongDigits => {
            say("number", "Zahl, zu lang für eine Zeitangabe", "number, too long for a date or time")
        }
        Lex::Num(n) => ("number", Wording::new(format!("Zahl {n}"), format!("number {n}"))),
        Lex::One => say("number", "Zahl 1 oder Artikel", "number 1 or article"),
        Lex::AndAHalf(n) => ("number", Wording::new(format!("Zahl {n} ½"), format!("number {n} ½"))),
        Lex::Quarters(n) => ("number", Wording::new(format!("{n} Viertel"), format!("{n} quarters"))),
        Lex::Ord(n) => ("ordinal", Wording::new(format!("Ordnungszahl {n}."), format!("ordinal number {n}"))),
        Lex::Times(n) => ("times", Wording::new(format!("{n}-mal"), format!("{n} times"))),
        Lex::Weekday(d) => (
            "weekday",
            Wording::new(
                format!("Wochentag {}", weekday_name(d, Lang::De)),
                format!("weekday {}", weekday_name(d, Lang::En)),
            ),
        ),
        Lex::WeekdayPart(d, p) => {
            let part = phrases::part(p);
            (
                "weekday",
                Wording::new(
                    format!("Wochentag {} mit Tageszeit {}", weekday_name(d, Lang::De), part.de),
                    format!("weekday {} with part of day {}", weekday_name(d, Lang::En), part.en),
                ),
            )
        }
        Lex::Weekly(d) => (
            "weekday",
            Wording::new(
                format!("jeden {}", weekday_name(d, Lang::De)),
                format!("every {}", weekday_name(d, Lang::En)),
            ),
        ),
        Lex::RelDay(n) => ("day", phrases::offset(n.into())),
        Lex::Morgen if matches!(kind, Some(Kind::Part(..) | Kind::Repeat(_))) => {
            say("part_of_day", "Tageszeit Morgen", "part of day morning")
        }
        Lex::Morgen => say("day", "der Tag nach heute", "the day after today"),
        Lex::Month(m) => {
            let month = phrases::month(m.into());
            ("month", Wording::new(format!("Monat {}", month.de), format!("month {}", month.en)))
        }
        Lex::Unit(_) => say("unit", "Zeiteinheit", "unit of time"),
        Lex::Qual(q) => ("qualifier", phrases::qual(q)),
        Lex::Third(_) | Lex::ThirdOf(..) => {
            say("third", "Anfang, Mitte oder Ende eines Zeitraums", "start, middle or end of a stretch")
        }
        Lex::OfMonth(..) | Lex::Piece(_) => {
            say("piece", "ein Teil eines längeren Zeitraums", "a part of a longer stretch")
        }
        Lex::Part(p) => {
            let part = phrases::part(p);
            (
                "part_of_day",
                Wording::new(format!("Tageszeit {}", part.de), format!("part of day {}", part.en)),
            )
        }
        Lex::Holiday(_) => say("holiday", "Fest- oder Feiertag", "named day"),
        Lex::HolidayHead(_) => {
            say("holiday", "Teil des Namens eines Feiertags", "part of the name of a holiday")
        }
        Lex::Title => say("title", "Anrede: dahinter steht ein Name", "title: what follows is a name"),
        Lex::NameIs => say("title", "dahinter steht ein Name", "what follows is a name"),
        Lex::Given => say("name", "Vorname", "given name"),
        Lex::Numbered => say(
            "numbered",
            "Bezeichnung: dahinter steht eine Nummer",
            "label: the number behind it is no time",
        ),
        Lex::Counted => say(
            "counted",
            "Gezähltes: davor steht eine Anzahl",
            "something counted: the number before it is no time",
        ),
        Lex::Filler => say("filler", "Füllwort", "filler"),
        Lex::Key(key) => (
            "joint",
            match kind {
                Some(kind @ (Kind::Join(_) | Kind::Cue(_))) => {
                    phrases::means(kind).unwrap_or_else(|| joint(key))
                }
                _ => joint(key),
            },
        ),
    }
}

fn joint(key: Key) -> Wording {
    match key {
        Key::Um => Wording::new("leitet eine Uhrzeit ein", "leads in a clock time"),
        Key::Am | Key::An | Key::Im | Key::In | Key::Article | Key::Feminine => {
            Wording::new("leitet eine Zeitangabe ein", "leads in a time expression")
        }
        Key::Uhr | Key::H => Wording::new("macht die Zahl zur Uhrzeit", "makes the number a clock time"),
        Key::Halb => Wording::new("eine halbe Stunde vor der Stunde", "half an hour before the hour"),
        Key::Viertel => Wording::new("Viertelstunde", "quarter of an hour"),
        Key::Dreiviertel => {
            Wording::new("eine Viertelstunde vor der Stunde", "a quarter of an hour before the hour")
        }
        Key::Halbe => Wording::new("die Hälfte", "half"),
        Key::Midnight => Wording::new("Mitternacht", "midnight"),
        Key::CalendarWeek => Wording::new("Kalenderwoche", "calendar week"),
        Key::Weekend => Wording::new("Wochenende", "weekend"),
        Key::ThisYear => Wording::new("dieses Jahr", "this year"),
        Key::Every
        | Key::Alle
        | Key::Daily
        | Key::Weekly
        | Key::Monthly
        | Key::Yearly
        | Key::Fortnightly
        | Key::Workdays => Wording::new("etwas wiederholt sich", "something repeats"),
        Key::Street => {
            Wording::new("Straße: dahinter steht eine Hausnummer", "street: a house number follows")
        }
        Key::Good => Wording::new("Gruß", "greeting"),
        Key::Hesitation => Wording::new("Zögern", "hesitation"),
        Key::OrdinalEnding => Wording::new("Endung einer Ordnungszahl", "ending of an ordinal number"),
        Key::Vor => Wording::new("davor", "before"),
        Key::Nach => Wording::new("danach", "after"),
        Key::Und => Wording::new("und", "and"),
        _ => Wording::new("verbindet oder führt weiter", "joins or leads on"),
    }
}
