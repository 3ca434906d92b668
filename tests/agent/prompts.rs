//! Sentences as they stand in the prompts of salons and practices: every defect is found, and no alarm is false.

use klartext::agent::{self, Options};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    text: String,
    #[serde(default)]
    stale: Vec<String>,
    #[serde(default)]
    secret: Vec<String>,
    #[serde(default)]
    marker: Vec<String>,
}

#[test]
fn what_is_wrong_with_a_sentence_and_nothing_else() {
    let mut wrong = Vec::new();
    let files = [include_str!("prompts/blind_1.toml"), include_str!("prompts/blind_2.toml")];
    for sentence in files.iter().flat_map(|f| toml::from_str::<File>(f).unwrap().sentence) {
        let file = serde_json::json!({
            "general_prompt": sentence.text,
            "default_dynamic_variables": {"customer_name": "Eva", "api_token": "", "today_short": "ja"},
        })
        .to_string();
        let report = agent::check(&file, &Options::default()).unwrap();
        let found: Vec<(&str, String)> = report
            .findings
            .iter()
            .map(|f| {
                let marked = f.span.and_then(|s| s.of(&file)).unwrap_or("").replace("\\\"", "\"");
                (f.code(), marked)
            })
            .collect();
        let wanted: Vec<(&[&str], &String)> = [
            (&["fixed_date"][..], &sentence.stale),
            (&["secret_in_prompt"], &sentence.secret),
            (
                &["marker_broken", "marker_single_brace", "template_logic", "variable_misspelled"],
                &sentence.marker,
            ),
        ]
        .iter()
        .flat_map(|(codes, parts)| parts.iter().map(move |p| (*codes, p)))
        .collect();
        let fits = |(codes, part): &(&[&str], &String), (code, marked): &(&str, String)| {
            codes.contains(code) && (marked.contains(part.as_str()) || part.contains(marked.as_str()))
        };
        let missed = wanted.iter().any(|w| !found.iter().any(|f| fits(w, f)));
        if missed || found.iter().any(|f| !wanted.iter().any(|w| fits(w, f))) {
            wrong.push(format!("{}: {found:?}", sentence.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
