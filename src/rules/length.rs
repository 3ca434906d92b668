//! Durations: "anderthalb Stunden", "45 Minuten", `1h30min`, `PT90M`.

use super::judge::{Judge, Judged, Problem, Wording};
use super::keys::LengthUnit;
use super::{Slot, quantity, speak};
use crate::context::Context;
use crate::conversation::{Part, SlotState};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::heard::fold::words;
use crate::rules::moment::AMBIGUOUS;
use crate::temporal::{self, Assumption, Hint, Status, Value, speech};
use crate::verdict::SlotValue;

/// A bare number was read in the unit of the slot; data: `unit`.
pub static UNIT_ASSUMED: Kind = Kind::new(
    "unit_assumed",
    Severity::Note,
    "`{text}` wurde ohne Einheit genannt und in der des Feldes gelesen: {unit}",
    "`{text}` came without a unit and was read in that of the slot: {unit}",
);

/// A bare number where nothing says what it counts.
pub static UNIT_MISSING: Kind =
    Kind::new("unit_missing", Severity::Error, "`{text}` nennt keine Einheit", "`{text}` names no unit");

/// The length was said roughly: "ungefähr eine Stunde".
pub static DURATION_APPROXIMATE: Kind = Kind::new(
    "duration_approximate",
    Severity::Note,
    "Die Dauer wurde nur ungefähr genannt: {length}",
    "the length was said only roughly: {length}",
);

impl Judge<'_> {
    pub(super) fn duration(&self, slot: &Slot, state: &SlotState, text: &str) -> Judged {
        if let Some(seconds) = compact(text) {
            return self.lasting(seconds, "a length");
        }
        if let Some(count) = quantity::number(text, "") {
            return self.bare(slot, count, text);
        }
        let Ok(resolution) = temporal::resolve_as(text, Hint::Any, self.context) else {
            return self.not_understood(text, EXPECTED);
        };
        let mut lengths: Vec<i64> = Vec::new();
        // The temporal room marks points in time as rough, lengths it leaves as they are.
        let mut approximate = words(text).iter().any(|word| ROUGHLY.contains(&word.as_str()));
        for reading in &resolution.readings {
            let Value::Duration { seconds } = reading.value else {
                return self.not_understood(text, EXPECTED);
            };
            approximate |= reading.assumed.has(Assumption::Approximate);
            if !lengths.contains(&seconds) {
                lengths.push(seconds);
            }
        }
        match lengths.as_slice() {
            _ if resolution.status == Status::Invalid => self.not_understood(text, EXPECTED),
            [] => self.not_understood(text, EXPECTED),
            [seconds] if *seconds < 0 => self.not_understood(text, EXPECTED),
            [seconds] => {
                let mut judged = self.lasting(*seconds, "a length");
                if approximate {
                    let length = short(*seconds);
                    judged.findings.push(Finding::new(&DURATION_APPROXIMATE).with("length", length));
                }
                let doubt = resolution
                    .findings
                    .iter()
                    .find(|f| f.severity() > Severity::Note && !Self::is_confirmed(state, f.code()));
                if let Some(doubt) = doubt {
                    let question = match self.rules.locale {
                        Lang::De => format!("Habe ich Sie richtig verstanden: {}?", judged.spoken),
                        Lang::En => format!("Did I understand you correctly: {}?", judged.spoken),
                    };
                    let problem = Problem::worded(doubt.code(), Part::Value, Wording::Whole(question));
                    judged = Judged { value: None, problem: Some(problem), ..judged };
                }
                judged.findings.extend(resolution.findings);
                judged
            }
            several => {
                let options: Vec<String> =
                    several.iter().map(|s| spoken(*s, self.rules.locale, self.context)).collect();
                let mut judged = self.which_length(&AMBIGUOUS, Finding::new(&AMBIGUOUS), options);
                judged.findings.extend(resolution.findings);
                judged
            }
        }
    }

    /// A number without a unit.
    fn bare(&self, slot: &Slot, count: f64, text: &str) -> Judged {
        let seconds_of = |unit: LengthUnit| whole_seconds(count * f64::from(unit.seconds()));
        match slot.unit {
            Some(unit) => match seconds_of(unit) {
                Some(seconds) => {
                    let mut judged = self.lasting(seconds, "a bare number in the unit of the slot");
                    judged.findings.push(
                        Finding::new(&UNIT_ASSUMED).with("text", text.to_owned()).with("unit", unit.as_str()),
                    );
                    judged
                }
                None => self.not_understood(text, EXPECTED),
            },
            None => {
                let options: Vec<String> = [LengthUnit::Hours, LengthUnit::Minutes]
                    .into_iter()
                    .filter_map(seconds_of)
                    .map(|seconds| spoken(seconds, self.rules.locale, self.context))
                    .collect();
                if options.len() < 2 || count == 0.0 {
                    return self.not_understood(text, EXPECTED);
                }
                let finding = Finding::new(&UNIT_MISSING).with("text", text.to_owned());
                self.which_length(&UNIT_MISSING, finding, options)
            }
        }
    }

    fn which_length(&self, kind: &Kind, finding: Finding, options: Vec<String>) -> Judged {
        let question = match self.rules.locale {
            Lang::De => format!("Meinen Sie {}?", speak::either(&options, Lang::De)),
            Lang::En => format!("Do you mean {}?", speak::either(&options, Lang::En)),
        };
        let problem = Problem::worded(&kind.code, Part::Value, Wording::Whole(question));
        Judged::problem(problem.with_options(options), finding)
    }

    fn lasting(&self, seconds: i64, why: &str) -> Judged {
        Judged::settled(
            SlotValue::Duration { seconds },
            spoken(seconds, self.rules.locale, self.context),
            why,
        )
    }
}

