//! How long a template takes: a prompt of 2 KB with 12 variables, as a voice agent has it, and one of a megabyte.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use klartext::template::{MissingPolicy, Syntax, Template};
use klartext_benches::{Precut, prompt, prompt_values};

fn two_kilobytes(c: &mut Criterion) {
    let text = prompt(2048);
    let values = prompt_values();
    let Ok(template) = Template::parse(&text, Syntax::Angle) else { return };
    assert_eq!(template.markers().count(), 12);
    let mut group = c.benchmark_group("template/2 KB");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("parse", |b| b.iter(|| Template::parse(black_box(&text), Syntax::Angle)));
    group.bench_function("render", |b| b.iter(|| template.render(black_box(&values), MissingPolicy::Error)));
    let (names, list): (Vec<&str>, Vec<&str>) = values.iter().copied().unzip();
    let Ok(bound) = template.bind(&names, MissingPolicy::Error) else { return };
    group.bench_function("render, bound", |b| b.iter(|| bound.render(black_box(&list))));
    let mut buffer = String::new();
    group.bench_function("render, bound, own buffer", |b| {
        b.iter(|| {
            buffer.clear();
            bound.render_into(black_box(&list), &mut buffer).is_ok()
        });
    });
    // What no engine can be faster than, in the same run.
    let Some(precut) = Precut::new(&text, &names) else { return };
    assert_eq!(Ok(precut.render(&list)), bound.render(&list));
    group.bench_function("precut by hand (the floor)", |b| b.iter(|| precut.render(black_box(&list))));
    group.bench_function("precut by hand, own buffer", |b| {
        b.iter(|| {
            buffer.clear();
            precut.render_into(black_box(&list), &mut buffer);
        });
    });
    let map: std::collections::BTreeMap<String, &str> =
        values.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    group.bench_function("render from a map", |b| {
        b.iter(|| template.render(black_box(&map), MissingPolicy::Error))
    });
    group.bench_function("parse and render", |b| {
        b.iter(|| {
            let template = Template::parse(black_box(&text), Syntax::Angle).ok()?;
            template.render(black_box(&values), MissingPolicy::Error).ok()
        });
    });
    group.bench_function("check", |b| b.iter(|| template.check(black_box(&values))));
    // What is written without a library, in the same run, to compare with.
    group.bench_function("str::replace", |b| {
        b.iter(|| {
            values
                .iter()
                .fold(text.clone(), |text, (name, value)| text.replace(&format!("<<{name}>>"), value))
        });
    });
    group.finish();
}

fn one_megabyte(c: &mut Criterion) {
    let text = prompt(2048).repeat(512);
    let values = prompt_values();
    let Ok(template) = Template::parse(&text, Syntax::Angle) else { return };
    let mut group = c.benchmark_group("template/1 MB");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("parse", |b| b.iter(|| Template::parse(black_box(&text), Syntax::Angle)));
    group.bench_function("render", |b| b.iter(|| template.render(black_box(&values), MissingPolicy::Error)));
    group.finish();
}

/// Values that the library says and writes itself.
fn formats(c: &mut Criterion) {
    let context = klartext_benches::context();
    let options = klartext::template::Options::default().context(&context);
    let mut group = c.benchmark_group("template/format");
    for (format, value) in [
        ("date", "2025-11-06"),
        ("spoken", "2025-11-06T14:30"),
        ("phone_spoken", "+493023125042"),
        ("masked", "+493023125042"),
    ] {
        let Ok(template) = Template::parse(&format!("<<x:{format}>>"), Syntax::Angle) else { return };
        let values = [("x", value)];
        assert!(template.render_with(&values, MissingPolicy::Error, &options).is_ok());
        group.bench_function(format, |b| {
            b.iter(|| template.render_with(black_box(&values), MissingPolicy::Error, &options));
        });
    }
    group.finish();
}

criterion_group!(benches, two_kilobytes, one_megabyte, formats);
criterion_main!(benches);
