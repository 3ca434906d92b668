//! The day and the time that a caller means, against those of an appointment.

use std::borrow::Cow;

use chrono::{
    DateTime, Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Utc, Weekday,
};

use super::clue::{About, Clue, Clues, MAX_CLUE};
use super::respelt::respelt;
use super::vocabulary::bare_weekday;
use super::weight::{Agreement, Tenths, Weighed, weigh, weigh_as, within_days, within_minutes};
use crate::appointment::Stamp;
use crate::context::{Context, Expect};
use crate::finding::Finding;
use crate::payload::Source;
use crate::temporal::{self, Assumption, Bound, Hint, Part, Resolution, Value};

/// Days from the first up to, not including, the second; `None` is an open end.
type Days2 = (Option<NaiveDate>, Option<NaiveDate>);
/// Minutes after midnight, the end not included.
type Minutes = (i64, i64);

/// One meaning of what was said about the day and the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Want {
    days: Option<Days2>,
    minutes: Option<Minutes>,
    /// The instant, where day and time are known exactly.
    instant: Option<DateTime<Utc>>,
    /// "gegen drei"
    approximate: bool,
    /// The midnight that a twelve may mean, which is another day by the calendar and none that anybody meant.
    midnight: bool,
}

impl Want {
    const NOTHING: Self =
        Self { days: None, minutes: None, instant: None, approximate: false, midnight: false };
}

/// What was said about the day and the time, in every meaning.
#[derive(Clone, Debug, Default)]
pub(super) struct When {
    wants: Vec<Want>,
    /// A weekday of which nobody said which one it is: the coming one first, and any other not excluded.
    weekday: Option<Weekday>,
    /// A day of a month of which nobody said which month, the same.
    month_day: Option<u32>,
    /// What was said of the day contradicts itself.
    doubtful: bool,
    date: Option<Source>,
    time: Option<Source>,
}

/// What about the day and the time of an appointment agrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreed {
    pub(super) date: Option<Weighed>,
    pub(super) time: Option<Weighed>,
}

impl Agreed {
    fn sum(self) -> Tenths {
        let weight = |w: Option<Weighed>| w.map_or(0, |w| w.weight);
        weight(self.date).saturating_add(weight(self.time))
    }
}

impl When {
    /// Reads the clues about day and time; what was noticed goes to `findings`, clues that say nothing among it.
    pub(super) fn read(clues: &Clues, context: &Context, findings: &mut Vec<Finding>) -> Self {
        Self::resolve(clues, context, findings).unwrap_or_default()
    }

    /// The same, looking back: "am Montag" is the last one.
    pub(super) fn looking_back(clues: &Clues, context: &Context) -> Self {
        let mut past = context.clone();
        past.policy.expect = Expect::Past;
        Self::resolve(clues, &past, &mut Vec::new()).unwrap_or_default()
    }

