//! What was heard, before anybody knows what it is about: texts compared as a listener does, and what says nothing.

pub(crate) mod answer;
pub(crate) mod edits;
pub(crate) mod fold;
pub(crate) mod number;
pub(crate) mod unset;
