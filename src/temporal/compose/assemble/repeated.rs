//! Offers that repeat.

use super::{Draft, List, first_point};
use crate::finding::Finding;
use crate::span::Span;
use crate::temporal::findings;
use crate::temporal::recurrence::{Freq, Weekdays};
use crate::temporal::syntax::{Base, Begin, Day, Offer, Point, Repeat, Syntax, When};

/// A repetition takes the clock time, the part of day and the end that were said beside it. True when it is the answer.
pub(super) fn repeated(
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
    // "vom 10. bis zum 14., da geht jeder Tag": every day of a stretch is the stretch.
    let stretch = |w: When| match w {
        When::Range(from, to) => from.day.is_some() && to.day.is_some(),
        When::At(p) => p.day.is_some_and(|d| !d.is_day()),
        _ => false,
    };
    let timed = |d: &Draft| match d.offer.when {
        When::Range(from, to) => from.clock.or(to.clock).is_some(),
        when => first_point(&when).is_some_and(|p| p.clock.is_some()),
    };
    if repeat.freq == Freq::Daily
        && repeat.interval == 1
        && drafts.iter().any(|d| stretch(d.offer.when))
        && !drafts.iter().any(timed)
    {
        return false;
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
        } else if !point.is_empty() {
            // "aber nicht am 11.": no rule says it.
            syntax.findings.push(Finding::new(&findings::EXCLUDED).at(*span));
        }
    }
    // "sonst immer montags, diesmal am Dienstag": a habit, and one day.
    let other = drafts.iter().filter(|d| matches!(d.offer.when, When::At(_))).any(|d| {
        match first_point(&d.offer.when).and_then(|p| p.day).map(|d| d.base) {
            Some(Base::Weekday(day, _)) => adverb && !repeat.weekdays.has(day),
            _ => false,
        }
    });
    if other {
        syntax.findings.push(Finding::new(&findings::TOLD).at(span));
        syntax.findings.push(Finding::new(&findings::UNCONNECTED).at(span));
        return false;
    }
    repeat.count = times;
    for draft in drafts.iter() {
        let mut doubt = || syntax.findings.push(Finding::new(&findings::UNCONNECTED).at(draft.offer.span));
        let Some(p) = first_point(&draft.offer.when) else {
            doubt();
            continue;
        };
        whole = whole.join(draft.offer.span);
        // Two times for one repetition: "um 14 Uhr, danach alle vier Wochen um 15 Uhr".
        if let (Some(one), Some(other)) = (repeat.clock, p.clock)
            && (one.hour, one.minute) != (other.hour, other.minute)
        {
            doubt();
        }
        // "jeden Dienstag ab 15 Uhr" is no time yet.
        if p.clock.is_some() && p.day.is_none() && !matches!(draft.offer.when, When::At(_)) {
            doubt();
        }
        match draft.offer.when {
            When::Until(Point { day: Some(day), .. }) | When::Before(Point { day: Some(day), .. }) => {
                repeat.until = Some(day);
                repeat.before = matches!(draft.offer.when, When::Before(_));
                // "bis Weihnachten jeden Dienstag um zehn"
                repeat.clock = repeat.clock.or(p.clock);
            }
            _ => {
                repeat.clock = repeat.clock.or(p.clock);
                repeat.part = repeat.part.or(p.part);
                let begun = |day| match draft.offer.when {
                    When::From(_) => Begin::From(day),
                    When::After(_) => Begin::After(day),
                    _ => Begin::On(day),
                };
                if let When::Range(_, last) = draft.offer.when
                    && let Some(day) = last.day
                {
                    repeat.until = Some(day);
                    repeat.clock = repeat.clock.or(last.clock);
                }
                let on = matches!(draft.offer.when, When::At(_));
                match p.day.map(|d| d.base) {
                    // "ab Dienstag alle zwei Wochen"
                    Some(Base::Weekday(day, None))
                        if repeat.freq == Freq::Weekly
                            && p.day.is_some_and(|d| d.shift.is_none() && d.near.is_none())
                            && (on || repeat.weekdays.is_empty()) =>
                    {
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
                    // "ab Dezember jeden Monat am ersten Montag": around the repetition, month and day are two things.
                    Some(Base::Date { day, month: Some(_), .. })
                        if repeat.freq == Freq::Monthly
                            && day <= 5
                            && p.day.is_some_and(|d| {
                                d.weekday.is_some() && d.span.start < span.start && d.span.end > span.end
                            }) =>
                    {
                        repeat.nth = i32::try_from(day).ok();
                        repeat.weekdays =
                            p.day.and_then(|d| d.weekday).map_or(Weekdays::NONE, |d| Weekdays::NONE.and(d));
                        repeat.from = p.day.map(|d| begun(Day { weekday: None, ..d }));
                    }
                    Some(Base::NthWeekday { nth, day, .. }) if repeat.freq == Freq::Monthly => {
                        repeat.nth = Some(nth);
                        repeat.weekdays = Weekdays::NONE.and(day);
                        if !on {
                            repeat.from = p.day.map(begun);
                        }
                    }
                    Some(_) if repeat.from.is_none() => {
                        repeat.from = p.day.map(begun);
                        // "…, der letzte am 16. Dezember" stands behind, and is no beginning.
                        let behind = draft.offer.span.start >= span.end;
                        if on && behind && p.day.is_some_and(|d| d.is_day()) {
                            doubt();
                        }
                    }
                    Some(_) => doubt(),
                    None => {}
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
        onto: false,
    });
    true
}
