//! What was taken for granted, in words.

use super::value::Assumption;
use crate::finding::Lang;

impl Assumption {
    /// What was taken for granted, as a sentence for somebody who has to judge it.
    ///
    /// ```
    /// use klartext::{finding::Lang, temporal::Assumption};
    /// assert_eq!(Assumption::Century.message(Lang::De), "Das Jahr wurde mit zwei Ziffern gesagt und ergänzt");
    /// assert_eq!(Assumption::Century.message(Lang::En), "the year was said with two digits and completed");
    /// ```
    pub const fn message(self, lang: Lang) -> &'static str {
        let (de, en) = self.messages();
        match lang {
            Lang::De => de,
            Lang::En => en,
        }
    }

    const fn messages(self) -> (&'static str, &'static str) {
        match self {
            Self::Occurrence => (
                "Ein Jahr wurde nicht genannt: gemeint ist das nächste Mal, bei Vergangenem das letzte",
                "no year was said: the next occurrence is meant, or the latest one when looking back",
            ),
            Self::Month => (
                "Ein Monat wurde nicht genannt: gemeint ist der nächste solche Tag, bei Vergangenem der letzte",
                "no month was said: the next such day is meant, or the latest one when looking back",
            ),
            Self::Morning => (
                "Eine Tageszeit wurde nicht genannt: die Stunde gilt so, wie sie gesagt wurde",
                "no part of day was said: the hour counts as it was said",
            ),
            Self::Afternoon => (
                "Eine Tageszeit wurde nicht genannt: die Stunde gilt zwölf Stunden später",
                "no part of day was said: the hour counts twelve hours later",
            ),
            Self::YearCorrected => (
                "Das genannte Jahr ist vorbei: Tag und Monat gelten für das nächste Mal",
                "the year that was said is over: day and month count for their next occurrence",
            ),
            Self::Century => (
                "Das Jahr wurde mit zwei Ziffern gesagt und ergänzt",
                "the year was said with two digits and completed",
            ),
            Self::Coming => {
                ("„Nächster“ ist als der kommende verstanden", "“nächster” is taken as the coming one")
            }
            Self::FollowingWeek => (
                "Gerechnet ist nach Kalenderwochen, nicht vom heutigen Tag an",
                "this is counted by calendar weeks, not from today",
            ),
            Self::Today => {
                ("Der Wochentag ist der heutige: gemeint ist heute", "the weekday is today's: today is meant")
            }
            Self::WeekAhead => (
                "Der Wochentag ist der heutige: gemeint ist der Tag eine Woche von heute",
                "the weekday is today's: the day a week from today is meant",
            ),
            Self::EightDaysIdiom => (
                "„Acht Tage“ ist als Redensart für eine Woche verstanden",
                "“acht Tage” is taken as the idiom for one week",
            ),
            Self::EightDaysCounted => ("Acht Tage sind wörtlich gezählt", "eight days are counted literally"),
            Self::DateAsSaid => (
                "Das Datum widerspricht der übrigen Angabe: es gilt das Datum, wie es gesagt wurde",
                "the date contradicts what else was said: the date counts as it was said",
            ),
            Self::WeekdayAsSaid => (
                "Wochentag und Datum widersprechen sich: es gilt der nächstliegende solche Wochentag",
                "weekday and date contradict each other: the nearest such weekday counts",
            ),
            Self::MonthEnd => (
                "Der Monat hat keinen solchen Tag: genommen ist sein letzter",
                "the month has no such day: its last one is taken",
            ),
            Self::EndOfDay => {
                ("Mitternacht ist als Ende des Tages verstanden", "midnight is taken as the end of the day")
            }
            Self::StartOfDay => (
                "Mitternacht ist als Anfang des Tages verstanden",
                "midnight is taken as the start of the day",
            ),
            Self::AfterMidnight => (
                "Die Stunde liegt nach Mitternacht und damit auf dem folgenden Tag",
                "the hour lies after midnight and so on the following day",
            ),
            Self::PartOfDay => (
                "Die Tageszeit steht für eine Zeitspanne",
                "the part of day stands for a stretch of the clock",
            ),
            Self::Approximate => ("Die Zeit ist nur ungefähr genannt", "the time was said as a rough one"),
            Self::FoldEarlier => (
                "Die Uhrzeit gibt es an diesem Tag zweimal: genommen ist die erste, noch vor der Umstellung",
                "this wall time exists twice on that day: the first is taken, before the clock goes back",
            ),
            Self::FoldLater => (
                "Die Uhrzeit gibt es an diesem Tag zweimal: genommen ist die zweite, nach der Umstellung",
                "this wall time exists twice on that day: the second is taken, after the clock went back",
            ),
            Self::Spelling => (
                "Ein Schreib- oder Hörfehler wurde berichtigt",
                "a slip of spelling or hearing was corrected",
            ),
            Self::Repaired => (
                "Es gilt, was nach der Verbesserung gesagt wurde",
                "what was said after the self-correction counts",
            ),
            Self::Converted => (
                "Die Zeit war mit Zeitzone angegeben und ist in die Ortszeit umgerechnet",
                "the time came with an offset and was converted to local time",
            ),
            Self::BareClock => (
                "Die Ziffern sind ohne Doppelpunkt und ohne „Uhr“ als Uhrzeit verstanden",
                "the digits are taken as a clock time, without a colon or “Uhr”",
            ),
            Self::Shared => (
                "Die Uhrzeit wurde einmal gesagt und gilt für jeden der genannten Tage",
                "the time was said once and holds for each of the days",
            ),
            Self::Alternative => (
                "Das ist die zweite mögliche Bedeutung, die der Hinweis nennt",
                "this is the second possible meaning that the finding names",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn messages_follow_the_house() {
        let mut seen = BTreeSet::new();
        for assumption in Assumption::ALL {
            let (de, en) = (assumption.message(Lang::De), assumption.message(Lang::En));
            for text in [de, en] {
                assert!(seen.insert(text), "said twice: {text}");
                assert!(!text.ends_with('.'), "{text}");
                assert!(text.len() > 15, "{text}");
                assert!(!text.contains(['"', '_']), "{text}");
            }
            let first = |t: &str| t.chars().find(|c| c.is_alphabetic()).unwrap();
            assert!(first(de).is_uppercase(), "{de}");
            assert!(first(en).is_lowercase(), "{en}");
        }
    }

    #[test]
    fn the_texts_that_callers_of_a_salon_meet_every_day() {
        for (assumption, de, en) in [
            (
                Assumption::Afternoon,
                "Eine Tageszeit wurde nicht genannt: die Stunde gilt zwölf Stunden später",
                "no part of day was said: the hour counts twelve hours later",
            ),
            (
                Assumption::Occurrence,
                "Ein Jahr wurde nicht genannt: gemeint ist das nächste Mal, bei Vergangenem das letzte",
                "no year was said: the next occurrence is meant, or the latest one when looking back",
            ),
            (
                Assumption::Coming,
                "„Nächster“ ist als der kommende verstanden",
                "“nächster” is taken as the coming one",
            ),
            (
                Assumption::FollowingWeek,
                "Gerechnet ist nach Kalenderwochen, nicht vom heutigen Tag an",
                "this is counted by calendar weeks, not from today",
            ),
            (
                Assumption::YearCorrected,
                "Das genannte Jahr ist vorbei: Tag und Monat gelten für das nächste Mal",
                "the year that was said is over: day and month count for their next occurrence",
            ),
        ] {
            assert_eq!((assumption.message(Lang::De), assumption.message(Lang::En)), (de, en));
        }
    }
}
