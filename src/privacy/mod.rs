//! What must not be seen: masking for a display, redaction for a log.

mod address;
mod calendar;
mod mask;
mod number;
mod redact;
mod scan;
mod secret;

pub use mask::mask_phone;
pub use redact::{EMAIL, PHONE, SECRET, redact};
pub(crate) use scan::secrets;
