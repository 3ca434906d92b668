//! A value outside of its range: the finding, and the question that names the limit.

use chrono::{NaiveDate, NaiveTime};

use super::{Day, Edge, edge, is_told};
use crate::conversation::Part;
use crate::finding::{Datum, Finding, Kind, Lang, Severity};
use crate::number::cardinal;
use crate::rules::judge::{Judge, Judged, MISSING, Problem, Wording};
use crate::rules::{Slot, length, speak};
use crate::temporal::Value;
use crate::verdict::SlotValue;

/// A value below what is accepted; data: `value`, `min`.
pub static BELOW_MIN: Kind = Kind::new(
    "below_min",
    Severity::Error,
    "{value} liegt unter dem, was erlaubt ist: mindestens {min}",
    "{value} is below what is allowed: at least {min}",
);

/// A value above what is accepted; data: `value`, `max`.
pub static ABOVE_MAX: Kind = Kind::new(
    "above_max",
    Severity::Error,
    "{value} liegt über dem, was erlaubt ist: höchstens {max}",
    "{value} is above what is allowed: at most {max}",
);

/// The same of a day or a time of day.
static TOO_EARLY: Kind = Kind::new(
    "below_min",
    Severity::Error,
    "{value} ist zu früh, erlaubt ist frühestens {min}",
    "{value} is too early, the earliest is {min}",
);

static TOO_LATE: Kind = Kind::new(
    "above_max",
    Severity::Error,
    "{value} ist zu spät, erlaubt ist spätestens {max}",
    "{value} is too late, the latest is {max}",
);

/// A text of fewer characters than wanted; data: `characters`, `min`.
pub static TEXT_TOO_SHORT: Kind = Kind::new(
    "too_short",
    Severity::Error,
    "Die Angabe hat {characters} Zeichen, mindestens {min} sind verlangt",
    "the text has {characters} characters, at least {min} are wanted",
);

/// A text of more characters than allowed; data: `characters`, `max`.
pub static TEXT_TOO_LONG: Kind = Kind::new(
    "too_long",
    Severity::Error,
    "Die Angabe hat {characters} Zeichen, höchstens {max} sind erlaubt",
    "the text has {characters} characters, at most {max} are allowed",
);

/// Which end was passed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    Above,
}

