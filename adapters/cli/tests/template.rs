//! `klartext render` and `klartext template` from the outside.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test touches the world, and fails loudly when it is not as expected"
)]

mod common;

use common::{directory, feed, klartext};
use serde_json::{Value, json};

const NOW: &str = "2025-11-05T10:00";

#[test]
fn the_text_alone_goes_to_stdout() {
    let dir = directory(
        "render",
        &[
            ("p.txt", "Guten Tag, <<name>>!\r\nTermin: <<date:spoken>>, 1 << 2\n".as_bytes()),
            ("v.json", r#"{"name": "Eva Beispiel", "date": "2025-11-06T14:30"}"#.as_bytes()),
        ],
    );
    let file = |name: &str| dir.join(name).display().to_string();
    let done = klartext(&["render", &file("p.txt"), "--vars", &file("v.json"), "--now", NOW]);
    let text = "Guten Tag, Eva Beispiel!\r\n\
                Termin: Donnerstag, den sechsten November, um vierzehn Uhr dreißig, 1 << 2\n";
    assert_eq!((done.exit, done.err.as_str(), done.out.as_str()), (Some(0), "", text));
    let done = feed(&["render", "-", "--vars", r#"{"a": "x"}"#, "--syntax", "mustache"], b"{{a}}<<a>>");
    assert_eq!((done.exit, done.err.as_str(), done.out.as_str()), (Some(0), "", "x<<a>>"));
    let done = feed(&["render", "-", "--vars", "[]", "--policy", "keep"], b"<<a>><<b|c>>");
    assert_eq!((done.exit, done.out.as_str()), (Some(0), "<<a>>c"));
    assert!(
        done.err.starts_with("warning[variable_missing]: Für `a` fehlt ein Wert.\n --> <stdin>:1:1\n"),
        "{}",
        done.err
    );
    let nested =
        ["render", "-", "--vars", r#"{"z": "1", "a_1": 2}"#, "--syntax", "mustache", "--nesting", "1"];
    assert_eq!(feed(&nested, b"{{a_{{z}}}}").out, "2");
    let guide = r#"{"Salon": "Salong"}"#;
    assert_eq!(feed(&["render", "-", "--pronunciation", guide], b"im Salon").out, "im Salong");
}

#[test]
fn every_mistake_is_drawn_with_its_line_and_a_caret() {
    let template = "Grüß Gott,\nFrau <<customer_nmae>>: <<Datum>>\n<<zeit:time>>\n";
    let vars = r#"{"customer_name": "Eva", "datum": "x", "zeit": "bald"}"#;
    let done = feed(&["render", "-", "--vars", vars], template.as_bytes());
    assert_eq!((done.exit, done.out.as_str()), (Some(1), ""));
    let expected = "\
error[variable_misspelled]: Für `customer_nmae` fehlt ein Wert; meinten Sie `customer_name`?
 --> <stdin>:2:6
  |
2 | Frau <<customer_nmae>>: <<Datum>>
  |      ^^^^^^^^^^^^^^^^^
error[not_a_marker]: `Datum` ist kein Platzhalter; meinten Sie `datum`?
 --> <stdin>:2:25
  |
2 | Frau <<customer_nmae>>: <<Datum>>
  |                         ^^^^^^^^^
error[value_does_not_fit]: Der Wert von `zeit`, `bald`, passt nicht zum Format `time`.
 --> <stdin>:3:1
  |
3 | <<zeit:time>>
  | ^^^^^^^^^^^^^
";
    assert_eq!(done.err, expected);
    let english = feed(&["render", "-", "--lang", "en"], b"<<a>>");
    assert_eq!(english.err.lines().next(), Some("error[variable_missing]: no value for `a`"));
    // A text that can be rendered may be worth a warning all the same.
    let done = feed(&["render", "-", "--vars", r#"{"a": "null", "b": "unused"}"#], b"<<a>>");
    assert_eq!((done.exit, done.out.as_str()), (Some(0), "null"));
    assert!(done.err.starts_with("warning[value_looks_unset]: "), "{}", done.err);
    assert_eq!(done.err.matches("]: ").count(), 1, "{}", done.err);
}

#[test]
fn programs_get_the_text_or_the_errors() {
    let json = |args: &[&str], input: &str| -> (Option<i32>, Value) {
        let done = feed(args, input.as_bytes());
        assert_eq!(done.err, "");
        (done.exit, serde_json::from_str(&done.out).expect("JSON"))
    };
    let (exit, got) = json(&["render", "-", "--format", "json"], "<<a|b>>");
    assert_eq!((exit, &got["text"], &got["errors"]), (Some(0), &json!("b"), &json!([])));
    assert_eq!(got["findings"][0]["code"], "default_used");
    let (exit, got) = json(&["render", "-", "--format", "json"], "ü<<a>> <<b>>");
    assert_eq!((exit, &got["text"]), (Some(1), &Value::Null));
    let spans: Vec<&Value> = got["errors"].as_array().expect("errors").iter().map(|e| &e["span"]).collect();
    assert_eq!(spans, [&json!({"start": 2, "end": 7}), &json!({"start": 8, "end": 13})]);

    let args = ["template", "check", "-", "--format", "json", "--vars", r#"["a", "c"]"#];
    let (exit, got) = json(&args, "<<a:date|x>> <<b>>");
    assert_eq!(exit, Some(1));
    assert_eq!((&got["id"], &got["variables"]), (&json!("<stdin>"), &json!(["a", "b"])));
    assert_eq!(got["markers"][0]["format"], "date");
    let codes: Vec<&Value> =
        got["findings"].as_array().expect("findings").iter().map(|f| &f["code"]).collect();
    assert_eq!(codes, [&json!("variable_unknown"), &json!("variable_unused")]);
}

#[test]
fn variables_have_places_too() {
    let twice = r#"{"a": "1", "a": "2"}"#;
    for command in [&["render", "-"][..], &["template", "check", "-"]] {
        let done = feed(&[command, &["--vars", twice]].concat(), b"<<a>>");
        assert_eq!((done.exit, done.out.as_str()), (Some(2), ""));
        assert_eq!(
            done.err,
            "error: `a` stands here twice
 --> --vars:1:12
  |
1 | {\"a\": \"1\", \"a\": \"2\"}
  |            ^^^
"
        );
    }
    let unused = "{\n  \"a\": \"1\",\n  \"b\": \"2\"\n}";
    let done = feed(&["template", "check", "-", "--vars", unused], b"<<a>>");
    assert_eq!(done.exit, Some(0));
    assert_eq!(
        done.err,
        "note[variable_unused]: `b` wird nicht verwendet.
 --> --vars:3:3
  |
3 |   \"b\": \"2\"
  |   ^^^
"
    );
    let done = feed(&["render", "-", "--vars", r#"{"a": [1]}"#], b"<<a>>");
    assert!(
        done.err.starts_with("error: the value of `a` is a list; a text is wanted\n --> --vars:1:7\n"),
        "{}",
        done.err
    );
}

#[test]
fn templates_are_checked_one_after_the_other() {
    let dir = directory(
        "template",
        &[("gut.txt", "<<a>> <<b>>".as_bytes()), ("schlecht.txt", "x\n{{c}} <<c>>".as_bytes())],
    );
    let file = |name: &str| dir.join(name).display().to_string();
    let (good, bad) = (file("gut.txt"), file("schlecht.txt"));
    let done = klartext(&["template", "check", &good, &bad, "--vars", r#"{"a": "1", "b": "2"}"#]);
    assert_eq!(done.exit, Some(1));
    assert_eq!(done.out, format!("ok  {good}  2 variables: a, b\nnot ok  {bad}  1 variable: c\n"));
    for part in [
        "note[other_syntax]: `{{c}}` ist ein Platzhalter anderer Schreibweise und bleibt so stehen.",
        ":2:1\n",
        "error[variable_missing]: Für `c` fehlt ein Wert.",
        ":2:7\n",
        "note[variable_unused]: `a` wird nicht verwendet.",
    ] {
        assert!(done.err.contains(part), "{part} is not in\n{}", done.err);
    }
    let done = klartext(&["template", "check", &good]);
    assert_eq!((done.exit, done.err.as_str()), (Some(0), ""));
}

#[test]
fn what_cannot_be_read_ends_with_2() {
    let missing = klartext(&["render", "gibt/es/nicht.txt"]);
    assert_eq!(
        (missing.exit, missing.err.as_str()),
        (Some(2), "error: cannot read `gibt/es/nicht.txt`: no such file\n")
    );
    let broken = feed(&["render", "-", "--vars", "{\"a\": }"], b"<<a>>");
    assert_eq!(broken.exit, Some(2));
    assert!(
        broken.err.starts_with("error: not valid JSON: expected value\n --> --vars:1:7\n"),
        "{}",
        broken.err
    );
    let lists = feed(&["render", "-", "--vars", r#"{"a": [1], "b": {}}"#], b"<<a>>");
    assert_eq!(lists.exit, Some(2));
    assert_eq!(lists.err.matches("error: the value of ").count(), 2, "{}", lists.err);
    let guide = feed(&["render", "-", "--pronunciation", r#"{"": "x"}"#], b"x");
    assert_eq!((guide.exit, guide.err.as_str()), (Some(2), "error: `` is empty\n--> --pronunciation\n"));
    let policy = klartext(&["render", "x", "--policy", "guess"]);
    assert_eq!(policy.exit, Some(2));
}