    fn resolve(clues: &Clues, context: &Context, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut texts = Vec::with_capacity(2);
        for (about, slot, hint) in [(About::Date, "date", Hint::Date), (About::Time, "time", Hint::Time)] {
            if let Some(text) = clues.get(about).and_then(|clue| usable(clue, about, findings)) {
                let right = respelt(text);
                if right.is_some() {
                    findings.push(Finding::new(&temporal::findings::SPELLING_CORRECTED).of_slot(slot));
                }
                texts.push((slot, right.map_or(Cow::Borrowed(text), Cow::Owned), hint));
            }
        }
        let parts: Vec<Part<'_>> =
            texts.iter().map(|(slot, text, hint)| Part { slot, text, hint: *hint }).collect();
        if parts.is_empty() {
            return None;
        }
        let mut resolution = temporal::resolve_parts(&parts, context).ok()?;
        let source = |about| clues.get(about).map(|c| c.source);
        let mut when = Self::of(&resolution, source(About::Date), source(About::Time));
        if let [date, time] = parts.as_slice()
            && resolution.findings.iter().any(|f| f.is(&temporal::findings::TIME_WITHOUT_DAY))
        {
            // "im Juli" and "um vier" are no moment, and each says something of one.
            let one = |part: Part<'_>, about| {
                let alone = temporal::resolve_parts(&[part], context).ok()?;
                Some(Self::of(&alone, source(about), source(about)))
            };
            if let Some(both) = Self::pair(&one(*date, About::Date)?, &one(*time, About::Time)?) {
                when = both;
                resolution.findings.retain(|f| !f.is(&temporal::findings::TIME_WITHOUT_DAY));
            }
        }
        when.weekday =
            clues.date.as_ref().and_then(|clue| bare_weekday(&crate::heard::fold::words(&clue.value)));
        if when.wants.is_empty() {
            for part in &parts {
                findings.push(not_understood(part.slot));
            }
        }
        when.not_only_today(context);
        when.doubtful = resolution.findings.iter().any(|f| f.is(&temporal::findings::WEEKDAY_CONFLICT));
        findings.extend(resolution.findings);
        Some(when)
    }

    /// Every day of one with every time of the other; none where one of them has none.
    fn pair(dates: &Self, times: &Self) -> Option<Self> {
        let days = dates.wants.iter().filter_map(|w| w.days);
        let wants: Vec<Want> = days
            .flat_map(|days| {
                let timed = times.wants.iter().filter(|w| w.minutes.is_some());
                timed.map(move |w| Want { days: Some(days), instant: None, ..*w })
            })
            .collect();
        let found = !wants.is_empty();
        found.then(|| Self { wants, date: dates.date, time: times.time, ..dates.clone() })
    }

    /// "am 22.", said on the 22nd: who means today says "heute", so next month's is meant as well.
    fn not_only_today(&mut self, context: &Context) {
        let today = context.today();
        if self.month_day != Some(today.day()) {
            return;
        }
        let Some(next) =
            today.checked_add_months(chrono::Months::new(1)).filter(|next| next.day() == today.day())
        else {
            return;
        };
        let one_day = |date: NaiveDate| Some((Some(date), next_day(date)));
        let of_today: Vec<Want> = self.wants.iter().filter(|w| w.days == one_day(today)).copied().collect();
        self.wants.extend(of_today.into_iter().map(|w| Want { days: one_day(next), instant: None, ..w }));
    }

    /// What a resolution says, whoever said it.
    pub(super) fn of(resolution: &Resolution, date: Option<Source>, time: Option<Source>) -> Self {
        let wants: Vec<Want> = resolution
            .readings
            .iter()
            .filter_map(|r| {
                let approximate = r.assumed.has(Assumption::Approximate);
                let midnight = match r.value {
                    Value::DateTime(m) => m.local.hour() == 0 && r.assumed.has(Assumption::Afternoon),
                    _ => false,
                };
                Some(Want { approximate, midnight, ..want(&r.value)? })
            })
            .collect();
        let either = date.or(time);
        let has = |f: fn(&Want) -> bool| wants.iter().any(f);
        Self {
            date: has(|w| w.days.is_some()).then_some(date.or(either)).flatten(),
            time: has(|w| w.minutes.is_some()).then_some(time.or(either)).flatten(),
            weekday: None,
            month_day: month_day(resolution),
            doubtful: false,
            wants,
        }
    }

    /// Whether both have the same meanings.
    pub(super) fn means_the_same(&self, other: &Self) -> bool {
        self.wants == other.wants
    }

    /// Whether a day is known.
    pub(super) const fn says_day(&self) -> bool {
        self.date.is_some()
    }

    /// Whether a time is known.
    pub(super) const fn says_time(&self) -> bool {
        self.time.is_some()
    }

    /// True where nothing is known of day and time.
    pub(super) fn is_empty(&self) -> bool {
        self.wants.is_empty()
    }

    /// How the best meaning agrees with an appointment at `start`.
    pub(super) fn agree(&self, start: Stamp, context: &Context) -> Agreed {
        let wall = start.wall(context.zone);
        self.best(|want| self.one(want, wall, Some(start.at)))
    }

    /// What an appointment weighs more if the table holds wall time marked as UTC.
    pub(super) fn gained_if_mismarked(&self, agreed: Agreed, start: Stamp, context: &Context) -> Tenths {
        if !start.marked_utc || self.time.is_none() {
            return 0;
        }
        let other = self.agree_if_mismarked(start, context).map_or(Tenths::MIN, Agreed::sum);
        other.saturating_sub(agreed.sum()).max(0)
    }

    /// Whether the day is one that was understood for certain: "Montag in einer Woche" may be either of two.
    pub(super) fn is_certain(&self) -> bool {
        let mut days = self.wants.iter().filter(|w| !w.midnight).map(|w| w.days);
        let first = days.next();
        !self.doubtful && days.all(|other| Some(other) == first)
    }

    /// Whether a single day is named.
    pub(super) fn names_a_day(&self) -> bool {
        let single = |days: Days2| days.0.is_some_and(|from| next_day(from) == days.1);
        self.wants.iter().any(|w| w.days.is_some_and(single))
    }

    /// How it would agree if the table held wall time marked as UTC; none where that cannot be.
    pub(super) fn agree_if_mismarked(&self, start: Stamp, context: &Context) -> Option<Agreed> {
        let wall = start.wall_if_mismarked(context.zone)?;
        Some(self.best(|want| self.one(want, wall, None)))
    }

    fn best(&self, of: impl Fn(&Want) -> Agreed) -> Agreed {
        self.wants.iter().map(of).max_by_key(|a| a.sum()).unwrap_or_default()
    }

    fn one(&self, want: &Want, wall: NaiveDateTime, at: Option<DateTime<Utc>>) -> Agreed {
        let date = self.date.map(|source| {
            let Some(days) = want.days else { return weigh(About::Date, Agreement::Different, source) };
            match day(days, wall.date(), source) {
                w if !w.agreement.agrees()
                    && (self.weekday == Some(wall.date().weekday())
                        || self.month_day == Some(wall.date().day())) =>
                {
                    weigh_as(About::Date, Agreement::Within, OTHER_WEEK, source)
                }
                w => w,
            }
        });
        let time = self.time.map(|source| {
            let Some(minutes) = want.minutes else { return weigh(About::Time, Agreement::Different, source) };
            let same_day = date.is_none_or(|d| d.agreement == Agreement::Exact);
            // An hour that the clock shows twice is one of two instants.
            let other_instant = same_day && want.instant.is_some_and(|i| at.is_some_and(|at| at != i));
            clock(minutes, want.approximate, wall.time(), other_instant, source)
        });
        Agreed { date, time }
    }

    /// The instants that are meant exactly.
    pub(super) fn instants(&self) -> impl Iterator<Item = DateTime<Utc>> + '_ {
        self.wants.iter().filter_map(|w| w.instant)
    }
}

