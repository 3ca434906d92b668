//! `cargo xtask simulate [--calls N] [--seed S] [--noise first|second] [--call K]`
#![expect(clippy::disallowed_methods, reason = "a program has arguments and threads")]

use std::process::ExitCode;

use klartext_simulate::Plan;
use klartext_simulate::caller::{KINDS, Kind};
use klartext_simulate::noise::Noise;
use klartext_simulate::report::Report;

const USAGE: &str = "usage: simulate [--calls N] [--seed S] [--noise first|second] [--call K] [--failures N] [--missed N] [--customers N] [--only KIND]";

struct Arguments {
    plan: Plan,
    call: Option<u64>,
    failures: usize,
    missed: usize,
}

fn main() -> ExitCode {
    let Some(Arguments { plan, call, failures, missed }) = arguments() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if let Some(call) = call {
        print!("{}", plan.replay(call));
        return ExitCode::SUCCESS;
    }
    let report = run(plan);
    let Plan { calls, seed, noise, only, .. } = plan;
    let only = only.map(|kind| format!(" --only {kind:?}")).unwrap_or_default();
    let command =
        format!("cargo xtask simulate --calls {calls} --seed {seed} --noise {}{only}", noise.as_str());
    print!("{}", report.text(&command));
    for (number, why) in report.failures.iter().take(failures) {
        print!("\n--call {number}: {why}\n{}", plan.replay(*number));
    }
    for number in report.missed.iter().take(missed) {
        print!("\n--call {number}: not found within two questions\n{}", plan.replay(*number));
    }
    if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn arguments() -> Option<Arguments> {
    let mut all = Arguments { plan: Plan::default(), call: None, failures: 0, missed: 0 };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let value = args.next()?;
        match arg.as_str() {
            "--calls" => all.plan.calls = value.parse().ok()?,
            "--seed" => all.plan.seed = value.parse().ok()?,
            "--call" => all.call = Some(value.parse().ok()?),
            "--failures" => all.failures = value.parse().ok()?,
            "--customers" => all.plan.customers = value.parse().ok()?,
            "--only" => {
                let named = |kind: &&(usize, Kind)| format!("{:?}", kind.1) == value;
                all.plan.only = Some(KINDS.iter().find(named)?.1);
            }
            "--missed" => all.missed = value.parse().ok()?,
            "--noise" => {
                all.plan.noise = match value.as_str() {
                    "first" => Noise::First,
                    "second" => Noise::Second,
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    Some(all)
}

/// On two threads, a half each; the report is the same on one.
fn run(plan: Plan) -> Report {
    // Whole houses of 50 calls.
    let half = plan.calls.div_euclid(100).saturating_mul(50);
    let mut report = std::thread::scope(|scope| {
        let second = scope.spawn(move || plan.run(half, plan.calls));
        let mut report = plan.run(0, half);
        if let Ok(other) = second.join() {
            for (kind, tally) in other.tallies {
                report.tallies.entry(kind).or_default().join(&tally);
            }
            report.failures.extend(other.failures);
            report.missed.extend(other.missed);
            report.tenants = (report.tenants.0 + other.tenants.0, report.tenants.1 + other.tenants.1);
        } else {
            std::process::abort();
        }
        report
    });
    report.failures.sort();
    report
}
