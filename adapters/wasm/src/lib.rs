//! klartext for JavaScript: what `js/` makes a package of.
//!
//! A request comes as the text of its JSON and is answered with the text of the answer's JSON, in the shapes that the
//! library defines (`klartext::wire` and the rooms' own). Browsers read and write JSON faster than values cross the border
//! one by one. What differs from the wire: spans count UTF-16 units, as JavaScript does, and
//! there is no clock but the request's.
//!
//! What is exported here is not the interface of the package; that is `js/index.d.ts`.
#![warn(missing_docs)]

mod fault;
mod rooms;
mod units;

#[cfg(feature = "rules")]
mod engine;

use klartext::Context;
use wasm_bindgen::prelude::*;

#[cfg(feature = "rules")]
pub use engine::Engine;

/// Which question a request asks.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// A `ResolveRequest`; beside it the hint.
    Resolve,
    /// A `ResolveRequest`.
    Find,
    /// A `ResolveRequest`.
    Explain,
    /// A `PhoneRequest`.
    Phone,
    /// A `LookupRequest`.
    Lookup,
    /// An `HoursRequest`.
    Hours,
    /// A `ConfirmRequest`.
    Confirm,
    /// A `RenderRequest`.
    Render,
    /// A `TemplateRequest`.
    TemplateCheck,
    /// The text of a file; beside it the options.
    AgentCheck,
    /// Two files; beside them the options.
    AgentDiff,
    /// A text with the ids to hide.
    Redact,
}

/// The answer to a request, as JSON. What the request leaves open is that of Berlin.
///
/// # Errors
/// The text of an error's JSON: `code`, `message`, `span`, `help`, and `errors` where there are several.
#[wasm_bindgen]
pub fn answer(room: Room, request: &str, beside: Option<String>) -> Result<String, JsValue> {
    let berlin = Context::new(chrono::DateTime::UNIX_EPOCH, chrono_tz::Europe::Berlin);
    rooms::answer(room, request, beside.as_deref(), &rooms::Defaults::of(&berlin)).map_err(thrown)
}

/// Goes over the border as a text; `js/` makes an error of it.
fn thrown(fault: fault::Fault) -> JsValue {
    JsValue::from_str(&fault.json())
}
