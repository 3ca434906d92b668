//! The fastest and the median of many rounds, by the clock of the thread: what a machine that others work on too can
//! still tell. Criterion's medians want a quiet one.
//!
//! `cargo run --profile bench -p klartext-benches --bin fastest [-- phone|redact|template|agent|rules|appointments]`
#![expect(clippy::disallowed_methods, reason = "a program that measures reads its arguments")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use klartext::agent::{self, Options};
use klartext::appointment::lookup::{Caller, Index, answer, lookup, lookup_in};
use klartext::appointment::name::{Name, compare};
use klartext::appointment::{Booking, Request, bookable};
use klartext::phone::{self, Source, normalise};
use klartext::privacy::redact;
use klartext::template::{MissingPolicy, Syntax, Template};
use klartext::{Engine, Payload};
use klartext_benches::appointments::{HEARD, WISHES, clues, salon, table};
use klartext_benches::{
    CALLS, LINES, NUMBERS, Precut, RULES, context, customers, flow, prompt, prompt_values, rules,
};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            numbers();
            lines();
            templates();
            flows();
            judged();
            booked();
        }
        ["phone"] => numbers(),
        ["redact"] => lines(),
        ["template"] => templates(),
        ["agent"] => flows(),
        ["rules"] => judged(),
        ["appointments"] => booked(),
        _ => {
            eprintln!("usage: fastest [phone|redact|template|agent|rules|appointments]");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// How long this thread has worked, not waited.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// Nanoseconds of one call.
#[derive(Clone, Copy)]
struct Cost {
    fastest: f64,
    median: f64,
}

/// So many rounds of so many calls.
fn cost(rounds: usize, calls: u32, mut work: impl FnMut()) -> Cost {
    work();
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = worked();
            for _ in 0..calls {
                work();
            }
            worked().saturating_sub(start).as_secs_f64() * 1e9 / f64::from(calls)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or_default();
    Cost { fastest: at(0), median: at(rounds.div_euclid(2)) }
}

fn show(name: &str, cost: Cost, more: &str) {
    println!("  {name:<34} {:>10.0} {:>10.0}  {more}", cost.fastest, cost.median);
}

fn bytes_a_second(bytes: usize, cost: Cost) -> String {
    format!("{:>6.0} MB/s", bytes as f64 * 1e3 / cost.fastest)
}

fn numbers() {
    println!("telephone numbers: fastest and median of 300 rounds, ns");
    for (name, source, text) in NUMBERS {
        let work = || drop(black_box(normalise(black_box(text), *source, "DE")));
        show(name, cost(300, 1000, work), "");
    }
    for (name, unit) in
        [("digits", "1"), ("words", "null drei doppel zwo "), ("pluses", "+"), ("slashes", "0/")]
    {
        for bytes in [64, 256, phone::MAX_TEXT] {
            let text = unit.repeat(bytes.div_euclid(unit.len()));
            let work = || drop(black_box(normalise(black_box(&text), Source::Spoken, "DE")));
            let made = cost(50, 100, work);
            show(
                &format!("{name}, {bytes} B"),
                made,
                &format!("{:>6.1} ns a byte", made.fastest / bytes as f64),
            );
        }
    }
}

fn lines() {
    println!("redaction: fastest and median, ns, and the fastest by the byte");
    for (name, line) in LINES {
        for (kilobytes, rounds, calls) in [(4_usize, 300, 20), (256, 40, 1)] {
            let text = line.repeat(kilobytes.saturating_mul(1024).div_euclid(line.len()));
            let made = cost(rounds, calls, || {
                black_box(redact(black_box(&text)).len());
            });
            show(&format!("{name}, {kilobytes} KB"), made, &bytes_a_second(text.len(), made));
        }
    }
}

fn templates() {
    let text = prompt(2048);
    let values = prompt_values();
    let (names, list): (Vec<&str>, Vec<&str>) = values.iter().copied().unzip();
    let map: BTreeMap<String, &str> = values.iter().map(|(n, v)| ((*n).to_owned(), *v)).collect();
    let Ok(template) = Template::parse(&text, Syntax::Angle) else { return };
    let Ok(bound) = template.bind(&names, MissingPolicy::Error) else { return };
    let Some(precut) = Precut::new(&text, &names) else { return };
    println!(
        "a prompt of {} bytes with 12 variables: fastest and median of 300 rounds, ns, and times the floor",
        text.len()
    );
    let mut buffer = String::new();
    let floor = cost(300, 1000, || drop(black_box(precut.render(black_box(&list)))));
    let over = |made: Cost| format!("{:>6.2} x", made.fastest / floor.fastest);
    show("precut by hand (the floor)", floor, "");
    let made = cost(300, 1000, || {
        buffer.clear();
        precut.render_into(black_box(&list), &mut buffer);
    });
    show("precut by hand, own buffer", made, &over(made));
    let made = cost(300, 1000, || drop(black_box(bound.render(black_box(&list)))));
    show("bound", made, &over(made));
    let made = cost(300, 1000, || {
        buffer.clear();
        let _ = black_box(bound.render_into(black_box(&list), &mut buffer));
    });
    show("bound, own buffer", made, &over(made));
    let made = cost(300, 1000, || drop(black_box(template.render(black_box(&values), MissingPolicy::Error))));
    show("by name, list", made, &over(made));
    let made = cost(300, 1000, || drop(black_box(template.render(black_box(&map), MissingPolicy::Error))));
    show("by name, BTreeMap", made, &over(made));
    let made = cost(300, 500, || drop(black_box(Template::parse(black_box(&text), Syntax::Angle))));
    show("parse", made, &over(made));
    let made = cost(300, 500, || {
        let template = Template::parse(black_box(&text), Syntax::Angle);
        drop(black_box(template.map(|t| t.render(black_box(&values), MissingPolicy::Error))));
    });
    show("parse and render", made, &over(made));
    let long = text.repeat(512);
    let Ok(template) = Template::parse(&long, Syntax::Angle) else { return };
    let made = cost(60, 1, || drop(black_box(template.render(black_box(&values), MissingPolicy::Error))));
    show("render 1 MB", made, &bytes_a_second(long.len(), made));
}

fn flows() {
    let options = Options::default();
    println!("definitions of agents: fastest and median, ns");
    for (nodes, rounds) in [(30_usize, 300), (300, 60), (3000, 10)] {
        let text = flow(nodes);
        let made = cost(rounds, 1, || drop(black_box(agent::check(black_box(&text), &options))));
        show(&format!("check, {nodes} nodes"), made, &bytes_a_second(text.len(), made));
    }
    let (before, after) = (flow(300), flow(300).replace("freundlich", "höflich"));
    let made = cost(40, 1, || drop(black_box(agent::diff(black_box(&before), &after, &options))));
    show("diff, 300 nodes", made, "");
    let made = cost(60, 1, || drop(black_box(serde_json::from_str::<serde_json::Value>(black_box(&before)))));
    show("serde_json::Value, 300 nodes", made, &bytes_a_second(before.len(), made));
}

fn judged() {
    let (Ok(engine), Ok(salon)) = (Engine::from_json(rules::RULES), Engine::from_json(RULES)) else {
        return;
    };
    let traced = engine.clone().with_trace(true);
    let context = engine.context(context().now);
    let [good, bad] = [rules::Case::Good, rules::Case::Bad].map(|case| rules::record(&engine, case));
    let explained = rules::record(&traced, rules::Case::Good);
    println!("eight rules over typed values: fastest and median of 300 rounds, ns");
    let made = cost(300, 1000, || {
        black_box(black_box(&good).judge(&context).decision());
    });
    show("accepted", made, "");
    let made = cost(300, 1000, || {
        black_box(black_box(&bad).judge(&context).decision());
    });
    show("five rules hold", made, "");
    let made = cost(300, 500, || drop(black_box(black_box(&bad).judge(&context).findings())));
    show("five findings, worded", made, "");
    let made = cost(300, 500, || {
        black_box(black_box(&explained).judge(&context).trace().len());
    });
    show("accepted, with trace", made, "");
    let by_hand = [rules::Case::Good, rules::Case::Bad].map(rules::by_hand);
    for (name, record) in ["accepted, by hand", "five wrong, by hand"].into_iter().zip(&by_hand) {
        let made = cost(300, 1000, || {
            black_box(black_box(record).wrong(black_box(rules::TODAY)));
        });
        show(name, made, "");
    }
    let fifty = rules::many(50);
    let made = cost(100, 1, || drop(black_box(Engine::from_json(black_box(&fifty)))));
    show("loading and checking 50 rules", made, "");
    let context = salon.context(context.now);
    for (name, call) in CALLS {
        let made = cost(300, 50, || {
            let payload = Payload::from_slice(black_box(call.as_bytes()));
            let verdict = payload.map(|payload| salon.check(&payload, &context));
            drop(black_box(verdict.map(|verdict| serde_json::to_string(&verdict))));
        });
        show(&format!("a raw call, JSON to JSON, {name}"), made, "");
    }
}

fn booked() {
    let (now, caller) = (context(), Caller::default());
    println!("appointments: fastest and median of 300 rounds, ns");
    let callers = [
        ("known", clues("Lena Kella", "+493023125000")),
        ("unknown", clues("Lena Kella", "+493023125999")),
        ("withheld", clues("Lena Kella", "anonymous")),
    ];
    for count in [500, 10_000] {
        let table = table(count);
        let index = Index::new(&table, "DE");
        for (kind, clues) in &callers {
            if count == 500 {
                let made = cost(300, 20, || drop(black_box(lookup(black_box(clues), &table, &caller, &now))));
                show(&format!("list of {count}, {kind}"), made, "");
            }
            let made = cost(300, 20, || drop(black_box(lookup_in(black_box(clues), &index, &caller, &now))));
            show(&format!("index of {count}, {kind}"), made, "");
        }
    }
    let few = table(500);
    let mut asked = clues("Lena Keller", "anonymous");
    (asked.date, asked.time) = (None, None);
    if let Ok(first) = lookup(&asked, &few, &caller, &now) {
        let reply =
            "null drei null zwei drei eins zwei fünf null null null, am sechsten November um neun bitte";
        let made =
            cost(300, 20, || drop(black_box(answer(&first.state, black_box(reply), &few, &caller, &now))));
        show("a reply with number, day and time", made, "");
    }
    let (now, booking) = (
        now.with_hours(salon()),
        Booking { slot_minutes: std::num::NonZeroU16::new(30), ..Booking::default() },
    );
    let booking = Booking { choices: 0, lead_minutes: 60, ..booking };
    for (name, wall) in WISHES {
        let Ok(wall) = wall.parse::<chrono::NaiveDateTime>() else { continue };
        let request = Request::from(wall).lasting(60);
        let made = cost(300, 500, || drop(black_box(bookable(black_box(&request), &booking, &now))));
        show(&format!("hours: {name}"), made, "");
    }
    let stored: Vec<Name> = customers(500).iter().map(|name| Name::parse(name)).collect();
    for (name, heard) in HEARD {
        let heard = Name::parse(heard);
        let made = cost(300, 5, || {
            black_box(stored.iter().filter(|s| compare(black_box(&heard), s).level.agrees()).count());
        });
        show(&format!("one name against 500: {name}"), made, "");
    }
}
