//! Pieces → offers.

use smallvec::SmallVec;

use super::clauses::Role;
use super::pieces::{Conn, Op, Piece, Pieces, unify};
use crate::finding::Finding;
use crate::span::Span;
use crate::temporal::recurrence::{Freq, Weekdays};
use crate::temporal::syntax::{
    Base, Clock, Day, MonthRef, Offer, Point, Repeat, Syntax, WeekRef, When, Year,
};
use crate::temporal::{Hint, findings, grammar::Number};
use crate::text::Part;

type List = SmallVec<[Draft; 4]>;

/// An offer in the making.
#[derive(Clone, Copy, Debug)]
struct Draft {
    offer: Offer,
    conn: Conn,
}

/// Makes offers of the pieces.
pub(super) fn assemble(pieces: Pieces, hint: Hint, syntax: &mut Syntax) {
    let Pieces { list: mut pieces, times, repeat } = pieces;
    explain_numbers(&mut pieces, hint);
    pieces.retain(|p| !p.is_empty());
    spread_days(&mut pieces);
    let mut drafts = List::new();
    let mut excluded: SmallVec<[(Point, Span); 2]> = SmallVec::new();
    let mut others: SmallVec<[(When, Span, bool); 2]> = SmallVec::new();
    let mut at = 0usize;
    let mut negated = false;
    while let Some(piece) = pieces.get(at).copied() {
        at = at.saturating_add(1);
        if let Some(when) = piece.other {
            if piece.role != Role::Wanted {
                continue;
            }
            others.push((when, piece.span, piece.lasting));
            continue;
        }
        if piece.role == Role::Unrelated {
            continue;
        }
        if piece.role == Role::Told {
            syntax.findings.push(Finding::new(&findings::TOLD).at(piece.span));
            continue;
        }
        // "nicht Montag, Dienstag oder Mittwoch" rules out all three; "nicht Montag, Dienstag" wants the second.
        let listed = pieces.get(at).is_some_and(|n| matches!(n.conn, Conn::And | Conn::Or));
        let goes_on =
            matches!(piece.conn, Conn::And | Conn::Or | Conn::Slash) || (piece.conn == Conn::Comma && listed);
        negated = piece.not || piece.except || piece.role == Role::Excluded || (negated && goes_on);
        // "morgen vor 15 Uhr geht nicht": the day stands, and the end is turned round.
        if negated && !piece.except {
            let next = pieces.get(at).filter(|n| {
                n.role == piece.role && matches!(n.conn, Conn::Plain | Conn::To) && turned(n).is_some()
            });
            // "zwischen 14 und 16 Uhr kann ich nicht": the end of a stretch is no open end.
            let stretch = piece.conn == Conn::To
                && at
                    .checked_sub(2)
                    .and_then(|b| pieces.get(b))
                    .is_some_and(|b| matches!(b.op, Op::Open { .. }) && b.role == piece.role);
            let when = match turned(&piece) {
                Some(_) if stretch => None,
                None if next.is_some() && piece.op == Op::At => Some(When::At(piece.point)),
                when => when,
            };
            if let Some(when) = when {
                push(
                    &mut drafts,
                    &Piece { conn: Conn::Plain, rather: false, ..piece },
                    when,
                    piece.span,
                    syntax,
                );
                continue;
            }
        }
        if negated {
            // "lieber Freitag, nicht Donnerstag": what is excluded is said, and is no offer.
            excluded.push((piece.point, piece.span));
            continue;
        }
        let next = pieces
            .get(at)
            .copied()
            .filter(|n| n.conn == Conn::To && n.other.is_none() && !n.not && !n.except);
        if let Some(next) = next
            && let Some((from, to)) = range(&piece, &next)
        {
            at = at.saturating_add(1);
            push(&mut drafts, &piece, When::Range(from, to), piece.span.join(next.span), syntax);
            continue;
        }
        // A slash between clock times, or between days of one month, is a stretch: "12./13.", "8:00/9:00".
        if let Some(next) = pieces.get(at).copied().filter(|n| n.conn == Conn::Slash && n.other.is_none())
            && slashed(&piece, &next)
            && let Some((from, to)) = range(&piece, &next)
        {
            at = at.saturating_add(1);
            push(&mut drafts, &piece, When::Range(from, to), piece.span.join(next.span), syntax);
            continue;
        }
        let when = match (piece.op, piece.conn) {
            // "20.11.2025 - 14:30": the dash is a pause.
            (Op::At, Conn::To) if piece.dash => When::At(piece.point),
            (Op::At | Op::Open { .. }, Conn::To) => When::Until(piece.point),
            (Op::At, _) => When::At(piece.point),
            // "Ihr Brief vom 20. Oktober": a date that belongs to a thing, where another day is asked for.
            (Op::Open { days: true, .. }, _)
                if pieces
                    .iter()
                    .any(|p| p.op != piece.op && p.role == Role::Wanted && p.point.day.is_some()) =>
            {
                syntax.findings.push(Finding::new(&findings::TOLD).at(piece.span));
                continue;
            }
            // "von" without "bis" is the point itself.
            (Op::Open { .. }, _) => When::At(piece.point),
            (Op::From, _) => When::From(piece.point),
            (Op::Until, _) => When::Until(piece.point),
            (Op::Before, _) => When::Before(piece.point),
            (Op::After, _) => When::After(piece.point),
        };
        push(&mut drafts, &piece, when, piece.span, syntax);
    }
    if let Some((repeat, span)) = repeat
        && repeated(&mut drafts, &excluded, repeat, span, times, syntax)
    {
        return;
    }
    // "morgen um drei kann ich nicht, aber um vier": the day was not what is ruled out.
    if let (Some((point, _)), Some(first)) =
        (excluded.iter().rev().find(|(p, _)| p.day.is_some() && p.clock.is_some()), drafts.first_mut())
        && first_point(&first.offer.when).is_some_and(|p| p.day.is_none())
    {
        let day = point.day;
        first.offer.when = map_point(first.offer.when, |p| Point { day, ..p });
    }
    share(&mut drafts);
    let listed =
        drafts.iter().any(|d| matches!(d.conn, Conn::And | Conn::Or | Conn::Else | Conn::Than | Conn::Slash));
    for (k, draft) in drafts.iter_mut().enumerate() {
        draft.offer.apposed = k > 0 && (draft.conn == Conn::Plain || (draft.conn == Conn::Comma && !listed));
    }
    for draft in &drafts {
        syntax.offers.push(draft.offer);
    }
    special(&others, syntax);
    exclude(&excluded, pieces.iter().any(|p| p.except), syntax);
}

