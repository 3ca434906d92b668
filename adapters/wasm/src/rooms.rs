//! The rooms of the library, each with one request and one answer.

use klartext::{Context, temporal, wire};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Room;
use crate::fault::Fault;
use crate::units::Units;

/// What a request leaves open.
#[derive(Debug)]
pub(crate) struct Defaults<'d> {
    context: &'d Context,
    #[cfg(feature = "appointment")]
    booking: std::borrow::Cow<'d, klartext::appointment::Booking>,
}

impl<'d> Defaults<'d> {
    pub(crate) fn of(context: &'d Context) -> Self {
        Self {
            context,
            #[cfg(feature = "appointment")]
            booking: std::borrow::Cow::Owned(klartext::appointment::Booking::default()),
        }
    }

    #[cfg(all(feature = "appointment", feature = "rules"))]
    pub(crate) fn booking(self, booking: &'d klartext::appointment::Booking) -> Self {
        Self { booking: std::borrow::Cow::Borrowed(booking), ..self }
    }
}

pub(crate) type Answer = Result<String, Fault>;

pub(crate) fn answer(room: Room, request: &str, beside: Option<&str>, defaults: &Defaults<'_>) -> Answer {
    match room {
        Room::Resolve => resolve(request, beside, defaults),
        Room::Find => find(request, defaults),
        Room::Explain => explain(request, defaults),
        #[cfg(feature = "phone")]
        Room::Phone => phone(request),
        #[cfg(feature = "appointment")]
        Room::Lookup => appointment::lookup(request, defaults),
        #[cfg(feature = "appointment")]
        Room::Hours => appointment::hours(request, defaults),
        #[cfg(feature = "appointment")]
        Room::Confirm => appointment::confirm(request, defaults),
        #[cfg(feature = "template")]
        Room::Render => template::render(request, defaults),
        #[cfg(feature = "template")]
        Room::TemplateCheck => template::check(request),
        #[cfg(feature = "agent")]
        Room::AgentCheck => agent::check(request, beside),
        #[cfg(feature = "agent")]
        Room::AgentDiff => agent::diff(request, beside),
        #[cfg(feature = "redact")]
        Room::Redact => redact(request),
        #[allow(unreachable_patterns, reason = "with every feature there is no other")]
        _ => Err(Fault::new("not_built", "this build was made without it")),
    }
}

/// A request from its JSON.
// By way of a tree, as rule sets are read: a second way to read every shape would weigh 100 kB.
pub(crate) fn read<T: DeserializeOwned>(json: &str) -> Result<T, Fault> {
    let tree: serde_json::Value = serde_json::from_str(json).map_err(|e| Fault::request(&e))?;
    // serde takes the items of a list for the fields of an object, in their order: a guess.
    if tree.is_array() {
        return Err(Fault::new("request", "expected an object, found a list"));
    }
    T::deserialize(&tree).map_err(|e| Fault::request(&e))
}

/// The JSON of an answer.
pub(crate) fn write(answer: &impl Serialize) -> Answer {
    // Our own shapes have string keys only, so this cannot fail.
    serde_json::to_string(answer).map_err(|e| Fault::new("internal", e.to_string()))
}

fn timed(request: &str, defaults: &Defaults<'_>) -> Result<(wire::ResolveRequest, Context), Fault> {
    let request: wire::ResolveRequest = read(request)?;
    let Some(_) = &request.now else { return Err(Fault::no_clock()) };
    let context = request.context(defaults.context).map_err(|e| Fault::of(&e, ""))?;
    Ok((request, context))
}

/// What is asked for: in the words of the fixtures.
fn hint(beside: Option<&str>) -> Result<temporal::Hint, Fault> {
    match beside {
        None | Some("any") => Ok(temporal::Hint::Any),
        Some("date") => Ok(temporal::Hint::Date),
        Some("time") => Ok(temporal::Hint::Time),
        Some(other) => Err(Fault::new(
            "request",
            format!("unknown hint `{other}`, expected one of `any`, `date`, `time`"),
        )),
    }
}

fn resolve(request: &str, beside: Option<&str>, defaults: &Defaults<'_>) -> Answer {
    let (request, context) = timed(request, defaults)?;
    let resolution = temporal::resolve_as(&request.text, hint(beside)?, &context)
        .map_err(|e| Fault::of(&e, &request.text))?;
    let mut response = wire::ResolveResponse::new(request.id, &resolution, &context);
    let units = Units::of(&request.text);
    units.rewrite(response.readings.iter_mut().map(|r| &mut r.span));
    units.rewrite_findings(&mut response.findings);
    write(&response)
}

