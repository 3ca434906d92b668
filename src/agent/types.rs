//! The known fields of the platform's shapes and their types, after `platform.md` and the platform's public SDK. Unknown
//! fields pass: the platform adds some every month.

use super::sink::Field;
use super::sink::Wanted::{Flag, List, Map, Number, Plain, Text, TextOrMap};

pub(super) const FLOW: &[Field] = &[
    Field::new("global_prompt", Text),
    Field::new("nodes", List),
    Field::new("start_node_id", Text),
    Field::new("start_speaker", Text),
    Field::new("tools", List),
    Field::new("components", List),
    Field::new("mcps", List),
    Field::new("model_choice", TextOrMap),
    Field::new("model_temperature", Number),
    Field::new("tool_call_strict_mode", Flag),
    Field::new("knowledge_base_ids", List),
    Field::new("kb_config", Map),
    Field::new("default_dynamic_variables", Map),
    Field::new("dynamic_variables", Map),
    Field::new("begin_after_user_silence_ms", Number),
    Field::new("begin_tag_display_position", Map),
    Field::new("is_published", Flag),
];

pub(super) const NODE: &[Field] = &[
    Field::new("id", Text),
    Field::new("name", Text),
    Field::new("type", Text),
    Field::new("display_position", Map),
    Field::new("instruction", TextOrMap),
    Field::new("edges", List),
    Field::new("else_edge", Map),
    Field::new("skip_response_edge", Map),
    Field::new("always_edge", Map),
    Field::new("edge", Map),
    Field::new("success_edge", Map),
    Field::new("failed_edge", Map),
    Field::new("tool_id", Text),
    Field::new("tool_type", Text),
    Field::new("parameter_mapping", Map),
    Field::new("wait_for_result", Flag),
    Field::new("variables", List),
    Field::new("global_node_setting", Map),
    Field::new("finetune_conversation_examples", List),
    Field::new("finetune_transition_examples", List),
    Field::new("knowledge_base_ids", List),
    Field::new("interruption_sensitivity", Number),
    Field::new("response_variables", Map),
    Field::new("code", Text),
    Field::new("component_id", Text),
    Field::new("mcp_id", Text),
    Field::new("agent_id", Text),
    Field::new("transfer_destination", TextOrMap),
    Field::new("transfer_option", Map),
    Field::new("model_choice", TextOrMap),
];

pub(super) const INSTRUCTION: &[Field] =
    &[Field::new("type", Text), Field::new("text", Text), Field::new("prompt", Text)];

pub(super) const EDGE: &[Field] = &[
    Field::new("id", Text),
    Field::new("destination_node_id", Text),
    Field::new("transition_condition", TextOrMap),
];

pub(super) const CONDITION: &[Field] = &[
    Field::new("type", Text),
    Field::new("prompt", Text),
    Field::new("operator", Text),
    Field::new("equations", List),
];

pub(super) const EQUATION: &[Field] =
    &[Field::new("left", Text), Field::new("operator", Text), Field::new("right", Plain)];

pub(super) const VARIABLE: &[Field] = &[
    Field::new("name", Text),
    Field::new("type", Text),
    Field::new("description", Text),
    Field::new("choices", List),
    Field::new("required", Flag),
    Field::new("conditional_prompt", Text),
];

pub(super) const TOOL: &[Field] = &[
    Field::new("tool_id", Text),
    Field::new("name", Text),
    Field::new("type", Text),
    Field::new("description", Text),
    Field::new("url", Text),
    Field::new("method", Text),
    Field::new("timeout_ms", Number),
    Field::new("parameters", Map),
    Field::new("parameter_mapping", Map),
    Field::new("response_variables", Map),
    Field::new("headers", Map),
    Field::new("query_params", Map),
    Field::new("speak_after_execution", Flag),
    Field::new("args_at_root", Flag),
];

pub(super) const SCHEMA: &[Field] =
    &[Field::new("properties", Map), Field::new("required", List), Field::new("enum", List)];

pub(super) const PROMPT: &[Field] = &[
    Field::new("general_prompt", Text),
    Field::new("prompt_content", Text),
    Field::new("system_prompt", Text),
    Field::new("begin_message", Text),
    Field::new("general_tools", List),
    Field::new("tools", List),
    Field::new("functions", List),
    Field::new("functions_config", List),
    Field::new("states", List),
    Field::new("starting_state", Text),
    Field::new("default_dynamic_variables", Map),
    Field::new("dynamic_variables", Map),
    Field::new("knowledge_base_ids", List),
    Field::new("mcps", List),
    Field::new("model", Text),
    Field::new("model_temperature", Number),
    Field::new("tool_call_strict_mode", Flag),
    Field::new("post_call_analysis_data", List),
];

pub(super) const STATE: &[Field] = &[
    Field::new("name", Text),
    Field::new("state_prompt", Text),
    Field::new("tools", List),
    Field::new("edges", List),
];

pub(super) const STATE_EDGE: &[Field] = &[
    Field::new("destination_state_name", Text),
    Field::new("description", Text),
    Field::new("parameters", Map),
];

pub(super) const CALL: &[Field] = &[
    Field::new("call_id", Text),
    Field::new("agent_id", Text),
    Field::new("agent_version", Number),
    Field::new("call_type", Text),
    Field::new("direction", Text),
    Field::new("from_number", Text),
    Field::new("to_number", Text),
    Field::new("call_status", Text),
    Field::new("start_timestamp", Number),
    Field::new("end_timestamp", Number),
    Field::new("duration_ms", Number),
    Field::new("disconnection_reason", Text),
    Field::new("metadata", Map),
    Field::new("custom_sip_headers", Map),
    Field::new("retell_llm_dynamic_variables", Map),
    Field::new("collected_dynamic_variables", Map),
    Field::new("transcript", Text),
    Field::new("transcript_object", List),
    Field::new("transcript_with_tool_calls", List),
    Field::new("call_analysis", Map),
];

pub(super) const ANALYSIS: &[Field] = &[
    Field::new("call_summary", Text),
    Field::new("user_sentiment", Text),
    Field::new("call_successful", Flag),
    Field::new("in_voicemail", Flag),
    Field::new("custom_analysis_data", Map),
];

pub(super) const TURN: &[Field] = &[
    Field::new("role", Text),
    Field::new("content", Text),
    Field::new("arguments", Text),
    Field::new("name", Text),
    Field::new("words", List),
];

pub(super) const EVENT: &[Field] =
    &[Field::new("event", Text), Field::new("event_type", Text), Field::new("call", Map)];

pub(super) const FUNCTION_CALL: &[Field] =
    &[Field::new("name", Text), Field::new("call", Map), Field::new("args", Map)];
