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
/// A marker whose name the list of known names does not have.
pub static VARIABLE_UNKNOWN: Kind =
    Kind::new("variable_unknown", Error, "`{name}` ist nicht bekannt.", "`{name}` is not known");
/// A name that no marker asks for.
pub static VARIABLE_UNUSED: Kind =
    Kind::new("variable_unused", Note, "`{name}` wird nicht verwendet.", "`{name}` is not used");
/// A value without anything in it: the marker vanishes.
pub static VALUE_EMPTY: Kind =
    Kind::new("value_empty", Note, "Der Wert von `{name}` ist leer.", "the value of `{name}` is empty");
/// A value with a marker in it that nobody rendered.
pub static VALUE_HAS_MARKER: Kind = Kind::new(
    "value_has_marker",
    Warning,
    "Im Wert von `{name}` steht der Platzhalter `{marker}`; er bleibt so stehen.",
    "the value of `{name}` has the marker `{marker}` in it; it stays as it is",
);
/// A marker whose format is none; none is like it.
pub static FORMAT_UNKNOWN: Kind = Kind::new(
    "format_unknown",
    Error,
    "Ein Format `{format}` gibt es nicht (bei `{name}`).",
    "there is no format `{format}` (of `{name}`)",
);
/// A marker whose format is none; another is like it.
pub static FORMAT_MISSPELLED: Kind = Kind::new(
    "format_misspelled",
    Error,
    "Ein Format `{format}` gibt es nicht (bei `{name}`); meinten Sie `{suggestion}`?",
    "there is no format `{format}` (of `{name}`); did you mean `{suggestion}`?",
);
/// A stretch of time, a length or a repetition in a marker without a format.
pub static FORMAT_NEEDED: Kind = Kind::new(
    "format_needed",
    Error,
    "Der Wert von `{name}` braucht ein Format, etwa `spoken`.",
    "the value of `{name}` needs a format such as `spoken`",
);
/// A value that is not what its format is for.
pub static VALUE_DOES_NOT_FIT: Kind = Kind::new(
    "value_does_not_fit",
    Error,
    "Der Wert von `{name}`, `{value}`, passt nicht zum Format `{format}`.",
    "the value of `{name}`, `{value}`, does not fit the format `{format}`",
);
/// A format that depends on what today is, and no clock.
pub static CLOCK_MISSING: Kind = Kind::new(
    "clock_missing",
    Error,
    "Für `{name}` im Format `{format}` fehlen Datum und Uhrzeit von jetzt.",
    "`{name}` cannot be written as `{format}` without a clock",
);
/// A key with markers in it, more deeply than is allowed.
pub static NESTED_TOO_DEEPLY: Kind = Kind::new(
    "nested_too_deeply",
    Error,
    "`{text}` hat Platzhalter im Namen ({depth} ineinander; erlaubt: {limit}).",
    "`{text}` nests markers {depth} deep; {limit} are allowed",
);
/// A name put together from values that is longer than any name.
pub static KEY_TOO_LONG: Kind = Kind::new(
    "key_too_long",
    Error,
    "Der Name, der hier zusammengesetzt wird, ist länger als {limit} Bytes.",
    "the name put together here is longer than {limit} bytes",
);
/// A value and the text around it would be a marker together.
pub static MARKER_MADE: Kind = Kind::new(
    "marker_made",
    Error,
    "Mit seinem Wert wird daraus der Platzhalter `{text}`.",
    "with its value this becomes the marker `{text}`",
);
/// A marker of the other syntax, left for somebody else to fill in.
pub static OTHER_SYNTAX: Kind = Kind::new(
    "other_syntax",
    Note,
    "`{text}` ist ein Platzhalter anderer Schreibweise und bleibt so stehen.",
    "`{text}` is a marker of the other syntax and stays as it is",
);
/// A list of values of another length than the list of names.
pub static SLOT_COUNT: Kind = Kind::new(
    "slot_count",
    Error,
    "Zu {expected} Namen kamen {actual} Werte.",
    "{actual} values for {expected} names",
);
