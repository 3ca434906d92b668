//! A wished-for time against the clock, the opening hours, lead time and horizon.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::finding::{Finding, Kind, Severity};
use crate::hours::{OpeningHours, Stretch};

/// Before the first opening of a day.
pub static BEFORE_OPENING: Kind = Kind::new(
    "before_opening",
    Severity::Warning,
    "{requested} liegt vor der Öffnung um {opens}",
    "{requested} is before the opening at {opens}",
);

/// At or after the last closing of a day.
pub static AFTER_CLOSING: Kind = Kind::new(
    "after_closing",
    Severity::Warning,
    "{requested} liegt nach Geschäftsschluss um {closes}",
    "{requested} is after closing time at {closes}",
);

/// Between two open stretches of a day.
pub static IN_BREAK: Kind = Kind::new(
    "in_break",
    Severity::Warning,
    "{requested} liegt in der Pause, wieder geöffnet ab {opens}",
    "{requested} is in the break, open again from {opens}",
);

/// On a day without opening hours.
pub static CLOSED_DAY: Kind =
    Kind::new("closed_day", Severity::Warning, "Am {date} ist geschlossen", "closed on {date}");

/// On a public holiday; the same code as of any closed day, and the name of this one.
pub static CLOSED_HOLIDAY: Kind = Kind::new(
    "closed_day",
    Severity::Warning,
    "Am {date} ist geschlossen: {holiday}",
    "closed on {date}: {holiday}",
);

/// Sooner than the lead time allows.
pub static TOO_SOON: Kind = Kind::new(
    "too_soon",
    Severity::Warning,
    "{requested} ist zu kurzfristig, {lead_minutes} Minuten Vorlauf sind nötig",
    "{requested} is too soon, {lead_minutes} minutes of lead time are needed",
);

/// Further ahead than may be booked.
pub static BEYOND_HORIZON: Kind = Kind::new(
    "beyond_horizon",
    Severity::Warning,
    "{date} liegt zu weit in der Zukunft, buchbar ist bis {latest}",
    "{date} is too far ahead, {latest} is the last day that may be booked",
);

/// Too near to a break or to closing for the length of the service.
pub static DOES_NOT_FIT: Kind = Kind::new(
    "does_not_fit",
    Severity::Warning,
    "{requested} ist zu spät für {minutes} Minuten, um {closes} wird geschlossen",
    "{requested} is too late for {minutes} minutes, {closes} is closing time",
);

/// Between two slots.
pub static OFF_GRID: Kind = Kind::new(
    "off_grid",
    Severity::Warning,
    "Um {requested} beginnt kein Termin, Termine beginnen alle {slot_minutes} Minuten",
    "no appointment begins at {requested}, they begin every {slot_minutes} minutes",
);

/// Nothing to offer: no opening is long enough, or none lies before the horizon.
pub static NO_START: Kind = Kind::new(
    "no_start",
    Severity::Warning,
    "In den Öffnungszeiten findet sich kein Beginn für einen Termin von {minutes} Minuten",
    "the opening hours have no start for an appointment of {minutes} minutes",
);

/// Another time than the one asked for was taken, because the rules say so.
pub static ADJUSTED: Kind = Kind::new(
    "adjusted",
    Severity::Warning,
    "Statt {requested} wurde {taken} genommen",
    "{taken} was taken instead of {requested}",
);

/// In minutes after midnight: what is open from midnight and closes by then belongs to the evening before.
const NIGHT_ENDS: u16 = 6 * 60;

/// How many days ahead an open day is looked for.
pub(super) const LOOK_AHEAD: u64 = 400;

/// Where a wall time lies in the opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The shop is open.
    Open,
    /// Open later that day.
    BeforeOpening {
        /// When.
        opens: NaiveTime,
    },
    /// Between two stretches.
    Break {
        /// When it opens again.
        opens: NaiveTime,
    },
    /// Closed for that day.
    AfterClosing {
        /// When it closed; the end of the day shows as 00:00.
        closes: NaiveTime,
    },
    /// Not open at all that day.
    ClosedDay,
}

/// Where a wall time lies in the opening hours. Closing time itself is after closing.
///
/// ```
/// use klartext::{OpeningHours, appointment::hours::{Place, place}};
/// let hours: OpeningHours = serde_json::from_str(r#"{"thu": ["09:00-18:00"]}"#)?;
/// let nine = "09:00:00".parse()?;
/// assert_eq!(place("2025-11-06T08:00:00".parse()?, &hours), Place::BeforeOpening { opens: nine });
/// assert_eq!(place("2025-11-07T08:00:00".parse()?, &hours), Place::ClosedDay); // a Friday
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn place(at: NaiveDateTime, hours: &OpeningHours) -> Place {
    place_in(hours.on(at.date()), at.time())
}

/// The same, of a day whose open stretches are known.
pub(super) fn place_in(stretches: &[Stretch], at: NaiveTime) -> Place {
    let minute = crate::hours::minute_of(at);
    if stretches.iter().any(|s| s.contains_minute(minute)) {
        return Place::Open;
    }
    let Some(last) = stretches.iter().max_by_key(|s| s.closes_minute()) else { return Place::ClosedDay };
    let next = stretches.iter().filter(|s| s.opens_minute() > minute).min_by_key(|s| s.opens_minute());
    let before = stretches.iter().filter(|s| s.closes_minute() <= minute).max_by_key(|s| s.closes_minute());
    match (next, before) {
        // Open until two at night, and again in the evening: the day between is no break.
        (Some(next), Some(night)) if night.opens_minute() == 0 && night.closes_minute() <= NIGHT_ENDS => {
            if minute < NIGHT_ENDS {
                Place::AfterClosing { closes: night.closes() }
            } else {
                Place::BeforeOpening { opens: next.opens() }
            }
        }
        (Some(next), Some(_)) => Place::Break { opens: next.opens() },
        (Some(next), None) => Place::BeforeOpening { opens: next.opens() },
        (None, _) => Place::AfterClosing { closes: last.closes() },
    }
}

