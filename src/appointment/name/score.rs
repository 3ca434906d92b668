//! Two names → how alike they are, and why.

use super::distance::{FAR, distance, may_any_be_near, may_be_near};
use super::likeness::{Level, Likeness, Reason, Reasons};
use super::nickname;
use super::parse::{Reading, Word};
use super::sound::{A, E, ER, I, O, SCHWA, is_vowel};
use super::{Name, sound};

/// Up to here, in thousandths of a sound for each sound, two words are the same name.
const SAME: u32 = 40;
/// Up to here one is plausibly a mishearing of the other; set on the `dev` half of the pairs.
const NEAR: u32 = 105;
/// Up to here it may be.
const MAYBE: u32 = 230;

/// Another ending of a given name is another person: Claudio, Claudia.
const OTHER_ENDING: u32 = 160;

/// How far two parts of a name are from each other, and why.
#[derive(Clone, Copy)]
struct Part {
    distance: u32,
    reasons: Reasons,
}

impl Part {
    const FAR: Self = Self { distance: FAR, reasons: Reasons::NONE };

    fn new(distance: u32, reason: Reason) -> Self {
        Self { distance, reasons: Reasons::of(reason) }
    }

    fn further(self, by: u32, reason: Reason) -> Self {
        Self { distance: self.distance.saturating_add(by), reasons: self.reasons.and(reason) }
    }

    fn nearer(self, other: Self) -> Self {
        if other.distance < self.distance { other } else { self }
    }

    /// Both have to agree; a little off in both is further than in one.
    fn with(self, other: Self) -> Self {
        let (less, more) = if self.distance < other.distance {
            (self.distance, other.distance)
        } else {
            (other.distance, self.distance)
        };
        Self { distance: more.saturating_add(less / 3), reasons: self.reasons.union(other.reasons) }
    }
}

/// Compares a heard name with a stored one. Which is which matters in one point: a stored name may have lost its umlauts (Muller), a
/// heard one seldom has.
///
/// Costs no heap. A name that is empty or too long agrees with nothing.
pub fn compare(heard: &Name, stored: &Name) -> Likeness {
    if heard.is_empty() || stored.is_empty() {
        let reason = if heard.too_long || stored.too_long { Reason::TooLong } else { Reason::Nothing };
        return Likeness { score: 0.0, level: Level::Different, reasons: Reasons::of(reason) };
    }
    if heard.whole == stored.whole && heard.folded == stored.folded {
        return same(heard, stored);
    }
    let (part, partial) = match best(heard, stored) {
        Ok(best) => best,
        Err(reason) => return Likeness { score: 0.0, level: Level::Different, reasons: Reasons::of(reason) },
    };
    let part = aside(part, heard, stored);
    let level = match part.distance {
        far if far > MAYBE => Level::Different,
        far if far > NEAR => Level::Doubtful,
        _ if partial => Level::Partial,
        far if far > SAME => Level::Alike,
        _ => Level::Equivalent,
    };
    Likeness { score: score(part.distance, partial), level, reasons: part.reasons }
}

fn same(heard: &Name, stored: &Name) -> Likeness {
    if heard.titles == stored.titles
        && heard.generation == stored.generation
        && heard.turned == stored.turned
        && heard.sex == stored.sex
        && heard.particles == stored.particles
    {
        return Likeness { score: 1.0, level: Level::Exact, reasons: Reasons::of(Reason::SameLetters) };
    }
    let part = aside(Part::new(0, Reason::SameLetters), heard, stored);
    let turned = heard.turned != stored.turned && heard.given_words > 0 && !heard.family.is_empty();
    let part = if turned { part.further(1, Reason::Swapped) } else { part };
    let level = match part.distance {
        0 => Level::Exact,
        1..=SAME => Level::Equivalent,
        _ => Level::Doubtful,
    };
    Likeness { score: score(part.distance, false), level, reasons: part.reasons }
}

