//! Items that belong together become pieces: a point, how it is joined to the piece before, and what is done with it.

mod builder;

use builder::Builder;
use smallvec::SmallVec;

use super::clauses::Role;
use crate::span::Span;
use crate::temporal::Hint;
use crate::temporal::grammar::{Item, Number};
use crate::temporal::syntax::{Base, Day, Point, Repeat, Shift, WeekRef, When, Year};
use crate::text::Unit;

/// How a piece is joined to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conn {
    /// Side by side.
    Plain,
    Comma,
    And,
    Or,
    /// bis, a dash
    To,
    Slash,
    /// nein, ich meine
    Repair,
    /// sondern
    But,
    /// als
    Than,
    /// sonst
    Else,
}

/// What is done with a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    At,
    /// von, vom, zwischen: a range begins; whether "und" ends it, and whether bare numbers are days.
    Open {
        between: bool,
        days: bool,
    },
    From,
    Until,
    Before,
    After,
}

/// Points and other things said, before they are offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) conn: Conn,
    pub(super) op: Op,
    pub(super) point: Point,
    /// A bare number that its surroundings have to explain.
    pub(super) number: Option<(Number, Span)>,
    /// Something that is no point.
    pub(super) other: Option<When>,
    pub(super) not: bool,
    /// What its clause is about.
    pub(super) role: Role,
    pub(super) except: bool,
    pub(super) rather: bool,
    /// Behind "für": how long, not when.
    pub(super) lasting: bool,
    /// Joined by a dash, which can also be no more than a pause.
    pub(super) dash: bool,
    /// Joined by "auf".
    pub(super) onto: bool,
    /// Other talk stands between it and the time before.
    pub(super) gapped: bool,
    /// No talk but "aber" stands between it and the time before.
    pub(super) but: bool,
    pub(super) span: Span,
}

impl Piece {
    const fn new() -> Self {
        Self {
            conn: Conn::Plain,
            op: Op::At,
            point: Point { day: None, clock: None, part: None, about: false, night_noun: false },
            number: None,
            other: None,
            not: false,
            role: Role::Wanted,
            except: false,
            rather: false,
            lasting: false,
            dash: false,
            onto: false,
            gapped: false,
            but: false,
            span: Span::new(0, 0),
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.point.is_empty() && self.number.is_none() && self.other.is_none()
    }
}

/// Everything said, in order.
pub(super) struct Pieces {
    pub(super) list: SmallVec<[Piece; 4]>,
    /// How often something repeats, "dreimal".
    pub(super) times: Option<u32>,
    pub(super) repeat: Option<(Repeat, Span)>,
    /// Behind what repeats, one single time was named: "diesmal am Dienstag".
    pub(super) once: bool,
    /// What repeats was said twice, and not of one kind: "bisher freitags, ab Dezember donnerstags", "dienstags oder mittwochs".
    pub(super) unsure: bool,
}

impl Pieces {
    /// With what was said behind it.
    pub(super) fn append(&mut self, mut more: Self) {
        self.list.append(&mut more.list);
        self.times = self.times.or(more.times);
        self.repeat = self.repeat.or(more.repeat);
        self.once |= more.once;
        self.unsure |= more.unsure;
    }

