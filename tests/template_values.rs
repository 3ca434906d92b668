//! Templates: formats, nested keys, bound slots, seams, pronunciation, and the shapes on the wire.
#![allow(clippy::unwrap_used, reason = "a test may")]

use chrono::{NaiveDate, NaiveTime};
use klartext::finding::Lang;
use klartext::phone::{Source, normalise};
use klartext::template::{
    Format, MissingPolicy, Options, Parser, Problem, Pronunciation, RenderRequest, Syntax, Template,
    TemplateError, TemplateRequest, ToValue, Value, Variables,
};
use klartext::{Context, Severity, Span, temporal};
use proptest::prelude::*;
use serde_json::json;

/// Wednesday, 2025-11-05, 10:00 in Berlin.
fn context() -> Context {
    Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin)
}

fn texts(errors: &[TemplateError]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

fn formatted<V: ToValue>(format: &str, value: V) -> Result<String, Vec<String>> {
    let template = Template::parse(&format!("<<x:{format}>>"), Syntax::Angle).unwrap();
    assert_eq!(template.variables().collect::<Vec<_>>(), ["x"]);
    let context = context();
    let options = Options::default().context(&context);
    template.render_with(&[("x", value)], MissingPolicy::Error, &options).map_err(|e| texts(&e))
}

#[test]
fn texts_of_the_platform_are_said_and_written() {
    for (format, value, expected) in [
        ("spoken", "2025-11-06", "Donnerstag, den sechsten November"),
        ("spoken", "2026-11-04", "Mittwoch, den vierten November"),
        ("spoken", "2026-11-06", "Freitag, den sechsten November zweitausendsechsundzwanzig"),
        ("spoken", "2025-11-06T14:30", "Donnerstag, den sechsten November, um vierzehn Uhr dreißig"),
        ("spoken", "2025-11-06 09:05:00", "Donnerstag, den sechsten November, um neun Uhr fünf"),
        ("spoken", "2025-11-06T13:30:00Z", "Donnerstag, den sechsten November, um vierzehn Uhr dreißig"),
        ("spoken", "2025-11-06T14:30:00+01:00", "Donnerstag, den sechsten November, um vierzehn Uhr dreißig"),
        ("spoken", "14:30", "vierzehn Uhr dreißig"),
        ("spoken", "03:00", "drei Uhr nachts"),
        ("spoken_short", "2025-11-06T14:30", "morgen um vierzehn Uhr dreißig"),
        ("spoken_short", "2025-11-10", "Montag"),
        ("date", "2025-11-06", "06.11.2025"),
        ("date", "2025-11-06T14:30", "06.11.2025"),
        ("date_spoken", "2025-11-06T14:30", "Donnerstag, den sechsten November"),
        ("time", "2025-11-06T14:30", "14:30"),
        ("time", "9:05 Uhr", "09:05"),
        ("time_spoken", "2025-11-06T14:30", "vierzehn Uhr dreißig"),
        ("time_spoken", "14:00", "vierzehn Uhr"),
        ("masked", "+493023125000", "+49********00"),
    ] {
        assert_eq!(formatted(format, value).as_deref(), Ok(expected), "{value}:{format}");
    }
}

/// Where the area code ends, the numbering plan knows.
#[test]
fn telephone_numbers_are_said_and_written() {
    for (format, value, expected) in [
        ("phone", "+493023125000", "030 23125000"),
        ("phone", "0049 30 23125-042", "030 23125042"),
        ("phone_spoken", "030 23125042", "null drei null, zwei drei eins, zwei fünf null, vier zwei"),
    ] {
        assert_eq!(formatted(format, value).as_deref(), Ok(expected), "{value}:{format}");
    }
    let number = *normalise("+493023125042", Source::CallerId, "DE").number().unwrap();
    assert_eq!(formatted("phone", number).as_deref(), Ok("030 23125042"));
}

#[test]
fn typed_values_are_said_and_written() {
    let date: NaiveDate = "2025-11-06".parse().unwrap();
    let time: NaiveTime = "14:30:00".parse().unwrap();
    assert_eq!(formatted("spoken", date).as_deref(), Ok("Donnerstag, den sechsten November"));
    assert_eq!(formatted("time", time).as_deref(), Ok("14:30"));
    let best = |text: &str| temporal::resolve(text, &context()).unwrap().best().unwrap().value;
    let moment = best("6.11. um 14:30");
    assert_eq!(formatted("date", moment).as_deref(), Ok("06.11.2025"));
    assert_eq!(
        formatted("spoken", moment).as_deref(),
        Ok("Donnerstag, den sechsten November, um vierzehn Uhr dreißig")
    );
    assert_eq!(formatted("spoken", best("anderthalb Stunden")).as_deref(), Ok("eineinhalb Stunden"));
    let number = *normalise("+493023125042", Source::CallerId, "DE").number().unwrap();
    assert_eq!(formatted("masked", Some(&number)).as_deref(), Ok("+49********42"));

    // Without a format a value is written as the wire writes it, and what has no plain notation asks for a format.
    let plain = Template::parse("<<a>> <<b>> <<c>> <<d>>", Syntax::Angle).unwrap();
    let values = [
        ("a", Value::Date(date)),
        ("b", Value::Time(time)),
        ("c", Value::Temporal(&moment)),
        ("d", Value::Phone(&number)),
    ];
    assert_eq!(
        plain.render(&values, MissingPolicy::Error).as_deref(),
        Ok("2025-11-06 14:30 2025-11-06T14:30 +493023125042")
    );
    let stretch = best("zwischen 14 und 16 Uhr");
    let errors = Template::parse("<<x>>", Syntax::Angle)
        .unwrap()
        .render(&[("x", stretch)], MissingPolicy::Keep)
        .unwrap_err();
    assert_eq!(texts(&errors), ["the value of `x` needs a format such as `spoken`"]);
}

#[test]
fn a_value_that_does_not_fit_is_a_problem_whatever_the_policy() {
    for (format, value) in [
        ("spoken", "morgen"),
        ("spoken", "Donnerstag, den 6. November"),
        ("spoken", "2025-02-29"),
        ("spoken", ""),
        ("spoken", "+493023125000"),
        ("date", "14:30"),
        ("time", "2025-11-06"),
        ("time", "25:00"),
        ("time_spoken", "null"),
        ("spoken", "2025-03-30T02:30"),
    ] {
        let expected = format!("the value of `x`, `{value}`, does not fit the format `{format}`");
        assert_eq!(formatted(format, value), Err(vec![expected]));
    }
    for policy in [MissingPolicy::Error, MissingPolicy::Default, MissingPolicy::Keep, MissingPolicy::Empty] {
        let template = Template::parse("<<a:date|bald>> <<b:time>> <<c:phone>>", Syntax::Angle).unwrap();
        let values = [("a", "bald"), ("b", "um drei"), ("c", "Frau Muster")];
        let errors = template.render(&values, policy).unwrap_err();
        assert_eq!(errors.len(), 3, "{errors:?}");
        assert_eq!(template.check(&values).len(), 3);
    }
    // Nobody's number is told in a message, and a number that may be another one is not read aloud.
    for value in ["030 2312500x", "anonymous", "23125000", "030 23125000 oder 030 23125001"] {
        let errors = formatted("phone_spoken", value).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(!errors[0].contains("2312500"), "{errors:?}");
    }
}

#[test]
fn a_format_that_speaks_of_today_needs_a_clock() {
    let template =
        Template::parse("<<a:spoken>> <<b:time_spoken>> <<c:date>> <<d:time>>", Syntax::Angle).unwrap();
    assert!(template.needs_clock());
    let values = [("a", "2025-11-06"), ("b", "14:30"), ("c", "2025-11-06"), ("d", "2025-11-06T13:30:00Z")];
    let errors = template.render(&values, MissingPolicy::Error).unwrap_err();
    assert_eq!(
        texts(&errors),
        [
            "`a` cannot be written as `spoken` without a clock",
            "`b` cannot be written as `time_spoken` without a clock",
            "`d` cannot be written as `time` without a clock",
        ]
    );
    assert_eq!(template.check(&values), []);
    assert!(!Template::parse("<<a:date>> <<b>>", Syntax::Angle).unwrap().needs_clock());
}

#[test]
fn a_default_stands_in_as_it_is_whatever_the_format() {
    let template = Template::parse("Termin: <<d:spoken|noch offen>>.", Syntax::Angle).unwrap();
    let none: [(&str, &str); 0] = [];
    assert_eq!(template.render(&none, MissingPolicy::Default).as_deref(), Ok("Termin: noch offen."));
    assert_eq!(template.render(&none, MissingPolicy::Keep).as_deref(), Ok("Termin: noch offen."));
    let errors = template.render(&none, MissingPolicy::Error).unwrap_err();
    assert_eq!(texts(&errors), ["no value for `d`"]);
    let marker = template.markers().next().unwrap();
    assert_eq!(
        (marker.format, marker.default, marker.nested),
        (Some(Format::Spoken), Some("noch offen"), false)
    );
}

#[test]
fn an_unknown_format_is_told_with_the_one_that_was_meant() {
    let text = "<<a:speken>> <<a:Date>> <<a:xyz>> <<b:spoken_>>";
    let template = Template::parse(text, Syntax::Angle).unwrap();
    let errors = template.render(&[("a", "2025-11-06")], MissingPolicy::Default).unwrap_err();
    assert_eq!(
        texts(&errors),
        [
            "`speken` is no format; did you mean `spoken`?",
            "`Date` is no format; did you mean `date`?",
            "`xyz` is no format",
        ]
    );
    let found: Vec<_> = template
        .check_text()
        .iter()
        .map(|f| (f.code().to_owned(), f.span.unwrap().of(text).unwrap().to_owned()))
        .collect();
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|(code, _)| code == "looks_like_marker"), "{found:?}");
    assert_eq!(found[3].1, "<<b:spoken_>>");
}

