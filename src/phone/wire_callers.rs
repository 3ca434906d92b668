//! The shapes of `klartext phone match --jsonl` and `klartext phone recognise --jsonl`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::region as home;
use super::{
    Consent, Customer, Directory, Match, Number, Outcome, PhoneStatus, Recognised, Side, Source, matches,
    normalise,
};
use crate::finding::{Finding, Lang};

/// A number to compare: its text, or that with its source and region.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(untagged, expecting = "a text, or an object of `text`, `source` and `region`")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MatchText {
    /// Typed, in Germany.
    Text(String),
    /// With all that is known of it.
    Known(MatchSource),
}

/// A number to compare, with all that is known of it.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatchSource {
    /// What was signalled, typed or said.
    pub text: String,
    /// ISO 3166, for numbers without a calling code; `DE` by default.
    #[serde(default = "home")]
    pub region: String,
    /// Where the text comes from; `typed` by default.
    #[serde(default)]
    pub source: Source,
}

impl MatchText {
    /// Text, source and region.
    pub fn parts(&self) -> (&str, Source, &str) {
        match self {
            Self::Text(text) => (text, Source::Typed, "DE"),
            Self::Known(MatchSource { text, region, source }) => (text, *source, region),
        }
    }
}

// By hand, as all that follow: the texts are telephone numbers.
impl fmt::Debug for MatchSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MatchSource")
            .field("text", &crate::privacy::mask_phone(&self.text))
            .field("region", &self.region)
            .field("source", &self.source)
            .finish()
    }
}

impl fmt::Debug for MatchText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.debug_tuple("Text").field(&crate::privacy::mask_phone(text)).finish(),
            Self::Known(known) => f.debug_tuple("Known").field(known).finish(),
        }
    }
}

/// One line into `klartext phone match --jsonl`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatchRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: Value,
    /// One number.
    pub a: MatchText,
    /// The other.
    pub b: MatchText,
}

impl MatchRequest {
    /// The answer to it.
    ///
    /// ```
    /// use klartext::phone::{Match, MatchRequest};
    /// let request: MatchRequest = serde_json::from_str(r#"{
    ///     "a": {"text": "493023125012", "source": "caller_id"}, "b": "030 23125-0"
    /// }"#)?;
    /// let answer = request.answer();
    /// assert_eq!(answer.matches, Match::Extension);
    /// assert_eq!(answer.a.masked.as_deref(), Some("+49********12"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn answer(self) -> MatchResponse {
        let of = |side: &MatchText| {
            let (text, source, region) = side.parts();
            let (side, outcome) = Side::with_outcome(text, source, region);
            (side, MatchedSide::from(&outcome))
        };
        let ((left, a), (right, b)) = (of(&self.a), of(&self.b));
        MatchResponse { id: self.id, matches: matches(left, right), a, b }
    }
}

/// One line out of `klartext phone match --jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatchResponse {
    /// That of the request.
    pub id: Value,
    /// How the two agree.
    #[serde(rename = "match")]
    pub matches: Match,
    /// What the first text is.
    pub a: MatchedSide,
    /// What the second text is.
    pub b: MatchedSide,
}

/// What one of two compared texts is, without the number: why they do not match shows here.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatchedSide {
    /// What the text is.
    pub status: PhoneStatus,
    /// `+49********00`
    pub masked: Option<String>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub findings: Vec<Finding>,
}

impl From<&Outcome> for MatchedSide {
    fn from(outcome: &Outcome) -> Self {
        Self {
            status: PhoneStatus::from(&outcome.status),
            masked: outcome.number().map(Number::masked),
            findings: outcome.findings.clone(),
        }
    }
}

/// A customer in a list; fields beside these are not read.
#[derive(Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerEntry {
    /// What identifies the customer; who is listed twice under one id is one customer.
    pub id: Value,
    /// One number or several, as they were typed or stored; `null` where none is known.
    #[serde(default)]
    pub phone: Option<OneOrMore>,
    /// ISO 3166, for numbers without a calling code; `DE` by default.
    #[serde(default = "home")]
    pub region: String,
}

/// One text, or a list of them.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(untagged, expecting = "a text or a list of texts")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

impl CustomerEntry {
    fn phones(&self) -> impl Iterator<Item = &str> {
        let all = match &self.phone {
            None => &[],
            Some(OneOrMore::One(phone)) => std::slice::from_ref(phone),
            Some(OneOrMore::More(phones)) => phones.as_slice(),
        };
        all.iter().map(String::as_str)
    }
}

impl fmt::Debug for CustomerEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomerEntry")
            .field("id", &self.id)
            .field("phones", &self.phones().map(crate::privacy::mask_phone).collect::<Vec<_>>())
            .field("region", &self.region)
            .finish()
    }
}

impl fmt::Debug for OneOrMore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::One(_) => "One(…)",
            Self::More(_) => "More(…)",
        })
    }
}

