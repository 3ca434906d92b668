//! What changed between two versions.

use klartext::agent::{self, Change, Options, Side, What};

const BEFORE: &str = r#"{
  "global_prompt": "Sie sind Clara.",
  "start_node_id": "hello",
  "model_temperature": 0.3,
  "tools": [{"tool_id": "t", "name": "book", "timeout_ms": 8000}, {"tool_id": "old", "name": "gone"}],
  "default_dynamic_variables": {"salon": "x", "city": "y"},
  "nodes": [
    {"id": "hello", "type": "conversation", "display_position": {"x": 1, "y": 2},
     "instruction": {"type": "prompt", "text": "Hallo in {{city}}"},
     "edges": [{"id": "e1", "destination_node_id": "end"}, {"id": "e2", "destination_node_id": "end"}]},
    {"id": "end", "type": "end"}
  ]
}"#;

const AFTER: &str = r#"{
  "global_prompt": "Sie sind Mila.",
  "model_temperature": 0.30,
  "start_node_id": "hello",
  "tools": [{"tool_id": "t", "name": "book", "timeout_ms": 5000}],
  "default_dynamic_variables": {"salon": "z"},
  "nodes": [
    {"id": "extra", "type": "end"},
    {"id": "end", "type": "end", "instruction": []},
    {"id": "hello", "type": "conversation", "display_position": {"x": 9, "y": 9},
     "instruction": {"type": "prompt", "text": "Guten Tag in {{city}}"},
     "edges": [{"id": "e3", "destination_node_id": "end"}, {"id": "e1", "destination_node_id": "extra"}]}
  ]
}"#;

#[test]
fn parts_are_told_by_their_ids() {
    let diff = agent::diff(BEFORE, AFTER, &Options::default()).unwrap();
    let parts: Vec<_> = diff
        .parts
        .iter()
        .map(|p| {
            let fields: Vec<_> = p.fields.iter().map(|f| f.path.as_str()).collect();
            (p.what, p.change, p.name.as_str(), fields)
        })
        .collect();
    assert_eq!(
        parts,
        [
            (What::Prompt, Change::Changed, "global_prompt", vec!["global_prompt"]),
            (
                What::Setting,
                Change::Changed,
                "default_dynamic_variables",
                vec!["default_dynamic_variables.salon", "default_dynamic_variables.city"]
            ),
            // `"instruction": []` is PHP's way to say nothing, and yet it was not there.
            (What::Node, Change::Changed, "end", vec!["instruction"]),
            (What::Node, Change::Added, "extra", vec![]),
            (What::Node, Change::Changed, "hello", vec!["instruction.text"]),
            (What::Edge, Change::Changed, "hello/e1", vec!["destination_node_id"]),
            (What::Edge, Change::Removed, "hello/e2", vec![]),
            (What::Edge, Change::Added, "hello/e3", vec![]),
            (What::Tool, Change::Removed, "old", vec![]),
            (What::Tool, Change::Changed, "t", vec!["timeout_ms"]),
            (What::Variable, Change::Removed, "city", vec![]),
        ]
    );
    let edge = diff.parts.iter().find(|p| p.name == "hello/e1").unwrap();
    assert_eq!(
        (edge.fields[0].before.as_deref(), edge.fields[0].after.as_deref()),
        (Some("end"), Some("extra"))
    );
    let new: Vec<_> = diff.new_findings.iter().map(|f| f.code()).collect();
    assert_eq!(new, ["variable_not_supplied"]);
    assert_eq!(diff.vanished_findings, []);
    assert!(!diff.is_empty());
}

#[test]
fn what_only_looks_different_is_the_same() {
    for (a, b) in [
        (BEFORE.to_owned(), BEFORE.replace("\n", " ").replace("\"x\": 1, \"y\": 2", "\"x\": 5")),
        (r#"{"nodes": [], "kb_config": {}}"#.into(), r#"{"kb_config": [], "nodes": []}"#.into()),
        (r#"{"general_prompt": "ü", "model": null}"#.into(), r#"{"general_prompt": "\u00fc"}"#.into()),
        (r#"{"datum": "morgen"}"#.into(), r#"{ "datum" : "morgen" }"#.into()),
    ] {
        let diff = agent::diff(&a, &b, &Options::default()).unwrap();
        assert!(diff.is_empty(), "{diff:?}");
    }
}

/// Nodes that move must not bring their old findings along as new ones.
#[test]
fn findings_keep_their_identity_when_nodes_move() {
    let node = |id: &str| {
        format!(
            r#"{{"id": "{id}", "type": "conversation", "instruction": {{"type": 7}}, "edges": [{{"id": "x"}}]}}"#
        )
    };
    let flow = |nodes: &[&str]| {
        let nodes: Vec<String> = nodes.iter().map(|n| node(n)).collect();
        format!(r#"{{"start_node_id": "a", "nodes": [{}]}}"#, nodes.join(","))
    };
    let diff = agent::diff(&flow(&["a", "b", "c"]), &flow(&["c", "a"]), &Options::default()).unwrap();
    assert_eq!(diff.new_findings, []);
    let gone: Vec<_> = diff.vanished_findings.iter().map(|f| f.code()).collect();
    assert_eq!(gone, ["unreachable_node", "wrong_type", "edge_dangling"]);
}

#[test]
fn payloads_are_compared_value_by_value() {
    let a = r#"{"name": "f", "call": {"call_id": "c"}, "args": {"datum": "morgen", "uhrzeit": "14:00"}}"#;
    let b = r#"{"name": "f", "call": {"call_id": "c"}, "args": {"datum": "heute", "name": "Eva"}}"#;
    let diff = agent::diff(a, b, &Options::default()).unwrap();
    let parts: Vec<_> = diff.parts.iter().map(|p| (p.what, p.change, p.name.as_str())).collect();
    assert_eq!(
        parts,
        [
            (What::Value, Change::Changed, "args.datum"),
            (What::Value, Change::Added, "args.name"),
            (What::Value, Change::Removed, "args.uhrzeit"),
        ]
    );
}

#[test]
fn the_file_that_cannot_be_read_is_named() {
    let error = agent::diff("{}", "{", &Options::default()).unwrap_err();
    assert_eq!(error.side, Side::After);
    assert_eq!(error.to_string(), "second file: not valid JSON: EOF while parsing an object");
    assert_eq!(agent::diff("", "{", &Options::default()).unwrap_err().side, Side::Before);
}
