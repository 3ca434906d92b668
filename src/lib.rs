// The example there reads TOML.
#![cfg_attr(feature = "toml", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "toml"),
    doc = "What a caller said on the phone, in German, as data that a backend may act on."
)]
//!
//! # The way through
//!
//! `text → words → syntax → readings → slots → rules → verdict`; each module knows only those before it.
//!
//! - [`temporal`]: German dates and times, from the words to the readings and back to speech.
//! - [`phone`], [`template`], [`privacy`]: telephone numbers, texts with variables, redaction.
//! - [`rules`], [`engine`], [`conversation`], [`verdict`]: a rule set, judged against a [`Payload`] in a [`Context`].
//! - [`agent`]: definitions of a voice agent, checked before they go live, and what changed between two.
//! - [`wire`]: the JSON at the edges.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod agent;
pub mod appointment;
pub mod context;
pub mod conversation;
pub mod engine;
pub mod error;
pub mod finding;
mod heard;
pub mod hours;
mod iso;
mod json;
pub mod number;
pub mod payload;
pub mod phone;
pub mod privacy;
pub mod rules;
#[cfg(feature = "schema")]
pub mod schema;
mod span;
pub mod template;
pub mod temporal;
mod text;
pub mod verdict;
pub mod wire;

pub use context::{Context, Expect, Policy};
pub use conversation::Conversation;
pub use engine::{Decision, Engine, Judgement, Limits, Record};
pub use error::{Error, ErrorKind};
pub use finding::{Finding, Severity};
pub use hours::OpeningHours;
pub use payload::Payload;
pub use privacy::{mask_phone, redact};
pub use rules::RuleSet;
pub use span::Span;
pub use template::{Lookup, MissingPolicy, Syntax, Template};
pub use verdict::{Ask, Outcome, Verdict};