#[test]
fn spoken_numbers_are_read_as_the_same_number() {
    for digits in 0..1000 {
        let text = format!("+493023125{digits:03}");
        let said = formatted("phone_spoken", text.as_str()).unwrap();
        let read = normalise(&said, Source::Spoken, "DE");
        assert_eq!(read.number().map(|n| n.e164()), Some(text.as_str()), "{said}");
    }
    for (text, region) in
        [("+41443643535", "DE"), ("+43123456789", "DE"), ("+493023125000", "AT"), ("+18004444444", "DE")]
    {
        let outcome = normalise(text, Source::CallerId, region);
        let number = outcome.number().unwrap();
        let said = klartext::phone::speech::say(number, region);
        assert!(said.starts_with("plus "), "{said}");
        let read = normalise(&said, Source::Spoken, region);
        assert_eq!(read.number().map(|n| n.e164()), Some(text), "{said}");
    }
}

#[test]
fn nested_keys_are_opt_in_and_bounded() {
    let text = "{{current_time_{{my_timezone}}}}";
    let values = [("my_timezone", "Europe/Berlin"), ("current_time_Europe/Berlin", "zehn Uhr")];
    let off = Template::parse(text, Syntax::Mustache).unwrap();
    for policy in [MissingPolicy::Error, MissingPolicy::Default, MissingPolicy::Empty] {
        let errors = off.render(&values, policy).unwrap_err();
        assert_eq!(
            texts(&errors),
            ["`{{current_time_{{my_timezone}}}}` nests markers 1 deep; 0 are allowed"]
        );
        assert_eq!(errors[0].span, Span::new(0, text.len()));
    }
    // Keeping leaves the outer marker to the next program.
    assert_eq!(off.render(&values, MissingPolicy::Keep).as_deref(), Ok("{{current_time_Europe/Berlin}}"));
    assert_eq!(off.variables().collect::<Vec<_>>(), ["my_timezone"]);

    let on = Parser::new(Syntax::Mustache).nesting(1).parse(text).unwrap();
    assert_eq!(on.render(&values, MissingPolicy::Error).as_deref(), Ok("zehn Uhr"));
    let markers: Vec<_> = on.markers().map(|m| (m.name, m.nested, m.span)).collect();
    assert_eq!(
        markers,
        [("current_time_{{my_timezone}}", true, Span::new(0, 32)), ("my_timezone", false, Span::new(15, 30))]
    );
    assert_eq!(on.check(&values), []);
    let errors = on
        .render(&[("my_timezone", "Wien"), ("current_time_Wein", "x")], MissingPolicy::Default)
        .unwrap_err();
    assert_eq!(texts(&errors), ["no value for `current_time_Wien`; did you mean `current_time_Wein`?"]);
    let none: [(&str, &str); 0] = [];
    assert_eq!(on.render(&none, MissingPolicy::Keep).as_deref(), Ok(text));
    assert_eq!(on.render(&none, MissingPolicy::Empty).as_deref(), Ok(""));
    assert_eq!(texts(&on.render(&none, MissingPolicy::Default).unwrap_err()), ["no value for `my_timezone`"]);
    // A value in a key is no marker either.
    let sly = [("my_timezone", "{{x}}"), ("x", "1"), ("current_time_1", "2")];
    assert_eq!(
        texts(&on.render(&sly, MissingPolicy::Default).unwrap_err()),
        ["no value for `current_time_{{x}}`"]
    );
    let long = "x".repeat(300);
    let errors = on.render(&[("my_timezone", long.as_str())], MissingPolicy::Default).unwrap_err();
    assert_eq!(texts(&errors), ["the name put together here is longer than 256 bytes"]);

    let two = "{{a_{{b_{{c}}_d}}_{{e|f}}:spoken|g}}";
    let deep = Parser::new(Syntax::Mustache).nesting(1).parse(two).unwrap();
    assert_eq!(deep.check_text()[0].code(), "nested_too_deeply");
    let deep = Parser::new(Syntax::Mustache).nesting(2).parse(two).unwrap();
    assert_eq!(deep.variables().collect::<Vec<_>>(), ["c", "e"]);
    let values = [("c", "1"), ("b_1_d", "2"), ("a_2_f", "14:00")];
    let context = context();
    let options = Options::default().context(&context);
    assert_eq!(deep.render_with(&values, MissingPolicy::Default, &options).as_deref(), Ok("vierzehn Uhr"));
    // Both syntaxes nest in one another where both are read.
    let both = Parser::new(Syntax::Both).nesting(1).parse("{{a_<<b>>}}").unwrap();
    assert_eq!(both.render(&[("b", "c"), ("a_c", "d")], MissingPolicy::Error).as_deref(), Ok("d"));
    assert_eq!(
        Parser::new(Syntax::Both).nesting(255).parse("").unwrap().nesting(),
        klartext::template::MAX_DEPTH
    );
}