/// A list of customers, its numbers read once for many calls.
#[derive(Clone, Debug)]
pub struct CustomerList {
    /// By place in the directory, in the order of the list.
    ids: Vec<Value>,
    directory: Directory<usize>,
}

impl CustomerList {
    /// Reads the numbers of a list.
    pub fn new(entries: &[CustomerEntry]) -> Self {
        let (mut ids, mut places) = (Vec::new(), BTreeMap::new());
        let mut customers = Vec::new();
        for entry in entries {
            let place = *places.entry(entry.id.to_string()).or_insert_with(|| {
                ids.push(entry.id.clone());
                ids.len().saturating_sub(1)
            });
            customers
                .extend(entry.phones().map(|phone| Customer::new(place, phone).in_region(&entry.region)));
        }
        Self { directory: Directory::new(customers), ids }
    }

    /// Whose number the caller's is.
    pub fn recognise(&self, id: Value, caller: &Outcome, consent: Consent) -> RecogniseResponse {
        let found = self.directory.recognise(caller, consent);
        let id_of = |place: &usize| self.ids.get(*place).cloned().unwrap_or_default();
        let (outcome, customers, by) = match &found.who {
            Recognised::Known { customer } => {
                (RecogniseOutcome::Known, vec![id_of(customer)], Some(Match::Exact))
            }
            Recognised::Shared { customers, by } => {
                (RecogniseOutcome::Shared, customers.iter().map(id_of).collect(), Some(*by))
            }
            Recognised::Unknown => (RecogniseOutcome::Unknown, Vec::new(), None),
            Recognised::Withheld => (RecogniseOutcome::Withheld, Vec::new(), None),
            Recognised::NoConsent => (RecogniseOutcome::NoConsent, Vec::new(), None),
        };
        let question = |lang| found.who.question(lang).map(str::to_owned);
        RecogniseResponse {
            id,
            outcome,
            customers,
            by,
            question: question(Lang::De).zip(question(Lang::En)).map(|(de, en)| Question { de, en }),
            unreadable: found.unreadable.iter().map(id_of).collect(),
            findings: found.findings,
        }
    }
}

/// One line into `klartext phone recognise --jsonl`.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecogniseRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: Value,
    /// What the network signalled.
    pub caller: String,
    /// ISO 3166, for a caller without a calling code; `DE` by default.
    #[serde(default = "home")]
    pub region: String,
    /// Where the caller's number comes from; `caller_id` by default.
    #[serde(default = "signalled")]
    pub source: Source,
    /// Whether the caller may be looked up; `not_given` by default.
    #[serde(default)]
    pub consent: Consent,
    /// Among whom; without it, among those that are known to whoever answers.
    #[serde(default)]
    pub customers: Option<Vec<CustomerEntry>>,
}

fn signalled() -> Source {
    Source::CallerId
}

impl RecogniseRequest {
    /// The answer to it. `known` is asked where the request brings no customers. Without consent nobody is looked at.
    ///
    /// ```
    /// use klartext::phone::{RecogniseOutcome, RecogniseRequest};
    /// let request: RecogniseRequest = serde_json::from_str(r#"{
    ///     "caller": "+493023125001", "consent": "given",
    ///     "customers": [{"id": 1, "phone": "030 23125001"}, {"id": 2, "phone": ["030 231 25-001", "030 23125002"]}]
    /// }"#)?;
    /// let answer = request.answer(None);
    /// assert_eq!(answer.outcome, RecogniseOutcome::Shared);
    /// assert_eq!(answer.customers, [1, 2]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn answer(self, known: Option<&CustomerList>) -> RecogniseResponse {
        let caller = normalise(&self.caller, self.source, &self.region);
        let own = self.customers.filter(|_| self.consent == Consent::Given);
        match (own, known) {
            (Some(own), _) => CustomerList::new(&own).recognise(self.id, &caller, self.consent),
            (None, Some(known)) => known.recognise(self.id, &caller, self.consent),
            (None, None) => CustomerList::new(&[]).recognise(self.id, &caller, self.consent),
        }
    }
}

impl fmt::Debug for RecogniseRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecogniseRequest")
            .field("id", &self.id)
            .field("caller", &crate::privacy::mask_phone(&self.caller))
            .field("region", &self.region)
            .field("source", &self.source)
            .field("consent", &self.consent)
            .field("customers", &self.customers)
            .finish()
    }
}

/// How a line of `klartext phone recognise --jsonl` ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RecogniseOutcome {
    /// One customer has this number: a clue, not an identity.
    Known,
    /// Several have it, or the line that it belongs to: ask who is calling.
    Shared,
    /// Nobody has it.
    Unknown,
    /// The caller shows none.
    Withheld,
    /// Nothing was looked up.
    NoConsent,
}

