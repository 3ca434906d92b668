//! Exact words, as a speaker of German would choose them.

use chrono::Weekday;
use klartext::temporal::recurrence::{Freq, Recurrence, Weekdays};
use klartext::temporal::{Value, speech};
use klartext::{Context, Expect};

use super::{clock, expecting, local, moments, time, value, wednesday};

fn check(context: &Context, cases: &[(&str, &str, &str)]) {
    for (said, long, short) in cases {
        let value = value(said);
        assert_eq!(speech::say(&value, context), *long, "{said}");
        assert_eq!(speech::say_short(&value, context), *short, "{said}, short");
    }
}

/// The same in both forms.
fn check_both(context: &Context, cases: &[(&str, &str)]) {
    let cases: Vec<_> = cases.iter().map(|(said, words)| (*said, *words, *words)).collect();
    check(context, &cases);
}

#[test]
fn dates() {
    check(
        &wednesday(),
        &[
            ("2025-11-05", "Mittwoch, den fünften November", "heute"),
            ("2025-11-06", "Donnerstag, den sechsten November", "morgen"),
            ("2025-11-07", "Freitag, den siebten November", "übermorgen"),
            ("2025-11-10", "Montag, den zehnten November", "Montag"),
            ("2025-11-11", "Dienstag, den elften November", "Dienstag"),
            ("2025-11-12", "Mittwoch, den zwölften November", "am zwölften November"),
            ("2026-03-01", "Sonntag, den ersten März", "am ersten März"),
            ("2026-03-31", "Dienstag, den einunddreißigsten März", "am einunddreißigsten März"),
            (
                "2026-11-10",
                "Dienstag, den zehnten November zweitausendsechsundzwanzig",
                "am zehnten November zweitausendsechsundzwanzig",
            ),
            (
                "1999-12-31",
                "Freitag, den einunddreißigsten Dezember neunzehnhundertneunundneunzig",
                "am einunddreißigsten Dezember neunzehnhundertneunundneunzig",
            ),
            ("2025-11-04", "Dienstag, den vierten November zweitausendfünfundzwanzig", "gestern"),
        ],
    );
    check(
        &expecting(Expect::Past, wednesday()),
        &[
            ("2025-11-03", "Montag, den dritten November", "vorgestern"),
            ("2025-11-01", "Samstag, den ersten November", "Samstag"),
            ("2025-10-08", "Mittwoch, den achten Oktober", "am achten Oktober"),
            (
                "2025-12-24",
                "Mittwoch, den vierundzwanzigsten Dezember zweitausendfünfundzwanzig",
                "am vierundzwanzigsten Dezember zweitausendfünfundzwanzig",
            ),
        ],
    );
}