impl Judge<'_> {
    /// A settled value, or the question that names the limit it lies outside of.
    pub(in crate::rules) fn within(&self, slot: &Slot, judged: Judged) -> Judged {
        if slot.min.is_none() && slot.max.is_none() && slot.min_length.is_none() && slot.max_length.is_none()
        {
            return judged;
        }
        if let Some(SlotValue::Text(text)) = &judged.value {
            return match self.length_problem(slot, text) {
                Some(problem) => refused(judged, problem),
                None => judged,
            };
        }
        let today = self.context.today();
        let passed =
            [(&slot.min, Side::Below), (&slot.max, Side::Above)].into_iter().find_map(|(limit, side)| {
                let edge = edge(limit.as_ref()?, slot.r#type)?;
                self.is_outside(&judged, edge, side, today).then_some((edge, side))
            });
        match passed {
            Some((edge, side)) => {
                let problem = self.outside(slot, &judged, edge, side, today);
                refused(judged, problem)
            }
            None => judged,
        }
    }

    fn is_outside(&self, judged: &Judged, edge: Edge, side: Side, today: NaiveDate) -> bool {
        let passed = |order: std::cmp::Ordering| match side {
            Side::Below => order.is_lt(),
            Side::Above => order.is_gt(),
        };
        let on_day =
            |date: NaiveDate, day: Day| day.counted_from(today).is_some_and(|limit| passed(date.cmp(&limit)));
        match (&judged.value, edge) {
            (Some(SlotValue::Number(n)), Edge::Number(limit)) => n.partial_cmp(&limit).is_some_and(passed),
            (Some(SlotValue::Duration { seconds }), Edge::Length(limit)) => passed(seconds.cmp(&limit)),
            (Some(SlotValue::Time(Value::Date(date), _)), Edge::Day(day)) => on_day(*date, day),
            (Some(SlotValue::Time(Value::Time(time), _)), Edge::Clock(limit)) => passed(time.cmp(&limit)),
            (Some(SlotValue::Moment(moment, _)), Edge::Day(day)) => on_day(moment.local.date(), day),
            (Some(SlotValue::Moment(moment, _)), Edge::Wall(limit)) => passed(moment.local.cmp(&limit)),
            // Only the day is known yet: it is enough to see that it will not do.
            (None, Edge::Day(day)) if is_missing(judged) => judged.date.is_some_and(|date| on_day(date, day)),
            _ => false,
        }
    }

    fn outside(
        &self,
        slot: &Slot,
        judged: &Judged,
        edge: Edge,
        side: Side,
        today: NaiveDate,
    ) -> (Problem, Finding) {
        let (name, kind) = match (side, edge) {
            (Side::Below, Edge::Number(_) | Edge::Length(_)) => ("min", &BELOW_MIN),
            (Side::Above, Edge::Number(_) | Edge::Length(_)) => ("max", &ABOVE_MAX),
            (Side::Below, _) => ("min", &TOO_EARLY),
            (Side::Above, _) => ("max", &TOO_LATE),
        };
        let day_of = |day: Day| day.counted_from(today).unwrap_or(today);
        let limit: Datum = match edge {
            Edge::Number(n) => number(n),
            Edge::Length(seconds) => length::short(seconds).into(),
            Edge::Day(day) => day_of(day).into(),
            Edge::Clock(time) => time.into(),
            Edge::Wall(wall) => wall.into(),
        };
        let finding = Finding::new(kind).with("value", self.shown(judged)).with(name, limit);
        let reason = self.limit_named(slot, edge, side, day_of);
        let problem = Problem::worded(&kind.code, Part::Value, Wording::After(reason));
        (problem, finding)
    }

    fn shown(&self, judged: &Judged) -> Datum {
        match &judged.value {
            Some(SlotValue::Number(n)) => number(*n),
            Some(SlotValue::Duration { seconds }) => length::short(*seconds).into(),
            Some(SlotValue::Time(Value::Date(date), _)) => (*date).into(),
            Some(SlotValue::Time(Value::Time(time), _)) => (*time).into(),
            Some(SlotValue::Moment(moment, _)) => moment.local.into(),
            _ => judged.date.map_or_else(|| judged.spoken.clone().into(), Datum::from),
        }
    }

    /// "Bei „Personen“ kann ich höchstens acht eintragen."
    fn limit_named(&self, slot: &Slot, edge: Edge, side: Side, day_of: impl Fn(Day) -> NaiveDate) -> String {
        let lang = self.rules.locale;
        let german = lang == Lang::De;
        let least = side == Side::Below;
        let clock = |t: NaiveTime| speak::time(t, lang, self.context);
        let spoken = match edge {
            Edge::Number(n) => spoken_number(n, lang),
            Edge::Length(seconds) => length::spoken(seconds, lang, self.context),
            Edge::Day(day) => speak::date(day_of(day), lang, self.context),
            Edge::Clock(time) => clock(time),
            Edge::Wall(wall) => {
                let day = speak::date(wall.date(), lang, self.context);
                if german {
                    format!("{day}, um {}", clock(wall.time()))
                } else {
                    format!("{day} at {}", clock(wall.time()))
                }
            }
        };
        // A date of birth is put down, an appointment is possible.
        let booked = !is_told(slot);
        match (edge, german, least) {
            (Edge::Length(_), true, true) => format!("Es muss mindestens {spoken} dauern."),
            (Edge::Length(_), true, false) => format!("Es darf höchstens {spoken} dauern."),
            (Edge::Length(_), false, true) => format!("It has to take at least {spoken}."),
            (Edge::Length(_), false, false) => format!("It may take {spoken} at most."),
            (Edge::Number(_), true, _) => {
                self.put_down(slot, if least { "mindestens" } else { "höchstens" }, &spoken)
            }
            (Edge::Number(_), false, _) => {
                self.put_down(slot, if least { "no less than" } else { "no more than" }, &spoken)
            }
            (_, true, true) if booked => format!("Möglich ist es erst ab {spoken}."),
            (_, true, false) if booked => format!("Möglich ist es nur bis {spoken}."),
            (_, false, true) if booked => format!("It is possible from {spoken} on."),
            (_, false, false) if booked => format!("It is possible until {spoken} only."),
            (_, true, _) => self.put_down(slot, if least { "frühestens" } else { "spätestens" }, &spoken),
            (_, false, _) => {
                self.put_down(slot, if least { "nothing before" } else { "nothing after" }, &spoken)
            }
        }
    }

    fn put_down(&self, slot: &Slot, how: &str, spoken: &str) -> String {
        match (self.rules.locale, &slot.label) {
            (Lang::De, Some(label)) => format!("Bei „{label}“ kann ich {how} {spoken} eintragen."),
            (Lang::De, None) => format!("Ich kann {how} {spoken} eintragen."),
            (Lang::En, Some(label)) => format!("For “{label}” I can put down {how} {spoken}."),
            (Lang::En, None) => format!("I can put down {how} {spoken}."),
        }
    }

    fn length_problem(&self, slot: &Slot, text: &str) -> Option<(Problem, Finding)> {
        let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let short = slot.min_length.filter(|min| characters < *min);
        let long = slot.max_length.filter(|max| characters > *max);
        let german = self.rules.locale == Lang::De;
        let (finding, reason) = match (short, long) {
            (Some(min), _) => (
                Finding::new(&TEXT_TOO_SHORT).with("characters", characters).with("min", min),
                if german {
                    format!("Das ist leider zu kurz, ich brauche mindestens {}.", counted(min))
                } else {
                    format!("I am sorry, that is too short, I need at least {min} characters.")
                },
            ),
            (None, Some(max)) => (
                Finding::new(&TEXT_TOO_LONG).with("characters", characters).with("max", max),
                if german {
                    format!("Das ist leider zu lang, ich kann höchstens {} eintragen.", counted(max))
                } else {
                    format!("I am sorry, that is too long, I can put down {max} characters at most.")
                },
            ),
            (None, None) => return None,
        };
        Some((Problem::worded(finding.code(), Part::Value, Wording::After(reason)), finding))
    }
}

