//! Any values fit into any template or are refused with a reason: formats, slots, guides, and no marker that nobody wrote.

use klartext::template::{MissingPolicy, Options, Parser, Pronunciation, RenderResponse, Syntax, Template};

use super::common;
use super::template::outermost;

/// Longer values and templates only take longer: all that they say is said in less.
const LONGEST: usize = 768;

const SYNTAXES: [Syntax; 3] = [Syntax::Angle, Syntax::Mustache, Syntax::Both];
const POLICIES: [MissingPolicy; 4] =
    [MissingPolicy::Error, MissingPolicy::Default, MissingPolicy::Keep, MissingPolicy::Empty];

/// The input has lines of `name=value`, an empty line, and the template. Which syntax, depth and policy it is tried with, the
/// sum of its bytes decides: a run of the fuzzer is to try many inputs, and comes to every way of rendering in time.
pub fn template_values(data: &[u8]) {
    if data.len() > LONGEST {
        return;
    }
    let sum = data.iter().fold(0_usize, |sum, b| sum.wrapping_add(usize::from(*b)));
    let pick = |list: usize, by: usize| sum.wrapping_div(by).wrapping_rem(list);
    if let (Some(syntax), Some(policy)) = (SYNTAXES.get(pick(3, 1)), POLICIES.get(pick(4, 3))) {
        tried(data, *syntax, if pick(2, 12) == 0 { 0 } else { 3 }, *policy, pick(3, 24) == 0);
    }
}

/// The same in every way, for an input that is tried once.
pub fn template_values_every_way(data: &[u8]) {
    for syntax in SYNTAXES {
        for nesting in [0, 3] {
            for policy in POLICIES {
                tried(data, syntax, nesting, policy, policy == MissingPolicy::Empty);
            }
        }
    }
}

fn tried(data: &[u8], syntax: Syntax, nesting: u8, policy: MissingPolicy, spoken: bool) {
    let Ok(input) = std::str::from_utf8(data) else { return };
    let (head, text) = input.split_once("\n\n").unwrap_or(("", input));
    let values: Vec<(&str, &str)> = head.lines().filter_map(|line| line.split_once('=')).collect();
    let Ok(template) = Parser::new(syntax).nesting(nesting).parse(text) else { return };
    // A template without a marker is the other target's.
    if template.markers().next().is_none() && !text.contains(['<', '{']) {
        return;
    }
    let [context, ..] = common::contexts();
    let options = Options::default().context(&context);
    check(text, &template, &values, policy, &options);
    if spoken && let Ok(guide) = Pronunciation::new([("Termin", "Termien"), ("Frau", "Frau"), ("a", "b c")]) {
        let said = template.render_with(&values, MissingPolicy::Empty, &options.pronunciation(&guide));
        let plain = template.render_with(&values, MissingPolicy::Empty, &options);
        assert_eq!(said.is_ok(), plain.is_ok(), "a guide decides over {text:?}");
        if let Ok(plain) = plain {
            assert_eq!(said.as_deref().ok(), Some(guide.apply(&plain).as_str()));
        }
    }
}

fn check(
    text: &str,
    template: &Template,
    values: &Vec<(&str, &str)>,
    policy: MissingPolicy,
    options: &Options<'_>,
) {
    let mut buffer = "vorher".to_owned();
    let done = template.render_into(values, policy, options, &mut buffer);
    common::findings(text, &template.check_with(values, options));
    match &done {
        Err(errors) => {
            assert!(!errors.is_empty());
            assert_eq!(buffer, "vorher", "an error left something behind");
            for error in errors {
                common::span(text, error.span, "error");
                common::wording(&error.finding());
            }
            assert!(errors.is_sorted_by_key(|e| e.span.start), "not in order: {errors:?}");
        }
        Ok(()) => {
            let rendered = buffer.strip_prefix("vorher").unwrap_or_default();
            // A value that brings a bracket of its own may bring a marker.
            if policy != MissingPolicy::Keep && !values.iter().any(|(_, v)| v.contains(['<', '{'])) {
                let again = Parser::new(template.syntax()).nesting(template.nesting()).parse(rendered);
                let spans: Vec<_> = again.iter().flat_map(Template::markers).map(|m| m.span).collect();
                for span in outermost(&spans) {
                    let escaped = format!("\\{}", span.of(rendered).unwrap_or("-"));
                    assert!(text.contains(&escaped), "{escaped} came to be in {rendered:?}");
                }
            }
        }
    }

    // By name and by slot come to the same. Of a name that stands there twice the first counts in both.
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let list: Vec<&str> = values.iter().map(|(_, value)| *value).collect();
    match template.bind(&names, policy) {
        Ok(bound) => {
            let mut by_slot = "vorher".to_owned();
            assert_eq!(bound.render_with(&list, options, &mut by_slot), done);
            assert_eq!(by_slot, buffer);
        }
        Err(errors) => {
            let told = done.as_ref().err();
            assert!(told.is_some_and(|t| t.len() >= errors.len()), "{errors:?}, rendered: {told:?}");
        }
    }
    let response = RenderResponse::new(serde_json::Value::Null, template, values, policy, options);
    assert_eq!(response.text.is_some(), done.is_ok());
    assert!(serde_json::to_string(&response).is_ok());
}
