//! What a phrase means before any clock, in words.

use super::Wording;
use crate::finding::{Lang, weekday_name};
use crate::temporal::grammar::{Cue, Join, Kind};
use crate::temporal::recurrence::{Freq, Weekdays};
use crate::temporal::speech::{self, MONTHS};
use crate::temporal::syntax::{Base, Clock, Count, Day, MonthRef, Repeat, Shift, WeekRef, When, Year};
use crate::text::{Part, Qual, Third, Unit};

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a phrase or joint means; nothing for words that say nothing about time, and for marks.
pub(super) fn means(kind: Kind) -> Option<Wording> {
    Some(match kind {
        Kind::Day(day) => self::day(&day),
        Kind::Clock(clock) => self::clock(&clock),
        Kind::Part(p, _) => {
            let part = part(p);
            Wording::new(format!("Tageszeit {}", part.de), format!("part of day {}", part.en))
        }
        Kind::Number(n) => Wording::new(
            format!("Zahl {}: Stunde oder Tag, wo der Satz es sagt", n.value),
            format!("number {}: an hour or a day where the sentence says so", n.value),
        ),
        Kind::Ordinal(n) => Wording::new(format!("der {n}. eines Monats"), format!("day {n} of a month")),
        Kind::Shift(s) => shift(s),
        Kind::Elapsed(s) => elapsed(s),
        Kind::Within(s) => within(s),
        Kind::Length(l) => length(l.seconds),
        Kind::Repeat(r) => repeat(&r),
        Kind::Times(n) => Wording::new(format!("{n}-mal"), format!("{n} times")),
        Kind::Instant(..) => Wording::new("Zeitpunkt mit Zeitzone", "instant with its offset"),
        Kind::Now => Wording::new("jetzt", "now"),
        Kind::Soonest => Wording::new("so bald wie möglich", "as soon as possible"),
        Kind::Anytime => Wording::new("jederzeit", "any time"),
        Kind::Qual(q) => qual(q),
        Kind::Third(_) => Wording::new("Anfang, Mitte oder Ende", "start, middle or end"),
        Kind::WeekAfter => Wording::new("eine Woche danach", "a week after that"),
        Kind::Cue(c) => return cue(c),
        // Marks part or join by what stands beside them; by themselves they say nothing.
        Kind::Join(Join::Comma | Join::Stop) | Kind::Gap => return None,
        Kind::Join(j) => join(j),
    })
}

/// What an offer as a whole is.
pub(super) fn when(when: &When) -> Wording {
    match when {
        When::At(p) => match (p.day, p.clock, p.part) {
            (Some(d), None, None) => day(&d),
            (None, Some(c), None) => clock(&c),
            (Some(_), Some(_), _) => Wording::new("Tag mit Uhrzeit", "day with clock time"),
            (Some(_), None, Some(_)) => Wording::new("Tag mit Tageszeit", "day with part of day"),
            _ => Wording::new("Tageszeit", "part of day"),
        },
        When::Range(..) => Wording::new("Zeitraum von bis", "stretch from to"),
        When::From(_) => Wording::new("von da an", "from then on"),
        When::Until(_) => Wording::new("bis dahin", "up to then"),
        When::After(_) => Wording::new("danach", "after it"),
        When::Before(_) => Wording::new("davor", "before it"),
        When::Elapsed(s) => elapsed(*s),
        When::Within(s) => within(*s),
        When::Now => Wording::new("jetzt", "now"),
        When::Soonest => Wording::new("so bald wie möglich", "as soon as possible"),
        When::Anytime => Wording::new("jederzeit", "any time"),
        When::Length(s) => length(*s),
        When::Instant(..) => Wording::new("Zeitpunkt mit Zeitzone", "instant with its offset"),
        When::Repeat(r) => repeat(r),
        When::AllBut(days) => {
            let (de, en) = weekdays(*days);
            Wording::new(format!("jeder Tag außer {de}"), format!("every day but {en}"))
        }
        When::AllButOther => {
            Wording::new("alles außer dem Ausgeschlossenen", "everything but what was ruled out")
        }
    }
}