/// An open end that is ruled out is the other end: "vor 15 Uhr kann ich nicht" is from 15:00.
fn turned(piece: &Piece) -> Option<When> {
    match (piece.op, piece.conn) {
        (Op::Before, _) => Some(When::From(piece.point)),
        (Op::After, _) => Some(When::Until(piece.point)),
        (Op::From, _) => Some(When::Before(piece.point)),
        (Op::Until, _) | (Op::At, Conn::To) => Some(When::After(piece.point)),
        _ => None,
    }
}

/// Bare numbers become hours or days, by what stands beside them.
fn explain_numbers(pieces: &mut [Piece], hint: Hint) {
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
                || before
                    .as_ref()
                    .is_some_and(|p| is_day(p) && p.point.clock.is_none() && p.number.is_none());
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

fn is_date_like(p: &Piece) -> bool {
    matches!(p.point.day, Some(Day { base: Base::Date { .. }, .. }))
}

fn hour(n: Number, span: Span) -> Option<Clock> {
    crate::temporal::grammar::hour_of(n, span)
}

fn slashed(a: &Piece, b: &Piece) -> bool {
    let clocks = a.point.clock.is_some() && b.point.clock.is_some() && b.point.day.is_none();
    let same = a.point.clock.is_some() == b.point.clock.is_some();
    clocks || (is_date_like(a) && is_date_like(b) && same)
}

/// The two ends of a range, each with what only the other one says; `None` where they do not belong together.
fn range(a: &Piece, b: &Piece) -> Option<(Point, Point)> {
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
const fn lends(part: Part, clock: Clock) -> bool {
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
fn complete(from: Day, to: Day) -> (Day, Day) {
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
fn spread_days(pieces: &mut SmallVec<[Piece; 4]>) {
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

/// One more draft; a repair replaces what it says again.
fn push(drafts: &mut List, piece: &Piece, when: When, span: Span, syntax: &mut Syntax) {
    let (conn, rather) = (piece.conn, piece.rather);
    let offer = Offer { when, span, shared: false, repaired: false, apposed: false };
    if conn == Conn::Repair
        && let Some(last) = drafts.last_mut()
    {
        let repaired = repair(last.offer.when, when);
        if repaired.1 {
            syntax.findings.push(Finding::new(&findings::REPAIRED).at(last.offer.span));
        }
        last.offer = Offer {
            when: repaired.0,
            span: last.offer.span.join(span),
            shared: false,
            repaired: repaired.1,
            apposed: false,
        };
        return;
    }
    // "Montag ab 15 Uhr", "Dienstag zwischen 9 und 11": the day, then what is said of it.
    if matches!(conn, Conn::Plain | Conn::Comma | Conn::To | Conn::But)
        && let Some(last) = drafts.last_mut()
        && !(piece.gapped && names_day(&last.offer.when) && names_day(&when))
        && let Some(when) = attach(last.offer.when, when)
    {
        last.offer = Offer {
            when,
            span: last.offer.span.join(span),
            shared: false,
            repaired: last.offer.repaired,
            apposed: false,
        };
        return;
    }
    let draft = Draft { offer, conn };
    // "Donnerstag, lieber Freitag": the preferred one goes first.
    if rather && conn != Conn::Than && !drafts.is_empty() && !matches!(conn, Conn::Or | Conn::And) {
        drafts.insert(0, draft);
    } else {
        drafts.push(draft);
    }
}

fn names_day(when: &When) -> bool {
    first_point(when).is_some_and(|p| p.day.is_some_and(|d| d.base.is_day()))
}

/// What was said first, with what the repair says instead; whether anything was replaced.
fn repair(old: When, new: When) -> (When, bool) {
    let (Some(old_point), Some(new_point)) = (first_point(&old), first_point(&new)) else {
        return (new, true);
    };
    let replaced = (old_point.day.is_some() && new_point.day.is_some())
        || (old_point.clock.is_some() && new_point.clock.is_some())
        || (old_point.part.is_some() && new_point.part.is_some());
    let keep_time = new_point.clock.is_none() && new_point.part.is_none();
    // "am 10. Mai, nein, Juni"
    let new_day = match (old_point.day, new_point.day) {
        (
            Some(Day { base: Base::Date { day, month: Some(_), year }, .. }),
            Some(Day { base: Base::Month { month, third: None, qual: None, .. }, span, .. }),
        ) => Some(Day::new(Base::Date { day, month: Some(month), year }, span)),
        _ => None,
    };
    let fill = |p: Point| Point {
        day: new_day.or(p.day).or(old_point.day),
        clock: p.clock.or(if keep_time { old_point.clock } else { None }),
        part: p.part.or(if keep_time { old_point.part } else { None }),
        about: p.about || (keep_time && old_point.about),
        night_noun: p.night_noun,
    };
    // A new day keeps the shape of the time said before: "Montag ab drei, nein, Dienstag".
    let when = match (old, new) {
        (When::Range(_, to), When::At(p)) if keep_time => When::Range(fill(p), Point { day: None, ..to }),
        (When::From(_), When::At(p)) if keep_time => When::From(fill(p)),
        (When::Until(_), When::At(p)) if keep_time => When::Until(fill(p)),
        (When::Before(_), When::At(p)) if keep_time => When::Before(fill(p)),
        (When::After(_), When::At(p)) if keep_time => When::After(fill(p)),
        (_, When::Range(from, to)) => When::Range(fill(from), to),
        (_, new) => map_point(new, fill),
    };
    (when, replaced)
}

pub(super) fn first_point(when: &When) -> Option<Point> {
    match *when {
        When::At(p)
        | When::Range(p, _)
        | When::From(p)
        | When::Until(p)
        | When::After(p)
        | When::Before(p) => Some(p),
        _ => None,
    }
}

pub(super) fn map_point(when: When, f: impl Fn(Point) -> Point) -> When {
    match when {
        When::At(p) => When::At(f(p)),
        When::Range(a, b) => When::Range(f(a), b),
        When::From(p) => When::From(f(p)),
        When::Until(p) => When::Until(f(p)),
        When::After(p) => When::After(f(p)),
        When::Before(p) => When::Before(f(p)),
        other => other,
    }
}

/// A day (and part of it) that stands beside an open end or a range without one.
fn attach(last: When, when: When) -> Option<When> {
    let p = first_point(&when)?;
    match last {
        When::At(day) if day.clock.is_none() && (day.day.is_some() || day.part.is_some()) => {
            let joined = join(day, p)?;
            if let (When::At(_), Some(_), Some(_)) = (when, day.day, p.day)
                && day.part.is_none()
            {
                return Some(When::At(joined));
            }
            Some(map_point(when, |_| joined))
        }
        // "ab 15 Uhr, am Montag": the day comes later.
        When::From(_) | When::Until(_) | When::Before(_) | When::After(_) | When::Range(..) | When::At(_) => {
            let said = first_point(&last)?;
            let When::At(day) = when else { return None };
            if said.day.is_some() || day.clock.is_some() || day.day.is_none() || said.clock.is_none() {
                return None;
            }
            let part = day.part;
            Some(map_point(last, |p| Point { day: day.day, part: p.part.or(part), ..p }))
        }
        _ => None,
    }
}

/// Two points that do not say the same thing twice.
pub(super) fn join(a: Point, b: Point) -> Option<Point> {
    let day = match (a.day, b.day) {
        (Some(x), Some(y)) => Some(unify(x, y)?),
        (x, y) => x.or(y),
    };
    let part = match (a.part, b.part) {
        (Some(x), Some(y)) if x.0 != y.0 => return None,
        (x, y) => x.or(y),
    };
    if a.clock.is_some() && b.clock.is_some() {
        return None;
    }
    Some(Point {
        day,
        clock: a.clock.or(b.clock),
        part,
        about: a.about || b.about,
        night_noun: a.night_noun || b.night_noun,
    })
}

/// What one offer says holds for its neighbours: a time behind the last day, a day before the first time, a week or a
/// month that only one of them names.
fn share(drafts: &mut List) {
    for k in 1..drafts.len() {
        let (Some(before), Some(this)) =
            (k.checked_sub(1).and_then(|b| drafts.get(b)).copied(), drafts.get(k).copied())
        else {
            continue;
        };
        let (Some(p), Some(q)) = (first_point(&before.offer.when), first_point(&this.offer.when)) else {
            continue;
        };
        let (p_day, q_day) = match (p.day, q.day) {
            (Some(a), Some(b)) => {
                let (a, b) = share_days(a, b);
                (Some(a), Some(b))
            }
            // "Montag um neun oder um elf"
            (Some(a), None) => (Some(a), Some(a)),
            other => other,
        };
        set_day(drafts, k, q_day);
        set_day(drafts, k.saturating_sub(1), p_day);
    }
    // Backwards: "Montag oder Dienstag um zehn".
    for k in (1..drafts.len()).rev() {
        let (Some(before), Some(this)) =
            (k.checked_sub(1).and_then(|b| drafts.get(b)).copied(), drafts.get(k).copied())
        else {
            continue;
        };
        let listed = matches!(this.conn, Conn::Or | Conn::And | Conn::Comma | Conn::Slash | Conn::Than);
        let When::At(p) = before.offer.when else { continue };
        let Some(q) = first_point(&this.offer.when) else { continue };
        // "um drei oder um vier am Donnerstag"
        if listed && p.day.is_none() && p.clock.is_some() && q.day.is_some() && q.clock.is_some() {
            set_day(drafts, k.saturating_sub(1), q.day);
            continue;
        }
        if listed
            && p.day.is_some()
            && p.clock.is_none()
            && p.part.is_none()
            && (q.clock.is_some() || q.part.is_some())
        {
            let shared = match this.offer.when {
                When::Range(from, to) => When::Range(Point { day: p.day, ..from }, Point { day: None, ..to }),
                when => map_point(when, |q| Point { day: p.day, ..q }),
            };
            if let Some(d) = drafts.get_mut(k.saturating_sub(1)) {
                d.offer.when = shared;
                d.offer.shared = true;
            }
        }
    }
}

fn set_day(drafts: &mut List, k: usize, day: Option<Day>) {
    if let Some(d) = drafts.get_mut(k) {
        d.offer.when = map_point(d.offer.when, |p| Point { day: day.or(p.day), ..p });
    }
}

/// "nächste Woche Montag oder Dienstag", "am 3. oder 4. Dezember"
fn share_days(a: Day, b: Day) -> (Day, Day) {
    match (a.base, b.base) {
        (Base::WeekdayOf(_, week), Base::Weekday(d, None)) => {
            (a, Day { base: Base::WeekdayOf(d, week), ..b })
        }
        (Base::Weekday(d, None), Base::WeekdayOf(_, week)) => {
            (Day { base: Base::WeekdayOf(d, week), ..a }, b)
        }
        (Base::Date { day, month: None, .. }, Base::Date { month: Some(m), year, .. }) => {
            (Day { base: Base::Date { day, month: Some(m), year }, ..a }, b)
        }
        (Base::Date { month: Some(m), year, .. }, Base::Date { day, month: None, .. }) => {
            (a, Day { base: Base::Date { day, month: Some(m), year }, ..b })
        }
        _ => (a, b),
    }
}

/// A repetition takes the clock time, the part of day and the end that were said beside it. True when it is the answer.
fn repeated(
    drafts: &mut List,
    excluded: &[(Point, Span)],
    mut repeat: Repeat,
    span: Span,
    times: Option<u32>,
    syntax: &mut Syntax,
) -> bool {
    // "Dienstags, den 5.12.": a date makes the adverb a weekday.
    let dated = drafts.iter().any(|d| {
        matches!(
            first_point(&d.offer.when),
            Some(Point {
                day: Some(Day { base: Base::Date { .. } | Base::Offset(_) | Base::WeekdayOf(..), .. }),
                ..
            })
        )
    });
    let adverb = repeat.freq == Freq::Weekly
        && repeat.interval == 1
        && !repeat.weekdays.is_empty()
        && repeat.nth.is_none();
    let mut whole = span;
    if dated && adverb && drafts.iter().all(|d| matches!(d.offer.when, When::At(_))) && repeat.part.is_none()
    {
        let day = repeat.weekdays.iter().next();
        if let (Some(d), Some(weekday)) = (drafts.first_mut(), day)
            && let When::At(p) = d.offer.when
            && let Some(said) = p.day
            && said.weekday.is_none()
        {
            d.offer.when = When::At(Point { day: Some(Day { weekday: Some(weekday), ..said }), ..p });
            d.offer.span = d.offer.span.join(span);
            return false;
        }
    }
    // "jeden Tag außer Montag"
    for (point, span) in excluded {
        if let (Some(Day { base: Base::Weekday(day, _), .. }), None) = (point.day, point.clock) {
            if repeat.weekdays.is_empty()
                && repeat.interval == 1
                && matches!(repeat.freq, Freq::Daily | Freq::Weekly)
            {
                repeat.freq = Freq::Weekly;
                repeat.weekdays = Weekdays::ALL;
            }
            repeat.weekdays = repeat.weekdays.without(day);
            whole = whole.join(*span);
        }
    }
    // "sonst immer montags, diesmal am Dienstag": a habit, and one day.
    let other = drafts.iter().any(|d| match first_point(&d.offer.when).and_then(|p| p.day).map(|d| d.base) {
        Some(Base::Weekday(day, _)) => adverb && !repeat.weekdays.has(day),
        _ => false,
    });
    if other {
        syntax.findings.push(Finding::new(&findings::TOLD).at(span));
        syntax.findings.push(Finding::new(&findings::UNCONNECTED).at(span));
        return false;
    }
    repeat.count = times;
    for draft in drafts.iter() {
        let Some(p) = first_point(&draft.offer.when) else { continue };
        whole = whole.join(draft.offer.span);
        match draft.offer.when {
            When::Until(Point { day: Some(day), .. }) | When::Before(Point { day: Some(day), .. }) => {
                repeat.until = Some(day)
            }
            _ => {
                repeat.clock = repeat.clock.or(p.clock);
                repeat.part = repeat.part.or(p.part);
                match p.day.map(|d| d.base) {
                    Some(Base::Weekday(day, None)) if repeat.freq == Freq::Weekly => {
                        repeat.weekdays = repeat.weekdays.and(day)
                    }
                    // "alle zwei Monate am ersten Montag"
                    Some(Base::Date { day, month: None, .. })
                        if repeat.freq == Freq::Monthly
                            && day <= 5
                            && p.day.is_some_and(|d| d.weekday.is_some()) =>
                    {
                        repeat.nth = i32::try_from(day).ok();
                        repeat.weekdays =
                            p.day.and_then(|d| d.weekday).map_or(Weekdays::NONE, |d| Weekdays::NONE.and(d));
                    }
                    Some(Base::Date { day, month: None, .. }) if repeat.freq == Freq::Monthly => {
                        repeat.month_day = i32::try_from(day).ok()
                    }
                    _ => {}
                }
            }
        }
    }
    syntax.offers.push(Offer {
        when: When::Repeat(repeat),
        span: whole,
        shared: false,
        repaired: false,
        apposed: false,
    });
    true
}

/// Now, lengths, instants: offers of their own where nothing better was said.
fn special(others: &[(When, Span, bool)], syntax: &mut Syntax) {
    let firm = |w: &When| matches!(w, When::Instant(..) | When::Elapsed(_) | When::Within(_));
    let some_firm = others.iter().any(|(w, ..)| firm(w));
    for (when, span, lasting) in others.iter().copied() {
        // "von jetzt an in einer Stunde"
        if some_firm && !firm(&when) && !matches!(when, When::Length(_)) {
            continue;
        }
        let offer = Offer { when, span, shared: false, repaired: false, apposed: false };
        match when {
            When::Instant(..) | When::Elapsed(_) | When::Within(_) => syntax.offers.push(offer),
            When::Length(seconds) => {
                if syntax.offers.is_empty() && others.len() == 1 {
                    syntax.offers.push(offer);
                } else if lasting || !syntax.offers.is_empty() {
                    syntax
                        .findings
                        .push(Finding::new(&findings::DURATION_SAID).at(span).with("seconds", seconds));
                }
            }
            When::Soonest | When::Now | When::Anytime if syntax.offers.is_empty() => {
                syntax.offers.push(offer)
            }
            _ => {}
        }
    }
}

/// What was excluded: a finding, and where nothing was offered, everything else.
fn exclude(excluded: &[(Point, Span)], said: bool, syntax: &mut Syntax) {
    let mut weekdays = Weekdays::NONE;
    let mut other = false;
    let mut whole: Option<Span> = None;
    for (point, span) in excluded {
        if point.is_empty() {
            continue;
        }
        syntax.findings.push(Finding::new(&findings::EXCLUDED).at(*span));
        whole = Some(whole.map_or(*span, |w| w.join(*span)));
        match point.day.map(|d| d.base) {
            Some(Base::Weekday(day, _)) if point.clock.is_none() && point.part.is_none() => {
                weekdays = weekdays.and(day)
            }
            Some(Base::Weekend(None)) => weekdays = weekdays.union(Weekdays::WEEKEND),
            _ => other = true,
        }
    }
    let Some(span) = whole else { return };
    if syntax.offers.is_empty() {
        // "alles außer Montag" says what is wanted; "nicht am Montag" does not.
        if !said {
            syntax.findings.push(Finding::new(&findings::ONLY_EXCLUDED).at(span));
        }
        let when = if other || weekdays.is_empty() { When::AllButOther } else { When::AllBut(weekdays) };
        syntax.offers.push(Offer { when, span, shared: false, repaired: false, apposed: false });
    }
}