/// The day of a month of which nobody said which month.
pub(super) fn month_day(resolution: &Resolution) -> Option<u32> {
    let assumed = resolution.readings.iter().find(|r| r.assumed.has(Assumption::Month))?;
    match assumed.value {
        Value::Date(day) => Some(day.day()),
        Value::DateTime(moment) => Some(moment.local.day()),
        _ => None,
    }
}

/// The text of a clue that can be used; a finding where it cannot.
pub(super) fn usable<'a>(clue: &'a Clue, about: About, findings: &mut Vec<Finding>) -> Option<&'a str> {
    use crate::heard::unset::{Why, why};
    if clue.value.len() > MAX_CLUE {
        let bytes = i64::try_from(clue.value.len()).unwrap_or(i64::MAX);
        findings
            .push(Finding::new(&super::finding::CLUE_TOO_LONG).of_slot(about.as_str()).with("bytes", bytes));
        return None;
    }
    let text = clue.value.trim();
    match why(text) {
        None => Some(text),
        Some(Why::Blank | Why::Word) => None,
        Some(Why::Unrendered | Why::Placeholder | Why::InventedId) => {
            findings.push(Finding::new(&super::finding::CLUE_INVENTED).of_slot(about.as_str()));
            None
        }
    }
}

pub(super) fn not_understood(slot: &str) -> Finding {
    Finding::new(&super::finding::CLUE_NOT_UNDERSTOOD).of_slot(slot)
}

fn next_day(date: NaiveDate) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(1))
}

fn minute(time: NaiveTime) -> i64 {
    i64::from(time.hour()).saturating_mul(60).saturating_add(i64::from(time.minute()))
}

