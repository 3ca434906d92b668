//! What can be noticed about a date or a time.

use crate::finding::{Kind, Severity};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $de:literal, $en:literal;)*) => {
        $($(#[$doc])* pub static $name: Kind = Kind::new($code, Severity::$severity, $de, $en);)*

        /// Every kind of finding about dates and times.
        pub static ALL: &[&Kind] = &[$(&$name),*];
    };
}

kinds! {
    /// An explicit past year was replaced; data: `from`, `to`.
    YEAR_CORRECTED = "year_corrected", Warning,
        "Das Jahr liegt in der Vergangenheit: {from} wurde als {to} verstanden",
        "the year lies in the past: {from} was taken as {to}";
    /// Weekday and date contradict each other; data: `said` (weekday), `date`, `is` (its weekday).
    WEEKDAY_CONFLICT = "weekday_conflict", Warning,
        "Der {date} ist ein {is}, kein {said}",
        "{date} is a {is}, not a {said}";
    /// A relative day and a date contradict each other; data: `date`, `other`.
    DATE_CONFLICT = "date_conflict", Warning,
        "Gesagt wurden zwei verschiedene Tage: {date} und {other}",
        "two different days were said: {date} and {other}";
    /// There is no such wall time; data: `local`, `before`, `after`, `before_utc`, `after_utc`.
    GAP = "gap", Error,
        "{local} gibt es nicht, weil die Uhr vorgestellt wird; davor liegt {before}, danach {after}",
        "there is no {local}, since the clock goes forward; {before} is before it, {after} after";
    /// The wall time exists twice; data: `local`, `first`, `second` (instants).
    FOLD = "fold", Warning,
        "{local} gibt es zweimal, weil die Uhr zurückgestellt wird",
        "{local} exists twice, since the clock goes back";
    /// A month is shorter than needed; data: `date`.
    MONTH_END_CLAMPED = "month_end_clamped", Warning,
        "Der Monat hat keinen solchen Tag; genommen wurde sein letzter, der {date}",
        "the month has no such day; its last one was taken, {date}";
    /// A word was repaired.
    SPELLING_CORRECTED = "spelling_corrected", Note,
        "Ein Schreibfehler wurde berichtigt",
        "a spelling was corrected";
    /// Part of day and clock time contradict each other; data: `time`.
    PART_OF_DAY_CONFLICT = "part_of_day_conflict", Warning,
        "{time} passt nicht zur genannten Tageszeit",
        "{time} does not fit the part of day that was said";
    /// The best reading is over; data: `now`.
    IN_PAST = "in_past", Warning,
        "Der Zeitpunkt liegt in der Vergangenheit",
        "this lies in the past";
    /// Further away than the policy allows without a question; data: `date`.
    FAR_FUTURE = "far_future", Warning,
        "Der {date} liegt sehr weit in der Zukunft",
        "{date} is very far in the future";
    /// No such date; data: `day`, `month`, `year` where said, and the `nearest` valid ones.
    INVALID_DATE = "invalid_date", Error,
        "Dieses Datum gibt es nicht; am nächsten liegen: {nearest}",
        "there is no such date; the nearest are: {nearest}";
    /// No such clock time; data: `nearest`.
    INVALID_TIME = "invalid_time", Error,
        "Diese Uhrzeit gibt es nicht; am nächsten liegen: {nearest}",
        "there is no such clock time; the nearest are: {nearest}";
    /// The end of a range lies before its start.
    INVALID_RANGE = "invalid_range", Error,
        "Das Ende liegt vor dem Anfang",
        "the end lies before the start";
    /// Something was ruled out.
    EXCLUDED = "excluded", Note,
        "Dieser Tag oder diese Zeit wurde ausgeschlossen",
        "this day or time was ruled out";
    /// The speaker corrected himself.
    REPAIRED = "repaired", Note,
        "Der Anrufer hat sich verbessert; es gilt das zuletzt Gesagte",
        "the caller corrected himself; what was said last counts";
    /// It was said what cannot be, and not what can.
    ONLY_EXCLUDED = "only_excluded", Warning,
        "Es wurde nur gesagt, was nicht geht",
        "only what is not possible was said";
    /// A day or time that was told, not asked for: a birthday, a reason, an appointment that was.
    TOLD = "told", Note,
        "Dieser Tag oder diese Zeit wurde nur erwähnt",
        "this day or time was only mentioned";
    /// Several times were said, and not how they belong together.
    UNCONNECTED = "unconnected", Warning,
        "Es wurden mehrere Zeiten genannt, ohne dass klar ist, welche gilt",
        "several times were said, and it is not clear which one counts";
    /// What was said hangs on something that was not said: "eine Woche später", "nach der Arbeit".
    UNANCHORED = "unanchored", Warning,
        "Es fehlt, worauf sich die Angabe bezieht",
        "what this is counted from was not said";
    /// A length was said beside a time; data: `seconds`.
    DURATION_SAID = "duration_said", Note,
        "Zum Zeitpunkt wurde eine Dauer genannt",
        "a duration was said beside the time";
    /// An hour of 1 to 12 without a part of day.
    TWELVE_HOUR = "twelve_hour_clock", Note,
        "Ohne Tageszeit kann die Stunde vormittags oder nachmittags gemeint sein",
        "without a part of day the hour can be in the morning or in the afternoon";
    /// "nächsten Freitag".
    NEXT_WEEKDAY = "next_weekday", Note,
        "Gemeint sein kann der kommende oder der Tag in der nächsten Woche",
        "this can be the coming one or the one in the next week";
    /// A weekday that is today's.
    WEEKDAY_TODAY = "weekday_today", Note,
        "Heute ist dieser Wochentag: gemeint sein kann heute oder heute in einer Woche",
        "today is that weekday: this can be today or a week from today";
    /// "in acht Tagen".
    EIGHT_DAYS = "eight_days", Note,
        "Acht Tage können eine Woche bedeuten oder gezählt sein",
        "eight days can mean a week, or be counted";
    /// "Freitag in zwei Wochen" where two ways of counting differ.
    WEEKS_FROM_WEEKDAY = "weeks_from_weekday", Note,
        "Vom kommenden Wochentag oder von dieser Woche an gezählt, ist es ein anderer Tag",
        "counted from the coming weekday or from this week, it is another day";
    /// "die erste Woche im Oktober" where the month does not begin on a Monday.
    WEEK_OF_MONTH = "week_of_month", Note,
        "Eine Woche am Rand eines Monats kann zu ihm gezählt werden oder nicht",
        "a week at the edge of a month may be counted as one of it or not";
    /// Both ends of a day are midnight.
    MIDNIGHT = "midnight", Note,
        "Mitternacht kann der Anfang oder das Ende des Tages sein",
        "midnight can be the start or the end of the day";
    /// The night lies on two days.
    NIGHT = "night_of_two_days", Note,
        "Die Nacht gehört zu zwei Tagen",
        "the night belongs to two days";
    /// A clock time was said of a stretch of several days; data: `time`.
    TIME_WITHOUT_DAY = "time_without_day", Warning,
        "Eine Uhrzeit ({time}) wurde genannt, aber kein bestimmter Tag",
        "a clock time ({time}) was said, but no certain day";
    /// A part of day was said of a stretch of several days.
    PART_WITHOUT_DAY = "part_without_day", Warning,
        "Eine Tageszeit wurde genannt, aber kein bestimmter Tag",
        "a part of day was said, but no certain day";
    /// A UTC or offset time was put on the wall clock; data: `utc`, `local`.
    ZONE_CONVERTED = "zone_converted", Note,
        "{utc} wurde in die Ortszeit {local} umgerechnet",
        "{utc} was converted to the local time {local}";
    /// Two texts that should say the same moment do not.
    TEXTS_DISAGREE = "texts_disagree", Warning,
        "Die Angaben widersprechen einander",
        "what was said in two places does not agree";
    /// More was said than is read, or than can be listed.
    TOO_MANY = "too_many_readings", Warning,
        "Das hat mehr Bedeutungen, als sich aufzählen lassen",
        "this has more meanings than can be listed";
}
