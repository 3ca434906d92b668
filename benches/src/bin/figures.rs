//! The figures that criterion does not give: percentiles over the phrases, the first call of a process, the cost of a
//! byte from 1 KB to 1 MB, and the heap.
//!
//! `cargo run --profile bench -p klartext-benches --bin figures [-- phrases|first|length [find|redact|phone]|heap|calls]`
#![expect(clippy::disallowed_methods, reason = "a program that measures has to look at the clock")]

use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use klartext::phone::{self, Source};
use klartext::{Context, privacy, temporal};
use klartext_benches::{
    Counting, HOSTILE, Long, NASTY, PHRASES, PLAIN, TYPICAL, context, context_with_hours, count,
};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const SIZES: [usize; 3] = [1 << 10, 1 << 15, 1 << 20];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => [phrases(), first(), length(resolve, &[PLAIN, NASTY]), heap()]
            .into_iter()
            .find(|e| *e != ExitCode::SUCCESS),
        ["phrases"] => Some(phrases()),
        ["first"] => Some(first()),
        ["first", "once"] => Some(once()),
        ["length"] => Some(length(resolve, &[PLAIN, NASTY])),
        ["length", "find"] => Some(length(find, &[PLAIN, NASTY])),
        ["length", "redact"] => Some(length(redact, &[PLAIN, HOSTILE])),
        ["length", "phone"] => Some(numbers()),
        ["heap"] => Some(heap()),
        ["calls"] => Some(calls()),
        _ => {
            eprintln!("usage: figures [phrases|first|length [find|redact|phone]|heap|calls]");
            Some(ExitCode::from(2))
        }
    }
    .unwrap_or(ExitCode::SUCCESS)
}

/// The `part`-th of `of` in order; the list is not empty.
fn nth<T: Copy + Default>(sorted: &[T], part: usize, of: usize) -> T {
    let last = sorted.len().saturating_sub(1);
    sorted.get(last.saturating_mul(part).checked_div(of).unwrap_or(0)).copied().unwrap_or_default()
}

fn resolve(text: &str, context: &Context) {
    let _ = black_box(temporal::resolve(text, context));
}

fn find(text: &str, context: &Context) {
    let _ = black_box(temporal::find(text, context));
}

fn redact(text: &str, _: &Context) {
    black_box(privacy::redact(text));
}

fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}

/// How long this thread has worked, not waited: other programs share the machine.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// The time of one call: the median of so many rounds of so many calls.
fn per_call(text: &str, work: impl Fn(&str, &Context), rounds: usize, calls: u32) -> f64 {
    let context = context();
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let start = worked();
            for _ in 0..calls {
                work(black_box(text), &context);
            }
            worked().saturating_sub(start)
        })
        .collect();
    times.sort();
    nanoseconds(nth(&times, 1, 2)) / f64::from(calls)
}

/// The time of one call of each phrase, ns: all phrases in turn, 400 times, and the median of each. In turn, because a
/// processor that hears the same phrase again and again knows every branch by heart; callers say something else each time.
fn in_turn(context: &Context) -> Vec<(f64, &'static str)> {
    let mut clock: Vec<Duration> = (0..1000).map(|_| Instant::now().elapsed()).collect();
    clock.sort();
    let clock = nth(&clock, 1, 2);
    let mut times: Vec<Vec<Duration>> = PHRASES.iter().map(|_| Vec::with_capacity(400)).collect();
    for _ in 0..400 {
        for (times, phrase) in times.iter_mut().zip(PHRASES) {
            let start = Instant::now();
            let made = black_box(temporal::resolve(black_box(phrase), context));
            times.push(start.elapsed().saturating_sub(clock));
            drop(made);
        }
    }
    let medians = times.iter_mut().zip(PHRASES).map(|(times, phrase)| {
        times.sort();
        (nanoseconds(nth(times, 1, 2)), *phrase)
    });
    let mut medians: Vec<_> = medians.collect();
    medians.sort_by(|a, b| a.0.total_cmp(&b.0));
    medians
}

fn phrases() -> ExitCode {
    println!("parse and resolve, {} phrases in turn, ns a phrase", PHRASES.len());
    for (name, context) in [("no opening hours", context()), ("opening hours", context_with_hours())] {
        let all = in_turn(&context);
        let times: Vec<f64> = all.iter().map(|(time, _)| *time).collect();
        let typical = all.iter().find(|(_, phrase)| *phrase == TYPICAL).map_or(0.0, |(time, _)| *time);
        println!("  {name}: typical ({TYPICAL}) {typical:.0}");
        for (name, part) in [("median", 50), ("p90", 90), ("p99", 99), ("most", 100)] {
            println!("    {name:<8} {:>7.0}", nth(&times, part, 100));
        }
        for (time, phrase) in all.iter().rev().take(4) {
            println!("      {time:>7.0}  {phrase}");
        }
    }
    ExitCode::SUCCESS
}

/// In a process of its own: the first call, the second, and the time to read the clock, in ns.
fn once() -> ExitCode {
    let context = context();
    let clock = Instant::now();
    let clock = clock.elapsed();
    let start = Instant::now();
    let _ = black_box(temporal::resolve(black_box(TYPICAL), &context));
    let first = start.elapsed();
    let start = Instant::now();
    let _ = black_box(temporal::resolve(black_box(TYPICAL), &context));
    println!("{} {} {}", first.as_nanos(), start.elapsed().as_nanos(), clock.as_nanos());
    ExitCode::SUCCESS
}

