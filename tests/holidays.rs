//! Public holidays against the calendars that the states, Austria and the cantons publish for 2024 to 2027, and against
//! Easter by another algorithm than the library's.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use klartext::temporal::holidays::{Holiday, Region, is_public_holiday, public_holiday, public_holidays};
use klartext::{Engine, Outcome, Payload};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn region(code: &str) -> Region {
    code.parse().unwrap()
}

/// The days that hold in all of a region, as `MM-DD`.
fn days(year: i32, code: &str) -> Vec<String> {
    let days = public_holidays(year, region(code));
    days.iter().filter(|d| d.local.is_none()).map(|d| d.date.format("%m-%d").to_string()).collect()
}

fn expect(year: i32, code: &str, expected: &str) {
    assert_eq!(days(year, code).join(" "), expected, "{code} in {year}");
}

/// Easter by Gauss's rule as Heiner Lichtenberg completed it (Historia Mathematica 24, 1997).
fn easter(year: i32) -> NaiveDate {
    let k = year / 100;
    let m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
    let s = 2 - (3 * k + 3) / 4;
    let a = year % 19;
    let d = (19 * a + m) % 30;
    let r = (d + a / 11) / 29;
    let og = 21 + d - r;
    let sz = 7 - (year + year / 4 + s) % 7;
    let oe = 7 - (og - sz) % 7;
    let march = u64::try_from(og + oe - 1).unwrap();
    NaiveDate::from_ymd_opt(year, 3, 1).unwrap() + Days::new(march)
}

#[test]
fn the_second_algorithm_is_right_itself() {
    for published in ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25"] {
        assert_eq!(easter(date(published).year()), date(published));
    }
}

#[test]
fn the_days_that_hold_in_all_of_germany() {
    expect(2024, "DE", "01-01 03-29 04-01 05-01 05-09 05-20 10-03 12-25 12-26");
    expect(2025, "DE", "01-01 04-18 04-21 05-01 05-29 06-09 10-03 12-25 12-26");
    expect(2026, "DE", "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26");
    expect(2027, "DE", "01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26");
}

#[test]
fn every_state_in_2025() {
    for (code, more) in [
        ("DE-BW", "01-06 06-19 11-01"),
        ("DE-BY", "01-06 06-19 11-01"),
        ("DE-BY/katholisch", "01-06 06-19 08-15 11-01"),
        ("DE-BY/augsburg", "01-06 06-19 08-08 08-15 11-01"),
        ("DE-BE", "03-08 05-08"),
        ("DE-BB", "04-20 06-08 10-31"),
        ("DE-HB", "10-31"),
        ("DE-HH", "10-31"),
        ("DE-HE", "06-19"),
        ("DE-MV", "03-08 10-31"),
        ("DE-NI", "10-31"),
        ("DE-NW", "06-19 11-01"),
        ("DE-RP", "06-19 11-01"),
        ("DE-SL", "06-19 08-15 11-01"),
        ("DE-SN", "10-31 11-19"),
        ("DE-SN/fronleichnam", "06-19 10-31 11-19"),
        ("DE-ST", "01-06 10-31"),
        ("DE-SH", "10-31"),
        ("DE-TH", "09-20 10-31"),
        ("DE-TH/fronleichnam", "06-19 09-20 10-31"),
    ] {
        let common = "01-01 04-18 04-21 05-01 05-29 06-09 10-03 12-25 12-26";
        let expected: BTreeSet<&str> = common.split(' ').chain(more.split(' ')).collect();
        let expected: Vec<&str> = expected.into_iter().collect();
        expect(2025, code, &expected.join(" "));
    }
}

#[test]
fn movable_days_of_the_states_in_other_years() {
    for (day, code, name) in [
        ("2024-05-30", "DE-NW", "Fronleichnam"),
        ("2026-06-04", "DE-NW", "Fronleichnam"),
        ("2027-05-27", "DE-NW", "Fronleichnam"),
        ("2024-11-20", "DE-SN", "Buß- und Bettag"),
        ("2026-11-18", "DE-SN", "Buß- und Bettag"),
        ("2027-11-17", "DE-SN", "Buß- und Bettag"),
        ("2024-05-19", "DE-BB", "Pfingstsonntag"),
        ("2026-05-24", "DE-BB", "Pfingstsonntag"),
        ("2027-03-28", "DE-BB", "Ostersonntag"),
    ] {
        assert_eq!(public_holiday(date(day), region(code)).map(|h| h.name), Some(name), "{day} {code}");
    }
}