fn find(request: &str, defaults: &Defaults<'_>) -> Answer {
    let (request, context) = timed(request, defaults)?;
    let mentions = temporal::find(&request.text, &context).map_err(|e| Fault::of(&e, &request.text))?;
    let mut response = wire::FindResponse::new(request.id, &request.text, &mentions, &context);
    let units = Units::of(&request.text);
    for mention in &mut response.mentions {
        units.rewrite([&mut mention.span]);
        units.rewrite(mention.readings.iter_mut().map(|r| &mut r.span));
        units.rewrite_findings(&mut mention.findings);
    }
    write(&response)
}

fn explain(request: &str, defaults: &Defaults<'_>) -> Answer {
    let (request, context) = timed(request, defaults)?;
    let mut explanation =
        temporal::explain(&request.text, &context).map_err(|e| Fault::of(&e, &request.text))?;
    let units = Units::of(&request.text);
    units.rewrite(explanation.words.iter_mut().map(|w| &mut w.span));
    units.rewrite(explanation.phrases.iter_mut().map(|p| &mut p.span));
    units.rewrite(explanation.readings.iter_mut().map(|r| &mut r.reading.span));
    units.rewrite_findings(&mut explanation.findings);
    let mut nodes: Vec<&mut temporal::Node> = explanation.syntax.iter_mut().collect();
    while let Some(node) = nodes.pop() {
        units.rewrite([&mut node.span]);
        nodes.extend(&mut node.parts);
    }
    write(&explanation)
}

#[cfg(feature = "phone")]
fn phone(request: &str) -> Answer {
    let request: klartext::phone::PhoneRequest = read(request)?;
    if request.text.is_ascii() {
        return write(&request.answer());
    }
    let text = request.text.clone();
    let mut response = request.answer();
    Units::of(&text).rewrite_findings(&mut response.findings);
    write(&response)
}

#[cfg(feature = "appointment")]
mod appointment {
    use klartext::Finding;
    use klartext::appointment::HoursRequest;
    use klartext::appointment::confirm::ConfirmRequest;
    use klartext::appointment::lookup::wire::LookupRequest;

    use super::{Answer, Defaults, Fault, read, write};
    use crate::units::in_one_of;

    // What these two notice has no place in a text.
    pub(super) fn lookup(request: &str, defaults: &Defaults<'_>) -> Answer {
        let request: LookupRequest = read(request)?;
        let Some(_) = &request.now else { return Err(Fault::no_clock()) };
        write(&request.answer(defaults.context).map_err(|e| Fault::of(&e, ""))?)
    }

    pub(super) fn confirm(request: &str, defaults: &Defaults<'_>) -> Answer {
        let request: ConfirmRequest = read(request)?;
        let Some(_) = &request.now else { return Err(Fault::no_clock()) };
        write(&request.answer(defaults.context).map_err(|e| Fault::of(&e, ""))?)
    }

    pub(super) fn hours(request: &str, defaults: &Defaults<'_>) -> Answer {
        let request: HoursRequest = read(request)?;
        let Some(_) = &request.now else { return Err(Fault::no_clock()) };
        let wishes = request.bookings.iter().flatten().flat_map(|wish| [&wish.text, &wish.repeat]);
        let texts: Vec<String> =
            [&request.text, &request.repeat].into_iter().chain(wishes).flatten().cloned().collect();
        let mut response =
            request.answer(defaults.context, &defaults.booking).map_err(|e| Fault::of(&e, ""))?;
        if texts.iter().any(|text| !text.is_ascii()) {
            let place = |finding: &mut Finding| {
                finding.span =
                    finding.span.and_then(|span| in_one_of(texts.iter().map(String::as_str), span));
            };
            response.answer.findings.iter_mut().for_each(place);
            response.bookings.iter_mut().flatten().flat_map(|b| &mut b.findings).for_each(place);
        }
        write(&response)
    }
}

#[cfg(feature = "template")]
mod template {
    use klartext::Error;
    use klartext::template::{Format, Parser, RenderRequest, TemplateRequest};

