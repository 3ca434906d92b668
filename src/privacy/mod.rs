//! What must not be seen: masking for a display, redaction for a log.

mod mask;

pub use mask::mask_phone;