#[test]
fn days_that_came_with_a_year() {
    for (day, code, is) in [
        ("2018-03-08", "DE-BE", false),
        ("2019-03-08", "DE-BE", true),
        ("2022-03-08", "DE-MV", false),
        ("2023-03-08", "DE-MV", true),
        ("2018-09-20", "DE-TH", false),
        ("2019-09-20", "DE-TH", true),
        ("2016-10-31", "DE-NI", false),
        ("2018-10-31", "DE-NI", true),
        ("2018-10-31", "DE-SH", true),
        ("2016-10-31", "DE-SN", true),
        // The five hundredth anniversary, everywhere once.
        ("2017-10-31", "DE-BY", true),
        ("2018-10-31", "DE-BY", false),
        // Berlin, each once.
        ("2020-05-08", "DE-BE", true),
        ("2024-05-08", "DE-BE", false),
        ("2025-05-08", "DE-BE", true),
        ("2026-05-08", "DE-BE", false),
        ("2025-05-08", "DE-BB", false),
        ("2028-06-17", "DE-BE", true),
        ("2027-06-17", "DE-BE", false),
        ("1989-10-03", "DE", false),
    ] {
        assert_eq!(is_public_holiday(date(day), region(code)), is, "{day} {code}");
    }
}

#[test]
fn a_day_of_some_places_is_told_and_is_not_everywhere() {
    let local = |code: &str| -> Vec<Holiday> {
        public_holidays(2025, region(code)).into_iter().filter(|d| d.local.is_some()).collect()
    };
    let bavaria = local("DE-BY");
    assert_eq!(bavaria.len(), 2);
    assert_eq!((bavaria[0].date, bavaria[0].name), (date("2025-08-08"), "Augsburger Friedensfest"));
    assert_eq!(bavaria[0].local, Some("im Stadtgebiet Augsburg"));
    assert_eq!((bavaria[1].date, bavaria[1].name), (date("2025-08-15"), "Mariä Himmelfahrt"));
    assert_eq!(bavaria[1].local, Some("in Gemeinden mit überwiegend katholischer Bevölkerung"));
    assert_eq!(bavaria[1].source, "Bayerisches Feiertagsgesetz (FTG) Art. 1 Abs. 1 Nr. 2");
    assert_eq!(local("DE-SN")[0].date, date("2025-06-19"));
    assert_eq!(local("DE-TH")[0].date, date("2025-06-19"));
    assert!(local("DE-BY/augsburg").is_empty());
    assert!(local("DE-NW").is_empty());
    assert!(!is_public_holiday(date("2025-08-15"), region("DE-BY")));
}

#[test]
fn austria() {
    expect(2024, "AT", "01-01 01-06 04-01 05-01 05-09 05-20 05-30 08-15 10-26 11-01 12-08 12-25 12-26");
    expect(2025, "AT", "01-01 01-06 04-21 05-01 05-29 06-09 06-19 08-15 10-26 11-01 12-08 12-25 12-26");
    expect(2026, "AT", "01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26");
    expect(2027, "AT", "01-01 01-06 03-29 05-01 05-06 05-17 05-27 08-15 10-26 11-01 12-08 12-25 12-26");
    assert!(!is_public_holiday(date("2025-04-18"), region("AT")), "Good Friday is none since 2019");
}

#[test]
fn switzerland() {
    expect(2025, "CH", "01-01 05-29 08-01 12-25");
    expect(2025, "CH-ZH", "01-01 04-18 04-21 05-01 05-29 06-09 08-01 12-25 12-26");
    expect(2025, "CH-BE", "01-01 01-02 04-18 04-20 04-21 05-29 06-08 06-09 08-01 09-21 12-25 12-26");
    expect(2025, "CH-BS", "01-01 04-18 04-21 05-01 05-29 06-09 08-01 12-25 12-26");
    expect(2025, "CH-GE", "01-01 04-18 04-21 05-29 06-09 08-01 09-11 12-25 12-31");
    expect(2026, "CH-GE", "01-01 04-03 04-06 05-14 05-25 08-01 09-10 12-25 12-31");
    expect(2025, "CH-VD", "01-01 01-02 04-18 04-21 05-29 06-09 08-01 09-22 12-25");
    expect(2024, "CH-VD", "01-01 01-02 03-29 04-01 05-09 05-20 08-01 09-16 12-25");
    expect(2025, "CH-VS", "01-01 03-19 05-29 06-19 08-01 08-15 11-01 12-08 12-25");
    expect(
        2025,
        "CH-TI",
        "01-01 01-06 03-19 04-21 05-01 05-29 06-09 06-19 06-29 08-01 08-15 11-01 12-08 12-25 12-26",
    );
    expect(2025, "CH-JU", "01-01 01-02 04-18 04-21 05-01 05-29 06-09 06-19 06-23 08-01 08-15 11-01 12-25");
}

