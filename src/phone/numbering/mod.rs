//! The numbering plans: tables that `cargo xtask numbering` compiles from Google's metadata, and the way through them.
//!
//! One acyclic automaton over digits holds all plans; a number is walked through it once, and the state where it ends
//! tells region, kind and both written forms. Nothing is unpacked, compiled or cached at run time.

mod home;
#[cfg(feature = "world")]
mod world;

use super::number::NumberKind;
use super::short::Short;

/// What one generated file holds.
pub(super) struct Plans {
    version: &'static str,
    words: &'static [u16],
    classes: &'static [Class],
    forms: &'static [Form],
    cuts: &'static [Cut],
    /// By ISO 3166.
    regions: &'static [Region],
    /// By calling code.
    codes: &'static [Code],
}

/// Place of the region, kind, places of the national and the international form.
struct Class(u16, NumberKind, u16, u16);

/// A calling code: the lengths of its numbers, of what is dialled inside a town only, and where it begins.
struct Code {
    code: u16,
    lengths: u32,
    local: u32,
    start: u16,
}

/// A region, and where the automata of what is dialled there begin: before its own numbers, and before calling codes.
struct Region {
    id: &'static str,
    code: u16,
    start: u16,
    abroad: u16,
}

/// What a match of dialled digits leaves, where more digits follow it and where none does.
struct Cut {
    here: Option<Kept>,
    at_end: Option<Kept>,
}

/// What comes in the place of the digits that were cut off: new digits, and some of the old.
#[derive(Clone, Copy)]
struct Kept {
    before: &'static str,
    from: u8,
    to: u8,
}

/// One way to write a number: `0$1 $2` and the fewest and most digits of each group.
#[derive(Debug)]
pub(super) struct Form {
    text: &'static str,
    widths: &'static [(u8, u8)],
}

/// What a plan knows of a number that it has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// ISO 3166; `None` for what belongs to no place.
    pub(super) region: Option<&'static str>,
    pub(super) kind: NumberKind,
    pub(super) national: &'static Form,
    pub(super) international: &'static Form,
}

/// The plan of one calling code.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    plans: &'static Plans,
    code: &'static Code,
}

/// How a length goes with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Fits,
    /// Dialled inside a town only.
    Local,
    TooShort,
    TooLong,
    /// Some are shorter, some are longer.
    Between,
}

/// The version of the metadata that the tables were compiled from: `9.0.42`.
pub(super) const fn version() -> &'static str {
    home::PLANS.version
}

/// The files that are compiled in.
fn all() -> impl Iterator<Item = &'static Plans> {
    [
        &home::PLANS,
        #[cfg(feature = "world")]
        &world::PLANS,
    ]
    .into_iter()
}

/// The plan of a calling code, if its tables are compiled in.
pub(super) fn plan(code: u16) -> Option<Plan> {
    all().find_map(|plans| {
        let at = plans.codes.binary_search_by_key(&code, |c| c.code).ok()?;
        Some(Plan { plans, code: plans.codes.get(at)? })
    })
}

/// Where a digit leads from the state at `at`; 0 is nowhere.
#[inline]
fn step(words: &[u16], at: u16, digit: u8) -> u16 {
    const EVERY: u16 = 15;
    let Some([head, rest @ ..]) = words.get(usize::from(at)..) else { return 0 };
    let edges = head & 15;
    if edges == EVERY {
        return rest.first().copied().unwrap_or(0);
    }
    let mut rest = rest;
    for _ in 0..edges {
        let [digits, next, behind @ ..] = rest else { return 0 };
        if digits >> (digit & 15) & 1 == 1 {
            return *next;
        }
        rest = behind;
    }
    0
}

impl Plans {
    /// Where a digit leads; 0 is nowhere.
    fn step(&self, at: u16, digit: u8) -> u16 {
        step(self.words, at, digit)
    }

    /// What the state at `at` says of what ends there; 0 is nothing.
    fn class(&self, at: u16) -> usize {
        self.words.get(usize::from(at)).map_or(0, |head| usize::from(head >> 4))
    }

    #[cfg(test)]
    fn bytes(&self) -> usize {
        let forms: usize =
            self.forms.iter().map(|f| f.text.len().saturating_add(size_of_val(f.widths))).sum();
        let kept = self.cuts.iter().flat_map(|c| [c.here, c.at_end]).flatten().map(|k| k.before.len());
        let names = self.regions.iter().map(|r| r.id.len());
        [
            size_of_val(self),
            size_of_val(self.words),
            size_of_val(self.classes),
            size_of_val(self.forms),
            size_of_val(self.cuts),
            size_of_val(self.regions),
            size_of_val(self.codes),
            forms,
            kept.chain(names).sum(),
        ]
        .iter()
        .sum()
    }
}

