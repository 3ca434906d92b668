//! Bare numbers and stretches: what the two ends of a stretch say for each other.

use smallvec::SmallVec;

use crate::span::Span;
use crate::temporal::Hint;
use crate::temporal::compose::pieces::{Conn, Op, Piece};
use crate::temporal::grammar::Number;
use crate::temporal::syntax::{Base, Clock, Day, MonthRef, Point, WeekRef, Year};
use crate::text::Part;

/// Bare numbers become hours or days, by what stands beside them.
pub(super) fn explain_numbers(pieces: &mut [Piece], hint: Hint) {
    let mut at = 0usize;
    while let Some(piece) = pieces.get(at).copied() {
        let next = at.saturating_add(1);
        let partner = pieces.get(next).filter(|n| matches!(n.conn, Conn::To | Conn::Slash)).copied();
        let before = if matches!(piece.conn, Conn::To | Conn::Slash | Conn::And | Conn::Or | Conn::Repair) {
            at.checked_sub(1).and_then(|b| pieces.get(b)).copied()
        } else {
            None
        };
        if let Some((n, span)) = piece.number {
            let is_day = |p: &Piece| {
                is_date_like(p) || (p.number.is_some() && matches!(p.op, Op::Open { days: true, .. }))
            };
            // "KW 48 oder 49"
            if let Some(Day { base: Base::Week(WeekRef::Number(_, year), third), .. }) =
                before.as_ref().and_then(|p| p.point.day)
                && (1..=53).contains(&n.value)
                && let Some(p) = pieces.get_mut(at)
            {
                p.number = None;
                p.point.day = Some(Day::new(Base::Week(WeekRef::Number(n.value, year), third), span));
                at = next;
                continue;
            }
            let day = hint == Hint::Date
                || matches!(piece.op, Op::Open { days: true, .. })
                || partner
                    .as_ref()
                    .is_some_and(|p| is_day(p) && p.point.clock.is_none() && piece.point.day.is_none())
                || before.as_ref().is_some_and(|p| {
                    is_day(p) && p.point.clock.is_none() && p.number.is_none() && !ends_earlier(p, &piece, n)
                });
            if let Some(p) = pieces.get_mut(at) {
                p.number = None;
                if day && (1..=99).contains(&n.value) && p.point.day.is_none() {
                    p.point.day =
                        Some(Day::new(Base::Date { day: n.value, month: None, year: Year::Unsaid }, span));
                } else if let Some(clock) = hour(n, span) {
                    p.point.clock = Some(clock);
                }
            }
        }
        at = next;
    }
}

pub(super) fn is_date_like(p: &Piece) -> bool {
    matches!(p.point.day, Some(Day { base: Base::Date { .. }, .. }))
}

/// "am 18. Januar bis vier": a plain number that is not beyond the day before it is the hour at which it ends; the days of
/// the next month are said as ordinals.
const fn ends_earlier(start: &Piece, end: &Piece, n: Number) -> bool {
    match start.point.day {
        Some(Day { base: Base::Date { day, month: Some(_), .. }, .. }) => {
            matches!(end.conn, Conn::To) && n.value <= day
        }
        _ => false,
    }
}

pub(super) fn hour(n: Number, span: Span) -> Option<Clock> {
    crate::temporal::grammar::hour_of(n, span)
}

pub(super) fn slashed(a: &Piece, b: &Piece) -> bool {
    let clocks = a.point.clock.is_some() && b.point.clock.is_some() && b.point.day.is_none();
    let same = a.point.clock.is_some() == b.point.clock.is_some();
    clocks || (is_date_like(a) && is_date_like(b) && same)
}

/// A lower bound and the upper one beside it; `None` where they are two things.
pub(super) fn bounds(a: &Piece, b: &Piece) -> Option<(Point, Point)> {
    // "bis 17 Uhr, aber nicht vor 15 Uhr"
    let upper = matches!(a.op, Op::Until | Op::Before) || (a.op == Op::At && a.conn == Conn::To && !a.dash);
    if upper && b.but {
        let (conn, but) = (b.conn, b.but);
        return both(&Piece { gapped: false, ..*b }, &Piece { op: Op::Until, conn, but, ..*a });
    }
    both(a, b)
}

fn both(a: &Piece, b: &Piece) -> Option<(Point, Point)> {
    let clocks = a.point.clock.is_some()
        && b.point.clock.is_some()
        && (a.point.day.is_none() || b.point.day.is_none());
    let days =
        a.point.clock.is_none() && b.point.clock.is_none() && a.point.day.is_some() && b.point.day.is_some();
    let lower = a.op == Op::From || (a.op == Op::After && clocks);
    let upper = match b.op {
        Op::At => b.conn == Conn::To && !b.onto && !b.dash,
        Op::Until => true,
        Op::Before => clocks,
        _ => false,
    };
    let joined = match b.conn {
        Conn::To | Conn::And | Conn::But => true,
        Conn::Plain | Conn::Comma => b.but || !b.gapped,
        _ => false,
    };
    let plain = |p: &Piece| p.other.is_none() && !p.not && !p.except && !p.rather;
    let plain = plain(a) && plain(b) && a.role == b.role;
    if !(lower && upper && joined && plain && (clocks || days)) {
        return None;
    }
    range(&Piece { op: Op::At, ..*a }, &Piece { op: Op::At, ..*b })
}