/// What a word tells about its clause; "ich" only begins one.
fn cue(cue: Cue) -> Option<Wording> {
    Some(match cue {
        Cue::Bad => Wording::new("das davor passt nicht", "what stands before does not suit"),
        Cue::Negative => Wording::new("schließt aus, was der Satz nennt", "rules out what the clause names"),
        Cue::Ended => Wording::new("der Satz erzählt von Vergangenem", "the clause tells of the past"),
        Cue::Done => {
            Wording::new("der Satz erzählt vielleicht von anderem", "the clause may tell of something else")
        }
        Cue::Holds => {
            Wording::new("der Satz sagt, wie lange etwas gilt", "the clause tells how long something holds")
        }
        Cue::Therefore => {
            Wording::new("der Satz davor nennt einen Grund", "the clause before gives a reason")
        }
        Cue::Past => Wording::new("der Satz erzählt von Vergangenem", "the clause tells of the past"),
        Cue::Birth => Wording::new("der Satz nennt einen Geburtstag", "the clause tells of a birthday"),
        Cue::Busy => {
            Wording::new("der Satz erzählt vielleicht von anderem", "the clause may tell of something else")
        }
        Cue::Because => Wording::new("der Satz nennt einen Grund", "the clause gives a reason"),
        Cue::But => Wording::new("Gegensatz zum Satz davor", "set against the clause before"),
        Cue::Move => Wording::new("ein Termin wird verlegt", "an appointment is moved"),
        Cue::Unclear => {
            Wording::new("was davon ausgeschlossen ist, bleibt unklar", "which is ruled out is not clear")
        }
        Cue::Unsaid(_) => {
            Wording::new("hängt von etwas ab, das nicht gesagt wurde", "hangs on something that was not said")
        }
        Cue::ThisOnce => Wording::new("diesmal, anders als sonst", "this once, not as otherwise"),
        Cue::Speaker | Cue::Asks => return None,
    })
}

pub(super) const fn part_names(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Morning => ("Morgen", "morning"),
        Part::Forenoon => ("Vormittag", "forenoon"),
        Part::Noon => ("Mittag", "noon"),
        Part::Afternoon => ("Nachmittag", "afternoon"),
        Part::Evening => ("Abend", "evening"),
        Part::Night => ("Nacht", "night"),
    }
}

pub(super) fn part(part: Part) -> Wording {
    let (de, en) = part_names(part);
    Wording::new(de, en)
}

pub(super) fn qual(qual: Qual) -> Wording {
    match qual {
        Qual::This => Wording::new("dieser", "this"),
        Qual::Coming => Wording::new("der kommende", "the coming one"),
        Qual::Next => Wording::new("der nächste", "the next one"),
        Qual::AfterNext => Wording::new("der übernächste", "the one after next"),
        Qual::Last => Wording::new("der letzte", "the last one"),
        Qual::Gone => Wording::new("der vergangene", "the most recent one"),
        Qual::BeforeLast => Wording::new("der vorletzte", "the one before last"),
    }
}

pub(super) fn month(number: u32) -> Wording {
    let at = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    match at.and_then(|at| Some((*MONTHS.get(at)?, *MONTHS_EN.get(at)?))) {
        Some((de, en)) => Wording::new(de, en),
        None => Wording::new(format!("Monat {number}"), format!("month {number}")),
    }
}

pub(super) fn offset(n: i32) -> Wording {
    match n {
        0 => Wording::new("heute", "today"),
        1 => Wording::new("morgen", "tomorrow"),
        2 => Wording::new("übermorgen", "the day after tomorrow"),
        -1 => Wording::new("gestern", "yesterday"),
        -2 => Wording::new("vorgestern", "the day before yesterday"),
        n if n < 0 => {
            let n = n.unsigned_abs();
            Wording::new(format!("vor {n} Tagen"), format!("{n} days ago"))
        }
        n => Wording::new(format!("in {n} Tagen"), format!("in {n} days")),
    }
}

