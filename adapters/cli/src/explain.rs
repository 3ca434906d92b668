//! `klartext explain`

use std::fmt::Write as _;
use std::io::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use klartext::finding::Lang;
use klartext::temporal::{self, Explanation, Node, Status};

use crate::args::{ExplainArgs, Format};
use crate::diagnostic::Diagnostic;
use crate::jsonl::print_json;
use crate::{Exit, Halt, notation, paint};

pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, Halt> {
    let context = args.time.context()?;
    let text = args.text.join(" ");
    let explanation = temporal::explain(&text, &context).map_err(|e| Diagnostic::of(&e, "TEXT", &text))?;
    match args.format {
        Format::Json => {
            print_json(&explanation)?;
        }
        Format::Human => {
            let shown = Page { text: &text, lang: args.lang(), out: String::new() }.write(&explanation);
            anstream::stdout().lock().write_all(shown.as_bytes())?;
        }
    }
    Ok(Exit::Fine)
}

/// An explanation for people.
struct Page<'a> {
    text: &'a str,
    lang: Lang,
    out: String,
}

impl Page<'_> {
    fn write(mut self, explanation: &Explanation) -> String {
        self.phrases(explanation);
        self.words(explanation);
        self.syntax(explanation);
        self.readings(explanation);
        self.findings(explanation);
        if let Some(say) = &explanation.say {
            self.heading("Gesprochen", "Spoken");
            let _ = writeln!(self.out, "  „{say}“");
        }
        self.out
    }

    const fn either(&self, de: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::De => de,
            Lang::En => en,
        }
    }

    fn heading(&mut self, de: &'static str, en: &'static str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let text = self.either(de, en);
        paint::styled(&mut self.out, paint::BOLD, text);
        self.out.push('\n');
    }

    fn dim(&mut self, text: &str) {
        paint::styled(&mut self.out, paint::DIM, text);
    }

    /// The stretch of the text that a span covers, on one line.
    fn said(&self, span: klartext::Span) -> String {
        paint::one_line(span.of(self.text).unwrap_or_default())
    }

    /// The text with every phrase underlined and named; a long text only as a list.
    fn phrases(&mut self, explanation: &Explanation) {
        self.heading("Wendungen", "Phrases");
        if explanation.phrases.is_empty() {
            let none = self.either("  keine", "  none");
            let _ = writeln!(self.out, "{none}");
            return;
        }
        if self.text.len() > paint::MAX_SHOWN {
            for phrase in &explanation.phrases {
                let _ =
                    writeln!(self.out, "  {}  {}", self.said(phrase.span), phrase.means.in_lang(self.lang));
            }
            return;
        }
        let mut snippet = Snippet::source(self.text).line_numbering(false);
        for phrase in &explanation.phrases {
            let kind = if phrase.rule.is_some() { AnnotationKind::Primary } else { AnnotationKind::Context };
            let mark = kind.span(phrase.span.start..phrase.span.end).label(phrase.means.in_lang(self.lang));
            snippet = snippet.annotation(mark);
        }
        let group = Group::with_level(Level::INFO).element(snippet);
        let _ = writeln!(self.out, "{}", Renderer::styled().render(&[group]));
    }

    fn words(&mut self, explanation: &Explanation) {
        self.heading("Wörter", "Words");
        let shown: Vec<(String, &klartext::temporal::WordNote)> =
            explanation.words.iter().filter(|w| w.class != "mark").map(|w| (self.said(w.span), w)).collect();
        let width = shown.iter().map(|(word, _)| word.chars().count()).max().unwrap_or(0);
        for (word, note) in shown {
            let pad = width.saturating_sub(word.chars().count());
            let _ = write!(self.out, "  {word}{:pad$}  {}", "", note.means.in_lang(self.lang));
            if note.corrected {
                let corrected = self.either("  (berichtigt)", "  (corrected)");
                self.dim(corrected);
            }
            self.out.push('\n');
        }
    }

    fn syntax(&mut self, explanation: &Explanation) {
        if explanation.syntax.is_empty() {
            return;
        }
        self.heading("Satzbau", "Syntax");
        for node in &explanation.syntax {
            self.node(node, "  ", "");
            for (n, part) in node.parts.iter().enumerate() {
                let last = n.saturating_add(1) == node.parts.len();
                self.node(part, "  ", if last { "└─ " } else { "├─ " });
            }
        }
    }

    fn node(&mut self, node: &Node, indent: &str, branch: &str) {
        let _ = write!(self.out, "{indent}{branch}{}", node.means.in_lang(self.lang));
        if let Some(rule) = node.rule {
            self.out.push_str("  ");
            self.dim(rule);
        }
        let _ = writeln!(self.out, "  „{}“", self.said(node.span));
    }

    fn readings(&mut self, explanation: &Explanation) {
        self.heading("Lesarten", "Readings");
        let (style, de, en) = match explanation.status {
            Status::Resolved => (paint::GREEN, "eindeutig", "resolved"),
            Status::Ambiguous => (paint::YELLOW, "mehrdeutig", "ambiguous"),
            Status::Invalid => (paint::RED, "gibt es nicht", "invalid"),
            Status::None => (paint::DIM, "keine Zeitangabe", "no date or time"),
        };
        self.out.push_str("  ");
        let status = self.either(de, en);
        paint::styled(&mut self.out, style, status);
        self.out.push('\n');
        let several = explanation.readings.last().is_some_and(|r| r.reading.offer > 0);
        for note in &explanation.readings {
            self.out.push_str("  ");
            if several {
                let _ = write!(self.out, "{}. ", note.reading.offer.saturating_add(1));
            }
            paint::styled(&mut self.out, paint::BOLD, &notation::show_wire(&note.reading.value));
            let _ = writeln!(self.out, "  {}", note.say);
            if !note.rules.is_empty() {
                self.out.push_str("     ");
                let rules = note.rules.join(" › ");
                self.dim(&rules);
                self.out.push('\n');
            }
            for assumption in &note.assumptions {
                let _ = write!(self.out, "     · {}  ", assumption.message.in_lang(self.lang));
                self.dim(assumption.code);
                self.out.push('\n');
            }
        }
    }

    fn findings(&mut self, explanation: &Explanation) {
        if explanation.findings.is_empty() {
            return;
        }
        self.heading("Hinweise", "Findings");
        for finding in &explanation.findings {
            paint::finding_in(self.lang, &mut self.out, finding, Some(("TEXT", self.text)));
        }
    }
}