/// The two ends of a range, each with what only the other one says; `None` where they do not belong together.
pub(super) fn range(a: &Piece, b: &Piece) -> Option<(Point, Point)> {
    let (mut from, mut to) = (a.point, b.point);
    let times = |p: &Point| p.clock.is_some() || p.part.is_some();
    let fits = (times(&from) && times(&to)) || (from.day.is_some() && to.day.is_some());
    // "vormittags bis elf": the part says which eleven; no range begins there.
    let part_alone = from.clock.is_none()
        && a.op == Op::At
        && from.part.is_some()
        && to.clock.is_some()
        && to.day.is_none();
    if !fits || part_alone || matches!(a.op, Op::From | Op::Until | Op::Before | Op::After) {
        return None;
    }
    match (from.day, to.day) {
        (Some(f), Some(t)) => {
            let (f, t) = complete(f, t);
            from.day = Some(f);
            to.day = Some(t);
        }
        // "zwischen 14 und 16 Uhr am Montag"
        (None, Some(day)) if from.clock.is_some() => from.day = Some(day),
        (None, Some(_)) => {}
        (Some(_), None) | (None, None) => {}
    }
    // "zwischen zwei und vier Uhr nachmittags": the part behind the range holds for its start where it can; the part of a
    // start ("von vier Uhr nachts bis acht") says nothing of the end.
    if let (Some(clock), Some((part, span)), None) = (from.clock, to.part, from.part)
        && to.clock.is_some()
        && (b.point.day.is_none() || a.point.day.is_none())
        && lends(part, clock)
    {
        from.part = Some((part, span));
    }
    Some((from, to))
}

/// True where a part of day said of the end can be that of the start.
pub(super) const fn lends(part: Part, clock: Clock) -> bool {
    let hour = clock.hour;
    match part {
        Part::Morning | Part::Forenoon => hour <= 11,
        Part::Noon => hour <= 2 || hour >= 10,
        Part::Afternoon => hour <= 8 || hour >= 12,
        Part::Evening => hour >= 4,
        Part::Night => hour <= 5 || hour >= 7,
    }
}

/// "vom 10. bis zum 14. November": the month and year that only one end names hold for both.
pub(super) fn complete(from: Day, to: Day) -> (Day, Day) {
    match (from.base, to.base) {
        (Base::Date { day: d1, month: m1, year: y1 }, Base::Date { day: d2, month: m2, year: y2 }) => {
            let m = match (m1, m2) {
                // "vom 28. bis 3. Januar" begins in December.
                (None, Some(MonthRef::Named(m))) if d1 > d2 => {
                    Some(MonthRef::Named(if m == 1 { 12 } else { m.saturating_sub(1) }))
                }
                (None, m) => m,
                (m, _) => m,
            };
            let same_year = match (m, m2) {
                (Some(MonthRef::Named(a)), Some(MonthRef::Named(b))) => (a, d1) <= (b, d2),
                _ => true,
            };
            let y = match (y1, y2) {
                (Year::Unsaid, Year::Full(y)) => Year::Full(if same_year { y } else { y.saturating_sub(1) }),
                (Year::Unsaid, Year::Short(y)) => {
                    Year::Short(if same_year { y } else { y.saturating_sub(1) })
                }
                (Year::Unsaid, y) => y,
                (y, _) => y,
            };
            (Day { base: Base::Date { day: d1, month: m, year: y }, ..from }, to)
        }
        // "Montag bis Mittwoch nächster Woche"
        (Base::Weekday(d, None), Base::WeekdayOf(_, week)) => {
            (Day { base: Base::WeekdayOf(d, week), ..from }, to)
        }
        _ => (from, to),
    }
}

/// "vom 11. von 9 Uhr bis zum 12., 15 Uhr": a day that stands before the start of a range of clock times is its day.
pub(super) fn spread_days(pieces: &mut SmallVec<[Piece; 4]>) {
    let mut at = 0usize;
    while let (Some(day), Some(start)) = (pieces.get(at).copied(), pieces.get(at.saturating_add(1)).copied())
    {
        let ranged = pieces.get(at.saturating_add(2)).is_some_and(|p| p.conn == Conn::To);
        let alone = day.point.day.is_some()
            && day.point.clock.is_none()
            && day.other.is_none()
            && !day.not
            && !day.except;
        let clock =
            matches!(start.op, Op::Open { .. }) && start.point.day.is_none() && start.point.clock.is_some();
        if ranged && alone && clock && matches!(start.conn, Conn::Plain | Conn::Comma) {
            if let Some(p) = pieces.get_mut(at.saturating_add(1)) {
                p.point.day = day.point.day;
                p.point.part = p.point.part.or(day.point.part);
                p.conn = day.conn;
                p.span = day.span.join(p.span);
            }
            pieces.remove(at);
        } else {
            at = at.saturating_add(1);
        }
    }
}