#[test]
fn no_marker_comes_to_be_at_a_seam() {
    for (text, values, made) in [
        ("<<<a>><name>>", &[("a", "")][..], "<<name>>"),
        ("<<a|<<b>> c>>", &[("b", "x")], "<<a|x c>>"),
        ("<<a|<<b>> c <<b>> d>>", &[("b", "x")], "<<a|x c x d>>"),
        ("<<a:<<b>>>>", &[("b", "date")], "<<a:date>>"),
        ("<<<<b>>>>", &[("b", "x")], "<<x>>"),
        ("<<a|x<>><name>>", &[("z", "")], "<<name>>"),
    ] {
        let template = Template::parse(text, Syntax::Angle).unwrap();
        let errors = template.render(values, MissingPolicy::Default).unwrap_err();
        let made = Problem::MarkerMade { text: made.to_owned() };
        assert!(errors.iter().any(|e| e.problem == made), "{text}: {errors:?}");
        assert!(template.render(values, MissingPolicy::Keep).is_ok());
    }
    // Brackets of which no marker comes are text.
    for (text, expected) in
        [("<<<a>>>", "<1>"), ("<< <<a>> >>", "<< 1 >>"), ("<<A<<a>>>>", "<<A1>>"), ("<<\n<<a>>>>", "<<\n1>>")]
    {
        let template = Template::parse(text, Syntax::Angle).unwrap();
        assert_eq!(template.render(&[("a", "1")], MissingPolicy::Default).as_deref(), Ok(expected));
    }
}

