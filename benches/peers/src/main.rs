//! klartext and programs of others, on the same phrases with the same clock in one run.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml`; chrono-node joins in after `npm install` in
//! `benches/peers`.
#![allow(clippy::disallowed_methods, reason = "a program that measures has to look at the clock")]

use std::hint::black_box;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use chrono::{DateTime, Local, NaiveDate, TimeZone as _};
use klartext::Context;
use klartext::temporal::{self, Value};
use klartext_benches::{PHRASES, context};
use timewarp::{Direction, Doy, Tempus};
use whichtime::{Locale, LocaleParser};

/// Phrases with one right answer on Wednesday, 2025-11-05, 10:00: a date, a wall time, or a time of any day.
const KNOWN: &[(&str, &str)] = &[
    ("heute", "2025-11-05"),
    ("morgen", "2025-11-06"),
    ("übermorgen", "2025-11-07"),
    ("uebermorgen", "2025-11-07"),
    ("am Montag", "2025-11-10"),
    ("kommenden Samstag", "2025-11-08"),
    ("nächste Woche Dienstag", "2025-11-11"),
    ("Mittwoch nächster Woche", "2025-11-12"),
    ("in drei Tagen", "2025-11-08"),
    ("in zwei Wochen", "2025-11-19"),
    ("am 20. November", "2025-11-20"),
    ("den 3. Dezember bitte", "2025-12-03"),
    ("20.11.2025", "2025-11-20"),
    ("2025-11-20", "2025-11-20"),
    ("am dritten zwölften", "2025-12-03"),
    ("am 7. Januar", "2026-01-07"),
    ("Heiligabend", "2025-12-24"),
    ("am ersten Montag im Dezember", "2025-12-01"),
    ("um 14 Uhr", "T14:00"),
    ("14:30", "T14:30"),
    ("um 14 Uhr 30", "T14:30"),
    ("vierzehn Uhr dreißig", "T14:30"),
    ("halb drei nachmittags", "T14:30"),
    ("Viertel nach drei am Nachmittag", "T15:15"),
    ("fünf vor halb drei nachmittags", "T14:25"),
    ("morgen um 14 Uhr", "2025-11-06T14:00"),
    ("übermorgen um 9 Uhr vormittags", "2025-11-07T09:00"),
    ("am 20.11. um 14:30 Uhr", "2025-11-20T14:30"),
    ("nächste Woche Montag um 16 Uhr", "2025-11-10T16:00"),
    ("morgen, äh nein, übermorgen", "2025-11-07"),
    ("nicht Montag, sondern Dienstag", "2025-11-11"),
    ("Donnerstag, den 13. November, um 15 Uhr", "2025-11-13T15:00"),
    ("in zwei Stunden", "2025-11-05T12:00"),
    ("Frau Freitag", ""),
    ("das kostet 14,30 Euro", ""),
    ("guten Morgen", ""),
];

/// What a program made of a phrase: `2025-11-06`, `2025-11-06T14:30`, `T14:30`, or nothing.
type Answer = Option<String>;

fn klartext(text: &str, context: &Context) -> Answer {
    match temporal::resolve(text, context).ok()?.best()?.value {
        Value::Date(d) => Some(d.to_string()),
        Value::Time(t) => Some(t.format("T%H:%M").to_string()),
        Value::DateTime(m) => Some(m.local.format("%Y-%m-%dT%H:%M").to_string()),
        other => Some(format!("{other:?}")),
    }
}

fn whichtime(text: &str, parser: &LocaleParser, now: DateTime<Local>) -> Answer {
    let date = parser.parse_date(text, Some(now)).ok()??;
    Some(date.format("%Y-%m-%dT%H:%M").to_string())
}

fn timewarp(text: &str, today: Doy) -> Answer {
    // It writes a day as 20251106.
    let date = |day: Doy| {
        let text = day.to_string();
        NaiveDate::parse_from_str(&text, "%Y%m%d").map_or(text, |d| d.to_string())
    };
    match timewarp::date_matcher(today, Direction::From, text).ok()? {
        Tempus::Moment(day) => Some(date(day)),
        Tempus::Interval(from, to) => Some(format!("{}..{}", date(from), date(to))),
    }
}

