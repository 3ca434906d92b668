//! How long it takes to find an appointment: from a plain list of 500, and by way of an index of 10,000.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use klartext::appointment::lookup::{Caller, Clue, Clues, Index, Outcome, lookup, lookup_in};
use klartext::appointment::{Appointment, Stamp};
use klartext_benches::context;

/// `count` appointments of customers who have two each; families of four share one of at most 1,000 numbers.
fn table(count: usize) -> Vec<Appointment> {
    const GIVEN: [&str; 8] = ["Lena", "Jonas", "Ayşe", "Piotr", "Giulia", "Omar", "Linh", "Klaus"];
    const FAMILY: [&str; 7] = ["Keller", "Schuster", "Yılmaz", "Nowak", "Rossi", "Haddad", "Müller"];
    const SERVICES: [&str; 3] = ["Herrenhaarschnitt", "Färben", "Dauerwelle"];
    let zone = context().zone;
    let nth = |list: &'static [&'static str], i: usize| list.get(i % list.len()).copied().unwrap_or_default();
    (0..count)
        .filter_map(|i| {
            let person = i / 2;
            let start =
                format!("2025-{:02}-{:02}T{:02}:{}0", 11 + i % 2, 6 + (i / 7) % 22, 9 + i % 9, 3 * (i % 2));
            let mut row = Appointment::new(format!("a{i}"), Stamp::parse(&start, zone).ok()?);
            row.customer_id = Some(format!("c{person}"));
            row.name = Some(format!("{} {}", nth(&GIVEN, person), nth(&FAMILY, person / 4)));
            row.phone = Some(format!("030 23125{:03}", (person / 4) % 1000));
            row.service = Some(nth(&SERVICES, i / 3).to_owned());
            row.staff = Some("Frau Kaya".to_owned());
            Some(row)
        })
        .collect()
}

fn clues(name: &str, phone: &str) -> Clues {
    Clues {
        name: Some(Clue::said(name)),
        phone: Some(Clue::signalled(phone)),
        date: Some(Clue::said("am 6. November")),
        time: Some(Clue::said("um neun")),
        ..Clues::default()
    }
}

fn lookups(c: &mut Criterion) {
    let (context, caller) = (context(), Caller::default());
    let mut group = c.benchmark_group("lookup");
    let (known, unknown) = (clues("Lena Kella", "+493023125000"), clues("Lena Kella", "+493023125999"));
    let withheld = clues("Lena Kella", "anonymous");
    for count in [500, 10_000] {
        let table = table(count);
        let index = Index::new(&table, "DE");
        // What is measured finds the appointment.
        let found = |l: Result<klartext::appointment::lookup::Lookup, klartext::Error>| {
            l.is_ok_and(|l| matches!(l.outcome, Outcome::Found { .. }))
        };
        println!("{count}: found {}", found(lookup(&known, &table, &caller, &context)));
        for (kind, clues) in [("known", &known), ("unknown", &unknown), ("withheld", &withheld)] {
            if count == 500 {
                group.bench_function(format!("list/{count} {kind}"), |b| {
                    b.iter(|| lookup(black_box(clues), &table, &caller, &context))
                });
            }
            group.bench_function(format!("index/{count} {kind}"), |b| {
                b.iter(|| lookup_in(black_box(clues), &index, &caller, &context))
            });
        }
        if count == 500 {
            group.bench_function(format!("build the index/{count}"), |b| {
                b.iter(|| Index::new(black_box(&table), "DE").len())
            });
        }
    }
    group.finish();
}

criterion_group!(benches, lookups);
criterion_main!(benches);
