//! What a check found, as it goes over the wire.

use serde::Serialize;

use super::FileKind;
use super::variable::Origin;
use crate::finding::{Finding, Severity};

/// What there is in a file, and what was noticed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// What the file is.
    pub kind: FileKind,
    /// How much of everything it has.
    pub counts: Counts,
    /// Every variable that the file or the options define, by name.
    pub variables: Vec<VariableNote>,
    /// What was noticed, in the order of the file. Each has the datum `path`, a JSON path like `$.nodes[3].instruction.text`;
    /// its span counts in bytes of the file.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire::WireFinding>"))]
    pub findings: Vec<Finding>,
}

/// How much of everything a definition has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Nodes of a flow, states of a prompt.
    pub nodes: usize,
    /// Edges between them.
    pub edges: usize,
    /// Functions.
    pub tools: usize,
    /// Texts that a model acts on or a voice speaks.
    pub prompts: usize,
}

/// A variable and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VariableNote {
    /// As it is written in a marker.
    pub name: String,
    /// Its first source.
    pub origin: Origin,
}

impl Report {
    /// The weight of the gravest finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(Finding::severity).max()
    }
}
