//! How long it takes to find an appointment: from a plain list of 500, and by way of an index of 10,000.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use klartext::appointment::lookup::{Caller, Index, Outcome, lookup, lookup_in};
use klartext_benches::appointments::{clues, table};
use klartext_benches::context;

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