/// Median of 15 rounds of 40 calls, in ns.
fn time<T>(call: impl Fn() -> T) -> f64 {
    let mut times: Vec<f64> = (0..15)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..40 {
                black_box(call());
            }
            start.elapsed().as_secs_f64() * 1e9 / 40.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[7]
}

/// A right answer may say more than was asked: a date with an hour, a time with today's date.
fn is_right(answer: Option<&str>, right: &str) -> bool {
    match answer {
        None => right.is_empty(),
        Some(answer) => {
            !right.is_empty()
                && (answer.starts_with(right) || (right.starts_with('T') && answer.ends_with(right)))
        }
    }
}

fn report(name: &str, mut times: Vec<f64>, answers: &[Answer]) {
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    let right = KNOWN.iter().zip(answers).filter(|((_, right), a)| is_right(a.as_deref(), right)).count();
    let wrong =
        KNOWN.iter().zip(answers).filter(|((_, right), a)| a.is_some() && !is_right(a.as_deref(), right));
    println!(
        "{name:<22} {:>9.0} {:>9.0} {right:>9} {:>9}   of {}",
        at(50),
        at(99),
        wrong.clone().count(),
        KNOWN.len()
    );
    for ((phrase, right), answer) in wrong {
        if std::env::args().any(|a| a == "--wrong") {
            println!("    {phrase}: {} instead of {right:?}", answer.as_deref().unwrap_or(""));
        }
    }
}

/// chrono-node in a process of its own: times over the phrases, answers to the known ones.
fn chrono_node() -> Result<(Vec<f64>, Vec<Answer>), Box<dyn std::error::Error>> {
    let folder = env!("CARGO_MANIFEST_DIR");
    let mut node = Command::new("node")
        .arg(format!("{folder}/chrono-node.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let all: Vec<&str> = PHRASES.iter().copied().chain(KNOWN.iter().map(|(phrase, _)| *phrase)).collect();
    node.stdin.take().ok_or("no way in")?.write_all(serde_json::to_string(&all)?.as_bytes())?;
    let output = node.wait_with_output()?;
    let answers: Vec<(f64, Answer)> = serde_json::from_slice(&output.stdout)?;
    let times = answers.iter().take(PHRASES.len()).map(|(time, _)| *time).collect();
    Ok((times, answers.into_iter().skip(PHRASES.len()).map(|(_, answer)| answer).collect()))
}

fn main() {
    println!(
        "{} phrases timed, ns a phrase; answers to {} with one right answer",
        PHRASES.len(),
        KNOWN.len()
    );
    println!("{:<22} {:>9} {:>9} {:>9} {:>9}", "", "median", "p99", "right", "wrong");
    let context = context();
    let known = |f: &dyn Fn(&str) -> Answer| KNOWN.iter().map(|(phrase, _)| f(phrase)).collect::<Vec<_>>();

    let times = PHRASES.iter().map(|p| time(|| temporal::resolve(p, &context))).collect();
    report("klartext", times, &known(&|p| klartext(p, &context)));

    let today = Doy::from_ymd(2025, 11, 5);
    let times =
        PHRASES.iter().map(|p| time(|| timewarp::date_matcher(today, Direction::From, *p).is_ok())).collect();
    report("timewarp 0.4.0", times, &known(&|p| timewarp(p, today)));

    if let Some(now) = Local.with_ymd_and_hms(2025, 11, 5, 10, 0, 0).single() {
        let parser = LocaleParser::new(Locale::De);
        let times = PHRASES.iter().map(|p| time(|| parser.parse(p, Some(now)).is_ok())).collect();
        report("whichtime 0.1.0", times, &known(&|p| whichtime(p, &parser, now)));
    }

    match chrono_node() {
        Ok((times, answers)) => report("chrono-node 2.10.3", times, &answers),
        Err(error) => println!("chrono-node: not here ({error}); `npm install` in benches/peers brings it"),
    }
}