#[test]
fn times() {
    check_both(
        &wednesday(),
        &[
            ("14:30", "vierzehn Uhr dreißig"),
            ("09:00", "neun Uhr"),
            ("09:01", "neun Uhr eins"),
            ("09:05", "neun Uhr fünf"),
            ("21:00", "einundzwanzig Uhr"),
            ("12:00", "zwölf Uhr"),
            ("00:00", "null Uhr"),
            ("00:05", "null Uhr fünf"),
            ("01:00", "ein Uhr nachts"),
            ("03:30", "drei Uhr dreißig nachts"),
            ("06:15", "sechs Uhr fünfzehn morgens"),
            ("13:01", "dreizehn Uhr eins"),
            ("09:05:30", "neun Uhr, fünf Minuten und dreißig Sekunden"),
            ("14:00:01", "vierzehn Uhr und eine Sekunde"),
        ],
    );
    // Where nobody is there at nine in the morning, nine is heard as nine in the evening.
    let mut late = wednesday();
    late.hours = serde_json::from_str(r#"{"wed": ["17:00-23:00"], "sat": ["08:00-14:00"]}"#).ok();
    assert_eq!(speech::time_in(time("10:00"), &late), "zehn Uhr");
    check(
        &late,
        &[
            (
                "2025-11-12T10:00",
                "Mittwoch, den zwölften November, um zehn Uhr vormittags",
                "am zwölften November um zehn Uhr vormittags",
            ),
            ("2025-11-08T10:00", "Samstag, den achten November, um zehn Uhr", "Samstag um zehn Uhr"),
        ],
    );
}

#[test]
fn moments_of_a_day() {
    check(
        &wednesday(),
        &[
            (
                "2025-11-10T14:30",
                "Montag, den zehnten November, um vierzehn Uhr dreißig",
                "Montag um vierzehn Uhr dreißig",
            ),
            ("2025-11-05T18:00", "Mittwoch, den fünften November, um achtzehn Uhr", "heute um achtzehn Uhr"),
            (
                "2025-12-01T00:00",
                "Montag, den ersten Dezember, um null Uhr",
                "am ersten Dezember um null Uhr",
            ),
            // "nachts" could be the night that Friday ends with.
            (
                "2025-11-07T02:00",
                "Freitag, den siebten November, um zwei Uhr früh",
                "übermorgen um zwei Uhr früh",
            ),
            (
                "2025-11-07T06:30",
                "Freitag, den siebten November, um sechs Uhr dreißig morgens",
                "übermorgen um sechs Uhr dreißig morgens",
            ),
        ],
    );
}

#[test]
fn a_time_that_comes_twice_says_which_it_is() {
    let context = clock("2025-10-20T10:00");
    let said: Vec<String> = moments(local("2025-10-26T02:30"))
        .into_iter()
        .map(|m| speech::say(&Value::DateTime(m), &context))
        .collect();
    assert_eq!(
        said,
        [
            "Sonntag, den sechsundzwanzigsten Oktober, um zwei Uhr dreißig früh, vor der Zeitumstellung",
            "Sonntag, den sechsundzwanzigsten Oktober, um zwei Uhr dreißig früh, nach der Zeitumstellung",
        ]
    );
}

#[test]
fn stretches_of_days() {
    check(
        &wednesday(),
        &[
            ("..", "jederzeit", "jederzeit"),
            ("2025-11-10..", "ab Montag, dem zehnten November", "ab Montag"),
            ("2025-11-20..", "ab Donnerstag, dem zwanzigsten November", "ab dem zwanzigsten November"),
            ("..2025-11-08", "bis Freitag, den siebten November", "bis übermorgen"),
            ("..2025-11-21", "bis Donnerstag, den zwanzigsten November", "bis zum zwanzigsten November"),
            (
                "2025-11-08..2025-11-12",
                "von Samstag, dem achten, bis Dienstag, den elften November",
                "von Samstag bis Dienstag",
            ),
            (
                "2025-11-17..2025-11-22",
                "von Montag, dem siebzehnten, bis Freitag, den einundzwanzigsten November",
                "vom siebzehnten bis zum einundzwanzigsten November",
            ),
            (
                "2025-11-28..2025-12-03",
                "von Freitag, dem achtundzwanzigsten November, bis Dienstag, den zweiten Dezember",
                "vom achtundzwanzigsten November bis zum zweiten Dezember",
            ),
            (
                "2025-12-29..2026-01-03",
                "von Montag, dem neunundzwanzigsten Dezember, bis Freitag, den zweiten Januar",
                "vom neunundzwanzigsten Dezember bis zum zweiten Januar",
            ),
            (
                "2027-03-29..2027-04-03",
                "von Montag, dem neunundzwanzigsten März, \
                 bis Freitag, den zweiten April zweitausendsiebenundzwanzig",
                "vom neunundzwanzigsten März bis zum zweiten April zweitausendsiebenundzwanzig",
            ),
            (
                "2026-12-28..2027-01-02",
                "von Montag, dem achtundzwanzigsten Dezember zweitausendsechsundzwanzig, \
                 bis Freitag, den ersten Januar zweitausendsiebenundzwanzig",
                "vom achtundzwanzigsten Dezember zweitausendsechsundzwanzig \
                 bis zum ersten Januar zweitausendsiebenundzwanzig",
            ),
            (
                "2025-11-03..2025-11-10",
                "von Montag, dem dritten, bis Sonntag, den neunten November zweitausendfünfundzwanzig",
                "diese Woche",
            ),
            (
                "2025-11-10..2025-11-17",
                "von Montag, dem zehnten, bis Sonntag, den sechzehnten November",
                "nächste Woche",
            ),
            (
                "2025-11-08..2025-11-10",
                "von Samstag, dem achten, bis Sonntag, den neunten November",
                "dieses Wochenende",
            ),
            ("2025-12-01..2026-01-01", "im Dezember", "im Dezember"),
            (
                "2026-11-01..2026-12-01",
                "im November zweitausendsechsundzwanzig",
                "im November zweitausendsechsundzwanzig",
            ),
            (
                "2026-01-01..2027-01-01",
                "im Jahr zweitausendsechsundzwanzig",
                "im Jahr zweitausendsechsundzwanzig",
            ),
            // A whole day is heard as that day.
            ("2025-11-12..2025-11-13", "Mittwoch, den zwölften November", "am zwölften November"),
        ],
    );
}

#[test]
fn stretches_of_the_clock() {
    check_both(
        &wednesday(),
        &[
            ("09:00..11:00", "von neun bis elf Uhr"),
            ("09:00..11:30", "von neun bis elf Uhr dreißig"),
            ("09:30..11:00", "von neun Uhr dreißig bis elf Uhr"),
            ("10:00..14:00", "von zehn bis vierzehn Uhr"),
            ("13:00..15:00", "von dreizehn bis fünfzehn Uhr"),
            ("03:00..04:00", "von drei bis vier Uhr nachts"),
            ("05:00..11:00", "von fünf Uhr morgens bis elf Uhr vormittags"),
            ("06:00..14:00", "von sechs Uhr morgens bis vierzehn Uhr"),
            ("01:00..03:00", "von ein Uhr bis drei Uhr nachts"),
            ("00:00..06:00", "von null bis sechs Uhr"),
            ("20:00..00:00", "von zwanzig bis vierundzwanzig Uhr"),
            ("22:00..02:00", "von zweiundzwanzig Uhr bis zwei Uhr nachts"),
            ("15:00..", "ab fünfzehn Uhr"),
            ("..12:00", "bis zwölf Uhr"),
            ("..00:00", "bis vierundzwanzig Uhr"),
            ("06:00..10:00", "am Morgen"),
            ("08:00..12:00", "am Vormittag"),
            ("12:00..14:00", "am Mittag"),
            ("12:00..18:00", "am Nachmittag"),
            ("18:00..22:00", "am Abend"),
            ("22:00..06:00", "in der Nacht"),
        ],
    );
}

#[test]
fn stretches_of_a_day() {
    check(
        &wednesday(),
        &[
            (
                "2025-11-10T09:00..2025-11-10T11:00",
                "Montag, den zehnten November, von neun bis elf Uhr",
                "Montag von neun bis elf Uhr",
            ),
            (
                "2025-11-10T18:00..2025-11-11T00:00",
                "Montag, den zehnten November, von achtzehn bis vierundzwanzig Uhr",
                "Montag von achtzehn bis vierundzwanzig Uhr",
            ),
            (
                "2025-11-07T22:30..2025-11-08T02:00",
                "Freitag, den siebten November, von zweiundzwanzig Uhr dreißig bis zwei Uhr nachts",
                "übermorgen von zweiundzwanzig Uhr dreißig bis zwei Uhr nachts",
            ),
            (
                "2025-11-07T02:00..2025-11-07T04:00",
                "Freitag, den siebten November, von zwei bis vier Uhr früh",
                "übermorgen von zwei bis vier Uhr früh",
            ),
            (
                "2025-11-07T14:00..",
                "Freitag, den siebten November, ab vierzehn Uhr",
                "übermorgen ab vierzehn Uhr",
            ),
            (
                "..2025-11-07T12:00",
                "bis Freitag, den siebten November, um zwölf Uhr",
                "bis übermorgen um zwölf Uhr",
            ),
            (
                "..2025-11-15T00:00",
                "bis Freitag, den vierzehnten November, um vierundzwanzig Uhr",
                "bis zum vierzehnten November um vierundzwanzig Uhr",
            ),
            (
                "2025-11-10T18:00..2025-11-11T10:00",
                "von Montag, dem zehnten November, um achtzehn Uhr bis Dienstag, den elften November, um zehn Uhr",
                "von Montag um achtzehn Uhr bis Dienstag um zehn Uhr",
            ),
            (
                "2025-11-10..2025-11-11T12:00",
                "von Montag, dem zehnten November, bis Dienstag, den elften November, um zwölf Uhr",
                "von Montag, dem zehnten November, bis Dienstag, den elften November, um zwölf Uhr",
            ),
            (
                "2025-11-10T14:00..2025-11-13",
                "von Montag, dem zehnten November, um vierzehn Uhr bis Mittwoch, den zwölften November",
                "von Montag, dem zehnten November, um vierzehn Uhr bis Mittwoch, den zwölften November",
            ),
            ("2025-11-05T10:00..", "so bald wie möglich", "so bald wie möglich"),
        ],
    );
}

#[test]
fn parts_of_a_day() {
    check(
        &wednesday(),
        &[
            (
                "2025-11-05T12:00..2025-11-05T18:00",
                "Mittwoch, den fünften November, am Nachmittag",
                "heute Nachmittag",
            ),
            (
                "2025-11-06T06:00..2025-11-06T10:00",
                "Donnerstag, den sechsten November, am Morgen",
                "morgen früh",
            ),
            (
                "2025-11-06T18:00..2025-11-06T22:00",
                "Donnerstag, den sechsten November, am Abend",
                "morgen Abend",
            ),
            (
                "2025-11-10T08:00..2025-11-10T12:00",
                "Montag, den zehnten November, am Vormittag",
                "Montagvormittag",
            ),
            ("2025-11-10T06:00..2025-11-10T10:00", "Montag, den zehnten November, am Morgen", "Montag früh"),
            (
                "2025-11-20T12:00..2025-11-20T18:00",
                "Donnerstag, den zwanzigsten November, am Nachmittag",
                "am zwanzigsten November nachmittags",
            ),
            (
                "2025-11-05T22:00..2025-11-06T06:00",
                "in der Nacht von Mittwoch, dem fünften, auf Donnerstag, den sechsten November",
                "heute Nacht",
            ),
            (
                "2025-11-10T22:00..2025-11-11T06:00",
                "in der Nacht von Montag, dem zehnten, auf Dienstag, den elften November",
                "in der Nacht auf Dienstag",
            ),
            (
                "2025-11-30T22:00..2025-12-01T06:00",
                "in der Nacht von Sonntag, dem dreißigsten November, auf Montag, den ersten Dezember",
                "in der Nacht von Sonntag, dem dreißigsten November, auf Montag, den ersten Dezember",
            ),
        ],
    );
}

#[test]
fn parts_of_a_day_are_those_of_the_policy() {
    let mut context = wednesday();
    context.policy.day_parts = serde_json::from_str(
        r#"{"afternoon": {"start": "13:00", "end": "17:00"}, "night": {"start": "00:00", "end": "05:00"}}"#,
    )
    .unwrap();
    check(
        &context,
        &[
            (
                "2025-11-06T13:00..2025-11-06T17:00",
                "Donnerstag, den sechsten November, am Nachmittag",
                "morgen Nachmittag",
            ),
            (
                "2025-11-06T12:00..2025-11-06T18:00",
                "Donnerstag, den sechsten November, von zwölf bis achtzehn Uhr",
                "morgen von zwölf bis achtzehn Uhr",
            ),
            // "in der Nacht" of Thursday would be heard as the one that begins on it.
            (
                "2025-11-06T00:00..2025-11-06T05:00",
                "Donnerstag, den sechsten November, von null bis fünf Uhr",
                "morgen von null bis fünf Uhr",
            ),
        ],
    );
}

#[test]
fn lengths() {
    check_both(
        &wednesday(),
        &[
            ("0 s", "null Minuten"),
            ("1 s", "eine Sekunde"),
            ("60 s", "eine Minute"),
            ("900 s", "eine Viertelstunde"),
            ("1200 s", "zwanzig Minuten"),
            ("1800 s", "eine halbe Stunde"),
            ("2700 s", "eine Dreiviertelstunde"),
            ("3600 s", "eine Stunde"),
            ("4500 s", "eine Stunde und fünfzehn Minuten"),
            ("5400 s", "eineinhalb Stunden"),
            ("7200 s", "zwei Stunden"),
            ("9000 s", "zweieinhalb Stunden"),
            ("7505 s", "zwei Stunden, fünf Minuten und fünf Sekunden"),
            ("86400 s", "ein Tag"),
            ("129600 s", "eineinhalb Tage"),
            ("172800 s", "zwei Tage"),
            ("108000 s", "ein Tag und sechs Stunden"),
            ("604800 s", "eine Woche"),
            ("1209600 s", "zwei Wochen"),
            ("2592000 s", "dreißig Tage"),
            ("-1800 s", "minus eine halbe Stunde"),
        ],
    );
}

fn weekly(interval: u32, days: &[Weekday]) -> Recurrence {
    let mut rule = Recurrence::every(interval, Freq::Weekly);
    for day in days {
        rule.weekdays = rule.weekdays.and(*day);
    }
    rule
}

#[test]
fn repetition() {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let monthly = |interval| Recurrence::every(interval, Freq::Monthly);
    let of_month = |nth, day| Recurrence { nth: Some(nth), weekdays: Weekdays::NONE.and(day), ..monthly(1) };
    let ten = Some(time("10:00"));
    for (rule, words) in [
        (Recurrence::every(1, Freq::Daily), "jeden Tag"),
        (Recurrence { at: ten, ..Recurrence::every(1, Freq::Daily) }, "jeden Tag um zehn Uhr"),
        (Recurrence::every(3, Freq::Daily), "alle drei Tage"),
        (Recurrence::every(1, Freq::Weekly), "jede Woche"),
        (weekly(1, &[Tue]), "jeden Dienstag"),
        (Recurrence { at: ten, ..weekly(1, &[Tue]) }, "jeden Dienstag um zehn Uhr"),
        (weekly(1, &[Mon, Wed]), "jeden Montag und Mittwoch"),
        (weekly(1, &[Mon, Wed, Fri]), "jeden Montag, Mittwoch und Freitag"),
        (weekly(1, &[Sat, Sun]), "jeden Samstag und Sonntag"),
        // Not "werktags": Saturday is a Werktag (§ 3 Abs. 2 BUrlG).
        (weekly(1, &[Mon, Tue, Wed, Thu, Fri]), "montags bis freitags"),
        (weekly(1, &[Tue, Wed, Thu, Fri, Sat, Sun]), "jeden Tag außer Montag"),
        (weekly(1, &[Mon, Tue, Wed, Thu, Fri, Sat, Sun]), "jeden Tag"),
        (weekly(2, &[]), "alle zwei Wochen"),
        (weekly(2, &[Tue, Thu]), "alle zwei Wochen am Dienstag und am Donnerstag"),
        (
            Recurrence { at: ten, count: Some(3), ..weekly(4, &[Tue]) },
            "alle vier Wochen am Dienstag um zehn Uhr, insgesamt dreimal",
        ),
        (Recurrence { count: Some(1), ..weekly(1, &[Tue]) }, "jeden Dienstag, insgesamt einmal"),
        (
            Recurrence { until: Some("2025-12-19".parse().unwrap()), ..weekly(1, &[Tue]) },
            "jeden Dienstag, bis Freitag, den neunzehnten Dezember",
        ),
        (monthly(1), "jeden Monat"),
        (Recurrence { month_day: Some(15), ..monthly(1) }, "jeden Monat am fünfzehnten"),
        (Recurrence { month_day: Some(1), ..monthly(3) }, "alle drei Monate am ersten"),
        (of_month(1, Mon), "jeden ersten Montag im Monat"),
        (of_month(-1, Fri), "jeden letzten Freitag im Monat"),
        (of_month(-2, Fri), "jeden vorletzten Freitag im Monat"),
        (Recurrence { interval: 2, ..of_month(1, Mon) }, "alle zwei Monate am ersten Montag"),
        (Recurrence::every(1, Freq::Yearly), "jedes Jahr"),
        (Recurrence { at: Some(time("03:00")), ..weekly(1, &[Tue]) }, "jeden Dienstag um drei Uhr nachts"),
    ] {
        assert_eq!(speech::say(&Value::Recurrence(rule), &wednesday()), words, "{rule}");
    }
}
