//! How callers say a day, a time and a number, and how a model writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::random::Random;

const WEEKDAYS: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
pub const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const NUMBERS: [&str; 25] = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
    "zwanzig",
    "einundzwanzig",
    "zweiundzwanzig",
    "dreiundzwanzig",
    "vierundzwanzig",
];
const ORDINALS: [&str; 32] = [
    "nullten",
    "ersten",
    "zweiten",
    "dritten",
    "vierten",
    "fünften",
    "sechsten",
    "siebten",
    "achten",
    "neunten",
    "zehnten",
    "elften",
    "zwölften",
    "dreizehnten",
    "vierzehnten",
    "fünfzehnten",
    "sechzehnten",
    "siebzehnten",
    "achtzehnten",
    "neunzehnten",
    "zwanzigsten",
    "einundzwanzigsten",
    "zweiundzwanzigsten",
    "dreiundzwanzigsten",
    "vierundzwanzigsten",
    "fünfundzwanzigsten",
    "sechsundzwanzigsten",
    "siebenundzwanzigsten",
    "achtundzwanzigsten",
    "neunundzwanzigsten",
    "dreißigsten",
    "einunddreißigsten",
];

fn nth(list: &'static [&'static str], at: u32) -> &'static str {
    usize::try_from(at).ok().and_then(|i| list.get(i)).copied().unwrap_or_default()
}

/// The weekday in German.
pub fn weekday(date: NaiveDate) -> &'static str {
    nth(&WEEKDAYS, date.weekday().num_days_from_monday())
}

fn monday(date: NaiveDate) -> NaiveDate {
    date - TimeDelta::days(i64::from(date.weekday().num_days_from_monday()))
}

/// A day as a caller says it on `today`; what is said means this day to any listener.
pub fn date(random: &mut Random, date: NaiveDate, today: NaiveDate) -> String {
    let days = (date - today).num_days();
    let (week, name) = ((monday(date) - monday(today)).num_days().div_euclid(7), weekday(date));
    let (ordinal, month) = (nth(&ORDINALS, date.day()), nth(&MONTHS, date.month0()));
    let mut forms = vec![
        format!("am {ordinal} {month}"),
        format!("am {}. {month}", date.day()),
        format!("am {}.{}.", date.day(), date.month()),
        format!("{name}, den {ordinal} {month}"),
        format!("am {name}, den {}.{}.", date.day(), date.month()),
        format!("am {ordinal} {}", nth(&ORDINALS, date.month())),
        format!("der {}. {month}", date.day()),
    ];
    if random.chance(300) && (1..=60).contains(&days) {
        forms.push(date.format("%d.%m.%Y").to_string());
    }
    let mut near = Vec::new();
    match days {
        -1 => near.push("gestern".to_owned()),
        0 => near.extend(["heute".to_owned(), "heute noch".to_owned()]),
        1 => near.push("morgen".to_owned()),
        2 => near.push("übermorgen".to_owned()),
        7 => near.extend(["heute in einer Woche".to_owned(), "in einer Woche".to_owned()]),
        8 => near.push("morgen in einer Woche".to_owned()),
        14 => near.extend(["heute in zwei Wochen".to_owned(), "in zwei Wochen".to_owned()]),
        _ => {}
    }
    if (1..=6).contains(&days) {
        near.extend([
            format!("am {name}"),
            format!("diesen {name}"),
            format!("kommenden {name}"),
            name.to_owned(),
        ]);
    }
    if (-6..=-1).contains(&days) {
        near.push(format!("letzten {name}"));
    }
    if (2..=6).contains(&days) || (days > 6 && week == 1) {
        near.push(format!("nächsten {name}"));
    }
    match week {
        1 => near.extend([format!("nächste Woche {name}"), format!("{name} nächste Woche")]),
        2 => near.push(format!("übernächste Woche {name}")),
        _ => {}
    }
    if (7..=13).contains(&days) {
        near.push(format!("{name} in einer Woche"));
    }
    // The next day with that number.
    let first = (1..=31).find_map(|d| {
        let day = today + TimeDelta::days(d);
        (day.day() == date.day()).then_some(day)
    });
    if first == Some(date) {
        near.extend([
            format!("am {ordinal}"),
            format!("am {}.", date.day()),
            format!("den {ordinal}"),
            format!("{name}, den {ordinal}"),
        ]);
    }
    if near.is_empty() || random.chance(350) {
        random.pick(&forms).clone()
    } else {
        random.pick(&near).clone()
    }
}

