//! A point in time as a calendar wrote it, with the zone that stands beside it.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::zones::{self, Zone};
use crate::appointment::Stamp;
use crate::iso;
use crate::temporal::zone::{Localised, localise};

/// What a zone is called where it stands beside a time.
const ZONES: [&str; 5] = ["timeZone", "time_zone", "timezone", "tz", "zone"];

/// A point in time as a calendar wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// With an offset or a zone, or as seconds since 1970.
    At(Stamp),
    /// With a zone in which the clock shows it twice, or never.
    In(NaiveDateTime, Tz),
    /// Without: wall time of the calendar's zone, if it is not UTC after all.
    Wall(NaiveDateTime),
    /// With a zone that is not known.
    Strange(NaiveDateTime, String),
}

impl Written {
    /// The instant that it is, wall time being that of the zone: the first of two, none in a gap.
    pub(super) fn instant(&self, zone: Tz) -> Option<DateTime<Utc>> {
        self.possible(zone).first().copied()
    }

    /// Every instant that it may be.
    pub(super) fn possible(&self, zone: Tz) -> Vec<DateTime<Utc>> {
        let (wall, zone) = match self {
            Self::At(stamp) => return vec![stamp.at],
            Self::Strange(..) => return Vec::new(),
            Self::In(wall, zone) => (*wall, *zone),
            Self::Wall(wall) => (*wall, zone),
        };
        match localise(wall, zone) {
            Localised::Unambiguous(m) => vec![m.utc],
            Localised::Fold { first, second } => vec![first.utc, second.utc],
            Localised::Gap { .. } => Vec::new(),
        }
    }
}

/// Reads a time under the first of some names. What stands beside it as a zone counts where the time has no offset of its own: under
/// `startTimeZone` or `start_timezone` for `start`, under `timeZone` for all. `Err` is a value that is no time, with its name.
pub(super) fn time<'a>(
    fields: &'a Map<String, Value>,
    names: &[&'static str],
    zoned: Option<&str>,
) -> (Option<Written>, Vec<(&'static str, &'a Value)>) {
    let mut wrong = Vec::new();
    for name in names {
        let Some(value) = fields.get(*name).filter(|v| !v.is_null()) else { continue };
        let read = match value {
            // Google's calendar and Microsoft's: {"dateTime", "timeZone"}.
            Value::Object(inner) => {
                let text = ["dateTime", "date_time", "time", "utc"].iter().find_map(|n| inner.get(*n));
                let zone = zone_in(inner).or_else(|| zoned.and_then(|of| zone_beside(fields, of)));
                text.and_then(|text| written(text, zone))
            }
            other => written(other, zoned.and_then(|of| zone_beside(fields, of))),
        };
        if read.is_some() {
            return (read, wrong);
        }
        wrong.push((*name, value));
    }
    (None, wrong)
}

fn zone_beside<'a>(fields: &'a Map<String, Value>, of: &str) -> Option<&'a Value> {
    let own = ["TimeZone", "Timezone", "_time_zone", "_timezone"]
        .iter()
        .find_map(|tail| told(fields, &format!("{of}{tail}")));
    own.or_else(|| zone_in(fields))
}

fn zone_in(fields: &Map<String, Value>) -> Option<&Value> {
    ZONES.iter().find_map(|name| told(fields, name))
}

fn told<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    fields.get(name).filter(|v| !v.is_null() && v.as_str().is_none_or(|text| !text.trim().is_empty()))
}

fn written(value: &Value, zone: Option<&Value>) -> Option<Written> {
    match value {
        Value::String(text) => {
            let text = text.trim();
            if let Some(at) = iso::instant(text) {
                return Some(Written::At(stamp(at)));
            }
            iso::wall(text).map(|wall| in_zone(wall, zone))
        }
        Value::Number(number) => {
            let n = number.as_i64()?;
            let at = match n {
                1_000_000_000..=99_999_999_999 => DateTime::from_timestamp(n, 0),
                100_000_000_000..=99_999_999_999_999 => DateTime::from_timestamp_millis(n),
                _ => None,
            }?;
            // Seconds since 1970 cannot be wall time by mistake of a mark, but by mistake of whoever counted them.
            Some(Written::At(Stamp { at, marked_utc: true }))
        }
        _ => None,
    }
}

