//! Values written and said: what stands behind the colon of `<<appointment_date:spoken>>`.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};

use super::Value;
use crate::context::Context;
use crate::phone::{self, Number};
use crate::temporal::zone::{Localised, localise};
use crate::temporal::{self, speech};
use crate::{Severity, iso, wire};

/// How the value of a marker is written or said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Format {
    /// A date, a time or both as a voice says them in full: "Donnerstag, den sechsten November, um vierzehn Uhr dreißig".
    Spoken,
    /// The same for somebody who knows what today is: "morgen um vierzehn Uhr dreißig".
    SpokenShort,
    /// The date, written: `06.11.2025`.
    Date,
    /// The date, said: "Donnerstag, den sechsten November".
    DateSpoken,
    /// The time, written: `14:30`.
    Time,
    /// The time, said: "vierzehn Uhr dreißig".
    TimeSpoken,
    /// A telephone number as it is dialled, `030 23125000`; one of another country as it is dialled from abroad.
    Phone,
    /// A telephone number digit by digit: "null drei null, zwei drei, eins zwei, fünf null, null null".
    PhoneSpoken,
    /// A telephone number that shows its calling code and two digits: `+49********00`.
    Masked,
}

impl Format {
    /// Every format, by name.
    pub const ALL: [Self; 9] = [
        Self::Date,
        Self::DateSpoken,
        Self::Masked,
        Self::Phone,
        Self::PhoneSpoken,
        Self::Spoken,
        Self::SpokenShort,
        Self::Time,
        Self::TimeSpoken,
    ];

    /// The name in a marker and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Spoken => "spoken",
            Self::SpokenShort => "spoken_short",
            Self::Date => "date",
            Self::DateSpoken => "date_spoken",
            Self::Time => "time",
            Self::TimeSpoken => "time_spoken",
            Self::Phone => "phone",
            Self::PhoneSpoken => "phone_spoken",
            Self::Masked => "masked",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.as_str() == name)
    }

    /// True where the words depend on what today is: in which year a date lies, what is morning.
    pub const fn needs_clock(self) -> bool {
        matches!(self, Self::Spoken | Self::SpokenShort | Self::DateSpoken | Self::TimeSpoken)
    }

    /// True for the formats of telephone numbers.
    pub const fn is_phone(self) -> bool {
        matches!(self, Self::Phone | Self::PhoneSpoken | Self::Masked)
    }
}

/// Why a value cannot be put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// It is not what the format is for, or it is not certain what it is.
    Value,
    /// A clock and a zone are missing.
    NoClock,
    /// Only a format can say what it is written like.
    NeedsFormat,
}