    use super::{Answer, Defaults, Fault, read, write};
    use crate::units::Units;

    fn refused(errors: &[Error], template: &str) -> Fault {
        let message = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        Fault::all(errors, template, message)
    }

    pub(super) fn render(request: &str, defaults: &Defaults<'_>) -> Answer {
        let request: RenderRequest = read(request)?;
        // Some formats need a clock, nothing else does.
        let parser = Parser::new(request.syntax).nesting(request.nesting);
        if request.now.is_none()
            && parser
                .parse(&request.template)
                .is_ok_and(|t| t.markers().any(|m| m.format.is_some_and(Format::needs_clock)))
        {
            return Err(Fault::no_clock());
        }
        let template = request.template.clone();
        let mut response = request.answer(defaults.context).map_err(|e| refused(&e, &template))?;
        let units = Units::of(&template);
        units.rewrite_findings(&mut response.errors);
        units.rewrite_findings(&mut response.findings);
        write(&response)
    }

    pub(super) fn check(request: &str) -> Answer {
        let request: TemplateRequest = read(request)?;
        let template = request.template.clone();
        let mut response = request.answer().map_err(|e| refused(&e, &template))?;
        let units = Units::of(&template);
        units.rewrite(response.markers.iter_mut().map(|m| &mut m.span));
        units.rewrite_findings(&mut response.findings);
        write(&response)
    }
}

#[cfg(feature = "agent")]
mod agent {
    use klartext::agent::{self, Options, Side};
    use serde::Deserialize;

    use super::{Answer, Fault, read, write};
    use crate::units::Units;

    fn options(beside: Option<&str>) -> Result<Options, Fault> {
        beside.map_or_else(|| Ok(Options::default()), read)
    }

    pub(super) fn check(text: &str, beside: Option<&str>) -> Answer {
        let mut report = agent::check(text, &options(beside)?).map_err(|e| Fault::of(&e, text))?;
        Units::of(text).rewrite_findings(&mut report.findings);
        write(&report)
    }

    /// Two versions of a file.
    #[derive(Deserialize)]
    struct Versions {
        before: String,
        after: String,
    }

    pub(super) fn diff(request: &str, beside: Option<&str>) -> Answer {
        let Versions { before, after } = read(request)?;
        let mut difference = agent::diff(&before, &after, &options(beside)?).map_err(|e| match e.side {
            Side::Before => Fault::of(&e.error, &before).on_side("before"),
            Side::After => Fault::of(&e.error, &after).on_side("after"),
        })?;
        Units::of(&after).rewrite_findings(&mut difference.new_findings);
        Units::of(&before).rewrite_findings(&mut difference.vanished_findings);
        write(&difference)
    }
}

/// A text for a log, and the ids that an operator wants to be hidden in it.
#[cfg(feature = "redact")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RedactRequest {
    text: String,
    #[serde(default)]
    ids: Vec<String>,
    #[serde(default)]
    id_keys: Vec<String>,
}

