//! What must not be seen: masking for a display, redaction for a log.

mod address;
mod calendar;
mod cue;
mod idle;
mod ids;
#[cfg(feature = "lookup-hash")]
mod lookup;
mod mask;
mod named;
mod number;
mod quiet;
mod redact;
mod scan;
mod secret;
mod spoken;
mod stream;

pub(crate) use address::{TOP, introduces, said_at, said_sign};
pub use ids::IdError;
#[cfg(feature = "lookup-hash")]
pub use lookup::{KeyTooShort, LookupHash, LookupKey, MIN_KEY};
pub use mask::mask_phone;
pub(crate) use quiet::Quiet;
pub(crate) use redact::secrets;
pub use redact::{EMAIL, PHONE, Redactor, SECRET, redact};
pub use stream::Stream;