/// About when: the day lies in it.
pub fn vague_date(random: &mut Random, date: NaiveDate, today: NaiveDate) -> String {
    let week = (monday(date) - monday(today)).num_days().div_euclid(7);
    let month = nth(&MONTHS, date.month0());
    let mut forms = vec![format!("im {month}"), "demnächst".to_owned(), "irgendwann".to_owned()];
    match week {
        0 => forms.extend(["diese Woche".to_owned(), "in dieser Woche".to_owned()]),
        1 => forms.extend(["nächste Woche".to_owned(), "kommende Woche".to_owned()]),
        2 => forms.push("übernächste Woche".to_owned()),
        _ => {}
    }
    if (date.month(), date.year()) == (today.month(), today.year()) {
        forms.push("diesen Monat".to_owned());
        if date.day() >= 25 {
            forms.push("Ende des Monats".to_owned());
        }
    }
    match date.day() {
        1..=7 => forms.push(format!("Anfang {month}")),
        12..=18 => forms.push(format!("Mitte {month}")),
        25.. => forms.push(format!("Ende {month}")),
        _ => {}
    }
    random.pick(&forms).clone()
}

/// A time as a caller says it.
pub fn time(random: &mut Random, time: NaiveTime) -> String {
    let (h, m) = (time.hour(), time.minute());
    let twelve = |h: u32| nth(&NUMBERS, if h.is_multiple_of(12) { 12 } else { h % 12 });
    let one = |word: &'static str| if word == "eins" { "ein" } else { word };
    let hour = one(nth(&NUMBERS, h));
    let part = match h {
        0..=11 => "vormittags",
        12..=17 => "nachmittags",
        _ => "abends",
    };
    let minutes = match m {
        15 => " fünfzehn",
        30 => " dreißig",
        45 => " fünfundvierzig",
        _ => "",
    };
    let mut forms = vec![
        format!("um {hour} Uhr{minutes}"),
        format!("{h} Uhr{}", if m == 0 { String::new() } else { format!(" {m}") }),
        format!("um {h}:{m:02} Uhr"),
        format!("{h}:{m:02}"),
        format!("{h}.{m:02} Uhr"),
    ];
    match m {
        0 => forms.extend([
            format!("um {}", twelve(h)),
            format!("um {}", twelve(h)),
            format!("{} Uhr {part}", one(twelve(h))),
            format!("gegen {}", twelve(h)),
            format!("so um {}", twelve(h)),
            format!("{part} um {}", twelve(h)),
        ]),
        15 => forms.extend([format!("viertel nach {}", twelve(h)), format!("um viertel nach {}", twelve(h))]),
        30 => forms.extend([
            format!("halb {}", twelve(h + 1)),
            format!("um halb {}", twelve(h + 1)),
            format!("gegen halb {}", twelve(h + 1)),
        ]),
        _ => forms.extend([
            format!("viertel vor {}", twelve(h + 1)),
            format!("um viertel vor {}", twelve(h + 1)),
            format!("dreiviertel {}", twelve(h + 1)),
        ]),
    }
    random.pick(&forms).clone()
}

/// About what time.
pub fn vague_time(random: &mut Random, time: NaiveTime) -> String {
    let forms: &[&str] = match time.hour() {
        0..=9 => &["morgens", "in der Früh", "vormittags", "früh"],
        10..=11 => &["vormittags", "am Vormittag"],
        12..=13 => &["mittags", "am Mittag"],
        14..=17 => &["nachmittags", "am Nachmittag"],
        _ => &["abends", "am Abend"],
    };
    random.text(forms)
}

/// A day as a model writes it; sometimes in the year that it was trained in.
pub fn written_date(random: &mut Random, date: NaiveDate) -> String {
    match random.below(10) {
        0 => date.with_year(2023).unwrap_or(date).format("%Y-%m-%d").to_string(),
        1 => date.format("%d.%m.%Y").to_string(),
        2 => date.with_year(2024).unwrap_or(date).format("%Y-%m-%d").to_string(),
        _ => date.format("%Y-%m-%d").to_string(),
    }
}

