//! Templates of klartext and of others: one prompt of 2 KB with 12 variables, in one run.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml --bin templates`. Each program gets the prompt in its
//! own syntax and its values in the form that it likes best, prepared beforehand, and has to render the same text.
#![allow(clippy::disallowed_methods, reason = "a program that measures has to look at the clock")]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use klartext::template::{MissingPolicy, Options, Syntax, Template};
use klartext_benches::{prompt, prompt_values};

/// What is timed, and what it renders.
struct Contest<'a> {
    name: &'static str,
    run: Box<dyn FnMut() -> usize + 'a>,
    ns: Vec<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let text = prompt(2048);
    let pairs = prompt_values();
    let names: Vec<&str> = pairs.iter().map(|(name, _)| *name).collect();
    let list: Vec<&str> = pairs.iter().map(|(_, value)| *value).collect();
    let hash: HashMap<String, String> =
        pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let tree: BTreeMap<String, String> = hash.clone().into_iter().collect();
    let double = text.replace("<<", "{{").replace(">>", "}}").replace("1 {{ 2", "1 << 2");
    let single = text.replace("<<", "{").replace(">>", "}").replace("1 { 2", "1 << 2");

    let template = Template::parse(&text, Syntax::Angle)?;
    let expected = template.render(&pairs, MissingPolicy::Error).map_err(|e| e[0].to_string())?;
    let bound = template.bind(&names, MissingPolicy::Error).map_err(|e| e[0].to_string())?;

    // Precut by hand: what no engine can be faster than.
    let mut cut: Vec<(&str, &str)> = Vec::new();
    let mut rest = text.as_str();
    for (name, value) in &pairs {
        let (before, after) = rest.split_once(&format!("<<{name}>>")).ok_or("no such marker")?;
        cut.push((before, value));
        rest = after;
    }
    let floor = || {
        let length = cut.iter().map(|(t, v)| t.len() + v.len()).sum::<usize>() + rest.len();
        let mut out = String::with_capacity(length);
        for (text, value) in &cut {
            out.push_str(text);
            out.push_str(value);
        }
        out.push_str(rest);
        out
    };

    let mut jinja = minijinja::Environment::new();
    jinja.add_template("prompt", &double)?;
    let jinja_template = jinja.get_template("prompt")?;
    let jinja_values = minijinja::Value::from_pairs(tree.iter().map(|(n, v)| (n.as_str(), v.as_str())));

    let upon = upon::Engine::new();
    let upon_template = upon.compile(double.clone())?;
    let upon_values = upon::to_value(&tree)?;

    let mut bars = handlebars::Handlebars::new();
    bars.register_escape_fn(handlebars::no_escape);
    bars.register_template_string("prompt", &double)?;
    let bars_values = handlebars::Context::wraps(&tree)?;

    let mut tiny = tinytemplate::TinyTemplate::new();
    tiny.set_default_formatter(&tinytemplate::format_unescaped);
    tiny.add_template("prompt", &single)?;

    let leon_template = leon::Template::parse(&single)?;

    // All that is rendered is the same text; otherwise the figures would say nothing.
    let same = |name: &str, got: &str| -> Result<(), String> {
        if got == expected { Ok(()) } else { Err(format!("{name} renders another text:\n{got}")) }
    };
    same("floor", &floor())?;
    same("minijinja", &jinja_template.render(&jinja_values)?)?;
    same("upon", &upon_template.render(&upon, &upon_values).to_string()?)?;
    same("handlebars", &bars.render_with_context("prompt", &bars_values)?)?;
    same("tinytemplate", &tiny.render("prompt", &tree)?)?;
    same("leon", &leon_template.render(&hash)?)?;
    let replaced =
        || pairs.iter().fold(text.clone(), |text, (name, value)| text.replace(&format!("<<{name}>>"), value));
    same("str::replace", &replaced())?;

    let mut buffer = String::new();
    let options = Options::default();
    let mut contests = vec![
        contest("precut by hand (the floor)", || floor().len()),
        contest("klartext, bound, own buffer", || {
            buffer.clear();
            let _ = bound.render_into(black_box(&list), &mut buffer);
            buffer.len()
        }),
        contest("klartext, bound", || bound.render(black_box(&list)).map_or(0, |t| t.len())),
        contest("klartext, by name, list", || {
            template.render_with(black_box(&pairs), MissingPolicy::Error, &options).map_or(0, |t| t.len())
        }),
        contest("klartext, by name, BTreeMap", || {
            template.render(black_box(&tree), MissingPolicy::Error).map_or(0, |t| t.len())
        }),
        contest("klartext, by name, HashMap", || {
            template.render(black_box(&hash), MissingPolicy::Error).map_or(0, |t| t.len())
        }),
        contest("leon 3.0.3", || leon_template.render(black_box(&hash)).map_or(0, |t| t.len())),
        contest("upon 0.11.0", || {
            upon_template.render(&upon, black_box(&upon_values)).to_string().map_or(0, |t| t.len())
        }),
        contest("minijinja 3.0.5", || jinja_template.render(black_box(&jinja_values)).map_or(0, |t| t.len())),
        contest("tinytemplate 1.2.1", || tiny.render("prompt", black_box(&tree)).map_or(0, |t| t.len())),
        contest("handlebars 6.4.4", || {
            bars.render_with_context("prompt", black_box(&bars_values)).map_or(0, |t| t.len())
        }),
        contest("str::replace, 12 times", || replaced().len()),
    ];
    println!("{} bytes, {} variables; rendered from what was compiled before, ns", text.len(), pairs.len());
    run(&mut contests, 1000);

    let mut contests = vec![
        contest("klartext", || {
            let Ok(template) = Template::parse(black_box(&text), Syntax::Angle) else { return 0 };
            template.render(&pairs, MissingPolicy::Error).map_or(0, |t| t.len())
        }),
        contest("klartext, both syntaxes", || {
            let Ok(template) = Template::parse(black_box(&text), Syntax::Both) else { return 0 };
            template.render(&pairs, MissingPolicy::Error).map_or(0, |t| t.len())
        }),
        contest("leon 3.0.3", || {
            let Ok(template) = leon::Template::parse(black_box(&single)) else { return 0 };
            template.render(&hash).map_or(0, |t| t.len())
        }),
        contest("upon 0.11.0", || {
            let Ok(template) = upon.compile(black_box(double.as_str())) else { return 0 };
            template.render(&upon, &upon_values).to_string().map_or(0, |t| t.len())
        }),
        contest("minijinja 3.0.5", || {
            let Ok(template) = jinja.template_from_str(black_box(&double)) else { return 0 };
            template.render(&jinja_values).map_or(0, |t| t.len())
        }),
        contest("tinytemplate 1.2.1", || {
            let mut tiny = tinytemplate::TinyTemplate::new();
            tiny.set_default_formatter(&tinytemplate::format_unescaped);
            if tiny.add_template("prompt", black_box(&single)).is_err() {
                return 0;
            }
            tiny.render("prompt", &tree).map_or(0, |t| t.len())
        }),
        contest("handlebars 6.4.4", || {
            bars.render_template_with_context(black_box(&double), &bars_values).map_or(0, |t| t.len())
        }),
    ];
    println!("parsed and rendered, ns");
    run(&mut contests, 200);

    println!("rendered by name at several sizes, GB/s of text");
    for copies in [1, 16, 512, 1024] {
        let long = text.repeat(copies);
        let template = Template::parse(&long, Syntax::Angle)?;
        let bound = template.bind(&names, MissingPolicy::Error).map_err(|e| e[0].to_string())?;
        let length = template.render(&pairs, MissingPolicy::Error).map_or(0, |t| t.len());
        let mut buffer = String::new();
        let mut contests = vec![
            contest("klartext", || template.render(&pairs, MissingPolicy::Error).map_or(0, |t| t.len())),
            contest("klartext, bound, own buffer", || {
                buffer.clear();
                let _ = bound.render_into(&list, &mut buffer);
                buffer.len()
            }),
            contest("parse", || {
                Template::parse(black_box(&long), Syntax::Angle).map_or(0, |t| t.source().len())
            }),
        ];
        measure(&mut contests, (512 / copies).max(1));
        print!("{:>9} bytes", long.len());
        for contest in &mut contests {
            print!("   {} {:.1}", contest.name, length as f64 / median(&mut contest.ns));
        }
        println!();
    }
    Ok(())
}

fn contest<'a>(name: &'static str, run: impl FnMut() -> usize + 'a) -> Contest<'a> {
    Contest { name, run: Box::new(run), ns: Vec::new() }
}

/// Rounds in turn, so that what else the machine does hits all alike; the median of each, and the fastest.
fn run(contests: &mut [Contest<'_>], calls: usize) {
    measure(contests, calls);
    println!("{:<32} {:>9} {:>9}", "", "median", "fastest");
    for contest in contests {
        let middle = median(&mut contest.ns);
        println!("{:<32} {middle:>9.0} {:>9.0}", contest.name, contest.ns[0]);
    }
}

fn measure(contests: &mut [Contest<'_>], calls: usize) {
    const ROUNDS: usize = 61;
    for _ in 0..ROUNDS {
        for contest in contests.iter_mut() {
            let start = Instant::now();
            for _ in 0..calls {
                black_box((contest.run)());
            }
            contest.ns.push(start.elapsed().as_secs_f64() * 1e9 / calls as f64);
        }
    }
}

fn median(ns: &mut [f64]) -> f64 {
    ns.sort_by(f64::total_cmp);
    ns[ns.len() / 2]
}