fn stamp(at: DateTime<FixedOffset>) -> Stamp {
    Stamp { at: at.with_timezone(&Utc), marked_utc: at.offset().local_minus_utc() == 0 }
}

fn in_zone(wall: NaiveDateTime, zone: Option<&Value>) -> Written {
    let Some(zone) = zone else { return Written::Wall(wall) };
    let strange = || {
        let name = zone.as_str().map_or_else(|| zone.to_string(), str::to_owned);
        Written::Strange(wall, name.chars().take(60).collect())
    };
    match zone.as_str().and_then(zones::named) {
        None => strange(),
        Some(Zone::Offset(offset)) => match wall.and_local_timezone(offset).single() {
            Some(at) => Written::At(stamp(at)),
            None => strange(),
        },
        Some(Zone::Named(zone)) => match localise(wall, zone) {
            Localised::Unambiguous(m) => {
                let utc =
                    ["UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "UCT", "Etc/UCT", "Universal", "Etc/Universal"];
                Written::At(Stamp { at: m.utc, marked_utc: utc.contains(&zone.name()) })
            }
            Localised::Fold { .. } | Localised::Gap { .. } => Written::In(wall, zone),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn start(value: &Value) -> Option<Written> {
        time(value.as_object().unwrap(), &["start"], Some("start")).0
    }

    fn at(text: &str) -> Vec<DateTime<Utc>> {
        vec![text.parse().unwrap()]
    }

    #[test]
    fn the_zone_beside_a_time_counts_where_it_has_no_offset() {
        let berlin = Tz::Europe__Berlin;
        for (value, expected) in [
            (json!({"start": "2025-11-06T14:00:00"}), at("2025-11-06T13:00:00Z")),
            (json!({"start": "2025-11-06T14:00:00", "timeZone": "UTC"}), at("2025-11-06T14:00:00Z")),
            (
                json!({"start": "2025-11-06T14:00:00", "time_zone": "Europe/London"}),
                at("2025-11-06T14:00:00Z"),
            ),
            (json!({"start": "2025-11-06T14:00:00", "timeZone": "+02:00"}), at("2025-11-06T12:00:00Z")),
            (
                json!({"start": "2025-11-06T14:00:00", "startTimeZone": "UTC", "timeZone": "CET"}),
                at("2025-11-06T14:00:00Z"),
            ),
            (json!({"start": "2025-11-06T14:00:00+01:00", "timeZone": "UTC"}), at("2025-11-06T13:00:00Z")),
            (json!({"start": "2025-11-06T14:00:00", "timeZone": ""}), at("2025-11-06T13:00:00Z")),
            (json!({"start": "2025-11-06T14:00:00", "timeZone": "Mars/Olympus"}), Vec::new()),
            (json!({"start": "2025-11-06T14:00:00", "timeZone": 60}), Vec::new()),
            (
                json!({"start": {"dateTime": "2025-11-06T14:00:00.0000000", "timeZone": "GMT Standard Time"}}),
                at("2025-11-06T14:00:00Z"),
            ),
            (
                json!({"start": {"dateTime": "2025-11-06T14:00:00"}, "timeZone": "UTC"}),
                at("2025-11-06T14:00:00Z"),
            ),
        ] {
            assert_eq!(start(&value).unwrap().possible(berlin), expected, "{value}");
        }
        // In London the clock goes back an hour later in the day.
        let twice = start(&json!({"start": "2025-10-26T01:30:00", "timeZone": "Europe/London"})).unwrap();
        assert_eq!(twice.possible(berlin).len(), 2);
    }
}
