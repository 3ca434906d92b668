//! The faultless flows of `fixtures/agent`, each broken in one way at a time: what is broken is found, and nothing else is said.

use std::fs;
use std::path::Path;

use klartext::agent::{self, Options};

/// A file, a piece of it, what stands there instead, and the codes of all findings.
const BROKEN: [(&str, &str, &str, &[&str]); 37] = [
    ("13_begin", "\"start_node_id\": \"hallo\"", "\"start_node_id\": \"halo\"", &["start_to_nowhere"]),
    ("13_begin", "Heute ist {{current_time_Europe/Berlin}}.", "Heute ist der 6. November.", &["fixed_date"]),
    ("13_begin", "{{current_time_Europe/Berlin}}", "{{current_time_Europe/Berlim}}", &["unknown_zone"]),
    (
        "13_begin",
        "\"destination_node_id\": \"ende\"",
        "\"destination_node_id\": null",
        &["edge_dangling", "unreachable_node"],
    ),
    ("14_branch", "\"exists\"", "\"is_set\"", &["unknown_operator"]),
    (
        "14_branch",
        "\"left\": \"{{customer_name}}\"",
        "\"left\": \"{{customer_nme}}\"",
        &["condition_unknown_variable"],
    ),
    ("14_branch", "{{ customer_name }}", "{{ Customer_Name }}", &["variable_wrong_case"]),
    ("14_branch", "{{user_number}}", "{{user_numbr}}", &["variable_misspelled"]),
    (
        "14_branch",
        "\"destination_node_id\": \"neu\"",
        "\"destination_node_id\": \"stamm\"",
        &["unreachable_node"],
    ),
    ("15_transfer", "\"transfer_number\": ", "\"transfer_phone\": ", &["variable_not_supplied"]),
    ("15_transfer", "\"id\": \"nachricht\"", "\"id\": \"verbinden\"", &["edge_to_nowhere", "duplicate_node"]),
    ("16_sms", "telefon&id={{call_id}}", "telefon&api_key=a8f3b2c19d7e4f60", &["secret_in_prompt"]),
    (
        "16_sms",
        "\"destination_node_id\": \"pech\"",
        "\"destination_node_id\": \"pch\"",
        &["edge_to_nowhere", "unreachable_node"],
    ),
    ("17_ivr", "\"reason\": ", "\"grund\": ", &["variable_not_supplied"]),
    ("17_ivr", "{{company_name}}", "{company_name}", &["marker_single_brace"]),
    (
        "18_booking",
        "\"name\": \"neukunde\"",
        "\"name\": \"Neukunde\"",
        &["extraction_name", "condition_unknown_variable"],
    ),
    ("18_booking", "\"type\": \"number\"", "\"type\": \"integer\"", &["extraction_type"]),
    ("18_booking", "\"choices\": [", "\"choices\": [], \"was\": [", &["enum_without_choices"]),
    ("18_booking", "\"right\": \"Schnitt\"", "\"right\": \"Schnit\"", &["condition_never_true"]),
    (
        "18_booking",
        "\"tool_id\": \"tool_check\",\n   \"tool_type\"",
        "\"tool_id\": \"tool_chek\",\n   \"tool_type\"",
        &["unknown_tool"],
    ),
    (
        "18_booking",
        "\"datum\": \"{{datum}}\"",
        "\"datun\": \"{{datum}}\"",
        &["parameter_not_fed", "parameter_unknown"],
    ),
    ("18_booking", "Bearer {{api_token}}", "Bearer q8Zr2LmX4vT9wK1s", &["secret_in_header"]),
    ("18_booking", "{{slot_2}} an", "{{slot_3}} an", &["variable_not_supplied"]),
    ("18_booking", "slot_text: text, ok", "ok", &["variable_not_supplied"]),
    ("19_mcp", "\"freie_zeiten\": ", "\"frei_zeiten\": ", &["variable_misspelled"]),
    (
        "19_mcp",
        "https://mcp.example.org/sse",
        "https://mcp.example.org/sse?token=9f8e7d6c5b4a",
        &["secret_in_url"],
    ),
    ("19_mcp", "\"mcp_id\": \"mcp_1\"", "\"mcp_id\": \"mcp_2\"", &["unknown_mcp"]),
    (
        "21_components",
        "\"component_id\": \"component_1\"",
        "\"component_id\": \"component_2\"",
        &["unknown_component"],
    ),
    ("15_transfer", "\"number\": \"{{transfer_number}}\"", "\"number\": \"\"", &["transfer_without_number"]),
    ("20_global", "\"global_node_setting\"", "\"global_node_settings\"", &["unreachable_node"]),
    (
        "21_components",
        "\"destination_node_id\": \"k3\"",
        "\"destination_node_id\": \"k4\"",
        &["edge_to_nowhere", "unreachable_node"],
    ),
    ("21_components", "{{tag}}", "{{tage}}", &["variable_not_supplied"]),
    ("22_subagent", "\"name\": \"anliegen\"", "\"name\": \"anligen\"", &["variable_misspelled"]),
    ("22_subagent", "vom 3. bis 17. August", "vom 3. bis 17. August 2026", &["fixed_date"]),
    ("23_php", "\"url\": \"https://praxis.example.org/api.php\"", "\"url\": \"\"", &["function_without_url"]),
    ("23_php", "\"required\": []", "\"required\": [\"name\"]", &["parameter_undefined"]),
    (
        "24_forty",
        "\"destination_node_id\": \"n7\"",
        "\"destination_node_id\": \"n70\"",
        &["edge_to_nowhere", "unreachable_node"],
    ),
];

#[test]
fn each_defect_is_found_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/agent");
    let mut wrong = Vec::new();
    for (file, from, to, codes) in BROKEN {
        let text = fs::read_to_string(folder.join(format!("{file}.json"))).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        let broken = text.replacen(from, to, 1);
        let report = agent::check(&broken, &Options::default()).unwrap();
        let mut found: Vec<&str> = report.findings.iter().map(|f| f.code()).collect();
        let mut wanted = codes.to_vec();
        found.sort_unstable();
        wanted.sort_unstable();
        if !wanted.iter().all(|w| found.contains(w)) || found.iter().any(|f| !wanted.contains(f)) {
            wrong.push(format!("{file} {from} -> {to}: {found:?}, not {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
