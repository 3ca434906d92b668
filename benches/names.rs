//! How fast a heard name is found among the names of a salon: one against 500.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use klartext::appointment::name::{Name, compare};
use klartext_benches::appointments::HEARD;
use klartext_benches::customers;

fn against_500(c: &mut Criterion) {
    let stored: Vec<Name> = customers(500).iter().map(|name| Name::parse(name)).collect();
    let mut group = c.benchmark_group("names");
    group.throughput(Throughput::Elements(500));
    for (what, heard) in HEARD {
        let heard = Name::parse(heard);
        group.bench_with_input(BenchmarkId::new("against 500", *what), &heard, |b, heard| {
            b.iter(|| stored.iter().filter(|s| compare(black_box(heard), s).level.agrees()).count());
        });
    }
    group.finish();
}

fn parse(c: &mut Criterion) {
    let mut group = c.benchmark_group("name parse");
    for (what, heard) in HEARD {
        group.bench_function(*what, |b| b.iter(|| Name::parse(black_box(heard))));
    }
    let long = "Anna ".repeat(1 << 18);
    group.bench_function("1 MB", |b| b.iter(|| Name::parse(black_box(&long))));
    group.finish();
}

criterion_group!(benches, against_500, parse);
criterion_main!(benches);
