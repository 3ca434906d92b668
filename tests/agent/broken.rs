//! One broken sample for each finding, and exactly that comes out: severity, code, path, the stretch of the file, words.

use klartext::agent::{self, Options, finding};
use klartext::finding::{Lang, Severity};

use Severity::{Error, Note, Warning};

struct Expected {
    severity: Severity,
    code: &'static str,
    path: &'static str,
    marked: &'static str,
    en: &'static str,
}

const fn found(
    severity: Severity,
    code: &'static str,
    path: &'static str,
    marked: &'static str,
    en: &'static str,
) -> Expected {
    Expected { severity, code, path, marked, en }
}

/// A flow whose first node says `text`; what is around it is sound.
fn says(text: &str) -> String {
    format!(
        r#"{{"start_node_id": "a", "default_dynamic_variables": {{"customer_name": "x"}}, "nodes": [{{"id": "a", "type": "conversation", "instruction": {{"type": "prompt", "text": "{text}"}}}}]}}"#
    )
}

/// A flow of one extraction and what follows it.
fn extracts(variable: &str) -> String {
    format!(
        r#"{{"start_node_id": "a", "nodes": [{{"id": "a", "type": "extract_dynamic_variables", "variables": [{variable}], "edges": [{{"destination_node_id": "b"}}]}}, {{"id": "b", "type": "end"}}]}}"#
    )
}

/// A flow with one condition over `kind` (new, old) and `vip`.
fn asks(condition: &str) -> String {
    format!(
        r#"{{"start_node_id": "a", "nodes": [{{"id": "a", "type": "extract_dynamic_variables", "variables": [{{"name": "kind", "type": "enum", "choices": ["new", "old"]}}, {{"name": "vip", "type": "boolean"}}], "edges": [{{"destination_node_id": "b", "transition_condition": {condition}}}]}}, {{"id": "b", "type": "end"}}]}}"#
    )
}

/// A flow of these nodes behind `a`.
fn nodes(more: &str) -> String {
    format!(
        r#"{{"start_node_id": "a", "tools": [{{"tool_id": "t", "name": "book", "type": "custom", "url": "https://example.org", "parameters": {{"type": "object", "properties": {{"datum": {{}}, "name": {{}}}}, "required": ["datum", "name"]}}, "response_variables": {{"slot_day": "$.x"}}}}], "nodes": [{more}]}}"#
    )
}

/// A flow whose first node has these fields, with a component `c` and an MCP server `m`.
fn hands_over(fields: &str) -> String {
    format!(
        r#"{{"start_node_id": "a", "components": [{{"id": "c", "name": "C", "nodes": []}}], "mcps": [{{"id": "m", "name": "M", "url": "https://mcp.example.org"}}], "nodes": [{{"id": "a", {fields}, "edges": [{{"destination_node_id": "b"}}]}}, {{"id": "b", "type": "end"}}]}}"#
    )
}