/// A time as a model writes it.
pub fn written_time(random: &mut Random, moment: NaiveDateTime) -> String {
    match random.below(10) {
        0 => moment.format("%H:%M:%S").to_string(),
        1 => moment.format("%Y-%m-%dT%H:%M:%S").to_string(),
        2 => moment.format("%H:%M Uhr").to_string(),
        _ => moment.format("%H:%M").to_string(),
    }
}

/// A number as a caller says it, or as a recogniser writes what was said.
pub fn number(random: &mut Random, e164: &str) -> String {
    let national = match e164.strip_prefix("+49") {
        Some(rest) => format!("0{rest}"),
        None => return abroad(random, e164),
    };
    let digits: Vec<u32> = national.chars().filter_map(|c| c.to_digit(10)).collect();
    let word = |d: &u32| nth(&NUMBERS, *d).to_owned();
    match random.below(7) {
        0 => national,
        1 => format!("{} {}", national.get(..3).unwrap_or_default(), national.get(3..).unwrap_or_default()),
        2 => e164.to_owned(),
        3 => {
            // In groups of two or three digits.
            let mut out = String::new();
            for (i, d) in digits.iter().enumerate() {
                if i > 0 && (i == 3 || i == 6 || i == 8) {
                    out.push(' ');
                }
                out.push_str(&d.to_string());
            }
            out
        }
        4 => {
            // Pairs behind the code of the town: "null dreißig dreiundzwanzig zwölf …" is heard as figures.
            let mut out = vec!["null".to_owned(), "drei".to_owned(), "null".to_owned()];
            for pair in digits.get(3..).unwrap_or_default().chunks(2) {
                match pair {
                    [a, b] if *a > 0 && *a * 10 + *b <= 24 => {
                        out.push(nth(&NUMBERS, *a * 10 + *b).to_owned())
                    }
                    both => out.extend(both.iter().map(word)),
                }
            }
            out.join(" ")
        }
        _ => digits.iter().map(word).collect::<Vec<_>>().join(" "),
    }
}

fn abroad(random: &mut Random, e164: &str) -> String {
    let digits = e164.trim_start_matches('+');
    match random.below(3) {
        0 => e164.to_owned(),
        1 => format!("00{digits}"),
        _ => format!(
            "plus {}",
            digits.chars().map(|c| nth(&NUMBERS, c.to_digit(10).unwrap_or(0))).collect::<Vec<_>>().join(" ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_said_in_many_ways() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let all = |to: &str| {
            let random = &mut Random::new(1, 1);
            (0..500)
                .map(|_| date(random, day(to), day("2025-11-05")))
                .collect::<std::collections::BTreeSet<_>>()
        };
        let thursday = all("2025-11-06");
        for form in
            ["morgen", "am Donnerstag", "am sechsten", "am 6.11.", "am sechsten November", "06.11.2025"]
        {
            assert!(thursday.contains(form), "{form}: {thursday:?}");
        }
        let later = all("2025-11-13");
        for form in [
            "nächste Woche Donnerstag",
            "nächsten Donnerstag",
            "am 13. November",
            "Donnerstag in einer Woche",
        ] {
            assert!(later.contains(form), "{form}: {later:?}");
        }
        assert!(!later.contains("am Donnerstag"));
    }

    #[test]
    fn the_time_is_said_in_many_ways() {
        let all = |h, m| {
            let random = &mut Random::new(1, 1);
            let at = NaiveTime::from_hms_opt(h, m, 0).unwrap();
            (0..300).map(|_| time(random, at)).collect::<std::collections::BTreeSet<_>>()
        };
        assert!(
            ["um drei", "um fünfzehn Uhr", "15:00", "gegen drei"].iter().all(|f| all(15, 0).contains(*f))
        );
        assert!(["halb vier", "um fünfzehn Uhr dreißig"].iter().all(|f| all(15, 30).contains(*f)));
        assert!(["viertel vor eins", "12.45 Uhr"].iter().all(|f| all(12, 45).contains(*f)));
        assert!(all(13, 0).contains("um eins") && all(13, 0).contains("ein Uhr nachmittags"));
    }
}