#[cfg(feature = "redact")]
fn redact(request: &str) -> Answer {
    let request: RedactRequest = read(request)?;
    let wrong =
        |id: &str, e: klartext::privacy::IdError| Fault::new("id", format!("`{id}` names no id: {e}"));
    let mut redactor = klartext::privacy::Redactor::new();
    for key in &request.id_keys {
        redactor = redactor.id_key(key).map_err(|e| wrong(key, e))?;
    }
    for shape in &request.ids {
        redactor = redactor.id(shape).map_err(|e| wrong(shape, e))?;
    }
    write(&redactor.redact(&request.text))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn ask(room: Room, request: &Value, beside: Option<&str>) -> Result<Value, Value> {
        let berlin = Context::new(chrono::DateTime::UNIX_EPOCH, chrono_tz::Europe::Berlin);
        answer(room, &request.to_string(), beside, &Defaults::of(&berlin))
            .map(|text| serde_json::from_str(&text).unwrap())
            .map_err(|fault| serde_json::from_str(&fault.json()).unwrap())
    }

    #[test]
    fn a_place_is_that_of_the_words_in_javascript() {
        let got =
            ask(Room::Resolve, &json!({"text": "für übermorgen", "now": "2025-11-05T10:00"}), None).unwrap();
        assert_eq!(got["readings"][0]["span"], json!({"start": 4, "end": 14}));
        let got =
            ask(Room::Find, &json!({"text": "😀 übermorgen", "now": "2025-11-05T10:00"}), None).unwrap();
        assert_eq!(got["mentions"][0]["span"], json!({"start": 3, "end": 13}));
        let got =
            ask(Room::Explain, &json!({"text": "für übermorgen", "now": "2025-11-05T10:00"}), None).unwrap();
        assert_eq!(got["words"][1]["span"], json!({"start": 4, "end": 14}));
        assert_eq!(got["syntax"][0]["span"], got["words"][1]["span"]);
    }

    #[test]
    fn what_a_bare_number_is_depends_on_the_hint() {
        let request = json!({"text": "14", "now": "2025-11-05T10:00"});
        let kind = |hint| ask(Room::Resolve, &request, hint).unwrap()["readings"][0]["kind"].clone();
        assert_eq!((kind(Some("time")), kind(Some("date"))), (json!("time"), json!("date")));
        let error = ask(Room::Resolve, &request, Some("day")).unwrap_err();
        assert_eq!(error["message"], "unknown hint `day`, expected one of `any`, `date`, `time`");
    }

    #[test]
    fn without_a_clock_there_is_no_answer() {
        let code = |room, request: Value| ask(room, &request, None).unwrap_err()["code"].clone();
        assert_eq!(code(Room::Resolve, json!({"text": "morgen"})), "now_missing");
        assert_eq!(code(Room::Find, json!({"text": "morgen"})), "now_missing");
        assert_eq!(code(Room::Explain, json!({"text": "morgen", "now": "gestern"})), "clock");
        assert_eq!(
            code(Room::Explain, json!({"text": "morgen", "now": "2025-11-05T10:00", "zone": "Berlin"})),
            "zone"
        );
        #[cfg(feature = "appointment")]
        for room in [Room::Lookup, Room::Hours, Room::Confirm] {
            assert_eq!(code(room, json!({})), "now_missing");
        }
    }

    #[cfg(feature = "template")]
    #[test]
    fn a_template_needs_a_clock_for_its_formats_alone() {
        let text = |request: Value| ask(Room::Render, &request, None).map(|got| got["text"].clone());
        let plain = json!({"template": "Grüß Gott, <<name>>", "vars": {"name": "Eva"}});
        assert_eq!(text(plain), Ok(json!("Grüß Gott, Eva")));
        let dated =
            |format: &str| json!({"template": format!("am <<day:{format}>>"), "vars": {"day": "2025-11-10"}});
        assert_eq!(text(dated("date")), Ok(json!("am 10.11.2025")));
        assert_eq!(text(dated("spoken_short")).unwrap_err()["code"], "now_missing");
    }

    #[cfg(feature = "template")]
    #[test]
    fn errors_of_a_template_have_their_place() {
        let got =
            ask(Room::Render, &json!({"template": "für <<name>> und <<nam>>", "vars": {}}), None).unwrap();
        assert_eq!(got["errors"][0]["span"], json!({"start": 4, "end": 12}));
        let got = ask(Room::TemplateCheck, &json!({"template": "für <<name>>"}), None).unwrap();
        assert_eq!(got["markers"][0]["span"], json!({"start": 4, "end": 12}));
    }

    #[cfg(feature = "agent")]
    #[test]
    fn each_file_of_two_has_its_own_places() {
        let flow = |text: &str| json!({"general_prompt": text}).to_string();
        let request = json!({"before": flow("ä {{nam}}"), "after": flow("ää {{name}}")});
        let got = ask(Room::AgentDiff, &request, None).unwrap();
        assert_eq!(got["new_findings"][0]["span"]["start"], 22);
        assert_eq!(got["vanished_findings"][0]["span"]["start"], 21);
        let error = ask(Room::AgentDiff, &json!({"before": "{}", "after": "{"}), None).unwrap_err();
        assert_eq!(error["side"], "after");
    }

    #[cfg(feature = "redact")]
    #[test]
    fn ids_are_hidden_as_they_are_named() {
        let got = ask(Room::Redact, &json!({"text": "KD-123456, 030 23125000", "ids": ["KD-######"]}), None);
        assert_eq!(got, Ok(json!("[REDACTED], [PHONE_REDACTED]")));
        let error = ask(Room::Redact, &json!({"text": "", "ids": ["*a"]}), None).unwrap_err();
        assert_eq!(error["code"], "id");
    }
}
