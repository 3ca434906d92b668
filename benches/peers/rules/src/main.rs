//! Rules of klartext and of others: one record that is typed already, eight checks, in one run.
//!
//! `cargo run --release --manifest-path benches/peers/rules/Cargo.toml`. Each program gets the checks in its own language
//! and the record in the form that it likes best, prepared beforehand. Dates and times are texts for the others, which
//! compare them as texts; "today" and the end of the horizon are constants there. A JSON Schema cannot compare two
//! dates, so it has six of the eight checks and finds three or four of the five.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a program that measures")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use klartext_benches::rules::{self, Case};
use serde_json::{Value, json};

struct Contest<'a> {
    name: String,
    run: Box<dyn FnMut() -> usize + 'a>,
    found: usize,
    ns: Vec<f64>,
}

fn record(case: Case) -> Value {
    let (name, guests, area, date, time, email) = rules::values(case);
    json!({"name": name, "guests": guests, "area": area, "date": date, "month": date.get(5..7).unwrap_or_default(),
        "time": time, "email": email})
}

const CEL: [&str; 8] = [
    "size(name) < 2",
    "guests < 1.0",
    "guests > 8.0",
    "area == 'Terrasse' && month in ['11', '12', '01', '02']",
    "date < '2025-11-05'",
    "date > '2026-02-03'",
    "time < '11:00' || time >= '22:00'",
    "!email.contains('@')",
];

const ZEN: [&str; 8] = [
    "len(name) < 2",
    "guests < 1",
    "guests > 8",
    "area == 'Terrasse' and month in ['11', '12', '01', '02']",
    "ymd < 20251105",
    "ymd > 20260203",
    "hm < 1100 or hm >= 2200",
    "not contains(email, '@')",
];

const LOGIC: &str = r#"[
    {"<": [{"length": [{"var": "name"}]}, 2]},
    {"<": [{"var": "guests"}, 1]},
    {">": [{"var": "guests"}, 8]},
    {"and": [{"==": [{"var": "area"}, "Terrasse"]}, {"in": [{"var": "month"}, ["11", "12", "01", "02"]]}]},
    {"<": [{"var": "ymd"}, 20251105]},
    {">": [{"var": "ymd"}, 20260203]},
    {"or": [{"<": [{"var": "hm"}, 1100]}, {">=": [{"var": "hm"}, 2200]}]},
    {"!": [{"in": ["@", {"var": "email"}]}]}
]"#;

/// The record with dates and times as numbers, for those who cannot compare texts.
fn numbered(case: Case) -> Value {
    let mut record = record(case);
    let digits = |key: &str, record: &Value| -> i64 {
        let text: String =
            record[key].as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        text.parse().unwrap_or_default()
    };
    let (ymd, hm) = (digits("date", &record), digits("time", &record));
    record["ymd"] = json!(ymd);
    record["hm"] = json!(hm);
    record
}

