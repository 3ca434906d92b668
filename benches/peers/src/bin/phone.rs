//! klartext beside the crates that read telephone numbers: one German number at a time, typed; and who calls what valid.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml --bin phone`

use std::hint::black_box;
use std::time::Instant;

use klartext::phone::{self, Source};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, enums::Region};

/// One number out of the range kept for fiction, and the mobile number that the project's issue names.
const TYPED: [&str; 5] = ["030 23125042", "03023125042", "+493023125042", "0152 28817386", "+49 30 23125042"];
const SPOKEN: [&str; 3] = [
    "null drei null zwei drei eins zwei fünf null vier zwo",
    "null dreißig dreiundzwanzig zwölf fünfzig zweiundvierzig",
    "plus vier neun drei null zwei drei eins zwei fünf null vier zwei",
];

/// What each is asked for: whether the number is valid, and its three written forms.
type Answer = Option<[String; 3]>;

fn klartext(text: &str) -> Answer {
    let outcome = phone::normalise(text, Source::Typed, "DE");
    outcome.valid().map(|n| [n.e164(), n.national(), n.international()].map(str::to_owned))
}

fn phonenumber(text: &str) -> Answer {
    let number = phonenumber::parse(Some(phonenumber::country::DE), text).ok()?;
    let form = |mode| number.format().mode(mode).to_string();
    use phonenumber::Mode::{E164, International, National};
    phonenumber::is_valid(&number).then(|| [form(E164), form(National), form(International)])
}

fn rlibphonenumber(text: &str) -> Answer {
    let number = PHONE_NUMBER_UTIL.parse(text, Some(Region::DE)).ok()?;
    use PhoneNumberFormat::{E164, International, National};
    number.is_valid().then(|| [E164, National, International].map(|f| number.format_as(f).to_string()))
}

/// It reads international numbers only, and has one written form.
fn phonelib(text: &str) -> Answer {
    let e164 = phonelib::normalize_phone_number(text)?;
    Some([e164.clone(), String::new(), e164])
}

/// Median of 301 rounds of 100 calls, in ns a call.
fn median<T>(mut call: impl FnMut() -> T) -> f64 {
    let mut rounds: Vec<f64> = (0..301)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..100 {
                black_box(call());
            }
            start.elapsed().as_nanos() as f64 / 100.0
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[150]
}

fn first(call: impl FnOnce()) -> f64 {
    let start = Instant::now();
    call();
    start.elapsed().as_nanos() as f64 / 1000.0
}

fn main() {
    println!("{:<24} {:>14} {:>16}", "", "first call, µs", "median, ns a call");
    let row = |name: &str, answer: fn(&str) -> Answer, texts: &[&str]| {
        let cold = first(|| drop(black_box(answer(texts[0]))));
        let mut times: Vec<f64> = texts.iter().map(|t| median(|| answer(black_box(t)))).collect();
        times.sort_by(f64::total_cmp);
        println!("{name:<24} {cold:>14.1} {:>16.0}", times[times.len() / 2]);
    };
    // Without the strings that the others are asked to make: what the library itself does.
    let cold = first(|| drop(black_box(phone::normalise(TYPED[0], Source::Typed, "DE"))));
    for (name, source, texts) in
        [("klartext, typed", Source::Typed, &TYPED[..]), ("klartext, spoken", Source::Spoken, &SPOKEN[..])]
    {
        let mut times: Vec<f64> =
            texts.iter().map(|t| median(|| phone::normalise(black_box(t), source, "DE"))).collect();
        times.sort_by(f64::total_cmp);
        println!("{name:<24} {cold:>14.1} {:>16.0}", times[times.len() / 2]);
    }
    row("klartext, three strings", klartext, &TYPED);
    row("rlibphonenumber 2.2.15", rlibphonenumber, &TYPED);
    row("phonenumber 0.3.10", phonenumber, &TYPED);
    row("phonelib 2.1.0", phonelib, &["+493023125042", "+49 30 23125042", "+4915228817386"]);
    agreement();
}

/// Pseudo-random German numbers, three to thirteen digits behind +49: who calls them valid.
fn agreement() {
    let mut seed = 4_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
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
        "{} German numbers, {google} valid by rlibphonenumber; klartext says valid to {only_klartext} others, and not to \
         {only_google} of them (too short or long for the regulator); phonenumber says valid to {only_phonenumber} others",
        numbers.len()
    );
}
