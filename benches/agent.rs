//! How long the check of an agent's definition takes: a flow of 300 nodes, and what changed between two of them.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use klartext::agent::{self, Options};
use klartext_benches::flow;

fn flows(c: &mut Criterion) {
    let options = Options::default();
    let mut group = c.benchmark_group("agent");
    for nodes in [30, 300, 3000] {
        let text = flow(nodes);
        // What is measured is a file without a mistake: the usual one, and no finding cuts the work short.
        assert!(
            agent::check(&text, &options).is_ok_and(|r| r.findings.is_empty() && r.counts.nodes == nodes)
        );
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("check/{nodes} nodes"), |b| {
            b.iter(|| agent::check(black_box(&text), &options))
        });
    }
    let (before, after) = (flow(300), flow(300).replace("freundlich", "höflich"));
    group.bench_function("diff/300 nodes", |b| b.iter(|| agent::diff(black_box(&before), &after, &options)));
    let text = flow(300);
    group.throughput(Throughput::Bytes(text.len() as u64));
    // What reading alone costs, in the same run.
    group.bench_function("serde_json::Value/300 nodes", |b| {
        b.iter(|| serde_json::from_str::<serde_json::Value>(black_box(&text)))
    });
    group.finish();
}

criterion_group!(benches, flows);
criterion_main!(benches);