#[test]
fn bound_slots_need_no_names() {
    let template = Template::parse("<<b>> <<a|x>> <<b>>", Syntax::Angle).unwrap();
    let bound = template.bind(&["a", "b"], MissingPolicy::Default).unwrap();
    assert_eq!(bound.names().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(bound.render(&["1", "2"]).as_deref(), Ok("2 1 2"));
    assert_eq!(bound.render(&[None, Some("2")]).as_deref(), Ok("2 x 2"));
    let errors = bound.render(&[None::<&str>, None]).unwrap_err();
    assert_eq!(texts(&errors), ["no value for `b`", "no value for `b`"]);
    assert_eq!(texts(&bound.render(&["1"]).unwrap_err()), ["1 values for 2 names"]);
    // What was in the buffer stays, with and without an error.
    let mut out = "vorher: ".to_owned();
    bound.render_into(&["1", "2"], &mut out).unwrap();
    assert_eq!(out, "vorher: 2 1 2");
    assert!(bound.render_into(&[Some("1"), None], &mut out).is_err());
    assert_eq!(out, "vorher: 2 1 2");
    let small = template.clone().with_limit(4).bind(&["a", "b"], MissingPolicy::Default).unwrap();
    assert_eq!(
        texts(&small.render(&["1", "2"]).unwrap_err()),
        ["the rendered text is longer than the limit of 4 bytes"]
    );

    let errors = template.bind(&["A", "c"], MissingPolicy::Default).unwrap_err();
    assert_eq!(texts(&errors), ["no value for `b`", "no value for `b`"]);
    let errors = template.bind(&["A", "c"], MissingPolicy::Error).unwrap_err();
    assert_eq!(texts(&errors), ["no value for `b`", "no value for `a`, but for `A`", "no value for `b`"]);
    assert_eq!(template.bind(&["c"], MissingPolicy::Empty).unwrap().render(&["1"]).as_deref(), Ok(" x "));
    let nested = Parser::new(Syntax::Angle).nesting(1).parse("<<x_<<a>>:date>>").unwrap();
    let bound = nested.bind(&["a", "x_1"], MissingPolicy::Error).unwrap();
    assert_eq!(bound.render(&["1", "2025-11-06"]).as_deref(), Ok("06.11.2025"));
}

#[test]
fn a_check_names_everything_with_its_place() {
    let text = "Für <<customer_nmae>>: <<Customer_Name>>, <<time>>, << date >>, <<date:spoken>, <<xyz>>, {{call_id}}, <<ok>>";
    let template = Template::parse(text, Syntax::Angle).unwrap();
    let shown = |findings: Vec<klartext::Finding>| -> Vec<(String, String, String)> {
        let place = |f: &klartext::Finding| f.span.map_or("-", |s| s.of(text).unwrap()).to_owned();
        findings.iter().map(|f| (f.code().to_owned(), place(f), f.message(Lang::De))).collect()
    };
    let found = shown(template.check_names(&["customer_name", "Time", "date", "ok", "city"]));
    let expected = [
        (
            "variable_misspelled",
            "<<customer_nmae>>",
            "Für `customer_nmae` fehlt ein Wert; meinten Sie `customer_name`?",
        ),
        (
            "not_a_marker",
            "<<Customer_Name>>",
            "`Customer_Name` ist kein Platzhalter; meinten Sie `customer_name`?",
        ),
        (
            "variable_wrong_case",
            "<<time>>",
            "Für `time` fehlt ein Wert, aber für `Time` gibt es einen; Groß- und Kleinschreibung zählt.",
        ),
        ("not_a_marker", "<< date >>", "`date` ist kein Platzhalter; meinten Sie `date`?"),
        (
            "looks_like_marker",
            "<<date:spoken>",
            "`<<date:spoken>` sieht wie ein Platzhalter aus, ist aber keiner; es bleibt so stehen.",
        ),
        ("variable_unknown", "<<xyz>>", "`xyz` ist nicht bekannt."),
        (
            "other_syntax",
            "{{call_id}}",
            "`{{call_id}}` ist ein Platzhalter anderer Schreibweise und bleibt so stehen.",
        ),
        ("variable_unused", "-", "`city` wird nicht verwendet."),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(c, p, m)| ((*c).to_owned(), (*p).to_owned(), (*m).to_owned())).collect();
    assert_eq!(found, expected);
    let by_itself: Vec<String> = shown(template.check_text()).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(by_itself, ["looks_like_marker", "looks_like_marker", "looks_like_marker", "other_syntax"]);
    let values = [("customer_name", "Hallo {{name}}!"), ("xyz", ""), ("ok", "undefined")];
    let codes: Vec<String> =
        shown(Template::parse("<<customer_name>><<xyz>><<ok>>", Syntax::Angle).unwrap().check(&values))
            .into_iter()
            .map(|(code, ..)| code)
            .collect();
    assert_eq!(codes, ["value_has_marker", "value_empty", "value_looks_unset"]);
}

#[test]
fn a_voice_is_told_how_words_are_said() {
    let guide = Pronunciation::new([
        ("Balayage", "Balajasch"),
        ("Haarmonie", "Harmonie"),
        ("Salon Haarmonie", "Salong Harmonie"),
        ("Ü-Ei", "Überraschungsei"),
        ("AG", "A Ge"),
        ("ag", "ag"),
    ])
    .unwrap();
    for (text, expected) in [
        ("Balayage", "Balajasch"),
        ("BALAYAGE, balayage!", "Balajasch, Balajasch!"),
        ("Balayagen Balayage_x xBalayage", "Balayagen Balayage_x xBalayage"),
        ("Balayage-Termin", "Balajasch-Termin"),
        ("im Salon Haarmonie, bei Haarmonie", "im Salong Harmonie, bei Harmonie"),
        ("Salon  Haarmonie", "Salon  Harmonie"),
        ("ein ü-ei", "ein Überraschungsei"),
        ("AG ag Ag", "A Ge ag A Ge"),
        ("<<Balayage>> {Balayage}", "<<Balayage>> {Balayage}"),
        ("", ""),
        ("äBalayage Balayageä", "äBalayage Balayageä"),
    ] {
        assert_eq!(guide.apply(text), expected);
    }
    let template = Template::parse("<<wo>>: <<was>>, <<ag>>, <<wer|Haarmonie>>", Syntax::Angle).unwrap();
    let options = Options::default().pronunciation(&guide);
    let values = [("wo", "Salon Haarmonie"), ("was", "Balayage")];
    assert_eq!(
        template.render_with(&values, MissingPolicy::Keep, &options).as_deref(),
        Ok("Salong Harmonie: Balajasch, <<ag>>, Harmonie")
    );
    let limited = Template::parse("<<was>>", Syntax::Angle).unwrap().with_limit(8);
    let errors = limited.render_with(&values, MissingPolicy::Error, &options).unwrap_err();
    assert_eq!(texts(&errors), ["the rendered text is longer than the limit of 8 bytes"]);

    let errors =
        Pronunciation::new([("", "x"), ("a", ""), ("-", "x"), ("b", "<<x>>"), ("c", "d"), ("c", "e")])
            .unwrap_err();
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "`` is empty",
            "`a` is empty",
            "`-` does not begin and end with a letter or a digit",
            "`b` has a bracket or a line break in it",
            "`c` stands there twice",
        ]
    );
}

