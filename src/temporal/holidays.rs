//! Public holidays by law: of the German states, of Austria, and of those Swiss cantons whose law is simple.
//!
//! The days, the regions and the law behind each are data in `grammar/holidays.toml`, as they stand for the years 2024
//! to 2028. Other years follow from the same rules, with the first and last year of the days that changed since 2017;
//! years before 1995 are not claimed.

mod generated;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::holiday;
use crate::error::{Error, ErrorKind};

/// A country or a part of it that has public holidays of its own.
///
/// Written as ISO 3166-2 has it: `DE-BY`, `AT`, `CH-ZH`; a country alone stands for the days that hold in all of it.
/// Where a law gives days to some communities only, they are a region with a name behind a slash: `DE-BY/katholisch`,
/// `DE-BY/augsburg`, `DE-SN/fronleichnam`, `DE-TH/fronleichnam`. Upper and lower case are one.
///
/// ```
/// use klartext::temporal::holidays::Region;
/// let bavaria: Region = "DE-BY".parse()?;
/// assert_eq!(bavaria.name(), "Bayern");
/// assert_eq!(bavaria.law(), "Bayerisches Feiertagsgesetz (FTG) Art. 1");
/// assert!("DE-XX".parse::<Region>().is_err());
/// # Ok::<(), klartext::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(u8);

/// A region as the table has it.
#[derive(Debug)]
struct Place {
    code: &'static str,
    name: &'static str,
    law: &'static str,
}

/// A day of the table; sets of regions have the bit of each [`Region`].
#[derive(Debug)]
struct Row {
    rule: u8,
    name: &'static str,
    from: i32,
    to: i32,
    everywhere: u64,
    partly: u64,
    place: Option<&'static str>,
    source: Option<&'static str>,
}

/// One public holiday of a region in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Holiday {
    /// When.
    pub date: NaiveDate,
    /// Its name in German: "Karfreitag", "Erster Weihnachtstag".
    pub name: &'static str,
    /// Where in the region, if not in all of it: "im Stadtgebiet Augsburg". Such a day is told and closes nothing; the
    /// part that has it is a [`Region`] of its own.
    pub local: Option<&'static str>,
    /// Law and article.
    pub source: &'static str,
}

impl Region {
    /// Every region that is known: countries, their states or cantons, and parts of those.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..generated::PLACES.len()).filter_map(|at| u8::try_from(at).ok().map(Self))
    }

    fn place(self) -> Option<&'static Place> {
        generated::PLACES.get(usize::from(self.0))
    }

    /// `DE-BY`
    pub fn code(self) -> &'static str {
        self.place().map_or("", |p| p.code)
    }

    /// "Bayern"
    pub fn name(self) -> &'static str {
        self.place().map_or("", |p| p.name)
    }

    /// The law that lists its public holidays.
    pub fn law(self) -> &'static str {
        self.place().map_or("", |p| p.law)
    }

    const fn is_in(self, set: u64) -> bool {
        set.wrapping_shr(self.0 as u32) & 1 == 1
    }
}

impl Row {
    fn on(&self, year: i32) -> Option<NaiveDate> {
        if (self.from..=self.to).contains(&year) { holiday::date(self.rule, year) } else { None }
    }
}

/// The public holidays of a region in a year, by date; those that only a part of it has are marked.
///
/// ```
/// use klartext::temporal::holidays::public_holidays;
/// let days = public_holidays(2025, "DE-SN".parse()?);
/// let repentance = days.iter().find(|d| d.name == "Buß- und Bettag").unwrap();
/// assert_eq!(repentance.date.to_string(), "2025-11-19");
/// assert_eq!(days.iter().filter(|d| d.local.is_none()).count(), 11);
/// # Ok::<(), klartext::Error>(())
/// ```
pub fn public_holidays(year: i32, region: Region) -> Vec<Holiday> {
    let mut days: Vec<Holiday> = generated::ROWS
        .iter()
        .filter(|row| region.is_in(row.everywhere | row.partly))
        .filter_map(|row| {
            let local = if region.is_in(row.everywhere) { None } else { row.place };
            Some(Holiday {
                date: row.on(year)?,
                name: row.name,
                local,
                source: row.source.unwrap_or_else(|| region.law()),
            })
        })
        .collect();
    days.sort_by_key(|d| d.date);
    days
}

