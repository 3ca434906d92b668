//! Files that are as they should be: not one finding, or the check is switched off.

use std::fs;
use std::path::{Path, PathBuf};

use klartext::agent::{self, FileKind, Options};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "json"));
    files.sort();
    files
}

#[test]
fn the_templates_pass() {
    let files = files("examples/agents");
    assert_eq!(files.len(), 3);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let report = agent::check(&text, &Options::default()).unwrap();
        assert_eq!(report.findings, [], "{}", file.display());
        assert_eq!(report.kind, FileKind::Prompt);
    }
}

#[test]
fn the_templates_have_the_functions_that_they_are_named_for() {
    for (file, functions) in [
        (
            "full_booking",
            &[
                "list_services",
                "collect_appointment_data",
                "cancel_appointment",
                "reschedule_appointment",
                "end_call",
            ][..],
        ),
        ("plain_booking", &["collect_appointment_data", "end_call"]),
        ("information_only", &["get_opening_hours", "end_call"]),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/agents/{file}.json"));
        let value: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let tools = value["general_tools"].as_array().unwrap();
        let names: Vec<&str> = tools.iter().map(|t| t["name"].as_str().unwrap()).collect();
        assert_eq!(names, functions, "{file}");
    }
}

#[test]
fn flows_of_many_authors_pass() {
    let files = files("fixtures/agent");
    assert!(files.len() >= 12, "{files:?}");
    let mut kinds = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let report = agent::check(&text, &Options::default()).unwrap();
        assert_eq!(report.findings, [], "{}", file.display());
        kinds.push(report.kind);
    }
    for kind in [
        FileKind::ConversationFlow,
        FileKind::Prompt,
        FileKind::FunctionCall,
        FileKind::CallEvent,
        FileKind::Arguments,
    ] {
        assert!(kinds.contains(&kind), "no {kind:?}");
    }
}