fn is_missing(judged: &Judged) -> bool {
    judged.problem.as_ref().is_some_and(|p| p.code == "missing" && p.part == Part::Time)
}

fn refused(judged: Judged, (problem, finding): (Problem, Finding)) -> Judged {
    let mut findings = judged.findings;
    // The time is not asked for as long as the day will not do.
    findings.retain(|f| !f.is(&MISSING));
    findings.push(finding);
    Judged { value: None, why: problem.code.clone(), problem: Some(problem), findings, ..judged }
}

fn counted(n: u32) -> String {
    if n == 1 { "ein Zeichen".to_owned() } else { format!("{} Zeichen", cardinal(n)) }
}

/// A whole number as a count, any other as its digits with a decimal comma.
fn number(n: f64) -> Datum {
    match whole(n) {
        Some(n) => Datum::Int(n),
        None => Datum::from(n.to_string().replace('.', ",")),
    }
}

fn whole(n: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "only what is whole and small comes here")]
    (n.fract() == 0.0 && n.abs() < 1e15).then_some(n as i64)
}

/// "acht", "minus drei", "zweieinhalb" as "zwei Komma fünf"
fn spoken_number(n: f64, lang: Lang) -> String {
    if lang == Lang::En {
        return n.to_string();
    }
    let sign = if n < 0.0 { "minus " } else { "" };
    let digits = n.abs().to_string();
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let Ok(whole) = whole.parse::<u32>() else { return n.to_string().replace('.', ",") };
    let mut out = format!("{sign}{}", cardinal(whole));
    if !decimals.is_empty() {
        out.push_str(" Komma");
        for digit in decimals.chars().filter_map(|c| c.to_digit(10)) {
            out.push(' ');
            out.push_str(&cardinal(digit));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spoken() {
        assert_eq!(spoken_number(8.0, Lang::De), "acht");
        assert_eq!(spoken_number(-2.5, Lang::De), "minus zwei Komma fünf");
        assert_eq!(spoken_number(2.5, Lang::En), "2.5");
        assert_eq!(number(2.5).show(Lang::De), "2,5");
        assert_eq!(number(8.0), Datum::Int(8));
    }
}
