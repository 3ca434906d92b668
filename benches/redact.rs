//! How fast text for a log loses what is personal: ordinary lines, lines full of it, and the nastiest that is known.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use klartext::privacy::redact;
use klartext_benches::LINES;

fn lines(c: &mut Criterion) {
    let mut group = c.benchmark_group("redact");
    group.sample_size(10);
    for (name, line) in LINES {
        for kilobytes in [4_usize, 256] {
            let text = line.repeat(kilobytes.saturating_mul(1024).div_euclid(line.len()));
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(*name, format!("{kilobytes} KB")), &text, |b, text| {
                b.iter(|| redact(black_box(text)).len());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, lines);
criterion_main!(benches);
