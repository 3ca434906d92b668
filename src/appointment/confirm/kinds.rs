//! What a comparison finds.

use crate::finding::{Kind, Severity};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $de:literal, $en:literal;)*) => {
        $($(#[$doc])* pub static $name: Kind = Kind::new($code, Severity::$severity, $de, $en);)*
    };
}

kinds! {
    /// Another time than the one asked for; data: `requested`, `booked` (wall), `requested_utc`, `booked_utc`.
    TIME_MISMATCH = "time_mismatch", Error,
        "Gebucht wurde {booked} statt {requested}", "{booked} was booked instead of {requested}";
    /// The same where both show the same time on the wall, in the night that has it twice.
    TIME_MISMATCH_IN_FOLD = "time_mismatch", Error,
        "Gebucht wurde {booked} ({booked_utc}) statt {requested} ({requested_utc})",
        "{booked} ({booked_utc}) was booked instead of {requested} ({requested_utc})";
    /// The time agrees only if wall time was marked as UTC; data: `requested`, `written`.
    STORED_AS_UTC = "stored_as_utc", Error,
        "{written} ist die gewünschte Zeit {requested} nur, wenn Ortszeit als UTC gespeichert wurde",
        "{written} is the time asked for, {requested}, only if wall time was stored as UTC";
    /// A time without an offset agrees only if it is UTC; data as above.
    UTC_WITHOUT_MARK = "utc_without_mark", Error,
        "{written} ohne Zeitzone ist die gewünschte Zeit {requested} nur, wenn es UTC ist",
        "{written} without a zone is the time asked for, {requested}, only if it is UTC";
    /// A time without an offset was read as wall time; data: `written`.
    READ_AS_WALL_TIME = "read_as_wall_time", Note,
        "{written} steht ohne Zeitzone da und wurde als Ortszeit gelesen",
        "{written} has no zone and was read as wall time";
    /// A time without an offset that the clock shows twice; data: `written`.
    SHOWN_TWICE = "shown_twice", Error,
        "{written} zeigt die Uhr zweimal, und die Antwort sagt nicht, welches Mal gemeint ist",
        "the clock shows {written} twice, and the answer does not say which";
    /// A time beside which a zone stands that is not known; data: `written`, `zone`.
    UNKNOWN_ZONE = "unknown_zone", Error,
        "{written} steht in der Zeitzone {zone} da, die nicht bekannt ist", "{written} is in a zone that is not known: {zone}";
    /// A booking without a time that could be compared.
    NO_TIME = "no_time", Error,
        "Die Antwort nennt keine Zeit, die sich vergleichen lässt", "the answer has no time to compare";
    /// A booking without an id: it could not be cancelled.
    NO_BOOKING_ID = "no_booking_id", Note,
        "Die Antwort nennt keine Nummer der Buchung", "the answer has no id of the booking";
    /// Made before it was asked for: an earlier answer came again; data: `created`, `sent`, `stale_seconds`.
    STALE = "stale", Error,
        "Die Buchung wurde schon um {created} angelegt, mehr als {stale_seconds} Sekunden vor der Anfrage um {sent}",
        "the booking was made at {created}, more than {stale_seconds} seconds before the request at {sent}";
    /// The booking that came back is one that was known before; data: `appointment`.
    ALREADY_BOOKED = "already_booked", Error,
        "Die Antwort nennt den Termin {appointment}, den es schon gab",
        "the answer names appointment {appointment}, which existed before";
    /// The booking that came back was known before, and is not what was asked for; data: `appointment`.
    EARLIER_BOOKING = "earlier_booking", Error,
        "Die Antwort nennt statt einer neuen Buchung den früheren Termin {appointment}",
        "the answer names the earlier appointment {appointment} instead of a new booking";
    /// The appointment that was to be moved stands where it stood; data: `appointment`.
    NOT_MOVED = "not_moved", Error,
        "Der Termin {appointment} wurde nicht verlegt", "appointment {appointment} was not moved";
    /// When it was made is not said, so an old answer would not show.
    CREATED_UNKNOWN = "created_unknown", Note,
        "Die Antwort sagt nicht, wann die Buchung angelegt wurde", "the answer does not say when the booking was made";
    /// It says that it was made later than it can have been; data: `created`.
    CREATED_IN_FUTURE = "created_in_future", Warning,
        "Die Buchung soll erst um {created} angelegt werden: Uhr oder Zeitzone des Kalenders stimmen nicht",
        "the booking says that it was made at {created}, which is yet to come: the calendar's clock or zone is wrong";
    /// When it was made has no zone: in one it is an old answer, in another it is not; data: `created`.
    CREATED_UNCLEAR = "created_unclear", Warning,
        "Ob die Buchung von {created} älter ist als die Anfrage, ist ohne verlässliche Zeitzone nicht zu sagen",
        "whether the booking of {created} is older than the request cannot be told without a zone that can be relied on";
    /// Shorter or longer than asked for; data: `requested_minutes`, `booked_minutes`.
    LENGTH_MISMATCH = "length_mismatch", Error,
        "Gebucht wurden {booked_minutes} statt {requested_minutes} Minuten",
        "{booked_minutes} minutes were booked instead of {requested_minutes}";
    /// It ends before it begins; data: `start`, `end`.
    ENDS_BEFORE_START = "ends_before_start", Error,
        "Die Buchung endet um {end} und damit vor ihrem Beginn um {start}", "the booking ends at {end}, before it starts at {start}";
    /// Another service; data: `requested`, `booked`.
    OTHER_SERVICE = "other_service", Error,
        "Gebucht wurde {booked} statt {requested}", "{booked} was booked instead of {requested}";
    /// For somebody else.
    OTHER_PERSON = "other_person", Error,
        "Die Buchung lautet auf eine andere Person", "the booking is for another person";
    /// A part of the name agrees.
    PERSON_UNCLEAR = "person_unclear", Warning,
        "Der Name der Buchung stimmt nur zum Teil mit dem gewünschten überein",
        "the name of the booking agrees only in part with the one asked for";
    /// The name agrees, the number does not.
    OTHER_PHONE = "other_phone", Warning,
        "Die Buchung nennt eine andere Telefonnummer als die gewünschte", "the booking has another phone number than the one asked for";
    /// With somebody else; data: `requested`, `booked`.
    OTHER_STAFF = "other_staff", Error,
        "Gebucht wurde bei {booked} statt bei {requested}", "booked with {booked} instead of {requested}";
    /// What was asked for does not stand in the answer; data: `fields`.
    NOT_COMPARED = "not_compared", Note,
        "Nicht vergleichbar, weil die Antwort es nicht nennt: {fields}", "not in the answer, so not compared: {fields}";
    /// The same person has an appointment at that instant; data: `appointment`.
    DUPLICATE = "duplicate", Error,
        "Diesen Termin gibt es schon: {appointment}", "there is such an appointment already: {appointment}";
    /// There is an appointment at that instant, perhaps of the same person; data: `appointment`.
    DUPLICATE_UNCLEAR = "duplicate_unclear", Warning,
        "Zur selben Zeit gibt es schon den Termin {appointment}; ob es derselbe ist, lässt sich nicht sagen",
        "appointment {appointment} is at the same time; whether it is the same cannot be told";
    /// The same appointment was asked for twice, and booked twice.
    ASKED_TWICE = "asked_twice", Warning,
        "Derselbe Termin wurde zweimal verlangt und zweimal gebucht", "the same appointment was asked for twice, and booked twice";
    /// One booking, and several of the appointments asked for that it may be.
    FITS_SEVERAL = "fits_several", Warning,
        "Die Buchung passt auf mehrere der gewünschten Termine", "the booking fits several of the appointments asked for";
    /// The same person has another appointment at that time; data: `appointment`.
    OVERLAPS_EXISTING = "overlaps_existing", Warning,
        "Der Termin überschneidet sich mit {appointment}", "the appointment overlaps with {appointment}";
    /// Somebody has to agree first.
    PENDING = "pending", Warning,
        "Die Buchung muss noch bestätigt werden", "the booking has to be confirmed yet";
    /// The booking was called off.
    CALLED_OFF = "called_off", Error,
        "Die Buchung in der Antwort ist abgesagt", "the booking in the answer is called off";
    /// A status that is not known here; data: `status`.
    UNKNOWN_STATUS = "unknown_status", Warning,
        "Unbekannter Status der Buchung: {status}", "unknown status of the booking: {status}";
    /// No answer came.
    NO_RESPONSE = "no_response", Error,
        "Der Kalender hat nicht geantwortet", "the calendar did not answer";
    /// An answer without any booking or error.
    NO_BOOKING = "no_booking", Error,
        "Die Antwort enthält keine Buchung", "there is no booking in the answer";
    /// The calendar could not do it now; data: `reason`.
    TEMPORARY_FAILURE = "temporary_failure", Error,
        "Der Kalender konnte gerade nicht buchen: {reason}", "the calendar could not book just now: {reason}";
    /// Somebody else has the time; data: `reason`.
    SLOT_TAKEN = "slot_taken", Error,
        "Die Zeit ist nicht mehr frei: {reason}", "the time is not free any more: {reason}";
    /// The time is taken, perhaps by an earlier attempt at the same appointment.
    TAKEN_ON_RETRY = "taken_on_retry", Warning,
        "Die Zeit ist vergeben, vielleicht durch einen früheren Versuch", "the time is taken, perhaps by an earlier attempt";
    /// The calendar refused; data: `reason`.
    REFUSED = "refused", Error,
        "Der Kalender hat abgelehnt: {reason}", "the calendar refused: {reason}";
    /// An error beside a booking, or some of several bookings failed; data: `booked`, `wanted`.
    PARTIAL_FAILURE = "partial_failure", Error,
        "Nur {booked} von {wanted} Terminen sind in Ordnung", "only {booked} of {wanted} appointments are right";
    /// A booking that nobody asked for; data: `booking`.
    EXTRA_BOOKING = "extra_booking", Error,
        "Die Buchung {booking} hat niemand verlangt", "nobody asked for booking {booking}";
    /// A booking that nobody asked for and that is somebody else's, older, or called off; data: `booking`.
    LEFT_ALONE = "left_alone", Note,
        "Die Buchung {booking} in der Antwort gehört nicht zur Anfrage und bleibt, wie sie ist",
        "booking {booking} in the answer does not belong to the request and is left alone";
    /// The appointment that was moved still stands beside the new one; data: `appointment`.
    STILL_STANDS = "still_stands", Warning,
        "Der verlegte Termin {appointment} steht neben dem neuen noch im Kalender",
        "appointment {appointment}, which was moved, still stands beside the new one";
    /// The same booking stands in the answer more than once, and counts once; data: `booking`.
    BOOKING_REPEATED = "booking_repeated", Note,
        "Die Antwort nennt die Buchung {booking} mehrmals", "the answer names booking {booking} more than once";
    /// The same, and what is said of it differs; data: `booking`.
    BOOKING_CONTRADICTORY = "booking_contradictory", Error,
        "Die Antwort nennt die Buchung {booking} mehrmals, mit verschiedenen Angaben",
        "the answer names booking {booking} more than once, and contradicts itself";
    /// A known field of the answer has another type; data: `path`, `expected`, `found`.
    WRONG_TYPE = "wrong_type", Warning,
        "{path} in der Antwort hat den falschen Typ: erwartet {expected}, gefunden {found}",
        "{path} in the answer has the wrong type: expected {expected}, found {found}";
    /// More bookings in the answer than are read; data: `count`, `limit`.
    TOO_MANY_ANSWERED = "too_many_answered", Error,
        "Die Antwort enthält {count} Buchungen, gelesen werden {limit}",
        "the answer has {count} bookings, {limit} are read";
}