/// A value as text, without a format.
pub(super) fn plain(value: Value<'_>) -> Result<Cow<'_, str>, Misfit> {
    Ok(match value {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Date(date) => wire::date(date).into(),
        Value::Time(time) => wire::time(time).into(),
        Value::Phone(number) => Cow::Borrowed(number.e164()),
        Value::Temporal(value) => match value {
            temporal::Value::Date(date) => wire::date(*date).into(),
            temporal::Value::Time(time) => wire::time(*time).into(),
            temporal::Value::DateTime(moment) => wire::local(moment.local).into(),
            _ => return Err(Misfit::NeedsFormat),
        },
    })
}

/// A value in a format.
pub(super) fn formatted(
    value: Value<'_>,
    format: Format,
    context: Option<&Context>,
    region: &str,
) -> Result<String, Misfit> {
    if format.is_phone() { number(value, format, region) } else { moment(value, format, context) }
}

fn number(value: Value<'_>, format: Format, region: &str) -> Result<String, Misfit> {
    let read;
    let number: &Number = match value {
        Value::Phone(number) => number,
        Value::Text(text) => {
            read = phone::normalise(text, phone::Source::Typed, region);
            // A number that could be another one, or lacks something, is not read aloud.
            let doubt = !read.others.is_empty()
                || read
                    .findings
                    .iter()
                    .any(|f| f.severity() > Severity::Note && !f.is(&phone::finding::UNUSUAL_LENGTH));
            read.number().filter(|_| !doubt).ok_or(Misfit::Value)?
        }
        _ => return Err(Misfit::Value),
    };
    Ok(match format {
        Format::PhoneSpoken => phone::speech::say(number, region),
        Format::Masked => number.masked(),
        _ => phone::speech::written(number, region),
    })
}

/// A day, a time, or both.
enum When<'v> {
    Date(NaiveDate),
    Time(NaiveTime),
    Local(NaiveDateTime),
    Other(&'v temporal::Value),
}

fn moment(value: Value<'_>, format: Format, context: Option<&Context>) -> Result<String, Misfit> {
    let clock = || context.ok_or(Misfit::NoClock);
    let when = match value {
        Value::Text(text) => read(text, context)?,
        Value::Date(date) => When::Date(date),
        Value::Time(time) => When::Time(time),
        Value::Phone(_) => return Err(Misfit::Value),
        Value::Temporal(value) => When::Other(value),
    };
    if let (When::Local(local), Some(context)) = (&when, context)
        && matches!(localise(*local, context.zone), Localised::Gap { .. })
    {
        // The clock is put forward over it: there is no such time to be said.
        return Err(Misfit::Value);
    }
    let (date, time) = match &when {
        When::Date(date) | When::Other(temporal::Value::Date(date)) => (Some(*date), None),
        When::Time(time) | When::Other(temporal::Value::Time(time)) => (None, Some(*time)),
        When::Local(local) => (Some(local.date()), Some(local.time())),
        When::Other(temporal::Value::DateTime(moment)) => {
            (Some(moment.local.date()), Some(moment.local.time()))
        }
        When::Other(_) => (None, None),
    };
    match format {
        Format::Spoken | Format::SpokenShort => {
            let context = clock()?;
            let say = if format == Format::Spoken { speech::say } else { speech::say_short };
            let local = if format == Format::Spoken { speech::local } else { speech::local_short };
            Ok(match when {
                When::Date(date) => say(&temporal::Value::Date(date), context),
                When::Time(time) => say(&temporal::Value::Time(time), context),
                When::Other(value) => say(value, context),
                When::Local(wall) => local(wall, context),
            })
        }
        Format::Date => {
            date.map(|d| format!("{:02}.{:02}.{:04}", d.day(), d.month(), d.year())).ok_or(Misfit::Value)
        }
        Format::Time => time.map(wire::time).ok_or(Misfit::Value),
        Format::DateSpoken => {
            let date = date.ok_or(Misfit::Value)?;
            Ok(speech::date(date, clock()?))
        }
        Format::TimeSpoken => {
            let time = time.ok_or(Misfit::Value)?;
            let context = clock()?;
            Ok(match date {
                Some(date) => speech::time_on(time, date, context),
                None => speech::time_in(time, context),
            })
        }
        Format::Phone | Format::PhoneSpoken | Format::Masked => Err(Misfit::Value),
    }
}

/// A text in one of the notations that have one meaning only: those of the wire, with blank for `T` and with seconds,
/// `06.11.2025` and `14:30 Uhr`. An instant or a time with an offset becomes wall time of the context's zone.
fn read<'v>(text: &str, context: Option<&Context>) -> Result<When<'v>, Misfit> {
    let text = text.trim();
    // Every notation is longer than four characters and shorter than forty.
    if text.len() > 40 || !text.is_ascii() || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Misfit::Value);
    }
    if let Some(date) = date(text) {
        return Ok(When::Date(date));
    }
    if let Some(time) = time(text.strip_suffix("Uhr").map_or(text, str::trim_end)) {
        return Ok(When::Time(time));
    }
    let at = text.find(['T', 't', ' ']).ok_or(Misfit::Value)?;
    let (day, rest) = text.split_at_checked(at).ok_or(Misfit::Value)?;
    let day = date(day).ok_or(Misfit::Value)?;
    let clock = rest.get(1..).unwrap_or("");
    if let Some(time) = time(clock) {
        return Ok(When::Local(day.and_time(time)));
    }
    // An offset needs the colon and the seconds that RFC 3339 wants; the seconds may be left out here.
    let cut = clock.find(['Z', 'z', '+', '-']).ok_or(Misfit::Value)?;
    let (time_text, offset) = clock.split_at_checked(cut).ok_or(Misfit::Value)?;
    let time = time(time_text).ok_or(Misfit::Value)?;
    let exact =
        format!("{}T{:02}:{:02}:{:02}{offset}", wire::date(day), time.hour(), time.minute(), time.second());
    let instant = iso::instant(&exact).ok_or(Misfit::Value)?;
    let zone = context.ok_or(Misfit::NoClock)?.zone;
    Ok(When::Local(instant.with_timezone(&zone).naive_local()))
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn date(text: &str) -> Option<NaiveDate> {
    let Some((day, rest)) = text.split_once('.') else { return iso::date(text) };
    let (month, year) = rest.split_once('.')?;
    // A year of two digits has a century to guess.
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(digits(year, 4)?).ok()?, digits(month, 2)?, digits(day, 2)?)
}

