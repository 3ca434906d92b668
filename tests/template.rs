//! Templates: what is a marker, what stays, and that every mistake is reported.
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeMap;

use klartext::template::{Lookup, MissingPolicy, Problem, Syntax, Template, TemplateError, Value};
use klartext::{Severity, Span};
use proptest::prelude::*;

fn template(text: &str, syntax: Syntax) -> Template {
    Template::parse(text, syntax).unwrap()
}

fn render(text: &str, syntax: Syntax, values: &[(&str, &str)]) -> Result<String, Vec<TemplateError>> {
    template(text, syntax).render(values, MissingPolicy::Default)
}

#[test]
fn markers_are_filled() {
    let values = [("name", "Muster"), ("datum", "Montag"), ("a1_b", "x")];
    for (text, expected) in [
        ("<<name>>", "Muster"),
        ("Guten Tag, <<name>>.", "Guten Tag, Muster."),
        ("<<name>><<datum>>", "MusterMontag"),
        ("<<<name>>>", "<Muster>"),
        ("<<a1_b>>", "x"),
        ("<<name|Kunde>>", "Muster"),
        ("<<kunde|Kunde>>", "Kunde"),
        ("<<kunde|>>", ""),
        ("<<kunde|Herr oder Frau>>", "Herr oder Frau"),
        ("<<kunde|a|b>c>>", "a|b>c"),
        ("ä<<name>>ö", "äMusterö"),
    ] {
        assert_eq!(render(text, Syntax::Angle, &values).as_deref(), Ok(expected), "{text}");
        let mustache = text.replace("<<", "{{").replace(">>", "}}");
        if text != "<<<name>>>" {
            assert_eq!(render(&mustache, Syntax::Mustache, &values).as_deref(), Ok(expected), "{mustache}");
        }
        assert_eq!(render(text, Syntax::Both, &values).as_deref(), Ok(expected), "{text}");
    }
    assert_eq!(render("<<name>> {{datum}}", Syntax::Both, &values).as_deref(), Ok("Muster Montag"));
    assert_eq!(render("<<name>> {{datum}}", Syntax::Angle, &values).as_deref(), Ok("Muster {{datum}}"));
    assert_eq!(render("<<name>> {{datum}}", Syntax::Mustache, &values).as_deref(), Ok("<<name>> Montag"));
}

#[test]
fn prose_and_code_stay_byte_for_byte() {
    for text in [
        "",
        "a << b",
        "1 << 2 >> 1",
        "x<<y",
        "x<<y >>z",
        "std::cout << name << std::endl;",
        "<<1>>",
        "<<_x>>",
        "<<>>",
        "<< >>",
        "<<name",
        "name>>",
        "<<name|Kunde",
        "<<name|eins\nzwei>>",
        "<<name|<<innen",
        "«name» ‹‹name››",
        "{{name}}",
        "{{#if name}}x{{/if}}",
        "<name> <<name> <name>>",
        "\\ \\\\ \\<<",
        "<<größe>>",
        "<<name:speken>>",
        "<<name:>>",
        "<<name:spoken:date>>",
        "<<name::spoken>>",
        "<<name |Kunde>>",
        "<<kunden-name>>",
        "<<name|eins\r\nzwei>>",
        "\r\n<<\r\n>>\r\n",
        "std::cout <<a<< b >>c;",
        "\\<<Name>> \\\\<<Name>>",
    ] {
        assert_eq!(render(text, Syntax::Angle, &[]).as_deref(), Ok(text));
        assert_eq!(template(text, Syntax::Angle).variables().len(), 0, "{text}");
    }
}

