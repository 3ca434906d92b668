//! Days that have a name: which date they fall on, and by what rule.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// The numbers by which grammar/de/holidays.toml and the parser know the rules.
pub(crate) mod rule {
    pub(crate) const EPIPHANY: u8 = 1;
    pub(crate) const LABOUR: u8 = 14;
    pub(crate) const ASCENSION: u8 = 16;
    pub(crate) const ASSUMPTION: u8 = 21;
    pub(crate) const UNITY: u8 = 23;
    pub(crate) const MARTIN: u8 = 27;
    pub(crate) const REPENTANCE: u8 = 29;
    /// The first of four.
    pub(crate) const ADVENT: u8 = 31;
    pub(crate) const CONCEPTION: u8 = 36;
    pub(crate) const CHRISTMAS_EVE: u8 = 37;
    pub(crate) const CHRISTMAS: u8 = 38;
    pub(crate) const SECOND_CHRISTMAS: u8 = 39;
}

/// How a day is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Always that day.
    Fixed(u32, u32),
    /// Days from Easter Sunday.
    Easter(i64),
    /// The n-th such weekday of a month.
    Nth(u32, Weekday, u8),
    /// Days after the n-th such weekday of a month.
    AfterNth(u32, Weekday, u8, i64),
    /// Days before the fourth Sunday of Advent, which is the last Sunday before 25 December.
    Advent(u64),
}

/// Rule, name as it is spoken with its article, and source, by number.
const RULES: [(Rule, &str); 52] = [
    (Rule::Fixed(1, 1), "Neujahr"),
    (Rule::Fixed(1, 6), "Heilige Drei Könige"),
    (Rule::Fixed(2, 14), "Valentinstag"),
    // The carnival days count back from Ash Wednesday, 46 days before Easter Sunday.
    (Rule::Easter(-52), "Weiberfastnacht"),
    (Rule::Easter(-48), "Rosenmontag"),
    (Rule::Easter(-47), "Faschingsdienstag"),
    (Rule::Easter(-46), "Aschermittwoch"),
    // Public holiday in Berlin and Mecklenburg-Vorpommern (their holiday laws).
    (Rule::Fixed(3, 8), "Frauentag"),
    (Rule::Easter(-7), "Palmsonntag"),
    (Rule::Easter(-3), "Gründonnerstag"),
    (Rule::Easter(-2), "Karfreitag"),
    (Rule::Easter(-1), "Karsamstag"),
    (Rule::Easter(0), "Ostersonntag"),
    (Rule::Easter(1), "Ostermontag"),
    (Rule::Fixed(5, 1), "Tag der Arbeit"),
    // The second Sunday in May in Germany, Austria and Switzerland alike.
    (Rule::Nth(5, Weekday::Sun, 2), "Muttertag"),
    // Vatertag is Ascension Day in Germany, 39 days after Easter Sunday; not the third Sunday in June of the US.
    (Rule::Easter(39), "Christi Himmelfahrt"),
    (Rule::Easter(49), "Pfingstsonntag"),
    (Rule::Easter(50), "Pfingstmontag"),
    (Rule::Easter(60), "Fronleichnam"),
    // Swiss Federal Constitution, art. 110.
    (Rule::Fixed(8, 1), "Bundesfeiertag"),
    (Rule::Fixed(8, 15), "Mariä Himmelfahrt"),
    // Public holiday in Thuringia; the international Children's Day is 1 June.
    (Rule::Fixed(9, 20), "Weltkindertag"),
    // Unification Treaty, art. 2.
    (Rule::Fixed(10, 3), "Tag der Deutschen Einheit"),
    (Rule::Fixed(10, 31), "Reformationstag"),
    (Rule::Fixed(11, 1), "Allerheiligen"),
    (Rule::Fixed(11, 2), "Allerseelen"),
    (Rule::Fixed(11, 11), "Martinstag"),
    // Two Sundays before the first of Advent.
    (Rule::Advent(35), "Volkstrauertag"),
    // The Wednesday before 23 November, eleven days before the first Sunday of Advent.
    (Rule::Advent(32), "Buß- und Bettag"),
    // The Sunday before the first of Advent.
    (Rule::Advent(28), "Totensonntag"),
    (Rule::Advent(21), "erster Advent"),
    (Rule::Advent(14), "zweiter Advent"),
    (Rule::Advent(7), "dritter Advent"),
    (Rule::Advent(0), "vierter Advent"),
    (Rule::Fixed(12, 6), "Nikolaus"),
    (Rule::Fixed(12, 8), "Mariä Empfängnis"),
    (Rule::Fixed(12, 24), "Heiligabend"),
    (Rule::Fixed(12, 25), "erster Weihnachtsfeiertag"),
    (Rule::Fixed(12, 26), "zweiter Weihnachtsfeiertag"),
    (Rule::Fixed(12, 31), "Silvester"),
    // Austrian National Day.
    (Rule::Fixed(10, 26), "Nationalfeiertag"),
    // Swiss, several cantons.
    (Rule::Fixed(1, 2), "Berchtoldstag"),
    // Public holidays of one city, state or canton; the laws are in grammar/holidays.toml.
    (Rule::Fixed(8, 8), "Friedensfest"),
    (Rule::Fixed(5, 8), "Tag der Befreiung"),
    (Rule::Fixed(6, 17), "Jahrestag des Volksaufstandes"),
    (Rule::Fixed(3, 19), "Josefstag"),
    (Rule::Fixed(6, 23), "Unabhängigkeit des Kantons Jura"),
    (Rule::Fixed(6, 29), "Peter und Paul"),
    // The Thursday after the first Sunday in September.
    (Rule::AfterNth(9, Weekday::Sun, 1, 4), "Genfer Bettag"),
    (Rule::Nth(9, Weekday::Sun, 3), "Eidgenössischer Bettag"),
    (Rule::AfterNth(9, Weekday::Sun, 3, 1), "Bettagsmontag"),
];

