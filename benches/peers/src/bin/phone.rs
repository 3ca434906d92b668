//! Telephone numbers of klartext and of other crates, in one run: how long a number takes, how long the first one in a
//! process does, and who calls what valid.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml --bin phone`. The others are asked for what klartext gives
//! with every number: whether it is valid, its E.164 form, the national and the international one.
#![allow(clippy::disallowed_methods, reason = "a program that measures has to look at the clock")]

use std::error::Error;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use klartext::phone::{self, Source};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, enums::Region};

/// As somebody in Germany types a number; out of the range that is kept for fiction.
const TYPED: [&str; 6] = [
    "030 23125042",
    "030 231 25-042",
    "030/23125042",
    "03023125042",
    "+49 30 23125042",
    "+49 (0) 30 23125042",
];

/// As numbers arrive: by a network, typed, from abroad (examples of Google's metadata), incomplete and none at all.
const MIXED: [&str; 20] = [
    "+493023125042",
    "030 231 25-042",
    "0049 30 23125042",
    "(030) 23125042",
    "+49 (0) 30 / 23125-042",
    "030 23125000 App. 12",
    "tel:+49-30-23125042",
    "0151 23456789",
    "0800 1234567",
    "+43 1 234567890",
    "+43 664 123456",
    "+41 21 234 56 78",
    "+41 78 123 45 67",
    "+33 1 23 45 67 89",
    "+44 121 234 5678",
    "+1 201-555-0123",
    "+39 02 1234 5678",
    "23125042",
    "030 23",
    "morgen um halb drei",
];

const SPOKEN: [&str; 3] = [
    "null drei null zwei drei eins zwei fünf null vier zwo",
    "meine Nummer ist null dreißig dreiundzwanzig zwölf fünfzig zweiundvierzig",
    "plus vier neun drei null zwei drei eins zwei fünf null vier zwei",
];

/// E.164, national, international.
type Answer = Option<[String; 3]>;

/// One that reads numbers; it gives what it has of a valid one.
type Reader = fn(&str) -> Answer;

const READERS: [(&str, Reader); 4] = [
    ("klartext, strings made", klartext),
    ("rlibphonenumber 2.2.15", rlibphonenumber),
    ("phonenumber 0.3.10", phonenumber),
    ("phonelib 2.1.0", phonelib),
];

fn klartext(text: &str) -> Answer {
    let outcome = phone::normalise(text, Source::Typed, "DE");
    outcome.valid().map(|n| [n.e164(), n.national(), n.international()].map(str::to_owned))
}

fn phonenumber(text: &str) -> Answer {
    use phonenumber::Mode::{E164, International, National};
    let number = phonenumber::parse(Some(phonenumber::country::DE), text).ok()?;
    let form = |mode| number.format().mode(mode).to_string();
    phonenumber::is_valid(&number).then(|| [form(E164), form(National), form(International)])
}

fn rlibphonenumber(text: &str) -> Answer {
    use PhoneNumberFormat::{E164, International, National};
    let number = PHONE_NUMBER_UTIL.parse(text, Some(Region::DE)).ok()?;
    number.is_valid().then(|| [E164, National, International].map(|f| number.format_as(f).to_string()))
}

/// It reads international numbers only, and has one written form.
fn phonelib(text: &str) -> Answer {
    phonelib::normalize_phone_number(text).map(|e164| [e164, String::new(), String::new()])
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name] = args.as_slice()
        && flag == "--once"
    {
        return once(name);
    }
    for (name, texts) in [("a German number, typed", &TYPED[..]), ("mixed input", &MIXED[..])] {
        println!("{name}: {} texts in turn, ns a text", texts.len());
        let mut contests: Vec<Contest> = vec![(
            "klartext",
            Box::new(|text| drop(black_box(phone::normalise(text, Source::Typed, "DE")))),
            Vec::new(),
        )];
        for (name, read) in READERS {
            contests.push((name, Box::new(move |text| drop(black_box(read(text)))), Vec::new()));
        }
        measure(&mut contests, texts);
    }
    println!("a German number, spoken: {} texts in turn, ns a text", SPOKEN.len());
    let spoken = |text: &str| drop(black_box(phone::normalise(text, Source::Spoken, "DE")));
    measure(&mut [("klartext", Box::new(spoken), Vec::new())], &SPOKEN);
    first()?;
    answers();
    agreement();
    Ok(())
}