#[test]
fn a_backslash_makes_a_marker_text() {
    let values = [("name", "Muster")];
    for (text, expected) in [
        (r"\<<name>>", "<<name>>"),
        (r"\\<<name>>", r"\Muster"),
        (r"\\\<<name>>", r"\<<name>>"),
        (r"a\<<name>><<name>>", "a<<name>>Muster"),
        (r"\<<name|Kunde>>", "<<name|Kunde>>"),
        (r"\a \< \<< name", r"\a \< \<< name"),
        (r"C:\temp\x", r"C:\temp\x"),
        (r"\\\\<<name>>", r"\\Muster"),
        (r"\<<name:spoken|Kunde>>", "<<name:spoken|Kunde>>"),
        (r"<\<<name>>>", "<<<name>>>"),
        (r"<<name>>\<<name>>\\<<name>>", r"Muster<<name>>\Muster"),
        ("ü\\<<name>>ü", "ü<<name>>ü"),
    ] {
        assert_eq!(render(text, Syntax::Angle, &values).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn variables_come_once_in_order() {
    let t = template("<<b>> <<a>> <<b|x>> {{c}}", Syntax::Both);
    assert_eq!(t.variables().collect::<Vec<_>>(), ["b", "a", "c"]);
    let markers: Vec<_> = t.markers().map(|m| (m.name, m.default, m.span)).collect();
    assert_eq!(
        markers,
        [
            ("b", None, Span::new(0, 5)),
            ("a", None, Span::new(6, 11)),
            ("b", Some("x"), Span::new(12, 19)),
            ("c", None, Span::new(20, 25)),
        ]
    );
}

#[test]
fn every_policy() {
    let t = template("<<a>>|<<b|x>>|<<c>>", Syntax::Angle);
    let with = |policy| t.render(&[("c", "C")], policy);
    assert_eq!(with(MissingPolicy::Keep).as_deref(), Ok("<<a>>|x|C"));
    assert_eq!(with(MissingPolicy::Empty).as_deref(), Ok("|x|C"));
    let missing = |errors: Vec<TemplateError>| errors.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(missing(with(MissingPolicy::Default).unwrap_err()), ["no value for `a`"]);
    assert_eq!(missing(with(MissingPolicy::Error).unwrap_err()), ["no value for `a`", "no value for `b`"]);
}

#[test]
fn all_mistakes_at_once_with_a_suggestion() {
    let text = "Hallo <<customer_nmae>>, <<Datum>> um <<uhrzeit>>: <<service>> bei <<xyz>>";
    let values = [("customer_name", "M"), ("datum", "heute"), ("Uhrzeit", "10"), ("service", "Schnitt")];
    let errors = template(text, Syntax::Angle).render(&values, MissingPolicy::Default).unwrap_err();
    let shown: Vec<_> = errors.iter().map(|e| (e.span.of(text).unwrap(), e.to_string())).collect();
    let expected = [
        ("<<customer_nmae>>", "no value for `customer_nmae`; did you mean `customer_name`?"),
        ("<<Datum>>", "`Datum` is no marker; did you mean `datum`?"),
        ("<<uhrzeit>>", "no value for `uhrzeit`, but for `Uhrzeit`"),
        ("<<xyz>>", "no value for `xyz`"),
    ];
    assert_eq!(shown, expected.map(|(m, e)| (m, e.to_owned())));
    let german: Vec<String> =
        errors.iter().map(|e| e.finding().message(klartext::finding::Lang::De)).collect();
    assert_eq!(
        german,
        [
            "Für `customer_nmae` fehlt ein Wert; meinten Sie `customer_name`?",
            "`Datum` ist kein Platzhalter; meinten Sie `datum`?",
            "Für `uhrzeit` fehlt ein Wert, aber für `Uhrzeit` gibt es einen; Groß- und Kleinschreibung zählt.",
            "Für `xyz` fehlt ein Wert.",
        ]
    );
}

#[test]
fn names_that_are_too_far_are_not_suggested() {
    let errors = render("<<ort>> <<telefon>>", Syntax::Angle, &[("ab", ""), ("name", "")]).unwrap_err();
    assert!(errors.iter().all(|e| matches!(e.problem, Problem::Missing { .. })), "{errors:?}");
}

#[test]
fn values_are_never_scanned_again() {
    let values = [("a", "<<b>>"), ("b", "B"), ("c", "\\<<a>> {{b}}")];
    assert_eq!(render("<<a>> <<c>>", Syntax::Both, &values).as_deref(), Ok("<<b>> \\<<a>> {{b}}"));
}

#[test]
fn what_is_noticed_about_values() {
    let t = template("<<a>> <<b>> <<c>> <<d|x>> <<e>> << f >> <<G>>", Syntax::Angle);
    let values = [("a", "{{name}}"), ("b", "null"), ("c", " None "), ("e", "Nullmeier"), ("g", "")];
    let findings = t.check(&values);
    let codes: Vec<_> = findings.iter().map(|f| (f.code(), f.severity())).collect();
    assert_eq!(
        codes,
        [
            ("value_is_marker", Severity::Warning),
            ("value_looks_unset", Severity::Warning),
            ("value_looks_unset", Severity::Warning),
            ("default_used", Severity::Note),
            ("looks_like_marker", Severity::Warning),
            ("not_a_marker", Severity::Error),
        ]
    );
    let rendered = t.render_checked(&values, MissingPolicy::Keep).unwrap();
    assert_eq!(rendered.text, "{{name}} null  None  x Nullmeier << f >> <<G>>");
    let rendered: Vec<_> = rendered.findings.iter().map(|f| (f.code(), f.severity())).collect();
    assert_eq!(rendered[..5], codes[..5]);
    assert_eq!(rendered[5], ("not_a_marker", Severity::Warning));
}

#[test]
fn the_output_has_a_limit() {
    let t = template("<<a>><<a>>", Syntax::Angle).with_limit(7);
    assert_eq!(t.render(&[("a", "123")], MissingPolicy::Default).as_deref(), Ok("123123"));
    let errors = t.render(&[("a", "1234")], MissingPolicy::Default).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].to_string(), "the rendered text is longer than the limit of 7 bytes");
    assert_eq!(errors[0].span, Span::new(5, 10));
    let long = "x".repeat(klartext::template::MAX_SOURCE + 1);
    let error = Template::parse(&long, Syntax::Angle).unwrap_err();
    assert_eq!(error.to_string(), "text of 4194305 bytes is longer than the limit of 4194304");
}

#[test]
fn many_sources_of_values() {
    let t = template("<<a>>", Syntax::Angle);
    let map = BTreeMap::from([("a".to_owned(), "1".to_owned())]);
    let hash = std::collections::HashMap::from([("a".to_owned(), "1")]);
    struct Upper;
    impl Lookup for Upper {
        fn get(&self, name: &str) -> Option<Value<'_>> {
            (name == "a").then_some(Value::Text("1"))
        }
    }
    for rendered in [
        t.render(&map, MissingPolicy::Error),
        t.render(&hash, MissingPolicy::Error),
        t.render(&vec![("a", "1")], MissingPolicy::Error),
        t.render(&[("a", "1")], MissingPolicy::Error),
        t.render(&Upper, MissingPolicy::Error),
        t.render(&Upper as &dyn Lookup, MissingPolicy::Error),
    ] {
        assert_eq!(rendered.as_deref(), Ok("1"));
    }
}

