//! Values as a German voice should say them.

use super::value::Value;
use crate::context::Context;

/// The value as a German voice should say it.
pub fn say(value: &Value, context: &Context) -> String {
    let _ = context;
    format!("{value:?}")
}
