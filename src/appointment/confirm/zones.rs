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
/// Source: Unicode CLDR, common/supplemental/windowsZones.xml, the rows of territory 001.
const WINDOWS: [(&str, Tz); 32] = [
    ("W. Europe Standard Time", Tz::Europe__Berlin),
    ("Central Europe Standard Time", Tz::Europe__Budapest),
    ("Central European Standard Time", Tz::Europe__Warsaw),
    ("Romance Standard Time", Tz::Europe__Paris),
    ("GMT Standard Time", Tz::Europe__London),
    ("Greenwich Standard Time", Tz::Atlantic__Reykjavik),
    ("E. Europe Standard Time", Tz::Europe__Chisinau),
    ("FLE Standard Time", Tz::Europe__Kiev),
    ("GTB Standard Time", Tz::Europe__Bucharest),
    ("Turkey Standard Time", Tz::Europe__Istanbul),
    ("Russian Standard Time", Tz::Europe__Moscow),
    ("Kaliningrad Standard Time", Tz::Europe__Kaliningrad),
    ("Belarus Standard Time", Tz::Europe__Minsk),
    ("Azores Standard Time", Tz::Atlantic__Azores),
    ("Morocco Standard Time", Tz::Africa__Casablanca),
    ("Israel Standard Time", Tz::Asia__Jerusalem),
    ("Egypt Standard Time", Tz::Africa__Cairo),
    ("South Africa Standard Time", Tz::Africa__Johannesburg),
    ("Arabian Standard Time", Tz::Asia__Dubai),
    ("India Standard Time", Tz::Asia__Calcutta),
    ("China Standard Time", Tz::Asia__Shanghai),
    ("Singapore Standard Time", Tz::Asia__Singapore),
    ("Tokyo Standard Time", Tz::Asia__Tokyo),
    ("AUS Eastern Standard Time", Tz::Australia__Sydney),
    ("Eastern Standard Time", Tz::America__New_York),
    ("Central Standard Time", Tz::America__Chicago),
    ("Mountain Standard Time", Tz::America__Denver),
    ("US Mountain Standard Time", Tz::America__Phoenix),
    ("Pacific Standard Time", Tz::America__Los_Angeles),
    ("Hawaiian Standard Time", Tz::Pacific__Honolulu),
    ("Atlantic Standard Time", Tz::America__Halifax),
    ("E. South America Standard Time", Tz::America__Sao_Paulo),
];

/// The zone of that name; none where it is not known.
pub(super) fn named(text: &str) -> Option<Zone> {
    let text = text.trim();
    let known = TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(text)).copied();
    let windows = || WINDOWS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, zone)| *zone);
    known.or_else(windows).map(Zone::Named).or_else(|| offset(text).map(Zone::Offset))
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
    }
}