/// The public holiday that a date is in all of a region.
///
/// ```
/// use klartext::temporal::holidays::public_holiday;
/// let name = |date: &str, region: &str| {
///     public_holiday(date.parse().unwrap(), region.parse().unwrap()).map(|d| d.name)
/// };
/// assert_eq!(name("2025-08-15", "DE-BY"), None); // only where most people are Catholic
/// assert_eq!(name("2025-08-15", "DE-BY/katholisch"), Some("Mariä Himmelfahrt"));
/// assert_eq!(name("2025-12-26", "AT"), Some("Stefanitag"));
/// ```
pub fn public_holiday(date: NaiveDate, region: Region) -> Option<Holiday> {
    let (year, dated) = (date.year(), holiday::Dated::new(date));
    let row = generated::ROWS.iter().find(|row| {
        region.is_in(row.everywhere) && (row.from..=row.to).contains(&year) && dated.is(row.rule)
    })?;
    Some(Holiday { date, name: row.name, local: None, source: row.source.unwrap_or_else(|| region.law()) })
}

/// True where a date is a public holiday in all of a region.
///
/// ```
/// use klartext::temporal::holidays::is_public_holiday;
/// let date = "2025-10-31".parse().unwrap();
/// assert!(is_public_holiday(date, "DE-NI".parse()?)); // Reformationstag, in the north since 2018
/// assert!(!is_public_holiday(date, "DE-NW".parse()?));
/// # Ok::<(), klartext::Error>(())
/// ```
pub fn is_public_holiday(date: NaiveDate, region: Region) -> bool {
    public_holiday(date, region).is_some()
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Region {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::all().find(|r| r.code().eq_ignore_ascii_case(text)).ok_or_else(|| {
            let error = Error::new(ErrorKind::Region { code: text.to_owned() });
            let near: Vec<&str> = Self::all().map(Self::code).filter(|c| same_country(c, text)).collect();
            error.with_help(if near.is_empty() {
                "write `DE-` and the two letters of the state, `AT`, or `CH-` and the two letters of the canton"
                    .to_owned()
            } else {
                format!("there are {}", near.join(", "))
            })
        })
    }
}

fn same_country(code: &str, text: &str) -> bool {
    match (code.get(..2), text.get(..2)) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        _ => false,
    }
}

impl TryFrom<String> for Region {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.code().to_owned()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Region {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Region".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let codes: Vec<&str> = Self::all().map(Self::code).collect();
        schemars::json_schema!({
            "type": "string",
            "description": "a country, state or canton with public holidays of its own, as ISO 3166-2 has it",
            "enum": codes
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_rule_and_a_region() {
        for row in &generated::ROWS {
            assert!(row.everywhere != 0, "{}", row.name);
            assert!(holiday::date(row.rule, 2026).is_some(), "{}", row.name);
            assert_eq!(row.partly == 0, row.place.is_none(), "{}", row.name);
        }
        assert!(Region::all().all(|r| !r.name().is_empty() && !r.law().is_empty()));
    }

    #[test]
    fn an_unknown_region_is_refused_with_help() {
        let error = "CH-XX".parse::<Region>().unwrap_err();
        assert_eq!(error.to_string(), "unknown region `CH-XX`");
        assert_eq!(
            error.help.as_deref(),
            Some("there are CH, CH-ZH, CH-BE, CH-BS, CH-BL, CH-GE, CH-VD, CH-VS, CH-TI, CH-JU")
        );
        let error = "Bayern".parse::<Region>().unwrap_err();
        assert!(error.help.unwrap().starts_with("write `DE-`"));
        assert_eq!("de-by/Augsburg".parse::<Region>().unwrap().code(), "DE-BY/augsburg");
    }

    #[test]
    fn a_region_is_a_text_on_the_wire() {
        let region: Region = serde_json::from_str("\"DE-BE\"").unwrap();
        assert_eq!(serde_json::to_string(&region).unwrap(), "\"DE-BE\"");
        assert_eq!(region.to_string(), "DE-BE");
    }
}