/// What stands beside the name: titles, particles, junior and senior.
fn aside(mut part: Part, heard: &Name, stored: &Name) -> Part {
    if heard.titles != stored.titles {
        part = part.further(1, Reason::Title);
    }
    if heard.sex & stored.sex == 0 && heard.sex != 0 && stored.sex != 0 {
        part = part.further(NEAR, Reason::Title);
    }
    if heard.particles != stored.particles && !part.reasons.contains(Reason::Joined) {
        let both = heard.particles != 0 && stored.particles != 0;
        part = part.further(if both { 60 } else { 15 }, Reason::Particle);
    }
    match (heard.generation, stored.generation) {
        (a, b) if a == b => part,
        (0, _) | (_, 0) => part.further(20, Reason::Generation),
        _ => part.further(MAYBE.saturating_sub(20), Reason::Generation),
    }
}

/// The nearest so far, and whether a part of the name is missing in it.
struct Best {
    part: Part,
    partial: bool,
}

impl Best {
    fn or(&mut self, part: Part, partial: bool) {
        if part.distance < self.part.distance {
            *self = Self { part, partial };
        }
    }
}

/// The best way to lay one name over the other, and whether a part of it is missing on one side; or why there is none.
fn best(heard: &Name, stored: &Name) -> Result<(Part, bool), Reason> {
    let (hg, hf) = parts(heard);
    let (sg, sf) = parts(stored);
    let mut best = Best { part: Part::FAR, partial: false };
    let mut other = Reason::OtherFamily;
    let words = |h, s, given| whole_part(heard, h, stored, s, given);
    match (hg.is_empty() || hf.is_empty(), sg.is_empty() || sf.is_empty()) {
        (false, false) => {
            let may = |h, s| may_agree(heard, h, stored, s);
            let family = if may(hf, sf) && may(hg, sg) { words(hf, sf, false) } else { Part::FAR };
            if family.distance < FAR {
                best.or(both(family, words(hg, sg, true)), false);
                other = Reason::OtherGiven;
            } else if matches!((hf, sf), ([a], [b]) if a.exact == b.exact) {
                other = Reason::OtherGiven;
            }
            if best_is_far(family) && may(hg, sf) && may(hf, sg) {
                // The order may be the other.
                let family = words(hg, sf, false);
                if family.distance < FAR {
                    let turned = both(family, words(hf, sg, true)).further(5, Reason::Swapped);
                    best.or(turned, false);
                }
            }
            // "Sabine Meier Schulze": where the family name begins is not heard.
            if hf.len() != sf.len() && heard.words.len().max(stored.words.len()) > 2 {
                let split =
                    |name: &'_ [Word], family: usize| name.len().checked_sub(family).filter(|at| *at > 0);
                if let Some((g, f)) =
                    split(&heard.words, sf.len()).and_then(|at| heard.words.split_at_checked(at))
                    && may(f, sf)
                    && may(g, sg)
                {
                    best.or(both(words(f, sf, false), words(g, sg, true)), false);
                }
                if let Some((g, f)) =
                    split(&stored.words, hf.len()).and_then(|at| stored.words.split_at_checked(at))
                    && may(hf, f)
                    && may(hg, g)
                {
                    best.or(both(words(hf, f, false), words(hg, g, true)), false);
                }
            }
        }
        (true, true) => {
            // One word each, or both without their other half.
            let given = !hg.is_empty() && !sg.is_empty();
            let part = words(&heard.words, &stored.words, given);
            best.or(part, part.reasons.contains(Reason::HalfOfDouble));
        }
        (true, false) => {
            let family = words(&heard.words, sf, false);
            best.or(family.further(0, Reason::GivenMissing), true);
            if !heard.addressed || best_is_far(family) {
                best.or(words(&heard.words, sg, true).further(0, Reason::FamilyMissing), true);
            }
        }
        (false, true) => {
            let family = words(hf, &stored.words, false);
            best.or(family.further(0, Reason::GivenMissing), true);
            best.or(words(hg, &stored.words, true).further(0, Reason::FamilyMissing), true);
            // Two words that are one doubled family name.
            if stored.words.len() > 1 {
                best.or(words(&heard.words, &stored.words, false), false);
            }
        }
    }
    if best.part.distance > SAME && heard.said != stored.said {
        best.or(joined(heard, stored), false);
    }
    if best.part.distance < FAR { Ok((best.part, best.partial)) } else { Err(other) }
}