    /// With nothing ruled out.
    pub(super) fn affirm(&mut self) {
        for piece in &mut self.list {
            (piece.not, piece.except) = (false, false);
            if piece.role == Role::Excluded {
                piece.role = Role::Wanted;
            }
        }
    }
}

pub(super) fn pieces(items: &[Item], roles: &[Role], hint: Hint) -> Pieces {
    let mut builder = Builder {
        out: Pieces { list: SmallVec::new(), times: None, repeat: None, once: false, unsure: false },
        piece: Piece::new(),
        ranging: false,
        pending: None,
        paused: false,
        strayed: false,
        gapped: false,
        but: false,
    };
    let mut rest = items;
    let mut roles = roles.iter().copied();
    while let Some((item, ahead)) = rest.split_first() {
        builder.role(roles.next().unwrap_or_default());
        // Joints that follow each other in their hundreds are looked at once, not once each.
        builder.item(*item, ahead.get(..16).unwrap_or(ahead), hint);
        rest = ahead;
    }
    builder.close(Conn::Plain);
    builder.out
}

/// True for two days that each stand for themselves, so that only standing side by side makes them one.
const fn may_contradict(a: Day, b: Day) -> bool {
    const fn named(base: Base) -> bool {
        matches!(base, Base::Offset(_) | Base::Weekday(..) | Base::Date { .. } | Base::Holiday(..))
    }
    named(a.base) && named(b.base)
}

/// "KW 48 oder 49"
const fn is_week(p: &Piece) -> bool {
    matches!(p.point.day, Some(Day { base: Base::Week(WeekRef::Number(..), _), .. }))
}

const fn strength(conn: Conn) -> u8 {
    match conn {
        Conn::Plain => 0,
        Conn::Comma => 1,
        Conn::And | Conn::Slash => 2,
        Conn::Or | Conn::Than | Conn::Else | Conn::But => 3,
        Conn::To => 4,
        Conn::Repair => 5,
    }
}

/// Two mentions of the same day become one: weekday and date, week and weekday, year and date.
pub(super) fn unify(a: Day, b: Day) -> Option<Day> {
    let span = a.span.join(b.span);
    let weekday = a.weekday.or(b.weekday);
    let with = |base: Base| {
        Some(Day {
            base,
            shift: a.shift.or(b.shift),
            weekday,
            offset: a.offset.or(b.offset),
            near: a.near.or(b.near),
            whole_week: false,
            span,
        })
    };
    if (a.shift.is_some() && b.shift.is_some())
        || a.near.is_some()
        || b.near.is_some()
        || a.whole_week
        || b.whole_week
    {
        return None;
    }
    match (a.base, b.base) {
        // "in zwei Wochen am Freitag"
        (Base::Offset(0), Base::Weekday(day, None))
            if a.shift.is_some_and(|s| matches!(s.unit, Unit::Week)) && b.shift.is_none() =>
        {
            let shift = a.shift.map(|s| Shift { named: true, ..s });
            Some(Day {
                base: Base::Weekday(day, None),
                shift,
                weekday,
                offset: None,
                near: None,
                whole_week: false,
                span,
            })
        }
        _ if a.shift.is_some() || b.shift.is_some() => None,
        (Base::Weekday(day, _), date @ (Base::Date { .. } | Base::Holiday(..)))
        | (date @ (Base::Date { .. } | Base::Holiday(..)), Base::Weekday(day, _)) => {
            if weekday.is_some_and(|w| w != day) {
                return None;
            }
            Some(Day { base: date, weekday: Some(day), ..with(date)? })
        }
        (Base::Offset(n), Base::Weekday(day, _)) | (Base::Weekday(day, _), Base::Offset(n)) => {
            Some(Day { weekday: Some(day), ..with(Base::Offset(n))? })
        }
        (Base::Offset(n), date @ (Base::Date { .. } | Base::Holiday(..)))
        | (date @ (Base::Date { .. } | Base::Holiday(..)), Base::Offset(n)) => {
            Some(Day { offset: Some(n), ..with(date)? })
        }
        (Base::Week(week, _), Base::Weekday(day, None))
        | (Base::Weekday(day, None), Base::Week(week, None)) => with(Base::WeekdayOf(day, week)),
        // "Wochenende, Samstag"; "KW 45 Donnerstag, den 9.11."
        (Base::Week(..) | Base::WeekdayOf(..), date @ Base::Date { .. }) => {
            let day = match a.base {
                Base::WeekdayOf(day, _) => Some(day),
                _ => weekday,
            };
            Some(Day { weekday: day, ..with(date)? })
        }
        (Base::Weekend(q), Base::Weekday(day, None)) | (Base::Weekday(day, None), Base::Weekend(q))
            if matches!(day, chrono::Weekday::Sat | chrono::Weekday::Sun) =>
        {
            with(Base::Weekday(day, q))
        }
        // "im November am 15.", "am 15. im nächsten Monat"
        (Base::Month { month, year, third: _, qual: None }, Base::Date { day, month: None, year: _ })
        | (Base::Date { day, month: None, year: _ }, Base::Month { month, year, third: None, qual: None }) => {
            with(Base::Date { day, month: Some(month), year })
        }
        (Base::Date { day, month, year: Year::Unsaid }, Base::Year(year, None))
        | (Base::Year(year, None), Base::Date { day, month, year: Year::Unsaid }) => {
            with(Base::Date { day, month, year })
        }
        (Base::Holiday(rule, Year::Unsaid), Base::Year(year, None))
        | (Base::Year(year, None), Base::Holiday(rule, Year::Unsaid)) => with(Base::Holiday(rule, year)),
        (Base::Month { month, year: Year::Unsaid, third, qual }, Base::Year(year, None))
        | (Base::Year(year, None), Base::Month { month, year: Year::Unsaid, third, qual }) => {
            with(Base::Month { month, year, third, qual })
        }
        (x, y) if x == y => with(x),
        _ => None,
    }
}
