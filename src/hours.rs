//! Weekly opening hours with breaks and exceptions by date.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::de::{Error as _, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::{Error, ErrorKind};
use crate::iso;
use crate::temporal::holidays::{Holiday, Region, public_holiday};

/// When the shop is open. Wall time in the zone of the context.
///
/// As data: a list of stretches for each weekday, a missing day is closed, `exceptions` replace the whole day, and with
/// a `region` the public holidays of that region are closed unless an exception opens them.
///
/// ```
/// use klartext::OpeningHours;
/// let hours: OpeningHours = serde_json::from_str(
///     r#"{"tue": ["09:00-12:30", "13:30-18:00"], "exceptions": {"2025-12-23": ["09:00-12:00"]}}"#,
/// )?;
/// assert!(hours.is_open("2025-11-11T14:00:00".parse()?)); // a Tuesday
/// assert!(!hours.is_open("2025-11-11T13:00:00".parse()?)); // the break
/// assert!(!hours.is_open("2025-12-23T14:00:00".parse()?)); // the exception
///
/// let hours: OpeningHours = serde_json::from_str(
///     r#"{"thu": ["09:00-18:00"], "fri": ["09:00-18:00"], "region": "DE-BY",
///         "exceptions": {"2025-12-26": ["11:00-15:00"]}}"#,
/// )?;
/// assert!(!hours.is_open("2025-12-25T12:00:00".parse()?)); // a Thursday, and Christmas
/// assert!(hours.is_open("2025-12-26T12:00:00".parse()?)); // the exception opens
/// assert_eq!(hours.holiday("2025-12-25".parse()?).map(|h| h.name), Some("Erster Weihnachtstag"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpeningHours {
    /// Monday.
    pub mon: Vec<Stretch>,
    /// Tuesday.
    pub tue: Vec<Stretch>,
    /// Wednesday.
    pub wed: Vec<Stretch>,
    /// Thursday.
    pub thu: Vec<Stretch>,
    /// Friday.
    pub fri: Vec<Stretch>,
    /// Saturday.
    pub sat: Vec<Stretch>,
    /// Sunday.
    pub sun: Vec<Stretch>,
    /// Days that differ from the week: an empty list is a closed day.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "exceptions")]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, Vec<Stretch>>"))]
    pub exceptions: BTreeMap<NaiveDate, Vec<Stretch>>,
    /// The country, state or canton whose public holidays close the shop unless an exception opens it, `DE-BY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// An open stretch of one day, `09:00-12:30`; the end is exclusive, `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub struct Stretch {
    /// Opens, in minutes after midnight.
    opens: u16,
    /// Closes, in minutes after midnight, at most 1440.
    closes: u16,
}

impl Stretch {
    /// All of a day.
    pub const WHOLE_DAY: Self = Self { opens: 0, closes: 1440 };

    /// A stretch from `opens` to `closes`, in minutes after midnight; `None` unless opens < closes ≤ 1440.
    pub const fn new(opens: u16, closes: u16) -> Option<Self> {
        if opens < closes && closes <= 1440 { Some(Self { opens, closes }) } else { None }
    }

    /// When it opens.
    pub fn opens(self) -> NaiveTime {
        minutes(self.opens)
    }

    /// When it closes; the end of the day shows as 00:00.
    pub fn closes(self) -> NaiveTime {
        minutes(self.closes % 1440)
    }

    /// Minutes after midnight at which it opens.
    pub const fn opens_minute(self) -> u16 {
        self.opens
    }

    /// Minutes after midnight at which it closes, at most 1440.
    pub const fn closes_minute(self) -> u16 {
        self.closes
    }

    /// True where the minute lies in it.
    pub const fn contains_minute(self, minute: u16) -> bool {
        self.opens <= minute && minute < self.closes
    }
}

fn minutes(minute: u16) -> NaiveTime {
    NaiveTime::from_hms_opt(u32::from(minute / 60), u32::from(minute % 60), 0).unwrap_or(NaiveTime::MIN)
}

/// Minutes after midnight.
pub(crate) fn minute_of(time: NaiveTime) -> u16 {
    use chrono::Timelike as _;
    u16::try_from(time.hour().saturating_mul(60).saturating_add(time.minute())).unwrap_or(0)
}

const HOW_TO_WRITE: &str = "write `09:00-18:00`, the end after the start and at most `24:00`; \
    what is open past midnight goes on from `00:00` on the next day";

