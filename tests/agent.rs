//! Definitions of a voice agent: what is wrong with them, where, and what changed between two.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test reads its files, and fails loudly"
)]

mod agent {
    mod broken;
    mod changes;
    mod defects;
    mod faultless;
    mod input;
    #[cfg(feature = "toml")]
    mod prompts;
}