/// Words by which a length is rough, folded.
const ROUGHLY: [&str; 9] =
    ["ungefaehr", "etwa", "circa", "zirka", "ca", "rund", "knapp", "gut", "schaetzungsweise"];

const EXPECTED: (&str, &str) = ("Dauer", "a length of time");

fn whole_seconds(seconds: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "a length that is spoken is far below")]
    (seconds.fract() == 0.0 && (0.0..1e12).contains(&seconds)).then_some(seconds as i64)
}

/// `15min`, `2h`, `1h 30min`, `90 s`, `3d`, and ISO 8601: `PT1H30M`, `P1D`. In seconds.
pub(super) fn compact(text: &str) -> Option<i64> {
    let small = text.trim().to_ascii_lowercase();
    let (mut rest, iso) = match small.strip_prefix('p') {
        Some(rest) => (rest, true),
        None => (small.as_str(), false),
    };
    let mut total: i64 = 0;
    let mut last = i64::MAX;
    let mut in_time = !iso;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        if iso && let Some(behind) = rest.strip_prefix('t') {
            if in_time || behind.is_empty() {
                return None;
            }
            in_time = true;
            rest = behind;
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (count, behind) = rest.split_at_checked(digits)?;
        let count: i64 = count.parse().ok().filter(|_| digits <= 7)?;
        let behind = if iso { behind } else { behind.trim_start() };
        let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
        let letters = if iso { 1 } else { letters };
        let (unit, behind) = behind.split_at_checked(letters)?;
        let seconds: i64 = match (unit, in_time) {
            ("w", _) if !iso || !in_time => 604_800,
            ("d", _) if !iso || !in_time => 86_400,
            ("h", true) => 3600,
            ("m", true) => 60,
            ("s", true) => 1,
            ("std", true) if !iso => 3600,
            ("min", true) if !iso => 60,
            ("sec" | "sek", true) if !iso => 1,
            _ => return None,
        };
        // The larger before the smaller, each once.
        if seconds >= last {
            return None;
        }
        last = seconds;
        total = total.checked_add(count.checked_mul(seconds)?)?;
        rest = if iso { behind } else { behind.trim_start_matches('.').trim_start() };
    }
    Some(total)
}

/// `1h 30min`, for a message.
pub(super) fn short(seconds: i64) -> String {
    let mut rest = seconds;
    let mut parts: Vec<String> = Vec::new();
    for (size, unit) in [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")] {
        let n = rest.checked_div(size).unwrap_or(0);
        rest = rest.checked_rem(size).unwrap_or(0);
        if n != 0 {
            parts.push(format!("{n}{unit}"));
        }
    }
    if parts.is_empty() { "0min".to_owned() } else { parts.join(" ") }
}

/// "anderthalb Stunden" as "eineinhalb Stunden"; "1 hour 30 minutes".
pub(super) fn spoken(seconds: i64, lang: Lang, context: &Context) -> String {
    if lang == Lang::De {
        return speech::say(&Value::Duration { seconds }, context);
    }
    let mut rest = seconds;
    let mut parts: Vec<String> = Vec::new();
    for (size, unit) in [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")] {
        let n = rest.checked_div(size).unwrap_or(0);
        rest = rest.checked_rem(size).unwrap_or(0);
        if n != 0 {
            parts.push(format!("{n} {unit}{}", if n == 1 { "" } else { "s" }));
        }
    }
    if parts.is_empty() { "0 minutes".to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_read() {
        for (text, seconds) in [
            ("15min", Some(900)),
            ("2h", Some(7200)),
            ("1h30min", Some(5400)),
            ("1 Std. 30 Min.", Some(5400)),
            ("90 s", Some(90)),
            ("3d", Some(259_200)),
            ("PT1H30M", Some(5400)),
            ("PT45M", Some(2700)),
            ("P1D", Some(86_400)),
            ("P1DT12H", Some(129_600)),
            ("P2W", Some(1_209_600)),
            ("0min", Some(0)),
            ("", None),
            ("P", None),
            ("PT", None),
            ("P1M", None),
            ("30min 1h", None),
            ("1h 1h", None),
            ("90", None),
            ("h", None),
            ("1,5h", None),
            ("99999999h", None),
            ("eine Stunde", None),
        ] {
            assert_eq!(compact(text), seconds, "{text}");
        }
    }

    #[test]
    fn lengths_are_shown_and_said() {
        assert_eq!(short(5400), "1h 30min");
        assert_eq!(short(0), "0min");
        let context = Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin);
        assert_eq!(spoken(5400, Lang::De, &context), "eineinhalb Stunden");
        assert_eq!(spoken(3660, Lang::En, &context), "1 hour 1 minute");
    }
}
