//! Several texts that together say one moment, such as the fields `datum` and `uhrzeit`.

use super::assemble::{first_point, join, map_point};
use super::pieces::unify;
use crate::finding::Finding;
use crate::temporal::findings;
use crate::temporal::syntax::{Offer, Point, Syntax, When};

/// One syntax of two: what one text leaves out, the other fills in. What both say is kept twice, for the resolver to
/// compare.
pub(crate) fn combine(mut a: Syntax, mut b: Syntax) -> Syntax {
    a.findings.append(&mut b.findings);
    if a.offers.is_empty() || b.offers.is_empty() {
        a.offers.append(&mut b.offers);
        return a;
    }
    let mut out = Syntax { findings: a.findings, ..Syntax::default() };
    for left in &a.offers {
        for right in &b.offers {
            let (when, also) = together(left.when, right.when);
            if out.offers.len() >= super::MOST {
                out.findings.push(Finding::new(&findings::TOO_MANY).at(right.span));
                return out;
            }
            let span = left.span.join(right.span);
            if let Some(also) = also {
                out.also.push((out.offers.len(), also));
            }
            let repaired = left.repaired || right.repaired;
            out.offers.push(Offer {
                when,
                span,
                shared: left.shared || right.shared,
                repaired,
                apposed: left.apposed || right.apposed,
                onto: left.onto || right.onto,
            });
        }
    }
    out
}

/// Both as one, or both side by side.
fn together(a: When, b: When) -> (When, Option<When>) {
    let (Some(p), Some(q)) = (first_point(&a), first_point(&b)) else { return (a, Some(b)) };
    let bare = |p: &Point| p.clock.is_none();
    if matches!(a, When::At(_))
        && bare(&p)
        && let Some(point) = join(p, q)
    {
        return (map_point(b, |_| point), None);
    }
    if matches!(b, When::At(_))
        && bare(&q)
        && let Some(point) = join(p, q)
    {
        return (map_point(a, |_| point), None);
    }
    // Both say a time, or different days: each is completed with what only the other says, and they are compared.
    let fill = |x: Point, y: Point| Point {
        day: match (x.day, y.day) {
            (Some(m), Some(n)) => unify(m, n).or(Some(m)),
            (m, n) => m.or(n),
        },
        clock: x.clock.or(y.clock),
        part: x.part.or(if x.clock.is_some() { y.part } else { None }),
        ..x
    };
    (map_point(a, |p| fill(p, q)), Some(map_point(b, |q| fill(q, p))))
}