impl Place {
    /// The finding that says so, with what to take instead; none for an open time.
    pub fn finding(
        self,
        requested: NaiveDateTime,
        instead: Option<NaiveDateTime>,
        hours: &OpeningHours,
    ) -> Option<Finding> {
        let finding = match self {
            Self::Open => return None,
            Self::BeforeOpening { opens } => Finding::new(&BEFORE_OPENING).with("opens", opens),
            Self::Break { opens } => Finding::new(&IN_BREAK).with("opens", opens),
            Self::AfterClosing { closes } => Finding::new(&AFTER_CLOSING).with("closes", closes),
            Self::ClosedDay => closed_day(requested.date(), hours),
        };
        let finding = finding.with("requested", requested);
        Some(match instead {
            Some(instead) => finding.with("alternative", instead),
            None => finding,
        })
    }
}

/// The finding that a day is closed, with the name of the public holiday where it is one.
pub fn closed_day(date: NaiveDate, hours: &OpeningHours) -> Finding {
    match hours.holiday(date) {
        Some(holiday) => Finding::new(&CLOSED_HOLIDAY).with("date", date).with("holiday", holiday.name),
        None => Finding::new(&CLOSED_DAY).with("date", date),
    }
}

/// The first day after `date` on which the shop opens at all.
pub fn next_open_day(date: NaiveDate, hours: &OpeningHours) -> Option<NaiveDate> {
    (1..=LOOK_AHEAD)
        .filter_map(|ahead| date.checked_add_days(Days::new(ahead)))
        .find(|day| !hours.on(*day).is_empty())
}

/// The last day not after `latest` on which the shop opens at all.
pub fn last_open_day(latest: NaiveDate, hours: &OpeningHours) -> Option<NaiveDate> {
    (0..=LOOK_AHEAD)
        .filter_map(|back| latest.checked_sub_days(Days::new(back)))
        .find(|day| !hours.on(*day).is_empty())
}

/// The last day that may be booked.
pub fn latest(today: NaiveDate, horizon_days: u32) -> NaiveDate {
    today.checked_add_days(Days::new(u64::from(horizon_days))).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;

    fn salon() -> OpeningHours {
        serde_json::from_str(
            r#"{"tue": ["09:00-18:00"], "wed": ["09:00-12:30", "13:30-18:00"], "thu": ["09:00-18:00"],
                "fri": ["09:00-18:00"], "sat": ["09:00-14:00"], "exceptions": {"2025-11-11": []}}"#,
        )
        .unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    #[test]
    fn every_minute_has_its_place() {
        // 2025-11-05 is a Wednesday.
        for (text, expected) in [
            ("2025-11-05T08:59:00", Place::BeforeOpening { opens: time("09:00:00") }),
            ("2025-11-05T09:00:00", Place::Open),
            ("2025-11-05T12:29:00", Place::Open),
            ("2025-11-05T12:30:00", Place::Break { opens: time("13:30:00") }),
            ("2025-11-05T18:00:00", Place::AfterClosing { closes: time("18:00:00") }),
            ("2025-11-09T10:00:00", Place::ClosedDay),
            ("2025-11-11T10:00:00", Place::ClosedDay),
        ] {
            assert_eq!(place(at(text), &salon()), expected, "{text}");
        }
    }

    #[test]
    fn findings_are_worded() {
        let requested = at("2025-11-06T08:00:00");
        let finding =
            place(requested, &salon()).finding(requested, Some(at("2025-11-06T09:00:00")), &salon()).unwrap();
        assert_eq!(finding.message(Lang::De), "06.11.2025, 8:00 Uhr liegt vor der Öffnung um 9:00 Uhr");
        assert_eq!(finding.message(Lang::En), "2025-11-06 08:00 is before the opening at 09:00");
        assert_eq!(finding.datum("alternative").map(|d| d.to_json()), Some("2025-11-06T09:00".into()));
        assert_eq!(latest("2025-11-05".parse().unwrap(), 90).to_string(), "2026-02-03");
        // Tuesday the eleventh is closed by exception, Sunday and Monday before it always.
        let last = last_open_day("2025-11-11".parse().unwrap(), &salon());
        assert_eq!(last.map(|d| d.to_string()).as_deref(), Some("2025-11-08"));
        assert_eq!(last_open_day("2025-11-11".parse().unwrap(), &OpeningHours::default()), None);
    }

    #[test]
    fn a_public_holiday_is_named() {
        let hours = OpeningHours { region: "DE-BY".parse().ok(), ..salon() };
        let requested = at("2025-12-25T10:00:00");
        let finding = place(requested, &hours).finding(requested, None, &hours).unwrap();
        assert_eq!(finding.code(), "closed_day");
        assert_eq!(finding.message(Lang::De), "Am 25.12.2025 ist geschlossen: Erster Weihnachtstag");
        assert_eq!(finding.message(Lang::En), "closed on 2025-12-25: Erster Weihnachtstag");
        // Thursday and Friday are Christmas, Saturday is the 27th.
        assert_eq!(next_open_day(requested.date(), &hours).unwrap().to_string(), "2025-12-27");
    }
}
