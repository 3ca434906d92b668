//! The zone that stands beside a time: a name of the zone database, a name of Windows, or an offset.

use chrono::FixedOffset;
use chrono_tz::{TZ_VARIANTS, Tz};

/// A zone, or an offset that has no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    Named(Tz),
    Offset(FixedOffset),
}

/// Names that Windows has, and Microsoft Graph sends: those of Europe, and of where else a calendar's server may stand.
///
/// Source: Unicode CLDR, common/supplemental/windowsZones.xml, the rows of territory 001. By name, since a build may leave zones out of the
/// database (the package for JavaScript does): then the zone is not known, and a person looks at it.
const WINDOWS: [(&str, &str); 32] = [
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Romance Standard Time", "Europe/Paris"),
    ("GMT Standard Time", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("Kaliningrad Standard Time", "Europe/Kaliningrad"),
    ("Belarus Standard Time", "Europe/Minsk"),
    ("Azores Standard Time", "Atlantic/Azores"),
    ("Morocco Standard Time", "Africa/Casablanca"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("India Standard Time", "Asia/Calcutta"),
    ("China Standard Time", "Asia/Shanghai"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("US Mountain Standard Time", "America/Phoenix"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Hawaiian Standard Time", "Pacific/Honolulu"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
];

/// The zone of that name; none where it is not known.
pub(super) fn named(text: &str) -> Option<Zone> {
    let text = text.trim();
    let known = |text: &str| TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(text)).copied();
    let windows = || WINDOWS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    known(text).or_else(|| known(windows()?.1)).map(Zone::Named).or_else(|| offset(text).map(Zone::Offset))
}

/// `Z`, `+01:00`, `+0100`, `+1`, also behind `UTC` or `GMT`.
fn offset(text: &str) -> Option<FixedOffset> {
    let text = ["UTC", "GMT"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    if text.eq_ignore_ascii_case("z") {
        return FixedOffset::east_opt(0);
    }
    let (east, digits) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-" | "−", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "00"),
    };
    let number = |text: &str, most: i32| -> Option<i32> {
        let short = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        short.then(|| text.parse().ok()).flatten().filter(|n| *n <= most)
    };
    let minutes = number(hours, 14)?.checked_mul(60)?.checked_add(number(minutes, 59)?)?;
    FixedOffset::east_opt(minutes.checked_mul(60)?.checked_mul(east)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_has_several_names() {
        for name in ["Europe/Berlin", "europe/berlin", " Europe/Berlin "] {
            assert_eq!(named(name), Some(Zone::Named(Tz::Europe__Berlin)), "{name}");
        }
        assert_eq!(named("W. Europe Standard Time"), Some(Zone::Named(Tz::Europe__Berlin)));
        assert_eq!(named("GMT Standard Time"), Some(Zone::Named(Tz::Europe__London)));
        let hours = |n: i32| FixedOffset::east_opt(n * 3600).map(Zone::Offset);
        for (name, expected) in [
            ("Z", hours(0)),
            ("+01:00", hours(1)),
            ("UTC+1", hours(1)),
            ("GMT-0500", hours(-5)),
            ("UTC+02:00", hours(2)),
            ("+1:5:0", None),
            ("+99:00", None),
            ("+", None),
            ("", None),
            ("Mars Standard Time", None),
            ("Berlin", None),
            ("MEZ", None),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
    }

    #[test]
    fn no_name_stands_twice() {
        let mut names: Vec<&str> = WINDOWS.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), WINDOWS.len());
        assert!(WINDOWS.iter().all(|(_, zone)| zone.parse::<Tz>().is_ok()));
    }
}
