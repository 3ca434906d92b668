//! The known fields of the platform's shapes and their types, after `platform.md` and the platform's public SDK. Unknown
//! fields pass: the platform adds some every month.

use super::sink::Field;
use super::sink::Wanted::{Flag, List, Map, Number, Plain, Text, TextOrMap};

pub(super) const FLOW: &[Field] = &[
    ("global_prompt", Text),
    ("nodes", List),
    ("start_node_id", Text),
    ("start_speaker", Text),
    ("tools", List),
    ("components", List),
    ("mcps", List),
    ("model_choice", TextOrMap),
    ("model_temperature", Number),
    ("tool_call_strict_mode", Flag),
    ("knowledge_base_ids", List),
    ("kb_config", Map),
    ("default_dynamic_variables", Map),
    ("dynamic_variables", Map),
    ("begin_after_user_silence_ms", Number),
    ("begin_tag_display_position", Map),
    ("is_published", Flag),
];

pub(super) const NODE: &[Field] = &[
    ("id", Text),
    ("name", Text),
    ("type", Text),
    ("display_position", Map),
    ("instruction", TextOrMap),
    ("edges", List),
    ("else_edge", Map),
    ("skip_response_edge", Map),
    ("always_edge", Map),
    ("edge", Map),
    ("success_edge", Map),
    ("failed_edge", Map),
    ("tool_id", Text),
    ("tool_type", Text),
    ("parameter_mapping", Map),
    ("wait_for_result", Flag),
    ("variables", List),
    ("global_node_setting", Map),
    ("finetune_conversation_examples", List),
    ("finetune_transition_examples", List),
    ("knowledge_base_ids", List),
    ("interruption_sensitivity", Number),
    ("response_variables", Map),
    ("code", Text),
    ("component_id", Text),
    ("mcp_id", Text),
    ("agent_id", Text),
    ("transfer_destination", TextOrMap),
    ("transfer_option", Map),
    ("model_choice", TextOrMap),
];

pub(super) const INSTRUCTION: &[Field] = &[("type", Text), ("text", Text), ("prompt", Text)];

pub(super) const EDGE: &[Field] =
    &[("id", Text), ("destination_node_id", Text), ("transition_condition", TextOrMap)];

pub(super) const CONDITION: &[Field] =
    &[("type", Text), ("prompt", Text), ("operator", Text), ("equations", List)];

pub(super) const EQUATION: &[Field] = &[("left", Text), ("operator", Text), ("right", Plain)];

pub(super) const VARIABLE: &[Field] = &[
    ("name", Text),
    ("type", Text),
    ("description", Text),
    ("choices", List),
    ("required", Flag),
    ("conditional_prompt", Text),
];

pub(super) const TOOL: &[Field] = &[
    ("tool_id", Text),
    ("name", Text),
    ("type", Text),
    ("description", Text),
    ("url", Text),
    ("method", Text),
    ("timeout_ms", Number),
    ("parameters", Map),
    ("parameter_mapping", Map),
    ("response_variables", Map),
    ("headers", Map),
    ("query_params", Map),
    ("speak_after_execution", Flag),
    ("args_at_root", Flag),
];

pub(super) const SCHEMA: &[Field] = &[("properties", Map), ("required", List), ("enum", List)];

pub(super) const PROMPT: &[Field] = &[
    ("general_prompt", Text),
    ("prompt_content", Text),
    ("system_prompt", Text),
    ("begin_message", Text),
    ("general_tools", List),
    ("tools", List),
    ("functions", List),
    ("functions_config", List),
    ("states", List),
    ("starting_state", Text),
    ("default_dynamic_variables", Map),
    ("dynamic_variables", Map),
    ("knowledge_base_ids", List),
    ("mcps", List),
    ("model", Text),
    ("model_temperature", Number),
    ("tool_call_strict_mode", Flag),
    ("post_call_analysis_data", List),
];

pub(super) const STATE: &[Field] =
    &[("name", Text), ("state_prompt", Text), ("tools", List), ("edges", List)];

pub(super) const STATE_EDGE: &[Field] =
    &[("destination_state_name", Text), ("description", Text), ("parameters", Map)];

pub(super) const CALL: &[Field] = &[
    ("call_id", Text),
    ("agent_id", Text),
    ("agent_version", Number),
    ("call_type", Text),
    ("direction", Text),
    ("from_number", Text),
    ("to_number", Text),
    ("call_status", Text),
    ("start_timestamp", Number),
    ("end_timestamp", Number),
    ("duration_ms", Number),
    ("disconnection_reason", Text),
    ("metadata", Map),
    ("custom_sip_headers", Map),
    ("retell_llm_dynamic_variables", Map),
    ("collected_dynamic_variables", Map),
    ("transcript", Text),
    ("transcript_object", List),
    ("transcript_with_tool_calls", List),
    ("call_analysis", Map),
];

pub(super) const ANALYSIS: &[Field] = &[
    ("call_summary", Text),
    ("user_sentiment", Text),
    ("call_successful", Flag),
    ("in_voicemail", Flag),
    ("custom_analysis_data", Map),
];

pub(super) const TURN: &[Field] =
    &[("role", Text), ("content", Text), ("arguments", Text), ("name", Text), ("words", List)];

pub(super) const EVENT: &[Field] = &[("event", Text), ("event_type", Text), ("call", Map)];

pub(super) const FUNCTION_CALL: &[Field] = &[("name", Text), ("call", Map), ("args", Map)];
