//! Rules over typed values: a record that is accepted, one with five findings, a full trace; beside the same checks
//! written by hand. `benches/peers` has other engines beside them.
#![expect(clippy::expect_used, reason = "a bench that cannot set itself up has to stop")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use klartext::Engine;
use klartext_benches::{context, rules};

fn records(c: &mut Criterion) {
    let engine = Engine::from_json(rules::RULES).expect("the rules of the bench");
    let traced = engine.clone().with_trace(true);
    let context = engine.context(context().now);
    let good = rules::record(&engine, rules::Case::Good);
    let bad = rules::record(&engine, rules::Case::Bad);
    let traced_good = rules::record(&traced, rules::Case::Good);
    assert_eq!(good.judge(&context).rules().count(), 0);
    assert_eq!(bad.judge(&context).rules().count(), 5);
    let mut group = c.benchmark_group("rules/typed");
    group.bench_function("accepted", |b| b.iter(|| black_box(&good).judge(&context).decision()));
    group.bench_function("five rules hold", |b| b.iter(|| black_box(&bad).judge(&context).decision()));
    group.bench_function("five findings, worded", |b| b.iter(|| black_box(&bad).judge(&context).findings()));
    group.bench_function("accepted, with trace", |b| {
        b.iter(|| black_box(&traced_good).judge(&context).trace().len())
    });
    let (good, bad) = (rules::by_hand(rules::Case::Good), rules::by_hand(rules::Case::Bad));
    group.bench_function("accepted, by hand", |b| b.iter(|| black_box(&good).wrong(rules::TODAY)));
    group.bench_function("five wrong, by hand", |b| b.iter(|| black_box(&bad).wrong(rules::TODAY)));
    group.finish();
}

fn loading(c: &mut Criterion) {
    let fifty = rules::many(50);
    Engine::from_json(&fifty).expect("fifty rules");
    c.bench_function("rules/load and check fifty", |b| b.iter(|| Engine::from_json(black_box(&fifty))));
}

criterion_group!(benches, records, loading);
criterion_main!(benches);
