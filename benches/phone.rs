//! How long a telephone number takes: by source, by spelling, and a line of `klartext phone --jsonl`.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use klartext::phone::{PhoneRequest, Source, normalise};
use klartext_benches::NUMBERS;

fn numbers(c: &mut Criterion) {
    let mut group = c.benchmark_group("phone/normalise");
    for (name, source, text) in NUMBERS {
        group.bench_with_input(BenchmarkId::from_parameter(name), text, |b, text| {
            b.iter(|| normalise(black_box(text), *source, "DE"));
        });
    }
    group.finish();
}

/// Request in, answer out, both as JSON text.
fn jsonl(c: &mut Criterion) {
    let line = r#"{"id":7,"text":"030 231 25-042","region":"DE","source":"typed"}"#;
    let answer = |line: &str| -> Option<String> {
        let request: PhoneRequest = serde_json::from_str(line).ok()?;
        serde_json::to_string(&request.answer()).ok()
    };
    assert!(answer(line).is_some(), "the line has to be answered");
    let mut group = c.benchmark_group("phone/jsonl");
    group.throughput(Throughput::Bytes(line.len() as u64));
    group.bench_function("line", |b| b.iter(|| answer(black_box(line))));
    group.finish();
}

/// The cost of a byte must not grow with the length of the text.
fn length(c: &mut Criterion) {
    let mut group = c.benchmark_group("phone/length");
    group.sample_size(10);
    for (name, unit) in
        [("digits", "1"), ("words", "null drei doppel zwo "), ("pluses", "+"), ("slashes", "0/")]
    {
        // The last one is over the limit: refusing it must cost next to nothing.
        for bytes in [64, 256, klartext::phone::MAX_TEXT, 1 << 18] {
            let text = unit.repeat(bytes.div_euclid(unit.len()));
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, format!("{bytes} B")), &text, |b, text| {
                b.iter(|| normalise(black_box(text), Source::Spoken, "DE"));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, numbers, jsonl, length);
criterion_main!(benches);
