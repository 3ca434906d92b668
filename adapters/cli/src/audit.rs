//! `klartext audit`: what a run over many calls came to.

mod collect;
mod html;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Write as _};

use klartext::finding::Severity;

use crate::args::{AuditArgs, AuditFormat};
use crate::diagnostic::Diagnostic;
use crate::jsonl::{Line, Lines, write_json};
use crate::{Exit, Halt, input, paint};
use collect::{Audit, Code};

pub(crate) fn run(args: &AuditArgs) -> Result<Exit, Halt> {
    let mut audit = Audit::new(args.samples);
    if args.verdicts.is_empty() {
        collect(io::stdin().lock(), "<stdin>", &mut audit)?;
    }
    for path in &args.verdicts {
        let name = path.display().to_string();
        let file = File::open(path)
            .map_err(|e| Diagnostic::new(format!("cannot read `{name}`: {}", input::reason(&e))))?;
        collect(file, &name, &mut audit)?;
    }
    let mut out = Vec::new();
    match args.format {
        AuditFormat::Text => out.extend_from_slice(text(&audit).as_bytes()),
        AuditFormat::Json => {
            write_json(&audit.report(), &mut out);
            out.push(b'\n');
        }
        AuditFormat::Html => out.extend_from_slice(html::page(&audit, &args.title).as_bytes()),
    }
    match args.format {
        AuditFormat::Text => anstream::stdout().lock().write_all(&out)?,
        _ => io::stdout().lock().write_all(&out)?,
    }
    Ok(if audit.unreadable == 0 { Exit::Fine } else { Exit::Failed })
}

fn collect(input: impl Read, name: &str, audit: &mut Audit) -> Result<(), Halt> {
    let mut lines = Lines::new(input);
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        let read = lines
            .next(&mut line)
            .map_err(|e| Diagnostic::new(format!("cannot read `{name}`: {}", input::reason(&e))))?;
        number = number.saturating_add(1);
        match read {
            None => return Ok(()),
            Some(Line::Read) => audit.line(number, &line),
            Some(Line::TooLong(_)) => audit.unreadable = audit.unreadable.saturating_add(1),
        }
    }
}

/// "12.3 %", "0.0 %" only for nothing.
fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = u128::from(part).saturating_mul(2000).saturating_add(u128::from(whole))
        / u128::from(whole).saturating_mul(2).max(1);
    if tenths == 0 && part > 0 {
        return "< 0.1 %".to_owned();
    }
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The summary for people.
fn text(audit: &Audit) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}{} calls{:#}", paint::BOLD, audit.calls, paint::BOLD);
    for (name, count, style) in [
        ("accept", audit.accepted, paint::GREEN),
        ("ask", audit.asked, paint::YELLOW),
        ("reject", audit.rejected, paint::RED),
    ] {
        let _ = writeln!(out, "  {style}{name:<8}{style:#}{count:>10}  {:>8}", percent(count, audit.calls));
    }
    if audit.unreadable > 0 {
        let _ = writeln!(out, "  {}unread  {:#}{:>10}", paint::RED, paint::RED, audit.unreadable);
    }
    let slots = audit.slots();
    if !slots.is_empty() {
        let _ = writeln!(out, "\n{}asked for{:#}", paint::BOLD, paint::BOLD);
        for (slot, count) in slots {
            let _ = writeln!(out, "  {slot:<24}{count:>10}  {:>8}", percent(count, audit.calls));
        }
    }
    let codes = audit.codes();
    if !codes.is_empty() {
        let _ = writeln!(out, "\n{}findings, by calls that have them{:#}", paint::BOLD, paint::BOLD);
    }
    for (code, counted) in codes {
        let style = style(counted);
        let _ = writeln!(
            out,
            "  {style}{:<8}{style:#}{code:<28}{:>10}  {:>8}",
            counted.severity.as_str(),
            counted.calls,
            percent(counted.calls, audit.calls)
        );
        for sample in &counted.samples {
            let _ = writeln!(
                out,
                "          {}line {}{:#}  {}",
                paint::DIM,
                sample.line,
                paint::DIM,
                sample.message
            );
        }
    }
    out
}

fn style(code: &Code) -> anstyle::Style {
    match code.severity {
        Severity::Error => paint::RED,
        Severity::Warning => paint::YELLOW,
        Severity::Note => paint::DIM,
    }
}