impl Plan {
    /// The number with these digits, ASCII, without anything that is dialled before them.
    pub(super) fn find(self, nsn: &[u8]) -> Option<Entry> {
        let mut at = self.code.start;
        let words = self.plans.words;
        for byte in nsn {
            at = step(words, at, byte.checked_sub(b'0')?);
            if at == 0 {
                return None;
            }
        }
        let class = self.plans.class(at);
        let Class(region, kind, national, international) =
            self.plans.classes.get(class).filter(|_| class > 0)?;
        let id = self.plans.regions.get(usize::from(*region)).map(|r| r.id);
        Some(Entry {
            region: id.filter(|id| *id != "001"),
            kind: *kind,
            national: self.plans.forms.get(usize::from(*national))?,
            international: self.plans.forms.get(usize::from(*international))?,
        })
    }

    /// How `digits` digits go with the plan.
    pub(super) fn length(self, digits: usize) -> Length {
        let has = |mask: u32| {
            u32::try_from(digits).ok().and_then(|d| mask.checked_shr(d)).is_some_and(|m| m & 1 == 1)
        };
        let lengths = self.code.lengths;
        let longest = 31_u32.saturating_sub(lengths.leading_zeros());
        if has(lengths) {
            Length::Fits
        } else if has(self.code.local) {
            Length::Local
        } else if u32::try_from(digits).is_ok_and(|d| d < lengths.trailing_zeros()) {
            Length::TooShort
        } else if u32::try_from(digits).is_ok_and(|d| d < longest) {
            Length::Between
        } else {
            Length::TooLong
        }
    }
}

/// The calling code of a region, and the number that somebody there dials with `digits`: the national prefix and the code
/// of a carrier taken off, a missing area code added where the plan says which.
pub(super) fn dialled_in(region: &str, digits: &[u8]) -> Option<(u16, Short<32>)> {
    let (plans, region) = of(region)?;
    let plan = plan(region.code)?;
    let as_dialled = Short::of_bytes(digits);
    let Some(cut) = strip(plans, region.start, digits) else { return Some((region.code, as_dialled)) };
    // What is a number already has nothing before it, unless it is one without it as well.
    let keep = plan.find(digits).is_some() && plan.find(cut.as_bytes()).is_none();
    Some((region.code, if keep { as_dialled } else { cut }))
}

/// The tables of a region.
fn of(region: &str) -> Option<(&'static Plans, &'static Region)> {
    let found = all().find_map(|plans| {
        let at = plans.regions.binary_search_by_key(&region, |r| r.id).ok()?;
        Some((plans, plans.regions.get(at)?))
    })?;
    (found.1.id != "001").then_some(found)
}

/// What is left of the digits when somebody in `region` dials another country with them: a calling code and a number.
pub(super) fn dialled_abroad(region: &str, digits: &[u8]) -> Option<Short<32>> {
    let (plans, region) = of(region)?;
    strip(plans, region.abroad, digits).filter(|rest| !rest.starts_with(b'0'))
}

/// What is dialled before a number at home and the number behind it, if somebody has put the first between calling code and
/// number.
pub(super) fn without_trunk(code: u16, nsn: &[u8]) -> Option<(&[u8], &[u8])> {
    let region = main_region(code)?;
    let (_, cut) = dialled_in(region, nsn)?;
    let rest = cut.as_bytes();
    let trunk = nsn.strip_suffix(rest).filter(|trunk| !trunk.is_empty())?;
    nsn.split_at_checked(trunk.len())
}

/// The region whose rules hold for a calling code; of several that share it, Google's main one.
fn main_region(code: u16) -> Option<&'static str> {
    const SHARED: [(u16, &str); 12] = [
        (1, "US"),
        (7, "RU"),
        (39, "IT"),
        (44, "GB"),
        (47, "NO"),
        (61, "AU"),
        (212, "MA"),
        (262, "RE"),
        (290, "SH"),
        (358, "FI"),
        (590, "GP"),
        (599, "CW"),
    ];
    let shared = SHARED.iter().find(|(c, _)| *c == code).map(|(_, region)| *region);
    shared.or_else(|| all().find_map(|plans| plans.regions.iter().find(|r| r.code == code)).map(|r| r.id))
}