fn schema() -> Value {
    json!({
        "type": "object",
        "required": ["name", "guests", "area", "date", "time", "email"],
        "properties": {
            "name": {"type": "string", "minLength": 2},
            "guests": {"type": "number", "minimum": 1, "maximum": 8},
            "time": {"type": "string", "pattern": "^(1[1-9]|2[01]):"},
            "email": {"type": "string", "pattern": "@"}
        },
        "not": {"properties": {"area": {"const": "Terrasse"}, "month": {"enum": ["11", "12", "01", "02"]}}}
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let engine = klartext::Engine::from_json(rules::RULES)?;
    let traced = engine.clone().with_trace(true);
    let context = engine.context("2025-11-05T09:00:00Z".parse()?);
    let context = &context;

    let logic_engine = datalogic_rs::Engine::new();
    let lines: Vec<Value> = serde_json::from_str(LOGIC)?;
    let logic: Vec<_> = lines
        .iter()
        .map(|l| logic_engine.compile(l.to_string().as_str()))
        .collect::<Result<_, _>>()
        .map_err(|e| e.to_string())?;
    let env = std::sync::Arc::new(cel::Env::stdlib());
    let programs: Vec<_> = CEL.iter().map(|c| env.compile(c)).collect::<Result<_, _>>()?;
    let zen: Vec<_> = ZEN
        .iter()
        .map(|z| zen_expression::compile_expression(z))
        .collect::<Result<_, _>>()
        .map_err(|e| e.to_string())?;
    let validator = jsonschema::validator_for(&schema())?;

    for (title, case) in [("a record that is accepted", Case::Good), ("five checks fail", Case::Bad)] {
        let ours = rules::record(&engine, case);
        let with_trace = rules::record(&traced, case);
        let by_hand = rules::by_hand(case);
        let plain = record(case);
        let numbers = numbered(case);
        let parsed = datalogic_rs::ParsedData::from_json(&numbers.to_string()).map_err(|e| e.to_string())?;
        let mut session = logic_engine.session();
        let mut cel_context = cel::Context::with_env(env.clone());
        for (name, value) in plain.as_object().into_iter().flatten() {
            cel_context.add_variable(name.as_str(), value.clone()).map_err(|e| e.to_string())?;
        }
        let variable: zen_expression::Variable = numbers.clone().into();
        let mut contests: Vec<Contest<'_>> = Vec::new();
        macro_rules! add {
            ($name:expr, $run:expr) => {
                contests.push(Contest { name: $name.to_owned(), run: $run, found: 0, ns: Vec::new() })
            };
        }
        add!("by hand", Box::new(|| black_box(&by_hand).wrong(rules::TODAY).count_ones() as usize));
        add!("klartext, which rules hold", Box::new(|| black_box(&ours).judge(context).rules().count()));
        add!("klartext, findings in words", Box::new(|| black_box(&ours).judge(context).findings().len()));
        add!(
            "klartext, with a trace",
            Box::new(|| {
                let judgement = black_box(&with_trace).judge(context);
                black_box(judgement.trace().len());
                judgement.rules().count()
            })
        );
        add!(
            "datalogic-rs 5.4",
            Box::new(|| {
                let mut found = 0;
                for logic in &logic {
                    found += usize::from(
                        session.eval_borrowed(logic, &parsed).is_ok_and(|v| v.as_bool() == Some(true)),
                    );
                }
                session.reset();
                found
            })
        );
        add!("jsonschema 0.60, six checks", Box::new(|| validator.iter_errors(black_box(&plain)).count()));
        add!(
            "cel 0.15",
            Box::new(|| {
                programs
                    .iter()
                    .filter(|p| p.execute(black_box(&cel_context)) == Ok(cel::Value::Bool(true)))
                    .count()
            })
        );
        add!(
            "zen-expression 2.1",
            Box::new(|| {
                let holds = |z: &&zen_expression::Expression<zen_expression::expression::Standard>| {
                    matches!(z.evaluate(variable.shallow_clone()), Ok(zen_expression::Variable::Bool(true)))
                };
                zen.iter().filter(holds).count()
            })
        );
        // In turn, so that a pause of the machine meets all of them.
        for _ in 0..61 {
            for contest in &mut contests {
                let rounds = 2000_u32;
                let start = Instant::now();
                for _ in 0..rounds {
                    contest.found = black_box((contest.run)());
                }
                contest.ns.push(start.elapsed().as_secs_f64() * 1e9 / f64::from(rounds));
            }
        }
        println!("{title}, ns\n{:<32}{:>10}{:>10}{:>8}", "", "median", "fastest", "found");
        for contest in &mut contests {
            contest.ns.sort_by(f64::total_cmp);
            let median = contest.ns.get(contest.ns.len() / 2).copied().unwrap_or_default();
            let fastest = contest.ns.first().copied().unwrap_or_default();
            println!("{:<32}{median:>10.0}{fastest:>10.0}{:>8}", contest.name, contest.found);
        }
    }
    Ok(())
}