#[test]
fn movable_days_follow_easter_and_advent_for_three_centuries() {
    for year in 1900..=2199 {
        let sunday = easter(year);
        for (days, name, code) in [
            (-2, "Karfreitag", "DE"),
            (0, "Ostersonntag", "DE-BB"),
            (1, "Ostermontag", "DE"),
            (39, "Christi Himmelfahrt", "DE"),
            (49, "Pfingstsonntag", "DE-BB"),
            (50, "Pfingstmontag", "DE"),
            (60, "Fronleichnam", "DE-NW"),
        ] {
            let found = public_holidays(year, region(code)).into_iter().find(|d| d.name == name).unwrap();
            assert_eq!(found.date.signed_duration_since(sunday).num_days(), days, "{name} {year}");
        }
        let days = public_holidays(year, region("DE-SN"));
        let repentance = days.iter().find(|d| d.name == "Buß- und Bettag").unwrap().date;
        assert_eq!((repentance.weekday(), repentance.month()), (Weekday::Wed, 11));
        assert!((16..=22).contains(&repentance.day()), "the Wednesday before 23 November");
    }
}

#[test]
fn every_region_is_sorted_by_date_and_agrees_with_itself() {
    for region in Region::all() {
        for year in 2024..=2028 {
            let days = public_holidays(year, region);
            assert!(days.windows(2).all(|w| w[0].date <= w[1].date), "{region} {year}");
            let whole: BTreeSet<NaiveDate> =
                days.iter().filter(|d| d.local.is_none()).map(|d| d.date).collect();
            assert!(days.iter().all(|d| !d.source.is_empty()));
            for day in
                NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days().take_while(|d| d.year() == year)
            {
                assert_eq!(is_public_holiday(day, region), whole.contains(&day), "{region} {day}");
            }
        }
    }
}

/// A salon whose hours know where it is. Its answer on a public holiday waits for nothing: dates in ISO form.
fn salon(region: &str) -> Engine {
    Engine::from_json(&format!(
        r#"{{"version": 1, "name": "Salon Muster",
            "hours": {{"mon": ["09:00-18:00"], "tue": ["09:00-18:00"], "wed": ["09:00-18:00"],
                       "thu": ["09:00-18:00"], "fri": ["09:00-18:00"], "sat": ["09:00-14:00"]{region}}},
            "slots": {{"start": {{"type": "moment", "from": ["termin"], "required": true}}}}}}"#
    ))
    .unwrap()
}

fn booking(engine: &Engine, termin: &str) -> klartext::Verdict {
    let payload = serde_json::json!({"name": "book", "args": {"termin": termin}});
    let now = klartext::wire::clock("2025-11-05T10:00", chrono_tz::Europe::Berlin).unwrap();
    engine.check(&Payload::from_value(payload).unwrap(), &engine.context(now))
}

#[test]
fn a_booking_on_a_public_holiday_is_outside_the_hours() {
    let bavaria = salon(r#", "region": "DE-BY""#);
    let verdict = booking(&bavaria, "2025-12-25 14:00");
    assert!(matches!(&verdict.outcome, Outcome::Ask(ask) if ask.slot == "start"), "{verdict:?}");
    let closed = verdict.findings.iter().find(|f| f.code() == "closed_day").unwrap();
    assert_eq!(
        closed.message(klartext::finding::Lang::De),
        "Am 25.12.2025 ist geschlossen: Erster Weihnachtstag"
    );
    // The 26th is a holiday too, the 27th a Saturday that closes at 14:00.
    assert_eq!(closed.datum("alternative").map(|d| d.to_json()), Some("2025-12-27T09:00".into()));

    let nowhere = salon("");
    assert_eq!(booking(&nowhere, "2025-12-25 14:00").outcome, Outcome::Accept);
    let opened = salon(r#", "region": "DE-BY", "exceptions": {"2025-12-25": ["10:00-16:00"]}"#);
    assert_eq!(booking(&opened, "2025-12-25 14:00").outcome, Outcome::Accept);
    // Epiphany is a holiday in Bavaria and none in Berlin.
    assert_ne!(booking(&bavaria, "2026-01-06 14:00").outcome, Outcome::Accept);
    let berlin = salon(r#", "region": "DE-BE""#);
    assert_eq!(booking(&berlin, "2026-01-06 14:00").outcome, Outcome::Accept);
}