/// Whether two parts can agree at all, by their masks and hashes alone: what most of a book of customers stops at.
fn may_agree(heard: &Name, h: &[Word], stored: &Name, s: &[Word]) -> bool {
    let ([h], [s]) = (h, s) else { return true };
    may_sound(heard, h, stored, s)
        || h.bare == s.bare
        || h.initial.is_some()
        || s.initial.is_some()
        || nickname::is_short(h.nickname, s.nickname)
}

fn may_sound(heard: &Name, h: &Word, stored: &Name, s: &Word) -> bool {
    may_any_be_near((h.all, h.any), (s.all, s.any))
        && readings(heard, h).iter().any(|a| {
            readings(stored, s)
                .iter()
                .any(|b| may_be_near(a.mask, b.mask, usize::from(a.length.max(b.length))))
        })
}

/// Family name and given name, and which of them is somebody else's.
fn both(family: Part, given: Part) -> Part {
    let mut all = family.with(given);
    if family.distance > NEAR {
        all = all.further(0, Reason::OtherFamily);
    }
    if given.distance > NEAR {
        all = all.further(0, Reason::OtherGiven);
    }
    all
}

fn best_is_far(part: Part) -> bool {
    part.distance > NEAR
}

fn parts(name: &Name) -> (&[Word], &[Word]) {
    name.words.split_at_checked(usize::from(name.given_words)).unwrap_or_default()
}

/// All of one name without its gaps against all of the other: "Kowal Tschik", "Annalena", "Vandenberg".
fn joined(heard: &Name, stored: &Name) -> Part {
    let longest = heard.joined.len().max(stored.joined.len());
    if heard.joined.is_empty()
        || stored.joined.is_empty()
        || !may_be_near(heard.joined_mask, stored.joined_mask, longest)
    {
        return Part::FAR;
    }
    let far = distance(&heard.joined, &stored.joined);
    // Long words have room for another person's name.
    Part::new(far.saturating_mul(5) / 4, Reason::Joined)
        .further(5, if far == 0 { Reason::SameSound } else { Reason::NearSound })
}

/// All given names against all given names, or all family names against all family names.
fn whole_part(heard: &Name, h: &[Word], stored: &Name, s: &[Word], given: bool) -> Part {
    match (h, s) {
        ([a], [b]) => word(heard, a, stored, b, given),
        ([], _) | (_, []) => Part::FAR,
        _ if h.len() == s.len() => {
            let mut all = Part::new(0, Reason::SameLetters);
            for (a, b) in h.iter().zip(s) {
                all = all.with(word(heard, a, stored, b, given));
                if all.distance >= FAR {
                    break;
                }
            }
            all
        }
        _ => {
            // Each word of the shorter has its own in the longer, in the same order.
            let mut all: Option<Part> = None;
            let mut place: usize = 0;
            let mut first = true;
            let (short, long, heard_is_short) = if h.len() < s.len() { (h, s, true) } else { (s, h, false) };
            for a in short {
                let mut best = Part::FAR;
                let mut at = place;
                for (i, b) in long.iter().enumerate().skip(place) {
                    let part = if heard_is_short {
                        word(heard, a, stored, b, given)
                    } else {
                        word(heard, b, stored, a, given)
                    };
                    if part.distance < best.distance {
                        (best, at) = (part, i);
                    }
                }
                first &= at == place;
                place = at.saturating_add(1);
                all = Some(all.map_or(best, |all| all.with(best)));
            }
            let all = all.unwrap_or(Part::FAR);
            if given {
                all.further(if first { 25 } else { 60 }, Reason::FurtherGiven)
            } else {
                all.further(60, Reason::HalfOfDouble)
            }
        }
    }
}