const DAY: i64 = 1440;
/// A time within an hour of a part of the day that was said.
const EDGE: Tenths = 3;
/// "am Freitag", and it is the Friday of a later week: no contradiction, and little evidence.
const OTHER_WEEK: Tenths = 5;

fn want(value: &Value) -> Option<Want> {
    let nothing = Want::NOTHING;
    let exact = |time: NaiveTime| Some((minute(time), minute(time).saturating_add(1)));
    let one_day = |date: NaiveDate| Some((Some(date), next_day(date)));
    Some(match *value {
        Value::Date(date) => Want { days: one_day(date), ..nothing },
        Value::Time(time) => Want { minutes: exact(time), ..nothing },
        Value::DateTime(m) => Want {
            days: one_day(m.local.date()),
            minutes: exact(m.local.time()),
            instant: Some(m.utc),
            ..nothing
        },
        Value::Interval { start, end } => stretch(start, end)?,
        _ => return None,
    })
}

fn stretch(start: Option<Bound>, end: Option<Bound>) -> Option<Want> {
    let nothing = Want::NOTHING;
    let time_of = |bound: Option<Bound>, open: i64| match bound {
        Some(Bound::Time(t)) => Some(minute(t)),
        None => Some(open),
        _ => None,
    };
    let date_of = |bound: Option<Bound>, is_end: bool| match bound {
        Some(Bound::Date(d)) => Some(d),
        // A stretch that ends at midnight does not touch the day after it.
        Some(Bound::Local(l)) if is_end && l.time() > NaiveTime::MIN => next_day(l.date()),
        Some(Bound::Local(l)) => Some(l.date()),
        _ => None,
    };
    match (start, end) {
        (None, None) => None,
        (Some(Bound::Time(_)) | None, Some(Bound::Time(_)) | None) => {
            let (from, to) = (time_of(start, 0)?, time_of(end, DAY)?);
            Some(Want { minutes: Some((from, if to > from { to } else { DAY })), ..nothing })
        }
        (Some(Bound::Local(from)), Some(Bound::Local(to))) if same_night(from, to) => {
            let until = if to.date() == from.date() { minute(to.time()) } else { DAY };
            Some(Want {
                days: Some((Some(from.date()), next_day(from.date()))),
                minutes: Some((minute(from.time()), until)),
                ..nothing
            })
        }
        _ => Some(Want { days: Some((date_of(start, false), date_of(end, true))), ..nothing }),
    }
}

/// A stretch within one day, up to the end of it.
fn same_night(from: NaiveDateTime, to: NaiveDateTime) -> bool {
    from.date() == to.date() || (next_day(from.date()) == Some(to.date()) && from.time() > to.time())
}

fn day((from, until): Days2, date: NaiveDate, source: Source) -> Weighed {
    let inside = from.is_none_or(|f| f <= date) && until.is_none_or(|u| date < u);
    let length = from.zip(until).map(|(f, u)| u.signed_duration_since(f).num_days());
    if inside {
        return match length {
            Some(1) => weigh(About::Date, Agreement::Exact, source),
            length => weigh_as(About::Date, Agreement::Within, length.map_or(0, within_days), source),
        };
    }
    let away = |edge: Option<NaiveDate>| {
        edge.map_or(i64::MAX, |e| date.signed_duration_since(e).num_days().saturating_abs())
    };
    let last = until.and_then(|u| u.checked_sub_days(Days::new(1)));
    let distance = away(from).min(away(last));
    // The day before or after, and the same weekday of another week.
    let near = distance <= 1 || (length == Some(1) && distance == 7);
    weigh(About::Date, if near { Agreement::Near } else { Agreement::Different }, source)
}