/// The date of a rule in a year; `None` for an unknown rule or a year outside the Gregorian calendar's use.
pub(crate) fn date(rule: u8, year: i32) -> Option<NaiveDate> {
    let (rule, _) = RULES.get(usize::from(rule))?;
    match *rule {
        Rule::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Rule::Easter(days) => offset(easter(year)?, days),
        Rule::Nth(month, weekday, n) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, n),
        Rule::AfterNth(month, weekday, n, days) => {
            offset(NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)?, days)
        }
        Rule::Advent(before) => {
            let christmas = NaiveDate::from_ymd_opt(year, 12, 25)?;
            let back = match christmas.weekday().num_days_from_sunday() {
                0 => 7,
                n => n,
            };
            christmas.checked_sub_days(Days::new(u64::from(back).checked_add(before)?))
        }
    }
}

/// A date with what the rules ask of it, worked out once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dated {
    date: NaiveDate,
    month: u32,
    day: u32,
    /// How many days after Easter Sunday of its year, where a rule counts from that.
    from_easter: Option<i64>,
}

impl Dated {
    pub(crate) fn new(date: NaiveDate) -> Self {
        let month = date.month();
        // From Weiberfastnacht to Fronleichnam.
        let near = (1..=6).contains(&month);
        let easter = if near { easter(date.year()) } else { None };
        let from_easter = easter.map(|sunday| date.signed_duration_since(sunday).num_days());
        Self { date, month, day: date.day(), from_easter }
    }

    /// Whether the rule falls on it: what [`date`] says, without working out the date.
    pub(crate) fn is(self, rule: u8) -> bool {
        let Some((kind, _)) = RULES.get(usize::from(rule)) else { return false };
        match *kind {
            Rule::Fixed(month, day) => self.month == month && self.day == day,
            Rule::Easter(days) => self.from_easter == Some(days),
            Rule::Nth(month, ..) if self.month != month => false,
            Rule::Advent(_) if self.month < 11 => false,
            _ => date(rule, self.date.year()) == Some(self.date),
        }
    }
}

/// The name of a rule.
#[cfg(test)]
fn name(rule: u8) -> Option<&'static str> {
    RULES.get(usize::from(rule)).map(|(_, name)| *name)
}

fn offset(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    if days < 0 {
        date.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        date.checked_add_days(Days::new(days.unsigned_abs()))
    }
}

/// Easter Sunday of a Gregorian year, by the anonymous algorithm of Meeus, Jones and Butcher (Meeus, Astronomical
/// Algorithms, chapter 8).
#[cfg_attr(
    not(test),
    expect(clippy::arithmetic_side_effects, reason = "the year is checked first; no step leaves its range")
)]
fn easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(rule: u8, year: i32) -> String {
        date(rule, year).unwrap().to_string()
    }

    #[test]
    fn easter_falls_where_the_church_says() {
        // Dates as published by the Physikalisch-Technische Bundesanstalt.
        for (year, expected) in [
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2028, "2028-04-16"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn a_date_is_what_the_rule_says() {
        for year in [1994, 2020, 2024, 2025, 2026, 2038] {
            let days: Vec<NaiveDate> = NaiveDate::from_ymd_opt(year, 1, 1)
                .unwrap()
                .iter_days()
                .take_while(|d| d.year() == year)
                .collect();
            for rule in 0..u8::try_from(RULES.len() + 1).unwrap() {
                let fall: Vec<NaiveDate> = days.iter().copied().filter(|d| Dated::new(*d).is(rule)).collect();
                assert_eq!(fall, date(rule, year).into_iter().collect::<Vec<_>>(), "{rule} {year}");
            }
        }
    }

    #[test]
    fn movable_days_follow() {
        assert_eq!(on(rule::ASCENSION, 2026), "2026-05-14");
        assert_eq!(on(4, 2026), "2026-02-16"); // Rosenmontag
        assert_eq!(on(15, 2026), "2026-05-10"); // Muttertag
        assert_eq!(on(rule::REPENTANCE, 2025), "2025-11-19");
        assert_eq!(on(rule::REPENTANCE, 2026), "2026-11-18");
        assert_eq!(on(rule::ADVENT, 2025), "2025-11-30");
        assert_eq!(on(34, 2025), "2025-12-21");
        assert_eq!(on(rule::ADVENT, 2022), "2022-11-27"); // 25 December 2022 was a Sunday
        assert_eq!(on(28, 2025), "2025-11-16"); // Volkstrauertag
        assert_eq!(on(30, 2025), "2025-11-23"); // Totensonntag
        assert_eq!(name(rule::UNITY), Some("Tag der Deutschen Einheit"));
    }
}