/// A crate, what it does with a number, and the nanoseconds of each round.
type Contest = (&'static str, Box<dyn Fn(&str)>, Vec<f64>);

/// Rounds in turn, so that what else the machine does hits all alike.
fn measure(contests: &mut [Contest], texts: &[&str]) {
    const ROUNDS: usize = 101;
    const TURNS: usize = 20;
    for _ in 0..ROUNDS {
        for (_, read, ns) in contests.iter_mut() {
            let start = Instant::now();
            for _ in 0..TURNS {
                for text in texts {
                    read(black_box(text));
                }
            }
            ns.push(start.elapsed().as_secs_f64() * 1e9 / (TURNS * texts.len()) as f64);
        }
    }
    println!("{:<32} {:>9} {:>9}", "", "median", "fastest");
    for (name, _, ns) in contests {
        ns.sort_by(f64::total_cmp);
        println!("{name:<32} {:>9.0} {:>9.0}", ns[ns.len() / 2], ns[0]);
    }
}

/// The first number of a process, each time in a new one.
fn first() -> Result<(), Box<dyn Error>> {
    const PROCESSES: usize = 31;
    println!("the first number in a process, µs; {PROCESSES} processes each");
    println!("{:<32} {:>9} {:>9} {:>9}", "", "median", "fastest", "slowest");
    let program = std::env::current_exe()?;
    for (name, _) in READERS {
        let mut times: Vec<f64> = Vec::new();
        for _ in 0..PROCESSES {
            let out = Command::new(&program).args(["--once", name]).output()?;
            times.push(String::from_utf8(out.stdout)?.trim().parse()?);
        }
        times.sort_by(f64::total_cmp);
        println!("{name:<32} {:>9.1} {:>9.1} {:>9.1}", times[PROCESSES / 2], times[0], times[PROCESSES - 1]);
    }
    Ok(())
}

fn once(name: &str) -> Result<(), Box<dyn Error>> {
    let (_, read) = READERS.iter().find(|(known, _)| *known == name).ok_or("no such reader")?;
    let start = Instant::now();
    let answer = black_box(read(black_box("+493023125042")));
    let took = start.elapsed();
    println!("{}", took.as_secs_f64() * 1e6);
    answer.map(drop).ok_or_else(|| format!("{name} does not know the number").into())
}

/// Who says what of the typed numbers: figures for different work would say nothing.
fn answers() {
    println!(
        "valid, with the E.164 form of rlibphonenumber: of {} typed and {} mixed",
        TYPED.len(),
        MIXED.len()
    );
    for (name, read) in READERS {
        let right = |texts: &[&str]| {
            texts
                .iter()
                .filter(|t| read(t).is_some_and(|a| rlibphonenumber(t).is_some_and(|b| a[0] == b[0])))
                .count()
        };
        println!("{name:<32} {:>9} {:>9}", right(&TYPED), right(&MIXED));
    }
}

/// Pseudo-random German numbers, three to thirteen digits behind +49: who calls them valid.
fn agreement() {
    let mut seed = 4_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let numbers: Vec<String> = (0..20_000)
        .map(|_| {
            let digits = 3 + next(11);
            let nsn: String = (0..digits).map(|_| char::from(b'0' + next(10) as u8)).collect();
            format!("+49{}", nsn.trim_start_matches('0'))
        })
        .collect();
    let (mut google, mut only_google, mut only_klartext, mut only_phonenumber) = (0, 0, 0, 0);
    for text in &numbers {
        let theirs = rlibphonenumber(text).is_some();
        let ours = klartext(text).is_some();
        google += usize::from(theirs);
        only_google += usize::from(theirs && !ours);
        only_klartext += usize::from(ours && !theirs);
        only_phonenumber += usize::from(!theirs && phonenumber(text).is_some());
    }
    println!(
        "of {} numbers behind +49 {google} are valid to rlibphonenumber; klartext calls {only_klartext} others valid and \
         {only_google} of them not (the regulator gives out no such length); phonenumber calls {only_phonenumber} others valid",
        numbers.len()
    );
}
