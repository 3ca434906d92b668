//! The summary as one page: no script, nothing loaded from anywhere, light and dark.

use std::fmt::Write as _;

use klartext::finding::Severity;

use super::collect::Audit;
use super::percent;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c1c1e;--paper:#fff;--soft:#6b6b70;--line:#dcdce0;--accept:#2e7d4f;--ask:#b07a00;\
--reject:#b3261e;--note:#5b6b8c}\
@media(prefers-color-scheme:dark){:root{--ink:#ececf0;--paper:#161618;--soft:#a0a0a8;--line:#3a3a40;--accept:#6cc590;\
--ask:#e6b450;--reject:#f2837b;--note:#9db0d8}}\
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}\
th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
svg{display:block;width:100%;height:auto}code{font:0.92em ui-monospace,monospace}\
.note{color:var(--note)}.warning{color:var(--ask)}.error{color:var(--reject)}\
details{color:var(--soft)}summary{cursor:pointer}li{overflow-wrap:anywhere}.bar{fill:var(--note)}";

/// The page.
pub(super) fn page(audit: &Audit, title: &str) -> String {
    let mut out = String::new();
    let title = escaped(title);
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{} Anrufe",
        audit.calls
    );
    if audit.unreadable > 0 {
        let _ = write!(out, ", dazu {} Zeilen, die nicht zu lesen waren", audit.unreadable);
    }
    out.push_str(".</p>\n<h2>Ergebnis</h2>\n");
    outcomes(audit, &mut out);
    let slots = audit.slots();
    if !slots.is_empty() {
        out.push_str("<h2>Wonach gefragt wurde</h2>\n");
        let most = slots.first().map_or(1, |(_, count)| *count);
        table(&mut out, "Angabe", slots.iter().map(|(slot, count)| (*slot, "", *count)), most, audit.calls);
    }
    let codes = audit.codes();
    if !codes.is_empty() {
        out.push_str("<h2>Befunde</h2>\n");
        let most = codes.first().map_or(1, |(_, code)| code.calls);
        let rows = codes.iter().map(|(name, code)| (*name, code.severity.as_str(), code.calls));
        table(&mut out, "Befund", rows, most, audit.calls);
        out.push_str("<h2>Beispiele</h2>\n");
        for (name, code) in codes {
            let _ = write!(
                out,
                "<details><summary><code class=\"{}\">{}</code>: {} angenommen, {} nachgefragt, {} abgelehnt</summary>\n<ul>\n",
                class(code.severity),
                escaped(name),
                code.accepted,
                code.asked,
                code.rejected
            );
            for sample in &code.samples {
                let _ = writeln!(out, "<li>Zeile {}: {}</li>", sample.line, escaped(&sample.message));
            }
            out.push_str("</ul></details>\n");
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

const fn class(severity: Severity) -> &'static str {
    severity.as_str()
}

/// One bar for all calls, and what its parts are.
fn outcomes(audit: &Audit, out: &mut String) {
    let parts = [
        ("angenommen", audit.accepted, "--accept"),
        ("nachgefragt", audit.asked, "--ask"),
        ("abgelehnt", audit.rejected, "--reject"),
    ];
    let said: Vec<String> = parts.iter().map(|(name, n, _)| format!("{n} {name}")).collect();
    let _ = writeln!(out, "<svg viewBox=\"0 0 1000 40\" role=\"img\" aria-label=\"{}\">", said.join(", "));
    let mut from = 0_u64;
    for (_, count, colour) in parts {
        let start = thousandths(from, audit.calls);
        from = from.saturating_add(count);
        let width = thousandths(from, audit.calls).saturating_sub(start);
        let _ = writeln!(
            out,
            "<rect x=\"{start}\" width=\"{width}\" height=\"40\" style=\"fill:var({colour})\"/>"
        );
    }
    out.push_str(
        "</svg>\n<table>\n<tr><th>Ergebnis</th><th class=\"n\">Anrufe</th><th class=\"n\">Anteil</th></tr>\n",
    );
    for (name, count, colour) in parts {
        let _ = writeln!(
            out,
            "<tr><td style=\"color:var({colour})\">{name}</td><td class=\"n\">{count}</td><td class=\"n\">{}</td></tr>",
            percent(count, audit.calls)
        );
    }
    out.push_str("</table>\n");
}

fn table<'a>(
    out: &mut String,
    what: &str,
    rows: impl Iterator<Item = (&'a str, &'a str, u64)>,
    most: u64,
    calls: u64,
) {
    let _ = writeln!(
        out,
        "<table>\n<tr><th>{what}</th><th style=\"width:40%\"></th><th class=\"n\">Anrufe</th><th class=\"n\">Anteil</th></tr>"
    );
    for (name, class, count) in rows {
        let width = thousandths(count, most);
        let _ = writeln!(
            out,
            "<tr><td><code class=\"{class}\">{}</code></td><td><svg viewBox=\"0 0 1000 60\" aria-hidden=\"true\">\
             <rect class=\"bar\" width=\"{width}\" height=\"60\"/></svg></td><td class=\"n\">{count}</td><td class=\"n\">{}</td></tr>",
            escaped(name),
            percent(count, calls)
        );
    }
    out.push_str("</table>\n");
}

fn thousandths(part: u64, whole: u64) -> u64 {
    let scaled = u128::from(part).saturating_mul(1000) / u128::from(whole.max(1));
    u64::try_from(scaled).unwrap_or(1000)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
