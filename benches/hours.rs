//! How long a wished-for time takes against the opening hours, and the comparison of a booking with its request.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use klartext::Context;
use klartext::appointment::confirm::{ConfirmRequest, Order, Wanted, confirm};
use klartext::appointment::several::Wish;
use klartext::appointment::{Booking, HoursRequest, Request, bookable, several};
use klartext_benches::appointments::{WISHES, salon};

fn context() -> Context {
    klartext_benches::context().with_hours(salon())
}

fn requests(c: &mut Criterion) {
    let context = context();
    for (group, choices) in [("hours/decision", 0), ("hours/three choices", 3)] {
        let booking: Booking =
            serde_json::from_str(r#"{"slot_minutes": 30, "lead_minutes": 60}"#).unwrap_or_default();
        let booking = Booking { choices, ..booking };
        let mut group = c.benchmark_group(group);
        for (name, wall) in WISHES {
            let Ok(wall) = wall.parse::<chrono::NaiveDateTime>() else { continue };
            let request = Request::from(wall).lasting(60);
            group.bench_with_input(BenchmarkId::from_parameter(name), &request, |b, request| {
                b.iter(|| bookable(black_box(request), &booking, &context));
            });
        }
        group.finish();
    }
}

fn together(c: &mut Criterion) {
    let context = context();
    let at =
        |text: &str| text.parse::<chrono::NaiveDateTime>().map(|w| Wish::from(Request::from(w).lasting(60)));
    let wishes: Vec<Wish> = ["2025-11-06T10:00:00", "2025-11-07T10:00:00", "2025-11-08T10:00:00"]
        .iter()
        .flat_map(|t| at(t))
        .collect();
    c.bench_function("hours/several/3", |b| {
        b.iter(|| several(black_box(&wishes), Some(3), &Booking::default(), &context));
    });
    let line = r#"{"id": 7, "text": "morgen um acht", "minutes": 60, "booking": {"slot_minutes": 30}}"#;
    let answer = |line: &str| -> Option<String> {
        let request: HoursRequest = serde_json::from_str(line).ok()?;
        serde_json::to_string(&request.answer(&context, &Booking::default()).ok()?).ok()
    };
    assert!(answer(line).is_some(), "the line has to be answered");
    c.bench_function("hours/jsonl/line", |b| b.iter(|| answer(black_box(line))));
}

fn bookings(c: &mut Criterion) {
    let context = context();
    let start = "2025-11-06T13:00:00Z".parse().unwrap_or_default();
    let order = Order::new(Wanted::at(start), context.now);
    let response: serde_json::Value = serde_json::from_str(
        r#"{"status": "success", "data": {"uid": "b1", "start": "2025-11-06T13:00:00Z", "createdAt": "2025-11-05T09:00:01Z"}}"#,
    )
    .unwrap_or_default();
    c.bench_function("confirm/decision", |b| {
        b.iter(|| confirm(black_box(&order), Some(black_box(&response)), &[], &context));
    });
    let line = format!(r#"{{"request": {{"start": "2025-11-06T14:00"}}, "response": {response}}}"#);
    let answer = |line: &str| -> Option<String> {
        let request: ConfirmRequest = serde_json::from_str(line).ok()?;
        serde_json::to_string(&request.answer(&context).ok()?).ok()
    };
    assert!(answer(&line).is_some(), "the line has to be answered");
    c.bench_function("confirm/jsonl/line", |b| b.iter(|| answer(black_box(&line))));
}

criterion_group!(benches, requests, together, bookings);
criterion_main!(benches);
