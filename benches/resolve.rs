//! How long a text about time takes: one phrase, classes of phrases, a line of `klartext resolve --jsonl`, and length.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use klartext::temporal;
use klartext::wire::{ResolveRequest, ResolveResponse};
use klartext_benches::{CLASSES, TYPICAL, context, context_with_hours};

fn typical(c: &mut Criterion) {
    let (plain, hours) = (context(), context_with_hours());
    c.bench_function("resolve/typical", |b| b.iter(|| temporal::resolve(black_box(TYPICAL), &plain)));
    c.bench_function("resolve/typical with hours", |b| {
        b.iter(|| temporal::resolve(black_box(TYPICAL), &hours));
    });
}

/// Each figure is for the whole class; `elem/s` is phrases a second.
fn classes(c: &mut Criterion) {
    let context = context();
    let mut group = c.benchmark_group("resolve/class");
    for (name, phrases) in CLASSES {
        group.throughput(Throughput::Elements(phrases.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), phrases, |b, phrases| {
            b.iter(|| {
                for phrase in *phrases {
                    let _ = black_box(temporal::resolve(black_box(phrase), &context));
                }
            });
        });
    }
    group.finish();
}

/// Request in, answer out, both as JSON text.
fn jsonl(c: &mut Criterion) {
    let default = context();
    let line = r#"{"id":7,"text":"nächste Woche Montag um halb drei","now":"2025-11-05T10:00","zone":"Europe/Berlin"}"#;
    let answer = |line: &str| -> Option<String> {
        let request: ResolveRequest = serde_json::from_str(line).ok()?;
        let context = request.context(&default).ok()?;
        let resolution = temporal::resolve(&request.text, &context).ok()?;
        serde_json::to_string(&ResolveResponse::new(request.id, &resolution, &context)).ok()
    };
    assert!(answer(line).is_some(), "the line has to be answered");
    let mut group = c.benchmark_group("resolve/jsonl");
    group.throughput(Throughput::Bytes(line.len() as u64));
    group.bench_function("line", |b| b.iter(|| answer(black_box(line))));
    group.finish();
}

/// The cost of a byte must not grow with the length of the text.
fn length(c: &mut Criterion) {
    let context = context();
    let mut group = c.benchmark_group("resolve/length");
    group.sample_size(10);
    for (name, unit) in [
        ("words", "ich hätte gern morgen um halb drei "),
        ("digits", "1"),
        ("dots", "1."),
        ("links", "und oder "),
    ] {
        for kilobytes in [1_usize, 32, 1023] {
            let bytes = kilobytes.saturating_mul(1024);
            let text = unit.repeat(bytes.div_euclid(unit.len()));
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, format!("{kilobytes} KB")), &text, |b, text| {
                b.iter(|| temporal::resolve(black_box(text), &context));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, typical, classes, jsonl, length);
criterion_main!(benches);