/// A prompt with these functions.
fn functions(tools: &str) -> String {
    format!(r#"{{"general_prompt": "Hallo", "general_tools": [{tools}]}}"#)
}

const EQUATION: &str = "$.nodes[0].edges[0].transition_condition.equations[0]";

fn cases() -> Vec<(String, Vec<Expected>)> {
    let text = "$.nodes[0].instruction.text";
    vec![
        // Variables
        (says("Hallo {{vorname}}, {{vorname}}"), vec![found(Warning, "variable_not_supplied", text, "{{vorname}}", "variable `vorname` is used, but nothing extracts or supplies it; name it to the check if every call brings it")]),
        (says("<<vorname>>"), vec![found(Warning, "variable_not_supplied", text, "<<vorname>>", "variable `vorname` is used, but nothing extracts or supplies it; name it to the check if every call brings it")]),
        (says("Gr\\u00fc\\u00dfe\\n\\\"{{ custmer_name }}\\\""), vec![found(Error, "variable_misspelled", text, "{{ custmer_name }}", "there is no variable `custmer_name`; did you mean `customer_name`?")]),
        (says("{{Customer_Name}}"), vec![found(Error, "variable_wrong_case", text, "{{Customer_Name}}", "there is no variable `Customer_Name`, but `customer_name`; names are case-sensitive")]),
        (says("{{current_time_Europa/Berlin}}"), vec![found(Error, "unknown_zone", text, "{{current_time_Europa/Berlin}}", "there is no time zone `Europa/Berlin` as in `current_time_Europa/Berlin`; `Europe/Berlin` is one")]),
        (says("Hallo {{customer_name} da"), vec![found(Warning, "marker_broken", text, "{{customer_name", "`{{customer_name` has no closing `}}` and is read aloud as it stands")]),
        (says("Hallo {customer_name}."), vec![found(Warning, "marker_single_brace", text, "{customer_name}", "`{customer_name}` is no marker; double braces around `customer_name` were probably meant")]),
        (says("{{customer_name|Kunde}}"), vec![found(Warning, "template_logic", text, "{{customer_name|Kunde}}", "the platform does not understand `{{customer_name|Kunde}}`; it knows nothing but names of variables")]),
        // Extraction
        (extracts(r#"{"type": "string"}"#), vec![found(Error, "extraction_without_name", "$.nodes[0].variables[0]", "{", "what is extracted here has no name")]),
        (extracts(r#"{"name": "KundenName", "type": "text"}"#), vec![found(Warning, "extraction_name", "$.nodes[0].variables[0].name", "\"KundenName\"", "`KundenName` should be in lower snake_case, such as `kunden_name`")]),
        (extracts(r#"{"name": "tag", "type": "date"}"#), vec![found(Error, "extraction_type", "$.nodes[0].variables[0].type", "\"date\"", "`tag` is of the unknown type `date`; there are string, number, boolean and enum")]),
        (extracts(r#"{"name": "art", "type": "enum"}"#), vec![found(Error, "enum_without_choices", "$.nodes[0].variables[0]", "\"enum\"", "`art` is an enum without choices")]),
        (extracts(r#"{"name": "art", "type": "enum", "choices": []}"#), vec![found(Error, "enum_without_choices", "$.nodes[0].variables[0]", "[]", "`art` is an enum without choices")]),
        // Functions
        (functions(r#"{"name": "book"}, {"name": "book"}"#), vec![found(Error, "duplicate_function", "$.general_tools[1].name", "\"book\"", "function `book` is defined more than once")]),
        (functions(r#"{"tool_id": "t", "name": "a"}, {"tool_id": "t", "name": "b"}"#), vec![found(Error, "duplicate_tool_id", "$.general_tools[1].tool_id", "\"t\"", "several tools have the id `t`")]),
        (functions(r#"{"type": "end_call"}"#), vec![found(Error, "function_without_name", "$.general_tools[0]", "{", "this function has no name")]),
        (functions(r#"{"name": "Termin prüfen"}"#), vec![found(Error, "function_name", "$.general_tools[0].name", "\"Termin prüfen\"", "`Termin prüfen` is not allowed as the name of a function: ASCII letters, digits, `_` and `-`, at most 64")]),
        (functions(r#"{"name": "book", "type": "custom", "url": ""}"#), vec![found(Error, "function_without_url", "$.general_tools[0]", "\"\"", "function `book` has no url to call")]),
        (functions(r#"{"name": "book", "parameters": {"properties": {"a": {}}, "required": ["a", "b"]}}"#), vec![found(Error, "parameter_undefined", "$.general_tools[0].parameters.required[1]", "\"b\"", "`b` is required for `book` and not among its properties")]),
        (functions(r#"{"name": "book", "parameters": {"properties": {"art": {"enum": []}}}}"#), vec![found(Error, "enum_without_choices", "$.general_tools[0].parameters.properties.art.enum", "[]", "`art` is an enum without choices")]),
        (nodes(r#"{"id": "a", "type": "function", "tool_id": "u", "edges": [{"destination_node_id": "a"}]}"#), vec![found(Error, "unknown_tool", "$.nodes[0].tool_id", "\"u\"", "node `a` calls tool `u`, which is not there")]),
        (nodes(r#"{"id": "a", "type": "function", "edges": [{"destination_node_id": "a"}]}"#), vec![found(Error, "tool_missing", "$.nodes[0]", "\"a\"", "node `a` is to call a function and names none")]),
        (nodes(r#"{"id": "a", "type": "function", "tool_id": "t", "parameter_mapping": {"datum": "{{slot_day}}"}, "edges": [{"destination_node_id": "a"}]}"#), vec![found(Warning, "parameter_not_fed", "$.nodes[0].parameter_mapping", "{", "nothing feeds the required parameter `name` of `book`, while others are fed")]),
        (nodes(r#"{"id": "a", "type": "function", "tool_id": "t", "parameter_mapping": {"datun": "morgen"}, "edges": [{"destination_node_id": "a"}]}"#), vec![found(Warning, "parameter_unknown", "$.nodes[0].parameter_mapping.datun", "\"datun\"", "function `book` has no parameter `datun`; its value goes nowhere")]),
        (nodes(r#"{"id": "a", "type": "function", "tool_id": "t", "parameter_mapping": {"datum": "slot_dya"}, "edges": [{"destination_node_id": "a"}]}"#), vec![found(Error, "variable_misspelled", "$.nodes[0].parameter_mapping.datum", "\"slot_dya\"", "there is no variable `slot_dya`; did you mean `slot_day`?")]),
        // Components, MCP servers, transfers
        (hands_over(r#""type": "component", "component_id": "c2", "component_type": "local""#), vec![found(Error, "unknown_component", "$.nodes[0].component_id", "\"c2\"", "node `a` leads into component `c2`, which is not there")]),
        (hands_over(r#""type": "component", "component_type": "local""#), vec![found(Error, "component_missing", "$.nodes[0]", "\"a\"", "node `a` is to lead into a component and names none")]),
        (hands_over(r#""type": "mcp", "mcp_id": "m2""#), vec![found(Error, "unknown_mcp", "$.nodes[0].mcp_id", "\"m2\"", "node `a` calls MCP server `m2`, which is not there")]),
        (hands_over(r#""type": "mcp", "mcp_id": """#), vec![found(Error, "mcp_missing", "$.nodes[0]", "\"\"", "node `a` is to call an MCP server and names none")]),
        (nodes(r#"{"id": "a", "type": "mcp", "mcp_id": "m", "edges": [{"destination_node_id": "a"}]}"#), vec![found(Warning, "unknown_mcp", "$.nodes[0].mcp_id", "\"m\"", "node `a` calls MCP server `m`, which is not there")]),
        (hands_over(r#""type": "transfer_call""#), vec![found(Error, "transfer_without_number", "$.nodes[0]", "\"", "`a` is to transfer the call and names no number")]),
        (hands_over(r#""type": "transfer_call", "transfer_destination": {"type": "predefined", "number": " "}"#), vec![found(Error, "transfer_without_number", "$.nodes[0].transfer_destination.number", "\" \"", "`a` is to transfer the call and names no number")]),
        (hands_over(r#""type": "transfer_call", "transfer_destination": {"type": "inferred"}"#), vec![found(Error, "transfer_without_number", "$.nodes[0].transfer_destination", "{", "`a` is to transfer the call and names no number")]),
        (hands_over(r#""type": "bridge_transfer", "transfer_destination": []"#), vec![found(Error, "transfer_without_number", "$.nodes[0].transfer_destination", "[", "`a` is to transfer the call and names no number")]),
        (hands_over(r#""type": "transfer_call", "transfer_destination": {"type": "predefined", "number": "030 23125001"}"#), vec![found(Warning, "transfer_number", "$.nodes[0].transfer_destination.number", "\"030 23125001\"", "`a` transfers to `*** ******01`; the platform dials numbers with + and calling code only")]),
        (functions(r#"{"name": "weiter", "type": "transfer_call", "transfer_destination": {"type": "predefined"}}"#), vec![found(Error, "transfer_without_number", "$.general_tools[0].transfer_destination", "{", "`weiter` is to transfer the call and names no number")]),
        // Graph
        (nodes(r#"{"id": "a", "type": "end"}, {"id": "a", "type": "end"}"#), vec![found(Error, "duplicate_node", "$.nodes[1].id", "\"a\"", "several nodes have the id `a`")]),
        (nodes(r#"{"id": "a", "type": "end"}, {"type": "end"}"#), vec![found(Error, "node_without_id", "$.nodes[1]", "{", "this node has no id; no edge can lead to it")]),
        (r#"{"nodes": [{"id": "a", "type": "end"}]}"#.to_owned(), vec![found(Warning, "start_missing", "$", "{", "nothing says at which node the call begins; what can be reached cannot be told")]),
        (r#"{"start_node_id": "b", "nodes": [{"id": "a", "type": "end"}]}"#.to_owned(), vec![found(Error, "start_to_nowhere", "$.start_node_id", "\"b\"", "the call is to begin at `b`, which does not exist")]),
        (nodes(r#"{"id": "a", "type": "end"}, {"id": "b", "type": "end"}"#), vec![found(Warning, "unreachable_node", "$.nodes[1]", "\"b\"", "no way leads from the start to node `b`")]),
        (nodes(r#"{"id": "a", "type": "conversation", "else_edge": {"destination_node_id": "z"}}"#), vec![found(Error, "edge_to_nowhere", "$.nodes[0].else_edge.destination_node_id", "\"z\"", "the edge leads from `a` to `z`, which does not exist")]),
        (nodes(r#"{"id": "a", "type": "conversation", "edges": [{"id": "e1", "transition_condition": {"type": "prompt", "prompt": "Ja"}}]}"#), vec![found(Warning, "edge_dangling", "$.nodes[0].edges[0]", "\"e1\"", "an edge of `a` leads to no node; when its condition holds, the call does not go on")]),
        (nodes(r#"{"id": "a", "type": "conversation", "edges": [{"id": "e1", "transition_condition": {"type": "prompt", "prompt": "Describe the transition condition"}}]}"#), vec![found(Note, "edge_dangling", "$.nodes[0].edges[0]", "\"e1\"", "an edge of `a` leads to no node; when its condition holds, the call does not go on")]),
        (nodes(r#"{"id": "a", "type": "conversation", "finetune_transition_examples": [{"destination_node_id": "z"}]}"#), vec![found(Warning, "example_to_nowhere", "$.nodes[0].finetune_transition_examples[0].destination_node_id", "\"z\"", "an example of `a` leads to `z`, which does not exist")]),
        (nodes(r#"{"id": "a", "type": "branch", "edges": []}"#), vec![found(Warning, "dead_end", "$.nodes[0]", "\"a\"", "node `a` (branch) has no way out; the call gets stuck there")]),
        // Conditions
        (asks(r#"{"type": "equation", "equations": [{"left": "stammkunde", "operator": "exists"}]}"#), vec![found(Warning, "condition_unknown_variable", const_path("left"), "\"stammkunde\"", "the condition is about `stammkunde`, which nothing extracts or supplies")]),
        (asks(r#"{"type": "equation", "equations": [{"left": "{{Kind}}", "operator": "exists"}]}"#), vec![found(Error, "condition_unknown_variable", const_path("left"), "\"{{Kind}}\"", "the condition is about `Kind`, which does not exist; did you mean `kind`?")]),
        (asks(r#"{"type": "equation", "equations": [{"left": "kind", "operator": "=", "right": "new"}]}"#), vec![found(Error, "unknown_operator", const_path("operator"), "\"=\"", "there is no operator `=`; there are ==, !=, >, >=, <, <=, contains, not_contains, exists, not_exist")]),
        (asks(r#"{"type": "equation", "operator": "and", "equations": [{"left": "kind", "operator": "exists"}]}"#), vec![found(Error, "unknown_operator", "$.nodes[0].edges[0].transition_condition.operator", "\"and\"", "there is no operator `and`; there are &&, ||")]),
        (asks(r#"{"type": "equation", "equations": []}"#), vec![found(Warning, "condition_incomplete", "$.nodes[0].edges[0].transition_condition", "[]", "the condition lacks an equation")]),
        (asks(r#"{"type": "equation", "equations": [{"left": "kind", "operator": "=="}]}"#), vec![found(Warning, "condition_incomplete", EQUATION, "\"==\"", "the condition lacks a value to compare with")]),
        (asks(r#"{"type": "equation", "equations": [{"left": "", "operator": "exists"}]}"#), vec![found(Warning, "condition_incomplete", EQUATION, "\"\"", "the condition lacks a variable")]),
        (asks(r#"{"type": "equation", "equations": [{"left": "kind"}]}"#), vec![found(Warning, "condition_incomplete", EQUATION, "{", "the condition lacks an operator")]),
        (asks(r#"{"type": "equation", "equations": [{"left": "kind", "operator": "==", "right": "New"}]}"#), vec![found(Warning, "condition_never_true", const_path("right"), "\"New\"", "`kind` is never `New`; it is one of new, old")]),
        (asks(r#"{"type": "equation", "equations": [{"left": "vip", "operator": "==", "right": "ja"}]}"#), vec![found(Warning, "condition_never_true", const_path("right"), "\"ja\"", "`vip` is never `ja`; it is one of true, false")]),
        // Texts
        (says("Heute ist der 5. November 2025."), vec![found(Warning, "fixed_date", text, "Heute ist der 5. November 2025", "a fixed date or year: `Heute ist der 5. November 2025`; it goes stale, a variable such as `{{current_time_Europe/Berlin}}` does not")]),
        (says("Gr\\u00fc\\u00dfe! Das aktuelle Jahr ist 2025."), vec![found(Warning, "fixed_date", text, "2025", "a fixed date or year: `2025`; it goes stale, a variable such as `{{current_time_Europe/Berlin}}` does not")]),
        (says("Schl\\u00fcssel: sk-a8f3b2c19d7e4f60a1b2"), vec![found(Error, "secret_in_prompt", text, "sk-a8f3b2c19d7e4f60a1b2", "a key or password; the model could read it aloud")]),
        (functions(r#"{"name": "book", "type": "custom", "url": "https://salon:kamm4711@example.org/", "headers": {"Authorization": "Bearer q8Zr2LmX4vT9"}, "query_params": {"api_key": "7f3c9a1e5b2d"}}"#), vec![
            found(Warning, "secret_in_url", "$.general_tools[0].url", "kamm4711", "a key or password in an address; addresses end up in logs"),
            found(Note, "secret_in_header", "$.general_tools[0].headers.Authorization", "q8Zr2LmX4vT9", "a key or password in plain text in header `Authorization`; whoever gets this file has it too"),
            found(Warning, "secret_in_url", "$.general_tools[0].query_params.api_key", "7f3c9a1e5b2d", "a key or password in an address; addresses end up in logs"),
        ]),
        // The file
        (r#"{"general_prompt": "a", "general_prompt": "b"}"#.to_owned(), vec![found(Warning, "duplicate_key", "$.general_prompt", "\"general_prompt\"", "`general_prompt` stands here more than once; only the last one counts")]),
        (nodes(r#"{"id": "a", "type": "end", "instruction": {"type": "prompt", "text": 7}}"#), vec![found(Warning, "wrong_type", text, "7", "`$.nodes[0].instruction.text` is of type number, expected string")]),
        // States
        (r#"{"starting_state": "a", "states": [{"name": "a", "edges": [{"destination_state_name": "c"}]}, {"name": "b"}]}"#.to_owned(), vec![
            found(Error, "edge_to_nowhere", "$.states[0].edges[0].destination_state_name", "\"c\"", "the edge leads from `a` to `c`, which does not exist"),
            found(Warning, "unreachable_node", "$.states[1]", "\"b\"", "no way leads from the start to node `b`"),
        ]),
        // Payloads
        (r#"{"name": "f", "call": {"call_id": "call_7"}, "args": {"datum": "am {{tag}}", "uhrzeit": "None", "call_id": "call_001"}}"#.to_owned(), vec![
            found(Warning, "value_is_marker", "$.args.datum", "{{tag}}", "the value of `datum` is itself a marker: `{{tag}}`"),
            found(Warning, "value_looks_unset", "$.args.uhrzeit", "\"None\"", "the value of `uhrzeit` is `None`; it is probably missing"),
            found(Warning, "call_id_invented", "$.args.call_id", "\"call_001\"", "the `call_id` among the arguments is not that of the call; the model invented it"),
        ]),
        (r#"{"event_type": "call_ended", "call": {"agent_version": "3", "transcript_with_tool_calls": [{"role": "agent", "content": "Hallo {{name}}"}, {"role": "tool_call_invocation", "name": "f", "arguments": "{a}"}]}}"#.to_owned(), vec![
            found(Warning, "wrong_type", "$.call.agent_version", "\"3\"", "`$.call.agent_version` is of type string, expected number"),
            found(Warning, "marker_spoken", "$.call.transcript_with_tool_calls[0].content", "{{name}}", "the agent read a marker aloud: `{{name}}`"),
            found(Warning, "arguments_not_json", "$.call.transcript_with_tool_calls[1].arguments", "\"{a}\"", "the arguments of `f` are no JSON"),
        ]),
    ]
}

fn const_path(field: &str) -> &'static str {
    match field {
        "left" => "$.nodes[0].edges[0].transition_condition.equations[0].left",
        "operator" => "$.nodes[0].edges[0].transition_condition.equations[0].operator",
        _ => "$.nodes[0].edges[0].transition_condition.equations[0].right",
    }
}

#[test]
fn each_broken_sample_has_exactly_its_findings() {
    for (text, expected) in cases() {
        let report = agent::check(&text, &Options::default()).unwrap();
        let got: Vec<_> = report
            .findings
            .iter()
            .map(|f| {
                let path = f.datum("path").unwrap().show(Lang::En);
                let marked = f.span.and_then(|s| s.of(&text)).unwrap_or("<no place>");
                (f.severity(), f.code().to_owned(), path, marked.to_owned(), f.message(Lang::En))
            })
            .collect();
        let wanted: Vec<_> = expected
            .into_iter()
            .map(|e| (e.severity, e.code.to_owned(), e.path.to_owned(), e.marked.to_owned(), e.en.to_owned()))
            .collect();
        assert_eq!(got, wanted, "{text}");
    }
}

/// What the file cannot tell is no mistake of its author.
#[test]
fn a_handover_that_may_be_right_passes() {
    for fields in [
        r#""type": "component", "component_id": "c", "component_type": "local""#,
        r#""type": "component", "component_id": "x", "component_type": "shared""#,
        r#""type": "mcp", "mcp_id": "m""#,
        r#""type": "transfer_call", "transfer_destination": {"type": "predefined", "number": "+49 30 23125001"}"#,
        r#""type": "transfer_call", "transfer_destination": {"type": "predefined", "number": "sip:salon@example.org"}"#,
        r#""type": "transfer_call", "transfer_destination": {"type": "predefined", "number": "42"}, "ignore_e164_validation": true"#,
        r#""type": "transfer_call", "transfer_destination": {"type": "inferred", "prompt": "Die Nummer der Technik"}"#,
        r#""type": "transfer_call", "transfer_destination": {"type": "queue", "queue_id": "q"}"#,
        r#""type": "transfer_call", "transfer_destination": "+493023125001""#,
        r#""type": "transfer_call", "number": "+493023125001""#,
    ] {
        let text = hands_over(fields);
        assert_eq!(agent::check(&text, &Options::default()).unwrap().findings, [], "{fields}");
    }
    // An export that leaves the ids of its components out.
    let text = hands_over(r#""type": "component", "component_id": "x", "component_type": "local""#);
    let text = text.replace(r#""id": "c", "#, "");
    assert_eq!(agent::check(&text, &Options::default()).unwrap().findings, []);
}

#[test]
fn a_prompt_has_a_limit_in_characters() {
    let text = r#"{"general_prompt": "äöü\u00df"}"#;
    let limit = |max_prompt| Options { max_prompt, ..Options::default() };
    assert_eq!(agent::check(text, &limit(4)).unwrap().findings, []);
    let [finding] = agent::check(text, &limit(3)).unwrap().findings.try_into().unwrap();
    assert_eq!(finding.code(), "prompt_too_long");
    assert_eq!(finding.message(Lang::De), "Dieser Text hat 4 Zeichen, erlaubt sind 3.");
    assert_eq!(finding.message(Lang::En), "this text has 4 characters, the limit is 3");
}

/// A kind that no sample shows could be dead, or worded with a hole.
#[test]
fn every_kind_of_finding_has_a_sample_and_whole_words() {
    let mut seen: Vec<String> = vec!["prompt_too_long".into(), "too_many_findings".into()];
    for (text, _) in cases() {
        for finding in agent::check(&text, &Options::default()).unwrap().findings {
            for lang in [Lang::De, Lang::En] {
                let message = finding.message(lang);
                for (name, _) in finding.data() {
                    assert!(!message.contains(&format!("{{{name}}} ")), "{message}");
                }
                assert!(!message.contains("`{name}`"), "{message}");
            }
            seen.push(finding.code().to_owned());
        }
    }
    for kind in finding::ALL {
        assert!(seen.iter().any(|code| *code == kind.code), "no sample for `{}`", kind.code);
    }
}

#[test]
fn an_uncertain_world_is_no_finding() {
    for text in [
        // A tool that is shared is elsewhere; a type that is new may do anything.
        nodes(r#"{"id": "a", "type": "function", "tool_id": "u", "tool_type": "shared"}, {"id": "n", "type": "note", "text": "{{x}} 2025"}"#),
        nodes(r#"{"id": "a", "type": "teleport", "beam": {"destination_node_id": "b"}}, {"id": "b", "type": "end"}"#),
        // A mapping of nothing but the call's id leaves the rest to the model.
        nodes(r#"{"id": "a", "type": "function", "tool_id": "t", "parameter_mapping": {"call_id": "{{call_id}}", "datum": "heute"}, "edges": [{"destination_node_id": "a"}]}"#)
            .replace("\"name\": {}}", "\"name\": {}, \"call_id\": {}}"),
        // PHP's empty maps, and null for everything.
        nodes(r#"{"id": "a", "type": "conversation", "parameter_mapping": [], "display_position": [], "else_edge": [], "edges": null, "instruction": null, "name": null}"#),
        // A global node needs no edge; "{{ name }}" and a text without braces are names as well.
        nodes(r#"{"id": "a", "type": "conversation", "instruction": "{{ slot_day }}"}, {"id": "g", "type": "conversation", "global_node_setting": {"condition": "x"}}"#),
        asks(r#"{"type": "equation", "equations": [{"left": " {{ kind }} ", "operator": "==", "right": ""}, {"left": "vip", "operator": "==", "right": "TRUE"}]}"#),
        says("`a << b`, {\\\"json\\\": {\\\"x\\\": 1}}, ${x}, {Name}, {{\\\"a\\\": 1}}, <Name>, 50 % {ca.}"),
    ] {
        assert_eq!(agent::check(&text, &Options::default()).unwrap().findings, [], "{text}");
    }
}
