//! What can be noticed about a template and its values.

use crate::finding::Kind;
use crate::finding::Severity::{Error, Note, Warning};

/// A marker without a value.
pub static VARIABLE_MISSING: Kind =
    Kind::new("variable_missing", Error, "Für `{name}` fehlt ein Wert.", "no value for `{name}`");
/// A marker without a value; a similar name has one.
pub static VARIABLE_MISSPELLED: Kind = Kind::new(
    "variable_misspelled",
    Error,
    "Für `{name}` fehlt ein Wert; meinten Sie `{suggestion}`?",
    "no value for `{name}`; did you mean `{suggestion}`?",
);
/// A marker without a value; the same name in other case has one.
pub static VARIABLE_WRONG_CASE: Kind = Kind::new(
    "variable_wrong_case",
    Error,
    "Für `{name}` fehlt ein Wert, aber für `{suggestion}` gibt es einen; Groß- und Kleinschreibung zählt.",
    "no value for `{name}`, but for `{suggestion}`; names are case-sensitive",
);
/// Text that would be a marker if it were in lower case.
pub static NO_MARKER_BUT_NAME: Kind = Kind::new(
    "not_a_marker",
    Error,
    "`{name}` ist kein Platzhalter; meinten Sie `{suggestion}`?",
    "`{name}` is no marker; did you mean `{suggestion}`?",
);
/// Text that looks like a marker and is none.
pub static LOOKS_LIKE_MARKER: Kind = Kind::new(
    "looks_like_marker",
    Warning,
    "`{text}` sieht wie ein Platzhalter aus, ist aber keiner; es bleibt so stehen.",
    "`{text}` looks like a marker and is none; it stays as it is",
);
/// The default of a marker stands in for a value.
pub static DEFAULT_USED: Kind = Kind::new(
    "default_used",
    Note,
    "Für `{name}` fehlt ein Wert; der Ersatz `{default}` steht dafür.",
    "no value for `{name}`; its default `{default}` stands in",
);
/// A value that is itself a marker: somebody forgot to render it.
pub static VALUE_IS_MARKER: Kind = Kind::new(
    "value_is_marker",
    Warning,
    "Der Wert von `{name}` ist selbst ein Platzhalter: `{value}`.",
    "the value of `{name}` is itself a marker: `{value}`",
);
/// A value such as `null` or `None`: a program's word for nothing.
pub static VALUE_LOOKS_UNSET: Kind = Kind::new(
    "value_looks_unset",
    Warning,
    "Der Wert von `{name}` ist `{value}`; vermutlich fehlt er.",
    "the value of `{name}` is `{value}`; it is probably missing",
);
/// The text would be longer than the limit.
pub static OUTPUT_TOO_LONG: Kind = Kind::new(
    "output_too_long",
    Error,
    "Der fertige Text ist länger als {limit} Bytes.",
    "the rendered text is longer than {limit} bytes",
);