/// Steps from this week, month or year, with the endings of "Woche" or those of "Monat" and "Jahr".
fn steps(n: i32, (de, ending, en): (&str, &str, &str)) -> Wording {
    let said = |d: &str, e: &str| Wording::new(format!("{d}{ending} {de}"), format!("{e} {en}"));
    match n {
        0 => said("diese", "this"),
        1 => said("nächste", "next"),
        -1 => said("letzte", "last"),
        2 => Wording::new(format!("übernächste{ending} {de}"), format!("the {en} after next")),
        -2 => Wording::new(format!("vorletzte{ending} {de}"), format!("the {en} before last")),
        n => Wording::new(format!("{de} {n:+}"), format!("{en} {n:+}")),
    }
}

/// The year behind a date, with its space; nothing where none was said.
fn year_behind(year: Year) -> Wording {
    match year {
        Year::Unsaid => Wording::new("", ""),
        Year::Full(y) => Wording::new(format!(" {y}"), format!(" {y}")),
        Year::Short(y) => Wording::new(format!(" ’{y:02}"), format!(" ’{y:02}")),
        Year::Relative(_) => {
            let said = self::year(year);
            Wording::new(format!(", {}", said.de), format!(", {}", said.en))
        }
    }
}

fn year(year: Year) -> Wording {
    match year {
        Year::Relative(n) => steps(n, ("Jahr", "s", "year")),
        Year::Unsaid => Wording::new("Jahr", "year"),
        other => {
            let said = year_behind(other);
            Wording::new(format!("Jahr{}", said.de), format!("year{}", said.en))
        }
    }
}

/// "2. Woche", "letzte Woche"
fn nth_words(nth: i32, de: &str, en: &str) -> (String, String) {
    match nth {
        -1 => (format!("letzte {de}"), format!("last {en}")),
        -2 => (format!("vorletzte {de}"), format!("{en} before the last")),
        n => (format!("{n}. {de}"), format!("{en} number {n}")),
    }
}

fn month_of(said: MonthRef, year: Year) -> Wording {
    let (month, year) = match said {
        MonthRef::Named(n) => (month(n), year_behind(year)),
        MonthRef::Relative(n) => (steps(n, ("Monat", "r", "month")), year_behind(year)),
    };
    Wording::new(format!("{}{}", month.de, year.de), format!("{}{}", month.en, year.en))
}

fn week(week: WeekRef) -> Wording {
    match week {
        WeekRef::Relative(n) => steps(n, ("Woche", "", "week")),
        WeekRef::Number(n, year) => {
            let year = year_behind(year);
            Wording::new(format!("Kalenderwoche {n}{}", year.de), format!("calendar week {n}{}", year.en))
        }
        WeekRef::OfMonth(nth, month, year) => {
            let of = month_of(month, year);
            let (de, en) = nth_words(nth, "Woche", "week");
            Wording::new(format!("{de}: {}", of.de), format!("{en} of {}", of.en))
        }
    }
}

fn third(third: Option<Third>, of: Wording) -> Wording {
    let (de, en) = match third {
        None => return of,
        Some(Third::Begin) => ("Anfang", "start"),
        Some(Third::Middle) => ("Mitte", "middle"),
        Some(Third::End) => ("Ende", "end"),
    };
    Wording::new(format!("{de}: {}", of.de), format!("{en} of {}", of.en))
}

