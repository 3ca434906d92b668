//! JSON Schemas of the shapes at the edges, by the name of their file in `schema/`.
//!
//! `cargo xtask schema` writes them, `cargo xtask schema --check` compares.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};

use crate::agent::{Difference, Options, Report};
use crate::appointment::confirm::{ConfirmRequest, ConfirmResponse};
use crate::appointment::lookup::wire::{LookupRequest, LookupResponse};
use crate::appointment::{HoursRequest, HoursResponse};
use crate::conversation::Conversation;
use crate::phone::{
    CustomerEntry, MatchRequest, MatchResponse, PhoneRequest, PhoneResponse, RecogniseRequest,
    RecogniseResponse,
};
use crate::rules::RuleSet;
use crate::template::{RenderRequest, RenderResponse, TemplateRequest, TemplateResponse};
use crate::temporal::Explanation;
use crate::verdict::Verdict;
use crate::wire::{ErrorResponse, FindResponse, ResolveRequest, ResolveResponse};

/// Every schema with the name of its file, `.json` left off; draft 2020-12.
///
/// A request's schema tells what is read, so defaults are optional; a response's tells what is written, so that a field
/// which is always there is required, `null` though it may be.
///
/// ```
/// let schemas = klartext::schema::all();
/// let (_, verdict) = schemas.iter().find(|(name, _)| *name == "verdict").ok_or("no such schema")?;
/// assert_eq!(verdict.get("title").and_then(|t| t.as_str()), Some("Verdict"));
/// # Ok::<(), &str>(())
/// ```
pub fn all() -> Vec<(&'static str, Schema)> {
    vec![
        ("agent_diff", written::<Difference>()),
        ("agent_options", read::<Options>()),
        ("agent_report", written::<Report>()),
        ("confirm_request", read::<ConfirmRequest>()),
        ("confirm_response", written::<ConfirmResponse>()),
        ("conversation", written::<Conversation>()),
        ("error_response", written::<ErrorResponse>()),
        ("explanation", written::<Explanation>()),
        ("find_response", written::<FindResponse>()),
        ("hours_request", read::<HoursRequest>()),
        ("hours_response", written::<HoursResponse>()),
        ("lookup_request", read::<LookupRequest>()),
        ("lookup_response", written::<LookupResponse>()),
        ("phone_customer", read::<CustomerEntry>()),
        ("phone_match_request", read::<MatchRequest>()),
        ("phone_match_response", written::<MatchResponse>()),
        ("phone_recognise_request", read::<RecogniseRequest>()),
        ("phone_recognise_response", written::<RecogniseResponse>()),
        ("phone_request", read::<PhoneRequest>()),
        ("phone_response", written::<PhoneResponse>()),
        ("render_request", read::<RenderRequest>()),
        ("render_response", written::<RenderResponse>()),
        ("resolve_request", read::<ResolveRequest>()),
        ("resolve_response", written::<ResolveResponse>()),
        ("rule_set", read::<RuleSet>()),
        ("template_request", read::<TemplateRequest>()),
        ("template_response", written::<TemplateResponse>()),
        ("verdict", written::<Verdict>()),
    ]
}

/// The schema of what we read.
fn read<T: JsonSchema>() -> Schema {
    root::<T>(SchemaSettings::draft2020_12())
}

/// The schema of what we write.
fn written<T: JsonSchema>() -> Schema {
    root::<T>(SchemaSettings::draft2020_12().for_serialize())
}

fn root<T: JsonSchema>(settings: SchemaSettings) -> Schema {
    settings
        .with_transform(RecursiveTransform(plain_description))
        .into_generator()
        .into_root_schema_for::<T>()
}

/// Doc comments are written for rustdoc: the examples in Rust go, links become plain names.
fn plain_description(schema: &mut Schema) {
    let Some(text) = schema.get("description").and_then(|d| d.as_str()) else { return };
    let mut plain = String::with_capacity(text.len());
    let mut code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code {
            plain.push_str(line);
            plain.push('\n');
        }
    }
    let plain = plain.trim_end().replace("[`", "`").replace("`]", "`");
    schema.insert("description".to_owned(), plain.into());
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::{Value, json};

    use super::*;
    use crate::finding::{Finding, Kind, Severity};
    use crate::span::Span;
    use crate::temporal::{Assumed, Value as Meant};
    use crate::verdict::{Ask, Outcome, SlotValue, Step};

    fn keys(value: &Value) -> BTreeSet<String> {
        value.as_object().map(|o| o.keys().cloned().collect()).unwrap_or_default()
    }

    fn verdict() -> Verdict {
        static KIND: Kind = Kind::new("past_year", Severity::Warning, "Jahr", "year");
        Verdict {
            outcome: Outcome::Ask(Ask {
                slot: "time".into(),
                text: "Um wie viel Uhr?".into(),
                options: Vec::new(),
            }),
            values: BTreeMap::from([
                ("name".to_owned(), SlotValue::Text("Max Muster".into())),
                (
                    "date".to_owned(),
                    SlotValue::Time(Meant::Date("2025-11-06".parse().unwrap()), Assumed::default()),
                ),
            ]),
            findings: vec![Finding::new(&KIND).at(Span::new(0, 4)).of_slot("date")],
            say: None,
            trace: Some(vec![Step {
                rule: "time".into(),
                inputs: Vec::new(),
                outcome: "missing".into(),
                why: "required".into(),
            }]),
        }
    }

    #[test]
    fn the_schema_of_a_verdict_has_the_fields_that_are_written() {
        let schema = written::<Verdict>().to_value();
        let out = serde_json::to_value(verdict()).unwrap();
        assert_eq!(keys(&schema["properties"]), keys(&out));
        for (name, of) in [("Ask", &out["ask"]), ("Step", &out["trace"][0]), ("Finding", &out["findings"][0])]
        {
            assert_eq!(keys(&schema["$defs"][name]["properties"]), keys(of), "{name}");
        }
        let required: BTreeSet<&str> =
            schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(required, BTreeSet::from(["ask", "findings", "outcome", "say", "values"]));
        let without = serde_json::to_value(Verdict { trace: None, ..verdict() }).unwrap();
        assert!(!keys(&without).contains("trace"));
    }

    #[test]
    fn the_schema_of_an_outcome_has_its_names() {
        let schema = written::<Verdict>().to_value().to_string();
        for outcome in [Outcome::Accept, verdict().outcome, Outcome::Reject] {
            assert!(schema.contains(&format!("\"{}\"", outcome.as_str())), "{}", outcome.as_str());
        }
    }

    #[test]
    fn a_request_with_an_unknown_field_is_refused_by_schema_and_reader() {
        let schema = read::<ResolveRequest>().to_value();
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(schema["required"], json!(["text"]));
        assert!(serde_json::from_value::<ResolveRequest>(json!({"text": "", "nwo": ""})).is_err());
        assert_eq!(read::<PhoneRequest>().to_value()["required"], json!(["text"]));
    }

    #[test]
    fn a_description_loses_what_only_rustdoc_reads() {
        let mut schema = schemars::json_schema!({
            "description": "See [`Span`].\n\n```\nlet x = [1];\n```\nAnd more.\n\n```text\nx\n```"
        });
        plain_description(&mut schema);
        assert_eq!(schema.get("description"), Some(&json!("See `Span`.\n\nAnd more.")));
    }

    #[test]
    fn names_are_unique_and_every_schema_has_a_title() {
        let all = all();
        let names: BTreeSet<&str> = all.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), all.len());
        for (name, schema) in &all {
            assert!(schema.get("title").is_some(), "{name}");
        }
    }
}