impl RecogniseOutcome {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Shared => "shared",
            Self::Unknown => "unknown",
            Self::Withheld => "withheld",
            Self::NoConsent => "no_consent",
        }
    }
}

/// One line out of `klartext phone recognise --jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecogniseResponse {
    /// That of the request.
    pub id: Value,
    /// How it ended.
    pub outcome: RecogniseOutcome,
    /// The ids of those who have the number, in the order of the list.
    pub customers: Vec<Value>,
    /// `exact`, or `extension` where the caller uses another extension of a customer's line.
    pub by: Option<Match>,
    /// What to ask, where the number alone must not decide.
    pub question: Option<Question>,
    /// The ids of customers with a number that cannot be read.
    pub unreadable: Vec<Value>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub findings: Vec<Finding>,
}

/// A question in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn recognised(request: Value, known: Option<&CustomerList>) -> Value {
        let request: RecogniseRequest = serde_json::from_value(request).unwrap();
        serde_json::to_value(request.answer(known)).unwrap()
    }

    fn list() -> CustomerList {
        let entries: Vec<CustomerEntry> = serde_json::from_value(json!([
            {"id": "k1", "phone": "030 23125001", "name": "Anna Muster"},
            {"id": "k2", "phone": ["030 23125002", "030 23125001"]},
            {"id": "k3", "phone": "030 23125003"},
            {"id": "k3", "phone": "+49 30 23125003"},
            {"id": 4, "phone": "0664 1234567", "region": "AT"},
            {"id": 5, "phone": null},
            {"id": 6, "phone": "030"},
        ]))
        .unwrap();
        CustomerList::new(&entries)
    }

    #[test]
    fn a_known_list_is_asked_where_a_request_brings_none() {
        let list = list();
        let got = recognised(json!({"id": 7, "caller": "+493023125003", "consent": "given"}), Some(&list));
        assert_eq!(
            (&got["id"], &got["outcome"], &got["customers"]),
            (&json!(7), &json!("known"), &json!(["k3"]))
        );
        assert_eq!(
            (&got["by"], &got["question"], &got["unreadable"]),
            (&json!("exact"), &Value::Null, &json!([6]))
        );
        let got = recognised(json!({"caller": "+493023125001", "consent": "given"}), Some(&list));
        assert_eq!((&got["outcome"], &got["customers"]), (&json!("shared"), &json!(["k1", "k2"])));
        assert_eq!(got["question"]["de"], "Mit wem spreche ich, bitte?");
        let got = recognised(json!({"caller": "+436641234567", "consent": "given"}), Some(&list));
        assert_eq!(got["customers"], json!([4]));
        let own = json!({"caller": "+493023125003", "consent": "given", "customers": []});
        assert_eq!(recognised(own, Some(&list))["outcome"], "unknown");
    }

    #[test]
    fn without_consent_and_without_a_number_nobody_is_known() {
        let list = list();
        let got = recognised(json!({"caller": "+493023125003"}), Some(&list));
        assert_eq!((&got["outcome"], &got["customers"]), (&json!("no_consent"), &json!([])));
        assert_eq!(got["unreadable"], json!([]));
        let got = recognised(json!({"caller": "anonymous", "consent": "given"}), Some(&list));
        assert_eq!(got["outcome"], "withheld");
        let got = recognised(json!({"caller": "+493023125003", "consent": "given"}), None);
        assert_eq!(got["outcome"], "unknown");
    }

    #[test]
    fn a_match_tells_what_each_side_is() {
        let answer = |request: Value| {
            let request: MatchRequest = serde_json::from_value(request).unwrap();
            serde_json::to_value(request.answer()).unwrap()
        };
        let got = answer(
            json!({"id": 1, "a": "030 23125042", "b": {"text": "null drei null", "source": "spoken"}}),
        );
        assert_eq!((&got["match"], &got["b"]["status"]), (&json!("none"), &json!("invalid")));
        assert_eq!(got["b"]["findings"][0]["code"], "number_incomplete");
        let vienna = json!({"text": "030 23125012", "region": "AT"});
        assert_eq!(answer(json!({"a": vienna, "b": "+49 30 23125012"}))["match"], "national");
        assert!(serde_json::from_value::<MatchRequest>(json!({"a": 1, "b": "2"})).is_err());
    }

    #[test]
    fn nothing_shows_a_number() {
        let request = json!({"caller": "+493023125003", "customers": [{"id": 1, "phone": ["030 23125003"]}]});
        let request: RecogniseRequest = serde_json::from_value(request).unwrap();
        let both: MatchRequest =
            serde_json::from_value(json!({"a": "030 23125003", "b": {"text": "030 23125003"}})).unwrap();
        let one = OneOrMore::One("030 23125003".to_owned());
        let shown = format!("{request:?} {both:?} {one:?} {:?} {:?}", list(), both.clone().answer());
        assert!(!shown.contains("23125"), "{shown}");
    }
}