/// "nächster Montag", "nächstes Wochenende"
fn qualified(qual: Option<Qual>, (de, ending, en): (&str, &str, &str)) -> Wording {
    let Some(qual) = qual else { return Wording::new(de.to_owned(), en.to_owned()) };
    let said = |d: &str, e: &str| Wording::new(format!("{d}{ending} {de}"), format!("{e} {en}"));
    match qual {
        Qual::This => said("diese", "this"),
        Qual::Coming => said("kommende", "the coming"),
        Qual::Next => said("nächste", "next"),
        Qual::AfterNext => Wording::new(format!("übernächste{ending} {de}"), format!("the {en} after next")),
        Qual::Last => said("letzte", "last"),
        Qual::Gone => said("vergangene", "the most recent"),
        Qual::BeforeLast => Wording::new(format!("vorletzte{ending} {de}"), format!("the {en} before last")),
    }
}

fn day(day: &Day) -> Wording {
    let mut out = base(day.base);
    if let Some(weekday) = day.weekday {
        out = Wording::new(
            format!("{}, {}", weekday_name(weekday, Lang::De), out.de),
            format!("{}, {}", weekday_name(weekday, Lang::En), out.en),
        );
    }
    if let Some((weekday, after)) = day.near {
        let (de, en) = if after { ("nach", "after") } else { ("vor", "before") };
        out = Wording::new(
            format!("{} {de}: {}", weekday_name(weekday, Lang::De), out.de),
            format!("{} {en} {}", weekday_name(weekday, Lang::En), out.en),
        );
    }
    if day.whole_week {
        out = Wording::new(format!("Woche mit: {}", out.de), format!("week of {}", out.en));
    }
    match day.shift {
        None => out,
        Some(s) if day.base == Base::Offset(0) && !s.named => shift(s),
        Some(s) => {
            let (de, en) = count(s);
            if s.n < 0 {
                Wording::new(format!("{de} vor: {}", out.de), format!("{en} before {}", out.en))
            } else {
                Wording::new(format!("{de} nach: {}", out.de), format!("{en} after {}", out.en))
            }
        }
    }
}

fn base(base: Base) -> Wording {
    match base {
        Base::Offset(n) => offset(n),
        Base::Weekday(d, q) => qualified(q, (weekday_name(d, Lang::De), "r", weekday_name(d, Lang::En))),
        Base::WeekdayOf(d, w) => {
            let week = week(w);
            Wording::new(
                format!("{}, {}", weekday_name(d, Lang::De), week.de),
                format!("{}, {}", weekday_name(d, Lang::En), week.en),
            )
        }
        Base::Date { day, month: None, year } => {
            let year = year_behind(year);
            Wording::new(
                format!("der {day}. eines Monats{}", year.de),
                format!("day {day} of a month{}", year.en),
            )
        }
        Base::Date { day, month: Some(m), year } => {
            let month = month_of(m, year);
            Wording::new(format!("{day}. {}", month.de), format!("{day} {}", month.en))
        }
        Base::NthWeekday { nth, day, month, year } => {
            let of = month.map_or_else(|| Wording::new("Monat", "month"), |m| month_of(m, year));
            let (de, en) = (weekday_name(day, Lang::De), weekday_name(day, Lang::En));
            match nth {
                -1 => Wording::new(format!("letzter {de}: {}", of.de), format!("last {en} of {}", of.en)),
                -2 => Wording::new(
                    format!("vorletzter {de}: {}", of.de),
                    format!("{en} before the last of {}", of.en),
                ),
                n => Wording::new(format!("{n}. {de}: {}", of.de), format!("{en} number {n} of {}", of.en)),
            }
        }
        Base::Holiday(_, year) => {
            let year = year_behind(year);
            Wording::new(format!("Fest- oder Feiertag{}", year.de), format!("named day{}", year.en))
        }
        Base::BetweenYears => {
            Wording::new("zwischen Weihnachten und Neujahr", "between Christmas and New Year")
        }
        Base::Weekend(q) => qualified(q, ("Wochenende", "s", "weekend")),
        Base::Week(w, t) => third(t, week(w)),
        Base::Month { month, year, third: t, .. } => third(t, month_of(month, year)),
        Base::Year(y, t) => third(t, year(y)),
        Base::MonthHalf { second, month, year } => {
            let of = month_of(month, year);
            let (de, en) = nth_words(if second { 2 } else { 1 }, "Hälfte", "half");
            Wording::new(format!("{de}: {}", of.de), format!("{en} of {}", of.en))
        }
        Base::YearPart { months, which, year: y } => {
            let (noun, ending, english) =
                if months == 3 { ("Quartal", "s", "quarter") } else { ("Halbjahr", "s", "half-year") };
            match which {
                Count::Nth(n) => {
                    let of = year_behind(y);
                    Wording::new(format!("{n}. {noun}{}", of.de), format!("{english} number {n}{}", of.en))
                }
                Count::Relative(n) => steps(n, (noun, ending, english)),
            }
        }
        Base::LastDay(month, y) => {
            let of = month.map_or_else(|| year(y), |m| month_of(m, y));
            Wording::new(format!("letzter Tag: {}", of.de), format!("last day of {}", of.en))
        }
    }
}

