//! What each fuzz target does with one input.
//!
//! The targets in `fuzz_targets/` call these functions with what libFuzzer makes up; `tests/regressions.rs` of the library
//! includes this file and calls them with every seed and every input that once failed. A function returns when all is well
//! and panics with the broken promise when it is not.

mod agent;
mod common;
mod confirm;
mod conversation;
mod find;
mod hours;
mod lookup;
mod payload;
mod phone;
mod redact;
mod resolve;
mod rules;
mod speak_parse;
mod spoken_phone;
mod template;
mod template_values;

pub use agent::agent;
pub use confirm::confirm;
pub use conversation::conversation;
pub use find::find;
pub use hours::hours;
pub use lookup::lookup;
pub use payload::payload;
pub use phone::phone;
pub use redact::redact;
pub use resolve::resolve;
pub use rules::rules;
pub use speak_parse::speak_parse;
pub use spoken_phone::spoken_phone;
pub use template::template;
pub use template_values::{template_values, template_values_every_way};