impl FromStr for Stretch {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let clock = |part: &str| -> Option<u16> {
            let (h, m) = part.trim().split_once(':')?;
            let digits =
                |s: &str, n: usize| s.len() <= n && !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
            if !digits(h, 2) || !digits(m, 2) || m.len() != 2 {
                return None;
            }
            let (h, m): (u16, u16) = (h.parse().ok()?, m.parse().ok()?);
            if m > 59 {
                return None;
            }
            h.checked_mul(60)?.checked_add(m)
        };
        text.split_once('-')
            .or_else(|| text.split_once('–'))
            .and_then(|(from, to)| Self::new(clock(from)?, clock(to)?))
            .ok_or_else(|| Error::new(ErrorKind::Hours { text: text.to_owned() }).with_help(HOW_TO_WRITE))
    }
}

// Written by hand so that a deserializer that knows places points at the stretch and not at the list around it.
impl<'de> Deserialize<'de> for Stretch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Stretch;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a stretch of opening hours such as `09:00-18:00`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Stretch, E> {
                // An error of serde has one text, so how to write it right goes with what is wrong.
                text.parse().map_err(|error: Error| E::custom(format_args!("{error}: {HOW_TO_WRITE}")))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// By hand, so that a day that stands there twice is an error and does not silently hide the other.
fn exceptions<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<NaiveDate, Vec<Stretch>>, D::Error> {
    struct Days;

    impl<'de> Visitor<'de> for Days {
        type Value = BTreeMap<NaiveDate, Vec<Stretch>>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the stretches of each day, as in `{\"2025-12-24\": [\"09:00-12:00\"]}`")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut days = BTreeMap::new();
            while let Some(Day(day)) = map.next_key()? {
                if days.insert(day, map.next_value()?).is_some() {
                    return Err(A::Error::custom(format_args!("{day} stands there twice")));
                }
            }
            Ok(days)
        }
    }

    /// `2025-12-24`
    struct Day(NaiveDate);

    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Text;

            impl Visitor<'_> for Text {
                type Value = Day;

                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("a date such as `2025-12-24`")
                }

                fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Day, E> {
                    iso::date(text).map(Day).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
                }
            }
            deserializer.deserialize_str(Text)
        }
    }
    deserializer.deserialize_map(Days)
}

impl From<Stretch> for String {
    fn from(s: Stretch) -> Self {
        s.to_string()
    }
}

impl std::fmt::Display for Stretch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (o, c) = (self.opens, self.closes);
        write!(f, "{:02}:{:02}-{:02}:{:02}", o / 60, o % 60, c / 60, c % 60)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Stretch {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Stretch".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "an open stretch of one day; the end is exclusive",
            "pattern": "^[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}$",
            "examples": ["09:00-18:00"]
        })
    }
}

impl OpeningHours {
    /// The open stretches of a date, as given: those of its exception, none on a public holiday of the region, else
    /// those of its weekday.
    pub fn on(&self, date: NaiveDate) -> &[Stretch] {
        if let Some(day) = self.exceptions.get(&date) {
            return day;
        }
        if self.region.is_some_and(|region| public_holiday(date, region).is_some()) {
            return &[];
        }
        match date.weekday() {
            Weekday::Mon => &self.mon,
            Weekday::Tue => &self.tue,
            Weekday::Wed => &self.wed,
            Weekday::Thu => &self.thu,
            Weekday::Fri => &self.fri,
            Weekday::Sat => &self.sat,
            Weekday::Sun => &self.sun,
        }
    }

    /// The public holiday that closes a date; none where an exception says what holds that day.
    pub fn holiday(&self, date: NaiveDate) -> Option<Holiday> {
        if self.exceptions.contains_key(&date) {
            return None;
        }
        public_holiday(date, self.region?)
    }

    /// True where the wall time lies in an open stretch.
    pub fn is_open(&self, at: NaiveDateTime) -> bool {
        let minute = minute_of(at.time());
        self.on(at.date()).iter().any(|s| s.contains_minute(minute))
    }

    /// True where some weekday is open at that time of day; what can be said of a time without a date.
    pub fn ever_open_at(&self, time: NaiveTime) -> bool {
        let minute = minute_of(time);
        [&self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun]
            .into_iter()
            .flatten()
            .any(|s| s.contains_minute(minute))
    }