#[test]
fn values_come_as_the_platform_writes_them() {
    let values = Variables::from_json(json!({"a": "x", "b": 3, "c": true, "d": null, "e": 1.5})).unwrap();
    let template = Template::parse("<<a>> <<b>> <<c>> <<d|->> <<e>>", Syntax::Angle).unwrap();
    assert_eq!(template.render(&values, MissingPolicy::Default).as_deref(), Ok("x 3 true - 1.5"));
    assert_eq!(Variables::from_json(json!([])).unwrap(), Variables::default());
    let errors = Variables::from_json(json!({"a": {}, "b": "x", "c": [1]})).unwrap_err();
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        ["the value of `a` is an object; a text is wanted", "the value of `c` is a list; a text is wanted"]
    );
    assert_eq!(
        Variables::from_json(json!("x")).unwrap_err()[0].to_string(),
        "expected an object of variables, found a text"
    );
}

#[test]
fn a_name_that_stands_twice_is_refused_with_its_place() {
    let text = "{\"a\": 1.50, \"b\": null, \"\\u0061\": \"y\", \"c\": {}, \"b\": true}";
    let errors = Variables::read(text).unwrap_err();
    let told: Vec<_> =
        errors.iter().map(|e| (e.to_string(), e.span.and_then(|s| s.of(text)).unwrap())).collect();
    assert_eq!(
        told,
        [
            ("`a` stands here twice".to_owned(), "\"\\u0061\""),
            ("the value of `c` is an object; a text is wanted".to_owned(), "{}"),
            ("`b` stands here twice".to_owned(), "\"b\""),
        ]
    );
    for (text, said) in [
        ("[1]", "expected an object of variables, found a list"),
        ("\"x\"", "expected an object of variables, found a text"),
    ] {
        assert_eq!(Variables::read(text).unwrap_err()[0].to_string(), said);
    }
    assert!(Variables::read("{").unwrap_err()[0].span.is_some());
    assert!(Variables::read("[]").is_ok());

    // Numbers as they are written; and a value that nothing asks for is found where it stands.
    let text = "{\"a\": 1.50, \"unused\": \"x\"}";
    let values = Variables::read(text).unwrap();
    let template = Template::parse("<<a>>", Syntax::Angle).unwrap();
    assert_eq!(template.render(&values, MissingPolicy::Error).as_deref(), Ok("1.50"));
    let [finding] = template.check(&values).try_into().unwrap();
    assert_eq!(finding.code(), "variable_unused");
    assert_eq!(serde_json::to_value(&finding).unwrap()["vars_start"], json!(12));
    assert_eq!(serde_json::to_value(&finding).unwrap()["vars_end"], json!(20));

    let request = r#"{"template": "<<a>>", "vars": {"a": "1", "a": "2"}}"#;
    let error = serde_json::from_str::<RenderRequest>(request).unwrap_err().to_string();
    assert!(error.starts_with("`a` stands here twice"), "{error}");
}

