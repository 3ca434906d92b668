//! Input that is no definition is refused with its place; what is big is checked in time.

use klartext::Span;
use klartext::agent::{self, FileKind, MAX_DEPTH, MAX_FINDINGS, Options};
use klartext::finding::{Lang, Severity};

fn error(text: &str) -> (String, Option<Span>) {
    let e = agent::check(text, &Options::default()).unwrap_err();
    (e.to_string(), e.span)
}

#[test]
fn what_cannot_be_read_names_its_place() {
    assert_eq!(error(""), ("empty input".into(), None));
    assert_eq!(error(" \n"), ("empty input".into(), None));
    assert_eq!(
        error("[1]"),
        ("expected an object or a list of functions, found an array".into(), Some(Span::new(0, 1)))
    );
    assert_eq!(
        error("\"x\""),
        ("expected an object or a list of functions, found a string".into(), Some(Span::new(0, 1)))
    );
    assert_eq!(error("{\"nodes\": [}"), ("not valid JSON: expected value".into(), Some(Span::new(11, 12))));
    let deep = format!("{{\"nodes\": {}", "[".repeat(MAX_DEPTH));
    let at = "{\"nodes\": ".len() + MAX_DEPTH - 1;
    assert_eq!(error(&deep), ("nested more than 64 levels deep".into(), Some(Span::new(at, at + 1))));
    let bytes = agent::check_slice(b"{\"nodes\": \"\xff\"}", &Options::default()).unwrap_err();
    assert_eq!(
        (bytes.to_string(), bytes.span),
        ("not valid UTF-8 after byte 11".into(), Some(Span::new(11, 12)))
    );
    let long = format!("{{\"x\": \"{}\"}}", "a".repeat(agent::MAX_BYTES));
    assert_eq!(
        error(&long).0,
        format!("text of {} bytes is longer than the limit of {}", long.len(), agent::MAX_BYTES)
    );
}

#[test]
fn a_file_shows_what_it_is() {
    for (text, kind) in [
        (r#"{"nodes": []}"#, FileKind::ConversationFlow),
        (r#"{"conversation_flow": {"nodes": []}}"#, FileKind::ConversationFlow),
        (r#"{"agent_name": "a", "conversationFlow": {"nodes": []}}"#, FileKind::ConversationFlow),
        (r#"{"general_prompt": "x"}"#, FileKind::Prompt),
        (r#"{"agent_name": "a", "retellLlmData": {"general_prompt": "x"}}"#, FileKind::Prompt),
        (r#"{"prompt": "x", "functions": []}"#, FileKind::Prompt),
        (r#"[{"name": "f", "parameters": {}}]"#, FileKind::Prompt),
        (r#"{"name": "f", "description": "d", "parameters": {}}"#, FileKind::Prompt),
        (r#"{"name": "f", "call": {}, "args": {}}"#, FileKind::FunctionCall),
        (r#"{"event": "call_ended", "call": {}}"#, FileKind::CallEvent),
        (r#"{"event_type": "call_ended", "call": {}}"#, FileKind::CallEvent),
        (r#"{"call_id": "c", "agent_id": "a", "call_type": "web_call"}"#, FileKind::CallRecord),
        (r#"{"datum": "morgen"}"#, FileKind::Arguments),
        ("\u{feff}{}", FileKind::Arguments),
    ] {
        assert_eq!(agent::check(text, &Options::default()).unwrap().kind, kind, "{text}");
    }
}

#[test]
fn what_every_call_brings_can_be_named() {
    let text = r#"{"general_prompt": "{{praxis_name}} {{arzt}}"}"#;
    let options = Options { supplied: vec!["praxis_name".into(), "arzt".into()], ..Options::default() };
    assert_eq!(agent::check(text, &options).unwrap().findings, []);
    let report = agent::check(text, &Options::default()).unwrap();
    assert_eq!(report.findings.len(), 2);
    assert_eq!(report.worst(), Some(Severity::Warning));
}

/// Made to be slow: each of these once took, or could have taken, time that grows with the square of the file.
#[test]
fn hostile_files_are_checked_in_time() {
    let names: Vec<String> = (0..6_000).map(|i| format!("\"variable_{i:x}_name\": \"\"")).collect();
    let uses: Vec<String> = (0..6_000).map(|i| format!("{{{{varible_{i:x}_nam}}}}\\n")).collect();
    let many_unknown = format!(
        "{{\"default_dynamic_variables\": {{{}}}, \"general_prompt\": \"{}\"}}",
        names.join(","),
        uses.concat()
    );
    let required: Vec<String> = (0..6_000).map(|i| format!("\"p{i}\"")).collect();
    let properties: Vec<String> = (0..6_000).map(|i| format!("\"q{i}\": {{}}")).collect();
    let parameters = format!(
        "{{\"functions\": [{{\"name\": \"f\", \"parameters\": {{\"properties\": {{{}}}, \"required\": [{}]}}}}]}}",
        properties.join(","),
        required.join(",")
    );
    let nodes: Vec<String> = (0..6_000).map(|_| "{\"id\": \"a\", \"edges\": [{}, {}]}".to_owned()).collect();
    let same_ids = format!("{{\"start_node_id\": \"a\", \"nodes\": [{}]}}", nodes.join(","));
    let dates = format!("{{\"prompt\": \"{}\"}}", "Heute ist der 5.11.2025.\\n".repeat(5_500));
    let one_line = format!("{{\"prompt\": \"{}\"}}", "2025 ".repeat(20_000));
    let braces = format!("{{\"prompt\": \"{}\"}}", "{{".repeat(40_000));
    let long_key = format!("{{\"functions\": [{{\"name\": \"f\", \"{}\": 1}}]}}", "k".repeat(1 << 20));
    for text in [many_unknown, parameters, same_ids, dates, one_line, braces, long_key] {
        let report = agent::check(&text, &Options::default()).unwrap();
        assert!(report.findings.len() <= MAX_FINDINGS + 1);
        if report.findings.len() > MAX_FINDINGS {
            let last = report.findings.last().unwrap();
            assert_eq!(last.code(), "too_many_findings");
            assert!(!last.message(Lang::De).contains('{'));
        }
        assert!(agent::diff(&text, &text, &Options::default()).unwrap().is_empty());
    }
}