fn word(heard: &Name, h: &Word, stored: &Name, s: &Word, given: bool) -> Part {
    if h.exact == s.exact {
        return Part::new(0, Reason::SameLetters);
    }
    if h.spelt == s.spelt {
        return Part::new(2, Reason::Umlaut);
    }
    if h.initial.is_some() || s.initial.is_some() {
        return if given && h.first == s.first { Part::new(70, Reason::Initial) } else { Part::FAR };
    }
    let mut best = by_sound(heard, h, stored, s, given);
    if h.bare == s.bare {
        let lost_there = s.bare == s.spelt;
        // A database loses dots; an ear does not, so a short name has to have them.
        let length = readings(stored, s).first().map_or(0, |r| r.length);
        if lost_there || length > 3 {
            best = best.nearer(Part::new(50, Reason::Umlaut));
        }
    }
    if given && best.distance > SAME && nickname::is_short(h.nickname, s.nickname) {
        best = best.nearer(Part::new(30, Reason::Nickname));
    }
    best
}

fn readings<'a>(name: &'a Name, word: &Word) -> &'a [Reading] {
    let from = usize::from(word.reading);
    name.readings.get(from..from.saturating_add(usize::from(word.readings))).unwrap_or_default()
}

fn by_sound(heard: &Name, h: &Word, stored: &Name, s: &Word, given: bool) -> Part {
    let mut best = Part::FAR;
    if !may_any_be_near((h.all, h.any), (s.all, s.any)) {
        return best;
    }
    for (i, a) in readings(heard, h).iter().enumerate() {
        for (j, b) in readings(stored, s).iter().enumerate() {
            if !may_be_near(a.mask, b.mask, usize::from(a.length.max(b.length))) {
                continue;
            }
            let (a, b) = (a.sounds(), b.sounds());
            let far = distance(a, b);
            let mut part = Part::new(far, if far == 0 { Reason::SameSound } else { Reason::NearSound });
            if far > 0 && given && endings_differ(a, b) {
                part = part.further(OTHER_ENDING, Reason::OtherEnding);
            }
            if far > 0
                && let (Some(x), Some(y)) = (a.first(), b.first())
                && sound::class(*x) != sound::class(*y)
            {
                part = part.further(0, Reason::OtherBeginning);
            }
            if i > 0 || j > 0 {
                part = part.further(0, Reason::Orthography);
            }
            best = best.nearer(part);
        }
    }
    best
}

/// Whether two given names end as those of different people do: with another vowel, or one of them with none.
fn endings_differ(a: &[u8], b: &[u8]) -> bool {
    let ending = |sounds: &[u8]| match sounds.last() {
        Some(&A) => 1,
        Some(&(E | SCHWA)) => 2,
        Some(&O) => 3,
        Some(&I) => 4,
        Some(&ER) => 5,
        Some(&other) if is_vowel(other) => 6,
        _ => 0,
    };
    ending(a) != ending(b)
}

/// Distance, and the share of the same person among pairs of it, both kinds weighing alike: read off the `dev` half of the pairs
/// in steps of 15 and smoothed by hand.
const SHARE: [(u16, f32); 9] = [
    (0, 0.99),
    (30, 0.96),
    (52, 0.78),
    (82, 0.5),
    (120, 0.2),
    (160, 0.1),
    (220, 0.03),
    (300, 0.01),
    (400, 0.0),
];

/// A part of a name says less than the whole.
const PARTIAL: f32 = 0.85;

fn score(distance: u32, partial: bool) -> f32 {
    let at = f32::from(u16::try_from(distance).unwrap_or(u16::MAX));
    let mut score = 0.0;
    let mut before = (0.0, 1.0);
    for (to, share) in SHARE {
        let to = f32::from(to);
        if at <= to {
            let way = if to > before.0 { (at - before.0) / (to - before.0) } else { 1.0 };
            score = before.1 + (share - before.1) * way;
            break;
        }
        before = (to, share);
    }
    if partial { score * PARTIAL } else { score }
}
