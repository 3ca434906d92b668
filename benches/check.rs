//! How long a call takes: a recorded one, JSON in and verdict JSON out, and what of it is reading, judging and writing.
#![expect(clippy::expect_used, reason = "a bench that cannot set itself up has to stop")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use klartext::{Engine, Payload};
use klartext_benches::{CALLS, RULES, context};

fn calls(c: &mut Criterion) {
    let engine = Engine::from_json(RULES).expect("the rules of the bench");
    let context = engine.context(context().now);
    let answer = |call: &str| -> Option<String> {
        let payload = Payload::from_slice(call.as_bytes()).ok()?;
        serde_json::to_string(&engine.check(&payload, &context)).ok()
    };
    let mut group = c.benchmark_group("check/json to json");
    for (name, call) in CALLS {
        assert!(answer(call).is_some(), "{name} has to be answered");
        group.throughput(Throughput::Bytes(call.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), call, |b, call| {
            b.iter(|| answer(black_box(call)))
        });
    }
    group.finish();
}

fn steps(c: &mut Criterion) {
    let engine = Engine::from_json(RULES).expect("the rules of the bench");
    let traced = engine.clone().with_trace(true);
    let context = engine.context(context().now);
    let (_, call) = CALLS.first().expect("a call");
    let payload = Payload::from_slice(call.as_bytes()).expect("a payload");
    let verdict = engine.check(&payload, &context);
    let mut group = c.benchmark_group("check/step");
    group.bench_function("read", |b| b.iter(|| Payload::from_slice(black_box(call.as_bytes()))));
    group.bench_function("judge", |b| b.iter(|| engine.check(black_box(&payload), &context)));
    group.bench_function("judge with trace", |b| b.iter(|| traced.check(black_box(&payload), &context)));
    group.bench_function("write", |b| b.iter(|| serde_json::to_string(black_box(&verdict))));
    group.bench_function("load rules", |b| b.iter(|| Engine::from_json(black_box(RULES))));
    group.finish();
}

criterion_group!(benches, calls, steps);
criterion_main!(benches);
