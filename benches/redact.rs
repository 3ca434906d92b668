//! How fast text for a log loses what is personal: ordinary lines, lines full of it, and the nastiest that is known.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use klartext::privacy::redact;

/// Lines by kind, each repeated to a size.
const LINES: &[(&str, &str)] = &[
    (
        "log",
        "2025-11-05T10:00:00Z info call_ended duration_ms=81234 outcome=accept slot=start value=2025-11-06T14:30\n",
    ),
    (
        "speech",
        "ich hätte gern morgen um halb drei einen Termin zum Haareschneiden, das kostet 35,50 Euro, oder?\n",
    ),
    ("personal", "Rückruf 030 23125042 oder max@example.org, Authorization: Bearer abcdefghijklmnop\n"),
    ("spoken number", "null drei null zwei drei eins zwei fünf null vier zwo und dann "),
    ("digits", "1"),
    ("pairs", "1 "),
    ("at signs", "@"),
    ("addresses", "a.b-c_d@"),
    ("dots", "1.1."),
];

fn lines(c: &mut Criterion) {
    let mut group = c.benchmark_group("redact");
    group.sample_size(10);
    for (name, line) in LINES {
        for kilobytes in [4_usize, 64] {
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
