//! `klartext check`

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::num::NonZeroUsize;

use klartext::conversation::Conversation;
use klartext::temporal::Value;
use klartext::verdict::SlotValue;
use klartext::wire::{ErrorResponse, WireError};
use klartext::{Context, Engine, Finding, Outcome, Payload, Verdict};

use crate::args::{CheckArgs, Format};
use crate::diagnostic::Diagnostic;
use crate::fixture::call::show;
use crate::input::Source;
use crate::jsonl::{failed, write_json};
use crate::parallel::{self, Plan};
use crate::{Exit, Halt, notation, paint, rules};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Halt> {
    let (engine, _) = match rules::load(&args.rules) {
        Ok(loaded) => loaded,
        Err(problems) => {
            problems.iter().for_each(Diagnostic::print);
            return Ok(Exit::Unreadable);
        }
    };
    let engine = engine.with_trace(args.trace);
    let context = args.clock.context_of(&engine)?;
    if args.jsonl {
        return stream(args, &engine, &context);
    }
    match args.format {
        Format::Json => json(args, &engine, &context),
        Format::Human => human(args, &engine, &context),
    }
}

/// Recorded calls, one on each line, answered by all cores.
fn stream(args: &CheckArgs, engine: &Engine, context: &Context) -> Result<Exit, Halt> {
    let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let plan = Plan { jobs: args.jobs.unwrap_or_else(cores), ordered: !args.unordered };
    let all = parallel::answer_lines(io::stdin().lock(), &mut io::stdout(), plan, |number, line, out| {
        let payload = Payload::from_json(line).map_err(|e| failed(serde_json::Value::Null, &e))?;
        let verdict = match recorded(&payload).filter(|_| args.recorded) {
            Some(now) => engine.check(&payload, &Context { now, ..context.clone() }),
            None if args.recorded => {
                let message = "no `start_timestamp` in the call".to_owned();
                let help = Some("without --recorded every call has the clock of --now".to_owned());
                let error = WireError { message, span: None, help };
                return Err(ErrorResponse { id: serde_json::Value::Null, error });
            }
            None => engine.check(&payload, context),
        };
        if args.unordered {
            // Without its order an answer has to say to what.
            let at = out.len();
            write_json(&verdict, out);
            let _ = out.splice(at..=at, format!("{{\"line\":{number},").into_bytes());
        } else {
            write_json(&verdict, out);
        }
        Ok(())
    })?;
    Ok(if all { Exit::Fine } else { Exit::Failed })
}

/// When a recorded call took place: its start, in milliseconds since 1970.
fn recorded(payload: &Payload) -> Option<chrono::DateTime<chrono::Utc>> {
    let milliseconds = payload.call()?.get("start_timestamp")?.as_i64()?;
    chrono::DateTime::from_timestamp_millis(milliseconds)
}

fn read(source: &Source) -> Result<Payload, Diagnostic> {
    Payload::from_json(&source.text).map_err(|e| Diagnostic::of(&e, &source.name, &source.text))
}

/// A verdict on each line, in the order of the files; an error in the place of a file that cannot be read.
fn json(args: &CheckArgs, engine: &Engine, context: &Context) -> Result<Exit, Halt> {
    let mut exit = Exit::Fine;
    let mut stdout = io::stdout().lock();
    let mut out = Vec::new();
    let mut state = Conversation::default();
    for path in &args.calls {
        out.clear();
        match Source::read(path).and_then(|source| read(&source)) {
            Ok(payload) => write_json(&judge(args, engine, &mut state, &payload, context), &mut out),
            Err(problem) => {
                problem.print();
                exit = Exit::Unreadable;
                let error = WireError { message: problem.title().to_owned(), span: None, help: None };
                write_json(&ErrorResponse { id: serde_json::Value::Null, error }, &mut out);
            }
        }
        out.push(b'\n');
        stdout.write_all(&out)?;
    }
    Ok(exit)
}

/// The verdict on a call; a conversation goes on where the call before it ended.
fn judge(
    args: &CheckArgs,
    engine: &Engine,
    state: &mut Conversation,
    payload: &Payload,
    context: &Context,
) -> Verdict {
    let before = if args.conversation { std::mem::take(state) } else { Conversation::default() };
    let (after, verdict) = engine.turn(&before, payload, context);
    *state = after;
    verdict
}