/// `digits` without what the automaton at `start` finds before them.
fn strip(plans: &Plans, start: u16, digits: &[u8]) -> Option<Short<32>> {
    let mut at = start;
    let mut found = None;
    let mut bytes = digits.iter().enumerate();
    loop {
        let next = bytes.next();
        let cut = plans.cuts.get(plans.class(at))?;
        let (passed, kept) = match next {
            Some((passed, _)) => (passed, cut.here),
            None => (digits.len(), cut.at_end),
        };
        if let Some(kept) = kept {
            found = Some((passed, kept));
        }
        let Some((_, byte)) = next else { break };
        at = plans.step(at, byte.checked_sub(b'0')?);
        if at == 0 {
            break;
        }
    }
    let (passed, kept) = found?;
    let mut out = Short::of(kept.before);
    out.push_bytes(digits.get(usize::from(kept.from)..usize::from(kept.to))?);
    out.push_bytes(digits.get(passed..)?);
    Some(out)
}

impl Form {
    /// True if it is `other` with a zero before it, as most national forms are.
    pub(super) fn is_behind_zero(&self, other: &Self) -> bool {
        // Without groups the digits are written as they are, whatever the text.
        !self.widths.is_empty()
            && self.widths == other.widths
            && self.text.strip_prefix('0').is_some_and(|rest| rest == other.text)
    }

