//! Pieces → offers.

mod lent;
mod ranges;
mod repeated;

use lent::{attach, repair, share};
use ranges::{bounds, explain_numbers, range, slashed, spread_days};
use repeated::repeated;
use smallvec::SmallVec;

use super::clauses::Role;
use super::pieces::{Conn, Op, Piece, Pieces, unify};
use crate::finding::Finding;
use crate::span::Span;
use crate::temporal::recurrence::Weekdays;
use crate::temporal::syntax::{Base, Day, Offer, Point, Syntax, When};
use crate::temporal::{Hint, findings};

type List = SmallVec<[Draft; 4]>;

/// An offer in the making.
#[derive(Clone, Copy, Debug)]
struct Draft {
    offer: Offer,
    conn: Conn,
}

/// Makes offers of the pieces.
pub(super) fn assemble(pieces: Pieces, hint: Hint, syntax: &mut Syntax) {
    let Pieces { list: mut pieces, times, mut repeat, once, unsure } = pieces;
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
        let listed = pieces.get(at).is_some_and(|n| matches!(n.conn, Conn::And | Conn::Or) && !n.not);
        let goes_on =
            matches!(piece.conn, Conn::And | Conn::Or | Conn::Slash) || (piece.conn == Conn::Comma && listed);
        // "Donnerstag statt Freitag und 15 statt 14 Uhr"
        let instead = pieces.get(at).is_some_and(|n| n.except && n.conn == Conn::Plain);
        let goes_on = goes_on && !(instead && piece.conn == Conn::And);
        negated = piece.not || piece.except || piece.role == Role::Excluded || (negated && goes_on);
        // "morgen vor 15 Uhr geht nicht": the day stands, and the end is turned round.
        if negated
            && !piece.except
            && !(piece.role == Role::Excluded && elsewhere(&pieces, at.saturating_sub(1)))
        {
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
            if next.onto
                && let Some(draft) = drafts.last_mut()
            {
                draft.offer.onto = from.day.is_some() && to.day.is_some();
            }
            continue;
        }
        // "ab 15 Uhr bis 17 Uhr", "nach 15, aber vor 17 Uhr": two bounds are the two ends of one stretch.
        if let Some(next) = pieces.get(at).copied()
            && let Some((from, to)) = bounds(&piece, &next)
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
    // "sonst komme ich immer montags, diesmal am Dienstag": the habit is told.
    if once && drafts.iter().any(|d| names_day(&d.offer.when)) {
        syntax.findings.extend(repeat.take().map(|(_, span)| Finding::new(&findings::TOLD).at(span)));
    }
    if let Some((repeat, span)) = repeat
        && repeated(&mut drafts, &excluded, repeat, span, times, syntax)
    {
        // A length beside it belongs to nothing: "drei Wochen lang jeden Dienstag".
        if unsure || !others.is_empty() {
            syntax.findings.push(Finding::new(&findings::UNCONNECTED).at(span));
        }
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

/// True where a bound that a clause rules out is about a day of its own, or about what was said better elsewhere: "am
/// Freitag arbeite ich bis abends, am Montag um vier hab ich frei", "ich arbeite bis 16 Uhr, also ab 17 Uhr".
fn elsewhere(pieces: &[Piece], at: usize) -> bool {
    let Some(piece) = pieces.get(at) else { return false };
    let Some(turned) = pieces.iter().skip(at).take(2).filter(|p| p.role == piece.role).find_map(turned)
    else {
        return false;
    };
    let near =
        |k: usize| pieces.get(k).filter(|p| p.role == Role::Excluded).is_some_and(|p| p.point.day.is_some());
    let own = near(at) || at.checked_sub(1).is_some_and(near) || near(at.saturating_add(1));
    let from = matches!(turned, When::From(_) | When::After(_));
    pieces.iter().filter(|p| p.role == Role::Wanted && !p.not && !p.except && p.other.is_none()).any(|p| {
        if own {
            p.point.day.is_some()
        } else {
            // "ab drei, nach fünf kann ich nicht" are the two ends of one stretch.
            let complements = if from { matches!(p.op, Op::Until | Op::Before) } else { p.op == Op::From };
            p.point.clock.is_some() && !complements
        }
    })
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

/// One more draft; a repair replaces what it says again.
fn push(drafts: &mut List, piece: &Piece, when: When, span: Span, syntax: &mut Syntax) {
    let (conn, rather) = (piece.conn, piece.rather);
    let offer = Offer { when, span, shared: false, repaired: false, apposed: false, onto: false };
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
            onto: false,
        };
        return;
    }
    // "Montag ab 15 Uhr", "Dienstag zwischen 9 und 11": the day, then what is said of it.
    // … and "ob Sie am Freitag offen haben und um drei etwas frei ist": a time of its own is no second offer.
    let timed = conn == Conn::And && first_point(&when).is_some_and(|p| p.day.is_none() && p.clock.is_some());
    if (timed || matches!(conn, Conn::Plain | Conn::Comma | Conn::To | Conn::But))
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
            onto: false,
        };
        return;
    }
    let draft = Draft { offer, conn };
    // "Donnerstag, lieber Freitag": the preferred one goes first.
    if rather && conn != Conn::Than && !drafts.is_empty() && !matches!(conn, Conn::Or | Conn::And) {
        // "Freitag um zehn, lieber um elf": on that day too.
        let mut draft = draft;
        if let Some(first) = drafts.first_mut() {
            let day = first_point(&first.offer.when).and_then(|p| p.day);
            let timed = first_point(&when).is_some_and(|p| p.day.is_none() && p.clock.is_some());
            if timed && day.is_some() {
                draft.offer.when = map_point(when, |p| Point { day, ..p });
                first.conn = Conn::Than;
            }
        }
        drafts.insert(0, draft);
    } else {
        drafts.push(draft);
    }
}

fn names_day(when: &When) -> bool {
    first_point(when).is_some_and(|p| p.day.is_some_and(|d| d.base.is_day()))
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

/// Now, lengths, instants: offers of their own where nothing better was said.
fn special(others: &[(When, Span, bool)], syntax: &mut Syntax) {
    let firm = |w: &When| matches!(w, When::Instant(..) | When::Elapsed(_) | When::Within(_));
    // "heute in zwei Stunden" is one moment.
    let today = |o: &Offer| {
        matches!(
            o.when,
            When::At(Point {
                day: Some(Day { base: Base::Offset(0), shift: None, .. }),
                clock: None,
                part: None,
                ..
            })
        )
    };
    if let [(When::Elapsed(_), ..)] = others
        && syntax.offers.iter().all(today)
    {
        syntax.offers.clear();
    }
    let some_firm = others.iter().any(|(w, ..)| firm(w));
    for (when, span, lasting) in others.iter().copied() {
        // "von jetzt an in einer Stunde"
        if some_firm && !firm(&when) && !matches!(when, When::Length(_)) {
            continue;
        }
        let offer = Offer { when, span, shared: false, repaired: false, apposed: false, onto: false };
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
        syntax.offers.push(Offer { when, span, shared: false, repaired: false, apposed: false, onto: false });
    }
}