fn human(args: &CheckArgs, engine: &Engine, context: &Context) -> Result<Exit, Halt> {
    let mut exit = Exit::Fine;
    let mut stdout = anstream::stdout().lock();
    let (mut accepted, mut asked, mut rejected) = (0_usize, 0_usize, 0_usize);
    let mut state = Conversation::default();
    for path in &args.calls {
        let judged = Source::read(path).and_then(|source| Ok((read(&source)?, source)));
        let (payload, source) = match judged {
            Ok(judged) => judged,
            Err(problem) => {
                problem.print();
                exit = Exit::Unreadable;
                continue;
            }
        };
        let verdict = judge(args, engine, &mut state, &payload, context);
        let count = match verdict.outcome {
            Outcome::Accept => &mut accepted,
            Outcome::Ask(_) => &mut asked,
            Outcome::Reject => &mut rejected,
        };
        *count = count.saturating_add(1);
        stdout.write_all(shown(&source.name, &verdict, &state).as_bytes())?;
    }
    let total = accepted.saturating_add(asked).saturating_add(rejected);
    if total > 1 {
        writeln!(stdout, "{total} calls: {accepted} accept, {asked} ask, {rejected} reject")?;
    }
    Ok(exit)
}

/// A verdict for people.
fn shown(name: &str, verdict: &Verdict, state: &Conversation) -> String {
    let mut out = String::new();
    let style = match verdict.outcome {
        Outcome::Accept => paint::GREEN,
        Outcome::Ask(_) => paint::YELLOW,
        Outcome::Reject => paint::RED,
    };
    paint::styled(&mut out, style, verdict.outcome.as_str());
    let _ = writeln!(out, "  {name}");
    let width = verdict.values.keys().map(|k| k.chars().count()).max().unwrap_or(0);
    for (slot, value) in &verdict.values {
        let value = match value {
            SlotValue::Moment(m, _) => notation::show_with_instant(&Value::DateTime(*m)),
            other => show(other),
        };
        let _ = writeln!(out, "  {slot:<width$}  {}{value}{:#}", paint::BOLD, paint::BOLD);
    }
    match &verdict.outcome {
        Outcome::Ask(ask) => {
            let _ = writeln!(out, "  {}? {}{:#}  {}", paint::YELLOW, ask.slot, paint::YELLOW, ask.text);
            for option in &ask.options {
                let _ = writeln!(out, "    - {option}");
            }
        }
        Outcome::Accept | Outcome::Reject => {
            if let Some(say) = &verdict.say {
                let _ = writeln!(out, "  „{say}“");
            }
        }
    }
    for finding in &verdict.findings {
        let text = text_of(finding, state);
        paint::finding(&mut out, finding, text.as_ref().map(|(name, text)| (name.as_str(), text.as_str())));
    }
    if let Some(trace) = &verdict.trace {
        let _ = writeln!(out, "  {}trace{:#}", paint::DIM, paint::DIM);
        let rules = trace.iter().map(|s| s.rule.chars().count()).max().unwrap_or(0);
        for step in trace {
            let inputs: Vec<String> = step.inputs.iter().map(ToString::to_string).collect();
            let inputs = inputs.join("; ");
            let _ = writeln!(out, "    {:<rules$}  {inputs} → {}  {}", step.rule, step.outcome, step.why);
        }
    }
    out.push('\n');
    out
}

/// The text that a finding's span counts in, with its path in the payload; nothing where that is not certain, since a
/// wrong underline is worse than none.
fn text_of(finding: &Finding, state: &Conversation) -> Option<(String, String)> {
    let span = finding.span?;
    let name = finding.slot.as_deref()?;
    let mut texts = state.slots.iter().flat_map(|(slot, known)| {
        known.heard.values().filter(move |h| slot == name || h.path.ends_with(&format!(".{name}")))
    });
    let fits = |text: &str| span.of(text).is_some();
    let first = texts.next()?;
    (texts.next().is_none() && fits(&first.text)).then(|| (first.path.clone(), first.text.clone()))
}