#[test]
fn hostile_templates_take_linear_time() {
    for seed in [
        "<",
        "<<",
        "<<a",
        "<<a|",
        "<<a|{{",
        "<<a>>",
        "\\",
        "\\<<a>>",
        "{{",
        "<<A>>",
        "<< a",
        "<<a|x{{b|",
        "<<a|<",
    ] {
        let text = seed.repeat(200_000 / seed.len());
        let t = template(&text, Syntax::Both);
        let _ = t.render(&[("b", "x"), ("ab", "y")], MissingPolicy::Default);
    }
    let distinct: String = (0..20_000).map(|i| format!("<<n{i}>>")).collect();
    let errors = template(&distinct, Syntax::Angle).render(&[("n", "x")], MissingPolicy::Error).unwrap_err();
    assert_eq!(errors.len(), 20_000);
}

fn syntax() -> impl Strategy<Value = Syntax> {
    prop_oneof![Just(Syntax::Angle), Just(Syntax::Mustache), Just(Syntax::Both)]
}

proptest! {
    #[test]
    fn text_without_markers_is_itself(text in "[^<{]*", syntax in syntax()) {
        let rendered = render(&text, syntax, &[]);
        prop_assert_eq!(rendered.as_deref(), Ok(text.as_str()));
    }

    #[test]
    fn any_text_parses_and_its_places_are_right(text in "[<>{}|\\\\a-cA ä\n]{0,60}", syntax in syntax()) {
        let t = template(&text, syntax);
        for marker in t.markers() {
            let shown = marker.span.of(&text).unwrap();
            let inner = match marker.default {
                Some(default) => format!("{}|{default}", marker.name),
                None => marker.name.to_owned(),
            };
            prop_assert!(shown == format!("<<{inner}>>") || shown == format!("{{{{{inner}}}}}"), "{shown}");
        }
        // Kept markers and all: only backslashes before markers are gone.
        let kept = t.render(&[("zzz", "")], MissingPolicy::Keep).unwrap();
        if t.markers().all(|m| m.default.is_none()) {
            prop_assert_eq!(kept.replace('\\', ""), text.replace('\\', ""));
        }
    }

    #[test]
    fn every_missing_name_is_reported(names in proptest::collection::vec("[a-z][a-z0-9_]{0,8}", 0..12)) {
        let text: String = names.iter().map(|n| format!("x <<{n}>> ")).collect();
        let empty: [(&str, &str); 0] = [];
        match template(&text, Syntax::Angle).render(&empty, MissingPolicy::Error) {
            Ok(rendered) => {
                prop_assert!(names.is_empty());
                prop_assert_eq!(rendered, text);
            }
            Err(errors) => {
                prop_assert_eq!(errors.len(), names.len());
                for (error, name) in errors.iter().zip(&names) {
                    let marker = format!("<<{name}>>");
                    prop_assert_eq!(error.span.of(&text), Some(marker.as_str()));
                }
            }
        }
    }

    /// Values arrive as they are, whatever they hold, and no marker comes out that a value did not bring.
    #[test]
    fn values_arrive_verbatim(pieces in proptest::collection::vec(("[a-z .>}|]{0,5}", any::<String>()), 0..8)) {
        let values: Vec<(String, &str)> = pieces.iter().enumerate().map(|(i, (_, v))| (format!("v{i}"), v.as_str())).collect();
        let text: String = pieces.iter().enumerate().map(|(i, (t, _))| format!("{t}<<v{i}>>")).collect();
        let expected: String = pieces.iter().map(|(t, v)| format!("{t}{v}")).collect();
        let rendered = template(&text, Syntax::Both).render(&values, MissingPolicy::Error).unwrap();
        prop_assert_eq!(&rendered, &expected);
        if pieces.iter().all(|(_, v)| !v.contains(['<', '{'])) {
            prop_assert_eq!(template(&rendered, Syntax::Both).markers().count(), 0);
        }
    }
}