fn clock(
    (from, until): Minutes,
    approximate: bool,
    time: NaiveTime,
    other_instant: bool,
    source: Source,
) -> Weighed {
    let at = minute(time);
    let length = until.saturating_sub(from);
    if from <= at && at < until {
        if length > 1 {
            return weigh_as(About::Time, Agreement::Within, within_minutes(length), source);
        }
        if !other_instant {
            return weigh(About::Time, Agreement::Exact, source);
        }
    }
    let away = if at < from { from.saturating_sub(at) } else { at.saturating_sub(until.saturating_sub(1)) };
    match away {
        // "gegen drei" is a quarter to three as well.
        ..=15 if approximate => weigh_as(About::Time, Agreement::Alike, within_minutes(31), source),
        ..=15 => weigh(About::Time, Agreement::Near, source),
        // A part of the day has no sharp edge: half past five is "abends" to some.
        ..=60 if length > 60 => weigh_as(About::Time, Agreement::Within, EDGE, source),
        _ => weigh(About::Time, Agreement::Different, source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context {
        // A Wednesday.
        Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin)
    }

    fn said(date: &str, time: &str) -> Clues {
        let clue = |text: &str| (!text.is_empty()).then(|| Clue::said(text));
        Clues { date: clue(date), time: clue(time), ..Clues::default() }
    }

    fn agreed(clues: &Clues, start: &str) -> (Option<Agreement>, Option<Agreement>) {
        let context = context();
        let start = Stamp::parse(start, context.zone).unwrap();
        let agreed = When::read(clues, &context, &mut Vec::new()).agree(start, &context);
        (agreed.date.map(|w| w.agreement), agreed.time.map(|w| w.agreement))
    }

    #[test]
    fn day_and_time_agree_by_what_was_meant() {
        use Agreement::{Alike, Different, Exact, Near, Within};
        for (date, time, start, expected) in [
            ("morgen", "", "2025-11-06T15:00", (Some(Exact), None)),
            ("morgen", "um drei", "2025-11-06T15:00", (Some(Exact), Some(Exact))),
            ("morgen", "um drei", "2025-11-06T14:00:00Z", (Some(Exact), Some(Exact))),
            ("morgen um drei", "", "2025-11-06T15:00", (Some(Exact), Some(Exact))),
            ("morgen", "um drei", "2025-11-06T15:15", (Some(Exact), Some(Near))),
            ("morgen", "gegen drei", "2025-11-06T15:15", (Some(Exact), Some(Alike))),
            ("morgen", "um drei", "2025-11-06T16:00", (Some(Exact), Some(Different))),
            ("morgen", "nachmittags", "2025-11-06T16:00", (Some(Exact), Some(Within))),
            ("morgen", "", "2025-11-07T15:00", (Some(Near), None)),
            ("Freitag", "", "2025-11-14T15:00", (Some(Within), None)),
            ("diesen Freitag", "", "2025-11-14T15:00", (Some(Near), None)),
            ("Freitag", "", "2025-11-11T15:00", (Some(Different), None)),
            ("nächste Woche", "", "2025-11-11T15:00", (Some(Within), None)),
            ("nächste Woche", "", "2025-11-20T15:00", (Some(Different), None)),
            ("", "halb drei", "2025-12-20T14:30", (None, Some(Exact))),
            // Today is a Wednesday: both that and the next one may be meant.
            ("Mittwoch", "", "2025-11-05T15:00", (Some(Exact), None)),
            ("Mittwoch", "", "2025-11-12T15:00", (Some(Exact), None)),
            // The model's year.
            ("2023-11-06", "15:00", "2025-11-06T15:00", (Some(Exact), Some(Exact))),
        ] {
            assert_eq!(agreed(&said(date, time), start), expected, "{date} {time} {start}");
        }
    }

    #[test]
    fn a_stretch_weighs_the_less_the_longer_it_is() {
        let context = context();
        let start = Stamp::parse("2025-11-11T15:00", context.zone).unwrap();
        let weight = |date: &str| {
            When::read(&said(date, ""), &context, &mut Vec::new()).agree(start, &context).date.unwrap().weight
        };
        assert!(weight("am elften November") > weight("nächste Woche"));
        assert!(weight("nächste Woche") > weight("im November"));
        assert!(weight("im November") >= 0);
    }

    #[test]
    fn junk_is_no_clue() {
        let mut findings = Vec::new();
        let when = When::read(&said("{{date}}", "irgendwann mal"), &context(), &mut findings);
        assert!(when.is_empty());
        let codes: Vec<&str> = findings.iter().map(Finding::code).collect();
        assert!(codes.contains(&"clue_invented") && codes.contains(&"clue_not_understood"), "{codes:?}");
    }
}