fn clock(clock: &Clock) -> Wording {
    if clock.midnight {
        return Wording::new("Mitternacht", "midnight");
    }
    let mut time = format!("{}:{:02}", clock.hour, clock.minute);
    if clock.second > 0 {
        time.push_str(&format!(":{:02}", clock.second));
    }
    Wording::new(format!("Uhrzeit {time}"), format!("clock time {time}"))
}

/// How many of which unit: in German as the object of "in" and "vor", so that it fits both.
fn count(shift: Shift) -> (String, String) {
    let n = shift.n.unsigned_abs();
    let (one, many, en) = match shift.unit {
        Unit::Second => ("Sekunde", "Sekunden", "second"),
        Unit::Minute => ("Minute", "Minuten", "minute"),
        Unit::QuarterHour => ("Viertelstunde", "Viertelstunden", "quarter of an hour"),
        Unit::ThreeQuarterHour => ("Dreiviertelstunde", "Dreiviertelstunden", "three quarters of an hour"),
        Unit::Hour => ("Stunde", "Stunden", "hour"),
        Unit::Day => ("Tag", "Tage", "day"),
        Unit::Workday => ("Werktag", "Werktage", "working day"),
        Unit::Week => ("Woche", "Wochen", "week"),
        Unit::Month => ("Monat", "Monate", "month"),
        Unit::Quarter => ("Quartal", "Quartale", "quarter"),
        Unit::Year => ("Jahr", "Jahre", "year"),
    };
    if n == 1 {
        (format!("1 {one}"), format!("1 {en}"))
    } else {
        (format!("{n} {many}"), format!("{n} {en}s"))
    }
}

fn shift(shift: Shift) -> Wording {
    let (de, en) = count(shift);
    if shift.n < 0 {
        Wording::new(format!("{de} zurück"), format!("{en} ago"))
    } else {
        Wording::new(format!("{de} voraus"), format!("{en} ahead"))
    }
}

fn within(shift: Shift) -> Wording {
    let (de, en) = count(shift);
    Wording::new(format!("von heute an {de}"), format!("{en} from today"))
}

fn elapsed(seconds: i64) -> Wording {
    let length = seconds.saturating_abs();
    let (de, en) = (speech::duration(length), duration_en(length));
    if seconds < 0 {
        Wording::new(format!("vor jetzt: {de}"), format!("{en} ago"))
    } else {
        Wording::new(format!("von jetzt an: {de}"), format!("{en} from now"))
    }
}

fn length(seconds: i64) -> Wording {
    let sign = if seconds < 0 { "minus " } else { "" };
    Wording::new(
        format!("Dauer: {}", speech::duration(seconds)),
        format!("length: {sign}{}", duration_en(seconds.saturating_abs())),
    )
}