fn first() -> ExitCode {
    let Ok(me) = std::env::current_exe() else { return ExitCode::FAILURE };
    let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
    for _ in 0..100 {
        let Ok(output) = Command::new(&me).args(["first", "once"]).output() else { return ExitCode::FAILURE };
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut numbers = text.split_whitespace().filter_map(|n| n.parse::<u64>().ok());
        firsts.extend(numbers.next());
        seconds.extend(numbers.next());
    }
    firsts.sort_unstable();
    seconds.sort_unstable();
    println!("first call in a fresh process, ns ({} processes)", firsts.len());
    println!(
        "  median {}, p90 {}, most {}; the second call {}",
        nth(&firsts, 1, 2),
        nth(&firsts, 9, 10),
        nth(&firsts, 1, 1),
        nth(&seconds, 1, 2)
    );
    ExitCode::SUCCESS
}

/// Every phrase a hundred times and nothing else, to count instructions under callgrind.
fn calls() -> ExitCode {
    let context = context();
    for _ in 0..100 {
        for phrase in PHRASES {
            let _ = black_box(temporal::resolve(black_box(phrase), &context));
        }
    }
    ExitCode::SUCCESS
}

fn length(work: impl Fn(&str, &Context) + Copy, texts: &[&[Long]]) -> ExitCode {
    println!("ns a byte at 1 KB, 32 KB, 1 MB; the bar is 1 MB ≤ 1.5 × 1 KB");
    for long in texts.iter().copied().flatten() {
        let mut costs: Vec<f64> = Vec::new();
        for size in SIZES {
            let text = long.text(size);
            // What is quadratic would take hours at 1 MB: twice the cost at 32 times the length is proof enough.
            if matches!(costs.as_slice(), [small, middle] if middle > &(small * 4.0)) {
                break;
            }
            let (rounds, calls) = match size {
                0..=1024 => (15, 50),
                1025..=32_768 => (9, 2),
                _ => (5, 1),
            };
            let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
            costs.push(per_call(&text, work, rounds, calls) / f64::from(bytes.max(1)));
        }
        let (small, last) =
            (costs.first().copied().unwrap_or_default(), costs.last().copied().unwrap_or_default());
        let ratio = last / small;
        let verdict = match costs.len() {
            3 if ratio <= 1.5 => "",
            3 => "over",
            _ => "QUADRATIC",
        };
        let shown: Vec<String> = costs.iter().map(|c| format!("{c:>9.1}")).collect();
        println!("  {:<36} {:<30} {ratio:>6.2} {verdict}", long.name, shown.join(" "));
    }
    ExitCode::SUCCESS
}

/// Telephone numbers: up to the limit a byte costs the same, and above it the text is refused unread.
fn numbers() -> ExitCode {
    println!(
        "ns a byte at 128 B, 512 B, {} B (the bar is the last ≤ 1.5 × the first), and ns of 256 KB",
        phone::MAX_TEXT
    );
    for (name, source) in [("typed", Source::Typed), ("spoken", Source::Spoken)] {
        for long in HOSTILE {
            let work = |text: &str, _: &Context| drop(black_box(phone::normalise(text, source, "DE")));
            let cost = |bytes: usize| {
                let text = long.text(bytes);
                per_call(&text, work, 15, 50) / f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX))
            };
            let costs = [128, 512, phone::MAX_TEXT].map(cost);
            let refused = per_call(&long.text(1 << 18), work, 15, 50);
            let [small, _, last] = costs;
            let ratio = last / small;
            let verdict = if ratio <= 1.5 { "" } else { "over" };
            let shown: Vec<String> = costs.iter().map(|c| format!("{c:>8.1}")).collect();
            println!(
                "  {name:<6} {:<22} {} {ratio:>6.2} {verdict:<4} {refused:>8.0}",
                long.name,
                shown.join(" ")
            );
        }
    }
    ExitCode::SUCCESS
}

fn heap() -> ExitCode {
    let context = context();
    println!("heap: allocations besides the result's own two lists, over the phrases");
    let mut worst: Vec<(usize, &str)> = Vec::new();
    let mut none = 0_usize;
    for phrase in PHRASES {
        let (made, used) = count(|| temporal::resolve(phrase, &context));
        let own =
            made.map_or(0, |r| usize::from(!r.readings.is_empty()) + usize::from(!r.findings.is_empty()));
        let extra = used.calls.saturating_sub(own);
        none += usize::from(extra == 0);
        worst.push((extra, phrase));
    }
    println!("  none for {none} of {}", PHRASES.len());
    worst.sort_by_key(|w| std::cmp::Reverse(w.0));
    for (extra, phrase) in worst.iter().take(12).filter(|w| w.0 > 0) {
        println!("    {extra}  {phrase}");
    }
    println!("heap: most bytes at once for 64 KB of text, by byte of text");
    let mut peaks: Vec<(usize, &str)> = PLAIN
        .iter()
        .chain(NASTY)
        .map(|long| {
            let text = long.text(1 << 16);
            let (_, used) = count(|| temporal::resolve(&text, &context));
            (used.peak.checked_div(text.len()).unwrap_or(0), long.name)
        })
        .collect();
    peaks.sort_by_key(|p| std::cmp::Reverse(p.0));
    for (peak, name) in peaks.iter().take(12) {
        println!("  {peak:>6}  {name}");
    }
    ExitCode::SUCCESS
}