/// Fractions of a second, as programs write them, are nothing that is said or shown.
fn time(text: &str) -> Option<NaiveTime> {
    iso::time(text)?.with_nanosecond(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.as_str()), Some(format));
            assert_eq!(serde_json::to_value(format).unwrap(), format.as_str());
        }
        assert_eq!(Format::from_name("Spoken"), None);
        assert_eq!(Format::from_name(""), None);
    }

    #[test]
    fn notations_with_one_meaning_are_read_and_no_others() {
        let written = |text: &str, format| moment(Value::Text(text), format, None).ok();
        for text in [
            "2025-11-06",
            "06.11.2025",
            "6.11.2025",
            " 2025-11-06\n",
            "2025-11-06T14:30",
            "2025-11-06 09:05:00",
        ] {
            assert_eq!(written(text, Format::Date).as_deref(), Some("06.11.2025"), "{text}");
        }
        for text in ["14:30", "14:30:00", "14:30 Uhr", "2025-11-06T14:30", "2025-11-06 14:30:00.000"] {
            assert_eq!(written(text, Format::Time).as_deref(), Some("14:30"), "{text}");
        }
        assert_eq!(written("9:05", Format::Time).as_deref(), Some("09:05"));
        for text in [
            "",
            "morgen",
            "2025-11-31",
            "2025-02-29",
            "06.11.25",
            "6/11/2025",
            "11-06-2025",
            "2025-1-6",
            "2025-11-06T",
            "2025-11-06T25:00",
            "24:00",
            "14:5",
            "14.30",
            "14",
            "14 Uhr",
            "+2025-11-06",
            "２０２５-11-06",
            "2025-11-06TT14:30",
            "2025-11-06T14:30+",
            "2025-11-06T14:30+99:00",
            "1762333200000",
        ] {
            for format in [Format::Date, Format::Time] {
                assert_eq!(written(text, format), None, "{text}");
            }
        }
    }

    #[test]
    fn an_instant_needs_a_zone() {
        let value = Value::Text("2025-11-06T13:30:00Z");
        assert_eq!(moment(value, Format::Time, None), Err(Misfit::NoClock));
        let context = Context::new(chrono::DateTime::UNIX_EPOCH, chrono_tz::Europe::Berlin);
        assert_eq!(moment(value, Format::Time, Some(&context)).as_deref(), Ok("14:30"));
        let offset = Value::Text("2025-11-06T23:30-05:00");
        assert_eq!(moment(offset, Format::Date, Some(&context)).as_deref(), Ok("07.11.2025"));
    }

    #[test]
    fn a_time_that_the_clock_leaves_out_is_not_said() {
        let context = Context::new(chrono::DateTime::UNIX_EPOCH, chrono_tz::Europe::Berlin);
        let gap = moment(Value::Text("2025-03-30T02:30"), Format::Spoken, Some(&context));
        assert_eq!(gap, Err(Misfit::Value));
    }
}