    /// True when no weekday has an open stretch.
    pub fn is_empty(&self) -> bool {
        [&self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun]
            .into_iter()
            .all(Vec::is_empty)
    }

    /// The first open wall time at or after `from`, looking ahead at most `days` days.
    pub fn next_open(&self, from: NaiveDateTime, days: u64) -> Option<NaiveDateTime> {
        (0..=days).find_map(|ahead| {
            let date = from.date().checked_add_days(Days::new(ahead))?;
            let not_before = if ahead == 0 { minute_of(from.time()) } else { 0 };
            let first = self
                .on(date)
                .iter()
                .filter(|s| s.closes > not_before)
                .map(|s| s.opens.max(not_before))
                .min()?;
            Some(date.and_time(minutes(first)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(json: &str) -> OpeningHours {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_day_has_one_exception() {
        let error = |json: &str| serde_json::from_str::<OpeningHours>(json).unwrap_err().to_string();
        let twice = error(r#"{"exceptions": {"2025-12-24": [], "2025-12-24": ["09:00-12:00"]}}"#);
        assert!(twice.starts_with("2025-12-24 stands there twice"), "{twice}");
        let german = error(r#"{"exceptions": {"24.12.2025": []}}"#);
        assert!(german.contains("expected a date such as `2025-12-24`"), "{german}");
    }

    #[test]
    fn stretches_are_refused_with_help() {
        for bad in
            ["9-18", "18:00-09:00", "09:00-09:00", "09:00-24:01", "09:60-10:00", "", "09:00", "-1:00-02:00"]
        {
            let error = bad.parse::<Stretch>().unwrap_err();
            assert_eq!(error.to_string(), format!("`{bad}` is not a stretch of opening hours"));
        }
        assert_eq!("9:00-24:00".parse::<Stretch>().unwrap().to_string(), "09:00-24:00");
    }

    #[test]
    fn public_holidays_of_the_region_are_closed_unless_an_exception_opens_them() {
        let h = hours(
            r#"{"mon": ["09:00-18:00"], "thu": ["09:00-18:00"], "fri": ["09:00-18:00"], "region": "de-by",
                "exceptions": {"2025-12-26": ["11:00-15:00"], "2026-01-01": []}}"#,
        );
        let next = |t: &str| h.next_open(t.parse().unwrap(), 14).map(|t| t.to_string());
        assert_eq!(next("2025-12-25T10:00:00").unwrap(), "2025-12-26 11:00:00");
        assert_eq!(next("2026-04-03T10:00:00").unwrap(), "2026-04-09 09:00:00"); // Easter 2026
        let name = |d: &str| h.holiday(d.parse().unwrap()).map(|h| h.name);
        assert_eq!(name("2025-12-25"), Some("Erster Weihnachtstag"));
        assert_eq!(name("2025-12-26"), None);
        assert_eq!(name("2026-01-01"), None, "closed by its exception");
        assert_eq!(name("2025-08-15"), None, "not in all of Bavaria");
        assert!(serde_json::to_string(&h).unwrap().contains(r#""region":"DE-BY""#));
        assert!(!serde_json::to_string(&OpeningHours::default()).unwrap().contains("region"));
        let error = serde_json::from_str::<OpeningHours>(r#"{"region": "Bayern"}"#).unwrap_err();
        assert!(error.to_string().starts_with("unknown region `Bayern`"), "{error}");
    }

    #[test]
    fn the_next_open_time_skips_breaks_and_closed_days() {
        let h = hours(r#"{"fri": ["09:00-12:00", "13:00-18:00"], "tue": ["10:00-12:00"]}"#);
        let next = |t: &str| h.next_open(t.parse().unwrap(), 14).map(|t| t.to_string());
        // 2025-11-07 is a Friday.
        assert_eq!(next("2025-11-07T08:00:00").unwrap(), "2025-11-07 09:00:00");
        assert_eq!(next("2025-11-07T12:30:00").unwrap(), "2025-11-07 13:00:00");
        assert_eq!(next("2025-11-07T14:15:00").unwrap(), "2025-11-07 14:15:00");
        assert_eq!(next("2025-11-07T18:00:00").unwrap(), "2025-11-11 10:00:00");
        assert_eq!(OpeningHours::default().next_open("2025-11-07T08:00:00".parse().unwrap(), 400), None);
    }
}