#[test]
fn requests_are_answered_on_the_wire() {
    let request: RenderRequest = serde_json::from_value(json!({
        "id": 7, "template": "<<name>> im Salon am <<date:spoken>>", "vars": {"name": "null", "date": "2025-11-06", "x": "y"},
        "now": "2025-11-05T10:00", "zone": "Europe/Berlin", "pronunciation": {"Salon": "Salong"}
    }))
    .unwrap();
    let default = Context::new(chrono::DateTime::UNIX_EPOCH, chrono_tz::UTC);
    let got = serde_json::to_value(request.clone().answer(&default).unwrap()).unwrap();
    assert_eq!(got["id"], 7);
    assert_eq!(got["text"], "null im Salong am Donnerstag, den sechsten November");
    assert_eq!(got["errors"], json!([]));
    let codes: Vec<&str> =
        got["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["value_looks_unset", "variable_unused"]);
    let got =
        serde_json::to_value(RenderRequest { vars: json!({}), ..request.clone() }.answer(&default).unwrap())
            .unwrap();
    assert_eq!(got["text"], json!(null));
    assert_eq!(got["errors"].as_array().unwrap().len(), 2);
    assert_eq!(got["errors"][1]["span"], json!({"start": 21, "end": 36}));
    let wrong = RenderRequest { zone: Some("Berlin".into()), ..request };
    assert_eq!(wrong.answer(&default).unwrap_err()[0].to_string(), "unknown time zone `Berlin`");

    let request: TemplateRequest =
        serde_json::from_value(json!({"template": "<<a:date|b>> <<c>>", "vars": ["a", "d"]})).unwrap();
    let got = serde_json::to_value(request.answer().unwrap()).unwrap();
    assert_eq!(got["variables"], json!(["a", "c"]));
    let marker = json!({"name": "a", "format": "date", "default": "b", "nested": false, "span": {"start": 0, "end": 12}});
    assert_eq!(got["markers"][0], marker);
    let found: Vec<_> = got["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["code"].clone(), f["severity"].clone()))
        .collect();
    assert_eq!(
        found,
        [(json!("variable_unknown"), json!("error")), (json!("variable_unused"), json!("note"))]
    );
    assert!(serde_json::from_value::<TemplateRequest>(json!({"template": "", "var": {}})).is_err());
}

#[test]
fn every_problem_is_worded_in_both_languages() {
    let name = || "n".to_owned();
    for problem in [
        Problem::UnknownFormat { name: name(), format: name(), suggestion: None },
        Problem::UnknownFormat { name: name(), format: name(), suggestion: Some(Format::Date) },
        Problem::DoesNotFit { name: name(), format: Format::Date, value: name() },
        Problem::NoClock { name: name(), format: Format::Spoken },
        Problem::NeedsFormat { name: name() },
        Problem::Nested { text: name(), depth: 1, limit: 0 },
        Problem::KeyTooLong { limit: 1 },
        Problem::MarkerMade { text: name() },
        Problem::SlotCount { expected: 1, actual: 2 },
        Problem::TooLong { limit: 1 },
    ] {
        let finding = TemplateError { problem, span: Span::new(0, 1) }.finding();
        assert_eq!(finding.severity(), Severity::Error);
        for lang in [Lang::De, Lang::En] {
            let message = finding.message(lang);
            assert!(!message.is_empty() && !message.contains(['{', '}']), "{message}");
        }
    }
}

fn syntax() -> impl Strategy<Value = Syntax> {
    prop_oneof![Just(Syntax::Angle), Just(Syntax::Mustache), Just(Syntax::Both)]
}

/// Texts that are made of little but what markers are made of.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("<<"),
        Just("<"),
        Just(">>"),
        Just(">"),
        Just("{{"),
        Just("}}"),
        Just("a"),
        Just("b1"),
        Just("|"),
        Just(":"),
        Just("date"),
        Just("\\"),
        Just("\n"),
        Just("\r\n"),
        Just("ä"),
        Just(" "),
        Just("<<a>>"),
        Just("{{b}}"),
        Just("A"),
    ];
    proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    /// A text in which the parser finds nothing comes out as it went in.
    #[test]
    fn text_without_markers_is_itself(text in hostile(), syntax in syntax(), nesting in 0_u8..3) {
        let template = Parser::new(syntax).nesting(nesting).parse(&text).unwrap();
        let none: [(&str, &str); 0] = [];
        let escaped = text.contains("\\<<") || text.contains("\\{{");
        if template.markers().count() == 0 && !escaped {
            prop_assert_eq!(template.render(&none, MissingPolicy::Keep).unwrap(), text);
        }
    }

    /// Whatever is rendered has the markers that were escaped, and no other.
    #[test]
    fn no_marker_is_introduced(
        text in hostile(),
        syntax in syntax(),
        nesting in 0_u8..3,
        a in "[a-z:| \n]{0,3}",
        b in prop_oneof![Just("2025-11-06".to_owned()), "[a-zA-Z0-9ä|:}>\\\\]{0,4}"],
    ) {
        let template = Parser::new(syntax).nesting(nesting).parse(&text).unwrap();
        let values = [("a", a.as_str()), ("b1", b.as_str()), ("aa", "x"), ("ab1", "")];
        for policy in [MissingPolicy::Default, MissingPolicy::Empty] {
            if let Ok(rendered) = template.render(&values, policy) {
                let again = Parser::new(syntax).nesting(nesting).parse(&rendered).unwrap();
                let mut end = 0;
                for marker in again.markers() {
                    // What stands in an escaped marker is escaped with it.
                    if marker.span.start < end {
                        continue;
                    }
                    end = marker.span.end;
                    let escaped = format!("\\{}", marker.span.of(&rendered).unwrap());
                    prop_assert!(text.contains(&escaped), "{:?} -> {:?}", text, rendered);
                }
            }
        }
    }

    /// By name, bound, and into a buffer: all the same.
    #[test]
    fn every_way_renders_the_same(text in hostile(), syntax in syntax(), a in ".{0,5}", b in ".{0,5}") {
        let template = Template::parse(&text, syntax).unwrap();
        let by_name = template.render(&[("a", a.as_str()), ("b1", b.as_str())], MissingPolicy::Empty);
        let bound = template.bind(&["b1", "a"], MissingPolicy::Empty).unwrap().render(&[b.as_str(), a.as_str()]);
        prop_assert_eq!(by_name, bound);
    }

    /// Each problem is where its marker is.
    #[test]
    fn places_are_right(text in hostile(), syntax in syntax(), nesting in 0_u8..3) {
        let template = Parser::new(syntax).nesting(nesting).parse(&text).unwrap();
        let values = [("z", "1")];
        for finding in template.check(&values).iter().chain(&template.check_names(&["a", "B1"])) {
            if let Some(span) = finding.span {
                let shown = span.of(&text).unwrap();
                prop_assert!(shown.starts_with("<<") || shown.starts_with("{{"), "{shown}");
            }
        }
        let missing = template.markers().filter(|m| !m.nested).count();
        let errors = template.render(&values, MissingPolicy::Error).err().unwrap_or_default();
        let told = errors.iter().filter(|e| matches!(e.problem, Problem::Missing { .. })).count();
        let inner_only = template.markers().any(|m| m.nested);
        prop_assert!(told == missing || inner_only, "{errors:?}");
    }

    #[test]
    fn a_guide_only_changes_its_words(text in "[A-Za-zäß<>{}_ .,-]{0,40}") {
        let guide = Pronunciation::new([("Foo", "bar")]).unwrap();
        let said = guide.apply(&text);
        if !text.to_lowercase().contains("foo") {
            prop_assert_eq!(said, text);
        }
    }
}

/// A value is read once in each format, and long values are searched once, however often their marker stands there.
#[test]
fn many_markers_of_one_value_take_linear_time() {
    let text = "<<p:phone>><<p:masked>><<v>>".repeat(20_000);
    let template = Template::parse(&text, Syntax::Angle).unwrap().with_limit(1000);
    let long = "{ ".repeat(30_000);
    let values = [("p", "+493023125042"), ("v", long.as_str())];
    assert_eq!(template.check(&values), []);
    let errors = template.render(&values, MissingPolicy::Error).unwrap_err();
    assert_eq!(texts(&errors), ["the rendered text is longer than the limit of 1000 bytes"]);
}