    /// Writes `nsn` behind what `out` holds already.
    pub(super) fn write<const N: usize>(&self, nsn: &[u8], out: &mut Short<N>) {
        if self.widths.is_empty() {
            return out.push_bytes(nsn);
        }
        let mut rest = nsn;
        // What the digits have more than the groups need goes to the first that take it, as greedy patterns do.
        let fewest: usize = self.widths.iter().map(|(least, _)| usize::from(*least)).sum();
        let mut spare = nsn.len().saturating_sub(fewest);
        let mut widths = self.widths.iter();
        let mut next = b'1';
        let mut text = self.text.as_bytes();
        while let [byte, behind @ ..] = text {
            text = behind;
            let (b'$', [wanted, behind @ ..]) = (byte, behind) else {
                out.push(*byte);
                continue;
            };
            text = behind;
            // Groups stand in the order of the digits; one may be left out.
            while next <= *wanted {
                let Some((least, most)) = widths.next() else { break };
                let more = spare.min(usize::from(most.saturating_sub(*least)));
                spare = spare.saturating_sub(more);
                let width = usize::from(*least).saturating_add(more).min(rest.len());
                let (group, left) = rest.split_at_checked(width).unwrap_or((rest, &[]));
                if next == *wanted {
                    out.push_bytes(group);
                }
                rest = left;
                next = next.saturating_add(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: &Form, nsn: &str) -> String {
        let mut out: Short<32> = Short::default();
        form.write(nsn.as_bytes(), &mut out);
        out.as_str().to_owned()
    }

    /// `cargo test --lib table_sizes -- --nocapture` prints them.
    #[test]
    fn table_sizes() {
        let home = home::PLANS.bytes();
        println!("metadata {}: DE, AT, CH and LI in {home} bytes", home::PLANS.version);
        assert!(home <= 40_000, "{home}");
        #[cfg(feature = "world")]
        {
            let total = home + world::PLANS.bytes();
            println!("metadata {}: the world in {total} bytes", world::PLANS.version);
            assert!(total <= 600_000, "{total}");
            assert_eq!(home::PLANS.version, world::PLANS.version);
        }
    }

    /// Every state leads to states that come before it, which is why every walk ends.
    #[test]
    fn states_lead_backwards() {
        for plans in all() {
            let mut at = 0;
            while let Some(head) = plans.words.get(at) {
                let edges = head & 15;
                assert!(edges <= 10 || edges == 15);
                for digit in 0..10 {
                    let next = plans.step(u16::try_from(at).unwrap(), digit);
                    assert!(usize::from(next) < at.max(1), "{at} leads to {next}");
                }
                assert!(plans.class(u16::try_from(at).unwrap()) < plans.classes.len().max(plans.cuts.len()));
                at += if edges == 15 { 2 } else { 1 + 2 * usize::from(edges) };
            }
            for class in plans.classes {
                assert!(usize::from(class.0) < plans.regions.len());
                assert!(usize::from(class.2.max(class.3)) < plans.forms.len());
            }
            assert!(plans.codes.is_sorted_by_key(|c| c.code));
            assert!(plans.regions.is_sorted_by_key(|r| r.id));
        }
    }

    /// The longest number in the widest form still fits where it is kept: nothing is ever cut.
    #[test]
    fn every_form_fits() {
        for plans in all() {
            for form in plans.forms {
                assert!(form.widths.len() <= 8);
                let digits = form.widths.iter().map(|(_, most)| usize::from(*most)).sum::<usize>().min(15);
                let shown = written(form, "123456789012345".get(..digits).unwrap());
                assert!(shown.len() + "+423 ".len() < 32, "{shown}");
                let places: Vec<usize> =
                    form.text.split('$').skip(1).map(|p| p.get(..1).unwrap().parse().unwrap()).collect();
                // Argentina leaves out a group.
                assert!(places.iter().all(|p| (1..=form.widths.len()).contains(p)), "{}", form.text);
                assert!(places.is_sorted_by(|a, b| a < b), "{}", form.text);
            }
        }
    }

    #[test]
    fn a_german_number_is_found_with_its_forms() {
        let plan = plan(49).unwrap();
        let entry = plan.find(b"3023125000").unwrap();
        assert_eq!((entry.region, entry.kind), (Some("DE"), NumberKind::FixedLine));
        assert_eq!(written(entry.national, "3023125000"), "030 23125000");
        assert_eq!(written(entry.international, "3023125000"), "30 23125000");
        assert!(
            plan.find(b"302312500012345678").is_none()
                && plan.find(b"1").is_none()
                && plan.find(b"").is_none()
        );
        assert_eq!(
            (plan.length(10), plan.length(1), plan.length(31)),
            (Length::Fits, Length::TooShort, Length::TooLong)
        );
        assert_eq!((plan.length(32), plan.length(usize::MAX)), (Length::TooLong, Length::TooLong));
    }

    #[test]
    #[cfg(feature = "world")]
    fn what_is_dialled_at_home() {
        let at = |region, digits: &str| {
            dialled_in(region, digits.as_bytes()).map(|(code, nsn)| (code, nsn.as_str().to_owned()))
        };
        let is = |code, nsn: &str| Some((code, nsn.to_owned()));
        assert_eq!(at("FR", "0123456789"), is(33, "123456789"));
        assert_eq!(at("IT", "0612345678"), is(39, "0612345678"));
        assert_eq!(at("US", "12015550123"), is(1, "2015550123"));
        // Barbados: seven digits get their area code.
        assert_eq!(at("BB", "4301234"), is(1, "2464301234"));
        // Argentina: 15 behind the area code is a 9 before it.
        assert_eq!(at("AR", "0111523456789"), is(54, "91123456789"));
        // Brazil: the carrier's code is no part of the number.
        assert_eq!(at("BR", "0151123456789"), is(55, "1123456789"));
        assert_eq!(at("XX", "1"), None);
        assert_eq!(at("001", "80012345678"), None);
    }

    #[test]
    #[cfg(feature = "world")]
    fn what_is_dialled_before_a_calling_code() {
        let at = |region: &str, digits: &str| {
            dialled_abroad(region, digits.as_bytes()).map(|rest| rest.as_str().to_owned())
        };
        for (region, prefix) in [
            ("US", "011"),
            ("RU", "810"),
            ("FR", "00"),
            ("AU", "0011"),
            ("AU", "14110011"),
            ("JP", "010"),
            ("BR", "0015"),
            ("FI", "990"),
            ("KR", "00755"),
            ("HK", "001"),
        ] {
            let rest = "493023125000";
            assert_eq!(at(region, &format!("{prefix}{rest}")).as_deref(), Some(rest), "{region} {prefix}");
        }
        for (region, digits) in [("US", "00493023125000"), ("FR", "000493"), ("XX", "0049"), ("001", "0049")]
        {
            assert_eq!(at(region, digits), None, "{region} {digits}");
        }
        assert_eq!(without_trunk(7, b"84951234567"), Some((&b"8"[..], &b"4951234567"[..])));
        assert_eq!(without_trunk(1, b"12015550123"), Some((&b"1"[..], &b"2015550123"[..])));
        assert_eq!(without_trunk(7, b"4951234567"), None);
        // Argentina's mobiles are rewritten, not cut.
        assert_eq!(without_trunk(54, b"111523456789"), None);
        for (region, code) in all().flat_map(|p| p.regions).map(|r| (r.id, r.code)) {
            assert!(region == "001" || main_region(code).is_some_and(|r| of(r).is_some()), "{region}");
        }
    }
}
