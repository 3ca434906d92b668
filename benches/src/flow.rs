//! A conversation flow of any size, as an editor saves it.

use std::fmt::Write as _;

/// The JSON of a flow of `nodes` nodes: in turn a conversation, an extraction and a function, each with two edges,
/// conditions, variables, a prompt of some 400 bytes with a date that shows how dates are written, and one tool for every
/// function node.
pub fn flow(nodes: usize) -> String {
    let mut out = String::from(
        "{\"start_node_id\": \"node_0\", \"start_speaker\": \"agent\", \"global_prompt\": \"# Rolle\\nSie sind die \
         Assistenz von Salon Beispiel. Jetzt ist {{current_time_Europe/Berlin}}, die Rufnummer ist {{user_number}}.\\n\
         Geöffnet ist Dienstag bis Freitag von 9 bis 18 Uhr. Daten wie im Beispiel 05.11.2025.\",\n\"tools\": [",
    );
    for i in (2..nodes).step_by(3) {
        let comma = if i > 2 { ",\n" } else { "\n" };
        let _ = write!(
            out,
            "{comma}  {{\"tool_id\": \"tool_{i}\", \"name\": \"function_{i}\", \"type\": \"custom\", \"url\": \
             \"https://api.example.org/{i}\", \"method\": \"POST\", \"timeout_ms\": 8000, \"description\": \"Prüft, ob der \
             gewünschte Termin frei ist\", \"parameters\": {{\"type\": \"object\", \"properties\": {{\"datum\": {{\"type\": \
             \"string\", \"description\": \"Der Tag\"}}, \"call_id\": {{\"type\": \"string\"}}}}, \"required\": [\"datum\", \
             \"call_id\"]}}, \"response_variables\": {{\"free_{i}\": \"$.free\"}}}}"
        );
    }
    out.push_str("\n],\n\"nodes\": [");
    for i in 0..nodes {
        let comma = if i > 0 { ",\n" } else { "\n" };
        let next = i.saturating_add(1).min(nodes.saturating_sub(1));
        let back = i.saturating_sub(i % 3);
        let before = i.saturating_sub(1);
        let edges = match i % 3 {
            1 => format!(
                "{{\"id\": \"e{i}a\", \"destination_node_id\": \"node_{next}\", \"transition_condition\": {{\"type\": \
                 \"equation\", \"operator\": \"&&\", \"equations\": [{{\"left\": \"{{{{day_{i}}}}}\", \"operator\": \"exists\"}}, \
                 {{\"left\": \"kind_{i}\", \"operator\": \"==\", \"right\": \"neu\"}}]}}}}, {{\"id\": \"e{i}b\", \
                 \"destination_node_id\": \"node_{back}\", \"transition_condition\": {{\"type\": \"equation\", \"equations\": \
                 [{{\"left\": \"day_{i}\", \"operator\": \"not_exist\"}}]}}}}"
            ),
            _ => format!(
                "{{\"id\": \"e{i}a\", \"destination_node_id\": \"node_{next}\", \"transition_condition\": {{\"type\": \"prompt\", \
                 \"prompt\": \"Die Person hat geantwortet\"}}}}, {{\"id\": \"e{i}b\", \"destination_node_id\": \"node_{back}\", \
                 \"transition_condition\": {{\"type\": \"prompt\", \"prompt\": \"Die Person möchte etwas anderes\"}}}}"
            ),
        };
        let own = match i % 3 {
            0 => "\"type\": \"conversation\"".to_owned(),
            1 => format!(
                "\"type\": \"extract_dynamic_variables\", \"variables\": [{{\"name\": \"day_{i}\", \"type\": \"string\", \
                 \"description\": \"Der Tag in den Worten der Person\"}}, {{\"name\": \"kind_{i}\", \"type\": \"enum\", \
                 \"choices\": [\"neu\", \"alt\"]}}]"
            ),
            _ => format!(
                "\"type\": \"function\", \"tool_id\": \"tool_{i}\", \"tool_type\": \"local\", \"wait_for_result\": true, \
                 \"parameter_mapping\": {{\"datum\": \"{{{{day_{before}}}}}\", \"call_id\": \"{{{{call_id}}}}\"}}"
            ),
        };
        let variable = match i % 3 {
            2 => format!("{{{{free_{i}}}}}"),
            _ => "{{user_number}}".to_owned(),
        };
        let _ = write!(
            out,
            "{comma}  {{\"id\": \"node_{i}\", \"name\": \"Schritt {i}\", {own}, \"instruction\": {{\"type\": \"prompt\", \
             \"text\": \"## Schritt {i}\\nFragen Sie freundlich nach dem, was noch fehlt, immer nur eine Frage auf einmal. \
             Bestätigen Sie kurz, was Sie verstanden haben: {variable}.\\n- Uhrzeiten wie „halb drei“ geben Sie so weiter.\\n\
             - Ein Datum ohne Jahr meint das nächste, z. B. am 05.11. oder 05.11.2025.\\n- Preise: Schnitt 45,00 €, Farbe ab \
             65 €. Ist nichts frei, bieten Sie höchstens zwei andere Zeiten an.\"}}, \"edges\": [{edges}], \
             \"display_position\": {{\"x\": {i}.5, \"y\": 120}}}}"
        );
    }
    out.push_str("\n]}\n");
    out
}
