//! Conditions on edges: `left operator right`, joined by `&&` or `||`.

use std::collections::HashMap;

use super::collect::Collector;
use super::finding;
use super::sink::{Sink, check_types, wrong_type};
use super::types;
use super::variable::{Meaning, Values};
use crate::finding::{Datum, Finding};
use crate::json::{Node, Value, short};
use crate::span::Span;

const OPERATORS: [&str; 10] =
    ["==", "!=", ">", ">=", "<", "<=", "contains", "not_contains", "exists", "not_exist"];

/// How people write the others; `not_exists` is what the platform's own pages call `not_exist` now and then.
const ALSO: [&str; 1] = ["not_exists"];

/// The shape of a transition condition: its types, its joint, and that it says anything.
pub(super) fn shape(condition: &Node<'_>, connected: bool, root: &Node<'_>, sink: &mut Sink) {
    check_types(condition, types::CONDITION, root, sink);
    let kind = condition.text("type").unwrap_or("");
    let equations = condition.get("equations");
    if let Some(equations) = equations {
        if let Some(joint) = condition.some("operator")
            && let Some(operator) = joint.as_str()
            && !matches!(operator, "&&" | "||")
        {
            sink.put(unknown_operator(operator, &["&&", "||"]), joint.span);
        }
        if equations.is_blank() && kind == "equation" {
            incomplete(condition, equations.span, "eine Gleichung", "an equation", sink);
        }
    } else if kind == "equation" {
        let at = condition.get("type").map_or(condition.span, |t| t.span);
        incomplete(condition, at, "eine Gleichung", "an equation", sink);
    } else if kind == "prompt"
        && connected
        && let Some(prompt) = condition.get("prompt").filter(|p| p.is_blank())
    {
        incomplete(condition, prompt.span, "der Text", "its text", sink);
    }
}

fn incomplete(condition: &Node<'_>, at: Span, de: &'static str, en: &'static str, sink: &mut Sink) {
    // The same word in both languages would be wrong in one of them.
    let mut kind = finding::CONDITION_INCOMPLETE.clone();
    kind.de = format!("Der Bedingung fehlt etwas: {de}.").into();
    kind.en = format!("the condition lacks {en}").into();
    sink.put_of(Finding::owned(kind).with("missing", en), at, condition.span);
}

fn unknown_operator(operator: &str, known: &[&'static str]) -> Finding {
    let known: Vec<Datum> = known.iter().map(|o| Datum::from(*o)).collect();
    Finding::new(&finding::UNKNOWN_OPERATOR)
        .with("operator", short(operator).into_owned())
        .with("known", known)
}

/// Every equation of the file.
pub(super) fn check(collected: &Collector<'_>, root: &Node<'_>, sink: &mut Sink) {
    // The first place of each unknown name, and how often it is asked for.
    let mut unknown: HashMap<&str, usize> = HashMap::new();
    let names = |e: &Node<'_>| e.text("left").map(str::len);
    for equation in &collected.equations {
        if names(equation).is_some() {
            let name = bare(equation.text("left").unwrap_or(""));
            if !collected.variables.is_known(name) {
                let count = unknown.entry(name).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    for equation in &collected.equations {
        if !equation.is_object() {
            wrong_type(equation, "object", root, sink);
            continue;
        }
        check_types(equation, types::EQUATION, root, sink);
        operator(equation, sink);
        let Some(left) = equation.some("left").filter(|l| !l.is_blank()) else {
            let at = equation.get("left").map_or_else(|| first_byte(equation), |l| l.span);
            incomplete(equation, at, "eine Variable", "a variable", sink);
            continue;
        };
        let Some(name) = left.as_str().map(bare) else { continue };
        if !unknown.is_empty()
            && let Some(uses) = unknown.remove(name)
            && let Some(finding) = variable(collected, name)
        {
            sink.put(finding.with("uses", uses), left.span);
        }
        value(collected, equation, name, sink);
    }
}

fn operator(equation: &Node<'_>, sink: &mut Sink) {
    let Some(node) = equation.some("operator") else {
        return incomplete(equation, first_byte(equation), "ein Operator", "an operator", sink);
    };
    let Some(operator) = node.as_str() else { return };
    if !OPERATORS.contains(&operator) && !ALSO.contains(&operator) {
        return sink.put(unknown_operator(operator, &OPERATORS), node.span);
    }
    let alone = operator.contains("exist");
    if !alone && equation.some("right").is_none() {
        incomplete(equation, node.span, "ein Wert zum Vergleichen", "a value to compare with", sink);
    }
}

fn variable(collected: &Collector<'_>, name: &str) -> Option<Finding> {
    let shown = short(name).into_owned();
    Some(match collected.variables.meaning(name) {
        Meaning::Known => return None,
        Meaning::NoZone(_) => return collected.unknown(name),
        Meaning::WrongCase(meant) | Meaning::Misspelled(meant) => {
            Finding::new(&finding::CONDITION_MISSPELLED).with("name", shown).with("suggestion", meant)
        }
        Meaning::Unknown => Finding::new(&finding::CONDITION_VARIABLE).with("name", shown),
    })
}

/// A comparison for equality with something that the variable never is.
fn value(collected: &Collector<'_>, equation: &Node<'_>, name: &str, sink: &mut Sink) {
    if equation.text("operator") != Some("==") {
        return;
    }
    let Some(right) = equation.get("right") else { return };
    let written = match &right.value {
        Value::String(s) => s.trim(),
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Number(n) => n,
        _ => return,
    };
    // Empty stands for "not yet extracted".
    if written.is_empty() || written.contains("{{") {
        return;
    }
    let (possible, choices) = match collected.variables.values(name) {
        Values::Any => return,
        Values::Boolean => {
            (["true", "false"].iter().any(|v| written.eq_ignore_ascii_case(v)), "true, false".to_owned())
        }
        Values::Choices(choices) => {
            let shown: Vec<_> = choices.iter().take(12).map(|c| short(c)).collect();
            (choices.iter().any(|c| c.trim() == written), shown.join(", "))
        }
    };
    if !possible {
        let finding = Finding::new(&finding::CONDITION_NEVER)
            .with("name", short(name).into_owned())
            .with("value", short(written).into_owned())
            .with("choices", choices);
        sink.put(finding, right.span);
    }
}

/// `name` or `{{name}}`, without blanks.
fn bare(left: &str) -> &str {
    let left = left.trim();
    left.strip_prefix("{{").and_then(|l| l.strip_suffix("}}")).map_or(left, str::trim)
}

fn first_byte(node: &Node<'_>) -> Span {
    Span::new(node.span.start, node.span.start.saturating_add(1))
}
