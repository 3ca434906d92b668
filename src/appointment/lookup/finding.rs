//! What is noticed while an appointment is looked for.

use crate::finding::Kind;
use crate::finding::Severity::{Note, Warning};

/// A clue about which nothing can be said.
pub static CLUE_NOT_UNDERSTOOD: Kind = Kind::new(
    "clue_not_understood",
    Warning,
    "Mit dieser Angabe lässt sich kein Termin suchen",
    "this clue does not help to find an appointment",
);
/// A clue that nobody gave: a call id, a name or a template that a model made up.
pub static CLUE_INVENTED: Kind = Kind::new(
    "clue_invented",
    Warning,
    "Diese Angabe sieht erfunden aus und wurde nicht verwendet",
    "this clue looks invented and was not used",
);
/// A clue beyond [`MAX_CLUE`](super::MAX_CLUE).
pub static CLUE_TOO_LONG: Kind = Kind::new(
    "clue_too_long",
    Warning,
    "Diese Angabe ist mit {bytes} Bytes zu lang und wurde nicht verwendet",
    "this clue of {bytes} bytes is too long and was not used",
);
/// The number was not used, because the caller has not agreed to it.
pub static NO_CONSENT: Kind = Kind::new(
    "no_consent",
    Note,
    "Die Nummer wurde ohne Einwilligung nicht nachgeschlagen",
    "the number was not looked up without consent",
);
/// Nobody signalled a number.
pub static NUMBER_WITHHELD: Kind =
    Kind::new("number_withheld", Note, "Der Anrufer zeigt keine Nummer", "the caller shows no number");
/// The number cannot be read, or in several ways.
pub static NUMBER_UNCLEAR: Kind = Kind::new(
    "number_unclear",
    Warning,
    "Die Telefonnummer ist nicht eindeutig und wurde nicht verwendet",
    "the telephone number is not clear and was not used",
);
/// Several customers have the number.
pub static SHARED_NUMBER: Kind = Kind::new(
    "shared_number",
    Note,
    "Unter dieser Nummer sind {count} Personen bekannt",
    "{count} people are known under this number",
);
/// What was said fits an appointment only if the table holds wall time that is marked as UTC.
pub static WALL_TIME_MARKED_UTC: Kind = Kind::new(
    "wall_time_marked_utc",
    Warning,
    "Ein Termin passt nur, wenn {stored} als Ortszeit gespeichert wurde; bitte die Zeitzone der Tabelle prüfen",
    "an appointment fits only if {stored} was stored as wall time; check the zone of the table",
);
/// What was said fits an appointment that is over.
pub static APPOINTMENT_OVER: Kind = Kind::new(
    "appointment_over",
    Warning,
    "Der genannte Termin liegt in der Vergangenheit",
    "the appointment that was named is in the past",
);
/// What was said fits an appointment that was cancelled.
pub static APPOINTMENT_CANCELLED: Kind = Kind::new(
    "appointment_cancelled",
    Warning,
    "Der genannte Termin ist bereits abgesagt",
    "the appointment that was named has been cancelled",
);
/// The status of an appointment is a word that is not known.
pub static STATUS_UNKNOWN: Kind = Kind::new(
    "status_unknown",
    Warning,
    "Der Status von {count} Terminen ist unbekannt; sie wurden nicht berücksichtigt",
    "the status of {count} appointments is unknown; they were not considered",
);
/// A candidate that is not among the appointments, or no longer open.
pub static CANDIDATE_GONE: Kind = Kind::new(
    "candidate_gone",
    Warning,
    "Ein zur Wahl gestellter Termin besteht nicht mehr",
    "an appointment that was offered does not exist any more",
);
/// The reply says nothing about what was asked.
pub static REPLY_NOT_UNDERSTOOD: Kind = Kind::new(
    "reply_not_understood",
    Warning,
    "Die Antwort passt nicht zur Frage",
    "the reply does not answer the question",
);
/// The reply can mean several of those that were read out.
pub static REPLY_AMBIGUOUS: Kind = Kind::new(
    "reply_ambiguous",
    Warning,
    "Die Antwort kann mehrere Termine meinen",
    "the reply can mean several appointments",
);
/// The reply means more than one appointment.
pub static SEVERAL_MEANT: Kind =
    Kind::new("several_meant", Warning, "Gemeint sind {count} Termine", "{count} appointments are meant");
/// The set number of questions was asked, or no question is left.
pub static GAVE_UP: Kind = Kind::new(
    "gave_up",
    Warning,
    "Nach {tries} Fragen ist der Termin nicht gefunden; bitte an eine Person übergeben",
    "after {tries} questions the appointment is not found; hand over to a person",
);