fn duration_en(seconds: i64) -> String {
    let mut rest = seconds.unsigned_abs();
    let mut parts = Vec::new();
    for (size, unit) in [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")] {
        let n = rest.checked_div(size).unwrap_or(0);
        rest = rest.checked_rem(size).unwrap_or(0);
        if n > 0 {
            parts.push(format!("{n} {unit}"));
        }
    }
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

fn repeat(repeat: &Repeat) -> Wording {
    let (one, many, en) = match repeat.freq {
        Freq::Daily => ("jeden Tag", "Tage", "day"),
        Freq::Weekly => ("jede Woche", "Wochen", "week"),
        Freq::Monthly => ("jeden Monat", "Monate", "month"),
        Freq::Yearly => ("jedes Jahr", "Jahre", "year"),
    };
    let (mut de, mut en) = match repeat.interval {
        0 | 1 => (one.to_owned(), format!("every {en}")),
        n => (format!("alle {n} {many}"), format!("every {n} {en}s")),
    };
    if !repeat.weekdays.is_empty() {
        let (d, e) = weekdays(repeat.weekdays);
        de.push_str(&format!(": {d}"));
        en.push_str(&format!(": {e}"));
    }
    Wording::new(de, en)
}

fn weekdays(days: Weekdays) -> (String, String) {
    let names = |lang| days.iter().map(|d| weekday_name(d, lang)).collect::<Vec<_>>().join(", ");
    (names(Lang::De), names(Lang::En))
}

fn join(join: Join) -> Wording {
    match join {
        Join::Von | Join::Vom | Join::Zwischen => {
            Wording::new("hier beginnt ein Zeitraum", "a stretch begins here")
        }
        Join::Bis => Wording::new("bis hierhin", "up to here"),
        Join::Dash => Wording::new("Strich: bis", "dash: up to"),
        Join::Auf => Wording::new("auf: bis, oder dorthin verlegt", "up to, or moved to"),
        Join::Onto => Wording::new("bis zum nächsten Tag", "up to the day that follows"),
        Join::An => Wording::new("von da an", "from then on"),
        Join::Also => Wording::new("auch: eine weitere Möglichkeit", "also: one more choice"),
        Join::OrLater => Wording::new("oder später", "or later"),
        Join::OrEarlier => Wording::new("oder früher", "or earlier"),
        Join::MeantThis => {
            Wording::new("Verbesserung: es gilt, was davor steht", "correction: what stands before counts")
        }
        Join::NotThat => Wording::new("das davor nicht", "not what stands before"),
        Join::Slash => Wording::new("Schrägstrich: oder", "slash: or"),
        Join::Und => Wording::new("und", "and"),
        Join::Oder => Wording::new("oder: eine andere Möglichkeit", "or: another choice"),
        Join::Comma => Wording::new("Komma", "comma"),
        Join::Stop => Wording::new("Ende des Satzes", "end of the sentence"),
        Join::Ab => Wording::new("von da an", "from then on"),
        Join::Latest => Wording::new("spätestens", "at the latest"),
        Join::Vor => Wording::new("davor", "before"),
        Join::Nach => Wording::new("danach", "after"),
        Join::Nicht => Wording::new("das nicht", "not this"),
        Join::Sondern => Wording::new("sondern das", "but this"),
        Join::Ausser => Wording::new("außer dem", "except this"),
        Join::Rather => Wording::new("das lieber", "rather this"),
        Join::Than => Wording::new("als das", "than this"),
        Join::Else => Wording::new("sonst das", "else this"),
        Join::Repair => Wording::new("Verbesserung: es gilt, was folgt", "correction: what follows counts"),
        Join::Hesitation => Wording::new("Zögern", "hesitation"),
        Join::About => Wording::new("ungefähr", "roughly"),
        Join::All => Wording::new("alles", "all"),
        Join::Fuer => Wording::new("für", "for"),
    }
}
