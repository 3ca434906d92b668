//! The shapes of `klartext phone --jsonl`.

use serde::{Deserialize, Serialize};

use super::{Outcome, Source, Status};
use crate::finding::Finding;

pub(super) fn region() -> String {
    "DE".to_owned()
}

/// One line into `klartext phone --jsonl`.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhoneRequest {
    /// Comes back as it was given.
    #[serde(default)]
    pub id: serde_json::Value,
    /// What was signalled, typed or said.
    pub text: String,
    /// ISO 3166, for numbers without a calling code; `DE` by default.
    #[serde(default = "region")]
    pub region: String,
    /// Where the text comes from; `typed` by default.
    #[serde(default)]
    pub source: Source,
}

// By hand: the text of a request is a telephone number.
impl std::fmt::Debug for PhoneRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhoneRequest")
            .field("id", &self.id)
            .field("text", &crate::privacy::mask_phone(&self.text))
            .field("region", &self.region)
            .field("source", &self.source)
            .finish()
    }
}

impl PhoneRequest {
    /// The answer to it.
    pub fn answer(self) -> PhoneResponse {
        let outcome = super::normalise(&self.text, self.source, &self.region);
        PhoneResponse::new(self.id, &outcome)
    }
}

/// How a line of `klartext phone --jsonl` ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PhoneStatus {
    /// A number of the plan.
    Valid,
    /// The shape of a number.
    Possible,
    /// No number was shown.
    Withheld,
    /// Not a number, or not a whole one; a finding tells which.
    Invalid,
}

impl From<&Status> for PhoneStatus {
    fn from(status: &Status) -> Self {
        match status {
            Status::Valid(_) => Self::Valid,
            Status::Possible(_) => Self::Possible,
            Status::Withheld => Self::Withheld,
            // The wire has four words for it; `number_incomplete` or `area_code_missing` is among the findings.
            Status::Incomplete | Status::Invalid => Self::Invalid,
        }
    }
}

/// One line out of `klartext phone --jsonl`.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhoneResponse {
    /// That of the request.
    pub id: serde_json::Value,
    /// How it ended.
    pub status: PhoneStatus,
    /// `+493023125000`
    pub e164: Option<String>,
    /// `mobile`, `fixed_line`, `emergency` …
    pub kind: Option<super::NumberKind>,
    /// `030 23125000`
    pub national: Option<String>,
    /// `+49 30 23125000`
    pub international: Option<String>,
    /// `+49********00`
    pub masked: Option<String>,
    /// As a German voice says it: `null drei null, zwei drei eins, …`
    pub say: Option<String>,
    /// The digits of an extension that was named apart.
    pub extension: Option<String>,
    /// The other numbers that the text can mean, or all that it holds.
    pub others: Vec<String>,
    /// What was noticed.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub findings: Vec<Finding>,
}

impl PhoneResponse {
    /// The response to a request.
    pub fn new(id: serde_json::Value, outcome: &Outcome) -> Self {
        let number = outcome.number();
        let kind = (outcome.kind != super::NumberKind::Unknown || number.is_some()).then_some(outcome.kind);
        Self {
            id,
            status: PhoneStatus::from(&outcome.status),
            e164: number.map(|n| n.e164().to_owned()),
            kind,
            national: number.map(|n| n.national().to_owned()),
            international: number.map(|n| n.international().to_owned()),
            masked: number.map(super::Number::masked),
            say: number.map(super::Number::spoken),
            extension: number.and_then(|n| n.extension().map(str::to_owned)),
            others: outcome.others.iter().map(|n| n.e164().to_owned()).collect(),
            findings: outcome.findings.clone(),
        }
    }
}

impl std::fmt::Debug for PhoneResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhoneResponse")
            .field("id", &self.id)
            .field("status", &self.status)
            .field("kind", &self.kind)
            .field("masked", &self.masked)
            .field("findings", &self.findings)
            .field("others", &self.others.len())
            .finish_non_exhaustive()
    }
}
